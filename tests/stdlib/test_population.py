"""Both ways to project a population, against walking every group of people forward by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

import semdsl

YEARS = range(2020, 2033)
AGES = range(60, 70)
SEXES = ("male", "female")

TEXT = """\
model closed "Ejemplo cerrado"
    language es

use std.population.by_age with (age = age, initial = initial, permanence = permanence, entrants = entrants,
    entrant_permanence = {entrant_permanence}, last_age_open = {last_age_open}) as recursion
use std.population.generations with (age = age, generation = generation, initial = initial,
    permanence = permanence, entrants = entrants,
    entrant_permanence = {entrant_permanence}, last_age_open = {last_age_open}) as separate

time year = 2020..2032
axis age = 60 to 69
axis sex = male, female
axis generation = year by {width} from {first}

assumption initial[age, sex] : person
    source "prueba"
    = 10 person * (age - 50)  for male
    = 7 person * (80 - age)   for female

assumption permanence[year, age, sex] : ratio
    source "prueba"
    = 1 - 0.01 * (age - 58) - 0.002 * (year - 2020)  for male
    = 1 - 0.008 * (age - 59)                         for female

assumption entrants[year, age, sex] : person
    source "prueba"
    = 3 person * (year - 2015) + 2 person * (age - 60)  for age <= 63
    = 5 person                                          for age = 69
    = 0                                                 otherwise

check the_same "Los dos métodos dan lo mismo en cada celda" : recursion.people = separate.people within 1e-9 person
"""

Cells = Mapping[tuple[int, int, int, str], float]


def initial(age: int, sex: str) -> float:
    return 10.0 * (age - 50) if sex == "male" else 7.0 * (80 - age)


def permanence(year: int, age: int, sex: str) -> float:
    return 1 - 0.01 * (age - 58) - 0.002 * (year - 2020) if sex == "male" else 1 - 0.008 * (age - 59)


def entrants(year: int, age: int) -> float:
    if age <= 63:
        return 3.0 * (year - 2015) + 2.0 * (age - 60)
    return 5.0 if age == 69 else 0.0


def walked(entrant_permanence: float, last_age_open: int) -> Cells:
    """People by year of entry (2020: there from the start), year, age and sex, every group followed to its end."""
    found: defaultdict[tuple[int, int, int, str], float] = defaultdict(float)
    for sex in SEXES:
        for entry in YEARS:
            for entry_age in AGES:
                age, people = entry_age, initial(entry_age, sex)
                if entry > 2020:
                    people = entrants(entry, entry_age) * entrant_permanence
                for year in range(entry, 2033):
                    found[entry, year, age, sex] += people
                    people *= permanence(year + 1, age, sex)
                    age += 1
                    if age > 69:
                        age, people = 69, people * last_age_open
    return found


def result(folder: Path, text: str) -> semdsl.Results:
    path = folder / "closed.sem"
    path.write_text(text, encoding="utf-8")
    return semdsl.load(path).run()


def example(
    folder: Path, *, open_group: int = 0, part: float = 1.0, width: int = 1, first: int = 2021
) -> semdsl.Results:
    return result(
        folder, TEXT.format(entrant_permanence=part, last_age_open=open_group, width=width, first=first)
    )


@pytest.mark.parametrize("part", [1.0, 0.975])
@pytest.mark.parametrize("open_group", [0, 1])
def test_both_methods_give_every_group_of_people_followed_by_itself(
    tmp_path: Path, open_group: int, part: float
) -> None:
    results = example(tmp_path, open_group=open_group, part=part)
    assert results.passed, results.verdicts
    groups = walked(part, open_group)
    for year in YEARS:
        for sex in SEXES:
            everyone = 0.0
            for age in AGES:
                old, *new = (groups.get((entry, year, age, sex), 0.0) for entry in YEARS)
                cell = {"year": year, "age": age, "sex": sex}
                assert float(results["recursion.people"].at(**cell)) == pytest.approx(old + sum(new))
                assert float(results["separate.people"].at(**cell)) == pytest.approx(old + sum(new))
                assert float(results["separate.initial_generation"].at(**cell)) == pytest.approx(old)
                assert float(results["separate.new_generations"].at(**cell)) == pytest.approx(sum(new))
                everyone += old + sum(new)
            assert float(results["recursion.total"].at(year=year, sex=sex)) == pytest.approx(everyone)
            assert float(results["separate.total"].at(year=year, sex=sex)) == pytest.approx(everyone)


@pytest.mark.parametrize("width", [1, 5])
def test_a_generation_is_whoever_entered_in_its_years(tmp_path: Path, width: int) -> None:
    results = example(tmp_path, width=width)
    assert results.passed, results.verdicts
    groups = walked(1.0, 0)
    for first in range(2021, 2033, width):
        last = min(first + width - 1, 2032)
        label = str(first) if first == last else f"{first}-{last}"
        for year in YEARS:
            for age in AGES:
                entered = range(first, last + 1)
                expected = sum(groups.get((entry, year, age, "male"), 0.0) for entry in entered)
                cell = {"generation": label, "year": year, "age": age, "sex": "male"}
                assert float(results["separate.new_generation"].at(**cell)) == pytest.approx(expected)


def test_in_the_end_all_are_of_the_new_generations(tmp_path: Path) -> None:
    share = example(tmp_path)["separate.new_share"]
    groups = walked(1.0, 0)
    for year in YEARS:
        new = sum(
            n for (entry, at, _, sex), n in groups.items() if entry > 2020 and at == year and sex == "male"
        )
        old = sum(
            n for (entry, at, _, sex), n in groups.items() if entry == 2020 and at == year and sex == "male"
        )
        assert float(share.at(year=year, sex="male")) == pytest.approx(new / (new + old))
    assert float(share.at(year=2030, sex="female")) == 1


def test_leavers_are_those_who_do_not_stay_or_outlive_the_last_age(tmp_path: Path) -> None:
    results = example(tmp_path)
    for year in YEARS[1:]:
        expected = 0.0
        for (_, at, age, sex), people in walked(1.0, 0).items():
            if at == year - 1 and sex == "female":
                expected += people * (1.0 if age == 69 else 1 - permanence(year, age, sex))
        assert float(results["recursion.leavers"].at(year=year, sex="female")) == pytest.approx(expected)


def test_entrants_before_the_first_generation_are_noticed(tmp_path: Path) -> None:
    verdicts = {verdict.name: verdict.passed for verdict in example(tmp_path, first=2022).verdicts}
    assert not verdicts["separate.everyone_has_a_generation"]
    assert not verdicts["the_same"]


STATIONARY = """\
model stationary "Población estacionaria"
    language es

