"""Which quotients count as means by weights, and which of their weights are warned of."""

from __future__ import annotations

import pytest

from semdsl.pipeline import check_text
from semdsl.requests import Options
from semdsl.running import run_checked

MODEL = """
model m "M"
time year = 2025..2026
axis age = 20 to 22
variable x[age] "X" : ratio = age
variable net[year, age] "Net" : ratio = if age = 20 and year = 2026 then -1 else 1
variable tiny[age] "Tiny" : ratio = if age = 20 then -1e-17 else 1
function own(a, w) = sum(a * w over age) / sum(w over age)
"""


@pytest.mark.parametrize(
    ("formula", "cell"),
    [
        ("mean(x over age weighted by net)", "[2026]"),
        ("1 + 2 * mean(x over age weighted by net)", "[2026]"),
        ("mean(x over age weighted by -net)", "[2025]"),
        ("mean(x over age weighted by 2 - net)", ""),
        ("mean(x over age weighted by net + 3)", ""),
        ("mean(x over age weighted by net^2)", ""),
        ("mean(x over age weighted by net for age > 20)", ""),
        ("mean(x over age weighted by tiny)", ""),
        ("if year = 2025 then mean(x over age weighted by net) else 0", ""),
        ("if year = 2026 then mean(x over age weighted by net) else 0", "[2026]"),
        ("sum(x * net over age) / sum(net over age)", ""),
        ("own(x, net)", ""),
        ("sum(x over age weighted by net)", ""),
        ("sum(mean(net[year = clamp(year + age)] over age weighted by net) over year)", "[2025]"),
    ],
)
def test_weights_below_zero(formula: str, cell: str) -> None:
    text = f"{MODEL}variable result[year] : ratio = {formula} + 0 * year\n"
    checked = check_text(text).value
    assert checked is not None
    for options in (Options(), Options(only=("result",))):
        outcome = run_checked(checked, options)
        assert outcome.value is not None, outcome.diagnostics
        found = [one.message for one in outcome.diagnostics if one.code == "negative-weight"]
        assert len(found) == bool(cell)
        assert all(message.startswith(f"`result{cell}` is a mean") for message in found)
