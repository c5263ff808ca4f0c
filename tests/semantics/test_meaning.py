"""What a formula means in places where it could mean two things, with the numbers worked out by hand.

Each case is a small model and the values of its `x`, cell by cell, as the language reference leads one to expect them.
Both evaluators compute it. The fixed parts of the models are:

    year  2005..2010, line SEM GMP, step by 2 from 2006: 2006-2007, 2008-2009 and 2010
    v     1, 2, 3, 4, 5, 6 in 2005..2010
    m     v for SEM, 10 v for GMP
    g     1, 2, 3 in the three steps
    b     0, 5, 10, 15, 20 in the bands 00-04 to 20+
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest

from semdsl.interpret.scalar import Interpreter
from semdsl.pipeline import Checked, check_text
from semdsl.requests import Options
from semdsl.running import run_checked, run_tests, tables_for

YEARS = "time year = 2005..2010\naxis line = SEM, GMP\naxis step = year by 2 from 2006\n"
V = YEARS + "variable v[year] : ratio = year - 2004\n"
M = V + "variable m[year, line] : ratio\n    = v for SEM\n    = 10 * v for GMP\n"
G = V + "variable g[step] : ratio = (step - 2004) / 2\n"
B = "axis age = 00-04 to 20+ by 5\nvariable b[age] : ratio = age\n"
MONEY = "variable p : MXN = 8 MXN\nvariable q : MXN = 2 MXN\n"
X = "variable x : ratio = "
XY = "variable x[year] : ratio = "
XG = "variable x[step] : ratio = "
AFTER = "variable x[year] : ratio\n    = 0 for 2005\n    = "


def agreed(text: str, files: Mapping[str, str] | None = None, scenario: str = "base") -> list[float]:
    """All cells of `x`, on which both evaluators agree."""
    outcome = check_text(text, files=files)
    assert outcome.ok, [found.message for found in outcome.diagnostics]
    assert isinstance(outcome.value, Checked)
    ran = run_checked(outcome.value, Options(scenarios=(scenario,), only=("x",)))
    assert ran.value is not None, [found.message for found in ran.diagnostics]
    run = ran.value.scenarios[0]
    tables = tables_for(run.model, outcome.value).value
    assert tables is not None
    computed: list[float] = run.arrays["x"].ravel().tolist()
    assert Interpreter(run.model, tables).all("x") == pytest.approx(computed, rel=1e-13, abs=1e-13)
    return computed


def codes(text: str, files: Mapping[str, str] | None = None) -> list[str]:
    """The codes of what is wrong with the model *text*."""
    return [found.code for found in check_text(text, files=files).diagnostics if found.is_error]


FUNCTIONS = {
    # (2 v) / (2 v of the year before) - 1
    "an index moves every name of a product": (
        V
        + "function growth(a) = a / a[year-1] - 1\nvariable w[year] : ratio = 2\n"
        + AFTER
        + "growth(v * w) otherwise",
        [0, 1, 1 / 2, 1 / 3, 1 / 4, 1 / 5],
    ),
    "the number of the year moves too": (
        V + "function before(a) = a[year-1]\n" + AFTER + "before(v * (year - 2000)) otherwise",
        [0, 1 * 5, 2 * 6, 3 * 7, 4 * 8, 5 * 9],
    ),
    "two calls move twice": (
        V + "function before(a) = a[year-1]\nvariable x[year] : ratio\n    = 0 for ..2006\n"
        "    = before(before(v)) otherwise",
        [0, 0, 1, 2, 3, 4],
    ),
    "an index in the argument and one in the function add up": (
        V + "function before(a) = a[year-1]\nvariable x[year] : ratio\n    = 0 for ..2006\n"
        "    = before(v[year-1]) otherwise",
        [0, 0, 1, 2, 3, 4],
    ),
    "steps back and ahead cancel": (
        V + "function ahead(a) = a[year+1]\nvariable x[year] : ratio\n    = 0 for 2005, 2010\n"
        "    = ahead(v[year-1]) otherwise",
        [0, 2, 3, 4, 5, 0],
    ),
    "a fixed year in the argument stays where it is": (
        V + "function before(a) = a[year-1]\n" + AFTER + "before(v / v[2010]) otherwise",
        [0, 1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6],
    ),
    "a fixed year in the function moves the rest": (
        V + "function at_end(a) = a[2010]\n" + XY + "at_end(v + v[year-1])",  # 6 + 5
        [11] * 6,
    ),
    "a sum in the argument binds its own year": (
        V + "function before(a) = a[year-1]\n" + AFTER + "before(v * sum(v over year)) otherwise",
        [0, 21, 42, 63, 84, 105],
    ),
    "a sum in the function takes the argument at the running year": (
        V + "function total(a) = sum(a over year)\n" + X + "total(v * v)",
        [1 + 4 + 9 + 16 + 25 + 36],
    ),
    "an index inside a sum of the function": (
        V
        + "function moves(a) = sum(a - a[year-1] over year for year >= 2006)\n"
        + X
        + "moves(v * v)",  # 36 - 1
        [35],
    ),
    "an argument with the name of another argument": (
        V + "function f(a, b) = g(b, a)\nfunction g(a, b) = 10 * a + b\n" + X + "f(1, 2)",
        [21],
    ),
    "an argument with the name of a quantity": (V + "function f(v) = 2 * v\n" + X + "f(7)", [14]),
    "an argument with the name of a label": (
        M + "function f(SEM) = m[SEM]\n" + XY.replace("year", "line") + "f(2006)",
        [2, 20],
    ),
    "an argument with the name of an axis": (
        V + "function f(year, a) = a + 2 * year\n" + XY + "f(v, 1)",
        [3, 5, 7, 9, 11, 13],
    ),
    "names of the caller do not reach into the function": (
        V + "variable k : ratio = 5\nfunction f(a) = a * k\nfunction h(k) = f(k + 1)\n" + X + "h(1)",
        [10],
    ),
    "an axis as an argument": (
        M + "function total(a, along) = sum(a over along)\n" + "variable x[line] : ratio = total(m, year)",
        [21, 210],
    ),
    "an axis of groups as an argument": (
        V + "function start(a, of) = a[first of of]\n" + XG + "start(v, step)",
        [2, 4, 6],
    ),
    "arguments of a selection": (
        V
        + "function part(a, from, to) = sum(a over year for year in from..to)\n"
        + X
        + "part(v, from: 2006, to: 2008)",
        [9],
    ),
    "a lag as an argument": (
        V + "function lagged(a, by) = a[year-by]\nvariable x[year] : ratio\n    = 0 for ..2007\n"
        "    = lagged(v, 3) otherwise",
        [0, 0, 0, 1, 2, 3],
    ),
    "the first year of one's own step of an argument": (
        V + "function in_step(a) = a / a[first of step]\nvariable x[year] : ratio\n    = 0 for before step\n"
        "    = in_step(v * v) otherwise",
        [0, 1, 9 / 4, 1, 25 / 16, 1],
    ),
    "a quantity by step follows the displaced year": (
        G + "function before(a) = a[year-1]\nvariable x[year] : ratio\n    = 0 for ..2006\n"
        "    = before(v * g) otherwise",
        [0, 0, 2 * 1, 3 * 1, 4 * 2, 5 * 2],
    ),
    "a condition on the cell follows the displaced year": (
        V + "function before(a) = a[year-1]\n" + AFTER + "before(if year >= 2008 then v else 0) otherwise",
        [0, 0, 0, 0, 4, 5],
    ),
    "a condition on the group follows the displaced year": (
        V
        + "function before(a) = a[year-1]\n"
        + AFTER
        + 'before(v * (if step = "2006-2007" then 1 else 0)) otherwise',
        [0, 0, 2, 3, 0, 0],
    ),
    "clamp in a function holds what the argument says of the year": (
        V + "function late(a) = a[year = clamp(year + 3)]\n" + XY + "late(year)",
        [2008, 2009, 2010, 2010, 2010, 2010],
    ),
    "a step from a clamped place is taken after the clamp": (
        V + "function late(a) = a[year = clamp(year + 3)]\n" + XY + "late(v[year-1])",
        [3, 4, 5, 5, 5, 5],
    ),
    "a step from a computed place": (
        V + "function at(a, place) = a[year = place]\n" + X + "at(v[year-1], 2006 + v[2005])",
        [2],
    ),
    "a band below a computed place in the open band is the band below": (
        B
        + "variable place : ratio = 33\nfunction at(a, k) = a[age = k]\n"
        + X
        + "at(b[age-1], place) + at(b[age-1], 12)",
        [15 + 5],
    ),
}

FUNCTIONS |= {
    # in 2007: 2 * 1 of the year before, and 2 * 1 of the first year of the step
    "a function that hands its argument on": (
        G
        + "function before(a) = a[year-1]\nfunction both(a) = before(a) + a[first of step]\n"
        + "variable x[year] : ratio\n    = 0 for ..2006\n    = both(v * g) otherwise",
        [0, 0, 2 + 2, 3 + 8, 8 + 8, 10 + 18],
    ),
    "an index in the argument inside the first year of the step": (
        G
        + "function start(a) = a[first of step]\nvariable x[year] : ratio\n    = 0 for ..2007\n"
        + "    = start(v[year-1] * g) otherwise",
        [0, 0, 0, 3 * 2, 3 * 2, 5 * 3],
    ),
    "a sum over lines at the first year of the step": (
        M + "function start(a) = a[first of step]\n" + XG + "start(sum(m over line))",
        [22, 44, 66],
    ),
    "a sum of a function of a displaced argument": (
        M + "function before(a) = a[year-1]\n" + X + "sum(before(m[SEM]) over year for 2006..)",
        [15],
    ),
    # v (year - 2000) of 2005, 2005, 2006, 2007, 2008, 2009
    "a sum of a clamped place": (
        V
        + "function before(a) = a[year = clamp(year - 1)]\n"
        + X
        + "sum(before(v * (year - 2000)) over year)",
        [5 + 5 + 12 + 21 + 32 + 45],
    ),
    "two axes change places": (
        "time year = 0..2\naxis age = 0 to 2\nvariable d[year, age] : ratio = 10 * year + age\n"
        "function swap(a) = a[year = age, age = year]\n"
        "variable x[year, age] : ratio = swap(d + 100 * year) + 1_000 * swap(swap(d))",
        [0, 1110, 2220, 10_001, 11_111, 12_221, 20_002, 21_112, 22_222],
    ),
    # the clamp outside, then the one inside
    "a clamp inside a clamp": (
        V
        + "function later(a) = a[year = clamp(year + 1)]\nfunction before(a) = a[year = clamp(year - 1)]\n"
        + XY
        + "before(later(v)) + 10 * later(before(v))",
        [2 + 10, 2 + 20, 3 + 30, 4 + 40, 5 + 50, 6 + 50],
    ),
}

INDICES = {
    "two steps at once": (
        M + AFTER.replace("[year]", "[year]") + "m[SEM, year-1] + m[line = GMP, year = 2005] otherwise",
        [0, 11, 12, 13, 14, 15],
    ),
    "a number finds its band": (B + X + "b[7] + 100 * b[age = 19] + 10_000 * b[99]", [5 + 1500 + 200_000]),
    "a band as a label": (B + X + 'b["05-09"] + b[age = "20+"]', [25]),
    "one band below": (
        B + "variable x[age] : ratio\n    = 0 for 00\n    = b[age-1] otherwise",
        [0, 0, 5, 10, 15],
    ),
    "labels that are numbers": (
        "axis class = 1, 2, 30\nvariable c[class] : ratio\n    = 7 for 1\n    = 8 for 2\n    = 9 for 30\n"
        + X
        + "c[30] * 100 + c[1] * 10 + c[class = 2]",
        [900 + 70 + 8],
    ),
    "labels with a zero in front": (
        "axis class = 01, 02\nvariable c[class] : ratio\n    = 1 for 01\n    = 2 for 02\n"
        + X
        + "c[02] + 10 * c[class = 01]",
        [12],
    ),
    "the end of an axis of groups": (G + XG + "10 * g[first of step] + g[last of step]", [13, 13, 13]),
    "the group before": (
        G + "variable x[step] : ratio\n    = 0 for first of step\n    = g[step-1] otherwise",
        [0, 1, 2],
    ),
    "the group before, on the years": (
        G + "variable x[year] : ratio\n    = 0 for ..2007\n    = g[step-1] otherwise",
        [0, 0, 0, 1, 1, 2],
    ),
    "the year before one's own step": (G + XG + "v[first of step - 1]", [1, 3, 5]),
    "the second year of one's own step may lie in the next": (
        G + "variable x[step] : ratio\n    = v[first of step + 1] for ..2009\n    = 0 otherwise",
        [3, 5, 0],
    ),
    "ends of one's own step, on the years": (
        V + "variable x[year] : ratio\n    = 0 for before step\n"
        "    = 10 * v[first of step] + v[last of step] otherwise",
        [0, 23, 23, 45, 45, 66],
    ),
    "a group by a number in it": (G + X + 'g[2007] + 10 * g[step = 2008] + 100 * g["2010"]', [1 + 20 + 300]),
    "a place computed on years from 0": (
        "time t = 0..4\nvariable w[t] : ratio = t * t\n"
        "variable x[t] : ratio = w[t = 4 - t] + w[t = clamp(t - 2)] + w[0]",
        [16, 9, 4, 1 + 1, 0 + 4],
    ),
    "years below 0": (
        "time t = -2..2\nvariable w[t] : ratio = t\n"
        "variable x[t] : ratio = w[t = -t] + 10 * w[t = -2] + 100 * w[first of t]",
        [2 - 220, 1 - 220, -220, -1 - 220, -2 - 220],
    ),
    "a place computed from the cell's own step": (G + XG + "v[year = step]", [2, 4, 6]),
    "the same cohort": (
        "time year = 2005..2007\naxis age = 0 to 2\nvariable x[year, age] : ratio\n"
        "    = 1 + age for 2005\n    = 0 for year >= 2006 "
        "and age = 0\n    = 10 * x[year-1, age-1] otherwise",
        [1, 2, 3, 0, 10, 20, 0, 0, 100],
    ),
}

AGGREGATES = {
    "a written number may have a sign": (V + X + "sum(-1 over year)", [-6]),
    # 2/5 + 3/5 + 4/9 + 5/9 + 6/6
    "a part of the sum of its own group": (
        V + X + "sum(v / sum(v over year by step) over year for year >= 2006)",
        [3],
    ),
    "means of groups of unequal size": (V + XG + "mean(v over year by step)", [2.5, 4.5, 6]),
    "a mean over two axes, one by groups": (
        M + XG + "mean(m over year, line by step)",
        [11 * 2.5 / 2, 11 * 4.5 / 2, 33],
    ),
    "a product by groups": (V + XG + "product(v over year by step)", [6, 20, 6]),
    "the largest by groups, of some members": (
        V
        + "variable x[step] : ratio\n    = 0 for 2010\n    = max(v over year by step for not 2007) otherwise",
        [2, 5, 0],
    ),
    "a sum by groups of some members may be of none": (
        V + XG + "sum(v over year by step for year >= 2008)",
        [0, 9, 6],
    ),
    # SEM: weights 1..6 of v: 91 / 21; GMP ten times that
    "weights that vary by fewer axes": (
        M + "variable x[line] : ratio = mean(m over year weighted by v)",
        [91 / 21, 910 / 21],
    ),
    # (91 + 910) / (21 + 21): the weights are counted for each line
    "weights counted along every axis added over": (
        M + X + "mean(m over year, line weighted by v)",
        [1001 / 42],
    ),
    # 2006-2007: (2 * 2 + 3 * 3) / (2 + 3)
    # 1, 1 + 4, 5 + 9, 14 + 16, 30 + 25, 55 + 36
    "a weighted running sum": (V + XY + "cumulative sum(v over year weighted by v)", [1, 5, 14, 30, 55, 91]),
    "a weighted mean by groups": (V + XG + "mean(v over year by step weighted by v)", [13 / 5, 41 / 9, 6]),
    "the same axis inside and outside": (
        V + XY + "v * sum(v over year) + sum(v * sum(v over year) over year)",
        [21 * v + 441 for v in range(1, 7)],
    ),
    "a running sum of a running sum": (
        V + XY + "cumulative sum(cumulative sum(v over year) over year)",
        [1, 4, 10, 20, 35, 56],
    ),
    "a sum inside a sum over the other axis": (M + X + "sum(sum(m over line) * v over year)", [11 * 91]),
    "each year takes its own step in a sum over years": (
        G + X + "sum(v * g over year for year >= 2006)",  # (2 + 3) + 2 (4 + 5) + 3 * 6
        [5 + 18 + 18],
    ),
    "the deviations from the first year of each step": (
        G + XG + "sum(v - v[first of step] over year by step)",
        [1, 1, 0],
    ),
    "a running sum of some years, seen from all": (
        M + "variable x[year] : ratio = cumulative sum(m[GMP] over year for 2006, 2009..)",
        [0, 20, 20, 20, 70, 130],
    ),
    "a running sum inside a sum": (V + X + "sum(cumulative sum(v over year) over year)", [56]),
    "groups of listed members, some left out": (
        B + 'axis broad of age = mid: "05-09".."10-14", old: "20+"\n'
        "variable x[broad] : ratio = sum(b over age by broad)",
        [15, 20],
    ),
    "groups of groups": (
        G + "axis pair = step by 2\nvariable x[pair] : ratio = sum(g over step by pair)",
        [3, 3],
    ),
    "the first year a sum is reached": (
        V + X + "first(year where cumulative sum(v over year) >= 10)",
        [2008],
    ),
    "a count": (V + X + "sum(if v > 2 then 1 else 0 over year)", [4]),
}

CASES = {
    "and binds tighter than or": (
        M + "variable x[year, line] : ratio\n    = 1 for SEM and 2005 or GMP and 2006\n    = 0 otherwise",
        [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    ),
    "not of an or": (
        V + "variable x[year] : ratio\n    = 1 for not (2005 or year >= 2008)\n    = 2 otherwise",
        [2, 1, 1, 2, 2, 2],
    ),
    "open ranges and lists": (
        V + "variable x[year] : ratio\n    = 1 for ..2006, 2010\n    = 2 for 2007..2008, 2009",
        [1, 1, 2, 2, 2, 1],
    ),
    "the first of every group": (
        V + "variable x[year] : ratio\n    = 1 for first of step\n    = 0 otherwise",
        [0, 1, 0, 1, 0, 1],
    ),
    "years before the groups": (
        V + "variable x[year] : ratio\n    = 1 for before step\n    = 0 otherwise",
        [1, 0, 0, 0, 0, 0],
    ),
    "before the first of one's own group": (
        "time year = 2006..2009\naxis step = year by 2\nvariable x[year] : ratio\n"
        "    = 1 for year > first of step - 1\n",
        [1, 1, 1, 1],
    ),
    "after the first of one's own group": (
        V + "variable x[year] : ratio\n    = 1 for year > first of step\n    = 0 otherwise",
        [0, 0, 1, 0, 1, 0],
    ),
    "a comparison turned round": (
        V + "variable x[year] : ratio\n    = 1 for 2008 <= year\n    = 0 otherwise",
        [0, 0, 0, 1, 1, 1],
    ),
    "a comparison with a group uses its first year": (
        G + "variable x[step] : ratio\n    = 1 for step > 2006\n    = 0 otherwise",
        [0, 1, 1],
    ),
    "a band is the same in a formula and in a selection": (
        B + "variable y[age] : ratio\n    = 1 for age = 7\n    = 0 otherwise\n"
        "variable x[age] : ratio = y + (if age = 7 then 10 else 0) + (if age != 12 then 100 else 0)\n"
        "    + (if age in 13..22 then 1_000 else 0)",
        [100, 111, 1000, 1100, 1100],
    ),
    "a group is the same in a formula and in a selection": (
        G + "variable x[step] : ratio = if step = 2007 then 1 else 0",
        [1, 0, 0],
    ),
    "a condition on the group in a formula on the years": (
        V + "variable x[year] : ratio = if year > first of step then v else 0",
        [0, 0, 3, 0, 5, 0],
    ),
    "the branch not taken may have no value": (
        V + XY + "if v > 1 and v < 3 then 1 / (v - 2 + 1) else 0",
        [0, 1, 0, 0, 0, 0],
    ),
}

UNITS = {
    "a power and a root": (MONEY + X + "sqrt(p^2 / q^2) + (p^3)^1 / p^3", [5]),
    "roots multiply": (MONEY + "variable x : MXN = sqrt(p) * sqrt(q)", [4]),
    "zero fits": (MONEY + "variable x : MXN = max(0, q - p) + (if p > 0 then 0 else q) + -0", [0]),
    "per year": (MONEY + 'parameter r : 1/year = 5\n    source "s"\nvariable x : MXN/year = r * p', [40]),
    "a stated number is in the declared unit": (
        'parameter k : million MXN = 3\n    source "s"\nvariable x : MXN = k + 1 MXN',
        [3_000_001],
    ),
    "a negative stated number": (
        'parameter k : thousand MXN = -3\n    source "s"\nvariable x : MXN = k',
        [-3000],
    ),
    "a stated number in a case": (
        V + 'parameter k[year] : million MXN\n    source "s"\n    = 3 for 2005\n'
        "    = 2 thousand MXN otherwise\n"
        "variable x[year] : MXN = k",
        [3e6, 2e3, 2e3, 2e3, 2e3, 2e3],
    ),
}

VALUES = {
    name: case for group in (FUNCTIONS, INDICES, AGGREGATES, CASES, UNITS) for name, case in group.items()
}


@pytest.mark.parametrize(("text", "expected"), VALUES.values(), ids=VALUES)
def test_values(text: str, expected: list[float]) -> None:
    assert agreed(text + "\n") == pytest.approx(expected, rel=1e-13, abs=1e-13)


# ── Templates ─────────────────────────────────────────────────────────────────────────────────────

FUND = """
module fund
input time year
input unit money
input flow[year] : money
input rate : ratio = 10%
function grown(a) = a[year-1] * (1 + rate)
variable res[year] : money
    = flow               for first of year
    = grown(res) + flow  otherwise
