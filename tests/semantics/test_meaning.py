"""What a formula means in places where it could mean two things, with the numbers worked out by hand.

Each case is a small model and the values of its `x`, cell by cell, as the language reference leads one to expect them.
Both evaluators compute it. The fixed parts of the models are in `tests/support/meaning.py`.
"""

from __future__ import annotations

import pytest

from tests.support.meaning import AFTER, MONEY, XG, XY, B, G, M, V, X, agreed

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
        G + "variable x[step] : ratio\n    = 1 for step > 2007\n    = 0 otherwise",
        [0, 1, 1],
    ),
    "a band is the same in a formula and in a selection": (
        B + "variable y[age] : ratio\n    = 1 for age = 7\n    = 0 otherwise\n"
        "variable x[age] : ratio = y + (if age = 7 then 10 else 0) + (if age != 12 then 100 else 0)\n"
        "    + (if age in 10.. then 1_000 else 0)",
        [100, 111, 1000, 1100, 1100],
    ),
    "ten years of bands of five are two bands, and called by their ages": (
        B + "axis ten = age by 10 from 5\n"
        'variable x[ten] : ratio\n    = sum(b over age by ten) for "05-14"\n    = -sum(b over age by ten) for "15+"',
        [5 + 10, -(15 + 20)],
    ),
    "after `=` stands a number, so 10 back are two bands": (
        B + "variable x[age] : ratio\n    = 0 for age < 10\n    = b[age = age - 10] otherwise",
        [0, 0, 0, 5, 10],
    ),
    "written out or computed, a step in numbers is the same": (
        B + 'parameter k : ratio = 10\n    source "s"\n'
        "variable x[age] : ratio\n    = 0 for age < 10\n    = b[age = age - k] - b[age = age - 10] otherwise",
        [0, 0, 0, 0, 0],
    ),
    "in an index without `=` members are counted": (
        B + "variable x[age] : ratio\n    = 0 for age < 10\n    = b[age-2] otherwise",
        [0, 0, 0, 5, 10],
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
