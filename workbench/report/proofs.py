"""The proofs that lie beside a capture: which can be told and were asked for, and as one table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.capture.store import Capture
from workbench.errors import BadInput, Usage
from workbench.prove.proof import Proof, paths_of, read, recorded
from workbench.report.prove import prove_view
from workbench.report.pull_request import pull_request
from workbench.report.table import Column, View


def proofs_of(capture: Capture) -> tuple[tuple[Proof, ...], tuple[str, ...]]:
    """Every readable proof of `capture`, by device and what was asked, and a line for each that is
    not.
    """
    found, problems = [], []
    for path in paths_of(capture):
        try:
            found.append(checked(read(path), str(path)))
        except BadInput as error:
            problems.append(str(error))
    return tuple(found), tuple(problems)


def checked(proof: Proof, where: str) -> Proof:
    """`proof` itself. Raises BadInput, naming `where`, when it lacks figures that are shown."""
    try:
        if not proof.realised:
            raise ValueError("no variant was run")
        prove_view(proof)
        pull_request(proof)
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise BadInput(
            f"{where}: a proof that lacks figures ({error!r}); make it anew with --record"
        ) from None
    return proof


def told_proofs(capture: Capture, variants: Sequence[str] = ()) -> list[Proof]:
    """The recorded proofs of `capture`, of `variants` where these are named. Raises Usage when
    there are none, BadInput when one of them cannot be shown.
    """
    found = recorded(capture, variants)
    for path in paths_of(capture):
        if (proof := read(path)) in found:
            checked(proof, str(path))
    return found


def asked_for(
    proofs: Sequence[Proof], layers: int = 0, one_by_one: bool = False, text: bool = False
) -> list[Proof]:
    """Those of `proofs` that ran `layers` layers (0: any), each kernel alone, and on text, where
    that is asked. Raises Usage when none did.
    """
    chosen = [
        proof
        for proof in proofs
        if layers in (0, proof.layers_run)
        and (not one_by_one or "--one-by-one" in proof.command.split())
        and (not text or "gates" in proof.quality)
    ]
    if not chosen:
        there = "; ".join(f"`{proof.command}`, {proof.layers_run} layers" for proof in proofs)
        raise Usage(f"no such proof is recorded; there is {there}")
    return chosen


_FIGURES = (
    *(Column(key, key, left=True) for key in ("capture", "device", "layers", "variant", "kernel")),
    *(Column(key, key) for key in ("before_us", "after_us", "predicted_us", "realised_us")),
    *(Column(key, key) for key in ("error", "calls")),
)


def figures_view(proofs: Sequence[Proof]) -> View:
    """Every figure of `proofs` as rows of one table: GPU us a step, `kernel` "all" the whole
    step's, `error` a share of the prediction.
    """
    rows: list[dict[str, Any]] = []
    for proof in proofs:
        about = {"capture": proof.capture, "device": proof.device, "layers": proof.layers_run}
        rows += [
            {**row, **about, "kernel": row["kernel"].strip() if "calls" in row else "all"}
            for row in prove_view(proof).rows
        ]
    return View(_FIGURES, rows, {})