variable total : money = sum(flow over year)
"""

OUTER = """
module outer
input time year
input unit money
input inc[year] : money
use "fund.sem" with (flow = inc * 2) as inner
variable o[year] : money = inner.res + inc
"""

PARTS = """
module parts
input time year
input axis grp of year
input p[year] : ratio
function start(z) = z[first of grp]
variable s[grp] : ratio = sum(p over year by grp) - start(p) + p[first of grp - 1]
"""

FILES = {"fund.sem": FUND, "outer.sem": OUTER, "parts.sem": PARTS}

TEMPLATES = {
    # 1; 1.1 + 2 = 3.1; 3.41 + 3 = 6.41 … for SEM, ten times that for GMP; total 21 and 210
    "what depends on the bound formula gains its axes": (
        M + 'use "fund.sem" with (flow = m, rate = 100%) as a\n'
        "variable x[year, line] : ratio = a.res / a.total",
        [value / 21 for value in (1, 1, 4, 4, 11, 11, 26, 26, 57, 57, 120, 120)],
    ),
    "an input that only a function reads": (
        M + "variable r[line] : ratio\n    = 0 for SEM\n    = 1 for GMP\n"
        'use "fund.sem" with (flow = v, rate = r) as a\nvariable x[year, line] : ratio = a.res',
        [1, 1, 3, 4, 6, 11, 10, 26, 15, 57, 21, 120],
    ),
    "two instances": (
        M + 'use "fund.sem" with (flow = m[SEM]) as a\n'
        'use "fund.sem" with (flow = sum(m over line), rate = 0) as b\n'
        + X
        + "1_000 * a.total + b.total + b.res[2006]",
        [21_000 + 231 + 33],
    ),
    # inner.res with rate 10 %: 2 m; then 1.1 (2 m) + 2 m
    "an instance inside an instance": (
        M + 'use "outer.sem" with (inc = m) as a\nvariable x[line] : ratio = a.o[2005] + 100 * a.o[2006]',
        [3 + 100 * (2.2 + 4 + 2), 30 + 100 * (22 + 40 + 20)],
    ),
    # every year of the reserve takes the rate of its own step, not that of the last
    "a rate by step in a reserve by year": (
        "time year = 2006..2009\naxis step = year by 2\nvariable r[step] : ratio = (step - 2006) / 2\n"
        'use "fund.sem" with (flow = 1, rate = r) as a\nvariable x[year] : ratio = a.res',
        [1, 1 + 1, 2 * 2 + 1, 2 * 5 + 1],
    ),
    "a bound sum over years reads each year's own step": (
        "time year = 2006..2009\naxis step = year by 2\nvariable r[step] : ratio = (step - 2004) / 2\n"
        "variable w[year] : ratio = year - 2005\n"
        'use "fund.sem" with (flow = 1, rate = sum(r * w over year)) as a\n'
        + X
        + "a.res[2007]",  # 1 * (1 + 1 + 2 + 2 * 3 + 2 * 4) + 1
        [19],
    ),
    "a default that reads another input": (
        M + 'use "d.sem" with (p = m) as a\nvariable x[year] : ratio = a.s[SEM]',
        [5, 4, 3, 2, 1, 0],
    ),
    "an argument with the name of an input": (M + 'use "e.sem" with (p = m, g = 3) as a\n' + X + "a.o", [6]),
    "an axis of groups as input": (
        V + 'use "parts.sem" with (p = v, grp = step) as a\n' + XG + "a.s",
        [5 - 2 + 1, 9 - 4 + 3, 5],
    ),
    # pr: m, then a.s of the year before plus 1; a.s: 2 pr
    "a bound formula may read the instance's past": (
        V + 'use "f.sem" with (p = pr) as a\nvariable pr[year] : ratio\n    = v for 2005\n'
        "    = a.s[year-1] + 1 otherwise\n" + XY + "a.s",
        [2, 6, 14, 30, 62, 126],
    ),
    "a unit bound through a quotient": (
        'use "u.sem" with (p = 3 million MXN / 4 person, n = 8 person) as a\nvariable x : MXN = a.s',
        [6e6],
    ),
    "a unit bound through a square": (
        'use "w.sem" with (p = 3 MXN * 12 MXN) as a\nvariable x : MXN = a.s',
        [6],
    ),
    "an axis of another file": (
        'use "law.sem" as law\nvariable x[law.age] : ratio\n    = 7 for first of law.age\n'
        "    = law.q[law.age-1] otherwise",
        [7, 0, 10, 20],
    ),
}

MORE_FILES = {
    "d.sem": "module d\ninput time year\ninput p[year] : ratio\ninput w[year] : ratio = p[last of year] - p\n"
    "variable s[year] : ratio = w\n",
    "e.sem": "module e\ninput time year\ninput p[year] : ratio\ninput g : ratio\nfunction dbl(p) = p * 2\n"
    "variable o : ratio = dbl(g)\nvariable oo[year] : ratio = p\n",
    "f.sem": "module f\ninput time year\ninput p[year] : ratio\nvariable s[year] : ratio = p * 2\n",
    "u.sem": "module u\ninput unit money\ninput p : money/person\ninput n : person\n"
    "variable s : money = p * n\n",
    "w.sem": "module w\ninput unit money\ninput p : money^2\nvariable s : money = sqrt(p)\n",
    "law.sem": "module law\naxis age = 0 to 3\nvariable q[age] : ratio = age * 10\n",
}


@pytest.mark.parametrize(("text", "expected"), TEMPLATES.values(), ids=TEMPLATES)
def test_templates(text: str, expected: list[float]) -> None:
    assert agreed(text + "\n", {**FILES, **MORE_FILES}) == pytest.approx(expected, rel=1e-13, abs=1e-13)


# ── Scenarios and given values ────────────────────────────────────────────────────────────────────

RATES = YEARS + (
    'assumption r[year] : ratio = 10%\n    source "s"\nassumption k : million MXN = 3\n    source "s"\n'
    'assumption twice[year] : ratio\n    source "s"\n    = 1                for 2005\n'
    "    = 2 * twice[year-1] otherwise\n"
    'table t[year] : ratio\n    from "t.csv"\n    source "s"\nassumption c[year, line] : ratio = 0\n'
    '    source "s"\n'
)
FIGURES = {
    "t.csv": "year,value\n" + "".join(f"{year},{year - 2004}\n" for year in range(2005, 2011)),
    "u.csv": "year,value\n" + "".join(f"{year},{100 * (year - 2004)}\n" for year in range(2005, 2011)),
}

SCENARIOS = {
    "a number set is in the declared unit, and the old value may have a sign": (
        "variable x : MXN = k\nscenario s\n    set k = 5\n    set k = -k",
        [-5e6],
    ),
    "what is extended comes first": (
        "variable x[year] : MXN = r * k\nscenario a\n    set k = 5\n    set r = r + 1pp for 2007..\n"
        "scenario s\n    extends a\n"
        "    set k = k * 2\n    set r = 2 * r for 2008..2009\n    set r[2010] = 1",
        [1e6, 1e6, 1.1e6, 2.2e6, 2.2e6, 10e6],
    ),
    "later cells of a recursion go on from the value set": (
        XY + "twice\nscenario s\n    set twice = twice + 1 for 2007",
        [1, 2, 5, 10, 20, 40],
    ),
    "the old value is that without the setting, in every cell": (
        XY + "twice\nscenario s\n    set twice = twice + 1\n    set twice = twice * 10 for 2008..",
        [2, 3, 5, 90, 170, 330],
    ),
    "the old value of the year before": (
        XY + "r\nscenario s\n    set r = r[year-1] + 1pp for 2006..\n    set r = 3 * r[year-1] for 2010",
        [0.1, 0.11, 0.11, 0.11, 0.11, 0.33],
    ),
    "figures of a table, in part": (
        XY + "t\nscenario s\n    set t = t * 10 for 2007..2008\n    set t[2010] = 7",
        [1, 2, 30, 40, 5, 7],
    ),
    "another file": (
        XY + 't\nscenario s\n    set t from "u.csv" in %\n    set t[2006] = t + 1',
        [1, 3, 3, 4, 5, 6],
    ),
    "places in every form": (
        "variable x[year, line] : ratio = c\nscenario s\n    set c[2006, SEM] = 1\n"
        "    set c[year = 2007..2008] = 2\n"
        "    set c[GMP] = 3 for 2009\n    set c[first of year] = 4",
        [4, 4, 1, 0, 2, 2, 2, 2, 0, 3, 0, 0],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenarios(text: str, expected: list[float]) -> None:
    assert agreed(RATES + text + "\n", FIGURES, "s") == pytest.approx(expected, rel=1e-13)


# Without anything given r is 100, 110, 121, 133.1: the interest i is a tenth of the year before.
LOOP = """
variable i[year] : ratio
    = 0                for 2005
    = 0.1 * r[year-1]  otherwise
