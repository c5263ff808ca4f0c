"""``semdsl test FILE…``: what the tests, checks and expectations of models say."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from semdsl.cli.console import Console, console
from semdsl.cli.statuses import Status, status_of
from semdsl.coverage import Coverage, coverage
from semdsl.diagnostics.model import Diagnostic
from semdsl.pipeline import Checked, check_file
from semdsl.publish.records import part_record, record_of_test, verdict_record
from semdsl.render.parts import part_heading
from semdsl.render.verdicts import last_line, lines_of_tests, verdict_lines
from semdsl.render.words import words_for
from semdsl.requests import Options, not_a_model
from semdsl.running import run_checked, run_tests
from semdsl.runtime.verdicts import TestVerdict, Verdict
from semdsl.semantics.model import Model


def run(arguments: Namespace) -> Status:
    """Test each model in turn; the answer is the worst of theirs."""
    streams = console(arguments)
    status = Status.DONE
    found: list[Diagnostic] = []
    models: list[dict[str, object]] = []
    for file in arguments.files:
        outcome = check_file(Path(file))
        module = not_a_model(outcome.value) if outcome.value else None
        told = outcome.diagnostics if module is None else (*outcome.diagnostics, module)
        found += told
        if not arguments.json:
            streams.findings(told, streams.err)
        if outcome.value is None or module is not None:
            status = max(status, Status.WRONG if module else status_of(told))
            continue
        said, more, record = _test(file, outcome.value.in_language(streams.asked), arguments, streams)
        status, found = max(status, said), [*found, *more]
        models.append(record)
    if arguments.json:
        streams.answer("test", found, {"passed": status is Status.DONE, "models": models})
    return status


def _test(
    file: str, checked: Checked, arguments: Namespace, streams: Console
) -> tuple[Status, tuple[Diagnostic, ...], dict[str, object]]:
    tests = run_tests(checked)
    ran = run_checked(checked, Options())
    verdicts = ran.value.scenarios[0].results.verdicts if ran.value else ()
    covered = coverage(checked) if arguments.coverage else None
    passed = ran.ok and all(test.passed for test in tests) and all(verdict.passed for verdict in verdicts)
    if not arguments.json:
        streams.findings(ran.diagnostics, streams.err)
        if len(arguments.files) > 1:
            streams.say(f"── {file}")
        _print(tests, verdicts, covered, checked.model, streams)
    record = {
        "file": file,
        "parts": [part_record(part, checked.model.language) for part in checked.model.parts],
        "passed": passed,
        "tests": [record_of_test(test, streams.language_of_documents) for test in tests],
        "verdicts": [verdict_record(verdict) for verdict in verdicts],
        **({} if covered is None else {"coverage": _coverage_record(covered)}),
    }
    return Status.DONE if passed else Status.NO, ran.diagnostics, record


def _print(
    tests: tuple[TestVerdict, ...],
    verdicts: tuple[Verdict, ...],
    covered: Coverage | None,
    model: Model,
    streams: Console,
) -> None:
    words = words_for(model)
    headings = {"": "", **{part.name: part_heading(part, model, words) for part in model.parts}}
    for part, heading in headings.items():
        own_tests = [test for test in tests if test.part == part]
        own_verdicts = [verdict for verdict in verdicts if verdict.part == part]
        if heading and (own_tests or own_verdicts):
            streams.say(heading)
        for lines in (
            lines_of_tests(own_tests, words, streams.paint),
            verdict_lines(own_verdicts, words, streams.width, streams.paint),
        ):
            said = list(lines)
            for line in said:
                streams.say(line)
            if said:
                streams.say()
    if covered is not None:
        share = f"{covered.evaluated / covered.formulas:.0%}" if covered.formulas else "–"
        streams.say(words.covered.format(covered=covered.evaluated, all=covered.formulas, share=share))
        if covered.others:
            streams.say(words.uncovered)
            width = max(len(name) for name, _ in covered.others)
            for name, place in covered.others:
                streams.say(f"  {name:<{width}}  {place}")
        streams.say()
    streams.say(last_line(verdicts, tests, words))


def _coverage_record(covered: Coverage) -> dict[str, object]:
    return {
        "formulas": covered.formulas,
        "evaluated": covered.evaluated,
        "others": [{"name": name, "place": place} for name, place in covered.others],
    }
