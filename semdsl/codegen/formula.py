"""Lower a formula: a tree for one cell becomes a list of operations on arrays of cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf
from typing import Final, assert_never

from semdsl.codegen import running
from semdsl.codegen.domains import Domain
from semdsl.codegen.places import Index, Place, Spot
from semdsl.codegen.plan import Literal
from semdsl.codegen.slots import Row
from semdsl.codegen.workbench import Part, Scope, Task, Workbench, work
from semdsl.errors import InternalError
from semdsl.semantics.model import (
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
    IsMember,
    Logic,
    Mapped,
    Negate,
    Not,
    Position,
    Ref,
    Seek,
    Shift,
    Sought,
    Spread,
    Typed,
)


def lower_formula(bench: Workbench, formula: Typed, scope: Scope) -> int:
    """The operation on *bench* that gives *formula*, for its own axes as *scope* says."""
    return bench.array(work(_lower(bench, Part(formula, scope, None))))


def _lower(bench: Workbench, part: Part) -> Task | int:
    """The operation for *part*, or the task of making it: smaller parts are done by the caller's loop, not by calls."""
    node, scope = part.node, part.scope
    match node:
        case Constant(value=value):
            return bench.literal(value)
        case Ref(at=at):
            sought = any(isinstance(place, Sought) for place in at)
            return _looked_up(bench, node, part) if sought else _reference(bench, node, part, {})
        case Coordinate(axis=axis, plus=plus):
            return bench.along(axis, [number + plus for number in _coordinates(bench.axis(axis))], scope)
        case IsMember(axis=axis, members=members):
            return bench.member(axis, [at in members for at in range(len(bench.axis(axis)))], scope)
        case If():
            return _if(bench, node, part)
        case Aggregate() | Cumulative() | Spread() | Seek():
            return running.lower(bench, node, part, _lower)
        case _:
            return _operation(bench, node, part)


def _operation(
    bench: Workbench, node: Negate | Arithmetic | Compare | Logic | Not | Apply, part: Part
) -> Task:
    scope = part.scope
    match node:
        case Arithmetic(op=op, left=left, right=right):
            operands = ((yield _inner(bench, left, part)), (yield _inner(bench, right, part)))
            return bench.compute(ARITHMETIC[op], operands, scope, part.mask)
        case Negate(operand=operand):
            return bench.compute("negate", ((yield _inner(bench, operand, part)),), scope)
        case Compare(op=op, left=left, right=right):
            operands = ((yield _inner(bench, left, part)), (yield _inner(bench, right, part)))
            return bench.compute(op, operands, scope)
        case Logic(op=op, left=left, right=right):
            first = bench.condition((yield _inner(bench, left, part)), scope)
            second = bench.condition((yield _inner(bench, right, part)), scope)
            return bench.compute(op, (first, second), scope)
        case Not(operand=operand):
            return bench.compute(
                "not", (bench.condition((yield _inner(bench, operand, part)), scope),), scope
            )
        case Apply(function=function, arguments=arguments):
            numbers: list[int] = []
            for argument in arguments:
                number = yield _inner(bench, argument, part)
                numbers.append(number)
            return _applied(bench, function, numbers, part)
        case _:
            assert_never(node)


ARITHMETIC: Final = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "^": "power"}


def _inner(bench: Workbench, node: Typed, part: Part) -> Task | int:
    return _lower(bench, Part(node, part.scope, part.mask))


def _if(bench: Workbench, node: If, part: Part) -> Task:
    """Both branches, each wanted only where it is taken."""
    scope, mask = part.scope, part.mask
    condition = bench.condition((yield _inner(bench, node.condition, part)), scope)
    taken = bench.both(mask, condition, scope)
    then = yield _lower(bench, Part(node.then, scope, taken))
    left = bench.both(mask, bench.compute("not", (condition,), scope), scope)
    otherwise = yield _lower(bench, Part(node.otherwise, scope, left))
    return bench.compute("where", (condition, then, otherwise), scope)


def _applied(bench: Workbench, function: str, numbers: Sequence[int], part: Part) -> int:
    scope, mask = part.scope, part.mask
    match function:
        case "exp" | "log" | "expm1" | "log1p" | "sqrt":
            return bench.compute(function, numbers, scope, mask)
        case "abs":
            return bench.compute("abs", numbers, scope)
        case "round":
            places = numbers[1] if len(numbers) > 1 else bench.literal(0.0)
            return bench.compute("round", (numbers[0], places), scope, mask)
        case "min" | "max":
            result = numbers[0]
            for number in numbers[1:]:
                result = bench.compute(function, (result, number), scope)
            return result
        case "clamp":
            return _clamped(bench, numbers, part)
        case _:
            raise InternalError(f"no function {function!r}")


