"""Mistakes that authors make, put into sound models one at a time, and the same ones each time.

A kind of mistake lists every place of a file in which it can be made; which of them is made is drawn by a seed. The
words come from the scanner of the program; what is wrong with them, and how it is mended, does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from semdsl.source import Source
from semdsl.syntax import ast
from semdsl.syntax.parse import parse, read_chunks
from semdsl.syntax.scan import Word

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CLAUSES = (
    "FOR",
    "OVER",
    "OTHERWISE",
    "ATTRIBUTE",
    "KIND",
    "WITHIN",
    "FROM",
    "SHOW",
    "GIVEN",
    "EXPECT",
    "IF",
)
_OPENING = ("LPAR", "LSQB")


@dataclass(frozen=True, slots=True)
class Seed:
    """A mistake: what stands from *start* to *end* of a text becomes *new*."""

    start: int
    end: int
    new: str

    def into(self, text: str) -> str:
        return text[: self.start] + self.new + text[self.end :]


@dataclass(frozen=True, slots=True)
class File:
    """A file that can be spoilt: its text, its words by declaration, and what the model declares."""

    text: str
    chunks: tuple[tuple[Word, ...], ...]
    names: frozenset[str]
    axes: frozenset[str]
    labels: frozenset[str]

    @property
    def words(self) -> Iterator[tuple[tuple[Word, ...], int]]:
        """Each word, as its declaration and its place in it."""
        return ((chunk, at) for chunk in self.chunks for at in range(len(chunk)))


def files_of(texts: Mapping[str, str]) -> dict[str, File]:
    """The files of a model, with what all of them declare."""
    names: set[str] = set()
    axes: set[str] = set()
    labels: set[str] = set()
    for text in texts.values():
        for own in parse(Source("", text)).value.declarations:
            is_axis = isinstance(own, ast.AxisDecl) or (isinstance(own, ast.Input) and own.what == "axis")
            (axes if is_axis else names).add(own.name.text)
            if isinstance(own, ast.AxisDecl) and isinstance(own.definition, ast.Members):
                labels.update(member.label for member in own.definition.members)
    return {
        name: File(
            text,
            tuple(chunk.words for chunk in read_chunks(Source(name, text)).value if chunk.declaration),
            frozenset(names),
            frozenset(axes),
            frozenset(labels),
        )
        for name, text in texts.items()
    }


Make = Callable[[File, Random], Iterator[Seed]]


# ── Slips of the finger ───────────────────────────────────────────────────────────────────────────


def slip(word: str, random: Random) -> str:
    """*word* with a letter left out, doubled, changed, or exchanged with its neighbour."""
    at = random.randrange(1, len(word) - 1)
    match random.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + word[at] + word[at:]
        case 2:
            return word[:at] + random.choice([x for x in _LETTERS if x != word[at]]) + word[at + 1 :]
        case _:
            return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def _slips(random: Random, words: Iterator[Word]) -> Iterator[Seed]:
    for word in words:
        text = word.span.text
        spoilt = slip(text, random) if len(text) > 3 else text
        if spoilt != text:
            yield Seed(word.span.start, word.span.end, spoilt)


def _used(file: File, known: frozenset[str]) -> Iterator[Word]:
    """Uses of *known* names that are not the names of the declarations themselves."""
    for chunk, at in file.words:
        word = chunk[at]
        if at > 1 and word.type == "NAME" and word.text in known and word.span.text.isidentifier():
            yield word


def name(file: File, random: Random) -> Iterator[Seed]:
    return _known_slips(file, random, _used(file, file.names))


def axis(file: File, random: Random) -> Iterator[Seed]:
    return _known_slips(file, random, _used(file, file.axes - file.names))


def label(file: File, random: Random) -> Iterator[Seed]:
    in_use = (w for w in _used(file, file.labels - file.names - file.axes) if w.text.lower() == w.text)
    return _known_slips(file, random, in_use)


def _known_slips(file: File, random: Random, words: Iterator[Word]) -> Iterator[Seed]:
    known = file.names | file.axes | file.labels
    return (seed for seed in _slips(random, words) if seed.new not in known)


def keyword(file: File, random: Random) -> Iterator[Seed]:
    return _slips(random, (chunk[at] for chunk, at in file.words if chunk[at].type in _CLAUSES))


def unit(file: File, random: Random) -> Iterator[Seed]:
    plain = (chunk[at] for chunk, at in file.words if chunk[at].type == "MEASURE")
    return _slips(random, (word for word in plain if word.text.isalpha()))


def function(file: File, random: Random) -> Iterator[Seed]:
    called = (
        chunk[at]
        for chunk, at in file.words
        if chunk[at].type == "NAME" and at + 1 < len(chunk) and chunk[at + 1].type == "LPAR"
    )
    return _slips(random, called)


# ── Signs ─────────────────────────────────────────────────────────────────────────────────────────


def _without(word: Word) -> Seed:
    """*word* left out, with the blanks before it if it has some on both sides."""
    text, start, end = word.span.source.text, word.span.start, word.span.end
    while text[start - 1] == " " and text[end : end + 1] in (" ", "\n") and text[start - 2] != "\n":
        start -= 1
        if text[start - 1] != " ":
            break
    return Seed(start, end, "")


def _leave_out(file: File, *types: str) -> Iterator[Seed]:
    return (_without(chunk[at]) for chunk, at in file.words if chunk[at].type in types)


def missing_colon(file: File, _: Random) -> Iterator[Seed]:
    for chunk, at in file.words:
        if chunk[at].type == "COLON" and chunk[at + 1].type in ("MEASURE", "SCALE"):
            yield _without(chunk[at])


def missing_equals(file: File, _: Random) -> Iterator[Seed]:
    return _leave_out(file, "CASE")


def missing_for(file: File, _: Random) -> Iterator[Seed]:
    return _leave_out(file, "FOR")


def missing_bracket(file: File, _: Random) -> Iterator[Seed]:
    return _leave_out(file, "LPAR", "RPAR", "LSQB", "RSQB")


def missing_comma(file: File, _: Random) -> Iterator[Seed]:
    return _leave_out(file, "COMMA")


def missing_quote(file: File, random: Random) -> Iterator[Seed]:
    for chunk, at in file.words:
        span = chunk[at].span
        if chunk[at].type == "STRING" and len(span.text) > 2:
            yield random.choice((Seed(span.start, span.start + 1, ""), Seed(span.end - 1, span.end, "")))


def other_quotes(file: File, random: Random) -> Iterator[Seed]:
    for chunk, at in file.words:
        word = chunk[at]
        if word.type == "STRING" and "'" not in word.text:
            left, right = random.choice(("''", "“”", "«»"))
            yield Seed(word.span.start, word.span.end, left + word.text + right)


def number(file: File, random: Random) -> Iterator[Seed]:
    """``3,5%``, ``22,500``, ``22.500.000``, ``.5``, ``3.5 %``."""
    for chunk, at in file.words:
        span, text = chunk[at].span, chunk[at].span.text
        ways = []
        if chunk[at].type in ("RATE", "NUMBER"):
            ways += [text.replace(".", ",")] if "." in text and chunk[at].type == "RATE" else []
            ways += [text.replace("_", ",")] if "_" in text else []
            ways += [text.replace("_", ".")] if text.count("_") > 1 else []
            ways += [text[1:]] if text.startswith("0.") else []
            ways += [text[:-1] + " %"] if text.endswith("%") else []
        if ways:
            yield Seed(span.start, span.end, random.choice(ways))


def operator(file: File, random: Random) -> Iterator[Seed]:
    wrong = {
        "^": ("**",), "=": ("==",), "<=": ("=<", "≤"), ">=": ("=>", "≥"), "!=": ("<>", "≠"), "*": ("×", "·"),
        "-": ("−", "–"), "/": ("÷",), "..": ("...", "…"),
    }  # fmt: skip
    for chunk, at in file.words:
        text = chunk[at].span.text
        if text in wrong and chunk[at].type not in ("STRING", "MEASURE"):
            yield Seed(chunk[at].span.start, chunk[at].span.end, random.choice(wrong[text]))


def call_for_index(file: File, _: Random) -> Iterator[Seed]:
    """``income(2006)`` for ``income[2006]``."""
    for chunk, at in file.words:
        if at > 2 and chunk[at].type == "LSQB" and chunk[at - 1].text in file.names:
            end = _closing(chunk, at)
            inside = chunk[at].span.source.text[chunk[at].span.end : chunk[end].span.start]
            yield Seed(chunk[at].span.start, chunk[end].span.end, f"({inside})")


def _closing(chunk: tuple[Word, ...], at: int) -> int:
    """The bracket that closes the one at *at*."""
    depth = 0
    for place in range(at, len(chunk)):
        depth += (chunk[place].type in _OPENING) - (chunk[place].type in ("RPAR", "RSQB"))
        if depth == 0:
            return place
    raise AssertionError("a sound model closes its brackets")


# ── Units ─────────────────────────────────────────────────────────────────────────────────────────


def _declared_units(file: File) -> Iterator[Word]:
    for chunk, at in file.words:
        if (
            chunk[at].type == "MEASURE"
            and chunk[at - 1].type in ("COLON", "SCALE")
            and chunk[0].type == "KIND"
        ):
            yield chunk[at]


def wrong_unit(file: File, random: Random) -> Iterator[Seed]:
    others = ("person", "ratio", "MXN", "MXN/person", "year", "day")
    for word in _declared_units(file):
        new = random.choice([own for own in others if own != word.text])
        yield Seed(word.span.start, word.span.end, new)


def nominal(file: File, _: Random) -> Iterator[Seed]:
    """Money of every year for money of one: ``MXN`` for ``MXN(2005)``."""
    for word in _declared_units(file):
        if "(" in word.text:
            new = word.text[: word.text.index("(")] + word.text[word.text.index(")") + 1 :]
            yield Seed(word.span.start, word.span.end, new)


# ── Axes and cells ────────────────────────────────────────────────────────────────────────────────


def _heads(file: File) -> Iterator[tuple[tuple[Word, ...], int]]:
    """The brackets after the names of quantities."""
    return ((chunk, 2) for chunk in file.chunks if len(chunk) > 3 and chunk[2].type == "LSQB")


def wrong_axis(file: File, random: Random) -> Iterator[Seed]:
    for chunk, opening in _heads(file):
        inside = range(opening + 1, _closing(chunk, opening))
        listed = {chunk[at].text for at in inside}
        at = random.choice([at for at in inside if chunk[at].type == "NAME"])
        others = sorted(file.axes - listed)
        if others:
            yield Seed(chunk[at].span.start, chunk[at].span.end, random.choice(others))


def axis_left_out(file: File, _: Random) -> Iterator[Seed]:
    """The last of the axes of a declaration."""
    for chunk, opening in _heads(file):
        end = _closing(chunk, opening)
        start = opening if end == opening + 2 else end - 2
        yield Seed(chunk[start].span.start, chunk[end].span.end, "" if start == opening else "]")


def missing_over(file: File, _: Random) -> Iterator[Seed]:
    """``sum(x over age, sex)`` without its last axis, or without all of its ``over``."""
    for chunk, at in file.words:
        if chunk[at].type == "OVER":
            last = at + 1
            while chunk[last + 1].type == "COMMA":
                last += 2
            start = at if last == at + 1 else last - 1
            text, begin = chunk[at].span.source.text, chunk[start].span.start
            begin -= text[begin - 1] == " "
            yield Seed(begin, chunk[last].span.end, "")


def lag(file: File, random: Random) -> Iterator[Seed]:
    """``[year-2]`` or ``[year+1]`` for ``[year-1]``."""
    for chunk, at in file.words:
        if not (1 < at < len(chunk) - 2 and chunk[at].text in "+-" and chunk[at - 1].text in file.axes):
            continue
        if chunk[at + 1].type == "NUMBER" and chunk[at - 2].type in ("LSQB", "COMMA", "EQUAL"):
            text = chunk[at + 1].text
            other = "+" if chunk[at].text == "-" else "-"
            new = random.choice((chunk[at].text + str(int(text) + 1), other + text))
            yield Seed(chunk[at].span.start, chunk[at + 1].span.end, new)


def bound(file: File, random: Random) -> Iterator[Seed]:
    """One end of the cells of a case off by one."""
    for chunk, at in file.words:
        within = any(word.type == "FOR" for word in chunk[max(0, at - 6) : at])
        if within and chunk[at].type == "NUMBER" and chunk[at].text.isdigit():
            new = str(int(chunk[at].text) + random.choice((-1, 1)))
            yield Seed(chunk[at].span.start, chunk[at].span.end, new)


def swapped_bounds(file: File, _: Random) -> Iterator[Seed]:
    for chunk, at in file.words:
        is_range = chunk[at].text == ".." and 0 < at < len(chunk) - 1
        kinds = ("NUMBER", "RATE", "STRING")
        if is_range and chunk[at - 1].type in kinds and chunk[at + 1].type in kinds:
            low, high = chunk[at - 1].span, chunk[at + 1].span
            between = low.source.text[low.end : high.start]
            yield Seed(low.start, high.end, high.text + between + low.text)


def case_left_out(file: File, _: Random) -> Iterator[Seed]:
    """One of several cases that stand on lines of their own."""
    for chunk in file.chunks:
        starts = [word.span for word in chunk if word.type == "CASE"]
        for span in starts if len(starts) > 1 else ():
            line = span.source.text.rfind("\n", 0, span.start)
            end = span.source.text.find("\n", span.start)
            if end > 0 and not span.source.text[line + 1 : span.start].strip():
                yield Seed(line, end, "")


# ── Formulas ──────────────────────────────────────────────────────────────────────────────────────


def factor(file: File, _: Random) -> Iterator[Seed]:
    return _operand_left_out(file, "*")


def denominator(file: File, _: Random) -> Iterator[Seed]:
    return _operand_left_out(file, "/")


def _operand_left_out(file: File, sign: str) -> Iterator[Seed]:
    """``a`` for ``a * b``, where ``b`` is a name, a number or in brackets."""
    for chunk, at in file.words:
        if chunk[at].text != sign or chunk[at].type != "OPERATOR":
            continue
        end = at + 1
        if chunk[end].type == "LPAR":
            end = _closing(chunk, end)
        elif end + 1 < len(chunk) and chunk[end].type == "NAME" and chunk[end + 1].type in _OPENING:
            end = _closing(chunk, end + 1)
        start = chunk[at].span.start
        start -= chunk[at].span.source.text[start - 1] == " "
        yield Seed(start, chunk[end].span.end, "")


KINDS: dict[str, Make] = {
    "typo in a name": name,
    "typo in an axis": axis,
    "typo in a label": label,
    "typo in a keyword": keyword,
    "typo in a unit": unit,
    "typo in a function": function,
    "missing colon": missing_colon,
    "missing `=`": missing_equals,
    "missing `for`": missing_for,
    "missing bracket": missing_bracket,
    "missing comma": missing_comma,
    "missing quote": missing_quote,
    "other quotes": other_quotes,
    "number as elsewhere": number,
    "operator as elsewhere": operator,
    "call for an index": call_for_index,
    "wrong unit": wrong_unit,
    "nominal for real": nominal,
    "wrong axis": wrong_axis,
    "axis left out": axis_left_out,
    "missing `over`": missing_over,
    "lag off by one": lag,
    "bound off by one": bound,
    "swapped bounds": swapped_bounds,
    "case left out": case_left_out,
    "factor left out": factor,
    "denominator left out": denominator,
}
