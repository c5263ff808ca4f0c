"""What can be wrong with a single word: one function for each diagnostic."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.wording import NOTHING, Said, joined, say, verbatim
from semdsl.source import Span

# ── Numbers ───────────────────────────────────────────────────────────────────────────────────────


def thousands_comma(span: Span, text: str) -> Diagnostic:
    """``22,500,000``, ``3,125%``."""
    plain, point = text.replace(",", "_"), text.replace(",", ".")
    may_be_decimal = text[-1] in "%p" and point.count(".") == 1
    return Diagnostic(
        code="thousands-comma",
        message=say("`{text}` has commas: is it one number, or several?", text=text),
        labels=(Label(span, say("commas stand between values, not between thousands")),),
        help=say(
            "if the comma is decimal write `{point}`, between thousands `{plain}`", point=point, plain=plain
        )
        if may_be_decimal
        else say("for one number write `{plain}`; for several put a blank after each comma", plain=plain),
    ).mending(span, point if may_be_decimal else plain, certain=text.count(",") > 1)


_WRITTEN_HERE = {
    "√": "sqrt(x)",
    "∑": "sum(x over axis)",
    "∏": "product(x over axis)",
    "{": "x[year-1]",
}
"""How what these signs stand for is written."""


def decimal_comma(span: Span, text: str) -> Diagnostic:
    """``3,5%``."""
    return Diagnostic(
        code="decimal-comma",
        message=say("`{text}` has a decimal comma", text=text),
        labels=(Label(span, say("decimals follow a point")),),
        help=say("write `{right}`", right=text.replace(",", ".")),
    ).mending(span, text.replace(",", "."))


def decimal_comma_in_call(span: Span, text: str) -> Diagnostic:
    """``max(p, 0,5)``."""
    one, two = text.replace(",", "."), text.replace(",", ", ")
    return Diagnostic(
        code="decimal-comma",
        message=say("is `{text}` one number, or two?", text=text),
        labels=(Label(span, say("decimals follow a point")),),
        help=say("for one number write `{one}`, for two `{two}`", one=one, two=two),
    ).mending(span, one, certain=False)


_GROUPS = re.compile(r"([0-9.]+|[0-9'’]+)(?:[,.]([0-9]+))?(%|pp)?")


def thousands_point(span: Span, text: str, *, in_call: bool = False) -> Diagnostic:
    """``22.500.000,50``, ``1.234,5``, ``1'234.5``; *in_call* the comma may part two values."""
    whole, decimals, sign = parts.groups() if (parts := _GROUPS.fullmatch(text)) else (text, None, None)
    groups = re.split("[.'’]", whole)
    right = "_".join(groups) + (f".{decimals}" if decimals else "") + (sign or "")
    by_three = all(len(group) == 3 for group in groups[1:])
    certain = len(groups) > 2 or not in_call
    message = (
        say("`{text}` has apostrophes between its thousands", text=text)
        if "." not in whole
        else say("`{text}` has more than one point", text=text)
        if len(groups) > 2
        else say("`{text}` has a point and a comma", text=text)
    )
    found = Diagnostic(
        code="thousands-point",
        message=message,
        labels=(Label(span, say("thousands are set apart by `_`")),),
        help=say("leave one point, before the decimals")
        if not by_three
        else say("write `{right}`", right=right)
        if certain
        else say("for one number write `{one}`, for two `{two}`", one=right, two=text.replace(",", ", ")),
    )
    return found.mending(span, right, certain=certain) if by_three else found


def percent_in_words(span: Span, text: str) -> Diagnostic:
    """``3.5 percent``, ``3.5 por ciento``."""
    right = text.partition(" ")[0] + "%"
    return Diagnostic(
        code="blank-before-percent",
        message=say("`{text}` is written in words", text=text),
        labels=(Label(span, say("one number")),),
        help=say("write `{right}`", right=right),
    ).mending(span, right)


def bare_point(span: Span, text: str) -> Diagnostic:
    """``.5``."""
    return Diagnostic(
        code="bare-point",
        message=say("`{text}` has no digit before the point", text=text),
        labels=(Label(span, say("a number starts with a digit")),),
        help=say("write `0{text}`", text=text),
    ).mending(span, f"0{text}")


def number_runs_on(span: Span) -> Diagnostic:
    """``2005_users``, ``3x``."""
    return Diagnostic(
        code="number-runs-on",
        message=say("`{found}` is neither a number nor a name", found=span.text[:40]),
        labels=(Label(span, say("a name starts with a letter; a unit is set apart by a blank")),),
        help=say("put an operator or a blank after the number, or start the name with a letter"),
    )


