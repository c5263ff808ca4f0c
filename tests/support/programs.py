"""Programs of others that a machine may lack: what needs one is skipped there, and the run says which one it was."""

from __future__ import annotations

import shutil

import pytest

PACKAGES = {"pdflatex": "texlive-latex-recommended", "soffice": "libreoffice-writer", "strace": "strace"}
"""Each with the package of Debian that brings it."""


def program(name: str) -> str:
    """The path of a program; the test is skipped where there is none."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"no {name} on this machine (Debian: apt-get install {PACKAGES[name]})")
    return path
