"""A plugin for pytest: ``-p tests.trust.refusing`` runs tests while no text may become code.

SymPy's readers of text raise whatever they are given, and Python is watched: a text that is compiled must not have in
it any text that a model has. ``TAKEN`` says how many texts were compiled and how many models were read.
"""

from __future__ import annotations

import sys
from typing import Any

import pytest
from sympy.parsing import sympy_parser

from semdsl import source

SHORTEST = 24  # characters of a line of a model that is looked for in what is compiled

_lines: set[str] = set()
_seen: list[str] = []
_models = 0


def _refuse(text: Any, *_others: Any, **_more: Any) -> Any:
    _seen.append(f"SymPy was given the text {text!r}"[:300])
    raise AssertionError(_seen[-1])


def _note(text: str) -> None:
    """Keep the lines of a text that a model has, long enough not to stand in a library by chance."""
    global _models
    _models += 1
    if len(_lines) < 200_000:
        _lines.update(line for line in map(str.strip, text.splitlines()) if len(line) >= SHORTEST)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "compile" or arguments[0] is None:
        return
    text = arguments[0].decode("utf-8", "replace") if isinstance(arguments[0], bytes) else str(arguments[0])
    caller = sys._getframe(1).f_globals.get("__name__", "")
    if caller.startswith(
        ("_pytest", "importlib", "ast", "inspect", "dataclasses", "collections", "hypothesis", "linecache")
    ):
        return
    if any(line in _lines for line in map(str.strip, text.splitlines())):
        _seen.append(f"{caller} compiled a text of a model: {text!r}"[:300])


def pytest_configure(config: pytest.Config) -> None:
    """Close SymPy's readers of text, take down the texts of models, and listen to the interpreter."""
    for name in ("parse_expr", "eval_expr"):
        setattr(sympy_parser, name, _refuse)
    made = source.Source.__init__

    def init(self: source.Source, name: str, text: str) -> None:
        _note(text)
        made(self, name, text)

    source.Source.__init__ = init  # type: ignore[method-assign]
    sys.addaudithook(_watch)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run if anything was caught, even if a test has hidden it."""
    if _seen:
        session.exitstatus = pytest.ExitCode.INTERNAL_ERROR
    print(f"\nrefusing: {_models} texts of models, {len(_seen)} made into code {_seen[:3]}")  # noqa: T201
