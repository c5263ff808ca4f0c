"""What can be written after ``semdsl``: the words of each command and its help."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from semdsl.diagnostics.wording import LANGUAGES, NOTHING, Said, say

FORMATS = ("csv", "parquet", "xlsx")

_STATUSES = """\
exit status:
  0  done
  1  the model, its data or its checks say no
  2  the command was wrong
  70 a fault of semdsl itself"""


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


def _check(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    _language(parser)
    _json(parser)


def _run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=say("the model, a .sem file"))
    parser.add_argument(
        "--out", metavar="DIR", help=say("write values, reports and checks into this folder, as a whole")
    )
    parser.add_argument(
        "--scenario",
        metavar="NAME",
        nargs="+",
        action="extend",
        default=[],
        help=say("run these scenarios; `base` is the stated values (default: base)"),
    )
    parser.add_argument(
        "--set",
        metavar="NAME=VALUE",
        nargs="+",
        action="extend",
        default=[],
        help=say("put another value in place, in all cells: interest=4%%"),
    )
    parser.add_argument(
        "--only",
        metavar="NAME",
        nargs="+",
        action="extend",
        default=[],
        help=say("compute and show these quantities alone, or all of an instance"),
    )
    parser.add_argument(
        "--part",
        metavar="NAME",
        nargs="+",
        action="extend",
        default=[],
        help=say("print these parts of the model instead of its own file; `all` are all of them"),
    )
    parser.add_argument("--format", choices=FORMATS, help=say("of the values in DIR (default: csv)"))
    parser.add_argument("--draws", metavar="N", help=say("sample assumptions: not in this version"))
    parser.add_argument("--seed", metavar="K", help=say("of the draws: not in this version"))
    _language(parser, of_titles=True)
    _json(parser)


_OF_ONE_VALUE = (
    *("--out", "--format", "--draws", "--seed", "--lang"),
    *("--bump", "--vary", "--until", "--between"),
)


def _file_first(words: list[str]) -> list[str]:
    """*words* with the model in front, should an option of several values stand before it and seem to take it too."""
    if not words or not words[0].startswith("-"):
        return words
    free = [at for at, word in enumerate(words) if not word.startswith("-") and _is_free(words, at)]
    models = [at for at in free if words[at].endswith(".sem") and "=" not in words[at]]
    files = models or [at for at in free[-1:] if at == len(words) - 1 and os.path.lexists(words[at])]
    return words if not files else [words[files[0]], *words[: files[0]], *words[files[0] + 1 :]]


def _is_free(words: Sequence[str], at: int) -> bool:
    return at == 0 or words[at - 1] not in _OF_ONE_VALUE


def _options_first(words: list[str]) -> list[str]:
    """*words* with what is looked for at the end, as one run: an option may stand between the words."""
    options: list[str] = []
    others: list[str] = []
    for at, word in enumerate(words):
        if word == "--":
            return [*options, "--", *others, *words[at + 1 :]]
        is_value = at > 0 and words[at - 1] in ("--lang", "--out")
        (options if word.startswith("-") or is_value else others).append(word)
    return [*options, *others]


def _contradiction(arguments: argparse.Namespace) -> Said:
    if arguments.out == "":
        return say("--out is empty; expected the name of a folder")
    if arguments.format and not arguments.out:
        return say("--format says how values are written: it needs --out DIR")
    if arguments.part and arguments.only:
        return say(
            "--only leaves reports and checks out, and --part prints those of a part: give one of the two"
        )
    return NOTHING


def _sensitivity(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the model, a .sem file")
    _several(
        parser, "--of", "RESULT", "these results, as formulas: 'payg[2050, SEM]' (default: the premiums)"
    )
    _several(parser, "--by", "NAME", "move these alone: interest, or one cell: 'interest[2010]'")
    parser.add_argument(
        "--bump",
        metavar="SIZE",
        help="how far to move instead of to the ends of a range: 10%% of each figure, or 0.5pp",
    )
    parser.add_argument("--exact", action="store_true", help="exact derivatives and elasticities instead")
    _one_world(parser)
    _language(parser, of_titles=True)
    _json(parser)


def _solve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the model, a .sem file")
    parser.add_argument(
        "--vary",
        metavar="NAME",
        required=True,
        help="what is sought: all cells of a quantity, the one in 'rate[2010]', or a member of an axis, as year",
    )
    parser.add_argument(
        "--until",
        metavar="CONDITION",
        required=True,
        help="what must hold, as in a check: 'reserve[2050] = 0'",
    )
    parser.add_argument(
        "--between", metavar=("LOW", "HIGH"), nargs=2, default=[], help="where to look (default: its range)"
    )
    parser.add_argument(
        "--shift", action="store_true", help="seek what is added to every cell, not one value for all"
    )
    _one_world(parser)
    _language(parser, of_titles=True)
    _json(parser)


def _one_world(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scenario", metavar="NAME", default="", help="under this scenario (default: base)")
    _several(parser, "--set", "NAME=VALUE", "put another value in place, in all cells: interest=4%%")


def _several(parser: argparse.ArgumentParser, option: str, metavar: str, text: str) -> None:
    parser.add_argument(option, metavar=metavar, nargs="+", action="extend", default=[], help=text)


_MINUS_SIGNED = re.compile(r"-\.?\d")


def _signed(words: list[str]) -> list[str]:
    """*words* with the model in front, and a blank before a negative number, which is no option."""
    return [f" {word}" if _MINUS_SIGNED.match(word) else word for word in _file_first(words)]


def _exact_or_bump(arguments: argparse.Namespace) -> str:
    if arguments.exact and arguments.bump is not None:
        return "--exact asks for derivatives, which have no size of a move: leave --bump out"
    return ""


def _fmt(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    parser.add_argument(
        "--check", action="store_true", help=say("change nothing; exit with 1 if a file would change")
    )
    _language(parser)


def _test(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    parser.add_argument(
        "--coverage", action="store_true", help=say("also say which formulas no test evaluates")
    )
    _language(parser, of_titles=True)
    _json(parser)


def _replication(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    parser.add_argument("--out", metavar="PAGE", help=say("write the page into this file, as a whole"))
    _language(parser, of_titles=True)


def _without_page(arguments: argparse.Namespace) -> Said:
    return say("--out is empty; expected the name of a file") if arguments.out == "" else NOTHING


def _find(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=say("the model, a .sem file"))
    parser.add_argument(
        "words",
        metavar="WORD",
        nargs="*",
        help=say(
            "a name, a symbol, a section (2.1.1), a table (III.6), an equation ((8)), an article (106), "
            "words of a title; all must be found"
        ),
    )
    parser.add_argument("--all", action="store_true", help=say("also look in the standard library"))
    _language(parser, of_titles=True)
    parser.add_argument(
        "--markdown", action="store_true", help=say("write the whole index as a Markdown page")
    )
    parser.add_argument(
        "--out", metavar="PAGE", help=say("write the page into this file; its links lead from there")
    )
    _json(parser)


def _of_an_index(arguments: argparse.Namespace) -> Said:
    """What does not go together: a page is of the whole index, and a word has a letter or a digit in it."""
    if arguments.markdown and arguments.words:
        return say("--markdown writes the whole index: leave the words out, or --markdown")
    if arguments.markdown and arguments.json:
        return say("--markdown and --json are two answers: choose one")
    if arguments.out is not None and not arguments.markdown:
        return say("--out names the page that --markdown writes: add --markdown")
    if arguments.out == "":
        return say("--out is empty; expected the name of a file")
    if arguments.out is not None and arguments.out.lower().endswith(".sem"):
        return say(
            "--out {file} would write over a model; expected a page, as formulas.md", file=arguments.out
        )
    empty = next((word for word in arguments.words if not any(map(str.isalnum, word))), None)
    return NOTHING if empty is None else say("`{word}` has no letter and no digit to look for", word=empty)


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", metavar="CODE", help=say("the word in brackets of a finding, as `unit-mismatch`")
    )
    parser.add_argument("cell", metavar="CELL", nargs="?", help=say("of a model: not in this version"))
    _language(parser)
    _json(parser)


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help=say("a folder that does not exist yet, or is empty"))
    _language(parser)


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help=say("a model, a .sem file"))


def _language(parser: argparse.ArgumentParser, *, of_titles: bool = False) -> None:
    """One meaning everywhere: the language in which the program speaks, as far as the command does."""
    of_all = say(
        "of messages, headings and titles (default: the environment's for messages, the model's for the rest)"
    )
    of_messages = say("of messages (default: the environment's)")
    parser.add_argument("--lang", choices=LANGUAGES, help=of_all if of_titles else of_messages)


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=say("answer with one JSON document"))


COMMANDS = {
    command.name: command
    for command in (
        Command(
            "check",
            say("find what is wrong with a model before anything is computed"),
            say("Check models and their data without computing anything."),
            "semdsl check models/sem.sem",
            _check,
        ),
        Command(
            "run",
            say("check and compute a model, print its reports, write its results"),
            say("Check and compute a model; print its reports and what its checks and expectations said."),
            """\
