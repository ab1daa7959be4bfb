"""COMMANDS.md, made from every command's `--help`: `python -m workbench.cli.reference`."""

from __future__ import annotations

import click

from workbench.cli import COMMANDS, group

WIDTH = 88


def reference() -> str:
    """The command reference as Markdown: what `workbench --help` and each command's say."""
    root = root_context()
    parts = [
        "# Commands\n\nMade from `--help` by `make docs`; a test fails where it differs. "
        "Shell completion: the README says how.\n",
        _section("workbench", group, root),
    ]
    for name in COMMANDS:
        command = group.get_command(root, name)
        assert command is not None
        parts.append(_section(f"workbench {name}", command, click.Context(
            command, info_name=name, parent=root)))  # fmt: skip
    return "\n".join(parts)


def root_context() -> click.Context:
    """The context in which `workbench` itself reads its arguments."""
    return click.Context(group, info_name="workbench", **group.context_settings)


def _section(title: str, command: click.Command, context: click.Context) -> str:
    context.terminal_width = context.max_content_width = WIDTH
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"## {title}\n\n```text\n{text}\n```\n"


if __name__ == "__main__":
    click.echo(reference(), nl=False)
