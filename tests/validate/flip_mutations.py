"""Run in a process of its own, under TRITON_INTERPRET: norms whose output a router reads, spoilt.

Prints JSON: mutation -> {verdict, failed gates, the set-flip gate, roundings of eager's it lacks}.
3072 tokens, in few programs, so that the interpreter is quick.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from functools import partial
from pathlib import Path

import msgspec
import torch

from workbench.validate import harness, interpreter, subject, verdict
from workbench.validate.inputs import trials

TOKENS, WIDTH = 3072, 128
MANY_ROWS = ("return together, block, warps * together", "return 256, block, warps")
# name -> (text, replacement), ...
MUTATIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "sound": (),
    "router's roundings elided": (
        ("scaled = normed.to(dtype).to(tl.float32) *", "scaled = normed *"),
        ("router = scaled.to(router_dtype).to(tl.float32) *", "router = scaled *"),
    ),
    "the sum's rounding elided": (
        ("normed.to(dtype).to(tl.float32)).to(dtype),)", "normed.to(dtype).to(tl.float32)),)"),
        ("tl.store(h_ptr + here, h[i], mask=inside)", "tl.store(h_ptr + here, h[i].to(dtype), "
         "mask=inside)"),
    ),
}  # fmt: skip


def judged(kernel: Path, text: str, scratch: Path) -> dict[str, object]:
    """What validation says of `text`, in place of the kernel.py of `kernel`."""
    path = scratch / "kernel.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    sound, loaded = subject.load(kernel), subject.load(path)
    make = next(iter(loaded.cases.values())).__wrapped__.func  # type: ignore[attr-defined]
    case = {"case": partial(make, rows=TOKENS, width=WIDTH, dtype=torch.bfloat16)}
    loaded = dataclasses.replace(loaded, cases=case, decides=sound.decides)
    trial = next(t for t in trials(loaded, "interpret") if t.name.endswith("T=4"))
    trial = dataclasses.replace(trial, make=lambda device: case["case"](device=device))
    result = harness.run_trial(loaded, trial, "interpret")
    (flips,) = (gate for gate in result.gates if gate.number == 3)
    failed = sorted({f"{gate.number} {gate.name}" for gate in result.gates if gate.passed is False})
    return {
        "verdict": verdict.decide([result]),
        "failed": failed,
        "flips": msgspec.to_builtins(flips),
        "elided": result.elided,
    }


def main(kernel: Path, scratch: Path) -> None:
    """Judge `kernel` under each mutation, its copies in `scratch`."""
    torch.set_num_threads(1)  # small tensors: threads cost more than they give
    interpreter.install()
    sound = kernel.read_text()
    found = {}
    for number, (name, changes) in enumerate(MUTATIONS.items()):
        text = sound
        for old, new in (MANY_ROWS, *changes):
            assert text.count(old) == 1, f"mutation {name!r} no longer fits the kernel: {old!r}"
            text = text.replace(old, new)
        found[name] = judged(kernel, text, scratch / str(number))
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
