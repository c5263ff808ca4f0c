"""An index of a model given as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from semdsl.lookup.entries import Declared, declared
from semdsl.project.files import load_text

Index = Callable[..., Declared]


@pytest.fixture
def index() -> Index:
    """What a text declares, and the files that it may use."""

    def of(text: str, files: Mapping[str, str] | None = None) -> Declared:
        loaded = load_text(text, "m.sem", files)
        assert loaded.value is not None
        return declared(loaded.value)

    return of
