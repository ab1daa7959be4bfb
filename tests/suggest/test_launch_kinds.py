"""Kinds of launches from names that real recordings hold, and from some that mislead."""

from __future__ import annotations

import pandas as pd
import pytest

from workbench.suggest.launch_kinds import RULES, launch_kinds
from workbench.suggest.sequence_labels import label, summary

CIJK = "Cijk_Alik_Bljk_BBS_BH_Bias_HA_S_SAV_UserArgs_MT64x32x256_MI16x16x1_SN_LDSB1"
ADD_NORM = "_ZN5aiter24add_rmsnorm_quant_kernelIDF16bDF16bLi256ELi16ELb0EEEvPT0_"
GROUPED = "void cutlass::device_kernel<GemmUniversal<GroupProblemShape<tuple<int> > > >()"
COPY = "void at::native::elementwise_kernel<128, 4, at::native::direct_copy_kernel_cuda(int)>(int)"


def kind(name: str, chain: str = "") -> str:
    table = pd.DataFrame({"name": [name], "op_chain": [chain]}).astype("category")
    kinds = launch_kinds(table)
    assert sum(count for _, count in kinds.receipts) == 1
    return next(one for one in ("small", "fused", *RULE_KINDS) if kinds.is_in([one])[0])


RULE_KINDS = sorted({rule.kind for rule in RULES} | {"transfer"})


@pytest.mark.parametrize(
    ("name", "chain", "wanted"),
    [
        ("nvjet_tst_64x8_64x16_2x1_v_bz_TNT", "", "gemm"),
        (CIJK, "", "gemm"),
        (GROUPED, "", "gemm"),
        ("_matmul_ogs_NNT_bf16xbf16xmxfp4_16x128x256x1_swiglu", "vllm::moe_forward", "gemm"),
        ("splitk_reduce", "aten::linear > aten::matmul > aten::mm", "gemm"),
        (COPY, "aten::linear > aten::matmul > aten::reshape > aten::clone > aten::copy_", "small"),
        ("attn_fwd", "", "attention"),
        ("void flash::splitkv_kernel<Traits<256> >(flash::Params)", "", "attention"),
        ("reduce_segments", "vllm::unified_attention_with_output", "attention"),
        (COPY, "aten::scaled_dot_product_attention > aten::where", "small"),
        ("ncclDevKernel_AllReduce_Sum_bf16_RING_LL(ncclDevKernelArgs)", "", "collective"),
        ("Memcpy HtoD (Host -> Device)", "aten::copy_", "transfer"),
        ("Memcpy DtoD (Device -> Device)", "aten::copy_", "small"),
        (COPY, "aten::item > aten::_local_scalar_dense", "transfer"),
        (ADD_NORM, "", "fused"),
        (ADD_NORM, "sglang_profiler::norm > aiter::rmsnorm", "small"),
        (ADD_NORM, "aiter::add_rmsnorm", "fused"),
        ("act_and_mul_kernel", "sgl_kernel::silu_and_mul", "fused"),
        ("triton_poi_fused_add_mul_3", "", "fused"),
        ("triton_red_fused_mm_add_0", "triton_red_fused_mm_add_0", "fused"),
        # words, not letters: no gate in aggregate, no GEMM in gemma, no attention in attended
        ("aggregate_rows", "", "small"),
        ("gemma_norm_kernel", "", "small"),
        ("unattended_fill", "", "small"),
        # PyTorch's reduction over `all` is no all-reduce
        ("void at::native::reduce_kernel<512, 1, at::native::AllOps>(int)", "", "small"),
    ],
)
def test_kinds(name: str, chain: str, wanted: str) -> None:
    assert kind(name, chain) == wanted


def test_every_rule_has_a_receipt_and_none_repeats() -> None:
    assert all(rule.receipt and rule.words for rule in RULES)
    assert len({(rule.where, rule.words) for rule in RULES}) == len(RULES)
    assert all(word == word.lower() for rule in RULES for word in rule.words)


def test_labels_say_what_is_computed() -> None:
    assert label(COPY, "") == "direct_copy"
    assert label(COPY, "aten::softmax > aten::_softmax") == "_softmax"
    assert label("_topk_forward", "vllm::moe_forward > TopK") == "topk_forward"
    assert label("triton_poi_fused_add_mul_3", "") == "add_mul"
    assert label(ADD_NORM, "aiter::add_rmsnorm") == "add_rmsnorm"
    assert label(ADD_NORM, "") == "add_rmsnorm_quant"
    assert summary(["copy", "norm", "copy", "norm", "rope"]) == "2norm+rope"
    assert summary(["copy", "copy"]) == "2copy"
    assert summary(list("abcdef")) == "a+b+c+d+more"
