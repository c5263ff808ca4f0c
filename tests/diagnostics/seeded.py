"""What the program says of seeded mistakes: whether it speaks, whether it points at the place, whether its fix mends.

``python -m tests.diagnostics.seeded`` prints the figures of 500 mistakes by kind; ``--list`` also says of each that was
not found, not placed or not mended what it is; ``--count 50`` takes fewer.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from semdsl.diagnostics.fixes import mended
from semdsl.diagnostics.model import Diagnostic
from semdsl.pipeline import Checked, check_in_stages, check_project
from semdsl.project.files import load
from semdsl.project.reading import Home, Reader
from semdsl.requests import Options, not_a_model
from semdsl.running import run_checked, run_tests
from semdsl.source import Source
from semdsl.syntax.meaning import meaning_text
from semdsl.syntax.parse import parse
from tests.diagnostics.seeds import KINDS, File, Seed, files_of

ROOT = Path(__file__).parents[2]
MODELS = (
    ("models/pension.sem", 3),
    ("models/sem.sem", 1),
    ("models/term_life.sem", 2),
    ("models/premium_based_systems_1992.sem", 2),
    ("models/population_methods.sem", 2),
    ("semdsl/cli/starter/model.sem", 3),
)
"""The models that mistakes are seeded in, and how often each is drawn. Their parts and modules are theirs."""

COUNT = 500
_ROUNDS = 4  # of fixes, each for what is found once the one before is written


@dataclass(frozen=True, slots=True)
class Sound:
    """A model without mistakes: its files, and what can be spoilt in them."""

    path: Path
    homes: Mapping[str, Home]
    files: Mapping[str, File]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One seeded mistake."""

    kind: str
    model: Path
    file: str
    seed: Seed
    text: str  # of the file, with the mistake in it
    original: str

    def __str__(self) -> str:
        line = self.original.count("\n", 0, self.seed.start) + 1
        old = self.original[self.seed.start : self.seed.end]
        return f"{self.kind}: {self.file}:{line}: `{old.strip()}` → `{self.seed.new.strip()}`"


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a mistake: ``checked``, ``tested`` (what the model says of itself), ``silent`` or ``harmless``."""

    mistake: Mistake
    outcome: str
    placed: bool = False  # the first finding has the place among its labels
    further: bool = False  # … or another finding has
    on_line: bool = False  # the first finding points at its line
    fix: str = (
        ""  # whether the text means the same again after `certain` fixes alone, or with `suggested` ones
    )
    said: str = ""


@cache
def sound(path: str) -> Sound:
    """The model at *path* with all the files of the language that it reads."""
    reader = Reader()
    stages = check_in_stages(ROOT / path, reader)
    assert not any(one.is_error for stage in stages for one in stage)
    homes = {source.name: home for home, source in reader.sources.items() if home.path.suffix == ".sem"}
    texts = {source.name: source.text for source in reader.sources.values() if source.name in homes}
    return Sound(ROOT / path, homes, files_of(texts))


def mistakes(count: int = COUNT) -> Iterator[Mistake]:
    """*count* mistakes, as many of each kind, each at a place of its own."""
    done: set[tuple[str, int, str]] = set()
    for number in range(count):
        kind = list(KINDS)[number % len(KINDS)]
        yield _mistake(kind, Random(f"{kind} {number}"), done)


def _mistake(kind: str, random: Random, done: set[tuple[str, int, str]]) -> Mistake:
    for _ in range(200):
        path = random.choice([path for path, weight in MODELS for _ in range(weight)])
        model = sound(path)
        name = random.choice(sorted(model.files))
        seeds = list(KINDS[kind](model.files[name], random))
        seed = random.choice(seeds) if seeds else None
        if seed is not None and (name, seed.start, kind) not in done:
            done.add((name, seed.start, kind))
            original = model.files[name].text
            return Mistake(kind, model.path, name, seed, seed.into(original), original)
    raise AssertionError(f"there is no further place for `{kind}`")


# ── Judging ───────────────────────────────────────────────────────────────────────────────────────


def judged(mistake: Mistake) -> Judged:
    """What the program says of *mistake*, and what its fixes make of it."""
    if _meaning(mistake.text) == _meaning(mistake.original):
        return Judged(mistake, "harmless")
    found = _found(mistake, mistake.text)
    if not found:
        return Judged(mistake, "silent" if _passes(mistake) else "tested")
    placed, on_line = _points_at(found[0], mistake)
    further = any(_points_at(one, mistake)[0] for one in found)
    said = "\n    ".join(
        f"[{one.code}] {one.labels[0].span if one.labels else ''} {one.message} — {one.help}"
        for one in found[:3]
    )
    return Judged(mistake, "checked", placed, further, on_line, _mended_by(mistake), said)


def _meaning(text: str) -> list[str] | None:
    """What *text* means; None if it cannot be read."""
    outcome = parse(Source("", text))
    return [meaning_text(own) for own in outcome.value.declarations] if outcome.ok else None


def _reader(mistake: Mistake, text: str) -> Reader:
    home = sound(str(mistake.model.relative_to(ROOT))).homes[mistake.file]
    return Reader(instead={home: text.encode("utf-8")})


def _found(mistake: Mistake, text: str) -> list[Diagnostic]:
    """The findings that the sound model does not have, errors first."""
    usual = _usual(mistake.model)
    new = [one for one in _all(mistake, text) if _words(one) not in usual]
    return sorted(new, key=lambda one: not one.is_error)


@cache
def _usual(model: Path) -> frozenset[tuple[str, str]]:
    """What is said of the sound model."""
    return frozenset(_words(one) for stage in check_in_stages(model, Reader()) for one in stage)


def _all(mistake: Mistake, text: str) -> tuple[Diagnostic, ...]:
    stages = check_in_stages(mistake.model, _reader(mistake, text))
    return tuple(sorted((one for stage in stages for one in stage), key=_place))


def _place(found: Diagnostic) -> tuple[str, int]:
    return (found.labels[0].span.source.name, found.labels[0].span.start) if found.labels else ("", 0)


def _words(found: Diagnostic) -> tuple[str, str]:
    return found.code, found.message


def _points_at(found: Diagnostic, mistake: Mistake) -> tuple[bool, bool]:
    """Whether a label holds the whole mistake, and whether one stands on its line.

    What was left out stood between two words: a label that holds or touches the blanks between them holds it.
    """
    text, start, end = mistake.text, mistake.seed.start, mistake.seed.start + len(mistake.seed.new)
    line = text.count("\n", 0, start) + 1
    spans = [label.span for label in found.labels if label.span.source.name == mistake.file]
    if start < end:
        holds = any(span.start <= start and end <= span.end for span in spans)
    else:
        left, right = len(text[:start].rstrip()), len(text) - len(text[start:].lstrip())
        holds = any(span.start <= right and left <= span.end for span in spans)
    lines = [(span.line, span.source.position(span.end)[0]) for span in spans]
    return holds, holds or any(first <= line <= last for first, last in lines)


def _mended_by(mistake: Mistake) -> str:
    """Which fixes make the text mean the same again: the first that a finding has, then the first of what is left."""
    text, used, wanted = mistake.text, "certain", _meaning(mistake.original)
    for _ in range(_ROUNDS):
        fixable = [one for one in _found(mistake, text) if one.fix]
        if not fixable or fixable[0].fix is None:
            return ""
        edits = fixable[0].fix.edits
        if any(edit.span.source.name != mistake.file for edit in edits):
            return ""
        used = used if fixable[0].fix.certain else "suggested"
        text = mended(text, edits)
        if _meaning(text) == wanted:
            return used
    return ""


def _passes(mistake: Mistake) -> bool:
    """Whether the model passes its own tests, checks and expectations in spite of *mistake*."""
    loaded = load(mistake.model, _reader(mistake, mistake.text))
    assert loaded.value is not None
    checked = check_project(loaded.value).value
    assert checked is not None
    return _says_yes(checked)


def _says_yes(checked: Checked) -> bool:
    if not_a_model(checked) is not None:
        return True
    ran = run_checked(checked, Options())
    if ran.value is None or not ran.ok:
        return False
    verdicts = ran.value.scenarios[0].results.verdicts
    return all(one.passed for one in verdicts) and all(test.passed for test in run_tests(checked))


# ── Figures ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of judged mistakes."""

    all: int
    checked: int
    tested: int
    placed: int
    further: int
    on_line: int
    certain: int
    mended: int

    @property
    def silent(self) -> int:
        return self.all - self.checked - self.tested


