"""`workbench kernels`: the library and its records."""

from __future__ import annotations

import click

from workbench.cli.options import format_option, show


@click.command("kernels")
@format_option
def command(output_format: str) -> None:
    """List the ported kernels and what was recorded of each on each GPU (kernels/).

    A record is stale once kernel.py has changed, or where other gates than today's judged it: it
    then says nothing of the kernel, and no figure of it is shown. A kernel without a record is
    NOT_RUN. Speedups are those that `workbench bench KERNEL --record` measured, inputs cold.

    \b
    workbench kernels
    workbench kernels --format json
    """
    from workbench.report.kernels import kernels_view
    from workbench.validate.records import library

    entries, problems = library()
    show(kernels_view(entries, problems), output_format)
