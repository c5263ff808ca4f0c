"""``python -m semdsl``."""

import sys

# Python puts the working folder first on its path; a file beside a model must never be imported.
if not sys.flags.safe_path and sys.path:
    del sys.path[0]

from semdsl.cli.main import entry

if __name__ == "__main__":
    raise SystemExit(entry())