def figures(results: list[Judged]) -> Figures:
    """The counts of *results*, without those that changed no meaning."""
    real = [one for one in results if one.outcome != "harmless"]
    return Figures(
        len(real),
        sum(one.outcome == "checked" for one in real),
        sum(one.outcome == "tested" for one in real),
        sum(one.placed for one in real),
        sum(one.further for one in real),
        sum(one.on_line for one in real),
        sum(one.fix == "certain" for one in real),
        sum(bool(one.fix) for one in real),
    )


def table(results: list[Judged]) -> str:
    """The figures by kind, as Markdown."""
    rows = [(kind, figures([one for one in results if one.mistake.kind == kind])) for kind in KINDS]
    lines = [
        "| mistake | seeded | found by the check | by the model's own tests | not found "
        "| placed by the first finding | by any | on the line | mended by `--fix` | mended with suggestions |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for kind, own in [*rows, ("all", figures(results))]:
        counts = (
            own.all,
            own.checked,
            own.tested,
            own.silent,
            own.placed,
            own.further,
            own.on_line,
            own.certain,
            own.mended,
        )
        lines.append(f"| {kind} | " + " | ".join(map(str, counts)) + " |")
    return "\n".join(lines)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Measure what is said of seeded mistakes.")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--list", action="store_true", help="also list what was not found, placed or mended")
    parser.add_argument("--jobs", type=int, default=2, help="processes at work")
    parser.add_argument("--kind", choices=list(KINDS), help="of this kind alone")
    arguments = parser.parse_args()
    results = []
    chosen = [one for one in mistakes(arguments.count) if arguments.kind in (None, one.kind)]
    with ProcessPoolExecutor(arguments.jobs) as workers:
        for one in workers.map(judged, chosen, chunksize=4):
            results.append(one)
            if arguments.list:
                _say(one)
    sys.stdout.write(table(results) + "\n")


def _say(one: Judged) -> None:
    lacks = [word for word, has in (("place", one.placed), ("fix", one.fix)) if not has]
    what = f"no {' and '.join(lacks)}" if one.outcome == "checked" else one.outcome
    if one.outcome != "checked" or lacks:
        sys.stdout.write(f"{what}: {one.mistake}\n    {one.said}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
