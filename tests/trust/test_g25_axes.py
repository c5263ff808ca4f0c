"""G25: a cell beyond an axis is never another cell of it: nothing wraps around, is rounded, or lines up by place."""

from __future__ import annotations

import pytest

from tests.trust.gate import Gate
from tests.trust.running import errors, ran, values

GATE = Gate(
    "G25",
    "A place off an axis is an error: it never wraps around, is rounded, or lines up by position",
    "{cases} cases, all errors",
    {"cases": 60},
)

MODEL = """\
model axes

time year = 2025..2030
axis age = 60 to 65
axis band = 00-04 to 10+ by 5
axis sex = male, female
axis kind = alpha, beta
axis step = year by 2 from 2026

table q[age] : ratio
    from "q.csv"
    source "made up"
table by_sex[sex] : ratio
    from "by_sex.csv"
    source "made up"
table wages[year] : ratio
    from "wages.csv"
    source "made up"

parameter bands[band] : ratio = 1 source "made up"
parameter by_kind[kind] : ratio
    source "made up"
    = 1  for alpha
    = 2  for beta
parameter by_step[step] : ratio = 1 source "made up"
parameter one : ratio = 1 source "made up"
"""
FILES = {
    "q.csv": "age,value\n60,0.1\n61,0.2\n62,0.3\n63,0.4\n64,0.5\n65,1\n",
    "by_sex.csv": "sex,value\nmale,1\nfemale,2\n",
    "wages.csv": "year,value\n2025,1\n2026,2\n2027,3\n2028,4\n2029,5\n2030,6\n",
}

# What is written, and the code of what is said. Those that only a run can know look their place up.
CASES = {
    # one before the first, one after the last
    "variable x[age] : ratio = q[age-1]": "beyond-axis",
    "variable x[age] : ratio = q[age+1]": "beyond-axis",
    "variable x[age] : ratio = q[age-2]  for age >= 61\n    = 0 otherwise": "beyond-axis",
    "variable x[age] : ratio = q[age+2]  for age <= 64\n    = 0 otherwise": "beyond-axis",
    "variable x[year] : ratio = wages[year-1]": "beyond-axis",
    "variable x[year] : ratio = wages[year+1]": "beyond-axis",
    "variable x[year] : ratio = if year > 2025 then wages[year-1] else 0": "beyond-axis",
    "variable x[band] : ratio = bands[band-1]": "beyond-axis",
    "variable x[band] : ratio = bands[band+1]": "beyond-axis",
    "variable x[step] : ratio = by_step[step-1]": "beyond-axis",
    "variable x[step] : ratio = by_step[step+1]": "beyond-axis",
    "variable x[year] : ratio = sum(q[age-1] over age)": "beyond-axis",
    "variable x[year] : ratio = sum(q[age+1] over age)": "beyond-axis",
    "variable x[year] : ratio = cumulative sum(wages[year-1] over year)": "beyond-axis",
    "variable x[step] : ratio = wages[first of step - 2]": "beyond-axis",
    "variable x[step] : ratio = wages[last of step + 1]": "beyond-axis",
    "variable x : ratio = wages[first of year - 1]": "",
    "variable x : ratio = wages[last of year + 1]": "",
    # beyond, as a label
    "variable x : ratio = q[59]": "unknown-label",
    "variable x : ratio = q[66]": "unknown-label",
    "variable x : ratio = q[-1]": "",
    "variable x : ratio = q[0]": "unknown-label",
    "variable x : ratio = q[age = -1]": "unknown-label",
    "variable x : ratio = wages[2024]": "unknown-label",
    "variable x : ratio = wages[2031]": "unknown-label",
    "variable x : ratio = q[60.5]": "",
    "variable x : ratio = q[age = 60.5]": "unknown-label",
    "variable x : ratio = wages[year = 2025.5]": "unknown-label",
    "variable x : ratio = by_sex[0]": "unknown-label",
    "variable x : ratio = by_sex[1]": "unknown-label",
    "variable x : ratio = by_sex[-1]": "",
    "variable x : ratio = by_sex[alpha]": "unknown-label",
    "variable x : ratio = by_sex[sex = males]": "unknown-label",
    # beyond, as a number that a run finds
    "variable x : ratio = q[age = 59 * one]": "outside-axis",
    "variable x : ratio = q[age = 66 * one]": "outside-axis",
    "variable x : ratio = q[age = -1 * one]": "outside-axis",
    "variable x : ratio = q[age = 0 * one]": "outside-axis",
    "variable x : ratio = q[age = 60.999999999 * one]": "outside-axis",
    "variable x : ratio = q[age = 61 * (1 + 1e-12 * one)]": "outside-axis",
    "variable x : ratio = q[age = 1e300 * one]": "outside-axis",
    "variable x : ratio = wages[year = 2024 * one]": "outside-axis",
    "variable x : ratio = wages[year = 2031 * one]": "outside-axis",
    "variable x : ratio = bands[band = -0.001 * one]": "outside-axis",
    "variable x[year] : ratio = q[age = year - 1964]": "outside-axis",
    "variable x[age] : ratio = q[age = 2 * age - 60]": "outside-axis",
    "variable x : ratio = first(year where wages > 6)": "never-true",
    # axes of one length are not one another
    "variable x[year] : ratio = q": "axis-not-declared",
    "variable x[age] : ratio = wages": "axis-not-declared",
    "variable x[sex] : ratio = by_kind": "axis-not-declared",
    "variable x[kind] : ratio = by_sex": "axis-not-declared",
    "variable x[sex] : ratio = by_sex + by_kind": "axis-not-declared",
    "variable x[year] : ratio = wages * q": "axis-not-declared",
    "variable x : ratio = sum(wages * q over year)": "axis-not-declared",
    "variable x[year] : ratio = wages[age]": "",
    "variable x[year] : ratio = sum(wages over age)": "",
    "variable x[sex] : ratio = by_sex[sex = kind]": "",
    # an axis too few
    "variable x : ratio = q": "axis-not-declared",
    "variable x : ratio = wages + by_sex": "axis-not-declared",
    "variable x[year] : ratio = wages + sum(1 over sex) * by_sex": "axis-not-declared",
    "variable x : ratio = mean(by_kind over sex)": "",
    "variable x[step] : ratio = wages": "axis-not-declared",
    "variable x[year] : ratio = by_step": "",
    # selections
    "variable x[age] : ratio = 1  for age = 66\n    = 0 otherwise": "",
    "variable x[age] : ratio = 1  for 59\n    = 0 otherwise": "unknown-label",
    "variable x[age] : ratio = 1  for age <= 64": "gap",
    "variable x[age] : ratio = 1  for age <= 63\n    = 0  for age >= 63": "overlap",
    "variable x[age] : ratio = 1  for 66..70\n    = 0 otherwise": "",
    "variable x[sex] : ratio = 1  for sex < female\n    = 0 otherwise": "",
}
FAULTS_OF_FILES = {
    "an age too low": ("q.csv", "60,0.1", "59,0.1"),
    "an age too high": ("q.csv", "65,1", "66,1"),
    "an age below 0": ("q.csv", "60,0.1", "-1,0.1"),
    "an age with a fraction": ("q.csv", "61,", "61.5,"),
    "the last age missing": ("q.csv", "65,1\n", ""),
    "the first age missing": ("q.csv", "60,0.1\n", ""),
    "an age twice": ("q.csv", "61,0.2", "60,0.2"),
    "labels of another axis": ("by_sex.csv", "male,1\nfemale,2", "alpha,1\nbeta,2"),
    "the column of another axis": ("by_sex.csv", "sex,", "kind,"),
    "years of another file": ("wages.csv", FILES["wages.csv"], FILES["q.csv"].replace("age", "year")),
}


