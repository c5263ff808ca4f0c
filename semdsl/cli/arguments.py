"""What can be written after each command: its arguments, the order they are read in, and what does not go together."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Sequence

from semdsl.diagnostics.wording import LANGUAGES, NOTHING, Said, say

FORMATS = ("csv", "parquet", "xlsx")
BOTH = "both"


def check_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``semdsl check``."""
    _files(parser)
    parser.add_argument(
        "--fix",
        action="store_true",
        help=say("mend the files where only one thing can be meant, and check again"),
    )
    parser.add_argument(
        "--diff", action="store_true", help=say("show what --fix would change, and change nothing")
    )
    _language(parser)
    _json(parser)


def of_mending(arguments: argparse.Namespace) -> Said:
    """What does not go together: a difference is shown or written, and it is no JSON document."""
    if arguments.fix and arguments.diff:
        return say("--fix writes and --diff only shows: give one of the two")
    if arguments.diff and arguments.json:
        return say("--diff and --json are two answers: choose one (with --json each finding has its `fix`)")
    return NOTHING


def run_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``semdsl run``."""
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


def file_first(words: list[str]) -> list[str]:
    """*words* with the model in front, should an option of several values stand before it and seem to take it too."""
    if not words or not words[0].startswith("-"):
        return words
    free = [at for at, word in enumerate(words) if not word.startswith("-") and _is_free(words, at)]
    models = [at for at in free if words[at].endswith(".sem") and "=" not in words[at]]
    files = models or [at for at in free[-1:] if at == len(words) - 1 and os.path.lexists(words[at])]
    return words if not files else [words[files[0]], *words[: files[0]], *words[files[0] + 1 :]]


def _is_free(words: Sequence[str], at: int) -> bool:
    return at == 0 or words[at - 1] not in _OF_ONE_VALUE


def options_first(words: list[str]) -> list[str]:
    """*words* with what is looked for at the end, as one run: an option may stand between the words."""
    options: list[str] = []
    others: list[str] = []
    for at, word in enumerate(words):
        if word == "--":
            return [*options, "--", *others, *words[at + 1 :]]
        is_value = at > 0 and words[at - 1] in ("--lang", "--out")
        (options if word.startswith("-") or is_value else others).append(word)
    return [*options, *others]


def contradiction(arguments: argparse.Namespace) -> Said:
    """What does not go together when a model is run."""
    if arguments.out == "":
        return say("--out is empty; expected the name of a folder")
    if arguments.format and not arguments.out:
        return say("--format says how values are written: it needs --out DIR")
    if arguments.part and arguments.only:
        return say(
            "--only leaves reports and checks out, and --part prints those of a part: give one of the two"
        )
    return NOTHING


def sensitivity_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``semdsl sensitivity``."""
    parser.add_argument("file", metavar="FILE", help=say("the model, a .sem file"))
    _several(
        parser,
        "--of",
        "RESULT",
        say("these results, as formulas: 'payg[2050, SEM]' (default: the premiums)"),
    )
    _several(parser, "--by", "NAME", say("move these alone: interest, or one cell: 'interest[2010]'"))
    parser.add_argument(
        "--bump",
        metavar="SIZE",
        help=say("how far to move instead of to the ends of a range: 10%% of each figure, or 0.5pp"),
    )
    parser.add_argument(
        "--exact", action="store_true", help=say("exact derivatives and elasticities instead")
    )
    _one_world(parser)
    _language(parser, of_titles=True)
    parser.add_argument(
        "--csv",
        action="store_true",
        help=say("answer with a CSV table, for a spreadsheet: `--csv > moved.csv`"),
    )
    _json(parser)


