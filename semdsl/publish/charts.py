"""The charts of a run in numbers: those of its arrays, and tornados, for which assumptions are moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from semdsl.render.charts.data import Data, Series, data_of
from semdsl.render.charts.words import chart_words
from semdsl.render.words import title_of
from semdsl.requests import public_names
from semdsl.running import Run, ScenarioRun
from semdsl.semantics.model import Chart, Model

MOST_MOVED = 12


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
    """What the result becomes at both ends of the range of each assumption, the one that moves it most first."""
    words, shown = chart_words(data.words.language), chart.report.shown[0]
    moved = list(_moved(shown.quantity, shown.scale, run, scenario))[:MOST_MOVED]
    return replace(
        data,
        axis=words.assumption,
        places=tuple(title_of(model.quantities[name].titles, model.language) or name for name, _, _ in moved),
        series=(
            Series(words.low_end, tuple(low for _, low, _ in moved)),
            Series(words.high_end, tuple(high for _, _, high in moved)),
        ),
        middle=data.series[0].numbers[0],
    )


def _moved(
    quantity: str, scale: float, run: Run, scenario: ScenarioRun
) -> Iterator[tuple[str, float, float]]:
    """Names of assumptions with a range that move *quantity*, and its value at both ends."""
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
        yield effect.mover.text, low, high
