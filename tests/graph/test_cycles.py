"""Values that need themselves: one finding, with the shortest way round and a place for each reference in it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from semdsl.diagnostics.model import Diagnostic
from semdsl.graph.schedule import schedule
from semdsl.semantics import model as M  # noqa: N812
from semdsl.source import Source, Span
from tests.support.build import Build, E

YEARS = range(2005, 2011)


def only_finding(m: Build) -> Diagnostic:
    (found,) = schedule(m.model(), tuple(m.quantities)).diagnostics
    return found


def placed(formula: E, text: str) -> E:
    """*formula*, a reference, as if written as *text*."""
    assert isinstance(formula.node, M.Ref)
    return E(formula.build, replace(formula.node, span=Span(Source("case.sem", text), 0, len(text))))


def test_the_way_round_with_a_place_for_each_reference() -> None:
    m = Build(year=YEARS)
    m.expect(b="year", c="year")
    m.define("a", "year", placed(m("b"), "b") * 2)
    m.define("b", "year", placed(m("c"), "c") + 1)
    m.expect(a="year")
    m.define("c", "year", (m.at(year=0), 1.0), (..., placed(m("a"), "a")))
    found = only_finding(m)
    assert found.code == "cycle"
    assert found.message == "`a` needs itself: `a` → `b` → `c` → `a`"
    assert [(label.span.text, label.text) for label in found.labels] == [
        ("b", "`a` needs `b`"),
        ("c", "`b` needs `c`"),
        ("a", "`c` needs `a`"),
    ]
    assert found.help == "use last year's value? write `b[year-1]`"


def test_the_shortest_way_is_shown() -> None:
    names = "abcdef"
    m = Build(year=YEARS)
    m.expect(**dict.fromkeys(names, "year"))
    for name, after in pairwise(names + "a"):
        shortcut = m("b") if name == "c" else 0.0
        m.define(name, "year", m(after) + shortcut)
    assert only_finding(m).message == "`b` needs itself: `b` → `c` → `b`"


def test_itself() -> None:
    m = Build(year=YEARS)
    m.expect(a="year")
    m.define("a", "year", m("a") + 1)
    assert only_finding(m).message == "`a` needs its own value"


def test_a_recursion_beside_a_cycle_is_no_way_out() -> None:
    m = Build(year=YEARS)
    m.expect(a="year", b="year")
    m.define("a", "year", (m.at(year=0), 1.0), (..., m("a", year=-1) + m("b")))
    m.define("b", "year", (m.at(year=0), 1.0), (..., m("a")))
    assert only_finding(m).message == "`a` needs itself: `a` → `b` → `a`"


def test_through_other_cells_they_are_named() -> None:
    m = Build(year=YEARS)
    m.expect(a="year", b="year")
    m.define("a", "year", m("b", year=m.fixed(3)))
    m.define("b", "year", (m.at(year=0), 1.0), (..., m("a", year=-1)))
    assert only_finding(m).message == "`a[2007]` needs itself: `a[2007]` → `b[2008]` → `a[2007]`"


def test_labels_in_a_ring() -> None:
    m = Build(line=("SEM", "GMP", "other"))
    m.expect(a="line")
    m.define(
        "a",
        "line",
        (m.at(line=0), m("a", line=m.fixed(1))),
        (m.at(line=1), m("a", line=m.fixed(0))),
        (..., 1.0),
    )
    found = only_finding(m)
    assert found.message == "`a[SEM]` needs itself: `a[SEM]` → `a[GMP]` → `a[SEM]`"
    assert found.help == "leave one of these references out, or give its cells a formula of their own"


def test_a_sum_that_takes_its_own_cell() -> None:
    m = Build(item=("staff", "other", "total"))
    m.expect(cost="item")
    m.define("cost", "item", (m.at(item=2), m.sum(m("cost"), "item")), (..., 1.0))
    assert only_finding(m).message == "`cost[total]` needs its own value"


def test_cases_that_only_seem_to_need_each_other() -> None:
    """`a` needs `b` for SEM only, `b` needs `a` for GMP only."""
    m = Build(year=YEARS, line=("SEM", "GMP"))
    m.expect(b="year line")
    m.define("a", "year line", (m.at(line=0), m("b")), (..., 1.0))
    m.define("b", "year line", (m.at(line=0), 2.0), (..., m("a")))
    assert schedule(m.model(), ("a", "b")).ok


def test_two_groups_two_findings() -> None:
    m = Build(year=YEARS)
    m.expect(a="year", b="year")
    m.define("a", "year", m("a"))
    m.define("b", "year", m("b"))
    assert len(schedule(m.model(), ("a", "b")).diagnostics) == 2


def test_too_many_cells_to_put_in_order() -> None:
    """Along no axis alone do all references look back, and there are too many cells to look at each."""
    m = Build(year=range(1500), age=range(1500))
    m.expect(x="year age")
    tangled = m("x", year=-1, age=1) + m("x", year=1, age=-2)
    m.define("x", "year age", (m.at(year=0), 1.0), (..., tangled))
    found = only_finding(m)
    assert found.code == "recursion-too-large"
    assert found.message.startswith("`x` needs other cells of itself")


def test_a_long_way_round_is_cut_short() -> None:
    count = 5_000
    m = Build(year=YEARS)
    m.expect(**{f"x{number}": "year" for number in range(count)})
    for number in range(count):
        m.define(f"x{number}", "year", m(f"x{(number + 1) % count}") + 1)
    found = only_finding(m)
    assert found.message == "`x0` needs itself, by way of 4999 other values"
    assert len(found.labels) == 8
