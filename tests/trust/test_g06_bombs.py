"""G06: files made to cost time or memory end in a finding, soon and in little memory; seen from outside the process."""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.trust.gate import Gate

SECONDS = 5.0  # of the processor
KILOBYTES = 512_000
TABLE = 'model m\naxis a = A\ntable t[a] : ratio from "t.csv"\nvariable x[a] : ratio = t\n'

Maker = Callable[[Path], None]


def data(content: bytes) -> Maker:
    return lambda folder: (folder / "t.csv").write_bytes(content) and None


def text(content: str) -> Maker:
    return lambda folder: (folder / "model.sem").write_text(content, encoding="utf-8") and None


def sparse(folder: Path) -> None:
    with (folder / "t.csv").open("wb") as file:
        file.truncate(1_000_000_000_000)


def million(folder: Path) -> None:
    text("model m\naxis a = 1 to 1000\naxis b = 1 to 1000\n"
         'table t[a, b] : ratio from "t.csv"\nvariable x[a, b] : ratio = t\n')(folder)  # fmt: skip
    rows = [f"{a},{b},{a}.{b}\n" for a in range(1, 1_001) for b in range(1, 1_001)]
    data("".join(["a,b,value\n", *rows[:-1], "1000,1000,n/a\n"]).encode())(folder)


def linked(target: str) -> Maker:
    return lambda folder: (folder / "t.csv").symlink_to(target)


def doubling(levels: int) -> str:
    first = "function f0(x) = x + x\n"
    return first + "".join(f"function f{at}(x) = f{at - 1}(x) + f{at - 1}(x)\n" for at in range(1, levels))


BOMBS: dict[str, tuple[Maker, str]] = {
    "a sparse file of a terabyte": (sparse, "file-too-large"),
    "a pipe that nobody writes to": (lambda folder: os.mkfifo(folder / "t.csv"), "file-unreadable"),
    "a link to a device": (linked("/dev/zero"), "path-refused"),
    "a file packed with gzip": (data(gzip.compress(b"a,value\nA,1\n" + b"\n" * 50_000_000)), "file-not-text"),
    "300,000 columns": (data(b"a,value" + b",c" * 300_000 + b"\nA,1" + b",1" * 300_000), "broken-table"),
    "a line of a megabyte": (data(b"a,value\n" + b"x" * 1_000_000), "ragged-row"),
    "49 megabytes of commas": (data(b"," * 49_000_000), "broken-table"),
    "49 megabytes of line ends": (data(b"a,value\n" + b"\n" * 49_000_000), "file-too-large"),
    "a million rows of another axis": (data(b"a,value\n" + b"B,1\n" * 1_000_000), "unknown-table-label"),
    "a million rows for one cell": (data(b"a,value\n" + b"A,1\n" * 1_000_000), "repeated-cell"),
    "a million cells, the last without a figure": (million, "unreadable-number"),
    "a million figures that are none": (data(b"a,value\n" + b"".join(b"A,x%d\n" % at for at in range(1_000_000))),
                                        "repeated-cell"),
    "a million rows in quotation marks": (data(b"a,value\n" + b'"B","1"\n' * 1_000_000), "unknown-table-label"),
    "a million commas in quotation marks": (data(b"a,value\n" + b'"A,","""1"""' + b',"x"' * 1_000_000), "ragged-row"),
    "a quotation mark that is not closed": (data(b'a,value\nA,"' + b"x\n" * 900_000), "broken-table"),
    "zeros": (data(b"\0" * 10_000_000), "file-not-text"),
    "a megabyte on one line": (text("variable x : ratio = " + "1+" * 499_000), "long-declaration"),
    "a megabyte of brackets": (text("variable x : ratio = " + "(" * 900_000), "too-deep"),
    "a megabyte of odd signs": (text("variable x : ratio = " + "$ " * 450_000), "many-mistakes"),
    "a megabyte of lines": (text("x\n" * 490_000), "many-mistakes"),
    "functions that double forty times": (text(f"model m\n{doubling(40)}variable x : ratio = f39(1)\n"),
                                          "formula-too-large"),
    "functions that double fifteen times": (
        text("model m\n" + doubling(15).replace("x + x", "x + x + x + x + x + x + x + x")
             + "variable x : ratio = f14(1)\n"), "formula-too-large"),
    "an axis of a billion members": (text("model m\naxis a = 1 to 999999999\nvariable x[a] : ratio = a\n"),
                                     "too-many-members"),
    "bands without end": (text("model m\naxis a = 0-0 to 99999999+ by 1\nvariable x[a] : ratio = 1\n"),
                          "too-many-members"),
    "ten thousand millions of cells": (text("model m\naxis a = 1 to 99999\naxis b = 1 to 99999\n"
                                            "variable x[a, b] : ratio = a\n"), "too-many-cells"),
    "powers of powers": (text("model m\nvariable x : ratio = 9^(9^(9^9))\n"), "overflow"),
    "seventy axes": (text("model m\n" + "".join(f"axis a{at} = p{at}\n" for at in range(70)) + "variable x["
                          + ", ".join(f"a{at}" for at in range(70)) + "] : ratio = 1\n"), "too-many-axes"),
    "5,000 unknown names": (text("model m\n" + "".join(
        f"variable v{at} : ratio = {'n' * 55}{at}\n" for at in range(5_000))), "unknown-name"),
    "3,000 unknown labels of 15,000": (text("model m\naxis a = " + ", ".join(f"lab{at}" for at in range(15_000))
        + "\nvariable w[a] : ratio = 1\n"
        + "".join(f"variable v{at} : ratio = w[lba{at}x]\n" for at in range(3_000))), "unknown-label"),
    "3,000 unknown functions": (text("model m\n" + "".join(f"function fun{at}(x) = x\n" for at in range(3_000))
        + "".join(f"variable v{at} : ratio = fnu{at}x(1)\n" for at in range(3_000))), "unknown-function"),
    "15,000 declarations": (text("model m\n" + "".join(f"variable v{at} : ratio = y\n" for at in range(15_000))),
                            "unknown-name"),
}  # fmt: skip
EVERY_DAY = (
    *("a sparse file of a terabyte", "a pipe that nobody writes to", "a link to a device", "300,000 columns"),
    *("a file packed with gzip", "a megabyte of odd signs", "bands without end", "seventy axes"),
)

