"""What can be wrong with formulas and cases: one function for each diagnostic."""

from __future__ import annotations

from dataclasses import replace

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.wording import NOTHING, joined, say
from semdsl.source import Span
from semdsl.syntax.diagnosis.mistakes import short

# ── Formulas ──────────────────────────────────────────────────────────────────────────────────────


def missing_operator(left: Span, right: Span) -> Diagnostic:
    """``wages days``."""
    first, second = short(left.text), "(…)" if right.text == "(" else short(right.text)
    both = first.isidentifier() and second.isidentifier()
    product = say(
        "write `{first} * {second}` to multiply", first="(…)" if first == ")" else first, second=second
    )
    one_name = say("one name is one word: `{first}_{second}`", first=first, second=second)
    return Diagnostic(
        code="missing-operator",
        message=say("there is no operator between `{first}` and `{second}`", first=first, second=second),
        labels=(Label(right, say("an operator is expected before it")),),
        help=joined((product, one_name if both else NOTHING), "; "),
    )


def blanks_between_thousands(span: Span, right: str) -> Diagnostic:
    """``5 000``, ``22 500 000.5``."""
    return Diagnostic(
        code="missing-operator",
        message=say("`{found}` has blanks between its digits", found=span.text),
        labels=(Label(span, say("thousands are set apart by `_`")),),
        help=say("write `{right}`", right=right),
    ).mending(span, right)


def missing_operand(span: Span, word: str) -> Diagnostic:
    """``a + * b``, or a formula that ends with an operator."""
    return Diagnostic(
        code="missing-operand",
        message=say("nothing follows `{word}`", word=word),
        labels=(Label(span, say("a name, a number or a part in brackets is expected after it")),),
        help=say("write what is missing, or take the word out"),
    )


def missing_equals(span: Span) -> Diagnostic:
    """A formula on a line of its own without ``=``."""
    return Diagnostic(
        code="missing-equals",
        message=say("a formula starts with `=`"),
        labels=(Label(span, say("no `=` before it")),),
        help=say("write `= ` before the formula"),
    ).mending(span.before, "= ")


def missing_for(span: Span) -> Diagnostic:
    """``= 3.5% 2024..2028``."""
    return Diagnostic(
        code="missing-for",
        message=say("there is no `for` before the cells that a case is for"),
        labels=(Label(span, say("are these the cells?")),),
        help=say("write `for {found}`", found=short(span.text)),
    ).mending(span.before, "for ")


def case_on_a_line(span: Span, case: Span) -> Diagnostic:
    """``= 4% for 2006 = 3% for 2007``."""
    blanks = case.source.text[: case.start]
    before = Span(case.source, len(blanks.rstrip(" \t")), case.start)
    return Diagnostic(
        code="case-on-a-line",
        message=say("each case starts on a line of its own"),
        labels=(
            Label(case, say("this `=` compares, because it is not first on its line")),
            *(() if span == case else (Label(span, say("not expected")),)),
        ),
        help=say("start a new line before this `=`"),
    ).mending(before, "\n    ")


def case_after_comma(comma: Span) -> Diagnostic:
    """``= 4% for 2006, 3% for 2007``."""
    return Diagnostic(
        code="case-on-a-line",
        message=say("each case starts on a line of its own"),
        labels=(Label(comma, say("not expected")),),
        help=say("start a new line with `=` instead of the comma"),
    )


def repeated_operator(first: Span, second: Span) -> Diagnostic:
    """``a < b < c``, ``a^b^c``."""
    if second.text == "^":
        help_text = say("put brackets round the part that is computed first: `(a^b)^c` or `a^(b^c)`")
    elif ".." in (first.text, second.text):
        help_text = say("a range has two ends: write `2006..2010, 2015..2020` for two ranges")
    else:
        help_text = say("join two comparisons by `and`: `a < b and b < c`")
    return Diagnostic(
        code="repeated-operator",
        message=say(
            "`{first}` and `{second}` cannot follow each other", first=first.text, second=second.text
        ),
        labels=(Label(second, say("the second")), Label(first, say("the first"))),
        help=help_text,
    )


def blank_before_percent(span: Span, right: str) -> Diagnostic:
    """``3.5 %``."""
    return Diagnostic(
        code="blank-before-percent",
        message=say(
            "there is a blank between a number and its `{sign}`", sign=span.text.lstrip("0123456789._eE+- ")
        ),
        labels=(Label(span, say("one number")),),
        help=say("write `{right}`", right=right),
    ).mending(span, right)


