"""The sheet PDH & PDHU, cell by cell, against arithmetic on the printed tables."""

from __future__ import annotations

import pytest

import semdsl
from tests.models import oracle_sem as oracle
from tests.models.printed_2005 import AGES, CELLS, ByAge, cells, projected_users, rate_of_use, rows
from tests.models.shown import along, number, series

FILES = {
    "II.4": "ii_04_covered_population_2005.csv",
    "II.6": "ii_06_user_population_2005.csv",
    "II.7": "ii_07_pensioners_2005.csv",
    "II.8": "ii_08_pensioner_users_2005.csv",
}
RATE_OF_II_6 = 0.748


def printed(table: str) -> ByAge:
    return cells(FILES[table], row_type="cell")


def in_2005(results: semdsl.Results, name: str) -> ByAge:
    return {(age, sex): float(results[name].at(year=2005, age=age, sex=sex)) for age, sex in CELLS}


def by_age(results: semdsl.Results, name: str) -> ByAge:
    return {(age, sex): float(results[name].at(age=age, sex=sex)) for age, sex in CELLS}


def test_the_tables_are_read_as_printed(results: semdsl.Results) -> None:
    assert by_age(results, "covered_2005") == printed("II.4")
    assert by_age(results, "pensioners_2005") == printed("II.7")


def test_each_cell_has_the_rate_of_its_group(results: semdsl.Results) -> None:
    assert by_age(results, "use_rate") == pytest.approx(
        {cell: rate_of_use(*cell) for cell in CELLS}, rel=1e-14
    )


def test_users(results: semdsl.Results) -> None:
    covered = printed("II.4")
    one_rate = {cell: covered[cell] * RATE_OF_II_6 for cell in CELLS}
    right = {cell: covered[cell] * rate_of_use(*cell) for cell in CELLS}
    assert by_age(results, "users_at_one_rate") == pytest.approx(one_rate, rel=1e-12)
    assert by_age(results, "covered_users_2005") == pytest.approx(right, rel=1e-12)
    left_out = {cell: right[cell] - one_rate[cell] for cell in CELLS}
    assert by_age(results, "users_left_out") == pytest.approx(left_out, abs=1e-6)


def test_users_of_cuadro_ii_6_and_pensioners_of_ii_8_within_a_person(results: semdsl.Results) -> None:
    assert by_age(results, "users_at_one_rate") == pytest.approx(printed("II.6"), abs=1)
    assert by_age(results, "pensioner_users_2005") == pytest.approx(printed("II.8"), abs=1)


def test_what_the_notes_say_of_the_rates(results: semdsl.Results) -> None:
    covered = printed("II.4")
    right = sum(covered[cell] * rate_of_use(*cell) for cell in CELLS)
    assert round(right) == 35_424_647
    assert round(right) - 33_630_461 == 1_794_186
    assert float(results["average_use_rate"]) == pytest.approx(right / sum(covered.values()), rel=1e-12)
    assert right / sum(covered.values()) == pytest.approx(0.788, abs=5e-4)


def test_pensioner_users(results: semdsl.Results) -> None:
    exact = {cell: people * rate_of_use(*cell) for cell, people in printed("II.7").items()}
    assert by_age(results, "pensioner_users_2005") == pytest.approx(exact, rel=1e-12)


def test_the_insured_and_their_users(results: semdsl.Results) -> None:
    covered, pensioners = printed("II.4"), printed("II.7")
    insured = {cell: covered[cell] - pensioners[cell] for cell in CELLS}
    users = {cell: people * rate_of_use(*cell) for cell, people in insured.items()}
    assert in_2005(results, "insured") == insured
    assert in_2005(results, "insured_users") == pytest.approx(users, rel=1e-12)
    projected = projected_users()
    assert in_2005(results, "users_printed") == projected
    ratio = {cell: projected[cell] / users[cell] for cell in CELLS}
    assert by_age(results, "against_insured_users") == pytest.approx(ratio, rel=1e-12)
    assert min(ratio.values()) == pytest.approx(0.95, abs=0.005)
    assert max(ratio.values()) == pytest.approx(1.04, abs=0.005)


def test_workers_and_pensioners_of_later_years(results: semdsl.Results) -> None:
    """Workers as the index of the insured; pensioners as that, over a ratio that falls from 5.1 to 1.5 in 40 years."""
    index, covered, pensioners = oracle.annual("insured_index_2006_100"), printed("II.4"), printed("II.7")
    for year in (2010, 2045, 2050):
        grown = index[year] / index[2005]
        ratio = 5.1 * (1.5 / 5.1) ** min(1.0, (year - 2005) / 40)
        for age, sex in CELLS:
            cell = {"year": year, "age": age, "sex": sex}
            workers = (covered[age, sex] - pensioners[age, sex]) * grown
            retired = pensioners[age, sex] * grown * 5.1 / ratio
            assert float(results["insured_workers"].at(**cell)) == pytest.approx(workers, rel=1e-10)
            assert float(results["pensioners"].at(**cell)) == pytest.approx(retired, rel=1e-10)
            assert float(results["covered"].at(**cell)) == pytest.approx(workers + retired, rel=1e-10)


