"""Cutting a library kernel: branches decided, parameters bound, what nothing reads gone."""

from __future__ import annotations

import textwrap

import pytest

from workbench.emit import fold, prune
from workbench.emit.library import (
    cut,
    defined_in,
    forms,
    op_renamed,
    specialised,
    with_definitions,
)
from workbench.emit.source import Source, until_stable

PASSES = (fold.tests, fold.branches, fold.locals_of_one_value, fold.bound_parameters)


def folded(text: str) -> str:
    return until_stable(Source(textwrap.dedent(text)), PASSES).text


def code(text: str) -> str:
    return textwrap.dedent(text)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ('"a" == "a"', "True"),
        ('"a" != "a"', "False"),
        ('"ab".endswith("b")', "True"),
        ('"a" in ("a", "b")', "True"),
        ('"c" not in ("a", "b")', "True"),
        ("None is None", "True"),
        ('"a" == "b" and x', "False"),
        ('"a" == "a" and x', "x"),
        ('"a" == "b" or x or y', "x or y"),
        ('not "a" == "a"', "False"),
        ('(1 if "a" == "a" else 2)', "1"),
        ('f(x if "a" == "b" else y)', "f(y)"),
        ('(x if "a" == "a" else y) * 2', "x * 2"),
        ('f(1)(x if "a" == "a" else y)', "f(1)(x)"),
        ("x == y", "x == y"),
        ("1 < 2", "1 < 2"),
    ],
)
def test_expressions_over_literals_become_their_value(expression: str, text: str) -> None:
    assert folded(f"value = {expression}\n") == f"value = {text}\n"


def test_branches_that_are_decided_leave_their_statements_and_comments() -> None:
    assert folded(
        """
        def f(x):
            # above
            if "a" == "a":
                # why

                x += 1  # kept
            else:
                x += 2
            if "a" == "b":
                x += 3
            return x
        """
    ) == code(
        """
        def f(x):
            # above
            # why

            x += 1  # kept
            return x
        """
    )


def test_chains_of_elif_lose_the_links_that_are_decided() -> None:
    chain = """
    def f(x):
        if {}:
            return 1
        elif {}:
            return 2
        elif x:
            return 3
        else:
            return 4
    """
    no, yes = '"a" == "b"', '"a" == "a"'
    assert "    if x:\n        return 3\n    else:\n        return 4" in folded(
        chain.format(no, no)
    )
    assert folded(chain.format("x > 1", yes)) == code(
        """
        def f(x):
            if x > 1:
                return 1
            else:
                return 2
        """
    )
    assert folded(chain.format(yes, "x")) == "\ndef f(x):\n    return 1\n"


def test_the_only_statement_of_a_block_becomes_pass() -> None:
    text = folded('def f(x):\n    while x:\n        if "a" == "b":\n            x -= 1\n')
    assert text == "def f(x):\n    while x:\n        pass\n"


def test_a_constant_goes_from_the_launcher_into_the_kernel() -> None:
    text = folded(
        """
        @triton.jit
        def kernel(
            x_ptr,
            n,
            FLAG: tl.constexpr,  # said here
            BLOCK: tl.constexpr,
        ):
            y = tl.load(x_ptr + tl.arange(0, BLOCK)) + _helper(n, FLAG)
            if FLAG:
                y += 1

        @triton.jit
        def _helper(x, FLAG: tl.constexpr):
            return x if FLAG else -x

        def _launch(kernel, x, form, **options):
            kernel[(1,)](x, 4, FLAG=form == "a", BLOCK=64, num_warps=4, **options)

        def run(x):
            _launch(kernel, x, "a")
            _launch(wrap_triton(kernel), x, "a")
            _launch(*(kernel, x, "a"), fast=1)
        """.replace('form == "a"', "True")
    )
    assert "FLAG" not in text and "form" not in text
    assert "+ _helper(n)\n    y += 1" in text
    assert "def _helper(x):\n    return x" in text
    assert "kernel[(1,)](x, 4, BLOCK=64, num_warps=4, **options)" in text
    assert "def _launch(kernel, x,  **options):" in text  # spaces are the formatter's
    assert "_launch(wrap_triton(kernel), x)" in text
    assert "_launch(*(kernel, x), fast=1)" in text
    assert "n,\n    BLOCK: tl.constexpr,\n):" in text


