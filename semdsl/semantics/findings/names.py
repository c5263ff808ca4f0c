"""Names: what is not declared, declared twice, or no value."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.respelling import respelt
from semdsl.diagnostics.wording import NOTHING, Said, say
from semdsl.semantics.findings.making import error, first_words, similar, warning
from semdsl.semantics.model import Axis
from semdsl.source import Span
from semdsl.syntax import ast

_NO_VALUE = ("null", "na", "nan", "none", "nil", "missing", "blank", "vacio")
_TRUTHS = ("true", "false", "verdadero", "falso")


def unknown_name(span: Span, name: str, known: Sequence[str]) -> Diagnostic:
    help = (
        say("a power of e is written `exp(x)`")
        if name == "e"
        else say("there is no empty value: each cell has a number, or is left out of what is declared")
        if name.lower() in _NO_VALUE
        else say("a condition is written out, such as `year >= 2026`")
        if name.lower() in _TRUTHS
        else similar(name, known) or say("declare it, or bring it in with `use`")
    )
    found = error(
        "unknown-name", say("`{name}` is not declared", name=name), span, say("nothing has this name"), help
    )
    return respelt(found, span, name, known)


def file_as_value(span: Span, name: str) -> Diagnostic:
    return error(
        "file-as-value",
        say("`{name}` is a file in use, not a value", name=name),
        span,
        NOTHING,
        say("write one of its names: `{name}.…`", name=name),
    )


def label_as_value(span: Span, name: str, axis: Axis) -> Diagnostic:
    help = say(
        "compare with it, `{axis} = {name}`, or choose its cell, `x[{name}]`", axis=axis.name, name=name
    )
    return error(
        "label-as-value",
        say("`{name}` is a label of the axis `{axis}`, not a value", name=name, axis=axis.name),
        span,
        NOTHING,
        help,
    )


def text_as_value(span: Span, text: str) -> Diagnostic:
    help = say('write a number; to choose the cell of a label, write `x["{text}"]`', text=text)
    return error("text-as-value", say("quoted text has no value"), span, NOTHING, help)


def not_indexable(span: Span, name: str, *, is_axis: bool, is_function: bool) -> Diagnostic:
    if is_function:
        help = say("the arguments of a function stand in round brackets: `{name}(…)`", name=name)
    elif is_axis:
        help = say("write `{name}` alone for the number or label of the cell itself", name=name)
    else:
        help = say("write the name of a quantity in it: `{name}.name[…]`", name=name)
    message = say("`{name}` has no cells to choose from", name=name)
    return error("not-indexable", message, span, say("not a quantity"), help)


def already_declared(declaration: ast.Declaration, before: ast.Declaration) -> Diagnostic:
    first = Label(first_words(before), say("first declared here"))
    message = say("`{name}` is declared twice", name=declaration.name.text or declaration.kind)
    return error(
        "already-declared",
        message,
        first_words(declaration),
        say("declared again"),
        say("rename or remove one"),
        first,
    )


def second_header(declaration: ast.Declaration, before: ast.Declaration) -> Diagnostic:
    first = Label(first_words(before), say("the first one"))
    message = say("a file is one model, one module or one part")
    how = "include" if "part" in (declaration.kind, before.kind) else "use"
    help = say("move the rest to a file of its own, and bring it in with `{how}`", how=how)
    return error("already-declared", message, first_words(declaration), say("a second header"), help, first)


def target_is_a_name(span: Span) -> Diagnostic:
    return error(
        "target-is-a-name",
        say("the name of a quantity is expected here"),
        span,
        NOTHING,
        say("write `name` or `name[…]`"),
    )


def not_yet(span: Span, what: Said, *, may_stay: bool = False) -> Diagnostic:
    message = say("this version does not run {what} yet", what=what)
    if may_stay:
        help = say("it may stay: a later version will run it")
        return warning("not-yet", message, span, say("left out of the run"), help)
    return error("not-yet", message, span, NOTHING, say("take it out, or write the model without it"))
