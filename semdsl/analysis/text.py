"""Answers for a reader at a terminal."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from semdsl.analysis.measured import Derivative, Effect, Measured, Mover, Sensitivity
from semdsl.analysis.moved import SCALE, SHIFT
from semdsl.render.answer_words import AnswerWords
from semdsl.render.grid import grid
from semdsl.render.words import Words, unit_in_words

_RATIO = ("", "ratio")


def lines_of_sensitivity(answer: Sensitivity, said: AnswerWords, words: Words) -> Iterator[str]:
    """A table for each result, the largest effect first."""
    for result in answer.results:
        yield f"{result.name} = {_amount(result.value, result.unit, result.percent, words)}"
        yield ""
        if answer.exact:
            yield from _derivatives([own for own in answer.derivatives if own.result == result], said, words)
        else:
            yield from _effects([own for own in answer.effects if own.result == result], said, words)
        yield ""
    if answer.unmoved:
        yield said.unmoved.format(names=", ".join(answer.unmoved))
    for percent, sentence in ((True, said.zero_rates), (False, said.zero_others)):
        names = [own.text for own in answer.zeros if own.percent is percent]
        if names:
            yield sentence.format(names=", ".join(names))


def _effects(effects: Sequence[Effect], said: AnswerWords, words: Words) -> Iterator[str]:
    moving = [own for own in effects if own.swing or own.stopped]
    rows = []
    for own in moving:
        low, high = (_end(own.mover, value, said, words) for value in (own.mover.low, own.mover.high))
        at_low, at_high = (_result(value, own.result) for value in (own.low, own.high))
        rows.append((own.mover.text, low, high, at_low, at_high, _result(own.swing, own.result, points=True)))
    if rows:
        yield from grid((said.moved, *said.from_to, *said.result_at, said.swing), rows)
    for why in dict.fromkeys(own.stopped for own in moving if own.stopped):
        yield f"  {said.stopped.format(why=why)}"
    still = [own.mover.text for own in effects if own not in moving]
    if still:
        yield said.no_effect.format(names=", ".join(still))


def _derivatives(derived: Sequence[Derivative], said: AnswerWords, words: Words) -> Iterator[str]:
    moving = [own for own in derived if own.slope != 0 or own.snag]
    rows = []
    for own in moving:
        now = "" if own.mover.value is None else _end_value(own.mover, own.mover.value, words)
        slope, per = _slope(own, said, words)
        elasticity = "" if own.elasticity is None else figures(own.elasticity)
        rows.append((own.mover.text, now, slope, per, elasticity, said.snags.get(own.snag, "")))
    if rows:
        heads = (said.moved, said.value, said.derivative, "", said.elasticity, "")
        yield from grid(heads, rows)
    for bends, sentence in ((True, said.level_here), (False, said.no_effect)):
        still = [own.mover.text for own in derived if own not in moving and own.bends is bends]
        if still:
            yield sentence.format(names=", ".join(still))


def _slope(own: Derivative, said: AnswerWords, words: Words) -> tuple[str, str]:
    """A derivative as a reader takes it: rates by percentage point, rates of results in points."""
    if own.slope is None:
        return "", ""
    slope = own.slope * 0.01 if own.mover.percent else own.slope
    per = said.per_point if own.mover.percent else said.per.format(unit=_unit(own.mover.unit, words))
    return _result(slope, own.result, points=True), per


def _unit(unit: str, words: Words) -> str:
    return f"1 {unit_in_words(unit, words, '1')}" if unit not in _RATIO else "1"


def _result(value: float | None, result: Measured, *, points: bool = False) -> str:
    """A value of *result*, or a difference of two (*points*), in the unit that stands above."""
    if value is None:
        return "—"
    if result.percent:
        return f"{figures(value * 100)}{'pp' if points else '%'}"
    return figures(value)


def _end(mover: Mover, value: float, said: AnswerWords, words: Words) -> str:
    if mover.form == SCALE:
        return said.times.format(size=figures(value))
    if mover.form == SHIFT:
        sign = "+" if value > 0 else ""
        size = f"{figures(value * 100)}pp" if mover.percent else _amount(value, mover.unit, False, words)
        return said.added.format(size=f"{sign}{size}")
    return _end_value(mover, value, words)


def _end_value(mover: Mover, value: float, words: Words) -> str:
    return _amount(value, mover.unit, mover.percent, words)


def _amount(value: float, unit: str, percent: bool, words: Words) -> str:
    if percent:
        return f"{figures(value * 100)}%"
    text = figures(value)
    return text if unit in _RATIO else f"{text} {unit_in_words(unit, words, text)}"


def figures(value: float) -> str:
    """*value* with five figures that count, and all those before the point.

    >>> figures(834274.43), figures(0.041647889), figures(-2.1e-07), figures(1.5)
    ('834,274', '0.041648', '-2.1e-07', '1.5')
    """
    return f"{value:,.0f}" if abs(value) >= 100_000 else f"{value:,.5g}"


def option_of(setting: str) -> str:
    """*setting* as it is typed after the command."""
    return f"--set {shlex.quote(setting)}"
