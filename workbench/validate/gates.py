"""The gates: each a pure function of outputs and references to one `Gate`.

Numbers are those of the validation protocol: 0 preconditions, 1 rounding-faithful, 2 decisions, 3
set flips from upstream, 4 accuracy against fp64, 5 bias, 6 determinism and batch invariance. Errors
are in ULP of the largest finite value of the row in eager's output, so that rows of any magnitude
weigh the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import torch

from workbench.schema import Gate
from workbench.validate.oracle import Decision

# Rounding to nearest alone leaves this RMSE in ULP: no output is asked to be better than that.
_ROUNDING_RMSE = 1 / math.sqrt(12)
# Share of bit-equal values asked of 16-bit outputs, and the least a wide control may lower it to.
_EQUAL, _EQUAL_MIN = 0.999, 0.95
_BIAS_ROWS_MIN = 64
_BIAS_Z_MAX = 4.0
# By bytes of the dtype. The lean of a few fp32 ULP is rounding itself (0.1 RMSE in eager on
# ordinary logits, more on nearly equal ones) and vanishes under the 16-bit rounding that follows.
_BIAS_SHARE_MAX = {2: 0.05, 4: 0.2, 8: 0.2}


def does_not_apply(number: int, name: str, why: str) -> Gate:
    """A gate that has nothing to say here, with the reason."""
    return Gate(number, name, None, None, None, None, "", why)


def read(*figures: torch.Tensor) -> list[float]:
    """The values of one-element tensors, exact (integers below 2**53), waiting for a GPU once:
    beside other processes each wait costs a turn of theirs.
    """
    wide = [each.double().reshape(()).to(figures[0].device) for each in figures]
    return list(torch.stack(wide).tolist())


def same_bits(a: torch.Tensor, b: torch.Tensor) -> bool:
    """Whether two tensors agree bit for bit; a NaN equals any NaN."""
    return bool(same_bits_there(a, b))


def same_bits_there(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """`same_bits` as a bool tensor where the tensors lie: nothing waits for a GPU."""
    if a.shape != b.shape or a.dtype != b.dtype:
        return torch.zeros((), dtype=torch.bool, device=a.device)
    if not a.is_floating_point():
        return (a == b).all()
    bits = {1: torch.uint8, 2: torch.int16, 4: torch.int32, 8: torch.int64}[a.element_size()]
    equal = a.contiguous().view(bits) == b.contiguous().view(bits)
    return (equal | (a.isnan() & b.isnan())).all()


def all_same_bits(a: Sequence[torch.Tensor], b: Sequence[torch.Tensor]) -> torch.Tensor:
    """`same_bits_there` of two runs' tensors, one by one and of equal number: do all agree?"""
    if len(a) != len(b) or not b:
        return torch.tensor(len(a) == len(b), device=b[0].device if b else None)
    return torch.stack([same_bits_there(x, y) for x, y in zip(a, b, strict=True)]).all()


def finite(x: torch.Tensor) -> torch.Tensor:
    """`x.isfinite()`, which 8-bit floats do not have."""
    return (x.float() if x.element_size() == 1 else x).isfinite()


def row_ulp(eager: torch.Tensor) -> torch.Tensor:
    """One unit in the last place of the largest finite magnitude of each row, in fp64, [..., 1]."""
    magnitude = eager.double().abs().masked_fill(~finite(eager), 0.0).amax(-1, keepdim=True)
    information = torch.finfo(eager.dtype)
    exponent = torch.frexp(magnitude.clamp_min(information.tiny)).exponent - 1
    return torch.ldexp(torch.full_like(magnitude, information.eps), exponent)


def _error_ulp(output: torch.Tensor, expected: torch.Tensor, eager: torch.Tensor) -> torch.Tensor:
    """Signed error of the values that are finite in both, in ULP of eager's row, else 0; fp64."""
    both = finite(output) & finite(expected)
    error = (output.double() - expected.double()) / row_ulp(eager)
    return torch.where(both, error, 0.0)


def _p999(error: torch.Tensor) -> torch.Tensor:
    """As the least of what lies above: for one long row `kthvalue` keeps a GPU's one block busy."""
    flat = error.flatten()
    above = flat.numel() - max(1, math.ceil(0.999 * flat.numel())) + 1
    return flat.topk(above, sorted=False).values.amin()


def _unequal(error: torch.Tensor) -> torch.Tensor:
    return (error != 0).double().mean()


def _rms(error: torch.Tensor) -> torch.Tensor:
    return error.square().mean().sqrt()


