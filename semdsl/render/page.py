"""Tables as pages: whole in themselves, with nothing that runs and nothing from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from semdsl.render.reports import Table

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates", encoding="utf-8"),
    autoescape=True,
    undefined=StrictUndefined,
    keep_trailing_newline=True,
)


@dataclass(frozen=True, slots=True)
class Page:
    """All that the template of a report may know. ``scenario`` is empty for the values the model states."""

    table: Table
    model: str
    scenario: str
    made_by: str
    meaning_hash: str


def page_of(page: Page) -> str:
    """*page* as HTML."""
    return _TEMPLATES.get_template("report.html").render(page=page)
