"""Captures and small hand-written recordings that the attribution tests share."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.capture.store import Capture, find, write_manifest
from workbench.schema import SCHEMA_VERSION, Device, Manifest, Variant
from workbench.trace.importing import import_recordings


@pytest.fixture(scope="session")
def capture_6l(raw_6l: Path, tmp_path_factory: pytest.TempPathFactory) -> Capture:
    """The committed recordings of six layers as a capture: eager, inductor, cudagraph."""
    folder = tmp_path_factory.mktemp("captures") / "six"
    import_recordings([raw_6l], folder, identity="six")
    return find(folder)


class Recording:
    """Writes Kineto events; times in us."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.correlation = 0

    def host(self, category: str, name: str, start: float, end: float, thread: int = 1) -> None:
        """A host event: cpu_op, python_function, user_annotation."""
        event = {"ph": "X", "cat": category, "name": name, "pid": 1, "tid": thread}
        self.events.append({**event, "ts": start, "dur": end - start, "args": {}})

    def module(self, name: str, start: float, end: float, thread: int = 1) -> None:
        """A call of the module instance `name` ("Linear_0")."""
        self.host("python_function", f"nn.Module: {name}", start, end, thread)

    def launch(
        self, kernel: str, at: float, dur: float = 1.0, thread: int = 1, **device: Any
    ) -> None:
        """A launch call at `at`, and its kernel a little later."""
        self.correlation += 1
        shared = {"correlation": self.correlation}
        call = {"ph": "X", "cat": "cuda_runtime", "name": "cudaLaunchKernel", "pid": 1}
        self.events.append({**call, "tid": thread, "ts": at, "dur": 0.5, "args": shared})
        self.kernel(kernel, at + 5, dur, correlation=self.correlation, **device)

    def kernel(self, name: str, start: float, dur: float, **arguments: Any) -> None:
        """A device activity."""
        event = {"ph": "X", "cat": "kernel", "name": name, "pid": 0, "tid": 7}
        arguments = {"device": 0, "stream": 7, **arguments}
        self.events.append({**event, "ts": start, "dur": dur, "args": arguments})

    def replay(self, kernels: list[str], at: float, nodes: list[int] | None = None) -> None:
        """One graph launch at `at` that replays `kernels`, in this order of time."""
        self.correlation += 1
        call = {"ph": "X", "cat": "cuda_runtime", "name": "cudaGraphLaunch", "pid": 1, "tid": 1}
        arguments = {"correlation": self.correlation}
        self.events.append({**call, "ts": at, "dur": 2.0, "args": arguments})
        for k, name in enumerate(kernels):
            node = {"graph node id": nodes[k]} if nodes else {}
            self.kernel(name, at + 5 + 2 * k, 1.0, correlation=self.correlation, **node)

    def write(self, path: Path) -> None:
        """Write the recording as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"traceEvents": self.events}))


@pytest.fixture
def make_capture(tmp_path: Path) -> Callable[..., Capture]:
    """make(eager=Recording(), modules={...}, files={...}, inductor=...) -> Capture."""

    def make(
        modules: dict[str, str] | None = None,
        graphs: dict[str, Path] | None = None,
        wall_us: tuple[float, ...] = (),
        **recordings: Recording,
    ) -> Capture:
        folder = tmp_path / "capture"
        variants = {}
        for variant, recording in recordings.items():
            recording.write(folder / variant / "rank0.pt.trace.json")
            names = []
            for name, source in (graphs or {}).items():
                if variant == "inductor":
                    target = folder / variant / name
                    target.mkdir()
                    for file in source.iterdir():
                        (target / file.name).write_bytes(file.read_bytes())
                    names.append(f"{variant}/{name}")
            variants[variant] = Variant(
                (f"{variant}/rank0.pt.trace.json",), graphs=tuple(names), wall_us=wall_us
            )
        if modules is not None:
            (folder / "modules.json").write_text(json.dumps(modules))
        manifest = Manifest(
            SCHEMA_VERSION, "capture", "captured", "2026-11-22T00:00:00Z", "some-model", "function",
            Device("cuda", "some GPU"), variants, {}, modules="modules.json" if modules else "",
        )  # fmt: skip
        write_manifest(folder, manifest)
        return find(folder)

    return make


@pytest.fixture
def recording() -> Recording:
    """An empty recording to fill."""
    return Recording()


@pytest.fixture
def another() -> Recording:
    """A second one."""
    return Recording()
