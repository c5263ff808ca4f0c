"""Random formulas: well-typed in axes and units, tame in size, of every kind that the language has.

Composite formulas come in brackets, so that they may stand anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tests.support.worlds import FIRST_YEAR, AxisText, Choice, Loop, Named, Scope, one_of, seldom, some_of

MONEY, PEOPLE, RATIO = "MXN", "person", "ratio"
UNITS = (RATIO, MONEY, PEOPLE)
SCALARS = ("1", "0.5", "2", "3.5%", "1.25", "0.1", "7")

Maker = Callable[[str, Scope, int], str]


@dataclass
class Formulas:
    """Writes formulas over *axes* that may name the quantities in ``names`` and call ``functions``."""

    choice: Choice
    axes: Mapping[str, AxisText]
    names: list[Named] = field(default_factory=list)
    functions: dict[str, int] = field(default_factory=dict)
    looking_up: bool = False  # a look-up within a look-up would let formulas grow without end

    # ── Values ────────────────────────────────────────────────────────────────────────────────────

    def value(self, unit: str, scope: Scope, depth: int) -> str:
        """A formula in *unit* for a cell in *scope*."""
        if depth <= 0 or seldom(self.choice, 6):
            return self._leaf(unit, scope)
        makers: list[Maker] = [
            self._sum_of_two,
            self._scaled,
            self._leaf_of,
            self._divided,
            self._choice,
            self._extreme,
            self._one_number,
            self._aggregate,
            self._aggregate,
        ]
        if unit == RATIO:
            makers += [self._function_of_ratio, self._quotient, self._power, self._called, self._sought]
        if self._along(scope):
            makers.append(self._cumulative)
        return one_of(self.choice, makers)(unit, scope, depth - 1)

    def constant(self, unit: str) -> str:
        """A number in *unit*."""
        number = one_of(self.choice, SCALARS)
        if unit == RATIO:
            return number
        return f"{number.removesuffix('%')} {unit}"

    def _leaf_of(self, unit: str, scope: Scope, _depth: int) -> str:
        return self._leaf(unit, scope)

    def _leaf(self, unit: str, scope: Scope) -> str:
        if unit == RATIO and seldom(self.choice, 4):
            numeric = [axis for axis in (*scope.axes, *scope.grouped) if self.axes[axis].ordered]
            if numeric:
                axis = one_of(self.choice, numeric)
                return f"({axis} - {FIRST_YEAR - 1})" if axis in ("year", "step") else axis
        return self.reference(unit, scope) or self.constant(unit)

    def _sum_of_two(self, unit: str, scope: Scope, depth: int) -> str:
        op = one_of(self.choice, "+-")
        return f"({self.value(unit, scope, depth)} {op} {self.value(unit, scope, depth)})"

    def _scaled(self, unit: str, scope: Scope, depth: int) -> str:
        return f"({self.value(RATIO, scope, depth)} * {self.value(unit, scope, depth)})"

    def _divided(self, unit: str, scope: Scope, depth: int) -> str:
        above = self.value(unit, scope, depth)
        if seldom(self.choice, 40):
            return f"({above} / {self.value(RATIO, scope, depth)})"
        return f"({above} / (1 + abs({self.value(RATIO, scope, depth)})))"

    def _quotient(self, _unit: str, scope: Scope, depth: int) -> str:
        unit = one_of(self.choice, UNITS)
        above, below = self.value(unit, scope, depth), self.value(unit, scope, depth)
        return f"({above} / max(abs({below}), {self.constant(unit)}))"

    def _choice(self, unit: str, scope: Scope, depth: int) -> str:
        condition = self.condition(scope, depth)
        return f"(if {condition} then {self.value(unit, scope, depth)} else {self.value(unit, scope, depth)})"

    def _extreme(self, unit: str, scope: Scope, depth: int) -> str:
        function = one_of(self.choice, ("max", "min"))
        values = [self.value(unit, scope, depth) for _ in range(2 + self.choice.below(2))]
        return f"{function}({', '.join(values)})"

    def _one_number(self, unit: str, scope: Scope, depth: int) -> str:
        inner = self.value(unit, scope, depth)
        high = "3" if unit == RATIO else f"3 {unit}"
        forms = (
            "abs({0})",
            "(-{0})",
            "clamp({0}, 0, {1})",
            "round({0}, 1)",
            "clamp({0}, -{1}, {1})",
            "round({0})",
        )
        return one_of(self.choice, forms).format(inner, high)

    def _function_of_ratio(self, _unit: str, scope: Scope, depth: int) -> str:
        inner = self.value(RATIO, scope, depth)
        forms = (
            "sqrt(abs({0}))",
            "log(1 + abs({0}))",
            "exp(clamp({0}, -2, 2))",
            "expm1(clamp({0}, -2, 2))",
            "log1p(abs({0}))",
            "log({0})",
        )
        return one_of(self.choice, forms[:5] if self.choice.below(12) else forms).format(inner)

    def _power(self, _unit: str, scope: Scope, depth: int) -> str:
        inner = self.value(RATIO, scope, depth)
        if self.choice.below(2):
            return f"({inner} ^ {one_of(self.choice, ('2', '1', '0', '3'))})"
        return f"((1 + abs({inner})) ^ clamp({self.value(RATIO, scope, depth)}, -2, 2))"

    def _called(self, _unit: str, scope: Scope, depth: int) -> str:
        if not self.functions:
            return self._leaf(RATIO, scope)
        name = one_of(self.choice, tuple(self.functions))
        count = self.functions[name]
        if name == "change":
            return self._change(scope, depth)
        return f"{name}({', '.join(self.value(RATIO, scope, depth) for _ in range(count))})"

    def _change(self, scope: Scope, depth: int) -> str:
        """A call of ``change(x) = x - x[year-1]``: its argument has one year less to step back."""
        back, ahead = scope.margin("year")
        if "year" not in scope.axes or back < 1:
            return self._leaf(RATIO, scope)
        margins = {**dict(scope.margins), "year": (back - 1, ahead)}
        inside = replace(scope, margins=tuple(margins.items()), loop=None, grouped=(), displaced="year")
        varying = f"(year + {self.value(RATIO, inside, depth)})"
        return f"change({varying})"

    # ── Conditions ────────────────────────────────────────────────────────────────────────────────

    def condition(self, scope: Scope, depth: int) -> str:
        """A condition on the cell, its place or its values."""
        if depth > 0 and seldom(self.choice, 4):
            left, right = self.condition(scope, depth - 1), self.condition(scope, depth - 1)
            return one_of(self.choice, ("({0} and {1})", "({0} or {1})", "(not {0})")).format(left, right)
        if scope.axes and self.choice.below(2):
            return f"({self.selection(one_of(self.choice, scope.axes))[0]})"
        unit = one_of(self.choice, UNITS)
        op = one_of(self.choice, ("<", ">", "<=", ">=", "=", "!="))
        left, right = (
            f"(1 * {side})"
            if side in self.axes
            else side  # as a member it could not be compared with anything
            for side in (self.value(unit, scope, depth), self.value(unit, scope, depth))
        )
        return f"({left} {op} {right})"

    def selection(self, axis: str) -> tuple[str, list[int]]:
        """A selection along *axis*, not empty, and the positions it selects."""
        own = self.axes[axis]
        size = len(own.members)
        at = self.choice.below(size)
        label = own.labels[at]
        equal = label if "=" in label else f"{axis} = {label}"
        if own.form in ("labelled", "groups") or seldom(self.choice, 3):
            different = [other for other in range(size) if other != at]
            if size > 1 and self.choice.below(2):
                return equal.replace(" = ", " != "), different
            return equal, [at]
        if own.form == "steps":
            return equal, [at]
        number = own.numbers[at] if own.numbers else 0
        if own.form == "time" and seldom(self.choice, 3):
            last = at + self.choice.below(size - at)
            return f"{axis} in {number}..{own.members[last]}", list(range(at, last + 1))
        if self.choice.below(2) or (own.form == "banded" and at == size - 1):
            return f"{axis} >= {number}", list(range(at, size))
        if own.form == "banded" and own.numbers:
            return f"{axis} < {own.numbers[at + 1]}", list(range(at + 1))
        return f"{axis} <= {number}", list(range(at + 1))

    # ── References ────────────────────────────────────────────────────────────────────────────────

    def reference(self, unit: str, scope: Scope) -> str | None:
        """A cell of a quantity in *unit*, or an aggregate of it; None if there is none."""
        known = [name for name in self.names if name.unit == unit]
        loop = scope.loop
        if loop is not None and loop.axis in scope.axes:
            known += [
                name for name in loop.settled if name.unit == unit and set(name.axes) <= set(scope.axes)
            ]
            back, ahead = scope.margin(loop.axis)
            if (back if loop.step < 0 else ahead) > 0 and self.choice.below(3):
                earlier = [name for name in loop.names if name.unit == unit]
                if earlier:
                    return self._earlier(one_of(self.choice, earlier), scope, loop)
        if not known:
            return None
        name = known[len(known) - 1 - self.choice.below(len(known))]
        if loop is not None and name in loop.settled:
            return name.name
        return self._indexed(name, [self._place(axis, scope) for axis in name.axes])

    def _earlier(self, name: Named, scope: Scope, loop: Loop) -> str:
        margin = scope.margin(loop.axis)[0 if loop.step < 0 else 1]
        steps = 1 + self.choice.below(min(margin, 2))
        places = [
            f"{axis}{'-' if loop.step < 0 else '+'}{steps}" if axis == loop.axis else self._place(axis, scope)
            for axis in name.axes
        ]
        return self._indexed(name, places)

    def _indexed(self, name: Named, places: Sequence[str]) -> str:
        written = [place for place in places if place]
        return f"{name.name}[{', '.join(written)}]" if written else name.name

    def _place(self, axis: str, scope: Scope) -> str:
        """Which member of *axis* is read; nothing for one's own."""
        own = self.axes[axis]
        if axis in scope.axes:
            back, ahead = scope.margin(axis) if own.ordered else (0, 0)
            options = ["", "", ""] + [f"{axis}-1"] * (back > 0) + [f"{axis}+1"] * (ahead > 0) + ["="]
            place = one_of(self.choice, options)
            if place != "=":
                return place
        elif axis in scope.grouped and own.parent in scope.axes and self.choice.below(4):
            return ""
        if own.numbers is None or self.looking_up or self.choice.below(3):
            return one_of(self.choice, [*own.labels, *self._edges(own, scope)])
        self.looking_up = True
        inner = self.value(RATIO, replace(scope, loop=None), 1)
        self.looking_up = False
        if own.form == "banded":
            scaled = one_of(self.choice, (f"3 * {inner}", f"5 * round({inner})"))
            return f"{axis} = clamp({scaled})"
        start = f"{own.numbers[0]} + " if own.numbers[0] else ""
        if seldom(self.choice, 3):
            place = f"{start}round({inner})"
            if seldom(self.choice, 12):
                return f"{axis} = {place}"
            return f"{axis} = min(max({place}, {own.numbers[0]}), {own.numbers[-1]})"
        return f"{axis} = clamp({start}round({inner}))"

    def _edges(self, axis: AxisText, scope: Scope) -> list[str]:
        """The ends of *axis*, and of one's own group on it."""
        ends = [f"first of {axis.name}", f"last of {axis.name}"] if axis.form == "time" else []
        for group in self.axes.values():
            in_a_group = group.name in scope.axes or (axis.name in scope.axes and group.name in scope.grouped)
            if group.parent == axis.name and in_a_group:
                ends.append(f"first of {group.name}")
        return ends

    # ── Aggregates ────────────────────────────────────────────────────────────────────────────────

    def _aggregate(self, unit: str, scope: Scope, depth: int) -> str:
        fine = [axis for axis in self.axes if not self.axes[axis].parent]
        over = some_of(self.choice, fine, 2) or [one_of(self.choice, fine)]
        function = one_of(self.choice, ("sum", "max", "min", "mean", "product"))
        if function == "product" and unit != RATIO:
            function = "sum"
        known = [*scope.axes, *(axis for axis in scope.grouped if self.axes[axis].parent in scope.axes)]
        groups = [axis for axis in dict.fromkeys(known) if self.axes[axis].parent in over]
        groups = [axis for axis in groups if self.axes[axis].parent != scope.displaced]
        by = one_of(self.choice, groups) if groups and self.choice.below(3) else ""
        inside = self._inside(scope, over, by)
        clauses = f" over {', '.join(over)}" + (f" by {by}" if by else "")
        if not by and seldom(self.choice, 3):
            axis = one_of(self.choice, over)
            text, positions = self.selection(axis)
            clauses += f" for {text}"
            inside = inside.within(axis, positions, len(self.axes[axis].members))
        elif not by and function == "mean" and self.choice.below(2):
            clauses += f" weighted by (0.5 + abs({self.value(RATIO, inside, depth - 1)}))"
        return f"{function}({self.varying(unit, inside, over, depth)}{clauses})"

    def _inside(self, scope: Scope, over: Sequence[str], by: str = "") -> Scope:
        """The scope in the body of an aggregate over *over*: groups of the bound axes follow the running cell."""
        moved = {axis.name for axis in self.axes.values() if axis.parent in over}
        outer = [axis for axis in scope.axes if axis not in moved]
        total = tuple(axis for axis in moved if axis == by or -1 not in self.axes[axis].groups)
        in_loop = scope.loop is not None and scope.loop.axis not in {*over, *moved}
        return Scope(
            axes=tuple(dict.fromkeys((*outer, *over))),
            margins=tuple(own for own in scope.margins if own[0] not in {*over, *moved}),
            grouped=(*(axis for axis in scope.grouped if axis not in moved), *sorted(total)),
            loop=scope.loop if in_loop else None,
            displaced="" if scope.displaced in over else scope.displaced,
        )

    def varying(self, unit: str, scope: Scope, axes: Sequence[str], depth: int) -> str:
        """A formula that varies by each of *axes*."""
        text = self.value(unit, scope, depth)
        for axis in axes:
            having = [name for name in self.names if name.unit == unit and axis in name.axes]
            if having and self.choice.below(4):
                name = one_of(self.choice, having)
                places = ["" if own == axis else self._place(own, scope) for own in name.axes]
                text = f"({text} {one_of(self.choice, '+-')} {self._indexed(name, places)})"
            elif self.axes[axis].numbers and self.choice.below(2):
                text = f"({text} * {f'({axis} - {FIRST_YEAR - 1})' if axis == 'year' else axis})"
            else:
                text = f"(if {self.selection(axis)[0]} then {text} else {self.value(unit, scope, 0)})"
        return text

    def _along(self, scope: Scope) -> list[str]:
        """The axes along which something may be cumulated."""
        loop = scope.loop.axis if scope.loop else ""
        return [
            axis for axis in scope.axes if self.axes[axis].ordered and axis not in (loop, scope.displaced)
        ]

    def _cumulative(self, unit: str, scope: Scope, depth: int) -> str:
        axis = one_of(self.choice, self._along(scope))
        inside = replace(self._inside(scope, [axis]), loop=None)
        function = "sum" if unit != RATIO or self.choice.below(2) else "product"
        clauses = f" over {axis}"
        if seldom(self.choice, 3):
            text, positions = self.selection(axis)
            clauses += f" for {text}"
            inside = inside.within(axis, positions, len(self.axes[axis].members))
        return f"cumulative {function}({self.varying(unit, inside, [axis], depth)}{clauses})"

    def _sought(self, _unit: str, scope: Scope, depth: int) -> str:
        """``first(…)`` or ``last(…)`` of years, as a number of years."""
        inside = self._inside(scope, ["year"])
        which = one_of(self.choice, ("first", "last"))
        condition = self.condition(inside, depth - 1)
        if not seldom(self.choice, 20):
            condition = f"({condition} or year = {one_of(self.choice, self.axes['year'].members)})"
        return f"({which}(year where {condition}) - {FIRST_YEAR - 1})"
