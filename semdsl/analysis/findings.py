"""Findings about questions: one function for each code."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.wording import Said, joined, say
from semdsl.source import Span


def not_an_equation(span: Span, what: str) -> Diagnostic:
    """Report a condition that no value can be solved for."""
    return Diagnostic(
        "not-an-equation",
        say(
            "a value of `{what}` is sought, and the condition is no comparison of values "
            "by `=`, `<`, `<=`, `>` or `>=`",
            what=what,
        ),
        labels=(Label(span, say("this holds or does not; it does not say how far it is from holding")),),
        help=say("write the one comparison that must hold, as `reserve[2050] = 0`"),
    )


def no_tolerance(span: Span, what: str) -> Diagnostic:
    """Report a ``within`` where a value is sought, which is found as exactly as numbers are."""
    return Diagnostic(
        "not-an-equation",
        say(
            "a value of `{what}` is sought for which both sides just meet; `within` has no part in that",
            what=what,
        ),
        labels=(Label(span, say("holds within a tolerance")),),
        help=say(
            "leave `within` out; if a side may miss the other, write by how much: `reserve[2050] >= -5 MXN`"
        ),
    )


def one_condition(text: str, span: Span | None) -> Diagnostic:
    """Report more, or something else, than one condition after ``--until``."""
    return Diagnostic(
        "not-an-equation",
        say("`{text}` is not one condition", text=text),
        labels=() if span is None else (Label(span, say("expected a condition")),),
        help=say("write what must hold, as in a check: `--until 'reserve[2050] = 0'`"),
    )


def condition_does_not_move(span: Span, what: str, cell: str, *, holds: bool) -> Diagnostic:
    """Report a condition that is the same whatever the unknown is."""
    if holds:
        message = say("nothing in the condition depends on `{what}`; it holds whatever it is", what=what)
        label = say("the same on both sides for every value")
    else:
        message = say(
            "nothing in the condition depends on `{what}`; it does not hold, whatever it is", what=what
        )
        label = say("no value changes this")
    return Diagnostic(
        "condition-does-not-move",
        _in(cell, message),
        labels=(Label(span, label),),
        help=say(
            "ask for something that is computed from `{what}`; `semdsl sensitivity FILE --by {what}` shows what is",
            what=what,
        ),
    )


def no_bracket(span: Span, what: str, cell: str) -> Diagnostic:
    """Report a condition that is not a straight line, and no bounds to look between."""
    return Diagnostic(
        "no-bracket",
        _in(
            cell,
            say(
                "the condition is not proved to be a straight line in `{what}`, and nothing says where to look",
                what=what,
            ),
        ),
        labels=(Label(span, say("has no `range`")),),
        help=say("say between which values: `--between LOW HIGH`, or give its declaration a `range`"),
    )


def bracket_form(span: Span, what: str) -> Diagnostic:
    """Report bounds that are not two numbers, the lower one first."""
    return Diagnostic(
        "bracket-form",
        say("`--between` does not give two numbers for `{what}`, the lower one first", what=what),
        labels=(Label(span, say("this one")),),
        help=say("write for example `--between 0% 20%` or `--between '1 million MXN' '2 million MXN'`"),
    )


def no_solution(span: Span, what: str, cell: str, seen: Said, bounds: Said | None) -> Diagnostic:
    """Report that no value between the bounds makes the condition hold."""
    if bounds is None:
        message = say(
            "no value of `{what}` was found for which the condition holds: {seen}", what=what, seen=seen
        )
    else:
        message = say(
            "no value of `{what}` from {bounds} was found for which the condition holds: {seen}",
            what=what,
            bounds=bounds,
            seen=seen,
        )
    return Diagnostic(
        "no-solution",
        _in(cell, message),
        labels=(Label(span, say("sought here")),),
        help=say("look elsewhere with `--between LOW HIGH`, or ask for what can be reached"),
    )


def solution_outside_range(span: Span, what: str, value: str, bounds: Said) -> Diagnostic:
    """Report a solution that the declaration of the unknown rules out."""
    return Diagnostic(
        "solution-outside-range",
        say(
            "the condition holds if `{what}` is {value}, which is outside its range, {bounds}",
            what=what,
            value=value,
            bounds=bounds,
        ),
        labels=(Label(span, say("sought here")),),
        help=say("ask for what can be reached, or widen the range in the model and say why"),
    )


def jumps_over(span: Span, what: str, value: str, sides: tuple[str, str], cell: str) -> Diagnostic:
    """Report a change of sign at a jump, where the condition does not hold."""
    return Diagnostic(
        "jumps-over",
        _in(
            cell,
            say(
                "at {value} the difference of the two sides jumps from {left} to {right} without being 0",
                value=value,
                left=sides[0],
                right=sides[1],
            ),
        ),
        labels=(Label(span, say("no value of `{what}` there makes them equal", what=what)),),
        help=say(
            "look for a `round`, an `if`, a look-up or a division by 0 between the unknown and the condition; "
            "or ask with `>=` or `<=` from where on it holds"
        ),
    )


def condition_lacks_axis(span: Span, axis: str) -> Diagnostic:
    """Report a condition that is the same for every member of the axis looked along."""
    return Diagnostic(
        "condition-lacks-axis",
        say("a member of `{axis}` is sought, and the condition does not vary by `{axis}`", axis=axis),
        labels=(Label(span, say("the same for every member of `{axis}`", axis=axis)),),
        help=say(
            "ask for what varies by `{axis}`, with its place open: `reserve < 0` or `reserve[{axis}] < 0`",
            axis=axis,
        ),
    )


def never_met(span: Span, axis: str, ends: tuple[str, str], cell: str) -> Diagnostic:
    """Report a condition that no member of an axis meets."""
    return Diagnostic(
        "no-solution",
        _in(
            cell,
            say(
                "the condition holds for no member of `{axis}`, {first} to {last}",
                axis=axis,
                first=ends[0],
                last=ends[1],
            ),
        ),
        labels=(Label(span, say("holds nowhere")),),
        help=say("the answer may be later than the model goes, or the condition the other way round"),
    )


def does_not_apply(option: str, axis: str) -> Diagnostic:
    """Report an option about a value where a member of an axis is sought."""
    return Diagnostic(
        "bracket-form",
        say(
            "`{option}` is about a value, and `--vary {axis}` seeks a member of an axis",
            option=option,
            axis=axis,
        ),
        help=say(
            "leave `{option}` out; `for` after the condition says where to look: `reserve < 0 for {axis} >= 2010`",
            option=option,
            axis=axis,
        ),
    )


def too_many_asked(span: Span, cells: int, most: int) -> Diagnostic:
    """Report a question about more cells than anybody would read."""
    return Diagnostic(
        "too-many-cells-asked",
        say("this asks about {cells:,} cells; expected at most {most:,}", cells=cells, most=most),
        labels=(Label(span, say("{cells:,} cells", cells=cells)),),
        help=say("name the cells: `payg[2050, SEM]`, or add them up: `sum(… over year)`"),
    )


def nothing_to_move(model: str) -> Diagnostic:
    """Report a model without a figure that could be moved."""
    return Diagnostic(
        "nothing-to-move",
        say(
            "`{model}` states no parameter or assumption with a `range`, and no single figure of an assumption",
            model=model,
        ),
        help=say("name what to move: `--by interest`"),
    )


def nothing_to_measure(model: str) -> Diagnostic:
    """Report a model of which it cannot be told what its results are."""
    return Diagnostic(
        "nothing-to-measure",
        say("it cannot be told which results of `{model}` are asked about", model=model),
        help=say("name them: `--of 'payg[2050]'`"),
    )


def bump_form(text: str) -> Diagnostic:
    """Report a size of a move that is not one."""
    return Diagnostic(
        "bump-form",
        say(
            "`{text}` is not how far to move; expected a part of the figure, as 10%, or percentage points, as 1pp",
            text=text,
        ),
        help=say("write `--bump 10%` or `--bump 0.5pp`"),
    )


def at_a_kink(result: str, moved: Sequence[str], where: Said) -> Diagnostic:
    """Report a derivative that differs to the two sides."""
    return Diagnostic(
        "at-a-kink",
        say(
            "`{result}` has a kink at these values: {where}; its derivative by {moved} is of one side only",
            result=result,
            where=where,
            moved=_listed(moved),
        ),
        help=say("the derivative is that of the branch in force; without `--exact` both sides are shown"),
        severity=Severity.WARNING,
    )


def not_differentiable(result: str, moved: Sequence[str], where: Said) -> Diagnostic:
    """Report that there is no derivative."""
    return Diagnostic(
        "not-differentiable",
        say(
            "`{result}` has no derivative by {moved}: {where}",
            result=result,
            moved=_listed(moved),
            where=where,
        ),
        help=say("leave `--exact` out: both ends of a move are computed then"),
        severity=Severity.WARNING,
    )


def much_to_follow(cells: int) -> Diagnostic:
    """Report a model with more cells than derivatives are followed through."""
    return Diagnostic(
        "much-to-follow",
        say("more than {cells:,} cells would have to be followed for these derivatives", cells=cells),
        help=say("ask about fewer results, or leave `--exact` out"),
    )


def _in(cell: str, message: Said) -> Said:
    """*message* of one cell, where a condition has several."""
    return say("in {cell}, {message}", cell=cell, message=message) if cell else message


def _listed(names: Sequence[str]) -> Said:
    shown = [f"`{name}`" for name in names]
    if len(shown) <= 4:
        return joined(shown)
    return say("{names} and {more} more", names=joined(shown[:4]), more=len(shown) - 4)
