"""What the checks can say, by what it is about: one constructor for each finding, so that its wording has one place."""

from semdsl.semantics.findings import (
    aggregates,
    axes,
    calls,
    charts,
    habits,
    magnitudes,
    modules,
    names,
    places,
    quantities,
    reports,
    selections,
    statements,
    units,
)

__all__ = [
    "aggregates",
    "axes",
    "calls",
    "charts",
    "habits",
    "magnitudes",
    "modules",
    "names",
    "places",
    "quantities",
    "reports",
    "selections",
    "statements",
    "units",
]
