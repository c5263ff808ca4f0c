"""What can be wrong with files: one function for each finding about the model's files. Tables have their own module."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from semdsl.diagnostics.model import Diagnostic, Label
from semdsl.diagnostics.respelling import respelt
from semdsl.diagnostics.suggest import nearest
from semdsl.diagnostics.wording import NOTHING, Said, joined, say
from semdsl.project.encoding import NotText
from semdsl.project.paths import Refusal, Trouble
from semdsl.source import Span

_MOST_LISTED = 5


def path_refused(written: str, reason: Said, at: Span | None) -> Diagnostic:
    """A path that a model may not name, whatever is there."""
    better = _better_path(written)
    return Diagnostic(
        code="path-refused",
        message=say("the path {written} cannot be used: {reason}", written=quoted(written), reason=reason),
        labels=_at(at, say("this path")),
        help=say(
            "write the path from the folder of this file, such as `data/users.csv`; here perhaps `{better}`",
            better=better,
        )
        if better
        else say("write the path from the folder of this file, such as `data/users.csv`"),
        notes=(say("a model reads only files in its own folder and in the folders below it"),),
    )


def file_not_read(
    shown: str, refusal: Refusal, beside: Sequence[str], at: Span | None, most: int
) -> Diagnostic:
    """A file that is not there, or that cannot or may not be read."""
    match refusal.trouble:
        case Trouble.MISSING:
            return file_missing(shown, beside, at)
        case Trouble.OUTSIDE:
            return path_refused(shown, refusal.detail, at)
        case Trouble.LARGE:
            return file_too_large(shown, refusal.detail, most, at)
        case Trouble.FOLDER:
            return _unreadable(shown, say("it is a folder"), _files_in_folder(beside), at)
        case Trouble.SPECIAL:
            return _unreadable(
                shown, say("it is a pipe or a device, not an ordinary file"), say("name a file on disk"), at
            )
        case Trouble.DENIED:
            return _unreadable(shown, refusal.detail, say("see that it can be opened"), at)


def _unreadable(shown: str, reason: Said, remedy: Said, at: Span | None) -> Diagnostic:
    return Diagnostic(
        code="file-unreadable",
        message=say("cannot read {shown}: {reason}", shown=quoted(shown), reason=reason),
        labels=_at(at, say("named here")),
        help=remedy,
    )


def file_missing(shown: str, beside: Sequence[str], at: Span | None) -> Diagnostic:
    """No file of that name."""
    names = {PurePosixPath(path).name: path for path in beside}
    near = nearest(PurePosixPath(shown).name, names)
    suggestion = (
        say("did you mean {names}?", names=any_of([f"`{names[name]}`" for name in near])) if near else NOTHING
    )
    where = NOTHING if at is None else say("paths start from the folder of the file that names them")
    found = Diagnostic(
        code="file-missing",
        message=say("there is no file {shown}", shown=quoted(shown)),
        labels=_at(at, say("named here")),
        help=suggestion or where,
        notes=() if near else (say("in that folder: {names}", names=some_of(list(names))),) if names else (),
    )
    if at is None or not near or at.text.strip('"') == at.text:
        return found
    return found.mending(at, f'"{names[near[0]]}"', certain=len(near) == 1)


def file_too_large(shown: str, size: Said, most: int, at: Span | None) -> Diagnostic:
    """A file over the limit of its kind."""
    return Diagnostic(
        code="file-too-large",
        message=say(
            "{shown} is too large: {size}, and at most {most:,} are read",
            shown=quoted(shown),
            size=size,
            most=most,
        ),
        labels=_at(at, say("named here")),
        help=say("split it into several files"),
    )


def files_too_large(shown: str, most: int, at: Span | None) -> Diagnostic:
    """The files of a model that are over the limit together."""
    return Diagnostic(
        code="file-too-large",
        message=say(
            "with {shown} the files of this model have more than {most:,} bytes together",
            shown=quoted(shown),
            most=most,
        ),
        labels=_at(at, say("used here")),
        help=say("put figures into tables rather than into formulas"),
    )


def file_not_text(shown: str, found: NotText, at: Span | None) -> Diagnostic:
    """A file that is a picture, a workbook, or text in another encoding."""
    return Diagnostic(
        code="file-not-text",
        message=say("{shown} is {what}; expected text in UTF-8", shown=quoted(shown), what=found.what),
        labels=_at(at, say("named here")),
        help=found.remedy or say("name a file of plain text"),
        notes=(found.note,) if found.note else (),
    )


def figures_as_model(shown: str, models: Sequence[str]) -> Diagnostic:
    """``semdsl check users.csv``: nothing in it is read as a model, and nothing is mended."""
    return Diagnostic(
        code="file-unreadable",
        message=say("{shown} is a file of figures, which a model reads by a `table`", shown=quoted(shown)),
        help=say("name the model: {names}", names=any_of([quoted(path) for path in models[:3]]))
        if models
        else say("name the model, a `.sem` file"),
    )


def empty_model(shown: str, at: Span | None, *, comments: bool) -> Diagnostic:
    """A model file, or a module that is named *at* some place, with nothing in it but perhaps *comments*."""
    return Diagnostic(
        code="empty-model",
        message=say("{shown} has nothing but comments", shown=quoted(shown))
        if comments
        else say("{shown} is empty", shown=quoted(shown)),
        labels=() if at is None else (Label(at, say("used here")),),
        help=say(
            'begin with a line such as `model pensions "Pension scheme"`; `semdsl new FOLDER` writes '
            "a small model"
        )
        if at is None
        else say('let that file begin with a line such as `module law "Law"`'),
    )


def unknown_module(written: str, known: Sequence[str], at: Span) -> Diagnostic:
    """``use`` of a name that the standard library does not have."""
    full = f"std.{written}"
    near = (full,) if full in known else nearest(written, known) or nearest(full, known)
    path = written.replace(".", "/") + ".sem"
    found = Diagnostic(
        code="unknown-module",
        message=say("the standard library has no module `{written}`", written=written),
        labels=(Label(at, say("used here")),),
        help=say("did you mean {names}?", names=any_of([f"`{name}`" for name in near]))
        if near
        else say('for a file of your own write its path in quotation marks: `use "{path}"`', path=path),
        notes=() if near else (say("modules of the standard library: {names}", names=some_of(known)),),
    )
    return found.mending(at, full) if full in known else respelt(found, at, written, known)


def use_cycle(way: Sequence[tuple[Span, str, str]]) -> Diagnostic:
    """Files that use each other in a ring: for each its ``use``, its own name and the name of what it uses."""
    closing, *others = reversed(way)
    names = [way[0][1], *(used for _, _, used in way)]
    return Diagnostic(
        code="use-cycle",
        message=say(
            "these files use each other in a ring: {way}", way=" → ".join(f"`{name}`" for name in names)
        ),
        labels=tuple(
            Label(at, say("`{user}` uses `{used}`", user=user, used=used))
            for at, user, used in (closing, *reversed(others))
        ),
        help=say("move what they share into a file that uses none of them"),
    )


def part_alone(shown: str, at: Span) -> Diagnostic:
    """A part named in a command: without the rest of its model nothing can be said of it."""
    return Diagnostic(
        code="part-alone",
        message=say(
            "{shown} is a part of a model, and means nothing without the rest of it", shown=quoted(shown)
        ),
        labels=(Label(at, say("a part")),),
        help=say(
            'name the model instead: the file with the line `include "…{name}"`',
            name=PurePosixPath(shown).name,
        ),
    )


def part_used(written: str, at: Span) -> Diagnostic:
    """``use`` of a part."""
    return Diagnostic(
        code="part-used",
        message=say("{written} is a part, and a part is not used but included", written=quoted(written)),
        labels=(Label(at, say("this file begins with `part`")),),
        help=say(
            'write `include "{written}"`, and its names without a prefix; or let the file begin with '
            "`module` instead of `part`",
            written=written,
        ),
    )


def not_a_part(written: str, kind: str, at: Span) -> Diagnostic:
    """``include`` of a file that begins with *kind* instead of ``part``; with nothing, if *kind* is empty."""
    name = re.sub(r"\W+", "_", PurePosixPath(written).stem).strip("_0123456789") or "name"
    remedy = say('let that file begin with `part {name} "…"`', name=name)
    if kind:
        remedy = say(
            'let that file begin with `part {name} "…"` if its names are names of this one', name=name
        )
    if kind == "module":
        remedy = joined((remedy, say('else write `use "{written}"`', written=written)), "; ")
    if not kind and not written.endswith(".sem"):
        remedy = say('figures are read by a `table`: `from "data/users.csv"`; a part is a `.sem` file')
    return Diagnostic(
        code="not-a-part",
        message=say(
            "{written} cannot be included: it begins with `{kind}`", written=quoted(written), kind=kind
        )
        if kind
        else say("{written} cannot be included: it does not say that it is a part", written=quoted(written)),
        labels=(Label(at, say("only a part is included")),),
        help=remedy,
    )


def includes_itself(written: str, at: Span) -> Diagnostic:
    """A file that names itself."""
    return Diagnostic(
        code="not-a-part",
        message=say(
            "{written} cannot be included: it is the file in which this stands", written=quoted(written)
        ),
        labels=(Label(at, say("this file itself")),),
        help=say("remove this line, or name a part of this file"),
    )


def included_twice(written: str, at: Span, before: Span) -> Diagnostic:
    """A part that is included a second time, by the same file or by another."""
    elsewhere = at.source is not before.source
    return Diagnostic(
        code="included-twice",
        message=say("{written} is included twice", written=quoted(written)),
        labels=(Label(at, say("the second time")), Label(before, say("the first time"))),
        help=say("a part belongs to one file: put what both need into a module, and `use` it in both")
        if elsewhere
        else say("remove one of the two"),
    )


def include_in_part(at: Span) -> Diagnostic:
    """``include`` inside a part."""
    return Diagnostic(
        code="include-in-part",
        message=say("a part does not include others: one file lists all parts"),
        labels=(Label(at, say("inside a part")),),
        help=say(
            "move this line into the file that includes the part; its path starts from the folder of "
            "that file"
        ),
    )


def too_many_uses(reason: Said, at: Span) -> Diagnostic:
    """A chain of ``use`` that is too long, or too many files."""
    return Diagnostic(
        code="too-many-files",
        message=say("this model uses too many files: {reason}", reason=reason),
        labels=(Label(at, say("this one is not read")),),
        help=say("put declarations that belong together into one file"),
    )


def label_file(shown: str, message: Said, remedy: Said, places: Sequence[Label]) -> Diagnostic:
    """A file that labels of an axis are read from and that cannot give them."""
    return Diagnostic(
        code="unusable-label-file",
        message=say(
            "{shown} cannot give the labels of an axis: {reason}", shown=quoted(shown), reason=message
        ),
        labels=tuple(places),
        help=remedy,
    )


def quoted(text: str, most: int = 80) -> str:
    """*text* between backticks; the middle of a long one is left out."""
    return f"`{text}`" if len(text) <= most else f"`{text[: most // 2]}...{text[-most // 2 :]}`"


def _at(at: Span | None, text: Said) -> tuple[Label, ...]:
    return () if at is None else (Label(at, text),)


def some_of(names: Sequence[str], most: int = _MOST_LISTED, longest: int = 80) -> Said:
    """The first *most* of *names*, in backticks, and how many there are beside them."""
    shown = joined([quoted(name, longest) for name in names[:most]])
    rest = len(names) - most
    return say("{names} and {rest:,} more", names=shown, rest=rest) if rest > 0 else shown


def any_of(parts: Sequence[str]) -> Said:
    """``a or b or c``."""
    first, *others = parts
    chosen = joined([first])
    for part in others:
        chosen = say("{others} or {last}", others=chosen, last=part)
    return chosen


def _files_in_folder(beside: Sequence[str]) -> Said:
    models = [path for path in beside if path.endswith(".sem")]
    return (
        say("name a file in it: {names}", names=any_of([quoted(path) for path in models[:3]]))
        if models
        else say("name a file in it")
    )


def _better_path(written: str) -> str:
    """The part of *written* that could be meant: its last two parts, below the folder."""
    parts = [
        part for part in re.split(r"[/\\]+", written) if part not in ("", ".", "..", "~") and ":" not in part
    ]
    better = "/".join(parts[-2:])
    return better if better and better != written and better.isprintable() and len(better) <= 80 else ""
