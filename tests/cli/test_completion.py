"""Shell completion as the README turns it on: the script of each shell, and what it is offered."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from workbench.capture.store import find, verify_files
from workbench.cli import COMMANDS, group
from workbench.cli.candidate_ids import remember
from workbench.errors import Usage
from workbench.trace.importing import import_recordings


def offered(*words: str) -> list[str]:
    """What the shell is offered for the last of `words`."""
    made = ShellComplete(group, {}, "workbench", "_WORKBENCH_COMPLETE")
    return [item.value for item in made.get_completions(list(words[:-1]), words[-1])]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_it_can_read(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", "from workbench.cli import main; main()"],
        env={"_WORKBENCH_COMPLETE": f"{shell}_source", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    assert f"_WORKBENCH_COMPLETE={shell}_complete" in done.stdout
    if path := shutil.which(shell):
        checked = subprocess.run([path, "-n"], input=done.stdout, capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr


def test_bash_completes_as_it_would_at_the_prompt(repository: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", "from workbench.cli import main; main()"],
        cwd=repository,
        env={
            "_WORKBENCH_COMPLETE": "bash_complete",
            "COMP_WORDS": "workbench suggest gemma4-26b-a4b-decode-b1",
            "COMP_CWORD": "2",
            "PATH": "/usr/bin:/bin",
        },
        capture_output=True,
        text=True,
        timeout=900,
    )
    lines = done.stdout.split()
    assert lines == ["plain,gemma4-26b-a4b-decode-b1", "plain,gemma4-26b-a4b-decode-b1-6l"]


def test_commands_options_captures_and_kernels(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    assert offered("") == list(COMMANDS)
    assert offered("cap") == ["capture", "captures"]
    assert "--top" in offered("suggest", "--t")
    assert offered("groups", "x", "--by", "ca") == ["category"]
    assert offered("groups", "x", "--variant", "cu") == ["cudagraph"]
    assert offered("show", "llama") == ["llama-3.1-8b-4l-decode-b8"]
    assert "gemma4-e4b-decode-b8" in offered("diff", "gemma4-e")
    for command in (["validate"], ["bench"], ["prove", "x"], ["prove", "x", "geglu"]):
        assert offered(*command, "router") == ["router_topk"]


def test_candidates_are_those_that_suggest_listed_last(
    raw_6l: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "captures" / "six"
    import_recordings([raw_6l], folder, identity="six")
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert offered("explain", "six", "rou") == [] == offered("emit", "six", "")
    assert sorted(tmp_path.rglob("*")) == before
    done = CliRunner().invoke(group, ["suggest", "six", "--format", "json"])
    ids = [one["id"] for one in json.loads(done.output)["candidates"]]
    assert offered("explain", "six", "") == ids and len(ids) >= 16
    assert offered("explain", "six", "rou") == ["router_topk"]
    assert offered("emit", str(folder), "post_") == ["post_attention_norms"]
    assert offered("emit", "six", "--variant", "inductor", "post_") == []
    # a part of them is not kept in place of all
    CliRunner().invoke(group, ["suggest", "six", "--evidence", "dataflow"])
    assert offered("explain", "six", "") == ids
    assert verify_files(find("six")) == []


def test_a_broken_or_hostile_list_of_candidates_offers_nothing_odd(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "captures" / "x" / ".cache" / "candidates"
    folder.mkdir(parents=True)
    (folder / "eager").write_bytes(b"good\n$(touch pwned)\n-rf\n../up\n")
    assert offered("explain", "x", "") == ["good"]
    (folder / "eager").write_bytes(b"\xff\xfe\x00")
    assert offered("explain", "x", "") == []
    (folder / "eager").write_bytes(b"a\n" * (1 << 20))
    assert offered("explain", "x", "") == []
    assert offered("explain", "\0", "") == [] == offered("explain", "nowhere", "")
    remember(Path("/proc/no-such"), "eager", ["a"])  # where nothing can be written


def test_elsewhere_there_are_no_captures_and_paths_are_left_to_the_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert offered("suggest", "gem") == []
    assert offered("validate", "./emit") == ["./emit"]


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (["sugest", "x"], "suggest"),
        (["groups", "gemma4-26b-decode-b8"], "gemma4-26b-a4b-decode-b8"),
        (["groups", "gemma4-26b-a4b-6l-decode-b8", "--by", "sites"], "site"),
        (["groups", "llama-3.1-8b-4l-decode-b8", "--variant", "inducter"], "inductor"),
        (["groups", "gemma4-e4b-decode-b8", "--variant", "inductor"], "eager"),
        (["explain", "gemma4-26b-a4b-6l-decode-b8", "router_top"], "router_topk"),
        (["emit", "gemma4-26b-a4b-6l-decode-b8", "router_top"], "router_topk"),
        (["validate", "router_top"], "router_topk"),
        (["bench", "router_top"], "router_topk"),
        (["prove", "gemma4-26b-a4b-6l-decode-b8", "router_top"], "router_topk"),
        (["prove", "gemma4-26b-decode-b8"], "gemma4-26b-a4b-decode-b8"),
        (["diff", "gemma4-26b-decode-b8", "gemma4-26b-a4b-decode-b8"], "gemma4-26b-a4b-decode-b8"),
        (["suggest", "gemma4-e4b-decode-b8", "--tops", "3"], "--top"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_errors_name_the_nearest(
    arguments: list[str],
    near: str,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from workbench.cli import main

    monkeypatch.chdir(repository)
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == Usage.exit_code
    assert near in capsys.readouterr().err
