"""Findings about where results are to be written."""

from __future__ import annotations

import errno
from pathlib import Path

from semdsl.diagnostics.model import Diagnostic, Severity

_REASONS = {
    errno.ENOSPC: (
        "there is no space left on the disk",
        "free some space, or choose a folder on another disk",
    ),
    errno.EDQUOT: (
        "your share of the disk is used up",
        "free some space, or choose a folder on another disk",
    ),
    errno.EACCES: ("you have no permission to write there", "choose a folder of your own with `--out`"),
    errno.EPERM: ("you have no permission to write there", "choose a folder of your own with `--out`"),
    errno.EROFS: ("that disk can only be read", "choose a folder on another disk"),
    errno.EEXIST: ("a part of this path is a file, not a folder", "choose another folder"),
    errno.ENOTDIR: ("a part of this path is a file, not a folder", "choose another folder"),
    errno.ENOENT: ("there is no such folder", "make the folder first, or choose another"),
    errno.EISDIR: ("it is a folder, and a file was to be written", "name a file in it"),
    errno.ELOOP: ("its name leads nowhere", "choose another folder"),
    errno.ENAMETOOLONG: ("this name is too long", "choose a shorter one"),
    errno.ENFILE: ("too many files are open on this machine", "close other programs and run again"),
    errno.EMFILE: ("too many files are open", "close other programs and run again"),
}
_KEPT = "what was there before is as it was"


def cannot_write(path: Path, error: OSError) -> Diagnostic:
    """Report that the system refused to write."""
    reason, advice = _REASONS.get(
        error.errno or 0, (error.strerror or str(error), "see whether the disk is well")
    )
    return Diagnostic("cannot-write", f"cannot write `{path}`: {reason}", help=advice, notes=(_KEPT,))


def folder_not_ours(path: Path, stranger: str) -> Diagnostic:
    """Report a folder that holds something else than the results of a run."""
    holds = (
        f"it holds `{stranger}`, which no run of semdsl wrote" if stranger else "it is a file, not a folder"
    )
    return Diagnostic(
        "folder-not-ours",
        f"will not replace `{path}`: {holds}",
        help="choose a new or empty folder with `--out`, or move those files away",
        notes=("a folder is replaced only if everything in it was written by an earlier run",),
    )


def file_not_ours(path: Path) -> Diagnostic:
    """Report a file that is not a page written by an earlier run."""
    return Diagnostic(
        "file-not-ours",
        f"will not replace `{path}`: no earlier run wrote it",
        help="name a new file with `--out`, or move that one away",
        notes=("a page is replaced only if it begins with the line that such a run writes first",),
    )


def folder_busy(path: Path, owner: str) -> Diagnostic:
    """Report that another run is writing the same folder."""
    who = f" (process {owner})" if owner else ""
    return Diagnostic(
        "folder-busy",
        f"another run is writing `{path}` just now{who}",
        help="wait until it is done, or choose another folder with `--out`",
        notes=(_KEPT,),
    )


def missing_extra(form: str, package: str, extra: str) -> Diagnostic:
    """Report a format whose package is not installed."""
    return Diagnostic(
        "missing-extra",
        f"writing {form} needs the package `{package}`, which is not installed",
        help=f"pip install 'semdsl[{extra}]', or leave `--format` out to write CSV",
    )


def too_many_rows(name: str, rows: int, most: int) -> Diagnostic:
    """Report a quantity with more cells than a sheet has rows."""
    return Diagnostic(
        "too-many-rows",
        f"`{name}` has {rows:,} cells, and a sheet of a workbook takes {most:,}",
        help="write it with `--format csv` or `--format parquet`",
    )


def cannot_mend(file: str, error: OSError) -> Diagnostic:
    """Report that the system refused to replace a model that was mended."""
    reason = _REASONS.get(error.errno or 0, (error.strerror or str(error), ""))[0]
    return Diagnostic(
        "cannot-write",
        f"cannot write `{file}`: {reason}",
        help="`semdsl check --diff` shows what would be written",
        notes=("no fix was written into it",),
    )


def file_changed(file: str) -> Diagnostic:
    """Report a file that somebody else changed while it was mended, or is mending just now."""
    return Diagnostic(
        "file-changed",
        f"`{file}` was changed while it was being mended",
        help="run `semdsl check --fix` again: what was found was about the earlier text",
        notes=("no fix was written into it",),
    )


def fix_left_out(found: Diagnostic) -> Diagnostic:
    """Report a fix that was tried and not written."""
    return Diagnostic(
        "fix-left-out",
        f"the fix of `{found.code}` was left out: the model would not be the better for it",
        found.labels[:1],
        help="mend this place yourself: something else may be meant",
        severity=Severity.NOTICE,
    )
