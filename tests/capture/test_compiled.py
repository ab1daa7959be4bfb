"""What Inductor told while compiling: graphs, provenance, exact bytes, refusals, honest gaps."""

from __future__ import annotations

import ast
import gzip
import json
import logging
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from workbench.capture import compiled as variants
from workbench.capture.generated import kernel_calls, scheduler_record
from workbench.capture.graphs import (
    CompilationLog,
    CompiledGraph,
    Scheduled,
    frames,
    module_path,
    origin,
)
from workbench.capture.store import Capture


def graph_record(capture: Capture, name: str) -> Any:
    folder = capture.variant("inductor").graphs[0]
    return json.loads(capture.path(f"{folder}/{name}").read_text())


def test_the_graph_folder_carries_the_key_that_the_profiler_names(compiled: Capture) -> None:
    (folder,) = compiled.variant("inductor").graphs
    trace = gzip.decompress(compiled.path("inductor/rank0.pt.trace.json.gz").read_bytes())
    (key,) = set(re.findall(rb"## Call CompiledFxGraph (\w+) ##", trace))
    assert folder == f"inductor/graph0-{key.decode()}"
    assert graph_record(compiled, "provenance.json")["cache_key"] == key.decode()


def test_scheduler_bytes_are_exact(compiled: Capture) -> None:
    record = graph_record(compiled, "scheduler.json")
    assert record["complete"] and record["unmatched"] == [] and record["cache"] == "miss"
    row = 4 * 64 * 2  # [4, 64] bfloat16
    first = next(iter(record["kernels"].values()))
    assert (first["bytes_read"], first["bytes_written"]) == (row, row)
    softmax = next(k for n, k in record["kernels"].items() if "softmax" in n)
    # x and both linear outputs in (the residual adds are recomputed), probabilities out
    assert (softmax["bytes_read"], softmax["bytes_written"]) == (3 * row, row)
    assert {"exp", "sum_1", "div"} <= set(softmax["nodes"])
    gemm = record["externs"][0]  # bias, normed input, weight
    assert sorted(gemm["reads"].values()) == [64 * 2, row, 64 * 64 * 2]
    assert list(gemm["writes"].values()) == [row]
    assert record["refusals"]
    assert {"first", "second", "reason"} == set(record["refusals"][0])
    assert not any("no shared data" in refusal["reason"] for refusal in record["refusals"])


def test_every_kernel_of_the_output_code_is_in_the_record(compiled: Capture) -> None:
    (folder,) = compiled.variant("inductor").graphs
    code = compiled.path(f"{folder}/output_code.py").read_text()
    order = [call.kernel for call in kernel_calls(code)]
    record = graph_record(compiled, "scheduler.json")
    assert set(order) == set(record["kernels"])
    assert len(order) == sum(len(kernel["calls"]) for kernel in record["kernels"].values())


def test_provenance_names_module_op_and_line(compiled: Capture) -> None:
    record = graph_record(compiled, "provenance.json")
    node = record["nodes"]["mean"]
    assert (node["module"], node["class"]) == ("layers.0.norm", "Norm")
    assert node["original_aten"] == "aten.mean.dim"
    assert (node["file"].rsplit("/", 1)[-1], node["function"]) == ("tested_step.py", "forward")
    assert record["nodes"]["mean_1"]["module"] == "layers.1.norm"
    assert record["node_mappings"]["preToPost"]
    for indices in record["kernel_stack_traces"].values():
        assert all(record["stacks"][index] for index in indices)


def test_texts_are_python_without_quoted_source_or_machine_paths(compiled: Capture) -> None:
    (folder,) = compiled.variant("inductor").graphs
    code = compiled.path(f"{folder}/output_code.py").read_text()
    graph = compiled.path(f"{folder}/post_grad_graph.txt").read_text()
    ast.parse(code)
    assert "# File: tested_step.py:" in graph
    assert ", code:" not in graph
    assert "torch.rsqrt" not in graph
    assert "site-packages" not in code + graph and "/tmp/" not in graph


def test_a_variant_that_cannot_be_is_left_out_and_said(compiled: Capture) -> None:
    assert set(compiled.manifest.variants) == {"eager", "inductor"}
    assert "cudagraph: left out: CUDA graphs need a GPU" in compiled.manifest.notes
    assert not (compiled.folder / "cudagraph").exists()


def events(*names: str) -> dict[str, Any]:
    return {"traceEvents": [{"name": name, "cat": "cuda_runtime"} for name in names]}


@pytest.mark.parametrize(
    ("trace", "captures", "compiles", "reason"),
    [
        (events("cudaGraphLaunch"), 0, 0, ""),
        (events("cudaLaunchKernel"), 0, 0, "no profiled step launched a CUDA graph"),
        (events("hipGraphLaunch"), 2, 0, "2 CUDA graphs were recorded again"),
        (events("cudaGraphLaunch"), 0, 1, "1 graphs were compiled again"),
    ],
)
def test_only_a_pure_replay_counts(
    trace: dict[str, Any], captures: int, compiles: int, reason: str
) -> None:
    assert variants._not_a_replay(trace, captures, compiles).startswith(reason)
    assert bool(variants._not_a_replay(trace, captures, compiles)) is bool(reason)


def log_record(payload: Any, **metadata: Any) -> logging.LogRecord:
    record = logging.LogRecord("torch.__trace", 10, "", 0, "", (), None)
    record.metadata, record.payload = metadata, payload
    return record


