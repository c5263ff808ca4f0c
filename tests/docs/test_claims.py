"""What the language reference says of values holds in both evaluators.

Each case is a small model and the values that the reference leads a reader to expect of its `x`, worked out by hand.
"""

from __future__ import annotations

import pytest

from semdsl.interpret.scalar import Interpreter
from semdsl.pipeline import check_text
from semdsl.requests import Options
from semdsl.running import run_checked

YEARS = "time year = 2005..2008\naxis line = SEM, GMP\naxis step = year by 2 from 2006\n"
VALUE = "variable v[year] : ratio = year - 2004\n"  # 1, 2, 3, 4
BANDS = "axis age = 00-04 to 20+ by 5\n"

CLAIMS = {
    "a power binds tighter than a sign": ("variable x : ratio = -3^2", [-9]),
    "an exponent may have a sign": ("variable x : ratio = 2^-1", [0.5]),
    "division goes from the left": ("variable x : ratio = 12 / 2 * 3", [18]),
    "percentage points": ("variable x : ratio = 3.5% + 0.5pp", [0.04]),
    "round works on the number as printed": ("variable x : ratio = round(1.005, 2)", [1.01]),
    "halves go away from zero": ("variable x : ratio = round(-2.5)", [-3]),
    "a value in millions is rounded in base units": ("variable x : MXN = round(1.6 million MXN, -6)", [2e6]),
    "the branch not taken is not computed": (
        YEARS + VALUE + "variable x[year] : ratio = if v > 1 then 1 / (v - 1) else 0",
        [0, 1, 0.5, 1 / 3],
    ),
    "a running sum starts at its selection and includes its own cell": (
        YEARS + VALUE + "variable x[year] : ratio = cumulative sum(v over year for year >= 2007)",
        [0, 0, 3, 7],
    ),
    "a running product stands still at what is left out": (
        YEARS + VALUE + "variable x[year] : ratio = cumulative product(v over year for 2006, 2008)",
        [1, 2, 2, 8],
    ),
    "a sum of nothing is 0 and a product 1": (
        YEARS + VALUE + "variable x : ratio = sum(v over year for year > 2050) "
        "+ 10 * product(v over year for year > 2050)",
        [10],
    ),
    "a number may be added up": (YEARS + "variable x : ratio = sum(1 over year, line)", [8]),
    "a weighted mean": (YEARS + VALUE + "variable x : ratio = mean(v over year weighted by v)", [3]),
    "the first and the last year where a condition holds": (
        YEARS + VALUE + "variable x : ratio = first(year where v > 2) * 10_000 + last(year where v < 3)",
        [20_072_006],
    ),
    "each year takes the value of its group": (
        YEARS + VALUE + "variable g[step] : ratio = sum(v over year by step)\n"
        "variable x[year] : ratio\n    = 0 for before step\n    = g otherwise",
        [0, 5, 5, 4],
    ),
    "a sum by groups may stand on the years": (
        YEARS + VALUE + "variable x[year] : ratio\n"
        "    = 0 for before step\n    = sum(v over year by step) otherwise",
        [0, 5, 5, 4],
    ),
    "the ends of one's own group": (
        YEARS + VALUE + "variable x[step] : ratio = 10 * v[first of step] + v[last of step]",
        [23, 44],
    ),
    "from the first of one's own group on": (
        YEARS + "variable x[year] : ratio\n    = 1 for year >= first of step\n    = 0 otherwise",
        [0, 1, 1, 1],
    ),
    "a comparison of bands uses the lower bound, and a number finds its band": (
        BANDS
        + "variable x[age] : ratio\n    = 1 for age < 10\n    = 2 for age = 12\n    = 3 for age in 15..",
        [1, 1, 2, 3, 3],
    ),
    "a computed place finds its band": (
        BANDS + "variable b[age] : ratio = age\nvariable x : ratio = b[age = 6.5] + b[age = 100.5] + b[12]",
        [5 + 20 + 10],
    ),
    "beyond the axis clamp takes the nearest end": (
        YEARS + VALUE + "variable x[year] : ratio = v[year = clamp(year + 2)]",
        [3, 4, 4, 4],
    ),
    "an index on an argument moves every name in it": (
        YEARS + VALUE + "variable w[year] : ratio = 1\nfunction growth(a) = a / a[year-1] - 1\n"
        "variable x[year] : ratio\n    = 0 for 2005\n    = growth(v + w) otherwise",
        [0, 3 / 2 - 1, 4 / 3 - 1, 5 / 4 - 1],
    ),
    "a range may go beyond the end of the years": (
        YEARS + "variable x[year] : ratio\n    = 1 for 2000..2006\n    = 2 for 2007..2100",
        [1, 1, 2, 2],
    ),
    "words of the language may be names": (
        "variable rows : ratio = 2\nvariable sum : ratio = 3\nvariable x : ratio = rows * sum",
        [6],
    ),
}


@pytest.mark.parametrize(("model", "expected"), CLAIMS.values(), ids=CLAIMS)
def test_values(model: str, expected: list[float]) -> None:
    checked = check_text(model).value
    assert checked is not None
    ran = run_checked(checked, Options(only=("x",))).value
    assert ran is not None
    computed = ran.scenarios[0].arrays["x"].ravel().tolist()
    assert computed == pytest.approx(expected, rel=1e-14)
    assert Interpreter(checked.model, checked.tables).all("x") == pytest.approx(expected, rel=1e-14)


