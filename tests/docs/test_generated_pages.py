"""The pages made from docstrings and from the standard library are up to date."""

from __future__ import annotations

import pytest

from tests.docs.library_page import library_page
from tests.docs.pages import DOCS, answer, keep
from tests.docs.python_page import python_page, undocumented

_LIBRARY = DOCS / "reference" / "stdlib.md"
_PYTHON = DOCS / "reference" / "python.md"
_FORMULAS = DOCS / "formulas.md"


def test_the_page_of_the_standard_library(update_golden: bool) -> None:
    keep(_LIBRARY, library_page(), update=update_golden)


def test_the_page_of_the_python_interface(update_golden: bool) -> None:
    keep(_PYTHON, python_page(_PYTHON.read_text(encoding="utf-8")), update=update_golden)


def test_every_public_name_is_on_the_page() -> None:
    assert not undocumented()


def test_the_formulas_of_the_flagship(monkeypatch: pytest.MonkeyPatch, update_golden: bool) -> None:
    """The page is what `semdsl find models/sem.sem --markdown --out docs/formulas.md` writes."""
    monkeypatch.chdir(DOCS)
    keep(_FORMULAS, answer("semdsl find ../models/sem.sem --markdown"), update=update_golden)
