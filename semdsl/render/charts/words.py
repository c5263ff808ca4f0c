"""The words of charts, in the languages a model may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChartWords:
    """Words in one language. Those with braces are sentences to fill in."""

    forms: Mapping[str, str]
    along: str
    of: str
    unit: str
    reaches: str
    no_value: str
    stated: str
    data: str
    picture: str
    assumption: str
    low_end: str
    high_end: str
    low_end_or_less: str
    high_end_or_more: str


ENGLISH = ChartWords(
    forms={
        "line": "Line chart",
        "area": "Stacked areas",
        "bar": "Bar chart",
        "stacked bar": "Stacked bars",
        "pyramid": "Pyramid",
        "fan": "Fan chart",
        "waterfall": "Waterfall",
        "tornado": "Tornado",
    },
    along="along {axis} from {first} to {last}",
    of="of {names}",
    unit="in {unit}",
    reaches="from {low} to {high}",
    no_value="no value to draw",
    stated="stated values: {value}",
    data="Figures",
    picture="Picture",
    assumption="Assumption",
    low_end="low end of its range",
    high_end="high end of its range",
    low_end_or_less="low end of its range, or down as shown",
    high_end_or_more="high end of its range, or up as shown",
)
SPANISH = ChartWords(
    forms={
        "line": "Gráfica de líneas",
        "area": "Áreas apiladas",
        "bar": "Gráfica de barras",
        "stacked bar": "Barras apiladas",
        "pyramid": "Pirámide",
        "fan": "Abanico",
        "waterfall": "Cascada",
        "tornado": "Tornado",
    },
    along="por {axis} de {first} a {last}",
    of="de {names}",
    unit="en {unit}",
    reaches="de {low} a {high}",
    no_value="ningún valor que dibujar",
    stated="valores declarados: {value}",
    data="Cifras",
    picture="Imagen",
    assumption="Hipótesis",
    low_end="extremo bajo de su rango",
    high_end="extremo alto de su rango",
    low_end_or_less="extremo bajo de su rango, o hacia abajo lo indicado",
    high_end_or_more="extremo alto de su rango, o hacia arriba lo indicado",
)


def chart_words(language: str) -> ChartWords:
    """The words of *language*, English where there are none for it."""
    return SPANISH if language == "es" else ENGLISH
