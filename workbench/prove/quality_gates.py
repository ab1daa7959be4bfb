"""Figures of the patched model against thresholds made from the control's: green or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from workbench.prove.comparison import RESAMPLES, Comparison
from workbench.schema import Gate

# Where controls differ by nothing, twice that would fail any kernel that is not bit-equal. Of KL
# the resolution of 16-bit logits is a control (`Unrounded`), so the floor is for wider ones: a
# float32 ULP at 1, squared, times the logits' spread. Flips: gate 3's own minimum. Divergence: as
# many tokens as gate 7 lets lose their place; 2 of the 2,048 that 32 prompts of 64 tokens are.
KL_FLOOR_NATS, FLIP_FLOOR = 1e-8, 1e-3
NLL_CHANGE_MAX, TOP1_LOSS_MAX = 1e-3, 1e-3
DIVERGENCE_FLOOR = TOP1_LOSS_MAX
TIMES_CONTROL = 2.0


def judged(
    controls: Mapping[str, Comparison],
    patched: Comparison,
    diverged: tuple[Sequence[np.ndarray], np.ndarray],
    windows: tuple[int, ...],
    prompts: tuple[int, ...],
    new_tokens: int,
    seed: int,
) -> dict[str, Any]:
    """The `quality` of a proof. A gate's control is the worst of all controls, by name; `diverged`
    holds the equal tokens of each prompt before the first that differs: (each control's, patched).
    """
    free = max(diverged[0], key=lambda equal: _rate(equal, new_tokens))
    gates = [
        _kl("mean KL", "kl_mean", patched, controls),
        _kl("p99.9 KL", "kl_p999", patched, controls),
        _nll(patched, controls.values()),
        _top1(patched, controls.values()),
        _flips(patched, max(c.flips_mean for c in controls.values())),
        _divergence(free, diverged[1], new_tokens, seed),
    ]
    return {
        "green": all(gate.passed is not False for gate in gates),
        "sample": {"windows": windows[0], "length": windows[1], "tokens": patched.tokens,
                   "prompts": prompts[0], "prompt_length": prompts[1], "new_tokens": new_tokens},
        "gates": [asdict(gate) for gate in gates],
        "control": [{"name": name, **asdict(c)} for name, c in controls.items()],
        "patched": asdict(patched),
        "first_divergence": {"control": free.tolist(), "patched": diverged[1].tolist()},
    }  # fmt: skip


def _kl(name: str, field: str, patched: Comparison, controls: Mapping[str, Comparison]) -> Gate:
    """Of the mean what the sample can tell from the threshold: where routers choose, one token that
    goes another way may hold all of it.
    """
    worst = max(controls, key=lambda control: getattr(controls[control], field))
    control, figure = getattr(controls[worst], field), getattr(patched, field)
    threshold = max(TIMES_CONTROL * control, KL_FLOOR_NATS)
    surely = patched.kl_mean_low if field == "kl_mean" else figure
    low = f" at least {surely:.2g} (95 %)" if field == "kl_mean" else ""
    return Gate(7, name, surely <= threshold, figure, threshold, control, "nats",
                f"teacher-forced{low}; control: {worst}")  # fmt: skip


def _nll(patched: Comparison, controls: Iterable[Comparison]) -> Gate:
    inside = max(abs(patched.nll_change_low), abs(patched.nll_change_high)) <= NLL_CHANGE_MAX
    interval = f"95 % interval {patched.nll_change_low:+.4%} to {patched.nll_change_high:+.4%}"
    worst = max((c.nll_change for c in controls), key=abs)
    return Gate(7, "NLL change", inside, patched.nll_change, NLL_CHANGE_MAX, worst,
                "of NLL", f"{interval}; NLL {patched.nll_base:.4f} nats a token")  # fmt: skip


def _top1(patched: Comparison, controls: Iterable[Comparison]) -> Gate:
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
    """Red only where the patched model diverges, beyond noise, over twice as often a token as the
    control, or than `DIVERGENCE_FLOOR` where that is more.
    """
    if not tokens:
        return Gate(8, "first divergence", None, None, None, None, "a token", "not run")
    random = np.random.default_rng(seed)
    excess = [_rate(random.choice(patched, len(patched)), tokens)
              - _rate_allowed(_rate(random.choice(control, len(control)), tokens))
              for _ in range(RESAMPLES)]  # fmt: skip
    rate, floor = _rate(patched, tokens), _rate(control, tokens)
    detail = (
        f"{int((patched < tokens).sum())} of {len(patched)} prompts diverge within {tokens} tokens,"
        f" control {int((control < tokens).sum())} of {len(control)}"
    )
    return Gate(8, "first divergence", bool(np.quantile(excess, 0.025) <= 0), rate,
                _rate_allowed(floor), floor, "a token", detail)  # fmt: skip


def _rate_allowed(control: float) -> float:
    return max(TIMES_CONTROL * control, DIVERGENCE_FLOOR)


def _rate(equal: np.ndarray, tokens: int) -> float:
    """Divergences for each token that was said alike (events over exposure)."""
    return float((equal < tokens).sum() / max(1, equal.sum()))
