"""Render a candidate's kernel template into the source of its kernel.py."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import jinja2

from workbench import resources
from workbench.capture.store import Capture
from workbench.emit.filters import Refused, environment
from workbench.emit.forms import Form, Library, forms_of, library_for
from workbench.emit.header import header, regenerate_command, with_header
from workbench.emit.library import op_renamed, own_suffix
from workbench.emit.tidy import tidy
from workbench.errors import BadInput, Usage, unknown
from workbench.schema import Candidate

TEMPLATE = "kernel.py.j2"
_DETAIL = ("reference", "inputs", "outputs", "scalars")
_SAFE_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def find_candidate(
    candidates: tuple[Candidate, ...],
    candidate_id: str,
    listing: str = "workbench suggest CAPTURE",
) -> Candidate:
    """The candidate with this id. Raises Usage, naming near ones and `listing`, the command that
    lists all.
    """
    for candidate in candidates:
        if candidate.id == candidate_id:
            return candidate
    raise unknown(
        "candidate",
        candidate_id,
        (candidate.id for candidate in candidates),
        f"List them with `{listing}`.",
    )


def folder_name(capture: Capture, candidate_id: str) -> str:
    """Name of the folder that is emitted into: <capture>-<candidate id>, safe as a path.

    Raises BadInput when either id could leave the folder.
    """
    for what, text in (("capture", capture.id), ("candidate", candidate_id)):
        if not _SAFE_ID.fullmatch(text):
            raise BadInput(f"the {what} id {text!r:.80} cannot name a folder; pass --out DIR")
    return f"{capture.id}-{candidate_id}"


def templates_in(root: Path) -> tuple[str, ...]:
    """The patterns that have a kernel template under `root`."""
    return tuple(sorted(path.parent.name for path in root.glob(f"*/{TEMPLATE}")))


@dataclass(frozen=True)
class Rendered:
    """Source of a kernel.py, and the share of the candidate's instances that it computes.
    `library`: the kernel whose code it is, cut to some forms; "" where a template adds code.
    """

    source: str
    covered: float
    library: str = ""


def render(
    capture: Capture, variant: str, candidate: Candidate, templates: Path | None = None
) -> Rendered:
    """kernel.py for a candidate, from `<templates>/<pattern>/kernel.py.j2`.

    Same capture, same candidate, same text. Raises Usage when the pattern has no kernel template
    and BadInput when the template refuses the candidate or its output is not Python.
    """
    root = templates or resources.templates()
    known = templates_in(root)
    if candidate.pattern not in known:
        raise Usage(
            f"{root}: no {TEMPLATE} for the pattern {candidate.pattern!r:.60}; "
            f"patterns that have one: {', '.join(known) or 'none'}"
        )
    where = f"{root / candidate.pattern / TEMPLATE}: candidate {candidate.id}"
    missing = [key for key in _DETAIL if key not in candidate.detail]
    if missing:
        raise BadInput(f"{where}: its detail lacks {', '.join(missing)}")
    try:
        text, used, lacking = _rendered(root, capture, variant, candidate)
        ast.parse(text)
    except Refused as error:
        raise BadInput(f"{where}: refused: {error}") from None
    except jinja2.TemplateError as error:
        raise BadInput(f"{where}: {type(error).__name__}: {error}") from None
    except SyntaxError as error:
        raise BadInput(f"{where}: line {error.lineno} of its output is not Python") from None
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
        raise BadInput(f"{where}: its shapes make no sense to the template: {error}") from None
    command = regenerate_command(capture, variant, candidate.id)
    told = tuple(
        f"{_told(form, used[0])}, {form.matches} a step: kernels/{used[0].name} lacks that form"
        for form in lacking
    )
    lines = header(capture, variant, candidate, command, told)
    own = own_suffix(capture.id, candidate.id)
    every = sum(form.matches for form in forms_of(capture.id, candidate.detail))
    return Rendered(
        source=tidy(with_header(op_renamed(text, own), lines)),
        covered=1 - sum(form.matches for form in lacking) / max(every, 1),
        library=used[0].name if len(used) == 1 and not used[0].own else "",
    )


def _told(form: Form, library: Library) -> str:
    """A form's reference, with its largest input where the library has others of that reference."""
    others = form.reference in {each.reference for each in library.forms}
    return f"{form.reference} of {'x'.join(map(str, form.largest))}" if others else form.reference


def _rendered(
    root: Path, capture: Capture, variant: str, candidate: Candidate
) -> tuple[str, list[Library], list[Form]]:
    """The template's output, the library kernels it took, the candidate's forms these lack."""
    forms = forms_of(capture.id, candidate.detail)
    used: list[Library] = []
    manifest = capture.manifest
    text = (
        environment(root)
        .get_template(f"{candidate.pattern}/{TEMPLATE}")
        .render(
            capture={
                "id": capture.id,
                "variant": variant,
                "device": manifest.device,
                "context": manifest.context,
                "tokens": manifest.tokens,
            },
            candidate=candidate,
            forms=forms,
            library=library_for(resources.kernels(), forms, used.append),
            **{key: candidate.detail[key] for key in _DETAIL},
        )
    )
    covered = {form.case for each in used for form in each.forms}
    return text, used, [form for form in forms if used and form.case not in covered]
