"""Captures that the suggestion tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.capture.store import Capture, find
from workbench.suggest.ported import Ported
from workbench.suggest.suggestions import Analysis, analyse
from workbench.trace.importing import import_recordings


@pytest.fixture(scope="module", autouse=True)
def untimed() -> Iterator[None]:
    """The library as if none of its records held timings: a new one must not move figures here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ported, "timed", lambda self, device: ())
        yield


@pytest.fixture(scope="session")
def capture_6l(raw_6l: Path, tmp_path_factory: pytest.TempPathFactory) -> Capture:
    """The committed recordings of six layers as a capture: eager, inductor, cudagraph."""
    folder = tmp_path_factory.mktemp("captures") / "six"
    import_recordings([raw_6l], folder, identity="six")
    return find(folder)


@pytest.fixture(scope="session")
def shared_capture(
    shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Capture]:
    """Imports one of the larger recordings by its folder's name."""
    root = tmp_path_factory.mktemp("shared")

    def make(name: str) -> Capture:
        if not (root / name).exists():
            import_recordings([shared / "captures" / name], root / name, identity=name)
        return find(root / name)

    return make


@pytest.fixture(scope="session")
def committed(repository: Path) -> Callable[[str, str | None], Analysis]:
    """Analyses a committed capture, by its id and the kind of evidence; each once."""
    known: dict[tuple[str, str | None], Analysis] = {}

    def get(name: str, evidence: str | None) -> Analysis:
        if (name, evidence) not in known:
            capture = find(repository / "captures" / name)
            known[name, evidence] = analyse(capture, evidence=evidence)
        return known[name, evidence]

    return get
