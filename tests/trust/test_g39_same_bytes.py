"""G39: the same model gives the same bytes, whatever the machine is set to.

Hash seeds, locales, time zones, threads of libraries, the working folder, where the model stands, the order in which
the system lists a folder: the whole folder of results is compared, with its pages, tables and manifest.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.trust.gate import Gate
from tests.trust.processes import content, environment, is_installed, prepare
from tests.trust.zoo import MODELS, NAMES

GATE = Gate(
    "G39",
    "The same model gives the same bytes at any hash seed, locale, time zone, number of threads, and in any folder",
    "{settings} settings on {models} models: the whole folder of results has one sha256",
    {"settings": 25, "models": 5},
    ("codegen/test_determinism.py",),
)

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
SETTINGS: dict[str, dict[str, str]] = {
    **{
        f"hash seed {seed}": {"PYTHONHASHSEED": str(seed)}
        for seed in (0, 1, 2, 3, 7, 42, 99, 12345, 777777, 4294967295)
    },
    **{
        f"locale {name}": {"LC_ALL": name, "LANG": name}
        for name in ("C", "C.UTF-8", "de_DE.UTF-8", "tr_TR", "tr_TR.UTF-8", "es_MX", "es_MX.UTF-8")
    },
    **{
        f"zone {name}": {"TZ": name}
        for name in ("UTC", "Pacific/Kiritimati", "America/Mexico_City", "ABC-13:37")
    },
    **{f"{number} threads": dict.fromkeys(THREADS, number) for number in ("1", "2", "3", "8")},
    "another width": {"COLUMNS": "40"},
    "no colour": {"NO_COLOR": "1", "TERM": "dumb"},
    "no home": {"HOME": "/nonexistent", "USER": "someone", "LOGNAME": "someone"},
    "UTF-8 mode off": {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    "optimised": {"PYTHONOPTIMIZE": "2"},
    "no byte code": {"PYTHONDONTWRITEBYTECODE": "1"},
}
SAMPLE = ("hash seed 1", "locale tr_TR", "8 threads")

# The program in a system that lists the names in a folder from the last to the first.
BACKWARDS = """
import os, sys
listed, scanned = os.listdir, os.scandir
os.listdir = lambda *a: sorted(listed(*a), reverse=True)
class Scan:
    def __init__(self, *a): self.found = iter(sorted(scanned(*a), key=lambda one: one.name, reverse=True))
    def __iter__(self): return self
    def __next__(self): return next(self.found)
    def __enter__(self): return self
    def __exit__(self, *a): pass
    def close(self): pass
os.scandir = Scan
from semdsl.cli.entry import entry
sys.exit(entry())
"""


def needs_locale(setting: str, note) -> None:
    """A locale that the machine has not got is not measured, and the gate says so."""
    name = SETTINGS[setting].get("LC_ALL", "C")
    if not is_installed(name):
        note(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    if name not in ("C", "C.UTF-8"):
        note(f"{name} is installed")


def written(folder: Path, model: str, *start: str, **more: str) -> str:
    """The sum of the folder of results of *model*, which stands in *folder*."""
    command = start or ("-P", "-m", "semdsl")
    ended = subprocess.run(
        [sys.executable, *command, "run", model, "--out", "out"],
        cwd=folder,
        env=environment(**more),
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stderr
    found = content(folder / "out")
    assert found
    shutil.rmtree(folder / "out")
    return found


@cache
def small() -> str:
    """What the small model gives with everything as it is."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        prepare(Path(name))
        return written(Path(name), "one.sem")


@pytest.mark.parametrize("setting", SAMPLE)
def test_a_setting_of_the_machine_changes_no_byte(setting: str, tmp_path: Path, count, note) -> None:
    needs_locale(setting, note)
    prepare(tmp_path)
    assert written(tmp_path, "one.sem", **SETTINGS[setting]) == small()
    count(settings=1)


@pytest.mark.long
@pytest.mark.parametrize("setting", [name for name in SETTINGS if name not in SAMPLE])
def test_no_setting_of_the_machine_changes_a_byte(setting: str, tmp_path: Path, count, note) -> None:
    needs_locale(setting, note)
    prepare(tmp_path)
    assert written(tmp_path, "one.sem", **SETTINGS[setting]) == small()
    count(settings=1)


@pytest.mark.parametrize("place", ["deep/er/still", "with blanks and ñ"])
def test_the_folder_changes_no_byte(place: str, tmp_path: Path, count) -> None:
    (tmp_path / place).mkdir(parents=True)
    prepare(tmp_path / place)
    assert written(tmp_path / place, "one.sem") == small()
    assert written(tmp_path, f"{place}/one.sem") == small()
    count(settings=2)


def test_the_order_of_a_folder_changes_no_byte(tmp_path: Path, count) -> None:
    prepare(tmp_path)
    assert written(tmp_path, "one.sem", "-P", "-c", BACKWARDS) == small()
    count(settings=1)


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_every_model_gives_the_same_bytes(name: str, tmp_path: Path, count) -> None:
    shutil.copytree(MODELS, tmp_path / "models")
    sums = {
        written(
            tmp_path / "models", f"{name}.sem", PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC", OMP_NUM_THREADS="1"
        ),
        written(
            tmp_path,
            f"models/{name}.sem",
            PYTHONHASHSEED="2",
            LC_ALL="tr_TR",
            TZ="ABC-13:37",
            OMP_NUM_THREADS="8",
        ),
        written(tmp_path / "models", f"{name}.sem", "-P", "-c", BACKWARDS, PYTHONHASHSEED="3"),
    }
    assert len(sums) == 1
    count(models=1)
