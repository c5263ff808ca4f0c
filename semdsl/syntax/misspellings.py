"""What can be wrong with a single word: one function for each diagnostic."""

from __future__ import annotations

import unicodedata

from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.source import Span

# ── Numbers ───────────────────────────────────────────────────────────────────────────────────────


def thousands_comma(span: Span, text: str) -> Diagnostic:
    """``22,500,000``."""
    plain = text.replace(",", "_")
    return Diagnostic(
        code="thousands-comma",
        message=f"`{text}` has commas: is it one number, or several?",
        labels=(Label(span, "commas stand between values, not between thousands"),),
        help=f"for one number write `{plain}`; for several put a blank after each comma",
    )


def decimal_comma(span: Span, text: str) -> Diagnostic:
    """``3,5%``."""
    return Diagnostic(
        code="decimal-comma",
        message=f"`{text}` has a decimal comma",
        labels=(Label(span, "decimals follow a point"),),
        help=f"write `{text.replace(',', '.')}`",
    )


def thousands_point(span: Span, text: str) -> Diagnostic:
    """``22.500.000,50``."""
    whole, _, decimals = text.partition(",")
    right = whole.replace(".", "_") + ("." + decimals if decimals else "")
    return Diagnostic(
        code="thousands-point",
        message=f"`{text}` has more than one point",
        labels=(Label(span, "thousands are set apart by `_`"),),
        help=f"write `{right}`",
    )


def bare_point(span: Span, text: str) -> Diagnostic:
    """``.5``."""
    return Diagnostic(
        code="bare-point",
        message=f"`{text}` has no digit before the point",
        labels=(Label(span, "a number starts with a digit"),),
        help=f"write `0{text}`",
    )


def number_runs_on(span: Span) -> Diagnostic:
    """``2005_users``, ``3x``."""
    return Diagnostic(
        code="number-runs-on",
        message=f"`{span.text[:40]}` is neither a number nor a name",
        labels=(Label(span, "a name starts with a letter; a unit is set apart by a blank"),),
        help="put an operator or a blank after the number, or start the name with a letter",
    )


def long_number(span: Span, limit: int) -> Diagnostic:
    """A number of more digits than can mean anything."""
    return Diagnostic(
        code="long-number",
        message=f"a number has {span.end - span.start} characters, at most {limit} are allowed",
        labels=(Label(span, "this number"),),
        help="a computed value has some 16 digits: the others say nothing",
    )


def huge_number(span: Span) -> Diagnostic:
    """``1e999``."""
    return Diagnostic(
        code="huge-number",
        message=f"`{span.text}` is larger than any number that can be computed with",
        labels=(Label(span, "the largest is about 1.8e308"),),
        help="write a smaller number, or use a larger unit such as `million`",
    )


# ── Names and strings ─────────────────────────────────────────────────────────────────────────────


def long_name(span: Span, limit: int) -> Diagnostic:
    """A name that no table or page could show."""
    return Diagnostic(
        code="long-name",
        message=f"a name has {span.end - span.start} characters, at most {limit} are allowed",
        labels=(Label(span, "this name"),),
        help="choose a shorter name, and say the rest in its title",
    )


def long_string(span: Span, limit: int) -> Diagnostic:
    """A title or note of more than 10,000 characters."""
    return Diagnostic(
        code="long-string",
        message=f"a text has {span.end - span.start} characters, at most {limit:,} are allowed",
        labels=(Label(span, "this text"),),
        help="keep long texts in a document of their own",
    )


def look_alike(span: Span, text: str, normal: str) -> Diagnostic:
    """``∆PEA`` is read as ``ΔPEA``."""
    return Diagnostic(
        code="look-alike",
        message=f"`{text}` is read as `{normal}`: the two look alike",
        labels=(Label(span, "has a sign where a letter is meant"),),
        help=f"write `{normal}` with the Greek letter",
        severity=Severity.NOTICE,
    )


def unusual_letter(span: Span, letter: str, name: str, plain: str) -> Diagnostic:
    """``x²``, ``edad₁``: neither letters nor digits that a name may have."""
    power = f"for a power write `{name.partition(letter)[0]}^{unicodedata.normalize('NFKC', letter)}`; "
    is_power = unicodedata.name(letter, "").startswith("SUPERSCRIPT") and name.endswith(letter)
    return Diagnostic(
        code="unusual-letter",
        message=f"a name has letters, digits and `_`, not `{letter}` ({_described(letter)})",
        labels=(Label(span, "this name"),),
        help=(power if is_power else "")
        + (f"for a name write `{plain}`" if plain != name else "leave it out"),
    )


def mixed_alphabets(span: Span, letter: str, described: str) -> Diagnostic:
    """A Latin name with a Cyrillic or Greek letter that looks Latin."""
    return Diagnostic(
        code="mixed-alphabets",
        message=f"`{span.text}` has a letter of another alphabet that looks like a Latin one",
        labels=(Label(span, f"`{letter}` is {described}"),),
        help="write the whole name in one alphabet",
    )


