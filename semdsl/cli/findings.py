"""Findings about a command."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.suggest import did_you_mean
from semdsl.diagnostics.wording import say


def not_yet_sampled(option: str) -> Diagnostic:
    """Report an option about draws, which this version does not make."""
    return Diagnostic(
        "not-yet",
        say(
            "`{option}` asks for draws from distributions, and this version computes with the stated "
            "values only",
            option=option,
        ),
        help=say("leave `{option}` out, or write the other values as scenarios", option=option),
    )


def not_yet_explained(file: str, name: str) -> Diagnostic:
    """Report a question about a name of a model, or a cell of it: another command shows it."""
    asked = name or "NAME"
    return Diagnostic(
        "not-yet",
        say(
            "`semdsl explain` explains codes of findings, and this version does not explain the "
            "cells of `{file}` yet",
            file=file,
        ),
        help=say(
            "`semdsl find {file} {asked}` shows the formula and what it reads, `semdsl run {file} "
            "--only {asked}` the values",
            file=file,
            asked=asked,
        ),
    )


def unknown_code(code: str, known: Sequence[str]) -> Diagnostic:
    """Report a word that is no code of a finding."""
    return Diagnostic(
        "unknown-code",
        say("no finding has the code `{code}`", code=code),
        help=did_you_mean(code, known)
        or say(
            "a code is the word in brackets at the beginning of a finding; for a name of a model, "
            "`semdsl find FILE {code}`",
            code=code,
        ),
    )


def folder_not_empty(folder: str, stranger: str) -> Diagnostic:
    """Report a folder for a new model that has something in it."""
    holds = say("it holds `{stranger}`", stranger=stranger) if stranger else say("it is a file")
    return Diagnostic(
        "folder-not-empty",
        say("will not write a new model into `{folder}`: {holds}", folder=folder, holds=holds),
        help=say("name a folder that does not exist yet"),
    )


def would_change(file: str) -> Diagnostic:
    """Report a file that is not in the one layout."""
    return Diagnostic(
        "not-formatted",
        say("`{file}` is not in the one layout", file=file),
        help=say("run `semdsl fmt {file}`", file=file),
    )
