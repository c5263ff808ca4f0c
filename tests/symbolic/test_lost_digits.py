"""Fifteen forms, each at values where it loses digits, in several orders; and none where nothing is lost."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import mpmath
import pytest

from semdsl import pipeline
from semdsl.diagnostics.model import Diagnostic, Severity
from semdsl.interpret.decimals import Decimals
from semdsl.symbolic.cancelling import FORMS
from tests.symbolic.asking import checked

MODELS = sorted((Path(__file__).parents[2] / "models").glob("*.sem"))

HEAD = """\
model example "Example"
axis k = 1 to 4
parameter x : ratio = 1.23e-11
    source "s"
parameter a : ratio = 2.3000000003
    source "s"
parameter b : ratio = 2.3000000001
    source "s"
parameter z[k] : ratio
    source "s"
    = 1_000_000_001 for 1
    = 1_000_000_003 for 2
    = 1_000_000_004 otherwise
assumption rate : ratio = 3.5%
    source "s" ; range 2% .. 6%
assumption near : ratio = 1%
    source "s" ; range -1% .. 3%
assumption growth : ratio = 1.5%
    source "s" ; range 0% .. 3%
variable v : ratio = 1 / (1 + x)
"""

LOSES = {
    "one-less-exp": ["1 - exp(x)", "-exp(x) + 1", "(1) - (exp((x)))"],
    "exp-less-one": ["exp(x) - 1", "-1 + exp(x)"],
    "probability": ["1 - (1 - x)^20", "-(1 - x)^20 + 1", "1 - v^20", "1 - (1 + x)^-20"],
    "interest": ["(1 + x)^20 - 1", "-1 + (x + 1)^20", "(1 + x)^(1/12) - 1"],
    "annuity": ["(1 - v^20) / x", "1 / x * (1 - (1 + x)^-20)", "3 * (-(1 / (1 + x))^20 + 1) / x"],
    "accumulated-annuity": ["((1 + x)^20 - 1) / x", "(-1 + (1 + x)^20) * (1 / x)"],
    "over-exp-less-one": ["x / (exp(x) - 1)", "1 / (-1 + exp(x)) * x"],
    "reciprocals": ["1 - 1 / (1 + x)", "1 / b - 1 / a"],
    "squares": ["a^2 - b^2", "a * a - b * b", "-b^2 + a^2"],
    "variance": ["mean(z^2 over k) - mean(z over k)^2", "-mean(z over k)^2 + mean(z * z over k)"],
    "root-less-one": ["sqrt(1 + x) - 1", "-1 + sqrt(x + 1)"],
    "roots": ["sqrt(a) - sqrt(b)", "-sqrt(b) + sqrt(a)"],
    "logarithms": ["log(a) - log(b)", "-log(b) + log(a)"],
    "exponentials": ["exp(a) - exp(b)", "-exp(b) + exp(a)"],
    "log-of-one-plus": ["log(1 + x)", "log(x + 1)"],
    "log-of-one-less": ["log(1 - x)", "log(-x + 1)"],
    "log-of-a-quotient": ["log(a / b)"],
}

INSTEAD = {
    "1 - exp(x)": "`-expm1(x)`",
    "exp(x) - 1": "`expm1(x)`",
    "1 - (1 - x)^20": "`rates.within(x, 20)` after `use std.rates`",
    "1 - v^20": "`-expm1(20 * log(v))`",
    "1 - (1 + x)^-20": "`rates.discounted(x, 20)` after `use std.rates`",
    "(1 + x)^20 - 1": "`rates.earned(x, 20)` after `use std.rates`",
    "1 / x * (1 - (1 + x)^-20)": "`rates.annuity_certain(x, 20)` after `use std.rates`",
    "((1 + x)^20 - 1) / x": "`rates.accumulated_annuity(x, 20)` after `use std.rates`",
    "1 - 1 / (1 + x)": "`x / (1 + x)`",
    "1 / b - 1 / a": "`(a - b) / (b * a)`",
    "a^2 - b^2": "`(a - b) * (a + b)`",
    "sqrt(1 + x) - 1": "`x / (sqrt(1 + x) + 1)`",
    "sqrt(a) - sqrt(b)": "`(a - b) / (sqrt(a) + sqrt(b))`",
    "log(a) - log(b)": "`log1p((a - b) / b)`",
    "exp(a) - exp(b)": "`exp(b) * expm1(a - b)`",
    "log(1 - x)": "`log1p(-x)`",
}


def lost(formula: str) -> list[Diagnostic]:
    found = pipeline.dangers(checked(f"{HEAD}variable y : ratio = {formula}\n"))
    return [one for one in found if one.code == "digits-lost"]


def test_there_are_fifteen_forms_and_more() -> None:
    assert set(LOSES) == set(FORMS)
    assert len(FORMS) >= 15


@pytest.mark.parametrize("form", LOSES)
def test_each_form_is_told_in_every_order(form: str) -> None:
    for formula in LOSES[form]:
        assert [one.severity for one in lost(formula)] == [Severity.WARNING], formula


@pytest.mark.parametrize("formula", INSTEAD)
def test_what_to_write_instead(formula: str) -> None:
    (one,) = lost(formula)
    assert one.help == f"write {INSTEAD[formula]}"


@pytest.mark.parametrize("formula", INSTEAD)
def test_what_is_written_instead_loses_nothing_and_is_the_same(formula: str) -> None:
    """The value of the stable form is what fifty digits give for the form as printed."""
    instead = INSTEAD[formula].split("`")[1]
    text = HEAD.replace("axis k", "use std.rates\naxis k") + f"variable y : ratio = {instead}\n"
    model = checked(text)
    assert not [one for one in pipeline.dangers(model) if one.code == "digits-lost"]
    from semdsl.interpret.scalar import Interpreter

    value = Interpreter(model.model, {}).value("y", ())
    with mpmath.workdps(50):
        x, a, b = (mpmath.mpf(own) for own in (1.23e-11, 2.3000000003, 2.3000000001))
        names = {"x": x, "a": a, "b": b, "v": mpmath.mpf(float(1 / (1 + 1.23e-11)))}
        exact = BY_HAND[formula](**names)
        assert abs(value / exact - 1) < 1e-14


BY_HAND = {
    "1 - exp(x)": lambda x, **_: 1 - mpmath.exp(x),
    "exp(x) - 1": lambda x, **_: mpmath.exp(x) - 1,
    "1 - (1 - x)^20": lambda x, **_: 1 - (1 - x) ** 20,
    "1 - v^20": lambda v, **_: 1 - v**20,
    "1 - (1 + x)^-20": lambda x, **_: 1 - (1 + x) ** -20,
    "(1 + x)^20 - 1": lambda x, **_: (1 + x) ** 20 - 1,
    "1 / x * (1 - (1 + x)^-20)": lambda x, **_: (1 - (1 + x) ** -20) / x,
    "((1 + x)^20 - 1) / x": lambda x, **_: ((1 + x) ** 20 - 1) / x,
    "1 - 1 / (1 + x)": lambda x, **_: 1 - 1 / (1 + x),
    "1 / b - 1 / a": lambda a, b, **_: 1 / b - 1 / a,
    "a^2 - b^2": lambda a, b, **_: a**2 - b**2,
    "sqrt(1 + x) - 1": lambda x, **_: mpmath.sqrt(1 + x) - 1,
    "sqrt(a) - sqrt(b)": lambda a, b, **_: mpmath.sqrt(a) - mpmath.sqrt(b),
    "log(a) - log(b)": lambda a, b, **_: mpmath.log(a) - mpmath.log(b),
    "exp(a) - exp(b)": lambda a, b, **_: mpmath.exp(a) - mpmath.exp(b),
    "log(1 - x)": lambda x, **_: mpmath.log(1 - x),
}


@pytest.mark.parametrize(
    "formula",
    [
        "(1 + rate)^20 - 1",
        "(1 - (1 + rate)^-20) / rate",
        "log(1 + rate)",
        "1 - exp(-rate)",
        "a^2 - 1",
        "a - b",
        "expm1(near)",
        "log1p(near)",
        "1 + exp(x) - 1 + 5",
        "sqrt(a) + sqrt(b)",
        "if abs(near) > 0.1% then log(1 + near) else near",
        "exp(x) - 1 + 1_000",
    ],
)
def test_nothing_is_said_where_nothing_is_lost(formula: str) -> None:
    assert lost(formula) == []


@pytest.mark.parametrize(
    ("formula", "named"),
    [("log(1 + near)", "near"), ("(1 + growth)^20 - 1", "growth"), ("log(1 + growth) / 2", "growth")],
)
def test_a_range_that_comes_near_the_loss_gives_a_notice_with_the_value(formula: str, named: str) -> None:
    (one,) = lost(formula)
    assert one.severity is Severity.NOTICE
    assert f"`{named}` is" in one.message
    assert len(one.labels) == 2


def test_a_variable_in_between_is_seen_through() -> None:
    text = HEAD + "variable w : ratio = near * 2\nvariable y : ratio = exp(w) - 1\n"
    assert [one.severity for one in pipeline.dangers(checked(text))] == [Severity.NOTICE]


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_nothing_is_said_of_the_models(path: Path) -> None:
    """Neither of digits nor of what can fail: the ranges of the models are those that they are good for."""
    loaded = pipeline.check_file(path).value
    assert loaded is not None
    assert pipeline.dangers(loaded) == ()


@pytest.mark.parametrize("function", ["exp", "log", "sqrt", "expm1", "log1p"])
def test_sixty_digits_are_right(function: str) -> None:
    with mpmath.workdps(80):
        for value in (1.23e-11, 0.3, 2.5, 40.0):
            found = Decimals().apply(function, [Decimal(value)])
            own = {"expm1": lambda y: mpmath.exp(y) - 1, "log1p": lambda y: mpmath.log(1 + y)}
            exact = own.get(function, getattr(mpmath, function, None))(mpmath.mpf(value))
            assert abs(mpmath.mpf(str(found)) / exact - 1) < mpmath.mpf(10) ** -45
