"""Match named fusions on a capture's data flow, price them, rank them.

Patterns are read without what reads captures: names are imported when they are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.suggest.suggestions import Suggestions, suggest

__all__ = ["Suggestions", "suggest"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from workbench.suggest import suggestions

    return getattr(suggestions, name)
