"""Findings about what is looked for in a model."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic

_HOW = (
    "look for a name, a symbol, a section (`2.1.1`), a table (`III.6`), an equation (`(8)`), an article (`art. 106`) "
    "or words of a title; "
    "`semdsl find FILE` without words lists all"
)


def nothing_found(
    model: str, alone: Sequence[tuple[str, int]], near: Sequence[str], in_library: int
) -> Diagnostic:
    """No declaration has all the words: *alone* says how many have each, *near* what may have been meant."""
    words = ", ".join(f"`{word}`" for word, _ in alone)
    of_all = f"all of {words}" if len(alone) > 1 else words
    notes = [
        f"`{word}` by itself is found {_times(count)}" for word, count in alone if count and len(alone) > 1
    ]
    if in_library:
        notes.append(f"in the standard library it is found {_times(in_library)}: add `--all` to see it")
    advice = _did_you_mean(near) or ("leave one of the words out" if len(notes) == len(alone) > 1 else _HOW)
    return Diagnostic(
        "nothing-found",
        f"no declaration of `{model}` or of its files has {of_all}",
        help=advice,
        notes=tuple(notes),
    )


def _did_you_mean(near: Sequence[str]) -> str:
    *others, last = [f"`{word}`" for word in near] or [""]
    return (
        ""
        if not last
        else f"did you mean {', '.join(others)} or {last}?"
        if others
        else f"did you mean {last}?"
    )


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"
