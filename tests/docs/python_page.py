"""The part of the page about Python that is made from docstrings."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Iterator

import semdsl

BEGIN = "<!-- Generated from docstrings from here on: run `pytest tests/docs --update-golden` and do not edit. -->\n"
_ORDER = (
    "load",
    "check",
    "Model",
    "Results",
    "Result",
    "Sensitivity",
    "Solved",
    "Diagnostic",
    "SemdslError",
    "ModelError",
    "UsageError",
    "ModelWarning",
    "InternalError",
)
_SECTION = re.compile(r"(Args|Raises|Returns):")


def python_page(page: str) -> str:
    """*page* with its generated part made anew."""
    kept, _, _ = page.partition(BEGIN)
    return kept + BEGIN + "".join(f"\n{line}" if line else "\n" for line in _lines()).rstrip("\n") + "\n"


def undocumented() -> set[str]:
    """Public names that the page leaves out."""
    return set(semdsl.__all__) - set(_ORDER) - {"__version__"}


def _lines() -> Iterator[str]:
    for name in _ORDER:
        thing = getattr(semdsl, name)
        yield f"### {name}"
        yield ""
        if not inspect.isclass(thing):
            yield from _signature(f"semdsl.{name}", thing)
        yield from _prose(thing)
        yield ""
        if inspect.isclass(thing):
            yield from _members(thing)


def _members(owner: type) -> Iterator[str]:
    fields = [own.name for own in dataclasses.fields(owner)] if dataclasses.is_dataclass(owner) else []
    if fields and owner is not semdsl.Model:
        yield f"Fields: {', '.join(f'`{name}`' for name in fields)}."
        yield ""
    for name, member in vars(owner).items():
        public = not name.startswith("_") and name not in fields
        if not public or not (callable(member) or isinstance(member, property)) or not inspect.getdoc(member):
            continue
        if isinstance(member, property):
            yield f"**`{owner.__name__}.{name}`**"
            yield ""
        else:
            yield from _signature(f"{owner.__name__}.{name}", member)
        yield from _prose(member)
        yield ""


def _signature(name: str, thing: object) -> Iterator[str]:
    """The call, with types in the words of the source."""
    assert callable(thing)
    signature = inspect.signature(thing)
    own = [parameter for parameter in signature.parameters.values() if parameter.name != "self"]
    shown = re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(signature.replace(parameters=own)))
    yield "```python"
    yield f"{name}{shown}"
    yield "```"
    yield ""


def _prose(thing: object) -> Iterator[str]:
    """The docstring as Markdown: its sections as lists."""
    for line in (inspect.getdoc(thing) or "").splitlines():
        text = line.strip()
        section = _SECTION.fullmatch(text)
        if section:
            yield f"*{section[1]}*"
            yield ""
        elif line.startswith("    ") and re.match(r"\w+: ", text):
            word, _, rest = text.partition(": ")
            yield f"- `{word}`: {_inline(rest)}"
        else:
            yield _inline(text)


def _inline(text: str) -> str:
    """``code`` and *parameters* of a docstring in the backticks of Markdown."""
    return re.sub(r"``([^`]+)``", r"`\1`", re.sub(r"(?<!\*)\*(\w+)\*(?!\*)", r"`\1`", text))
