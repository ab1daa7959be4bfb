"""Each pattern's template: golden, formatted, compiled for sm_90, right in the interpreter."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.emit.conftest import PATTERNS, candidate_of, capture_in, engine_router
from workbench.capture.store import Capture
from workbench.emit.emission import code_key
from workbench.emit.folder import TEST, files
from workbench.emit.render import Rendered, render, templates_in
from workbench.errors import BadInput
from workbench.validate import validation

# Where a template's kernel is another's of the library.
BASES = {
    "kv_expand": "gqa_decode_attention",
    "swiglu": "geglu",
    "rope": "geglu",
    "add_rms_norm": "norm_residual_scalar",
    "norm_add_scale_norm": "norm_add_norm",
}


@cache
def emitted(pattern: str, small: bool = False) -> Rendered:
    """What a pattern's template makes of the candidate of the tests."""
    return render(capture_in(Path("nowhere")), "eager", candidate_of(pattern, small))


def difference(library: str, emitted: str) -> str:
    """The lines of what was emitted that the library's kernel has not, "@@" where some are left
    out: tuning the library changes no golden file.
    """
    known = {line.strip() for line in library.splitlines()}
    lines: list[str] = []
    for line in emitted.splitlines():
        if line.strip() not in known:
            lines.append(line)
        elif lines and lines[-1] != "@@":
            lines.append("@@")
    return "\n".join(lines) + "\n"


def test_every_pattern_has_a_template_and_a_test(repository: Path) -> None:
    patterns = sorted(path.parent.name for path in repository.glob("templates/*/pattern.py"))
    assert list(templates_in(repository / "templates")) == patterns == sorted(PATTERNS)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_what_a_template_emits_is_golden(
    pattern: str, golden: Callable[[str, str], None], repository: Path
) -> None:
    made = emitted(pattern)
    base = repository / "kernels" / BASES.get(pattern, pattern) / "kernel.py"
    golden(f"{pattern}.txt", difference(base.read_text(), made.source))
    assert made.covered == 1.0


def test_the_engine_form_is_golden(
    capture: Capture, golden: Callable[[str, str], None], repository: Path
) -> None:
    library = (repository / "kernels/router_topk/kernel.py").read_text()
    made = render(capture, "eager", engine_router())
    golden("router_topk_engine.txt", difference(library, made.source))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every template's kernel, at a model's shapes and at small ones."""
    root = tmp_path_factory.mktemp("emitted")
    for small in (False, True):
        for pattern in PATTERNS:
            path = root / ("small" if small else "model") / pattern / "kernel.py"
            path.parent.mkdir(parents=True)
            path.write_text(emitted(pattern, small).source)
    (root / "test_kernel.py").write_text(files("", "")[TEST])
    return root


def test_the_files_are_formatted_and_lint(folder: Path, repository: Path) -> None:
    ruff = [Path(sys.executable).parent / "ruff"]
    options = ["--config", str(repository / "pyproject.toml"), "--no-cache", str(folder)]
    for command in (["format", "--check"], ["check"]):
        done = subprocess.run([*ruff, *command, *options], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


COMPILE = """
import sys
from pathlib import Path
import triton
from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource
from workbench.validate import compilation
from workbench.validate.subject import load
for path in sorted(Path(sys.argv[1]).glob("*/kernel.py")):
    subject = load(path)
    form, case = next(iter(subject.references)), next(iter(subject.cases.values()))
    for launch in compilation._launches_of(subject, form, case(device="cpu", rows=2)):
        source = ASTSource(launch.function, launch.signature, launch.constants, launch.attributes)
        target = GPUTarget("cuda", 90, 32)
        made = triton.compile(source, target=target, options=launch.options)
        print(path.parent.name, launch.function.__name__, len(made.asm["cubin"]))
