"""The operations of one formula while they are made."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from semdsl.codegen.domains import Domain, Here, Listed, Own
from semdsl.codegen.options import Options
from semdsl.codegen.plan import Compute, Given, Literal, Operation, Read, operands_of
from semdsl.codegen.slots import Along, Among, Dims, Number, Slot
from semdsl.semantics.model import Axis, Model, Typed

Scope: TypeAlias = Mapping[str, Domain]  # what the axes mean in a part of a formula
Task: TypeAlias = Generator["Task | int", int, int]
"""Makes operations; yields the tasks it waits for, or their results."""

OPERATORS: Final = frozenset({"add", "subtract", "multiply", "divide", "=", "!=", "<", "<=", ">", ">="})
CONDITIONS: Final = frozenset({"=", "!=", "<", "<=", ">", ">=", "and", "or", "not"})


class Part(NamedTuple):
    """A part of a formula to lower: for which positions, and where it is wanted."""

    node: Typed
    scope: Scope
    mask: int | None


@dataclass(slots=True)
class Workbench:
    """Makes the operations of a formula, which is for the blocks ``blocks`` of cells.

    ``arrays`` are the names that quantities have in the program, ``stored`` their axes in the model's order. For each
    operation ``axes`` says what it varies by, ``scopes`` what axes mean there; ``truths`` are the conditions.
    ``frame`` are all axes met: the dimensions of every array of the formula.
    """

    model: Model
    options: Options
    arrays: Mapping[str, str]
    stored: Mapping[str, tuple[str, ...]]
    blocks: Sequence[Here]
    operations: list[Operation] = field(default_factory=list)
    axes: list[frozenset[str]] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    truths: set[int] = field(default_factory=set)
    frame: set[str] = field(default_factory=set)
    _numbers: dict[Operation, int] = field(default_factory=dict)

    def add(self, operation: Operation, axes: Iterable[str], scope: Scope) -> int:
        """The number of *operation*, which varies by *axes* as *scope* says; made once if it was made before."""
        number = len(self.operations)
        if self.options.cse or isinstance(operation, Given):
            known = self._numbers.setdefault(operation, number)
            if known != number:
                return known
        self.operations.append(operation)
        self.axes.append(frozenset(axes))
        self.scopes.append(scope)
        self.frame.update(axes)
        return number

    def enter(self, scope: Scope, bound: Scope) -> Scope:
        """*scope*, where the axes in *bound* mean something else."""
        self.frame.update(bound)
        return {**scope, **bound}

    def literal(self, value: float) -> int:
        return self.add(Literal(value), (), {})

    def given(self, slot: Slot, axes: Iterable[str] = (), scope: Scope | None = None) -> int:
        return self.add(Given(slot), axes, scope or {})

    def truth(self, slot: Slot, axes: Iterable[str], scope: Scope) -> int:
        """Something made beforehand that is a condition."""
        number = self.given(slot, axes, scope)
        self.truths.add(number)
        return number

    def along(self, axis: str, values: Iterable[float], scope: Scope) -> int:
        """A number for each position along *axis*."""
        return self.given(Along(axis, scope[axis], tuple(values)), (axis,), scope)

    def member(self, axis: str, values: Iterable[bool], scope: Scope) -> int:
        """A truth for each position along *axis*."""
        return self.truth(Among(axis, scope[axis], tuple(values)), (axis,), scope)

    def read(self, array: str, index: Sequence[int], scope: Scope) -> int:
        return self.add(Read(array, tuple(index)), self.axes_of(index), scope)

    def compute(self, function: str, operands: Sequence[int], scope: Scope, mask: int | None = None) -> int:
        """``function`` of *operands*, which vary by what they vary by together."""
        arguments = self._arguments(function, operands)
        operation = Compute(function, arguments, mask)
        if mask is not None and self.options.cse:
            everywhere = self._numbers.get(Compute(function, arguments))
            if everywhere is not None:
                return everywhere
        number = self.add(operation, self.axes_of(operands_of(operation)), scope)
        if function in CONDITIONS or (function == "where" and self.truths.issuperset(operands[1:])):
            self.truths.add(number)
        return number

    def folded(
        self,
        function: str,
        operands: Sequence[int],
        axes: Iterable[str],
        scope: Scope,
        mask: int | None = None,
    ) -> int:
        """``function`` of *operands*, which gives something that varies by *axes*."""
        return self.add(Compute(function, self._arguments(function, operands), mask), axes, scope)

    def _arguments(self, function: str, operands: Sequence[int]) -> tuple[int, ...]:
        """*operands*, where a number stands as it is only beside an array: two numbers would follow Python's rules."""
        plain = sum([isinstance(self.operations[number], Literal) for number in operands])
        if not plain or (function in OPERATORS and plain < len(operands)):
            return tuple(operands)
        return tuple(self.array(number) for number in operands)

    def array(self, number: int) -> int:
        """*number* as an operation that gives an array."""
        operation = self.operations[number]
        return self.given(Number(operation.value)) if isinstance(operation, Literal) else number

    def axes_of(self, operations: Iterable[int]) -> frozenset[str]:
        return frozenset().union(*[self.axes[number] for number in operations])

    # ── Conditions and masks ──────────────────────────────────────────────────────────────────────

    def condition(self, number: int, scope: Scope) -> int:
        """*number* as a condition: what is not 0 holds."""
        return number if number in self.truths else self.compute("!=", (number, self.literal(0.0)), scope)

    def both(self, mask: int | None, other: int | None, scope: Scope) -> int | None:
        """Where *mask* and *other* hold; None is everywhere."""
        if mask is None or other is None:
            return other if mask is None else mask
        return self.compute("and", (mask, other), scope)

    def anywhere(self, mask: int | None, axes: Iterable[str], scope: Scope) -> int | None:
        """Where *mask* holds anywhere along *axes*: they are about to mean something else."""
        if mask is None:
            return None
        along = tuple(axis for axis in axes if axis in self.axes[mask])
        if not along:
            return mask
        number = self.folded(
            "any_along", (mask, self.given(Dims(along))), self.axes[mask] - set(along), scope
        )
        self.truths.add(number)
        return number

    def demand(self, number: int, allowed: Iterable[int], scope: Scope, mask: int | None) -> int:
        """*number*, which is refused where it is wanted but not *allowed*."""
        for truth in allowed:
            number = self.compute("demand", (number, truth), scope, mask)
        return number

    # ── What is known beforehand ──────────────────────────────────────────────────────────────────

    def axis(self, name: str) -> Axis:
        return self.model.axes[name]

    def positions(self, domain: Domain) -> set[int]:
        """All positions that *domain* has in any block."""
        return {at for here in self.blocks for at in here.positions(domain)}

    def fits(self, domain: Domain, allowed: Sequence[bool]) -> bool:
        """Whether every position of *domain* is *allowed*, in every block."""
        return all(allowed[at] for at in self.positions(domain))

    def extent(self, number: int, axis: str) -> Domain | None:
        """What *axis* means in the operation *number* if that is the same in and outside a loop."""
        domain = self.scopes[number].get(axis)
        return domain if isinstance(domain, Own | Listed) else None


def work(task: Task | int) -> int:
    """Do *task* and the tasks it waits for, without Python's own stack: no formula is too deep."""
    if isinstance(task, int):
        return task
    waiting = [task]
    result = 0
    is_new = True
    while waiting:
        try:
            step = next(waiting[-1]) if is_new else waiting[-1].send(result)
        except StopIteration as stop:
            waiting.pop()
            step = stop.value
        is_new = not isinstance(step, int)
        if isinstance(step, int):
            result = step
        else:
            waiting.append(step)
    return result
