"""Drop what nothing reads: definitions of a module, variables of a function."""

from __future__ import annotations

import ast
from collections import Counter

from workbench.emit.source import Edit, Pass, Source, statements

# A call of one of these changes something: its result may be dropped, the call may not.
_EFFECTS = ("store", "atomic", "copy_", "fill_", "debug_barrier", "assume", "barrier")


def _registers(statement: ast.FunctionDef | ast.ClassDef) -> bool:
    return any(
        isinstance(each, ast.Call) and ast.unparse(each.func).endswith("triton_op")
        for each in statement.decorator_list
    )


def _names(statement: ast.stmt) -> list[str]:
    """What a top-level statement defines; nothing when it must stay."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [] if _registers(statement) else [statement.name]
    if isinstance(statement, ast.Assign):
        return [t.id for t in statement.targets if isinstance(t, ast.Name)]
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return [(a.asname or a.name).partition(".")[0] for a in statement.names]
    return []


def definitions(keep: frozenset[str]) -> Pass:
    """The pass that drops top-level definitions read by nothing else and not in `keep`."""

    def unread(source: Source) -> list[Edit]:
        body = source.tree.body
        readers = Counter(name for each in body for name in source.loads(each))
        edits = []
        for statement in body:
            names = _names(statement)
            own = source.loads(statement)
            used = [n for n in names if n in keep or readers[n] > (n in own)]
            if names and not used:
                edits.append((*source.lines_of(statement, statement), b""))
            elif isinstance(statement, ast.ImportFrom | ast.Import) and len(used) < len(names):
                kept = [a for a, n in zip(statement.names, names, strict=True) if n in used]
                statement.names = kept
                text = ast.unparse(statement).encode()
                edits.append((source.start(statement), source.end(statement), text))
        return edits

    return unread


def _pure(node: ast.AST) -> bool:
    for each in ast.walk(node):
        if isinstance(each, ast.Call):
            name = each.func.attr if isinstance(each.func, ast.Attribute) else ""
            if any(effect in name for effect in _EFFECTS):
                return False
    return True


def _target(statement: ast.stmt) -> str:
    """The one local name that a statement assigns, or nothing."""
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
    elif isinstance(statement, ast.AnnAssign) and statement.value:
        target = statement.target
    else:
        return ""
    return target.id if isinstance(target, ast.Name) else ""


def variables(source: Source) -> list[Edit]:
    """Assignments to local names that are never read, where the value has no effect."""
    edits = []
    for function in source.nodes:
        if not isinstance(function, ast.FunctionDef):
            continue
        read = source.loads(function)
        for block, _ in statements(function):
            for each in block:
                target = _target(each)
                if target and target not in read and len(block) > 1 and _pure(each):
                    edits.append((*source.lines_of(each, each), b""))
    return edits
