"""Write a kernel for any row-wise region of the op graph, from its operators alone."""

from workbench.emit.generic.emit import EmittedKernel, Options, emit_generic
from workbench.emit.generic.refusal import Inexpressible

__all__ = ["EmittedKernel", "Inexpressible", "Options", "emit_generic"]
