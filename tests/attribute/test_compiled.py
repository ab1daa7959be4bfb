"""Compiled launches: which entry of call(), which modules, one site or a region."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from workbench.attribute import attribute
from workbench.attribute.class_path import Place
from workbench.attribute.homes import homes_by_source_order, recorded_homes
from workbench.attribute.regions import Home, join_paths, kernel_home
from workbench.attribute.sites import find_sites
from workbench.capture.store import Capture, find
from workbench.inductor.folder import Origin, load_graph
from workbench.trace import load_trace
from workbench.trace.importing import import_recordings

LAYER = "Gemma4TextDecoderLayer.*"


@pytest.fixture(scope="module")
def launches(capture_6l: Capture) -> pd.DataFrame:
    """The inductor variant of six real layers, attributed."""
    return attribute(capture_6l, "inductor").launches


def test_every_compiled_launch_is_joined_by_provenance(launches: pd.DataFrame) -> None:
    assert len(launches) == 247 and set(launches["method"]) == {"provenance"}
    # the six that update the cache's counters stem from lines that no module runs in eager
    lacking = launches[launches["site"] == ""]
    assert set(lacking["name"]) == {"triton_poi_fused_add_copy__26"} and len(lacking) == 6
    assert set(launches["line_kind"]) == {"exact"}


def test_extern_calls_keep_all_their_launches(launches: pd.DataFrame) -> None:
    experts = launches[launches["op_name"] == "aten::_grouped_mm"]
    assert len(experts) == 24 and set(experts["site"]) == {f"{LAYER}/Gemma4TextExperts"}
    projection = launches[launches["site"] == f"{LAYER}/Gemma4TextAttention/Linear#4"]
    assert len(projection) == 12 and set(projection["layer"]) == set(range(6))
    assert set(projection["line"]) == {1274}


def test_a_kernel_name_at_several_sites_is_not_smeared(launches: pd.DataFrame) -> None:
    name = "triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_"
    copies = launches[launches["name"].str.startswith(name)]
    # K, V and the mask of each of five layers; K and V lie in attention, line 24 of repeat_kv
    kv = copies[copies["function"] == "repeat_kv"]
    assert len(kv) == 10 and set(kv["site"]) == {f"{LAYER}/Gemma4TextAttention"}
    assert kv.groupby("layer").size().to_dict() == {0: 2, 1: 2, 2: 2, 3: 2, 4: 2}


def test_a_region_names_all_its_modules(launches: pd.DataFrame) -> None:
    regions = launches[launches["path_kind"] == "region"]
    moe_input = f"{LAYER}/{{Gemma4RMSNorm#5,Gemma4TextExperts}}"
    assert set(regions[regions["site"] == moe_input]["layer"]) == {0}
    tails = regions[regions["site"].str.contains("*+1/Gemma4RMSNorm#1", regex=False)]
    assert len(tails) == 5  # a tail with the next layer's input norm, in all layers but the last
    assert all("Gemma4RMSNorm#7" in site for site in tails["site"])


def test_the_router_is_where_it_was(launches: pd.DataFrame) -> None:
    router = launches[launches["site"] == f"{LAYER}/Gemma4TextRouter"]
    assert router.groupby("layer").size().to_dict() == dict.fromkeys(range(6), 4)
    topk = router[router["op_name"] == "aten::topk"]
    assert len(topk) == 12 and set(topk["line"]) == {1340}


def test_source_order_finds_the_modules_that_a_capture_recorded(repository: Path) -> None:
    """The join that imports need, against nn_module_stack of the same graph."""
    capture = find(repository / "captures" / "gemma4-26b-a4b-6l-decode-b8")
    graph = load_graph(capture.path(capture.variant("inductor").graphs[0]))
    paths = json.loads(capture.path("modules.json").read_text())
    recorded = recorded_homes(graph, paths)
    trace = load_trace(capture.path(capture.variant("eager").traces[0]))
    found = homes_by_source_order(graph, trace.launches, trace, find_sites(trace.modules, paths))
    computing = [n.name for n in graph.graph if not n.is_view and n.op != "placeholder"]
    both = [name for name in computing if name in recorded and name in found]
    assert len(both) > 0.95 * len(computing)
    assert [name for name in both if found[name].place != recorded[name].place] == []


def test_a_capture_of_ours_is_attributed_by_attribute_path(repository: Path) -> None:
    capture = find(repository / "captures" / "gemma4-26b-a4b-6l-decode-b8")
    compiled = attribute(capture, "inductor").launches
    assert set(compiled["path_kind"]) == {"attribute", "region"}
    router = compiled[compiled["site"] == "model.layers.*.router"]
    assert router.groupby("layer").size().to_dict() == dict.fromkeys(range(6), 4)
    counters = compiled[compiled["name"].str.contains("fused_add_copy_")]
    assert set(counters["site"]) == {"model.layers.*.self_attn"}  # a write-back names no module
    softcap = compiled[compiled["name"].str.contains("div_mul_tanh")]
    assert set(softcap["site"]) == {"Gemma4ForCausalLM"}  # the root's own code
    eager = attribute(capture).launches
    assert (eager["site"] == "model.layers.*.router").sum() == 60
    assert set(eager["path_kind"]) == {"attribute"}
    replayed = attribute(capture, "cudagraph").launches
    assert (replayed["method"] == "replay_order").sum() == len(compiled)


# ------------------------------------------------------------------ hand-written graphs

OUTPUT_CODE = '''
# Topologically Sorted Source Nodes: [x], Original ATen: [aten.mul]
triton_poi_fused_mul_0 = async_compile.triton('triton_poi_fused_mul_0', """
@triton.jit
def triton_poi_fused_mul_0(in_ptr0, out_ptr0, xnumel):
    pass
