"""Files as texts: each is read once, its bytes recorded; what speaks against it is said at the path that names it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from semdsl.diagnostics.model import Outcome
from semdsl.diagnostics.wording import say
from semdsl.project import findings
from semdsl.project.encoding import NotText, decode
from semdsl.project.paths import Folder, Refusal, Trouble, objection
from semdsl.source import Source, Span

MOST_LINES = 2_000_000


@dataclass(frozen=True, slots=True)
class Home:
    """Where a file is: its ``folder``, which bounds what it may name, and its ``path`` there."""

    folder: Folder
    path: PurePosixPath

    def near(self, written: str) -> Home:
        """What *written* means in this file."""
        return Home(self.folder, PurePosixPath(*(self.path.parent / written).parts))

    def __str__(self) -> str:
        return self.folder.shown(self.path)


@dataclass(frozen=True, slots=True)
class Reader:
    """The files read so far. ``digests`` has the SHA-256 of each by its path, for the record of a run.

    ``instead`` has what is to be read in the place of files on disk: a text that may be written there later.
    """

    digests: dict[str, str] = field(default_factory=dict)
    sources: dict[Home, Source] = field(default_factory=dict)
    instead: Mapping[Home, bytes] = field(default_factory=dict)

    def named(self, written: str, home: Home, most: int, at: Span) -> Outcome[Source | None]:
        """The file that the file at *home* names as *written*, at the place *at*, if it may be read.

        May report: ``path-refused``, ``file-missing``, ``file-unreadable``, ``file-too-large``, ``file-not-text``.
        """
        reason = objection(written)
        if reason:
            return Outcome(None, (findings.path_refused(written, reason, at),))
        return self.read(home.near(written), most, at, home)

    def read(
        self, home: Home, most: int, at: Span | None = None, user: Home | None = None
    ) -> Outcome[Source | None]:
        """The text of the file at *home*, of at most *most* bytes; the file *user* names it at the place *at*."""
        if home in self.sources:
            return Outcome(self.sources[home])
        content = self.instead[home] if home in self.instead else home.folder.read(home.path, most)
        if isinstance(content, Refusal):
            within = home.path / "any" if content.trouble is Trouble.FOLDER else home.path
            beside = [_as_written(home.folder, path, user) for path in home.folder.beside(within)]
            return Outcome(None, (findings.file_not_read(str(home), content, beside, at, most),))
        self.record(home, content)
        text = decode(content)
        if isinstance(text, NotText):
            return Outcome(None, (findings.file_not_text(str(home), text, at),))
        if home.path.suffix.lower() != ".sem":
            # a line of figures may end as on old computers; in a model that is told
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        lines = text.count("\n")
        if lines > MOST_LINES:
            return Outcome(
                None,
                (findings.file_too_large(str(home), say("{lines:,} lines", lines=lines), MOST_LINES, at),),
            )
        self.sources[home] = Source(str(home), text)
        return Outcome(self.sources[home])

    def record(self, home: Home, content: bytes) -> None:
        """Keep the SHA-256 of *content*, which is the file at *home*."""
        self.digests[home.folder.recorded(home.path)] = hashlib.sha256(content).hexdigest()


def _as_written(folder: Folder, path: PurePosixPath, user: Home | None) -> str:
    """How the file *user* would name the file at *path*; how a command would, without *user*."""
    if user is None or not path.is_relative_to(user.path.parent):
        return folder.shown(path)
    return str(path.relative_to(user.path.parent))
