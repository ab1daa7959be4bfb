"""Fixtures that many tests share: the committed recordings, and the larger raw ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
DATA = REPOSITORY / "tests" / "data"


@pytest.fixture(scope="session")
def repository() -> Path:
    """Root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def raw_6l() -> Path:
    """Raw H100 recordings of six Gemma 4 26B-A4B layers: decode, batch 8, all variants."""
    return DATA / "gemma4-26b-a4b-6l-decode-b8"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of larger raw recordings (WORKBENCH_SHARED); who needs it says so and skips."""
    folder = Path(os.environ.get("WORKBENCH_SHARED", REPOSITORY.parent / "shared"))
    if not (folder / "captures").is_dir():
        pytest.skip("larger raw recordings are not at hand: set WORKBENCH_SHARED to their folder")
    return folder