""", device_str='cuda')

def call(args):
    arg0_1, arg1_1 = args
    buf0 = empty_strided_cuda((8, 4), (4, 1), torch.float32)
    # [Provenance debug handles] triton_poi_fused_mul_0:1
    triton_poi_fused_mul_0.run(arg0_1, buf0, 32, stream=stream0)
    buf1 = empty_strided_cuda((8, 4), (4, 1), torch.float32)
    # [Provenance debug handles] extern_kernels.mm:2
    extern_kernels.mm(buf0, arg1_1, out=buf1)
    buf2 = empty_strided_cuda((8, 4), (4, 1), torch.float32)
    # [Provenance debug handles] triton_poi_fused_mul_0:3
    triton_poi_fused_mul_0.run(buf1, buf2, 32, stream=stream0)
    return (buf2, )

def get_args():
    arg0_1 = rand_strided((8, 4), (4, 1), device='cuda:0', dtype=torch.float32)
    arg1_1 = rand_strided((4, 4), (4, 1), device='cuda:0', dtype=torch.float32)
'''

GRAPH = """class <lambda>(torch.nn.Module):
    def forward(self, arg0_1: "f32[8, 4]", arg1_1: "f32[4, 4]"):
        # File: net.py:3 in forward
        mul: "f32[8, 4]" = torch.ops.aten.mul.Tensor(arg0_1, 2);  arg0_1 = None
        # File: net.py:4 in forward
        mm: "f32[8, 4]" = torch.ops.aten.mm.default(mul, arg1_1);  mul = arg1_1 = None
        # File: net.py:5 in forward
        mul_1: "f32[8, 4]" = torch.ops.aten.mul.Tensor(mm, 3);  mm = None
        return (mul_1,)
