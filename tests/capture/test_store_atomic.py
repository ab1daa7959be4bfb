"""A capture folder appears whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from workbench.capture import store
from workbench.errors import Unavailable, Usage


def entries(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def make(destination: Path, text: str, force: bool = False) -> None:
    with store.new_capture(destination, force) as folder:
        (folder / "manifest.json").write_text(text)


def test_a_whole_capture_is_renamed_into_place(tmp_path: Path) -> None:
    make(tmp_path / "deep" / "one", "{}")
    assert entries(tmp_path / "deep") == ["one"]
    assert entries(tmp_path / "deep" / "one") == ["manifest.json"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, RuntimeError])
def test_nothing_is_left_of_a_stopped_one(tmp_path: Path, stop: type[BaseException]) -> None:
    with pytest.raises(stop), store.new_capture(tmp_path / "one") as folder:
        (folder / "half").write_text("x")
        raise stop
    assert entries(tmp_path) == []


def test_a_full_disk_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    with (
        pytest.raises(Unavailable, match=r"No space left.*choose another --out"),
        store.new_capture(tmp_path / "one") as folder,
    ):
        (folder / "half").write_text("x")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert entries(tmp_path) == []


def test_other_errors_are_not_called_a_full_disk(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="unrelated"), store.new_capture(tmp_path / "one"):
        raise OSError(errno.EIO, "unrelated")


def test_a_killed_run_is_swept_and_a_live_one_is_not(tmp_path: Path) -> None:
    dead = tmp_path / ".one.abc.partial"
    dead.mkdir()
    (dead / store.LOCK).write_text("")
    (dead / "trace").write_text("x")
    unlocked = tmp_path / ".one.def.partial"
    unlocked.mkdir()
    other = tmp_path / ".other.abc.partial"
    other.mkdir()
    with store.new_capture(tmp_path / "one") as live:
        assert not dead.exists() and not unlocked.exists() and other.exists()
        with store.new_capture(tmp_path / "one") as second:
            assert live.exists() and second != live
            (second / "manifest.json").write_text("{}")


def test_a_kill_between_the_two_renames_is_mended(tmp_path: Path) -> None:
    aside = tmp_path / ".one.abc.old"
    aside.mkdir()
    (aside / "manifest.json").write_text("kept")
    with pytest.raises(RuntimeError), store.new_capture(tmp_path / "one", force=True):
        assert (tmp_path / "one" / "manifest.json").read_text() == "kept"
        raise RuntimeError
    assert entries(tmp_path) == ["one"]


def test_force_replaces_captures_only(tmp_path: Path) -> None:
    make(tmp_path / "one", "first")
    with pytest.raises(Usage, match="--force to replace"):
        make(tmp_path / "one", "second")
    make(tmp_path / "one", "second", force=True)
    assert (tmp_path / "one" / "manifest.json").read_text() == "second"
    precious = tmp_path / "home"
    precious.mkdir()
    (precious / "thesis.tex").write_text("x")
    with pytest.raises(Usage, match="something else than a capture"):
        make(precious, "third", force=True)
    (tmp_path / "file").write_text("x")
    with pytest.raises(Usage, match="is a file"):
        make(tmp_path / "file", "fourth", force=True)
    assert entries(tmp_path) == ["file", "home", "one"]
