"""Models of this repository with mistakes put into them at random: what a tired or a hostile author might hand in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from semdsl.cli.new import STARTER

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"^```sem\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r"\"[^\"\n]*\"|\w+|\.\.|[<>!=]=|\s+|.", re.DOTALL)

HOSTILE = (
    *(
        "\x00",
        "\r",
        "\u202e",
        "\u200b",
        "\ufeff",
        "\ud800",
        "ｅｖａｌ",
        "а",
        "ﬁ",
        "²",
        "½",
        "−",
        "″",
        "“",
        "\t",
    ),
    *(
        "'''",
        '"""',
        '"',
        "#",
        "{{ 7*7 }}",
        "</script>",
        "=cmd|'/c calc'!A1",
        "\\input{x}",
        "__import__('os')",
    ),
    *("E", "I", "N", "S", "np", "lambda", "print", "__builtins__", "none", "self", "import", "nan", "inf"),
    *("1e308", "1e-320", "1e400", "-0", "0/0", "9" * 40, "9" * 41, "1_0", "0.0", "1e5.5", "9^9^9", "99_999"),
    *(
        "(" * 101,
        "[" * 40,
        "-" * 300,
        "not " * 120,
        " + 1" * 2_000,
        "if 1 = 1 then " * 60,
        "x" * 65,
        "../x.csv",
    ),
    *("for otherwise", "otherwise", "first of", "last of", "before", "%", "pp", "million", "..", "[year-1]"),
    *(
        "\n\n",
        "\n    = 1",
        "\nuse std.premiums",
        "\ntime year = 2000..2001",
        "\naxis a = 0 to 9_999",
        "\nmodel m",
    ),
)


@dataclass(frozen=True, slots=True)
class Sound:
    """A text before it is spoilt, and the folder that it stands in."""

    name: str
    text: str
    heavy: bool


@cache
def zoo() -> tuple[Sound, ...]:
    """The models, modules, golden files and examples of this repository."""
    models = [(path, path.name == "sem.sem") for path in sorted((ROOT / "models").rglob("*.sem"))]
    others = [
        *sorted((ROOT / "stdlib").rglob("*.sem")),
        *sorted((ROOT / "tests/syntax/examples").glob("*.sem")),
        *sorted(STARTER.glob("*.sem")),
    ]
    whole = [
        Sound(path.name, path.read_text("utf-8"), heavy)
        for path, heavy in (*models, *((path, False) for path in others))
    ]
    blocks = [
        Sound(path.stem, block, heavy=False)
        for folder in ("tests/golden", "docs/reference/diagnostics")
        for path in sorted((ROOT / folder).rglob("*.md"))
        for block in _BLOCK.findall(path.read_text("utf-8"))
    ]
    return (*whole, *blocks)


def prepare(folder: Path) -> None:
    """Put the data that models read into *folder*."""
    shutil.copytree(ROOT / "models", folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "models" / "sem" / "data", folder / "data", dirs_exist_ok=True)
    shutil.copytree(STARTER / "data", folder / "data", dirs_exist_ok=True)


def mutant(seed: int) -> str:
    """A text of the zoo with one to four mistakes: the same for the same *seed*."""
    random = Random(seed)
    sounds = zoo()
    sound = random.choices(sounds, [1 if one.heavy else 8 if len(one.text) > 1_000 else 4 for one in sounds])[
        0
    ]
    return spoil(sound.text, random)


def spoil(text: str, random: Random) -> str:
    """*text* with one to four mistakes."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        text = random.choice(_WAYS)(text, random)
    return text


def _characters(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + text[at + random.choice((1, 1, 2, 10, 200)) :]


def _hostile(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(HOSTILE) + text[at:]


def _word_for_word(text: str, random: Random) -> str:
    """One word replaced by another of the same text, of another one, or of the hostile ones."""
    words = _WORD.findall(text)
    if not words:
        return text
    at = random.randrange(len(words))
    other = _WORD.findall(random.choice(zoo()).text)
    words[at] = random.choice((random.choice(words), random.choice(other), random.choice(HOSTILE)))
    return "".join(words)


def _word_gone_or_twice(text: str, random: Random) -> str:
    words = _WORD.findall(text)
    if not words:
        return text
    at = random.randrange(len(words))
    return "".join([*words[:at], *([words[at]] * random.choice((0, 0, 2))), *words[at + 1 :]])


def _lines(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    if not lines:
        return text
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at] = lines[at].lstrip()
        case _:
            lines[at] = f"    {lines[at]}"
    return "".join(lines)


def _splice(text: str, random: Random) -> str:
    """The beginning of one text, the end of another."""
    other = random.choice(zoo()).text
    return text[: random.randrange(len(text) + 1)] + other[random.randrange(len(other) + 1) :]


def _number(text: str, random: Random) -> str:
    numbers = list(re.finditer(r"\d[\d_.]*", text))
    if not numbers:
        return text
    found = random.choice(numbers)
    new = random.choice(("0", "-1", "1e308", "1e-308", "99_999", "0.5", "2_147_483_648", "1e15", "3", "1.0"))
    return text[: found.start()] + new + text[found.end() :]


def _names_swapped(text: str, random: Random) -> str:
    """Every use of one name becomes another name: cycles, wrong axes, wrong units."""
    names = sorted(set(re.findall(r"[A-Za-z_]\w*", text)))
    if not names:
        return text
    return re.sub(rf"\b{random.choice(names)}\b", random.choice(names), text, count=random.choice((0, 1)))


_WAYS: tuple[Callable[[str, Random], str], ...] = (
    _characters,
    _hostile,
    _word_for_word,
    _word_for_word,
    _word_gone_or_twice,
    _lines,
    _splice,
    _number,
    _number,
    _names_swapped,
)
