"""The command line: find the command, run it, turn whatever happens into an exit status."""

from __future__ import annotations

import os
import platform
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from itertools import pairwise
from types import FrameType
from typing import TextIO

from semdsl.cli.commands import COMMANDS, main_help
from semdsl.cli.parser import parser_of
from semdsl.cli.statuses import Status
from semdsl.diagnostics.suggest import did_you_mean
from semdsl.diagnostics.wording import LANGUAGES, Said, in_language, joined, language_of, say, verbatim
from semdsl.version import __version__

DEBUG = "SEMDSL_DEBUG"
_ENDS = (signal.SIGINT, signal.SIGTERM)
_AGAIN = (signal.SIGALRM,) if hasattr(signal, "SIGALRM") else ()
_MOMENT = 0.001  # seconds


class Terminated(BaseException):
    """The system asked the program to end."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in *argv* and answer with its exit status; never raises."""
    words = list(sys.argv[1:] if argv is None else argv)
    language = _language(words)
    _open_streams()
    _set_encodings()
    try:
        with _terminable():
            status = _dispatch(words, language)
            sys.stdout.flush()
            return status
    except SystemExit as left:  # how argparse says that it has said all
        return left.code if isinstance(left.code, int) else Status.WRONG
    except KeyboardInterrupt:
        return _ended(say("interrupted; no file was left half written"), Status.INTERRUPTED, language)
    except Terminated:
        return _ended(say("told to end; no file was left half written"), Status.TERMINATED, language)
    except BrokenPipeError:
        _quiet(sys.stdout)
        return Status.NOT_READ
    except MemoryError:
        return _ended(say("this model needs more memory than this machine gives"), Status.NO, language)
    except OSError as error:
        _quiet(sys.stdout)
        reason = verbatim(error.strerror or str(error))
        return _ended(say("cannot write the answer: {reason}", reason=reason), Status.WRONG, language)
    except Exception as fault:
        return _fault(fault, words, language)


def _set_encodings() -> None:
    """What no terminal shows is UTF-8, whatever the locale; a letter that a terminal lacks stops nothing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _open_streams() -> None:
    """Let what is said go nowhere where the caller closed a stream, rather than into the next file that is opened."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - it stays open, as the stream would
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _language(words: Sequence[str]) -> str:
    """The language that *words* ask for, right or wrong as they may be otherwise; else that of the environment."""
    for word, after in pairwise([*words, ""]):
        asked = after if word == "--lang" else word.removeprefix("--lang=")
        if asked in LANGUAGES and word.startswith("--lang"):
            return asked
    return language_of(os.environ)


def _dispatch(words: list[str], language: str) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        (sys.stdout if words else sys.stderr).write(main_help(language))
        return Status.DONE if words else Status.WRONG
    if words[0] in ("-V", "--version"):
        sys.stdout.write(f"semdsl {__version__}\n")
        return Status.DONE
    command = COMMANDS.get(words[0])
    if command is None:
        advice = did_you_mean(words[0], COMMANDS) or say("the commands are {names}", names=joined(COMMANDS))
        message = say("`{word}` is not a command; {advice}", word=words[0], advice=advice)
        return _ended(message, Status.WRONG, language)
    parser = parser_of(command, language)
    arguments = parser.parse_args(command.in_order(words[1:]))
    objection = command.objection(arguments)
    if objection:
        parser.error(objection)
    done = import_module(f"semdsl.cli.{command.name}").run(arguments)
    return int(done)


@contextmanager
def _terminable() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the program by way of every ``finally``, unless they are to be ignored.

    Python drops what is raised while it cleans up an object, or the lock of an import: where the system has a timer
    (Windows has none), it is raised again in a moment.
    """
    asked = signal.SIGINT
    tell = sys.unraisablehook

    def end(number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = signal.Signals(number) if number in _ENDS else asked
        raise KeyboardInterrupt if asked == signal.SIGINT else Terminated

    def dropped(lost: sys.UnraisableHookArgs) -> None:
        if issubclass(lost.exc_type, KeyboardInterrupt | Terminated):
            signal.setitimer(signal.ITIMER_REAL, _MOMENT)
        else:
            tell(lost)

    before: dict[signal.Signals, Callable[[int, FrameType | None], object] | int | None] = {}
    try:
        for number in (*_AGAIN, *_ENDS):
            if signal.getsignal(number) != signal.SIG_IGN:
                before[number] = signal.signal(number, end)
        sys.unraisablehook = dropped if _AGAIN else tell
    except ValueError:  # not in the main thread: whoever runs us there ends us in his own way
        before.clear()
    try:
        yield
    finally:
        sys.unraisablehook = tell
        if _AGAIN and before:
            signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def _ended(message: Said, status: Status, language: str) -> Status:
    try:
        sys.stderr.write(f"semdsl: {in_language(message, language)}\n")
    except OSError:
        _quiet(sys.stderr)
    return status


def _quiet(stream: TextIO) -> None:
    """Let what is still unwritten go nowhere, so that the interpreter does not try again at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError, ValueError):  # a stream without a file, or one that is closed
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _fault(fault: Exception, words: Sequence[str], language: str) -> Status:
    if os.environ.get(DEBUG) == "1":
        traceback.print_exception(fault)
    where = traceback.extract_tb(fault.__traceback__)[-1]
    lines = (
        say(
            "this is a fault of semdsl, not of your model: {kind}: {fault}",
            kind=verbatim(type(fault).__name__),
            fault=verbatim(str(fault)),
        ),
        say(
            "in {function}, line {line} of {file}; semdsl {version}, Python {python}",
            function=verbatim(where.name),
            line=where.lineno,
            file=verbatim(os.path.basename(where.filename)),
            version=verbatim(__version__),
            python=verbatim(platform.python_version()),
        ),
        say(
            "please report it with the command `semdsl {words}`, the model if you can share it,",
            words=" ".join(words),
        ),
        say("and what the command prints with {setting} set", setting=verbatim(f"{DEBUG}=1")),
    )
    first, *others = (in_language(line, language) for line in lines)
    sys.stderr.write("\n  ".join([f"semdsl: {first}", *others]) + "\n")
    return Status.FAULT
