"""Run in a process of its own, under TRITON_INTERPRET: kernels against their references, as JSON.

`python generic_interpreted.py FILE...` prints for each kernel.py the smallest share of an output's
values that are bit-equal to the reference, and the largest error relative to its largest value, on
1 and on 5 rows of its first case.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from workbench.validate import interpreter, oracle, subject
from workbench.validate.gates import same_bits


def compared(kernel: subject.Subject, rows: int) -> tuple[float, float]:
    """The smallest share over the outputs, and the largest error."""
    arguments = next(iter(kernel.cases.values()))(device="cpu", rows=rows)
    assert kernel.dispatch(**arguments, device="interpret") == (True, "")
    reference = oracle.as_on_cuda(kernel.references["eager"])
    expected = reference(**arguments)
    ours = kernel.launcher(**arguments, device="interpret")
    shares, errors = [], []
    for one, other in zip(ours, expected, strict=True):
        assert (one.shape, one.dtype) == (other.shape, other.dtype)
        equal = [same_bits(a, b) for a, b in zip(one.flatten(), other.flatten(), strict=True)]
        shares.append(sum(equal) / len(equal))
        scale = other.double().abs().max().clamp_min(1e-30)
        errors.append(float((one.double() - other.double()).abs().max() / scale))
    return min(shares), max(errors)


def main(paths: list[str]) -> None:
    """Judge each file."""
    interpreter.install()
    found = {}
    for path in paths:
        kernel = subject.load(Path(path))
        found[path] = [compared(kernel, rows) for rows in (1, 5)]
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
