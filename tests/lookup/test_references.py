"""Where a source prints a formula, as the texts of models and of sources name it."""

from __future__ import annotations

import pytest

from semdsl.lookup.references import Reference, number_parts, references

NAMED = {
    "§2.1.1": ["section 2.1.1"],
    "§ 2.1.1": ["section 2.1.1"],
    "sección 2.1.1": ["section 2.1.1"],
    "Aguilar Pradal (2007) 2.1.1": ["section 2.1.1"],
    "secciones 3.7 y 3.8, con la biblioteca": ["section 3.7", "section 3.8"],
    "§§2.2.1, 2.2.3 y 2.2.5 a 2.2.7": [
        *("section 2.2.1", "section 2.2.3", "section 2.2.5", "section 2.2.6", "section 2.2.7"),
    ],
    "§2.2.9 a §2.2.11": ["section 2.2.9", "section 2.2.10", "section 2.2.11"],
    "§3.7.1–3.7.3": ["section 3.7.1", "section 3.7.2", "section 3.7.3"],
    "§3.1.1.a, ρ(n, m)": ["section 3.1.1.a"],
    "§2.2.4, nota 27": ["section 2.2.4"],
    "§2.1.2 imprime 1.1932": ["section 2.1.2"],
    "§2.2.1; cuadro II.16": ["section 2.2.1", "table II.16"],
    "Cuadro III.6": ["table III.6"],
    "Table III.6": ["table III.6"],
    "Table 5": ["table 5"],
    "Cuadro I.2, 2005": ["table I.2"],
    "Cuadro III.6, 2010 a 2050; sólido": ["table III.6"],
    "Cuadros II.2 (2005), III.6 y III.7": ["table II.2", "table III.6", "table III.7"],
    "cuadro III.8 y reservas del III.9": ["table III.8", "table III.9"],
    "Cuadros II.11 a II.13": ["table II.11", "table II.12", "table II.13"],
    "Gráfica III.3": ["figure III.3"],
    "LSS arts. 25, 106 y 107": ["article 25", "article 106", "article 107"],
    "LSS arts. 25, 106 III y 107": ["article 25", "article 106 III", "article 107"],
    "art. 106 I y II": ["article 106 I", "article 106 II"],
    "LSS art. 25: 1.05% del patrón y 0.375% del trabajador": ["article 25"],
    "art. 25, 2005": ["article 25"],
    "Iyer (1999) cap. 1: (VP(E) + v^n V(to)) / VP(S)": ["chapter 1"],
    "caps. 1 a 4": ["chapter 1", "chapter 2", "chapter 3", "chapter 4"],
    "§2.1.1 y §2.1.1": ["section 2.1.1"],
    "Boletín 12, 1992, p. 77": [],
    "x(t) / x(t-1) - 1": [],
    "§3.1.1.a, ecuación (3)": ["section 3.1.1.a", "equation 3"],
    "ecuaciones (1) a (3) y (8)": ["equation 1", "equation 2", "equation 3", "equation 8"],
    "ecuación 8": ["equation 8"],
    "eqs. (3.4), (3.5)": ["equation 3.4", "equation 3.5"],
    "ecuación (1); cuadro III.8 (2)": ["equation 1", "table III.8"],
    "cuadro (2), f(1) y g (1)": [],
    "10ª revisión (CIE-10), 1.91 y 67,482": [],
    "versión 2.5": [],
    "": [],
}


@pytest.mark.parametrize(("text", "expected"), NAMED.items(), ids=NAMED)
def test_a_text_names_places(text: str, expected: list[str]) -> None:
    assert [f"{found.kind} {found.number}" for found in references(text)] == expected


def test_a_long_range_is_not_filled_in() -> None:
    assert len(references("arts. 1 a 100000")) == 2


def test_a_chapter_has_its_sections_and_no_number_that_only_begins_alike() -> None:
    chapter, section = Reference("section", ("2", "1")), Reference("section", ("2", "1", "1"))
    assert section.within(chapter)
    assert section.within(section)
    assert not Reference("section", ("2", "1", "10")).within(section)
    assert not Reference("section", ("12", "1", "1")).within(section)
    assert not Reference("section", ("2", "10")).within(chapter)
    assert not chapter.within(section)
    assert not Reference("table", ("2", "1", "1")).within(section)
    assert section.within(Reference("chapter", ("2",)))
    assert not section.within(Reference("chapter", ("1",)))


def test_places_are_counted_as_one_counts() -> None:
    text = "Cuadros III.10, III.9 y IX.1; §§2.10, 2.9 y 2.9.a; art. 106, cuadro IV.2"
    in_order = sorted(references(text), key=lambda found: found.order)
    assert [found.number for found in in_order] == [
        *("2.9", "2.9.a", "2.10", "III.9", "III.10", "IV.2", "IX.1", "106"),
    ]


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("2.1.1", ("2", "1", "1")),
        ("iii.6", ("III", "6")),
        ("106", ("106",)),
        ("3.1.1.A", ("3", "1", "1", "a")),
        ("2.1.", ("2", "1")),
        ("ICOP", ()),
        ("2.1.x1", ()),
        ("published.payg", ()),
        ("", ()),
        (".", ()),
    ],
)
def test_a_bare_number(written: str, parts: tuple[str, ...]) -> None:
    assert number_parts(written) == parts
