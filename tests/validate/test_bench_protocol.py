"""`bench` on a made-up clock: what is timed, in which order, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from workbench.errors import BadInput
from workbench.validate import arms, bench, samples
from workbench.validate.subject import Subject

US = {"ours": 2.0, "double": 6.0}
LOG: list[str] = []


class Graph:
    """Stands in for a CUDA graph: runs the arm once for each input, and its time is given."""

    drift: Callable[[str, int], float] = staticmethod(lambda name, made: 1.0)
    made = 0

    def __init__(
        self, arm: Callable[..., Any], inputs: list[dict[str, Any]], launches: int, flush: Any
    ) -> None:
        self.name = arm.__name__
        if self.name == "broken":
            raise RuntimeError("no kernel image")
        Graph.made += 1
        self.number, self.inputs, self.arm = Graph.made, inputs, arm
        LOG.append(f"capture {self.name}")
        self.outputs = [(arm(**arguments),) for arguments in inputs if arguments]

    def us(self) -> float:
        return US.get(self.name, 0.8) * Graph.drift(self.name, self.number)

    def warm(self, milliseconds: float, clocks: Any) -> None:
        LOG.append(f"warm {self.name} {milliseconds:g}")

    def rewritten(self) -> list[Any]:
        LOG.append(f"check {self.name}")
        return [(self.arm(**arguments),) for arguments in self.inputs]


def double(x: torch.Tensor) -> torch.Tensor:
    return x * 2


def broken(x: torch.Tensor) -> torch.Tensor:
    return x


@pytest.fixture
def subject(monkeypatch: pytest.MonkeyPatch) -> Iterator[Subject]:
    LOG.clear()
    Graph.made = 0
    monkeypatch.setattr(bench, "Graph", Graph)
    monkeypatch.setattr(bench, "flush_buffer", lambda: torch.empty(0))
    monkeypatch.setattr(bench, "copy_bandwidth_gb_per_s", lambda: 3000.0)
    properties = SimpleNamespace(total_memory=80 << 30, L2_cache_size=50 << 20, uuid="0")
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda *_: properties)
    monkeypatch.setattr(torch.cuda, "synchronize", lambda: None)
    monkeypatch.setattr(torch, "compile", lambda function, **_: function)
    yield Subject(
        name="k",
        launcher=lambda x, form: x + x,
        dispatch=lambda x, form: (True, ""),
        references={"double": double},
        outputs=("y",),
        rows=("x",),
        cases={"c": lambda device, rows: {"x": torch.arange(4.0 * rows).view(rows, 4)}},
        activations=("x",),
    )


def run(subject: Subject, quick: bool = False, **against: str) -> tuple[list[Any], dict[str, Any]]:
    rows, facts = [], dict[str, Any]()
    for event in bench.events(subject, "", "", [1], against, quick):
        rows += [event["timed"]] if "timed" in event else []
        facts |= event.get("facts", {})
    return rows, facts


def test_each_state_begins_with_the_control_and_ends_with_the_check(subject: Subject) -> None:
    rows, facts = run(subject)
    names = ["ours again", "eager", "compile", "max-autotune"]
    assert [(row["state"], row["arm"]) for row in rows] == [
        (state, name) for state in ("cold", "in situ") for name in names
    ]
    cold = LOG[LOG.index("capture ours") : LOG.index("check ours") + 1]
    assert cold[:4] == ["capture ours", "warm ours 200", "capture ours", "warm ours 200"]
    assert cold[4:6] == ["capture double", "warm double 200"]
    eager = rows[1]
    assert (eager["us"], eager["ours_us"], eager["ratio"], eager["steady"]) == (6.0, 2.0, 3.0, True)
    assert len(eager["samples_us"]) == len(eager["ours_samples_us"]) == samples.ROUNDS == 30
    assert (eager["launches"], eager["equal"], eager["bytes_moved"]) == (200, 1.0, 32)
    assert set(facts["cpu_us"]) >= {"eager", "direct"}
    assert (facts["form"], facts["case"]) == ("double", "c")
    assert facts["copy_bandwidth_gb_per_s"] == 3000.0


def test_a_first_look_is_shorter(subject: Subject) -> None:
    rows, _ = run(subject, quick=True)
    assert [row["arm"] for row in rows[:3]] == ["ours again", "eager", "compile"]
    assert len(rows[0]["samples_us"]) == 10


def test_a_disturbed_control_marks_all_beside_it(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Graph, "drift", staticmethod(lambda name, made: 1 + 0.02 * (made == 3)))
    rows, _ = run(subject)
    assert [row["steady"] for row in rows] == [False] * 4 + [True] * 4


def test_an_arm_that_fails_is_told_and_the_others_go_on(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arms, "load_function", lambda place: broken)
    rows, _ = run(subject, public="public.py:broken")
    failed = rows[4]
    assert (failed["arm"], failed["us"]) == ("public", 0.0)
    assert failed["error"] == "RuntimeError: no kernel image"
    assert len(rows) == 10


def test_timed_outputs_that_change_end_the_run(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(self: Graph) -> list[Any]:
        return [(self.arm(**arguments) + 1,) for arguments in self.inputs]

    monkeypatch.setattr(Graph, "rewritten", wrong)
    with pytest.raises(BadInput, match="timed outputs are not those of a single launch"):
        run(subject)


def test_results_kept_from_an_earlier_call_end_the_run(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every copy of the inputs holds the same values: only new ones tell."""
    monkeypatch.setattr(Graph, "rewritten", lambda self: [(x.clone(),) for (x,) in self.outputs])
    with pytest.raises(BadInput, match="not those of a single launch on changed inputs"):
        list(bench.events(subject, "", "", [3], {}, True))
    before = subject.cases["c"](device="cpu", rows=3)["x"]
    held = {"x": before.clone()}
    object.__setattr__(subject, "cases", {"c": lambda device, rows: held})
    with pytest.raises(BadInput, match="on changed inputs"):
        list(bench.events(subject, "", "", [3], {}, True))
    assert torch.equal(held["x"], before)


def sized(device: str, rows: int, *, width: int, dtype: torch.dtype) -> dict[str, Any]:
    return {"x": torch.ones(rows, width, dtype=dtype)}


def test_other_sizes_than_the_case_has_are_named(subject: Subject) -> None:
    case = partial(sized, width=4, dtype=torch.float32)
    name, draw = bench.resized("c", case, {"width": 6, "dtype": "float16"})
    x = draw(device="cpu", rows=2)["x"]
    assert (name, x.shape, x.dtype) == ("c width=6 dtype=float16", (2, 6), torch.float16)
    assert bench.resized("c", case, {})[0] == "c"
    object.__setattr__(subject, "cases", {"c": case})
    facts: dict[str, Any] = {}
    for event in bench.events(subject, "", "", [1], {}, True, {"width": 8}):
        facts |= event.get("facts", {})
    assert facts["case"] == "c width=8"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"experts": 9}, "no field 'experts': one of width, dtype"),
        ({"rows": 9}, "no field 'rows'"),
        ({"dtype": "load"}, "dtype=load is no dtype"),
    ],
)
def test_a_field_that_the_case_lacks_is_refused(changed: dict[str, Any], said: str) -> None:
    case = partial(sized, width=4, dtype=torch.float32)
    with pytest.raises(BadInput, match=said):
        bench.resized("c", case, changed)


def test_a_kernel_that_falls_back_is_not_timed(subject: Subject) -> None:
    object.__setattr__(subject, "dispatch", lambda x, form: (False, "x is odd"))
    with pytest.raises(BadInput, match="falls back: x is odd"):
        run(subject)
