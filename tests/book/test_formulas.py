"""Formulas as mathematics: what is set for each declaration, read by a person and kept.

The expected lines follow by hand from the conventions of the page about the book; they are text and LaTeX.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from semdsl.book.context import book_of, facts_of
from semdsl.book.equations import setting_of
from semdsl.render.elements import Element
from semdsl.render.mathematics.latex import latex
from semdsl.render.mathematics.mathml import Target, mathml
from semdsl.render.mathematics.plain import plain
from semdsl.render.mathematics.symbols import symbol
from semdsl.render.mathematics.tree import Linked, Symbol, keys
from tests.book.support import equations, run_of, run_of_model
from tests.support.golden import Case, golden_files

CASES = golden_files(Path(__file__).parent / "formulas")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_equations(path: Path, update_golden: bool) -> None:
    case = Case(path, update_golden)
    run = run_of(case.block("sem"))
    found = equations(run, run.checked.model.language)
    for language, printer in (("text", plain), ("latex", latex)):
        if case.has(language):
            lines = (f"{name}: {printer(math)}" for name, math in found.items())
            case.expect(language, ["".join(f"{line}\n" for line in lines).replace("\u00a0", " ")])


@pytest.mark.parametrize(
    ("written", "text", "set_again"),
    [
        (r"\Delta INPC", "ΔINPC", r"\Delta \mathrm{INPC}"),
        ("ICOP_k^{SEM}", "ICOP_k^SEM", r"{\mathrm{ICOP}}_{k}^{\mathrm{SEM}}"),
        (r"\ddot{a}_{x+t:\overline{n-t}|}", "a¨_(x + t:n − t¯|)", r"{\ddot{a}}_{x+t:\overline{n-t}|}"),
        ("{}_tp_x", "_tp_x", "{}_{t}{p}_{x}"),
        ("S A^1_{x}", "SA_x^1", "S{A}_{x}^{1}"),
        (r"\frac{i}{\delta}", "i / δ", r"\frac{i}{\delta }"),
        (r"\int_{t-1}^t v^y", "∫_(t − 1)^tv^y", r"{\int }_{t-1}^{t}{v}^{y}"),
        (r"\mathrm{CMF} \cdot \text{uso}", "CMF ⋅ uso", r"\text{CMF}\cdot \text{uso}"),
        ("V'_t", "V_t^′", r"{V}_{t}^{\prime }"),
        (r"\sqrt{l_x / l_{20}}", "√(l_x / l_20)", r"\sqrt{{l}_{x}/{l}_{20}}"),
    ],
)
def test_symbols(written: str, text: str, set_again: str) -> None:
    found = symbol(written)
    assert found is not None
    assert (plain(found), latex(found)) == (text, set_again)


@pytest.mark.parametrize(
    "written",
    [
        "",
        r"\xi{",
        "a}",
        r"\href{javascript:alert(1)}{x}",
        r"\input{/etc/passwd}",
        "a_b_c",
        r"\bar",
        "{" * 40,
    ],
)
def test_what_is_not_understood_is_not_set(written: str) -> None:
    assert symbol(written) is None


def test_an_index_is_put_where_the_symbol_has_it() -> None:
    """The notation of life contingencies: no index is written twice, and one that moves is changed in its place."""
    found = {name: plain(math) for name, math in equations(run_of_model("term_life.sem"), "en").items()}
    assert found["living"] == "_tp_x = { 1 for t = 0; _(t − 1)p_x ⋅ p_(x + t − 1) otherwise }"
    assert found["assurance"] == (
        "A_x = { 1 / (1 + i) for the last x; (1 − p_x + p_x ⋅ A_(x + 1)) / (1 + i) otherwise }"
    )
    assert found["premiums_ahead"].endswith("a¨_(x + t + 1:n − (t + 1)¯|)) / (1 + i) otherwise }")


def test_names_that_share_a_symbol_are_told_apart() -> None:
    """The flagship writes `ASEM` for the insured counted in two ways: an identity of it with itself says nothing."""
    found = equations(run_of_model("sem.sem"), "es")
    assert (
        plain(found["identity-same_insured"]).replace("\u00a0", " ")
        == "insured_(t, x, s) = insured by sum_(t, x, s)"
    )
    assert (
        plain(found["users"])
        .replace("\u00a0", " ")
        .startswith("AUSEM_(t, x, s) = { users printed_(t, x, s) para")
    )


def test_every_formula_of_the_models_is_set_in_every_medium() -> None:
    for name in (
        "sem.sem",
        "term_life.sem",
        "pension.sem",
        "population_methods.sem",
        "premium_based_systems_1992.sem",
    ):
        run = run_of_model(name)
        book = book_of(facts_of(run), "es")
        found = equations(run, "es")
        assert found
        for anchor, math in found.items():
            assert "None" not in plain(math), anchor
            assert latex(math).count("{") == latex(math).count("}"), anchor
            assert all(key in book.facts.entries for key in keys(math)), anchor
            assert isinstance(book.block(math), Element)


def test_a_link_is_on_the_symbol_alone_and_is_escaped() -> None:
    made = mathml(Linked(Symbol("a"), "k"), lambda _: Target('x.html#"><script>', "<b>&"), block=True)
    assert made.__html__() == (
        '<math display="block"><mi mathvariant="normal"><span title="&lt;b&gt;&amp;"'
        ' data-to="x.html#&quot;&gt;&lt;script&gt;">𝑎</span></mi></math>'
    )


KNOTS = "age,value\n0,1\n10,2\n20,4\n"
TABLE = """
model mortality "Mortality"
    language "LANGUAGE"

axis age "Age" = 0 to 20

table q[age] "Rate" : ratio
    from "k.csv" in %
    interpolate METHOD over age
    source "Report"

table pieces[age] "Pieces" : ratio
    from "k.csv" in % for age in 0..20
    = 3% otherwise
    interpolate METHOD over age
    source "Report"

scenario other "Other"
    set q from "k.csv" in %
"""


@pytest.mark.parametrize(
    ("language", "method", "said"),
    [
        ("en", "linear", "figures of k.csv, interpolated linearly over x"),
        ("en", "log_linear", "figures of k.csv, interpolated linearly in their logarithms over x"),
        ("en", "cubic", "figures of k.csv, interpolated by a cubic spline over x"),
        ("en", "log_cubic", "figures of k.csv, interpolated by a cubic spline of their logarithms over x"),
        ("es", "linear", "cifras de k.csv, interpoladas linealmente sobre x"),
        ("es", "log_linear", "cifras de k.csv, interpoladas linealmente en sus logaritmos sobre x"),
        ("es", "cubic", "cifras de k.csv, interpoladas con un spline cúbico sobre x"),
        ("es", "log_cubic", "cifras de k.csv, interpoladas con un spline cúbico de sus logaritmos sobre x"),
    ],
)
def test_cells_between_figures_are_said_to_be_interpolated(language: str, method: str, said: str) -> None:
    text = TABLE.replace("LANGUAGE", language).replace("METHOD", method)
    run = run_of(text, {"k.csv": KNOTS})
    found = equations(run, language)
    assert plain(found["q"]).replace("\u00a0", " ").replace(",  ", ", ") == f"q_x = {said}"
    assert said in plain(found["pieces"]).replace("\u00a0", " ").replace(",  ", ", ")
    book = book_of(facts_of(run), language)
    (given,) = run.checked.model.modules[0].declarations[-1].settings  # type: ignore[attr-defined]
    setting = setting_of(given, book.symbols.inside(run.checked.project.main))
    assert plain(setting).replace("\u00a0", " ").replace(",  ", ", ") == f"q := {said}"
