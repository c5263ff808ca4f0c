"""What algebra knows of a formula: the closed form of a recursion, the solution of a loop, identities that are proved.

They are made from the model and not by an author, so they come as text of the language, which is read and set like any
other formula. In a template each is set once, with the names of the template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from semdsl.book.contents import key_of
from semdsl.book.context import Book
from semdsl.book.equations import by_name_in, equation_of
from semdsl.book.notation import ModuleNotation
from semdsl.book.views import DerivedLine, DerivedView, IdentityView, VerdictView
from semdsl.lookup.entries import Entry
from semdsl.pipeline import ClosedForm
from semdsl.render.mathematics.formula import Writer
from semdsl.render.mathematics.notation import NARROW, Index, Named, Scope, default_symbol, letters_of
from semdsl.render.mathematics.selection import Selection
from semdsl.render.mathematics.tree import (
    COMMA,
    Large,
    Linked,
    Math,
    Number,
    Operator,
    Symbol,
    Text,
    row,
)
from semdsl.render.mathematics.words import MathWords
from semdsl.simultaneous.formulas import SolvedLoop, SolvedPiece
from semdsl.source import Source
from semdsl.syntax import ast
from semdsl.syntax.parse import parse_expression
from semdsl.syntax.walk import walk

MOST_LINES = 12
"""Equations of a loop, or formulas that solve it, that are set."""

_STATED = ("parameter", "assumption", "table")
_EQUALS = Operator("=")
_PRIME = Operator("′", "mark")
_SIGNS = {"sum": Operator("∑"), "product": Operator("∏")}
_LETTERS = ("F", "R", "C", "B", "Q")  # for a product that stands in a formula twice


@dataclass(frozen=True, slots=True)
class _Notation:
    """The notation of what is said of one instance of a declaration, with the names of its file.

    ``along`` is the axis of a recursion, and ``more`` are names that only this formula has.
    """

    book: Book = field(repr=False)
    own: ModuleNotation
    main: ModuleNotation
    prefix: str
    along: str = ""
    more: Mapping[str, Named] = field(default_factory=dict)

    @property
    def words(self) -> MathWords:
        return self.own.words

    def named(self, name: str) -> Named | None:
        if name in self.more:
            return self.more[name]
        found = self.own.named(name.removeprefix(self.prefix)) if name.startswith(self.prefix) else None
        found = found or self.main.named(name) or self.own.named(name)
        quantity = self.book.model.quantities.get(name)
        return replace(found, axes=self.kept(quantity.axes)) if found and quantity else found

    def index(self, name: str) -> Index | None:
        return self.own.index(name) or self.main.index(name)

    def label(self, label: str) -> str:
        return self.own.label(label)

    def unit(self, unit: str, figures: str) -> str:
        return self.own.unit(unit, figures)

    def kept(self, axes: Sequence[str]) -> tuple[str, ...]:
        """*axes* without those that an instance gains from what is bound: a template is said in general."""
        return tuple(name for name in axes if not self.prefix or name == self.along or self.own.index(name))

    def scope(self, axes: Sequence[str]) -> Scope:
        """A cell on *axes*."""
        found = ((name, self.index(name)) for name in self.kept(axes))
        return Scope(tuple((name, axis.math) for name, axis in found if axis is not None))


def derived_of(entry: Entry, book: Book) -> Iterator[DerivedView]:
    """The closed forms of *entry*, if it recurs, and what solves its loop, if it is in one."""
    names = book.names(entry)
    forms = (_closed(form, name, entry, book) for name in names for form in book.facts.closed.get(name, ()))
    for lines in dict.fromkeys(lines for lines in forms if lines):
        yield _view(book.words.closed, lines, "", book)
    loops = [(name, loop) for name in names if (loop := book.facts.loops.get(name))]
    for name, loop in loops[:1]:
        yield from _loop(loop, name, entry, book)


def identities_of(entry: Entry, book: Book) -> tuple[IdentityView, ...]:
    """The identities that are about *entry*: what they say, and what is known of them."""
    found = []
    for key in book.facts.needed_by.get(key_of(entry), ()):
        placed = book.contents.by_key[key]
        own = placed.entry.declaration
        if isinstance(own, ast.Identity) and _is_about(own, entry, placed.entry, book):
            math = equation_of(placed.entry, book.symbols.of(placed.entry), book.notation(placed.entry))
            link = book.link(placed.entry)
            verdicts = verdicts_of(placed.entry, book)
            found.append(IdentityView(link, None if math is None else book.block(math), verdicts))
    return tuple(found)


def _is_about(identity: ast.Identity, entry: Entry, its: Entry, book: Book) -> bool:
    """Whether *entry* is a side of *identity*; if no side is a name alone, whether it is computed."""
    sides = [side.base if isinstance(side, ast.Index) else side for side in (identity.left, identity.right)]
    alone = [side.ident for side in sides if isinstance(side, ast.Name)]
    if not alone:
        return entry.kind not in _STATED
    return any(book.facts.declared.find(its.module, name) is entry for name in alone)


def verdicts_of(entry: Entry, book: Book) -> tuple[VerdictView, ...]:
    """What *entry*, a check, an expectation or an identity, came to in each instance, or the solution of its loop."""
    judged = isinstance(entry.declaration, ast.Check | ast.Expect | ast.Identity)
    found = []
    for verdict in book.verdicts(entry):
        view = book.verdict(verdict, named=not judged)
        if verdict.proof and verdict.proof.divided:
            notation = _notation(verdict.name, entry, book)
            parts = [_not_zero(part, notation) for part in verdict.proof.divided]
            view = replace(view, conditions=tuple(book.inline(one) for one in parts))
        found.append(view)
    return tuple(found)


def _not_zero(text: str, notation: _Notation) -> Math:
    """That what *text* says is not 0; as it is typed, if it cannot be set."""
    tree = _read(text)
    shown = Text(text) if tree is None else Writer(notation).formula(tree, _cell_of(tree, notation))
    return row(shown, Operator("≠"), Number("0"))


def _cell_of(tree: ast.Expr, notation: _Notation) -> Scope:
    """The cell that *tree* is about."""
    names = _names_in([tree])
    over = {own.ident for node in walk(tree) if isinstance(node, ast.Aggregate) for own in node.over}
    axes = [axis for name in names if (found := notation.named(name)) for axis in found.axes]
    return notation.scope([axis for axis in dict.fromkeys(axes) if axis not in over])


def _view(label: str, lines: Sequence[Math], says: str, book: Book) -> DerivedView:
    return DerivedView(label, tuple(DerivedLine(None, book.block(one)) for one in lines), says)


def _notation(name: str, entry: Entry, book: Book) -> _Notation:
    own = book.notation(entry)
    math = equation_of(entry, book.symbols.of(entry), own)
    alike = frozenset[str]() if math is None else by_name_in(math, entry, own)
    main = book.symbols.inside(book.facts.declared.project.main)
    return _Notation(book, replace(own, by_name=alike), main, name.removesuffix(entry.name))


def _read(text: str) -> ast.Expr | None:
    """*text* as a formula; None if it is none, as where a name of the model is a word of the language."""
    return parse_expression(Source("algebra", text)).value


# ── Closed forms ──────────────────────────────────────────────────────────────────────────────────


def _closed(form: ClosedForm, name: str, entry: Entry, book: Book) -> tuple[Math, ...]:
    """The closed form, and below it the product that stands in it twice; nothing if it cannot be set."""
    pieces = form.pieces
    texts = [pieces.formula, pieces.cells, *(one.body for one in pieces.ranges)]
    read = [tree for tree in map(_read, texts) if tree is not None]
    if len(read) < len(texts):
        return ()
    main, cells, *bodies = read
    notation = replace(_notation(name, entry, book), along=pieces.axis)
    letter = _letter((main, *bodies), notation)
    more: dict[str, Named] = {}
    alone: list[Math] = []
    for one, body in zip(pieces.ranges, bodies, strict=True):
        inside = replace(notation, more=dict(more))
        large = _ranging(one.function, body, one.axes, form, inside)
        more[one.name] = Named(letter, axes=notation.kept(one.axes)) if one.alone else Named(large)
        if one.alone:
            left = Writer(replace(notation, more=dict(more))).cell(
                more[one.name], (), notation.scope(one.axes)
            )
            alone.append(row(left, _EQUALS, large))
    whole = replace(notation, more=more)
    scope = whole.scope(book.model.quantities[name].axes)
    writer = Writer(whole)
    left = writer.name(name, (), scope)
    condition = _said(cells, (pieces.axis,), scope, writer)
    math = row(left, _EQUALS, writer.formula(main, scope), COMMA, Text(NARROW), condition)
    unless = (
        [row(Text(f"{book.words.where}{NARROW}"), _not_zero(form.unless, notation))] if form.unless else []
    )
    return (math, *alone, *unless)


def _ranging(
    function: str, body: ast.Expr, axes: Sequence[str], form: ClosedForm, notation: _Notation
) -> Math:
    """A sum or a product from the first cell of a recursion to one's own, or from there to its last."""
    pieces = form.pieces
    axis = notation.index(pieces.axis)
    own: Math = axis.math if axis else Text(pieces.axis)
    running: Math = row(axis.letter if axis else Text(pieces.axis), _PRIME)
    if axis and axis.key:
        running = Linked(running, axis.key)
    scope = notation.scope(axes).with_running(pieces.axis, running)
    first, last = (Number(end) if end.isdigit() else Text(end) for end in pieces.ends)
    start, end = (first, own) if pieces.forward else (own, last)
    return Large(_SIGNS[function], row(running, _EQUALS, start), end, Writer(notation).factor(body, scope))


