"""A GPU that is not there: enough of one for Inductor to write Triton code for it.

Only code is generated. Nothing is compiled, allocated or launched, and `torch.cuda.is_available()`
stays False. Meant for a process of its own: device guard and Triton's driver stay until it ends.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

from workbench.errors import Unavailable, unknown


@dataclass(frozen=True)
class Target:
    """What Inductor asks a CUDA device about itself; `name` as its driver reports it."""

    name: str
    major: int
    minor: int
    multiprocessors: int
    registers: int  # of 32 bit, a multiprocessor
    threads: int  # a multiprocessor
    shared_bytes: int  # a multiprocessor
    shared_bytes_block: int  # a block, opted in
    l2_bytes: int
    memory_bytes: int


# cudaGetDeviceProperties of these devices; limits by compute capability are in the CUDA C++
# Programming Guide, table of technical specifications; sizes of L2 and memory in the data sheets.
TARGETS = {
    "sm_80": Target(
        "NVIDIA A100-SXM4-80GB", 8, 0, 108, 65536, 2048, 167936, 166912, 40 << 20, 80 << 30
    ),
    "sm_90": Target(
        "NVIDIA H100 80GB HBM3", 9, 0, 132, 65536, 2048, 233472, 232448, 50 << 20, 80 << 30
    ),
    "sm_100": Target("NVIDIA B200", 10, 0, 148, 65536, 2048, 233472, 232448, 126 << 20, 180 << 30),
}

_CUDA, _META = 1, 14  # c10/core/DeviceType.h


def target(name: str) -> Target:
    """The target of that name. Raises Usage, naming those there are."""
    if name not in TARGETS:
        raise unknown("target", name, TARGETS)
    return TARGETS[name]


class _Driver:
    """What Triton asks its driver while code is written, not compiled."""

    def __init__(self, one: Target) -> None:
        from triton.backends.compiler import GPUTarget

        self._target = GPUTarget("cuda", one.major * 10 + one.minor, 32)
        known = {
            "max_shared_mem": one.shared_bytes_block,
            "multiprocessor_count": one.multiprocessors,
            "max_num_regs": one.registers,
            "warpSize": 32,
        }
        self.utils = SimpleNamespace(get_device_properties=lambda device: known)

    def get_current_target(self) -> Any:
        return self._target

    def get_current_device(self) -> int:
        return 0

    def get_current_stream(self, device: int = 0) -> int:
        return 0

    def get_active_torch_device(self) -> Any:
        import torch

        return torch.device("cuda", 0)


def _properties(one: Target) -> SimpleNamespace:
    """As torch.cuda.get_device_properties spells them."""
    return SimpleNamespace(
        name=one.name, major=one.major, minor=one.minor, warp_size=32, uuid="0", gcnArchName="",
        multi_processor_count=one.multiprocessors, regs_per_multiprocessor=one.registers,
        max_threads_per_multi_processor=one.threads, max_threads_per_block=1024,
        total_memory=one.memory_bytes, L2_cache_size=one.l2_bytes, shared_memory_per_block=49152,
        shared_memory_per_block_optin=one.shared_bytes_block, is_integrated=0,
        shared_memory_per_multiprocessor=one.shared_bytes, is_multi_gpu_board=0,
    )  # fmt: skip


@contextmanager
def fake_gpu(one: Target) -> Iterator[None]:
    """Let torch and Triton see `one` as cuda:0 while code is generated.

    Raises Unavailable where Triton is missing or torch's library cannot be prepared.
    """
    try:
        from triton.runtime import driver
    except ImportError as error:
        raise Unavailable(f"Triton cannot be imported ({error}); pip install triton") from None
    from torch._inductor.runtime.hints import DeviceProperties

    _register_device_guard()
    driver.set_active(_Driver(one))
    DeviceProperties.create.cache_clear()
    with ExitStack() as patches:
        for owner, name, value in _answers(one):
            patches.enter_context(mock.patch.object(owner, name, value))
        yield


def _answers(one: Target) -> Iterator[tuple[Any, str, Any]]:
    """(owner, name, replacement) of the questions that torch answers about its devices."""
    import torch
    from torch._dynamo.device_interface import CudaInterface

    properties, capability = _properties(one), (one.major, one.minor)
    yield torch.cuda, "get_device_properties", lambda *a, **k: properties
    yield torch.cuda, "get_device_capability", lambda *a, **k: capability
    yield torch.cuda, "get_device_name", lambda *a, **k: one.name
    yield torch.cuda, "current_device", lambda: 0
    yield torch.cuda, "device_count", lambda: 1
    for owner in (CudaInterface, CudaInterface.Worker):
        yield owner, "get_device_properties", staticmethod(lambda *a, **k: properties)
        yield owner, "current_device", staticmethod(lambda: 0)
    yield CudaInterface, "is_available", staticmethod(lambda: True)
    yield CudaInterface, "device_count", staticmethod(lambda: 1)
    yield CudaInterface, "is_bf16_supported", staticmethod(lambda *a, **k: True)
    number = one.major * 10 + one.minor
    yield CudaInterface, "get_compute_capability", staticmethod(lambda *a, **k: number)


def _register_device_guard() -> None:
    """A torch built without CUDA has no guard for its devices: let Meta's, which does nothing,
    stand in.
    """
    import torch

    if torch.backends.cuda.is_built():
        return
    try:
        library = ctypes.CDLL(str(Path(torch.__file__).parent / "lib" / "libc10.so"))
        guards = (ctypes.c_void_p * (_META + 1)).in_dll(
            library, "_ZN3c104impl26device_guard_impl_registryE"
        )
        register = library._ZN3c104impl19registerDeviceGuardENS_10DeviceTypeEPKNS0_24DeviceGuardImplInterfaceE  # noqa: E501
    except (OSError, ValueError, AttributeError) as error:
        raise Unavailable(
            f"torch {torch.__version__} cannot stand in for a CUDA build here ({error}); "
            "use a wheel for Linux, or a CUDA build of torch"
        ) from None
    if guards[_CUDA] is None:
        register(ctypes.c_int8(_CUDA), ctypes.c_void_p(guards[_META]))
