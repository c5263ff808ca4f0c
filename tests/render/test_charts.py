"""Charts: places worked out by hand for small data, and what is drawn of data that hardly is any."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from semdsl.render.charts.data import Data, Series, table_of_data
from semdsl.render.charts.draw import picture, svg_file
from semdsl.render.charts.marks import wrapped
from semdsl.render.charts.scale import nice_step, shortened, tick_places, value_scale
from semdsl.render.charts.spark import spark_line, spark_pyramid
from semdsl.render.charts.stacking import stacked
from semdsl.render.words import ENGLISH, SPANISH

SVG = "{http://www.w3.org/2000/svg}"
LONG = "a movement whose name takes more lines than there is room for below any one of four bars" * 2
FORMS = ["line", "area", "bar", "stacked bar", "pyramid", "fan", "waterfall", "tornado"]


def data(form: str, *numbers: tuple[float, ...], places: tuple[str, ...] = (), **more: object) -> Data:
    places = places or tuple(str(2005 + at) for at in range(len(numbers[0])))
    years = all(place.isdigit() for place in places)
    made = Data(
        form=form,
        title="Título",
        unit="millones de MXN",
        axis="Año",
        places=places,
        coordinates=tuple(map(float, places)) if years else (),
        series=tuple(Series(f"s{at}", own) for at, own in enumerate(numbers)),
        words=SPANISH,
        unit_text="million MXN",
        middle=1.0,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def drawn(made: Data) -> Tree.Element:
    return Tree.fromstring(svg_file(made))


def boxes(root: Tree.Element) -> list[tuple[float, float, float, float]]:
    """Left, top, width and height of each bar."""
    bars = [one for one in root.iter(f"{SVG}rect") if one.find(f"{SVG}title") is not None]
    return [tuple(float(one.attrib[name]) for name in ("x", "y", "width", "height")) for one in bars]  # type: ignore[misc]


def points(root: Tree.Element) -> list[list[tuple[float, float]]]:
    """The places of each line of a series."""
    found = [one.attrib["d"] for one in root.iter(f"{SVG}path") if "line" in one.get("class", "").split()]
    long = [d for d in found if "H" not in d]
    return [[(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", d)] for d in long]


def texts(root: Tree.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


# ── Scales ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("span", "most", "step"),
    [(100, 5, 20), (7, 7, 1), (8, 7, 2), (21, 7, 5), (0.03, 6, 0.005), (3e9, 6, 5e8)],
)
def test_steps_are_1_2_or_5(span: float, most: int, step: float) -> None:
    assert nice_step(span, most) == step


@pytest.mark.parametrize(
    ("numbers", "low", "high"),
    [
        ([], 0, 1),
        ([0, 0], 0, 1),
        ([7], 0, 8),
        ([-3, 5], -4, 6),
        ([-12, -3], -12, 0),
        ([math.nan, 10], 0, 10),
        ([1e-9, 2e-9], 0, 2e-9),
        ([3e12], 0, 3e12),
    ],
)
def test_lengths_start_at_0(numbers: list[float], low: float, high: float) -> None:
    scale = value_scale(numbers)
    assert (scale.low, scale.high) == (low, high)
    assert scale.ticks[0] == low
    assert scale.ticks[-1] == high


def test_lines_far_from_0_have_a_scale_of_their_own() -> None:
    scale = value_scale([1000, 1010], from_zero=False)
    assert (scale.low, scale.high) == (1000, 1010)


def test_a_place_on_the_page() -> None:
    scale = value_scale([0, 10]).onto(250, 0)
    assert [scale.at(0), scale.at(2.5), scale.at(10)] == [250, 187.5, 0]


def test_ticks_of_years_are_round() -> None:
    assert tick_places(46, tuple(map(float, range(2005, 2051))), 6) == [5, 15, 25, 35, 45]
    assert tick_places(4, (), 6) == [0, 1, 2, 3]
    assert tick_places(21, (), 5) == [0, 5, 10, 15, 20]


@pytest.mark.parametrize(
    ("unit", "numbers", "says", "last"),
    [
        ("person", [47_000_000], "millones de personas", "50"),
        ("person", [400_000], "miles de personas", "400"),
        ("million MXN", [4_000_000], "millones de MXN", "4,000,000"),
        ("%", [12], "", "12%"),
        ("ratio", [0.25], "razón", "0.25"),
    ],
)
def test_large_numbers_are_in_millions(unit: str, numbers: list[float], says: str, last: str) -> None:
    short = shortened(value_scale(numbers), unit, SPANISH)
    assert (short.unit, short.texts[-1]) == (says, last)


def test_stacks_go_both_ways() -> None:
    first, second, third = stacked([Series("a", (2.0,)), Series("b", (-1.0,)), Series("c", (3.0,))])
    assert (first.lows, first.highs) == ((0.0,), (2.0,))
    assert (second.lows, second.highs) == ((-1.0,), (0.0,))
    assert (third.lows, third.highs) == ((2.0,), (5.0,))


def test_a_gap_is_not_stacked() -> None:
    gap, above = stacked([Series("a", (math.nan,)), Series("b", (3.0,))])
    assert math.isnan(gap.lows[0])
    assert above.lows == (0.0,)


def test_long_words_end_in_an_ellipsis() -> None:
    assert wrapped("uno dos", 1000) == ["uno dos"]
    assert wrapped("uno dos", 30) == ["uno", "dos"]
    assert wrapped("x" * 100, 60)[0].endswith("…")
    assert len(wrapped("palabra " * 50, 80)) == 3


# ── Pictures ──────────────────────────────────────────────────────────────────────────────────────


def test_a_line_goes_through_its_values() -> None:
    """From 0 to 10 on a height of 250: 2.5 is at a quarter of it, and the years are as far apart as they are."""
    root = drawn(data("line", (0.0, 2.5, 10.0), places=("2005", "2006", "2009")))
    ((start, middle, end),) = points(root)
    assert start[1] - end[1] == 250
    assert start[1] - middle[1] == 62.5
    assert (middle[0] - start[0]) * 4 == pytest.approx(end[0] - start[0], abs=0.05)


def test_a_line_breaks_where_there_is_no_value() -> None:
    root = drawn(data("line", (1.0, 2.0, math.nan, 4.0, 5.0)))
    assert [len(piece) for piece in points(root)] == [2, 2]


def test_bars_stand_on_0_and_hang_from_it() -> None:
    """From -5 to 10 in a height of 250: 10 is 166.67 high, -5 is 83.33."""
    up, down = boxes(drawn(data("bar", (10.0, -5.0))))
    assert up[3] == pytest.approx(250 * 10 / 15, abs=0.01)
    assert down[3] == pytest.approx(250 * 5 / 15, abs=0.01)
    assert up[1] + up[3] == pytest.approx(down[1], abs=0.02)
    assert up[0] + up[2] < down[0]


def test_stacked_bars_stand_on_each_other() -> None:
    low, high = boxes(drawn(data("stacked bar", (2.0,), (3.0,))))
    assert high[1] + high[3] == pytest.approx(low[1], abs=0.02)
    assert high[3] / low[3] == pytest.approx(1.5, abs=0.001)
    assert low[0] == high[0]


def test_the_sides_of_a_pyramid_meet_in_the_middle_with_the_youngest_below() -> None:
    young_men, old_men, young_women, old_women = boxes(
        drawn(data("pyramid", (8.0, 4.0), (10.0, 5.0), places=("joven", "viejo")))
    )
    assert young_men[0] + young_men[2] == pytest.approx(old_men[0] + old_men[2], abs=0.02)
    assert young_women[0] == old_women[0] > young_men[0] + young_men[2]
    assert young_men[1] > old_men[1]
    assert young_men[2] / young_women[2] == pytest.approx(0.8, abs=0.001)
    assert old_men[2] / young_men[2] == pytest.approx(0.5, abs=0.001)


def test_the_steps_of_a_waterfall_begin_where_the_last_one_ended() -> None:
    """100, up 80, down 130, to 50, on a scale from 0 to 200 in a height of 250."""
    opening, up, down, closing = boxes(
        drawn(data("waterfall", (100.0,), (80.0,), (-130.0,), (50.0,), places=("",), coordinates=(), axis=""))
    )
    assert [box[3] for box in (opening, up, down, closing)] == pytest.approx([125, 100, 162.5, 62.5])
    assert up[1] + up[3] == pytest.approx(opening[1])
    assert down[1] == pytest.approx(up[1])
    assert closing[1] + closing[3] == pytest.approx(opening[1] + opening[3])


@pytest.mark.parametrize("names", [("a", "b", "c", "d"), (LONG,) * 4])
def test_the_bars_of_a_waterfall_are_joined_where_one_hands_on_to_the_next(names: tuple[str, ...]) -> None:
    """Each line runs at the value that was reached, 100, 180 and 50, from the edge of a bar to that of the next."""
    made = data("waterfall", (100.0,), (80.0,), (-130.0,), (50.0,), places=("",), coordinates=(), axis="")
    labelled = tuple(replace(one, label=name) for one, name in zip(made.series, names, strict=True))
    root = drawn(replace(made, series=labelled))
    bars = boxes(root)
    axes = [one.attrib["d"] for one in root.iter(f"{SVG}path") if one.get("class") == "axis"]
    ends = [tuple(map(float, re.findall(r"-?[\d.]+", d))) for d in axes]
    opening, up, _, closing = bars
    if len(names[0]) == 1:
        gaps = [(x + wide, after[0]) for (x, _, wide, _), after in pairwise(bars)]
        at = [opening[1], up[1], closing[1]]
        joined = [(x1, x2, y1) for x1, y1, x2, y2 in ends if y1 == y2]
    else:
        gaps = [(y + high, after[1]) for (_, y, _, high), after in pairwise(bars)]
        at = [opening[0] + opening[2], up[0] + up[2], closing[0] + closing[2]]
        joined = [(y1, y2, x1) for x1, y1, x2, y2 in ends if x1 == x2]
    for (start, end), value in zip(gaps, at, strict=True):
        assert any(own == pytest.approx((start, end, value), abs=0.02) for own in joined), (
            joined,
            start,
            end,
        )


def test_the_bars_of_a_tornado_begin_at_the_stated_value() -> None:
    low, high = boxes(drawn(data("tornado", (0.5,), (2.0,), places=("interés",), coordinates=(), middle=1.0)))
    assert low[0] + low[2] == pytest.approx(high[0], abs=0.02)
    assert high[2] / low[2] == pytest.approx(2, abs=0.001)


def test_a_fan_is_around_its_middle_series() -> None:
    root = drawn(data("fan", (1.0, 1.0), (2.0, 3.0), (4.0, 6.0)))
    bands = [one for one in root.iter(f"{SVG}path") if one.get("class") == "area c0"]
    assert len(bands) == 1
    (middle,) = points(root)
    assert middle[0][1] - middle[1][1] == pytest.approx(250 / 6, abs=0.02)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "numbers",
    [
        (0.0,),
        (5.0,),
        (math.nan,),
        (0.0, 0.0),
        (3.0, 3.0),
        (1e-12, 2e-12),
        (1e15, 3e15),
        (-4.0, -1.0),
        (math.nan, 1.0),
    ],
    ids=str,
)
def test_whatever_the_values_are_a_picture_is_drawn(form: str, numbers: tuple[float, ...]) -> None:
    root = drawn(data(form, numbers, numbers, numbers))
    assert "nan" not in Tree.tostring(root, "unicode")
    assert root.attrib["role"] == "img"


@pytest.mark.parametrize("form", FORMS)
def test_all_that_is_drawn_is_within_the_picture(form: str) -> None:
    years = tuple(str(year) for year in range(2005, 2051))
    numbers = tuple(1000.0 * at - 9000 for at in range(46))
    root = drawn(data(form, numbers, numbers, numbers, places=years))
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    for x, y, w, h in boxes(root):
        assert -0.01 <= x <= x + w <= wide + 0.01
        assert -0.01 <= y <= y + h <= high + 0.01
    for line in points(root):
        assert all(0 <= x <= wide and 0 <= y <= high for x, y in line)


def test_a_hundred_and_eleven_ages_are_a_pyramid_with_few_labels() -> None:
    ages = tuple(map(str, range(111)))
    root = drawn(data("pyramid", (1.0,) * 111, (2.0,) * 111, places=ages))
    assert len(boxes(root)) == 222
    assert len(set(texts(root)) & set(ages)) < 40


def test_long_names_lie_beside_lying_bars() -> None:
    names = tuple(f"Un nombre bastante largo número {at}" for at in range(9))
    upright, lying = drawn(data("bar", (1.0,) * 3)), drawn(data("bar", (1.0,) * 9, places=names))
    assert len({box[1] for box in boxes(upright)}) == 1
    assert len({box[0] for box in boxes(lying)}) == 1


def test_lines_are_named_at_their_ends_and_where_that_cannot_be_in_a_legend() -> None:
    apart = drawn(data("line", (1.0, 2.0), (1.0, 9.0)))
    names = {one.text: one for one in apart.iter(f"{SVG}text") if "name" in one.get("class", "")}
    assert set(names) == {"s0", "s1"}
    many = drawn(data("line", *((1.0, 2.0) for _ in range(12))))
    assert not [one for one in many.iter(f"{SVG}text") if "name" in one.get("class", "")]
    assert {f"s{at}" for at in range(12)} <= set(texts(many))


def test_no_two_of_twelve_lines_look_the_same_without_colours() -> None:
    root = drawn(data("line", *((float(at), float(at + 1)) for at in range(12))))
    looks = [
        (one.get("stroke"), one.get("stroke-dasharray"))
        for one in root.iter(f"{SVG}path")
        if "line" in one.get("class", "").split() and "H" not in one.attrib["d"]
    ]
    assert len(set(looks)) == 12
    assert len({dash for _, dash in looks[:6]}) == 6


def test_text_is_never_a_tag() -> None:
    wild = "<script>alert(\"1\")</script> & 'x'"
    made = replace(
        data("line", (1.0, 2.0)), title=wild, axis=wild, unit=wild, series=(Series(wild, (1.0, 2.0)),)
    )
    for form in ("line", "bar", "area", "stacked bar"):
        written = svg_file(replace(made, form=form)).decode()
        assert "<script" not in written
        assert Tree.fromstring(written).find(f"{SVG}title").text == wild  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("words", "says"), [(SPANISH, "Gráfica de líneas de s0"), (ENGLISH, "Line chart of s0")]
)
def test_it_says_what_it_shows_to_who_cannot_see(words: object, says: str) -> None:
    root = drawn(data("line", (1.0, 4.0), words=words))
    described = root.find(f"{SVG}desc")
    assert described is not None
    assert described.text is not None
    assert described.text.startswith(says)
    assert "4" in described.text
    assert "2005" in described.text
    labelled = root.attrib["aria-labelledby"].split()
    assert labelled == [one.attrib["id"] for one in root if one.tag in (f"{SVG}title", f"{SVG}desc")]


def test_a_value_says_what_it_is_when_pointed_at() -> None:
    root = drawn(data("line", (1.5, 4.0)))
    said = [one.text for one in root.iter(f"{SVG}title")][1:]
    assert said == ["s0, 2005: 1.500 millones de MXN", "s0, 2006: 4.000 millones de MXN"]


def test_the_table_has_a_row_for_each_place_and_a_column_for_each_series() -> None:
    table = table_of_data(data("line", (1.0, 2.0), (3.0, 4.0)))
    assert table.columns == ("s0", "s1")
    assert [(row.label.name, row.numbers) for row in table.rows] == [
        ("2005", (1.0, 3.0)),
        ("2006", (2.0, 4.0)),
    ]


def test_the_names_of_patterns_are_those_of_the_picture() -> None:
    """Two pictures on one page do not fill each other's bars."""
    one = picture(data("bar", (1.0,)), "first", titled=False).__html__()
    assert 'id="first-0"' in one
    assert "url(#first-0)" in one


