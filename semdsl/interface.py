"""The Python interface: the same doors as the command line, for notebooks and pipelines."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from os import PathLike
from pathlib import Path
from typing import Final

from semdsl.analysis import sensitivity, solve
from semdsl.analysis.measured import Sensitivity
from semdsl.analysis.solved import Solved
from semdsl.diagnostics.model import Diagnostic, Severity
from semdsl.errors import ModelError, ModelWarning, UsageError
from semdsl.pipeline import Checked, ClosedForm, check_file, closed_forms, dangers, proofs
from semdsl.render.words import title_of
from semdsl.requests import BASE, Options, public_names, request
from semdsl.running import run_request, run_tests
from semdsl.runtime.results import Results
from semdsl.simultaneous.formulas import solved_texts

_LONGEST_SHOWN: Final = 60


def check(path: str | PathLike[str]) -> tuple[Diagnostic, ...]:
    """What is found in the model at *path*, worst and all, in the order of its text; nothing is computed."""
    outcome = check_file(Path(path))
    if outcome.value is None:
        return outcome.diagnostics
    return outcome.diagnostics + proofs(outcome.value).diagnostics + dangers(outcome.value)


def load(path: str | PathLike[str]) -> Model:
    """The model at *path*, checked.

    Raises:
        ModelError: the model or its data have errors; ``diagnostics`` says which.

    """
    outcome = check_file(Path(path))
    if outcome.value is None:
        raise ModelError(outcome.diagnostics)
    return Model(outcome.value, outcome.diagnostics)


@dataclass(frozen=True, slots=True, repr=False)
class Model:
    """A checked model. ``findings`` has the warnings and notices about it."""

    checked: Checked
    findings: tuple[Diagnostic, ...]

    @property
    def name(self) -> str:
        return self.checked.model.name

    @property
    def title(self) -> str:
        """The model's title in its own language."""
        return title_of(self.checked.model.titles, self.checked.model.language)

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Names of what ``run`` takes as ``scenario``, the stated values first."""
        return (BASE, *self.checked.model.scenarios)

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of the parts that the model stands in, in order; none if it stands in one file."""
        return tuple(part.name for part in self.checked.model.parts)

    @property
    def solved(self) -> Mapping[str, Sequence[str]]:
        """For each quantity in a loop marked `simultaneous` the formulas that its loop was solved to, as text."""
        return solved_texts(self.checked.solved)

    def check(self) -> tuple[Diagnostic, ...]:
        """What was found when it was loaded, which identities are not proved, and what can go wrong within ranges."""
        return self.findings + proofs(self.checked).diagnostics + dangers(self.checked)

    def closed_forms(self) -> tuple[ClosedForm, ...]:
        """The recursions of the model that have a closed form, as formulas of the language; each was proved."""
        return closed_forms(self.checked)

    def run(
        self,
        scenario: str = BASE,
        set: Mapping[str, object] | None = None,
        only: Sequence[str] = (),
    ) -> Results:
        """The results of one scenario: of all quantities with a name, or of *only* some.

        Warnings about what was asked are in its ``diagnostics`` and issued as ``ModelWarning``.

        Args:
            scenario: one of ``scenarios``.
            set: values to put in place in all cells, as text in the language (``{"interest": "4%"}``) or as numbers.
            only: names of quantities or instances; checks and expectations are left out then.

        Raises:
            UsageError: there is no such scenario or name, or a value does not fit.
            ModelError: an operation is not defined in some cell; ``diagnostics`` says which.

        """
        options = Options(
            (_text("scenario", scenario),), _settings(set), _texts("only", only), everything=True
        )
        asked = request(self.checked, options)
        if asked.value is None:
            raise _usage_error(asked.diagnostics)
        ran = run_request(self.checked, asked.value)
        if ran.value is None:
            raise ModelError(ran.diagnostics)
        found = _warned(asked.diagnostics + ran.diagnostics)
        return replace(ran.value.scenarios[0].results, diagnostics=found)

    def sensitivity(
        self,
        of: Sequence[str] = (),
        by: Sequence[str] = (),
        bump: str = "",
        exact: bool = False,
        scenario: str = BASE,
        set: Mapping[str, object] | None = None,
    ) -> Sensitivity:
        """How results move with assumptions, moved one at a time to both ends; with *exact*, derivatives.

        Warnings are as of ``run``.

        Args:
            of: results as formulas, ``payg[2050, SEM]``; without any, the premiums that do not vary by time.
            by: what is moved, ``interest`` or ``interest[2010]``; without any, what has a range or is one figure.
            bump: how far instead of to the ends of a range: ``10%`` of each figure, or ``0.5pp``.
            exact: derivatives and elasticities instead of both ends.
            scenario: one of ``scenarios``.
            set: as for ``run``.

        Raises:
            UsageError: a question does not fit the model.
            ModelError: the model as it is has no value; ``diagnostics`` says why.

        """
        asked = sensitivity.read_question(
            self.checked,
            sensitivity.Question(
                _texts("of", of),
                _texts("by", by),
                _text("bump", bump),
                exact,
                _text("scenario", scenario),
                _settings(set),
            ),
        )
        if asked.value is None:
            raise _usage_error(asked.diagnostics)
        answered = sensitivity.answer(asked.value)
        if answered.value is None:
            raise ModelError(answered.diagnostics)
        found = _warned(asked.diagnostics + answered.diagnostics)
        return replace(answered.value, diagnostics=found)

    def solve(
        self,
        vary: str,
        until: str,
        between: tuple[object, object] | None = None,
        shift: bool = False,
        scenario: str = BASE,
        set: Mapping[str, object] | None = None,
    ) -> Solved:
        """What *vary* must be so that the condition *until* holds, and how far that is proved.

        Warnings are as of ``run``.

        Args:
            vary: cells that all get one value, ``rate`` or ``rate[2010]``; or an axis, of which the first member is
                sought.
            until: what must hold, as in a check: ``reserve[2050] = 0``.
            between: where to look, as text or numbers; without it within the range of what is varied.
            shift: seek what is added to every cell instead.
            scenario: one of ``scenarios``.
            set: as for ``run``.

        Raises:
            UsageError: the question does not fit the model.
            ModelError: there is no solution; ``diagnostics`` says why.

        """
        question = solve.Question(
            _text("vary", vary),
            _text("until", until),
            _bounds(between),
            shift,
            _text("scenario", scenario),
            _settings(set),
        )
        asked = solve.read_question(self.checked, question)
        if asked.value is None:
            raise _usage_error(asked.diagnostics)
        answered = solve.answer(asked.value)
        if answered.value is None:
            raise ModelError(answered.diagnostics)
        found = _warned(asked.diagnostics + answered.diagnostics)
        return replace(answered.value, diagnostics=found)

    def test(self) -> Results:
        """The results of the stated values, with what the tests of the model said; ``passed`` is of both.

        Raises:
            ModelError: as ``run`` does.

        """
        return replace(self.run(), tests=run_tests(self.checked))

    def __repr__(self) -> str:
        counts = f"{len(self.checked.model.quantities)} quantities, scenarios {', '.join(self.scenarios)}"
        return f'<semdsl model {self.name} "{self.title}": {counts}>'

    def _repr_html_(self) -> str:
        model = self.checked.model
        rows = "".join(
            f"<tr><td>{escape(name)}[{escape(', '.join(model.quantities[name].axes))}]</td>"
            f"<td>{escape(title_of(model.quantities[name].titles, model.language))}</td>"
            f"<td>{escape(model.quantities[name].shown)}</td></tr>"
            for name in public_names(model)
            if not model.quantities[name].instance
        )
        heading = f"{self.title or self.name}: {', '.join(self.scenarios)}"
        return f'<p><b>{escape(heading)}</b></p><table style="text-align: left"><tbody>{rows}</tbody></table>'


