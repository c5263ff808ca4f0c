"""What a template means with what is bound to it, with the numbers worked out by hand."""

from __future__ import annotations

import pytest

from tests.support.meaning import XG, XY, M, V, X, agreed

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
