"""Findings about a book."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.suggest import did_you_mean


def unknown_formula(name: str, known: Sequence[str]) -> Diagnostic:
    """Report a name, given to ``--only``, of nothing that the book has."""
    return Diagnostic(
        "unknown-formula",
        f"the model and the files it uses declare nothing called `{name}`",
        help=did_you_mean(name, known)
        or "give names as the model writes them; `semdsl find FILE` lists them",
    )
