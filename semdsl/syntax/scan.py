"""Text to words: what can be told without knowing where a word stands.

Finds the mistakes of single words (a thousands comma, an unclosed string, a bracket without its partner) and goes on
after each, so that they are all reported. Whether a word is a name or a keyword is decided in ``roles``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from string import ascii_letters

from semdsl.diagnostics.model import Diagnostic
from semdsl.source import Source, Span
from semdsl.syntax import spelling
from semdsl.syntax.diagnosis import misspellings, numbers

MAX_DEPTH = 100
MAX_NUMERAL = 40
MAX_NAME = 64
MAX_STRING = 10_000
MAX_WORDS = 100_000
MAX_HIDDEN = 20
MAX_WRONG = 100  # words of one declaration: what has more is no model


@dataclass(slots=True)
class Word:
    """A word of the text. ``type`` is the terminal of the grammar that it is, as far as that is known.

    ``text`` is what it says: a name in its normal spelling, a string without its quotes.
    """

    type: str
    text: str
    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The place of the word, made when it is asked for: of most signs nobody asks."""
        return Span(self.source, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Scan:
    """The words of a piece of text, its comments, and the mistakes of single words."""

    words: list[Word] = field(default_factory=list)
    comments: list[Span] = field(default_factory=list)
    mistakes: list[Diagnostic] = field(default_factory=list)


SIGNS = {
    "(": "LPAR",
    ")": "RPAR",
    "[": "LSQB",
    "]": "RSQB",
    ",": "COMMA",
    ":": "COLON",
    ";": "SEMICOLON",
    "=": "EQUAL",
    "~": "TILDE",
    "..": "DOTS",
    "+": "PLUS",
    "-": "MINUS",
    **dict.fromkeys(("*", "/", "^", "!=", "<", "<=", ">", ">="), "OPERATOR"),
}

_NUMERAL = r"[0-9]+(?:_[0-9]+)*(?:\.[0-9]+(?:_[0-9]+)*)?(?:[eE][+-]?[0-9]+)?"
_PIECE = rf"""
      (?P<NAME>    {spelling.NAME}(?:\.{spelling.NAME})*)
    | (?P<thousands> [1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+(?![0-9_])(?:\.[0-9]+)?(?:%|pp(?!\w))? )
    | (?P<decimal>   [0-9]+,[0-9]+(?:%|pp(?!\w)) )
    | (?P<points>    [0-9]+(?:\.[0-9]+){{2,}}(?:,[0-9]+)?(?:%|pp(?!\w))?
                   | [0-9]{{1,3}}\.[0-9]{{3}},[0-9]+(?:%|pp(?!\w))?
                   | [0-9]{{1,3}}(?:['’][0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?(?:%|pp(?!\w))? )
    | (?P<in_words> {_NUMERAL}[ ](?:percent|per[ ]cent|pct|por[ ]?ciento)(?!\w) )
    | (?P<RATE>    {_NUMERAL}(?:%|pp(?!\w)))
    | (?P<NUMBER>  {_NUMERAL})
    | (?P<wrong>   \+-|--+|±|==+|=<|=>|:=|\*\*|<>|&&?|\|\|?|!(?!=)|\.\.\.+|//+|[≠≥≤×·∙⋅÷−–—…])
    | (?P<sign>    \.\.|[<>!]=|[][()=,:;~+\-*/^<>])
    | (?P<NOTE>    \"\"\"(?s:.*?)\"\"\")
    | (?P<open_note> \"\"\")
    | (?P<STRING>  "[^"\n]*")
    | (?P<open_string> "[^"\n]*)
    | (?P<comment> \#[^\n]*)
    | (?P<percent> %)
    | (?P<quotes>  '[^'\n]*'? | [“”„‟«»‘’][^“”„‟«»‘’"\n]*[“”„‟«»‘’"]?)
    | (?P<point>   \.[0-9]+(?:%|pp(?!\w))?)
    | (?P<blank>   [ \t\r\n]+)
    | (?P<odd>     (?s:.))
    """
_PIECES = re.compile(re.sub(r"\(\?P<\w+>", "(?:", _PIECE), re.VERBOSE)  # without groups: texts alone, at once
_KIND = re.compile(_PIECE, re.VERBOSE)
# What begins so need not be looked at again to know its kind.
_BEGINS = {**dict.fromkeys(ascii_letters + "_", "NAME"), **dict.fromkeys(" \t\r\n", "blank"), "#": "comment"}
_PLAIN = {**SIGNS, "%": "percent"}  # a unit or a mistake: where it stands will show
_BRACKETS = frozenset(("LPAR", "RPAR", "LSQB", "RSQB"))


def scan(source: Source, start: int, end: int) -> Scan:
    """The words of *source* from offset *start* up to *end*."""
    found = Scan()
    words, mistakes = found.words, found.mistakes
    mistakes += [misspellings.hidden_character(span) for span in _hidden(source, start, end)]
    if mistakes:
        return found
    brackets: list[Word] = []
    last = start
    for text in _PIECES.findall(source.text, start, end):
        first, last = last, last + len(text)
        kind = _PLAIN.get(text) or _BEGINS.get(text[0]) or _kind(source, first, end)
        if text == "‰" and words and words[-1].text in ("in", ":"):
            kind = "percent"  # a unit, and no sign behind a number
        if kind == "blank":
            continue
        if kind == "comment":
            found.comments.append(Span(source, first, last))
            continue
        word = Word(kind, text, source, first, last)
        if len(words) == MAX_WORDS:
            mistakes.append(misspellings.long_declaration(word.span, MAX_WORDS))
            return found
        words.append(word)
        if kind in _BRACKETS:
            if not _bracket(word, brackets, mistakes):
                break
        elif kind == "thousands" and len(words) > 1 and words[-2].text in numbers.SIGNS_OF_MONEY:
            pass  # `$5,000` is told at its sign, with what to write for all of it
        elif text not in _PLAIN and kind != "percent":
            if kind != "NAME" or len(text) > MAX_NAME or not text.isascii():
                in_call = bool(brackets) and _opens_call(brackets[-1])
                if kind == "points":
                    mistakes.append(numbers.thousands_point(word.span, text, in_call=in_call))
                else:
                    _look_closer(word, source.text[last : last + 1], mistakes)
                if kind == "NUMBER" and in_call:
                    mistakes += _decimals_of_call(words)
            if len(mistakes) >= MAX_WRONG:
                mistakes.append(misspellings.many_mistakes(word.span, MAX_WRONG))
                return found
            if kind == "open_note":
                break
    mistakes += [misspellings.unclosed_bracket(word.span, word.text) for word in brackets[:1]]
    return found


def _kind(source: Source, start: int, end: int) -> str:
    """The kind of the piece that starts at *start*."""
    match = _KIND.match(source.text, start, end)
    return (match and match.lastgroup) or "odd"


def _hidden(source: Source, start: int, end: int) -> list[Span]:
    found = islice(spelling.HIDDEN.finditer(source.text, start, end), MAX_HIDDEN)
    return [Span(source, *match.span()) for match in found]


def _bracket(word: Word, brackets: list[Word], mistakes: list[Diagnostic]) -> bool:
    """Pair *word* with the bracket it closes; whether reading on makes sense."""
    if word.text in "([":
        brackets.append(word)
        if len(brackets) <= MAX_DEPTH:
            return True
        mistakes.append(misspellings.too_many_brackets(word.span, MAX_DEPTH))
    elif not brackets:
        mistakes.append(misspellings.unopened_bracket(word.span, word.text))
    elif brackets[-1].text + word.text in ("()", "[]"):
        brackets.pop()
        return True
    else:
        mistakes.append(misspellings.crossed_brackets(brackets[-1].span, word.span))
    brackets.clear()
    return False


def _opens_call(bracket: Word) -> bool:
    """Whether *bracket* is that of ``max(``, between which commas part values."""
    source, start = bracket.span.source, bracket.span.start
    return bracket.text == "(" and bool(re.match(r"\w", source.text[max(0, start - 1) : start]))


def _decimals_of_call(words: list[Word]) -> list[Diagnostic]:
    """``max(p, 0,5)``: two values, or one? Of three numbers in a row, each is a value."""
    run: list[Word] = []
    for word in reversed(words[-5:]):
        kind = "COMMA" if len(run) % 2 else "NUMBER"
        if word.type != kind or (run and word.span.end != run[-1].span.start):
            break
        run.append(word)
    if len(run) == 4:  # the comma before both
        run.pop()
    span = run[-1].span.to(run[0].span)
    goes_on = re.match(r",[0-9]", span.source.text[span.end : span.end + 2])
    if len(run) != 3 or goes_on or not run[-1].text.isdecimal() or not run[0].text.isdecimal():
        return []
    return [numbers.decimal_comma_in_call(span, span.text)]


def _look_closer(word: Word, after: str, mistakes: list[Diagnostic]) -> None:
    """Check the spelling of *word* and bring its text into its normal form."""
    text, span = word.text, word.span
    match word.type:
        case "NAME":
            word.text, problem = spelling.normal_name(span, text, MAX_NAME)
            mistakes += problem
        case "NUMBER" | "RATE":
            mistakes += spelling.check_number(span, text, after, MAX_NUMERAL)
        case "STRING":
            word.text = spelling.normal_text(text[1:-1])
            if len(text) > MAX_STRING + 2:
                mistakes.append(misspellings.long_string(span, MAX_STRING))
        case "NOTE":
            word.text = spelling.normal_text(text[3:-3])
            if len(text) > MAX_STRING + 6:
                mistakes.append(misspellings.long_string(span, MAX_STRING))
        case kind:
            mistakes.append(spelling.misspelt(kind, span, text))
