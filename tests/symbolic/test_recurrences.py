"""Closed forms: in the words of the language, equal to the recursion by three ways that share nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import semdsl
from semdsl import pipeline
from semdsl.interpret.decimals import Decimals
from semdsl.interpret.places import cells, within
from semdsl.interpret.scalar import Cells, Interpreter
from semdsl.runtime.verdicts import PROVED
from semdsl.semantics.model import Arithmetic, Case, Constant, Model, Quantity, Ref, Shift, Typed
from semdsl.semantics.rewrite import references, rewrite
from semdsl.semantics.tables import TableValues
from semdsl.symbolic.closed_forms import Forms
from semdsl.symbolic.induction import is_linear, is_proved
from semdsl.symbolic.recurrences import Recurrence, recurrences
from semdsl.symbolic.rewritings import varies
from semdsl.units.algebra import RATIO
from tests.symbolic.asking import AXES, checked, given, proof

Tables = Mapping[str, TableValues]
MODELS = sorted((Path(__file__).parents[2] / "models").glob("*.sem"))

HEAD = """\
model example "Example"
time year = 2025..2040
axis age = 60 to 63
axis sex = male, female
parameter g : ratio = 1.5%
    source "s"
parameter i[year] : ratio
    source "s"
    = 3% for 2025..2030
    = 4% otherwise
parameter c[year, sex] : MXN
    source "s"
    = 3 MXN for male
    = 5 MXN otherwise
