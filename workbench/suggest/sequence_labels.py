"""Short names for launches that nothing but the trace tells of: by operator, else by kernel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import pandas as pd

from workbench.attribute.correlate import CHAIN_LINK
from workbench.suggest.launch_kinds import head
from workbench.suggest.sequence_names import node_operator

# Parts of a name; what comes after is "more".
PARTS_MAX = 4
LABEL_MAX = 48  # characters

_INSIDE = re.compile(r"at::native::(?:\(anonymous namespace\)::)?(?:CUDAFunctor(?:OnSelf)?_)?(\w+)")
_GENERIC = re.compile(r"elementwise_kernel|reduce_kernel|multi_tensor_apply")
_TRITON = re.compile(r"[A-Za-z_][a-z0-9_]*")  # names of kernels in Triton are those of functions
_GENERATED = re.compile(r"^triton_[a-z]+_fused_+(?=[a-z])")
_NUMBERED = re.compile(r"_\d+$")
_MOVES = frozenset(("_to_copy", "clone", "copy", "arange", "scalar_tensor", "fill", "zeros"))


def labels_of(launches: pd.DataFrame) -> list[str]:
    """The label of each of `launches` (columns of schema.AttributedLaunch)."""
    name, chain = launches["name"].cat, launches["op_chain"].cat
    kernels = [str(text) for text in name.categories]
    chains = [str(text) for text in chain.categories]
    codes = zip(name.codes.tolist(), chain.codes.tolist(), strict=True)
    return [label(kernels[kernel], chains[operators]) for kernel, operators in codes]


@lru_cache(maxsize=8192)
def label(kernel: str, chain: str) -> str:
    """What a launch computes, in a word: `rmsnorm`, `topk`, `direct_copy`."""
    if _TRITON.fullmatch(kernel) and not kernel.startswith(("_Z", "Cijk")):
        return _plain(_GENERATED.sub("", kernel))
    operators = [name for name in chain.split(CHAIN_LINK) if "::" in name]
    own = [name for name in operators if not name.startswith("aten::")]
    if own:
        return _plain(own[-1].rpartition("::")[2])
    if operators:
        return node_operator(chain)[0].rpartition("::")[2]
    if kernel.startswith(("Memcpy", "Memset")):
        return kernel.partition(" ")[0].lower()
    if _GENERIC.search(kernel) and len(inside := _INSIDE.findall(kernel)) > 1:
        return _plain(inside[1])
    parts = [part for part in re.split(r"::|\s+", head(kernel)) if part]
    if kernel.startswith("_Z"):
        return _plain(next((part for part in parts if "kernel" in part), parts[-1]))
    return _plain(parts[-1]) if parts else "kernel"


def _plain(name: str) -> str:
    """Without `kernel` in it, and numbers behind it."""
    text = re.sub(r"_?kernel(_cuda|_impl)?", "", _NUMBERED.sub("", name))
    return (text.strip("_") or name)[:LABEL_MAX]


def summary(labels: Sequence[str]) -> str:
    """Distinct labels in order, equal ones counted: `2copy+2rmsnorm+rotary_embedding`.

    Casts, copies and constants of ATen are named only where there is nothing else.
    """
    telling = [one for one in labels if one not in _MOVES] or list(labels)
    counts: dict[str, int] = {}
    for one in telling:
        one = one.strip("_")
        counts[one] = counts.get(one, 0) + 1
    names = [f"{count if count > 1 else ''}{one}" for one, count in counts.items()]
    return "+".join(names[:PARTS_MAX] + ["more"] * (len(names) > PARTS_MAX))


def slug(parts: Iterable[str]) -> str:
    """An id of `parts`: lower case, nothing but letters, digits, `_` and `-`."""
    cleaned = (re.sub(r"[^a-z0-9_]+", "-", part.lower()).strip("-") for part in parts)
    return "-".join(part for part in cleaned if part)
