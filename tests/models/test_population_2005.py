"""Covered persons, users and pensioners of 2005, cell by cell, against arithmetic on the printed tables."""

from __future__ import annotations

from pathlib import Path

import pytest

import semdsl
from tests.models.printed_2005 import AGES, CELLS, SEXES, ByAge, cells, projected_users, rate_of_use, rows

MODEL = Path(__file__).parents[2] / "models" / "population_2005.sem"
FILES = {
    "II.4": "ii_04_covered_population_2005.csv",
    "II.6": "ii_06_user_population_2005.csv",
    "II.7": "ii_07_pensioners_2005.csv",
    "II.8": "ii_08_pensioner_users_2005.csv",
}
RATE_OF_II_6 = 0.748


@pytest.fixture(scope="module")
def model() -> semdsl.Model:
    return semdsl.load(MODEL)


@pytest.fixture(scope="module")
def results(model: semdsl.Model) -> semdsl.Results:
    return model.test()


def printed(table: str) -> ByAge:
    return cells(FILES[table], row_type="cell")


def by_age(results: semdsl.Results, name: str) -> ByAge:
    return {(age, sex): float(results[name].at(age=age, sex=sex)) for age, sex in CELLS}


def test_nothing_is_found_in_it(model: semdsl.Model) -> None:
    assert model.findings == ()


def test_its_checks_expectations_and_tests_hold(results: semdsl.Results) -> None:
    assert [verdict for verdict in results.verdicts if not verdict.passed] == []
    assert [test for test in results.tests if not test.passed] == []
    assert len(results.verdicts) == 19


def test_the_tables_are_read_as_printed(results: semdsl.Results) -> None:
    assert by_age(results, "covered") == printed("II.4")
    assert by_age(results, "pensioners") == printed("II.7")


def test_each_cell_has_the_rate_of_its_group(results: semdsl.Results) -> None:
    assert by_age(results, "use_rate") == pytest.approx(
        {cell: rate_of_use(*cell) for cell in CELLS}, rel=1e-14
    )


def test_users(results: semdsl.Results) -> None:
    covered = printed("II.4")
    one_rate = {cell: covered[cell] * RATE_OF_II_6 for cell in CELLS}
    right = {cell: covered[cell] * rate_of_use(*cell) for cell in CELLS}
    assert by_age(results, "users_at_one_rate") == pytest.approx(one_rate, rel=1e-12)
    assert by_age(results, "users") == pytest.approx(right, rel=1e-12)
    left_out = {cell: right[cell] - one_rate[cell] for cell in CELLS}
    assert by_age(results, "users_left_out") == pytest.approx(left_out, abs=1e-6)


def test_users_of_cuadro_ii_6_and_pensioners_of_ii_8_within_a_person(results: semdsl.Results) -> None:
    assert by_age(results, "users_at_one_rate") == pytest.approx(printed("II.6"), abs=1)
    assert by_age(results, "pensioner_users") == pytest.approx(printed("II.8"), abs=1)


def test_what_the_notes_say_of_the_rates(results: semdsl.Results) -> None:
    covered = printed("II.4")
    right = sum(covered[cell] * rate_of_use(*cell) for cell in CELLS)
    assert round(right) == 35_424_647
    assert round(right) - 33_630_461 == 1_794_186
    assert float(results["average_use_rate"]) == pytest.approx(right / sum(covered.values()), rel=1e-12)
    assert right / sum(covered.values()) == pytest.approx(0.788, abs=5e-4)


def test_pensioner_users(results: semdsl.Results) -> None:
    exact = {cell: people * rate_of_use(*cell) for cell, people in printed("II.7").items()}
    assert by_age(results, "pensioner_users") == pytest.approx(exact, rel=1e-12)


def test_the_insured_and_their_users(results: semdsl.Results) -> None:
    covered, pensioners = printed("II.4"), printed("II.7")
    insured = {cell: covered[cell] - pensioners[cell] for cell in CELLS}
    users = {cell: people * rate_of_use(*cell) for cell, people in insured.items()}
    assert by_age(results, "insured") == insured
    assert by_age(results, "insured_users") == pytest.approx(users, rel=1e-12)
    projected = projected_users()
    assert by_age(results, "projected_users") == projected
    ratio = {cell: projected[cell] / users[cell] for cell in CELLS}
    assert by_age(results, "against_insured_users") == pytest.approx(ratio, rel=1e-12)
    assert min(ratio.values()) == pytest.approx(0.95, abs=0.005)
    assert max(ratio.values()) == pytest.approx(1.04, abs=0.005)


@pytest.mark.parametrize(
    ("name", "cells_of"),
    [
        ("ii_4", "covered"),
        ("ii_6", "users_at_one_rate"),
        ("ii_6_right", "users"),
        ("ii_6_difference", "users_left_out"),
        ("ii_7", "pensioners"),
        ("ii_8", "pensioner_users"),
    ],
)
def test_columns_and_totals(results: semdsl.Results, name: str, cells_of: str) -> None:
    people = by_age(results, cells_of)
    columns = {sex: {age: people[age, sex] for age in AGES} for sex in SEXES}
    columns["total"] = {age: people[age, "male"] + people[age, "female"] for age in AGES}
    for column, expected in columns.items():
        shown = {age: float(results[name].at(age=age, column=column)) for age in AGES}
        assert shown == pytest.approx(expected, rel=1e-12, abs=1e-6)
        total = float(results[f"{name}_total"].at(column=column))
        assert total == pytest.approx(sum(expected.values()), rel=1e-12)


def test_both_formulas_of_each_segment() -> None:
    """§2.2.4 with a number of its own for each segment: what is subtracted and what is added give the same."""
    pensions = "PSIV73 PSRT73 PSRCV73 PVI73 POR73 PAS73 PSIV97 PSRT97 PVC97 PVI97 POR97 PAS97 FP".split()
    names = ["AT", "ASF", "ASSFAM", *pensions, "FA", "ART"]
    people = {name: 2.0**at for at, name in enumerate(names)}
    results = semdsl.load(MODEL).run()

    def total(coefficients: str) -> float:
        return sum(float(results[coefficients].at(segment=name)) * people[name] for name in names)

    covered = sum(people.values()) - people["ART"]
    of_pensioners = sum(people[name] for name in pensions)
    insured = covered - people["ASSFAM"] - of_pensioners - people["ART"]
    assert total("in_covered") == covered
    assert total("insured_by_subtraction") == total("insured_by_sum") == insured
    assert total("pensioners_by_subtraction") == total("pensioners_by_sum") == of_pensioners


def test_the_reshaped_files_are_the_printed_ones() -> None:
    """`both_sexes_2005.csv` has the column of both sexes of four tables, without its total."""
    expected = [
        {"table": table, "age": row["age_group"], "value": row["value"]}
        for table, name in FILES.items()
        for row in rows(name, sex="total")
        if row["age_group"] != "total"
    ]
    assert rows("both_sexes_2005.csv") == expected
