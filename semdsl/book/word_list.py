"""Which fixed words the book has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BookWords:
    """Words in one language. Those with braces are sentences to fill in."""

    language: str
    other: str
    book: str
    skip: str
    contents: str
    chapter: str
    search: str
    search_hint: str
    nothing: str
    found: str
    results: str
    assumptions: str
    tables: str
    checks: str
    scenarios: str
    graph: str
    index: str
    prepared: str
    where: str
    reads: str
    read_by: str
    values: str
    instances: str
    bindings: str
    title: str
    unit: str
    axes: str
    facts: Mapping[str, str]
    payers: Mapping[str, str]
    kinds: Mapping[str, str]
    note: str
    erratum: str
    limitation: str
    more_rows: str
    same: str
    when: Mapping[str, str]
    constant_money: str
    current_money: str
    source: str
    file: str
    meaning: str
    document: str
    made_by: str
    base: Mapping[str, str]
    amount: str
    bases: Mapping[str, str]
    range: str
    outcome: str
    said: str
    extends: str
    side_by_side: str
    stated: str
    places: str
    symbols: str
    names: str
    total: str
    library: str
    equation: str
    previous: str
    next: str
    graph_says: str
    graph_large: str
    graph_whole: str
    graph_whole_says: str
    around: str
    around_says: str
    only: str
    written: str
    some_fail: str
    formulas: str
    no_data: str
    none: str
    closed: str
    loop: str
    solved: str
    put_back: str
    its_equation: str
    never_negative: str
    more_lines: str
    more_instances: str
    more_scenarios: str
    more_tables: str
    stopped: str
    unmoved: str
    auxiliary: Mapping[str, str]
    identities: str
    judged: Mapping[str, str]
    tests: str
    errata: str
    given: str
    expected: str
    glossary: str
    terms: str
    abbreviations: str
    limitations: str
    stated_limits: str
    no_limits: str
    countable: str
    covers: str
    no_scenarios: str
    test_count: str
    no_tests: str
    of_all: str
    first_of: str
    no_range: str
    deviating: str
    beyond_title: str
    beyond: tuple[str, ...]
    by_algebra: str
    by_induction: str
    by_numbers: str
    through: str
