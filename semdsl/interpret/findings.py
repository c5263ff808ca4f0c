"""What is said about a value that cannot be computed: one function for each code.

They say which cell, which operation on which operands, and what to do; ``readings_of`` tells what the formula had read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.wording import NOTHING, Said, say, verbatim
from semdsl.interpret.problem import Cell, Key, Problem, Reading
from semdsl.semantics.looped import is_solution, name_shown
from semdsl.semantics.made import MEAN
from semdsl.semantics.means import weighted_means
from semdsl.semantics.model import Axis, Case, Model, Quantity
from semdsl.source import Span
from semdsl.units.algebra import RATIO, Unit

MOST_READINGS: Final = 8  # of a formula that read more cells than that, the last ones are shown
MOST_STEPS: Final = 12  # of a longer way round, its two ends are shown

_PLAIN_LABEL: Final = re.compile(r"[^\W\d]\w*|0|[1-9]\d*")


def cell_text(name: str, cell: Cell, model: Model) -> str:
    """A cell as it is written in a formula: ``payg[2010, SEM]``, ``users["80+"]``."""
    # a name made for a loop: the label does not belong to its last word
    gap = " " if " " in name and cell else ""
    return f"{name}{gap}{_index(name, cell, model)}"


def _index(name: str, cell: Cell, model: Model) -> str:
    axes = [model.axes[axis] for axis in model.quantities[name].axes]
    labels = [axis.labels[position] for axis, position in zip(axes, cell, strict=True)]
    written = ", ".join(label if _PLAIN_LABEL.fullmatch(label) else f'"{label}"' for label in labels)
    return f"[{written}]" if labels else ""


def authors_cell(name: str, cell: Cell, model: Model) -> str:
    """The same, as its author calls it if *name* was made: for the loop that it is in, or for a statement."""
    own, index = name_shown(model.quantities[name]), _index(name, cell, model)
    return own + index if own.replace(".", "").isidentifier() or not index else f"({own}){index}"


def readings_of(problem: Problem, model: Model) -> list[Said]:
    """The cells that the formula had read, the last ones if there were many: value, unit, row of the table."""
    readings = problem.readings
    shown = [_reading(reading, model) for reading in readings[-MOST_READINGS:]]
    more = len(readings) - len(shown)
    return [say("read before: {more} more cells", more=more), *shown] if more else shown


def division_by_zero(problem: Problem, model: Model) -> Diagnostic:
    """Report ``x / 0``."""
    if is_solution(model.quantities[problem.name]):
        return singular_loop(problem, model)
    where = _where(problem, model)
    operands = _operands(problem)
    return Diagnostic(
        code="division-by-zero",
        message=say("`{where}` divides by zero; expected a divisor other than 0", where=where),
        labels=_labels(problem, say("this is {quotient}", quotient=" / ".join(operands))),
        help=_of_a_mean(problem)
        or say("give the cells without a divisor a case of their own, or write `if … then … else …`"),
    )


def singular_loop(problem: Problem, model: Model) -> Diagnostic:
    """Report a cell in which the equations of a loop have no solution, or many."""
    quantity = model.quantities[problem.name]
    return Diagnostic(
        code="singular-loop",
        message=say(
            "the loop of `{where}` has no solution, or any value meets it: its equations do not determine it",
            where=_where(problem, model),
        ),
        labels=() if quantity.span is None else (Label(quantity.span, say("solved for")),),
        help=say(
            "look for shares or rates in it that add up to 100%: then no value, or any, meets the equations"
        ),
    )


def _of_a_mean(problem: Problem) -> Said:
    """What to do if a mean, which no author wrote as a quotient, has weights that add up to nothing."""
    if problem.name.startswith(MEAN):
        return say(
            "its weights add up to 0: leave the total, or the members without weight, out, or weigh "
            "by something else"
        )
    means = () if problem.case is None else weighted_means(problem.case.formula)
    if any(mean.span == problem.span for mean, _ in means):
        return say("its weights add up to 0: give such cells a case of their own, or weigh by something else")
    return NOTHING


def rounding_decides(name: str, model: Model) -> Diagnostic:
    """Report a run that stopped where computing one cell at a time does not."""
    span = model.quantities[name].span
    shown = name_shown(model.quantities[name])
    return Diagnostic(
        code="rounding-decides",
        message=say("whether `{name}` has a value depends on the rounding of a sum", name=shown),
        labels=() if span is None else (Label(span, say("an operation in it is not defined")),),
        help=say("look for a divisor or logarithm of a difference that is 0 but for rounding"),
    )


def log_of_nonpositive(problem: Problem, model: Model) -> Diagnostic:
    """Report the logarithm of 0 or less."""
    where = _where(problem, model)
    operands = _operands(problem)
    if problem.operation == "log1p":
        message = say(
            "`{where}` takes the logarithm of 1 + ({operand}); expected one greater than -1",
            where=where,
            operand=operands[0],
        )
    else:
        message = say(
            "`{where}` takes the logarithm of {operand}; expected a number greater than 0",
            where=where,
            operand=operands[0],
        )
    return Diagnostic(
        code="log-of-nonpositive",
        message=message,
        labels=_labels(problem, say("this is {term}", term=verbatim(f"{problem.operation}({operands[0]})"))),
        help=say("give such cells a case of their own, or write `if … then … else …`"),
    )


def root_of_negative(problem: Problem, model: Model) -> Diagnostic:
    """Report the square root of a negative number."""
    where = _where(problem, model)
    operands = _operands(problem)
    return Diagnostic(
        code="root-of-negative",
        message=say(
            "`{where}` takes the square root of {operand}; expected 0 or more",
            where=where,
            operand=operands[0],
        ),
        labels=_labels(problem, say("this is sqrt({operand})", operand=operands[0])),
        help=say("give such cells a case of their own, or write `if … then … else …`"),
    )


def power_undefined(problem: Problem, model: Model) -> Diagnostic:
    """Report 0 to a negative power, or a fractional power of a negative number."""
    where = _where(problem, model)
    operands = _operands(problem)
    base, exponent = operands[:2]
    zero = problem.operands[0] == 0
    return Diagnostic(
        code="power-undefined",
        message=say(
            "`{where}` raises {base} to the power {exponent}, which divides by zero",
            where=where,
            base=base,
            exponent=exponent,
        )
        if zero
        else say(
            "`{where}` raises {base} to the power {exponent}, which is no real number",
            where=where,
            base=base,
            exponent=exponent,
        ),
        labels=_labels(problem, say("this is {base} ^ {exponent}", base=base, exponent=exponent)),
        help=say("a power of 0 needs an exponent of 0 or more")
        if zero
        else say("a power of a negative number needs a whole exponent"),
    )


_TOO_LARGE: Final = say(
    "look for a rate written without its `%`, an exponent in the wrong unit, or a recursion that explodes"
)


def overflow(problem: Problem, model: Model) -> Diagnostic:
    """Report a result beyond the largest double."""
    where = _where(problem, model)
    operands = _operands(problem)
    computed = (
        say("this is `{operation}` of {operands}", operation=problem.operation, operands=", ".join(operands))
        if operands
        else say("this is `{operation}`", operation=problem.operation)
    )
    return Diagnostic(
        code="overflow",
        message=say("`{where}` grows beyond the largest number that can be computed (1.8e308)", where=where),
        labels=_labels(problem, computed),
        help=_TOO_LARGE,
    )


def beyond_unit(name: str, cell: Cell, unit: str, model: Model) -> Diagnostic:
    """Report a value that is a number in base units, and beyond all numbers in the smaller *unit* it is given in."""
    where, span = authors_cell(name, cell, model), model.quantities[name].span
    return Diagnostic(
        code="overflow",
        message=say(
            "`{where}` grows beyond the largest number that can be computed (1.8e308), in `{unit}`",
            where=where,
            unit=unit,
        ),
        labels=() if span is None else (Label(span, say("given in `{unit}`", unit=unit)),),
        help=_TOO_LARGE,
    )


def value_outside_range(name: str, cell: Cell, value: float, span: Span | None, model: Model) -> Diagnostic:
    """Report a *value*, in base units, of an assumption that is not within its ``range``; *span* is what gives it.

    It is shown as the range is written: in per cent if that is.
    """
    quantity = model.quantities[name]
    where = cell_text(name, cell, model)
    ends = next((own.span for own in quantity.attributes if own.word == "range"), None)
    given = () if span is None else (Label(span, NOTHING),)
    return Diagnostic(
        code="outside-range",
        message=say(
            "`{where}` is {value}, which is outside the range it was given",
            where=where,
            value=f"{_number(value * 100)}%" if ends and "%" in ends.text else _in_unit(value, quantity),
        ),
        labels=given if ends is None else (*given, Label(ends, say("the range it was given"))),
        help=say("correct the figure, or widen the range and say why"),
    )


def _in_unit(value: float, quantity: Quantity) -> str:
    """*value*, in base units, in the unit that *quantity* is declared in."""
    unit = "" if quantity.shown in ("", "ratio") else f" {quantity.shown}"
    return f"{_number(value / quantity.scale)}{unit}"


def places_not_whole(problem: Problem, model: Model) -> Diagnostic:
    """Report ``round(x, 1.5)``."""
    where = _where(problem, model)
    operands = _operands(problem)
    return Diagnostic(
        code="places-not-whole",
        message=say(
            "`{where}` rounds to {places} places; expected a whole number of places",
            where=where,
            places=operands[-1],
        ),
        labels=_labels(problem, say("this rounds to {places} places", places=operands[-1])),
        help=say("write the number of decimals as a whole number: `round(x, 2)`"),
    )


def ends_of_clamp(problem: Problem, model: Model) -> Diagnostic:
    """Report ``clamp(x, low, high)`` where the lower end is above the upper one."""
    where = _where(problem, model)
    low, high = _operands(problem)[1:]
    return Diagnostic(
        code="range-of-nothing",
        message=say(
            "`{where}` is to lie between {low} and {high}; expected a lower end that is not above the upper one",
            where=where,
            low=low,
            high=high,
        ),
        labels=_labels(
            problem, say("here the lower end is {low}, and the upper one {high}", low=low, high=high)
        ),
        help=say(
            "mend the end that is not what was meant; if they may cross, write which of them then counts: "
            "`min(max(x, low), high)` is the upper one"
        ),
    )


def outside_axis(problem: Problem, model: Model) -> Diagnostic:
    """Report a look-up by a computed value that is no member of the axis."""
    where = _where(problem, model)
    axis = model.axes[problem.operation]
    wanted = _number(problem.operands[0])
    first, last = axis.labels[0], axis.labels[-1]
    return Diagnostic(
        code="outside-axis",
        message=say(
            "`{where}` looks up `{axis}` = {wanted}; expected a member of `{axis}`, {first} to {last}",
            where=where,
            axis=axis.name,
            wanted=wanted,
            first=first,
            last=last,
        ),
        labels=_labels(problem, say("here `{axis}` is {wanted}", axis=axis.name, wanted=wanted)),
        help=say("a member is a whole number: write `round(…)` around the value if that is meant")
        if _lies_between_members(axis, problem.operands[0])
        else say(
            "write `clamp(…)` around the value to take the nearest end of `{axis}`, or give such "
            "cells a case",
            axis=axis.name,
        ),
    )


def _lies_between_members(axis: Axis, wanted: float) -> bool:
    """Whether *wanted* is beyond neither end of *axis*, so that no end of it is nearest."""
    numbers = axis.coordinates or ()
    return bool(numbers) and numbers[0] < wanted < numbers[-1]


def empty_aggregate(problem: Problem, model: Model) -> Diagnostic:
    """Report a mean, minimum or maximum of no cells."""
    where = _where(problem, model)
    return Diagnostic(
        code="empty-aggregate",
        message=say(
            "`{where}` takes the `{operation}` of no cells; expected at least one",
            where=where,
            operation=problem.operation,
        ),
        labels=_labels(problem, say("no cell is selected here")),
        help=say("widen the selection after `for`, or give the groups without members a case of their own"),
    )


def never_true(problem: Problem, model: Model) -> Diagnostic:
    """Report ``first(…)`` or ``last(…)`` whose condition holds nowhere."""
    where = _where(problem, model)
    return Diagnostic(
        code="never-true",
        message=say(
            "`{where}` looks for the first member where a condition holds; it holds for none", where=where
        )
        if problem.operation == "first"
        else say(
            "`{where}` looks for the last member where a condition holds; it holds for none", where=where
        ),
        labels=_labels(problem, say("this condition never holds")),
        help=say(
            "give the cells where the condition never holds a case of their own, or widen the condition"
        ),
    )


def missing_cell(problem: Problem, model: Model) -> Diagnostic:
    """Report a figure that a table does not have."""
    where = _where(problem, model)
    return Diagnostic(
        code="missing-cell",
        message=say(
            "the table has no figure for `{where}`; expected one for every cell that a formula reads",
            where=where,
        ),
        labels=_labels(problem, say("declared here")),
        help=say("add the row to the file, or leave these cells out of the formulas that read them"),
    )


def circular_cells(problem: Problem, model: Model) -> Diagnostic:
    """Report cells that need each other."""
    where = _where(problem, model)
    return Diagnostic(
        code="circular-cells",
        message=say(
            "`{where}` needs itself: {way_round}", where=where, way_round=_way_round(problem.way, model)
        ),
        labels=_labels(problem, say("this formula needs its own value")),
        help=say(
            "break the circle: use the value of the year before, or give one of these cells a case "
            "without the others"
        ),
    )


def _way_round(way: Sequence[Key], model: Model) -> Said:
    steps = [say("`{cell}`", cell=cell_text(name, cell, model)) for name, cell in [*way, way[0]]]
    if len(steps) > MOST_STEPS:
        half = MOST_STEPS // 2
        steps = [*steps[:half], say("… {count} more …", count=len(steps) - 2 * half), *steps[-half:]]
    path = steps[-1]
    for step in reversed(steps[:-1]):
        path = say("{one} needs {other}", one=step, other=path)
    return path


def _labels(problem: Problem, text: Said) -> tuple[Label, ...]:
    return () if problem.span is None else (Label(problem.span, text), *_case_label(problem.case, problem))


def _case_label(case: Case | None, problem: Problem) -> tuple[Label, ...]:
    """A second mark at the case, if the operation stands elsewhere: in a function that the case calls."""
    if case is None or problem.span is None or case.span.source is problem.span.source:
        return ()
    return (Label(case.span, say("computed for `{name}` here", name=problem.name)),)


def _where(problem: Problem, model: Model) -> str:
    return authors_cell(problem.name, problem.cell, model)


def _operands(problem: Problem) -> list[str]:
    return [amount(value, unit) for value, unit in zip(problem.operands, problem.units, strict=False)]


def _reading(reading: Reading, model: Model) -> Said:
    quantity = model.quantities[reading.name]
    amount = _in_unit(reading.value, quantity)
    text = say("`{cell}` = {amount}", cell=cell_text(reading.name, reading.cell, model), amount=amount)
    match reading:
        case Reading(file=""):
            return text
        case Reading(line=0):
            return say("{text}, interpolated in {file}", text=text, file=reading.file)
        case _:
            return say("{text}, from {file}:{line}", text=text, file=reading.file, line=reading.line)


def amount(value: float, unit: Unit) -> str:
    """*value* with its unit in base units, as the operation saw it."""
    return _number(value) if unit == RATIO or unit.special else f"{_number(value)} {unit}"


def _number(value: float) -> str:
    """*value* for readers, with all the figures that matter and commas between thousands."""
    return f"{value:,.12g}"
