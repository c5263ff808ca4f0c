"""Constant rates: every function within four units in the last place of 50-digit arithmetic, at 0 and at 1 too."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import mpmath
import pytest

import semdsl
from semdsl.interpret.scalar import Interpreter
from semdsl.pipeline import check_file

mpmath.mp.dps = 50

ULPS = 4
RATES = (0.0, 1e-16, 1e-12, 1e-8, 1e-4, 0.035, 0.5, 1.0, -1e-16, -1e-9, -0.02, -0.5)
PERIODS = (0.0, 1.0, 12.0, 20.0, 0.5, 480.0)
CHANCES = (0.0, 1e-16, 1e-12, 1e-6, 0.01, 0.5, 0.999, 1.0)
Exact = Callable[..., mpmath.mpf]


def of_rate_and_periods(limit: Exact, otherwise: Exact) -> Exact:
    return lambda i, n: limit(n) if i == 0 else otherwise(i, n)


def once(q: mpmath.mpf, n: mpmath.mpf) -> mpmath.mpf:
    return 1 - (1 - q) ** n if (q, n) != (1, 0) else mpmath.mpf(0)


def itself(n: mpmath.mpf) -> mpmath.mpf:
    return n


FUNCTIONS: dict[str, tuple[str, Exact]] = {
    "rates.force(i)": ("i", lambda i: mpmath.log(1 + i)),
    "rates.effective(i)": ("i", lambda i: mpmath.exp(i) - 1),
    "rates.discount_rate(i)": ("i", lambda i: 1 - 1 / (1 + i)),
    "rates.equivalent(i, 12)": ("i", lambda i: (1 + i) ** (mpmath.mpf(1) / 12) - 1),
    "rates.accumulation(i, n)": ("in", lambda i, n: (1 + i) ** n),
    "rates.earned(i, n)": ("in", lambda i, n: (1 + i) ** n - 1),
    "rates.discounted(i, n)": ("in", lambda i, n: 1 - (1 + i) ** -n),
    "rates.annuity_certain(i, n)": ("in", of_rate_and_periods(itself, lambda i, n: (1 - (1 + i) ** -n) / i)),
    "rates.annuity_due(i, n)": (
        "in",
        of_rate_and_periods(itself, lambda i, n: (1 - (1 + i) ** -n) / i * (1 + i)),
    ),
    "rates.accumulated_annuity(i, n)": (
        "in",
        of_rate_and_periods(itself, lambda i, n: ((1 + i) ** n - 1) / i),
    ),
    "rates.within(q, n)": ("qn", once),
    "rates.force_of_mortality(q)": ("p", lambda q: -mpmath.log(1 - q)),
    "rates.death_rate(q)": ("q", lambda q: 1 - mpmath.exp(-q)),
    "expm1(i)": ("i", lambda i: mpmath.exp(i) - 1),
    "log1p(i)": ("i", lambda i: mpmath.log(1 + i)),
}


def points(letter: str, count: int) -> list[float]:
    """Edges, and points between them of every size."""
    chance = random.Random(f"{letter} {count}")
    edges: Sequence[float] = {"i": RATES, "n": PERIODS, "q": CHANCES, "p": CHANCES[:-1]}[letter]
    size = {"i": (-17.0, 0.0), "n": (-1.0, 2.4), "q": (-17.0, 0.0), "p": (-17.0, -0.01)}[letter]
    more = [10 ** chance.uniform(*size) for _ in range(count - len(edges))]
    if letter == "i":
        more = [value if chance.random() < 0.7 else -0.5 * value for value in more]
    return [*edges, *more]


def model(calls: Sequence[tuple[str, str]], given: dict[str, list[float]], count: int) -> str:
    text = f'model m "M"\nuse std.rates\naxis k = 1 to {count}\n'
    for letter, values in given.items():
        rows = "".join(f"    = {value!r} for {at}\n" for at, value in enumerate(values, start=1))
        text += f'parameter {letter}[k] "P" : ratio\n    source "s"\n{rows}'
    return text + "".join(f'variable f{at}[k] "F" : ratio = {call}\n' for at, (call, _) in enumerate(calls))


def ulps(found: float, exact: mpmath.mpf) -> float:
    nearest = float(exact)
    if abs(nearest) < 1e-300:
        return 0.0 if found == nearest else math.inf
    return float(abs(mpmath.mpf(found) - exact) / math.ulp(nearest))


@pytest.mark.parametrize("evaluator", ["program", "interpreter"])
def test_every_function_is_within_four_units_in_the_last_place(tmp_path: Path, evaluator: str) -> None:
    calls = [
        (call.replace("(q)", "(p)") if kinds == "p" else call, kinds)
        for call, (kinds, _) in FUNCTIONS.items()
    ]
    count = 12 * 6 * 4
    given = {letter: points(letter, count) for letter in "iqp"}
    periods = points("n", count)
    given["n"] = [periods[at * 7 % count] if at >= 72 else periods[at // 12] for at in range(count)]
    given["i"][:72] = [RATES[at % 12] for at in range(72)]
    given["q"][:48] = [CHANCES[at % 8] for at in range(48)]
    path = tmp_path / "m.sem"
    path.write_text(model(calls, given, count), encoding="utf-8")
    if evaluator == "program":
        results = semdsl.load(path).run()
        values = {at: list(map(float, results[f"f{at}"].values)) for at in range(len(calls))}
    else:
        checked = check_file(path).value
        assert checked is not None
        cells = Interpreter(checked.model, checked.tables)
        values = {at: [cells.value(f"f{at}", (cell,)) for cell in range(count)] for at in range(len(calls))}
    for at, (call, (kinds, exact)) in enumerate(FUNCTIONS.items()):
        for cell in range(count):
            own = [mpmath.mpf(given[letter][cell]) for letter in kinds]
            off = ulps(values[at][cell], exact(*own))
            assert off <= ULPS, (call, [float(one) for one in own], values[at][cell], off)


def test_the_forms_as_printed_lose_digits_where_these_do_not() -> None:
    """An annuity of 20 at a rate of 1e-12: by the printed formula four digits are left."""
    i, n = 1e-12, 20
    exact = (1 - (1 + mpmath.mpf(i)) ** -n) / mpmath.mpf(i)
    printed = (1 - (1 + i) ** -n) / i
    assert abs(printed / exact - 1) > 1e-5
    assert abs(-math.expm1(-n * math.log1p(i)) / i / exact - 1) < 1e-15
