"""The pages of the book: nothing in a model becomes a tag, every link leads somewhere, same model, same bytes."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import pytest

from semdsl.book.pages import POLICY
from semdsl.running import Run
from tests.book.support import book_of_model, pages_of, run_of, run_of_model

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import html5lib

PAYLOADS = (
    "<script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "</title></style><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "[x](javascript:alert(1)) <a href=javascript:alert(1)>",
    "&lt;b&gt; ]]> <!-- `<i>` $<u>$ **<s>** -->",
)

_MATH = "{http://www.w3.org/1998/Math/MathML}"
MATHEMATICS = {
    (f"{_MATH}{tag}", "", "") for tag in ("mmultiscripts", "mprescripts", "msup", "msub", "mrow", "mfrac")
}
"""What a symbol may become, if it is read as one; none of these does anything."""

MODEL = """\
model hostile "T0" en "T1"
    language en
    version "T2"
    source "T3"
    note \"\"\"T4

- T4
    T4
T4\"\"\"
    erratum "T4"
    limitation "T36"

time year "T5" = 2025..2030
axis line "T6" = "L<b>" "T7", GMP "T8"
unit visit "T9"
    plural "T35"

assumption growth "T10" en "T11" : ratio = 2%
    symbol "T12"
    source "T13"
    law "T14"
    owner "T15"
    since "T16"
    calibrated to "T17"
    note "T18"
    erratum "T19"

table given[year] "T20" : visit
    from "data/<b>.csv" where kind = "T21"
    source "T22"

contribution income[year, line] "T23" : MXN
    payer employer
    = 5 MXN                       for 2025 and line = "L<b>"  source "T24"
    = 10 MXN * (1 + growth)^2     otherwise                   note "T25"

function twice(x) "T26" = 2 * x

check positive "T27" : income > 0
expect income[2025, GMP] = 3 MXN within 1 MXN deviates up to 500 MXN
    source "T28"
    note "T29"

identity same "T30" : twice(growth) = growth + growth
scenario low "T31"
    set growth = 1%

test "T37"
    given growth = 3%
    expect growth = 3%

report "T32"
    source "T33"
    rows line with total "T34"
    columns year
    show income