variable r[year] : ratio
    = 100            for 2005
    = r[year-1] + i  otherwise
test "t"
"""


@pytest.mark.parametrize(
    "lines",
    [
        ("given r[2007] = 50", "expect r[2006] = 110", "expect r[2008] = 55"),
        ("given r[year = 2006] = 10", "given i = 1 for 2008", "expect r[2007] = 11", "expect r[2008] = 12"),
        ("given r = r + 10", "expect r[2005] = 110", "expect r[2006] = 120", "expect r[2008] = 143.1"),
        ("given r = r + 10 for 2006, 2008", "expect r[2007] = 132", "expect r[2008] = 143.1"),
    ],
    ids=["one cell", "two quantities", "the old values of a loop", "the old values of some years of a loop"],
)
def test_given(lines: tuple[str, ...]) -> None:
    checked = check_text(YEARS + LOOP + "".join(f"    {line}\n" for line in lines)).value
    assert checked is not None
    (verdict,) = run_tests(checked)
    assert not verdict.stopped
    assert [(one.name, one.passed) for one in verdict.verdicts if not one.passed] == []


# ── Checks and expectations ───────────────────────────────────────────────────────────────────────


def verdicts(text: str, files: Mapping[str, str] | None = None) -> list[list[tuple[str, bool]]]:
    """Of each check and expectation the cells compared, by their labels, and whether they hold."""
    outcome = check_text(text, files=files)
    assert outcome.value is not None, [found.message for found in outcome.diagnostics]
    ran = run_checked(outcome.value, Options()).value
    assert ran is not None
    return [[(str(cell), cell.passed) for cell in one.cells] for one in ran.scenarios[0].results.verdicts]


CHECKS = {
    # half a percent of 1.005 is more than the difference of 0.005; of -1.006 it is less than 0.006
    "a part of a negative right side": ("n = -1.005 * v within 0.5% for 2005", [("2005", True)]),
    "more than a part of a negative right side": ("n = -1.006 * v within 0.5% for 2005", [("2005", False)]),
    "a part of 0 is 0": ("v - v + 0.0001 = v - v within 1% for 2005", [("2005", False)]),
    "0 is within a part of 0": ("v - v = 0 within 1% for 2005", [("2005", True)]),
    "at least, below by a part": ("n >= -0.999 * v within 1% for 2006", [("2006", True)]),
    "at least, below by more": ("n >= -0.98 * v within 1% for 2006", [("2006", False)]),
    "a tolerance that varies": (
        "v = 4 within v for 2005..2007",
        [("2005", False), ("2006", True), ("2007", True)],
    ),
    "a sum over years of each year's own step is one number": (
        "sum(v * g over year for year >= 2006) = 41",
        [("", True)],
    ),
    "steps are compared on the years where years are": (
        "g * 2 <= v for 2006..2007",
        [("2006", True), ("2007", True)],
    ),
    "groups inside a sum over years are those of the running year": (
        "sum(if step = 2007 then v - v[first of step] else 0 over year for year >= 2006) = 1",
        [("", True)],
    ),
    "a quantity by step alone is compared by step": (
        "g = v[first of step] / 2",
        [("2006-2007", True), ("2008-2009", True), ("2010", True)],
    ),
    "a sum by step is compared by step": ("sum(v over year by step) = 9 for 2008", [("2008-2009", True)]),
    "a condition on the cell": (
        "v = m[SEM] or line = GMP for 2005",
        [("2005, SEM", True), ("2005, GMP", True)],
    ),
}


@pytest.mark.parametrize(("check", "expected"), CHECKS.values(), ids=CHECKS)
def test_checks(check: str, expected: list[tuple[str, bool]]) -> None:
    model = M + "variable g[step] : ratio = (step - 2004) / 2\nvariable n[year] : ratio = -v\n"
    assert verdicts(f"{model}check c : {check}\n") == [expected]


LISTED = {"a.csv": "year,line,value\n2005,SEM,1\n2010,GMP,60\n2007,GMP,31\n", "b.csv": "year,value\n2005,2\n"}

EXPECTATIONS = {
    "every row": (
        'expect m[year, line] matches "a.csv" within 3%',
        [[("2005, SEM", True), ("2007, GMP", False), ("2010, GMP", True)]],
    ),
    "rows selected, axes in another order": (
        'expect m[line, year] matches "a.csv" within 4% for GMP',
        [[("GMP, 2007", True), ("GMP, 2010", True)]],
    ),
    "a place that is fixed": (
        'expect m[year, GMP] matches "a.csv" where line = "GMP" within 1 for 2008..',
        [[("2010", True)]],
    ),
    "two files for the same cells": (
        'expect m[year, SEM] matches "a.csv" where line = "SEM"\nexpect m[year, SEM] matches "b.csv"',
        [[("2005", True)], [("2005", False)]],
    ),
    "figures in another unit": ('expect m[year, SEM] matches "b.csv" in % within 98pp', [[("2005", True)]]),
}


@pytest.mark.parametrize(("text", "expected"), EXPECTATIONS.values(), ids=EXPECTATIONS)
def test_expectations(text: str, expected: list[list[tuple[str, bool]]]) -> None:
    assert verdicts(f"{M}{text}\n", LISTED) == expected


# ── Reports ───────────────────────────────────────────────────────────────────────────────────────

REPORTS = {
    "members in their own order, once": (
        "rows line in GMP, SEM\n    columns year in 2010, 2006..2007, 2006\n    show m",
        [[], [60, 20, 30], [6, 2, 3]],
    ),
    "a group's value under its years, blank before the groups": (
        "columns year in 2010, 2005..2006\n    show g",
        [[3, None, 1]],
    ),
    "the ends of the groups": ("rows step in last of step, 2006\n    show g", [[], [3], [1]]),
    "places beyond the axis are blank": ("columns year in 2005, 2006\n    show m[SEM, year-1]", [[None, 1]]),
    "a year that is fixed, for its group": (
        "show g, v where year = 2008\n    show g[step-1] where year = 2008",
        [[2], [4], [1]],
    ),
}


@pytest.mark.parametrize(("text", "expected"), REPORTS.values(), ids=REPORTS)
def test_reports(text: str, expected: list[list[float | None]]) -> None:
    model = M + "variable g[step] : ratio = (step - 2004) / 2\n"
    checked = check_text(f'{model}report "r"\n    {text}\n').value
    assert checked is not None
    ran = run_checked(checked, Options()).value
    assert ran is not None
    (table,) = ran.scenarios[0].report_tables()
    shown = [[None if math.isnan(number) else number for number in row.numbers] for row in table.rows]
    assert shown == expected


# ── What is refused ───────────────────────────────────────────────────────────────────────────────

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
    "a condition as a weight": (B + X + "sum(b over age weighted by age > 5)", ["condition-as-value"]),
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
