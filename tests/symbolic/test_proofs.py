"""What is proved, refuted or not decided: each identity here is true or false by a derivation of its own."""

from __future__ import annotations

import time

import pytest

from semdsl.runtime.verdicts import NOT_DECIDED, PROVED, REFUTED
from tests.symbolic.asking import AXES, given, proof, verdicts

MONEY = AXES + given("x[year, age, sex]", "y[year, age, sex]", "e[year]", "s[year]", "k")
RATES = given("i[year]", "j", unit="ratio")

TRUE = {
    "addition in another order": "x + y - e = y - (e - x)",
    "a sum of sums": "sum(x + y over age, sex) = sum(y over sex, age) + sum(x over age, sex)",
    "what does not vary is a factor": "sum(x * i over age) = i * sum(x over age)",
    "a sum by groups adds up to the total": "sum(sum(x over age by broad) over broad) = sum(x over age)",
    "a sum in two parts": "sum(x over year for 2025..2027) + sum(x over year for 2028..) = sum(x over year)",
    "a sum moved by a year": "sum(e[year-1] over year for 2026..) = sum(e over year for ..2029)",
    "a mean is the sum over the count": "sum(x over age) / 17 = mean(x over age)",
    "a weighted mean": "mean(i weighted by s over year) * sum(s over year) = sum(i * s over year)",
    "a product of sums": "sum(e * sum(i over year) over year) = sum(i over year) * sum(e over year)",
    "a sum of numbers": "sum(1 over age) * k + k * sum(year - 2025 over year) = 32 * k",
    "a running sum at its end": "cumulative sum(e over year) = sum(e over year)",
    "a product at a factor": "product((1 + i) * 2 over year) = 64 * product(1 + i over year)",
    "a power of a sum": "(1 + i)^2 - 1 = i * (2 + i)",
    "a power by the year": "(1 + i)^(year - 2025) * (1 + i) = (1 + i)^(year - 2024)",
    "half a year twice": "i^0.5 * i^0.5 = i",
    "a root and a power of a half": "sqrt(1 + i) = (1 + i)^0.5",
    "exp of a sum": "exp(i + j) = exp(j) * exp(i)",
    "two cases of a condition": "(if e > s then e - s else 0) + (if s >= e then e - s else 0) = e - s",
    "twice the condition": "(if 2 * e < 2 * s then i else j) = (if e - s < 0 then i else j)",
    "a label decides": "(if sex = male then x else 0) + (if sex = female then x else 0) = x",
    "the same part": "max(e, s) + k = k + max(e + k - k, s)",
    "decimals are decimals": "0.1 * k + 0.2 * k = 0.3 * k",
    "millions are millions": "k + 1.005 million MXN = k + 1_005_000 MXN",
    "looked up by its number": "e[year = year] = e",
}
SELECTED = {"a running sum at its end": "2030"}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_identity_is_proved(name: str) -> None:
    where = f" for {SELECTED[name]}" if name in SELECTED else ""
    found = proof(f"{MONEY}{RATES}identity own : {TRUE[name]}{where}\n")
    assert found.answer == PROVED, found


FALSE = {
    "a sign": "x - y = x + y",
    "one axis too few": "sum(x over age) * 2 = sum(x over age, sex)",
    "a factor that varies": "sum(e * i over year) = sum(e over year) * i[2025]",
    "a product is no sum of products": "sum(e * s over year) / k = sum(e over year) * sum(s over year) / k",
    "a factor inside a sum that means another member": "sum(e * sum(s over year) over year) = sum(e * s over year)",
    "a root of a square": "(i^2)^0.5 = i",
    "a mean of ratios": "mean(i over year) * sum(s over year) = sum(i * s over year)",
    "a part of the years": "sum(e over year for 2026..) = sum(e over year)",
    "the year before": "e[year-1] = e",
    "only in the last year": "(if year = 2030 then e + k else e) = e",
    "nearly": "k * 1.000001 = k",
    "a group is not the total": "sum(x over age by broad) = sum(x over age)",
    "min is not max": "min(e, s) = max(e, s)",
}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_identity_is_refuted(name: str) -> None:
    where = " for year >= 2026" if "year-1" in FALSE[name] else ""
    found = proof(f"{MONEY}{RATES}identity own : {FALSE[name]}{where}\n")
    assert found.answer == REFUTED
    counter = found.counter_example
    assert counter is not None
    assert abs(counter.left - counter.right) > 1e-9 * abs(counter.left)


UNDECIDED = {
    "max(e, s) + min(e, s) = e + s": "closed",
    "log(exp(i)) = i": "closed",
    "max(e, s) - s = max(e - s, 0)": "closed",
    "min(e over year) = -max(-e over year)": "closed",
}


@pytest.mark.parametrize("identity", UNDECIDED)
def test_what_algebra_does_not_see_into_is_not_decided(identity: str) -> None:
    found = proof(f"{MONEY}{RATES}identity own : {identity}\n")
    assert (found.answer, found.reason) == (NOT_DECIDED, UNDECIDED[identity])
    assert found.what


