"""``python -m semdsl``. What lies in the working folder is not imported: see ``__init__``."""

from semdsl.cli.entry import entry

if __name__ == "__main__":
    raise SystemExit(entry())