@pytest.mark.parametrize("written", CASES)
def test_a_place_off_its_axis_is_an_error(written: str, count) -> None:
    (found, *_) = errors(ran(f"{MODEL}\n{written}\n", FILES))
    assert not CASES[written] or found.code == CASES[written], f"{found.code}: {found.message}"
    assert found.help
    assert found.labels
    count(cases=1)


@pytest.mark.parametrize("name", FAULTS_OF_FILES)
def test_a_file_with_other_members_is_an_error(name: str, count) -> None:
    file, old, new = FAULTS_OF_FILES[name]
    assert old in FILES[file]
    (found, *_) = errors(ran(MODEL, {**FILES, file: FILES[file].replace(old, new)}))
    assert found.labels
    count(cases=1)


@pytest.mark.parametrize(
    "setting",
    [
        "q[66]=1",
        "q[59]=1",
        "q[-1]=1",
        "wages[2024]=1",
        "q=wages",
        "by_sex=by_kind",
        "one=q",
        "by_sex[alpha]=1",
    ],
)
def test_a_setting_off_its_axis_is_an_error(setting: str, count) -> None:
    assert errors(ran(MODEL, FILES, setting))
    count(cases=1)


def test_on_the_axis_each_cell_is_its_own() -> None:
    text = MODEL + "".join(
        f"variable {line}\n"
        for line in (
            "first : ratio = q[60]",
            "last_one : ratio = q[65]",
            "before[age] : ratio\n    = 0  for 60\n    = q[age-1]  otherwise",
            "nearest[year] : ratio = q[age = clamp(2 * year - 3992)]",
        )
    )
    done = ran(text, FILES)
    assert values(done, "first") == [0.1]
    assert values(done, "last_one") == [1.0]
    assert values(done, "before") == [0, 0.1, 0.2, 0.3, 0.4, 0.5]
    assert values(done, "nearest") == [0.1, 0.1, 0.3, 0.5, 1.0, 1.0]  # 58, 60, 62, 64, 66, 68
