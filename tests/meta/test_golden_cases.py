"""Every code of a finding is shown in three situations at least, and what a page shows is what the program says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from semdsl.diagnostics.catalogue import CATALOGUE
from semdsl.diagnostics.pages import page
from tests.analysis.test_pages import PAGES as ASKED
from tests.docs.pages import blocks
from tests.golden.test_golden import FOLDER
from tests.meta.test_catalogue import NOT_RUN
from tests.support.golden import golden_files

CASES = 3
ALL_CASES = 120
LISTS = Path(__file__).parent
_CODE = re.compile(r"^(?:error|warning|notice)\[([a-z-]+)\]: ", re.MULTILINE)
_COMMAND = re.compile(r"^\$ .*\n", re.MULTILINE)


def answers() -> Iterator[str]:
    """What the program says in each situation of the golden files: of a model, or after a command."""
    for path in golden_files(FOLDER):
        for block in blocks(path.read_text("utf-8")):
            if block.language == "diagnostics":
                yield block.text
            elif block.language == "console":
                yield from _COMMAND.split(block.text)[1:]


def cases() -> Counter[str]:
    """How many situations show each code; the example of its page is one, if it is run."""
    of_golden_files = Counter(code for answer in answers() for code in set(_CODE.findall(answer)))
    return of_golden_files + Counter(set(CATALOGUE) - NOT_RUN | set(ASKED))


def listed(name: str) -> list[str]:
    """The codes in a list beside this file, which can only become shorter."""
    return (LISTS / name).read_text("utf-8").split()


def test_every_code_has_three_cases() -> None:
    """The codes with fewer stand in the list; one that has three has to be taken out of it."""
    counted = cases()
    assert [code for code in CATALOGUE if counted[code] < CASES] == listed("short_of_cases.txt")


def test_there_are_many_cases() -> None:
    assert sum(1 for _ in answers()) >= ALL_CASES


def test_golden_files_know_no_other_codes() -> None:
    assert set(cases()) <= set(CATALOGUE)


def shown(code: str) -> str:
    """The finding that the page of *code* shows without a test of its own."""
    example = re.split(r"^## .*\n", page(code) or "", flags=re.MULTILINE)[3]
    text = "".join(block.text for block in blocks(example) if block.language in ("text", "console"))
    found = re.search(rf"^\w+\[{code}\]: .*?(?=^\[exit|^\n|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"the page of {code} shows no finding of it"
    return found[0]


def test_what_a_page_shows_without_being_run_stands_in_a_golden_file() -> None:
    said = "\n".join(answers())
    missing = [code for code in sorted(NOT_RUN - set(ASKED)) if shown(code) not in said]
    assert missing == listed("pages_not_shown.txt")
