"""The rules of the layout: who imports whom, what ships, what must never be imported."""

from __future__ import annotations

import ast
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

STAGES = ["capture", "trace", "inductor", "attribute", "suggest", "emit", "validate", "prove"]
COMMON = {"schema", "errors", "resources"}


def imported_parts(path: Path) -> set[str]:
    """The parts of workbench that a module imports, at any depth of nesting."""
    parts = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("workbench"):
            names = node.module.split(".")[1:]
            parts |= {names[0]} if names else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            parts |= {
                alias.name.split(".")[1]
                for alias in node.names
                if alias.name.startswith("workbench.")
            }
    return parts


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_only_from_stages_to_its_left(repository: Path, stage: str) -> None:
    allowed = COMMON | set(STAGES[: STAGES.index(stage) + 1])
    wrong = {
        path.relative_to(repository).as_posix(): sorted(imported_parts(path) - allowed)
        for path in (repository / "workbench" / stage).rglob("*.py")
        if imported_parts(path) - allowed
    }
    assert wrong == {}


def test_schema_and_errors_import_nothing_of_ours_but_errors(repository: Path) -> None:
    for name in ("schema", "errors"):
        assert imported_parts(repository / "workbench" / f"{name}.py") == set()
    assert imported_parts(repository / "workbench" / "resources.py") == {"errors"}


def test_nothing_but_the_command_line_imports_the_command_line(repository: Path) -> None:
    users = [
        path.relative_to(repository).as_posix()
        for path in (repository / "workbench").rglob("*.py")
        if path.parent.name != "cli" and "cli" in imported_parts(path)
    ]
    assert users == []


def test_library_kernels_import_only_torch_triton_and_the_standard_library(
    repository: Path,
) -> None:
    allowed = {"torch", "triton", *sys.stdlib_module_names}
    found = sorted((repository / "kernels").glob("*/kernel.py"))
    assert found, "the library holds no kernel"
    for path in found:
        for node in ast.walk(ast.parse(path.read_text())):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert {name.split(".")[0] for name in names} <= allowed, path


def test_kernels_and_templates_are_not_packages_and_carry_a_licence(repository: Path) -> None:
    for name in ("kernels", "templates", "tests"):
        assert not list((repository / name).rglob("__init__.py"))
    for path in (repository / "kernels").glob("*/kernel.py"):
        assert "SPDX-License-Identifier: Apache-2.0" in path.read_text().split("\n\n")[0], path


def test_import_kernels_never_reaches_ours() -> None:
    spec = importlib.util.find_spec("kernels")
    places = list(spec.submodule_search_locations or []) if spec else []
    assert all("site-packages" in place for place in places), places


def test_no_main_module(repository: Path) -> None:
    assert not list((repository / "workbench").rglob("__main__.py"))


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, timeout=900, check=False
    )


def test_help_of_every_command_imports_neither_torch_nor_pandas() -> None:
    done = run_python(
        "import sys, json\n"
        "from click.testing import CliRunner\n"
        "from workbench.cli import COMMANDS, group\n"
        "codes = {n: CliRunner().invoke(group, [n, '--help']).exit_code for n in COMMANDS}\n"
        "heavy = {'torch', 'pandas', 'triton', 'numpy', 'pyarrow'} & sys.modules.keys()\n"
        "print(json.dumps([codes, sorted(heavy)]))"
    )
    assert done.returncode == 0, done.stderr
    codes, heavy = json.loads(done.stdout)
    assert set(codes.values()) == {0}
    assert heavy == []


@pytest.mark.parametrize("name", ["templates", "kernels"])
def test_resources_are_found_in_the_checkout(repository: Path, name: str) -> None:
    from workbench import resources

    assert getattr(resources, name)() == repository / name
