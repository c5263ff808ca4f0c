"""Verdicts as lines."""

from __future__ import annotations

import math
from dataclasses import replace

from semdsl.diagnostics.text import Paint
from semdsl.render.verdicts import last_line, lines_of_tests, verdict_lines
from semdsl.render.words import ENGLISH, SPANISH
from semdsl.runtime.verdicts import CellVerdict, TestVerdict, Verdict


def cell(left: float, right: float, allowed: float, passed: bool, year: str = "2010") -> CellVerdict:
    return CellVerdict((("year", year), ("line", "SEM")), passed, left, right, abs(left - right), allowed)


def verdict(*cells: CellVerdict, title: str = "Gasto", name: str = "expense", **options: object) -> Verdict:
    fields = {"kind": "expectation", "op": "=", "relative": False, "unit": "million MXN", **options}
    return Verdict(name=name, title=title, place="sem.sem:12", cells=cells, **fields)  # type: ignore[arg-type]


def lines(*verdicts: Verdict, width: int = 160) -> list[str]:
    return list(verdict_lines(verdicts, ENGLISH, width))


def test_one_that_holds_has_one_line_with_its_worst_cell() -> None:
    held = verdict(cell(100.4, 100.0, 1.0, True), cell(99.9, 100.0, 1.0, True, "2011"))
    assert lines(held) == [
        "ok     Gasto  2 cells, worst deviation 0.4 million MXN at 2010, SEM, within 1 million MXN"
    ]
    assert list(verdict_lines([held], SPANISH, 160)) == [
        "bien   Gasto  2 celdas, mayor desviación 0.4 millones de MXN en 2010, SEM, tolerancia 1 millón de MXN"
    ]


def test_a_relative_deviation_is_in_percent_and_that_of_a_ratio_in_points() -> None:
    relative = CellVerdict((), True, 99.0, 100.0, 0.01, 0.05)
    assert lines(verdict(relative, relative=True)) == ["ok     Gasto  1 cell, worst deviation 1%, within 5%"]
    ratio = CellVerdict((), True, 1.4702, 1.4703, 0.0001, 0.0005)
    assert lines(verdict(ratio, unit="ratio")) == [
        "ok     Gasto  1 cell, worst deviation 0.01pp, within 0.05pp"
    ]


def test_a_ratio_of_ten_or_more_is_no_percentage() -> None:
    annuity = CellVerdict((), False, 16.64, 16.632, 0.008, 0.001)
    assert lines(verdict(annuity, unit="ratio")) == [
        "FAILS  Gasto  fails in 1 of 1 cell, worst deviation 0.008, within 0.001, sem.sem:12",
        "         found 16.6400  expected 16.6320",
    ]


def test_a_small_part_of_a_large_amount_is_a_deviation() -> None:
    pesos = CellVerdict((), True, 4.002e10, 4e10, 0.0005, 0.001)
    assert lines(verdict(pesos, relative=True)) == [
        "ok     Gasto  1 cell, worst deviation 0.05%, within 0.1%"
    ]


def test_a_tolerance_that_nobody_stated_is_not_said() -> None:
    rounding = CellVerdict((), True, 1.5e10, 1.5e10, 0.0, 0.015)
    assert lines(verdict(rounding)) == ["ok     Gasto  1 cell, no deviation"]
    relative = CellVerdict((), True, 1.5e10, 1.5e10, 0.0, 1e-6)
    assert lines(verdict(relative, relative=True)) == ["ok     Gasto  1 cell, no deviation, within 0.0001%"]


def test_one_that_fails_says_where_with_its_first_cells() -> None:
    failing = verdict(
        *(cell(110.0, 100.0, 1.0, False, str(2000 + at)) for at in range(7)), cell(1.0, 1.0, 1.0, True)
    )
    assert lines(failing) == [
        "FAILS  Gasto  fails in 7 of 8 cells, worst deviation 10 million MXN at 2000, SEM, "
        "within 1 million MXN, sem.sem:12",
        *(f"         {year}, SEM  found 110  expected 100 million MXN" for year in range(2000, 2005)),
        "         … and 2 more",
    ]