def solve_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``semdsl solve``."""
    parser.add_argument("file", metavar="FILE", help=say("the model, a .sem file"))
    parser.add_argument(
        "--vary",
        metavar="NAME",
        required=True,
        help=say(
            "what is sought: all cells of a quantity, the one in 'rate[2010]', or a member of an axis, as year"
        ),
    )
    parser.add_argument(
        "--until",
        metavar="CONDITION",
        required=True,
        help=say("what must hold, as in a check: 'reserve[2050] = 0'"),
    )
    parser.add_argument(
        "--between",
        metavar=("LOW", "HIGH"),
        nargs=2,
        default=[],
        help=say("where to look (default: its range)"),
    )
    parser.add_argument(
        "--shift", action="store_true", help=say("seek what is added to every cell, not one value for all")
    )
    _one_world(parser)
    _language(parser, of_titles=True)
    _json(parser)


def _one_world(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--scenario", metavar="NAME", default="", help=say("under this scenario (default: base)")
    )
    _several(parser, "--set", "NAME=VALUE", say("put another value in place, in all cells: interest=4%%"))


def _several(parser: argparse.ArgumentParser, option: str, metavar: str, text: Said) -> None:
    parser.add_argument(option, metavar=metavar, nargs="+", action="extend", default=[], help=text)


_MINUS_SIGNED = re.compile(r"-\.?\d")


def signed(words: list[str]) -> list[str]:
    """*words* with the model in front, and a blank before a negative number, which is no option."""
    return [f" {word}" if _MINUS_SIGNED.match(word) else word for word in file_first(words)]


def exact_or_bump(arguments: argparse.Namespace) -> Said:
    """What does not go together when results are asked how they move."""
    if arguments.exact and arguments.bump is not None:
        return say("--exact asks for derivatives, which have no size of a move: leave --bump out")
    if arguments.csv and arguments.json:
        return say("--csv and --json are two answers: choose one")
    return NOTHING


def fmt_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``semdsl fmt``."""
    _files(parser)
    parser.add_argument(
        "--check", action="store_true", help=say("change nothing; exit with 1 if a file would change")
    )
    _language(parser)


def test_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``semdsl test``."""
    _files(parser)
    parser.add_argument(
        "--coverage", action="store_true", help=say("also say which formulas no test evaluates")
    )
    _language(parser, of_titles=True)
    _json(parser)


def replication_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``semdsl replication``."""
    _files(parser)
    parser.add_argument("--out", metavar="PAGE", help=say("write the page into this file, as a whole"))
    _language(parser, of_titles=True)


def without_page(arguments: argparse.Namespace) -> Said:
    """A page without the name of a file."""
    return say("--out is empty; expected the name of a file") if arguments.out == "" else NOTHING


def docs_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``semdsl docs``."""
    parser.add_argument("file", metavar="FILE", help=say("the model, a .sem file"))
    parser.add_argument(
        "--out", metavar="DIR", required=True, help=say("write the book into this folder, as a whole")
    )
    parser.add_argument(
        "--lang",
        choices=(*LANGUAGES, BOTH),
        help=say("of the book and of messages (default: the model's for the book); `both` writes two books"),
    )
    parser.add_argument(
        "--format",
        choices=("html", "md", "latex", "pdf", "docx"),
        default="html",
        help=say("pages for a browser (default), pages of Markdown, or one file: LaTeX, PDF, Word"),
    )
    parser.add_argument(
        "--single-file",
        action="store_true",
        help=say("the pages for a browser as one file, with everything in it"),
    )
    parser.add_argument(
        "--only",
        metavar="NAME",
        nargs="+",
        action="extend",
        default=[],
        help=say("one page with these formulas alone"),
    )
    _json(parser)


def of_a_book(arguments: argparse.Namespace) -> Said:
    """A book without the name of a folder, or one file of a format that always is one, or never."""
    if arguments.out == "":
        return say("--out is empty; expected the name of a folder")
    if arguments.single_file and arguments.format != "html":
        return say(
            "--single-file is for pages for a browser, and --format {form} has none", form=arguments.format
        )
    return NOTHING


def find_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``semdsl find``."""
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


def of_an_index(arguments: argparse.Namespace) -> Said:
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


def explain_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``semdsl explain``."""
    parser.add_argument(
        "what", metavar="CODE", help=say("the word in brackets of a finding, as `unit-mismatch`")
    )
    parser.add_argument("cell", metavar="CELL", nargs="?", help=say("of a model: not in this version"))
    _language(parser)
    _json(parser)


def limits_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``semdsl limits``."""
    _language(parser)
    _json(parser)


def new_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``semdsl new``."""
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
