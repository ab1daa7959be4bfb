"""A kernel from elsewhere: a function in a user's file, the function it should equal, and inputs
told in a few words.

An input is NAME=DTYPE[DIM,...], where the dimension T is the number of rows; an integer tensor may
end in <N, its values then being below N; anything else is a value: NAME=1e-6, NAME=8, NAME=true,
NAME=none. Tensors with rows are normal, weights (no T) uniform from 0.5 to 1.5: never ones, which
would hide a weight that is dropped. FILE.py:function in place of these words is called with
`device` and `rows` and gives the arguments itself, as a dict; what it draws is the same in every
run. That file may state ACTIVATIONS, the arguments that hostile values and layouts are put into:
not probabilities, say, of which no NaN and nothing negative can be asked. Default: all with rows.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import BadInput, Usage
from workbench.validate import subject
from workbench.validate.subject import Subject

DTYPES = {
    **{"bf16": "bfloat16", "fp16": "float16", "f16": "float16", "fp32": "float32"},
    **{"f32": "float32", "i64": "int64", "i32": "int32", "u8": "uint8"},
    **{
        name: name for name in ("bfloat16", "float16", "float32", "int64", "int32", "uint8", "bool")
    },
}
ROWS = "T"
_ROWS_DEFAULT = 8
_TENSOR = re.compile(r"(\w+)=(\w+)\[([\w,\s]*)\](?:<(\d+))?")
_VALUE = re.compile(r"(\w+)=([^\s\[\]]+)")
_ELEMENTS_MAX = 1 << 31
_EXAMPLE = "such as 'x=bf16[T,2816] weight=bf16[2816] eps=1e-6'"


@dataclass(frozen=True)
class Argument:
    """One input. A tensor has a dtype and dims (None: the rows); a value has neither."""

    name: str
    dtype: str = ""
    dims: tuple[int | None, ...] = ()
    below: int = 0
    value: Any = None

    @property
    def rowwise(self) -> bool:
        """Whether its first dimension is the rows."""
        return bool(self.dims) and self.dims[0] is None


@dataclass(frozen=True)
class Foreign:
    """Where a kernel from elsewhere lies: its file and function ("" to be found), the reference
    as FILE.py:function, and the words that tell its inputs.
    """

    path: Path
    function: str
    reference: str
    inputs: tuple[str, ...]


def parse(words: Sequence[str]) -> tuple[Argument, ...]:
    """The arguments that `words` tell. Raises Usage for what cannot be read."""
    found: dict[str, Argument] = {}
    for text in words:
        rest = text
        while rest := rest.strip(" ;\t\n"):
            argument, used = _argument(rest)
            if argument.name in found:
                raise Usage(f"--inputs {text}: {argument.name} is given twice")
            found[argument.name] = argument
            rest = rest[used:]
    if not any(argument.rowwise for argument in found.values()):
        raise Usage(f"--inputs: no tensor has T rows as its first dimension; {_EXAMPLE}")
    return tuple(found.values())


def _argument(text: str) -> tuple[Argument, int]:
    tensor, value = _TENSOR.match(text), _VALUE.match(text)
    if tensor:
        name, dtype, dims, below = tensor.groups()
        if dtype not in DTYPES:
            raise Usage(f"--inputs {text}: unknown dtype {dtype}; one of {', '.join(DTYPES)}")
        extents = [dim.strip() for dim in dims.split(",") if dim.strip()]
        if any(not dim.isdigit() and dim != ROWS for dim in extents) or ROWS in extents[1:]:
            raise Usage(f"--inputs {text}: dimensions are numbers, the first may be {ROWS}")
        shape = tuple(None if dim == ROWS else int(dim) for dim in extents)
        elements = 1
        for extent in shape:
            elements *= extent or 1
        if elements > _ELEMENTS_MAX:
            raise Usage(f"--inputs {text}: {name} has {elements} elements, too many")
        return Argument(name, DTYPES[dtype], shape, int(below or 0)), tensor.end()
    if value:
        return Argument(value[1], value=_literal(value[2])), value.end()
    raise Usage(f"--inputs {text}: cannot be read; {_EXAMPLE}")


def _literal(word: str) -> Any:
    try:
        return json.loads(
            {"none": "null", "None": "null", "True": "true", "False": "false"}.get(word, word)
        )
    except ValueError:
        return word


def locate(kernel: str, reference: str, inputs: Sequence[str]) -> Foreign:
    """Check what the user named, before anything runs. Raises Usage or BadInput."""
    file, colon, function = kernel.partition(".py:")
    path = Path(file + ".py" if colon else kernel)
    if path.suffix != ".py" or not path.is_file():
        raise BadInput(f"{kernel}: with --reference, KERNEL is FILE.py or FILE.py:function")
    if path.stat().st_size > subject.SOURCE_BYTES_MAX:
        raise BadInput(f"{path}: larger than {subject.SOURCE_BYTES_MAX >> 20} MiB, so not a kernel")
    place, _, name = reference.rpartition(":")
    if not place.endswith(".py") or not Path(place).is_file() or not name.isidentifier():
        raise Usage(f"--reference {reference}: give FILE.py:function")
    if not inputs:
        raise Usage(f"--reference needs --inputs, {_EXAMPLE}")
    if ".py:" in inputs[0]:
        maker = Path(inputs[0].rpartition(":")[0]).resolve()
        subject.digest_of(inputs[0])
        words: tuple[str, ...] = (f"{maker}:{inputs[0].rpartition(':')[2]}",)
    else:
        parse(inputs)
        words = tuple(inputs)
    return Foreign(path.resolve(), function, f"{Path(place).resolve()}:{name}", words)


def _function(path: Path, names: Sequence[str]) -> Callable[..., Any]:
    module = subject.import_file(path)
    for name in names:
        found = getattr(module, name, None)
        if callable(found) and not hasattr(found, "arg_names"):  # a Triton kernel is no launcher
            function: Callable[..., Any] = found
            return function
    public = sorted(
        name
        for name, each in vars(module).items()
        if inspect.isfunction(each) and each.__module__ == module.__name__
    )
    raise BadInput(
        f"{path}: no function {' or '.join(dict.fromkeys(names))}; name one as FILE.py:function: "
        f"{', '.join(public) or 'it has none'}"
    )


def load(foreign: Foreign) -> Subject:
    """Import the files and make of them what validation judges. This runs the files.

    The launcher is called with the reference's arguments by name, or in their order where its own
    names are others; it makes its outputs itself. Whatever it launches on hostile layouts must be
    right; it may refuse them with an exception.
    """
    place, _, name = foreign.reference.rpartition(":")
    reference = _function(Path(place), (name,))
    names = (foreign.function,) if foreign.function else (name, foreign.path.stem)
    function = _function(foreign.path, names)
    make, arguments = _maker(foreign.inputs)

    def launcher(form: str = "", out: Any = None, device: str = "", **given: Any) -> Any:
        try:
            bound = inspect.signature(function).bind(**given)
        except (TypeError, ValueError):
            return function(*given.values())
        return function(*bound.args, **bound.kwargs)

    example = make(device="cpu", rows=2)
    _check_takes(reference, foreign.reference, example)
    rows = [argument.name for argument in arguments if argument.rowwise] or _first_dim(example, 2)
    if not rows:
        raise BadInput(f"{foreign.inputs[0]}: no tensor has `rows` as its first dimension")
    return Subject(
        name=function.__name__,
        launcher=launcher,
        dispatch=lambda **_: (True, ""),
        references={name: reference},
        outputs=(),
        rows=tuple(rows),
        cases={"inputs": make},
        activations=_activations(make, foreign.inputs[0], example) or tuple(rows),
        takes_out=False,
    )


def _activations(make: Callable[..., Any], place: str, example: dict[str, Any]) -> tuple[str, ...]:
    """What the file of a `make` of the user's states of them; none where it states nothing."""
    stated = tuple(getattr(sys.modules.get(make.__module__), "ACTIVATIONS", ()))
    wrong = [name for name in stated if not hasattr(example.get(name), "element_size")]
    if wrong:
        raise BadInput(f"{place}: ACTIVATIONS names {', '.join(wrong)}, no tensor that it gives")
    return stated


