"""Findings about a book."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.suggest import did_you_mean
from semdsl.diagnostics.wording import say
from semdsl.source import Span


def unknown_formula(name: str, known: Sequence[str]) -> Diagnostic:
    """Report a name, given to ``--only``, of nothing that the book has."""
    return Diagnostic(
        "unknown-formula",
        say("the model and the files it uses declare nothing called `{name}`", name=name),
        help=did_you_mean(name, known)
        or say("give names as the model writes them; `semdsl find FILE` lists them"),
    )


def missing_package(package: str) -> Diagnostic:
    """Report that what makes a PDF is not installed."""
    return Diagnostic(
        "missing-extra",
        say("writing a PDF needs the package `{package}`, which is not installed", package=package),
        help=say(
            "pip install 'semdsl[docs]', or take `--format latex` or `--format docx`, which need nothing"
        ),
    )


def symbol_not_understood(name: str, symbol: str, span: Span) -> Diagnostic:
    """Report a symbol that the book can only show as the text it is."""
    return Diagnostic(
        "symbol-not-understood",
        say(
            "the symbol `{symbol}` of `{name}` is beyond the part of LaTeX that the book sets; "
            "it is shown as this text",
            symbol=symbol,
            name=name,
        ),
        labels=(Label(span, say("as text")),),
        help=say(
            "write letters, Greek letters, indices with `_` and `^`, accents such as `\\bar`, `\\frac`, `\\sqrt` or "
            "`\\mathrm`, and close every bracket"
        ),
        severity=Severity.WARNING,
    )
