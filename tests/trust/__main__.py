"""Measure every gate in full, or some of them, and print a table: the gate, its figure, whether it holds.

``python -m tests.trust [--sample] [--out PAGE] [GATE …]``
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from tests.trust.gate import Gate
from tests.trust.measuring import Measured

HERE = Path(__file__).parent
TESTS = HERE.parent
ROOT = TESTS.parent


def gates() -> dict[str, tuple[Gate, tuple[Path, ...]]]:
    """Each gate of this folder and the files of its tests, by its number."""
    found: dict[str, tuple[Gate, tuple[Path, ...]]] = {}
    for path in sorted(HERE.glob("test_g*.py")):
        gate: Gate = import_module(f"tests.trust.{path.stem}").GATE
        beside = tuple(TESTS / name for name in gate.beside)
        found[gate.number] = gate, (path, *beside)
    return found


def measure(files: Sequence[Path], *, sample: bool, workers: int) -> Measured:
    """Run the tests in *files*, in a process of their own: those of every day, or all of them."""
    mark = "not long" if sample else "long or not long"
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "measured"
        own = ["-p", "tests.trust.measuring", "--measured", str(written)]
        options = ["-m", mark, "-q", "--no-header", "-p", "no:cacheprovider", "-n", str(workers)]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *own, *options, *map(str, files)], check=False, cwd=ROOT
        )
        if not written.exists():
            return Measured(failed=[f"pytest ended with {done.returncode}"])
        return Measured(**json.loads(written.read_text("utf-8")))


def row(gate: Gate, measured: Measured, *, sample: bool) -> tuple[str, str, str, str]:
    """The number, the promise, the figure, and whether the gate holds."""
    short = () if sample else gate.short_of(measured.counts)
    if measured.failed:
        verdict = f"no: {len(measured.failed)} tests fail"
    elif not measured.passed:
        verdict = "no: no test has run"
    elif short:
        verdict = f"no: too few {', '.join(short)}"
    else:
        verdict = "yes"
    figure = "; ".join([gate.says(measured.counts), *sorted(set(measured.notes))])
    return gate.number, gate.title, figure, verdict


def table(rows: Sequence[tuple[str, str, str, str]]) -> str:
    """The rows as a table in Markdown."""
    head = ["| gate | promise | figure | holds |", "|---|---|---|---|"]
    return "\n".join([*head, *(f"| {' | '.join(cells)} |" for cells in rows), ""])


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, and answer with 0 if every gate holds."""
    known = gates()
    parser = argparse.ArgumentParser(prog="python -m tests.trust", description=__doc__)
    parser.add_argument("gates", nargs="*", metavar="GATE", help=f"of {', '.join(known)}; default: all")
    parser.add_argument("--sample", action="store_true", help="only what every test run does")
    parser.add_argument("--out", type=Path, metavar="PAGE", help="write the table into this file too")
    parser.add_argument("-n", type=int, default=2, dest="workers", help="processes (default: 2)")
    given = parser.parse_args(words)
    unknown = [number for number in given.gates if number not in known]
    if unknown:
        parser.error(f"no gate {', '.join(unknown)}")
    rows = []
    done: dict[str, Measured] = {}
    for number in given.gates or known:
        gate, _ = known[number]
        began = time.monotonic()
        for own in filter(None, (number, gate.also)):
            if own not in done:
                done[own] = measure(known[own][1], sample=given.sample, workers=given.workers)
        measured = done[number].together(done[gate.also]) if gate.also else done[number]
        rows.append(row(gate, measured, sample=given.sample))
        print(f"{' | '.join(rows[-1])} ({time.monotonic() - began:.0f} s)\n", flush=True)  # noqa: T201
    print(table(rows))  # noqa: T201
    if given.out:
        given.out.write_text(table(rows), encoding="utf-8")
    return 0 if all(cells[-1] == "yes" for cells in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
