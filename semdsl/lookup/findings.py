"""Findings about what is looked for in a model."""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.suggest import meant
from semdsl.diagnostics.wording import Said, say

_HOW = say(
    "look for a name, a symbol, a section (`2.1.1`), a table (`III.6`), an equation (`(8)`), "
    "an article (`art. 106`) or words of a title; `semdsl find FILE` without words lists all"
)


def nothing_found(
    model: str, alone: Sequence[tuple[str, int]], near: Sequence[str], in_library: int
) -> Diagnostic:
    """No declaration has all the words: *alone* says how many have each, *near* what may have been meant."""
    words = ", ".join(f"`{word}`" for word, _ in alone)
    notes = [
        say("`{word}` by itself is found {times}", word=word, times=_times(count))
        for word, count in alone
        if count and len(alone) > 1
    ]
    if in_library:
        notes.append(
            say(
                "in the standard library it is found {times}: add `--all` to see it", times=_times(in_library)
            )
        )
    advice = meant(near) or (say("leave one of the words out") if len(notes) == len(alone) > 1 else _HOW)
    return Diagnostic(
        "nothing-found",
        say("no declaration of `{model}` or of its files has all of {words}", model=model, words=words)
        if len(alone) > 1
        else say("no declaration of `{model}` or of its files has {words}", model=model, words=words),
        help=advice,
        notes=tuple(notes),
    )


def _times(count: int) -> Said:
    return say("once") if count == 1 else say("{count:,} times", count=count)
