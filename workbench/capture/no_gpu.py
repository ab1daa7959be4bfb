"""A capture made on a machine without a GPU: the code that Inductor writes, and nothing that ran.

Importing this imports no torch: the code is generated in a process of its own (`no_gpu_worker`).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from workbench import errors
from workbench.capture import store
from workbench.capture.progress import Stages
from workbench.capture.request import Request, capture_id, checked
from workbench.errors import Unavailable, WorkbenchError
from workbench.schema import SCHEMA_VERSION, Device, Manifest, Variant

GRAPH = "inductor/graph0"
TIME_LIMIT_S = 900.0
_REASON_CHARACTERS = 500
_EXCEPTION = re.compile(r"^[\w.]*(?:Error|Exception|Failed|Unsupported)\b:? .*$", re.MULTILINE)
NOTE = (
    "captured without a GPU: Inductor's code for {target}, nothing ran. Attention is one opaque "
    "call; constants are not folded"
)


class Order(msgspec.Struct, frozen=True):
    """What the worker is asked for: fields of a `Request`, a target, and where results go."""

    request: dict[str, Any]
    target: str
    folder: str
    answer: str


class Answer(msgspec.Struct, frozen=True):
    """What the worker tells: of the model, or why there is no code (`kind`: which error)."""

    config: dict[str, Any] = {}
    layers_run: int = 0
    layers_full: int = 0
    experts: str = ""
    cache: str = ""
    versions: dict[str, str] = {}
    notes: tuple[str, ...] = ()
    failure: str = ""
    kind: str = ""


def capture_without_gpu(
    request: Request,
    target: str,
    device: Device,
    out: Path | None = None,
    force: bool = False,
    time_limit_s: float = TIME_LIMIT_S,
) -> store.Capture:
    """Generate Inductor's code of the requested step for `target` (sm_90) and leave a capture.

    `device` describes the target (kind none) with ceilings that are assumed. No weights are loaded,
    so full-size layers need no memory. Raises Usage, BadInput or Unavailable with what to change.
    """
    request = checked(replace(request, device="cuda", variants=("inductor",)))
    destination = out or store.ROOT / f"{capture_id(request)}-{target.replace('_', '')}"
    stages = Stages()
    with store.new_capture(destination, force) as folder:
        with stages(f"generate code of {request.model} for {target}"):
            answer = _generate(request, target, folder, time_limit_s)
        manifest = store.write_manifest(
            folder, _manifest(request, target, device, destination, answer)
        )
    for note in manifest.notes:
        stages.note(note)
    return store.Capture(destination, manifest)


def _generate(request: Request, target: str, folder: Path, time_limit_s: float) -> Answer:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "answer.json"
        order = Order(msgspec.to_builtins(request), target, os.fspath(folder), os.fspath(path))
        text = msgspec.json.encode(order).decode()
        # -P: the working folder joins the path only where module:function is imported
        command = [sys.executable, "-P", "-m", "workbench.capture.no_gpu_worker", text]
        environment = {**os.environ, "CUDA_VISIBLE_DEVICES": "", "TORCH_CPP_LOG_LEVEL": "ERROR"}
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=time_limit_s, check=False,
                env=environment,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Unavailable(
                f"no code after {time_limit_s:.0f} s; use fewer --layers. Nothing was left behind"
            ) from None
        if done.returncode or not path.is_file():
            raise Unavailable(
                f"Inductor's code could not be generated (exit code {done.returncode}): "
                f"{_reason(done.stderr)}"
            )
        answer = msgspec.json.decode(path.read_bytes(), type=Answer)
    if answer.failure:
        kind: type[WorkbenchError] = getattr(errors, answer.kind, Unavailable)
        raise kind(answer.failure)
    return answer


def _reason(stderr: str) -> str:
    """The last exception that a traceback names, else its last line."""
    named = _EXCEPTION.findall(stderr)
    lines = named or stderr.strip().splitlines()[-1:] or ["it said nothing"]
    return lines[-1].strip()[:_REASON_CHARACTERS]


def _manifest(
    request: Request, target: str, device: Device, destination: Path, answer: Answer
) -> Manifest:
    notes = [NOTE.format(target=target), *answer.notes]
    if answer.layers_run < answer.layers_full:
        notes.append(f"{answer.layers_run} of {answer.layers_full} layers")
    return Manifest(
        schema_version=SCHEMA_VERSION,
        id=destination.resolve().name,
        origin="captured",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        model=request.model,
        model_kind=request.kind,
        device=device,
        variants={"inductor": Variant(traces=(), graphs=(GRAPH,), steps=0)},
        files={},
        config=answer.config,
        phase=request.phase,
        batch=request.batch,
        context=request.context,
        tokens=request.tokens,
        layers_run=answer.layers_run,
        layers_full=answer.layers_full,
        seed=request.seed,
        dtype=request.dtype,
        initialisation="none",
        experts=answer.experts,
        cache=answer.cache,
        versions=answer.versions,
        notes=tuple(notes),
        target=target,
    )
