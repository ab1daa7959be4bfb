"""Do the kernels run, at every place, and does what they write reach the output?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

import torch
from torch import Tensor, nn

from workbench.capture.weights import tensors_in
from workbench.capture.workload import Workload, logits
from workbench.prove.library import Kernel
from workbench.prove.patch import Applied, install


def live(applied: Applied) -> list[Kernel]:
    """The kernels that have a place."""
    return [kernel for kernel in applied.kernels if applied.sites(kernel.name)]


def reinstalled(
    model: nn.Module,
    applied: Applied,
    kernels: Iterable[Kernel],
    launch: Callable[[Kernel], Any] = attrgetter("launch"),
) -> Applied:
    """Some of the kernels of `applied` (undone by now) at the places that they had, unchecked."""
    mine = {(i.path, i.step) for i in applied.installed if i.kernel in {k.name for k in kernels}}
    chosen = [kernel for kernel in live(applied) if kernel.name in {k.name for k in kernels}]
    return install(model, chosen, check=False, launch=launch, places=mine)


def calls_a_step(
    model: nn.Module, applied: Applied, workload: Workload
) -> dict[str, dict[str, Any]]:
    """One eager step with every launcher counted: by kernel its `sites`, the `calls` that
    launched, and the reason of the first that fell back.
    """
    found: dict[str, dict[str, Any]] = {}

    def counted(kernel: Kernel) -> Any:
        mine = found.setdefault(kernel.name, {"sites": 0, "calls": 0, "fell_back": ""})

        def launch(*arguments: Any, **keywords: Any) -> Any:
            launched, reason = kernel.subject.dispatch(*arguments, **keywords, device=kernel.device)
            mine["calls"] += bool(launched)
            mine["fell_back"] = mine["fell_back"] or reason
            return kernel.launch(*arguments, **keywords)

        return launch

    with reinstalled(model, applied, applied.kernels, counted) as again:
        workload.step(model)
        for name, mine in found.items():
            mine["sites"] = again.sites(name)
    return found


def watermark(model: nn.Module, applied: Applied, workload: Workload) -> dict[str, bool]:
    """For each kernel: does the output change when it alone returns wrong values on purpose?

    Every floating-point output is negated; ids and offsets stay, since they address memory.
    """

    def output(wrong: str) -> list[Tensor]:
        def launch(kernel: Kernel) -> Any:
            return _wrong(kernel) if kernel.name == wrong else kernel.launch

        with reinstalled(model, applied, applied.kernels, launch):
            return [each.clone() for each in tensors_in(logits(workload.step(model)))]

    right = output("")
    return {kernel.name: not _equal(output(kernel.name), right) for kernel in live(applied)}


def _equal(a: list[Tensor], b: list[Tensor]) -> bool:
    return all(torch.equal(x, y) for x, y in zip(a, b, strict=True))


def _wrong(kernel: Kernel) -> Any:
    def negated(value: Any) -> Any:
        return -value if isinstance(value, Tensor) and value.is_floating_point() else value

    def launch(*arguments: Any, **keywords: Any) -> Any:
        result = kernel.launch(*arguments, **keywords)
        return tuple(map(negated, result)) if isinstance(result, tuple) else negated(result)

    return launch


def launched(kernel: Kernel, names: dict[str, list[float]]) -> tuple[float, float]:
    """A kernel's calls and microseconds a step, from launches and us by name.

    A call launches its first Triton function once, so the most frequent one counts the calls.
    Inductor numbers the functions that a graph calls: `name_0`.
    """
    counts: dict[str, float] = {}
    spent = 0.0
    for name, (count, us) in names.items():
        for function in kernel.functions:
            if re.fullmatch(rf"{re.escape(function)}(_\d+)?", name):
                counts[function] = counts.get(function, 0) + count
                spent += us
    return max(counts.values(), default=0.0), spent


def lost(before: dict[str, list[float]], after: dict[str, list[float]]) -> dict[str, float]:
    """Launches a step by name that one arm has more of than the other."""
    return {
        name: count - after.get(name, [0.0, 0.0])[0]
        for name, (count, _) in before.items()
        if count > after.get(name, [0.0, 0.0])[0]
    }