def long_number(span: Span, limit: int) -> Diagnostic:
    """A number of more digits than can mean anything."""
    return Diagnostic(
        code="long-number",
        message=say(
            "a number has {count} characters, at most {limit} are allowed",
            count=span.end - span.start,
            limit=limit,
        ),
        labels=(Label(span, say("this number")),),
        help=say("a computed value has some 16 digits: the others say nothing"),
    )


def huge_number(span: Span) -> Diagnostic:
    """``1e999``."""
    return Diagnostic(
        code="huge-number",
        message=say("`{found}` is larger than any number that can be computed with", found=span.text),
        labels=(Label(span, say("the largest is about 1.8e308")),),
        help=say("write a smaller number, or use a larger unit such as `million`"),
    )


# ── Names and strings ─────────────────────────────────────────────────────────────────────────────


def long_name(span: Span, limit: int) -> Diagnostic:
    """A name that no table or page could show."""
    return Diagnostic(
        code="long-name",
        message=say(
            "a name has {count} characters, at most {limit} are allowed",
            count=span.end - span.start,
            limit=limit,
        ),
        labels=(Label(span, say("this name")),),
        help=say("choose a shorter name, and say the rest in its title"),
    )


def long_string(span: Span, limit: int) -> Diagnostic:
    """A title or note of more than 10,000 characters."""
    return Diagnostic(
        code="long-string",
        message=say(
            "a text has {count:,} characters, at most {limit:,} are allowed",
            count=span.end - span.start,
            limit=limit,
        ),
        labels=(Label(span, say("this text")),),
        help=say("keep long texts in a document of their own"),
    )


def look_alike(span: Span, text: str, normal: str) -> Diagnostic:
    """``∆PEA`` is read as ``ΔPEA``."""
    return Diagnostic(
        code="look-alike",
        message=say("`{text}` is read as `{normal}`: the two look alike", text=text, normal=normal),
        labels=(Label(span, say("has a sign where a letter is meant")),),
        help=say("write `{normal}` with the Greek letter", normal=normal),
        severity=Severity.NOTICE,
    ).mending(span, normal)


def unusual_letter(span: Span, letter: str, name: str, plain: str) -> Diagnostic:
    """``x²``, ``edad₁``: neither letters nor digits that a name may have."""
    power = say(
        "for a power write `{base}^{exponent}`",
        base=name.partition(letter)[0],
        exponent=unicodedata.normalize("NFKC", letter),
    )
    otherwise = say("for a name write `{plain}`", plain=plain) if plain != name else say("leave it out")
    if unicodedata.decomposition(letter).startswith("<fraction>") and name == letter:
        otherwise = say("for a number write `{number}`", number=f"{unicodedata.numeric(letter):.6g}")
    is_power = unicodedata.name(letter, "").startswith("SUPERSCRIPT") and name.endswith(letter)
    return Diagnostic(
        code="unusual-letter",
        message=say(
            "a name has letters, digits and `_`, not `{letter}` ({described})",
            letter=letter,
            described=_described(letter),
        ),
        labels=(Label(span, say("this name")),),
        help=joined((power if is_power else NOTHING, otherwise), "; "),
    )


def mixed_alphabets(span: Span, letter: str, described: Said) -> Diagnostic:
    """A Latin name with a Cyrillic or Greek letter that looks Latin."""
    return Diagnostic(
        code="mixed-alphabets",
        message=say(
            "`{found}` has a letter of another alphabet that looks like a Latin one", found=span.text
        ),
        labels=(Label(span, say("`{letter}` is {described}", letter=letter, described=described)),),
        help=say("write the whole name in one alphabet"),
    )


def unclosed_string(span: Span) -> Diagnostic:
    """A ``"`` without its partner on the line."""
    return Diagnostic(
        code="unclosed-string",
        message=say('a `"` has no partner on its line'),
        labels=(Label(span, say("the text starts here")),),
        help=say('close it with `"`; a text of several lines stands between `"""` and `"""`'),
    )


def unclosed_note(span: Span) -> Diagnostic:
    """A triple quote without its partner."""
    return Diagnostic(
        code="unclosed-note",
        message=say('a `"""` has no partner'),
        labels=(Label(span, say("the note starts here")),),
        help=say('close the note with `"""`'),
    )


