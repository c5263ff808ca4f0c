"""Lower a schedule: from names and cells to an array program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from semdsl.codegen.cells import Block, CellFinder, Times, formulas_in
from semdsl.codegen.columns import Columns, Maker, Table
from semdsl.codegen.domains import Here, Own
from semdsl.codegen.formula import lower_formula
from semdsl.codegen.hoist import Hoisted, split
from semdsl.codegen.options import Options
from semdsl.codegen.places import Index, Place
from semdsl.codegen.plan import Given, Item, Make, Operation, Origin, Plan, Repeat, Store, operands_of
from semdsl.codegen.slots import Slot, own_axes
from semdsl.codegen.workbench import Workbench
from semdsl.graph.steps import Formula, Loop, Schedule, Waves
from semdsl.semantics.model import Model


def lower(model: Model, schedule: Schedule, options: Options) -> Plan:
    """The array program that computes *schedule*.

    Ensures: arrays have the axes of their quantity in the model's order. Every operation of a formula has all axes of
    the formula as dimensions, of length 1 where it does not vary.
    """
    lowering = _Lowering(model, schedule, options)
    lowering.begin_unformulated()
    for step in schedule.steps:
        match step:
            case Formula():
                lowering.formula(step)
            case Loop() | Waves():
                lowering.loop(step)
    return lowering.plan()


@dataclass(frozen=True, slots=True)
class _Lowered:
    """A formula as operations, with the frame of its arrays and the index of its cells."""

    formula: Formula
    bench: Workbench
    result: int
    frame: tuple[str, ...]
    at: Index


@dataclass(frozen=True, slots=True)
class _Around:
    """The loops around a formula, with the table of the innermost, the arrays that they fill, and their counters.

    ``steady`` formulas are computed at each time of the innermost loop, as one block.
    """

    loops: tuple[Loop | Waves, ...]
    table: Table
    arrays: frozenset[str]
    steady: frozenset[Formula]
    counters: tuple[tuple[str, str], ...] = ()


class _Lowering:
    """The array program under construction."""

    def __init__(self, model: Model, schedule: Schedule, options: Options) -> None:
        self._model = model
        self._schedule = schedule
        self._options = options
        self._cells = CellFinder(model)
        self._columns = Columns(self._cells)
        names = (*schedule.tables, *schedule.names)
        self._arrays = {name: f"v{number}" for number, name in enumerate(names)}
        order = {axis: at for at, axis in enumerate(model.axes)}
        self._stored = {
            name: tuple(sorted(model.quantities[name].axes, key=order.__getitem__)) for name in names
        }
        self._order = order
        self._items: list[Item] = []
        self._begun = set(schedule.tables)
        self._made: dict[str, object] = {}
        self._constants: dict[object, str] = {}
        self._count = 0

    def plan(self) -> Plan:
        """The program, complete."""
        return Plan(
            inputs=tuple(self._arrays[name] for name in self._schedule.tables),
            items=tuple(self._items),
            outputs=tuple(self._arrays[name] for name in self._schedule.wanted),
            made=self._made,
        )

    def begin_unformulated(self) -> None:
        """Make the arrays of quantities that have no cell with a formula: nothing else will."""
        for name in self._schedule.names:
            cases = range(len(self._model.quantities[name].cases))
            if not any(self._cells.all(Formula(name, case)) for case in cases):
                self._begin(name)

    # ── Formulas outside loops ────────────────────────────────────────────────────────────────────

    def formula(self, formula: Formula) -> None:
        """All cells of *formula* at once, or block by block."""
        lowered = self._lower(formula)
        blocks = self._cells.all(formula)
        if len(blocks) == 1:
            here = Here(lowered.frame, blocks[0])
            if self._is_whole(formula):
                self._items.append(self._whole(lowered, here))
                self._begun.add(formula.name)
            else:
                self._begin(formula.name)
                self._items.append(self._store(lowered, self._bound(lowered, here)))
        elif blocks:
            self._begin(formula.name)
            self._items.append(self._block_by_block(lowered, blocks))

    def _is_whole(self, formula: Formula) -> bool:
        """Whether *formula* is all of its quantity."""
        quantity = self._model.quantities[formula.name]
        first = quantity.cases[0].region.boxes
        return (
            len(quantity.cases) == 1 and not quantity.partial and len(first) == 1 and not first[0].positions
        )

    def _whole(self, lowered: _Lowered, here: Here) -> Store:
        own = self._stored[lowered.formula.name]
        frame = lowered.frame
        lengths = {axis: len(self._model.axes[axis]) for axis in own}
        drop = tuple(slice(None) if axis in own else 0 for axis in frame)
        return Store(
            array=self._arrays[lowered.formula.name],
            operations=tuple(lowered.bench.operations),
            result=lowered.result,
            names=self._bound(lowered, here),
            origin=self._origin(lowered.formula),
            shape=self._constant(("shape", *(lengths.get(axis, 1) for axis in frame)), _after_first),
            drop="" if frame == own else self._constant(("drop", frame, own), lambda _: drop),
        )

    def _block_by_block(self, lowered: _Lowered, blocks: Sequence[Block]) -> Repeat:
        """The same operations for each block, with what is different in the columns of a table."""
        table = Table()
        frame = lowered.frame

        def maker(slot: Slot) -> Maker:
            return lambda times: [slot.make(Here(frame, blocks[at])) for (at,) in times]

        names = self._names(lowered, table, self._model.quantities[lowered.formula.name].axes, maker)
        rows = table.rows([(at,) for at in range(len(blocks))])
        return Repeat(tuple(table.columns), self._new(rows), (self._store(lowered, names),))

    # ── Loops ─────────────────────────────────────────────────────────────────────────────────────

    def loop(self, step: Loop | Waves) -> None:
        """A loop, after what it needs: its arrays, and what can be computed before it."""
        formulas = list(formulas_in(step))
        for formula in formulas:
            self._begin(formula.name)
        arrays = frozenset(self._arrays[formula.name] for formula in formulas)
        table = Table()
        item = self._repeat(step, _Around((step,), table, arrays, self._steady(step)))
        rows = self._rows(step, table, (), ())
        self._items.append(Repeat(item.columns, self._new(rows), item.body))

    def _steady(self, step: Loop | Waves) -> frozenset[Formula]:
        """The formulas directly in *step* that are computed at each of its times, as one block."""
        if not isinstance(step, Loop):
            return frozenset()
        times = self._cells.times(step)
        own = (formula for formula in step.body if isinstance(formula, Formula))
        return frozenset(
            formula
            for formula in own
            if len(self._cells.all(formula)) == 1
            and all(self._cells.at(formula, (step,), (time,)) for time in times)
        )

    def _repeat(self, step: Loop | Waves, around: _Around) -> Repeat:
        """The loop *step*; its table is made later."""
        table = around.table
        counter = table.add(self._column("t"), lambda times: [own[-1] for own in times])
        axis = step.clock.axis if isinstance(step, Loop) else ""
        around = replace(around, counters=(*around.counters, (counter, axis)))
        body: list[Item] = []
        for inner in step.body if isinstance(step, Loop) else formulas_in(step):
            if isinstance(inner, Formula):
                body.append(self._in_loop(inner, around))
            else:
                body.append(self._nested(inner, around))
        return Repeat(tuple(table.columns), "", tuple(body))

    def _nested(self, step: Loop | Waves, around: _Around) -> Repeat:
        table = Table()
        inner = replace(around, loops=(*around.loops, step), table=table, steady=frozenset())
        item = self._repeat(step, inner)
        column = around.table.add(
            self._column("j"), lambda times: [self._rows(step, table, around.loops, outer) for outer in times]
        )
        return Repeat(item.columns, column, item.body)

    def _rows(
        self, step: Loop | Waves, table: Table, around: Sequence[Loop | Waves], outer: Times
    ) -> tuple[object, ...]:
        return table.rows([(*outer, time) for time in self._cells.times(step, around, outer)])

    def _in_loop(self, formula: Formula, around: _Around) -> Item:
        """One formula in a loop: at each time once if it is steady, else for the blocks that it has then."""
        lowered = self._hoisted(self._lower(formula), around)
        loop = around.loops[0]
        if formula in around.steady and isinstance(loop, Loop):
            names = self._steady_names(lowered, loop, around.table)
            return self._store(lowered, names, around.counters)
        table = Table()
        current: list[Here] = []

        def changing(slot: Slot) -> Maker:
            return lambda times: [slot.make(current[at]) for (at,) in times]

        def rows(times: Times) -> tuple[object, ...]:
            blocks = self._cells.at(formula, around.loops, times)
            current[:] = [Here(lowered.frame, block) for block in blocks]
            return table.rows([(at,) for at in range(len(current))])

        names = self._names(lowered, table, self._model.quantities[formula.name].axes, changing)
        column = around.table.add(self._column("j"), lambda times: [rows(own) for own in times])
        return Repeat(tuple(table.columns), column, (self._store(lowered, names, around.counters),))

    def _steady_names(self, lowered: _Lowered, loop: Loop, table: Table) -> dict[Slot, str]:
        """Names for the slots of a formula that has one block of cells at each time of *loop*."""
        formula, frame = lowered.formula, lowered.frame

        def maker(slot: Slot) -> Maker:
            return lambda times: self._columns.make(slot, frame, formula, loop, times)

        alike = (frame, self._columns.alike(formula, loop))
        return self._names(lowered, table, (loop.axes[formula.name],), maker, alike)

    def _hoisted(self, lowered: _Lowered, around: _Around) -> _Lowered:
        """What stays in the loop of a formula, after the rest of it was put before the loop."""
        blocks = self._cells.all(lowered.formula)
        if not self._options.hoist or len(blocks) != 1:
            return lowered
        whole = Here(lowered.frame, blocks[0])
        parts = split(lowered.bench, lowered.result, around.arrays, whole, self._count)
        self._count += len(parts.before)
        self._items.extend(self._before(lowered, part, whole) for part in parts.before)
        lowered.bench.operations[:] = parts.operations
        return lowered

    def _before(self, lowered: _Lowered, part: Hoisted, whole: Here) -> Store:
        shape = ("shape", *(part.lengths.get(axis, 1) for axis in lowered.frame))
        slots = _slots(part.operations, part.result)
        return Store(
            array=part.array,
            operations=part.operations,
            result=part.result,
            names={slot: self._made_for(slot, whole) for slot in slots},
            origin=self._origin(lowered.formula),
            shape=self._constant(shape, _after_first),
        )

    # ── Pieces ────────────────────────────────────────────────────────────────────────────────────

    def _lower(self, formula: Formula) -> _Lowered:
        case = self._model.quantities[formula.name].cases[formula.case]
        stored = self._stored[formula.name]
        scope = {axis: Own(axis) for axis in stored}
        blocks = [Here((), block) for block in self._cells.all(formula)]
        bench = Workbench(self._model, self._options, self._arrays, self._stored, blocks)
        bench.enter({}, scope)
        result = lower_formula(bench, case.formula, scope)
        frame = tuple(sorted(bench.frame, key=self._order.__getitem__))
        places = (Place(len(self._model.axes[axis]), axis=axis, domain=Own(axis)) for axis in stored)
        return _Lowered(formula, bench, result, frame, Index(tuple(places)))

    def _store(
        self, lowered: _Lowered, names: dict[Slot, str], counters: tuple[tuple[str, str], ...] = ()
    ) -> Store:
        return Store(
            array=self._arrays[lowered.formula.name],
            operations=tuple(lowered.bench.operations),
            result=lowered.result,
            names=names,
            origin=replace(self._origin(lowered.formula), counters=counters),
            at=names[lowered.at],
        )

    def _bound(self, lowered: _Lowered, here: Here) -> dict[Slot, str]:
        """Names for all slots of a formula that is computed for one block."""
        slots = (*_slots(lowered.bench.operations, lowered.result), lowered.at)
        return {slot: self._made_for(slot, here) for slot in slots}

    def _names(
        self,
        lowered: _Lowered,
        table: Table,
        followed: Sequence[str],
        maker: Callable[[Slot], Maker],
        alike: object = None,
    ) -> dict[Slot, str]:
        """Names for the slots of a formula: columns of *table* if they depend on the axes *followed*, else constants.

        Formulas that are *alike* in their cells share columns. On the other axes all blocks of a formula are the same.
        """
        whole = Here(lowered.frame, self._cells.all(lowered.formula)[0])
        names: dict[Slot, str] = {}
        for slot in (*_slots(lowered.bench.operations, lowered.result), lowered.at):
            if own_axes(slot).isdisjoint(followed):
                names[slot] = self._made_for(slot, whole)
                continue
            key = (slot, alike) if alike is not None else slot
            if key not in table.known:
                table.known[key] = table.add(self._column("j"), maker(slot))
            names[slot] = table.known[key]
        return names

    def _made_for(self, slot: Slot, here: Here) -> str:
        """The name of what *slot* is for the block *here*; the same thing is made once."""
        own = tuple((axis, here.own[axis]) for axis in sorted(own_axes(slot)))
        return self._constant((slot, here.frame, own), lambda _: slot.make(here))

    def _constant(self, key: tuple[object, ...], make: Callable[[tuple[object, ...]], object]) -> str:
        if key not in self._constants:
            self._constants[key] = self._new(make(key))
        return self._constants[key]

    def _new(self, made: object) -> str:
        name = f"k{len(self._made)}"
        self._made[name] = made
        return name

    def _column(self, letter: str) -> str:
        self._count += 1
        return f"{letter}{self._count}"

    def _begin(self, name: str) -> None:
        """Make the array of *name*, if it was not made before."""
        if name in self._begun:
            return
        self._begun.add(name)
        lengths = (len(self._model.axes[axis]) for axis in self._stored[name])
        shape = self._constant(("shape", *lengths), _after_first)
        self._items.append(Make(self._arrays[name], shape, self._model.quantities[name].partial))

    def _origin(self, formula: Formula) -> Origin:
        return Origin(
            formula.name, formula.case, self._model.quantities[formula.name].cases[formula.case].span
        )


def _after_first(key: tuple[object, ...]) -> object:
    return key[1:]


def _slots(operations: Sequence[Operation], result: int) -> list[Slot]:
    """The slots that *result* needs, each once."""
    found: dict[Slot, None] = {}
    waiting = [result]
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        operation = operations[number]
        if isinstance(operation, Given):
            found[operation.slot] = None
        waiting.extend(operands_of(operation))
    return list(found)
