"""Names for files: the same on every disk, no two alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence


def report_file_names(titles: Sequence[str]) -> list[str]:
    """A name for a file for each title, in plain letters and no two alike.

    >>> report_file_names(["Cuadro III.6", "Prima de reparto, año", "¿?", "cuadro iii 6"])
    ['cuadro-iii-6', 'prima-de-reparto-ano', 'report', 'cuadro-iii-6~2']
    """
    letters = (
        "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c))
        for title in titles
    )
    return distinct(
        [re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80] or "report" for text in letters]
    )


def distinct(names: Sequence[str]) -> list[str]:
    """*names* with a number after those that a disk that does not tell capitals apart would take for one before."""
    seen: dict[str, int] = {}
    found: list[str] = []
    for name in names:
        folded = unicodedata.normalize("NFKC", name).casefold()
        seen[folded] = seen.get(folded, 0) + 1
        found.append(name if seen[folded] == 1 else f"{name}~{seen[folded]}")
    return found
