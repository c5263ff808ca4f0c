"""The Python interface: the same doors as the command line, for notebooks and pipelines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from os import PathLike
from pathlib import Path

from semdsl.diagnostics.model import Diagnostic
from semdsl.errors import ModelError, UsageError
from semdsl.pipeline import Checked, check_file, proofs
from semdsl.render.words import title_of
from semdsl.requests import BASE, Options, public_names, request
from semdsl.running import run_request, run_tests
from semdsl.runtime.results import Results
from semdsl.simultaneous.formulas import solved_texts


def check(path: str | PathLike[str]) -> tuple[Diagnostic, ...]:
    """What is found in the model at *path*, worst and all, in the order of its text; nothing is computed."""
    outcome = check_file(Path(path))
    return outcome.diagnostics + (proofs(outcome.value).diagnostics if outcome.value else ())


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
        """What was found when the model was loaded, and what of its identities is not proved."""
        return self.findings + proofs(self.checked).diagnostics

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
        settings = tuple(f"{name}={value}" for name, value in (set or {}).items())
        options = Options((scenario,), settings, tuple(only), everything=True)
        asked = request(self.checked, options)
        if asked.value is None:
            raise UsageError("; ".join(_sentence(found) for found in asked.diagnostics if found.is_error))
        ran = run_request(self.checked, asked.value)
        if ran.value is None:
            raise ModelError(ran.diagnostics)
        return ran.value.scenarios[0].results

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


def _sentence(found: Diagnostic) -> str:
    return f"{found.message} ({found.help})" if found.help else found.message
