"""Launches to their place in the model, and groups of them (`workbench groups`)."""

from workbench.attribute.attribution import Attribution, attribute

__all__ = ["Attribution", "attribute"]
