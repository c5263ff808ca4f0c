"""What can be wrong with how words are put together: one function for each diagnostic.

What can be wrong with a single word is in ``misspellings``.
"""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.suggest import did_you_mean, nearest
from semdsl.source import Span

KINDS = (
    *(
        "model",
        "module",
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
    **dict.fromkeys(("import", "include", "from"), "use"),
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
ATTRIBUTES = (
    *(
        "symbol",
        "law",
        "source",
        "note",
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
        help="keep numbers in tables, and split the model into files that it uses",
    )


def many_mistakes(span: Span, limit: int) -> Diagnostic:
    """The file is full of mistakes: it is probably no model."""
    return Diagnostic(
        code="many-mistakes",
        message=f"reading stopped after {limit} mistakes",
        labels=(Label(span, "from here on nothing was read"),),
        help="is this a `.sem` file? If so, mend the first mistakes and read it again",
    )


def indented_start(span: Span) -> Diagnostic:
    """Text before the first declaration that does not start at the left margin."""
    return Diagnostic(
        code="indented-start",
        message="this line belongs to no declaration",
        labels=(Label(span, "indented, with no declaration above it"),),
        help="start a declaration at the left margin",
    )


def unknown_kind(span: Span, word: str) -> Diagnostic:
    """``fromula x : ratio``."""
    near = nearest(word.lower(), (*KINDS, *_OTHER_KINDS))
    meant = _OTHER_KINDS.get(word.lower()) or (_OTHER_KINDS.get(near[0], near[0]) if near else "")
    return Diagnostic(
        code="unknown-kind",
        message=f"`{word}` is not a kind of declaration",
        labels=(Label(span, "a line at the left margin starts with a kind"),),
        help=f"did you mean `{meant}`?"
        if meant
        else f"the kinds are {_listed(KINDS)}; other lines are indented",
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
        message=f"`{_short(span.text)}` is not one word",
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
        help=f"write `: {_short(span.text)}`",
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


def missing_file(span: Span, name: str) -> Diagnostic:
    """A table that does not say where its numbers are."""
    return Diagnostic(
        code="missing-file",
        message=f"the table `{name}` does not say which file its numbers are in",
        labels=(Label(span, "a `from` is expected"),),
        help='write `from "data/….csv"`, indented, on the next line',
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


# ── Attributes and lines of a declaration ─────────────────────────────────────────────────────────


def unknown_attribute(span: Span, word: str) -> Diagnostic:
    """``suorce "…"``."""
    return Diagnostic(
        code="unknown-attribute",
        message=f"`{word}` is not an attribute",
        labels=(Label(span, "not known"),),
        help=did_you_mean(word, ATTRIBUTES) or f"the attributes are {_listed(ATTRIBUTES)}",
    )


def misplaced_attribute(span: Span, word: str, kind: str, kinds: Sequence[str]) -> Diagnostic:
    """``payer`` on a cost."""
    return Diagnostic(
        code="misplaced-attribute",
        message=f"a `{kind}` has no `{word}`",
        labels=(Label(span, f"`{word}` belongs to {_listed(kinds)}"),),
        help="take it out, or say it in a `note`",
    )


def bare_text(span: Span) -> Diagnostic:
    """``= 3.5% "Cuadro III.1"``."""
    return Diagnostic(
        code="bare-text",
        message="a text does not say what it is",
        labels=(Label(span, "an attribute is expected before it"),),
        help='write `source "…"`, `law "…"` or `note "…"`',
    )


def bare_path(span: Span) -> Diagnostic:
    """``from data.csv``."""
    return Diagnostic(
        code="bare-path",
        message="the path of a file stands in quotes",
        labels=(Label(span, "not in quotes"),),
        help='write `"folder/file.csv"`, with the folder as seen from this file',
    )


def unknown_timing(span: Span, word: str) -> Diagnostic:
    """``flows at noon of year``."""
    return Diagnostic(
        code="unknown-timing",
        message=f"`{word}` is not a moment of the year",
        labels=(Label(span, "`start`, `mid` or `end` is expected"),),
        help="write `flows at end of year`, `flows at mid of year` or `flows at start of year`",
    )


def no_range(span: Span) -> Diagnostic:
    """``range 3%``."""
    return Diagnostic(
        code="no-range",
        message="a `range` has two ends",
        labels=(Label(span, "not two ends"),),
        help="write `range 0% .. 3%`",
    )


def repeated_part(first: Span, second: Span) -> Diagnostic:
    """Two files of a table, two distributions of an assumption."""
    return Diagnostic(
        code="repeated-part",
        message="this can be said only once in a declaration",
        labels=(Label(second, "the second"), Label(first, "the first")),
        help="keep one of the two",
    )


def repeated_clause(first: Span, second: Span) -> Diagnostic:
    """``sum(x over year over age)``."""
    return Diagnostic(
        code="repeated-part",
        message=f"`{second.text}` can be said only once here",
        labels=(Label(second, "the second"), Label(first, "the first")),
        help="keep one; several names or conditions go together, with commas or `and`",
    )


def unknown_word(span: Span, word: str, known: Sequence[str]) -> Diagnostic:
    """``othervise``: near to a word that may stand here."""
    return Diagnostic(
        code="unknown-word",
        message=f"`{word}` has no meaning here",
        labels=(Label(span, "not expected"),),
        help=did_you_mean(word, known),
    )


def no_target(span: Span, word: str) -> Diagnostic:
    """``set a + b = 3``."""
    return Diagnostic(
        code="no-target",
        message=f"`{word}` is followed by a name",
        labels=(Label(span, "a name is expected, perhaps with an index"),),
        help=f"write `{word} name = …`, and `for …` after the formula to change only some cells",
    )


def no_layout(span: Span) -> Diagnostic:
    """``rows 2006``."""
    return Diagnostic(
        code="no-layout",
        message="rows and columns are the members of an axis",
        labels=(Label(span, "the name of an axis is expected"),),
        help="write `rows item` or `columns year in 2006, 2010..2015`",
    )


def no_column(span: Span) -> Diagnostic:
    """``with (line = a + b)``."""
    return Diagnostic(
        code="no-column",
        message="an axis is found in a column of the file",
        labels=(Label(span, "the name of a column is expected"),),
        help='write `with (axis = column)`, or `with (axis = "Name of the column")`',
    )


# ── Axes ──────────────────────────────────────────────────────────────────────────────────────────


def missing_to(span: Span) -> Diagnostic:
    """``axis age = 0 110``."""
    return Diagnostic(
        code="missing-to",
        message="there is no `to` between the first and the last member",
        labels=(Label(span, "is this the last one?"),),
        help="write `0 to 110`, `2005..2050` or `00-04 to 80+ by 5`",
    )


def missing_width(span: Span) -> Diagnostic:
    """``axis age = 00-04 to 80+``."""
    return Diagnostic(
        code="missing-width",
        message="the bands do not say how wide they are",
        labels=(Label(span, "`by` and a number are expected after it"),),
        help="write `00-04 to 80+ by 5`",
    )


def band_width(span: Span, width: int, by: Span) -> Diagnostic:
    """``00-04 to 80+ by 10``."""
    return Diagnostic(
        code="band-width",
        message=f"the band `{span.text}` is {width} wide, but the bands go by {by.text}",
        labels=(Label(span, f"{width} wide"), Label(by, f"{by.text} wide")),
        help=f"write `by {width}`" if width > 0 else "the upper end of a band is not below its lower end",
    )


def band_end(span: Span, low: int, width: int) -> Diagnostic:
    """``00-04 to 82+ by 5``."""
    return Diagnostic(
        code="band-end",
        message=f"no band starts at {span.text}: the bands start at {low} and go by {width}",
        labels=(Label(span, "not the start of a band"),),
        help="let the last band start a whole number of bands after the first",
    )


def no_whole_number(span: Span) -> Diagnostic:
    """``time year = 2005.5..2050``."""
    return Diagnostic(
        code="no-whole-number",
        message=f"`{span.text}` is not a whole number",
        labels=(Label(span, "a whole number is expected"),),
        help="members of an axis are counted in whole numbers",
    )


# ── Formulas ──────────────────────────────────────────────────────────────────────────────────────


def missing_operator(left: Span, right: Span) -> Diagnostic:
    """``wages days``."""
    first, second = _short(left.text), "(…)" if right.text == "(" else _short(right.text)
    both = first.isidentifier() and second.isidentifier()
    one_name = f"; one name is one word: `{first}_{second}`" if both else ""
    return Diagnostic(
        code="missing-operator",
        message=f"there is no operator between `{first}` and `{second}`",
        labels=(Label(right, "an operator is expected before it"),),
        help=f"write `{first} * {second}` to multiply{one_name}",
    )


def missing_operand(span: Span, word: str) -> Diagnostic:
    """``a + * b``, or a formula that ends with an operator."""
    return Diagnostic(
        code="missing-operand",
        message=f"nothing follows `{word}`",
        labels=(Label(span, "a name, a number or a part in brackets is expected after it"),),
        help="write what is missing, or take the word out",
    )


def missing_equals(span: Span) -> Diagnostic:
    """A formula on a line of its own without ``=``."""
    return Diagnostic(
        code="missing-equals",
        message="a formula starts with `=`",
        labels=(Label(span, "no `=` before it"),),
        help="write `= ` before the formula",
    )


def missing_for(span: Span) -> Diagnostic:
    """``= 3.5% 2024..2028``."""
    return Diagnostic(
        code="missing-for",
        message="there is no `for` before the cells that a case is for",
        labels=(Label(span, "are these the cells?"),),
        help=f"write `for {_short(span.text)}`",
    )


def case_on_a_line(span: Span, case: Span) -> Diagnostic:
    """``= 4% for 2006 = 3% for 2007``."""
    return Diagnostic(
        code="case-on-a-line",
        message="each case starts on a line of its own",
        labels=(
            Label(case, "this `=` compares, because it is not first on its line"),
            Label(span, "not expected"),
        ),
        help="start a new line before this `=`",
    )


def repeated_operator(first: Span, second: Span) -> Diagnostic:
    """``a < b < c``, ``a^b^c``."""
    if second.text == "^":
        help_text = "put brackets round the part that is computed first: `(a^b)^c` or `a^(b^c)`"
    elif ".." in (first.text, second.text):
        help_text = "a range has two ends: write `2006..2010, 2015..2020` for two ranges"
    else:
        help_text = "join two comparisons by `and`: `a < b and b < c`"
    return Diagnostic(
        code="repeated-operator",
        message=f"`{first.text}` and `{second.text}` cannot follow each other",
        labels=(Label(second, "the second"), Label(first, "the first")),
        help=help_text,
    )


def blank_before_percent(span: Span, right: str) -> Diagnostic:
    """``3.5 %``."""
    return Diagnostic(
        code="blank-before-percent",
        message=f"there is a blank between a number and its `{span.text.lstrip('0123456789._eE+- ')}`",
        labels=(Label(span, "one number"),),
        help=f"write `{right}`",
    )


def if_without_branches(span: Span, word: str) -> Diagnostic:
    """``if(c, a, b)``, ``if c then a``."""
    return Diagnostic(
        code="if-without-branches",
        message=f"this `if` has no `{word}`",
        labels=(Label(span, f"`{word}` is expected after it"),),
        help="write `if condition then value else other_value`",
    )


def if_after_value(span: Span) -> Diagnostic:
    """``a if c else b``."""
    return Diagnostic(
        code="if-after-value",
        message="`if` stands before the values it chooses from",
        labels=(Label(span, "not expected here"),),
        help="write `if condition then value else other_value`, in brackets inside a longer formula",
    )


def empty_brackets(span: Span) -> Diagnostic:
    """``x[]``, ``()``."""
    return Diagnostic(
        code="empty-brackets",
        message="there is nothing between the brackets",
        labels=(Label(span, "empty"),),
        help="write what belongs there, or leave out the brackets",
    )


def index_of_part(span: Span) -> Diagnostic:
    """``(a + b)[year-1]``."""
    return Diagnostic(
        code="index-of-part",
        message="only a name can have an index",
        labels=(Label(span, "what stands before it is no name"),),
        help="give the part a name of its own, as a `variable`, or put the index on each name in it",
    )


def too_deep(span: Span, limit: int) -> Diagnostic:
    """A formula of thousands of terms, or hundreds of branches."""
    return Diagnostic(
        code="too-deep",
        message=f"a formula has more than {limit} parts one upon the other",
        labels=(Label(span, "this formula"),),
        help="give parts of it names of their own, as `variable`s; a long sum is a `sum` over an axis",
    )


def missing_over(span: Span, function: str) -> Diagnostic:
    """``sum(x by step)``."""
    return Diagnostic(
        code="missing-over",
        message=f"`{function}` does not say over which axis",
        labels=(Label(span, "an `over` is expected in its brackets"),),
        help=f"write `{function}(… over axis)`",
    )


def where_in_call(span: Span, function: str) -> Diagnostic:
    """``sum(x over year where year > 2010)``."""
    return Diagnostic(
        code="where-in-call",
        message="`where` stands in `first(…)` and `last(…)`",
        labels=(Label(span, f"in `{_short(function)}` the cells are chosen by `for`"),),
        help="write `for` instead",
    )


def in_after_over(span: Span, axis: str) -> Diagnostic:
    """``sum(x over year in 2006..2010)``."""
    return Diagnostic(
        code="in-after-over",
        message="`over` takes the name of an axis alone",
        labels=(Label(span, "the cells are chosen by `for`"),),
        help=f"write `over {axis} for {axis} in …`",
    )


def sought_axis(span: Span, which: str) -> Diagnostic:
    """``first(year + 1 where …)``."""
    return Diagnostic(
        code="sought-axis",
        message=f"`{which}(… where …)` looks along an axis",
        labels=(Label(span, "the name of an axis is expected"),),
        help=f"write `{which}(year where condition)`",
    )


def no_identity(span: Span) -> Diagnostic:
    """An identity that is not an equation."""
    return Diagnostic(
        code="no-identity",
        message="an identity says that two formulas are equal",
        labels=(Label(span, "no `=` between two formulas"),),
        help="write `identity name : one formula = the other`",
    )


# ── Anything else ─────────────────────────────────────────────────────────────────────────────────


def too_early(span: Span, kind: str, expected: Sequence[str]) -> Diagnostic:
    """The declaration ends where something must follow."""
    return Diagnostic(
        code="unfinished",
        message=f"this `{kind}` ends too early",
        labels=(Label(span, "more is expected after it"),),
        help=f"expected: {_listed(expected, quoted=False)}",
    )


def unexpected(span: Span, expected: Sequence[str]) -> Diagnostic:
    """A word that may not stand where it does."""
    return Diagnostic(
        code="unexpected-word",
        message=f"`{_short(span.text)}` is not expected here",
        labels=(Label(span, "not expected"),),
        help=f"expected: {_listed(expected, quoted=False)}" if expected else "",
    )


def empty_expression(span: Span) -> Diagnostic:
    """A value that is nothing."""
    return Diagnostic(
        code="empty-formula",
        message="there is no formula",
        labels=(Label(span, "a name, a number or a formula is expected"),),
        help="write what should be computed, such as `1.5%` or `wages[2006]`",
    )


def _listed(words: Sequence[str], *, quoted: bool = True) -> str:
    shown = [f"`{word}`" for word in words] if quoted else list(words)
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else flat[:39] + "…"
