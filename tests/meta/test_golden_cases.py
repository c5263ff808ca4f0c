"""Every code of a finding is shown in three situations at least, and what a page shows is what the program says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from semdsl.diagnostics.catalogue import CATALOGUE
from semdsl.diagnostics.pages import page
from tests.analysis.test_pages import PAGES as ASKED
from tests.docs.pages import blocks
from tests.golden.test_golden import FOLDER
from tests.meta.test_catalogue import NOT_RUN
from tests.support.golden import golden_files

# What the program says only if it is wrong itself: no model gets there, and a test of its own makes the fault.
GUARDS = {
    "circular-cells",  # the interpreter on cells that need each other: `cycle` is found before it is asked
    "loop-not-met",  # a solution that is none: what could make one is refused before as `singular-loop`
}
CASES = 3
ALL_CASES = 120
# What golden files show with a lower limit: to follow as many cells as the page says takes half a minute.
LOWERED = {"much-to-follow"}
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


def test_every_code_has_three_cases() -> None:
    counted = cases()
    assert [code for code in CATALOGUE if counted[code] < CASES and code not in GUARDS] == []


def test_no_golden_file_gets_to_a_guard() -> None:
    assert not GUARDS & set(cases())


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
    missing = {code for code in NOT_RUN - GUARDS - set(ASKED) if shown(code) not in said}
    assert missing == LOWERED
