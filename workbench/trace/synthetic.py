"""Synthetic Kineto recordings of any size, with exact truth, to time and to test readers.

The shape is that of an eager mixture-of-experts decode with stacks: per launch an op, a built-in
frame, a runtime or driver call, two flow arrows and the kernel; per module its call and two frames.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from isal import igzip

LAYERS = 30
_HOST = '"pid": 4021, "tid": 4021'
_DEVICE = '"pid": 0, "tid": 7'
_START_NS = 4_458_680_498_169_347  # after the base time: microseconds stay below 2^43, as Kineto's
_FILE = "models/synthetic.py"

_POINTWISE = (
    "void at::native::vectorized_elementwise_kernel<4, at::native::{0}<float>, std::array<char*, "
    "2ul> >(int, at::native::{0}<float>, std::array<char*, 2ul>)"
)
_BROADCAST = (
    "void at::native::elementwise_kernel<128, 4, at::native::gpu_kernel_impl_nocast<MulFunctor<"
    "float> >(at::TensorIteratorBase&)::{lambda(int)#1}>(int, {lambda(int)#1})"
)
_REDUCE = "void at::native::reduce_kernel<512, 1, at::native::ReduceOp<float, MeanOps<float> > >()"
_SPLIT_KV = "void flash::splitkv_kernel<Traits<256, 64, 64, 4, false, bfloat16_t> >(flash::Params)"
_SOFTMAX = "void (anonymous namespace)::softmax_warp_forward<float, float, float, 7, false>(int)"
_TOPK = "void at::native::sbtopk::gatherTopK<float, unsigned int, 2, false>(TensorInfo<float>, int)"
_GROUPED = (
    "void cutlass::device_kernel<GemmUniversal<GroupProblemShape<tuple<int, int, int> > > >()"
)
_GELU = "gelu_and_mul_kernel"  # by hand, in Triton
_MM = ("aten::mm", "nvjet_tst_64x8_64x16_2x1_v_bz_TNT", "cuLaunchKernelEx", 5400)

# module class, line of its forward, its launches: (op, kernel, call, mean ns)
LAYER = (
    (
        "RMSNorm",
        154,
        (
            ("aten::pow", _POINTWISE.format("pow_tensor_scalar"), "cudaLaunchKernel", 1600),
            ("aten::mean", _REDUCE, "cudaLaunchKernel", 2400),
            ("aten::rsqrt", _POINTWISE.format("rsqrt_functor"), "cudaLaunchKernel", 1500),
            ("aten::mul", _BROADCAST, "cudaLaunchKernel", 1900),
        ),
    ),
    ("Attention", 612, (_MM, ("aten::_flash", _SPLIT_KV, "cudaLaunchKernel", 9700), _MM)),
    (
        "Router",
        893,
        (
            _MM,
            ("aten::_softmax", _SOFTMAX, "cudaLaunchKernel", 2300),
            ("aten::topk", _TOPK, "cudaLaunchKernel", 5900),
        ),
    ),
    (
        "Experts",
        951,
        (
            ("aten::_grouped_mm", _GROUPED, "cuLaunchKernelEx", 31_000),
            ("engine::gelu_and_mul", _GELU, "cuLaunchKernel", 1800),
            ("aten::_grouped_mm", _GROUPED, "cuLaunchKernelEx", 17_000),
        ),
    ),
)
_OP_ARGUMENTS = (
    '"Record function id": {0}, "Concrete Inputs": ["", ""], "Input type": ["c10::BFloat16", '
    '"c10::BFloat16"], "Input Strides": [[2816, 1], [1, 2816]], "Input Dims": [[8, 2816], [2816, '
    '4096]], "Ev Idx": {0}'
)
_KERNEL_ARGUMENTS = (
    '"queued": 0, "device": 0, "context": 1, "stream": 7, "registers per thread": 32, "shared '
    'memory": 0, "blocks per SM": 0.060606, "warps per SM": 0.484848, "grid": [8, 1, 1], "block": '
    '[256, 1, 1], "est. achieved occupancy %": 1'
)
_HEADER = """{
  "schemaVersion": 1,
  "deviceProperties": [
    {"id": 0, "name": "Synthetic GPU", "computeMajor": 9, "computeMinor": 0, "numSms": 132}
  ],
  "cuda_runtime_version": 13000, "with_stack": 1, "with_modules": 1, "record_shapes": 1,
  "baseTimeNanoseconds": 1790857026000000000,
  "traceEvents": [
"""


@dataclass
class Truth:
    """What a reader must find, counted while writing."""

    launches: Counter[str] = field(default_factory=Counter)  # by kernel name
    kernel_ns: Counter[str] = field(default_factory=Counter)  # by kernel name
    module_launches: Counter[str] = field(default_factory=Counter)  # by class of innermost module
    ops: int = 0
    module_calls: int = 0
    steps: int = 0
    events: int = 0


class _Recording:
    """Events as text, the clocks of host and device in nanoseconds, and the truth so far."""

    def __init__(self, seed: int) -> None:
        self.truth = Truth()
        self.random = random.Random(seed)
        self.host_ns = self.device_ns = _START_NS
        self.correlation = self.python_id = 0
        self.text: list[str] = []

    def _event(self, head: str, thread: str, start: int, tail: str) -> None:
        self.truth.events += 1
        self.text.append(f'  {{\n    {head}, {thread},\n    "ts": {_us(start)}{tail}\n  }},\n')

    def complete(self, kind: str, name: str, start: int, end: int, args: str) -> None:
        """One complete event (phase X) of category `kind`."""
        thread = _DEVICE if kind == "kernel" else _HOST
        head = f'"ph": "X", "cat": "{kind}", "name": {json.dumps(name)}'
        tail = f', "dur": {_us(end - start)},\n    "args": {{\n      {args}\n    }}'
        self._event(head, thread, start, tail)

    def flow(self, phase: str, start: int) -> None:
        """One end of the arrow from the latest call to its kernel."""
        head = f'"ph": "{phase}", "cat": "ac2g", "name": "ac2g", "id": {self.correlation}'
        self._event(head, _HOST if phase == "s" else _DEVICE, start, "")

    def frame(self, name: str, start: int, end: int) -> None:
        """One Python stack frame."""
        self.python_id += 1
        args = (
            f'"Python parent id": null, "Python id": {self.python_id}, "Ev Idx": {self.python_id}'
        )
        self.complete("python_function", name, start, end, args)


def _us(nanoseconds: int) -> str:
    return f"{nanoseconds // 1000}.{nanoseconds % 1000:03d}"


def _launch(out: _Recording, module: str, launch: tuple[str, str, str, int]) -> None:
    op, kernel, call, mean_ns = launch
    truth = out.truth
    out.correlation += 1
    external = f'"External id": {out.correlation}'
    correlation = f'{external}, "correlation": {out.correlation}'
    start = out.host_ns
    called, returned = start + 2_100, start + 5_317
    duration = max(900, int(out.random.gauss(mean_ns, mean_ns * 0.06)))
    begins = max(out.device_ns + 811, called + 4_003)
    out.device_ns = begins + duration
    out.host_ns = start + 7_457
    builtin = f"<built-in method {op} of type object at 0x7f2f0813e180>"
    out.frame(builtin, start, out.host_ns)
    op_args = f"{external}, {_OP_ARGUMENTS.format(out.correlation)}"
    out.complete("cpu_op", op, start + 307, out.host_ns - 211, op_args)
    kind = "cuda_runtime" if call.startswith("cuda") else "cuda_driver"
    out.complete(kind, call, called, returned, f'{correlation}, "cbid": 211')
    out.flow("s", called)
    out.complete("kernel", kernel, begins, out.device_ns, f"{correlation}, {_KERNEL_ARGUMENTS}")
    out.flow("f", begins)
    truth.ops += 1
    truth.launches[kernel] += 1
    truth.kernel_ns[kernel] += duration
    truth.module_launches[module] += 1


def _step(out: _Recording, kernels: int) -> None:
    """One step of LAYERS layers, or as far as `kernels` launches in all."""
    began = out.host_ns
    out.host_ns += 1_009
    for layer in range(LAYERS):
        for module, line, launches in LAYER:
            rest = kernels - out.correlation
            if rest <= 0:
                break
            start = out.host_ns
            out.host_ns += 601
            for launch in launches[:rest]:
                _launch(out, module, launch)
            out.host_ns += 203
            out.frame(f"nn.Module: {module}_{layer}", start, out.host_ns)
            out.frame("torch/nn/modules/module.py(1783): _call_impl", start + 101, out.host_ns - 41)
            out.frame(f"{_FILE}({line}): forward", start + 202, out.host_ns - 83)
            out.truth.module_calls += 1
    out.truth.steps += 1
    out.frame(f"{_FILE}(1402): forward", began + 500, out.host_ns)
    out.host_ns += 1_000
    name = f"ProfilerStep#{out.truth.steps}"
    out.complete("user_annotation", name, began, out.host_ns, f'"External id": {out.truth.steps}')


def write_trace(path: Path, kernels: int, seed: int = 0) -> Truth:
    """Write a recording of `kernels` launches to `path`, gzipped if it ends in .gz.

    About 1.7 kB and 7 events a launch. The same arguments give the same bytes.
    """
    out = _Recording(seed)
    opened = igzip.open(path, "wb", compresslevel=1) if path.suffix == ".gz" else path.open("wb")
    with opened as file:
        file.write(_HEADER.encode())
        while out.correlation < kernels:
            _step(out, kernels)
            file.write("".join(out.text).encode())
            out.text.clear()
        end = f'  {{"ph": "i", "s": "g", "name": "Record Window End", "ts": {_us(out.host_ns)}}}\n'
        file.write(f'{end}  ],\n  "traceName": "synthetic"\n}}\n'.encode())
    out.truth.events += 1
    return out.truth
