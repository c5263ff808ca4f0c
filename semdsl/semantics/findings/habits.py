"""What a good model has and nothing requires: sources, payers, reasons, and no name in vain."""

from __future__ import annotations

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.wording import NOTHING, say
from semdsl.semantics.findings.making import warning
from semdsl.syntax import ast
from semdsl.syntax.kinds import kind_words


def unused(declaration: ast.Declaration) -> Diagnostic:
    what = kind_words(declaration.kind).the
    message = say("nothing uses {what} `{name}`", what=what, name=declaration.name.text)
    return warning(
        "unused", message, declaration.name.span, NOTHING, say("use it in a formula, or remove it")
    )


def no_source(declaration: ast.Quantity) -> Diagnostic:
    help = say('add `source "…"`, `law "…"` or `calibrated to "…"`, or say in a `note` why it was chosen')
    message = say("nothing says where the numbers of `{name}` come from", name=declaration.name.text)
    return warning(
        "no-source",
        message,
        declaration.name.span,
        say("{kind} without a source", kind=kind_words(declaration.kind).alone),
        help,
    )


def no_source_of_gap(declaration: ast.Table, case: ast.Case) -> Diagnostic:
    help = say(
        "the source of the table is that of its file: add `source` or `note` on the line of this number"
    )
    message = say(
        "nothing says where a number comes from that `{name}` has beside its file", name=declaration.name.text
    )
    return warning("no-source", message, case.span, say("a number without a source"), help)


def no_payer(declaration: ast.Declaration) -> Diagnostic:
    message = say("nothing says who pays the contribution `{name}`", name=declaration.name.text)
    help = say("add `payer employer, worker`, or call it a `variable` if it adds up what others pay")
    return warning("no-payer", message, declaration.name.span, NOTHING, help)


def unexplained_deviation(stated: ast.Deviation) -> Diagnostic:
    message = say("nothing says why the printed figures are not met")
    help = say("add a `note` with the reason, or an `erratum` if the source is wrong")
    return warning("unexplained-deviation", message, stated.span, say("without a reason"), help)
