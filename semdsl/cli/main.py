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
from types import FrameType
from typing import TextIO

from semdsl.cli.arguments import COMMANDS, main_help, parser_of
from semdsl.cli.statuses import Status
from semdsl.diagnostics.suggest import did_you_mean
from semdsl.version import __version__

DEBUG = "SEMDSL_DEBUG"


class Terminated(BaseException):
    """The system asked the program to end."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in *argv* and answer with its exit status; never raises."""
    words = list(sys.argv[1:] if argv is None else argv)
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a letter that the terminal lacks stops nothing
    try:
        with _terminable():
            status = _dispatch(words)
            sys.stdout.flush()
            return status
    except SystemExit as left:  # how argparse says that it has said all
        return left.code if isinstance(left.code, int) else Status.WRONG
    except KeyboardInterrupt:
        return _ended("interrupted; no file was left half written", Status.INTERRUPTED)
    except Terminated:
        return _ended("told to end; no file was left half written", Status.TERMINATED)
    except BrokenPipeError:
        _quiet(sys.stdout)
        return Status.NOT_READ
    except MemoryError:
        return _ended("this model needs more memory than this machine gives", Status.NO)
    except OSError as error:
        _quiet(sys.stdout)
        return _ended(f"cannot write the answer: {error.strerror or error}", Status.WRONG)
    except Exception as fault:
        return _fault(fault, words)


def _open_streams() -> None:
    """Let what is said go nowhere where the caller closed a stream, rather than into the next file that is opened."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - it stays open, as the stream would
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _dispatch(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        (sys.stdout if words else sys.stderr).write(main_help())
        return Status.DONE if words else Status.WRONG
    if words[0] in ("-V", "--version"):
        sys.stdout.write(f"semdsl {__version__}\n")
        return Status.DONE
    command = COMMANDS.get(words[0])
    if command is None:
        advice = did_you_mean(words[0], COMMANDS) or f"the commands are {', '.join(COMMANDS)}"
        return _ended(f"`{words[0]}` is not a command; {advice}", Status.WRONG)
    parser = parser_of(command)
    arguments = parser.parse_args(command.in_order(words[1:]))
    objection = command.objection(arguments)
    if objection:
        parser.error(objection)
    done = import_module(f"semdsl.cli.{command.name}").run(arguments)
    return int(done)


@contextmanager
def _terminable() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the program by way of every ``finally``, unless they are to be ignored."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt if number == signal.SIGINT else Terminated

    before: dict[signal.Signals, Callable[[int, FrameType | None], object] | int | None] = {}
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) != signal.SIG_IGN:
                before[number] = signal.signal(number, end)
    except ValueError:  # not in the main thread: whoever runs us there ends us in his own way
        before.clear()
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _ended(message: str, status: Status) -> Status:
    try:
        sys.stderr.write(f"semdsl: {message}\n")
    except OSError:
        _quiet(sys.stderr)
    return status


def _quiet(stream: TextIO) -> None:
    """Let what is still unwritten go nowhere, so that the interpreter does not try again at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError, ValueError):  # a stream without a file, or one that is closed
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _fault(fault: Exception, words: Sequence[str]) -> Status:
    if os.environ.get(DEBUG) == "1":
        traceback.print_exception(fault)
    where = traceback.extract_tb(fault.__traceback__)[-1]
    sys.stderr.write(
        f"semdsl: this is a fault of semdsl, not of your model: {type(fault).__name__}: {fault}\n"
        f"  in {where.name}, line {where.lineno} of {os.path.basename(where.filename)}; "
        f"semdsl {__version__}, Python {platform.python_version()}\n"
        f"  please report it with the command `semdsl {' '.join(words)}`, the model if you can share it,\n"
        f"  and what the command prints with {DEBUG}=1 set\n"
    )
    return Status.FAULT
