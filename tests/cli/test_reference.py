"""The command reference says what `--help` says, and every command's help teaches."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from workbench.cli import COMMANDS, group
from workbench.cli.reference import reference, root_context


def test_the_reference_is_current(repository: Path) -> None:
    committed = (repository / "COMMANDS.md").read_text()
    assert committed == reference(), "COMMANDS.md differs from --help: run `make docs`"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_has_an_example_and_fits_80_columns(name: str) -> None:
    command = group.get_command(root_context(), name)
    assert command is not None
    context = click.Context(command, info_name=name, parent=root_context())
    context.terminal_width = context.max_content_width = 80
    text = command.get_help(context)
    assert f"workbench {name}" in text.split("Options:")[0].split("\n", 1)[1], "no example"
    assert max(map(len, text.splitlines())) <= 80
