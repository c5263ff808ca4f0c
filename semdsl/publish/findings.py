"""Findings about where results are to be written."""

from __future__ import annotations

import errno
from pathlib import Path

from semdsl.diagnostics.model import Diagnostic, Severity
from semdsl.diagnostics.wording import say, verbatim

_REASONS = {
    errno.ENOSPC: (
        say("there is no space left on the disk"),
        say("free some space, or choose a folder on another disk"),
    ),
    errno.EDQUOT: (
        say("your share of the disk is used up"),
        say("free some space, or choose a folder on another disk"),
    ),
    errno.EACCES: (
        say("you have no permission to write there"),
        say("choose a folder of your own with `--out`"),
    ),
    errno.EPERM: (
        say("you have no permission to write there"),
        say("choose a folder of your own with `--out`"),
    ),
    errno.EROFS: (say("that disk can only be read"), say("choose a folder on another disk")),
    errno.EEXIST: (say("a part of this path is a file, not a folder"), say("choose another folder")),
    errno.ENOTDIR: (say("a part of this path is a file, not a folder"), say("choose another folder")),
    errno.ENOENT: (say("there is no such folder"), say("make the folder first, or choose another")),
    errno.EISDIR: (say("it is a folder, and a file was to be written"), say("name a file in it")),
    errno.ELOOP: (say("its name leads nowhere"), say("choose another folder")),
    errno.ENAMETOOLONG: (say("this name is too long"), say("choose a shorter one")),
    errno.ENFILE: (say("too many files are open on this machine"), say("close other programs and run again")),
    errno.EMFILE: (say("too many files are open"), say("close other programs and run again")),
}
_KEPT = say("what was there before is as it was")
_NO_FIX = say("no fix was written")


def cannot_write(path: Path, error: OSError) -> Diagnostic:
    """Report that the system refused to write."""
    reason, advice = _REASONS.get(
        error.errno or 0, (verbatim(error.strerror or str(error)), say("see whether the disk is well"))
    )
    return Diagnostic(
        "cannot-write",
        say("cannot write `{path}`: {reason}", path=path, reason=reason),
        help=advice,
        notes=(_KEPT,),
    )


def folder_not_ours(path: Path, stranger: str) -> Diagnostic:
    """Report a folder that holds something else than the results of a run."""
    holds = (
        say("it holds `{stranger}`, which no run of semdsl wrote", stranger=stranger)
        if stranger
        else say("it is a file, not a folder")
    )
    return Diagnostic(
        "folder-not-ours",
        say("will not replace `{path}`: {holds}", path=path, holds=holds),
        help=say("choose a new or empty folder with `--out`, or move those files away"),
        notes=(say("a folder is replaced only if everything in it was written by an earlier run"),),
    )


def file_not_ours(path: Path) -> Diagnostic:
    """Report a file that is not a page written by an earlier run."""
    return Diagnostic(
        "file-not-ours",
        say("will not replace `{path}`: no earlier run wrote it", path=path),
        help=say("name a new file with `--out`, or move that one away"),
        notes=(say("a page is replaced only if it begins with the line that such a run writes first"),),
    )


def folder_busy(path: Path, owner: str) -> Diagnostic:
    """Report that another run is writing the same folder."""
    return Diagnostic(
        "folder-busy",
        say("another run is writing `{path}` just now (process {owner})", path=path, owner=owner)
        if owner
        else say("another run is writing `{path}` just now", path=path),
        help=say("wait until it is done, or choose another folder with `--out`"),
        notes=(_KEPT,),
    )


def missing_extra(form: str, package: str, extra: str) -> Diagnostic:
    """Report a format whose package is not installed."""
    return Diagnostic(
        "missing-extra",
        say(
            "writing {form} needs the package `{package}`, which is not installed", form=form, package=package
        ),
        help=say("pip install 'semdsl[{extra}]', or leave `--format` out to write CSV", extra=extra),
    )


def too_many_rows(name: str, rows: int, most: int) -> Diagnostic:
    """Report a quantity with more cells than a sheet has rows."""
    return Diagnostic(
        "too-many-rows",
        say(
            "`{name}` has {rows:,} cells, and a sheet of a workbook takes {most:,}",
            name=name,
            rows=rows,
            most=most,
        ),
        help=say("write it with `--format csv` or `--format parquet`"),
    )


def cannot_mend(file: str, error: OSError) -> Diagnostic:
    """Report that the system refused to replace a model that was mended."""
    reason = _REASONS.get(error.errno or 0, (verbatim(error.strerror or str(error)), _KEPT))[0]
    return Diagnostic(
        "cannot-write",
        say("cannot write `{path}`: {reason}", path=file, reason=reason),
        help=say("`semdsl check --diff` shows what would be written"),
        notes=(_NO_FIX,),
    )


def file_changed(file: str) -> Diagnostic:
    """Report a file that somebody else changed while it was mended, or is mending just now."""
    return Diagnostic(
        "file-changed",
        say("`{file}` was changed while it was being mended", file=file),
        help=say("run `semdsl check --fix` again: what was found was about the earlier text"),
        notes=(_NO_FIX,),
    )


def fix_left_out(found: Diagnostic) -> Diagnostic:
    """Report a fix that was tried and not written."""
    return Diagnostic(
        "fix-left-out",
        say("the fix of `{code}` was left out: the model would not be the better for it", code=found.code),
        found.labels[:1],
        help=say("mend this place yourself: something else may be meant"),
        severity=Severity.NOTICE,
    )
