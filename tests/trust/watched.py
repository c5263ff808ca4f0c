"""Run cases in a process of its own that is watched: what it opens, connects to, starts and makes into code.

``python -m tests.trust.watched FOLDER < cases.json`` writes one JSON list: for each case what it did that it must not.
The folder is a working folder for the cases, and the only one in which they may open anything that is not the
program's own.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import pkgutil
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import semdsl
from semdsl.cli.main import main as command
from tests.trust.exploits import MARK

ROOT = Path(__file__).parents[2]
_OWN = tuple(
    os.path.realpath(path)
    for path in (ROOT / "semdsl", ROOT / "stdlib", ROOT / "docs/reference/diagnostics",
                 sys.prefix, sys.base_prefix, *sysconfig.get_paths().values())
)  # fmt: skip
_HARMLESS = ("/dev/null", "/dev/urandom", "/usr/share/zoneinfo", "/etc/localtime")
_NEVER = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "pty.", "ftplib.",
          "urllib.", "http.", "smtplib.", "imaplib.", "poplib.", "telnetlib.", "webbrowser.", "pickle.",
          "shelve", "ctypes.call", "ctypes.cdata", "sqlite3.", "mmap.")  # fmt: skip
_ON_PATHS = {"open", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link",
             "os.symlink", "os.truncate", "os.chmod", "shutil.rmtree", "shutil.copyfile", "os.utime"}  # fmt: skip
_CHANGES = _ON_PATHS - {"open", "os.listdir", "os.scandir"}


class Watch:
    """An audit hook that notes what must not happen while ``on``."""

    def __init__(self, folder: str) -> None:
        self.folder = os.path.realpath(folder)
        self.on = False
        self.named: tuple[str, ...] = ()
        self.seen: list[str] = []

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Be told of one event by the interpreter."""
        if not self.on:
            return
        self.on = False
        try:
            if event.startswith(_NEVER):
                self.seen.append(f"{event} {arguments!r}"[:300])
            elif event in _ON_PATHS:
                self.paths(event, arguments)
            elif event == "compile" and MARK in str(arguments[0] or ""):
                self.seen.append(f"text made into code: {arguments[0]!r}"[:300])
        finally:
            self.on = True

    def paths(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Look at the paths of one event."""
        writes = event in _CHANGES or (event == "open" and self.is_for_writing(*arguments[1:3]))
        for path in arguments[: 2 if event in ("os.rename", "os.link", "shutil.copyfile") else 1]:
            if isinstance(path, int):
                continue
            real = os.path.realpath(os.fsdecode(path or "."))
            inside = real == self.folder or real.startswith(self.folder + os.sep)
            own = (
                real in self.named
                or real.startswith(_OWN)
                or real in _HARMLESS
                or real.startswith(_HARMLESS[2])
            )
            bytecode = writes and real.startswith(_OWN) and "__pycache__" in real
            if not inside and not bytecode and ((writes and real != "/dev/null") or not own):
                self.seen.append(f"{event} {real!r}")

    @staticmethod
    def is_for_writing(mode: Any, flags: Any) -> bool:
        if isinstance(mode, str):
            return any(letter in mode for letter in "wax+")
        return bool((flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))


def run_case(case: dict[str, Any], watch: Watch) -> list[str]:
    """What *case* did that it must not."""
    watch.seen.clear()
    watch.named = named(case["named"])
    with silence() as said:
        for words in case["commands"]:
            watch.on = True
            status = command(words)
            watch.on = False
            if status not in (0, 1, 2):
                watch.seen.append(f"status {status} of {words!r}: {said.getvalue()[-500:]}")
        if case["door"]:
            watch.on = True
            outcome = through_python(case["door"], case["text"])
            watch.on = False
            if outcome:
                watch.seen.append(outcome)
    if "49{" in said.getvalue():
        watch.seen.append("a template was filled in")
    return list(watch.seen)


def named(path: str) -> tuple[str, ...]:
    """The file that the user names, and its folder, in which the program looks for files of similar names."""
    if not path or "\0" in path or "\ud800" in path:
        return ()
    return os.path.realpath(path), os.path.realpath(os.path.dirname(path) or ".")


def through_python(door: str, text: str) -> str:
    """Hand *text* to the Python interface; what went wrong other than by an error of its own."""
    try:
        model = semdsl.load(text if door == "path" else "model.sem")
        asked: dict[str, Any] = (
            {"scenario": text} if door == "scenario" else {"only": [text]} if door == "only" else {}
        )
        if door in ("set", "value"):
            asked = {"set": {text: 1} if door == "set" else {"growth": text}}
        results = model.run(**asked)
        repr(model), model._repr_html_(), repr(results)
    except (semdsl.ModelError, semdsl.UsageError):
        pass
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


@contextlib.contextmanager
def silence() -> Iterator[io.StringIO]:
    """What is said goes into a text."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        yield said


def warm_up() -> None:
    """Import what the commands import when they are needed, so that only cases are watched."""
    for name in ("jinja2", "numpy", "pandas", "sympy"):
        importlib.import_module(name)
    for module in pkgutil.walk_packages(semdsl.__path__, "semdsl."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    sys.path[:] = [
        path for path in sys.path if os.path.realpath(path or ".") != str(ROOT)
    ]  # listed, if it is there


def is_planted(path: Path, expected: set[str]) -> bool:
    """Whether *path* was made by a payload: reports and charts have files that are named by their titles."""
    named_by_title = path.parts[:2] == ("out", "reports") and path.name != MARK
    return MARK in path.name and path.name not in expected and not named_by_title


def main(folder: str) -> None:
    """Run each case in a new folder below *folder*."""
    cases = json.load(sys.stdin)
    watch = Watch(folder)
    warm_up()
    sys.addaudithook(watch)
    found = []
    for case in cases:
        here = tempfile.mkdtemp(dir=folder)
        os.chdir(here)
        for path, text in case["files"].items():
            Path(path).write_text(text, encoding="utf-8", errors="surrogatepass")
        expected = set(os.listdir(here))
        seen = run_case(case, watch)
        seen += [f"made {path}" for path in Path().rglob("*") if is_planted(path, expected)]
        found.append(seen)
        os.chdir(folder)
        shutil.rmtree(here)
    json.dump({"found": found, "left": sorted(os.listdir(folder))}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
