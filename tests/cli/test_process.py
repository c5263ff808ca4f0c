"""The program as a process: how it ends, what it loads, what it leaves."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from semdsl.cli import main as main_module
from semdsl.cli.main import Terminated, main
from semdsl.cli.new import STARTER

ROOT = Path(__file__).parents[2]


def run(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "semdsl", *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(STARTER, tmp_path / "valuation")
    return tmp_path / "valuation"


def test_a_file_beside_the_model_is_never_imported(folder: Path) -> None:
    for name in ("statistics", "numpy", "lark", "csv", "jinja2"):
        (folder / f"{name}.py").write_text("open('was_here', 'w')")
    assert run("run", "model.sem", cwd=folder).returncode == 0
    assert not (folder / "was_here").exists()


LOADED = """
import sys
from semdsl.cli.main import main
main(sys.argv[1:])
print(*(name for name in ("numpy", "pandas", "jinja2", "lark", "sympy") if name in sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("words", "loaded"),
    [
        (["--help"], ""),
        (["run", "--help"], ""),
        (["new", "other"], ""),
        (["check", "model.sem"], ""),
        (["find", "model.sem", "payg"], ""),
        (["find", "model.sem", "--markdown"], "sympy"),  # which proves closed forms
        (["run", "model.sem"], "numpy"),
        (["run", "model.sem", "--out", "results"], "numpy jinja2"),
        (["test", "model.sem", "--coverage"], "numpy"),
    ],
)
def test_a_command_loads_what_it_needs(folder: Path, words: list[str], loaded: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.splitlines()[-1] == loaded


def test_the_same_model_gives_the_same_bytes(folder: Path) -> None:
    """Wherever it stands, whatever the seed of hashes, the language and the clock of the machine."""
    other = folder.parent / "elsewhere" / "copy"
    shutil.copytree(folder, other)
    run("run", "model.sem", "--out", "results", cwd=folder, PYTHONHASHSEED="1")
    run(
        "run", str(other / "model.sem"), "--out", "results", cwd=folder.parent, PYTHONHASHSEED="2", LC_ALL="de_DE",
        TZ="Pacific/Kiritimati",
    )  # fmt: skip
    one = {path.name: path.read_bytes() for path in (folder / "results").rglob("*") if path.is_file()}
    two = {path.name: path.read_bytes() for path in (folder.parent / "results").rglob("*") if path.is_file()}
    assert one == two
    assert len(one) > 20
    for content in one.values():
        assert str(folder.parent).encode() not in content


def test_a_reader_that_stops_reading_is_no_fault(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "semdsl", "run", "model.sem"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait()
    assert process.returncode == 141


def test_an_answer_that_cannot_be_written_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("semdsl.cli.console.Console.say", full)
    with monkeypatch.context() as patch:
        patch.setattr(main_module, "_quiet", lambda _: None)
        assert main(["run", str(folder / "model.sem")]) == 2
    assert capsys.readouterr().err == "semdsl: cannot write the answer: No space left on device\n"


ENDS = [
    (KeyboardInterrupt(), 130, "semdsl: interrupted; no file was left half written\n"),
    (Terminated(), 143, "semdsl: told to end; no file was left half written\n"),
    (MemoryError(), 1, "semdsl: this model needs more memory than this machine gives\n"),
]


@pytest.mark.parametrize(("error", "status", "line"), ENDS, ids=["ctrl-c", "sigterm", "memory"])
def test_a_run_that_is_ended_says_so_in_one_line(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    line: str,
) -> None:
    monkeypatch.chdir(folder)
    assert main(["run", "model.sem", "--out", "results"]) == 0
    before = {path: path.read_bytes() for path in Path("results").rglob("*") if path.is_file()}
    capsys.readouterr()

    def end(*_: object) -> None:
        raise error

    monkeypatch.setattr("semdsl.publish.staging.Staging.publish", end)
    assert main(["run", "model.sem", "--out", "results", "--only", "payg"]) == status
    assert capsys.readouterr().err == line
    assert {path: path.read_bytes() for path in Path("results").rglob("*") if path.is_file()} == before
    assert [path.name for path in Path().iterdir() if path.name.startswith(".")] == []


def test_sigterm_ends_by_way_of_every_finally(folder: Path) -> None:
    script = f"""
import os, signal, sys
from semdsl.cli.main import main
import semdsl.publish.staging as staging
staging.Staging.publish = lambda self: os.kill(os.getpid(), signal.{signal.SIGTERM.name})
sys.exit(main(["run", "model.sem", "--out", "results"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 143
    assert done.stderr == "semdsl: told to end; no file was left half written\n"
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "data", "model.sem"]


@pytest.mark.parametrize(
    ("number", "status", "said"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "told to end")],
    ids=["ctrl-c", "sigterm"],
)
def test_an_end_that_comes_while_python_cleans_up_is_not_dropped(
    folder: Path, number: signal.Signals, status: int, said: str
) -> None:
    """What is raised while an object is cleaned up, Python prints and forgets."""
    script = f"""
import signal, sys, time
from semdsl.cli.main import main
import semdsl.publish.staging as staging
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell lets a job in the background ignore it
class Cleaned:
    def __del__(self):
        signal.raise_signal(signal.{number.name})
def publish(self):
    Cleaned()
    time.sleep(20)
staging.Staging.publish = publish
sys.exit(main(["run", "model.sem", "--out", "results"]))
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (status, f"semdsl: {said}; no file was left half written\n")
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "data", "model.sem"]


def test_a_fault_says_how_to_report_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> None:
        raise KeyError("lost")

    monkeypatch.setattr(main_module, "_dispatch", fail)
    monkeypatch.delenv("SEMDSL_DEBUG", raising=False)
    assert main(["check", "model.sem"]) == 70
    said = capsys.readouterr().err
    assert "this is a fault of semdsl, not of your model" in said
    assert "semdsl check model.sem" in said
    assert "Traceback" not in said
    monkeypatch.setenv("SEMDSL_DEBUG", "1")
    assert main(["check", "model.sem"]) == 70
    assert "Traceback" in capsys.readouterr().err


HOSTILE = {
    "empty": b"",
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "brackets": b"(" * 1_000_000,
    "utf-16": b"\xff\xfem\x00",
    "a header a thousand times": b"model m\n" * 1000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("command", ["check", "run", "test"])
def test_any_file_ends_in_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, command: str
) -> None:
    (tmp_path / "model.sem").write_bytes(content)
    assert main([command, str(tmp_path / "model.sem")]) in (1, 2)
    said = capsys.readouterr()
    assert "error[" in said.out + said.err


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("words", [(), ("m",), ("--markdown",), ("--json",)], ids=" ".join)
def test_any_file_can_be_looked_through(tmp_path: Path, content: bytes, words: tuple[str, ...]) -> None:
    (tmp_path / "model.sem").write_bytes(content)
    assert main(["find", str(tmp_path / "model.sem"), *words]) in (0, 1, 2)


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_formatting_loses_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.sem").write_bytes(content)
    assert main(["fmt", str(tmp_path / "model.sem")]) in (0, 1, 2)
    assert (tmp_path / "model.sem").read_bytes().split() == content.split()
