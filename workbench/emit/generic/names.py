"""Names in emitted code: from a fixed vocabulary and numbers, never from a trace."""

from __future__ import annotations

import keyword
import re

_RESERVED = (
    "tl", "torch", "triton", "libdevice", "row", "rows", "live", "inside", "start", "index_in",
    "first_row", "program", "form", "out", "device", "kernel", "options", "outputs", "part", "lane",
    "partial", "warnings", "dispatch", "draw", "launched", "reason", "results", "buffers",
)  # fmt: skip
# What else an emitted file calls or defines: its launcher may not take that name.
_OWN = frozenset(
    (*_RESERVED, "eager", "nullcontext", "wrap_triton", "make_inputs", "isinstance", "len", "zip",
     "tuple", "any", "reversed", "float", "range")
)  # fmt: skip


class Names:
    """Gives each thing a name of its own: `product`, `product_2`, ..."""

    def __init__(self) -> None:
        self._taken = set(_RESERVED)

    def give(self, hint: str) -> str:
        """`hint`, or with the least number from 2 that is free. `hint` must be a word of ours."""
        assert re.fullmatch(r"[a-z][a-z0-9_]*", hint), hint
        name, number = hint, 1
        while name in self._taken:
            number += 1
            name = f"{hint}_{number}"
        self._taken.add(name)
        return name


def identifier(text: str) -> str:
    """A Python name made of a candidate's id: lower-case letters, digits, `_`; at most 40."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower().removeprefix("mined-")).strip("_")
    own = plain in _OWN or keyword.iskeyword(plain)
    name = plain if plain[:1].isalpha() and not own else f"fused_{plain}"
    return name[:40].rstrip("_")
