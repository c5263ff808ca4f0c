"""The command ``semdsl``, from its first moment to its last: Ctrl-C ends it in one line, whatever is being loaded.

Nothing is imported here before the signals are taken care of; the command line itself takes over in ``cli.main``.
"""

import os
import signal
from types import FrameType

SIGNALS = {signal.SIGINT: b"interrupted", signal.SIGTERM: b"told to end"}


def entry() -> int:
    """Run the command line of this process and answer with its exit status."""
    for number in SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:  # as the shell asks of what runs in the background
            signal.signal(number, _leave)
    import gc

    gc.set_threshold(200_000)  # trees of syntax have no cycles: looking for them costs a fifth of a check
    from semdsl.cli.main import main

    status = main()
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)  # all is said and done
    return status


def _leave(number: int, _frame: FrameType | None) -> None:
    """End at once: nothing has begun that would have to be undone, or all of it was undone."""
    try:
        os.write(2, b"semdsl: %s; no file was left half written\n" % SIGNALS[signal.Signals(number)])
    finally:
        os._exit(128 + number)