def test_the_same_data_give_the_same_bytes() -> None:
    made = data("area", (1.0, 2.0), (3.0, 4.0))
    assert svg_file(made) == svg_file(made)


# ── Small pictures ────────────────────────────────────────────────────────────────────────────────


def test_a_small_line_goes_from_edge_to_edge() -> None:
    """240 by 48 with an edge of 3: 0 is at the bottom, 10 at the top, 5 between them."""
    made = spark_line([[0.0, 5.0, 10.0]], "x")
    assert made is not None
    assert 'd="M3.0 45.0L120.0 24.0L237.0 3.0"' in made.__html__()


@pytest.mark.parametrize("series", [[], [[]], [[1.0]], [[2.0, 2.0]], [[1.0, math.nan]]])
def test_without_a_movement_there_is_no_small_line(series: list[list[float]]) -> None:
    assert spark_line(series, "x") is None


def test_a_small_pyramid_has_its_sides_on_either_side_of_the_middle() -> None:
    made = spark_pyramid(([117.0, 58.5], [117.0, 0.0]), "x")
    assert made is not None
    sides = [(one.get("x"), one.get("width")) for one in Tree.fromstring(made.__html__()).iter("rect")]
    assert sides == [("3.0", "117.0"), ("61.5", "58.5"), ("120.0", "117.0"), ("120.0", "0.0")]


@pytest.mark.parametrize("first", [[], [0.0], [-1.0], [math.nan]])
def test_without_people_there_is_no_small_pyramid(first: list[float]) -> None:
    assert spark_pyramid((first, first), "x") is None


def test_a_small_chart_as_a_file(*, update_golden: bool) -> None:
    """To be looked at: a line with a gap, one below 0, their names, and what each value says."""
    golden = Path(__file__).with_name("small_chart.svg")
    made = svg_file(data("line", (1.0, 2.0, math.nan, 4.0), (-1.0, -0.5, 0.0, 0.5)))
    if update_golden:
        golden.write_bytes(made)
    assert golden.read_bytes() == made
