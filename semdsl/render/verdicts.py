"""What checks, expectations and tests said, as lines for a reader."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from semdsl.diagnostics.text import PLAIN, Paint
from semdsl.render.text import display_width
from semdsl.render.words import Words, unit_in_words
from semdsl.runtime.numerals import decimals_for, grouped
from semdsl.runtime.verdicts import (
    NOT_DECIDED,
    PROVED,
    REFUTED,
    CellVerdict,
    CounterExample,
    Proof,
    TestVerdict,
    Verdict,
)

MOST_CELLS = 5
"""Cells of a check that fails which are printed; the others are counted."""

MOST_DIVIDED = 3
"""Denominators of a proof that are printed; the others are counted."""

_NARROWEST_NAMES = 24
_ROOM = 62  # columns for what is said of a check
_ROUNDING = 1e-12  # of the size of a number: what another order of a sum leaves
_RATIO = ("ratio", "")
_NO_PERCENTAGE = 10.0  # a ratio of this size is a number of years, of persons per person, an annuity


def verdict_lines(
    verdicts: Sequence[Verdict], words: Words, width: int, paint: Paint = PLAIN
) -> Iterator[str]:
    """A line for each of *verdicts*, and below one that fails its first failing cells.

    Names stand in a column that leaves room for what is said in *width* columns; a longer one has a line to itself.
    """
    names = _names(verdicts)
    column = min(max(map(display_width, names), default=0), max(_NARROWEST_NAMES, width - _ROOM))
    for name, verdict in zip(names, verdicts, strict=True):
        said = ", ".join(_summary(verdict, words))
        pad = column - display_width(name)
        yield (
            f"{_mark_of(verdict, words, paint)}  {name}{' ' * pad}  {said}"
            if pad >= 0
            else (f"{_mark_of(verdict, words, paint)}  {name}")
        )
        if pad < 0:
            yield f"{_blank(words)}    {said}"
        for line in _failing(verdict, words):
            yield f"{_blank(words)}    {line}"


def lines_of_tests(tests: Sequence[TestVerdict], words: Words, paint: Paint = PLAIN) -> Iterator[str]:
    """A line for each of *tests*, and below one that fails what did."""
    for test in tests:
        yield f"{_mark(test.passed, words, paint)}  {test.name}" + (
            "" if test.passed else f"  ({test.place})"
        )
        if test.stopped:
            yield f"{_blank(words)}    {test.stopped}"
        for verdict in test.verdicts:
            for line in _failing(verdict, words):
                yield f"{_blank(words)}    {line}"


def _mark_of(verdict: Verdict, words: Words, paint: Paint) -> str:
    """The word before a verdict: an identity that is not decided has one of its own."""
    if verdict.proof is None or verdict.proof.answer != NOT_DECIDED:
        return _mark(verdict.passed, words, paint)
    return paint("warning", words.undecided) + " " * (len(_blank(words)) - len(words.undecided))


def _mark(passed: bool, words: Words, paint: Paint) -> str:
    """The word before a line, as wide as the other."""
    blank = " " * (len(_blank(words)) - len(words.passes if passed else words.fails))
    return words.passes + blank if passed else paint("error", words.fails) + blank


def _blank(words: Words) -> str:
    return " " * max(len(words.passes), len(words.fails))


def last_line(verdicts: Sequence[Verdict], tests: Sequence[TestVerdict], words: Words) -> str:
    """``3 checks, 5 expectations: all hold``."""
    kinds = [
        (words.test, len(tests)),
        (words.check, sum(verdict.kind == "check" for verdict in verdicts)),
        (words.identity, sum(verdict.kind == "identity" for verdict in verdicts)),
        (words.expectation, sum(verdict.kind == "expectation" for verdict in verdicts)),
    ]
    what = ", ".join(_count(number, word) for word, number in kinds if number)
    failed = sum(not verdict.passed for verdict in verdicts) + sum(not test.passed for test in tests)
    if not what:
        return words.none
    undecided = sum(one.proof is not None and one.proof.answer == NOT_DECIDED for one in verdicts)
    also = f", {words.some_undecided.format(count=undecided)}" if undecided else ""
    if failed:
        return words.some_fail[failed > 1].format(what=what, failed=failed) + also
    if undecided == len(verdicts) and not tests:
        return f"{what}: {words.some_undecided.format(count=undecided)}"
    return words.all_hold.format(what=what) + also


def _count(number: int, word: tuple[str, str]) -> str:
    return f"{number:,} {word[0] if number == 1 else word[1]}"


def _names(verdicts: Sequence[Verdict]) -> list[str]:
    """What each is called: its title, and in which instance where another has the same title."""
    titles = Counter(verdict.title for verdict in verdicts)
    instances = Counter((verdict.title, verdict.name.partition(".")[0]) for verdict in verdicts)
    names: list[str] = []
    for verdict in verdicts:
        instance = verdict.name.partition(".")[0]
        if not verdict.title:
            names.append(verdict.name)
        elif titles[verdict.title] == 1:
            names.append(verdict.title)
        else:
            where = instance if instances[verdict.title, instance] == 1 else verdict.name
            names.append(f"{verdict.title} ({where})")
    return names


def _summary(verdict: Verdict, words: Words) -> Iterator[str]:
    """How many cells, how far off the worst is and how far it may be; of an identity what is known of it."""
    if verdict.proof is not None:
        yield from _known(verdict, verdict.proof, words)
        return
    cells = _count(verdict.compared, words.cells)
    if not verdict.compared:
        yield words.empty
    elif verdict.passed:
        yield cells
    else:
        yield words.out_of.format(failed=f"{len(verdict.failures):,}", cells=cells)
    worst = verdict.worst
    if worst is not None:
        if said := _worst(worst, verdict, words):
            yield said
        if verdict.op == "=" and worst.allowed > 0:
            yield words.allowed.format(tolerance=_deviation(worst.allowed, verdict, words))
    if not verdict.passed:
        yield verdict.place


def _known(verdict: Verdict, proof: Proof, words: Words) -> Iterator[str]:
    if proof.answer == PROVED:
        cells = _count(verdict.compared, words.cells)
        yield words.proved if verdict.compared == 1 else words.proved_cells.format(cells=cells)
        if proof.divided:
            parts = words.both.join(f"`{part}`" for part in proof.divided[:MOST_DIVIDED])
            more = len(proof.divided) - MOST_DIVIDED
            said = words.more_divided.format(parts=parts, count=more) if more > 0 else parts
            yield words.divided.format(parts=said)
    elif proof.answer == REFUTED and proof.counter_example is not None:
        cell = ", ".join(label for _, label in proof.counter_example.cell)
        yield words.refuted_cell.format(cell=cell) if cell else words.refuted
        yield verdict.place
    else:
        yield words.not_decided.format(reason=words.reasons[proof.reason].format(what=proof.what))
        yield verdict.place


def _values(counter: CounterExample, verdict: Verdict, words: Words) -> Iterator[str]:
    """What the sides come to, and for which values."""
    left, right = (plain_figures(side) for side in (counter.left, counter.right))
    unit = "" if verdict.unit in _RATIO else f" {unit_in_words(verdict.unit, words)}"
    yield words.sides.format(left=left, right=right) + unit
    yield words.as_test if counter.test else words.with_values
    for line in counter_example_lines(counter, words):
        yield f"    {line}"


def counter_example_lines(counter: CounterExample, words: Words) -> list[str]:
    """The values of a counter-example as a test to paste; where there can be none, those that are not 0."""
    if counter.test:
        return counter.test.splitlines()
    lines = [f"{name} = {value}" for name, value in counter.given if value != "0"]
    return [*lines, words.all_others] if len(lines) < len(counter.given) else lines


def plain_figures(number: float) -> str:
    """*number* with up to six decimals, none that say nothing."""
    text = grouped(number, 6) if abs(number) < _NO_PERCENTAGE**15 else f"{number:g}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _worst(worst: CellVerdict, verdict: Verdict, words: Words) -> str:
    if worst.deviation <= _ROUNDING * abs(worst.right):
        return words.exact if verdict.op == "=" else ""
    said = words.worst.format(deviation=_deviation(worst.deviation, verdict, words))
    return f"{said} {words.where.format(cell=worst)}" if worst.cell else said


def _failing(verdict: Verdict, words: Words) -> Iterator[str]:
    if verdict.proof is not None:
        counter = verdict.proof.counter_example
        yield from _values(counter, verdict, words) if counter else ()
        return
    failures = verdict.failures
    shown = failures[:MOST_CELLS]
    numbers = [number for cell in shown for number in (cell.left, cell.right)]
    factor, _, unit = _reading(verdict)
    decimals = max(decimals_for([number * factor for number in numbers], unit), _telling(shown, factor))
    width = max((display_width(str(cell)) for cell in shown), default=0)
    for cell in shown:
        yield _failure(cell, verdict, words, decimals, width)
    if len(failures) > len(shown):
        yield words.more.format(count=f"{len(failures) - len(shown):,}")


def _telling(cells: Sequence[CellVerdict], factor: float) -> int:
    """Decimals enough that two sides that differ do not look alike."""
    gaps = [abs(cell.left - cell.right) * factor for cell in cells if cell.left != cell.right]
    gaps = [gap for gap in gaps if 0 < gap < 1]
    return min(12, 1 - math.floor(math.log10(min(gaps)))) if gaps else 0


def _failure(cell: CellVerdict, verdict: Verdict, words: Words, decimals: int, width: int) -> str:
    label = str(cell)
    text = label + " " * (width - display_width(label))
    if math.isnan(cell.left):
        return text
    factor, sign, _ = _reading(verdict)
    left, right = (grouped(side * factor, decimals) + sign for side in (cell.left, cell.right))
    relation = "" if verdict.op == "=" else f"{verdict.op} "
    unit = "" if sign or verdict.unit in _RATIO else f" {unit_in_words(verdict.unit, words)}"
    return f"{text}  {words.found} {left}  {words.expected} {relation}{right}{unit}".strip()


def _reading(verdict: Verdict) -> tuple[float, str, str]:
    """How a value of *verdict* is read: times what, with which sign right after it, as which unit."""
    if verdict.unit == "%":
        return 1.0, "%", "%"
    if verdict.unit in _RATIO and not any(abs(cell.right) >= _NO_PERCENTAGE for cell in verdict.cells):
        return 100.0, "%", "%"
    return 1.0, "", verdict.unit


def _deviation(deviation: float, verdict: Verdict, words: Words) -> str:
    """``0.12%`` of the right side, ``0.004pp`` of a ratio, ``3 million MXN`` of anything else."""
    if verdict.relative:
        return f"{_figures(deviation * 100)}%"
    factor, sign, _ = _reading(verdict)
    figures = _figures(deviation * factor)
    if sign or verdict.unit in _RATIO:
        return f"{figures}pp" if sign else figures
    return f"{figures} {unit_in_words(verdict.unit, words, figures)}"


def _figures(number: float) -> str:
    """*number* to two significant figures, four digits or more whole."""
    if not math.isfinite(number):
        return "∞"
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.2g}"
