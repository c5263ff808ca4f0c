"""How findings of the checks are mended, and the declaration that a formula does not fit shown beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.respelling import respelt
from semdsl.diagnostics.suggest import plain
from semdsl.diagnostics.wording import say
from semdsl.semantics.context import Context
from semdsl.semantics.findings.places import bringing
from semdsl.semantics.findings.units import meant_unit, place_in_unit
from semdsl.semantics.model import Axis, Constant, Quantity, Ref, Shift, Typed
from semdsl.semantics.rewrite import references
from semdsl.semantics.spaces import FunctionEntry, QuantityEntry, Space, Work
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.syntax.walk import expressions, names_in, walk
from semdsl.units.parse import COUNTED, PARTS

_MOST_SHOWN = 3  # declarations of names in a formula
_MOST_CASES = 100  # to look through for axes that are not used
_MOST_TEXT = 200_000  # characters to look through for labels
_TEXT_OR_COMMENT = re.compile(r'"[^"\n]*"|#[^\n]*')
_SUFFIXES = ("%", "pp")
_LAG = re.compile(r"(?P<sign>[+-])\s*(?P<steps>[0-9]+)\s*(?=[],])")


def of_unit(
    found: Diagnostic, expr: ast.Expr, node: Typed, declaration: ast.Quantity | ast.Table | None, shown: str
) -> Diagnostic:
    """A formula in *node*'s unit where its *declaration* says another: a bare number takes it, else it may be wrong."""
    if isinstance(node, Constant) and not node.unit.powers and not expr.span.text.endswith(_SUFFIXES):
        return found.mending(expr.span.after, f" {shown}") if shown else found
    if declaration is None or declaration.unit is None:
        return found
    written = declaration.unit
    found = found.also(written.span, say("the declared unit"))
    if node.unit.special or written.span.source is not expr.span.source:
        return found
    text = Span(written.span.source, written.span.end - len(written.text), written.span.end)
    return found.mending(text, str(node.unit), certain=False)


def of_axis(
    found: Diagnostic,
    expr: ast.Expr,
    node: Typed,
    axis: Axis,
    declaration: ast.Quantity | ast.Table | None,
    by: str,
) -> Diagnostic:
    """A formula that varies by an *axis* of which its *declaration* says nothing, unless it is grouped *by* another."""
    if declaration is None or declaration.name.span.source is not expr.span.source:
        return found
    found = found.also(head(declaration), say("declared here"))
    if "." in axis.name or axis.name in (one.text for one in declaration.axes):
        return found
    unused = [own for own in declaration.axes if own.text not in node.axes]
    sums = [part for part in walk(expr) if isinstance(part, ast.Aggregate) and part.by is None]
    if len(unused) == 1:
        return found.mending(unused[0].span, axis.name, certain=False)
    if len(sums) == 1 and axis.form != "time":
        more = f", {axis.name} by {by}" if by else f", {axis.name}"
        return found.mending(sums[0].over[-1].span.after, more, certain=False)
    return _with_axis(found, declaration, axis.name)


def of_near(found: Diagnostic, context: Context) -> Diagnostic:
    """A name that is not declared: where the one near it is, which may itself be the misspelt one.

    In a formula that has the one near it besides, another may be meant: ``payroll + payroll`` is seldom wanted.
    """
    if found.fix is None or found.labels[0].span != found.fix.edits[0].span:
        return found
    name = found.fix.edits[0].text
    if name in _beside(found.labels[0].span, context.space.module):
        found = replace(found, fix=replace(found.fix, certain=False))
    bound = context.parameters.get(name)
    if bound is not None:
        return (
            found if bound.place is None else found.also(bound.place, say("a similar name is declared here"))
        )
    near = context.space.find(name)
    if isinstance(near, QuantityEntry | FunctionEntry):
        return found.also(near.declaration.name.span, say("a similar name is declared here"))
    return found


def _beside(name: Span, module: ast.Module) -> set[str]:
    """The names in the formula of *module* that has *name* in it."""
    formulas = (expr for own in module.declarations if own.span.holds(name) for expr in expressions(own))
    return {one for expr in formulas if expr.span.holds(name) for one in names_in(expr)}


