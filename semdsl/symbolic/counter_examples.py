"""Values that refute an identity, as an author writes them: as a test of the model, where there can be one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from semdsl.runtime.verdicts import CounterExample
from semdsl.semantics.model import Axis, Identity, Model, Quantity, Region
from semdsl.semantics.rewrite import author_name
from semdsl.symbolic.refute import Found
from semdsl.units.algebra import RATIO

_PLAIN_LABEL = re.compile(r"[^\W\d]\w*|\d+")


def written(found: Found, identity: Identity, model: Model, *, as_test: bool) -> CounterExample:
    """What was *found* to refute *identity*; not ``as_test`` where *model* has other values than a test would meet."""
    cell = [(axis, model.axes[axis].labels[at]) for axis, at in zip(identity.axes, found.cell, strict=True)]
    given = tuple(_given(found, model))
    lines = [f'test "{identity.name}"']
    lines += [f"    given {target} = {value}" for target, value in given]
    where = " and ".join(f"{axis} = {_label(label, model)}" for axis, label in cell)
    lines.append(f"    expect {identity.texts[0]} = {identity.texts[1]}" + (f" for {where}" if where else ""))
    return CounterExample(
        cell=tuple(cell),
        given=given,
        left=found.left / identity.scale,
        right=found.right / identity.scale,
        test="\n".join(lines) if as_test and not identity.instance and not _is_module(model) else "",
    )


def _is_module(model: Model) -> bool:
    """Whether *model* is a file for others to use, which has no tests that are run."""
    asks = any(quantity.kind == "input" and not quantity.instance for quantity in model.quantities.values())
    return asks or (model.header is not None and model.header.kind == "module")


def _given(found: Found, model: Model) -> Iterator[tuple[str, str]]:
    """What has which value, as written; of all cells before that of some.

    The figures of a file stand in a made quantity where formulas give other cells: to an author they are cells of the
    table.
    """
    for name, value in found.choice.common.items():
        quantity = model.quantities[name]
        cells = "" if quantity.table is None else _selection(quantity.table.cells, model)
        yield author_name(name), _value(value, quantity) + (f" for {cells}" if cells else "")
    for (name, cell), value in found.choice.single.items():
        quantity = model.quantities[name]
        labels = [model.axes[axis].labels[at] for axis, at in zip(quantity.axes, cell, strict=True)]
        places = ", ".join(
            f"{axis} = {_label(label, model)}" if _is_shared(label, quantity, model) else _label(label, model)
            for axis, label in zip(quantity.axes, labels, strict=True)
        )
        own = author_name(name)
        yield (f"{own}[{places}]" if places else own), _value(value, quantity)


def _selection(cells: Region, model: Model) -> str:
    """*cells* as they stand after ``for``; empty if they are all."""
    boxes = [
        " and ".join(
            f"{axis} {_members(model.axes[axis], positions, model)}" for axis, positions in box.positions
        )
        for box in cells.boxes
    ]
    return " or ".join(boxes) if all(boxes) else ""


def _members(axis: Axis, positions: Sequence[int], model: Model) -> str:
    """``= 2025`` or ``in 2025..2027, 2030``; an axis without an order has no ranges."""
    runs: list[list[int]] = []
    for at in positions:
        if runs and axis.ordered and at == runs[-1][-1] + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    ends = [[_label(axis.labels[at], model) for at in dict.fromkeys((run[0], run[-1]))] for run in runs]
    return f"{'=' if len(positions) == 1 else 'in'} " + ", ".join("..".join(own) for own in ends)


def _is_shared(label: str, quantity: Quantity, model: Model) -> bool:
    """Whether several axes of *quantity* have the *label*, or it could be taken for something else."""
    return sum(label in model.axes[axis].labels for axis in quantity.axes) > 1 or label in model.quantities


def _label(label: str, model: Model) -> str:
    """*label* as it is written in an index."""
    plain = _PLAIN_LABEL.fullmatch(label) and label not in model.quantities
    return label if plain else f'"{label}"'


def _value(value: Fraction, quantity: Quantity) -> str:
    number = f"{float(value):g}"
    return number if quantity.unit == RATIO or not value else f"{number} {quantity.shown}"
