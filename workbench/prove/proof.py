"""The record of a proof, and where it lies: captures/<id>.proof-<gpu>.json, beside the capture.

A capture folder is what was recorded, digest for digest; what is proved of it later lies beside it,
one record for each thing asked: `.proof-<gpu>.cudagraph.json` (`Asked.label`).
Rows that are done are kept in the capture's `.cache/prove/`, so that an interrupted run resumes.
"""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from workbench.capture.store import CACHE, Capture
from workbench.emit.write import write_whole
from workbench.errors import BadInput, Usage
from workbench.schema import SCHEMA_VERSION
from workbench.validate.records import slug

PROOF_BYTES_MAX = 64 << 20


@dataclass(frozen=True)
class Proof:
    """What the kernels are worth in the captured workload, on one GPU, in one run.

    liveness: by kernel its places, calls a step, and whether wrong values reach the output.
    quality: see `quality.quality`, and `step`, the captured step's own output.
    predicted: the frozen candidates and their digest. realised: by variant, baseline and patched
    figures a step with ratios, and each kernel's part of the saving. faults: red gates, () none.
    """

    schema_version: int
    capture: str
    model: str
    phase: str
    batch: int
    tokens: int
    context: int
    experts: str
    dtype: str
    device: str
    created: str
    versions: dict[str, str]
    layers_run: int
    layers_full: int
    kernels: dict[str, dict[str, Any]]  # name -> sha256, verdict, places
    declined: tuple[dict[str, Any], ...]  # kernel, site, places, reason
    liveness: dict[str, Any]
    quality: dict[str, Any]
    predicted: dict[str, Any]
    realised: dict[str, Any]
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    checkpoint: str = ""  # the weights that were loaded, "" random ones
    command: str = ""  # that makes it again
    key: str = ""  # digest of what its rows depend on: capture, kernels, code, versions, GPU

    @property
    def extrapolated(self) -> bool:
        """Whether fewer layers ran than the model has."""
        return self.layers_run < self.layers_full

    @property
    def passed(self) -> bool:
        """Whether every gate is green and every variant faster beyond noise."""
        return not self.faults


def path_of(capture: Capture, device: str, label: str = "") -> Path:
    """Where a proof on `device` (its name) is recorded: beside the capture folder. `label` tells
    what was asked from a plain eager run of the whole library, which has none.
    """
    folder = capture.folder.resolve()
    asked = f".{label}" if label else ""
    return folder.parent / f"{folder.name}.proof-{slug(device)}{asked}.json"


def write(proof: Proof, path: Path) -> None:
    """Write the proof as JSON, whole or not at all."""
    text = msgspec.json.format(msgspec.json.encode(_rounded(msgspec.to_builtins(proof))), indent=1)
    _replace(path, text + b"\n")


def read(path: Path) -> Proof:
    """Read a proof. Raises BadInput when it is none, or newer than this workbench."""
    try:
        if path.stat().st_size > PROOF_BYTES_MAX:
            raise BadInput(f"{path}: larger than {PROOF_BYTES_MAX >> 20} MiB, so not a proof")
        proof = msgspec.json.decode(path.read_bytes(), type=Proof)
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {error.strerror}") from None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"{path}: not a proof: {error}; make it anew with --record") from None
    if proof.schema_version > SCHEMA_VERSION:
        raise BadInput(f"{path}: schema version {proof.schema_version} is newer than this reads")
    return proof


def paths_of(capture: Capture) -> list[Path]:
    """The records of proofs beside a capture, by GPU and what was asked; the plain one first."""
    folder = capture.folder.resolve()
    found = folder.parent.glob(f"{glob.escape(folder.name)}.proof-*.json")
    return sorted(found, key=lambda path: path.stem)


def recorded(capture: Capture, variants: Sequence[str] = ()) -> list[Proof]:
    """The proofs that lie beside a capture, by GPU and what was asked; of `variants` where these
    are named. Raises Usage when there are none.
    """
    paths = paths_of(capture)
    if not paths:
        again = capture.command("prove", "--record")
        raise Usage(f"{capture.id}: no proof is recorded; `{again}` makes one")
    found = [read(path) for path in paths]
    chosen = [proof for proof in found if not variants or set(variants) & set(proof.realised)]
    if not chosen:
        there = sorted({variant for proof in found for variant in proof.realised})
        raise Usage(
            f"{capture.id}: what is recorded is of {', '.join(there)}; ask for one of these"
        )
    return chosen


class Rows:
    """Rows of one run on disk: `key` says what they are of, another key finds none of them."""

    def __init__(self, capture: Capture, key: dict[str, Any]) -> None:
        self.key = hashlib.sha256(msgspec.json.encode(key, order="sorted")).hexdigest()
        self.folder = capture.folder / CACHE / "prove" / self.key[:16]

    def find(self, name: str) -> dict[str, Any] | None:
        """A row that was finished before, or None."""
        try:
            row: dict[str, Any] = msgspec.json.decode((self.folder / f"{name}.json").read_bytes())
        except (OSError, msgspec.DecodeError):
            return None
        return row

    def keep(self, name: str, row: dict[str, Any]) -> None:
        """Write a finished row; a run that is stopped while it writes leaves none."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _replace(self.folder / f"{name}.json", msgspec.json.encode(row))

    def forget(self) -> None:
        """Remove what earlier runs left."""
        for path in self.folder.glob("*.json") if self.folder.is_dir() else ():
            path.unlink()


def _replace(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        raise BadInput(f"{path}: cannot be written: {error.strerror}") from None


def _rounded(value: Any) -> Any:
    """Figures to six digits."""
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list | tuple) else value
