"""What a model is, in one number: its meaning, and every byte of it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from semdsl.pipeline import Checked
from semdsl.syntax.meaning import meaning_text

_MODEL = ".sem"


def meaning_hash(checked: Checked) -> str:
    """Changes if and only if a formula, a value, a check, a report or a data file does.

    Titles, sources, notes, layout and the order of declarations do not change it.
    """
    declarations = sorted(
        meaning_text(declaration) for module in checked.model.modules for declaration in module.declarations
    )
    data = sorted(
        f"{path} {digest}" for path, digest in checked.project.digests.items() if not path.endswith(_MODEL)
    )
    return digest_of([*declarations, *data])


def document_hash(checked: Checked) -> str:
    """Changes with any byte of any file that the model is read from."""
    return digest_of(f"{path} {digest}" for path, digest in sorted(checked.project.digests.items()))


def digest_of(parts: Iterable[str]) -> str:
    """SHA-256 of *parts*, which cannot run into each other."""
    whole = sha256()
    for part in parts:
        content = part.encode("utf-8")
        whole.update(len(content).to_bytes(8, "big"))
        whole.update(content)
    return whole.hexdigest()
