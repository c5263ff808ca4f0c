"""Findings about a command."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.suggest import did_you_mean


def not_yet_sampled(option: str) -> Diagnostic:
    """Report an option about draws, which this version does not make."""
    return Diagnostic(
        "not-yet",
        f"`{option}` asks for draws from distributions, and this version computes with the stated values only",
        help=f"leave `{option}` out, or write the other values as scenarios",
    )


def not_yet_explained(file: str, name: str) -> Diagnostic:
    """Report a question about a name of a model, or a cell of it: another command shows it."""
    asked = name or "NAME"
    return Diagnostic(
        "not-yet",
        f"`semdsl explain` explains codes of findings, and this version does not explain the cells of `{file}` yet",
        help=f"`semdsl find {file} {asked}` shows the formula and what it reads, "
        f"`semdsl run {file} --only {asked}` the values",
    )


def unknown_code(code: str, known: Sequence[str]) -> Diagnostic:
    """Report a word that is no code of a finding."""
    return Diagnostic(
        "unknown-code",
        f"no finding has the code `{code}`",
        help=did_you_mean(code, known)
        or "a code is the word in brackets after `error`, `warning` or `notice`; "
        f"for a name of a model, `semdsl find FILE {code}`",
    )


def folder_not_empty(folder: str, stranger: str) -> Diagnostic:
    """Report a folder for a new model that has something in it."""
    holds = f"it holds `{stranger}`" if stranger else "it is a file"
    return Diagnostic(
        "folder-not-empty",
        f"will not write a new model into `{folder}`: {holds}",
        help="name a folder that does not exist yet",
    )


def would_change(file: str) -> Diagnostic:
    """Report a file that is not in the one layout."""
    return Diagnostic("not-formatted", f"`{file}` is not in the one layout", help=f"run `semdsl fmt {file}`")
