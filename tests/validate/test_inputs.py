"""The hostile inputs are what their names say."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import torch

from workbench.validate import inputs, subject

DTYPES = (torch.bfloat16, torch.float16, torch.float32)


def made(name: str, dtype: torch.dtype, rows: int = 8) -> torch.Tensor:
    draw = torch.Generator().manual_seed(1)
    x = (2 * torch.randn(rows, 64, generator=draw)).to(dtype)
    return inputs.HOSTILE[name](x, draw)


@pytest.mark.parametrize("dtype", DTYPES)
def test_each_hostile_input_keeps_shape_dtype_and_does_what_it_says(dtype: torch.dtype) -> None:
    for name in inputs.HOSTILE:
        x = made(name, dtype)
        assert (x.shape, x.dtype, x.is_contiguous()) == ((8, 64), dtype, True)
    nan = made("nan", dtype).isnan().sum(-1)
    assert nan.tolist()[0] == 1
    assert 1 < nan[1] < 64
    assert nan.tolist()[2:4] == [64, 0]
    signs = made("nan", dtype).view(inputs._bits(nan.to(dtype)))[2] < 0
    assert 0 < signs.sum() < 64
    assert made("inf", dtype).isinf()[2].all()
    zeros = made("zeros-of-both-signs", dtype)
    assert (zeros == 0).sum() > 300
    assert 0 < zeros[zeros == 0].signbit().sum() < (zeros == 0).sum()
    small = made("subnormals", dtype)
    assert small.abs().max() <= torch.finfo(dtype).smallest_normal
    assert (small != 0).float().mean() > 0.9
    assert (made("all-equal", dtype).diff(dim=-1) == 0).all()


@pytest.mark.parametrize("dtype", DTYPES)
def test_near_ties_are_one_ulp_apart(dtype: torch.dtype) -> None:
    near = made("near-ties", dtype)
    bits = near.view(inputs._bits(near)).long()
    assert (bits.amax(-1) - bits.amin(-1)).unique().tolist() == [2]


def test_layouts_hold_the_same_values() -> None:
    x = torch.randn(4, 16)
    layouts = {name: layout(x) for name, (layout, _) in inputs.LAYOUTS.items()}
    assert all(torch.equal(each, x) for each in layouts.values())
    assert layouts["padded-rows"].stride() == (24, 1)
    assert layouts["offset-by-one"].storage_offset() == 1
    assert layouts["transposed"].stride() == (1, 4)


def test_the_trials_of_the_router(repository: Path) -> None:
    loaded = subject.load(repository / "kernels/router_topk/kernel.py")
    cuda = {trial.name: trial for trial in inputs.trials(loaded, "cuda")}
    first = f"softmax_then_topk/{next(iter(loaded.cases))}"
    assert [t for t in (0, 1, 2, 7, 64, 1023, 4096, 16384) if f"{first}/T={t}" not in cuda] == []
    assert f"{first}/beyond-2**31" in cuda
    hostile = {name.split("/")[1] for name in cuda if name.endswith("near-ties")}
    dtypes = {loaded.cases[case](device="cpu", rows=1)["logits"].dtype for case in hostile}
    assert dtypes == set(DTYPES)
    fallbacks = {name.split("/")[2] for name, trial in cuda.items() if not trial.must_launch}
    assert fallbacks == {"T=0", "transposed", "others-strided"}
    interpret = list(inputs.trials(loaded, "interpret"))
    assert max(t.make("cpu")["logits"].shape[0] for t in interpret) <= 8


def test_layouts_of_rows_with_more_dimensions() -> None:
    x = torch.randn(4, 3, 1, 16)
    layouts = {name: layout(x) for name, (layout, _) in inputs.LAYOUTS.items()}
    assert all(torch.equal(each, x) for each in layouts.values())
    assert layouts["padded-rows"].stride() == (56, 16, 16, 1)
    assert layouts["offset-by-one"].storage_offset() == 1
    assert layouts["transposed"].stride(3) != 1


def test_a_kernel_states_its_row_counts_and_what_is_too_large_to_interpret(
    repository: Path,
) -> None:
    loaded = subject.load(repository / "kernels/experts_decode/kernel.py")
    large = dict.fromkeys(loaded.gpu_cases, loaded.cases["small-bf16"])
    loaded = dataclasses.replace(loaded, cases={**loaded.cases, **large})
    cuda = [trial.name.split("/", 1)[1] for trial in inputs.trials(loaded, "cuda")]
    counts = [name.split("T=")[1] for name in cuda if "T=" in name]
    assert counts == ["0", "1", "2", "3", "8"]
    assert cuda[0] == "gemma4-26b-a4b-decode-b8/T=0"
    interpret = {trial.name.split("/", 1)[1]: trial for trial in inputs.trials(loaded, "interpret")}
    assert "small-bf16/T=3" in interpret
    assert not any("gemma4" in name for name in interpret)
    nan = interpret["small-bf16/nan"].make("cpu")
    plain = interpret["small-bf16/T=3"].make("cpu")
    assert nan["hidden_states"].isnan().any()
    assert not nan["top_k_weights"].isnan().any()
    assert plain["top_k_index"].dtype == torch.int64


def test_a_kernel_whose_cases_all_need_a_gpu_has_none_to_interpret(repository: Path) -> None:
    loaded = subject.load(repository / "kernels/experts_decode/kernel.py")
    large = dataclasses.replace(loaded, gpu_cases=tuple(loaded.cases))
    assert not list(inputs.trials(large, "interpret"))
    assert next(inputs.trials(large, "cuda")).name.endswith("T=0")


def test_absent_and_boolean_arguments_are_left_alone(repository: Path) -> None:
    loaded = subject.load(repository / "kernels/gqa_decode_attention/kernel.py")
    for trial in inputs.trials(loaded, "interpret"):
        if trial.name.endswith(("small-bf16/nan", "small-bf16/padded-rows")):
            arguments = trial.make("cpu")
            assert arguments["lengths"] is None
            assert arguments["attention_mask"].dtype == torch.bool
            assert arguments["query"].shape == (4, 6, 1, 64)


def test_rows_that_are_large_are_fewer(repository: Path) -> None:
    """A rotation of a prefill has a whole sequence of all heads in a row: 16384 of them are no
    case, nor 257 of hostile ones.
    """
    loaded = subject.load(repository / "kernels/rms_norm/kernel.py")

    def wide(rows: int = 1, device: str = "cpu") -> dict[str, object]:
        x = torch.empty(rows, 2048, 8, 256, dtype=torch.bfloat16, device="meta")
        return {"hidden_states": x, "weight": None}

    loaded = dataclasses.replace(
        loaded, cases={"prefill": wide}, rows=("hidden_states",), activations=("hidden_states",)
    )
    counts = [t.name.split("T=")[1] for t in inputs.trials(loaded, "cuda") if "T=" in t.name]
    assert counts[: len(counts) // len(loaded.references)] == ["0", "1", "2", "7", "64"]
    assert inputs._hostile_rows(loaded, "prefill", "cuda") == 16
    stated = dataclasses.replace(loaded, tokens=(0, 1, 1023))
    assert inputs._hostile_rows(stated, "prefill", "cuda") == 257
    assert inputs._token_counts(stated, "prefill", "cuda") == (0, 1, 1023)


def test_padded_rows_of_two_tensors_have_two_strides(repository: Path) -> None:
    loaded = subject.load(repository / "kernels/post_attention_norms/kernel.py")
    padded = next(t for t in inputs.trials(loaded, "interpret") if t.name.endswith("padded-rows"))
    given = padded.make("cpu")
    width = given[loaded.activations[0]].shape[-1]
    strides = [given[name].stride(-2) for name in loaded.activations]
    assert strides == [width + 8, width + 16]
