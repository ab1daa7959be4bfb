"""Seeded random weights that hide no fault, and a digest that says whether two models are equal.

`preset-v1` (the rules below) keeps activations finite and of order one through every layer, and
makes a dropped norm weight, scale or scalar visible, which transformers' own initialisation (ones)
would not. A tensor depends on the seed, its name, its shape and the kind of device only, so that a
model of fewer layers has the weights of the full one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn

INITIALISATION = "preset-v1"

# RMS of U(0.5, 1.5), the scale in front of the router's projection; its input has RMS 1 after the
# norm and H^-0.5 is applied too, so logits have the standard deviation ROUTER_LOGIT_STD.
_SCALE_RMS = (1 + 1 / 12) ** 0.5
ROUTER_LOGIT_STD = 2.0

_RULES: tuple[tuple[str, str], ...] = (
    (r"norm\w*\.weight$", "norm"),
    (r"router\.proj\.weight$", "router"),
    (r"(router\.scale|per_expert_scale)$", "scale"),
    (r"layer_scalar$", "layer_scalar"),
    (r"embed_tokens\w*\.weight$", "embedding"),
)
_PACKED_BY_LAYER = {"embed_tokens_per_layer.weight": 1, "per_layer_model_projection.weight": 0}


def generator(device: torch.device, seed: int, name: str) -> torch.Generator:
    """A generator on `device` whose stream depends on the seed and on a name."""
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    made = torch.Generator(device=device)
    made.manual_seed(int.from_bytes(digest[:8], "big") >> 1)
    return made


def initialise(model: nn.Module, seed: int) -> None:
    """Fill every parameter and persistent buffer of a Gemma 4 model in place, by `preset-v1`."""
    layers = int(getattr(model.config, "num_hidden_layers", 1))
    with torch.no_grad():
        for name, tensor in _tensors(model):
            for part_name, part in _parts(name, tensor, layers):
                stream = generator(tensor.device, seed, part_name)
                # Random kernels may walk strided memory in another order than dense memory.
                dense = part if part.is_contiguous() else torch.empty_like(part).contiguous()
                _fill(name, dense, stream)
                if dense is not part:
                    part.copy_(dense)


def _tensors(model: nn.Module) -> Iterator[tuple[str, Tensor]]:
    """Parameters and persistent buffers, tied ones once, in the order of registration."""
    parameters = dict(model.named_parameters())
    yield from parameters.items()
    persistent = model.state_dict(keep_vars=True)
    for name, buffer in model.named_buffers():
        if name in persistent and name not in parameters:
            yield name, buffer


def _parts(name: str, tensor: Tensor, layers: int) -> Iterator[tuple[str, Tensor]]:
    """A tensor that packs all layers is filled layer by layer: truncating keeps the first ones."""
    for suffix, dimension in _PACKED_BY_LAYER.items():
        if name.endswith(suffix):
            for index, part in enumerate(tensor.chunk(layers, dimension)):
                yield f"{name}#{index}", part
            return
    yield name, tensor


def _fill(name: str, tensor: Tensor, stream: torch.Generator) -> None:
    rule = next((rule for pattern, rule in _RULES if re.search(pattern, name)), "matrix")
    if rule == "norm":
        tensor.normal_(1.0, 0.1, generator=stream)
    elif rule == "scale":
        tensor.uniform_(0.5, 1.5, generator=stream)
    elif rule == "layer_scalar":
        tensor.uniform_(0.3, 1.0, generator=stream)
    elif rule == "router":
        tensor.normal_(0.0, ROUTER_LOGIT_STD / _SCALE_RMS, generator=stream)
    else:  # outputs of order one: 1 / sqrt(fan in); an embedding is scaled by sqrt(width) later
        tensor.normal_(0.0, tensor.shape[-1] ** -0.5, generator=stream)


def perturb_norms(model: nn.Module, seed: int) -> None:
    """Add 0.1 N to every norm weight of any model, in place: a dropped weight becomes visible."""
    with torch.no_grad():
        for name, tensor in model.named_parameters():
            if tensor.ndim == 1 and re.search(r"(norm|ln)\w*\.weight$", name, re.IGNORECASE):
                stream = generator(tensor.device, seed, name)
                tensor += 0.1 * torch.randn(
                    tensor.shape, generator=stream, device=tensor.device, dtype=tensor.dtype
                )


def model_digest(model: nn.Module) -> str:
    """Hex digest of names, shapes, dtypes and values of all weights; reads each byte once."""
    whole = hashlib.sha256()
    for name, tensor in _tensors(model):
        whole.update(f"{name}{tuple(tensor.shape)}{tensor.dtype}".encode())
        whole.update(_sums(tensor))
    return whole.hexdigest()


def tensor_digest(value: Any) -> str:
    """Hex digest of the exact bytes of a tensor, or of the tensors in a nest of containers."""
    whole = hashlib.sha256()
    for tensor in tensors_in(value):
        whole.update(f"{tuple(tensor.shape)}{tensor.dtype}".encode())
        whole.update(_bytes(tensor).cpu().numpy().tobytes())
    return whole.hexdigest()


def tensors_in(value: Any) -> Iterator[Tensor]:
    """The tensors in nested tuples, lists and mappings, in order."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from tensors_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from tensors_in(item)


def _bytes(tensor: Tensor) -> Tensor:
    return tensor.detach().contiguous().reshape(-1).view(torch.uint8)


def _sums(tensor: Tensor) -> bytes:
    """Column and row sums of the bytes in tables of 4096 columns: a moved or changed byte shows."""
    flat, out = _bytes(tensor), []
    for chunk in flat.split(1 << 28):
        table = nn.functional.pad(chunk, (0, -len(chunk) % 4096)).view(-1, 4096)
        out += [table.sum(0, dtype=torch.int64), table.sum(1, dtype=torch.int64)]
    return torch.cat(out).cpu().numpy().tobytes() if out else b""