"""

FORWARD: dict[str, tuple[str, tuple[str, ...]]] = {
    "a constant factor": (
        "x[year-1] + g * x[year-1]",
        ("x = x[2025] * (1 + g)^(year - 2025) for year >= 2026",),
    ),
    "a factor of its own in each year": (
        "x[year-1] * (1 + i[year-1])",
        ("x = x[2025] * cumulative product(1 + i[year-1] over year for year >= 2026) for year >= 2026",),
    ),
    "a constant addend": ("x[year-1] - 2 MXN", ("x = x[2025] - 2 MXN * (year - 2025) for year >= 2026",)),
    "an addend of its own in each year": (
        "c + x[year-1]",
        ("x = x[2025] + cumulative sum(c over year for year >= 2026) for year >= 2026",),
    ),
    "both constant": (
        "(1 + g) * x[year-1] + 2 MXN",
        (
            "x = x[2025] * (1 + g)^(year - 2025) + 2 MXN * (((1 + g)^(year - 2025) - 1) / (1 + g - 1))"
            " for year >= 2026",
        ),
    ),
    "both of their own": (
        "(x[year-1] + c) * (1 + i)",
        (
            "x = p * (x[2025] + cumulative sum(c * (1 + i) / p over year for year >= 2026)) for year >= 2026",
            "p = cumulative product(1 + i over year for year >= 2026)",
        ),
    ),
    "by an if": (
        "if year > 2030 then x[year-1] / (1 + i) else x[year-1] * 2 + c",
        (
            "x = p * (x[2025] + cumulative sum((if year > 2030 then 0 else c) / p over year for year >= 2026))"
            " for year >= 2026",
            "p = cumulative product(if year > 2030 then 1 / (1 + i) else 2 over year for year >= 2026)",
        ),
    ),
}

BACK = {
    "a constant factor": "x[year+1] / (1 + g)",
    "a factor of its own": "x[year+1] * (1 + i)",
    "a constant addend": "x[year+1] + 2 MXN",
    "an addend of its own": "x[year+1] - c",
    "both constant": "x[year+1] / (1 + g) - 2 MXN",
    "a constant factor and an addend of its own": "x[year+1] / (1 + g) + c",
    "both of their own": "(x[year+1] - c) / (1 + i)",
}


def model(formula: str, start: str = "2025") -> Model:
    text = f"{HEAD}cost x[year, sex] : MXN\n    = 7 MXN for {start}\n    = {formula} otherwise\n"
    return checked(text).model


def only(of: Model) -> Recurrence:
    (found,) = recurrences(of)
    return found


def with_closed(of: Model, found: Recurrence, closed: Typed) -> Model:
    """*of* with a quantity beside the recursion that is its closed form in the same cells."""
    quantity, size = of.quantities[found.name], len(of.axes[found.axis])
    case = next(
        own
        for own in quantity.cases
        if any(tuple(box.along(found.axis, size)) == found.positions for box in own.region.boxes)
    )
    made = replace(quantity, table=None, limits=None, partial=True)
    short = _short(closed, found, quantity)
    beside = replace(made, name="beside", cases=(Case(case.region, short, span=case.span),))
    product = Case(case.region, found.running or closed, span=case.span)
    running = replace(made, name="running product", cases=(product,))
    return replace(of, quantities={**of.quantities, "beside": beside, "running product": running})


def _short(closed: Typed, found: Recurrence, quantity: Quantity) -> Typed:
    """*closed*, with the running product read from a quantity of its own."""
    at = tuple(Shift(axis) for axis in quantity.axes)
    own = Ref(name="running product", at=at, span=closed.span, axes=quantity.axes, unit=RATIO)
    return rewrite(closed, lambda part: own if part == found.running else part)


def differences(of: Model, found: Recurrence, closed: Typed, tables: Tables | None = None) -> list[float]:
    """How far the closed form is from the recursion in each cell, as parts of the largest one: with sixty digits."""
    both = with_closed(of, found, closed)
    values = Cells[Decimal](both, tables or {}, Decimals())
    quantity = both.quantities["beside"]
    result: list[tuple[Decimal, Decimal]] = []
    for cell in cells(quantity, both):
        if within(quantity.cases[0].region, dict(zip(quantity.axes, cell, strict=True))):
            one, two = values.value(found.name, cell), values.value("beside", cell)
            result.append((abs(one - two), abs(one)))
    largest = max(size for _, size in result)
    return [float(off / largest) for off, _ in result]


@pytest.mark.parametrize("what", FORWARD)
def test_a_closed_form_in_the_words_of_the_language(what: str) -> None:
    formula, lines = FORWARD[what]
    of = model(formula)
    found = only(of)
    assert found.text(of) == lines
    assert max(differences(of, found, found.closed)) < 1e-40


@pytest.mark.parametrize("what", BACK)
def test_a_recursion_from_the_end(what: str) -> None:
    of = model(BACK[what], "2040")
    found = only(of)
    assert found.positions == tuple(range(15))
    assert max(differences(of, found, found.closed)) < 1e-40


@pytest.mark.parametrize("what", [*FORWARD, *BACK])
def test_the_closed_form_can_be_pasted_and_the_prover_of_identities_agrees(what: str) -> None:
    """For all values of the parameters, over four years: a proof that expands every cell, and no induction."""
    formula, start, other = (
        (FORWARD[what][0], "2025", "year >= 2026")
        if what in FORWARD
        else (BACK[what], "2040", "year <= 2039")
    )
    for old, new in (("2040", "2028"), ("2039", "2027"), ("2030", "2026")):
        formula, start, other = (text.replace(old, new) for text in (formula, start, other))
    text = HEAD.replace("2040", "2028").replace("2030", "2026")
    text += f"cost x[year, sex] : MXN\n    = 7 MXN for {start}\n    = {formula} otherwise\n"
    of = checked(text).model
    found = only(of)
    lines = found.text(of)
    if len(lines) > 1:
        text += f"variable p[year] : ratio = {lines[1].removeprefix('p = ')}\n"
    closed = lines[0].removeprefix("x = ").rpartition(" for ")[0]
    text += f"identity closed : x = {closed} for {other}\n"
    assert proof(text).answer == PROVED


@pytest.mark.parametrize(
    ("formula", "start"),
    [
        ("x[year-1] * x[year-1] / (2 MXN)", "2025"),
        ("x[year-1]^2 / (1 MXN)", "2025"),
        ("max(x[year-1], 2 MXN)", "2025"),
        ("c * (1 MXN) / x[year-1]", "2025"),
        ("x[year-1] * (if x[year-1] > 5 MXN then 2 else 3)", "2025"),
        ("if year > 2030 then c else x[year-1] * 2", "2025"),
        ("x[2025] * 2", "2025"),
        ("x[year-1] + x[2025]", "2025"),
        ("sum(x[year-1] over sex) + 0 * c", "2025"),
    ],
)
def test_what_is_not_linear_or_begins_anew_has_none(formula: str, start: str) -> None:
    text = f"{HEAD}cost x[year, sex] : MXN\n    = 7 MXN for {start}\n    = {formula} otherwise\n"
    outcome = pipeline.check_text(text)
    assert outcome.value is not None
    assert recurrences(outcome.value.model) == ()


def test_two_quantities_that_need_one_another_have_none() -> None:
    text = HEAD + (
        "cost x[year] : MXN\n    = 7 MXN for 2025\n    = x[year-1] + y[year-1] otherwise\n"
        "cost y[year] : MXN\n    = 7 MXN for 2025\n    = x[year-1] otherwise\n"
    )
    assert recurrences(checked(text).model) == ()


def test_each_case_recurs_from_the_cell_before_it() -> None:
    text = HEAD + (
        "cost x[year] : MXN\n    = 7 MXN for 2025\n    = x[year-1] * 1.05 for 2026..2030\n"
        "    = x[year-1] + 2 MXN otherwise\n"
    )
    of = checked(text).model
    assert [found.text(of) for found in recurrences(of)] == [
        ("x = x[2025] * 1.05^(year - 2025) for year in 2026..2030",),
        ("x = x[2030] + 2 MXN * (year - 2030) for year >= 2031",),
    ]


def test_along_bands_there_is_no_power() -> None:
    """The numbers of bands do not count them."""
    start = 'parameter b : ratio = 2\n    source "s"\n' + given("w[age]", unit="ratio")
    power = 'variable x[age] : ratio\n    = 1 for "00-04"\n    = x[age-1] * b otherwise\n'
    product = 'variable x[age] : ratio\n    = 1 for "00-04"\n    = x[age-1] * w otherwise\n'
    assert recurrences(checked(AXES + start + power).model) == ()
    of = checked(AXES + start + product).model
    assert only(of).text(of) == (
        'x = x["00-04"] * cumulative product(w over age for age in "05-09".."80+") for age in "05-09".."80+"',
    )


def test_a_wrong_closed_form_is_not_proved() -> None:
    """Each number and sign of a closed form is changed in turn: none of those that differ is proved."""
    of = model("(1 + g) * x[year-1] + 2 MXN")
    found = only(of)
    case = of.quantities["x"].cases[1]
    forms = Forms(
        of,
        "year",
        found.positions,
        0,
        next(ref for ref in references(found.closed) if ref.name == "x"),
        found.factor,
        found.addend,
        case.formula.span,
    )
    assert is_proved(found.closed, forms)
    changed = [one for one in mutants(found.closed) if max(differences(of, found, one)) > 1e-6]
    assert len(changed) >= 5
    assert not [one for one in changed if is_proved(one, forms)]


def test_a_wrong_factor_is_not_taken() -> None:
    formula = model("(1 + g) * x[year-1] + 2 MXN").quantities["x"].cases[1].formula
    assert isinstance(formula, Arithmetic)
    assert isinstance(formula.left, Arithmetic)
    assert is_linear(formula, "x", formula.left.left, formula.right)
    assert not is_linear(formula, "x", formula.right, formula.left.left)
    assert not is_linear(formula, "x", formula.left.left, None)
    assert not is_linear(formula, "x", None, formula.right)


def mutants(node: Typed) -> list[Typed]:
    """*node* with one operator or number changed, in each place."""
    swapped = {"+": "-", "-": "+", "*": "/", "/": "*"}
    count = 0

    def nth(at: int) -> Typed:
        nonlocal count
        count = 0

        def change(part: Typed) -> Typed:
            nonlocal count
            count += 1
            if count - 1 != at:
                return part
            if isinstance(part, Arithmetic) and part.op in swapped:
                return replace(part, op=swapped[part.op])
            if isinstance(part, Constant):
                return replace(part, value=part.value + 1)
            return part

        return rewrite(node, change)

    nth(-2)
    return [one for at in range(count) if (one := nth(at)) != node]


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_the_closed_forms_of_the_models_are_what_the_models_compute(path: Path) -> None:
    loaded = pipeline.check_file(path).value
    assert loaded is not None
    for found in recurrences(loaded.model):
        if path.stem == "sem" and found.name not in (
            "daily_wage",
            "price_index",
            "employer_fixed_quota_by_steps",
        ):
            continue  # one cell at a time, half of the flagship would take minutes
        factor_is_zero = found.divides is not None and path.stem == "term_life"
        if factor_is_zero and not is_positive(found, loaded):
            continue
        off = differences(loaded.model, found, found.closed, loaded.tables)
        assert max(off) < 1e-9, found.name


def is_positive(found: Recurrence, loaded: pipeline.Checked) -> bool:
    """Whether what the closed form divides by is never 0: nobody lives beyond the last age of a life table."""
    assert found.divides is not None
    of = with_closed(loaded.model, found, found.divides)
    values = Interpreter(of, loaded.tables)
    region = of.quantities["beside"].cases[0].region
    own = [
        values.value("beside", cell)
        for cell in cells(of.quantities["beside"], of)
        if within(region, dict(zip(of.quantities["beside"].axes, cell, strict=True)))
    ]
    return all(own)


def test_a_closed_form_does_not_vary_by_what_the_recursion_does_not() -> None:
    of = model("x[year-1] * (1 + g)")
    assert varies(only(of).closed, {"year"})
    assert not varies(only(of).closed, {"age"})


def test_from_python(tmp_path: Path) -> None:
    path = tmp_path / "m.sem"
    path.write_text(
        f"{HEAD}cost x[year] : MXN\n    = 7 MXN for 2025\n    = x[year-1] * (1 + i) + 1 MXN otherwise\n",
        encoding="utf-8",
    )
    (form,) = semdsl.load(path).closed_forms()
    assert (form.name, form.unless) == ("x", "1 + i")
    assert form.lines == (
        "x = p * (x[2025] + cumulative sum(1 MXN / p over year for year >= 2026)) for year >= 2026",
        "p = cumulative product(1 + i over year for year >= 2026)",
    )
