"""What can be said of the order of computation, loops included, before anything is computed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.graph.schedule import schedule
from semdsl.graph.size import too_large
from semdsl.semantics.looped import is_marked
from semdsl.semantics.model import Model, Quantity
from semdsl.semantics.rewrite import is_made
from semdsl.simultaneous import findings
from semdsl.simultaneous.algebra import zero
from semdsl.simultaneous.solve import Loop, Solved, solve
from semdsl.source import Span

_CANNOT_BE_MARKED = ("table", "input")


def ordered(model: Model, *, alone: bool) -> Outcome[Solved]:
    """*model* with its loops solved; it has an order if there is no error.

    A file *alone*, to be used by others, may be large, and its marks may be for loops that others close.
    May report: ``cycle``, ``recursion-too-large``, ``too-many-cells``, ``loop-not-linear``, ``loop-too-coupled``,
    ``not-in-a-loop``.
    """
    solved = solve(model)
    opened = _opened(solved.value)
    computed = [name for name, own in opened.quantities.items() if own.kind != "identity"]
    order = schedule(opened, tuple(computed))
    large = () if alone else too_large(opened, order.value)
    found = tuple(_with_a_way_out(one, model) if one.code == "cycle" else one for one in order.diagnostics)
    idle = () if alone or order.diagnostics else _not_in_a_loop(model, solved.value)
    return Outcome(solved.value, solved.diagnostics + found + large + idle)


def _opened(solved: Solved) -> Model:
    """The model, with the loops that were refused opened: their findings are enough."""
    if not solved.refused:
        return solved.model
    quantities = dict(solved.model.quantities)
    for name in solved.refused:
        own = quantities[name]
        cases = tuple(replace(case, formula=zero(case.span, own.unit)) for case in own.cases)
        quantities[name] = replace(own, cases=cases)
    return replace(solved.model, quantities=quantities)


def _not_in_a_loop(model: Model, solved: Solved) -> tuple[Diagnostic, ...]:
    """Marks in the model's own files that mark nothing."""
    looped = {name for loop in solved.loops for name in loop.members} | set(solved.refused)
    return tuple(
        findings.not_in_a_loop(own)
        for name, own in model.quantities.items()
        if is_marked(own) and not own.instance and not is_made(name) and name not in looped
    )


# ── Loops that are not marked ─────────────────────────────────────────────────────────────────────


def _with_a_way_out(cycle: Diagnostic, model: Model) -> Diagnostic:
    """*cycle*, with what to mark if its formulas are linear, or why marking does not help."""
    names = _names_in(cycle, model.quantities.values())
    unmarked = [name for name in names if not is_marked(model.quantities[name])]
    if not unmarked:
        return replace(cycle, help=f"{cycle.help}\n{findings.ACROSS}")
    if any(model.quantities[name].kind in _CANNOT_BE_MARKED for name in unmarked):
        return cycle
    loop = _solved_if_marked(names, model)
    if loop is None:
        return cycle
    missing = [name for name in loop.members if not _counts_as_marked(model.quantities[name])]
    return replace(cycle, help=f"{cycle.help}\n{findings.to_be_marked(missing)}")


def _counts_as_marked(quantity: Quantity) -> bool:
    return is_marked(quantity) or quantity.kind == "input"


def _solved_if_marked(names: Collection[str], model: Model) -> Loop | None:
    """The loop that the quantities *names* are in, if it could be solved."""
    markable = [
        name for name, own in model.quantities.items() if own.kind not in _CANNOT_BE_MARKED and own.cases
    ]
    tried = solve(model, markable).value
    return next((loop for loop in tried.loops if set(names) <= set(loop.members)), None)


def _names_in(cycle: Diagnostic, quantities: Collection[Quantity]) -> list[str]:
    """The quantities in whose formulas the labels of *cycle* are."""
    return [
        own.name
        for own in quantities
        if any(_is_in(label.span, case.span) for label in cycle.labels for case in own.cases)
    ]


def _is_in(inner: Span, outer: Span) -> bool:
    return inner.source is outer.source and outer.start <= inner.start and inner.end <= outer.end
