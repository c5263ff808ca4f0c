"""Mathematics for Word (OMML): elements that are escaped where they are written down."""

from __future__ import annotations

from typing import assert_never

from semdsl.render.elements import Element, Node, element
from semdsl.render.mathematics.tree import (
    Cases,
    Fenced,
    Fraction,
    Large,
    Lines,
    Linked,
    Marked,
    Math,
    Number,
    Operator,
    Root,
    Row,
    Scripts,
    Symbol,
    Text,
)
from semdsl.render.printable import printable

_MARKS = {"¯": "\u0305", "^": "\u0302", "~": "\u0303", "˙": "\u0307", "¨": "\u0308", "→": "\u20d7"}
_SUMS = "∑∏∫"
_WORDS = frozenset("|∣")
"""Signs that stand alone, where a reader of OMML may look for the other half of a pair."""
_NOTHING = "\u200b"
"""What stands in a place that is not to be shown as one to fill in."""
Nodes = tuple[Element, ...]


def omml(node: Math) -> Element:
    """*node* as ``m:oMath``."""
    return element("m:oMath", *_nodes(node))


def _nodes(node: Math) -> Nodes:
    match node:
        case Symbol(text=text):
            return (_run(text, "") if len(text) == 1 else _words(text),)
        case Number(text=text):
            return (_run(text, "p"),)
        case Text(text=text):
            return (_words(text),) if text else ()
        case Operator(text=text, form=form):
            if text in _WORDS:
                return (_words(text),)
            return (_run(f"{text} " if form == "mark" and text in ",;" else text, "p"),)
        case Row(parts=parts):
            return tuple(one for part in parts for one in _nodes(part))
        case Fraction(top=top, bottom=bottom):
            return (element("m:f", _in("m:num", top), _in("m:den", bottom)),)
        case Root(inner=inner):
            hidden = element("m:radPr", _value("m:degHide", "1"))
            return (element("m:rad", hidden, element("m:deg"), _in("m:e", inner)),)
        case Scripts():
            return (_scripts(node),)
        case Marked(base=base, mark=mark):
            if mark == "¯":
                return (element("m:bar", element("m:barPr", _value("m:pos", "top")), _in("m:e", base)),)
            return (element("m:acc", element("m:accPr", _value("m:chr", _MARKS[mark])), _in("m:e", base)),)
        case Fenced(left=left, inner=inner, right=right):
            return (_fenced(left, _nodes(inner), right),)
        case Large():
            return _large(node)
        case Cases(branches=branches):
            rows = (element("m:mr", _in("m:e", one.formula), _in("m:e", one.condition)) for one in branches)
            return (_fenced("{", (_matrix(2, *rows),), ""),)
        case Lines(lines=lines, head=lead):
            ahead = () if lead is None else _nodes(lead)
            return (*ahead, _matrix(1, *(element("m:mr", _in("m:e", line)) for line in lines)))
        case Linked(inner=inner):
            return _nodes(inner)
        case _:
            assert_never(node)


def _value(name: str, value: str) -> Element:
    return element(name, **{"m:val": value})


def _in(name: str, node: Math | None) -> Element:
    return element(name, *(() if node is None else _nodes(node)))


def _run(text: str, style: str) -> Element:
    """Letters in the font of mathematics: italic, or upright with the *style* ``p``."""
    own = (element("m:rPr", _value("m:sty", style)),) if style else ()
    return element("m:r", *own, _font(), _text(text))


def _font() -> Element:
    return element("w:rPr", element("w:rFonts", **{"w:ascii": "Cambria Math", "w:hAnsi": "Cambria Math"}))


def _words(text: str) -> Element:
    return element("m:r", element("m:rPr", element("m:nor")), _font(), _text(text))


def _text(text: str) -> Element:
    return element("m:t", printable(text), **{"xml:space": "preserve"})


def _fenced(left: str, inner: Nodes, right: str) -> Element:
    signs = element("m:dPr", _value("m:begChr", left), _value("m:endChr", right))
    return element("m:d", signs, element("m:e", *inner))


def _matrix(columns: int, *rows: Element) -> Element:
    column = element("m:mc", element("m:mcPr", _value("m:count", str(columns)), _value("m:mcJc", "left")))
    return element("m:m", element("m:mPr", element("m:mcs", column)), *rows)


def _scripts(node: Scripts) -> Element:
    base = _in("m:e", node.base)
    if node.before is not None:
        before: list[Node] = [_in("m:sub", node.before), element("m:sup", _words(_NOTHING))]
        inner = Scripts(node.base, node.below, node.above)
        plain = base if node.below is None and node.above is None else element("m:e", _scripts(inner))
        return element("m:sPre", *before, plain)
    if node.below is not None and node.above is not None:
        return element("m:sSubSup", base, _in("m:sub", node.below), _in("m:sup", node.above))
    if node.below is not None:
        return element("m:sSub", base, _in("m:sub", node.below))
    return element("m:sSup", base, _in("m:sup", node.above))


def _large(node: Large) -> Nodes:
    if isinstance(node.sign, Operator) and node.sign.text in _SUMS:
        look = [_value("m:chr", node.sign.text), _value("m:limLoc", "undOvr")]
        look += [
            _value(name, "1")
            for name, part in (("m:subHide", node.under), ("m:supHide", node.over))
            if part is None
        ]
        parts = (_in("m:sub", node.under), _in("m:sup", node.over), _in("m:e", node.body))
        return (element("m:nary", element("m:naryPr", *look), *parts),)
    head: Nodes = _nodes(node.sign)
    for name, part in (("m:limLow", node.under), ("m:limUpp", node.over)):
        if part is not None:
            head = (element(name, element("m:e", *head), _in("m:lim", part)),)
    return (*head, _run(" ", "p"), *_nodes(node.body))
