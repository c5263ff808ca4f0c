"""Answers to ``solve`` for a reader at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from semdsl.analysis.moved import SHIFT
from semdsl.analysis.solved import (
    BRACKET,
    EQUATION,
    INEQUALITY,
    Answer,
    End,
    First,
    Held,
    Interval,
    Labels,
    Looked,
    Solved,
)
from semdsl.analysis.text import figures, option_of
from semdsl.render.answer_words import AnswerWords
from semdsl.render.words import Words, unit_in_words

_RATIO = ("", "ratio")
_NO_PERCENTAGE = 10.0


class SolvedText:
    """The words, units and names of one answer."""

    def __init__(self, answer: Solved, said: AnswerWords, words: Words) -> None:
        self._answer = answer
        self._said = said
        self._words = words

    def lines(self) -> Iterator[str]:
        """The answer, and how far it is proved."""
        answer = self._answer
        if answer.kind == EQUATION:
            for own in answer.answers:
                yield from self._equation(own)
        elif answer.kind == INEQUALITY and answer.held is not None:
            yield from self._held(answer.held)
        else:
            for first in answer.firsts:
                yield from self._first(first)

    # ── Equations ─────────────────────────────────────────────────────────────────────────────────

    def _equation(self, own: Answer) -> Iterator[str]:
        answer, said = self._answer, self._said
        cell = _cell(own.cell)
        if not own.solutions and not own.stretches:
            yield f"{cell}{said.none}: {own.none}"
            return
        for stretch in own.stretches:
            yield from self._interval(stretch, cell)
        for solution in own.solutions:
            yield f"{cell}{self._name} = {self.value(solution.value)}  ({self._now})"
            left, right, residual = map(self._side, (solution.left, solution.right, solution.residual))
            yield f"  {said.again.format(left=left, right=right, residual=residual)}{self._unit}"
            yield f"  {said.use.format(option=option_of(solution.setting))}"
        if own.line is not None:
            a, b = own.line
            unit = unit_in_words(answer.sides_unit or "ratio", self._words)
            sign = "-" if b < 0 else "+"
            formula = said.line.format(a=figures(a), sign=sign, b=figures(abs(b)), name=self._name, unit=unit)
            yield f"  {formula}"
            yield f"  {said.unique.format(name=self._name)}"
        elif own.unique:
            yield f"  {said.multiplied.format(name=self._name)}"
        if own.looked is not None:
            steps = max((solution.steps for solution in own.solutions), default=None)
            yield from self._looked(own.looked, steps)
            yield f"  {self._number(own, own.looked)}"

    def _number(self, own: Answer, looked: Looked) -> str:
        """What is known of how many solutions there are."""
        said, count = self._said, len(own.solutions)
        if own.level:
            return said.level
        if count == 1:
            return said.one.format(direction=said.directions[looked.direction])
        return said.several.format(count=count)

    def _looked(self, looked: Looked, steps: int | None = None) -> Iterator[str]:
        """At which points was looked; *steps* is how often more for a solution, if there is one."""
        said = self._said
        low, high = self.value(looked.low), self.value(looked.high)
        if steps is None:
            apart = self._apart((looked.high - looked.low) / (looked.points - 1))
            yield f"  {said.sampled.format(points=looked.points, low=low, high=high, apart=apart)}"
        else:
            yield f"  {said.scanned.format(points=looked.points, low=low, high=high, steps=steps)}"
        if looked.undefined:
            yield f"  {said.undefined.format(count=looked.undefined)}"

    # ── Inequalities ──────────────────────────────────────────────────────────────────────────────

    def _held(self, held: Held) -> Iterator[str]:
        said, strict = self._said, self._answer.op in ("<", ">")
        for interval in held.intervals:
            yield from self._interval(interval)
        if strict and any(end.solution for own in held.intervals for end in (own.low, own.high)):
            yield f"  {said.strict}"
        if held.method == BRACKET and held.looked is not None:
            yield from self._looked(held.looked)
            yield f"  {said.unproved_interval}"
        else:
            yield f"  {said.proved_interval.format(name=self._name)}"

    def _interval(self, interval: Interval, cell: str = "") -> Iterator[str]:
        said = self._said
        low, high = interval.low.value, interval.high.value
        shown = {
            "name": self._name,
            "low": "" if low is None else self.value(low),
            "high": "" if high is None else self.value(high),
        }
        sentence = {
            (True, True): said.holds_from_to,
            (True, False): said.holds_from,
            (False, True): said.holds_to,
            (False, False): said.holds_all,
        }[low is not None, high is not None]
        yield f"{cell}{sentence.format(**shown)}  ({self._now})"
        for end in (interval.low, interval.high):
            yield from self._end(replace(end, cell=()) if cell else end)

    def _end(self, end: End) -> Iterator[str]:
        said = self._said
        if end.value is None:
            return
        if end.solution is None:
            yield f"  {said.looked_no_further.format(value=self.value(end.value))}"
            return
        cell = f" ({', '.join(label for _, label in end.cell)})" if end.cell else ""
        left, right = self._side(end.solution.left), self._side(end.solution.right)
        decided = said.decided.format(value=self.value(end.value), cell=cell, left=left, right=right)
        yield f"  {decided}{self._unit}"
        yield f"  {said.use.format(option=option_of(end.solution.setting))}"

    # ── Members ───────────────────────────────────────────────────────────────────────────────────

    def _first(self, first: First) -> Iterator[str]:
        said = self._said
        cell = _cell(first.cell)
        if first.member is None:
            yield f"{cell}{said.never.format(axis=self._answer.vary)}"
            return
        yield f"{cell}{said.first.format(axis=self._answer.vary, member=first.member)}"
        if first.at is not None:
            left, right = map(self._side, first.at)
            yield f"  {said.before.format(member=first.member, left=left, right=right)}{self._unit}"
        if first.before is not None:
            member, left_before, right_before = first.before
            left, right = self._side(left_before), self._side(right_before)
            yield f"  {said.before.format(member=member, left=left, right=right)}{self._unit}"
        later = said.not_later.format(members=_some(first.not_later)) if first.not_later else said.later
        yield f"  {later}"

    # ── Values ────────────────────────────────────────────────────────────────────────────────────

    @property
    def _name(self) -> str:
        return self._answer.vary

    @property
    def _now(self) -> str:
        if self._answer.form == SHIFT:
            return self._said.to_each
        stated = self._answer.stated
        return self._said.differs if stated is None else self._said.stated.format(value=self.value(stated))

    def value(self, value: float) -> str:
        """A value of what is varied, with its unit."""
        answer = self._answer
        if answer.percent:
            return f"{value * 100:,.10g}{'pp' if answer.form == SHIFT else '%'}"
        text = f"{value:,.10g}"
        return text if answer.unit in _RATIO else f"{text} {unit_in_words(answer.unit, self._words, text)}"

    def _apart(self, value: float) -> str:
        """A difference of two values of what is varied, with its unit."""
        return f"{value * 100:,.10g}pp" if self._answer.percent else self.value(value)

    def _side(self, value: float) -> str:
        percent = self._answer.sides_unit in _RATIO and abs(value) < _NO_PERCENTAGE
        return f"{figures(value * 100)}%" if percent else figures(value)

    @property
    def _unit(self) -> str:
        """The unit of both sides, behind the last of them."""
        unit = self._answer.sides_unit
        return "" if unit in _RATIO else f" {unit_in_words(unit, self._words)}"


def _cell(cell: Labels) -> str:
    return f"{', '.join(label for _, label in cell)}: " if cell else ""


def _some(labels: tuple[str, ...]) -> str:
    return ", ".join(labels[:8]) + (f" … ({len(labels)})" if len(labels) > 8 else "")