def test_the_log_reads_both_spellings_and_cuts_at_the_cache_record() -> None:
    log = CompilationLog()
    log.emit(log_record("graph", artifact={"name": "inductor_post_grad_graph"}))
    log.emit(log_record(lambda: "code", inductor_output_code={"filename": "x"}))
    log.emit(log_record('{"key": "fabc"}', artifact={"name": "fx_graph_cache_miss"}))
    log.emit(log_record("other graph", inductor_post_grad_graph={}))
    log.emit(log_record("nonsense", artifact={"name": "fx_graph_cache_hit"}))
    log.emit(logging.LogRecord("torch.__trace", 10, "", 0, "plain", (), None))
    first, second = log.graphs
    assert first.texts == {"post_grad_graph": "graph", "output_code": "code"}
    assert (first.key, first.state) == ("fabc", "miss")
    assert (second.key, second.state) == ("", "hit")
    assert second.texts == {"post_grad_graph": "other graph"}
    assert second.problems == ["the FX cache record is not JSON"]


TRITON = '''
triton_red_fused_norm_0 = async_compile.triton('triton_red_fused_norm_0', """
@triton.jit
def triton_red_fused_norm_0(in_out_ptr0, in_ptr0, out_ptr1, xnumel, XBLOCK : tl.constexpr):
    pass
""", device_str='cuda')

triton_poi_fused_copy_1 = async_compile.triton('triton_poi_fused_copy_1', """
def triton_poi_fused_copy_1(in_ptr0, out_ptr0, xnumel):
    pass
""", device_str='cuda')

class Runner:
    def call(self, args):
        triton_red_fused_norm_0.run(buf3, arg0_1, buf4, 8, 2816, stream=stream0)
        extern_kernels.mm(buf4, reinterpret_tensor(arg1_1, (4, 4), (1, 4), 0), out=buf5)
        triton_red_fused_norm_0.run(reinterpret_tensor(buf7, (8, 4), (4, 1), 0), arg0_1, buf8, 8)
        triton_poi_fused_copy_1.run(buf8, arg2_1, 1)
'''


def node(
    op: str, made: str, reads: dict[str, int], writes: dict[str, int], **more: Any
) -> Scheduled:
    return Scheduled(op, [op], [made], more.pop("extern", False), [*writes], reads, writes, **more)


def test_triton_calls_are_joined_by_the_buffers_they_write() -> None:
    calls = kernel_calls(TRITON)
    assert [call.written for call in calls] == [("buf3", "buf4"), ("buf7", "buf8"), ("arg2_1",)]
    graph = CompiledGraph(
        state="miss",
        texts={"output_code": TRITON},
        schedule=[
            node("op3", "mul", {"arg0_1": 64}, {"buf4": 32}),
            node("op5", "mm", {"buf4": 32}, {"buf5": 32}, extern=True),
            node("op6", "view", {}, {}),  # launches nothing
            node("op7", "mul_1", {"arg0_1": 64}, {"buf8": 32}),
            node("op8", "copy_", {"buf8": 4}, {"buf9": 4}, in_place={"buf9": "arg2_1"}),
            node("op9", "gone", {}, {"buf99": 8}),
        ],
        refusals={("op3", "op7"): "intermediate nodes", ("op3", "op3_op4"): "an earlier round"},
    )
    record = scheduler_record(graph)
    kernel = record["kernels"]["triton_red_fused_norm_0"]
    assert (kernel["bytes_read"], kernel["bytes_written"]) == (64, 32)
    assert [call["nodes"] for call in kernel["calls"]] == [["mul"], ["mul_1"]]
    assert record["kernels"]["triton_poi_fused_copy_1"]["nodes"] == ["copy_"]
    assert [extern["ops"] for extern in record["externs"]] == [["op5"]]
    assert [missing["ops"] for missing in record["unmatched"]] == [["op9"]]
    assert not record["complete"]
    assert record["refusals"] == [{"first": "op3", "second": "op7", "reason": "intermediate nodes"}]


def test_calls_in_a_real_output_code_are_the_launches_of_its_trace(raw_6l: Path) -> None:
    (code,) = raw_6l.glob("inductor/*/output_code.py")
    calls = kernel_calls(code.read_text())
    trace = json.loads(gzip.decompress((raw_6l / "inductor" / "trace.json.gz").read_bytes()))
    launched = Counter(
        event["name"]
        for event in trace["traceEvents"]
        if event.get("cat") == "kernel" and event["name"].startswith("triton_")
    )
    assert Counter(call.kernel for call in calls) == launched
    assert len(calls) == 105
    assert all(call.written for call in calls)


@pytest.mark.parametrize(
    ("spelled", "path"),
    [
        ("L['self'].model.layers[3].mlp", "model.layers.3.mlp"),
        ("L['self']._modules['model']._modules['layers'][0]", "model.layers.0"),
        ("L['fn'].layers.0.norm", "layers.0.norm"),
        ("L['self']", ""),
        ("", ""),
    ],
)
def test_dynamo_spellings_become_attribute_paths(spelled: str, path: str) -> None:
    assert module_path(spelled) == path


def test_the_innermost_frame_is_the_origin() -> None:
    stack = '  File "/a/b.py", line 3, in outer\n    x\n  File "/a/c.py", line 7, in inner\n    y\n'
    assert frames(stack) == [("/a/b.py", 3, "outer"), ("/a/c.py", 7, "inner")]
    found = origin({"stack_trace": stack, "nn_module_stack": {"1": ("L['self'].a", dict)}})
    assert (found["file"], found["line"], found["module"], found["class"]) == (
        "/a/c.py", 7, "a", "dict",
    )  # fmt: skip
    assert origin({})["line"] == -1
