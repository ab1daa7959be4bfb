"""What can be suggested of a capture in which nothing ran: estimates from Inductor's code."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.capture.store import Capture
from workbench.schema import Finding, Refusal
from workbench.suggest.catalogue import catalogue
from workbench.suggest.catalogue_rows import ExternRow, KernelRow, Pair, short_name

SHOWN = 3
NO_RUN = (
    "captured without a GPU: no launches and no execution trace to match on. Below is what the "
    "compiler's code shows; `workbench catalogue` has all of it. Capture on a GPU for candidates"
)


@dataclass(frozen=True)
class Estimates:
    """Refusals to show in place of candidates, and figures of the compiled step; all estimates.

    gpu_us_per_step: of the calls whose bytes are known. launches_per_step: one a call.
    """

    gpu_us_per_step: float
    launches_per_step: float
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...]
    health: tuple[Finding, ...]


def estimates(capture: Capture) -> Estimates:
    """Estimates for a capture made without a GPU. Raises Usage or BadInput as `catalogue` does."""
    found = catalogue(capture)
    rows: list[KernelRow | ExternRow] = [*found.kernels, *found.externs]
    bandwidth = capture.manifest.device.copy_bandwidth_gb_per_s
    refusals = [Refusal("every pattern", "", NO_RUN)]
    for pair in found.neighbours[:SHOWN]:
        reason = "Inductor never tries to fuse with an extern call"
        refusals.append(_handover(pair, reason, bandwidth.value if bandwidth else 0.0))
    for pair in found.refusals[:SHOWN]:
        refusals.append(_handover(pair, pair.reason, bandwidth.value if bandwidth else 0.0))
    return Estimates(
        gpu_us_per_step=sum(row.us or 0.0 for row in rows),
        launches_per_step=float(sum(row.calls for row in rows)),
        refusals=tuple(refusals),
        notes=("every time is an estimate: nothing ran", *found.notes),
        health=found.health,
    )


def _handover(pair: Pair, reason: str, gb_per_s: float) -> Refusal:
    first, second = short_name(pair.first), short_name(pair.second)
    text = f"{first} hands {pair.nbytes / 1e6:,.1f} MB to {second}"
    text += f" in {pair.times} places" if pair.times > 1 else ""
    if gb_per_s:
        us = 2 * pair.nbytes / gb_per_s / 1000
        text += f", about {us:,.1f} us a step to write and read (an estimate)"
    return Refusal("inductor", pair.second_site, f"{text}: {reason}")