def other_quotes(span: Span, text: str) -> Diagnostic:
    """``'Title'``, ``“Title”``."""
    inner = text.strip("'“”„‟«»‘’\"").strip()
    return Diagnostic(
        code="other-quotes",
        message=say("text stands between straight double quotes"),
        labels=(Label(span, say("other quotes")),),
        help=say('write `"{inner}"`', inner=inner),
    ).mending(span, f'"{inner}"')


# ── Signs ─────────────────────────────────────────────────────────────────────────────────────────

_RIGHT_SIGNS = {
    "=<": "<=",
    "=>": ">=",
    ":=": "=",
    "**": "^",
    "<>": "!=",
    "!": "not",
    "≠": "!=",
    "≥": ">=",
    "≤": "<=",
    "−": "-",
    "–": "-",
    "—": "-",
    "…": "..",
    "÷": "/",
    "//": "/",
    **dict.fromkeys("×·∙⋅", "*"),
    **dict.fromkeys(("&", "&&"), "and"),
    **dict.fromkeys(("|", "||"), "or"),
}


def foreign_operator(span: Span, text: str) -> Diagnostic:
    """``==``, ``**``, ``≥`` and other signs of other languages."""
    if text == "|" and _stands_twice(span):
        return Diagnostic(
            code="foreign-operator",
            message=say("`{text}` is not an operator here", text=text),
            labels=(Label(span, say("not expected")),),
            help=say("the absolute value is written `abs(x)`, and either of two conditions `a or b`"),
        )
    if text in ("+-", "±") or text.startswith("--"):
        return Diagnostic(
            code="foreign-operator",
            message=say("`{text}` is not an operator here", text=text),
            labels=(Label(span, say("not expected")),),
            help=say("a comment starts with `#`; between two signs stands a blank")
            if text.startswith("--")
            else say("what a figure may be is said by `range 2% .. 4%`; between two signs stands a blank"),
        )
    right = _RIGHT_SIGNS.get(text, "=" if text.startswith("==") else ".." if text.startswith("...") else "/")
    found = Diagnostic(
        code="foreign-operator",
        message=say("`{text}` is not an operator here", text=text),
        labels=(Label(span, say("`{right}` is meant", right=right)),),
        help=say("write `{right}`; a comment starts with `#`", right=right)
        if text.startswith("//")
        else say("write `{right}`", right=right),
    )
    word = _set_apart(span, right) if right.isalpha() else right
    return found.mending(span, word, certain=text != "!" and not text.startswith("//"))


def _stands_twice(span: Span) -> bool:
    """Whether the sign at *span* stands twice on its line, so far as that is near."""
    text, near = span.source.text, 200
    first = max(0, span.start - near)
    end = text.find("\n", span.end, span.end + near)
    start = max(first, text.rfind("\n", first, span.start))
    return text.count(span.text, start, end if end >= 0 else span.end + near) == 2


def _set_apart(span: Span, word: str) -> str:
    """*word* with a blank on each side of *span* where there is none."""
    before, after = span.source.text[span.start - 1 : span.start], span.source.text[span.end : span.end + 1]
    return ("" if before.isspace() else " ") + word + ("" if after.isspace() else " ")


_BEFORE_PER_MILLE = re.compile(r"[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?[ \t]?$")


def _per_mille(span: Span) -> Diagnostic:
    """``2.5‰``."""
    start = max(0, span.start - 40)
    number = _BEFORE_PER_MILLE.search(span.source.text[start : span.start])
    written = "1" if number is None else number[0].strip()
    right = f"{Decimal(written) / 10:f}%"
    found = Diagnostic(
        code="unexpected-character",
        message=say(
            "{shown} has no meaning here",
            shown=say("`{text}` ({described})", text=span.text, described=_described(span.text)),
        ),
        labels=(Label(span, say("this character")),),
        help=say("per mille is written in per cent: `{right}` for {written}‰", right=right, written=written),
    )
    return (
        found if number is None else found.mending(Span(span.source, start + number.start(), span.end), right)
    )


def unexpected_character(span: Span, text: str) -> Diagnostic:
    """A character that has no meaning outside strings and comments."""
    if text == "‰":
        return _per_mille(span)
    shown = (
        say("`{text}` ({described})", text=text, described=_described(text))
        if text.isprintable() and text != "`"
        else _described(text)
    )
    blank = not text.isprintable() or text.isspace()
    written = _WRITTEN_HERE.get(text)
    if text in ("{", "}"):  # an index of LaTeX, or a list
        opens = span.source.text.rfind("{", max(0, span.end - 200), span.end)
        written = _WRITTEN_HERE["{"] if span.source.text[opens - 1 : opens] == "_" else None
    found = Diagnostic(
        code="unexpected-character",
        message=say("{shown} has no meaning here", shown=shown),
        labels=(Label(span, say("this character")),),
        help=say("write a plain blank")
        if blank
        else say("here it is written `{right}`", right=written)
        if written
        else say("what is listed stands without braces, with commas between: `male, female`")
        if text in ("{", "}")
        else say("take it out, or put the text it belongs to in quotes"),
    )
    return found.mending(span, " ") if blank else found


