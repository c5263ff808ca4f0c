"""A language for the finances of social security schemes.

>>> import semdsl
>>> model = semdsl.load("models/sem.sem")          # doctest: +SKIP
>>> model.run(scenario="low_growth")["payg"]       # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from semdsl.version import __version__

if TYPE_CHECKING:
    from semdsl.analysis.measured import Sensitivity
    from semdsl.analysis.solved import Solved
    from semdsl.diagnostics.model import Diagnostic
    from semdsl.errors import InternalError, ModelError, SemdslError, UsageError
    from semdsl.interface import Model, check, load
    from semdsl.runtime.results import Result, Results


__all__ = [
    "Diagnostic",
    "InternalError",
    "Model",
    "ModelError",
    "Result",
    "Results",
    "SemdslError",
    "Sensitivity",
    "Solved",
    "UsageError",
    "__version__",
    "check",
    "load",
]

_HOMES = {
    "Diagnostic": "semdsl.diagnostics.model",
    "InternalError": "semdsl.errors",
    "Model": "semdsl.interface",
    "ModelError": "semdsl.errors",
    "Result": "semdsl.runtime.results",
    "Results": "semdsl.runtime.results",
    "SemdslError": "semdsl.errors",
    "Sensitivity": "semdsl.analysis.measured",
    "Solved": "semdsl.analysis.solved",
    "UsageError": "semdsl.errors",
    "check": "semdsl.interface",
    "load": "semdsl.interface",
}


def __getattr__(name: str) -> object:
    """A public name, loaded when it is first asked for: the command line needs none and starts faster so."""
    if name not in _HOMES:
        raise AttributeError(f"module 'semdsl' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
