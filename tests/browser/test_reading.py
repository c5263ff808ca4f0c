"""What a reader does with the book: look something up, go about with the keyboard, point at things, print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.checking import axe_faults, faults_of_layout, settled
from tests.browser.chromium import Tab, tab

_SIGN = """() => {
    const one = document.activeElement;
    return [one.localName, one.className || one.id, one.getAttribute('href') || ''];
}"""
_SEEN = """() => {
    const one = document.activeElement;
    const [style, box] = [getComputedStyle(one), one.getBoundingClientRect()];
    const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return shown && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
}"""
_MOVED = """() => [...document.querySelectorAll('.scroll:has(> table)')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.innerText.slice(0, 80))"""
_PAPER = 794
"""The width of a sheet of A4 in pixels."""

KINDS = (
    *("index", "results", "assumptions", "tables", "checks", "scenarios", "dependencies", "indexes"),
    *("chapter-income", "chapter-premiums"),
)
"""A page of each kind: cover, results and charts, ledger, tables, checks, scenarios, graph, indexes, chapters."""
LARGE = ("checks", "scenarios", "indexes")
"""Pages that axe-core takes a quarter of a minute for."""
MANY = ".report[id^=table]:nth-of-type(n + 8)"
"""Tables of results after the first ones, which axe-core takes a quarter of a minute to go through."""


@pytest.fixture
def opened(browser: Browser, book: Path) -> Iterator[Tab]:
    with tab(browser, book) as one:
        yield one
        assert one.said == []


ASKED = {
    "es": {
        "prima escalonada": "chapter-premiums.html#stepped",
        "art. 106": "chapter-law.html#employer_fixed_quota",
        "prima de Zelenka": "chapter-zelenka.html",
        "hipótesis masa": "chapter-assumptions.html#excess_wage_share",
        "hipotesis MASA": "chapter-assumptions.html#excess_wage_share",
        "interés de 3.5%": "scenarios.html#scenario-interest_3_5",
        "indices": "indexes.html",
        "demostracion": "chapter-zelenka-proof.html",
        "ICOP": "chapter-income.html#worker_employer",
        "worker_employer": "chapter-income.html#worker_employer",
        "pay as you go": "chapter-premiums.html#pay_as_you_go",
    },
    "en": {
        "stepped premium": "chapter-premiums-and-reserves.html#published_stepped",
        "art. 106": "chapter-law.html#employer_fixed_quota",
        "ICOP": "chapter-income.html#worker_employer",
        "Cuotas Obrero Patronales": "chapter-income.html#worker_employer",
        "proyeccion": "chapter-sem.html#report-1",
    },
}
"""What readers look for by language, and a place that is to be found."""


@pytest.mark.parametrize("language", ASKED)
def test_the_search_finds(opened: Tab, language: str) -> None:
    """Titles in both languages, names, symbols and articles; accents and capitals make no difference."""
    opened.open(f"{language}/index.html")
    missed = []
    for asked, wanted in ASKED[language].items():
        opened.page.fill("#search", asked)
        expect(opened.page.locator("#found")).to_be_visible()
        links = {
            link.get_attribute("href"): link.inner_text() for link in opened.page.locator("#found a").all()
        }
        missed += [(asked, links)] if wanted not in links else []
        opened.page.keyboard.press("Escape")
        expect(opened.page.locator("#found")).to_be_hidden()
    assert missed == []


def test_what_is_nowhere_is_said_to_be_nowhere(opened: Tab) -> None:
    opened.open("es/index.html")
    opened.page.fill("#search", "zzzz")
    assert opened.page.inner_text("#found") == "No se encontró nada"
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator("#found")).to_be_hidden()


def test_the_keyboard_goes_through_what_was_found_and_there(opened: Tab) -> None:
    opened.open("es/index.html")
    press = opened.page.keyboard.press
    press("/")
    opened.page.keyboard.type("payg")
    first = opened.page.locator("#found a").first.get_attribute("href")
    press("ArrowDown")
    assert opened.ask(_SIGN)[2] == first
    press("ArrowUp")
    assert opened.ask(_SIGN)[1] == "search"
    press("Enter")
    opened.page.wait_for_url(f"**/{first}")
    place = opened.page.locator(":target").bounding_box()
    assert place is not None
    assert 40 < place["y"] < 300  # below the bar that stays at the top


def test_the_first_stop_leads_to_the_text(opened: Tab) -> None:
    opened.open("es/chapter-income.html")
    opened.page.keyboard.press("Tab")
    assert opened.ask(_SIGN)[1] == "skip"
    assert opened.ask(_SEEN)
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Tab")
    assert opened.ask("() => document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("page", ["index", "chapter-income", "results"])
def test_every_stop_of_the_keyboard_is_seen(browser: Browser, book: Path, page: str, width: int) -> None:
    with tab(browser, book, width=width) as opened:
        opened.open(f"es/{page}.html")
        stops = []
        for _ in range(60):
            opened.page.keyboard.press("Tab")
            stops.append(tuple(opened.ask(_SIGN)))
            assert opened.ask(_SEEN), stops[-1]
        assert ("input", "search", "") in [
            (tag, "search" if "search" in own else "", "") for tag, own, _ in stops
        ]


def test_a_table_that_is_wider_than_the_window_is_moved_with_the_arrows(browser: Browser, book: Path) -> None:
    with tab(browser, book, width=320) as opened:
        opened.open("es/results.html")
        wide = opened.page.locator("#table-1 .scroll")
        wide.focus()
        opened.page.keyboard.press("ArrowRight")
        opened.page.wait_for_function("() => document.activeElement.scrollLeft > 0")
        narrow = opened.page.locator("#table-3 .scroll")
        opened.page.set_viewport_size({"width": 1280, "height": 800})
        expect(narrow).not_to_have_attribute("tabindex", "0")


def test_no_table_has_to_be_moved_on_an_ordinary_screen(opened: Tab) -> None:
    """The widest of the flagship has a column of names and eleven of years."""
    for page in ("results", "scenarios", "assumptions", "tables", "checks", "dependencies"):
        opened.open(f"es/{page}.html")
        settled(opened)
        assert opened.ask(_MOVED) == [], page


def test_the_contents_are_a_menu_on_a_narrow_screen(browser: Browser, book: Path) -> None:
    with tab(browser, book, width=320) as opened:
        opened.open("es/chapter-income.html")
        side = opened.page.locator("#side")
        expect(side).to_be_hidden()
        opened.page.get_by_role("button", name="Contenido").press("Enter")
        expect(side).to_be_visible()
        assert axe_faults(opened) == []
        opened.page.keyboard.press("Escape")
        expect(side).to_be_hidden()
        opened.page.click(".menu")
        opened.page.click("#side a[href='chapter-law.html']")
        opened.page.wait_for_url("**/chapter-law.html")
        assert opened.said == []


def test_a_letter_says_what_it_stands_for_and_leads_there(opened: Tab) -> None:
    opened.open("es/chapter-income.html#worker_employer")
    letter = opened.page.locator("#worker_employer .equation [data-to*='premium_rate']").first
    letter.hover()
    tip = opened.page.get_by_role("tooltip")
    expect(tip).to_have_text(re.compile(r"Prima de financiamiento de las COP \(premium_rate\)"))
    opened.page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    letter.click()
    opened.page.wait_for_url("**/chapter-income.html#premium_rate")


def test_a_value_of_a_chart_says_itself_when_it_is_pointed_at(opened: Tab) -> None:
    """The figure is that of the table below the chart, which is made from the same numbers."""
    opened.open("en/results.html")
    chart = opened.page.locator(".report", has=opened.page.locator("text=Chart III.5 ")).first
    chart.locator(".hit").last.hover()
    said = opened.page.get_by_role("tooltip").inner_text()
    chart.locator("summary").click()
    row = chart.locator("tbody tr").last
    label, figure = row.locator("th").inner_text(), row.locator("td").last.inner_text()
    head = chart.locator("thead th").last.inner_text()
    assert figure.removesuffix("%") in said, (said, label, head, figure)
    assert head in said or label in said


@pytest.mark.parametrize("language", ["es", "en"])
def test_around_a_name_stands_what_it_reads_and_what_reads_it(opened: Tab, language: str) -> None:
    opened.open(f"{language}/chapter-financing.html")
    opened.page.locator("#payg .around").click()
    middle = opened.page.locator("#around-drawn .middle")
    expect(middle).to_contain_text("payg")
    sides = opened.page.locator("#around-drawn > div")
    expect(sides.first).to_contain_text("income")
    expect(sides.last).to_contain_text("collected")
    assert (
        opened.page.locator("#around-drawn path").count() == opened.page.locator("#around-drawn li").count()
    )
    sides.first.get_by_role("link", name=re.compile("pay_as_you_go")).click()
    expect(opened.page.locator("#around-drawn > div").last).to_contain_text("payg")
    opened.page.locator("#around-drawn .middle a").click()
    opened.page.wait_for_url("**/chapter-premiums.html#pay_as_you_go")


def test_a_name_is_chosen_by_writing_it(opened: Tab) -> None:
    opened.open("en/dependencies.html")
    opened.page.fill("#around-name", "Pay-as-you-go (payg)")
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#around-drawn .middle")).to_contain_text("payg")


def test_the_page_is_dark_where_the_reader_wants_it(browser: Browser, book: Path) -> None:
    shades = []
    for scheme in ("light", "dark"):
        with tab(browser, book, color_scheme=scheme) as opened:
            opened.open("es/index.html")
            shade = opened.ask("() => getComputedStyle(document.body).backgroundColor")
            shades.append(sum(map(int, re.findall(r"\d+", shade)[:3])))
    light, dark = shades
    assert light > 700
    assert dark < 120


@pytest.mark.parametrize("page", KINDS)
def test_nothing_is_cut_off_in_print(browser: Browser, book: Path, page: str) -> None:
    with tab(browser, book, width=_PAPER) as opened:
        opened.open(f"es/{page}.html")
        opened.ask("() => dispatchEvent(new Event('beforeprint'))")
        opened.page.emulate_media(media="print")
        opened.page.set_viewport_size({"width": _PAPER - 76, "height": 1000})
        assert faults_of_layout(opened) == []
        for part in (".bar", ".side", ".turn"):
            assert opened.page.locator(f"{part}:visible").count() == 0


@pytest.mark.parametrize("language", ["es", pytest.param("en", marks=pytest.mark.long)])
@pytest.mark.parametrize(
    "page",
    [
        pytest.param(one, marks=[pytest.mark.long] * (one in LARGE))
        for one in (*KINDS, "limitations", "glossary")
    ],
)
def test_axe_finds_no_serious_fault(browser: Browser, book: Path, page: str, language: str) -> None:
    with tab(browser, book) as opened:
        opened.open(f"{language}/{page}.html")
        assert axe_faults(opened, without=MANY) == []
        opened.page.emulate_media(color_scheme="dark")
        assert axe_faults(opened, "color-contrast", without=MANY) == []
        assert opened.said == []
