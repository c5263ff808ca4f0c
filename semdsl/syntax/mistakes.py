"""What can be wrong with a declaration and its header: one function for each diagnostic.

The lines inside one have ``mistakes_in_lines``, formulas ``mistakes_in_formulas``, single words ``misspellings``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.suggest import nearest
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
_OTHER_KINDS = {
    **dict.fromkeys(("formula", "quantity", "let", "def"), "variable"),
    **dict.fromkeys(("hypothesis", "supuesto", "hipótesis"), "assumption"),
    **dict.fromkeys(("constant", "param", "parámetro"), "parameter"),
    **dict.fromkeys(("dimension", "index", "eje"), "axis"),
    **dict.fromkeys(("import", "from"), "use"),
    **dict.fromkeys(("sheet", "parte", "hoja"), "part"),
    **dict.fromkeys(("incluir", "incluye"), "include"),
    "tabla": "table",
    "población": "population",
    "costo": "cost",
    "reserva": "reserve",
    "prima": "premium",
    "función": "function",
    "prueba": "test",
    "escenario": "scenario",
    "reporte": "report",
    "gráfica": "chart",
}


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
        message=f"the file has {len(span.source.text):,} characters, at most {limit:,} are read",
        labels=(Label(span, "the file"),),
        help="keep numbers in tables, and split the model into parts that it includes",
    )


def indented_start(span: Span) -> Diagnostic:
    """Text before the first declaration that does not start at the left margin."""
    return Diagnostic(
        code="indented-start",
        message="this line belongs to no declaration",
        labels=(Label(span, "indented, with no declaration above it"),),
        help="start a declaration at the left margin",
    )


def unknown_kind(span: Span, word: str, lines: Collection[str]) -> Diagnostic:
    """``fromula x : ratio``; or one of the *lines* of a declaration, which lost its indentation."""
    near = nearest(word.lower(), (*KINDS, *_OTHER_KINDS))
    meant = _OTHER_KINDS.get(word.lower()) or (_OTHER_KINDS.get(near[0], near[0]) if near else "")
    if word in lines:
        help_text = f"indent the line: `{word}` belongs to the declaration above"
    elif meant:
        help_text = f"did you mean `{meant}`?"
    else:
        help_text = f"the kinds are {listed(KINDS)}; other lines are indented"
    return Diagnostic(
        code="unknown-kind",
        message=f"`{word}` is not a kind of declaration",
        labels=(Label(span, "a line at the left margin starts with a kind"),),
        help=help_text,
    )


def missing_kind(span: Span) -> Diagnostic:
    """A line at the left margin that does not start with a word."""
    return Diagnostic(
        code="missing-kind",
        message="a line at the left margin starts with the kind of a declaration",
        labels=(Label(span, "no kind"),),
        help="indent the line if it belongs to the declaration above, or start it with a kind such as `variable`",
    )


def missing_name(span: Span, kind: str) -> Diagnostic:
    """A kind and nothing else."""
    return Diagnostic(
        code="missing-name",
        message=f"this `{kind}` has no name",
        labels=(Label(span, "a name is expected after it"),),
        help=f"write `{kind}` and a name",
    )


def missing_title(span: Span, kind: str) -> Diagnostic:
    """A test, report or chart without the title that names it."""
    return Diagnostic(
        code="missing-title",
        message=f"this `{kind}` has no title",
        labels=(Label(span, f"a `{kind}` is named by its title"),),
        help=f'write `{kind} "…"`',
    )


def reserved_word(span: Span, word: str) -> Diagnostic:
    """``variable for : ratio``."""
    return Diagnostic(
        code="reserved-word",
        message=f"`{word}` cannot be a name",
        labels=(Label(span, "this word always has its own meaning"),),
        help="choose another name, say with a word before or after it",
    )


def dotted_name(span: Span, name: str) -> Diagnostic:
    """``cost a.b : MXN``."""
    return Diagnostic(
        code="dotted-name",
        message=f"`{name}` cannot be declared: a name with a point belongs to a module",
        labels=(Label(span, "a name without a point is expected"),),
        help=f"write `{name.replace('.', '_')}`",
    )


def name_of_words(span: Span) -> Diagnostic:
    """``parameter cuota fija : ratio``."""
    return Diagnostic(
        code="name-of-words",
        message=f"`{short(span.text)}` is not one word",
        labels=(Label(span, "a name is one word of letters, digits and `_`"),),
        help=f"write `{'_'.join(span.text.replace('-', ' ').split())}`",
    )


def two_titles(first: Span, second: Span, language: str | None) -> Diagnostic:
    """Two titles of one language."""
    what = f"two titles in `{language}`" if language else "two titles without a language"
    return Diagnostic(
        code="two-titles",
        message=f"there are {what}",
        labels=(Label(second, "the second"), Label(first, "the first")),
        help='write the language before a translation: `en "…"`',
    )


# ── Headers ───────────────────────────────────────────────────────────────────────────────────────


def missing_unit(span: Span, name: str) -> Diagnostic:
    """A quantity that does not say what it is measured in."""
    return Diagnostic(
        code="missing-unit",
        message=f"`{name}` does not say its unit",
        labels=(Label(span, "a unit is expected after its name, axes and titles"),),
        help="write `: ratio` for a plain number, `: person`, `: million MXN(2005)`, …",
    )


def missing_colon(span: Span) -> Diagnostic:
    """``population x[year] person = …``."""
    return Diagnostic(
        code="missing-colon",
        message="there is no `:` before the unit",
        labels=(Label(span, "is this the unit?"),),
        help=f"write `: {short(span.text)}`",
    )


def title_after_unit(span: Span, kind: str) -> Diagnostic:
    """``variable x : ratio "Title"``."""
    file = "; if it is the file, write `from` before it" if kind == "table" else ""
    return Diagnostic(
        code="title-after-unit",
        message="a title stands before the unit",
        labels=(Label(span, "not expected after the unit"),),
        help=f'write `{kind} name[axes] "Title" : unit`{file}',
    )


def scale_alone(span: Span, scale: str) -> Diagnostic:
    """``3 million`` without a unit."""
    return Diagnostic(
        code="scale-alone",
        message=f"`{scale}` stands before a unit",
        labels=(Label(span, "a unit is expected after it"),),
        help=f"write the unit, such as `{scale} MXN`, or the number in full, such as `3_000_000`",
    )


def missing_formula(span: Span, name: str) -> Diagnostic:
    """A quantity without a formula."""
    return Diagnostic(
        code="missing-formula",
        message=f"`{name}` has no formula",
        labels=(Label(span, "a `=` and a formula are expected"),),
        help="write `= ` and a formula or a number on the next line, indented",
    )


def missing_file(span: Span, name: str, *, has_formula: bool) -> Diagnostic:
    """A table that does not say where its numbers are; with formulas alone it may be another kind."""
    other_kind = "; a quantity with formulas alone is an `assumption` or a `variable`" if has_formula else ""
    return Diagnostic(
        code="missing-file",
        message=f"the table `{name}` does not say which file its numbers are in",
        labels=(Label(span, "a `from` is expected"),),
        help=f'write `from "data/….csv"`, indented, on the next line{other_kind}',
    )


def missing_definition(span: Span, name: str) -> Diagnostic:
    """An axis without members."""
    return Diagnostic(
        code="missing-members",
        message=f"the axis `{name}` does not say what its members are",
        labels=(Label(span, "a `=` and its members are expected"),),
        help="write `= 2005..2050`, `= 00-04 to 80+ by 5`, `= male, female` or `= year by 5 from 2006`",
    )


def nothing_expected(span: Span) -> Diagnostic:
    """A test that tests nothing."""
    return Diagnostic(
        code="nothing-expected",
        message="this test expects nothing",
        labels=(Label(span, "at least one `expect` is expected"),),
        help="write what should come out: `expect name[2006] = 13_082 million MXN(2005) within 1 million MXN(2005)`",
    )


def nothing_shown(span: Span) -> Diagnostic:
    """A report that shows nothing."""
    return Diagnostic(
        code="nothing-shown",
        message="this report shows nothing",
        labels=(Label(span, "at least one `show` is expected"),),
        help="write `show` and the names to show",
    )


# ── Anything else ─────────────────────────────────────────────────────────────────────────────────


def too_early(span: Span, kind: str, expected: Sequence[str]) -> Diagnostic:
    """The declaration ends where something must follow."""
    return Diagnostic(
        code="unfinished",
        message=f"this {f'`{kind}`' if kind else 'formula'} ends too early",
        labels=(Label(span, "more is expected after it"),),
        help=f"expected: {listed(expected, quoted=False)}" if expected else "",
    )


def unexpected(span: Span, expected: Sequence[str]) -> Diagnostic:
    """A word that may not stand where it does."""
    return Diagnostic(
        code="unexpected-word",
        message=f"`{short(span.text)}` is not expected here",
        labels=(Label(span, "not expected"),),
        help=f"expected: {listed(expected, quoted=False)}" if expected else "",
    )


def empty_expression(span: Span) -> Diagnostic:
    """A value that is nothing."""
    return Diagnostic(
        code="empty-formula",
        message="there is no formula",
        labels=(Label(span, "a name, a number or a formula is expected"),),
        help="write what should be computed, such as `1.5%` or `wages[2006]`",
    )


def listed(words: Sequence[str], *, quoted: bool = True) -> str:
    """*words* as in a sentence, in backticks if *quoted*."""
    shown = [f"`{word}`" for word in words] if quoted else list(words)
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def short(text: str) -> str:
    """The start of *text* on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else flat[:39] + "…"
