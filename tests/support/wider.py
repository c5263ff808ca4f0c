"""What random models have besides formulas: parts, templates, interpolation, reports, tests and files of scenarios."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.support.formulas import MONEY, RATIO, UNITS
from tests.support.worlds import AxisText, Named, Scope, one_of, seldom

if TYPE_CHECKING:
    from tests.support.strategies import Writer

TEMPLATE = """\
module scheme

input time year
input unit money
input flow[year] : money
input rate : ratio = 3%

function share(x, y) = x / (1 + abs(y))

variable held[year] : money
    = flow                                                 for first of year
    = held[year-1] * (1 - 0.5 * share(1, rate)) + flow     otherwise

variable needed[year] : money
    = flow                                                 for last of year
    = needed[year+1] * share(0.5, rate) + flow             otherwise

variable top : money = max(held over year)
variable so_far[year] : money = cumulative sum(flow over year for year > first of year)
"""


@dataclass(frozen=True)
class Extra:
    """Adds declarations to the model that *writer* writes."""

    writer: Writer

    def anything(self) -> None:
        """One of what there is, chosen by chance."""
        one_of(
            self.writer.choice,
            (
                self.instances,
                self.interpolated,
                self.part,
                self.report,
                self.test,
                self.scenario_from_file,
                self.total,
            ),
        )()

    def instances(self) -> None:
        """Two uses of one template, with different formulas bound."""
        own = self.writer
        own.files["scheme.sem"] = TEMPLATE
        scope = own.scope(("year",))
        for unit in (one_of(own.choice, UNITS), MONEY):
            name = own.new_name("i")
            rate = f", rate = {own.value(RATIO, own.scope(()))}" if own.choice.below(2) else ""
            own.lines += [f'use "scheme.sem" with (flow = {own.value(unit, scope)}{rate}) as {name}', ""]
            own.formulas.names += [
                Named(f"{name}.held", ("year",), unit),
                Named(f"{name}.needed", ("year",), unit),
                Named(f"{name}.top", (), unit),
            ]

    def interpolated(self) -> None:
        """A table whose file has only some members of an axis with numbers."""
        own = self.writer
        along = one_of(
            own.choice, [axis for axis in own.axes.values() if axis.numbers and len(axis.members) > 2]
        )
        name, unit = own.new_name("n"), one_of(own.choice, UNITS)
        method = one_of(own.choice, ("linear", "cubic", "log_linear", "log_cubic"))
        given = [
            member
            for at, member in enumerate(along.members)
            if at in (0, len(along.members) - 1) or own.choice.below(2)
        ]
        rows = [f"{member},{(1 + own.choice.below(300)) / 100}" for member in given]
        own.files[f"{name}.csv"] = "\n".join([f"{along.name},value", *rows, ""])
        own.lines += [
            f"table {name}[{along.name}] : {unit}",
            f'    from "{name}.csv"',
            f"    interpolate {method} over {along.name}",
            "",
        ]
        own.given.append(Named(name, (along.name,), unit))
        own.formulas.names.append(own.given[-1])

    def part(self) -> None:
        """The declarations of a further file that stand in the model as if they were written there."""
        own = self.writer
        name = own.new_name("part")
        before, own.lines = own.lines, [f"part {name}", ""]
        own.plain()
        own.files[f"{name}.sem"] = "\n".join(own.lines) + "\n"
        own.lines = [*before, f'include "{name}.sem"', ""]

    def total(self) -> None:
        """A weighted sum, and a function whose argument is an axis."""
        own = self.writer
        axis = one_of(own.choice, [axis for axis in own.axes.values() if not axis.parent])
        function, name = own.new_name("f"), own.new_name("w")
        scope = own.scope((axis.name,))
        own.lines += [f"function {function}(x, along) = sum(x over along)", ""]
        left = f"{function}({own.formulas.varying(RATIO, scope, [axis.name], 1)}, {axis.name})"
        varying, weight = own.formulas.varying(RATIO, scope, [axis.name], 1), own.value(RATIO, scope)
        right = f"sum({varying} over {axis.name} weighted by {weight})"
        own.define(name, (), RATIO, [("", f"{left} - {right}")])

    def report(self) -> None:
        """A report with totals: its sums become quantities."""
        own = self.writer
        names = [name for name in own.given if name.axes and name.unit != RATIO]
        if not names:
            return
        shown = one_of(own.choice, names)
        rows, *columns = shown.axes
        lines = [f'report "{own.new_name("s")}"', f"    rows {rows}{self._with_total()}"]
        if columns:
            lines.append(f"    columns {columns[0]}{self._with_total()}")
        where = [f"{axis} = {own.axes[axis].labels[0].split(' = ')[-1]}" for axis in columns[1:]]
        lines.append(f"    show {shown.name}" + (f" where {' and '.join(where)}" if where else ""))
        own.lines += [*lines, ""]

    def _with_total(self) -> str:
        return " with total" if self.writer.choice.below(2) else ""

    def test(self) -> None:
        """A small case in which a table or parameter has other values."""
        own = self.writer
        name = one_of(own.choice, own.given)
        unit = one_of(own.choice, UNITS)
        left, right = (own.value(unit, Scope(())) for _ in range(2))
        own.lines += [
            f'test "{own.new_name("case")}"',
            f"    given {name.name} = {own.formulas.constant(name.unit)}",
            f"    expect {left} >= {right}",
            "",
        ]

    def scenario_from_file(self) -> None:
        """Other figures for a table from another file, in all its cells, under a scenario that extends another."""
        own = self.writer
        tables = [name for name in own.given if name.name.startswith("t")]
        name = one_of(own.choice, tables)
        file = own.new_name("other")
        own.files[f"{file}.csv"] = own.rows_of(name.axes)
        first, second = own.new_name("s"), own.new_name("s")
        where = ""
        if name.name in own.gapped or (name.axes and seldom(own.choice, 3)):
            where = f" for {' or '.join(self._whole(own.axes[name.axes[0]]))}" if name.axes else ""
        own.lines += [f"scenario {first}", f'    set {name.name} from "{file}.csv"{where}', ""]
        own.lines += [f"scenario {second}", f"    extends {first}"]
        own.lines += [f"    set {name.name} = {name.name} + {own.formulas.constant(name.unit)}", ""]

    def _whole(self, axis: AxisText) -> list[str]:
        return [label if "=" in label else f"{axis.name} = {label}" for label in axis.labels]
