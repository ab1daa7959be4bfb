"""What a kernel is timed against: eager, torch.compile in two modes, and what the user names."""

from __future__ import annotations

import hashlib
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest import mock

import torch
from triton.runtime.jit import JITFunction

from workbench.errors import BadInput
from workbench.validate.subject import Subject, import_file

OURS, CONTROL = "ours", "ours again"
_CALLS, _BATCHES = 50, 5

Arguments = dict[str, Any]
Arm = Callable[..., Any]


def load_function(place: str, option: str = "--against") -> Arm:
    """The function that FILE.py:name names. Runs the file.

    Raises BadInput when there is none.
    """
    file, _, name = place.rpartition(":")
    if not file.endswith(".py") or not Path(file).is_file():
        raise BadInput(f"{option} {place}: give FILE.py:function")
    module = import_file(Path(file))
    if not callable(getattr(module, name, None)):
        raise BadInput(f"{option} {place}: {file} has no function {name}")
    function: Arm = getattr(module, name)
    return function


def arms(subject: Subject, form: str, against: dict[str, str], quick: bool) -> dict[str, Arm]:
    """Name -> function of the reference's arguments; ours first. `against`: name -> FILE.py:name.

    The quick set leaves max-autotune out.
    """
    reference = subject.references[form]

    def ours(**arguments: Any) -> Any:
        return subject.launcher(**arguments, form=form)

    found: dict[str, Arm] = {OURS: ours, "eager": reference}
    found["compile"] = torch.compile(reference, dynamic=False)
    if not quick:
        mode = "max-autotune-no-cudagraphs"
        found["max-autotune"] = torch.compile(reference, dynamic=False, mode=mode)
    return found | {name: load_function(place) for name, place in against.items()}


@contextmanager
def noted_launches() -> Iterator[list[tuple[str, Any, int, str]]]:
    """Function, grid, warps and cubin's sha256 of each Triton launch made inside; they are made."""
    seen: list[tuple[str, Any, int, str]] = []
    run = JITFunction.run

    def noted(self: Any, *args: Any, grid: Any, warmup: bool, **kwargs: Any) -> Any:
        compiled = run(self, *args, grid=grid, warmup=warmup, **kwargs)
        cubin = compiled.asm.get("cubin", b"") if compiled is not None else b""
        digest = hashlib.sha256(cubin).hexdigest()
        warps = compiled.metadata.num_warps if compiled is not None else 4
        seen.append((self.fn.__name__, grid, warps, digest))
        return compiled

    with mock.patch.object(JITFunction, "run", noted):
        yield seen


def cpu_us(subject: Subject, form: str, arguments: Arguments) -> dict[str, float]:
    """CPU microseconds of a call: eager, direct (the launcher) and, where the kernel registers one
    under its own name, the `workbench::` op. Median of 5 batches of 50 calls, nothing waited for.
    """
    calls: dict[str, Callable[[], Any]] = {
        "eager": lambda: subject.references[form](**arguments),
        "direct": lambda: subject.launcher(**arguments, form=form),
    }
    with suppress(AttributeError, RuntimeError):
        op = getattr(torch.ops.workbench, subject.name).default
        known = {**arguments, "form": form}
        given = {a.name: known[a.name] for a in op._schema.arguments if a.name in known}
        calls["registered"] = lambda: op(**given)
    return {name: _per_call_us(call) for name, call in calls.items()}


def _per_call_us(call: Callable[[], Any]) -> float:
    batches = []
    with torch.no_grad():
        for _ in range(_BATCHES + 1):  # the first one warms up
            torch.cuda.synchronize()
            begin = time.perf_counter()
            for _ in range(_CALLS):
                call()
            batches.append((time.perf_counter() - begin) / _CALLS * 1e6)
    return statistics.median(batches[1:])
