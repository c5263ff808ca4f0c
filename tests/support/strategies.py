"""Random models in the language itself: sound by construction, so whatever the checks refuse is a fault.

``models()`` is for Hypothesis, which shrinks; ``model_of_seed`` and its like are fast, for long runs. All
write the same kind of models.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from tests.support.formulas import MONEY, RATIO, UNITS, Formulas
from tests.support.wider import Extra
from tests.support.worlds import (
    AxisText,
    Choice,
    Loop,
    Named,
    Scope,
    one_of,
    random_axes,
    seldom,
    some_of,
)


@dataclass(frozen=True)
class ModelText:
    """A model and the files it reads."""

    text: str
    files: dict[str, str]

    def __str__(self) -> str:
        files = "".join(f"\n# ── {name}\n{text}" for name, text in self.files.items())
        return self.text + files


@dataclass(frozen=True)
class Size:
    """How much there is of what a model is made of; of every kind there may be some in a model of any size.

    ``depth`` is that of formulas, ``loop`` how many names need each other, ``plain`` how many definitions are
    plain to one that is a loop. An axis besides the years, a check, a scenario and further declarations are each
    there once in so many times.
    """

    years: int
    tables: int
    definitions: int
    extras: int
    depth: int
    loop: int
    plain: int
    axis: int
    others: int


SMALL = Size(years=2, tables=1, definitions=1, extras=1, depth=2, loop=2, plain=7, axis=5, others=8)
LARGE = Size(years=4, tables=2, definitions=4, extras=2, depth=3, loop=3, plain=2, axis=2, others=2)
LARGE_IN = 5  # one model in so many is large


@st.composite
def models(draw: st.DrawFn) -> ModelText:
    """A random model; simple ones first."""

    class Drawn:
        def below(self, count: int) -> int:
            return draw(st.integers(0, count - 1)) if count > 1 else 0

    return random_model(Drawn(), LARGE)


class Seeded:
    """What the number *seed* chooses."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def below(self, count: int) -> int:
        return self.chance.randrange(count)


def model_of_seed(seed: int) -> ModelText:
    """The random model number *seed*: most are small, so that many can be looked at."""
    return large_model_of_seed(seed) if seed % LARGE_IN == 0 else small_model_of_seed(seed)


def large_model_of_seed(seed: int) -> ModelText:
    """The large random model number *seed*."""
    return random_model(Seeded(seed), LARGE)


def small_model_of_seed(seed: int) -> ModelText:
    """The small random model number *seed*."""
    return random_model(Seeded(seed), SMALL)


def random_model(choice: Choice, size: Size) -> ModelText:
    """A random model: axes, tables, a parameter, functions, then definitions that may name what stands before."""
    writer = Writer(choice, random_axes(choice, size.years, size.axis), size)
    writer.lines += ["model random", "", *(axis.declaration for axis in writer.axes.values()), ""]
    writer.functions()
    for unit in UNITS[: size.tables + choice.below(2)]:
        writer.table(unit)
    writer.parameter()
    for _ in range(1 + choice.below(size.definitions)):
        makers = [*[writer.plain] * size.plain, writer.loop, writer.simultaneous]
        steps = writer.axes.get("step")
        if steps is not None and -1 in steps.groups:
            makers += [writer.stepped, writer.zelenka]
        one_of(choice, makers)()
    if seldom(choice, size.others):
        writer.check()
    if seldom(choice, size.others):
        writer.scenario()
    if seldom(choice, size.others):
        extra = Extra(writer)
        for _ in range(1 + choice.below(size.extras)):
            extra.anything()
        if choice.below(2):
            writer.plain()
    return ModelText("\n".join(writer.lines) + "\n", writer.files)


