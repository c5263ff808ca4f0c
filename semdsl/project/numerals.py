"""Numbers in tables: a strict grammar of its own, so that nothing is guessed."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from semdsl.diagnostics.wording import Said, say

LONGEST = 40
_POINT = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_PLAIN = re.compile(r"[+-]?[0-9]{1,19}(?:\.[0-9]{1,19})?")  # no longer than LONGEST, and always finite
_GROUPED = re.compile(r"[+-]?[0-9.,]*[0-9][0-9.,]*")
_COMMA = re.compile(r"[+-]?(?:[0-9]+(?:,[0-9]+)?|,[0-9]+)(?:[eE][+-]?[0-9]+)?")


@dataclass(frozen=True, slots=True, eq=False)
class Unreadable:
    """Why a field is no number: ``what`` completes "the field …", ``remedy`` says what to write instead.

    One for each reason, told apart by what they are: a file may have a million of them.
    """

    what: Said
    remedy: Said
    finite: bool = True


@dataclass(frozen=True, slots=True)
class Numerals:
    """How the figures of a file are read: their decimal mark, and what one of them is in base units."""

    decimal_comma: bool
    factor: float
    tens: int | None = field(init=False)  # the power of ten that the factor is

    def __post_init__(self) -> None:
        object.__setattr__(self, "tens", _TENS.get(self.factor))

    def read_all(self, column: Sequence[str]) -> list[float | Unreadable]:
        """The figures written in all fields of *column*; the same as to `read` one after the other."""
        if self.tens is None or self.decimal_comma:
            return [self.read(written) for written in column]
        is_plain, moved = _PLAIN.fullmatch, f"e{self.tens}"
        return [float(written + moved) if is_plain(written) else self.read(written) for written in column]

    def read(self, written: str) -> float | Unreadable:
        """The figure *written* in a field, in base units.

        A factor that is a power of ten moves the decimal mark, so that ``3.5`` in % is exactly the number 3.5 %.
        """
        text = written.strip(" \t")
        if len(text) > LONGEST or not (_COMMA if self.decimal_comma else _POINT).fullmatch(text):
            return _reason(text, self.decimal_comma)
        if self.decimal_comma:
            text = text.replace(",", ".")
        value = float(text) if self.tens == 0 else _moved(text, self.factor, self.tens)
        return value if math.isfinite(value) else _TOO_LARGE


def _moved(text: str, factor: float, tens: int | None) -> float:
    if tens is None:
        return float(text) * factor
    digits, _, exponent = text.lower().partition("e")
    return float(f"{digits}e{int(exponent or 0) + tens}")


_TENS = {float(f"1e{places}"): places for places in range(-12, 13)}

_TOO_LARGE = Unreadable(
    say("is larger than any number that can be computed with"), say("write a smaller figure"), finite=False
)
_NOT_FINITE = Unreadable(
    say("is not a finite number"),
    say("write the figure; a table has no `NaN` or infinite cells"),
    finite=False,
)
_TOO_LONG = Unreadable(say("is longer than {most} characters", most=LONGEST), say("write a shorter number"))
_OTHER_DIGITS = Unreadable(say("has digits other than 0 to 9"), say("write it with the digits 0 to 9"))
_NO_NUMBER = Unreadable(say("is not a number"), say("write a number, such as `1234.5`"))
_NO_NUMBER_WITH_COMMA = Unreadable(say("is not a number"), say("write a number, such as `1234,5`"))
_EMPTY = Unreadable(
    say("is empty"), say("write the figure, and 0 where it is zero: an empty field is never taken as zero")
)
_MISSING = Unreadable(
    say("says that the figure is missing"), say("write the figure: a missing one is never taken as zero")
)
_POINT_UNDER_COMMA = Unreadable(
    say("has a point, but the file is read with `decimal comma`"),
    say(
        "write it without thousands separators, or leave out `decimal comma` if the point is its decimal mark"
    ),
)
_COMMA_UNDER_POINT = Unreadable(
    say("has a comma"),
    say(
        "write `decimal comma` after the path if the comma is the decimal mark; leave it out if it separates thousands"
    ),
)

# The first row that fits says why. It is matched against a field of at most 40 characters.
_REASONS: tuple[tuple[str, Unreadable], ...] = (
    (r"", _EMPTY),
    (r"[+-]?(?:nan|inf(?:inity)?|∞|1\.#.*)", _NOT_FINITE),
    (r"#?n/?a|n\.?[ad]\.?|null|none|-+|—|–|\.+|\?+|s/d|missing", _MISSING),
    (
        r"#.*[!?]|#n/a",
        Unreadable(
            say("is an error of the spreadsheet"), say("mend the spreadsheet and save the file again")
        ),
    ),
    (
        r"true|false|verdadero|falso",
        Unreadable(say("is true or false, not a number"), say("write 1 or 0 if that is meant")),
    ),
    (
        r"[^%]+%",
        Unreadable(
            say("has a percent sign"),
            say("write the figure without it and `in %` after the path in the model"),
        ),
    ),
    (
        r"[^‰]+‰",
        Unreadable(
            say("has a per mille sign"),
            say("write the figure without it and `in ‰` after the path in the model"),
        ),
    ),
    (r"\(.*\)", Unreadable(say("stands in brackets"), say("write a negative figure with `-`"))),
    (r"[−‒–—].*", Unreadable(say("begins with a dash that is not the minus sign"), say("write `-`"))),
    (
        r"[^0-9]*[$€£¥].*|[a-z]{3}\s*[0-9].*",
        Unreadable(say("has a currency sign"), say("write the figure alone; its unit stands in the model")),
    ),
    (
        r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+",
        Unreadable(say("has points between thousands"), say("write it without them")),
    ),
    (
        r"[+-]?[0-9.,'\s\u00a0\u2009\u202f_’]*[\s\u00a0\u2009\u202f_'’][0-9.,'\s\u00a0\u2009\u202f_’]*",
        Unreadable(say("has something between its digits"), say("write the digits without separators")),
    ),
    (
        r"[+-]?[0-9]+\.",
        Unreadable(say("ends with a point"), say("write digits after the point, or leave it out")),
    ),
    (
        r"[0-9]{1,4}[-/][0-9]{1,2}(?:[-/][0-9]{1,4})?",
        Unreadable(say("is a date or a range"), say("write a number")),
    ),
)
_WHICH = re.compile(
    "|".join(f"(?P<at{at}>{pattern})" for at, (pattern, _) in enumerate(_REASONS)), re.IGNORECASE
)


def _reason(text: str, decimal_comma: bool) -> Unreadable:
    if len(text) > LONGEST:
        return _TOO_LONG
    if _GROUPED.fullmatch(text):
        if decimal_comma and "." in text:
            return _POINT_UNDER_COMMA
        if not decimal_comma and "," in text:
            return _COMMA_UNDER_POINT
    if not text.isascii() and any(letter.isdigit() and not letter.isascii() for letter in text):
        return _OTHER_DIGITS
    fits = _WHICH.fullmatch(text)
    if fits and fits.lastgroup:
        return _REASONS[int(fits.lastgroup.removeprefix("at"))][1]
    return _NO_NUMBER_WITH_COMMA if decimal_comma else _NO_NUMBER
