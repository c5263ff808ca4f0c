"""G18: what reaches a limit passes, and one more ends in the finding that ``semdsl limits`` names beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import pytest

from semdsl import interface
from semdsl.cli.main import main
from semdsl.diagnostics.catalogue import CATALOGUE
from semdsl.graph import schedule, size, waves
from semdsl.limits import LIMITS
from semdsl.project import reading, tables
from semdsl.publish import formats
from semdsl.semantics import cases, formulas
from semdsl.simultaneous import solve
from semdsl.source import Source
from semdsl.symbolic import identities, polynomials
from semdsl.syntax.parse import parse
from tests.support.build import Build
from tests.trust.gate import Gate
from tests.trust.test_limits_of_answers import TESTED

ROOT = Path(__file__).parents[2]
GATE = Gate(
    "G18",
    "Every limit is listed, and holds at its last value",
    "{limits} limits, each passed at n and refused, or left out, at n + 1",
    {"limits": len(LIMITS)},
    beside=("trust/test_limits_of_answers.py",),
)
MOST = {limit.key: int(limit.most) for limit in LIMITS}
CODE = {limit.key: limit.code for limit in LIMITS}

Files = Mapping[str, str]


def model(text: str, **files: str) -> Files:
    """A model, and files beside it by their names, with an underscore for the point."""
    return {"model.sem": f"model m\n{text}", **{name.replace("_", "."): own for name, own in files.items()}}


def variable(formula: str) -> Files:
    return model(f"variable x : ratio = {formula}\n")


def table(text: str, axis: str = "axis a = A") -> Files:
    return model(f'{axis}\ntable t[a] : ratio from "t.csv"\nvariable x[a] : ratio = t\n', t_csv=text)


def chain(steps: int) -> Files:
    """A model that uses a module that uses one, so many steps long."""
    module = 'module m{0}\nuse "m{1}.sem" as next\nvariable x : ratio = next.x\n'
    modules = {f"m{at}.sem": module.format(at, at + 1) for at in range(1, steps)}
    last = {f"m{steps}.sem": f"module m{steps}\nvariable x : ratio = 1\n"}
    return {"model.sem": 'model m\nuse "m1.sem" as next\nvariable x : ratio = next.x\n', **modules, **last}


def parts(number: int, size: int = 0) -> Files:
    """A model in so many files, its own among them, each made *size* long with a comment."""
    own = {f"p{at}.sem": f"part p{at}\n" for at in range(1, number)}
    main_file = "model m\n" + "".join(f'include "{name}"\n' for name in own)
    return {name: f"{text}#{'x' * (size - len(text) - 1)}" if size else text
            for name, text in {"model.sem": main_file, **own}.items()}  # fmt: skip


def functions(depth: int) -> Files:
    text = "function f1(x) = x\n" + "".join(
        f"function f{at}(x) = f{at - 1}(x)\n" for at in range(2, depth + 1)
    )
    return model(f"{text}variable y : ratio = f{depth}(1)\n")


def combinations(number: int) -> Files:
    """A quantity whose one case selects a single cell along each of *number* axes: two classes an axis."""
    axes = [f"a{at}" for at in range(number)]
    chosen = " and ".join(f"{axis} = p{axis}" for axis in axes)
    declared = "".join(f"axis {axis} = p{axis}, q{axis}\n" for axis in axes)
    return model(
        f"{declared}variable x[{', '.join(axes)}] : ratio\n    = 1 for {chosen}\n    = 2 otherwise\n"
    )


def axes(number: int) -> Files:
    declared = "".join(f"axis a{at} = p{at}\n" for at in range(number))
    return model(f"{declared}variable x[{', '.join(f'a{at}' for at in range(number))}] : ratio = 1\n")


def loop(name: str, formula: str) -> str:
    return f"variable {name} : ratio\n    simultaneous\n    = {formula}\n"


def everyone(values: int) -> Files:
    """Values of which each needs all others: all but one have to be unknown at once."""
    names = [f"x{at}" for at in range(values)]
    formulas = {name: " + ".join(f"10% * {other}" for other in names if other != name) for name in names}
    return model("".join(loop(name, f"1 + {formula}") for name, formula in formulas.items()))


def band(values: int) -> Files:
    """Values each of which needs the three before it, and one, on fewest ways, that leads from the last to the first.

    Three of them need themselves, so that the one is the fourth that has to be unknown: without it two more would be.
    """
    last = values - 2
    needed = {at: {at - 1, at - 2, at - 3} for at in range(last + 1)}
    needed[4].add(0)
    needed[5].add(0)
    needed[last] |= {last - 4, last - 5}
    for own in (5, 9, 13):
        needed[own].add(own)
    text = loop("z", f"1 + 1% * (x{last:02} + x{last - 1:02})")
    for at, others in needed.items():
        named = [f"x{one:02}" for one in sorted(others) if one >= 0] + (["z"] if at < 2 else [])
        text += loop(f"x{at:02}", f"1% * ({' + '.join(named)})")
    return model(text)


AT: Mapping[str, Callable[[int], Files]] = {
    "source": lambda n: {"model.sem": "model m\n" + "#" * (n - 8)},
    "bytes": lambda n: {"model.sem": "model m\n#" + "ñ" * 100 + "x" * (n - 209)},
    "bytes-together": lambda n: parts(10, n // 10) if n % 10 == 0 else {**parts(10, n // 10), **_longer(n)},
    "files": parts,
    "uses": chain,
    "words": lambda n: variable(f"1 for {', '.join(['1'] * ((n - 6) // 2))}" + (" ," if n % 2 else "")),
    "brackets": lambda n: variable("(" * n + "1" + ")" * n),
    "depth": lambda n: variable("+".join(["1"] * n)),
    "name": lambda n: model(f"variable {'n' * n} : ratio = 1\n"),
    "text": lambda n: model(f'variable x : ratio = 1\n    note "{"x" * n}"\n'),
    "numeral": lambda n: variable("1" * n),
    "figure": lambda n: table(f"a,value\nA,{'1' * n}\n"),
    "members": lambda n: model(f"axis a = 1 to {n}\nvariable x[a] : ratio = 1\n"),
    "axes": axes,
    "calls": functions,
    "unknowns": lambda n: everyone(n + 1),
    "candidates": band,
    "path": lambda n: model(f'include "{"a/" * ((n - 5) // 2)}{"x" * (1 + (n - 5) % 2)}.sem"\n'),
    "path-part": lambda n: model(f'include "{"x" * (n - 4)}.sem"\n'),
    "columns": lambda n: table(
        "a,value" + "".join(f",c{at}" for at in range(n - 2)) + "\nA,1" + "," * (n - 2) + "\n"
    ),
    "field": lambda n: table(f'a,value,note\nA,1,"{"x" * (n - 2)}"\n'),
    "labels": lambda n: model(
        'axis a from "l.csv" column code\nvariable x[a] : ratio = 1\n',
        l_csv="code\n" + "".join(f"c{at}\n" for at in range(n)),
    ),
    "label": lambda n: model(
        'axis a from "l.csv" column code\nvariable x[a] : ratio = 1\n', l_csv=f"code\n{'x' * n}\n"
    ),
}
"""Models that reach a limit exactly, by its key."""


def _longer(n: int) -> Files:
    """The last part of a model of ten files, longer than the others by what *n* has beyond tens."""
    text = parts(10, n // 10)["p9.sem"]
    return {"p9.sem": text + "x" * (n % 10)}


def codes(folder: Path, files: Files) -> set[str]:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return {found.code for found in interface.check(folder / "model.sem") if found.is_error}


def codes_of_text(_folder: Path, files: Files) -> set[str]:
    return {found.code for found in parse(Source("model.sem", files["model.sem"])).diagnostics}


@pytest.mark.parametrize("key", AT)
def test_at_the_limit_and_one_past_it(tmp_path: Path, count: Callable[..., None], key: str) -> None:
    """A path that may be named leads nowhere here, so that what is said of it is something else."""
    said = codes_of_text if key == "source" else codes  # a file is refused by its bytes before
    assert CODE[key] not in said(tmp_path, AT[key](MOST[key]))
    assert CODE[key] in said(tmp_path, AT[key](MOST[key] + 1))
    count(limits=1)


SUM = "axis a = 1 to 30\naxis b = 1 to 30\nvariable x : ratio = sum(a * b over a, b)\n"
RECURSION = "time year = 2001..2010\nvariable x[year] : ratio\n    = 1 for 2001\n    = x[year-1] otherwise\n"
IDENTITY = (
    "model m\n"
    + "".join(f'parameter {name} : ratio = 1\n    source "s"\n' for name in "abc")
    + "identity i : (a + b + c)^4 = (c + b + a)^3 * (b + a + c)\n"
)

LOWERED: Mapping[str, tuple[ModuleType, str, int, Files]] = {
    "cells": (size, "MOST_CELLS", 900, model(SUM)),
    "cells-in-all": (size, "MOST_CELLS_IN_ALL", 20, model(RECURSION + "variable y[year] : ratio = x\n")),
    "loops": (solve, "MOST_LOOPS", 3, model("".join(loop(f"x{at}", f"1 + 10% * x{at}") for at in range(3)))),
    "turns": (schedule, "MOST_TURNS", 10, model(RECURSION)),
    "table-cells": (tables, "MOST_CELLS", 2, table("a,value\nA,1\nB,1\n", "axis a = A, B")),
    "table-bytes": (tables, "MOST_BYTES", 12, table("a,value\nA,1\n")),
    "table-lines": (reading, "MOST_LINES", 12, table("a,value\nA,1" + "\n" * 11)),
    "classes": (cases, "MOST_CLASSES", 16, combinations(4)),
    "parts": (formulas, "MOST_PARTS", 5, variable("1 + 2 + 3")),
    "parts-in-all": (
        formulas,
        "MOST_PARTS_IN_ALL",
        6,
        model("variable x : ratio = 1 + 2\nvariable y : ratio = 1 + 2\n"),
    ),
}
"""Limits that only a very large model reaches: lowered to what a small one reaches exactly."""


@pytest.mark.parametrize("key", LOWERED)
def test_a_limit_of_size_lowered_to_what_a_small_model_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: Callable[..., None], key: str
) -> None:
    module, name, exactly, files = LOWERED[key]
    assert getattr(module, name) == MOST[key]
    monkeypatch.setattr(module, name, exactly)
    assert codes(tmp_path, files) == set()
    monkeypatch.setattr(module, name, exactly - 1)
    assert codes(tmp_path, files) == {CODE[key]}
    count(limits=1)


@pytest.mark.parametrize("key", ["wrong-words", "mistakes"])
def test_mistakes_are_told_up_to_a_number(tmp_path: Path, count: Callable[..., None], key: str) -> None:
    """A hundred are told; with a hundred and one, or what comes after a hundred, reading has stopped."""
    one, start = {"wrong-words": ("$ ", "variable x : ratio = 1 "), "mistakes": ("x\n", "")}[key]
    assert CODE[key] not in codes(tmp_path, model(start + one * (MOST[key] - 1)))
    assert CODE[key] in codes(tmp_path, model(start + one * (MOST[key] + 1)))
    count(limits=1)


def test_links_between_cells(monkeypatch: pytest.MonkeyPatch, count: Callable[..., None]) -> None:
    """How many links are expected is an estimate: a small model is far below the limit, and above none."""
    m = Build(a=range(6), b=range(6))
    m.expect(x="a b")
    m.define("x", "a b", (m.at(a=0), 1.0), (..., m("x", a=-1, b=1) + m("x", a=1, b=-2)))
    assert [found.code for found in schedule.schedule(m.model(), ("x",)).diagnostics] == []
    monkeypatch.setattr(waves, "MOST_LINKS", 0)
    assert [found.code for found in schedule.schedule(m.model(), ("x",)).diagnostics] == [CODE["links"]]
    count(limits=1)


@pytest.mark.parametrize("key", ["proof-seconds", "proofs-seconds", "proof-terms"])
def test_proofs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: Callable[..., None], key: str
) -> None:
    """``(a + b + c)^4`` has fifteen terms: as many as there are ways to share four between three."""
    (tmp_path / "model.sem").write_text(IDENTITY, encoding="utf-8")
    name, exactly, less = {
        "proof-seconds": ("SECONDS", 5.0, -1.0),
        "proofs-seconds": ("SECONDS_OF_A_MODEL", 20.0, -1.0),
        "proof-terms": ("TERMS", 15, 14),
    }[key]
    module = polynomials if name == "TERMS" else identities
    assert getattr(module, name) == MOST[key]
    monkeypatch.setattr(module, name, exactly)
    assert [found.code for found in interface.check(tmp_path / "model.sem")] == []
    monkeypatch.setattr(module, name, less)
    assert [found.code for found in interface.check(tmp_path / "model.sem")] == [CODE[key]]
    count(limits=1)


def test_rows_of_a_sheet(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    count: Callable[..., None],
) -> None:
    (tmp_path / "model.sem").write_text(
        "model m\naxis a = 1 to 3\nvariable x[a] : ratio = a\n", encoding="utf-8"
    )
    words = ["run", str(tmp_path / "model.sem"), "--out", str(tmp_path / "out"), "--format", "xlsx"]
    monkeypatch.setattr(formats, "MOST_ROWS", 3)
    assert main(words) == 0
    monkeypatch.setattr(formats, "MOST_ROWS", 2)
    assert main(words) != 0
    assert CODE["sheet-rows"] in capsys.readouterr().err
    count(limits=1)


def test_every_limit_is_tested_and_has_a_code_that_can_be_explained() -> None:
    others = {
        "wrong-words",
        "mistakes",
        "links",
        "proof-seconds",
        "proofs-seconds",
        "proof-terms",
        "sheet-rows",
    }
    assert {*AT, *LOWERED, *others, *TESTED} == set(MOST)
    assert len(MOST) == len(LIMITS)
    assert set(CODE.values()) - {""} <= set(CATALOGUE)


def test_every_limit_of_the_program_is_in_the_list() -> None:
    """A constant that a finding quotes is listed; what is left are widths of print and of suggestions."""
    text = (ROOT / "semdsl/limits.py").read_text(encoding="utf-8")
    named = re.compile(r"^(MOST_\w+|MAX_\w+|LONGEST\w*|DEEPEST\w*)\b.*= [\d_]+", re.MULTILINE)
    found = {
        f"{path.stem}.{name}"
        for folder in (
            "syntax",
            "semantics",
            "graph",
            "simultaneous",
            "project",
            "publish",
            "analysis",
            "book",
        )
        for path in (ROOT / "semdsl" / folder).rglob("*.py")
        for name in named.findall(path.read_text(encoding="utf-8"))
    }
    assert {own for own in found if not is_listed(*own.split("."), text)} == {
        "cases.MOST_TRIED",  # combinations tried to suggest the bound that is off by one
        "mending.MOST_LOOKS",  # rounds of mending before what is left is told
        "repair.MOST_TRIES",  # signs tried where one is missing
        "repair.MOST_WORDS",  # of a declaration in which a missing sign is looked for
        "scan.MAX_HIDDEN",  # characters told of one declaration
        "spaces.MOST_FOUND",  # mistakes of one module told
        "spaces.MOST_COMPARED",  # names looked through for similar ones, until no more are told
        "findings.MOST_LABELS",  # of a finding
        "findings.MOST_NAMES",  # of a long loop, in a finding
        "text.MOST_ROUNDS",  # of putting the formulas of loops within into a solved form
        "table_findings.MOST_PLACES",
        *(
            "values.MOST_COLUMNS",
            "values.MOST_ROWS",
            "values.MOST_LINES",
        ),  # of a look at values, which says the rest
        "waves.MOST_STARTS",  # from which a shortest way round is looked for
    }


def is_listed(module: str, name: str, text: str) -> bool:
    imported = re.search(rf"^from semdsl[\w.]*\.{module} import .*\b{name}\b", text, re.MULTILINE)
    return imported is not None or re.search(rf"\b{module}\.{name}\b", text) is not None


@pytest.mark.parametrize(("language", "word"), [("en", "axes of a quantity"), ("es", "ejes de una cantidad")])
def test_the_command_lists_them(capsys: pytest.CaptureFixture[str], language: str, word: str) -> None:
    assert main(["limits", "--lang", language]) == 0
    said = capsys.readouterr().out
    assert len(said.splitlines()) == len(LIMITS)
    assert word in said
    assert f"{16:>10}  {word}" in said


def test_the_command_answers_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["limits", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["limits"]
    assert {row["limit"]: row["code"] or "" for row in rows} == CODE
    assert all(set(row["counts"]) == {"en", "es"} for row in rows)


def test_bands_are_counted_before_they_are_made(tmp_path: Path) -> None:
    """Thirty million of them took minutes and gigabytes before they were counted."""
    text = "axis age = 0-0 to {}+ by 1\nvariable x[age] : ratio = 1\n"
    assert codes(tmp_path, model(text.format(MOST["members"] - 1))) == set()
    assert codes(tmp_path, model(text.format(MOST["members"]))) == {"too-many-members"}
    assert codes(tmp_path, model(text.format(30_000_000))) == {"too-many-members"}
