"""What `workbench prove` prints in the terminal; `pull_request` has the page for a review."""

from __future__ import annotations

from typing import Any

import msgspec

from workbench.prove.current import changed_since
from workbench.prove.library import red_now
from workbench.prove.proof import Proof
from workbench.report.alone import alone_rows, not_alone_line
from workbench.report.quality import text_lines
from workbench.report.table import Column, View, number, percent

VARIANT_WORDS = {
    "eager": "eager",
    "inductor": "torch.compile",
    "cudagraph": "torch.compile + CUDA graphs",
}


def ratio_text(value: Any) -> str:
    """A ratio of paired runs with its interval: `2.30x (2.11 to 2.36)`."""
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


def shape_words(proof: Proof) -> list[str]:
    """How long the step is, and of how many layers."""
    shape = f"{proof.tokens} tokens" if proof.phase == "prefill" else f"context {proof.context}"
    layers = f"{proof.layers_run} of {proof.layers_full} layers" if proof.extrapolated else (
        f"{proof.layers_run} layers")  # fmt: skip
    return [shape, layers]


def _title(proof: Proof) -> str:
    return " · ".join(
        [proof.model, proof.phase, f"batch {proof.batch}", *shape_words(proof), proof.device]
    )


def part_of(kernel: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """A kernel's realised saving and error, both unknown where its launches claim more than the
    whole run saved: then their names say too little of whose time they were.
    """
    realised = kernel["realised_us"]
    if kernel["basis"] == "its launches" and realised is not None and realised > whole["saved_us"]:
        return {"realised_us": None, "error": None}
    return {"realised_us": realised, "error": kernel["error"]}


def _rows(proof: Proof) -> list[dict[str, Any]]:
    """A row a variant, then one a kernel in it, by what it saved. Interpreted kernels have no
    launches by which their time and calls could be told.
    """
    interpreted = "interpreter" in proof.device
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
                "after_us": None if interpreted else kernel["kernel_us"],
                "predicted_us": kernel["predicted_us"],
                **part_of(kernel, one),
                "calls": None if interpreted else kernel["calls"],
            })  # fmt: skip
    return rows


def step_word(proof: Proof) -> str:
    """What the wall time of a step is called: TPOT of a decode, TTFT of a prefill."""
    return "TPOT" if proof.phase == "decode" else "TTFT"


def _wall_lines(proof: Proof) -> list[str]:
    told = []
    for variant, one in proof.realised.items():
        before, after = one["baseline"]["wall_us"] / 1000, one["patched"]["wall_us"] / 1000
        told.append(
            f"{VARIANT_WORDS[variant]}: {step_word(proof)} {before:,.2f} to {after:,.2f} ms, "
            f"{_gain(proof, one)}; launches {one['baseline']['launches']:,.0f} to "
            f"{one['patched']['launches']:,.0f}"
            f"{memory_text(one, '; step memory ')}"
        )
    return told


def _gain(proof: Proof, one: dict[str, Any]) -> str:
    """The ratios of a variant; a red gate leaves none to tell, nor does the interpreter."""
    if "interpreter" in proof.device:
        return "no speedup is told, kernels were interpreted"
    if reds(proof):
        return "no speedup is told, a gate is red"
    return (
        f"{ratio_text(one['wall'])}; GPU time {ratio_text(one['gpu'])}, "
        f"{percent(one['saved_share'])} less"
    )


def alone(proof: Proof) -> dict[str, list[tuple[str, str, str, str]]]:
    """By variant, in words, what each kernel gains by itself in a run with --one-by-one; {} where
    no speedup is told.
    """
    if "interpreter" in proof.device or reds(proof):
        return {}
    found = {VARIANT_WORDS[name]: alone_rows(one) for name, one in proof.realised.items()}
    return {variant: rows for variant, rows in found.items() if rows}


