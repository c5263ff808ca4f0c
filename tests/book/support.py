"""Books of small models, made without a disk."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from semdsl.book.build import Wanted, book_files
from semdsl.book.context import Book, book_of, facts_of
from semdsl.book.equations import equation_of
from semdsl.diagnostics.model import Outcome
from semdsl.pipeline import check_file, check_text
from semdsl.render.mathematics.tree import Math
from semdsl.requests import Options
from semdsl.running import Run, run_checked, run_tests

ROOT = Path(__file__).parents[2]


def run_of(text: str, files: Mapping[str, str] | None = None) -> Run:
    """The model in *text*, run."""
    checked = check_text(text, "model.sem", files)
    assert checked.value is not None, checked.diagnostics
    ran = run_checked(checked.value, Options(everything=True))
    assert ran.value is not None, ran.diagnostics
    return ran.value


@cache
def run_of_model(name: str) -> Run:
    """A model of the repository, run."""
    checked = check_file(ROOT / "models" / name)
    assert checked.value is not None
    ran = run_checked(checked.value, Options(everything=True))
    assert ran.value is not None
    return ran.value


def pages_of(run: Run, *languages: str, only: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Every file of the book of *run*, by its name."""
    made: Outcome[tuple[object, ...]] = book_files(
        run, Wanted(languages or ("en",), only), () if only else run_tests(run.checked)
    )  # type: ignore[assignment]
    assert made.ok, made.diagnostics
    return {file.name: file.content for file in made.value}  # type: ignore[attr-defined]


@cache
def book_of_model(name: str) -> dict[str, bytes]:
    """The book of a model of the repository, in both languages; made once, since the flagship has 600 declarations."""
    return pages_of(run_of_model(name), "es", "en")


def equations(run: Run, language: str = "en") -> dict[str, Math]:
    """The equation of every declaration of the model, by its name, of a check or report by its anchor."""
    book: Book = book_of(facts_of(run), language)
    found: dict[str, Math] = {}
    for chapter in book.contents.chapters:
        for placed in chapter.placed:
            math = equation_of(placed.entry, book.symbols.of(placed.entry), book.notation(placed.entry))
            if math is not None:
                found[placed.anchor] = math
    return found
