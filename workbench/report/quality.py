"""Quality on text as tables: gates 7 and 8, and how often each layer chooses other experts."""

from __future__ import annotations

from typing import Any

from workbench.prove.proof import Proof
from workbench.report.table import Column, View

_LISTED = 8  # layers that a line names; of more it names the worst


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"


def _share(value: float) -> str:
    return f"{100 * value:.2g}%"


_ITSELF = "eager against itself: in other batches, by other algorithms, summed in other orders"


def gates_view(proof: Proof) -> View | None:
    """A row a gate: the kernels' figure, eager's against itself, the limit; None without text."""
    gates = proof.quality.get("gates", ())
    columns = (
        Column("name", "on text", left=True),
        Column("figure", "with kernels", _figure),
        Column("control", "eager itself", _figure),
        Column("threshold", "limit", _figure),
        Column("unit", "", left=True),
        Column("passed", "", lambda green: "green" if green else "RED", left=True),
        Column("detail", "what", left=True, under=True),
    )
    return View(columns, list(gates), {}, after=(_ITSELF,)) if gates else None


def flips_view(proof: Proof) -> View | None:
    """A row a router: the share of tokens whose set of experts is another, with the kernels and
    at most by eager against itself; None where no router was watched.
    """
    rows = _flips(proof)
    columns = (
        Column("router", "expert sets that flip", left=True),
        Column("patched", "with kernels", _share),
        Column("control", "eager itself", _share),
    )
    return View(columns, rows, {}, after=(_ITSELF,)) if rows else None


def _flips(proof: Proof) -> list[dict[str, Any]]:
    patched = proof.quality.get("patched", {}).get("flips", {})
    controls = [one.get("flips", {}) for one in proof.quality.get("control", ())]
    return [
        {
            "router": name,
            "patched": share,
            "control": max((one.get(name, 0.0) for one in controls), default=0.0),
        }
        for name, share in patched.items()
    ]


def text_lines(proof: Proof) -> list[str]:
    """The same for a terminal: a line of gates, one of layers; none without text."""
    gates = proof.quality.get("gates", ())
    if not gates:
        return []
    told = [
        f"{gate['name']} {_figure(gate['figure'])} ({_figure(gate['control'])}, "
        f"{_figure(gate['threshold'])})"
        for gate in gates
    ]
    tokens = proof.quality.get("sample", {}).get("tokens", 0)
    lines = [f"on {tokens:,} tokens of text (eager against itself, limit): {'; '.join(told)}"]
    flips = _flips(proof)
    if len(flips) > _LISTED:
        worst = max(flips, key=lambda row: row["patched"])
        lines.append(
            f"expert sets that flip: at most {_share(worst['patched'])}, at {worst['router']} "
            f"({_share(worst['control'])})"
        )
    elif flips:
        shares = ", ".join(f"{_share(row['patched'])} ({_share(row['control'])})" for row in flips)
        lines.append(f"expert sets that flip, by layer: {shares}")
    return lines
