"""Bytes to text: UTF-8, with or without a byte-order mark, any line ends; or what the file seems to be instead."""

from __future__ import annotations

from dataclasses import dataclass

_BEGINNINGS = (
    (b"PK\x03\x04", "a workbook or another zipped file", "save its sheet as `CSV UTF-8` and name that file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file", "save its sheet as `CSV UTF-8` and name that file"),
    (b"PAR1", "a Parquet file, which this version does not read", "save it as CSV"),
    (b"\x1f\x8b", "a compressed file", "unpack it and name the file in it"),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"%PDF", "a PDF document", ""),
    (b"\xff\xfe", "text in UTF-16", "save it as UTF-8 (in Excel: `CSV UTF-8`)"),
    (b"\xfe\xff", "text in UTF-16", "save it as UTF-8 (in Excel: `CSV UTF-8`)"),
)
_MARK = b"\xef\xbb\xbf"
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class NotText:
    """A file that is not UTF-8 text: what it seems to be, what to do, and where that shows."""

    what: str
    remedy: str = ""
    note: str = ""


def decode(content: bytes) -> str | NotText:
    """The text of a file, its lines ended by line feeds alone, without a byte-order mark."""
    for beginning, what, remedy in _BEGINNINGS:
        if content.startswith(beginning):
            return NotText(what, remedy)
    body = content.removeprefix(_MARK)
    if b"\x00" in body:
        line = body.count(b"\n", 0, body.index(b"\x00")) + 1
        return NotText("not text", note=f"there is a zero byte in line {line}")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other_encoding(body, error.start)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _other_encoding(body: bytes, at: int) -> NotText:
    line = body.count(b"\n", 0, at) + 1
    start = max(body.rfind(b"\n", 0, at) + 1, at - _SHOWN // 2)
    end = body.find(b"\n", at, at + _SHOWN)
    guess = body[start : end if end >= 0 else at + _SHOWN // 2].decode("cp1252", errors="replace").strip()
    return NotText(
        "text in another encoding",
        "save it as UTF-8 (in Excel: `CSV UTF-8`)",
        f"line {line} has the byte {body[at]:#04x}; read as Windows text it says `{guess}`",
    )
