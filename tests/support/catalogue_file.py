"""The file of Spanish sentences: what it has to hold, and how it is written."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from semdsl.diagnostics.wording import CATALOGUE_OF_SPANISH, has_words
from tests.support.sentences import sentences

HEAD = """\
# What the program says, in English and in Spanish: for each module its sentences in their order, each said once.
# `pytest tests/diagnostics/test_spanish.py --update-golden` puts new sentences in, with "" for the Spanish, and takes
# old ones out; the Spanish is written by hand. Places in braces and code in backticks are the same in both.
# The words to use, one for each concept, are in docs/index.md, "Messages"; the reader is `usted` (escriba, agregue).
"""


def wanted() -> dict[str, list[str]]:
    """The sentences of each module, in order; one that several modules say stands with the first."""
    modules: dict[str, list[str]] = {}
    seen: set[str] = set()
    for sentence in sentences():
        if has_words(sentence.template) and sentence.template not in seen:
            seen.add(sentence.template)
            modules.setdefault(sentence.module, []).append(sentence.template)
    return modules


def held(path: Path = CATALOGUE_OF_SPANISH) -> dict[str, str]:
    """The translations in the file, also those of nothing."""
    modules = tomllib.loads(path.read_text(encoding="utf-8"))
    return {english: spanish for pairs in modules.values() for english, spanish in pairs}


def written(translations: Mapping[str, str]) -> str:
    """The file with *translations* of what is wanted."""
    parts = [HEAD]
    for module, templates in wanted().items():
        pairs = (
            f"  [{_quoted(template)},\n   {_quoted(translations.get(template, ''))}],\n"
            for template in templates
        )
        parts.append(f'"{module}" = [\n{"".join(pairs)}]\n')
    return "\n".join(parts)


def _quoted(text: str) -> str:
    if '"' in text and "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
