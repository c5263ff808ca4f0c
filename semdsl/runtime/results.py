"""The numbers a run gave, with names for their axes and units."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from numbers import Real
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.suggest import did_you_mean
from semdsl.errors import UsageError
from semdsl.runtime import notebook
from semdsl.runtime.verdicts import TestVerdict, Verdict

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

Array: TypeAlias = NDArray[np.float64]
_SHOWN_LABELS = 12


@dataclass(frozen=True, slots=True)
class NamedAxis:
    """An axis of a result: its labels in order, their titles, and their numbers if they have any."""

    name: str
    labels: tuple[str, ...]
    titles: tuple[str, ...] = ()
    coordinates: tuple[float, ...] | None = None
    _known: dict[object, int | None] = field(init=False, compare=False, repr=False, default_factory=dict)

    def __len__(self) -> int:
        return len(self.labels)

    def position(self, label: object) -> int:
        """Where *label* (its text, its title or, on a numeric axis, its number) stands on the axis.

        Raises:
            UsageError: the axis has no such label, or several members with that title.

        """
        known = self._positions()
        text = str(label)
        if text in known:
            at = known[text]
            if at is None:
                raise UsageError(
                    f"several members of axis `{self.name}` have the title `{text}`; give the label"
                )
            return at
        number = known.get(float(label)) if isinstance(label, Real) else None
        if number is not None:
            return number
        some = ", ".join(self.labels[:_SHOWN_LABELS])
        more = ", …" if len(self) > _SHOWN_LABELS else ""
        raise UsageError(f"axis `{self.name}` has no label `{text}`; it has {some}{more}")

    def _positions(self) -> Mapping[object, int | None]:
        """Where each label, title and number stands, labels before titles; None where several have the title.

        Made when it is first asked for: most axes never are.
        """
        if not self._known and self.labels:
            titles: dict[object, int | None] = {}
            for at, title in enumerate(self.titles):
                if title:
                    titles[title] = None if title in titles else at
            known: dict[object, int | None] = {number: at for at, number in enumerate(self.coordinates or ())}
            known.update(titles)
            known.update((label, at) for at, label in enumerate(self.labels))
            self._known.update(known)  # at once, as seen by threads
        return self._known


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """One quantity: ``values[i, j, …]`` over ``axes`` in declared order, in the declared ``unit``.

    ``values`` cannot be written to. ``title`` is in the model's language; empty if the quantity has none.
    """

    name: str
    title: str
    unit: str
    axes: tuple[NamedAxis, ...]
    values: Array

    def __post_init__(self) -> None:
        self.values.flags.writeable = False

    def at(self, **labels: object) -> Result:
        """The part with one label on each axis named: ``payg.at(year=2010, line="SEM")``.

        ``float(…)`` of what is left without axes is its number.

        Raises:
            UsageError: there is no such axis or label.

        """
        names = [axis.name for axis in self.axes]
        for unknown in labels.keys() - set(names):
            raise UsageError(
                f"`{self.name}` has no axis `{unknown}`; it varies by {', '.join(names) or 'nothing'}"
            )
        index = tuple(
            axis.position(labels[axis.name]) if axis.name in labels else slice(None) for axis in self.axes
        )
        rest = tuple(axis for axis in self.axes if axis.name not in labels)
        return Result(self.name, self.title, self.unit, rest, np.array(self.values[index]))

    def __float__(self) -> float:
        if self.values.size != 1:
            names = ", ".join(axis.name for axis in self.axes)
            raise UsageError(f"`{self.name}` still varies by {names}; say which cell with .at(…)")
        return float(self.values.reshape(()))

    def cells(self) -> Iterator[tuple[tuple[str, ...], float]]:
        """Each cell as its labels and its value, the last axis running fastest."""
        return zip(
            product(*(axis.labels for axis in self.axes)), map(float, self.values.ravel()), strict=True
        )

    def to_pandas(self) -> pd.DataFrame:
        """A tidy frame: a column of labels for each axis, numbers where the axis is numeric, then ``value``.

        The last column is ``value_`` if an axis is called ``value``.
        """
        import pandas as pd

        shape = self.values.shape
        columns = {
            axis.name: np.broadcast_to(
                _coordinates(axis).reshape([-1 if at == place else 1 for at in range(len(shape))]), shape
            ).ravel()
            for place, axis in enumerate(self.axes)
        }
        return pd.DataFrame({**columns, figures_column(columns): self.values.ravel()})

    def to_xarray(self) -> xr.DataArray:
        """A labelled array; needs the extra ``semdsl[xarray]``.

        Raises:
            UsageError: xarray is not installed.

        """
        try:
            import xarray as xr
        except ImportError:
            raise UsageError("`.to_xarray()` needs xarray: pip install 'semdsl[xarray]'") from None

        return xr.DataArray(
            np.array(self.values),
            dims=[axis.name for axis in self.axes],
            coords={axis.name: _coordinates(axis) for axis in self.axes},
            name=self.name,
            attrs={"units": self.unit, "long_name": self.title},
        )

    def __repr__(self) -> str:
        return notebook.result_text(self)

    def _repr_html_(self) -> str:
        return notebook.result_page(self)


@dataclass(frozen=True, slots=True, eq=False)
class Results(Mapping[str, Result]):
    """What a run of ``model`` in one ``scenario`` gave: a result for each name, in declared order.

    ``verdicts`` is what its checks and expectations said, ``tests`` what its tests did, if they were asked.
    ``judged`` is whether checks and expectations were asked. ``settings`` are values that were set for this run, as
    ``i = 10%``. ``diagnostics`` has the warnings about what was asked.
    """

    model: str
    title: str
    scenario: str
    quantities: Mapping[str, Result]
    verdicts: tuple[Verdict, ...] = ()
    tests: tuple[TestVerdict, ...] = field(default=(), repr=False)
    judged: bool = True
    settings: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=(), repr=False)

    def __getitem__(self, name: str) -> Result:
        try:
            return self.quantities[name]
        except KeyError:
            raise _UnknownName(name, tuple(self.quantities)) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.quantities)

    def __len__(self) -> int:
        return len(self.quantities)

    @property
    def passed(self) -> bool | None:
        """Whether every check, expectation and test holds; None if checks were left out."""
        if not self.judged:
            return None
        return all(own.passed for own in self.verdicts) and all(own.passed for own in self.tests)

    def __repr__(self) -> str:
        return notebook.results_text(self)

    def _repr_html_(self) -> str:
        return notebook.results_page(self)


class _UnknownName(UsageError, KeyError):
    """A name that a run did not give: a ``KeyError``, as a mapping promises, that says what there is."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self._made_from = name, known
        some = ", ".join(known[:_SHOWN_LABELS]) + (", …" if len(known) > _SHOWN_LABELS else "")
        instead = did_you_mean(name, known) or f"there are {some}"
        super().__init__(f"there is no result `{name}`; {instead}")

    def __reduce__(self) -> tuple[type[_UnknownName], tuple[str, tuple[str, ...]]]:
        """How it is made again in another process."""
        return type(self), self._made_from

    def __str__(self) -> str:
        return str(self.args[0])


def figures_column(axes: Collection[str]) -> str:
    """The head of the column of figures beside a column for each of *axes*: ``value``, or another if an axis has it."""
    name = "value"
    while name in axes:
        name += "_"
    return name


def _coordinates(axis: NamedAxis) -> NDArray[np.generic]:
    """Labels of *axis*: whole numbers where it is numeric, as years and ages are, as text otherwise."""
    numbers = [int(number) for number in axis.coordinates or ()]
    if numbers and tuple(map(str, numbers)) == axis.labels:
        return np.array(numbers)
    return np.array(axis.labels, dtype=object)
