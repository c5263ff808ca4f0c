"""The commands of ``semdsl``: what each is for and an example, in the language of the reader."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from semdsl.cli.arguments import (
    check_arguments,
    contradiction,
    docs_arguments,
    exact_or_bump,
    explain_arguments,
    file_first,
    find_arguments,
    fmt_arguments,
    limits_arguments,
    new_arguments,
    of_a_book,
    of_an_index,
    of_mending,
    options_first,
    replication_arguments,
    run_arguments,
    sensitivity_arguments,
    signed,
    solve_arguments,
    test_arguments,
    without_page,
)
from semdsl.diagnostics.wording import NOTHING, Said, in_language, joined, say


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it is for, an example, its arguments, and how its words are put in order before they are read."""

    name: str
    purpose: Said
    description: Said
    examples: str
    arguments: Callable[[argparse.ArgumentParser], None]
    in_order: Callable[[list[str]], list[str]] = lambda words: words
    objection: Callable[[argparse.Namespace], Said] = lambda _: NOTHING


COMMANDS = {
    command.name: command
    for command in (
        Command(
            "check",
            say("find what is wrong with a model before anything is computed"),
            say("Check models and their data without computing anything."),
            "semdsl check models/sem.sem\n  semdsl check models/sem.sem --fix",
            check_arguments,
            objection=of_mending,
        ),
        Command(
            "run",
            say("check and compute a model, print its reports, write its results"),
            say("Check and compute a model; print its reports and what its checks and expectations said."),
            """\
semdsl run models/sem.sem
  semdsl run models/sem.sem --out results/2026
  semdsl run models/sem.sem --scenario base low_wages --set interest=4%
  semdsl run models/sem.sem --only income projected.payg
  semdsl run models/sem.sem --part income""",
            run_arguments,
            file_first,
            contradiction,
        ),
        Command(
            "sensitivity",
            say("say how results move with assumptions"),
            say(
                "Move assumptions one at a time, to both ends of their range, and show what results become.\n"
                "With --exact, show exact derivatives."
            ),
            """\
semdsl sensitivity models/sem.sem
  semdsl sensitivity models/sem.sem --of 'projected.payg[2050, SEM]' --by interest general_wage_growth
  semdsl sensitivity models/sem.sem --of gmp_balancing_rate --exact""",
            sensitivity_arguments,
            signed,
            exact_or_bump,
        ),
        Command(
            "solve",
            say("find the value, or the year, for which a condition holds"),
            say(
                "Find what something must be so that a condition holds, and say how far the answer is proved."
            ),
            """\
semdsl solve models/sem.sem --vary gmp_rate --until 'sum(balance[GMP] over year for year >= 2006) = 0'
  semdsl solve models/sem.sem --vary year --until 'published.reserve[year] < 0'
  semdsl solve models/sem.sem --vary interest --until 'published.level <= 147%' --between 2% 6%""",
            solve_arguments,
            signed,
        ),
        Command(
            "test",
            say("run the tests, checks and expectations of models"),
            say("Run the tests, checks and expectations of models."),
            "semdsl test models/sem.sem --coverage",
            test_arguments,
        ),
        Command(
            "replication",
            say("write a page about which printed figures models reproduce"),
            say(
                "Write a page, in Markdown, about which printed figures models reproduce, which they do not and why,\n"
                "and which errors their sources have."
            ),
            "semdsl replication models/sem.sem --out docs/replication.md\n"
            "  semdsl replication models/*.sem --lang en",
            replication_arguments,
            objection=without_page,
        ),
        Command(
            "docs",
            say("write the formula book: every formula as mathematics, with its sources and its numbers"),
            say(
                "Compute a model and write its formula book, a folder of pages that open without a network:\n"
                "every formula as mathematics, what its letters stand for, where it comes from, its numbers."
            ),
            "semdsl docs models/sem.sem --out book\n"
            "  semdsl docs models/sem.sem --out book --lang both\n"
            "  semdsl docs models/sem.sem --out book --single-file\n"
            "  semdsl docs models/sem.sem --out paper --format pdf\n"
            "  semdsl docs models/sem.sem --out payg --only projected.payg",
            docs_arguments,
            file_first,
            of_a_book,
        ),
        Command(
            "fmt",
            say("write models in the one layout"),
            say("Write models in the one layout. A file with mistakes is left as it is."),
            "semdsl fmt models/sem.sem\n  semdsl fmt --check models/*.sem",
            fmt_arguments,
        ),
        Command(
            "find",
            say("find a formula by name, symbol, section, article or title, and what it reads"),
            say(
                "Show the declarations of a model that have all the words, as they are written, and what they read.\n"
                "Without words, list every quantity, table, function and identity."
            ),
            """\
semdsl find models/sem.sem ICOP
  semdsl find models/sem.sem 2.1.1
  semdsl find models/sem.sem costo unitario
  semdsl find models/sem.sem --markdown --out docs/formulas.md""",
            find_arguments,
            options_first,
            of_an_index,
        ),
        Command(
            "explain",
            say("say what a finding means and what to do"),
            say("Print the page of a finding: what it means, why it matters, what to do."),
            "semdsl explain unit-mismatch",
            explain_arguments,
        ),
        Command(
            "limits",
            say("list the sizes up to which models and data are read"),
            say(
                "List every limit: how much is allowed, of what, and the finding past it (`semdsl explain CODE`)."
            ),
            "semdsl limits\n  semdsl limits --lang es",
            limits_arguments,
        ),
        Command(
            "new",
            say("write a small model to start from"),
            say("Write a small model with data, checks and tests, which runs at once."),
            "semdsl new valuation\n  semdsl run valuation/model.sem",
            new_arguments,
        ),
    )
}


STATUSES = joined(
    (
        say("exit status:"),
        joined(("  0 ", say("done")), " "),
        joined(("  1 ", say("the model, its data or its checks say no")), " "),
        joined(("  2 ", say("the command was wrong")), " "),
        joined(("  70", say("a fault of semdsl itself")), " "),
    ),
    "\n",
)
"""What the command says with its exit status, as the end of each help has it."""


def main_help(language: str) -> str:
    """What ``semdsl --help`` prints, in *language*."""
    width = max(map(len, COMMANDS))
    lines = [
        f"  {command.name:<{width}}  {in_language(command.purpose, language)}"
        for command in COMMANDS.values()
    ]
    before = (
        say("usage: semdsl COMMAND …"),
        "",
        say("The finances of a social security scheme, written as its report reads."),
        "",
        say("commands:"),
    )
    after = (
        "",
        joined(("  semdsl COMMAND --help  ", say("says more")), " "),
        "  semdsl --version",
        "",
        STATUSES,
        "",
    )
    return "\n".join(
        [in_language(line, language) for line in before]
        + lines
        + [in_language(line, language) for line in after]
    )
