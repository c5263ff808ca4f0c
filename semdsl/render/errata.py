"""The errors of the sources that a model shows or sets right: what its declarations say after ``erratum``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from semdsl.render.figures import FigureTable, compared_figures, values_of
from semdsl.render.markdown import Markdown, code
from semdsl.render.natural import natural_key
from semdsl.render.replication_words import PageWords
from semdsl.render.reports import Value
from semdsl.render.words import Words, said_of, title_of
from semdsl.runtime.verdicts import Verdict
from semdsl.semantics.model import EVERYWHERE, Model, Quantity
from semdsl.syntax import ast

_STATED = ("parameter", "assumption")


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of an expectation or a check, and what that is called: its title, or its name as code."""

    verdict: Verdict
    title: str


@dataclass(frozen=True, slots=True)
class Erratum:
    """An error of the source: where it is, what it is, and the figures that show it."""

    title: str
    source: str
    text: str
    tables: tuple[FigureTable, ...]


def stated_names(model: Model) -> tuple[str, ...]:
    """The quantities whose values are shown with an erratum."""
    return tuple(
        quantity.name
        for quantity in model.quantities.values()
        if quantity.kind in _STATED
        and any(
            said_of(attributes, "erratum")
            for attributes in (quantity.attributes, *(case.attributes for case in quantity.cases))
        )
    )


def errata_of(
    model: Model, said: Sequence[Said], value: Value, page: PageWords, words: Words
) -> tuple[Erratum, ...]:
    """Every erratum of *model*, by the source, those without one last; of one source as they are written.

    *value* gives the values of at least ``stated_names``.
    """
    found = [
        *(
            one
            for module in model.modules
            for declaration in (*module.declarations, *(part.header for part in module.parts))
            if not isinstance(declaration, ast.Check | ast.Expect)
            for one in _declared(declaration, model, value, page, words)
        ),
        *(_compared(one, model, page, words) for one in said if one.verdict.erratum),
    ]
    return tuple(sorted(found, key=lambda one: (not one.source, natural_key(one.source))))


def _compared(one: Said, model: Model, page: PageWords, words: Words) -> Erratum:
    """What an expectation or check says, with the cells that are not as it expects, or all of them."""
    verdict = one.verdict
    cells = [cell for cell in verdict.cells if not cell.passed] or list(verdict.cells)
    figures = compared_figures(cells, verdict, model, page, words)
    return Erratum(one.title, verdict.source, verdict.erratum, (figures,))


def _declared(
    declaration: ast.Declaration, model: Model, value: Value, page: PageWords, words: Words
) -> Iterator[Erratum]:
    """What any other declaration says, and each of its cases."""
    quantities = [
        quantity
        for quantity in model.quantities.values()
        if quantity.kind in _STATED and quantity.span == declaration.name.span
    ]
    title = _title(declaration, model)
    source = said_of(declaration.attributes, "source")
    own = said_of(declaration.attributes, "erratum")
    if own:
        tables = (values_of(one, EVERYWHERE, model, value, page, words) for one in quantities)
        yield Erratum(title, source, own, tuple(tables))
    for at, case in enumerate(declaration.cases if isinstance(declaration, ast.Quantity) else ()):
        text = said_of(case.attributes, "erratum")
        if text:
            tables = (_case_values(one, at, model, value, page, words) for one in quantities)
            yield Erratum(title, said_of(case.attributes, "source") or source, text, tuple(tables))


def _case_values(
    quantity: Quantity, at: int, model: Model, value: Value, page: PageWords, words: Words
) -> FigureTable:
    return values_of(quantity, quantity.cases[at].region, model, value, page, words)


def _title(declaration: ast.Declaration, model: Model) -> str | Markdown:
    name = declaration.name.text or declaration.kind
    return title_of(declaration.titles, model.language) or code(name)
