"""What ``semdsl check --fix`` and ``--diff`` say of the fixes of a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from semdsl.diagnostics.excerpt import printable
from semdsl.diagnostics.json import finding
from semdsl.diagnostics.model import Diagnostic
from semdsl.project.encoding import NotText, decode
from semdsl.publish.mending import Change, Mended, Rewritten, mend, write

_LONGEST = 60


def _as_it_is(found: Diagnostic) -> Diagnostic:
    return found


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was written into files, and what is to be said about what was not."""

    changes: tuple[Change, ...] = ()
    said: tuple[Diagnostic, ...] = ()
    judged: Callable[[Diagnostic], Diagnostic] = _as_it_is
    """A finding of the model as it is now, which no more promises a fix that was left out."""


def mend_files(path: Path) -> Fixed:
    """Mend the files of the model at *path*; without changes if they could not be written."""
    mended = mend(path)
    objections = write(mended.files)
    return Fixed(() if objections else mended.changes, mended.left_out + objections, mended.judged)


def change_line(change: Change) -> str:
    """``model.sem:5:12: decimal-comma: `3,5%` → `3.5%```."""
    place, old, new = _place(change.found), _short(change.old), _short(change.new)
    return printable(f"{place}: {change.found.code}: `{old}` → `{new}`")


def change_record(change: Change, language: str) -> dict[str, object]:
    """The same for a machine: the finding as it was, in *language*, and the words before and after."""
    return {**finding(change.found, language), "old": change.old, "new": change.new}


def difference(mended: Mended) -> str:
    """The changes to files as a unified difference, which ``patch`` understands."""
    return "".join(line for file in mended.files for line in _difference(file))


def _difference(file: Rewritten) -> Iterator[str]:
    before, after = decode(file.before), decode(file.after)
    if isinstance(before, NotText) or isinstance(after, NotText):
        return
    name = str(file.home)
    for line in unified_diff(before.splitlines(True), after.splitlines(True), name, name):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _place(found: Diagnostic) -> str:
    return str(found.labels[0].span) if found.labels else ""


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
