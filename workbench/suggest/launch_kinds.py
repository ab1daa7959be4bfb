"""What a launch is, told from the trace alone: from the operators around it, else from its name.

Used where no execution trace says what reads what. Operators of ATen are known by name, others and
kernels by whole words of their names (`gate` is not in `aggregate`); the rules are data, each with
the recording or the source that it is known from, and each counts the launches that it decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.attribute.correlate import CHAIN_LINK
from workbench.suggest.rowspace import SYNCS
from workbench.trace.operators import ATTENTIONS, CONTRACTIONS

# boundary kinds end every run of small launches; `fused` may be part of a run, never all of it
BOUNDARY_KINDS = frozenset(("gemm", "attention", "collective", "transfer"))
KINDS = ("small", "fused", *sorted(BOUNDARY_KINDS))


@dataclass(frozen=True)
class Rule:
    """Launches whose name has all `words` are of `kind`.

    where: `op` the operators around the launch, innermost first; `head` the kernel's name without
    template and call arguments; `name` all of it. receipt: where such launches were seen.
    """

    kind: str
    where: str
    words: frozenset[str]
    receipt: str

    def describe(self) -> str:
        """`gemm: kernel nvjet`."""
        return f"{self.kind}: {self.where} {' '.join(sorted(self.words))}"


def _rules(kind: str, where: str, receipt: str, *alternatives: str) -> list[Rule]:
    return [Rule(kind, where, frozenset(text.split()), receipt) for text in alternatives]


# First match decides.
RULES: tuple[Rule, ...] = (
    *_rules("collective", "op", "PyTorch c10d", "c10d", "nccl", "allreduce", "alltoall"),
    *_rules("collective", "op", "vLLM custom ops", "all reduce", "all gather", "reduce scatter"),
    *_rules("fused", "op", "Inductor's names of generated kernels", "triton fused"),
    *_rules("small", "op", "vLLM on MI300X: reshape_and_cache_flash", "reshape cache"),
    *_rules("fused", "op", "SGLang on MI300X: aiter::add_rmsnorm", "add rmsnorm"),
    *_rules("fused", "op", "vLLM on MI300X: aiter::rmsnorm2d_fwd_with_add_ck", "with add"),
    *_rules("fused", "op", "SGLang on MI300X: sgl_kernel::silu_and_mul", "and mul"),
    *_rules("fused", "op", "vLLM _C::fused_add_rms_norm, aten::_fused_rms_norm", "fused"),
    *_rules("fused", "op", "vLLM _moe_C::topk_softmax", "topk softmax", "topk sigmoid"),
    *_rules("attention", "op", "vLLM and SGLang on MI300X", "attention", "attn"),
    *_rules("gemm", "op", "aiter::gemm_a16w16, vllm::rocm_unquantized_gemm", "gemm", "matmul"),
    *_rules("gemm", "op", "engines' quantised linears", "scaled mm", "grouped mm", "gemv"),
    *_rules("small", "op", "aiter::rmsnorm, whose kernel is called add_rmsnorm", "rmsnorm"),
    *_rules("small", "op", "rotary_embedding of vLLM and SGLang", "rotary embedding"),
    *_rules("fused", "head", "Inductor's names of generated kernels", "triton fused"),
    *_rules("small", "head", "PyTorch's own kernels outside GEMM and attention", "at native"),
    *_rules("small", "head", "vLLM on MI300X: reshape_and_cache_flash", "reshape cache"),
    *_rules("small", "head", "triton_kernels: _finalize_matmul_scatter", "finalize scatter"),
    *_rules("collective", "head", "NCCL, RCCL", "nccl", "rccl"),
    *_rules("collective", "head", "vLLM custom_all_reduce", "cross device reduce"),
    *_rules("attention", "head", "vLLM and SGLang on MI300X", "attention", "attn"),
    *_rules("attention", "head", "flash-attention", "flash", "fmha", "splitkv"),
    *_rules("attention", "name", "cuDNN, CUTLASS", "sdpa", "fmha"),
    *_rules("gemm", "head", "triton_kernels on MI300X: _matmul_ogs", "matmul ogs"),
    *_rules("gemm", "head", "vLLM's and SGLang's grouped GEMM fused_moe_kernel", "fused moe"),
    *_rules("gemm", "head", "hipBLASLt (Tensile) on MI300X", "cijk"),
    *_rules("gemm", "head", "cuBLAS on H100", "nvjet", "xmma", "splitk", "gemv", "cublas lt"),
    *_rules("gemm", "head", "everyone", "gemm", "matmul"),
    *_rules("gemm", "name", "CUTLASS on H100", "cutlass gemm"),
    *_rules("fused", "head", "aiter's add_rmsnorm_quant_kernel on MI300X", "add rmsnorm"),
    *_rules("fused", "head", "vLLM, FlashInfer", "fused", "and mul"),
    *_rules("fused", "head", "vLLM topkGatingSoftmax", "topk gating softmax"),
)

# They hand on to others; what they launch themselves is told by the operator inside.
_COMPOSITE = frozenset(
    f"aten::{name}" for name in ("linear", "matmul", "einsum", "scaled_dot_product_attention")
)
_TRANSFERS = ("Memcpy HtoD", "Memcpy DtoH", "Memcpy PtoP")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_MANGLED = re.compile(r"(\d+)(?=[A-Za-z_])")
_ATEN = "of ATen"
_UNKNOWN = "by no rule"


@dataclass(frozen=True)
class Kinds:
    """One of KINDS a launch, as codes, and what each rule decided: (rule, launches)."""

    codes: npt.NDArray[np.int64]
    receipts: tuple[tuple[str, int], ...]

    def is_in(self, names: Iterable[str]) -> npt.NDArray[np.bool_]:
        """Launches of these kinds."""
        return np.isin(self.codes, [KINDS.index(name) for name in names])


def launch_kinds(launches: pd.DataFrame) -> Kinds:
    """The kind of each of `launches` (columns of schema.AttributedLaunch)."""
    name, chain = launches["name"].cat, launches["op_chain"].cat
    width = max(len(chain.categories), 1)
    pairs = name.codes.to_numpy().astype(np.int64) * width + chain.codes.to_numpy()
    distinct, inverse = np.unique(pairs, return_inverse=True)
    decided = [
        _decide(str(name.categories[pair // width]), str(chain.categories[pair % width]))
        for pair in distinct.tolist()
    ]
    codes = np.array([KINDS.index(kind) for kind, _ in decided], dtype=np.int64)
    counts = np.bincount(inverse.ravel(), minlength=len(decided)).tolist()
    receipts: dict[str, int] = {}
    for (_, rule), count in zip(decided, counts, strict=True):
        receipts[rule] = receipts.get(rule, 0) + count
    return Kinds(codes[inverse.ravel()], tuple(sorted(receipts.items())))


def kind_of_name(kernel: str) -> str:
    """One of KINDS, by a kernel's name alone."""
    return _decide(kernel, "")[0]


