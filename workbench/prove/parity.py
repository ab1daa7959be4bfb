"""Does a kernel give what the modules it replaces give, here, on the model's own weights?"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from workbench.errors import BadInput
from workbench.prove.sites import Draw, Site
from workbench.validate.gates import row_ulp, same_bits

TOKENS = 3  # rows of the probe: more than one, and no power of two
EQUAL = 0.999  # share of a 16-bit output's values that must have eager's bits
FEW = 3  # values that may differ however few there are
CONTRACTION = 4.0  # eps of the dtype: the RMS error, relative, that another order of sums may give


def probe(site: Site, launch: Any, host: Any, like: Tensor) -> tuple[str, str]:
    """Run `site` both ways on random activations: (what agreed, "") or ("", why it declines).

    A kernel that falls back, or raises, declines with its own reason. Raises BadInput for one that
    breaks the GPU's context: this process can use it no more.
    """
    activations = site.samples(host, TOKENS, Draw(like))
    with torch.no_grad(), warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", RuntimeWarning)
        wanted = _tensors(site.plain(host, *_copies(activations)))
        try:
            got = _tensors(site.fused(launch, host, *_copies(activations)))
            if like.is_cuda:
                torch.cuda.synchronize(like.device)  # so that a crash is this kernel's
        except torch.AcceleratorError as error:  # nothing runs on this GPU in this process again
            raise BadInput(
                f"{site.kernel} at {type(host).__name__}: {error}; leave it out"
            ) from None
        except Exception as error:  # whatever a kernel raises, the site keeps its modules
            first = (str(error).strip().splitlines() or [""])[0]
            return "", f"{type(error).__name__}: {first[:200]}"
    fell = [str(each.message) for each in told if " runs in eager: " in str(each.message)]
    if fell:
        return "", fell[0]
    return compared(got, wanted, site.contraction)


def _copies(values: Sequence[Any]) -> list[Any]:
    return [value.clone() if isinstance(value, Tensor) else value for value in values]


def _tensors(result: Any) -> list[Tensor]:
    """The tensors of a result, a router's probabilities left out: no kernel forms them."""
    results = result if isinstance(result, tuple) else (result,)
    found = [each for each in results if isinstance(each, Tensor)]
    return found


def compared(
    got: Sequence[Tensor], wanted: Sequence[Tensor], contraction: bool = False
) -> tuple[str, str]:
    """("bit-equal" or how nearly, "") where outputs agree; ("", why not) where they do not.

    Integers: equal. 16-bit floats: 99.9 % of the values have eager's bits (or all but 3), the rest
    are within one unit in the last place of the row's largest. fp32: within two such units.
    A contraction: RMS error within 4 eps. Extra leading outputs of eager's are not compared.
    """
    wanted = wanted[len(wanted) - len(got) :] if len(wanted) >= len(got) else wanted
    if len(got) != len(wanted):
        return "", f"{len(got)} outputs, not {len(wanted)}"
    words = []
    for index, (ours, eager) in enumerate(zip(got, wanted, strict=True)):
        if ours.shape != eager.shape or ours.dtype != eager.dtype:
            return "", (
                f"output {index} is {tuple(ours.shape)} {ours.dtype}, "
                f"not {tuple(eager.shape)} {eager.dtype}"
            )
        if same_bits(ours, eager):
            continue
        word, fault = _near(ours, eager, contraction)
        if fault:
            return "", f"output {index}: {fault}"
        words.append(word)
    return (", ".join(words) or "bit-equal"), ""


def _near(ours: Tensor, eager: Tensor, contraction: bool) -> tuple[str, str]:
    if not ours.is_floating_point():
        return "", f"{int((ours != eager).sum())} of {ours.numel()} integers differ"
    if not bool(ours.isfinite().all()):
        return "", "values that are not finite"
    if contraction:
        error = (ours.double() - eager.double()).square().mean().sqrt()
        relative = float(error / eager.double().square().mean().sqrt())
        limit = CONTRACTION * torch.finfo(ours.dtype).eps
        fault = f"RMS error {relative:.2g} of its RMS, beyond {limit:.2g}"
        return f"RMS error {relative:.1e}", "" if relative <= limit else fault
    ulp = float(((ours.double() - eager.double()).abs() / row_ulp(eager)).max())
    differ = int((ours != eager).sum())
    limit_ulp, few = (1.0, max(FEW, (1 - EQUAL) * ours.numel())) if ours.element_size() == 2 else (
        2.0, ours.numel())  # fmt: skip
    said = f"{differ} of {ours.numel()} values differ, by {ulp:.2g} ULP of the row at most"
    if ulp > limit_ulp or differ > few:
        return "", said
    return said, ""