@dataclass
class Writer:
    """Writes declarations one after the other."""

    choice: Choice
    axes: dict[str, AxisText]
    size: Size
    lines: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    given: list[Named] = field(default_factory=list)
    gapped: set[str] = field(default_factory=set)  # tables of which formulas give some cells
    count: int = 0

    def __post_init__(self) -> None:
        self.formulas = Formulas(self.choice, self.axes)

    # ── What is given ─────────────────────────────────────────────────────────────────────────────

    def functions(self) -> None:
        if self.choice.below(2):
            self.lines += ["function damped(x, y) = x / (1 + abs(y))", ""]
            self.lines += ["function change(x) = x - x[year-1]", ""]
            self.formulas.functions.update(damped=2, change=1)

    def table(self, unit: str) -> None:
        name, axes = self.new_name("t"), self._some_axes()
        scale = "thousand " if unit == MONEY and seldom(self.choice, 4) else ""
        self.lines += [f"table {self._header(name, axes)} : {scale}{unit}", f'    from "{name}.csv"']
        gap = self._gap(axes, unit) if seldom(self.choice, 3) else None
        if gap is not None:
            self.gapped.add(name)
        self.files[f"{name}.csv"] = self.rows_of(axes, gap, thousands=bool(scale))
        self.lines.append("")
        self.given.append(Named(name, axes, unit))
        self.formulas.names.append(self.given[-1])

    def rows_of(
        self, axes: Sequence[str], gap: tuple[str, list[str]] | None = None, *, thousands: bool = False
    ) -> str:
        """A file of figures; where it has a *gap*, rows are blank or left out."""
        rows = [",".join([*axes, "value"])]
        for members in _cells(axes, self.axes):
            if gap is None or members[axes.index(gap[0])] in gap[1]:
                rows.append(",".join([*members, self._figure(thousands)]))
            elif self.choice.below(2):
                rows.append(",".join([*members, ""]))
        return "\n".join(rows) + "\n"

    def _gap(self, axes: tuple[str, ...], unit: str) -> tuple[str, list[str]] | None:
        """Let the file of the table just begun give only some members of an axis, and a formula the others."""
        long = [axis for axis in axes if len(self.axes[axis].members) > 1]
        if not long:
            return None
        axis = one_of(self.choice, long)
        members = self.axes[axis].members
        text, positions = self.formulas.selection(axis)
        rest = [at for at in range(len(members)) if at not in positions]
        if not rest:
            return None
        self.lines[-1] += f"  for {text}"
        scope = self.scope(axes).within(axis, rest, len(members))
        self.lines.append(f"    = {self.value(unit, scope)}  otherwise")
        return axis, [members[at] for at in positions]

    def _figure(self, thousands: bool) -> str:
        hundredths = 1 + self.choice.below(300)
        if seldom(self.choice, 12):
            hundredths = 0
        sign = "-" if hundredths and seldom(self.choice, 6) else ""
        return f"{sign}{hundredths / (100_000 if thousands else 100):.5f}".rstrip("0").rstrip(".")

    def parameter(self) -> None:
        name = self.new_name("p")
        unit = one_of(self.choice, UNITS)
        self.lines += [
            f"parameter {name} : {unit} = {self.formulas.constant(unit)}",
            '    source "chance"',
            "",
        ]
        self.given.append(Named(name, (), unit))
        self.formulas.names.append(self.given[-1])

    # ── What is computed ──────────────────────────────────────────────────────────────────────────

    def plain(self) -> None:
        name, axes, unit = self.new_name("v"), self._some_axes(), one_of(self.choice, UNITS)
        cases = self._cases(self.scope(axes))
        self.define(name, axes, unit, [(where, self.value(unit, scope)) for where, scope in cases])

    def loop(self) -> None:
        """A few names that need each other along an ordered axis, forwards or backwards."""
        ordered = [axis for axis in self.axes.values() if axis.ordered and len(axis.members) > 1]
        axis = one_of(self.choice, ordered)
        step = one_of(self.choice, (-1, 1))
        names = tuple(
            Named(self.new_name("r"), self._some_axes(axis.name), one_of(self.choice, UNITS))
            for _ in range(1 + self.choice.below(self.size.loop))
        )
        known = 1 + self.choice.below(min(2, len(axis.members) - 1))
        for at, name in enumerate(names):
            cases = self._loop_cases(name, Loop(names, axis.name, step, names[:at]), known)
            self.define(name.name, name.axes, name.unit, cases, known=False)
        self.formulas.names += names

    def _loop_cases(self, name: Named, loop: Loop, known: int) -> list[tuple[str, str]]:
        axis, size = self.axes[loop.axis], len(self.axes[loop.axis].members)
        ends = range(known) if loop.step < 0 else range(size - known, size)
        rest = [at for at in range(size) if at not in ends]
        start = self.scope(name.axes).within(axis.name, ends, size)
        onwards = replace(self.scope(name.axes), loop=loop).within(axis.name, rest, size)
        cases = [(f"for {self._ends(axis, known, loop.step)}", self.value(name.unit, start))]
        others = [other for other in name.axes if other != axis.name]
        if others and seldom(self.choice, 3):
            other = one_of(self.choice, others)
            text, positions = self.formulas.selection(other)
            if len(positions) < len(self.axes[other].members):
                there = onwards.within(other, positions, len(self.axes[other].members))
                both = f"for not ({self._ends(axis, known, loop.step)}) and {text}"
                cases.append((both, self._damped(name.unit, there)))
        return [*cases, ("otherwise", self._damped(name.unit, onwards))]

    def _ends(self, axis: AxisText, known: int, step: int) -> str:
        """A selection of the first or last *known* members of *axis*."""
        if axis.numbers is None:
            own = axis.labels[:known] if step < 0 else axis.labels[-known:]
            return " or ".join(own)
        if step < 0 and known < len(axis.numbers):
            return f"{axis.name} < {axis.numbers[known]}"
        return f"{axis.name} >= {axis.numbers[0 if step < 0 else -known]}"

    def simultaneous(self) -> None:
        """A few names that need each other within one cell, linearly, and perhaps a further one on a further axis.

        The slopes of a formula add up to less than 1, so that every cell has a solution.
        """
        axes, unit = self._some_axes(), one_of(self.choice, UNITS)
        names = [Named(self.new_name("s"), axes, unit) for _ in range(1 + self.choice.below(self.size.loop))]
        further = [axis for axis in self._some_axes_beside(axes) if len(self.axes[axis].members) > 1]
        lines = Named(self.new_name("s"), (), unit) if further and self.choice.below(2) else None
        if lines is not None:
            own = tuple(axis for axis in self.axes if axis in (*axes, further[0]))
            lines = replace(lines, axes=own)
            self._mark(lines, [("", self._linear(unit, names[:1], self.scope(own)))])
        for name in names:
            cases = [
                (where, self._linear(unit, names, scope)) for where, scope in self._cases(self.scope(axes))
            ]
            if lines is not None and name is names[0]:
                more = f" + 0.2 * mean({lines.name} over {further[0]})"
                cases = [(where, formula + more) for where, formula in cases]
            self._mark(name, cases)
        self.formulas.names += names

    def _linear(self, unit: str, names: Sequence[Named], scope: Scope) -> str:
        """A sum of terms, each of one of *names*, and of something else."""
        terms = [self.value(unit, scope)]
        for name in names:
            ratio = f"(1 + abs({self.value(RATIO, scope)}))"
            forms = (
                f"+ 0.2 * {name.name}",
                f"- 0.2 * {name.name}",
                f"+ 0.1 * ({name.name} + {name.name}) / {ratio}",
                f"+ (if {self.formulas.condition(scope, 1)} then 0.2 * {name.name} else -{name.name} / (4 * {ratio}))",
            )
            terms += [one_of(self.choice, forms)] if self.choice.below(4) else []
            earlier = [axis for axis in scope.axes if scope.margin(axis)[0] and self.axes[axis].ordered]
            if earlier and seldom(self.choice, 3):
                terms.append(f"+ 0.2 * {name.name}[{earlier[0]}-1]")
        return " ".join(terms)

    def _mark(self, name: Named, cases: Sequence[tuple[str, str]]) -> None:
        self.lines += [f"variable {self._header(name.name, name.axes)} : {name.unit}", "    simultaneous"]
        self.lines += [f"    = {formula}  {where}".rstrip() for where, formula in cases]
        self.lines.append("")

    def _some_axes_beside(self, axes: Sequence[str]) -> list[str]:
        """The axes that may stand beside *axes*: none that one of these groups, or is grouped by."""
        related = {self.axes[axis].parent for axis in axes} | set(axes)
        return [name for name, axis in self.axes.items() if name not in related and axis.parent not in axes]

    def stepped(self) -> None:
        """A stock that grows by what its group of years needs at most, which depends on the stock before the group."""
        more = tuple(axis for axis in ("line",) if axis in self.axes and self.choice.below(2))
        unit = one_of(self.choice, UNITS)
        need, top, stock = (
            Named(self.new_name("z"), (axis, *more), unit) for axis in ("year", "step", "year")
        )
        groups = self.axes["step"].groups
        size, start = len(groups), groups.index(0)
        scope = self.scope(need.axes)
        before = scope.within("year", range(start), size)
        grouped = replace(scope, grouped=("step", *scope.grouped)).within("year", range(start, size), size)
        first = replace(grouped, loop=Loop((stock,), "year", -1))
        zero = "0" if self.choice.below(2) else self.value(unit, before)
        cases = [("for before step", zero), ("for first of step", self._damped(unit, first))]
        if len(set(groups)) - 1 < size - start:
            later = replace(grouped, loop=Loop((need,), "year", -1))
            cases.append(("otherwise", self._damped(unit, later)))
        self.define(need.name, need.axes, unit, cases, known=False)
        function = one_of(self.choice, ("max", "sum", "mean"))
        self.define(
            top.name, top.axes, unit, [("", f"{function}({need.name} over year by step)")], known=False
        )
        onwards = replace(grouped, loop=Loop((stock, need), "year", -1, (need,)))
        grown = f"0.5 * {stock.name}[year-1] + {top.name} + {self._damped(unit, onwards)}"
        self.define(
            stock.name,
            stock.axes,
            unit,
            [("for before step", self.value(unit, before)), ("otherwise", grown)],
        )
        self.formulas.names += [need, top]

    def zelenka(self) -> None:
        """An instance of the library's scaled premium, perhaps for each line."""
        more = tuple(axis for axis in ("line",) if axis in self.axes and self.choice.below(2))
        scope = self.scope(("year", *more))
        name = self.new_name("zelenka")
        expense, wages = self.value(MONEY, scope), self.value(MONEY, scope)
        interest = f"0.03 / (1 + abs({self.value(RATIO, self.scope(('year',)))}))"
        self.lines += [
            "use std.premiums.zelenka with (",
            f"    expense = {expense},",
            f"    wages = 1 MXN + abs({wages}),",
            f"    interest = {interest},",
            f"    step = step) as {name}",
            "",
        ]

    def check(self) -> None:
        axes = self._some_axes()
        scope = self.scope(axes)
        unit = one_of(self.choice, UNITS)
        tolerance = f" within {self.formulas.constant(unit)}" if self.choice.below(2) else ""
        left, right = self.value(unit, scope), self.value(unit, scope)
        self.lines += [f"check {self.new_name('c')} : {left} >= {right}{tolerance}", ""]

    def scenario(self) -> None:
        """Other values for a parameter or table, in all cells or some, perhaps made from the ones before."""
        name = one_of(self.choice, self.given)
        before = f"{name.name} * 1.5 + " if self.choice.below(2) else ""
        where = ""
        if name.axes and self.choice.below(2):
            where = f" for {self.formulas.selection(one_of(self.choice, name.axes))[0]}"
        lines = [f"    set {name.name} = {before}{self.formulas.constant(name.unit)}{where}"]
        if before and self.choice.below(2):
            lines.append(f"    set {name.name} = 2 * {name.name}")
        self.lines += [f"scenario {self.new_name('s')}", *lines, ""]

    # ── Pieces ────────────────────────────────────────────────────────────────────────────────────

    def new_name(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def _some_axes(self, also: str = "") -> tuple[str, ...]:
        """At most three axes, no axis beside one that groups it."""
        kept = [also] if also else []
        for axis in some_of(self.choice, list(self.axes), 3):
            related = {axis, self.axes[axis].parent} | {
                own for own in self.axes if self.axes[own].parent == axis
            }
            if len(kept) < 3 and not related & set(kept):
                kept.append(axis)
        return tuple(axis for axis in self.axes if axis in kept)

    def _header(self, name: str, axes: Sequence[str]) -> str:
        return f"{name}[{', '.join(axes)}]" if axes else name

    def scope(self, axes: tuple[str, ...]) -> Scope:
        grouped = tuple(
            own.name
            for own in self.axes.values()
            if own.parent in axes and own.groups and -1 not in own.groups
        )
        return Scope(axes, grouped=grouped)

    def _cases(self, scope: Scope) -> list[tuple[str, Scope]]:
        """Cases that cover *scope*: one, or two that differ along an axis, the first of which may be split again."""
        axes = [axis for axis in scope.axes if len(self.axes[axis].members) > 1]
        if not axes or not self.choice.below(3):
            return [("", scope)]
        axis = one_of(self.choice, axes)
        size = len(self.axes[axis].members)
        text, positions = self.formulas.selection(axis)
        rest = [at for at in range(size) if at not in positions]
        if not rest:
            return [("", scope)]
        inside, outside = (scope.within(axis, part, size) for part in (positions, rest))
        others = [other for other in axes if other != axis]
        if others and seldom(self.choice, 3):
            other = one_of(self.choice, others)
            further, chosen = self.formulas.selection(other)
            whole = len(self.axes[other].members)
            if len(chosen) < whole:
                left = [at for at in range(whole) if at not in chosen]
                return [
                    (f"for {text} and {further}", inside.within(other, chosen, whole)),
                    (f"for {text} and not ({further})", inside.within(other, left, whole)),
                    ("otherwise", outside),
                ]
        return [(f"for {text}", inside), ("otherwise", outside)]

    def value(self, unit: str, scope: Scope) -> str:
        return self.formulas.value(unit, scope, 1 + self.choice.below(self.size.depth))

    def _damped(self, unit: str, scope: Scope) -> str:
        """A formula that does not explode when it is repeated."""
        value = self.value(unit, scope)
        limit = "4" if unit == RATIO else f"4 {unit}"
        return one_of(self.choice, ("0.5 * {0}", "clamp({0}, -{1}, {1})", "{0}")).format(value, limit)

    def define(
        self,
        name: str,
        axes: tuple[str, ...],
        unit: str,
        cases: Sequence[tuple[str, str]],
        *,
        known: bool = True,
    ) -> None:
        self.lines.append(f"variable {self._header(name, axes)} : {unit}")
        self.lines += [f"    = {formula}  {where}".rstrip() for where, formula in cases]
        self.lines.append("")
        if known:
            self.formulas.names.append(Named(name, axes, unit))


def _cells(axes: Sequence[str], known: dict[str, AxisText]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for axis in axes:
        found = [(*cell, member) for cell in found for member in known[axis].members]
    return found
