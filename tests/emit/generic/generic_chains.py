"""Run in a process of its own, under TRITON_INTERPRET: any chain of operators equals eager.

Hypothesis draws chains of element-wise operators, views and joins on bf16 rows; each is traced,
emitted, imported and run, and must equal PyTorch bit by bit. `python generic_chains.py FOLDER`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.emit.generic.regions import emitted
from workbench.emit.generic import Inexpressible
from workbench.validate import interpreter, subject
from workbench.validate.gates import same_bits

Tensor = torch.Tensor
ROWS, WIDTH = 4, 12
FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else Path()

UNARY: dict[str, Callable[[Tensor], Tensor]] = {
    "neg": torch.neg,
    "abs": torch.abs,
    "relu": torch.relu,
    "scale": lambda a: a * 0.3,
    "shift": lambda a: a + 1.5,
    "wide": lambda a: a.float(),
    "rounded": lambda a: a.to(torch.bfloat16),
    "square": lambda a: a.pow(2),
    "quarter": lambda a: a / 4.0,  # exact: CUDA multiplies by the reciprocal
    "turned": lambda a: torch.cat((-a[:, WIDTH // 2 :], a[:, : WIDTH // 2]), -1),
    "pairs": lambda a: torch.cat((a[:, ::2], a[:, 1::2]), -1),
    "split": lambda a: (a.view(ROWS, 3, 4) * a.view(ROWS, 3, 4)[:, :1]).reshape(ROWS, WIDTH),
    "clipped": lambda a: a.masked_fill(a > 0.7, 0.1),
}
BINARY: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "add": torch.add,
    "sub": torch.sub,
    "mul": torch.mul,
    "larger": torch.maximum,
    "smaller": torch.minimum,
    "where": lambda a, b: torch.where(a <= b, a, b),
}

COUNTS: Counter[str] = Counter()

steps = st.lists(
    st.tuples(st.sampled_from([*UNARY, *BINARY]), st.integers(0, 9), st.integers(0, 9)),
    min_size=1,
    max_size=8,
)


def chain(make: Any, drawn: list[tuple[str, int, int]]) -> Tensor:
    """What the steps compute; each takes its operands from all that is there."""
    known = [make(ROWS, WIDTH), make(WIDTH), make(ROWS, 1)]
    result = known[0] + known[2]
    known.append(result)
    for name, first, second in drawn:
        a, b = known[first % len(known)], known[second % len(known)]
        if name in UNARY:
            a = a if a.shape == (ROWS, WIDTH) else result
        elif name in ("larger", "smaller", "where"):
            a, b = a.to(result.dtype), b.to(result.dtype)
        made = UNARY[name](a) if name in UNARY else BINARY[name](a, b)
        known.append(made)
        result = made if made.shape == (ROWS, WIDTH) else result
    return result * known[1]


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(steps)
def check(drawn: list[tuple[str, int, int]]) -> None:
    """The kernel of a chain equals its reference and the chain itself."""
    try:
        made = emitted(lambda make: chain(make, drawn), ROWS)
    except Inexpressible as error:  # something is left over that only depends on the weight
        assert "rows" in str(error), error
        COUNTS["refused"] += 1
        return
    COUNTS["emitted"] += 1
    path = FOLDER / f"chain_{abs(hash(str(drawn)))}.py"
    path.write_text(made.source)
    kernel = subject.load(path)
    arguments = next(iter(kernel.cases.values()))(device="cpu", rows=ROWS)
    assert kernel.dispatch(**arguments, device="interpret") == (True, "")
    expected = kernel.references["eager"](**arguments)
    ours = kernel.launcher(**arguments, device="interpret")
    assert all(same_bits(a, b) for a, b in zip(ours, expected, strict=True)), made.source
    given_tensors = iter([value for value in arguments.values() if isinstance(value, Tensor)])
    by_shape = {tuple(tensor.shape): tensor for tensor in given_tensors}

    def make(*extents: int, dtype: torch.dtype = torch.bfloat16) -> Tensor:
        return by_shape.get(extents, torch.zeros(extents, dtype=dtype))

    assert any(same_bits(one, chain(make, drawn)) for one in ours), made.source


if __name__ == "__main__":
    interpreter.install()
    check()
    assert COUNTS["emitted"] > 2 * COUNTS["refused"], COUNTS
    print("ok")
