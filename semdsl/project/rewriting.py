"""The bytes of a model file with edits in it: all else stays, byte for byte."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from semdsl.diagnostics.model import Edit

_MARK = b"\xef\xbb\xbf"
_RETURN = re.compile(r"\r\n")


def rewritten(content: bytes, edits: Sequence[Edit]) -> bytes:
    """*content* with *edits*, whose places are in its text as it was read: without a mark, lines ended by line feeds.

    A new line ends as the first line of the file does. *content* is text in UTF-8, and *edits* are apart.
    """
    mark = _MARK if content.startswith(_MARK) else b""
    text = content[len(mark) :].decode("utf-8")
    returns = [match.start() - before for before, match in enumerate(_RETURN.finditer(text))]
    line_end = "\r\n" if text[: text.find("\n") + 1].endswith("\r\n") else "\n"

    def place(offset: int) -> int:
        return offset + bisect_left(returns, offset)

    for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        new = edit.text.replace("\n", line_end)
        text = text[: place(edit.span.start)] + new + text[place(edit.span.end) :]
    return mark + text.encode("utf-8")