def test_the_printed_projection_with_its_missing_and_broken_cells(results: semdsl.Results) -> None:
    users = oracle.users_printed()
    for (year, sex, age), people in users.items():
        ours = float(results["users_printed"].at(year=year, age=age, sex=sex))
        assert ours == pytest.approx(people, rel=1e-12)
    completed = {
        (int(row["year"]), row["age_group"]): float(row["value"])
        for row in rows("iii_05_projected_users_2005_2050.csv", sex="male")
    }
    sums = {year: sum(users[year, "male", age] for age in AGES) for year in oracle.YEARS}
    unexplained = {
        year: round(completed[year, "total"] - total)
        for year, total in sums.items()
        if abs(completed[year, "total"] - total) > 3
    }
    assert unexplained == {2006: -11, 2017: 12}


def test_the_survey(results: semdsl.Results) -> None:
    percent = {row["segment"]: float(row["value"]) for row in rows("ii_05_use_rates_2005.csv")}
    total = percent.pop("total")
    assert along(results, "survey_rate") == pytest.approx(
        {group: rate / 100 for group, rate in percent.items()}
    )
    assert number(results, "survey_total") == pytest.approx(total / 100)


def test_the_projection_is_read_as_printed_where_it_can_be_read(results: semdsl.Results) -> None:
    """46 × 17 of both sexes; of men all but 75-79 from 2032 on and 80 and over from 2026 on."""
    figures = {
        (int(row["year"]), row["sex"], row["age_group"]): float(row["value"])
        for row in rows("iii_05_projected_users_2005_2050.csv")
    }
    both, men = results["total_printed"].values, results["men_printed"].values
    unread = set()
    for place, year in enumerate(oracle.YEARS):
        for other, age in enumerate(AGES):
            assert both[place, other] == figures[year, "total", age]
            if (year, "male", age) in figures:
                assert men[place, other] == figures[year, "male", age]
            else:
                unread.add((year, age))
    assert unread == {(t, "75-79") for t in range(2032, 2051)} | {(t, "80+") for t in range(2026, 2051)}
    sums = {year: figures[year, "male", "total"] for year in oracle.YEARS}
    assert series(results, "men_printed_total") == sums
    old = {t: sums[t] - sum(figures[t, "male", age] for age in AGES if age < "75") for t in oracle.YEARS}
    assert series(results, "men_over_75") == old
    for year in range(2026, 2051):
        found = along(results, "men_printed", year=year)
        assert found["75-79"] + found["80+"] == pytest.approx(old[year], rel=1e-12)


def test_how_the_old_men_are_divided(results: semdsl.Results) -> None:
    """In each age group as many men of its people as in 2031, and no more men in all than there are."""
    users = oracle.users_printed()
    both = {
        (int(row["year"]), row["age_group"]): float(row["value"])
        for row in rows("iii_05_projected_users_2005_2050.csv", sex="total")
    }
    men = {age: users[2031, "male", age] / both[2031, age] for age in AGES}  # 2031 has no broken cell
    assert along(results, "men_share_2031") == pytest.approx(men, rel=1e-12)
    for year in oracle.YEARS:
        weight = {age: both[year, age] * men[age] if age >= "75" else 0.0 for age in AGES}
        share = {age: each / sum(weight.values()) for age, each in weight.items()}
        assert along(results, "men_over_75_share", year=year) == pytest.approx(share, rel=1e-12)


def test_the_corrections_are_those_of_the_file_that_names_the_cells(results: semdsl.Results) -> None:
    """What is proposed less what is printed, in eight cells; the sums of those years then hold."""
    found = {"total": results["total_correction"], "male": results["men_correction"]}
    mended = [row for row in rows("iii_05_suspect_cells.csv") if row["proposed"]]
    assert len(mended) == 8
    for row in mended:
        change = float(row["proposed"]) - float(row["printed"])
        ours = number(results, _correction(row["sex"]), year=int(row["year"]), age=row["age_group"])
        assert ours == change == float(row["total_minus_sum"])
    assert sum(int((each.values != 0).sum()) for each in found.values()) == 8


def _correction(sex: str) -> str:
    return {"total": "total_correction", "male": "men_correction"}[sex]


def test_both_formulas_of_each_segment(model: semdsl.Model) -> None:
    """§2.2.4 with a number of its own for each segment: what is subtracted and what is added give the same."""
    zero_by_default = {
        "voluntary_insured": 1, "family_insured": 2, "families_of_insured": 4, "work_injured": 8,
        "disability_73": 16, "work_injury_73": 32, "old_age_73": 64, "widows_73": 128, "orphans_73": 256,
        "parents_73": 512,
        "disability_97": 1024, "work_injury_97": 2048, "old_age_97": 4096, "widows_97": 8192, "orphans_97": 16384,
        "parents_97": 32768,
    }  # fmt: skip
    workers = printed("II.4")["40-44", "male"] - printed("II.7")["40-44", "male"]
    of_pensions = printed("II.7")["40-44", "male"] + 65536 - 16
    insured = workers + 1 + 4 - 8
    expected = {
        "covered": workers + 1 + 2 + 4 + of_pensions,
        "insured": insured,
        "insured_by_sum": insured,
        "insured_with_injured": insured + 8,
        "insured_with_injured_by_sum": insured + 8,
        "pensioners": of_pensions,
        "pensioners_by_subtraction": of_pensions,
    }
    found = model.run(set=zero_by_default, only=list(expected))
    cell = {"year": 2005, "age": "40-44", "sex": "male"}
    assert {name: float(found[name].at(**cell)) for name in expected} == expected
