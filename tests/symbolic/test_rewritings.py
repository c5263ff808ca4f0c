"""Every rewriting that the compiler makes of every model is proved; a wrong one is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from semdsl import pipeline
from semdsl.codegen.factors import factored
from semdsl.semantics.model import Aggregate, Arithmetic, Typed
from semdsl.symbolic.rewritings import is_same_sum, rewritings
from tests.symbolic.asking import AXES, checked, given

ROOT = Path(__file__).parents[2]
MODELS = [*sorted((ROOT / "models").glob("*.sem")), *sorted((ROOT / "stdlib").rglob("*.sem"))]


@pytest.mark.parametrize("path", MODELS, ids=lambda path: str(path.relative_to(ROOT).with_suffix("")))
def test_every_rewriting_of_a_model_is_proved(path: Path) -> None:
    loaded = pipeline.check_file(path).value
    assert loaded is not None
    assert [one for one in rewritings(loaded.model) if not one.proved] == []


def test_the_flagship_has_rewritings_of_both_kinds() -> None:
    loaded = pipeline.check_file(ROOT / "models" / "sem.sem").value
    assert loaded is not None
    assert {one.kind for one in rewritings(loaded.model)} == {"factor", "hoist"}


def sum_of(body: str) -> Aggregate:
    text = AXES + given("w[year]", "k", "h[sex]", "x[year, sex]", unit="ratio")
    node = (
        checked(f"{text}variable s[sex] : ratio = sum({body} over year)\n")
        .model.quantities["s"]
        .cases[0]
        .formula
    )
    assert isinstance(node, Aggregate)
    return node


@pytest.mark.parametrize("body", ["k * w", "w * h / k", "(w + x) * (h - k) / (1 + k)", "w / h * x * k / w"])
def test_factors_taken_out_of_a_sum(body: str) -> None:
    node = sum_of(body)
    after = factored(node)
    assert after is not node
    assert is_same_sum(node, after)


def test_wrong_rewritings_are_not_proved() -> None:
    node = sum_of("k * w * h")
    after = factored(node)
    assert isinstance(after, Arithmetic)
    inner: Typed = after
    while isinstance(inner, Arithmetic):
        inner = inner.left
    assert isinstance(inner, Aggregate)
    assert not is_same_sum(node, after.left)  # a factor was lost
    assert not is_same_sum(node, replace(after, op="/"))
    assert not is_same_sum(node, replace(after, right=inner.body))  # what varies was taken out
    assert not is_same_sum(replace(node, function="product"), replace(after))
    assert not is_same_sum(replace(node, over=("sex",)), after)
