"""What `workbench explain` prints: launches, the drawn data flow, arithmetic, risk, neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from workbench.report.groups import short_kernel
from workbench.report.table import Column, View, number
from workbench.schema import Candidate
from workbench.suggest.explain import End, ExplainedTensor, Explanation
from workbench.suggest.suggestions import Suggestions

READERS_SHOWN = 4

_COLUMNS = (
    Column("operator", "op"),
    Column("name", "operator", left=True, style="bold"),
    Column("kernel", "kernel", short_kernel, left=True, under=True),
    Column("duration_us", "us", number(2)),
    Column("median_us", "median us", number(2)),
    Column("gap_us", "idle before us", number(2)),
)


def explain_view(explanation: Explanation) -> View:
    """The launches of one instance as a table, everything else in lines below it."""
    candidate = explanation.candidate
    rows = [asdict(launch) for launch in explanation.launches]
    footer = {
        "name": "total",
        "kernel": "",
        "duration_us": sum(launch.duration_us for launch in explanation.launches),
        "median_us": sum(launch.median_us for launch in explanation.launches),
        "gap_us": sum(launch.gap_us for launch in explanation.launches),
    }
    after: list[str] = []
    for title, lines in sections(explanation):
        if lines:
            after += ["", title, *(f"  {line}" for line in lines)]
    return View(
        _COLUMNS,
        rows,
        _payload(explanation),
        f"{candidate.id} at {candidate.site or '(no module)'}",
        _before(explanation),
        after[1:],
        footer if rows else {},
    )


def _before(explanation: Explanation) -> list[str]:
    candidate = explanation.candidate
    seen = f"{candidate.instances} of {candidate.expected_instances} instances"
    median_of = f"median over {explanation.instances}" if explanation.instances > 1 else "the one"
    what = f"{candidate.evidence}: {candidate.detail.get('kind', candidate.pattern)}"
    return [
        f"{what} · {candidate.status} · {seen}",
        f"launches of {explanation.instance or 'the first instance'}, {median_of}",
    ]


def sections(explanation: Explanation) -> Iterator[tuple[str, list[str]]]:
    """Everything but the launches: a title and its lines, [] where there is nothing to say."""
    candidate = explanation.candidate
    by_order = candidate.evidence == "sequence"
    if by_order:
        yield "data flow", ["unknown: there is no execution trace, only the order of launches"]
    yield "data flow: writer --tensor--> readers", [*data_flow(explanation.tensors)]
    yield "source", list(candidate.source)
    yield "prediction", [*(_lower_bound(candidate) if by_order else _prediction(candidate))]
    yield f"numerics: {candidate.numerics_risk}", [*_numerics(candidate)]
    yield "compiler", [*_compiler(candidate)]
    yield "shares launches with", [*_conflicts(explanation.suggestions, candidate)]
    yield (
        "refused nearby",
        [f"{one.pattern} at {one.site}: {one.reason}" for one in explanation.nearby],
    )


# --------------------------------------------------------------------------- data flow


def data_flow(tensors: Sequence[ExplainedTensor]) -> Iterator[str]:
    """One line a tensor: who writes it, what it is, who reads it inside and outside."""
    for tensor in tensors:
        readers = [_end(reader) for reader in tensor.readers[:READERS_SHOWN]]
        more = len(tensor.readers) - len(readers)
        readers += [f"{more} more"] if more else []
        reads = ", ".join(readers) or "nobody in this step"
        yield f"{_end(tensor.writer)} --{tensor_text(tensor)}--> {reads}"


def tensor_text(tensor: ExplainedTensor) -> str:
    """Shape, dtype and bytes."""
    shape = "x".join(map(str, tensor.type.shape)) or "scalar"
    return f"{shape} {tensor.type.dtype} {bytes_text(tensor.nbytes)}"


def _end(end: End) -> str:
    if end.operator:
        return f"({end.operator}) {end.name}"
    return f"{end.name} in {end.module}" if end.module else end.name


def bytes_text(count: float) -> str:
    """Bytes in the unit that suits them, of 1000."""
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if abs(count) >= size:
            return f"{count / size:,.1f} {unit}"
    return f"{count:,.0f} B"


# --------------------------------------------------------------------------- the price


def _prediction(candidate: Candidate) -> Iterator[str]:
    one, step = candidate.detail["prediction"], candidate.detail["prediction"]["step"]
    passes = f" x {one['passes']} passes" if one.get("passes", 1) > 1 else ""
    yield (
        f"one instance: ({bytes_text(one['bytes_read'])} read{passes} + "
        f"{bytes_text(one['bytes_written'])} written) / {one['bandwidth_gb_per_s']:,.0f} GB/s "
        f"({one['bandwidth_source']}) = {one['bytes_us']:.2f} us"
    )
    if "rows" in candidate.detail:
        yield (
            f"{candidate.detail['rows']:,} rows of up to {candidate.detail['row_elements']:,} "
            f"elements, a program each with its share of the bandwidth: {one['waves_us']:.2f} us"
        )
    latency = one.get("latency_us", 0.0)
    yield (
        f"{one['launches']} launch{'' if one['launches'] == 1 else 'es'} of at least "
        f"{one['launch_floor_us']:.2f} us ({one['launch_floor_source']})"
        + (f", and {latency:.2f} us for memory to answer and sums to wait" if latency else "")
    )
    yield from _timed(one)
    yield (
        f"bound by {one['bound_by']}: {one['us']:.2f} us"
        + (f", if {one['assumes']}" if "assumes" in one else "")
        + _of_all(candidate, one)
    )
    yield (
        f"GPU: {candidate.gpu_us_per_step:,.1f} us a step now, "
        f"{candidate.predicted_gpu_us_per_step:,.1f} predicted: saves "
        f"{candidate.saving_gpu_us_per_step:,.1f} ({_range(step['saving_us'], 1)})"
    )
    yield f"launches: {candidate.launches_before:,.0f} now, {candidate.launches_after:,.0f} then"
    yield (
        f"bytes: {bytes_text(step['bytes_now'])} a step now, {bytes_text(step['bytes_fused'])} "
        f"then: {bytes_text(step['bytes_not_moved'])} not moved"
    )
    wall = step["wall"]
    if wall is not None:
        pace = "the host sets the pace" if wall["launch_bound"] else "the GPU sets the pace"
        yield (
            f"wall: saves {wall['saving_us']:,.0f} us a step "
            f"({wall['saving_us_low']:,.0f} to {wall['saving_us_high']:,.0f}): {pace}, "
            f"{wall['host_us_per_launch']:.1f} us of host a launch, "
            f"{wall['fused_launch_host_cost']:.1f} x for a fused one"
        )
    yield step["basis"]


def _of_all(candidate: Candidate, one: dict[str, Any]) -> str:
    """The mean over every place, where some have other shapes than the one shown."""
    places = round(candidate.launches_after / one["launches"]) if one["launches"] else 0
    mean_us = candidate.predicted_gpu_us_per_step / max(1, places)
    if not places or abs(mean_us - one["us"]) < 0.01 * one["us"]:
        return ""
    return f"; {mean_us:.2f} us on average over the {places}, which differ in shape"


def _timed(one: dict[str, Any]) -> Iterator[str]:
    """What of the kernel's own timings the prediction is made from."""
    timing = one.get("timing")
    if timing is None:
        return
    counts = " and ".join(f"{count:,}" for count in timing["tokens"])
    rows = "row" if timing["tokens"] == [1] else "rows"
    yield (
        f"the least time would be {one['roofline_us']:.2f} us; the kernel was timed: "
        f"{timing['record']}, {timing['form']} of {timing['case']} at {counts} {rows} "
        f"({' and '.join(map(bytes_text, timing['bytes']))}), "
        f"{one['us']:.2f} us in situ, {one['cold_us']:.2f} cold at these bytes"
    )


