"""Fifteen forms of formulas that lose digits where they come near to 0, each with what to write instead.

A form is found whatever the order and the brackets of its parts: sums and products are looked at as lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from semdsl.diagnostics.wording import NOTHING, Said, say
from semdsl.semantics.model import Aggregate, Apply, Arithmetic, Constant, If, Negate, Ref, Typed

Term = tuple[int, Typed]  # 1 or -1, and what is added or taken away


@dataclass(frozen=True, slots=True)
class Match:
    """A part that may lose digits: the ``form`` it has, the part ``node`` that cancels, and what to write instead."""

    form: str
    node: Typed
    instead: Said


def matches(node: Typed) -> Iterator[Match]:
    """The forms that *node* itself has, the most telling first."""
    match node:
        case Arithmetic(op="*" | "/"):
            yield from _quotients(node)
        case Arithmetic(op="+" | "-"):
            yield from _sums(node)
        case Apply(function="log", arguments=(one,)):
            yield from _logarithms(node, one)
        case _:
            return


# ── Quotients ─────────────────────────────────────────────────────────────────────────────────────


def _quotients(node: Arithmetic) -> Iterator[Match]:
    """``(1 - v^n) / i``, ``((1+i)^n - 1) / i``, ``x / (exp(x) - 1)``."""
    above, below = factors(node)
    for part in above:
        pair = _pair(part)
        one, other = pair if pair is not None else (part, part)
        if _is_one(one) and (found := _compound(other)) and found.years_back:
            yield from _annuity("annuity", part, "annuity_certain", found, below)
        elif _is_one(other) and (found := _compound(one)) and not (found.rate and found.years_back):
            yield from _annuity("accumulated-annuity", part, "accumulated_annuity", found, below)
    for part in below:
        pair = _pair(part)
        if pair is not None and _is_one(pair[1]) and isinstance(pair[0], Apply) and pair[0].function == "exp":
            inner = pair[0].arguments[0]
            if inner in above:
                yield Match(
                    "over-exp-less-one", part, say("`{code}` below the line", code=f"expm1({_text(inner)})")
                )


def _annuity(
    form: str, part: Typed, function: str, found: _Compound, below: Sequence[Typed]
) -> Iterator[Match]:
    """An annuity of *found*, if what is divided by is its rate; of a factor ``v`` the rate stands elsewhere."""
    rate = next((own for own in below if found.rate in (None, own)), None)
    if rate is not None:
        yield Match(form, part, _of_rates(f"rates.{function}({_text(rate)}, {found.count})"))


# ── Sums ──────────────────────────────────────────────────────────────────────────────────────────


def _sums(node: Arithmetic) -> Iterator[Match]:
    """Two terms of a sum that cancel; further terms are looked at together with them."""
    terms = list(terms_of(node))
    for sign, positive in terms:
        for other_sign, negative in terms:
            if sign > 0 > other_sign:
                for form, instead in _DIFFERENCES:
                    written = instead(positive, negative)
                    if written:
                        yield Match(form, node, written)
                        break


def _code(text: str) -> Said:
    return say("`{code}`", code=text)


def _of_rates(text: str) -> Said:
    return say("`{code}` after `use std.rates`", code=text)


def _one_less_exp(positive: Typed, negative: Typed) -> Said:
    return _code(f"-expm1({_argument(negative)})") if _is_one(positive) and _is(negative, "exp") else NOTHING


def _exp_less_one(positive: Typed, negative: Typed) -> Said:
    return _code(f"expm1({_argument(positive)})") if _is_one(negative) and _is(positive, "exp") else NOTHING


def _probability(positive: Typed, negative: Typed) -> Said:
    """``1 - (1 - q)^n``, and ``1 - v^n``."""
    if not _is_one(positive) or not isinstance(negative, Arithmetic) or not _is_power(negative):
        return NOTHING
    chance = _beside_one(negative.left, -1)
    if chance is not None:
        return _of_rates(f"rates.within({_text(chance)}, {_text(negative.right)})")
    found = _compound(negative)
    if found is None or found.rate is None:
        return _code(f"-expm1({_bracketed(negative.right)} * log({_text(negative.left)}))")
    function = "rates.discounted" if found.years_back else "-rates.earned"
    return _of_rates(f"{function}({_text(found.rate)}, {found.count})")


def _interest(positive: Typed, negative: Typed) -> Said:
    """``(1 + i)^n - 1``."""
    if not _is_one(negative) or not isinstance(positive, Arithmetic) or not _is_power(positive):
        return NOTHING
    found = _compound(positive)
    if found is None or found.rate is None:
        return _code(f"expm1({_bracketed(positive.right)} * log({_text(positive.left)}))")
    function = "-rates.discounted" if found.years_back else "rates.earned"
    return _of_rates(f"{function}({_text(found.rate)}, {found.count})")


def _discount_rate(positive: Typed, negative: Typed) -> Said:
    """``1 - 1 / (1 + i)``, and a difference of other reciprocals."""
    one, two = _reciprocal(positive), _reciprocal(negative)
    if one is not None and two is not None:
        return _code(f"({_text(two)} - {_bracketed(one)}) / ({_bracketed(one)} * {_bracketed(two)})")
    rate = _beside_one(two, 1) if two is not None else None
    if _is_one(positive) and two is not None and rate is not None:
        return _code(f"{_bracketed(rate)} / ({_text(two)})")
    return NOTHING


def _squares(positive: Typed, negative: Typed) -> Said:
    one, two = _root_of_square(positive), _root_of_square(negative)
    if one is None or two is None:
        return NOTHING
    return _code(f"({_text(one)} - {_bracketed(two)}) * ({_text(one)} + {_text(two)})")


def _variance(positive: Typed, negative: Typed) -> Said:
    inner = _root_of_square(negative)
    if not isinstance(positive, Aggregate) or not isinstance(inner, Aggregate):
        return NOTHING
    of = _root_of_square(positive.body)
    if positive.function != "mean" or inner.function != "mean" or of != inner.body:
        return NOTHING
    return say(
        "`{code}`, with `m` the mean",
        code=f"mean(({_bracketed(inner.body)} - m)^2 over {', '.join(positive.over)})",
    )


def _root_less_one(positive: Typed, negative: Typed) -> Said:
    if not _is_one(negative) or not _is(positive, "sqrt"):
        return NOTHING
    under = positive.arguments[0] if isinstance(positive, Apply) else positive
    rest = _beside_one(under, 1)
    above = _bracketed(rest) if rest is not None else f"({_text(under)} - 1)"
    return _code(f"{above} / (sqrt({_text(under)}) + 1)")


def _roots(positive: Typed, negative: Typed) -> Said:
    if not _is(positive, "sqrt") or not _is(negative, "sqrt"):
        return NOTHING
    one, two = _argument(positive), _argument(negative)
    return _code(f"({one} - {_inner(negative)}) / (sqrt({one}) + sqrt({two}))")


def _logs(positive: Typed, negative: Typed) -> Said:
    if not _is(positive, "log") or not _is(negative, "log"):
        return NOTHING
    one, two = _argument(positive), _inner(negative)
    return _code(f"log1p(({one} - {two}) / {two})")


def _exponentials(positive: Typed, negative: Typed) -> Said:
    if not _is(positive, "exp") or not _is(negative, "exp"):
        return NOTHING
    return _code(f"{_text(negative)} * expm1({_argument(positive)} - {_inner(negative)})")


_DIFFERENCES: Final[Sequence[tuple[str, Callable[[Typed, Typed], Said]]]] = (
    ("one-less-exp", _one_less_exp),
    ("exp-less-one", _exp_less_one),
    ("probability", _probability),
    ("interest", _interest),
    ("reciprocals", _discount_rate),
    ("variance", _variance),
    ("squares", _squares),
    ("root-less-one", _root_less_one),
    ("roots", _roots),
    ("logarithms", _logs),
    ("exponentials", _exponentials),
)


# ── Logarithms ────────────────────────────────────────────────────────────────────────────────────


def _logarithms(node: Typed, inner: Typed) -> Iterator[Match]:
    """``log(1 + x)``, ``log(1 - x)``, ``log(a / b)``."""
    rest = _beside_one(inner, 1)
    if rest is not None:
        yield Match("log-of-one-plus", node, _code(f"log1p({_text(rest)})"))
    rest = _beside_one(inner, -1)
    if rest is not None:
        yield Match("log-of-one-less", node, _code(f"log1p(-{_bracketed(rest)})"))
    match inner:
        case Arithmetic(op="/", left=left, right=right):
            one, two = _text(left), _bracketed(right)
            yield Match("log-of-a-quotient", node, _code(f"log1p(({one} - {two}) / {two})"))
        case _:
            return


FORMS: Final = (
    *("annuity", "accumulated-annuity", "over-exp-less-one"),
    *(form for form, _ in _DIFFERENCES),
    *("log-of-one-plus", "log-of-one-less", "log-of-a-quotient"),
)


# ── Parts ─────────────────────────────────────────────────────────────────────────────────────────


def terms_of(node: Typed, sign: int = 1) -> Iterator[Term]:
    """What *node* adds up, whatever its brackets; a negative number is one that is taken away."""
    match node:
        case Arithmetic(op="+", left=left, right=right):
            yield from terms_of(left, sign)
            yield from terms_of(right, sign)
        case Arithmetic(op="-", left=left, right=right):
            yield from terms_of(left, sign)
            yield from terms_of(right, -sign)
        case Negate(operand=operand):
            yield from terms_of(operand, -sign)
        case _:
            yield sign, node


def is_sum(node: Typed) -> bool:
    """Whether *node* is a sum or a difference, or the negative of something that may be one."""
    return isinstance(node, Negate) or (isinstance(node, Arithmetic) and node.op in "+-")


def factors(node: Typed) -> tuple[list[Typed], list[Typed]]:
    """What *node* multiplies, and what it divides by."""
    match node:
        case Arithmetic(op="*", left=left, right=right):
            (above, below), (more, less) = factors(left), factors(right)
            return above + more, below + less
        case Arithmetic(op="/", left=left, right=right):
            (above, below), (less, more) = factors(left), factors(right)
            return above + more, below + less
        case Negate(operand=operand):
            return factors(operand)
        case _:
            return [node], []


def _pair(node: Typed) -> tuple[Typed, Typed] | None:
    """What is added and what is taken away, in a sum of two terms of different signs."""
    terms = sorted(terms_of(node), key=lambda term: -term[0])
    if [sign for sign, _ in terms] != [1, -1]:
        return None
    return terms[0][1], terms[1][1]


def _beside_one(node: Typed, sign: int) -> Typed | None:
    """``x`` of ``1 + x`` or ``x + 1`` (*sign* 1), or of ``1 - x`` (*sign* -1)."""
    terms = list(terms_of(node))
    rest = [(own, part) for own, part in terms if not (own > 0 and _is_one(part))]
    return rest[0][1] if len(terms) == 2 and len(rest) == 1 and rest[0][0] == sign else None


def _is_one(node: Typed) -> bool:
    return isinstance(node, Constant) and node.value == 1


def _is(node: Typed, function: str) -> bool:
    return isinstance(node, Apply) and node.function == function


def _is_power(node: Typed) -> bool:
    return isinstance(node, Arithmetic) and node.op == "^"


def _reciprocal(node: Typed) -> Typed | None:
    return node.right if isinstance(node, Arithmetic) and node.op == "/" and _is_one(node.left) else None


def _root_of_square(node: Typed) -> Typed | None:
    """``x`` of ``x^2`` or ``x * x``."""
    match node:
        case Arithmetic(op="^", left=left, right=Constant(value=2.0)):
            return left
        case Arithmetic(op="*", left=left, right=right) if left == right:
            return left
        case _:
            return None


def _argument(node: Typed) -> str:
    return _text(node.arguments[0]) if isinstance(node, Apply) else _text(node)


def _inner(node: Typed) -> str:
    return _bracketed(node.arguments[0]) if isinstance(node, Apply) else _bracketed(node)


@dataclass(frozen=True, slots=True)
class _Compound:
    """``(1 + rate)^count``, or of ``-count``; of a power of a name alone, such as ``v^n``, the rate is not seen."""

    rate: Typed | None
    count: str
    years_back: bool


def _compound(node: Typed) -> _Compound | None:
    match node:
        case Arithmetic(op="^", left=Ref(), right=right):
            return _Compound(None, _text(right), years_back=True)
        case Arithmetic(op="^", left=left, right=right):
            below = _reciprocal(left)
            rate = _beside_one(left if below is None else below, 1)
            back = isinstance(right, Negate)
            count = right.operand if isinstance(right, Negate) else right
            return None if rate is None else _Compound(rate, _text(count), back != (below is not None))
        case _:
            return None


def _text(node: Typed) -> str:
    """*node* as it is written."""
    return node.span.flat


def _bracketed(node: Typed) -> str:
    """*node* as it is written, in brackets if it has several parts."""
    return f"({_text(node)})" if isinstance(node, Arithmetic | Negate | If) else _text(node)
