"""Verdicts on emitted kernels: judged once for equal code, kept, merged, found again."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from workbench.emit.emission import code_key
from workbench.errors import BadInput
from workbench.schema import GATES_VERSION, CaseResult, Gate, Measurement, Verdict
from workbench.validate import emitted_all, validation
from workbench.validate.emitted import judge_all
from workbench.validate.emitted_all import Options
from workbench.validate.emitted_record import Book, Judged, Timed, known, path_of, recorded
from workbench.validate.verdict import decide, summary

KERNEL = '''# SPDX-License-Identifier: Apache-2.0
"""Twice x."""
# Emitted from capture {capture}

import warnings

import torch
import triton
import triton.language as tl


@triton.jit
def twice_kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    tl.store(y_ptr + i, tl.load(x_ptr + i, mask=i < n, other=0.0) * {factor}, mask=i < n)


def eager(x):
    return (x * 2,)


def dispatch(x, form="eager", out=None, device="cuda"):
    if x.numel() == 0:
        return False, "nothing to launch"
    return True, ""


def twice(x, form="eager", out=None, device="cuda"):
    if not dispatch(x)[0]:
        warnings.warn("eager", RuntimeWarning, stacklevel=2)
        return (out[0].copy_(x * 2),) if out else (x * 2,)
    x = x.contiguous()
    (y,) = (torch.empty_like(x),) if out is None else out
    twice_kernel[(triton.cdiv(x.numel(), 64),)](x, y, x.numel(), BLOCK=64)
    return (y,)


def make_inputs(rows=4, device="cuda"):
    draw = torch.Generator().manual_seed(rows)
    return {{"x": torch.randn(rows, 8, generator=draw).to(device)}}


KERNEL = twice
REFERENCES, OUTPUTS, ROWS = {{"eager": eager}}, ("y",), ("x",)
TOKENS = (0, 2, 4)
CASES = {{"{capture}": make_inputs}}
'''


def folder_of(root: Path, factor: str = "2") -> Path:
    (root / "kernel.py").write_text(KERNEL.format(capture="c", factor=factor))
    return root


def test_kernels_that_differ_in_words_alone_have_one_key() -> None:
    one = KERNEL.format(capture="one", factor="2")
    two = KERNEL.format(capture="two", factor="2").replace('"""Twice x."""', '"""2 x."""')
    assert code_key(one, "one") == code_key(two, "two")
    assert code_key(one, "one") != code_key(KERNEL.format(capture="one", factor="3"), "one")


def test_the_key_of_a_code_is_the_same_in_every_python() -> None:
    """Python 3.12 gives its trees a field that 3.11 does not know; this was made by both."""
    assert code_key(KERNEL.format(capture="c", factor="2"), "c").startswith("bd721b91b0df5428")


def test_names_of_kernels_are_words_too() -> None:
    one = KERNEL.format(capture="c", factor="2")
    other = one.replace("twice", "doubled")
    assert "def doubled_kernel(" in other and code_key(one, "c") == code_key(other, "c")
    assert code_key(one, "c") != code_key(one.replace("REFERENCES", "MORE"), "c")


def test_right_and_wrong_kernels_are_judged_in_the_interpreter(tmp_path: Path) -> None:
    folders = {}
    for name, factor in (("right", "2"), ("wrong", "3")):
        (tmp_path / name).mkdir()
        folders[name] = folder_of(tmp_path / name, factor)
    kept: dict[str, Any] = {}

    def keep(key: str, judged: Judged, versions: Any) -> None:
        kept[key] = (judged, versions)

    found = judge_all(folders, "interpret", 60.0, 2, keep)
    assert found["wrong"].verdict == "FAIL"
    assert "gate 1 y" in found["wrong"].problem and not found["wrong"].green
    assert found["right"].cases > 5 and "gate 1" not in found["right"].problem
    assert found["right"].gates_version == GATES_VERSION
    assert {key: judged for key, (judged, _) in kept.items()} == found
    assert "torch" in kept["right"][1]


def verdict_of(case: str, problem: str = "") -> Verdict:
    gate = Gate(0, "preconditions", not problem, 0.0, 0.0, None, "faults", problem)
    cases: tuple[CaseResult, ...] = (
        CaseResult("eager/c/T=1", True, "", (replace(gate, passed=True),), True, True),
    )
    cases += (CaseResult(case, True, "", (gate,), True, True),)
    told = summary(cases)
    return Verdict(1, "k", decide(cases), "cuda", "", "", {"torch": "2.11"}, cases, told, 7)


def test_large_ones_go_first_and_what_lacked_memory_goes_again_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def fake(folder: str, device: str, cases: str, limit_s: float, threads: int = 0) -> Verdict:
        name = Path(folder).name
        asked.append((name, cases))
        crowded = name == "large" and cases == "*"
        return verdict_of(
            "eager/c/beyond-2**31", "runs: OutOfMemoryError: CUDA out of memory" if crowded else ""
        )

    monkeypatch.setattr(validation, "validate", fake)
    folders = {name: tmp_path / name for name in ("small", "large", "middle")}
    for name, size in (("small", 1), ("large", 100), ("middle", 10)):
        folders[name].mkdir()
        (folders[name] / "kernel.py").write_text("#" * size)
    kept: list[str] = []
    found = judge_all(folders, "cuda", 60.0, 2, lambda key, *_: kept.append(key))
    assert asked[0] == ("large", "*") and len(asked) == 4
    assert asked[-1] == ("large", "eager/c/beyond-2[*][*]31")
    assert kept[-1] == "large" and found["large"] == found["small"]
    assert found["large"] == Judged("BITWISE", 2, 2, "cuda", gates_version=7)
    assert list(found) == ["small", "large", "middle"]


GPU = "NVIDIA H100 80GB HBM3"
GOOD = Judged("FAITHFUL", 20, 10, GPU, gates_version=GATES_VERSION)
BAD = Judged("FAIL", 20, 0, GPU, "gate 1", gates_version=GATES_VERSION)


def timed(library_sha256: str = "") -> Timed:
    arm = Measurement(8, "cold", "compile", 3.0, 2.0, 1.5, 1.4, 1.6, True, 1.5, 1.7, 512, 200, 1.0)
    return Timed(
        *("eager", "c", 10, GPU, "now", {"torch": "2.11"}, (arm,)),
        library_sha256=library_sha256,
    )


def test_records_are_kept_as_they_come_and_forget_what_is_emitted_no_more(tmp_path: Path) -> None:
    book = Book("c", GPU, {"a": "k1", "b": "k2"}, None, tmp_path)
    assert book.path == path_of("c", GPU, tmp_path) and not book.path.exists()
    assert book.path.name == "c.nvidia-h100-80gb-hbm3.json"
    book.judged("k1", BAD, {"torch": "2.11"})
    assert list(recorded("c", root=tmp_path)[0].kernels) == ["k1"]
    book.judged("k2", GOOD, {"torch": "2.11"})
    book.timed("k2", timed())
    book.timed("k1", timed())
    (record,) = recorded("c", root=tmp_path)
    assert record.timings == {"k2": timed()} and record.versions == {"torch": "2.11"}
    later = Book("c", GPU, {"a": "k3", "b": "k2"}, {"b": "k4"}, tmp_path)
    later.judged("k3", GOOD, {"torch": "2.12"})
    (record,) = recorded("c", root=tmp_path)
    assert {key: one.verdict for key, one in record.kernels.items()} == {
        "k2": "FAITHFUL",
        "k3": "FAITHFUL",
    }
    assert record.timings.keys() == {"k2"} and record.op_by_op == {"b": "k4"}
    assert recorded("another", root=tmp_path) == ()
    book.path.write_text("[]")
    with pytest.raises(BadInput, match=r"not a record: .*; remove it, and emit --all"):
        recorded("c", root=tmp_path)


def test_an_interrupted_run_leaves_a_whole_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book("c", GPU, {"a": "k1", "b": "k2"}, None, tmp_path)
    book.judged("k1", GOOD, {})

    def interrupted(path: Path, target: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "replace", interrupted)
        book.judged("k2", GOOD, {})
    assert [each.name for each in book.path.parent.iterdir()] == [book.path.name]
    assert recorded("c", root=tmp_path)[0].kernels == {"k1": GOOD}


def test_verdicts_hold_for_equal_code_of_any_capture_and_not_for_other_gates(
    tmp_path: Path,
) -> None:
    old = Judged("FAITHFUL", 20, 10, GPU, gates_version=GATES_VERSION - 1)
    book = Book("c", GPU, {"a": "good", "b": "bad", "c": "old"}, None, tmp_path)
    for key, judged in (("good", GOOD), ("bad", BAD), ("old", old)):
        book.judged(key, judged, {})
    assert known(GPU, tmp_path) == {"good": GOOD}
    assert known("NVIDIA H200", tmp_path) == {}
    assert recorded("c", root=tmp_path)[0].kernels.keys() == {"good", "bad"}


def test_a_record_of_before_timings_is_read_as_one_of_older_gates(tmp_path: Path) -> None:
    path = path_of("c", GPU, tmp_path)
    path.parent.mkdir()
    path.write_text(
        '{"schema_version": 1, "capture": "c", "device": "NVIDIA H100 80GB HBM3", "created": "",'
        ' "versions": {}, "kernels": {"k": {"verdict": "FAITHFUL", "cases": 1, "bit_equal": 1,'
        ' "device": "NVIDIA H100 80GB HBM3"}}}'
    )
    (record,) = recorded("c", root=tmp_path)
    assert record.kernels == {} and record.timings == {}
    path.write_text(path.read_text().replace('"schema_version": 1', '"schema_version": 99'))
    with pytest.raises(BadInput, match="update workbench"):
        recorded("c", root=tmp_path)


HANGS = """from pathlib import Path
import os, time

