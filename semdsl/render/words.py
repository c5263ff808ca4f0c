"""The fixed words of what is printed, in the languages a model may have, and the titles of its names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from semdsl.render.plurals import plural_of
from semdsl.syntax.ast import Attribute, BaseUnit, Header, Input, Module, Title

if TYPE_CHECKING:
    from semdsl.semantics.model import Model

TOTAL = "total"
"""What a total is called in files and data, in any language."""

_FACTORS = re.compile(r"([*/^])")


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one language. Those with braces are sentences to fill in."""

    language: str
    unit: str
    value: str
    total: str
    scales: tuple[tuple[str, str], ...]
    one: Mapping[str, str]
    units: Mapping[str, str]
    plurals: Mapping[str, str]
    scenario: str
    stated: str
    settings: str
    every_scenario: str
    written: str
    passes: str
    fails: str
    differs: str
    cells: tuple[str, str]
    out_of: str
    worst: str
    where: str
    exact: str
    allowed: str
    reproduced: str
    stated_up_to: str
    stale: str
    expected: str
    found: str
    more: str
    empty: str
    check: tuple[str, str]
    expectation: tuple[str, str]
    test: tuple[str, str]
    identity: tuple[str, str]
    undecided: str
    proved: str
    proved_cells: str
    divided: tuple[str, str]
    more_divided: str
    both: str
    refuted: str
    refuted_cell: str
    sides: str
    as_test: str
    with_values: str
    all_others: str
    not_decided: str
    some_undecided: str
    reasons: Mapping[str, str]
    all_hold: str
    some_fail: tuple[str, str]
    some_differ: tuple[str, str]
    none: str
    part: str
    parts: str
    elsewhere: str
    report: tuple[str, str]
    judged: tuple[str, str]
    judged_hold: tuple[str, str]
    judged_fail: tuple[str, str]
    none_judged: str
    no_report_in_part: str
    no_report: str
    too_long: str
    left_out: str
    not_compared: str
    covered: str
    uncovered: str
    source: str
    made_by: str

    def setting(self, settings: Sequence[str]) -> str:
        """That *settings* are in place, after what they change: ``with i = 10%``."""
        return self.settings.format(settings=", ".join(settings))


ENGLISH = Words(
    language="en",
    unit="Unit",
    value="value",
    total="Total",
    scales=(("million ", "million "), ("thousand ", "thousand ")),
    one={},
    units={},
    plurals={name: f"{name}s" for name in ("person", "day", "week", "month", "quarter", "year")},
    scenario="Scenario",
    stated="stated values",
    settings="with {settings}",
    every_scenario="Every scenario",
    written="{files} files written to {folder}",
    passes="ok",
    fails="FAILS",
    differs="differs",
    cells=("cell", "cells"),
    out_of="fails in {failed} of {cells}",
    worst="worst deviation {deviation}",
    where="at {cell}",
    exact="no deviation",
    allowed="within {tolerance}",
    reproduced="{reproduced} of {cells} reproduced",
    stated_up_to="stated up to {deviation}",
    stale="no cell deviates beyond the tolerance: take `deviates` away",
    expected="expected",
    found="found",
    more="… and {count} more",
    empty="compared no cell",
    check=("check", "checks"),
    expectation=("expectation", "expectations"),
    test=("test", "tests"),
    identity=("identity", "identities"),
    undecided="open",
    proved="proved for all values",
    proved_cells="proved for all values in {cells}",
    divided=("where {parts} is not 0", "where {parts} are not 0"),
    more_divided="{parts} and {count} more",
    both=" and ",
    refuted="not an identity",
    refuted_cell="not an identity in {cell}",
    sides="left {left}  right {right}",
    as_test="for these values, as a test of the model:",
    with_values="for these values of what may have any:",
    all_others="all others = 0",
    not_decided="not decided: {reason}",
    some_undecided="{count} not decided",
    reasons={
        "parts": "more than {what} parts of formulas would have to be looked at",
        "time": "it took longer than {what} s",
        "terms": "a formula multiplied out would have more than {what} terms",
        "degree": "a power of more than {what} would have to be multiplied out",
        "digits": "a number would have more than {what} digits",
        "unknowns": "it depends on more than {what} different cells",
        "closed": "algebra does not see into `{what}`",
        "deep": "the formulas need one another too far down",
        "undefined": "a side has no value, whatever the values are: it divides by 0",
        "rounds": "after {what} steps from formula to formula a difference is left",
        "classes": "more than {what} groups of cells would need a proof of their own",
        "long sum": "a sum has too many cells to be written out",
        "differs": "a difference is left, and no values were found that show it",
        "no cells": "it is for no cell",
    },
    all_hold="{what}: all hold",
    some_fail=("{what}: 1 FAILS", "{what}: {failed} FAIL"),
    some_differ=("1 differs as stated", "{differ} differ as stated"),
    none="this model declares no check and no expectation",
    part="Part",
    parts="Parts (--part NAME prints one)",
    elsewhere="elsewhere in the model",
    report=("report", "reports"),
    judged=("check or expectation", "checks and expectations"),
    judged_hold=("{what}, holds", "{what}, all hold"),
    judged_fail=("{what}, 1 FAILS: {names}", "{what}, {failed} FAIL: {names}"),
    none_judged="no check and no expectation",
    no_report_in_part="this part declares no report",
    no_report="this model declares no report: these are the quantities that nothing else uses",
    too_long="{name}: {cells} cells, too many to print; `--out DIR` writes them, a report shows some of them",
    not_compared="expected figures are of the stated values: other values are not compared with them",
    left_out="reports and checks are left out, because --only was given",
    covered="formulas evaluated by tests: {covered} of {all} ({share})",
    uncovered="not evaluated by any test:",
    source="Source",
    made_by="Computed with semdsl {version}",
)

