"""Models written into a folder, and what loading them gives."""

from __future__ import annotations

from pathlib import Path

from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.text import render_all
from semdsl.project.files import Project, load


def write(folder: Path, **texts: str) -> Path:
    """Files in *folder*: ``law__imss`` is ``law/imss.sem``. The path of ``main``."""
    for name, text in texts.items():
        path = folder / (name.replace("__", "/") + ".sem")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "main.sem"


def sound(path: Path) -> Project:
    outcome = load(path)
    assert outcome.value is not None, render_all(outcome.diagnostics)
    assert outcome.diagnostics == (), render_all(outcome.diagnostics)
    return outcome.value


def fault(path: Path) -> Diagnostic:
    (found,) = load(path).diagnostics
    assert found.is_error
    return found


MODEL = 'model main "Main"\n'
