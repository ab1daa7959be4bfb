"""What the generic emitter says when it cannot write a kernel."""

from __future__ import annotations

from workbench.errors import WorkbenchError


class Inexpressible(WorkbenchError):
    """A region that the generic emitter cannot express; the message names the operator and why."""

    exit_code = 1  # a verdict on the candidate, not a fault of the input
