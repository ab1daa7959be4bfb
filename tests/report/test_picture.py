"""The README's picture: made from a committed capture, again byte for byte, summing to the step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from workbench.attribute.groups import group_launches
from workbench.capture.store import find
from workbench.cli import group
from workbench.report.onestep import OneStep, one_step
from workbench.report.picture import picture, places
from workbench.suggest.suggestions import Analysis

CAPTURE = "gemma4-26b-a4b-decode-b8"
SMALL = "gemma4-26b-a4b-6l-decode-b8"


@pytest.fixture(scope="module")
def small(repository: Path, analysed: Callable[..., Analysis]) -> tuple[Analysis, OneStep]:
    analysis = analysed(find(repository / "captures" / SMALL))
    return analysis, one_step(analysis.attribution, analysis)


def test_the_picture_in_the_readme_is_made_again(repository: Path, tmp_path: Path) -> None:
    made = tmp_path / "step.svg"
    arguments = ["suggest", str(repository / "captures" / CAPTURE), "--svg", str(made)]
    done = CliRunner().invoke(group, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    assert made.read_bytes() == (repository / "step.svg").read_bytes(), "run `make docs`"


def test_places_sum_to_the_step_now_and_then(small: tuple[Analysis, OneStep]) -> None:
    analysis, step = small
    found, told = places(step), analysis.suggestions
    assert len(found) == 12 and found[-1].name.endswith("other places")
    assert sum(one.now_us for one in found) == pytest.approx(told.gpu_us_per_step)
    saved = sum(one.now_us - one.then_us for one in found)
    assert saved == pytest.approx(told.best_set.saving_gpu_us_per_step, rel=1e-6)
    assert found[:11] == sorted(found[:11], key=lambda one: -one.now_us)
    whole = group_launches(analysis.attribution).rows
    assert len(places(step, 1000)) == len(whole)


def test_hostile_names_stay_text(small: tuple[Analysis, OneStep]) -> None:
    analysis, step = small
    title = "</text><script>alert(1)</script>\x00&"
    root = ElementTree.fromstring(picture(step, analysis.suggestions, title))
    assert not [one for one in root.iter() if one.tag.endswith("script")]
    assert "<script>" in "".join(root.itertext())


def test_where_it_cannot_be_written(repository: Path, tmp_path: Path) -> None:
    from workbench.errors import Usage

    arguments = ["suggest", str(repository / "captures" / SMALL), "--svg", f"{tmp_path}/no/x.svg"]
    with pytest.raises(Usage, match="cannot be written"):
        CliRunner().invoke(group, arguments, catch_exceptions=False)
