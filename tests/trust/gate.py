"""What a gate is: a promise in a sentence, what its tests count, and the figures that it has to reach in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Gate:
    """A promise and its figures.

    Tests report what they have done with the fixture ``count``: ``count(cases=20)``. The counts of one name add up over
    all tests of the gate, and ``figure`` says them: ``"{cases} cases, 0 files opened outside"``. In full, each has to
    reach ``least``. ``beside`` are further test files, relative to the folder of tests, that belong to the gate.
    ``also`` is the number of a gate whose tests count for this one, too: they are run once for both.
    """

    number: str
    title: str
    figure: str
    least: Mapping[str, int] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    also: str = ""

    def says(self, counts: Mapping[str, int]) -> str:
        """The figure with what was counted."""
        known = defaultdict(lambda: "0", {name: f"{number:,}" for name, number in counts.items()})
        return self.figure.format_map(known)

    def short_of(self, counts: Mapping[str, int]) -> tuple[str, ...]:
        """The names of the counts that do not reach what the gate asks for."""
        return tuple(name for name, least in self.least.items() if counts.get(name, 0) < least)