GATE = Gate(
    "G06",
    "Files made to cost time or memory end in a finding",
    "{bombs} files: each ends in its finding within 5 s of the processor and 512 MB",
    {"bombs": len(BOMBS)},
    beside=("project/test_bombs.py",),
)


# The most memory of the program itself: what the system tells of a child counts that of its parent before it.
MEASURED = """
import pathlib, re, sys
from semdsl.cli.main import main
status = main(sys.argv[1:])
most = re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())
pathlib.Path("peak").write_text(most.group(1))
sys.exit(status)
"""


def explode(folder: Path, name: str) -> tuple[str, float, int]:
    """What a run of the model says in JSON, its seconds of the processor and its kilobytes."""
    maker, _ = BOMBS[name]
    (folder / "model.sem").write_text(TABLE, encoding="utf-8")
    maker(folder)
    said = folder / "said"
    program = [sys.executable, "-c", MEASURED, "run", "model.sem", "--json"]
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        to = os.open(said, os.O_WRONLY | os.O_CREAT)
        os.dup2(to, 1)
        os.dup2(to, 2)
        os.execv(sys.executable, program)
    _, _, used = os.wait4(child, 0)
    return said.read_text(encoding="utf-8"), used.ru_utime + used.ru_stime, int((folder / "peak").read_text())


def check(folder: Path, name: str, count: Callable[..., None]) -> None:
    said, seconds, kilobytes = explode(folder, name)
    assert f'"code": "{BOMBS[name][1]}"' in said, said[:2_000]
    if BOMBS[name][0] is million:
        labels = [label for one in json.loads(said)["diagnostics"] for label in one["labels"]]
        assert ("t.csv", 1_000_001, 11) in [(one["file"], one["line"], one["column"]) for one in labels]
    assert seconds < SECONDS
    assert kilobytes < KILOBYTES
    count(bombs=1)


@pytest.mark.parametrize("name", EVERY_DAY)
def test_a_bomb_ends_in_a_finding(tmp_path: Path, count: Callable[..., None], name: str) -> None:
    check(tmp_path, name, count)


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in BOMBS if name not in EVERY_DAY])
def test_a_slower_bomb_ends_in_a_finding(tmp_path: Path, count: Callable[..., None], name: str) -> None:
    check(tmp_path, name, count)
