"""Records: written whole, read back equal, stale once the kernel changes."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from workbench.errors import BadInput, Usage
from workbench.schema import GATES_VERSION, CaseResult, Gate, Measurement, Timing, Verdict
from workbench.validate import records, validation
from workbench.validate.subject import digest

GPU = "NVIDIA H100 80GB HBM3"


def verdict(sha256: str, word: str = "FAITHFUL", gates: int = GATES_VERSION) -> Verdict:
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
        gates_version=gates,
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


def test_a_record_of_older_gates_is_stale(kernel: Path) -> None:
    records.write(kernel, verdict(digest(kernel), gates=GATES_VERSION - 1))
    (entry,), _ = records.library(kernel.parent.parent)
    assert (entry.stale, entry.stale_because, entry.green) == (True, "judged by other gates", False)


def timing(sha256: str, case: str = "c", us: float = 2.34567) -> Timing:
    row = Measurement(
        1,
        "cold",
        "eager",
        us,
        1.0,
        us,
        us,
        us,
        True,
        0.8,
        1.5,
        3000,
        200,
        1.0,
        "",
        (us, us),
        (1.0,),
    )
    return Timing(
        "f", case, sha256, GPU, "2026-11-22T00:00:00+00:00", {"driver": "580"}, 3012.0,
        {"sm_median": 1755.0}, {"k T=1": "ab"}, {"direct": 31.0}, {}, (row,),
    )  # fmt: skip


def test_a_timing_lies_beside_its_verdict(kernel: Path) -> None:
    now = digest(kernel)
    records.write(kernel, verdict(now))
    path = records.add_timing(kernel, timing(now))
    records.add_timing(kernel, timing(now, "other"))
    records.add_timing(kernel, timing(now, us=3.0))
    found = records.read(path)
    assert [(each.case, each.rows[0].us) for each in found.timings] == [
        ("other", 2.346),
        ("c", 3.0),
    ]
    assert found.timings[0].rows[0].samples_us == (2.346, 2.346)
    assert len(found.cases) == 2
    (entry,), problems = records.library(kernel.parent.parent)
    assert ([each.case for each in entry.timings], problems) == (["other", "c"], [])
    lines = path.read_text().splitlines()
    assert sum(line.lstrip().startswith('{"tokens"') for line in lines) == 2


def test_validating_again_keeps_the_timings_of_the_same_kernel_only(kernel: Path) -> None:
    records.write(kernel, verdict(digest(kernel)))
    records.add_timing(kernel, timing(digest(kernel)))
    path = records.write(kernel, verdict(digest(kernel), "BITWISE"))
    (entry,), _ = records.library(kernel.parent.parent)
    assert (entry.verdict, len(entry.timings)) == ("BITWISE", 1)
    kernel.write_text("# another\n")
    records.write(kernel, verdict(digest(kernel)))
    (entry,), _ = records.library(kernel.parent.parent)
    assert (entry.green, entry.timings) == (True, ())
    assert len(records.read(path).timings) == 1
    records.add_timing(kernel, timing(digest(kernel), us=9.0))
    (entry,), _ = records.library(kernel.parent.parent)
    assert [each.rows[0].us for each in entry.timings] == [9.0]


@pytest.mark.parametrize("word", ["FAIL", "ACCURATE_BUT_DIFFERENT", "NOT_RUN"])
def test_a_timing_is_never_added_to_a_red_record(kernel: Path, word: str) -> None:
    path = records.write(kernel, verdict(digest(kernel), word))
    with pytest.raises(BadInput, match="not a green record"):
        records.add_timing(kernel, timing(digest(kernel)))
    records.write(kernel, verdict(digest(kernel)))
    with pytest.raises(BadInput, match="not a green record of the kernel"):
        records.add_timing(kernel, timing("0" * 64))
    assert records.read(path).timings == ()


def test_a_kernel_without_a_record_is_not_run(kernel: Path) -> None:
    (entry,), _ = records.library(kernel.parent.parent)
    assert (entry.gpu, entry.verdict, entry.green) == ("", "NOT_RUN", False)


@pytest.mark.parametrize("text", ["", "[]", '{"verdict": 3}', "\x00\xff", '{"a":' * 5000])
def test_a_damaged_record_is_reported_and_never_green(kernel: Path, text: str) -> None:
    (kernel.parent / "gpu.json").write_text(text)
    (entry,), (problem,) = records.library(kernel.parent.parent)
    assert (entry.verdict, entry.green) == ("NOT_RUN", False)
    assert "gpu.json: not a record" in problem


def test_a_verdict_that_does_not_exist_is_not_shown(kernel: Path) -> None:
    path = records.write(kernel, verdict("0"))
    path.write_text(path.read_text().replace('"FAITHFUL"', '"BANANAS"'))
    (entry,), (problem,) = records.library(kernel.parent.parent)
    assert (entry.verdict, entry.green) == ("NOT_RUN", False)
    assert "no verdict is called 'BANANAS'" in problem


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


def test_committed_records_are_readable_and_none_is_green_that_is_stale(repository: Path) -> None:
    """A stale record waits for a GPU: it is flagged, and neither green nor a source of figures."""
    entries, problems = records.library(repository / "kernels")
    assert problems == []
    assert all(entry.record for entry in entries)
    for entry in entries:
        assert entry.stale == bool(entry.stale_because)
        assert not (entry.stale and (entry.green or entry.timings))
