"""Numbers of another size than was meant."""

from __future__ import annotations

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.wording import NOTHING, Said, say, verbatim
from semdsl.semantics.findings.making import warning
from semdsl.semantics.model import Arithmetic, Axis, Constant, Coordinate, Quantity, Typed
from semdsl.source import Source, Span


def scaled_besides(quantity: Quantity, number: Typed, right_of: Arithmetic | None) -> Diagnostic:
    message = say(
        "`{name}` is declared in `{unit}`, and its formula is scaled by `{number}` besides",
        name=quantity.name,
        unit=quantity.shown,
        number=number.span.text,
    )
    return _scaled_twice(message, number, right_of, *_in_base_unit(quantity))


def read_and_scaled(read: Quantity, number: Typed, right_of: Arithmetic | None) -> Diagnostic:
    message = say(
        "`{name}` is declared in `{unit}`, and is scaled by `{number}` besides here",
        name=read.name,
        unit=read.shown,
        number=number.span.text,
    )
    return _scaled_twice(message, number, right_of, *_in_base_unit(read))


def per_cent_and_scaled(read: Quantity, number: Typed, right_of: Arithmetic | None) -> Diagnostic:
    message = say(
        "`{name}` is given in `%`, and is divided by `{number}` besides here",
        name=read.name,
        number=number.span.text,
    )
    return _scaled_twice(message, number, right_of, say("in formulas `3.5%` is 0.035"), "%")


def per_cent_put_on(premium: Quantity, number: Typed, right_of: Arithmetic | None) -> Diagnostic:
    message = say(
        "`{name}` is a premium, which is a ratio, and its formula is multiplied by `{number}` besides",
        name=premium.name,
        number=number.span.text,
    )
    return _scaled_twice(message, number, right_of, say("in formulas `3.5%` is 0.035"), "%")


def _scaled_twice(
    message: Said, number: Typed, right_of: Arithmetic | None, label: Said, scale: str
) -> Diagnostic:
    help = say("leave it out: `{scale}` is only how values are written and shown", scale=scale)
    found = warning("scaled-twice", message, number.span, label, help)
    place = None if right_of is None else _with_operator(right_of, number)
    return found if place is None else found.mending(place, "", certain=False)


def _in_base_unit(quantity: Quantity) -> tuple[Said, str]:
    return say("in formulas all values are in `{unit}`", unit=quantity.unit), quantity.shown.split()[0]


def _with_operator(operation: Arithmetic, number: Typed) -> Span | None:
    """The operator before *number* with the blanks before it, and *number*."""
    source, end = number.span.source, operation.left.span.end
    gap = source.text[end : number.span.start]
    before, operator, after = gap.rpartition(operation.op)
    if not operator or after.strip() or operation.right is not number:
        return None
    return Span(source, end + len(before.rstrip()), number.span.end)


def year_as_exponent(power: Arithmetic, exponent: Typed, axis: Axis) -> Diagnostic:
    first, last = axis.labels[0], axis.labels[-1]
    found = warning(
        "year-as-exponent",
        say(
            "the exponent is the number of `{axis}` itself, {first} to {last}",
            axis=axis.name,
            first=first,
            last=last,
        ),
        power.span,
        say("a power of more than a thousand"),
        say("count from a first one: `^({axis} - {first})`", axis=axis.name, first=first),
    )
    if not isinstance(exponent, Coordinate) or exponent.plus:
        return found
    return found.mending(exponent.span, f"({axis.name} - {first})", certain=False)


def rate_above_one(rate: Quantity, figure: Constant) -> Diagnostic:
    text = figure.span.text
    shown = f"{figure.value * 100:.10g}%"
    found = warning(
        "rate-above-one",
        say("`{name}` is {shown}: it stands beside 1 in a formula", name=rate.name, shown=shown),
        figure.span,
        say("a bare number is no percentage"),
        say("write `{text}%`, or `{shown}` if that is meant", text=text, shown=shown),
    )
    return found.mending(figure.span, f"{text}%", certain=False)


def moved_by_one(rate: Quantity, number: Constant) -> Diagnostic:
    text = number.span.text
    shown = f"{number.value * 100:.10g}"
    found = warning(
        "rate-above-one",
        say(
            "`{name}` is given in `%`, and is moved by {shown} percentage points", name=rate.name, shown=shown
        ),
        number.span,
        say("a bare number is no percentage"),
        say("write `{text}pp`, or `{shown}pp` if that is meant", text=text, shown=shown),
    )
    return found.mending(number.span, f"{text}pp", certain=False)


def figure_above_one(rate: Quantity, file: Source, line: int) -> Diagnostic:
    found = warning(
        "rate-above-one",
        say("`{name}` has figures above 100%: it stands beside 1 in a formula", name=rate.name),
        row_of(file, line),
        say("the first of them"),
        say("read per cent by `in %` after the path, and per mille by `in ‰`"),
    )
    return found if rate.span is None else found.also(rate.span, say("read here"))


def not_one_in_base_year(index: Quantity, year: str, figure: Span, value: float) -> Diagnostic:
    """*index*, in `MXN/MXN(2005)` or `MXN(2005)/MXN`, has *value* in its base *year*."""
    help = say(
        "divide all its values by that of {year}, or declare the base year in which it is 1", year=year
    )
    return warning(
        "wrong-unit",
        say(
            "`{name}` is in `{unit}`, and in {year} it is {value}, not 1",
            name=index.name,
            unit=index.unit,
            year=year,
            value=f"{value:.10g}",
        ),
        figure,
        say("in {year} both are the same money", year=year),
        help,
    )


def weight_below_zero(
    where: str, weight: Typed, value: str, at: str, mean: Span, *, is_total: bool
) -> Diagnostic:
    """The *weight* of a *mean*, of the cell *where* or of a total of it, has a *value* below 0 *at* these members."""
    text = " ".join(weight.span.text.split())
    if is_total:
        message = say(
            "the total of `{where}` is a mean with a weight below 0: `{weight}` is {value} at {at}",
            where=where,
            weight=text,
            value=value,
            at=verbatim(at),
        )
        help = say("correct the weight, or leave the total out")
    else:
        message = say(
            "`{where}` is a mean with a weight below 0: `{weight}` is {value} at {at}",
            where=where,
            weight=text,
            value=value,
            at=verbatim(at),
        )
        help = say(
            "correct the weight; if weights below 0 are meant, write the quotient, "
            "`sum(x * w over age) / sum(w over age)`"
        )
    label = say("with such a weight it may be above or below all that it is the mean of")
    return warning("negative-weight", message, mean, label, help)


def row_of(file: Source, line: int) -> Span:
    """The row of *file* on *line*, without its end."""
    start = file.line_starts[line - 1]
    return Span(file, start, start + len(file.line(line).rstrip()))


def doubtful_point(figure: Span) -> Diagnostic:
    """``22.500 person`` in a model in Spanish, which may be thousands."""
    whole, _, decimals = figure.text.partition(".")
    found = warning(
        "thousands-point",
        say(
            "is the point of `{written}` one between thousands? it is read as a decimal one",
            written=figure.text,
        ),
        figure,
        NOTHING,
        say(
            "for thousands write `{right}`; if it is decimal, leave out the zeros at the end: `{plain}`",
            right=f"{whole}_{decimals}",
            plain=figure.text.rstrip("0").rstrip("."),
        ),
    )
    return found.mending(figure, f"{whole}_{decimals}", certain=False)