SCENARIOS = """\
time year = 2005..2008
assumption rate[year] : ratio = 10%
    source "example"
assumption index[year] : ratio
    source "example"
    = 1                   for 2005
    = index[year-1] + 1   otherwise
variable x[year] : ratio = rate + index
scenario one
    set rate = rate + 10pp for 2007..
    set index[2006] = 10
scenario two
    extends one
    set rate = rate * 2 for 2008
"""


@pytest.mark.parametrize(
    ("scenario", "expected"),
    [
        ("base", [1.1, 2.1, 3.1, 4.1]),
        ("one", [1.1, 10.1, 11.2, 12.2]),
        ("two", [1.1, 10.1, 11.2, 12.4]),
    ],
)
def test_scenarios(scenario: str, expected: list[float]) -> None:
    checked = check_text(SCENARIOS).value
    assert checked is not None
    ran = run_checked(checked, Options(scenarios=(scenario,), only=("x",))).value
    assert ran is not None
    assert ran.scenarios[0].arrays["x"].tolist() == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    ("check", "holds"),
    [
        ("x = 2.02 within 1%", True),  # 1 % of 2.02 is more than 0.02
        ("x = 2.03 within 1%", False),
        ("x = 2.01 within 1pp", True),
        ("x = 2.01 within 0.5pp", False),
        ("x = 2.000_000_000_001", True),
        ("x = 2.000_000_000_01", False),
        ("x <= 2", True),
        ("x < 2", False),
        ("x > 1 and x < 3", True),
        ("x = 3 within 0.5 for 2006", False),
    ],
)
def test_tolerances(check: str, holds: bool) -> None:
    checked = check_text(f"{YEARS}variable x[year] : ratio = 2\ncheck c : {check}\n").value
    assert checked is not None
    ran = run_checked(checked, Options()).value
    assert ran is not None
    assert ran.passed is holds


STATED = """\
time year = 2005..2008
variable x[year] : ratio = 0.5 * (year - 2004)
variable limit[year] : ratio = 0.4 * (year - 2004)
expect e : x = 1 within 0.1 deviates up to LIMIT
    note "x is 0.5, 1, 1.5, 2"
"""


@pytest.mark.parametrize(
    ("limit", "outcome", "reproduced", "deviating"),
    [
        ("100%", "deviates", 1, ["2005", "2007", "2008"]),
        ("1", "deviates", 1, ["2005", "2007", "2008"]),
        ("99%", "fails", 1, ["2005", "2007"]),
        ("50pp", "fails", 1, ["2005", "2007"]),
        ("limit", "fails", 1, ["2007", "2008"]),  # 0.4, 0.8, 1.2, 1.6 for 0.5, 0, 0.5, 1
        ("limit for 2006..", "deviates", 1, ["2007", "2008"]),
        ("100% for 2006", "fails", 1, []),  # nothing deviates there
    ],
)
def test_stated_deviations(limit: str, outcome: str, reproduced: int, deviating: list[str]) -> None:
    checked = check_text(STATED.replace("LIMIT", limit)).value
    assert checked is not None
    ran = run_checked(checked, Options()).value
    assert ran is not None
    (verdict,) = ran.scenarios[0].results.verdicts
    assert (verdict.outcome, verdict.reproduced) == (outcome, reproduced)
    assert [str(cell) for cell in verdict.deviating] == deviating
    assert ran.passed is (outcome == "deviates")


def test_both_evaluators_give_a_stated_deviation() -> None:
    checked = check_text(STATED.replace("LIMIT", "limit + x[year-1] for 2006..")).value
    assert checked is not None
    ran = run_checked(checked, Options()).value
    assert ran is not None
    name = "stated deviation of expectation e"
    computed = ran.scenarios[0].arrays[name][1:].tolist()
    assert computed == pytest.approx([1.3, 2.2, 3.1], rel=1e-14)
    interpreter = Interpreter(checked.model, checked.tables)
    assert [interpreter.value(name, (at,)) for at in (1, 2, 3)] == computed


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("1 / (v - 1)", "division-by-zero"),
        ("log(v - 1)", "log-of-nonpositive"),
        ("log1p(-v)", "log-of-nonpositive"),
        ("sqrt(v - 2)", "root-of-negative"),
        ("(v - 1)^-1", "power-undefined"),
        ("(v - 2)^0.5", "power-undefined"),
        ("exp(v * 1_000)", "overflow"),
        ("mean(v over year for year > 2050)", "empty-aggregate"),
        ("first(year where v > 9)", "never-true"),
        ("v[year = v + 2_010]", "outside-axis"),
        ("round(v, v / 2)", "places-not-whole"),
        ("clamp(v, 2, v)", "range-of-nothing"),
    ],
)
def test_operations_without_a_result_stop_the_run(formula: str, code: str) -> None:
    checked = check_text(f"{YEARS}{VALUE}variable x[year] : ratio = {formula}\n").value
    assert checked is not None
    outcome = run_checked(checked, Options(only=("x",)))
    assert [found.code for found in outcome.diagnostics] == [code]