def _decide(kernel: str, chain: str) -> tuple[str, str]:
    """Kind of a launch, and the rule that says so."""
    if kernel.startswith(_TRANSFERS):
        return "transfer", "transfer: between host and device"
    operators = chain.split(CHAIN_LINK) if chain else []
    inner = [name for name in operators[:-1] if name not in _COMPOSITE] + operators[-1:]
    for kind, known in (
        ("attention", ATTENTIONS),
        ("gemm", CONTRACTIONS),
        ("transfer", SYNCS),
    ):
        if known.intersection(inner):
            return kind, f"{kind}: {_ATEN}"
    for name in reversed(operators):
        if rule := _first(("op",), words(name), words(name)):
            return rule.kind, rule.describe()
        if name.startswith(("aten::", "prims::")):
            return "small", f"small: {_ATEN}"
    if rule := _first(("head", "name"), words(head(kernel)), words(kernel)):
        return rule.kind, rule.describe()
    return "small", f"small: {_UNKNOWN}"


def _first(where: Sequence[str], own: frozenset[str], whole: frozenset[str]) -> Rule | None:
    for rule in RULES:
        if rule.where in where and rule.words <= (whole if rule.where == "name" else own):
            return rule
    return None


@lru_cache(maxsize=4096)
def words(text: str) -> frozenset[str]:
    """Words of a name in lower case, CamelCase and snake_case taken apart; those of a mangled
    C++ name are its identifiers'.
    """
    if text.startswith("_Z"):
        text = " ".join(_identifiers(text))
    return frozenset(word.lower() for word in _WORD.findall(text))


def _identifiers(mangled: str) -> list[str]:
    """The length-prefixed identifiers of an Itanium-mangled name (C++ ABI, section 5.1.2)."""
    found, at = [], 0
    while match := _MANGLED.search(mangled, at):
        length = int(match[1][-3:])
        found.append(mangled[match.end() : match.end() + length])
        at = match.end() + length
    return found


@lru_cache(maxsize=4096)
def head(kernel: str) -> str:
    """A kernel's name without return type, template arguments and parameters."""
    if kernel.startswith("_Z"):
        return " ".join(_identifiers(kernel)[:3])
    depth, kept = 0, []
    for char in kernel.replace("(anonymous namespace)", "anonymous"):
        depth += char in "<({"
        if not depth:
            kept.append(char)
        depth -= char in ">)}" and depth > 0
    return "".join(kept).removeprefix("void ").strip()