"""

INTERPRET = """
import sys
from pathlib import Path
import torch
from workbench.validate import interpreter
from workbench.validate.subject import load
interpreter.install()
for path in sorted(Path(sys.argv[1]).glob("*/kernel.py")):
    subject = load(path)
    for form, reference in subject.references.items():
        for case in subject.cases.values():
            inputs = case(device="cpu", rows=2)
            assert subject.dispatch(**inputs, form=form, device="interpret") == (True, ""), path
            got = subject.launcher(**inputs, form=form, device="interpret")
            expected = reference(**inputs)
            expected = (expected,) if isinstance(expected, torch.Tensor) else expected
            for mine, eager in zip(got, expected, strict=True):
                same = (mine == eager).float().mean().item()
                close = torch.allclose(mine.float(), eager.float(), rtol=1e-2, atol=2e-2)
                print(path.parent.name, form, close, f"{same:.3f}")
"""


def run(code: str, folder: Path, interpreted: bool) -> list[list[str]]:
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, folder],
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONSAFEPATH": "1"}
        | ({"TRITON_INTERPRET": "1"} if interpreted else {}),
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [line.split() for line in done.stdout.splitlines()]


def test_all_compile_for_sm_90_without_a_gpu(folder: Path) -> None:
    lines = run(COMPILE, folder / "model", interpreted=False)
    assert {line[0] for line in lines} == set(PATTERNS)
    assert [line for line in lines if int(line[2]) < 1000] == []


def test_the_interpreter_finds_all_of_them_right(folder: Path) -> None:
    lines = run(INTERPRET, folder / "small", interpreted=True)
    assert {line[0] for line in lines} == set(PATTERNS)
    assert [line for line in lines if line[2] != "True"] == []
    in_fp32 = ("experts_decode", "kv_expand", "router_topk")  # or summed in another order
    assert [line for line in lines if line[0] not in in_fp32 and float(line[3]) < 0.99] == []


def test_a_form_that_the_library_lacks_is_told_and_not_counted(capture: Capture) -> None:
    candidate = candidate_of("qkv_norm")
    candidate.detail["forms"].append(
        {"reference": "another_norm", "inputs": {"q": (8, 1, 4, 32)}, "matches": 10}
    )
    made = render(capture, "eager", candidate)
    assert made.covered == pytest.approx(30 / 40)
    note = "#   Not covered: another_norm, 10 a step: kernels/qkv_norm lacks that form"
    assert note in made.source.splitlines()


@pytest.mark.parametrize(
    ("tokens", "reason"),
    [(0, "does not say how many new tokens"), (2048, "for one new token a sequence")],
)
def test_attention_for_decode_is_refused_elsewhere(
    tokens: int, reason: str, capture: Capture
) -> None:
    other = Capture(capture.folder, replace(capture.manifest, tokens=tokens))
    with pytest.raises(BadInput, match=reason):
        render(other, "eager", candidate_of("kv_expand"))


def test_operators_of_two_emitted_kernels_have_names_of_their_own(capture: Capture) -> None:
    names = set()
    for candidate_id in ("one", "two"):
        text = render(capture, "eager", replace(candidate_of("geglu"), id=candidate_id)).source
        names |= set(re.findall(r'triton_op\("(emitted::geglu_[0-9a-f]{8})"', text))
        assert "workbench::" not in text
    assert len(names) == 2


def test_attention_has_a_case_for_the_interpreter_that_no_verdict_depends_on(
    capture: Capture, tmp_path: Path
) -> None:
    text = render(capture, "eager", candidate_of("kv_expand")).source
    before, _, after = text.partition("INTERPRET_CASES = {")
    assert after
    assert code_key(text, capture.id) == code_key(before, capture.id)
    (tmp_path / "kernel.py").write_text(text)
    verdict = validation.validate(str(tmp_path), "interpret", "*-short/T=2")
    assert (verdict.verdict, verdict.summary["launched"]) == ("FAITHFUL", 1)
    (tmp_path / "kernel.py").write_text(before)
    told = validation.validate(str(tmp_path), "interpret").summary["not_run"]
    assert told.startswith("every case is too large for the interpreter")
