"""What holds for every text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from semdsl.diagnostics.model import Diagnostic
from semdsl.source import Source, Span
from semdsl.syntax import ast
from semdsl.syntax.format import format_source
from semdsl.syntax.meaning import meaning_text
from semdsl.syntax.parse import parse, parse_expression
from tests.syntax.strategies import formulas, models

EXAMPLES = [path.read_text("utf-8") for path in sorted((Path(__file__).parent / "examples").glob("*.sem"))]
PIECES = [
    *"=()[],:;~^%\"#@'.+-*/<>!|&\n\t \r\ufeff\u2206\u00b2",
    '"""',
    "for",
    "if",
    "..",
    "3,5%",
    "x",
    "variable x",
]


def spans(node: object) -> Iterator[Span]:
    """All places in *node*."""
    if isinstance(node, Span):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from spans(part)
    elif is_dataclass(node) and not isinstance(node, Source):
        for own in fields(node):
            yield from spans(getattr(node, own.name))


def check(source: Source, tree: object, found: tuple[Diagnostic, ...]) -> None:
    for span in (*spans(tree), *(label.span for one in found for label in one.labels)):
        assert span.source is source
        assert 0 <= span.start <= span.end <= len(source.text)
    for one in found:
        assert one.message
        assert one.labels


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    source = Source("any.sem", text)
    outcome = parse(source)
    check(source, outcome.value.declarations, outcome.diagnostics)
    formula = parse_expression(source)
    check(source, formula.value, formula.diagnostics)
    assert (formula.value is None) == (not formula.ok)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_words_are_read(text: str) -> None:
    source = Source("any.sem", text)
    outcome = parse(source)
    check(source, outcome.value.declarations, outcome.diagnostics)
    formula = parse_expression(source)
    check(source, formula.value, formula.diagnostics)


SHORT = [
    *"()[],:=%∆$+-~",
    *('"%"', '"x"', '"""n"""', "5", "5%", "2025", "3,5", "..", "MXN"),
    *("x", "a", "if", "for", "in", "per", "por", "mil", "to", "sum", "over", "given"),
]


@pytest.mark.parametrize("first", SHORT)
def test_any_three_words_are_read(first: str) -> None:
    """What advises looks at the words before the place where reading stopped: there may be none."""
    for others in product(SHORT, repeat=2):
        source = Source("any.sem", " ".join((first, *others)))
        formula = parse_expression(source)
        check(source, formula.value, formula.diagnostics)


@settings(max_examples=200)
@given(st.sampled_from(EXAMPLES), st.data())
def test_a_model_with_a_change_is_read(text: str, data: st.DataObject) -> None:
    """A cut or an insertion anywhere gives findings, each in its place, and nothing is raised."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    changed = text[:start] + data.draw(st.sampled_from(["", *PIECES])) + text[end:]
    source = Source("changed.sem", changed)
    outcome = parse(source)
    check(source, outcome.value.declarations, outcome.diagnostics)
    broken = any(isinstance(one, ast.Broken) for one in outcome.value.declarations)
    assert not (broken and outcome.ok)


@given(models())
def test_formatting_keeps_the_model(text: str) -> None:
    source = Source("model.sem", text)
    made = parse(source)
    assert made.diagnostics == ()
    formatted = format_source(source)
    again = parse(Source("formatted.sem", formatted.value))
    assert again.diagnostics == ()
    assert again.value.declarations == made.value.declarations
    assert [*map(meaning_text, again.value.declarations)] == [*map(meaning_text, made.value.declarations)]
    assert format_source(Source("formatted.sem", formatted.value)).value == formatted.value


@given(models())
def test_formatted_text_is_tidy(text: str) -> None:
    formatted = format_source(Source("model.sem", text)).value
    assert formatted.endswith("\n")
    assert "\n\n\n" not in formatted
    assert not any(line != line.rstrip() for line in formatted.split("\n"))


@given(formulas)
def test_the_meaning_of_a_formula(text: str) -> None:
    """The canonical text of a formula does not depend on its spacing."""
    meaning = _meaning(text)
    assert _meaning(f" {text.replace(' ', '  ')}") == meaning


def _meaning(formula: str) -> str:
    (made,) = parse(Source("a.sem", f"variable x : ratio = {formula}")).value.declarations
    assert isinstance(made, ast.Quantity)
    return meaning_text(made)
