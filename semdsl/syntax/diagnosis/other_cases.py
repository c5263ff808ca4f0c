"""Cases, ranges, lists and attributes in the forms of other languages, and words of this one in Spanish.

Each function is a rule of ``diagnose``: it knows one form, and answers None if the mistake is another.
"""

from __future__ import annotations

from collections.abc import Sequence

from semdsl.diagnostics.model import Diagnostic, Edit, Label
from semdsl.diagnostics.suggest import plain
from semdsl.diagnostics.wording import say
from semdsl.source import Span
from semdsl.syntax.diagnosis import mistakes, mistakes_in_formulas
from semdsl.syntax.diagnosis.mistakes_in_lines import ATTRIBUTES
from semdsl.syntax.diagnosis.stop import Stop, starts_line
from semdsl.syntax.grammar import grammar
from semdsl.syntax.scan import Word

_FIGURES = ("NUMBER", "RATE", "STRING")
_TO = ("to", "until", "till", "through", "thru", "a", "al", "hasta")
_IN_SPANISH = {
    "para": "for",
    "entonces": "then",
    "sino": "else",
    "sobre": "over",
    "donde": "where",
    "desde": "from",
    "en": "in",
    "y": "and",
    "o": "or",
    **dict.fromkeys(("mostrar", "muestra"), "show"),
    **dict.fromkeys(("filas", "renglones"), "rows"),
    "columnas": "columns",
    **dict.fromkeys(("fija", "fijar"), "set"),
    **dict.fromkeys(("dado", "dada"), "given"),
    **dict.fromkeys(("espera", "esperar"), "expect"),
    "extiende": "extends",
    "ponderado": "weighted",
    "por": "by",
}
_REST_IN_SPANISH = (
    ("en", "otro", "caso"),
    ("en", "los", "demas"),
    ("de", "lo", "contrario"),
    ("resto",),
    ("otros",),
)


def range_by_word(stop: Stop) -> Diagnostic | None:
    """``for 2025 to 2028``, ``range 1% to 5%``."""
    word, before, following = stop.here, stop.before, stop.following
    if before is not None and before.type == "MEASURE" and before.text in _TO and word.type in _FIGURES:
        word, before, following = before, stop.earlier, word  # `2026 to` is read as a number with its unit
    if word.text.lower() not in _TO or before is None or following is None or stop.kind in ("axis", "time"):
        return None
    ends = before.type in (*_FIGURES, "MEASURE") and following.type in _FIGURES
    if not ends or not stop.has("FOR", "IN", "RANGE"):
        return None
    help = say("a range is written with two points: `2025..2028`, `1% .. 5%`")
    blank = " " if "%" in before.text else ""
    return mistakes.other_word(word.span, help).mending(word.span.with_blanks(), f"{blank}..{blank}")


def range_by_colon(stop: Stop) -> Diagnostic | None:
    """``for 2025:2027``; whether its last end is meant depends on where it comes from."""
    word, before, following = stop.here, stop.before, stop.following
    if word.text != ":" or before is None or following is None:
        return None
    whole = before.span.to(following.span)
    if not (before.text.isdigit() and following.text.isdigit() and whole.text == whole.flat.replace(" ", "")):
        return None
    help = say("write `{right}`, both ends included", right=f"{before.text}..{following.text}")
    return mistakes.other_form(whole, help).mending(word.span, "..", certain=False)


def range_by_between(stop: Stop) -> Diagnostic | None:
    """``for year between 2025 and 2027``."""
    word, axis = stop.here, stop.before
    low, link, high, *_ = (*stop.words[stop.at + 1 : stop.at + 4], word, word, word)
    if axis is None or word.text not in ("between", "entre") or link.text not in ("and", "y"):
        return None
    if axis.type != "NAME" or low.type != "NUMBER" or high.type != "NUMBER":
        return None
    right = f"{axis.text} in {low.text}..{high.text}"
    whole = axis.span.to(high.span)
    found = mistakes.other_form(word.span, say("write `{right}`, both ends included", right=right))
    return found.mending(whole, right, certain=False)


def labelled_lines(stop: Stop) -> Diagnostic | None:
    """``2025: 3%`` and ``male = 3%`` on lines of their own."""
    if not stop.starts_line or "CASE" not in stop.expected or not _is_labelled(stop.words, stop.at):
        return None
    word = stop.here
    found = Diagnostic(
        code="unexpected-word",
        message=say("a case is a formula, and then its cells"),
        labels=(Label(word.span, say("a `=` is expected here")),),
        help=say("write `= 3% for {label}`", label=mistakes.short(word.text)),
    )
    edits: list[Edit] = []
    at = stop.at
    while _is_labelled(stop.words, at):
        end = at + 2
        while (
            end < len(stop.words) and not starts_line(stop.words, end) and not _is_attribute(stop.words, end)
        ):
            end += 1
        if end == at + 2:
            return found
        label = stop.words[at].span
        edits.append(Edit(label.to(stop.words[at + 1].span).with_blanks(before=False), "= "))
        edits.append(Edit(stop.words[end - 1].span.after, f" for {label.text}"))
        while end < len(stop.words) and not starts_line(stop.words, end):
            end += 1
        at = end
    return found.mended_by(edits)