"""

LISTED = {
    "triton_poi_fused_mul_0:1": ["mul"],
    "extern_kernels.mm:2": ["mm", "mul"],
    "triton_poi_fused_mul_0:3": ["mul_1"],
}


def write_graph(folder: Path, listed: dict[str, list[str]], modules: bool = True) -> Path:
    folder.mkdir(parents=True)
    (folder / "output_code.py").write_text(OUTPUT_CODE)
    (folder / "post_grad_graph.txt").write_text(GRAPH)
    nodes = {
        "mul": {"module": "layers.0.pre", "class": "Scale", "file": "net.py", "line": 3,
                "function": "forward"},
        "mm": {"module": "layers.0", "class": "Layer", "file": "net.py", "line": 4,
               "function": "forward"},
        "mul_1": {"module": "layers.1.pre", "class": "Scale", "file": "net.py", "line": 5,
                  "function": "forward"},
    }  # fmt: skip
    provenance = {"node_mappings": {"cppCodeToPost": listed}, "nodes": nodes if modules else {}}
    (folder / "provenance.json").write_text(json.dumps(provenance))
    return folder


def compiled_run(recording: Any) -> None:
    """One call of the graph above, and a launch that is not the graph's."""
    recording.host("cpu_op", "Torch-Compiled Region: 0/0", 0, 100)
    for k, op in enumerate(("triton_poi_fused_mul_0", "aten::mm", "triton_poi_fused_mul_0")):
        recording.host("cpu_op", op, 10 + 20 * k, 25 + 20 * k)
        recording.launch("gemm" if op == "aten::mm" else op, 12 + 20 * k)
    recording.host("cpu_op", "aten::copy_", 200, 210)
    recording.launch("copy", 201)


def sites(capture: Capture) -> list[tuple[str, int, str, int]]:
    found = attribute(capture, "inductor").launches
    return list(zip(found["site"], found["layer"], found["method"], found["line"], strict=True))


def test_the_kth_run_of_a_kernel_is_its_kth_entry(
    make_capture: Callable[..., Capture], recording: Any, tmp_path: Path
) -> None:
    compiled_run(recording)
    capture = make_capture(graphs={"g": write_graph(tmp_path / "g", LISTED)}, inductor=recording)
    assert sites(capture) == [
        ("layers.*.pre", 0, "provenance", 3),
        ("layers.*", 0, "provenance", 4),
        ("layers.*.pre", 1, "provenance", 5),
        ("", -1, "correlation", -1),
    ]


def test_provenance_by_name_alone_is_not_smeared_over_two_entries(
    make_capture: Callable[..., Capture], recording: Any, tmp_path: Path
) -> None:
    compiled_run(recording)
    listed = {"triton_poi_fused_mul_0": ["mul", "mul_1"], "extern_kernels.mm": ["mm"]}
    capture = make_capture(graphs={"g": write_graph(tmp_path / "g", listed)}, inductor=recording)
    # the data flow tells the two runs of the kernel apart
    assert sites(capture)[:3] == [
        ("layers.*.pre", 0, "name", 3),
        ("layers.*", 0, "name", 4),
        ("layers.*.pre", 1, "name", 5),
    ]


def test_without_modules_the_source_line_stays_and_the_site_is_empty(
    make_capture: Callable[..., Capture], recording: Any, tmp_path: Path
) -> None:
    compiled_run(recording)
    graph = write_graph(tmp_path / "g", LISTED, modules=False)
    found = sites(make_capture(graphs={"g": graph}, inductor=recording))
    assert found[0] == ("", -1, "provenance", 3)


def test_a_region_that_ran_another_graph_belongs_to_its_caller(
    make_capture: Callable[..., Capture], recording: Any, tmp_path: Path
) -> None:
    recording.module("Model_0", 0, 300)
    recording.host("cpu_op", "Torch-Compiled Region: 0/0", 10, 200)
    for k in range(3):
        recording.host("cpu_op", f"triton_poi_other_{k}", 20 + 20 * k, 35 + 20 * k)
        recording.launch(f"triton_poi_other_{k}", 22 + 20 * k)
    graph = write_graph(tmp_path / "g", LISTED)
    attribution = attribute(make_capture(graphs={"g": graph}, inductor=recording), "inductor")
    assert set(attribution.launches["site"]) == {"Model (compiled)"}
    assert set(attribution.launches["path_kind"]) == {"region"}
    assert [f.count for f in attribution.health if f.code == "compiled-without-source"] == [3]


