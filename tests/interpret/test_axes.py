"""What cells, shifts, look-ups and aggregates mean. Expected values are worked out by hand beside each case."""

from __future__ import annotations

import pytest

from semdsl.errors import InternalError
from semdsl.interpret.scalar import Interpreter
from semdsl.pipeline import check_text
from semdsl.runtime.program import Stopped
from tests.interpret.asking import computed, figures, people
from tests.support.build import Build
from tests.support.compare import agreement, checked, compiled
from tests.support.strategies import ModelText


def test_cells_come_row_by_row_and_line_up_by_name() -> None:
    build = Build(year=(2005, 2006), line=("SEM", "GMP"))
    build.table("by_line", "line")
    build.table("by_year", "year")
    build.define("both", "year line", build("by_year") * 10 + build("by_line"))
    build.define("turned", "line year", build("both"))
    tables = {"by_line": figures([1, 2]), "by_year": figures([3, 4])}
    assert computed(build, "both", tables) == [31, 32, 41, 42]
    assert computed(build, "turned", tables) == [31, 41, 32, 42]


def test_the_coordinate_of_an_axis() -> None:
    build = Build(year=(2005, 2006, 2007))
    build.axis("age", (0, 5, 10), form="banded")
    build.define("years_on", "year", build.number(2) ** (build.coordinate("year") - 2005))
    build.define("next", "year", build.coordinate("year", 1))
    build.define("low", "age", build.coordinate("age"))
    assert computed(build, "years_on") == [1, 2, 4]
    assert computed(build, "next") == [2006, 2007, 2008]
    assert computed(build, "low") == [0, 5, 10]


def test_cases_shifts_and_fixed_labels() -> None:
    build = Build(year=(2005, 2006, 2007), line=("SEM", "GMP"))
    build.table("x", "year line")
    build.define("growth", "year line", (build.at(year=0), 0), (..., build("x") - build("x", year=-1)))
    build.define("base", "year", build("x", line=build.fixed(1), year=build.fixed(0)))
    build.define("ahead", "year", (build.at(year=2), -1), (..., build("x", year=1, line=build.fixed(0))))
    tables = {"x": figures([1, 10, 4, 40, 9, 90])}
    assert computed(build, "growth", tables) == [0, 0, 3, 30, 5, 50]
    assert computed(build, "base", tables) == [10, 10, 10]
    assert computed(build, "ahead", tables) == [4, 9, -1]


def test_a_cohort_moves_along_two_axes() -> None:
    build = Build(year=(2005, 2006, 2007), age=(0, 1, 2))
    build.table("births", "year")
    build.expect(alive="year age")
    older = build.at(year=(1, 2), age=(1, 2))
    build.define(
        "alive",
        "year age",
        (build.at(age=0), build("births")),
        (older, build("alive", year=-1, age=-1) * 0.5),
        (..., 0),
    )
    # 80 born in 2005 are 40 at age 1 in 2006, 20 at age 2 in 2007; 60 born in 2006 are 30 in 2007.
    assert computed(build, "alive", {"births": figures([80, 60, 50])}) == [80, 0, 0, 60, 40, 0, 50, 30, 20]


def test_a_condition_on_the_label() -> None:
    build = Build(line=("SEM", "GMP", "other"))
    build.define("x", "line", build.if_(build.member("line", 0, 2), 1, 2))
    assert computed(build, "x") == [1, 2, 1]


def test_positions_by_a_table() -> None:
    build = Build(year=(2005, 2006, 2007))
    build.table("x", "year")
    build.define("opposite", "year", build("x", year=build.via("year", (2, 1, 0))))
    assert computed(build, "opposite", {"x": figures([1, 2, 3])}) == [3, 2, 1]


def test_look_up_by_a_computed_value() -> None:
    build = Build(duration=(0, 1, 2))
    build.axis("age", (20, 21, 22, 23))
    build.axis("band", (0, 20, 22), form="banded")
    build.table("q", "age")
    build.table("rate", "band")
    build.define("found", "duration", build("q", age=build.sought(build.coordinate("duration") + 20)))
    far = build.sought(build.coordinate("duration") * 2 + 19, clamp=True)
    build.define("held", "duration", build("q", age=far))
    build.define("banded", "duration", build("rate", band=build.sought(build.coordinate("duration") + 19.5)))
    tables = {"q": figures([1, 2, 3, 4]), "rate": figures([10, 20, 30])}
    assert computed(build, "found", tables) == [1, 2, 3]
    assert computed(build, "held", tables) == [1, 2, 4]  # 19 is held at 20, 21 is 21, 23 is 23
    assert computed(build, "banded", tables) == [10, 20, 20]  # 19.5, 20.5, 21.5


def test_the_value_looked_up_may_need_other_cells() -> None:
    build = Build(year=(0, 1, 2, 3))
    build.expect(jump="year")
    build.define("start", "", 3)
    build.define(
        "jump", "year", (build.at(year=3), 7), (..., build("jump", year=build.sought(build("start"))))
    )
    assert computed(build, "jump") == [7, 7, 7, 7]


