"""Models mended by the fixes that are certain: first in memory, then in their files.

A round takes all such fixes of one stage of the checks that do not touch one another, and looks at the model anew; what
can be told only now is for the next round. A fix that would not help, or would make the model worse, is left out and
reported. So is one after which its line still cannot be read, unless further fixes make it readable.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, TypeAlias

from semdsl.diagnostics.fixes import apart, edits_of, mended, moved
from semdsl.diagnostics.model import Diagnostic, Edit
from semdsl.pipeline import check_in_stages
from semdsl.project.encoding import decode
from semdsl.project.files import MOST_SOURCE_BYTES, OF_FIGURES
from semdsl.project.paths import DiskFolder, Refusal
from semdsl.project.reading import Home, Reader
from semdsl.project.rewriting import rewritten
from semdsl.publish import findings
from semdsl.publish.files import replace_file
from semdsl.source import Source, Span

if sys.platform != "win32":
    import fcntl

MOST_LOOKS = 60
"""How often a model is looked at, at most, before what is left is left to the author."""
_WORDS_AFTER = re.compile(r"(?:\s*[^\s]+){0,2}")
"""What is read with a word that was written, also on the next line: a misplaced one takes its neighbours along."""
_Key: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A finding that was mended, and the words at its place before and after."""

    found: Diagnostic
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file that is to be replaced: its bytes as they were read, and as they are to be."""

    home: Home
    path: Path
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Mended:
    """What fixes make of a model: the changes by their places, the files, and what was left out, with the reason."""

    changes: tuple[Change, ...]
    files: tuple[Rewritten, ...]
    left_out: tuple[Diagnostic, ...]
    refused: frozenset[_Key] = frozenset()

    def judged(self, found: Diagnostic) -> Diagnostic:
        """*found* in the models mended, its fix not called certain if it was tried and left out."""
        if found.fix is None or _key(found) not in self.refused:
            return found
        return replace(found, fix=replace(found.fix, certain=False))


def mend(path: Path) -> Mended:
    """What the certain fixes make of the model at *path*, its parts and the modules of its folder. Writes nothing.

    May report: ``fix-left-out``.
    """
    state = _Mending(path)
    look = state.look({})
    try:
        while state.looks < MOST_LOOKS:
            chosen = apart(state.fixes(look))
            if not chosen:
                break
            look = state.after(look, chosen)
    except _ChangedMeanwhileError as changed:
        return Mended((), (), (findings.file_changed(changed.name),))
    changes = sorted(state.changes, key=_place)
    return Mended(
        tuple(changes), tuple(state.rewritten(look)), tuple(state.left_out), frozenset(state.refused)
    )


def write(files: Sequence[Rewritten]) -> tuple[Diagnostic, ...]:
    """Put the mended *files* in place, each as a whole; none of them if one cannot be written. Says what kept it.

    May report: ``file-changed``, ``cannot-write``.
    """
    with ExitStack() as held:
        objections = [found for file in files if (found := _objection(file, held))]
        if objections:
            return tuple(objections)
        for file in files:
            try:
                replace_file(file.path, file.after)
            except OSError as error:
                return (findings.cannot_mend(str(file.home), error),)
    return ()


def _objection(file: Rewritten, held: ExitStack) -> Diagnostic | None:
    """What speaks against replacing *file*; if nothing does, no other run replaces it while it is *held*."""
    try:
        if not file.path.stat().st_mode & stat.S_IWUSR or not os.access(file.path, os.W_OK):
            return findings.cannot_mend(str(file.home), PermissionError(errno.EACCES, ""))
        if not _locked(held.enter_context(file.path.open("rb"))) or file.path.read_bytes() != file.before:
            return findings.file_changed(str(file.home))
    except OSError as error:
        return findings.cannot_mend(str(file.home), error)
    return None


def _locked(file: BinaryIO) -> bool:
    """Whether *file* is ours until it is closed: the system frees it, whatever ends the program."""
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


class _ChangedMeanwhileError(Exception):
    """A file is not any more what was read of it."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


