"""Captures on disk: find, read and list them; write one so that it is never half there."""

from __future__ import annotations

import errno
import fcntl
import glob
import hashlib
import os
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from workbench.errors import BadInput, Unavailable, Usage, unknown
from workbench.schema import SCHEMA_VERSION, VARIANTS, Manifest, Variant

ROOT = Path("captures")
MANIFEST = "manifest.json"
EXPECTED = "expected.json"  # counted by hand, for `workbench recall`: no part of the recording
CACHE = ".cache"  # derived tables inside a capture: rebuilt at will, never part of it
MANIFEST_BYTES_MAX = 16 << 20
NOTHING_RAN = "It was captured without a GPU, so nothing ran: `workbench catalogue` reads it."
PARTIAL, OLD, LOCK = ".partial", ".old", ".lock"  # of folders that are being written


@dataclass(frozen=True)
class Capture:
    """A capture folder and what its manifest says."""

    folder: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        """The capture's id, as its manifest has it."""
        return self.manifest.id

    def variant(self, name: str) -> Variant:
        """The files of one variant. Raises Usage, naming the variants there are."""
        if name not in self.manifest.variants:
            hint = NOTHING_RAN if self.manifest.target else ""
            raise unknown(f"variant of {self.id}", name, self.manifest.variants, hint)
        return self.manifest.variants[name]

    def path(self, relative: str) -> Path:
        """A file of the capture. Raises BadInput when it is missing or outside the folder."""
        path = (self.folder / relative).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise BadInput(
                f"{self.folder / MANIFEST}: the path {relative!r} leaves the capture folder"
            )
        if not path.exists():
            raise BadInput(
                f"{self.folder}: {relative} is named in {MANIFEST} but missing; "
                "copy the whole folder again"
            )
        return path

    def command(self, name: str, *arguments: str, variant: str = "") -> str:
        """The line that runs `workbench name` on this capture from here, quoted for a shell.

        It names the id where that finds this very folder, else the folder; the variant where it is
        not the one that a command takes by itself.
        """
        by_id = self.folder == ROOT / self.folder.name
        by_id = by_id and not (Path(self.folder.name) / MANIFEST).is_file()
        named = self.folder.name if by_id else self.folder.as_posix()
        words = [f"./{named}" if named.startswith("-") else named, *arguments]
        if variant and variant != usual_variant(self.manifest):
            words += ["--variant", variant]
        return shlex.join(["workbench", name, *words])


def usual_variant(manifest: Manifest) -> str:
    """The variant that a command reads unless told otherwise: eager, or the only one recorded."""
    if manifest.target or len(manifest.variants) != 1:
        return VARIANTS[0]
    return next(iter(manifest.variants))


def read_manifest(folder: Path) -> Manifest:
    """Decode and check manifest.json. Raises BadInput with the place of the fault."""
    path = folder / MANIFEST
    try:
        if path.stat().st_size > MANIFEST_BYTES_MAX:
            raise BadInput(f"{path}: larger than {MANIFEST_BYTES_MAX >> 20} MiB, so not a manifest")
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise BadInput(
            f"{folder}: no {MANIFEST}, so not a capture; of recordings in it "
            f"`{shlex.join(['workbench', 'import', str(folder)])}` makes one"
        ) from None
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {error.strerror}") from None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"{path}: not a capture manifest: {error}") from None
    if manifest.schema_version > SCHEMA_VERSION:
        raise BadInput(
            f"{path}: schema version {manifest.schema_version} is newer than this workbench reads "
            f"({SCHEMA_VERSION}); update workbench"
        )
    return manifest


def find(capture: str | os.PathLike[str], root: Path = ROOT) -> Capture:
    """The capture that the user named: a folder, or an id under `root`.

    Raises Usage with near names when there is none, BadInput when its manifest is unreadable.
    """
    name = os.fspath(capture)
    with suppress(OSError):  # too long for a path, or in a folder that may not be read
        for folder in (Path(name), root / name):
            if (folder / MANIFEST).is_file():
                return Capture(folder, read_manifest(folder))
        if Path(name).is_dir():
            return Capture(Path(name), read_manifest(Path(name)))
        if Path(name).is_file():
            line = shlex.join(["workbench", "import", name])
            raise Usage(f"{name} is a file, not a capture; of a trace `{line}` makes one")
    raise unknown(
        "capture",
        name,
        (path.parent.name for path in root.glob(f"*/{MANIFEST}")),
        f"Looked in {root}/.",
    )


