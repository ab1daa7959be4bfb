"""What the launcher would launch compiles for GPUs that are not here, within its budget."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import BadInput
from workbench.validate import compilation, foreign, subject, validation


def test_the_router_compiles_for_sm_90_without_spills(repository: Path) -> None:
    found = validation.check_compilation("router_topk", ("sm_90",), "*/gemma4-*")
    assert found.within_budget, found
    labels = [launch["label"].split("/") for launch in found.launches]
    assert {label[0] for label in labels} == {"softmax_then_topk", "topk_then_softmax"}
    assert len(found.launches) == 4  # two forms, few rows and many
    for launch in found.launches:
        assert 16 <= launch["registers"] <= 96
        assert (launch["spill_bytes"], launch["local_bytes"]) == (0, 0)
        assert launch["warps"] in (1, 2, 4)


def test_launches_are_recorded_as_triton_would_specialise_them(repository: Path) -> None:
    loaded = subject.load(repository / "kernels/router_topk/kernel.py")
    found = compilation.launches(loaded, "softmax_then_topk/gemma4-*")
    first = next(iter(found.values()))
    assert first.signature["logits"] == "*bf16"
    assert first.signature["ids"] == "*i64"
    assert first.signature["T"] == "i32"
    assert first.constants[(6,)] == 128
    assert (0,) in first.attributes
    assert first.options == {"num_warps": 1}
    no_scale = compilation.launches(loaded, "*/top-1")
    assert {launch.constants[(1,)] for launch in no_scale.values()} == {None}


def test_a_kernel_over_its_budget_fails(tmp_path: Path, repository: Path) -> None:
    text = (repository / "kernels/router_topk/kernel.py").read_text()
    assert '"registers": 96' in text
    (tmp_path / "kernel.py").write_text(text.replace('"registers": 96', '"registers": 8'))
    found = validation.check_compilation(str(tmp_path), ("sm_90",), "softmax_then_topk/all-of-5")
    assert not found.within_budget
    assert found.launches[0]["over"] == [f"registers {found.launches[0]['registers']} > 8"]


def test_what_does_not_compile_is_told(tmp_path: Path, repository: Path) -> None:
    text = (repository / "kernels/router_topk/kernel.py").read_text()
    spoilt = text.replace("x_fp32 = x.to(tl.float32)", "x_fp32 = nowhere.to(tl.float32)")
    (tmp_path / "kernel.py").write_text(spoilt)
    found = validation.check_compilation(str(tmp_path), ("sm_90",), "softmax_then_topk/all-of-5")
    assert not found.within_budget
    assert "nowhere" in found.launches[0]["error"]


def test_each_triton_kernel_of_a_launcher_is_weighed(repository: Path) -> None:
    loaded = subject.load(repository / "kernels/moe_dispatch/kernel.py")
    found = compilation.launches(loaded, "*/small-two-launches")
    assert {launch.function.__name__ for launch in found.values()} == {
        "_count_kernel",
        "_place_kernel",
    }
    assert list(found) == [
        "dispatch_by_sort/small-two-launches",
        "dispatch_by_sort/small-two-launches/_place_kernel",
    ]


AUTOTUNED = """
import torch, triton
import triton.language as tl


@triton.autotune(configs=[triton.Config({"B": n}, num_warps=w) for n, w in ((64, 2), (128, 4))],
                 key=["N"])
@triton.jit
def scaled(x, y, by, N, B: tl.constexpr):
    at = tl.program_id(0) * N + tl.arange(0, B)
    tl.store(y + at, tl.load(x + at, mask=tl.arange(0, B) < N) * by, mask=tl.arange(0, B) < N)


def scale(x, by):
    y = torch.empty_like(x)
    with torch.cuda.device(x.device):
        blocks = torch.cuda.get_device_properties(x.device).multi_processor_count
        scaled[lambda meta: (min(blocks, x.shape[0]),)](x, y, by, x.shape[1])
    return y
"""


def test_a_launcher_that_asks_for_its_gpu_compiles_without_one(tmp_path: Path) -> None:
    (tmp_path / "scale.py").write_text(AUTOTUNED)
    (tmp_path / "model.py").write_text("def scale(x, by):\n    return x * by\n")
    place = foreign.locate(
        f"{tmp_path}/scale.py", f"{tmp_path}/model.py:scale", ("x=bf16[T,48] by=0.3",)
    )
    found = validation.check_compilation("scale.py", ("sm_90",), foreign=place)
    assert found.within_budget, found
    assert [launch["warps"] for launch in found.launches] == [2]  # the first configuration's


def test_a_launcher_that_reads_values_is_not_compiled(tmp_path: Path) -> None:
    (tmp_path / "scale.py").write_text(AUTOTUNED.replace("by, x.shape[1])", "x.max().item(), 48)"))
    (tmp_path / "model.py").write_text("def scale(x, by):\n    return x * by\n")
    at = (f"{tmp_path}/scale.py", f"{tmp_path}/model.py:scale", ("x=bf16[T,48] by=0.3",))
    with pytest.raises(BadInput, match="scale: its launcher reads values of its inputs"):
        validation.check_compilation("scale.py", ("sm_90",), foreign=foreign.locate(*at))
