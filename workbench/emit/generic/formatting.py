"""Statements as ruff's formatter would lay them out, so that emitted code needs no formatter."""

from __future__ import annotations

from collections.abc import Sequence

COLUMNS = 100


def call(indent: str, head: str, arguments: Sequence[str], tail: str = ")") -> list[str]:
    """Lines of `head(arguments)`: `head` ends in its opening parenthesis, `tail` closes it.

    On one line if it fits, else the arguments on a line of their own, else one line for each.
    """
    joined = ", ".join(arguments)
    one = f"{indent}{head}{joined}{tail}"
    if len(one) <= COLUMNS:
        return [one]
    inner = indent + "    "
    if len(inner + joined) <= COLUMNS:
        return [indent + head, inner + joined, indent + tail]
    return [indent + head, *(f"{inner}{argument}," for argument in arguments), indent + tail]


def sequence(values: Sequence[str]) -> str:
    """A tuple of these texts."""
    return f"({values[0]},)" if len(values) == 1 else f"({', '.join(values)})"


def parenthesised(text: str) -> str:
    """`text` so that a method can be called on it: a name or one call as it is."""
    name = text.partition("(")[0].replace(".", "")
    called = not name or name.isidentifier()
    if text.isidentifier() or (called and _closes_at_end(text)):
        return text
    return f"({text})"


def _closes_at_end(text: str) -> bool:
    """Whether the first parenthesis of `text` closes at its end."""
    depth = 0
    for position, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == ")" and not depth:
            return position == len(text) - 1
    return False
