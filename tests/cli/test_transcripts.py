"""The transcripts still hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.transcripts import replayed, transcripts


@pytest.mark.parametrize("path", transcripts(), ids=lambda path: path.stem)
def test_transcript(path: Path, tmp_path: Path) -> None:
    assert replayed(path, tmp_path) == path.read_text("utf-8")
