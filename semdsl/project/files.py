"""A model and all it uses: find the files, read them, parse them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from semdsl.diagnostics.model import Diagnostic, Outcome
from semdsl.diagnostics.wording import say
from semdsl.project import findings
from semdsl.project.encoding import line_feeds
from semdsl.project.label_files import read_labels
from semdsl.project.parts import has_broken_include, header_of, is_part, objections_to, whole
from semdsl.project.paths import DiskFolder, Refusal, TextFolder, Trouble, objection, said_by_system
from semdsl.project.reading import Home, Reader
from semdsl.source import Source, Span
from semdsl.syntax import ast
from semdsl.syntax.parse import parse

if TYPE_CHECKING:
    from semdsl.semantics.model import TableSpec
_LabelKey: TypeAlias = tuple[Source, ast.AxisFile]

MOST_SOURCE_BYTES = 1_000_000
MOST_BYTES_TOGETHER = 10_000_000
MOST_FILES = 200
DEEPEST_USE = 16
_MOST_LABEL_BYTES = 50_000_000
_LIBRARY = "std"
OF_FIGURES = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Project:
    """The files of a model: its own tree first among ``modules``, and what its names of files mean.

    ``reader`` opens tables when they are asked for and keeps the SHA-256 of every file read.
    """

    main: ast.Module
    modules: tuple[ast.Module, ...]
    reader: Reader = field(repr=False)
    homes: Mapping[Source, Home] = field(repr=False)
    used: Mapping[tuple[Source, str], ast.Module] = field(repr=False)
    axis_labels: Mapping[_LabelKey, tuple[ast.Member, ...]] = field(repr=False)

    @property
    def digests(self) -> Mapping[str, str]:
        """SHA-256 of the bytes of every file read so far, by its path from the model's folder."""
        return dict(sorted(self.reader.digests.items()))

    def module(self, use: ast.Use) -> ast.Module | None:
        """What *use* names; None if that could not be read, which has been reported."""
        return self.used.get((use.span.source, _written(use)))

    def labels(self, axis_file: ast.AxisFile) -> tuple[ast.Member, ...] | None:
        """The members that *axis_file* names, with titles; None if they could not be read, which has been reported."""
        return self.axis_labels.get(_label_key(axis_file))

    def home_of(self, spec: TableSpec) -> Home:
        """The file from whose folder the path of *spec* starts."""
        if spec.span.source in self.homes:
            return self.homes[spec.span.source]
        named = (home for source, home in self.homes.items() if source.name == spec.base)
        return next(named, self.homes[self.main.source])

    def in_library(self, source: Source) -> bool:
        """Whether *source* is a file of the standard library that the model uses."""
        home = self.homes.get(source)
        return home is not None and isinstance(home.folder, DiskFolder) and home.folder.record == _LIBRARY


def load(path: Path, reader: Reader | None = None) -> Outcome[Project | None]:
    """Read the model at *path*, the modules it uses, theirs, and the files its axes take labels from, with *reader*.

    None if the model itself, or one of its parts, cannot be read: most names would seem to be missing.
    May report: every code of ``findings``, and what the parser finds.
    """
    return _load_from(path, reader or Reader(), with_labels=True)


def load_declarations(path: Path) -> Outcome[Project | None]:
    """The same without the labels of axes: what is declared, for which files of figures need not be opened."""
    return _load_from(path, Reader(), with_labels=False)


def _load_from(path: Path, reader: Reader, *, with_labels: bool) -> Outcome[Project | None]:
    main = _main_home(path)
    if isinstance(main, Diagnostic):
        return Outcome(None, (main,))
    read = reader.read(main, MOST_SOURCE_BYTES)
    if read.value is None:
        return Outcome(None, read.diagnostics)
    return _load(read.value, main, reader, with_labels=with_labels)


def load_text(
    text: str, name: str = "model.sem", files: Mapping[str, str] | None = None
) -> Outcome[Project | None]:
    """The same for a model given as *text*; what it names, other than the standard library, is looked up in *files*."""
    home, reader = Home(TextFolder(files or {}), PurePosixPath(PurePosixPath(name).name)), Reader()
    reader.record(home, text.encode("utf-8", errors="surrogatepass"))
    return _load(Source(name, line_feeds(text.removeprefix("\ufeff"))), home, reader)


def read_model_text(path: Path) -> Outcome[Source | None]:
    """The text of the model file at *path*, alone."""
    main = _main_home(path)
    if isinstance(main, Diagnostic):
        return Outcome(None, (main,))
    return Reader().read(main, MOST_SOURCE_BYTES)


