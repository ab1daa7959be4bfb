"""Groups: exact totals on real recordings, and invariants on random tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.attribute import Attribution, attribute
from workbench.attribute.groups import KEYS, Groups, busy_ns, group_launches
from workbench.attribute.places import names, table
from workbench.capture.store import Capture, find
from workbench.errors import Usage
from workbench.schema import Group, Step, columns
from workbench.trace import Trace
from workbench.trace.importing import import_recordings


def row(groups: Groups, key: str) -> tuple[float, float]:
    """Launches and microseconds of one row."""
    found = groups.rows[groups.rows[groups.by] == key]
    assert len(found) == 1, (key, list(groups.rows[groups.by]))
    return found["launches_per_step"].item(), round(found["gpu_us_per_step"].item(), 3)


@pytest.mark.parametrize(
    ("variant", "launches", "gpu_us"),
    [("eager", 1119, 6009.960), ("inductor", 247, 3681.026), ("cudagraph", 254, 3729.964)],
)
def test_six_layers_are_exact(
    capture_6l: Capture, variant: str, launches: int, gpu_us: float
) -> None:
    attribution = attribute(capture_6l, variant)
    for by in KEYS:
        groups = group_launches(attribution, by)
        assert groups.launches_per_step == launches
        assert groups.gpu_us_per_step == pytest.approx(gpu_us, abs=1e-6)
        total = groups.rows["gpu_us_per_step"].sum() + groups.unattributed.gpu_us_per_step
        assert total == pytest.approx(gpu_us, abs=1e-6)
        assert groups.rows["share"].sum() + groups.unattributed.share == pytest.approx(1)


def test_six_layers_eager_sites(capture_6l: Capture) -> None:
    groups = group_launches(attribute(capture_6l))
    layer = "Gemma4TextDecoderLayer.*"
    assert row(groups, f"{layer}/Gemma4TextRouter") == (60, 167.585)
    assert row(groups, f"{layer}/Gemma4TextRouter/Gemma4RMSNorm") == (42, 83.164)
    assert row(groups, f"{layer}/Gemma4TextRouter/Linear") == (12, 36.674)
    assert row(groups, f"{layer}/Gemma4TextExperts") == (186, 1882.052)
    assert row(groups, f"{layer}/Gemma4TextAttention/Linear#3") == (10, 43.425)  # v: 5 of 6 layers
    assert groups.unattributed.launches_per_step == 0
    assert groups.launches_by_method == {"correlation": 1119}
    instances = groups.rows.set_index("site")["instances"]
    assert instances[f"{layer}/Gemma4TextRouter"] == 6
    assert instances[f"{layer}/Gemma4TextAttention/Linear#3"] == 5


TRUTH = {  # folder: launches, us, and (site, launches, us) as captures/README.md counts them
    "gemma4-26b-a4b-decode-b8": (5383, 27732.5, [
        ("Gemma4TextDecoderLayer.*/Gemma4TextRouter", 300, 833.9),
        ("Gemma4TextDecoderLayer.*/Gemma4TextRouter/Gemma4RMSNorm", 210, 417.0),
        ("Gemma4TextDecoderLayer.*/Gemma4TextRouter/Linear", 60, 180.2),
        ("Gemma4TextDecoderLayer.*/Gemma4TextExperts", 930, 9559.4),
    ]),
    "gemma4-26b-a4b-decode-b1": (4778, 14966.9, []),
    "gemma4-26b-a4b-prefill-2048": (5598, 118232.6, []),
    "gemma4-e4b-decode-b8": (4189, 16092.9, []),
}  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("name", TRUTH)
def test_larger_recordings_are_exact(shared: Path, tmp_path: Path, name: str) -> None:
    import_recordings([shared / "captures" / name], tmp_path / name, identity=name)
    groups = group_launches(attribute(find(tmp_path / name)))
    launches, gpu_us, sites = TRUTH[name]
    assert groups.launches_per_step == launches
    assert round(groups.gpu_us_per_step, 1) == gpu_us
    for site, count, us in sites:
        found = row(groups, site)
        assert (found[0], round(found[1], 1)) == (count, us)
    assert groups.unattributed.share == 0


@pytest.mark.shared
def test_categories_of_the_full_model(shared: Path, tmp_path: Path) -> None:
    folder = shared / "captures" / "gemma4-26b-a4b-decode-b8"
    import_recordings([folder], tmp_path / "c", identity="c")
    groups = group_launches(attribute(find(tmp_path / "c")), "category")
    counts = dict(zip(groups.rows["category"], groups.rows["launches_per_step"], strict=True))
    assert counts == {"kernel": 5232, "memcpy": 150, "memset": 1}


def test_an_unknown_grouping_names_the_known(capture_6l: Capture) -> None:
    with pytest.raises(Usage, match="Did you mean"):
        group_launches(attribute(capture_6l), "kernels")


# ------------------------------------------------------------------ invariants


def attribution_of(launches: list[tuple[int, int, int, int, str, str]], steps: int) -> Attribution:
    """Of (step, device, start, duration, kernel, module path); the site is a path's first part."""
    rows = len(launches)
    at = np.arange(rows)
    paths = [path for *_, path in launches]
    places = table(
        rows,
        module_path=names(paths, at),
        site=names([path.partition(".")[0] for path in paths], at),
        path_kind=names(["class" if path else "none" for path in paths], at),
        op_name=names(["aten::mul" if path else "" for path in paths], at),
    )
    trace = {
        "name": pd.Categorical([kernel for *_, kernel, _ in launches]),
        "category": pd.Categorical(["kernel"] * rows),
        "start_ns": np.array([start for _, _, start, *_ in launches], np.int64),
        "duration_ns": np.array([duration for _, _, _, duration, *_ in launches], np.int64),
        "device": np.array([device for _, device, *_ in launches], np.int64),
        "step": np.array([step for step, *_ in launches], np.int64),
    }
    step_table = pd.DataFrame(
        {"name": ["s"] * steps, "start_ns": 0, "duration_ns": 1000, "thread": 0}
    )[columns(Step)]
    nothing = pd.DataFrame()
    whole = Trace(nothing, nothing, nothing, nothing, step_table, nothing)
    return Attribution(pd.concat([pd.DataFrame(trace), places], axis=1), whole, steps, ())


