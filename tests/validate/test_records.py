"""Records: written whole, read back equal, stale once the kernel changes."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from workbench.errors import BadInput, Usage
from workbench.schema import CaseResult, Gate, Verdict
from workbench.validate import records, validation
from workbench.validate.subject import digest

GPU = "NVIDIA H100 80GB HBM3"


def verdict(sha256: str, word: str = "FAITHFUL") -> Verdict:
    gate = Gate(1, "weights", True, 1.23456, 2.0, 1.0, "ULP of row", "")
    odd = Gate(1, "weights", False, math.inf, None, None, "ULP of row", "")
    return Verdict(
        schema_version=1,
        kernel="k",
        verdict=word,
        device=GPU,
        kernel_sha256=sha256,
        created="2026-11-22T00:00:00+00:00",
        versions={"torch": "2.11.0"},
        cases=(CaseResult("a", True, "", (gate, odd)), CaseResult("b", True, "", ())),
        summary={"cases": 2},
    )


@pytest.fixture
def kernel(tmp_path: Path) -> Path:
    path = tmp_path / "k" / "kernel.py"
    path.parent.mkdir()
    path.write_text("# a kernel\n")
    return path


def test_a_record_is_found_by_its_gpu_and_read_back(kernel: Path) -> None:
    path = records.write(kernel, verdict(digest(kernel)))
    assert path.name == "nvidia-h100-80gb-hbm3.json"
    read = records.read(path)
    assert (read.verdict, read.device, len(read.cases), read.green) == ("FAITHFUL", GPU, 2, True)
    assert read.cases[0].gates[0].figure == 1.235
    assert read.cases[0].gates[1].figure is None
    assert sum(line.startswith('  {"case"') for line in path.read_text().splitlines()) == 2


def test_a_changed_kernel_makes_its_record_stale(kernel: Path) -> None:
    records.write(kernel, verdict(digest(kernel)))
    (entry,), problems = records.library(kernel.parent.parent)
    assert (entry.pattern, entry.gpu, entry.verdict, entry.stale) == ("k", GPU, "FAITHFUL", False)
    assert entry.green
    kernel.write_text("# another\n")
    (entry,), problems = records.library(kernel.parent.parent)
    assert (entry.verdict, entry.stale, entry.green, problems) == ("FAITHFUL", True, False, [])


def test_a_kernel_without_a_record_is_not_run(kernel: Path) -> None:
    (entry,), _ = records.library(kernel.parent.parent)
    assert (entry.gpu, entry.verdict, entry.green) == ("", "NOT_RUN", False)


@pytest.mark.parametrize("text", ["", "[]", '{"verdict": 3}', "\x00\xff", '{"a":' * 5000])
def test_a_damaged_record_is_reported_and_never_green(kernel: Path, text: str) -> None:
    (kernel.parent / "gpu.json").write_text(text)
    (entry,), (problem,) = records.library(kernel.parent.parent)
    assert (entry.verdict, entry.green) == ("NOT_RUN", False)
    assert "gpu.json: not a record" in problem


def test_a_newer_record_is_refused(kernel: Path) -> None:
    path = records.write(kernel, verdict("0"))
    path.write_text(path.read_text().replace('"schema_version": 1', '"schema_version": 99'))
    with pytest.raises(BadInput, match="newer"):
        records.read(path)


def test_only_a_whole_run_on_a_gpu_becomes_a_record() -> None:
    validation.check_recordable("cuda", "*")
    with pytest.raises(Usage, match="real GPU"):
        validation.check_recordable("interpret", "*")
    with pytest.raises(Usage, match="every case"):
        validation.check_recordable("cuda", "*/T=1")


def test_committed_records_are_readable_and_current(repository: Path) -> None:
    entries, problems = records.library(repository / "kernels")
    assert problems == []
    assert [entry.record for entry in entries if entry.stale] == []
    assert json.dumps([entry.pattern for entry in entries])