def stdlib_root() -> Path:
    """The folder of the standard library: packaged with an installed semdsl, beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "_stdlib"
    return packaged if packaged.is_dir() else package.parent / "stdlib"


def _main_home(path: Path) -> Home | Diagnostic:
    """Where the model at *path* is. Its folder is that of the file itself, should *path* be a link to it."""
    try:
        real = path.resolve(strict=True)
    except (FileNotFoundError, NotADirectoryError):
        return findings.file_missing(path.as_posix(), _models_beside(path), None)
    except OSError as error:
        return findings.file_not_read(str(path), Refusal(Trouble.DENIED, said_by_system(error)), (), None, 0)
    except (RuntimeError, ValueError):  # a link to itself; a character that no file name can have
        return findings.file_not_read(
            str(path), Refusal(Trouble.DENIED, say("its name leads nowhere")), (), None, 0
        )
    if real.suffix.lower() in OF_FIGURES:
        return findings.figures_as_model(path.as_posix(), _models_beside(path))
    prefix = path.parent if real.name == path.name else real.parent
    return Home(DiskFolder(real.parent, prefix.as_posix()), PurePosixPath(real.name))


def _models_beside(path: Path) -> list[str]:
    """The model files in the folder of *path*; none if the working folder was taken away."""
    try:
        folder = DiskFolder(path.parent.resolve(), path.parent.as_posix())
    except OSError:
        return []
    beside = folder.beside(PurePosixPath(path.name))
    return [folder.shown(file) for file in beside if file.suffix == ".sem"]


def _says_nothing(source: Source) -> bool:
    return all(not line or line.startswith("#") for line in map(str.strip, source.text.splitlines()))


def _empty(source: Source, at: Span | None) -> Diagnostic:
    return findings.empty_model(source.name, at, comments=bool(source.text.strip()))


def _load(source: Source, home: Home, reader: Reader, *, with_labels: bool = True) -> Outcome[Project | None]:
    if _says_nothing(source):
        return Outcome(None, (_empty(source, None),))
    loading = _Loading(reader, with_labels=with_labels)
    written = loading.parse(source, home)
    header = header_of(written)
    if header is not None and is_part(written):
        alone = findings.part_alone(source.name, header.name.span)
        return Outcome(None, (*loading.found, alone))
    main = loading.assemble(written, home)
    if main is None:
        return Outcome(None, tuple(loading.found))
    loading.follow(main, home, ())
    project = Project(
        main, tuple(loading.parsed.values()), reader, loading.homes, loading.used, loading.axis_labels
    )
    return Outcome(project, tuple(loading.found))


@dataclass(frozen=True, slots=True)
class _Step:
    """One file on the way from the model to the file being read, and the ``use`` by which the way goes on.

    A ``use`` in a part goes on from the file that includes it.
    """

    home: Home
    use: ast.Use


@dataclass(slots=True)
class _Loading:
    """The files of a model while they are read."""

    reader: Reader
    parsed: dict[Home, ast.Module] = field(default_factory=dict)
    lost: set[Home] = field(default_factory=set)  # files that lack one of their parts, which was reported
    included: dict[Home, ast.Include] = field(default_factory=dict)
    homes: dict[Source, Home] = field(default_factory=dict)
    used: dict[tuple[Source, str], ast.Module] = field(default_factory=dict)
    axis_labels: dict[_LabelKey, tuple[ast.Member, ...]] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    size: int = 0
    is_full: bool = False  # there are more files than a model may have, which was reported
    with_labels: bool = True

    def parse(self, source: Source, home: Home) -> ast.Module:
        outcome = parse(source)
        self.found += outcome.diagnostics
        self.enter(source, home)
        return outcome.value

    def enter(self, source: Source, home: Home) -> None:
        """Count *source*, which is the file at *home*, among the files of the model."""
        self.homes[source] = home
        self.size += len(source.text.encode("utf-8", errors="replace"))

    def assemble(self, module: ast.Module, home: Home) -> ast.Module | None:
        """*module*, which is the file at *home*, with its parts in place; None if one of them cannot be read."""
        self.parsed[home] = module
        pieces = [self.part(own) for own in module.declarations if isinstance(own, ast.Include)]
        read = [piece for piece in pieces if piece is not None]
        if len(read) < len(pieces) or has_broken_include(module):
            self.lost.add(home)
            return None
        assembled = whole(module, read)
        self.found += assembled.diagnostics
        self.parsed[home] = assembled.value
        return assembled.value

    def part(self, include: ast.Include) -> ast.Module | None:
        """The part that *include* names; one without declarations if the same file has included it before."""
        at, written = include.path.span, include.path.text
        target = self.near(include.path)
        if target is None:
            return None
        if target in self.included:
            before = self.included[target].path.span
            self.found.append(findings.included_twice(written, at, before))
            return ast.Module(at.source, ()) if before.source is at.source else None
        if target == self.homes[at.source]:
            self.found.append(findings.includes_itself(written, at))
            return None
        read = self.read(target, at)
        if read is None:
            return None
        outcome = parse(read)
        objections = objections_to(outcome, include)
        self.found += objections or outcome.diagnostics
        if objections:
            return None
        self.enter(read, target)
        self.included[target] = include
        return outcome.value if header_of(outcome.value) else None

    def follow(self, module: ast.Module, home: Home, way: tuple[_Step, ...]) -> None:
        """Read what *module* names: files with labels, and modules, and what they name in turn."""
        for declaration in module.declarations:
            match declaration:
                case ast.AxisDecl(definition=ast.AxisFile() as file) if self.with_labels:
                    self.labels(file)
                case ast.Use():
                    self.use(declaration, (*way, _Step(home, declaration)))

    def use(self, use: ast.Use, way: tuple[_Step, ...]) -> None:
        """Read the module that *use* names, which stands at the end of *way*."""
        target = self.target(use)
        if target is None or target in self.lost:
            return
        if target in self.included:
            self.found.append(findings.part_used(use.module.span.text.strip('"'), use.module.span))
            return
        ring = [place for place, step in enumerate(way) if step.home == target]
        if ring:
            self.found.append(_cycle(way[ring[0] :]))
            return
        module = self.parsed.get(target)
        if module is None:
            module = self.module(target, use, len(way))
            if module is None:
                return
            self.follow(module, target, way)
        self.used[use.span.source, _written(use)] = module

    def target(self, use: ast.Use) -> Home | None:
        """The file that *use* means."""
        match use.module:
            case ast.Text() as path:
                return self.near(path)
            case ast.Name(ident=dotted, span=at):
                library = DiskFolder(stdlib_root(), "stdlib", _LIBRARY)
                inside = PurePosixPath(*dotted.split(".")[1:]).with_suffix(".sem") if "." in dotted else None
                known = _library_modules(library.root)
                if dotted not in known or inside is None:
                    self.found.append(findings.unknown_module(dotted, known, at))
                    return None
                return Home(library, inside)

    def near(self, path: ast.Text) -> Home | None:
        """The file that *path* means in the file it is written in, if a model may name it so."""
        reason = objection(path.text)
        if reason:
            self.found.append(findings.path_refused(path.text, reason, path.span))
            return None
        return self.homes[path.span.source].near(path.text)

    def module(self, target: Home, use: ast.Use, depth: int) -> ast.Module | None:
        """The module in the file *target* with its parts, if the limits allow one more."""
        at = use.module.span
        if depth > DEEPEST_USE:
            self.found.append(
                findings.too_many_uses(say("a chain of `use` may have {most} steps", most=DEEPEST_USE), at)
            )
            return None
        read = self.read(target, at)
        if read is None:
            return None
        if _says_nothing(read):
            self.found.append(_empty(read, at))
            return None
        module = self.parse(read, target)
        if is_part(module):
            self.found.append(findings.part_used(at.text.strip('"'), at))
            return None
        return self.assemble(module, target)

    def read(self, target: Home, at: Span) -> Source | None:
        """The text of the file *target*, named at the place *at*, if the limits allow one more."""
        if len(self.homes) >= MOST_FILES:
            if not self.is_full:
                self.found.append(
                    findings.too_many_uses(say("a model may have {most} files", most=MOST_FILES), at)
                )
            self.is_full = True
            return None
        read = self.reader.read(target, MOST_SOURCE_BYTES, at, self.homes[at.source])
        self.found += read.diagnostics
        if read.value is None:
            return None
        if self.size + len(read.value.text) > MOST_BYTES_TOGETHER:
            self.found.append(findings.files_too_large(str(target), MOST_BYTES_TOGETHER, at))
            return None
        return read.value

    def labels(self, file: ast.AxisFile) -> None:
        """Read the labels in *file*.

        Without a column it has one label for each row, which this version does not read.
        """
        if file.column is None or _label_key(file) in self.axis_labels:
            return
        at = file.path.span
        read = self.reader.named(file.path.text, self.homes[at.source], _MOST_LABEL_BYTES, at)
        self.found += read.diagnostics
        if read.value is None:
            return
        labels = read_labels(read.value, file)
        self.found += labels.diagnostics
        if labels.value is not None:
            self.axis_labels[_label_key(file)] = labels.value


def _written(use: ast.Use) -> str:
    """What stands after ``use``; a path keeps a mark of its quotation, so that it is not taken for a name."""
    match use.module:
        case ast.Text(text=written):
            return f'"{written}"'
        case ast.Name(ident=dotted):
            return dotted


def _label_key(file: ast.AxisFile) -> _LabelKey:
    return file.span.source, file


def _cycle(way: tuple[_Step, ...]) -> Diagnostic:
    users = [str(step.home) for step in way]
    used = [*users[1:], users[0]]
    spans = [step.use.module.span for step in way]
    return findings.use_cycle(list(zip(spans, users, used, strict=True)))


@cache
def _library_modules(root: Path) -> tuple[str, ...]:
    """``std.premiums``, ``std.premiums.zelenka``, … in alphabetical order."""
    paths = (path.relative_to(root).with_suffix("") for path in root.rglob("*.sem"))
    return tuple(sorted(".".join(["std", *path.parts]) for path in paths))
