"""Units: what cannot be added, compared, raised or declared so."""

from __future__ import annotations

import re
from collections.abc import Mapping

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.suggest import nearest, plain
from semdsl.diagnostics.wording import NOTHING, Said, joined, listed, say
from semdsl.semantics.findings.making import error
from semdsl.semantics.model import Arithmetic, Constant, Coordinate, Typed
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.units.algebra import Unit
from semdsl.units.parse import COUNTED, CURRENCIES

_MEANT = {
    **dict.fromkeys(
        ("people", "lives", "inhabitants", "members", "heads", "persona", "personas", "gente", "habitantes"), "person"
    ),
    **dict.fromkeys(("percent", "percentage", "pct", "porcentaje"), "%"),
    **dict.fromkeys(("permille", "permil", "promille", "promil"), "‰"),
    **dict.fromkeys(
        ("number", "numero", "int", "integer", "float", "real",
         "decimal", "numeric", "rate", "tasa", "fraction", "share", "factor", "index", "indice", "probability",
         "probabilidad", "dimensionless", "none", "razon", "proporcion"), "ratio"
    ),
    **dict.fromkeys(("ano", "anos", "anio", "anios", "annual", "anual"), "year"),
    **dict.fromkeys(("mes", "meses"), "month"),
    **dict.fromkeys(("dia", "dias"), "day"),
}  # fmt: skip
_MONEY = (
    "peso",
    "pesos",
    "dollar",
    "dollars",
    "dolar",
    "dolares",
    "euros",
    "money",
    "dinero",
    "moneda",
    "currency",
)
_MILLIONS = {"mdp": "million MXN", "mdd": "million USD"}
_AT_PRICES = re.compile(r"([A-Z]{3})_?([12][0-9]{3})")


def meant_unit(part: str) -> str:
    """The unit that is called *part* elsewhere, if one is."""
    prices = _AT_PRICES.fullmatch(part)
    return f"{prices[1]}({prices[2]})" if prices else _MEANT.get(plain(part), "")


def place_in_unit(text: ast.UnitText, part: str) -> Span | None:
    """Where *part* stands within *text*; None unless it stands there once."""
    start = text.span.end - len(text.text)
    at = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text.text)]
    if len(at) != 1 or text.span.text[-len(text.text) :] != text.text:
        return None
    return Span(text.span.source, start + at[0], start + at[0] + len(part))


def unknown_unit(text: ast.UnitText, part: str, declared: Mapping[str, Unit]) -> Diagnostic:
    """Report *part* of *text*, which is no unit."""
    known = [*declared, *COUNTED, "ratio", "million", "thousand"]
    currency = [part.upper()] if part.upper() in CURRENCIES else []
    close, meant = nearest(part, known) or currency, meant_unit(part)
    place = place_in_unit(text, part) or text.span
    help = (
        say("money is written by its currency: `MXN`, `USD`, `EUR`; at prices of 2005 `MXN(2005)`")
        if plain(part) in _MONEY
        else say("`{scale}` stands before the whole unit: `{scale} MXN`, and never below `/`", scale=part)
        if part in ("million", "thousand")
        else say("write `{meant}`", meant=meant)
        if meant
        else say("millions of money are written by its currency: `{unit}`", unit=_MILLIONS[plain(part)])
        if plain(part) in _MILLIONS
        else say("did you mean {names}?", names=listed(close))
        if close
        else say("declare it, `unit {part}`, or use a currency or {names}", part=part, names=listed(COUNTED))
    )
    return error("unknown-unit", say("`{part}` is not a unit", part=part), place, NOTHING, help)


def huge_in_base_units(span: Span) -> Diagnostic:
    """``1e305 million MXN``, or ``1e305`` where it is in ``million MXN``."""
    message = say(
        "`{text}`, in base units, is larger than any number that can be computed with", text=span.text
    )
    help = say(
        "write a smaller number: all values are kept in base units, so a million is a factor 1,000,000"
    )
    return error("huge-number", message, span, say("the largest is about 1.8e308"), help)


def unit_mismatch(what: Said, left: Typed, right: Typed) -> Diagnostic:
    """*what* is what was to be done with both: ``add``, ``compare``, ``use in `max```."""
    message = say("cannot {what} `{left}` and `{right}`", what=what, left=left.unit, right=right.unit)
    first = Label(left.span, joined((say("this is in `{unit}`", unit=left.unit), _parts(left)), ": "))
    second = Label(right.span, joined((say("this is in `{unit}`", unit=right.unit), _parts(right)), ": "))
    place = next((one for one, other in ((left, right), (right, left)) if _counts_places(one, other)), None)
    help = _conversion(left.unit, right.unit)
    if place is not None:
        other = right if place is left else left
        help = say(
            "the number of `{axis}` is a plain ratio: declare what it is put beside in `ratio`, "
            "or divide that by `1 {unit}`",
            axis=place.span.text,
            unit=other.unit,
        )
    return Diagnostic("unit-mismatch", message, (second, first), help)


