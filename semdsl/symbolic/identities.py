"""What is to be said of the identities of a model: proved, refuted by values that anyone can put in, or not decided."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from math import prod

from semdsl.diagnostics.model import Diagnostic
from semdsl.render.words import said_of, title_of
from semdsl.runtime.verdicts import NOT_DECIDED, PROVED, REFUTED, CounterExample, Proof, Verdict
from semdsl.semantics.model import Identity, Model, Quantity
from semdsl.symbolic.findings import identity_not_decided, identity_refuted
from semdsl.symbolic.givens import Givens
from semdsl.symbolic.limits import SEARCH_SECONDS, SECONDS, SECONDS_OF_A_MODEL, SHORT_SECONDS, Meter
from semdsl.symbolic.proof import Proved, prove
from semdsl.symbolic.refute import Found, Search, cells_of, some_cells
from semdsl.units.algebra import RATIO

_PLAIN_LABEL = re.compile(r"[^\W\d]\w*|\d+")
_CELLS_OF_A_BLOCK = 5


@dataclass(slots=True)
class Proofs:
    """Proves the identities of ``stated``, and of it under scenarios and settings.

    Other values change no proof; one is made again where a formula that it rests on was replaced.
    """

    stated: Model
    _known: dict[str, Verdict] = field(default_factory=dict)
    _end: float = 0.0

    def verdicts(self, model: Model) -> tuple[Verdict, ...]:
        """A verdict for each identity of *model*, which is the stated one with other values put in."""
        self._end = time.process_time() + SECONDS_OF_A_MODEL
        return tuple(self._verdict(identity, model) for identity in model.identities)

    def _verdict(self, identity: Identity, model: Model) -> Verdict:
        before = Givens(self.stated, identity.instance, (identity.left, identity.right))
        defined = [name for name in before.names if before.is_defined(self.stated.quantities[name])]
        if model is self.stated or not any(self._is_changed(name, model) for name in defined):
            if identity.name not in self._known:
                self._known[identity.name] = self._judged(identity, self.stated, before)
            return self._known[identity.name]
        free = frozenset(before.names) - set(defined)
        return self._judged(identity, model, Givens(model, identity.instance, before.roots, free))

    def _is_changed(self, name: str, model: Model) -> bool:
        return model.quantities[name] is not self.stated.quantities[name]

    def _judged(self, identity: Identity, model: Model, givens: Givens) -> Verdict:
        left = self._end - time.process_time()
        proof = (
            _proof(identity, model, givens, min(left, SECONDS))
            if left > 0
            else Proof(NOT_DECIDED, reason="time", what=f"{SECONDS_OF_A_MODEL:.2g}")
        )
        sizes = {axis: len(model.axes[axis]) for axis in identity.axes}
        count = sum(
            prod(len(box.along(axis, size)) for axis, size in sizes.items()) for box in identity.region.boxes
        )
        return Verdict(
            name=identity.name,
            title=title_of(identity.titles, model.language),
            kind="identity",
            place=identity.span.place,
            op="=",
            relative=False,
            unit=identity.shown,
            cells=(),
            others=count,
            part=identity.part,
            source=said_of(identity.attributes, "source"),
            note=said_of(identity.attributes, "note"),
            erratum=said_of(identity.attributes, "erratum"),
            proof=proof,
        )


def _proof(identity: Identity, model: Model, givens: Givens, seconds: float) -> Proof:
    """Most identities that hold are proved at once; most others are refuted by the first numbers tried.

    So a short proof comes first, then numbers, which prove nothing, and only then a proof that may take long.
    """
    answer = prove(identity, model, givens, Meter(min(seconds, SHORT_SECONDS)))
    if isinstance(answer, Proved):
        return Proof(PROVED, answer.divided)
    found = _search(identity, model, givens).find(some_cells(identity, model))
    if found is None:
        if answer.reason == "time":
            answer = prove(identity, model, givens, Meter(seconds))
        if isinstance(answer, Proved):
            return Proof(PROVED, answer.divided)
        if answer.block:
            cells = islice(cells_of(answer.block), _CELLS_OF_A_BLOCK)
            found = _search(identity, model, givens).find(cells)
        if found is None:
            return Proof(NOT_DECIDED, reason=answer.reason, what=answer.what)
    return Proof(REFUTED, counter_example=_counter_example(found, identity, model))


def _search(identity: Identity, model: Model, givens: Givens) -> Search:
    return Search(identity, model, givens, Meter(SEARCH_SECONDS))


def _counter_example(found: Found, identity: Identity, model: Model) -> CounterExample:
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
        test="" if identity.instance or _is_module(model) else "\n".join(lines),
    )


def _is_module(model: Model) -> bool:
    """Whether *model* is a file for others to use, which has no tests that are run."""
    asks = any(quantity.kind == "input" and not quantity.instance for quantity in model.quantities.values())
    return asks or (model.header is not None and model.header.kind == "module")


def _given(found: Found, model: Model) -> Iterator[tuple[str, str]]:
    """What has which value, as written; of all cells before that of some."""
    for name, value in found.choice.common.items():
        yield name, _value(value, model.quantities[name])
    for (name, cell), value in found.choice.single.items():
        quantity = model.quantities[name]
        labels = [model.axes[axis].labels[at] for axis, at in zip(quantity.axes, cell, strict=True)]
        places = ", ".join(
            f"{axis} = {_label(label, model)}" if _is_shared(label, quantity, model) else _label(label, model)
            for axis, label in zip(quantity.axes, labels, strict=True)
        )
        yield (f"{name}[{places}]" if places else name), _value(value, quantity)


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


def findings_of(model: Model, verdicts: tuple[Verdict, ...]) -> tuple[Diagnostic, ...]:
    """What is to be said of the identities of *model* that are not proved.

    May report: ``identity-refuted``, ``identity-not-decided``.
    """
    found: list[Diagnostic] = []
    for identity, verdict in zip(model.identities, verdicts, strict=True):
        proof = verdict.proof
        if proof is not None and proof.counter_example is not None:
            found.append(identity_refuted(identity, proof.counter_example))
        elif proof is not None and proof.answer == NOT_DECIDED:
            found.append(identity_not_decided(identity, proof))
    return tuple(found)
