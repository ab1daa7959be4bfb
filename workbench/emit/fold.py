"""Follow constants through a module: decide branches, bind parameters that never vary, drop both.

What it knows of Python is what kernels use: comparisons, `and`, `or`, `not`, `is None`, methods of
strings, `if` as statement and expression, plain calls and Triton launches. Anything else is left as
it stands.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from workbench.emit.source import Edit, Source, dedented, is_constant

_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}
_OPERANDS = (ast.Name, ast.Attribute, ast.Call, ast.Constant, ast.Subscript, ast.Tuple)


def _value(node: ast.AST) -> Any:
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return tuple(_value(each) for each in node.elts)
    if isinstance(node, ast.Constant):
        return node.value
    raise ValueError


def _decided(node: ast.AST) -> bool | None:
    """What a test comes to, None when that is open."""
    try:
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            compare = _COMPARE.get(type(node.ops[0]))
            if compare is not None:
                return bool(compare(_value(node.left), _value(node.comparators[0])))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return not _value(node.operand)
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("startswith", "endswith")
            and isinstance(_value(node.func.value), str)
        ):
            return bool(getattr(_value(node.func.value), node.func.attr)(_value(node.args[0])))
    except (ValueError, TypeError, IndexError):
        pass
    return None


def _bare(source: Source, node: ast.AST, text: str) -> Edit:
    """Replace an expression, and the brackets around it where they are its alone."""
    start, end = source.start(node), source.end(node)
    inner = ast.parse(text, mode="eval").body
    before, after = source.data[:start], source.data[end:]
    if isinstance(inner, _OPERANDS) and before.endswith(b"(") and after.startswith(b")"):
        called = before[:-1].rstrip(b" ")[-1:]
        if not (called.isalnum() or called in (b"_", b")", b"]")) or isinstance(
            source.parents.get(node), ast.Return
        ):
            start, end = start - 1, end + 1
    return start, end, text.encode()


def tests(source: Source) -> list[Edit]:
    """Comparisons of literals, and `and`, `or`, `if` expressions over them, by their value."""
    edits = []
    for node in source.nodes:
        decided = _decided(node)
        if decided is not None:
            edits.append(_bare(source, node, str(decided)))
        elif isinstance(node, ast.BoolOp):
            absorbing = isinstance(node.op, ast.Or)
            fixed = [each for each in node.values if is_constant(each)]
            if any(bool(_value(each)) is absorbing for each in fixed):
                edits.append(_bare(source, node, str(absorbing)))
            elif fixed:
                rest = [source.of(each) for each in node.values if each not in fixed]
                word = " or " if absorbing else " and "
                edits.append(_bare(source, node, word.join(rest) or str(not absorbing)))
        elif isinstance(node, ast.IfExp) and is_constant(node.test):
            chosen = node.body if _value(node.test) else node.orelse
            edits.append(_bare(source, node, source.of(chosen)))
    return edits


def branches(source: Source) -> list[Edit]:
    """`if` statements whose test is a literal: what is chosen, one level out."""
    for node in source.nodes:
        if isinstance(node, ast.If) and is_constant(node.test):
            return [_branch(source, node)]
    return []


def _branch(source: Source, node: ast.If) -> Edit:
    start, column = source.start(node), node.col_offset
    is_elif = source.data[start : start + 4] == b"elif"
    taken, line_start = bool(_value(node.test)), source.at(node.lineno)
    end = min(source.at((node.end_lineno or 0) + 1), len(source.data))
    chosen = node.body if taken else node.orelse
    if not chosen:
        parent = source.parents[node]
        alone = getattr(parent, "body", None) == [node]
        return line_start, end, b" " * column + b"pass\n" if alone else b""
    if not taken and isinstance(chosen[0], ast.If) and chosen[0].col_offset == column:
        # The next `elif` takes this one's place.
        head = b"elif" if is_elif else b"if"
        return start, source.start(chosen[0]) + 4, head
    after = source.at(
        (node.test.end_lineno if taken else (node.body[-1].end_lineno or 0) + 1) + 1  # type: ignore[operator]
    )
    last = chosen[-1].end_lineno or 0
    body = source.data[after : min(source.at(last + 1), len(source.data))].decode()
    if is_elif:
        return line_start, end, b" " * column + b"else:\n" + body.encode()
    return line_start, end, dedented(body, chosen[0].col_offset - column).encode()


def _is_singular(node: ast.AST | None) -> bool:
    """Whether a node is True, False or None: a number keeps the name that says what it is."""
    return isinstance(node, ast.Constant) and any(node.value is x for x in (True, False, None))


def locals_of_one_value(source: Source) -> list[Edit]:
    """A local name that is assigned once, to True, False or None: the literal in its place."""
    for function in source.functions.values():
        stored = [
            each.id
            for each in ast.walk(function)
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
        ]
        for each in function.body:
            target = each.targets[0] if isinstance(each, ast.Assign) else None
            if not (isinstance(target, ast.Name) and isinstance(each, ast.Assign)):
                continue
            if (
                _is_singular(each.value)
                and stored.count(target.id) == 1
                and target.id in source.loads(function)
            ):
                return [
                    (*source.span(node), source.of(each.value).encode())
                    for node in ast.walk(function)
                    if isinstance(node, ast.Name) and node.id == target.id and node is not target
                ]
    return []


@dataclass(frozen=True)
class _Call:
    """A call of a function of the module; a parameter's argument, or None where that is open."""

    node: ast.Call
    function: ast.FunctionDef

    def argument(self, index: int, name: str) -> ast.AST | None:
        for keyword in self.node.keywords:
            if keyword.arg == name:
                return keyword
        every = (each for group in self.groups() for each in group)
        plain = [each for each in every if not isinstance(each, ast.keyword)][: index + 1]
        if len(plain) > index and not any(isinstance(each, ast.Starred) for each in plain):
            return plain[index]
        return None

    def groups(self) -> list[list[ast.AST]]:
        """Arguments, in the brackets they stand in: the call's, or those of a `*(a, b)`."""
        found: list[list[ast.AST]] = [[]]
        for each in self.node.args:
            if isinstance(each, ast.Starred) and isinstance(each.value, ast.Tuple):
                found += [list(each.value.elts), []]
            else:
                found[-1].append(each)
        found[-1] += self.node.keywords
        return found


