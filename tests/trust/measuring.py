"""A plugin for pytest: ``-p tests.trust.measuring --measured FILE`` writes what the tests of a run have counted."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest

from tests.trust.conftest import COUNT, NOTE


@dataclass(slots=True)
class Measured:
    """What the tests of a gate have shown so far."""

    passed: int = 0
    failed: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def together(self, other: Measured) -> Measured:
        """What the tests of two gates have shown."""
        names = {**self.counts, **other.counts}
        return Measured(
            self.passed + other.passed,
            self.failed + other.failed,
            {name: self.counts.get(name, 0) + other.counts.get(name, 0) for name in names},
            self.notes + other.notes,
        )


class Measuring:
    """Takes down what each test has counted, whichever process it ran in."""

    def __init__(self) -> None:
        self.measured = Measured()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add one report, of a phase of a test."""
        if report.failed:
            self.measured.failed.append(report.nodeid)
        if report.when == "call":
            self.measured.notes += [str(note) for name, note in report.user_properties if name == NOTE]
        if report.when == "call" and report.passed:
            self.measured.passed += 1
            for name, number in report.user_properties:
                if name.startswith(COUNT) and isinstance(number, int):
                    own = name.removeprefix(COUNT)
                    self.measured.counts[own] = self.measured.counts.get(own, 0) + number

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A module that cannot be imported has not passed."""
        if report.failed:
            self.measured.failed.append(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write it down; only the first process does, which hears of all tests."""
        if not hasattr(session.config, "workerinput"):
            Path(session.config.getoption("--measured")).write_text(
                json.dumps(asdict(self.measured)), "utf-8"
            )


def pytest_addoption(parser: pytest.Parser) -> None:
    """The file to write."""
    parser.addoption("--measured", help="write what tests have counted into this file")


def pytest_configure(config: pytest.Config) -> None:
    """Listen to the tests."""
    config.pluginmanager.register(Measuring())