launch = st.tuples(
    st.integers(-1, 1),
    st.integers(0, 1),
    st.integers(0, 900),
    st.integers(0, 50),
    st.sampled_from(["k", "l", "m"]),
    st.sampled_from(["", "a.0", "a.1", "b.0"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(launch, max_size=25), st.sampled_from(sorted(KEYS)))
def test_nothing_is_dropped_and_shares_sum_to_one(
    launches: list[tuple[int, int, int, int, str, str]], by: str
) -> None:
    groups = group_launches(attribution_of(launches, 2), by)
    inside = [each for each in launches if each[0] >= 0]
    took = sum(duration for _, _, _, duration, *_ in inside)
    counted = groups.rows["launches_per_step"].sum() + groups.unattributed.launches_per_step
    assert counted * 2 == pytest.approx(len(inside))
    assert groups.launches_per_step * 2 == pytest.approx(len(inside))
    assert groups.gpu_us_per_step * 2000 == pytest.approx(took)
    total = groups.rows["share"].sum() + groups.unattributed.share
    assert total == pytest.approx(1 if took else 0)
    outside = sum(f.count for f in groups.health if f.code == "launches-outside-steps")
    assert outside == len(launches) - len(inside)
    assert sum(groups.launches_by_method.values()) * 2 == pytest.approx(len(inside))
    assert groups.busy_us_per_step <= groups.gpu_us_per_step + 1e-9
    assert set(columns(Group)) <= set(groups.rows.columns)
    assert list(groups.rows["gpu_us_per_step"]) == sorted(
        groups.rows["gpu_us_per_step"], reverse=True
    )


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 60), st.integers(0, 20)), max_size=20))
def test_busy_time_is_the_union_on_each_device(spans: list[tuple[int, int, int]]) -> None:
    launches = pd.DataFrame(spans, columns=["device", "start_ns", "duration_ns"])
    moments = {(device, start + k) for device, start, length in spans for k in range(length)}
    assert busy_ns(launches) == len(moments)


def test_instances_count_modules_and_the_site_is_named_where_it_is_one() -> None:
    launches = [(0, 0, 0, 4, "k", "a.0"), (0, 0, 9, 4, "k", "a.1"), (0, 0, 20, 2, "k", "b.0"),
                (0, 0, 30, 1, "l", "b.0")]  # fmt: skip
    attribution = attribution_of(launches, 1)
    by_site = group_launches(attribution).rows.set_index("site")
    assert by_site["instances"].to_dict() == {"a": 2, "b": 1}
    by_kernel = group_launches(attribution, "kernel").rows.set_index("kernel")
    assert by_kernel["sites"].to_dict() == {"k": 2, "l": 1}
    assert by_kernel["site"].to_dict() == {"k": "", "l": "b"}
    assert by_kernel["instances"].to_dict() == {"k": 3, "l": 1}


def test_a_row_says_every_method_and_the_dearest_source() -> None:
    launches = [(0, 0, 0, 4, "k", "a.0"), (0, 0, 9, 4, "k", "a.1"), (0, 0, 20, 5, "k", "a.1")]
    attribution = attribution_of(launches, 1)
    changed = attribution.launches.assign(
        method=names(["graph_node", "correlation", "graph_node"], np.arange(3)),
        file=names(["f.py", "f.py", "g.py"], np.arange(3)),
        function=names(["one", "one", "two"], np.arange(3)),
        line=np.array([3, 3, 7]),
        line_kind=names(["def", "def", "exact"], np.arange(3)),
    )
    (row,) = group_launches(replace(attribution, launches=changed)).rows.to_dict(orient="records")
    assert row["method"] == "graph_node+correlation"
    assert (row["source"], row["line_kind"]) == ("f.py:3 one", "def")