@dataclass(frozen=True, slots=True)
class _Look:
    """A model looked at: what was found, stage by stage, the texts it was found in, and their bytes if not on disk."""

    stages: tuple[tuple[Diagnostic, ...], ...]
    homes: Mapping[Source, Home]
    instead: Mapping[Home, bytes]

    @property
    def found(self) -> Iterator[Diagnostic]:
        return (one for stage in self.stages for one in stage)

    @property
    def errors(self) -> tuple[int, ...]:
        """Errors of each stage. Those of a later one may only come to light when an earlier one has fewer."""
        return tuple(sum(one.is_error for one in stage) for stage in self.stages)


@dataclass(slots=True)
class _Mending:
    """A model while it is mended."""

    path: Path
    looks: int = 0
    originals: dict[Home, bytes] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    left_out: list[Diagnostic] = field(default_factory=list)
    refused: set[_Key] = field(default_factory=set)

    def look(self, instead: Mapping[Home, bytes]) -> _Look:
        self.looks += 1
        reader = Reader(instead=instead)
        stages = check_in_stages(self.path, reader)
        return _Look(stages, {source: home for home, source in reader.sources.items()}, instead)

    def fixes(self, look: _Look) -> list[Diagnostic]:
        """What has a fix that may be written, of the first stage that has such findings."""
        stages = ([one for one in stage if self.may_mend(one, look)] for stage in look.stages)
        return next((fixable for fixable in stages if fixable), [])

    def may_mend(self, found: Diagnostic, look: _Look) -> bool:
        """Whether the fix of *found* is certain, of files of the model alone, and was not refused before."""
        if found.fix is None or not found.fix.certain or _key(found) in self.refused:
            return False
        return all(_is_of_model(look.homes.get(edit.span.source)) for edit in found.fix.edits)

    def after(self, look: _Look, chosen: Sequence[Diagnostic]) -> _Look:
        """The model after the fixes of *chosen*; if they do not help all together, after the first that does alone."""
        together = self.tried(look, chosen)
        if together is not None:
            return together
        for one in chosen:
            alone = self.tried(look, (one,)) if len(chosen) > 1 and self.looks < MOST_LOOKS else None
            if alone is not None:
                return alone
            self.refused.add(_key(one))
            self.left_out.append(findings.fix_left_out(one))
        return look

    def tried(self, look: _Look, chosen: Sequence[Diagnostic], before: Sequence[Span] = ()) -> _Look | None:
        """The model after the fixes of *chosen*, if it is the better for them; *before* is what led to them."""
        edits = edits_of(chosen)
        instead = dict(look.instead)
        for source in dict.fromkeys(edit.span.source for edit in edits):
            own = [edit for edit in edits if edit.span.source is source]
            home = look.homes[source]
            instead[home] = rewritten(self.bytes_of(home, look), own)
        new = self.look(instead)
        if not _is_better(new, look, chosen) or any(_is_still_there(one, edits, new) for one in chosen):
            return None
        texts = {home: source for source, home in new.homes.items()}
        written = [_after(span, edits, texts[look.homes[span.source]]) for span in before]
        written += [_after(edit.span, edits, texts[look.homes[edit.span.source]]) for edit in edits]
        further = _brought_up(new, look, edits, written)
        if further:
            mendable = all(self.may_mend(one, new) for one in further) and self.looks < MOST_LOOKS
            last = self.tried(new, apart(further), written) if mendable else None
            if last is None:
                return None
            new = last
        self.changes += [_change(one) for one in chosen]
        return new

    def bytes_of(self, home: Home, look: _Look) -> bytes:
        """The file at *home* as it is by now."""
        if home in look.instead:
            return look.instead[home]
        content = home.folder.read(home.path, MOST_SOURCE_BYTES)
        source = next(source for source, own in look.homes.items() if own == home)
        if isinstance(content, Refusal) or decode(content) != source.text:
            raise _ChangedMeanwhileError(source.name)
        self.originals[home] = content
        return content

    def rewritten(self, look: _Look) -> Iterator[Rewritten]:
        for home, after in look.instead.items():
            if after != self.originals[home] and isinstance(home.folder, DiskFolder):
                path = home.folder.root.joinpath(*home.path.parts).resolve()
                yield Rewritten(home, path, self.originals[home], after)


