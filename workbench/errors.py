"""What can go wrong, and who must mend it. Only the command line turns a kind into an exit code."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterable

# Of the names that exist, in a message: some 20 of usual length, two of Inductor's kernels.
KNOWN_CHARACTERS = 400


class WorkbenchError(Exception):
    """Base of every expected failure. The message says what, where, and what to do next."""

    exit_code = 3


class BadInput(WorkbenchError):
    """A file, capture or record that cannot be used (exit code 3)."""


class Usage(WorkbenchError):
    """A request that makes no sense as asked (exit code 2)."""

    exit_code = 2


class Unavailable(WorkbenchError):
    """The machine lacks something: a GPU, memory, disk, an optional package (exit code 3)."""


def unknown(what: str, name: str, known: Iterable[str], hint: str = "") -> Usage:
    """A `Usage` error for a name that does not exist, suggesting the nearest ones."""
    options = sorted(set(known))
    near = difflib.get_close_matches(name, options, n=3, cutoff=0.5)
    known_text = textwrap.wrap(  # shorten() would cut a name at its hyphens
        ", ".join(options) or "none",
        KNOWN_CHARACTERS,
        break_on_hyphens=False,
        max_lines=1,
        placeholder=" and more",
    )[0]
    offer = f" Did you mean {' or '.join(near)}?" if near else f" Known: {known_text}."
    return Usage(f"no {what} named {name!r}.{offer}{' ' + hint if hint else ''}")
