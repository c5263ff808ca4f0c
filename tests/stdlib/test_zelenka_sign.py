"""The sign in Zelenka's continuous formula, derived again from the source's own equation (5).

The source states the premium with a plus before the integral of expense, and proves it with a minus from step (6) on.
"""

from __future__ import annotations

import csv
from math import log1p
from pathlib import Path

import pytest
import sympy

SERIES = Path(__file__).parent.parent.parent / "models" / "sem" / "data" / "implied_annual_series.csv"


def test_solving_equation_5_for_the_premium_gives_a_plus() -> None:
    force, opening, at_start, at_end = sympy.symbols("delta V_n v^n v^m", positive=True)
    expense, expense_sum, wages, wages_sum, premium = sympy.symbols("E_m int_E S_m int_S Pi", positive=True)
    equation_5 = (
        force * opening * at_start
        + premium * wages * at_end
        + force * premium * wages_sum
        - expense * at_end
        - force * expense_sum
    )
    stated = (expense * at_end + force * expense_sum - force * opening * at_start) / (
        wages * at_end + force * wages_sum
    )
    slope, rest = sympy.Poly(equation_5, premium).all_coeffs()  # a straight line in the premium
    solved = -rest / slope
    assert sympy.expand(sympy.numer(sympy.together(solved - stated))) == 0
    printed_in_8 = stated.subs(expense_sum, -expense_sum).subs(opening, 0)
    assert sympy.expand(sympy.numer(sympy.together(solved.subs(opening, 0) - printed_in_8))) != 0


@pytest.mark.parametrize(("sign", "premium"), [(1, 1.5751), (-1, -0.6502)])
def test_over_the_whole_period_only_the_plus_makes_sense(sign: int, premium: float) -> None:
    """2006-2050 at 4 %, flows at the end of the year: 157.51 % with the plus, −65.02 % with the sign of (8)."""
    with SERIES.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if int(row["year"]) >= 2006]
    factors = [1.04 ** -(at + 1) for at in range(len(rows))]
    income = [float(row["income"]) for row in rows]
    expense = [float(row["income"]) + float(row["deficit_from_iii9"]) for row in rows]
    force = log1p(0.04)

    def weighed(flow: list[float], sign: int) -> float:
        present = sum(one * factor for one, factor in zip(flow, factors, strict=True))
        return flow[-1] * factors[-1] + sign * force * present

    assert weighed(expense, sign) / weighed(income, 1) == pytest.approx(premium, abs=0.00006)
