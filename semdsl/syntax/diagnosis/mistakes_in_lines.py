"""What can be wrong with attributes, settings, layouts and the members of axes: one function for each diagnostic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.respelling import respelt
from semdsl.diagnostics.suggest import did_you_mean, plain
from semdsl.diagnostics.wording import NOTHING, either_of, joined, say
from semdsl.source import Span
from semdsl.syntax.diagnosis.mistakes import short

ATTRIBUTES = (
    *(
        "symbol",
        "law",
        "source",
        "note",
        "erratum",
        "limitation",
        "plural",
        "owner",
        "since",
        "payer",
        "language",
        "version",
        "base",
        "calibrated",
    ),
    *("range", "flows", "stocks", "simultaneous"),
)

# ── Attributes and lines of a declaration ─────────────────────────────────────────────────────────


_OTHER_ATTRIBUTES = {
    **dict.fromkeys(("fuente", "fuentes", "reference", "ref", "citation", "origin"), "source"),
    **dict.fromkeys(("ley", "articulo", "article", "art", "legal"), "law"),
    **dict.fromkeys(
        ("nota", "comentario", "descripcion", "description", "comment", "remark", "doc", "explanation"),
        "note",
    ),
    **dict.fromkeys(("simbolo", "latex", "notation"), "symbol"),
    **dict.fromkeys(("rango", "bounds", "limits"), "range"),
    **dict.fromkeys(("paga", "pagador", "paid"), "payer"),
    **dict.fromkeys(("responsable", "author", "autor", "dueno"), "owner"),
    **dict.fromkeys(("errata", "correction", "correccion"), "erratum"),
    **dict.fromkeys(("limitacion", "limite", "caveat", "warning"), "limitation"),
    **dict.fromkeys(("idioma", "lengua", "lang"), "language"),
    "calibrado": "calibrated",
}


LANGUAGES = ("en", "es")
"""Those that reports can be in, and titles without a language before them."""
_OTHER_LANGUAGES = {
    **dict.fromkeys(("espanol", "esp", "spa", "spanish", "castellano", "es-mx", "es_mx"), "es"),
    **dict.fromkeys(("english", "eng", "ingles", "en-us", "en_us", "en-gb", "en_gb"), "en"),
}
"""What else authors write for them, without accents."""


def other_attribute(word: str) -> str:
    """The attribute that *word* is elsewhere or in Spanish, if it is one."""
    return _OTHER_ATTRIBUTES.get(plain(word), "")


def unknown_attribute(span: Span, word: str) -> Diagnostic:
    """``suorce "…"``, ``fuente "…"``."""
    meant = other_attribute(word)
    found = Diagnostic(
        code="unknown-attribute",
        message=say("`{word}` is not an attribute", word=word),
        labels=(Label(span, say("not known")),),
        help=say("write `{word}`", word=meant)
        if meant
        else did_you_mean(word, ATTRIBUTES) or say("the attributes are {names}", names=either_of(ATTRIBUTES)),
    )
    if meant:
        return found.mending(span, meant)
    return respelt(found, span, word, ATTRIBUTES)


def other_from(found: Diagnostic, span: Span) -> Diagnostic:
    """``file "data.csv"``: an unknown attribute that says what ``from`` does."""
    return replace(found, help=say('a file is read by `from "data/….csv"`'), fix=None).mending(span, "from")


def misplaced_attribute(span: Span, word: str, kind: str, kinds: Sequence[str]) -> Diagnostic:
    """``payer`` on a cost."""
    return Diagnostic(
        code="misplaced-attribute",
        message=say("a `{kind}` has no `{word}`", kind=kind, word=word),
        labels=(Label(span, say("`{word}` belongs to {names}", word=word, names=either_of(kinds))),),
        help=say("take it out, or say it in a `note`"),
    )


def more_to_show(comma: Span) -> Diagnostic:
    """``show rate in %, expense``."""
    line = comma.source.text[: comma.start].rpartition("\n")[2]
    indent = line[: len(line) - len(line.lstrip())]
    following = comma.source.text[comma.end :]
    blank = len(following) - len(following.lstrip())
    found = Diagnostic(
        code="unexpected-word",
        message=say("`in`, `weighted by` and `where` are for all that one `show` lists, and end it"),
        labels=(Label(comma, say("not expected after them")),),
        help=say("write another `show` for what follows"),
    )
    return found.mending(Span(comma.source, comma.start, comma.end + blank), f"\n{indent}show ")


def bare_text(span: Span) -> Diagnostic:
    """``= 3.5% "Cuadro III.1"``."""
    return Diagnostic(
        code="bare-text",
        message=say("a text does not say what it is"),
        labels=(Label(span, say("an attribute is expected before it")),),
        help=say('write `source "…"`, `law "…"` or `note "…"`'),
    )


def empty_erratum(span: Span) -> Diagnostic:
    """``erratum ""``."""
    return Diagnostic(
        code="empty-erratum",
        message=say("this `erratum` does not say what the error of the source is"),
        labels=(Label(span, say("an error, with its arithmetic, is expected after it")),),
        help=say('write what is printed and what it should be: `erratum "168 + 15 + 8 = 191, printed 1.91"`'),
    )


def unknown_language(span: Span, word: str) -> Diagnostic:
    """``language español``, ``language fr``."""
    meant = word.lower() if word.lower() in LANGUAGES else _OTHER_LANGUAGES.get(plain(word), "")
    found = Diagnostic(
        code="unknown-word",
        message=say("`{word}` is not a language that reports can be in", word=word),
        labels=(Label(span, say("{names} is expected", names=either_of(LANGUAGES))),),
        help=say("write `{word}`", word=meant)
        if meant
        else say(
            'write {names}; a title in another has it before its text: `fr "…"`', names=either_of(LANGUAGES)
        ),
    )
    return found.mending(span, meant) if meant else found


def missing_up_to(span: Span) -> Diagnostic:
    """``deviates 2.11pp``, ``deviates by 2.11pp``."""
    return Diagnostic(
        code="missing-up-to",
        message=say("`deviates` is followed by `up to` and the largest deviation"),
        labels=(Label(span, say("`up to` is expected here")),),
        help=say("write `deviates up to 2.11pp`, `deviates up to 3%` or `deviates up to 5 million MXN`"),
    )


def bare_path(span: Span, ending: str = "csv") -> Diagnostic:
    """``from data.csv``; a module of the standard library is no path."""
    path = say('write `"folder/file.{ending}"`, with the folder as seen from this file', ending=ending)
    library = say("a module of the standard library is brought in with `use {found}`", found=span.text)
    return Diagnostic(
        code="bare-path",
        message=say("the path of a file stands in quotes"),
        labels=(Label(span, say("not in quotes")),),
        help=joined((path, library if span.text.startswith("std.") else NOTHING), "; "),
    )


def unknown_timing(span: Span, word: str) -> Diagnostic:
    """``flows at noon of year``."""
    return Diagnostic(
        code="unknown-timing",
        message=say("`{word}` is not a moment of the year", word=word),
        labels=(Label(span, say("`start`, `mid` or `end` is expected")),),
        help=say("write `flows at end of year`, `flows at mid of year` or `flows at start of year`"),
    )


def no_range(span: Span) -> Diagnostic:
    """``range 3%``."""
    return Diagnostic(
        code="no-range",
        message=say("a `range` has two ends"),
        labels=(Label(span, say("not two ends")),),
        help=say("write `range 0% .. 3%`"),
    )


def repeated_part(first: Span, second: Span) -> Diagnostic:
    """Two files of a table, two distributions of an assumption."""
    return Diagnostic(
        code="repeated-part",
        message=say("this can be said only once in a declaration"),
        labels=(Label(second, say("the second")), Label(first, say("the first"))),
        help=say("keep one of the two"),
    )


def repeated_clause(first: Span, second: Span) -> Diagnostic:
    """``sum(x over year over age)``."""
    return Diagnostic(
        code="repeated-part",
        message=say("`{second}` can be said only once here", second=second.text),
        labels=(Label(second, say("the second")), Label(first, say("the first"))),
        help=say("keep one; several names or conditions go together, with commas or `and`"),
    )


def unknown_word(span: Span, word: str, known: Sequence[str]) -> Diagnostic:
    """``othervise``: near to a word that may stand here."""
    found = Diagnostic(
        code="unknown-word",
        message=say("`{word}` has no meaning here", word=word),
        labels=(Label(span, say("not expected")),),
        help=did_you_mean(word, known),
    )
    return respelt(found, span, word, known)


def no_target(span: Span, word: str) -> Diagnostic:
    """``set a + b = 3``."""
    return Diagnostic(
        code="no-target",
        message=say("`{word}` is followed by a name", word=word),
        labels=(Label(span, say("a name is expected, perhaps with an index")),),
        help=say(
            "write `{word} name = …`, and `for …` after the formula to change only some cells", word=word
        ),
    )


def no_layout(span: Span, *, in_chart: bool = False) -> Diagnostic:
    """``rows 2006``, ``by 2006``."""
    if in_chart:
        return Diagnostic(
            code="no-layout",
            message=say("a chart goes along the members of an axis"),
            labels=(Label(span, say("the name of an axis is expected")),),
            help=say(
                "write `by year`, `by year in 2006..2050`, or with several members `by year in (2006, 2010)`"
            ),
        )
    return Diagnostic(
        code="no-layout",
        message=say("rows and columns are the members of an axis"),
        labels=(Label(span, say("the name of an axis is expected")),),
        help=say("write `rows item` or `columns year in 2006, 2010..2015`"),
    )


def total_form(span: Span, *, in_report: bool) -> Diagnostic:
    """``rows age total``, ``with total last``, ``matches "x.csv" total Total``."""
    if in_report:
        return Diagnostic(
            code="total-form",
            message=say("`{found}` is not how a report says that it has a total", found=span.text),
            labels=(Label(span, say("not expected")),),
            help=say(
                "write `with total` after the axis, as in `rows age with total`; a title, and `first`, "
                'may follow: `with total "All ages" first`'
            ),
        )
    return Diagnostic(
        code="total-form",
        message=say("rows of totals are named by what stands in the file, in quotes, after its path"),
        labels=(Label(span, say("not expected")),),
        help=say('write `matches "data/x.csv" total "Total"`'),
    )


# ── Axes ──────────────────────────────────────────────────────────────────────────────────────────


def missing_to(span: Span) -> Diagnostic:
    """``axis age = 0 110``."""
    return Diagnostic(
        code="missing-to",
        message=say("there is no `to` between the first and the last member"),
        labels=(Label(span, say("is this the last one?")),),
        help=say("write `0 to 110`, `2005..2050` or `00-04 to 80+ by 5`"),
    ).mending(span.before, "to ", certain=False)


def other_to(span: Span) -> Diagnostic:
    """``axis age = 0 up to 110``, ``time year = 2005 hasta 2050``."""
    return Diagnostic(
        code="missing-to",
        message=say("`{found}` is not written between the first and the last member", found=short(span.text)),
        labels=(Label(span, say("`to` is expected here")),),
        help=say("write `0 to 110`, `2005..2050` or `00-04 to 80+ by 5`"),
    ).mending(span, "to", certain=False)


def single_band(span: Span, hyphen: Span) -> Diagnostic:
    """``axis age = 0-110``, ``time year = 2005-2050``."""
    low, high = (end.strip() for end in span.text.split("-", 1))
    return Diagnostic(
        code="missing-to",
        message=say(
            "`{found}` is one band, not what goes from {low} to {high}", found=span.text, low=low, high=high
        ),
        labels=(Label(hyphen, say("`to` is expected here")),),
        help=say("write `{low} to {high}`; bands are written `00-04 to 80+ by 5`", low=low, high=high),
    ).mending(span, f"{low} to {high}", certain=not low.startswith("0") or low == "0")


def listed_bands(span: Span) -> Diagnostic:
    """``axis age = 00-04, 05-09, 10-14``."""
    return Diagnostic(
        code="missing-to",
        message=say("bands are not listed one by one"),
        labels=(Label(span, say("`to` is expected here")),),
        help=say('write `00-04 to 80+ by 5`; bands of several widths stand in quotes: `"00-04", "05-14"`'),
    )


def brackets_of_members(span: Span) -> Diagnostic:
    """``axis age = [0..100]``, ``axis sex = (male, female)``."""
    return Diagnostic(
        code="unexpected-word",
        message=say("`{word}` is not expected here", word=span.text),
        labels=(Label(span, say("members stand without brackets")),),
        help=say("write `0 to 110`, `2005..2050` or `male, female`"),
    )


def missing_comma(left: Span, right: Span) -> Diagnostic:
    """``axis sex = male female``."""
    return Diagnostic(
        code="missing-comma",
        message=say(
            "there is no `,` between `{left}` and `{right}`", left=short(left.text), right=short(right.text)
        ),
        labels=(Label(right, say("is this another member?")),),
        help=say(
            "write `{left}, {right}`; a label of two words stands in quotes",
            left=short(left.text),
            right=short(right.text),
        ),
    ).mending(left.after, ",", certain=False)


def missing_width(span: Span) -> Diagnostic:
    """``axis age = 00-04 to 80+``."""
    return Diagnostic(
        code="missing-width",
        message=say("the bands do not say how wide they are"),
        labels=(Label(span, say("`by` and a number are expected after it")),),
        help=say("write `00-04 to 80+ by 5`"),
    )


def band_width(span: Span, width: int, by: Span) -> Diagnostic:
    """``00-04 to 80+ by 10``."""
    return Diagnostic(
        code="band-width",
        message=say(
            "the band `{found}` is {width} wide, but the bands go by {by}",
            found=span.text,
            width=width,
            by=by.text,
        ),
        labels=(Label(span, say("{width} wide", width=width)), Label(by, say("{by} wide", by=by.text))),
        help=say("write `by {width}`", width=width)
        if width > 0
        else say("the upper end of a band is not below its lower end"),
    )


def band_end(span: Span, low: int, width: int) -> Diagnostic:
    """``00-04 to 82+ by 5``."""
    return Diagnostic(
        code="band-end",
        message=say(
            "no band starts at {found}: the bands start at {low} and go by {width}",
            found=span.text,
            low=low,
            width=width,
        ),
        labels=(Label(span, say("not the start of a band")),),
        help=say("let the last band start a whole number of bands after the first"),
    )


def no_whole_number(span: Span) -> Diagnostic:
    """``time year = 2005.5..2050``."""
    return Diagnostic(
        code="no-whole-number",
        message=say("`{found}` is not a whole number", found=span.text),
        labels=(Label(span, say("a whole number is expected")),),
        help=say("members of an axis are counted in whole numbers"),
    )
