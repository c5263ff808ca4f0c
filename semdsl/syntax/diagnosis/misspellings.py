"""What can be wrong with a single word: one function for each diagnostic."""

from __future__ import annotations

import re
import unicodedata

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.wording import NOTHING, Said, already, joined, say, verbatim
from semdsl.source import Span
from semdsl.syntax.diagnosis import numbers

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

_WRITTEN_HERE = {
    "√": "sqrt(x)",
    "∑": "sum(x over axis)",
    "∏": "product(x over axis)",
    "{": "x[year-1]",
    "?": "if condition then value else other_value",
}
"""How what these signs stand for is written."""

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


_NEAR = 200
_SUM = re.compile(r"(?:sum|prod(?:uct)?|Σ|∑|Π|∏)_$")


def _instead_of_braces(span: Span) -> str | None:
    """How an index or a sum of LaTeX is written, or a part in braces; None if they are those of a list."""
    text = span.source.text
    opens = text.rfind("{", max(0, span.end - _NEAR), span.end)
    closes = text.find("}", span.start, span.start + _NEAR)
    if _SUM.search(text, max(0, opens - 10), max(0, opens)):
        return _WRITTEN_HERE["∑"]
    if text[opens - 1 : opens] == "_":
        return _WRITTEN_HERE["{"]
    return None if opens < 0 or closes < 0 or "," in text[opens:closes] else "(a + b)"


def _is_of_a_cell(span: Span) -> bool:
    """Whether the sign at *span* is one of ``$B$3``, a cell of a spreadsheet."""
    text = span.source.text
    return text[span.end : span.end + 1].isalpha() or text[max(0, span.start - 1) : span.start].isalnum()


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


def unexpected_character(span: Span, text: str) -> Diagnostic:
    """A character that has no meaning outside strings and comments."""
    if text == "‰":
        return numbers.per_mille(span, _described(text))
    if text in numbers.SIGNS_OF_MONEY and (numbers.is_of_money(span) or not _is_of_a_cell(span)):
        return numbers.sign_of_money(span, _described(text))
    shown = (
        say("`{text}` ({described})", text=text, described=_described(text))
        if text.isprintable() and text != "`"
        else _described(text)
    )
    if text == "." and (rate := numbers.rate_a_year(span, _described(text))):
        return rate
    blank = not text.isprintable() or text.isspace()
    written = _WRITTEN_HERE.get(text)
    if text in ("{", "}"):
        written = _instead_of_braces(span)
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


_UNSEEN = {
    "\N{NO-BREAK SPACE}": say("no-break space"),
    "\N{SOFT HYPHEN}": say("soft hyphen"),
    "\N{ZERO WIDTH SPACE}": say("zero width space"),
    "\N{ZERO WIDTH NO-BREAK SPACE}": say("zero width no-break space"),
    "\N{NARROW NO-BREAK SPACE}": say("narrow no-break space"),
    "\N{RIGHT-TO-LEFT OVERRIDE}": say("right-to-left override"),
}
"""Characters that cannot be seen, which are known by their names alone."""


def _described(letter: str) -> Said:
    """The code of *letter* and its name in Unicode, which has names in English only; most can be seen without."""
    number = f"U+{ord(letter):04X}"
    if letter in _UNSEEN:
        return joined((verbatim(number), _UNSEEN[letter]), " ")
    name = unicodedata.name(letter, "").lower()
    return (
        already(f"{number} {name}", number)
        if name
        else say("{number} without a name", number=verbatim(number))
    )


def described_letter(letter: str) -> Said:
    """The name in Unicode of a letter of another alphabet, in Spanish only that alphabet."""
    name = unicodedata.name(letter, "").lower()
    return already(name, "una letra cirílica" if name.startswith("cyrillic") else "una letra griega")


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
