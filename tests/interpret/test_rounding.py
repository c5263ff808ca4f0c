"""What is apart by rounding alone is no failure, and what is wrong by as little is one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from semdsl.interpret import rounding
from semdsl.interpret.rounding import AsWritten
from semdsl.pipeline import check_text
from semdsl.requests import Options
from semdsl.running import run_checked, run_tests
from semdsl.runtime.verdicts import Verdict

HEAD = """model m
time year = 2025..2074
unit MXN
parameter tenth[year] : ratio = 0.1
    note "n"
parameter wages[year] : MXN = 1_234_567.89 MXN * 1.0375^(year - 2025)
    note "n"
parameter expense[year] : MXN = 200_001.01 MXN * 1.0525^(year - 2025)
    note "n"
parameter interest : ratio = 3.5%
    note "n"
variable discount[year] : ratio = 1 / (1 + interest)^(year - 2024)
variable level : ratio = sum(discount * expense over year) / sum(discount * wages over year)
variable reserve[year] : MXN
    = level * wages - expense                                    for year = 2025
    = reserve[year-1] * (1 + interest) + level * wages - expense otherwise
"""


def verdicts(text: str, files: dict[str, str] | None = None) -> dict[str, Verdict]:
    outcome = check_text(HEAD + text, "m.sem", files or {})
    assert outcome.value is not None, [one.message for one in outcome.diagnostics]
    ran = run_checked(outcome.value, Options()).value
    assert ran is not None
    return {verdict.name: verdict for verdict in ran.scenarios[0].results.verdicts}


def verdict(condition: str) -> Verdict:
    return verdicts(f"check c : {condition}\n")["c"]


@pytest.mark.parametrize(
    "condition",
    [
        "reserve[2074] = 0 MXN",
        "0 MXN = reserve[2074]",
        "reserve[2074] * 1_000_000 = 0 MXN",
        "sum(tenth over year) - 5 = 0",
        "tenth[2025] + tenth[2026] + tenth[2027] - 0.3 <= 0",
        "0 >= tenth[2025] + tenth[2026] + tenth[2027] - 0.3",
        "0.3 - tenth[2025] - tenth[2026] - tenth[2027] >= 0",
        "sqrt(20 * tenth[2025])^2 - 2 = 0",
        "log(exp(level)) - level = 0",
    ],
)
def test_what_sixty_digits_make_equal_is_equal(condition: str) -> None:
    """By algebra: a level premium leaves no reserve, and the rest is school arithmetic."""
    found = verdict(condition)
    assert found.passed
    assert [cell.rounded for cell in found.cells] == [True]
    assert found.cells[0].deviation > 0


@pytest.mark.parametrize(
    "condition",
    [
        "reserve[2074] = 0.00001 MXN",
        "reserve[2073] = 0 MXN",
        "tenth[2025] - 0.1000000000000001 = 0",
        "1e-15 - 0 * level = 0",
        "(1 + 1e-9) * reserve[2074] - wages[2074] * 1e-14 = 0 MXN",
        "2 - sqrt(20 * tenth[2025])^2 > 0",
        "tenth[2025] + tenth[2026] + tenth[2027] - 0.3 != 0 and level < 0",
        "reserve[2074] = 0 MXN within -1 MXN * level",
    ],
)
def test_what_is_wrong_fails_by_however_little(condition: str) -> None:
    found = verdict(condition)
    assert not found.passed
    assert not any(cell.rounded for cell in found.cells)


@pytest.mark.parametrize(
    "condition",
    [
        "tenth[2025] + 0.2 > 0.3",
        "0.3 < tenth[2025] + 0.2",
        "tenth[2025] + tenth[2026] + tenth[2027] - 0.3 != 0",
        "reserve[2074] != 0 MXN",
    ],
)
def test_a_difference_that_is_rounding_alone_is_none(condition: str) -> None:
    """The doubles are apart, and what they stand for is equal: `<`, `>` and `!=` do not hold."""
    found = verdict(condition)
    assert not found.passed
    assert [cell.rounded for cell in found.failures] == [True]


@pytest.mark.parametrize(
    "condition",
    [
        "1e-15 + 0 * level > 0",
        "tenth[2025] - 0.1000000000000001 < 0",
        "reserve[2074] < 0.00001 MXN",
        "reserve[2074] > -0.00001 MXN",
        "reserve[2073] != 0 MXN",
    ],
)
def test_a_difference_that_is_there_holds_however_small(condition: str) -> None:
    assert verdict(condition).passed


def test_of_very_many_cells_the_nearest_is_looked_at_again() -> None:
    """0.1 times 3 is a double above 0.3; the other 49 years are apart, and more than are listed."""
    text = (
        "axis line = 1..30\nvariable w[year, line] : ratio = if year = 2030 then tenth * 3 - 0.3 else tenth\n"
    )
    found = verdicts(f"{text}check c : w > 0\n")["c"]
    assert [cell.cell for cell in found.failures] == [(("year", "2030"), ("line", "1"))]


def test_an_inequality_that_holds_with_more_digits_holds() -> None:
    """0.1 + 0.2 is not more than 0.3, but a double above it."""
    assert verdict("tenth[2025] + 0.2 <= 0.3").passed
    assert verdict("tenth[2025] + 0.2 - 0.3 <= 0").cells[0].rounded


def test_of_many_cells_those_that_really_fail_are_told() -> None:
    found = verdicts("check c : (if year = 2030 then 1e-9 else tenth * 3 - 0.3) = 0\n")["c"]
    assert [cell.cell for cell in found.failures] == [(("year", "2030"),)]
    assert [cell.rounded for cell in found.cells].count(True) == 49


def test_figures_of_a_file_are_compared_as_they_are_written() -> None:
    rows = "\n".join(f"{year},{0.0 if year < 2030 else 0.1}" for year in range(2025, 2032))
    text = """variable rest[year] : ratio = tenth * 3 - 0.3
expect rest "r" : rest matches "f.csv" column rate
    source "s"
"""
    found = verdicts(text, {"f.csv": f"year,rate\n{rows}\n"})["rest"]
    assert [cell.rounded for cell in found.cells] == [True] * 5 + [False] * 2
    assert [cell.passed for cell in found.cells] == [True] * 5 + [False] * 2


def test_an_expectation_of_a_test_is_looked_at_again() -> None:
    text = 'test "t"\n    given interest = 4.25%\n    expect reserve[2074] = 0 MXN\n'
    outcome = check_text(HEAD + text, "m.sem", {})
    assert outcome.value is not None
    assert [one.passed for one in run_tests(outcome.value)] == [True]


def test_an_operation_without_a_value_explains_nothing() -> None:
    """With doubles the divisor is the rest of a rounding, with more digits it is 0."""
    found = verdict("0 / (tenth[2025] + 0.2 - 0.3) + 3 * tenth[2025] - 0.3 = 0")
    assert not found.passed


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.1, "0.1"),
        (0.07 * 1e6, "70000"),  # one unit in the last place above
        (0.1234567890123456, "0.1234567890123456"),
        (2.0**53 - 1, "9007199254740991"),
        (-0.035, "-0.035"),
    ],
)
def test_a_number_is_what_was_written(value: float, written: str) -> None:
    assert AsWritten().exact(value) == Decimal(written)


def test_a_second_look_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounding, "MOST_READS", 100)
    assert not verdict("reserve[2074] = 0 MXN").passed
