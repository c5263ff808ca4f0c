"""Every size at which the program says no, in one list: what ``semdsl limits`` prints.

The numbers stand where they are used; here they are named. What is past one of them ends in the finding that is named
beside it, before time or memory is spent on it; where none is named, it is left out of what is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from semdsl.analysis.equations import MOST_EQUATIONS, MOST_INEQUALITIES
from semdsl.analysis.moved import MOST_FOLLOWED
from semdsl.analysis.results import MOST_RESULTS
from semdsl.book import algebra, chapters, context, drawing, glossary, sidebyside
from semdsl.graph.schedule import MOST_TURNS
from semdsl.graph.size import MOST_AXES, MOST_CELLS, MOST_CELLS_IN_ALL
from semdsl.graph.waves import MOST_LINKS
from semdsl.interpret.rounding import MOST_READS
from semdsl.project import csvfile, files, label_files, numerals, paths, reading, tables
from semdsl.publish.charts import MOST_MOVED
from semdsl.publish.formats import MOST_ROWS
from semdsl.semantics import charts
from semdsl.semantics.axes import MOST_MEMBERS
from semdsl.semantics.cases import MOST_CLASSES
from semdsl.semantics.formulas import MOST_CALLS, MOST_PARTS, MOST_PARTS_IN_ALL
from semdsl.simultaneous.groups import MOST_CANDIDATES, MOST_UNKNOWNS
from semdsl.simultaneous.solve import MOST_LOOPS
from semdsl.symbolic import limits as proofs
from semdsl.syntax import parse, scan

LEFT_OUT: Final = {"en": "left out", "es": "se omite"}
"""What becomes of what is past a limit without a finding."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A size that may be reached and not passed: what is counted, in English and Spanish, and what is said past it.

    Without a ``code`` nothing is refused: what is past the limit is left out of what is shown.
    """

    key: str
    most: float
    code: str
    english: str
    spanish: str

    def title(self, language: str) -> str:
        """What is counted, in *language*."""
        return self.spanish if language == "es" else self.english


LIMITS: Final[tuple[Limit, ...]] = (
    Limit(
        "source",
        parse.MAX_SOURCE,
        "long-source",
        "characters of a file of a model",
        "caracteres de un archivo de un modelo",
    ),
    Limit(
        "bytes",
        files.MOST_SOURCE_BYTES,
        "file-too-large",
        "bytes of a file of a model",
        "bytes de un archivo de un modelo",
    ),
    Limit(
        "bytes-together",
        files.MOST_BYTES_TOGETHER,
        "file-too-large",
        "bytes of all files of a model together, without data",
        "bytes de todos los archivos de un modelo juntos, sin datos",
    ),
    Limit(
        "files",
        files.MOST_FILES,
        "too-many-files",
        "files of a model, without data",
        "archivos de un modelo, sin datos",
    ),
    Limit(
        "uses",
        files.DEEPEST_USE,
        "too-many-files",
        "steps of a chain of `use`",
        "pasos de una cadena de `use`",
    ),
    Limit(
        "words", scan.MAX_WORDS, "long-declaration", "words of a declaration", "palabras de una declaración"
    ),
    Limit(
        "brackets", scan.MAX_DEPTH, "too-deep", "brackets within brackets", "paréntesis dentro de paréntesis"
    ),
    Limit(
        "depth",
        parse.MAX_TREE,
        "too-deep",
        "parts of a formula within one another, the terms of a sum among them",
        "partes de una fórmula una dentro de otra, contados los términos de una suma",
    ),
    Limit("name", scan.MAX_NAME, "long-name", "letters of a name", "letras de un nombre"),
    Limit(
        "text",
        scan.MAX_STRING,
        "long-string",
        "characters between quotation marks",
        "caracteres entre comillas",
    ),
    Limit("numeral", scan.MAX_NUMERAL, "long-number", "characters of a number", "caracteres de un número"),
    Limit(
        "wrong-words",
        scan.MAX_WRONG,
        "many-mistakes",
        "misspelt words of a declaration that are told",
        "palabras mal escritas de una declaración que se señalan",
    ),
    Limit(
        "mistakes",
        parse.MAX_MISTAKES,
        "many-mistakes",
        "mistakes of a file after which reading stops",
        "errores de un archivo tras los cuales se deja de leer",
    ),
    Limit("members", MOST_MEMBERS, "too-many-members", "members of an axis", "miembros de un eje"),
    Limit(
        "axes",
        MOST_AXES,
        "too-many-axes",
        "axes of a quantity, or of a part of a formula",
        "ejes de una cantidad, o de una parte de una fórmula",
    ),
    Limit(
        "classes",
        MOST_CLASSES,
        "cases-too-many",
        "combinations of what the cases of a quantity select",
        "combinaciones de lo que seleccionan los casos de una cantidad",
    ),
    Limit("calls", MOST_CALLS, "too-deep", "functions within functions", "funciones dentro de funciones"),
    Limit(
        "parts",
        MOST_PARTS,
        "formula-too-large",
        "parts of a formula, its functions written out",
        "partes de una fórmula, con sus funciones desarrolladas",
    ),
    Limit(
        "parts-in-all",
        MOST_PARTS_IN_ALL,
        "formula-too-large",
        "parts of all formulas together",
        "partes de todas las fórmulas juntas",
    ),
    Limit(
        "cells",
        MOST_CELLS,
        "too-many-cells",
        "cells of a quantity, or of a part of a formula",
        "celdas de una cantidad, o de una parte de una fórmula",
    ),
    Limit(
        "cells-in-all",
        MOST_CELLS_IN_ALL,
        "too-many-cells",
        "cells of all quantities together",
        "celdas de todas las cantidades juntas",
    ),
    Limit(
        "loops",
        MOST_LOOPS,
        "loop-too-coupled",
        "loops of a model, marked `simultaneous`, that are solved",
        "ciclos de un modelo, marcados `simultaneous`, que se resuelven",
    ),
    Limit(
        "unknowns",
        MOST_UNKNOWNS,
        "loop-too-coupled",
        "values of a loop that are solved for at once",
        "valores de un ciclo que se resuelven a la vez",
    ),
    Limit(
        "candidates",
        MOST_CANDIDATES,
        "loop-too-coupled",
        "values of a loop, those on most ways round, tried for that",
        "valores de un ciclo, los que están en más vueltas, que se prueban",
    ),
    Limit(
        "turns",
        MOST_TURNS,
        "recursion-too-large",
        "turns of the loops of a recursion",
        "vueltas de los ciclos de una recursión",
    ),
    Limit(
        "links",
        MOST_LINKS,
        "recursion-too-large",
        "dependencies between the cells of a recursion that has no plain order",
        "dependencias entre celdas de una recursión sin orden simple",
    ),
    Limit(
        "path",
        paths.LONGEST_PATH,
        "path-refused",
        "characters of the path of a file",
        "caracteres de la ruta de un archivo",
    ),
    Limit(
        "path-part",
        paths.LONGEST_PART,
        "path-refused",
        "bytes of a part of such a path",
        "bytes de una parte de tal ruta",
    ),
    Limit(
        "table-bytes",
        tables.MOST_BYTES,
        "file-too-large",
        "bytes of a file with figures",
        "bytes de un archivo con cifras",
    ),
    Limit("table-lines", reading.MOST_LINES, "file-too-large", "lines of a file", "líneas de un archivo"),
    Limit("table-cells", tables.MOST_CELLS, "table-too-large", "cells of a table", "celdas de una tabla"),
    Limit(
        "columns",
        csvfile.MOST_COLUMNS,
        "broken-table",
        "columns of a file with figures",
        "columnas de un archivo con cifras",
    ),
    Limit(
        "field",
        csvfile.LONGEST_FIELD,
        "broken-table",
        "characters of a quoted field of such a file",
        "caracteres de un campo entre comillas de tal archivo",
    ),
    Limit(
        "figure",
        numerals.LONGEST,
        "unreadable-number",
        "characters of a figure in a file",
        "caracteres de una cifra en un archivo",
    ),
    Limit(
        "labels",
        label_files.MOST_LABELS,
        "unusable-label-file",
        "labels that an axis takes from a file",
        "etiquetas que un eje toma de un archivo",
    ),
    Limit(
        "label",
        label_files.LONGEST_LABEL,
        "unusable-label-file",
        "letters of such a label",
        "letras de tal etiqueta",
    ),
    Limit(
        "sheet-rows",
        MOST_ROWS,
        "too-many-rows",
        "cells of a quantity in a sheet of a workbook",
        "celdas de una cantidad en una hoja de cálculo",
    ),
    Limit(
        "proof-seconds",
        proofs.SECONDS,
        "identity-not-decided",
        "seconds of the processor for the proof of an identity",
        "segundos de procesador para demostrar una identidad",
    ),
    Limit(
        "proofs-seconds",
        proofs.SECONDS_OF_A_MODEL,
        "identity-not-decided",
        "seconds of the processor for all identities of a model",
        "segundos de procesador para todas las identidades de un modelo",
    ),
    Limit(
        "proof-terms",
        proofs.TERMS,
        "identity-not-decided",
        "terms of a polynomial in a proof",
        "términos de un polinomio en una demostración",
    ),
    Limit(
        "chart-series",
        charts.FORMS[charts.LINE].most,
        "chart-too-full",
        "series of a chart of lines, areas or bars",
        "series de una gráfica de líneas, áreas o barras",
    ),
    Limit(
        "chart-fan",
        charts.FORMS[charts.FAN].most,
        "chart-too-full",
        "lines of a fan",
        "líneas de un abanico",
    ),
    Limit(
        "chart-movements",
        charts.FORMS[charts.WATERFALL].most,
        "chart-too-full",
        "values of a waterfall",
        "valores de una cascada",
    ),
    Limit(
        "chart-points",
        charts.MOST_PLACES[charts.LINE],
        "chart-too-full",
        "places along the axis of a chart of lines, areas or a fan",
        "lugares a lo largo del eje de una gráfica de líneas, áreas o un abanico",
    ),
    Limit(
        "chart-places",
        charts.MOST_PLACES[charts.BAR],
        "chart-too-full",
        "places along the axis of a chart of bars",
        "lugares a lo largo del eje de una gráfica de barras",
    ),
    Limit(
        "chart-ages",
        charts.MOST_PLACES[charts.PYRAMID],
        "chart-too-full",
        "places along the axis of a pyramid",
        "lugares a lo largo del eje de una pirámide",
    ),
    Limit("chart-bars", charts.MOST_BARS, "chart-too-full", "bars of a chart", "barras de una gráfica"),
    Limit(
        "results",
        MOST_RESULTS,
        "too-many-cells-asked",
        "cells of a result that `sensitivity` is asked about",
        "celdas de un resultado por el que se pregunta a `sensitivity`",
    ),
    Limit(
        "followed",
        MOST_FOLLOWED,
        "much-to-follow",
        "cells through which exact derivatives are followed",
        "celdas por las que se siguen derivadas exactas",
    ),
    Limit(
        "equations",
        MOST_EQUATIONS,
        "too-many-cells-asked",
        "cells of a condition with `=` that `solve` is asked about",
        "celdas de una condición con `=` por la que se pregunta a `solve`",
    ),
    Limit(
        "inequalities",
        MOST_INEQUALITIES,
        "too-many-cells-asked",
        "cells of any other condition",
        "celdas de cualquier otra condición",
    ),
    Limit(
        "book-instances",
        chapters.MOST_INSTANCES,
        "",
        "instances of a declaration whose values the book shows",
        "instancias de una declaración cuyos valores muestra el libro",
    ),
    Limit(
        "book-cells",
        chapters.MOST_CELLS,
        "",
        "cells of a quantity whose values the book shows",
        "celdas de una cantidad cuyos valores muestra el libro",
    ),
    Limit(
        "book-members",
        chapters.MOST_MEMBERS,
        "",
        "members of an axis that the book names",
        "miembros de un eje que el libro nombra",
    ),
    Limit(
        "book-scenarios",
        sidebyside.MOST_SCENARIOS,
        "",
        "scenarios that the book sets side by side",
        "escenarios que el libro pone lado a lado",
    ),
    Limit(
        "book-headlines",
        sidebyside.MOST_GRIDS,
        "",
        "tables in which it does",
        "cuadros en que lo hace",
    ),
    Limit(
        "book-drawing",
        drawing.MOST_NODES,
        "",
        "declarations of a chapter whose dependencies are drawn",
        "declaraciones de un capítulo cuyas dependencias se dibujan",
    ),
    Limit(
        "book-recursions",
        context.MOST_RECURSIONS,
        "",
        "recursions whose closed form the book looks for",
        "recursiones cuya fórmula cerrada busca el libro",
    ),
    Limit(
        "book-loop",
        algebra.MOST_LINES,
        "",
        "equations of a loop, or formulas that solve it, that the book sets",
        "ecuaciones de un ciclo, o fórmulas que lo resuelven, que el libro escribe",
    ),
    Limit(
        "book-words",
        glossary.MOST_NAMED,
        "",
        "declarations that the glossary names for a word",
        "declaraciones que el glosario nombra para una palabra",
    ),
    Limit(
        "second-look",
        MOST_READS,
        "",
        "cells read for a second look at checks of a run that fail by little",
        "celdas leídas para mirar otra vez las verificaciones de una ejecución que fallan por poco",
    ),
    Limit(
        "tornado",
        MOST_MOVED,
        "",
        "assumptions that a tornado shows",
        "supuestos que muestra un tornado",
    ),
)