use std.population.by_age with (age = age, initial = living, permanence = stay, last_age_open = 1,
    years_per_step = 5, entrants = births) as recursion
use std.population.generations with (age = age, generation = generation, initial = living, permanence = stay,
    last_age_open = 1, years_per_step = 5, entrants = births) as separate

time year = 2020..2040
axis age = 00-04 to 20+ by 5
axis generation = year by 1 from 2021

assumption stay[age] : ratio
    source "prueba"
    = 0.8   otherwise
    = 0.25  for "20+"

assumption births[age] : person
    source "prueba"
    = 1_000 person  for "00-04"
    = 0             otherwise

assumption living[age] : person
    source "1,000 · 0.8^k, y en el grupo abierto 1,000 · 0.8^4 / (1 - 0.25)"
    = 1_000 person * 0.8^(age / 5)  for age < 20
    = 409.6 person / 0.75           for "20+"
"""


def test_a_stationary_population_stays_as_it_is(tmp_path: Path) -> None:
    results = result(tmp_path, STATIONARY)
    assert results.passed, results.verdicts
    living = {"00-04": 1000.0, "05-09": 800.0, "10-14": 640.0, "15-19": 512.0, "20+": 409.6 / 0.75}
    for year in range(2020, 2041):
        for age, people in living.items():
            assert float(results["recursion.people"].at(year=year, age=age)) == pytest.approx(people)
            assert float(results["separate.people"].at(year=year, age=age)) == pytest.approx(people)
    assert float(results["recursion.leavers"].at(year=2030)) == pytest.approx(1000)


RETIREMENT = """\
model retirement "Activos que se pensionan"
    language es

use std.population.by_age with (age = age, initial = if age < 65 then initial else 0, permanence = stays_active,
    last_age_open = 0, entrants = entrants) as active
use std.population.by_age with (age = age, initial = if age < 65 then 0 else initial, permanence = lives,
    last_age_open = 0, entrants = retiring) as retired
use std.population.by_age with (age = age, initial = initial, permanence = lives,
    last_age_open = 0, entrants = entrants) as everyone

time year = 2020..2032
axis age = 60 to 69

assumption initial[age] : person = 500
    source "prueba"

assumption lives[age] : ratio = 1 - 0.01 * (age - 55)
    source "prueba"

assumption entrants[age] : person
    source "prueba"
    = 40 person  for age < 65
    = 0          otherwise

variable stays_active[age] : ratio
    = 0      for age >= 64
    = lives  otherwise

population retiring[year, age] : person
    = active.people[year-1, age-1] * lives[age-1]  for year >= 2021 and age = 65
    = 0                                            otherwise

check nobody_is_lost "Activos y pensionados son todos" : active.people + retired.people = everyone.people
check who_retires "Se pensiona quien cumple 65" : retiring = everyone.people for year >= 2021 and age = 65
"""


def test_those_who_leave_one_population_may_enter_another(tmp_path: Path) -> None:
    results = result(tmp_path, RETIREMENT)
    assert results.passed, results.verdicts
    assert float(results["retired.people"].at(year=2021, age=65)) == pytest.approx(500 * 0.91)
    assert float(results["retired.people"].at(year=2022, age=66)) == pytest.approx(500 * 0.91 * 0.90)


def test_bands_of_five_years_do_not_step_with_single_years(tmp_path: Path) -> None:
    by_years = STATIONARY.replace("years_per_step = 5, ", "")
    verdicts = {verdict.name: verdict.passed for verdict in result(tmp_path, by_years).verdicts}
    assert not verdicts["recursion.ages_step_with_time"]
    assert not verdicts["separate.ages_step_with_time"]
    assert all(passed for name, passed in verdicts.items() if not name.endswith("ages_step_with_time"))


@pytest.mark.parametrize("method", ["recursion", "separate"])
def test_whether_the_last_age_is_open_must_be_said(tmp_path: Path, method: str) -> None:
    uses = STATIONARY.split("use ")
    at = next(number for number, use in enumerate(uses) if f") as {method}" in use)
    uses[at] = uses[at].replace("last_age_open = 1,", "")
    path = tmp_path / "unsaid.sem"
    path.write_text("use ".join(uses), encoding="utf-8")
    with pytest.raises(semdsl.ModelError, match="the input `last_age_open` is not bound"):
        semdsl.load(path)
