"""A kernel in, a verdict out."""
