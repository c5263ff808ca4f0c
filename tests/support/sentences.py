"""Every sentence that the program can say of a model, found by reading its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import semdsl

PACKAGE = Path(semdsl.__file__).parent
WORDING = "diagnostics.wording"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A call of ``say``: the module it stands in, its sentence and the names of its values."""

    module: str
    line: int
    template: str
    names: frozenset[str]

    @property
    def place(self) -> str:
        return f"{self.module}:{self.line}"


@cache
def calls_of(function: str) -> tuple[tuple[str, ast.Call], ...]:
    """The calls of *function* of ``diagnostics.wording`` by its bare name, with the module each stands in, in order."""
    return tuple(_calls_of(function))


def _calls_of(function: str) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        text = path.read_text(encoding="utf-8")
        if f"{function}(" not in text or ("diagnostics.wording import" not in text and module != WORDING):
            continue
        tree = ast.parse(text)
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        calls.sort(key=lambda call: (call.lineno, call.col_offset))
        yield from (
            (module, call) for call in calls if isinstance(call.func, ast.Name) and call.func.id == function
        )


def sentences() -> Iterator[Sentence]:
    """What is said anywhere, in order; a sentence that is no literal has the template ``""``."""
    for module, call in calls_of("say"):
        first = call.args[0] if call.args else None
        is_literal = isinstance(first, ast.Constant) and isinstance(first.value, str)
        template = first.value if is_literal else ""  # type: ignore[union-attr]
        names = frozenset(keyword.arg or "**" for keyword in call.keywords)
        yield Sentence(module, call.lineno, str(template), names)
