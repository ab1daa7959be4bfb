"""Timing of emitted kernels on a made-up clock: which arms, on whose inputs, what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import msgspec
import pytest
import torch

from workbench.errors import BadInput, Unavailable
from workbench.validate import bench, emitted_timing, emitted_worker, process
from workbench.validate.emitted_timing import Wanted, time_all

# A kernel.py that "launches" on the CPU. The library's takes its arguments by other names.
KERNEL = """
import torch

US = {us}

def eager({x}):
    return ({x} * 2,)

def dispatch({x}, form="{form}", out=None, device="cuda"):
    return {launched}, "a reason"

def KERNEL({x}, form="{form}", out=None, device="cuda"):
    {body}
    return ({x} * 2,)

def make_inputs(rows=4, device="cuda"):
    return {{"{x}": torch.ones(rows, {width})}}

REFERENCES, OUTPUTS, ROWS = {{"{form}": eager}}, ("y",), ("{x}",)
CASES = {{"other": lambda device: 1 / 0, "capture": make_inputs}}
"""
US = {"ours": 2.0, "eager": 8.0, "compile": 3.0, "library": 1.0}


def kernel(
    folder: Path,
    us: float = 2.0,
    x: str = "x",
    form: str = "eager",
    width: int = 8,
    launched: bool = True,
    body: str = "pass",
) -> str:
    folder.mkdir()
    text = KERNEL.format(us=us, x=x, form=form, width=width, launched=launched, body=body)
    (folder / "kernel.py").write_text(text)
    return str(folder / "kernel.py")


class Graph:
    """Stands in for a CUDA graph: the arms are told apart by the order in which they are made."""

    made: ClassVar[list[str]] = []
    order = ("ours", "ours", "eager", "compile", "library")

    def __init__(self, arm: Any, inputs: list[dict[str, Any]], launches: int, flush: Any) -> None:
        self.name = self.order[len(Graph.made) % len(self.order)]
        Graph.made.append(self.name)
        self.arm, self.inputs = arm, inputs
        self.outputs = [arm(**arguments) for arguments in inputs]

    def us(self) -> float:
        return US[self.name]

    def warm(self, milliseconds: float, clocks: Any) -> None:
        pass

    def rewritten(self) -> list[Any]:
        return [self.arm(**arguments) for arguments in self.inputs]


@pytest.fixture
def gpu(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A GPU that times nothing but what `US` says; references run as they are, not compiled."""
    Graph.made = []
    properties = SimpleNamespace(total_memory=1 << 20, L2_cache_size=1 << 10)
    for name, value in {
        "is_available": lambda: True,
        "get_device_name": lambda: "NVIDIA H100 80GB HBM3",
        "get_device_properties": lambda *_: properties,
        "synchronize": lambda: None,
        "empty_cache": lambda: None,
    }.items():
        monkeypatch.setattr(torch.cuda, name, value)
    monkeypatch.setattr(torch, "compile", lambda function, dynamic: function)
    monkeypatch.setattr(bench, "Graph", Graph)
    clocks = SimpleNamespace(summary=lambda: {"sm_median": 1980.0})
    monkeypatch.setattr(emitted_worker, "Clocks", lambda: clocks)
    monkeypatch.setattr(emitted_worker, "flush_buffer", lambda: torch.empty(1))
    monkeypatch.setattr(emitted_worker, "copy_bandwidth_gb_per_s", lambda: 2900.0)
    monkeypatch.setattr(emitted_worker, "floor_us", lambda grids, plan: 1.5)

    def in_this_process(
        module: str, request: dict[str, Any], limit: float, environment: dict[str, str]
    ) -> Iterator[dict[str, Any]]:
        assert module == "workbench.validate.emitted_worker"
        assert environment["TORCHINDUCTOR_COMPILE_THREADS"] == "1"
        plain = msgspec.json.decode(msgspec.json.encode(request))
        try:
            yield from emitted_worker.events(plain)
        except Exception as error:
            yield {"error": str(error)}

    monkeypatch.setattr(process, "stream", in_this_process)
    emitted_worker.load.cache_clear()
    yield


