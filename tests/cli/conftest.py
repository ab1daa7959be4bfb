"""What commands find in a committed capture is found once, whichever of them asks."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True, scope="module")
def one_analysis(analysed_once: None) -> None:
    """Every test of this folder."""
