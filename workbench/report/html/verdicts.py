"""Verdicts of the ported kernels, and proofs of them in the model, beside the suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.prove.proof import Proof
from workbench.report.html.tables import HtmlTable, html_table
from workbench.report.prove import VARIANT_WORDS, prove_view
from workbench.report.validate import verdict_view
from workbench.schema import Verdict
from workbench.validate.records import Entry


@dataclass(frozen=True)
class VerdictRow:
    """One kernel on one GPU; `gates` is None where it has no record."""

    entry: Entry
    facts: tuple[str, ...] = ()
    gates: HtmlTable | None = None
    remarks: tuple[str, ...] = ()


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
    )


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
    """One proof: what it says in words, its table, and its arms by variant."""

    passed: bool
    device: str
    created: str
    title: str
    arms: tuple[Arms, ...]
    table: HtmlTable
    remarks: tuple[str, ...]


def proof_parts(proofs: Sequence[Proof]) -> list[ProofPart]:
    """A part for each proof, as it was recorded."""
    return [_proof(proof) for proof in proofs]


def _proof(proof: Proof) -> ProofPart:
    view = prove_view(proof)
    return ProofPart(
        passed=proof.passed,
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
        remarks=tuple(view.after),
    )
