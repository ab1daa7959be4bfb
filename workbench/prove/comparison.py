"""One arm's logits and selections against the baseline's, as figures a token and a layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

if TYPE_CHECKING:
    from workbench.prove.quality import Observed

RESAMPLES = 2000


@dataclass(frozen=True)
class Comparison:
    """An arm beside the baseline. NLL change is relative to the baseline's, with its 95 % interval
    from resampled windows (tokens of one window are not independent).
    """

    kl_mean: float  # nats
    kl_mean_low: float  # the lower end of its 95 % interval
    kl_p999: float
    nll_base: float  # nats a token
    nll_change: float
    nll_change_low: float
    nll_change_high: float
    top1_agreement: float
    flips: dict[str, float]  # by router: share of tokens whose set of experts differs
    tokens: int

    @property
    def flips_mean(self) -> float:
        """Mean share over routers, 0 without any."""
        return float(np.mean(list(self.flips.values()))) if self.flips else 0.0


def compare(base: Observed, arm: Observed, windows: Tensor, seed: int = 0) -> Comparison:
    """`arm` against `base` on int64 [windows, length] tokens; each predicts the next one."""
    kl, agree, nll_base, nll_arm = [], [], [], []
    for row, tokens in enumerate(windows.cpu()):
        p = torch.log_softmax(base.logits[row].double(), -1)
        q = torch.log_softmax(arm.logits[row].double(), -1)
        kl.append((p.exp() * (p - q)).sum(-1).clamp_min(0))
        agree.append(p.argmax(-1) == q.argmax(-1))
        nll_base.append(-p[:-1].gather(1, tokens[1:, None]).mean())
        nll_arm.append(-q[:-1].gather(1, tokens[1:, None]).mean())
    divergence = torch.cat(kl).numpy()
    kl_low, _ = _interval(torch.stack([each.mean() for each in kl]).numpy(), seed)
    before, after = torch.stack(nll_base).numpy(), torch.stack(nll_arm).numpy()
    low, high = _interval((after - before) / before.mean(), seed)
    flips = {path: float((ids != arm.selected[path]).any(-1).double().mean())
             for path, ids in base.selected.items()}  # fmt: skip
    return Comparison(
        kl_mean=float(divergence.mean()),
        kl_mean_low=kl_low,
        kl_p999=float(np.quantile(divergence, 0.999)),
        nll_base=float(before.mean()),
        nll_change=float((after - before).mean() / before.mean()),
        nll_change_low=low,
        nll_change_high=high,
        top1_agreement=float(torch.cat(agree).double().mean()),
        flips=flips,
        tokens=len(divergence),
    )


def first_divergence(base: Tensor, arm: Tensor) -> np.ndarray:
    """For each row of int64 [prompts, tokens], how many tokens are equal before the first that
    differs; `tokens` where none does.
    """
    same = (base == arm).long().cumprod(1)
    equal: np.ndarray = same.sum(1).numpy()
    return equal


def _interval(values: np.ndarray, seed: int) -> tuple[float, float]:
    """Bootstrap 95 % interval of the mean."""
    draws = np.random.default_rng(seed).integers(0, len(values), (RESAMPLES, len(values)))
    low, high = np.quantile(values[draws].mean(1), [0.025, 0.975])
    return float(low), float(high)
