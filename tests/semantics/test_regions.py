"""The algebra of sets of cells, against sets of cells written out one by one."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from semdsl.semantics.model import EVERYWHERE, Region
from semdsl.semantics.regions import (
    All,
    Among,
    Any,
    Never,
    Selection,
    common,
    region_of,
    selection_of,
    without,
)

SIZES = {"year": 4, "age": 3, "sex": 2}

Cell = tuple[int, ...]


def cells_of(region: Region) -> list[Cell]:
    return [
        cell
        for box in region.boxes
        for cell in product(*(box.along(name, size) for name, size in SIZES.items()))
    ]


def holds(selection: Selection, cell: Cell) -> bool:
    match selection:
        case Among(axis=axis, positions=positions):
            return cell[list(SIZES).index(axis)] in positions
        case All(parts=parts):
            return all(holds(part, cell) for part in parts)
        case Any(parts=parts):
            return any(holds(part, cell) for part in parts)
        case Never(part=part):
            return not holds(part, cell)


# Positions beyond the axis too: it may have lost its members by a mistake, and a selection still have them.
ATOMS = st.sampled_from(list(SIZES)).flatmap(
    lambda axis: st.frozensets(st.integers(-1, SIZES[axis])).map(lambda chosen: Among(axis, chosen))
)
SELECTIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: Any(tuple(parts))),
        inner.map(Never),
    ),
    max_leaves=8,
)
EVERY_CELL = list(product(*(range(size) for size in SIZES.values())))


@given(SELECTIONS)
def test_a_region_has_the_cells_selected_once_each(selection: Selection) -> None:
    chosen = cells_of(region_of(selection, SIZES))
    assert len(chosen) == len(set(chosen))
    assert set(chosen) == {cell for cell in EVERY_CELL if holds(selection, cell)}


@given(SELECTIONS, SELECTIONS)
def test_difference_and_intersection(one: Selection, other: Selection) -> None:
    left, right = region_of(one, SIZES), region_of(other, SIZES)
    assert set(cells_of(without(left, right, SIZES))) == set(cells_of(left)) - set(cells_of(right))
    assert set(cells_of(common(left, right, SIZES))) == set(cells_of(left)) & set(cells_of(right))


@given(SELECTIONS)
def test_a_region_read_back_is_the_same_region(selection: Selection) -> None:
    region = region_of(selection, SIZES)
    assert region_of(selection_of(region), SIZES) == region


def test_everything_is_one_block_without_constraints() -> None:
    assert region_of(All(), SIZES) == EVERYWHERE
    assert region_of(Any((Among("sex", frozenset({0})), Among("sex", frozenset({1})))), SIZES) == EVERYWHERE


def test_a_range_of_years_for_one_sex_is_one_block() -> None:
    chosen = All((Among("year", frozenset({1, 2, 3})), Among("sex", frozenset({0}))))
    assert [box.positions for box in region_of(chosen, SIZES).boxes] == [(("year", (1, 2, 3)), ("sex", (0,)))]
