"""Filling cells between given ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semdsl.project.interpolate import between
from semdsl.semantics.model import Axis
from semdsl.semantics.operators import INTERPOLATIONS

# Wage bill in million pesos of 2005: printed years, and some years between them of the series that the published
# reserves imply, rounded to a million there.
PRINTED = {
    2006: 834274.0,
    2010: 953274.0,
    2015: 1107667.0,
    2020: 1264484.0,
    2025: 1420281.0,
    2030: 1573846.0,
    2035: 1726135.0,
    2040: 1877977.0,
    2045: 2033519.0,
    2050: 2197606.0,
}
IMPLIED = {
    2007: 863524.0,
    2009: 923053.0,
    2013: 1045386.0,
    2018: 1201718.0,
    2022: 1327052.0,
    2027: 1481942.0,
    2033: 1665353.0,
    2036: 1756455.0,
    2041: 1908636.0,
    2047: 2097830.0,
    2049: 2163841.0,
}


def test_log_cubic_through_the_printed_wage_bill_is_the_implied_series() -> None:
    values = between("log_cubic", list(PRINTED), list(PRINTED.values()), list(IMPLIED))
    for value, expected in zip(values, IMPLIED.values(), strict=True):
        assert value == pytest.approx(expected, abs=1.0)


def test_linear_and_log_linear() -> None:
    assert between("linear", [0, 4], [10, 30], [1, 2, 3]) == [15, 20, 25]
    assert between("log_linear", [0, 2, 4], [1, 4, 64], [1, 3]) == pytest.approx([2, 16], rel=1e-15)


polynomials = st.lists(st.integers(-5, 5), min_size=4, max_size=4)
points = st.lists(st.integers(-20, 20), min_size=2, max_size=8, unique=True).map(sorted)


@given(polynomials, points)
def test_a_cubic_is_given_back(coefficients: list[int], xs: list[int]) -> None:
    """Through n points a polynomial of degree below min(n, 4) is reproduced: the spline has no ends of its own."""
    used = coefficients[: len(xs)]

    def exact(x: float) -> float:
        return sum(c * x**power for power, c in enumerate(used))

    at = [x + 0.25 for x in range(xs[0], xs[-1])]
    values = between("cubic", xs, [exact(x) for x in xs], at)
    scale = 1 + sum(abs(c) * 20**power for power, c in enumerate(used))
    for x, value in zip(at, values, strict=True):
        assert value == pytest.approx(exact(x), abs=1e-9 * scale)


@given(points, st.data())
def test_a_spline_is_smooth_and_goes_through_its_points(xs: list[int], data: st.DataObject) -> None:
    """Value, slope and bend are the same on both sides of a point, by differences of the pieces beside it."""
    ys = data.draw(st.lists(st.integers(-9, 9), min_size=len(xs), max_size=len(xs)))
    step = 1e-3
    for x, y in list(zip(xs, ys, strict=True))[1:-1]:
        before = between("cubic", xs, ys, [x - 3 * step, x - 2 * step, x - step])
        after = between("cubic", xs, ys, [x + step, x + 2 * step, x + 3 * step])
        assert 3 * before[2] - 3 * before[1] + before[0] == pytest.approx(y, abs=1e-4)
        assert before[2] + after[0] - 2 * y == pytest.approx(
            (before[0] - 2 * before[1] + before[2] + after[0] - 2 * after[1] + after[2]) / 2, abs=1e-4
        )


@pytest.mark.parametrize("method", INTERPOLATIONS)
def test_cells_between_are_filled_line_by_line(reading_over, method: str) -> None:
    """Each line along the axis on its own; filled cells have no line of the file."""
    year = Axis(
        "year", "time", tuple(map(str, range(2000, 2005))), tuple(map(float, range(2000, 2005))), True
    )
    sex = Axis("sex", "labelled", ("m", "f"), None, False)
    text = "year,sex,value\n2000,m,1\n2004,m,16\n" + "".join(f"{2000 + n},f,{n + 1}\n" for n in range(5))
    outcome = reading_over(year, sex)(text, interpolate=(method, "year"))
    assert outcome.value is not None
    expected = [2, 4, 8] if method.startswith("log") else [4.75, 8.5, 12.25]
    assert outcome.value.values[2:8:2] == pytest.approx(expected, rel=1e-14)
    assert outcome.value.values[1::2] == (1, 2, 3, 4, 5)
    assert outcome.value.lines[0::2] == (2, 0, 0, 0, 3)


def test_uneven_spacing_uses_the_coordinates(reading_over) -> None:
    age = Axis("age", "banded", ("0-0", "1-4", "5-9"), (0.0, 1.0, 5.0), True)
    assert reading_over(age).values("age,value\n0-0,0\n5-9,10\n", interpolate=("linear", "age")) == (0, 2, 10)


def test_nothing_is_filled_outside_the_given_ones(reading_over) -> None:
    year = Axis("year", "time", ("1", "2", "3", "4"), (1.0, 2.0, 3.0, 4.0), True)
    found = reading_over(year).fault("year,value\n2,1\n3,2\n", interpolate=("linear", "year"))
    assert found.code == "missing-cell"
    assert found.notes[0] == "missing: year 1; year 4"
    assert "none before or after them" in found.notes[1]


def test_an_empty_figure_is_not_a_gap_to_fill(reading_over) -> None:
    """Only a cell without a row is filled: an empty field may be a slip."""
    year = Axis("year", "time", ("1", "2", "3"), (1.0, 2.0, 3.0), True)
    found = reading_over(year).fault("year,value\n1,1\n2,\n3,2\n", interpolate=("linear", "year"))
    assert found.code == "unreadable-number"


@pytest.mark.parametrize("figure", ["0", "-1"])
def test_logarithms_need_figures_above_zero(reading_over, figure: str) -> None:
    year = Axis("year", "time", ("1", "2", "3"), (1.0, 2.0, 3.0), True)
    found = reading_over(year).fault(f"year,value\n1,1\n3,{figure}\n", interpolate=("log_cubic", "year"))
    assert found.code == "cannot-interpolate"
    assert str(found.labels[0].span) == "data/users.csv:3:1"
    assert found.help == "use `interpolate cubic`"


def test_a_value_between_that_overflows_is_a_finding(reading_over) -> None:
    labels = tuple(map(str, range(7)))
    year = Axis("year", "time", labels, tuple(map(float, range(7))), True)
    text = "year,value\n0,1e-300\n2,1e300\n4,1e300\n6,1e-300\n"
    found = reading_over(year).fault(text, interpolate=("log_cubic", "year"))
    assert found.code == "cannot-interpolate"


def test_labels_that_are_no_numbers_have_nothing_between(reading_over) -> None:
    sex = Axis("sex", "labelled", ("a", "b", "c"), None, False)
    found = reading_over(sex).fault("sex,value\na,1\nc,2\n", interpolate=("linear", "sex"))
    assert found.code == "cannot-interpolate"
