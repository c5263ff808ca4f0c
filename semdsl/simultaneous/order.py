"""What can be said of the order of computation, loops included, before anything is computed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.diagnostics.wording import joined
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
    found = _with_ways_out(order.diagnostics, model)
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


def _with_ways_out(found: tuple[Diagnostic, ...], model: Model) -> tuple[Diagnostic, ...]:
    """*found*, each cycle with what to mark if its formulas are linear, or why marking does not help."""
    if not any(one.code == "cycle" for one in found):
        return found
    markable = [
        name for name, own in model.quantities.items() if own.kind not in _CANNOT_BE_MARKED and own.cases
    ]
    loops = solve(model, markable).value.loops
    return tuple(_with_a_way_out(one, model, loops) if one.code == "cycle" else one for one in found)


def _with_a_way_out(cycle: Diagnostic, model: Model, loops: Sequence[Loop]) -> Diagnostic:
    """*cycle* with what helps, given the *loops* that could be solved if everything was marked."""
    names = _names_in(cycle, model.quantities.values())
    unmarked = [name for name in names if not is_marked(model.quantities[name])]
    if not unmarked:
        return replace(cycle, help=joined((cycle.help, findings.ACROSS), "\n"))
    loop = next((own for own in loops if set(names) <= set(own.members)), None)
    if loop is None or any(model.quantities[name].kind == "table" for name in unmarked):
        return cycle
    missing = [name for name in loop.members if not _counts_as_marked(model.quantities[name])]
    return replace(cycle, help=joined((cycle.help, findings.to_be_marked(missing)), "\n"))


def _counts_as_marked(quantity: Quantity) -> bool:
    return is_marked(quantity) or quantity.kind == "input"


def _names_in(cycle: Diagnostic, quantities: Collection[Quantity]) -> list[str]:
    """The quantities in whose formulas the labels of *cycle* are."""
    return [
        own.name
        for own in quantities
        if any(_is_in(label.span, case.span) for label in cycle.labels for case in own.cases)
    ]


def _is_in(inner: Span, outer: Span) -> bool:
    return inner.source is outer.source and outer.start <= inner.start and inner.end <= outer.end
