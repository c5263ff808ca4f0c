"""Findings about questions: one function for each code."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.source import Span


def not_an_equation(span: Span, what: str) -> Diagnostic:
    """Report a condition that no value can be solved for."""
    return Diagnostic(
        "not-an-equation",
        f"a value of `{what}` is sought, and the condition is no comparison of values by `=`, `<`, `<=`, `>` or `>=`",
        labels=(Label(span, "this holds or does not; it does not say how far it is from holding"),),
        help="write the one comparison that must hold, as `reserve[2050] = 0`",
    )


def one_condition(text: str, span: Span | None) -> Diagnostic:
    """Report more, or something else, than one condition after ``--until``."""
    return Diagnostic(
        "not-an-equation",
        f"`{text}` is not one condition",
        labels=() if span is None else (Label(span, "expected a condition"),),
        help="write what must hold, as in a check: `--until 'reserve[2050] = 0'`",
    )


def condition_does_not_move(span: Span, what: str, cell: str, *, holds: bool) -> Diagnostic:
    """Report a condition that is the same whatever the unknown is."""
    answer = "holds whatever it is" if holds else "does not hold, whatever it is"
    return Diagnostic(
        "condition-does-not-move",
        f"nothing in the condition{_in(cell)} depends on `{what}`; it {answer}",
        labels=(Label(span, "the same on both sides for every value" if holds else "no value changes this"),),
        help=f"ask for something that is computed from `{what}`; `semdsl sensitivity FILE --by {what}` shows what is",
    )


def no_bracket(span: Span, what: str, cell: str) -> Diagnostic:
    """Report a condition that is not a straight line, and no bounds to look between."""
    return Diagnostic(
        "no-bracket",
        f"the condition{_in(cell)} is not proved to be a straight line in `{what}`, and nothing says where to look",
        labels=(Label(span, "has no `range`"),),
        help="say between which values: `--between LOW HIGH`, or give its declaration a `range`",
    )


def bracket_form(span: Span, what: str) -> Diagnostic:
    """Report bounds that are not two numbers, the lower one first."""
    return Diagnostic(
        "bracket-form",
        f"`--between` does not give two numbers for `{what}`, the lower one first",
        labels=(Label(span, "this one"),),
        help="write for example `--between 0% 20%` or `--between '1 million MXN' '2 million MXN'`",
    )


def no_solution(span: Span, what: str, cell: str, seen: str, where: str) -> Diagnostic:
    """Report that no value between the bounds makes the condition hold."""
    return Diagnostic(
        "no-solution",
        f"no value of `{what}` {where} was found for which the condition holds{_in(cell)}: {seen}",
        labels=(Label(span, "sought here"),),
        help="look elsewhere with `--between LOW HIGH`, or ask for what can be reached",
    )


def solution_outside_range(span: Span, what: str, value: str, bounds: str) -> Diagnostic:
    """Report a solution that the declaration of the unknown rules out."""
    return Diagnostic(
        "solution-outside-range",
        f"the condition holds if `{what}` is {value}, which is outside its range, {bounds}",
        labels=(Label(span, "sought here"),),
        help="ask for what can be reached, or widen the range in the model and say why",
    )


def jumps_over(span: Span, what: str, value: str, sides: tuple[str, str], cell: str) -> Diagnostic:
    """Report a change of sign at a jump, where the condition does not hold."""
    return Diagnostic(
        "jumps-over",
        f"at {value} the difference of the two sides{_in(cell)} jumps from {sides[0]} to {sides[1]} without being 0",
        labels=(Label(span, f"no value of `{what}` there makes them equal"),),
        help="look for a `round`, an `if`, a look-up or a division by 0 between the unknown and the condition; "
        "or ask with `>=` or `<=` from where on it holds",
    )


def condition_lacks_axis(span: Span, axis: str) -> Diagnostic:
    """Report a condition that is the same for every member of the axis looked along."""
    return Diagnostic(
        "condition-lacks-axis",
        f"a member of `{axis}` is sought, and the condition does not vary by `{axis}`",
        labels=(Label(span, f"the same for every member of `{axis}`"),),
        help=f"leave the place along `{axis}` open: `reserve < 0` or `reserve[{axis}] < 0`",
    )


def never_met(span: Span, axis: str, ends: tuple[str, str], cell: str) -> Diagnostic:
    """Report a condition that no member of an axis meets."""
    return Diagnostic(
        "no-solution",
        f"the condition holds for no member of `{axis}`, {ends[0]} to {ends[1]}{_in(cell)}",
        labels=(Label(span, "holds nowhere"),),
        help="the answer may be later than the model goes, or the condition the other way round",
    )


def does_not_apply(option: str, axis: str) -> Diagnostic:
    """Report an option about a value where a member of an axis is sought."""
    return Diagnostic(
        "bracket-form",
        f"`{option}` is about a value, and `--vary {axis}` seeks a member of an axis",
        help=f"leave `{option}` out; `for` after the condition says where to look: `reserve < 0 for {axis} >= 2010`",
    )


def too_many_asked(span: Span, cells: int, most: int) -> Diagnostic:
    """Report a question about more cells than anybody would read."""
    return Diagnostic(
        "too-many-cells-asked",
        f"this asks about {cells:,} cells; expected at most {most:,}",
        labels=(Label(span, f"{cells:,} cells"),),
        help="name the cells: `payg[2050, SEM]`, or add them up: `sum(… over year)`",
    )


def nothing_to_move(model: str) -> Diagnostic:
    """Report a model without a figure that could be moved."""
    return Diagnostic(
        "nothing-to-move",
        f"`{model}` states no parameter or assumption with a `range`, and no single figure of an assumption",
        help="name what to move: `--by interest`",
    )


def nothing_to_measure(model: str) -> Diagnostic:
    """Report a model of which it cannot be told what its results are."""
    return Diagnostic(
        "nothing-to-measure",
        f"it cannot be told which results of `{model}` are asked about",
        help="name them: `--of 'payg[2050]'`",
    )


def bump_form(text: str) -> Diagnostic:
    """Report a size of a move that is not one."""
    return Diagnostic(
        "bump-form",
        f"`{text}` is not how far to move; expected a part of the figure, as 10%, or percentage points, as 1pp",
        help="write `--bump 10%` or `--bump 0.5pp`",
    )


def at_a_kink(result: str, moved: Sequence[str], where: str) -> Diagnostic:
    """Report a derivative that differs to the two sides."""
    return Diagnostic(
        "at-a-kink",
        f"`{result}` has a kink at these values: {where}; its derivative by {_listed(moved)} is of one side only",
        help="the derivative is that of the branch in force; without `--exact` both sides are shown",
        severity=Severity.WARNING,
    )


def not_differentiable(result: str, moved: Sequence[str], where: str) -> Diagnostic:
    """Report that there is no derivative."""
    return Diagnostic(
        "not-differentiable",
        f"`{result}` has no derivative by {_listed(moved)}: {where}",
        help="leave `--exact` out: both ends of a move are computed then",
        severity=Severity.WARNING,
    )


def much_to_follow(cells: int) -> Diagnostic:
    """Report a model with more cells than derivatives are followed through."""
    return Diagnostic(
        "much-to-follow",
        f"more than {cells:,} cells would have to be followed for these derivatives",
        help="ask about fewer results, or leave `--exact` out",
    )


def _in(cell: str) -> str:
    return f" in {cell}" if cell else ""


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:4])
    return f"{shown} and {len(names) - 4} more" if len(names) > 4 else shown
