"""Small models whose values are worked out by hand, and what both evaluators find in them.

year  2005..2010, line SEM GMP, step by 2 from 2006: 2006-2007, 2008-2009 and 2010
v     1, 2, 3, 4, 5, 6 in 2005..2010
m     v for SEM, 10 v for GMP
g     1, 2, 3 in the three steps
b     0, 5, 10, 15, 20 in the bands 00-04 to 20+
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from semdsl.interpret.scalar import Interpreter
from semdsl.pipeline import Checked, check_text
from semdsl.requests import Options
from semdsl.running import run_checked, tables_for

YEARS = "time year = 2005..2010\naxis line = SEM, GMP\naxis step = year by 2 from 2006\n"
V = YEARS + "variable v[year] : ratio = year - 2004\n"
M = V + "variable m[year, line] : ratio\n    = v for SEM\n    = 10 * v for GMP\n"
G = V + "variable g[step] : ratio = (step - 2004) / 2\n"
B = "axis age = 00-04 to 20+ by 5\nvariable b[age] : ratio = age\n"
MONEY = "variable p : MXN = 8 MXN\nvariable q : MXN = 2 MXN\n"
X = "variable x : ratio = "
XY = "variable x[year] : ratio = "
XG = "variable x[step] : ratio = "
AFTER = "variable x[year] : ratio\n    = 0 for 2005\n    = "


def agreed(text: str, files: Mapping[str, str] | None = None, scenario: str = "base") -> list[float]:
    """All cells of `x`, on which both evaluators agree."""
    outcome = check_text(text, files=files)
    assert outcome.ok, [found.message for found in outcome.diagnostics]
    assert isinstance(outcome.value, Checked)
    ran = run_checked(outcome.value, Options(scenarios=(scenario,), only=("x",)))
    assert ran.value is not None, [found.message for found in ran.diagnostics]
    run = ran.value.scenarios[0]
    tables = tables_for(run.model, outcome.value).value
    assert tables is not None
    computed: list[float] = run.arrays["x"].ravel().tolist()
    assert Interpreter(run.model, tables).all("x") == pytest.approx(computed, rel=1e-13, abs=1e-13)
    return computed


def codes(text: str, files: Mapping[str, str] | None = None) -> list[str]:
    """The codes of what is wrong with the model *text*."""
    return [found.code for found in check_text(text, files=files).diagnostics if found.is_error]
