"""What checks, expectations and tests said, as lines for a reader."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from semdsl.diagnostics.text import PLAIN, Paint
from semdsl.diagnostics.wording import in_language
from semdsl.render.text import display_width
from semdsl.render.words import Words, unit_in_words
from semdsl.runtime.numerals import IN_TIME, decimals_for, grouped
from semdsl.runtime.verdicts import (
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
ROUNDING = 1e-12  # of the size of a number: what another order of a sum leaves
_RATIO = ("ratio", "")
FEW = 2  # significant figures of a deviation that needs only to be small
EXACT = 5  # and of one that is held against a stated one
_NO_PERCENTAGE = 10.0  # a ratio of this size is a number of years, of persons per person, an annuity


def verdict_lines(
    verdicts: Sequence[Verdict], words: Words, width: int, paint: Paint = PLAIN
) -> Iterator[str]:
    """A line for each of *verdicts*, and below one that fails its first failing cells.

    Names stand in a column that leaves room for what is said in *width* columns; a longer one has a line to itself.
    """
    names = names_of(verdicts)
    column = min(max(map(display_width, names), default=0), max(_NARROWEST_NAMES, width - _ROOM))
    room = max((len(marks(words)[verdict.outcome]) for verdict in verdicts), default=0)
    blank = " " * max(room, _room(words))
    for name, verdict in zip(names, verdicts, strict=True):
        said = ", ".join(summary_of(verdict, words))
        pad = column - display_width(name)
        yield (
            f"{_mark(verdict.outcome, len(blank), words, paint)}  {name}{' ' * pad}  {said}"
            if pad >= 0
            else (f"{_mark(verdict.outcome, len(blank), words, paint)}  {name}")
        )
        if pad < 0:
            yield f"{blank}    {said}"
        for line in failing_lines(verdict, words):
            yield f"{blank}    {line}"


def lines_of_tests(tests: Sequence[TestVerdict], words: Words, paint: Paint = PLAIN) -> Iterator[str]:
    """A line for each of *tests*, and below one that fails what did."""
    room = _room(words)
    for test in tests:
        yield f"{_mark('holds' if test.passed else 'fails', room, words, paint)}  {test.name}" + (
            "" if test.passed else f"  ({test.place})"
        )
        if test.stopped:
            yield f"{' ' * room}    {in_language(test.stopped, words.language)}"
        for verdict in test.verdicts:
            for line in failing_lines(verdict, words):
                yield f"{' ' * room}    {line}"


_STYLES = {"deviates": "warning", "undecided": "warning", "fails": "error"}


def marks(words: Words) -> dict[str, str]:
    """The word before a verdict, by its outcome."""
    return {
        "holds": words.passes,
        "deviates": words.differs,
        "undecided": words.undecided,
        "fails": words.fails,
    }


def _mark(outcome: str, room: int, words: Words, paint: Paint) -> str:
    """The word before a line, as wide as the others."""
    word = marks(words)[outcome]
    painted = paint(_STYLES[outcome], word) if outcome in _STYLES else word
    return painted + " " * (room - len(word))


def _room(words: Words) -> int:
    """How wide the word before a line is, where nothing deviates as stated."""
    return max(len(words.passes), len(words.fails))


def last_line(verdicts: Sequence[Verdict], tests: Sequence[TestVerdict], words: Words) -> str:
    """``3 checks, 5 expectations: all hold``."""
    kinds = [
        (words.test, len(tests)),
        (words.check, sum(verdict.kind == "check" for verdict in verdicts)),
        (words.identity, sum(verdict.kind == "identity" for verdict in verdicts)),
        (words.expectation, sum(verdict.kind == "expectation" for verdict in verdicts)),
    ]
    what = ", ".join(counted(number, word) for word, number in kinds if number)
    failed = sum(not verdict.passed for verdict in verdicts) + sum(not test.passed for test in tests)
    if not what:
        return words.none
    line = words.some_fail[failed > 1] if failed else words.all_hold
    differ = sum(verdict.outcome == "deviates" for verdict in verdicts)
    undecided = sum(verdict.outcome == "undecided" for verdict in verdicts)
    also = [words.some_differ[differ > 1].format(differ=differ)] if differ else []
    also += [words.some_undecided.format(count=undecided)] if undecided else []
    if undecided == len(verdicts) and not tests:
        return f"{what}: {also[0]}"
    return ", ".join((line.format(what=what, failed=failed), *also))


def counted(number: int, word: tuple[str, str]) -> str:
    """*number* with the word for one or for several: ``1 check``, ``12 checks``."""
    return f"{number:,} {word[0] if number == 1 else word[1]}"


def names_of(verdicts: Sequence[Verdict]) -> list[str]:
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


def summary_of(verdict: Verdict, words: Words) -> Iterator[str]:
    """How many cells, how far off the worst is and how far it may be; of an identity what is known of it."""
    if verdict.proof is not None:
        yield from _known(verdict, verdict.proof, words)
        return
    cells = counted(verdict.compared, words.cells)
    if not verdict.compared:
        yield words.empty
    elif verdict.failures:
        yield words.out_of.format(failed=f"{len(verdict.failures):,}", cells=cells)
    elif verdict.deviates:
        yield words.reproduced.format(reproduced=f"{verdict.reproduced:,}", cells=cells)
    else:
        yield cells
    worst = verdict.worst
    if worst is not None and verdict.deviates and not verdict.stale:
        yield from _stated(worst, verdict, words)
    elif worst is not None:
        if said := _worst(worst, verdict, words):
            yield said
        if verdict.op == "=" and states_tolerance(worst, verdict):
            yield words.allowed.format(tolerance=_deviation(worst.allowed, verdict, words))
    if not verdict.passed:
        yield verdict.place


def deviates_at_all(cell: CellVerdict, verdict: Verdict) -> bool:
    """Whether *cell* deviates by more than what rounding takes."""
    part = ROUNDING if verdict.relative else ROUNDING * abs(cell.right)
    return cell.deviation > part and not cell.rounded


def states_tolerance(cell: CellVerdict, verdict: Verdict) -> bool:
    """Whether what *cell* of *verdict* may deviate is more than what rounding takes: then its author stated it."""
    rounding = 0.0 if verdict.relative else 2 * ROUNDING * max(abs(cell.left), abs(cell.right))
    return cell.allowed > rounding and not cell.rounded


def _stated(worst: CellVerdict, verdict: Verdict, words: Words) -> Iterator[str]:
    """How far off the worst is, and how far it is stated to be, in the measure of that."""
    relative = verdict.stated_relative
    deviation = worst.measured(relative)
    said = words.worst.format(deviation=deviation_text(deviation, relative, verdict, words, EXACT))
    yield f"{said} {words.where.format(cell=worst)}" if worst.cell else said
    limit = deviation_text(worst.stated, relative, verdict, words, EXACT)
    yield words.stated_up_to.format(deviation=limit)


def _known(verdict: Verdict, proof: Proof, words: Words) -> Iterator[str]:
    if proof.answer == PROVED:
        cells = counted(verdict.compared, words.cells)
        yield words.proved if verdict.compared == 1 else words.proved_cells.format(cells=cells)
        if proof.divided:
            parts = words.both.join(f"`{part}`" for part in proof.divided[:MOST_DIVIDED])
            more = len(proof.divided) - MOST_DIVIDED
            said = words.more_divided.format(parts=parts, count=more) if more > 0 else parts
            yield words.divided[len(proof.divided) > 1].format(parts=said)
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
    unit = "" if verdict.unit in _RATIO else f" {unit_in_words(verdict.unit, words, right)}"
    yield words.sides.format(left=left, right=right) + unit
    yield words.as_test if counter.test else words.with_values
    for line in counter_example_lines(counter, words):
        yield f"    {line}"


def counter_example_lines(counter: CounterExample, words: Words) -> list[str]:
    """The values of a counter-example as a test to paste; where there can be none, those that are not 0."""
    if counter.test:
        return counter.test.splitlines()
    lines = [f"{name} = {value}" for name, value in counter.given if value.split()[0] != "0"]
    return [*lines, words.all_others] if len(lines) < len(counter.given) else lines


def plain_figures(number: float) -> str:
    """*number* with up to six decimals, none that say nothing."""
    text = grouped(number, 6) if abs(number) < _NO_PERCENTAGE**15 else f"{number:g}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _worst(worst: CellVerdict, verdict: Verdict, words: Words) -> str:
    if not deviates_at_all(worst, verdict):
        return words.exact if verdict.op == "=" else ""
    said = words.worst.format(deviation=_deviation(worst.deviation, verdict, words))
    return f"{said} {words.where.format(cell=worst)}" if worst.cell else said


def failing_lines(verdict: Verdict, words: Words) -> Iterator[str]:
    """What fails: the first cells, or of an identity that is refuted the values that refute it."""
    if verdict.proof is not None:
        counter = verdict.proof.counter_example
        yield from _values(counter, verdict, words) if counter else ()
        return
    failures = verdict.failures
    shown = failures[:MOST_CELLS]
    if verdict.stale:
        yield words.stale
    decimals = decimals_of(shown, verdict)
    width = max((display_width(str(cell)) for cell in shown), default=0)
    for cell in shown:
        yield _failure(cell, verdict, words, decimals, width)
    if len(failures) > len(shown):
        yield words.more.format(count=f"{len(failures) - len(shown):,}")


def decimals_of(cells: Sequence[CellVerdict], verdict: Verdict) -> int:
    """How many decimals show both sides of *cells*."""
    numbers = [number for cell in cells for number in (cell.left, cell.right)]
    factor, _, unit = reading(verdict)
    if verdict.in_time and not _telling(cells, factor):
        return IN_TIME
    return max(decimals_for([number * factor for number in numbers], unit), _telling(cells, factor))


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
    factor, sign, _ = reading(verdict)
    left, right = (grouped(side * factor, decimals) + sign for side in (cell.left, cell.right))
    relation = "" if verdict.op == "=" else f"{verdict.op} "
    unit = "" if sign or verdict.unit in _RATIO else f" {unit_in_words(verdict.unit, words, right)}"
    return f"{text}  {words.found} {left}  {words.expected} {relation}{right}{unit}".strip()


def reading(verdict: Verdict) -> tuple[float, str, str]:
    """How a value of *verdict* is read: times what, with which sign right after it, as which unit."""
    if verdict.unit == "%":
        return 1.0, "%", "%"
    if verdict.unit in _RATIO and not any(abs(cell.right) >= _NO_PERCENTAGE for cell in verdict.cells):
        return 100.0, "%", "%"
    return 1.0, "", verdict.unit


def _deviation(deviation: float, verdict: Verdict, words: Words) -> str:
    return deviation_text(deviation, verdict.relative, verdict, words)


def deviation_text(
    deviation: float,
    relative: bool,
    verdict: Verdict,
    words: Words,
    digits: int = FEW,
    *,
    with_unit: bool = True,
) -> str:
    """``0.12%`` of the right side, ``0.004pp`` of a ratio, ``3 million MXN`` of anything else."""
    if relative:
        return f"{_figures(deviation * 100, digits)}%"
    factor, sign, _ = reading(verdict)
    figures = _figures(deviation * factor, digits)
    if sign or verdict.unit in _RATIO:
        return f"{figures}pp" if sign else figures
    if not with_unit:
        return figures
    return f"{figures} {unit_in_words(verdict.unit, words, figures)}"


def _figures(number: float, digits: int) -> str:
    """*number* to so many significant *digits*, and not less than whole."""
    if not math.isfinite(number):
        return "∞"
    if number >= 10**digits:
        return grouped(number, 0)
    return f"{number:,.{digits}g}"
