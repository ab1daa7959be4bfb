"""Gate 3: choices further down, on tensors whose answer is known and on a kernel of the library."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from workbench.validate import flips, subject
from workbench.validate.subject import Choice

Findings = dict[str, dict[str, Any]]


def test_ties_go_to_the_lowest_id_and_weights_sum_to_one() -> None:
    logits = torch.tensor([[1.0, 3.0, 2.0, 2.0, 2.0]])
    routed = flips.route(logits, 3)
    assert routed.chosen.tolist() == [[False, True, True, True, False]]
    assert routed.weights.sum().item() == pytest.approx(1)
    assert routed.margin_ulp.tolist() == [0.0]


@pytest.mark.parametrize(
    ("dtype", "last", "left", "ulp"),
    [(torch.bfloat16, 2.0, 1.984375, 1), (torch.float32, 1.0 + 3 * 2**-23, 1.0, 3)],
)
def test_the_margin_is_in_ulp_of_the_logits(
    dtype: torch.dtype, last: float, left: float, ulp: float
) -> None:
    logits = torch.tensor([[5.0, last, left, -1.0]], dtype=dtype)
    assert flips.route(logits, 2).margin_ulp.item() == pytest.approx(ulp)


def test_flips_far_from_the_cutoff_and_moved_weight_are_told() -> None:
    before = torch.tensor([[3.0, 2.0, 1.0], [3.0, 1.0, 1.0], [0.0, 0.0, 0.0]])
    after = torch.tensor([[3.0, 1.0, 2.0], [3.0, 1.0, 1.0 + 2**-23], [0.0, 0.0, 0.0]])
    share, beyond, mass = flips.moved(flips.route(before, 2), flips.route(after, 2)).tolist()
    assert (share, beyond) == (pytest.approx(2 / 3), 1)
    one_e = torch.tensor([3.0, 2.0]).softmax(0)[1].item()
    tied = torch.tensor([3.0, 1.0]).softmax(0)[1].item()
    assert mass == pytest.approx((one_e + tied) / 3, rel=1e-5)


def router_input(x: torch.Tensor, scale: torch.Tensor, elide: bool = False) -> torch.Tensor:
    wide = x.float()
    normed = wide * (wide.pow(2).mean(-1, keepdim=True) + 1e-6).pow(-0.5)
    if elide:
        return (normed * scale.float() * x.shape[-1] ** -0.5).to(x.dtype)
    return normed.to(x.dtype) * scale * x.shape[-1] ** -0.5


def test_an_elided_rounding_flips_three_percent_and_another_order_none() -> None:
    draw = torch.Generator().manual_seed(0)
    x = torch.randn(3072, 256, generator=draw).bfloat16()
    scale = (0.5 + torch.rand(256, generator=draw)).bfloat16()
    eager, elided = router_input(x, scale), router_input(x, scale, elide=True)
    controls = [router_input(x.flip(-1), scale.flip(-1)).flip(-1)]
    same = flips.set_flips("router", controls[0], eager, controls, Choice())
    assert (same.number, same.passed, same.threshold) == (3, True, 0.1)
    assert same.figure is not None and same.figure < 0.05
    worse = flips.set_flips("router", elided, eager, controls, Choice())
    assert worse.passed is False
    assert worse.figure is not None and 2 < worse.figure < 6
    assert "of 12288 choices, 0 beyond 2 ULP" in worse.detail


def test_a_norm_may_lie_between() -> None:
    draw = torch.Generator().manual_seed(0)
    stream = 40 * torch.randn(3072, 128, generator=draw)
    eager, other = stream.bfloat16(), (stream * (1 + 2**-9)).bfloat16()
    gate = flips.set_flips("h", eager, eager, [eager], Choice(norm=True))
    assert (gate.passed, gate.figure) == (True, 0)
    assert flips.set_flips("h", other, eager, [eager], Choice(norm=True)).passed is False


def test_a_kernel_states_what_hangs_on_it_or_its_pattern_does(
    repository: Path, tmp_path: Path
) -> None:
    library = repository / "kernels" / "post_attention_norms" / "kernel.py"
    assert subject.load(library).decides == {"router": Choice(128, 8, norm=False)}
    assert subject.load(repository / "kernels" / "geglu" / "kernel.py").decides == {}
    copy = tmp_path / "kernel.py"
    copy.write_text(library.read_text() + '\nDECIDES = {"h": (64, 6, "norm")}\n')
    assert subject.load(copy).decides == {"h": Choice(64, 6, norm=True)}


@pytest.fixture(scope="module")
def findings(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """What validation says of post_attention_norms, sound and with roundings left out."""
    done = subprocess.run(
        [
            *(sys.executable, "-P", str(repository / "tests/validate/flip_mutations.py")),
            str(repository / "kernels/post_attention_norms/kernel.py"),
            str(tmp_path_factory.mktemp("m")),
        ],
        env={**os.environ, "TRITON_INTERPRET": "1"},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    found: Findings = json.loads(done.stdout)
    return found


def test_the_sound_kernel_flips_nothing(findings: Findings) -> None:
    found = findings["sound"]
    assert (found["verdict"], found["failed"], found["elided"]) == ("FAITHFUL", [], [])
    assert found["flips"]["figure"] <= 0.01


@pytest.mark.parametrize(
    ("mutation", "failed", "elided"),
    [
        (
            "router's roundings elided",
            ["1 router", "3 router set flips"],
            ["router: cast", "router: mul"],
        ),
        (
            "the sum's rounding elided",
            ["1 dense", "1 experts", "1 router", "3 router set flips"],
            ["dense: add", "router: add", "experts: add"],
        ),
    ],
)
def test_an_elided_rounding_upstream_of_the_router_fails(
    findings: Findings, mutation: str, failed: list[str], elided: list[str]
) -> None:
    """Within gates 4 and 5, closer to fp64 than eager: yet it flips 3% of the sets."""
    found = findings[mutation]
    assert (found["verdict"], found["failed"]) == ("FAIL", failed)
    assert 2 < found["flips"]["figure"] < 6
    assert [point.split(" (kernel.py:")[0] for point in found["elided"]] == elided
