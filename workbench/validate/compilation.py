"""Compile what a kernel's launcher would launch, for GPUs that are not here, and weigh the result.

The launcher runs on fake CUDA tensors with Triton's launch replaced by a recorder, so the
specialisations that are compiled (constants, alignment, warps) are those that would run, not a copy
of them by hand.
"""

from __future__ import annotations

import fnmatch
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import torch
import triton
from torch._subclasses.fake_tensor import DataDependentOutputException, FakeTensorMode
from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource
from triton.runtime.jit import JITFunction

from workbench.errors import BadInput
from workbench.validate import absent_gpu, autotuning
from workbench.validate.inputs import one_case_a_dtype
from workbench.validate.subject import Subject

# Rows that a case of each dtype is launched with, beside its own, so that every tile shape is met.
ROWS = (1, 4096)
# The budget of a kernel that states none: what the hardware gives a thread and a block (sm_90).
DEFAULT_BUDGET = {"registers": 255, "shared_bytes": 227 * 1024}
_BINARIES = Path(triton.__file__).parent / "backends" / "nvidia" / "bin"
_TYPES = {
    **{torch.bfloat16: "bf16", torch.float16: "fp16", torch.float32: "fp32"},
    **{torch.float64: "fp64", torch.int64: "i64", torch.int32: "i32", torch.int16: "i16"},
    **{torch.int8: "i8", torch.uint8: "u8", torch.bool: "i1"},
    **{torch.float8_e4m3fn: "fp8e4nv", torch.float8_e5m2: "fp8e5"},
}
_ALIGNED = [["tt.divisibility", 16]]


@dataclass(frozen=True)
class Launch:
    """One specialisation of a Triton kernel: what `triton.compile` needs."""

    function: Any
    signature: dict[str, str]
    constants: dict[tuple[int], Any]
    attributes: dict[tuple[int], list[list[Any]]]
    options: dict[str, Any]

    @property
    def key(self) -> str:
        """Equal for equal specialisations."""
        parts = (self.signature, self.constants, self.attributes, self.options)
        return f"{self.function.__name__} {parts}"


