"""The verifier refuses whatever is not arithmetic on listed names."""

from __future__ import annotations

import ast

import pytest

from semdsl.codegen.emit import emit
from semdsl.codegen.lower import lower
from semdsl.codegen.options import Options
from semdsl.codegen.verify import verify
from semdsl.errors import InternalError
from tests.support.compiled import ordered
from tests.support.zelenka import zelenka

FUNCTIONS = {"exp", "whole"}
MADE = {"k0", "k1"}

GOOD = """
def run(v0, v1):
    v2 = whole(v0[k0] * 2.0 + exp(-v1), k1)
    for t1, j2 in k1:
        v2[j2] = v2[j2] / (v0[t1] >= 1)
    return (v2,)
"""

BAD_STATEMENTS = [
    "import os",
    "from os import system",
    "v1 = v0.shape",
    "v1 = v0.__class__",
    "v1 = 'text'",
    "v1 = b'bytes'",
    "v1 = f'{v0}'",
    "v1 = 1j",
    "v1 = ...",
    "v1 = [v0]",
    "v1 = {v0: v0}",
    "v1 = {v0}",
    "v1 = [w1 for w1 in k0]",
    "v1 = (w1 for w1 in k0)",
    "v1 = lambda: v0",
    "v1 = v0 if v0 else v0",
    "v1 = v0 and v0",
    "v1 = not v0",
    "v1 = v0 @ v0",
    "v1 = v0 ** v0",
    "v1 = 1 < v0 < 2",
    "v1 = v0 is v0",
    "v1 = v0 in k0",
    "v1 = (w1 := v0)",
    "v1 = eval(v0)",
    "v1 = open(v0)",
    "v1 = exp(v0, out=v0)",
    "v1 = exp(*k0)",
    "v1 = exp(exp)",
    "v1 = exp",
    "v1 = k0[0](v0)",
    "v1 = w9",
    "v1 = __builtins__",
    "__builtins__ = v0",
    "exp = v0",
    "k0 = v0",
    "v1 = v2 = v0",
    "v1 += v0",
    "v1: float = v0",
    "(v1, v2) = k0",
    "v0.x = v0",
    "exp(v0)[k0] = v0",
    "del v0",
    "global v0",
    "assert v0",
    "raise v0",
    "pass",
    "while v0:\n        v1 = v0",
    "if v0:\n        v1 = v0",
    "for w1 in range(3):\n        v1 = v0",
    "for w1 in v0[k0]:\n        v1 = v0",
    "for w1 in k0:\n        v1 = v0\n    else:\n        v1 = v0",
    "for v0[k0] in k0:\n        v1 = v0",
    "with v0:\n        v1 = v0",
    "try:\n        v1 = v0\n    except v0:\n        v1 = v0",
    "def run():\n        return v0",
    "class v1:\n        v2 = v0",
    "return",
    "yield v0",
    "await v0",
]

BAD_MODULES = [
    "",
    "v0 = 1",
    "def run(): return (k0,)\nv0 = 1",
    "def other(v0): return (v0,)",
    "@exp\ndef run(v0): return (v0,)",
    "def run(v0=1): return (v0,)",
    "def run(*v0): return (v0,)",
    "def run(**v0): return (v0,)",
    "def run(v0, /): return (v0,)",
    "def run(*, v0): return (v0,)",
    "def run(v0: exp): return (v0,)",
    "def run(v0) -> exp: return (v0,)",
    "def run(name): return (name,)",
    "async def run(v0): return (v0,)",
]


def test_what_is_generated_is_admitted() -> None:
    verify(ast.parse(GOOD), FUNCTIONS, MADE)


@pytest.mark.parametrize("statement", BAD_STATEMENTS)
def test_a_bad_statement(statement: str) -> None:
    tree = ast.parse(f"def run(v0):\n    {statement}\n    return (v0,)\n")
    with pytest.raises(InternalError):
        verify(tree, FUNCTIONS, MADE)


@pytest.mark.parametrize("module", BAD_MODULES)
def test_a_bad_module(module: str) -> None:
    with pytest.raises(InternalError):
        verify(ast.parse(module), FUNCTIONS, MADE)


def test_a_node_of_another_kind_in_disguise() -> None:
    class Disguised(ast.Name):
        pass

    tree = ast.parse("def run(v0):\n    return (v0,)\n")
    (function,) = tree.body
    assert isinstance(function, ast.FunctionDef)
    function.body = [ast.Return(value=Disguised(id="v0", ctx=ast.Load()))]
    with pytest.raises(InternalError):
        verify(tree, FUNCTIONS, MADE)


def test_a_number_that_is_none() -> None:
    class Number(float):
        pass

    tree = ast.parse("def run(v0):\n    return (v0,)\n")
    (function,) = tree.body
    assert isinstance(function, ast.FunctionDef)
    function.body = [ast.Return(value=ast.Constant(value=Number(1)))]
    with pytest.raises(InternalError):
        verify(tree, FUNCTIONS, MADE)


def test_no_name_of_the_model_is_in_the_program() -> None:
    """Whatever an author calls things, the program says v0, v1, …"""
    hostile = ["__import__('os')", "v0", "np", "run", "exp\n", "ｅｖａｌ", "k0"]
    m = zelenka()
    for name in hostile:
        m.define(name, "year", m("reserve") + 1)
    options = Options()
    tree = emit(lower(m.model(), ordered(m), options), options).tree
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    letters = {name.rstrip("0123456789") for name in used}
    assert letters <= {"v", "k", "j", "t", "w", "h", "whole", "power", "blank", "group_max"}
    assert not [
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