def _is_attribute(words: Sequence[Word], at: int) -> bool:
    return words[at].text in ATTRIBUTES or (at + 1 < len(words) and words[at + 1].type in ("STRING", "NOTE"))


def _is_labelled(words: Sequence[Word], at: int) -> bool:
    return (
        at + 1 < len(words)
        and words[at].type in ("NUMBER", "NAME", "STRING")
        and starts_line(words, at)
        and words[at + 1].text in (":", "=")
        and not starts_line(words, at + 1)
    )


def several_figures(stop: Stop) -> Diagnostic | None:
    """``= 3%, 4%, 5%``, ``= [3%, 4%]``."""
    word, before, following = stop.here, stop.before, stop.following
    if before is None or following is None or stop.words[0].type != "KIND" or stop.has("FOR", "RANGE"):
        return None
    listed = word.text == "," and {before.type, following.type} <= {"NUMBER", "RATE", "MEASURE"}
    opens = word.text == "[" and before.text == "=" and following.type in ("NUMBER", "RATE")
    if not listed and not opens:
        return None
    return Diagnostic(
        code="unexpected-word",
        message=say("these are several figures, where one is expected"),
        labels=(Label(word.span, say("not expected")),),
        help=say("write a line for each, `= 3% for 2025`, or put them into a file that a `table` reads"),
    )


def cases_by_commas(stop: Stop) -> Diagnostic | None:
    """``= 3% for 2025, 4% for 2026``."""
    case, cells = stop.last("CASE"), stop.last("FOR")
    if (
        stop.here.type not in ("FOR", "OTHERWISE")
        or case is None
        or cells is None
        or cells.start < case.start
    ):
        return None
    comma: Word | None = None
    commas: list[Word] = []
    for at in range(stop.words.index(cells), len(stop.words)):
        word = stop.words[at]
        if starts_line(stop.words, at) and at > stop.at:
            break
        if word.text == ",":
            comma = word
        elif word.text in ("for", "otherwise") and comma is not None:
            commas.append(comma)
            comma = None
    if not commas:
        return None
    found = mistakes_in_formulas.case_after_comma(commas[0].span)
    return found.mended_by([Edit(one.span.with_blanks(), "\n    = ") for one in commas])


def bracketed_members(stop: Stop) -> Diagnostic | None:
    """``for year in [2025, 2026]``."""
    word, before = stop.here, stop.before
    if (
        word.text not in ("[", "(")
        or before is None
        or before.type not in ("IN", "FOR")
        or stop.kind == "chart"
    ):
        return None
    found = mistakes.other_form(
        word.span, say("write `for year in 2025, 2026..2028`"), say("members stand without brackets")
    )
    closing = next(
        (other for other in stop.words[stop.at :] if other.text == {"[": "]", "(": ")"}[word.text]), None
    )
    return found if closing is None else found.mending(word.span, "").mending(closing.span, "")


def sign_after_attribute(stop: Stop) -> Diagnostic | None:
    """``source: "x"``, ``source = "x"``."""
    word, before = stop.here, stop.before
    if word.text not in (":", "=") or before is None or before.type != "ATTRIBUTE":
        return None
    gap = Span(word.span.source, before.span.end, word.span.end)
    after = word.span.source.text[word.span.end : word.span.end + 1]
    help = say("write `{word}` and its text alone", word=before.text)
    return mistakes.other_form(word.span, help, say("not expected after `{name}`", name=before.text)).mending(
        gap, "" if after.isspace() else " "
    )


def comma_before_attribute(stop: Stop) -> Diagnostic | None:
    """``= 3%, range 1% .. 5%``."""
    word, following = stop.here, stop.following
    if (
        word.text != ","
        or following is None
        or following.text not in ATTRIBUTES
        or "ATTRIBUTE" not in stop.expected
    ):
        return None
    help = say("attributes stand on lines of their own, or with `;` between them")
    return mistakes.other_form(word.span, help).mending(word.span, " ;")


def members_apart(stop: Stop) -> Diagnostic | None:
    """``axis sex = male; female``."""
    word, before = stop.here, stop.before
    if (
        stop.kind != "axis"
        or before is None
        or before.text != ";"
        or word.type not in ("NAME", "NUMBER", "STRING")
    ):
        return None
    if not stop.has("EQUAL") or word.text in ATTRIBUTES:
        return None
    return mistakes.other_form(before.span, say("a comma stands between members: `male, female`")).mending(
        before.span, ","
    )