SPANISH = Words(
    language="es",
    unit="Unidad",
    value="valor",
    total="Total",
    scales=(("million ", "millones de "), ("thousand ", "miles de ")),
    one={"millones de ": "millón de ", "miles de ": "mil "},
    units={
        "person": "persona",
        "day": "día",
        "week": "semana",
        "month": "mes",
        "quarter": "trimestre",
        "year": "año",
        "ratio": "razón",
    },
    plurals={
        "person": "personas",
        "day": "días",
        "week": "semanas",
        "month": "meses",
        "quarter": "trimestres",
        "year": "años",
    },
    scenario="Escenario",
    stated="valores del modelo",
    settings="con {settings}",
    every_scenario="Todos los escenarios",
    written="{files} archivos escritos en {folder}",
    passes="bien",
    fails="FALLA",
    differs="difiere",
    cells=("celda", "celdas"),
    out_of="no se cumple en {failed} de {cells}",
    worst="mayor desviación {deviation}",
    where="en {cell}",
    exact="sin desviación",
    allowed="tolerancia {tolerance}",
    reproduced="reproduce {reproduced} de {cells}",
    stated_up_to="declarada hasta {deviation}",
    stale="ninguna celda se desvía más que la tolerancia: quite `deviates`",
    expected="esperado",
    found="calculado",
    more="… y {count} más",
    empty="no comparó ninguna celda",
    check=("comprobación", "comprobaciones"),
    expectation=("cifra esperada", "cifras esperadas"),
    test=("prueba", "pruebas"),
    identity=("identidad", "identidades"),
    undecided="duda",
    proved="demostrada para todos los valores",
    proved_cells="demostrada para todos los valores en {cells}",
    divided=("donde {parts} no es 0", "donde {parts} no son 0"),
    more_divided="{parts} y {count} más",
    both=" y ",
    refuted="no es una identidad",
    refuted_cell="no es una identidad en {cell}",
    sides="izquierda {left}  derecha {right}",
    as_test="con estos valores, como prueba del modelo:",
    with_values="con estos valores de lo que puede tener cualquiera:",
    all_others="lo demás = 0",
    not_decided="sin decidir: {reason}",
    some_undecided="{count} sin decidir",
    reasons={
        "parts": "habría que mirar más de {what} partes de fórmulas",
        "time": "tomó más de {what} s",
        "terms": "una fórmula desarrollada tendría más de {what} términos",
        "degree": "habría que desarrollar una potencia mayor que {what}",
        "digits": "un número tendría más de {what} cifras",
        "unknowns": "depende de más de {what} celdas distintas",
        "closed": "el álgebra no ve dentro de `{what}`",
        "deep": "las fórmulas se necesitan unas a otras a demasiada profundidad",
        "undefined": "un lado no tiene valor, sean cuales sean los valores: divide entre 0",
        "rounds": "después de {what} pasos de fórmula en fórmula queda una diferencia",
        "classes": "más de {what} grupos de celdas necesitarían una demostración propia",
        "long sum": "una suma tiene demasiadas celdas para escribirla entera",
        "differs": "queda una diferencia, y no se hallaron valores que la muestren",
        "no cells": "no es para ninguna celda",
    },
    all_hold="{what}: todo se cumple",
    some_fail=("{what}: FALLA 1", "{what}: FALLAN {failed}"),
    some_differ=("1 difiere como se declara", "{differ} difieren como se declara"),
    none="este modelo no declara comprobaciones ni cifras esperadas",
    part="Parte",
    parts="Partes (--part NOMBRE imprime una)",
    elsewhere="en el resto del modelo",
    report=("cuadro", "cuadros"),
    judged=("comprobación o cifra", "comprobaciones y cifras"),
    judged_hold=("{what}, bien", "{what}, todas bien"),
    judged_fail=("{what}, FALLA 1: {names}", "{what}, FALLAN {failed}: {names}"),
    none_judged="sin comprobaciones ni cifras",
    no_report_in_part="esta parte no declara cuadros",
    no_report="este modelo no declara cuadros: estas son las cantidades que ninguna otra usa",
    too_long="{name}: {cells} celdas, demasiadas para imprimirlas; `--out DIR` las escribe, un cuadro muestra algunas",
    not_compared="las cifras esperadas son de los valores declarados: con otros valores no se comparan",
    left_out="sin cuadros ni comprobaciones, porque se pidió --only",
    covered="fórmulas evaluadas por pruebas: {covered} de {all} ({share})",
    uncovered="ninguna prueba las evalúa:",
    source="Fuente",
    made_by="Calculado con semdsl {version}",
)