def faithful(
    name: str,
    output: torch.Tensor,
    eager: torch.Tensor,
    controls: Sequence[torch.Tensor],
    contraction: bool = False,
    between: bool = False,
) -> Gate:
    """Gate 1 for one floating-point output: does it round where eager rounds?

    fp32, or a `contraction` of any dtype: maximum and 99.9th percentile of the error within twice
    the control's, eager against eager with other reduction orders, and 1 ULP where the control is
    nought. Other 16-bit outputs: at least 99.9% of the values bit-equal, the rest within 1 ULP of
    the largest; where eager itself agrees less with other reduction orders (rows of one value
    flip together), twice its share of differing values and twice its error, but never under 95%.
    Non-finite values stand where eager has them. `between`: values that lie between those of eager
    and its controls count as equal to it.
    """
    infinite = ~finite(eager) & ~eager.isnan()
    pattern = (output.isnan() != eager.isnan()) | (infinite & (output != eager))
    spoilt = pattern | (finite(eager) & ~finite(output))
    signed = [_error_ulp(each, eager, eager) for each in (output, *controls)]
    error, *spread = (each.abs() for each in signed)
    short = output.element_size() <= 2 and not contraction
    # Beside the maximum: of 16-bit outputs the share that differs, of others the percentile.
    second = _unequal if short else _p999
    figures = [(each.max(), second(each)) for each in (error, *spread)]
    same = error == 0
    alike = same | _between(signed) if between else same
    misplaced, alone, equal, held, *found = read(
        *(each.sum() for each in (spoilt, spoilt & finite(output))),
        *(each.double().mean() for each in (same, alike)),
        *(x for pair in figures for x in pair),
    )
    if misplaced:
        detail = f"{misplaced:.0f} values are non-finite in only one of kernel and eager"
        detail += f": {alone:.0f} in eager" if alone else ""
        return Gate(1, name, False, math.inf, None, None, "ULP of row", detail)
    worst, tail = found[:2]
    control, other = max(found[2::2], default=0.0), max(found[3::2], default=0.0)
    if short:
        share, limit = max(_EQUAL_MIN, min(_EQUAL, 1 - 2 * other)), max(2 * control, 1.0)
        within = f", {held:.2%} equal or within the control" if held > equal else ""
        detail = f"{equal:.2%} equal to eager{within}, at least {share:.2%} asked"
        passed = held >= share and worst <= limit
        return Gate(1, name, passed, worst, limit, control, "ULP of row", detail)
    detail = f"{equal:.2%} equal to eager, p99.9 {tail:.2f} ULP"
    limit, tail_limit = max(2 * control, 1.0), max(2 * other, 1.0)
    passed = worst <= limit and tail <= tail_limit
    return Gate(1, name, passed, worst, limit, control, "ULP of row", detail)


def _between(errors: Sequence[torch.Tensor]) -> torch.Tensor:
    """Where the first of signed errors lies between the least and the largest others, or 0."""
    low, high = torch.zeros_like(errors[0]), torch.zeros_like(errors[0])
    for each in errors[1:]:
        low, high = torch.minimum(low, each), torch.maximum(high, each)
    return (errors[0] >= low) & (errors[0] <= high)


def agreement(output: torch.Tensor, other: torch.Tensor) -> float:
    """Share of the values that are equal (16 bits), or within 1 ULP of the row (wider)."""
    error = _error_ulp(output, other, other).abs()
    return float((error <= (0.0 if output.element_size() <= 2 else 1.0)).double().mean())


def decided(name: str, ids: torch.Tensor, decision: Decision) -> Gate:
    """Gate 2: ids are a stable sort, lowest id first, of the tensor that the reference selects on.

    Where that key ties exactly any order is accepted, and counted in `detail`.
    """
    key, dim, k = decision.key, decision.dim, ids.shape[decision.dim]
    fault = ids_fault(ids, key.shape[dim], dim)
    if fault:
        return Gate(2, name, False, math.inf, 0.0, None, "entries", fault)
    stable = (
        _one_nan(key)
        .sort(dim=dim, descending=decision.largest, stable=True)
        .indices.narrow(dim, 0, k)
    )
    ids = ids.long()
    ours, best = key.gather(dim, ids), key.gather(dim, stable)
    wrong, otherwise = map(
        int, read((~((ours == best) | (ours.isnan() & best.isnan()))).sum(), (ids != stable).sum())
    )
    ties = otherwise - wrong
    detail = f"{ties} of {ids.numel()} entries ordered otherwise among exact ties of the key"
    return Gate(2, name, wrong == 0, float(wrong), 0.0, None, "entries", detail)


def ids_fault(ids: torch.Tensor, count: int, dim: int = -1) -> str:
    """What makes ids unusable as choices among `count`: out of range, or twice in a row; ""
    nothing.
    """
    repeated = ids.sort(dim=dim).values.diff(dim=dim) == 0
    outside, twice = map(int, read(((ids < 0) | (ids >= count)).sum(), repeated.sum()))
    if outside:
        return f"{outside} ids outside 0..{count - 1}"
    return f"{twice} ids chosen twice in a row" if twice else ""


def _one_nan(key: torch.Tensor) -> torch.Tensor:
    """`key` with every NaN positive: CUDA's radix sort would put a negative one below -inf."""
    return torch.where(key.isnan(), float("nan"), key) if key.is_floating_point() else key


