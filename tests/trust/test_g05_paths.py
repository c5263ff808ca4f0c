"""G05: a path in a model leads nowhere but into the folder of the model."""

from __future__ import annotations

from tests.trust.gate import Gate

GATE = Gate("G05", "A path leads nowhere outside the folder of the model", "{paths} hostile paths")


def test_x(count) -> None:
    count(paths=3)
