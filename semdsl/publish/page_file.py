"""A page in a file of its own: replaced as a whole, and only if an earlier run wrote what is there."""

from __future__ import annotations

import errno
from pathlib import Path

from semdsl.diagnostics.model import Diagnostic
from semdsl.publish import findings
from semdsl.publish.files import write_file


def write_page(path: Path, page: str, mark: str) -> Diagnostic | None:
    """Write *page*, whose first line is *mark*, to *path*; what keeps it from being written, if anything does.

    May report: ``file-not-ours``, ``cannot-write``.
    """
    try:
        if not _is_ours(path, mark):
            return findings.file_not_ours(path)
        path.resolve().parent.mkdir(parents=True, exist_ok=True)
        write_file(path, page.encode("utf-8"))
    except OSError as error:
        return findings.cannot_write(path, error)
    except (RuntimeError, ValueError) as error:  # a link to itself; a character that no file name can have
        return findings.cannot_write(path, OSError(errno.ELOOP, str(error)))
    return None


def _is_ours(path: Path, mark: str) -> bool:
    """Whether nothing is lost if *path* is replaced: there is no file, an empty one, or a page of an earlier run."""
    if not path.exists():
        return True
    with open(path, "rb") as file:
        start = file.read(len(mark.encode("utf-8")))
    return start in (b"", mark.encode("utf-8"))
