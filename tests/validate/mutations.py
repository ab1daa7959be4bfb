"""Run in a process of its own, under TRITON_INTERPRET: the router kernel, sound and spoilt.

Prints JSON: mutation -> {verdict, failed gates as "number name", why}. Each mutation is a change of
the kernel's text that a person could make; text that is no longer there makes the mutation stale.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from functools import partial
from pathlib import Path

import torch

from workbench.validate import harness, interpreter, subject, verdict
from workbench.validate.inputs import trials

# name -> (the trial that must show it, (text, replacement), ...)
MUTATIONS: dict[str, tuple[str, *tuple[tuple[str, str], ...]]] = {
    "sound": ("T=4",),
    "sound on ties": ("exact-ties",),
    "sound on NaN": ("nan",),
    "sound on zeros": ("zeros-of-both-signs",),
    "four rows a program": ("T=4", ("        return 1, 1\n", "        return 4, 1\n")),
    "swapped weights": ("T=2", ("row * K + slot, weight,", "row * K + K - 1 - slot, weight,")),
    "dropped scale": ("T=2", ("weight *= scale", "weight += 0 * scale")),
    "scale of another expert": ("T=2", ("scale + best)", "scale + (best + 1) % E)")),
    "K off by one": ("T=2", ("        K=k,\n", "        K=k - 1,\n")),
    "mask off by one": ("T=2", ("live & (slot < K)\n", "live & (slot <= K)\n")),
    "last row left out": ("T=2", ("best, mask=mine)", "best, mask=mine & (row < T - 1))")),
    "tie order reversed": (
        "exact-ties",
        ("| (WIDTH - 1 - expert)", "| expert"),
        ("first = WIDTH - 1 - (top & (WIDTH - 1))", "first = top & (WIDTH - 1)"),
    ),
    "no renormalisation": (
        "T=2",
        ("tl.div_rn(share, total)", "share"),
    ),
    "NaN sorts as its bits": (
        "nan",
        ("rank = tl.where(x_fp32 != x_fp32, MAGNITUDE, rank)", "rank = rank"),
    ),
    "zeros told apart": (
        "zeros-of-both-signs",
        ("rank = tl.where((bits & MAGNITUDE) == 0, 0, rank)", "rank = rank"),
    ),
    "writes into its input": (
        "T=2",
        ("    tl.store(ids +", "    tl.store(at + slot, chosen, mask=mine)\n    tl.store(ids +"),
    ),
    "rounds where eager does not": (
        "T=2",
        ("    tl.store(weights + row * K + slot, weight,", "    tl.store(weights + row * K + slot, "
         "weight.to(tl.bfloat16),"),
    ),
    "elides a rounding of eager's": (
        "T=2",
        ("weights = weights / weights.sum(dim=-1, keepdim=True)\n",
         "weights = (weights / weights.sum(dim=-1, keepdim=True)).bfloat16().float()\n"),
    ),
    "depends on its place": (
        "T=4",
        ("share = libdevice.exp(chosen - peak)",
         "share = libdevice.exp(chosen - peak) * (1 + 1e-5 * (row % 2) * (slot % 2))"),
    ),
    "racing store": (
        "T=4",
        ("    tl.store(weights + row * K + slot, weight,",
         "    tl.store(weights + (row + 1) * K + slot, weight, mask=mine & (row + 1 < T))\n"
         "    tl.store(weights + row * K + slot, weight,"),
    ),
    "says that it launched": (
        "T=2",
        ("        weights, ids = _new_outputs(logits, k) if out is None else out\n",
         "        return REFERENCES[form](logits, per_expert_scale, k)\n"),
    ),
    "declines quietly": (
        "T=2",
        ("    if logits.dim() != 2:", '    if k == 3:\n        return Dispatch(False, "k is 3")\n'
         "    if logits.dim() != 2:"),
    ),
    "raises": (
        "T=2",
        ("    rows, warps = _tile(tokens, experts)\n", '    raise RuntimeError("no tile")\n'),
    ),
}  # fmt: skip


def judged(path: Path, suffix: str) -> dict[str, object]:
    """Verdict and failed gates of one kernel.py on 12 experts, softmax_then_topk, in one trial."""
    loaded = subject.load(path)
    make = next(iter(loaded.cases.values())).__wrapped__.func  # type: ignore[attr-defined]
    small = partial(make, rows=4, experts=12, k=3, dtype=torch.bfloat16, scale_dtype=torch.bfloat16)
    loaded = dataclasses.replace(loaded, cases={"small": small})
    trial = next(t for t in trials(loaded, "interpret") if t.name.endswith(suffix))
    result = harness.run_trial(loaded, trial, "interpret")
    failed = [gate for gate in result.gates if gate.passed is False]
    return {
        "verdict": verdict.decide([result]),
        "failed": sorted(f"{gate.number} {gate.name}" for gate in failed),
        "elided": result.elided,
        "why": "; ".join([gate.detail for gate in failed if gate.number == 0])
        or result.fallback_reason,
    }


def main(kernel: Path, scratch: Path) -> None:
    """Judge `kernel` under each mutation, its copies in `scratch`."""
    torch.set_num_threads(1)  # small tensors: threads cost more than they give
    interpreter.install()
    sound = kernel.read_text()
    found = {}
    for name, (suffix, *changes) in MUTATIONS.items():
        text = sound
        for old, new in changes:
            assert text.count(old) == 1, f"mutation {name!r} no longer fits the kernel: {old!r}"
            text = text.replace(old, new)
        path = scratch / name.replace(" ", "_") / "kernel.py"
        path.parent.mkdir(parents=True)
        path.write_text(text)
        found[name] = judged(path, suffix)
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
