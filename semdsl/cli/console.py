"""Where a command reads its surroundings and writes its answer."""

from __future__ import annotations

import json
import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from semdsl.diagnostics.json import SCHEMA, finding
from semdsl.diagnostics.model import Diagnostic
from semdsl.diagnostics.text import Paint, paint_for, render_all
from semdsl.diagnostics.wording import ENGLISH, LANGUAGES, in_language, language_of

_WIDTH_OF_A_FILE = 160


@dataclass(frozen=True, slots=True)
class Console:
    """The streams of a command: its answer goes to ``out``, all else to ``err``."""

    out: TextIO
    err: TextIO
    language: str = ENGLISH
    """Of what is said to a reader: the one asked for, else that of the environment."""
    asked: str = ""
    """The language asked for with ``--lang``; empty if none was."""
    as_json: bool = False
    """Whether the answer is one document for a program."""

    @property
    def width(self) -> int:
        """Columns of the terminal; 160 if the answer goes elsewhere."""
        if not self.out.isatty():
            return _WIDTH_OF_A_FILE
        return shutil.get_terminal_size((_WIDTH_OF_A_FILE, 24)).columns

    @property
    def paint(self) -> Paint:
        """Colours for the answer, where it goes to a terminal that wants them."""
        return paint_for(self.out, os.environ)

    @property
    def language_of_documents(self) -> str:
        """Of what is said in JSON: English unless a language was asked for.

        Whoever reads it is a program, which should not find other texts on another machine.
        """
        return self.asked or ENGLISH

    def say(self, text: str = "") -> None:
        """Write a line of the answer."""
        self.out.write(f"{in_language(text, self.language)}\n")

    def note(self, text: str) -> None:
        """Write a line beside the answer."""
        self.err.write(f"{in_language(text, self.language)}\n")

    def answer(self, command: str, diagnostics: Sequence[Diagnostic], content: Mapping[str, object]) -> None:
        """Write the answer as one JSON document."""
        document = {
            "schema": SCHEMA,
            "command": command,
            **content,
            "diagnostics": [finding(found, self.language_of_documents) for found in diagnostics],
        }
        self.say(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1))

    def tell(self, command: str, diagnostics: Sequence[Diagnostic], without: Mapping[str, object]) -> None:
        """Say why there is no answer: the findings for a reader, or a document with what it has *without* one."""
        if self.as_json:
            self.answer(command, diagnostics, without)
        else:
            self.findings(diagnostics, self.err)

    def findings(self, diagnostics: Sequence[Diagnostic], stream: TextIO) -> None:
        """Write findings for a reader."""
        if diagnostics:
            stream.write(render_all(diagnostics, paint_for(stream, os.environ), self.language))


def console(arguments: Namespace) -> Console:
    """The streams of this process, and the language that *arguments* or the environment ask for."""
    asked = arguments.lang if arguments.lang in LANGUAGES else ""  # a book may be asked for in both
    return Console(
        sys.stdout, sys.stderr, asked or language_of(os.environ), asked, getattr(arguments, "json", False)
    )
