"""What the checks refuse, by the code of what is wrong."""

from __future__ import annotations

import pytest

from tests.support.meaning import AFTER, XY, YEARS, B, M, V, X, codes

REFUSED = {
    "a mistake in a function, wherever it is called": (
        V
        + "function before(a) = a[year-1]\nfunction both(a) = before(a + nope)\n"
        + AFTER
        + "both(v) + both(1) otherwise",
        ["unknown-name"],
    ),
    "an argument that does not vary by the axis of the index": (
        V + "function before(a) = a[year-1]\n" + AFTER + "before(2) otherwise",
        ["index-axis"],
    ),
    # of the years of the call and of the sum, no formula can name both
    "a sum over years at an age that hangs on the year outside": (
        YEARS
        + "axis age = 0 to 10\nvariable y[year, age] : ratio = age\nfunction f(a) = a[age = year - 2005]\n"
        + XY
        + "f(sum(y over year))",
        ["too-indirect"],
    ),
    "a search along years at an age that hangs on the year outside": (
        YEARS
        + "axis age = 0 to 10\nvariable y[year, age] : ratio = age\nfunction f(a) = a[age = year - 2005]\n"
        + XY
        + "f(first(year where y > 3))",
        ["too-indirect"],
    ),
    "the lower bound of a computed band": (
        B + "variable k : ratio = 7\nfunction at(a) = a[age = k]\n" + X + "at(age)",
        ["too-indirect"],
    ),
    "a weighted running product": (
        V + XY + "cumulative product(v over year weighted by v)",
        ["cannot-be-weighted"],
    ),
    "a weighted largest": (V + X + "max(v over year weighted by v)", ["cannot-be-weighted"]),
    "a condition as a weight": (B + X + "sum(b over age weighted by age > 4)", ["condition-as-value"]),
    "a range from its end": (B + X + "sum(b over age for 20..10)", ["bad-selection"]),
    "a range of years from its end": (V + X + "sum(v over year for 2010..2006)", ["bad-selection"]),
    "a year beyond the axis is not an age of 20 or more": (
        "time year = 2005..2010\n" + B + "variable z[year, age] : ratio = age\n" + XY + "z[2060]",
        ["unknown-label"],
    ),
    "a range of years beyond the axis are not ages": (
        "time year = 2005..2010\n"
        + B
        + "variable x[year, age] : ratio\n    = 1 for 2051..2060\n    = 2 otherwise",
        ["unknown-label"],
    ),
    "a scenario that reads before the first year": (
        YEARS
        + 'assumption r[year] : ratio = 1%\n    source "s"\n'
        + XY
        + "r\nscenario s\n    set r = r[year-1] + 1pp",
        ["beyond-axis"],
    ),
    "a test that reads after the last year": (
        V + XY + 'v\ntest "t"\n    given v = v[year+1]\n    expect x[2005] = 2',
        ["beyond-axis"],
    ),
    "an axis in rows and columns": (
        V + 'report "r"\n    rows year\n    columns year\n    show v',
        ["axis-twice"],
    ),
    "a condition on an axis laid out": (
        M + 'report "r"\n    columns year\n    show m where line = SEM and year = 2005',
        ["where-not-one-member"],
    ),
    "functions in a ring": (
        V + "function f(a) = h(a)\nfunction h(a) = f(a)\n" + X + "f(1)",
        ["function-calls-itself"],
    ),
    "inputs of one unit bound to two": (
        'use "q.sem" with (p = 1, q = 3 MXN) as a\n' + X + "a.s",
        ["wrong-unit"],
    ),
    "constant and current money": (
        "variable a : MXN = 1 MXN\nvariable x : MXN = a + 1 MXN(2005)",
        ["unit-mismatch"],
    ),
    "a fractional power of a unit": (
        "variable a : person = 2 person\nvariable x : 1/person = a^0.5",
        ["power-of-unit"],
    ),
    "an exponent with a unit": ("variable a : person = 2 person\n" + X + "2^a", ["exponent-unit"]),
    "a word that looks like a number": (B + X + "b[inf]", ["unknown-label"]),
    "a group beyond the last": (
        "time t = -4..-1\naxis s = t by 2\nvariable w[s] : ratio = s\nvariable x[t] : ratio = w[1]",
        ["unknown-label"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED)
def test_refused(text: str, expected: list[str]) -> None:
    files = {
        "q.sem": "module q\ninput unit money\ninput p : money\ninput q : money\nvariable s : money = p + q\n"
    }
    assert codes(text + "\n", files) == expected
