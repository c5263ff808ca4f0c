"""G26: amounts of different kinds are not mixed: every formula below is refused, and what to write instead is told."""

from __future__ import annotations

import pytest

from tests.trust.gate import Gate
from tests.trust.running import errors, ran, values

GATE = Gate(
    "G26",
    "Amounts of different units are not added, compared or declared as one another",
    "{cases} cases, all flagged",
    {"cases": 60},
)

MODEL = """\
model units
    language en

time year = 2025..2026
axis sex = male, female
unit visit "visit"
unit bed "bed"

parameter people[year, sex] : person = 10 source "made up"
parameter wage[year] : MXN/person = 100 source "made up"
parameter yearly : MXN/person/year = 100 source "made up"
parameter monthly : MXN/person/month = 10 source "made up"
parameter duration : year = 2 source "made up"
parameter months : month = 24 source "made up"
parameter days : day = 365 source "made up"
parameter rate : ratio = 5% source "made up"
parameter cost_2005 : MXN(2005) = 1 source "made up"
parameter cost_2000 : MXN(2000) = 1 source "made up"
parameter cost : MXN = 1 source "made up"
parameter dollars : USD = 1 source "made up"
parameter visits : visit = 1 source "made up"
parameter beds : bed = 1 source "made up"
parameter frequency : visit/person = 3 source "made up"
parameter unit_cost : MXN/visit = 7 source "made up"
parameter index : MXN/MXN(2005) = 2 source "made up"
parameter euros : EUR/USD = 1 source "made up"
"""

# The unit declared, and a formula that has not got it.
FORMULAS = (
    ("MXN", "cost + rate"),
    ("MXN", "cost - 5%"),
    ("MXN", "1 + cost"),
    ("MXN", "cost + 100"),
    ("MXN", "cost * cost"),
    ("MXN", "cost ^ 2"),
    ("MXN", "cost / cost"),
    ("ratio", "cost"),
    ("ratio", "cost * rate"),
    ("MXN", "rate"),
    ("MXN", "cost + cost_2005"),
    ("MXN", "cost_2005"),
    ("MXN(2005)", "cost"),
    ("MXN(2005)", "cost_2005 + cost_2000"),
    ("MXN(2005)", "cost_2000"),
    ("MXN(2005)", "cost_2005 * index"),
    ("MXN", "cost / index"),
    ("MXN", "cost * index"),
    ("MXN", "cost_2000 * index"),
    ("MXN", "cost + dollars"),
    ("MXN", "dollars"),
    ("EUR", "dollars"),
    ("EUR", "dollars / euros"),
    ("MXN", "monthly * sum(people over year, sex)"),
    ("MXN/person", "yearly + monthly"),
    ("MXN/person", "yearly * months"),
    ("MXN/person", "monthly * duration"),
    ("MXN/person/year", "monthly * 12"),
    ("year", "months"),
    ("year", "months / 12"),
    ("day", "duration"),
    ("day", "days + months"),
    ("person", "sum(people over year, sex) + 1"),
    ("person", "sum(people over year, sex) * rate * cost"),
    ("person", "visits"),
    ("visit", "beds"),
    ("visit", "visits + beds"),
    ("visit", "frequency"),
    ("MXN", "frequency * unit_cost"),
    ("MXN", "unit_cost * beds"),
    ("ratio", "visits / beds"),
    ("MXN", "max(cost, rate)"),
    ("MXN", "min(cost, 1)"),
    ("MXN", "clamp(cost, 0, 1)"),
    ("MXN", "if rate > 0 then cost else rate"),
    ("MXN", "if rate > 0 then cost else 1"),
    ("ratio", "if cost > rate then 1 else 0"),
    ("ratio", "if cost > 100 then 1 else 0"),
    ("ratio", "if cost = dollars then 1 else 0"),
    ("ratio", "if cost_2005 <= cost_2000 then 1 else 0"),
    ("ratio", "exp(cost)"),
    ("ratio", "log(cost)"),
    ("ratio", "exp(duration)"),
    ("ratio", "rate ^ cost"),
    ("ratio", "1.05 ^ duration"),
    ("MXN", "cost ^ rate"),
    ("MXN", "cost ^ 0.5"),
    ("MXN", "sqrt(cost)"),
    ("ratio", "sqrt(cost)"),
    ("MXN", "product(cost * year over year)"),
    ("MXN", "sum(people over year, sex)"),
    ("MXN", "mean(people over year, sex weighted by cost)"),
    ("person", "sum(people over year, sex weighted by cost)"),
    ("MXN", "cost * (rate + duration)"),
    ("MXN", "cost / (1 + cost)"),
    ("MXN", "(cost + dollars) * 0"),
    ("MXN", "sum(year over year)"),
    ("MXN", "cost * wage[2025]"),
    ("ratio", "rate + (if cost > 0 MXN then 1 day else 2)"),
)
DECLARATIONS = (
    "population x : MXN = cost",
    "population x : ratio = rate",
    "contribution x : ratio\n    payer state\n    = rate",
    "contribution x : person\n    payer state\n    = sum(people over year, sex)",
    "cost x : ratio = rate",
    "cost x : day = days",
    "reserve x : person = sum(people over year, sex)",
    "reserve x : ratio = rate",
    "premium x = cost",
    "premium x : MXN = cost",
    "check x : cost = rate",
    "check x : cost = 100",
    "check x : cost = 100 MXN within 1",
    "check x : cost = 100 MXN within 1 person",
    "expect x : rate = 5 MXN within 1%",
    "expect x : rate = 5% within 1 MXN",
    "scenario x\n    set cost = 5 USD",
    "scenario x\n    set cost = 2 * rate",
    "scenario x\n    set cost = cost + 1",
    'test "x"\n    given cost = 5 USD\n    expect cost = 5 MXN within 1 MXN',
    'report "x"\n    columns year\n    show wage in %',
    'report "x"\n    columns year\n    show wage in person',
    'report "x"\n    columns year\n    show wage in MXN',
    "identity x : cost = rate",
    "function double(x) = x + 1\nvariable y : MXN = double(cost)",
    "variable x : MXM = cost",
    "variable x : MXN/persons = wage[2025]",
    'table x[year] : MXN\n    from "x.csv" in person\n    source "made up"',
)