def words_for(model: Model) -> Words:
    """The words of the language of *model*, English where there are none for it, and the titles of its units."""
    return words_in(model.language, model.modules)


def words_in(language: str, modules: Sequence[Module]) -> Words:
    """The words of *language*, English where there are none for it, and the titles of the units of *modules*."""
    return _words_in(language, _Same(modules))


class _Same:
    """Modules that are the same object, not only equal: comparing trees takes longer than looking through them."""

    __slots__ = ("modules",)

    def __init__(self, modules: Sequence[Module]) -> None:
        self.modules = modules

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.modules is self.modules

    def __hash__(self) -> int:
        return id(self.modules)


@lru_cache(maxsize=4)
def _words_in(language: str, same: _Same) -> Words:
    words = SPANISH if language == "es" else ENGLISH
    units: dict[str, str] = {}
    plurals: dict[str, str] = {}
    of_inputs: dict[str, tuple[str, str]] = {}
    for module in same.modules:
        for own in module.declarations:
            name = own.name.text
            if isinstance(own, BaseUnit):
                units[name], plurals[name] = _unit_titles(own, language, _language_of(module))
            elif isinstance(own, Input) and own.what == "unit" and own.titles:
                of_inputs.setdefault(name, _unit_titles(own, language, _language_of(module)))
    for name, (title, plural) in of_inputs.items():
        units.setdefault(name, title)
        plurals.setdefault(name, plural)
    return replace(words, units={**words.units, **units}, plurals={**words.plurals, **plurals})


def _within_a_sentence(title: str) -> str:
    """*title* of an input without the capital that titles begin with: ``Unidad monetaria``, but ``IMSS``."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _unit_titles(unit: BaseUnit | Input, language: str, own: str) -> tuple[str, str]:
    """The title of *unit*, and what several are called: as stated, else by the rule of the language of the title."""
    title = title_of(unit.titles, language) or unit.name.text
    stated = [text for attribute in unit.attributes if attribute.word == "plural" for text in attribute.texts]
    for one, text in zip(unit.titles, stated, strict=False):
        if one.text == title:
            return title, text
    marked = next((one.language for one in unit.titles if one.text == title), None)
    if isinstance(unit, Input):
        title = _within_a_sentence(title)
    return title, plural_of(title, marked or own)


def _language_of(module: Module) -> str:
    """The language of what is not marked in *module*."""
    headers = (own for own in module.declarations if isinstance(own, Header))
    attributes = (one for header in headers for one in header.attributes if one.word == "language")
    return next((one.texts[0] for one in attributes if one.texts), "en")


def title_of(titles: Sequence[Title], language: str) -> str:
    """The title in *language*: the one marked with it, else the one without a mark, which is in the model's own."""
    for wanted in (language, None):
        for title in titles:
            if title.language == wanted:
                return title.text
    return titles[0].text if titles else ""


def said_of(attributes: Sequence[Attribute], word: str) -> str:
    """What *attributes* say after *word*; texts of one kind are joined, notes by an empty line."""
    texts = [text for attribute in attributes if attribute.word == word for text in attribute.texts]
    return ("; " if word == "source" else "\n\n").join(texts)


def unit_in_words(unit: str, words: Words, figures: str = "") -> str:
    """*unit* as a reader of the language reads it: ``millones de MXN(2005)``, ``personas``, ``MXN(2005)/persona``.

    After the *figures* of exactly one it is singular: ``1 millón de MXN(2005)``, ``1 semana``.
    """
    scale, word = next((pair for pair in words.scales if unit.startswith(pair[0])), ("", ""))
    is_one = figures.lstrip("-\u2212") == "1"
    if is_one:
        word = words.one.get(word, word)
    factors = _FACTORS.split(unit.removeprefix(scale))
    counted = _counted(factors, words.language) if scale or not is_one else -1
    return word + "".join(
        words.plurals.get(factor, words.units.get(factor, factor))
        if at == counted
        else words.units.get(factor, factor)
        for at, factor in enumerate(factors)
    )


def _counted(factors: Sequence[str], language: str) -> int:
    """Which of *factors*, with the signs between them, is in the plural: the noun of what stands above the line."""
    above = list(factors[: factors.index("/")] if "/" in factors else factors)
    if "^" in above:
        return -1
    return 0 if language == "es" else len(above) - 1
