"""Exit statuses."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from semdsl.diagnostics.model import Diagnostic


class Status(IntEnum):
    """What the command says with its exit status."""

    DONE = 0
    NO = 1  # the model, its data or its checks say no
    WRONG = 2  # the command was wrong
    FAULT = 70  # a fault of semdsl
    INTERRUPTED = 130  # Ctrl-C
    NOT_READ = 141  # whoever read the answer stopped reading
    TERMINATED = 143  # SIGTERM


_OF_A_FILE = ("file-missing", "file-unreadable", "file-too-large", "file-not-text")
_OF_A_PART = "part-alone"


def status_of(diagnostics: Sequence[Diagnostic]) -> Status:
    """The status of *diagnostics*.

    A file named on the command line that is not there is a wrong command, and so is a part without its model.
    """
    errors = [found for found in diagnostics if found.is_error]
    if any((found.code in _OF_A_FILE and not found.labels) or found.code == _OF_A_PART for found in errors):
        return Status.WRONG
    return Status.NO if errors else Status.DONE
