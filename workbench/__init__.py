"""Find the GPU launches that could be one, emit the kernel, and prove that it pays."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.prove.patch import Applied, apply

__version__ = "0.1.0"
__all__ = ["Applied", "__version__", "apply"]


def __getattr__(name: str) -> Any:
    """`apply` and `Applied`, imported with torch when they are first asked for."""
    if name in ("Applied", "apply"):
        from workbench.prove import patch

        return getattr(patch, name)
    raise AttributeError(f"module 'workbench' has no attribute {name!r}")


def _show_in_notebooks() -> None:
    """Where IPython runs, let it show our objects as HTML."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None:
        from workbench.report.notebook import register

        register(shell)


_show_in_notebooks()
