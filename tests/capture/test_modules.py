"""modules.json: profiler names to attribute paths, exactly or not at all."""

from __future__ import annotations

from typing import Any

import msgspec
from torch import nn

from workbench.capture import modules
from workbench.capture.models import build
from workbench.capture.profile import parse
from workbench.capture.request import Request, checked
from workbench.capture.store import Capture


def module_event(name: str, start: float, duration: float) -> dict[str, Any]:
    return {"ph": "X", "cat": "python_function", "name": f"nn.Module: {name}", "ts": start,
            "dur": duration}  # fmt: skip


def trace_of(*events: tuple[str, float, float]) -> dict[str, Any]:
    return {"traceEvents": [module_event(*event) for event in events]}


CALLS = [("Block", 0, "a"), ("Norm", 1, "a.norm"), ("Block", 0, "b"), ("Norm", 1, "b.norm")]
EVENTS = (("Block_0", 0, 10), ("Norm_0", 1, 2), ("Block_1", 10, 10), ("Norm_1", 11, 2))


def test_agreeing_calls_name_their_modules() -> None:
    paths, reason = modules.module_paths(CALLS, trace_of(*EVENTS), 1)
    assert paths == {"Block_0": "a", "Norm_0": "a.norm", "Block_1": "b", "Norm_1": "b.norm"}
    assert reason == ""


def test_a_call_too_few_a_wrong_class_or_wrong_nesting_name_nothing() -> None:
    assert modules.module_paths(CALLS, trace_of(*EVENTS[:3]), 1)[0] == {}
    wrong = (*EVENTS[:3], ("Linear_0", 11, 2))
    paths, reason = modules.module_paths(CALLS, trace_of(*wrong), 1)
    assert (paths, reason) == ({}, "the trace enters Linear_0 where the model calls b.norm (Norm)")
    outside = (*EVENTS[:3], ("Norm_1", 25, 2))
    assert modules.module_paths(CALLS, trace_of(*outside), 1)[0] == {}


def test_a_name_that_two_classes_share_is_left_out_and_named() -> None:
    events = (("Block_0", 0, 10), ("Norm_0", 1, 2), ("Block_1", 10, 10), ("Norm_0", 11, 2))
    paths, reason = modules.module_paths(CALLS, trace_of(*events), 1)
    assert paths == {"Block_0": "a", "Block_1": "b"}
    assert reason == "left out, since classes share the name: Norm_0"


def test_modules_outside_the_model_have_no_path() -> None:
    inner = nn.Linear(2, 2)
    calls = modules.call_order(nn.Identity(), lambda: inner(inner.weight))
    assert calls == [("Linear", 0, "?")]
    assert modules.module_paths(calls, trace_of(("Linear_0", 0, 1)), 1) == ({}, "")


def test_the_capture_names_every_called_module_of_the_model(tiny: Capture) -> None:
    paths = msgspec.json.decode(tiny.path("modules.json").read_bytes(), type=dict[str, str])
    module = build(checked(Request("gemma4-tiny", device="cpu", batch=2))).module
    named = dict(module.named_modules())
    for name, path in paths.items():
        assert type(named[path]).__name__ == name.rsplit("_", 1)[0]
    # what has no call of its own: the list of layers, and the activations shared by all
    assert set(named) - set(paths.values()) <= {"model.layers"} | {
        path for path in named if path.endswith("act_fn")
    }
    assert len(set(paths.values())) == len(paths)
    assert paths["Gemma4TextRouter_2"] == "model.layers.2.router"


def test_the_execution_trace_joins_the_profile(tiny: Capture) -> None:
    import gzip

    trace = parse(gzip.decompress(tiny.path(tiny.variant("eager").traces[0]).read_bytes()))
    execution = parse(gzip.decompress(tiny.path("eager/execution_trace.json.gz").read_bytes()))
    missing, total = modules.execution_trace_gaps(trace, execution)
    assert missing == 0
    assert total > 3000
    for node in execution["nodes"]:
        node["name"] = node["name"].replace("aten::softmax", "aten::other")
    assert modules.execution_trace_gaps(trace, execution)[0] == 4  # one router a layer
