"""What `workbench prove` prints: a table for the terminal, Markdown for a review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from workbench.prove.library import red_now
from workbench.prove.proof import Proof
from workbench.report.table import Column, View, number, percent

VARIANT_WORDS = {
    "eager": "eager",
    "inductor": "torch.compile",
    "cudagraph": "torch.compile + CUDA graphs",
}


def _ratio(value: Any) -> str:
    return f"{value['median']:.2f}x ({value['low']:.2f} to {value['high']:.2f})"


_COLUMNS = (
    Column("kernel", "GPU us a step", left=True, style="bold"),
    Column("before_us", "before", number(0)),
    Column("after_us", "after", number(0)),
    Column("predicted_us", "predicted", number(0)),
    Column("realised_us", "saved", number(0)),
    Column("error", "error", percent),
    Column("calls", "calls", number(0)),
)


def _title(proof: Proof) -> str:
    shape = f"{proof.tokens} tokens" if proof.phase == "prefill" else f"context {proof.context}"
    layers = f"{proof.layers_run} of {proof.layers_full} layers" if proof.extrapolated else (
        f"{proof.layers_run} layers")  # fmt: skip
    return (
        f"{proof.model} · {proof.phase} · batch {proof.batch} · {shape} · {layers} · {proof.device}"
    )


def _part(kernel: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """A kernel's realised saving and error, both unknown where its launches claim more than the
    whole run saved: then their names say too little of whose time they were.
    """
    realised = kernel["realised_us"]
    if kernel["basis"] == "its launches" and realised is not None and realised > whole["saved_us"]:
        return {"realised_us": None, "error": None}
    return {"realised_us": realised, "error": kernel["error"]}


def _rows(proof: Proof) -> list[dict[str, Any]]:
    """A row a variant, then one a kernel in it, by what it saved."""
    rows: list[dict[str, Any]] = []
    for variant, one in proof.realised.items():
        rows.append({
            "variant": variant,
            "kernel": f"{VARIANT_WORDS[variant]}, all",
            "before_us": one["baseline"]["gpu_us"],
            "after_us": one["patched"]["gpu_us"],
            "predicted_us": one["sum"]["predicted_us"],
            "realised_us": one["sum"]["realised_us"],
            "error": one["sum"]["error"],
        })  # fmt: skip
        by_saving = sorted(
            one["kernels"].items(), key=lambda item: -(item[1]["realised_us"] or 0.0)
        )
        for name, kernel in by_saving:
            rows.append({
                "variant": variant,
                "kernel": f"  {name}",
                "before_us": kernel["now_us"],
                "after_us": kernel["kernel_us"],
                "predicted_us": kernel["predicted_us"],
                **_part(kernel, one),
                "calls": kernel["calls"],
            })  # fmt: skip
    return rows


def _step_word(proof: Proof) -> str:
    return "TPOT" if proof.phase == "decode" else "TTFT"


def _wall_lines(proof: Proof) -> list[str]:
    told = []
    for variant, one in proof.realised.items():
        before, after = one["baseline"]["wall_us"] / 1000, one["patched"]["wall_us"] / 1000
        told.append(
            f"{VARIANT_WORDS[variant]}: {_step_word(proof)} {before:,.2f} to {after:,.2f} ms, "
            f"{_gain(proof, one)}; launches {one['baseline']['launches']:,.0f} to "
            f"{one['patched']['launches']:,.0f}"
            f"{_memory(one)}"
        )
    return told


def _gain(proof: Proof, one: dict[str, Any]) -> str:
    """The ratios of a variant; a red gate leaves none to tell."""
    if reds(proof):
        return "no speedup is told, a gate is red"
    return (
        f"{_ratio(one['wall'])}; GPU time {_ratio(one['gpu'])}, {percent(one['saved_share'])} less"
    )


def reds(proof: Proof) -> list[str]:
    """What keeps the proof from being believed: its own faults, and records that are not green."""
    return [*proof.faults, *verdict_faults(proof)]


def _memory(one: dict[str, Any]) -> str:
    before, after = one["baseline"]["peak_bytes"], one["patched"]["peak_bytes"]
    if before is None:
        return ""
    return f"; step memory {before / 2**20:,.1f} to {after / 2**20:,.1f} MiB"


def _alive_line(proof: Proof) -> str:
    live = [name for name, one in proof.liveness.items() if one["alive"]]
    idle = [name for name, one in proof.liveness.items() if one["idle"]]
    text = f"liveness: {len(live)} of {len(proof.liveness) - len(idle)} kernels run at every place "
    text += "and break the output when they lie"
    return text + (f"; not called in this phase: {', '.join(idle)}" if idle else "")


def _quality_line(proof: Proof) -> str:
    step = proof.quality["step"]
    text = f"this step's output: {_distance(step)}, {step['rows']} rows"
    if "control" in step:
        text += f"; eager by other algorithms: {_distance(step['control'])}"
    if not proof.checkpoint:
        text += "; random weights amplify every rounding, so only text on a checkpoint can tell"
    if "green" in proof.quality:
        text += f"; gates 7 and 8: {'green' if proof.quality['green'] else 'RED'}"
    return text


def _distance(step: dict[str, Any]) -> str:
    return (
        f"argmax agrees on {percent(step['top1_agreement'])}, KL {step['kl_mean']:.2g} nats, "
        f"largest change {step['largest_change']:.2g}"
    )


def _vouched(proof: Proof) -> list[str]:
    """How much of each variant's saving is by kernels with a green record, where some have none."""
    red = {fault.split(": ")[1] for fault in verdict_faults(proof)}
    told = []
    for variant, one in proof.realised.items():
        mine = {n: k["realised_us"] or 0.0 for n, k in one["kernels"].items()}
        if red & mine.keys() and one["saved_us"]:
            saved = sum(us for name, us in mine.items() if name not in red)
            told.append(
                f"{VARIANT_WORDS[variant]}: kernels with a green record save {saved:,.0f} us, "
                f"{percent(saved / one['baseline']['gpu_us'])} of the step"
            )
    return told