def _lower_bound(candidate: Candidate) -> Iterator[str]:
    """Of a candidate whose bytes are unknown."""
    one = candidate.detail["prediction"]
    yield (
        f"one instance: {one['launches']} launch{'' if one['launches'] == 1 else 'es'} of at least "
        f"{one['launch_floor_us']:.2f} us ({one['launch_floor_source']}); the bytes are unknown"
    )
    yield (
        f"GPU: {candidate.gpu_us_per_step:,.1f} us a step now, at least "
        f"{candidate.predicted_gpu_us_per_step:,.1f} then: saves at most "
        f"{candidate.saving_gpu_us_per_step:,.1f}"
    )
    yield f"launches: {candidate.launches_before:,.0f} now, {candidate.launches_after:,.0f} then"
    if repeat := candidate.detail.get("repeat"):
        yield (
            f"modules are hidden: in {repeat['seen']} of {repeat['count']} repeats of some "
            f"{repeat['launches']} launches, {100 * repeat['likeness']:.0f}% alike"
        )
    if fused := candidate.detail.get("already_fused"):
        yield f"one launch for several steps already: {', '.join(dict.fromkeys(fused))}"


def _range(pair: Sequence[float], digits: int) -> str:
    return f"{pair[0]:,.{digits}f} to {pair[1]:,.{digits}f}"


