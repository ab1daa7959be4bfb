"""A model and a workload in, captures/<id>/ out; `rebuild(manifest)` gives model, step and hooks.

Importing this package is cheap: torch is imported only where a model is built or run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.capture.rebuilt import Rebuilt
    from workbench.schema import Manifest


def rebuild(manifest: Manifest, device: str = "", function: str = "") -> Rebuilt:
    """Model, step and activation hooks of a capture; see `workbench.capture.rebuilt`."""
    from workbench.capture import rebuilt

    return rebuilt.rebuild(manifest, device, function)
