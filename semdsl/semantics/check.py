"""The checks, in order: from the trees of a model and the files it uses to what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from semdsl.diagnostics.model import Diagnostic, Label, Outcome, in_order
from semdsl.diagnostics.wording import say
from semdsl.semantics import findings
from semdsl.semantics.context import Bound, Context
from semdsl.semantics.formulas import read
from semdsl.semantics.habits import check_habits
from semdsl.semantics.made import Statements
from semdsl.semantics.model import Model, Override, Quantity
from semdsl.semantics.opening import is_template, open_space
from semdsl.semantics.parts import Part
from semdsl.semantics.points import check_points
from semdsl.semantics.quantities import build_quantities
from semdsl.semantics.reach import beyond
from semdsl.semantics.set_cells import set_once
from semdsl.semantics.spaces import Library, QuantityEntry, Space, Work
from semdsl.semantics.statements import check_extensions, never_negative, read_override, read_statements
from semdsl.syntax import ast


def check(main: ast.Module, library: Library) -> Outcome[Model | None]:
    """What *main* means, with the files it uses from *library*.

    Ensures: with an ok outcome every name is resolved, every formula has the axes and the unit of its quantity, the
    cases cover the axes exactly, and no reference leaves an axis. With errors the value is None.
    May report: everything that can be said before a table is read and a number computed, but cycles.
    """
    return _check(main, Work(library))


def check_override(text: ast.Given, main: ast.Module, library: Library) -> Outcome[Override | None]:
    """A setting given from outside, against the names of *main*."""
    work = Work(library)
    space = open_space(work, main)
    before = len(work.found)
    override = read_override(text, space, work)
    found = tuple(work.found[before:] + work.headers)
    return Outcome(None if any(one.is_error for one in found) else override, found)


def check_once(texts: Sequence[ast.Given], main: ast.Module, library: Library) -> tuple[Diagnostic, ...]:
    """Whether none of the sound settings *texts*, given from outside, undoes one before it without a word.

    May report: ``overlap``.
    """
    work = Work(library)
    space = open_space(work, main)
    overrides = [read_override(text, space, work) for text in texts]
    before = len(work.found)
    set_once([own for own in overrides if own is not None], work)
    return tuple(work.found[before:])


def _check(main: ast.Module, work: Work) -> Outcome[Model | None]:
    space = open_space(work, main)
    for own in work.spaces:
        _check_alone(own, work)
    quantities: dict[str, Quantity] = {}
    statements = Statements()
    for own in work.spaces:
        _check_space(own, quantities, statements, work)
    check_extensions(main.declarations, statements, work)
    for quantity in quantities.values():
        if quantity.kind == "population" and quantity.span is not None:
            statements.checks.append(never_negative(quantity, quantity.span, statements))
    quantities.update(statements.quantities)
    _check_reach(quantities, work)
    sound = not any(one.is_error for one in work.found + work.headers)
    sound = sound and not any(_has_broken(module) for module in work.modules)
    if sound and not is_module(main):
        check_habits(space, quantities, work)
        check_points(main, quantities.values(), work)
    found = in_order(tuple(work.found + work.headers))
    if any(one.is_error for one in found) or any(_has_broken(module) for module in work.modules):
        return Outcome(None, found)
    return Outcome(_model(main, quantities, statements, work), found)


def is_module(tree: ast.Module) -> bool:
    """Whether *tree* is a file to be used by others, not a model to run."""
    return any(isinstance(own, ast.Header) and own.kind == "module" for own in tree.declarations)


def _has_broken(module: ast.Module) -> bool:
    return any(isinstance(declaration, ast.Broken) for declaration in module.declarations)


def _model(main: ast.Module, quantities: dict[str, Quantity], statements: Statements, work: Work) -> Model:
    header = next((own for own in main.declarations if isinstance(own, ast.Header)), None)
    language = "" if header is None else _attribute(header, "language")
    return Model(
        name=main.source.name if header is None else header.name.text,
        titles=() if header is None else header.titles,
        language=language or "en",
        header=header,
        axes=dict(work.axes),
        quantities=quantities,
        checks=tuple(statements.checks),
        expectations=tuple(statements.expectations),
        tests=tuple(statements.tests),
        scenarios=dict(statements.scenarios),
        reports=tuple(statements.reports),
        modules=tuple(work.modules),
        parts=tuple(_part(part) for part in main.parts),
        identities=tuple(statements.identities),
        charts=tuple(statements.charts),
    )


def _part(part: ast.Part) -> Part:
    header = part.header
    return Part(header.name.text, header.titles, part.path, header.attributes, span=header.name.span)


def _attribute(header: ast.Header, word: str) -> str:
    return next((one.texts[0] for one in header.attributes if one.word == word and one.texts), "")


# ── One file at a time ────────────────────────────────────────────────────────────────────────────


def _check_alone(space: Space, work: Work) -> None:
    """Check a template on its own, once, so that a mistake in it is reported in it."""
    module = space.module
    if space.outer is None or not is_template(module) or id(module) in work.standalone:
        return
    work.standalone.add(id(module))
    own = Work(work.library, standalone=work.standalone, faulty=work.faulty)
    outcome = _check(module, own)
    work.found.extend(found for found in outcome.diagnostics if found.is_error)
    if not outcome.ok or _has_broken(module):
        work.faulty.add(id(module))


def _check_space(space: Space, quantities: dict[str, Quantity], statements: Statements, work: Work) -> None:
    before, headers = len(work.found), len(work.headers)
    if id(space.module) not in work.faulty or space.outer is None:
        _check_functions(space, work)
        for entry in space.entries.values():
            if isinstance(entry, QuantityEntry):
                quantities.update((own.name, own) for own in build_quantities(entry, work))
        read_statements(space, work, statements)
    if space.use is not None and is_template(space.module):
        work.found[before:] = _in_instance(work.found[before:], space, space.use)
        work.headers[headers:] = _in_instance(work.headers[headers:], space, space.use)


def _in_instance(found: Sequence[Diagnostic], space: Space, use: ast.Use) -> list[Diagnostic]:
    """*found*, where what only this instance has points at the ``use`` first.

    What does not fit is mended there: an error is told once, in however many formulas of the template it shows.
    """
    here = Label(use.name.span, say("in this instance of `{file}`", file=space.module.source.name))
    kept: dict[object, Diagnostic] = {}
    for at, one in enumerate(found):
        if not one.labels or one.labels[0].span.source not in space.module.sources:
            kept[at] = one
        else:
            key = (one.code, one.message, one.help) if one.is_error else at
            kept.setdefault(key, replace(one, labels=(here, *one.labels)))
    return list(kept.values())


def _check_functions(space: Space, work: Work) -> None:
    """Read every function once with unknown arguments: its names must exist even if nothing calls it.

    A mistake that it has in itself is not reported again in each call.
    """
    for declaration in space.module.declarations:
        if isinstance(declaration, ast.Function):
            unknown = {
                parameter.text: Bound(None, None, parameter.span) for parameter in declaration.parameters
            }
            work.parts["formula"] = 0
            before = len(work.found)
            try:
                read(declaration.formula, Context(work, space, None, parameters=unknown))
            except RecursionError:
                work.report(findings.calls.too_deep(declaration.formula.span))
            if len(work.found) > before:
                work.large.add(declaration.name.text)


def _check_reach(quantities: dict[str, Quantity], work: Work) -> None:
    for quantity in quantities.values():
        for found in beyond(quantity, work.axes, quantities):
            work.report(found)
