"""A kernel of the library, cut to what a candidate needs: the base of an emitted kernel.

The library's file is the one source of a kernel's code. A template says what of it a candidate
fixes: the forms that were found, arguments' defaults, and definitions that take the place of the
library's own (its cases, at least). What only other forms need goes.
"""

from __future__ import annotations

import ast
import hashlib
import re
import textwrap
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from workbench.emit import fold, prune
from workbench.emit.source import Edit, Source, is_constant, until_stable
from workbench.emit.tidy import COLUMNS
from workbench.errors import BadInput

FILE = "kernel.py"
# What a kernel.py states for `workbench validate`; see workbench/validate/subject.py.
CONTRACT = frozenset(
    (
        *("KERNEL", "dispatch", "REFERENCES", "OUTPUTS", "ROWS", "STABLE_SORT_OF", "BUDGET"),
        *("CASES", "GPU_CASES", "INTERPRET_CASES", "TOKENS", "ACTIVATIONS", "CONTRACTIONS"),
        "BYTES_MOVED",
    )
)


def read(folder: Path, name: str) -> Source:
    """The library's kernel `name`. Raises BadInput when there is none."""
    path = folder / name / FILE
    if not name.isidentifier() or not path.is_file():
        raise BadInput(f"{path}: the library has no such kernel")
    return _without_origin(Source(path.read_text(encoding="utf-8")))


def _without_origin(source: Source) -> Source:
    """Without comments between docstring and imports: the origin of the library's own file."""
    first, second = source.tree.body[:2]
    return source.edited([(source.end(first), source.start(second), b"\n\n")])


def renamed(source: Source, names: Mapping[str, str]) -> Source:
    """With words exchanged, in code, docstrings and comments alike."""
    if not names:
        return source
    words = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
    return Source(words.sub(lambda found: names[found[1]], source.text))


def constant(source: Source, name: str) -> Any:
    """What a kernel.py assigns to `name`: a literal. Raises BadInput where it states none."""
    try:
        return ast.literal_eval(_assigned(source, name) or ast.Name(name))
    except ValueError:
        raise BadInput(f"the kernel states no literal {name}") from None


def forms(source: Source) -> tuple[str, ...]:
    """The forms that a kernel.py has a reference for."""
    found = _assigned(source, "REFERENCES")
    if not isinstance(found, ast.Dict):
        return ()
    return tuple(str(key.value) for key in found.keys if isinstance(key, ast.Constant))


def _assigned(source: Source, name: str) -> ast.AST | None:
    for statement in source.tree.body:
        if isinstance(statement, ast.Assign) and name in _defined(statement):
            return statement.value
    return None


