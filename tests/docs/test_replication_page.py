"""The page about what the models reproduce is what `semdsl replication` says of all of them now.

After a change of a model: `pytest tests/docs/test_replication_page.py --update-golden`, and read the difference.
"""

from __future__ import annotations

import contextlib
import io
import re

import pytest

from semdsl.cli.main import main
from tests.docs.pages import DOCS, ROOT, keep

_PAGE = DOCS / "replication.md"
_MODELS = sorted(
    path
    for path in (ROOT / "models").glob("*.sem")
    if re.search(r"^model\b", path.read_text(encoding="utf-8"), re.MULTILINE)
)
"""Every file of the folder that can be run: not those that others use."""


def test_the_page_is_what_the_models_say(monkeypatch: pytest.MonkeyPatch, update_golden: bool) -> None:
    monkeypatch.chdir(ROOT)
    page = io.StringIO()
    with contextlib.redirect_stdout(page), contextlib.redirect_stderr(io.StringIO()):
        status = main(["replication", *(path.relative_to(ROOT).as_posix() for path in _MODELS)])
    assert _MODELS
    assert status == 0
    assert [path.name for path in _MODELS if f"`{path.name}`" not in page.getvalue()] == []
    keep(_PAGE, page.getvalue(), update=update_golden)
