"""The fixed words of an index, in the languages a model may have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from semdsl.lookup.references import ARTICLE, CHAPTER, EQUATION, FIGURE, SECTION, TABLE, Reference


@dataclass(frozen=True, slots=True)
class Wording:
    """Words in one language. Those with braces are sentences to fill in."""

    language: str
    where: str
    known_as: str
    shown_by: str
    unreadable: str
    others: str
    formulas: str
    made: str
    symbols: str
    sections: str
    section: str
    symbol: str
    name: str
    title: str
    line: str
    places: Mapping[str, tuple[str, str]]
    nothing: str
    closed: str
    unless: str
    solved: str

    def place(self, reference: Reference) -> str:
        """``§2.1.1``, ``Cuadro III.6``, ``ecuación (8)``, ``art. 106 III``."""
        return f"{self.places[reference.kind][0]}{_number(reference)}"

    def listed(self, references: Sequence[Reference], most: int | None = None) -> str:
        """``§2.1.1, arts. 25, 106, 107``: kind by kind, at most *most* of each."""
        kinds = dict.fromkeys(one.kind for one in sorted(references, key=lambda one: one.order))
        return ", ".join(
            self._of_kind([one for one in references if one.kind == kind], most) for kind in kinds
        )

    def _of_kind(self, references: Sequence[Reference], most: int | None) -> str:
        one, several = self.places[references[0].kind]
        numbers = ", ".join(map(_number, references[:most]))
        rest = ", …" if most is not None and len(references) > most else ""
        return f"{one if len(references) == 1 else several}{numbers}{rest}"


ENGLISH = Wording(
    language="en",
    where="where",
    known_as="in the model",
    shown_by="shown by",
    unreadable="there is a mistake in this declaration, which `semdsl check` tells",
    others="{count} more:",
    formulas="Formulas",
    made="Written by `semdsl find … --markdown` from {model}, to be written anew rather than changed.",
    symbols="Symbols",
    sections="Where they are printed",
    section="Source",
    symbol="Symbol",
    name="Name",
    title="Title",
    line="Line",
    places={
        SECTION: ("§", "§§"),
        TABLE: ("Table ", "Tables "),
        FIGURE: ("Figure ", "Figures "),
        EQUATION: ("equation ", "equations "),
        ARTICLE: ("art. ", "arts. "),
        CHAPTER: ("ch. ", "chs. "),
    },
    nothing="This model declares no quantity, function or identity.",
    closed="closed form, proved by induction",
    unless="wherever {what} is not 0",
    solved="solved by algebra",
)

SPANISH = Wording(
    language="es",
    where="donde",
    known_as="en el modelo",
    shown_by="se muestra con",
    unreadable="esta declaración tiene un error, que `semdsl check` explica",
    others="{count} más:",
    formulas="Fórmulas",
    made="Página escrita por `semdsl find … --markdown` a partir de {model}: no se corrige, se vuelve a escribir.",
    symbols="Símbolos",
    sections="Dónde están impresas",
    section="Fuente",
    symbol="Símbolo",
    name="Nombre",
    title="Título",
    line="Línea",
    places={
        SECTION: ("§", "§§"),
        TABLE: ("Cuadro ", "Cuadros "),
        FIGURE: ("Gráfica ", "Gráficas "),
        EQUATION: ("ecuación ", "ecuaciones "),
        ARTICLE: ("art. ", "arts. "),
        CHAPTER: ("cap. ", "caps. "),
    },
    nothing="Este modelo no declara cantidades, funciones ni identidades.",
    closed="forma cerrada, demostrada por inducción",
    unless="donde {what} no es 0",
    solved="resuelto por álgebra",
)


def _number(reference: Reference) -> str:
    return f"({reference.number})" if reference.kind == EQUATION else reference.number


def wording_in(language: str) -> Wording:
    """The words of *language*, English where there are none for it."""
    return SPANISH if language == "es" else ENGLISH
