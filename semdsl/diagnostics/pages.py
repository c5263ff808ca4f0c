"""Where the page of a code is, and what it says: ``semdsl explain CODE``."""

from __future__ import annotations

from pathlib import Path

from semdsl.diagnostics.catalogue import CATALOGUE
from semdsl.diagnostics.wording import ENGLISH, in_language


def pages_folder() -> Path:
    """The folder with a page for each code: packaged with an installed semdsl, in ``docs`` of a checkout."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "_pages"
    return packaged if packaged.is_dir() else package.parent / "docs" / "reference" / "diagnostics"


def page(code: str, language: str = ENGLISH) -> str | None:
    """The page of *code* as Markdown, in *language* if it has been written in it; None if there is no such code."""
    if code not in CATALOGUE:
        return None
    folder = pages_folder()
    path = folder / f"{code}.md" if language == ENGLISH else folder / language / f"{code}.md"
    if not path.is_file():
        path = folder / f"{code}.md"
    if not path.is_file():
        return f"# {code}\n\n{in_language(CATALOGUE[code].title, language)}\n"
    return path.read_text(encoding="utf-8")
