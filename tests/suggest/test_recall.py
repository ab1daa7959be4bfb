"""Found, expected and wrong on every committed capture, and what a list may say.

The lists (captures/*/expected.json) were counted by hand in transformers 5.17's model source. Those
of Llama, Qwen3-MoE, DeepSeek-V3 and gpt-oss were written before the tool had been run on any of
these models.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.cli import main
from workbench.errors import BadInput, Usage
from workbench.suggest.recall import Expected, read_expected, recall
from workbench.suggest.suggestions import Analysis

CAPTURES = Path(__file__).resolve().parents[2] / "captures"
# places that a list holds in all
PLACES = {
    "deepseek-v3-4l-decode-b8": 43,
    "gemma4-26b-a4b-6l-decode-b8": 176,
    "gemma4-26b-a4b-decode-b1": 872,
    "gemma4-26b-a4b-decode-b1-6l": 176,
    "gemma4-26b-a4b-decode-b64-6l": 176,
    "gemma4-26b-a4b-decode-b8": 872,
    "gemma4-26b-a4b-prefill-b1-6l": 182,
    "gemma4-e4b-decode-b8": 729,
    "gemma4-e4b-prefill-b1": 771,
    "gemma4-small-decode-b8-c256": 118,
    "gpt-oss-20b-4l-decode-b8": 45,
    "llama-3.1-8b-4l-decode-b8": 33,
    "qwen3-30b-a3b-4l-decode-b8": 57,
}


LISTS = sorted(path.parent.name for path in CAPTURES.glob("*/expected.json"))


def test_no_list_was_lost() -> None:
    assert set(PLACES) <= set(LISTS)


@pytest.mark.parametrize("name", LISTS)
def test_everything_known_is_found_and_nothing_else(
    committed: Callable[[str, str], Analysis], name: str
) -> None:
    found = committed(name, "all").suggestions
    names = [count.pattern.name for count in found.counts]
    rows = recall(found.candidates, names, read_expected(CAPTURES / name / "expected.json"))
    assert [row for row in rows if not row.right] == []
    places = sum(row.found for row in rows)
    assert places == PLACES.get(name, places)


@pytest.mark.parametrize("name", PLACES)
def test_the_best_set_takes_each_launch_once(
    committed: Callable[[str, str], Analysis], name: str
) -> None:
    analysis = committed(name, "all")
    assert analysis.evidence is not None
    rows = {draft.candidate.id: draft.rows for draft in analysis.evidence.drafts}
    suggestions = analysis.suggestions
    kernels = [one for one in suggestions.candidates if one.id in suggestions.best_set.ids]
    assert all(one.status != "compiler" for one in kernels)
    assert {*suggestions.best_set_with_compiled.ids} >= {
        one.id for one in kernels if not one.conflicts_with
    }
    for best in (suggestions.best_set, suggestions.best_set_with_compiled):
        taken = [row for one in best.ids for row in rows[one]]
        assert len(taken) == len(set(taken)) <= suggestions.launches_per_step
        launches = analysis.evidence.places.launches["duration_ns"].to_numpy()
        now_us = launches[taken].sum() / 1000
        assert 0 < best.saving_gpu_us_per_step < now_us <= suggestions.gpu_us_per_step


def test_missing_and_wrong_places_are_told_apart(
    committed: Callable[[str, str], Analysis],
) -> None:
    found = committed("deepseek-v3-4l-decode-b8", "all").suggestions
    listed = read_expected(CAPTURES / "deepseek-v3-4l-decode-b8" / "expected.json").expected
    changed = {**listed, "router_topk": {"model.layers.*.mlp.router": 2}, "geglu": 1, "rope": 9}
    del changed["moe_dispatch"]
    names = [count.pattern.name for count in found.counts]
    rows = {row.pattern: row for row in recall(found.candidates, names, Expected(changed))}
    router = rows["router_topk"]
    assert (router.expected, router.found, router.wrong) == (2, 0, 2)
    assert router.differs == (
        "model.layers.*.mlp.gate: 2 found, 0 expected",
        "model.layers.*.mlp.router: 0 found, 2 expected",
    )
    assert (rows["geglu"].found, rows["geglu"].differs) == (0, ("0 found (nowhere), 1 expected",))
    assert (rows["moe_dispatch"].expected, rows["moe_dispatch"].wrong) == (0, 2)
    assert (rows["rope"].found, rows["rope"].wrong) == (8, 0)
    right = {name for name, row in rows.items() if row.right}
    assert right == set(rows) - {"router_topk", "geglu", "moe_dispatch", "rope"}
    with pytest.raises(Usage, match="router_topc"):
        recall(found.candidates, names, Expected({"router_topc": 1}))


def test_hostile_lists_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Usage, match="no expected list"):
        read_expected(tmp_path / "none.json")
    for text in ('{"expected": []}', "[", '{"expected": {"rope": "many"}}', "\xff"):
        (tmp_path / "list.json").write_bytes(text.encode("latin-1"))
        with pytest.raises(BadInput, match="not an expected list"):
            read_expected(tmp_path / "list.json")


def test_the_command_prints_the_table_and_fails_on_a_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capture = str(CAPTURES / "llama-3.1-8b-4l-decode-b8")

    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as stopped:
            main(["recall", capture, *arguments])
        return int(stopped.value.code or 0), capsys.readouterr().out

    code, text = run()
    assert code == 0
    assert [line.split() for line in text.splitlines() if line.startswith("total")] == [
        ["total", "33", "33", "0", "right"]
    ]
    (tmp_path / "mine.json").write_text('{"from": "a guess", "expected": {"geglu": 4}}')
    code, text = run("--expected", str(tmp_path / "mine.json"), "--format", "json")
    answer = json.loads(text)
    assert (code, answer["right"], answer["source"]) == (1, False, "a guess")
    geglu = next(row for row in answer["patterns"] if row["pattern"] == "geglu")
    assert (geglu["expected"], geglu["found"], geglu["verdict"]) == (4, 0, "4 missing")