def parameters(function: ast.FunctionDef) -> list[ast.arg]:
    """A function's parameters that are given by place or name."""
    return [*function.args.posonlyargs, *function.args.args]


def _launched(source: Source, node: ast.AST, known: dict[str, ast.FunctionDef]) -> set[str]:
    """The functions that a called expression may stand for."""
    if isinstance(node, ast.Call) and node.args:  # wrap_triton(kernel)
        node = node.args[0]
    if isinstance(node, ast.Attribute):  # torch.ops.workbench.name
        return {f for f, definition in known.items() if _op_name(definition) == node.attr}
    if not isinstance(node, ast.Name):
        return set()
    if node.id in known:
        return {node.id}
    owner: ast.AST | None = node
    while owner is not None and not isinstance(owner, ast.FunctionDef):
        owner = source.parents.get(owner)
    names = [each.arg for each in parameters(owner)] if owner else []
    if owner is None or node.id not in names or owner.name not in known:
        return set()
    found = set()
    for each in source.calls:
        if isinstance(each.func, ast.Name) and each.func.id == owner.name:
            given = _Call(each, owner).argument(names.index(node.id), node.id)
            found |= _launched(source, given, known) if given is not None else set()
    return found


def _op_name(function: ast.FunctionDef) -> str:
    """NAME of `@triton_op("namespace::NAME")`, or nothing."""
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and decorator.args and is_constant(decorator.args[0]):
            return str(_value(decorator.args[0])).rpartition("::")[2]
    return ""


def _calls(source: Source) -> Iterator[_Call]:
    known = source.functions
    for node in source.calls:
        target = node.func.value if isinstance(node.func, ast.Subscript) else node.func
        for name in sorted(_launched(source, target, known)):
            yield _Call(node, known[name])


def _is_ours(source: Source, function: ast.FunctionDef) -> bool:
    """Whether all its calls are seen here: private or a Triton kernel, and handed to nobody but a
    launcher.
    """
    jitted = any("jit" in ast.unparse(each) for each in function.decorator_list)
    if not (function.name.startswith("_") or jitted):
        return False
    return not any(_is_handed_on(source, node) for node in source.names.get(function.name, ()))


def _is_handed_on(source: Source, node: ast.Name) -> bool:
    """Whether a function's name is a value here: in a table, or given to Triton or `partial`."""
    parent = source.parents[node]
    if isinstance(parent, ast.Tuple) and isinstance(source.parents[parent], ast.Starred):
        parent = source.parents[source.parents[parent]]  # f(*(node, x))
    if not isinstance(parent, ast.Call):
        return not isinstance(parent, ast.Subscript)
    called = ast.unparse(parent.func)
    return node in parent.args and (called.startswith("tl.") or called == "partial")


def bound_parameters(source: Source) -> list[Edit]:
    """A private function's parameter that is never read, or is True, False or None in every call:
    gone from the function and its calls, the literal in its place.
    """
    calls: dict[str, list[_Call]] = {}
    for call in _calls(source):
        calls.setdefault(call.function.name, []).append(call)
    for mine in calls.values():
        function = mine[0].function
        for index, parameter in enumerate(
            parameters(function) if _is_ours(source, function) else ()
        ):
            given = [call.argument(index, parameter.arg) for call in mine]
            if None in given:
                continue
            values = [each.value if isinstance(each, ast.keyword) else each for each in given]
            same = len({ast.dump(each) for each in values if each}) == 1
            literal = values[0] if same and _is_singular(values[0]) else None
            if literal or parameter.arg not in source.loads(function):
                return _without(source, function, index, mine, literal)
    return []


def _without(
    source: Source, function: ast.FunctionDef, index: int, calls: list[_Call], value: ast.AST | None
) -> list[Edit]:
    every, defaults = parameters(function), function.args.defaults
    last: list[ast.AST] = [*every[: len(every) - len(defaults)], *defaults]
    spans = [source.span(first, final) for first, final in zip(every, last, strict=True)]
    edits = [source.without_item(spans, index)]
    name = every[index].arg
    for node in ast.walk(function):
        if value and isinstance(node, ast.Name) and node.id == name:
            edits.append((*source.span(node), source.of(value).encode()))
    for call in calls:
        given = call.argument(index, name)
        items = next(group for group in call.groups() if given in group)
        place = next(i for i, each in enumerate(items) if each is given)
        edits.append(source.without_item([source.span(each) for each in items], place))
    return edits
