"""The models that come with the program, checked once for all gates."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from semdsl.diagnostics.text import render
from semdsl.pipeline import Checked, check_file

MODELS = Path(__file__).parents[2] / "models"


@cache
def valuations() -> tuple[Path, ...]:
    """The models that can be run by themselves, not the modules that they use."""
    return tuple(
        path
        for path in sorted(MODELS.glob("*.sem"))
        if any(line.startswith("model ") for line in path.read_text("utf-8").splitlines())
    )


NAMES = tuple(path.stem for path in valuations())


@cache
def valuation(name: str) -> Checked:
    """The model *name* of the folder of models."""
    outcome = check_file(MODELS / f"{name}.sem")
    assert outcome.value is not None, "\n".join(render(one) for one in outcome.diagnostics)
    return outcome.value
