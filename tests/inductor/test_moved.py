"""Bytes of each entry of call(), what entries hand to each other, and what was refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from workbench.capture.store import find
from workbench.inductor.folder import CompiledGraph, load_graph
from workbench.inductor.moved import Moved, bytes_moved
from workbench.inductor.neighbours import handovers, refused_fusions

NAME = "gemma4-26b-a4b-6l-decode-b8"


@pytest.fixture(scope="module")
def graph(repository: Path) -> CompiledGraph:
    capture = find(repository / "captures" / NAME)
    return load_graph(capture.path(capture.variant("inductor").graphs[0]))


@pytest.fixture(scope="module")
def moved(graph: CompiledGraph) -> tuple[Moved, ...]:
    return bytes_moved(graph)


def changed(graph: CompiledGraph, folder: Path, **fields: object) -> CompiledGraph:
    """The graph again, with fields of its scheduler.json replaced."""
    shutil.copytree(graph.folder, folder)
    record = json.loads((folder / "scheduler.json").read_text())
    (folder / "scheduler.json").write_text(json.dumps({**record, **fields}))
    return load_graph(folder)


def test_every_entry_has_the_schedulers_count(moved: tuple[Moved, ...]) -> None:
    assert len(moved) == 185 and all(one.exact for one in moved)
    cut = [k for k, one in enumerate(moved) if one.basis == "scheduler+cut"]
    # two gathers from the embedding table, six from the experts' scales, K and V of each layer's
    # cache written by index (one kernel for both in the last), six counters that only come after
    assert len(cut) == 2 + 6 + 11 + 6


def test_parsed_bytes_agree_where_nothing_is_shared(
    graph: CompiledGraph, moved: tuple[Moved, ...], tmp_path: Path
) -> None:
    parsed = bytes_moved(changed(graph, tmp_path / "graph", kernels={}, externs=[]))
    assert {one.basis for one in parsed} == {"parsed", "parsed+cut", ""}
    generated = [k for k, call in enumerate(graph.code.calls) if call.kind != "extern"]
    same = sum(
        (moved[k].read, moved[k].written) == (parsed[k].read, parsed[k].written) for k in generated
    )
    # the others reuse an input's memory for their output, which parsing counts as read again
    assert (len(generated), same) == (105, 89)
    # and the two outputs of a top-k are one tuple to it, of which it counts the larger
    larger = [k for k in generated if moved[k].read > parsed[k].read]
    assert all(moved[k].read - parsed[k].read == 256 for k in larger)
    assert len(larger) == 6


def test_a_record_that_only_counts_the_unmatched_is_read(
    graph: CompiledGraph, tmp_path: Path
) -> None:
    older = changed(graph, tmp_path / "graph", unmatched=23, complete=False)
    assert older.health == () and older.scheduler.unmatched == 23


def test_attention_reads_what_the_copies_wrote(
    graph: CompiledGraph, moved: tuple[Moved, ...]
) -> None:
    calls = graph.code.calls
    found = [
        one
        for one in handovers(graph, moved)
        if calls[one.reader].op == "aten::_scaled_dot_product_cudnn_attention"
    ]
    assert len(found) == 5 * 4  # Q, K, V and the mask of each sliding layer
    assert sorted(one.nbytes for one in found)[-10:] == [8 * 16 * 1024 * 256 * 2] * 10
    assert all(one.writer < one.reader for one in found)


def test_refusals_are_placed(graph: CompiledGraph, moved: tuple[Moved, ...]) -> None:
    refused, lacking = refused_fusions(graph, moved)
    assert lacking < len(refused) and all(one.first != one.second for one in refused)
    assert len({(one.first, one.second) for one in refused}) == len(refused)
    # the embedding table is gathered from, so the two kernels share eight rows of it, not 1.5 GB
    assert max(one.shared_bytes for one in refused) < 1_000_000
