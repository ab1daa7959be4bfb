"""Attribution of hand-written recordings: what nests where, and what nobody explains."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from workbench.attribute import attribute
from workbench.attribute.correlate import CHAIN_DEPTH_MAX, op_chains
from workbench.capture.store import Capture
from workbench.errors import BadInput, Usage
from workbench.schema import AttributedLaunch, columns

Make = Callable[..., Capture]


def places(capture: Capture, variant: str = "eager") -> list[dict[str, Any]]:
    launches = attribute(capture, variant).launches
    return [{str(k): v for k, v in row.items()} for row in launches.to_dict(orient="records")]


def test_a_launch_gets_op_chain_module_site_source_and_layer(
    make_capture: Make, recording: Any
) -> None:
    for layer in range(2):
        at = 100.0 * layer
        recording.module(f"Layer_{layer}", at, at + 90)
        recording.module(f"Norm_{layer}", at + 1, at + 80)
        recording.host("python_function", "net/model.py(12): forward", at + 2, at + 79)
        recording.host("cpu_op", "aten::softmax", at + 3, at + 70)
        recording.host("cpu_op", "aten::_softmax", at + 4, at + 60)
        recording.launch("softmax_kernel", at + 5)
    recording.module("Model_0", 0.0, 200.0)
    found = places(make_capture(eager=recording))
    assert [row["layer"] for row in found] == [0, 1]
    assert found[1] == found[1] | {
        "op_name": "aten::_softmax",
        "op_chain": "aten::softmax > aten::_softmax",
        "site": "Layer.*/Norm",
        "module_path": "Model/Layer.1/Norm",
        "path_kind": "class",
        "file": "net/model.py",
        "line": 12,
        "line_kind": "def",
        "function": "forward",
        "method": "correlation",
    }


def test_attribute_paths_come_from_modules_json(make_capture: Make, recording: Any) -> None:
    paths = {"Model_0": ""}
    for layer in range(3):
        recording.module(f"Router_{layer}", 10.0 * layer, 10.0 * layer + 9)
        recording.launch("k", 10.0 * layer + 1)
        paths[f"Router_{layer}"] = f"model.layers.{layer}.router"
        paths[f"Layer_{layer}"] = f"model.layers.{layer}"
    found = places(make_capture(modules=paths, eager=recording))
    assert {row["site"] for row in found} == {"model.layers.*.router"}
    assert [row["module_path"] for row in found] == [f"model.layers.{k}.router" for k in range(3)]
    assert {row["path_kind"] for row in found} == {"attribute"}


def test_threads_do_not_lend_each_other_their_modules(make_capture: Make, recording: Any) -> None:
    recording.module("Linear_0", 0, 100, thread=1)
    recording.module("Linear_1", 10, 90, thread=2)
    for k, thread in enumerate((1, 2, 1, 2)):
        recording.launch(f"k{thread}", 20 + 10 * k, thread=thread)
    found = places(make_capture(eager=recording))
    assert {(row["name"], row["site"]) for row in found} == {("k1", "Linear#1"), ("k2", "Linear#2")}


def test_an_op_without_a_module_is_known_by_its_op_alone(
    make_capture: Make, recording: Any
) -> None:
    recording.host("cpu_op", "aten::copy_", 0, 50)
    recording.launch("copy", 5)
    capture = make_capture(eager=recording)
    (row,) = places(capture)
    assert (row["op_name"], row["site"], row["path_kind"]) == ("aten::copy_", "", "none")
    assert row["method"] == "correlation" and row["layer"] == -1 and row["line"] == -1
    assert "no-modules" in {finding.code for finding in attribute(capture).health}


def test_a_kernel_without_a_host_call_is_kept_and_unattributed(
    make_capture: Make, recording: Any
) -> None:
    recording.host("cpu_op", "aten::copy_", 0, 50)
    recording.kernel("orphan", 10, 2.5, correlation=77)
    (row,) = places(make_capture(eager=recording))
    assert (row["name"], row["duration_ns"]) == ("orphan", 2500)
    assert (row["site"], row["method"], row["op_name"]) == ("", "none", "")


def test_hostile_names_stay_what_they_are(make_capture: Make, recording: Any) -> None:
    names = ["=cmd|' /C calc'!A0", "<script>", "a\x1b[31mb", "../../etc", "ein > aus", ""]
    recording.module("Evil/../*_3", 0, 1000)
    for k, name in enumerate(names):
        recording.host("cpu_op", name, 100 * k, 100 * k + 50)
        recording.launch(name or "unnamed", 100 * k + 1)
    found = places(make_capture(eager=recording))
    assert [row["op_name"] for row in found] == names
    assert {row["site"] for row in found} == {"Evil/../*"}


def test_columns_are_the_contract(make_capture: Make, recording: Any) -> None:
    recording.launch("k", 1)
    launches = attribute(make_capture(eager=recording)).launches
    assert list(launches.columns) == columns(AttributedLaunch)
    for column in ("op_name", "op_chain", "site", "method", "path_kind", "file"):
        assert isinstance(launches[column].dtype, pd.CategoricalDtype)


def test_a_rank_or_variant_that_is_not_there_is_a_usage_error(
    make_capture: Make, recording: Any
) -> None:
    recording.launch("k", 1)
    capture = make_capture(eager=recording)
    with pytest.raises(Usage, match="no rank 3"):
        attribute(capture, rank=3)
    with pytest.raises(Usage, match="no variant"):
        attribute(capture, "inductor")


def test_a_broken_modules_json_is_bad_input(make_capture: Make, recording: Any) -> None:
    recording.launch("k", 1)
    capture = make_capture(modules={"A_0": "a"}, eager=recording)
    (capture.folder / "modules.json").write_text('{"A_0": 3}')
    with pytest.raises(BadInput, match="modules"):
        attribute(capture)


def test_op_chains_are_shared_and_bounded() -> None:
    depth = CHAIN_DEPTH_MAX + 10
    ops = pd.DataFrame(
        {"name": pd.Categorical(["a", *["b"] * (depth - 1)]), "parent": range(-1, depth - 1)}
    )
    chains, chain = op_chains(ops)
    assert chains[chain[2]] == "a > b > b"
    assert chains[chain[depth - 1]] == "b" and len(chains) <= CHAIN_DEPTH_MAX + 2
