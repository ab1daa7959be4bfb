"""What a GPU said of everything that was emitted from a capture: verdicts and timings, on disk.

kernels/emitted/<capture>.<gpu>.json holds both by the key of a kernel's code: candidates whose
kernels differ in words alone share them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from workbench import resources
from workbench.emit.write import write_whole
from workbench.errors import BadInput
from workbench.schema import GATES_VERSION, GREEN, SCHEMA_VERSION, Measurement
from workbench.validate import records
from workbench.validate.records import slug
from workbench.validate.subject import FILE

FOLDER = "emitted"
RECORD_BYTES_MAX = 16 << 20


@dataclass(frozen=True)
class Judged:
    """What validation found of one emitted kernel. `verdict`: as `workbench validate` has it; on
    the compiler alone COMPILES or FAIL. `problem`: the first thing that was wrong.
    """

    verdict: str
    cases: int
    bit_equal: int
    device: str
    problem: str = ""
    library: str = ""  # the library's kernel whose record says this, where no run of its own does
    gates_version: int = 1  # of the gates that judged, as in `schema.Verdict`

    @property
    def green(self) -> bool:
        """Whether a speedup of it may be shown."""
        return self.verdict in GREEN


@dataclass(frozen=True)
class Timed:
    """One emitted kernel timed at its capture's shapes, cold. rows: an arm each, `library` being
    the library's kernel of the same region. library_inputs: `same`, or `own` where the arguments
    differ in name and the library's kernel had some of its own, of the same shapes.
    """

    form: str
    case: str
    rounds: int  # A B B A rounds an arm, behind each ratio and its interval
    device: str
    created: str
    versions: dict[str, str]
    rows: tuple[Measurement, ...] = ()
    library: str = ""
    library_sha256: str = ""  # of the library's kernel.py then
    library_inputs: str = ""
    clocks_mhz: dict[str, float] = field(default_factory=dict)
    problem: str = ""  # why there are no rows, or not the library's


@dataclass(frozen=True)
class Record:
    """What was found of the kernels emitted from one capture on one GPU."""

    schema_version: int
    capture: str
    device: str
    created: str
    versions: dict[str, str]
    kernels: dict[str, Judged]  # by the key of their code
    candidates: dict[str, str] = field(default_factory=dict)  # candidate id -> that key
    op_by_op: dict[str, str] = field(default_factory=dict)  # the same, of `--op-by-op`
    timings: dict[str, Timed] = field(default_factory=dict)  # by the key of the code


def path_of(capture_id: str, device: str, root: Path | None = None) -> Path:
    """Where the record of a capture's kernels on a GPU lies."""
    return (root or resources.kernels()) / FOLDER / f"{slug(capture_id)}.{slug(device)}.json"


class Book:
    """The record of one capture on one GPU, written anew with each thing that is found: what was
    found before an interruption is kept.
    """

    def __init__(
        self,
        capture_id: str,
        device: str,
        candidates: Mapping[str, str],
        op_by_op: Mapping[str, str] | None = None,
        root: Path | None = None,
    ) -> None:
        """`candidates`, `op_by_op`: candidate id -> key of its kernel's code; None keeps what the
        record has. Raises BadInput when what is there is no record.
        """
        self.path = path_of(capture_id, device, root)
        empty = Record(SCHEMA_VERSION, capture_id, device, "", {}, {})
        before = read(self.path) if self.path.is_file() else empty
        wide = dict(before.op_by_op if op_by_op is None else op_by_op)
        keys = {*candidates.values(), *wide.values()}
        self._record = replace(
            before,
            kernels={key: one for key, one in before.kernels.items() if key in keys},
            timings={key: one for key, one in before.timings.items() if key in keys},
            candidates=dict(candidates),
            op_by_op=wide,
        )

    def judged(self, key: str, found: Judged, versions: Mapping[str, str]) -> None:
        """Keep a verdict. Raises BadInput when the record cannot be written."""
        self._write(kernels={**self._record.kernels, key: found}, versions=dict(versions))

    def adopt(self, key: str, found: Judged) -> None:
        """Keep a verdict that the record of another capture has."""
        if self._record.kernels.get(key) != found:
            self._write(kernels={**self._record.kernels, key: found})

    def timed(self, key: str, found: Timed) -> None:
        """Keep a timing. Raises BadInput when the record cannot be written."""
        self._write(timings={**self._record.timings, key: found})

    def _write(self, **changed: Any) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._record = replace(self._record, created=now, **changed)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, encode(self._record))
        except OSError as error:
            raise BadInput(f"{self.path}: the record cannot be written: {error}") from None


