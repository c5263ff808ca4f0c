"""How long the commands take, and how much memory, as whole processes.

    python -m tests.benchmarks.commands [TIMES]

Prints the median and the extremes of the wall time of each command, the largest memory of any run, and the ratio to
starting Python with NumPy imported, measured in turns in the same run: the ratio is what may be quoted elsewhere.
Byte-code is written first, as an installation does.
"""

from __future__ import annotations

import compileall
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
MODEL = str(ROOT / "models" / "sem.sem")
BOOK = str(Path(tempfile.gettempdir()) / "semdsl-benchmark-book")
COMMANDS = {
    "python, NumPy imported": [sys.executable, "-c", "import numpy"],
    "semdsl --help": [sys.executable, "-m", "semdsl", "--help"],
    "semdsl find models/sem.sem ICOP": [sys.executable, "-m", "semdsl", "find", MODEL, "ICOP"],
    "semdsl check models/sem.sem": [sys.executable, "-m", "semdsl", "check", MODEL],
    "semdsl run models/sem.sem": [sys.executable, "-m", "semdsl", "run", MODEL],
    "semdsl docs models/sem.sem": [sys.executable, "-m", "semdsl", "docs", MODEL, "--out", BOOK],
}


@dataclass(slots=True)
class Measured:
    """Wall times in seconds, and the largest memory in MB."""

    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0


def measure(command: list[str], into: Measured) -> None:
    """Run *command* once in a process of its own, output thrown away."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    with Path(os.devnull).open("w") as nowhere:
        process = os.posix_spawn(
            command[0],
            command,
            environment,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, nowhere.fileno(), 2),
            ],
        )
        _, status, usage = os.wait4(process, 0)
    into.seconds.append(time.perf_counter() - start)
    into.megabytes = max(into.megabytes, usage.ru_maxrss / 1024)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(command)} ended with status {os.waitstatus_to_exitcode(status)}")


def main() -> None:
    """Measure every command *TIMES* times, in turns."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    os.chdir(ROOT)
    compileall.compile_dir(str(ROOT / "semdsl"), quiet=1)
    measured = {name: Measured() for name in COMMANDS}
    for _ in range(times + 1):
        for name, command in COMMANDS.items():
            measure(command, measured[name])
    base = statistics.median(measured["python, NumPy imported"].seconds[1:])
    print(f"{'':32}{'median s':>10}{'min':>8}{'max':>8}{'MB':>8}{'ratio':>8}")
    for name, one in measured.items():
        counted = one.seconds[1:]
        median = statistics.median(counted)
        print(
            f"{name:32}{median:10.3f}{min(counted):8.3f}{max(counted):8.3f}{one.megabytes:8.0f}{median / base:8.2f}"
        )


if __name__ == "__main__":
    main()