def test_two_sides_that_differ_never_look_alike() -> None:
    (_, shown) = lines(verdict(cell(1.4702, 1.47016, 0.00001, False), unit="ratio"))
    assert "found 147.0200%  expected 147.0160%" in shown


def test_a_condition_has_only_its_cells() -> None:
    failing = verdict(
        CellVerdict((("year", "2010"),), False), CellVerdict((("year", "2011"),), True), op="", unit=""
    )
    assert lines(failing) == ["FAILS  Gasto  fails in 1 of 2 cells, sem.sem:12", "         2010"]


def test_an_infinite_deviation_can_be_said() -> None:
    failing = verdict(CellVerdict((), False, 1.0, 0.0, math.inf, 0.01), relative=True)
    assert "worst deviation ∞%" in lines(failing)[0]


def test_nothing_compared_is_said() -> None:
    assert lines(verdict()) == ["FAILS  Gasto  compared no cell, sem.sem:12"]


def test_equal_titles_say_which_instance() -> None:
    names = ("published.falls", "projected.falls", "projected.zelenka.falls")
    shown = lines(*(verdict(cell(1, 1, 1, True), title="Nunca baja", name=name) for name in names))
    assert [line[7:].split("  ")[0] for line in shown] == [
        "Nunca baja (published)",
        "Nunca baja (projected.falls)",
        "Nunca baja (projected.zelenka.falls)",
    ]


def test_a_long_name_has_a_line_to_itself_where_there_is_little_room() -> None:
    long = verdict(cell(1, 1, 0, True), title="La prima escalonada termina cada bloque sin reserva")
    assert lines(long, width=80) == [
        "ok     La prima escalonada termina cada bloque sin reserva",
        "         1 cell, no deviation",
    ]


def test_only_what_fails_is_coloured() -> None:
    pair = verdict(cell(1, 1, 0, True)), verdict(cell(1, 2, 0, False))
    coloured = list(verdict_lines(pair, ENGLISH, 160, Paint(True)))
    assert ["\x1b" in line for line in coloured] == [False, True, False]


def test_a_test_says_what_it_expected_or_why_it_stopped() -> None:
    tests = (
        TestVerdict("COP de 2006", "sem.sem:3", (verdict(cell(1, 1, 0, True)),)),
        TestVerdict("COP de 2007", "sem.sem:9", (verdict(cell(2, 1, 0, False)),)),
        TestVerdict("COP de 2008", "sem.sem:20", (), "`x[2008]` divides by zero"),
    )
    assert list(lines_of_tests(tests, ENGLISH)) == [
        "ok     COP de 2006",
        "FAILS  COP de 2007  (sem.sem:9)",
        "         2010, SEM  found 2  expected 1 million MXN",
        "FAILS  COP de 2008  (sem.sem:20)",
        "         `x[2008]` divides by zero",
    ]


def test_the_last_line_counts() -> None:
    held, failed = verdict(cell(1, 1, 0, True)), verdict(cell(1, 2, 0, False), kind="check")
    assert last_line([held], (), ENGLISH) == "1 expectation: all hold"
    assert last_line([held, failed], (), ENGLISH) == "1 check, 1 expectation: 1 FAILS"
    assert last_line([failed, failed], (), SPANISH) == "2 comprobaciones: FALLAN 2"
    assert last_line([], (), ENGLISH) == "this model declares no check and no expectation"


# ── Stated deviations ─────────────────────────────────────────────────────────────────────────────


def stated(left: float, right: float, limit: float, passed: bool = False, year: str = "2010") -> CellVerdict:
    """A cell within 1 if it has *passed*, else one that deviates, within *limit* or not."""
    as_stated = not passed and abs(left - right) <= limit
    return replace(cell(left, right, 1.0, passed, year), stated=limit, as_stated=as_stated)


