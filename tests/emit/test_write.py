"""Writing: all or nothing, and never over a hand's work."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.emit.write import NOTE, note, write_folder, write_whole
from workbench.errors import BadInput

ABOUT = {"candidate": "x", "command": "workbench emit c x"}


def files(kernel: str) -> dict[str, str]:
    return {"kernel.py": kernel, "README.md": "# x\n"}


def test_a_folder_is_written_once_and_again_unchanged(tmp_path: Path) -> None:
    folder = tmp_path / "emitted" / "x"
    assert write_folder(folder, files("a = 1\n"), ABOUT).status == "written"
    stamp = (folder / "kernel.py").stat().st_mtime_ns
    assert write_folder(folder, files("a = 1\n"), ABOUT).status == "unchanged"
    assert (folder / "kernel.py").stat().st_mtime_ns == stamp
    assert sorted(p.name for p in folder.iterdir()) == ["README.md", NOTE, "kernel.py"]
    assert note(folder)["command"] == "workbench emit c x"


def test_what_nobody_edited_is_brought_up_to_date(tmp_path: Path) -> None:
    write_folder(tmp_path, files("a = 1\n"), ABOUT)
    assert write_folder(tmp_path, files("a = 2\n"), ABOUT).status == "updated"
    assert (tmp_path / "kernel.py").read_text() == "a = 2\n"
    (tmp_path / "README.md").unlink()
    assert write_folder(tmp_path, files("a = 2\n"), ABOUT).status == "written"


@pytest.mark.parametrize("noted", ["as emitted", "nothing", "nonsense"])
def test_an_edited_file_is_kept_and_the_difference_shown(tmp_path: Path, noted: str) -> None:
    write_folder(tmp_path, files("a = 1\nb = 2\n"), ABOUT)
    (tmp_path / "kernel.py").write_text("a = 1\nb = 3\n")
    if noted == "nothing":
        (tmp_path / NOTE).unlink()
    if noted == "nonsense":
        (tmp_path / NOTE).write_text("[1")
    kept = write_folder(tmp_path, {"kernel.py": "a = 1\nb = 2\n", "README.md": "new"}, ABOUT)
    assert kept.status == "touched"
    assert "-b = 3\n+b = 2" in kept.difference
    assert (tmp_path / "kernel.py").read_text() == "a = 1\nb = 3\n"
    assert (tmp_path / "README.md").read_text() == "# x\n"
    assert write_folder(tmp_path, files("a = 1\nb = 2\n"), ABOUT, force=True).status == "replaced"
    assert (tmp_path / "kernel.py").read_text() == "a = 1\nb = 2\n"


def test_an_edit_that_says_what_would_be_emitted_is_no_difference(tmp_path: Path) -> None:
    write_folder(tmp_path, files("a = 1\n"), ABOUT)
    (tmp_path / "kernel.py").write_text("a = 2\n")
    assert write_folder(tmp_path, files("a = 2\n"), ABOUT).status == "written"
    assert write_folder(tmp_path, files("a = 2\n"), ABOUT).status == "unchanged"


def test_a_long_difference_is_cut_and_says_so(tmp_path: Path) -> None:
    write_folder(tmp_path, files("a\n" * 5000), ABOUT)
    (tmp_path / "kernel.py").write_text("c\n" * 5000)
    kept = write_folder(tmp_path, files("b\n" * 5000), ABOUT)
    assert kept.difference.splitlines()[-1].startswith("... ")


def test_a_place_that_cannot_be_written_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="cannot be written"):
        write_folder(tmp_path / "file" / "x", files("a = 1\n"), ABOUT)
    (tmp_path / "kernel.py").write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput, match="cannot be written"):
        write_folder(tmp_path, files("a = 1\n"), ABOUT, force=True)


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_a_stopped_run_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    path = tmp_path / "nvidia-h100.json"
    write_whole(path, b"old")

    def stopped(path: Path, mode: int) -> None:
        raise stop

    with monkeypatch.context() as patched, pytest.raises(type(stop)):
        patched.setattr(Path, "chmod", stopped)
        write_whole(path, b"newer")
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"old" and path.stat().st_mode & 0o777 == 0o644
    write_whole(path, b"newer")
    assert path.read_bytes() == b"newer"
