"""`make records`: every command that makes what is recorded, and none for what is there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def commands(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What `make -n records` would run, in order."""
    return dry(repository, tmp_path_factory.mktemp("venv"))


def dry(repository: Path, venv: Path, *settings: str) -> list[str]:
    found = re.findall(
        rf"{re.escape(str(venv))}/bin/(workbench [^;|]+?) *(?:\|\||;|\n)",
        dry_text(repository, venv, *settings),
    )
    return [" ".join(each.replace("\\\n", " ").split()) for each in found]


def dry_text(repository: Path, venv: Path, *settings: str) -> str:
    (venv / ".installed").touch()
    done = subprocess.run(
        ["make", "-n", "records", f"VENV={venv}", "-o", f"{venv}/.installed", *settings],
        cwd=repository, capture_output=True, text=True, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_proofs_come_after_the_captures_that_are_missing(
    commands: list[str], repository: Path
) -> None:
    proofs = [each for each in commands if each.startswith("workbench prove")]
    assert proofs[0] == "workbench prove gemma4-26b-a4b-decode-b8 --ungreen --record"
    assert len(proofs) == len(set(proofs)) == 17
    for proof in proofs:
        name = proof.split()[2]
        earlier = commands[: commands.index(proof)]
        made = [each for each in earlier if each.endswith(f"--out captures/{name}")]
        there = (repository / "captures" / name / "manifest.json").is_file()
        assert len(made) == (0 if there else 1), proof


def test_ids_of_captures_are_those_that_the_tool_would_give(repository: Path) -> None:
    """Where a model's name and workload alone make the id: not where experts are chosen."""
    from workbench.capture.request import Request, capture_id, checked

    made = re.findall(r"^MAKE_(\S+) := (.*)$", (repository / "Makefile").read_text(), re.MULTILINE)
    assert len(made) == 5
    for name, line in made:
        model, *words = line.split()
        given = dict(zip(words[::2], words[1::2], strict=True))
        asked = checked(Request(model, phase=given.get("--phase", "decode"),
                                batch=int(given.get("--batch", 1)),
                                context=int(given.get("--context", 0)),
                                layers=int(given.get("--layers", 0))))  # fmt: skip
        assert capture_id(asked) == name


def test_it_can_be_restricted_and_forced(repository: Path, tmp_path: Path) -> None:
    few = dry(repository, tmp_path, "PROOFS=gemma4-26b-a4b-6l-decode-b8+cudagraph+one-by-one",
              "CAPTURES=", "FRESH=1")  # fmt: skip
    assert [each for each in few if "prove" in each] == [
        "workbench prove gemma4-26b-a4b-6l-decode-b8 --variant cudagraph --one-by-one --ungreen "
        "--record --fresh"
    ]
    wrong = subprocess.run(
        ["make", "-n", "records", f"VENV={tmp_path}", "PROOFS=gemma4-26b-a4b-decode-b8+graph"],
        cwd=repository, capture_output=True, text=True, timeout=900,
    )  # fmt: skip
    assert wrong.returncode == 2
    assert "graph is none of inductor, cudagraph, one-by-one, text" in wrong.stderr


def test_what_is_timed_beside_the_first_case_is_what_records_hold(
    repository: Path, tmp_path: Path
) -> None:
    from workbench.validate.records import of_kernel

    extra = re.findall(
        r"^BENCH_(\w+) := (.+)$", (repository / "Makefile").read_text(), re.MULTILINE
    )
    assert [name for name, _ in extra] == [
        "router_topk", "experts_decode", "gqa_decode_attention"
    ]  # fmt: skip
    for name, words in extra:
        for entry, problem in of_kernel(repository / "kernels" / name / "kernel.py"):
            assert not problem
            assert len(entry.timings) == 2
            last = entry.timings[-1]
            rows = ",".join(str(n) for n in sorted({row.tokens for row in last.rows}))
            told = f"{last.form} {last.case} {rows}"
            given = words.split()
            for option, value in zip(given[::2], given[1::2], strict=True):
                assert value in told, (name, option)
    script = dry_text(
        repository, tmp_path, "CAPTURES=", "PROOFS=", "KERNELS=experts_decode rms_norm"
    )
    assert '[experts_decode]="--set experts=128 --tokens 1,2,4,8"' in script
    assert "[rms_norm]" not in script
