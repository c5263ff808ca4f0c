"""The fixed words of the book, in the languages a model may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BookWords:
    """Words in one language. Those with braces are sentences to fill in."""

    language: str
    other: str
    book: str
    skip: str
    contents: str
    chapter: str
    search: str
    search_hint: str
    nothing: str
    found: str
    results: str
    assumptions: str
    tables: str
    checks: str
    scenarios: str
    graph: str
    index: str
    prepared: str
    where: str
    reads: str
    read_by: str
    values: str
    instances: str
    bindings: str
    title: str
    unit: str
    axes: str
    facts: Mapping[str, str]
    kinds: Mapping[str, str]
    note: str
    erratum: str
    limitation: str
    more_rows: str
    same: str
    when: Mapping[str, str]
    constant_money: str
    current_money: str
    source: str
    file: str
    meaning: str
    document: str
    made_by: str
    base: Mapping[str, str]
    amount: str
    bases: Mapping[str, str]
    range: str
    outcome: str
    said: str
    extends: str
    side_by_side: str
    stated: str
    places: str
    symbols: str
    names: str
    total: str
    library: str
    equation: str
    previous: str
    next: str
    graph_says: str
    graph_large: str
    only: str
    written: str
    some_fail: str
    formulas: str
    no_data: str
    none: str
    closed: str
    loop: str
    solved: str
    put_back: str
    its_equation: str
    more_lines: str
    auxiliary: Mapping[str, str]
    identities: str
    judged: Mapping[str, str]
    tests: str
    errata: str
    given: str
    expected: str
    glossary: str
    terms: str
    abbreviations: str
    limitations: str
    stated_limits: str
    no_limits: str
    countable: str
    covers: str
    no_scenarios: str
    test_count: str
    no_tests: str
    of_all: str
    no_range: str
    deviating: str
    beyond_title: str
    beyond: tuple[str, ...]
    by_algebra: str
    by_induction: str
    by_numbers: str
    through: str


_KINDS_EN = {
    "parameter": "parameter",
    "assumption": "assumption",
    "table": "table",
    "population": "population",
    "contribution": "contribution",
    "cost": "cost",
    "reserve": "reserve",
    "premium": "premium",
    "variable": "variable",
    "function": "function",
    "identity": "identity",
    "check": "check",
    "expect": "expected figure",
    "input": "input",
    "time": "time axis",
    "axis": "axis",
    "unit": "unit",
    "report": "report",
    "chart": "chart",
}
_KINDS_ES = {
    "parameter": "parámetro",
    "assumption": "hipótesis",
    "table": "tabla",
    "population": "población",
    "contribution": "aportación",
    "cost": "costo",
    "reserve": "reserva",
    "premium": "prima",
    "variable": "variable",
    "function": "función",
    "identity": "identidad",
    "check": "comprobación",
    "expect": "cifra esperada",
    "input": "dato de entrada",
    "time": "eje de tiempo",
    "axis": "eje",
    "unit": "unidad",
    "report": "cuadro",
    "chart": "gráfica",
}

ENGLISH = BookWords(
    language="en",
    other="es",
    book="Formula book",
    skip="Skip to the text",
    contents="Contents",
    chapter="Chapter",
    search="Search",
    search_hint="a name, a symbol, a title, an article",
    nothing="Nothing found",
    found="{count} found",
    results="Results",
    assumptions="Assumptions",
    tables="Tables",
    checks="Checks",
    scenarios="Scenarios",
    graph="Dependencies",
    index="Indexes",
    prepared="What this book is made from",
    where="where",
    reads="Reads",
    read_by="Read by",
    values="Values",
    instances="Instances",
    bindings="with",
    title="Title",
    unit="Unit",
    axes="Varies by",
    facts={
        "payer": "Payer",
        "law": "Law",
        "source": "Source",
        "calibrated": "Calibrated to",
        "owner": "Owner",
        "since": "Since",
    },
    kinds=_KINDS_EN,
    note="Note",
    erratum="Error of the source",
    limitation="Limitation",
    more_rows="… and {count} more rows",
    same="in all {count} cells",
    when={"start": "at the start", "mid": "in the middle", "end": "at the end"},
    constant_money="constant prices of {year}",
    current_money="current prices",
    source="Source",
    file="File",
    meaning="Meaning",
    document="Text and data",
    made_by="Made with semdsl {version}",
    base={"flows": "Flows", "stocks": "Stocks", "base": "Base", "version": "Version", "source": "Source"},
    amount="Value",
    bases={
        "law": "Fixed by law",
        "printed": "Printed in a source",
        "calibrated": "Calibrated to results",
        "assumed": "Assumed",
    },
    range="Range",
    outcome="Outcome",
    said="What it says",
    extends="On top of",
    side_by_side="Side by side",
    stated="stated values",
    places="Places in the sources",
    symbols="Symbols",
    names="Names",
    total="Total",
    library="standard library",
    equation="Equation",
    previous="Previous",
    next="Next",
    graph_says="What each quantity of the chapter needs stands to the left of it. {count} quantities.",
    graph_large="Too many to draw: {count} quantities.",
    only="Formulas",
    written="{files} files written to {folder}",
    some_fail="some checks FAIL: the page of checks says which",
    formulas="formulas",
    no_data="This part has no declarations.",
    none="There are none.",
    closed="Closed form, proved by induction",
    loop="In a loop within each cell, together with",
    solved="Solved by algebra",
    put_back="In every run the solution is put back into these equations.",
    its_equation="its equation, at the solution",
    more_lines="… and {count} more.",
    auxiliary={"without": "without", "per": "per", "and": "and"},
    identities="Identities about it",
    judged={
        "failing": "What FAILS",
        "identity": "Identities: proved for all values",
        "check": "Checks of the model's own logic",
        "deviating": "Expected figures that are not met, by as much as is stated",
        "expectation": "Expected figures that are met",
    },
    tests="Tests: small cases with values of their own",
    errata="Errors of the sources",
    given="given",
    expected="expects",
    glossary="Glossary",
    terms="Words of the field",
    abbreviations="Abbreviations of this model",
    limitations="Limitations",
    stated_limits="What the model says of itself",
    no_limits="The model states no `limitation`.",
    countable="What can be counted",
    covers="{axis}, from and to",
    no_scenarios="none: nothing shows how results move",
    test_count="Tests",
    no_tests="none",
    of_all="{count} of {all}",
    no_range="Assumptions that state no range beyond which they make no sense",
    deviating="Figures that are not met, and identities that are not decided",
    beyond_title="What no program can judge",
    beyond=(
        "Whether the sources are right, and whether what was copied from them is what they say.",
        "Whether an assumption is reasonable for the purpose. A range only says where it makes no sense at all.",
        "Whether a formula is what the law or the plan means. Checks show that the model agrees with itself.",
        "Whether what was left out matters: what no formula reads, no check finds missing.",
        "Whether the past that assumptions were calibrated to will go on. A figure that is met may be met for another reason.",
        "Whether the results serve a decision. That is the opinion of the actuary who signs them.",
    ),
    by_algebra="by algebra",
    by_induction="by algebra and induction",
    by_numbers="refuted with numbers",
    through="with the formulas of {names}",
)

SPANISH = BookWords(
    language="es",
    other="en",
    book="Libro de fórmulas",
    skip="Ir al texto",
    contents="Contenido",
    chapter="Capítulo",
    search="Buscar",
    search_hint="un nombre, un símbolo, un título, un artículo",
    nothing="No se encontró nada",
    found="{count} encontrados",
    results="Resultados",
    assumptions="Hipótesis",
    tables="Tablas",
    checks="Comprobaciones",
    scenarios="Escenarios",
    graph="Dependencias",
    index="Índices",
    prepared="De qué está hecho este libro",
    where="donde",
    reads="Lee",
    read_by="La leen",
    values="Valores",
    instances="Aplicaciones",
    bindings="con",
    title="Título",
    unit="Unidad",
    axes="Varía por",
    facts={
        "payer": "Paga",
        "law": "Ley",
        "source": "Fuente",
        "calibrated": "Calibrada a",
        "owner": "Responsable",
        "since": "Desde",
    },
    kinds=_KINDS_ES,
    note="Nota",
    erratum="Error de la fuente",
    limitation="Limitación",
    more_rows="… y {count} renglones más",
    same="en las {count} celdas",
    when={"start": "al inicio", "mid": "a la mitad", "end": "al final"},
    constant_money="precios constantes de {year}",
    current_money="precios corrientes",
    source="Fuente",
    file="Archivo",
    meaning="Significado",
    document="Texto y datos",
    made_by="Hecho con semdsl {version}",
    base={"flows": "Flujos", "stocks": "Saldos", "base": "Base", "version": "Versión", "source": "Fuente"},
    amount="Valor",
    bases={
        "law": "Fijadas por la ley",
        "printed": "Impresas en una fuente",
        "calibrated": "Calibradas a resultados",
        "assumed": "Supuestas",
    },
    range="Rango",
    outcome="Resultado",
    said="Qué dice",
    extends="Sobre",
    side_by_side="Lado a lado",
    stated="valores del modelo",
    places="Lugares de las fuentes",
    symbols="Símbolos",
    names="Nombres",
    total="Total",
    library="biblioteca estándar",
    equation="Ecuación",
    previous="Anterior",
    next="Siguiente",
    graph_says="A la izquierda de cada cantidad del capítulo está lo que necesita. {count} cantidades.",
    graph_large="Demasiadas para dibujarlas: {count} cantidades.",
    only="Fórmulas",
    written="{files} archivos escritos en {folder}",
    some_fail="FALLAN comprobaciones: la página de comprobaciones dice cuáles",
    formulas="fórmulas",
    no_data="Esta parte no tiene declaraciones.",
    none="No hay.",
    closed="Fórmula cerrada, demostrada por inducción",
    loop="En un ciclo dentro de cada celda, junto con",
    solved="Resuelto por álgebra",
    put_back="En cada corrida la solución se pone de nuevo en estas ecuaciones.",
    its_equation="su ecuación, en la solución",
    more_lines="… y {count} más.",
    auxiliary={"without": "sin", "per": "por", "and": "y"},
    identities="Identidades sobre ella",
    judged={
        "failing": "Lo que FALLA",
        "identity": "Identidades: demostradas para todos los valores",
        "check": "Comprobaciones de la lógica del modelo",
        "deviating": "Cifras esperadas que no se cumplen, por cuanto se declara",
        "expectation": "Cifras esperadas que se cumplen",
    },
    tests="Pruebas: casos pequeños con valores propios",
    errata="Errores de las fuentes",
    given="con",
    expected="se espera",
    glossary="Glosario",
    terms="Palabras del ramo",
    abbreviations="Abreviaturas de este modelo",
    limitations="Limitaciones",
    stated_limits="Lo que el modelo dice de sí",
    no_limits="El modelo no declara ninguna limitación (`limitation`).",
    countable="Lo que se puede contar",
    covers="{axis}: desde y hasta",
    no_scenarios="ninguno: nada muestra cómo se mueven los resultados",
    test_count="Pruebas",
    no_tests="ninguna",
    of_all="{count} de {all}",
    no_range="Hipótesis que no declaran un rango fuera del cual no tienen sentido",
    deviating="Cifras que no se cumplen, e identidades sin decidir",
    beyond_title="Lo que ningún programa puede juzgar",
    beyond=(
        "Si las fuentes tienen razón, y si lo que se copió de ellas es lo que dicen.",
        "Si una hipótesis es razonable para el propósito. Un rango solo dice dónde no tiene ningún sentido.",
        "Si una fórmula es lo que la ley o el plan quieren decir. Las comprobaciones muestran que el modelo concuerda consigo mismo.",
        "Si importa lo que se dejó fuera: de lo que ninguna fórmula lee, ninguna comprobación nota la falta.",
        "Si seguirá el pasado al que se calibraron las hipótesis. Una cifra que se cumple puede cumplirse por otra razón.",
        "Si los resultados sirven para una decisión. Eso es opinión del actuario que los firma.",
    ),
    by_algebra="por álgebra",
    by_induction="por álgebra e inducción",
    by_numbers="refutada con números",
    through="con las fórmulas de {names}",
)


def book_words(language: str) -> BookWords:
    """The words of *language*, English where there are none for it."""
    return SPANISH if language == "es" else ENGLISH
