"""Compile a schedule: all stages of the compiler in order."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from weakref import finalize

from semdsl.codegen.emit import emit
from semdsl.codegen.load import load, unload
from semdsl.codegen.lower import lower
from semdsl.codegen.options import CAREFUL, Options
from semdsl.codegen.plan import Origin
from semdsl.graph.steps import Schedule
from semdsl.runtime.program import Blame, Layout, Program
from semdsl.semantics.model import Model


def compile_schedule(model: Model, schedule: Schedule, options: Options | None = None) -> Program:
    """The program that computes what *schedule* wants, from the tables it names.

    Ensures: it was verified to be arithmetic on listed names only.
    """
    chosen = options or Options()
    plan = lower(model, schedule, chosen)
    emitted = emit(plan, chosen)
    function = load(emitted, plan.made, model.name)
    finalize(function, unload, function.__code__.co_filename)
    made = {id(origin): _blame(origin) for origin in emitted.lines}  # most formulas take several lines
    blames = {
        line: blame
        for line, origin in enumerate(emitted.lines, start=1)
        if (blame := made[id(origin)]) is not None
    }
    careful = replace(CAREFUL, cse=chosen.cse)
    return Program(
        inputs=tuple(_layout(model, name) for name in schedule.tables),
        outputs=tuple(_layout(model, name) for name in schedule.wanted),
        function=function,
        blames=blames,
        again=None if chosen.careful else partial(compile_schedule, model, schedule, careful),
    )


def _blame(origin: Origin | None) -> Blame | None:
    return None if origin is None else Blame(origin.name, origin.case, origin.counters)


def _layout(model: Model, name: str) -> Layout:
    quantity = model.quantities[name]
    axes = quantity.axes
    order = {axis: at for at, axis in enumerate(model.axes)}
    stored = sorted(range(len(axes)), key=lambda at: order[axes[at]])
    return Layout(
        name=name,
        shape=tuple(len(model.axes[axis]) for axis in axes),
        to_stored=tuple(stored),
        to_declared=tuple(stored.index(at) for at in range(len(axes))),
        partial=quantity.partial,
    )
