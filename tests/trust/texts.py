"""Texts that want to be more than text: tags and scripts of a page, commands of a typesetter, signs of other media.

``models(payloads)`` says which of them stands in which place of a model. In as many models as there are payloads, every
payload stands in every place.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from tests.trust.hostile import DEFAULTS, FILES, filled, slots, titled

_HANDLERS = (
    "img src=x onerror", "svg onload", "body onload", "video><source onerror", "audio src=x onerror",
    "details open ontoggle", "input autofocus onfocus", "select autofocus onfocus", "marquee onstart",
    "object data=x onerror", "math onclick", "svg><animate onbegin", "svg><set attributeName=x onend",
    "iframe onload", "style onload", "link rel=stylesheet href=x onerror", "form onsubmit",
    "a href=# onmouseover", "table background=x onpointerenter", "x onclick", "div style=x:y onwheel",
)  # fmt: skip
_SCRIPTS = ("alert(1)", "alert`1`", "'alert(1)'", "&#97;lert(1)")
_TAGS = (
    " javascript:alert(1)",  # far from its like without a blank: titles of charts stand near each other
    "<script>alert(1)</script>", "<SCRIPT SRC=//x.invalid/x.js></SCRIPT>", "<script/x>alert(1)</script/x>",
    "<scr<script>ipt>alert(1)", "</title><script>alert(1)</script>", "</style><script>alert(1)</script>",
    "</textarea><svg onload=alert(1)>", "</script><b>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<iframe src=javascript:alert(1)></iframe>",
    "<embed src=//x.invalid/x>", "<object data=//x.invalid/x></object>", "<base href=//x.invalid/>",
    "<meta http-equiv=refresh content='0;url=//x.invalid'>",
    "<meta http-equiv='Content-Security-Policy' content='default-src *'>",
    "<link rel=stylesheet href=//x.invalid/x.css>", "<form action=//x.invalid><button>x</button></form>",
    "<a href=javascript:alert(1)>x</a>", "<a href='data:text/html,<b>'>x</a>",
    "<svg><script>alert(1)</script></svg>", "<svg><use href='data:image/svg+xml,<svg id=x/>#x'/></svg>",
    "<svg><foreignObject><b>x</b>", "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<math><maction xlink:href=javascript:alert(1)>x</maction></math>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script>", "<template><b>x</b></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<plaintext>", "<xmp><b>", "<!--<b>-->",
    "<!--><img src=x onerror=alert(1)>-->", "<![CDATA[<b>]]>", "<?xml version='1.0'?><b>", "<!DOCTYPE x>",
    "]]><b>", "--><b>", "--!><img src=x onerror=alert(1)>", "<b", "<", "</", "<b x='", "<%= 7 * 7 %>",
    "<ſcript>alert(1)</ſcript>",
)  # fmt: skip
_ATTRIBUTES = (
    "' onclick='alert(1)", '" onclick="alert(1)', '"><b>', "'><b>", "` onclick=`alert(1)",
    'x" style="background:url(//x.invalid)', "x onclick=alert(1) y=", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "java&#9;script:alert(1)", "&#106;avascript:alert(1)",
    "vbscript:x", "data:text/html,<b>x</b>", "//x.invalid/x", "https://x.invalid/x", "#top", "../index.html",
    "&lt;b&gt;", "&amp;lt;b&amp;gt;", "&#60;b&#62;", "&#x3c;b&#x3e;", "&", "&copy", "\\x3cb\\x3e",
    "\\u003cb\\u003e", "{{ 7 * 7 }}", "{% raw %}<b>", "${alert(1)}", "#{7 * 7}", "expression(alert(1))",
    "@import url(//x.invalid/x);", "}*{background:url(//x.invalid/x)}", "url(//x.invalid/x)",
    "[x](javascript:alert(1))", "![x](//x.invalid/x)", "<https://x.invalid>", "`<b>`", "$<b>$", "**<b>**",
    "*<b>*", "- <b>", "$\\text{<b>}$", "'-alert(1)-'", '";alert(1);//', "＜b＞",
)  # fmt: skip
OF_PAGES = (
    *dict.fromkeys(
        (
            *_TAGS,
            *_ATTRIBUTES,
            *(f"<{tag}={_SCRIPTS[at % 4]}>" for at, tag in enumerate(_HANDLERS)),
            *(f"<{tag}={_SCRIPTS[(at + 1) % 4]}//" for at, tag in enumerate(_HANDLERS[:11])),
        )
    ),
)

_COMMANDS = (
    "input", "include", "write18", "immediate", "openin", "openout", "read", "catcode", "csname",
    "directlua", "special", "usepackage", "def", "let", "begin", "end", "href", "includegraphics", "verb",
    "par", "relax", "expandafter", "loop", "newcommand", "scantokens",
)  # fmt: skip
_BEHIND = ("{/etc/passwd}", "", "{a}{b}", "=1 x", " x")
_SIGNS = (
    "trailer<</Size 1>>", "endstream endobj", "1 0 obj <<>>", "%%EOF",
    "^^5cinput{x}", "^^M x", "$x$ }{ % & # _ ~ ^", "% x", "\\", "\\\\[1em]", "[x]", "*", "}", "{", "}}}",
    "$", "$$", "&&", "#1", "~", "_", "^", "--", "``x''", "?`", "!`", "<<x>>", '"x"',
    "\\begin{filecontents}{x}", "\\end{document}", "\\end{longtable}", "\\verb|x|", "\\(x\\)", "\\[x\\]",
    "ñ 中 β ≥ −", "\\text{\\input{x}}", "\\mathrm{}", "\\bar", '"); #read("/etc/passwd")', '#eval("1")',
    "#import", "#x;", "$upright(x)$", "\\u{41}", "<x>", "@x", "= x", "/* x", "// x", "#[x]", "`x`",
    "#image(x)", '")', "]", "```math", "```", "# x", "## x", "> x", "| x | y |", "1. x", "2) x", "- x",
    "+ x", "***", "---", "===", "    x", "[x]: //x.invalid", "[x][y]", "![x](y)", "<x@y.invalid>",
    "www.x.invalid", "http://x.invalid", "x@y.invalid", "~~x~~", "<w:p/>", "]]>", "&#0;", "&lt;w:t&gt;",
    "<w:instrText>", "DDEAUTO c:\\\\x", "INCLUDETEXT x", "=HYPERLINK(x)", "<a id=x></a>", "$`x`$", "&nbsp;",
    "[^1]", "- [ ] x",
)  # fmt: skip
OF_PAPER = (
    *(f"\\{word}{_BEHIND[at % len(_BEHIND)]}" for at, word in enumerate(_COMMANDS)),
    *_SIGNS,
)

MATHEMATICS = (
    r"\frac{\sqrt{x_i^2}}{\bar y} x^2 x_i {}_tp {}_tp_x^n \ddot a \sum \prod (a) [b] \text{up} \mathrm{} "
    r"< > , \% \beta \leq \infty f' g'' 1.5 * / ! |"
)
RICH = (
    f"plain `code` ${MATHEMATICS}$ **strong** *emphasis* "
    "\\ ~ ^ | < > \u0060 ' % $ & # _ { } , - \" α β ≥ − ñ 中"
)
"""Whatever a text may become where it is read as more than text, and every sign that is written by a command."""
NOTES = ("note", "item of a note", "code in a note", "long note")
_IN_FILES = ("label in file", "cell")
_RULED = re.compile("[─━=]")
_PATH = re.compile(r"[^\w<>()'=&;,! -]")


def titles() -> tuple[str, ...]:
    """The places for texts; a quoted label, a payer and the name of a file among them."""
    return (*titled(), "quoted label", "payer", "table file")


def written(slot: str, text: str) -> str:
    """*text* as it can be written in *slot*: there is no way to write some signs in some places."""
    if slot in _IN_FILES:
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow([text])
        return line.getvalue()
    if slot in NOTES:
        return re.sub('"$', '" ', text.replace('"""', "'''"))
    flat = " ".join(text.replace('"', "''").splitlines()).strip() or "x"
    if "heading" in slot:
        return _RULED.sub("~", flat).strip(" -")
    return f'"{flat}"' if slot == "payer" else flat


def model_with(texts: Mapping[str, str]) -> dict[str, str]:
    """The files of the model with *texts* in their slots."""
    given = {slot: written(slot, text) for slot, text in texts.items()}
    label = given.get("quoted label", DEFAULTS["quoted label"]).strip()[:60] or "x"
    path = _PATH.sub("", texts.get("table file", "x")).strip(" .")[:60] or "x"
    own = {"quoted label": label, "quoted label again": label, "table file": f"{path}.csv"}
    files = filled({**given, **own})
    return {**files, f"{path}.csv": files["data.csv"]}


def models(payloads: Sequence[str], every: int = 1) -> Iterator[dict[str, str]]:
    """Which payload stands in which place of each model; each model has every text or, of many, as many as places."""
    places = titles()
    for shift in range(0, len(payloads), every):
        yield {slot: payloads[(at + shift) % len(payloads)] for at, slot in enumerate(places)}


def plain() -> dict[str, str]:
    """A harmless text in every place, which differs in each."""
    return {slot: f"{slot} {RICH}" for slot in titles()} | {"another symbol": MATHEMATICS}


assert set(NOTES) | set(_IN_FILES) <= set(slots())
assert all(f"«{slot}»" in "".join(FILES.values()) for slot in titles())