@pytest.mark.parametrize(
    "text",
    [
        "def _f(a, b):\n    return a\n\n\ndef run(x):\n    return _f(*x)\n",
        "def _f(a, b):\n    return a\n\n\ndef run(x):\n    return partial(_f, 1), _f(1, 2)\n",
        "def _f(a, b):\n    return a\n\n\nTABLE = {1: _f}\nONE = _f(1, 2)\n",
        "def f(a, b):\n    return a\n\n\nONE = f(1, 2)\n",
        "def _f(a, b):\n    return a + b\n\n\nONE = _f(1, True)\nTWO = _f(1, False)\n",
        "def _f(a):\n    return a\n\n\nONE = _f(16)\n",
    ],
)
def test_what_is_not_sure_to_be_constant_stays(text: str) -> None:
    assert folded(text) == text


def test_what_nothing_reads_goes() -> None:
    text = until_stable(
        Source(
            code(
                '''
                import os
                from a import b, c

                LIMIT = 4  # of d


                def d():
                    return LIMIT


                def e(x):
                    """Kept."""
                    unused = x + 1
                    stored = tl.store(x, 1)
                    return b(x)
                '''
            )
        ),
        (prune.variables, prune.definitions(frozenset({"e"}))),
    ).text
    assert "import os" not in text and "LIMIT" not in text and "def d" not in text
    assert "from a import b\n" in text
    assert "unused" not in text and "stored = tl.store(x, 1)" in text


BASE = '''"""A kernel."""

import torch
from torch.library import triton_op


def one(x, eps):
    """First form."""
    return x + eps


def two(x, eps):
    """Second form."""
    return x - eps


def run(x, eps=1e-6, form="one", out=None):
    """Launch."""
    if form not in REFERENCES:
        raise ValueError(form)
    return torch.ops.workbench.run(x, form) if form == "one" else _slow(x)


def _slow(x):
    return x


@triton_op("workbench::run", mutates_args=())
def _traced(x, form: str):
    return x


def make_inputs(rows):
    """Inputs."""
    return {"x": rows, "eps": 1e-6}


# What is read.
KERNEL = run
REFERENCES = {"one": one, "two": two}
_SMALL = 3
CASES = {"small": _SMALL}
GPU_CASES = ()
'''


def test_a_kernel_is_cut_to_one_form() -> None:
    text = specialised(
        Source(BASE),
        'CASES = {"c": make_inputs}\nGPU_CASES = None\n',
        ("one",),
        {"eps": "1e-5"},
        {},
    )
    for gone in ("def two", "_slow", "_SMALL", "GPU_CASES", "1e-6"):
        assert gone not in text
    assert 'REFERENCES = {"one": one}' in text
    assert 'def run(x, eps=1e-5, form="one", out=None):' in text
    assert "return torch.ops.workbench.run(x)" in text and "def _traced(x):" in text
    assert '"eps": 1e-5' in text and "if form not in REFERENCES:" in text
    assert "# What is read.\nKERNEL = run" in text


def test_several_forms_stay_open() -> None:
    text = cut(Source(BASE), ("two", "one"), {}).text
    assert forms(Source(text)) == ("one", "two")
    assert 'form == "one"' in text
    assert 'form="two"' in cut(Source(BASE), ("two",), {}).text


def test_definitions_take_the_place_of_their_namesakes() -> None:
    new = '"""Another."""\n\nimport math\n\nFACTOR = 2\n\n\ndef run(x):\n    return FACTOR * x\n'
    text = with_definitions(Source(BASE), new).text
    assert text.startswith('"""Another."""') and "import math\nimport torch" in text
    assert (
        "FACTOR = 2\ndef run(x):\n    return FACTOR * x\n" in text and '"""Launch."""' not in text
    )
    assert defined_in(new) == {"FACTOR", "run"}


def test_operators_get_names_of_their_own() -> None:
    text = op_renamed(BASE, "12ab34cd")
    assert 'triton_op("emitted::run_12ab34cd"' in text
    assert "torch.ops.emitted.run_12ab34cd(x, form)" in text
    assert op_renamed("x = workbench.run\n", "12ab34cd") == "x = workbench.run\n"