def _defined(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [t.id for t in statement.targets if isinstance(t, ast.Name)]
    return []


def defined_in(text: str) -> set[str]:
    """The names that a text defines at its top level."""
    return {name for statement in ast.parse(text).body for name in _defined(statement)}


def with_definitions(source: Source, text: str) -> Source:
    """With the top-level definitions of `text` in place of their namesakes; new ones stand before
    the one they precede there, or at the end. An assignment of None to a name removes it, a
    docstring replaces the docstring, imports join the imports.
    """
    theirs = Source(text)
    places = {name: each for each in source.tree.body for name in _defined(each)}
    edits: list[Edit] = []
    new = b""
    for each in theirs.tree.body:
        start, end = theirs.lines_of(each, each)
        code = theirs.data[start:end].strip()
        place = next((places[name] for name in _defined(each) if name in places), None)
        if isinstance(each, ast.Import | ast.ImportFrom):
            first = next(n for n in source.tree.body if isinstance(n, ast.Import | ast.ImportFrom))
            edits.append((source.start(first), source.start(first), code + b"\n"))
        elif isinstance(each, ast.Expr) and is_constant(each.value):
            edits.append((*source.span(source.tree.body[0]), code))
        elif isinstance(each, ast.Assign) and ast.unparse(each.value) == "None":
            edits += [(*source.lines_of(place, place), b"")] if place else []
        elif place:
            edits.append((*source.span(place), new + code))
            new = b""
        else:
            new += code + (b"\n" if isinstance(each, ast.Assign) else b"\n\n\n")
    return Source(source.edited(edits).text.rstrip() + "\n" + new.decode())


def cut(source: Source, keep: tuple[str, ...], defaults: Mapping[str, str]) -> Source:
    """With the forms of `keep` alone, and these defaults (literals) of arguments."""
    table = _assigned(source, "REFERENCES")
    edits: list[Edit] = []
    if isinstance(table, ast.Dict):
        kept = [
            f"{source.of(key)}: {source.of(value)}"
            for key, value in zip(table.keys, table.values, strict=True)
            if isinstance(key, ast.Constant) and key.value in keep
        ]
        edits.append((*source.span(table), f"{{{', '.join(kept)}}}".encode()))
    known = source.functions
    for function in known.values():
        edits += _defaults(source, function, {**defaults, "form": _form(function, keep)})
    if "make_inputs" in known:
        edits += _entries(source, known["make_inputs"], defaults)
    if len(keep) == 1:
        for function in known.values():
            if "form" in (each.arg for each in fold.parameters(function)):
                edits += _decide_form(source, function, keep[0])
    return source.edited(edits)


def _form(function: ast.FunctionDef, keep: tuple[str, ...]) -> str:
    for name, default in _with_defaults(function):
        if name == "form" and isinstance(default, ast.Constant) and default.value in keep:
            return f'"{default.value}"'
    return f'"{keep[0]}"'


def _with_defaults(function: ast.FunctionDef) -> list[tuple[str, ast.expr]]:
    every, defaults = fold.parameters(function), function.args.defaults
    return [(p.arg, d) for p, d in zip(every[len(every) - len(defaults) :], defaults, strict=True)]


def _defaults(source: Source, function: ast.FunctionDef, values: Mapping[str, str]) -> list[Edit]:
    return [
        (*source.span(default), values[name].encode())
        for name, default in _with_defaults(function)
        if name in values and is_constant(default)
    ]


def _entries(source: Source, function: ast.FunctionDef, values: Mapping[str, str]) -> list[Edit]:
    """Literals of the arguments that `make_inputs` returns."""
    return [
        (*source.span(value), values[str(key.value)].encode())
        for node in ast.walk(function)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and key.value in values and is_constant(value)
    ]


def _decide_form(source: Source, function: ast.FunctionDef, form: str) -> list[Edit]:
    """Tests on `form` see the one form there is, which the launcher has checked."""
    edits: list[Edit] = []
    for node in ast.walk(function):
        if not isinstance(node, ast.Name) or node.id != "form":
            continue
        parent = source.parents[node]
        against = isinstance(parent, ast.Compare) and not any(
            isinstance(each, ast.Name) and each.id == "REFERENCES" for each in parent.comparators
        )
        if against or isinstance(parent, ast.Attribute):
            edits.append((*source.span(node), f'"{form}"'.encode()))
    return edits


def _fixed(source: Source, values: Mapping[str, str]) -> list[Edit]:
    """Keyword arguments of Triton launches that a model decides, as literals."""
    return [
        (*source.span(keyword.value), values[str(keyword.arg)].encode())
        for node in source.calls
        if isinstance(node.func, ast.Subscript)
        for keyword in node.keywords
        if keyword.arg in values and not is_constant(keyword.value)
    ]


def specialised(
    source: Source,
    text: str,
    keep: tuple[str, ...],
    defaults: Mapping[str, str],
    fixed: Mapping[str, str],
) -> str:
    """The library's kernel `source` with `text`'s definitions, cut to the forms of `keep`, with
    these defaults of arguments and values of launch constants, and without what nothing reads.
    """
    source = with_definitions(source, text)
    source = cut(source, keep, defaults)
    return _reduced(source.edited(_fixed(source, fixed)).text)


@lru_cache(maxsize=256)
def _reduced(text: str) -> str:
    """Without what constants decide and nothing reads. Remembered: many candidates of a capture are
    one kernel.
    """
    passes = (
        *(fold.tests, fold.branches, fold.locals_of_one_value, fold.bound_parameters),
        *(prune.variables, prune.definitions(CONTRACT)),
    )
    return until_stable(Source(text), passes).text


def own_suffix(capture_id: str, name: str) -> str:
    """What tells an emitted kernel's operator from those of others: eight digits of a digest."""
    return hashlib.sha256(f"{capture_id} {name}".encode()).hexdigest()[:8]


def op_renamed(text: str, suffix: str) -> str:
    """With the registered operators under names of their own, so that two emitted files can be
    imported side by side: workbench::NAME -> emitted::NAME_suffix.
    """
    registered = re.findall(r'triton_op\(\s*"workbench::(\w+)"', text)
    for name in registered:
        text = re.sub(rf"\bworkbench(::|\.){name}\b", rf"emitted\g<1>{name}_{suffix}", text)
    return "\n".join(_filled(line) for line in text.split("\n")) if registered else text


def _filled(line: str) -> str:
    """A line of prose that has grown too long, as two."""
    if len(line) <= COLUMNS or "emitted." not in line:
        return line
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.fill(
        line.strip(),
        COLUMNS,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
