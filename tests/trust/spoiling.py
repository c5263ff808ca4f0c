"""Models and the data beside them, spoilt at random: by letters, words, lines, splices, and by bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from semdsl.cli.new import STARTER
from tests.support.mutants import HOSTILE, ROOT, prepare, spoil, zoo

ENTRY = "mutant.sem"
MODELS = ("pension.sem", "term_life.sem", "premium_based_systems_1992.sem", "population_methods.sem")
WHOLE = "sem.sem"  # takes a hundred times as long as others, so that few mutants are of it
_QUOTED_FILE = re.compile(r'"([^"\n]+\.csv)"')

FIGURES = (
    *("", " ", "NaN", "nan", "NA", "inf", "-inf", "1e400", "1e-400", "1,5", "1.234,56", "1 234", "١٢", "１", "½"),
    *("0x10", "1_000", "−5", "(5)", "5%", "TRUE", "#REF!", "=1+1", "=cmd|'/c calc'!A1", "-", "+", ".", "1e", "9" * 41),
    *("x" * 300, '"', '""', '"a\nb"', "a;b", "\u202e1", "1\x00", "\ufeff1", "\u0301" * 50, "1\u00a0000"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spoilt:
    """What to put into a folder with the models, and which of them to check then."""

    entry: str
    path: str
    content: bytes


def prepare_all(folder: Path) -> None:
    """Put every model and its data into *folder*, as they are."""
    prepare(folder)
    for path in STARTER.glob("*.sem"):
        (folder / path.name).write_bytes(path.read_bytes())


def spoilt(seed: int) -> Spoilt:
    """A model with something spoilt: the same for the same *seed*."""
    random = Random(seed)
    kind = random.choices(("text", "bytes", "data", "whole"), (700, 120, 179, 1))[0]
    match kind:
        case "text":
            return Spoilt(ENTRY, ENTRY, _encoded(spoil(_some_text(random), random)))
        case "bytes":
            return Spoilt(ENTRY, ENTRY, _bytes(_some_text(random).encode(), random))
        case "data":
            entry, path = random.choice(_data())
            return Spoilt(entry, path, _table(_original(path), random))
        case _:
            part = random.choice(sorted(path.name for path in (ROOT / "models/sem").glob("*.sem")))
            return Spoilt(WHOLE, f"sem/{part}", _encoded(spoil(_original(f"sem/{part}").decode(), random)))


def _some_text(random: Random) -> str:
    texts, weights = _texts()
    return random.choices(texts, weights)[0]


@cache
def _texts() -> tuple[list[str], list[int]]:
    """Texts of models, and how often each is taken: long ones more often, as most of their places are never hit."""
    sounds = [sound for sound in zoo() if not sound.heavy]
    return [sound.text for sound in sounds], [6 if len(sound.text) > 1_000 else 2 for sound in sounds]


@cache
def _data() -> tuple[tuple[str, str], ...]:
    """Models and the tables that each reads."""
    named = [
        (name, _original(name).decode()) for name in (*MODELS, *(path.name for path in STARTER.glob("*.sem")))
    ]
    return tuple((name, path) for name, text in named for path in _QUOTED_FILE.findall(text))


@cache
def _original(path: str) -> bytes:
    places = (ROOT / "models" / path, STARTER / path)
    return next(place for place in places if place.exists()).read_bytes()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _bytes(content: bytes, random: Random) -> bytes:
    """*content* with one to three bytes, or runs of them, spoilt."""
    for _ in range(random.choice((1, 1, 2, 3))):
        at = random.randrange(len(content) + 1)
        new = bytes([random.randrange(256)])
        match random.randrange(8):
            case 0:
                content = content[:at] + new + content[at:]
            case 1:
                content = content[:at] + new + content[at + 1 :]
            case 2:
                content = content[:at] + content[at + random.choice((1, 3, 50)) :]
            case 3:
                content = content[:at] + new * random.choice((2, 1_000, 70_000)) + content[at:]
            case 4:
                content = content[:at]
            case 5:
                content = content[:at] + content[at // 2 : at] + content[at:]
            case 6:
                content = content.decode("utf-8", "replace").encode(
                    random.choice(("utf-16", "utf-8-sig", "utf-7"))
                )
            case _:
                content = content.replace(
                    b"\n", random.choice((b"\r\n", b"\r", b"\x0b", b"\xc2\x85", b"\xe2\x80\xa8"))
                )
    return content


def _table(content: bytes, random: Random) -> bytes:
    """A CSV file with one to four cells, rows, columns or bytes spoilt."""
    if not random.randrange(6):
        return _bytes(content, random)
    text = content.decode()
    for _ in range(random.choice((1, 1, 2, 4))):
        text = random.choice(_WAYS_OF_TABLES)(text, random)
    return _encoded(text)


def _cell(text: str, random: Random) -> str:
    rows = text.split("\n")
    at = random.randrange(len(rows))
    cells = rows[at].split(",")
    own = random.choice((*FIGURES, *HOSTILE, *random.choice(rows).split(",")))
    cells[random.randrange(len(cells))] = own
    rows[at] = ",".join(cells)
    return "\n".join(rows)


def _row(text: str, random: Random) -> str:
    rows = text.split("\n")
    at, other = random.randrange(len(rows)), random.randrange(len(rows))
    match random.randrange(4):
        case 0:
            del rows[at]
        case 1:
            rows.insert(other, rows[at])
        case 2:
            rows[at], rows[other] = rows[other], rows[at]
        case _:
            rows[at] += random.choice((",", ",,,", " ", ",1", '"', "," * 2_000))
    return "\n".join(rows)


def _column(text: str, random: Random) -> str:
    rows = [row.split(",") for row in text.split("\n")]
    at = random.randrange(len(rows[0]))
    twice = random.randrange(2)
    return "\n".join(",".join([*row[:at], *(row[at : at + 1] * 2 * twice), *row[at + 1 :]]) for row in rows)


def _separator(text: str, random: Random) -> str:
    return text.replace(",", random.choice((";", "\t", "|", ", ", " ,", '","')))


def _letters(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice((*HOSTILE, *FIGURES)) + text[at + random.choice((0, 1, 5)) :]


_WAYS_OF_TABLES: tuple[Callable[[str, Random], str], ...] = (
    _cell,
    _cell,
    _cell,
    _row,
    _row,
    _column,
    _separator,
    _letters,
)
