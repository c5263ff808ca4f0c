"""What the tests of the gates share: they count what they have done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

COUNT = "count:"
NOTE = "note"


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """Report how much this test has done: ``count(cases=20)``; a gate adds up the counts of its tests."""

    def report(**counts: int) -> None:
        for name, number in counts.items():
            record_property(f"{COUNT}{name}", number)

    return report


@pytest.fixture
def note(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say something that belongs beside the figure of the gate: ``note("without the locale tr_TR")``."""
    return lambda text: record_property(NOTE, text)
