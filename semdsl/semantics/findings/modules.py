"""Modules in use: inputs and what is bound to them."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.respelling import respelt
from semdsl.diagnostics.wording import NOTHING, listed, say
from semdsl.semantics.findings.making import error, similar
from semdsl.semantics.model import Axis
from semdsl.syntax import ast


def unknown_input(argument: ast.Argument, name: str, known: Sequence[str], use: ast.Use) -> Diagnostic:
    help = similar(name, known) or (
        say("its inputs are {names}", names=listed(known, "and")) if known else say("it has no inputs")
    )
    message = say("`{module}` has no input `{name}`", module=use.module.span.text, name=name)
    found = error("unknown-input", message, argument.span, NOTHING, help)
    return respelt(found, argument.name.span if argument.name else argument.span, name, known)


def input_twice(argument: ast.Argument, name: str) -> Diagnostic:
    message = say("the input `{name}` is bound twice", name=name)
    return error("input-twice", message, argument.span, NOTHING, say("bind each input once"))


def input_not_bound(use: ast.Use, declaration: ast.Input) -> Diagnostic:
    name = declaration.name.text
    label = Label(declaration.name.span, say("declared here"))
    message = say("the input `{name}` is not bound", name=name)
    return error(
        "input-not-bound",
        message,
        use.module.span,
        NOTHING,
        say("add `{name} = …` to `with (…)`", name=name),
        label,
    )


def time_not_bound(use: ast.Use, declaration: ast.Input, times: Sequence[str]) -> Diagnostic:
    name = declaration.name.text
    message = (
        say("the model has no time axis to use") if not times else say("the model has several time axes")
    )
    help = (
        say("bind one: `with ({name} = {axis})`", name=name, axis=times[0])
        if times
        else say("declare one: `time year = 2005..2050`")
    )
    return error("input-not-bound", message, use.module.span, NOTHING, help)


def bound_axis_groups_another(
    use: ast.Use | None, declaration: ast.Input, bound: Axis, parent: str
) -> Diagnostic:
    message = say(
        "`{bound}` does not group `{parent}`, as the input `{name}` must",
        bound=bound.name,
        parent=parent,
        name=declaration.name.text,
    )
    span = declaration.name.span if use is None else use.span
    help = say("bind an axis that groups `{parent}`: `axis step = {parent} by 5 from …`", parent=parent)
    return error(
        "bound-axis", message, span, NOTHING, help, Label(declaration.name.span, say("declared here"))
    )
