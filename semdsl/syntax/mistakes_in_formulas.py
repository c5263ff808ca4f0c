"""What can be wrong with formulas and cases: one function for each diagnostic."""

from __future__ import annotations

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.source import Span
from semdsl.syntax.mistakes import short

# ── Formulas ──────────────────────────────────────────────────────────────────────────────────────


def missing_operator(left: Span, right: Span) -> Diagnostic:
    """``wages days``."""
    first, second = short(left.text), "(…)" if right.text == "(" else short(right.text)
    both = first.isidentifier() and second.isidentifier()
    one_name = f"; one name is one word: `{first}_{second}`" if both else ""
    return Diagnostic(
        code="missing-operator",
        message=f"there is no operator between `{first}` and `{second}`",
        labels=(Label(right, "an operator is expected before it"),),
        help=f"write `{first} * {second}` to multiply{one_name}",
    )


def missing_operand(span: Span, word: str) -> Diagnostic:
    """``a + * b``, or a formula that ends with an operator."""
    return Diagnostic(
        code="missing-operand",
        message=f"nothing follows `{word}`",
        labels=(Label(span, "a name, a number or a part in brackets is expected after it"),),
        help="write what is missing, or take the word out",
    )


def missing_equals(span: Span) -> Diagnostic:
    """A formula on a line of its own without ``=``."""
    return Diagnostic(
        code="missing-equals",
        message="a formula starts with `=`",
        labels=(Label(span, "no `=` before it"),),
        help="write `= ` before the formula",
    )


def missing_for(span: Span) -> Diagnostic:
    """``= 3.5% 2024..2028``."""
    return Diagnostic(
        code="missing-for",
        message="there is no `for` before the cells that a case is for",
        labels=(Label(span, "are these the cells?"),),
        help=f"write `for {short(span.text)}`",
    )


def case_on_a_line(span: Span, case: Span) -> Diagnostic:
    """``= 4% for 2006 = 3% for 2007``."""
    return Diagnostic(
        code="case-on-a-line",
        message="each case starts on a line of its own",
        labels=(
            Label(case, "this `=` compares, because it is not first on its line"),
            *(() if span == case else (Label(span, "not expected"),)),
        ),
        help="start a new line before this `=`",
    )


def repeated_operator(first: Span, second: Span) -> Diagnostic:
    """``a < b < c``, ``a^b^c``."""
    if second.text == "^":
        help_text = "put brackets round the part that is computed first: `(a^b)^c` or `a^(b^c)`"
    elif ".." in (first.text, second.text):
        help_text = "a range has two ends: write `2006..2010, 2015..2020` for two ranges"
    else:
        help_text = "join two comparisons by `and`: `a < b and b < c`"
    return Diagnostic(
        code="repeated-operator",
        message=f"`{first.text}` and `{second.text}` cannot follow each other",
        labels=(Label(second, "the second"), Label(first, "the first")),
        help=help_text,
    )


def blank_before_percent(span: Span, right: str) -> Diagnostic:
    """``3.5 %``."""
    return Diagnostic(
        code="blank-before-percent",
        message=f"there is a blank between a number and its `{span.text.lstrip('0123456789._eE+- ')}`",
        labels=(Label(span, "one number"),),
        help=f"write `{right}`",
    )


def if_without_branches(span: Span, word: str) -> Diagnostic:
    """``if(c, a, b)``, ``if c then a``."""
    return Diagnostic(
        code="if-without-branches",
        message=f"this `if` has no `{word}`",
        labels=(Label(span, f"`{word}` is expected after it"),),
        help="write `if condition then value else other_value`",
    )


def if_after_value(span: Span) -> Diagnostic:
    """``a if c else b``."""
    return Diagnostic(
        code="if-after-value",
        message="`if` stands before the values it chooses from",
        labels=(Label(span, "not expected here"),),
        help="write `if condition then value else other_value`, in brackets inside a longer formula",
    )


def empty_brackets(span: Span) -> Diagnostic:
    """``x[]``, ``()``."""
    return Diagnostic(
        code="empty-brackets",
        message="there is nothing between the brackets",
        labels=(Label(span, "empty"),),
        help="write what belongs there, or leave out the brackets",
    )


def index_of_part(span: Span) -> Diagnostic:
    """``(a + b)[year-1]``."""
    return Diagnostic(
        code="index-of-part",
        message="only a name can have an index",
        labels=(Label(span, "what stands before it is no name"),),
        help="give the part a name of its own, as a `variable`, or put the index on each name in it",
    )


def too_deep(span: Span, limit: int) -> Diagnostic:
    """A formula of thousands of terms, or hundreds of branches."""
    return Diagnostic(
        code="too-deep",
        message=f"a formula has more than {limit} parts one upon the other",
        labels=(Label(span, "this formula"),),
        help="give parts of it names of their own, as `variable`s; a long sum is a `sum` over an axis",
    )


def missing_over(span: Span, function: str) -> Diagnostic:
    """``sum(x by step)``."""
    return Diagnostic(
        code="missing-over",
        message=f"`{function}` does not say over which axis",
        labels=(Label(span, "an `over` is expected in its brackets"),),
        help=f"write `{function}(… over axis)`",
    )


def where_in_call(span: Span, function: str) -> Diagnostic:
    """``sum(x over year where year > 2010)``."""
    return Diagnostic(
        code="where-in-call",
        message="`where` stands in `first(…)` and `last(…)`",
        labels=(Label(span, f"in `{short(function)}` the cells are chosen by `for`"),),
        help="write `for` instead",
    )


def in_after_over(span: Span, axis: str) -> Diagnostic:
    """``sum(x over year in 2006..2010)``."""
    return Diagnostic(
        code="in-after-over",
        message="`over` takes the name of an axis alone",
        labels=(Label(span, "the cells are chosen by `for`"),),
        help=f"write `over {axis} for {axis} in …`",
    )


def sought_axis(span: Span, which: str) -> Diagnostic:
    """``first(year + 1 where …)``."""
    return Diagnostic(
        code="sought-axis",
        message=f"`{which}(… where …)` looks along an axis",
        labels=(Label(span, "the name of an axis is expected"),),
        help=f"write `{which}(year where condition)`",
    )


def no_identity(span: Span) -> Diagnostic:
    """An identity that is not an equation."""
    return Diagnostic(
        code="no-identity",
        message="an identity says that two formulas are equal",
        labels=(Label(span, "no `=` between two formulas"),),
        help="write `identity name : one formula = the other`",
    )


def identity_within(span: Span) -> Diagnostic:
    """An identity with a tolerance."""
    return Diagnostic(
        code="identity-within",
        message="an identity holds exactly, so it has no tolerance",
        labels=(Label(span, "after `within`"),),
        help="leave `within …` out, or write a `check` if the sides need only be near each other",
    )
