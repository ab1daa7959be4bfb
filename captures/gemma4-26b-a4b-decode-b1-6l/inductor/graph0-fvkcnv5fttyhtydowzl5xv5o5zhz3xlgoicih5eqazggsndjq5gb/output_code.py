# AOT ID: ['0_inference']
from ctypes import c_void_p, c_long, c_int
import torch
import math
import random
import os
import tempfile
from math import inf, nan
from cmath import nanj
from torch._inductor.hooks import run_intermediate_hooks
from torch._inductor.utils import maybe_profile
from torch._inductor.codegen.memory_planning import _align as align
from torch import device, empty_strided
from torch._inductor.async_compile import AsyncCompile
from torch._inductor.select_algorithm import extern_kernels
import triton
import triton.language as tl
from torch._inductor.runtime.triton_heuristics import start_graph, end_graph
from torch._C import _cuda_getCurrentRawStream as get_raw_stream

aten = torch.ops.aten
inductor_ops = torch.ops.inductor
_quantized = torch.ops._quantized
assert_size_stride = torch._C._dynamo.guards.assert_size_stride
assert_alignment = torch._C._dynamo.guards.assert_alignment
empty_strided_cpu = torch._C._dynamo.guards._empty_strided_cpu
empty_strided_cpu_pinned = torch._C._dynamo.guards._empty_strided_cpu_pinned
empty_strided_cuda = torch._C._dynamo.guards._empty_strided_cuda
empty_strided_xpu = torch._C._dynamo.guards._empty_strided_xpu
empty_strided_mtia = torch._C._dynamo.guards._empty_strided_mtia
reinterpret_tensor = torch._C._dynamo.guards._reinterpret_tensor
alloc_from_pool = torch.ops.inductor._alloc_from_pool
async_compile = AsyncCompile()
empty_strided_p2p = torch._C._distributed_c10d._SymmetricMemory.empty_strided_p2p


# kernel path: tmp/prove/inductor/qd/cqdaq576sayekbg57df3ie6crth7mkcuxmjbqnl45kfrgrivzpww.py
# Topologically Sorted Source Nodes: [embedding, inputs_embeds, float_3, pow_1, mean, mean_squared, pow_2, normed_output, float_4, normed_output_1, hidden_states], Original ATen: [aten.embedding, aten.mul, aten._to_copy, aten.pow, aten.mean, aten.add]
# Source node to ATen node mapping:
#   embedding => embedding
#   float_3 => convert_element_type_6
#   float_4 => convert_element_type_7
#   hidden_states => convert_element_type_8
#   inputs_embeds => mul
#   mean => mean
#   mean_squared => add_4
#   normed_output => mul_5
#   normed_output_1 => mul_6
#   pow_1 => pow_1
#   pow_2 => pow_2
# Graph fragment:
#   %arg0_1 : Tensor "i64[1, 1][1, 1]cuda:0" = PlaceHolder[target=arg0_1]
#   %arg1_1 : Tensor "bf16[262144, 2816][2816, 1]cuda:0" = PlaceHolder[target=arg1_1]
#   %arg2_1 : Tensor "bf16[][]cuda:0" = PlaceHolder[target=arg2_1]
#   %buf0 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf0]
#   %arg7_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg7_1]
#   %embedding : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.embedding.default](args = (%arg1_1, %arg0_1, 0), kwargs = {})
#   %mul : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.mul.Tensor](args = (%embedding, %arg2_1), kwargs = {})
#   %convert_element_type_6 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul, torch.float32), kwargs = {})
#   %pow_1 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_6, 2), kwargs = {})
#   %mean : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_1, [-1], True), kwargs = {})
#   %add_4 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean, 1e-06), kwargs = {})
#   %pow_2 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_4, -0.5), kwargs = {})
#   %mul_5 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_6, %pow_2), kwargs = {})
#   %convert_element_type_7 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg7_1, torch.float32), kwargs = {})
#   %mul_6 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_5, %convert_element_type_7), kwargs = {})
#   %convert_element_type_8 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_6, torch.bfloat16), kwargs = {})
#   return %buf0,%convert_element_type_8
triton_red_fused__to_copy_add_embedding_mean_mul_pow_0 = async_compile.triton('triton_red_fused__to_copy_add_embedding_mean_mul_pow_0', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.reduction(
    size_hints={'x': 1, 'r0_': 4096},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*i64', 'in_ptr1': '*bf16', 'in_ptr2': '*bf16', 'in_ptr3': '*bf16', 'out_ptr1': '*bf16', 'xnumel': 'constexpr', 'r0_numel': 'i32', 'XBLOCK': 'constexpr', 'R0_BLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {'xnumel': 1}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_red_fused__to_copy_add_embedding_mean_mul_pow_0', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 5, 'num_store': 1, 'num_reduction': 1, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'add_persistent_rblock': True, 'tiling_scores': {'r0_': 16896}}
)
@triton.jit
def triton_red_fused__to_copy_add_embedding_mean_mul_pow_0(in_ptr0, in_ptr1, in_ptr2, in_ptr3, out_ptr1, xnumel, r0_numel, XBLOCK : tl.constexpr, R0_BLOCK : tl.constexpr):
    xnumel = 1
    r0_numel = 2816
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = tl.full([XBLOCK], True, tl.int1)[:, None]
    r0_base = tl.arange(0, R0_BLOCK)[None, :]
    rbase = r0_base
    tmp0 = tl.load(in_ptr0 + (0))
    tmp1 = tl.broadcast_to(tmp0, [1, 1])
    tmp8 = tl.load(in_ptr2 + (0)).to(tl.float32)
    tmp9 = tl.broadcast_to(tmp8, [1, 1])
    _tmp14 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp2 = tl.full([1, 1], 262144, tl.int32)
        tmp3 = tmp1 + tmp2
        tmp4 = tmp1 < 0
        tmp5 = tl.where(tmp4, tmp3, tmp1)
        tl.device_assert((0 <= tmp5) & (tmp5 < 262144), "index out of bounds: 0 <= tmp5 < 262144")
        tmp7 = tl.load(in_ptr1 + (r0_0 + 2816*tmp5), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp10 = tmp7 * tmp9
        tmp11 = tmp10.to(tl.float32)
        tmp12 = tmp11 * tmp11
        tmp13 = tl.broadcast_to(tmp12, [XBLOCK, R0_BLOCK])
        tmp15 = _tmp14 + tmp13
        _tmp14 = tl.where(r0_mask, tmp15, _tmp14)
    tmp14 = tl.sum(_tmp14, 1)[:, None]
    tmp16 = tl.load(in_ptr0 + (0))
    tmp17 = tl.broadcast_to(tmp16, [1, 1])
    tmp24 = tl.load(in_ptr2 + (0)).to(tl.float32)
    tmp25 = tl.broadcast_to(tmp24, [1, 1])
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp35 = tl.load(in_ptr3 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp18 = tl.full([1, 1], 262144, tl.int32)
        tmp19 = tmp17 + tmp18
        tmp20 = tmp17 < 0
        tmp21 = tl.where(tmp20, tmp19, tmp17)
        tl.device_assert((0 <= tmp21) & (tmp21 < 262144), "index out of bounds: 0 <= tmp21 < 262144")
        tmp23 = tl.load(in_ptr1 + (r0_0 + 2816*tmp21), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp26 = tmp23 * tmp25
        tmp27 = tmp26.to(tl.float32)
        tmp28 = tl.full([1, 1], 2816.0, tl.float32)
        tmp29 = (tmp14 / tmp28)
        tmp30 = tl.full([1, 1], 1e-06, tl.float32)
        tmp31 = tmp29 + tmp30
        tmp32 = tl.full([1, 1], -0.5, tl.float32)
        tmp33 = libdevice.pow(tmp31, tmp32)
        tmp34 = tmp27 * tmp33
        tmp36 = tmp35.to(tl.float32)
        tmp37 = tmp34 * tmp36
        tmp38 = tmp37.to(tl.float32)
        tl.store(out_ptr1 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp38, r0_mask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/yr/cyrbwri2mzqm3bzowcwvz6spstgtxhimqqbf2f2ztg3ealq3huhx.py
# Topologically Sorted Source Nodes: [getitem_8, expand_2, , getitem_9, position_ids_expanded], Original ATen: [aten.unsqueeze, aten.expand, aten.bmm, aten._to_copy]
# Source node to ATen node mapping:
#    => mm_default_1, squeeze_dim_2, squeeze_dim_3
#   expand_2 => expand_2
#   getitem_8 => unsqueeze_12, unsqueeze_13
#   getitem_9 => unsqueeze_14
#   position_ids_expanded => convert_element_type
# Graph fragment:
#   %arg3_1 : Tensor "i64[1, 1][1, 1]cuda:0" = PlaceHolder[target=arg3_1]
#   %expand_4 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=expand_4]
#   %unsqueeze_12 : Tensor "f32[1, 128][128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%arg5_1, 0), kwargs = {})
#   %unsqueeze_13 : Tensor "f32[1, 128, 1][128, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_12, 2), kwargs = {})
#   %expand_2 : Tensor "f32[1, 128, 1][128, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_13, [1, -1, 1]), kwargs = {})
#   %squeeze_dim_2 : Tensor "f32[128, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.squeeze.dim](args = (%expand_3, 0), kwargs = {})
#   %unsqueeze_14 : Tensor "i64[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%arg3_1, 1), kwargs = {})
#   %convert_element_type : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%unsqueeze_14, torch.float32), kwargs = {})
#   %squeeze_dim_3 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.squeeze.dim](args = (%expand_4, 0), kwargs = {})
#   %mm_default_1 : Tensor "f32[128, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mm.default](args = (%squeeze_dim_2, %squeeze_dim_3), kwargs = {})
#   return %expand_4,%buf5
triton_poi_fused__to_copy_bmm_expand_unsqueeze_1 = async_compile.triton('triton_poi_fused__to_copy_bmm_expand_unsqueeze_1', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 1}, 
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*fp32', 'in_ptr0': '*i64', 'xnumel': 'constexpr', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {'xnumel': 1}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__to_copy_bmm_expand_unsqueeze_1', 'mutated_arg_names': ['in_out_ptr0'], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__to_copy_bmm_expand_unsqueeze_1(in_out_ptr0, in_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 1
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = tl.full([XBLOCK], True, tl.int1)[:]
    tmp0 = tl.load(in_ptr0 + (0))
    tmp1 = tl.broadcast_to(tmp0, [XBLOCK])
    tmp2 = tmp1.to(tl.float32)
    tl.store(in_out_ptr0 + (tl.full([XBLOCK], 0, tl.int32).broadcast_to(XBLOCK)), tmp2, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/no/cnojv6ovgio4wymgwh52zxoge2ah3sc5val3cwhuvj7hmmukbwpd.py
# Topologically Sorted Source Nodes: [linear, query_states, float_5, pow_3, mean_1, mean_squared_1, pow_4, normed_output_2, float_6, normed_output_3, query_states_1, , freqs, emb, cos, cos_1, cos_4, cos_5, mul_9, x2, neg, x1, cat_2, sin, sin_1, sin_4, sin_5, mul_10, query_states_2, query_states_3, key, value, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, attn_output], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.bmm, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.slice, aten.neg, aten.sin, aten.expand, aten.clone, aten.new_ones, aten.arange, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
# Source node to ATen node mapping:
#    => unsqueeze_default_1
#   arange_6 => iota_6
#   arange_7 => iota_7
#   attention_mask_2 => expand_1
#   attn_output => _scaled_dot_product_cudnn_attention, full_default_1, full_default_2, where
#   cat_2 => cat
#   cos => cos
#   cos_1 => mul_1
#   cos_4 => convert_element_type_1
#   cos_5 => unsqueeze_20
#   emb => clone, expand_5, unsqueeze_15, view_3
#   float_5 => convert_element_type_11
#   float_6 => convert_element_type_12
#   freqs => permute
#   gt => gt
#   key => clone_4, expand_11, unsqueeze_26, view_17
#   kv_arange_1 => add_3
#   kv_indices_1 => unsqueeze_10, unsqueeze_11, unsqueeze_9
#   le_1 => le_1
#   linear => view_9
#   mean_1 => mean_1
#   mean_squared_1 => add_5
#   mul_10 => mul_10
#   mul_9 => mul_9
#   neg => neg
#   normed_output_2 => mul_7
#   normed_output_3 => mul_8
#   pow_3 => pow_3
#   pow_4 => pow_4
#   q_arange_1 => add_2
#   q_indices_1 => unsqueeze_6, unsqueeze_7, unsqueeze_8
#   query_states => view_10
#   query_states_1 => convert_element_type_13
#   query_states_2 => add_6
#   query_states_3 => permute_3
#   result => full_default
#   result_1 => bitwise_and
#   result_2 => bitwise_and_1
#   sin => sin
#   sin_1 => mul_2
#   sin_4 => convert_element_type_2
#   sin_5 => unsqueeze_21
#   sub => sub
#   value => clone_5, expand_13, unsqueeze_29, view_18
#   x1 => slice_1
#   x2 => slice_2
# Graph fragment:
#   %mm : Tensor "bf16[1, 4096][4096, 1]cuda:0" = PlaceHolder[target=mm]
#   %buf3 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 16]cuda:0" = PlaceHolder[target=buf3]
#   %arg9_1 : Tensor "bf16[256][1]cuda:0" = PlaceHolder[target=arg9_1]
#   %mm_default_1 : Tensor "f32[128, 1][1, 1]cuda:0" = PlaceHolder[target=mm_default_1]
#   %cat : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0" = PlaceHolder[target=cat]
#   %view_9 : Tensor "bf16[1, 1, 4096][4096, 4096, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm, [1, 1, 4096]), kwargs = {})
#   %view_10 : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%view_9, [1, 1, -1, 256]), kwargs = {})
#   %convert_element_type_11 : Tensor "f32[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_10, torch.float32), kwargs = {})
#   %pow_3 : Tensor "f32[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_11, 2), kwargs = {})
#   %mean_1 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_3, [-1], True), kwargs = {})
#   %add_5 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_1, 1e-06), kwargs = {})
#   %pow_4 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_5, -0.5), kwargs = {})
#   %mul_7 : Tensor "f32[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_11, %pow_4), kwargs = {})
#   %convert_element_type_12 : Tensor "f32[256][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg9_1, torch.float32), kwargs = {})
#   %mul_8 : Tensor "f32[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_7, %convert_element_type_12), kwargs = {})
#   %convert_element_type_13 : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_8, torch.bfloat16), kwargs = {})
#   %unsqueeze_default_1 : Tensor "f32[1, 128, 1][128, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%mm_default_1, 0), kwargs = {})
#   %permute : Tensor "f32[1, 1, 128][128, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%unsqueeze_default_1, [0, 2, 1]), kwargs = {})
#   %unsqueeze_15 : Tensor "f32[1, 1, 1, 128][128, 1, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%permute, 2), kwargs = {})
#   %expand_5 : Tensor "f32[1, 1, 2, 128][128, 1, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_15, [1, 1, 2, 128]), kwargs = {})
#   %clone : Tensor "f32[1, 1, 2, 128][256, 256, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_5,), kwargs = {memory_format: torch.contiguous_format})
#   %view_3 : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%clone, [1, 1, 256]), kwargs = {})
#   %cos : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cos.default](args = (%view_3,), kwargs = {})
#   %mul_1 : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cos, 1.0), kwargs = {})
#   %convert_element_type_1 : Tensor "bf16[1, 1, 256][256, 256, 1]cuda:0"[num_users=10] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_1, torch.bfloat16), kwargs = {})
#   %unsqueeze_20 : Tensor "bf16[1, 1, 1, 256][256, 256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_1, 2), kwargs = {})
#   %mul_9 : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_13, %unsqueeze_20), kwargs = {})
#   %slice_2 : Tensor "bf16[1, 1, 16, 128][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.slice.Tensor](args = (%convert_element_type_13, 3, 128, 9223372036854775807), kwargs = {})
#   %neg : Tensor "bf16[1, 1, 16, 128][2048, 2048, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.neg.default](args = (%slice_2,), kwargs = {})
#   %slice_1 : Tensor "bf16[1, 1, 16, 128][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.slice.Tensor](args = (%convert_element_type_13, 3, 0, 128), kwargs = {})
#   %cat : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cat.default](args = ([%neg, %slice_1], -1), kwargs = {})
#   %sin : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sin.default](args = (%view_3,), kwargs = {})
#   %mul_2 : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%sin, 1.0), kwargs = {})
#   %convert_element_type_2 : Tensor "bf16[1, 1, 256][256, 256, 1]cuda:0"[num_users=10] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_2, torch.bfloat16), kwargs = {})
#   %unsqueeze_21 : Tensor "bf16[1, 1, 1, 256][256, 256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_2, 2), kwargs = {})
#   %mul_10 : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cat, %unsqueeze_21), kwargs = {})
#   %add_6 : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_9, %mul_10), kwargs = {})
#   %permute_3 : Tensor "bf16[1, 16, 1, 256][4096, 256, 4096, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%add_6, [0, 2, 1, 3]), kwargs = {})
#   %unsqueeze_26 : Tensor "bf16[1, 8, 1, 1024, 256][2097152, 262144, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put, 2), kwargs = {})
#   %expand_11 : Tensor "bf16[1, 8, 2, 1024, 256][2097152, 262144, 0, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_26, [1, 8, 2, 1024, 256]), kwargs = {})
#   %clone_4 : Tensor "bf16[1, 8, 2, 1024, 256][4194304, 524288, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_11,), kwargs = {memory_format: torch.contiguous_format})
#   %view_17 : Tensor "bf16[1, 16, 1024, 256][4194304, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_4, [1, 16, 1024, 256]), kwargs = {})
#   %unsqueeze_29 : Tensor "bf16[1, 8, 1, 1024, 256][2097152, 262144, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_1, 2), kwargs = {})
#   %expand_13 : Tensor "bf16[1, 8, 2, 1024, 256][2097152, 262144, 0, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_29, [1, 8, 2, 1024, 256]), kwargs = {})
#   %clone_5 : Tensor "bf16[1, 8, 2, 1024, 256][4194304, 524288, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_13,), kwargs = {memory_format: torch.contiguous_format})
#   %view_18 : Tensor "bf16[1, 16, 1024, 256][4194304, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_5, [1, 16, 1024, 256]), kwargs = {})
#   %full_default : Tensor "b8[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], True), kwargs = {dtype: torch.bool, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %iota_7 : Tensor "i64[1024][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1024,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add_3 : Tensor "i64[1024][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_7, 0), kwargs = {})
#   %unsqueeze_9 : Tensor "i64[1, 1024][1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%add_3, 0), kwargs = {})
#   %unsqueeze_10 : Tensor "i64[1, 1, 1024][1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_9, 1), kwargs = {})
#   %unsqueeze_11 : Tensor "i64[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_10, 2), kwargs = {})
#   %iota_6 : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add_2 : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_6, 512), kwargs = {})
#   %unsqueeze_6 : Tensor "i64[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%add_2, 0), kwargs = {})
#   %unsqueeze_7 : Tensor "i64[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_6, 1), kwargs = {})
#   %unsqueeze_8 : Tensor "i64[1, 1, 1, 1][1, 1, 1, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_7, 3), kwargs = {})
#   %sub : Tensor "i64[1, 1, 1, 1][1, 1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sub.Tensor](args = (%unsqueeze_8, 1024), kwargs = {})
#   %gt : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.gt.Tensor](args = (%unsqueeze_11, %sub), kwargs = {})
#   %bitwise_and : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.bitwise_and.Tensor](args = (%full_default, %gt), kwargs = {})
#   %le_1 : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.le.Tensor](args = (%unsqueeze_11, %unsqueeze_8), kwargs = {})
#   %bitwise_and_1 : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.bitwise_and.Tensor](args = (%bitwise_and, %le_1), kwargs = {})
#   %expand_1 : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=5] = call_function[target=torch.ops.aten.expand.default](args = (%bitwise_and_1, [1, -1, 1, 1024]), kwargs = {})
#   %full_default_2 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], 0.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %full_default_1 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], -65536.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %where : Tensor "bf16[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.where.self](args = (%expand_1, %full_default_2, %full_default_1), kwargs = {})
#   %_scaled_dot_product_cudnn_attention : [num_users=1] = call_function[target=torch.ops.aten._scaled_dot_product_cudnn_attention.default](args = (%permute_3, %view_17, %view_18, %where, False), kwargs = {scale: 1.0})
#   return %buf3,%cat,%buf15
triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2 = async_compile.triton('triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 16, 'r0_': 256},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*bf16', 'in_ptr0': '*bf16', 'in_ptr1': '*bf16', 'in_ptr2': '*fp32', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2', 'mutated_arg_names': ['in_out_ptr0'], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 7, 'num_store': 1, 'num_reduction': 1, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 0, 'r0_': 43008}}
)
@triton.jit
def triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2(in_out_ptr0, in_ptr0, in_ptr1, in_ptr2, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 16
    r0_numel = 256
    R0_BLOCK: tl.constexpr = 256
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = xindex < xnumel
    r0_index = tl.arange(0, R0_BLOCK)[None, :]
    r0_offset = 0
    r0_mask = tl.full([R0_BLOCK], True, tl.int1)[None, :]
    roffset = r0_offset
    rindex = r0_index
    r0_1 = r0_index
    x0 = xindex
    tmp0 = tl.load(in_ptr0 + (r0_1 + 256*x0), xmask, other=0.0).to(tl.float32)
    tmp54 = tl.load(in_ptr1 + (r0_1), None, eviction_policy='evict_last').to(tl.float32)
    tmp58 = tl.load(in_ptr2 + ((r0_1 % 128)), None, eviction_policy='evict_last')
    tmp1 = tmp0.to(tl.float32)
    tmp2 = tmp1 * tmp1
    tmp3 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
    tmp5 = tl.where(xmask, tmp3, 0)
    tmp6 = tl.sum(tmp5, 1)[:, None].to(tl.float32)
    tmp7 = r0_1
    tmp8 = tl.full([1, 1], 0, tl.int64)
    tmp9 = tmp7 >= tmp8
    tmp10 = tl.full([1, 1], 128, tl.int64)
    tmp11 = tmp7 < tmp10
    tmp12 = tl.load(in_ptr0 + (128 + 256*x0 + (r0_1)), tmp11 & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
    tmp13 = tmp12.to(tl.float32)
    tmp14 = tl.full([1, 1], 256.0, tl.float32)
    tmp15 = (tmp6 / tmp14)
    tmp16 = tl.full([1, 1], 1e-06, tl.float32)
    tmp17 = tmp15 + tmp16
    tmp18 = tl.full([1, 1], -0.5, tl.float32)
    tmp19 = libdevice.pow(tmp17, tmp18)
    tmp20 = tmp13 * tmp19
    tmp21 = tl.load(in_ptr1 + (tl.broadcast_to(128 + (r0_1), [XBLOCK, R0_BLOCK])), tmp11 & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
    tmp22 = tmp21.to(tl.float32)
    tmp23 = tmp20 * tmp22
    tmp24 = tmp23.to(tl.float32)
    tmp25 = -tmp24
    tmp26 = tl.full(tmp25.shape, 0.0, tmp25.dtype)
    tmp27 = tl.where(tmp11, tmp25, tmp26)
    tmp28 = tmp7 >= tmp10
    tmp29 = tl.full([1, 1], 256, tl.int64)
    tmp30 = tmp7 < tmp29
    tmp31 = tl.load(in_ptr0 + (256*x0 + ((-128) + r0_1)), tmp28 & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
    tmp32 = tmp31.to(tl.float32)
    tmp33 = tl.full([1, 1], 256.0, tl.float32)
    tmp34 = (tmp6 / tmp33)
    tmp35 = tl.full([1, 1], 1e-06, tl.float32)
    tmp36 = tmp34 + tmp35
    tmp37 = tl.full([1, 1], -0.5, tl.float32)
    tmp38 = libdevice.pow(tmp36, tmp37)
    tmp39 = tmp32 * tmp38
    tmp40 = tl.load(in_ptr1 + (tl.broadcast_to((-128) + r0_1, [XBLOCK, R0_BLOCK])), tmp28 & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
    tmp41 = tmp40.to(tl.float32)
    tmp42 = tmp39 * tmp41
    tmp43 = tmp42.to(tl.float32)
    tmp44 = tl.full(tmp43.shape, 0.0, tmp43.dtype)
    tmp45 = tl.where(tmp28, tmp43, tmp44)
    tmp46 = tl.where(tmp11, tmp27, tmp45)
    tmp47 = tl.full([1, 1], 256.0, tl.float32)
    tmp48 = (tmp6 / tmp47)
    tmp49 = tl.full([1, 1], 1e-06, tl.float32)
    tmp50 = tmp48 + tmp49
    tmp51 = tl.full([1, 1], -0.5, tl.float32)
    tmp52 = libdevice.pow(tmp50, tmp51)
    tmp53 = tmp1 * tmp52
    tmp55 = tmp54.to(tl.float32)
    tmp56 = tmp53 * tmp55
    tmp57 = tmp56.to(tl.float32)
    tmp59 = tl_math.cos(tmp58)
    tmp60 = tl.full([1, 1], 1.0, tl.float32)
    tmp61 = tmp59 * tmp60
    tmp62 = tmp61.to(tl.float32)
    tmp63 = tmp57 * tmp62
    tmp64 = tl_math.sin(tmp58)
    tmp65 = tmp64 * tmp60
    tmp66 = tmp65.to(tl.float32)
    tmp67 = tmp46 * tmp66
    tmp68 = tmp63 + tmp67
    tl.store(in_out_ptr0 + (r0_1 + 256*x0), tmp68, xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/mj/cmjrbjourf6yt4poxce2qhyrwv6o5v6nlso4wjwczndvammwnqr2.py
# Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, arange_8, cache_position, linear_1, key_states, float_7, pow_5, mean_2, mean_squared_2, pow_6, normed_output_4, float_8, normed_output_5, key_states_1, cos_6, mul_13, x2_1, neg_1, x1_1, cat_3, sin_6, mul_14, key_states_2, key_states_3, index_copy_], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.arange, aten.add, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.unsqueeze, aten.slice, aten.neg, aten.index_copy]
# Source node to ATen node mapping:
#    => unsqueeze_default_1
#   arange_8 => iota_8
#   cache_position => add_10
#   cat_3 => cat_1
#   cos => cos
#   cos_1 => mul_1
#   cos_4 => convert_element_type_1
#   cos_6 => unsqueeze_22
#   emb => clone, expand_5, unsqueeze_15, view_3
#   float_7 => convert_element_type_18
#   float_8 => convert_element_type_19
#   freqs => permute
#   index_copy_ => index_put
#   key_states => view_13
#   key_states_1 => convert_element_type_20
#   key_states_2 => add_8
#   key_states_3 => permute_6
#   linear_1 => view_12
#   mean_2 => mean_2
#   mean_squared_2 => add_7
#   mul_13 => mul_13
#   mul_14 => mul_14
#   neg_1 => neg_1
#   normed_output_4 => mul_11
#   normed_output_5 => mul_12
#   pow_5 => pow_5
#   pow_6 => pow_6
#   sin => sin
#   sin_1 => mul_2
#   sin_4 => convert_element_type_2
#   sin_6 => unsqueeze_23
#   x1_1 => slice_3
#   x2_1 => slice_4
# Graph fragment:
#   %mm_1 : Tensor "bf16[1, 2048][2048, 1]cuda:0" = PlaceHolder[target=mm_1]
#   %buf9 : Tensor "f32[1, 1, 8, 1][8, 8, 1, 8]cuda:0" = PlaceHolder[target=buf9]
#   %arg12_1 : Tensor "bf16[256][1]cuda:0" = PlaceHolder[target=arg12_1]
#   %copy__1 : Tensor "i64[][]cuda:0" = PlaceHolder[target=copy__1]
#   %mm_default_1 : Tensor "f32[128, 1][1, 1]cuda:0" = PlaceHolder[target=mm_default_1]
#   %cat_1 : Tensor "bf16[1, 1, 8, 256][2048, 2048, 256, 1]cuda:0" = PlaceHolder[target=cat_1]
#   %index_put : Tensor "bf16[1, 8, 1024, 256][2097152, 262144, 256, 1]cuda:0" = PlaceHolder[target=index_put]
#   %unsqueeze_default_1 : Tensor "f32[1, 128, 1][128, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%mm_default_1, 0), kwargs = {})
#   %permute : Tensor "f32[1, 1, 128][128, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%unsqueeze_default_1, [0, 2, 1]), kwargs = {})
#   %unsqueeze_15 : Tensor "f32[1, 1, 1, 128][128, 1, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%permute, 2), kwargs = {})
#   %expand_5 : Tensor "f32[1, 1, 2, 128][128, 1, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_15, [1, 1, 2, 128]), kwargs = {})
#   %clone : Tensor "f32[1, 1, 2, 128][256, 256, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_5,), kwargs = {memory_format: torch.contiguous_format})
#   %view_3 : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%clone, [1, 1, 256]), kwargs = {})
#   %cos : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cos.default](args = (%view_3,), kwargs = {})
#   %mul_1 : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cos, 1.0), kwargs = {})
#   %convert_element_type_1 : Tensor "bf16[1, 1, 256][256, 256, 1]cuda:0"[num_users=10] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_1, torch.bfloat16), kwargs = {})
#   %sin : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sin.default](args = (%view_3,), kwargs = {})
#   %mul_2 : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%sin, 1.0), kwargs = {})
#   %convert_element_type_2 : Tensor "bf16[1, 1, 256][256, 256, 1]cuda:0"[num_users=10] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_2, torch.bfloat16), kwargs = {})
#   %iota_8 : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add_10 : Tensor "i64[1][1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_8, %arg13_1), kwargs = {})
#   %view_12 : Tensor "bf16[1, 1, 2048][2048, 2048, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_1, [1, 1, 2048]), kwargs = {})
#   %view_13 : Tensor "bf16[1, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%view_12, [1, 1, -1, 256]), kwargs = {})
#   %convert_element_type_18 : Tensor "f32[1, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_13, torch.float32), kwargs = {})
#   %pow_5 : Tensor "f32[1, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_18, 2), kwargs = {})
#   %mean_2 : Tensor "f32[1, 1, 8, 1][8, 8, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_5, [-1], True), kwargs = {})
#   %add_7 : Tensor "f32[1, 1, 8, 1][8, 8, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_2, 1e-06), kwargs = {})
#   %pow_6 : Tensor "f32[1, 1, 8, 1][8, 8, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_7, -0.5), kwargs = {})
#   %mul_11 : Tensor "f32[1, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_18, %pow_6), kwargs = {})
#   %convert_element_type_19 : Tensor "f32[256][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg12_1, torch.float32), kwargs = {})
#   %mul_12 : Tensor "f32[1, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_11, %convert_element_type_19), kwargs = {})
#   %convert_element_type_20 : Tensor "bf16[1, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_12, torch.bfloat16), kwargs = {})
#   %unsqueeze_22 : Tensor "bf16[1, 1, 1, 256][256, 256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_1, 2), kwargs = {})
#   %mul_13 : Tensor "bf16[1, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_20, %unsqueeze_22), kwargs = {})
#   %slice_4 : Tensor "bf16[1, 1, 8, 128][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.slice.Tensor](args = (%convert_element_type_20, 3, 128, 9223372036854775807), kwargs = {})
#   %neg_1 : Tensor "bf16[1, 1, 8, 128][1024, 1024, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.neg.default](args = (%slice_4,), kwargs = {})
#   %slice_3 : Tensor "bf16[1, 1, 8, 128][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.slice.Tensor](args = (%convert_element_type_20, 3, 0, 128), kwargs = {})
#   %cat_1 : Tensor "bf16[1, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cat.default](args = ([%neg_1, %slice_3], -1), kwargs = {})
#   %unsqueeze_23 : Tensor "bf16[1, 1, 1, 256][256, 256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_2, 2), kwargs = {})
#   %mul_14 : Tensor "bf16[1, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cat_1, %unsqueeze_23), kwargs = {})
#   %add_8 : Tensor "bf16[1, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_13, %mul_14), kwargs = {})
#   %permute_6 : Tensor "bf16[1, 8, 1, 256][2048, 256, 2048, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%add_8, [0, 2, 1, 3]), kwargs = {})
#   %index_put : Tensor "bf16[1, 8, 1024, 256][2097152, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index_put_.default](args = (%arg14_1, [None, None, %add_10], %permute_6), kwargs = {})
#   return %buf9,%cat_1,%buf11
triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3 = async_compile.triton('triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 8, 'r0_': 256},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'in_ptr1': '*bf16', 'in_ptr2': '*i64', 'in_ptr3': '*fp32', 'out_ptr2': '*bf16', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3', 'mutated_arg_names': ['out_ptr2'], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 8, 'num_store': 1, 'num_reduction': 1, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 0, 'r0_': 14336}}
)
@triton.jit
def triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3(in_ptr0, in_ptr1, in_ptr2, in_ptr3, out_ptr2, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 8
    r0_numel = 256
    R0_BLOCK: tl.constexpr = 256
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = xindex < xnumel
    r0_index = tl.arange(0, R0_BLOCK)[None, :]
    r0_offset = 0
    r0_mask = tl.full([R0_BLOCK], True, tl.int1)[None, :]
    roffset = r0_offset
    rindex = r0_index
    r0_1 = r0_index
    x0 = xindex
    tmp0 = tl.load(in_ptr0 + (r0_1 + 256*x0), xmask, other=0.0).to(tl.float32)
    tmp47 = tl.load(in_ptr2 + (0))
    tmp48 = tl.broadcast_to(tmp47, [1, 1])
    tmp62 = tl.load(in_ptr1 + (r0_1), None, eviction_policy='evict_last').to(tl.float32)
    tmp66 = tl.load(in_ptr3 + ((r0_1 % 128)), None, eviction_policy='evict_last')
    tmp1 = tmp0.to(tl.float32)
    tmp2 = tmp1 * tmp1
    tmp3 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
    tmp5 = tl.where(xmask, tmp3, 0)
    tmp6 = tl.sum(tmp5, 1)[:, None].to(tl.float32)
    tmp7 = r0_1
    tmp8 = tl.full([1, 1], 0, tl.int64)
    tmp9 = tmp7 >= tmp8
    tmp10 = tl.full([1, 1], 128, tl.int64)
    tmp11 = tmp7 < tmp10
    tmp12 = tl.load(in_ptr0 + (128 + 256*x0 + (r0_1)), tmp11 & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
    tmp13 = tmp12.to(tl.float32)
    tmp14 = tl.full([1, 1], 256.0, tl.float32)
    tmp15 = (tmp6 / tmp14)
    tmp16 = tl.full([1, 1], 1e-06, tl.float32)
    tmp17 = tmp15 + tmp16
    tmp18 = tl.full([1, 1], -0.5, tl.float32)
    tmp19 = libdevice.pow(tmp17, tmp18)
    tmp20 = tmp13 * tmp19
    tmp21 = tl.load(in_ptr1 + (tl.broadcast_to(128 + (r0_1), [XBLOCK, R0_BLOCK])), tmp11 & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
    tmp22 = tmp21.to(tl.float32)
    tmp23 = tmp20 * tmp22
    tmp24 = tmp23.to(tl.float32)
    tmp25 = -tmp24
    tmp26 = tl.full(tmp25.shape, 0.0, tmp25.dtype)
    tmp27 = tl.where(tmp11, tmp25, tmp26)
    tmp28 = tmp7 >= tmp10
    tmp29 = tl.full([1, 1], 256, tl.int64)
    tmp30 = tmp7 < tmp29
    tmp31 = tl.load(in_ptr0 + (256*x0 + ((-128) + r0_1)), tmp28 & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
    tmp32 = tmp31.to(tl.float32)
    tmp33 = tl.full([1, 1], 256.0, tl.float32)
    tmp34 = (tmp6 / tmp33)
    tmp35 = tl.full([1, 1], 1e-06, tl.float32)
    tmp36 = tmp34 + tmp35
    tmp37 = tl.full([1, 1], -0.5, tl.float32)
    tmp38 = libdevice.pow(tmp36, tmp37)
    tmp39 = tmp32 * tmp38
    tmp40 = tl.load(in_ptr1 + (tl.broadcast_to((-128) + r0_1, [XBLOCK, R0_BLOCK])), tmp28 & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
    tmp41 = tmp40.to(tl.float32)
    tmp42 = tmp39 * tmp41
    tmp43 = tmp42.to(tl.float32)
    tmp44 = tl.full(tmp43.shape, 0.0, tmp43.dtype)
    tmp45 = tl.where(tmp28, tmp43, tmp44)
    tmp46 = tl.where(tmp11, tmp27, tmp45)
    tmp49 = tmp8 + tmp48
    tmp50 = tl.full([1, 1], 1024, tl.int32)
    tmp51 = tmp49 + tmp50
    tmp52 = tmp49 < 0
    tmp53 = tl.where(tmp52, tmp51, tmp49)
    tl.device_assert((0 <= tmp53) & (tmp53 < 1024), "index out of bounds: 0 <= tmp53 < 1024")
    tmp55 = tl.full([1, 1], 256.0, tl.float32)
    tmp56 = (tmp6 / tmp55)
    tmp57 = tl.full([1, 1], 1e-06, tl.float32)
    tmp58 = tmp56 + tmp57
    tmp59 = tl.full([1, 1], -0.5, tl.float32)
    tmp60 = libdevice.pow(tmp58, tmp59)
    tmp61 = tmp1 * tmp60
    tmp63 = tmp62.to(tl.float32)
    tmp64 = tmp61 * tmp63
    tmp65 = tmp64.to(tl.float32)
    tmp67 = tl_math.cos(tmp66)
    tmp68 = tl.full([1, 1], 1.0, tl.float32)
    tmp69 = tmp67 * tmp68
    tmp70 = tmp69.to(tl.float32)
    tmp71 = tmp65 * tmp70
    tmp72 = tl_math.sin(tmp66)
    tmp73 = tmp72 * tmp68
    tmp74 = tmp73.to(tl.float32)
    tmp75 = tmp46 * tmp74
    tmp76 = tmp71 + tmp75
    tl.store(out_ptr2 + (r0_1 + 256*tmp53 + 262144*x0), tmp76, xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/va/cvarf4vdtjdtxnd5yzqfbrjtgusi76m4y4sugiwpbmvyjpw76flx.py
# Topologically Sorted Source Nodes: [arange_8, cache_position, linear_2, value_states, float_9, pow_7, mean_3, mean_squared_3, pow_8, normed_output_6, value_states_1, value_states_2, index_copy__1], Original ATen: [aten.arange, aten.add, aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.mul, aten.transpose, aten.index_copy]
# Source node to ATen node mapping:
#   arange_8 => iota_8
#   cache_position => add_10
#   float_9 => convert_element_type_21
#   index_copy__1 => index_put_1
#   linear_2 => view_15
#   mean_3 => mean_3
#   mean_squared_3 => add_9
#   normed_output_6 => mul_15
#   pow_7 => pow_7
#   pow_8 => pow_8
#   value_states => view_16
#   value_states_1 => convert_element_type_22
#   value_states_2 => permute_7
# Graph fragment:
#   %mm_2 : Tensor "bf16[1, 2048][2048, 1]cuda:0" = PlaceHolder[target=mm_2]
#   %copy__1 : Tensor "i64[][]cuda:0" = PlaceHolder[target=copy__1]
#   %buf13 : Tensor "f32[1, 1, 8, 1][8, 8, 1, 8]cuda:0" = PlaceHolder[target=buf13]
#   %index_put_1 : Tensor "bf16[1, 8, 1024, 256][2097152, 262144, 256, 1]cuda:0" = PlaceHolder[target=index_put_1]
#   %iota_8 : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add_10 : Tensor "i64[1][1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_8, %arg13_1), kwargs = {})
#   %view_15 : Tensor "bf16[1, 1, 2048][2048, 2048, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_2, [1, 1, 2048]), kwargs = {})
#   %view_16 : Tensor "bf16[1, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%view_15, [1, 1, -1, 256]), kwargs = {})
#   %convert_element_type_21 : Tensor "f32[1, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_16, torch.float32), kwargs = {})
#   %pow_7 : Tensor "f32[1, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_21, 2), kwargs = {})
#   %mean_3 : Tensor "f32[1, 1, 8, 1][8, 8, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_7, [-1], True), kwargs = {})
#   %add_9 : Tensor "f32[1, 1, 8, 1][8, 8, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_3, 1e-06), kwargs = {})
#   %pow_8 : Tensor "f32[1, 1, 8, 1][8, 8, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_9, -0.5), kwargs = {})
#   %mul_15 : Tensor "f32[1, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_21, %pow_8), kwargs = {})
#   %convert_element_type_22 : Tensor "bf16[1, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_15, torch.bfloat16), kwargs = {})
#   %permute_7 : Tensor "bf16[1, 8, 1, 256][2048, 256, 2048, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%convert_element_type_22, [0, 2, 1, 3]), kwargs = {})
#   %index_put_1 : Tensor "bf16[1, 8, 1024, 256][2097152, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index_put_.default](args = (%arg15_1, [None, None, %add_10], %permute_7), kwargs = {})
#   return %buf13,%buf14
triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4 = async_compile.triton('triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 8, 'r0_': 256},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'in_ptr1': '*i64', 'out_ptr1': '*bf16', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4', 'mutated_arg_names': ['out_ptr1'], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 2, 'num_store': 1, 'num_reduction': 1, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 0, 'r0_': 4096}}
)
@triton.jit
def triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4(in_ptr0, in_ptr1, out_ptr1, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 8
    r0_numel = 256
    R0_BLOCK: tl.constexpr = 256
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = xindex < xnumel
    r0_index = tl.arange(0, R0_BLOCK)[None, :]
    r0_offset = 0
    r0_mask = tl.full([R0_BLOCK], True, tl.int1)[None, :]
    roffset = r0_offset
    rindex = r0_index
    r0_1 = r0_index
    x0 = xindex
    tmp0 = tl.load(in_ptr0 + (r0_1 + 256*x0), xmask, other=0.0).to(tl.float32)
    tmp7 = tl.load(in_ptr1 + (0))
    tmp8 = tl.broadcast_to(tmp7, [1, 1])
    tmp1 = tmp0.to(tl.float32)
    tmp2 = tmp1 * tmp1
    tmp3 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
    tmp5 = tl.where(xmask, tmp3, 0)
    tmp6 = tl.sum(tmp5, 1)[:, None].to(tl.float32)
    tmp9 = tl.full([1, 1], 0, tl.int64)
    tmp10 = tmp9 + tmp8
    tmp11 = tl.full([1, 1], 1024, tl.int32)
    tmp12 = tmp10 + tmp11
    tmp13 = tmp10 < 0
    tmp14 = tl.where(tmp13, tmp12, tmp10)
    tl.device_assert((0 <= tmp14) & (tmp14 < 1024), "index out of bounds: 0 <= tmp14 < 1024")
    tmp16 = tl.full([1, 1], 256.0, tl.float32)
    tmp17 = (tmp6 / tmp16)
    tmp18 = tl.full([1, 1], 1e-06, tl.float32)
    tmp19 = tmp17 + tmp18
    tmp20 = tl.full([1, 1], -0.5, tl.float32)
    tmp21 = libdevice.pow(tmp19, tmp20)
    tmp22 = tmp1 * tmp21
    tmp23 = tmp22.to(tl.float32)
    tl.store(out_ptr1 + (r0_1 + 256*tmp14 + 262144*x0), tmp23, xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/jk/cjkxjmmgfge5gyd6nsm6tyglxgvdulqs6ogbfqkuzmgxrzl4hvsv.py
# Topologically Sorted Source Nodes: [linear, query_states, float_5, pow_3, mean_1, mean_squared_1, pow_4, normed_output_2, float_6, normed_output_3, query_states_1, , freqs, emb, cos, cos_1, cos_4, cos_5, mul_9, sin, sin_1, sin_4, sin_5, mul_10, query_states_2, query_states_3, key, value, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, attn_output], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.bmm, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.new_ones, aten.arange, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
# Source node to ATen node mapping:
#    => unsqueeze_default_1
#   arange_6 => iota_6
#   arange_7 => iota_7
#   attention_mask_2 => expand_1
#   attn_output => _scaled_dot_product_cudnn_attention, full_default_1, full_default_2, where
#   cos => cos
#   cos_1 => mul_1
#   cos_4 => convert_element_type_1
#   cos_5 => unsqueeze_20
#   emb => clone, expand_5, unsqueeze_15, view_3
#   float_5 => convert_element_type_11
#   float_6 => convert_element_type_12
#   freqs => permute
#   gt => gt
#   key => clone_4, expand_11, unsqueeze_26, view_17
#   kv_arange_1 => add_3
#   kv_indices_1 => unsqueeze_10, unsqueeze_11, unsqueeze_9
#   le_1 => le_1
#   linear => view_9
#   mean_1 => mean_1
#   mean_squared_1 => add_5
#   mul_10 => mul_10
#   mul_9 => mul_9
#   normed_output_2 => mul_7
#   normed_output_3 => mul_8
#   pow_3 => pow_3
#   pow_4 => pow_4
#   q_arange_1 => add_2
#   q_indices_1 => unsqueeze_6, unsqueeze_7, unsqueeze_8
#   query_states => view_10
#   query_states_1 => convert_element_type_13
#   query_states_2 => add_6
#   query_states_3 => permute_3
#   result => full_default
#   result_1 => bitwise_and
#   result_2 => bitwise_and_1
#   sin => sin
#   sin_1 => mul_2
#   sin_4 => convert_element_type_2
#   sin_5 => unsqueeze_21
#   sub => sub
#   value => clone_5, expand_13, unsqueeze_29, view_18
# Graph fragment:
#   %buf11 : Tensor "bf16[1, 8, 1024, 256][2097152, 262144, 256, 1]cuda:0" = PlaceHolder[target=buf11]
#   %view_9 : Tensor "bf16[1, 1, 4096][4096, 4096, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm, [1, 1, 4096]), kwargs = {})
#   %view_10 : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%view_9, [1, 1, -1, 256]), kwargs = {})
#   %convert_element_type_11 : Tensor "f32[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_10, torch.float32), kwargs = {})
#   %pow_3 : Tensor "f32[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_11, 2), kwargs = {})
#   %mean_1 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_3, [-1], True), kwargs = {})
#   %add_5 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_1, 1e-06), kwargs = {})
#   %pow_4 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_5, -0.5), kwargs = {})
#   %mul_7 : Tensor "f32[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_11, %pow_4), kwargs = {})
#   %convert_element_type_12 : Tensor "f32[256][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg9_1, torch.float32), kwargs = {})
#   %mul_8 : Tensor "f32[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_7, %convert_element_type_12), kwargs = {})
#   %convert_element_type_13 : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_8, torch.bfloat16), kwargs = {})
#   %unsqueeze_default_1 : Tensor "f32[1, 128, 1][128, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%mm_default_1, 0), kwargs = {})
#   %permute : Tensor "f32[1, 1, 128][128, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%unsqueeze_default_1, [0, 2, 1]), kwargs = {})
#   %unsqueeze_15 : Tensor "f32[1, 1, 1, 128][128, 1, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%permute, 2), kwargs = {})
#   %expand_5 : Tensor "f32[1, 1, 2, 128][128, 1, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_15, [1, 1, 2, 128]), kwargs = {})
#   %clone : Tensor "f32[1, 1, 2, 128][256, 256, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_5,), kwargs = {memory_format: torch.contiguous_format})
#   %view_3 : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%clone, [1, 1, 256]), kwargs = {})
#   %cos : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cos.default](args = (%view_3,), kwargs = {})
#   %mul_1 : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cos, 1.0), kwargs = {})
#   %convert_element_type_1 : Tensor "bf16[1, 1, 256][256, 256, 1]cuda:0"[num_users=10] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_1, torch.bfloat16), kwargs = {})
#   %unsqueeze_20 : Tensor "bf16[1, 1, 1, 256][256, 256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_1, 2), kwargs = {})
#   %mul_9 : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_13, %unsqueeze_20), kwargs = {})
#   %sin : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sin.default](args = (%view_3,), kwargs = {})
#   %mul_2 : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%sin, 1.0), kwargs = {})
#   %convert_element_type_2 : Tensor "bf16[1, 1, 256][256, 256, 1]cuda:0"[num_users=10] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_2, torch.bfloat16), kwargs = {})
#   %unsqueeze_21 : Tensor "bf16[1, 1, 1, 256][256, 256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_2, 2), kwargs = {})
#   %mul_10 : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cat, %unsqueeze_21), kwargs = {})
#   %add_6 : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_9, %mul_10), kwargs = {})
#   %permute_3 : Tensor "bf16[1, 16, 1, 256][4096, 256, 4096, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%add_6, [0, 2, 1, 3]), kwargs = {})
#   %unsqueeze_26 : Tensor "bf16[1, 8, 1, 1024, 256][2097152, 262144, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put, 2), kwargs = {})
#   %expand_11 : Tensor "bf16[1, 8, 2, 1024, 256][2097152, 262144, 0, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_26, [1, 8, 2, 1024, 256]), kwargs = {})
#   %clone_4 : Tensor "bf16[1, 8, 2, 1024, 256][4194304, 524288, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_11,), kwargs = {memory_format: torch.contiguous_format})
#   %view_17 : Tensor "bf16[1, 16, 1024, 256][4194304, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_4, [1, 16, 1024, 256]), kwargs = {})
#   %unsqueeze_29 : Tensor "bf16[1, 8, 1, 1024, 256][2097152, 262144, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_1, 2), kwargs = {})
#   %expand_13 : Tensor "bf16[1, 8, 2, 1024, 256][2097152, 262144, 0, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_29, [1, 8, 2, 1024, 256]), kwargs = {})
#   %clone_5 : Tensor "bf16[1, 8, 2, 1024, 256][4194304, 524288, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_13,), kwargs = {memory_format: torch.contiguous_format})
#   %view_18 : Tensor "bf16[1, 16, 1024, 256][4194304, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_5, [1, 16, 1024, 256]), kwargs = {})
#   %full_default : Tensor "b8[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], True), kwargs = {dtype: torch.bool, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %iota_7 : Tensor "i64[1024][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1024,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add_3 : Tensor "i64[1024][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_7, 0), kwargs = {})
#   %unsqueeze_9 : Tensor "i64[1, 1024][1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%add_3, 0), kwargs = {})
#   %unsqueeze_10 : Tensor "i64[1, 1, 1024][1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_9, 1), kwargs = {})
#   %unsqueeze_11 : Tensor "i64[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_10, 2), kwargs = {})
#   %iota_6 : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add_2 : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_6, 512), kwargs = {})
#   %unsqueeze_6 : Tensor "i64[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%add_2, 0), kwargs = {})
#   %unsqueeze_7 : Tensor "i64[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_6, 1), kwargs = {})
#   %unsqueeze_8 : Tensor "i64[1, 1, 1, 1][1, 1, 1, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_7, 3), kwargs = {})
#   %sub : Tensor "i64[1, 1, 1, 1][1, 1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sub.Tensor](args = (%unsqueeze_8, 1024), kwargs = {})
#   %gt : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.gt.Tensor](args = (%unsqueeze_11, %sub), kwargs = {})
#   %bitwise_and : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.bitwise_and.Tensor](args = (%full_default, %gt), kwargs = {})
#   %le_1 : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.le.Tensor](args = (%unsqueeze_11, %unsqueeze_8), kwargs = {})
#   %bitwise_and_1 : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.bitwise_and.Tensor](args = (%bitwise_and, %le_1), kwargs = {})
#   %expand_1 : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=5] = call_function[target=torch.ops.aten.expand.default](args = (%bitwise_and_1, [1, -1, 1, 1024]), kwargs = {})
#   %full_default_2 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], 0.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %full_default_1 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], -65536.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %where : Tensor "bf16[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.where.self](args = (%expand_1, %full_default_2, %full_default_1), kwargs = {})
#   %_scaled_dot_product_cudnn_attention : [num_users=1] = call_function[target=torch.ops.aten._scaled_dot_product_cudnn_attention.default](args = (%permute_3, %view_17, %view_18, %where, False), kwargs = {scale: 1.0})
#   return %buf16
triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5 = async_compile.triton('triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 4194304}, 
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 16777216}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5(in_ptr0, out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 4194304
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = tl.full([XBLOCK], True, tl.int1)[:]
    x0 = (xindex % 262144)
    x1 = xindex // 262144
    x2 = xindex
    tmp0 = tl.load(in_ptr0 + (x0 + 262144*(x1 // 2)), None).to(tl.float32)
    tl.store(out_ptr0 + (x2), tmp0, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/rd/crdxdvuzqcm374ldfmca5lng6p7zolem47qqfo4udssb7hmt4aw6.py
# Topologically Sorted Source Nodes: [linear, query_states, float_5, pow_3, mean_1, mean_squared_1, pow_4, normed_output_2, float_6, normed_output_3, query_states_1, , freqs, emb, cos, cos_1, cos_4, cos_5, mul_9, sin, sin_1, sin_4, sin_5, mul_10, query_states_2, query_states_3, key, value, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, attn_output], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.bmm, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.new_ones, aten.arange, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
# Source node to ATen node mapping:
#    => unsqueeze_default_1
#   arange_6 => iota_6
#   arange_7 => iota_7
#   attention_mask_2 => expand_1
#   attn_output => _scaled_dot_product_cudnn_attention, full_default_1, full_default_2, where
#   cos => cos
#   cos_1 => mul_1
#   cos_4 => convert_element_type_1
#   cos_5 => unsqueeze_20
#   emb => clone, expand_5, unsqueeze_15, view_3
#   float_5 => convert_element_type_11
#   float_6 => convert_element_type_12
#   freqs => permute
#   gt => gt
#   key => clone_4, expand_11, unsqueeze_26, view_17
#   kv_arange_1 => add_3
#   kv_indices_1 => unsqueeze_10, unsqueeze_11, unsqueeze_9
#   le_1 => le_1
#   linear => view_9
#   mean_1 => mean_1
#   mean_squared_1 => add_5
#   mul_10 => mul_10
#   mul_9 => mul_9
#   normed_output_2 => mul_7
#   normed_output_3 => mul_8
#   pow_3 => pow_3
#   pow_4 => pow_4
#   q_arange_1 => add_2
#   q_indices_1 => unsqueeze_6, unsqueeze_7, unsqueeze_8
#   query_states => view_10
#   query_states_1 => convert_element_type_13
#   query_states_2 => add_6
#   query_states_3 => permute_3
#   result => full_default
#   result_1 => bitwise_and
#   result_2 => bitwise_and_1
#   sin => sin
#   sin_1 => mul_2
#   sin_4 => convert_element_type_2
#   sin_5 => unsqueeze_21
#   sub => sub
#   value => clone_5, expand_13, unsqueeze_29, view_18
# Graph fragment:
#   %view_9 : Tensor "bf16[1, 1, 4096][4096, 4096, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm, [1, 1, 4096]), kwargs = {})
#   %view_10 : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%view_9, [1, 1, -1, 256]), kwargs = {})
#   %convert_element_type_11 : Tensor "f32[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_10, torch.float32), kwargs = {})
#   %pow_3 : Tensor "f32[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_11, 2), kwargs = {})
#   %mean_1 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_3, [-1], True), kwargs = {})
#   %add_5 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_1, 1e-06), kwargs = {})
#   %pow_4 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_5, -0.5), kwargs = {})
#   %mul_7 : Tensor "f32[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_11, %pow_4), kwargs = {})
#   %convert_element_type_12 : Tensor "f32[256][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg9_1, torch.float32), kwargs = {})
#   %mul_8 : Tensor "f32[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_7, %convert_element_type_12), kwargs = {})
#   %convert_element_type_13 : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_8, torch.bfloat16), kwargs = {})
#   %unsqueeze_default_1 : Tensor "f32[1, 128, 1][128, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%mm_default_1, 0), kwargs = {})
#   %permute : Tensor "f32[1, 1, 128][128, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%unsqueeze_default_1, [0, 2, 1]), kwargs = {})
#   %unsqueeze_15 : Tensor "f32[1, 1, 1, 128][128, 1, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%permute, 2), kwargs = {})
#   %expand_5 : Tensor "f32[1, 1, 2, 128][128, 1, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_15, [1, 1, 2, 128]), kwargs = {})
#   %clone : Tensor "f32[1, 1, 2, 128][256, 256, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_5,), kwargs = {memory_format: torch.contiguous_format})
#   %view_3 : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%clone, [1, 1, 256]), kwargs = {})
#   %cos : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cos.default](args = (%view_3,), kwargs = {})
#   %mul_1 : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cos, 1.0), kwargs = {})
#   %convert_element_type_1 : Tensor "bf16[1, 1, 256][256, 256, 1]cuda:0"[num_users=10] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_1, torch.bfloat16), kwargs = {})
#   %unsqueeze_20 : Tensor "bf16[1, 1, 1, 256][256, 256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_1, 2), kwargs = {})
#   %mul_9 : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_13, %unsqueeze_20), kwargs = {})
#   %sin : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sin.default](args = (%view_3,), kwargs = {})
#   %mul_2 : Tensor "f32[1, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%sin, 1.0), kwargs = {})
#   %convert_element_type_2 : Tensor "bf16[1, 1, 256][256, 256, 1]cuda:0"[num_users=10] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_2, torch.bfloat16), kwargs = {})
#   %unsqueeze_21 : Tensor "bf16[1, 1, 1, 256][256, 256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_2, 2), kwargs = {})
#   %mul_10 : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cat, %unsqueeze_21), kwargs = {})
#   %add_6 : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_9, %mul_10), kwargs = {})
#   %permute_3 : Tensor "bf16[1, 16, 1, 256][4096, 256, 4096, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%add_6, [0, 2, 1, 3]), kwargs = {})
#   %unsqueeze_26 : Tensor "bf16[1, 8, 1, 1024, 256][2097152, 262144, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put, 2), kwargs = {})
#   %expand_11 : Tensor "bf16[1, 8, 2, 1024, 256][2097152, 262144, 0, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_26, [1, 8, 2, 1024, 256]), kwargs = {})
#   %clone_4 : Tensor "bf16[1, 8, 2, 1024, 256][4194304, 524288, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_11,), kwargs = {memory_format: torch.contiguous_format})
#   %view_17 : Tensor "bf16[1, 16, 1024, 256][4194304, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_4, [1, 16, 1024, 256]), kwargs = {})
#   %unsqueeze_29 : Tensor "bf16[1, 8, 1, 1024, 256][2097152, 262144, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_1, 2), kwargs = {})
#   %expand_13 : Tensor "bf16[1, 8, 2, 1024, 256][2097152, 262144, 0, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_29, [1, 8, 2, 1024, 256]), kwargs = {})
#   %clone_5 : Tensor "bf16[1, 8, 2, 1024, 256][4194304, 524288, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_13,), kwargs = {memory_format: torch.contiguous_format})
#   %view_18 : Tensor "bf16[1, 16, 1024, 256][4194304, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_5, [1, 16, 1024, 256]), kwargs = {})
#   %full_default : Tensor "b8[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], True), kwargs = {dtype: torch.bool, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %iota_7 : Tensor "i64[1024][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1024,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add_3 : Tensor "i64[1024][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_7, 0), kwargs = {})
#   %unsqueeze_9 : Tensor "i64[1, 1024][1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%add_3, 0), kwargs = {})
#   %unsqueeze_10 : Tensor "i64[1, 1, 1024][1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_9, 1), kwargs = {})
#   %unsqueeze_11 : Tensor "i64[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_10, 2), kwargs = {})
#   %iota_6 : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add_2 : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_6, 512), kwargs = {})
#   %unsqueeze_6 : Tensor "i64[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%add_2, 0), kwargs = {})
#   %unsqueeze_7 : Tensor "i64[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_6, 1), kwargs = {})
#   %unsqueeze_8 : Tensor "i64[1, 1, 1, 1][1, 1, 1, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_7, 3), kwargs = {})
#   %sub : Tensor "i64[1, 1, 1, 1][1, 1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sub.Tensor](args = (%unsqueeze_8, 1024), kwargs = {})
#   %gt : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.gt.Tensor](args = (%unsqueeze_11, %sub), kwargs = {})
#   %bitwise_and : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.bitwise_and.Tensor](args = (%full_default, %gt), kwargs = {})
#   %le_1 : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.le.Tensor](args = (%unsqueeze_11, %unsqueeze_8), kwargs = {})
#   %bitwise_and_1 : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.bitwise_and.Tensor](args = (%bitwise_and, %le_1), kwargs = {})
#   %expand_1 : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=5] = call_function[target=torch.ops.aten.expand.default](args = (%bitwise_and_1, [1, -1, 1, 1024]), kwargs = {})
#   %full_default_2 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], 0.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %full_default_1 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], -65536.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %where : Tensor "bf16[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.where.self](args = (%expand_1, %full_default_2, %full_default_1), kwargs = {})
#   %_scaled_dot_product_cudnn_attention : [num_users=1] = call_function[target=torch.ops.aten._scaled_dot_product_cudnn_attention.default](args = (%permute_3, %view_17, %view_18, %where, False), kwargs = {scale: 1.0})
#   return %buf18
triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6 = async_compile.triton('triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 1024}, 
    filename=__file__,
    triton_meta={'signature': {'out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 0, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 4096}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6(out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 1024
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = xindex < xnumel
    x0 = xindex
    tmp0 = x0
    tmp1 = tl.full([1], -512, tl.int64)
    tmp2 = tmp0 > tmp1
    tmp3 = tl.full([1], True, tl.int1)
    tmp4 = tmp3 & tmp2
    tmp5 = tl.full([1], 512, tl.int64)
    tmp6 = tmp0 <= tmp5
    tmp7 = tmp4 & tmp6
    tmp8 = tl.full([1], 0.0, tl.float32)
    tmp9 = tl.full([1], -65536.0, tl.float32)
    tmp10 = tl.where(tmp7, tmp8, tmp9)
    tl.store(out_ptr0 + (x0), tmp10, xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/h5/ch5ttrxibtnf2axuv57xhnzmx4nelwamacd7dt4k6boisiaxxqqs.py
# Topologically Sorted Source Nodes: [embedding, inputs_embeds, attn_output_3, float_10, pow_9, mean_4, mean_squared_4, pow_10, normed_output_7, float_11, normed_output_8, hidden_states_3, hidden_states_4, hidden_states_flat, float_16, pow_15, mean_7, mean_squared_7, pow_16, normed_output_13, hidden_states_7, mul_24, hidden_states_8, float_17, pow_17, mean_8, float_12, pow_11, mean_5, mean_squared_5, pow_12, normed_output_9, float_13, normed_output_10, hidden_states_5], Original ATen: [aten.embedding, aten.mul, aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.view]
# Source node to ATen node mapping:
#   attn_output_3 => view_21
#   embedding => embedding
#   float_10 => convert_element_type_25
#   float_11 => convert_element_type_26
#   float_12 => convert_element_type_28
#   float_13 => convert_element_type_29
#   float_16 => convert_element_type_42
#   float_17 => convert_element_type_47
#   hidden_states_3 => convert_element_type_27
#   hidden_states_4 => add_13
#   hidden_states_5 => convert_element_type_30
#   hidden_states_7 => convert_element_type_43
#   hidden_states_8 => mul_31
#   hidden_states_flat => view_28
#   inputs_embeds => mul
#   mean_4 => mean_4
#   mean_5 => mean_5
#   mean_7 => mean_7
#   mean_8 => mean_8
#   mean_squared_4 => add_12
#   mean_squared_5 => add_14
#   mean_squared_7 => add_18
#   mul_24 => mul_30
#   normed_output_10 => mul_19
#   normed_output_13 => mul_29
#   normed_output_7 => mul_16
#   normed_output_8 => mul_17
#   normed_output_9 => mul_18
#   pow_10 => pow_10
#   pow_11 => pow_11
#   pow_12 => pow_12
#   pow_15 => pow_15
#   pow_16 => pow_16
#   pow_17 => pow_17
#   pow_9 => pow_9
# Graph fragment:
#   %mm_3 : Tensor "bf16[1, 2816][2816, 1]cuda:0" = PlaceHolder[target=mm_3]
#   %arg0_1 : Tensor "i64[1, 1][1, 1]cuda:0" = PlaceHolder[target=arg0_1]
#   %arg1_1 : Tensor "bf16[262144, 2816][2816, 1]cuda:0" = PlaceHolder[target=arg1_1]
#   %arg2_1 : Tensor "bf16[][]cuda:0" = PlaceHolder[target=arg2_1]
#   %buf25 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf25]
#   %arg17_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg17_1]
#   %add_13 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0" = PlaceHolder[target=add_13]
#   %buf27 : Tensor "f32[1, 1][1, 1]cuda:0" = PlaceHolder[target=buf27]
#   %arg23_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg23_1]
#   %buf40 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf40]
#   %arg18_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg18_1]
#   %embedding : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.embedding.default](args = (%arg1_1, %arg0_1, 0), kwargs = {})
#   %mul : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.mul.Tensor](args = (%embedding, %arg2_1), kwargs = {})
#   %view_21 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_3, [1, 1, 2816]), kwargs = {})
#   %convert_element_type_25 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_21, torch.float32), kwargs = {})
#   %pow_9 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_25, 2), kwargs = {})
#   %mean_4 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_9, [-1], True), kwargs = {})
#   %add_12 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_4, 1e-06), kwargs = {})
#   %pow_10 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_12, -0.5), kwargs = {})
#   %mul_16 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_25, %pow_10), kwargs = {})
#   %convert_element_type_26 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg17_1, torch.float32), kwargs = {})
#   %mul_17 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_16, %convert_element_type_26), kwargs = {})
#   %convert_element_type_27 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_17, torch.bfloat16), kwargs = {})
#   %add_13 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul, %convert_element_type_27), kwargs = {})
#   %view_28 : Tensor "bf16[1, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%add_13, [-1, 2816]), kwargs = {})
#   %convert_element_type_42 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_28, torch.float32), kwargs = {})
#   %pow_15 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_42, 2), kwargs = {})
#   %mean_7 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_15, [-1], True), kwargs = {})
#   %add_18 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_7, 1e-06), kwargs = {})
#   %pow_16 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_18, -0.5), kwargs = {})
#   %mul_29 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_42, %pow_16), kwargs = {})
#   %convert_element_type_43 : Tensor "bf16[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_29, torch.bfloat16), kwargs = {})
#   %mul_30 : Tensor "bf16[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_43, %arg23_1), kwargs = {})
#   %mul_31 : Tensor "bf16[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_30, 0.018844459036110227), kwargs = {})
#   %convert_element_type_47 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_28, torch.float32), kwargs = {})
#   %pow_17 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_47, 2), kwargs = {})
#   %mean_8 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_17, [-1], True), kwargs = {})
#   %convert_element_type_28 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%add_13, torch.float32), kwargs = {})
#   %pow_11 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_28, 2), kwargs = {})
#   %mean_5 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_11, [-1], True), kwargs = {})
#   %add_14 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_5, 1e-06), kwargs = {})
#   %pow_12 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_14, -0.5), kwargs = {})
#   %mul_18 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_28, %pow_12), kwargs = {})
#   %convert_element_type_29 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg18_1, torch.float32), kwargs = {})
#   %mul_19 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_18, %convert_element_type_29), kwargs = {})
#   %convert_element_type_30 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_19, torch.bfloat16), kwargs = {})
#   return %buf25,%add_13,%buf27,%buf36,%buf40,%mul_31,%convert_element_type_30
triton_red_fused__to_copy__unsafe_view_add_embedding_mean_mul_pow_view_7 = async_compile.triton('triton_red_fused__to_copy__unsafe_view_add_embedding_mean_mul_pow_view_7', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.reduction(
    size_hints={'x': 1, 'r0_': 4096},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*bf16', 'in_ptr0': '*i64', 'in_ptr1': '*bf16', 'in_ptr2': '*bf16', 'in_ptr3': '*bf16', 'in_ptr4': '*bf16', 'in_ptr5': '*bf16', 'out_ptr2': '*fp32', 'out_ptr4': '*bf16', 'out_ptr5': '*bf16', 'xnumel': 'constexpr', 'r0_numel': 'i32', 'XBLOCK': 'constexpr', 'R0_BLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {'xnumel': 1}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]], (7,): [['tt.divisibility', 16]], (8,): [['tt.divisibility', 16]], (9,): [['tt.divisibility', 16]], (11,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_red_fused__to_copy__unsafe_view_add_embedding_mean_mul_pow_view_7', 'mutated_arg_names': ['in_out_ptr0'], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 8, 'num_store': 4, 'num_reduction': 4, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'r0_': 56320}}
)
@triton.jit
def triton_red_fused__to_copy__unsafe_view_add_embedding_mean_mul_pow_view_7(in_out_ptr0, in_ptr0, in_ptr1, in_ptr2, in_ptr3, in_ptr4, in_ptr5, out_ptr2, out_ptr4, out_ptr5, xnumel, r0_numel, XBLOCK : tl.constexpr, R0_BLOCK : tl.constexpr):
    xnumel = 1
    r0_numel = 2816
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = tl.full([XBLOCK], True, tl.int1)[:, None]
    r0_base = tl.arange(0, R0_BLOCK)[None, :]
    rbase = r0_base
    _tmp4 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp0 = tl.load(in_out_ptr0 + (r0_0), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp1 = tmp0.to(tl.float32)
        tmp2 = tmp1 * tmp1
        tmp3 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
        tmp5 = _tmp4 + tmp3
        _tmp4 = tl.where(r0_mask, tmp5, _tmp4)
    tmp4 = tl.sum(_tmp4, 1)[:, None]
    tmp6 = tl.load(in_ptr0 + (0))
    tmp7 = tl.broadcast_to(tmp6, [1, 1])
    tmp14 = tl.load(in_ptr2 + (0)).to(tl.float32)
    tmp15 = tl.broadcast_to(tmp14, [1, 1])
    _tmp34 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp17 = tl.load(in_out_ptr0 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp26 = tl.load(in_ptr3 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp8 = tl.full([1, 1], 262144, tl.int32)
        tmp9 = tmp7 + tmp8
        tmp10 = tmp7 < 0
        tmp11 = tl.where(tmp10, tmp9, tmp7)
        tl.device_assert((0 <= tmp11) & (tmp11 < 262144), "index out of bounds: 0 <= tmp11 < 262144")
        tmp13 = tl.load(in_ptr1 + (r0_0 + 2816*tmp11), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp16 = tmp13 * tmp15
        tmp18 = tmp17.to(tl.float32)
        tmp19 = tl.full([1, 1], 2816.0, tl.float32)
        tmp20 = (tmp4 / tmp19)
        tmp21 = tl.full([1, 1], 1e-06, tl.float32)
        tmp22 = tmp20 + tmp21
        tmp23 = tl.full([1, 1], -0.5, tl.float32)
        tmp24 = libdevice.pow(tmp22, tmp23)
        tmp25 = tmp18 * tmp24
        tmp27 = tmp26.to(tl.float32)
        tmp28 = tmp25 * tmp27
        tmp29 = tmp28.to(tl.float32)
        tmp30 = tmp16 + tmp29
        tmp31 = tmp30.to(tl.float32)
        tmp32 = tmp31 * tmp31
        tmp33 = tl.broadcast_to(tmp32, [XBLOCK, R0_BLOCK])
        tmp35 = _tmp34 + tmp33
        _tmp34 = tl.where(r0_mask, tmp35, _tmp34)
        tl.store(in_out_ptr0 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp30, r0_mask)
    tmp34 = tl.sum(_tmp34, 1)[:, None]
    tl.store(out_ptr2 + (tl.full([1, 1], 0, tl.int32).broadcast_to(XBLOCK, 1)), tmp34, None)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp36 = tl.load(in_out_ptr0 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp46 = tl.load(in_ptr4 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp50 = tl.load(in_ptr5 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp37 = tmp36.to(tl.float32)
        tmp38 = tl.full([1, 1], 2816.0, tl.float32)
        tmp39 = (tmp34 / tmp38)
        tmp40 = tl.full([1, 1], 1e-06, tl.float32)
        tmp41 = tmp39 + tmp40
        tmp42 = tl.full([1, 1], -0.5, tl.float32)
        tmp43 = libdevice.pow(tmp41, tmp42)
        tmp44 = tmp37 * tmp43
        tmp45 = tmp44.to(tl.float32)
        tmp47 = tmp45 * tmp46
        tmp48 = tl.full([1, 1], 0.018844459036110227, tl.float32)
        tmp49 = tmp47 * tmp48
        tmp51 = tmp50.to(tl.float32)
        tmp52 = tmp44 * tmp51
        tmp53 = tmp52.to(tl.float32)
        tl.store(out_ptr4 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp49, r0_mask)
        tl.store(out_ptr5 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp53, r0_mask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/fr/cfrkh7x66bqpfjtqpycsrbv7jf75rpomuh33mpsoa4lsndmg3wgh.py
# Topologically Sorted Source Nodes: [router_probabilities, ], Original ATen: [aten._to_copy, prims.prepare_softmax_online, aten.sub, aten.exp, aten._softmax]
# Source node to ATen node mapping:
#    => exp_default_5, prepare_softmax_online_default_5, sub_tensor_5
#   router_probabilities => convert_element_type_46, div
# Graph fragment:
#   %mm_7 : Tensor "bf16[1, 128][128, 1]cuda:0" = PlaceHolder[target=mm_7]
#   %getitem_83 : Tensor "f32[1, 1][1, 1]cuda:0" = PlaceHolder[target=getitem_83]
#   %getitem_84 : Tensor "f32[1, 1][1, 1]cuda:0" = PlaceHolder[target=getitem_84]
#   %convert_element_type_46 : Tensor "f32[1, 128][128, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mm_7, torch.float32), kwargs = {})
#   %prepare_softmax_online_default_5 : [num_users=2] = call_function[target=torch.ops.prims.prepare_softmax_online.default](args = (%convert_element_type_46, -1), kwargs = {})
#   %sub_tensor_5 : Tensor "f32[1, 128][128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sub.Tensor](args = (%convert_element_type_46, %getitem_83), kwargs = {})
#   %exp_default_5 : Tensor "f32[1, 128][128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.exp.default](args = (%sub_tensor_5,), kwargs = {})
#   %div : Tensor "f32[1, 128][128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.div.Tensor](args = (%exp_default_5, %getitem_84), kwargs = {})
#   return %getitem_83,%getitem_84,%div
triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8 = async_compile.triton('triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 1, 'r0_': 128},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'out_ptr2': '*fp32', 'xnumel': 'constexpr', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {'xnumel': 1}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 4, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'r0_': 1280}}
)
@triton.jit
def triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8(in_ptr0, out_ptr2, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 1
    r0_numel = 128
    R0_BLOCK: tl.constexpr = 128
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = tl.full([XBLOCK], True, tl.int1)[:, None]
    r0_index = tl.arange(0, R0_BLOCK)[None, :]
    r0_offset = 0
    r0_mask = tl.full([R0_BLOCK], True, tl.int1)[None, :]
    roffset = r0_offset
    rindex = r0_index
    r0_0 = r0_index
    tmp0 = tl.load(in_ptr0 + (r0_0), None).to(tl.float32)
    tmp1 = tmp0.to(tl.float32)
    tmp2 = tl.broadcast_to(tmp1, [XBLOCK, R0_BLOCK])
    tmp4 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
    tmp6 = triton_helpers.max2(tmp4, 1)[:, None].to(tl.float32)
    tmp7 = tmp2 - tmp6
    tmp8 = libdevice.exp(tmp7)
    tmp9 = tl.broadcast_to(tmp8, [XBLOCK, R0_BLOCK])
    tmp11 = tl.sum(tmp9, 1)[:, None].to(tl.float32)
    tmp12 = tmp1 - tmp6
    tmp13 = libdevice.exp(tmp12)
    tmp14 = (tmp13 / tmp11)
    tl.store(out_ptr2 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp14, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/wu/cwue3gch5kjoze2xjugisfiiidusehxbolcbwfofoi2lymtidf2o.py
# Topologically Sorted Source Nodes: [expert_ids, expert_ids_1, selected_weights], Original ATen: [aten.view, aten.clamp, aten.index]
# Source node to ATen node mapping:
#   expert_ids => view_31
#   expert_ids_1 => clamp_max, clamp_min
#   selected_weights => index_1
# Graph fragment:
#   %getitem_10 : Tensor "i64[1, 8][8, 1]cuda:0" = PlaceHolder[target=getitem_10]
#   %arg27_1 : Tensor "bf16[128, 1408, 2816][3964928, 2816, 1]cuda:0" = PlaceHolder[target=arg27_1]
#   %view_31 : Tensor "i64[8][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%getitem_10, [-1]), kwargs = {})
#   %clamp_min : Tensor "i64[8][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clamp_min.default](args = (%view_31, 0), kwargs = {})
#   %clamp_max : Tensor "i64[8][1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.clamp_max.default](args = (%clamp_min, 127), kwargs = {})
#   %index_1 : Tensor "bf16[8, 1408, 2816][3964928, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index.Tensor](args = (%arg27_1, [%clamp_max]), kwargs = {})
#   return %index_1
triton_poi_fused_clamp_index_view_9 = async_compile.triton('triton_poi_fused_clamp_index_view_9', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 33554432}, 
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*i64', 'in_ptr1': '*bf16', 'out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused_clamp_index_view_9', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 126877696}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused_clamp_index_view_9(in_ptr0, in_ptr1, out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 31719424
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = tl.full([XBLOCK], True, tl.int1)[:]
    x1 = xindex // 3964928
    x0 = (xindex % 3964928)
    x2 = xindex
    tmp0 = tl.load(in_ptr0 + (x1), None, eviction_policy='evict_last')
    tmp1 = tl.full([1], 0, tl.int64)
    tmp2 = triton_helpers.maximum(tmp0, tmp1)
    tmp3 = tl.full([1], 127, tl.int64)
    tmp4 = triton_helpers.minimum(tmp2, tmp3)
    tmp5 = tl.full([XBLOCK], 128, tl.int32)
    tmp6 = tmp4 + tmp5
    tmp7 = tmp4 < 0
    tmp8 = tl.where(tmp7, tmp6, tmp4)
    tl.device_assert((0 <= tmp8) & (tmp8 < 128), "index out of bounds: 0 <= tmp8 < 128")
    tmp10 = tl.load(in_ptr1 + (x0 + 3964928*tmp8), None).to(tl.float32)
    tl.store(out_ptr0 + (x2), tmp10, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/rr/crr43wrgdbp2bl35myppuahjbmwqprtt57bonl5irfspwxwbddo4.py
# Topologically Sorted Source Nodes: [hidden_states_flat, float_17, pow_17, mean_8, mean_squared_8, pow_18, normed_output_14, float_18, normed_output_15, hidden_states_9, selected_hidden_states], Original ATen: [aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.unsqueeze, aten.expand, aten.clone]
# Source node to ATen node mapping:
#   float_17 => convert_element_type_47
#   float_18 => convert_element_type_48
#   hidden_states_9 => convert_element_type_49
#   hidden_states_flat => view_28
#   mean_8 => mean_8
#   mean_squared_8 => add_19
#   normed_output_14 => mul_33
#   normed_output_15 => mul_34
#   pow_17 => pow_17
#   pow_18 => pow_18
#   selected_hidden_states => clone_6, expand_14, unsqueeze_30
# Graph fragment:
#   %add_13 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0" = PlaceHolder[target=add_13]
#   %buf36 : Tensor "f32[1, 1][1, 1]cuda:0" = PlaceHolder[target=buf36]
#   %arg26_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg26_1]
#   %view_28 : Tensor "bf16[1, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%add_13, [-1, 2816]), kwargs = {})
#   %convert_element_type_47 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_28, torch.float32), kwargs = {})
#   %pow_17 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_47, 2), kwargs = {})
#   %mean_8 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_17, [-1], True), kwargs = {})
#   %add_19 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_8, 1e-06), kwargs = {})
#   %pow_18 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_19, -0.5), kwargs = {})
#   %mul_33 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_47, %pow_18), kwargs = {})
#   %convert_element_type_48 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg26_1, torch.float32), kwargs = {})
#   %mul_34 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_33, %convert_element_type_48), kwargs = {})
#   %convert_element_type_49 : Tensor "bf16[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_34, torch.bfloat16), kwargs = {})
#   %unsqueeze_30 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_49, 1), kwargs = {})
#   %expand_14 : Tensor "bf16[1, 8, 2816][2816, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_30, [1, 8, 2816]), kwargs = {})
#   %clone_6 : Tensor "bf16[1, 8, 2816][22528, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_14,), kwargs = {memory_format: torch.contiguous_format})
#   return %clone_6
triton_poi_fused__to_copy_add_clone_expand_mean_mul_pow_unsqueeze_view_10 = async_compile.triton('triton_poi_fused__to_copy_add_clone_expand_mean_mul_pow_unsqueeze_view_10', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 32768}, 
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'in_ptr1': '*fp32', 'in_ptr2': '*bf16', 'out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__to_copy_add_clone_expand_mean_mul_pow_unsqueeze_view_10', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 3, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 101376}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__to_copy_add_clone_expand_mean_mul_pow_unsqueeze_view_10(in_ptr0, in_ptr1, in_ptr2, out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 22528
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = xindex < xnumel
    x0 = (xindex % 2816)
    x2 = xindex
    tmp0 = tl.load(in_ptr0 + (x0), xmask, eviction_policy='evict_last').to(tl.float32)
    tmp2 = tl.load(in_ptr1 + (0))
    tmp3 = tl.broadcast_to(tmp2, [XBLOCK])
    tmp11 = tl.load(in_ptr2 + (x0), xmask, eviction_policy='evict_last').to(tl.float32)
    tmp1 = tmp0.to(tl.float32)
    tmp4 = tl.full([1], 2816.0, tl.float32)
    tmp5 = (tmp3 / tmp4)
    tmp6 = tl.full([1], 1e-06, tl.float32)
    tmp7 = tmp5 + tmp6
    tmp8 = tl.full([1], -0.5, tl.float32)
    tmp9 = libdevice.pow(tmp7, tmp8)
    tmp10 = tmp1 * tmp9
    tmp12 = tmp11.to(tl.float32)
    tmp13 = tmp10 * tmp12
    tmp14 = tmp13.to(tl.float32)
    tl.store(out_ptr0 + (x2), tmp14, xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/lr/clr2vuals2evp652rt5omertexbbvavguy5glp7hu7ahnzy2zabu.py
# Topologically Sorted Source Nodes: [linear_4, gelu, linear_5, mul_20], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul]
# Source node to ATen node mapping:
#   gelu => add_15, add_16, convert_element_type_33, convert_element_type_34, mul_20, mul_21, mul_22, mul_23, mul_24, mul_25, tanh
#   linear_4 => view_23
#   linear_5 => view_25
#   mul_20 => mul_26
# Graph fragment:
#   %mm_4 : Tensor "bf16[1, 2112][2112, 1]cuda:0" = PlaceHolder[target=mm_4]
#   %mm_5 : Tensor "bf16[1, 2112][2112, 1]cuda:0" = PlaceHolder[target=mm_5]
#   %view_23 : Tensor "bf16[1, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_4, [1, 1, 2112]), kwargs = {})
#   %convert_element_type_33 : Tensor "f32[1, 1, 2112][2112, 2112, 1]cuda:0"[num_users=4] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_23, torch.float32), kwargs = {})
#   %mul_24 : Tensor "f32[1, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_33, 0.5), kwargs = {})
#   %mul_20 : Tensor "f32[1, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_33, %convert_element_type_33), kwargs = {})
#   %mul_21 : Tensor "f32[1, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_20, %convert_element_type_33), kwargs = {})
#   %mul_22 : Tensor "f32[1, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_21, 0.044715), kwargs = {})
#   %add_15 : Tensor "f32[1, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%convert_element_type_33, %mul_22), kwargs = {})
#   %mul_23 : Tensor "f32[1, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%add_15, 0.7978845608028654), kwargs = {})
#   %tanh : Tensor "f32[1, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.tanh.default](args = (%mul_23,), kwargs = {})
#   %add_16 : Tensor "f32[1, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%tanh, 1), kwargs = {})
#   %mul_25 : Tensor "f32[1, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_24, %add_16), kwargs = {})
#   %convert_element_type_34 : Tensor "bf16[1, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_25, torch.bfloat16), kwargs = {})
#   %view_25 : Tensor "bf16[1, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_5, [1, 1, 2112]), kwargs = {})
#   %mul_26 : Tensor "bf16[1, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_34, %view_25), kwargs = {})
#   return %mul_26
triton_poi_fused__unsafe_view_gelu_mul_11 = async_compile.triton('triton_poi_fused__unsafe_view_gelu_mul_11', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 4096}, 
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*bf16', 'in_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__unsafe_view_gelu_mul_11', 'mutated_arg_names': ['in_out_ptr0'], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 2, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 16896}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__unsafe_view_gelu_mul_11(in_out_ptr0, in_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 2112
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = xindex < xnumel
    x0 = xindex
    tmp0 = tl.load(in_out_ptr0 + (x0), xmask).to(tl.float32)
    tmp16 = tl.load(in_ptr0 + (x0), xmask).to(tl.float32)
    tmp1 = tmp0.to(tl.float32)
    tmp2 = tl.full([1], 0.5, tl.float32)
    tmp3 = tmp1 * tmp2
    tmp4 = tmp1 * tmp1
    tmp5 = tmp4 * tmp1
    tmp6 = tl.full([1], 0.044715, tl.float32)
    tmp7 = tmp5 * tmp6
    tmp8 = tmp1 + tmp7
    tmp9 = tl.full([1], 0.7978845608028654, tl.float32)
    tmp10 = tmp8 * tmp9
    tmp11 = libdevice.tanh(tmp10)
    tmp12 = tl.full([1], 1.0, tl.float32)
    tmp13 = tmp11 + tmp12
    tmp14 = tmp3 * tmp13
    tmp15 = tmp14.to(tl.float32)
    tmp17 = tmp15 * tmp16
    tl.store(in_out_ptr0 + (x0), tmp17, xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/ve/cvegqmrxsdu2tmt7rtydq7cx3kwv4gy6cbmv77q7bqn6rngoxjla.py
# Topologically Sorted Source Nodes: [expert_ids, expert_ids_1, selected_weights_1], Original ATen: [aten.view, aten.clamp, aten.index]
# Source node to ATen node mapping:
#   expert_ids => view_31
#   expert_ids_1 => clamp_max, clamp_min
#   selected_weights_1 => index_2
# Graph fragment:
#   %getitem_10 : Tensor "i64[1, 8][8, 1]cuda:0" = PlaceHolder[target=getitem_10]
#   %arg28_1 : Tensor "bf16[128, 2816, 704][1982464, 704, 1]cuda:0" = PlaceHolder[target=arg28_1]
#   %view_31 : Tensor "i64[8][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%getitem_10, [-1]), kwargs = {})
#   %clamp_min : Tensor "i64[8][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clamp_min.default](args = (%view_31, 0), kwargs = {})
#   %clamp_max : Tensor "i64[8][1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.clamp_max.default](args = (%clamp_min, 127), kwargs = {})
#   %index_2 : Tensor "bf16[8, 2816, 704][1982464, 704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index.Tensor](args = (%arg28_1, [%clamp_max]), kwargs = {})
#   return %index_2
triton_poi_fused_clamp_index_view_12 = async_compile.triton('triton_poi_fused_clamp_index_view_12', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 16777216}, 
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*i64', 'in_ptr1': '*bf16', 'out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused_clamp_index_view_12', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 63438848}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused_clamp_index_view_12(in_ptr0, in_ptr1, out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 15859712
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = tl.full([XBLOCK], True, tl.int1)[:]
    x1 = xindex // 1982464
    x0 = (xindex % 1982464)
    x2 = xindex
    tmp0 = tl.load(in_ptr0 + (x1), None, eviction_policy='evict_last')
    tmp1 = tl.full([1], 0, tl.int64)
    tmp2 = triton_helpers.maximum(tmp0, tmp1)
    tmp3 = tl.full([1], 127, tl.int64)
    tmp4 = triton_helpers.minimum(tmp2, tmp3)
    tmp5 = tl.full([XBLOCK], 128, tl.int32)
    tmp6 = tmp4 + tmp5
    tmp7 = tmp4 < 0
    tmp8 = tl.where(tmp7, tmp6, tmp4)
    tl.device_assert((0 <= tmp8) & (tmp8 < 128), "index out of bounds: 0 <= tmp8 < 128")
    tmp10 = tl.load(in_ptr1 + (x0 + 1982464*tmp8), None).to(tl.float32)
    tl.store(out_ptr0 + (x2), tmp10, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/4s/c4seviqn3ad465e5epffgq3pn24lq2gjadhftmsfxqcec2bzhojb.py
# Topologically Sorted Source Nodes: [out, chunk, gelu_1, proj_out], Original ATen: [aten.squeeze, aten.split, aten.gelu, aten.mul]
# Source node to ATen node mapping:
#   chunk => split
#   gelu_1 => add_20, add_21, convert_element_type_52, convert_element_type_53, mul_35, mul_36, mul_37, mul_38, mul_39, mul_40, tanh_1
#   out => squeeze
#   proj_out => mul_41
# Graph fragment:
#   %bmm_2 : Tensor "bf16[8, 1408, 1][1408, 1, 1]cuda:0" = PlaceHolder[target=bmm_2]
#   %squeeze : Tensor "bf16[8, 1408][1408, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.squeeze.dim](args = (%bmm_2, -1), kwargs = {})
#   %split : [num_users=2] = call_function[target=torch.ops.aten.split.Tensor](args = (%squeeze, 704, -1), kwargs = {})
#   %convert_element_type_52 : Tensor "f32[8, 704][704, 1]cuda:0"[num_users=4] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%getitem_11, torch.float32), kwargs = {})
#   %mul_39 : Tensor "f32[8, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_52, 0.5), kwargs = {})
#   %mul_35 : Tensor "f32[8, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_52, %convert_element_type_52), kwargs = {})
#   %mul_36 : Tensor "f32[8, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_35, %convert_element_type_52), kwargs = {})
#   %mul_37 : Tensor "f32[8, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_36, 0.044715), kwargs = {})
#   %add_20 : Tensor "f32[8, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%convert_element_type_52, %mul_37), kwargs = {})
#   %mul_38 : Tensor "f32[8, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%add_20, 0.7978845608028654), kwargs = {})
#   %tanh_1 : Tensor "f32[8, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.tanh.default](args = (%mul_38,), kwargs = {})
#   %add_21 : Tensor "f32[8, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%tanh_1, 1), kwargs = {})
#   %mul_40 : Tensor "f32[8, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_39, %add_21), kwargs = {})
#   %convert_element_type_53 : Tensor "bf16[8, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_40, torch.bfloat16), kwargs = {})
#   %mul_41 : Tensor "bf16[8, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_53, %getitem_12), kwargs = {})
#   return %mul_41
triton_poi_fused_gelu_mul_split_squeeze_13 = async_compile.triton('triton_poi_fused_gelu_mul_split_squeeze_13', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 8192}, 
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused_gelu_mul_split_squeeze_13', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 2, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 45056}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused_gelu_mul_split_squeeze_13(in_ptr0, out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 5632
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = xindex < xnumel
    x0 = (xindex % 704)
    x1 = xindex // 704
    x2 = xindex
    tmp0 = tl.load(in_ptr0 + (x0 + 1408*x1), xmask).to(tl.float32)
    tmp16 = tl.load(in_ptr0 + (704 + x0 + 1408*x1), xmask).to(tl.float32)
    tmp1 = tmp0.to(tl.float32)
    tmp2 = tl.full([1], 0.5, tl.float32)
    tmp3 = tmp1 * tmp2
    tmp4 = tmp1 * tmp1
    tmp5 = tmp4 * tmp1
    tmp6 = tl.full([1], 0.044715, tl.float32)
    tmp7 = tmp5 * tmp6
    tmp8 = tmp1 + tmp7
    tmp9 = tl.full([1], 0.7978845608028654, tl.float32)
    tmp10 = tmp8 * tmp9
    tmp11 = libdevice.tanh(tmp10)
    tmp12 = tl.full([1], 1.0, tl.float32)
    tmp13 = tmp11 + tmp12
    tmp14 = tmp3 * tmp13
    tmp15 = tmp14.to(tl.float32)
    tmp17 = tmp15 * tmp16
    tl.store(out_ptr0 + (x2), tmp17, xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/o3/co34w73ibnscubc3zdwba6nd33fgxta2mnfnkhaagdeb26yeyc4x.py
# Topologically Sorted Source Nodes: [sum_1], Original ATen: [aten.sum]
# Source node to ATen node mapping:
#   sum_1 => sum_2
# Graph fragment:
#   %getitem_9 : Tensor "f32[1, 8][8, 1]cuda:0" = PlaceHolder[target=getitem_9]
#   %sum_2 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sum.dim_IntList](args = (%getitem_9, [-1], True), kwargs = {})
#   return %sum_2
triton_per_fused_sum_14 = async_compile.triton('triton_per_fused_sum_14', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 1, 'r0_': 8},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*fp32', 'out_ptr0': '*fp32', 'xnumel': 'constexpr', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {'xnumel': 1}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused_sum_14', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 1, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'r0_': 32}}
)
@triton.jit
def triton_per_fused_sum_14(in_ptr0, out_ptr0, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 1
    r0_numel = 8
    R0_BLOCK: tl.constexpr = 8
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = tl.full([XBLOCK], True, tl.int1)[:, None]
    r0_index = tl.arange(0, R0_BLOCK)[None, :]
    r0_offset = 0
    r0_mask = tl.full([R0_BLOCK], True, tl.int1)[None, :]
    roffset = r0_offset
    rindex = r0_index
    r0_0 = r0_index
    tmp0 = tl.load(in_ptr0 + (r0_0), None)
    tmp1 = tl.broadcast_to(tmp0, [XBLOCK, R0_BLOCK])
    tmp3 = tl.sum(tmp1, 1)[:, None].to(tl.float32)
    tl.store(out_ptr0 + (tl.full([1, 1], 0, tl.int32).broadcast_to(XBLOCK, 1)), tmp3, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/ha/chawjd64wjmrqcwglj5zvujmc4qphcaa3zrvszc5ad6lhcagtwwb.py
# Topologically Sorted Source Nodes: [out_1, top_k_weights_1, getitem_20, top_k_weights_2, sample_weights, unsqueeze_6, weighted_out, view_3, final_hidden_states], Original ATen: [aten.squeeze, aten.div, aten.index, aten.mul, aten.view, aten.unsqueeze, aten.sum]
# Source node to ATen node mapping:
#   final_hidden_states => sum_3
#   getitem_20 => index
#   out_1 => squeeze_1
#   sample_weights => view_30
#   top_k_weights_1 => div_1
#   top_k_weights_2 => mul_32
#   unsqueeze_6 => unsqueeze_33
#   view_3 => view_32
#   weighted_out => mul_42
# Graph fragment:
#   %bmm_3 : Tensor "bf16[8, 2816, 1][2816, 1, 1]cuda:0" = PlaceHolder[target=bmm_3]
#   %getitem_9 : Tensor "f32[1, 8][8, 1]cuda:0" = PlaceHolder[target=getitem_9]
#   %sum_2 : Tensor "f32[1, 1][1, 1]cuda:0" = PlaceHolder[target=sum_2]
#   %getitem_10 : Tensor "i64[1, 8][8, 1]cuda:0" = PlaceHolder[target=getitem_10]
#   %arg25_1 : Tensor "bf16[128][1]cuda:0" = PlaceHolder[target=arg25_1]
#   %squeeze_1 : Tensor "bf16[8, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.squeeze.dim](args = (%bmm_3, -1), kwargs = {})
#   %div_1 : Tensor "f32[1, 8][8, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.div.Tensor](args = (%getitem_9, %sum_2), kwargs = {})
#   %index : Tensor "bf16[1, 8][8, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index.Tensor](args = (%arg25_1, [%getitem_10]), kwargs = {})
#   %mul_32 : Tensor "f32[1, 8][8, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%div_1, %index), kwargs = {})
#   %view_30 : Tensor "f32[8][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mul_32, [-1]), kwargs = {})
#   %unsqueeze_33 : Tensor "f32[8, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%view_30, -1), kwargs = {})
#   %mul_42 : Tensor "f32[8, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%squeeze_1, %unsqueeze_33), kwargs = {})
#   %view_32 : Tensor "f32[1, 8, 2816][22528, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mul_42, [1, 8, 2816]), kwargs = {})
#   %sum_3 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sum.dim_IntList](args = (%view_32, [1]), kwargs = {})
#   return %sum_3
triton_per_fused_div_index_mul_squeeze_sum_unsqueeze_view_15 = async_compile.triton('triton_per_fused_div_index_mul_squeeze_sum_unsqueeze_view_15', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 4096, 'r0_': 8},
    reduction_hint=ReductionHint.DEFAULT,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'in_ptr1': '*fp32', 'in_ptr2': '*fp32', 'in_ptr3': '*i64', 'in_ptr4': '*bf16', 'out_ptr0': '*fp32', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused_div_index_mul_squeeze_sum_unsqueeze_view_15', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 4, 'num_store': 1, 'num_reduction': 1, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 67584, 'r0_': 96}}
)
@triton.jit
def triton_per_fused_div_index_mul_squeeze_sum_unsqueeze_view_15(in_ptr0, in_ptr1, in_ptr2, in_ptr3, in_ptr4, out_ptr0, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 2816
    r0_numel = 8
    R0_BLOCK: tl.constexpr = 8
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = xindex < xnumel
    r0_index = tl.arange(0, R0_BLOCK)[None, :]
    r0_offset = 0
    r0_mask = tl.full([R0_BLOCK], True, tl.int1)[None, :]
    roffset = r0_offset
    rindex = r0_index
    r0_1 = r0_index
    x0 = xindex
    tmp0 = tl.load(in_ptr0 + (x0 + 2816*r0_1), xmask, other=0.0).to(tl.float32)
    tmp2 = tl.load(in_ptr1 + (r0_1), None, eviction_policy='evict_last')
    tmp3 = tl.load(in_ptr2 + (0))
    tmp4 = tl.broadcast_to(tmp3, [1, 1])
    tmp6 = tl.load(in_ptr3 + (r0_1), None, eviction_policy='evict_last')
    tmp1 = tmp0.to(tl.float32)
    tmp5 = (tmp2 / tmp4)
    tmp7 = tl.full([1, 1], 128, tl.int32)
    tmp8 = tmp6 + tmp7
    tmp9 = tmp6 < 0
    tmp10 = tl.where(tmp9, tmp8, tmp6)
    tl.device_assert((0 <= tmp10) & (tmp10 < 128), "index out of bounds: 0 <= tmp10 < 128")
    tmp12 = tl.load(in_ptr4 + (tmp10), None, eviction_policy='evict_last').to(tl.float32)
    tmp13 = tmp12.to(tl.float32)
    tmp14 = tmp5 * tmp13
    tmp15 = tmp1 * tmp14
    tmp16 = tl.broadcast_to(tmp15, [XBLOCK, R0_BLOCK])
    tmp18 = tl.where(xmask, tmp16, 0)
    tmp19 = tl.sum(tmp18, 1)[:, None].to(tl.float32)
    tl.store(out_ptr0 + (x0), tmp19, xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/by/cbyk5avssgs7s3okjthl7cakqa76ginw3urx5twl4yf5ttqrlvt4.py
# Topologically Sorted Source Nodes: [down_proj, float_14, pow_13, mean_6, mean_squared_6, pow_14, normed_output_11, float_15, normed_output_12, hidden_states_6, hidden_states_10, hidden_states_11, float_19, pow_19, mean_9, mean_squared_9, pow_20, normed_output_16, float_20, normed_output_17, hidden_states_12, hidden_states_13, float_21, pow_21, mean_10, mean_squared_10, pow_22, normed_output_18, float_22, normed_output_19, hidden_states_14, hidden_states_15, hidden_states_16, float_23, pow_23, mean_11, mean_squared_11, pow_24, normed_output_20, float_24, normed_output_21, hidden_states_17], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
# Source node to ATen node mapping:
#   down_proj => view_27
#   float_14 => convert_element_type_39
#   float_15 => convert_element_type_40
#   float_19 => convert_element_type_57
#   float_20 => convert_element_type_58
#   float_21 => convert_element_type_60
#   float_22 => convert_element_type_61
#   float_23 => convert_element_type_63
#   float_24 => convert_element_type_64
#   hidden_states_10 => convert_element_type_56
#   hidden_states_11 => view_33
#   hidden_states_12 => convert_element_type_59
#   hidden_states_13 => add_23
#   hidden_states_14 => convert_element_type_62
#   hidden_states_15 => add_25
#   hidden_states_16 => mul_47
#   hidden_states_17 => convert_element_type_65
#   hidden_states_6 => convert_element_type_41
#   mean_10 => mean_10
#   mean_11 => mean_11
#   mean_6 => mean_6
#   mean_9 => mean_9
#   mean_squared_10 => add_24
#   mean_squared_11 => add_26
#   mean_squared_6 => add_17
#   mean_squared_9 => add_22
#   normed_output_11 => mul_27
#   normed_output_12 => mul_28
#   normed_output_16 => mul_43
#   normed_output_17 => mul_44
#   normed_output_18 => mul_45
#   normed_output_19 => mul_46
#   normed_output_20 => mul_48
#   normed_output_21 => mul_49
#   pow_13 => pow_13
#   pow_14 => pow_14
#   pow_19 => pow_19
#   pow_20 => pow_20
#   pow_21 => pow_21
#   pow_22 => pow_22
#   pow_23 => pow_23
#   pow_24 => pow_24
# Graph fragment:
#   %mm_6 : Tensor "bf16[1, 2816][2816, 1]cuda:0" = PlaceHolder[target=mm_6]
#   %sum_3 : Tensor "f32[1, 2816][2816, 1]cuda:0" = PlaceHolder[target=sum_3]
#   %buf46 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf46]
#   %arg22_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg22_1]
#   %buf52 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf52]
#   %arg29_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg29_1]
#   %convert_element_type_60 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0" = PlaceHolder[target=convert_element_type_60]
#   %add_13 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0" = PlaceHolder[target=add_13]
#   %buf54 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf54]
#   %arg30_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg30_1]
#   %arg31_1 : Tensor "bf16[1][1]cuda:0" = PlaceHolder[target=arg31_1]
#   %mul_47 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0" = PlaceHolder[target=mul_47]
#   %buf56 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf56]
#   %arg32_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg32_1]
#   %view_27 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_6, [1, 1, 2816]), kwargs = {})
#   %convert_element_type_39 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_27, torch.float32), kwargs = {})
#   %pow_13 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_39, 2), kwargs = {})
#   %mean_6 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_13, [-1], True), kwargs = {})
#   %add_17 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_6, 1e-06), kwargs = {})
#   %pow_14 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_17, -0.5), kwargs = {})
#   %mul_27 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_39, %pow_14), kwargs = {})
#   %convert_element_type_40 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg22_1, torch.float32), kwargs = {})
#   %mul_28 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_27, %convert_element_type_40), kwargs = {})
#   %convert_element_type_41 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_28, torch.bfloat16), kwargs = {})
#   %convert_element_type_56 : Tensor "bf16[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%sum_3, torch.bfloat16), kwargs = {})
#   %view_33 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%convert_element_type_56, [1, 1, 2816]), kwargs = {})
#   %convert_element_type_57 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_33, torch.float32), kwargs = {})
#   %pow_19 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_57, 2), kwargs = {})
#   %mean_9 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_19, [-1], True), kwargs = {})
#   %add_22 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_9, 1e-06), kwargs = {})
#   %pow_20 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_22, -0.5), kwargs = {})
#   %mul_43 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_57, %pow_20), kwargs = {})
#   %convert_element_type_58 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg29_1, torch.float32), kwargs = {})
#   %mul_44 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_43, %convert_element_type_58), kwargs = {})
#   %convert_element_type_59 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_44, torch.bfloat16), kwargs = {})
#   %add_23 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%convert_element_type_41, %convert_element_type_59), kwargs = {})
#   %convert_element_type_60 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%add_23, torch.float32), kwargs = {})
#   %pow_21 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_60, 2), kwargs = {})
#   %mean_10 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_21, [-1], True), kwargs = {})
#   %add_24 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_10, 1e-06), kwargs = {})
#   %pow_22 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_24, -0.5), kwargs = {})
#   %mul_45 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_60, %pow_22), kwargs = {})
#   %convert_element_type_61 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg30_1, torch.float32), kwargs = {})
#   %mul_46 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_45, %convert_element_type_61), kwargs = {})
#   %convert_element_type_62 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_46, torch.bfloat16), kwargs = {})
#   %add_25 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%add_13, %convert_element_type_62), kwargs = {})
#   %mul_47 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.mul.Tensor](args = (%add_25, %arg31_1), kwargs = {})
#   %convert_element_type_63 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_47, torch.float32), kwargs = {})
#   %pow_23 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_63, 2), kwargs = {})
#   %mean_11 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_23, [-1], True), kwargs = {})
#   %add_26 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_11, 1e-06), kwargs = {})
#   %pow_24 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_26, -0.5), kwargs = {})
#   %mul_48 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_63, %pow_24), kwargs = {})
#   %convert_element_type_64 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg32_1, torch.float32), kwargs = {})
#   %mul_49 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_48, %convert_element_type_64), kwargs = {})
#   %convert_element_type_65 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_49, torch.bfloat16), kwargs = {})
#   return %buf46,%buf52,%convert_element_type_60,%buf54,%mul_47,%buf56,%convert_element_type_65
triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_16 = async_compile.triton('triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_16', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.reduction(
    size_hints={'x': 1, 'r0_': 4096},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*fp32', 'in_out_ptr1': '*bf16', 'in_ptr0': '*bf16', 'in_ptr1': '*bf16', 'in_ptr2': '*bf16', 'in_ptr3': '*bf16', 'in_ptr4': '*bf16', 'in_ptr5': '*bf16', 'out_ptr4': '*bf16', 'xnumel': 'constexpr', 'r0_numel': 'i32', 'XBLOCK': 'constexpr', 'R0_BLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {'xnumel': 1}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]], (7,): [['tt.divisibility', 16]], (8,): [['tt.divisibility', 16]], (10,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_16', 'mutated_arg_names': ['in_out_ptr0', 'in_out_ptr1'], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 12, 'num_store': 3, 'num_reduction': 4, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'add_persistent_rblock': True, 'tiling_scores': {'r0_': 67584}}
)
@triton.jit
def triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_16(in_out_ptr0, in_out_ptr1, in_ptr0, in_ptr1, in_ptr2, in_ptr3, in_ptr4, in_ptr5, out_ptr4, xnumel, r0_numel, XBLOCK : tl.constexpr, R0_BLOCK : tl.constexpr):
    xnumel = 1
    r0_numel = 2816
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = tl.full([XBLOCK], True, tl.int1)[:, None]
    r0_base = tl.arange(0, R0_BLOCK)[None, :]
    rbase = r0_base
    _tmp4 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp0 = tl.load(in_ptr0 + (r0_0), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp1 = tmp0.to(tl.float32)
        tmp2 = tmp1 * tmp1
        tmp3 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
        tmp5 = _tmp4 + tmp3
        _tmp4 = tl.where(r0_mask, tmp5, _tmp4)
    tmp4 = tl.sum(_tmp4, 1)[:, None]
    _tmp11 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp6 = tl.load(in_out_ptr0 + (r0_0), r0_mask, eviction_policy='evict_last', other=0.0)
        tmp7 = tmp6.to(tl.float32)
        tmp8 = tmp7.to(tl.float32)
        tmp9 = tmp8 * tmp8
        tmp10 = tl.broadcast_to(tmp9, [XBLOCK, R0_BLOCK])
        tmp12 = _tmp11 + tmp10
        _tmp11 = tl.where(r0_mask, tmp12, _tmp11)
    tmp11 = tl.sum(_tmp11, 1)[:, None]
    _tmp41 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp13 = tl.load(in_ptr0 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp22 = tl.load(in_ptr1 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp26 = tl.load(in_out_ptr0 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0)
        tmp33 = tl.load(in_ptr2 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp14 = tmp13.to(tl.float32)
        tmp15 = tl.full([1, 1], 2816.0, tl.float32)
        tmp16 = (tmp4 / tmp15)
        tmp17 = tl.full([1, 1], 1e-06, tl.float32)
        tmp18 = tmp16 + tmp17
        tmp19 = tl.full([1, 1], -0.5, tl.float32)
        tmp20 = libdevice.pow(tmp18, tmp19)
        tmp21 = tmp14 * tmp20
        tmp23 = tmp22.to(tl.float32)
        tmp24 = tmp21 * tmp23
        tmp25 = tmp24.to(tl.float32)
        tmp27 = tmp26.to(tl.float32)
        tmp28 = tmp27.to(tl.float32)
        tmp29 = (tmp11 / tmp15)
        tmp30 = tmp29 + tmp17
        tmp31 = libdevice.pow(tmp30, tmp19)
        tmp32 = tmp28 * tmp31
        tmp34 = tmp33.to(tl.float32)
        tmp35 = tmp32 * tmp34
        tmp36 = tmp35.to(tl.float32)
        tmp37 = tmp25 + tmp36
        tmp38 = tmp37.to(tl.float32)
        tmp39 = tmp38 * tmp38
        tmp40 = tl.broadcast_to(tmp39, [XBLOCK, R0_BLOCK])
        tmp42 = _tmp41 + tmp40
        _tmp41 = tl.where(r0_mask, tmp42, _tmp41)
        tl.store(in_out_ptr0 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp38, r0_mask)
    tmp41 = tl.sum(_tmp41, 1)[:, None]
    tmp57 = tl.load(in_ptr4 + (0)).to(tl.float32)
    tmp58 = tl.broadcast_to(tmp57, [1, 1])
    _tmp63 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp43 = tl.load(in_out_ptr1 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp44 = tl.load(in_out_ptr0 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0)
        tmp52 = tl.load(in_ptr3 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp45 = tl.full([1, 1], 2816.0, tl.float32)
        tmp46 = (tmp41 / tmp45)
        tmp47 = tl.full([1, 1], 1e-06, tl.float32)
        tmp48 = tmp46 + tmp47
        tmp49 = tl.full([1, 1], -0.5, tl.float32)
        tmp50 = libdevice.pow(tmp48, tmp49)
        tmp51 = tmp44 * tmp50
        tmp53 = tmp52.to(tl.float32)
        tmp54 = tmp51 * tmp53
        tmp55 = tmp54.to(tl.float32)
        tmp56 = tmp43 + tmp55
        tmp59 = tmp56 * tmp58
        tmp60 = tmp59.to(tl.float32)
        tmp61 = tmp60 * tmp60
        tmp62 = tl.broadcast_to(tmp61, [XBLOCK, R0_BLOCK])
        tmp64 = _tmp63 + tmp62
        _tmp63 = tl.where(r0_mask, tmp64, _tmp63)
        tl.store(in_out_ptr1 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp59, r0_mask)
    tmp63 = tl.sum(_tmp63, 1)[:, None]
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp65 = tl.load(in_out_ptr1 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp74 = tl.load(in_ptr5 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp66 = tmp65.to(tl.float32)
        tmp67 = tl.full([1, 1], 2816.0, tl.float32)
        tmp68 = (tmp63 / tmp67)
        tmp69 = tl.full([1, 1], 1e-06, tl.float32)
        tmp70 = tmp68 + tmp69
        tmp71 = tl.full([1, 1], -0.5, tl.float32)
        tmp72 = libdevice.pow(tmp70, tmp71)
        tmp73 = tmp66 * tmp72
        tmp75 = tmp74.to(tl.float32)
        tmp76 = tmp73 * tmp75
        tmp77 = tmp76.to(tl.float32)
        tl.store(out_ptr4 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp77, r0_mask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/jo/cjodgufgfb6ojkacgamk2hm5eqqa6swcowaece75pauoydcm6bfb.py
# Topologically Sorted Source Nodes: [attn_output_7, float_30, pow_31, mean_15, mean_squared_15, pow_32, normed_output_27, float_31, normed_output_28, hidden_states_20, hidden_states_21, hidden_states_flat_1, float_36, pow_37, mean_18, mean_squared_18, pow_38, normed_output_33, hidden_states_24, mul_54, hidden_states_25, float_37, pow_39, mean_19, mean_squared_19, pow_40, normed_output_34, float_38, normed_output_35, hidden_states_26, float_32, pow_33, mean_16, mean_squared_16, pow_34, normed_output_29, float_33, normed_output_30, hidden_states_22], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
# Source node to ATen node mapping:
#   attn_output_7 => view_47
#   float_30 => convert_element_type_82
#   float_31 => convert_element_type_83
#   float_32 => convert_element_type_85
#   float_33 => convert_element_type_86
#   float_36 => convert_element_type_99
#   float_37 => convert_element_type_104
#   float_38 => convert_element_type_105
#   hidden_states_20 => convert_element_type_84
#   hidden_states_21 => add_35
#   hidden_states_22 => convert_element_type_87
#   hidden_states_24 => convert_element_type_100
#   hidden_states_25 => mul_74
#   hidden_states_26 => convert_element_type_106
#   hidden_states_flat_1 => view_54
#   mean_15 => mean_15
#   mean_16 => mean_16
#   mean_18 => mean_18
#   mean_19 => mean_19
#   mean_squared_15 => add_34
#   mean_squared_16 => add_36
#   mean_squared_18 => add_40
#   mean_squared_19 => add_41
#   mul_54 => mul_73
#   normed_output_27 => mul_59
#   normed_output_28 => mul_60
#   normed_output_29 => mul_61
#   normed_output_30 => mul_62
#   normed_output_33 => mul_72
#   normed_output_34 => mul_76
#   normed_output_35 => mul_77
#   pow_31 => pow_31
#   pow_32 => pow_32
#   pow_33 => pow_33
#   pow_34 => pow_34
#   pow_37 => pow_37
#   pow_38 => pow_38
#   pow_39 => pow_39
#   pow_40 => pow_40
# Graph fragment:
#   %mm_11 : Tensor "bf16[1, 2816][2816, 1]cuda:0" = PlaceHolder[target=mm_11]
#   %mul_47 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0" = PlaceHolder[target=mul_47]
#   %buf78 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf78]
#   %arg42_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg42_1]
#   %buf79 : Tensor "f32[1, 1][1, 1]cuda:0" = PlaceHolder[target=buf79]
#   %arg48_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg48_1]
#   %buf88 : Tensor "f32[1, 1][1, 1]cuda:0" = PlaceHolder[target=buf88]
#   %arg51_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg51_1]
#   %buf93 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf93]
#   %arg43_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg43_1]
#   %view_47 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_11, [1, 1, 2816]), kwargs = {})
#   %convert_element_type_82 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_47, torch.float32), kwargs = {})
#   %pow_31 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_82, 2), kwargs = {})
#   %mean_15 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_31, [-1], True), kwargs = {})
#   %add_34 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_15, 1e-06), kwargs = {})
#   %pow_32 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_34, -0.5), kwargs = {})
#   %mul_59 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_82, %pow_32), kwargs = {})
#   %convert_element_type_83 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg42_1, torch.float32), kwargs = {})
#   %mul_60 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_59, %convert_element_type_83), kwargs = {})
#   %convert_element_type_84 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_60, torch.bfloat16), kwargs = {})
#   %add_35 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_47, %convert_element_type_84), kwargs = {})
#   %view_54 : Tensor "bf16[1, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%add_35, [-1, 2816]), kwargs = {})
#   %convert_element_type_99 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_54, torch.float32), kwargs = {})
#   %pow_37 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_99, 2), kwargs = {})
#   %mean_18 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_37, [-1], True), kwargs = {})
#   %add_40 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_18, 1e-06), kwargs = {})
#   %pow_38 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_40, -0.5), kwargs = {})
#   %mul_72 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_99, %pow_38), kwargs = {})
#   %convert_element_type_100 : Tensor "bf16[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_72, torch.bfloat16), kwargs = {})
#   %mul_73 : Tensor "bf16[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_100, %arg48_1), kwargs = {})
#   %mul_74 : Tensor "bf16[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_73, 0.018844459036110227), kwargs = {})
#   %convert_element_type_104 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_54, torch.float32), kwargs = {})
#   %pow_39 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_104, 2), kwargs = {})
#   %mean_19 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_39, [-1], True), kwargs = {})
#   %add_41 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_19, 1e-06), kwargs = {})
#   %pow_40 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_41, -0.5), kwargs = {})
#   %mul_76 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_104, %pow_40), kwargs = {})
#   %convert_element_type_105 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg51_1, torch.float32), kwargs = {})
#   %mul_77 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_76, %convert_element_type_105), kwargs = {})
#   %convert_element_type_106 : Tensor "bf16[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_77, torch.bfloat16), kwargs = {})
#   %convert_element_type_85 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%add_35, torch.float32), kwargs = {})
#   %pow_33 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_85, 2), kwargs = {})
#   %mean_16 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_33, [-1], True), kwargs = {})
#   %add_36 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_16, 1e-06), kwargs = {})
#   %pow_34 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_36, -0.5), kwargs = {})
#   %mul_61 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_85, %pow_34), kwargs = {})
#   %convert_element_type_86 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg43_1, torch.float32), kwargs = {})
#   %mul_62 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_61, %convert_element_type_86), kwargs = {})
#   %convert_element_type_87 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_62, torch.bfloat16), kwargs = {})
#   return %buf78,%buf79,%buf88,%buf93,%mul_74,%convert_element_type_106,%convert_element_type_87
triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17 = async_compile.triton('triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.reduction(
    size_hints={'x': 1, 'r0_': 4096},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'in_ptr1': '*bf16', 'in_ptr2': '*bf16', 'in_ptr3': '*bf16', 'in_ptr4': '*bf16', 'in_ptr5': '*bf16', 'out_ptr0': '*fp32', 'out_ptr4': '*bf16', 'out_ptr5': '*bf16', 'out_ptr6': '*bf16', 'xnumel': 'constexpr', 'r0_numel': 'i32', 'XBLOCK': 'constexpr', 'R0_BLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {'xnumel': 1}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]], (7,): [['tt.divisibility', 16]], (8,): [['tt.divisibility', 16]], (9,): [['tt.divisibility', 16]], (11,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 10, 'num_store': 4, 'num_reduction': 4, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'add_persistent_rblock': True, 'tiling_scores': {'r0_': 67584}}
)
@triton.jit
def triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17(in_ptr0, in_ptr1, in_ptr2, in_ptr3, in_ptr4, in_ptr5, out_ptr0, out_ptr4, out_ptr5, out_ptr6, xnumel, r0_numel, XBLOCK : tl.constexpr, R0_BLOCK : tl.constexpr):
    xnumel = 1
    r0_numel = 2816
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = tl.full([XBLOCK], True, tl.int1)[:, None]
    r0_base = tl.arange(0, R0_BLOCK)[None, :]
    rbase = r0_base
    _tmp4 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp0 = tl.load(in_ptr0 + (r0_0), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp1 = tmp0.to(tl.float32)
        tmp2 = tmp1 * tmp1
        tmp3 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
        tmp5 = _tmp4 + tmp3
        _tmp4 = tl.where(r0_mask, tmp5, _tmp4)
    tmp4 = tl.sum(_tmp4, 1)[:, None]
    tl.store(out_ptr0 + (tl.full([1, 1], 0, tl.int32).broadcast_to(XBLOCK, 1)), tmp4, None)
    _tmp24 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp6 = tl.load(in_ptr1 + (r0_0), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp7 = tl.load(in_ptr0 + (r0_0), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp16 = tl.load(in_ptr2 + (r0_0), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp8 = tmp7.to(tl.float32)
        tmp9 = tl.full([1, 1], 2816.0, tl.float32)
        tmp10 = (tmp4 / tmp9)
        tmp11 = tl.full([1, 1], 1e-06, tl.float32)
        tmp12 = tmp10 + tmp11
        tmp13 = tl.full([1, 1], -0.5, tl.float32)
        tmp14 = libdevice.pow(tmp12, tmp13)
        tmp15 = tmp8 * tmp14
        tmp17 = tmp16.to(tl.float32)
        tmp18 = tmp15 * tmp17
        tmp19 = tmp18.to(tl.float32)
        tmp20 = tmp6 + tmp19
        tmp21 = tmp20.to(tl.float32)
        tmp22 = tmp21 * tmp21
        tmp23 = tl.broadcast_to(tmp22, [XBLOCK, R0_BLOCK])
        tmp25 = _tmp24 + tmp23
        _tmp24 = tl.where(r0_mask, tmp25, _tmp24)
    tmp24 = tl.sum(_tmp24, 1)[:, None]
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp26 = tl.load(in_ptr1 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp27 = tl.load(in_ptr0 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp36 = tl.load(in_ptr2 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp47 = tl.load(in_ptr3 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp51 = tl.load(in_ptr4 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp55 = tl.load(in_ptr5 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp28 = tmp27.to(tl.float32)
        tmp29 = tl.full([1, 1], 2816.0, tl.float32)
        tmp30 = (tmp4 / tmp29)
        tmp31 = tl.full([1, 1], 1e-06, tl.float32)
        tmp32 = tmp30 + tmp31
        tmp33 = tl.full([1, 1], -0.5, tl.float32)
        tmp34 = libdevice.pow(tmp32, tmp33)
        tmp35 = tmp28 * tmp34
        tmp37 = tmp36.to(tl.float32)
        tmp38 = tmp35 * tmp37
        tmp39 = tmp38.to(tl.float32)
        tmp40 = tmp26 + tmp39
        tmp41 = tmp40.to(tl.float32)
        tmp42 = (tmp24 / tmp29)
        tmp43 = tmp42 + tmp31
        tmp44 = libdevice.pow(tmp43, tmp33)
        tmp45 = tmp41 * tmp44
        tmp46 = tmp45.to(tl.float32)
        tmp48 = tmp46 * tmp47
        tmp49 = tl.full([1, 1], 0.018844459036110227, tl.float32)
        tmp50 = tmp48 * tmp49
        tmp52 = tmp51.to(tl.float32)
        tmp53 = tmp45 * tmp52
        tmp54 = tmp53.to(tl.float32)
        tmp56 = tmp55.to(tl.float32)
        tmp57 = tmp45 * tmp56
        tmp58 = tmp57.to(tl.float32)
        tl.store(out_ptr4 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp50, r0_mask)
        tl.store(out_ptr5 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp54, r0_mask)
        tl.store(out_ptr6 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp58, r0_mask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/4d/c4depywol7ljyluy5zdz6dbtzyoat5uba6sbxh6oaod5p6osctmz.py
# Topologically Sorted Source Nodes: [attn_output_7, float_30, pow_31, mean_15, mean_squared_15, pow_32, normed_output_27, float_31, normed_output_28, hidden_states_20, hidden_states_21, hidden_states_flat_1, float_37, pow_39, mean_19, mean_squared_19, pow_40, normed_output_34, float_38, normed_output_35, hidden_states_26, selected_hidden_states_1], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.unsqueeze, aten.expand, aten.clone]
# Source node to ATen node mapping:
#   attn_output_7 => view_47
#   float_30 => convert_element_type_82
#   float_31 => convert_element_type_83
#   float_37 => convert_element_type_104
#   float_38 => convert_element_type_105
#   hidden_states_20 => convert_element_type_84
#   hidden_states_21 => add_35
#   hidden_states_26 => convert_element_type_106
#   hidden_states_flat_1 => view_54
#   mean_15 => mean_15
#   mean_19 => mean_19
#   mean_squared_15 => add_34
#   mean_squared_19 => add_41
#   normed_output_27 => mul_59
#   normed_output_28 => mul_60
#   normed_output_34 => mul_76
#   normed_output_35 => mul_77
#   pow_31 => pow_31
#   pow_32 => pow_32
#   pow_39 => pow_39
#   pow_40 => pow_40
#   selected_hidden_states_1 => clone_9, expand_19, unsqueeze_44
# Graph fragment:
#   %convert_element_type_106 : Tensor "bf16[1, 2816][2816, 1]cuda:0" = PlaceHolder[target=convert_element_type_106]
#   %view_47 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_11, [1, 1, 2816]), kwargs = {})
#   %convert_element_type_82 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_47, torch.float32), kwargs = {})
#   %pow_31 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_82, 2), kwargs = {})
#   %mean_15 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_31, [-1], True), kwargs = {})
#   %add_34 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_15, 1e-06), kwargs = {})
#   %pow_32 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_34, -0.5), kwargs = {})
#   %mul_59 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_82, %pow_32), kwargs = {})
#   %convert_element_type_83 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg42_1, torch.float32), kwargs = {})
#   %mul_60 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_59, %convert_element_type_83), kwargs = {})
#   %convert_element_type_84 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_60, torch.bfloat16), kwargs = {})
#   %add_35 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_47, %convert_element_type_84), kwargs = {})
#   %view_54 : Tensor "bf16[1, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%add_35, [-1, 2816]), kwargs = {})
#   %convert_element_type_104 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_54, torch.float32), kwargs = {})
#   %pow_39 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_104, 2), kwargs = {})
#   %mean_19 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_39, [-1], True), kwargs = {})
#   %add_41 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_19, 1e-06), kwargs = {})
#   %pow_40 : Tensor "f32[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_41, -0.5), kwargs = {})
#   %mul_76 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_104, %pow_40), kwargs = {})
#   %convert_element_type_105 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg51_1, torch.float32), kwargs = {})
#   %mul_77 : Tensor "f32[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_76, %convert_element_type_105), kwargs = {})
#   %convert_element_type_106 : Tensor "bf16[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_77, torch.bfloat16), kwargs = {})
#   %unsqueeze_44 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_106, 1), kwargs = {})
#   %expand_19 : Tensor "bf16[1, 8, 2816][2816, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_44, [1, 8, 2816]), kwargs = {})
#   %clone_9 : Tensor "bf16[1, 8, 2816][22528, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_19,), kwargs = {memory_format: torch.contiguous_format})
#   return %clone_9
triton_poi_fused__to_copy__unsafe_view_add_clone_expand_mean_mul_pow_unsqueeze_view_18 = async_compile.triton('triton_poi_fused__to_copy__unsafe_view_add_clone_expand_mean_mul_pow_unsqueeze_view_18', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 32768}, 
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__to_copy__unsafe_view_add_clone_expand_mean_mul_pow_unsqueeze_view_18', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 95744}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__to_copy__unsafe_view_add_clone_expand_mean_mul_pow_unsqueeze_view_18(in_ptr0, out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 22528
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = xindex < xnumel
    x0 = (xindex % 2816)
    x2 = xindex
    tmp0 = tl.load(in_ptr0 + (x0), xmask, eviction_policy='evict_last').to(tl.float32)
    tl.store(out_ptr0 + (x2), tmp0, xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/gh/cghavzlrot4zkri7mjvw3cuy64m63z4em4kxhnkwwybphlug4np3.py
# Topologically Sorted Source Nodes: [attn_output_7, float_30, pow_31, mean_15, mean_squared_15, pow_32, normed_output_27, float_31, normed_output_28, hidden_states_20, hidden_states_21, down_proj_1, float_34, pow_35, mean_17, mean_squared_17, pow_36, normed_output_31, float_35, normed_output_32, hidden_states_23, hidden_states_27, hidden_states_28, float_39, pow_41, mean_20, mean_squared_20, pow_42, normed_output_36, float_40, normed_output_37, hidden_states_29, hidden_states_30, float_41, pow_43, mean_21, mean_squared_21, pow_44, normed_output_38, float_42, normed_output_39, hidden_states_31, hidden_states_32, hidden_states_33, float_43, pow_45, mean_22, mean_squared_22, pow_46, normed_output_40, float_44, normed_output_41, hidden_states_34], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
# Source node to ATen node mapping:
#   attn_output_7 => view_47
#   down_proj_1 => view_53
#   float_30 => convert_element_type_82
#   float_31 => convert_element_type_83
#   float_34 => convert_element_type_96
#   float_35 => convert_element_type_97
#   float_39 => convert_element_type_114
#   float_40 => convert_element_type_115
#   float_41 => convert_element_type_117
#   float_42 => convert_element_type_118
#   float_43 => convert_element_type_120
#   float_44 => convert_element_type_121
#   hidden_states_20 => convert_element_type_84
#   hidden_states_21 => add_35
#   hidden_states_23 => convert_element_type_98
#   hidden_states_27 => convert_element_type_113
#   hidden_states_28 => view_59
#   hidden_states_29 => convert_element_type_116
#   hidden_states_30 => add_45
#   hidden_states_31 => convert_element_type_119
#   hidden_states_32 => add_47
#   hidden_states_33 => mul_90
#   hidden_states_34 => convert_element_type_122
#   mean_15 => mean_15
#   mean_17 => mean_17
#   mean_20 => mean_20
#   mean_21 => mean_21
#   mean_22 => mean_22
#   mean_squared_15 => add_34
#   mean_squared_17 => add_39
#   mean_squared_20 => add_44
#   mean_squared_21 => add_46
#   mean_squared_22 => add_48
#   normed_output_27 => mul_59
#   normed_output_28 => mul_60
#   normed_output_31 => mul_70
#   normed_output_32 => mul_71
#   normed_output_36 => mul_86
#   normed_output_37 => mul_87
#   normed_output_38 => mul_88
#   normed_output_39 => mul_89
#   normed_output_40 => mul_91
#   normed_output_41 => mul_92
#   pow_31 => pow_31
#   pow_32 => pow_32
#   pow_35 => pow_35
#   pow_36 => pow_36
#   pow_41 => pow_41
#   pow_42 => pow_42
#   pow_43 => pow_43
#   pow_44 => pow_44
#   pow_45 => pow_45
#   pow_46 => pow_46
# Graph fragment:
#   %mm_14 : Tensor "bf16[1, 2816][2816, 1]cuda:0" = PlaceHolder[target=mm_14]
#   %sum_6 : Tensor "f32[1, 2816][2816, 1]cuda:0" = PlaceHolder[target=sum_6]
#   %buf99 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf99]
#   %arg47_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg47_1]
#   %buf105 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf105]
#   %arg54_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg54_1]
#   %convert_element_type_117 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0" = PlaceHolder[target=convert_element_type_117]
#   %mul_47 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0" = PlaceHolder[target=mul_47]
#   %mm_11 : Tensor "bf16[1, 2816][2816, 1]cuda:0" = PlaceHolder[target=mm_11]
#   %buf78 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf78]
#   %arg42_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg42_1]
#   %buf107 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf107]
#   %arg55_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg55_1]
#   %arg56_1 : Tensor "bf16[1][1]cuda:0" = PlaceHolder[target=arg56_1]
#   %mul_90 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0" = PlaceHolder[target=mul_90]
#   %buf109 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf109]
#   %arg57_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg57_1]
#   %view_47 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_11, [1, 1, 2816]), kwargs = {})
#   %convert_element_type_82 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_47, torch.float32), kwargs = {})
#   %pow_31 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_82, 2), kwargs = {})
#   %mean_15 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_31, [-1], True), kwargs = {})
#   %add_34 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_15, 1e-06), kwargs = {})
#   %pow_32 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_34, -0.5), kwargs = {})
#   %mul_59 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_82, %pow_32), kwargs = {})
#   %convert_element_type_83 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg42_1, torch.float32), kwargs = {})
#   %mul_60 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_59, %convert_element_type_83), kwargs = {})
#   %convert_element_type_84 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_60, torch.bfloat16), kwargs = {})
#   %add_35 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_47, %convert_element_type_84), kwargs = {})
#   %view_53 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_14, [1, 1, 2816]), kwargs = {})
#   %convert_element_type_96 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_53, torch.float32), kwargs = {})
#   %pow_35 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_96, 2), kwargs = {})
#   %mean_17 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_35, [-1], True), kwargs = {})
#   %add_39 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_17, 1e-06), kwargs = {})
#   %pow_36 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_39, -0.5), kwargs = {})
#   %mul_70 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_96, %pow_36), kwargs = {})
#   %convert_element_type_97 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg47_1, torch.float32), kwargs = {})
#   %mul_71 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_70, %convert_element_type_97), kwargs = {})
#   %convert_element_type_98 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_71, torch.bfloat16), kwargs = {})
#   %convert_element_type_113 : Tensor "bf16[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%sum_6, torch.bfloat16), kwargs = {})
#   %view_59 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%convert_element_type_113, [1, 1, 2816]), kwargs = {})
#   %convert_element_type_114 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_59, torch.float32), kwargs = {})
#   %pow_41 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_114, 2), kwargs = {})
#   %mean_20 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_41, [-1], True), kwargs = {})
#   %add_44 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_20, 1e-06), kwargs = {})
#   %pow_42 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_44, -0.5), kwargs = {})
#   %mul_86 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_114, %pow_42), kwargs = {})
#   %convert_element_type_115 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg54_1, torch.float32), kwargs = {})
#   %mul_87 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_86, %convert_element_type_115), kwargs = {})
#   %convert_element_type_116 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_87, torch.bfloat16), kwargs = {})
#   %add_45 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%convert_element_type_98, %convert_element_type_116), kwargs = {})
#   %convert_element_type_117 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%add_45, torch.float32), kwargs = {})
#   %pow_43 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_117, 2), kwargs = {})
#   %mean_21 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_43, [-1], True), kwargs = {})
#   %add_46 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_21, 1e-06), kwargs = {})
#   %pow_44 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_46, -0.5), kwargs = {})
#   %mul_88 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_117, %pow_44), kwargs = {})
#   %convert_element_type_118 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg55_1, torch.float32), kwargs = {})
#   %mul_89 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_88, %convert_element_type_118), kwargs = {})
#   %convert_element_type_119 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_89, torch.bfloat16), kwargs = {})
#   %add_47 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%add_35, %convert_element_type_119), kwargs = {})
#   %mul_90 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.mul.Tensor](args = (%add_47, %arg56_1), kwargs = {})
#   %convert_element_type_120 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_90, torch.float32), kwargs = {})
#   %pow_45 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_120, 2), kwargs = {})
#   %mean_22 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_45, [-1], True), kwargs = {})
#   %add_48 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_22, 1e-06), kwargs = {})
#   %pow_46 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_48, -0.5), kwargs = {})
#   %mul_91 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_120, %pow_46), kwargs = {})
#   %convert_element_type_121 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg57_1, torch.float32), kwargs = {})
#   %mul_92 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_91, %convert_element_type_121), kwargs = {})
#   %convert_element_type_122 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_92, torch.bfloat16), kwargs = {})
#   return %buf99,%buf105,%convert_element_type_117,%buf107,%mul_90,%buf109,%convert_element_type_122
triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19 = async_compile.triton('triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.reduction(
    size_hints={'x': 1, 'r0_': 4096},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*fp32', 'in_out_ptr1': '*bf16', 'in_ptr0': '*bf16', 'in_ptr1': '*bf16', 'in_ptr2': '*bf16', 'in_ptr3': '*bf16', 'in_ptr4': '*fp32', 'in_ptr5': '*bf16', 'in_ptr6': '*bf16', 'in_ptr7': '*bf16', 'in_ptr8': '*bf16', 'out_ptr4': '*bf16', 'xnumel': 'constexpr', 'r0_numel': 'i32', 'XBLOCK': 'constexpr', 'R0_BLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {'xnumel': 1}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]], (7,): [['tt.divisibility', 16]], (8,): [['tt.divisibility', 16]], (9,): [['tt.divisibility', 16]], (10,): [['tt.divisibility', 16]], (11,): [['tt.divisibility', 16]], (13,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19', 'mutated_arg_names': ['in_out_ptr0', 'in_out_ptr1'], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 15, 'num_store': 3, 'num_reduction': 4, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'r0_': 78848}}
)
@triton.jit
def triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19(in_out_ptr0, in_out_ptr1, in_ptr0, in_ptr1, in_ptr2, in_ptr3, in_ptr4, in_ptr5, in_ptr6, in_ptr7, in_ptr8, out_ptr4, xnumel, r0_numel, XBLOCK : tl.constexpr, R0_BLOCK : tl.constexpr):
    xnumel = 1
    r0_numel = 2816
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = tl.full([XBLOCK], True, tl.int1)[:, None]
    r0_base = tl.arange(0, R0_BLOCK)[None, :]
    rbase = r0_base
    _tmp4 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp0 = tl.load(in_ptr0 + (r0_0), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp1 = tmp0.to(tl.float32)
        tmp2 = tmp1 * tmp1
        tmp3 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
        tmp5 = _tmp4 + tmp3
        _tmp4 = tl.where(r0_mask, tmp5, _tmp4)
    tmp4 = tl.sum(_tmp4, 1)[:, None]
    _tmp11 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp6 = tl.load(in_out_ptr0 + (r0_0), r0_mask, eviction_policy='evict_last', other=0.0)
        tmp7 = tmp6.to(tl.float32)
        tmp8 = tmp7.to(tl.float32)
        tmp9 = tmp8 * tmp8
        tmp10 = tl.broadcast_to(tmp9, [XBLOCK, R0_BLOCK])
        tmp12 = _tmp11 + tmp10
        _tmp11 = tl.where(r0_mask, tmp12, _tmp11)
    tmp11 = tl.sum(_tmp11, 1)[:, None]
    _tmp41 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp13 = tl.load(in_ptr0 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp22 = tl.load(in_ptr1 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp26 = tl.load(in_out_ptr0 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0)
        tmp33 = tl.load(in_ptr2 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp14 = tmp13.to(tl.float32)
        tmp15 = tl.full([1, 1], 2816.0, tl.float32)
        tmp16 = (tmp4 / tmp15)
        tmp17 = tl.full([1, 1], 1e-06, tl.float32)
        tmp18 = tmp16 + tmp17
        tmp19 = tl.full([1, 1], -0.5, tl.float32)
        tmp20 = libdevice.pow(tmp18, tmp19)
        tmp21 = tmp14 * tmp20
        tmp23 = tmp22.to(tl.float32)
        tmp24 = tmp21 * tmp23
        tmp25 = tmp24.to(tl.float32)
        tmp27 = tmp26.to(tl.float32)
        tmp28 = tmp27.to(tl.float32)
        tmp29 = (tmp11 / tmp15)
        tmp30 = tmp29 + tmp17
        tmp31 = libdevice.pow(tmp30, tmp19)
        tmp32 = tmp28 * tmp31
        tmp34 = tmp33.to(tl.float32)
        tmp35 = tmp32 * tmp34
        tmp36 = tmp35.to(tl.float32)
        tmp37 = tmp25 + tmp36
        tmp38 = tmp37.to(tl.float32)
        tmp39 = tmp38 * tmp38
        tmp40 = tl.broadcast_to(tmp39, [XBLOCK, R0_BLOCK])
        tmp42 = _tmp41 + tmp40
        _tmp41 = tl.where(r0_mask, tmp42, _tmp41)
        tl.store(in_out_ptr0 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp38, r0_mask)
    tmp41 = tl.sum(_tmp41, 1)[:, None]
    tmp46 = tl.load(in_ptr4 + (0))
    tmp47 = tl.broadcast_to(tmp46, [1, 1])
    tmp70 = tl.load(in_ptr7 + (0)).to(tl.float32)
    tmp71 = tl.broadcast_to(tmp70, [1, 1])
    _tmp76 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp43 = tl.load(in_out_ptr1 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp44 = tl.load(in_ptr3 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp55 = tl.load(in_ptr5 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp60 = tl.load(in_out_ptr0 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0)
        tmp65 = tl.load(in_ptr6 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp45 = tmp44.to(tl.float32)
        tmp48 = tl.full([1, 1], 2816.0, tl.float32)
        tmp49 = (tmp47 / tmp48)
        tmp50 = tl.full([1, 1], 1e-06, tl.float32)
        tmp51 = tmp49 + tmp50
        tmp52 = tl.full([1, 1], -0.5, tl.float32)
        tmp53 = libdevice.pow(tmp51, tmp52)
        tmp54 = tmp45 * tmp53
        tmp56 = tmp55.to(tl.float32)
        tmp57 = tmp54 * tmp56
        tmp58 = tmp57.to(tl.float32)
        tmp59 = tmp43 + tmp58
        tmp61 = (tmp41 / tmp48)
        tmp62 = tmp61 + tmp50
        tmp63 = libdevice.pow(tmp62, tmp52)
        tmp64 = tmp60 * tmp63
        tmp66 = tmp65.to(tl.float32)
        tmp67 = tmp64 * tmp66
        tmp68 = tmp67.to(tl.float32)
        tmp69 = tmp59 + tmp68
        tmp72 = tmp69 * tmp71
        tmp73 = tmp72.to(tl.float32)
        tmp74 = tmp73 * tmp73
        tmp75 = tl.broadcast_to(tmp74, [XBLOCK, R0_BLOCK])
        tmp77 = _tmp76 + tmp75
        _tmp76 = tl.where(r0_mask, tmp77, _tmp76)
        tl.store(in_out_ptr1 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp72, r0_mask)
    tmp76 = tl.sum(_tmp76, 1)[:, None]
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp78 = tl.load(in_out_ptr1 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp87 = tl.load(in_ptr8 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp79 = tmp78.to(tl.float32)
        tmp80 = tl.full([1, 1], 2816.0, tl.float32)
        tmp81 = (tmp76 / tmp80)
        tmp82 = tl.full([1, 1], 1e-06, tl.float32)
        tmp83 = tmp81 + tmp82
        tmp84 = tl.full([1, 1], -0.5, tl.float32)
        tmp85 = libdevice.pow(tmp83, tmp84)
        tmp86 = tmp79 * tmp85
        tmp88 = tmp87.to(tl.float32)
        tmp89 = tmp86 * tmp88
        tmp90 = tmp89.to(tl.float32)
        tl.store(out_ptr4 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp90, r0_mask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/e7/ce7tmbsptgltw45ifl5nwnp6n53jabrzywphc6xc2pmwbteba6gn.py
# Topologically Sorted Source Nodes: [linear_40, query_states_20, float_105, pow_113, mean_56, mean_squared_56, pow_114, normed_output_102, float_106, normed_output_103, query_states_21, , freqs_1, emb_1, cos_2, cos_3, cos_15, cos_16, mul_159, x2_10, neg_10, x1_10, cat_12, sin_2, sin_3, sin_15, sin_16, mul_160, query_states_22, query_states_23, key_5, value_5, arange_3, kv_arange, kv_indices, arange_2, q_arange, q_indices, attention_mask, attention_mask_1, attn_output_20], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.bmm, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.slice, aten.neg, aten.sin, aten.expand, aten.clone, aten.arange, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_efficient_attention]
# Source node to ATen node mapping:
#    => unsqueeze_default
#   arange_2 => iota_2
#   arange_3 => iota_3
#   attention_mask => le
#   attention_mask_1 => expand
#   attn_output_20 => _scaled_dot_product_efficient_attention, expand_39, full_default_11, full_default_12, where_5
#   cat_12 => cat_10
#   cos_15 => convert_element_type_4
#   cos_16 => unsqueeze_90
#   cos_2 => cos_1
#   cos_3 => mul_3
#   emb_1 => clone_2, expand_9, unsqueeze_19, view_7
#   float_105 => convert_element_type_296
#   float_106 => convert_element_type_297
#   freqs_1 => permute_1
#   key_5 => clone_19, expand_36, unsqueeze_96, view_144
#   kv_arange => add_1
#   kv_indices => unsqueeze_3, unsqueeze_4, unsqueeze_5
#   linear_40 => view_139
#   mean_56 => mean_56
#   mean_squared_56 => add_115
#   mul_159 => mul_224
#   mul_160 => mul_225
#   neg_10 => neg_10
#   normed_output_102 => mul_222
#   normed_output_103 => mul_223
#   pow_113 => pow_113
#   pow_114 => pow_114
#   q_arange => add
#   q_indices => unsqueeze, unsqueeze_1, unsqueeze_2
#   query_states_20 => view_140
#   query_states_21 => convert_element_type_298
#   query_states_22 => add_116
#   query_states_23 => permute_63
#   sin_15 => convert_element_type_5
#   sin_16 => unsqueeze_91
#   sin_2 => sin_1
#   sin_3 => mul_4
#   value_5 => clone_20, expand_38, unsqueeze_99, view_145
#   x1_10 => slice_21
#   x2_10 => slice_22
# Graph fragment:
#   %mm_40 : Tensor "bf16[1, 8192][8192, 1]cuda:0" = PlaceHolder[target=mm_40]
#   %buf271 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 16]cuda:0" = PlaceHolder[target=buf271]
#   %arg134_1 : Tensor "bf16[512][1]cuda:0" = PlaceHolder[target=arg134_1]
#   %mm_default : Tensor "f32[256, 1][1, 1]cuda:0" = PlaceHolder[target=mm_default]
#   %cat_10 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0" = PlaceHolder[target=cat_10]
#   %view_139 : Tensor "bf16[1, 1, 8192][8192, 8192, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_40, [1, 1, 8192]), kwargs = {})
#   %view_140 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%view_139, [1, 1, -1, 512]), kwargs = {})
#   %convert_element_type_296 : Tensor "f32[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_140, torch.float32), kwargs = {})
#   %pow_113 : Tensor "f32[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_296, 2), kwargs = {})
#   %mean_56 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_113, [-1], True), kwargs = {})
#   %add_115 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_56, 1e-06), kwargs = {})
#   %pow_114 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_115, -0.5), kwargs = {})
#   %mul_222 : Tensor "f32[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_296, %pow_114), kwargs = {})
#   %convert_element_type_297 : Tensor "f32[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg134_1, torch.float32), kwargs = {})
#   %mul_223 : Tensor "f32[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_222, %convert_element_type_297), kwargs = {})
#   %convert_element_type_298 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_223, torch.bfloat16), kwargs = {})
#   %unsqueeze_default : Tensor "f32[1, 256, 1][256, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%mm_default, 0), kwargs = {})
#   %permute_1 : Tensor "f32[1, 1, 256][256, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%unsqueeze_default, [0, 2, 1]), kwargs = {})
#   %unsqueeze_19 : Tensor "f32[1, 1, 1, 256][256, 1, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%permute_1, 2), kwargs = {})
#   %expand_9 : Tensor "f32[1, 1, 2, 256][256, 1, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_19, [1, 1, 2, 256]), kwargs = {})
#   %clone_2 : Tensor "f32[1, 1, 2, 256][512, 512, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_9,), kwargs = {memory_format: torch.contiguous_format})
#   %view_7 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_2, [1, 1, 512]), kwargs = {})
#   %cos_1 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cos.default](args = (%view_7,), kwargs = {})
#   %mul_3 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cos_1, 1.0), kwargs = {})
#   %convert_element_type_4 : Tensor "bf16[1, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_3, torch.bfloat16), kwargs = {})
#   %unsqueeze_90 : Tensor "bf16[1, 1, 1, 512][512, 512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_4, 2), kwargs = {})
#   %mul_224 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_298, %unsqueeze_90), kwargs = {})
#   %slice_22 : Tensor "bf16[1, 1, 16, 256][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.slice.Tensor](args = (%convert_element_type_298, 3, 256, 9223372036854775807), kwargs = {})
#   %neg_10 : Tensor "bf16[1, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.neg.default](args = (%slice_22,), kwargs = {})
#   %slice_21 : Tensor "bf16[1, 1, 16, 256][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.slice.Tensor](args = (%convert_element_type_298, 3, 0, 256), kwargs = {})
#   %cat_10 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cat.default](args = ([%neg_10, %slice_21], -1), kwargs = {})
#   %sin_1 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sin.default](args = (%view_7,), kwargs = {})
#   %mul_4 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%sin_1, 1.0), kwargs = {})
#   %convert_element_type_5 : Tensor "bf16[1, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_4, torch.bfloat16), kwargs = {})
#   %unsqueeze_91 : Tensor "bf16[1, 1, 1, 512][512, 512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_5, 2), kwargs = {})
#   %mul_225 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cat_10, %unsqueeze_91), kwargs = {})
#   %add_116 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_224, %mul_225), kwargs = {})
#   %permute_63 : Tensor "bf16[1, 16, 1, 512][8192, 512, 8192, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%add_116, [0, 2, 1, 3]), kwargs = {})
#   %unsqueeze_96 : Tensor "bf16[1, 2, 1, 1024, 512][1048576, 524288, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_10, 2), kwargs = {})
#   %expand_36 : Tensor "bf16[1, 2, 8, 1024, 512][1048576, 524288, 0, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_96, [1, 2, 8, 1024, 512]), kwargs = {})
#   %clone_19 : Tensor "bf16[1, 2, 8, 1024, 512][8388608, 4194304, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_36,), kwargs = {memory_format: torch.contiguous_format})
#   %view_144 : Tensor "bf16[1, 16, 1024, 512][8388608, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_19, [1, 16, 1024, 512]), kwargs = {})
#   %unsqueeze_99 : Tensor "bf16[1, 2, 1, 1024, 512][1048576, 524288, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_11, 2), kwargs = {})
#   %expand_38 : Tensor "bf16[1, 2, 8, 1024, 512][1048576, 524288, 0, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_99, [1, 2, 8, 1024, 512]), kwargs = {})
#   %clone_20 : Tensor "bf16[1, 2, 8, 1024, 512][8388608, 4194304, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_38,), kwargs = {memory_format: torch.contiguous_format})
#   %view_145 : Tensor "bf16[1, 16, 1024, 512][8388608, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_20, [1, 16, 1024, 512]), kwargs = {})
#   %iota_3 : Tensor "i64[1024][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1024,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add_1 : Tensor "i64[1024][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_3, 0), kwargs = {})
#   %unsqueeze_3 : Tensor "i64[1, 1024][1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%add_1, 0), kwargs = {})
#   %unsqueeze_4 : Tensor "i64[1, 1, 1024][1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_3, 1), kwargs = {})
#   %unsqueeze_5 : Tensor "i64[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_4, 2), kwargs = {})
#   %iota_2 : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_2, %arg4_1), kwargs = {})
#   %unsqueeze : Tensor "i64[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%add, 0), kwargs = {})
#   %unsqueeze_1 : Tensor "i64[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze, 1), kwargs = {})
#   %unsqueeze_2 : Tensor "i64[1, 1, 1, 1][1, 1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_1, 3), kwargs = {})
#   %le : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.le.Tensor](args = (%unsqueeze_5, %unsqueeze_2), kwargs = {})
#   %expand : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%le, [1, -1, 1, 1024]), kwargs = {})
#   %full_default_12 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], 0.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %full_default_11 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], -inf), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %where_5 : Tensor "bf16[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.where.self](args = (%expand, %full_default_12, %full_default_11), kwargs = {})
#   %expand_39 : Tensor "bf16[1, 16, 1, 1024][1024, 0, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%where_5, [1, 16, 1, 1024]), kwargs = {})
#   %_scaled_dot_product_efficient_attention : [num_users=1] = call_function[target=torch.ops.aten._scaled_dot_product_efficient_attention.default](args = (%permute_63, %view_144, %view_145, %expand_39, False), kwargs = {scale: 1.0})
#   return %buf271,%cat_10,%buf282
triton_per_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_neg_pow_scalar_tensor_sin_slice_transpose_unsqueeze_view_where_20 = async_compile.triton('triton_per_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_neg_pow_scalar_tensor_sin_slice_transpose_unsqueeze_view_where_20', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 16, 'r0_': 512},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*bf16', 'in_ptr0': '*bf16', 'in_ptr1': '*bf16', 'in_ptr2': '*fp32', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_neg_pow_scalar_tensor_sin_slice_transpose_unsqueeze_view_where_20', 'mutated_arg_names': ['in_out_ptr0'], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 7, 'num_store': 1, 'num_reduction': 1, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 0, 'r0_': 86016}}
)
@triton.jit
def triton_per_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_neg_pow_scalar_tensor_sin_slice_transpose_unsqueeze_view_where_20(in_out_ptr0, in_ptr0, in_ptr1, in_ptr2, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 16
    r0_numel = 512
    R0_BLOCK: tl.constexpr = 512
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = xindex < xnumel
    r0_index = tl.arange(0, R0_BLOCK)[None, :]
    r0_offset = 0
    r0_mask = tl.full([R0_BLOCK], True, tl.int1)[None, :]
    roffset = r0_offset
    rindex = r0_index
    r0_1 = r0_index
    x0 = xindex
    tmp0 = tl.load(in_ptr0 + (r0_1 + 512*x0), xmask, other=0.0).to(tl.float32)
    tmp54 = tl.load(in_ptr1 + (r0_1), None, eviction_policy='evict_last').to(tl.float32)
    tmp58 = tl.load(in_ptr2 + ((r0_1 % 256)), None, eviction_policy='evict_last')
    tmp1 = tmp0.to(tl.float32)
    tmp2 = tmp1 * tmp1
    tmp3 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
    tmp5 = tl.where(xmask, tmp3, 0)
    tmp6 = tl.sum(tmp5, 1)[:, None].to(tl.float32)
    tmp7 = r0_1
    tmp8 = tl.full([1, 1], 0, tl.int64)
    tmp9 = tmp7 >= tmp8
    tmp10 = tl.full([1, 1], 256, tl.int64)
    tmp11 = tmp7 < tmp10
    tmp12 = tl.load(in_ptr0 + (256 + 512*x0 + (r0_1)), tmp11 & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
    tmp13 = tmp12.to(tl.float32)
    tmp14 = tl.full([1, 1], 512.0, tl.float32)
    tmp15 = (tmp6 / tmp14)
    tmp16 = tl.full([1, 1], 1e-06, tl.float32)
    tmp17 = tmp15 + tmp16
    tmp18 = tl.full([1, 1], -0.5, tl.float32)
    tmp19 = libdevice.pow(tmp17, tmp18)
    tmp20 = tmp13 * tmp19
    tmp21 = tl.load(in_ptr1 + (tl.broadcast_to(256 + (r0_1), [XBLOCK, R0_BLOCK])), tmp11 & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
    tmp22 = tmp21.to(tl.float32)
    tmp23 = tmp20 * tmp22
    tmp24 = tmp23.to(tl.float32)
    tmp25 = -tmp24
    tmp26 = tl.full(tmp25.shape, 0.0, tmp25.dtype)
    tmp27 = tl.where(tmp11, tmp25, tmp26)
    tmp28 = tmp7 >= tmp10
    tmp29 = tl.full([1, 1], 512, tl.int64)
    tmp30 = tmp7 < tmp29
    tmp31 = tl.load(in_ptr0 + (512*x0 + ((-256) + r0_1)), tmp28 & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
    tmp32 = tmp31.to(tl.float32)
    tmp33 = tl.full([1, 1], 512.0, tl.float32)
    tmp34 = (tmp6 / tmp33)
    tmp35 = tl.full([1, 1], 1e-06, tl.float32)
    tmp36 = tmp34 + tmp35
    tmp37 = tl.full([1, 1], -0.5, tl.float32)
    tmp38 = libdevice.pow(tmp36, tmp37)
    tmp39 = tmp32 * tmp38
    tmp40 = tl.load(in_ptr1 + (tl.broadcast_to((-256) + r0_1, [XBLOCK, R0_BLOCK])), tmp28 & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
    tmp41 = tmp40.to(tl.float32)
    tmp42 = tmp39 * tmp41
    tmp43 = tmp42.to(tl.float32)
    tmp44 = tl.full(tmp43.shape, 0.0, tmp43.dtype)
    tmp45 = tl.where(tmp28, tmp43, tmp44)
    tmp46 = tl.where(tmp11, tmp27, tmp45)
    tmp47 = tl.full([1, 1], 512.0, tl.float32)
    tmp48 = (tmp6 / tmp47)
    tmp49 = tl.full([1, 1], 1e-06, tl.float32)
    tmp50 = tmp48 + tmp49
    tmp51 = tl.full([1, 1], -0.5, tl.float32)
    tmp52 = libdevice.pow(tmp50, tmp51)
    tmp53 = tmp1 * tmp52
    tmp55 = tmp54.to(tl.float32)
    tmp56 = tmp53 * tmp55
    tmp57 = tmp56.to(tl.float32)
    tmp59 = tl_math.cos(tmp58)
    tmp60 = tl.full([1, 1], 1.0, tl.float32)
    tmp61 = tmp59 * tmp60
    tmp62 = tmp61.to(tl.float32)
    tmp63 = tmp57 * tmp62
    tmp64 = tl_math.sin(tmp58)
    tmp65 = tmp64 * tmp60
    tmp66 = tmp65.to(tl.float32)
    tmp67 = tmp46 * tmp66
    tmp68 = tmp63 + tmp67
    tl.store(in_out_ptr0 + (r0_1 + 512*x0), tmp68, xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/og/coggtk67x3hj2jb2o46xey5qifu7p7g6om6dlird2fp57sj7pnqv.py
# Topologically Sorted Source Nodes: [, freqs_1, emb_1, cos_2, cos_3, cos_15, sin_2, sin_3, sin_15, arange_13, cache_position_5, linear_41, key_states_20, float_107, pow_115, mean_57, mean_squared_57, pow_116, normed_output_104, float_108, normed_output_105, key_states_21, cos_17, mul_163, x2_11, neg_11, x1_11, cat_13, sin_17, mul_164, key_states_22, key_states_23, index_copy__10, float_109, pow_117, mean_58, mean_squared_58, pow_118, normed_output_106, value_states_15, value_states_16, index_copy__11], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.arange, aten.add, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.unsqueeze, aten.slice, aten.neg, aten.index_copy]
# Source node to ATen node mapping:
#    => unsqueeze_default
#   arange_13 => iota_13
#   cache_position_5 => add_120
#   cat_13 => cat_11
#   cos_15 => convert_element_type_4
#   cos_17 => unsqueeze_92
#   cos_2 => cos_1
#   cos_3 => mul_3
#   emb_1 => clone_2, expand_9, unsqueeze_19, view_7
#   float_107 => convert_element_type_301
#   float_108 => convert_element_type_302
#   float_109 => convert_element_type_304
#   freqs_1 => permute_1
#   index_copy__10 => index_put_10
#   index_copy__11 => index_put_11
#   key_states_20 => view_143
#   key_states_21 => convert_element_type_303
#   key_states_22 => add_118
#   key_states_23 => permute_65
#   linear_41 => view_142
#   mean_57 => mean_57
#   mean_58 => mean_58
#   mean_squared_57 => add_117
#   mean_squared_58 => add_119
#   mul_163 => mul_228
#   mul_164 => mul_229
#   neg_11 => neg_11
#   normed_output_104 => mul_226
#   normed_output_105 => mul_227
#   normed_output_106 => mul_230
#   pow_115 => pow_115
#   pow_116 => pow_116
#   pow_117 => pow_117
#   pow_118 => pow_118
#   sin_15 => convert_element_type_5
#   sin_17 => unsqueeze_93
#   sin_2 => sin_1
#   sin_3 => mul_4
#   value_states_15 => convert_element_type_305
#   value_states_16 => permute_66
#   x1_11 => slice_23
#   x2_11 => slice_24
# Graph fragment:
#   %mm_41 : Tensor "bf16[1, 1024][1024, 1]cuda:0" = PlaceHolder[target=mm_41]
#   %buf277 : Tensor "f32[1, 1, 2, 1][2, 2, 1, 2]cuda:0" = PlaceHolder[target=buf277]
#   %arg136_1 : Tensor "bf16[512][1]cuda:0" = PlaceHolder[target=arg136_1]
#   %copy_ : Tensor "i64[][]cuda:0" = PlaceHolder[target=copy_]
#   %mm_default : Tensor "f32[256, 1][1, 1]cuda:0" = PlaceHolder[target=mm_default]
#   %cat_11 : Tensor "bf16[1, 1, 2, 512][1024, 1024, 512, 1]cuda:0" = PlaceHolder[target=cat_11]
#   %index_put_10 : Tensor "bf16[1, 2, 1024, 512][1048576, 524288, 512, 1]cuda:0" = PlaceHolder[target=index_put_10]
#   %buf280 : Tensor "f32[1, 1, 2, 1][2, 2, 1, 2]cuda:0" = PlaceHolder[target=buf280]
#   %index_put_11 : Tensor "bf16[1, 2, 1024, 512][1048576, 524288, 512, 1]cuda:0" = PlaceHolder[target=index_put_11]
#   %unsqueeze_default : Tensor "f32[1, 256, 1][256, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%mm_default, 0), kwargs = {})
#   %permute_1 : Tensor "f32[1, 1, 256][256, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%unsqueeze_default, [0, 2, 1]), kwargs = {})
#   %unsqueeze_19 : Tensor "f32[1, 1, 1, 256][256, 1, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%permute_1, 2), kwargs = {})
#   %expand_9 : Tensor "f32[1, 1, 2, 256][256, 1, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_19, [1, 1, 2, 256]), kwargs = {})
#   %clone_2 : Tensor "f32[1, 1, 2, 256][512, 512, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_9,), kwargs = {memory_format: torch.contiguous_format})
#   %view_7 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_2, [1, 1, 512]), kwargs = {})
#   %cos_1 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cos.default](args = (%view_7,), kwargs = {})
#   %mul_3 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cos_1, 1.0), kwargs = {})
#   %convert_element_type_4 : Tensor "bf16[1, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_3, torch.bfloat16), kwargs = {})
#   %sin_1 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sin.default](args = (%view_7,), kwargs = {})
#   %mul_4 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%sin_1, 1.0), kwargs = {})
#   %convert_element_type_5 : Tensor "bf16[1, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_4, torch.bfloat16), kwargs = {})
#   %iota_13 : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add_120 : Tensor "i64[1][1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_13, %arg4_1), kwargs = {})
#   %view_142 : Tensor "bf16[1, 1, 1024][1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_41, [1, 1, 1024]), kwargs = {})
#   %view_143 : Tensor "bf16[1, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%view_142, [1, 1, -1, 512]), kwargs = {})
#   %convert_element_type_301 : Tensor "f32[1, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_143, torch.float32), kwargs = {})
#   %pow_115 : Tensor "f32[1, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_301, 2), kwargs = {})
#   %mean_57 : Tensor "f32[1, 1, 2, 1][2, 2, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_115, [-1], True), kwargs = {})
#   %add_117 : Tensor "f32[1, 1, 2, 1][2, 2, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_57, 1e-06), kwargs = {})
#   %pow_116 : Tensor "f32[1, 1, 2, 1][2, 2, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_117, -0.5), kwargs = {})
#   %mul_226 : Tensor "f32[1, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_301, %pow_116), kwargs = {})
#   %convert_element_type_302 : Tensor "f32[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg136_1, torch.float32), kwargs = {})
#   %mul_227 : Tensor "f32[1, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_226, %convert_element_type_302), kwargs = {})
#   %convert_element_type_303 : Tensor "bf16[1, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_227, torch.bfloat16), kwargs = {})
#   %unsqueeze_92 : Tensor "bf16[1, 1, 1, 512][512, 512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_4, 2), kwargs = {})
#   %mul_228 : Tensor "bf16[1, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_303, %unsqueeze_92), kwargs = {})
#   %slice_24 : Tensor "bf16[1, 1, 2, 256][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.slice.Tensor](args = (%convert_element_type_303, 3, 256, 9223372036854775807), kwargs = {})
#   %neg_11 : Tensor "bf16[1, 1, 2, 256][512, 512, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.neg.default](args = (%slice_24,), kwargs = {})
#   %slice_23 : Tensor "bf16[1, 1, 2, 256][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.slice.Tensor](args = (%convert_element_type_303, 3, 0, 256), kwargs = {})
#   %cat_11 : Tensor "bf16[1, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cat.default](args = ([%neg_11, %slice_23], -1), kwargs = {})
#   %unsqueeze_93 : Tensor "bf16[1, 1, 1, 512][512, 512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_5, 2), kwargs = {})
#   %mul_229 : Tensor "bf16[1, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cat_11, %unsqueeze_93), kwargs = {})
#   %add_118 : Tensor "bf16[1, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_228, %mul_229), kwargs = {})
#   %permute_65 : Tensor "bf16[1, 2, 1, 512][1024, 512, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%add_118, [0, 2, 1, 3]), kwargs = {})
#   %index_put_10 : Tensor "bf16[1, 2, 1024, 512][1048576, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index_put_.default](args = (%arg137_1, [None, None, %add_120], %permute_65), kwargs = {})
#   %convert_element_type_304 : Tensor "f32[1, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_143, torch.float32), kwargs = {})
#   %pow_117 : Tensor "f32[1, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_304, 2), kwargs = {})
#   %mean_58 : Tensor "f32[1, 1, 2, 1][2, 2, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_117, [-1], True), kwargs = {})
#   %add_119 : Tensor "f32[1, 1, 2, 1][2, 2, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_58, 1e-06), kwargs = {})
#   %pow_118 : Tensor "f32[1, 1, 2, 1][2, 2, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_119, -0.5), kwargs = {})
#   %mul_230 : Tensor "f32[1, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_304, %pow_118), kwargs = {})
#   %convert_element_type_305 : Tensor "bf16[1, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_230, torch.bfloat16), kwargs = {})
#   %permute_66 : Tensor "bf16[1, 2, 1, 512][1024, 512, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%convert_element_type_305, [0, 2, 1, 3]), kwargs = {})
#   %index_put_11 : Tensor "bf16[1, 2, 1024, 512][1048576, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index_put_.default](args = (%arg138_1, [None, None, %add_120], %permute_66), kwargs = {})
#   return %buf277,%buf280,%cat_11,%buf279,%buf281
triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_21 = async_compile.triton('triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_21', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 2, 'r0_': 512},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'in_ptr1': '*bf16', 'in_ptr2': '*i64', 'in_ptr3': '*fp32', 'out_ptr3': '*bf16', 'out_ptr4': '*bf16', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (7,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_21', 'mutated_arg_names': ['out_ptr3', 'out_ptr4'], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 8, 'num_store': 2, 'num_reduction': 2, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 0, 'r0_': 10240}}
)
@triton.jit
def triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_21(in_ptr0, in_ptr1, in_ptr2, in_ptr3, out_ptr3, out_ptr4, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 2
    r0_numel = 512
    R0_BLOCK: tl.constexpr = 512
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = xindex < xnumel
    r0_index = tl.arange(0, R0_BLOCK)[None, :]
    r0_offset = 0
    r0_mask = tl.full([R0_BLOCK], True, tl.int1)[None, :]
    roffset = r0_offset
    rindex = r0_index
    r0_1 = r0_index
    x0 = xindex
    tmp0 = tl.load(in_ptr0 + (r0_1 + 512*x0), xmask, other=0.0).to(tl.float32)
    tmp47 = tl.load(in_ptr2 + (0))
    tmp48 = tl.broadcast_to(tmp47, [1, 1])
    tmp62 = tl.load(in_ptr1 + (r0_1), None, eviction_policy='evict_last').to(tl.float32)
    tmp66 = tl.load(in_ptr3 + ((r0_1 % 256)), None, eviction_policy='evict_last')
    tmp1 = tmp0.to(tl.float32)
    tmp2 = tmp1 * tmp1
    tmp3 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
    tmp5 = tl.where(xmask, tmp3, 0)
    tmp6 = tl.sum(tmp5, 1)[:, None].to(tl.float32)
    tmp7 = r0_1
    tmp8 = tl.full([1, 1], 0, tl.int64)
    tmp9 = tmp7 >= tmp8
    tmp10 = tl.full([1, 1], 256, tl.int64)
    tmp11 = tmp7 < tmp10
    tmp12 = tl.load(in_ptr0 + (256 + 512*x0 + (r0_1)), tmp11 & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
    tmp13 = tmp12.to(tl.float32)
    tmp14 = tl.full([1, 1], 512.0, tl.float32)
    tmp15 = (tmp6 / tmp14)
    tmp16 = tl.full([1, 1], 1e-06, tl.float32)
    tmp17 = tmp15 + tmp16
    tmp18 = tl.full([1, 1], -0.5, tl.float32)
    tmp19 = libdevice.pow(tmp17, tmp18)
    tmp20 = tmp13 * tmp19
    tmp21 = tl.load(in_ptr1 + (tl.broadcast_to(256 + (r0_1), [XBLOCK, R0_BLOCK])), tmp11 & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
    tmp22 = tmp21.to(tl.float32)
    tmp23 = tmp20 * tmp22
    tmp24 = tmp23.to(tl.float32)
    tmp25 = -tmp24
    tmp26 = tl.full(tmp25.shape, 0.0, tmp25.dtype)
    tmp27 = tl.where(tmp11, tmp25, tmp26)
    tmp28 = tmp7 >= tmp10
    tmp29 = tl.full([1, 1], 512, tl.int64)
    tmp30 = tmp7 < tmp29
    tmp31 = tl.load(in_ptr0 + (512*x0 + ((-256) + r0_1)), tmp28 & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
    tmp32 = tmp31.to(tl.float32)
    tmp33 = tl.full([1, 1], 512.0, tl.float32)
    tmp34 = (tmp6 / tmp33)
    tmp35 = tl.full([1, 1], 1e-06, tl.float32)
    tmp36 = tmp34 + tmp35
    tmp37 = tl.full([1, 1], -0.5, tl.float32)
    tmp38 = libdevice.pow(tmp36, tmp37)
    tmp39 = tmp32 * tmp38
    tmp40 = tl.load(in_ptr1 + (tl.broadcast_to((-256) + r0_1, [XBLOCK, R0_BLOCK])), tmp28 & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
    tmp41 = tmp40.to(tl.float32)
    tmp42 = tmp39 * tmp41
    tmp43 = tmp42.to(tl.float32)
    tmp44 = tl.full(tmp43.shape, 0.0, tmp43.dtype)
    tmp45 = tl.where(tmp28, tmp43, tmp44)
    tmp46 = tl.where(tmp11, tmp27, tmp45)
    tmp49 = tmp8 + tmp48
    tmp50 = tl.full([1, 1], 1024, tl.int32)
    tmp51 = tmp49 + tmp50
    tmp52 = tmp49 < 0
    tmp53 = tl.where(tmp52, tmp51, tmp49)
    tl.device_assert((0 <= tmp53) & (tmp53 < 1024), "index out of bounds: 0 <= tmp53 < 1024")
    tmp55 = tl.full([1, 1], 512.0, tl.float32)
    tmp56 = (tmp6 / tmp55)
    tmp57 = tl.full([1, 1], 1e-06, tl.float32)
    tmp58 = tmp56 + tmp57
    tmp59 = tl.full([1, 1], -0.5, tl.float32)
    tmp60 = libdevice.pow(tmp58, tmp59)
    tmp61 = tmp1 * tmp60
    tmp63 = tmp62.to(tl.float32)
    tmp64 = tmp61 * tmp63
    tmp65 = tmp64.to(tl.float32)
    tmp67 = tl_math.cos(tmp66)
    tmp68 = tl.full([1, 1], 1.0, tl.float32)
    tmp69 = tmp67 * tmp68
    tmp70 = tmp69.to(tl.float32)
    tmp71 = tmp65 * tmp70
    tmp72 = tl_math.sin(tmp66)
    tmp73 = tmp72 * tmp68
    tmp74 = tmp73.to(tl.float32)
    tmp75 = tmp46 * tmp74
    tmp76 = tmp71 + tmp75
    tmp77 = tmp61.to(tl.float32)
    tl.store(out_ptr3 + (r0_1 + 512*tmp53 + 524288*x0), tmp76, xmask)
    tl.store(out_ptr4 + (r0_1 + 512*tmp53 + 524288*x0), tmp77, xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/mu/cmuvgdlfngknrp6hmn3rhmnayf3n5gyk2h2ifsh6f4msmrdzzyeq.py
# Topologically Sorted Source Nodes: [linear_40, query_states_20, float_105, pow_113, mean_56, mean_squared_56, pow_114, normed_output_102, float_106, normed_output_103, query_states_21, , freqs_1, emb_1, cos_2, cos_3, cos_15, cos_16, mul_159, sin_2, sin_3, sin_15, sin_16, mul_160, query_states_22, query_states_23, key_5, value_5, arange_3, kv_arange, kv_indices, arange_2, q_arange, q_indices, attention_mask, attention_mask_1, attn_output_20], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.bmm, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.arange, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_efficient_attention]
# Source node to ATen node mapping:
#    => unsqueeze_default
#   arange_2 => iota_2
#   arange_3 => iota_3
#   attention_mask => le
#   attention_mask_1 => expand
#   attn_output_20 => _scaled_dot_product_efficient_attention, expand_39, full_default_11, full_default_12, where_5
#   cos_15 => convert_element_type_4
#   cos_16 => unsqueeze_90
#   cos_2 => cos_1
#   cos_3 => mul_3
#   emb_1 => clone_2, expand_9, unsqueeze_19, view_7
#   float_105 => convert_element_type_296
#   float_106 => convert_element_type_297
#   freqs_1 => permute_1
#   key_5 => clone_19, expand_36, unsqueeze_96, view_144
#   kv_arange => add_1
#   kv_indices => unsqueeze_3, unsqueeze_4, unsqueeze_5
#   linear_40 => view_139
#   mean_56 => mean_56
#   mean_squared_56 => add_115
#   mul_159 => mul_224
#   mul_160 => mul_225
#   normed_output_102 => mul_222
#   normed_output_103 => mul_223
#   pow_113 => pow_113
#   pow_114 => pow_114
#   q_arange => add
#   q_indices => unsqueeze, unsqueeze_1, unsqueeze_2
#   query_states_20 => view_140
#   query_states_21 => convert_element_type_298
#   query_states_22 => add_116
#   query_states_23 => permute_63
#   sin_15 => convert_element_type_5
#   sin_16 => unsqueeze_91
#   sin_2 => sin_1
#   sin_3 => mul_4
#   value_5 => clone_20, expand_38, unsqueeze_99, view_145
# Graph fragment:
#   %buf279 : Tensor "bf16[1, 2, 1024, 512][1048576, 524288, 512, 1]cuda:0" = PlaceHolder[target=buf279]
#   %view_139 : Tensor "bf16[1, 1, 8192][8192, 8192, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_40, [1, 1, 8192]), kwargs = {})
#   %view_140 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%view_139, [1, 1, -1, 512]), kwargs = {})
#   %convert_element_type_296 : Tensor "f32[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_140, torch.float32), kwargs = {})
#   %pow_113 : Tensor "f32[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_296, 2), kwargs = {})
#   %mean_56 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_113, [-1], True), kwargs = {})
#   %add_115 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_56, 1e-06), kwargs = {})
#   %pow_114 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_115, -0.5), kwargs = {})
#   %mul_222 : Tensor "f32[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_296, %pow_114), kwargs = {})
#   %convert_element_type_297 : Tensor "f32[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg134_1, torch.float32), kwargs = {})
#   %mul_223 : Tensor "f32[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_222, %convert_element_type_297), kwargs = {})
#   %convert_element_type_298 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_223, torch.bfloat16), kwargs = {})
#   %unsqueeze_default : Tensor "f32[1, 256, 1][256, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%mm_default, 0), kwargs = {})
#   %permute_1 : Tensor "f32[1, 1, 256][256, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%unsqueeze_default, [0, 2, 1]), kwargs = {})
#   %unsqueeze_19 : Tensor "f32[1, 1, 1, 256][256, 1, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%permute_1, 2), kwargs = {})
#   %expand_9 : Tensor "f32[1, 1, 2, 256][256, 1, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_19, [1, 1, 2, 256]), kwargs = {})
#   %clone_2 : Tensor "f32[1, 1, 2, 256][512, 512, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_9,), kwargs = {memory_format: torch.contiguous_format})
#   %view_7 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_2, [1, 1, 512]), kwargs = {})
#   %cos_1 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cos.default](args = (%view_7,), kwargs = {})
#   %mul_3 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cos_1, 1.0), kwargs = {})
#   %convert_element_type_4 : Tensor "bf16[1, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_3, torch.bfloat16), kwargs = {})
#   %unsqueeze_90 : Tensor "bf16[1, 1, 1, 512][512, 512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_4, 2), kwargs = {})
#   %mul_224 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_298, %unsqueeze_90), kwargs = {})
#   %sin_1 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sin.default](args = (%view_7,), kwargs = {})
#   %mul_4 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%sin_1, 1.0), kwargs = {})
#   %convert_element_type_5 : Tensor "bf16[1, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_4, torch.bfloat16), kwargs = {})
#   %unsqueeze_91 : Tensor "bf16[1, 1, 1, 512][512, 512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_5, 2), kwargs = {})
#   %mul_225 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cat_10, %unsqueeze_91), kwargs = {})
#   %add_116 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_224, %mul_225), kwargs = {})
#   %permute_63 : Tensor "bf16[1, 16, 1, 512][8192, 512, 8192, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%add_116, [0, 2, 1, 3]), kwargs = {})
#   %unsqueeze_96 : Tensor "bf16[1, 2, 1, 1024, 512][1048576, 524288, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_10, 2), kwargs = {})
#   %expand_36 : Tensor "bf16[1, 2, 8, 1024, 512][1048576, 524288, 0, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_96, [1, 2, 8, 1024, 512]), kwargs = {})
#   %clone_19 : Tensor "bf16[1, 2, 8, 1024, 512][8388608, 4194304, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_36,), kwargs = {memory_format: torch.contiguous_format})
#   %view_144 : Tensor "bf16[1, 16, 1024, 512][8388608, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_19, [1, 16, 1024, 512]), kwargs = {})
#   %unsqueeze_99 : Tensor "bf16[1, 2, 1, 1024, 512][1048576, 524288, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_11, 2), kwargs = {})
#   %expand_38 : Tensor "bf16[1, 2, 8, 1024, 512][1048576, 524288, 0, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_99, [1, 2, 8, 1024, 512]), kwargs = {})
#   %clone_20 : Tensor "bf16[1, 2, 8, 1024, 512][8388608, 4194304, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_38,), kwargs = {memory_format: torch.contiguous_format})
#   %view_145 : Tensor "bf16[1, 16, 1024, 512][8388608, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_20, [1, 16, 1024, 512]), kwargs = {})
#   %iota_3 : Tensor "i64[1024][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1024,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add_1 : Tensor "i64[1024][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_3, 0), kwargs = {})
#   %unsqueeze_3 : Tensor "i64[1, 1024][1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%add_1, 0), kwargs = {})
#   %unsqueeze_4 : Tensor "i64[1, 1, 1024][1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_3, 1), kwargs = {})
#   %unsqueeze_5 : Tensor "i64[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_4, 2), kwargs = {})
#   %iota_2 : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_2, %arg4_1), kwargs = {})
#   %unsqueeze : Tensor "i64[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%add, 0), kwargs = {})
#   %unsqueeze_1 : Tensor "i64[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze, 1), kwargs = {})
#   %unsqueeze_2 : Tensor "i64[1, 1, 1, 1][1, 1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_1, 3), kwargs = {})
#   %le : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.le.Tensor](args = (%unsqueeze_5, %unsqueeze_2), kwargs = {})
#   %expand : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%le, [1, -1, 1, 1024]), kwargs = {})
#   %full_default_12 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], 0.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %full_default_11 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], -inf), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %where_5 : Tensor "bf16[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.where.self](args = (%expand, %full_default_12, %full_default_11), kwargs = {})
#   %expand_39 : Tensor "bf16[1, 16, 1, 1024][1024, 0, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%where_5, [1, 16, 1, 1024]), kwargs = {})
#   %_scaled_dot_product_efficient_attention : [num_users=1] = call_function[target=torch.ops.aten._scaled_dot_product_efficient_attention.default](args = (%permute_63, %view_144, %view_145, %expand_39, False), kwargs = {scale: 1.0})
#   return %buf283
triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_22 = async_compile.triton('triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_22', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 8388608}, 
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_22', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 33554432}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_22(in_ptr0, out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 8388608
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = tl.full([XBLOCK], True, tl.int1)[:]
    x0 = (xindex % 524288)
    x1 = xindex // 524288
    x2 = xindex
    tmp0 = tl.load(in_ptr0 + (x0 + 524288*(x1 // 8)), None).to(tl.float32)
    tl.store(out_ptr0 + (x2), tmp0, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/en/cenen7hrhagohzxf2r7zmx7fbjbzrltbfdsqmsei3bqyudsxuvir.py
# Topologically Sorted Source Nodes: [linear_40, query_states_20, float_105, pow_113, mean_56, mean_squared_56, pow_114, normed_output_102, float_106, normed_output_103, query_states_21, , freqs_1, emb_1, cos_2, cos_3, cos_15, cos_16, mul_159, sin_2, sin_3, sin_15, sin_16, mul_160, query_states_22, query_states_23, key_5, value_5, arange_3, kv_arange, kv_indices, arange_2, q_arange, q_indices, attention_mask, attention_mask_1, attn_output_20], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.bmm, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.arange, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_efficient_attention]
# Source node to ATen node mapping:
#    => unsqueeze_default
#   arange_2 => iota_2
#   arange_3 => iota_3
#   attention_mask => le
#   attention_mask_1 => expand
#   attn_output_20 => _scaled_dot_product_efficient_attention, expand_39, full_default_11, full_default_12, where_5
#   cos_15 => convert_element_type_4
#   cos_16 => unsqueeze_90
#   cos_2 => cos_1
#   cos_3 => mul_3
#   emb_1 => clone_2, expand_9, unsqueeze_19, view_7
#   float_105 => convert_element_type_296
#   float_106 => convert_element_type_297
#   freqs_1 => permute_1
#   key_5 => clone_19, expand_36, unsqueeze_96, view_144
#   kv_arange => add_1
#   kv_indices => unsqueeze_3, unsqueeze_4, unsqueeze_5
#   linear_40 => view_139
#   mean_56 => mean_56
#   mean_squared_56 => add_115
#   mul_159 => mul_224
#   mul_160 => mul_225
#   normed_output_102 => mul_222
#   normed_output_103 => mul_223
#   pow_113 => pow_113
#   pow_114 => pow_114
#   q_arange => add
#   q_indices => unsqueeze, unsqueeze_1, unsqueeze_2
#   query_states_20 => view_140
#   query_states_21 => convert_element_type_298
#   query_states_22 => add_116
#   query_states_23 => permute_63
#   sin_15 => convert_element_type_5
#   sin_16 => unsqueeze_91
#   sin_2 => sin_1
#   sin_3 => mul_4
#   value_5 => clone_20, expand_38, unsqueeze_99, view_145
# Graph fragment:
#   %copy_ : Tensor "i64[][]cuda:0" = PlaceHolder[target=copy_]
#   %view_139 : Tensor "bf16[1, 1, 8192][8192, 8192, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_40, [1, 1, 8192]), kwargs = {})
#   %view_140 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%view_139, [1, 1, -1, 512]), kwargs = {})
#   %convert_element_type_296 : Tensor "f32[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_140, torch.float32), kwargs = {})
#   %pow_113 : Tensor "f32[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_296, 2), kwargs = {})
#   %mean_56 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_113, [-1], True), kwargs = {})
#   %add_115 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_56, 1e-06), kwargs = {})
#   %pow_114 : Tensor "f32[1, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_115, -0.5), kwargs = {})
#   %mul_222 : Tensor "f32[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_296, %pow_114), kwargs = {})
#   %convert_element_type_297 : Tensor "f32[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg134_1, torch.float32), kwargs = {})
#   %mul_223 : Tensor "f32[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_222, %convert_element_type_297), kwargs = {})
#   %convert_element_type_298 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_223, torch.bfloat16), kwargs = {})
#   %unsqueeze_default : Tensor "f32[1, 256, 1][256, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%mm_default, 0), kwargs = {})
#   %permute_1 : Tensor "f32[1, 1, 256][256, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%unsqueeze_default, [0, 2, 1]), kwargs = {})
#   %unsqueeze_19 : Tensor "f32[1, 1, 1, 256][256, 1, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%permute_1, 2), kwargs = {})
#   %expand_9 : Tensor "f32[1, 1, 2, 256][256, 1, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_19, [1, 1, 2, 256]), kwargs = {})
#   %clone_2 : Tensor "f32[1, 1, 2, 256][512, 512, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_9,), kwargs = {memory_format: torch.contiguous_format})
#   %view_7 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_2, [1, 1, 512]), kwargs = {})
#   %cos_1 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cos.default](args = (%view_7,), kwargs = {})
#   %mul_3 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cos_1, 1.0), kwargs = {})
#   %convert_element_type_4 : Tensor "bf16[1, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_3, torch.bfloat16), kwargs = {})
#   %unsqueeze_90 : Tensor "bf16[1, 1, 1, 512][512, 512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_4, 2), kwargs = {})
#   %mul_224 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_298, %unsqueeze_90), kwargs = {})
#   %sin_1 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sin.default](args = (%view_7,), kwargs = {})
#   %mul_4 : Tensor "f32[1, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%sin_1, 1.0), kwargs = {})
#   %convert_element_type_5 : Tensor "bf16[1, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_4, torch.bfloat16), kwargs = {})
#   %unsqueeze_91 : Tensor "bf16[1, 1, 1, 512][512, 512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_5, 2), kwargs = {})
#   %mul_225 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cat_10, %unsqueeze_91), kwargs = {})
#   %add_116 : Tensor "bf16[1, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_224, %mul_225), kwargs = {})
#   %permute_63 : Tensor "bf16[1, 16, 1, 512][8192, 512, 8192, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%add_116, [0, 2, 1, 3]), kwargs = {})
#   %unsqueeze_96 : Tensor "bf16[1, 2, 1, 1024, 512][1048576, 524288, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_10, 2), kwargs = {})
#   %expand_36 : Tensor "bf16[1, 2, 8, 1024, 512][1048576, 524288, 0, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_96, [1, 2, 8, 1024, 512]), kwargs = {})
#   %clone_19 : Tensor "bf16[1, 2, 8, 1024, 512][8388608, 4194304, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_36,), kwargs = {memory_format: torch.contiguous_format})
#   %view_144 : Tensor "bf16[1, 16, 1024, 512][8388608, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_19, [1, 16, 1024, 512]), kwargs = {})
#   %unsqueeze_99 : Tensor "bf16[1, 2, 1, 1024, 512][1048576, 524288, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_11, 2), kwargs = {})
#   %expand_38 : Tensor "bf16[1, 2, 8, 1024, 512][1048576, 524288, 0, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_99, [1, 2, 8, 1024, 512]), kwargs = {})
#   %clone_20 : Tensor "bf16[1, 2, 8, 1024, 512][8388608, 4194304, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_38,), kwargs = {memory_format: torch.contiguous_format})
#   %view_145 : Tensor "bf16[1, 16, 1024, 512][8388608, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_20, [1, 16, 1024, 512]), kwargs = {})
#   %iota_3 : Tensor "i64[1024][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1024,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add_1 : Tensor "i64[1024][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_3, 0), kwargs = {})
#   %unsqueeze_3 : Tensor "i64[1, 1024][1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%add_1, 0), kwargs = {})
#   %unsqueeze_4 : Tensor "i64[1, 1, 1024][1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_3, 1), kwargs = {})
#   %unsqueeze_5 : Tensor "i64[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_4, 2), kwargs = {})
#   %iota_2 : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_2, %arg4_1), kwargs = {})
#   %unsqueeze : Tensor "i64[1, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%add, 0), kwargs = {})
#   %unsqueeze_1 : Tensor "i64[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze, 1), kwargs = {})
#   %unsqueeze_2 : Tensor "i64[1, 1, 1, 1][1, 1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%unsqueeze_1, 3), kwargs = {})
#   %le : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.le.Tensor](args = (%unsqueeze_5, %unsqueeze_2), kwargs = {})
#   %expand : Tensor "b8[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%le, [1, -1, 1, 1024]), kwargs = {})
#   %full_default_12 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], 0.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %full_default_11 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], -inf), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %where_5 : Tensor "bf16[1, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.where.self](args = (%expand, %full_default_12, %full_default_11), kwargs = {})
#   %expand_39 : Tensor "bf16[1, 16, 1, 1024][1024, 0, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%where_5, [1, 16, 1, 1024]), kwargs = {})
#   %_scaled_dot_product_efficient_attention : [num_users=1] = call_function[target=torch.ops.aten._scaled_dot_product_efficient_attention.default](args = (%permute_63, %view_144, %view_145, %expand_39, False), kwargs = {scale: 1.0})
#   return %buf285
triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_23 = async_compile.triton('triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_23', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 1024}, 
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*i64', 'out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_23', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 4096}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_23(in_ptr0, out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 1024
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = xindex < xnumel
    x0 = xindex
    tmp0 = tl.load(in_ptr0 + (0))
    tmp1 = tl.broadcast_to(tmp0, [XBLOCK])
    tmp2 = tl.full([1], 0, tl.int64)
    tmp3 = tmp2 + tmp1
    tmp4 = x0
    tmp5 = tmp4 <= tmp3
    tmp6 = tl.full([1], 0.0, tl.float32)
    tmp7 = tl.full([1], float("-inf"), tl.float32)
    tmp8 = tl.where(tmp5, tmp6, tmp7)
    tl.store(out_ptr0 + (x0), tmp8, xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/ov/covcm5x3gbnw3owjiiekovdkennbh7nanxf4u7adixbbwdlglnq2.py
# Topologically Sorted Source Nodes: [attn_output_23, float_110, pow_119, mean_59, mean_squared_59, pow_120, normed_output_107, float_111, normed_output_108, hidden_states_88, hidden_states_89, down_proj_5, float_114, pow_123, mean_61, mean_squared_61, pow_124, normed_output_111, float_115, normed_output_112, hidden_states_91, hidden_states_95, hidden_states_96, float_119, pow_129, mean_64, mean_squared_64, pow_130, normed_output_116, float_120, normed_output_117, hidden_states_97, hidden_states_98, float_121, pow_131, mean_65, mean_squared_65, pow_132, normed_output_118, float_122, normed_output_119, hidden_states_99, hidden_states_100, hidden_states_101, float_123, pow_133, mean_66, mean_squared_66, pow_134, normed_output_120, float_124, normed_output_121, hidden_states_102], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
# Source node to ATen node mapping:
#   attn_output_23 => view_148
#   down_proj_5 => view_154
#   float_110 => convert_element_type_308
#   float_111 => convert_element_type_309
#   float_114 => convert_element_type_322
#   float_115 => convert_element_type_323
#   float_119 => convert_element_type_340
#   float_120 => convert_element_type_341
#   float_121 => convert_element_type_343
#   float_122 => convert_element_type_344
#   float_123 => convert_element_type_346
#   float_124 => convert_element_type_347
#   hidden_states_100 => add_135
#   hidden_states_101 => mul_262
#   hidden_states_102 => convert_element_type_348
#   hidden_states_88 => convert_element_type_310
#   hidden_states_89 => add_123
#   hidden_states_91 => convert_element_type_324
#   hidden_states_95 => convert_element_type_339
#   hidden_states_96 => view_160
#   hidden_states_97 => convert_element_type_342
#   hidden_states_98 => add_133
#   hidden_states_99 => convert_element_type_345
#   mean_59 => mean_59
#   mean_61 => mean_61
#   mean_64 => mean_64
#   mean_65 => mean_65
#   mean_66 => mean_66
#   mean_squared_59 => add_122
#   mean_squared_61 => add_127
#   mean_squared_64 => add_132
#   mean_squared_65 => add_134
#   mean_squared_66 => add_136
#   normed_output_107 => mul_231
#   normed_output_108 => mul_232
#   normed_output_111 => mul_242
#   normed_output_112 => mul_243
#   normed_output_116 => mul_258
#   normed_output_117 => mul_259
#   normed_output_118 => mul_260
#   normed_output_119 => mul_261
#   normed_output_120 => mul_263
#   normed_output_121 => mul_264
#   pow_119 => pow_119
#   pow_120 => pow_120
#   pow_123 => pow_123
#   pow_124 => pow_124
#   pow_129 => pow_129
#   pow_130 => pow_130
#   pow_131 => pow_131
#   pow_132 => pow_132
#   pow_133 => pow_133
#   pow_134 => pow_134
# Graph fragment:
#   %mm_45 : Tensor "bf16[1, 2816][2816, 1]cuda:0" = PlaceHolder[target=mm_45]
#   %sum_18 : Tensor "f32[1, 2816][2816, 1]cuda:0" = PlaceHolder[target=sum_18]
#   %buf313 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf313]
#   %arg145_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg145_1]
#   %buf319 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf319]
#   %arg152_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg152_1]
#   %convert_element_type_343 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0" = PlaceHolder[target=convert_element_type_343]
#   %mul_219 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0" = PlaceHolder[target=mul_219]
#   %mm_42 : Tensor "bf16[1, 2816][2816, 1]cuda:0" = PlaceHolder[target=mm_42]
#   %buf292 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf292]
#   %arg140_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg140_1]
#   %buf321 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf321]
#   %arg153_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg153_1]
#   %arg154_1 : Tensor "bf16[1][1]cuda:0" = PlaceHolder[target=arg154_1]
#   %convert_element_type_346 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0" = PlaceHolder[target=convert_element_type_346]
#   %buf323 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0" = PlaceHolder[target=buf323]
#   %arg155_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg155_1]
#   %view_148 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_42, [1, 1, 2816]), kwargs = {})
#   %convert_element_type_308 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_148, torch.float32), kwargs = {})
#   %pow_119 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_308, 2), kwargs = {})
#   %mean_59 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_119, [-1], True), kwargs = {})
#   %add_122 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_59, 1e-06), kwargs = {})
#   %pow_120 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_122, -0.5), kwargs = {})
#   %mul_231 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_308, %pow_120), kwargs = {})
#   %convert_element_type_309 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg140_1, torch.float32), kwargs = {})
#   %mul_232 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_231, %convert_element_type_309), kwargs = {})
#   %convert_element_type_310 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_232, torch.bfloat16), kwargs = {})
#   %add_123 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_219, %convert_element_type_310), kwargs = {})
#   %view_154 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_45, [1, 1, 2816]), kwargs = {})
#   %convert_element_type_322 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_154, torch.float32), kwargs = {})
#   %pow_123 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_322, 2), kwargs = {})
#   %mean_61 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_123, [-1], True), kwargs = {})
#   %add_127 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_61, 1e-06), kwargs = {})
#   %pow_124 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_127, -0.5), kwargs = {})
#   %mul_242 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_322, %pow_124), kwargs = {})
#   %convert_element_type_323 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg145_1, torch.float32), kwargs = {})
#   %mul_243 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_242, %convert_element_type_323), kwargs = {})
#   %convert_element_type_324 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_243, torch.bfloat16), kwargs = {})
#   %convert_element_type_339 : Tensor "bf16[1, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%sum_18, torch.bfloat16), kwargs = {})
#   %view_160 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%convert_element_type_339, [1, 1, 2816]), kwargs = {})
#   %convert_element_type_340 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_160, torch.float32), kwargs = {})
#   %pow_129 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_340, 2), kwargs = {})
#   %mean_64 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_129, [-1], True), kwargs = {})
#   %add_132 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_64, 1e-06), kwargs = {})
#   %pow_130 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_132, -0.5), kwargs = {})
#   %mul_258 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_340, %pow_130), kwargs = {})
#   %convert_element_type_341 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg152_1, torch.float32), kwargs = {})
#   %mul_259 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_258, %convert_element_type_341), kwargs = {})
#   %convert_element_type_342 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_259, torch.bfloat16), kwargs = {})
#   %add_133 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%convert_element_type_324, %convert_element_type_342), kwargs = {})
#   %convert_element_type_343 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%add_133, torch.float32), kwargs = {})
#   %pow_131 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_343, 2), kwargs = {})
#   %mean_65 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_131, [-1], True), kwargs = {})
#   %add_134 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_65, 1e-06), kwargs = {})
#   %pow_132 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_134, -0.5), kwargs = {})
#   %mul_260 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_343, %pow_132), kwargs = {})
#   %convert_element_type_344 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg153_1, torch.float32), kwargs = {})
#   %mul_261 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_260, %convert_element_type_344), kwargs = {})
#   %convert_element_type_345 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_261, torch.bfloat16), kwargs = {})
#   %add_135 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%add_123, %convert_element_type_345), kwargs = {})
#   %mul_262 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%add_135, %arg154_1), kwargs = {})
#   %convert_element_type_346 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_262, torch.float32), kwargs = {})
#   %pow_133 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_346, 2), kwargs = {})
#   %mean_66 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_133, [-1], True), kwargs = {})
#   %add_136 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_66, 1e-06), kwargs = {})
#   %pow_134 : Tensor "f32[1, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_136, -0.5), kwargs = {})
#   %mul_263 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_346, %pow_134), kwargs = {})
#   %convert_element_type_347 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg155_1, torch.float32), kwargs = {})
#   %mul_264 : Tensor "f32[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_263, %convert_element_type_347), kwargs = {})
#   %convert_element_type_348 : Tensor "bf16[1, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_264, torch.bfloat16), kwargs = {})
#   return %buf313,%buf319,%convert_element_type_343,%buf321,%convert_element_type_346,%buf323,%convert_element_type_348
triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_24 = async_compile.triton('triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_24', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.reduction(
    size_hints={'x': 1, 'r0_': 4096},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*fp32', 'in_ptr0': '*bf16', 'in_ptr1': '*bf16', 'in_ptr2': '*bf16', 'in_ptr3': '*bf16', 'in_ptr4': '*bf16', 'in_ptr5': '*fp32', 'in_ptr6': '*bf16', 'in_ptr7': '*bf16', 'in_ptr8': '*bf16', 'in_ptr9': '*bf16', 'out_ptr4': '*bf16', 'xnumel': 'constexpr', 'r0_numel': 'i32', 'XBLOCK': 'constexpr', 'R0_BLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {'xnumel': 1}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]], (7,): [['tt.divisibility', 16]], (8,): [['tt.divisibility', 16]], (9,): [['tt.divisibility', 16]], (10,): [['tt.divisibility', 16]], (11,): [['tt.divisibility', 16]], (13,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_24', 'mutated_arg_names': ['in_out_ptr0'], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 15, 'num_store': 3, 'num_reduction': 4, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'r0_': 67584}}
)
@triton.jit
def triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_24(in_out_ptr0, in_ptr0, in_ptr1, in_ptr2, in_ptr3, in_ptr4, in_ptr5, in_ptr6, in_ptr7, in_ptr8, in_ptr9, out_ptr4, xnumel, r0_numel, XBLOCK : tl.constexpr, R0_BLOCK : tl.constexpr):
    xnumel = 1
    r0_numel = 2816
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = tl.full([XBLOCK], True, tl.int1)[:, None]
    r0_base = tl.arange(0, R0_BLOCK)[None, :]
    rbase = r0_base
    _tmp4 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp0 = tl.load(in_ptr0 + (r0_0), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp1 = tmp0.to(tl.float32)
        tmp2 = tmp1 * tmp1
        tmp3 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
        tmp5 = _tmp4 + tmp3
        _tmp4 = tl.where(r0_mask, tmp5, _tmp4)
    tmp4 = tl.sum(_tmp4, 1)[:, None]
    _tmp11 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp6 = tl.load(in_out_ptr0 + (r0_0), r0_mask, eviction_policy='evict_last', other=0.0)
        tmp7 = tmp6.to(tl.float32)
        tmp8 = tmp7.to(tl.float32)
        tmp9 = tmp8 * tmp8
        tmp10 = tl.broadcast_to(tmp9, [XBLOCK, R0_BLOCK])
        tmp12 = _tmp11 + tmp10
        _tmp11 = tl.where(r0_mask, tmp12, _tmp11)
    tmp11 = tl.sum(_tmp11, 1)[:, None]
    _tmp41 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp13 = tl.load(in_ptr0 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp22 = tl.load(in_ptr1 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp26 = tl.load(in_out_ptr0 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0)
        tmp33 = tl.load(in_ptr2 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp14 = tmp13.to(tl.float32)
        tmp15 = tl.full([1, 1], 2816.0, tl.float32)
        tmp16 = (tmp4 / tmp15)
        tmp17 = tl.full([1, 1], 1e-06, tl.float32)
        tmp18 = tmp16 + tmp17
        tmp19 = tl.full([1, 1], -0.5, tl.float32)
        tmp20 = libdevice.pow(tmp18, tmp19)
        tmp21 = tmp14 * tmp20
        tmp23 = tmp22.to(tl.float32)
        tmp24 = tmp21 * tmp23
        tmp25 = tmp24.to(tl.float32)
        tmp27 = tmp26.to(tl.float32)
        tmp28 = tmp27.to(tl.float32)
        tmp29 = (tmp11 / tmp15)
        tmp30 = tmp29 + tmp17
        tmp31 = libdevice.pow(tmp30, tmp19)
        tmp32 = tmp28 * tmp31
        tmp34 = tmp33.to(tl.float32)
        tmp35 = tmp32 * tmp34
        tmp36 = tmp35.to(tl.float32)
        tmp37 = tmp25 + tmp36
        tmp38 = tmp37.to(tl.float32)
        tmp39 = tmp38 * tmp38
        tmp40 = tl.broadcast_to(tmp39, [XBLOCK, R0_BLOCK])
        tmp42 = _tmp41 + tmp40
        _tmp41 = tl.where(r0_mask, tmp42, _tmp41)
        tl.store(in_out_ptr0 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp38, r0_mask)
    tmp41 = tl.sum(_tmp41, 1)[:, None]
    tmp46 = tl.load(in_ptr5 + (0))
    tmp47 = tl.broadcast_to(tmp46, [1, 1])
    tmp70 = tl.load(in_ptr8 + (0)).to(tl.float32)
    tmp71 = tl.broadcast_to(tmp70, [1, 1])
    _tmp76 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp43 = tl.load(in_ptr3 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp44 = tl.load(in_ptr4 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp55 = tl.load(in_ptr6 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp60 = tl.load(in_out_ptr0 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0)
        tmp65 = tl.load(in_ptr7 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp45 = tmp44.to(tl.float32)
        tmp48 = tl.full([1, 1], 2816.0, tl.float32)
        tmp49 = (tmp47 / tmp48)
        tmp50 = tl.full([1, 1], 1e-06, tl.float32)
        tmp51 = tmp49 + tmp50
        tmp52 = tl.full([1, 1], -0.5, tl.float32)
        tmp53 = libdevice.pow(tmp51, tmp52)
        tmp54 = tmp45 * tmp53
        tmp56 = tmp55.to(tl.float32)
        tmp57 = tmp54 * tmp56
        tmp58 = tmp57.to(tl.float32)
        tmp59 = tmp43 + tmp58
        tmp61 = (tmp41 / tmp48)
        tmp62 = tmp61 + tmp50
        tmp63 = libdevice.pow(tmp62, tmp52)
        tmp64 = tmp60 * tmp63
        tmp66 = tmp65.to(tl.float32)
        tmp67 = tmp64 * tmp66
        tmp68 = tmp67.to(tl.float32)
        tmp69 = tmp59 + tmp68
        tmp72 = tmp69 * tmp71
        tmp73 = tmp72.to(tl.float32)
        tmp74 = tmp73 * tmp73
        tmp75 = tl.broadcast_to(tmp74, [XBLOCK, R0_BLOCK])
        tmp77 = _tmp76 + tmp75
        _tmp76 = tl.where(r0_mask, tmp77, _tmp76)
        tl.store(in_out_ptr0 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp73, r0_mask)
    tmp76 = tl.sum(_tmp76, 1)[:, None]
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_0 = r0_index
        tmp78 = tl.load(in_out_ptr0 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0)
        tmp86 = tl.load(in_ptr9 + (r0_0), r0_mask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp79 = tl.full([1, 1], 2816.0, tl.float32)
        tmp80 = (tmp76 / tmp79)
        tmp81 = tl.full([1, 1], 1e-06, tl.float32)
        tmp82 = tmp80 + tmp81
        tmp83 = tl.full([1, 1], -0.5, tl.float32)
        tmp84 = libdevice.pow(tmp82, tmp83)
        tmp85 = tmp78 * tmp84
        tmp87 = tmp86.to(tl.float32)
        tmp88 = tmp85 * tmp87
        tmp89 = tmp88.to(tl.float32)
        tl.store(out_ptr4 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp89, r0_mask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/g4/cg4og3qfjqknsuoyo43p24j6zdya37yurhjkdkwwlaekjdtcyamu.py
# Topologically Sorted Source Nodes: [logits, logits_1, logits_2, logits_3], Original ATen: [aten._unsafe_view, aten.div, aten.tanh, aten.mul]
# Source node to ATen node mapping:
#   logits => view_162
#   logits_1 => div_12
#   logits_2 => tanh_12
#   logits_3 => mul_265
# Graph fragment:
#   %mm_47 : Tensor "bf16[1, 262144][262144, 1]cuda:0" = PlaceHolder[target=mm_47]
#   %view_162 : Tensor "bf16[1, 1, 262144][262144, 262144, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_47, [1, 1, 262144]), kwargs = {})
#   %div_12 : Tensor "bf16[1, 1, 262144][262144, 262144, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.div.Tensor](args = (%view_162, 30.0), kwargs = {})
#   %tanh_12 : Tensor "bf16[1, 1, 262144][262144, 262144, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.tanh.default](args = (%div_12,), kwargs = {})
#   %mul_265 : Tensor "bf16[1, 1, 262144][262144, 262144, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%tanh_12, 30.0), kwargs = {})
#   return %mul_265
triton_poi_fused__unsafe_view_div_mul_tanh_25 = async_compile.triton('triton_poi_fused__unsafe_view_div_mul_tanh_25', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 262144}, 
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__unsafe_view_div_mul_tanh_25', 'mutated_arg_names': ['in_out_ptr0'], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 1572864}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__unsafe_view_div_mul_tanh_25(in_out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 262144
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = tl.full([XBLOCK], True, tl.int1)[:]
    x0 = xindex
    tmp0 = tl.load(in_out_ptr0 + (x0), None).to(tl.float32)
    tmp1 = tl.full([1], 0.03333333333333333, tl.float32)
    tmp2 = tmp0 * tmp1
    tmp3 = libdevice.tanh(tmp2)
    tmp4 = tl.full([1], 30.0, tl.float32)
    tmp5 = tmp3 * tmp4
    tl.store(in_out_ptr0 + (x0), tmp5, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/ih/cihkley4cio55djskidn33hbjskdapgiak7vmyefciovffwm5lo7.py
# Topologically Sorted Source Nodes: [add__5], Original ATen: [aten.add, aten.copy_]
# Source node to ATen node mapping:
#   add__5 => add_121
# Graph fragment:
#   %copy_ : Tensor "i64[][]cuda:0" = PlaceHolder[target=copy_]
#   %add_121 : Tensor "i64[][]cuda:0" = PlaceHolder[target=add_121]
#   %buf279 : Tensor "bf16[1, 2, 1024, 512][1048576, 524288, 512, 1]cuda:0" = PlaceHolder[target=buf279]
#   %buf281 : Tensor "bf16[1, 2, 1024, 512][1048576, 524288, 512, 1]cuda:0" = PlaceHolder[target=buf281]
#   %buf285 : Tensor "bf16[1, 1, 1, 1024][1024, 0, 1024, 1]cuda:0" = PlaceHolder[target=buf285]
#   %add_121 : Tensor "i64[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%arg4_1, 1), kwargs = {})
#   %copy_ : Tensor "i64[][]cuda:0"[num_users=0] = call_function[target=torch.ops.aten.copy_.default](args = (%arg4_1, %add_121), kwargs = {})
#   return %add_121,%buf332
triton_poi_fused_add_copy__26 = async_compile.triton('triton_poi_fused_add_copy__26', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 1}, 
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*i64', 'out_ptr1': '*i64', 'xnumel': 'constexpr', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {'xnumel': 1}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused_add_copy__26', 'mutated_arg_names': ['in_ptr0', 'out_ptr1'], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused_add_copy__26(in_ptr0, out_ptr1, xnumel, XBLOCK : tl.constexpr):
    xnumel = 1
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = tl.full([XBLOCK], True, tl.int1)[:]
    tmp0 = tl.load(in_ptr0 + (0))
    tmp1 = tl.broadcast_to(tmp0, [XBLOCK])
    tmp2 = tl.full([1], 1, tl.int64)
    tmp3 = tmp1 + tmp2
    tl.store(out_ptr1 + (tl.full([XBLOCK], 0, tl.int32).broadcast_to(XBLOCK)), tmp3, None)
''', device_str='cuda')


async_compile.wait(globals())
del async_compile

class Runner:
    def __init__(self, partitions):
        self.partitions = partitions

    def recursively_apply_fns(self, fns):
        new_callables = []
        for fn, c in zip(fns, self.partitions):
            new_callables.append(fn(c))
        self.partitions = new_callables

    def call(self, args):
        arg0_1, arg1_1, arg2_1, arg3_1, arg4_1, arg5_1, arg6_1, arg7_1, arg8_1, arg9_1, arg10_1, arg11_1, arg12_1, arg13_1, arg14_1, arg15_1, arg16_1, arg17_1, arg18_1, arg19_1, arg20_1, arg21_1, arg22_1, arg23_1, arg24_1, arg25_1, arg26_1, arg27_1, arg28_1, arg29_1, arg30_1, arg31_1, arg32_1, arg33_1, arg34_1, arg35_1, arg36_1, arg37_1, arg38_1, arg39_1, arg40_1, arg41_1, arg42_1, arg43_1, arg44_1, arg45_1, arg46_1, arg47_1, arg48_1, arg49_1, arg50_1, arg51_1, arg52_1, arg53_1, arg54_1, arg55_1, arg56_1, arg57_1, arg58_1, arg59_1, arg60_1, arg61_1, arg62_1, arg63_1, arg64_1, arg65_1, arg66_1, arg67_1, arg68_1, arg69_1, arg70_1, arg71_1, arg72_1, arg73_1, arg74_1, arg75_1, arg76_1, arg77_1, arg78_1, arg79_1, arg80_1, arg81_1, arg82_1, arg83_1, arg84_1, arg85_1, arg86_1, arg87_1, arg88_1, arg89_1, arg90_1, arg91_1, arg92_1, arg93_1, arg94_1, arg95_1, arg96_1, arg97_1, arg98_1, arg99_1, arg100_1, arg101_1, arg102_1, arg103_1, arg104_1, arg105_1, arg106_1, arg107_1, arg108_1, arg109_1, arg110_1, arg111_1, arg112_1, arg113_1, arg114_1, arg115_1, arg116_1, arg117_1, arg118_1, arg119_1, arg120_1, arg121_1, arg122_1, arg123_1, arg124_1, arg125_1, arg126_1, arg127_1, arg128_1, arg129_1, arg130_1, arg131_1, arg132_1, arg133_1, arg134_1, arg135_1, arg136_1, arg137_1, arg138_1, arg139_1, arg140_1, arg141_1, arg142_1, arg143_1, arg144_1, arg145_1, arg146_1, arg147_1, arg148_1, arg149_1, arg150_1, arg151_1, arg152_1, arg153_1, arg154_1, arg155_1 = args
        args.clear()
        assert_size_stride(arg0_1, (1, 1), (1, 1))
        assert_size_stride(arg1_1, (262144, 2816), (2816, 1))
        assert_size_stride(arg2_1, (), ())
        assert_size_stride(arg3_1, (1, 1), (1, 1))
        assert_size_stride(arg4_1, (), ())
        assert_size_stride(arg5_1, (128, ), (1, ))
        assert_size_stride(arg6_1, (256, ), (1, ))
        assert_size_stride(arg7_1, (2816, ), (1, ))
        assert_size_stride(arg8_1, (4096, 2816), (2816, 1))
        assert_size_stride(arg9_1, (256, ), (1, ))
        assert_size_stride(arg10_1, (2048, 2816), (2816, 1))
        assert_size_stride(arg11_1, (2048, 2816), (2816, 1))
        assert_size_stride(arg12_1, (256, ), (1, ))
        assert_size_stride(arg13_1, (), ())
        assert_size_stride(arg14_1, (1, 8, 1024, 256), (2097152, 262144, 256, 1))
        assert_size_stride(arg15_1, (1, 8, 1024, 256), (2097152, 262144, 256, 1))
        assert_size_stride(arg16_1, (2816, 4096), (4096, 1))
        assert_size_stride(arg17_1, (2816, ), (1, ))
        assert_size_stride(arg18_1, (2816, ), (1, ))
        assert_size_stride(arg19_1, (2112, 2816), (2816, 1))
        assert_size_stride(arg20_1, (2112, 2816), (2816, 1))
        assert_size_stride(arg21_1, (2816, 2112), (2112, 1))
        assert_size_stride(arg22_1, (2816, ), (1, ))
        assert_size_stride(arg23_1, (2816, ), (1, ))
        assert_size_stride(arg24_1, (128, 2816), (2816, 1))
        assert_size_stride(arg25_1, (128, ), (1, ))
        assert_size_stride(arg26_1, (2816, ), (1, ))
        assert_size_stride(arg27_1, (128, 1408, 2816), (3964928, 2816, 1))
        assert_size_stride(arg28_1, (128, 2816, 704), (1982464, 704, 1))
        assert_size_stride(arg29_1, (2816, ), (1, ))
        assert_size_stride(arg30_1, (2816, ), (1, ))
        assert_size_stride(arg31_1, (1, ), (1, ))
        assert_size_stride(arg32_1, (2816, ), (1, ))
        assert_size_stride(arg33_1, (4096, 2816), (2816, 1))
        assert_size_stride(arg34_1, (256, ), (1, ))
        assert_size_stride(arg35_1, (2048, 2816), (2816, 1))
        assert_size_stride(arg36_1, (2048, 2816), (2816, 1))
        assert_size_stride(arg37_1, (256, ), (1, ))
        assert_size_stride(arg38_1, (), ())
        assert_size_stride(arg39_1, (1, 8, 1024, 256), (2097152, 262144, 256, 1))
        assert_size_stride(arg40_1, (1, 8, 1024, 256), (2097152, 262144, 256, 1))
        assert_size_stride(arg41_1, (2816, 4096), (4096, 1))
        assert_size_stride(arg42_1, (2816, ), (1, ))
        assert_size_stride(arg43_1, (2816, ), (1, ))
        assert_size_stride(arg44_1, (2112, 2816), (2816, 1))
        assert_size_stride(arg45_1, (2112, 2816), (2816, 1))
        assert_size_stride(arg46_1, (2816, 2112), (2112, 1))
        assert_size_stride(arg47_1, (2816, ), (1, ))
        assert_size_stride(arg48_1, (2816, ), (1, ))
        assert_size_stride(arg49_1, (128, 2816), (2816, 1))
        assert_size_stride(arg50_1, (128, ), (1, ))
        assert_size_stride(arg51_1, (2816, ), (1, ))
        assert_size_stride(arg52_1, (128, 1408, 2816), (3964928, 2816, 1))
        assert_size_stride(arg53_1, (128, 2816, 704), (1982464, 704, 1))
        assert_size_stride(arg54_1, (2816, ), (1, ))
        assert_size_stride(arg55_1, (2816, ), (1, ))
        assert_size_stride(arg56_1, (1, ), (1, ))
        assert_size_stride(arg57_1, (2816, ), (1, ))
        assert_size_stride(arg58_1, (4096, 2816), (2816, 1))
        assert_size_stride(arg59_1, (256, ), (1, ))
        assert_size_stride(arg60_1, (2048, 2816), (2816, 1))
        assert_size_stride(arg61_1, (2048, 2816), (2816, 1))
        assert_size_stride(arg62_1, (256, ), (1, ))
        assert_size_stride(arg63_1, (), ())
        assert_size_stride(arg64_1, (1, 8, 1024, 256), (2097152, 262144, 256, 1))
        assert_size_stride(arg65_1, (1, 8, 1024, 256), (2097152, 262144, 256, 1))
        assert_size_stride(arg66_1, (2816, 4096), (4096, 1))
        assert_size_stride(arg67_1, (2816, ), (1, ))
        assert_size_stride(arg68_1, (2816, ), (1, ))
        assert_size_stride(arg69_1, (2112, 2816), (2816, 1))
        assert_size_stride(arg70_1, (2112, 2816), (2816, 1))
        assert_size_stride(arg71_1, (2816, 2112), (2112, 1))
        assert_size_stride(arg72_1, (2816, ), (1, ))
        assert_size_stride(arg73_1, (2816, ), (1, ))
        assert_size_stride(arg74_1, (128, 2816), (2816, 1))
        assert_size_stride(arg75_1, (128, ), (1, ))
        assert_size_stride(arg76_1, (2816, ), (1, ))
        assert_size_stride(arg77_1, (128, 1408, 2816), (3964928, 2816, 1))
        assert_size_stride(arg78_1, (128, 2816, 704), (1982464, 704, 1))
        assert_size_stride(arg79_1, (2816, ), (1, ))
        assert_size_stride(arg80_1, (2816, ), (1, ))
        assert_size_stride(arg81_1, (1, ), (1, ))
        assert_size_stride(arg82_1, (2816, ), (1, ))
        assert_size_stride(arg83_1, (4096, 2816), (2816, 1))
        assert_size_stride(arg84_1, (256, ), (1, ))
        assert_size_stride(arg85_1, (2048, 2816), (2816, 1))
        assert_size_stride(arg86_1, (2048, 2816), (2816, 1))
        assert_size_stride(arg87_1, (256, ), (1, ))
        assert_size_stride(arg88_1, (), ())
        assert_size_stride(arg89_1, (1, 8, 1024, 256), (2097152, 262144, 256, 1))
        assert_size_stride(arg90_1, (1, 8, 1024, 256), (2097152, 262144, 256, 1))
        assert_size_stride(arg91_1, (2816, 4096), (4096, 1))
        assert_size_stride(arg92_1, (2816, ), (1, ))
        assert_size_stride(arg93_1, (2816, ), (1, ))
        assert_size_stride(arg94_1, (2112, 2816), (2816, 1))
        assert_size_stride(arg95_1, (2112, 2816), (2816, 1))
        assert_size_stride(arg96_1, (2816, 2112), (2112, 1))
        assert_size_stride(arg97_1, (2816, ), (1, ))
        assert_size_stride(arg98_1, (2816, ), (1, ))
        assert_size_stride(arg99_1, (128, 2816), (2816, 1))
        assert_size_stride(arg100_1, (128, ), (1, ))
        assert_size_stride(arg101_1, (2816, ), (1, ))
        assert_size_stride(arg102_1, (128, 1408, 2816), (3964928, 2816, 1))
        assert_size_stride(arg103_1, (128, 2816, 704), (1982464, 704, 1))
        assert_size_stride(arg104_1, (2816, ), (1, ))
        assert_size_stride(arg105_1, (2816, ), (1, ))
        assert_size_stride(arg106_1, (1, ), (1, ))
        assert_size_stride(arg107_1, (2816, ), (1, ))
        assert_size_stride(arg108_1, (4096, 2816), (2816, 1))
        assert_size_stride(arg109_1, (256, ), (1, ))
        assert_size_stride(arg110_1, (2048, 2816), (2816, 1))
        assert_size_stride(arg111_1, (2048, 2816), (2816, 1))
        assert_size_stride(arg112_1, (256, ), (1, ))
        assert_size_stride(arg113_1, (), ())
        assert_size_stride(arg114_1, (1, 8, 1024, 256), (2097152, 262144, 256, 1))
        assert_size_stride(arg115_1, (1, 8, 1024, 256), (2097152, 262144, 256, 1))
        assert_size_stride(arg116_1, (2816, 4096), (4096, 1))
        assert_size_stride(arg117_1, (2816, ), (1, ))
        assert_size_stride(arg118_1, (2816, ), (1, ))
        assert_size_stride(arg119_1, (2112, 2816), (2816, 1))
        assert_size_stride(arg120_1, (2112, 2816), (2816, 1))
        assert_size_stride(arg121_1, (2816, 2112), (2112, 1))
        assert_size_stride(arg122_1, (2816, ), (1, ))
        assert_size_stride(arg123_1, (2816, ), (1, ))
        assert_size_stride(arg124_1, (128, 2816), (2816, 1))
        assert_size_stride(arg125_1, (128, ), (1, ))
        assert_size_stride(arg126_1, (2816, ), (1, ))
        assert_size_stride(arg127_1, (128, 1408, 2816), (3964928, 2816, 1))
        assert_size_stride(arg128_1, (128, 2816, 704), (1982464, 704, 1))
        assert_size_stride(arg129_1, (2816, ), (1, ))
        assert_size_stride(arg130_1, (2816, ), (1, ))
        assert_size_stride(arg131_1, (1, ), (1, ))
        assert_size_stride(arg132_1, (2816, ), (1, ))
        assert_size_stride(arg133_1, (8192, 2816), (2816, 1))
        assert_size_stride(arg134_1, (512, ), (1, ))
        assert_size_stride(arg135_1, (1024, 2816), (2816, 1))
        assert_size_stride(arg136_1, (512, ), (1, ))
        assert_size_stride(arg137_1, (1, 2, 1024, 512), (1048576, 524288, 512, 1))
        assert_size_stride(arg138_1, (1, 2, 1024, 512), (1048576, 524288, 512, 1))
        assert_size_stride(arg139_1, (2816, 8192), (8192, 1))
        assert_size_stride(arg140_1, (2816, ), (1, ))
        assert_size_stride(arg141_1, (2816, ), (1, ))
        assert_size_stride(arg142_1, (2112, 2816), (2816, 1))
        assert_size_stride(arg143_1, (2112, 2816), (2816, 1))
        assert_size_stride(arg144_1, (2816, 2112), (2112, 1))
        assert_size_stride(arg145_1, (2816, ), (1, ))
        assert_size_stride(arg146_1, (2816, ), (1, ))
        assert_size_stride(arg147_1, (128, 2816), (2816, 1))
        assert_size_stride(arg148_1, (128, ), (1, ))
        assert_size_stride(arg149_1, (2816, ), (1, ))
        assert_size_stride(arg150_1, (128, 1408, 2816), (3964928, 2816, 1))
        assert_size_stride(arg151_1, (128, 2816, 704), (1982464, 704, 1))
        assert_size_stride(arg152_1, (2816, ), (1, ))
        assert_size_stride(arg153_1, (2816, ), (1, ))
        assert_size_stride(arg154_1, (1, ), (1, ))
        assert_size_stride(arg155_1, (2816, ), (1, ))
        with torch.cuda._DeviceGuard(0):
            torch.cuda.set_device(0)
            buf1 = empty_strided_cuda((1, 1, 2816), (2816, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [embedding, inputs_embeds, float_3, pow_1, mean, mean_squared, pow_2, normed_output, float_4, normed_output_1, hidden_states], Original ATen: [aten.embedding, aten.mul, aten._to_copy, aten.pow, aten.mean, aten.add]
            # [Provenance debug handles] triton_red_fused__to_copy_add_embedding_mean_mul_pow_0:1
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy_add_embedding_mean_mul_pow_0.run(arg0_1, arg1_1, arg2_1, arg7_1, buf1, 1, 2816, stream=stream0)
            del arg7_1
            buf2 = empty_strided_cuda((1, 4096), (4096, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:2
            extern_kernels.mm(reinterpret_tensor(buf1, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg8_1, (2816, 4096), (1, 2816), 0), out=buf2)
            del arg8_1
            buf4 = empty_strided_cuda((1, 1, 1), (1, 1, 1), torch.float32)
            buf5 = reinterpret_tensor(buf4, (1, 1), (1, 1), 0); del buf4  # reuse
            # Topologically Sorted Source Nodes: [getitem_8, expand_2, , getitem_9, position_ids_expanded], Original ATen: [aten.unsqueeze, aten.expand, aten.bmm, aten._to_copy]
            # [Provenance debug handles] triton_poi_fused__to_copy_bmm_expand_unsqueeze_1:3
            stream0 = get_raw_stream(0)
            triton_poi_fused__to_copy_bmm_expand_unsqueeze_1.run(buf5, arg3_1, 1, stream=stream0)
            buf6 = empty_strided_cuda((128, 1), (1, 1), torch.float32)
            # Topologically Sorted Source Nodes: [getitem_8, expand_2, , getitem_9, position_ids_expanded], Original ATen: [aten.unsqueeze, aten.expand, aten.bmm, aten._to_copy]
            # [Provenance debug handles] extern_kernels.mm:4
            extern_kernels.mm(reinterpret_tensor(arg5_1, (128, 1), (1, 1), 0), buf5, out=buf6)
            del arg5_1
            buf7 = empty_strided_cuda((1, 1, 16, 256), (4096, 4096, 256, 1), torch.bfloat16)
            buf15 = reinterpret_tensor(buf7, (1, 16, 1, 256), (4096, 256, 4096, 1), 0); del buf7  # reuse
            # Topologically Sorted Source Nodes: [linear, query_states, float_5, pow_3, mean_1, mean_squared_1, pow_4, normed_output_2, float_6, normed_output_3, query_states_1, , freqs, emb, cos, cos_1, cos_4, cos_5, mul_9, x2, neg, x1, cat_2, sin, sin_1, sin_4, sin_5, mul_10, query_states_2, query_states_3, key, value, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, attn_output], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.bmm, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.slice, aten.neg, aten.sin, aten.expand, aten.clone, aten.new_ones, aten.arange, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2:5
            stream0 = get_raw_stream(0)
            triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2.run(buf15, buf2, arg9_1, buf6, 16, 256, stream=stream0)
            del arg9_1
            del buf2
            buf8 = empty_strided_cuda((1, 2048), (2048, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_1], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:6
            extern_kernels.mm(reinterpret_tensor(buf1, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg10_1, (2816, 2048), (1, 2816), 0), out=buf8)
            del arg10_1
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, arange_8, cache_position, linear_1, key_states, float_7, pow_5, mean_2, mean_squared_2, pow_6, normed_output_4, float_8, normed_output_5, key_states_1, cos_6, mul_13, x2_1, neg_1, x1_1, cat_3, sin_6, mul_14, key_states_2, key_states_3, index_copy_], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.arange, aten.add, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.unsqueeze, aten.slice, aten.neg, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3:7
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3.run(buf8, arg12_1, arg13_1, buf6, arg14_1, 8, 256, stream=stream0)
            del arg12_1
            buf12 = buf8; del buf8  # reuse
            # Topologically Sorted Source Nodes: [linear_2], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:8
            extern_kernels.mm(reinterpret_tensor(buf1, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg11_1, (2816, 2048), (1, 2816), 0), out=buf12)
            del arg11_1
            # Topologically Sorted Source Nodes: [arange_8, cache_position, linear_2, value_states, float_9, pow_7, mean_3, mean_squared_3, pow_8, normed_output_6, value_states_1, value_states_2, index_copy__1], Original ATen: [aten.arange, aten.add, aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.mul, aten.transpose, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4:9
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4.run(buf12, arg13_1, arg15_1, 8, 256, stream=stream0)
            del buf12
            buf16 = empty_strided_cuda((1, 16, 1024, 256), (4194304, 262144, 256, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear, query_states, float_5, pow_3, mean_1, mean_squared_1, pow_4, normed_output_2, float_6, normed_output_3, query_states_1, , freqs, emb, cos, cos_1, cos_4, cos_5, mul_9, sin, sin_1, sin_4, sin_5, mul_10, query_states_2, query_states_3, key, value, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, attn_output], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.bmm, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.new_ones, aten.arange, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:10
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg14_1, buf16, 4194304, stream=stream0)
            del arg14_1
            buf17 = empty_strided_cuda((1, 16, 1024, 256), (4194304, 262144, 256, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear, query_states, float_5, pow_3, mean_1, mean_squared_1, pow_4, normed_output_2, float_6, normed_output_3, query_states_1, , freqs, emb, cos, cos_1, cos_4, cos_5, mul_9, sin, sin_1, sin_4, sin_5, mul_10, query_states_2, query_states_3, key, value, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, attn_output], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.bmm, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.new_ones, aten.arange, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:11
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg15_1, buf17, 4194304, stream=stream0)
            del arg15_1
            buf18 = empty_strided_cuda((1, 1, 1, 1024), (1024, 1024, 1024, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear, query_states, float_5, pow_3, mean_1, mean_squared_1, pow_4, normed_output_2, float_6, normed_output_3, query_states_1, , freqs, emb, cos, cos_1, cos_4, cos_5, mul_9, sin, sin_1, sin_4, sin_5, mul_10, query_states_2, query_states_3, key, value, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, attn_output], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.bmm, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.new_ones, aten.arange, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6:12
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6.run(buf18, 1024, stream=stream0)
            # Topologically Sorted Source Nodes: [linear, query_states, float_5, pow_3, mean_1, mean_squared_1, pow_4, normed_output_2, float_6, normed_output_3, query_states_1, , freqs, emb, cos, cos_1, cos_4, cos_5, mul_9, sin, sin_1, sin_4, sin_5, mul_10, query_states_2, query_states_3, key, value, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, attn_output], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.bmm, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.new_ones, aten.arange, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] torch.ops.aten._scaled_dot_product_cudnn_attention.default:13
            buf19 = torch.ops.aten._scaled_dot_product_cudnn_attention.default(buf15, buf16, buf17, buf18, False, scale=1.0)
            del buf15
            del buf16
            del buf17
            del buf18
            buf20 = buf19[0]
            assert_size_stride(buf20, (1, 16, 1, 256), (4096, 256, 256, 1), 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            assert_alignment(buf20, 16, 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            del buf19
            buf24 = reinterpret_tensor(buf1, (1, 2816), (2816, 1), 0); del buf1  # reuse
            # Topologically Sorted Source Nodes: [transpose_5, reshape_2, attn_output_3], Original ATen: [aten.transpose, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:14
            extern_kernels.mm(reinterpret_tensor(buf20, (1, 4096), (4096, 1), 0), reinterpret_tensor(arg16_1, (4096, 2816), (1, 4096), 0), out=buf24)
            del arg16_1
            del buf20
            buf26 = reinterpret_tensor(buf24, (1, 1, 2816), (2816, 2816, 1), 0); del buf24  # reuse
            buf36 = buf5; del buf5  # reuse
            buf28 = empty_strided_cuda((1, 2816), (2816, 1), torch.bfloat16)
            buf41 = empty_strided_cuda((1, 1, 2816), (2816, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [embedding, inputs_embeds, attn_output_3, float_10, pow_9, mean_4, mean_squared_4, pow_10, normed_output_7, float_11, normed_output_8, hidden_states_3, hidden_states_4, hidden_states_flat, float_16, pow_15, mean_7, mean_squared_7, pow_16, normed_output_13, hidden_states_7, mul_24, hidden_states_8, float_17, pow_17, mean_8, float_12, pow_11, mean_5, mean_squared_5, pow_12, normed_output_9, float_13, normed_output_10, hidden_states_5], Original ATen: [aten.embedding, aten.mul, aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_embedding_mean_mul_pow_view_7:15
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_embedding_mean_mul_pow_view_7.run(buf26, arg0_1, arg1_1, arg2_1, arg17_1, arg23_1, arg18_1, buf36, buf28, buf41, 1, 2816, stream=stream0)
            del arg0_1
            del arg17_1
            del arg18_1
            del arg23_1
            del arg2_1
            buf29 = empty_strided_cuda((1, 128), (128, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [hidden_states_flat, float_16, pow_15, mean_7, mean_squared_7, pow_16, normed_output_13, hidden_states_7, mul_24, hidden_states_8, expert_scores], Original ATen: [aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:16
            extern_kernels.mm(buf28, reinterpret_tensor(arg24_1, (2816, 128), (1, 2816), 0), out=buf29)
            del arg24_1
            buf32 = empty_strided_cuda((1, 128), (128, 1), torch.float32)
            # Topologically Sorted Source Nodes: [router_probabilities, ], Original ATen: [aten._to_copy, prims.prepare_softmax_online, aten.sub, aten.exp, aten._softmax]
            # [Provenance debug handles] triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8:17
            stream0 = get_raw_stream(0)
            triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8.run(buf29, buf32, 1, 128, stream=stream0)
            del buf29
            # Topologically Sorted Source Nodes: [router_probabilities, , topk], Original ATen: [aten._to_copy, aten.sub, aten.exp, aten._softmax, aten.topk]
            # [Provenance debug handles] torch.ops.aten.topk.default:18
            buf33 = torch.ops.aten.topk.default(buf32, 8)
            del buf32
            buf34 = buf33[0]
            assert_size_stride(buf34, (1, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf34, 16, 'torch.ops.aten.topk.default')
            buf35 = buf33[1]
            assert_size_stride(buf35, (1, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf35, 16, 'torch.ops.aten.topk.default')
            del buf33
            buf37 = empty_strided_cuda((8, 1408, 2816), (3964928, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [expert_ids, expert_ids_1, selected_weights], Original ATen: [aten.view, aten.clamp, aten.index]
            # [Provenance debug handles] triton_poi_fused_clamp_index_view_9:19
            stream0 = get_raw_stream(0)
            triton_poi_fused_clamp_index_view_9.run(buf35, arg27_1, buf37, 31719424, stream=stream0)
            del arg27_1
            buf38 = empty_strided_cuda((1, 8, 2816), (22528, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [hidden_states_flat, float_17, pow_17, mean_8, mean_squared_8, pow_18, normed_output_14, float_18, normed_output_15, hidden_states_9, selected_hidden_states], Original ATen: [aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.unsqueeze, aten.expand, aten.clone]
            # [Provenance debug handles] triton_poi_fused__to_copy_add_clone_expand_mean_mul_pow_unsqueeze_view_10:20
            stream0 = get_raw_stream(0)
            triton_poi_fused__to_copy_add_clone_expand_mean_mul_pow_unsqueeze_view_10.run(buf26, buf36, arg26_1, buf38, 22528, stream=stream0)
            del arg26_1
            buf39 = empty_strided_cuda((8, 1408, 1), (1408, 1, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [hidden_states_flat, expert_ids, expert_ids_1, selected_weights, float_17, pow_17, mean_8, mean_squared_8, pow_18, normed_output_14, float_18, normed_output_15, hidden_states_9, selected_hidden_states, unsqueeze_4, bmm], Original ATen: [aten.view, aten.clamp, aten.index, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.unsqueeze, aten.expand, aten.clone, aten.bmm]
            # [Provenance debug handles] extern_kernels.bmm:21
            extern_kernels.bmm(buf37, reinterpret_tensor(buf38, (8, 2816, 1), (2816, 1, 0), 0), out=buf39)
            del buf37
            buf42 = empty_strided_cuda((1, 2112), (2112, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [float_12, pow_11, mean_5, mean_squared_5, pow_12, normed_output_9, float_13, normed_output_10, hidden_states_5, linear_4], Original ATen: [aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:22
            extern_kernels.mm(reinterpret_tensor(buf41, (1, 2816), (0, 1), 0), reinterpret_tensor(arg19_1, (2816, 2112), (1, 2816), 0), out=buf42)
            del arg19_1
            buf43 = empty_strided_cuda((1, 2112), (2112, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_5], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:23
            extern_kernels.mm(reinterpret_tensor(buf41, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg20_1, (2816, 2112), (1, 2816), 0), out=buf43)
            del arg20_1
            buf44 = reinterpret_tensor(buf42, (1, 1, 2112), (2112, 2112, 1), 0); del buf42  # reuse
            # Topologically Sorted Source Nodes: [linear_4, gelu, linear_5, mul_20], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused__unsafe_view_gelu_mul_11:24
            stream0 = get_raw_stream(0)
            triton_poi_fused__unsafe_view_gelu_mul_11.run(buf44, buf43, 2112, stream=stream0)
            del buf43
            buf45 = reinterpret_tensor(buf41, (1, 2816), (2816, 1), 0); del buf41  # reuse
            # Topologically Sorted Source Nodes: [linear_4, gelu, linear_5, mul_20, down_proj], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:25
            extern_kernels.mm(reinterpret_tensor(buf44, (1, 2112), (0, 1), 0), reinterpret_tensor(arg21_1, (2112, 2816), (1, 2112), 0), out=buf45)
            del arg21_1
            del buf44
            buf47 = empty_strided_cuda((8, 2816, 704), (1982464, 704, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [expert_ids, expert_ids_1, selected_weights_1], Original ATen: [aten.view, aten.clamp, aten.index]
            # [Provenance debug handles] triton_poi_fused_clamp_index_view_12:26
            stream0 = get_raw_stream(0)
            triton_poi_fused_clamp_index_view_12.run(buf35, arg28_1, buf47, 15859712, stream=stream0)
            del arg28_1
            buf48 = empty_strided_cuda((8, 704), (704, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [out, chunk, gelu_1, proj_out], Original ATen: [aten.squeeze, aten.split, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused_gelu_mul_split_squeeze_13:27
            stream0 = get_raw_stream(0)
            triton_poi_fused_gelu_mul_split_squeeze_13.run(buf39, buf48, 5632, stream=stream0)
            del buf39
            buf49 = reinterpret_tensor(buf38, (8, 2816, 1), (2816, 1, 1), 0); del buf38  # reuse
            # Topologically Sorted Source Nodes: [expert_ids, expert_ids_1, out, chunk, selected_weights_1, gelu_1, proj_out, unsqueeze_5, bmm_1], Original ATen: [aten.view, aten.clamp, aten.squeeze, aten.split, aten.index, aten.gelu, aten.mul, aten.unsqueeze, aten.bmm]
            # [Provenance debug handles] extern_kernels.bmm:28
            extern_kernels.bmm(buf47, reinterpret_tensor(buf48, (8, 704, 1), (704, 1, 0), 0), out=buf49)
            del buf47
            del buf48
            buf50 = buf36; del buf36  # reuse
            # Topologically Sorted Source Nodes: [sum_1], Original ATen: [aten.sum]
            # [Provenance debug handles] triton_per_fused_sum_14:29
            stream0 = get_raw_stream(0)
            triton_per_fused_sum_14.run(buf34, buf50, 1, 8, stream=stream0)
            buf51 = empty_strided_cuda((1, 2816), (2816, 1), torch.float32)
            # Topologically Sorted Source Nodes: [out_1, top_k_weights_1, getitem_20, top_k_weights_2, sample_weights, unsqueeze_6, weighted_out, view_3, final_hidden_states], Original ATen: [aten.squeeze, aten.div, aten.index, aten.mul, aten.view, aten.unsqueeze, aten.sum]
            # [Provenance debug handles] triton_per_fused_div_index_mul_squeeze_sum_unsqueeze_view_15:30
            stream0 = get_raw_stream(0)
            triton_per_fused_div_index_mul_squeeze_sum_unsqueeze_view_15.run(buf49, buf34, buf50, buf35, arg25_1, buf51, 2816, 8, stream=stream0)
            del arg25_1
            del buf34
            del buf35
            buf53 = reinterpret_tensor(buf51, (1, 1, 2816), (2816, 2816, 1), 0); del buf51  # reuse
            buf55 = buf26; del buf26  # reuse
            buf57 = reinterpret_tensor(buf28, (1, 1, 2816), (2816, 2816, 1), 0); del buf28  # reuse
            # Topologically Sorted Source Nodes: [down_proj, float_14, pow_13, mean_6, mean_squared_6, pow_14, normed_output_11, float_15, normed_output_12, hidden_states_6, hidden_states_10, hidden_states_11, float_19, pow_19, mean_9, mean_squared_9, pow_20, normed_output_16, float_20, normed_output_17, hidden_states_12, hidden_states_13, float_21, pow_21, mean_10, mean_squared_10, pow_22, normed_output_18, float_22, normed_output_19, hidden_states_14, hidden_states_15, hidden_states_16, float_23, pow_23, mean_11, mean_squared_11, pow_24, normed_output_20, float_24, normed_output_21, hidden_states_17], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_16:31
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_16.run(buf53, buf55, buf45, arg22_1, arg29_1, arg30_1, arg31_1, arg32_1, buf57, 1, 2816, stream=stream0)
            del arg22_1
            del arg29_1
            del arg30_1
            del arg31_1
            del arg32_1
            del buf53
            buf58 = empty_strided_cuda((1, 4096), (4096, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [float_23, pow_23, mean_11, mean_squared_11, pow_24, normed_output_20, float_24, normed_output_21, hidden_states_17, linear_8], Original ATen: [aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:32
            extern_kernels.mm(reinterpret_tensor(buf57, (1, 2816), (0, 1), 0), reinterpret_tensor(arg33_1, (2816, 4096), (1, 2816), 0), out=buf58)
            del arg33_1
            buf60 = empty_strided_cuda((1, 1, 16, 256), (4096, 4096, 256, 1), torch.bfloat16)
            buf68 = reinterpret_tensor(buf60, (1, 16, 1, 256), (4096, 256, 4096, 1), 0); del buf60  # reuse
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_8, query_states_4, float_25, pow_25, mean_12, mean_squared_12, pow_26, normed_output_22, float_26, normed_output_23, query_states_5, cos_7, mul_39, x2_2, neg_2, x1_2, cat_4, sin_7, mul_40, query_states_6, query_states_7, key_1, value_1, attn_output_4], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.slice, aten.neg, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2:33
            stream0 = get_raw_stream(0)
            triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2.run(buf68, buf58, arg34_1, buf6, 16, 256, stream=stream0)
            del arg34_1
            del buf58
            buf61 = empty_strided_cuda((1, 2048), (2048, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_9], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:34
            extern_kernels.mm(reinterpret_tensor(buf57, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg35_1, (2816, 2048), (1, 2816), 0), out=buf61)
            del arg35_1
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, arange_9, cache_position_1, linear_9, key_states_4, float_27, pow_27, mean_13, mean_squared_13, pow_28, normed_output_24, float_28, normed_output_25, key_states_5, cos_8, mul_43, x2_3, neg_3, x1_3, cat_5, sin_8, mul_44, key_states_6, key_states_7, index_copy__2], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.arange, aten.add, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.unsqueeze, aten.slice, aten.neg, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3:35
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3.run(buf61, arg37_1, arg38_1, buf6, arg39_1, 8, 256, stream=stream0)
            del arg37_1
            buf65 = buf61; del buf61  # reuse
            # Topologically Sorted Source Nodes: [linear_10], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:36
            extern_kernels.mm(reinterpret_tensor(buf57, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg36_1, (2816, 2048), (1, 2816), 0), out=buf65)
            del arg36_1
            # Topologically Sorted Source Nodes: [arange_9, cache_position_1, linear_10, value_states_3, float_29, pow_29, mean_14, mean_squared_14, pow_30, normed_output_26, value_states_4, value_states_5, index_copy__3], Original ATen: [aten.arange, aten.add, aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.mul, aten.transpose, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4:37
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4.run(buf65, arg38_1, arg40_1, 8, 256, stream=stream0)
            del buf65
            buf69 = empty_strided_cuda((1, 16, 1024, 256), (4194304, 262144, 256, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_8, query_states_4, float_25, pow_25, mean_12, mean_squared_12, pow_26, normed_output_22, float_26, normed_output_23, query_states_5, cos_7, mul_39, sin_7, mul_40, query_states_6, query_states_7, key_1, value_1, attn_output_4], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:38
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg39_1, buf69, 4194304, stream=stream0)
            del arg39_1
            buf70 = empty_strided_cuda((1, 16, 1024, 256), (4194304, 262144, 256, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_8, query_states_4, float_25, pow_25, mean_12, mean_squared_12, pow_26, normed_output_22, float_26, normed_output_23, query_states_5, cos_7, mul_39, sin_7, mul_40, query_states_6, query_states_7, key_1, value_1, attn_output_4], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:39
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg40_1, buf70, 4194304, stream=stream0)
            del arg40_1
            buf71 = empty_strided_cuda((1, 1, 1, 1024), (1024, 1024, 1024, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_8, query_states_4, float_25, pow_25, mean_12, mean_squared_12, pow_26, normed_output_22, float_26, normed_output_23, query_states_5, cos_7, mul_39, sin_7, mul_40, query_states_6, query_states_7, key_1, value_1, attn_output_4], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6:40
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6.run(buf71, 1024, stream=stream0)
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_8, query_states_4, float_25, pow_25, mean_12, mean_squared_12, pow_26, normed_output_22, float_26, normed_output_23, query_states_5, cos_7, mul_39, sin_7, mul_40, query_states_6, query_states_7, key_1, value_1, attn_output_4], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] torch.ops.aten._scaled_dot_product_cudnn_attention.default:41
            buf72 = torch.ops.aten._scaled_dot_product_cudnn_attention.default(buf68, buf69, buf70, buf71, False, scale=1.0)
            del buf68
            del buf69
            del buf70
            del buf71
            buf73 = buf72[0]
            assert_size_stride(buf73, (1, 16, 1, 256), (4096, 256, 256, 1), 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            assert_alignment(buf73, 16, 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            del buf72
            buf77 = reinterpret_tensor(buf57, (1, 2816), (2816, 1), 0); del buf57  # reuse
            # Topologically Sorted Source Nodes: [transpose_9, reshape_9, attn_output_7], Original ATen: [aten.transpose, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:42
            extern_kernels.mm(reinterpret_tensor(buf73, (1, 4096), (4096, 1), 0), reinterpret_tensor(arg41_1, (4096, 2816), (1, 4096), 0), out=buf77)
            del arg41_1
            del buf73
            buf78 = reinterpret_tensor(buf50, (1, 1, 1), (1, 1, 1), 0); del buf50  # reuse
            buf80 = buf45; del buf45  # reuse
            buf89 = empty_strided_cuda((1, 2816), (2816, 1), torch.bfloat16)
            buf94 = empty_strided_cuda((1, 1, 2816), (2816, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_7, float_30, pow_31, mean_15, mean_squared_15, pow_32, normed_output_27, float_31, normed_output_28, hidden_states_20, hidden_states_21, hidden_states_flat_1, float_36, pow_37, mean_18, mean_squared_18, pow_38, normed_output_33, hidden_states_24, mul_54, hidden_states_25, float_37, pow_39, mean_19, mean_squared_19, pow_40, normed_output_34, float_38, normed_output_35, hidden_states_26, float_32, pow_33, mean_16, mean_squared_16, pow_34, normed_output_29, float_33, normed_output_30, hidden_states_22], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17:43
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17.run(buf77, buf55, arg42_1, arg48_1, arg51_1, arg43_1, buf78, buf80, buf89, buf94, 1, 2816, stream=stream0)
            del arg43_1
            del arg48_1
            del arg51_1
            buf81 = empty_strided_cuda((1, 128), (128, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_7, float_30, pow_31, mean_15, mean_squared_15, pow_32, normed_output_27, float_31, normed_output_28, hidden_states_20, hidden_states_21, hidden_states_flat_1, float_36, pow_37, mean_18, mean_squared_18, pow_38, normed_output_33, hidden_states_24, mul_54, hidden_states_25, expert_scores_1], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:44
            extern_kernels.mm(buf80, reinterpret_tensor(arg49_1, (2816, 128), (1, 2816), 0), out=buf81)
            del arg49_1
            del buf80
            buf84 = empty_strided_cuda((1, 128), (128, 1), torch.float32)
            # Topologically Sorted Source Nodes: [router_probabilities_1, ], Original ATen: [aten._to_copy, prims.prepare_softmax_online, aten.sub, aten.exp, aten._softmax]
            # [Provenance debug handles] triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8:45
            stream0 = get_raw_stream(0)
            triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8.run(buf81, buf84, 1, 128, stream=stream0)
            del buf81
            # Topologically Sorted Source Nodes: [router_probabilities_1, , topk_1], Original ATen: [aten._to_copy, aten.sub, aten.exp, aten._softmax, aten.topk]
            # [Provenance debug handles] torch.ops.aten.topk.default:46
            buf85 = torch.ops.aten.topk.default(buf84, 8)
            del buf84
            buf86 = buf85[0]
            assert_size_stride(buf86, (1, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf86, 16, 'torch.ops.aten.topk.default')
            buf87 = buf85[1]
            assert_size_stride(buf87, (1, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf87, 16, 'torch.ops.aten.topk.default')
            del buf85
            buf90 = empty_strided_cuda((8, 1408, 2816), (3964928, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [expert_ids_2, expert_ids_3, selected_weights_2], Original ATen: [aten.view, aten.clamp, aten.index]
            # [Provenance debug handles] triton_poi_fused_clamp_index_view_9:47
            stream0 = get_raw_stream(0)
            triton_poi_fused_clamp_index_view_9.run(buf87, arg52_1, buf90, 31719424, stream=stream0)
            del arg52_1
            buf91 = reinterpret_tensor(buf49, (1, 8, 2816), (22528, 2816, 1), 0); del buf49  # reuse
            # Topologically Sorted Source Nodes: [attn_output_7, float_30, pow_31, mean_15, mean_squared_15, pow_32, normed_output_27, float_31, normed_output_28, hidden_states_20, hidden_states_21, hidden_states_flat_1, float_37, pow_39, mean_19, mean_squared_19, pow_40, normed_output_34, float_38, normed_output_35, hidden_states_26, selected_hidden_states_1], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.unsqueeze, aten.expand, aten.clone]
            # [Provenance debug handles] triton_poi_fused__to_copy__unsafe_view_add_clone_expand_mean_mul_pow_unsqueeze_view_18:48
            stream0 = get_raw_stream(0)
            triton_poi_fused__to_copy__unsafe_view_add_clone_expand_mean_mul_pow_unsqueeze_view_18.run(buf89, buf91, 22528, stream=stream0)
            del buf89
            buf92 = empty_strided_cuda((8, 1408, 1), (1408, 1, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_7, float_30, pow_31, mean_15, mean_squared_15, pow_32, normed_output_27, float_31, normed_output_28, hidden_states_20, hidden_states_21, hidden_states_flat_1, expert_ids_2, expert_ids_3, selected_weights_2, float_37, pow_39, mean_19, mean_squared_19, pow_40, normed_output_34, float_38, normed_output_35, hidden_states_26, selected_hidden_states_1, unsqueeze_11, bmm_2], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.clamp, aten.index, aten.unsqueeze, aten.expand, aten.clone, aten.bmm]
            # [Provenance debug handles] extern_kernels.bmm:49
            extern_kernels.bmm(buf90, reinterpret_tensor(buf91, (8, 2816, 1), (2816, 1, 0), 0), out=buf92)
            del buf90
            buf95 = empty_strided_cuda((1, 2112), (2112, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_12], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:50
            extern_kernels.mm(reinterpret_tensor(buf94, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg44_1, (2816, 2112), (1, 2816), 0), out=buf95)
            del arg44_1
            buf96 = empty_strided_cuda((1, 2112), (2112, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_13], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:51
            extern_kernels.mm(reinterpret_tensor(buf94, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg45_1, (2816, 2112), (1, 2816), 0), out=buf96)
            del arg45_1
            buf97 = reinterpret_tensor(buf95, (1, 1, 2112), (2112, 2112, 1), 0); del buf95  # reuse
            # Topologically Sorted Source Nodes: [linear_12, gelu_2, linear_13, mul_50], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused__unsafe_view_gelu_mul_11:52
            stream0 = get_raw_stream(0)
            triton_poi_fused__unsafe_view_gelu_mul_11.run(buf97, buf96, 2112, stream=stream0)
            del buf96
            buf98 = reinterpret_tensor(buf94, (1, 2816), (2816, 1), 0); del buf94  # reuse
            # Topologically Sorted Source Nodes: [linear_12, gelu_2, linear_13, mul_50, down_proj_1], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:53
            extern_kernels.mm(reinterpret_tensor(buf97, (1, 2112), (0, 1), 0), reinterpret_tensor(arg46_1, (2112, 2816), (1, 2112), 0), out=buf98)
            del arg46_1
            del buf97
            buf100 = empty_strided_cuda((8, 2816, 704), (1982464, 704, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [expert_ids_2, expert_ids_3, selected_weights_3], Original ATen: [aten.view, aten.clamp, aten.index]
            # [Provenance debug handles] triton_poi_fused_clamp_index_view_12:54
            stream0 = get_raw_stream(0)
            triton_poi_fused_clamp_index_view_12.run(buf87, arg53_1, buf100, 15859712, stream=stream0)
            del arg53_1
            buf101 = empty_strided_cuda((8, 704), (704, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [out_2, chunk_1, gelu_3, proj_out_1], Original ATen: [aten.squeeze, aten.split, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused_gelu_mul_split_squeeze_13:55
            stream0 = get_raw_stream(0)
            triton_poi_fused_gelu_mul_split_squeeze_13.run(buf92, buf101, 5632, stream=stream0)
            del buf92
            buf102 = reinterpret_tensor(buf91, (8, 2816, 1), (2816, 1, 1), 0); del buf91  # reuse
            # Topologically Sorted Source Nodes: [expert_ids_2, expert_ids_3, out_2, chunk_1, selected_weights_3, gelu_3, proj_out_1, unsqueeze_12, bmm_3], Original ATen: [aten.view, aten.clamp, aten.squeeze, aten.split, aten.index, aten.gelu, aten.mul, aten.unsqueeze, aten.bmm]
            # [Provenance debug handles] extern_kernels.bmm:56
            extern_kernels.bmm(buf100, reinterpret_tensor(buf101, (8, 704, 1), (704, 1, 0), 0), out=buf102)
            del buf100
            del buf101
            buf103 = empty_strided_cuda((1, 1), (1, 1), torch.float32)
            # Topologically Sorted Source Nodes: [sum_3], Original ATen: [aten.sum]
            # [Provenance debug handles] triton_per_fused_sum_14:57
            stream0 = get_raw_stream(0)
            triton_per_fused_sum_14.run(buf86, buf103, 1, 8, stream=stream0)
            buf104 = empty_strided_cuda((1, 2816), (2816, 1), torch.float32)
            # Topologically Sorted Source Nodes: [out_3, top_k_weights_4, getitem_33, top_k_weights_5, sample_weights_1, unsqueeze_13, weighted_out_1, view_7, final_hidden_states_1], Original ATen: [aten.squeeze, aten.div, aten.index, aten.mul, aten.view, aten.unsqueeze, aten.sum]
            # [Provenance debug handles] triton_per_fused_div_index_mul_squeeze_sum_unsqueeze_view_15:58
            stream0 = get_raw_stream(0)
            triton_per_fused_div_index_mul_squeeze_sum_unsqueeze_view_15.run(buf102, buf86, buf103, buf87, arg50_1, buf104, 2816, 8, stream=stream0)
            del arg50_1
            del buf103
            del buf86
            del buf87
            buf106 = reinterpret_tensor(buf104, (1, 1, 2816), (2816, 2816, 1), 0); del buf104  # reuse
            buf108 = buf55; del buf55  # reuse
            buf110 = empty_strided_cuda((1, 1, 2816), (2816, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_7, float_30, pow_31, mean_15, mean_squared_15, pow_32, normed_output_27, float_31, normed_output_28, hidden_states_20, hidden_states_21, down_proj_1, float_34, pow_35, mean_17, mean_squared_17, pow_36, normed_output_31, float_35, normed_output_32, hidden_states_23, hidden_states_27, hidden_states_28, float_39, pow_41, mean_20, mean_squared_20, pow_42, normed_output_36, float_40, normed_output_37, hidden_states_29, hidden_states_30, float_41, pow_43, mean_21, mean_squared_21, pow_44, normed_output_38, float_42, normed_output_39, hidden_states_31, hidden_states_32, hidden_states_33, float_43, pow_45, mean_22, mean_squared_22, pow_46, normed_output_40, float_44, normed_output_41, hidden_states_34], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19:59
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19.run(buf106, buf108, buf98, arg47_1, arg54_1, buf77, buf78, arg42_1, arg55_1, arg56_1, arg57_1, buf110, 1, 2816, stream=stream0)
            del arg42_1
            del arg47_1
            del arg54_1
            del arg55_1
            del arg56_1
            del arg57_1
            del buf106
            buf111 = empty_strided_cuda((1, 4096), (4096, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [float_43, pow_45, mean_22, mean_squared_22, pow_46, normed_output_40, float_44, normed_output_41, hidden_states_34, linear_16], Original ATen: [aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:60
            extern_kernels.mm(reinterpret_tensor(buf110, (1, 2816), (0, 1), 0), reinterpret_tensor(arg58_1, (2816, 4096), (1, 2816), 0), out=buf111)
            del arg58_1
            buf113 = empty_strided_cuda((1, 1, 16, 256), (4096, 4096, 256, 1), torch.bfloat16)
            buf121 = reinterpret_tensor(buf113, (1, 16, 1, 256), (4096, 256, 4096, 1), 0); del buf113  # reuse
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_16, query_states_8, float_45, pow_47, mean_23, mean_squared_23, pow_48, normed_output_42, float_46, normed_output_43, query_states_9, cos_9, mul_69, x2_4, neg_4, x1_4, cat_6, sin_9, mul_70, query_states_10, query_states_11, key_2, value_2, attn_output_8], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.slice, aten.neg, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2:61
            stream0 = get_raw_stream(0)
            triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2.run(buf121, buf111, arg59_1, buf6, 16, 256, stream=stream0)
            del arg59_1
            del buf111
            buf114 = empty_strided_cuda((1, 2048), (2048, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_17], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:62
            extern_kernels.mm(reinterpret_tensor(buf110, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg60_1, (2816, 2048), (1, 2816), 0), out=buf114)
            del arg60_1
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, arange_10, cache_position_2, linear_17, key_states_8, float_47, pow_49, mean_24, mean_squared_24, pow_50, normed_output_44, float_48, normed_output_45, key_states_9, cos_10, mul_73, x2_5, neg_5, x1_5, cat_7, sin_10, mul_74, key_states_10, key_states_11, index_copy__4], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.arange, aten.add, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.unsqueeze, aten.slice, aten.neg, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3:63
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3.run(buf114, arg62_1, arg63_1, buf6, arg64_1, 8, 256, stream=stream0)
            del arg62_1
            buf118 = buf114; del buf114  # reuse
            # Topologically Sorted Source Nodes: [linear_18], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:64
            extern_kernels.mm(reinterpret_tensor(buf110, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg61_1, (2816, 2048), (1, 2816), 0), out=buf118)
            del arg61_1
            # Topologically Sorted Source Nodes: [arange_10, cache_position_2, linear_18, value_states_6, float_49, pow_51, mean_25, mean_squared_25, pow_52, normed_output_46, value_states_7, value_states_8, index_copy__5], Original ATen: [aten.arange, aten.add, aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.mul, aten.transpose, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4:65
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4.run(buf118, arg63_1, arg65_1, 8, 256, stream=stream0)
            del buf118
            buf122 = empty_strided_cuda((1, 16, 1024, 256), (4194304, 262144, 256, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_16, query_states_8, float_45, pow_47, mean_23, mean_squared_23, pow_48, normed_output_42, float_46, normed_output_43, query_states_9, cos_9, mul_69, sin_9, mul_70, query_states_10, query_states_11, key_2, value_2, attn_output_8], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:66
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg64_1, buf122, 4194304, stream=stream0)
            del arg64_1
            buf123 = empty_strided_cuda((1, 16, 1024, 256), (4194304, 262144, 256, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_16, query_states_8, float_45, pow_47, mean_23, mean_squared_23, pow_48, normed_output_42, float_46, normed_output_43, query_states_9, cos_9, mul_69, sin_9, mul_70, query_states_10, query_states_11, key_2, value_2, attn_output_8], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:67
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg65_1, buf123, 4194304, stream=stream0)
            del arg65_1
            buf124 = empty_strided_cuda((1, 1, 1, 1024), (1024, 1024, 1024, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_16, query_states_8, float_45, pow_47, mean_23, mean_squared_23, pow_48, normed_output_42, float_46, normed_output_43, query_states_9, cos_9, mul_69, sin_9, mul_70, query_states_10, query_states_11, key_2, value_2, attn_output_8], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6:68
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6.run(buf124, 1024, stream=stream0)
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_16, query_states_8, float_45, pow_47, mean_23, mean_squared_23, pow_48, normed_output_42, float_46, normed_output_43, query_states_9, cos_9, mul_69, sin_9, mul_70, query_states_10, query_states_11, key_2, value_2, attn_output_8], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] torch.ops.aten._scaled_dot_product_cudnn_attention.default:69
            buf125 = torch.ops.aten._scaled_dot_product_cudnn_attention.default(buf121, buf122, buf123, buf124, False, scale=1.0)
            del buf121
            del buf122
            del buf123
            del buf124
            buf126 = buf125[0]
            assert_size_stride(buf126, (1, 16, 1, 256), (4096, 256, 256, 1), 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            assert_alignment(buf126, 16, 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            del buf125
            buf130 = reinterpret_tensor(buf110, (1, 2816), (2816, 1), 0); del buf110  # reuse
            # Topologically Sorted Source Nodes: [transpose_13, reshape_16, attn_output_11], Original ATen: [aten.transpose, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:70
            extern_kernels.mm(reinterpret_tensor(buf126, (1, 4096), (4096, 1), 0), reinterpret_tensor(arg66_1, (4096, 2816), (1, 4096), 0), out=buf130)
            del arg66_1
            del buf126
            buf131 = buf78; del buf78  # reuse
            buf133 = buf98; del buf98  # reuse
            buf142 = buf77; del buf77  # reuse
            buf147 = empty_strided_cuda((1, 1, 2816), (2816, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_11, float_50, pow_53, mean_26, mean_squared_26, pow_54, normed_output_47, float_51, normed_output_48, hidden_states_37, hidden_states_38, hidden_states_flat_2, float_56, pow_59, mean_29, mean_squared_29, pow_60, normed_output_53, hidden_states_41, mul_84, hidden_states_42, float_57, pow_61, mean_30, mean_squared_30, pow_62, normed_output_54, float_58, normed_output_55, hidden_states_43, float_52, pow_55, mean_27, mean_squared_27, pow_56, normed_output_49, float_53, normed_output_50, hidden_states_39], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17:71
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17.run(buf130, buf108, arg67_1, arg73_1, arg76_1, arg68_1, buf131, buf133, buf142, buf147, 1, 2816, stream=stream0)
            del arg68_1
            del arg73_1
            del arg76_1
            buf134 = empty_strided_cuda((1, 128), (128, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_11, float_50, pow_53, mean_26, mean_squared_26, pow_54, normed_output_47, float_51, normed_output_48, hidden_states_37, hidden_states_38, hidden_states_flat_2, float_56, pow_59, mean_29, mean_squared_29, pow_60, normed_output_53, hidden_states_41, mul_84, hidden_states_42, expert_scores_2], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:72
            extern_kernels.mm(buf133, reinterpret_tensor(arg74_1, (2816, 128), (1, 2816), 0), out=buf134)
            del arg74_1
            del buf133
            buf137 = empty_strided_cuda((1, 128), (128, 1), torch.float32)
            # Topologically Sorted Source Nodes: [router_probabilities_2, ], Original ATen: [aten._to_copy, prims.prepare_softmax_online, aten.sub, aten.exp, aten._softmax]
            # [Provenance debug handles] triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8:73
            stream0 = get_raw_stream(0)
            triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8.run(buf134, buf137, 1, 128, stream=stream0)
            del buf134
            # Topologically Sorted Source Nodes: [router_probabilities_2, , topk_2], Original ATen: [aten._to_copy, aten.sub, aten.exp, aten._softmax, aten.topk]
            # [Provenance debug handles] torch.ops.aten.topk.default:74
            buf138 = torch.ops.aten.topk.default(buf137, 8)
            del buf137
            buf139 = buf138[0]
            assert_size_stride(buf139, (1, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf139, 16, 'torch.ops.aten.topk.default')
            buf140 = buf138[1]
            assert_size_stride(buf140, (1, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf140, 16, 'torch.ops.aten.topk.default')
            del buf138
            buf143 = empty_strided_cuda((8, 1408, 2816), (3964928, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [expert_ids_4, expert_ids_5, selected_weights_4], Original ATen: [aten.view, aten.clamp, aten.index]
            # [Provenance debug handles] triton_poi_fused_clamp_index_view_9:75
            stream0 = get_raw_stream(0)
            triton_poi_fused_clamp_index_view_9.run(buf140, arg77_1, buf143, 31719424, stream=stream0)
            del arg77_1
            buf144 = reinterpret_tensor(buf102, (1, 8, 2816), (22528, 2816, 1), 0); del buf102  # reuse
            # Topologically Sorted Source Nodes: [attn_output_11, float_50, pow_53, mean_26, mean_squared_26, pow_54, normed_output_47, float_51, normed_output_48, hidden_states_37, hidden_states_38, hidden_states_flat_2, float_57, pow_61, mean_30, mean_squared_30, pow_62, normed_output_54, float_58, normed_output_55, hidden_states_43, selected_hidden_states_2], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.unsqueeze, aten.expand, aten.clone]
            # [Provenance debug handles] triton_poi_fused__to_copy__unsafe_view_add_clone_expand_mean_mul_pow_unsqueeze_view_18:76
            stream0 = get_raw_stream(0)
            triton_poi_fused__to_copy__unsafe_view_add_clone_expand_mean_mul_pow_unsqueeze_view_18.run(buf142, buf144, 22528, stream=stream0)
            del buf142
            buf145 = empty_strided_cuda((8, 1408, 1), (1408, 1, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_11, float_50, pow_53, mean_26, mean_squared_26, pow_54, normed_output_47, float_51, normed_output_48, hidden_states_37, hidden_states_38, hidden_states_flat_2, expert_ids_4, expert_ids_5, selected_weights_4, float_57, pow_61, mean_30, mean_squared_30, pow_62, normed_output_54, float_58, normed_output_55, hidden_states_43, selected_hidden_states_2, unsqueeze_18, bmm_4], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.clamp, aten.index, aten.unsqueeze, aten.expand, aten.clone, aten.bmm]
            # [Provenance debug handles] extern_kernels.bmm:77
            extern_kernels.bmm(buf143, reinterpret_tensor(buf144, (8, 2816, 1), (2816, 1, 0), 0), out=buf145)
            del buf143
            buf148 = empty_strided_cuda((1, 2112), (2112, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_20], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:78
            extern_kernels.mm(reinterpret_tensor(buf147, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg69_1, (2816, 2112), (1, 2816), 0), out=buf148)
            del arg69_1
            buf149 = empty_strided_cuda((1, 2112), (2112, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_21], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:79
            extern_kernels.mm(reinterpret_tensor(buf147, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg70_1, (2816, 2112), (1, 2816), 0), out=buf149)
            del arg70_1
            buf150 = reinterpret_tensor(buf148, (1, 1, 2112), (2112, 2112, 1), 0); del buf148  # reuse
            # Topologically Sorted Source Nodes: [linear_20, gelu_4, linear_21, mul_80], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused__unsafe_view_gelu_mul_11:80
            stream0 = get_raw_stream(0)
            triton_poi_fused__unsafe_view_gelu_mul_11.run(buf150, buf149, 2112, stream=stream0)
            del buf149
            buf151 = reinterpret_tensor(buf147, (1, 2816), (2816, 1), 0); del buf147  # reuse
            # Topologically Sorted Source Nodes: [linear_20, gelu_4, linear_21, mul_80, down_proj_2], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:81
            extern_kernels.mm(reinterpret_tensor(buf150, (1, 2112), (0, 1), 0), reinterpret_tensor(arg71_1, (2112, 2816), (1, 2112), 0), out=buf151)
            del arg71_1
            del buf150
            buf153 = empty_strided_cuda((8, 2816, 704), (1982464, 704, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [expert_ids_4, expert_ids_5, selected_weights_5], Original ATen: [aten.view, aten.clamp, aten.index]
            # [Provenance debug handles] triton_poi_fused_clamp_index_view_12:82
            stream0 = get_raw_stream(0)
            triton_poi_fused_clamp_index_view_12.run(buf140, arg78_1, buf153, 15859712, stream=stream0)
            del arg78_1
            buf154 = empty_strided_cuda((8, 704), (704, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [out_4, chunk_2, gelu_5, proj_out_2], Original ATen: [aten.squeeze, aten.split, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused_gelu_mul_split_squeeze_13:83
            stream0 = get_raw_stream(0)
            triton_poi_fused_gelu_mul_split_squeeze_13.run(buf145, buf154, 5632, stream=stream0)
            del buf145
            buf155 = reinterpret_tensor(buf144, (8, 2816, 1), (2816, 1, 1), 0); del buf144  # reuse
            # Topologically Sorted Source Nodes: [expert_ids_4, expert_ids_5, out_4, chunk_2, selected_weights_5, gelu_5, proj_out_2, unsqueeze_19, bmm_5], Original ATen: [aten.view, aten.clamp, aten.squeeze, aten.split, aten.index, aten.gelu, aten.mul, aten.unsqueeze, aten.bmm]
            # [Provenance debug handles] extern_kernels.bmm:84
            extern_kernels.bmm(buf153, reinterpret_tensor(buf154, (8, 704, 1), (704, 1, 0), 0), out=buf155)
            del buf153
            del buf154
            buf156 = empty_strided_cuda((1, 1), (1, 1), torch.float32)
            # Topologically Sorted Source Nodes: [sum_5], Original ATen: [aten.sum]
            # [Provenance debug handles] triton_per_fused_sum_14:85
            stream0 = get_raw_stream(0)
            triton_per_fused_sum_14.run(buf139, buf156, 1, 8, stream=stream0)
            buf157 = empty_strided_cuda((1, 2816), (2816, 1), torch.float32)
            # Topologically Sorted Source Nodes: [out_5, top_k_weights_7, getitem_46, top_k_weights_8, sample_weights_2, unsqueeze_20, weighted_out_2, view_11, final_hidden_states_2], Original ATen: [aten.squeeze, aten.div, aten.index, aten.mul, aten.view, aten.unsqueeze, aten.sum]
            # [Provenance debug handles] triton_per_fused_div_index_mul_squeeze_sum_unsqueeze_view_15:86
            stream0 = get_raw_stream(0)
            triton_per_fused_div_index_mul_squeeze_sum_unsqueeze_view_15.run(buf155, buf139, buf156, buf140, arg75_1, buf157, 2816, 8, stream=stream0)
            del arg75_1
            del buf139
            del buf140
            del buf156
            buf159 = reinterpret_tensor(buf157, (1, 1, 2816), (2816, 2816, 1), 0); del buf157  # reuse
            buf161 = buf108; del buf108  # reuse
            buf163 = empty_strided_cuda((1, 1, 2816), (2816, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_11, float_50, pow_53, mean_26, mean_squared_26, pow_54, normed_output_47, float_51, normed_output_48, hidden_states_37, hidden_states_38, down_proj_2, float_54, pow_57, mean_28, mean_squared_28, pow_58, normed_output_51, float_55, normed_output_52, hidden_states_40, hidden_states_44, hidden_states_45, float_59, pow_63, mean_31, mean_squared_31, pow_64, normed_output_56, float_60, normed_output_57, hidden_states_46, hidden_states_47, float_61, pow_65, mean_32, mean_squared_32, pow_66, normed_output_58, float_62, normed_output_59, hidden_states_48, hidden_states_49, hidden_states_50, float_63, pow_67, mean_33, mean_squared_33, pow_68, normed_output_60, float_64, normed_output_61, hidden_states_51], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19:87
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19.run(buf159, buf161, buf151, arg72_1, arg79_1, buf130, buf131, arg67_1, arg80_1, arg81_1, arg82_1, buf163, 1, 2816, stream=stream0)
            del arg67_1
            del arg72_1
            del arg79_1
            del arg80_1
            del arg81_1
            del arg82_1
            del buf159
            buf164 = empty_strided_cuda((1, 4096), (4096, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [float_63, pow_67, mean_33, mean_squared_33, pow_68, normed_output_60, float_64, normed_output_61, hidden_states_51, linear_24], Original ATen: [aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:88
            extern_kernels.mm(reinterpret_tensor(buf163, (1, 2816), (0, 1), 0), reinterpret_tensor(arg83_1, (2816, 4096), (1, 2816), 0), out=buf164)
            del arg83_1
            buf166 = empty_strided_cuda((1, 1, 16, 256), (4096, 4096, 256, 1), torch.bfloat16)
            buf174 = reinterpret_tensor(buf166, (1, 16, 1, 256), (4096, 256, 4096, 1), 0); del buf166  # reuse
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_24, query_states_12, float_65, pow_69, mean_34, mean_squared_34, pow_70, normed_output_62, float_66, normed_output_63, query_states_13, cos_11, mul_99, x2_6, neg_6, x1_6, cat_8, sin_11, mul_100, query_states_14, query_states_15, key_3, value_3, attn_output_12], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.slice, aten.neg, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2:89
            stream0 = get_raw_stream(0)
            triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2.run(buf174, buf164, arg84_1, buf6, 16, 256, stream=stream0)
            del arg84_1
            del buf164
            buf167 = empty_strided_cuda((1, 2048), (2048, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_25], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:90
            extern_kernels.mm(reinterpret_tensor(buf163, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg85_1, (2816, 2048), (1, 2816), 0), out=buf167)
            del arg85_1
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, arange_11, cache_position_3, linear_25, key_states_12, float_67, pow_71, mean_35, mean_squared_35, pow_72, normed_output_64, float_68, normed_output_65, key_states_13, cos_12, mul_103, x2_7, neg_7, x1_7, cat_9, sin_12, mul_104, key_states_14, key_states_15, index_copy__6], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.arange, aten.add, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.unsqueeze, aten.slice, aten.neg, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3:91
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3.run(buf167, arg87_1, arg88_1, buf6, arg89_1, 8, 256, stream=stream0)
            del arg87_1
            buf171 = buf167; del buf167  # reuse
            # Topologically Sorted Source Nodes: [linear_26], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:92
            extern_kernels.mm(reinterpret_tensor(buf163, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg86_1, (2816, 2048), (1, 2816), 0), out=buf171)
            del arg86_1
            # Topologically Sorted Source Nodes: [arange_11, cache_position_3, linear_26, value_states_9, float_69, pow_73, mean_36, mean_squared_36, pow_74, normed_output_66, value_states_10, value_states_11, index_copy__7], Original ATen: [aten.arange, aten.add, aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.mul, aten.transpose, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4:93
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4.run(buf171, arg88_1, arg90_1, 8, 256, stream=stream0)
            del buf171
            buf175 = empty_strided_cuda((1, 16, 1024, 256), (4194304, 262144, 256, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_24, query_states_12, float_65, pow_69, mean_34, mean_squared_34, pow_70, normed_output_62, float_66, normed_output_63, query_states_13, cos_11, mul_99, sin_11, mul_100, query_states_14, query_states_15, key_3, value_3, attn_output_12], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:94
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg89_1, buf175, 4194304, stream=stream0)
            del arg89_1
            buf176 = empty_strided_cuda((1, 16, 1024, 256), (4194304, 262144, 256, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_24, query_states_12, float_65, pow_69, mean_34, mean_squared_34, pow_70, normed_output_62, float_66, normed_output_63, query_states_13, cos_11, mul_99, sin_11, mul_100, query_states_14, query_states_15, key_3, value_3, attn_output_12], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:95
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg90_1, buf176, 4194304, stream=stream0)
            del arg90_1
            buf177 = empty_strided_cuda((1, 1, 1, 1024), (1024, 1024, 1024, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_24, query_states_12, float_65, pow_69, mean_34, mean_squared_34, pow_70, normed_output_62, float_66, normed_output_63, query_states_13, cos_11, mul_99, sin_11, mul_100, query_states_14, query_states_15, key_3, value_3, attn_output_12], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6:96
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6.run(buf177, 1024, stream=stream0)
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_24, query_states_12, float_65, pow_69, mean_34, mean_squared_34, pow_70, normed_output_62, float_66, normed_output_63, query_states_13, cos_11, mul_99, sin_11, mul_100, query_states_14, query_states_15, key_3, value_3, attn_output_12], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] torch.ops.aten._scaled_dot_product_cudnn_attention.default:97
            buf178 = torch.ops.aten._scaled_dot_product_cudnn_attention.default(buf174, buf175, buf176, buf177, False, scale=1.0)
            del buf174
            del buf175
            del buf176
            del buf177
            buf179 = buf178[0]
            assert_size_stride(buf179, (1, 16, 1, 256), (4096, 256, 256, 1), 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            assert_alignment(buf179, 16, 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            del buf178
            buf183 = reinterpret_tensor(buf163, (1, 2816), (2816, 1), 0); del buf163  # reuse
            # Topologically Sorted Source Nodes: [transpose_17, reshape_23, attn_output_15], Original ATen: [aten.transpose, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:98
            extern_kernels.mm(reinterpret_tensor(buf179, (1, 4096), (4096, 1), 0), reinterpret_tensor(arg91_1, (4096, 2816), (1, 4096), 0), out=buf183)
            del arg91_1
            del buf179
            buf184 = buf131; del buf131  # reuse
            buf186 = buf151; del buf151  # reuse
            buf195 = buf130; del buf130  # reuse
            buf200 = empty_strided_cuda((1, 1, 2816), (2816, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_15, float_70, pow_75, mean_37, mean_squared_37, pow_76, normed_output_67, float_71, normed_output_68, hidden_states_54, hidden_states_55, hidden_states_flat_3, float_76, pow_81, mean_40, mean_squared_40, pow_82, normed_output_73, hidden_states_58, mul_114, hidden_states_59, float_77, pow_83, mean_41, mean_squared_41, pow_84, normed_output_74, float_78, normed_output_75, hidden_states_60, float_72, pow_77, mean_38, mean_squared_38, pow_78, normed_output_69, float_73, normed_output_70, hidden_states_56], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17:99
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17.run(buf183, buf161, arg92_1, arg98_1, arg101_1, arg93_1, buf184, buf186, buf195, buf200, 1, 2816, stream=stream0)
            del arg101_1
            del arg93_1
            del arg98_1
            buf187 = empty_strided_cuda((1, 128), (128, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_15, float_70, pow_75, mean_37, mean_squared_37, pow_76, normed_output_67, float_71, normed_output_68, hidden_states_54, hidden_states_55, hidden_states_flat_3, float_76, pow_81, mean_40, mean_squared_40, pow_82, normed_output_73, hidden_states_58, mul_114, hidden_states_59, expert_scores_3], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:100
            extern_kernels.mm(buf186, reinterpret_tensor(arg99_1, (2816, 128), (1, 2816), 0), out=buf187)
            del arg99_1
            del buf186
            buf190 = empty_strided_cuda((1, 128), (128, 1), torch.float32)
            # Topologically Sorted Source Nodes: [router_probabilities_3, ], Original ATen: [aten._to_copy, prims.prepare_softmax_online, aten.sub, aten.exp, aten._softmax]
            # [Provenance debug handles] triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8:101
            stream0 = get_raw_stream(0)
            triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8.run(buf187, buf190, 1, 128, stream=stream0)
            del buf187
            # Topologically Sorted Source Nodes: [router_probabilities_3, , topk_3], Original ATen: [aten._to_copy, aten.sub, aten.exp, aten._softmax, aten.topk]
            # [Provenance debug handles] torch.ops.aten.topk.default:102
            buf191 = torch.ops.aten.topk.default(buf190, 8)
            del buf190
            buf192 = buf191[0]
            assert_size_stride(buf192, (1, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf192, 16, 'torch.ops.aten.topk.default')
            buf193 = buf191[1]
            assert_size_stride(buf193, (1, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf193, 16, 'torch.ops.aten.topk.default')
            del buf191
            buf196 = empty_strided_cuda((8, 1408, 2816), (3964928, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [expert_ids_6, expert_ids_7, selected_weights_6], Original ATen: [aten.view, aten.clamp, aten.index]
            # [Provenance debug handles] triton_poi_fused_clamp_index_view_9:103
            stream0 = get_raw_stream(0)
            triton_poi_fused_clamp_index_view_9.run(buf193, arg102_1, buf196, 31719424, stream=stream0)
            del arg102_1
            buf197 = reinterpret_tensor(buf155, (1, 8, 2816), (22528, 2816, 1), 0); del buf155  # reuse
            # Topologically Sorted Source Nodes: [attn_output_15, float_70, pow_75, mean_37, mean_squared_37, pow_76, normed_output_67, float_71, normed_output_68, hidden_states_54, hidden_states_55, hidden_states_flat_3, float_77, pow_83, mean_41, mean_squared_41, pow_84, normed_output_74, float_78, normed_output_75, hidden_states_60, selected_hidden_states_3], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.unsqueeze, aten.expand, aten.clone]
            # [Provenance debug handles] triton_poi_fused__to_copy__unsafe_view_add_clone_expand_mean_mul_pow_unsqueeze_view_18:104
            stream0 = get_raw_stream(0)
            triton_poi_fused__to_copy__unsafe_view_add_clone_expand_mean_mul_pow_unsqueeze_view_18.run(buf195, buf197, 22528, stream=stream0)
            del buf195
            buf198 = empty_strided_cuda((8, 1408, 1), (1408, 1, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_15, float_70, pow_75, mean_37, mean_squared_37, pow_76, normed_output_67, float_71, normed_output_68, hidden_states_54, hidden_states_55, hidden_states_flat_3, expert_ids_6, expert_ids_7, selected_weights_6, float_77, pow_83, mean_41, mean_squared_41, pow_84, normed_output_74, float_78, normed_output_75, hidden_states_60, selected_hidden_states_3, unsqueeze_25, bmm_6], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.clamp, aten.index, aten.unsqueeze, aten.expand, aten.clone, aten.bmm]
            # [Provenance debug handles] extern_kernels.bmm:105
            extern_kernels.bmm(buf196, reinterpret_tensor(buf197, (8, 2816, 1), (2816, 1, 0), 0), out=buf198)
            del buf196
            buf201 = empty_strided_cuda((1, 2112), (2112, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_28], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:106
            extern_kernels.mm(reinterpret_tensor(buf200, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg94_1, (2816, 2112), (1, 2816), 0), out=buf201)
            del arg94_1
            buf202 = empty_strided_cuda((1, 2112), (2112, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_29], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:107
            extern_kernels.mm(reinterpret_tensor(buf200, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg95_1, (2816, 2112), (1, 2816), 0), out=buf202)
            del arg95_1
            buf203 = reinterpret_tensor(buf201, (1, 1, 2112), (2112, 2112, 1), 0); del buf201  # reuse
            # Topologically Sorted Source Nodes: [linear_28, gelu_6, linear_29, mul_110], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused__unsafe_view_gelu_mul_11:108
            stream0 = get_raw_stream(0)
            triton_poi_fused__unsafe_view_gelu_mul_11.run(buf203, buf202, 2112, stream=stream0)
            del buf202
            buf204 = reinterpret_tensor(buf200, (1, 2816), (2816, 1), 0); del buf200  # reuse
            # Topologically Sorted Source Nodes: [linear_28, gelu_6, linear_29, mul_110, down_proj_3], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:109
            extern_kernels.mm(reinterpret_tensor(buf203, (1, 2112), (0, 1), 0), reinterpret_tensor(arg96_1, (2112, 2816), (1, 2112), 0), out=buf204)
            del arg96_1
            del buf203
            buf206 = empty_strided_cuda((8, 2816, 704), (1982464, 704, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [expert_ids_6, expert_ids_7, selected_weights_7], Original ATen: [aten.view, aten.clamp, aten.index]
            # [Provenance debug handles] triton_poi_fused_clamp_index_view_12:110
            stream0 = get_raw_stream(0)
            triton_poi_fused_clamp_index_view_12.run(buf193, arg103_1, buf206, 15859712, stream=stream0)
            del arg103_1
            buf207 = empty_strided_cuda((8, 704), (704, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [out_6, chunk_3, gelu_7, proj_out_3], Original ATen: [aten.squeeze, aten.split, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused_gelu_mul_split_squeeze_13:111
            stream0 = get_raw_stream(0)
            triton_poi_fused_gelu_mul_split_squeeze_13.run(buf198, buf207, 5632, stream=stream0)
            del buf198
            buf208 = reinterpret_tensor(buf197, (8, 2816, 1), (2816, 1, 1), 0); del buf197  # reuse
            # Topologically Sorted Source Nodes: [expert_ids_6, expert_ids_7, out_6, chunk_3, selected_weights_7, gelu_7, proj_out_3, unsqueeze_26, bmm_7], Original ATen: [aten.view, aten.clamp, aten.squeeze, aten.split, aten.index, aten.gelu, aten.mul, aten.unsqueeze, aten.bmm]
            # [Provenance debug handles] extern_kernels.bmm:112
            extern_kernels.bmm(buf206, reinterpret_tensor(buf207, (8, 704, 1), (704, 1, 0), 0), out=buf208)
            del buf206
            del buf207
            buf209 = empty_strided_cuda((1, 1), (1, 1), torch.float32)
            # Topologically Sorted Source Nodes: [sum_7], Original ATen: [aten.sum]
            # [Provenance debug handles] triton_per_fused_sum_14:113
            stream0 = get_raw_stream(0)
            triton_per_fused_sum_14.run(buf192, buf209, 1, 8, stream=stream0)
            buf210 = empty_strided_cuda((1, 2816), (2816, 1), torch.float32)
            # Topologically Sorted Source Nodes: [out_7, top_k_weights_10, getitem_59, top_k_weights_11, sample_weights_3, unsqueeze_27, weighted_out_3, view_15, final_hidden_states_3], Original ATen: [aten.squeeze, aten.div, aten.index, aten.mul, aten.view, aten.unsqueeze, aten.sum]
            # [Provenance debug handles] triton_per_fused_div_index_mul_squeeze_sum_unsqueeze_view_15:114
            stream0 = get_raw_stream(0)
            triton_per_fused_div_index_mul_squeeze_sum_unsqueeze_view_15.run(buf208, buf192, buf209, buf193, arg100_1, buf210, 2816, 8, stream=stream0)
            del arg100_1
            del buf192
            del buf193
            buf212 = reinterpret_tensor(buf210, (1, 1, 2816), (2816, 2816, 1), 0); del buf210  # reuse
            buf214 = buf161; del buf161  # reuse
            buf216 = empty_strided_cuda((1, 1, 2816), (2816, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_15, float_70, pow_75, mean_37, mean_squared_37, pow_76, normed_output_67, float_71, normed_output_68, hidden_states_54, hidden_states_55, down_proj_3, float_74, pow_79, mean_39, mean_squared_39, pow_80, normed_output_71, float_75, normed_output_72, hidden_states_57, hidden_states_61, hidden_states_62, float_79, pow_85, mean_42, mean_squared_42, pow_86, normed_output_76, float_80, normed_output_77, hidden_states_63, hidden_states_64, float_81, pow_87, mean_43, mean_squared_43, pow_88, normed_output_78, float_82, normed_output_79, hidden_states_65, hidden_states_66, hidden_states_67, float_83, pow_89, mean_44, mean_squared_44, pow_90, normed_output_80, float_84, normed_output_81, hidden_states_68], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19:115
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19.run(buf212, buf214, buf204, arg97_1, arg104_1, buf183, buf184, arg92_1, arg105_1, arg106_1, arg107_1, buf216, 1, 2816, stream=stream0)
            del arg104_1
            del arg105_1
            del arg106_1
            del arg107_1
            del arg92_1
            del arg97_1
            del buf212
            buf217 = empty_strided_cuda((1, 4096), (4096, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [float_83, pow_89, mean_44, mean_squared_44, pow_90, normed_output_80, float_84, normed_output_81, hidden_states_68, linear_32], Original ATen: [aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:116
            extern_kernels.mm(reinterpret_tensor(buf216, (1, 2816), (0, 1), 0), reinterpret_tensor(arg108_1, (2816, 4096), (1, 2816), 0), out=buf217)
            del arg108_1
            buf219 = empty_strided_cuda((1, 1, 16, 256), (4096, 4096, 256, 1), torch.bfloat16)
            buf227 = reinterpret_tensor(buf219, (1, 16, 1, 256), (4096, 256, 4096, 1), 0); del buf219  # reuse
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_32, query_states_16, float_85, pow_91, mean_45, mean_squared_45, pow_92, normed_output_82, float_86, normed_output_83, query_states_17, cos_13, mul_129, x2_8, neg_8, x1_8, cat_10, sin_13, mul_130, query_states_18, query_states_19, key_4, value_4, attn_output_16], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.slice, aten.neg, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2:117
            stream0 = get_raw_stream(0)
            triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2.run(buf227, buf217, arg109_1, buf6, 16, 256, stream=stream0)
            del arg109_1
            del buf217
            buf220 = empty_strided_cuda((1, 2048), (2048, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_33], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:118
            extern_kernels.mm(reinterpret_tensor(buf216, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg110_1, (2816, 2048), (1, 2816), 0), out=buf220)
            del arg110_1
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, arange_12, cache_position_4, linear_33, key_states_16, float_87, pow_93, mean_46, mean_squared_46, pow_94, normed_output_84, float_88, normed_output_85, key_states_17, cos_14, mul_133, x2_9, neg_9, x1_9, cat_11, sin_14, mul_134, key_states_18, key_states_19, index_copy__8], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.arange, aten.add, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.unsqueeze, aten.slice, aten.neg, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3:119
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3.run(buf220, arg112_1, arg113_1, buf6, arg114_1, 8, 256, stream=stream0)
            del arg112_1
            buf224 = buf220; del buf220  # reuse
            # Topologically Sorted Source Nodes: [linear_34], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:120
            extern_kernels.mm(reinterpret_tensor(buf216, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg111_1, (2816, 2048), (1, 2816), 0), out=buf224)
            del arg111_1
            # Topologically Sorted Source Nodes: [arange_12, cache_position_4, linear_34, value_states_12, float_89, pow_95, mean_47, mean_squared_47, pow_96, normed_output_86, value_states_13, value_states_14, index_copy__9], Original ATen: [aten.arange, aten.add, aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.mul, aten.transpose, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4:121
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4.run(buf224, arg113_1, arg115_1, 8, 256, stream=stream0)
            del buf224
            buf228 = empty_strided_cuda((1, 16, 1024, 256), (4194304, 262144, 256, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_32, query_states_16, float_85, pow_91, mean_45, mean_squared_45, pow_92, normed_output_82, float_86, normed_output_83, query_states_17, cos_13, mul_129, sin_13, mul_130, query_states_18, query_states_19, key_4, value_4, attn_output_16], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:122
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg114_1, buf228, 4194304, stream=stream0)
            del arg114_1
            buf229 = empty_strided_cuda((1, 16, 1024, 256), (4194304, 262144, 256, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_32, query_states_16, float_85, pow_91, mean_45, mean_squared_45, pow_92, normed_output_82, float_86, normed_output_83, query_states_17, cos_13, mul_129, sin_13, mul_130, query_states_18, query_states_19, key_4, value_4, attn_output_16], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:123
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg115_1, buf229, 4194304, stream=stream0)
            del arg115_1
            buf230 = empty_strided_cuda((1, 1, 1, 1024), (1024, 1024, 1024, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_32, query_states_16, float_85, pow_91, mean_45, mean_squared_45, pow_92, normed_output_82, float_86, normed_output_83, query_states_17, cos_13, mul_129, sin_13, mul_130, query_states_18, query_states_19, key_4, value_4, attn_output_16], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6:124
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_bmm_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6.run(buf230, 1024, stream=stream0)
            # Topologically Sorted Source Nodes: [, freqs, emb, cos, cos_1, cos_4, sin, sin_1, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_32, query_states_16, float_85, pow_91, mean_45, mean_squared_45, pow_92, normed_output_82, float_86, normed_output_83, query_states_17, cos_13, mul_129, sin_13, mul_130, query_states_18, query_states_19, key_4, value_4, attn_output_16], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] torch.ops.aten._scaled_dot_product_cudnn_attention.default:125
            buf231 = torch.ops.aten._scaled_dot_product_cudnn_attention.default(buf227, buf228, buf229, buf230, False, scale=1.0)
            del buf227
            del buf228
            del buf229
            del buf230
            buf232 = buf231[0]
            assert_size_stride(buf232, (1, 16, 1, 256), (4096, 256, 256, 1), 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            assert_alignment(buf232, 16, 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            del buf231
            buf236 = reinterpret_tensor(buf216, (1, 2816), (2816, 1), 0); del buf216  # reuse
            # Topologically Sorted Source Nodes: [transpose_21, reshape_30, attn_output_19], Original ATen: [aten.transpose, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:126
            extern_kernels.mm(reinterpret_tensor(buf232, (1, 4096), (4096, 1), 0), reinterpret_tensor(arg116_1, (4096, 2816), (1, 4096), 0), out=buf236)
            del arg116_1
            del buf232
            buf237 = buf184; del buf184  # reuse
            buf239 = buf204; del buf204  # reuse
            buf248 = buf183; del buf183  # reuse
            buf253 = empty_strided_cuda((1, 1, 2816), (2816, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_19, float_90, pow_97, mean_48, mean_squared_48, pow_98, normed_output_87, float_91, normed_output_88, hidden_states_71, hidden_states_72, hidden_states_flat_4, float_96, pow_103, mean_51, mean_squared_51, pow_104, normed_output_93, hidden_states_75, mul_144, hidden_states_76, float_97, pow_105, mean_52, mean_squared_52, pow_106, normed_output_94, float_98, normed_output_95, hidden_states_77, float_92, pow_99, mean_49, mean_squared_49, pow_100, normed_output_89, float_93, normed_output_90, hidden_states_73], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17:127
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17.run(buf236, buf214, arg117_1, arg123_1, arg126_1, arg118_1, buf237, buf239, buf248, buf253, 1, 2816, stream=stream0)
            del arg118_1
            del arg123_1
            del arg126_1
            buf240 = empty_strided_cuda((1, 128), (128, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_19, float_90, pow_97, mean_48, mean_squared_48, pow_98, normed_output_87, float_91, normed_output_88, hidden_states_71, hidden_states_72, hidden_states_flat_4, float_96, pow_103, mean_51, mean_squared_51, pow_104, normed_output_93, hidden_states_75, mul_144, hidden_states_76, expert_scores_4], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:128
            extern_kernels.mm(buf239, reinterpret_tensor(arg124_1, (2816, 128), (1, 2816), 0), out=buf240)
            del arg124_1
            del buf239
            buf243 = reinterpret_tensor(buf6, (1, 128), (128, 1), 0); del buf6  # reuse
            # Topologically Sorted Source Nodes: [router_probabilities_4, ], Original ATen: [aten._to_copy, prims.prepare_softmax_online, aten.sub, aten.exp, aten._softmax]
            # [Provenance debug handles] triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8:129
            stream0 = get_raw_stream(0)
            triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8.run(buf240, buf243, 1, 128, stream=stream0)
            # Topologically Sorted Source Nodes: [router_probabilities_4, , topk_4], Original ATen: [aten._to_copy, aten.sub, aten.exp, aten._softmax, aten.topk]
            # [Provenance debug handles] torch.ops.aten.topk.default:130
            buf244 = torch.ops.aten.topk.default(buf243, 8)
            del buf243
            buf245 = buf244[0]
            assert_size_stride(buf245, (1, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf245, 16, 'torch.ops.aten.topk.default')
            buf246 = buf244[1]
            assert_size_stride(buf246, (1, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf246, 16, 'torch.ops.aten.topk.default')
            del buf244
            buf249 = empty_strided_cuda((8, 1408, 2816), (3964928, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [expert_ids_8, expert_ids_9, selected_weights_8], Original ATen: [aten.view, aten.clamp, aten.index]
            # [Provenance debug handles] triton_poi_fused_clamp_index_view_9:131
            stream0 = get_raw_stream(0)
            triton_poi_fused_clamp_index_view_9.run(buf246, arg127_1, buf249, 31719424, stream=stream0)
            del arg127_1
            buf250 = reinterpret_tensor(buf208, (1, 8, 2816), (22528, 2816, 1), 0); del buf208  # reuse
            # Topologically Sorted Source Nodes: [attn_output_19, float_90, pow_97, mean_48, mean_squared_48, pow_98, normed_output_87, float_91, normed_output_88, hidden_states_71, hidden_states_72, hidden_states_flat_4, float_97, pow_105, mean_52, mean_squared_52, pow_106, normed_output_94, float_98, normed_output_95, hidden_states_77, selected_hidden_states_4], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.unsqueeze, aten.expand, aten.clone]
            # [Provenance debug handles] triton_poi_fused__to_copy__unsafe_view_add_clone_expand_mean_mul_pow_unsqueeze_view_18:132
            stream0 = get_raw_stream(0)
            triton_poi_fused__to_copy__unsafe_view_add_clone_expand_mean_mul_pow_unsqueeze_view_18.run(buf248, buf250, 22528, stream=stream0)
            del buf248
            buf251 = empty_strided_cuda((8, 1408, 1), (1408, 1, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_19, float_90, pow_97, mean_48, mean_squared_48, pow_98, normed_output_87, float_91, normed_output_88, hidden_states_71, hidden_states_72, hidden_states_flat_4, expert_ids_8, expert_ids_9, selected_weights_8, float_97, pow_105, mean_52, mean_squared_52, pow_106, normed_output_94, float_98, normed_output_95, hidden_states_77, selected_hidden_states_4, unsqueeze_32, bmm_8], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.clamp, aten.index, aten.unsqueeze, aten.expand, aten.clone, aten.bmm]
            # [Provenance debug handles] extern_kernels.bmm:133
            extern_kernels.bmm(buf249, reinterpret_tensor(buf250, (8, 2816, 1), (2816, 1, 0), 0), out=buf251)
            del buf249
            buf254 = empty_strided_cuda((1, 2112), (2112, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_36], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:134
            extern_kernels.mm(reinterpret_tensor(buf253, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg119_1, (2816, 2112), (1, 2816), 0), out=buf254)
            del arg119_1
            buf255 = empty_strided_cuda((1, 2112), (2112, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_37], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:135
            extern_kernels.mm(reinterpret_tensor(buf253, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg120_1, (2816, 2112), (1, 2816), 0), out=buf255)
            del arg120_1
            buf256 = reinterpret_tensor(buf254, (1, 1, 2112), (2112, 2112, 1), 0); del buf254  # reuse
            # Topologically Sorted Source Nodes: [linear_36, gelu_8, linear_37, mul_140], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused__unsafe_view_gelu_mul_11:136
            stream0 = get_raw_stream(0)
            triton_poi_fused__unsafe_view_gelu_mul_11.run(buf256, buf255, 2112, stream=stream0)
            del buf255
            buf257 = reinterpret_tensor(buf253, (1, 2816), (2816, 1), 0); del buf253  # reuse
            # Topologically Sorted Source Nodes: [linear_36, gelu_8, linear_37, mul_140, down_proj_4], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:137
            extern_kernels.mm(reinterpret_tensor(buf256, (1, 2112), (0, 1), 0), reinterpret_tensor(arg121_1, (2112, 2816), (1, 2112), 0), out=buf257)
            del arg121_1
            del buf256
            buf259 = empty_strided_cuda((8, 2816, 704), (1982464, 704, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [expert_ids_8, expert_ids_9, selected_weights_9], Original ATen: [aten.view, aten.clamp, aten.index]
            # [Provenance debug handles] triton_poi_fused_clamp_index_view_12:138
            stream0 = get_raw_stream(0)
            triton_poi_fused_clamp_index_view_12.run(buf246, arg128_1, buf259, 15859712, stream=stream0)
            del arg128_1
            buf260 = empty_strided_cuda((8, 704), (704, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [out_8, chunk_4, gelu_9, proj_out_4], Original ATen: [aten.squeeze, aten.split, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused_gelu_mul_split_squeeze_13:139
            stream0 = get_raw_stream(0)
            triton_poi_fused_gelu_mul_split_squeeze_13.run(buf251, buf260, 5632, stream=stream0)
            del buf251
            buf261 = reinterpret_tensor(buf250, (8, 2816, 1), (2816, 1, 1), 0); del buf250  # reuse
            # Topologically Sorted Source Nodes: [expert_ids_8, expert_ids_9, out_8, chunk_4, selected_weights_9, gelu_9, proj_out_4, unsqueeze_33, bmm_9], Original ATen: [aten.view, aten.clamp, aten.squeeze, aten.split, aten.index, aten.gelu, aten.mul, aten.unsqueeze, aten.bmm]
            # [Provenance debug handles] extern_kernels.bmm:140
            extern_kernels.bmm(buf259, reinterpret_tensor(buf260, (8, 704, 1), (704, 1, 0), 0), out=buf261)
            del buf259
            del buf260
            buf262 = buf209; del buf209  # reuse
            # Topologically Sorted Source Nodes: [sum_9], Original ATen: [aten.sum]
            # [Provenance debug handles] triton_per_fused_sum_14:141
            stream0 = get_raw_stream(0)
            triton_per_fused_sum_14.run(buf245, buf262, 1, 8, stream=stream0)
            buf263 = empty_strided_cuda((1, 2816), (2816, 1), torch.float32)
            # Topologically Sorted Source Nodes: [out_9, top_k_weights_13, getitem_72, top_k_weights_14, sample_weights_4, unsqueeze_34, weighted_out_4, view_19, final_hidden_states_4], Original ATen: [aten.squeeze, aten.div, aten.index, aten.mul, aten.view, aten.unsqueeze, aten.sum]
            # [Provenance debug handles] triton_per_fused_div_index_mul_squeeze_sum_unsqueeze_view_15:142
            stream0 = get_raw_stream(0)
            triton_per_fused_div_index_mul_squeeze_sum_unsqueeze_view_15.run(buf261, buf245, buf262, buf246, arg125_1, buf263, 2816, 8, stream=stream0)
            del arg125_1
            del buf245
            del buf246
            buf265 = reinterpret_tensor(buf263, (1, 1, 2816), (2816, 2816, 1), 0); del buf263  # reuse
            buf267 = buf214; del buf214  # reuse
            buf269 = empty_strided_cuda((1, 1, 2816), (2816, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_19, float_90, pow_97, mean_48, mean_squared_48, pow_98, normed_output_87, float_91, normed_output_88, hidden_states_71, hidden_states_72, down_proj_4, float_94, pow_101, mean_50, mean_squared_50, pow_102, normed_output_91, float_95, normed_output_92, hidden_states_74, hidden_states_78, hidden_states_79, float_99, pow_107, mean_53, mean_squared_53, pow_108, normed_output_96, float_100, normed_output_97, hidden_states_80, hidden_states_81, float_101, pow_109, mean_54, mean_squared_54, pow_110, normed_output_98, float_102, normed_output_99, hidden_states_82, hidden_states_83, hidden_states_84, float_103, pow_111, mean_55, mean_squared_55, pow_112, normed_output_100, float_104, normed_output_101, hidden_states_85], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19:143
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19.run(buf265, buf267, buf257, arg122_1, arg129_1, buf236, buf237, arg117_1, arg130_1, arg131_1, arg132_1, buf269, 1, 2816, stream=stream0)
            del arg117_1
            del arg122_1
            del arg129_1
            del arg130_1
            del arg131_1
            del arg132_1
            del buf265
            buf270 = empty_strided_cuda((1, 8192), (8192, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [float_103, pow_111, mean_55, mean_squared_55, pow_112, normed_output_100, float_104, normed_output_101, hidden_states_85, linear_40], Original ATen: [aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:144
            extern_kernels.mm(reinterpret_tensor(buf269, (1, 2816), (0, 1), 0), reinterpret_tensor(arg133_1, (2816, 8192), (1, 2816), 0), out=buf270)
            del arg133_1
            buf272 = buf237; del buf237  # reuse
            buf273 = reinterpret_tensor(buf272, (1, 1), (1, 1), 0); del buf272  # reuse
            # Topologically Sorted Source Nodes: [getitem_10, expand_3, , getitem_11, position_ids_expanded_1], Original ATen: [aten.unsqueeze, aten.expand, aten.bmm, aten._to_copy]
            # [Provenance debug handles] triton_poi_fused__to_copy_bmm_expand_unsqueeze_1:145
            stream0 = get_raw_stream(0)
            triton_poi_fused__to_copy_bmm_expand_unsqueeze_1.run(buf273, arg3_1, 1, stream=stream0)
            del arg3_1
            buf274 = empty_strided_cuda((256, 1), (1, 1), torch.float32)
            # Topologically Sorted Source Nodes: [getitem_10, expand_3, , getitem_11, position_ids_expanded_1], Original ATen: [aten.unsqueeze, aten.expand, aten.bmm, aten._to_copy]
            # [Provenance debug handles] extern_kernels.mm:146
            extern_kernels.mm(reinterpret_tensor(arg6_1, (256, 1), (1, 1), 0), buf273, out=buf274)
            del arg6_1
            buf275 = empty_strided_cuda((1, 1, 16, 512), (8192, 8192, 512, 1), torch.bfloat16)
            buf282 = reinterpret_tensor(buf275, (1, 16, 1, 512), (8192, 512, 8192, 1), 0); del buf275  # reuse
            # Topologically Sorted Source Nodes: [linear_40, query_states_20, float_105, pow_113, mean_56, mean_squared_56, pow_114, normed_output_102, float_106, normed_output_103, query_states_21, , freqs_1, emb_1, cos_2, cos_3, cos_15, cos_16, mul_159, x2_10, neg_10, x1_10, cat_12, sin_2, sin_3, sin_15, sin_16, mul_160, query_states_22, query_states_23, key_5, value_5, arange_3, kv_arange, kv_indices, arange_2, q_arange, q_indices, attention_mask, attention_mask_1, attn_output_20], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.bmm, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.slice, aten.neg, aten.sin, aten.expand, aten.clone, aten.arange, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_efficient_attention]
            # [Provenance debug handles] triton_per_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_neg_pow_scalar_tensor_sin_slice_transpose_unsqueeze_view_where_20:147
            stream0 = get_raw_stream(0)
            triton_per_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_neg_pow_scalar_tensor_sin_slice_transpose_unsqueeze_view_where_20.run(buf282, buf270, arg134_1, buf274, 16, 512, stream=stream0)
            del arg134_1
            del buf270
            buf276 = empty_strided_cuda((1, 1024), (1024, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_41], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:148
            extern_kernels.mm(reinterpret_tensor(buf269, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg135_1, (2816, 1024), (1, 2816), 0), out=buf276)
            del arg135_1
            # Topologically Sorted Source Nodes: [, freqs_1, emb_1, cos_2, cos_3, cos_15, sin_2, sin_3, sin_15, arange_13, cache_position_5, linear_41, key_states_20, float_107, pow_115, mean_57, mean_squared_57, pow_116, normed_output_104, float_108, normed_output_105, key_states_21, cos_17, mul_163, x2_11, neg_11, x1_11, cat_13, sin_17, mul_164, key_states_22, key_states_23, index_copy__10, float_109, pow_117, mean_58, mean_squared_58, pow_118, normed_output_106, value_states_15, value_states_16, index_copy__11], Original ATen: [aten.bmm, aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.arange, aten.add, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.unsqueeze, aten.slice, aten.neg, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_21:149
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_bmm_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_21.run(buf276, arg136_1, arg4_1, buf274, arg137_1, arg138_1, 2, 512, stream=stream0)
            del arg136_1
            del buf274
            buf283 = empty_strided_cuda((1, 16, 1024, 512), (8388608, 524288, 512, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_40, query_states_20, float_105, pow_113, mean_56, mean_squared_56, pow_114, normed_output_102, float_106, normed_output_103, query_states_21, , freqs_1, emb_1, cos_2, cos_3, cos_15, cos_16, mul_159, sin_2, sin_3, sin_15, sin_16, mul_160, query_states_22, query_states_23, key_5, value_5, arange_3, kv_arange, kv_indices, arange_2, q_arange, q_indices, attention_mask, attention_mask_1, attn_output_20], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.bmm, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.arange, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_efficient_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_22:150
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_22.run(arg137_1, buf283, 8388608, stream=stream0)
            del arg137_1
            buf284 = empty_strided_cuda((1, 16, 1024, 512), (8388608, 524288, 512, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_40, query_states_20, float_105, pow_113, mean_56, mean_squared_56, pow_114, normed_output_102, float_106, normed_output_103, query_states_21, , freqs_1, emb_1, cos_2, cos_3, cos_15, cos_16, mul_159, sin_2, sin_3, sin_15, sin_16, mul_160, query_states_22, query_states_23, key_5, value_5, arange_3, kv_arange, kv_indices, arange_2, q_arange, q_indices, attention_mask, attention_mask_1, attn_output_20], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.bmm, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.arange, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_efficient_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_22:151
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_22.run(arg138_1, buf284, 8388608, stream=stream0)
            del arg138_1
            buf285 = reinterpret_tensor(buf276, (1, 1, 1, 1024), (1024, 0, 1024, 1), 0); del buf276  # reuse
            # Topologically Sorted Source Nodes: [linear_40, query_states_20, float_105, pow_113, mean_56, mean_squared_56, pow_114, normed_output_102, float_106, normed_output_103, query_states_21, , freqs_1, emb_1, cos_2, cos_3, cos_15, cos_16, mul_159, sin_2, sin_3, sin_15, sin_16, mul_160, query_states_22, query_states_23, key_5, value_5, arange_3, kv_arange, kv_indices, arange_2, q_arange, q_indices, attention_mask, attention_mask_1, attn_output_20], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.bmm, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.arange, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_efficient_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_23:152
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_bmm_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_23.run(arg4_1, buf285, 1024, stream=stream0)
            # Topologically Sorted Source Nodes: [linear_40, query_states_20, float_105, pow_113, mean_56, mean_squared_56, pow_114, normed_output_102, float_106, normed_output_103, query_states_21, , freqs_1, emb_1, cos_2, cos_3, cos_15, cos_16, mul_159, sin_2, sin_3, sin_15, sin_16, mul_160, query_states_22, query_states_23, key_5, value_5, arange_3, kv_arange, kv_indices, arange_2, q_arange, q_indices, attention_mask, attention_mask_1, attn_output_20], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.bmm, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.arange, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_efficient_attention]
            # [Provenance debug handles] torch.ops.aten._scaled_dot_product_efficient_attention.default:153
            buf286 = torch.ops.aten._scaled_dot_product_efficient_attention.default(buf282, buf283, buf284, reinterpret_tensor(buf285, (1, 16, 1, 1024), (1024, 0, 1024, 1), 0), False, scale=1.0)
            del buf282
            del buf283
            del buf284
            del buf285
            buf287 = buf286[0]
            assert_size_stride(buf287, (1, 16, 1, 512), (8192, 512, 8192, 1), 'torch.ops.aten._scaled_dot_product_efficient_attention.default')
            assert_alignment(buf287, 16, 'torch.ops.aten._scaled_dot_product_efficient_attention.default')
            del buf286
            buf291 = reinterpret_tensor(buf269, (1, 2816), (2816, 1), 0); del buf269  # reuse
            # Topologically Sorted Source Nodes: [transpose_25, reshape_37, attn_output_23], Original ATen: [aten.transpose, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:154
            extern_kernels.mm(reinterpret_tensor(buf287, (1, 8192), (8192, 1), 0), reinterpret_tensor(arg139_1, (8192, 2816), (1, 8192), 0), out=buf291)
            del arg139_1
            del buf287
            buf292 = reinterpret_tensor(buf273, (1, 1, 1), (1, 1, 1), 0); del buf273  # reuse
            buf294 = buf257; del buf257  # reuse
            buf303 = buf236; del buf236  # reuse
            buf308 = empty_strided_cuda((1, 1, 2816), (2816, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_23, float_110, pow_119, mean_59, mean_squared_59, pow_120, normed_output_107, float_111, normed_output_108, hidden_states_88, hidden_states_89, hidden_states_flat_5, float_116, pow_125, mean_62, mean_squared_62, pow_126, normed_output_113, hidden_states_92, mul_174, hidden_states_93, float_117, pow_127, mean_63, mean_squared_63, pow_128, normed_output_114, float_118, normed_output_115, hidden_states_94, float_112, pow_121, mean_60, mean_squared_60, pow_122, normed_output_109, float_113, normed_output_110, hidden_states_90], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17:155
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17.run(buf291, buf267, arg140_1, arg146_1, arg149_1, arg141_1, buf292, buf294, buf303, buf308, 1, 2816, stream=stream0)
            del arg141_1
            del arg146_1
            del arg149_1
            buf295 = buf240; del buf240  # reuse
            # Topologically Sorted Source Nodes: [attn_output_23, float_110, pow_119, mean_59, mean_squared_59, pow_120, normed_output_107, float_111, normed_output_108, hidden_states_88, hidden_states_89, hidden_states_flat_5, float_116, pow_125, mean_62, mean_squared_62, pow_126, normed_output_113, hidden_states_92, mul_174, hidden_states_93, expert_scores_5], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:156
            extern_kernels.mm(buf294, reinterpret_tensor(arg147_1, (2816, 128), (1, 2816), 0), out=buf295)
            del arg147_1
            del buf294
            buf298 = empty_strided_cuda((1, 128), (128, 1), torch.float32)
            # Topologically Sorted Source Nodes: [router_probabilities_5, ], Original ATen: [aten._to_copy, prims.prepare_softmax_online, aten.sub, aten.exp, aten._softmax]
            # [Provenance debug handles] triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8:157
            stream0 = get_raw_stream(0)
            triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8.run(buf295, buf298, 1, 128, stream=stream0)
            del buf295
            # Topologically Sorted Source Nodes: [router_probabilities_5, , topk_5], Original ATen: [aten._to_copy, aten.sub, aten.exp, aten._softmax, aten.topk]
            # [Provenance debug handles] torch.ops.aten.topk.default:158
            buf299 = torch.ops.aten.topk.default(buf298, 8)
            del buf298
            buf300 = buf299[0]
            assert_size_stride(buf300, (1, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf300, 16, 'torch.ops.aten.topk.default')
            buf301 = buf299[1]
            assert_size_stride(buf301, (1, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf301, 16, 'torch.ops.aten.topk.default')
            del buf299
            buf304 = empty_strided_cuda((8, 1408, 2816), (3964928, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [expert_ids_10, expert_ids_11, selected_weights_10], Original ATen: [aten.view, aten.clamp, aten.index]
            # [Provenance debug handles] triton_poi_fused_clamp_index_view_9:159
            stream0 = get_raw_stream(0)
            triton_poi_fused_clamp_index_view_9.run(buf301, arg150_1, buf304, 31719424, stream=stream0)
            del arg150_1
            buf305 = reinterpret_tensor(buf261, (1, 8, 2816), (22528, 2816, 1), 0); del buf261  # reuse
            # Topologically Sorted Source Nodes: [attn_output_23, float_110, pow_119, mean_59, mean_squared_59, pow_120, normed_output_107, float_111, normed_output_108, hidden_states_88, hidden_states_89, hidden_states_flat_5, float_117, pow_127, mean_63, mean_squared_63, pow_128, normed_output_114, float_118, normed_output_115, hidden_states_94, selected_hidden_states_5], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.unsqueeze, aten.expand, aten.clone]
            # [Provenance debug handles] triton_poi_fused__to_copy__unsafe_view_add_clone_expand_mean_mul_pow_unsqueeze_view_18:160
            stream0 = get_raw_stream(0)
            triton_poi_fused__to_copy__unsafe_view_add_clone_expand_mean_mul_pow_unsqueeze_view_18.run(buf303, buf305, 22528, stream=stream0)
            del buf303
            buf306 = empty_strided_cuda((8, 1408, 1), (1408, 1, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_23, float_110, pow_119, mean_59, mean_squared_59, pow_120, normed_output_107, float_111, normed_output_108, hidden_states_88, hidden_states_89, hidden_states_flat_5, expert_ids_10, expert_ids_11, selected_weights_10, float_117, pow_127, mean_63, mean_squared_63, pow_128, normed_output_114, float_118, normed_output_115, hidden_states_94, selected_hidden_states_5, unsqueeze_39, bmm_10], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.clamp, aten.index, aten.unsqueeze, aten.expand, aten.clone, aten.bmm]
            # [Provenance debug handles] extern_kernels.bmm:161
            extern_kernels.bmm(buf304, reinterpret_tensor(buf305, (8, 2816, 1), (2816, 1, 0), 0), out=buf306)
            del buf304
            buf309 = empty_strided_cuda((1, 2112), (2112, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_43], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:162
            extern_kernels.mm(reinterpret_tensor(buf308, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg142_1, (2816, 2112), (1, 2816), 0), out=buf309)
            del arg142_1
            buf310 = empty_strided_cuda((1, 2112), (2112, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_44], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:163
            extern_kernels.mm(reinterpret_tensor(buf308, (1, 2816), (2816, 1), 0), reinterpret_tensor(arg143_1, (2816, 2112), (1, 2816), 0), out=buf310)
            del arg143_1
            buf311 = reinterpret_tensor(buf309, (1, 1, 2112), (2112, 2112, 1), 0); del buf309  # reuse
            # Topologically Sorted Source Nodes: [linear_43, gelu_10, linear_44, mul_170], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused__unsafe_view_gelu_mul_11:164
            stream0 = get_raw_stream(0)
            triton_poi_fused__unsafe_view_gelu_mul_11.run(buf311, buf310, 2112, stream=stream0)
            del buf310
            buf312 = reinterpret_tensor(buf308, (1, 2816), (2816, 1), 0); del buf308  # reuse
            # Topologically Sorted Source Nodes: [linear_43, gelu_10, linear_44, mul_170, down_proj_5], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:165
            extern_kernels.mm(reinterpret_tensor(buf311, (1, 2112), (0, 1), 0), reinterpret_tensor(arg144_1, (2112, 2816), (1, 2112), 0), out=buf312)
            del arg144_1
            del buf311
            buf314 = empty_strided_cuda((8, 2816, 704), (1982464, 704, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [expert_ids_10, expert_ids_11, selected_weights_11], Original ATen: [aten.view, aten.clamp, aten.index]
            # [Provenance debug handles] triton_poi_fused_clamp_index_view_12:166
            stream0 = get_raw_stream(0)
            triton_poi_fused_clamp_index_view_12.run(buf301, arg151_1, buf314, 15859712, stream=stream0)
            del arg151_1
            buf315 = empty_strided_cuda((8, 704), (704, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [out_10, chunk_5, gelu_11, proj_out_5], Original ATen: [aten.squeeze, aten.split, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused_gelu_mul_split_squeeze_13:167
            stream0 = get_raw_stream(0)
            triton_poi_fused_gelu_mul_split_squeeze_13.run(buf306, buf315, 5632, stream=stream0)
            del buf306
            buf316 = reinterpret_tensor(buf305, (8, 2816, 1), (2816, 1, 1), 0); del buf305  # reuse
            # Topologically Sorted Source Nodes: [expert_ids_10, expert_ids_11, out_10, chunk_5, selected_weights_11, gelu_11, proj_out_5, unsqueeze_40, bmm_11], Original ATen: [aten.view, aten.clamp, aten.squeeze, aten.split, aten.index, aten.gelu, aten.mul, aten.unsqueeze, aten.bmm]
            # [Provenance debug handles] extern_kernels.bmm:168
            extern_kernels.bmm(buf314, reinterpret_tensor(buf315, (8, 704, 1), (704, 1, 0), 0), out=buf316)
            del buf314
            del buf315
            buf317 = buf262; del buf262  # reuse
            # Topologically Sorted Source Nodes: [sum_11], Original ATen: [aten.sum]
            # [Provenance debug handles] triton_per_fused_sum_14:169
            stream0 = get_raw_stream(0)
            triton_per_fused_sum_14.run(buf300, buf317, 1, 8, stream=stream0)
            buf318 = empty_strided_cuda((1, 2816), (2816, 1), torch.float32)
            # Topologically Sorted Source Nodes: [out_11, top_k_weights_16, getitem_85, top_k_weights_17, sample_weights_5, unsqueeze_41, weighted_out_5, view_22, final_hidden_states_5], Original ATen: [aten.squeeze, aten.div, aten.index, aten.mul, aten.view, aten.unsqueeze, aten.sum]
            # [Provenance debug handles] triton_per_fused_div_index_mul_squeeze_sum_unsqueeze_view_15:170
            stream0 = get_raw_stream(0)
            triton_per_fused_div_index_mul_squeeze_sum_unsqueeze_view_15.run(buf316, buf300, buf317, buf301, arg148_1, buf318, 2816, 8, stream=stream0)
            del arg148_1
            del buf300
            del buf301
            del buf316
            del buf317
            buf320 = reinterpret_tensor(buf318, (1, 1, 2816), (2816, 2816, 1), 0); del buf318  # reuse
            buf322 = buf320; del buf320  # reuse
            buf324 = empty_strided_cuda((1, 1, 2816), (2816, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_23, float_110, pow_119, mean_59, mean_squared_59, pow_120, normed_output_107, float_111, normed_output_108, hidden_states_88, hidden_states_89, down_proj_5, float_114, pow_123, mean_61, mean_squared_61, pow_124, normed_output_111, float_115, normed_output_112, hidden_states_91, hidden_states_95, hidden_states_96, float_119, pow_129, mean_64, mean_squared_64, pow_130, normed_output_116, float_120, normed_output_117, hidden_states_97, hidden_states_98, float_121, pow_131, mean_65, mean_squared_65, pow_132, normed_output_118, float_122, normed_output_119, hidden_states_99, hidden_states_100, hidden_states_101, float_123, pow_133, mean_66, mean_squared_66, pow_134, normed_output_120, float_124, normed_output_121, hidden_states_102], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_24:171
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_24.run(buf322, buf312, arg145_1, arg152_1, buf267, buf291, buf292, arg140_1, arg153_1, arg154_1, arg155_1, buf324, 1, 2816, stream=stream0)
            del arg140_1
            del arg145_1
            del arg152_1
            del arg153_1
            del arg154_1
            del arg155_1
            del buf267
            del buf291
            del buf292
            del buf312
            del buf322
            buf325 = empty_strided_cuda((1, 262144), (262144, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [pow_133, mean_66, mean_squared_66, pow_134, normed_output_120, float_124, normed_output_121, hidden_states_102, getitem_90, logits], Original ATen: [aten.pow, aten.mean, aten.add, aten.mul, aten._to_copy, aten.slice, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:172
            extern_kernels.mm(reinterpret_tensor(buf324, (1, 2816), (0, 1), 0), reinterpret_tensor(arg1_1, (2816, 262144), (1, 2816), 0), out=buf325)
            del arg1_1
            del buf324
            buf326 = reinterpret_tensor(buf325, (1, 1, 262144), (262144, 262144, 1), 0); del buf325  # reuse
            # Topologically Sorted Source Nodes: [logits, logits_1, logits_2, logits_3], Original ATen: [aten._unsafe_view, aten.div, aten.tanh, aten.mul]
            # [Provenance debug handles] triton_poi_fused__unsafe_view_div_mul_tanh_25:173
            stream0 = get_raw_stream(0)
            triton_poi_fused__unsafe_view_div_mul_tanh_25.run(buf326, 262144, stream=stream0)
            # Topologically Sorted Source Nodes: [add__5], Original ATen: [aten.add, aten.copy_]
            # [Provenance debug handles] triton_poi_fused_add_copy__26:174
            stream0 = get_raw_stream(0)
            triton_poi_fused_add_copy__26.run(arg4_1, arg4_1, 1, stream=stream0)
            del arg4_1
            # Topologically Sorted Source Nodes: [add_], Original ATen: [aten.add, aten.copy_]
            # [Provenance debug handles] triton_poi_fused_add_copy__26:175
            stream0 = get_raw_stream(0)
            triton_poi_fused_add_copy__26.run(arg13_1, arg13_1, 1, stream=stream0)
            del arg13_1
            # Topologically Sorted Source Nodes: [add__1], Original ATen: [aten.add, aten.copy_]
            # [Provenance debug handles] triton_poi_fused_add_copy__26:176
            stream0 = get_raw_stream(0)
            triton_poi_fused_add_copy__26.run(arg38_1, arg38_1, 1, stream=stream0)
            del arg38_1
            # Topologically Sorted Source Nodes: [add__2], Original ATen: [aten.add, aten.copy_]
            # [Provenance debug handles] triton_poi_fused_add_copy__26:177
            stream0 = get_raw_stream(0)
            triton_poi_fused_add_copy__26.run(arg63_1, arg63_1, 1, stream=stream0)
            del arg63_1
            # Topologically Sorted Source Nodes: [add__3], Original ATen: [aten.add, aten.copy_]
            # [Provenance debug handles] triton_poi_fused_add_copy__26:178
            stream0 = get_raw_stream(0)
            triton_poi_fused_add_copy__26.run(arg88_1, arg88_1, 1, stream=stream0)
            del arg88_1
            # Topologically Sorted Source Nodes: [add__4], Original ATen: [aten.add, aten.copy_]
            # [Provenance debug handles] triton_poi_fused_add_copy__26:179
            stream0 = get_raw_stream(0)
            triton_poi_fused_add_copy__26.run(arg113_1, arg113_1, 1, stream=stream0)
            del arg113_1
        return (buf326, )

runner = Runner(partitions=[])
call = runner.call
recursively_apply_fns = runner.recursively_apply_fns


def get_args():
    from torch._dynamo.testing import rand_strided
    arg0_1 = rand_strided((1, 1), (1, 1), device='cuda:0', dtype=torch.int64)
    arg1_1 = rand_strided((262144, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg2_1 = rand_strided((), (), device='cuda:0', dtype=torch.bfloat16)
    arg3_1 = rand_strided((1, 1), (1, 1), device='cuda:0', dtype=torch.int64)
    arg4_1 = rand_strided((), (), device='cuda:0', dtype=torch.int64)
    arg5_1 = rand_strided((128, ), (1, ), device='cuda:0', dtype=torch.float32)
    arg6_1 = rand_strided((256, ), (1, ), device='cuda:0', dtype=torch.float32)
    arg7_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg8_1 = rand_strided((4096, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg9_1 = rand_strided((256, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg10_1 = rand_strided((2048, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg11_1 = rand_strided((2048, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg12_1 = rand_strided((256, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg13_1 = rand_strided((), (), device='cuda:0', dtype=torch.int64)
    arg14_1 = rand_strided((1, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
    arg15_1 = rand_strided((1, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
    arg16_1 = rand_strided((2816, 4096), (4096, 1), device='cuda:0', dtype=torch.bfloat16)
    arg17_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg18_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg19_1 = rand_strided((2112, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg20_1 = rand_strided((2112, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg21_1 = rand_strided((2816, 2112), (2112, 1), device='cuda:0', dtype=torch.bfloat16)
    arg22_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg23_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg24_1 = rand_strided((128, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg25_1 = rand_strided((128, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg26_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg27_1 = rand_strided((128, 1408, 2816), (3964928, 2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg28_1 = rand_strided((128, 2816, 704), (1982464, 704, 1), device='cuda:0', dtype=torch.bfloat16)
    arg29_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg30_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg31_1 = rand_strided((1, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg32_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg33_1 = rand_strided((4096, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg34_1 = rand_strided((256, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg35_1 = rand_strided((2048, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg36_1 = rand_strided((2048, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg37_1 = rand_strided((256, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg38_1 = rand_strided((), (), device='cuda:0', dtype=torch.int64)
    arg39_1 = rand_strided((1, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
    arg40_1 = rand_strided((1, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
    arg41_1 = rand_strided((2816, 4096), (4096, 1), device='cuda:0', dtype=torch.bfloat16)
    arg42_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg43_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg44_1 = rand_strided((2112, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg45_1 = rand_strided((2112, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg46_1 = rand_strided((2816, 2112), (2112, 1), device='cuda:0', dtype=torch.bfloat16)
    arg47_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg48_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg49_1 = rand_strided((128, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg50_1 = rand_strided((128, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg51_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg52_1 = rand_strided((128, 1408, 2816), (3964928, 2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg53_1 = rand_strided((128, 2816, 704), (1982464, 704, 1), device='cuda:0', dtype=torch.bfloat16)
    arg54_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg55_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg56_1 = rand_strided((1, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg57_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg58_1 = rand_strided((4096, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg59_1 = rand_strided((256, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg60_1 = rand_strided((2048, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg61_1 = rand_strided((2048, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg62_1 = rand_strided((256, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg63_1 = rand_strided((), (), device='cuda:0', dtype=torch.int64)
    arg64_1 = rand_strided((1, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
    arg65_1 = rand_strided((1, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
    arg66_1 = rand_strided((2816, 4096), (4096, 1), device='cuda:0', dtype=torch.bfloat16)
    arg67_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg68_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg69_1 = rand_strided((2112, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg70_1 = rand_strided((2112, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg71_1 = rand_strided((2816, 2112), (2112, 1), device='cuda:0', dtype=torch.bfloat16)
    arg72_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg73_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg74_1 = rand_strided((128, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg75_1 = rand_strided((128, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg76_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg77_1 = rand_strided((128, 1408, 2816), (3964928, 2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg78_1 = rand_strided((128, 2816, 704), (1982464, 704, 1), device='cuda:0', dtype=torch.bfloat16)
    arg79_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg80_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg81_1 = rand_strided((1, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg82_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg83_1 = rand_strided((4096, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg84_1 = rand_strided((256, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg85_1 = rand_strided((2048, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg86_1 = rand_strided((2048, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg87_1 = rand_strided((256, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg88_1 = rand_strided((), (), device='cuda:0', dtype=torch.int64)
    arg89_1 = rand_strided((1, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
    arg90_1 = rand_strided((1, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
    arg91_1 = rand_strided((2816, 4096), (4096, 1), device='cuda:0', dtype=torch.bfloat16)
    arg92_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg93_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg94_1 = rand_strided((2112, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg95_1 = rand_strided((2112, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg96_1 = rand_strided((2816, 2112), (2112, 1), device='cuda:0', dtype=torch.bfloat16)
    arg97_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg98_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg99_1 = rand_strided((128, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg100_1 = rand_strided((128, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg101_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg102_1 = rand_strided((128, 1408, 2816), (3964928, 2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg103_1 = rand_strided((128, 2816, 704), (1982464, 704, 1), device='cuda:0', dtype=torch.bfloat16)
    arg104_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg105_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg106_1 = rand_strided((1, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg107_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg108_1 = rand_strided((4096, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg109_1 = rand_strided((256, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg110_1 = rand_strided((2048, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg111_1 = rand_strided((2048, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg112_1 = rand_strided((256, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg113_1 = rand_strided((), (), device='cuda:0', dtype=torch.int64)
    arg114_1 = rand_strided((1, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
    arg115_1 = rand_strided((1, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
    arg116_1 = rand_strided((2816, 4096), (4096, 1), device='cuda:0', dtype=torch.bfloat16)
    arg117_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg118_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg119_1 = rand_strided((2112, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg120_1 = rand_strided((2112, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg121_1 = rand_strided((2816, 2112), (2112, 1), device='cuda:0', dtype=torch.bfloat16)
    arg122_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg123_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg124_1 = rand_strided((128, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg125_1 = rand_strided((128, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg126_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg127_1 = rand_strided((128, 1408, 2816), (3964928, 2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg128_1 = rand_strided((128, 2816, 704), (1982464, 704, 1), device='cuda:0', dtype=torch.bfloat16)
    arg129_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg130_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg131_1 = rand_strided((1, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg132_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg133_1 = rand_strided((8192, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg134_1 = rand_strided((512, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg135_1 = rand_strided((1024, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg136_1 = rand_strided((512, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg137_1 = rand_strided((1, 2, 1024, 512), (1048576, 524288, 512, 1), device='cuda:0', dtype=torch.bfloat16)
    arg138_1 = rand_strided((1, 2, 1024, 512), (1048576, 524288, 512, 1), device='cuda:0', dtype=torch.bfloat16)
    arg139_1 = rand_strided((2816, 8192), (8192, 1), device='cuda:0', dtype=torch.bfloat16)
    arg140_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg141_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg142_1 = rand_strided((2112, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg143_1 = rand_strided((2112, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg144_1 = rand_strided((2816, 2112), (2112, 1), device='cuda:0', dtype=torch.bfloat16)
    arg145_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg146_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg147_1 = rand_strided((128, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg148_1 = rand_strided((128, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg149_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg150_1 = rand_strided((128, 1408, 2816), (3964928, 2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg151_1 = rand_strided((128, 2816, 704), (1982464, 704, 1), device='cuda:0', dtype=torch.bfloat16)
    arg152_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg153_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg154_1 = rand_strided((1, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg155_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    return [arg0_1, arg1_1, arg2_1, arg3_1, arg4_1, arg5_1, arg6_1, arg7_1, arg8_1, arg9_1, arg10_1, arg11_1, arg12_1, arg13_1, arg14_1, arg15_1, arg16_1, arg17_1, arg18_1, arg19_1, arg20_1, arg21_1, arg22_1, arg23_1, arg24_1, arg25_1, arg26_1, arg27_1, arg28_1, arg29_1, arg30_1, arg31_1, arg32_1, arg33_1, arg34_1, arg35_1, arg36_1, arg37_1, arg38_1, arg39_1, arg40_1, arg41_1, arg42_1, arg43_1, arg44_1, arg45_1, arg46_1, arg47_1, arg48_1, arg49_1, arg50_1, arg51_1, arg52_1, arg53_1, arg54_1, arg55_1, arg56_1, arg57_1, arg58_1, arg59_1, arg60_1, arg61_1, arg62_1, arg63_1, arg64_1, arg65_1, arg66_1, arg67_1, arg68_1, arg69_1, arg70_1, arg71_1, arg72_1, arg73_1, arg74_1, arg75_1, arg76_1, arg77_1, arg78_1, arg79_1, arg80_1, arg81_1, arg82_1, arg83_1, arg84_1, arg85_1, arg86_1, arg87_1, arg88_1, arg89_1, arg90_1, arg91_1, arg92_1, arg93_1, arg94_1, arg95_1, arg96_1, arg97_1, arg98_1, arg99_1, arg100_1, arg101_1, arg102_1, arg103_1, arg104_1, arg105_1, arg106_1, arg107_1, arg108_1, arg109_1, arg110_1, arg111_1, arg112_1, arg113_1, arg114_1, arg115_1, arg116_1, arg117_1, arg118_1, arg119_1, arg120_1, arg121_1, arg122_1, arg123_1, arg124_1, arg125_1, arg126_1, arg127_1, arg128_1, arg129_1, arg130_1, arg131_1, arg132_1, arg133_1, arg134_1, arg135_1, arg136_1, arg137_1, arg138_1, arg139_1, arg140_1, arg141_1, arg142_1, arg143_1, arg144_1, arg145_1, arg146_1, arg147_1, arg148_1, arg149_1, arg150_1, arg151_1, arg152_1, arg153_1, arg154_1, arg155_1]


def benchmark_compiled_module(args, times=10, repeat=10):
    from torch._inductor.utils import print_performance
    fn = lambda: call(list(args))
    return print_performance(fn, times=times, repeat=repeat)


if __name__ == "__main__":
    from torch._inductor.wrapper_benchmark import compiled_module_main
    args = get_args()
    compiled_module_main('None', lambda times, repeat: benchmark_compiled_module(args, times=times, repeat=repeat))
