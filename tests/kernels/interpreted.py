"""Run in a process of its own, under TRITON_INTERPRET: a kernel on small inputs, as JSON.

`python interpreted.py KERNEL.PY` reads a list of {"case": name or null, "inputs": {...}, "change":
{...}} from stdin: the arguments of a named case, or of `make_inputs`. Prints one object for each.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import Any

import torch

from workbench.validate import interpreter, subject

TORCH = {"bf16": torch.bfloat16, "fp16": torch.float16, "fp32": torch.float32}


def widen(value: Any) -> Any:
    """Floating-point tensors in fp64, everything else as it is."""
    is_float = isinstance(value, torch.Tensor) and value.is_floating_point()
    return value.double() if is_float else value


def rows_stand_alone(loaded: subject.Subject, arguments: dict[str, Any], outputs: Any) -> bool:
    """Whether rows, the last one alone and all in reverse, have the bits they have in the batch."""
    rows = outputs[0].shape[0]
    batches = (torch.tensor([rows - 1]), torch.arange(rows - 1, -1, -1))

    def take(value: Any, index: torch.Tensor) -> Any:
        return value[index] if isinstance(value, torch.Tensor) else value

    for index in batches:
        batch = {k: take(v, index) if k in loaded.rows else v for k, v in arguments.items()}
        got = loaded.launcher(**batch, device="interpret")
        if not all(torch.equal(g, o[index]) for g, o in zip(got, outputs, strict=True)):
            return False
    return True


def judge(loaded: subject.Subject, request: dict[str, Any]) -> dict[str, Any]:
    """What the kernel did with one input, beside eager in its own precision and in fp64."""
    given = {k: TORCH.get(v, v) if isinstance(v, str) else v for k, v in request["inputs"].items()}
    make = loaded.launcher.__globals__["make_inputs"]
    make = loaded.cases[request["case"]] if request.get("case") else make
    arguments = make(device="cpu", **given)
    for name, value in request.get("change", {}).items():
        arguments[name].fill_(value)
    launched, reason = loaded.dispatch(**arguments, device="interpret")
    if not launched:
        return {"launched": False, "reason": reason}
    before = {k: v.clone() for k, v in arguments.items() if isinstance(v, torch.Tensor)}
    reference = next(iter(loaded.references.values()))
    got = loaded.launcher(**arguments, device="interpret")
    eager = reference(**arguments)
    exact = reference(**{k: widen(v) for k, v in arguments.items()})
    eager, exact = ((r if isinstance(r, tuple) else (r,)) for r in (eager, exact))
    floats = [i for i, o in enumerate(got) if o.is_floating_point()]
    errors = [[(each[i].double() - exact[i]).square().mean().sqrt() for i in floats]
              for each in (got, eager)]  # fmt: skip
    buffers = tuple(torch.full_like(o, -7) for o in got)
    loaded.launcher(**arguments, out=buffers, device="interpret")
    return {
        "launched": True,
        "equal": [
            torch.equal(g, e) and g.dtype == e.dtype for g, e in zip(got, eager, strict=True)
        ],
        "share_equal": [float((g == e).float().mean()) for g, e in zip(got, eager, strict=True)],
        "rmse": [float(e) for e in errors[0]],
        "rmse_eager": [float(e) for e in errors[1]],
        "largest": [float(o.double().abs().max()) for o in got],
        "inputs_unchanged": all(torch.equal(arguments[k], v) for k, v in before.items()),
        "same_in_given_buffers": all(torch.equal(b, g) for b, g in zip(buffers, got, strict=True)),
        "rows_stand_alone": request.get("alone") and rows_stand_alone(loaded, arguments, got),
    }


def main() -> None:
    """Judge each request of stdin."""
    warnings.simplefilter("ignore", RuntimeWarning)
    torch.manual_seed(0)
    interpreter.install()
    loaded = subject.load(Path(sys.argv[1]))
    with torch.no_grad():
        print(json.dumps([judge(loaded, request) for request in json.load(sys.stdin)]))


if __name__ == "__main__":
    main()
