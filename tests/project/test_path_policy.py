"""Which files a model may read: every hostile path is refused with a finding at the path in the model's text."""

from __future__ import annotations

import os
import socket
from pathlib import Path, PurePosixPath

import pytest

from semdsl.project.paths import DiskFolder, Refusal, Trouble
from semdsl.project.reading import Home, Reader
from semdsl.source import Source, Span

REFUSED = {
    "parent": "../secret.csv",
    "parent in the middle": "data/../../secret.csv",
    "parent that stays inside": "data/../users.csv",
    "only the parent": "..",
    "parent at the end": "data/..",
    "sibling with the same beginning": "../model-secret/x.csv",
    "absolute": "/etc/passwd",
    "absolute with two": "//server/share/x.csv",
    "absolute with three": "///etc/passwd",
    "home": "~/secret.csv",
    "home of another": "~root/secret.csv",
    "drive": "C:/secret.csv",
    "drive without folder": "C:secret.csv",
    "drive in small letters": "c:\\secret.csv",
    "backslash": "data\\users.csv",
    "backslash parent": "..\\secret.csv",
    "network share": "\\\\server\\share\\x.csv",
    "device path": "\\\\.\\PhysicalDrive0",
    "http": "http://169.254.169.254/latest/meta-data",
    "https": "https://example.org/x.csv",
    "file address": "file:///etc/passwd",
    "ftp": "ftp://example.org/x.csv",
    "s3": "s3://bucket/x.csv",
    "stream of a file": "users.csv:secret",
    "stream with type": "users.csv::$DATA",
    "device": "NUL",
    "device with ending": "data/con.csv",
    "device in small letters": "aux",
    "serial port": "COM1.csv",
    "printer": "lpt9",
    "zero byte": "users.csv\0.png",
    "line end": "users.csv\n",
    "carriage return": "users\r.csv",
    "tab": "a\tb.csv",
    "escape": "\x1b[2Jusers.csv",
    "reversed order of letters": "users\u202evsc.exe",
    "no width": "us\u200bers.csv",
    "half a letter": "us\ud800ers.csv",
    "empty": "",
    "blank": "   ",
    "empty part": "data//users.csv",
    "ends with a slash": "data/",
    "ends with a point": "users.csv.",
    "part ends with a blank": "data /users.csv",
    "begins with a blank": " users.csv",
    "three points": "data/.../users.csv",
    "too long": "a/" * 600 + "x.csv",
    "part too long": "a" * 256 + ".csv",
    "part too long in bytes": "ñ" * 130 + ".csv",
    "parent behind a point": "./../secret.csv",
    "parent twice": "../../secret.csv",
    "parent through a file": "users.csv/../../secret.csv",
    "parent with backslash and slash": "data\\../secret.csv",
    "environment of a process": "/proc/self/environ",
    "memory": "/dev/shm/x.csv",
    "standard input": "/dev/stdin",
    "file address without slashes": "file:secret.csv",
    "data address": "data:text/csv,1",
    "unix socket": "unix:/run/x",
    "jar": "jar:file:///x.zip!/y.csv",
    "address with a user": "ssh://root@localhost/x.csv",
    "drive on a network": "//?/C:/secret.csv",
    "clock": "clock:$i30",
    "console in": "CONIN$",
    "device with two endings": "nul.tar.gz",
    "delete": "a\x7f.csv",
    "next line": "a\x85b.csv",
    "line separator": "a\u2028b.csv",
    "mark of the order of bytes": "\ufeffusers.csv",
}

ALLOWED = [
    "users.csv",
    "data/users.csv",
    "./users.csv",
    "data/./users.csv",
    "data/deep/er/users.csv",
    "data/población 2005.csv",
    "data/a b (c) [d] {e} 'f' & g.csv",
    "data/..hidden.csv",
    "data/.hidden.csv",
    "data/console.csv",
    "data/-x.csv",
    "data/年金.csv",
    "a" * 251 + ".csv",
]


