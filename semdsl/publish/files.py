"""One file replaced as a whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path


def replace_file(path: Path, content: bytes) -> None:
    """Put *content* in place of the file at *path*, which keeps its permissions; a link stays a link.

    A file that is not there yet is made, in a folder that is.

    Raises:
        OSError: the system refuses; a file that was there is as it was.

    """
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    path = path.resolve()
    sweep(path)
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


def sweep(path: Path) -> None:
    """Take away what runs that were ended have left beside *path*; what another run is writing now stays.

    Raises:
        OSError: the folder cannot be read.

    """
    prefix = f".{path.name}.semdsl-"
    for name in os.listdir(path.parent):
        number = name.removeprefix(prefix)
        if name.startswith(prefix) and number.isdecimal() and not _runs(int(number)):
            left = path.with_name(name)
            with suppress(OSError):
                left.unlink() if left.is_symlink() or left.is_file() else shutil.rmtree(left)


def _runs(number: int) -> bool:
    """Whether another process of this *number* runs."""
    if number == os.getpid():
        return False  # an earlier process had our number
    if sys.platform == "win32":
        return True
    try:
        os.kill(number, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
