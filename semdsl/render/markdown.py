"""Text as Markdown that says just that text, wherever it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SPECIAL = re.compile(r"[\\`*\[\]<>#|~$&]|(?<!\w)_|_(?!\w)")
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_FENCE = re.compile(r" {0,3}(`{3,})([^`]*)")


class Markdown(str):
    """A text that is Markdown already; every other one is escaped where a page is made."""

    __slots__ = ()


def escaped(text: object) -> str:
    r"""*text* on one line, with a backslash before each sign that would mean something; Markdown as it is.

    >>> escaped("a|b <c>\n`d`"), escaped("unit_cost, *2"), escaped(Markdown("**x**"))
    ('a\\|b \\<c\\> \\`d\\`', 'unit_cost, \\*2', '**x**')
    """
    if isinstance(text, Markdown):
        return text
    return _SPECIAL.sub(r"\\\g<0>", " ".join(str(text).split()))


def code(text: str) -> Markdown:
    r"""*text* as code, also within a table.

    >>> code("a|b"), code("`x`")
    ('`a\\|b`', '`` `x` ``')
    """
    flat = " ".join(text.split()).replace("|", "\\|")
    longest = max((len(run) for run in re.findall("`+", flat)), default=0)
    ticks = "`" * (longest + 1)
    room = " " if longest else ""
    return Markdown(f"{ticks}{room}{flat}{room}{ticks}")


def quoted(text: str) -> Markdown:
    """*text*, itself Markdown, as a quotation: nothing in it reaches beyond it, and a `<` in it is no tag.

    >>> quoted("a < b, `c < d`")
    '> a &lt; b, `c < d`'
    """
    return Markdown("\n".join(f"> {line}".rstrip() for line in _without_tags(text.splitlines())))


def _without_tags(lines: list[str]) -> Iterator[str]:
    ticks = ""
    for line in lines:
        fence = _FENCE.fullmatch(line)
        if ticks:
            yield line
            if fence and len(fence[1]) >= len(ticks) and not fence[2].strip():
                ticks = ""
        elif fence:
            yield line
            ticks = fence[1]
        else:
            yield "".join(_parts_without_tags(line))


def _parts_without_tags(line: str) -> Iterator[str]:
    done = 0
    for match in _CODE.finditer(line):
        yield line[done : match.start()].replace("<", "&lt;")
        yield match[0]
        done = match.end()
    yield line[done:].replace("<", "&lt;")


def anchor(heading: str) -> str:
    """The anchor of the plain text *heading*, as the usual renderers of Markdown spell it.

    >>> anchor("Población usuaria, 2005 (II.6)")
    'población-usuaria-2005-ii6'
    """
    return re.sub(r"[^\w\- ]", "", " ".join(heading.split()).lower()).replace(" ", "-")
