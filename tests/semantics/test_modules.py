"""Files that others use: names, bindings, what an instance gains, and where a mistake is reported."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from semdsl.pipeline import Checked, check_text
from semdsl.semantics.model import Model

RESERVE = """
module fund "Reserva"
input time year
input unit money
input flow[year] : money
input interest : ratio = 3%
reserve reserve[year] : money
    = flow                                          for first of year
    = reserve[year-1] * (1 + interest) + flow       otherwise
variable share[year] : ratio = flow / reserve
"""

MODEL = """
time year = 2005..2010
axis line = SEM, GMP
variable surplus[year, line] : million MXN(2005)
    = 3 million MXN(2005)   for SEM
    = 1 million MXN(2005)   for GMP
"""


def sound(text: str, files: Mapping[str, str]) -> Model:
    outcome = check_text(text, files=files)
    assert outcome.ok, [found.message for found in outcome.diagnostics]
    assert isinstance(outcome.value, Checked)
    return outcome.value.model


def errors(text: str, files: Mapping[str, str]) -> list[tuple[str, str]]:
    """Code and file of every error."""
    found = [one for one in check_text(text, files=files).diagnostics if one.is_error]
    return [(one.code, one.labels[0].span.source.name) for one in found]


def test_an_instance_gains_the_axes_of_what_it_is_bound_to() -> None:
    model = sound(MODEL + 'use "fund.sem" with (flow = surplus) as fund\n', {"fund.sem": RESERVE})
    assert model.quantities["fund.reserve"].axes == ("year", "line")
    assert model.quantities["fund.interest"].axes == ()
    assert model.quantities["fund.share"].axes == ("year", "line")


def test_an_input_unit_is_the_unit_of_what_is_bound() -> None:
    model = sound(MODEL + 'use "fund.sem" with (flow = surplus) as fund\n', {"fund.sem": RESERVE})
    assert str(model.quantities["fund.reserve"].unit) == "MXN(2005)"
    assert model.quantities["fund.reserve"].shown == "million MXN(2005)"


def test_two_instances_do_not_know_of_each_other() -> None:
    text = MODEL + (
        'use "fund.sem" with (flow = surplus) as both\n'
        'use "fund.sem" with (flow = surplus[SEM], interest = 4%) as own\n'
    )
    model = sound(text, {"fund.sem": RESERVE})
    assert model.quantities["both.reserve"].axes == ("year", "line")
    assert model.quantities["own.reserve"].axes == ("year",)


def test_a_bound_expression_may_be_any_formula() -> None:
    text = MODEL + 'use "fund.sem" with (flow = sum(surplus over line) / 2) as fund\n'
    assert sound(text, {"fund.sem": RESERVE}).quantities["fund.flow"].axes == ("year",)


@pytest.mark.parametrize(
    ("binding", "code"),
    [
        ("", "input-not-bound"),
        ("flow = surplus, flwo = surplus", "unknown-input"),
        ("flow = surplus, flow = surplus", "input-twice"),
        ("flow = surplsu", "unknown-name"),
        ("flow = surplus, interest = surplus", "wrong-unit"),
    ],
)
def test_a_binding_that_does_not_fit_is_reported_once(binding: str, code: str) -> None:
    bindings = f" with ({binding})" if binding else ""
    text = MODEL + f'use "fund.sem"{bindings} as fund\n'
    assert errors(text, {"fund.sem": RESERVE}) == [(code, "case.sem")]


def test_a_mistake_in_a_template_is_reported_in_it_however_often_it_is_used() -> None:
    wrong = RESERVE.replace("flow / reserve", "flow / resreve")
    text = MODEL + "".join(f'use "fund.sem" with (flow = surplus) as fund{at}\n' for at in range(5))
    assert errors(text, {"fund.sem": wrong}) == [("unknown-name", "fund.sem")]


def test_a_template_is_checked_even_where_its_units_would_fit_by_chance() -> None:
    wrong = RESERVE.replace("variable share[year] : ratio", "variable share[year] : money")
    text = MODEL + 'use "fund.sem" with (flow = surplus) as fund\n'
    assert errors(text, {"fund.sem": wrong}) == [("wrong-unit", "fund.sem")]


def test_an_axis_input_groups_the_axis_it_says() -> None:
    module = """
module blocks
input time year
input axis step of year
input flow[year] : ratio
variable most[step] : ratio = max(flow over year by step)
"""
    text = """
time year = 2005..2010
axis age = 0 to 9
axis step = year by 3 from 2005
axis band = age by 5 from 0
variable flow[year] : ratio = year - 2000
use "blocks.sem" with (flow = flow, step = step) as blocks
"""
    assert sound(text, {"blocks.sem": module}).quantities["blocks.most"].axes == ("step",)
    assert errors(text.replace("step = step", "step = band"), {"blocks.sem": module}) == [
        ("bound-axis", "case.sem")
    ]


def test_a_model_with_two_time_axes_says_which_one_a_module_uses() -> None:
    text = """
time year = 2005..2010
time month = 0..11
variable flow[year] : MXN = 1 MXN
variable other[month] : MXN = 1 MXN
use "fund.sem" with (flow = flow) as fund
"""
    assert errors(text, {"fund.sem": RESERVE}) == [("input-not-bound", "case.sem")]
    bound = text.replace("flow = flow)", "flow = flow, year = year)")
    assert sound(bound, {"fund.sem": RESERVE}).quantities["fund.reserve"].axes == ("year",)


def test_the_names_of_a_file_are_its_own() -> None:
    text = MODEL + 'use "law.sem" as law\nvariable quota[year] : MXN = law.daily * 365 day\n'
    law = 'module law\nparameter daily : MXN/day = 7\n    law "LSS art. 106"\n'
    assert sound(text, {"law.sem": law}).quantities["law.daily"].unit.powers
    assert errors(text.replace("law.daily", "daily"), {"law.sem": law}) == [("unknown-name", "case.sem")]


def test_files_that_use_each_other_are_reported() -> None:
    one = 'module one\nuse "two.sem"\n'
    two = 'module two\nuse "one.sem"\n'
    assert errors(MODEL + 'use "one.sem"\n', {"one.sem": one, "two.sem": two})
