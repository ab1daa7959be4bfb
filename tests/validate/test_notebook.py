"""The notebook runs from top to bottom without a GPU and ends in a verdict; it is kept stripped."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NAME = "is_the_router_kernel_right.ipynb"


@pytest.fixture(scope="module")
def notebook(repository: Path) -> nbformat.NotebookNode:
    return nbformat.read(repository / "notebooks" / NAME, as_version=4)


def test_outputs_are_stripped(notebook: nbformat.NotebookNode) -> None:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell for cell in code if cell.outputs or cell.execution_count] == []


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_it_runs_to_a_verdict(notebook: nbformat.NotebookNode, repository: Path) -> None:
    place = {"metadata": {"path": str(repository / "notebooks")}}
    NotebookClient(notebook, timeout=240, kernel_name="python3", resources=place).execute()
    shown = [
        output.get("text") or output.data.get("text/markdown") or output.data.get("text/plain")
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type != "stream" or output.name == "stdout"
    ]
    text = "\n".join(shown)
    assert "-def topk_then_softmax(logits" in text  # what the candidate does not need
    assert "FAITHFUL" in text
    assert "router_topk · interpret: FAIL" in text
