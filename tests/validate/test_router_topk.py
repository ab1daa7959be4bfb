"""The library's router: what it declines and why, and what torch.compile sees of it."""

from __future__ import annotations

import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import torch
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.fx.experimental.proxy_tensor import make_fx

from workbench.validate import subject


@pytest.fixture(scope="module")
def kernel(repository: Path) -> ModuleType:
    return subject.import_file(repository / "kernels" / "router_topk" / "kernel.py")


def fake(*shape: int, dtype: torch.dtype = torch.bfloat16, **options: Any) -> torch.Tensor:
    with FakeTensorMode():
        return torch.empty(*shape, dtype=dtype, device="cuda", **options)


def test_it_launches_on_every_case_it_brings(kernel: ModuleType) -> None:
    for make in kernel.CASES.values():
        inputs = make(device="cpu")
        logits = fake(*inputs["logits"].shape, dtype=inputs["logits"].dtype)
        assert kernel.dispatch(logits, None, inputs["k"]) == (True, "")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"logits": torch.zeros(2, 128)}, "logits lie on cpu, the kernel runs on cuda"),
        ({"device": "interpret"}, "TRITON_INTERPRET=1 was not set when this file was imported"),
        ({"logits": (8,)}, "logits have 1 dimensions, not 2"),
        ({"logits": (2, 4, 128)}, "logits have 3 dimensions, not 2"),
        ({"dtype": torch.float64}, "no kernel for torch.float64 logits"),
        ({"logits": (2, 2048)}, "k=8 of 2048 experts: at most 32 of 1024"),
        ({"k": 33}, "k=33 of 128 experts: at most 32 of 1024"),
        ({"k": 0}, "k=0 of 128 experts: at most 32 of 1024"),
        ({"logits": (2, 4)}, "k=8 of 4 experts: at most 32 of 1024"),
        ({"transposed": True}, "logits have stride 8 along the experts, not 1"),
        ({"scale": (64,)}, "per_expert_scale is not one contiguous value an expert"),
        ({"scale": torch.ones(128)}, "per_expert_scale lies on cpu"),
        ({"scale_dtype": torch.int32}, "no kernel for a torch.int32 scale"),
        ({"logits": (0, 128)}, "no rows: nothing to launch"),
        ({"gradient": True}, "the kernel has no backward, and logits require a gradient"),
    ],
)
def test_it_declines_with_a_reason(
    kernel: ModuleType, arguments: dict[str, Any], reason: str
) -> None:
    logits = arguments.get("logits", (8, 128))
    if isinstance(logits, tuple):
        logits = fake(*logits, dtype=arguments.get("dtype", torch.bfloat16))
    if arguments.get("transposed"):
        logits = fake(128, 8).t()
    if arguments.get("gradient"):
        logits = fake(8, 128, requires_grad=True)
    scale = arguments.get("scale", (logits.shape[-1],))
    if isinstance(scale, tuple):
        scale = fake(*scale, dtype=arguments.get("scale_dtype", torch.bfloat16))
    got = kernel.dispatch(
        logits, scale, arguments.get("k", 8), device=arguments.get("device", "cuda")
    )
    assert got == (False, reason)


def test_a_fallback_is_eager_and_seen(kernel: ModuleType) -> None:
    inputs = kernel.CASES["fp32"](device="cpu")
    with pytest.warns(RuntimeWarning, match="runs in eager: logits lie on cpu"):
        weights, ids = kernel.router_topk(**inputs)
    expected = kernel.softmax_then_topk(**inputs)
    assert torch.equal(weights, expected[0])
    assert torch.equal(ids, expected[1])
    out = (torch.empty(8, 8), torch.empty(8, 8, dtype=torch.int32))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        assert kernel.router_topk(**inputs, out=out)[1] is out[1]
    assert torch.equal(out[1].long(), ids)


def test_wrong_requests_are_errors(kernel: ModuleType) -> None:
    inputs = kernel.CASES["fp32"](device="cpu")
    with pytest.raises(ValueError, match="unknown form 'softmax'"):
        kernel.router_topk(**inputs, form="softmax")
    for out, words in (
        ((torch.empty(8, 7), torch.empty(8, 8, dtype=torch.int64)), "weights must be contiguous"),
        ((torch.empty(8, 8), torch.empty(8, 8)), "ids is torch.float32"),
    ):
        with pytest.raises(ValueError, match=words):
            kernel.router_topk(**inputs, out=out)


def test_the_forms_agree_where_probabilities_do_not_collide(kernel: ModuleType) -> None:
    inputs = kernel.CASES["fp32"](device="cpu", rows=64)
    hugging_face, engines = (form(**inputs) for form in kernel.REFERENCES.values())
    assert torch.equal(hugging_face[1], engines[1])
    assert torch.allclose(hugging_face[0], engines[0], rtol=1e-6)


def test_the_references_are_those_of_the_pattern(kernel: ModuleType, repository: Path) -> None:
    """The pattern that found the candidate and the kernel that replaces it mean the same."""
    from workbench.suggest.library import load_patterns

    patterns = load_patterns(repository / "templates")
    (pattern,) = (each for each in patterns if each.name == "router_topk")
    inputs = kernel.CASES["100-experts"](device="cpu")
    meant = [each for each in pattern.references if each.__name__ in kernel.REFERENCES]
    assert [each.__name__ for each in meant] == list(kernel.REFERENCES)
    for reference in meant:
        ours = kernel.REFERENCES[reference.__name__](**inputs)
        theirs = reference(**inputs)
        assert all(torch.equal(a, b) for a, b in zip(ours, theirs, strict=True))


def test_torch_compile_sees_one_registered_op(kernel: ModuleType) -> None:
    def route(logits: torch.Tensor) -> torch.Tensor:
        weights, ids = torch.ops.workbench.router_topk(logits, None, 8, "softmax_then_topk")
        return weights * (ids + 1)

    with FakeTensorMode():
        logits = torch.empty(8, 128, dtype=torch.bfloat16, device="cuda")
        graph = make_fx(route, tracing_mode="fake")(logits).graph
    ops = [str(node.target) for node in graph.nodes if node.op == "call_function"]
    assert ops.count("workbench.router_topk.default") == 1
    weights, ids = next(n for n in graph.nodes if "router_topk" in n.name).meta["val"]
    assert (weights.shape, weights.dtype, ids.dtype) == ((8, 8), torch.float32, torch.int64)


@pytest.mark.parametrize(
    ("launches", "expected"),
    [(True, ["router_topk"]), (False, ["softmax", "topk", "truediv"])],
)
def test_dynamo_traces_the_launcher_whole(
    kernel: ModuleType, monkeypatch: pytest.MonkeyPatch, launches: bool, expected: list[str]
) -> None:
    """The registered op where the kernel would launch, else the functions of the reference."""
    if launches:
        monkeypatch.setattr(kernel, "dispatch", lambda *_, **__: (True, ""))
    traced: list[str] = []

    def backend(graph: torch.fx.GraphModule, inputs: list[torch.Tensor]) -> Any:
        for node in graph.graph.nodes:
            if node.op == "call_function":
                traced.append(getattr(node.target, "__name__", str(node.target)))
        return lambda *_: (torch.empty(8, 8), torch.empty(8, 8, dtype=torch.int64))

    torch.compiler.reset()
    route = torch.compile(lambda x: kernel.router_topk(x, None, 8), backend=backend, fullgraph=True)
    route(torch.zeros(8, 128))
    names = [name for name in traced if name != "getitem"]
    assert names == expected
