"""Which member of an axis a field of a file means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from semdsl.project.csvfile import clean
from semdsl.semantics.model import Axis

_WHOLE = re.compile(r"[+-]?[0-9]{1,15}(?:\.0+)?")
_BAND = re.compile(
    r"([0-9]{1,9}) ?(?:-|‒|–|—|a|to|à|hasta) ?([0-9]{1,9})(?: (?:años|anos|years|ans))?", re.IGNORECASE
)
_OPEN = re.compile(
    r"([0-9]{1,9}) ?(?:años |years )?"
    r"(?:\+|(?:y|o|and|or|et|ou) (?:más|mas|over|older|more|above|plus)(?: años| years)?|en adelante|plus)",
    re.IGNORECASE,
)

Band = tuple[int, int | None]


@dataclass(slots=True)
class Finder:
    """The members of ``axis`` by what a file may call them; grows by each way of writing it has met."""

    axis: Axis
    known: dict[str, int | None] = field(init=False)
    folded: dict[str, int] = field(init=False)
    numbers: dict[float, int] = field(init=False, default_factory=dict)
    bands: dict[Band, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        axis = self.axis
        called = {**_by_title(axis), **{clean(label): place for place, label in enumerate(axis.labels)}}
        self.known = dict(called)
        self.folded = _unique((text.casefold(), place) for text, place in called.items())
        if axis.form in ("time", "numeric") and axis.coordinates is not None:
            self.numbers = {number: place for place, number in enumerate(axis.coordinates)}
        if axis.form in ("banded", "mapped"):
            for place, label in enumerate(axis.labels):
                band = _band(label)
                if band is not None:
                    self.bands.setdefault(band, place)

    def position(self, written: str) -> int | None:
        """Position of the member that *written* means: by name, by a title, by number, by the ages of a band.

        Capitals make no difference where only one member can be meant.
        """
        if written not in self.known:
            self.known[written] = self._meant(clean(written))
        return self.known[written]

    def positions(self, column: Sequence[str]) -> list[int | None]:
        """Position of the member that each field of *column* means."""
        found = list(map(self.known.get, column))
        return list(map(self.position, column)) if None in found else found

    def _meant(self, written: str) -> int | None:
        if written in self.known:
            return self.known[written]
        if written.casefold() in self.folded:
            return self.folded[written.casefold()]
        if self.numbers and _WHOLE.fullmatch(written):
            return self.numbers.get(float(written))
        if self.bands:
            band = _band(written)
            return None if band is None else self.bands.get(band)
        return None


def called_alike(axis: Axis, written: str) -> tuple[str, ...]:
    """The labels of the members, several or none, that *written* may mean by label or title, whatever its capitals."""
    titles = axis.label_titles or ((),) * len(axis)
    folded = written.casefold()
    found = tuple(
        label
        for label, own in zip(axis.labels, titles, strict=True)
        if any(clean(text).casefold() == folded for text in (label, *(title.text for title in own)))
    )
    return found if len(found) > 1 else ()


def _by_title(axis: Axis) -> dict[str, int]:
    """Positions by title; a title that two members have means neither."""
    return _unique(
        (clean(title.text), place) for place, of_one in enumerate(axis.label_titles) for title in of_one
    )


def _unique(named: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Positions by those names that only one member has."""
    pairs = dict.fromkeys(named)
    owners = Counter(text for text, _ in pairs)
    return {text: place for text, place in pairs if owners[text] == 1}


def _band(written: str) -> Band | None:
    """Lower and upper bound of the band *written*, None as upper bound of an open one."""
    if between := _BAND.fullmatch(written):
        return int(between[1]), int(between[2])
    if above := _OPEN.fullmatch(written):
        return int(above[1]), None
    if written.isascii() and written.isdigit() and len(written) <= 9:
        return int(written), int(written)
    return None
