"""Make a kernel that Inductor generated into one that a person would keep."""

from workbench.emit.inductor.emit import emit_inductor

__all__ = ["emit_inductor"]