def _numerics(candidate: Candidate) -> Iterator[str]:
    if candidate.evidence == "sequence":
        yield "what it would round or decide is not to be seen without data flow"
        return
    found = candidate.detail["numerics"]
    if found["roundings"]:
        names = ", ".join(f"{one['operator']} ({one['dtype']})" for one in found["roundings"])
        yield f"rounds in between, which a kernel in fp32 throughout would not: {names}"
    if found["reductions"]:
        yield f"sums or sorts whose order may change: {', '.join(found['reductions'])}"
    for one in found["choices"]:
        gemms = one["gemms_between"]
        behind = f"behind {gemms} GEMM" if gemms else "directly"
        yield f"an output decides, or reaches, {one['operator']} ({behind})"
    yield from (f"memory: {one['kind']}" for one in found["aliases"])
    if not any(found.values()):
        yield "element by element, no rounding in between, no choice behind"


def _compiler(candidate: Candidate) -> Iterator[str]:
    found = candidate.detail.get("compiler")
    if found is None:
        return
    reaches = "reaches the prediction: compile it" if found["reached"] else "misses the prediction"
    yield (
        f"Inductor: {found['us']:,.1f} us a step for this work in {found['launches']:,.0f} "
        f"launches ({found['covered']:.0%} of it known): {reaches}"
    )
    yield from found["kernels"]


def _conflicts(suggestions: Suggestions, candidate: Candidate) -> Iterator[str]:
    known = {one.id: one for one in suggestions.candidates}
    best = set(suggestions.best_set.ids)
    for name in candidate.conflicts_with:
        chosen = ", in the best set" if name in best else ""
        yield f"{name}: saves {known[name].saving_gpu_us_per_step:,.1f} us{chosen}"


def _payload(explanation: Explanation) -> dict[str, Any]:
    suggestions, candidate = explanation.suggestions, explanation.candidate
    return {
        "capture": suggestions.manifest.id,
        "variant": suggestions.variant,
        "candidate": asdict(candidate),
        "in_best_set": candidate.id in suggestions.best_set.ids,
        "instance": explanation.instance,
        "instances": explanation.instances,
        "operators": explanation.operators,
        "launches": [asdict(launch) for launch in explanation.launches],
        "tensors": [asdict(tensor) for tensor in explanation.tensors],
        "refused_nearby": [asdict(refusal) for refusal in explanation.nearby],
    }
