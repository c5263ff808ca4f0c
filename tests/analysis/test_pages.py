"""The pages about questions say what the program says: of each finding, and of the flagship."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from semdsl.diagnostics.pages import pages_folder
from tests.docs.pages import DOCS, ROOT, answer, keep, replayed

FUND = """
model fund "A fund"

time year = 2025..2030

assumption rate "Contribution rate" : ratio = 5%
    source "x" ; range 0% .. 40%
assumption growth[year] "Growth of wages" : ratio = 2%
    source "x"

variable wages[year] "Wages" : million MXN
    = 1_000 million MXN             for 2025
    = wages[year-1] * (1 + growth)  otherwise
contribution income[year] "Income" : million MXN
    payer employer
    = rate * wages
cost expense[year] "Expense" : million MXN = 60 million MXN
reserve fund[year] "Fund" : million MXN
    = income - expense                 for 2025
    = fund[year-1] + income - expense  otherwise
premium payg[year] "Pay as you go" = expense / wages
variable excess "Above 5%" : ratio = max(rate - 5%, 0)
variable rounded_rate "In whole points" : ratio = round(rate, 2)

report "Fund"
    columns year
    show fund, payg

report "Rates"
    show excess, rounded_rate
"""
DATA = """
model data "Data"

parameter factor "Factor" : ratio = 2
    source "x"

report "Factor"
    show factor
"""
PAGES = (
    *(
        "at-a-kink",
        "bracket-form",
        "bump-form",
        "condition-does-not-move",
        "condition-lacks-axis",
        "jumps-over",
    ),
    *("no-bracket", "no-solution", "not-an-equation", "not-differentiable", "nothing-to-measure"),
    *("nothing-to-move", "solution-outside-range"),
)
GUIDES = ("measure-sensitivity", "solve-for-a-rate")

_OF_THE_FLAGSHIP = re.compile(r"(?<=^```text\n)(\$ semdsl .*?)(?=^```$)", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("code", PAGES)
def test_a_page_has_the_words_of_the_finding(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_golden: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("fund.sem").write_text(FUND, encoding="utf-8")
    Path("data.sem").write_text(DATA, encoding="utf-8")
    page = pages_folder() / f"{code}.md"
    text = replayed(page.read_text(encoding="utf-8"), tmp_path)
    assert f"[{code}]: " in text
    keep(page, text, update=update_golden)


@pytest.mark.parametrize("code", [code for code in PAGES if (pages_folder() / "es" / f"{code}.md").is_file()])
def test_a_page_in_spanish_has_the_words_of_the_finding(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the page shows was put into Spanish from the English page; here the program says it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8")
    Path("fund.sem").write_text(FUND, encoding="utf-8")
    Path("data.sem").write_text(DATA, encoding="utf-8")
    page = (pages_folder() / "es" / f"{code}.md").read_text(encoding="utf-8")
    assert replayed(page, tmp_path) == page


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_has_the_answers_about_the_flagship(
    guide: str, monkeypatch: pytest.MonkeyPatch, update_golden: bool
) -> None:
    """Commands on the models of the project run in its folder."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "160")
    page = DOCS / "how-to" / f"{guide}.md"

    def answered(block: re.Match[str]) -> str:
        commands = [line for line in block[1].splitlines() if line.startswith("$ ")]
        return "".join(f"{command}\n{answer(command[2:])}" for command in commands)

    text = page.read_text(encoding="utf-8")
    assert _OF_THE_FLAGSHIP.search(text)
    keep(page, _OF_THE_FLAGSHIP.sub(answered, text), update=update_golden)
