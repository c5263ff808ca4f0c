"""Formulas of the checked model as they could be written: for what no author wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from semdsl.semantics.looped import LOOP
from semdsl.semantics.model import (
    Aggregate,
    Apply,
    Arithmetic,
    Axis,
    Box,
    Compare,
    Constant,
    Coordinate,
    Cumulative,
    Fixed,
    If,
    IsMember,
    Logic,
    Negate,
    Not,
    Position,
    Quantity,
    Ref,
    Region,
    Seek,
    Shift,
    Sought,
    Spread,
    Typed,
)
from semdsl.semantics.rewrite import rewrite
from semdsl.source import Source, Span
from semdsl.units.algebra import RATIO

_BINDS: Final = {"or": 1, "and": 2, "+": 5, "-": 5, "*": 6, "/": 6, "^": 8}
_NOT, _COMPARED, _NEGATIVE, _WHOLE = 3, 4, 7, 9
_PLAIN: Final = re.compile(r"[^\W\d]\w*|\d+")
MOST_ROUNDS: Final = 50


def closed(node: Typed, quantities: Mapping[str, Quantity], cells: Region) -> Typed:
    """*node*, which is for *cells*, with the quantities made for loops replaced by their formulas, if just one."""
    for _ in range(MOST_ROUNDS):
        new = rewrite(node, lambda part: _formula_of(part, quantities, cells))
        if new == node:
            break
        node = new
    return node


def _formula_of(part: Typed, quantities: Mapping[str, Quantity], cells: Region) -> Typed:
    quantity = quantities.get(part.name) if isinstance(part, Ref) else None
    if quantity is None or quantity.kind != LOOP or not isinstance(part, Ref):
        return part
    own = all(place == Shift(axis) for place, axis in zip(part.at, quantity.axes, strict=True))
    cases = [case for case in quantity.cases if own and meets(case.region, cells)]
    return cases[0].formula if len(cases) == 1 else part


def meets(cells: Region, others: Region) -> bool:
    """Whether some cell of *cells* may be among *others*, along the axes that both speak of."""
    return any(
        _may_meet(dict(own.positions), dict(other.positions)) for own in cells.boxes for other in others.boxes
    )


def _may_meet(own: Mapping[str, tuple[int, ...]], other: Mapping[str, tuple[int, ...]]) -> bool:
    return all(set(own[axis]) & set(other[axis]) for axis in own.keys() & other.keys())


def written(node: Typed, axes: Mapping[str, Axis], quantities: Mapping[str, Quantity], cells: Region) -> Span:
    """A place that has *node*, which is for *cells*, as its text."""
    text = text_of(closed(node, quantities, cells), axes, quantities)
    return Span(Source("solved", text), 0, len(text))


def text_of(node: Typed, axes: Mapping[str, Axis], quantities: Mapping[str, Quantity]) -> str:
    """*node* in the language. Names of quantities made for loops have blanks in them."""
    return _Writer(axes, quantities).text(node)


def region_text(region: Region, axes: Mapping[str, Axis]) -> str:
    """The cells of *region* as a selection; nothing if it is every cell."""
    blocks = [_box(box, axes) for box in region.boxes]
    return "" if "" in blocks else " or ".join(blocks)


@dataclass(frozen=True, slots=True)
class _Writer:
    axes: Mapping[str, Axis]
    quantities: Mapping[str, Quantity]

    def text(self, node: Typed, within: int = 0) -> str:
        """*node*, in brackets if it would fall apart *within* its surroundings."""
        text, binds = self._bound(node)
        return text if binds >= within else f"({text})"

    def _bound(self, node: Typed) -> tuple[str, int]:
        """The text of *node*, and how tightly it is bound."""
        match node:
            case Constant(value=value):
                unit = "" if node.unit == RATIO or node.unit.special else f" {node.unit}"
                return f"{value:{'_' if abs(value) >= 10_000 else ''}.12g}{unit}", _WHOLE
            case Coordinate(axis=axis, plus=plus):
                return (f"{axis} {plus:+d}", _BINDS["+"]) if plus else (axis, _WHOLE)
            case Negate(operand=operand):
                return f"-{self.text(operand, _NEGATIVE)}", _NEGATIVE
            case Arithmetic(op=op) | Logic(op=op):
                binds = _BINDS[op]
                before, after = binds + (op == "^"), binds + (op in "-/^")
                return f"{self.text(node.left, before)} {op} {self.text(node.right, after)}", binds
            case Compare(op=op, left=left, right=right):
                above = _COMPARED + 1
                return f"{self.text(left, above)} {op} {self.text(right, above)}", _COMPARED
            case Not(operand=operand):
                return f"not {self.text(operand, _NOT)}", _NOT
            case If(condition=condition, then=then, otherwise=otherwise):
                parts = (self.text(condition), self.text(then), self.text(otherwise))
                return "if {} then {} else {}".format(*parts), 0
            case Spread(body=body):
                return self._bound(body)
            case Ref() | Apply() | IsMember() | Aggregate() | Cumulative() | Seek():
                return self._whole(node), _WHOLE
            case _:
                assert_never(node)

    def _whole(self, node: Ref | Apply | IsMember | Aggregate | Cumulative | Seek) -> str:
        match node:
            case Ref(name=name, at=at):
                places = zip(self.quantities[name].axes, at, strict=True)
                moved = [text for axis, place in places if (text := self._place(axis, place))]
                return f"{name}[{', '.join(moved)}]" if moved else name
            case Apply(function=function, arguments=arguments):
                return f"{function}({', '.join(map(self.text, arguments))})"
            case IsMember(axis=axis, members=members):
                return f"({_along(self.axes[axis], sorted(members))})"
            case Aggregate(function=function, over=over, region=region, by=by):
                groups = f" by {by}" if by else ""
                return (
                    f"{function}({self.text(node.body)} over {', '.join(over)}{groups}{self._cells(region)})"
                )
            case Cumulative(function=function, axis=axis, region=region):
                return f"cumulative {function}({self.text(node.body)} over {axis}{self._cells(region)})"
            case Seek(which=which, axis=axis, condition=condition):
                return f"{which}({axis} where {self.text(condition)})"
            case _:
                assert_never(node)

    def _place(self, axis: str, place: Position) -> str:
        match place:
            case Shift(steps=steps):
                return f"{axis}{steps:+d}" if steps else ""
            case Fixed(position=position):
                return f"{axis} = {_label(self.axes[axis], position)}"
            case Sought(value=value, clamp=clamp):
                text = self.text(value)
                return f"{axis} = clamp({text})" if clamp else f"{axis} = {text}"
            case _:
                return ""

    def _cells(self, region: Region) -> str:
        text = region_text(region, self.axes)
        return f" for {text}" if text else ""


def _box(box: Box, axes: Mapping[str, Axis]) -> str:
    return " and ".join(_along(axes[axis], positions) for axis, positions in box.positions)


def _along(axis: Axis, positions: Sequence[int]) -> str:
    """The members at *positions* as a condition on *axis*."""
    labels = [_label(axis, at) for at in positions]
    if len(labels) == 1:
        return f"{axis.name} = {labels[0]}"
    if axis.ordered and list(positions) == list(range(positions[0], positions[-1] + 1)):
        return f"{axis.name} in {labels[0]}..{labels[-1]}"
    return f"{axis.name} in {', '.join(labels)}"


def _label(axis: Axis, position: int) -> str:
    label = axis.labels[position]
    return label if _PLAIN.fullmatch(label) else f'"{label}"'