def encode(record: Record) -> bytes:
    """A record as JSON: figures to 4 digits, one line a kernel and a timed arm, by key."""
    plain = records.rounded(msgspec.to_builtins(record))
    kernels, timings = sorted(plain.pop("kernels").items()), sorted(plain.pop("timings").items())
    text = msgspec.json.format(msgspec.json.encode(plain), indent=1)[:-2]
    text += b',\n "kernels": {\n' + b",\n".join(_entry(key, one) for key, one in kernels)
    text += b'\n },\n "timings": {\n' + b",\n".join(_timing(key, one) for key, one in timings)
    return text + b"\n }\n}\n"


def _entry(key: str, value: Any) -> bytes:
    return b"  " + msgspec.json.encode(key) + b": " + msgspec.json.encode(value)


def _timing(key: str, one: dict[str, Any]) -> bytes:
    rows = one.pop("rows")
    head = _entry(key, one)[:-1]
    return (
        head + b',"rows":[\n' + b",\n".join(b"   " + msgspec.json.encode(r) for r in rows) + b"]}"
    )


def recorded(capture_id: str, device: str = "", root: Path | None = None) -> tuple[Record, ...]:
    """What is on record of a capture's emitted kernels on a GPU; "" a record for each. Verdicts of
    other gates than today's are left out, and timings of what is not green.
    """
    return _records(slug(capture_id), device, root)


def known(device: str = "", root: Path | None = None) -> dict[str, Judged]:
    """Current green verdicts of a GPU, "" of any, by the key of the code, from every capture's
    record.
    """
    found: dict[str, Judged] = {}
    for record in _records("*", device, root):
        found |= {key: one for key, one in record.kernels.items() if one.green}
    return found


def _records(capture: str, device: str, root: Path | None) -> tuple[Record, ...]:
    folder = (root or resources.kernels()) / FOLDER
    paths = folder.glob(f"{capture}.{slug(device) if device else '*'}.json")
    return tuple(_current(read(path)) for path in sorted(paths))


def _current(record: Record) -> Record:
    kernels = {
        key: one for key, one in record.kernels.items() if one.gates_version == GATES_VERSION
    }
    green = {key for key, one in kernels.items() if one.green}
    timings = {key: one for key, one in record.timings.items() if key in green}
    return replace(record, kernels=kernels, timings=timings)


def of_library(name: str, device: str = "") -> Judged | None:
    """What the current record of a library kernel on a GPU, "" any, says of code that was cut from
    it.
    """
    for entry, problem in records.of_kernel(resources.kernels() / name / FILE):
        if entry.record and not problem and not entry.stale and device in ("", entry.gpu):
            return Judged(entry.verdict, entry.cases, 0, entry.gpu, library=name)
    return None


def read(path: Path) -> Record:
    """Read a record. Raises BadInput when it is none, or newer than this workbench."""
    try:
        if path.stat().st_size > RECORD_BYTES_MAX:
            raise BadInput(f"{path}: too large to be a record")
        record = msgspec.json.decode(path.read_bytes(), type=Record)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(
            f"{path}: not a record: {error}; remove it, and emit --all --validate --record "
            "writes it anew"
        ) from None
    if record.schema_version > SCHEMA_VERSION:
        raise BadInput(f"{path}: schema version {record.schema_version}: update workbench")
    return record
