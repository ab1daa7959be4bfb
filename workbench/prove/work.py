"""What both arms launch by the kind of work: where a difference from the prediction comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workbench.suggest.launch_kinds import kind_of_name

NAMES_MAX = 24  # that a proof keeps of the launches that changed most
NAME_LENGTH_MAX = 160
SAME_COUNT = 0.02  # launches a step that may differ in work that both arms do alike

Figures = Mapping[str, Sequence[float]]  # name -> launches and microseconds a step


def by_kind(names: Mapping[str, Figures], functions: Iterable[str]) -> dict[str, Any]:
    """`kinds`: for each kind of work both arms' [launches, us] a step; `changed`: the names whose
    time differs most between the arms, at most `NAMES_MAX`, each with both arms' figures.

    Kinds: `kernels` (Triton functions `functions`), `compiled` (Inductor's), and those of
    `suggest.launch_kinds`, by name alone.
    """
    ours = frozenset(functions)
    kinds: dict[str, dict[str, list[float]]] = {}
    for arm, figures in names.items():
        for name, (count, us) in figures.items():
            empty = {each: [0.0, 0.0] for each in names}
            mine = kinds.setdefault(kind_of(name, ours), empty)[arm]
            mine[0] += count
            mine[1] += us
    before, after = names["baseline"], names["patched"]
    every = {n for n in {*before, *after} if kind_of(n, ours) != "kernels"}
    most = sorted(every, key=lambda name: (-abs(_less(name, before, after)), name))[:NAMES_MAX]
    changed = [
        {"name": name[:NAME_LENGTH_MAX], "kind": kind_of(name, ours),
         **{arm: list(figures.get(name, (0.0, 0.0))) for arm, figures in names.items()}}
        for name in most
        if _less(name, before, after)
    ]  # fmt: skip
    return {"kinds": dict(sorted(kinds.items())), "changed": changed}


def kind_of(name: str, functions: Iterable[str]) -> str:
    """The kind of a launch by its name; Inductor numbers functions that it calls: `name_0`."""
    if re.sub(r"_\d+$", "", name) in functions or name in functions:
        return "kernels"
    return "compiled" if name.startswith("triton_") else kind_of_name(name)


def _less(name: str, before: Figures, after: Figures) -> float:
    return before.get(name, (0.0, 0.0))[1] - after.get(name, (0.0, 0.0))[1]


def alike_and_replaced(
    names: Mapping[str, Figures], functions: Iterable[str]
) -> tuple[float, float, float]:
    """(us, us, us) a step without the kernels' own launches: by how much less the launches take
    that both arms make alike; what those took that are fewer with kernels; what others take more.
    """
    ours = frozenset(functions)
    before, after = names["baseline"], names["patched"]
    alike = went = came = 0.0
    for name in {*before, *after}:
        if kind_of(name, ours) == "kernels":
            continue
        count, later = before.get(name, (0.0, 0.0))[0], after.get(name, (0.0, 0.0))[0]
        less = _less(name, before, after)
        if abs(count - later) <= SAME_COUNT * count:
            alike += less
        elif later < count:
            went += less
        else:
            came -= less
    return alike, went, came


def differences(
    kernels: Mapping[str, Mapping[str, Any]],
    predicted_us: float | None,
    saved_us: float,
    names: Mapping[str, Figures],
    functions: Iterable[str],
    unpriced: str,
) -> list[str]:
    """Realised minus predicted in pieces that add up to it, largest first. `kernels`: by name their
    `bound_us`, `kernel_us`, `now_us`, and `predicted_us`, None where nothing was predicted, for
    the reason `unpriced` where all are.
    """
    if predicted_us is None:
        return [f"nothing was predicted: {unpriced}"]
    pieces, now = [], 0.0
    for name, one in kernels.items():
        if one["predicted_us"] is None:
            pieces.append((-one["kernel_us"], f"{name}, of which nothing was predicted, takes "
                                              f"{one['kernel_us']:,.1f} us"))  # fmt: skip
            continue
        now += one["now_us"]
        pieces.append((one["bound_us"] - one["kernel_us"],
                       f"{name} takes {one['kernel_us']:,.1f} us, "
                       f"{one['bound_us']:,.1f} were predicted"))  # fmt: skip
    alike, went, came = alike_and_replaced(names, functions)
    pieces.append((alike, f"launches alike in both arms take {abs(alike):,.1f} us "
                          f"{'less' if alike > 0 else 'more'} beside the kernels"))  # fmt: skip
    rest = saved_us - predicted_us - sum(piece for piece, _ in pieces)
    pieces.append((rest, f"what went took {went:,.1f} us here and {now:,.1f} in the capture, and "
                         f"{came:,.1f} us of other launches came"))  # fmt: skip
    ordered = sorted(pieces, key=lambda piece: -abs(piece[0]))
    return [f"{piece:+,.0f} us: {text}" for piece, text in ordered if abs(piece) >= 0.5]
