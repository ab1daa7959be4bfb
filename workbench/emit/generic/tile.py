"""How many rows and elements a program takes, and its opening statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from workbench.emit.generic.plan import Plan

_PIECE = 4096  # elements of a row that does not fit, at a time
FLAT_BLOCK, FLAT_WARPS = 512, 4  # 8 bytes a thread of each 16-bit tensor, as geglu's scan found
_PROGRAM_MIN = 1024  # elements of a program: shorter rows share one
_THREAD_ELEMENTS = 16


@dataclass(frozen=True)
class Tile:
    """The shape of a program. Rows, elements and warps depend on the width alone, and so does the
    order of the sums: a row's result is the same in every batch.
    """

    grid: str
    kernel_arguments: tuple[str, ...]
    launch_arguments: tuple[str, ...]
    flat: bool

    def opening(self, plan: Plan) -> list[str]:
        """Statements that say which rows and columns the program has."""
        return _flat_opening(plan) if self.flat else _row_opening(plan)


def tile(plan: Plan) -> Tile:
    """The tile of a plan."""
    if plan.flat:
        inner = prod(plan.outputs[0].inner)
        elements = "outputs[0].numel()"
        return Tile(
            f"triton.cdiv({elements}, {FLAT_BLOCK})",
            ("WIDTH: tl.constexpr", "BLOCK: tl.constexpr")
            if inner > 1
            else ("BLOCK: tl.constexpr",),
            (
                *((f"WIDTH={plan.width}",) if inner > 1 else ()),
                f"BLOCK={FLAT_BLOCK}",
                f"num_warps={FLAT_WARPS}",
            ),
            True,
        )
    block = _PIECE if plan.looped else _block(plan.width)
    together = max(1, _PROGRAM_MIN // block)
    warps = min(16, max(1, together * block // (32 * _THREAD_ELEMENTS)))
    rows = "outputs[0].shape[0]"
    around = prod(axis.extent for axis in plan.axes)
    rows = rows if around == 1 else f"{rows} * {around}"
    more = [(f"BLOCK_{column.extent}", _block(column.extent)) for column in plan.columns[1:]]
    return Tile(
        f"triton.cdiv({rows}, {together})" if together > 1 else rows,
        (
            "WIDTH: tl.constexpr",
            "ROWS: tl.constexpr",
            "BLOCK: tl.constexpr",
            *(f"{name}: tl.constexpr" for name, _ in more),
        ),
        (
            f"WIDTH={plan.width}",
            f"ROWS={together}",
            f"BLOCK={block}",
            *(f"{name}={extent}" for name, extent in more),
            f"num_warps={warps}",
        ),
        False,
    )


def _block(width: int) -> int:
    return 1 << (width - 1).bit_length()


def _row_opening(plan: Plan) -> list[str]:
    lines = ["    # 64-bit: row * stride passes 2**31 elements for long prefills or wide strides."]
    first = "tl.program_id(0).to(tl.int64) * ROWS + tl.arange(0, ROWS)[:, None]"
    around = prod(axis.extent for axis in plan.axes)
    if not plan.axes:
        lines += [f"    row = {first}", "    live = row < rows"]
    else:
        lines += [
            f"    program = {first}",
            f"    live = program < rows.to(tl.int64) * {around}",
            f"    row = program // {around}",
        ]
        for k, axis in enumerate(plan.axes):
            below = prod(other.extent for other in plan.axes[k + 1 :])
            text = f"program // {below}" if below > 1 else "program"
            lines.append(f"    {axis.name} = {text} % {axis.extent}")
    for k, column in enumerate(plan.columns):
        name, block = (
            (f"column_{column.extent}", f"BLOCK_{column.extent}") if k else ("column", "BLOCK")
        )
        name = "offset" if column in plan.looped else name
        lines.append(f"    {name} = tl.broadcast_to(tl.arange(0, {block})[None, :], ROWS, {block})")
        limit = "WIDTH" if not k else str(column.extent)
        if column not in plan.looped:
            lines.append(f"    {name.replace('column', 'inside')} = {name} < {limit}")
    return lines


def _flat_opening(plan: Plan) -> list[str]:
    inner = prod(plan.outputs[0].inner)
    lines = [
        "    # A program takes BLOCK consecutive elements of the outputs, whatever a row's width.",
        "    # 64-bit where rows or elements pass 2**31, 32-bit inside a program.",
        "    start = tl.program_id(0).to(tl.int64) * BLOCK",
    ]
    if inner == 1:
        return [*lines, "    row = start + tl.arange(0, BLOCK)", "    live = row < rows"]
    size = "WIDTH" if inner == plan.width else str(inner)
    lines += [
        f"    first_row = start // {size}",
        "    index_in = tl.arange(0, BLOCK)",
        f"    live = index_in < rows.to(tl.int64) * {size} - start",
        f"    element = (start - first_row * {size}).to(tl.int32) + index_in",
        f"    row = first_row + element // {size}",
    ]
    below = inner
    for axis in plan.axes:
        above, below = below, below // axis.extent
        text = f"element // {below}" if below > 1 else "element"
        del above
        lines.append(f"    {axis.name} = {text} % {axis.extent}")
    if plan.width > 1 or not plan.axes:
        lines.append("    column = element % WIDTH")
    return lines


def used(opening: Sequence[str], statements: Sequence[str]) -> list[str]:
    """The opening statements but for variables that nothing reads."""
    kept: list[str] = []
    for line in reversed(opening):
        name, assigned, _ = line.strip().partition(" = ")
        text = "\n".join([*kept, *statements])
        if not assigned or line.strip().startswith("#") or re.search(rf"\b{name}\b", text):
            kept.insert(0, line)
    return kept
