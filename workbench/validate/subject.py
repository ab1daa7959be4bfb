"""The kernel under test: where it lies, and what its kernel.py says of itself.

A kernel.py states, as module-level names, KERNEL (the launcher, called with the references'
arguments and `form`, `out`, `device`), `dispatch` (same arguments: would it launch, and if not
why), REFERENCES (form -> eager function), OUTPUTS, ROWS (arguments with one row a token), CASES
(name -> inputs, called with `device` and optionally `rows`). Optional: STABLE_SORT_OF (ids output
-> argument); BUDGET; TOKENS (row counts it is tried with); ACTIVATIONS (arguments that the step
before made, default ROWS: where hostile values and layouts are put); CONTRACTIONS (16-bit outputs
that sum over weights or a context, where eager differs from itself); GPU_CASES (too large for the
interpreter); INTERPRET_CASES (as CASES, for the interpreter alone); BYTES_MOVED (arguments -> bytes
that must be read and written; default all of them); DECIDES (output -> (choices, best), where a
top-k of its projection hangs on it; a third entry "norm" where a norm lies between; default: what
the pattern of the same name says).
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from workbench import resources
from workbench.errors import BadInput, unknown

FILE = "kernel.py"
SOURCE_BYTES_MAX = 1 << 20
_REQUIRED = ("KERNEL", "dispatch", "REFERENCES", "OUTPUTS", "ROWS", "CASES")


@dataclass(frozen=True)
class Choice:
    """The top `best` of `choices` that hang on an output. `norm`: a norm lies between (the output
    is a residual stream), else the output itself is projected.
    """

    choices: int = 128
    best: int = 8
    norm: bool = False


Maker = Callable[..., dict[str, Any]]


def repeatable(make: Maker) -> Maker:
    """`make`, which draws the same inputs in every process, even from the generators that all share
    (torch's, NumPy's, Python's): a verdict must not hang on them.
    """

    @functools.wraps(make)
    def drawn(*given: Any, **named: Any) -> dict[str, Any]:
        import numpy as np
        import torch

        seed = int(named.get("rows", 0))
        for sow in (torch.manual_seed, np.random.seed, random.seed):
            sow(seed)
        return make(*given, **named)

    return drawn


@dataclass(frozen=True)
class Subject:
    """An imported kernel.py. `references`: form -> eager function; `cases`: name -> maker of
    inputs, which are `repeatable`.
    """

    name: str
    launcher: Callable[..., Any]
    dispatch: Callable[..., Any]
    references: Mapping[str, Callable[..., Any]]
    outputs: tuple[str, ...]
    rows: tuple[str, ...]
    cases: Mapping[str, Maker]
    activations: tuple[str, ...]
    stable_sort_of: Mapping[str, str] = field(default_factory=dict)
    budget: Mapping[str, int] = field(default_factory=dict)
    tokens: tuple[int, ...] = ()
    contractions: tuple[str, ...] = ()
    gpu_cases: tuple[str, ...] = ()
    interpret_cases: Mapping[str, Maker] = field(default_factory=dict)
    bytes_moved: Callable[..., int] | None = None
    decides: Mapping[str, Choice] = field(default_factory=dict)
    takes_out: bool = True  # the launcher writes into `out`; else it makes its own outputs

    @property
    def most_tokens(self) -> float:
        """The most rows that the kernel launches on, infinite where it does not say."""
        return max(self.tokens, default=float("inf"))


def locate(kernel: str) -> Path:
    """The kernel.py that the user named: a library name, a folder, or the file. Imports nothing.

    Raises Usage with near names when there is none, BadInput when the file is no plausible source.
    """
    library = resources.kernels()
    for path in (Path(kernel), Path(kernel) / FILE, library / kernel / FILE):
        if path.is_file() and path.name == FILE:
            if path.stat().st_size > SOURCE_BYTES_MAX:
                raise BadInput(f"{path}: larger than {SOURCE_BYTES_MAX >> 20} MiB, so not a kernel")
            return path.resolve()
    raise unknown(
        "kernel",
        kernel,
        (path.parent.name for path in library.glob(f"*/{FILE}")),
        f"KERNEL is a name in {library} or a folder with a {FILE}.",
    )


def digest(path: Path) -> str:
    """sha256 of a kernel.py: what a record is about."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest_of(place: str) -> str:
    """sha256 of the file that FILE.py:function names. Raises BadInput where there is none."""
    file = Path(place.rpartition(":")[0])
    if not file.is_file():
        raise BadInput(f"{place}: no such file; give FILE.py:function")
    return digest(file)


def import_file(path: Path) -> ModuleType:
    """Import a file under a name of its own, in sys.modules since torch.compile looks there."""
    name = f"workbench_file_{hashlib.sha256(str(path).encode()).hexdigest()[:12]}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise BadInput(f"{path}: cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def load(path: Path) -> Subject:
    """Import a kernel.py and check that it says what validation needs. This runs the file.

    Raises BadInput naming what is missing; whatever the file itself raises comes through.
    """
    module = import_file(path)
    missing = [name for name in _REQUIRED if not hasattr(module, name)]
    if missing:
        raise BadInput(f"{path}: lacks {', '.join(missing)}; see workbench/validate/subject.py")
    if not module.REFERENCES or not module.CASES:
        raise BadInput(f"{path}: REFERENCES and CASES must each hold one entry at least")
    return Subject(
        name=module.KERNEL.__name__,
        launcher=module.KERNEL,
        dispatch=module.dispatch,
        references=dict(module.REFERENCES),
        outputs=tuple(module.OUTPUTS),
        rows=tuple(module.ROWS),
        cases=_repeatable(module.CASES),
        stable_sort_of=dict(getattr(module, "STABLE_SORT_OF", {})),
        budget=dict(getattr(module, "BUDGET", {})),
        tokens=tuple(getattr(module, "TOKENS", ())),
        activations=tuple(getattr(module, "ACTIVATIONS", module.ROWS)),
        contractions=tuple(getattr(module, "CONTRACTIONS", ())),
        gpu_cases=tuple(getattr(module, "GPU_CASES", ())),
        interpret_cases=_repeatable(getattr(module, "INTERPRET_CASES", {})),
        bytes_moved=getattr(module, "BYTES_MOVED", None),
        decides=_decides(module, path),
    )


def _repeatable(cases: Mapping[str, Maker]) -> dict[str, Maker]:
    return {name: repeatable(make) for name, make in cases.items()}


def _decides(module: ModuleType, path: Path) -> dict[str, Choice]:
    """What the file says, or the pattern that a kernel of the library has its name from."""
    if hasattr(module, "DECIDES"):
        return {
            output: Choice(int(said[0]), int(said[1]), "norm" in said[2:])
            for output, said in module.DECIDES.items()
        }
    if path.resolve().parent.parent != resources.kernels().resolve():
        return {}
    from workbench.suggest.library import load_patterns  # imports torch, as only the worker may

    named = (each for each in load_patterns() if each.name == path.parent.name)
    return {output: Choice() for pattern in named for output in pattern.decides}
