"""Records: kernels/<pattern>/<gpu>.json, what `workbench validate --record` found on a real GPU."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from workbench import resources
from workbench.emit.write import write_whole
from workbench.errors import BadInput
from workbench.schema import GATES_VERSION, GREEN, SCHEMA_VERSION, VERDICTS, Timing, Verdict
from workbench.validate.subject import FILE, digest

RECORD_BYTES_MAX = 16 << 20
_DIGITS = 4


@dataclass(frozen=True)
class Entry:
    """One kernel of the library on one GPU. Without a record: `gpu` "", `verdict` NOT_RUN.

    `stale`: the record says nothing of the kernel as it is, or was judged by other gates than
    today's; `stale_because` says which. `timings`: only those that are current, of a green verdict.
    """

    pattern: str
    gpu: str
    verdict: str
    stale: bool
    cases: int
    created: str
    versions: dict[str, str]
    record: str  # path, "" none
    stale_because: str = ""
    timings: tuple[Timing, ...] = ()

    @property
    def green(self) -> bool:
        """Whether a speedup of this kernel on this GPU may be shown."""
        return self.verdict in GREEN and not self.stale


def slug(device_name: str) -> str:
    """File name of a GPU: NVIDIA H100 80GB HBM3 -> nvidia-h100-80gb-hbm3."""
    return re.sub(r"[^a-z0-9]+", "-", device_name.lower()).strip("-") or "unknown"


def rounded(value: Any) -> Any:
    """Plain data with its figures to 4 digits."""
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, list | tuple) else value


def _object(plain: dict[str, Any], lists: dict[str, list[bytes]]) -> bytes:
    """`plain` indented, then each list of `lists`, whose items are JSON already, an item a line."""
    text = msgspec.json.format(msgspec.json.encode(plain), indent=1)[:-1].rstrip()
    for key, items in lists.items():
        text += f',\n "{key}": [\n'.encode() + b",\n".join(items) + b"\n ]"
    return text + b"\n}"


def _lines(rows: list[Any]) -> list[bytes]:
    return [b"  " + msgspec.json.encode(row) for row in rows]


def encode(verdict: Verdict) -> bytes:
    """A verdict as JSON: figures to 4 digits (an infinite one is null), one line a case and a
    timed arm.
    """
    plain = rounded(msgspec.to_builtins(verdict))
    timings, cases = plain.pop("timings"), plain.pop("cases")
    told = [_object(timing, {"rows": _lines(timing.pop("rows"))}) for timing in timings]
    return _object(plain, {**({"timings": told} if told else {}), "cases": _lines(cases)}) + b"\n"


def write(kernel: Path, verdict: Verdict) -> Path:
    """Write the record beside `kernel` (a kernel.py); returns its path.

    Timings that the record holds already are kept where `verdict` brings none: each says of which
    kernel.py it is.
    """
    path = kernel.parent / f"{slug(verdict.device)}.json"
    if not verdict.timings and path.is_file():
        with suppress(BadInput):  # what is no record is written anew
            verdict = replace(verdict, timings=read(path).timings)
    try:
        write_whole(path, encode(verdict))
    except OSError as error:
        raise BadInput(f"{path}: the record cannot be written: {error}") from None
    return path


def add_timing(kernel: Path, timing: Timing) -> Path:
    """Put a timing into the record of its GPU, in place of an older one of its form and case.

    Raises BadInput unless that record is green and of the kernel that was timed.
    """
    path = kernel.parent / f"{slug(timing.device)}.json"
    verdict = read(path)
    if not verdict.green or verdict.kernel_sha256 != timing.kernel_sha256:
        raise BadInput(
            f"{path}: not a green record of the kernel that was timed: validate --record"
        )
    key = (timing.form, timing.case)
    others = (each for each in verdict.timings if (each.form, each.case) != key)
    return write(kernel, replace(verdict, timings=(*others, timing)))


def read(path: Path) -> Verdict:
    """Read a record. Raises BadInput when it is none, or newer than this workbench."""
    try:
        if path.stat().st_size > RECORD_BYTES_MAX:
            raise BadInput(f"{path}: larger than {RECORD_BYTES_MAX >> 20} MiB, so not a record")
        verdict = msgspec.json.decode(path.read_bytes(), type=Verdict)
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {error}") from None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"{path}: not a record: {error}; write it anew with --record") from None
    if verdict.schema_version > SCHEMA_VERSION:
        raise BadInput(
            f"{path}: schema version {verdict.schema_version} is newer than {SCHEMA_VERSION}; "
            "update workbench"
        )
    if verdict.verdict not in VERDICTS:
        raise BadInput(
            f"{path}: not a record: no verdict is called {verdict.verdict!r:.40}; write it anew "
            "with --record"
        )
    return verdict


def _staleness(verdict: Verdict, now: str) -> str:
    if verdict.kernel_sha256 != now:
        return "kernel.py changed"
    return "" if verdict.gates_version == GATES_VERSION else "judged by other gates"


def of_kernel(kernel: Path) -> Iterator[tuple[Entry, str]]:
    """The entries of one kernel.py, each with what is wrong with its record ("" nothing)."""
    pattern, now = kernel.parent.name, digest(kernel)
    found = sorted(kernel.parent.glob("*.json"))
    for path in found:
        try:
            verdict = read(path)
        except BadInput as error:
            yield Entry(pattern, path.stem, "NOT_RUN", False, 0, "", {}, str(path)), str(error)
            continue
        because = _staleness(verdict, now)
        current = (each for each in verdict.timings if each.kernel_sha256 == now)
        yield (
            Entry(
                pattern=pattern,
                gpu=verdict.device,
                verdict=verdict.verdict,
                stale=bool(because),
                cases=len(verdict.cases),
                created=verdict.created,
                versions=verdict.versions,
                record=str(path),
                stale_because=because,
                timings=tuple(current) if verdict.green and not because else (),
            ),
            "",
        )
    if not found:
        yield Entry(pattern, "", "NOT_RUN", False, 0, "", {}, ""), ""


def library(folder: Path | None = None) -> tuple[list[Entry], list[str]]:
    """Every kernel of the library with its records, by pattern, and what could not be read."""
    root = folder or resources.kernels()
    pairs = [pair for kernel in sorted(root.glob(f"*/{FILE}")) for pair in of_kernel(kernel)]
    return [entry for entry, _ in pairs], [problem for _, problem in pairs if problem]
