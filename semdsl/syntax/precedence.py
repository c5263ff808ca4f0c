"""Brackets a run of operands and operators: what binds tightest is put together first.

The grammar gives a run as it stands, ``a + b * c``; its comment has the table of what binds how tightly. The loop
below keeps no more than its own two stacks, so that the length of a formula is no limit.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from semdsl.syntax import ast
from semdsl.syntax.diagnosis import mistakes, mistakes_in_formulas
from semdsl.syntax.scan import Word

_BINDS = {
    "or": 1,
    "and": 2,
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">=", "in"), 4),
    ",": 5,
    "..": 6,
    "+": 7,
    "-": 7,
    "*": 8,
    "/": 8,
    "^": 10,
}
_BINDS_BEFORE = {"not": 3, "..": 6, "-": 9}
_NOT_REPEATED = (4, 6, 10)


class Run(deque[Word | ast.Expr]):
    """Operands and operators in the order written."""


@dataclass(frozen=True, slots=True)
class _Operator:
    word: Word
    binds: int
    before: bool  # stands before its only operand


@dataclass(slots=True)
class _Stacks:
    operands: list[ast.Expr] = field(default_factory=list)
    operators: list[_Operator] = field(default_factory=list)

    def push(self, word: Word, binds: int) -> None:
        """Put the operator *word* between what is there and what is to come."""
        together = word.text == "," or binds in _NOT_REPEATED
        self.reduce(binds + together)
        waiting = self.operators[-1] if self.operators else None
        if word.text == "^" and waiting and waiting.before:  # in `a^-b^c` the sign stands between two powers
            waiting = next((own for own in reversed(self.operators) if not own.before), None)
        if waiting and waiting.binds == binds and binds in _NOT_REPEATED:
            raise mistakes.Refused(mistakes_in_formulas.repeated_operator(waiting.word.span, word.span))
        self.operators.append(_Operator(word, binds, before=False))

    def reduce(self, down_to: int) -> None:
        """Apply the waiting operators that bind at least as tightly as *down_to*."""
        while self.operators and self.operators[-1].binds >= down_to:
            self.apply(self.operators.pop())

    def apply(self, operator: _Operator) -> None:
        """Replace the last operands by what *operator* makes of them."""
        sign = operator.word.text
        if sign == ",":
            self.list()
        elif operator.before:
            right = self.operands.pop()
            span = operator.word.span.to(right.span)
            made = (
                ast.Range(low=None, high=right, span=span)
                if sign == ".."
                else ast.Unary(sign, right, span=span)
            )
            self.operands.append(made)
        else:
            right, left = self.operands.pop(), self.operands.pop()
            span = left.span.to(right.span)
            is_range = sign == ".."
            self.operands.append(
                ast.Range(left, right, span=span) if is_range else ast.Binary(sign, left, right, span=span)
            )

    def list(self) -> None:
        """Put the members of a list together, all at once: a comma has just been taken, others may wait."""
        count = 2
        while self.operators and self.operators[-1].word.text == ",":
            self.operators.pop()
            count += 1
        items = tuple(self.operands[-count:])
        del self.operands[-count:]
        self.operands.append(ast.Listing(items, span=items[0].span.to(items[-1].span)))

    def onwards(self, word: Word) -> None:
        """``2034..``: a range without an end."""
        self.push(word, _BINDS[".."])
        self.operators.pop()
        low = self.operands.pop()
        self.operands.append(ast.Range(low=low, high=None, span=low.span.to(word.span)))


def bracketed(run: Run) -> ast.Expr:
    """The tree of *run*.

    May report: ``repeated-operator`` (``a < b < c``, ``a^b^c``, ``1..2..3``).
    """
    stacks = _Stacks()
    before = True  # whether an operand is to come
    for item in run:
        if not isinstance(item, Word):
            stacks.operands.append(item)
            before = False
        elif before:
            stacks.operators.append(_Operator(item, _BINDS_BEFORE[item.text], before=True))
        elif item.type == "ONWARDS":
            stacks.onwards(item)
        else:
            stacks.push(item, _BINDS[item.text])
            before = True
    stacks.reduce(0)
    return stacks.operands[0]
