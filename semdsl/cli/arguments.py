"""What can be written after ``semdsl``: the words of each command and its help."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

FORMATS = ("csv", "parquet", "xlsx")
LANGUAGES = ("es", "en")

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
    purpose: str
    description: str
    examples: str
    arguments: Callable[[argparse.ArgumentParser], None]
    in_order: Callable[[list[str]], list[str]] = lambda words: words
    objection: Callable[[argparse.Namespace], str] = lambda _: ""


def _check(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    _json(parser)


def _run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the model, a .sem file")
    parser.add_argument(
        "--out", metavar="DIR", help="write values, reports and checks into this folder, as a whole"
    )
    parser.add_argument(
        "--scenario",
        metavar="NAME",
        nargs="+",
        action="extend",
        default=[],
        help="run these scenarios; `base` is the stated values (default: base)",
    )
    parser.add_argument(
        "--set",
        metavar="NAME=VALUE",
        nargs="+",
        action="extend",
        default=[],
        help="put another value in place, in all cells: interest=4%%",
    )
    parser.add_argument(
        "--only",
        metavar="NAME",
        nargs="+",
        action="extend",
        default=[],
        help="compute and show these quantities alone, or all of an instance",
    )
    parser.add_argument(
        "--part",
        metavar="NAME",
        nargs="+",
        action="extend",
        default=[],
        help="print these parts of the model instead of its own file; `all` are all of them",
    )
    parser.add_argument("--format", choices=FORMATS, help="of the values in DIR (default: csv)")
    parser.add_argument("--draws", metavar="N", help="sample assumptions: not in this version")
    parser.add_argument("--seed", metavar="K", help="of the draws: not in this version")
    _json(parser)


_OF_ONE_VALUE = ("--out", "--format", "--draws", "--seed")


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


def _contradiction(arguments: argparse.Namespace) -> str:
    if arguments.out == "":
        return "--out is empty; expected the name of a folder"
    if arguments.format and not arguments.out:
        return "--format says how values are written: it needs --out DIR"
    if arguments.part and arguments.only:
        return "--only leaves reports and checks out, and --part prints those of a part: give one of the two"
    return ""


def _fmt(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit with 1 if a file would change"
    )


def _test(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    parser.add_argument("--coverage", action="store_true", help="also say which formulas no test evaluates")
    _json(parser)


def _replication(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    parser.add_argument("--out", metavar="PAGE", help="write the page into this file, as a whole")
    parser.add_argument(
        "--lang", choices=LANGUAGES, help="language of the page (default: that of the first model)"
    )


def _without_page(arguments: argparse.Namespace) -> str:
    return "--out is empty; expected the name of a file" if arguments.out == "" else ""


def _find(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the model, a .sem file")
    parser.add_argument(
        "words",
        metavar="WORD",
        nargs="*",
        help="a name, a symbol, a section (2.1.1), a table (III.6), an equation ((8)), an article (106), "
        "words of a title; all must be found",
    )
    parser.add_argument("--all", action="store_true", help="also look in the standard library")
    parser.add_argument("--lang", choices=LANGUAGES, help="of titles and headings (default: the model's)")
    parser.add_argument("--markdown", action="store_true", help="write the whole index as a Markdown page")
    parser.add_argument(
        "--out", metavar="PAGE", help="write the page into this file; its links lead from there"
    )
    _json(parser)


def _of_an_index(arguments: argparse.Namespace) -> str:
    """What does not go together: a page is of the whole index, and a word has a letter or a digit in it."""
    if arguments.markdown and arguments.words:
        return "--markdown writes the whole index: leave the words out, or --markdown"
    if arguments.markdown and arguments.json:
        return "--markdown and --json are two answers: choose one"
    if arguments.out is not None and not arguments.markdown:
        return "--out names the page that --markdown writes: add --markdown"
    if arguments.out == "":
        return "--out is empty; expected the name of a file"
    if arguments.out is not None and arguments.out.lower().endswith(".sem"):
        return f"--out {arguments.out} would write over a model; expected a page, as formulas.md"
    empty = next((word for word in arguments.words if not any(map(str.isalnum, word))), None)
    return "" if empty is None else f"`{empty}` has no letter and no digit to look for"


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="CODE", help="the word in brackets of a finding, as `unit-mismatch`")
    parser.add_argument("cell", metavar="CELL", nargs="?", help="of a model: not in this version")
    _json(parser)


def _limits(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="of the list (default: en)")
    _json(parser)


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help="a folder that does not exist yet, or is empty")


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="a model, a .sem file")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="answer with one JSON document")


COMMANDS = {
    command.name: command
    for command in (
        Command(
            "check",
            "find what is wrong with a model before anything is computed",
            "Check models and their data without computing anything.",
            "semdsl check models/sem.sem",
            _check,
        ),
        Command(
            "run",
            "check and compute a model, print its reports, write its results",
            "Check and compute a model; print its reports and what its checks and expectations said.",
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
            "test",
            "run the tests, checks and expectations of models",
            "Run the tests, checks and expectations of models.",
            "semdsl test models/sem.sem --coverage",
            _test,
        ),
        Command(
            "replication",
            "write a page about which printed figures models reproduce",
            "Write a page, in Markdown, about which printed figures models reproduce, which they do not and why,\n"
            "and which errors their sources have.",
            "semdsl replication models/sem.sem --out docs/replication.md\n"
            "  semdsl replication models/*.sem --lang en",
            _replication,
            objection=_without_page,
        ),
        Command(
            "fmt",
            "write models in the one layout",
            "Write models in the one layout. A file with mistakes is left as it is.",
            "semdsl fmt models/sem.sem\n  semdsl fmt --check models/*.sem",
            _fmt,
        ),
        Command(
            "find",
            "find a formula by name, symbol, section, article or title, and what it reads",
            "Show the declarations of a model that have all the words, as they are written, and what they read.\n"
            "Without words, list every quantity, table, function and identity.",
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
            "say what a finding means and what to do",
            "Print the page of a finding: what it means, why it matters, what to do.",
            "semdsl explain unit-mismatch",
            _explain,
        ),
        Command(
            "limits",
            "list the sizes up to which models and data are read",
            "List every limit: how much is allowed, of what, and the finding past it (`semdsl explain CODE`).",
            "semdsl limits\n  semdsl limits --lang es",
            _limits,
        ),
        Command(
            "new",
            "write a small model to start from",
            "Write a small model with data, checks and tests, which runs at once.",
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
