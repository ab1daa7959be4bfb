"""What a template may print: nothing reaches emitted source that has not passed a filter.

Names in a candidate come from a trace and may be hostile. A template can print a value only through
a filter below, each of which yields code, a literal or a comment by construction; the environment
refuses everything else.
"""

from __future__ import annotations

import keyword
import math
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbench.emit.tidy import COLUMNS

_DTYPES = ("bfloat16", "float16", "float32", "float64", "int32", "int64", "bool")


class Code(str):
    """Text that a filter made, safe to stand in the source."""


class Refused(Exception):
    """A template's own word that it cannot express a candidate; the message is the reason."""


def literal(value: Any) -> Code:
    """A Python literal: None, bool, int, float, str, or a tuple of these."""
    if value is None or isinstance(value, bool | int):
        return Code(repr(value))
    if isinstance(value, float):
        text = re.sub(r"e([+-])0*", lambda found: "e" + found[1].strip("+"), repr(value))
        return Code(text if math.isfinite(value) else f'float("{value}")')
    if isinstance(value, str):
        text = ascii(value)
        return Code(f'"{text[1:-1]}"' if text[0] == "'" and '"' not in text else text)
    if isinstance(value, list | tuple):
        items = ", ".join(literal(item) for item in value)
        return Code(f"({items},)" if len(value) == 1 else f"({items})")
    raise Refused(f"{type(value).__name__} {value!r:.60} has no literal")


def integer(value: Any) -> Code:
    """An integer literal."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Code(repr(value))
    raise Refused(f"{value!r:.60} is not an integer")


def identifier(value: Any) -> Code:
    """A Python name as it stands; refused when it is none."""
    if isinstance(value, str) and value.isidentifier() and not keyword.iskeyword(value):
        return Code(value)
    raise Refused(f"{value!r:.60} is not a Python name")


def dtype(value: Any) -> Code:
    """A torch dtype by the name a trace has for it: bfloat16 -> torch.bfloat16; None stays."""
    if value is None:
        return Code("None")
    if value in _DTYPES:
        return Code(f"torch.{value}")
    raise Refused(f"no kernel for dtype {value!r:.60}")


def comment(value: Any, indent: str = "") -> Code:
    """Comment lines of at most 100 columns; what is not printable is escaped."""
    text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in str(value)[:2000])
    lines = textwrap.wrap(
        text,
        COLUMNS,
        initial_indent=f"# {indent}",
        subsequent_indent=f"# {indent}  ",
        break_on_hyphens=False,
    )
    return Code("\n".join(lines) or "#")


def _only_filtered(value: Any) -> str:
    if isinstance(value, Code):
        return value
    raise Refused(f"the template prints {value!r:.60} without a filter")


def _strict(make: Callable[..., Code]) -> Callable[..., Code]:
    """The filter, with an undefined value told by the name that it lacks."""

    def filtered(value: Any, *options: Any) -> Code:
        if isinstance(value, jinja2.Undefined):
            str(value)  # raises UndefinedError
        return make(value, *options)

    return filtered


def _refuse(reason: str) -> NoReturn:
    raise Refused(reason)


def environment(folder: Path) -> jinja2.Environment:
    """The environment of the templates under `folder`: strict, sandboxed, filtered."""
    env = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(folder),
        undefined=jinja2.StrictUndefined,
        finalize=_only_filtered,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for make in (literal, integer, identifier, dtype, comment):
        env.filters[make.__name__] = _strict(make)
    env.globals["refuse"] = _refuse
    return env