def _check_takes(reference: Callable[..., Any], place: str, inputs: dict[str, Any]) -> None:
    """Raise BadInput when the inputs are not the reference's arguments: no kernel's fault."""
    try:
        signature = inspect.signature(reference)
    except (TypeError, ValueError):  # of a builtin nothing is known
        return
    try:
        signature.bind(**inputs)
    except TypeError as error:
        raise BadInput(
            f"--inputs: {error}; {place} takes {signature}, given are {', '.join(inputs)}"
        ) from None


def _first_dim(example: dict[str, Any], rows: int) -> list[str]:
    return [name for name, each in example.items() if getattr(each, "shape", ())[:1] == (rows,)]


def _maker(words: Sequence[str]) -> tuple[Callable[..., dict[str, Any]], tuple[Argument, ...]]:
    if ".py:" in words[0]:
        place, _, name = words[0].rpartition(":")
        return subject.repeatable(_function(Path(place), (name,))), ()
    arguments = parse(words)

    def make(device: str = "cuda", rows: int = _ROWS_DEFAULT) -> dict[str, Any]:
        import torch

        draw = torch.Generator().manual_seed(rows)

        def made(argument: Argument) -> Any:
            if not argument.dtype:
                return argument.value
            shape = [rows if extent is None else extent for extent in argument.dims]
            dtype = getattr(torch, argument.dtype)
            if not dtype.is_floating_point:
                most = argument.below or (2 if dtype == torch.bool else 100)
                return torch.randint(most, shape, generator=draw).to(dtype).to(device)
            spread = torch.randn if argument.rowwise else torch.rand
            values = spread(shape, generator=draw)
            return (values if argument.rowwise else values + 0.5).to(dtype).to(device)

        return {argument.name: made(argument) for argument in arguments}

    return make, arguments
