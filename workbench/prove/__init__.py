"""Kernels and a model in, a proof out (not built yet)."""
