"""What a run is asked for: scenarios, settings and names, held against the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from semdsl.diagnostics.model import Diagnostic, Label, Outcome
from semdsl.diagnostics.suggest import did_you_mean
from semdsl.diagnostics.wording import NOTHING, say
from semdsl.pipeline import Checked
from semdsl.semantics.check import check_once, check_override
from semdsl.semantics.knots import set_at_knots
from semdsl.semantics.looped import is_marked
from semdsl.semantics.magnitudes import check_settings
from semdsl.semantics.model import Model, Override
from semdsl.semantics.overrides import apply, with_scenario
from semdsl.semantics.parts import Part
from semdsl.semantics.rewrite import is_made, references
from semdsl.source import Source, Span
from semdsl.syntax import ast
from semdsl.syntax.parse import parse_expression

BASE = "base"
"""The name of the values that a model states, beside its scenarios."""

ALL_PARTS = "all"
"""Stands for every part of a model."""

_SETTING = "--set"
_GIVEN = ("parameter", "assumption", "table")


@dataclass(frozen=True, slots=True)
class Options:
    """What to run.

    ``scenarios`` by name (none: the stated values), ``settings`` as ``NAME=VALUE``, ``only`` these names (none: what
    reports and checks need), or ``everything`` that has a name. ``parts`` are those to show (none: the model file).
    ``later`` are settings that come after the others and may undo them, as the value that solves a question does.
    """

    scenarios: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    everything: bool = False
    parts: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """Options that fit a model: the model in each scenario, with the settings in place, the names of ``only``.

    ``parts`` are those to show, in the model's order.
    """

    options: Options
    models: tuple[tuple[str, Model], ...]
    only: tuple[str, ...]
    parts: tuple[Part, ...] = ()


def request(checked: Checked, options: Options) -> Outcome[Request | None]:
    """*options* held against the model.

    May report: ``module-not-run``, ``unknown-scenario``, ``unknown-result``, ``unknown-part``, ``setting-form``, and
    what is wrong with a setting.
    """
    model = checked.model
    module = not_a_model(checked)
    if module is not None:
        return Outcome(None, (module,))
    found: list[Diagnostic] = []
    scenarios = tuple(dict.fromkeys(options.scenarios)) or (BASE,)
    found += [
        unknown_scenario(name, model) for name in scenarios if name != BASE and name not in model.scenarios
    ]
    overrides, wrong = _overrides(options.settings, checked)
    others, wrong_later = _overrides(options.later, checked)
    found += wrong + wrong_later
    only: list[str] = []
    for name in options.only:
        names = _results_named(name, model)
        only += names
        found += [] if names else [unknown_result(name, model)]
    known = {part.name for part in model.parts}
    found += [unknown_part(name, model) for name in options.parts if name not in known and name != ALL_PARTS]
    if any(one.is_error for one in found):
        return Outcome(None, tuple(found))
    models = tuple((name, apply(in_scenario(model, name), (*overrides, *others))) for name in scenarios)
    shown = model.parts if ALL_PARTS in options.parts else _parts_named(options.parts, model)
    return Outcome(Request(options, models, tuple(dict.fromkeys(only)), shown), tuple(found))


def not_a_model(checked: Checked) -> Diagnostic | None:
    """Why nothing of *checked* can be computed, if so: it is a module, or needs inputs that only a ``use`` binds."""
    declarations = checked.project.main.declarations
    named = [own for own in declarations if isinstance(own, ast.Header) and own.kind == "module"]
    inputs = [own for own in declarations if isinstance(own, ast.Input)]
    return module_not_run(named[0] if named else inputs[0], inputs) if named or inputs else None


def in_scenario(model: Model, name: str) -> Model:
    """*model* under its scenario *name*, or as stated."""
    return with_scenario(model, name) if name in model.scenarios else model


def public_names(model: Model) -> tuple[str, ...]:
    """The quantities an author gave a name: not those made for checks, reports and overrides."""
    return tuple(
        name for name, quantity in model.quantities.items() if not quantity.partial and not is_made(name)
    )


def ends(model: Model) -> tuple[str, ...]:
    """The quantities of the model itself that no other one uses: what a model without reports is about."""
    quantities = [quantity for quantity in model.quantities.values() if not quantity.partial]
    used = {
        ref.name
        for quantity in quantities
        for case in quantity.cases
        for ref in references(case.formula)
        if ref.name != quantity.name
        and not (
            is_marked(quantity) and is_marked(model.quantities[ref.name])
        )  # in a loop everything is used
    }
    return tuple(
        quantity.name
        for quantity in quantities
        if quantity.name not in used and not quantity.instance and quantity.kind not in _GIVEN
    )


def _results_named(name: str, model: Model) -> list[str]:
    """The quantity *name*, or all quantities of the instance *name*."""
    names = public_names(model)
    return [name] if name in names else [own for own in names if own.startswith(f"{name}.")]


def _parts_named(names: Sequence[str], model: Model) -> tuple[Part, ...]:
    return tuple(part for part in model.parts if part.name in names)


def _overrides(settings: Sequence[str], checked: Checked) -> tuple[list[Override], list[Diagnostic]]:
    """Each ``NAME=VALUE`` of *settings* as an override, and what is wrong with them, alone and together."""
    overrides: list[Override] = []
    found: list[Diagnostic] = []
    given: list[ast.Given] = []
    for setting in settings:
        read = _given(setting)
        found += read.diagnostics
        if read.value is not None:
            override = check_override(read.value, checked.project.main, checked.project)
            large = check_settings(checked.model, [override.value] if override.value else [])
            found += override.diagnostics + large
            overrides += [override.value] if override.value else []
            given.append(read.value)
    if len(given) > 1 and not any(one.is_error for one in found):
        found += check_once(given, checked.project.main, checked.project)
    found += set_at_knots(overrides, checked.model, checked.tables)
    return overrides, found


def _given(setting: str) -> Outcome[ast.Given | None]:
    """``NAME=VALUE`` as what a scenario says after `set`."""
    name = setting[: _equals(setting)]
    if len(name) == len(setting) or not name.strip():
        return Outcome(None, (setting_form(setting),))
    source = Source(_SETTING, setting)
    target = parse_expression(source, 0, len(name))
    value = parse_expression(source, len(name) + 1)
    found = tuple(
        dict.fromkeys(target.diagnostics + value.diagnostics)
    )  # what is of the whole is found twice
    if target.value is None or value.value is None or any(one.is_error for one in found):
        return Outcome(None, found)
    if not isinstance(target.value, ast.Name | ast.Index):
        return Outcome(None, (setting_form(setting),))
    whole = Span(source, 0, len(setting))
    return Outcome(ast.Given(target=target.value, value=value.value, span=whole), found)


def settings_shown(settings: Sequence[str]) -> tuple[str, ...]:
    """*settings* that fit a model for a reader: ``i = 10%``."""
    ends = map(_equals, settings)
    return tuple(
        f"{' '.join(one[:at].split())} = {' '.join(one[at + 1 :].split())}"
        for one, at in zip(settings, ends, strict=True)
    )


def _equals(setting: str) -> int:
    """Where the `=` of *setting* stands: not one in brackets, which names an axis, as in ``rate[line = SEM]=5%``."""
    depth = 0
    for at, sign in enumerate(setting):
        depth += (sign == "[") - (sign == "]")
        if sign == "=" and depth <= 0:
            return at
    return len(setting)


def module_not_run(place: ast.Declaration, inputs: Sequence[ast.Input]) -> Diagnostic:
    """Report a file, run or tested, that can only be used by a model."""
    example = ", ".join(f"{own.name.text} = …" for own in inputs[:2]) + (", …" if len(inputs) > 2 else "")
    written = f"use … with ({example}) as {place.name.text}" if inputs else "use …"
    return Diagnostic(
        "module-not-run",
        say("a file that others use is not run by itself: its inputs have no values")
        if inputs
        else say("a file that others use is not run by itself"),
        labels=(Label(place.name.span, say("a module") if place.kind == "module" else say("an input")),),
        help=say("run a model that has `{written}`", written=written),
    )


def unknown_scenario(name: str, model: Model) -> Diagnostic:
    """Report a scenario that the model does not declare."""
    known = [BASE, *model.scenarios]
    return Diagnostic(
        "unknown-scenario",
        say("the model has no scenario `{name}`; it has {names}", name=name, names=_listed(known)),
        help=did_you_mean(name, known)
        or say("`{base}` is the name of the values the model states", base=BASE),
    )


def unknown_result(name: str, model: Model) -> Diagnostic:
    """Report a name, given to ``--only``, of no quantity."""
    part = (
        say("`--part {name}` prints the part of that name", name=name)
        if name in {one.name for one in model.parts}
        else NOTHING
    )
    return Diagnostic(
        "unknown-result",
        say("the model has no quantity and no instance `{name}`", name=name),
        help=part
        or did_you_mean(name, public_names(model))
        or say("give names that the model declares, as `income` or `projected.payg`"),
    )


def unknown_part(name: str, model: Model) -> Diagnostic:
    """Report a name, given to ``--part``, of no part."""
    known = [part.name for part in model.parts]
    return Diagnostic(
        "unknown-part",
        say("the model has no part `{name}`; it has {names}", name=name, names=_listed(known))
        if known
        else say("the model has no part `{name}`; it stands in one file", name=name),
        help=did_you_mean(name, [*known, ALL_PARTS])
        or (
            say(
                "a part is named as after the word `part` in its file; `{all}` are all of them", all=ALL_PARTS
            )
            if known
            else say('leave `--part` out; a model has parts if it has lines `include "…"`')
        ),
    )


def setting_form(setting: str) -> Diagnostic:
    """Report a setting that is not ``NAME=VALUE``."""
    return Diagnostic(
        "setting-form",
        say("`{setting}` is not a setting; expected NAME=VALUE", setting=setting),
        help=say("write `--set interest=4%` or `--set 'cost=3 million MXN'`"),
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
