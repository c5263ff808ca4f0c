"""The charts of a run in numbers: those of its arrays, and tornados, for which assumptions are moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from semdsl.render.charts.data import Data, Series, data_of
from semdsl.render.charts.words import chart_words
from semdsl.render.words import title_of
from semdsl.requests import public_names
from semdsl.running import Run, ScenarioRun
from semdsl.semantics.model import Chart, Model

if TYPE_CHECKING:
    from semdsl.analysis.measured import Mover

MOST_MOVED = 12


@dataclass(frozen=True, slots=True)
class _Bar:
    """A result at both ends of the move of one assumption; ``size``: how far, if not to the ends of its range."""

    name: str
    size: str
    low: float
    high: float


def charts_of(run: Run, scenario: ScenarioRun, model: Model, part: str | None = None) -> tuple[Data, ...]:
    """The charts of *scenario*, all or those of one *part*, in the language of *model*."""
    return tuple(
        chart_of(chart, run, scenario, model) for chart in model.charts if part in (None, chart.report.part)
    )


def chart_of(chart: Chart, run: Run, scenario: ScenarioRun, model: Model) -> Data:
    """One chart of *scenario*."""
    data = data_of(chart, model, scenario.value)
    return _tornado(chart, data, run, scenario, model) if chart.form == "tornado" else data


def _tornado(chart: Chart, data: Data, run: Run, scenario: ScenarioRun, model: Model) -> Data:
    """What the result becomes at both ends of each assumption, the one that moves it most first."""
    words, shown = chart_words(data.words.language), chart.report.shown[0]
    moved = list(_moved(shown.quantity, shown.scale, run, scenario))[:MOST_MOVED]
    down, up = (words.low_end, words.high_end)
    if any(bar.size for bar in moved):
        down, up = (words.low_end_or_less, words.high_end_or_more)
    return replace(
        data,
        axis=words.assumption,
        places=tuple(_place(bar, model) for bar in moved),
        series=(
            Series(down, tuple(bar.low for bar in moved)),
            Series(up, tuple(bar.high for bar in moved)),
        ),
        middle=data.series[0].numbers[0],
    )


def _place(bar: _Bar, model: Model) -> str:
    """What the assumption of *bar* is called, and how far it is moved if its range does not say it."""
    title = title_of(model.quantities[bar.name].titles, model.language) or bar.name
    return f"{title} ({bar.size})" if bar.size else title


def _size(mover: Mover) -> str:
    """How far *mover* goes to both sides of its cells, which differ; nothing if it goes to the ends of its range.

    All cells at one end would be another assumption, not this one moved: a table of mortality without any.
    """
    from semdsl.analysis.moved import SCALE, VALUE

    if mover.form == VALUE:
        return ""
    return f"±{(mover.high - 1) * 100:g}%" if mover.form == SCALE else f"±{mover.high * 100:g}pp"


def _moved(quantity: str, scale: float, run: Run, scenario: ScenarioRun) -> Iterator[_Bar]:
    """Assumptions with a range that move *quantity*, and its value at both ends."""
    from semdsl.analysis.asking import world  # only tornados move anything
    from semdsl.analysis.movers import move_of, named_targets
    from semdsl.analysis.results import Results
    from semdsl.analysis.sensitivity import Question, Read, answer

    settings = run.request.options.settings
    asked = world(run.checked, scenario.name, settings)
    if asked.value is None:
        return
    of = asked.value
    names = [
        name
        for name in public_names(of.model)
        if any(one.word == "range" for one in of.model.quantities[name].attributes)
    ]
    targets = named_targets(names, of)
    moving = move_of(targets.value or (), None, of, exact=False)
    results = Results(((quantity, of.model.quantities[quantity]),), {})
    read = Read(Question(scenario=scenario.name, settings=settings), of, results, moving.value or (), None)
    answered = answer(read).value
    for effect in answered.effects if answered else ():
        ends = (float("nan") if end is None else end / scale for end in (effect.low, effect.high))
        low, high = ends
        yield _Bar(effect.mover.text, _size(effect.mover), low, high)