def of_bound_unit(found: Diagnostic, unit: str, source: Typed, context: Context) -> Diagnostic:
    """An input of a template in another unit than the input that *unit* was taken from, which is bound to *source*."""
    found = found.also(source.span, say("what `{unit}` stands for is taken from this", unit=unit))
    return of_units(found, context, source)


def of_function(found: Diagnostic, expr: ast.Expr, context: Context) -> Diagnostic:
    """A formula that is the call of a function: what that stands for."""
    entry = context.space.find(expr.function.ident) if isinstance(expr, ast.Call) else None
    if not isinstance(entry, FunctionEntry):
        return found
    return found.also(entry.declaration.formula.span, say("the formula of the function"))


def of_units(found: Diagnostic, context: Context, *nodes: Typed) -> Diagnostic:
    """Units that do not fit: where the names in *nodes* are declared, if they are few."""
    read = [ref for node in nodes for ref in references(node)]
    for ref in read if len(read) <= _MOST_SHOWN else ():
        declaration = _declaration(_name_of(ref.span), context)
        if declaration is not None and declaration.unit is not None:
            written = say("declared in `{unit}`", unit=declaration.unit.span.text)
            found = found.also(declaration.unit.span, written)
    return found


def of_index(found: Diagnostic, name: str, axis: Axis, context: Context) -> Diagnostic:
    """An index along an *axis* that *name* is not declared on: its declaration, which may lack it."""
    declaration = _declaration(name, context)
    if declaration is None:
        return found
    found = found.also(head(declaration), say("declared here"))
    own = declaration.name.span.source is found.labels[0].span.source
    if not own or "." in axis.name or not isinstance(declaration, ast.Quantity | ast.Table):
        return found
    return _with_axis(found, declaration, axis.name)


def of_cells(found: Diagnostic, having: Sequence[Axis], context: Context) -> Diagnostic:
    """Cells along an axis, one of *having*, that what they belong to is not declared on: its head, and the axis."""
    declaration = context.declared
    if declaration is None or found.fix is not None:
        return found
    found = found.also(head(declaration), say("declared here"))
    own = declaration.name.span.source is found.labels[0].span.source
    wanted = [axis for axis in having if axis.name not in (one.text for one in declaration.axes)]
    if not own or len(wanted) != 1 or "." in wanted[0].name or isinstance(declaration, ast.Input):
        return found
    axis = wanted[0].name
    at = found.labels[0].span.start
    inside = declaration.span.start <= at < declaration.span.end
    unused = _unused_axes(declaration, context) if inside else []  # a scenario lacks an axis, and misses none
    kept = [one.text for one in declaration.axes if len(unused) != 1 or one is not unused[0]]
    written = f"{declaration.name.text}[{', '.join([*kept, axis])}]"
    found = found.noting(say("with cells along `{axis}` it is declared as `{head}`", axis=axis, head=written))
    if len(unused) == 1:
        return found.mending(unused[0].span, axis, certain=False)
    return _with_axis(found, declaration, axis)


def _unused_axes(declaration: ast.Quantity | ast.Table, context: Context) -> list[ast.Ident]:
    """The axes of *declaration* that nothing in it is declared on, or names."""
    if len(declaration.cases) > _MOST_CASES:
        return []
    named = {name for part in expressions(declaration) for name in names_in(part)}
    for name in tuple(named):
        inner = None if name == declaration.name.text else _declaration(name, context)
        named |= set() if inner is None else {one.text for one in inner.axes}
    for case in declaration.cases:
        named |= set() if case.selection is None else set(re.findall(r"\w+", case.selection.span.text))
    return [one for one in declaration.axes if one.text not in named]


def _with_axis(found: Diagnostic, declaration: ast.Quantity | ast.Table, axis: str) -> Diagnostic:
    """*declaration* with one axis more."""
    if declaration.axes:
        return found.mending(declaration.axes[-1].span.after, f", {axis}", certain=False)
    return found.mending(declaration.name.span.after, f"[{axis}]", certain=False)


def of_place(found: Diagnostic, name: str, context: Context) -> Diagnostic:
    """A cell of *name* that it does not have: where it is declared."""
    declaration = _declaration(name, context)
    if declaration is None or found.fix is not None:
        return found
    return found.also(head(declaration), say("declared here"))