def group_by_equals(stop: Stop) -> Diagnostic | None:
    """``axis group of age = young = 0..14``."""
    word = stop.here
    if stop.kind != "axis" or word.text != "=" or not stop.has("EQUAL") or "COLON" not in stop.expected:
        return None
    help = say("the members of a group stand after `:`, as in `young: 0..14, old: 65..`")
    return mistakes.other_form(word.span, help).mending(word.span.with_blanks(), ": ")


def open_end(stop: Stop) -> Diagnostic | None:
    """``for 65+``, ``old: 65+``, ``axis age = 0 to 100+``."""
    plus, number = stop.before, stop.earlier
    if stop.word is not None and stop.word.text == "+" and stop.kind in ("axis", "time"):
        help = say("write `0 to 110`; only bands have an open end: `00-04 to 80+ by 5`")
        return mistakes.other_form(stop.word.span, help)
    if (
        plus is None
        or number is None
        or plus.text != "+"
        or number.type != "NUMBER"
        or plus.start != number.end
    ):
        return None
    if not stop.has("FOR", "IN", "COLON") or (stop.kind != "axis" and not stop.has("FOR", "IN")):
        return None
    help = say("write `{number}..` for all from {number} on", number=number.text)
    return mistakes.other_form(plus.span, help).mending(plus.span, "..")


def arrow(stop: Stop) -> Diagnostic | None:
    """``parameter x : ratio <- 5``."""
    word, following = stop.here, stop.following
    if word.text != "<" or following is None or following.text != "-" or "CASE" not in stop.expected:
        return None
    both = word.span.to(following.span)
    return mistakes.other_form(both, say("write `=`")).mending(both, "=")


def in_spanish(stop: Stop) -> Diagnostic | None:
    """``para 2025``, ``si a > 0 entonces b sino c``, ``en otro caso``: the words of the language are English."""
    word, before = stop.here, stop.before
    if before is not None and plain(before.text) == "si" and before.type == "NAME":
        found = mistakes.other_word(before.span, say("write `if condition then value else other_value`"))
        branches = [
            Edit(other.span, meant)
            for other in stop.words[stop.at :]
            if (meant := _IN_SPANISH.get(plain(other.text))) in ("then", "else")
        ]
        return found.mended_by([Edit(before.span, "if"), *branches])
    if before is not None and before.type == "MEASURE" and plain(before.text) == "si":
        return mistakes_in_formulas.if_of_case(
            before.span
        )  # `1 si year = 2025`, where it is taken for a unit
    if plain(word.text) == "si" and word.type == "NAME" and "FOR" in stop.expected:
        return mistakes_in_formulas.if_of_case(word.span)
    rest = _rest_in_spanish(stop)
    if rest is not None:
        return rest
    meant = _IN_SPANISH.get(plain(word.text))
    if meant in ("in", "and", "or") and not stop.has("FOR", "IF"):
        return None
    if meant is None or stop.expected.isdisjoint(_roles(meant)):
        return None
    return mistakes.other_word(word.span, say("write `{word}`", word=meant)).mending(word.span, meant)


def _rest_in_spanish(stop: Stop) -> Diagnostic | None:
    """``= a en otro caso``; after a bare number ``en`` is taken for a unit."""
    taken = stop.before is not None and stop.before.type == "MEASURE"
    for start in (stop.at, stop.at - 1) if taken else (stop.at,):
        rest = [plain(other.text) for other in stop.words[start : start + 3]]
        for words in _REST_IN_SPANISH:
            if tuple(rest[: len(words)]) == words and (start < stop.at or "OTHERWISE" in stop.expected):
                span = stop.words[start].span.to(stop.words[start + len(words) - 1].span)
                return mistakes.other_word(span, say("write `{word}`", word="otherwise")).mending(
                    span, "otherwise"
                )
    return None


def running_sum(stop: Stop) -> Diagnostic | None:
    """``suma acumulada(x over year)``."""
    word, before = stop.here, stop.before
    if before is None or plain(before.text) not in ("suma", "sum", "producto", "product"):
        return None
    if plain(word.text) not in ("acumulada", "acumulado", "cumulative") or not stop.followed_by("("):
        return None
    name = "sum" if plain(before.text).startswith("sum") else "product"
    span = before.span.to(word.span)
    help = say("write `{right}`", right=f"cumulative {name}(… over axis)")
    return mistakes.other_word(span, help).mending(span, f"cumulative {name}")


def _roles(keyword: str) -> Sequence[str]:
    return tuple(grammar().keywords.get(keyword, ()))
