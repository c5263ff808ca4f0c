"""Running a compiled model: tables in, results out, and who is to blame if it stops."""

from __future__ import annotations

import gc
import linecache
import traceback
from dataclasses import replace

import numpy as np
import pytest

from semdsl.errors import InternalError
from semdsl.runtime.program import Stopped
from semdsl.semantics import model as M  # noqa: N812
from semdsl.source import Source, Span
from tests.support.build import Build, E
from tests.support.compiled import program, run

YEARS = range(2005, 2010)


def build() -> Build:
    m = Build(year=YEARS, line=("SEM", "GMP"))
    m.table("t", "line year")
    return m


def stopped(m: Build, **tables: object) -> Stopped:
    with pytest.raises(Stopped) as found:
        run(m, **tables)  # type: ignore[arg-type]
    return found.value


def test_results_are_over_declared_axes() -> None:
    m = build()
    m.define("x", "line year", m("t") * 2)
    t = np.arange(10.0).reshape(2, 5)
    found = run(m, "x", t=t)["x"]
    assert found.flags.c_contiguous
    assert (found == t * 2).all()


def test_a_negative_zero_is_a_zero() -> None:
    m = build()
    m.define("x", "", -m.number(0))
    assert not np.signbit(run(m, "x")["x"])


def test_only_what_is_wanted_is_given() -> None:
    m = build()
    m.define("x", "line year", m("t") * 2)
    m.define("y", "line year", m("x") * 2)
    assert list(run(m, "y", t=np.ones((2, 5)))) == ["y"]


def test_tables_that_are_not_needed_are_left_alone() -> None:
    m = build()
    m.define("x", "", 1.0)
    assert float(run(m, "x", t=[np.nan], other=[1])["x"]) == 1


def test_a_missing_table_and_one_of_another_shape() -> None:
    m = build()
    m.define("x", "line year", m("t") * 2)
    with pytest.raises(InternalError, match="was not read"):
        run(m, "x")
    with pytest.raises(InternalError, match="shape"):
        run(m, "x", t=np.ones((5, 2)))


def test_a_figure_that_is_not_finite() -> None:
    m = build()
    m.define("x", "line year", m("t") * 2)
    t = np.ones((2, 5))
    t[1, 3] = np.inf
    found = stopped(m, t=t)
    assert (found.name, found.case) == ("t", None)


def test_the_formula_to_blame() -> None:
    m = build()
    m.define("x", "line year", (m.at(line=0), m("t")), (..., 1 / m("t")))
    m.define("y", "line year", m("x") + 1)
    t = np.ones((2, 5))
    t[1, 3] = 0
    found = stopped(m, t=t)
    assert (found.name, found.case, found.place) == ("x", 1, ())


def test_the_place_in_a_loop_to_blame() -> None:
    m = Build(year=YEARS)
    m.table("t", "year")
    m.expect(x="year")
    m.define("x", "year", (m.at(year=0), 1.0), (..., m("x", year=-1) / (m("x", year=-1) - m("t"))))
    # 1 / (1 - 0.5) = 2; 2 / (2 - 2) is not defined.
    found = stopped(m, t=[9, 0.5, 2, 1, 1])
    assert (found.name, found.case, found.place) == ("x", 1, (("year", 2),))


def test_a_part_computed_before_the_loop_blames_its_formula() -> None:
    m = Build(year=YEARS)
    m.table("t", "year")
    m.expect(x="year")
    m.define("x", "year", (m.at(year=0), 1.0), (..., m("x", year=-1) * m.apply("log", m("t") * 2)))
    found = stopped(m, t=[1, 1, 0, 1, 1])
    assert (found.name, found.case) == ("x", 1)


def test_an_overflow_in_a_sum_and_in_a_recursion() -> None:
    m = build()
    m.define("x", "", m.sum(m("t"), "line year"))
    assert stopped(m, t=np.full((2, 5), 1e308)).name == "x"
    m = Build(year=YEARS)
    m.expect(x="year")
    m.define("x", "year", (m.at(year=0), 10.0), (..., m("x", year=-1) ** 10))
    found = stopped(m)
    assert found.place == (("year", 3),)