def timed(*kernels: Wanted, workers: int = 1) -> dict[str, Any]:
    found: dict[str, Any] = {}
    time_all("capture", kernels, 60.0, found.__setitem__, workers)
    return found


@pytest.mark.usefixtures("gpu")
def test_every_arm_is_timed_cold_beside_ours(tmp_path: Path) -> None:
    own = kernel(tmp_path / "own")
    library = kernel(tmp_path / "library")
    found = timed(Wanted("k", own, "eager", library))["k"]
    assert (found.form, found.case, found.rounds) == ("eager", "capture", 10)
    assert (found.library, found.library_inputs, found.problem) == ("KERNEL", "same", "")
    assert found.device == "NVIDIA H100 80GB HBM3" and "torch" in found.versions
    rows = {row.arm: row for row in found.rows}
    assert list(rows) == ["ours again", "eager", "compile", "library"]
    assert {row.state for row in found.rows} == {"cold"}
    assert (rows["compile"].ratio, rows["library"].ratio, rows["eager"].ratio) == (1.5, 0.5, 4.0)
    assert rows["library"].equal == 1.0 and rows["library"].tokens == 4
    assert rows["compile"].floor_us == 1.5


@pytest.mark.usefixtures("gpu")
def test_the_library_has_inputs_of_its_own_where_names_differ(tmp_path: Path) -> None:
    own, form = kernel(tmp_path / "own"), "named"
    library = kernel(tmp_path / "library", x="hidden", form=form)
    inputs = kernel(tmp_path / "inputs", x="hidden", form=form)
    found = timed(Wanted("k", own, form, library, inputs))["k"]
    assert found.library_inputs == "own"
    assert {row.arm: row.equal for row in found.rows}["library"] is None
    longer = kernel(tmp_path / "longer", x="hidden", form=form, width=9)
    Graph.made = []
    found = timed(Wanted("k", own, form, library, longer))["k"]
    assert "inputs of another size" in found.problem
    assert [row.arm for row in found.rows] == ["ours again", "eager", "compile"]


@pytest.mark.usefixtures("gpu")
def test_what_breaks_is_told_and_the_others_are_timed(tmp_path: Path) -> None:
    good = Wanted("good", kernel(tmp_path / "good"))
    back = Wanted("back", kernel(tmp_path / "back", launched=False))
    bad = Wanted("bad", kernel(tmp_path / "bad", body="raise RuntimeError('no image')"))
    found = timed(back, bad, good, workers=2)
    assert list(found) == ["back", "bad", "good"]
    assert "falls back: a reason" in found["back"].problem
    assert found["bad"].problem == "RuntimeError: no image" and not found["bad"].rows
    assert len(found["good"].rows) == 3 and not found["good"].problem


def test_a_process_that_dies_takes_one_kernel_with_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[list[str]] = []

    def dying(module: str, request: dict[str, Any], *_: Any) -> Iterator[dict[str, Any]]:
        keys = [each["key"] for each in request["kernels"]]
        asked.append(keys)
        yield {"device": "NVIDIA H100 80GB HBM3", "versions": {}}
        for key in keys:
            yield {"begin": key}
            if key == "b":
                yield {"error": "the process died of SIGSEGV"}
                return
        yield {"end": True}

    monkeypatch.setattr(process, "stream", dying)
    path = kernel(tmp_path / "own")
    found = timed(*(Wanted(key, path) for key in "abcd"))
    assert asked == [["a", "b", "c", "d"], ["c", "d"]]
    assert {key: one.problem for key, one in found.items()} == {
        **dict.fromkeys("acd", ""),
        "b": "the process died of SIGSEGV",
    }
    monkeypatch.setattr(process, "stream", lambda *_: (each for each in [{"error": "no module"}]))
    with pytest.raises(BadInput, match="no module"):
        timed(Wanted("a", path))
    monkeypatch.setattr(process, "stream", lambda *_: (each for each in [{"not_run": "no CUDA"}]))
    with pytest.raises(Unavailable, match="no CUDA"):
        timed(Wanted("a", path))
    assert emitted_timing.LIBRARY == "library"
