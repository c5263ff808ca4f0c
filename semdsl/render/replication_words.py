"""The fixed words of the page that says what is reproduced of a source, in the languages a model may have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageWords:
    """Words in one language. Those with braces are sentences to fill in."""

    title: str
    intro: str
    model: str
    expectations: str
    cells: str
    reproduced: str
    deviating: str
    failing: str
    errata: str
    total: str
    source: str
    no_source: str
    compared: str
    expectation: str
    tolerance: str
    exact: str
    largest: str
    outcome: str
    summary: str
    nothing_compared: str
    not_reproduced: str
    errors: str
    checks: str
    found: str
    printed: str
    expected: str
    difference: str
    value: str
    figures_in: str
    same: str
    more: tuple[str, str]


ENGLISH = PageWords(
    title="Replication",
    intro="What the models reproduce of the figures of their sources, what they do not and why, "
    "and which errors the sources have.",
    model="Model",
    expectations="Expectations",
    cells="Cells",
    reproduced="Reproduced",
    deviating="Differ as stated",
    failing="Fail",
    errata="Errors of the source",
    total="Total",
    source="Source",
    no_source="Without a source",
    compared="What is compared",
    expectation="Expectation",
    tolerance="Tolerance",
    exact="exact",
    largest="Largest deviation",
    outcome="Outcome",
    summary="{reproduced} of {cells} cells reproduced",
    nothing_compared="This model is not compared with any figures.",
    not_reproduced="What is not reproduced, and why",
    errors="Errors of the source",
    checks="Checks",
    found="Computed",
    printed="Printed",
    expected="Expected",
    difference="Difference",
    value="Value",
    figures_in="in {unit}",
    same="The same value in {cells} cells: {value}",
    more=("… and 1 more cell", "… and {count} more cells"),
)

SPANISH = PageWords(
    title="Replicación",
    intro="Qué cifras de sus fuentes reproducen los modelos, cuáles no y por qué, "
    "y qué errores tienen las fuentes.",
    model="Modelo",
    expectations="Cifras esperadas",
    cells="Celdas",
    reproduced="Reproducidas",
    deviating="Difieren como se declara",
    failing="Fallan",
    errata="Errores de la fuente",
    total="Total",
    source="Fuente",
    no_source="Sin fuente",
    compared="Lo que se compara",
    expectation="Cifra esperada",
    tolerance="Tolerancia",
    exact="exacta",
    largest="Mayor desviación",
    outcome="Resultado",
    summary="{reproduced} de {cells} celdas reproducidas",
    nothing_compared="Este modelo no se compara con ninguna cifra.",
    not_reproduced="Lo que no se reproduce, y por qué",
    errors="Errores de la fuente",
    checks="Comprobaciones",
    found="Calculado",
    printed="Impreso",
    expected="Esperado",
    difference="Diferencia",
    value="Valor",
    figures_in="en {unit}",
    same="El mismo valor en {cells} celdas: {value}",
    more=("… y 1 celda más", "… y {count} celdas más"),
)


def page_words(language: str) -> PageWords:
    """The words of *language*, English where there are none for it."""
    return SPANISH if language == "es" else ENGLISH