def _key(found: Diagnostic) -> _Key:
    """What a finding is about, wherever it stands by now."""
    place = found.labels[0].span if found.labels else None
    return (
        found.code,
        found.message,
        "" if place is None else f"{place.source.name}: {place.source.line(place.line)}",
    )


def _place(change: Change) -> tuple[str, int, int]:
    """File, line and column of *change*, in the text of its round."""
    span = edits_of((change.found,))[0].span
    return span.source.name, *span.source.position(span.start)


def _is_better(new: _Look, old: _Look, chosen: Sequence[Diagnostic]) -> bool:
    """Whether a model is the better for the fixes of *chosen*, which are of one stage.

    In a declaration that cannot be read one mistake hides the next; any other error that goes must bring no new one.
    """
    at = next(at for at, stage in enumerate(old.stages) if chosen[0] in stage)
    gone = sum(one.is_error for one in chosen) if at else 0
    return new.errors[:at] <= old.errors[:at] and new.errors[at] <= old.errors[at] - gone


def _is_of_model(home: Home | None) -> bool:
    """Whether the file at *home* is in the folder of the model, and no file of figures.

    The standard library is not the author's to change, and what stands in a file of figures is data, even if a model
    includes it.
    """
    if home is None or home.path.suffix.lower() in OF_FIGURES:
        return False
    return isinstance(home.folder, DiskFolder) and not home.folder.record


def _is_still_there(found: Diagnostic, edits: Sequence[Edit], look: _Look) -> bool:
    """Whether what was mended by *edits* is found at the same place again."""
    if not found.labels:
        return False
    span = found.labels[0].span
    place = (found.code, span.source.name, moved(span.source, span.start, edits))
    spans = ((one.code, one.labels[0].span) for one in look.found if one.labels)
    return any((code, own.source.name, own.start) == place for code, own in spans)


def _after(span: Span, edits: Sequence[Edit], source: Source) -> Span:
    """*span* after *edits*, which may have written it, in the new text *source*."""
    start = moved(span.source, span.start, [edit for edit in edits if edit.span != span])
    own = next((edit.text for edit in edits if edit.span == span), span.text)
    return Span(source, start, start + len(own))


def _brought_up(new: _Look, old: _Look, edits: Sequence[Edit], written: Sequence[Span]) -> list[Diagnostic]:
    """Errors that *edits* brought up where something was *written*: what cannot be read there, or is not known."""
    texts = {home: source for source, home in new.homes.items()}
    known = {
        (one.code, _after(one.labels[0].span, edits, texts[old.homes[one.labels[0].span.source]])[:2])
        for one in old.found
        if one.labels and old.homes.get(one.labels[0].span.source) in texts
    }
    unread, *others = (
        [
            one
            for one in stage
            if one.is_error and one.labels and (one.code, one.labels[0].span[:2]) not in known
        ]
        for stage in new.stages
    )
    reach = [_read_with(span) for span in written]
    here = [one for one in unread if any(_shares(one.labels[0].span, span) for span in reach)]
    unknown = [one for stage in others for one in stage if one.code.startswith("unknown-")]
    return here + [one for one in unknown if any(_shares(one.labels[0].span, span) for span in written)]


def _read_with(span: Span) -> Span:
    """The lines of *span*, and the words after it."""
    text = span.source.text
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    words = _WORDS_AFTER.match(text, span.end)
    return Span(span.source, start, max(len(text) if end < 0 else end, words.end() if words else 0))


def _shares(one: Span, other: Span) -> bool:
    """Whether two places have a character in common, or one is between two of the other."""
    return one.source is other.source and one.start < other.end and other.start < one.end


def _change(found: Diagnostic) -> Change:
    """The words at the place of *found*, before and after: those edited, and those pointed at beside them."""
    edits = edits_of((found,))
    first, *others = [edit.span for edit in edits]
    around = [found.labels[0].span] if found.labels and found.labels[0].span.source is first.source else []
    start = min(span.start for span in (first, *others, *around))
    end = max(span.end for span in (first, *others, *around))
    whole = Span(first.source, start, end)
    shifted = [Edit(Span(whole.source, e.span.start - start, e.span.end - start), e.text) for e in edits]
    return Change(found, whole.text, mended(whole.text, shifted))
