"""Notebooks are stripped in git, run from top to bottom without a GPU, and say what they should."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"

# What a reader must find in the outputs; the figures are those of the committed captures.
PROMISED = {
    "did_it_pay": (
        "gemma4-26b-a4b-decode-b8 on NVIDIA H100",
        "gemma4-26b-a4b-decode-b1-6l, 6 layers, cudagraph: predicted",  # apart from all 30
        "expert flips",
    ),
    "is_the_router_kernel_right": (
        "-def topk_then_softmax(logits",  # what the candidate does not need
        "FAITHFUL",
        "router_topk · interpret: FAIL",
    ),
    "reading_a_foreign_trace": ("data flow", "order alone"),
    "where_does_a_decode_step_go": ("5,383 launches, 27.8 ms", "GPU busy 27.8 ms of 105.8 ms: 26%"),
    "which_launches_should_be_one": ("router_topk", "best set"),
}


def outputs(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]


def text_of(output: nbformat.NotebookNode) -> str:
    """What an output says, in any form it has; a picture says its repr."""
    if output.output_type == "stream":
        return str(output.text) if output.name == "stdout" else ""
    return "\n".join(
        str(output.data.get(f"text/{kind}", "")) for kind in ("markdown", "html", "plain")
    )


def test_every_notebook_promises_something() -> None:
    assert {path.stem for path in FOLDER.glob("*.ipynb")} == PROMISED.keys()


@pytest.mark.parametrize("name", PROMISED)
def test_outputs_are_stripped(name: str) -> None:
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell for cell in code if cell.outputs or cell.execution_count] == []


@pytest.mark.parametrize("name", PROMISED)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_it_runs_and_says(name: str) -> None:
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    place = {"metadata": {"path": str(FOLDER)}}
    NotebookClient(notebook, timeout=900, kernel_name="python3", resources=place).execute()
    found = outputs(notebook)
    assert [o.text for o in found if o.output_type == "stream" and o.name == "stderr"] == []
    text = "\n".join(map(text_of, found))
    for line in PROMISED[name]:
        assert line in text
