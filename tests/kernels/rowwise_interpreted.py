"""Run in a process of its own, under TRITON_INTERPRET: what validation does not reach, as JSON.

`python rowwise_interpreted.py KERNELS` prints, by name of the check, the share of values that are
bit-equal to the reference, or what was found.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch

from workbench.validate import interpreter, subject

Check = tuple[str, Any]


def share_equal(kernel: subject.Subject, arguments: dict[str, Any], form: str = "") -> float:
    """Smallest share over the outputs, with the launcher's own buffers and with given ones."""
    form = form or next(iter(kernel.references))
    assert kernel.dispatch(**arguments, form=form, device="interpret") == (True, "")
    eager = kernel.references[form](**arguments)
    eager = eager if isinstance(eager, tuple) else (eager,)
    ours = kernel.launcher(**arguments, form=form, device="interpret")
    out = tuple(torch.full_like(e, float("nan"), memory_format=torch.contiguous_format)
                for e in eager)  # fmt: skip
    given = kernel.launcher(**arguments, form=form, out=out, device="interpret")
    assert all(g.data_ptr() == o.data_ptr() for g, o in zip(given, out, strict=True))
    pairs = [(g, e) for got in (ours, given) for g, e in zip(got, eager, strict=True)]
    assert all(g.shape == e.shape and g.dtype == e.dtype for g, e in pairs)
    return min(float((g == e).float().mean()) for g, e in pairs)


def heads(load: Callable[[str], subject.Subject]) -> Iterator[Check]:
    """Layouts and layer kinds of qkv_norm and qkv_norm_rope."""
    for name in ("qkv_norm", "qkv_norm_rope"):
        kernel = load(name)
        case = kernel.cases["head-dim-96"](device="cpu", rows=6)
        k_eq_v = next(form for form in kernel.references if form.endswith("k_eq_v"))
        yield f"{name}: v is None", share_equal(kernel, {**case, "v": None})
        yield f"{name}: v is not read", share_equal(kernel, case, k_eq_v)
        shared = {**case, "k": None, "v": None, "w_k": None}
        yield f"{name}: k is None", share_equal(kernel, shared)
        batched = {key: case[key].view(2, 3, -1) for key in "qkv"}
        yield f"{name}: [batch, position, width]", share_equal(kernel, {**case, **batched})
        widths = [case[key].shape[1] for key in "qkv"]
        packed = torch.cat([case[key] for key in "qkv"], dim=1).split(widths, dim=1)
        slices = dict(zip("qkv", packed, strict=True))
        yield f"{name}: slices of one projection", share_equal(kernel, {**case, **slices})
    angles = {key: case[key][:3].view(1, 3, -1) for key in ("cos", "sin")}
    yield "qkv_norm_rope: angles by position", share_equal(kernel, {**case, **angles})
    yield "qkv_norm_rope: turned by a quarter", quarter_turn(kernel)


def quarter_turn(kernel: subject.Subject) -> bool:
    """cos 0 and sin 1 swap the halves: the upper comes first, with its sign changed."""
    case = kernel.cases["e2b-one-kv-head"](device="cpu", rows=1)
    still = {"cos": torch.ones_like(case["cos"]), "sin": torch.zeros_like(case["sin"])}
    turn = {"cos": torch.zeros_like(case["cos"]), "sin": torch.ones_like(case["sin"])}
    before = kernel.launcher(**{**case, **still}, device="interpret")
    after = kernel.launcher(**{**case, **turn}, device="interpret")
    low, high = before[0].chunk(2, dim=-1)
    turned = torch.equal(after[0], torch.cat((-high, low), dim=-1))
    return turned and torch.equal(after[2], before[2])


def rows(load: Callable[[str], subject.Subject]) -> Iterator[Check]:
    """Layouts of the row kernels, and mixed dtypes that change an output's."""
    rms = load("rms_norm")
    weight = 0.5 + torch.rand(40)
    wide = torch.randn(2, 3, 4, 40).bfloat16()
    x = {"x": wide[:, :, 1], "eps": 1e-6, "weight": weight}
    yield "rms_norm: every fourth row", share_equal(rms, x)
    yield "rms_norm: Llama with an fp32 weight is fp32", share_equal(rms, x, "llama_rms_norm")
    yield "rms_norm: one row", share_equal(rms, {**x, "x": wide[0, 0, 0]})
    yield "rms_norm: the same row", share_equal(rms, {**x, "x": wide[:1, 0, 0].expand(5, 40)})
    norms = load("post_attention_norms")
    case = norms.cases["odd-width"](device="cpu")
    case["router_scale"] = case["router_scale"].float()
    yield "post_attention_norms: fp32 scale of the router", share_equal(norms, case)
    tail = load("ple_tail")
    case = tail.cases["odd-width"](device="cpu")
    layers = torch.randn(5, 3, 101).bfloat16()
    strided = {**case, "other": layers[:, 1]}
    yield "ple_tail: one layer's input of three", share_equal(tail, strided, "gelu_mul")
    unread = {**strided, "weight": None, "scalar": None}
    yield "ple_tail: gelu_mul reads no weight", share_equal(tail, unread, "gelu_mul")
    halves = torch.randn(3, 2 * 704).bfloat16().chunk(2, dim=1)
    yield (
        "geglu: halves",
        share_equal(load("geglu"), dict(zip(("gate", "up"), halves, strict=True))),
    )
    cap = load("logit_softcap")
    last = torch.randn(2, 5, 96).bfloat16()[:, -1:]
    yield "logit_softcap: the last of five", share_equal(cap, {"logits": last, "cap": 2})


def main() -> None:
    """Run every check."""
    torch.manual_seed(0)
    interpreter.install()
    folder = Path(sys.argv[1])
    loaded: dict[str, subject.Subject] = {}

    def load(name: str) -> subject.Subject:
        if name not in loaded:
            loaded[name] = subject.load(folder / name / "kernel.py")
        return loaded[name]

    with torch.no_grad():
        print(json.dumps(dict((*heads(load), *rows(load)))))


if __name__ == "__main__":
    main()
