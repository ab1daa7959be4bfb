"""Output code, graphs, provenance and scheduler records of Inductor; parsed, never executed."""
