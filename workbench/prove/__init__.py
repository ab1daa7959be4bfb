"""Kernels and a model in, a proof out: `apply` puts them in, `prove` says what they are worth."""
