"""Ask what is known of the identities of a model given as text."""

from __future__ import annotations

from collections.abc import Mapping

from semdsl import pipeline
from semdsl.diagnostics.text import render_all
from semdsl.runtime.verdicts import Proof, Verdict

AXES = """\
model example "Example"
time year = 2025..2030
axis age = 00-04 to 80+ by 5
axis sex = male, female
axis line = SEM, GMP
axis step = year by 3 from 2025
axis broad of age = young: "00-04".."10-14", adult: "15-19".."60-64", old: "65-69".."80+"
"""


def given(*names: str, unit: str = "MXN", kind: str = "parameter") -> str:
    """Parameters that state a figure, as ``x[year]``: they may have any value."""
    return "".join(f'{kind} {name} : {unit} = 1\n    source "s"\n' for name in names)


def checked(text: str, files: Mapping[str, str] | None = None) -> pipeline.Checked:
    outcome = pipeline.check_text(text, name="case.sem", files=files)
    assert outcome.value is not None, render_all(outcome.diagnostics)
    return outcome.value


def verdicts(text: str, files: Mapping[str, str] | None = None) -> dict[str, Verdict]:
    """What is known of each identity, by its name."""
    return {verdict.name: verdict for verdict in pipeline.proofs(checked(text, files)).value}


def proof(text: str, files: Mapping[str, str] | None = None) -> Proof:
    """What is known of the only identity of a model."""
    (verdict,) = verdicts(text, files).values()
    assert verdict.proof is not None
    return verdict.proof
