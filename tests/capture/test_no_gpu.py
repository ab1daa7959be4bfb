"""Inductor's code without a GPU, of full-size layers, beside the H100's of the same layers.

Recorded with torch 2.11 on the GPU, generated here with 2.13: what differs is listed below.
"""

from __future__ import annotations

import re
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner

from workbench.attribute import attribute
from workbench.capture.no_gpu import capture_without_gpu
from workbench.capture.request import Request
from workbench.capture.store import Capture, find, read_manifest, verify_files
from workbench.cli import group
from workbench.errors import BadInput, Unavailable, Usage
from workbench.inductor.folder import load_graph
from workbench.suggest.catalogue import Catalogue, catalogue
from workbench.suggest.catalogue_rows import KernelRow
from workbench.suggest.no_run import NO_RUN, estimates
from workbench.trace.targets import assumed_device

NAME = "gemma4-26b-a4b-6l-decode-b8"
same_torch = pytest.mark.skipif(
    not torch.__version__.startswith("2.13") or not version("transformers").startswith("5.17"),
    reason="counted with torch 2.13 and the model code of transformers 5.17",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Capture:
    """One attention period at full size: 6 layers of 26B-A4B, decode, batch 8."""
    out = tmp_path_factory.mktemp("captures") / "made"
    request = Request(model="gemma4-26b-a4b", batch=8, layers=6, experts="grouped_mm")
    return capture_without_gpu(request, "sm_90", assumed_device("sm_90"), out)


@pytest.fixture(scope="module")
def generated(made: Capture) -> Catalogue:
    return catalogue(made)


@pytest.fixture(scope="module")
def real(repository: Path) -> Catalogue:
    return catalogue(find(repository / "captures" / NAME))


def test_the_capture_says_what_it_is(made: Capture) -> None:
    manifest = read_manifest(made.folder)
    assert (manifest.target, manifest.device.kind) == ("sm_90", "none")
    assert manifest.device.copy_bandwidth_gb_per_s.value == 3015.0  # type: ignore[union-attr]
    assert manifest.device.copy_bandwidth_gb_per_s.source == "assumed"  # type: ignore[union-attr]
    assert (manifest.layers_run, manifest.layers_full) == (6, 30)
    assert (manifest.experts, manifest.initialisation) == ("grouped_mm", "none")
    assert set(manifest.variants) == {"inductor"} and manifest.variants["inductor"].traces == ()
    assert "nothing ran" in manifest.notes[0]
    assert verify_files(made) == []
    code = (made.folder / "inductor/graph0/output_code.py").read_text()
    assert "async_compile.triton(" in code and "cc=90" in code and "/tmp/" not in code
    assert "code: " not in (made.folder / "inductor/graph0/post_grad_graph.txt").read_text()


def test_the_scheduler_record_is_whole(made: Capture) -> None:
    graph = load_graph(made.folder / "inductor" / "graph0")
    assert graph.scheduler.complete and graph.scheduler.refusals
    assert graph.health == ()


def by_site(found: Catalogue) -> Counter[tuple[str, str]]:
    return Counter({(row.op, row.site): row.calls for row in found.externs})


@same_torch
def test_counts_beside_the_h100(generated: Catalogue, real: Catalogue) -> None:
    assert (len(real.kernels), len(generated.kernels)) == (27, 26)
    assert sum(row.calls for row in real.kernels) == 105
    assert sum(row.calls for row in generated.kernels) == 103
    layers = {row.layer: row for row in generated.layers}
    theirs = {row.layer: row for row in real.layers}
    # a layer: the attention mask is made outside the layers here, in each layer there
    assert (layers[1].generated_calls, theirs[1].generated_calls) == (16, 17)
    for layer in range(6):
        assert layers[layer].extern_calls == theirs[layer].extern_calls
    # extern calls: attention is opaque here, and 2.13 multiplies the rotary outer product (a bmm
    # in 2.11) inside its kernels, which also saves the two conversions before it
    ours, there = by_site(generated), by_site(real)
    attention = {key for key in ours | there if "scaled_dot_product" in key[0]}
    assert sum(ours[key] for key in attention) == sum(there[key] for key in attention) == 6
    rest = {key for key in ours | there if ours[key] != there[key]} - attention
    assert rest == {("aten::bmm", "model.rotary_emb")} and there[rest.pop()] == 2


def stems(found: Catalogue) -> dict[str, list[KernelRow]]:
    rows: dict[str, list[KernelRow]] = {}
    for row in found.kernels:
        rows.setdefault(re.sub(r"_\d+$", "", row.kernel), []).append(row)
    return rows


@same_torch
def test_names_and_bytes_beside_the_h100(generated: Catalogue, real: Catalogue) -> None:
    ours, theirs = stems(generated), stems(real)
    shared = ours.keys() & theirs.keys()
    assert sum(len(ours[name]) for name in shared) == 16
    # the rest differ in the name of attention or of its mask, and around the rotary outer product
    for name in (theirs.keys() | ours.keys()) - shared:
        assert re.search("attention|bmm|arange|softmax|unsqueeze", name), name
    calls = {name: sum(row.calls for row in ours[name]) for name in shared}
    assert calls == {name: sum(row.calls for row in theirs[name]) for name in shared}

    def moved(rows: list[KernelRow]) -> int:
        return sum(row.bytes_read + row.bytes_written for row in rows)

    differ = {name for name in shared if moved(ours[name]) != moved(theirs[name])}
    # the weighted sum of experts divides by the router's sum itself: 800 bytes a layer
    assert len(differ) == 1
    assert moved(ours[min(differ)]) - moved(theirs[min(differ)]) == 6 * 800


@same_torch
def test_keys_and_values_are_expanded_as_there(generated: Catalogue, real: Catalogue) -> None:
    ours = [row for row in generated.kernels if "repeat_kv" in "".join(row.source[:1])]
    there = [row for row in real.kernels if "repeat_kv" in "".join(row.source[:1])]
    assert [(row.calls, row.bytes_read, row.bytes_written) for row in ours[:2]] == [
        (row.calls, row.bytes_read, row.bytes_written) for row in there[:2]
    ]
    first = generated.neighbours[0]
    assert first.second == "workbench::scaled_dot_product_attention"
    assert first.nbytes == real.neighbours[0].nbytes == 671_088_640


def test_times_are_estimates_and_close_for_copies(generated: Catalogue, real: Catalogue) -> None:
    assert {row.us_source for row in generated.kernels} == {"estimate"}
    assert all(row.gb_per_s is None and row.times_bound is None for row in generated.kernels)
    assert any("estimates" in note for note in generated.notes)
    largest, measured = generated.kernels[0], real.kernels[0]
    assert largest.us == pytest.approx(measured.us, rel=0.03)  # 1 GB of copies: 334 us, 338 us


def test_estimates_stand_in_for_suggestions(made: Capture) -> None:
    found = estimates(made)
    assert found.refusals[0].pattern == "every pattern" and "without a GPU" in NO_RUN
    first = found.refusals[1]
    assert first.site == "model.layers.*.self_attn" and "671.1 MB" in first.reason
    assert "about 445.2 us a step to write and read (an estimate)" in first.reason
    assert found.launches_per_step == 181.0 and "estimate" in found.notes[0]


def test_what_needs_a_run_says_that_there_is_none(made: Capture) -> None:
    with pytest.raises(Usage, match="without a GPU, so nothing ran"):
        attribute(made)
    with pytest.raises(Usage, match="holds no trace"):
        attribute(made, "inductor")
    for command in ("groups", "check"):
        done = CliRunner().invoke(group, [command, str(made.folder), "--variant", "inductor"])
        assert isinstance(done.exception, Usage), command


def test_suggest_answers_with_estimates_and_why(made: Capture) -> None:
    env = {"COLUMNS": "120", "NO_COLOR": "1"}
    done = CliRunner(env=env).invoke(group, ["suggest", str(made.folder)])
    assert done.exit_code == 0
    assert "ms GPU a step in 181 calls of the compiled model; nothing ran" in done.output
    assert "no candidates" in done.output and "every time is an estimate" in done.output
    assert "(measured)" not in done.output


def test_the_command_refuses_what_makes_no_sense(tmp_path: Path) -> None:
    def run(*args: str) -> BaseException | None:
        where = ["--out", str(tmp_path / "out")]
        done = CliRunner().invoke(group, ["capture", "gemma4-tiny", "--no-gpu", *args, *where])
        return done.exception

    for option in (["--variant", "eager"], ["--steps", "2"], ["--device", "cpu"]):
        assert isinstance(run(*option), Usage)
    error = run("--target", "sm_91")
    assert isinstance(error, Usage) and "sm_90" in str(error)
    assert not (tmp_path / "out").exists()


def test_a_function_with_a_constant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tracing computes small constants, for which there is no device: a roll of a sliding cache."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(
        "import torch\n\ndef roll(x):\n    last = torch.tensor([-1], device=x.device)\n"
        "    return torch.relu(x.index_copy(0, last % 8, x[:1]))\n\n"
        "def step(device, dtype):\n    x = torch.ones(8, 64, device=device, dtype=dtype)\n"
        "    return roll, (x,)\n"
    )
    made = capture_without_gpu(
        Request(model="mine:step"), "sm_100", assumed_device("sm_100"), tmp_path / "out"
    )
    found = catalogue(made)
    assert found.kernels and found.kernels[0].sites == ()
    assert made.manifest.model_kind == "function" and made.manifest.device.name.endswith("B200")
    assert "cc=100" in (made.folder / "inductor/graph0/output_code.py").read_text()


@pytest.mark.parametrize(
    ("body", "error", "said"),
    [("return torch.nn.Linear(", BadInput, "cannot import"), ("", Unavailable, "graph break")],
)
def test_a_function_that_cannot_be_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, error: type[Exception], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "import torch\ndef step(device):\n    x = torch.ones(8, device=device)\n"
    text += "    return (lambda v: print(v.sum().item() > 0) or v + 1), (x,)\n"
    (tmp_path / "mine.py").write_text(text if not body else f"def other():\n    {body}0, 0)\n")
    with pytest.raises(error, match=said):
        capture_without_gpu(
            Request(model="mine:step"), "sm_90", assumed_device("sm_90"), tmp_path / "out"
        )
    assert not (tmp_path / "out").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []
