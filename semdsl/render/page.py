"""Tables as pages, and a page that leads to them: whole in themselves, nothing that runs, nothing from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from semdsl.render.elements import Element
from semdsl.render.reports import Table
from semdsl.render.words import Words

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates", encoding="utf-8"),
    autoescape=True,
    undefined=StrictUndefined,
    keep_trailing_newline=True,
)


@dataclass(frozen=True, slots=True)
class Page:
    """All that the template of a report may know. ``scenario`` is empty for the values the model states.

    ``home`` is the way to the index; ``picture`` is what a chart is drawn as, ``files`` what else there is of it.
    """

    table: Table
    model: str
    scenario: str
    home: str
    made_by: str
    meaning_hash: str
    picture: Element | None = None
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A report or a chart in the index: its title, and for each scenario what that is called and the file.

    Of a chart the ``picture`` with the stated values is shown.
    """

    title: str
    files: tuple[tuple[str, str], ...]
    picture: Element | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The reports of the model file (without a title) or of one of its parts; ``said`` is what its checks came to."""

    title: str
    said: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """All that the template of the index may know. ``scenario`` says what values all are of, empty for stated ones."""

    model: str
    source: str
    scenario: str
    sections: tuple[Section, ...]
    words: Words
    made_by: str
    meaning_hash: str


def page_of(page: Page) -> str:
    """*page* as HTML."""
    return _TEMPLATES.get_template("report.html").render(page=page)


def index_of(index: Index) -> str:
    """*index* as HTML."""
    return _TEMPLATES.get_template("index.html").render(page=index)
