"""Fixtures of the prove tests: models with kernels in them, in the Triton interpreter."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Requests = Sequence[dict[str, Any]]


@pytest.fixture(scope="session")
def apply_tiny(repository: Path) -> Callable[[Requests], list[dict[str, Any]]]:
    """What `workbench.apply` does to tiny models; see applied_tiny.py."""

    def run(requests: Requests) -> list[dict[str, Any]]:
        done = subprocess.run(
            [sys.executable, "-P", str(repository / "tests" / "prove" / "applied_tiny.py")],
            env={**os.environ, "TRITON_INTERPRET": "1"},
            input=json.dumps(list(requests)),
            capture_output=True,
            text=True,
            timeout=900,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found

    return run
