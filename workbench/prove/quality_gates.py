"""Figures of the patched model against thresholds made from the control's: green or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from workbench.prove.comparison import RESAMPLES, Comparison
from workbench.schema import Gate

# Below these a control of nought (a CPU's GEMMs may not depend on the batch) would fail any kernel
# that is not bit-equal. KL: a float32 ULP at 1, squared, times the logits' spread; far under what
# one bf16 rounding of a logit gives (1e-5). Flips: gate 3's own minimum.
KL_FLOOR_NATS, FLIP_FLOOR = 1e-8, 1e-3
NLL_CHANGE_MAX, TOP1_LOSS_MAX = 1e-3, 1e-3
TIMES_CONTROL = 2.0


def judged(
    controls: Sequence[Comparison],
    patched: Comparison,
    diverged: Sequence[np.ndarray],
    windows: tuple[int, ...],
    prompts: tuple[int, ...],
    new_tokens: int,
    seed: int,
) -> dict[str, Any]:
    """The `quality` of a proof. The control's figure is its worst of all controls; `diverged` holds
    the tokens before the first divergence of (all controls, patched).
    """
    worst = {name: max(getattr(c, name) for c in controls)
             for name in ("kl_mean", "kl_p999", "flips_mean")}  # fmt: skip
    gates = [
        _kl("mean KL", patched.kl_mean, worst["kl_mean"]),
        _kl("p99.9 KL", patched.kl_p999, worst["kl_p999"]),
        _nll(patched, controls),
        _top1(patched, controls),
        _flips(patched, worst["flips_mean"]),
        _divergence(diverged[0], diverged[1], new_tokens, seed),
    ]
    return {
        "green": all(gate.passed is not False for gate in gates),
        "sample": {"windows": windows[0], "length": windows[1], "tokens": patched.tokens,
                   "prompts": prompts[0], "prompt_length": prompts[1], "new_tokens": new_tokens},
        "gates": [asdict(gate) for gate in gates],
        "control": [asdict(c) for c in controls],
        "patched": asdict(patched),
        "first_divergence": {"control": diverged[0].tolist(), "patched": diverged[1].tolist()},
    }  # fmt: skip


def _kl(name: str, figure: float, control: float) -> Gate:
    threshold = max(TIMES_CONTROL * control, KL_FLOOR_NATS)
    return Gate(7, name, figure <= threshold, figure, threshold, control, "nats", "teacher-forced")


def _nll(patched: Comparison, controls: Sequence[Comparison]) -> Gate:
    inside = max(abs(patched.nll_change_low), abs(patched.nll_change_high)) <= NLL_CHANGE_MAX
    interval = f"95 % interval {patched.nll_change_low:+.4%} to {patched.nll_change_high:+.4%}"
    worst = max((c.nll_change for c in controls), key=abs)
    return Gate(7, "NLL change", inside, patched.nll_change, NLL_CHANGE_MAX, worst,
                "of NLL", f"{interval}; NLL {patched.nll_base:.4f} nats a token")  # fmt: skip


def _top1(patched: Comparison, controls: Sequence[Comparison]) -> Gate:
    control = min(c.top1_agreement for c in controls)
    threshold = control - TOP1_LOSS_MAX
    figure = patched.top1_agreement
    return Gate(7, "top-1 agreement", figure >= threshold, figure, threshold, control,
                "of tokens", "with the baseline's most likely token")  # fmt: skip


def _flips(patched: Comparison, control: float) -> Gate:
    if not patched.flips:
        return Gate(7, "expert flips", None, None, None, None, "of tokens", "no experts")
    threshold = max(TIMES_CONTROL * control, FLIP_FLOOR)
    figure = patched.flips_mean
    return Gate(7, "expert flips", figure <= threshold, figure, threshold, control, "of tokens",
                f"mean over {len(patched.flips)} routers of the sets that differ")  # fmt: skip


def _divergence(control: np.ndarray, patched: np.ndarray, tokens: int, seed: int) -> Gate:
    """Red only where the patched model diverges, beyond noise, over twice as often a token."""
    if not tokens:
        return Gate(8, "first divergence", None, None, None, None, "a token", "not run")
    random = np.random.default_rng(seed)
    excess = [_rate(random.choice(patched, len(patched)), tokens)
              - TIMES_CONTROL * _rate(random.choice(control, len(control)), tokens)
              for _ in range(RESAMPLES)]  # fmt: skip
    rate, floor = _rate(patched, tokens), _rate(control, tokens)
    detail = (
        f"{int((patched < tokens).sum())} of {len(patched)} prompts diverge within {tokens} tokens,"
        f" control {int((control < tokens).sum())} of {len(control)}"
    )
    return Gate(8, "first divergence", bool(np.quantile(excess, 0.025) <= 0), rate,
                TIMES_CONTROL * floor, floor, "a token", detail)  # fmt: skip


def _rate(equal: np.ndarray, tokens: int) -> float:
    """Divergences for each token that was said alike (events over exposure)."""
    return float((equal < tokens).sum() / max(1, equal.sum()))
