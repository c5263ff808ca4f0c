"""A PDF with its small objects packed: what is told to who cannot see a page is many of them, and most of a file.

The objects stay what they are, with their numbers; those that are no streams are put together and compressed, as PDF
has it since 1.5, and the list of places becomes a stream too.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

_TOGETHER = 400
"""How many objects are in a packet: a reader opens all of one to find one of them."""
_OBJECT = re.compile(rb"(\d+) 0 obj\s*")
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.DOTALL)
_SIZE = re.compile(rb"/Size\s+\d+")
_PLACED = re.compile(rb"(\d{10}) (\d{5}) n")


def packed(pdf: bytes) -> bytes:
    """*pdf*, which has one list of places as Typst writes it, with its small objects together."""
    trailer = _TRAILER.match(pdf, pdf.rfind(b"trailer"))  # the last: a title may be called so
    if trailer is None:
        raise ValueError("a PDF without a list of places")
    start = int(trailer[2])
    places = sorted(int(found[1]) for found in _PLACED.finditer(pdf, start))
    made = bytearray(pdf[: places[0]])
    listed: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    small: list[tuple[int, bytes]] = []
    for place, end in zip(places, (*places[1:], start), strict=True):
        head = _OBJECT.match(pdf, place)
        if head is None:
            raise ValueError("an object that is not where the list of places says")
        number, content = int(head[1]), pdf[head.end() : end].rstrip().removesuffix(b"endobj").rstrip()
        if content.endswith(b"endstream"):
            listed[number] = (1, len(made), 0)
            made += pdf[place:end]
        else:
            small.append((number, content))
    following = max(listed.keys() | {number for number, _ in small}) + 1
    for first in range(0, len(small), _TOGETHER):
        packet = small[first : first + _TOGETHER]
        listed[following] = (1, len(made), 0)
        listed |= {number: (2, following, at) for at, (number, _) in enumerate(packet)}
        made += b"%d 0 obj\n%s\nendobj\n" % (following, _packet(packet))
        following += 1
    return bytes(made) + _places(listed, following, len(made), trailer[1])


def _packet(objects: Sequence[tuple[int, bytes]]) -> bytes:
    heads, at = [], 0
    for number, content in objects:
        heads.append(b"%d %d" % (number, at))
        at += len(content) + 1
    head = b" ".join(heads) + b"\n"
    packed = zlib.compress(head + b"\n".join(content for _, content in objects), 9)
    return _stream(b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)), packed)


def _stream(about: bytes, content: bytes) -> bytes:
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (about, len(content), content)


def _places(listed: dict[int, tuple[int, int, int]], own: int, start: int, trailer: bytes) -> bytes:
    """The list of places as a stream, which is an object too, and where it begins."""
    listed[own] = (1, start, 0)
    lines = (listed.get(number, (0, 0, 65535)) for number in range(own + 1))
    table = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + at.to_bytes(2, "big")
        for kind, place, at in lines
    )
    about = b"/Type/XRef/W[1 4 2]%s" % _SIZE.sub(b"/Size %d" % (own + 1), trailer.strip())
    return b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        own,
        _stream(about, zlib.compress(table, 9)),
        start,
    )
