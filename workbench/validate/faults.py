"""What went wrong in a kernel, a launcher or a reference: an exception, told in one line."""

from __future__ import annotations

import linecache
import traceback
from pathlib import Path

import torch
import triton

from workbench.errors import BadInput

_MOST = 500
# Frames below these are of the machinery, and tell the author of a kernel nothing.
_MACHINERY = tuple(str(Path(file).parent) for file in (triton.__file__, torch.__file__, __file__))


def told(error: BaseException) -> str:
    """Its type, its message (or the line that raised it), and where in the user's files that is;
    the cause's, of what the interpreter wraps.
    """
    wraps = type(error).__name__ == "InterpreterError" and error.__cause__ is not None
    cause = error.__cause__ if wraps and error.__cause__ else error
    frames = traceback.extract_tb(cause.__traceback__)
    own = [frame for frame in frames if not frame.filename.startswith(_MACHINERY)]
    message, place = str(cause).strip(), ""
    if own:
        file, number = own[-1].filename, own[-1].lineno or 0
        message = message or linecache.getline(file, number).strip()
        place = f" ({Path(file).name}:{number})"
    return f"{type(cause).__name__}: {message[:_MOST] or 'no message'}{place}"


def not_interpreted(error: BaseException) -> bool:
    """Whether the interpreter lacks what a kernel needs (inline assembly, a device function): no
    fault of the kernel's.
    """
    cause = error.__cause__ or error
    frames = traceback.extract_tb(cause.__traceback__)
    inside = bool(frames) and frames[-1].filename.startswith(_MACHINERY)
    return isinstance(cause, NotImplementedError) and inside


def refuses(error: Exception, launched: bool) -> bool:
    """Whether an exception says that a launcher does not take its arguments: of Python's own kinds,
    and no compiler's, interpreter's or GPU's; torch's own only where nothing was `launched`.
    """
    if isinstance(error, AssertionError | ValueError | TypeError | NotImplementedError):
        return True
    return type(error) is RuntimeError and not launched


class ReferenceRaised(BadInput):
    """The reference has no answer to these inputs, so that nothing can be compared."""

    def __init__(self, case: str, error: Exception) -> None:
        super().__init__(f"{case}: the reference raises {told(error)}; give it what it takes")
        self.told = told(error)
