"""The process that runs a kernel: `python -m workbench.validate.worker < REQUEST`, started by
`process`.

It runs the file that the user named, so it may crash, hang or corrupt its own memory; it reports
each step as one JSON line on the file descriptor of the request, and the parent judges what it has
read by then.
"""

from __future__ import annotations

import fnmatch
import os
import platform
import resource
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from workbench.errors import BadInput, WorkbenchError

Event = dict[str, Any]

FILE_BYTES_MAX = 4 << 30  # of any file that the kernel writes: what it prints is one


def versions() -> dict[str, str]:
    """What the run depended on: python, torch, triton, CUDA and the driver where there are any."""
    import torch
    import triton

    found = {"python": platform.python_version(), "torch": str(torch.__version__)}
    found["triton"] = triton.__version__
    if torch.version.cuda:
        found["cuda"] = torch.version.cuda
    driver = Path("/proc/driver/nvidia/version")
    if driver.is_file():
        words = driver.read_text().split("\n")[0].split()
        found["driver"] = next((w for w in words if w[:1].isdigit() and "." in w), "")
    return found


def events(request: Event) -> Iterator[Event]:
    """Do what `request` asks (path, device, cases, targets), telling each step as it is reached."""
    import torch

    from workbench.validate import foreign, scrutiny, subject

    device = request["device"]
    if request["threads"]:
        torch.set_num_threads(request["threads"])
    if device == "cuda" and not torch.cuda.is_available():
        yield {"not_run": "no CUDA device on this machine; --device interpret runs on the CPU"}
        return
    if device == "interpret":
        from workbench.validate import interpreter

        interpreter.install()
    yield {"begin": "import"}
    path, told = Path(request["path"]), request["foreign"]
    flags = scrutiny.flags()
    loaded = foreign.load(foreign.Foreign(**{**told, "path": path})) if told else subject.load(path)
    if not told and (changed := scrutiny.changed_flags(flags)):
        raise BadInput(f"{path}: its import {changed}, for all that runs beside it")
    name = torch.cuda.get_device_name() if device == "cuda" else device
    yield {"kernel": loaded.name, "device": name, "versions": versions()}
    if device == "compile":
        from workbench.validate import compilation

        yield from compilation.events(loaded, request["targets"], request["cases"])
        return
    if request["timing"]:
        from workbench.validate import bench

        yield from bench.events(loaded, **request["timing"])
        return
    from workbench.validate.harness import run_trial
    from workbench.validate.inputs import trials

    known = list(trials(loaded, device))
    if not known:
        yield {
            "not_run": "every case is too large for the interpreter (GPU_CASES); --device compile "
            "checks that it compiles within its budget"
        }
        return
    chosen = [trial for trial in known if fnmatch.fnmatchcase(trial.name, request["cases"])]
    yield {"total": len(chosen)}
    for trial in chosen:
        yield {"begin": trial.name}
        yield {"result": run_trial(loaded, trial, device)}


def main(work: Callable[[Event], Iterator[Event]] = events) -> None:
    """Write every event of `work` on the request, JSON on standard input, to its descriptor; an
    error is the last one.
    """
    request = msgspec.json.decode(sys.stdin.buffer.read())
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    limit = FILE_BYTES_MAX if most == resource.RLIM_INFINITY else min(FILE_BYTES_MAX, most)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    with os.fdopen(request["descriptor"], "wb", buffering=0) as out:
        try:
            for event in work(request):
                out.write(msgspec.json.encode(event) + b"\n")
            out.write(b'{"end":true}\n')
        except WorkbenchError as error:
            out.write(msgspec.json.encode({"bad_input": str(error)}) + b"\n")
        except Exception as error:
            traceback.print_exc()
            out.write(msgspec.json.encode({"error": f"{type(error).__name__}: {error}"}) + b"\n")


if __name__ == "__main__":
    main()
