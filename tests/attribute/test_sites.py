"""Sites of module instances, by class path and by attribute path."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.attribute.attribute_path import attribute_places, open_indices, open_path
from workbench.attribute.class_path import ALIGNED_KINDS_MAX, distinct
from workbench.attribute.sites import Sites, find_sites


def calls(*tree: tuple[str, int, int]) -> pd.DataFrame:
    """A table of module calls from (class, index, row of the caller)."""
    rows = len(tree)
    return pd.DataFrame(
        {
            "class_name": pd.Categorical([class_name for class_name, _, _ in tree]),
            "index": [index for _, index, _ in tree],
            "start_ns": np.arange(rows),
            "duration_ns": np.ones(rows, np.int64),
            "thread": np.zeros(rows, np.int32),
            "parent": np.array([parent for _, _, parent in tree], np.int32),
        }
    )


def sites_of(found: Sites) -> list[str]:
    return [place.site for place in found.places]


MODEL = (
    ("Model", 0, -1),
    ("Layer", 0, 0),
    ("Norm", 0, 1),
    ("Norm", 1, 1),
    ("Router", 0, 1),
    ("Linear", 0, 4),
    ("Layer", 1, 0),
    ("Norm", 2, 6),
    ("Norm", 3, 6),
    ("Router", 1, 6),
    ("Linear", 1, 9),
    ("Norm", 4, 0),
)


def test_class_paths_leave_the_layer_open_and_number_leaf_siblings() -> None:
    found = find_sites(calls(*MODEL))
    assert sites_of(found) == [
        "Model", "Layer.*", "Layer.*/Norm#1", "Layer.*/Norm#2", "Layer.*/Router",
        "Layer.*/Router/Linear", "Layer.*", "Layer.*/Norm#1", "Layer.*/Norm#2", "Layer.*/Router",
        "Layer.*/Router/Linear", "Model/Norm",
    ]  # fmt: skip
    assert [place.layer for place in found.places] == [-1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, -1]
    assert found.places[10].path == "Model/Layer.1/Router/Linear"
    assert set(found.kinds) == {"class"} and found.health == ()


def test_a_module_called_again_is_the_same_instance() -> None:
    found = find_sites(calls(*MODEL, *((c, i, p + 12 if p >= 0 else p) for c, i, p in MODEL)))
    assert len(found.places) == 12
    assert found.instance.tolist() == [*range(12), *range(12)]


def test_nested_repeats_open_every_index_and_layer_is_the_outermost() -> None:
    tree = [("Model", 0, -1)]
    for layer in range(2):
        at = len(tree)
        tree.append(("Layer", layer, 0))
        for expert in range(3):
            tree.append(("Expert", 3 * layer + expert, at))
            tree.append(("Linear", 3 * layer + expert, len(tree) - 1))
    found = find_sites(calls(*tree))
    assert found.places[-1].site == "Layer.*/Expert.*/Linear"
    assert found.places[-1].path == "Model/Layer.1/Expert.2/Linear"
    assert found.places[-1].layer == 1


def test_sibling_order_does_not_shift_where_a_layer_lacks_a_child() -> None:
    whole = ("Linear", "Norm", "Linear", "Linear", "Norm", "Linear")  # q, q norm, k, v, k norm, o
    tree, index = [("Model", 0, -1)], {"Linear": 0, "Norm": 0}
    for layer, children in enumerate((whole, whole[:3] + whole[4:])):  # no v in the second
        at = len(tree)
        tree.append(("Attention", layer, 0))
        for child in children:
            tree.append((child, index[child], at))
            index[child] += 1
    found = find_sites(calls(*tree))
    second = [place.site.rpartition("/")[2] for place in found.places[8:]]
    assert second == ["Attention.*", "Linear#1", "Norm#1", "Linear#2", "Norm#2", "Linear#4"]
    assert [finding.code for finding in found.health] == ["sibling-order-aligned"]


def test_too_many_kinds_of_layer_are_numbered_as_called() -> None:
    tree = [("Model", 0, -1)]
    leaf = 0
    for layer in range(ALIGNED_KINDS_MAX + 2):  # each layer calls one expert more than the last
        at = len(tree)
        tree.append(("Layer", layer, 0))
        for _ in range(layer + 1):
            tree.append(("Expert", leaf, at))
            leaf += 1
    found = find_sites(calls(*tree))
    assert found.places[-1].site == f"Layer.*/Expert#{ALIGNED_KINDS_MAX + 2}"
    assert len(set(sites_of(found))) == ALIGNED_KINDS_MAX + 2 + 2


def test_a_shared_module_has_one_site_and_its_callers_layers() -> None:
    tree = [("Model", 0, -1), ("Layer", 0, 0), ("Linear", 0, 1), ("Rotary", 0, 1)]
    tree += [("Layer", 1, 0), ("Linear", 1, 4), ("Rotary", 0, 4)]
    found = find_sites(calls(*tree))
    assert found.places[found.instance[3]] == found.places[found.instance[6]]
    assert (found.layer[3], found.layer[6]) == (0, 1)


def test_interleaved_threads_keep_instances_apart() -> None:
    tree = [("Model", 0, -1), ("Layer", 0, 0), ("Linear", 0, 1)]
    tree += [("Model", 1, -1), ("Layer", 1, 3), ("Linear", 1, 4)]
    table = calls(*tree)
    table["thread"] = [0, 0, 0, 1, 1, 1]
    found = find_sites(table)
    assert [place.path for place in found.places] == [
        "Model.0", "Model.0/Layer", "Model.0/Layer/Linear",
        "Model.1", "Model.1/Layer", "Model.1/Layer/Linear",
    ]  # fmt: skip


def test_hostile_names_never_make_two_sites_one() -> None:
    tree = [("A/B", 0, -1), ("C", 0, 0), ("A", 0, -1), ("B", 0, 2), ("C", 1, 3)]
    found = find_sites(calls(*tree))
    assert len(set(sites_of(found))) == len({place.path for place in found.places}) == 5
    assert distinct(["x", "x", "x~2", "x"]) == ["x", "x~2", "x~2~2", "x~3"]


def test_fx_code_is_a_region() -> None:
    found = find_sites(calls(("Model", 0, -1), ("GraphModule", 0, 0)))
    assert found.kinds == ("class", "region")


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 5), st.integers(0, 30)), max_size=40)
)
def test_any_nesting_gives_every_instance_one_place(drawn: list[tuple[str, int, int]]) -> None:
    tree = [(name, index, min(parent, row) - 1) for row, (name, index, parent) in enumerate(drawn)]
    found = find_sites(calls(*tree))
    assert len(found.instance) == len(found.layer) == len(tree)
    assert len({place.path for place in found.places}) == len(found.places)
    assert all(place.site for place in found.places)


# ------------------------------------------------------------------ attribute paths


def test_attribute_paths_open_layers_and_experts() -> None:
    paths = {"Model_0": "", "Embedding_0": "model.embed"}
    for layer in range(3):
        paths[f"Layer_{layer}"] = f"model.layers.{layer}"
        paths[f"Router_{layer}"] = f"model.layers.{layer}.router"
        for expert in range(2):
            name = f"Expert_{2 * layer + expert}"
            paths[name] = f"model.layers.{layer}.experts.{expert}"
    places = attribute_places(paths)
    assert places["Router_2"].site == "model.layers.*.router" and places["Router_2"].layer == 2
    assert places["Expert_5"].site == "model.layers.*.experts.*" and places["Expert_5"].layer == 2
    assert places["Model_0"].site == places["Model_0"].path == "Model"
    assert places["Embedding_0"].layer == -1


def test_a_sequential_of_different_modules_stays_exact() -> None:
    class_of = {"mlp": "Sequential", "mlp.0": "Linear", "mlp.1": "GELU", "mlp.2": "Linear"}
    assert open_indices(class_of) == set()
    assert open_path("mlp.2", set()) == ("mlp.2", -1)


def test_layers_of_two_classes_are_two_sites() -> None:
    paths = {"Mamba_0": "layers.0", "Mamba_1": "layers.2", "Attention_0": "layers.1",
             "Attention_1": "layers.3"}  # fmt: skip
    paths |= {f"Norm_{k}": f"layers.{k}.norm" for k in range(4)}
    places = attribute_places(paths)
    assert places["Mamba_1"].site == "layers.*[Mamba]"
    assert places["Attention_1"].site == "layers.*[Attention]"
    assert {places[f"Norm_{k}"].site for k in range(4)} == {"layers.*.norm"}


def test_instances_that_modules_json_lacks_get_a_class_path() -> None:
    found = find_sites(
        calls(*MODEL), {"Router_0": "layers.0.router", "Router_1": "layers.1.router"}
    )
    assert found.places[4].site == "layers.*.router"  # though the layers themselves are not named
    assert found.kinds.count("attribute") == 2
    assert [(f.code, f.count) for f in found.health] == [("module-path-unknown", 10)]


@pytest.mark.parametrize("empty", [calls()])
def test_no_modules_at_all(empty: pd.DataFrame) -> None:
    found = find_sites(empty)
    assert found.places == () and len(found.instance) == 0
