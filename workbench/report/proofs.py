"""The proofs that lie beside a capture."""

from __future__ import annotations

from workbench.capture.store import Capture
from workbench.errors import BadInput
from workbench.prove.proof import Proof, paths_of, read
from workbench.report.prove import prove_view


def proofs_of(capture: Capture) -> tuple[tuple[Proof, ...], tuple[str, ...]]:
    """Every readable proof of `capture`, by device and what was asked, and a line for each that is
    not.
    """
    found, problems = [], []
    for path in paths_of(capture):
        try:
            proof = read(path)
            prove_view(proof)
        except BadInput as error:
            problems.append(str(error))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            problems.append(f"{path}: a proof that lacks figures ({error!r}); make it anew")
        else:
            found.append(proof)
    return tuple(found), tuple(problems)
