"""``python -m semdsl``."""

import os
import sys

# Python puts the working folder on its path; a file beside a model must never be imported.
if not sys.flags.safe_path:
    try:
        sys.path = [path for path in sys.path if os.path.abspath(path or ".") != os.getcwd()]
    except OSError:  # the working folder is gone
        del sys.path[0]

from semdsl.cli.entry import entry

if __name__ == "__main__":
    raise SystemExit(entry())
