"""Run in a process of its own, under TRITON_INTERPRET: kernels of the library, sound and spoilt.

Prints JSON: mutation -> {verdict, failed gates as "number name"}. Each mutation is a change of a
kernel's text that a person could make; text that is no longer there makes the mutation stale.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from workbench.validate import harness, interpreter, subject, verdict
from workbench.validate.inputs import trials

# name -> (kernel, the trial that must show it, (text, replacement), ...)
MUTATIONS: dict[str, tuple[str, str, *tuple[tuple[str, str], ...]]] = {
    "sound experts": ("experts_decode", "small-bf16/T=3"),
    "gate and up swapped": (
        "experts_decode", "small-bf16/T=3", ("gate, up = tl.split", "up, gate = tl.split"),
    ),
    "routing weight dropped": (
        "experts_decode", "small-bf16/T=3", ("share *= tl.load(", "share += 0 * tl.load("),
    ),
    "last expert left out": (
        "experts_decode", "small-bf16/T=3",
        ("inside = (k < K) & (n < WIDTH)", "inside = (k < K - 1) & (n < WIDTH)"),
    ),
    "last column left out": (
        "experts_decode", "small-fp32", ("(at < WIDTH)", "(at < WIDTH - 1)"),
    ),
    "row of another token": (
        "experts_decode", "small-bf16/T=3",
        ("(pair // K).to(tl.int64) * x_stride", "(pair // K // 2).to(tl.int64) * x_stride"),
    ),
    "sound attention": ("gqa_decode_attention", "small-bf16/T=3"),
    "sound window": ("gqa_decode_attention", "small-fp32-window"),
    "scale dropped": (
        "gqa_decode_attention", "small-bf16/T=3",
        ('input_precision="ieee") * scale', 'input_precision="ieee") * (1 + 0 * scale)'),
    ),
    "mask ignored": (
        "gqa_decode_attention", "small-bf16/T=3",
        ("seen = seen & (mask != 0)", "seen = seen"),
        ("used = tl.load(flag", "used = (every >= 0) | tl.load(flag"),
    ),
    "window off by one": (
        "gqa_decode_attention", "small-fp32-window", ("length - window)", "length - window + 1)"),
    ),
    "heads of another group": (
        "gqa_decode_attention", "small-bf16/T=3",
        ("(head * GROUP + lane)[:, None]", "(head + KV_HEADS * lane)[:, None]"),
    ),
    "last piece left out": (
        "gqa_decode_attention", "small-bf16/T=3",
        ("mask=piece < pieces, other=float", "mask=piece < pieces - 1, other=float"),
    ),
    "pieces not rescaled": (
        "gqa_decode_attention", "small-bf16/T=3",
        ("shrink = tl.exp2((peak - anchor)", "shrink = tl.exp2((anchor - anchor)"),
    ),
    "sound dispatch": ("moe_dispatch", "small-two-launches"),
    "order within an expert reversed": (
        "moe_dispatch", "small-fp32/T=4",
        ("(other[None, :] < pair[:, None])", "(other[None, :] > pair[:, None])"),
    ),
    "rows of other ranks kept": (
        "moe_dispatch", "small-fp16-elsewhere", ("found % 2 == 1, x", "found % 2 >= 0, x"),
    ),
    "earlier chunks forgotten": (
        "moe_dispatch", "small-two-launches", ("(chunk < mine)", "(chunk < 0 * mine)"),
    ),
}  # fmt: skip


def main(kernels: Path, scratch: Path) -> None:
    """Judge each mutation of the library in `kernels`, its copies in `scratch`."""
    interpreter.install()
    found = {}
    for name, (kernel, suffix, *changes) in MUTATIONS.items():
        text = (kernels / kernel / "kernel.py").read_text()
        for old, new in changes:
            assert text.count(old) == 1, f"mutation {name!r} no longer fits {kernel}: {old!r}"
            text = text.replace(old, new)
        path = scratch / name.replace(" ", "_") / "kernel.py"
        path.parent.mkdir(parents=True)
        path.write_text(text.replace('"workbench::', f'"{path.parent.name}::'))
        loaded = subject.load(path)
        trial = next(t for t in trials(loaded, "interpret") if t.name.endswith(suffix))
        result = harness.run_trial(loaded, trial, "interpret")
        failed = [f"{gate.number} {gate.name}" for gate in result.gates if gate.passed is False]
        found[name] = {"verdict": verdict.decide([result]), "failed": sorted(failed)}
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