def unclosed_string(span: Span) -> Diagnostic:
    """A ``"`` without its partner on the line."""
    return Diagnostic(
        code="unclosed-string",
        message='a `"` has no partner on its line',
        labels=(Label(span, "the text starts here"),),
        help='close it with `"`; a text of several lines stands between `"""` and `"""`',
    )


def unclosed_note(span: Span) -> Diagnostic:
    """A triple quote without its partner."""
    return Diagnostic(
        code="unclosed-note",
        message='a `"""` has no partner',
        labels=(Label(span, "the note starts here"),),
        help='close the note with `"""`',
    )


def other_quotes(span: Span, text: str) -> Diagnostic:
    """``'Title'``, ``“Title”``."""
    inner = text.strip("'“”„‟«»‘’\"").strip()
    return Diagnostic(
        code="other-quotes",
        message="text stands between straight double quotes",
        labels=(Label(span, "other quotes"),),
        help=f'write `"{inner}"`',
    )


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
    right = _RIGHT_SIGNS.get(text, "=" if text.startswith("==") else ".." if text.startswith("...") else "/")
    comment = "; a comment starts with `#`" if text.startswith("//") else ""
    return Diagnostic(
        code="foreign-operator",
        message=f"`{text}` is not an operator here",
        labels=(Label(span, f"`{right}` is meant"),),
        help=f"write `{right}`{comment}",
    )


def unexpected_character(span: Span, text: str) -> Diagnostic:
    """A character that has no meaning outside strings and comments."""
    shown = f"`{text}` ({_described(text)})" if text.isprintable() and text != "`" else _described(text)
    blank = not text.isprintable() or text.isspace()
    return Diagnostic(
        code="unexpected-character",
        message=f"{shown} has no meaning here",
        labels=(Label(span, "this character"),),
        help="write a plain blank" if blank else "take it out, or put the text it belongs to in quotes",
    )


def many_mistakes(span: Span, limit: int) -> Diagnostic:
    """The file is full of mistakes: it is probably no model."""
    return Diagnostic(
        code="many-mistakes",
        message=f"reading stopped after {limit} mistakes",
        labels=(Label(span, "from here on nothing was read"),),
        help="is this a `.sem` file? If so, mend the first mistakes and read it again",
    )


def long_declaration(span: Span, limit: int) -> Diagnostic:
    """A declaration of more than a hundred thousand words."""
    return Diagnostic(
        code="long-declaration",
        message=f"a declaration has more than {limit:,} words",
        labels=(Label(span, "from here on it was not read"),),
        help="keep numbers in a table, and long lists of labels in a file",
    )


def hidden_character(span: Span) -> Diagnostic:
    """A control or zero-width character, or one that turns the direction of writing."""
    return Diagnostic(
        code="hidden-character",
        message=f"there is a character that cannot be seen: {_described(span.text[0])}",
        labels=(Label(span, "here"),),
        help="delete it: such characters can make a text look like another",
    )


def carriage_return(span: Span) -> Diagnostic:
    """A line end of old computers, which would make one line of the whole file."""
    return Diagnostic(
        code="carriage-return",
        message="a line ends with a carriage return alone",
        labels=(Label(span, "here"),),
        help="save the file with the line ends of Linux (LF) or Windows (CR LF)",
    )


def _described(letter: str) -> str:
    return f"U+{ord(letter):04X} {unicodedata.name(letter, 'without a name').lower()}"


# ── Brackets ──────────────────────────────────────────────────────────────────────────────────────


def unclosed_bracket(span: Span, bracket: str) -> Diagnostic:
    """An opening bracket without its partner in the declaration."""
    partner = ")" if bracket == "(" else "]"
    return Diagnostic(
        code="unclosed-bracket",
        message=f"this `{bracket}` is not closed",
        labels=(Label(span, f"no `{partner}` for it in this declaration"),),
        help=f"add `{partner}` where the part in brackets ends",
    )


def unopened_bracket(span: Span, bracket: str) -> Diagnostic:
    """A closing bracket without its partner."""
    partner = "(" if bracket == ")" else "["
    return Diagnostic(
        code="unopened-bracket",
        message=f"this `{bracket}` closes nothing",
        labels=(Label(span, f"no `{partner}` before it"),),
        help=f"take it out, or add `{partner}` where the part in brackets starts",
    )


def crossed_brackets(opening: Span, closing: Span) -> Diagnostic:
    """``(a + b]``."""
    return Diagnostic(
        code="crossed-brackets",
        message=f"`{closing.text}` cannot close `{opening.text}`",
        labels=(
            Label(closing, f"`{')' if opening.text == '(' else ']'}` is expected"),
            Label(opening, "opened here"),
        ),
        help="`(` is closed by `)`, `[` by `]`",
    )


def too_many_brackets(span: Span, limit: int) -> Diagnostic:
    """Brackets in brackets, more than a hundred."""
    return Diagnostic(
        code="too-deep",
        message=f"brackets stand in brackets more than {limit} deep",
        labels=(Label(span, "this bracket is one too many"),),
        help="give a part of the formula a name of its own, as a `variable`",
    )