def specialise(function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Launch:
    """The specialisation that Triton would choose for these launch arguments."""
    named = dict(zip(function.arg_names, args, strict=False))
    options = {k: v for k, v in kwargs.items() if k not in function.arg_names}
    named |= {k: v for k, v in kwargs.items() if k in function.arg_names}
    signature: dict[str, str] = {}
    constants: dict[tuple[int], Any] = {}
    attributes: dict[tuple[int], list[list[Any]]] = {}
    for i, parameter in enumerate(function.params):
        value = named.get(parameter.name, parameter.default)
        special = not parameter.do_not_specialize
        is_one = type(value) is int and value == 1 and special
        if parameter.is_constexpr or value is None or is_one:
            signature[parameter.name] = "constexpr"
            constants[(i,)] = value
        elif isinstance(value, torch.Tensor):
            signature[parameter.name] = f"*{_TYPES[value.dtype]}"
            if value.storage_offset() * value.element_size() % 16 == 0:
                attributes[(i,)] = _ALIGNED
        elif isinstance(value, bool):
            signature[parameter.name] = "u1"
        elif isinstance(value, int):
            signature[parameter.name] = "i32" if -(2**31) <= value < 2**31 else "i64"
            if value % 16 == 0 and special:
                attributes[(i,)] = _ALIGNED
        else:
            signature[parameter.name] = "fp32"
    return Launch(function, signature, constants, attributes, options)


@contextmanager
def recorded_launches() -> Iterator[list[Launch]]:
    """Collect the launches made inside instead of making them; torch.cuda may be absent."""
    found: list[Launch] = []
    autotuning.choose_first()

    def record(self: Any, *args: Any, grid: Any, warmup: bool = False, **kwargs: Any) -> None:
        found.append(specialise(self, args, kwargs))

    with (
        mock.patch.object(JITFunction, "run", record),
        absent_gpu.imitated(available=True),
        FakeTensorMode(),
    ):
        yield found


def launches(subject: Subject, cases: str = "*") -> dict[str, Launch]:
    """Distinct specialisations, label -> launch, of the cases whose form/case matches a glob. A
    label ends in the Triton function's name where another of the case has it already.
    """
    distinct: dict[str, Launch] = {}
    tiled = one_case_a_dtype(subject)
    counts = [n for n in subject.tokens if n] or ROWS
    for form in subject.references:
        for case, make in subject.cases.items():
            if not fnmatch.fnmatchcase(f"{form}/{case}", cases):
                continue
            for rows in (None, *(sorted({min(counts), max(counts)}) if case in tiled else ())):
                inputs = make(device="cpu") if rows is None else make(device="cpu", rows=rows)
                for launch in _launches_of(subject, form, inputs):
                    label = f"{form}/{case}" + (f"/T={rows}" if rows else "")
                    if all(launch.key != known.key for known in distinct.values()):
                        label += f"/{launch.function.__name__}" if label in distinct else ""
                        distinct[label] = launch
    return distinct


def _launches_of(subject: Subject, form: str, inputs: dict[str, Any]) -> list[Launch]:
    with recorded_launches() as found:
        fake = {
            name: torch.empty_strided(v.shape, v.stride(), dtype=v.dtype, device="cuda")
            if isinstance(v, torch.Tensor)
            else v
            for name, v in inputs.items()
        }
        try:
            subject.launcher(**fake, form=form, device="cuda")
        except DataDependentOutputException as error:
            raise BadInput(
                f"{subject.name}: its launcher reads values of its inputs ({error}), and nothing "
                "runs here: --device interpret or cuda"
            ) from None
    return found


def resources(launch: Launch, target_name: str) -> dict[str, int]:
    """Compile one specialisation: registers, stack, local and shared bytes, spills, warps.

    From cuobjdump on the cubin, except spills, which only ptxas tells, and shared memory, which
    Triton adds at the launch.
    """
    capability = int(target_name.removeprefix("sm_"))
    compiled = triton.compile(
        ASTSource(launch.function, launch.signature, launch.constants, launch.attributes),
        target=GPUTarget("cuda", capability, 32),
        options=launch.options,
    )
    with tempfile.TemporaryDirectory() as folder:
        cubin, ptx = Path(folder, "kernel.cubin"), Path(folder, "kernel.ptx")
        cubin.write_bytes(compiled.asm["cubin"])
        ptx.write_text(compiled.asm["ptx"])
        used = _tool("cuobjdump", "--dump-resource-usage", str(cubin))
        architecture = re.search(r"\.target (sm_\w+)", compiled.asm["ptx"])
        gpu = architecture[1] if architecture else target_name
        assembler = "ptxas-blackwell" if capability >= 100 else "ptxas"
        told = _tool(assembler, "-v", f"--gpu-name={gpu}", str(ptx), "-o", f"{folder}/out")
    figures = {key: int(value) for key, value in re.findall(r"(REG|STACK|LOCAL):(\d+)", used)}
    spills = [int(n) for n in re.findall(r"(\d+) bytes spill (?:stores|loads)", told)]
    return {
        "registers": figures["REG"],
        "stack_bytes": figures["STACK"],
        "local_bytes": figures["LOCAL"],
        "spill_bytes": sum(spills),
        "shared_bytes": compiled.metadata.shared,
        "warps": compiled.metadata.num_warps,
    }


def _tool(name: str, *arguments: str) -> str:
    done = subprocess.run(
        [_BINARIES / name, *arguments], capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout + done.stderr


def events(subject: Subject, targets: list[str], cases: str) -> Iterator[dict[str, Any]]:
    """Compile every specialisation for every target, telling each as the worker does.

    Each `compiled` has label, target, error ("" when it compiled), the figures, and `over`: what
    passes the budget.
    """
    budget = {**DEFAULT_BUDGET, **subject.budget, "spill_bytes": 0, "local_bytes": 0}
    found = launches(subject, cases)
    if not found:
        yield {"not_run": f"the launcher launches nothing on any case that matches {cases!r}"}
        return
    yield {"total": len(found) * len(targets)}
    for label, launch in found.items():
        for name in targets:
            yield {"begin": f"{label} {name}"}
            try:
                used, error = resources(launch, name), ""
            except (triton.TritonError, RuntimeError, subprocess.SubprocessError) as failure:
                used, error = {}, f"{type(failure).__name__}: {str(failure)[-500:]}"
            over = [
                f"{key} {used[key]} > {most}"
                for key, most in budget.items()
                if used.get(key, 0) > most
            ]
            yield {
                "compiled": {"label": label, "target": name, "error": error, **used, "over": over}
            }
