"""One file replaced as a whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path


def replace_file(path: Path, content: bytes) -> None:
    """Put *content* in place of the file at *path*, which keeps its permissions; a link stays a link.

    Raises:
        OSError: the system refuses, or there is no such file; a file is as it was.

    """
    mode = stat.S_IMODE(path.stat().st_mode)
    _put(path.resolve(), content, mode)


def write_file(path: Path, content: bytes) -> None:
    """The same for a file that need not be there yet.

    Raises:
        OSError: the system refuses; a file that was there is as it was.

    """
    if path.exists():
        replace_file(path, content)
    else:
        _put(path.resolve(), content, None)


def _put(path: Path, content: bytes, mode: int | None) -> None:
    aside = path.with_name(f".{path.name}.semdsl-{os.getpid()}")
    try:
        with open(aside, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            os.chmod(aside, mode)
        os.replace(aside, path)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
