"""What a Python stack frame of a trace is: a module call, a place in user code, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.schema import Frame
from workbench.trace.columns import Interner

_MODULE = re.compile(r"nn\.Module: (.+)_(\d{1,9})")
_FRAME = re.compile(r"(.+)\((\d{1,9})\): (.+)", re.DOTALL)
# Torch's own package however Kineto shortened its path, Triton's launcher, generated text, and the
# standard library's wrappers: none is where an engineer would make a change.
_NOT_USER = re.compile(
    r"<(?!ipython)|(?:.*-packages/)?(?:torch|triton)/|.*/pytorch/torch/"
    r"|(?:.*/python3[.\d]*/)?(?:contextlib|functools|threading|dataclasses|enum|copy)\.py$"
)


@dataclass(frozen=True)
class ModuleName:
    """The instance that a module call names: class, and the profiler's index within the class."""

    class_name: str
    index: int


def place(name: str) -> ModuleName | Frame | None:
    """The place that a `python_function` event names; None for built-ins and others' code."""
    if module := _MODULE.fullmatch(name):
        return ModuleName(module[1], int(module[2]))
    found = None if name.startswith("<built-in") else _FRAME.fullmatch(name)
    if found is None or _NOT_USER.match(found[1]):
        return None
    return Frame(found[1], int(found[2]), found[3])


class Places(Interner):
    """Codes of the names that are a place, -1 for all others."""

    def __missing__(self, key: str) -> int:
        value = place(key)
        if value is None:
            self[key] = -1
            return -1
        code = len(self.values_)
        self.values_.append(value)
        self[key] = code
        return code