def _letter(trees: Sequence[ast.Expr], notation: _Notation) -> Symbol:
    """A letter that is not in the formula."""
    names = _names_in(trees)
    named = [found for name in names if (found := notation.named(name))]
    taken = {letter for one in named for letter in letters_of(one.symbol)}
    return Symbol(next((letter for letter in _LETTERS if letter not in taken), "pr"))


def _names_in(trees: Sequence[ast.Expr]) -> tuple[str, ...]:
    """The names in *trees*, in the order written."""
    nodes = (node.base if isinstance(node, ast.Index) else node for tree in trees for node in walk(tree))
    return tuple(dict.fromkeys(node.ident for node in nodes if isinstance(node, ast.Name)))


def _said(cells: ast.Expr, axes: tuple[str, ...], scope: Scope, writer: Writer) -> Math:
    return row(Text(writer.notation.words.for_), Selection(writer, scope, spoken=True).of(cells, axes))


# ── Loops ─────────────────────────────────────────────────────────────────────────────────────────


def _loop(loop: SolvedLoop, name: str, entry: Entry, book: Book) -> Iterator[DerivedView]:
    """The other equations of the loop, and the formulas that solve it."""
    others = [own for own in (book.facts.entry_of(member) for member in loop.members) if own]
    lines = []
    for own in dict.fromkeys(others):
        math = equation_of(own, book.symbols.of(own), book.notation(own))
        if own is not entry and math is not None:
            lines.append(DerivedLine(book.link(own), book.block(math)))
    if lines:
        yield DerivedView(book.words.loop, tuple(lines[:MOST_LINES]), _more(len(lines), book))
    notation = _notation(name, entry, book)
    more = {
        called: Named(default_symbol(_in_words(own, book)), axes=book.facts.solved.quantities[own].axes)
        for own, called in loop.called.items()
    }
    notation = replace(notation, more=more)
    solved = [math for piece in loop.pieces if (math := _solution(piece, loop, notation)) is not None]
    if solved:
        says = " ".join(filter(None, (_more(len(solved), book), book.words.put_back)))
        yield _view(book.words.solved, solved[:MOST_LINES], says, book)


def _more(count: int, book: Book) -> str:
    return book.words.more_lines.format(count=count - MOST_LINES) if count > MOST_LINES else ""


def _in_words(auxiliary: str, book: Book) -> str:
    """``care without care_of_staff`` in the language of the book."""
    said = auxiliary
    for english, own in book.words.auxiliary.items():
        said = said.replace(f" {english} ", f" {own} ")
    return said


def _solution(piece: SolvedPiece, loop: SolvedLoop, notation: _Notation) -> Math | None:
    formula = _read(piece.formula)
    cells = _read(piece.cells) if piece.cells else None
    if formula is None or (piece.cells and cells is None):
        return None
    writer, scope = Writer(notation), notation.scope(piece.axes)
    left = writer.name(loop.called.get(piece.name, piece.name), (), scope)
    math = row(left, _EQUALS, writer.formula(formula, scope))
    if cells is None:
        return math
    return row(math, COMMA, Text(NARROW), _said(cells, piece.axes, scope, writer))