def test_a_denominator_is_told() -> None:
    found = verdicts(
        f"{MONEY}{RATES}"
        "identity own : e / e = 1\n"
        "identity both : (e^2 - s^2) / (e - s) = e + s\n"
        "identity none : e * 2 = e + e\n"
        "identity power : (1 + i)^-1 * (1 + i) = 1\n"
    )
    told = {name: verdict.proof.divided for name, verdict in found.items() if verdict.proof}
    assert told == {"own": ("e",), "both": ("e - s",), "none": (), "power": ("1 + i",)}


def test_an_identity_is_for_the_cells_it_selects() -> None:
    """The years differ in the first one only."""
    text = f"{MONEY}variable v[year] : MXN\n    = k for 2025\n    = e otherwise\n"
    assert proof(f"{text}identity own : v = e for year >= 2026\n").answer == PROVED
    assert proof(f"{text}identity own : v = e\n").answer == REFUTED
    assert verdicts(f"{text}identity own : v = e for year >= 2026\n")["own"].compared == 5


def test_users_by_segment() -> None:
    """The example of the design, in which those entitled are the sum of their segments."""
    names = ("insured", "optional_insurance", "families_of_insured", "work_accidents")
    others = ("voluntary", "pensioners", "families_of_pensioners")
    segments = [f"{name}[year, age, sex]" for name in (*names, *others)]
    text = (
        AXES
        + given(*segments, unit="person")
        + "population entitled[year, age, sex] : person = "
        + " + ".join((*others, *names[:3]))
        + "\nidentity users_by_segment :\n"
        "    entitled - voluntary - pensioners - families_of_pensioners - work_accidents =\n"
        "      insured + optional_insurance + families_of_insured - work_accidents\n"
    )
    assert proof(text).answer == PROVED
    assert verdicts(text)["users_by_segment"].compared == 6 * 17 * 2
    assert proof(text.replace("families_of_insured - work", "families_of_insured + work")).answer == REFUTED


def test_balance_through_cases() -> None:
    """Income less expense, by line and with another first year; and one case of it wrong."""
    text = (
        AXES
        + given("fees[year]", "state[year, line]", "first[line]", "new[year, line]")
        + given("growth", unit="ratio")
        + "contribution income[year, line] : MXN\n    payer state\n    = fees + state for SEM\n"
        "    = state for GMP\n"
        "cost expense[year, line] : MXN\n    = first for 2025\n"
        "    = expense[year-1] * (1 + growth) + new otherwise\n"
        "variable balance[year, line] : MXN\n"
        "    = fees + state - first for SEM and year = 2025\n"
        "    = state - first for GMP and year = 2025\n"
        "    = fees + state - new - expense[year-1] - growth * expense[year-1] for SEM and year >= 2026\n"
        "    = state - new - expense[year-1] * (1 + growth) for GMP and year >= 2026\n"
        "identity adds_up : income - expense = balance\n"
    )
    assert proof(text).answer == PROVED
    assert proof(text.replace("state - first for GMP", "state + first for GMP")).answer == REFUTED


RESERVES = (
    AXES
    + given("expense[year]", "wages[year]")
    + given("interest[year]", unit="ratio")
    + "variable discount[year] : ratio = cumulative product(1 / (1 + interest) over year)\n"
    "premium level = sum(expense * discount over year) / sum(wages * discount over year)\n"
    "reserve v[year] : MXN\n    = level * wages - expense for 2025\n"
    "    = v[year-1] * (1 + interest) + level * wages - expense otherwise\n"
)


def test_the_level_premium_leaves_no_reserve() -> None:
    """What is collected and what is spent are worth the same, at any interest that changes from year to year."""
    found = proof(f"{RESERVES}identity nothing : v[2030] = 0 * wages[2030]\n")
    assert found.answer == PROVED
    assert found.divided == ("1 + interest", "sum(wages * discount over year)")
    assert proof(f"{RESERVES}identity nothing : v[2029] = 0 * wages[2030]\n").answer == REFUTED


def test_the_stepped_premium_of_one_block_is_the_level_premium_of_its_years() -> None:
    text = (
        f"{RESERVES}premium stepped[step] = "
        "sum(expense * discount over year by step) / sum(wages * discount over year by step)\n"
        "premium block = sum(expense * discount over year for {years})"
        " / sum(wages * discount over year for {years})\n"
        'identity same : stepped["2028-2030"] = block\n'
    )
    assert proof(text.format(years="2028..2030")).answer == PROVED
    assert proof(text.format(years="2027..2030")).answer == REFUTED


