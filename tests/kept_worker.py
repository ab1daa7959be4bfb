"""Run in a process of its own: what `workbench.validate.worker` does, request after request.

Requests come as JSON lines on the standard input; the events of each leave as JSON lines on the
standard output, `end`, `bad_input` or `error` last.
"""

from __future__ import annotations

import os
import sys
import traceback

import msgspec

from workbench.errors import WorkbenchError
from workbench.validate import worker


def main() -> None:
    """Until there are no more requests; what kernels print goes to the standard error."""
    with os.fdopen(os.dup(1), "wb", buffering=0) as out:
        os.dup2(2, 1)
        for line in sys.stdin.buffer:
            try:
                for event in worker.events(msgspec.json.decode(line)):
                    out.write(msgspec.json.encode(event) + b"\n")
                last: worker.Event = {"end": True}
            except WorkbenchError as error:
                last = {"bad_input": str(error)}
            except Exception as error:
                traceback.print_exc()
                last = {"error": f"{type(error).__name__}: {error}"}
            out.write(msgspec.json.encode(last) + b"\n")


if __name__ == "__main__":
    main()
