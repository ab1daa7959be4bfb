"""What the kernel library holds for a pattern: read from kernel.py and its records, never run."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from workbench import resources
from workbench.errors import Unavailable
from workbench.schema import GATES_VERSION, GREEN
from workbench.suggest.match import Match
from workbench.suggest.pattern import Pattern
from workbench.suggest.timed import Recorded, Timed, timed

_SOURCE_BYTES_MAX = 1 << 20
_RECORD_BYTES_MAX = 16 << 20


@dataclass(frozen=True)
class Ported:
    """A kernel of the library. forms: the references that it computes; verdicts: by record, STALE
    where kernel.py has changed since or other gates judged it; timings: by the GPU's name, of green
    and current records; widths: its constants that list numbers.
    """

    kernel: str
    forms: tuple[str, ...]
    outputs: tuple[str, ...]
    verdicts: Mapping[str, str]
    timings: Mapping[str, tuple[Timed, ...]] = field(default_factory=dict)
    widths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def timed(self, device: str) -> tuple[Timed, ...]:
        """What was timed on the GPU called `device`, () nothing."""
        return self.timings.get(device, ())

    def covers(self, pattern: Pattern, form: str) -> bool:
        """Whether it computes what the reference called `form` does."""
        if pattern.kernel:
            return form not in pattern.eliminated
        return pattern.forms.get(form, form) in self.forms

    def declines(self, pattern: Pattern, match: Match) -> str:
        """The width of a match's input that it does not launch for, and those it does; "" none."""
        given = match.inputs() if pattern.launches_for else {}
        for name, constant in pattern.launches_for.items():
            width = given[name].ref.type.shape[-1] if name in given else 0
            if width and width not in (listed := self.widths.get(constant, (width,))):
                return f"width {width} of {name}, it has {', '.join(map(str, listed))}"
        return ""

    def does(self, pattern: Pattern, match: Match) -> bool:
        """Whether it computes a match's form, and launches for its widths."""
        covered = self.covers(pattern, match.reference.function)
        return covered and not self.declines(pattern, match)

    def lacks(
        self,
        pattern: Pattern,
        forms: Mapping[str, int],
        outputs: set[str],
        declined: Mapping[str, int] | None = None,
    ) -> list[str]:
        """What of a candidate it does not do: forms and what it `declines` (with how many places),
        and `outputs`.
        """
        every = sum(forms.values())
        found = [
            f"form {form} ({count} of {every})"
            for form, count in sorted(forms.items())
            if not self.covers(pattern, form)
        ]
        found += [
            f"{reason} ({count} of {every})" for reason, count in sorted((declined or {}).items())
        ]
        if pattern.kernel:
            return found  # its outputs have other names
        return found + [
            f"output {name}" for name in sorted(outputs - {*self.outputs, *pattern.implied})
        ]


def ported(pattern: Pattern) -> Ported | None:
    """The kernel in the library for `pattern`, None where there is none."""
    try:
        folder = resources.kernels() / (pattern.kernel or pattern.name)
    except Unavailable:
        return None
    path = folder / "kernel.py"
    if not path.is_file() or path.stat().st_size > _SOURCE_BYTES_MAX:
        return None
    source = path.read_bytes()
    records = tuple(sorted((one, one.stat().st_mtime_ns) for one in folder.glob("*.json")))
    return _read(folder.name, source, records)


@lru_cache(maxsize=64)
def _read(kernel: str, source: bytes, records: tuple[tuple[Path, int], ...]) -> Ported:
    stated = _stated(source)
    digest = hashlib.sha256(source).hexdigest()
    found = {path: _record(path) for path, _ in records}
    return Ported(
        kernel,
        _names(stated.get("REFERENCES")),
        _names(stated.get("OUTPUTS")),
        {path.stem: _verdict(record, digest) for path, record in found.items()},
        {
            record.device: timed(f"kernels/{kernel}/{path.name}", record.timings, digest)
            for path, record in found.items()
            if record is not None and _verdict(record, digest) in GREEN
        },
        {name: numbers for name, value in stated.items() if (numbers := _integers(value))},
    )


def _stated(source: bytes) -> dict[str, ast.expr]:
    """The module-level assignments of a kernel.py."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return {}
    return {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _names(value: ast.expr | None) -> tuple[str, ...]:
    """The texts of a literal tuple, or the keys of a dictionary."""
    nodes: list[Any] = []
    if isinstance(value, ast.Dict):
        nodes = value.keys
    elif isinstance(value, ast.Tuple | ast.List):
        nodes = value.elts
    return tuple(n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))


def _integers(value: ast.expr) -> tuple[int, ...]:
    """A literal tuple of whole numbers, () of anything else."""
    if not isinstance(value, ast.Tuple):
        return ()
    numbers = [node.value for node in value.elts if isinstance(node, ast.Constant)]
    whole = tuple(number for number in numbers if type(number) is int)
    return whole if len(whole) == len(value.elts) else ()


class _Record(msgspec.Struct):
    verdict: str
    kernel_sha256: str
    device: str = ""
    gates_version: int = 1
    timings: list[Recorded] = []


def _record(path: Path) -> _Record | None:
    """A record, None for what is none."""
    try:
        if path.stat().st_size > _RECORD_BYTES_MAX:
            return None
        return msgspec.json.decode(path.read_bytes(), type=_Record)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _verdict(record: _Record | None, digest: str) -> str:
    """What a record says of the kernel as it is now; UNREADABLE for what is no record."""
    if record is None:
        return "UNREADABLE"
    current = record.kernel_sha256 == digest and record.gates_version == GATES_VERSION
    return record.verdict if current else "STALE"
