"""What a folder of results says of itself."""

from __future__ import annotations

import json
from pathlib import Path

MANIFEST = "manifest.json"
INDEX = "index.html"
"""The page to open first."""
GENERATOR = "semdsl"
_MOST = 50_000_000  # bytes of a manifest that is read: one of a hundred thousand files is a tenth of it


def files_of(folder: Path) -> frozenset[str]:
    """Names of the files in *folder* that a run wrote, its manifest included; none if it has no manifest of ours.

    Raises:
        OSError: the manifest cannot be read.

    """
    path = folder / MANIFEST
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _MOST:
        return frozenset()
    try:
        manifest = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return frozenset()
    if not isinstance(manifest, dict) or manifest.get("generator") != GENERATOR:
        return frozenset()
    written = manifest.get("written")
    return frozenset({MANIFEST, *written}) if isinstance(written, dict) else frozenset()