def if_without_branches(span: Span, word: str) -> Diagnostic:
    """``if(c, a, b)``, ``if c then a``."""
    return Diagnostic(
        code="if-without-branches",
        message=say("this `if` has no `{word}`", word=word),
        labels=(Label(span, say("`{word}` is expected after it", word=word)),),
        help=say("write `if condition then value else other_value`"),
    )


def if_after_value(span: Span) -> Diagnostic:
    """``a if c else b``."""
    return Diagnostic(
        code="if-after-value",
        message=say("`if` stands before the values it chooses from"),
        labels=(Label(span, say("not expected here")),),
        help=say("write `if condition then value else other_value`, in brackets inside a longer formula"),
    )


def if_of_case(span: Span) -> Diagnostic:
    """``= a if year > 2025``, without ``else``."""
    return replace(
        if_after_value(span),
        help=say(
            "write `= formula for …` to choose cells, or `if condition then value else other_value` to choose by values"
        ),
    ).mending(span, "for", certain=False)


def empty_brackets(span: Span) -> Diagnostic:
    """``x[]``, ``()``."""
    return Diagnostic(
        code="empty-brackets",
        message=say("there is nothing between the brackets"),
        labels=(Label(span, say("empty")),),
        help=say("write what belongs there, or leave out the brackets"),
    )


def index_of_part(span: Span) -> Diagnostic:
    """``(a + b)[year-1]``."""
    return Diagnostic(
        code="index-of-part",
        message=say("only a name can have an index"),
        labels=(Label(span, say("what stands before it is no name")),),
        help=say("give the part a name of its own, as a `variable`, or put the index on each name in it"),
    )


def too_deep(span: Span, limit: int) -> Diagnostic:
    """A formula of thousands of terms, or hundreds of branches."""
    return Diagnostic(
        code="too-deep",
        message=say("a formula has more than {limit} parts one upon the other", limit=limit),
        labels=(Label(span, say("this formula")),),
        help=say("give parts of it names of their own, as `variable`s; a long sum is a `sum` over an axis"),
    )


def missing_over(span: Span, function: str) -> Diagnostic:
    """``sum(x by step)``."""
    return Diagnostic(
        code="missing-over",
        message=say("`{function}` does not say over which axis", function=function),
        labels=(Label(span, say("an `over` is expected in its brackets")),),
        help=say("write `{function}(… over axis)`", function=function),
    )


def where_in_call(span: Span, function: str) -> Diagnostic:
    """``sum(x over year where year > 2010)``."""
    return Diagnostic(
        code="where-in-call",
        message=say("`where` stands in `first(…)` and `last(…)`"),
        labels=(Label(span, say("in `{function}` the cells are chosen by `for`", function=short(function))),),
        help=say("write `for` instead"),
    ).mending(span, "for")


def in_after_over(span: Span, axis: str, sign: str, *, certain: bool) -> Diagnostic:
    """``sum(x over year in 2006..2010)``, ``sum(x over age >= 65)``: *sign* is what stands after `for`."""
    apart = "" if span.source.text[span.start - 1].isspace() else " "
    after = "" if span.source.text[span.end : span.end + 1].isspace() else " "
    found = Diagnostic(
        code="in-after-over",
        message=say("`over` takes the name of an axis alone"),
        labels=(Label(span, say("the cells are chosen by `for`")),),
        help=say("write `over {axis} for {axis} {sign} …`", axis=axis, sign=sign),
    )
    return found.mending(span, f"{apart}for {axis} {sign}{after}", certain=certain)


def sought_axis(span: Span, which: str) -> Diagnostic:
    """``first(year + 1 where …)``."""
    return Diagnostic(
        code="sought-axis",
        message=say("`{which}(… where …)` looks along an axis", which=which),
        labels=(Label(span, say("the name of an axis is expected")),),
        help=say("write `{which}(year where condition)`", which=which),
    )


def no_identity(span: Span) -> Diagnostic:
    """An identity that is not an equation."""
    return Diagnostic(
        code="no-identity",
        message=say("an identity says that two formulas are equal"),
        labels=(Label(span, say("no `=` between two formulas")),),
        help=say("write `identity name : one formula = the other`"),
    )


def identity_within(span: Span) -> Diagnostic:
    """An identity with a tolerance."""
    return Diagnostic(
        code="identity-within",
        message=say("an identity holds exactly, so it has no tolerance"),
        labels=(Label(span, say("after `within`")),),
        help=say("leave `within …` out, or write a `check` if the sides need only be near each other"),
    )