def list_captures(root: Path = ROOT) -> tuple[list[Capture], list[str]]:
    """Every readable capture under `root`, by id, and a message for each unreadable one."""
    found, problems = [], []
    for path in sorted(root.glob(f"*/{MANIFEST}")):
        try:
            found.append(Capture(path.parent, read_manifest(path.parent)))
        except BadInput as error:
            problems.append(str(error))
    return sorted(found, key=lambda capture: capture.id), problems


def sha256(path: Path) -> str:
    """Hex digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify_files(capture: Capture) -> list[str]:
    """What differs from the manifest: a line for each missing, changed or unlisted file."""
    listed = capture.manifest.files
    present = _recorded(capture.folder)
    faults = [f"{name}: missing" for name in sorted(listed.keys() - present.keys())]
    faults += [f"{name}: not in the manifest" for name in sorted(present.keys() - listed.keys())]
    for name in sorted(listed.keys() & present.keys()):
        if sha256(present[name]) != listed[name]:
            faults.append(f"{name}: changed since it was recorded")
    return faults


def _recorded(folder: Path) -> dict[str, Path]:
    """The files of a capture that its manifest answers for, by their path in it."""
    aside = (MANIFEST, EXPECTED, LOCK)
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in aside and CACHE not in path.parts
    }


def write_manifest(folder: Path, manifest: Manifest) -> Manifest:
    """Write manifest.json with the digest of every file in `folder`; returns it as written."""
    files = {name: sha256(path) for name, path in _recorded(folder).items()}
    manifest = replace(manifest, files=files)
    payload = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    (folder / MANIFEST).write_bytes(payload + b"\n")
    return manifest


@contextmanager
def new_capture(destination: Path, force: bool = False) -> Iterator[Path]:
    """A folder to fill, beside `destination`; renamed to it when the block ends well, else removed.

    Folders that killed runs left for the same destination are removed first. Raises Usage when
    `destination` already holds something and `force` is not given, or something else than a capture
    though it is; Unavailable when the disk is full.
    """
    with _disk_errors(destination):
        folder, lock = None, None
        try:  # from here on, so that no interrupt finds the folder outside
            folder = _partial(destination, force)
            lock = _locked(folder)
            folder.chmod(0o755)
            yield folder
            (folder / LOCK).unlink()
            _put_in_place(folder, destination)
        finally:
            if lock is not None:
                os.close(lock)
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)


def _partial(destination: Path, force: bool) -> Path:
    """A new folder beside `destination`. Raises Unavailable where none can be made."""
    try:
        _check_free(destination, force)
        destination.parent.mkdir(parents=True, exist_ok=True)
        _sweep(destination)
        name, parent = f".{destination.name}.", destination.parent
        return Path(tempfile.mkdtemp(prefix=name, suffix=PARTIAL, dir=parent))
    except OSError as error:
        raise _unwritable(destination, error) from None


def _unwritable(destination: Path, error: OSError) -> Unavailable:
    return Unavailable(
        f"{destination}: cannot write the capture: {error.strerror}; "
        "free some space or choose another --out (nothing was left behind)"
    )


def _check_free(destination: Path, force: bool) -> None:
    if not destination.exists():
        return
    if not destination.is_dir():
        raise Usage(f"{destination} is a file; choose another --out")
    if not any(destination.iterdir()):
        return
    if not force:
        raise Usage(f"{destination} already exists; choose another --out, or --force to replace it")
    if not (destination / MANIFEST).is_file():
        raise Usage(
            f"{destination} holds something else than a capture, which --force does not replace; "
            "choose another --out"
        )


def _put_in_place(folder: Path, destination: Path) -> None:
    """Rename; an old capture steps aside first (`_sweep` brings it back after a kill between)."""
    old = folder.with_suffix(OLD)
    if destination.exists():
        destination.rename(old)
    folder.rename(destination)
    shutil.rmtree(old, ignore_errors=True)


def _locked(folder: Path) -> int:
    """Lock a file of `folder` for as long as this process lives; returns its descriptor."""
    descriptor = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR, 0o644)
    with suppress(OSError):  # a file system without locks: nothing sweeps it then either
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return descriptor


def _sweep(destination: Path) -> None:
    """Remove what killed runs left for `destination`; a folder whose lock is held is in use."""
    for folder in destination.parent.glob(f".{glob.escape(destination.name)}.*{PARTIAL}"):
        try:
            descriptor = os.open(folder / LOCK, os.O_RDWR)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue
        finally:
            os.close(descriptor)
    for old in destination.parent.glob(f".{glob.escape(destination.name)}.*{OLD}"):
        if destination.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(destination)


@contextmanager
def _disk_errors(destination: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        denied = error.errno == errno.EACCES and str(error.filename or "").startswith(
            str(destination.parent)
        )
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS) and not denied:
            raise
        raise _unwritable(destination, error) from None
