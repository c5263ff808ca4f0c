"""The fixed words of the book, in the languages a model may have."""

from __future__ import annotations

from semdsl.book.word_list import BookWords
from semdsl.book.words_english import ENGLISH
from semdsl.book.words_spanish import SPANISH

__all__ = ["BookWords", "book_words"]


def book_words(language: str) -> BookWords:
    """The words of *language*, English where there are none for it."""
    return SPANISH if language == "es" else ENGLISH
