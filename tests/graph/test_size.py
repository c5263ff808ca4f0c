"""A model that is too large is refused before a number of it is computed, whatever makes it large."""

from __future__ import annotations

import pytest

from semdsl import pipeline
from semdsl.graph import size

AXES = "model m\naxis a = 0 to 99\naxis b = 0 to 99\n"

FORMULAS = {
    "a quantity": "variable x[a, b] : ratio = a + b\n",
    "a sum": "variable x : ratio = sum(if a > b then 1 else 0 over a, b)\n",
    "a part of a sum": "variable x[a] : ratio = sum(if a > b then 1 else 0 over b)\n",
    "a search": "variable x[a] : ratio = first(b where b >= a)\n",
    "a condition": "check c : sum(if a > b then 1 else 0 over a, b) >= 0\n",
}


def codes(text: str) -> list[str]:
    return [found.code for found in pipeline.check_text(AXES + text).diagnostics if found.is_error]


@pytest.mark.parametrize("text", FORMULAS.values(), ids=FORMULAS)
def test_at_the_limit_and_one_beyond(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """All of these have a part of 10,000 cells."""
    monkeypatch.setattr(size, "MOST_CELLS", 10_000)
    assert codes(text) == []
    monkeypatch.setattr(size, "MOST_CELLS", 9_999)
    assert codes(text) == ["too-many-cells"]


def test_a_quantity_is_named_once_and_not_again_where_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "MOST_CELLS", 9_999)
    assert codes(FORMULAS["a quantity"] + "variable y[a] : ratio = sum(x over b)\n") == ["too-many-cells"]


def test_all_quantities_together(monkeypatch: pytest.MonkeyPatch) -> None:
    text = FORMULAS["a quantity"] + "variable y[a, b] : ratio = x\n"
    monkeypatch.setattr(size, "MOST_CELLS_IN_ALL", 20_000)
    assert codes(text) == []
    monkeypatch.setattr(size, "MOST_CELLS_IN_ALL", 19_999)
    assert codes(text) == ["too-many-cells"]


def test_three_long_axes_are_refused_as_they_are() -> None:
    axes = "".join(f"axis {name} = 0 to 99_999\n" for name in "abc")
    text = f"model m\n{axes}variable x[a, b, c] : ratio = a + b + c\n"
    (found,) = [one for one in pipeline.check_text(text).diagnostics if one.is_error]
    assert found.message == "`x` has 1,000,000,000,000,000 cells, and at most 20,000,000 are computed"