Path(__file__).with_name("pid").write_text(str(os.getpid()))
time.sleep(600)
"""
STOPPED = """
import sys
from pathlib import Path
from workbench.validate.emitted import judge_all
folders = {name: Path(sys.argv[1]) / name for name in ("one", "two", "three")}
try:
    judge_all(folders, "interpret", 600.0, 2)
except KeyboardInterrupt:
    print("stopped")
"""


def test_an_interrupted_run_leaves_no_process(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "kernel.py").write_text(HANGS)
    command = [sys.executable, "-P", "-c", STOPPED, str(tmp_path)]
    # Where a shell has it ignored, a child would ignore Ctrl-C too.
    default = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    run = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=default)
    pids = [tmp_path / name / "pid" for name in ("one", "two", "three")]
    for _ in range(1200):
        if sum(pid.exists() and bool(pid.read_text()) for pid in pids) == 2:
            break
        time.sleep(0.1)
    run.send_signal(signal.SIGINT)
    assert run.communicate(timeout=60)[0] == "stopped\n"
    began = [int(pid.read_text()) for pid in pids if pid.exists()]
    assert len(began) == 2
    assert not any(Path(f"/proc/{pid}").exists() for pid in began)


def test_an_interruption_tells_what_is_done_and_what_goes_on() -> None:
    told = emitted_all._stopped(3, 27, Options(validate=True, record=True, again=True))
    assert told == (
        "3 of 27 kernels were judged, on record; the same command without --again goes on with the "
        "others"
    )
    told = emitted_all._stopped(3, 27, Options(validate=True))
    assert told == "3 of 27 kernels were judged, without --record none of it is kept"
