"""Verdicts of the ported kernels, and proofs of them in the model, beside the suggestions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.prove.proof import Proof
from workbench.report.bench import bench_view
from workbench.report.html.tables import HtmlTable, html_table
from workbench.report.kernels import kernels_view
from workbench.report.prove import (
    VARIANT_WORDS,
    changed_line,
    green_line,
    prove_view,
    verdict_faults,
)
from workbench.report.quality import flips_view, gates_view, text_lines
from workbench.report.validate import verdict_view
from workbench.schema import Timing, Verdict
from workbench.validate.records import Entry
from workbench.validate.timing import Bench


@dataclass(frozen=True)
class VerdictRow:
    """One kernel on one GPU; `gates` is None where it has no record."""

    entry: Entry
    facts: tuple[str, ...] = ()
    gates: HtmlTable | None = None
    remarks: tuple[str, ...] = ()
    timings: tuple[tuple[tuple[str, ...], HtmlTable], ...] = ()


def verdict_rows(verdicts: Sequence[tuple[Entry, Verdict | None]]) -> list[VerdictRow]:
    """A row for each kernel and GPU, with its gates over all cases."""
    return [_row(entry, verdict) for entry, verdict in verdicts]


def _row(entry: Entry, verdict: Verdict | None) -> VerdictRow:
    if verdict is None:
        return VerdictRow(entry)
    view = verdict_view(verdict)
    return VerdictRow(
        entry=entry,
        facts=tuple(view.before),
        gates=html_table(view, f"gates of {entry.pattern} on {entry.gpu}"),
        remarks=tuple(line for line in view.after if line),
        timings=tuple(_timing(entry, verdict, timing) for timing in entry.timings),
    )


def _timing(entry: Entry, verdict: Verdict, timing: Timing) -> tuple[tuple[str, ...], HtmlTable]:
    """A current timing of a green kernel: what to know of it, and its arms."""
    view = bench_view(Bench(entry.pattern, timing, verdict, entry.record))
    return (*view.before, *view.after), html_table(
        view, f"timing of {entry.pattern}, {timing.form} on {timing.case}"
    )


def library_table(verdicts: Sequence[tuple[Entry, Verdict | None]]) -> HtmlTable:
    """The kernels at a glance, as `workbench kernels` lists them."""
    view = kernels_view([entry for entry, _ in verdicts], ())
    return html_table(view, "kernels for these fusions")


@dataclass(frozen=True)
class Arms:
    """GPU and wall time of a step of one variant, in us: without the kernels and with them."""

    variant: str
    gpu_before: float
    gpu_after: float
    wall_before: float
    wall_after: float


@dataclass(frozen=True)
class ProofPart:
    """One proof: what is red in it, () nothing, or that nothing is; which of its kernels have
    changed since, "" none; its arms by variant, its table, all else in words, and what text on a
    checkpoint told.
    """

    faults: tuple[str, ...]
    green: str
    changed: str
    device: str
    created: str
    title: str
    arms: tuple[Arms, ...]
    table: HtmlTable
    remarks: tuple[str, ...]
    quality: tuple[HtmlTable, ...]


def proof_parts(proofs: Sequence[Proof]) -> list[ProofPart]:
    """A part for each proof, as it was recorded."""
    return [_proof(proof) for proof in proofs]


def _proof(proof: Proof) -> ProofPart:
    view, tabled = prove_view(proof), text_lines(proof)
    return ProofPart(
        faults=(*proof.faults, *verdict_faults(proof)),
        green=green_line(proof),
        changed=changed_line(proof),
        device=proof.device,
        created=proof.created,
        title=view.title,
        arms=tuple(
            Arms(
                VARIANT_WORDS.get(variant, variant),
                *(
                    row[arm][key]
                    for key in ("gpu_us", "wall_us")
                    for arm in ("baseline", "patched")
                ),
            )
            for variant, row in proof.realised.items()
        ),
        table=html_table(view, f"predicted and realised on {proof.device}"),
        remarks=tuple(
            line for line in view.after if not line.startswith("RED ") and line not in tabled
        ),
        quality=tuple(_quality(proof)),
    )


def _quality(proof: Proof) -> Iterator[HtmlTable]:
    if gates := gates_view(proof):
        yield html_table(gates, f"quality on text, {proof.device}")
    if flips := flips_view(proof):
        yield html_table(flips, "expert sets that flip, by layer", bar_of="patched")