def stable(name: str, ids: torch.Tensor, source: torch.Tensor, source_name: str) -> Gate:
    """Gate 2 for a kernel that states its tie order: ids equal the stable descending sort of
    `source`.
    """
    expected = (
        _one_nan(source).sort(dim=-1, descending=True, stable=True).indices[..., : ids.shape[-1]]
    )
    wrong = float((ids != expected).sum())
    detail = f"of {ids.numel()} against the stable sort of {source_name}, lowest id first"
    return Gate(2, f"{name} tie order", wrong == 0, wrong, 0.0, None, "entries", detail)


def accurate(
    name: str,
    output: torch.Tensor,
    eager: torch.Tensor,
    exact: torch.Tensor,
    controls: Sequence[torch.Tensor],
) -> Gate:
    """Gate 4: finite wherever eager and fp64 are; against fp64, RMSE within 2x eager's (fp32; 1.1x
    for 16-bit outputs) and maximum within 2x eager's + 1 ULP; eager's is the worst of its reduction
    orders. Figure, threshold, control: RMSE.
    """
    lost = (~finite(output) & finite(eager) & finite(exact)).sum()
    errors = (_error_ulp(each, exact, eager) for each in (output, eager, *controls))
    spoilt, *found = read(lost, *(x for each in errors for x in (_rms(each), each.abs().max())))
    rmse, worst, *theirs = found
    control, worst_control = max(theirs[::2]), max(theirs[1::2])
    limit = max((1.1 if output.element_size() <= 2 else 2.0) * control, _ROUNDING_RMSE)
    if spoilt:
        detail = f"{spoilt:.0f} values are not finite where eager's and the exact ones are"
        return Gate(4, name, False, math.inf, limit, control, "RMSE in ULP of row", detail)
    passed = rmse <= limit and worst <= 2 * worst_control + 1
    detail = f"maximum {worst:.2f} ULP, eager's {worst_control:.2f}"
    return Gate(4, name, passed, rmse, limit, control, "RMSE in ULP of row", detail)


def unbiased(
    name: str,
    output: torch.Tensor,
    eager: torch.Tensor,
    exact: torch.Tensor,
    controls: Sequence[torch.Tensor],
) -> Gate:
    """Gate 5: no signed error, clustered by row. Figure: |mean| / RMSE.

    Fails if |z| > 4 and the figure is above 0.05 (16-bit outputs; 0.2 for fp32) and above twice
    eager's worst over its reduction orders.
    """
    if not output.dim() or output.shape[0] < _BIAS_ROWS_MIN:
        return does_not_apply(5, name, f"fewer than {_BIAS_ROWS_MIN} rows")
    errors = (_error_ulp(each, exact, eager) for each in (output, eager, *controls))
    found = read(*(figure for each in errors for figure in _moments(each)))
    count = output.shape[0]
    share, z = _lean(found[:3], count)
    control = max(_lean(found[i : i + 3], count)[0] for i in range(3, len(found), 3))
    limit = max(_BIAS_SHARE_MAX[max(2, output.element_size())], 2 * control)
    passed = abs(z) <= _BIAS_Z_MAX or share <= limit
    return Gate(5, name, passed, share, limit, control, "|mean| / RMSE", f"z {z:.1f} over rows")


def _moments(error: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """RMSE, and mean and deviation of the rows' means."""
    rows = error.reshape(error.shape[0], -1).mean(-1)
    return _rms(error), rows.mean(), rows.std()


def _lean(moments: Sequence[float], rows: int) -> tuple[float, float]:
    rmse, mean, deviation = moments
    spread = deviation / math.sqrt(rows)
    return (abs(mean) / rmse if rmse else 0.0), (mean / spread if spread else 0.0)


def repeatable(runs: int, different: int, what: str = "more runs") -> Gate:
    """Gate 6: `different` of `runs` further runs on the same inputs were not bit-equal to the
    first. `what`: which runs these were.
    """
    differ = f"{different} of {runs} {what} differ{'s' * (runs == 1)}"
    return Gate(6, "determinism", not different, float(different), 0.0, None, "runs", differ)


def batch_invariant(ours: Mapping[str, bool], eagers: Mapping[str, bool]) -> Gate:
    """Gate 6: a row's result is the same in other batches; only required where eager's is.

    Both map a way of batching (first 7 rows, permuted, ...) to whether every row stayed bit-equal.
    """
    broken = [way for way, same in ours.items() if not same and eagers[way]]
    excused = [way for way, same in ours.items() if not same and not eagers[way]]
    detail = f"broken: {', '.join(broken)}" if broken else f"hold: {', '.join(ours)}"
    if excused:
        detail += f"; nor does eager: {', '.join(excused)}"
    return Gate(
        6, "batch invariance", not broken, float(len(broken)), 0.0, None, "batchings", detail
    )
