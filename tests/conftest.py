"""Fixtures that many tests share, and what makes each run of the suite like the last: the same
examples, the files that take longest first.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec
import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).resolve().parent.parent
DATA = REPOSITORY / "tests" / "data"

# Workers share the cores, and so do the threads of what they start: a thread that waits for others,
# whose core is taken, spins.
_CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
_WORKERS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
os.environ.setdefault("OMP_NUM_THREADS", str(max(1, _CORES // _WORKERS)))

# Examples are the same in every run, however slow. HYPOTHESIS_PROFILE=explore (or pytest's
# --hypothesis-profile=explore) draws new ones; what a test sets itself holds either way.
settings.register_profile(
    "fixed",
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("explore", settings.get_profile("fixed"), derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))

# `make test` gives each worker whole files, so that a module's fixture is made once: the longest
# must not come last.
LONGEST_FIRST = (
    "prove/test_proving.py",
    "notebooks/test_notebooks.py",
    "test_tutorial.py",
    "capture/test_no_gpu.py",
    "suggest/test_mined_captures.py",
    "kernels/test_mutations.py",
    "emit/test_templates.py",
    "prove/test_apply.py",
    "kernels/test_rowwise.py",
    "report/test_browser.py",
    "prove/test_small_checkpoint.py",
    "prove/test_direct.py",
    "prove/test_quality.py",
    "emit/test_inductor.py",
    "cli/test_emit.py",
    "validate/test_flips.py",
    "capture/test_compiled.py",
    "cli/test_capture.py",
    "validate/test_process.py",
    "suggest/test_recall.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files of LONGEST_FIRST first, and leave the others in their order."""
    places = {REPOSITORY / "tests" / name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.fixture(autouse=True)
def same_draws() -> None:
    """Random numbers that a test does not seed are the same in every run."""
    random.seed(0)
    for name, sow in (("torch", "manual_seed"), ("numpy.random", "seed")):
        if name in sys.modules:
            getattr(sys.modules[name], sow)(0)


@pytest.fixture(scope="session")
def repository() -> Path:
    """Root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def raw_6l() -> Path:
    """Raw H100 recordings of six Gemma 4 26B-A4B layers: decode, batch 8, all variants."""
    return DATA / "gemma4-26b-a4b-6l-decode-b8"


@pytest.fixture(scope="session")
def analysed(repository: Path) -> Callable[..., Any]:
    """`suggestions.analyse`, which does each variant of a committed capture once."""
    from workbench.suggest.suggestions import analyse

    known: dict[tuple[Any, ...], Any] = {}

    def remembered(
        capture: Any, variant: str = "eager", patterns: Any = None, evidence: str | None = None
    ) -> Any:
        folder = capture.folder.resolve()
        if patterns is not None or folder.parent != repository / "captures":
            return analyse(capture, variant, patterns, evidence)
        # as the capture was named, since what is printed names it so
        key = (str(capture.folder), folder, variant, evidence or "all")
        if key not in known:
            known[key] = analyse(capture, variant, None, evidence)
        return known[key]

    return remembered


@pytest.fixture(scope="module")
def analysed_once(analysed: Callable[..., Any]) -> Iterator[None]:
    """`analysed` wherever the product calls `analyse`."""
    from workbench.report.html import facts
    from workbench.suggest import explain, suggestions

    with (
        mock.patch.object(suggestions, "analyse", analysed),
        mock.patch.object(explain, "analyse", analysed),
        mock.patch.object(facts, "analyse", analysed),
    ):
        yield


@pytest.fixture(scope="module")
def kept_process() -> Iterator[None]:
    """Kernels that behave are judged, or compiled, one after the other in one process, which starts
    once. What a process of its own is for stands in tests/validate/test_process.py.
    """
    from workbench.validate import process

    kept: dict[bool, subprocess.Popen[bytes]] = {}

    def stream(
        module: str, request: dict[str, Any], time_limit_s: float, environment: dict[str, str]
    ) -> Iterator[dict[str, Any]]:
        interpreted = "TRITON_INTERPRET" in environment
        if interpreted not in kept:
            kept[interpreted] = subprocess.Popen(
                [sys.executable, "-P", str(REPOSITORY / "tests" / "kept_worker.py")],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        asked, told = kept[interpreted].stdin, kept[interpreted].stdout
        assert asked is not None and told is not None
        asked.write(msgspec.json.encode(request) + b"\n")
        asked.flush()
        for line in told:
            event = msgspec.json.decode(line, type=dict[str, Any])
            yield event
            if event.keys() & {"end", "error", "bad_input"}:
                return
        yield {"error": "the process is gone"}

    with mock.patch.object(process, "stream", stream):
        yield
    for one in kept.values():
        one.communicate()
        assert one.returncode == 0


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of larger raw recordings (WORKBENCH_SHARED); who needs it says so and skips."""
    folder = Path(os.environ.get("WORKBENCH_SHARED", REPOSITORY.parent / "shared"))
    if not (folder / "captures").is_dir():
        pytest.skip("larger raw recordings are not at hand: set WORKBENCH_SHARED to their folder")
    return folder
