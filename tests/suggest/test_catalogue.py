"""Inductor as a witness: counted by hand on the committed six layers, and on raw recordings."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.attribute import attribute
from workbench.attribute.witness import compiled_run
from workbench.capture.store import Capture, find, write_manifest
from workbench.errors import Usage
from workbench.suggest.catalogue import Catalogue, catalogue
from workbench.suggest.catalogue_rows import KernelRow
from workbench.suggest.replaced import replaced_launches

NAME = "gemma4-26b-a4b-6l-decode-b8"


@pytest.fixture(scope="module")
def committed(repository: Path) -> Capture:
    return find(repository / "captures" / NAME)


@pytest.fixture(scope="module")
def found(committed: Capture) -> Catalogue:
    return catalogue(committed)


def kernel(found: Catalogue, number: int) -> KernelRow:
    return next(row for row in found.kernels if row.kernel.endswith(f"_{number}"))


def test_every_launch_of_both_runs_is_in_one_row(committed: Capture, found: Catalogue) -> None:
    assert len(found.kernels) == 27 and sum(row.calls for row in found.kernels) == 105
    assert sum(row.calls for row in found.externs) == 80
    launches = attribute(committed, "inductor").launches
    rows = [*found.kernels, *found.externs]
    assert sum(row.launches or 0 for row in rows) == len(launches) == 247
    spent_us = launches["duration_ns"].sum() / 1000
    assert sum(row.us or 0 for row in rows) == pytest.approx(spent_us, abs=0.01)
    # eager: 1,119 launches; three aranges of a mask that the compiler shares have no counterpart
    assert found.eager_launches == 1119 and found.eager_us == pytest.approx(5991.5, abs=0.1)
    assert sum(row.eager_launches or 0 for row in found.kernels) == 976
    assert sum(row.eager_launches or 0 for row in found.externs) == 140
    assert found.eager_joined == {
        "counted": 1081, "counted in module": 24, "between": 11, "none": 3,
    }  # fmt: skip


def test_a_kernel_says_what_it_replaces_moves_and_costs(found: Catalogue) -> None:
    # K and V of five sliding layers, 8 heads to 16: 8 x 8 x 1024 x 256 bf16 read, twice written
    expand = kernel(found, 5)
    assert expand.sites == ("model.layers.*.self_attn",) and expand.ops == ("clone",)
    assert expand.source == ("transformers/integrations/sdpa_attention.py:24 repeat_kv",)
    assert (expand.calls, expand.launches, expand.eager_launches) == (10, 10.0, 10)
    assert expand.eager_joined == {"counted": 10}
    assert expand.bytes_read == 10 * 8 * 8 * 1024 * 256 * 2
    assert expand.bytes_written == 2 * expand.bytes_read
    assert expand.bytes_basis == "scheduler" and expand.placed_by == "provenance"
    assert expand.us == pytest.approx(338.4, abs=0.1) and expand.us_source == "measured"
    assert expand.eager_us == pytest.approx(800.0, abs=0.1)
    assert expand.gb_per_s == pytest.approx(2974, abs=1)
    assert expand.times_bound == pytest.approx(1.0, abs=0.01)
    assert expand.handles[0].endswith("where_5:10") and len(expand.handles) == 10
    # the norm that a layer hands to the next: 40 eager launches in each of four layers
    tail = kernel(found, 19)
    assert tail.eager_launches == 160 and tail.launches == 4.0 and tail.computes_again == 40
    assert "model.layers.{*+1.input_layernorm" in tail.sites[0]


def test_gathers_and_writes_by_index_count_what_the_index_picks(found: Catalogue) -> None:
    # eight rows of the embedding table of 262,144 x 2,816 bf16, not 1.5 GB
    embed = kernel(found, 0)
    rows = 8 * 2816 * 2
    assert embed.bytes_read == rows + 8 * 8 + 2 + 2816 * 2 and embed.bytes_written == rows
    assert embed.bytes_basis == "scheduler+cut"
    # K of one token of each sequence, 8 x 8 x 256 bf16, not the cache of 33.6 MB
    assert kernel(found, 3).bytes_written == 5 * 8 * 8 * 256 * 2
    # a counter of 8 bytes, though the scheduler lists the caches that it must come after
    assert (kernel(found, 26).bytes_read, kernel(found, 26).bytes_written) == (48, 48)


def test_extern_calls_and_what_passes_to_them(found: Catalogue) -> None:
    experts = found.externs[0]
    assert (experts.op, experts.site) == ("aten::_grouped_mm", "model.layers.*.experts")
    assert (experts.calls, experts.launches, experts.eager_launches) == (12, 24.0, 24)
    kinds = {row.op: row.kind for row in found.externs}
    assert kinds["aten::mm"] == "library" and kinds["aten::topk"] == "fallback"
    assert sum(row.us or 0 for row in found.externs) == pytest.approx(2984.7, abs=0.1)
    first, second = found.neighbours[:2]
    assert first.second == "aten::_scaled_dot_product_cudnn_attention" and first.times == 10
    assert first.nbytes == 10 * 8 * 16 * 1024 * 256 * 2  # the expanded K and V of five layers
    assert second.second == "aten::_scaled_dot_product_efficient_attention"
    assert all(pair.reason == "" for pair in found.neighbours)


def test_refusals_are_one_row_for_all_layers(found: Catalogue) -> None:
    reductions = [row for row in found.refusals if "numel/rnumel" in row.reason]
    moe_tail = next(row for row in reductions if row.first.endswith("_15"))
    assert moe_tail.second.endswith("_19") and moe_tail.times == 4
    assert moe_tail.nbytes == 4 * 8 * 2816 * 4  # the experts' sum, fp32, of four layers
    assert len(found.refusals) == 26


def test_layers(found: Catalogue) -> None:
    rows = {row.layer: row for row in found.layers}
    assert set(rows) == {-1, 0, 1, 2, 3, 4, 5}
    assert (rows[1].eager_launches, rows[1].inductor_launches) == (178, 40.0)
    assert (rows[1].generated_calls, rows[1].extern_calls) == (17, 13)
    assert rows[5].eager_launches == 176 and rows[5].extern_calls == 12  # K = V: no v_proj
    assert sum(row.eager_launches or 0 for row in found.layers) == 1119
    assert sum(row.inductor_launches or 0 for row in found.layers) == 247


def test_raw_recordings_degrade_and_say_so(capture_6l: Capture) -> None:
    found = catalogue(capture_6l)
    assert len(found.kernels) == 27
    joined = found.eager_joined
    assert joined["counted"] == 995 and joined["none"] == 73
    assert kernel(found, 5).bytes_basis == "parsed"
    assert kernel(found, 5).bytes_read == 10 * 8 * 8 * 1024 * 256 * 2
    assert kernel(found, 5).eager_launches == 10
    assert found.refusals == () and len(found.neighbours) > 20
    said = " ".join(found.notes)
    assert "version unknown" in said and "estimates from shapes" in said
    assert "data sheet" in said


def test_joining_agrees_with_the_source_lines(committed: Capture) -> None:
    """A witness of another kind: the eager launch and its entry share a module."""
    run = compiled_run(committed)
    replaced = replaced_launches(attribute(committed), run)
    calls = run.programs[0].graph
    wrong = 0
    for path, entry, method in zip(
        replaced.launches["module_path"], replaced.entry.tolist(), replaced.method, strict=True
    ):
        if method.startswith("counted"):
            homes = {run.homes[0][n].place.path for n in calls.executed[entry] if n in run.homes[0]}
            wrong += path not in homes
    assert wrong == 0


def copied(committed: Capture, folder: Path, **changes: object) -> Capture:
    shutil.copytree(committed.folder, folder)
    write_manifest(folder, replace(committed.manifest, **changes))  # type: ignore[arg-type]
    return find(folder)


def test_without_scheduler_or_eager_run_it_degrades(committed: Capture, tmp_path: Path) -> None:
    only = {"inductor": committed.manifest.variants["inductor"]}
    capture = copied(committed, tmp_path / "copy", variants=only)
    graph = capture.path(only["inductor"].graphs[0])
    (graph / "scheduler.json").write_text("{}")
    (graph / "post_grad_graph.txt").unlink()
    found = catalogue(capture)
    assert len(found.kernels) == 27 and found.eager_launches is None
    assert kernel(found, 13).ops and kernel(found, 13).eager_launches is None
    assert kernel(found, 13).bytes_basis == "parsed"
    said = " ".join(found.notes)
    assert "no eager variant" in said and "185 of 185 calls have no provenance" in said
    assert any(finding.code == "graph-missing" for finding in found.health)


def test_a_hostile_scheduler_record_is_named(committed: Capture, tmp_path: Path) -> None:
    capture = copied(committed, tmp_path / "copy")
    graph = capture.path(capture.variant("inductor").graphs[0])
    (graph / "scheduler.json").write_text(json.dumps({"kernels": {"a": {"calls": 3}}}))
    found = catalogue(capture)
    assert any(finding.code == "record-unreadable" for finding in found.health)
    assert kernel(found, 5).bytes_basis == "parsed"


def test_one_graph_and_wrong_names(committed: Capture, repository: Path) -> None:
    assert len(catalogue(committed, "graph0").kernels) == 27
    with pytest.raises(Usage, match="compiled graph"):
        catalogue(committed, "graph7")
    with pytest.raises(Usage, match="no compiled run"):
        catalogue(find(repository / "captures" / "gemma4-26b-a4b-decode-b8"))
