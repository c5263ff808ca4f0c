"""Every sentence is one that can be translated, and is; nothing is translated that is no longer said."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter

import pytest

from semdsl.diagnostics.wording import CATALOGUE_OF_SPANISH, has_words
from tests.support.catalogue_file import held, wanted, written
from tests.support.sentences import calls_of, sentences

TO_DO: set[str] = set()
"""Modules some of whose sentences have no Spanish yet: as a rule none."""

CODE = re.compile(r"`[^`]*`")


def places(template: str) -> Counter[str]:
    """The places of *template*, with how each is written out, counted."""
    return Counter(f"{name}:{spec}" for _, name, spec, _ in string.Formatter().parse(template) if name)


FOR_AUTHORS = dict(
    zip(
        "condition value other_value formula axis axes name unit title column folder file one the other of".split(),
        "condición valor otro_valor fórmula eje ejes nombre unidad título columna carpeta archivo una la otra "
        "de".split(),
        strict=True,
    )
)
"""Words in code that stand for what an author writes there."""


def in_spanish(english: str, spanish: str) -> str:
    """*english* code with the words of *spanish* that say the same in the places of an author's own."""
    ours, theirs = re.findall(r"\w+|\W", english), re.findall(r"\w+|\W", spanish)
    if len(ours) != len(theirs):
        return english
    pairs = zip(ours, theirs, strict=True)
    return "".join(other if FOR_AUTHORS.get(own.lower()) == other.lower() else own for own, other in pairs)


def same_code(english: str, spanish: str) -> bool:
    """Whether both have the same code, but for words that stand for an author's own."""
    ours, theirs = sorted(CODE.findall(english)), sorted(CODE.findall(spanish))
    left = list(theirs)
    for own in ours:
        same = next((other for other in left if in_spanish(own, other) == other), None)
        if same is None:
            return False
        left.remove(same)
    return not left


def test_a_sentence_is_written_out_with_exactly_the_values_it_has_places_for() -> None:
    wrong = [
        sentence.place
        for sentence in sentences()
        if not sentence.template
        or {name for _, name, _, _ in string.Formatter().parse(sentence.template) if name is not None}
        != sentence.names
    ]
    assert wrong == []


def test_a_sentence_is_not_spliced_from_pieces() -> None:
    edges = [
        sentence.place
        for sentence in sentences()
        if sentence.template != sentence.template.strip() or sentence.template[:1] in ",;:"
    ]
    assert edges == []


def test_only_wording_makes_a_text_out_of_what_was_not_said() -> None:
    makers = {module for module, _ in calls_of("Said")}
    assert makers == {"diagnostics.wording"}


@pytest.mark.parametrize("function", ["verbatim", "told"])
def test_what_is_said_by_others_has_no_sentence_of_ours(function: str) -> None:
    literal = [
        f"{module}:{call.lineno}"
        for module, call in calls_of(function)
        if any(
            isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value
            for node in ast.walk(call)
        )
    ]
    assert literal == []


def test_the_file_has_each_sentence_once_in_its_order(*, update_golden: bool) -> None:
    expected = written(held())
    if update_golden:
        CATALOGUE_OF_SPANISH.write_text(expected, encoding="utf-8")
    assert CATALOGUE_OF_SPANISH.read_text(encoding="utf-8") == expected, "run pytest with --update-golden"


def test_each_sentence_has_a_translation() -> None:
    translations = held()
    lacking = {
        module
        for module, templates in wanted().items()
        if any(not translations.get(template) for template in templates)
    }
    assert lacking == TO_DO


@pytest.mark.parametrize(("english", "spanish"), [pair for pair in held().items() if pair[1]])
def test_a_translation_has_the_same_places_and_the_same_code(english: str, spanish: str) -> None:
    assert places(spanish) == places(english)
    assert same_code(english, spanish)
    assert spanish == spanish.strip()
    assert spanish != english or not has_words(english) or english in SAME


SAME = {
    "series",
    "error",
    "{count} error",
    "variable",
    "{bytes:,} bytes",
    "use `interpolate {method}`",
    "use `interpolate linear`",
}
"""Sentences that are the same in both languages."""
