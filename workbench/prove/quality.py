"""Does a patched model still say the same? Gates 7 and 8, against what eager does to itself.

Every arm sees the same tokens. *Baseline* is the unpatched model, *patched* the model with kernels
in it. *Controls* are the unpatched model again: the most that one differs by is the floor that
nobody can be under.

- Rows in other batches and another order, so that GEMMs of other shapes run.
- On a GPU, GEMMs of another library.
- The sums of norms in two other orders, every rounding kept: what a faithful kernel may change.
- Its own answer within the resolution of its dtype. Small models have GEMMs that do not depend on
  the batch, nor on the library, and twice nothing is a gate that only equal bits can pass. But the
  model answers in 16 bits: logits that round to the same answer are the same answer (`Unrounded`),
  and which of equally likely tokens comes first in greedy text is an accident of their order.

In every arm torch.topk takes the lowest ids of equal scores, as kernels do (gate 2): 16-bit scores
tie often, by itself it leaves open which it takes, and a tie broken otherwise is no fault.

Another attention would be no control: on the small trained model it flips as many sets of experts
as a norm with elided roundings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor, nn

from workbench.prove.algorithms import (
    GROUPS,
    Unrounded,
    first_of_equals,
    last_of_equals,
    lowest_of_ties,
    other_gemms,
    other_sums,
)
from workbench.prove.comparison import Comparison, compare, first_divergence
from workbench.prove.quality_gates import judged

Patch = Callable[[], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Observed:
    """One pass over the windows. `logits` float or bf16 [windows, length, vocabulary], on the host;
    `selected` maps a router's path to its sorted expert ids, int [windows * length, k].
    """

    logits: Tensor | Unrounded
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
    with lowest_of_ties():
        return _quality(model, patch, windows, batch, prompts, new_tokens, seed)


def _quality(
    model: nn.Module,
    patch: Patch,
    windows: Tensor,
    batch: int,
    prompts: int,
    new_tokens: int,
    seed: int,
) -> dict[str, Any]:
    device = next(model.parameters()).device
    windows = windows.to(device)
    starts = windows[: min(prompts, len(windows)), : max(1, windows.shape[1] // 4)]
    base = observe(model, windows, batch)
    free = greedy(model, starts, new_tokens, batch)
    controls, free_controls = {}, []
    for name, algorithms, rows, reverse in _controls(batch, device):
        with algorithms:
            controls[name] = compare(base, observe(model, windows, rows, reverse), windows, seed)
            free_controls.append(greedy(model, starts, new_tokens, rows, reverse))
    seen = replace(base, logits=Unrounded(base.logits, seed))
    controls["its own answer before rounding"] = compare(base, seen, windows, seed)
    free_controls.append(greedy(model, starts, new_tokens, batch, choose=last_of_equals))
    with patch():
        patched = compare(base, observe(model, windows, batch), windows, seed)
        free_patched = greedy(model, starts, new_tokens, batch)
    diverged = ([first_divergence(free, each) for each in free_controls],
                first_divergence(free, free_patched))  # fmt: skip
    return judged(controls, patched, diverged, windows.shape, starts.shape, new_tokens, seed)


def _controls(
    batch: int, device: torch.device
) -> Iterator[tuple[str, AbstractContextManager[None], int, bool]]:
    """Name, algorithms, batch and whether rows go in reverse of each run of the model again."""
    for other in _other_batches(batch):
        yield f"batches of {other}, reversed", nullcontext(), other, True
    if device.type == "cuda":
        yield "GEMMs of another library", other_gemms(), batch, False
    for group in GROUPS:
        yield f"norms' sums in {group} parts", other_sums(group), batch, False


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
    model: nn.Module,
    starts: Tensor,
    new_tokens: int,
    batch: int,
    reverse: bool = False,
    choose: Callable[[Tensor], Tensor] = first_of_equals,
) -> Tensor:
    """The most likely continuation, int64 [prompts, new_tokens] on the host, through the cache.

    choose: of logits [rows, 1, vocabulary] the token, int64 [rows, 1].
    """
    order = torch.arange(len(starts), device=starts.device)
    order = order.flip(0) if reverse else order
    pieces = []
    for rows in order.split(batch) if new_tokens else ():
        tokens, cache, said = starts[rows], None, []
        for _ in range(new_tokens):
            answer = model(input_ids=tokens, past_key_values=cache, use_cache=True)
            tokens, cache = choose(answer.logits[:, -1:]), answer.past_key_values
            said.append(tokens)
        pieces.append(torch.cat(said, 1).cpu())
    if not pieces:
        return torch.zeros((len(starts), 0), dtype=torch.long)
    return torch.cat(pieces)[torch.argsort(order).cpu()]


__all__ = ["Comparison", "Observed", "greedy", "observe", "quality", "routers"]