semdsl run models/sem.sem
  semdsl run models/sem.sem --out results/2026
  semdsl run models/sem.sem --scenario base low_growth --set interest=4%
  semdsl run models/sem.sem --only payg zelenka.premium
  semdsl run models/sem.sem --part income""",
            _run,
            _file_first,
            _contradiction,
        ),
        Command(
            "sensitivity",
            "say how results move with assumptions",
            "Move assumptions one at a time, to both ends of their range, and show what results become.\n"
            "With --exact, show exact derivatives.",
            """\
semdsl sensitivity models/sem.sem
  semdsl sensitivity models/sem.sem --of 'projected.payg[2050, SEM]' --by interest general_wage_growth
  semdsl sensitivity models/sem.sem --of gmp_balancing_rate --exact""",
            _sensitivity,
            _signed,
            _exact_or_bump,
        ),
        Command(
            "solve",
            "find the value, or the year, for which a condition holds",
            "Find what something must be so that a condition holds, and say how far the answer is proved.",
            """\
semdsl solve models/sem.sem --vary gmp_rate --until 'sum(balance[GMP] over year for year >= 2006) = 0'
  semdsl solve models/sem.sem --vary year --until 'published.reserve[year] < 0'
  semdsl solve models/sem.sem --vary interest --until 'published.level <= 147%' --between 2% 6%""",
            _solve,
            _signed,
        ),
        Command(
            "test",
            say("run the tests, checks and expectations of models"),
            say("Run the tests, checks and expectations of models."),
            "semdsl test models/sem.sem --coverage",
            _test,
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
            _replication,
            objection=_without_page,
        ),
        Command(
            "fmt",
            say("write models in the one layout"),
            say("Write models in the one layout. A file with mistakes is left as it is."),
            "semdsl fmt models/sem.sem\n  semdsl fmt --check models/*.sem",
            _fmt,
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
            _find,
            _options_first,
            _of_an_index,
        ),
        Command(
            "explain",
            say("say what a finding means and what to do"),
            say("Print the page of a finding: what it means, why it matters, what to do."),
            "semdsl explain unit-mismatch",
            _explain,
        ),
        Command(
            "new",
            say("write a small model to start from"),
            say("Write a small model with data, checks and tests, which runs at once."),
            "semdsl new valuation\n  semdsl run valuation/model.sem",
            _new,
        ),
    )
}


def parser_of(command: Command) -> argparse.ArgumentParser:
    """The parser of what follows ``semdsl COMMAND``."""
    parser = argparse.ArgumentParser(
        prog=f"semdsl {command.name}",
        description=command.description,
        epilog=f"examples:\n  {command.examples}\n\n{_STATUSES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.arguments(parser)
    return parser


def main_help() -> str:
    """What ``semdsl --help`` prints."""
    width = max(map(len, COMMANDS))
    lines = (f"  {command.name:<{width}}  {command.purpose}" for command in COMMANDS.values())
    return "\n".join(
        [
            "usage: semdsl COMMAND …",
            "",
            "The finances of a social security scheme, written as its report reads.",
            "",
            "commands:",
            *lines,
            "",
            "  semdsl COMMAND --help   says more",
            "  semdsl --version",
            "",
            _STATUSES,
            "",
        ]
    )
