"""What the compilers make of the kernels for an H100, where that once was wrong or slow."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch
import triton
from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource

from workbench.validate import compilation, subject

H100 = GPUTarget("cuda", 90, 32)
# (or|add).b64 of a constant with bits 62 or 63, the swizzle of a shared-memory matrix descriptor
_DESCRIPTOR = re.compile(r"(?:or|add)\.[bs]64\s+%rd\d+, (%rd\d+), (-?\d+);")


def launches(repository: Path, name: str, inputs: dict[str, Any] | None = None) -> list[Any]:
    """What a kernel of the library launches on the first of its cases, or on `inputs`."""
    kernel = subject.load(repository / "kernels" / name / "kernel.py")
    form, make = next(iter(kernel.references)), next(iter(kernel.cases.values()))
    return compilation._launches_of(kernel, form, inputs or make(device="cpu"))


def compiled(launch: compilation.Launch) -> Any:
    source = ASTSource(launch.function, launch.signature, launch.constants, launch.attributes)
    return triton.compile(source, target=H100, options=launch.options).asm


@pytest.mark.parametrize(
    "name",
    [
        "gqa_decode_attention",
        "logit_softcap",
        "moe_tail",
        "norm_add_norm",
        "norm_residual_scalar",
        "ple_tail",
        "post_attention_norms",
        "qkv_norm",
        "qkv_norm_rope",
        "rms_norm",
        "tail_and_next_input_norm",
    ],
)
def test_fp32_stays_fp32_when_inductor_passes_floats_as_fp64(repository: Path, name: str) -> None:
    """Inductor's signature of a Python float is fp64: no tensor may become fp64 by it."""
    wide = 0
    for launch in launches(repository, name):
        signature = {k: "fp64" if v == "fp32" else v for k, v in launch.signature.items()}
        wide += sum(kind == "fp64" for kind in signature.values())
        code = compiled(dataclasses.replace(launch, signature=signature))["ttir"]
        assert not re.findall(r"tensor<[0-9x]*f64", code)
    assert wide  # the kernel does take floats


@pytest.mark.parametrize(
    "name",
    [
        "geglu",
        "gqa_decode_attention",
        "logit_softcap",
        "moe_dispatch",
        "moe_tail",
        "norm_add_norm",
        "norm_residual_scalar",
        "ple_tail",
        "post_attention_norms",
        "qkv_norm_rope",
        "rms_norm",
        "router_topk",
        "tail_and_next_input_norm",
    ],
)
def test_sizes_of_1_may_be_constants(repository: Path, name: str) -> None:
    """Inductor makes them so, whatever `do_not_specialize` says: a constant has no methods."""
    sizes = 0
    for made in launches(repository, name):
        signature, constants = dict(made.signature), dict(made.constants)
        for i, parameter in enumerate(made.function.params):
            if parameter.do_not_specialize:
                signature[parameter.name], constants[(i,)] = "constexpr", 1
                sizes += 1
        launch = dataclasses.replace(made, signature=signature, constants=constants)
        assert compiled(launch)["cubin"]
    assert sizes  # the kernel does keep some from being specialised


@pytest.mark.parametrize("name", ["geglu", "logit_softcap"])
def test_sizes_may_be_plain_numbers(repository: Path, name: str) -> None:
    """torch 2.11 makes them so to see what a kernel mutates; where that fails, it takes all."""
    for launch in launches(repository, name):
        constants = dict(launch.constants)
        for i, parameter in enumerate(launch.function.params):
            if launch.signature[parameter.name] == "i32":
                constants[(i,)] = 2  # in the signature it stays i32
        attributes = {k: v for k, v in launch.attributes.items() if k not in constants}
        assert compiled(dataclasses.replace(launch, constants=constants, attributes=attributes))
        assert len(constants) > len(launch.constants)


@pytest.mark.parametrize("head_dim", [64, 256, 512])
@pytest.mark.parametrize("group", [2, 16])
def test_no_base_serves_two_descriptors(repository: Path, head_dim: int, group: int) -> None:
    """ptxas 12.8 loses a shared-memory address from which descriptors of two layouts are made."""
    kernel = subject.load(repository / "kernels" / "gqa_decode_attention" / "kernel.py")
    make = partial(
        kernel.launcher.__globals__["make_inputs"],
        **{"rows": 2, "heads": 2 * group, "kv_heads": 2, "keys": 700, "dtype": torch.bfloat16},
    )
    inputs = make(head_dim=head_dim, device="cpu")
    attend = launches(repository, "gqa_decode_attention", inputs)[0]
    assert attend.function.__name__ == "_attend_kernel"
    assert shared_bases(compiled(attend)["ptx"]) == set()


def shared_bases(ptx: str) -> set[str]:
    """Registers from which matrix descriptors with different upper halves are made."""
    uppers = defaultdict(set)
    for base, constant in _DESCRIPTOR.findall(ptx):
        upper = (int(constant) & (1 << 64) - 1) >> 32
        if upper >> 30:
            uppers[base].add(upper)
    return {base for base, found in uppers.items() if len(found) > 1}


def test_two_descriptors_from_one_base_are_seen() -> None:
    ptx = "or.b64 %rd2, %rd1, 4611686293305294848;\n add.s64 %rd3, %rd1, -4611685949707911136;\n"
    assert shared_bases(ptx) == {"%rd1"}
    assert shared_bases(ptx.replace("%rd3, %rd1", "%rd3, %rd4")) == set()
