"""A language for the finances of social security schemes.

>>> import semdsl
>>> model = semdsl.load("models/sem.sem")          # doctest: +SKIP
>>> model.run(scenario="low_wages")["projected.payg"]  # doctest: +SKIP
"""

import os
import sys
from importlib import import_module

# `python -m semdsl` puts the working folder in front of Python's own modules: a file beside a model, `re.py` or
# `typing.py`, would be imported in their place. So it goes before anything else is imported, and what stands above
# this line, or is asked of it, is what Python has imported itself.
if sys.argv[:1] == ["-m"] and sys.orig_argv[-len(sys.argv)].endswith("semdsl") and not sys.flags.safe_path:
    try:
        sys.path = [path for path in sys.path if os.path.abspath(path or ".") != os.getcwd()]
    except OSError:  # the working folder is gone
        del sys.path[0]

from semdsl.version import __version__

TYPE_CHECKING = False  # as in `typing`, without importing it

if TYPE_CHECKING:
    from semdsl.analysis.measured import Sensitivity
    from semdsl.analysis.solved import Solved
    from semdsl.diagnostics.model import Diagnostic
    from semdsl.errors import InternalError, ModelError, ModelWarning, SemdslError, UsageError
    from semdsl.interface import Model, check, load
    from semdsl.runtime.results import Result, Results


__all__ = [
    "Diagnostic",
    "InternalError",
    "Model",
    "ModelError",
    "ModelWarning",
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
    "ModelWarning": "semdsl.errors",
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
