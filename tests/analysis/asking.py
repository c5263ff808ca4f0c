"""Small models, questions about them, and what is said."""

from __future__ import annotations

from typing import Any

from semdsl.analysis import sensitivity, solve
from semdsl.analysis.measured import Sensitivity
from semdsl.analysis.solved import Solved
from semdsl.diagnostics.model import Diagnostic
from semdsl.pipeline import Checked, check_text

FUND = """
model fund "Fund"

time year = 2025..2030
axis line = A, B
axis step = year by 2 from 2026

assumption rate "Rate" : ratio = 5%
    source "x" ; range 0% .. 40%
assumption interest[year] "Interest" : ratio = 4%
    source "x" ; range 0% .. 10%
assumption path[year] "Path" : ratio
    source "x"
    = 1%  for 2025
    = 2%  otherwise
assumption fee "Fee" : million MXN = 3
    source "x"
assumption idle "Idle" : ratio = 7%
    source "x"
parameter base_year "Base year" : ratio = 2027
    source "x"

variable wages[year] "Wages" : million MXN = 1_000 million MXN * (1 + path)^(year - 2025)
contribution income[year] "Income" : million MXN
    payer employer
    = rate * wages
cost expense[year] "Expense" : million MXN = 80 million MXN * 1.03^(year - 2025) + fee
reserve fund[year] "Fund" : million MXN
    = 60 million MXN                                           for 2025
    = fund[year-1] * (1 + interest) + income - expense         otherwise
premium payg[year] "Pay as you go" = expense / wages
premium level "Level" = sum(expense over year) / sum(wages over year)
variable squared "Squared" : ratio = (rate - 10%) * (rate - 30%)
variable stepped "Stepped" : ratio = round(rate, 2)
variable bent "Bent" : ratio = max(rate - 5%, 0)
variable above "Above" : ratio = if rate > 12.3% then 2 else 1
variable pole "Pole" : ratio = 1 / (rate - 20%)
variable looked_up "Looked up" : million MXN = wages[year = base_year]
variable by_line[line] "By line" : ratio
    = rate      for A
    = 2 * rate  for B

scenario dear "Dear"
    set fee = 10
"""


def checked(text: str = FUND) -> Checked:
    outcome = check_text(text)
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value


def solved(vary: str, until: str, text: str = FUND, **more: Any) -> Solved:
    read = solve.read_question(checked(text), solve.Question(vary, until, **more))
    assert read.value is not None, read.diagnostics
    answer = solve.answer(read.value)
    assert answer.value is not None, answer.diagnostics
    return answer.value


def unsolved(vary: str, until: str, text: str = FUND, **more: Any) -> Diagnostic:
    """The one error that is said instead of an answer."""
    read = solve.read_question(checked(text), solve.Question(vary, until, **more))
    found = read.diagnostics if read.value is None else solve.answer(read.value).diagnostics
    (one,) = [own for own in found if own.is_error]
    return one


def measured(text: str = FUND, **question: Any) -> Sensitivity:
    answer, found = measured_with_findings(text, **question)
    assert not found
    return answer


def measured_with_findings(text: str = FUND, **question: Any) -> tuple[Sensitivity, tuple[Diagnostic, ...]]:
    read = sensitivity.read_question(checked(text), sensitivity.Question(**question))
    assert read.value is not None, read.diagnostics
    answer = sensitivity.answer(read.value)
    assert answer.value is not None, answer.diagnostics
    return answer.value, answer.diagnostics


def unmeasured(text: str = FUND, **question: Any) -> Diagnostic:
    read = sensitivity.read_question(checked(text), sensitivity.Question(**question))
    found = read.diagnostics if read.value is None else sensitivity.answer(read.value).diagnostics
    (one,) = [own for own in found if own.is_error]
    return one
