"""Hostile identities end in bounded time, with the reason; what is too large to multiply out may still be equal."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from semdsl.render.words import ENGLISH, SPANISH
from semdsl.runtime.verdicts import NOT_DECIDED, PROVED
from semdsl.symbolic import limits
from semdsl.symbolic.quotients import Quotients
from tests.symbolic.asking import given, proof

NAMES = [f"a{at}" for at in range(12)]
WIDE = "model m\ntime year = 2001..2300\naxis id = 1..100000\n" + given(
    *NAMES, "x[year]", "p[id]", "q[id]", unit="ratio"
)
SUM = " + ".join(NAMES)

HOSTILE = {
    f"({SUM})^200 = ({' + '.join(reversed(NAMES))})^200 + (a1 - a1) * max(a1, a2) + 0 * log(a1 + 2)": "proved",
    f"({SUM})^200 + max(a1, a2) + min(a1, a2) = a1 + a2 + ({SUM})^100 * ({SUM})^100": "closed",
    "log(2 * a1) - log(a1) = log(2)": "closed",
    "((((((a1 + a2)^20 + a3)^20 + a4)^20 + a5)^20 + a6)^20)^2 + log(a1^2) - log(a1) * 2 = "
    "((((((a2 + a1)^20 + a3)^20 + a4)^20 + a5)^20 + a6)^20)^2": "closed",
    "sum(p * q over id) + max(a1, a2) = sum(q * p over id) + max(a2, a1)": "closed",
    "(a1 + 1)^1e9 = (1 + a1)^1e9": "proved",
    "a1^0.123456789 * a1^0.876543211 = a1": "closed",
}


@pytest.mark.parametrize("identity", HOSTILE)
def test_a_hostile_identity_ends(identity: str) -> None:
    started = time.process_time()
    found = proof(f"{WIDE}identity own : {identity}\n")
    spent = time.process_time() - started
    assert spent < limits.SECONDS + 2 * limits.SEARCH_SECONDS + 4
    assert (found.answer if found.answer == PROVED else found.reason) == HOSTILE[identity]


def test_a_long_recursion_without_an_end_in_sight_is_not_decided() -> None:
    """A running maximum by two formulas, three hundred years long."""
    text = WIDE + (
        "variable u[year] : ratio\n    = x for 2001\n    = max(u[year-1], x) otherwise\n"
        "variable v[year] : ratio\n    = x for 2001\n"
        "    = (if v[year-1] > x then v[year-1] else x) otherwise\n"
        "identity own : u = v\n"
    )
    started = time.process_time()
    assert proof(text).answer == NOT_DECIDED
    assert time.process_time() - started < limits.SECONDS + 2 * limits.SEARCH_SECONDS + 4


def test_numbers_that_grow_stop_the_search_and_the_proof() -> None:
    """Squared three hundred times, a number would have more digits than there are atoms."""
    text = WIDE + (
        "variable u[year] : ratio\n    = a1 for 2001\n    = u[year-1]^2 + x otherwise\n"
        "variable v[year] : ratio\n    = a1 for 2001\n    = v[year-1] * v[year-1] + x + a1 - a1 otherwise\n"
        "identity own : u[2300] = v[2300]\n"
    )
    started = time.process_time()
    assert proof(text).answer in (PROVED, NOT_DECIDED)
    assert time.process_time() - started < limits.SECONDS + 2 * limits.SEARCH_SECONDS + 4


def test_sums_over_very_many_cells_are_added_without_writing_them_out() -> None:
    assert (
        proof(f"{WIDE}identity own : sum(p + q over id) = sum(q over id) + sum(p over id)\n").answer == PROVED
    )


@pytest.mark.parametrize(
    ("bound", "value", "identity", "reason"),
    [
        ("CLASSES", 2, "(if year >= 2003 then x else a1) = (if year < 2003 then a1 else x)", "classes"),
        ("ROUNDS", 0, "a1 = a1", "rounds"),
    ],
)
def test_each_bound_has_its_reason(
    bound: str, value: int, identity: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from semdsl.symbolic import proof as proving

    monkeypatch.setattr(proving, bound, value)
    found = proof(f"{WIDE}identity own : {identity}\n")
    assert (found.answer, found.reason) == (NOT_DECIDED, reason)


def test_time_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    from semdsl.symbolic import identities

    monkeypatch.setattr(identities, "SECONDS", -1.0)
    found = proof(f"{WIDE}identity own : {SUM} + {SUM} + {SUM} + {SUM} = 2 * ({SUM}) + 2 * ({SUM})\n")
    assert (found.answer, found.reason) == (NOT_DECIDED, "time")


def test_polynomials_are_refused_before_they_are_large() -> None:
    own = Quotients(limits.Meter())
    unknowns = [own.of(own.unknowns.unknown(("cell", at), "cell", free=frozenset())) for at in range(12)]
    total = own.number(0)
    for unknown in unknowns:
        total = own.add(total, unknown)
    started = time.process_time()
    with pytest.raises(limits.TooMuch) as reached:
        own.power(total, 200)
    assert reached.value.reason == "terms"
    with pytest.raises(limits.TooMuch) as reached:
        own.power(own.number(3), 100_000)
    assert reached.value.reason == "degree"
    with pytest.raises(limits.TooMuch) as reached:
        own.power(own.power(own.number(3), 390), 390)
    assert reached.value.reason == "digits"
    assert time.process_time() - started < 5


def test_every_reason_is_said_in_both_languages() -> None:
    folder = Path(limits.__file__).parent
    texts = [path.read_text("utf-8") for path in folder.glob("*.py")]
    made = re.compile(r'(?:TooMuch\(|Open\([^()"]*|reason=)"([a-z ]+)"')
    reasons = {own for text in texts for own in made.findall(text)} | {"long sum", "differs"}
    assert len(reasons) > 10
    for words in (ENGLISH, SPANISH):
        assert set(words.reasons) == reasons - {
            "trials",
            "cells",
        }  # a search that ends without a find is no reason
