"""Does a patched model still say the same? Gates 7 and 8, against what eager does to itself.

Every arm sees the same tokens. *Baseline* is the unpatched model; *control* is the unpatched model
again with the rows in other batches and another order, so that GEMMs of other shapes run, and on a
GPU with GEMMs of another library: the most that it differs by is the floor that nobody can be
under. (Another attention would be no control: on the small trained model it flips as many sets of
experts as a norm with elided roundings.) *Patched* is the model with kernels in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from workbench.prove.algorithms import other_gemms
from workbench.prove.comparison import Comparison, compare, first_divergence
from workbench.prove.quality_gates import judged

Patch = Callable[[], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Observed:
    """One pass over the windows. `logits` float or bf16 [windows, length, vocabulary] on the host;
    `selected` maps a router's path to its sorted expert ids, int [windows * length, k].
    """

    logits: Tensor
    selected: dict[str, Tensor]


def quality(
    model: nn.Module,
    patch: Patch,
    windows: Tensor,
    batch: int = 8,
    prompts: int = 32,
    new_tokens: int = 64,
    seed: int = 0,
) -> dict[str, Any]:
    """Compare `model` with itself under `patch` on token ids int64 [windows, length].

    `patch()` puts the kernels in and, leaving, takes them out. `prompts` of the windows' first
    quarters are continued greedily by `new_tokens` (0 leaves free running out). Returns a plain
    dict for JSON: `green`, `gates`, and for `control` and `patched` the KL (nats), NLL (nats a
    token), top-1 agreement, flip curve (share of tokens by layer) and first divergences.
    """
    device = next(model.parameters()).device
    windows = windows.to(device)
    starts = windows[: min(prompts, len(windows)), : max(1, windows.shape[1] // 4)]
    base = observe(model, windows, batch)
    free = greedy(model, starts, new_tokens, batch)
    controls, free_controls = [], []
    for other in _other_batches(batch):
        controls.append(compare(base, observe(model, windows, other, True), windows, seed))
        free_controls.append(greedy(model, starts, new_tokens, other, True))
    if device.type == "cuda":
        with other_gemms():
            controls.append(compare(base, observe(model, windows, batch), windows, seed))
            free_controls.append(greedy(model, starts, new_tokens, batch))
    with patch():
        patched = compare(base, observe(model, windows, batch), windows, seed)
        free_patched = greedy(model, starts, new_tokens, batch)
    diverged = [np.concatenate([first_divergence(free, c) for c in free_controls]),
                first_divergence(free, free_patched)]  # fmt: skip
    return judged(controls, patched, diverged, windows.shape, starts.shape, new_tokens, seed)


def _other_batches(batch: int) -> tuple[int, int]:
    """Two batch sizes that give the GEMMs other shapes than `batch` does."""
    return max(1, batch // 2 + 1) if batch != 2 else 3, 2 * batch + 1


@torch.inference_mode()  # type: ignore[untyped-decorator]
def observe(model: nn.Module, windows: Tensor, batch: int, reverse: bool = False) -> Observed:
    """Teacher-forced logits and router selections of every window, `batch` rows at a time."""
    order = torch.arange(len(windows), device=windows.device)
    order = order.flip(0) if reverse else order
    pieces: list[Tensor] = []
    seen: dict[str, list[Tensor]] = {path: [] for path, _ in routers(model)}
    with _selections(model) as collected:
        for rows in order.split(batch):
            pieces.append(model(input_ids=windows[rows], use_cache=False).logits.cpu())
            for path, ids in collected.items():
                seen[path].append(ids.reshape(len(rows), windows.shape[1], -1).cpu())
            collected.clear()
    back = torch.argsort(order).cpu()
    selected = {path: torch.cat(ids)[back].flatten(0, 1) for path, ids in seen.items() if ids}
    return Observed(torch.cat(pieces)[back], selected)


def routers(model: nn.Module) -> list[tuple[str, nn.Module]]:
    """The linear layers that give a score to each expert: as many outputs as there are experts."""
    count, _ = _experts(model)
    return [
        (path, module)
        for path, module in model.named_modules()
        if count and isinstance(module, nn.Linear) and module.out_features == count
    ]


def _experts(model: nn.Module) -> tuple[int, int]:
    config: Any = getattr(model, "config", None)
    config = config.get_text_config() if hasattr(config, "get_text_config") else config
    for name in ("num_experts", "num_local_experts", "n_routed_experts"):
        if count := getattr(config, name, None):
            for top in ("top_k_experts", "num_experts_per_tok"):
                if chosen := getattr(config, top, None):
                    return int(count), int(chosen)
    return 0, 0


@contextmanager
def _selections(model: nn.Module) -> Iterator[dict[str, Tensor]]:
    """Collect, a forward pass, the set of experts that each router's scores select.

    Scores, not the router's answer: a selection is a set, so the order of ties within it does not
    matter, and a kernel that answers in the router's place leaves the scores where they were.
    """
    collected: dict[str, Tensor] = {}
    _, chosen = _experts(model)

    def take(path: str) -> Callable[[nn.Module, Any, Tensor], None]:
        def hook(module: nn.Module, inputs: Any, scores: Tensor) -> None:
            order = torch.sort(scores.float(), dim=-1, descending=True, stable=True).indices
            collected[path] = order[..., :chosen].sort(-1).values

        return hook

    handles = [module.register_forward_hook(take(path)) for path, module in routers(model)]
    try:
        yield collected
    finally:
        for handle in handles:
            handle.remove()


@torch.inference_mode()  # type: ignore[untyped-decorator]
def greedy(
    model: nn.Module, starts: Tensor, new_tokens: int, batch: int, reverse: bool = False
) -> Tensor:
    """The most likely continuation, int64 [prompts, new_tokens] on the host, through the cache."""
    order = torch.arange(len(starts), device=starts.device)
    order = order.flip(0) if reverse else order
    pieces = []
    for rows in order.split(batch) if new_tokens else ():
        tokens, cache, said = starts[rows], None, []
        for _ in range(new_tokens):
            answer = model(input_ids=tokens, past_key_values=cache, use_cache=True)
            tokens, cache = answer.logits[:, -1:].argmax(-1), answer.past_key_values
            said.append(tokens)
        pieces.append(torch.cat(said, 1).cpu())
    if not pieces:
        return torch.zeros((len(starts), 0), dtype=torch.long)
    return torch.cat(pieces)[torch.argsort(order).cpu()]


__all__ = ["Comparison", "Observed", "greedy", "observe", "quality", "routers"]
