"""The kinds of declarations as words of a sentence: alone, with ``the``, with ``a``.

Other languages bend the article with the word, so that each of the three is a text of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from semdsl.diagnostics.wording import Said, say


@dataclass(frozen=True, slots=True)
class KindWords:
    """``parameter``, ``the parameter``, ``a parameter``."""

    alone: Said
    the: Said
    one: Said


_WORDS = {
    "time": KindWords(say("time axis"), say("the time axis"), say("a time axis")),
    "axis": KindWords(say("axis"), say("the axis"), say("an axis")),
    "use": KindWords(say("file"), say("the file"), say("a file")),
    "input": KindWords(say("input"), say("the input"), say("an input")),
    "unit": KindWords(say("unit"), say("the unit"), say("a unit")),
    "function": KindWords(say("function"), say("the function"), say("a function")),
    "identity": KindWords(say("identity"), say("the identity"), say("an identity")),
    "parameter": KindWords(say("parameter"), say("the parameter"), say("a parameter")),
    "assumption": KindWords(say("assumption"), say("the assumption"), say("an assumption")),
    "table": KindWords(say("table"), say("the table"), say("a table")),
    "population": KindWords(say("population"), say("the population"), say("a population")),
    "contribution": KindWords(say("contribution"), say("the contribution"), say("a contribution")),
    "cost": KindWords(say("cost"), say("the cost"), say("a cost")),
    "reserve": KindWords(say("reserve"), say("the reserve"), say("a reserve")),
    "premium": KindWords(say("premium"), say("the premium"), say("a premium")),
    "variable": KindWords(say("variable"), say("the variable"), say("a variable")),
}


def kind_words(kind: str) -> KindWords:
    """The words of *kind*; a kind of which no sentence speaks is a ``declaration``."""
    return _WORDS.get(kind) or KindWords(say("declaration"), say("the declaration"), say("a declaration"))
