"""What is moved, and how far."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from semdsl.analysis import findings
from semdsl.analysis.asking import World, cells_of, expression, target
from semdsl.analysis.measured import BUMP, RANGE, Mover
from semdsl.analysis.moved import SCALE, SHIFT, VALUE, Move, move, stated_value
from semdsl.diagnostics.model import Outcome
from semdsl.render.words import title_of
from semdsl.requests import public_names
from semdsl.running import compute
from semdsl.semantics.model import Quantity
from semdsl.semantics.operators import number_of
from semdsl.semantics.questions import Target
from semdsl.syntax import ast

BY, BUMP_OPTION = "--by", "--bump"
_MOVED: Final = ("parameter", "assumption")


@dataclass(frozen=True, slots=True)
class Bump:
    """How far to move: a ``part`` of each figure, or so much added to it."""

    size: float
    part: bool


_OF_RATES, _OF_OTHERS = Bump(0.01, part=False), Bump(0.1, part=True)


@dataclass(frozen=True, slots=True)
class Moving:
    """A move from ``low`` to ``high``, in base units; what it is for readers is ``mover``."""

    move: Move
    low: float
    high: float
    mover: Mover
    is_nothing: bool


def bump_of(text: str) -> Outcome[Bump | None]:
    """``10%`` is a part of each figure, ``0.5pp`` is added to each.

    May report: ``bump-form``.
    """
    if not text:
        return Outcome(None)
    read = expression(text, BUMP_OPTION)
    match read.value:
        case ast.Number(value=value, suffix="%" | "pp" as sign, unit=None) if value > 0:
            return Outcome(Bump(value, part=sign == "%"), read.diagnostics)
        case _:
            return Outcome(None, (findings.bump_form(text),))


def named_targets(texts: Sequence[str], of: World) -> Outcome[tuple[Target, ...] | None]:
    """What each of *texts* names: ``interest``, ``interest[2010]``.

    May report: what is wrong with them.
    """
    read = [target(text, BY, of) for text in dict.fromkeys(texts)]
    found = tuple(one for own in read for one in own.diagnostics)
    if any(one.is_error for one in found):
        return Outcome(None, found)
    return Outcome(tuple(own.value for own in read if own.value is not None), found)


def default_targets(of: World) -> Outcome[tuple[Target, ...] | None]:
    """Every parameter and assumption with a range, and every assumption that is one stated figure.

    May report: ``nothing-to-move``.
    """
    names = [name for name in public_names(of.model) if _is_likely(of.model.quantities[name])]
    if not names:
        return Outcome(None, (findings.nothing_to_move(of.model.name),))
    return named_targets(names, of)


def _is_likely(quantity: Quantity) -> bool:
    if quantity.kind not in _MOVED:
        return False
    if any(own.word == "range" for own in quantity.attributes):
        return True
    single = quantity.kind == "assumption" and not quantity.axes and len(quantity.cases) == 1
    return single and number_of(quantity.cases[0].formula) is not None


def move_of(
    targets: Sequence[Target], bump: Bump | None, of: World, *, exact: bool
) -> Outcome[tuple[Moving, ...] | None]:
    """How each of *targets* is moved; exact derivatives are by what is added to every cell.

    May report: what stops the model as it is.
    """
    ran = compute(of.model, of.checked, tuple(dict.fromkeys(own.name for own in targets)))
    if ran.value is None:
        return Outcome(None, ran.diagnostics)
    moving: list[Moving] = []
    for own in targets:
        quantity = of.model.quantities[own.name]
        cells = cells_of(quantity.axes, own.override.region, of.model)
        figures = [float(ran.value[own.name][tuple(cell.values())]) for cell in cells]
        figures = [figure for figure in figures if not math.isnan(figure)]
        moving.append(_moving(own, figures, bump, of, exact=exact))
    return Outcome(tuple(moving))


def _moving(own: Target, figures: Sequence[float], bump: Bump | None, of: World, *, exact: bool) -> Moving:
    """*own*, whose cells are *figures* now."""
    one = figures[0] if len(set(figures)) == 1 else None
    if own.ends is not None and one is not None and bump is None and not exact:
        low, high = own.ends
        if stated_value(own, of.model) is None:
            return _made(own, one, SHIFT, (low - one, high - one), (low, high), RANGE, of)
        return _made(own, one, VALUE, (low, high), (low, high), RANGE, of)
    size = bump or (_OF_RATES if own.percent else _OF_OTHERS)
    if not size.part and not own.percent:
        size = _OF_OTHERS  # percentage points are of rates alone
    if exact:
        return _made(own, one, SHIFT, (0.0, 0.0), None, BUMP, of)
    if size.part:
        ends = (1 - size.size, 1 + size.size)
        return _made(own, one, SCALE, ends, None, BUMP, of, is_nothing=not any(figures))
    return _made(own, one, SHIFT, (-size.size, size.size), None, BUMP, of)


def _made(
    own: Target,
    one: float | None,
    form: str,
    ends: tuple[float, float],
    shown: tuple[float, float] | None,
    by: str,
    of: World,
    *,
    is_nothing: bool = False,
) -> Moving:
    """A move between *ends*, told by what is *shown*: what all cells become, or else what is done to each."""
    quantity = of.model.quantities[own.name]
    scale = 1.0 if form == SCALE else quantity.scale
    low, high = shown or ends
    mover = Mover(
        text=own.text,
        title=title_of(quantity.titles, of.model.language),
        unit=quantity.shown,
        percent=own.percent,
        value=None if one is None else one / quantity.scale,
        form=VALUE if shown else form,
        low=low / scale,
        high=high / scale,
        by=by,
    )
    return Moving(move(own, form, one if form == VALUE else None), *ends, mover, is_nothing)
