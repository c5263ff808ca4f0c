"""The words that stand in mathematics."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MathWords:
    """Words in one language; those with braces are filled in with the symbol of an axis."""

    for_: str
    otherwise: str
    if_: str
    and_: str
    or_: str
    not_: str
    the: str
    first: str
    last: str
    of: str
    before: str
    after: str
    mean: str
    round: str
    clamp: str
    within: str
    figures: str
    interpolated: tuple[tuple[str, str], ...]
    """Each way to interpolate, before the letter of the axis."""


ENGLISH = MathWords(
    for_="for ",
    otherwise="otherwise",
    if_="if ",
    and_=" and ",
    or_=" or ",
    not_="not ",
    the="the ",
    first="first ",
    last="last ",
    of=" of ",
    before=" before the first ",
    after=" after the last ",
    mean="mean",
    round="round",
    clamp="clamp",
    within="within ",
    figures="figures of {file}",
    interpolated=(
        ("linear", "interpolated linearly over "),
        ("log_linear", "interpolated linearly in their logarithms over "),
        ("cubic", "interpolated by a cubic spline over "),
        ("log_cubic", "interpolated by a cubic spline of their logarithms over "),
    ),
)

SPANISH = MathWords(
    for_="para ",
    otherwise="en otro caso",
    if_="si ",
    and_=" y ",
    or_=" o ",
    not_="no ",
    the="el ",
    first="primer ",
    last="último ",
    of=" de ",
    before=" antes del primer ",
    after=" después del último ",
    mean="media",
    round="redondeo",
    clamp="acotar",
    within="tolerancia ",
    figures="cifras de {file}",
    interpolated=(
        ("linear", "interpoladas linealmente sobre "),
        ("log_linear", "interpoladas linealmente en sus logaritmos sobre "),
        ("cubic", "interpoladas con un spline cúbico sobre "),
        ("log_cubic", "interpoladas con un spline cúbico de sus logaritmos sobre "),
    ),
)

JOINING = frozenset(word for own in (ENGLISH, SPANISH) for word in (own.and_, own.or_))
"""Words between two conditions."""


def math_words(language: str) -> MathWords:
    """The words of *language*, English where there are none for it."""
    return SPANISH if language == "es" else ENGLISH
