"""Which files a model may read, and the one way in which they are opened.

A path in a model is relative to the folder of the file that names it, with ``/`` between its parts, and stays below
that folder: a model that somebody sent cannot read anything else. What is opened is an ordinary file of limited size.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Protocol

from semdsl.diagnostics.wording import NOTHING, Said, say, verbatim

LONGEST_PATH = 1_000
LONGEST_PART = 255
_MOST_NAMES = 2_000  # of a folder, looked at for a suggestion

_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)
_NETWORK = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:")


class Trouble(StrEnum):
    """Why a file was not read."""

    OUTSIDE = "leads out of the folder"
    MISSING = "is missing"
    FOLDER = "is a folder"
    SPECIAL = "is not an ordinary file"
    DENIED = "cannot be opened"
    LARGE = "is too large"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read: why, and what the system or the policy says about it."""

    trouble: Trouble
    detail: Said = NOTHING


def said_by_system(error: OSError) -> Said:
    """What the system says about *error*, in its own words."""
    words = error.strerror or str(error)
    return verbatim(words[:1].lower() + words[1:])


class Folder(Protocol):
    """A folder that files are read from, and nothing outside it."""

    def read(self, path: PurePosixPath, most: int) -> bytes | Refusal:
        """The bytes of the file at *path*, if they are at most *most*."""
        ...

    def beside(self, path: PurePosixPath) -> tuple[PurePosixPath, ...]:
        """Paths of the files in the folder of *path*."""
        ...

    def shown(self, path: PurePosixPath) -> str:
        """The path as messages show it."""
        ...

    def recorded(self, path: PurePosixPath) -> str:
        """The path as a record of the run has it: the same on every machine."""
        ...


def objection(written: str) -> Said:
    """What speaks against the path *written* in a model, before any file is looked at; empty if nothing does."""
    if not written.strip():
        return say("it is empty")
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in written):
        return say("it has a character in it that cannot be seen")
    if _NETWORK.match(written):
        return say("it is an address, and a model reads only files of its own folder")
    if len(written) > LONGEST_PATH:
        return say("it is longer than {most:,} characters", most=LONGEST_PATH)
    if "\\" in written:
        return say("it has a `\\` in it; folders are separated by `/`")
    if ":" in written:
        return say("it has a `:` in it, as a drive or an address has")
    if written.startswith(("/", "~")):
        return say("it does not start from the folder of the file that names it")
    parts = written.split("/")
    return next((reason for part in parts if (reason := _objection_to_part(part))), NOTHING)


def _objection_to_part(part: str) -> Said:
    if part == "..":
        return say("it has `..` in it, which leads out of the folder")
    if part == "":
        return say("it has an empty part in it")
    if len(os.fsencode(part)) > LONGEST_PART:
        return say("a part of it is longer than {most} bytes", most=LONGEST_PART)
    if _DEVICE.fullmatch(part.strip()):
        return say("`{part}` is the name of a device on some systems", part=part)
    if part != "." and (part.endswith((".", " ")) or part.startswith(" ")):
        return say("a part of it begins with a blank, or ends with a blank or a point")
    return NOTHING


@dataclass(frozen=True, slots=True)
class DiskFolder:
    """A folder on disk. ``root`` has no links in it; ``prefix`` and ``record`` stand before its paths when shown."""

    root: Path
    prefix: str = ""
    record: str = ""

    def read(self, path: PurePosixPath, most: int) -> bytes | Refusal:
        """The bytes of an ordinary file below the folder; a link is followed only if it stays below it."""
        try:
            real = self.root.joinpath(*path.parts).resolve(strict=True)
            if not real.is_relative_to(self.root):
                return Refusal(Trouble.OUTSIDE, say("a link on the way leads out of the folder"))
            refusal = _refusal(real.stat(), most)
            return refusal or _read(self.root, real.relative_to(self.root).parts, most)
        except (FileNotFoundError, NotADirectoryError):
            return Refusal(Trouble.MISSING)
        except OSError as error:
            return Refusal(Trouble.DENIED, said_by_system(error))
        except (RuntimeError, ValueError):  # a link to itself; a character that no file name can have
            return Refusal(Trouble.DENIED, say("its name leads nowhere"))

    def beside(self, path: PurePosixPath) -> tuple[PurePosixPath, ...]:
        """Paths of the entries in the folder of *path*, and of the folder itself if that is missing."""
        try:
            folder = self.root.joinpath(*path.parent.parts).resolve(strict=True)
            if not folder.is_relative_to(self.root):
                return ()
            with os.scandir(folder) as entries:
                names = [entry.name for entry in islice(entries, _MOST_NAMES)]
        except (OSError, RuntimeError, ValueError):
            return ()
        return tuple(path.parent / name for name in sorted(names) if not name.startswith("."))

    def shown(self, path: PurePosixPath) -> str:
        return str(PurePosixPath(self.prefix) / path)

    def recorded(self, path: PurePosixPath) -> str:
        return str(PurePosixPath(self.record) / path)


def _refusal(status: os.stat_result, most: int) -> Refusal | None:
    if stat.S_ISDIR(status.st_mode):
        return Refusal(Trouble.FOLDER)
    if not stat.S_ISREG(status.st_mode):
        return Refusal(Trouble.SPECIAL)
    if status.st_size > most:
        return Refusal(Trouble.LARGE, say("{bytes:,} bytes", bytes=status.st_size))
    return None


def _read(root: Path, parts: tuple[str, ...], most: int) -> bytes | Refusal:
    with os.fdopen(_open(root, parts), "rb") as file:
        status = os.fstat(file.fileno())
        refusal = _refusal(status, most)
        if refusal:
            return refusal
        content = file.read(status.st_size + 1)
    if len(content) > status.st_size:
        return Refusal(Trouble.DENIED, say("it was changed while it was read"))
    return content


def _open(root: Path, parts: tuple[str, ...]) -> int:
    """Open the file at *parts*, none of which may have become a link since it was looked at; never wait for data."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    flags |= getattr(os, "O_NOFOLLOW", 0)
    if os.open not in os.supports_dir_fd:
        return os.open(root.joinpath(*parts), flags)
    descriptor = os.open(root, os.O_RDONLY)
    for part in parts:
        try:
            below = os.open(part, flags, dir_fd=descriptor)
        finally:
            os.close(descriptor)
        descriptor = below
    return descriptor


@dataclass(frozen=True, slots=True, eq=False)
class TextFolder:
    """Files given as texts, for a model that is itself only a text."""

    texts: Mapping[str, str]

    def read(self, path: PurePosixPath, most: int) -> bytes | Refusal:
        """The text at *path*, encoded."""
        text = self.texts.get(str(path))
        if text is None:
            return Refusal(Trouble.MISSING)
        content = text.encode("utf-8", errors="surrogatepass")
        return (
            content
            if len(content) <= most
            else Refusal(Trouble.LARGE, say("{bytes:,} bytes", bytes=len(content)))
        )

    def beside(self, path: PurePosixPath) -> tuple[PurePosixPath, ...]:  # noqa: ARG002  every text is near
        return tuple(map(PurePosixPath, self.texts))

    def shown(self, path: PurePosixPath) -> str:
        return str(path)

    def recorded(self, path: PurePosixPath) -> str:
        return str(path)
