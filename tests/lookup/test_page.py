"""The index as a page and as a list."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path, PurePosixPath

from semdsl.lookup.entries import Declared, declared
from semdsl.lookup.page import MARK, index_page
from semdsl.lookup.search import search, wanted
from semdsl.lookup.text import lines_of_hits, lines_of_index
from semdsl.project.files import Project, load_declarations
from semdsl.project.paths import DiskFolder
from semdsl.project.reading import Home
from semdsl.source import Source
from semdsl.syntax.parse import parse
from tests.lookup.conftest import Index

MODEL = r"""model m "Modelo *con* signos_raros | y [más]"
    language es
use "fund (1).sem" as one
use std.premiums
time year = 2005..2010
variable b "Barra | y $pesos$" : ratio = 1
    symbol "\ddot{a}_{\overline{n}|}"
    source "§2.10; §2.9"
variable a "Segunda" : ratio = 2
    symbol Z
    source "§2.9, cuadro III.10 y III.9; art. 106"
variable c "Tercera" : ratio = 3
    symbol AB
    source "§2.9"
check holds : a >= 0
"""
FUND = 'module fund "Fondo"\nvariable a "La misma" : ratio = 1\n    symbol Z\n'


def _on_disk(folder: Path) -> Declared:
    (folder / "models").mkdir()
    (folder / "models" / "m.sem").write_text(MODEL, "utf-8")
    (folder / "models" / "fund (1).sem").write_text(FUND, "utf-8")
    loaded = load_declarations(folder / "models" / "m.sem")
    assert loaded.value is not None
    assert loaded.diagnostics == ()
    return declared(loaded.value)


def test_every_link_of_a_page_leads_to_a_row_or_a_file(tmp_path: Path) -> None:
    page = index_page(_on_disk(tmp_path), "es", tmp_path / "docs", library=True)
    anchors = re.findall(r'<a id="([^"]+)"></a>', page)
    assert len(anchors) == len(set(anchors))
    links = re.findall(r"(?<!\\)\]\(([^)]+)\)", page)
    jumps = {link[1:] for link in links if link.startswith("#")}
    assert {"symbols", "printed", "file-1", "file-2", "file-3", "f-a", "f-a-2", "f-b", "f-c"} <= jumps
    assert jumps <= set(anchors)
    assert "../models/m.sem#L6" in links
    assert "../models/fund%20%281%29.sem#L2" in links
    assert not [link for link in links if "stdlib" in link or "premiums" in link]
    assert "## std/premiums.sem" in page


def test_a_name_of_two_files_has_two_rows(tmp_path: Path) -> None:
    page = index_page(_on_disk(tmp_path), "es", tmp_path, library=False)
    assert "| Z | [Segunda](#f-a), [La misma](#f-a-2) |" in page


def test_indexes_are_in_the_order_of_a_reader(tmp_path: Path) -> None:
    page = index_page(_on_disk(tmp_path), "es", tmp_path, library=False)
    symbols, places = page.split("## ")[1:3]
    shown = re.findall(r"^\| (?!Símbolo)(\S+) \|", symbols, re.MULTILINE)
    assert shown == ["AB", r"$\ddot{a}_{\overline{n}\|}$", "Z"]
    shown = re.findall(r"^\| (?!Fuente)([^|]+) \|", places, re.MULTILINE)
    assert shown == ["§2.9", "§2.10", "Cuadro III.9", "Cuadro III.10", "art. 106"]


def test_rows_are_as_declared_and_titles_are_not_read_as_markdown(tmp_path: Path) -> None:
    page = index_page(_on_disk(tmp_path), "es", tmp_path / "models", library=False)
    assert page.startswith(f"{MARK}\n\n# Fórmulas: Modelo \\*con\\* signos\\_raros \\| y \\[más\\]\n")
    assert re.findall(r"\[`(\w+)`\]\((m\.sem#L\d+)\)", page) == [
        ("b", "m.sem#L6"),
        ("a", "m.sem#L9"),
        ("c", "m.sem#L12"),
    ]
    assert (
        r'| <a id="f-b"></a>§§2.10, 2.9 | $\ddot{a}_{\overline{n}\|}$ | Barra \| y \$pesos\$ | [`b`](m.sem#L6) |'
        in page
    )


def test_a_model_without_formulas_has_a_page_that_says_so(index: Index) -> None:
    page = index_page(index('model m "Vacío"\n    language en\n'), "en", Path(), library=False)
    assert page.endswith("This model declares no quantity, function or identity.\n")


def _in_parts() -> Declared:
    """A model of which a part stands in another file, in one namespace."""
    main = Source("m.sem", 'model m "Modelo"\nvariable a "Primera" : ratio = b\n')
    part = Source("m/part.sem", '# a part\nvariable b "Segunda" : ratio = a\n')
    first, second = parse(main).value, parse(part).value
    whole = replace(first, declarations=(*first.declarations, *second.declarations))
    folder = DiskFolder(Path("models").resolve())
    homes = {main: Home(folder, PurePosixPath("m.sem")), part: Home(folder, PurePosixPath("m/part.sem"))}
    loaded = load_declarations(Path(__file__).parents[2] / "stdlib" / "growth.sem").value
    assert loaded is not None
    project: Project = replace(loaded, main=whole, modules=(whole,), homes=homes, used={})
    return declared(project)


def test_a_declaration_stands_in_its_own_file() -> None:
    known = _in_parts()
    lines = list(lines_of_index(known, "en", 80, library=False))
    assert [line for line in lines if line.startswith("──")] == ["── m.sem", "── m/part.sem"]
    (hit,) = search(known, wanted(("segunda",)), library=False)
    assert hit.entry.place == "m/part.sem:2"
    assert list(lines_of_hits((hit,), known, "es", 80))[-1] == "    a  Primera  razón  m.sem:2"
    page = index_page(known, "es", Path("models"), library=False)
    assert "[`b`](m/part.sem#L2)" in page


def test_a_list_that_is_too_wide_has_its_titles_in_several_lines(index: Index) -> None:
    title = "Una cantidad con un título largo que no cabe en una línea de la pantalla"
    known = index(f'model m "M"\nvariable a "{title}" : ratio = 1\nvariable b "B" : ratio = 2\n')
    lines = list(lines_of_index(known, "es", 60, library=False))
    assert max(map(len, lines)) <= 60
    words = " ".join(line[8:53].strip() for line in lines[2:-1])
    assert words == title
    assert lines[-1].startswith("b ")