def of_source(found: Diagnostic, node: Typed, axis: Axis, context: Context) -> Diagnostic:
    """Something that varies by an *axis* that has no place: the name in *node* that brings it, where it is declared."""
    part = bringing(node, axis.name)
    declaration = _declaration(_name_of(part.span), context) if isinstance(part, Ref) else None
    if declaration is None or axis.name not in (one.text for one in declaration.axes):
        return found
    return found.also(head(declaration), say("declared with `{axis}` here", axis=axis.name))


def of_shown(found: Diagnostic, shown: Sequence[ast.Expr], space: Space, work: Work) -> Diagnostic:
    """Things shown that do not vary as they should: where they are declared, if they are few."""
    context = Context(work, space, None)
    for expr in shown if len(shown) <= _MOST_SHOWN else ():
        declaration = _declaration(_name_of(expr.span), context)
        found = found if declaration is None else found.also(head(declaration), say("declared here"))
    return found


def _name_of(span: Span) -> str:
    """The name that stands at *span*, without its places."""
    return span.text.partition("[")[0].strip()


def of_body(found: Diagnostic, body: Typed, context: Context) -> Diagnostic:
    """Something that does not vary by the axis it is added up over: where it is declared."""
    if not isinstance(body, Ref):
        return found
    declaration = _declaration(_name_of(body.span), context)
    return found if declaration is None else found.also(head(declaration), say("declared here"))


def _declaration(name: str, context: Context) -> ast.Quantity | ast.Table | ast.Input | None:
    entry = context.space.find(name)
    return entry.declaration if isinstance(entry, QuantityEntry) else None


def head(declaration: ast.Quantity | ast.Table | ast.Input) -> Span:
    """The name of *declaration* with its axes and their brackets."""
    name = declaration.name.span
    if not declaration.axes:
        return name
    last = declaration.axes[-1].span
    closing = last.source.text.find("]", last.end)
    return Span(name.source, name.start, max(last.end, closing + 1))


def of_gap(found: Diagnostic, declaration: ast.Quantity | ast.Table) -> Diagnostic:
    """Cells without a formula: the cases that are there, shown as a whole."""
    first, last = declaration.cases[0].span, declaration.cases[-1].span
    return (
        found.also(first.to(last), say("the cells that have one")) if first.source is last.source else found
    )


def of_call(found: Diagnostic, call: ast.Call) -> Diagnostic:
    """``income(2006)``: cells stand in square brackets."""
    text = call.span.text
    if not call.arguments or not text.endswith(")"):
        return found
    opening = text.index("(", call.function.span.end - call.span.start) + call.span.start
    source = call.span.source
    found = found.mending(Span(source, opening, opening + 1), "[")
    return found.mending(Span(source, call.span.end - 1, call.span.end), "]")


def of_label(found: Diagnostic, expr: ast.Expr, label: str, axes: Sequence[Axis]) -> Diagnostic:
    """A misspelt label, in quotes as far as the right one needs them."""
    known = [own for axis in axes for own in axis.labels]
    mended = respelt(found, expr.span, label, known)
    if mended.fix is None or mended.fix is found.fix:
        return found
    right, certain = mended.fix.edits[0].text, mended.fix.certain
    axis = next(axis for axis in axes if right in axis)
    found = of_member(found, axis, right)
    place = axis.place_of(right)
    if place is not None and place.text == right and _stands_alone(place, label, expr.span):
        help = say(
            "`{label}` stands at several places, and `{near}` in its declaration alone: write `{label}` there",
            label=label,
            near=right,
        )
        return replace(found, help=help).mending(place, label)
    quoted = isinstance(expr, ast.Text) or not (right.isidentifier() or right.isdigit())
    return found.mending(expr.span, f'"{right}"' if quoted else right, certain=certain)


def _stands_alone(place: Span, label: str, used: Span) -> bool:
    """Whether what is declared at *place* stands there alone, and *label*, as it is *used*, at other places too.

    Titles and comments do not count. Where nothing but capitals and accents differs, the place that is used is mended.
    """
    texts = {span.source.name: span.source.text for span in (place, used)}.values()
    if sum(map(len, texts)) > _MOST_TEXT or plain(label) == plain(place.text):
        return False
    declared = sum(_count(place.text, text) for text in texts)
    written = sum(_count(label, _TEXT_OR_COMMENT.sub("", text)) for text in texts)
    return label.isidentifier() and declared == 1 and written > 1


