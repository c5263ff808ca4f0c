"""Zelenka's premium in continuous time: the formula as stated brings the reserve to rest, equation (8) as printed not.

The source's §3.1.1.a states the premium with a plus before the integral of expense and derives it with a minus from its
step (6) on. The condition it sets out from, step (4), is that the reserve stops growing at the end of the step:
interest on it and contributions are what is spent. That is what is asked here of both, for all values.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from semdsl.runtime.verdicts import PROVED, REFUTED
from tests.symbolic.asking import given, verdicts

MODULE = (Path(__file__).parents[2] / "stdlib/premiums/zelenka_continuous.sem").read_text("utf-8")
AT_REST = (
    "identity condition_4 : force * reserve + premium * wages = expense for last of step\n"
    "identity equation_8 : premium * (wages * discount + force * sum(wages * year_value over year by step))\n"
    "    = expense * discount {sign} force * sum(expense * year_value over year by step)\n"
    "      - force * opening[first of step] for last of step\n"
)
MODEL = (
    'model m\nuse "zelenka.sem" with (expense = spent, wages = base, interest = rate, initial_reserve = start,\n'
    "  step = step) as own\n"
    "time year = 2005..2010\naxis step = year by {width} from 2006\n"
    + given("spent[year]", "base[year]", "start")
    + given("rate[year]", unit="ratio")
)


@pytest.mark.parametrize("width", [5, 3])
def test_the_formula_as_stated_brings_the_reserve_to_rest(width: int) -> None:
    """Over one step of five years, and over steps of three and two years, each opening with what the last one left."""
    found = verdicts(MODEL.format(width=width), {"zelenka.sem": MODULE + AT_REST.format(sign="+")})
    proofs = {name: own.proof for name, own in found.items()}
    assert {name: own.answer for name, own in proofs.items() if own} == {
        "own.condition_4": PROVED,
        "own.equation_8": PROVED,
    }
    condition = proofs["own.condition_4"]
    assert condition is not None
    assert "force" in condition.divided


def test_equation_8_as_printed_is_refuted() -> None:
    """With a minus before the integral of expense it is another premium, and one that leaves no reserve at rest."""
    found = verdicts(MODEL.format(width=5), {"zelenka.sem": MODULE + AT_REST.format(sign="-")})
    assert [own.proof.answer for own in found.values() if own.proof] == [PROVED, REFUTED]
    printed = MODULE.replace(
        "+ force[last of step] * (sum(expense * year_value over year by step) - opening[first of step])",
        "- force[last of step] * (sum(expense * year_value over year by step) + opening[first of step])",
    )
    assert printed != MODULE
    found = verdicts(MODEL.format(width=5), {"zelenka.sem": printed + AT_REST.format(sign="-")})
    assert [own.proof.answer for own in found.values() if own.proof] == [REFUTED, PROVED]
