"""The inputs every kernel meets: row counts, hostile values, awkward layouts.

Values are made on the CPU from a seed, so that a case is the same on every machine; layouts are
made on the device. Both are functions of a tensor with one row a token (rows of more dimensions
are flattened for them), and know nothing of what a kernel computes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import torch

from workbench.validate.subject import Subject

# Row counts of the first case, and rows of the hostile ones. The interpreter runs one row in 0.1 s.
TOKENS = {"cuda": (0, 1, 2, 7, 64, 1023, 4096, 16384), "interpret": (0, 1, 2, 4)}
HOSTILE_ROWS = {"cuda": 257, "interpret": 4}
# Most bytes of them that are tried, where a kernel does not state its counts itself: a row may be a
# whole sequence of all heads. Hostile values are several draws an element, on one core of the CPU.
TOKENS_BYTES_MAX, HOSTILE_BYTES_MAX = 1 << 30, 1 << 27
_ROW_KINDS = 4  # of hostile rows, in turn: never fewer rows
_BEYOND_INT32 = (1 << 30) + 8  # elements from row to row: the third row starts past 2**31


@dataclass(frozen=True)
class Trial:
    """One input of one form. `make(device)` gives the reference's arguments; `must_launch`: a
    fallback is not an answer.
    """

    name: str
    form: str
    make: Callable[[str], dict[str, Any]]
    must_launch: bool = True
    hostile: bool = False  # its values or layout are


def _bits(x: torch.Tensor) -> torch.dtype:
    return {2: torch.int16, 4: torch.int32, 8: torch.int64}[x.element_size()]


def _ties(x: torch.Tensor, draw: torch.Generator) -> torch.Tensor:
    return (x * 2).round() / 2


def _near_ties(x: torch.Tensor, draw: torch.Generator) -> torch.Tensor:
    """Each value of a row is one positive number or a neighbour 1 ULP away."""
    base = x[:, :1].abs().clamp_min(1).expand_as(x).contiguous()
    step = torch.randint(-1, 2, x.shape, generator=draw).to(_bits(x))
    return (base.view(_bits(x)) + step).view(x.dtype)


def _with_row_kinds(
    x: torch.Tensor, values: tuple[float, ...], draw: torch.Generator
) -> torch.Tensor:
    """Rows in turn: one value replaced by one of `values`, a third of them, all of them, none."""
    chance = torch.rand(x.shape, generator=draw)
    kind = torch.arange(x.shape[0])[:, None] % _ROW_KINDS
    first = chance == chance.amin(-1, keepdim=True)
    chosen = (kind == 0) & first | (kind == 1) & (chance < 1 / 3) | (kind == 2)
    pick = torch.randint(len(values), x.shape, generator=draw)
    return torch.where(chosen, torch.tensor(values, dtype=x.dtype)[pick], x)


def _not_finite(*values: float) -> Callable[[torch.Tensor, torch.Generator], torch.Tensor]:
    return lambda x, draw: _with_row_kinds(x, values, draw)


def _nan(x: torch.Tensor, draw: torch.Generator) -> torch.Tensor:
    """NaN of both signs: one that sorts above infinity by its bits, one below minus infinity."""
    spoilt = _with_row_kinds(x, (float("nan"),), draw)
    negative = spoilt.isnan() & (torch.rand(x.shape, generator=draw) < 0.5)
    bits = spoilt.view(_bits(x))
    return torch.where(negative, bits | torch.iinfo(bits.dtype).min, bits).view(x.dtype)


def _zeros(x: torch.Tensor, draw: torch.Generator) -> torch.Tensor:
    """-0.0 and 0.0, and below them a quarter of the row."""
    sign = torch.randint(2, x.shape, generator=draw).to(x.dtype) * 2 - 1
    zeros = torch.zeros_like(x) * sign
    return torch.where(torch.rand(x.shape, generator=draw) < 0.25, -x.abs(), zeros)


def _subnormals(x: torch.Tensor, draw: torch.Generator) -> torch.Tensor:
    smallest = torch.finfo(x.dtype).smallest_normal
    return (torch.rand(x.shape, generator=draw) * smallest).to(x.dtype) * x.sign()


def _scaled(factor: float) -> Callable[[torch.Tensor, torch.Generator], torch.Tensor]:
    return lambda x, draw: x * factor


def _all_equal(x: torch.Tensor, draw: torch.Generator) -> torch.Tensor:
    return x[:, :1].expand_as(x).contiguous()


HOSTILE: dict[str, Callable[[torch.Tensor, torch.Generator], torch.Tensor]] = {
    "exact-ties": _ties,
    "near-ties": _near_ties,
    "nan": _nan,
    "inf": _not_finite(float("inf"), float("-inf")),
    "minus-inf": _not_finite(float("-inf")),
    "zeros-of-both-signs": _zeros,
    "subnormals": _subnormals,
    "times-1e4": _scaled(1e4),
    "times-1e-4": _scaled(1e-4),
    "all-equal": _all_equal,
}


def _padded(x: torch.Tensor, apart: int = 8) -> torch.Tensor:
    """Rows 8 elements apart, NaN between: reading past a row shows."""
    flat = x.reshape(x.shape[0], -1)
    wide = flat.new_full((flat.shape[0], flat.shape[1] + apart), float("nan"))
    wide[:, : flat.shape[1]] = flat
    return wide[:, : flat.shape[1]].view(x.shape)


def _off_by_one(x: torch.Tensor) -> torch.Tensor:
    """Contiguous, but starting one element into its storage: not 16-byte aligned."""
    flat = x.new_empty(x.numel() + 1)
    flat[1:] = x.flatten()
    return flat[1:].view_as(x)


def _transposed(x: torch.Tensor) -> torch.Tensor:
    return x.transpose(0, -1).contiguous().transpose(0, -1)


def _beyond_int32(x: torch.Tensor) -> torch.Tensor:
    """Three rows, the last starting past element 2**31."""
    rows = x[:3].reshape(3, -1)
    flat = x.new_empty(2 * _BEYOND_INT32 + rows.shape[1])
    wide = flat.as_strided((3, rows.shape[1]), (_BEYOND_INT32, 1))
    wide.copy_(rows)
    return wide.view(x.shape)


# name -> (layout, whether the kernel must launch on it)
LAYOUTS: dict[str, tuple[Callable[[torch.Tensor], torch.Tensor], bool]] = {
    "padded-rows": (_padded, True),
    "offset-by-one": (_off_by_one, True),
    "transposed": (_transposed, False),
}
OTHERS = "others-strided"  # weights and indices, of kernels whose `dispatch` may decline them


def _strided(x: torch.Tensor) -> torch.Tensor:
    """Every other element of a buffer, between them what no value is: a forgotten stride shows."""
    other = float("nan") if x.is_floating_point() else True if x.dtype == torch.bool else 127
    wide = x.new_full((*x.shape[:-1], 2 * x.shape[-1]), other)
    wide[..., ::2] = x
    return wide[..., ::2]


def trials(subject: Subject, device: str) -> Iterator[Trial]:
    """Every trial of a kernel on "cuda" or "interpret", cheapest first, form by form; none where
    every case is for a GPU and there is none.
    """
    interpreted = device == "interpret"
    if interpreted:
        light = {k: make for k, make in subject.cases.items() if k not in subject.gpu_cases}
        subject = replace(subject, cases={**light, **subject.interpret_cases})
    cases = list(subject.cases)
    if not cases:
        return
    first = cases[0]
    for form in subject.references:
        for rows in _token_counts(subject, first, device):
            yield _trial(subject, form, first, f"T={rows}", rows, must_launch=rows > 0)
        for case in cases[1:]:
            yield _trial(subject, form, case, "", None)
        for case in one_case_a_dtype(subject, cases, by_width=interpreted):
            rows = _hostile_rows(subject, case, device)
            for name, values in HOSTILE.items():
                yield _trial(subject, form, case, name, rows, values=values)
            for name, (layout, must_launch) in LAYOUTS.items():
                yield _trial(
                    subject, form, case, name, rows, layout=layout, must_launch=must_launch
                )
            if subject.takes_out and _others(subject, case):
                yield _trial(subject, form, case, OTHERS, rows, must_launch=False)
        if device == "cuda":
            yield _trial(subject, form, first, "beyond-2**31", 3, layout=_beyond_int32)


def _token_counts(subject: Subject, case: str, device: str) -> tuple[int, ...]:
    if subject.tokens:
        return tuple(n for n in subject.tokens if n <= max(TOKENS[device]))
    row_bytes = _row_bytes(subject, case, subject.rows)
    return tuple(n for n in TOKENS[device] if n * row_bytes <= TOKENS_BYTES_MAX)


def _hostile_rows(subject: Subject, case: str, device: str) -> int:
    rows = int(min(HOSTILE_ROWS[device], subject.most_tokens))
    if subject.tokens:
        return rows
    row_bytes = _row_bytes(subject, case, subject.activations)
    return min(rows, max(_ROW_KINDS, HOSTILE_BYTES_MAX // max(1, row_bytes)))


def _row_bytes(subject: Subject, case: str, names: Iterable[str]) -> int:
    """Bytes of one row of the arguments of these names together."""
    given = subject.cases[case](device="cpu", rows=1)
    tensors = (given[name] for name in names if isinstance(given[name], torch.Tensor))
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors)


def one_case_a_dtype(
    subject: Subject, cases: Iterable[str] = (), by_width: bool = False
) -> list[str]:
    """Name of the first case (of `cases`, where given) of each dtype that the activations have, or
    only of each width in bytes.
    """
    found: dict[Any, str] = {}
    for name in cases or subject.cases:
        x = subject.cases[name](device="cpu", rows=1)[subject.activations[0]]
        found.setdefault(x.element_size() if by_width else x.dtype, name)
    return list(found.values())


def _others(subject: Subject, case: str) -> list[str]:
    """Tensors of a case with several elements a row that hostile layouts leave alone."""
    given = subject.cases[case](device="cpu", rows=1)
    return [
        name
        for name, value in given.items()
        if isinstance(value, torch.Tensor)
        and value.shape[-1:] > (1,)
        and not (name in subject.activations and value.is_floating_point())
    ]


def _is_floating(value: Any) -> bool:
    """Of 16 bits or more: those of 8 were quantised, and take no hostile values."""
    floats = isinstance(value, torch.Tensor) and value.is_floating_point()
    return floats and value.element_size() > 1


def _trial(
    subject: Subject,
    form: str,
    case: str,
    name: str,
    rows: int | None,
    values: Callable[..., torch.Tensor] | None = None,
    layout: Callable[..., torch.Tensor] | None = None,
    must_launch: bool = True,
) -> Trial:
    make = subject.cases[case]
    make = make if rows is None else partial(make, rows=rows)

    def inputs(device: str) -> dict[str, Any]:
        arguments = make(device="cpu")
        spoilt = [name for name in subject.activations if _is_floating(arguments[name])]
        if values:
            for each in spoilt:
                x = arguments[each]
                flat = values(x.reshape(x.shape[0], -1), torch.Generator().manual_seed(1))
                arguments[each] = flat.view(x.shape)
        arguments = {
            key: value.to(device) if isinstance(value, torch.Tensor) else value
            for key, value in arguments.items()
        }
        if layout:
            for place, each in enumerate(spoilt):  # each its own, so that no other's stride will do
                apart = {"apart": 8 * (1 + place)} if layout is _padded else {}
                arguments[each] = layout(arguments[each], **apart)
        if name == OTHERS:
            arguments |= {each: _strided(arguments[each]) for each in _others(subject, case)}
        return arguments

    label = "/".join(filter(None, (form, case, name)))
    return Trial(label, form, inputs, must_launch, hostile=bool(values or layout or name == OTHERS))
