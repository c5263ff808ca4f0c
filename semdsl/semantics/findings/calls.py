"""Calls of functions, and formulas that grow too large by them."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic, Edit, Label
from semdsl.diagnostics.respelling import respelt
from semdsl.diagnostics.suggest import nearest
from semdsl.diagnostics.wording import NOTHING, listed, say
from semdsl.semantics.findings.making import WRITTEN_HERE, error, similar
from semdsl.semantics.model import Typed
from semdsl.semantics.operators import AGGREGATES, FUNCTIONS
from semdsl.source import Span
from semdsl.syntax import ast
from semdsl.syntax.diagnosis.other_forms import IF
from semdsl.syntax.walk import walk

_MOST_NAMED = 8
_BUILT_IN = (*FUNCTIONS, *AGGREGATES)


def unknown_function(call: ast.Call, known: Sequence[str]) -> Diagnostic:
    name = call.function.ident
    file, _, own = name.rpartition(".")
    inside = [one for one in known if file and one.startswith(f"{file}.")]
    right = WRITTEN_HERE.get(name.lower()) or WRITTEN_HERE.get(own.lower() if len(own) > 1 else "")
    elsewhere = next((one for one in known if one.endswith(f".{name}")), None)
    if right is not None:
        help = say("here it is written `{right}`", right=right)
    elif elsewhere is not None:
        help = say("with the name of its file: `{name}`", name=elsewhere)
    elif own in _BUILT_IN and own != name:
        help = say("here it is written `{right}`", right=f"{own}(…)")
    elif inside and not nearest(name, inside):
        help = say("`{file}` has {names}", file=file, names=listed(inside[:_MOST_NAMED], "and"))
    elif own != name:
        help = similar(name, known) or say("a name before a point is that of a file: `use law.imss as law`")
    else:
        help = similar(name, known) or say("declare it: `function {name}(x) = …`", name=name)
    found = error(
        "unknown-function", say("there is no function `{name}`", name=name), call.function.span, NOTHING, help
    )
    if right is not None:
        return _as_choice(found, call) if name.lower() in IF else found
    if elsewhere is None and own in _BUILT_IN and own != name:
        return found.mending(call.function.span, own)
    return respelt(found, call.function.span, name, known)


def _as_choice(found: Diagnostic, call: ast.Call) -> Diagnostic:
    """``ifelse(c, a, b)``, and those within it, mended in brackets, since each may stand in a longer formula."""
    source, edits = call.span.source, list[Edit]()
    for one in walk(call):
        if isinstance(one, ast.Call) and one.function.ident.lower() in IF and len(one.arguments) == 3:
            condition, value, other = (argument.span for argument in one.arguments)
            edits.append(Edit(Span(source, one.span.start, condition.start), "(if "))
            edits.append(Edit(Span(source, condition.end, value.start), " then "))
            edits.append(Edit(Span(source, value.end, other.start), " else "))
    return found.mended_by(edits) if edits else found


def several_added(call: ast.Call, axes: Sequence[str]) -> Diagnostic:
    """``sum(x, age, sex)``, ``sum(a, b, c)``; *axes* are those of the arguments after the first that name one each."""
    name = call.function.ident
    first, others = call.arguments[0].value.span, [argument.value.span for argument in call.arguments[1:]]
    if len(axes) != len(others):
        operator = {"sum": "+", "product": "*"}.get(name)
        help = (
            say(
                "write `a {operator} b` for a few values, or `{name}(… over axis)`",
                operator=operator,
                name=name,
            )
            if operator
            else say("write `{name}(… over axis)`", name=name)
        )
        message = say("`{name}` takes one part, over the members of an axis", name=name)
        return error("missing-over", message, call.span, NOTHING, help)
    found = error(
        "missing-over",
        say("`{function}` does not say over which axis", function=name),
        call.span,
        say("an `over` is expected in its brackets"),
        say("write `{function}(… over {axes})`", function=name, axes=", ".join(axes)),
    )
    return found.mending(Span(first.source, first.end, others[0].start), " over ")


def quantity_called(call: ast.Call) -> Diagnostic:
    name = call.function.ident
    inside = ", ".join(argument.value.span.text for argument in call.arguments)
    help = say(
        "cells are chosen with square brackets: `{name}[{inside}]`", name=name, inside=inside or "year-1"
    )
    return error(
        "quantity-called",
        say("`{name}` is not a function", name=name),
        call.span,
        say("written like a call"),
        help,
    )


def product_called(call: ast.Call) -> Diagnostic:
    """``wages(1 + growth)``, where `*` was left out."""
    name, factor = call.function, call.span.text[len(call.function.span.text) :].strip()
    found = error(
        "quantity-called",
        say("`{name}` is not a function", name=name.ident),
        call.span,
        say("written like a call"),
        say("write `{first} * {second}` to multiply", first=name.ident, second=factor),
    )
    return found.mending(name.span.after, " * ", certain=False)


def function_without_arguments(span: Span, declaration: ast.Function) -> Diagnostic:
    usage = f"{declaration.name.text}({', '.join(own.text for own in declaration.parameters)})"
    return error(
        "wrong-arguments",
        say("the function `{found}` needs its arguments", found=span.text),
        span,
        NOTHING,
        say("write `{usage}`", usage=usage),
    )


def wrong_arguments(call: ast.Call, usage: str, declaration: ast.Function | None = None) -> Diagnostic:
    more = () if declaration is None else (Label(declaration.name.span, say("declared here")),)
    message = say("the arguments of `{name}` do not fit", name=call.function.ident)
    return error(
        "wrong-arguments", message, call.span, NOTHING, say("it is used as `{usage}`", usage=usage), *more
    )


def function_calls_itself(call: ast.Call, declaration: ast.Function) -> Diagnostic:
    name = declaration.name.text
    help = say("functions are shorthands; for a recursion declare a variable and read its `[year-1]`")
    label = Label(declaration.name.span, say("declared here"))
    return error(
        "function-calls-itself",
        say("the function `{name}` calls itself", name=name),
        call.span,
        NOTHING,
        help,
        label,
    )


def function_needs_ratio(call: ast.Call, argument: Typed) -> Diagnostic:
    message = say(
        "`{name}` needs a plain ratio, and this is in `{unit}`", name=call.function.ident, unit=argument.unit
    )
    return error(
        "function-needs-ratio",
        message,
        argument.span,
        NOTHING,
        say("divide by something in the same unit first"),
    )


def formula_too_large(span: Span, most: int, *, own: bool) -> Diagnostic:
    """*own* says that the one formula is too large, and not all of the model together."""
    if own:
        message = say(
            "this formula has more than {most:,} parts once its functions are written out", most=most
        )
    else:
        message = say(
            "with this formula those of the model have more than {most:,} parts once their functions are written out",
            most=most,
        )
    return error("formula-too-large", message, span, NOTHING, say("declare parts of it as variables"))


def too_deep(span: Span) -> Diagnostic:
    return error(
        "too-deep",
        say("this formula is nested too deeply"),
        span,
        NOTHING,
        say("declare parts of it as variables"),
    )