def test_two_graphs_each_take_their_own_regions(
    make_capture: Callable[..., Capture], recording: Any, tmp_path: Path
) -> None:
    first = write_graph(tmp_path / "first", LISTED)
    second = write_graph(tmp_path / "second", LISTED)
    for name in ("output_code.py", "provenance.json"):
        text = (second / name).read_text().replace("triton_poi_fused_mul_0", "triton_poi_other_7")
        (second / name).write_text(text.replace("layers.", "head."))
    recording.host("cpu_op", "Torch-Compiled Region: 1/0", 300, 400)
    for k, op in enumerate(("triton_poi_other_7", "aten::mm", "triton_poi_other_7")):
        recording.host("cpu_op", op, 310 + 20 * k, 325 + 20 * k)
        recording.launch(op, 312 + 20 * k)
    compiled_run(recording)
    capture = make_capture(graphs={"first": first, "second": second}, inductor=recording)
    found = attribute(capture, "inductor").launches["site"].tolist()
    assert found == ["layers.*.pre", "layers.*", "layers.*.pre", "", *["head.*.pre", "head.*",
                     "head.*.pre"]]  # fmt: skip


# ------------------------------------------------------------------ regions


def test_join_paths_writes_common_parents_once() -> None:
    assert join_paths(["a.b", "a.c.d"]) == "a.{b,c.d}"
    assert join_paths(["a.b", "a.b.c"]) == "a.{b,b.c}"
    assert join_paths(["a", "b"]) == "{a,b}"
    assert join_paths(["L.*/X", "L.*/Y/Z", "L.*/X"]) == "L.*/{X,Y/Z}"
    assert join_paths(["a.b"]) == "a.b"


def test_a_region_is_owned_by_the_module_with_most_nodes_and_marks_the_next_layer() -> None:
    tail = Home(Place("layers.3.norm", "layers.*.norm", 3), "attribute")
    following = Home(Place("layers.4.input", "layers.*.input", 4), "attribute")
    homes = {"a": tail, "b": tail, "c": following}
    origins = {"a": Origin(line=7), "c": Origin(line=9)}
    found = kernel_home(["c", "a", "b"], homes, origins)
    assert found.site == "layers.{*.norm,*+1.input}" and found.path_kind == "region"
    assert found.path == "layers.{3.norm,4.input}"
    assert (found.layer, found.origin.line) == (3, 7)


def test_nodes_without_a_home_leave_the_commonest_line() -> None:
    origins = {"a": Origin(line=7), "b": Origin(line=9), "c": Origin(line=9)}
    found = kernel_home(["a", "b", "c"], {}, origins)
    assert (found.site, found.path_kind, found.origin.line) == ("", "none", 9)


def damaged(raw_6l: Path, to: Path, file: str, change: Callable[[str], str]) -> Capture:
    """The committed recordings as a capture, one file of the compiled graph changed."""
    import_recordings([raw_6l], to, identity="damaged")
    capture = find(to)
    path = capture.path(capture.variant("inductor").graphs[0]) / file
    path.write_text(change(path.read_text()))
    return capture


def test_a_torn_output_code_costs_the_places_not_the_command(raw_6l: Path, tmp_path: Path) -> None:
    capture = damaged(raw_6l, tmp_path / "c", "output_code.py", lambda text: text[: len(text) // 2])
    found = attribute(capture, "inductor")
    assert found.launches["duration_ns"].sum() == 3_681_026
    assert set(found.launches["site"]) == {""}
    codes = {finding.code: finding for finding in found.health}
    assert codes["compiled-without-source"].count == 247
    assert "output_code.py: no call() in it" in codes["output-code-unreadable"].detail


def test_launches_that_provenance_does_not_place_are_counted(raw_6l: Path, tmp_path: Path) -> None:
    mappings = "inductor_provenance_tracking_node_mappings.json"

    def nowhere(text: str) -> str:
        record = json.loads(text)
        post = record["cppCodeToPost"]
        return json.dumps({**record, "cppCodeToPost": {k: ["no_such_node"] for k in post}})

    found = attribute(damaged(raw_6l, tmp_path / "c", mappings, nowhere), "inductor")
    lacking = int((found.launches["method"] == "none").sum())
    (finding,) = [one for one in found.health if one.code == "compiled-without-place"]
    assert finding.count == lacking > 200
    assert found.launches["duration_ns"].sum() == 3_681_026
