"""Every code of a finding has a row and a page, and every example of a page does what the page says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from semdsl.diagnostics.catalogue import CATALOGUE
from semdsl.diagnostics.model import Diagnostic, Severity
from semdsl.diagnostics.pages import page, pages_folder
from semdsl.diagnostics.text import render
from semdsl.diagnostics.wording import Said, has_words, in_language
from semdsl.interface import check
from semdsl.requests import Options
from semdsl.running import run_file
from tests.support.spanish import printed_in_spanish

PACKAGE = Path(__file__).parents[2] / "semdsl"
MAKERS = {"Diagnostic", "error", "warning", "_warning"}
SECTIONS = ["What it means", "Why it matters", "Example", "Do this instead"]
SILENCE = "When it is right to silence it"
SPANISH_HEADINGS = dict(
    zip(
        [*SECTIONS, SILENCE],
        ["Qué significa", "Por qué importa", "Ejemplo", "Qué hacer", "Cuándo conviene callarlo"],
        strict=True,
    )
)
IN_SPANISH = sorted(path.stem for path in (pages_folder() / "es").glob("*.md"))

# Pages whose example is not run, because it would take a large file, a command, or a model too large to print.
NOT_RUN = {
    "loop-not-met",
    *("carriage-return", "long-source", "long-declaration", "long-string", "many-mistakes", "empty-formula"),
    *(
        "file-not-text",
        "file-too-large",
        "too-many-files",
        "cases-too-many",
    ),
    *("too-indirect", "recursion-too-large", "circular-cells"),
    *(
        "cannot-write",
        "file-changed",
        "fix-left-out",
        "folder-busy",
        "file-not-ours",
        "folder-not-empty",
        "folder-not-ours",
        "missing-extra",
    ),
    *(
        "not-formatted",
        "nothing-found",
        "setting-form",
        "symbol-not-understood",
        "too-many-rows",
        "unknown-code",
        "unknown-formula",
        "unknown-part",
        "unknown-result",
    ),
    # Answers to questions about a model, which a command asks: their pages are tried in tests/analysis.
    *(
        "at-a-kink",
        "bracket-form",
        "bump-form",
        "condition-does-not-move",
        "condition-lacks-axis",
        "jumps-over",
        "much-to-follow",
        "no-bracket",
        "no-solution",
        "not-an-equation",
        "not-differentiable",
        "nothing-to-measure",
        "nothing-to-move",
        "solution-outside-range",
        "too-many-cells-asked",
    ),
}
BLOCK = re.compile(r"^```([a-z]+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def codes_in(tree: ast.Module) -> Iterator[str]:
    """The codes of the findings that a module makes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            maker = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if maker in MAKERS:
                given = [keyword.value for keyword in node.keywords if keyword.arg == "code"] or node.args[:1]
                for part in (part for value in given for part in ast.walk(value)):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value


