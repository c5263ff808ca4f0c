"""Where the page of a code is, and what it says: ``semdsl explain CODE``."""

from __future__ import annotations

from pathlib import Path

from semdsl.diagnostics.catalogue import CATALOGUE


def pages_folder() -> Path:
    """The folder with a page for each code: packaged with an installed semdsl, in ``docs`` of a checkout."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "_pages"
    return packaged if packaged.is_dir() else package.parent / "docs" / "reference" / "diagnostics"


def page(code: str) -> str | None:
    """The page of *code* as Markdown; None if there is no such code."""
    if code not in CATALOGUE:
        return None
    path = pages_folder() / f"{code}.md"
    if not path.is_file():
        return f"# {code}\n\n{CATALOGUE[code].title}\n"
    return path.read_text(encoding="utf-8")
