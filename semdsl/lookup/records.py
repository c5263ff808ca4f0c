"""Hits and indexes for other programs: the data that ``--json`` prints."""

from __future__ import annotations

from semdsl.lookup.entries import Declared, Entry
from semdsl.lookup.reads import reads
from semdsl.lookup.text import NO_FORMS, Forms
from semdsl.render.words import title_of


def hit_record(entry: Entry, declared: Declared, language: str, forms: Forms = NO_FORMS) -> dict[str, object]:
    """A hit: the entry, its text, its solved form if it is in a loop, what it reads, its closed forms if it recurs."""
    return {
        **entry_record(entry, language),
        "text": entry.text,
        **({"solved": list(forms.solved)} if forms.solved else {}),
        "reads": [
            {
                "as": read.name,
                "name": read.entry.name,
                "title": title_of(read.entry.titles, language) or None,
                "symbol": read.entry.symbol or None,
                "unit": read.entry.unit or None,
                "file": read.entry.source.name,
                "line": read.entry.line,
                "bound": [{"instance": instance, "formula": formula} for instance, formula in read.bound],
            }
            for read in reads(entry, declared)
        ],
        "closed": [{"lines": list(form.lines), "unless": form.unless or None} for form in forms.closed],
    }


def entry_record(entry: Entry, language: str) -> dict[str, object]:
    """A declaration as a row of the index. ``readable`` is false if there is a mistake in it."""
    return {
        "name": entry.name or None,
        "kind": entry.kind,
        "title": title_of(entry.titles, language) or None,
        "symbol": entry.symbol or None,
        "unit": entry.unit or None,
        "axes": list(entry.axes),
        "part": entry.part or None,
        "known_as": list(entry.known_as),
        "printed": [{"kind": place.kind, "number": place.number} for place in entry.references],
        "file": entry.source.name,
        "line": entry.line,
        "end_line": entry.end_line,
        "readable": not entry.is_broken,
    }
