# AOT ID: ['2_inference']
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


# kernel path: tmp/prove/inductor/gu/cguutrk6kdxbpgizmehwv3ckxyr2p2m7yzmyu5447ridhpy5odvl.py
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
#   %arg0_1 : Tensor "i64[64, 1][1, 1]cuda:0" = PlaceHolder[target=arg0_1]
#   %arg1_1 : Tensor "bf16[262144, 2816][2816, 1]cuda:0" = PlaceHolder[target=arg1_1]
#   %arg2_1 : Tensor "bf16[][]cuda:0" = PlaceHolder[target=arg2_1]
#   %buf0 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf0]
#   %arg7_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg7_1]
#   %embedding : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.embedding.default](args = (%arg1_1, %arg0_1, 0), kwargs = {})
#   %mul : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.mul.Tensor](args = (%embedding, %arg2_1), kwargs = {})
#   %convert_element_type_6 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul, torch.float32), kwargs = {})
#   %pow_1 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_6, 2), kwargs = {})
#   %mean : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_1, [-1], True), kwargs = {})
#   %add_4 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean, 1e-06), kwargs = {})
#   %pow_2 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_4, -0.5), kwargs = {})
#   %mul_5 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_6, %pow_2), kwargs = {})
#   %convert_element_type_7 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg7_1, torch.float32), kwargs = {})
#   %mul_6 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_5, %convert_element_type_7), kwargs = {})
#   %convert_element_type_8 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_6, torch.bfloat16), kwargs = {})
#   return %buf0,%convert_element_type_8
triton_red_fused__to_copy_add_embedding_mean_mul_pow_0 = async_compile.triton('triton_red_fused__to_copy_add_embedding_mean_mul_pow_0', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.reduction(
    size_hints={'x': 64, 'r0_': 4096},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*i64', 'in_ptr1': '*bf16', 'in_ptr2': '*bf16', 'in_ptr3': '*bf16', 'out_ptr1': '*bf16', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr', 'R0_BLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_red_fused__to_copy_add_embedding_mean_mul_pow_0', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 4, 'num_store': 1, 'num_reduction': 1, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'add_persistent_rblock': True, 'tiling_scores': {'x': 512, 'r0_': 726528}}
)
@triton.jit
def triton_red_fused__to_copy_add_embedding_mean_mul_pow_0(in_ptr0, in_ptr1, in_ptr2, in_ptr3, out_ptr1, xnumel, r0_numel, XBLOCK : tl.constexpr, R0_BLOCK : tl.constexpr):
    xnumel = 64
    r0_numel = 2816
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = xindex < xnumel
    r0_base = tl.arange(0, R0_BLOCK)[None, :]
    rbase = r0_base
    x0 = xindex
    tmp0 = tl.load(in_ptr0 + (x0), xmask, eviction_policy='evict_last')
    tmp7 = tl.load(in_ptr2 + (0)).to(tl.float32)
    tmp8 = tl.broadcast_to(tmp7, [1, 1])
    _tmp13 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp1 = tl.full([1, 1], 262144, tl.int32)
        tmp2 = tmp0 + tmp1
        tmp3 = tmp0 < 0
        tmp4 = tl.where(tmp3, tmp2, tmp0)
        tl.device_assert(((0 <= tmp4) & (tmp4 < 262144)) | ~(xmask), "index out of bounds: 0 <= tmp4 < 262144")
        tmp6 = tl.load(in_ptr1 + (r0_1 + 2816*tmp4), r0_mask & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp9 = tmp6 * tmp8
        tmp10 = tmp9.to(tl.float32)
        tmp11 = tmp10 * tmp10
        tmp12 = tl.broadcast_to(tmp11, [XBLOCK, R0_BLOCK])
        tmp14 = _tmp13 + tmp12
        _tmp13 = tl.where(r0_mask & xmask, tmp14, _tmp13)
    tmp13 = tl.sum(_tmp13, 1)[:, None]
    tmp21 = tl.load(in_ptr2 + (0)).to(tl.float32)
    tmp22 = tl.broadcast_to(tmp21, [1, 1])
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp32 = tl.load(in_ptr3 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp15 = tl.full([1, 1], 262144, tl.int32)
        tmp16 = tmp0 + tmp15
        tmp17 = tmp0 < 0
        tmp18 = tl.where(tmp17, tmp16, tmp0)
        tl.device_assert(((0 <= tmp18) & (tmp18 < 262144)) | ~(xmask), "index out of bounds: 0 <= tmp18 < 262144")
        tmp20 = tl.load(in_ptr1 + (r0_1 + 2816*tmp18), r0_mask & xmask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp23 = tmp20 * tmp22
        tmp24 = tmp23.to(tl.float32)
        tmp25 = tl.full([1, 1], 2816.0, tl.float32)
        tmp26 = (tmp13 / tmp25)
        tmp27 = tl.full([1, 1], 1e-06, tl.float32)
        tmp28 = tmp26 + tmp27
        tmp29 = tl.full([1, 1], -0.5, tl.float32)
        tmp30 = libdevice.pow(tmp28, tmp29)
        tmp31 = tmp24 * tmp30
        tmp33 = tmp32.to(tl.float32)
        tmp34 = tmp31 * tmp33
        tmp35 = tmp34.to(tl.float32)
        tl.store(out_ptr1 + (r0_1 + 2816*x0), tmp35, r0_mask & xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/hr/chr3pyezoxib5fjavaxrauxvdlylx3y6ymgfu6cks5pgmflitlsn.py
# Topologically Sorted Source Nodes: [getitem_11, position_ids_expanded_1], Original ATen: [aten.unsqueeze, aten._to_copy]
# Source node to ATen node mapping:
#   getitem_11 => unsqueeze_18
#   position_ids_expanded_1 => convert_element_type_3
# Graph fragment:
#   %arg3_1 : Tensor "i64[64, 1][1, 1]cuda:0" = PlaceHolder[target=arg3_1]
#   %unsqueeze_18 : Tensor "i64[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%arg3_1, 1), kwargs = {})
#   %convert_element_type_3 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%unsqueeze_18, torch.float32), kwargs = {})
#   return %expand_8
triton_poi_fused__to_copy_unsqueeze_1 = async_compile.triton('triton_poi_fused__to_copy_unsqueeze_1', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 64}, 
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*i64', 'out_ptr0': '*fp32', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__to_copy_unsqueeze_1', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 1024}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__to_copy_unsqueeze_1(in_ptr0, out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 64
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = xindex < xnumel
    x0 = xindex
    tmp0 = tl.load(in_ptr0 + (x0), xmask)
    tmp1 = tmp0.to(tl.float32)
    tl.store(out_ptr0 + (x0), tmp1, xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/pb/cpb6lmk5ze4zot5wwzjjdoivv2oaumsjoxiwvrhnuhgczhbq6qof.py
# Topologically Sorted Source Nodes: [linear, query_states, float_5, pow_3, mean_1, mean_squared_1, pow_4, normed_output_2, float_6, normed_output_3, query_states_1, freqs_1, emb_1, cos_2, cos_3, cos_4, cos_5, mul_9, x2, neg, x1, cat_2, sin_2, sin_3, sin_4, sin_5, mul_10, query_states_2, query_states_3, key, value, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, attn_output], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.slice, aten.neg, aten.sin, aten.expand, aten.clone, aten.new_ones, aten.arange, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
# Source node to ATen node mapping:
#   arange_6 => iota_6
#   arange_7 => iota_7
#   attention_mask_2 => expand_1
#   attn_output => _scaled_dot_product_cudnn_attention, full_default_1, full_default_2, where
#   cat_2 => cat
#   cos_2 => cos_1
#   cos_3 => mul_3
#   cos_4 => convert_element_type_4
#   cos_5 => unsqueeze_20
#   emb_1 => clone_2, expand_9, unsqueeze_19, view_7
#   float_5 => convert_element_type_11
#   float_6 => convert_element_type_12
#   freqs_1 => permute_1
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
#   sin_2 => sin_1
#   sin_3 => mul_4
#   sin_4 => convert_element_type_5
#   sin_5 => unsqueeze_21
#   sub => sub
#   value => clone_5, expand_13, unsqueeze_29, view_18
#   x1 => slice_1
#   x2 => slice_2
# Graph fragment:
#   %mm : Tensor "bf16[64, 4096][4096, 1]cuda:0" = PlaceHolder[target=mm]
#   %buf3 : Tensor "f32[64, 1, 16, 1][16, 1024, 1, 1024]cuda:0" = PlaceHolder[target=buf3]
#   %arg9_1 : Tensor "bf16[256][1]cuda:0" = PlaceHolder[target=arg9_1]
#   %bmm_1 : Tensor "f32[64, 128, 1][128, 1, 1]cuda:0" = PlaceHolder[target=bmm_1]
#   %cat : Tensor "bf16[64, 1, 16, 256][4096, 262144, 256, 1]cuda:0" = PlaceHolder[target=cat]
#   %view_9 : Tensor "bf16[64, 1, 4096][4096, 4096, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm, [64, 1, 4096]), kwargs = {})
#   %view_10 : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%view_9, [64, 1, -1, 256]), kwargs = {})
#   %convert_element_type_11 : Tensor "f32[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_10, torch.float32), kwargs = {})
#   %pow_3 : Tensor "f32[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_11, 2), kwargs = {})
#   %mean_1 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_3, [-1], True), kwargs = {})
#   %add_5 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_1, 1e-06), kwargs = {})
#   %pow_4 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_5, -0.5), kwargs = {})
#   %mul_7 : Tensor "f32[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_11, %pow_4), kwargs = {})
#   %convert_element_type_12 : Tensor "f32[256][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg9_1, torch.float32), kwargs = {})
#   %mul_8 : Tensor "f32[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_7, %convert_element_type_12), kwargs = {})
#   %convert_element_type_13 : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_8, torch.bfloat16), kwargs = {})
#   %permute_1 : Tensor "f32[64, 1, 128][128, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%bmm_1, [0, 2, 1]), kwargs = {})
#   %unsqueeze_19 : Tensor "f32[64, 1, 1, 128][128, 1, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%permute_1, 2), kwargs = {})
#   %expand_9 : Tensor "f32[64, 1, 2, 128][128, 1, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_19, [64, 1, 2, 128]), kwargs = {})
#   %clone_2 : Tensor "f32[64, 1, 2, 128][256, 256, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_9,), kwargs = {memory_format: torch.contiguous_format})
#   %view_7 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_2, [64, 1, 256]), kwargs = {})
#   %cos_1 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cos.default](args = (%view_7,), kwargs = {})
#   %mul_3 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cos_1, 1.0), kwargs = {})
#   %convert_element_type_4 : Tensor "bf16[64, 1, 256][256, 256, 1]cuda:0"[num_users=10] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_3, torch.bfloat16), kwargs = {})
#   %unsqueeze_20 : Tensor "bf16[64, 1, 1, 256][256, 256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_4, 2), kwargs = {})
#   %mul_9 : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_13, %unsqueeze_20), kwargs = {})
#   %slice_2 : Tensor "bf16[64, 1, 16, 128][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.slice.Tensor](args = (%convert_element_type_13, 3, 128, 9223372036854775807), kwargs = {})
#   %neg : Tensor "bf16[64, 1, 16, 128][2048, 2048, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.neg.default](args = (%slice_2,), kwargs = {})
#   %slice_1 : Tensor "bf16[64, 1, 16, 128][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.slice.Tensor](args = (%convert_element_type_13, 3, 0, 128), kwargs = {})
#   %cat : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cat.default](args = ([%neg, %slice_1], -1), kwargs = {})
#   %sin_1 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sin.default](args = (%view_7,), kwargs = {})
#   %mul_4 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%sin_1, 1.0), kwargs = {})
#   %convert_element_type_5 : Tensor "bf16[64, 1, 256][256, 256, 1]cuda:0"[num_users=10] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_4, torch.bfloat16), kwargs = {})
#   %unsqueeze_21 : Tensor "bf16[64, 1, 1, 256][256, 256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_5, 2), kwargs = {})
#   %mul_10 : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cat, %unsqueeze_21), kwargs = {})
#   %add_6 : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_9, %mul_10), kwargs = {})
#   %permute_3 : Tensor "bf16[64, 16, 1, 256][4096, 256, 4096, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%add_6, [0, 2, 1, 3]), kwargs = {})
#   %unsqueeze_26 : Tensor "bf16[64, 8, 1, 1024, 256][2097152, 262144, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put, 2), kwargs = {})
#   %expand_11 : Tensor "bf16[64, 8, 2, 1024, 256][2097152, 262144, 0, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_26, [64, 8, 2, 1024, 256]), kwargs = {})
#   %clone_4 : Tensor "bf16[64, 8, 2, 1024, 256][4194304, 524288, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_11,), kwargs = {memory_format: torch.contiguous_format})
#   %view_17 : Tensor "bf16[64, 16, 1024, 256][4194304, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_4, [64, 16, 1024, 256]), kwargs = {})
#   %unsqueeze_29 : Tensor "bf16[64, 8, 1, 1024, 256][2097152, 262144, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_1, 2), kwargs = {})
#   %expand_13 : Tensor "bf16[64, 8, 2, 1024, 256][2097152, 262144, 0, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_29, [64, 8, 2, 1024, 256]), kwargs = {})
#   %clone_5 : Tensor "bf16[64, 8, 2, 1024, 256][4194304, 524288, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_13,), kwargs = {memory_format: torch.contiguous_format})
#   %view_18 : Tensor "bf16[64, 16, 1024, 256][4194304, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_5, [64, 16, 1024, 256]), kwargs = {})
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
#   %expand_1 : Tensor "b8[64, 1, 1, 1024][0, 1024, 1024, 1]cuda:0"[num_users=5] = call_function[target=torch.ops.aten.expand.default](args = (%bitwise_and_1, [64, -1, 1, 1024]), kwargs = {})
#   %full_default_2 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], 0.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %full_default_1 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], -65536.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %where : Tensor "bf16[64, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.where.self](args = (%expand_1, %full_default_2, %full_default_1), kwargs = {})
#   %_scaled_dot_product_cudnn_attention : [num_users=1] = call_function[target=torch.ops.aten._scaled_dot_product_cudnn_attention.default](args = (%permute_3, %view_17, %view_18, %where, False), kwargs = {scale: 1.0})
#   return %buf3,%cat,%buf14
triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2 = async_compile.triton('triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 1024, 'r0_': 256},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*bf16', 'in_ptr0': '*bf16', 'in_ptr1': '*bf16', 'in_ptr2': '*fp32', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2', 'mutated_arg_names': ['in_out_ptr0'], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 7, 'num_store': 1, 'num_reduction': 1, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 0, 'r0_': 2655744}}
)
@triton.jit
def triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2(in_out_ptr0, in_ptr0, in_ptr1, in_ptr2, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 1024
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
    x3 = xindex // 16
    tmp0 = tl.load(in_ptr0 + (r0_1 + 256*x0), xmask, other=0.0).to(tl.float32)
    tmp54 = tl.load(in_ptr1 + (r0_1), None, eviction_policy='evict_last').to(tl.float32)
    tmp58 = tl.load(in_ptr2 + (128*x3 + ((r0_1 % 128))), xmask, eviction_policy='evict_last', other=0.0)
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


# kernel path: tmp/prove/inductor/so/csohgydsdmky4vtf3556alfw4urc3ze6f42oyuqxne6z6j4yer3f.py
# Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, arange_8, cache_position, linear_1, key_states, float_7, pow_5, mean_2, mean_squared_2, pow_6, normed_output_4, float_8, normed_output_5, key_states_1, cos_6, mul_13, x2_1, neg_1, x1_1, cat_3, sin_6, mul_14, key_states_2, key_states_3, index_copy_], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.arange, aten.add, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.unsqueeze, aten.slice, aten.neg, aten.index_copy]
# Source node to ATen node mapping:
#   arange_8 => iota_8
#   cache_position => add_10
#   cat_3 => cat_1
#   cos_2 => cos_1
#   cos_3 => mul_3
#   cos_4 => convert_element_type_4
#   cos_6 => unsqueeze_22
#   emb_1 => clone_2, expand_9, unsqueeze_19, view_7
#   float_7 => convert_element_type_18
#   float_8 => convert_element_type_19
#   freqs_1 => permute_1
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
#   sin_2 => sin_1
#   sin_3 => mul_4
#   sin_4 => convert_element_type_5
#   sin_6 => unsqueeze_23
#   x1_1 => slice_3
#   x2_1 => slice_4
# Graph fragment:
#   %mm_1 : Tensor "bf16[64, 2048][2048, 1]cuda:0" = PlaceHolder[target=mm_1]
#   %buf8 : Tensor "f32[64, 1, 8, 1][8, 512, 1, 512]cuda:0" = PlaceHolder[target=buf8]
#   %arg12_1 : Tensor "bf16[256][1]cuda:0" = PlaceHolder[target=arg12_1]
#   %copy__1 : Tensor "i64[][]cuda:0" = PlaceHolder[target=copy__1]
#   %bmm_1 : Tensor "f32[64, 128, 1][128, 1, 1]cuda:0" = PlaceHolder[target=bmm_1]
#   %cat_1 : Tensor "bf16[64, 1, 8, 256][2048, 131072, 256, 1]cuda:0" = PlaceHolder[target=cat_1]
#   %index_put : Tensor "bf16[64, 8, 1024, 256][2097152, 262144, 256, 1]cuda:0" = PlaceHolder[target=index_put]
#   %permute_1 : Tensor "f32[64, 1, 128][128, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%bmm_1, [0, 2, 1]), kwargs = {})
#   %unsqueeze_19 : Tensor "f32[64, 1, 1, 128][128, 1, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%permute_1, 2), kwargs = {})
#   %expand_9 : Tensor "f32[64, 1, 2, 128][128, 1, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_19, [64, 1, 2, 128]), kwargs = {})
#   %clone_2 : Tensor "f32[64, 1, 2, 128][256, 256, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_9,), kwargs = {memory_format: torch.contiguous_format})
#   %view_7 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_2, [64, 1, 256]), kwargs = {})
#   %cos_1 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cos.default](args = (%view_7,), kwargs = {})
#   %mul_3 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cos_1, 1.0), kwargs = {})
#   %convert_element_type_4 : Tensor "bf16[64, 1, 256][256, 256, 1]cuda:0"[num_users=10] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_3, torch.bfloat16), kwargs = {})
#   %sin_1 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sin.default](args = (%view_7,), kwargs = {})
#   %mul_4 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%sin_1, 1.0), kwargs = {})
#   %convert_element_type_5 : Tensor "bf16[64, 1, 256][256, 256, 1]cuda:0"[num_users=10] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_4, torch.bfloat16), kwargs = {})
#   %iota_8 : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add_10 : Tensor "i64[1][1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_8, %arg13_1), kwargs = {})
#   %view_12 : Tensor "bf16[64, 1, 2048][2048, 2048, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_1, [64, 1, 2048]), kwargs = {})
#   %view_13 : Tensor "bf16[64, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%view_12, [64, 1, -1, 256]), kwargs = {})
#   %convert_element_type_18 : Tensor "f32[64, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_13, torch.float32), kwargs = {})
#   %pow_5 : Tensor "f32[64, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_18, 2), kwargs = {})
#   %mean_2 : Tensor "f32[64, 1, 8, 1][8, 8, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_5, [-1], True), kwargs = {})
#   %add_7 : Tensor "f32[64, 1, 8, 1][8, 8, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_2, 1e-06), kwargs = {})
#   %pow_6 : Tensor "f32[64, 1, 8, 1][8, 8, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_7, -0.5), kwargs = {})
#   %mul_11 : Tensor "f32[64, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_18, %pow_6), kwargs = {})
#   %convert_element_type_19 : Tensor "f32[256][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg12_1, torch.float32), kwargs = {})
#   %mul_12 : Tensor "f32[64, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_11, %convert_element_type_19), kwargs = {})
#   %convert_element_type_20 : Tensor "bf16[64, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_12, torch.bfloat16), kwargs = {})
#   %unsqueeze_22 : Tensor "bf16[64, 1, 1, 256][256, 256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_4, 2), kwargs = {})
#   %mul_13 : Tensor "bf16[64, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_20, %unsqueeze_22), kwargs = {})
#   %slice_4 : Tensor "bf16[64, 1, 8, 128][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.slice.Tensor](args = (%convert_element_type_20, 3, 128, 9223372036854775807), kwargs = {})
#   %neg_1 : Tensor "bf16[64, 1, 8, 128][1024, 1024, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.neg.default](args = (%slice_4,), kwargs = {})
#   %slice_3 : Tensor "bf16[64, 1, 8, 128][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.slice.Tensor](args = (%convert_element_type_20, 3, 0, 128), kwargs = {})
#   %cat_1 : Tensor "bf16[64, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cat.default](args = ([%neg_1, %slice_3], -1), kwargs = {})
#   %unsqueeze_23 : Tensor "bf16[64, 1, 1, 256][256, 256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_5, 2), kwargs = {})
#   %mul_14 : Tensor "bf16[64, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cat_1, %unsqueeze_23), kwargs = {})
#   %add_8 : Tensor "bf16[64, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_13, %mul_14), kwargs = {})
#   %permute_6 : Tensor "bf16[64, 8, 1, 256][2048, 256, 2048, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%add_8, [0, 2, 1, 3]), kwargs = {})
#   %index_put : Tensor "bf16[64, 8, 1024, 256][2097152, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index_put_.default](args = (%arg14_1, [None, None, %add_10], %permute_6), kwargs = {})
#   return %buf8,%cat_1,%buf10
triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3 = async_compile.triton('triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 512, 'r0_': 256},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'in_ptr1': '*bf16', 'in_ptr2': '*i64', 'in_ptr3': '*fp32', 'out_ptr2': '*bf16', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3', 'mutated_arg_names': ['out_ptr2'], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 8, 'num_store': 1, 'num_reduction': 1, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 0, 'r0_': 820736}}
)
@triton.jit
def triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3(in_ptr0, in_ptr1, in_ptr2, in_ptr3, out_ptr2, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 512
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
    x3 = xindex // 8
    tmp0 = tl.load(in_ptr0 + (r0_1 + 256*x0), xmask, other=0.0).to(tl.float32)
    tmp47 = tl.load(in_ptr2 + (0))
    tmp48 = tl.broadcast_to(tmp47, [1, 1])
    tmp62 = tl.load(in_ptr1 + (r0_1), None, eviction_policy='evict_last').to(tl.float32)
    tmp66 = tl.load(in_ptr3 + (128*x3 + ((r0_1 % 128))), xmask, eviction_policy='evict_last', other=0.0)
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


# kernel path: tmp/prove/inductor/2r/c2r3q72bzkiumy5mw7dhry6ze3m7lz6cew5mmmg3b6kvpm23cpeo.py
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
#   %mm_2 : Tensor "bf16[64, 2048][2048, 1]cuda:0" = PlaceHolder[target=mm_2]
#   %copy__1 : Tensor "i64[][]cuda:0" = PlaceHolder[target=copy__1]
#   %buf12 : Tensor "f32[64, 1, 8, 1][8, 512, 1, 512]cuda:0" = PlaceHolder[target=buf12]
#   %index_put_1 : Tensor "bf16[64, 8, 1024, 256][2097152, 262144, 256, 1]cuda:0" = PlaceHolder[target=index_put_1]
#   %iota_8 : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add_10 : Tensor "i64[1][1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_8, %arg13_1), kwargs = {})
#   %view_15 : Tensor "bf16[64, 1, 2048][2048, 2048, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_2, [64, 1, 2048]), kwargs = {})
#   %view_16 : Tensor "bf16[64, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%view_15, [64, 1, -1, 256]), kwargs = {})
#   %convert_element_type_21 : Tensor "f32[64, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_16, torch.float32), kwargs = {})
#   %pow_7 : Tensor "f32[64, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_21, 2), kwargs = {})
#   %mean_3 : Tensor "f32[64, 1, 8, 1][8, 8, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_7, [-1], True), kwargs = {})
#   %add_9 : Tensor "f32[64, 1, 8, 1][8, 8, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_3, 1e-06), kwargs = {})
#   %pow_8 : Tensor "f32[64, 1, 8, 1][8, 8, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_9, -0.5), kwargs = {})
#   %mul_15 : Tensor "f32[64, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_21, %pow_8), kwargs = {})
#   %convert_element_type_22 : Tensor "bf16[64, 1, 8, 256][2048, 2048, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_15, torch.bfloat16), kwargs = {})
#   %permute_7 : Tensor "bf16[64, 8, 1, 256][2048, 256, 2048, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%convert_element_type_22, [0, 2, 1, 3]), kwargs = {})
#   %index_put_1 : Tensor "bf16[64, 8, 1024, 256][2097152, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index_put_.default](args = (%arg15_1, [None, None, %add_10], %permute_7), kwargs = {})
#   return %buf12,%buf13
triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4 = async_compile.triton('triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 512, 'r0_': 256},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'in_ptr1': '*i64', 'out_ptr1': '*bf16', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4', 'mutated_arg_names': ['out_ptr1'], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 2, 'num_store': 1, 'num_reduction': 1, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 0, 'r0_': 262144}}
)
@triton.jit
def triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4(in_ptr0, in_ptr1, out_ptr1, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 512
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


# kernel path: tmp/prove/inductor/ax/caxoeuilqurtrc2q3ilxu2ixpoabbkyd4sawz5bdc5oyfcubnvxh.py
# Topologically Sorted Source Nodes: [linear, query_states, float_5, pow_3, mean_1, mean_squared_1, pow_4, normed_output_2, float_6, normed_output_3, query_states_1, freqs_1, emb_1, cos_2, cos_3, cos_4, cos_5, mul_9, sin_2, sin_3, sin_4, sin_5, mul_10, query_states_2, query_states_3, key, value, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, attn_output], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.new_ones, aten.arange, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
# Source node to ATen node mapping:
#   arange_6 => iota_6
#   arange_7 => iota_7
#   attention_mask_2 => expand_1
#   attn_output => _scaled_dot_product_cudnn_attention, full_default_1, full_default_2, where
#   cos_2 => cos_1
#   cos_3 => mul_3
#   cos_4 => convert_element_type_4
#   cos_5 => unsqueeze_20
#   emb_1 => clone_2, expand_9, unsqueeze_19, view_7
#   float_5 => convert_element_type_11
#   float_6 => convert_element_type_12
#   freqs_1 => permute_1
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
#   sin_2 => sin_1
#   sin_3 => mul_4
#   sin_4 => convert_element_type_5
#   sin_5 => unsqueeze_21
#   sub => sub
#   value => clone_5, expand_13, unsqueeze_29, view_18
# Graph fragment:
#   %buf10 : Tensor "bf16[64, 8, 1024, 256][2097152, 262144, 256, 1]cuda:0" = PlaceHolder[target=buf10]
#   %view_9 : Tensor "bf16[64, 1, 4096][4096, 4096, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm, [64, 1, 4096]), kwargs = {})
#   %view_10 : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%view_9, [64, 1, -1, 256]), kwargs = {})
#   %convert_element_type_11 : Tensor "f32[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_10, torch.float32), kwargs = {})
#   %pow_3 : Tensor "f32[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_11, 2), kwargs = {})
#   %mean_1 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_3, [-1], True), kwargs = {})
#   %add_5 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_1, 1e-06), kwargs = {})
#   %pow_4 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_5, -0.5), kwargs = {})
#   %mul_7 : Tensor "f32[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_11, %pow_4), kwargs = {})
#   %convert_element_type_12 : Tensor "f32[256][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg9_1, torch.float32), kwargs = {})
#   %mul_8 : Tensor "f32[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_7, %convert_element_type_12), kwargs = {})
#   %convert_element_type_13 : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_8, torch.bfloat16), kwargs = {})
#   %permute_1 : Tensor "f32[64, 1, 128][128, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%bmm_1, [0, 2, 1]), kwargs = {})
#   %unsqueeze_19 : Tensor "f32[64, 1, 1, 128][128, 1, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%permute_1, 2), kwargs = {})
#   %expand_9 : Tensor "f32[64, 1, 2, 128][128, 1, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_19, [64, 1, 2, 128]), kwargs = {})
#   %clone_2 : Tensor "f32[64, 1, 2, 128][256, 256, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_9,), kwargs = {memory_format: torch.contiguous_format})
#   %view_7 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_2, [64, 1, 256]), kwargs = {})
#   %cos_1 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cos.default](args = (%view_7,), kwargs = {})
#   %mul_3 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cos_1, 1.0), kwargs = {})
#   %convert_element_type_4 : Tensor "bf16[64, 1, 256][256, 256, 1]cuda:0"[num_users=10] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_3, torch.bfloat16), kwargs = {})
#   %unsqueeze_20 : Tensor "bf16[64, 1, 1, 256][256, 256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_4, 2), kwargs = {})
#   %mul_9 : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_13, %unsqueeze_20), kwargs = {})
#   %sin_1 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sin.default](args = (%view_7,), kwargs = {})
#   %mul_4 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%sin_1, 1.0), kwargs = {})
#   %convert_element_type_5 : Tensor "bf16[64, 1, 256][256, 256, 1]cuda:0"[num_users=10] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_4, torch.bfloat16), kwargs = {})
#   %unsqueeze_21 : Tensor "bf16[64, 1, 1, 256][256, 256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_5, 2), kwargs = {})
#   %mul_10 : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cat, %unsqueeze_21), kwargs = {})
#   %add_6 : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_9, %mul_10), kwargs = {})
#   %permute_3 : Tensor "bf16[64, 16, 1, 256][4096, 256, 4096, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%add_6, [0, 2, 1, 3]), kwargs = {})
#   %unsqueeze_26 : Tensor "bf16[64, 8, 1, 1024, 256][2097152, 262144, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put, 2), kwargs = {})
#   %expand_11 : Tensor "bf16[64, 8, 2, 1024, 256][2097152, 262144, 0, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_26, [64, 8, 2, 1024, 256]), kwargs = {})
#   %clone_4 : Tensor "bf16[64, 8, 2, 1024, 256][4194304, 524288, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_11,), kwargs = {memory_format: torch.contiguous_format})
#   %view_17 : Tensor "bf16[64, 16, 1024, 256][4194304, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_4, [64, 16, 1024, 256]), kwargs = {})
#   %unsqueeze_29 : Tensor "bf16[64, 8, 1, 1024, 256][2097152, 262144, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_1, 2), kwargs = {})
#   %expand_13 : Tensor "bf16[64, 8, 2, 1024, 256][2097152, 262144, 0, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_29, [64, 8, 2, 1024, 256]), kwargs = {})
#   %clone_5 : Tensor "bf16[64, 8, 2, 1024, 256][4194304, 524288, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_13,), kwargs = {memory_format: torch.contiguous_format})
#   %view_18 : Tensor "bf16[64, 16, 1024, 256][4194304, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_5, [64, 16, 1024, 256]), kwargs = {})
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
#   %expand_1 : Tensor "b8[64, 1, 1, 1024][0, 1024, 1024, 1]cuda:0"[num_users=5] = call_function[target=torch.ops.aten.expand.default](args = (%bitwise_and_1, [64, -1, 1, 1024]), kwargs = {})
#   %full_default_2 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], 0.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %full_default_1 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], -65536.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %where : Tensor "bf16[64, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.where.self](args = (%expand_1, %full_default_2, %full_default_1), kwargs = {})
#   %_scaled_dot_product_cudnn_attention : [num_users=1] = call_function[target=torch.ops.aten._scaled_dot_product_cudnn_attention.default](args = (%permute_3, %view_17, %view_18, %where, False), kwargs = {scale: 1.0})
#   return %buf15
triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5 = async_compile.triton('triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 268435456}, 
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 1073741824}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5(in_ptr0, out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 268435456
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = tl.full([XBLOCK], True, tl.int1)[:]
    x0 = (xindex % 262144)
    x1 = ((xindex // 262144) % 16)
    x2 = xindex // 4194304
    x3 = xindex
    tmp0 = tl.load(in_ptr0 + (x0 + 262144*(x1 // 2) + 2097152*x2), None).to(tl.float32)
    tl.store(out_ptr0 + (x3), tmp0, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/mf/cmfoueo4cci3tcngp5o5hsfvnkdzop24q3c3cfetdybrxj3ya3gm.py
# Topologically Sorted Source Nodes: [linear, query_states, float_5, pow_3, mean_1, mean_squared_1, pow_4, normed_output_2, float_6, normed_output_3, query_states_1, freqs_1, emb_1, cos_2, cos_3, cos_4, cos_5, mul_9, sin_2, sin_3, sin_4, sin_5, mul_10, query_states_2, query_states_3, key, value, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, attn_output], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.new_ones, aten.arange, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
# Source node to ATen node mapping:
#   arange_6 => iota_6
#   arange_7 => iota_7
#   attention_mask_2 => expand_1
#   attn_output => _scaled_dot_product_cudnn_attention, full_default_1, full_default_2, where
#   cos_2 => cos_1
#   cos_3 => mul_3
#   cos_4 => convert_element_type_4
#   cos_5 => unsqueeze_20
#   emb_1 => clone_2, expand_9, unsqueeze_19, view_7
#   float_5 => convert_element_type_11
#   float_6 => convert_element_type_12
#   freqs_1 => permute_1
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
#   sin_2 => sin_1
#   sin_3 => mul_4
#   sin_4 => convert_element_type_5
#   sin_5 => unsqueeze_21
#   sub => sub
#   value => clone_5, expand_13, unsqueeze_29, view_18
# Graph fragment:
#   %view_9 : Tensor "bf16[64, 1, 4096][4096, 4096, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm, [64, 1, 4096]), kwargs = {})
#   %view_10 : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%view_9, [64, 1, -1, 256]), kwargs = {})
#   %convert_element_type_11 : Tensor "f32[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_10, torch.float32), kwargs = {})
#   %pow_3 : Tensor "f32[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_11, 2), kwargs = {})
#   %mean_1 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_3, [-1], True), kwargs = {})
#   %add_5 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_1, 1e-06), kwargs = {})
#   %pow_4 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_5, -0.5), kwargs = {})
#   %mul_7 : Tensor "f32[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_11, %pow_4), kwargs = {})
#   %convert_element_type_12 : Tensor "f32[256][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg9_1, torch.float32), kwargs = {})
#   %mul_8 : Tensor "f32[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_7, %convert_element_type_12), kwargs = {})
#   %convert_element_type_13 : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_8, torch.bfloat16), kwargs = {})
#   %permute_1 : Tensor "f32[64, 1, 128][128, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%bmm_1, [0, 2, 1]), kwargs = {})
#   %unsqueeze_19 : Tensor "f32[64, 1, 1, 128][128, 1, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%permute_1, 2), kwargs = {})
#   %expand_9 : Tensor "f32[64, 1, 2, 128][128, 1, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_19, [64, 1, 2, 128]), kwargs = {})
#   %clone_2 : Tensor "f32[64, 1, 2, 128][256, 256, 128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_9,), kwargs = {memory_format: torch.contiguous_format})
#   %view_7 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_2, [64, 1, 256]), kwargs = {})
#   %cos_1 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cos.default](args = (%view_7,), kwargs = {})
#   %mul_3 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cos_1, 1.0), kwargs = {})
#   %convert_element_type_4 : Tensor "bf16[64, 1, 256][256, 256, 1]cuda:0"[num_users=10] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_3, torch.bfloat16), kwargs = {})
#   %unsqueeze_20 : Tensor "bf16[64, 1, 1, 256][256, 256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_4, 2), kwargs = {})
#   %mul_9 : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_13, %unsqueeze_20), kwargs = {})
#   %sin_1 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sin.default](args = (%view_7,), kwargs = {})
#   %mul_4 : Tensor "f32[64, 1, 256][256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%sin_1, 1.0), kwargs = {})
#   %convert_element_type_5 : Tensor "bf16[64, 1, 256][256, 256, 1]cuda:0"[num_users=10] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_4, torch.bfloat16), kwargs = {})
#   %unsqueeze_21 : Tensor "bf16[64, 1, 1, 256][256, 256, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_5, 2), kwargs = {})
#   %mul_10 : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cat, %unsqueeze_21), kwargs = {})
#   %add_6 : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_9, %mul_10), kwargs = {})
#   %permute_3 : Tensor "bf16[64, 16, 1, 256][4096, 256, 4096, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%add_6, [0, 2, 1, 3]), kwargs = {})
#   %unsqueeze_26 : Tensor "bf16[64, 8, 1, 1024, 256][2097152, 262144, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put, 2), kwargs = {})
#   %expand_11 : Tensor "bf16[64, 8, 2, 1024, 256][2097152, 262144, 0, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_26, [64, 8, 2, 1024, 256]), kwargs = {})
#   %clone_4 : Tensor "bf16[64, 8, 2, 1024, 256][4194304, 524288, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_11,), kwargs = {memory_format: torch.contiguous_format})
#   %view_17 : Tensor "bf16[64, 16, 1024, 256][4194304, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_4, [64, 16, 1024, 256]), kwargs = {})
#   %unsqueeze_29 : Tensor "bf16[64, 8, 1, 1024, 256][2097152, 262144, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_1, 2), kwargs = {})
#   %expand_13 : Tensor "bf16[64, 8, 2, 1024, 256][2097152, 262144, 0, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_29, [64, 8, 2, 1024, 256]), kwargs = {})
#   %clone_5 : Tensor "bf16[64, 8, 2, 1024, 256][4194304, 524288, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_13,), kwargs = {memory_format: torch.contiguous_format})
#   %view_18 : Tensor "bf16[64, 16, 1024, 256][4194304, 262144, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_5, [64, 16, 1024, 256]), kwargs = {})
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
#   %expand_1 : Tensor "b8[64, 1, 1, 1024][0, 1024, 1024, 1]cuda:0"[num_users=5] = call_function[target=torch.ops.aten.expand.default](args = (%bitwise_and_1, [64, -1, 1, 1024]), kwargs = {})
#   %full_default_2 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], 0.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %full_default_1 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], -65536.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %where : Tensor "bf16[64, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.where.self](args = (%expand_1, %full_default_2, %full_default_1), kwargs = {})
#   %_scaled_dot_product_cudnn_attention : [num_users=1] = call_function[target=torch.ops.aten._scaled_dot_product_cudnn_attention.default](args = (%permute_3, %view_17, %view_18, %where, False), kwargs = {scale: 1.0})
#   return %buf17
triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6 = async_compile.triton('triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 65536}, 
    filename=__file__,
    triton_meta={'signature': {'out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 0, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 262144}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6(out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 65536
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = tl.full([XBLOCK], True, tl.int1)[:]
    x0 = (xindex % 1024)
    x2 = xindex
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
    tl.store(out_ptr0 + (x2), tmp10, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/ll/cllyzzqpzqewviwhxpf3qzlbwtiwlbqtpmmhzhryauzwg33guibm.py
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
#   %mm_3 : Tensor "bf16[64, 2816][2816, 1]cuda:0" = PlaceHolder[target=mm_3]
#   %arg0_1 : Tensor "i64[64, 1][1, 1]cuda:0" = PlaceHolder[target=arg0_1]
#   %arg1_1 : Tensor "bf16[262144, 2816][2816, 1]cuda:0" = PlaceHolder[target=arg1_1]
#   %arg2_1 : Tensor "bf16[][]cuda:0" = PlaceHolder[target=arg2_1]
#   %buf24 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf24]
#   %arg17_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg17_1]
#   %add_13 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0" = PlaceHolder[target=add_13]
#   %buf26 : Tensor "f32[64, 1][1, 64]cuda:0" = PlaceHolder[target=buf26]
#   %arg23_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg23_1]
#   %buf44 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf44]
#   %arg18_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg18_1]
#   %embedding : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.embedding.default](args = (%arg1_1, %arg0_1, 0), kwargs = {})
#   %mul : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.mul.Tensor](args = (%embedding, %arg2_1), kwargs = {})
#   %view_21 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_3, [64, 1, 2816]), kwargs = {})
#   %convert_element_type_25 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_21, torch.float32), kwargs = {})
#   %pow_9 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_25, 2), kwargs = {})
#   %mean_4 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_9, [-1], True), kwargs = {})
#   %add_12 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_4, 1e-06), kwargs = {})
#   %pow_10 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_12, -0.5), kwargs = {})
#   %mul_16 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_25, %pow_10), kwargs = {})
#   %convert_element_type_26 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg17_1, torch.float32), kwargs = {})
#   %mul_17 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_16, %convert_element_type_26), kwargs = {})
#   %convert_element_type_27 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_17, torch.bfloat16), kwargs = {})
#   %add_13 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul, %convert_element_type_27), kwargs = {})
#   %view_28 : Tensor "bf16[64, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%add_13, [-1, 2816]), kwargs = {})
#   %convert_element_type_42 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_28, torch.float32), kwargs = {})
#   %pow_15 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_42, 2), kwargs = {})
#   %mean_7 : Tensor "f32[64, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_15, [-1], True), kwargs = {})
#   %add_18 : Tensor "f32[64, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_7, 1e-06), kwargs = {})
#   %pow_16 : Tensor "f32[64, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_18, -0.5), kwargs = {})
#   %mul_29 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_42, %pow_16), kwargs = {})
#   %convert_element_type_43 : Tensor "bf16[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_29, torch.bfloat16), kwargs = {})
#   %mul_30 : Tensor "bf16[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_43, %arg23_1), kwargs = {})
#   %mul_31 : Tensor "bf16[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_30, 0.018844459036110227), kwargs = {})
#   %convert_element_type_47 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_28, torch.float32), kwargs = {})
#   %pow_17 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_47, 2), kwargs = {})
#   %mean_8 : Tensor "f32[64, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_17, [-1], True), kwargs = {})
#   %convert_element_type_28 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%add_13, torch.float32), kwargs = {})
#   %pow_11 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_28, 2), kwargs = {})
#   %mean_5 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_11, [-1], True), kwargs = {})
#   %add_14 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_5, 1e-06), kwargs = {})
#   %pow_12 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_14, -0.5), kwargs = {})
#   %mul_18 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_28, %pow_12), kwargs = {})
#   %convert_element_type_29 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg18_1, torch.float32), kwargs = {})
#   %mul_19 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_18, %convert_element_type_29), kwargs = {})
#   %convert_element_type_30 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_19, torch.bfloat16), kwargs = {})
#   return %buf24,%add_13,%buf26,%buf37,%buf44,%mul_31,%convert_element_type_30
triton_red_fused__to_copy__unsafe_view_add_embedding_mean_mul_pow_view_7 = async_compile.triton('triton_red_fused__to_copy__unsafe_view_add_embedding_mean_mul_pow_view_7', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.reduction(
    size_hints={'x': 64, 'r0_': 4096},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*bf16', 'in_ptr0': '*i64', 'in_ptr1': '*bf16', 'in_ptr2': '*bf16', 'in_ptr3': '*bf16', 'in_ptr4': '*bf16', 'in_ptr5': '*bf16', 'out_ptr2': '*fp32', 'out_ptr4': '*bf16', 'out_ptr5': '*bf16', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr', 'R0_BLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]], (7,): [['tt.divisibility', 16]], (8,): [['tt.divisibility', 16]], (9,): [['tt.divisibility', 16]], (10,): [['tt.divisibility', 16]], (11,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_red_fused__to_copy__unsafe_view_add_embedding_mean_mul_pow_view_7', 'mutated_arg_names': ['in_out_ptr0'], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 8, 'num_store': 4, 'num_reduction': 4, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 1024, 'r0_': 2540032}}
)
@triton.jit
def triton_red_fused__to_copy__unsafe_view_add_embedding_mean_mul_pow_view_7(in_out_ptr0, in_ptr0, in_ptr1, in_ptr2, in_ptr3, in_ptr4, in_ptr5, out_ptr2, out_ptr4, out_ptr5, xnumel, r0_numel, XBLOCK : tl.constexpr, R0_BLOCK : tl.constexpr):
    xnumel = 64
    r0_numel = 2816
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = xindex < xnumel
    r0_base = tl.arange(0, R0_BLOCK)[None, :]
    rbase = r0_base
    x0 = xindex
    _tmp4 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp0 = tl.load(in_out_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp1 = tmp0.to(tl.float32)
        tmp2 = tmp1 * tmp1
        tmp3 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
        tmp5 = _tmp4 + tmp3
        _tmp4 = tl.where(r0_mask & xmask, tmp5, _tmp4)
    tmp4 = tl.sum(_tmp4, 1)[:, None]
    tmp6 = tl.load(in_ptr0 + (x0), xmask, eviction_policy='evict_last')
    tmp13 = tl.load(in_ptr2 + (0)).to(tl.float32)
    tmp14 = tl.broadcast_to(tmp13, [1, 1])
    _tmp33 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp16 = tl.load(in_out_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp25 = tl.load(in_ptr3 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp7 = tl.full([1, 1], 262144, tl.int32)
        tmp8 = tmp6 + tmp7
        tmp9 = tmp6 < 0
        tmp10 = tl.where(tmp9, tmp8, tmp6)
        tl.device_assert(((0 <= tmp10) & (tmp10 < 262144)) | ~(xmask), "index out of bounds: 0 <= tmp10 < 262144")
        tmp12 = tl.load(in_ptr1 + (r0_1 + 2816*tmp10), r0_mask & xmask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp15 = tmp12 * tmp14
        tmp17 = tmp16.to(tl.float32)
        tmp18 = tl.full([1, 1], 2816.0, tl.float32)
        tmp19 = (tmp4 / tmp18)
        tmp20 = tl.full([1, 1], 1e-06, tl.float32)
        tmp21 = tmp19 + tmp20
        tmp22 = tl.full([1, 1], -0.5, tl.float32)
        tmp23 = libdevice.pow(tmp21, tmp22)
        tmp24 = tmp17 * tmp23
        tmp26 = tmp25.to(tl.float32)
        tmp27 = tmp24 * tmp26
        tmp28 = tmp27.to(tl.float32)
        tmp29 = tmp15 + tmp28
        tmp30 = tmp29.to(tl.float32)
        tmp31 = tmp30 * tmp30
        tmp32 = tl.broadcast_to(tmp31, [XBLOCK, R0_BLOCK])
        tmp34 = _tmp33 + tmp32
        _tmp33 = tl.where(r0_mask & xmask, tmp34, _tmp33)
        tl.store(in_out_ptr0 + (r0_1 + 2816*x0), tmp29, r0_mask & xmask)
    tmp33 = tl.sum(_tmp33, 1)[:, None]
    tl.store(out_ptr2 + (x0), tmp33, xmask)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp35 = tl.load(in_out_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp45 = tl.load(in_ptr4 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp49 = tl.load(in_ptr5 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp36 = tmp35.to(tl.float32)
        tmp37 = tl.full([1, 1], 2816.0, tl.float32)
        tmp38 = (tmp33 / tmp37)
        tmp39 = tl.full([1, 1], 1e-06, tl.float32)
        tmp40 = tmp38 + tmp39
        tmp41 = tl.full([1, 1], -0.5, tl.float32)
        tmp42 = libdevice.pow(tmp40, tmp41)
        tmp43 = tmp36 * tmp42
        tmp44 = tmp43.to(tl.float32)
        tmp46 = tmp44 * tmp45
        tmp47 = tl.full([1, 1], 0.018844459036110227, tl.float32)
        tmp48 = tmp46 * tmp47
        tmp50 = tmp49.to(tl.float32)
        tmp51 = tmp43 * tmp50
        tmp52 = tmp51.to(tl.float32)
        tl.store(out_ptr4 + (r0_1 + 2816*x0), tmp48, r0_mask & xmask)
        tl.store(out_ptr5 + (r0_1 + 2816*x0), tmp52, r0_mask & xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/nt/cntu53bhf2vfhsidjohzwwjtcc73yvrf3jqjo22zkuphlv6majkl.py
# Topologically Sorted Source Nodes: [router_probabilities, ], Original ATen: [aten._to_copy, prims.prepare_softmax_online, aten.sub, aten.exp, aten._softmax]
# Source node to ATen node mapping:
#    => exp_default_5, prepare_softmax_online_default_5, sub_tensor_5
#   router_probabilities => convert_element_type_46, div
# Graph fragment:
#   %mm_7 : Tensor "bf16[64, 128][128, 1]cuda:0" = PlaceHolder[target=mm_7]
#   %getitem_95 : Tensor "f32[64, 1][1, 64]cuda:0" = PlaceHolder[target=getitem_95]
#   %getitem_96 : Tensor "f32[64, 1][1, 64]cuda:0" = PlaceHolder[target=getitem_96]
#   %convert_element_type_46 : Tensor "f32[64, 128][128, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mm_7, torch.float32), kwargs = {})
#   %prepare_softmax_online_default_5 : [num_users=2] = call_function[target=torch.ops.prims.prepare_softmax_online.default](args = (%convert_element_type_46, -1), kwargs = {})
#   %sub_tensor_5 : Tensor "f32[64, 128][128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sub.Tensor](args = (%convert_element_type_46, %getitem_95), kwargs = {})
#   %exp_default_5 : Tensor "f32[64, 128][128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.exp.default](args = (%sub_tensor_5,), kwargs = {})
#   %div : Tensor "f32[64, 128][128, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.div.Tensor](args = (%exp_default_5, %getitem_96), kwargs = {})
#   return %getitem_95,%getitem_96,%div
triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8 = async_compile.triton('triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 64, 'r0_': 128},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'out_ptr2': '*fp32', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 4, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 0, 'r0_': 81920}}
)
@triton.jit
def triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8(in_ptr0, out_ptr2, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 64
    r0_numel = 128
    R0_BLOCK: tl.constexpr = 128
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
    tmp0 = tl.load(in_ptr0 + (r0_1 + 128*x0), xmask, other=0.0).to(tl.float32)
    tmp1 = tmp0.to(tl.float32)
    tmp2 = tl.broadcast_to(tmp1, [XBLOCK, R0_BLOCK])
    tmp4 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
    tmp6 = tl.where(xmask, tmp4, float("-inf"))
    tmp7 = triton_helpers.max2(tmp6, 1)[:, None].to(tl.float32)
    tmp8 = tmp2 - tmp7
    tmp9 = libdevice.exp(tmp8)
    tmp10 = tl.broadcast_to(tmp9, [XBLOCK, R0_BLOCK])
    tmp12 = tl.where(xmask, tmp10, 0)
    tmp13 = tl.sum(tmp12, 1)[:, None].to(tl.float32)
    tmp14 = tmp1 - tmp7
    tmp15 = libdevice.exp(tmp14)
    tmp16 = (tmp15 / tmp13)
    tl.store(out_ptr2 + (r0_1 + 128*x0), tmp16, xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/m5/cm5ktybgqjcytasygc7os67p6xjbcvrh2j2mieo7uylrcuwy3dws.py
# Topologically Sorted Source Nodes: [sum_1], Original ATen: [aten.sum]
# Source node to ATen node mapping:
#   sum_1 => sum_2
# Graph fragment:
#   %getitem_9 : Tensor "f32[64, 8][8, 1]cuda:0" = PlaceHolder[target=getitem_9]
#   %sum_2 : Tensor "f32[64, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sum.dim_IntList](args = (%getitem_9, [-1], True), kwargs = {})
#   return %sum_2
triton_per_fused_sum_9 = async_compile.triton('triton_per_fused_sum_9', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 64, 'r0_': 8},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*fp32', 'out_ptr0': '*fp32', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused_sum_9', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 1, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 512, 'r0_': 2048}}
)
@triton.jit
def triton_per_fused_sum_9(in_ptr0, out_ptr0, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 64
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
    tmp0 = tl.load(in_ptr0 + (r0_1 + 8*x0), xmask, other=0.0)
    tmp1 = tl.broadcast_to(tmp0, [XBLOCK, R0_BLOCK])
    tmp3 = tl.where(xmask, tmp1, 0)
    tmp4 = tl.sum(tmp3, 1)[:, None].to(tl.float32)
    tl.store(out_ptr0 + (x0), tmp4, xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/a3/ca3bykoj7ebbqncpxcs3vzugbocyivmnwc2bprl7wm2rj4qcg3w4.py
# Topologically Sorted Source Nodes: [expert_ids, sort, histc_input, top_k_weights_1, getitem_20, top_k_weights_2, sample_weights, sample_weights_g, arange_9, setitem], Original ATen: [aten.view, aten.sort, aten._to_copy, aten.div, aten.index, aten.mul, aten.arange, aten.index_put]
# Source node to ATen node mapping:
#   arange_9 => iota_9
#   expert_ids => view_30
#   getitem_20 => index
#   histc_input => convert_element_type_50
#   sample_weights => view_29
#   sample_weights_g => index_2
#   setitem => index_put_2
#   sort => sort
#   top_k_weights_1 => div_1
#   top_k_weights_2 => mul_32
# Graph fragment:
#   %getitem_10 : Tensor "i64[64, 8][8, 1]cuda:0" = PlaceHolder[target=getitem_10]
#   %getitem_11 : Tensor "i64[512][1]cuda:0" = PlaceHolder[target=getitem_11]
#   %buf36 : Tensor "i16[512][1]cuda:0" = PlaceHolder[target=buf36]
#   %getitem_9 : Tensor "f32[64, 8][8, 1]cuda:0" = PlaceHolder[target=getitem_9]
#   %sum_2 : Tensor "f32[64, 1][1, 64]cuda:0" = PlaceHolder[target=sum_2]
#   %arg25_1 : Tensor "bf16[128][1]cuda:0" = PlaceHolder[target=arg25_1]
#   %index_put_2 : Tensor "i64[512][1]cuda:0" = PlaceHolder[target=index_put_2]
#   %view_30 : Tensor "i64[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%getitem_10, [-1]), kwargs = {})
#   %sort : [num_users=2] = call_function[target=torch.ops.aten.sort.default](args = (%view_30,), kwargs = {})
#   %convert_element_type_50 : Tensor "i32[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%getitem_11, torch.int32), kwargs = {})
#   %div_1 : Tensor "f32[64, 8][8, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.div.Tensor](args = (%getitem_9, %sum_2), kwargs = {})
#   %index : Tensor "bf16[64, 8][8, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index.Tensor](args = (%arg25_1, [%getitem_10]), kwargs = {})
#   %mul_32 : Tensor "f32[64, 8][8, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%div_1, %index), kwargs = {})
#   %view_29 : Tensor "f32[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mul_32, [-1]), kwargs = {})
#   %index_2 : Tensor "f32[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index.Tensor](args = (%view_29, [%getitem_12]), kwargs = {})
#   %iota_9 : Tensor "i64[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (512,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %index_put_2 : Tensor "i64[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index_put_.default](args = (%empty, [%getitem_12], %iota_9), kwargs = {})
#   return %getitem_11,%buf36,%convert_element_type_50,%index_2,%buf56
triton_per_fused__to_copy_arange_div_index_index_put_mul_sort_view_10 = async_compile.triton('triton_per_fused__to_copy_arange_div_index_index_put_mul_sort_view_10', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 1, 'r0_': 512},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*i64', 'in_ptr1': '*fp32', 'in_ptr2': '*fp32', 'in_ptr3': '*bf16', 'out_ptr0': '*i64', 'out_ptr1': '*i16', 'out_ptr2': '*i32', 'out_ptr3': '*fp32', 'out_ptr4': '*i64', 'xnumel': 'constexpr', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {'xnumel': 1}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]], (7,): [['tt.divisibility', 16]], (8,): [['tt.divisibility', 16]], (10,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused__to_copy_arange_div_index_index_put_mul_sort_view_10', 'mutated_arg_names': ['out_ptr4'], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 1, 'num_store': 5, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'r0_': 22528}}
)
@triton.jit
def triton_per_fused__to_copy_arange_div_index_index_put_mul_sort_view_10(in_ptr0, in_ptr1, in_ptr2, in_ptr3, out_ptr0, out_ptr1, out_ptr2, out_ptr3, out_ptr4, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 1
    r0_numel = 512
    R0_BLOCK: tl.constexpr = 512
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
    tmp1 = r0_0
    tmp2 = tmp1.to(tl.int16)
    tmp3 = tl.broadcast_to(tmp0, [XBLOCK, R0_BLOCK])
    tmp4 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
    tmp5, tmp6, = triton_helpers.sort_with_index(tmp3, tmp4, None, 1, stable=False, descending=False)
    tmp7 = tmp5.to(tl.int32)
    tmp8 = tmp6.to(tl.int64)
    tmp9 = tl.full([1, 1], 512, tl.int32)
    tmp10 = tmp8 + tmp9
    tmp11 = tmp8 < 0
    tmp12 = tl.where(tmp11, tmp10, tmp8)
    tl.device_assert((0 <= tmp12) & (tmp12 < 512), "index out of bounds: 0 <= tmp12 < 512")
    tmp14 = tl.load(in_ptr1 + ((tmp12 % 512)), None, eviction_policy='evict_last')
    tmp15 = tl.load(in_ptr2 + (((tmp12 // 8) % 64)), None, eviction_policy='evict_last')
    tmp16 = (tmp14 / tmp15)
    tmp17 = tl.load(in_ptr0 + ((tmp12 % 512)), None, eviction_policy='evict_last')
    tmp18 = tl.full([1, 1], 128, tl.int32)
    tmp19 = tmp17 + tmp18
    tmp20 = tmp17 < 0
    tmp21 = tl.where(tmp20, tmp19, tmp17)
    tl.device_assert((0 <= tmp21) & (tmp21 < 128), "index out of bounds: 0 <= tmp21 < 128")
    tmp23 = tl.load(in_ptr3 + (tmp21), None, eviction_policy='evict_last').to(tl.float32)
    tmp24 = tmp23.to(tl.float32)
    tmp25 = tmp16 * tmp24
    tl.store(out_ptr0 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp5, None)
    tl.store(out_ptr1 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp6, None)
    tl.store(out_ptr2 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp7, None)
    tl.store(out_ptr3 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp25, None)
    tl.store(out_ptr4 + (tl.broadcast_to(tmp12, [XBLOCK, R0_BLOCK])), tmp1, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/me/cme6bvjtqo7yopdqopj4hjdnttrkc6wgzo6ec32duwlvinxzenw2.py
# Topologically Sorted Source Nodes: [offsets], Original ATen: [aten.cumsum]
# Source node to ATen node mapping:
#   offsets => cumsum
# Graph fragment:
#   %histc : Tensor "i32[128][1]cuda:0" = PlaceHolder[target=histc]
#   %cumsum : Tensor "i32[128][1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.cumsum.default](args = (%histc, 0), kwargs = {dtype: torch.int32})
#   return %cumsum
triton_per_fused_cumsum_11 = async_compile.triton('triton_per_fused_cumsum_11', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton.jit
def _triton_helper_fn_add0(arg0_0, arg1_0):
    tmp0 = arg0_0 + arg1_0
    return tmp0

@triton_heuristics.persistent_reduction(
    size_hints={'x': 1, 'r0_': 128},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*i32', 'xnumel': 'constexpr', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {'xnumel': 1}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused_cumsum_11', 'mutated_arg_names': ['in_out_ptr0'], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'r0_': 1536}}
)
@triton.jit
def triton_per_fused_cumsum_11(in_out_ptr0, xnumel, r0_numel, XBLOCK : tl.constexpr):
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
    tmp0 = tl.load(in_out_ptr0 + (r0_0), None)
    tmp1 = tmp0.to(tl.int32)
    tmp2 = tl.broadcast_to(tmp1, [XBLOCK, R0_BLOCK])
    tmp3, = tl.associative_scan((tmp2,), 1, _triton_helper_fn_add0)
    tl.store(in_out_ptr0 + (tl.broadcast_to(r0_0, [XBLOCK, R0_BLOCK])), tmp3, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/kh/ckhn7mioqwb2a42sihb3dzco3quvydk5clvfen43y3acahe2ox4h.py
# Topologically Sorted Source Nodes: [hidden_states_flat, expert_ids, sort, ge, sentinel_mask, masked_fill_, float_17, pow_17, mean_8, mean_squared_8, pow_18, normed_output_14, float_18, normed_output_15, hidden_states_9, floordiv, selected_hidden_states_g, transpose_6, out], Original ATen: [aten.view, aten.sort, aten.ge, aten.unsqueeze, aten.masked_fill, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.floor_divide, aten.index, aten.transpose, aten._grouped_mm]
# Source node to ATen node mapping:
#   expert_ids => view_30
#   float_17 => convert_element_type_47
#   float_18 => convert_element_type_48
#   floordiv => div_2
#   ge => ge
#   hidden_states_9 => convert_element_type_49
#   hidden_states_flat => view_28
#   masked_fill_ => full_default_3, where_1
#   mean_8 => mean_8
#   mean_squared_8 => add_19
#   normed_output_14 => mul_33
#   normed_output_15 => mul_34
#   out => _grouped_mm
#   pow_17 => pow_17
#   pow_18 => pow_18
#   selected_hidden_states_g => index_1
#   sentinel_mask => unsqueeze_30
#   sort => sort
#   transpose_6 => permute_14
# Graph fragment:
#   %getitem_11 : Tensor "i64[512][1]cuda:0" = PlaceHolder[target=getitem_11]
#   %buf36 : Tensor "i16[512][1]cuda:0" = PlaceHolder[target=buf36]
#   %add_13 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0" = PlaceHolder[target=add_13]
#   %buf37 : Tensor "f32[64, 1][1, 64]cuda:0" = PlaceHolder[target=buf37]
#   %arg26_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg26_1]
#   %view_28 : Tensor "bf16[64, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%add_13, [-1, 2816]), kwargs = {})
#   %view_30 : Tensor "i64[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%getitem_10, [-1]), kwargs = {})
#   %sort : [num_users=2] = call_function[target=torch.ops.aten.sort.default](args = (%view_30,), kwargs = {})
#   %ge : Tensor "b8[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.ge.Scalar](args = (%getitem_11, 128), kwargs = {})
#   %unsqueeze_30 : Tensor "b8[512, 1][1, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%ge, -1), kwargs = {})
#   %full_default_3 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], 0.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %convert_element_type_47 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_28, torch.float32), kwargs = {})
#   %pow_17 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_47, 2), kwargs = {})
#   %mean_8 : Tensor "f32[64, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_17, [-1], True), kwargs = {})
#   %add_19 : Tensor "f32[64, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_8, 1e-06), kwargs = {})
#   %pow_18 : Tensor "f32[64, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_19, -0.5), kwargs = {})
#   %mul_33 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_47, %pow_18), kwargs = {})
#   %convert_element_type_48 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg26_1, torch.float32), kwargs = {})
#   %mul_34 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_33, %convert_element_type_48), kwargs = {})
#   %convert_element_type_49 : Tensor "bf16[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_34, torch.bfloat16), kwargs = {})
#   %div_2 : Tensor "i64[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.div.Tensor_mode](args = (%getitem_12, 8), kwargs = {rounding_mode: floor})
#   %index_1 : Tensor "bf16[512, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index.Tensor](args = (%convert_element_type_49, [%div_2]), kwargs = {})
#   %where_1 : Tensor "bf16[512, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.where.self](args = (%unsqueeze_30, %full_default_3, %index_1), kwargs = {})
#   %permute_14 : Tensor "bf16[128, 2816, 1408][3964928, 1, 2816]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%arg27_1, [0, 2, 1]), kwargs = {})
#   %_grouped_mm : Tensor "bf16[512, 1408][1408, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten._grouped_mm.default](args = (%where_1, %permute_14, %cumsum), kwargs = {})
#   return %buf42
triton_poi_fused__grouped_mm__to_copy_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_transpose_unsqueeze_view_12 = async_compile.triton('triton_poi_fused__grouped_mm__to_copy_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_transpose_unsqueeze_view_12', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 2097152}, 
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*i64', 'in_ptr1': '*i16', 'in_ptr2': '*bf16', 'in_ptr3': '*fp32', 'in_ptr4': '*bf16', 'out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__grouped_mm__to_copy_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_transpose_unsqueeze_view_12', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 3, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 5772800}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__grouped_mm__to_copy_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_transpose_unsqueeze_view_12(in_ptr0, in_ptr1, in_ptr2, in_ptr3, in_ptr4, out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 1441792
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = tl.full([XBLOCK], True, tl.int1)[:]
    x1 = xindex // 2816
    x0 = (xindex % 2816)
    x2 = xindex
    tmp0 = tl.load(in_ptr0 + (x1), None, eviction_policy='evict_last')
    tmp3 = tl.load(in_ptr1 + (x1), None, eviction_policy='evict_last')
    tmp22 = tl.load(in_ptr4 + (x0), None, eviction_policy='evict_last').to(tl.float32)
    tmp1 = tl.full([1], 128, tl.int64)
    tmp2 = tmp0 >= tmp1
    tmp4 = tmp3.to(tl.int64)
    tmp5 = tl.full([1], 8, tl.int64)
    tmp6 = tl.where((tmp4 < 0) != (tmp5 < 0), tl.where(tmp4 % tmp5 != 0, tmp4 // tmp5 - 1, tmp4 // tmp5), tmp4 // tmp5)
    tmp7 = tl.full([XBLOCK], 64, tl.int32)
    tmp8 = tmp6 + tmp7
    tmp9 = tmp6 < 0
    tmp10 = tl.where(tmp9, tmp8, tmp6)
    tl.device_assert((0 <= tmp10) & (tmp10 < 64), "index out of bounds: 0 <= tmp10 < 64")
    tmp12 = tl.load(in_ptr2 + (x0 + 2816*tmp10), None).to(tl.float32)
    tmp13 = tmp12.to(tl.float32)
    tmp14 = tl.load(in_ptr3 + (tmp10), None, eviction_policy='evict_last')
    tmp15 = tl.full([1], 2816.0, tl.float32)
    tmp16 = (tmp14 / tmp15)
    tmp17 = tl.full([1], 1e-06, tl.float32)
    tmp18 = tmp16 + tmp17
    tmp19 = tl.full([1], -0.5, tl.float32)
    tmp20 = libdevice.pow(tmp18, tmp19)
    tmp21 = tmp13 * tmp20
    tmp23 = tmp22.to(tl.float32)
    tmp24 = tmp21 * tmp23
    tmp25 = tmp24.to(tl.float32)
    tmp26 = tl.full([1], 0.0, tl.float32)
    tmp27 = tl.where(tmp2, tmp26, tmp25)
    tl.store(out_ptr0 + (x2), tmp27, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/ho/cho7r7jeapq6juthxae7salnryu4j7xkzn3n62cih7l3nxuxxicw.py
# Topologically Sorted Source Nodes: [linear_4, gelu, linear_5, mul_20], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul]
# Source node to ATen node mapping:
#   gelu => add_15, add_16, convert_element_type_33, convert_element_type_34, mul_20, mul_21, mul_22, mul_23, mul_24, mul_25, tanh
#   linear_4 => view_23
#   linear_5 => view_25
#   mul_20 => mul_26
# Graph fragment:
#   %mm_4 : Tensor "bf16[64, 2112][2112, 1]cuda:0" = PlaceHolder[target=mm_4]
#   %mm_5 : Tensor "bf16[64, 2112][2112, 1]cuda:0" = PlaceHolder[target=mm_5]
#   %view_23 : Tensor "bf16[64, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_4, [64, 1, 2112]), kwargs = {})
#   %convert_element_type_33 : Tensor "f32[64, 1, 2112][2112, 2112, 1]cuda:0"[num_users=4] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_23, torch.float32), kwargs = {})
#   %mul_24 : Tensor "f32[64, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_33, 0.5), kwargs = {})
#   %mul_20 : Tensor "f32[64, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_33, %convert_element_type_33), kwargs = {})
#   %mul_21 : Tensor "f32[64, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_20, %convert_element_type_33), kwargs = {})
#   %mul_22 : Tensor "f32[64, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_21, 0.044715), kwargs = {})
#   %add_15 : Tensor "f32[64, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%convert_element_type_33, %mul_22), kwargs = {})
#   %mul_23 : Tensor "f32[64, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%add_15, 0.7978845608028654), kwargs = {})
#   %tanh : Tensor "f32[64, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.tanh.default](args = (%mul_23,), kwargs = {})
#   %add_16 : Tensor "f32[64, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%tanh, 1), kwargs = {})
#   %mul_25 : Tensor "f32[64, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_24, %add_16), kwargs = {})
#   %convert_element_type_34 : Tensor "bf16[64, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_25, torch.bfloat16), kwargs = {})
#   %view_25 : Tensor "bf16[64, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_5, [64, 1, 2112]), kwargs = {})
#   %mul_26 : Tensor "bf16[64, 1, 2112][2112, 2112, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_34, %view_25), kwargs = {})
#   return %mul_26
triton_poi_fused__unsafe_view_gelu_mul_13 = async_compile.triton('triton_poi_fused__unsafe_view_gelu_mul_13', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 262144}, 
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*bf16', 'in_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__unsafe_view_gelu_mul_13', 'mutated_arg_names': ['in_out_ptr0'], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 2, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 1081344}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__unsafe_view_gelu_mul_13(in_out_ptr0, in_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 135168
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = tl.full([XBLOCK], True, tl.int1)[:]
    x0 = xindex
    tmp0 = tl.load(in_out_ptr0 + (x0), None).to(tl.float32)
    tmp16 = tl.load(in_ptr0 + (x0), None).to(tl.float32)
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
    tl.store(in_out_ptr0 + (x0), tmp17, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/du/cduwt6eavgjjidsbo2ub5kontdogtipa3jvllm55g4poahci33xn.py
# Topologically Sorted Source Nodes: [proj_out, ge, sentinel_mask, chunk, gelu_1, proj_out_1, transpose_7, out_1], Original ATen: [aten.masked_fill, aten.ge, aten.unsqueeze, aten.split, aten.gelu, aten.mul, aten.transpose, aten._grouped_mm]
# Source node to ATen node mapping:
#   chunk => split
#   ge => ge
#   gelu_1 => add_20, add_21, convert_element_type_51, convert_element_type_52, mul_35, mul_36, mul_37, mul_38, mul_39, mul_40, tanh_1
#   out_1 => _grouped_mm_1
#   proj_out => full_default_4, where_2
#   proj_out_1 => mul_41
#   sentinel_mask => unsqueeze_30
#   transpose_7 => permute_15
# Graph fragment:
#   %getitem_11 : Tensor "i64[512][1]cuda:0" = PlaceHolder[target=getitem_11]
#   %_grouped_mm : Tensor "bf16[512, 1408][1408, 1]cuda:0" = PlaceHolder[target=_grouped_mm]
#   %full_default_4 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], 0.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %ge : Tensor "b8[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.ge.Scalar](args = (%getitem_11, 128), kwargs = {})
#   %unsqueeze_30 : Tensor "b8[512, 1][1, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%ge, -1), kwargs = {})
#   %where_2 : Tensor "bf16[512, 1408][1408, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.where.self](args = (%unsqueeze_30, %full_default_4, %_grouped_mm), kwargs = {})
#   %split : [num_users=2] = call_function[target=torch.ops.aten.split.Tensor](args = (%where_2, 704, -1), kwargs = {})
#   %convert_element_type_51 : Tensor "f32[512, 704][704, 1]cuda:0"[num_users=4] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%getitem_13, torch.float32), kwargs = {})
#   %mul_39 : Tensor "f32[512, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_51, 0.5), kwargs = {})
#   %mul_35 : Tensor "f32[512, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_51, %convert_element_type_51), kwargs = {})
#   %mul_36 : Tensor "f32[512, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_35, %convert_element_type_51), kwargs = {})
#   %mul_37 : Tensor "f32[512, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_36, 0.044715), kwargs = {})
#   %add_20 : Tensor "f32[512, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%convert_element_type_51, %mul_37), kwargs = {})
#   %mul_38 : Tensor "f32[512, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%add_20, 0.7978845608028654), kwargs = {})
#   %tanh_1 : Tensor "f32[512, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.tanh.default](args = (%mul_38,), kwargs = {})
#   %add_21 : Tensor "f32[512, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%tanh_1, 1), kwargs = {})
#   %mul_40 : Tensor "f32[512, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_39, %add_21), kwargs = {})
#   %convert_element_type_52 : Tensor "bf16[512, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_40, torch.bfloat16), kwargs = {})
#   %mul_41 : Tensor "bf16[512, 704][704, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_52, %getitem_14), kwargs = {})
#   %permute_15 : Tensor "bf16[128, 704, 2816][1982464, 1, 704]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%arg28_1, [0, 2, 1]), kwargs = {})
#   %_grouped_mm_1 : Tensor "bf16[512, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten._grouped_mm.default](args = (%mul_41, %permute_15, %cumsum), kwargs = {})
#   return %buf51
triton_poi_fused__grouped_mm_ge_gelu_masked_fill_mul_split_transpose_unsqueeze_14 = async_compile.triton('triton_poi_fused__grouped_mm_ge_gelu_masked_fill_mul_split_transpose_unsqueeze_14', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 524288}, 
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*i64', 'in_ptr1': '*bf16', 'out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__grouped_mm_ge_gelu_masked_fill_mul_split_transpose_unsqueeze_14', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 3, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 2883584}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__grouped_mm_ge_gelu_masked_fill_mul_split_transpose_unsqueeze_14(in_ptr0, in_ptr1, out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 360448
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = tl.full([XBLOCK], True, tl.int1)[:]
    x1 = xindex // 704
    x0 = (xindex % 704)
    x2 = xindex
    tmp0 = tl.load(in_ptr0 + (x1), None, eviction_policy='evict_last')
    tmp3 = tl.load(in_ptr1 + (x0 + 1408*x1), None).to(tl.float32)
    tmp21 = tl.load(in_ptr1 + (704 + x0 + 1408*x1), None).to(tl.float32)
    tmp1 = tl.full([1], 128, tl.int64)
    tmp2 = tmp0 >= tmp1
    tmp4 = tl.full([1], 0.0, tl.float32)
    tmp5 = tl.where(tmp2, tmp4, tmp3)
    tmp6 = tmp5.to(tl.float32)
    tmp7 = tl.full([1], 0.5, tl.float32)
    tmp8 = tmp6 * tmp7
    tmp9 = tmp6 * tmp6
    tmp10 = tmp9 * tmp6
    tmp11 = tl.full([1], 0.044715, tl.float32)
    tmp12 = tmp10 * tmp11
    tmp13 = tmp6 + tmp12
    tmp14 = tl.full([1], 0.7978845608028654, tl.float32)
    tmp15 = tmp13 * tmp14
    tmp16 = libdevice.tanh(tmp15)
    tmp17 = tl.full([1], 1.0, tl.float32)
    tmp18 = tmp16 + tmp17
    tmp19 = tmp8 * tmp18
    tmp20 = tmp19.to(tl.float32)
    tmp22 = tl.where(tmp2, tmp4, tmp21)
    tmp23 = tmp20 * tmp22
    tl.store(out_ptr0 + (x2), tmp23, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/6e/c6eitwfbk3h5euppwhhsfcu6uzk5sja7edigi5rfonqj4tgeckq2.py
# Topologically Sorted Source Nodes: [expert_ids, sort, ge, sentinel_mask, proj_out_2, top_k_weights_1, getitem_20, top_k_weights_2, sample_weights, sample_weights_g, unsqueeze_5, weighted_out, weighted_out_1, view_3, final_hidden_states], Original ATen: [aten.view, aten.sort, aten.ge, aten.unsqueeze, aten.masked_fill, aten.div, aten.index, aten.mul, aten.sum]
# Source node to ATen node mapping:
#   expert_ids => view_30
#   final_hidden_states => sum_3
#   ge => ge
#   getitem_20 => index
#   proj_out_2 => full_default_5, where_3
#   sample_weights => view_29
#   sample_weights_g => index_2
#   sentinel_mask => unsqueeze_30
#   sort => sort
#   top_k_weights_1 => div_1
#   top_k_weights_2 => mul_32
#   unsqueeze_5 => unsqueeze_31
#   view_3 => view_31
#   weighted_out => mul_42
#   weighted_out_1 => index_3
# Graph fragment:
#   %buf56 : Tensor "i64[512][1]cuda:0" = PlaceHolder[target=buf56]
#   %getitem_11 : Tensor "i64[512][1]cuda:0" = PlaceHolder[target=getitem_11]
#   %_grouped_mm_1 : Tensor "bf16[512, 2816][2816, 1]cuda:0" = PlaceHolder[target=_grouped_mm_1]
#   %index_2 : Tensor "f32[512][1]cuda:0" = PlaceHolder[target=index_2]
#   %view_30 : Tensor "i64[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%getitem_10, [-1]), kwargs = {})
#   %sort : [num_users=2] = call_function[target=torch.ops.aten.sort.default](args = (%view_30,), kwargs = {})
#   %ge : Tensor "b8[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.ge.Scalar](args = (%getitem_11, 128), kwargs = {})
#   %unsqueeze_30 : Tensor "b8[512, 1][1, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%ge, -1), kwargs = {})
#   %full_default_5 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], 0.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %where_3 : Tensor "bf16[512, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.where.self](args = (%unsqueeze_30, %full_default_5, %_grouped_mm_1), kwargs = {})
#   %div_1 : Tensor "f32[64, 8][8, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.div.Tensor](args = (%getitem_9, %sum_2), kwargs = {})
#   %index : Tensor "bf16[64, 8][8, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index.Tensor](args = (%arg25_1, [%getitem_10]), kwargs = {})
#   %mul_32 : Tensor "f32[64, 8][8, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%div_1, %index), kwargs = {})
#   %view_29 : Tensor "f32[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mul_32, [-1]), kwargs = {})
#   %index_2 : Tensor "f32[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index.Tensor](args = (%view_29, [%getitem_12]), kwargs = {})
#   %unsqueeze_31 : Tensor "f32[512, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_2, -1), kwargs = {})
#   %mul_42 : Tensor "f32[512, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%where_3, %unsqueeze_31), kwargs = {})
#   %index_3 : Tensor "f32[512, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index.Tensor](args = (%mul_42, [%index_put_2]), kwargs = {})
#   %view_31 : Tensor "f32[64, 8, 2816][22528, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%index_3, [64, 8, 2816]), kwargs = {})
#   %sum_3 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sum.dim_IntList](args = (%view_31, [1]), kwargs = {})
#   return %sum_3
triton_per_fused_div_ge_index_masked_fill_mul_sort_sum_unsqueeze_view_15 = async_compile.triton('triton_per_fused_div_ge_index_masked_fill_mul_sort_sum_unsqueeze_view_15', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 262144, 'r0_': 8},
    reduction_hint=ReductionHint.DEFAULT,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*i64', 'in_ptr1': '*i64', 'in_ptr2': '*bf16', 'in_ptr3': '*fp32', 'out_ptr0': '*fp32', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused_div_ge_index_masked_fill_mul_sort_sum_unsqueeze_view_15', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 1, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 1441792, 'r0_': 0}}
)
@triton.jit
def triton_per_fused_div_ge_index_masked_fill_mul_sort_sum_unsqueeze_view_15(in_ptr0, in_ptr1, in_ptr2, in_ptr3, out_ptr0, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 180224
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
    r0_2 = r0_index
    x1 = xindex // 2816
    x0 = (xindex % 2816)
    x3 = xindex
    tmp0 = tl.load(in_ptr0 + (r0_2 + 8*x1), None, eviction_policy='evict_last')
    tmp1 = tl.full([1, 1], 512, tl.int32)
    tmp2 = tmp0 + tmp1
    tmp3 = tmp0 < 0
    tmp4 = tl.where(tmp3, tmp2, tmp0)
    tl.device_assert((0 <= tmp4) & (tmp4 < 512), "index out of bounds: 0 <= tmp4 < 512")
    tmp6 = tl.load(in_ptr1 + (tmp4), None, eviction_policy='evict_last')
    tmp7 = tl.full([1, 1], 128, tl.int64)
    tmp8 = tmp6 >= tmp7
    tmp9 = tl.load(in_ptr2 + (x0 + 2816*tmp4), None).to(tl.float32)
    tmp10 = tl.full([1, 1], 0.0, tl.float32)
    tmp11 = tl.where(tmp8, tmp10, tmp9)
    tmp12 = tmp11.to(tl.float32)
    tmp13 = tl.load(in_ptr3 + (tmp4), None, eviction_policy='evict_last')
    tmp14 = tmp12 * tmp13
    tmp15 = tl.broadcast_to(tmp14, [XBLOCK, R0_BLOCK])
    tmp17 = tl.sum(tmp15, 1)[:, None].to(tl.float32)
    tl.store(out_ptr0 + (x3), tmp17, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/qu/cquvqznuyboucyup5nlnmupgpcmsgdecuhnik2djf6j5xlfnj5cq.py
# Topologically Sorted Source Nodes: [down_proj, float_14, pow_13, mean_6, mean_squared_6, pow_14, normed_output_11, float_15, normed_output_12, hidden_states_6, hidden_states_10, hidden_states_11, float_19, pow_19, mean_9, mean_squared_9, pow_20, normed_output_16, float_20, normed_output_17, hidden_states_12, hidden_states_13, float_21, pow_21, mean_10, mean_squared_10, pow_22, normed_output_18, float_22, normed_output_19, hidden_states_14, hidden_states_15, hidden_states_16, float_23, pow_23, mean_11, mean_squared_11, pow_24, normed_output_20, float_24, normed_output_21, hidden_states_17], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
# Source node to ATen node mapping:
#   down_proj => view_27
#   float_14 => convert_element_type_39
#   float_15 => convert_element_type_40
#   float_19 => convert_element_type_54
#   float_20 => convert_element_type_55
#   float_21 => convert_element_type_57
#   float_22 => convert_element_type_58
#   float_23 => convert_element_type_60
#   float_24 => convert_element_type_61
#   hidden_states_10 => convert_element_type_53
#   hidden_states_11 => view_32
#   hidden_states_12 => convert_element_type_56
#   hidden_states_13 => add_23
#   hidden_states_14 => convert_element_type_59
#   hidden_states_15 => add_25
#   hidden_states_16 => mul_47
#   hidden_states_17 => convert_element_type_62
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
#   %mm_6 : Tensor "bf16[64, 2816][2816, 1]cuda:0" = PlaceHolder[target=mm_6]
#   %sum_3 : Tensor "f32[64, 2816][2816, 1]cuda:0" = PlaceHolder[target=sum_3]
#   %buf50 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf50]
#   %arg22_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg22_1]
#   %buf58 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf58]
#   %arg29_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg29_1]
#   %convert_element_type_57 : Tensor "f32[64, 1, 2816][2816, 180224, 1]cuda:0" = PlaceHolder[target=convert_element_type_57]
#   %add_13 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0" = PlaceHolder[target=add_13]
#   %buf60 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf60]
#   %arg30_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg30_1]
#   %arg31_1 : Tensor "bf16[1][1]cuda:0" = PlaceHolder[target=arg31_1]
#   %mul_47 : Tensor "bf16[64, 1, 2816][2816, 180224, 1]cuda:0" = PlaceHolder[target=mul_47]
#   %buf62 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf62]
#   %arg32_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg32_1]
#   %view_27 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_6, [64, 1, 2816]), kwargs = {})
#   %convert_element_type_39 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_27, torch.float32), kwargs = {})
#   %pow_13 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_39, 2), kwargs = {})
#   %mean_6 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_13, [-1], True), kwargs = {})
#   %add_17 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_6, 1e-06), kwargs = {})
#   %pow_14 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_17, -0.5), kwargs = {})
#   %mul_27 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_39, %pow_14), kwargs = {})
#   %convert_element_type_40 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg22_1, torch.float32), kwargs = {})
#   %mul_28 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_27, %convert_element_type_40), kwargs = {})
#   %convert_element_type_41 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_28, torch.bfloat16), kwargs = {})
#   %convert_element_type_53 : Tensor "bf16[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%sum_3, torch.bfloat16), kwargs = {})
#   %view_32 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%convert_element_type_53, [64, 1, 2816]), kwargs = {})
#   %convert_element_type_54 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_32, torch.float32), kwargs = {})
#   %pow_19 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_54, 2), kwargs = {})
#   %mean_9 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_19, [-1], True), kwargs = {})
#   %add_22 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_9, 1e-06), kwargs = {})
#   %pow_20 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_22, -0.5), kwargs = {})
#   %mul_43 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_54, %pow_20), kwargs = {})
#   %convert_element_type_55 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg29_1, torch.float32), kwargs = {})
#   %mul_44 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_43, %convert_element_type_55), kwargs = {})
#   %convert_element_type_56 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_44, torch.bfloat16), kwargs = {})
#   %add_23 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%convert_element_type_41, %convert_element_type_56), kwargs = {})
#   %convert_element_type_57 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%add_23, torch.float32), kwargs = {})
#   %pow_21 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_57, 2), kwargs = {})
#   %mean_10 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_21, [-1], True), kwargs = {})
#   %add_24 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_10, 1e-06), kwargs = {})
#   %pow_22 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_24, -0.5), kwargs = {})
#   %mul_45 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_57, %pow_22), kwargs = {})
#   %convert_element_type_58 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg30_1, torch.float32), kwargs = {})
#   %mul_46 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_45, %convert_element_type_58), kwargs = {})
#   %convert_element_type_59 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_46, torch.bfloat16), kwargs = {})
#   %add_25 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%add_13, %convert_element_type_59), kwargs = {})
#   %mul_47 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.mul.Tensor](args = (%add_25, %arg31_1), kwargs = {})
#   %convert_element_type_60 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_47, torch.float32), kwargs = {})
#   %pow_23 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_60, 2), kwargs = {})
#   %mean_11 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_23, [-1], True), kwargs = {})
#   %add_26 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_11, 1e-06), kwargs = {})
#   %pow_24 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_26, -0.5), kwargs = {})
#   %mul_48 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_60, %pow_24), kwargs = {})
#   %convert_element_type_61 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg32_1, torch.float32), kwargs = {})
#   %mul_49 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_48, %convert_element_type_61), kwargs = {})
#   %convert_element_type_62 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_49, torch.bfloat16), kwargs = {})
#   return %buf50,%buf58,%convert_element_type_57,%buf60,%mul_47,%buf62,%convert_element_type_62
triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_16 = async_compile.triton('triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_16', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.reduction(
    size_hints={'x': 64, 'r0_': 4096},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*fp32', 'in_out_ptr1': '*bf16', 'in_ptr0': '*bf16', 'in_ptr1': '*bf16', 'in_ptr2': '*bf16', 'in_ptr3': '*bf16', 'in_ptr4': '*bf16', 'in_ptr5': '*bf16', 'out_ptr4': '*bf16', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr', 'R0_BLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]], (7,): [['tt.divisibility', 16]], (8,): [['tt.divisibility', 16]], (9,): [['tt.divisibility', 16]], (10,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_16', 'mutated_arg_names': ['in_out_ptr0', 'in_out_ptr1'], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 12, 'num_store': 3, 'num_reduction': 4, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'add_persistent_rblock': True, 'tiling_scores': {'x': 0, 'r0_': 2906112}}
)
@triton.jit
def triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_16(in_out_ptr0, in_out_ptr1, in_ptr0, in_ptr1, in_ptr2, in_ptr3, in_ptr4, in_ptr5, out_ptr4, xnumel, r0_numel, XBLOCK : tl.constexpr, R0_BLOCK : tl.constexpr):
    xnumel = 64
    r0_numel = 2816
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = xindex < xnumel
    r0_base = tl.arange(0, R0_BLOCK)[None, :]
    rbase = r0_base
    x0 = xindex
    _tmp4 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp0 = tl.load(in_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp1 = tmp0.to(tl.float32)
        tmp2 = tmp1 * tmp1
        tmp3 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
        tmp5 = _tmp4 + tmp3
        _tmp4 = tl.where(r0_mask & xmask, tmp5, _tmp4)
    tmp4 = tl.sum(_tmp4, 1)[:, None]
    _tmp11 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp6 = tl.load(in_out_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_last', other=0.0)
        tmp7 = tmp6.to(tl.float32)
        tmp8 = tmp7.to(tl.float32)
        tmp9 = tmp8 * tmp8
        tmp10 = tl.broadcast_to(tmp9, [XBLOCK, R0_BLOCK])
        tmp12 = _tmp11 + tmp10
        _tmp11 = tl.where(r0_mask & xmask, tmp12, _tmp11)
    tmp11 = tl.sum(_tmp11, 1)[:, None]
    _tmp41 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp13 = tl.load(in_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp22 = tl.load(in_ptr1 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp26 = tl.load(in_out_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0)
        tmp33 = tl.load(in_ptr2 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
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
        _tmp41 = tl.where(r0_mask & xmask, tmp42, _tmp41)
        tl.store(in_out_ptr0 + (r0_1 + 2816*x0), tmp38, r0_mask & xmask)
    tmp41 = tl.sum(_tmp41, 1)[:, None]
    tmp57 = tl.load(in_ptr4 + (0)).to(tl.float32)
    tmp58 = tl.broadcast_to(tmp57, [1, 1])
    _tmp63 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp43 = tl.load(in_out_ptr1 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp44 = tl.load(in_out_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0)
        tmp52 = tl.load(in_ptr3 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
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
        _tmp63 = tl.where(r0_mask & xmask, tmp64, _tmp63)
        tl.store(in_out_ptr1 + (r0_1 + 2816*x0), tmp59, r0_mask & xmask)
    tmp63 = tl.sum(_tmp63, 1)[:, None]
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp65 = tl.load(in_out_ptr1 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp74 = tl.load(in_ptr5 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
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
        tl.store(out_ptr4 + (r0_1 + 2816*x0), tmp77, r0_mask & xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/jt/cjthhi2lk57jbklihly5euduush635ppq6wz7u7bi6q2ehpvxz5m.py
# Topologically Sorted Source Nodes: [attn_output_7, float_30, pow_31, mean_15, mean_squared_15, pow_32, normed_output_27, float_31, normed_output_28, hidden_states_20, hidden_states_21, hidden_states_flat_1, float_36, pow_37, mean_18, mean_squared_18, pow_38, normed_output_33, hidden_states_24, mul_54, hidden_states_25, float_37, pow_39, mean_19, float_32, pow_33, mean_16, mean_squared_16, pow_34, normed_output_29, float_33, normed_output_30, hidden_states_22], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
# Source node to ATen node mapping:
#   attn_output_7 => view_46
#   float_30 => convert_element_type_79
#   float_31 => convert_element_type_80
#   float_32 => convert_element_type_82
#   float_33 => convert_element_type_83
#   float_36 => convert_element_type_96
#   float_37 => convert_element_type_101
#   hidden_states_20 => convert_element_type_81
#   hidden_states_21 => add_35
#   hidden_states_22 => convert_element_type_84
#   hidden_states_24 => convert_element_type_97
#   hidden_states_25 => mul_74
#   hidden_states_flat_1 => view_53
#   mean_15 => mean_15
#   mean_16 => mean_16
#   mean_18 => mean_18
#   mean_19 => mean_19
#   mean_squared_15 => add_34
#   mean_squared_16 => add_36
#   mean_squared_18 => add_40
#   mul_54 => mul_73
#   normed_output_27 => mul_59
#   normed_output_28 => mul_60
#   normed_output_29 => mul_61
#   normed_output_30 => mul_62
#   normed_output_33 => mul_72
#   pow_31 => pow_31
#   pow_32 => pow_32
#   pow_33 => pow_33
#   pow_34 => pow_34
#   pow_37 => pow_37
#   pow_38 => pow_38
#   pow_39 => pow_39
# Graph fragment:
#   %mm_11 : Tensor "bf16[64, 2816][2816, 1]cuda:0" = PlaceHolder[target=mm_11]
#   %mul_47 : Tensor "bf16[64, 1, 2816][2816, 180224, 1]cuda:0" = PlaceHolder[target=mul_47]
#   %buf84 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf84]
#   %arg42_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg42_1]
#   %buf85 : Tensor "f32[64, 1][1, 64]cuda:0" = PlaceHolder[target=buf85]
#   %arg48_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg48_1]
#   %buf103 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf103]
#   %arg43_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg43_1]
#   %view_46 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_11, [64, 1, 2816]), kwargs = {})
#   %convert_element_type_79 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_46, torch.float32), kwargs = {})
#   %pow_31 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_79, 2), kwargs = {})
#   %mean_15 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_31, [-1], True), kwargs = {})
#   %add_34 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_15, 1e-06), kwargs = {})
#   %pow_32 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_34, -0.5), kwargs = {})
#   %mul_59 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_79, %pow_32), kwargs = {})
#   %convert_element_type_80 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg42_1, torch.float32), kwargs = {})
#   %mul_60 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_59, %convert_element_type_80), kwargs = {})
#   %convert_element_type_81 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_60, torch.bfloat16), kwargs = {})
#   %add_35 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_47, %convert_element_type_81), kwargs = {})
#   %view_53 : Tensor "bf16[64, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%add_35, [-1, 2816]), kwargs = {})
#   %convert_element_type_96 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_53, torch.float32), kwargs = {})
#   %pow_37 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_96, 2), kwargs = {})
#   %mean_18 : Tensor "f32[64, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_37, [-1], True), kwargs = {})
#   %add_40 : Tensor "f32[64, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_18, 1e-06), kwargs = {})
#   %pow_38 : Tensor "f32[64, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_40, -0.5), kwargs = {})
#   %mul_72 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_96, %pow_38), kwargs = {})
#   %convert_element_type_97 : Tensor "bf16[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_72, torch.bfloat16), kwargs = {})
#   %mul_73 : Tensor "bf16[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_97, %arg48_1), kwargs = {})
#   %mul_74 : Tensor "bf16[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_73, 0.018844459036110227), kwargs = {})
#   %convert_element_type_101 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_53, torch.float32), kwargs = {})
#   %pow_39 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_101, 2), kwargs = {})
#   %mean_19 : Tensor "f32[64, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_39, [-1], True), kwargs = {})
#   %convert_element_type_82 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%add_35, torch.float32), kwargs = {})
#   %pow_33 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_82, 2), kwargs = {})
#   %mean_16 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_33, [-1], True), kwargs = {})
#   %add_36 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_16, 1e-06), kwargs = {})
#   %pow_34 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_36, -0.5), kwargs = {})
#   %mul_61 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_82, %pow_34), kwargs = {})
#   %convert_element_type_83 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg43_1, torch.float32), kwargs = {})
#   %mul_62 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_61, %convert_element_type_83), kwargs = {})
#   %convert_element_type_84 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_62, torch.bfloat16), kwargs = {})
#   return %buf84,%buf85,%buf96,%buf103,%mul_74,%convert_element_type_84
triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17 = async_compile.triton('triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.reduction(
    size_hints={'x': 64, 'r0_': 4096},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'in_ptr1': '*bf16', 'in_ptr2': '*bf16', 'in_ptr3': '*bf16', 'in_ptr4': '*bf16', 'out_ptr0': '*fp32', 'out_ptr2': '*fp32', 'out_ptr4': '*bf16', 'out_ptr5': '*bf16', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr', 'R0_BLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]], (7,): [['tt.divisibility', 16]], (8,): [['tt.divisibility', 16]], (9,): [['tt.divisibility', 16]], (10,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 9, 'num_store': 4, 'num_reduction': 4, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'add_persistent_rblock': True, 'tiling_scores': {'x': 1024, 'r0_': 2179584}}
)
@triton.jit
def triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17(in_ptr0, in_ptr1, in_ptr2, in_ptr3, in_ptr4, out_ptr0, out_ptr2, out_ptr4, out_ptr5, xnumel, r0_numel, XBLOCK : tl.constexpr, R0_BLOCK : tl.constexpr):
    xnumel = 64
    r0_numel = 2816
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = xindex < xnumel
    r0_base = tl.arange(0, R0_BLOCK)[None, :]
    rbase = r0_base
    x0 = xindex
    _tmp4 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp0 = tl.load(in_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp1 = tmp0.to(tl.float32)
        tmp2 = tmp1 * tmp1
        tmp3 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
        tmp5 = _tmp4 + tmp3
        _tmp4 = tl.where(r0_mask & xmask, tmp5, _tmp4)
    tmp4 = tl.sum(_tmp4, 1)[:, None]
    tl.store(out_ptr0 + (x0), tmp4, xmask)
    _tmp24 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp6 = tl.load(in_ptr1 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp7 = tl.load(in_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp16 = tl.load(in_ptr2 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
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
        _tmp24 = tl.where(r0_mask & xmask, tmp25, _tmp24)
    tmp24 = tl.sum(_tmp24, 1)[:, None]
    tl.store(out_ptr2 + (x0), tmp24, xmask)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp26 = tl.load(in_ptr1 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp27 = tl.load(in_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp36 = tl.load(in_ptr2 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp47 = tl.load(in_ptr3 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp51 = tl.load(in_ptr4 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
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
        tl.store(out_ptr4 + (r0_1 + 2816*x0), tmp50, r0_mask & xmask)
        tl.store(out_ptr5 + (r0_1 + 2816*x0), tmp54, r0_mask & xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/hs/chsdhudzlhrssas224j7glbcamixvlvie3xj5gksxkwsyc6qgkld.py
# Topologically Sorted Source Nodes: [attn_output_7, float_30, pow_31, mean_15, mean_squared_15, pow_32, normed_output_27, float_31, normed_output_28, hidden_states_20, hidden_states_21, hidden_states_flat_1, expert_ids_1, sort_1, ge_1, sentinel_mask_1, masked_fill__1, float_37, pow_39, mean_19, mean_squared_19, pow_40, normed_output_34, float_38, normed_output_35, hidden_states_26, floordiv_1, selected_hidden_states_g_1], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.sort, aten.ge, aten.unsqueeze, aten.masked_fill, aten.floor_divide, aten.index]
# Source node to ATen node mapping:
#   attn_output_7 => view_46
#   expert_ids_1 => view_55
#   float_30 => convert_element_type_79
#   float_31 => convert_element_type_80
#   float_37 => convert_element_type_101
#   float_38 => convert_element_type_102
#   floordiv_1 => div_5
#   ge_1 => ge_1
#   hidden_states_20 => convert_element_type_81
#   hidden_states_21 => add_35
#   hidden_states_26 => convert_element_type_103
#   hidden_states_flat_1 => view_53
#   masked_fill__1 => full_default_8, where_5
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
#   selected_hidden_states_g_1 => index_5
#   sentinel_mask_1 => unsqueeze_42
#   sort_1 => sort_1
# Graph fragment:
#   %getitem_26 : Tensor "i64[512][1]cuda:0" = PlaceHolder[target=getitem_26]
#   %buf95 : Tensor "i16[512][1]cuda:0" = PlaceHolder[target=buf95]
#   %mul_47 : Tensor "bf16[64, 1, 2816][2816, 180224, 1]cuda:0" = PlaceHolder[target=mul_47]
#   %mm_11 : Tensor "bf16[64, 2816][2816, 1]cuda:0" = PlaceHolder[target=mm_11]
#   %buf84 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf84]
#   %arg42_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg42_1]
#   %buf96 : Tensor "f32[64, 1][1, 64]cuda:0" = PlaceHolder[target=buf96]
#   %arg51_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg51_1]
#   %view_46 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_11, [64, 1, 2816]), kwargs = {})
#   %convert_element_type_79 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_46, torch.float32), kwargs = {})
#   %pow_31 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_79, 2), kwargs = {})
#   %mean_15 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_31, [-1], True), kwargs = {})
#   %add_34 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_15, 1e-06), kwargs = {})
#   %pow_32 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_34, -0.5), kwargs = {})
#   %mul_59 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_79, %pow_32), kwargs = {})
#   %convert_element_type_80 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg42_1, torch.float32), kwargs = {})
#   %mul_60 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_59, %convert_element_type_80), kwargs = {})
#   %convert_element_type_81 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_60, torch.bfloat16), kwargs = {})
#   %add_35 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_47, %convert_element_type_81), kwargs = {})
#   %view_53 : Tensor "bf16[64, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%add_35, [-1, 2816]), kwargs = {})
#   %view_55 : Tensor "i64[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%getitem_25, [-1]), kwargs = {})
#   %sort_1 : [num_users=2] = call_function[target=torch.ops.aten.sort.default](args = (%view_55,), kwargs = {})
#   %ge_1 : Tensor "b8[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.ge.Scalar](args = (%getitem_26, 128), kwargs = {})
#   %unsqueeze_42 : Tensor "b8[512, 1][1, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%ge_1, -1), kwargs = {})
#   %full_default_8 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], 0.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %convert_element_type_101 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_53, torch.float32), kwargs = {})
#   %pow_39 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_101, 2), kwargs = {})
#   %mean_19 : Tensor "f32[64, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_39, [-1], True), kwargs = {})
#   %add_41 : Tensor "f32[64, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_19, 1e-06), kwargs = {})
#   %pow_40 : Tensor "f32[64, 1][1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_41, -0.5), kwargs = {})
#   %mul_76 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_101, %pow_40), kwargs = {})
#   %convert_element_type_102 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg51_1, torch.float32), kwargs = {})
#   %mul_77 : Tensor "f32[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_76, %convert_element_type_102), kwargs = {})
#   %convert_element_type_103 : Tensor "bf16[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_77, torch.bfloat16), kwargs = {})
#   %div_5 : Tensor "i64[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.div.Tensor_mode](args = (%getitem_27, 8), kwargs = {rounding_mode: floor})
#   %index_5 : Tensor "bf16[512, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index.Tensor](args = (%convert_element_type_103, [%div_5]), kwargs = {})
#   %where_5 : Tensor "bf16[512, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.where.self](args = (%unsqueeze_42, %full_default_8, %index_5), kwargs = {})
#   return %where_5
triton_poi_fused__to_copy__unsafe_view_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_unsqueeze_view_18 = async_compile.triton('triton_poi_fused__to_copy__unsafe_view_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_unsqueeze_view_18', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 2097152}, 
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*i64', 'in_ptr1': '*i16', 'in_ptr2': '*bf16', 'in_ptr3': '*bf16', 'in_ptr4': '*fp32', 'in_ptr5': '*bf16', 'in_ptr6': '*fp32', 'in_ptr7': '*bf16', 'out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]], (7,): [['tt.divisibility', 16]], (8,): [['tt.divisibility', 16]], (9,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__to_copy__unsafe_view_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_unsqueeze_view_18', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 4, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 5778432}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__to_copy__unsafe_view_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_unsqueeze_view_18(in_ptr0, in_ptr1, in_ptr2, in_ptr3, in_ptr4, in_ptr5, in_ptr6, in_ptr7, out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 1441792
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = tl.full([XBLOCK], True, tl.int1)[:]
    x1 = xindex // 2816
    x0 = (xindex % 2816)
    x2 = xindex
    tmp0 = tl.load(in_ptr0 + (x1), None, eviction_policy='evict_last')
    tmp3 = tl.load(in_ptr1 + (x1), None, eviction_policy='evict_last')
    tmp23 = tl.load(in_ptr5 + (x0), None, eviction_policy='evict_last').to(tl.float32)
    tmp34 = tl.load(in_ptr7 + (x0), None, eviction_policy='evict_last').to(tl.float32)
    tmp1 = tl.full([1], 128, tl.int64)
    tmp2 = tmp0 >= tmp1
    tmp4 = tmp3.to(tl.int64)
    tmp5 = tl.full([1], 8, tl.int64)
    tmp6 = tl.where((tmp4 < 0) != (tmp5 < 0), tl.where(tmp4 % tmp5 != 0, tmp4 // tmp5 - 1, tmp4 // tmp5), tmp4 // tmp5)
    tmp7 = tl.full([XBLOCK], 64, tl.int32)
    tmp8 = tmp6 + tmp7
    tmp9 = tmp6 < 0
    tmp10 = tl.where(tmp9, tmp8, tmp6)
    tl.device_assert((0 <= tmp10) & (tmp10 < 64), "index out of bounds: 0 <= tmp10 < 64")
    tmp12 = tl.load(in_ptr2 + (x0 + 2816*tmp10), None).to(tl.float32)
    tmp13 = tl.load(in_ptr3 + (x0 + 2816*tmp10), None).to(tl.float32)
    tmp14 = tmp13.to(tl.float32)
    tmp15 = tl.load(in_ptr4 + (tmp10), None, eviction_policy='evict_last')
    tmp16 = tl.full([1], 2816.0, tl.float32)
    tmp17 = (tmp15 / tmp16)
    tmp18 = tl.full([1], 1e-06, tl.float32)
    tmp19 = tmp17 + tmp18
    tmp20 = tl.full([1], -0.5, tl.float32)
    tmp21 = libdevice.pow(tmp19, tmp20)
    tmp22 = tmp14 * tmp21
    tmp24 = tmp23.to(tl.float32)
    tmp25 = tmp22 * tmp24
    tmp26 = tmp25.to(tl.float32)
    tmp27 = tmp12 + tmp26
    tmp28 = tmp27.to(tl.float32)
    tmp29 = tl.load(in_ptr6 + (tmp10), None, eviction_policy='evict_last')
    tmp30 = (tmp29 / tmp16)
    tmp31 = tmp30 + tmp18
    tmp32 = libdevice.pow(tmp31, tmp20)
    tmp33 = tmp28 * tmp32
    tmp35 = tmp34.to(tl.float32)
    tmp36 = tmp33 * tmp35
    tmp37 = tmp36.to(tl.float32)
    tmp38 = tl.full([1], 0.0, tl.float32)
    tmp39 = tl.where(tmp2, tmp38, tmp37)
    tl.store(out_ptr0 + (x2), tmp39, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/zh/czhodjkyzojvcpcbhvd72a2wejjehrlbyqhm5bafwh26fsmujnhl.py
# Topologically Sorted Source Nodes: [attn_output_7, float_30, pow_31, mean_15, mean_squared_15, pow_32, normed_output_27, float_31, normed_output_28, hidden_states_20, hidden_states_21, down_proj_1, float_34, pow_35, mean_17, mean_squared_17, pow_36, normed_output_31, float_35, normed_output_32, hidden_states_23, hidden_states_27, hidden_states_28, float_39, pow_41, mean_20, mean_squared_20, pow_42, normed_output_36, float_40, normed_output_37, hidden_states_29, hidden_states_30, float_41, pow_43, mean_21, mean_squared_21, pow_44, normed_output_38, float_42, normed_output_39, hidden_states_31, hidden_states_32, hidden_states_33, float_43, pow_45, mean_22, mean_squared_22, pow_46, normed_output_40, float_44, normed_output_41, hidden_states_34], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
# Source node to ATen node mapping:
#   attn_output_7 => view_46
#   down_proj_1 => view_52
#   float_30 => convert_element_type_79
#   float_31 => convert_element_type_80
#   float_34 => convert_element_type_93
#   float_35 => convert_element_type_94
#   float_39 => convert_element_type_108
#   float_40 => convert_element_type_109
#   float_41 => convert_element_type_111
#   float_42 => convert_element_type_112
#   float_43 => convert_element_type_114
#   float_44 => convert_element_type_115
#   hidden_states_20 => convert_element_type_81
#   hidden_states_21 => add_35
#   hidden_states_23 => convert_element_type_95
#   hidden_states_27 => convert_element_type_107
#   hidden_states_28 => view_57
#   hidden_states_29 => convert_element_type_110
#   hidden_states_30 => add_45
#   hidden_states_31 => convert_element_type_113
#   hidden_states_32 => add_47
#   hidden_states_33 => mul_90
#   hidden_states_34 => convert_element_type_116
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
#   %mm_14 : Tensor "bf16[64, 2816][2816, 1]cuda:0" = PlaceHolder[target=mm_14]
#   %sum_6 : Tensor "f32[64, 2816][2816, 1]cuda:0" = PlaceHolder[target=sum_6]
#   %buf109 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf109]
#   %arg47_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg47_1]
#   %buf117 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf117]
#   %arg54_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg54_1]
#   %convert_element_type_111 : Tensor "f32[64, 1, 2816][2816, 180224, 1]cuda:0" = PlaceHolder[target=convert_element_type_111]
#   %mul_47 : Tensor "bf16[64, 1, 2816][2816, 180224, 1]cuda:0" = PlaceHolder[target=mul_47]
#   %mm_11 : Tensor "bf16[64, 2816][2816, 1]cuda:0" = PlaceHolder[target=mm_11]
#   %buf84 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf84]
#   %arg42_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg42_1]
#   %buf119 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf119]
#   %arg55_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg55_1]
#   %arg56_1 : Tensor "bf16[1][1]cuda:0" = PlaceHolder[target=arg56_1]
#   %mul_90 : Tensor "bf16[64, 1, 2816][2816, 180224, 1]cuda:0" = PlaceHolder[target=mul_90]
#   %buf121 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf121]
#   %arg57_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg57_1]
#   %view_46 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_11, [64, 1, 2816]), kwargs = {})
#   %convert_element_type_79 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_46, torch.float32), kwargs = {})
#   %pow_31 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_79, 2), kwargs = {})
#   %mean_15 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_31, [-1], True), kwargs = {})
#   %add_34 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_15, 1e-06), kwargs = {})
#   %pow_32 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_34, -0.5), kwargs = {})
#   %mul_59 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_79, %pow_32), kwargs = {})
#   %convert_element_type_80 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg42_1, torch.float32), kwargs = {})
#   %mul_60 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_59, %convert_element_type_80), kwargs = {})
#   %convert_element_type_81 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_60, torch.bfloat16), kwargs = {})
#   %add_35 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_47, %convert_element_type_81), kwargs = {})
#   %view_52 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_14, [64, 1, 2816]), kwargs = {})
#   %convert_element_type_93 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_52, torch.float32), kwargs = {})
#   %pow_35 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_93, 2), kwargs = {})
#   %mean_17 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_35, [-1], True), kwargs = {})
#   %add_39 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_17, 1e-06), kwargs = {})
#   %pow_36 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_39, -0.5), kwargs = {})
#   %mul_70 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_93, %pow_36), kwargs = {})
#   %convert_element_type_94 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg47_1, torch.float32), kwargs = {})
#   %mul_71 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_70, %convert_element_type_94), kwargs = {})
#   %convert_element_type_95 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_71, torch.bfloat16), kwargs = {})
#   %convert_element_type_107 : Tensor "bf16[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%sum_6, torch.bfloat16), kwargs = {})
#   %view_57 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%convert_element_type_107, [64, 1, 2816]), kwargs = {})
#   %convert_element_type_108 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_57, torch.float32), kwargs = {})
#   %pow_41 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_108, 2), kwargs = {})
#   %mean_20 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_41, [-1], True), kwargs = {})
#   %add_44 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_20, 1e-06), kwargs = {})
#   %pow_42 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_44, -0.5), kwargs = {})
#   %mul_86 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_108, %pow_42), kwargs = {})
#   %convert_element_type_109 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg54_1, torch.float32), kwargs = {})
#   %mul_87 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_86, %convert_element_type_109), kwargs = {})
#   %convert_element_type_110 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_87, torch.bfloat16), kwargs = {})
#   %add_45 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%convert_element_type_95, %convert_element_type_110), kwargs = {})
#   %convert_element_type_111 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%add_45, torch.float32), kwargs = {})
#   %pow_43 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_111, 2), kwargs = {})
#   %mean_21 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_43, [-1], True), kwargs = {})
#   %add_46 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_21, 1e-06), kwargs = {})
#   %pow_44 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_46, -0.5), kwargs = {})
#   %mul_88 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_111, %pow_44), kwargs = {})
#   %convert_element_type_112 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg55_1, torch.float32), kwargs = {})
#   %mul_89 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_88, %convert_element_type_112), kwargs = {})
#   %convert_element_type_113 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_89, torch.bfloat16), kwargs = {})
#   %add_47 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%add_35, %convert_element_type_113), kwargs = {})
#   %mul_90 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.mul.Tensor](args = (%add_47, %arg56_1), kwargs = {})
#   %convert_element_type_114 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_90, torch.float32), kwargs = {})
#   %pow_45 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_114, 2), kwargs = {})
#   %mean_22 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_45, [-1], True), kwargs = {})
#   %add_48 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_22, 1e-06), kwargs = {})
#   %pow_46 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_48, -0.5), kwargs = {})
#   %mul_91 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_114, %pow_46), kwargs = {})
#   %convert_element_type_115 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg57_1, torch.float32), kwargs = {})
#   %mul_92 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_91, %convert_element_type_115), kwargs = {})
#   %convert_element_type_116 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_92, torch.bfloat16), kwargs = {})
#   return %buf109,%buf117,%convert_element_type_111,%buf119,%mul_90,%buf121,%convert_element_type_116
triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19 = async_compile.triton('triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.reduction(
    size_hints={'x': 64, 'r0_': 4096},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*fp32', 'in_out_ptr1': '*bf16', 'in_ptr0': '*bf16', 'in_ptr1': '*bf16', 'in_ptr2': '*bf16', 'in_ptr3': '*bf16', 'in_ptr4': '*fp32', 'in_ptr5': '*bf16', 'in_ptr6': '*bf16', 'in_ptr7': '*bf16', 'in_ptr8': '*bf16', 'out_ptr4': '*bf16', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr', 'R0_BLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]], (7,): [['tt.divisibility', 16]], (8,): [['tt.divisibility', 16]], (9,): [['tt.divisibility', 16]], (10,): [['tt.divisibility', 16]], (11,): [['tt.divisibility', 16]], (12,): [['tt.divisibility', 16]], (13,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19', 'mutated_arg_names': ['in_out_ptr0', 'in_out_ptr1'], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 15, 'num_store': 3, 'num_reduction': 4, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 256, 'r0_': 3272192}}
)
@triton.jit
def triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19(in_out_ptr0, in_out_ptr1, in_ptr0, in_ptr1, in_ptr2, in_ptr3, in_ptr4, in_ptr5, in_ptr6, in_ptr7, in_ptr8, out_ptr4, xnumel, r0_numel, XBLOCK : tl.constexpr, R0_BLOCK : tl.constexpr):
    xnumel = 64
    r0_numel = 2816
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = xindex < xnumel
    r0_base = tl.arange(0, R0_BLOCK)[None, :]
    rbase = r0_base
    x0 = xindex
    _tmp4 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp0 = tl.load(in_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp1 = tmp0.to(tl.float32)
        tmp2 = tmp1 * tmp1
        tmp3 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
        tmp5 = _tmp4 + tmp3
        _tmp4 = tl.where(r0_mask & xmask, tmp5, _tmp4)
    tmp4 = tl.sum(_tmp4, 1)[:, None]
    _tmp11 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp6 = tl.load(in_out_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_last', other=0.0)
        tmp7 = tmp6.to(tl.float32)
        tmp8 = tmp7.to(tl.float32)
        tmp9 = tmp8 * tmp8
        tmp10 = tl.broadcast_to(tmp9, [XBLOCK, R0_BLOCK])
        tmp12 = _tmp11 + tmp10
        _tmp11 = tl.where(r0_mask & xmask, tmp12, _tmp11)
    tmp11 = tl.sum(_tmp11, 1)[:, None]
    _tmp41 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp13 = tl.load(in_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp22 = tl.load(in_ptr1 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp26 = tl.load(in_out_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0)
        tmp33 = tl.load(in_ptr2 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
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
        _tmp41 = tl.where(r0_mask & xmask, tmp42, _tmp41)
        tl.store(in_out_ptr0 + (r0_1 + 2816*x0), tmp38, r0_mask & xmask)
    tmp41 = tl.sum(_tmp41, 1)[:, None]
    tmp46 = tl.load(in_ptr4 + (x0), xmask, eviction_policy='evict_last')
    tmp69 = tl.load(in_ptr7 + (0)).to(tl.float32)
    tmp70 = tl.broadcast_to(tmp69, [1, 1])
    _tmp75 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp43 = tl.load(in_out_ptr1 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp44 = tl.load(in_ptr3 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp54 = tl.load(in_ptr5 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp59 = tl.load(in_out_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0)
        tmp64 = tl.load(in_ptr6 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp45 = tmp44.to(tl.float32)
        tmp47 = tl.full([1, 1], 2816.0, tl.float32)
        tmp48 = (tmp46 / tmp47)
        tmp49 = tl.full([1, 1], 1e-06, tl.float32)
        tmp50 = tmp48 + tmp49
        tmp51 = tl.full([1, 1], -0.5, tl.float32)
        tmp52 = libdevice.pow(tmp50, tmp51)
        tmp53 = tmp45 * tmp52
        tmp55 = tmp54.to(tl.float32)
        tmp56 = tmp53 * tmp55
        tmp57 = tmp56.to(tl.float32)
        tmp58 = tmp43 + tmp57
        tmp60 = (tmp41 / tmp47)
        tmp61 = tmp60 + tmp49
        tmp62 = libdevice.pow(tmp61, tmp51)
        tmp63 = tmp59 * tmp62
        tmp65 = tmp64.to(tl.float32)
        tmp66 = tmp63 * tmp65
        tmp67 = tmp66.to(tl.float32)
        tmp68 = tmp58 + tmp67
        tmp71 = tmp68 * tmp70
        tmp72 = tmp71.to(tl.float32)
        tmp73 = tmp72 * tmp72
        tmp74 = tl.broadcast_to(tmp73, [XBLOCK, R0_BLOCK])
        tmp76 = _tmp75 + tmp74
        _tmp75 = tl.where(r0_mask & xmask, tmp76, _tmp75)
        tl.store(in_out_ptr1 + (r0_1 + 2816*x0), tmp71, r0_mask & xmask)
    tmp75 = tl.sum(_tmp75, 1)[:, None]
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp77 = tl.load(in_out_ptr1 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp86 = tl.load(in_ptr8 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp78 = tmp77.to(tl.float32)
        tmp79 = tl.full([1, 1], 2816.0, tl.float32)
        tmp80 = (tmp75 / tmp79)
        tmp81 = tl.full([1, 1], 1e-06, tl.float32)
        tmp82 = tmp80 + tmp81
        tmp83 = tl.full([1, 1], -0.5, tl.float32)
        tmp84 = libdevice.pow(tmp82, tmp83)
        tmp85 = tmp78 * tmp84
        tmp87 = tmp86.to(tl.float32)
        tmp88 = tmp85 * tmp87
        tmp89 = tmp88.to(tl.float32)
        tl.store(out_ptr4 + (r0_1 + 2816*x0), tmp89, r0_mask & xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/bu/cbusdudrdtd6rd2hw6of6zfsahnsizcm3kxvz2ulh2dkwjhnftam.py
# Topologically Sorted Source Nodes: [linear_40, query_states_20, float_105, pow_113, mean_56, mean_squared_56, pow_114, normed_output_102, float_106, normed_output_103, query_states_21, freqs, emb, cos, cos_1, cos_15, cos_16, mul_159, x2_10, neg_10, x1_10, cat_12, sin, sin_1, sin_15, sin_16, mul_160, query_states_22, query_states_23, key_5, value_5, arange_3, kv_arange, kv_indices, arange_2, q_arange, q_indices, attention_mask, attention_mask_1, attn_output_20], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.slice, aten.neg, aten.sin, aten.expand, aten.clone, aten.arange, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_efficient_attention]
# Source node to ATen node mapping:
#   arange_2 => iota_2
#   arange_3 => iota_3
#   attention_mask => le
#   attention_mask_1 => expand
#   attn_output_20 => _scaled_dot_product_efficient_attention, expand_34, full_default_26, full_default_27, where_20
#   cat_12 => cat_10
#   cos => cos
#   cos_1 => mul_1
#   cos_15 => convert_element_type_1
#   cos_16 => unsqueeze_80
#   emb => clone, expand_5, unsqueeze_15, view_3
#   float_105 => convert_element_type_281
#   float_106 => convert_element_type_282
#   freqs => permute
#   key_5 => clone_14, expand_31, unsqueeze_86, view_139
#   kv_arange => add_1
#   kv_indices => unsqueeze_3, unsqueeze_4, unsqueeze_5
#   linear_40 => view_134
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
#   query_states_20 => view_135
#   query_states_21 => convert_element_type_283
#   query_states_22 => add_116
#   query_states_23 => permute_73
#   sin => sin
#   sin_1 => mul_2
#   sin_15 => convert_element_type_2
#   sin_16 => unsqueeze_81
#   value_5 => clone_15, expand_33, unsqueeze_89, view_140
#   x1_10 => slice_21
#   x2_10 => slice_22
# Graph fragment:
#   %mm_40 : Tensor "bf16[64, 8192][8192, 1]cuda:0" = PlaceHolder[target=mm_40]
#   %buf301 : Tensor "f32[64, 1, 16, 1][16, 1024, 1, 1024]cuda:0" = PlaceHolder[target=buf301]
#   %arg134_1 : Tensor "bf16[512][1]cuda:0" = PlaceHolder[target=arg134_1]
#   %bmm : Tensor "f32[64, 256, 1][256, 1, 1]cuda:0" = PlaceHolder[target=bmm]
#   %cat_10 : Tensor "bf16[64, 1, 16, 512][8192, 524288, 512, 1]cuda:0" = PlaceHolder[target=cat_10]
#   %view_134 : Tensor "bf16[64, 1, 8192][8192, 8192, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_40, [64, 1, 8192]), kwargs = {})
#   %view_135 : Tensor "bf16[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%view_134, [64, 1, -1, 512]), kwargs = {})
#   %convert_element_type_281 : Tensor "f32[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_135, torch.float32), kwargs = {})
#   %pow_113 : Tensor "f32[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_281, 2), kwargs = {})
#   %mean_56 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_113, [-1], True), kwargs = {})
#   %add_115 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_56, 1e-06), kwargs = {})
#   %pow_114 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_115, -0.5), kwargs = {})
#   %mul_222 : Tensor "f32[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_281, %pow_114), kwargs = {})
#   %convert_element_type_282 : Tensor "f32[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg134_1, torch.float32), kwargs = {})
#   %mul_223 : Tensor "f32[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_222, %convert_element_type_282), kwargs = {})
#   %convert_element_type_283 : Tensor "bf16[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_223, torch.bfloat16), kwargs = {})
#   %permute : Tensor "f32[64, 1, 256][256, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%bmm, [0, 2, 1]), kwargs = {})
#   %unsqueeze_15 : Tensor "f32[64, 1, 1, 256][256, 1, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%permute, 2), kwargs = {})
#   %expand_5 : Tensor "f32[64, 1, 2, 256][256, 1, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_15, [64, 1, 2, 256]), kwargs = {})
#   %clone : Tensor "f32[64, 1, 2, 256][512, 512, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_5,), kwargs = {memory_format: torch.contiguous_format})
#   %view_3 : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%clone, [64, 1, 512]), kwargs = {})
#   %cos : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cos.default](args = (%view_3,), kwargs = {})
#   %mul_1 : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cos, 1.0), kwargs = {})
#   %convert_element_type_1 : Tensor "bf16[64, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_1, torch.bfloat16), kwargs = {})
#   %unsqueeze_80 : Tensor "bf16[64, 1, 1, 512][512, 512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_1, 2), kwargs = {})
#   %mul_224 : Tensor "bf16[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_283, %unsqueeze_80), kwargs = {})
#   %slice_22 : Tensor "bf16[64, 1, 16, 256][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.slice.Tensor](args = (%convert_element_type_283, 3, 256, 9223372036854775807), kwargs = {})
#   %neg_10 : Tensor "bf16[64, 1, 16, 256][4096, 4096, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.neg.default](args = (%slice_22,), kwargs = {})
#   %slice_21 : Tensor "bf16[64, 1, 16, 256][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.slice.Tensor](args = (%convert_element_type_283, 3, 0, 256), kwargs = {})
#   %cat_10 : Tensor "bf16[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cat.default](args = ([%neg_10, %slice_21], -1), kwargs = {})
#   %sin : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sin.default](args = (%view_3,), kwargs = {})
#   %mul_2 : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%sin, 1.0), kwargs = {})
#   %convert_element_type_2 : Tensor "bf16[64, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_2, torch.bfloat16), kwargs = {})
#   %unsqueeze_81 : Tensor "bf16[64, 1, 1, 512][512, 512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_2, 2), kwargs = {})
#   %mul_225 : Tensor "bf16[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cat_10, %unsqueeze_81), kwargs = {})
#   %add_116 : Tensor "bf16[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_224, %mul_225), kwargs = {})
#   %permute_73 : Tensor "bf16[64, 16, 1, 512][8192, 512, 8192, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%add_116, [0, 2, 1, 3]), kwargs = {})
#   %unsqueeze_86 : Tensor "bf16[64, 2, 1, 1024, 512][1048576, 524288, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_15, 2), kwargs = {})
#   %expand_31 : Tensor "bf16[64, 2, 8, 1024, 512][1048576, 524288, 0, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_86, [64, 2, 8, 1024, 512]), kwargs = {})
#   %clone_14 : Tensor "bf16[64, 2, 8, 1024, 512][8388608, 4194304, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_31,), kwargs = {memory_format: torch.contiguous_format})
#   %view_139 : Tensor "bf16[64, 16, 1024, 512][8388608, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_14, [64, 16, 1024, 512]), kwargs = {})
#   %unsqueeze_89 : Tensor "bf16[64, 2, 1, 1024, 512][1048576, 524288, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_16, 2), kwargs = {})
#   %expand_33 : Tensor "bf16[64, 2, 8, 1024, 512][1048576, 524288, 0, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_89, [64, 2, 8, 1024, 512]), kwargs = {})
#   %clone_15 : Tensor "bf16[64, 2, 8, 1024, 512][8388608, 4194304, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_33,), kwargs = {memory_format: torch.contiguous_format})
#   %view_140 : Tensor "bf16[64, 16, 1024, 512][8388608, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_15, [64, 16, 1024, 512]), kwargs = {})
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
#   %expand : Tensor "b8[64, 1, 1, 1024][0, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%le, [64, -1, 1, 1024]), kwargs = {})
#   %full_default_27 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], 0.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %full_default_26 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], -inf), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %where_20 : Tensor "bf16[64, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.where.self](args = (%expand, %full_default_27, %full_default_26), kwargs = {})
#   %expand_34 : Tensor "bf16[64, 16, 1, 1024][1024, 0, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%where_20, [64, 16, 1, 1024]), kwargs = {})
#   %_scaled_dot_product_efficient_attention : [num_users=1] = call_function[target=torch.ops.aten._scaled_dot_product_efficient_attention.default](args = (%permute_73, %view_139, %view_140, %expand_34, False), kwargs = {scale: 1.0})
#   return %buf301,%cat_10,%buf311
triton_per_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_neg_pow_scalar_tensor_sin_slice_transpose_unsqueeze_view_where_20 = async_compile.triton('triton_per_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_neg_pow_scalar_tensor_sin_slice_transpose_unsqueeze_view_where_20', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 1024, 'r0_': 512},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*bf16', 'in_ptr0': '*bf16', 'in_ptr1': '*bf16', 'in_ptr2': '*fp32', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_neg_pow_scalar_tensor_sin_slice_transpose_unsqueeze_view_where_20', 'mutated_arg_names': ['in_out_ptr0'], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 7, 'num_store': 1, 'num_reduction': 1, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 0, 'r0_': 5311488}}
)
@triton.jit
def triton_per_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_neg_pow_scalar_tensor_sin_slice_transpose_unsqueeze_view_where_20(in_out_ptr0, in_ptr0, in_ptr1, in_ptr2, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 1024
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
    x3 = xindex // 16
    tmp0 = tl.load(in_ptr0 + (r0_1 + 512*x0), xmask, other=0.0).to(tl.float32)
    tmp54 = tl.load(in_ptr1 + (r0_1), None, eviction_policy='evict_last').to(tl.float32)
    tmp58 = tl.load(in_ptr2 + (256*x3 + ((r0_1 % 256))), xmask, eviction_policy='evict_last', other=0.0)
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


# kernel path: tmp/prove/inductor/tl/ctllygmie5sb6x7uqo6bdtjshxtsg77zsce4gjq7d4wwjsnohzy4.py
# Topologically Sorted Source Nodes: [freqs, emb, cos, cos_1, cos_15, sin, sin_1, sin_15, arange_18, cache_position_5, linear_41, key_states_20, float_107, pow_115, mean_57, mean_squared_57, pow_116, normed_output_104, float_108, normed_output_105, key_states_21, cos_17, mul_163, x2_11, neg_11, x1_11, cat_13, sin_17, mul_164, key_states_22, key_states_23, index_copy__10, float_109, pow_117, mean_58, mean_squared_58, pow_118, normed_output_106, value_states_15, value_states_16, index_copy__11], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.arange, aten.add, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.unsqueeze, aten.slice, aten.neg, aten.index_copy]
# Source node to ATen node mapping:
#   arange_18 => iota_18
#   cache_position_5 => add_120
#   cat_13 => cat_11
#   cos => cos
#   cos_1 => mul_1
#   cos_15 => convert_element_type_1
#   cos_17 => unsqueeze_82
#   emb => clone, expand_5, unsqueeze_15, view_3
#   float_107 => convert_element_type_286
#   float_108 => convert_element_type_287
#   float_109 => convert_element_type_289
#   freqs => permute
#   index_copy__10 => index_put_15
#   index_copy__11 => index_put_16
#   key_states_20 => view_138
#   key_states_21 => convert_element_type_288
#   key_states_22 => add_118
#   key_states_23 => permute_75
#   linear_41 => view_137
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
#   sin => sin
#   sin_1 => mul_2
#   sin_15 => convert_element_type_2
#   sin_17 => unsqueeze_83
#   value_states_15 => convert_element_type_290
#   value_states_16 => permute_76
#   x1_11 => slice_23
#   x2_11 => slice_24
# Graph fragment:
#   %mm_41 : Tensor "bf16[64, 1024][1024, 1]cuda:0" = PlaceHolder[target=mm_41]
#   %buf306 : Tensor "f32[64, 1, 2, 1][2, 128, 1, 128]cuda:0" = PlaceHolder[target=buf306]
#   %arg136_1 : Tensor "bf16[512][1]cuda:0" = PlaceHolder[target=arg136_1]
#   %copy_ : Tensor "i64[][]cuda:0" = PlaceHolder[target=copy_]
#   %bmm : Tensor "f32[64, 256, 1][256, 1, 1]cuda:0" = PlaceHolder[target=bmm]
#   %cat_11 : Tensor "bf16[64, 1, 2, 512][1024, 65536, 512, 1]cuda:0" = PlaceHolder[target=cat_11]
#   %index_put_15 : Tensor "bf16[64, 2, 1024, 512][1048576, 524288, 512, 1]cuda:0" = PlaceHolder[target=index_put_15]
#   %buf309 : Tensor "f32[64, 1, 2, 1][2, 128, 1, 128]cuda:0" = PlaceHolder[target=buf309]
#   %index_put_16 : Tensor "bf16[64, 2, 1024, 512][1048576, 524288, 512, 1]cuda:0" = PlaceHolder[target=index_put_16]
#   %permute : Tensor "f32[64, 1, 256][256, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%bmm, [0, 2, 1]), kwargs = {})
#   %unsqueeze_15 : Tensor "f32[64, 1, 1, 256][256, 1, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%permute, 2), kwargs = {})
#   %expand_5 : Tensor "f32[64, 1, 2, 256][256, 1, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_15, [64, 1, 2, 256]), kwargs = {})
#   %clone : Tensor "f32[64, 1, 2, 256][512, 512, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_5,), kwargs = {memory_format: torch.contiguous_format})
#   %view_3 : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%clone, [64, 1, 512]), kwargs = {})
#   %cos : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cos.default](args = (%view_3,), kwargs = {})
#   %mul_1 : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cos, 1.0), kwargs = {})
#   %convert_element_type_1 : Tensor "bf16[64, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_1, torch.bfloat16), kwargs = {})
#   %sin : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sin.default](args = (%view_3,), kwargs = {})
#   %mul_2 : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%sin, 1.0), kwargs = {})
#   %convert_element_type_2 : Tensor "bf16[64, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_2, torch.bfloat16), kwargs = {})
#   %iota_18 : Tensor "i64[1][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.iota.default](args = (1,), kwargs = {start: 0, step: 1, dtype: torch.int64, device: cuda:0, requires_grad: False})
#   %add_120 : Tensor "i64[1][1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.add.Tensor](args = (%iota_18, %arg4_1), kwargs = {})
#   %view_137 : Tensor "bf16[64, 1, 1024][1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_41, [64, 1, 1024]), kwargs = {})
#   %view_138 : Tensor "bf16[64, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%view_137, [64, 1, -1, 512]), kwargs = {})
#   %convert_element_type_286 : Tensor "f32[64, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_138, torch.float32), kwargs = {})
#   %pow_115 : Tensor "f32[64, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_286, 2), kwargs = {})
#   %mean_57 : Tensor "f32[64, 1, 2, 1][2, 2, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_115, [-1], True), kwargs = {})
#   %add_117 : Tensor "f32[64, 1, 2, 1][2, 2, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_57, 1e-06), kwargs = {})
#   %pow_116 : Tensor "f32[64, 1, 2, 1][2, 2, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_117, -0.5), kwargs = {})
#   %mul_226 : Tensor "f32[64, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_286, %pow_116), kwargs = {})
#   %convert_element_type_287 : Tensor "f32[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg136_1, torch.float32), kwargs = {})
#   %mul_227 : Tensor "f32[64, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_226, %convert_element_type_287), kwargs = {})
#   %convert_element_type_288 : Tensor "bf16[64, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_227, torch.bfloat16), kwargs = {})
#   %unsqueeze_82 : Tensor "bf16[64, 1, 1, 512][512, 512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_1, 2), kwargs = {})
#   %mul_228 : Tensor "bf16[64, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_288, %unsqueeze_82), kwargs = {})
#   %slice_24 : Tensor "bf16[64, 1, 2, 256][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.slice.Tensor](args = (%convert_element_type_288, 3, 256, 9223372036854775807), kwargs = {})
#   %neg_11 : Tensor "bf16[64, 1, 2, 256][512, 512, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.neg.default](args = (%slice_24,), kwargs = {})
#   %slice_23 : Tensor "bf16[64, 1, 2, 256][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.slice.Tensor](args = (%convert_element_type_288, 3, 0, 256), kwargs = {})
#   %cat_11 : Tensor "bf16[64, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cat.default](args = ([%neg_11, %slice_23], -1), kwargs = {})
#   %unsqueeze_83 : Tensor "bf16[64, 1, 1, 512][512, 512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_2, 2), kwargs = {})
#   %mul_229 : Tensor "bf16[64, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cat_11, %unsqueeze_83), kwargs = {})
#   %add_118 : Tensor "bf16[64, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_228, %mul_229), kwargs = {})
#   %permute_75 : Tensor "bf16[64, 2, 1, 512][1024, 512, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%add_118, [0, 2, 1, 3]), kwargs = {})
#   %index_put_15 : Tensor "bf16[64, 2, 1024, 512][1048576, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index_put_.default](args = (%arg137_1, [None, None, %add_120], %permute_75), kwargs = {})
#   %convert_element_type_289 : Tensor "f32[64, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_138, torch.float32), kwargs = {})
#   %pow_117 : Tensor "f32[64, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_289, 2), kwargs = {})
#   %mean_58 : Tensor "f32[64, 1, 2, 1][2, 2, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_117, [-1], True), kwargs = {})
#   %add_119 : Tensor "f32[64, 1, 2, 1][2, 2, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_58, 1e-06), kwargs = {})
#   %pow_118 : Tensor "f32[64, 1, 2, 1][2, 2, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_119, -0.5), kwargs = {})
#   %mul_230 : Tensor "f32[64, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_289, %pow_118), kwargs = {})
#   %convert_element_type_290 : Tensor "bf16[64, 1, 2, 512][1024, 1024, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_230, torch.bfloat16), kwargs = {})
#   %permute_76 : Tensor "bf16[64, 2, 1, 512][1024, 512, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%convert_element_type_290, [0, 2, 1, 3]), kwargs = {})
#   %index_put_16 : Tensor "bf16[64, 2, 1024, 512][1048576, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.index_put_.default](args = (%arg138_1, [None, None, %add_120], %permute_76), kwargs = {})
#   return %buf306,%buf309,%cat_11,%buf308,%buf310
triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_21 = async_compile.triton('triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_21', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.persistent_reduction(
    size_hints={'x': 128, 'r0_': 512},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'in_ptr1': '*bf16', 'in_ptr2': '*i64', 'in_ptr3': '*fp32', 'out_ptr3': '*bf16', 'out_ptr4': '*bf16', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]], (7,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_21', 'mutated_arg_names': ['out_ptr3', 'out_ptr4'], 'optimize_mem': True, 'no_x_dim': None, 'atomic_add_found': False, 'num_load': 8, 'num_store': 2, 'num_reduction': 2, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 0, 'r0_': 461824}}
)
@triton.jit
def triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_21(in_ptr0, in_ptr1, in_ptr2, in_ptr3, out_ptr3, out_ptr4, xnumel, r0_numel, XBLOCK : tl.constexpr):
    xnumel = 128
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
    x3 = xindex // 2
    tmp0 = tl.load(in_ptr0 + (r0_1 + 512*x0), xmask, other=0.0).to(tl.float32)
    tmp47 = tl.load(in_ptr2 + (0))
    tmp48 = tl.broadcast_to(tmp47, [1, 1])
    tmp62 = tl.load(in_ptr1 + (r0_1), None, eviction_policy='evict_last').to(tl.float32)
    tmp66 = tl.load(in_ptr3 + (256*x3 + ((r0_1 % 256))), xmask, eviction_policy='evict_last', other=0.0)
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


# kernel path: tmp/prove/inductor/3j/c3jkhzkcvw65uzbmlykq6u24dhtxtvvrqbx2hukik6pnwg7xpf6y.py
# Topologically Sorted Source Nodes: [linear_40, query_states_20, float_105, pow_113, mean_56, mean_squared_56, pow_114, normed_output_102, float_106, normed_output_103, query_states_21, freqs, emb, cos, cos_1, cos_15, cos_16, mul_159, sin, sin_1, sin_15, sin_16, mul_160, query_states_22, query_states_23, key_5, value_5, arange_3, kv_arange, kv_indices, arange_2, q_arange, q_indices, attention_mask, attention_mask_1, attn_output_20], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.arange, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_efficient_attention]
# Source node to ATen node mapping:
#   arange_2 => iota_2
#   arange_3 => iota_3
#   attention_mask => le
#   attention_mask_1 => expand
#   attn_output_20 => _scaled_dot_product_efficient_attention, expand_34, full_default_26, full_default_27, where_20
#   cos => cos
#   cos_1 => mul_1
#   cos_15 => convert_element_type_1
#   cos_16 => unsqueeze_80
#   emb => clone, expand_5, unsqueeze_15, view_3
#   float_105 => convert_element_type_281
#   float_106 => convert_element_type_282
#   freqs => permute
#   key_5 => clone_14, expand_31, unsqueeze_86, view_139
#   kv_arange => add_1
#   kv_indices => unsqueeze_3, unsqueeze_4, unsqueeze_5
#   linear_40 => view_134
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
#   query_states_20 => view_135
#   query_states_21 => convert_element_type_283
#   query_states_22 => add_116
#   query_states_23 => permute_73
#   sin => sin
#   sin_1 => mul_2
#   sin_15 => convert_element_type_2
#   sin_16 => unsqueeze_81
#   value_5 => clone_15, expand_33, unsqueeze_89, view_140
# Graph fragment:
#   %buf308 : Tensor "bf16[64, 2, 1024, 512][1048576, 524288, 512, 1]cuda:0" = PlaceHolder[target=buf308]
#   %view_134 : Tensor "bf16[64, 1, 8192][8192, 8192, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_40, [64, 1, 8192]), kwargs = {})
#   %view_135 : Tensor "bf16[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%view_134, [64, 1, -1, 512]), kwargs = {})
#   %convert_element_type_281 : Tensor "f32[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_135, torch.float32), kwargs = {})
#   %pow_113 : Tensor "f32[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_281, 2), kwargs = {})
#   %mean_56 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_113, [-1], True), kwargs = {})
#   %add_115 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_56, 1e-06), kwargs = {})
#   %pow_114 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_115, -0.5), kwargs = {})
#   %mul_222 : Tensor "f32[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_281, %pow_114), kwargs = {})
#   %convert_element_type_282 : Tensor "f32[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg134_1, torch.float32), kwargs = {})
#   %mul_223 : Tensor "f32[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_222, %convert_element_type_282), kwargs = {})
#   %convert_element_type_283 : Tensor "bf16[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_223, torch.bfloat16), kwargs = {})
#   %permute : Tensor "f32[64, 1, 256][256, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%bmm, [0, 2, 1]), kwargs = {})
#   %unsqueeze_15 : Tensor "f32[64, 1, 1, 256][256, 1, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%permute, 2), kwargs = {})
#   %expand_5 : Tensor "f32[64, 1, 2, 256][256, 1, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_15, [64, 1, 2, 256]), kwargs = {})
#   %clone : Tensor "f32[64, 1, 2, 256][512, 512, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_5,), kwargs = {memory_format: torch.contiguous_format})
#   %view_3 : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%clone, [64, 1, 512]), kwargs = {})
#   %cos : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cos.default](args = (%view_3,), kwargs = {})
#   %mul_1 : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cos, 1.0), kwargs = {})
#   %convert_element_type_1 : Tensor "bf16[64, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_1, torch.bfloat16), kwargs = {})
#   %unsqueeze_80 : Tensor "bf16[64, 1, 1, 512][512, 512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_1, 2), kwargs = {})
#   %mul_224 : Tensor "bf16[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_283, %unsqueeze_80), kwargs = {})
#   %sin : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sin.default](args = (%view_3,), kwargs = {})
#   %mul_2 : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%sin, 1.0), kwargs = {})
#   %convert_element_type_2 : Tensor "bf16[64, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_2, torch.bfloat16), kwargs = {})
#   %unsqueeze_81 : Tensor "bf16[64, 1, 1, 512][512, 512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_2, 2), kwargs = {})
#   %mul_225 : Tensor "bf16[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cat_10, %unsqueeze_81), kwargs = {})
#   %add_116 : Tensor "bf16[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_224, %mul_225), kwargs = {})
#   %permute_73 : Tensor "bf16[64, 16, 1, 512][8192, 512, 8192, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%add_116, [0, 2, 1, 3]), kwargs = {})
#   %unsqueeze_86 : Tensor "bf16[64, 2, 1, 1024, 512][1048576, 524288, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_15, 2), kwargs = {})
#   %expand_31 : Tensor "bf16[64, 2, 8, 1024, 512][1048576, 524288, 0, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_86, [64, 2, 8, 1024, 512]), kwargs = {})
#   %clone_14 : Tensor "bf16[64, 2, 8, 1024, 512][8388608, 4194304, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_31,), kwargs = {memory_format: torch.contiguous_format})
#   %view_139 : Tensor "bf16[64, 16, 1024, 512][8388608, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_14, [64, 16, 1024, 512]), kwargs = {})
#   %unsqueeze_89 : Tensor "bf16[64, 2, 1, 1024, 512][1048576, 524288, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_16, 2), kwargs = {})
#   %expand_33 : Tensor "bf16[64, 2, 8, 1024, 512][1048576, 524288, 0, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_89, [64, 2, 8, 1024, 512]), kwargs = {})
#   %clone_15 : Tensor "bf16[64, 2, 8, 1024, 512][8388608, 4194304, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_33,), kwargs = {memory_format: torch.contiguous_format})
#   %view_140 : Tensor "bf16[64, 16, 1024, 512][8388608, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_15, [64, 16, 1024, 512]), kwargs = {})
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
#   %expand : Tensor "b8[64, 1, 1, 1024][0, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%le, [64, -1, 1, 1024]), kwargs = {})
#   %full_default_27 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], 0.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %full_default_26 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], -inf), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %where_20 : Tensor "bf16[64, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.where.self](args = (%expand, %full_default_27, %full_default_26), kwargs = {})
#   %expand_34 : Tensor "bf16[64, 16, 1, 1024][1024, 0, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%where_20, [64, 16, 1, 1024]), kwargs = {})
#   %_scaled_dot_product_efficient_attention : [num_users=1] = call_function[target=torch.ops.aten._scaled_dot_product_efficient_attention.default](args = (%permute_73, %view_139, %view_140, %expand_34, False), kwargs = {scale: 1.0})
#   return %buf312
triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_22 = async_compile.triton('triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_22', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 536870912}, 
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*bf16', 'out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_22', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 2147483648}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_22(in_ptr0, out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 536870912
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = tl.full([XBLOCK], True, tl.int1)[:]
    x0 = (xindex % 524288)
    x1 = ((xindex // 524288) % 16)
    x2 = xindex // 8388608
    x3 = xindex
    tmp0 = tl.load(in_ptr0 + (x0 + 524288*(x1 // 8) + 1048576*x2), None).to(tl.float32)
    tl.store(out_ptr0 + (x3), tmp0, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/xe/cxeb3tdib2aw4lzaivlnprqwe7ryoapizde4qd3j3qdwdoc6mfk7.py
# Topologically Sorted Source Nodes: [linear_40, query_states_20, float_105, pow_113, mean_56, mean_squared_56, pow_114, normed_output_102, float_106, normed_output_103, query_states_21, freqs, emb, cos, cos_1, cos_15, cos_16, mul_159, sin, sin_1, sin_15, sin_16, mul_160, query_states_22, query_states_23, key_5, value_5, arange_3, kv_arange, kv_indices, arange_2, q_arange, q_indices, attention_mask, attention_mask_1, attn_output_20], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.arange, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_efficient_attention]
# Source node to ATen node mapping:
#   arange_2 => iota_2
#   arange_3 => iota_3
#   attention_mask => le
#   attention_mask_1 => expand
#   attn_output_20 => _scaled_dot_product_efficient_attention, expand_34, full_default_26, full_default_27, where_20
#   cos => cos
#   cos_1 => mul_1
#   cos_15 => convert_element_type_1
#   cos_16 => unsqueeze_80
#   emb => clone, expand_5, unsqueeze_15, view_3
#   float_105 => convert_element_type_281
#   float_106 => convert_element_type_282
#   freqs => permute
#   key_5 => clone_14, expand_31, unsqueeze_86, view_139
#   kv_arange => add_1
#   kv_indices => unsqueeze_3, unsqueeze_4, unsqueeze_5
#   linear_40 => view_134
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
#   query_states_20 => view_135
#   query_states_21 => convert_element_type_283
#   query_states_22 => add_116
#   query_states_23 => permute_73
#   sin => sin
#   sin_1 => mul_2
#   sin_15 => convert_element_type_2
#   sin_16 => unsqueeze_81
#   value_5 => clone_15, expand_33, unsqueeze_89, view_140
# Graph fragment:
#   %copy_ : Tensor "i64[][]cuda:0" = PlaceHolder[target=copy_]
#   %view_134 : Tensor "bf16[64, 1, 8192][8192, 8192, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_40, [64, 1, 8192]), kwargs = {})
#   %view_135 : Tensor "bf16[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%view_134, [64, 1, -1, 512]), kwargs = {})
#   %convert_element_type_281 : Tensor "f32[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_135, torch.float32), kwargs = {})
#   %pow_113 : Tensor "f32[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_281, 2), kwargs = {})
#   %mean_56 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_113, [-1], True), kwargs = {})
#   %add_115 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_56, 1e-06), kwargs = {})
#   %pow_114 : Tensor "f32[64, 1, 16, 1][16, 16, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_115, -0.5), kwargs = {})
#   %mul_222 : Tensor "f32[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_281, %pow_114), kwargs = {})
#   %convert_element_type_282 : Tensor "f32[512][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg134_1, torch.float32), kwargs = {})
#   %mul_223 : Tensor "f32[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_222, %convert_element_type_282), kwargs = {})
#   %convert_element_type_283 : Tensor "bf16[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_223, torch.bfloat16), kwargs = {})
#   %permute : Tensor "f32[64, 1, 256][256, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%bmm, [0, 2, 1]), kwargs = {})
#   %unsqueeze_15 : Tensor "f32[64, 1, 1, 256][256, 1, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%permute, 2), kwargs = {})
#   %expand_5 : Tensor "f32[64, 1, 2, 256][256, 1, 0, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_15, [64, 1, 2, 256]), kwargs = {})
#   %clone : Tensor "f32[64, 1, 2, 256][512, 512, 256, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_5,), kwargs = {memory_format: torch.contiguous_format})
#   %view_3 : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.aten.reshape.default](args = (%clone, [64, 1, 512]), kwargs = {})
#   %cos : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.cos.default](args = (%view_3,), kwargs = {})
#   %mul_1 : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cos, 1.0), kwargs = {})
#   %convert_element_type_1 : Tensor "bf16[64, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_1, torch.bfloat16), kwargs = {})
#   %unsqueeze_80 : Tensor "bf16[64, 1, 1, 512][512, 512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_1, 2), kwargs = {})
#   %mul_224 : Tensor "bf16[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_283, %unsqueeze_80), kwargs = {})
#   %sin : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.sin.default](args = (%view_3,), kwargs = {})
#   %mul_2 : Tensor "f32[64, 1, 512][512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%sin, 1.0), kwargs = {})
#   %convert_element_type_2 : Tensor "bf16[64, 1, 512][512, 512, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_2, torch.bfloat16), kwargs = {})
#   %unsqueeze_81 : Tensor "bf16[64, 1, 1, 512][512, 512, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%convert_element_type_2, 2), kwargs = {})
#   %mul_225 : Tensor "bf16[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%cat_10, %unsqueeze_81), kwargs = {})
#   %add_116 : Tensor "bf16[64, 1, 16, 512][8192, 8192, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_224, %mul_225), kwargs = {})
#   %permute_73 : Tensor "bf16[64, 16, 1, 512][8192, 512, 8192, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.permute.default](args = (%add_116, [0, 2, 1, 3]), kwargs = {})
#   %unsqueeze_86 : Tensor "bf16[64, 2, 1, 1024, 512][1048576, 524288, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_15, 2), kwargs = {})
#   %expand_31 : Tensor "bf16[64, 2, 8, 1024, 512][1048576, 524288, 0, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_86, [64, 2, 8, 1024, 512]), kwargs = {})
#   %clone_14 : Tensor "bf16[64, 2, 8, 1024, 512][8388608, 4194304, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_31,), kwargs = {memory_format: torch.contiguous_format})
#   %view_139 : Tensor "bf16[64, 16, 1024, 512][8388608, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_14, [64, 16, 1024, 512]), kwargs = {})
#   %unsqueeze_89 : Tensor "bf16[64, 2, 1, 1024, 512][1048576, 524288, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.unsqueeze.default](args = (%index_put_16, 2), kwargs = {})
#   %expand_33 : Tensor "bf16[64, 2, 8, 1024, 512][1048576, 524288, 0, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%unsqueeze_89, [64, 2, 8, 1024, 512]), kwargs = {})
#   %clone_15 : Tensor "bf16[64, 2, 8, 1024, 512][8388608, 4194304, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.clone.default](args = (%expand_33,), kwargs = {memory_format: torch.contiguous_format})
#   %view_140 : Tensor "bf16[64, 16, 1024, 512][8388608, 524288, 512, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%clone_15, [64, 16, 1024, 512]), kwargs = {})
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
#   %expand : Tensor "b8[64, 1, 1, 1024][0, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%le, [64, -1, 1, 1024]), kwargs = {})
#   %full_default_27 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], 0.0), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %full_default_26 : Tensor "bf16[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.full.default](args = ([], -inf), kwargs = {dtype: torch.bfloat16, layout: torch.strided, device: cuda:0, pin_memory: False})
#   %where_20 : Tensor "bf16[64, 1, 1, 1024][1024, 1024, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.where.self](args = (%expand, %full_default_27, %full_default_26), kwargs = {})
#   %expand_34 : Tensor "bf16[64, 16, 1, 1024][1024, 0, 1024, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.expand.default](args = (%where_20, [64, 16, 1, 1024]), kwargs = {})
#   %_scaled_dot_product_efficient_attention : [num_users=1] = call_function[target=torch.ops.aten._scaled_dot_product_efficient_attention.default](args = (%permute_73, %view_139, %view_140, %expand_34, False), kwargs = {scale: 1.0})
#   return %buf314
triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_23 = async_compile.triton('triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_23', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 65536}, 
    filename=__file__,
    triton_meta={'signature': {'in_ptr0': '*i64', 'out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_23', 'mutated_arg_names': [], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 262144}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_23(in_ptr0, out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 65536
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = tl.full([XBLOCK], True, tl.int1)[:]
    x0 = (xindex % 1024)
    x2 = xindex
    tmp0 = tl.load(in_ptr0 + (0))
    tmp1 = tl.broadcast_to(tmp0, [XBLOCK])
    tmp2 = tl.full([1], 0, tl.int64)
    tmp3 = tmp2 + tmp1
    tmp4 = x0
    tmp5 = tmp4 <= tmp3
    tmp6 = tl.full([1], 0.0, tl.float32)
    tmp7 = tl.full([1], float("-inf"), tl.float32)
    tmp8 = tl.where(tmp5, tmp6, tmp7)
    tl.store(out_ptr0 + (x2), tmp8, None)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/zf/czfck67i2sonbqhmfmz5tq7putj2262irv275ggzs4haxs6hpprv.py
# Topologically Sorted Source Nodes: [attn_output_23, float_110, pow_119, mean_59, mean_squared_59, pow_120, normed_output_107, float_111, normed_output_108, hidden_states_88, hidden_states_89, down_proj_5, float_114, pow_123, mean_61, mean_squared_61, pow_124, normed_output_111, float_115, normed_output_112, hidden_states_91, hidden_states_95, hidden_states_96, float_119, pow_129, mean_64, mean_squared_64, pow_130, normed_output_116, float_120, normed_output_117, hidden_states_97, hidden_states_98, float_121, pow_131, mean_65, mean_squared_65, pow_132, normed_output_118, float_122, normed_output_119, hidden_states_99, hidden_states_100, hidden_states_101, float_123, pow_133, mean_66, mean_squared_66, pow_134, normed_output_120, float_124, normed_output_121, hidden_states_102], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
# Source node to ATen node mapping:
#   attn_output_23 => view_143
#   down_proj_5 => view_149
#   float_110 => convert_element_type_293
#   float_111 => convert_element_type_294
#   float_114 => convert_element_type_307
#   float_115 => convert_element_type_308
#   float_119 => convert_element_type_322
#   float_120 => convert_element_type_323
#   float_121 => convert_element_type_325
#   float_122 => convert_element_type_326
#   float_123 => convert_element_type_328
#   float_124 => convert_element_type_329
#   hidden_states_100 => add_135
#   hidden_states_101 => mul_262
#   hidden_states_102 => convert_element_type_330
#   hidden_states_88 => convert_element_type_295
#   hidden_states_89 => add_123
#   hidden_states_91 => convert_element_type_309
#   hidden_states_95 => convert_element_type_321
#   hidden_states_96 => view_154
#   hidden_states_97 => convert_element_type_324
#   hidden_states_98 => add_133
#   hidden_states_99 => convert_element_type_327
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
#   %mm_45 : Tensor "bf16[64, 2816][2816, 1]cuda:0" = PlaceHolder[target=mm_45]
#   %sum_18 : Tensor "f32[64, 2816][2816, 1]cuda:0" = PlaceHolder[target=sum_18]
#   %buf346 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf346]
#   %arg145_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg145_1]
#   %buf354 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf354]
#   %arg152_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg152_1]
#   %convert_element_type_325 : Tensor "f32[64, 1, 2816][2816, 180224, 1]cuda:0" = PlaceHolder[target=convert_element_type_325]
#   %mul_219 : Tensor "bf16[64, 1, 2816][2816, 180224, 1]cuda:0" = PlaceHolder[target=mul_219]
#   %mm_42 : Tensor "bf16[64, 2816][2816, 1]cuda:0" = PlaceHolder[target=mm_42]
#   %buf321 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf321]
#   %arg140_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg140_1]
#   %buf356 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf356]
#   %arg153_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg153_1]
#   %arg154_1 : Tensor "bf16[1][1]cuda:0" = PlaceHolder[target=arg154_1]
#   %convert_element_type_328 : Tensor "f32[64, 1, 2816][2816, 180224, 1]cuda:0" = PlaceHolder[target=convert_element_type_328]
#   %buf358 : Tensor "f32[64, 1, 1][1, 64, 64]cuda:0" = PlaceHolder[target=buf358]
#   %arg155_1 : Tensor "bf16[2816][1]cuda:0" = PlaceHolder[target=arg155_1]
#   %view_143 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_42, [64, 1, 2816]), kwargs = {})
#   %convert_element_type_293 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_143, torch.float32), kwargs = {})
#   %pow_119 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_293, 2), kwargs = {})
#   %mean_59 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_119, [-1], True), kwargs = {})
#   %add_122 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_59, 1e-06), kwargs = {})
#   %pow_120 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_122, -0.5), kwargs = {})
#   %mul_231 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_293, %pow_120), kwargs = {})
#   %convert_element_type_294 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg140_1, torch.float32), kwargs = {})
#   %mul_232 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_231, %convert_element_type_294), kwargs = {})
#   %convert_element_type_295 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_232, torch.bfloat16), kwargs = {})
#   %add_123 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=3] = call_function[target=torch.ops.aten.add.Tensor](args = (%mul_219, %convert_element_type_295), kwargs = {})
#   %view_149 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_45, [64, 1, 2816]), kwargs = {})
#   %convert_element_type_307 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_149, torch.float32), kwargs = {})
#   %pow_123 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_307, 2), kwargs = {})
#   %mean_61 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_123, [-1], True), kwargs = {})
#   %add_127 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_61, 1e-06), kwargs = {})
#   %pow_124 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_127, -0.5), kwargs = {})
#   %mul_242 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_307, %pow_124), kwargs = {})
#   %convert_element_type_308 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg145_1, torch.float32), kwargs = {})
#   %mul_243 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_242, %convert_element_type_308), kwargs = {})
#   %convert_element_type_309 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_243, torch.bfloat16), kwargs = {})
#   %convert_element_type_321 : Tensor "bf16[64, 2816][2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%sum_18, torch.bfloat16), kwargs = {})
#   %view_154 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%convert_element_type_321, [64, 1, 2816]), kwargs = {})
#   %convert_element_type_322 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%view_154, torch.float32), kwargs = {})
#   %pow_129 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_322, 2), kwargs = {})
#   %mean_64 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_129, [-1], True), kwargs = {})
#   %add_132 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_64, 1e-06), kwargs = {})
#   %pow_130 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_132, -0.5), kwargs = {})
#   %mul_258 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_322, %pow_130), kwargs = {})
#   %convert_element_type_323 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg152_1, torch.float32), kwargs = {})
#   %mul_259 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_258, %convert_element_type_323), kwargs = {})
#   %convert_element_type_324 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_259, torch.bfloat16), kwargs = {})
#   %add_133 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%convert_element_type_309, %convert_element_type_324), kwargs = {})
#   %convert_element_type_325 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%add_133, torch.float32), kwargs = {})
#   %pow_131 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_325, 2), kwargs = {})
#   %mean_65 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_131, [-1], True), kwargs = {})
#   %add_134 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_65, 1e-06), kwargs = {})
#   %pow_132 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_134, -0.5), kwargs = {})
#   %mul_260 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_325, %pow_132), kwargs = {})
#   %convert_element_type_326 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg153_1, torch.float32), kwargs = {})
#   %mul_261 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_260, %convert_element_type_326), kwargs = {})
#   %convert_element_type_327 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_261, torch.bfloat16), kwargs = {})
#   %add_135 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%add_123, %convert_element_type_327), kwargs = {})
#   %mul_262 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%add_135, %arg154_1), kwargs = {})
#   %convert_element_type_328 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=2] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_262, torch.float32), kwargs = {})
#   %pow_133 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%convert_element_type_328, 2), kwargs = {})
#   %mean_66 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mean.dim](args = (%pow_133, [-1], True), kwargs = {})
#   %add_136 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%mean_66, 1e-06), kwargs = {})
#   %pow_134 : Tensor "f32[64, 1, 1][1, 1, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.pow.Tensor_Scalar](args = (%add_136, -0.5), kwargs = {})
#   %mul_263 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%convert_element_type_328, %pow_134), kwargs = {})
#   %convert_element_type_329 : Tensor "f32[2816][1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%arg155_1, torch.float32), kwargs = {})
#   %mul_264 : Tensor "f32[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%mul_263, %convert_element_type_329), kwargs = {})
#   %convert_element_type_330 : Tensor "bf16[64, 1, 2816][2816, 2816, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.prims.convert_element_type.default](args = (%mul_264, torch.bfloat16), kwargs = {})
#   return %buf346,%buf354,%convert_element_type_325,%buf356,%convert_element_type_328,%buf358,%convert_element_type_330
triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_24 = async_compile.triton('triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_24', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.reduction(
    size_hints={'x': 64, 'r0_': 4096},
    reduction_hint=ReductionHint.INNER,
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*fp32', 'in_ptr0': '*bf16', 'in_ptr1': '*bf16', 'in_ptr2': '*bf16', 'in_ptr3': '*bf16', 'in_ptr4': '*bf16', 'in_ptr5': '*fp32', 'in_ptr6': '*bf16', 'in_ptr7': '*bf16', 'in_ptr8': '*bf16', 'in_ptr9': '*bf16', 'out_ptr4': '*bf16', 'xnumel': 'i32', 'r0_numel': 'i32', 'XBLOCK': 'constexpr', 'R0_BLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]], (2,): [['tt.divisibility', 16]], (3,): [['tt.divisibility', 16]], (4,): [['tt.divisibility', 16]], (5,): [['tt.divisibility', 16]], (6,): [['tt.divisibility', 16]], (7,): [['tt.divisibility', 16]], (8,): [['tt.divisibility', 16]], (9,): [['tt.divisibility', 16]], (10,): [['tt.divisibility', 16]], (11,): [['tt.divisibility', 16]], (12,): [['tt.divisibility', 16]], (13,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_24', 'mutated_arg_names': ['in_out_ptr0'], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 15, 'num_store': 3, 'num_reduction': 4, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 256, 'r0_': 2551296}}
)
@triton.jit
def triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_24(in_out_ptr0, in_ptr0, in_ptr1, in_ptr2, in_ptr3, in_ptr4, in_ptr5, in_ptr6, in_ptr7, in_ptr8, in_ptr9, out_ptr4, xnumel, r0_numel, XBLOCK : tl.constexpr, R0_BLOCK : tl.constexpr):
    xnumel = 64
    r0_numel = 2816
    rnumel = r0_numel
    RBLOCK: tl.constexpr = R0_BLOCK
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:, None]
    xmask = xindex < xnumel
    r0_base = tl.arange(0, R0_BLOCK)[None, :]
    rbase = r0_base
    x0 = xindex
    _tmp4 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp0 = tl.load(in_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp1 = tmp0.to(tl.float32)
        tmp2 = tmp1 * tmp1
        tmp3 = tl.broadcast_to(tmp2, [XBLOCK, R0_BLOCK])
        tmp5 = _tmp4 + tmp3
        _tmp4 = tl.where(r0_mask & xmask, tmp5, _tmp4)
    tmp4 = tl.sum(_tmp4, 1)[:, None]
    _tmp11 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp6 = tl.load(in_out_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_last', other=0.0)
        tmp7 = tmp6.to(tl.float32)
        tmp8 = tmp7.to(tl.float32)
        tmp9 = tmp8 * tmp8
        tmp10 = tl.broadcast_to(tmp9, [XBLOCK, R0_BLOCK])
        tmp12 = _tmp11 + tmp10
        _tmp11 = tl.where(r0_mask & xmask, tmp12, _tmp11)
    tmp11 = tl.sum(_tmp11, 1)[:, None]
    _tmp41 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp13 = tl.load(in_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp22 = tl.load(in_ptr1 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp26 = tl.load(in_out_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0)
        tmp33 = tl.load(in_ptr2 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
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
        _tmp41 = tl.where(r0_mask & xmask, tmp42, _tmp41)
        tl.store(in_out_ptr0 + (r0_1 + 2816*x0), tmp38, r0_mask & xmask)
    tmp41 = tl.sum(_tmp41, 1)[:, None]
    tmp46 = tl.load(in_ptr5 + (x0), xmask, eviction_policy='evict_last')
    tmp69 = tl.load(in_ptr8 + (0)).to(tl.float32)
    tmp70 = tl.broadcast_to(tmp69, [1, 1])
    _tmp75 = tl.full([XBLOCK, R0_BLOCK], 0, tl.float32)
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp43 = tl.load(in_ptr3 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp44 = tl.load(in_ptr4 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0).to(tl.float32)
        tmp54 = tl.load(in_ptr6 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp59 = tl.load(in_out_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0)
        tmp64 = tl.load(in_ptr7 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp45 = tmp44.to(tl.float32)
        tmp47 = tl.full([1, 1], 2816.0, tl.float32)
        tmp48 = (tmp46 / tmp47)
        tmp49 = tl.full([1, 1], 1e-06, tl.float32)
        tmp50 = tmp48 + tmp49
        tmp51 = tl.full([1, 1], -0.5, tl.float32)
        tmp52 = libdevice.pow(tmp50, tmp51)
        tmp53 = tmp45 * tmp52
        tmp55 = tmp54.to(tl.float32)
        tmp56 = tmp53 * tmp55
        tmp57 = tmp56.to(tl.float32)
        tmp58 = tmp43 + tmp57
        tmp60 = (tmp41 / tmp47)
        tmp61 = tmp60 + tmp49
        tmp62 = libdevice.pow(tmp61, tmp51)
        tmp63 = tmp59 * tmp62
        tmp65 = tmp64.to(tl.float32)
        tmp66 = tmp63 * tmp65
        tmp67 = tmp66.to(tl.float32)
        tmp68 = tmp58 + tmp67
        tmp71 = tmp68 * tmp70
        tmp72 = tmp71.to(tl.float32)
        tmp73 = tmp72 * tmp72
        tmp74 = tl.broadcast_to(tmp73, [XBLOCK, R0_BLOCK])
        tmp76 = _tmp75 + tmp74
        _tmp75 = tl.where(r0_mask & xmask, tmp76, _tmp75)
        tl.store(in_out_ptr0 + (r0_1 + 2816*x0), tmp72, r0_mask & xmask)
    tmp75 = tl.sum(_tmp75, 1)[:, None]
    for r0_offset in tl.range(0, r0_numel, R0_BLOCK):
        r0_index = r0_offset + r0_base
        r0_mask = r0_index < r0_numel
        roffset = r0_offset
        rindex = r0_index
        r0_1 = r0_index
        tmp77 = tl.load(in_out_ptr0 + (r0_1 + 2816*x0), r0_mask & xmask, eviction_policy='evict_first', other=0.0)
        tmp85 = tl.load(in_ptr9 + (r0_1), r0_mask, eviction_policy='evict_last', other=0.0).to(tl.float32)
        tmp78 = tl.full([1, 1], 2816.0, tl.float32)
        tmp79 = (tmp75 / tmp78)
        tmp80 = tl.full([1, 1], 1e-06, tl.float32)
        tmp81 = tmp79 + tmp80
        tmp82 = tl.full([1, 1], -0.5, tl.float32)
        tmp83 = libdevice.pow(tmp81, tmp82)
        tmp84 = tmp77 * tmp83
        tmp86 = tmp85.to(tl.float32)
        tmp87 = tmp84 * tmp86
        tmp88 = tmp87.to(tl.float32)
        tl.store(out_ptr4 + (r0_1 + 2816*x0), tmp88, r0_mask & xmask)
''', device_str='cuda')


# kernel path: tmp/prove/inductor/jx/cjxijdfreajgidmgiiq7fh7ggurmymmairyccgr7ik4tqjpgup33.py
# Topologically Sorted Source Nodes: [logits, logits_1, logits_2, logits_3], Original ATen: [aten._unsafe_view, aten.div, aten.tanh, aten.mul]
# Source node to ATen node mapping:
#   logits => view_156
#   logits_1 => div_18
#   logits_2 => tanh_12
#   logits_3 => mul_265
# Graph fragment:
#   %mm_47 : Tensor "bf16[64, 262144][262144, 1]cuda:0" = PlaceHolder[target=mm_47]
#   %view_156 : Tensor "bf16[64, 1, 262144][262144, 262144, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.reshape.default](args = (%mm_47, [64, 1, 262144]), kwargs = {})
#   %div_18 : Tensor "bf16[64, 1, 262144][262144, 262144, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.div.Tensor](args = (%view_156, 30.0), kwargs = {})
#   %tanh_12 : Tensor "bf16[64, 1, 262144][262144, 262144, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.tanh.default](args = (%div_18,), kwargs = {})
#   %mul_265 : Tensor "bf16[64, 1, 262144][262144, 262144, 1]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.mul.Tensor](args = (%tanh_12, 30.0), kwargs = {})
#   return %mul_265
triton_poi_fused__unsafe_view_div_mul_tanh_25 = async_compile.triton('triton_poi_fused__unsafe_view_div_mul_tanh_25', '''
import triton
import triton.language as tl

from torch._inductor.runtime import triton_helpers, triton_heuristics
from torch._inductor.runtime.triton_helpers import libdevice, math as tl_math
from torch._inductor.runtime.hints import AutotuneHint, ReductionHint, TileHint, DeviceProperties
triton_helpers.set_driver_to_gpu()

@triton_heuristics.pointwise(
    size_hints={'x': 16777216}, 
    filename=__file__,
    triton_meta={'signature': {'in_out_ptr0': '*bf16', 'xnumel': 'i32', 'XBLOCK': 'constexpr'}, 'device': DeviceProperties(type='cuda', index=0, multi_processor_count=132, cc=90, major=9, regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, max_threads_per_block=1024, warp_size=32), 'constants': {}, 'native_matmul': False, 'enable_fp_fusion': True, 'launch_pdl': False, 'disable_ftz': False, 'configs': [{(0,): [['tt.divisibility', 16]], (1,): [['tt.divisibility', 16]]}]},
    inductor_meta={'grid_type': 'Grid1D', 'autotune_hints': set(), 'kernel_name': 'triton_poi_fused__unsafe_view_div_mul_tanh_25', 'mutated_arg_names': ['in_out_ptr0'], 'optimize_mem': True, 'no_x_dim': False, 'atomic_add_found': False, 'num_load': 1, 'num_store': 1, 'num_reduction': 0, 'backend_hash': '91D1D1166449D9E2EB66EB9770C9E2C3B0FEB787341F27FEB4D3F0338DA50336', 'assert_indirect_indexing': True, 'autotune_local_cache': True, 'autotune_pointwise': True, 'autotune_remote_cache': None, 'force_disable_caches': False, 'dynamic_scale_rblock': True, 'max_autotune': False, 'max_autotune_pointwise': False, 'min_split_scan_rblock': 256, 'spill_threshold': 16, 'store_cubin': False, 'deterministic': False, 'force_filter_reduction_configs': False, 'mix_order_reduction_allow_multi_stages': False, 'are_deterministic_algorithms_enabled': False, 'tiling_scores': {'x': 100663296}},
    min_elem_per_thread=0
)
@triton.jit
def triton_poi_fused__unsafe_view_div_mul_tanh_25(in_out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 16777216
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
#   %buf308 : Tensor "bf16[64, 2, 1024, 512][1048576, 524288, 512, 1]cuda:0" = PlaceHolder[target=buf308]
#   %buf310 : Tensor "bf16[64, 2, 1024, 512][1048576, 524288, 512, 1]cuda:0" = PlaceHolder[target=buf310]
#   %buf314 : Tensor "bf16[64, 1, 1, 1024][1024, 0, 1024, 1]cuda:0" = PlaceHolder[target=buf314]
#   %add_121 : Tensor "i64[][]cuda:0"[num_users=1] = call_function[target=torch.ops.aten.add.Tensor](args = (%arg4_1, 1), kwargs = {})
#   %copy_ : Tensor "i64[][]cuda:0"[num_users=0] = call_function[target=torch.ops.aten.copy_.default](args = (%arg4_1, %add_121), kwargs = {})
#   return %add_121,%buf367
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
        assert_size_stride(arg0_1, (64, 1), (1, 1))
        assert_size_stride(arg1_1, (262144, 2816), (2816, 1))
        assert_size_stride(arg2_1, (), ())
        assert_size_stride(arg3_1, (64, 1), (1, 1))
        assert_size_stride(arg4_1, (), ())
        assert_size_stride(arg5_1, (256, ), (1, ))
        assert_size_stride(arg6_1, (128, ), (1, ))
        assert_size_stride(arg7_1, (2816, ), (1, ))
        assert_size_stride(arg8_1, (4096, 2816), (2816, 1))
        assert_size_stride(arg9_1, (256, ), (1, ))
        assert_size_stride(arg10_1, (2048, 2816), (2816, 1))
        assert_size_stride(arg11_1, (2048, 2816), (2816, 1))
        assert_size_stride(arg12_1, (256, ), (1, ))
        assert_size_stride(arg13_1, (), ())
        assert_size_stride(arg14_1, (64, 8, 1024, 256), (2097152, 262144, 256, 1))
        assert_size_stride(arg15_1, (64, 8, 1024, 256), (2097152, 262144, 256, 1))
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
        assert_size_stride(arg39_1, (64, 8, 1024, 256), (2097152, 262144, 256, 1))
        assert_size_stride(arg40_1, (64, 8, 1024, 256), (2097152, 262144, 256, 1))
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
        assert_size_stride(arg64_1, (64, 8, 1024, 256), (2097152, 262144, 256, 1))
        assert_size_stride(arg65_1, (64, 8, 1024, 256), (2097152, 262144, 256, 1))
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
        assert_size_stride(arg89_1, (64, 8, 1024, 256), (2097152, 262144, 256, 1))
        assert_size_stride(arg90_1, (64, 8, 1024, 256), (2097152, 262144, 256, 1))
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
        assert_size_stride(arg114_1, (64, 8, 1024, 256), (2097152, 262144, 256, 1))
        assert_size_stride(arg115_1, (64, 8, 1024, 256), (2097152, 262144, 256, 1))
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
        assert_size_stride(arg137_1, (64, 2, 1024, 512), (1048576, 524288, 512, 1))
        assert_size_stride(arg138_1, (64, 2, 1024, 512), (1048576, 524288, 512, 1))
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
            buf1 = empty_strided_cuda((64, 1, 2816), (2816, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [embedding, inputs_embeds, float_3, pow_1, mean, mean_squared, pow_2, normed_output, float_4, normed_output_1, hidden_states], Original ATen: [aten.embedding, aten.mul, aten._to_copy, aten.pow, aten.mean, aten.add]
            # [Provenance debug handles] triton_red_fused__to_copy_add_embedding_mean_mul_pow_0:1
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy_add_embedding_mean_mul_pow_0.run(arg0_1, arg1_1, arg2_1, arg7_1, buf1, 64, 2816, stream=stream0)
            del arg7_1
            buf2 = empty_strided_cuda((64, 4096), (4096, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:2
            extern_kernels.mm(reinterpret_tensor(buf1, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg8_1, (2816, 4096), (1, 2816), 0), out=buf2)
            del arg8_1
            buf4 = empty_strided_cuda((64, 1, 1), (1, 64, 64), torch.float32)
            # Topologically Sorted Source Nodes: [getitem_11, position_ids_expanded_1], Original ATen: [aten.unsqueeze, aten._to_copy]
            # [Provenance debug handles] triton_poi_fused__to_copy_unsqueeze_1:3
            stream0 = get_raw_stream(0)
            triton_poi_fused__to_copy_unsqueeze_1.run(arg3_1, buf4, 64, stream=stream0)
            buf5 = empty_strided_cuda((64, 128, 1), (128, 1, 1), torch.float32)
            # Topologically Sorted Source Nodes: [getitem_10, expand_3, getitem_11, position_ids_expanded_1, matmul_1], Original ATen: [aten.unsqueeze, aten.expand, aten._to_copy, aten.bmm]
            # [Provenance debug handles] extern_kernels.bmm:4
            extern_kernels.bmm(reinterpret_tensor(arg6_1, (64, 128, 1), (0, 1, 0), 0), buf4, out=buf5)
            del arg6_1
            buf6 = empty_strided_cuda((64, 1, 16, 256), (4096, 262144, 256, 1), torch.bfloat16)
            buf14 = reinterpret_tensor(buf6, (64, 16, 1, 256), (4096, 256, 4096, 1), 0); del buf6  # reuse
            # Topologically Sorted Source Nodes: [linear, query_states, float_5, pow_3, mean_1, mean_squared_1, pow_4, normed_output_2, float_6, normed_output_3, query_states_1, freqs_1, emb_1, cos_2, cos_3, cos_4, cos_5, mul_9, x2, neg, x1, cat_2, sin_2, sin_3, sin_4, sin_5, mul_10, query_states_2, query_states_3, key, value, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, attn_output], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.slice, aten.neg, aten.sin, aten.expand, aten.clone, aten.new_ones, aten.arange, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2:5
            stream0 = get_raw_stream(0)
            triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2.run(buf14, buf2, arg9_1, buf5, 1024, 256, stream=stream0)
            del arg9_1
            del buf2
            buf7 = empty_strided_cuda((64, 2048), (2048, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_1], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:6
            extern_kernels.mm(reinterpret_tensor(buf1, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg10_1, (2816, 2048), (1, 2816), 0), out=buf7)
            del arg10_1
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, arange_8, cache_position, linear_1, key_states, float_7, pow_5, mean_2, mean_squared_2, pow_6, normed_output_4, float_8, normed_output_5, key_states_1, cos_6, mul_13, x2_1, neg_1, x1_1, cat_3, sin_6, mul_14, key_states_2, key_states_3, index_copy_], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.arange, aten.add, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.unsqueeze, aten.slice, aten.neg, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3:7
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3.run(buf7, arg12_1, arg13_1, buf5, arg14_1, 512, 256, stream=stream0)
            del arg12_1
            buf11 = buf7; del buf7  # reuse
            # Topologically Sorted Source Nodes: [linear_2], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:8
            extern_kernels.mm(reinterpret_tensor(buf1, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg11_1, (2816, 2048), (1, 2816), 0), out=buf11)
            del arg11_1
            # Topologically Sorted Source Nodes: [arange_8, cache_position, linear_2, value_states, float_9, pow_7, mean_3, mean_squared_3, pow_8, normed_output_6, value_states_1, value_states_2, index_copy__1], Original ATen: [aten.arange, aten.add, aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.mul, aten.transpose, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4:9
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4.run(buf11, arg13_1, arg15_1, 512, 256, stream=stream0)
            buf15 = empty_strided_cuda((64, 16, 1024, 256), (4194304, 262144, 256, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear, query_states, float_5, pow_3, mean_1, mean_squared_1, pow_4, normed_output_2, float_6, normed_output_3, query_states_1, freqs_1, emb_1, cos_2, cos_3, cos_4, cos_5, mul_9, sin_2, sin_3, sin_4, sin_5, mul_10, query_states_2, query_states_3, key, value, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, attn_output], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.new_ones, aten.arange, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:10
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg14_1, buf15, 268435456, stream=stream0)
            del arg14_1
            buf16 = empty_strided_cuda((64, 16, 1024, 256), (4194304, 262144, 256, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear, query_states, float_5, pow_3, mean_1, mean_squared_1, pow_4, normed_output_2, float_6, normed_output_3, query_states_1, freqs_1, emb_1, cos_2, cos_3, cos_4, cos_5, mul_9, sin_2, sin_3, sin_4, sin_5, mul_10, query_states_2, query_states_3, key, value, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, attn_output], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.new_ones, aten.arange, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:11
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg15_1, buf16, 268435456, stream=stream0)
            del arg15_1
            buf17 = empty_strided_cuda((64, 1, 1, 1024), (1024, 1024, 1024, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear, query_states, float_5, pow_3, mean_1, mean_squared_1, pow_4, normed_output_2, float_6, normed_output_3, query_states_1, freqs_1, emb_1, cos_2, cos_3, cos_4, cos_5, mul_9, sin_2, sin_3, sin_4, sin_5, mul_10, query_states_2, query_states_3, key, value, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, attn_output], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.new_ones, aten.arange, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6:12
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6.run(buf17, 65536, stream=stream0)
            # Topologically Sorted Source Nodes: [linear, query_states, float_5, pow_3, mean_1, mean_squared_1, pow_4, normed_output_2, float_6, normed_output_3, query_states_1, freqs_1, emb_1, cos_2, cos_3, cos_4, cos_5, mul_9, sin_2, sin_3, sin_4, sin_5, mul_10, query_states_2, query_states_3, key, value, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, attn_output], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.new_ones, aten.arange, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] torch.ops.aten._scaled_dot_product_cudnn_attention.default:13
            buf18 = torch.ops.aten._scaled_dot_product_cudnn_attention.default(buf14, buf15, buf16, buf17, False, scale=1.0)
            buf19 = buf18[0]
            assert_size_stride(buf19, (64, 16, 1, 256), (4096, 256, 256, 1), 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            assert_alignment(buf19, 16, 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            del buf18
            buf23 = reinterpret_tensor(buf1, (64, 2816), (2816, 1), 0); del buf1  # reuse
            # Topologically Sorted Source Nodes: [transpose_5, reshape_2, attn_output_3], Original ATen: [aten.transpose, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:14
            extern_kernels.mm(reinterpret_tensor(buf19, (64, 4096), (4096, 1), 0), reinterpret_tensor(arg16_1, (4096, 2816), (1, 4096), 0), out=buf23)
            del arg16_1
            buf25 = reinterpret_tensor(buf23, (64, 1, 2816), (2816, 2816, 1), 0); del buf23  # reuse
            buf37 = reinterpret_tensor(buf4, (64, 1), (1, 64), 0); del buf4  # reuse
            buf27 = empty_strided_cuda((64, 2816), (2816, 1), torch.bfloat16)
            buf45 = empty_strided_cuda((64, 1, 2816), (2816, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [embedding, inputs_embeds, attn_output_3, float_10, pow_9, mean_4, mean_squared_4, pow_10, normed_output_7, float_11, normed_output_8, hidden_states_3, hidden_states_4, hidden_states_flat, float_16, pow_15, mean_7, mean_squared_7, pow_16, normed_output_13, hidden_states_7, mul_24, hidden_states_8, float_17, pow_17, mean_8, float_12, pow_11, mean_5, mean_squared_5, pow_12, normed_output_9, float_13, normed_output_10, hidden_states_5], Original ATen: [aten.embedding, aten.mul, aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_embedding_mean_mul_pow_view_7:15
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_embedding_mean_mul_pow_view_7.run(buf25, arg0_1, arg1_1, arg2_1, arg17_1, arg23_1, arg18_1, buf37, buf27, buf45, 64, 2816, stream=stream0)
            del arg0_1
            del arg17_1
            del arg18_1
            del arg23_1
            del arg2_1
            buf28 = empty_strided_cuda((64, 128), (128, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [hidden_states_flat, float_16, pow_15, mean_7, mean_squared_7, pow_16, normed_output_13, hidden_states_7, mul_24, hidden_states_8, expert_scores], Original ATen: [aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:16
            extern_kernels.mm(buf27, reinterpret_tensor(arg24_1, (2816, 128), (1, 2816), 0), out=buf28)
            del arg24_1
            buf31 = empty_strided_cuda((64, 128), (128, 1), torch.float32)
            # Topologically Sorted Source Nodes: [router_probabilities, ], Original ATen: [aten._to_copy, prims.prepare_softmax_online, aten.sub, aten.exp, aten._softmax]
            # [Provenance debug handles] triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8:17
            stream0 = get_raw_stream(0)
            triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8.run(buf28, buf31, 64, 128, stream=stream0)
            # Topologically Sorted Source Nodes: [router_probabilities, , topk], Original ATen: [aten._to_copy, aten.sub, aten.exp, aten._softmax, aten.topk]
            # [Provenance debug handles] torch.ops.aten.topk.default:18
            buf32 = torch.ops.aten.topk.default(buf31, 8)
            buf33 = buf32[0]
            assert_size_stride(buf33, (64, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf33, 16, 'torch.ops.aten.topk.default')
            buf34 = buf32[1]
            assert_size_stride(buf34, (64, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf34, 16, 'torch.ops.aten.topk.default')
            del buf32
            buf53 = empty_strided_cuda((64, 1), (1, 64), torch.float32)
            # Topologically Sorted Source Nodes: [sum_1], Original ATen: [aten.sum]
            # [Provenance debug handles] triton_per_fused_sum_9:19
            stream0 = get_raw_stream(0)
            triton_per_fused_sum_9.run(buf33, buf53, 64, 8, stream=stream0)
            buf55 = empty_strided_cuda((512, ), (1, ), torch.int64)
            buf35 = empty_strided_cuda((512, ), (1, ), torch.int64)
            buf36 = empty_strided_cuda((512, ), (1, ), torch.int16)
            buf38 = empty_strided_cuda((512, ), (1, ), torch.int32)
            buf54 = empty_strided_cuda((512, ), (1, ), torch.float32)
            # Topologically Sorted Source Nodes: [expert_ids, sort, histc_input, top_k_weights_1, getitem_20, top_k_weights_2, sample_weights, sample_weights_g, arange_9, setitem], Original ATen: [aten.view, aten.sort, aten._to_copy, aten.div, aten.index, aten.mul, aten.arange, aten.index_put]
            # [Provenance debug handles] triton_per_fused__to_copy_arange_div_index_index_put_mul_sort_view_10:20
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy_arange_div_index_index_put_mul_sort_view_10.run(buf34, buf33, buf53, arg25_1, buf35, buf36, buf38, buf54, buf55, 1, 512, stream=stream0)
            del arg25_1
            del buf33
            del buf34
            # Topologically Sorted Source Nodes: [histc_input, tokens_per_expert], Original ATen: [aten._to_copy, aten.histc]
            # [Provenance debug handles] torch.ops.aten.histc.default:21
            buf39 = torch.ops.aten.histc.default(buf38, 128, 0, 127)
            buf40 = buf39
            assert_size_stride(buf40, (128, ), (1, ), 'torch.ops.aten.histc.default')
            assert_alignment(buf40, 16, 'torch.ops.aten.histc.default')
            del buf39
            buf41 = buf40; del buf40  # reuse
            # Topologically Sorted Source Nodes: [offsets], Original ATen: [aten.cumsum]
            # [Provenance debug handles] triton_per_fused_cumsum_11:22
            stream0 = get_raw_stream(0)
            triton_per_fused_cumsum_11.run(buf41, 1, 128, stream=stream0)
            buf42 = empty_strided_cuda((512, 2816), (2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [hidden_states_flat, expert_ids, sort, ge, sentinel_mask, masked_fill_, float_17, pow_17, mean_8, mean_squared_8, pow_18, normed_output_14, float_18, normed_output_15, hidden_states_9, floordiv, selected_hidden_states_g, transpose_6, out], Original ATen: [aten.view, aten.sort, aten.ge, aten.unsqueeze, aten.masked_fill, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.floor_divide, aten.index, aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] triton_poi_fused__grouped_mm__to_copy_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_transpose_unsqueeze_view_12:23
            stream0 = get_raw_stream(0)
            triton_poi_fused__grouped_mm__to_copy_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_transpose_unsqueeze_view_12.run(buf35, buf36, buf25, buf37, arg26_1, buf42, 1441792, stream=stream0)
            del arg26_1
            # Topologically Sorted Source Nodes: [hidden_states_flat, expert_ids, sort, ge, sentinel_mask, masked_fill_, float_17, pow_17, mean_8, mean_squared_8, pow_18, normed_output_14, float_18, normed_output_15, hidden_states_9, floordiv, selected_hidden_states_g, transpose_6, out], Original ATen: [aten.view, aten.sort, aten.ge, aten.unsqueeze, aten.masked_fill, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.floor_divide, aten.index, aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] extern_kernels._grouped_mm:24
            buf43 = extern_kernels._grouped_mm(buf42, reinterpret_tensor(arg27_1, (128, 2816, 1408), (3964928, 1, 2816), 0), buf41, out_dtype=None)
            assert_size_stride(buf43, (512, 1408), (1408, 1), 'torch.ops.aten._grouped_mm.default')
            del arg27_1
            del buf42
            buf46 = empty_strided_cuda((64, 2112), (2112, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [float_12, pow_11, mean_5, mean_squared_5, pow_12, normed_output_9, float_13, normed_output_10, hidden_states_5, linear_4], Original ATen: [aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:25
            extern_kernels.mm(reinterpret_tensor(buf45, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg19_1, (2816, 2112), (1, 2816), 0), out=buf46)
            del arg19_1
            buf47 = empty_strided_cuda((64, 2112), (2112, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_5], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:26
            extern_kernels.mm(reinterpret_tensor(buf45, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg20_1, (2816, 2112), (1, 2816), 0), out=buf47)
            del arg20_1
            buf48 = reinterpret_tensor(buf46, (64, 1, 2112), (2112, 2112, 1), 0); del buf46  # reuse
            # Topologically Sorted Source Nodes: [linear_4, gelu, linear_5, mul_20], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused__unsafe_view_gelu_mul_13:27
            stream0 = get_raw_stream(0)
            triton_poi_fused__unsafe_view_gelu_mul_13.run(buf48, buf47, 135168, stream=stream0)
            buf49 = reinterpret_tensor(buf45, (64, 2816), (2816, 1), 0); del buf45  # reuse
            # Topologically Sorted Source Nodes: [linear_4, gelu, linear_5, mul_20, down_proj], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:28
            extern_kernels.mm(reinterpret_tensor(buf48, (64, 2112), (2112, 1), 0), reinterpret_tensor(arg21_1, (2112, 2816), (1, 2112), 0), out=buf49)
            del arg21_1
            buf51 = empty_strided_cuda((512, 704), (704, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [proj_out, ge, sentinel_mask, chunk, gelu_1, proj_out_1, transpose_7, out_1], Original ATen: [aten.masked_fill, aten.ge, aten.unsqueeze, aten.split, aten.gelu, aten.mul, aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] triton_poi_fused__grouped_mm_ge_gelu_masked_fill_mul_split_transpose_unsqueeze_14:29
            stream0 = get_raw_stream(0)
            triton_poi_fused__grouped_mm_ge_gelu_masked_fill_mul_split_transpose_unsqueeze_14.run(buf35, buf43, buf51, 360448, stream=stream0)
            del buf43
            # Topologically Sorted Source Nodes: [proj_out, ge, sentinel_mask, chunk, gelu_1, proj_out_1, transpose_7, out_1], Original ATen: [aten.masked_fill, aten.ge, aten.unsqueeze, aten.split, aten.gelu, aten.mul, aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] extern_kernels._grouped_mm:30
            buf52 = extern_kernels._grouped_mm(buf51, reinterpret_tensor(arg28_1, (128, 704, 2816), (1982464, 1, 704), 0), buf41, out_dtype=None)
            assert_size_stride(buf52, (512, 2816), (2816, 1), 'torch.ops.aten._grouped_mm.default')
            del arg28_1
            del buf41
            buf57 = empty_strided_cuda((64, 2816), (2816, 1), torch.float32)
            # Topologically Sorted Source Nodes: [expert_ids, sort, ge, sentinel_mask, proj_out_2, top_k_weights_1, getitem_20, top_k_weights_2, sample_weights, sample_weights_g, unsqueeze_5, weighted_out, weighted_out_1, view_3, final_hidden_states], Original ATen: [aten.view, aten.sort, aten.ge, aten.unsqueeze, aten.masked_fill, aten.div, aten.index, aten.mul, aten.sum]
            # [Provenance debug handles] triton_per_fused_div_ge_index_masked_fill_mul_sort_sum_unsqueeze_view_15:31
            stream0 = get_raw_stream(0)
            triton_per_fused_div_ge_index_masked_fill_mul_sort_sum_unsqueeze_view_15.run(buf55, buf35, buf52, buf54, buf57, 180224, 8, stream=stream0)
            buf59 = reinterpret_tensor(buf57, (64, 1, 2816), (2816, 180224, 1), 0); del buf57  # reuse
            buf61 = reinterpret_tensor(buf25, (64, 1, 2816), (2816, 180224, 1), 0); del buf25  # reuse
            buf63 = reinterpret_tensor(buf27, (64, 1, 2816), (2816, 2816, 1), 0); del buf27  # reuse
            # Topologically Sorted Source Nodes: [down_proj, float_14, pow_13, mean_6, mean_squared_6, pow_14, normed_output_11, float_15, normed_output_12, hidden_states_6, hidden_states_10, hidden_states_11, float_19, pow_19, mean_9, mean_squared_9, pow_20, normed_output_16, float_20, normed_output_17, hidden_states_12, hidden_states_13, float_21, pow_21, mean_10, mean_squared_10, pow_22, normed_output_18, float_22, normed_output_19, hidden_states_14, hidden_states_15, hidden_states_16, float_23, pow_23, mean_11, mean_squared_11, pow_24, normed_output_20, float_24, normed_output_21, hidden_states_17], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_16:32
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_16.run(buf59, buf61, buf49, arg22_1, arg29_1, arg30_1, arg31_1, arg32_1, buf63, 64, 2816, stream=stream0)
            del arg22_1
            del arg29_1
            del arg30_1
            del arg31_1
            del arg32_1
            buf64 = reinterpret_tensor(buf19, (64, 4096), (4096, 1), 0); del buf19  # reuse
            # Topologically Sorted Source Nodes: [float_23, pow_23, mean_11, mean_squared_11, pow_24, normed_output_20, float_24, normed_output_21, hidden_states_17, linear_8], Original ATen: [aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:33
            extern_kernels.mm(reinterpret_tensor(buf63, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg33_1, (2816, 4096), (1, 2816), 0), out=buf64)
            del arg33_1
            buf66 = reinterpret_tensor(buf14, (64, 1, 16, 256), (4096, 262144, 256, 1), 0); del buf14  # reuse
            buf74 = reinterpret_tensor(buf66, (64, 16, 1, 256), (4096, 256, 4096, 1), 0); del buf66  # reuse
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_8, query_states_4, float_25, pow_25, mean_12, mean_squared_12, pow_26, normed_output_22, float_26, normed_output_23, query_states_5, cos_7, mul_39, x2_2, neg_2, x1_2, cat_4, sin_7, mul_40, query_states_6, query_states_7, key_1, value_1, attn_output_4], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.slice, aten.neg, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2:34
            stream0 = get_raw_stream(0)
            triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2.run(buf74, buf64, arg34_1, buf5, 1024, 256, stream=stream0)
            del arg34_1
            del buf64
            buf67 = buf11; del buf11  # reuse
            # Topologically Sorted Source Nodes: [linear_9], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:35
            extern_kernels.mm(reinterpret_tensor(buf63, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg35_1, (2816, 2048), (1, 2816), 0), out=buf67)
            del arg35_1
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, arange_10, cache_position_1, linear_9, key_states_4, float_27, pow_27, mean_13, mean_squared_13, pow_28, normed_output_24, float_28, normed_output_25, key_states_5, cos_8, mul_43, x2_3, neg_3, x1_3, cat_5, sin_8, mul_44, key_states_6, key_states_7, index_copy__2], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.arange, aten.add, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.unsqueeze, aten.slice, aten.neg, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3:36
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3.run(buf67, arg37_1, arg38_1, buf5, arg39_1, 512, 256, stream=stream0)
            del arg37_1
            buf71 = buf67; del buf67  # reuse
            # Topologically Sorted Source Nodes: [linear_10], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:37
            extern_kernels.mm(reinterpret_tensor(buf63, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg36_1, (2816, 2048), (1, 2816), 0), out=buf71)
            del arg36_1
            # Topologically Sorted Source Nodes: [arange_10, cache_position_1, linear_10, value_states_3, float_29, pow_29, mean_14, mean_squared_14, pow_30, normed_output_26, value_states_4, value_states_5, index_copy__3], Original ATen: [aten.arange, aten.add, aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.mul, aten.transpose, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4:38
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4.run(buf71, arg38_1, arg40_1, 512, 256, stream=stream0)
            buf75 = buf16; del buf16  # reuse
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_8, query_states_4, float_25, pow_25, mean_12, mean_squared_12, pow_26, normed_output_22, float_26, normed_output_23, query_states_5, cos_7, mul_39, sin_7, mul_40, query_states_6, query_states_7, key_1, value_1, attn_output_4], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:39
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg39_1, buf75, 268435456, stream=stream0)
            del arg39_1
            buf76 = buf15; del buf15  # reuse
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_8, query_states_4, float_25, pow_25, mean_12, mean_squared_12, pow_26, normed_output_22, float_26, normed_output_23, query_states_5, cos_7, mul_39, sin_7, mul_40, query_states_6, query_states_7, key_1, value_1, attn_output_4], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:40
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg40_1, buf76, 268435456, stream=stream0)
            del arg40_1
            buf77 = buf17; del buf17  # reuse
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_8, query_states_4, float_25, pow_25, mean_12, mean_squared_12, pow_26, normed_output_22, float_26, normed_output_23, query_states_5, cos_7, mul_39, sin_7, mul_40, query_states_6, query_states_7, key_1, value_1, attn_output_4], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6:41
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6.run(buf77, 65536, stream=stream0)
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_8, query_states_4, float_25, pow_25, mean_12, mean_squared_12, pow_26, normed_output_22, float_26, normed_output_23, query_states_5, cos_7, mul_39, sin_7, mul_40, query_states_6, query_states_7, key_1, value_1, attn_output_4], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] torch.ops.aten._scaled_dot_product_cudnn_attention.default:42
            buf78 = torch.ops.aten._scaled_dot_product_cudnn_attention.default(buf74, buf75, buf76, buf77, False, scale=1.0)
            buf79 = buf78[0]
            assert_size_stride(buf79, (64, 16, 1, 256), (4096, 256, 256, 1), 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            assert_alignment(buf79, 16, 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            del buf78
            buf83 = reinterpret_tensor(buf63, (64, 2816), (2816, 1), 0); del buf63  # reuse
            # Topologically Sorted Source Nodes: [transpose_11, reshape_9, attn_output_7], Original ATen: [aten.transpose, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:43
            extern_kernels.mm(reinterpret_tensor(buf79, (64, 4096), (4096, 1), 0), reinterpret_tensor(arg41_1, (4096, 2816), (1, 4096), 0), out=buf83)
            del arg41_1
            buf84 = reinterpret_tensor(buf37, (64, 1, 1), (1, 64, 64), 0); del buf37  # reuse
            buf96 = buf53; del buf53  # reuse
            buf86 = buf49; del buf49  # reuse
            buf104 = empty_strided_cuda((64, 1, 2816), (2816, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_7, float_30, pow_31, mean_15, mean_squared_15, pow_32, normed_output_27, float_31, normed_output_28, hidden_states_20, hidden_states_21, hidden_states_flat_1, float_36, pow_37, mean_18, mean_squared_18, pow_38, normed_output_33, hidden_states_24, mul_54, hidden_states_25, float_37, pow_39, mean_19, float_32, pow_33, mean_16, mean_squared_16, pow_34, normed_output_29, float_33, normed_output_30, hidden_states_22], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17:44
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17.run(buf83, buf61, arg42_1, arg48_1, arg43_1, buf84, buf96, buf86, buf104, 64, 2816, stream=stream0)
            del arg43_1
            del arg48_1
            buf87 = buf28; del buf28  # reuse
            # Topologically Sorted Source Nodes: [attn_output_7, float_30, pow_31, mean_15, mean_squared_15, pow_32, normed_output_27, float_31, normed_output_28, hidden_states_20, hidden_states_21, hidden_states_flat_1, float_36, pow_37, mean_18, mean_squared_18, pow_38, normed_output_33, hidden_states_24, mul_54, hidden_states_25, expert_scores_1], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:45
            extern_kernels.mm(buf86, reinterpret_tensor(arg49_1, (2816, 128), (1, 2816), 0), out=buf87)
            del arg49_1
            buf90 = buf31; del buf31  # reuse
            # Topologically Sorted Source Nodes: [router_probabilities_1, ], Original ATen: [aten._to_copy, prims.prepare_softmax_online, aten.sub, aten.exp, aten._softmax]
            # [Provenance debug handles] triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8:46
            stream0 = get_raw_stream(0)
            triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8.run(buf87, buf90, 64, 128, stream=stream0)
            # Topologically Sorted Source Nodes: [router_probabilities_1, , topk_1], Original ATen: [aten._to_copy, aten.sub, aten.exp, aten._softmax, aten.topk]
            # [Provenance debug handles] torch.ops.aten.topk.default:47
            buf91 = torch.ops.aten.topk.default(buf90, 8)
            buf92 = buf91[0]
            assert_size_stride(buf92, (64, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf92, 16, 'torch.ops.aten.topk.default')
            buf93 = buf91[1]
            assert_size_stride(buf93, (64, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf93, 16, 'torch.ops.aten.topk.default')
            del buf91
            buf112 = empty_strided_cuda((64, 1), (1, 64), torch.float32)
            # Topologically Sorted Source Nodes: [sum_3], Original ATen: [aten.sum]
            # [Provenance debug handles] triton_per_fused_sum_9:48
            stream0 = get_raw_stream(0)
            triton_per_fused_sum_9.run(buf92, buf112, 64, 8, stream=stream0)
            buf114 = buf55; del buf55  # reuse
            buf94 = buf35; del buf35  # reuse
            buf95 = buf36; del buf36  # reuse
            buf98 = buf38; del buf38  # reuse
            buf113 = buf54; del buf54  # reuse
            # Topologically Sorted Source Nodes: [expert_ids_1, sort_1, histc_input_1, top_k_weights_4, getitem_40, top_k_weights_5, sample_weights_1, sample_weights_g_1, arange_11, setitem_1], Original ATen: [aten.view, aten.sort, aten._to_copy, aten.div, aten.index, aten.mul, aten.arange, aten.index_put]
            # [Provenance debug handles] triton_per_fused__to_copy_arange_div_index_index_put_mul_sort_view_10:49
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy_arange_div_index_index_put_mul_sort_view_10.run(buf93, buf92, buf112, arg50_1, buf94, buf95, buf98, buf113, buf114, 1, 512, stream=stream0)
            del arg50_1
            del buf92
            del buf93
            buf97 = buf52; del buf52  # reuse
            # Topologically Sorted Source Nodes: [attn_output_7, float_30, pow_31, mean_15, mean_squared_15, pow_32, normed_output_27, float_31, normed_output_28, hidden_states_20, hidden_states_21, hidden_states_flat_1, expert_ids_1, sort_1, ge_1, sentinel_mask_1, masked_fill__1, float_37, pow_39, mean_19, mean_squared_19, pow_40, normed_output_34, float_38, normed_output_35, hidden_states_26, floordiv_1, selected_hidden_states_g_1], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.sort, aten.ge, aten.unsqueeze, aten.masked_fill, aten.floor_divide, aten.index]
            # [Provenance debug handles] triton_poi_fused__to_copy__unsafe_view_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_unsqueeze_view_18:50
            stream0 = get_raw_stream(0)
            triton_poi_fused__to_copy__unsafe_view_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_unsqueeze_view_18.run(buf94, buf95, buf61, buf83, buf84, arg42_1, buf96, arg51_1, buf97, 1441792, stream=stream0)
            del arg51_1
            # Topologically Sorted Source Nodes: [histc_input_1, tokens_per_expert_1], Original ATen: [aten._to_copy, aten.histc]
            # [Provenance debug handles] torch.ops.aten.histc.default:51
            buf99 = torch.ops.aten.histc.default(buf98, 128, 0, 127)
            buf100 = buf99
            assert_size_stride(buf100, (128, ), (1, ), 'torch.ops.aten.histc.default')
            assert_alignment(buf100, 16, 'torch.ops.aten.histc.default')
            del buf99
            buf101 = buf100; del buf100  # reuse
            # Topologically Sorted Source Nodes: [offsets_1], Original ATen: [aten.cumsum]
            # [Provenance debug handles] triton_per_fused_cumsum_11:52
            stream0 = get_raw_stream(0)
            triton_per_fused_cumsum_11.run(buf101, 1, 128, stream=stream0)
            # Topologically Sorted Source Nodes: [transpose_12, out_2], Original ATen: [aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] extern_kernels._grouped_mm:53
            buf102 = extern_kernels._grouped_mm(buf97, reinterpret_tensor(arg52_1, (128, 2816, 1408), (3964928, 1, 2816), 0), buf101, out_dtype=None)
            assert_size_stride(buf102, (512, 1408), (1408, 1), 'torch.ops.aten._grouped_mm.default')
            del arg52_1
            del buf97
            buf105 = reinterpret_tensor(buf48, (64, 2112), (2112, 1), 0); del buf48  # reuse
            # Topologically Sorted Source Nodes: [linear_12], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:54
            extern_kernels.mm(reinterpret_tensor(buf104, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg44_1, (2816, 2112), (1, 2816), 0), out=buf105)
            del arg44_1
            buf106 = buf47; del buf47  # reuse
            # Topologically Sorted Source Nodes: [linear_13], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:55
            extern_kernels.mm(reinterpret_tensor(buf104, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg45_1, (2816, 2112), (1, 2816), 0), out=buf106)
            del arg45_1
            buf107 = reinterpret_tensor(buf105, (64, 1, 2112), (2112, 2112, 1), 0); del buf105  # reuse
            # Topologically Sorted Source Nodes: [linear_12, gelu_2, linear_13, mul_50], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused__unsafe_view_gelu_mul_13:56
            stream0 = get_raw_stream(0)
            triton_poi_fused__unsafe_view_gelu_mul_13.run(buf107, buf106, 135168, stream=stream0)
            buf108 = reinterpret_tensor(buf104, (64, 2816), (2816, 1), 0); del buf104  # reuse
            # Topologically Sorted Source Nodes: [linear_12, gelu_2, linear_13, mul_50, down_proj_1], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:57
            extern_kernels.mm(reinterpret_tensor(buf107, (64, 2112), (2112, 1), 0), reinterpret_tensor(arg46_1, (2112, 2816), (1, 2112), 0), out=buf108)
            del arg46_1
            buf110 = buf51; del buf51  # reuse
            # Topologically Sorted Source Nodes: [proj_out_3, ge_1, sentinel_mask_1, chunk_1, gelu_3, proj_out_4, transpose_13, out_3], Original ATen: [aten.masked_fill, aten.ge, aten.unsqueeze, aten.split, aten.gelu, aten.mul, aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] triton_poi_fused__grouped_mm_ge_gelu_masked_fill_mul_split_transpose_unsqueeze_14:58
            stream0 = get_raw_stream(0)
            triton_poi_fused__grouped_mm_ge_gelu_masked_fill_mul_split_transpose_unsqueeze_14.run(buf94, buf102, buf110, 360448, stream=stream0)
            del buf102
            # Topologically Sorted Source Nodes: [proj_out_3, ge_1, sentinel_mask_1, chunk_1, gelu_3, proj_out_4, transpose_13, out_3], Original ATen: [aten.masked_fill, aten.ge, aten.unsqueeze, aten.split, aten.gelu, aten.mul, aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] extern_kernels._grouped_mm:59
            buf111 = extern_kernels._grouped_mm(buf110, reinterpret_tensor(arg53_1, (128, 704, 2816), (1982464, 1, 704), 0), buf101, out_dtype=None)
            assert_size_stride(buf111, (512, 2816), (2816, 1), 'torch.ops.aten._grouped_mm.default')
            del arg53_1
            del buf101
            buf116 = reinterpret_tensor(buf59, (64, 2816), (2816, 1), 0); del buf59  # reuse
            # Topologically Sorted Source Nodes: [expert_ids_1, sort_1, ge_1, sentinel_mask_1, proj_out_5, top_k_weights_4, getitem_40, top_k_weights_5, sample_weights_1, sample_weights_g_1, unsqueeze_11, weighted_out_2, weighted_out_3, view_7, final_hidden_states_1], Original ATen: [aten.view, aten.sort, aten.ge, aten.unsqueeze, aten.masked_fill, aten.div, aten.index, aten.mul, aten.sum]
            # [Provenance debug handles] triton_per_fused_div_ge_index_masked_fill_mul_sort_sum_unsqueeze_view_15:60
            stream0 = get_raw_stream(0)
            triton_per_fused_div_ge_index_masked_fill_mul_sort_sum_unsqueeze_view_15.run(buf114, buf94, buf111, buf113, buf116, 180224, 8, stream=stream0)
            buf118 = reinterpret_tensor(buf116, (64, 1, 2816), (2816, 180224, 1), 0); del buf116  # reuse
            buf120 = buf61; del buf61  # reuse
            buf122 = reinterpret_tensor(buf86, (64, 1, 2816), (2816, 2816, 1), 0); del buf86  # reuse
            # Topologically Sorted Source Nodes: [attn_output_7, float_30, pow_31, mean_15, mean_squared_15, pow_32, normed_output_27, float_31, normed_output_28, hidden_states_20, hidden_states_21, down_proj_1, float_34, pow_35, mean_17, mean_squared_17, pow_36, normed_output_31, float_35, normed_output_32, hidden_states_23, hidden_states_27, hidden_states_28, float_39, pow_41, mean_20, mean_squared_20, pow_42, normed_output_36, float_40, normed_output_37, hidden_states_29, hidden_states_30, float_41, pow_43, mean_21, mean_squared_21, pow_44, normed_output_38, float_42, normed_output_39, hidden_states_31, hidden_states_32, hidden_states_33, float_43, pow_45, mean_22, mean_squared_22, pow_46, normed_output_40, float_44, normed_output_41, hidden_states_34], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19:61
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19.run(buf118, buf120, buf108, arg47_1, arg54_1, buf83, buf84, arg42_1, arg55_1, arg56_1, arg57_1, buf122, 64, 2816, stream=stream0)
            del arg42_1
            del arg47_1
            del arg54_1
            del arg55_1
            del arg56_1
            del arg57_1
            buf123 = reinterpret_tensor(buf79, (64, 4096), (4096, 1), 0); del buf79  # reuse
            # Topologically Sorted Source Nodes: [float_43, pow_45, mean_22, mean_squared_22, pow_46, normed_output_40, float_44, normed_output_41, hidden_states_34, linear_16], Original ATen: [aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:62
            extern_kernels.mm(reinterpret_tensor(buf122, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg58_1, (2816, 4096), (1, 2816), 0), out=buf123)
            del arg58_1
            buf125 = reinterpret_tensor(buf74, (64, 1, 16, 256), (4096, 262144, 256, 1), 0); del buf74  # reuse
            buf133 = reinterpret_tensor(buf125, (64, 16, 1, 256), (4096, 256, 4096, 1), 0); del buf125  # reuse
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_16, query_states_8, float_45, pow_47, mean_23, mean_squared_23, pow_48, normed_output_42, float_46, normed_output_43, query_states_9, cos_9, mul_69, x2_4, neg_4, x1_4, cat_6, sin_9, mul_70, query_states_10, query_states_11, key_2, value_2, attn_output_8], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.slice, aten.neg, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2:63
            stream0 = get_raw_stream(0)
            triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2.run(buf133, buf123, arg59_1, buf5, 1024, 256, stream=stream0)
            del arg59_1
            del buf123
            buf126 = buf71; del buf71  # reuse
            # Topologically Sorted Source Nodes: [linear_17], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:64
            extern_kernels.mm(reinterpret_tensor(buf122, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg60_1, (2816, 2048), (1, 2816), 0), out=buf126)
            del arg60_1
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, arange_12, cache_position_2, linear_17, key_states_8, float_47, pow_49, mean_24, mean_squared_24, pow_50, normed_output_44, float_48, normed_output_45, key_states_9, cos_10, mul_73, x2_5, neg_5, x1_5, cat_7, sin_10, mul_74, key_states_10, key_states_11, index_copy__4], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.arange, aten.add, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.unsqueeze, aten.slice, aten.neg, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3:65
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3.run(buf126, arg62_1, arg63_1, buf5, arg64_1, 512, 256, stream=stream0)
            del arg62_1
            buf130 = buf126; del buf126  # reuse
            # Topologically Sorted Source Nodes: [linear_18], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:66
            extern_kernels.mm(reinterpret_tensor(buf122, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg61_1, (2816, 2048), (1, 2816), 0), out=buf130)
            del arg61_1
            # Topologically Sorted Source Nodes: [arange_12, cache_position_2, linear_18, value_states_6, float_49, pow_51, mean_25, mean_squared_25, pow_52, normed_output_46, value_states_7, value_states_8, index_copy__5], Original ATen: [aten.arange, aten.add, aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.mul, aten.transpose, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4:67
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4.run(buf130, arg63_1, arg65_1, 512, 256, stream=stream0)
            buf134 = buf76; del buf76  # reuse
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_16, query_states_8, float_45, pow_47, mean_23, mean_squared_23, pow_48, normed_output_42, float_46, normed_output_43, query_states_9, cos_9, mul_69, sin_9, mul_70, query_states_10, query_states_11, key_2, value_2, attn_output_8], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:68
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg64_1, buf134, 268435456, stream=stream0)
            del arg64_1
            buf135 = buf75; del buf75  # reuse
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_16, query_states_8, float_45, pow_47, mean_23, mean_squared_23, pow_48, normed_output_42, float_46, normed_output_43, query_states_9, cos_9, mul_69, sin_9, mul_70, query_states_10, query_states_11, key_2, value_2, attn_output_8], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:69
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg65_1, buf135, 268435456, stream=stream0)
            del arg65_1
            buf136 = buf77; del buf77  # reuse
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_16, query_states_8, float_45, pow_47, mean_23, mean_squared_23, pow_48, normed_output_42, float_46, normed_output_43, query_states_9, cos_9, mul_69, sin_9, mul_70, query_states_10, query_states_11, key_2, value_2, attn_output_8], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6:70
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6.run(buf136, 65536, stream=stream0)
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_16, query_states_8, float_45, pow_47, mean_23, mean_squared_23, pow_48, normed_output_42, float_46, normed_output_43, query_states_9, cos_9, mul_69, sin_9, mul_70, query_states_10, query_states_11, key_2, value_2, attn_output_8], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] torch.ops.aten._scaled_dot_product_cudnn_attention.default:71
            buf137 = torch.ops.aten._scaled_dot_product_cudnn_attention.default(buf133, buf134, buf135, buf136, False, scale=1.0)
            buf138 = buf137[0]
            assert_size_stride(buf138, (64, 16, 1, 256), (4096, 256, 256, 1), 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            assert_alignment(buf138, 16, 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            del buf137
            buf142 = reinterpret_tensor(buf122, (64, 2816), (2816, 1), 0); del buf122  # reuse
            # Topologically Sorted Source Nodes: [transpose_17, reshape_16, attn_output_11], Original ATen: [aten.transpose, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:72
            extern_kernels.mm(reinterpret_tensor(buf138, (64, 4096), (4096, 1), 0), reinterpret_tensor(arg66_1, (4096, 2816), (1, 4096), 0), out=buf142)
            del arg66_1
            buf143 = buf84; del buf84  # reuse
            buf155 = buf96; del buf96  # reuse
            buf145 = buf83; del buf83  # reuse
            buf163 = reinterpret_tensor(buf108, (64, 1, 2816), (2816, 2816, 1), 0); del buf108  # reuse
            # Topologically Sorted Source Nodes: [attn_output_11, float_50, pow_53, mean_26, mean_squared_26, pow_54, normed_output_47, float_51, normed_output_48, hidden_states_37, hidden_states_38, hidden_states_flat_2, float_56, pow_59, mean_29, mean_squared_29, pow_60, normed_output_53, hidden_states_41, mul_84, hidden_states_42, float_57, pow_61, mean_30, float_52, pow_55, mean_27, mean_squared_27, pow_56, normed_output_49, float_53, normed_output_50, hidden_states_39], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17:73
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17.run(buf142, buf120, arg67_1, arg73_1, arg68_1, buf143, buf155, buf145, buf163, 64, 2816, stream=stream0)
            del arg68_1
            del arg73_1
            buf146 = buf87; del buf87  # reuse
            # Topologically Sorted Source Nodes: [attn_output_11, float_50, pow_53, mean_26, mean_squared_26, pow_54, normed_output_47, float_51, normed_output_48, hidden_states_37, hidden_states_38, hidden_states_flat_2, float_56, pow_59, mean_29, mean_squared_29, pow_60, normed_output_53, hidden_states_41, mul_84, hidden_states_42, expert_scores_2], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:74
            extern_kernels.mm(buf145, reinterpret_tensor(arg74_1, (2816, 128), (1, 2816), 0), out=buf146)
            del arg74_1
            buf149 = buf90; del buf90  # reuse
            # Topologically Sorted Source Nodes: [router_probabilities_2, ], Original ATen: [aten._to_copy, prims.prepare_softmax_online, aten.sub, aten.exp, aten._softmax]
            # [Provenance debug handles] triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8:75
            stream0 = get_raw_stream(0)
            triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8.run(buf146, buf149, 64, 128, stream=stream0)
            # Topologically Sorted Source Nodes: [router_probabilities_2, , topk_2], Original ATen: [aten._to_copy, aten.sub, aten.exp, aten._softmax, aten.topk]
            # [Provenance debug handles] torch.ops.aten.topk.default:76
            buf150 = torch.ops.aten.topk.default(buf149, 8)
            buf151 = buf150[0]
            assert_size_stride(buf151, (64, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf151, 16, 'torch.ops.aten.topk.default')
            buf152 = buf150[1]
            assert_size_stride(buf152, (64, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf152, 16, 'torch.ops.aten.topk.default')
            del buf150
            buf171 = buf112; del buf112  # reuse
            # Topologically Sorted Source Nodes: [sum_5], Original ATen: [aten.sum]
            # [Provenance debug handles] triton_per_fused_sum_9:77
            stream0 = get_raw_stream(0)
            triton_per_fused_sum_9.run(buf151, buf171, 64, 8, stream=stream0)
            buf173 = buf94; del buf94  # reuse
            buf153 = buf114; del buf114  # reuse
            buf154 = buf95; del buf95  # reuse
            buf157 = buf98; del buf98  # reuse
            buf172 = buf113; del buf113  # reuse
            # Topologically Sorted Source Nodes: [expert_ids_2, sort_2, histc_input_2, top_k_weights_7, getitem_60, top_k_weights_8, sample_weights_2, sample_weights_g_2, arange_13, setitem_2], Original ATen: [aten.view, aten.sort, aten._to_copy, aten.div, aten.index, aten.mul, aten.arange, aten.index_put]
            # [Provenance debug handles] triton_per_fused__to_copy_arange_div_index_index_put_mul_sort_view_10:78
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy_arange_div_index_index_put_mul_sort_view_10.run(buf152, buf151, buf171, arg75_1, buf153, buf154, buf157, buf172, buf173, 1, 512, stream=stream0)
            del arg75_1
            del buf151
            del buf152
            buf156 = buf111; del buf111  # reuse
            # Topologically Sorted Source Nodes: [attn_output_11, float_50, pow_53, mean_26, mean_squared_26, pow_54, normed_output_47, float_51, normed_output_48, hidden_states_37, hidden_states_38, hidden_states_flat_2, expert_ids_2, sort_2, ge_2, sentinel_mask_2, masked_fill__2, float_57, pow_61, mean_30, mean_squared_30, pow_62, normed_output_54, float_58, normed_output_55, hidden_states_43, floordiv_2, selected_hidden_states_g_2], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.sort, aten.ge, aten.unsqueeze, aten.masked_fill, aten.floor_divide, aten.index]
            # [Provenance debug handles] triton_poi_fused__to_copy__unsafe_view_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_unsqueeze_view_18:79
            stream0 = get_raw_stream(0)
            triton_poi_fused__to_copy__unsafe_view_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_unsqueeze_view_18.run(buf153, buf154, buf120, buf142, buf143, arg67_1, buf155, arg76_1, buf156, 1441792, stream=stream0)
            del arg76_1
            # Topologically Sorted Source Nodes: [histc_input_2, tokens_per_expert_2], Original ATen: [aten._to_copy, aten.histc]
            # [Provenance debug handles] torch.ops.aten.histc.default:80
            buf158 = torch.ops.aten.histc.default(buf157, 128, 0, 127)
            buf159 = buf158
            assert_size_stride(buf159, (128, ), (1, ), 'torch.ops.aten.histc.default')
            assert_alignment(buf159, 16, 'torch.ops.aten.histc.default')
            del buf158
            buf160 = buf159; del buf159  # reuse
            # Topologically Sorted Source Nodes: [offsets_2], Original ATen: [aten.cumsum]
            # [Provenance debug handles] triton_per_fused_cumsum_11:81
            stream0 = get_raw_stream(0)
            triton_per_fused_cumsum_11.run(buf160, 1, 128, stream=stream0)
            # Topologically Sorted Source Nodes: [transpose_18, out_4], Original ATen: [aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] extern_kernels._grouped_mm:82
            buf161 = extern_kernels._grouped_mm(buf156, reinterpret_tensor(arg77_1, (128, 2816, 1408), (3964928, 1, 2816), 0), buf160, out_dtype=None)
            assert_size_stride(buf161, (512, 1408), (1408, 1), 'torch.ops.aten._grouped_mm.default')
            del arg77_1
            del buf156
            buf164 = reinterpret_tensor(buf107, (64, 2112), (2112, 1), 0); del buf107  # reuse
            # Topologically Sorted Source Nodes: [linear_20], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:83
            extern_kernels.mm(reinterpret_tensor(buf163, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg69_1, (2816, 2112), (1, 2816), 0), out=buf164)
            del arg69_1
            buf165 = buf106; del buf106  # reuse
            # Topologically Sorted Source Nodes: [linear_21], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:84
            extern_kernels.mm(reinterpret_tensor(buf163, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg70_1, (2816, 2112), (1, 2816), 0), out=buf165)
            del arg70_1
            buf166 = reinterpret_tensor(buf164, (64, 1, 2112), (2112, 2112, 1), 0); del buf164  # reuse
            # Topologically Sorted Source Nodes: [linear_20, gelu_4, linear_21, mul_80], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused__unsafe_view_gelu_mul_13:85
            stream0 = get_raw_stream(0)
            triton_poi_fused__unsafe_view_gelu_mul_13.run(buf166, buf165, 135168, stream=stream0)
            buf167 = reinterpret_tensor(buf163, (64, 2816), (2816, 1), 0); del buf163  # reuse
            # Topologically Sorted Source Nodes: [linear_20, gelu_4, linear_21, mul_80, down_proj_2], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:86
            extern_kernels.mm(reinterpret_tensor(buf166, (64, 2112), (2112, 1), 0), reinterpret_tensor(arg71_1, (2112, 2816), (1, 2112), 0), out=buf167)
            del arg71_1
            buf169 = buf110; del buf110  # reuse
            # Topologically Sorted Source Nodes: [proj_out_6, ge_2, sentinel_mask_2, chunk_2, gelu_5, proj_out_7, transpose_19, out_5], Original ATen: [aten.masked_fill, aten.ge, aten.unsqueeze, aten.split, aten.gelu, aten.mul, aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] triton_poi_fused__grouped_mm_ge_gelu_masked_fill_mul_split_transpose_unsqueeze_14:87
            stream0 = get_raw_stream(0)
            triton_poi_fused__grouped_mm_ge_gelu_masked_fill_mul_split_transpose_unsqueeze_14.run(buf153, buf161, buf169, 360448, stream=stream0)
            del buf161
            # Topologically Sorted Source Nodes: [proj_out_6, ge_2, sentinel_mask_2, chunk_2, gelu_5, proj_out_7, transpose_19, out_5], Original ATen: [aten.masked_fill, aten.ge, aten.unsqueeze, aten.split, aten.gelu, aten.mul, aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] extern_kernels._grouped_mm:88
            buf170 = extern_kernels._grouped_mm(buf169, reinterpret_tensor(arg78_1, (128, 704, 2816), (1982464, 1, 704), 0), buf160, out_dtype=None)
            assert_size_stride(buf170, (512, 2816), (2816, 1), 'torch.ops.aten._grouped_mm.default')
            del arg78_1
            del buf160
            buf175 = reinterpret_tensor(buf118, (64, 2816), (2816, 1), 0); del buf118  # reuse
            # Topologically Sorted Source Nodes: [expert_ids_2, sort_2, ge_2, sentinel_mask_2, proj_out_8, top_k_weights_7, getitem_60, top_k_weights_8, sample_weights_2, sample_weights_g_2, unsqueeze_17, weighted_out_4, weighted_out_5, view_11, final_hidden_states_2], Original ATen: [aten.view, aten.sort, aten.ge, aten.unsqueeze, aten.masked_fill, aten.div, aten.index, aten.mul, aten.sum]
            # [Provenance debug handles] triton_per_fused_div_ge_index_masked_fill_mul_sort_sum_unsqueeze_view_15:89
            stream0 = get_raw_stream(0)
            triton_per_fused_div_ge_index_masked_fill_mul_sort_sum_unsqueeze_view_15.run(buf173, buf153, buf170, buf172, buf175, 180224, 8, stream=stream0)
            buf177 = reinterpret_tensor(buf175, (64, 1, 2816), (2816, 180224, 1), 0); del buf175  # reuse
            buf179 = buf120; del buf120  # reuse
            buf181 = reinterpret_tensor(buf145, (64, 1, 2816), (2816, 2816, 1), 0); del buf145  # reuse
            # Topologically Sorted Source Nodes: [attn_output_11, float_50, pow_53, mean_26, mean_squared_26, pow_54, normed_output_47, float_51, normed_output_48, hidden_states_37, hidden_states_38, down_proj_2, float_54, pow_57, mean_28, mean_squared_28, pow_58, normed_output_51, float_55, normed_output_52, hidden_states_40, hidden_states_44, hidden_states_45, float_59, pow_63, mean_31, mean_squared_31, pow_64, normed_output_56, float_60, normed_output_57, hidden_states_46, hidden_states_47, float_61, pow_65, mean_32, mean_squared_32, pow_66, normed_output_58, float_62, normed_output_59, hidden_states_48, hidden_states_49, hidden_states_50, float_63, pow_67, mean_33, mean_squared_33, pow_68, normed_output_60, float_64, normed_output_61, hidden_states_51], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19:90
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19.run(buf177, buf179, buf167, arg72_1, arg79_1, buf142, buf143, arg67_1, arg80_1, arg81_1, arg82_1, buf181, 64, 2816, stream=stream0)
            del arg67_1
            del arg72_1
            del arg79_1
            del arg80_1
            del arg81_1
            del arg82_1
            buf182 = reinterpret_tensor(buf138, (64, 4096), (4096, 1), 0); del buf138  # reuse
            # Topologically Sorted Source Nodes: [float_63, pow_67, mean_33, mean_squared_33, pow_68, normed_output_60, float_64, normed_output_61, hidden_states_51, linear_24], Original ATen: [aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:91
            extern_kernels.mm(reinterpret_tensor(buf181, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg83_1, (2816, 4096), (1, 2816), 0), out=buf182)
            del arg83_1
            buf184 = reinterpret_tensor(buf133, (64, 1, 16, 256), (4096, 262144, 256, 1), 0); del buf133  # reuse
            buf192 = reinterpret_tensor(buf184, (64, 16, 1, 256), (4096, 256, 4096, 1), 0); del buf184  # reuse
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_24, query_states_12, float_65, pow_69, mean_34, mean_squared_34, pow_70, normed_output_62, float_66, normed_output_63, query_states_13, cos_11, mul_99, x2_6, neg_6, x1_6, cat_8, sin_11, mul_100, query_states_14, query_states_15, key_3, value_3, attn_output_12], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.slice, aten.neg, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2:92
            stream0 = get_raw_stream(0)
            triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2.run(buf192, buf182, arg84_1, buf5, 1024, 256, stream=stream0)
            del arg84_1
            del buf182
            buf185 = buf130; del buf130  # reuse
            # Topologically Sorted Source Nodes: [linear_25], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:93
            extern_kernels.mm(reinterpret_tensor(buf181, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg85_1, (2816, 2048), (1, 2816), 0), out=buf185)
            del arg85_1
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, arange_14, cache_position_3, linear_25, key_states_12, float_67, pow_71, mean_35, mean_squared_35, pow_72, normed_output_64, float_68, normed_output_65, key_states_13, cos_12, mul_103, x2_7, neg_7, x1_7, cat_9, sin_12, mul_104, key_states_14, key_states_15, index_copy__6], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.arange, aten.add, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.unsqueeze, aten.slice, aten.neg, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3:94
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3.run(buf185, arg87_1, arg88_1, buf5, arg89_1, 512, 256, stream=stream0)
            del arg87_1
            buf189 = buf185; del buf185  # reuse
            # Topologically Sorted Source Nodes: [linear_26], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:95
            extern_kernels.mm(reinterpret_tensor(buf181, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg86_1, (2816, 2048), (1, 2816), 0), out=buf189)
            del arg86_1
            # Topologically Sorted Source Nodes: [arange_14, cache_position_3, linear_26, value_states_9, float_69, pow_73, mean_36, mean_squared_36, pow_74, normed_output_66, value_states_10, value_states_11, index_copy__7], Original ATen: [aten.arange, aten.add, aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.mul, aten.transpose, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4:96
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4.run(buf189, arg88_1, arg90_1, 512, 256, stream=stream0)
            buf193 = buf135; del buf135  # reuse
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_24, query_states_12, float_65, pow_69, mean_34, mean_squared_34, pow_70, normed_output_62, float_66, normed_output_63, query_states_13, cos_11, mul_99, sin_11, mul_100, query_states_14, query_states_15, key_3, value_3, attn_output_12], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:97
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg89_1, buf193, 268435456, stream=stream0)
            del arg89_1
            buf194 = buf134; del buf134  # reuse
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_24, query_states_12, float_65, pow_69, mean_34, mean_squared_34, pow_70, normed_output_62, float_66, normed_output_63, query_states_13, cos_11, mul_99, sin_11, mul_100, query_states_14, query_states_15, key_3, value_3, attn_output_12], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:98
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg90_1, buf194, 268435456, stream=stream0)
            del arg90_1
            buf195 = buf136; del buf136  # reuse
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_24, query_states_12, float_65, pow_69, mean_34, mean_squared_34, pow_70, normed_output_62, float_66, normed_output_63, query_states_13, cos_11, mul_99, sin_11, mul_100, query_states_14, query_states_15, key_3, value_3, attn_output_12], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6:99
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6.run(buf195, 65536, stream=stream0)
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_24, query_states_12, float_65, pow_69, mean_34, mean_squared_34, pow_70, normed_output_62, float_66, normed_output_63, query_states_13, cos_11, mul_99, sin_11, mul_100, query_states_14, query_states_15, key_3, value_3, attn_output_12], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] torch.ops.aten._scaled_dot_product_cudnn_attention.default:100
            buf196 = torch.ops.aten._scaled_dot_product_cudnn_attention.default(buf192, buf193, buf194, buf195, False, scale=1.0)
            buf197 = buf196[0]
            assert_size_stride(buf197, (64, 16, 1, 256), (4096, 256, 256, 1), 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            assert_alignment(buf197, 16, 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            del buf196
            buf201 = reinterpret_tensor(buf181, (64, 2816), (2816, 1), 0); del buf181  # reuse
            # Topologically Sorted Source Nodes: [transpose_23, reshape_23, attn_output_15], Original ATen: [aten.transpose, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:101
            extern_kernels.mm(reinterpret_tensor(buf197, (64, 4096), (4096, 1), 0), reinterpret_tensor(arg91_1, (4096, 2816), (1, 4096), 0), out=buf201)
            del arg91_1
            buf202 = buf143; del buf143  # reuse
            buf214 = buf155; del buf155  # reuse
            buf204 = buf167; del buf167  # reuse
            buf222 = reinterpret_tensor(buf142, (64, 1, 2816), (2816, 2816, 1), 0); del buf142  # reuse
            # Topologically Sorted Source Nodes: [attn_output_15, float_70, pow_75, mean_37, mean_squared_37, pow_76, normed_output_67, float_71, normed_output_68, hidden_states_54, hidden_states_55, hidden_states_flat_3, float_76, pow_81, mean_40, mean_squared_40, pow_82, normed_output_73, hidden_states_58, mul_114, hidden_states_59, float_77, pow_83, mean_41, float_72, pow_77, mean_38, mean_squared_38, pow_78, normed_output_69, float_73, normed_output_70, hidden_states_56], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17:102
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17.run(buf201, buf179, arg92_1, arg98_1, arg93_1, buf202, buf214, buf204, buf222, 64, 2816, stream=stream0)
            del arg93_1
            del arg98_1
            buf205 = buf146; del buf146  # reuse
            # Topologically Sorted Source Nodes: [attn_output_15, float_70, pow_75, mean_37, mean_squared_37, pow_76, normed_output_67, float_71, normed_output_68, hidden_states_54, hidden_states_55, hidden_states_flat_3, float_76, pow_81, mean_40, mean_squared_40, pow_82, normed_output_73, hidden_states_58, mul_114, hidden_states_59, expert_scores_3], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:103
            extern_kernels.mm(buf204, reinterpret_tensor(arg99_1, (2816, 128), (1, 2816), 0), out=buf205)
            del arg99_1
            buf208 = buf149; del buf149  # reuse
            # Topologically Sorted Source Nodes: [router_probabilities_3, ], Original ATen: [aten._to_copy, prims.prepare_softmax_online, aten.sub, aten.exp, aten._softmax]
            # [Provenance debug handles] triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8:104
            stream0 = get_raw_stream(0)
            triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8.run(buf205, buf208, 64, 128, stream=stream0)
            # Topologically Sorted Source Nodes: [router_probabilities_3, , topk_3], Original ATen: [aten._to_copy, aten.sub, aten.exp, aten._softmax, aten.topk]
            # [Provenance debug handles] torch.ops.aten.topk.default:105
            buf209 = torch.ops.aten.topk.default(buf208, 8)
            del buf208
            buf210 = buf209[0]
            assert_size_stride(buf210, (64, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf210, 16, 'torch.ops.aten.topk.default')
            buf211 = buf209[1]
            assert_size_stride(buf211, (64, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf211, 16, 'torch.ops.aten.topk.default')
            del buf209
            buf230 = buf171; del buf171  # reuse
            # Topologically Sorted Source Nodes: [sum_7], Original ATen: [aten.sum]
            # [Provenance debug handles] triton_per_fused_sum_9:106
            stream0 = get_raw_stream(0)
            triton_per_fused_sum_9.run(buf210, buf230, 64, 8, stream=stream0)
            buf232 = buf173; del buf173  # reuse
            buf212 = buf153; del buf153  # reuse
            buf213 = buf154; del buf154  # reuse
            buf216 = buf157; del buf157  # reuse
            buf231 = buf172; del buf172  # reuse
            # Topologically Sorted Source Nodes: [expert_ids_3, sort_3, histc_input_3, top_k_weights_10, getitem_80, top_k_weights_11, sample_weights_3, sample_weights_g_3, arange_15, setitem_3], Original ATen: [aten.view, aten.sort, aten._to_copy, aten.div, aten.index, aten.mul, aten.arange, aten.index_put]
            # [Provenance debug handles] triton_per_fused__to_copy_arange_div_index_index_put_mul_sort_view_10:107
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy_arange_div_index_index_put_mul_sort_view_10.run(buf211, buf210, buf230, arg100_1, buf212, buf213, buf216, buf231, buf232, 1, 512, stream=stream0)
            del arg100_1
            del buf210
            del buf211
            buf215 = buf170; del buf170  # reuse
            # Topologically Sorted Source Nodes: [attn_output_15, float_70, pow_75, mean_37, mean_squared_37, pow_76, normed_output_67, float_71, normed_output_68, hidden_states_54, hidden_states_55, hidden_states_flat_3, expert_ids_3, sort_3, ge_3, sentinel_mask_3, masked_fill__3, float_77, pow_83, mean_41, mean_squared_41, pow_84, normed_output_74, float_78, normed_output_75, hidden_states_60, floordiv_3, selected_hidden_states_g_3], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.sort, aten.ge, aten.unsqueeze, aten.masked_fill, aten.floor_divide, aten.index]
            # [Provenance debug handles] triton_poi_fused__to_copy__unsafe_view_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_unsqueeze_view_18:108
            stream0 = get_raw_stream(0)
            triton_poi_fused__to_copy__unsafe_view_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_unsqueeze_view_18.run(buf212, buf213, buf179, buf201, buf202, arg92_1, buf214, arg101_1, buf215, 1441792, stream=stream0)
            del arg101_1
            # Topologically Sorted Source Nodes: [histc_input_3, tokens_per_expert_3], Original ATen: [aten._to_copy, aten.histc]
            # [Provenance debug handles] torch.ops.aten.histc.default:109
            buf217 = torch.ops.aten.histc.default(buf216, 128, 0, 127)
            buf218 = buf217
            assert_size_stride(buf218, (128, ), (1, ), 'torch.ops.aten.histc.default')
            assert_alignment(buf218, 16, 'torch.ops.aten.histc.default')
            del buf217
            buf219 = buf218; del buf218  # reuse
            # Topologically Sorted Source Nodes: [offsets_3], Original ATen: [aten.cumsum]
            # [Provenance debug handles] triton_per_fused_cumsum_11:110
            stream0 = get_raw_stream(0)
            triton_per_fused_cumsum_11.run(buf219, 1, 128, stream=stream0)
            # Topologically Sorted Source Nodes: [transpose_24, out_6], Original ATen: [aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] extern_kernels._grouped_mm:111
            buf220 = extern_kernels._grouped_mm(buf215, reinterpret_tensor(arg102_1, (128, 2816, 1408), (3964928, 1, 2816), 0), buf219, out_dtype=None)
            assert_size_stride(buf220, (512, 1408), (1408, 1), 'torch.ops.aten._grouped_mm.default')
            del arg102_1
            del buf215
            buf223 = reinterpret_tensor(buf166, (64, 2112), (2112, 1), 0); del buf166  # reuse
            # Topologically Sorted Source Nodes: [linear_28], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:112
            extern_kernels.mm(reinterpret_tensor(buf222, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg94_1, (2816, 2112), (1, 2816), 0), out=buf223)
            del arg94_1
            buf224 = buf165; del buf165  # reuse
            # Topologically Sorted Source Nodes: [linear_29], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:113
            extern_kernels.mm(reinterpret_tensor(buf222, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg95_1, (2816, 2112), (1, 2816), 0), out=buf224)
            del arg95_1
            buf225 = reinterpret_tensor(buf223, (64, 1, 2112), (2112, 2112, 1), 0); del buf223  # reuse
            # Topologically Sorted Source Nodes: [linear_28, gelu_6, linear_29, mul_110], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused__unsafe_view_gelu_mul_13:114
            stream0 = get_raw_stream(0)
            triton_poi_fused__unsafe_view_gelu_mul_13.run(buf225, buf224, 135168, stream=stream0)
            buf226 = reinterpret_tensor(buf222, (64, 2816), (2816, 1), 0); del buf222  # reuse
            # Topologically Sorted Source Nodes: [linear_28, gelu_6, linear_29, mul_110, down_proj_3], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:115
            extern_kernels.mm(reinterpret_tensor(buf225, (64, 2112), (2112, 1), 0), reinterpret_tensor(arg96_1, (2112, 2816), (1, 2112), 0), out=buf226)
            del arg96_1
            buf228 = buf169; del buf169  # reuse
            # Topologically Sorted Source Nodes: [proj_out_9, ge_3, sentinel_mask_3, chunk_3, gelu_7, proj_out_10, transpose_25, out_7], Original ATen: [aten.masked_fill, aten.ge, aten.unsqueeze, aten.split, aten.gelu, aten.mul, aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] triton_poi_fused__grouped_mm_ge_gelu_masked_fill_mul_split_transpose_unsqueeze_14:116
            stream0 = get_raw_stream(0)
            triton_poi_fused__grouped_mm_ge_gelu_masked_fill_mul_split_transpose_unsqueeze_14.run(buf212, buf220, buf228, 360448, stream=stream0)
            del buf220
            # Topologically Sorted Source Nodes: [proj_out_9, ge_3, sentinel_mask_3, chunk_3, gelu_7, proj_out_10, transpose_25, out_7], Original ATen: [aten.masked_fill, aten.ge, aten.unsqueeze, aten.split, aten.gelu, aten.mul, aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] extern_kernels._grouped_mm:117
            buf229 = extern_kernels._grouped_mm(buf228, reinterpret_tensor(arg103_1, (128, 704, 2816), (1982464, 1, 704), 0), buf219, out_dtype=None)
            assert_size_stride(buf229, (512, 2816), (2816, 1), 'torch.ops.aten._grouped_mm.default')
            del arg103_1
            del buf219
            buf234 = reinterpret_tensor(buf177, (64, 2816), (2816, 1), 0); del buf177  # reuse
            # Topologically Sorted Source Nodes: [expert_ids_3, sort_3, ge_3, sentinel_mask_3, proj_out_11, top_k_weights_10, getitem_80, top_k_weights_11, sample_weights_3, sample_weights_g_3, unsqueeze_23, weighted_out_6, weighted_out_7, view_15, final_hidden_states_3], Original ATen: [aten.view, aten.sort, aten.ge, aten.unsqueeze, aten.masked_fill, aten.div, aten.index, aten.mul, aten.sum]
            # [Provenance debug handles] triton_per_fused_div_ge_index_masked_fill_mul_sort_sum_unsqueeze_view_15:118
            stream0 = get_raw_stream(0)
            triton_per_fused_div_ge_index_masked_fill_mul_sort_sum_unsqueeze_view_15.run(buf232, buf212, buf229, buf231, buf234, 180224, 8, stream=stream0)
            buf236 = reinterpret_tensor(buf234, (64, 1, 2816), (2816, 180224, 1), 0); del buf234  # reuse
            buf238 = buf179; del buf179  # reuse
            buf240 = reinterpret_tensor(buf204, (64, 1, 2816), (2816, 2816, 1), 0); del buf204  # reuse
            # Topologically Sorted Source Nodes: [attn_output_15, float_70, pow_75, mean_37, mean_squared_37, pow_76, normed_output_67, float_71, normed_output_68, hidden_states_54, hidden_states_55, down_proj_3, float_74, pow_79, mean_39, mean_squared_39, pow_80, normed_output_71, float_75, normed_output_72, hidden_states_57, hidden_states_61, hidden_states_62, float_79, pow_85, mean_42, mean_squared_42, pow_86, normed_output_76, float_80, normed_output_77, hidden_states_63, hidden_states_64, float_81, pow_87, mean_43, mean_squared_43, pow_88, normed_output_78, float_82, normed_output_79, hidden_states_65, hidden_states_66, hidden_states_67, float_83, pow_89, mean_44, mean_squared_44, pow_90, normed_output_80, float_84, normed_output_81, hidden_states_68], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19:119
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19.run(buf236, buf238, buf226, arg97_1, arg104_1, buf201, buf202, arg92_1, arg105_1, arg106_1, arg107_1, buf240, 64, 2816, stream=stream0)
            del arg104_1
            del arg105_1
            del arg106_1
            del arg107_1
            del arg92_1
            del arg97_1
            buf241 = reinterpret_tensor(buf197, (64, 4096), (4096, 1), 0); del buf197  # reuse
            # Topologically Sorted Source Nodes: [float_83, pow_89, mean_44, mean_squared_44, pow_90, normed_output_80, float_84, normed_output_81, hidden_states_68, linear_32], Original ATen: [aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:120
            extern_kernels.mm(reinterpret_tensor(buf240, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg108_1, (2816, 4096), (1, 2816), 0), out=buf241)
            del arg108_1
            buf243 = reinterpret_tensor(buf192, (64, 1, 16, 256), (4096, 262144, 256, 1), 0); del buf192  # reuse
            buf251 = reinterpret_tensor(buf243, (64, 16, 1, 256), (4096, 256, 4096, 1), 0); del buf243  # reuse
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_32, query_states_16, float_85, pow_91, mean_45, mean_squared_45, pow_92, normed_output_82, float_86, normed_output_83, query_states_17, cos_13, mul_129, x2_8, neg_8, x1_8, cat_10, sin_13, mul_130, query_states_18, query_states_19, key_4, value_4, attn_output_16], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.slice, aten.neg, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2:121
            stream0 = get_raw_stream(0)
            triton_per_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_neg_new_ones_pow_scalar_tensor_sin_slice_sub_transpose_unsqueeze_view_where_2.run(buf251, buf241, arg109_1, buf5, 1024, 256, stream=stream0)
            del arg109_1
            del buf241
            buf244 = buf189; del buf189  # reuse
            # Topologically Sorted Source Nodes: [linear_33], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:122
            extern_kernels.mm(reinterpret_tensor(buf240, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg110_1, (2816, 2048), (1, 2816), 0), out=buf244)
            del arg110_1
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, arange_16, cache_position_4, linear_33, key_states_16, float_87, pow_93, mean_46, mean_squared_46, pow_94, normed_output_84, float_88, normed_output_85, key_states_17, cos_14, mul_133, x2_9, neg_9, x1_9, cat_11, sin_14, mul_134, key_states_18, key_states_19, index_copy__8], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.arange, aten.add, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.unsqueeze, aten.slice, aten.neg, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3:123
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_3.run(buf244, arg112_1, arg113_1, buf5, arg114_1, 512, 256, stream=stream0)
            del arg112_1
            buf248 = buf244; del buf244  # reuse
            # Topologically Sorted Source Nodes: [linear_34], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:124
            extern_kernels.mm(reinterpret_tensor(buf240, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg111_1, (2816, 2048), (1, 2816), 0), out=buf248)
            del arg111_1
            # Topologically Sorted Source Nodes: [arange_16, cache_position_4, linear_34, value_states_12, float_89, pow_95, mean_47, mean_squared_47, pow_96, normed_output_86, value_states_13, value_states_14, index_copy__9], Original ATen: [aten.arange, aten.add, aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.mul, aten.transpose, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4:125
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_index_copy_mean_mul_pow_transpose_view_4.run(buf248, arg113_1, arg115_1, 512, 256, stream=stream0)
            del buf248
            buf252 = buf194; del buf194  # reuse
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_32, query_states_16, float_85, pow_91, mean_45, mean_squared_45, pow_92, normed_output_82, float_86, normed_output_83, query_states_17, cos_13, mul_129, sin_13, mul_130, query_states_18, query_states_19, key_4, value_4, attn_output_16], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:126
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg114_1, buf252, 268435456, stream=stream0)
            del arg114_1
            buf253 = buf193; del buf193  # reuse
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_32, query_states_16, float_85, pow_91, mean_45, mean_squared_45, pow_92, normed_output_82, float_86, normed_output_83, query_states_17, cos_13, mul_129, sin_13, mul_130, query_states_18, query_states_19, key_4, value_4, attn_output_16], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5:127
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_5.run(arg115_1, buf253, 268435456, stream=stream0)
            del arg115_1
            buf254 = buf195; del buf195  # reuse
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_32, query_states_16, float_85, pow_91, mean_45, mean_squared_45, pow_92, normed_output_82, float_86, normed_output_83, query_states_17, cos_13, mul_129, sin_13, mul_130, query_states_18, query_states_19, key_4, value_4, attn_output_16], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6:128
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_cudnn_attention__to_copy__unsafe_view_add_arange_bitwise_and_cat_clone_cos_expand_gt_le_mean_mul_new_ones_pow_scalar_tensor_sin_sub_transpose_unsqueeze_view_where_6.run(buf254, 65536, stream=stream0)
            # Topologically Sorted Source Nodes: [freqs_1, emb_1, cos_2, cos_3, cos_4, sin_2, sin_3, sin_4, result, arange_7, kv_arange_1, kv_indices_1, arange_6, q_arange_1, q_indices_1, sub, gt, result_1, le_1, result_2, attention_mask_2, linear_32, query_states_16, float_85, pow_91, mean_45, mean_squared_45, pow_92, normed_output_82, float_86, normed_output_83, query_states_17, cos_13, mul_129, sin_13, mul_130, query_states_18, query_states_19, key_4, value_4, attn_output_16], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.new_ones, aten.arange, aten.add, aten.unsqueeze, aten.sub, aten.gt, aten.bitwise_and, aten.le, aten.expand, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.clone, aten.scalar_tensor, aten.where, aten._scaled_dot_product_cudnn_attention]
            # [Provenance debug handles] torch.ops.aten._scaled_dot_product_cudnn_attention.default:129
            buf255 = torch.ops.aten._scaled_dot_product_cudnn_attention.default(buf251, buf252, buf253, buf254, False, scale=1.0)
            del buf251
            del buf252
            del buf253
            buf256 = buf255[0]
            assert_size_stride(buf256, (64, 16, 1, 256), (4096, 256, 256, 1), 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            assert_alignment(buf256, 16, 'torch.ops.aten._scaled_dot_product_cudnn_attention.default')
            del buf255
            buf260 = reinterpret_tensor(buf240, (64, 2816), (2816, 1), 0); del buf240  # reuse
            # Topologically Sorted Source Nodes: [transpose_29, reshape_30, attn_output_19], Original ATen: [aten.transpose, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:130
            extern_kernels.mm(reinterpret_tensor(buf256, (64, 4096), (4096, 1), 0), reinterpret_tensor(arg116_1, (4096, 2816), (1, 4096), 0), out=buf260)
            del arg116_1
            del buf256
            buf261 = buf202; del buf202  # reuse
            buf273 = buf214; del buf214  # reuse
            buf263 = buf226; del buf226  # reuse
            buf281 = reinterpret_tensor(buf201, (64, 1, 2816), (2816, 2816, 1), 0); del buf201  # reuse
            # Topologically Sorted Source Nodes: [attn_output_19, float_90, pow_97, mean_48, mean_squared_48, pow_98, normed_output_87, float_91, normed_output_88, hidden_states_71, hidden_states_72, hidden_states_flat_4, float_96, pow_103, mean_51, mean_squared_51, pow_104, normed_output_93, hidden_states_75, mul_144, hidden_states_76, float_97, pow_105, mean_52, float_92, pow_99, mean_49, mean_squared_49, pow_100, normed_output_89, float_93, normed_output_90, hidden_states_73], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17:131
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17.run(buf260, buf238, arg117_1, arg123_1, arg118_1, buf261, buf273, buf263, buf281, 64, 2816, stream=stream0)
            del arg118_1
            del arg123_1
            buf264 = buf205; del buf205  # reuse
            # Topologically Sorted Source Nodes: [attn_output_19, float_90, pow_97, mean_48, mean_squared_48, pow_98, normed_output_87, float_91, normed_output_88, hidden_states_71, hidden_states_72, hidden_states_flat_4, float_96, pow_103, mean_51, mean_squared_51, pow_104, normed_output_93, hidden_states_75, mul_144, hidden_states_76, expert_scores_4], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:132
            extern_kernels.mm(buf263, reinterpret_tensor(arg124_1, (2816, 128), (1, 2816), 0), out=buf264)
            del arg124_1
            buf267 = reinterpret_tensor(buf5, (64, 128), (128, 1), 0); del buf5  # reuse
            # Topologically Sorted Source Nodes: [router_probabilities_4, ], Original ATen: [aten._to_copy, prims.prepare_softmax_online, aten.sub, aten.exp, aten._softmax]
            # [Provenance debug handles] triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8:133
            stream0 = get_raw_stream(0)
            triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8.run(buf264, buf267, 64, 128, stream=stream0)
            del buf264
            # Topologically Sorted Source Nodes: [router_probabilities_4, , topk_4], Original ATen: [aten._to_copy, aten.sub, aten.exp, aten._softmax, aten.topk]
            # [Provenance debug handles] torch.ops.aten.topk.default:134
            buf268 = torch.ops.aten.topk.default(buf267, 8)
            del buf267
            buf269 = buf268[0]
            assert_size_stride(buf269, (64, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf269, 16, 'torch.ops.aten.topk.default')
            buf270 = buf268[1]
            assert_size_stride(buf270, (64, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf270, 16, 'torch.ops.aten.topk.default')
            del buf268
            buf289 = buf230; del buf230  # reuse
            # Topologically Sorted Source Nodes: [sum_9], Original ATen: [aten.sum]
            # [Provenance debug handles] triton_per_fused_sum_9:135
            stream0 = get_raw_stream(0)
            triton_per_fused_sum_9.run(buf269, buf289, 64, 8, stream=stream0)
            buf291 = buf232; del buf232  # reuse
            buf271 = buf212; del buf212  # reuse
            buf272 = buf213; del buf213  # reuse
            buf275 = buf216; del buf216  # reuse
            buf290 = buf231; del buf231  # reuse
            # Topologically Sorted Source Nodes: [expert_ids_4, sort_4, histc_input_4, top_k_weights_13, getitem_100, top_k_weights_14, sample_weights_4, sample_weights_g_4, arange_17, setitem_4], Original ATen: [aten.view, aten.sort, aten._to_copy, aten.div, aten.index, aten.mul, aten.arange, aten.index_put]
            # [Provenance debug handles] triton_per_fused__to_copy_arange_div_index_index_put_mul_sort_view_10:136
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy_arange_div_index_index_put_mul_sort_view_10.run(buf270, buf269, buf289, arg125_1, buf271, buf272, buf275, buf290, buf291, 1, 512, stream=stream0)
            del arg125_1
            del buf269
            del buf270
            del buf289
            buf274 = buf229; del buf229  # reuse
            # Topologically Sorted Source Nodes: [attn_output_19, float_90, pow_97, mean_48, mean_squared_48, pow_98, normed_output_87, float_91, normed_output_88, hidden_states_71, hidden_states_72, hidden_states_flat_4, expert_ids_4, sort_4, ge_4, sentinel_mask_4, masked_fill__4, float_97, pow_105, mean_52, mean_squared_52, pow_106, normed_output_94, float_98, normed_output_95, hidden_states_77, floordiv_4, selected_hidden_states_g_4], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.sort, aten.ge, aten.unsqueeze, aten.masked_fill, aten.floor_divide, aten.index]
            # [Provenance debug handles] triton_poi_fused__to_copy__unsafe_view_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_unsqueeze_view_18:137
            stream0 = get_raw_stream(0)
            triton_poi_fused__to_copy__unsafe_view_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_unsqueeze_view_18.run(buf271, buf272, buf238, buf260, buf261, arg117_1, buf273, arg126_1, buf274, 1441792, stream=stream0)
            del arg126_1
            del buf272
            del buf273
            # Topologically Sorted Source Nodes: [histc_input_4, tokens_per_expert_4], Original ATen: [aten._to_copy, aten.histc]
            # [Provenance debug handles] torch.ops.aten.histc.default:138
            buf276 = torch.ops.aten.histc.default(buf275, 128, 0, 127)
            del buf275
            buf277 = buf276
            assert_size_stride(buf277, (128, ), (1, ), 'torch.ops.aten.histc.default')
            assert_alignment(buf277, 16, 'torch.ops.aten.histc.default')
            del buf276
            buf278 = buf277; del buf277  # reuse
            # Topologically Sorted Source Nodes: [offsets_4], Original ATen: [aten.cumsum]
            # [Provenance debug handles] triton_per_fused_cumsum_11:139
            stream0 = get_raw_stream(0)
            triton_per_fused_cumsum_11.run(buf278, 1, 128, stream=stream0)
            # Topologically Sorted Source Nodes: [transpose_30, out_8], Original ATen: [aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] extern_kernels._grouped_mm:140
            buf279 = extern_kernels._grouped_mm(buf274, reinterpret_tensor(arg127_1, (128, 2816, 1408), (3964928, 1, 2816), 0), buf278, out_dtype=None)
            assert_size_stride(buf279, (512, 1408), (1408, 1), 'torch.ops.aten._grouped_mm.default')
            del arg127_1
            del buf274
            buf282 = reinterpret_tensor(buf225, (64, 2112), (2112, 1), 0); del buf225  # reuse
            # Topologically Sorted Source Nodes: [linear_36], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:141
            extern_kernels.mm(reinterpret_tensor(buf281, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg119_1, (2816, 2112), (1, 2816), 0), out=buf282)
            del arg119_1
            buf283 = buf224; del buf224  # reuse
            # Topologically Sorted Source Nodes: [linear_37], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:142
            extern_kernels.mm(reinterpret_tensor(buf281, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg120_1, (2816, 2112), (1, 2816), 0), out=buf283)
            del arg120_1
            buf284 = reinterpret_tensor(buf282, (64, 1, 2112), (2112, 2112, 1), 0); del buf282  # reuse
            # Topologically Sorted Source Nodes: [linear_36, gelu_8, linear_37, mul_140], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused__unsafe_view_gelu_mul_13:143
            stream0 = get_raw_stream(0)
            triton_poi_fused__unsafe_view_gelu_mul_13.run(buf284, buf283, 135168, stream=stream0)
            del buf283
            buf285 = reinterpret_tensor(buf281, (64, 2816), (2816, 1), 0); del buf281  # reuse
            # Topologically Sorted Source Nodes: [linear_36, gelu_8, linear_37, mul_140, down_proj_4], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:144
            extern_kernels.mm(reinterpret_tensor(buf284, (64, 2112), (2112, 1), 0), reinterpret_tensor(arg121_1, (2112, 2816), (1, 2112), 0), out=buf285)
            del arg121_1
            del buf284
            buf287 = buf228; del buf228  # reuse
            # Topologically Sorted Source Nodes: [proj_out_12, ge_4, sentinel_mask_4, chunk_4, gelu_9, proj_out_13, transpose_31, out_9], Original ATen: [aten.masked_fill, aten.ge, aten.unsqueeze, aten.split, aten.gelu, aten.mul, aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] triton_poi_fused__grouped_mm_ge_gelu_masked_fill_mul_split_transpose_unsqueeze_14:145
            stream0 = get_raw_stream(0)
            triton_poi_fused__grouped_mm_ge_gelu_masked_fill_mul_split_transpose_unsqueeze_14.run(buf271, buf279, buf287, 360448, stream=stream0)
            del buf279
            # Topologically Sorted Source Nodes: [proj_out_12, ge_4, sentinel_mask_4, chunk_4, gelu_9, proj_out_13, transpose_31, out_9], Original ATen: [aten.masked_fill, aten.ge, aten.unsqueeze, aten.split, aten.gelu, aten.mul, aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] extern_kernels._grouped_mm:146
            buf288 = extern_kernels._grouped_mm(buf287, reinterpret_tensor(arg128_1, (128, 704, 2816), (1982464, 1, 704), 0), buf278, out_dtype=None)
            assert_size_stride(buf288, (512, 2816), (2816, 1), 'torch.ops.aten._grouped_mm.default')
            del arg128_1
            del buf278
            del buf287
            buf293 = reinterpret_tensor(buf236, (64, 2816), (2816, 1), 0); del buf236  # reuse
            # Topologically Sorted Source Nodes: [expert_ids_4, sort_4, ge_4, sentinel_mask_4, proj_out_14, top_k_weights_13, getitem_100, top_k_weights_14, sample_weights_4, sample_weights_g_4, unsqueeze_29, weighted_out_8, weighted_out_9, view_19, final_hidden_states_4], Original ATen: [aten.view, aten.sort, aten.ge, aten.unsqueeze, aten.masked_fill, aten.div, aten.index, aten.mul, aten.sum]
            # [Provenance debug handles] triton_per_fused_div_ge_index_masked_fill_mul_sort_sum_unsqueeze_view_15:147
            stream0 = get_raw_stream(0)
            triton_per_fused_div_ge_index_masked_fill_mul_sort_sum_unsqueeze_view_15.run(buf291, buf271, buf288, buf290, buf293, 180224, 8, stream=stream0)
            del buf271
            del buf288
            del buf290
            del buf291
            buf295 = reinterpret_tensor(buf293, (64, 1, 2816), (2816, 180224, 1), 0); del buf293  # reuse
            buf297 = buf238; del buf238  # reuse
            buf299 = reinterpret_tensor(buf263, (64, 1, 2816), (2816, 2816, 1), 0); del buf263  # reuse
            # Topologically Sorted Source Nodes: [attn_output_19, float_90, pow_97, mean_48, mean_squared_48, pow_98, normed_output_87, float_91, normed_output_88, hidden_states_71, hidden_states_72, down_proj_4, float_94, pow_101, mean_50, mean_squared_50, pow_102, normed_output_91, float_95, normed_output_92, hidden_states_74, hidden_states_78, hidden_states_79, float_99, pow_107, mean_53, mean_squared_53, pow_108, normed_output_96, float_100, normed_output_97, hidden_states_80, hidden_states_81, float_101, pow_109, mean_54, mean_squared_54, pow_110, normed_output_98, float_102, normed_output_99, hidden_states_82, hidden_states_83, hidden_states_84, float_103, pow_111, mean_55, mean_squared_55, pow_112, normed_output_100, float_104, normed_output_101, hidden_states_85], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19:148
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_19.run(buf295, buf297, buf285, arg122_1, arg129_1, buf260, buf261, arg117_1, arg130_1, arg131_1, arg132_1, buf299, 64, 2816, stream=stream0)
            del arg117_1
            del arg122_1
            del arg129_1
            del arg130_1
            del arg131_1
            del arg132_1
            del buf260
            del buf285
            del buf295
            buf300 = empty_strided_cuda((64, 8192), (8192, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [float_103, pow_111, mean_55, mean_squared_55, pow_112, normed_output_100, float_104, normed_output_101, hidden_states_85, linear_40], Original ATen: [aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:149
            extern_kernels.mm(reinterpret_tensor(buf299, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg133_1, (2816, 8192), (1, 2816), 0), out=buf300)
            del arg133_1
            buf302 = buf261; del buf261  # reuse
            # Topologically Sorted Source Nodes: [getitem_9, position_ids_expanded], Original ATen: [aten.unsqueeze, aten._to_copy]
            # [Provenance debug handles] triton_poi_fused__to_copy_unsqueeze_1:150
            stream0 = get_raw_stream(0)
            triton_poi_fused__to_copy_unsqueeze_1.run(arg3_1, buf302, 64, stream=stream0)
            del arg3_1
            buf303 = empty_strided_cuda((64, 256, 1), (256, 1, 1), torch.float32)
            # Topologically Sorted Source Nodes: [getitem_8, expand_2, getitem_9, position_ids_expanded, matmul], Original ATen: [aten.unsqueeze, aten.expand, aten._to_copy, aten.bmm]
            # [Provenance debug handles] extern_kernels.bmm:151
            extern_kernels.bmm(reinterpret_tensor(arg5_1, (64, 256, 1), (0, 1, 0), 0), buf302, out=buf303)
            del arg5_1
            del buf302
            buf304 = empty_strided_cuda((64, 1, 16, 512), (8192, 524288, 512, 1), torch.bfloat16)
            buf311 = reinterpret_tensor(buf304, (64, 16, 1, 512), (8192, 512, 8192, 1), 0); del buf304  # reuse
            # Topologically Sorted Source Nodes: [linear_40, query_states_20, float_105, pow_113, mean_56, mean_squared_56, pow_114, normed_output_102, float_106, normed_output_103, query_states_21, freqs, emb, cos, cos_1, cos_15, cos_16, mul_159, x2_10, neg_10, x1_10, cat_12, sin, sin_1, sin_15, sin_16, mul_160, query_states_22, query_states_23, key_5, value_5, arange_3, kv_arange, kv_indices, arange_2, q_arange, q_indices, attention_mask, attention_mask_1, attn_output_20], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.slice, aten.neg, aten.sin, aten.expand, aten.clone, aten.arange, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_efficient_attention]
            # [Provenance debug handles] triton_per_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_neg_pow_scalar_tensor_sin_slice_transpose_unsqueeze_view_where_20:152
            stream0 = get_raw_stream(0)
            triton_per_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_neg_pow_scalar_tensor_sin_slice_transpose_unsqueeze_view_where_20.run(buf311, buf300, arg134_1, buf303, 1024, 512, stream=stream0)
            del arg134_1
            del buf300
            buf305 = reinterpret_tensor(buf254, (64, 1024), (1024, 1), 0); del buf254  # reuse
            # Topologically Sorted Source Nodes: [linear_41], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:153
            extern_kernels.mm(reinterpret_tensor(buf299, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg135_1, (2816, 1024), (1, 2816), 0), out=buf305)
            del arg135_1
            del buf299
            # Topologically Sorted Source Nodes: [freqs, emb, cos, cos_1, cos_15, sin, sin_1, sin_15, arange_18, cache_position_5, linear_41, key_states_20, float_107, pow_115, mean_57, mean_squared_57, pow_116, normed_output_104, float_108, normed_output_105, key_states_21, cos_17, mul_163, x2_11, neg_11, x1_11, cat_13, sin_17, mul_164, key_states_22, key_states_23, index_copy__10, float_109, pow_117, mean_58, mean_squared_58, pow_118, normed_output_106, value_states_15, value_states_16, index_copy__11], Original ATen: [aten.transpose, aten.cat, aten.cos, aten.mul, aten._to_copy, aten.sin, aten.arange, aten.add, aten._unsafe_view, aten.view, aten.pow, aten.mean, aten.unsqueeze, aten.slice, aten.neg, aten.index_copy]
            # [Provenance debug handles] triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_21:154
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy__unsafe_view_add_arange_cat_cos_index_copy_mean_mul_neg_pow_sin_slice_transpose_unsqueeze_view_21.run(buf305, arg136_1, arg4_1, buf303, arg137_1, arg138_1, 128, 512, stream=stream0)
            del arg136_1
            del buf303
            buf312 = empty_strided_cuda((64, 16, 1024, 512), (8388608, 524288, 512, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_40, query_states_20, float_105, pow_113, mean_56, mean_squared_56, pow_114, normed_output_102, float_106, normed_output_103, query_states_21, freqs, emb, cos, cos_1, cos_15, cos_16, mul_159, sin, sin_1, sin_15, sin_16, mul_160, query_states_22, query_states_23, key_5, value_5, arange_3, kv_arange, kv_indices, arange_2, q_arange, q_indices, attention_mask, attention_mask_1, attn_output_20], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.arange, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_efficient_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_22:155
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_22.run(arg137_1, buf312, 536870912, stream=stream0)
            del arg137_1
            buf313 = empty_strided_cuda((64, 16, 1024, 512), (8388608, 524288, 512, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_40, query_states_20, float_105, pow_113, mean_56, mean_squared_56, pow_114, normed_output_102, float_106, normed_output_103, query_states_21, freqs, emb, cos, cos_1, cos_15, cos_16, mul_159, sin, sin_1, sin_15, sin_16, mul_160, query_states_22, query_states_23, key_5, value_5, arange_3, kv_arange, kv_indices, arange_2, q_arange, q_indices, attention_mask, attention_mask_1, attn_output_20], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.arange, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_efficient_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_22:156
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_22.run(arg138_1, buf313, 536870912, stream=stream0)
            del arg138_1
            buf314 = reinterpret_tensor(buf305, (64, 1, 1, 1024), (1024, 0, 1024, 1), 0); del buf305  # reuse
            # Topologically Sorted Source Nodes: [linear_40, query_states_20, float_105, pow_113, mean_56, mean_squared_56, pow_114, normed_output_102, float_106, normed_output_103, query_states_21, freqs, emb, cos, cos_1, cos_15, cos_16, mul_159, sin, sin_1, sin_15, sin_16, mul_160, query_states_22, query_states_23, key_5, value_5, arange_3, kv_arange, kv_indices, arange_2, q_arange, q_indices, attention_mask, attention_mask_1, attn_output_20], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.arange, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_efficient_attention]
            # [Provenance debug handles] triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_23:157
            stream0 = get_raw_stream(0)
            triton_poi_fused__scaled_dot_product_efficient_attention__to_copy__unsafe_view_add_arange_cat_clone_cos_expand_le_mean_mul_pow_scalar_tensor_sin_transpose_unsqueeze_view_where_23.run(arg4_1, buf314, 65536, stream=stream0)
            # Topologically Sorted Source Nodes: [linear_40, query_states_20, float_105, pow_113, mean_56, mean_squared_56, pow_114, normed_output_102, float_106, normed_output_103, query_states_21, freqs, emb, cos, cos_1, cos_15, cos_16, mul_159, sin, sin_1, sin_15, sin_16, mul_160, query_states_22, query_states_23, key_5, value_5, arange_3, kv_arange, kv_indices, arange_2, q_arange, q_indices, attention_mask, attention_mask_1, attn_output_20], Original ATen: [aten._unsafe_view, aten.view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.transpose, aten.cat, aten.cos, aten.unsqueeze, aten.sin, aten.expand, aten.clone, aten.arange, aten.le, aten.scalar_tensor, aten.where, aten._scaled_dot_product_efficient_attention]
            # [Provenance debug handles] torch.ops.aten._scaled_dot_product_efficient_attention.default:158
            buf315 = torch.ops.aten._scaled_dot_product_efficient_attention.default(buf311, buf312, buf313, reinterpret_tensor(buf314, (64, 16, 1, 1024), (1024, 0, 1024, 1), 0), False, scale=1.0)
            del buf311
            del buf312
            del buf313
            del buf314
            buf316 = buf315[0]
            assert_size_stride(buf316, (64, 16, 1, 512), (8192, 512, 8192, 1), 'torch.ops.aten._scaled_dot_product_efficient_attention.default')
            assert_alignment(buf316, 16, 'torch.ops.aten._scaled_dot_product_efficient_attention.default')
            del buf315
            buf320 = empty_strided_cuda((64, 2816), (2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [transpose_35, reshape_37, attn_output_23], Original ATen: [aten.transpose, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:159
            extern_kernels.mm(reinterpret_tensor(buf316, (64, 8192), (8192, 1), 0), reinterpret_tensor(arg139_1, (8192, 2816), (1, 8192), 0), out=buf320)
            del arg139_1
            del buf316
            buf321 = empty_strided_cuda((64, 1, 1), (1, 64, 64), torch.float32)
            buf333 = empty_strided_cuda((64, 1), (1, 64), torch.float32)
            buf323 = empty_strided_cuda((64, 2816), (2816, 1), torch.bfloat16)
            buf341 = empty_strided_cuda((64, 1, 2816), (2816, 2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_23, float_110, pow_119, mean_59, mean_squared_59, pow_120, normed_output_107, float_111, normed_output_108, hidden_states_88, hidden_states_89, hidden_states_flat_5, float_116, pow_125, mean_62, mean_squared_62, pow_126, normed_output_113, hidden_states_92, mul_174, hidden_states_93, float_117, pow_127, mean_63, float_112, pow_121, mean_60, mean_squared_60, pow_122, normed_output_109, float_113, normed_output_110, hidden_states_90], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17:160
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_17.run(buf320, buf297, arg140_1, arg146_1, arg141_1, buf321, buf333, buf323, buf341, 64, 2816, stream=stream0)
            del arg141_1
            del arg146_1
            buf324 = empty_strided_cuda((64, 128), (128, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_23, float_110, pow_119, mean_59, mean_squared_59, pow_120, normed_output_107, float_111, normed_output_108, hidden_states_88, hidden_states_89, hidden_states_flat_5, float_116, pow_125, mean_62, mean_squared_62, pow_126, normed_output_113, hidden_states_92, mul_174, hidden_states_93, expert_scores_5], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:161
            extern_kernels.mm(buf323, reinterpret_tensor(arg147_1, (2816, 128), (1, 2816), 0), out=buf324)
            del arg147_1
            buf327 = empty_strided_cuda((64, 128), (128, 1), torch.float32)
            # Topologically Sorted Source Nodes: [router_probabilities_5, ], Original ATen: [aten._to_copy, prims.prepare_softmax_online, aten.sub, aten.exp, aten._softmax]
            # [Provenance debug handles] triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8:162
            stream0 = get_raw_stream(0)
            triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8.run(buf324, buf327, 64, 128, stream=stream0)
            del buf324
            # Topologically Sorted Source Nodes: [router_probabilities_5, , topk_5], Original ATen: [aten._to_copy, aten.sub, aten.exp, aten._softmax, aten.topk]
            # [Provenance debug handles] torch.ops.aten.topk.default:163
            buf328 = torch.ops.aten.topk.default(buf327, 8)
            del buf327
            buf329 = buf328[0]
            assert_size_stride(buf329, (64, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf329, 16, 'torch.ops.aten.topk.default')
            buf330 = buf328[1]
            assert_size_stride(buf330, (64, 8), (8, 1), 'torch.ops.aten.topk.default')
            assert_alignment(buf330, 16, 'torch.ops.aten.topk.default')
            del buf328
            buf349 = empty_strided_cuda((64, 1), (1, 64), torch.float32)
            # Topologically Sorted Source Nodes: [sum_11], Original ATen: [aten.sum]
            # [Provenance debug handles] triton_per_fused_sum_9:164
            stream0 = get_raw_stream(0)
            triton_per_fused_sum_9.run(buf329, buf349, 64, 8, stream=stream0)
            buf351 = empty_strided_cuda((512, ), (1, ), torch.int64)
            buf331 = empty_strided_cuda((512, ), (1, ), torch.int64)
            buf332 = empty_strided_cuda((512, ), (1, ), torch.int16)
            buf335 = empty_strided_cuda((512, ), (1, ), torch.int32)
            buf350 = empty_strided_cuda((512, ), (1, ), torch.float32)
            # Topologically Sorted Source Nodes: [expert_ids_5, sort_5, histc_input_5, top_k_weights_16, getitem_120, top_k_weights_17, sample_weights_5, sample_weights_g_5, arange_19, setitem_5], Original ATen: [aten.view, aten.sort, aten._to_copy, aten.div, aten.index, aten.mul, aten.arange, aten.index_put]
            # [Provenance debug handles] triton_per_fused__to_copy_arange_div_index_index_put_mul_sort_view_10:165
            stream0 = get_raw_stream(0)
            triton_per_fused__to_copy_arange_div_index_index_put_mul_sort_view_10.run(buf330, buf329, buf349, arg148_1, buf331, buf332, buf335, buf350, buf351, 1, 512, stream=stream0)
            del arg148_1
            del buf329
            del buf330
            del buf349
            buf334 = empty_strided_cuda((512, 2816), (2816, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [attn_output_23, float_110, pow_119, mean_59, mean_squared_59, pow_120, normed_output_107, float_111, normed_output_108, hidden_states_88, hidden_states_89, hidden_states_flat_5, expert_ids_5, sort_5, ge_5, sentinel_mask_5, masked_fill__5, float_117, pow_127, mean_63, mean_squared_63, pow_128, normed_output_114, float_118, normed_output_115, hidden_states_94, floordiv_5, selected_hidden_states_g_5], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view, aten.sort, aten.ge, aten.unsqueeze, aten.masked_fill, aten.floor_divide, aten.index]
            # [Provenance debug handles] triton_poi_fused__to_copy__unsafe_view_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_unsqueeze_view_18:166
            stream0 = get_raw_stream(0)
            triton_poi_fused__to_copy__unsafe_view_add_floor_divide_ge_index_masked_fill_mean_mul_pow_sort_unsqueeze_view_18.run(buf331, buf332, buf297, buf320, buf321, arg140_1, buf333, arg149_1, buf334, 1441792, stream=stream0)
            del arg149_1
            del buf332
            del buf333
            # Topologically Sorted Source Nodes: [histc_input_5, tokens_per_expert_5], Original ATen: [aten._to_copy, aten.histc]
            # [Provenance debug handles] torch.ops.aten.histc.default:167
            buf336 = torch.ops.aten.histc.default(buf335, 128, 0, 127)
            del buf335
            buf337 = buf336
            assert_size_stride(buf337, (128, ), (1, ), 'torch.ops.aten.histc.default')
            assert_alignment(buf337, 16, 'torch.ops.aten.histc.default')
            del buf336
            buf338 = buf337; del buf337  # reuse
            # Topologically Sorted Source Nodes: [offsets_5], Original ATen: [aten.cumsum]
            # [Provenance debug handles] triton_per_fused_cumsum_11:168
            stream0 = get_raw_stream(0)
            triton_per_fused_cumsum_11.run(buf338, 1, 128, stream=stream0)
            # Topologically Sorted Source Nodes: [transpose_36, out_10], Original ATen: [aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] extern_kernels._grouped_mm:169
            buf339 = extern_kernels._grouped_mm(buf334, reinterpret_tensor(arg150_1, (128, 2816, 1408), (3964928, 1, 2816), 0), buf338, out_dtype=None)
            assert_size_stride(buf339, (512, 1408), (1408, 1), 'torch.ops.aten._grouped_mm.default')
            del arg150_1
            del buf334
            buf342 = empty_strided_cuda((64, 2112), (2112, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_43], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:170
            extern_kernels.mm(reinterpret_tensor(buf341, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg142_1, (2816, 2112), (1, 2816), 0), out=buf342)
            del arg142_1
            buf343 = empty_strided_cuda((64, 2112), (2112, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [linear_44], Original ATen: [aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:171
            extern_kernels.mm(reinterpret_tensor(buf341, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg143_1, (2816, 2112), (1, 2816), 0), out=buf343)
            del arg143_1
            buf344 = reinterpret_tensor(buf342, (64, 1, 2112), (2112, 2112, 1), 0); del buf342  # reuse
            # Topologically Sorted Source Nodes: [linear_43, gelu_10, linear_44, mul_170], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul]
            # [Provenance debug handles] triton_poi_fused__unsafe_view_gelu_mul_13:172
            stream0 = get_raw_stream(0)
            triton_poi_fused__unsafe_view_gelu_mul_13.run(buf344, buf343, 135168, stream=stream0)
            del buf343
            buf345 = reinterpret_tensor(buf341, (64, 2816), (2816, 1), 0); del buf341  # reuse
            # Topologically Sorted Source Nodes: [linear_43, gelu_10, linear_44, mul_170, down_proj_5], Original ATen: [aten._unsafe_view, aten.gelu, aten.mul, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:173
            extern_kernels.mm(reinterpret_tensor(buf344, (64, 2112), (2112, 1), 0), reinterpret_tensor(arg144_1, (2112, 2816), (1, 2112), 0), out=buf345)
            del arg144_1
            del buf344
            buf347 = empty_strided_cuda((512, 704), (704, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [proj_out_15, ge_5, sentinel_mask_5, chunk_5, gelu_11, proj_out_16, transpose_37, out_11], Original ATen: [aten.masked_fill, aten.ge, aten.unsqueeze, aten.split, aten.gelu, aten.mul, aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] triton_poi_fused__grouped_mm_ge_gelu_masked_fill_mul_split_transpose_unsqueeze_14:174
            stream0 = get_raw_stream(0)
            triton_poi_fused__grouped_mm_ge_gelu_masked_fill_mul_split_transpose_unsqueeze_14.run(buf331, buf339, buf347, 360448, stream=stream0)
            del buf339
            # Topologically Sorted Source Nodes: [proj_out_15, ge_5, sentinel_mask_5, chunk_5, gelu_11, proj_out_16, transpose_37, out_11], Original ATen: [aten.masked_fill, aten.ge, aten.unsqueeze, aten.split, aten.gelu, aten.mul, aten.transpose, aten._grouped_mm]
            # [Provenance debug handles] extern_kernels._grouped_mm:175
            buf348 = extern_kernels._grouped_mm(buf347, reinterpret_tensor(arg151_1, (128, 704, 2816), (1982464, 1, 704), 0), buf338, out_dtype=None)
            assert_size_stride(buf348, (512, 2816), (2816, 1), 'torch.ops.aten._grouped_mm.default')
            del arg151_1
            del buf338
            del buf347
            buf353 = empty_strided_cuda((64, 2816), (2816, 1), torch.float32)
            # Topologically Sorted Source Nodes: [expert_ids_5, sort_5, ge_5, sentinel_mask_5, proj_out_17, top_k_weights_16, getitem_120, top_k_weights_17, sample_weights_5, sample_weights_g_5, unsqueeze_35, weighted_out_10, weighted_out_11, view_22, final_hidden_states_5], Original ATen: [aten.view, aten.sort, aten.ge, aten.unsqueeze, aten.masked_fill, aten.div, aten.index, aten.mul, aten.sum]
            # [Provenance debug handles] triton_per_fused_div_ge_index_masked_fill_mul_sort_sum_unsqueeze_view_15:176
            stream0 = get_raw_stream(0)
            triton_per_fused_div_ge_index_masked_fill_mul_sort_sum_unsqueeze_view_15.run(buf351, buf331, buf348, buf350, buf353, 180224, 8, stream=stream0)
            del buf331
            del buf348
            del buf350
            del buf351
            buf355 = reinterpret_tensor(buf353, (64, 1, 2816), (2816, 180224, 1), 0); del buf353  # reuse
            buf357 = buf355; del buf355  # reuse
            buf359 = reinterpret_tensor(buf323, (64, 1, 2816), (2816, 2816, 1), 0); del buf323  # reuse
            # Topologically Sorted Source Nodes: [attn_output_23, float_110, pow_119, mean_59, mean_squared_59, pow_120, normed_output_107, float_111, normed_output_108, hidden_states_88, hidden_states_89, down_proj_5, float_114, pow_123, mean_61, mean_squared_61, pow_124, normed_output_111, float_115, normed_output_112, hidden_states_91, hidden_states_95, hidden_states_96, float_119, pow_129, mean_64, mean_squared_64, pow_130, normed_output_116, float_120, normed_output_117, hidden_states_97, hidden_states_98, float_121, pow_131, mean_65, mean_squared_65, pow_132, normed_output_118, float_122, normed_output_119, hidden_states_99, hidden_states_100, hidden_states_101, float_123, pow_133, mean_66, mean_squared_66, pow_134, normed_output_120, float_124, normed_output_121, hidden_states_102], Original ATen: [aten._unsafe_view, aten._to_copy, aten.pow, aten.mean, aten.add, aten.mul, aten.view]
            # [Provenance debug handles] triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_24:177
            stream0 = get_raw_stream(0)
            triton_red_fused__to_copy__unsafe_view_add_mean_mul_pow_view_24.run(buf357, buf345, arg145_1, arg152_1, buf297, buf320, buf321, arg140_1, arg153_1, arg154_1, arg155_1, buf359, 64, 2816, stream=stream0)
            del arg140_1
            del arg145_1
            del arg152_1
            del arg153_1
            del arg154_1
            del arg155_1
            del buf297
            del buf320
            del buf321
            del buf345
            del buf357
            buf360 = empty_strided_cuda((64, 262144), (262144, 1), torch.bfloat16)
            # Topologically Sorted Source Nodes: [pow_133, mean_66, mean_squared_66, pow_134, normed_output_120, float_124, normed_output_121, hidden_states_102, getitem_132, logits], Original ATen: [aten.pow, aten.mean, aten.add, aten.mul, aten._to_copy, aten.slice, aten.view, aten.t, aten.mm]
            # [Provenance debug handles] extern_kernels.mm:178
            extern_kernels.mm(reinterpret_tensor(buf359, (64, 2816), (2816, 1), 0), reinterpret_tensor(arg1_1, (2816, 262144), (1, 2816), 0), out=buf360)
            del arg1_1
            del buf359
            buf361 = reinterpret_tensor(buf360, (64, 1, 262144), (262144, 262144, 1), 0); del buf360  # reuse
            # Topologically Sorted Source Nodes: [logits, logits_1, logits_2, logits_3], Original ATen: [aten._unsafe_view, aten.div, aten.tanh, aten.mul]
            # [Provenance debug handles] triton_poi_fused__unsafe_view_div_mul_tanh_25:179
            stream0 = get_raw_stream(0)
            triton_poi_fused__unsafe_view_div_mul_tanh_25.run(buf361, 16777216, stream=stream0)
            # Topologically Sorted Source Nodes: [add__5], Original ATen: [aten.add, aten.copy_]
            # [Provenance debug handles] triton_poi_fused_add_copy__26:180
            stream0 = get_raw_stream(0)
            triton_poi_fused_add_copy__26.run(arg4_1, arg4_1, 1, stream=stream0)
            del arg4_1
            # Topologically Sorted Source Nodes: [add_], Original ATen: [aten.add, aten.copy_]
            # [Provenance debug handles] triton_poi_fused_add_copy__26:181
            stream0 = get_raw_stream(0)
            triton_poi_fused_add_copy__26.run(arg13_1, arg13_1, 1, stream=stream0)
            del arg13_1
            # Topologically Sorted Source Nodes: [add__1], Original ATen: [aten.add, aten.copy_]
            # [Provenance debug handles] triton_poi_fused_add_copy__26:182
            stream0 = get_raw_stream(0)
            triton_poi_fused_add_copy__26.run(arg38_1, arg38_1, 1, stream=stream0)
            del arg38_1
            # Topologically Sorted Source Nodes: [add__2], Original ATen: [aten.add, aten.copy_]
            # [Provenance debug handles] triton_poi_fused_add_copy__26:183
            stream0 = get_raw_stream(0)
            triton_poi_fused_add_copy__26.run(arg63_1, arg63_1, 1, stream=stream0)
            del arg63_1
            # Topologically Sorted Source Nodes: [add__3], Original ATen: [aten.add, aten.copy_]
            # [Provenance debug handles] triton_poi_fused_add_copy__26:184
            stream0 = get_raw_stream(0)
            triton_poi_fused_add_copy__26.run(arg88_1, arg88_1, 1, stream=stream0)
            del arg88_1
            # Topologically Sorted Source Nodes: [add__4], Original ATen: [aten.add, aten.copy_]
            # [Provenance debug handles] triton_poi_fused_add_copy__26:185
            stream0 = get_raw_stream(0)
            triton_poi_fused_add_copy__26.run(arg113_1, arg113_1, 1, stream=stream0)
            del arg113_1
        return (buf361, )

runner = Runner(partitions=[])
call = runner.call
recursively_apply_fns = runner.recursively_apply_fns


def get_args():
    from torch._dynamo.testing import rand_strided
    arg0_1 = rand_strided((64, 1), (1, 1), device='cuda:0', dtype=torch.int64)
    arg1_1 = rand_strided((262144, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg2_1 = rand_strided((), (), device='cuda:0', dtype=torch.bfloat16)
    arg3_1 = rand_strided((64, 1), (1, 1), device='cuda:0', dtype=torch.int64)
    arg4_1 = rand_strided((), (), device='cuda:0', dtype=torch.int64)
    arg5_1 = rand_strided((256, ), (1, ), device='cuda:0', dtype=torch.float32)
    arg6_1 = rand_strided((128, ), (1, ), device='cuda:0', dtype=torch.float32)
    arg7_1 = rand_strided((2816, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg8_1 = rand_strided((4096, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg9_1 = rand_strided((256, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg10_1 = rand_strided((2048, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg11_1 = rand_strided((2048, 2816), (2816, 1), device='cuda:0', dtype=torch.bfloat16)
    arg12_1 = rand_strided((256, ), (1, ), device='cuda:0', dtype=torch.bfloat16)
    arg13_1 = rand_strided((), (), device='cuda:0', dtype=torch.int64)
    arg14_1 = rand_strided((64, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
    arg15_1 = rand_strided((64, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
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
    arg39_1 = rand_strided((64, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
    arg40_1 = rand_strided((64, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
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
    arg64_1 = rand_strided((64, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
    arg65_1 = rand_strided((64, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
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
    arg89_1 = rand_strided((64, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
    arg90_1 = rand_strided((64, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
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
    arg114_1 = rand_strided((64, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
    arg115_1 = rand_strided((64, 8, 1024, 256), (2097152, 262144, 256, 1), device='cuda:0', dtype=torch.bfloat16)
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
    arg137_1 = rand_strided((64, 2, 1024, 512), (1048576, 524288, 512, 1), device='cuda:0', dtype=torch.bfloat16)
    arg138_1 = rand_strided((64, 2, 1024, 512), (1048576, 524288, 512, 1), device='cuda:0', dtype=torch.bfloat16)
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