def verdict_faults(proof: Proof) -> list[str]:
    """Kernels of the proof that no green record of its GPU vouches for today, in words."""
    if "interpreter" in proof.device:
        return []
    told = (
        (name, red_now(name, one["sha256"], proof.device, one.get("red", "no record is known")))
        for name, one in proof.kernels.items()
    )
    return [f"verdict: {name}: {red}" for name, red in told if red]


def prove_view(proof: Proof) -> View:
    """Rows by variant: all kernels, then each; verdict and reasons below."""
    after = [*_wall_lines(proof), *_vouched(proof), _alive_line(proof), _quality_line(proof)]
    for variant, one in proof.realised.items():
        if why := one["sum"]["why"]:
            after.append(
                f"realised minus predicted, {VARIANT_WORDS[variant]}: " + "; ".join(why[:4])
            )
    after += [
        f"declined: {line['kernel']} at {line['site'] or 'all'}: {line['note']}"
        for line in proof.declined
        if line["status"] == "declined"
    ]
    after += list(proof.notes)
    after.append(f"predictions frozen before the run: sha256 {proof.predicted['digest'][:16]}")
    after += [f"RED {fault}" for fault in reds(proof)] or ["every gate is green"]
    payload = msgspec.to_builtins(proof)
    return View(
        columns=_COLUMNS, rows=_rows(proof), payload=payload, title=_title(proof), after=after
    )


# ---------------------------------------------------------------- for a review


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"

    return [line(header), line(["---"] + ["---:"] * (len(header) - 1)), *map(line, rows)]


def pull_request(proof: Proof) -> str:
    """Markdown that a reviewer of the kernels wants to read, ending in a newline."""
    parts = [
        [f"## Fused kernels in {proof.model}, {proof.phase}, batch {proof.batch}"],
        _changed(proof),
        _before_after(proof),
        _predictions(proof),
        _quality_part(proof),
        _environment(proof),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _changed(proof: Proof) -> list[str]:
    rows = [
        [f"`{name}`", f"{one['places']}", one["verdict"], one["sha256"][:12]]
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


def _before_after(proof: Proof) -> list[str]:
    red, rows = bool(reds(proof)), []

    def told_ratios(one: dict[str, Any]) -> tuple[str, str]:
        return ("red", "red") if red else (_ratio(one["gpu"]), _ratio(one["wall"]))

    for variant, one in proof.realised.items():
        word = VARIANT_WORDS[variant]
        for arm, name in (("baseline", word), ("patched", f"{word} + kernels")):
            rows.append([
                name, f"{one[arm]['gpu_us'] / 1000:,.3f}", f"{one[arm]['launches']:,.0f}",
                f"{one[arm]['wall_us'] / 1000:,.3f}",
                *(("", "") if arm == "baseline" else told_ratios(one)),
            ])  # fmt: skip
    word = _step_word(proof)
    header = ["a step", "GPU ms", "launches", f"{word} ms", "GPU time", word]
    told = ["### Before and after", "", *_table(header, rows), ""]
    told += _vouched(proof)
    told.append(
        "Medians. A gate is red (below), so no speedup is told."
        if red
        else "Medians; ratios are of paired, interleaved runs with 95 % intervals."
    )
    return [*told, *proof.notes]


def _predictions(proof: Proof) -> list[str]:
    told = ["### Predicted and realised", "", "GPU microseconds saved a step. Predictions were "
            f"frozen before the run (sha256 `{proof.predicted['digest'][:16]}`)."]  # fmt: skip
    figure = number(0)
    for variant, one in proof.realised.items():
        rows = [
            [f"`{name}`", figure(k["predicted_us"]), figure(_part(k, one)["realised_us"]),
             percent(_part(k, one)["error"]), k["basis"]]
            for name, k in one["kernels"].items()
        ]  # fmt: skip
        total = one["sum"]
        rows.append(["**sum**", figure(total["predicted_us"]), figure(total["realised_us"]),
                     percent(total["error"]), "both arms"])  # fmt: skip
        header = [VARIANT_WORDS[variant], "predicted", "realised", "error", "by"]
        told += ["", *_table(header, rows), "", *[f"- {why}" for why in total["why"]]]
    return told


def _quality_part(proof: Proof) -> list[str]:
    told = ["### Correctness and quality", "", f"- {_alive_line(proof)}",
            f"- {_quality_line(proof)}"]  # fmt: skip
    gates = proof.quality.get("gates", ())
    if sample := proof.quality.get("sample"):
        told.append("- sample: " + ", ".join(f"{name} {n:,}" for name, n in sample.items()))
    if gates:
        rows = [[str(g.get("name", "")), "-" if g.get("passed") is None else
                 "green" if g["passed"] else "RED", str(g.get("figure", "")),
                 str(g.get("control", "")), str(g.get("detail", ""))] for g in gates]  # fmt: skip
        told += ["", *_table(["gate", "", "figure", "control", "detail"], rows)]
    told += [f"- RED: {fault}" for fault in reds(proof)]
    return told


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