def many_mistakes(span: Span, limit: int) -> Diagnostic:
    """The file is full of mistakes: it is probably no model."""
    return Diagnostic(
        code="many-mistakes",
        message=say("reading stopped after {limit} mistakes", limit=limit),
        labels=(Label(span, say("from here on nothing was read")),),
        help=say("is this a `.sem` file? If so, mend the first mistakes and read it again"),
    )


def long_declaration(span: Span, limit: int) -> Diagnostic:
    """A declaration of more than a hundred thousand words."""
    return Diagnostic(
        code="long-declaration",
        message=say("a declaration has more than {limit:,} words", limit=limit),
        labels=(Label(span, say("from here on it was not read")),),
        help=say("keep numbers in a table, and long lists of labels in a file"),
    )


def hidden_character(span: Span) -> Diagnostic:
    """A control or zero-width character, or one that turns the direction of writing. Control characters part words."""
    joins = all(unicodedata.category(letter) == "Cf" for letter in span.text)
    return Diagnostic(
        code="hidden-character",
        message=say(
            "there is a character that cannot be seen: {described}", described=_described(span.text[0])
        ),
        labels=(Label(span, say("here")),),
        help=say("delete it: such characters can make a text look like another"),
    ).mending(span, "", certain=joins)


def carriage_return(span: Span) -> Diagnostic:
    """A line end of old computers, which would make one line of the whole file."""
    return Diagnostic(
        code="carriage-return",
        message=say("a line ends with a carriage return alone"),
        labels=(Label(span, say("here")),),
        help=say("save the file with the line ends of Linux (LF) or Windows (CR LF)"),
    )


def _described(letter: str) -> Said:
    """The code of *letter* and its name in Unicode, which is in English everywhere."""
    number = f"U+{ord(letter):04X}"
    name = unicodedata.name(letter, "").lower()
    if not name:
        return say("{number} without a name", number=verbatim(number))
    return joined((verbatim(number), verbatim(name)), " ")


# ── Brackets ──────────────────────────────────────────────────────────────────────────────────────


def unclosed_bracket(span: Span, bracket: str) -> Diagnostic:
    """An opening bracket without its partner in the declaration."""
    partner = ")" if bracket == "(" else "]"
    return Diagnostic(
        code="unclosed-bracket",
        message=say("this `{bracket}` is not closed", bracket=bracket),
        labels=(Label(span, say("no `{partner}` for it in this declaration", partner=partner)),),
        help=say("add `{partner}` where the part in brackets ends", partner=partner),
    )


def unopened_bracket(span: Span, bracket: str) -> Diagnostic:
    """A closing bracket without its partner."""
    partner = "(" if bracket == ")" else "["
    return Diagnostic(
        code="unopened-bracket",
        message=say("this `{bracket}` closes nothing", bracket=bracket),
        labels=(Label(span, say("no `{partner}` before it", partner=partner)),),
        help=say("take it out, or add `{partner}` where the part in brackets starts", partner=partner),
    )


def crossed_brackets(opening: Span, closing: Span) -> Diagnostic:
    """``(a + b]``."""
    return Diagnostic(
        code="crossed-brackets",
        message=say("`{closing}` cannot close `{opening}`", closing=closing.text, opening=opening.text),
        labels=(
            Label(closing, say("`{partner}` is expected", partner=")" if opening.text == "(" else "]")),
            Label(opening, say("opened here")),
        ),
        help=say("`(` is closed by `)`, `[` by `]`"),
    ).mending(closing, ")" if opening.text == "(" else "]", certain=False)


def too_many_brackets(span: Span, limit: int) -> Diagnostic:
    """Brackets in brackets, more than a hundred."""
    return Diagnostic(
        code="too-deep",
        message=say("brackets stand in brackets more than {limit} deep", limit=limit),
        labels=(Label(span, say("this bracket is one too many")),),
        help=say("give a part of the formula a name of its own, as a `variable`"),
    )