def _text(argument: str, value: object) -> str:
    """*value*, which was given for *argument*, if it is a text.

    Raises:
        UsageError: it is none.

    """
    if not isinstance(value, str):
        raise _expected(argument, "a text", value)
    return value


def _texts(argument: str, values: object) -> tuple[str, ...]:
    """*values*, which were given for *argument*, if they are a text or several.

    Raises:
        UsageError: they are not.

    """
    if isinstance(values, str):
        return (values,)
    if not isinstance(values, Iterable) or isinstance(values, Mapping | bytes):
        raise _expected(argument, 'texts, as `["payg"]`', values)
    return tuple(_text(argument, value) for value in values)


def _bounds(between: object) -> tuple[str, ...]:
    """Both ends of where to look, as text; none if *between* is None.

    Raises:
        UsageError: it is not two values.

    """
    if between is None:
        return ()
    if not isinstance(between, tuple | list) or len(between) != 2:
        raise _expected("between", 'two values, as `("2%", "6%")`', between)
    return tuple(f"{end}" for end in between)


def _settings(values: object) -> tuple[str, ...]:
    """Values to put in place as ``NAME=VALUE``.

    Raises:
        UsageError: they are no mapping of names.

    """
    if values is None:
        return ()
    if not isinstance(values, Mapping):
        raise _expected("set", 'a mapping of names to values, as `{"interest": "4%"}`', values)
    return tuple(f"{_text('set', name)}={value}" for name, value in values.items())


def _expected(argument: str, what: str, given: object) -> UsageError:
    shown = repr(given)
    shown = shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"
    return UsageError(f"`{argument}` must be {what}, not `{shown}`")


def _warned(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """*found*, of which each warning has been issued, at the line that called the interface."""
    for one in found:
        if one.severity is Severity.WARNING:
            warnings.warn(f"[{one.code}] {_sentence(one)}", ModelWarning, stacklevel=3)
    return found


def _usage_error(found: Sequence[Diagnostic]) -> UsageError:
    return UsageError("; ".join(_sentence(one) for one in found if one.is_error))


def _sentence(found: Diagnostic) -> str:
    return f"{found.message} ({found.help})" if found.help else found.message
