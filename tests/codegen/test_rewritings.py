"""Each rewriting can be seen in the program, and switched off it gives the same values."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from semdsl.codegen.options import Options
from tests.support.build import Build
from tests.support.compiled import Values, run, text
from tests.support.zelenka import zelenka

NUMBERS = np.random.default_rng(11)


def with_and_without(m: Build, name: str, **tables: Values) -> dict[str, Values]:
    """The values with all rewritings, which are those without the rewriting *name*."""
    on = run(m, **tables)
    off = run(m, options=replace(Options(), **{name: False}), **tables)
    for own in on:
        np.testing.assert_allclose(on[own], off[own], rtol=1e-13, err_msg=own)
    return on


def recursion() -> Build:
    m = Build(year=range(2005, 2015), line=("SEM", "GMP"))
    m.table("rate", "year")
    m.table("flow", "year line")
    m.expect(x="year line")
    growth = 1 + m("rate")
    m.define("x", "year line", (m.at(year=0), 1.0), (..., m("x", year=-1) * growth + m("flow") * growth**0.5))
    return m


def figures() -> dict[str, Values]:
    return {"rate": NUMBERS.uniform(0, 0.1, 10), "flow": NUMBERS.uniform(-1, 1, (10, 2))}


def test_a_part_that_occurs_twice_is_computed_once() -> None:
    m = Build(year=range(2005, 2008))
    m.table("t", "year")
    m.define("x", "year", m.apply("exp", m("t") * 2) / (1 + m.apply("exp", m("t") * 2)))
    assert text(m).count("exp(") == 1
    assert text(m, options=Options(cse=False)).count("exp(") == 2
    with_and_without(m, "cse", t=NUMBERS.uniform(0, 1, 3))


def test_what_does_not_follow_the_loop_is_computed_before() -> None:
    loop = text(recursion()).partition("for ")[2]
    assert "power" not in loop
    assert "1.0 +" not in loop
    assert "power" in text(recursion(), options=Options(hoist=False)).partition("for ")[2]
    with_and_without(recursion(), "hoist", **figures())


def test_what_is_before_a_loop_in_a_loop_is_before_both() -> None:
    years = {"expense": np.linspace(1, 2, 12), "wages": np.full(12, 10.0), "interest": np.full(12, 0.04)}
    with_and_without(zelenka(), "hoist", **years)


def test_factors_that_do_not_vary_are_multiplied_after_the_sum() -> None:
    m = Build(year=range(2005, 2009), age=range(6))
    m.table("t", "year")
    m.table("w", "year age")
    m.define("x", "year", m.sum(m("t") * m("w") * 2 / (1 + m("t")), "age"))
    m.define("y", "year", m.aggregate("mean", m("w") / m("t"), "age"))
    assert re.search(r"fold_sum\(v1\[k\d+\], k\d+\) \*", text(m, "x"))
    assert not re.search(r"fold_sum\(v1\[k\d+\], k\d+\)", text(m, "x", options=Options(factor=False)))
    with_and_without(m, "factor", t=NUMBERS.uniform(1, 2, 4), w=NUMBERS.uniform(0, 1, (4, 6)))


def test_a_factor_stays_in_a_sum_that_may_be_empty() -> None:
    """1 / t is not computed for a group without members."""
    m = Build(year=range(2005, 2009))
    m.mapped("step", "year", [0, 0, 1, 1])
    m.table("t", "step")
    m.table("w", "year")
    some = m.at(year=[0, 1])
    m.define("x", "step", m.sum(m("w") / m("t"), "year", some, by="step"))
    assert run(m, "x", t=[2, 0], w=[1, 2, 3, 4])["x"].tolist() == [1.5, 0]


def test_a_factor_of_the_group() -> None:
    m = Build(year=range(2005, 2009))
    m.mapped("step", "year", [0, 0, 1, 1])
    m.table("t", "step")
    m.table("w", "year")
    m.define("x", "step", m.sum(m("w") * m("t"), "year", by="step"))
    found = with_and_without(m, "factor", t=np.array([2.0, 3.0]), w=np.array([1.0, 2.0, 3.0, 4.0]))
    assert found["x"].tolist() == [6, 21]


def test_a_product_that_overflows_only_without_its_factor() -> None:
    """Taken apart, the sum overflows; as it is written it does not, and so the run does not stop."""
    m = Build(year=range(2005, 2007), age=range(3))
    m.table("small", "year")
    m.table("large", "age")
    m.define("x", "year", m.sum(m("small") * m("large") * m("large"), "age"))
    found = run(m, "x", small=[1e-300, 1e-301], large=[1e160, 2e160, 3e160])["x"]
    np.testing.assert_allclose(found, [14e20, 14e19])


def test_every_axis_only_where_it_is_needed() -> None:
    """``a[year] * b[line]`` is computed on year and line, and what has one axis only on that one."""
    m = Build(year=range(2005, 2008), line=("SEM", "GMP"))
    m.table("a", "year")
    m.table("b", "line")
    m.define("x", "year line", m.apply("exp", m("a")) * m.apply("log", m("b")))
    assert re.search(r"exp\(v0\[k\d+\]\) \* log\(v1\[k\d+\]\)", text(m))
    a, b = np.array([1.0, 2, 3]), np.array([4.0, 5])
    np.testing.assert_allclose(run(m, "x", a=a, b=b)["x"], np.exp(a)[:, None] * np.log(b))


@pytest.mark.parametrize("name", ["cse", "hoist", "factor"])
def test_the_flagship_recursion_without_each(name: str) -> None:
    years = {"expense": np.linspace(1, 2, 12), "wages": np.full(12, 10.0), "interest": np.full(12, 0.04)}
    with_and_without(zelenka(), name, **years)
