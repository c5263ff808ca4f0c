"""The page about what the models reproduce is what `semdsl replication` says of them now.

After a change of a model: `pytest tests/docs/test_replication_page.py --update-golden`, and read the difference.
"""

from __future__ import annotations

import contextlib
import io

import pytest

from semdsl.cli.main import main
from tests.docs.pages import DOCS, ROOT, keep

_PAGE = DOCS / "replication.md"
_MODELS = [ROOT / "models" / name for name in ("sem.sem", "premium_based_systems_1992.sem")]
"""The models that rebuild a printed source."""


def test_the_page_is_what_the_models_say(monkeypatch: pytest.MonkeyPatch, update_golden: bool) -> None:
    monkeypatch.chdir(ROOT)
    page = io.StringIO()
    with contextlib.redirect_stdout(page), contextlib.redirect_stderr(io.StringIO()):
        status = main(["replication", *(path.relative_to(ROOT).as_posix() for path in _MODELS)])
    assert status == 0
    assert [path.name for path in _MODELS if f"`{path.name}`" not in page.getvalue()] == []
    keep(_PAGE, page.getvalue(), update=update_golden)
