"""What a template knows of a candidate: its forms with their shapes, and the library."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from workbench.emit import library
from workbench.emit.filters import Code, Refused, literal
from workbench.emit.source import Source


@dataclass(frozen=True)
class Form:
    """One of the references that a candidate matched, at one set of shapes.

    `case`: the name of its inputs. `matches`: how often a step has it.
    """

    case: str
    reference: str
    shapes: Mapping[str, Any]
    matches: int

    @property
    def largest(self) -> tuple[int, ...]:
        """The shape of its largest input."""
        shapes: list[tuple[int, ...]] = [tuple(shape) for shape in self.shapes.values()]
        return max(shapes, key=lambda shape: (len(shape), math.prod(shape)), default=())

    def has(self, name: str) -> bool:
        """Whether the form has this input."""
        return name in self.shapes

    def shape(self, name: str) -> tuple[int, ...]:
        """An input's shape. Refuses the candidate where it has none."""
        if name not in self.shapes:
            raise Refused(f"the candidate has no input {name}")
        return tuple(self.shapes[name])

    def width(self, name: str) -> int:
        """Elements of an input's last dimension."""
        return self.dimension(name, -1)

    def dimension(self, name: str, index: int) -> int:
        """One extent of an input."""
        shape = self.shape(name)
        if not -len(shape) <= index < len(shape):
            raise Refused(f"{name} has {len(shape)} dimensions")
        return shape[index]

    def rows(self, name: str, inner: int = 1) -> int:
        """Product of an input's extents but for the last `inner` ones."""
        shape = self.shape(name)
        return math.prod(shape[: len(shape) - inner])


def forms_of(capture_id: str, detail: Mapping[str, Any]) -> tuple[Form, ...]:
    """The forms of a candidate, commonest first as `suggest` lists them."""
    first = {name: spec.get("shape", ()) for name, spec in detail["inputs"].items()}
    listed = detail.get("forms") or [{"reference": detail["reference"], "inputs": first}]
    found: list[Form] = []
    for entry in listed:
        shapes = entry["inputs"]
        case = capture_id
        if found:
            largest = max(shapes.values(), key=lambda shape: (len(shape), math.prod(shape)))
            case = f"{capture_id}-{'x'.join(map(str, largest))}"
        if case in (form.case for form in found):
            case = f"{case}-{len(found)}"
        found.append(Form(case, entry["reference"], shapes, entry.get("matches", 1)))
    return tuple(found)


@dataclass(frozen=True)
class Library:
    """A library kernel that a template builds on, and the candidate's forms that it has. `own`:
    names that the template defines itself, beside what a kernel states for validation.
    """

    source: Source
    name: str
    forms: tuple[Form, ...]
    own: set[str] = field(default_factory=set)

    def constant(self, name: str) -> Any:
        """What the library's kernel assigns to NAME at its top level: a literal."""
        return library.constant(self.source, name)

    def cut(
        self,
        caller: Callable[[], str],
        defaults: Mapping[str, Any] | None = None,
        fixed: Mapping[str, Any] | None = None,
        keep: tuple[str, ...] = (),
    ) -> Code:
        """For `{% call %}`: the kernel cut to `keep` (default: its forms that were found), with the
        definitions in the block taking the place of the library's own.
        """
        named = {form.reference for form in self.forms}
        text = caller()
        self.own.update(library.defined_in(text) - library.CONTRACT)
        return Code(
            library.specialised(
                self.source,
                text,
                keep or tuple(f for f in library.forms(self.source) if f in named),
                {name: literal(value) for name, value in (defaults or {}).items()},
                {name: literal(value) for name, value in (fixed or {}).items()},
            )
        )


def library_for(
    folder: Path, forms: tuple[Form, ...], seen: Callable[[Library], object]
) -> Callable[..., Library]:
    """The template's `library(name, same={}, renamed={}, any_form=False, widths={})`. `same`:
    references that the library has under another name; `renamed`: words exchanged in its text;
    `any_form`: its forms do not go by the pattern's references; `widths`: of inputs, the
    kernel's constants that list those it launches for. `seen` is told what the template took.
    """

    def build(
        name: str,
        same: Mapping[str, str] | None = None,
        renamed: Mapping[str, str] | None = None,
        any_form: bool = False,
        widths: Mapping[str, str] | None = None,
    ) -> Library:
        source = library.renamed(library.read(folder, name), renamed or {})
        known = library.forms(source)
        if any_form:
            allowed = {k: library.constant(source, v) for k, v in (widths or {}).items()}
            return told(Library(source, name, _fitting(forms, name, allowed), set(renamed or ())))
        named = [
            replace(form, reference=(same or {}).get(form.reference, form.reference))
            for form in forms
        ]
        covered = tuple(form for form in named if form.reference in known)
        if not covered:
            raise Refused(
                f"no form of kernels/{name} computes the reference {forms[0].reference!r:.60}; "
                f"it has {', '.join(known)}"
            )
        return told(Library(source, name, covered, set(renamed or ())))

    def told(found: Library) -> Library:
        seen(found)
        return found

    return build


def _fitting(
    forms: tuple[Form, ...], name: str, widths: Mapping[str, tuple[int, ...]]
) -> tuple[Form, ...]:
    """The forms whose inputs have one of these widths. Refuses where none has."""
    given = widths.items()
    left = tuple(
        form
        for form in forms
        if all(form.width(one) in fitting for one, fitting in given if form.has(one))
    )
    if not left:
        told = "; ".join(
            f"{one} of width {forms[0].width(one)}, not {', '.join(map(str, fitting))}"
            for one, fitting in given
        )
        raise Refused(f"kernels/{name} does not launch for {told}")
    return left