def _count(word: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text))


def of_member(found: Diagnostic, axis: Axis, near: str) -> Diagnostic:
    """A label that *axis* does not have: where the one *near* it is written, which may itself be the misspelt one."""
    place = axis.place_of(near)
    if place is not None:
        return found.also(place, say("a similar label is declared here"))
    return found if axis.span is None else found.also(axis.span, say("declared here"))


def of_unit_name(found: Diagnostic, text: ast.UnitText, part: str, declared: Iterable[str]) -> Diagnostic:
    """A misspelt unit within *text*, if it stands there once."""
    span = place_in_unit(text, part)
    if span is None:
        return found
    if meant := meant_unit(part):
        # Within a unit of several there is no per cent.
        return found if meant in PARTS and text.text != part else found.mending(span, meant)
    return respelt(found, span, part, [*declared, *COUNTED, "ratio"])


def of_backward_range(found: Diagnostic, low: Span, high: Span) -> Diagnostic:
    """``2028..2006``: the two ends change places."""
    return found.mending(low, high.text).mending(high, low.text)


def of_axis_without_members(found: Diagnostic, definition: ast.Integers) -> Diagnostic:
    """``2050..2005``: the two ends change places."""
    ends = [Span(definition.span.source, *_shifted(match, definition)) for match in _numbers(definition)]
    return of_backward_range(found, ends[0], ends[1]) if len(ends) == 2 else found


def _numbers(definition: ast.Integers) -> list[re.Match[str]]:
    return list(re.finditer(r"[0-9][0-9_]*", definition.span.text))


def _shifted(match: re.Match[str], definition: ast.Integers) -> tuple[int, int]:
    start = definition.span.start
    return start + match.start(), start + match.end()


def of_aggregate(found: Diagnostic, call: ast.Call, loose: Sequence[str], context: Context) -> Diagnostic:
    """``sum(x)``: over the axes of ``x`` that the cell does not have, by its groups of them."""
    groups = [own for own in context.work.in_order(context.scope or ()) if context.axis(own).parent in loose]
    if not loose or any("." in axis for axis in (*loose, *groups)):
        return found
    by = f" by {groups[0]}" if groups else ""
    return found.mending(call.arguments[-1].span.after, f" over {', '.join(loose)}{by}", certain=False)


def of_start(found: Diagnostic, reference: Ref, positions: Sequence[int], along: Axis) -> Diagnostic:
    """A recursion that needs a value beyond its axis: one step to where the other cells are may be meant."""
    match = _LAG.search(reference.span.text)
    shifts = [at for at in reference.at if isinstance(at, Shift) and at.axis == along.name]
    if match is None or len(shifts) != 1 or len(positions) == len(along):
        return found
    start = reference.span.start
    if positions[-1] == len(along) - 1 and match["sign"] == "+":
        new = f"-{match['steps']}"
    elif abs(shifts[0].steps) > 1:
        new = f"{match['sign']}1"
    else:
        return found
    place = Span(reference.span.source, start + match.start("sign"), start + match.end("steps"))
    return found.mending(place, new, certain=False)


def of_other_start(
    found: Diagnostic, quantity: Quantity, positions: Sequence[int], along: Axis
) -> Diagnostic:
    """A recursion without a start at *positions*: the cases that need none, one of which may be for the next cell."""
    starts = [
        case for case in quantity.cases if quantity.name not in {ref.name for ref in references(case.formula)}
    ]
    for case in starts[:_MOST_SHOWN]:
        found = found if case.span is None else found.also(case.span, say("these cells do not need it"))
    if found.fix is not None or len(starts) != 1 or starts[0].span is None or len(positions) != 1:
        return found
    span, near = (
        starts[0].span,
        {along.labels[at] for at in (positions[0] - 1, positions[0] + 1) if 0 <= at < len(along)},
    )
    cells = span.text.rpartition("for ")
    numbers = list(re.finditer(r"(?<![\w.])[0-9]+(?![\w.])", cells[2]))
    if len(numbers) != 1 or numbers[0][0] not in near:
        return found
    start = span.end - len(cells[2]) + numbers[0].start()
    place = Span(span.source, start, start + len(numbers[0][0]))
    return found.mending(place, along.labels[positions[0]], certain=False)