def test_one_that_deviates_as_stated_has_a_word_of_its_own() -> None:
    differs = verdict(stated(110.25, 100.0, 10.5), stated(100.0, 100.0, 10.5, True, "2011"), deviates=True)
    assert lines(differs) == [
        "differs  Gasto  1 of 2 cells reproduced, worst deviation 10.25 million MXN at 2010, SEM, "
        "stated up to 10.5 million MXN"
    ]
    assert list(verdict_lines([differs], SPANISH, 160)) == [
        "difiere  Gasto  reproduce 1 de 2 celdas, mayor desviación 10.25 millones de MXN en 2010, SEM, "
        "declarada hasta 10.5 millones de MXN"
    ]


def test_the_other_lines_stand_in_its_column() -> None:
    differs = verdict(stated(103.0, 100.0, 5.0), deviates=True)
    held, failed = verdict(cell(1, 1, 0, True)), verdict(cell(1, 2, 0, False))
    shown = [line for line in lines(differs, held, failed) if not line.startswith(" ")]
    assert [line[:9] for line in shown] == ["differs  ", "ok       ", "FAILS    "]
    assert [line[:7] for line in lines(held, failed) if not line.startswith(" ")] == ["ok     ", "FAILS  "]


def test_a_deviation_is_shown_in_the_measure_of_what_is_stated() -> None:
    percent = replace(stated(106.0, 100.0, 0.0625), as_stated=True)
    (line,) = lines(verdict(percent, deviates=True, stated_relative=True))
    assert "worst deviation 6% at 2010, SEM, stated up to 6.25%" in line
    points = CellVerdict((), False, 1.4702, 1.4492, 0.021, 0.00005, 0.0211, True)
    (line,) = lines(verdict(points, unit="ratio", deviates=True))
    assert line.endswith("0 of 1 cell reproduced, worst deviation 2.1pp, stated up to 2.11pp")


def test_beyond_what_is_stated_it_fails_with_the_cells_that_do() -> None:
    failing = verdict(stated(103.0, 100.0, 5.0), stated(107.0, 100.0, 5.0, year="2011"), deviates=True)
    assert lines(failing) == [
        "FAILS  Gasto  fails in 1 of 2 cells, worst deviation 7 million MXN at 2011, SEM, "
        "stated up to 5 million MXN, sem.sem:12",
        "         2011, SEM  found 107  expected 100 million MXN",
    ]


def test_a_stated_deviation_that_is_not_there_is_to_be_taken_away() -> None:
    stale = verdict(stated(100.5, 100.0, 5.0, True), deviates=True)
    assert lines(stale) == [
        "FAILS  Gasto  1 of 1 cell reproduced, worst deviation 0.5 million MXN at 2010, SEM, "
        "within 1 million MXN, sem.sem:12",
        "         no cell deviates beyond the tolerance: take `deviates` away",
    ]
    assert list(verdict_lines([stale], SPANISH, 160))[1] == (
        "         ninguna celda se desvía más que la tolerancia: quite `deviates`"
    )


def test_the_last_line_counts_what_differs_as_stated() -> None:
    differs = verdict(stated(103.0, 100.0, 5.0), deviates=True)
    held, failed = verdict(cell(1, 1, 0, True)), verdict(cell(1, 2, 0, False))
    assert last_line([held, differs], (), ENGLISH) == "2 expectations: all hold, 1 differs as stated"
    assert last_line([differs, differs, failed], (), SPANISH) == (
        "3 cifras esperadas: FALLA 1, 2 difieren como se declara"
    )


def test_what_differs_as_stated_is_coloured_otherwise_than_what_fails() -> None:
    pair = verdict(stated(103.0, 100.0, 5.0), deviates=True), verdict(cell(1, 2, 0, False))
    differs, fails, _ = verdict_lines(pair, ENGLISH, 160, Paint(True))
    assert differs.startswith("\x1b[1;33mdiffers\x1b[0m  ")
    assert fails.startswith("\x1b[1;31mFAILS\x1b[0m    ")
