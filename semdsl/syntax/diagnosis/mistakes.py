"""What can be wrong with a declaration and its header: one function for each diagnostic.

The lines inside one have ``mistakes_in_lines``, formulas ``mistakes_in_formulas``, single words ``misspellings``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.respelling import respelt
from semdsl.diagnostics.suggest import nearest, plain
from semdsl.diagnostics.wording import NOTHING, Said, either, either_of, joined, say
from semdsl.source import Span

KINDS = (
    *(
        "model",
        "module",
        "part",
        "include",
        "unit",
        "use",
        "input",
        "time",
        "axis",
        "parameter",
        "assumption",
        "table",
        "population",
    ),
    *(
        "contribution",
        "cost",
        "reserve",
        "premium",
        "variable",
        "function",
        "identity",
        "check",
        "expect",
        "test",
    ),
    *("scenario", "report", "chart"),
)
_IN_SPANISH = {
    "modelo": "model",
    **dict.fromkeys(("parte", "hoja"), "part"),
    **dict.fromkeys(("incluir", "incluye"), "include"),
    "unidad": "unit",
    **dict.fromkeys(("usa", "usar"), "use"),
    "entrada": "input",
    "tiempo": "time",
    "eje": "axis",
    "parametro": "parameter",
    **dict.fromkeys(("supuesto", "hipotesis"), "assumption"),
    "tabla": "table",
    "poblacion": "population",
    **dict.fromkeys(("contribucion", "cuota"), "contribution"),
    **dict.fromkeys(("costo", "coste", "gasto"), "cost"),
    "reserva": "reserve",
    "prima": "premium",
    "funcion": "function",
    "identidad": "identity",
    "prueba": "test",
    "escenario": "scenario",
    **dict.fromkeys(("reporte", "informe", "cuadro"), "report"),
    **dict.fromkeys(("grafica", "grafico"), "chart"),
}
"""Kinds in Spanish, without accents: each means one kind, and is mended."""
_OTHER_KINDS = {
    **dict.fromkeys(("formula", "quantity", "value", "result", "calc", "let", "var"), "variable"),
    **dict.fromkeys(("def", "fn", "func", "lambda", "macro"), "function"),
    "hypothesis": "assumption",
    **dict.fromkeys(("constant", "const", "param"), "parameter"),
    **dict.fromkeys(("dimension", "index"), "axis"),
    **dict.fromkeys(("period", "timeline"), "time"),
    **dict.fromkeys(("data", "dataset", "csv"), "table"),
    **dict.fromkeys(("expense", "benefit"), "cost"),
    **dict.fromkeys(("income", "revenue"), "contribution"),
    "fund": "reserve",
    **dict.fromkeys(("import", "from"), "use"),
    "sheet": "part",
    "currency": "unit",
    **dict.fromkeys(("assert", "ensure"), "check"),
    "equation": "identity",
    **dict.fromkeys(("plot", "graph"), "chart"),
}
"""What else authors write: the kind that is nearest to what they mean."""


_WORDS = re.compile(r"[^\W_]+")
_CLOSING = re.compile(r"\s*\]")


class Refused(Exception):
    """A mistake found while a tree is built; caught where the declaration is read."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic.message)


# ── Files and declarations ────────────────────────────────────────────────────────────────────────


def long_source(span: Span, limit: int) -> Diagnostic:
    """A file of more than a megabyte."""
    return Diagnostic(
        code="long-source",
        message=say(
            "the file has {count:,} characters, at most {limit:,} are read",
            count=len(span.source.text),
            limit=limit,
        ),
        labels=(Label(span, say("the file")),),
        help=say("keep numbers in tables, and split the model into parts that it includes"),
    )


def indented_start(span: Span) -> Diagnostic:
    """Text before the first declaration that does not start at the left margin."""
    return Diagnostic(
        code="indented-start",
        message=say("this line belongs to no declaration"),
        labels=(Label(span, say("indented, with no declaration above it")),),
        help=say("start a declaration at the left margin"),
    )


def unknown_kind(span: Span, word: str, lines: Collection[str], following: str = "") -> Diagnostic:
    """``fromula x : ratio``, ``parámetro x : ratio``; or one of the *lines* of a declaration that lost its indentation.

    A misspelt kind is mended, and one in Spanish; a line may belong anywhere above. What is *following* may say that
    a value is meant, or by a name that a ``cuadro`` is no report, which has a title.
    """
    found = Diagnostic(
        code="unknown-kind",
        message=say("`{word}` is not a kind of declaration", word=word),
        labels=(Label(span, say("a line at the left margin starts with a kind")),),
        help=say("the kinds are {names}; other lines are indented", names=either_of(KINDS)),
    )
    if word in lines:
        return replace(
            found, help=say("indent the line: `{word}` belongs to the declaration above", word=word)
        )
    known = {**dict.fromkeys(KINDS), **_IN_SPANISH, **_OTHER_KINDS}
    same = plain(word)
    near = same if same in known else next(iter(nearest(word, known)), None)
    if near is None and following in ("=", "["):
        return replace(
            found, help=say("write what it is and its unit: `variable {word} : ratio = …`", word=word)
        )
    if near is None:
        return found
    meant = known[near] or near
    found = replace(found, help=say("did you mean `{meant}`?", meant=meant))
    if same == "cuadro" and not following.startswith('"'):
        return replace(found, help=say("did you mean `{meant}`?", meant="table")).mending(
            span, "table", certain=False
        )
    if same in _IN_SPANISH:
        return found.mending(span, meant)
    if same in _OTHER_KINDS:
        return found.mending(span, meant, certain=False)
    return respelt(found, span, word, KINDS) if near == meant else found