"""
DATA = "year,kind,value\n" + "".join(f"{year},T21,1\n" for year in range(2025, 2031))

SVG = "{http://www.w3.org/2000/svg}"


def hostile(payload: str) -> Run:
    """The model with *payload* in every text of it; each keeps its own mark, since titles have to differ."""

    def text(found: re.Match[str]) -> str:
        return f"{found[0]} {payload}"

    clean = payload.replace('"', "'")
    files = {"data/<b>.csv": re.sub(r"T21", f"T21 {clean.replace(',', ' ')}", DATA)}
    model = re.sub(r"T\d+", text, MODEL).replace(payload, clean)
    return run_of(model.replace(f"T21 {clean}", f"T21 {clean.replace(',', ' ')}"), files)


def documents(files: Mapping[str, bytes]) -> dict[str, Element]:
    """Every page, parsed as a browser does."""
    return {
        name: html5lib.parse(content.decode("utf-8"), namespaceHTMLElements=False)
        for name, content in files.items()
        if name.endswith(".html")
    }


@cache
def parsed(model: str) -> dict[str, Element]:
    """The pages of a model of the repository."""
    return documents(book_of_model(model))


def shape(page: Element) -> set[tuple[str, str, str]]:
    """What could do something: the elements of a page, their attributes, and the schemes of what they lead to."""
    found: set[tuple[str, str, str]] = set()
    for node in page.iter():
        tag = str(node.tag)
        found.add((tag, "", ""))
        for name, value in node.attrib.items():
            scheme = urlsplit(value).scheme if name in ("href", "src", "data-to") else ""
            found.add((tag, name, scheme))
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_model_becomes_a_tag(payload: str) -> None:
    harmless = documents(pages_of(hostile("plain *words* with `code` and $x$, **strong**"), "en", "es"))
    pages = documents(pages_of(hostile(payload), "en", "es"))
    allowed = set[tuple[str, str, str]]().union(*map(shape, harmless.values()))
    assert set(pages) == set(harmless)
    for name, page in pages.items():
        assert shape(page) <= allowed | MATHEMATICS, name
    marked = "".join("".join(page.itertext()) for page in pages.values())
    assert all(f"T{at} " in marked for at in range(38) if at not in (12, 21))


def test_a_payload_in_the_index_of_the_search_ends_no_script() -> None:
    content = pages_of(hostile(PAYLOADS[0]), "en")["search-index.js"]
    assert content.isascii()
    records = json.loads(content.decode("ascii").removeprefix("window.bookIndex = ").removesuffix(";\n"))
    assert any(PAYLOADS[0] in record[0] for record in records)


def test_every_page_has_the_policy_and_nothing_that_it_forbids() -> None:
    for name, page in parsed("term_life.sem").items():
        policies = [node.attrib["content"] for node in page.iter("meta") if "http-equiv" in node.attrib]
        assert policies == [POLICY], name
        assert not list(page.iter("style")), name
        for node in page.iter():
            assert not any(key.startswith("on") or key == "style" for key in node.attrib), name
            assert node.tag != "script" or ("src" in node.attrib and not node.text), name


def links(pages: Mapping[str, Element]) -> Iterator[tuple[str, str]]:
    """Each page and what it leads to."""
    for name, page in pages.items():
        for node in page.iter():
            for key in ("href", "src", "data-to"):
                if key in node.attrib:
                    yield name, node.attrib[key]


@pytest.mark.parametrize("model", ["sem.sem", "term_life.sem", "pension.sem"])
def test_every_link_leads_to_a_file_and_an_anchor_of_the_book(model: str) -> None:
    files, pages = book_of_model(model), parsed(model)
    anchors = {
        name: [node.attrib["id"] for node in page.iter() if "id" in node.attrib]
        for name, page in pages.items()
    }
    for name, ids in anchors.items():
        assert len(ids) == len(set(ids)), (name, sorted(one for one in ids if ids.count(one) > 1))
    for page, href in links(pages):
        parts = urlsplit(href)
        assert not parts.scheme, (page, href)
        assert not parts.netloc, (page, href)
        folder = page.rpartition("/")[0]
        target = f"{folder}/{parts.path}".lstrip("/") if parts.path else page
        target = re.sub(r"[^/]+/\.\./", "", target)
        assert target in files, (page, href)
        if parts.fragment:
            assert unquote(parts.fragment) in anchors[target], (page, href)


def test_the_same_model_gives_the_same_bytes() -> None:
    first, second = (pages_of(run_of_model("pension.sem"), "es", "en") for _ in range(2))
    assert first == second
    text = b"".join(first.values())
    assert b"/work" not in text
    assert b"models/pension.sem" not in text


def test_the_flagship_tells_what_an_institute_prints() -> None:
    texts = {
        name.removeprefix("es/"): " ".join("".join(page.itertext()).split())
        for name, page in parsed("sem.sem").items()
    }
    premiums = texts["chapter-premiums-and-reserves.html"]
    assert "Nivelada, sobre las COP" in premiums
    assert "Error de la fuente" in premiums
    assert "millones de MXN(2005) (precios constantes de 2005)" in premiums
    assert "147.02" in texts["results.html"]  # printed in Table III.8
    assert "100,081" in texts["results.html"]  # printed in Table III.6
    assert "Fijadas por la ley" in texts["assumptions.html"]
    assert "LSS art. 25" in texts["assumptions.html"]
    assert "demostrada para todos los valores" in texts["checks.html"]
    assert "Salarios que crecen 1%" in texts["scenarios.html"]
    assert "art. 106 I" in texts["indexes.html"]
    assert "projected" in texts["chapter-financing.html"]
    assert "published.zelenka.premium" in texts["chapter-zelenka.html"]


def test_a_language_is_the_one_asked_for() -> None:
    page = book_of_model("sem.sem")["en/chapter-premiums-and-reserves.html"].decode("utf-8")
    assert '<html lang="en">' in page
    assert "Level, on contributions" in page
    assert "constant prices of 2005" in page
    assert "otherwise" in page
    assert "Fuente" not in page


def test_one_formula_has_a_page_of_its_own() -> None:
    files = pages_of(run_of_model("sem.sem"), "es", only=("projected.payg", "price_index"))
    page = files["index.html"].decode("utf-8")
    assert [name for name in files if name.endswith(".html")] == ["index.html"]
    assert re.findall(r'<article class="entry [^"]+" id="([^"]+)"', page) == ["payg", "price_index"]


def test_a_page_of_some_formulas_leads_nowhere_else() -> None:
    """What stands on the page has a link to it; what does not is named all the same."""
    run = run_of_model("sem.sem")
    files = pages_of(run, "es", only=("projected.payg", "pay_as_you_go", "insured", "same_insured"))
    (page,) = documents(files).values()
    anchors = {node.attrib["id"] for node in page.iter() if "id" in node.attrib}
    links = [node.attrib[name] for node in page.iter() for name in ("href", "data-to") if name in node.attrib]
    assert {"#payg", "#pay_as_you_go"} <= set(links)
    assert {link for link in links if link.startswith("#")} <= {f"#{anchor}" for anchor in anchors}
    assert {link for link in links if not link.startswith("#")} <= set(files)
    text = " ".join("".join(page.itertext()).split())
    assert "Asegurados trabajadores que sufrieron un riesgo de trabajo" in text
    index = files["search-index.js"].decode("ascii").removeprefix("window.bookIndex = ").removesuffix(";\n")
    assert [record[3] for record in json.loads(index)] == [
        "#payg",
        "#pay_as_you_go",
        "#insured",
        "#identity-same_insured",
    ]


def test_two_formulas_of_one_name_have_two_places_on_their_page() -> None:
    files = pages_of(run_of_model("sem.sem"), "es", only=("projected.payg", "premium"))
    page = files["index.html"].decode("utf-8")
    placed = re.findall(r'<article class="entry [^"]+" id="([^"]+)"', page)
    assert len(placed) == len(set(placed))


def test_values_along_ages_have_a_picture_that_says_whose_line_is_which() -> None:
    """Persons of a table stand back to back; anything else has a line for each member of the other axis."""
    page = parsed("sem.sem")["es/chapter-population.html"]
    entries = {node.attrib["id"]: node for node in page.iter("article")}
    said = {
        name: [node.findtext(f"{SVG}title") for node in entries[name].iter(f"{SVG}svg")]
        for name in ("covered_2005", "use_rate")
    }
    assert said == {
        "covered_2005": ["Población derechohabiente de 2005: Hombres | Mujeres"],
        "use_rate": ["Frecuencia de uso de los servicios médicos, 00-04 – 80+: Hombres | Mujeres"],
    }


def test_the_list_below_an_equation_writes_each_name_as_the_equation_does() -> None:
    """Two readings of the reserve have the symbol V_t: where both stand, both are written by their names."""
    page = parsed("sem.sem")["es/chapter-zelenka-proof.html"]
    entry = next(node for node in page.iter("article") if node.attrib["id"] == "check-equations_1_and_2")
    symbols = [
        " ".join("".join(node.itertext()).split())
        for node in entry.iter("span")
        if node.attrib.get("class") == "symbol"
    ]
    assert symbols[:2] == ["reserve by year", "reserve by sums"]


def test_a_table_in_percent_is_shown_in_percent_and_a_clamp_is_said_in_spanish() -> None:
    text = (
        'model m "M"\n    language es\naxis age "Edad" = 60 to 61\n'
        'table rate[age] "Tasa" : ratio\n    from "rate.csv" in %\n    source "s"\n'
        'variable held[age] "Acotada" : ratio = clamp(rate, 0, 1)\n'
    )
    pages = pages_of(run_of(text, {"rate.csv": "age,value\n60,1\n61,2\n"}), "es")
    whole = b"".join(content for name, content in pages.items() if name.endswith(".html")).decode("utf-8")
    assert "acotar" in whole
    assert "límite" not in whole
    assert "2.00" in whole
    assert "0.0200" not in whole.partition('id="held"')[0]