@pytest.mark.parametrize(
    ("function", "expected"),
    [("sum", [16, 20]), ("mean", [4, 5]), ("min", [1, 2]), ("max", [7, 8]), ("product", [105, 384])],
)
def test_aggregates_over_an_axis(function: str, expected: list[float]) -> None:
    build, tables = people()
    build.define("r", "sex", build.aggregate(function, build("x"), "age"))
    assert computed(build, "r", tables) == expected


def test_aggregates_of_a_selection_and_over_two_axes() -> None:
    build, tables = people()
    build.define("some", "", build.sum(build("x"), "age sex", build.at(age=(1, 3), sex=1)))  # 4 + 8
    build.define(
        "parts", "", build.sum(build("x"), "sex age", build.either(build.at(age=3), build.at(age=0)))
    )
    build.define("outer", "sex", build.sum(build("x"), "age", build.at(sex=0)))
    assert computed(build, "some", tables) == [12]
    assert computed(build, "parts", tables) == [18]
    assert computed(build, "outer", tables) == [16, 0]


def test_aggregates_by_groups() -> None:
    build, tables = people()
    build.define("r", "broad", build.sum(build("x"), "age sex", by="broad"))
    build.define("top", "broad", build.aggregate("max", build("x", sex=build.fixed(0)), "age", by="broad"))
    assert computed(build, "r", tables) == [10, 11]  # 1+2+3+4, 5+6; the last age is in no group
    assert computed(build, "top", tables) == [3, 5]


def test_sums_run_in_the_declared_order_of_axes() -> None:
    build = Build(age=(0, 1), sex=("male", "female"))
    build.table("x", "age sex")
    build.define("r", "", build.sum(build("x"), "sex age"))
    # By rows it is 1e16 - 1e16 + 1 + 1 = 2; by columns it would be 1e16 + 1 - 1e16 + 1, where the first 1 is lost.
    assert computed(build, "r", {"x": figures([1e16, -1e16, 1, 1])}) == [2]


def test_nothing_to_add_is_zero_and_nothing_to_multiply_one() -> None:
    build, tables = people()
    nothing = build.at(age=())
    build.define("s", "sex", build.sum(build("x"), "age", nothing))
    build.define("p", "sex", build.aggregate("product", build("x"), "age", nothing))
    assert computed(build, "s", tables) == [0, 0]
    assert computed(build, "p", tables) == [1, 1]


def test_a_bound_axis_hides_the_one_outside() -> None:
    build = Build(year=(1, 2, 3))
    build.define("share", "year", build.coordinate("year") / build.sum(build.coordinate("year"), "year"))
    assert computed(build, "share") == [1 / 6, 2 / 6, 3 / 6]


def test_cumulative_sums_and_products() -> None:
    build = Build(year=(1, 2, 3, 4))
    year = build.coordinate("year")
    build.define("s", "year", build.cumulative("sum", year, "year"))
    build.define("p", "year", build.cumulative("product", year, "year", build.at(year=(2, 3))))
    assert computed(build, "s") == [1, 3, 6, 10]
    assert computed(build, "p") == [1, 1, 3, 12]


def test_a_group_is_spread_over_its_members() -> None:
    build, tables = people()
    build.table("rate", "broad")
    build.define("y", "age", (build.at(age=(0, 1, 2)), build.spread(build("rate"), "broad")), (..., 0))
    assert computed(build, "y", {**tables, "rate": figures([5, 6])}) == [5, 5, 6, 0]


def test_first_and_last() -> None:
    build = Build(year=(2005, 2006, 2007, 2008))
    build.table("x", "year")
    low = build("x").is_("<", 0)
    build.define("first", "", build.seek("first", "year", low))
    build.define("last", "", build.seek("last", "year", low))
    tables = {"x": figures([1, -1, 1, -1])}
    assert computed(build, "first", tables) == [2006]
    assert computed(build, "last", tables) == [2008]


def test_cells_without_a_value() -> None:
    build = Build(year=(1, 2, 3))
    build.define("x", "year", (build.at(year=1), 5), partial=True)
    assert computed(build, "x") == [None, 5, None]
    with pytest.raises(InternalError):
        Interpreter(build.model(), {}).value("x", (0,))


def test_a_number_computed_from_an_open_band_stays_there() -> None:
    """From `80+`, 5 years on is 85, which lies in `80+`; a step that is written is beyond the axis."""
    text = (
        "model m\naxis age = 70-74 to 80+ by 5\nparameter k : ratio = 5\n"
        'parameter x[age] : ratio\n    = 1 for "70-74"\n    = 2 for "75-79"\n    = 4 for "80+"\n'
        "variable later[age] : ratio = x[age = age + k]\n"
    )
    own = checked(ModelText(text, {}))
    arrays = compiled(own.computed, own.tables)
    assert not isinstance(arrays, Stopped)
    assert list(arrays["later"]) == [2, 4, 4]
    assert agreement(own.computed, own.tables).compared == 7
    refused = check_text(text.replace("age + k", "age + 5"), "m.sem", {})
    assert [found.code for found in refused.diagnostics if found.is_error] == ["beyond-axis"]
