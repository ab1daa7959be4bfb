"""Writing: whole or not at all, and never over a hand's work."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.emit.write import write_kernel
from workbench.errors import BadInput, Usage


def test_a_kernel_is_written_once_and_again_unchanged(tmp_path: Path) -> None:
    folder = tmp_path / "emitted" / "x"
    assert write_kernel(folder, "a = 1\n").status == "written"
    stamp = (folder / "kernel.py").stat().st_mtime_ns
    assert write_kernel(folder, "a = 1\n").status == "unchanged"
    assert (folder / "kernel.py").stat().st_mtime_ns == stamp
    assert [path.name for path in folder.iterdir()] == ["kernel.py"]


def test_an_edited_file_is_kept_and_the_difference_shown(tmp_path: Path) -> None:
    write_kernel(tmp_path, "a = 1\nb = 2\n")
    (tmp_path / "kernel.py").write_text("a = 1\nb = 3\n")
    with pytest.raises(Usage) as raised:
        write_kernel(tmp_path, "a = 1\nb = 2\n")
    assert "-b = 3\n+b = 2" in str(raised.value)
    assert "--force" in str(raised.value)
    assert (tmp_path / "kernel.py").read_text() == "a = 1\nb = 3\n"
    assert write_kernel(tmp_path, "a = 1\nb = 2\n", force=True).status == "replaced"
    assert (tmp_path / "kernel.py").read_text() == "a = 1\nb = 2\n"


def test_a_long_difference_is_cut_and_says_so(tmp_path: Path) -> None:
    write_kernel(tmp_path, "a\n" * 5000)
    with pytest.raises(Usage, match=r"\.\.\. \d+ more lines"):
        write_kernel(tmp_path, "b\n" * 5000)


def test_a_place_that_cannot_be_written_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="cannot be written"):
        write_kernel(tmp_path / "file" / "x", "a = 1\n")
    (tmp_path / "kernel.py").write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput, match="cannot be written"):
        write_kernel(tmp_path, "a = 1\n", force=True)
