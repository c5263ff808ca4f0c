"""Files too long to print in a golden file: a block says how they are made.

    ```generate data/users.csv latin-1
    year,value
    30_000 times: {n},12
    note,{"very " * 2_000}long
    ```

A line ``N times: TEXT`` stands for N lines, where ``{n}`` counts from 1 and ``{n+1}`` is one more;
``{"text" * N}`` is *text* N times on its line. After the name may stand an encoding other than UTF-8, or
``carriage-returns``, as lines ended on very old computers. A name with ``{n}`` and ``17 files`` makes 17 files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TIMES = re.compile(r"([\d_]+) times: (.*)", re.DOTALL)
_FILES = re.compile(r"(\S+) (\d+) files")
_COUNT = re.compile(r"\{n(?:([+-])(\d+))?\}")
_REPEATED = re.compile(r"\{\"([^\"]*)\" \* ([\d_]+)\}")
OLD_LINES = "carriage-returns"


def generated(heading: str, text: str) -> dict[str, bytes]:
    """The files that the block with *heading* after ``generate``, and with *text*, stands for."""
    several = _FILES.fullmatch(heading)
    if several:
        return {
            _counted(several[1], number): _counted(_lines(text), number).encode()
            for number in range(1, int(several[2]) + 1)
        }
    name, _, form = heading.partition(" ")
    whole = _lines(text)
    if form == OLD_LINES:
        return {name: whole.replace("\n", "\r").encode()}
    return {name: whole.encode(form or "utf-8")}


def _lines(text: str) -> str:
    return _REPEATED.sub(lambda found: found[1] * int(found[2]), "".join(_repeated(text)))


def _repeated(text: str) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        times = _TIMES.fullmatch(line)
        if times is None:
            yield line
        else:
            yield from (_counted(times[2], number) for number in range(1, int(times[1]) + 1))


def _counted(text: str, number: int) -> str:
    def value(found: re.Match[str]) -> str:
        step = int(found[2] or 0)
        return str(number - step if found[1] == "-" else number + step)

    return _COUNT.sub(value, text)
