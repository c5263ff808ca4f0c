"""Groups of things that need each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)


def components(nodes: Iterable[N], needs: Mapping[N, Sequence[N]]) -> list[tuple[N, ...]]:
    """The strongly connected components of a graph, each after those it needs.

    Tarjan's method with a stack of its own, so that no graph is too deep. Members of a group keep the order of
    *nodes*; targets that are not in *nodes* are left out.
    """
    position = {node: at for at, node in enumerate(nodes)}
    search = _Search(needs, position)
    for node in position:
        if node not in search.found_at:
            search.visit(node)
    return [tuple(sorted(group, key=position.__getitem__)) for group in search.groups]


@dataclass(slots=True)
class _Search(Generic[N]):
    """What was seen: when a node was found, the earliest one it leads back to, and the nodes not yet in a group."""

    needs: Mapping[N, Sequence[N]]
    known: Mapping[N, int]
    found_at: dict[N, int] = field(default_factory=dict)
    earliest: dict[N, int] = field(default_factory=dict)
    open: dict[N, None] = field(default_factory=dict)
    groups: list[list[N]] = field(default_factory=list)

    def visit(self, start: N) -> None:
        way = [(start, self._enter(start))]
        while way:
            node, targets = way[-1]
            new = self._next_new(node, targets)
            if new is not None:
                way.append((new, self._enter(new)))
                continue
            way.pop()
            self._leave(node)
            if way:
                before = way[-1][0]
                self.earliest[before] = min(self.earliest[before], self.earliest[node])

    def _enter(self, node: N) -> Iterator[N]:
        self.found_at[node] = self.earliest[node] = len(self.found_at)
        self.open[node] = None
        return iter(self.needs.get(node, ()))

    def _next_new(self, node: N, targets: Iterator[N]) -> N | None:
        for target in targets:
            if target in self.open:
                self.earliest[node] = min(self.earliest[node], self.found_at[target])
            elif target in self.known and target not in self.found_at:
                return target
        return None

    def _leave(self, node: N) -> None:
        """If *node* leads back to nothing earlier, it and all that were opened after it are a group."""
        if self.earliest[node] != self.found_at[node]:
            return
        group: list[N] = []
        while not group or group[-1] != node:
            group.append(self.open.popitem()[0])
        self.groups.append(group)
