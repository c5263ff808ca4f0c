"""``semdsl new DIR``: a small model to start from."""

from __future__ import annotations

import errno
import os
import shutil
from argparse import Namespace
from pathlib import Path

from semdsl.cli import findings
from semdsl.cli.console import console
from semdsl.cli.statuses import Status
from semdsl.diagnostics.wording import say
from semdsl.publish.files import sweep
from semdsl.publish.findings import cannot_write

STARTER = Path(__file__).parent / "starter"
"""The files of the small model, as they are written."""


def run(arguments: Namespace) -> Status:
    """Write the small model into a new or empty folder, as a whole."""
    streams = console(arguments)
    folder = Path(arguments.folder)
    try:
        stranger = _stranger(folder)
        if stranger is not None:
            streams.findings((findings.folder_not_empty(arguments.folder, stranger),), streams.err)
            return Status.WRONG
        _write(folder.resolve())
    except OSError as error:
        streams.findings((cannot_write(folder, error),), streams.err)
        return Status.WRONG
    except (RuntimeError, ValueError) as error:  # a link to itself; a character that no file name can have
        streams.findings((cannot_write(folder, OSError(errno.ELOOP, str(error))),), streams.err)
        return Status.WRONG
    for name in starter_files():
        streams.say(f"  {folder / name}")
    streams.say()
    streams.say(say("now run:  semdsl run {model}", model=folder / "model.sem"))
    return Status.DONE


def starter_files() -> list[str]:
    """Names of the files of the small model, in order."""
    paths = (path.relative_to(STARTER) for path in STARTER.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in paths if "__pycache__" not in path.parts)


def _stranger(folder: Path) -> str | None:
    """Something in *folder*; empty if it is a file; None if it is empty or is not there."""
    if not folder.exists():
        return None
    if not folder.is_dir():
        return ""
    return min(os.listdir(folder), default=None)


def _write(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    sweep(folder)
    aside = folder.with_name(f".{folder.name}.semdsl-{os.getpid()}")
    try:
        for name in starter_files():
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes((STARTER / name).read_bytes())
        os.rename(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
