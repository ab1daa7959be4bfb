"""Records: kernels/<pattern>/<gpu>.json, what `workbench validate --record` found on a real GPU."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from workbench import resources
from workbench.errors import BadInput
from workbench.schema import SCHEMA_VERSION, Verdict
from workbench.validate.subject import FILE, digest

RECORD_BYTES_MAX = 16 << 20
_DIGITS = 4


@dataclass(frozen=True)
class Entry:
    """One kernel of the library on one GPU. Without a record: `gpu` "", `verdict` NOT_RUN.

    `stale`: kernel.py has changed since the record; then the record says nothing of it.
    """

    pattern: str
    gpu: str
    verdict: str
    stale: bool
    cases: int
    created: str
    versions: dict[str, str]
    record: str  # path, "" none

    @property
    def green(self) -> bool:
        """Whether a speedup of this kernel on this GPU may be shown."""
        return self.verdict in ("BITWISE", "FAITHFUL") and not self.stale


def slug(device_name: str) -> str:
    """File name of a GPU: NVIDIA H100 80GB HBM3 -> nvidia-h100-80gb-hbm3."""
    return re.sub(r"[^a-z0-9]+", "-", device_name.lower()).strip("-") or "unknown"


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list | tuple) else value


def encode(verdict: Verdict) -> bytes:
    """A verdict as JSON: figures to 4 digits (an infinite one is null), one line a case."""
    plain = _rounded(msgspec.to_builtins(verdict))
    cases = plain.pop("cases")
    head = msgspec.json.format(msgspec.json.encode(plain), indent=1)[:-2].rstrip()
    lines = b",\n".join(b"  " + msgspec.json.encode(case) for case in cases)
    return head + b',\n "cases": [\n' + lines + b"\n ]\n}\n"


def write(kernel: Path, verdict: Verdict) -> Path:
    """Write the record beside `kernel` (a kernel.py); returns its path."""
    path = kernel.parent / f"{slug(verdict.device)}.json"
    try:
        path.write_bytes(encode(verdict))
    except OSError as error:
        raise BadInput(f"{path}: the record cannot be written: {error}") from None
    return path


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
    return verdict


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
        yield (
            Entry(
                pattern=pattern,
                gpu=verdict.device,
                verdict=verdict.verdict,
                stale=verdict.kernel_sha256 != now,
                cases=len(verdict.cases),
                created=verdict.created,
                versions=verdict.versions,
                record=str(path),
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
