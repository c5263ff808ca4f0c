"""What messages are worth: seeded mistakes are found, pointed at, and mended by what the messages advise."""

from __future__ import annotations

import pytest

from tests.diagnostics.seeded import COUNT, Figures, figures, judged, mistakes
from tests.diagnostics.seeds import KINDS


def of(count: int) -> Figures:
    return figures([judged(mistake) for mistake in mistakes(count)])


def test_the_same_mistakes_each_time() -> None:
    first, second = list(mistakes(2 * len(KINDS))), list(mistakes(2 * len(KINDS)))
    assert [str(one) for one in first] == [str(one) for one in second]
    assert len({(one.file, one.text) for one in first}) == len(first)
    assert all(one.text != one.original for one in first)


def test_one_mistake_of_each_kind() -> None:
    found = of(len(KINDS))
    assert found.all >= 25
    assert found.checked >= 0.8 * found.all
    assert found.further >= 0.95 * found.checked
    assert found.mended >= 0.6 * found.checked


@pytest.mark.long
def test_all_mistakes() -> None:
    found = of(COUNT)
    assert found.checked + found.tested >= 0.95 * found.all
    assert found.placed >= 0.95 * found.checked
    assert found.further >= 0.95 * found.checked
    assert found.mended >= 0.6 * found.all
