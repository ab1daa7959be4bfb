"""scheduler.json: what Inductor's scheduler counted and refused, as our own captures record it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec

from workbench.inductor.calls import KernelCall

# a record with a byte count that none can be is no record
Bytes = Annotated[int, msgspec.Meta(ge=0, le=1 << 60)]


class ScheduledCall(msgspec.Struct, frozen=True):
    """One entry of `call()` as scheduled: scheduler ops, post-grad nodes, bytes by buffer."""

    ops: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    reads: dict[str, Bytes] = {}
    writes: dict[str, Bytes] = {}


class KernelBytes(msgspec.Struct, frozen=True):
    """What Inductor's scheduler counted for one kernel: bytes of its first call; all its calls."""

    bytes_read: Bytes = 0
    bytes_written: Bytes = 0
    nodes: tuple[str, ...] = ()
    calls: tuple[ScheduledCall, ...] = ()


class FusionRefusal(msgspec.Struct, frozen=True):
    """Two scheduler nodes that were not fused, and why."""

    first: str = ""
    second: str = ""
    reason: str = ""


class SchedulerRecord(msgspec.Struct, frozen=True):
    """Bytes by kernel name and of the extern calls, and the fusions refused.

    complete: every node that launches something was joined to its call. `unmatched` holds those
    that were not (older captures hold their number only).
    """

    kernels: dict[str, KernelBytes] = {}
    refusals: tuple[FusionRefusal, ...] = ()
    externs: tuple[ScheduledCall, ...] = ()
    complete: bool = False
    unmatched: Any = None


def scheduled_calls(
    record: SchedulerRecord, calls: Sequence[KernelCall]
) -> list[ScheduledCall | None]:
    """What the scheduler says of each entry of `call()`; None where it says nothing.

    Joined by the buffer that both write; an entry that writes into an argument in place has none
    of its own, and is joined by its order among the runs of its kernel when all are there.
    """
    named = {
        (name, buffer): entry
        for name, kernel in record.kernels.items()
        for entry in kernel.calls
        for buffer in entry.writes
    }
    extern = {buffer: entry for entry in record.externs for buffer in entry.writes}
    runs: dict[str, list[int]] = {}
    for k, call in enumerate(calls):
        runs.setdefault(call.name, []).append(k)
    found: list[ScheduledCall | None] = []
    for k, call in enumerate(calls):
        written = [argument.tensor.name for argument in call.arguments if argument.written]
        if call.kind == "extern":
            found.append(next((extern[name] for name in written if name in extern), None))
            continue
        own = next((named[call.name, n] for n in written if (call.name, n) in named), None)
        kernel = record.kernels.get(call.name)
        if own is None and kernel and len(kernel.calls) == len(runs[call.name]):
            own = kernel.calls[runs[call.name].index(k)]
        found.append(own)
    return found
