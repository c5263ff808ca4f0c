"""The page of dependencies: the chapters as a whole, each chapter, and what is around one name."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from semdsl.book.contents import Chapter, key_of
from semdsl.book.context import Book
from semdsl.book.drawing import MOST_NODES, Box, drawn
from semdsl.book.views import GraphView, Link, MatrixLine


def whole(book: Book) -> tuple[MatrixLine, ...]:
    """Each chapter, and how many declarations of every chapter its own declarations read: a square of counts."""
    chapters = book.contents.chapters
    at = {placed.key: place for place, chapter in enumerate(chapters) for placed in chapter.placed}
    read: dict[tuple[int, int], set[str]] = defaultdict(set)
    for key, others in book.facts.needs.items():
        for other in others:
            if other in at:
                read[at[key], at[other]].add(other)
    return tuple(
        MatrixLine(
            chapter.number,
            Link(chapter.title(book.language), chapter.page),
            tuple(len(read[row, column]) for column in range(len(chapters))),
        )
        for row, chapter in enumerate(chapters)
    )


def graphs(book: Book) -> tuple[GraphView, ...]:
    """A drawing for each chapter with more than one quantity."""
    found = (_graph(chapter, book) for chapter in book.contents.chapters)
    return tuple(graph for graph in found if graph is not None)


def _graph(chapter: Chapter, book: Book) -> GraphView | None:
    entries = [placed.entry for placed in chapter.placed if placed.number]
    needs: Mapping[str, Sequence[str]] = book.facts.needs
    joined = {key_of(entry) for entry in entries if needs.get(key_of(entry))}
    joined |= {key for entry in entries for key in needs.get(key_of(entry), ())}
    entries = [entry for entry in entries if key_of(entry) in joined]
    if len(entries) < 2:
        return None
    title = f"{chapter.number}. {chapter.title(book.language)}"
    says = book.words.graph_says if len(entries) <= MOST_NODES else book.words.graph_large
    boxes = [Box(key_of(entry), entry.name, book.href(key_of(entry)), book.title(entry)) for entry in entries]
    drawing = drawn(boxes, needs, title) if len(boxes) <= MOST_NODES else None
    return GraphView(title, chapter.page, says.format(count=len(boxes)), drawing)


def needs_script(book: Book) -> bytes:
    """For each declaration, in the order in which the index of the search begins, the places there of what it reads."""
    keys = [placed.key for chapter in book.contents.chapters for placed in chapter.placed]
    at = {key: place for place, key in enumerate(keys)}
    needs = [[at[one] for one in book.facts.needs.get(key, ()) if one in at] for key in keys]
    return f"window.bookNeeds = {json.dumps(needs, separators=(',', ':'))};\n".encode("ascii")
