"""The wheel works without the checkout: commands run, templates and kernels are found."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    tracked = subprocess.run(
        [
            "git",
            "ls-files",
            "pyproject.toml",
            "README.md",
            "LICENSE",
            "NOTICE",
            "workbench",
            "templates",
            "kernels",
        ],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    for name in tracked:
        if (repository / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((repository / name).read_bytes())
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "-w",
        str(folder),
        str(source),
    ]
    subprocess.run(command, check=True, timeout=900)
    return next(folder.glob("*.whl"))


def test_wheel_holds_templates_and_kernels_and_no_tests(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert "workbench/templates/router_topk/pattern.py" in names
    assert "workbench/templates/router_topk/kernel.py.j2" in names
    assert "workbench/kernels/router_topk/kernel.py" in names
    page = ("report.html.j2", "macros.html.j2", "css/base.css", "js/timeline.js")
    assert {f"workbench/report/html/{name}" for name in page} <= set(names)
    assert not [name for name in names if name.startswith(("tests/", "captures/", "kernels/"))]


def test_installed_wheel_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "env"
    venv.create(environment, with_pip=False, system_site_packages=False)
    site = next((environment / "lib").glob("python*/site-packages"))
    ZipFile(wheel).extractall(site)
    outer = [path for path in sys.path if path.endswith("site-packages")]
    # The dependencies of this environment, but not its editable install of the checkout.
    code = (
        f"import sys; sys.path += {outer!r}; sys.meta_path = [f for f in sys.meta_path "
        "if 'editable' not in getattr(f, '__module__', '') + getattr(f, '__name__', '')]\n"
        "from workbench import resources\n"
        "print(resources.templates()); print(resources.kernels())\n"
    )
    done = subprocess.run(
        [environment / "bin" / "python", "-I", "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [
        str(site / "workbench" / "templates"),
        str(site / "workbench" / "kernels"),
    ]
