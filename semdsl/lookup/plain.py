"""Text and symbols in the form in which they are compared: without case, accents, LaTeX or marks between words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

_LOOK_ALIKES = str.maketrans({"\u2206": "Δ", "\u220f": "Π", "\u2211": "Σ"})
_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi"
    " psi omega"
).split()
_LETTERS = dict(zip(_NAMES, "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
_GREEK = {
    **_LETTERS,
    **{name.capitalize(): letter.upper() for name, letter in _LETTERS.items()},
    **{f"var{name}": _LETTERS[name] for name in ("epsilon", "theta", "kappa", "pi", "rho", "sigma", "phi")},
}
_NAME_OF = {letter: name for name, letter in _LETTERS.items()}
_HOW_IT_LOOKS = frozenset(
    (
        *(
            "bar",
            "hat",
            "tilde",
            "dot",
            "ddot",
            "vec",
            "overline",
            "underline",
            "widehat",
            "widetilde",
            "angl",
        ),
        *(
            "mathrm",
            "mathit",
            "mathbf",
            "mathsf",
            "mathcal",
            "text",
            "textrm",
            "textit",
            "operatorname",
            "boldsymbol",
        ),
        *("left", "right", "big", "Big", "bigl", "bigr", "displaystyle", "quad", "qquad"),
    )
)
_COMMAND = re.compile(r"\\([A-Za-z]+)[ ]?|\\.")
_NOT_A_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
_REMEMBERED = 10_000  # texts: several searches in one model read the same ones
_INDEX = re.compile(r"[\^_](?:\{((?:[^{}]|\{[^{}]*\})*)\}|(\w+))")
_SIMPLE_SCRIPT = re.compile(r"([\^_])\{(\w+)\}")


def folded(text: str) -> str:
    """*text* without case and accents; look-alikes of Greek letters are read as these."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.translate(_LOOK_ALIKES).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(_REMEMBERED)
def in_words(text: str) -> str:
    """The words and numbers of *text*, folded, a blank before and after each: `` cuotas obrero patronales ``."""
    return "".join(f" {word}" for word in _WORD.findall(folded(text))) + " "


def has_words(sought: str, text: str) -> bool:
    """Whether the words *sought* follow each other in *text*, both as ``in_words`` gives them.

    The last may be the beginning of a longer one, unless it is a number, or has but one or two letters, which begin
    too many.
    """
    begun = sought.rstrip()
    last = begun.rpartition(" ")[2]
    return len(begun) > 1 and (sought if len(last) <= 2 or last[-1].isdigit() else begun) in text


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol as it is compared: its letters, the same folded, its parts and beginnings (``PF^{COP}``: PF, COP).

    ``stem`` are the letters before the first index, and ``indices`` what stands below and above, folded:
    of ``GS_{k,CMF}^{SEM}``, ``GS`` and k, cmf, sem.
    """

    letters: str
    key: str
    parts: frozenset[str]
    beginnings: frozenset[str]
    stem: str
    indices: frozenset[str]

    def more_indices(self, other: Symbol) -> int | None:
        """How many indices *other* has that this has not; None unless it is the same but for those.

        A source writes ``ASEM_{k+n}^{eg}`` where a model, whose axes are the indices, says ``ASEM``.
        """
        same = bool(self.stem) and folded(self.stem) == folded(other.stem) and self.indices <= other.indices
        return len(other.indices - self.indices) if same else None


@lru_cache(_REMEMBERED)
def symbol(latex: str) -> Symbol:
    """*latex*, or a symbol copied from a page, as it is compared. Without a letter or digit it has an empty key."""
    text = _COMMAND.sub(_spoken, latex.translate(_LOOK_ALIKES)).replace("$", "")
    letters = _alphanumeric(text)
    first = _INDEX.search(text)
    scripts = [found[1] or found[2] for found in _INDEX.finditer(text)]
    indices = {folded(_alphanumeric(one)) for script in scripts for one in script.split(",")} - {""}
    apart = "".join(f" {letter} " if letter in _NAME_OF else letter for letter in folded(text))
    parts = _NOT_A_WORD.sub(" ", apart).split()
    names = (_NAME_OF[part] for part in parts if part in _NAME_OF)
    return Symbol(
        letters,
        "".join(parts),
        frozenset((*parts, *names)),
        frozenset(accumulate(parts)),
        _alphanumeric(text[: first.start()] if first else text),
        frozenset(indices),
    )


def _alphanumeric(text: str) -> str:
    """The letters and digits of *text*."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def symbols(latex: str) -> tuple[str, ...]:
    """The symbols in *latex*: several stand with commas between them, outside brackets."""
    found, depth = [""], 0
    for before, letter in pairwise(f" {latex}"):
        depth += (letter in "({[") - (letter in ")}]")
        if letter == "," and before != "\\" and depth <= 0:
            found.append("")
        else:
            found[-1] += letter
    return tuple(part.strip() for part in found if part.strip())


def readable(latex: str) -> str:
    """*latex* as a terminal can show it, where that is short: ``Δ ST``, ``PF^COP``; else as it stands."""
    greek = _COMMAND.sub(lambda found: f"{_GREEK[found[1]]} " if found[1] in _GREEK else found[0], latex)
    simple = _SIMPLE_SCRIPT.sub(r"\1\2", greek).replace("$", "").strip()
    return latex if re.search(r"[\\{}]", simple) else simple


def _spoken(found: re.Match[str]) -> str:
    """A command of LaTeX: the letter it stands for, nothing if it only says how letters look, else its name."""
    name = found[1]
    if name is None or name in _HOW_IT_LOOKS:
        return ""
    return _GREEK.get(name, name)