def test_underflow_is_no_fault() -> None:
    m = Build(year=YEARS)
    m.define("x", "", m.apply("exp", m.number(-1e5)) + m.number(1e-300) * m.number(1e-300))
    assert float(run(m, "x")["x"]) == 0


def test_a_result_that_is_not_finite_without_a_flag() -> None:
    """What the flags miss, the look at the results finds."""
    m = Build(year=YEARS)
    m.define("x", "", m.number(float("inf")))
    with pytest.raises(InternalError, match="outside its formulas"):
        run(m, "x")


def test_a_flag_without_a_reason_stops_nothing() -> None:
    """The branch overflows only where it is not taken: the flag is raised, and found to mean nothing."""
    m = Build(year=YEARS)
    m.table("t", "year")
    m.define("x", "year", m.if_(m("t").is_("<", 10), m("t") * 1e308 / 1e308, m("t")))
    found = run(m, "x", t=[1, 100, 1, 1, 1000])["x"]
    np.testing.assert_allclose(found, [1, 100, 1, 1, 1000])


def test_a_traceback_shows_the_line_of_the_model() -> None:
    text = "model m\nvariable x[year] : ratio\n    = 1 / t\n"
    start = text.index("1 / t")
    m = Build(year=YEARS)
    m.table("t", "year")
    m.define("x", "year", 1 / m("t"))
    quantity = m.quantities["x"]
    case = replace(quantity.cases[0], span=Span(Source("m.sem", text), start - 2, start + 5))
    m.quantities["x"] = replace(quantity, cases=(case,))
    own = program(m, "x")
    with np.errstate(divide="raise"), pytest.raises(FloatingPointError) as raised:
        own.function(np.zeros(5))
    shown = "".join(traceback.format_exception(raised.value))
    assert "m.sem:3:5: = 1 / t" in shown


def test_the_lines_are_forgotten_with_the_program() -> None:
    m = Build(year=YEARS)
    m.define("x", "", 1.0)
    own = program(m, "x")
    filename = own.function.__code__.co_filename
    assert filename in linecache.cache
    del own
    gc.collect()
    assert filename not in linecache.cache


def test_a_program_can_do_nothing_but_what_it_was_given() -> None:
    m = Build(year=YEARS)
    m.define("x", "", 1.0)
    space = program(m, "x").function.__globals__
    assert space["__builtins__"] == {}
    assert not [name for name in space if name.startswith("_") and name != "__builtins__"]


def test_a_wanted_quantity_whose_axes_come_in_another_order() -> None:
    m = Build(year=range(2), line=("SEM", "GMP"), age=range(3))
    m.table("t", "age year line")
    m.define("x", "line age year", m("t") + m.coordinate("age"))
    t = np.arange(12.0).reshape(3, 2, 2)
    expected = np.transpose(t, (2, 0, 1)) + np.arange(3.0)[None, :, None]
    assert (run(m, "x", t=t)["x"] == expected).all()


def test_a_condition_is_one_or_zero() -> None:
    m = build()
    m.define("x", "line year", m("t").is_(">", 4))
    found = run(m, "x", t=np.arange(10.0).reshape(2, 5))["x"]
    assert found.dtype == np.float64
    assert found.tolist() == [[0, 0, 0, 0, 0], [1, 1, 1, 1, 1]]


def test_a_condition_that_is_a_quantity() -> None:
    m = build()
    m.define("late", "year", m.coordinate("year").is_(">", 2007))
    late = m("late")
    assert isinstance(late.node, M.Ref)
    m.define("x", "year", m.if_(E(m, late.node), 1.0, 2.0))
    assert run(m, "x")["x"].tolist() == [2, 2, 2, 1, 1]
