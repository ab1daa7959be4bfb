"""A capture's model and step again, bit for bit, with hooks on its modules' activations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from workbench.capture.device import check_device
from workbench.capture.request import Request
from workbench.capture.weights import model_digest, tensor_digest
from workbench.capture.workload import Workload, build_workload, logits
from workbench.errors import BadInput, Usage, unknown
from workbench.schema import Manifest

_PLAIN = (bool, int, float, str, type(None), torch.dtype, torch.device)


@dataclass(frozen=True)
class Activation:
    """What one call of a module got and gave; tensors are clones, since layers work in place.

    Containers keep their form; objects that are neither tensors nor plain values (a cache) are
    left out of `keywords` and are None elsewhere.
    """

    inputs: tuple[Any, ...]
    keywords: dict[str, Any]
    output: Any


@dataclass
class Rebuilt:
    """The workload of a manifest. Every `step` starts from the captured state."""

    manifest: Manifest
    workload: Workload
    _mismatches: tuple[str, ...] | None = field(default=None, repr=False)

    @property
    def model(self) -> nn.Module:
        """The module whose attribute paths modules.json and `hook` use."""
        if self.workload.module is None:
            raise Usage(f"{self.manifest.id}: the captured function returned no nn.Module")
        return self.workload.module

    def step(self) -> Any:
        """Run the captured step from its state; the logits, or what the captured callable gives."""
        return logits(self.workload.step())

    def mismatches(self) -> tuple[str, ...]:
        """Names of the recorded digests that this rebuild does not reproduce, () when all agree.

        Weights, token ids and output agree on the device, driver and versions that captured. On
        another kind of device the random streams differ, and with them everything.
        """
        if self._mismatches is None:
            found = {**self.workload.digests, "output": tensor_digest(self.step())}
            if self.workload.module is not None:
                found["weights"] = model_digest(self.workload.module)
            self._mismatches = tuple(
                name for name, value in self.manifest.digests.items() if found.get(name) != value
            )
        return self._mismatches

    @contextmanager
    def hook(self, paths: Iterable[str]) -> Iterator[dict[str, list[Activation]]]:
        """Collect the activations of the named modules while the block runs.

        `paths` are attribute paths as in modules.json. Yields path -> one Activation a call.
        Raises Usage, naming near paths, for a module that does not exist.
        """
        named = dict(self.model.named_modules())
        collected: dict[str, list[Activation]] = {}
        handles = []
        try:
            for path in paths:
                if path not in named:
                    raise unknown("module", path, named)
                collected[path] = []
                handles += _attach(named[path], collected[path])
            yield collected
        finally:
            for handle in handles:
                handle.remove()


def rebuild(manifest: Manifest, device: str = "", function: str = "") -> Rebuilt:
    """Build what `manifest` captured: the same weights, inputs and cache, from its seed.

    `device` (cuda or cpu) overrides the captured kind. A capture of module:function runs that
    function again, so `function` must name it: a manifest alone never decides what is executed.
    Raises BadInput for an imported capture, Usage for an unnamed function, Unavailable without the
    device or the memory.
    """
    if manifest.origin != "captured":
        raise BadInput(
            f"{manifest.id} was imported: its model and workload are unknown and cannot be "
            "rebuilt; record the model with `workbench capture` to prove kernels in it"
        )
    if manifest.model_kind == "function" and function != manifest.model:
        raise Usage(
            f"{manifest.id} captured the function {manifest.model}; rebuilding runs it again, "
            "so name it explicitly"
        )
    kind = device or ("cpu" if manifest.device.kind == "cpu" else "cuda")
    check_device(kind)
    request = Request(
        model=manifest.model,
        phase=manifest.phase,
        batch=manifest.batch,
        context=manifest.context,
        tokens=manifest.tokens,
        experts=manifest.experts,
        device=kind,
        dtype=manifest.dtype,
        seed=manifest.seed,
        weights=manifest.initialisation.partition("checkpoint:")[2],
    )
    if request.kind != manifest.model_kind:
        raise BadInput(
            f"{manifest.id}: {manifest.model!r} is a {request.kind}, and its manifest says "
            f"{manifest.model_kind}"
        )
    return Rebuilt(manifest, build_workload(request, manifest.config or None, _slots(manifest)))


def _slots(manifest: Manifest) -> int:
    """Slots of the static cache, from `static:<slots>:random-v1`."""
    if not manifest.cache:
        return 0
    kind, _, rest = manifest.cache.partition(":")
    slots, _, filling = rest.partition(":")
    if kind != "static" or filling != "random-v1" or not slots.isdigit():
        raise BadInput(f"{manifest.id}: this workbench does not know the cache {manifest.cache!r}")
    return int(slots)


def _attach(module: nn.Module, calls: list[Activation]) -> list[Any]:
    pending: list[tuple[Any, Any]] = []

    def before(module: nn.Module, inputs: Any, keywords: Any) -> None:
        kept = {key: _cloned(value) for key, value in keywords.items() if _is_value(value)}
        pending.append((_cloned(inputs), kept))

    def after(module: nn.Module, inputs: Any, keywords: Any, output: Any) -> None:
        got, named = pending.pop()
        calls.append(Activation(got, named, _cloned(output)))

    return [
        module.register_forward_pre_hook(before, with_kwargs=True),
        module.register_forward_hook(after, with_kwargs=True),
    ]


def _is_value(value: Any) -> bool:
    return isinstance(value, (Tensor, tuple, list, dict, *_PLAIN))


def _cloned(value: Any) -> Any:
    if isinstance(value, Tensor):
        return value.detach().clone()
    if isinstance(value, (tuple, list)):
        return tuple(_cloned(item) for item in value)
    if isinstance(value, dict):  # a transformers output too: its fields by name
        return {key: _cloned(item) for key, item in value.items()}
    return value if isinstance(value, _PLAIN) else None
