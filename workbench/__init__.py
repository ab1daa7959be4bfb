"""Find the launches that could be one, emit the kernel, and prove that it pays."""

__version__ = "0.1.0"
