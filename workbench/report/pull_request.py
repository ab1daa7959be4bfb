"""A proof as Markdown for those who review the kernels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.prove.proof import Proof
from workbench.report.alone import HEADER
from workbench.report.prove import (
    VARIANT_WORDS,
    alive_line,
    alone,
    changed_line,
    memory_text,
    not_alone_lines,
    part_of,
    quality_line,
    ratio_text,
    reds,
    shape_words,
    step_word,
    vouched_lines,
    work_rows,
)
from workbench.report.quality import flips_view
from workbench.report.table import number, percent


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"

    return [line(header), line(["---"] + ["---:"] * (len(header) - 1)), *map(line, rows)]


def pull_request(proof: Proof) -> str:
    """Markdown that a reviewer of the kernels wants to read, ending in a newline."""
    parts = [
        [f"## Fused kernels in {proof.model}, {proof.phase}, batch {proof.batch}"],
        [_workload(proof)],
        [f"**Out of date**: {line}."] if (line := changed_line(proof)) else [],
        _changed(proof),
        _before_after(proof),
        _predictions(proof),
        _quality_part(proof),
        _environment(proof),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _workload(proof: Proof) -> str:
    experts = [f"{proof.experts} experts"] if proof.experts else []
    weights = f"weights of {proof.checkpoint}" if proof.checkpoint else "random weights"
    return ", ".join([*shape_words(proof), proof.dtype, *experts, weights, proof.device]) + "."


def _changed(proof: Proof) -> list[str]:
    rows = [
        [f"`{name}`", f"{one['places']}{_idle(proof, name)}", one["verdict"], one["sha256"][:12]]
        for name, one in proof.kernels.items()
    ]
    told = ["### What changed", "", f"{len(rows)} kernels replace modules of the model in place; "
            "nothing else of it changes.", ""]  # fmt: skip
    told += _table(["kernel", "places", "verdict", "sha256"], rows)
    declined = [line for line in proof.declined if line["status"] == "declined"]
    if declined:
        told += ["", "Declined:", ""]
        told += [
            f"- `{d['kernel']}` at {d['site'] or 'every place'}: {d['note']}" for d in declined
        ]
    return told


def _idle(proof: Proof, kernel: str) -> str:
    return ", not called here" if proof.liveness.get(kernel, {}).get("idle") else ""


def _before_after(proof: Proof) -> list[str]:
    red, rows = bool(reds(proof)), []

    def told_ratios(one: dict[str, Any]) -> tuple[str, str]:
        if "interpreter" in proof.device:
            return "", ""
        return ("red", "red") if red else (ratio_text(one["gpu"]), ratio_text(one["wall"]))

    for variant, one in proof.realised.items():
        word = VARIANT_WORDS[variant]
        for arm, name in (("baseline", word), ("patched", f"{word} + kernels")):
            rows.append([
                name, f"{one[arm]['gpu_us'] / 1000:,.3f}", f"{one[arm]['launches']:,.0f}",
                f"{one[arm]['wall_us'] / 1000:,.3f}",
                *(("", "") if arm == "baseline" else told_ratios(one)),
            ])  # fmt: skip
    word = step_word(proof)
    header = ["a step", "GPU ms", "launches", f"{word} ms", "GPU time", word]
    told = ["### Before and after", "", *_table(header, rows), ""]
    told += vouched_lines(proof)
    for variant, one in proof.realised.items():
        counts = [len(one["baseline"][f"{each}_us_samples"]) for each in ("gpu", "wall")]
        memory = memory_text(one, "; memory of a step beyond weights and cache ")
        told.append(f"{VARIANT_WORDS[variant]}: {counts[0]} profiled and {counts[1]} timed steps "
                    f"an arm{memory}.")  # fmt: skip
    told.append(
        "Medians. A gate is red (below), so no speedup is told."
        if red
        else "Medians; ratios are of paired, interleaved runs with 95 % intervals."
    )
    return [*told, *proof.notes, *_alone(proof), *_work(proof)]


def _alone(proof: Proof) -> list[str]:
    """What each kernel gains by itself, of a run with --one-by-one."""
    told: list[str] = []
    for variant, rows in alone(proof).items():
        header = [f"{variant}, {HEADER[0]}", *HEADER[1:]]
        told += ["", *_table(header, [[f"`{name}`", *rest] for name, *rest in rows])]
    beside = not_alone_lines(proof)
    return [*told, "", *beside] if beside else told


def _work(proof: Proof) -> list[str]:
    """Where the GPU time is in both arms."""
    told: list[str] = []
    for variant, one in proof.realised.items():
        rows = [[kind, *(f"{figure:,.0f}" for figure in figures)]
                for kind, *figures in work_rows(one)]  # fmt: skip
        if rows:
            header = [f"{VARIANT_WORDS[variant]}, a step", "launches", "GPU us",
                      "launches with kernels", "GPU us with kernels"]  # fmt: skip
            told += ["", *_table(header, rows)]
    return told


def _predictions(proof: Proof) -> list[str]:
    told = ["### Predicted and realised", "", "GPU microseconds saved a step. Predictions were "
            f"frozen before the run (sha256 `{proof.predicted['digest'][:16]}`). Realised is by "
            "the run of a kernel alone where there is one, else by its launches' time against "
            "what the capture shows them replace; the sum is by both arms."]  # fmt: skip
    figure = number(0)
    for variant, one in proof.realised.items():
        rows = [
            [f"`{name}`", figure(k["predicted_us"]), figure(part_of(k, one)["realised_us"]),
             percent(part_of(k, one)["error"]), k["basis"]]
            for name, k in one["kernels"].items()
        ]  # fmt: skip
        total = one["sum"]
        rows.append(["**sum**", figure(total["predicted_us"]), figure(total["realised_us"]),
                     percent(total["error"]), "both arms"])  # fmt: skip
        header = [VARIANT_WORDS[variant], "predicted", "realised", "error", "by"]
        told += ["", *_table(header, rows)]
        if total["median_error"] is not None:
            told += ["", f"Median error of a kernel: {percent(total['median_error'])}."]
        told += ["", *[f"- {why}" for why in total["why"]]]
    return told


def _quality_part(proof: Proof) -> list[str]:
    told = ["### Correctness and quality", "", f"- {alive_line(proof)}",
            f"- {quality_line(proof)}"]  # fmt: skip
    gates = proof.quality.get("gates", ())
    if sample := proof.quality.get("sample"):
        told.append("- sample: " + ", ".join(f"{name} {n:,}" for name, n in sample.items()))
    if gates:
        figures = ("figure", "control", "threshold")
        rows = [[g["name"], "-" if g["passed"] is None else "green" if g["passed"] else "RED",
                 *(_figure(g[key]) for key in figures), f"{g['unit']}; {g['detail']}"]
                for g in gates]  # fmt: skip
        told += ["", *_table(["gate", "", *figures, "what"], rows)]
    if flips := flips_view(proof):
        header = [column.header for column in flips.columns]
        told += ["", *_table(header, [[c.text(row[c.key]) for c in flips.columns]
                                      for row in flips.rows])]  # fmt: skip
    told += [f"- RED: {fault}" for fault in reds(proof)]
    return told


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"


def _environment(proof: Proof) -> list[str]:
    versions = ", ".join(f"{name} {version}" for name, version in proof.versions.items())
    variants = " ".join(f"--variant {variant}" for variant in proof.realised)
    return [
        "### Environment and how to reproduce",
        "",
        f"{proof.device}; {versions}; {proof.created}.",
        "",
        "```sh",
        proof.command or f"workbench prove {proof.capture} {variants}",
        "```",
    ]