def _clamped(bench: Workbench, numbers: Sequence[int], part: Part) -> int:
    """Ends that are figures are in order, or are refused; those that are computed are looked at in the run."""
    value, low, high = numbers
    ends = (bench.operations[low], bench.operations[high])
    match ends:
        case (Literal(value=first), Literal(value=last)) if first <= last:
            least = bench.compute("max", (value, low), part.scope)
            return bench.compute("min", (least, high), part.scope)
        case _:
            return bench.compute("clamp", numbers, part.scope, part.mask)


# ── References ────────────────────────────────────────────────────────────────────────────────────


def _reference(bench: Workbench, node: Ref, part: Part, looked_up: Mapping[str, int]) -> int:
    """The cells that *node* points at, of the array of its quantity; some axes are *looked_up*."""
    stored = bench.stored[node.name]
    at = dict(zip(bench.model.quantities[node.name].axes, node.at, strict=True))
    places = {
        axis: _place(at[axis], len(bench.axis(axis)), part.scope) for axis in stored if axis not in looked_up
    }
    if looked_up:
        index = [
            looked_up[axis]
            if axis in looked_up
            else _given(bench, Spot(places[axis]), (places[axis],), part.scope)
            for axis in stored
        ]
    else:
        own = tuple(places.values())
        index = [_given(bench, Index(own), own, part.scope)]
    number = bench.read(bench.arrays[node.name], index, part.scope)
    return bench.demand(number, _allowed(bench, places.values(), part.scope), part.scope, part.mask)


def _looked_up(bench: Workbench, node: Ref, part: Part) -> Task:
    """The same for a *node* that looks for members by their numbers, which are made first."""
    found: dict[str, int] = {}
    at = dict(zip(bench.model.quantities[node.name].axes, node.at, strict=True))
    for axis in bench.stored[node.name]:
        place = at[axis]
        if isinstance(place, Sought):
            value = yield _inner(bench, place.value, part)
            found[axis] = _look_up(bench, bench.axis(axis), place, value, part)
    return _reference(bench, node, part, found)


def _given(bench: Workbench, slot: Index | Spot, places: Sequence[Place], scope: Scope) -> int:
    return bench.given(slot, (place.axis for place in places if place.axis), scope)


def _place(where: Position, size: int, scope: Scope) -> Place:
    match where:
        case Shift(axis=axis, steps=steps):
            return Place(size, axis=axis, domain=_bound(scope, axis), steps=steps)
        case Mapped(axis=axis, table=table):
            return Place(size, axis=axis, domain=_bound(scope, axis), table=table)
        case Fixed(position=position):
            return Place(size, position=position)
        case Sought():
            raise InternalError("a look-up by value has no place before it is computed")


def _bound(scope: Scope, axis: str) -> Domain:
    if axis not in scope:
        raise InternalError(f"`{axis}` means nothing here")
    return scope[axis]


def _allowed(bench: Workbench, places: Iterable[Place], scope: Scope) -> list[int]:
    """Conditions that keep references within their axes: none if they stay there anyway."""
    found: list[int] = []
    for place in places:
        if place.domain is None or not (place.steps or place.table):
            continue
        own = range(len(bench.axis(place.axis)))
        inside = [0 <= (place.table[at] if place.table else at + place.steps) < place.size for at in own]
        if not bench.fits(place.domain, inside):
            found.append(bench.member(place.axis, inside, scope))
    return found


def _look_up(bench: Workbench, axis: Axis, place: Sought, value: int, part: Part) -> int:
    coordinates = _coordinates(axis)
    row = bench.given(Row(coordinates))
    ends = bench.given(Row((*coordinates[1:], _last_end(axis)))) if axis.form == "banded" else row
    function = "nearest_position_of" if place.clamp else "position_of"
    return bench.compute(function, (value, row, ends), part.scope, part.mask)


def _coordinates(axis: Axis) -> tuple[float, ...]:
    if axis.coordinates is None:
        raise InternalError(f"the members of `{axis.name}` are no numbers")
    return axis.coordinates


def _last_end(axis: Axis) -> float:
    """Where the last band ends: ``80-84`` ends before 85, ``80+`` never."""
    upper = axis.labels[-1].rpartition("-")[2]
    return int(upper) + 1.0 if upper.isdecimal() else inf
