"""The book for LaTeX: a file that a stock TeX Live compiles, with bookmarks and links.

No text of a model is ever a command: it is gone through once, letter by letter, and what means something to TeX, or is
not among the letters that it knows, is written by a command of ours. Nothing is read from or written to other files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from semdsl.book.paper.document import (
    Block,
    Bullets,
    Code,
    Document,
    Equation,
    Heading,
    Inline,
    Inlines,
    Listing,
    Maths,
    Paragraph,
    Picture,
    Ref,
    Remark,
    Styled,
    Table,
    TableRow,
    Terms,
    Turned,
    labels_of,
)
from semdsl.render.charts.marks import number
from semdsl.render.drawings.pdf import pdf_pages
from semdsl.render.drawings.shapes import Label, sheet_of
from semdsl.render.mathematics.latex import KNOWN, latex
from semdsl.render.mathematics.symbols import GREEK, SIGNS

_COMMANDS = {
    **{letter: f"\\ensuremath{{\\{name}}}" for name, letter in reversed((*GREEK.items(), *SIGNS.items()))},
    **{sign: f"\\{sign}" for sign in "%$&#_{}"},
    "\\": "\\textbackslash{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "|": "\\textbar{}",
    "<": "\\textless{}",
    ">": "\\textgreater{}",
    '"': "\\textquotedbl{}",
    "`": "\\textasciigrave{}",
    "'": "{'}",
    "-": "{-}",
    ",": "{,}",
    "\u00a0": "~",
    "\u202f": "\\,",
    "\u2009": "\\,",
    "−": "\\ensuremath{-}",
    "′": "\\ensuremath{'}",
    "⋅": "\\ensuremath{\\cdot}",
    "\n": " ",
    "\t": " ",
}
_PLACED = {"start": "lb", "middle": "b", "end": "rb"}
_SECTIONS = ("chapter", "section", "subsection", "subsubsection")
_STYLES = {"strong": "textbf", "emphasis": "emph"}
_BABEL = {"es": "spanish", "en": "english"}
_OPTIONS = {"es": ",es-noshorthands,es-noindentfirst", "en": ""}
_HEAD = r"""\documentclass[10pt,a4paper,oneside]{report}
\usepackage[utf8]{inputenc}
\usepackage[T1]{fontenc}
\usepackage{textcomp}
\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\usepackage{amsmath}
\usepackage{longtable}
\usepackage{array}
\usepackage{color}
\usepackage{graphicx}
\usepackage{pdflscape}
\IfFileExists{LDF.ldf}{\usepackage[LDFOPTIONS]{babel}}{}
\usepackage[a4paper,margin=25mm]{geometry}
\usepackage{hyperref}
\hypersetup{hidelinks,bookmarksopen,bookmarksopenlevel=0,unicode,pdflang={LANGUAGE},pdftitle={TITLE}}
\pagestyle{headings}
\renewcommand{\chaptermark}[1]{\markright{#1}}
\setcounter{secnumdepth}{-1}
\setcounter{tocdepth}{1}
\setlength{\parindent}{0pt}
\setlength{\parskip}{4pt}
\setlength{\tabcolsep}{3pt}
\setlength{\extrarowheight}{1.5pt}
\setlength{\LTleft}{0pt}
\allowdisplaybreaks
\newsavebox{\formulabox}
\newcommand{\formula}[2]{\sbox{\formulabox}{\(\displaystyle #1\)}%
\ifdim\wd\formulabox>0.9\linewidth
\begin{equation*}\resizebox{0.9\linewidth}{!}{\usebox{\formulabox}}#2\end{equation*}%
\else\begin{equation*}#1#2\end{equation*}\fi}
\newcommand{\formulaincell}[1]{{\sbox{\formulabox}{\(#1\)}%
\ifdim\wd\formulabox>\linewidth\resizebox{\linewidth}{!}{\usebox{\formulabox}}\else\(#1\)\fi}}
\makeatletter
\@ifundefined{KV@Gin@alt}{\define@key{Gin}{alt}{}}{}
\makeatother
\sloppy
"""


def tex_of(document: Document, figures: str = "figures.pdf") -> bytes:
    """*document* as the source of LaTeX, which takes the lines of its pictures from the pages of the file *figures*."""
    pages = {id(own.svg): at for at, own in enumerate(document.pictures, start=1)}
    writer = _Writer(labels_of(document), figures, pages)
    head = (
        _HEAD.replace("LDFOPTIONS", f"{_BABEL[document.language]}{_OPTIONS[document.language]}")
        .replace("LDF", _BABEL[document.language])
        .replace("LANGUAGE", document.language)
    )
    title = escaped(document.title)
    first = (
        "\\begin{titlepage}\\vspace*{30mm}",
        f"{{\\large {escaped(document.over)}\\par}}",
        f"\\vspace{{6mm}}{{\\Huge\\bfseries {title}\\par}}\\vspace{{12mm}}",
        *map(writer.block, document.front),
        "\\end{titlepage}",
    )
    body = (*first, "\\tableofcontents", *map(writer.block, document.blocks))
    lines = "\n\n".join(block for block in body if block)
    text = f"{head.replace('TITLE', title)}\\begin{{document}}\n{lines}\n\\end{{document}}\n"
    return text.encode("utf-8")


def figures_of(document: Document) -> bytes:
    """The lines of the pictures of *document*, a page for each."""
    return pdf_pages([sheet_of(own.svg) for own in document.pictures])


def escaped(text: str) -> str:
    """*text* for LaTeX, in which no letter is a command."""
    return "".join(map(_letter, text))


def _letter(letter: str) -> str:
    if letter in _COMMANDS:
        return _COMMANDS[letter]
    if letter in KNOWN or " " <= letter <= "~":
        return letter
    return f"[U+{ord(letter):04X}]"


@dataclass(frozen=True, slots=True)
class _Writer:
    labels: dict[str, str] = field(repr=False)
    figures: str
    pages: dict[int, int] = field(repr=False)

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph(parts=parts, small=small, kept=kept):
                said = f"{{\\small {self.inlines(parts)}\\par}}" if small else f"{self.inlines(parts)}\\par"
                return f"{said}\\nobreak" if kept else said
            case Equation():
                return self.equation(block)
            case Terms(label=label, lines=lines):
                head = f"{escaped(label)}\\par\\nobreak\n" if label else ""
                return head + "\n".join(self.term(term, said) for term, said in lines)
            case Bullets(items=items):
                listed = "\n".join(f"\\item {{}}{self.inlines(item)}" for item in items)
                return f"\\begin{{itemize}}\n{listed}\n\\end{{itemize}}" if items else ""
            case Listing(text=text):
                typed = "\\\\\n".join(f"\\mbox{{}}{_typed(line)}" for line in text.splitlines())
                return f"{{\\ttfamily\\small\\raggedright {typed}\\par}}"
            case Remark(label=label, blocks=inner):
                said = "\n".join(map(self.block, inner))
                return f"\\begin{{quote}}\\textbf{{{escaped(label)}}}\\par\\nobreak\n{said}\n\\end{{quote}}"
            case Table():
                return "\n".join(self.table(block))
            case Picture():
                return "\n".join(self.picture(block))
            case Turned(blocks=inner):
                said = "\n\n".join(map(self.block, inner))
                return f"\\begin{{landscape}}\n{said}\n\\end{{landscape}}"
            case _:
                assert_never(block)

    def heading(self, heading: Heading) -> str:
        label = self.labels.get(heading.anchor)
        place = f"\\hypertarget{{{label}}}{{}}" if label else ""
        plain = self.inlines(heading.parts)
        return f"\\{_SECTIONS[heading.level - 1]}[{{{plain}}}]{{{place}{plain}}}"

    def equation(self, equation: Equation) -> str:
        tag = f"\\tag{{{equation.number}}}" if equation.number else ""
        return f"\\formula{{{latex(equation.math, shown=False)}}}{{{tag}}}"

    def term(self, term: Inlines, said: Inlines) -> str:
        return f"\\hangindent=2em {self.inlines(term)}\\quad {self.inlines(said)}\\par"

    def picture(self, picture: Picture) -> Iterator[str]:
        """The lines from the other file, and over them the text, in the letters of the document."""
        sheet = sheet_of(picture.svg)
        unit = picture.millimetres / sheet.width
        page, says = self.pages[id(picture.svg)], escaped(picture.says)
        yield f"{{\\noindent\\sffamily\\setlength{{\\unitlength}}{{{unit:.5f}mm}}%"
        yield f"\\begin{{picture}}({number(sheet.width)},{number(sheet.height)})"
        options = f"page={page},width={sheet.width:.6g}\\unitlength,alt={{{says}}}"
        yield f"\\put(0,0){{\\includegraphics[{options}]{{{self.figures}}}}}"
        for own in sheet.shapes:
            if isinstance(own, Label):
                yield _label(own, sheet.height, unit)
        yield "\\end{picture}\\par}"

    def table(self, table: Table) -> Iterator[str]:
        """A table that goes on over pages, with its heads on each."""
        wide = len(table.heads)
        ragged = ["raggedright", *(["raggedleft" if table.figures else "raggedright"] * (wide - 1))]
        columns = "".join(
            f">{{\\{own}\\arraybackslash}}p{{{max(1, width - 6):.2f}bp}}"
            for own, width in zip(ragged, table.widths, strict=True)
        )
        yield "{\\scriptsize" if table.dense else "{\\small"
        whole = "tabular" if table.together else "longtable"
        if table.together:
            yield "\\par\\smallskip\\nobreak"
        yield f"\\begin{{{whole}}}{{@{{}}{columns}@{{}}}}"
        if table.caption:
            yield (
                f"\\multicolumn{{{wide}}}{{@{{}}p{{\\linewidth}}@{{}}}}"
                f"{{\\raggedright\\bfseries {escaped(table.caption)}}}\\\\"
            )
        heads = " & ".join(f"\\textbf{{{self.inlines(cell)}}}" for cell in table.heads)
        yield f"\\hline\n{heads}\\\\ \\hline"
        if not table.together:
            yield "\\endhead"
        yield from (self.row(row, wide) for row in table.rows)
        yield f"\\hline\n\\end{{{whole}}}\\par}}\\smallskip"

    def row(self, row: TableRow, wide: int) -> str:
        cells = [self.inlines(cell, in_cell=len(row.cells) > 1) for cell in row.cells]
        if len(cells) == 1 and wide > 1:
            return f"\\multicolumn{{{wide}}}{{@{{}}l}}{{\\bfseries {cells[0]}}}\\\\"
        if row.style == "total":
            cells = [f"\\textbf{{{cell}}}" for cell in cells]
        if row.style == "inner":
            cells[0] = f"\\quad {cells[0]}"
        return f"{{}}{' & '.join(cells)}\\\\"

    def inlines(self, parts: Inlines, *, in_cell: bool = False) -> str:
        return "".join(self.inline(part, in_cell=in_cell) for part in parts)

    def inline(self, part: Inline, *, in_cell: bool = False) -> str:
        """A part of a line; a formula in a cell of several is made to fit its column."""
        match part:
            case str():
                return escaped(part)
            case Code(text=text):
                return f"\\texttt{{{_typed(text)}}}"
            case Maths(math=math):
                formula = latex(math, shown=False)
                shown = f"\\formulaincell{{{formula}}}" if in_cell else f"\\({formula}\\)"
                return f"\\texorpdfstring{{{shown}}}{{}}"
            case Styled(parts=parts, style=style):
                return f"\\{_STYLES[style]}{{{self.inlines(parts, in_cell=in_cell)}}}"
            case Ref(parts=parts, target=target):
                label = self.labels.get(target)
                shown = self.inlines(parts, in_cell=in_cell)
                return f"\\hyperlink{{{label}}}{{{shown}}}" if label else shown
            case _:
                assert_never(part)


def _label(own: Label, height: float, unit: float) -> str:
    size = f"{own.size * unit * 72.27 / 25.4:.1f}"
    look = ("\\ttfamily" if own.typed else "") + ("\\bfseries" if own.strong else "")
    colour = ",".join(f"{part / 255:.2f}" for part in own.colour)
    text = f"\\fontsize{{{size}}}{{{size}}}{look}\\selectfont\\color[rgb]{{{colour}}}{escaped(own.text)}"
    place = f"{number(own.at[0])},{number(height - own.at[1])}"
    return f"\\put({place}){{\\makebox(0,0)[{_PLACED[own.anchor]}]{{\\smash{{{text}}}}}}}"


def _typed(text: str) -> str:
    """*text* as it is typed; a long name may be broken where it has a line or a point."""
    broken = {"_": "\\_\\allowbreak{}", ".": ".\\allowbreak{}", " ": "~"}
    return "".join(broken.get(letter) or _letter(letter) for letter in text)
