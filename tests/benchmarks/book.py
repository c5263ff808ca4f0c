"""How long the formula book of 2,000 formulas takes, and how much memory, the run left out.

    python -m tests.benchmarks.book [FORMULAS]

Prints the seconds of the processor for the book in one language, the size of what it wrote, and the memory that it
takes beyond that of the run. It ends with status 1 beyond 20 seconds or 500 MB for 2,000 formulas.
"""

from __future__ import annotations

import resource
import sys
import time

from semdsl.book.build import Wanted, book_files
from semdsl.pipeline import check_text
from semdsl.requests import Options
from semdsl.running import run_checked

SECONDS, MEGABYTES = 20.0, 500.0
_HEAD = """\
model large "A large model"
    language en

time year = 2025..2060
axis age = 00-04 to 80+ by 5

assumption growth "Growth" : ratio = 2%
    source "A"
population x0[year, age] "Persons" : person = 1_000 person
"""
_FORMULA = """
population x{at}[year, age] "Persons of step {at}" : person
    source "Table {at}"
    symbol "P_{{{at}}}"
    note "Persons, moved on by *one* step of `growth`."
    = x{before}                                                              for 2025
    = (x{before}[year-1] * (1 + growth) + x{before} / 2) / max(1.5, 1 + growth^2)  otherwise
"""


def main() -> None:
    """Make a model, run it, and measure its book."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    text = _HEAD + "".join(
        _FORMULA.format(at=at, before=at - at % 40 and at - 1) for at in range(1, count + 1)
    )
    checked = check_text(text)
    assert checked.value is not None, checked.diagnostics
    ran = run_checked(checked.value, Options(everything=True))
    assert ran.value is not None, ran.diagnostics
    before = megabytes_so_far()
    start = time.process_time()
    files = book_files(ran.value, Wanted(("en",))).value
    seconds = time.process_time() - start
    written = sum(len(file.content) for file in files) / 1e6
    more = megabytes_so_far() - before
    print(
        f"{count:,} formulas: {seconds:.1f} s, {written:.1f} MB written, {more:.0f} MB beyond {before:.0f} of a run"
    )
    if count <= 2_000 and (seconds > SECONDS or more > MEGABYTES):
        raise SystemExit(1)


def megabytes_so_far() -> float:
    """The largest memory of this process up to now."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
