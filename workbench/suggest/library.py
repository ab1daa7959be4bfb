"""Load the patterns of templates/: one folder each, its pattern.py declares PATTERN."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

from workbench import resources
from workbench.errors import BadInput
from workbench.suggest.pattern import Pattern


def load_patterns(folder: Path | None = None) -> tuple[Pattern, ...]:
    """Every pattern under `folder` (default: the installed templates/), by name.

    Raises BadInput for a pattern.py without a PATTERN or without a docstring.
    """
    root = folder or resources.templates()
    return tuple(_load(path) for path in sorted(root.glob("*/pattern.py")))


def _load(path: Path) -> Pattern:
    name = path.parent.name
    spec = importlib.util.spec_from_file_location(f"workbench_pattern_{name}", path)
    assert spec is not None and spec.loader is not None, path
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pattern = getattr(module, "PATTERN", None)
    if not isinstance(pattern, Pattern) or not module.__doc__:
        raise BadInput(
            f"{path}: needs a docstring that says what the fusion computes, and "
            "PATTERN = Pattern(...); see CONTRIBUTING"
        )
    meaning = module.__doc__.strip().splitlines()[0].rstrip(".")
    return replace(pattern, name=name, meaning=meaning)
