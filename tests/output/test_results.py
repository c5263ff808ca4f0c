"""Results: cells by label, numbers that cannot be changed, what a notebook shows."""

from __future__ import annotations

import io
import pickle

import numpy as np
import pandas as pd
import pytest

from semdsl.errors import UsageError
from semdsl.publish.formats import csv_of, parquet_of
from semdsl.publish.values import sheet_of
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
    with pytest.raises(UsageError, match="there is no result `pay`; did you mean `payg`"):
        RESULTS["pay"]
    with pytest.raises(UsageError, match="there is no result `wages`; there are payg, level"):
        RESULTS["wages"]
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


def test_an_unknown_name_comes_through_another_process() -> None:
    with pytest.raises(KeyError) as error:
        RESULTS["pay"]
    again = pickle.loads(pickle.dumps(error.value))
    assert (type(again), str(again)) == (type(error.value), str(error.value))


CODE = NamedAxis("code", ("01", "1", "--5"), ("Same", "Other", "Same"))
CODED = Result("x", "", "ratio", (CODE,), np.array([1.0, 2.0, 3.0]))


def test_labels_of_digits_stay_text_where_the_axis_is_not_numeric() -> None:
    assert CODED.to_pandas()["code"].tolist() == ["01", "1", "--5"]
    bands = NamedAxis("age", ("0-0", "1-1"), ("", ""), (0.0, 1.0))
    banded = Result("x", "", "ratio", (bands,), np.array([1.0, 2.0]))
    assert banded.to_pandas()["age"].tolist() == ["0-0", "1-1"]


def test_a_title_of_several_members_is_refused_and_a_label_comes_first() -> None:
    with pytest.raises(UsageError, match="several members of axis `code` have the title `Same`"):
        CODED.at(code="Same")
    assert float(CODED.at(code="Other")) == 2.0
    crossed = NamedAxis("line", ("a", "b"), ("b", "a"))
    assert [float(Result("x", "", "", (crossed,), np.array([1.0, 2.0])).at(line=own)) for own in "ab"] == [
        1.0,
        2.0,
    ]


def test_a_member_by_its_number() -> None:
    bands = NamedAxis("age", ("00-04", "05-09"), ("", ""), (0.0, 5.0))
    banded = Result("x", "", "ratio", (bands,), np.array([1.0, 2.0]))
    assert float(banded.at(age=5)) == float(banded.at(age=np.int64(5))) == 2.0
    assert float(PAYG.at(year=2006.0, line="SEM")) == 3.0
    with pytest.raises(UsageError, match="has no label `7`"):
        banded.at(age=7)
    with pytest.raises(UsageError, match="has no label ``"):
        banded.at(age="")


def test_figures_beside_an_axis_called_value_are_in_a_column_of_their_own() -> None:
    axis = NamedAxis("value", ("low", "high"))
    result = Result("x", "", "ratio", (axis,), np.array([1.0, 2.5]))
    expected = pd.DataFrame({"value": ["low", "high"], "value_": [1.0, 2.5]})
    pd.testing.assert_frame_equal(result.to_pandas(), expected, check_dtype=False)
    sheet = sheet_of([("base", result)])
    assert csv_of(sheet) == b"value,value_\nlow,1\nhigh,2.5\n"
    pytest.importorskip("pyarrow")
    written = pd.read_parquet(io.BytesIO(parquet_of(sheet)))
    pd.testing.assert_frame_equal(written, expected, check_dtype=False)