@pytest.mark.parametrize(("unit", "formula"), FORMULAS)
def test_a_formula_of_another_unit_is_refused(unit: str, formula: str, count) -> None:
    found = errors(ran(f"{MODEL}\nvariable x : {unit} = {formula}\n"))
    assert all(one.labels and one.help for one in found), found
    assert any("unit" in one.code or "ratio" in one.code or "power" in one.code for one in found), [
        one.code for one in found
    ]
    count(cases=1)


@pytest.mark.parametrize("declaration", DECLARATIONS)
def test_a_declaration_of_another_unit_is_refused(declaration: str, count) -> None:
    found = errors(ran(f"{MODEL}\n{declaration}\n", {"x.csv": "year,value\n2025,1\n2026,2\n"}))
    assert all(one.labels for one in found)
    count(cases=1)


@pytest.mark.parametrize(
    "setting", ["cost=5 USD", "cost=rate", "rate=5 MXN", "duration=24 month", "people=5 MXN"]
)
def test_a_setting_of_another_unit_is_refused(setting: str, count) -> None:
    assert errors(ran(f"{MODEL}\nvariable x : MXN = cost\n", {}, setting))
    count(cases=1)


SOUND = {
    "MXN": ("sum(people * wage over year, sex)", 4_000),
    "MXN/person": ("yearly * duration", 200),
    "MXN(2005)": ("cost / index", 0.5),
    "visit": ("sum(people over year, sex) * frequency", 120),
    "ratio": ("cost / (2 * cost)", 0.5),
    "EUR": ("dollars * euros", 1),
    "MXN*MXN": ("cost ^ 2", 1),
    "million MXN": ("2_500_000 * cost", 2.5),
}


@pytest.mark.parametrize("unit", SOUND)
def test_what_has_the_unit_is_computed(unit: str) -> None:
    formula, expected = SOUND[unit]
    assert values(ran(f"{MODEL}\nvariable x : {unit} = {formula}\n"), "x") == [expected]
