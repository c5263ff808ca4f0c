"""G27: a number that cannot be kept is an error, or is exact: nothing wraps around, is cut, or becomes infinite."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from semdsl.pipeline import check_text
from semdsl.requests import Options
from semdsl.running import run_checked
from tests.trust.gate import Gate
from tests.trust.running import errors, ran, values

GATE = Gate(
    "G27",
    "Whole numbers, overflow and precision: an error, or the nearest number there is",
    "{cases} cases, each an error or exact",
    {"cases": 60},
)

HEAD = 'model large\ntime year = 2025..2027\ntable t[year] : ratio\n    from "t.csv"\n    source "made up"\n'
FIGURES = "year,value\n2025,{0}\n2026,1\n2027,0\n"

# Written figures, and what they are: the nearest of the 64-bit numbers, ties to even, by rational arithmetic.
FIGURES_EXACT = (
    *("0", "-0", "0.0", "1", "255", "256", "-1", "65535", "65536", "2147483647", "2147483648", "-2147483649"),
    *("4294967295", "4294967296", "16777217", "9007199254740991", "9007199254740992", "9007199254740993"),
    *("9007199254740995", "18014398509481985", "9223372036854775807", "9223372036854775808"),
    *("18446744073709551615", "18446744073709551616", "0.1", "0.3", "2.675", "1.005", "123456789.123456789"),
    *("1e22", "1e23", "1e300", "1.7976931348623157e308", "2.2250738585072014e-308", "5e-324", "1e-400"),
    *("0.10000000000000000555111512312578270", "3.14159265358979323846"),
)
FIGURES_REFUSED = (
    "1e309",
    "-1e309",
    "1.8e308",
    "1e400",
    "1e99999",
    "9" * 41,
    "nan",
    "inf",
    "-inf",
    "0x10",
    "1e",
    "1e+",
)

OVERFLOWS = (
    "1e308 * 10 * t[2026]",
    "1e308 * 10",
    "1e200 * 1e200",
    "1e308 + 1e308",
    "-1e308 - 1e308",
    "1e308 / 1e-10",
    "1 / 1e-320",
    "10 ^ 309",
    "10 ^ (309 * t[2026])",
    "1e154 ^ 3",
    "0.1 ^ (-400)",
    "exp(710)",
    "exp(exp(7))",
    "sum(1e308 * (1 + t) over year)",
    "product(1e150 * (1 + t) over year)",
    "mean(1e308 * (1 + t) over year)",
    "max(1e308 * 10, 1)",
    "1e308 * 10 - 1e308 * 10",
    "1 / (1e308 * 10)",
    "if 1e308 * 10 > 0 then 1 else 0",
    "round(1e308 * 10)",
    "1_000_000 * (1_000_000 ^ 51)",
    "cumulative product(1e155 * (1 + t) over year)[2027]",
)

# By hand: results of whole numbers that an array of small integers would get wrong.
EXACT = {
    "250 + 10": 260,
    "3 - 5": -2,
    "2_147_483_647 + 1": 2_147_483_648,
    "4_294_967_296 * 4_294_967_296": 2**64,
    "(2 ^ 62) * 4": 2**64,
    "2 ^ -1": 0.5,
    "7 / 2": 3.5,
    "-7 / 2": -3.5,
    "10 ^ 308": 1e308,
    "2 ^ 53 + 1 - 2 ^ 53": 0,  # 2^53 + 1 is no 64-bit number: its nearest is 2^53
    "exp(-800)": 0,
    "round(0.5)": 1,
    "round(-0.5)": -1,
    "round(1.5)": 2,
    "round(2.5)": 3,
    "round(2.675, 2)": 2.68,
    "round(1.005, 2)": 1.01,
    "round(-2.5)": -3,
    "round(1e300, 2)": 1e300,
    "round(9_007_199_254_740_993)": 9_007_199_254_740_992,
    "1 / 3 * 3": 1,
    "0.1 + 0.2": 0.30000000000000004,
    "sum(0.1 over year)": 0.30000000000000004,
    "-(0 * t[2026])": 0,
}

POWERS = {"3 ^ 41": 3**41, "7 ^ 30": 7**30, "3 ^ -41": Fraction(1, 3**41)}


def nearest(written: str) -> float:
    """The 64-bit number nearest to a decimal; Python divides whole numbers with just that rounding."""
    exact = Fraction(written)
    return exact.numerator / exact.denominator


@pytest.mark.parametrize("written", FIGURES_EXACT)
def test_a_figure_is_the_nearest_number(written: str, count) -> None:
    done = ran(HEAD + "variable x : ratio = t[2025]\n", {"t.csv": FIGURES.format(written)})
    assert values(done, "x") == [nearest(written)]
    count(cases=1)


@pytest.mark.parametrize("written", FIGURES_REFUSED)
def test_a_figure_that_is_no_number_is_refused_at_its_place(written: str, count) -> None:
    (found,) = errors(ran(HEAD + "variable x : ratio = t[2025]\n", {"t.csv": FIGURES.format(written)}))
    assert str(found.labels[0].span) == "t.csv:2:6"
    count(cases=1)


@pytest.mark.parametrize("formula", OVERFLOWS)
def test_a_number_that_is_too_large_stops_the_run(formula: str, count) -> None:
    text = f"{HEAD}variable x : ratio = {formula}\n"
    if "cumulative" in formula:
        text = f"{HEAD}variable x[year] : ratio = {formula.removesuffix('[2027]')}\n"
    found = errors(ran(text, {"t.csv": FIGURES.format(1)}))
    assert [one.code for one in found] == ["overflow"]
    assert "`x" in found[0].message
    count(cases=1)


@pytest.mark.parametrize("formula", EXACT)
def test_a_number_is_as_by_hand(formula: str, count) -> None:
    done = ran(f"{HEAD}variable x : ratio = {formula}\n", {"t.csv": FIGURES.format(1)})
    assert values(done, "x") == [EXACT[formula]]
    count(cases=1)


@pytest.mark.parametrize("formula", POWERS)
def test_a_power_is_as_by_hand_to_its_last_digit(formula: str, count) -> None:
    """Processors differ in it: one with AVX-512 rounds `3 ^ 41` down, others round it to the nearest number."""
    done = ran(f"{HEAD}variable x : ratio = {formula}\n", {"t.csv": FIGURES.format(1)})
    (found,) = values(done, "x")
    assert abs(Fraction(found) - POWERS[formula]) <= math.ulp(found)
    count(cases=1)


def test_a_figure_too_large_for_its_unit_is_refused() -> None:
    """1e305 millions are beyond any number."""
    text = HEAD.replace(": ratio", ": million MXN") + "variable x : MXN = t[2025]\n"
    (found,) = errors(ran(text, {"t.csv": FIGURES.format("1e305")}))
    assert str(found.labels[0].span) == "t.csv:2:6"


TOO_LARGE = (
    "variable x : ratio = 1e309",
    "variable x : ratio = 1.8e308",
    f"variable x : ratio = {'9' * 41}",
    "variable x : ratio = 1e400%",
    "variable x : MXN = 1e305 million MXN",
    "variable x : MXN = 2 * 1e305 million MXN",
    "variable x : MXN = 5 MXN + 1e306 thousand MXN",
    'parameter x : million MXN = 1e305 source "made up"',
    'parameter x : million MXN = -1e305 source "made up"',
    'parameter x : million MXN\n    range 0 .. 1e305\n    = 3\n    source "made up"',
    "scenario x\n    set p = 1e305",
    'test "x"\n    given p = 1e305\n    expect p = 0 MXN within 1 MXN',
    "check x : p = 0 MXN within 1e305 million MXN",
)


@pytest.mark.parametrize("written", TOO_LARGE)
def test_a_number_too_large_to_write_is_refused(written: str, count) -> None:
    """Also one that is too large only in base units, in which everything is computed."""
    given = 'parameter p : million MXN = 1 source "made up"\n'
    found = errors(ran(f"{HEAD}{given}{written}\n", {"t.csv": FIGURES.format(1)}))
    assert {one.code for one in found} <= {"huge-number", "long-number"}
    assert all(one.help for one in found)
    count(cases=1)


def test_a_setting_too_large_is_refused() -> None:
    text = 'model m\nparameter p : million MXN = 1 source "made up"\nvariable x : MXN = p\n'
    for setting in ("p=1e305", "p=1e305 million MXN", "p=1e309"):
        assert {one.code for one in errors(ran(text, {}, setting))} == {"huge-number"}


def test_cents_are_kept_in_sums_of_billions() -> None:
    """A thousand million pesos and a cent, a thousand times: exact to the cent."""
    text = "model m\naxis n = 1 to 1000\nvariable x : MXN = sum(1_000_000_000.01 MXN over n)\n"
    (total,) = values(ran(text), "x")
    assert abs(Fraction(total) - 1000 * Fraction("1000000000.01")) < Fraction(1, 200)


IN_SMALL_UNITS = {
    "a declared unit": "variable x : % = 1.7e307 * t[2026]\n",
    "a report": 'variable x : ratio = 1.7e307 * t[2026]\nreport "R"\n    show x in %\n',
    "a chart": 'variable x[year] : ratio = 1.7e307 * t[2026]\nchart "C" : line of x in % by year\n',
}


@pytest.mark.parametrize("use", IN_SMALL_UNITS)
def test_a_number_too_large_for_a_unit_it_is_given_in_stops_the_run(use: str, count) -> None:
    """Doubles go to 1.8e308; in per cent a ratio of 1.7e307 would be 1.7e309."""
    found = errors(ran(HEAD + IN_SMALL_UNITS[use], {"t.csv": FIGURES.format(1)}))
    assert [one.code for one in found] == ["overflow"]
    count(cases=1)


def test_sides_that_are_infinitely_far_apart_fail() -> None:
    """Of a few cells, and of more than are judged one by one; no warning of NumPy is said."""
    text = (
        "model large\ntime year = 2025..2226\nvariable x[year] : ratio = 1.7e308 * (-1)^(year - 2025)\n"
        "variable y : ratio = 1.7e308\ncheck many : x = -x\ncheck one : y = -y\ncheck part : y <= -y within 5%\n"
    )
    outcome = check_text(
        text.replace(": ratio", ": peso").replace("308", "308 peso") + "unit peso\n", "case.sem", {}
    )
    assert outcome.value is not None
    done = run_checked(outcome.value, Options()).value
    assert done is not None
    assert [one.passed for one in done.scenarios[0].results.verdicts] == [False] * 3
