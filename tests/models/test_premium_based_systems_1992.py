"""The table of 1992 against plain arithmetic on its file, and the errors of the source as they are."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import semdsl

MODEL = Path(__file__).parents[2] / "models" / "premium_based_systems_1992.sem"
INSTITUTIONS = ("IMSS", "ISSSTE", "PEMEX", "SDN", "SM")
LEVELS = {
    "clinic": "primary_care_clinics",
    "general": "general_hospitals",
    "specialized": "specialized_hospitals",
}
PROFESSIONS = {"doctors": "medical_doctors", "paramedics": "paramedics", "nurses": "nursing_staff"}


def printed() -> dict[str, dict[str, int]]:
    """Figure by measure and institution."""
    found: dict[str, dict[str, int]] = {}
    path = MODEL.parent / "data" / "y1992_premium_based_health_system.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["measure"], {})[row["institution"]] = int(row["value"])
    return found


@pytest.fixture(scope="module")
def results() -> semdsl.Results:
    return semdsl.load(MODEL).run()


def test_the_file_is_the_printed_table() -> None:
    """Row sums, added by hand from the print, so that a changed figure is noticed."""
    sums = {measure: sum(row.values()) for measure, row in printed().items()}
    assert sums == {
        "people_covered": 47_700_000,
        "primary_care_clinics": 3_030,
        "general_hospitals": 366,
        "specialized_hospitals": 47,
        "total_medical_units": 3_453,
        "hospital_beds_excl_day_beds": 39_181,
        "medical_doctors": 62_784,
        "paramedics": 115_174,
        "nursing_staff": 90_401,
    }


def test_its_checks_and_expectations_hold_and_nothing_is_found_in_it(results: semdsl.Results) -> None:
    assert semdsl.check(MODEL) == ()
    assert results.passed
    names = {verdict.name for verdict in results.verdicts}
    assert {"totals", "pemex_total", "sdn_repeated", "totals_add_up"} <= names


@pytest.mark.parametrize("institution", INSTITUTIONS)
def test_units_rates_and_shares_of_an_institution(results: semdsl.Results, institution: str) -> None:
    table = printed()
    people = table["people_covered"][institution]

    def of(name: str, **cell: str) -> float:
        return float(results[name].at(institution=institution, **cell))

    for level, measure in LEVELS.items():
        count, whole = table[measure][institution], sum(table[measure].values())
        assert of("facilities_by_level", level=level) == count
        assert of("facilities_rate", level=level) == pytest.approx(count / (people / 1000))
        assert of("facilities_share", level=level) == pytest.approx(count / whole)
    for profession, measure in PROFESSIONS.items():
        count, whole = table[measure][institution], sum(table[measure].values())
        assert of("staff", profession=profession) == count
        assert of("staff_rate", profession=profession) == pytest.approx(count / (people / 1000))
        assert of("staff_share", profession=profession) == pytest.approx(count / whole)
    beds = table["hospital_beds_excl_day_beds"]
    hospitals = table["general_hospitals"][institution] + table["specialized_hospitals"][institution]
    doctors, nurses = table["medical_doctors"][institution], table["nursing_staff"][institution]
    assert of("hospitals") == hospitals
    assert of("beds_rate") == pytest.approx(beds[institution] / (people / 1000))
    assert of("beds_share") == pytest.approx(beds[institution] / sum(beds.values()))
    assert of("beds_per_hospital") == pytest.approx(beds[institution] / hospitals)
    assert of("nurses_per_doctor") == pytest.approx(nurses / doctors)
    assert of("covered_share") == pytest.approx(people / sum(table["people_covered"].values()))


def test_the_five_together(results: semdsl.Results) -> None:
    table = printed()
    thousands = sum(table["people_covered"].values()) / 1000
    beds = sum(table["hospital_beds_excl_day_beds"].values())
    assert float(results["all_covered"]) == 47_700_000
    assert float(results["all_beds_rate"]) == pytest.approx(beds / thousands)
    for profession, measure in PROFESSIONS.items():
        rate = sum(table[measure].values()) / thousands
        assert float(results["all_staff_rate"].at(profession=profession)) == pytest.approx(rate)


def test_the_errors_of_the_source_are_shown(results: semdsl.Results) -> None:
    table = printed()
    for institution in INSTITUTIONS:
        parts = sum(table[measure][institution] for measure in LEVELS.values())
        difference = table["total_medical_units"][institution] - parts
        assert float(results["unexplained_facilities"].at(institution=institution)) == difference
        assert difference == (10 if institution == "ISSSTE" else 0)
        repeated = table["paramedics"][institution] == table["nursing_staff"][institution]
        assert repeated == (institution == "SDN")
    assert float(results["facilities"].at(institution="PEMEX")) == pytest.approx(1.91 * 100)


def test_the_country_that_the_text_implies(results: semdsl.Results) -> None:
    """31% of the hospitals and nearly 40% of the beds are those of the IMSS: 260 and 27,603."""
    assert float(results["country_hospitals"]) == pytest.approx(260 / 0.31)
    assert float(results["country_beds"]) == pytest.approx(27_603 / 0.4)


def test_a_changed_figure_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    name = "y1992_premium_based_health_system.csv"
    text = (MODEL.parent / "data" / name).read_text(encoding="utf-8")
    assert text.count(",1180\n") == 1
    (folder / name).write_text(text.replace(",1180\n", ",1170\n"), encoding="utf-8")
    model = tmp_path / MODEL.name
    model.write_text(MODEL.read_text(encoding="utf-8"), encoding="utf-8")
    failed = [verdict.name for verdict in semdsl.load(model).run().verdicts if not verdict.passed]
    assert failed == ["totals"]
