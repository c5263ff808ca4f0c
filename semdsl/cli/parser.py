"""The parser of what follows ``semdsl COMMAND``: its help and its objections are in the language of the reader."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from functools import partial
from typing import NoReturn

from semdsl.cli.commands import STATUSES, Command
from semdsl.diagnostics.wording import ENGLISH, Said, in_language, say, verbatim


class Parser(argparse.ArgumentParser):
    """``argparse`` reads the words; what it says by itself is said in *language*."""

    def __init__(self, command: Command, language: str) -> None:
        examples = in_language(say("examples:"), language)
        super().__init__(
            prog=f"semdsl {command.name}",
            description=in_language(command.description, language),
            epilog=f"{examples}\n  {command.examples}\n\n{in_language(STATUSES, language)}",
            formatter_class=partial(_Formatter, usage=in_language(say("usage:"), language)),
            allow_abbrev=False,
            add_help=False,
        )
        self._spoken = language
        self._positionals.title = in_language(say("positional arguments"), language)
        self._optionals.title = in_language(say("options"), language)
        help = say("show this help message and exit")
        self.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS, help=help)
        command.arguments(self)
        for action in self._actions:
            action.help = in_language(action.help or "", language)

    def error(self, message: str) -> NoReturn:
        """Say how the command is written and what is wrong with the one that was, and end."""
        self.print_usage(sys.stderr)
        fault = in_language(_as_said(message), self._spoken)
        self.exit(2, f"{self.prog}: {in_language(say('error'), self._spoken)}: {fault}\n")


def parser_of(command: Command, language: str = ENGLISH) -> Parser:
    """The parser of what follows ``semdsl COMMAND``, speaking *language*."""
    return Parser(command, language)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str, *, usage: str) -> None:
        super().__init__(prog)
        self._usage_word = usage

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, f"{self._usage_word} " if prefix is None else prefix)


def _as_said(message: str) -> Said:
    """What ``argparse`` objects, as a sentence of ours; one that is not known stays as it is."""
    if isinstance(message, Said):
        return message
    if found := re.fullmatch(r"the following arguments are required: (.*)", message, re.DOTALL):
        return say("the following arguments are required: {names}", names=verbatim(found[1]))
    if found := re.fullmatch(r"unrecognized arguments: (.*)", message, re.DOTALL):
        return say("unrecognized arguments: {words}", words=verbatim(found[1]))
    if found := re.fullmatch(r"argument ([^:]*): (.*)", message, re.DOTALL):
        return say("argument {name}: {fault}", name=verbatim(found[1]), fault=_of_an_argument(found[2]))
    return verbatim(message)


def _of_an_argument(fault: str) -> Said:
    if fault == "expected one argument":
        return say("expected one argument")
    if fault == "expected at least one argument":
        return say("expected at least one argument")
    if found := re.fullmatch(r"expected (\d+) arguments", fault):
        return say("expected {count} arguments", count=int(found[1]))
    if found := re.fullmatch(r"invalid choice: (.*) \(choose from (.*)\)", fault, re.DOTALL):
        return say(
            "invalid choice: {word} (choose from {words})",
            word=verbatim(found[1]),
            words=verbatim(found[2]),
        )
    if found := re.fullmatch(r"ignored explicit argument (.*)", fault, re.DOTALL):
        return say("ignored explicit argument {word}", word=verbatim(found[1]))
    return verbatim(fault)
