"""A formula of the checked model as an author writes it: what was written where it is known, else from its tree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from semdsl.semantics.model import (
    EVERYWHERE,
    Aggregate,
    Apply,
    Arithmetic,
    Axis,
    Compare,
    Constant,
    Coordinate,
    Cumulative,
    Fixed,
    If,
    Logic,
    Model,
    Negate,
    Not,
    Ref,
    Shift,
    Sought,
    Spread,
    Typed,
)

_NUMBER: Final = re.compile(r"[\d_.]+(e[+-]?\d+)?(%|pp)?( [^\W\d].*)?")
_PLAIN_LABEL: Final = re.compile(r"[^\W\d]\w*|\d+")
_BINDS: Final = {"+": 3, "-": 3, "*": 4, "/": 4, "^": 6}
_SIGN: Final = 5
_ALONE: Final = 9


def written(node: Typed, model: Model, called: Mapping[Typed, str] | None = None) -> str:
    """*node* in the language; parts that are in *called* by their names."""
    return _Writer(model, called or {}).text(node)[0]


class _Writer:
    """Writes formulas; each text comes with how tightly it binds."""

    def __init__(self, model: Model, called: Mapping[Typed, str]) -> None:
        self._model = model
        self._called = called

    def text(self, node: Typed) -> tuple[str, int]:
        if node in self._called:
            return self._called[node], _ALONE
        match node:
            case Constant(value=value):
                flat = node.span.flat
                return (flat if _NUMBER.fullmatch(flat) else f"{value:.15g}"), _ALONE
            case Coordinate(axis=axis, plus=plus):
                return (f"{axis} {'-' if plus < 0 else '+'} {abs(plus)}", 3) if plus else (axis, _ALONE)
            case Ref():
                return self._reference(node), _ALONE
            case Negate(operand=operand):
                return f"-{self._within(operand, _SIGN)}", _SIGN
            case Arithmetic(op=op, left=left, right=right):
                own = _BINDS[op]
                gap = "" if op == "^" else " "
                one = self._within(left, own + (op == "^"))
                two = self._within(right, own + 1)
                if op == "+" and two.startswith("-"):
                    op, two = "-", two[1:]
                return f"{one}{gap}{op}{gap}{two}", own
            case Apply(function=function, arguments=arguments):
                return f"{function}({', '.join(self.text(own)[0] for own in arguments)})", _ALONE
            case Aggregate() | Cumulative():
                return self._aggregate(node), _ALONE
            case Spread(body=body):
                return self.text(body)
            case If() | Compare() | Logic() | Not():
                return self._condition(node), 0
            case _:
                return node.span.flat, 0

    def _within(self, node: Typed, least: int) -> str:
        text, binds = self.text(node)
        return text if binds >= least else f"({text})"

    def _condition(self, node: If | Compare | Logic | Not) -> str:
        match node:
            case If(condition=condition, then=then, otherwise=otherwise):
                first, second, third = (self.text(own)[0] for own in (condition, then, otherwise))
                return f"if {first} then {second} else {third}"
            case Not(operand=operand):
                return f"not {self._within(operand, 1)}"
            case Compare(op=op, left=left, right=right) | Logic(op=op, left=left, right=right):
                return f"{self._within(left, 1)} {op} {self._within(right, 1)}"

    def _aggregate(self, node: Aggregate | Cumulative) -> str:
        first = "cumulative " if isinstance(node, Cumulative) else ""
        over = node.over if isinstance(node, Aggregate) else (node.axis,)
        cells = "" if node.region == EVERYWHERE else self._cells(node)
        by = f" by {node.by}" if isinstance(node, Aggregate) and node.by else ""
        if cells is None:
            return node.span.flat
        return f"{first}{node.function}({self.text(node.body)[0]} over {', '.join(over)}{by}{cells})"

    def _cells(self, node: Aggregate | Cumulative) -> str | None:
        """``for year in 2026..2050``; None if that is not all there is to say."""
        boxes = node.region.boxes
        if len(boxes) != 1 or len(boxes[0].positions) != 1:
            return None
        ((name, positions),) = boxes[0].positions
        axis = self._model.axes[name]
        if tuple(positions) != tuple(range(positions[0], positions[-1] + 1)) or not axis.ordered:
            return None
        return f" for {range_text(axis, positions)}"

    def _reference(self, node: Ref) -> str:
        axes = self._model.quantities[node.name].axes
        places: list[str] = []
        for name, place in zip(axes, node.at, strict=True):
            match place:
                case Shift(axis=own, steps=0) if own == name:
                    continue
                case Shift(axis=own, steps=steps) if own == name:
                    places.append(f"{name}{steps:+d}")
                case Fixed(position=position):
                    places.append(label_text(self._model.axes[name].labels[position]))
                case Sought(value=value, clamp=clamp):
                    inner = self.text(value)[0]
                    places.append(f"{name} = {f'clamp({inner})' if clamp else inner}")
                case _:
                    continue  # one's own group
        return f"{node.name}[{', '.join(places)}]" if places else node.name


def label_text(label: str) -> str:
    """*label* as it is written in an index."""
    return label if _PLAIN_LABEL.fullmatch(label) else f'"{label}"'


def range_text(axis: Axis, positions: Sequence[int]) -> str:
    """``year >= 2026`` or ``year in 2026..2049``: members of *axis* that follow one another."""
    first, last = (label_text(axis.labels[at]) for at in (positions[0], positions[-1]))
    if axis.form in ("time", "numeric") and positions[-1] == len(axis) - 1:
        return f"{axis.name} >= {first}"
    return f"{axis.name} in {first}..{last}"
