"""A folder that is replaced as a whole or not at all.

Everything is written into a hidden sibling of the folder, which then takes its place in one step. Whatever ends the
program before that step, the folder is as it was; what is left of the sibling is swept away by the next run. A lock
beside the folder, which the system frees when its owner ends, keeps a second run from writing at the same time.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from semdsl.diagnostics.model import Outcome
from semdsl.publish import findings
from semdsl.publish.inventory import files_of

if sys.platform != "win32":
    import fcntl

_OF_THE_SYSTEM = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux
_HERE = -100  # AT_FDCWD: paths are relative to the working folder


@dataclass(frozen=True, slots=True)
class Staging:
    """The sibling that is being written, ``folder``, and the place it is for, ``target``."""

    target: Path
    folder: Path
    lock: int

    def write(self, name: str, content: bytes) -> None:
        """Write a file of the folder, down to the disk; *name* has slashes.

        Raises:
            OSError: the system refuses.

        """
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def publish(self) -> None:
        """Put the folder in its place; what was there stands where it was made, until ``close`` takes it away.

        Raises:
            OSError: the system refuses; what was there is still there.

        """
        for folder in (self.folder, *(path for path in self.folder.rglob("*") if path.is_dir())):
            _sync(folder)
        if self.target.exists():
            _exchange(self.folder, self.target)
        else:
            os.rename(self.folder, self.target)
        _sync(self.target.parent)

    def close(self) -> None:
        """Take away what was not put in place, or what was replaced, and the lock; once."""
        shutil.rmtree(self.folder, ignore_errors=True)
        _unlock(self.lock, _lock_of(self.target))


def stage(target: Path) -> Outcome[Staging | None]:
    """Make ready to replace *target*, a folder that may not exist yet.

    May report: ``folder-not-ours``, ``folder-busy``, ``cannot-write``.
    """
    shown = target
    try:
        target = target.resolve()
        stranger = _stranger(target)
        if stranger is not None:
            return Outcome(None, (findings.folder_not_ours(shown, stranger),))
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = _locked(_lock_of(target))
        if isinstance(lock, str):
            return Outcome(None, (findings.folder_busy(shown, lock),))
        try:
            _sweep(target)
            folder = target.with_name(f".{target.name}.semdsl-{os.getpid()}")
            folder.mkdir()
        except OSError:
            _unlock(lock, _lock_of(target))
            raise
    except OSError as error:
        return Outcome(None, (findings.cannot_write(shown, error),))
    except (RuntimeError, ValueError) as error:  # a link to itself; a character that no file name can have
        return Outcome(None, (findings.cannot_write(shown, OSError(errno.ELOOP, str(error))),))
    return Outcome(Staging(target, folder, lock))


def _stranger(target: Path) -> str | None:
    """Something in *target* that no run wrote; empty if it is no folder; None if it may be replaced."""
    if not target.exists():
        return None
    if not target.is_dir():
        return ""
    ours = files_of(target)
    inside = target.rglob("*") if ours else target.iterdir()
    for path in sorted(path for path in inside if path.name not in _OF_THE_SYSTEM):
        name = path.relative_to(target).as_posix()
        if not ours or ((path.is_symlink() or not path.is_dir()) and name not in ours):
            return name
    return None


def _lock_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.semdsl-lock")


def _locked(path: Path) -> int | str:
    """The open lock, or the number of the process that has it."""
    while True:
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if sys.platform == "win32":
            return lock
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = os.read(lock, 20).decode("ascii", "replace").strip()
            os.close(lock)
            return owner
        if _is_still(path, lock):
            _sign(lock, path)
            return lock
        os.close(lock)  # its owner took it away between our opening and our locking it


def _sign(lock: int, path: Path) -> None:
    """Write into the lock whose it is."""
    try:
        os.ftruncate(lock, 0)
        os.write(lock, f"{os.getpid()}\n".encode("ascii"))
    except OSError:
        _unlock(lock, path)
        raise


def _is_still(path: Path, lock: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(lock))
    except FileNotFoundError:
        return False


def _unlock(lock: int, path: Path) -> None:
    try:
        if _is_still(path, lock):
            path.unlink(missing_ok=True)
        os.close(lock)
    except OSError:
        return  # taken away with its folder: then it locks nothing


def _sweep(target: Path) -> None:
    """Take away what ended runs left; if one was ended in the middle of its exchange, put the old results back."""
    set_aside = target.with_name(f".{target.name}.semdsl-before")
    if set_aside.exists() and not target.exists():
        os.rename(set_aside, target)
    for path in target.parent.glob(f".{_literal(target.name)}.semdsl-*"):
        if path != _lock_of(target):
            shutil.rmtree(path, ignore_errors=True)


def _literal(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _exchange(new: Path, old: Path) -> None:
    """Exchange two folders; in one step where the system can."""
    if _exchanged_at_once(new, old):
        return
    aside = old.with_name(f".{old.name}.semdsl-before")
    os.rename(old, aside)
    try:
        os.rename(new, old)
    except BaseException:
        os.rename(aside, old)
        raise
    os.rename(aside, new)


def _exchanged_at_once(new: Path, old: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(new), _HERE, os.fsencode(old), _EXCHANGE) == 0


def _sync(folder: Path) -> None:
    """Bring the names in *folder* down to the disk."""
    if sys.platform == "win32":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