def _counts_places(node: Typed, other: Typed) -> bool:
    """Whether *node* is the number of an axis and *other* in one unit of counting, as years."""
    return isinstance(node, Coordinate) and [power for _, power in other.unit.powers] == [1]


def wrong_unit(expr: ast.Expr, node: Typed, unit: Unit, name: str, shown: str) -> Diagnostic:
    wanted = shown or str(unit)
    message = (
        say(
            "`{name}` is declared in `{wanted}`, but this is in `{unit}`",
            name=name,
            wanted=wanted,
            unit=node.unit,
        )
        if name
        else say("this must be in `{wanted}`, but this is in `{unit}`", wanted=wanted, unit=node.unit)
    )
    help = (
        say("a condition becomes a number with `if … then 1 else 0`")
        if node.unit.special or unit.special
        else say("the formula lacks a factor in `{unit}`", unit=unit / node.unit)
    )
    if isinstance(node, Constant) and not node.unit.powers and not expr.span.text.endswith(("%", "pp")):
        help = say(
            "a bare number is a plain ratio: write `{number} {wanted}`", number=expr.span.text, wanted=wanted
        )
    elif isinstance(node, Constant) and not node.unit.powers and wanted.startswith("1/"):
        right = f"{expr.span.text} / 1 {wanted.removeprefix('1/')}"
        help = say("a percentage is a plain ratio: write `{right}`", right=right)
    label = joined((say("in `{unit}`", unit=node.unit), _parts(node)), ": ")
    return error("wrong-unit", message, expr.span, label, help)


def exponent_has_unit(exponent: Typed) -> Diagnostic:
    message = say("an exponent is a plain number, and this is in `{unit}`", unit=exponent.unit)
    help = say("divide it by one of its unit: `… / (1 {unit})`", unit=exponent.unit)
    return error("exponent-unit", message, exponent.span, NOTHING, help)


def power_of_unit(base: Typed, exponent: Typed) -> Diagnostic:
    message = say(
        "something in `{unit}` can only be raised to a whole number that is written out", unit=base.unit
    )
    help = say(
        "write the number, as in `^2`, or divide by one of its unit first: `(… / (1 {unit}))^…`",
        unit=base.unit,
    )
    return error(
        "power-of-unit",
        message,
        exponent.span,
        say("this is not one"),
        help,
        Label(base.span, say("in `{unit}`", unit=base.unit)),
    )


def not_a_condition(node: Typed) -> Diagnostic:
    return error(
        "not-a-condition",
        say("this is a value, where a condition is expected"),
        node.span,
        NOTHING,
        say("compare it: `… > 0`"),
    )


def condition_as_value(node: Typed) -> Diagnostic:
    help = say("write `if … then 1 else 0`")
    return error(
        "condition-as-value",
        say("this is true or false, where a value is expected"),
        node.span,
        NOTHING,
        help,
    ).mending(node.span, f"(if {node.span.text} then 1 else 0)", certain=False)


def _parts(node: Typed) -> Said:
    """Where the unit of a product comes from: ``users in `person`, cost in `MXN/person```."""
    factors = _factors(node)
    if len(factors) < 2 or len(factors) > 6:
        return NOTHING
    named = [
        say("{factor} in `{unit}`", factor=one.span.text, unit=one.unit)
        for one in factors
        if not one.unit.special and one.unit.powers
    ]
    return joined(named) if len(named) > 1 and max(map(len, named)) < 50 else NOTHING


def _factors(node: Typed) -> list[Typed]:
    if isinstance(node, Arithmetic) and node.op in ("*", "/"):
        return _factors(node.left) + _factors(node.right)
    return [node]


def _conversion(left: Unit, right: Unit) -> Said:
    if left.special or right.special:
        return say("both sides must be amounts, or both conditions or labels of one axis")
    names = {name.partition("(")[0] for name, _ in left.powers} & {
        name.partition("(")[0] for name, _ in right.powers
    }
    constant = any("(" in name for unit in (left, right) for name, _ in unit.powers)
    if (left / right).powers and names and constant and len((left / right).powers) == 2:
        return say(
            "constant and current money differ by a price index: multiply by something in `{unit}`",
            unit=left / right,
        )
    return say("multiply the second by something in `{unit}`, or declare other units", unit=left / right)
