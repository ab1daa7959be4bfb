"""Match named fusions on a capture's data flow, price them, rank them."""

from workbench.suggest.suggestions import Suggestions, suggest

__all__ = ["Suggestions", "suggest"]
