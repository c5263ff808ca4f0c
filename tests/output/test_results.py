"""Results: cells by label, numbers that cannot be changed, what a notebook shows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from semdsl.errors import UsageError
from semdsl.runtime.results import NamedAxis, Result, Results

YEAR = NamedAxis("year", ("2005", "2006", "2007"), ("", "", ""), (2005.0, 2006.0, 2007.0))
LINE = NamedAxis("line", ("SEM", "GMP"), ("Asegurados", "Pensionados <&>"))
PAYG = Result("payg", "Prima <b>", "ratio", (YEAR, LINE), np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.5]]))
LEVEL = Result("level", "", "ratio", (), np.array(1.4702))
RESULTS = Results("sem", "Seguro", "base", {"payg": PAYG, "level": LEVEL})


def test_a_cell_by_its_labels() -> None:
    assert float(PAYG.at(year=2006, line="GMP")) == 4.0
    assert float(PAYG.at(year="2007", line="Asegurados")) == 5.0
    assert float(LEVEL) == 1.4702


def test_what_is_left_keeps_its_axes() -> None:
    part = PAYG.at(line="SEM")
    assert [axis.name for axis in part.axes] == ["year"]
    assert part.values.tolist() == [1.0, 3.0, 5.0]


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ({"year": 1999}, "axis `year` has no label `1999`; it has 2005, 2006, 2007"),
        ({"years": 2005}, "`payg` has no axis `years`; it varies by year, line"),
    ],
)
def test_a_wrong_label_says_what_there_is(labels: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message.replace("[", r"\[")):
        PAYG.at(**labels)


def test_a_part_with_axes_is_no_number() -> None:
    with pytest.raises(UsageError, match="`payg` still varies by year"):
        float(PAYG.at(line="SEM"))


def test_values_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        PAYG.values[0, 0] = 7


def test_an_unknown_name_is_both_a_key_and_a_usage_error() -> None:
    with pytest.raises(KeyError):
        RESULTS["pay"]
    with pytest.raises(UsageError, match="there is no result `pay`; there are payg, level"):
        RESULTS["pay"]
    assert RESULTS.get("pay") is None
    assert list(RESULTS) == ["payg", "level"]


def test_a_tidy_frame() -> None:
    expected = pd.DataFrame(
        {
            "year": [2005, 2005, 2006, 2006, 2007, 2007],
            "line": ["SEM", "GMP"] * 3,
            "value": [1.0, 2.0, 3.0, 4.0, 5.0, 6.5],
        }
    )
    pd.testing.assert_frame_equal(PAYG.to_pandas(), expected, check_dtype=False)
    assert LEVEL.to_pandas()["value"].tolist() == [1.4702]


def test_cells_with_their_labels() -> None:
    assert list(PAYG.cells())[3] == (("2006", "GMP"), 4.0)
    assert list(LEVEL.cells()) == [((), 1.4702)]


def test_a_prompt_shows_a_small_table() -> None:
    assert repr(PAYG) == (
        'payg[year, line] "Prima <b>" : ratio\n'
        "  year    SEM    GMP\n"
        "  2005  1.000  2.000\n"
        "  2006  3.000  4.000\n"
        "  2007  5.000  6.500"
    )
    assert repr(LEVEL) == "level : ratio\n  1.470"
    assert repr(RESULTS) == "sem, scenario base\n  payg[year, line] : ratio\n  level : ratio"


def test_one_axis_is_shown_downwards_and_long_ones_in_part() -> None:
    long = Result("x", "", "person", (NamedAxis("age", tuple(map(str, range(111)))),), np.arange(111.0))
    lines = repr(long).splitlines()
    assert lines[1:4] == ["  age  value", "  0        0", "  1        1"]
    assert lines[-1] == "  … 91 more rows: see .to_pandas() or .at(…)"


def test_a_notebook_escapes_every_text() -> None:
    for page in (PAYG._repr_html_(), RESULTS._repr_html_(), LEVEL._repr_html_()):
        assert "<b>P" not in page
    assert "Prima &lt;b&gt;" in PAYG._repr_html_()
