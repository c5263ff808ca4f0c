"""A condition with one number to vary: what it comes to at a value, its straight lines, how a value is written."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from semdsl.analysis.asking import Cell, Condition, World
from semdsl.analysis.moved import SHIFT, Arrays, Move, Moved
from semdsl.analysis.roots import POINTS, Scan, points_between
from semdsl.analysis.solved import Looked, Solution, Solved
from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.diagnostics.wording import Said, say
from semdsl.interpret.problem import Stop
from semdsl.interpret.rounding import Rounding
from semdsl.interpret.slopes import MuchToFollow, Slope, Slopes
from semdsl.judging.checks import judge_cell
from semdsl.requests import Options, request
from semdsl.running import compute
from semdsl.runtime.numerals import plain
from semdsl.runtime.program import Stopped
from semdsl.semantics.model import Quantity
from semdsl.units.algebra import RATIO

_FLAT: Final = 1e-13  # part of the slopes of both sides that rounding leaves of their difference
_KEPT: Final = 300  # runs that are remembered: of a scan, and of a search for each cell


@dataclass(frozen=True, slots=True)
class Line:
    """The difference of both sides, proved to be a straight line: at ``at`` it is ``difference``, and its ``slope``.

    ``steepness`` is the sum of the slopes of the two sides. If a side is a quotient of lines,
    both have been multiplied by its divisor: ``divisor`` is what that is at ``at``, and its slope.
    """

    at: float
    difference: float
    slope: float
    steepness: float
    divisor: tuple[float, float] = (1.0, 0.0)

    @property
    def is_flat(self) -> bool:
        """Whether it does not rise or fall, but for rounding."""
        return abs(self.slope) <= _FLAT * self.steepness

    @property
    def is_multiplied(self) -> bool:
        """Whether both sides were multiplied by a divisor that moves."""
        return self.divisor[1] != 0

    def divides_by(self, value: float) -> float:
        """The divisor at *value*; 0 if it is 0 but for rounding."""
        level, slope = self.divisor
        risen = slope * (value - self.at)
        return 0.0 if abs(level + risen) <= 1e-12 * (abs(level) + abs(risen)) else level + risen


@dataclass(slots=True, eq=False)
class Problem:
    """``condition`` with the cells of ``own`` to vary in ``moved``, looked at within ``bracket`` (base units)."""

    world: World
    condition: Condition
    own: Move
    moved: Moved
    bracket: tuple[float, float] | None
    is_between: bool = False
    stopped: Diagnostic | None = None
    _known: dict[float, Arrays | None] = field(default_factory=dict)

    # ── What it comes to ──────────────────────────────────────────────────────────────────────────

    def difference(self, value: float, cell: Cell) -> float:
        """The left side less the right one; not a number where the model has no value."""
        left, right = self.sides(value, cell)
        return left - right

    def sides(self, value: float, cell: Cell) -> tuple[float, float]:
        """Both sides in *cell*, in base units."""
        arrays = self._run(value)
        if arrays is None:
            return math.nan, math.nan
        check = self.condition.check
        at = tuple(cell[axis] for axis in check.axes)
        return float(arrays[check.left][at]), float(arrays[check.right][at])

    def margin(self, value: float, cells: Sequence[Cell]) -> tuple[float, Cell]:
        """By how much the inequality holds where it holds by least, and that cell."""
        margins = [self.sign * self.difference(value, cell) for cell in cells]
        if any(math.isnan(own) for own in margins):
            return math.nan, cells[0]
        least = min(range(len(cells)), key=lambda at: margins[at])
        return margins[least], cells[least]

    def is_met(self, value: float, cell: Cell, rounding: Rounding | None = None) -> bool:
        """Whether the condition is met in *cell* at *value*, as by a check without a tolerance.

        With *rounding* many cells have one look together.
        """
        arrays = self._run(value)
        if arrays is None:
            return False
        bare = replace(self.condition.check, tolerance="", relative=None)
        return judge_cell(bare, cell, self.moved.model, arrays, rounding or self.second_look(value)).passed

    def second_look(self, value: float) -> Rounding:
        """A second look at comparisons at *value*."""
        return Rounding(self.moved.model, lambda: self.moved.tables({self.own.input: value}))

    def _run(self, value: float) -> Arrays | None:
        if value not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            values = {self.own.input: value}
            try:
                self._known[value] = self.moved.run(values)
            except Stopped as stopped:
                self._known[value] = None
                self.stopped = self.stopped or self.moved.blamed(stopped, values)
        return self._known[value]

    def scan(self, function: Callable[[float], float]) -> Scan:
        """*function* at equally spaced points of the bracket."""
        low, high = self.bracket or (0.0, 0.0)
        points = points_between(low, high)
        return Scan(points, tuple(function(point) for point in points))

    def looked(self, scan: Scan) -> Looked:
        """What *scan* was, for readers."""
        low, high = self.bracket or (0.0, 0.0)
        return Looked(low / self.scale, high / self.scale, POINTS, scan.undefined, scan.direction)

    def lines(self, cells: Sequence[Cell]) -> list[Line | None]:
        """The straight line of each cell; None where it is not proved to be one."""
        check = self.condition.check
        follow = self.moved.slopes({}, quotients=True)
        found: list[Line | None] = []
        for cell in cells:
            at = tuple(cell[axis] for axis in check.axes)
            try:
                found.append(self._line(follow.value(check.left, at), follow.value(check.right, at)))
            except (Stop, MuchToFollow):
                found.append(None)
        return found

    def _line(self, left: Slope, right: Slope) -> Line | None:
        """Both sides over one divisor: that of either, if it is a quotient of lines; of two that move there is none."""
        divisor = next((side.quotient[1] for side in (left, right) if side.curved and side.quotient), None)
        if divisor is not None:
            left, right = (_times(side, divisor) for side in (left, right))
        if left.curved or right.curved:
            return None
        slopes = (left.slope(0), right.slope(0))
        line = Line(
            self.own.stays,
            left.value - right.value,
            slopes[0] - slopes[1],
            abs(slopes[0]) + abs(slopes[1]),
            (1.0, 0.0) if divisor is None else (divisor.value, divisor.slope(0)),
        )
        return None if line.is_multiplied and line.is_flat else line

    # ── The condition ─────────────────────────────────────────────────────────────────────────────

    @property
    def sign(self) -> float:
        """1 if the left side is to be the larger one, else -1."""
        return 1.0 if self.condition.check.op in (">", ">=") else -1.0

    @property
    def is_strict(self) -> bool:
        """Whether the two sides must differ."""
        return self.condition.check.op in ("<", ">")

    def holds(self, margin: float, noise: float) -> bool:
        """Whether an inequality holds by *margin*, of which *noise* may be rounding."""
        return margin > noise if self.is_strict else margin >= -noise

    def is_inside(self, value: float) -> bool:
        """Whether *value* lies between the bounds, if there are any."""
        return self.bracket is None or self.bracket[0] <= value <= self.bracket[1]

    # ── How a value is written ────────────────────────────────────────────────────────────────────

    @property
    def vary(self) -> str:
        return self.own.target.text

    @property
    def scale(self) -> float:
        return self._quantity.scale

    @property
    def _quantity(self) -> Quantity:
        return self.world.model.quantities[self.own.target.name]

    def text(self, value: float) -> str:
        """*value* for readers, with its unit."""
        if self.own.target.percent:
            return f"{value * 100:.10g}%"
        shown = f"{value / self.scale:,.10g}"
        return shown if self._quantity.unit == RATIO else f"{shown} {self._quantity.shown}"

    def side_text(self, value: float) -> str:
        """A difference of both sides for readers, with its unit."""
        check = self.condition.check
        if math.isnan(value):
            return "no value"
        shown = f"{value / check.scale:,.6g}"
        return shown if check.shown in ("", "ratio") else f"{shown} {check.shown}"

    @property
    def bounds(self) -> Said:
        """The bounds for readers."""
        low, high = self.bracket or (-math.inf, math.inf)
        return say("{low} to {high}", low=self.text(low), high=self.text(high))

    @property
    def looked_between(self) -> Said | None:
        """Between which values was looked, if there are bounds."""
        return None if self.bracket is None else self.bounds

    def setting(self, value: float) -> str:
        """*value* as ``--set`` takes it."""
        quantity = self._quantity
        if self.own.target.percent:
            sign = "pp" if self.own.form == SHIFT else "%"
            text = f"{_per_cent(value)}{sign}"
        else:
            text = plain(value / self.scale)
            text += "" if quantity.unit == RATIO else f" {quantity.shown}"
        if self.own.form != SHIFT:
            return f"{self.vary}={text}"
        name = self.own.target.name
        return f"{self.vary}={name}{text}" if text.startswith("-") else f"{self.vary}={name}+{text}"

    def shown_line(self, line: Line) -> tuple[float, float]:
        """*line* as a + b times the value, by the declared units of both sides and of what is varied."""
        sides = self.condition.check.scale
        return (line.difference - line.slope * line.at) / sides, line.slope * self.scale / sides

    # ── The answer ────────────────────────────────────────────────────────────────────────────────

    def solution(self, value: float, cell: Cell, steps: int) -> Outcome[Solution | None]:
        """*value*, with both sides in *cell* when the model is run again as ``--set`` says.

        May report: what is wrong with that setting, or what stops that run.
        """
        setting = self.setting(value)
        world = self.world
        asked = request(world.checked, Options((world.scenario,), world.settings, later=(setting,)))
        if asked.value is None:
            return Outcome(None, asked.diagnostics)
        ((_, model),) = asked.value.models
        again = replace(model, quantities={**model.quantities, **self.condition.made})
        ran = compute(again, world.checked, self.condition.names)
        if ran.value is None:
            return Outcome(None, ran.diagnostics)
        check = self.condition.check
        at = tuple(cell[axis] for axis in check.axes)
        left, right = (float(ran.value[name][at]) / check.scale for name in (check.left, check.right))
        return Outcome(Solution(value / self.scale, setting, left, right, steps))

    def solved(self, kind: str) -> Solved:
        """The answer, without its values."""
        check = self.condition.check
        return Solved(
            kind=kind,
            vary=self.vary,
            until=self.condition.text,
            op=check.op,
            scenario=self.world.scenario,
            form=self.own.form,
            unit=self._quantity.shown,
            percent=self.own.target.percent,
            stated=None,
            sides_unit=check.shown,
        )


def _times(side: Slope, divisor: Slope) -> Slope:
    """*side* times *divisor*, which is taken away from what is divided by it."""
    if side.quotient is not None and side.quotient[1] is divisor:
        return side.quotient[0]
    return Slopes().arithmetic("*", (side, divisor))


def _per_cent(value: float) -> str:
    """The shortest numeral of *value* in per cent that is read back as it."""
    texts = [plain(float(f"{value * 100:.{digits}g}")) for digits in (15, 16, 17)]
    return next((text for text in texts if float(Fraction(text) / 100) == value), texts[-1])
