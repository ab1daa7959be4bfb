"""Paths of the machine do not reach what is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.capture.paths import local_prefixes, relative, relative_bytes


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("/opt/env/lib/python3.12/site-packages/torch/nn/modules/module.py(1783): _call_impl",
         "torch/nn/modules/module.py(1783): _call_impl"),
        ("/usr/lib/python3/dist-packages/yaml/loader.py", "yaml/loader.py"),
        ("/usr/lib/python3.12/typing.py(392): inner", "typing.py(392): inner"),
        ("/tmp/torchinductor_root/62/c62v.py", "torchinductor/62/c62v.py"),
        ("/home/ada/model.py(3): step", "~/model.py(3): step"),
        ("torch/_ops.py(1257): __call__", "torch/_ops.py(1257): __call__"),
        ("a/b and 3/4", "a/b and 3/4"),
        ('File "/root/x.py", line 3', 'File "~/x.py", line 3'),
    ],
)  # fmt: skip
def test_paths_become_relative(given: str, expected: str) -> None:
    assert relative(given) == expected


def test_own_prefixes_with_blanks_and_json_stay_json(tmp_path: Path) -> None:
    folder = tmp_path / "my project"
    document = {"name": f"{folder}/run.py(1): main", "n": 1, "bad": "\ud800/x"}
    raw = json.dumps(document).encode()
    back = json.loads(relative_bytes(raw, local_prefixes([(folder, "")])))
    assert back == {"name": "run.py(1): main", "n": 1, "bad": "\ud800/x"}


def test_the_longest_prefix_wins(tmp_path: Path) -> None:
    prefixes = local_prefixes([(tmp_path / "a", "outer/"), (tmp_path / "a" / "b", "inner/")])
    assert relative(f"{tmp_path}/a/b/c.py", prefixes) == "inner/c.py"
    assert relative(f"{tmp_path}/a/c.py", prefixes) == "outer/c.py"