def missing_kind(span: Span) -> Diagnostic:
    """A line at the left margin that does not start with a word; by its sign it may be a comment."""
    comment = span.text == "%" or span.source.text.startswith(("/*", "*/"), span.start)
    return Diagnostic(
        code="missing-kind",
        message=say("a line at the left margin starts with the kind of a declaration"),
        labels=(Label(span, say("no kind")),),
        help=say("a comment starts with `#`")
        if comment
        else say(
            "indent the line if it belongs to the declaration above, or start it with a kind such as "
            "`variable`"
        ),
    )


def missing_name(span: Span, kind: str, title: Span | None = None) -> Diagnostic:
    """A kind and nothing else, or a *title* where its name should be."""
    found = Diagnostic(
        code="missing-name",
        message=say("this `{kind}` has no name", kind=kind),
        labels=(Label(span, say("a name is expected after it")),),
        help=say("write `{kind}` and a name", kind=kind),
    )
    name = "" if title is None else _name_like(title.text)
    if title is None or not name:
        return found
    found = replace(found, help=say("write a name before the title: `{kind} {name} …`", kind=kind, name=name))
    return found.mending(title.before, f"{name} ", certain=False)


def _name_like(title: str) -> str:
    """A name made of the first words of *title*: ``tasa_de_interes``; nothing if it has none to make one of."""
    words = _WORDS.findall(plain(title))
    return "_".join(words[:4]) if words and not words[0][0].isdigit() and len(title) < 80 else ""


def missing_title(span: Span, kind: str) -> Diagnostic:
    """A test, report or chart without the title that names it."""
    return Diagnostic(
        code="missing-title",
        message=say("this `{kind}` has no title", kind=kind),
        labels=(Label(span, say("a `{kind}` is named by its title", kind=kind)),),
        help=say('write `{kind} "…"`', kind=kind),
    )


def reserved_word(span: Span, word: str) -> Diagnostic:
    """``variable for : ratio``."""
    return Diagnostic(
        code="reserved-word",
        message=say("`{word}` cannot be a name", word=word),
        labels=(Label(span, say("this word always has its own meaning")),),
        help=say("choose another name, say with a word before or after it"),
    )


def dotted_name(span: Span, name: str) -> Diagnostic:
    """``cost a.b : MXN``."""
    return Diagnostic(
        code="dotted-name",
        message=say("`{name}` cannot be declared: a name with a point belongs to a module", name=name),
        labels=(Label(span, say("a name without a point is expected")),),
        help=say("write `{right}`", right=name.replace(".", "_")),
    )


def name_of_words(span: Span, *, certain: bool = True) -> Diagnostic:
    """``parameter cuota fija : ratio``."""
    return Diagnostic(
        code="name-of-words",
        message=say("`{found}` is not one word", found=short(span.text)),
        labels=(Label(span, say("a name is one word of letters, digits and `_`")),),
        help=say("write `{right}`", right="_".join(span.text.replace("-", " ").split())),
    ).mending(span, "_".join(span.text.replace("-", " ").split()), certain=certain)


def two_titles(first: Span, second: Span, language: str | None) -> Diagnostic:
    """Two titles of one language."""
    return Diagnostic(
        code="two-titles",
        message=say("there are two titles in `{language}`", language=language)
        if language
        else say("there are two titles without a language"),
        labels=(Label(second, say("the second")), Label(first, say("the first"))),
        help=say("keep one of the two")
        if language
        else say('write the language before a translation: `en "…"`'),
    )


# ── Headers ───────────────────────────────────────────────────────────────────────────────────────


def missing_unit(span: Span, name: str, before: Span | None = None) -> Diagnostic:
    """A quantity that does not say what it is measured in: persons, if it stands *before* their unit."""
    found = Diagnostic(
        code="missing-unit",
        message=say("`{name}` does not say its unit", name=name),
        labels=(Label(span, say("a unit is expected after its name, axes and titles")),),
        help=say("write `: ratio` for a plain number, `: person`, `: million MXN(2005)`, …")
        if before is None
        else say("write `: person`, or `: thousand person` to read and show thousands"),
    )
    if before is None:
        return found
    bracket = _CLOSING.match(before.source.text, before.end)
    end = bracket.end() if bracket else before.end
    return found.mending(Span(before.source, end, end), " : person")


