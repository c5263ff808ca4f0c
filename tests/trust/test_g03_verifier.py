"""G03: whatever the compiler should ever make, what runs is arithmetic on listed names."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable
from functools import cache
from random import Random

import pytest

from semdsl.codegen.emit import Emitted, emit
from semdsl.codegen.load import FUNCTIONS
from semdsl.codegen.lower import lower
from semdsl.codegen.options import Options
from semdsl.codegen.verify import verify
from semdsl.errors import InternalError
from semdsl.graph.schedule import schedule
from semdsl.pipeline import check_text
from tests.codegen.test_verify import BAD_MODULES, BAD_STATEMENTS
from tests.support.strategies import large_model_of_seed
from tests.trust.arithmetic import forbidden
from tests.trust.gate import Gate

GATE = Gate(
    "G03",
    "Generated code is arithmetic, whatever the compiler does",
    "{programs} programs of generated models, all admitted, 0 forbidden nodes in them; {modules} spoilt ones: "
    "0 admitted with a forbidden node ({refused} refused); {bad} bad modules made by hand, all refused",
    {"programs": 100_000, "modules": 100_000, "bad": 30},
    beside=("codegen/test_verify.py",),
    also="G32",
)
STRANGE = (
    *(
        "v0.__class__",
        "__import__('os')",
        "eval(v0)",
        "exec",
        "open('x')",
        "v0.f",
        "lambda: v0",
        "f'{v0}'",
        "'text'",
    ),
    *(
        "b'bytes'",
        "[x for x in v0]",
        "{**v0}",
        "(yield v0)",
        "v0 if v0 else v0",
        "(w1 := v0)",
        "getattr(v0, 'x')",
    ),
    *(
        "exp(*v0)",
        "exp(x=v0)",
        "type(v0)",
        "globals()",
        "__builtins__",
        "v0 @ v0",
        "1j",
        "...",
        "print(v0)",
        "exp",
    ),
)
MODELS = 40


@cache
def emitted() -> tuple[tuple[Emitted, frozenset[str]], ...]:
    """The programs of random models, and the names that were made for each."""
    found = []
    for seed in range(MODELS):
        text = large_model_of_seed(seed)
        own = check_text(text.text, "random.sem", text.files).value
        assert own is not None
        order = schedule(own.model, tuple(own.model.quantities)).value
        options = Options()
        program = emit(lower(own.model, order, options), options)
        found.append((program, made_for(program.tree)))
    return tuple(found)


def made_for(tree: ast.Module) -> frozenset[str]:
    """The names that *tree* reads without having stored them: tables and numbers made for it beforehand."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    given = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    stored = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    return frozenset({node.id for node in names} - stored - given - FUNCTIONS.keys())


def spoil(tree: ast.Module, random: Random) -> ast.Module:
    """*tree* with an expression, or a statement, replaced by something strange or by another part of itself."""
    spoilt = copy.deepcopy(tree)
    places = [
        (node, name, at)
        for node in ast.walk(spoilt)
        for name, value in ast.iter_fields(node)
        for at, part in enumerate(value if isinstance(value, list) else [value])
        if isinstance(part, ast.expr)
    ]
    node, name, at = random.choice(places)
    if random.randrange(3):
        new: ast.expr = ast.parse(random.choice(STRANGE), mode="eval").body
    else:
        other, other_name, other_at = random.choice(places)
        part = getattr(other, other_name)
        new = copy.deepcopy(part[other_at] if isinstance(part, list) else part)
    if isinstance(getattr(node, name), list):
        getattr(node, name)[at] = new
    else:
        setattr(node, name, new)
    return spoilt


def attack(seeds: range, count: Callable[..., None]) -> None:
    refused = 0
    programs = emitted()
    for seed in seeds:
        random = Random(seed)
        program, made = random.choice(programs)
        spoilt = spoil(small(program.tree, random), random)
        try:
            verify(spoilt, FUNCTIONS.keys(), made)
        except InternalError:
            refused += 1
        else:
            assert list(forbidden(spoilt)) == [], seed
    count(modules=len(seeds), refused=refused)
    assert refused > len(seeds) // 2


def small(tree: ast.Module, random: Random) -> ast.Module:
    """The program with a few of its statements, so that a hundred thousand are soon spoilt."""
    (function,) = tree.body
    assert isinstance(function, ast.FunctionDef)
    start = random.randrange(len(function.body))
    kept = [*function.body[start : start + 4], function.body[-1]]
    return ast.Module([ast.FunctionDef("run", function.args, kept, [])], [])


def test_what_random_models_become_is_admitted_as_a_whole(count: Callable[..., None]) -> None:
    for program, made in emitted():
        verify(program.tree, FUNCTIONS.keys(), made)
        assert list(forbidden(program.tree)) == []
    count(programs=MODELS, bad=len(BAD_MODULES) + len(BAD_STATEMENTS))


def test_a_spoilt_program_is_refused_or_harmless(count: Callable[..., None]) -> None:
    attack(range(2_000), count)


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
def test_many_spoilt_programs_are_refused_or_harmless(part: int, count: Callable[..., None]) -> None:
    attack(range(2_000 + part * 9_800, 2_000 + (part + 1) * 9_800), count)
