"""The exceptions of the public interface.

    SemdslError            what callers catch                                   exit status
    ├── ModelError         the model, its data or its checks say no                  1
    └── UsageError         the interface or the command line was misused             2
    InternalError          a fault of semdsl itself                                 70
    ModelWarning           warned of by the Python interface, nothing is raised      0

Findings about a model are data (``semdsl.diagnostics``); they become a ``ModelError`` only at the Python interface.
"""

from __future__ import annotations

from semdsl.diagnostics.model import Diagnostic


class SemdslError(Exception):
    """Base of what semdsl raises for its callers."""


class ModelError(SemdslError):
    """The model has errors, or its data do not fit it; ``diagnostics`` says which.

    Its text is the first of them with its place, ``model.sem:3:18: …``; ``str`` of a finding shows all of it.
    """

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        errors = [found for found in diagnostics if found.is_error]
        first = errors[0].with_place if errors else "the model has errors"
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        super().__init__(first + more)

    def __reduce__(self) -> tuple[type[ModelError], tuple[tuple[Diagnostic, ...]]]:
        """How it is made again in another process: from its findings, not from its text."""
        return type(self), (self.diagnostics,)


class UsageError(SemdslError):
    """The interface or the command line was misused."""


class ModelWarning(UserWarning):
    """A warning about a model or what it is asked, as the command line prints it: what was asked is done all the same.

    ``warnings.simplefilter("error", semdsl.ModelWarning)`` makes it an error.
    """


class InternalError(Exception):
    """A fault of semdsl: never caused by a model, never caught inside semdsl."""
