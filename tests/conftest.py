"""What all tests share: golden files can be written instead of compared."""

from __future__ import annotations

import gc
import os
from collections import Counter

import pytest
from hypothesis import settings

# The tests of one commit say the same each time; `pytest --hypothesis-profile=search` looks where no run has looked.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=5_000, deadline=None)
settings.load_profile("same")


def pytest_configure() -> None:
    """Let the tests, and the commands they start, speak English on a machine that speaks Spanish, and start fast."""
    os.environ["LC_ALL"] = "C.UTF-8"
    # hundreds of commands are started: none compiles the whole program again
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # a worker keeps whole models: looking through them again takes a sixth of its time
    gc.set_threshold(100_000, 50, 50)


def pytest_collection_finish() -> None:
    """Leave what was collected out of every later look for garbage."""
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write golden files and pages as the program gives them now",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written."""
    return bool(request.config.getoption("--update-golden"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in words why tests were skipped: what was not tested on this machine is not to look as if it were."""
    reasons = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", ())
        if isinstance(report.longrepr, tuple)
    )
    for reason, count in reasons.items():
        terminalreporter.write_line(f"{count} skipped: {reason}", yellow=True)
