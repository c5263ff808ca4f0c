"""Points between thousands in the figures of a model in Spanish: ``22.500`` is read as twenty-two and a half."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from semdsl.semantics import findings
from semdsl.semantics.model import Constant, Quantity
from semdsl.semantics.spaces import Work
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.units.parse import COUNTED

_FIGURE = re.compile(r"-?[0-9][0-9_]*\.[0-9]+")
_LIKE_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


def check_points(module: ast.Module, quantities: Iterable[Quantity], work: Work) -> None:
    """Ask about the first figure that may have a point between its thousands, if none says that it is a decimal one.

    Only plain amounts and counts, ``22.500 MXN`` or ``1.000 person``, are looked at: rates, prices and millions may
    well have three decimals. A last decimal of 0 would be written by nobody.

    May report: ``thousands-point``.
    """
    if not _is_in_spanish(module):
        return
    figures = [figure for quantity in quantities if _is_plain(quantity) for figure in _figures(quantity)]
    doubtful = [figure for figure in figures if figure.text.endswith("0")]
    if doubtful and all(_LIKE_THOUSANDS.fullmatch(figure.text) for figure in figures):
        work.report(findings.magnitudes.doubtful_point(doubtful[0]))


def _is_in_spanish(module: ast.Module) -> bool:
    header = next((own for own in module.declarations if isinstance(own, ast.Header)), None)
    given = () if header is None else header.attributes
    return any(one.word == "language" and one.texts[:1] == ("es",) for one in given)


def _is_plain(quantity: Quantity) -> bool:
    """Whether *quantity* is counted in whole money, persons or things."""
    names = [name for name, power in quantity.unit.powers if power == 1]
    if quantity.instance or quantity.scale != 1:
        return False
    return len(quantity.unit.powers) == len(names) == 1 and names[0] not in COUNTED[1:]


def _figures(quantity: Quantity) -> Iterator[Span]:
    """The figures with a point that are written for cells of *quantity*, without their units."""
    for case in quantity.cases:
        span = case.formula.span
        found = _FIGURE.match(span.text) if isinstance(case.formula, Constant) else None
        if found and span.text[found.end() :].split()[:1] not in (["million"], ["thousand"]):
            yield Span(span.source, span.start, span.start + found.end())
