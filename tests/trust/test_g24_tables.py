"""G24: a fault in a file of figures is found, and the finding names its row and column.

`tests/project/test_table_faults.py` tries more than fifty faults on one small file. Here the same faults go through
the whole program, and others are put into the files of the models, at a row by chance.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from semdsl.pipeline import Checked, check_file
from tests.project.test_table_faults import FAULTS, GOOD
from tests.trust.gate import Gate
from tests.trust.running import errors, ran, values
from tests.trust.zoo import MODELS, NAMES, valuation

GATE = Gate(
    "G24",
    "A fault in a file of figures is found, and the finding names row and column",
    "{kinds} kinds of faults in CSV, the one format that is read; {rows} rows of the models' own files: all found",
    {"kinds": 25, "rows": 200},
    ("project/test_table_faults.py",),
)

MODEL = """\
model m
time year = 2005..2006
axis sex = male, female
table users[year, sex] : person
    from "data/users.csv"
    source "made up"
variable men[year] : person = users[male]
"""


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_a_file_stops_the_run_at_its_place(name: str, count) -> None:
    fault = FAULTS[name]
    (found,) = errors(ran(MODEL, {"data/users.csv": GOOD.replace(fault.old, fault.new)}))
    assert found.code == fault.code
    if fault.place.startswith("data/users.csv"):
        assert str(found.labels[0].span) == fault.place
    else:
        assert any(str(label.span).startswith("case.sem:5:") for label in found.labels)
    count(kinds=1)


HARMLESS: dict[str, Callable[[str], str]] = {
    "rows in another order": lambda text: "\n".join([text.splitlines()[0], *reversed(text.splitlines()[1:])]),
    "columns in another order": lambda text: "".join(
        ",".join(reversed(line.split(","))) + "\n" for line in text.splitlines()
    ),
    "a column more": lambda text: "".join(f"{line},x\n" for line in text.splitlines()),
    "a byte-order mark": lambda text: f"\ufeff{text}",
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "line ends of old Macs": lambda text: text.replace("\n", "\r"),
    "no line end at the end": lambda text: text.rstrip("\n"),
    "empty lines": lambda text: text.replace("\n", "\n\n"),
    "semicolons": lambda text: text.replace(",", ";"),
    "tabs": lambda text: text.replace(",", "\t"),
    "fields in quotes": lambda text: "".join(
        ",".join(f'"{field}"' for field in line.split(",")) + "\n" for line in text.splitlines()
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_means_nothing_in_a_file_changes_nothing(name: str) -> None:
    outcome = ran(MODEL, {"data/users.csv": HARMLESS[name](GOOD)})
    assert values(outcome, "users") == [1, 2, 3, 4]
    assert values(outcome, "men") == [1, 3]


# ── Files of the models ───────────────────────────────────────────────────────────────────────────

SAMPLE, LONG = 3, 100
WITH_TABLES = tuple(name for name in NAMES if valuation(name).tables)


def _spoil(folder: Path, own: Checked, chance: random.Random) -> tuple[str, int]:
    """Put a fault into a row that a table of the model reads; its file and line."""
    table = chance.choice([name for name, read in own.tables.items() if any(read.lines)])
    spec = next(
        one.table for name, one in own.model.quantities.items() if name == table and one.table is not None
    )
    line = chance.choice([line for line in own.tables[table].lines if line])
    path = (Path(spec.base).parent / spec.path).resolve().relative_to(MODELS)
    lines = (folder / path).read_text("utf-8-sig").splitlines()
    header, fields = lines[0].split(","), lines[line - 1].split(",")
    at = header.index(spec.column)
    match chance.randrange(4):
        case 0:
            fields[at] = chance.choice(
                ("", "n/a", "1 234", "12,5%", "(3)", "#REF!", "−5", "nan", "1e999", "x")
            )
        case 1:
            fields[header.index(spec.columns[0]) if spec.columns else at] = "nobody"
        case 2:
            del fields[at]
        case _:
            lines.append(lines[line - 1])
            line = len(lines)
            fields = lines[-1].split(",")
    lines[line - 1] = ",".join(fields)
    (folder / path).write_text("\n".join(lines) + "\n", "utf-8")
    return path.name, line


def found_in_its_row(name: str, seed: int, folder: Path) -> None:
    shutil.copytree(MODELS, folder)
    file, line = _spoil(folder, valuation(name), random.Random(seed))
    outcome = check_file(folder / f"{name}.sem")
    assert outcome.value is None, (seed, file, line)
    places = {
        (Path(label.span.source.name).name, label.span.line)
        for one in outcome.diagnostics
        if one.is_error
        for label in one.labels
    }
    assert (file, line) in places, (seed, file, line, [one.message for one in outcome.diagnostics])


@pytest.mark.parametrize("name", WITH_TABLES)
def test_a_fault_in_a_file_of_a_model_is_found_in_its_row(name: str, tmp_path: Path, count) -> None:
    for seed in range(SAMPLE):
        found_in_its_row(name, seed, tmp_path / str(seed))
    count(rows=SAMPLE)


@pytest.mark.long
@pytest.mark.parametrize("part", range(5))
@pytest.mark.parametrize("name", WITH_TABLES)
def test_many_faults_in_files_of_models_are_found_in_their_rows(
    name: str, part: int, tmp_path: Path, count
) -> None:
    seeds = range(SAMPLE + part, LONG, 5)
    for seed in seeds:
        found_in_its_row(name, seed, tmp_path / str(seed))
    count(rows=len(seeds))