def read(root: Path, written: str, most: int = 1_000) -> tuple[str, str]:
    """The code of the finding about *written* in a model below *root*, or an empty one, and the text that was read."""
    source = Source("model.sem", f'from "{written}"')
    at = Span(source, 5, len(source.text))
    home = Home(DiskFolder(root.resolve()), PurePosixPath("model.sem"))
    outcome = Reader().named(written, home, most, at)
    if outcome.value is not None:
        assert outcome.diagnostics == ()
        return "", outcome.value.text
    (found,) = outcome.diagnostics
    assert [label.span for label in found.labels] == [at]
    assert found.help
    return found.code, ""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a model, with a secret beside it."""
    (tmp_path / "secret.csv").write_text("secret")
    (tmp_path / "model-secret").mkdir()
    (tmp_path / "model-secret" / "x.csv").write_text("secret")
    folder = tmp_path / "model"
    (folder / "data").mkdir(parents=True)
    (folder / "users.csv").write_text("ok")
    (folder / "data" / "users.csv").write_text("ok")
    return folder


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_path_is_refused(root: Path, name: str) -> None:
    """Before anything is looked at: whether such a file exists cannot be found out."""
    assert read(root, REFUSED[name]) == ("path-refused", "")


def test_enough_hostile_paths() -> None:
    assert len(REFUSED) >= 60


@pytest.mark.parametrize("written", ALLOWED)
def test_an_honest_path_is_read(root: Path, written: str) -> None:
    file = root / written
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("ok")
    assert read(root, written) == ("", "ok")


@pytest.mark.parametrize(
    ("link", "target", "code"),
    [
        ("out.csv", "../secret.csv", "path-refused"),
        ("absolute.csv", "/etc/passwd", "path-refused"),
        ("sibling.csv", "../model-secret/x.csv", "path-refused"),
        ("chain.csv", "out.csv", "file-missing"),
        ("self.csv", "self.csv", "file-unreadable"),
        ("nowhere.csv", "nothing.csv", "file-missing"),
    ],
)
def test_a_link_out_of_the_folder_is_refused(root: Path, link: str, target: str, code: str) -> None:
    (root / link).symlink_to(target)
    assert read(root, link) == (code, "")


def test_a_linked_folder_is_refused_if_it_leads_out(root: Path) -> None:
    (root / "elsewhere").symlink_to("../model-secret")
    assert read(root, "elsewhere/x.csv") == ("path-refused", "")


def test_a_chain_of_links_is_followed_to_its_end(root: Path) -> None:
    (root / "first.csv").symlink_to("data/second.csv")
    (root / "data" / "second.csv").symlink_to("../../secret.csv")
    assert read(root, "first.csv") == ("path-refused", "")


def test_a_link_that_stays_inside_is_followed(root: Path) -> None:
    (root / "link.csv").symlink_to("data/users.csv")
    (root / "folder").symlink_to("data")
    assert read(root, "link.csv") == ("", "ok")
    assert read(root, "folder/users.csv") == ("", "ok")


def test_a_model_folder_reached_by_a_link_is_a_folder_like_others(root: Path) -> None:
    (root.parent / "alias").symlink_to("model")
    assert read(root.parent / "alias", "data/users.csv") == ("", "ok")


def test_only_ordinary_files_are_read_and_nothing_waits(root: Path) -> None:
    """A pipe without a writer, a socket, a folder, and a folder where a file is expected."""
    os.mkfifo(root / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as server:
        before = Path.cwd()
        os.chdir(root)  # the path of a socket is limited to about a hundred letters
        try:
            server.bind("socket.csv")
        finally:
            os.chdir(before)
    assert read(root, "pipe.csv") == ("file-unreadable", "")
    assert read(root, "socket.csv") == ("file-unreadable", "")
    assert read(root, "data") == ("file-unreadable", "")
    assert read(root, "users.csv/x.csv") == ("file-missing", "")


def test_a_device_is_not_opened() -> None:
    refusal = DiskFolder(Path("/dev")).read(PurePosixPath("zero"), 1_000)
    assert isinstance(refusal, Refusal)
    assert refusal.trouble is Trouble.SPECIAL


@pytest.mark.parametrize(("size", "code"), [(1_000, ""), (1_001, "file-too-large")])
def test_the_limit_of_size_is_the_last_byte(root: Path, size: int, code: str) -> None:
    (root / "big.csv").write_text("x" * size)
    assert read(root, "big.csv", most=1_000)[0] == code


def test_a_file_of_a_terabyte_is_not_read(root: Path) -> None:
    """It has no contents on disk, only a size."""
    with (root / "big.csv").open("wb") as file:
        file.truncate(1_000_000_000_000)
    assert read(root, "big.csv") == ("file-too-large", "")


def test_a_missing_file_names_the_nearest_as_the_model_would_write_it(root: Path) -> None:
    source = Source("law/imss.sem", '"data/user.csv"')
    (root / "law" / "data").mkdir(parents=True)
    (root / "law" / "data" / "users.csv").write_text("ok")
    home = Home(DiskFolder(root.resolve(), "models"), PurePosixPath("law/imss.sem"))
    (found,) = Reader().named("data/user.csv", home, 10, Span(source, 0, 15)).diagnostics
    assert found.message == "there is no file `models/law/data/user.csv`"
    assert found.help == "did you mean `data/users.csv`?"


def test_a_file_without_permission(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own words stand in the finding."""

    def refuse(*args: object, **kwargs: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert read(root, "users.csv") == ("file-unreadable", "")


def test_a_file_swapped_for_a_link_after_the_look_is_not_followed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking at a path and opening it, it may become a link out of the folder."""
    honest = Path.stat

    def look_then_swap(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        status = honest(self, follow_symlinks=follow_symlinks)
        if self.name == "users.csv":
            self.unlink()
            self.symlink_to("../secret.csv")
        return status

    folder = DiskFolder(root.resolve())
    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", look_then_swap)
        refusal = folder.read(PurePosixPath("users.csv"), 1_000)
    assert (root / "users.csv").is_symlink()
    assert isinstance(refusal, Refusal)
