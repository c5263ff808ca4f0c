"""What is to be said of the identities of a model: proved, refuted by values that anyone can put in, or not decided."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from itertools import islice
from math import prod

from semdsl.diagnostics.model import Diagnostic
from semdsl.render.words import said_of, title_of
from semdsl.runtime.verdicts import NOT_DECIDED, PROVED, REFUTED, Proof, Verdict
from semdsl.semantics.model import Identity, Model
from semdsl.semantics.parts import place_of
from semdsl.symbolic.counter_examples import written
from semdsl.symbolic.findings import identity_not_decided, identity_refuted
from semdsl.symbolic.givens import Givens
from semdsl.symbolic.limits import SEARCH_SECONDS, SECONDS, SECONDS_OF_A_MODEL, SHORT_SECONDS, Meter
from semdsl.symbolic.proof import Proved, prove
from semdsl.symbolic.refute import Search, cells_of, some_cells

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
        own, before = model.quantities[name], self.stated.quantities[name]
        return own is not before and own != before  # what solves a loop is made anew, and may be the same

    def _judged(self, identity: Identity, model: Model, givens: Givens) -> Verdict:
        left = self._end - time.process_time()
        proof = (
            _proof(identity, model, givens, min(left, SECONDS), as_test=model is self.stated)
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
            place=place_of(identity.span, model.header),
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


def _proof(identity: Identity, model: Model, givens: Givens, seconds: float, *, as_test: bool) -> Proof:
    """Most identities that hold are proved at once; most others are refuted by the first numbers tried.

    So a short proof comes first, then numbers, which prove nothing, and only then a proof that may take long.
    """
    answer = prove(identity, model, givens, Meter(min(seconds, SHORT_SECONDS)))
    if isinstance(answer, Proved):
        return _proved(answer)
    found = _search(identity, model, givens).find(some_cells(identity, model))
    if found is None:
        if answer.reason == "time":
            answer = prove(identity, model, givens, Meter(seconds))
        if isinstance(answer, Proved):
            return _proved(answer)
        if answer.block:
            cells = islice(cells_of(answer.block), _CELLS_OF_A_BLOCK)
            found = _search(identity, model, givens).find(cells)
        if found is None:
            return Proof(NOT_DECIDED, reason=answer.reason, what=answer.what)
    return Proof(REFUTED, counter_example=written(found, identity, model, as_test=as_test))


def _proved(answer: Proved) -> Proof:
    return Proof(PROVED, answer.divided, through=answer.through, by_induction=answer.by_induction)


def _search(identity: Identity, model: Model, givens: Givens) -> Search:
    return Search(identity, model, givens, Meter(SEARCH_SECONDS))


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