def codes() -> set[str]:
    """The codes of all findings of the program."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")]
    return {code for tree in trees for code in codes_in(tree)}


def test_codes_rows_and_pages_are_the_same() -> None:
    pages = {path.stem for path in pages_folder().glob("*.md")}
    assert codes() == set(CATALOGUE)
    assert pages == set(CATALOGUE)


def test_rows_are_in_order_and_their_titles_are_sentences_without_a_full_stop() -> None:
    assert list(CATALOGUE) == sorted(CATALOGUE)
    for code, entry in CATALOGUE.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
        assert entry.title[:1] == entry.title[:1].upper()
        assert not entry.title.endswith(".")
        assert re.fullmatch(r"\d+\.\d+", entry.since)


def sections(code: str, language: str = "en") -> dict[str, str]:
    """The parts of the page of *code* by their headings; what stands before the first has none."""
    text = page(code, language)
    assert text is not None
    parts = re.split(r"^## (.*)\n", text, flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_page_has_the_fixed_headings(code: str) -> None:
    parts = sections(code)
    assert parts[""] == f"# {code}\n\n{CATALOGUE[code].title}.\n\n"
    assert list(parts) in (["", *SECTIONS], ["", *SECTIONS, SILENCE])
    assert all(part.strip() for part in parts.values())


@pytest.mark.parametrize("code", sorted(set(CATALOGUE) - NOT_RUN))
def test_the_example_of_a_page(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_golden: bool
) -> None:
    """The wrong model gives the code and no other error, in the words of the page; the right one gives no error."""
    parts = sections(code)
    monkeypatch.chdir(tmp_path)
    example, remedy = BLOCK.findall(parts["Example"]), BLOCK.findall(parts["Do this instead"])
    when_run = "when it is run" in parts["Example"]
    found = findings(example, run=when_run)
    (mine,) = [one for one in found if one.code == code][:1]
    assert {one.code for one in found if one.is_error} <= {code}
    assert (SILENCE in parts) == (mine.severity is not Severity.ERROR)
    if update_golden:
        rewrite(pages_folder() / f"{code}.md", render(mine))
    else:
        assert [text for language, _, text in example if language == "text"] == [render(mine)]
    if any(language == "sem" and not name for language, name, _ in remedy):
        better = findings(remedy, run=when_run)
        assert [one for one in better if one.is_error or one.code == code] == []


def findings(blocks: Sequence[tuple[str, str, str]], *, run: bool) -> Sequence[Diagnostic]:
    """What is said of the model without a name among *blocks*, with the named ones as files beside it.

    Files of an earlier call are still there.
    """
    model = Path("example.sem")
    for language, name, text in blocks:
        if name or language == "sem":
            path = Path(name) if name else model
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return run_file(model, Options()).diagnostics if run else check(model)


def rewrite(path: Path, text: str) -> None:
    """Put *text* into the page *path* as what its example gives."""
    before, heading, after = re.split(
        r"^(## Example\n)", path.read_text(encoding="utf-8"), maxsplit=1, flags=re.MULTILINE
    )
    changed = re.sub(
        r"(?<=^```text\n).*?(?=^```$)", lambda _: text, after, count=1, flags=re.MULTILINE | re.DOTALL
    )
    path.write_text(before + heading + changed, encoding="utf-8")


@pytest.mark.parametrize("code", IN_SPANISH)
def test_a_page_in_spanish_is_the_page_in_english(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_golden: bool
) -> None:
    """The same parts, the same models, and what the program prints in the words of Spanish."""
    monkeypatch.chdir(tmp_path)
    english = sections(code)
    first = f"# {code}\n\n{in_language(CATALOGUE[code].title, 'es')}.\n\n"
    blocks = {SPANISH_HEADINGS.get(heading, ""): shown for heading, shown in shown_in_spanish(code).items()}
    if update_golden:
        rewrite_in_spanish(code, first, blocks)
    spanish = sections(code, "es")
    assert spanish[""] == first
    assert {heading: BLOCK.findall(part) for heading, part in spanish.items()} == blocks
    assert list(spanish) == list(blocks)
    for (heading, part), own in zip(english.items(), spanish.values(), strict=True):
        words = BLOCK.sub("", part).split()
        assert not heading or not words or words != BLOCK.sub("", own).split(), "this part is in English"
        assert bool(words) == bool(BLOCK.sub("", own).split())


def shown_in_spanish(code: str) -> dict[str, list[tuple[str, str, str]]]:
    """The blocks that the Spanish page of *code* has, by the English headings that they are below."""
    english = {heading: BLOCK.findall(part) for heading, part in sections(code).items()}
    said = None
    if code not in NOT_RUN:
        found = findings(english["Example"], run="when it is run" in sections(code)["Example"])
        said = render(next(one for one in found if one.code == code), language="es")
    return {
        heading: [
            (kind, name, (said or printed_in_spanish(text)) if kind in {"text", "console"} else text)
            for kind, name, text in shown
        ]
        for heading, shown in english.items()
    }


def rewrite_in_spanish(code: str, first: str, blocks: Mapping[str, list[tuple[str, str, str]]]) -> None:
    """Let the Spanish page of *code* begin with *first*, and have *blocks* in place of its own."""
    pieces = [first]
    for heading, part in list(sections(code, "es").items())[1:]:
        prose = BLOCK.split(part)[:: BLOCK.groups + 1]
        assert len(prose) == len(blocks[heading]) + 1, f"the number of blocks below {heading} is another"
        fenced = [
            f"```{' '.join(filter(None, (kind, name)))}\n{text}```" for kind, name, text in blocks[heading]
        ]
        pieces += [
            f"## {heading}\n",
            *(piece for pair in zip(prose, [*fenced, ""], strict=True) for piece in pair),
        ]
    (pages_folder() / "es" / f"{code}.md").write_text("".join(pieces), encoding="utf-8")


def test_every_code_has_a_page_in_spanish_and_nothing_else_has() -> None:
    assert set(IN_SPANISH) == set(CATALOGUE)


@pytest.mark.parametrize("code", sorted(set(CATALOGUE) - NOT_RUN))
def test_nothing_but_names_and_numbers_stands_in_a_sentence_without_having_been_said(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value outside backticks that is English would stay English in every other language."""
    monkeypatch.chdir(tmp_path)
    example = sections(code)["Example"]
    found = findings(BLOCK.findall(example), run="when it is run" in example)
    texts = [
        text
        for one in found
        for text in (one.message, one.help, *one.notes, *(label.text for label in one.labels))
    ]
    assert [text for text in texts if text and not isinstance(text, Said)] == []
    assert [value for text in texts for value in unsaid(text)] == []


def unsaid(text: str) -> Iterator[tuple[str, str]]:
    """Values in *text* that have words and were not said, each with the sentence that they stand in."""
    if not isinstance(text, Said):
        return
    places = set(re.findall(r"\{(\w+)", re.sub(r"`[^`]*`", "", text.template)))
    for name, value in text.values.items():
        if isinstance(value, Said):
            yield from unsaid(value)
        elif name in places and name not in OF_THE_MODEL and isinstance(value, str) and has_words(value):
            yield text.template, value


OF_THE_MODEL = {
    *("axis", "cell", "cells", "ranges", "factor", "first", "last", "found", "file", "amount"),
    *("operand", "operands", "quotient", "base", "exponent", "left", "right", "text"),
    *("words", "value", "operation"),
}
"""Places for what the model or the system says: names of axes, labels, figures with their units, files."""


def test_examples_that_are_not_run_are_few_and_have_no_model() -> None:
    assert set(CATALOGUE) >= NOT_RUN
    assert not [code for code in NOT_RUN if "```sem\n" in sections(code)["Example"]]
