"""Make a verified program runnable."""

from __future__ import annotations

import linecache
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from types import FunctionType
from typing import Any, Final

import numpy as np

from semdsl.codegen.emit import Emitted
from semdsl.codegen.plan import Origin
from semdsl.codegen.verify import verify
from semdsl.runtime import kernels

FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "abs": np.absolute,
    "exp": np.exp,
    "log": np.log,
    "expm1": np.expm1,
    "log1p": np.log1p,
    "sqrt": np.sqrt,
    "power": np.power,
    "min": np.minimum,
    "max": np.maximum,
    "where": np.where,
    "round": kernels.round_half_away,
    **{
        name: getattr(kernels, name)
        for name in (
            "blank unknown whole demand clamp finite any_along "
            "divide_where power_where exp_where log_where expm1_where log1p_where sqrt_where "
            "add_exactly subtract_exactly multiply_exactly divide_exactly "
            "power_exactly exp_exactly log_exactly expm1_exactly log1p_exactly sqrt_exactly "
            "fold_sum fold_product fold_min fold_max group_sum group_product group_min group_max "
            "spread mask_groups cumulative_sum cumulative_product mask_earlier "
            "position_of nearest_position_of first_where last_where"
        ).split()
    },
}

_numbers = count(1)


def load(emitted: Emitted, made: Mapping[str, object], name: str) -> FunctionType:
    """The function of the program *emitted*, to which *made* was made; *name* is that of the model.

    A traceback through it shows the lines of the model: they are registered under a name of the program's own.

    Raises:
        InternalError: the program was refused.

    """
    verify(emitted.tree, FUNCTIONS.keys(), made.keys())
    filename = f"<semdsl {next(_numbers)} {name}>"
    code = compile(emitted.tree, filename, "exec", dont_inherit=True)
    space: dict[str, Any] = {"__builtins__": {}, **FUNCTIONS, **made}
    exec(code, space)  # noqa: S102 - the one place, for a verified tree without names but our own
    lines = _lines(emitted.lines)
    linecache.cache[filename] = (sum(map(len, lines)), None, lines, filename)
    run = space["run"]
    if not isinstance(run, FunctionType):
        raise TypeError("a generated program is no function")
    return run


def unload(filename: str) -> None:
    """Forget the lines of the program *filename*."""
    linecache.cache.pop(filename, None)


def _lines(origins: Sequence[Origin | None]) -> list[str]:
    """The line of the model that each line of the program computes."""
    spans = {id(origin): origin and origin.span for origin in origins}  # most formulas take several lines
    lines = {
        key: f"{span}: {span.source.line(span.line).strip()}\n" if span else "\n"
        for key, span in spans.items()
    }
    return [lines[id(origin)] for origin in origins]