def missing_colon(span: Span) -> Diagnostic:
    """``population x[year] person = …``."""
    return Diagnostic(
        code="missing-colon",
        message=say("there is no `:` before the unit"),
        labels=(Label(span, say("is this the unit?")),),
        help=say("write `: {found}`", found=short(span.text)),
    ).mending(span.before, ": ")


def title_after_unit(span: Span, kind: str) -> Diagnostic:
    """``variable x : ratio "Title"``."""
    return Diagnostic(
        code="title-after-unit",
        message=say("a title stands before the unit"),
        labels=(Label(span, say("not expected after the unit")),),
        help=say(
            'write `{kind} name[axes] "Title" : unit`; if it is the file, write `from` before it', kind=kind
        )
        if kind == "table"
        else say('write `{kind} name[axes] "Title" : unit`', kind=kind),
    )


def scale_alone(span: Span, scale: str) -> Diagnostic:
    """``3 million`` without a unit."""
    return Diagnostic(
        code="scale-alone",
        message=say("`{scale}` stands before a unit", scale=scale),
        labels=(Label(span, say("a unit is expected after it")),),
        help=say(
            "write the unit, such as `{scale} MXN`, or the number in full, such as `3_000_000`", scale=scale
        ),
    )


def missing_formula(span: Span, name: str) -> Diagnostic:
    """A quantity without a formula."""
    return Diagnostic(
        code="missing-formula",
        message=say("`{name}` has no formula", name=name),
        labels=(Label(span, say("a `=` and a formula are expected")),),
        help=say("write `= ` and a formula or a number on the next line, indented"),
    )


def missing_file(span: Span, name: str, *, has_formula: bool) -> Diagnostic:
    """A table that does not say where its numbers are; with formulas alone it may be another kind."""
    where = say('write `from "data/….csv"`, indented, on the next line')
    other_kind = say("a quantity with formulas alone is an `assumption` or a `variable`")
    return Diagnostic(
        code="missing-file",
        message=say("the table `{name}` does not say which file its numbers are in", name=name),
        labels=(Label(span, say("a `from` is expected")),),
        help=joined((where, other_kind if has_formula else NOTHING), "; "),
    )


def missing_definition(span: Span, name: str) -> Diagnostic:
    """An axis without members."""
    return Diagnostic(
        code="missing-members",
        message=say("the axis `{name}` does not say what its members are", name=name),
        labels=(Label(span, say("a `=` and its members are expected")),),
        help=say("write `= 2005..2050`, `= 00-04 to 80+ by 5`, `= male, female` or `= year by 5 from 2006`"),
    )


def nothing_expected(span: Span) -> Diagnostic:
    """A test that tests nothing."""
    return Diagnostic(
        code="nothing-expected",
        message=say("this test expects nothing"),
        labels=(Label(span, say("at least one `expect` is expected")),),
        help=say(
            "write what should come out: `expect name[2006] = 13_082 million MXN(2005) within 1 "
            "million MXN(2005)`"
        ),
    )


def nothing_shown(span: Span) -> Diagnostic:
    """A report that shows nothing."""
    return Diagnostic(
        code="nothing-shown",
        message=say("this report shows nothing"),
        labels=(Label(span, say("at least one `show` is expected")),),
        help=say("write `show` and the names to show"),
    )


# ── Anything else ─────────────────────────────────────────────────────────────────────────────────


def too_early(span: Span, kind: str, expected: Sequence[Said]) -> Diagnostic:
    """The declaration ends where something must follow."""
    return Diagnostic(
        code="unfinished",
        message=say("this `{kind}` ends too early", kind=kind)
        if kind
        else say("this formula ends too early"),
        labels=(Label(span, say("more is expected after it")),),
        help=say("expected: {what}", what=either(expected)) if expected else NOTHING,
    )


def unexpected(span: Span, expected: Sequence[Said]) -> Diagnostic:
    """A word that may not stand where it does."""
    return Diagnostic(
        code="unexpected-word",
        message=say("`{found}` is not expected here", found=short(span.text)),
        labels=(Label(span, say("not expected")),),
        help=say("expected: {what}", what=either(expected)) if expected else NOTHING,
    )


def other_word(span: Span, help: Said) -> Diagnostic:
    """A word of another language; *help* says what is written here."""
    return Diagnostic(
        code="unknown-word",
        message=say("`{word}` has no meaning here", word=short(span.text)),
        labels=(Label(span, say("not expected")),),
        help=help,
    )


def other_form(span: Span, help: Said, label: Said | None = None) -> Diagnostic:
    """A form of another language; *help* says what is written here."""
    return Diagnostic(
        code="unexpected-word",
        message=say("`{found}` is not expected here", found=short(span.text)),
        labels=(Label(span, label or say("not expected")),),
        help=help,
    )


def empty_expression(span: Span) -> Diagnostic:
    """A value that is nothing."""
    return Diagnostic(
        code="empty-formula",
        message=say("there is no formula"),
        labels=(Label(span, say("a name, a number or a formula is expected")),),
        help=say("write what should be computed, such as `1.5%` or `wages[2006]`"),
    )


def short(text: str) -> str:
    """The start of *text* on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else flat[:39] + "…"
