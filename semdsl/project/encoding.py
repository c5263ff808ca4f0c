"""Bytes to text: UTF-8, with or without a byte-order mark, any line ends; or what the file seems to be instead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from semdsl.diagnostics.wording import NOTHING, Said, say

_SAVE = say("save it as UTF-8 (in Excel as `CSV UTF-8`, in an editor with the encoding `UTF-8`)")
_BEGINNINGS = (
    (
        b"PK\x03\x04",
        say("a workbook or another zipped file"),
        say("save its sheet as `CSV UTF-8` and name that file"),
    ),
    (
        b"\xd0\xcf\x11\xe0",
        say("an old Excel or Word file"),
        say("save its sheet as `CSV UTF-8` and name that file"),
    ),
    (b"PAR1", say("a Parquet file, which this version does not read"), say("save it as CSV")),
    (b"\x1f\x8b", say("a compressed file"), say("unpack it and name the file in it")),
    (b"\x89PNG", say("a picture"), NOTHING),
    (b"\xff\xd8\xff", say("a picture"), NOTHING),
    (b"GIF8", say("a picture"), NOTHING),
    (b"%PDF", say("a PDF document"), NOTHING),
    (b"\xff\xfe", say("text in UTF-16"), _SAVE),
    (b"\xfe\xff", say("text in UTF-16"), _SAVE),
)
_MARK = b"\xef\xbb\xbf"
_WINDOWS = re.compile(r"(?<!\r)\r\n")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class NotText:
    """A file that is not UTF-8 text: what it seems to be, what to do, and where that shows."""

    what: Said
    remedy: Said = NOTHING
    note: Said = NOTHING


def decode(content: bytes) -> str | NotText:
    """The text of a file without a byte-order mark, a line feed alone where a carriage return stood before it."""
    for beginning, what, remedy in _BEGINNINGS:
        if content.startswith(beginning):
            return NotText(what, remedy)
    body = content.removeprefix(_MARK)
    if b"\x00" in body:
        line = body.count(b"\n", 0, body.index(b"\x00")) + 1
        return NotText(say("not text"), note=say("there is a zero byte in line {line}", line=line))
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other_encoding(body, error.start)
    return line_feeds(text)


def line_feeds(text: str) -> str:
    """*text* with a line feed where a line ends as on Windows; other carriage returns stay, and are told."""
    return _WINDOWS.sub("\n", text)


def _other_encoding(body: bytes, at: int) -> NotText:
    line = body.count(b"\n", 0, at) + 1
    start = max(body.rfind(b"\n", 0, at) + 1, at - _SHOWN // 2)
    end = body.find(b"\n", at, at + _SHOWN)
    guess = body[start : end if end >= 0 else at + _SHOWN // 2].decode("cp1252", errors="replace").strip()
    return NotText(
        say("text in another encoding"),
        _SAVE,
        say(
            "line {line} has the byte {byte:#04x}; read as Windows text it says `{guess}`",
            line=line,
            byte=body[at],
            guess=guess,
        ),
    )
