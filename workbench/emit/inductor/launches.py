"""What a generated kernel was launched with: the autotuner's choice, as the profile recorded it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from workbench.capture.store import Capture
from workbench.errors import WorkbenchError
from workbench.inductor.kernels import GeneratedKernel
from workbench.trace.source import open_recording

BYTES_MAX = 1 << 28
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Launched:
    """Block sizes by Inductor's names, warps, stages, and where they come from."""

    blocks: dict[str, int] = field(default_factory=dict)
    warps: int = 4
    stages: int = 1
    described: str = "a guess: no launch of it is on record"


class _Arguments(msgspec.Struct):
    kernel_kwargs: str = ""
    num_warps: int = 0
    num_stages: int = 0
    kernel_name: str = ""


class _Event(msgspec.Struct):
    name: str = ""
    cat: str = ""
    args: _Arguments = msgspec.field(default_factory=_Arguments)


class _Trace(msgspec.Struct):
    traceEvents: list[_Event] = []


def launched_with(capture: Capture, kernel: GeneratedKernel) -> Launched:
    """The configuration of the kernel's first launch on record, a guess where there is none."""
    for trace in capture.variant("inductor").traces:
        for event in _events(capture, trace):
            if event.name == kernel.name and event.cat == "cpu_op" and event.args.num_warps:
                blocks = {}
                for entry in event.args.kernel_kwargs.split(","):
                    name, _, value = entry.partition("=")
                    if value.strip().isdigit() and 0 < int(value) <= 1 << 16:
                        blocks[name.strip()] = int(value)
                warps, stages = event.args.num_warps, event.args.num_stages
                if warps in (1, 2, 4, 8, 16, 32) and 0 < stages < 9:
                    return Launched(blocks, warps, stages, "the autotuner's, as it was launched")
    return Launched()


def _events(capture: Capture, trace: str) -> Iterator[_Event]:
    """Events of a profile, none of one that cannot be read."""
    data = bytearray()
    try:
        with open_recording(capture.path(trace)) as source:
            view = memoryview(bytearray(_CHUNK))
            while size := source.readinto(view):
                data += view[:size]
                if len(data) > BYTES_MAX:
                    return
        yield from msgspec.json.decode(bytes(data), type=_Trace).traceEvents
    except (WorkbenchError, OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return
