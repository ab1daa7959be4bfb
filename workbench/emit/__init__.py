"""A candidate in, Triton source out."""
