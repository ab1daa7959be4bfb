"""Run a request and leave a capture: the one function behind `workbench capture`."""

from __future__ import annotations

import errno
import gc
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import torch

from workbench.capture import modules, store
from workbench.capture.compiled import Recorded, compile_cache, record_cudagraph, record_inductor
from workbench.capture.device import check_device, measure_device, versions
from workbench.capture.profile import parse, profile_steps, wall_times_us, warm_up, write_gzip
from workbench.capture.progress import Stages
from workbench.capture.request import Request, capture_id, checked
from workbench.capture.weights import model_digest, tensor_digest
from workbench.capture.workload import Workload, build_workload, explained, logits
from workbench.errors import Unavailable, WorkbenchError
from workbench.schema import SCHEMA_VERSION, Device, Finding, Manifest, Variant

TRACE = "rank0.pt.trace.json.gz"  # the ending that TensorBoard's profiler plugin opens


@dataclass
class _Recording:
    """What a run has left so far, on its way to the manifest."""

    variants: dict[str, Variant] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    health: list[Finding] = field(default_factory=list)
    modules: str = ""


def capture(request: Request, out: Path | None = None, force: bool = False) -> store.Capture:
    """Record `request` into `out` (default captures/<id>) and return the capture.

    Nothing is left under the final name unless everything asked for was recorded or is noted as
    left out. Raises Usage, BadInput or Unavailable with what to change.
    """
    request = checked(request)
    device = check_device(request.device)
    destination = out or store.ROOT / capture_id(request)
    stages = Stages()
    with store.new_capture(destination, force) as folder, _explained(stages, request):
        with stages("measure the device"):
            measured = measure_device(device)
        with stages(f"build {request.model}"):
            workload = build_workload(request)
        with stages("warm up"):
            with explained(request):
                output = warm_up(workload)
            workload.digests["output"] = tensor_digest(logits(output))
            if workload.module is not None:
                workload.digests["weights"] = model_digest(workload.module)
            del output
        recording = _Recording()
        with compile_cache():
            _record(request, workload, folder, recording, stages)
        manifest = store.write_manifest(
            folder, _manifest(request, destination, workload, measured, recording)
        )
    for note in manifest.notes:
        stages.note(note)
    return store.Capture(destination, manifest)


def _record(
    request: Request, workload: Workload, folder: Path, recording: _Recording, stages: Stages
) -> None:
    if "eager" in request.variants:
        with stages("record eager"):
            _record_eager(request, workload, folder, recording)
    for name, record in (("inductor", record_inductor), ("cudagraph", record_cudagraph)):
        if name not in request.variants:
            continue
        with stages(f"compile and record {name}"):
            variant, note = _tried(record, workload, request.steps, folder, f"{name}/{TRACE}")
        if variant:
            recording.variants[name] = variant
        else:
            shutil.rmtree(folder / name, ignore_errors=True)
        if note:
            recording.notes.append(f"{name}: {note}")
        torch._dynamo.reset()
        gc.collect()
    if not recording.variants:
        raise Unavailable("nothing was recorded: " + "; ".join(recording.notes))


def _tried(record: Callable[..., Recorded], *arguments: Any) -> Recorded:
    """A compiler that fails costs its variant, not the capture; running out of memory does."""
    try:
        return record(*arguments)
    except (torch.OutOfMemoryError, WorkbenchError):
        raise
    except RuntimeError as error:
        lines = str(error).strip().splitlines() or [""]
        return None, f"left out: {type(error).__name__}: {lines[0][:300]}"


def _record_eager(
    request: Request, workload: Workload, folder: Path, recording: _Recording
) -> None:
    wall = wall_times_us(workload)
    calls = modules.call_order(workload.module, workload.step) if workload.module else []
    trace_bytes, execution_bytes = profile_steps(workload, request.steps, folder)
    write_gzip(folder / "eager" / TRACE, trace_bytes)
    write_gzip(folder / "eager" / "execution_trace.json.gz", execution_bytes)
    trace = parse(trace_bytes)
    if workload.module:
        paths, reason = modules.module_paths(calls, trace, request.steps)
        if paths:
            recording.modules = "modules.json"
            (folder / recording.modules).write_bytes(
                msgspec.json.format(msgspec.json.encode(paths), indent=1) + b"\n"
            )
        if reason:
            recording.health.append(Finding("module-paths", len(calls) - len(paths), reason))
    missing, total = modules.execution_trace_gaps(trace, parse(execution_bytes))
    if missing:
        detail = f"{missing} of {total} ops of the execution trace do not join the profiler's trace"
        recording.health.append(Finding("execution-trace-join", missing, detail))
    recording.variants["eager"] = Variant(
        traces=(f"eager/{TRACE}",),
        execution_trace="eager/execution_trace.json.gz",
        steps=request.steps,
        wall_us=wall,
        attention=str(
            getattr(getattr(workload.module, "config", None), "_attn_implementation", "")
        ),
    )


def _manifest(
    request: Request, destination: Path, workload: Workload, device: Device, recording: _Recording
) -> Manifest:
    model = workload.model
    if model and model.layers_run < model.layers_full:
        recording.notes.append(
            f"{model.layers_run} of {model.layers_full} layers ran: the figures are of these, "
            "not of the whole model"
        )
    if device.kind == "cpu":
        recording.notes.append("recorded on a CPU: leaf ops stand in for launches")
    return Manifest(
        schema_version=SCHEMA_VERSION,
        id=destination.resolve().name,
        origin="captured",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        model=request.model,
        model_kind=request.kind,
        device=device,
        variants=recording.variants,
        files={},
        config=model.config if model else {},
        phase=request.phase,
        batch=request.batch,
        context=request.context,
        tokens=request.tokens,
        layers_run=model.layers_run if model else 0,
        layers_full=model.layers_full if model else 0,
        seed=request.seed,
        dtype=request.dtype,
        initialisation=model.initialisation if model else "function",
        experts=model.experts if model else "",
        cache=workload.cache,
        versions=versions(),
        modules=recording.modules,
        notes=tuple(recording.notes),
        health=tuple(recording.health),
        digests=workload.digests,
    )


@contextmanager
def _explained(stages: Stages, request: Request) -> Iterator[None]:
    """Turn running out of memory into an error that says what to change."""
    began = time.monotonic()
    try:
        yield
    except WorkbenchError:
        raise
    except (torch.OutOfMemoryError, MemoryError) as error:
        raise Unavailable(_out_of_memory(stages, request, error)) from None
    except RuntimeError as error:
        text = str(error)
        if "out of memory" in text or "can't allocate memory" in text:
            raise Unavailable(_out_of_memory(stages, request, error)) from None
        if "No space left" in text:
            raise OSError(errno.ENOSPC, "No space left on device") from None
        raise
    except BaseException:
        stages.note(f"stopped after {time.monotonic() - began:.0f} s during: {stages.current}")
        raise


def _out_of_memory(stages: Stages, request: Request, error: Any) -> str:
    first = (str(error).strip().splitlines() or [""])[0]
    length = "--context" if request.phase == "decode" else "--tokens"
    return (
        f"out of memory during '{stages.current}' ({first[:160]}); use fewer --layers, "
        f"a smaller --batch or a shorter {length}. Nothing was left behind"
    )
