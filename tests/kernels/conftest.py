"""Fixtures of the kernel tests: a kernel in the interpreter, and compiled for an H100."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import torch

from workbench.validate import compilation

Requests = Sequence[dict[str, Any]]


@pytest.fixture(scope="session")
def interpret(repository: Path) -> Callable[[str, Requests], list[dict[str, Any]]]:
    """Judge a kernel of the library on small inputs, in a process of the Triton interpreter."""

    def run(kernel: str, requests: Requests) -> list[dict[str, Any]]:
        script = repository / "tests" / "kernels" / "interpreted.py"
        path = repository / "kernels" / kernel / "kernel.py"
        done = subprocess.run(
            [sys.executable, "-P", str(script), str(path)],
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


@pytest.fixture(scope="session")
def compiled() -> Callable[[Any, str], dict[str, dict[str, int]]]:
    """Resources on sm_90 of each Triton kernel that a subject launches for one of its cases."""

    def run(kernel: Any, case: str) -> dict[str, dict[str, int]]:
        inputs = kernel.cases[case](device="cpu")
        with compilation.recorded_launches() as launches:
            fake = {
                name: torch.empty_strided(v.shape, v.stride(), dtype=v.dtype, device="cuda")
                if isinstance(v, torch.Tensor)
                else v
                for name, v in inputs.items()
            }
            kernel.launcher(**fake, device="cuda")
        return {
            launch.function.__name__: compilation.resources(launch, "sm_90") for launch in launches
        }

    return run
