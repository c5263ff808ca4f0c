"""The Python interface: the same doors as the command line, for notebooks and pipelines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from os import PathLike
from pathlib import Path

from semdsl.analysis import sensitivity, solve
from semdsl.analysis.measured import Sensitivity
from semdsl.analysis.solved import Solved
from semdsl.diagnostics.model import Diagnostic
from semdsl.errors import ModelError, UsageError
from semdsl.pipeline import Checked, ClosedForm, check_file, closed_forms, dangers, proofs
from semdsl.render.words import title_of
from semdsl.requests import BASE, Options, public_names, request
from semdsl.running import run_request, run_tests
from semdsl.runtime.results import Results
from semdsl.simultaneous.formulas import solved_texts


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

        Args:
            scenario: one of ``scenarios``.
            set: values to put in place in all cells, as text in the language (``{"interest": "4%"}``) or as numbers.
            only: names of quantities or instances; checks and expectations are left out then.

        Raises:
            UsageError: there is no such scenario or name, or a value does not fit.
            ModelError: an operation is not defined in some cell; ``diagnostics`` says which.

        """
        if isinstance(only, str):
            only = (only,)
        options = Options((scenario,), _settings(set), tuple(only), everything=True)
        asked = request(self.checked, options)
        if asked.value is None:
            raise _usage_error(asked.diagnostics)
        ran = run_request(self.checked, asked.value)
        if ran.value is None:
            raise ModelError(ran.diagnostics)
        return ran.value.scenarios[0].results

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
            sensitivity.Question(_several(of), _several(by), bump, exact, scenario, _settings(set)),
        )
        if asked.value is None:
            raise _usage_error(asked.diagnostics)
        answered = sensitivity.answer(asked.value)
        if answered.value is None:
            raise ModelError(answered.diagnostics)
        return answered.value

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
        bounds = tuple(f"{end}" for end in between or ())
        asked = solve.read_question(
            self.checked, solve.Question(vary, until, bounds, shift, scenario, _settings(set))
        )
        if asked.value is None:
            raise _usage_error(asked.diagnostics)
        answered = solve.answer(asked.value)
        if answered.value is None:
            raise ModelError(answered.diagnostics)
        return answered.value

    def test(self) -> Results:
        """The results of the stated values, with what the tests of the model said.

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


def _several(names: Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _settings(values: Mapping[str, object] | None) -> tuple[str, ...]:
    return tuple(f"{name}={value}" for name, value in (values or {}).items())


def _usage_error(found: Sequence[Diagnostic]) -> UsageError:
    return UsageError("; ".join(_sentence(one) for one in found if one.is_error))


def _sentence(found: Diagnostic) -> str:
    return f"{found.message} ({found.help})" if found.help else found.message
