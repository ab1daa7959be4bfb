"""Where templates/ and kernels/ lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import Unavailable

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder `name` (templates or kernels) as an absolute path.

    Raises Unavailable when neither a checkout nor a wheel provides it.
    """
    for place in (_PACKAGE / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise Unavailable(
        f"the {name}/ folder is missing from this installation of workbench; reinstall the package"
    )


def templates() -> Path:
    """The folder of pattern folders."""
    return folder("templates")


def kernels() -> Path:
    """The folder of ported kernels."""
    return folder("kernels")
