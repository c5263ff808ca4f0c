"""The same model gives the same program and the same bits."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from tests.support.build import Build
from tests.support.compiled import run, text
from tests.support.zelenka import zelenka

SHOW = "from tests.support.compiled import text; from tests.support.zelenka import zelenka; print(text(zelenka()))"


def test_the_same_program_whatever_the_seed_of_hashing() -> None:
    texts = {
        subprocess.run(
            [sys.executable, "-c", SHOW],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert texts == {text(zelenka()) + "\n"}


def test_a_sum_has_the_same_bits_whatever_lies_beside_it() -> None:
    """A sum over years of one line alone, or of a hundred lines at once, in any order of axes."""
    numbers = np.random.default_rng(3).uniform(-1, 1, (400, 7)) * 10.0 ** np.arange(7)
    found = []
    for lines in (7, 1):
        m = Build(year=range(400), line=[f"l{number}" for number in range(lines)])
        m.table("t", "year line")
        m.define("x", "line", m.sum(m("t"), "year"))
        found.append(run(m, "x", t=numbers[:, :lines])["x"][0])
    m = Build(line=[f"l{number}" for number in range(7)], year=range(400))
    m.table("t", "year line")
    m.define("x", "line", m.sum(m("t"), "year"))
    found.append(run(m, "x", t=numbers)["x"][0])
    in_order = 0.0
    for number in numbers[:, 0].tolist():
        in_order += number
    assert found == [in_order] * 3


def test_a_sum_over_two_axes_runs_row_by_row() -> None:
    numbers = np.random.default_rng(4).uniform(-1, 1, (30, 20))
    m = Build(year=range(30), age=range(20))
    m.table("t", "year age")
    m.define("x", "", m.sum(m("t"), "age year"))
    in_order = 0.0
    for number in numbers.ravel().tolist():
        in_order += number
    assert float(run(m, "x", t=numbers)["x"]) == in_order


def test_running_twice_gives_the_same_and_leaves_the_tables_alone() -> None:
    m = Build(year=range(5))
    m.table("t", "year")
    m.define("x", "year", m("t"))
    t = np.arange(5.0)
    first = run(m, "x", "t", t=t)
    first["x"][:] = 9
    first["t"][:] = 9
    assert t.tolist() == [0, 1, 2, 3, 4]
    assert run(m, "x", t=t)["x"].tolist() == [0, 1, 2, 3, 4]


def test_results_do_not_share_memory() -> None:
    m = Build(year=range(3))
    m.table("t", "year")
    m.define("x", "year", m("t"))
    m.define("y", "year", m("x"))
    found = run(m, t=[1, 2, 3])
    found["x"][:] = 0
    assert found["y"].tolist() == [1, 2, 3]
