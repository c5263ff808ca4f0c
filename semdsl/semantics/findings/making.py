"""How the findings of the checks are made: what all of them share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.suggest import nearest
from semdsl.diagnostics.wording import NOTHING, Said, listed, say
from semdsl.semantics.model import Axis
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.syntax.diagnosis.other_forms import IF

WRITTEN_HERE = {
    "ln": "log(x)",
    "log10": "log(x) / log(10)",
    "log2": "log(x) / log(2)",
    **dict.fromkeys(
        (*IF, "where", "iferror", "si.error", "coalesce", "case", "choose"),
        "if condition then value else other_value",
    ),
    **dict.fromkeys(("average", "avg", "promedio"), "mean(… over axis)"),
    **dict.fromkeys(("suma", "total"), "sum(… over axis)"),
    **dict.fromkeys(
        ("sumif", "sumifs", "sumar.si", "suma.si", "sumar.si.conjunto"), "sum(… over axis for condition)"
    ),
    **dict.fromkeys(
        ("countif", "countifs", "contar.si", "contar.si.conjunto"), "sum(1 over axis for condition)"
    ),
    **dict.fromkeys(
        ("averageif", "averageifs", "promedio.si", "promedio.si.conjunto"), "mean(… over axis for condition)"
    ),
    **dict.fromkeys(("lag", "shift", "prev", "previous", "offset", "desref", "anterior"), "x[year-1]"),
    **dict.fromkeys(("lead", "next", "siguiente"), "x[year+1]"),
    "diff": "x - x[year-1]",
    **dict.fromkeys(("redondear", "redondea"), "round(x, 2)"),
    **dict.fromkeys(("floor", "entero"), "round(x) - (if round(x) > x then 1 else 0)"),
    **dict.fromkeys(("ceil", "ceiling"), "round(x) + (if round(x) < x then 1 else 0)"),
    **dict.fromkeys(("raiz", "raíz"), "sqrt(x)"),
    **dict.fromkeys(("maximo", "máximo"), "max(a, b)"),
    **dict.fromkeys(("minimo", "mínimo"), "min(a, b)"),
    **dict.fromkeys(("and", "y"), "a and b"),
    **dict.fromkeys(("or", "o"), "a or b"),
    **dict.fromkeys(("count", "contar"), "sum(1 over axis)"),
    **dict.fromkeys(("sumproduct", "sumaproducto"), "sum(a * b over axis)"),
    **dict.fromkeys(("prod", "producto"), "product(… over axis)"),
    **dict.fromkeys(("cumsum", "acumulado", "acumulada", "running_sum"), "cumulative sum(… over axis)"),
    "cumprod": "cumulative product(… over axis)",
    **dict.fromkeys(("vlookup", "hlookup", "xlookup", "lookup", "buscarv", "buscarx"), "table[axis = value]"),
    **dict.fromkeys(("power", "pow", "potencia"), "x^y"),
    **dict.fromkeys(("npv", "vna"), "sum(flow / (1 + rate)^(year - 2025 + 1) over year)"),
}
"""How what other languages call so is written, by its name there in small letters."""


def error(
    code: str, message: Said, span: Span, label: Said = NOTHING, help: Said = NOTHING, *more: Label
) -> Diagnostic:
    return Diagnostic(code, message, (Label(span, label), *more), help)


def warning(code: str, message: Said, span: Span, label: Said = NOTHING, help: Said = NOTHING) -> Diagnostic:
    return Diagnostic(code, message, (Label(span, label),), help, severity=Severity.WARNING)


def similar(name: str, known: Iterable[str]) -> Said:
    close = nearest(name, list(known))
    return say("there is a similar name: {names}", names=listed(close)) if close else NOTHING


def first_words(declaration: ast.Declaration) -> Span:
    return declaration.name.span if declaration.name.text else declaration.span


def ranges(axis: Axis, positions: Sequence[int], most: int = 4) -> str:
    """*positions* in a few words: ``2009, 2012..2015``."""
    runs: list[list[int]] = []
    for at in positions:
        if runs and axis.ordered and at == runs[-1][-1] + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    texts = [
        axis.labels[run[0]] if len(run) == 1 else f"{axis.labels[run[0]]}..{axis.labels[run[-1]]}"
        for run in runs
    ]
    return ", ".join(texts[:most] + (["…"] if len(texts) > most else []))
