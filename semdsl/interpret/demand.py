"""Which cells a formula needs that are not known yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic

from semdsl.interpret.evaluate import Evaluator, Failed
from semdsl.interpret.operations import V
from semdsl.interpret.places import Here
from semdsl.interpret.problem import Key
from semdsl.semantics.model import Aggregate, Cumulative, If, Ref, Seek, Sought, Spread, Typed, children


@dataclass(frozen=True, slots=True)
class Demand(Generic[V]):
    """Collects in ``missing`` the cells that a formula needs and that are not known, in the order of reading.

    Which branch of an ``if`` is taken, and which cell a look-up points at, may depend on missing cells: then only
    those are collected, and the formula is asked again when they are known. If a condition or a look-up has no value,
    nothing after it is needed.
    """

    evaluator: Evaluator[V]
    is_known: Callable[[Key], bool]
    missing: list[Key] = field(default_factory=list)

    def of(self, node: Typed, here: Here) -> None:
        """Collect what *node* needs at the place *here*."""
        match node:
            case Ref():
                self._of_reference(node, here)
            case If():
                self._of_branches(node, here)
            case Aggregate(body=body) | Cumulative(body=body):
                for place in self.evaluator.runs_over(node, here):
                    self.of(body, place)
            case Spread(body=body):
                self.of(body, self.evaluator.in_group(node, here))
            case Seek(condition=condition):
                for place in self.evaluator.seekers(node, here):
                    self.of(condition, place)
            case _:
                for part in children(node):
                    self.of(part, here)

    def _of_reference(self, node: Ref, here: Here) -> None:
        before = len(self.missing)
        for place in node.at:
            if isinstance(place, Sought):
                self.of(place.value, here)
        if len(self.missing) > before:
            return
        try:
            cell, _ = self.evaluator.target(node, here)
        except Failed:
            return
        if not self.is_known((node.name, cell)):
            self.missing.append((node.name, cell))

    def _of_branches(self, node: If, here: Here) -> None:
        before = len(self.missing)
        self.of(node.condition, here)
        if len(self.missing) > before:
            return
        try:
            truth = self.evaluator.value(node.condition, here)
        except Failed:
            return
        self.of(self.evaluator.branch(node, truth), here)
