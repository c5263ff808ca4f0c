"""``semdsl limits``: every size at which the program says no, and what it says then."""

from __future__ import annotations

from argparse import Namespace

from semdsl.cli.console import console
from semdsl.cli.statuses import Status
from semdsl.limits import LEFT_OUT, LIMITS, Limit


def run(arguments: Namespace) -> Status:
    """Print the limits as lines, or as JSON with both languages."""
    streams = console(arguments)
    if arguments.json:
        streams.answer("limits", (), {"limits": [_record(limit) for limit in LIMITS]})
        return Status.DONE
    width = max(len(_number(limit.most)) for limit in LIMITS)
    titles = [limit.title(streams.language) for limit in LIMITS]
    room = max(map(len, titles))
    for limit, title in zip(LIMITS, titles, strict=True):
        streams.say(
            f"{_number(limit.most):>{width}}  {title:<{room}}  {limit.code or LEFT_OUT[streams.language]}"
        )
    return Status.DONE


def _number(most: float) -> str:
    return f"{most:,.12g}"


def _record(limit: Limit) -> dict[str, object]:
    return {
        "limit": limit.key,
        "most": limit.most,
        "code": limit.code or None,
        "counts": {"en": limit.english, "es": limit.spanish},
    }