def test_two_recursions_are_equal_by_induction() -> None:
    """Income and expense accumulated apart, over very many years: one step is proved, whatever their number."""
    text = (
        "model m\ntime month = 0..4800\n"
        + given("income[month]", "expense[month]")
        + given("interest[month]", unit="ratio")
        + "".join(
            f"variable {name}[month] : MXN\n    = {flow} for 0\n"
            f"    = {name}[month-1] * (1 + interest) + {flow} otherwise\n"
            for name, flow in (("a", "income"), ("b", "expense"), ("v", "income - expense"))
        )
    )
    started = time.process_time()
    assert proof(f"{text}identity apart : v = a - b\n").answer == PROVED
    assert time.process_time() - started < 5
    assert proof(f"{text}identity apart : v = a + b\n").answer == REFUTED
    wrong = text.replace("+ income - expense otherwise", "+ income otherwise")
    assert proof(f"{wrong}identity apart : v = a - b\n").answer == REFUTED


def test_induction_needs_a_start() -> None:
    """Each step keeps the difference of the two, and the first year has one."""
    text = MONEY + (
        "variable a[year] : MXN\n    = k for 2025\n    = a[year-1] + e otherwise\n"
        "variable b[year] : MXN\n    = 2 * k for 2025\n    = b[year-1] + e otherwise\n"
    )
    assert proof(f"{text}identity own : a = b\n").answer == REFUTED
    assert proof(f"{text}identity own : a = b for year >= 2026\n").answer == REFUTED
    assert proof(f"{text}identity own : a + k = b\n").answer == PROVED


TEMPLATE = (
    'module segments "Segments"\ninput time year\ninput axis age\ninput axis sex\ninput unit people\n'
    + "".join(f"input a{at}[year, age, sex] : people\n" for at in range(18))
    + "variable total[year, age, sex] : people = {all}\n"
    "variable pensioners[year, age, sex] : people = {last}\n"
    "identity by_subtraction : total - pensioners = {first}\n"
    "identity over_all : sum(total over age, sex) - sum(pensioners over sex, age) = sum({first} over age, sex)\n"
)


def segments(sign: str = "+") -> str:
    names = [f"a{at}" for at in range(18)]
    return TEMPLATE.format(
        all=" + ".join(names), first=" + ".join(names[:9]), last=" + ".join(names[9:17]) + f" {sign} a17"
    )


def test_a_template_with_many_inputs_is_proved_at_once() -> None:
    text = (
        'model m\nuse "segments.sem" with ('
        + ", ".join(f"a{at} = {at + 1} * x" for at in range(18))
        + ", age = age, sex = sex) as seg\ntime year = 2005..2050\n"
        "axis age = 00-04 to 80+ by 5\naxis sex = male, female\n" + given("x[year, age, sex]", unit="person")
    )
    started = time.process_time()
    found = verdicts(text, {"segments.sem": segments()})
    assert time.process_time() - started < 3  # of which the check of the model is a part
    assert {name: one.proof.answer for name, one in found.items() if one.proof} == {
        "seg.by_subtraction": PROVED,
        "seg.over_all": PROVED,
    }
    assert found["seg.by_subtraction"].compared == 46 * 17 * 2


def test_the_inputs_of_a_template_may_have_any_value_in_an_instance_and_alone() -> None:
    """Bound to one quantity, both would be equal by accident."""
    module = (
        "module t\ninput time year\ninput a[year] : ratio\ninput b[year] : ratio\nidentity same : a = b\n"
    )
    model = 'model m\nuse "t.sem" with (a = x, b = x) as own\ntime year = 2025..2030\n' + given(
        "x[year]", unit="ratio"
    )
    assert proof(model, {"t.sem": module}).answer == REFUTED
    assert proof(module).answer == REFUTED
    plain = {"t.sem": module.replace("identity same : a = b\n", "")}
    assert proof(f"{model}identity here : own.a = own.b\n", plain).answer == PROVED


def test_a_template_is_proved_on_the_axes_it_is_given() -> None:
    """A count of ages is right for one of the axes only."""
    module = "module t\ninput time year\ninput axis age\ninput a[age] : ratio\n" + (
        "identity count : sum(1 over age) = 17\nvariable v[age] : ratio = a\n"
    )
    model = (
        'model m\nuse "t.sem" with (a = x, age = age) as own\ntime year = 2025..2030\naxis age = {}\n'
        + given("x[age]", unit="ratio")
    )
    assert proof(model.format("00-04 to 80+ by 5"), {"t.sem": module}).answer == PROVED
    assert proof(model.format("00-04 to 75+ by 5"), {"t.sem": module}).answer == REFUTED


def test_an_assumption_with_a_formula_is_what_it_says() -> None:
    text = 'model m\nassumption men : ratio = 40%\n    source "s"\nassumption women : ratio = 1 - men\n' + (
        "identity all : men + women = 1\n"
    )
    assert proof(text).answer == PROVED
    assert proof(text.replace("1 - men", '60%\n    source "s"')).answer == REFUTED


def test_expm1_and_log1p_are_what_they_say() -> None:
    text = (
        AXES
        + given("x[year]", unit="ratio")
        + "identity a : expm1(x) = exp(x) - 1\nidentity b : log1p(x) = log(1 + x)\n"
    )
    assert all(one.proof is not None and one.proof.answer == "proved" for one in verdicts(text).values())
