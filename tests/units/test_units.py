"""Units: products of powers, parsed from what an author writes."""

from __future__ import annotations

import pytest

from semdsl.units.algebra import ANY, RATIO, TRUTH, UNKNOWN, Unit, base, is_amount
from semdsl.units.parse import COUNTED, UnknownUnit, parse_unit


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("MXN", "MXN"),
        ("ratio", "ratio"),
        ("MXN/MXN", "ratio"),
        ("MXN(2005)/person/day", "MXN(2005)/day/person"),
        ("1/year", "1/year"),
        ("person*day", "day*person"),
        ("MXN^2/person", "MXN^2/person"),
        ("MXN/MXN(2005)", "MXN/MXN(2005)"),
    ],
)
def test_units_are_read_and_shown(text: str, shown: str) -> None:
    assert str(parse_unit(text, {})) == shown


@pytest.mark.parametrize(
    "text", ["peso", "MNX", "persons", "MXN(05)", "MXN//day", "MXN/", "", "3", "day(2005)"]
)
def test_what_is_no_unit_is_refused(text: str) -> None:
    with pytest.raises(UnknownUnit):
        parse_unit(text, {})


def test_constant_and_current_money_do_not_fit() -> None:
    constant, current = parse_unit("MXN(2005)", {}), parse_unit("MXN", {})
    assert not constant.fits(current)
    assert constant * parse_unit("MXN/MXN(2005)", {}) == current


def test_declared_units_come_first() -> None:
    assert parse_unit("visit/person", {"visit": base("visit")}) == base("visit") / base("person")


def test_wages_times_people_times_days_is_money() -> None:
    wage = parse_unit("MXN(2005)/person/day", {})
    assert wage * base("person") * base("day") == parse_unit("MXN(2005)", {})


@pytest.mark.parametrize("unit", [RATIO, base("MXN"), UNKNOWN])
def test_zero_fits_any_unit(unit: Unit) -> None:
    assert ANY.fits(unit)
    assert unit.fits(ANY)


def test_an_unknown_unit_fits_everything_and_a_condition_nothing_else() -> None:
    assert UNKNOWN.fits(base("MXN"))
    assert UNKNOWN.fits(TRUTH)
    assert not TRUTH.fits(RATIO)
    assert not TRUTH.fits(ANY)


@pytest.mark.parametrize(
    ("unit", "amount"),
    [
        ("MXN", True),
        ("MXN(2005)/person", True),
        ("person/MXN", False),
        ("person", False),
        ("MXN^2", False),
        ("MXN*person", False),
        ("MXN/MXN(2005)", False),
    ],
)
def test_an_amount_is_money_or_money_per_something(unit: str, amount: bool) -> None:
    assert is_amount(parse_unit(unit, {}), COUNTED) is amount


def test_roots_and_powers_undo_each_other() -> None:
    assert (parse_unit("MXN^2", {}) ** 3) == parse_unit("MXN^6", {})


def test_all_parts_that_are_no_units_are_told() -> None:
    with pytest.raises(UnknownUnit) as refused:
        parse_unit("MXN/persona/año^2/persona", {})
    assert refused.value.parts == ("persona", "año")
