"""What can fail within ranges: told with values that do it, and never where something keeps it away."""

from __future__ import annotations

import random

import pytest

from semdsl import pipeline
from semdsl.symbolic.intervals import Interval, arithmetic
from tests.symbolic.asking import checked

HEAD = """\
model example "Example"
time year = 2025..2030
assumption growth : ratio = 1.5%
    source "s" ; range 0% .. 3%
assumption interest[year] : ratio = 3.5%
    source "s" ; range 2% .. 6%
parameter fixed : ratio = 0.5%
    source "s"
assumption heads : person = 10 person
    source "s" ; range 0 person .. 100 person
population people[year] : person
    = heads for 2025
    = people[year-1] * (1 + growth) otherwise
"""


def told(formula: str, axes: str = "[year]", more: str = "") -> list[tuple[str, str]]:
    found = pipeline.dangers(checked(f"{HEAD}{more}variable y{axes} : ratio = {formula}\n"))
    return [(one.code, one.message) for one in found if one.code != "digits-lost"]


@pytest.mark.parametrize(
    ("formula", "code", "when"),
    [
        ("1 / growth", "division-can-be-by-zero", "`growth` is 0"),
        ("1 / (growth - 1%)", "division-can-be-by-zero", "`growth` is 1%"),
        ("1 / (interest - growth)", "division-can-be-by-zero", "`interest` is 2% and `growth` is 2%"),
        ("1 / (people / (1 person))", "division-can-be-by-zero", "`heads` is 0"),
        ("sum(1 / (growth * year) over year)", "division-can-be-by-zero", "`growth` is 0"),
        ("log(growth - fixed)", "logarithm-can-fail", "`growth` is 0"),
        ("log1p(-growth * 50)", "logarithm-can-fail", "`growth` is 3%"),
        ("sqrt(2% - growth)", "root-can-fail", "`growth` is 3%"),
        ("(growth - fixed)^0.5", "power-can-fail", "`growth` is 0"),
        ("growth^-1", "power-can-fail", "`growth` is 0"),
        ("exp(growth * 30_000)", "power-can-fail", "`growth` is 3%"),
        ("if growth >= 0 then 1 / growth else 0", "division-can-be-by-zero", "`growth` is 0"),
    ],
)
def test_it_is_told_with_the_value(formula: str, code: str, when: str) -> None:
    ((found, message),) = told(formula, "" if formula.startswith("sum") else "[year]")
    assert found == code
    assert f"if {when}" in message


@pytest.mark.parametrize(
    "formula",
    [
        "1 / interest",
        "1 / (1 + growth)",
        "1 / (fixed - 0.4%)",
        "if growth > 0 then 1 / growth else 0",
        "if growth = 0 then 0 else 1 / growth",
        "if not growth <= 0 and year > 0 then 1 / growth else 0",
        "1 / (1 + growth * growth - growth)",
        "log(1 + growth)",
        "sqrt((growth - 1%) * (growth - 1%))",
        "(growth - 1%)^2",
        "1 / max(growth, 1%)",
        "if people > 0 person then (1 person) / people else 0",
        "1 / (growth^2 + 0.0001)",
    ],
)
def test_nothing_is_told_of_what_cannot_fail(formula: str) -> None:
    assert told(formula) == []


def test_what_fails_as_stated_is_said_by_the_run_alone() -> None:
    assert told("1 / (growth - 1.5%)") == []


def test_a_template_is_looked_at_with_what_is_bound_and_a_part_is_told_once() -> None:
    module = 'module m "M"\ninput x : ratio\nvariable y : ratio = 1 / x\n'
    bound = {"one": "growth", "two": "growth", "three": "fixed"}
    text = HEAD + "".join(f'use "m.sem" with (x = {own}) as {name}\n' for name, own in bound.items())
    outcome = pipeline.check_text(text, files={"m.sem": module})
    assert outcome.value is not None
    (one,) = pipeline.dangers(outcome.value)
    assert one.code == "division-can-be-by-zero"


def test_a_check_is_looked_at_and_a_test_is_not() -> None:
    text = HEAD + "check c : 1 / growth > 0\n"
    assert [one.code for one in pipeline.dangers(checked(text))] == ["division-can-be-by-zero"]
    text = HEAD + 'test "t"\n    given growth = 1%\n    expect 1 / growth = 100 within 1\n'
    assert pipeline.dangers(checked(text)) == ()


def test_intervals_have_every_value() -> None:
    """Random numbers of random intervals: what an operation gives lies in what it gives for the intervals."""
    chance = random.Random(3)
    for _ in range(3000):
        ends = [sorted(chance.uniform(-4, 4) for _ in range(2)) for _ in range(2)]
        one, two = (Interval(*own) for own in ends)
        x, y = (chance.uniform(*own) for own in ends)
        for op, value in (("+", x + y), ("-", x - y), ("*", x * y), ("/", x / y), ("^", abs(x) ** y)):
            base = Interval(0.0, max(abs(one.low), abs(one.high))) if op == "^" else one
            found = arithmetic(op, base, two)
            assert found.low - 1e-9 <= value <= found.high * (1 + 1e-9) + 1e-9, (op, one, two)