def not_alone_lines(proof: Proof) -> list[str]:
    """A line for each variant of which `alone` leaves kernels out."""
    told = (
        not_alone_line(VARIANT_WORDS[name], one)
        for name, one in proof.realised.items()
        if VARIANT_WORDS[name] in alone(proof)
    )
    return [line for line in told if line]


def reds(proof: Proof) -> list[str]:
    """What keeps the proof from being believed: its own faults, and records that are not green."""
    return [*proof.faults, *verdict_faults(proof)]


def memory_text(one: dict[str, Any], before: str = "") -> str:
    """What a step takes beyond weights and cache in both arms; "" where replayed graphs hold it."""
    peaks = one["baseline"]["peak_bytes"], one["patched"]["peak_bytes"]
    if not any(peaks):
        return ""
    return f"{before}{peaks[0] / 2**20:,.1f} to {peaks[1] / 2**20:,.1f} MiB"


def work_rows(one: dict[str, Any]) -> list[tuple[str, float, float, float, float]]:
    """(kind of work, launches and us a step without kernels, and with them), by what changed; ()
    of proofs made before they kept it.
    """
    kinds = one.get("work", {}).get("kinds", {})
    rows = [(_KINDS.get(kind, kind), *arms["baseline"], *arms["patched"])
            for kind, arms in kinds.items()]  # fmt: skip
    return sorted(rows, key=lambda row: -abs(row[2] - row[4]))


_KINDS = {
    "kernels": "these kernels",
    "compiled": "generated by Inductor",
    "gemm": "GEMMs",
    "small": "other operators",
    "fused": "other fused",
    "transfer": "copies from and to the host",
}


def alive_line(proof: Proof) -> str:
    """How many kernels ran wherever they stand, and were seen to matter."""
    live = [name for name, one in proof.liveness.items() if one["alive"]]
    idle = [name for name, one in proof.liveness.items() if one["idle"]]
    text = f"liveness: {len(live)} of {len(proof.liveness) - len(idle)} kernels run at every place "
    text += "and break the output when they lie"
    return text + (f"; not called in this phase: {', '.join(idle)}" if idle else "")


def quality_line(proof: Proof) -> str:
    """How far this step's output moved, beside eager by other algorithms."""
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


def vouched_lines(proof: Proof) -> list[str]:
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


def changed_line(proof: Proof) -> str:
    """Which kernels are no longer those that were measured, and how to measure again; "" none."""
    changed = changed_since(proof)
    if not changed:
        return ""
    names = " and ".join(filter(None, (", ".join(changed[:-1]), changed[-1])))
    told = f"{names} {'has' if len(changed) == 1 else 'have'} changed since this was measured"
    return f"{told}; `{proof.command} --record` measures again" if proof.command else told


def green_line(proof: Proof) -> str:
    """That no gate is red: now, or of kernels that have changed since."""
    return f"every gate {'was' if changed_since(proof) else 'is'} green"


def prove_view(proof: Proof) -> View:
    """Rows by variant: all kernels, then each; verdict and reasons below."""
    after = _wall_lines(proof)
    for variant, gains in alone(proof).items():
        after += [f"{variant}, {name} alone: GPU time {gpu}, wall {wall}"
                  for name, gpu, wall, _ in gains]  # fmt: skip
    after += not_alone_lines(proof)
    after += vouched_lines(proof)
    after += [alive_line(proof), quality_line(proof), *text_lines(proof)]
    for variant, one in proof.realised.items():
        if rows := work_rows(one):
            told = (f"{kind} {was:,.0f} to {now:,.0f}" for kind, _, was, _, now in rows)
            after.append(f"GPU us a step by work, {VARIANT_WORDS[variant]}: " + "; ".join(told))
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
    after += [f"RED {fault}" for fault in reds(proof)] or [green_line(proof)]
    changed = changed_line(proof)
    return View(
        columns=_COLUMNS,
        rows=_rows(proof),
        payload={**msgspec.to_builtins(proof), "changed_since": list(changed_since(proof))},
        title=_title(proof),
        before=[changed] if changed else [],
        after=after,
    )
