"""Is a proof current? What its rows depend on, and the record that was made of the same."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

import msgspec
import torch

from workbench import resources
from workbench.capture.device import versions
from workbench.capture.layers import layer_count, truncate
from workbench.capture.models import full_config
from workbench.capture.request import Request
from workbench.capture.store import Capture
from workbench.errors import Usage
from workbench.prove.asked import Asked
from workbench.prove.library import Kernel, library_names, load_kernels
from workbench.prove.proof import Proof, Rows, path_of, read
from workbench.schema import Manifest
from workbench.validate.subject import FILE, digest

# The modules of this folder that neither say what runs in a model nor measure or judge it.
BESIDE = {"aligning", "asked", "current", "diff", "proof", "training"}


def current(capture: Capture, asked: Asked) -> Proof | None:
    """The record of `asked` on this GPU, if capture, kernels, code and versions are those that it
    was made of; else None. Builds no model. Predictions may have moved since: those that were
    frozen then stand beside what was measured then.
    """
    kind = asked.device or ("cpu" if capture.manifest.device.kind == "cpu" else "cuda")
    if kind == "cuda" and not torch.cuda.is_available():
        return None
    path = path_of(capture, device_name(kind), asked.label)
    if not path.is_file():
        return None
    proof = read(path)
    if proof.command != asked.command(capture.id):
        return None
    launches_on = "interpret" if kind == "cpu" else "cuda"
    kernels = load_kernels(asked.kernels or library_names(), launches_on)
    key = row_key(capture, asked, kernels, proof.predicted)
    return proof if proof.key == Rows(capture, key).key else None


def changed_since(proof: Proof) -> tuple[str, ...]:
    """The library's kernels that `proof` measured as another kernel.py than is there now, or that
    are there no more. Of a kernel that was given by its path nothing is told.
    """
    return tuple(
        name
        for name in _of_library(proof)
        if _digest_now(name) != proof.kernels[name].get("sha256")
    )


def _of_library(proof: Proof) -> list[str]:
    words = proof.command.removeprefix(f"workbench prove {proof.capture}").split()
    asked = [*takewhile(lambda word: not word.startswith("--"), words)]
    return [name for name in proof.kernels if not asked or name in asked]


def _digest_now(name: str) -> str:
    path = resources.kernels() / name / FILE
    return digest(path) if path.is_file() else ""


def device_name(kind: str) -> str:
    """What a proof on `kind` of device says of it."""
    return torch.cuda.get_device_name() if kind == "cuda" else "cpu, Triton's interpreter"


def with_layers(manifest: Manifest, layers: int) -> Manifest:
    """The manifest of the same workload on the model's first `layers` layers, 0 as captured: fewer
    than were captured, or, of a preset, more.

    Raises Usage for layers that are no whole attention periods or more than the model has, and
    where those beyond the captured ones are not known.
    """
    if not layers or layers == manifest.layers_run:
        return manifest
    enough = layers < manifest.layers_run or manifest.layers_run == manifest.layers_full
    config = manifest.config if enough else _whole_config(manifest)
    if not config:
        raise Usage(f"--layers: {manifest.id} holds no configuration to cut")
    config = truncate(config, layers)
    return replace(manifest, config=config, layers_run=layer_count(config))


def _whole_config(manifest: Manifest) -> dict[str, Any]:
    """The configuration that `manifest` holds the first layers of."""
    if manifest.model_kind == "preset":
        known: dict[str, Any] = msgspec.json.decode(  # as a manifest holds it
            msgspec.json.encode(full_config(Request(model=manifest.model)))
        )
        if "transformers_version" in manifest.config:  # another that has the same fields will do
            known["transformers_version"] = manifest.config["transformers_version"]
        if truncate(known, manifest.layers_run) == manifest.config:
            return known
    raise Usage(
        f"--layers: {manifest.id} ran {manifest.layers_run} layers, and what follows them is not "
        f"known; capture {manifest.model} with more"
    )


def row_key(
    capture: Capture, asked: Asked, kernels: Sequence[Kernel], frozen: dict[str, Any]
) -> dict[str, Any]:
    """What a row depends on: with any of it changed, rows are measured anew."""
    manifest = with_layers(capture.manifest, asked.layers)
    return {
        "capture": [manifest.id, manifest.digests, manifest.config, capture.manifest.files],
        "kernels": {kernel.name: [kernel.sha256, kernel.red] for kernel in kernels},
        "asked": [manifest.layers_run, asked.ungreen, asked.device],
        "predicted": frozen["digest"],
        "code": _code_digest(),
        "versions": versions(),
        "device": torch.cuda.get_device_name() if torch.cuda.is_available() else "cpu",
    }


def _code_digest() -> str:
    modules = sorted(Path(__file__).parent.glob("*.py"))
    texts = (path.read_bytes() for path in modules if path.stem not in BESIDE)
    return hashlib.sha256(b"".join(texts)).hexdigest()
