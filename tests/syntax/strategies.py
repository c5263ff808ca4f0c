"""Models as an author might type them: every form of the grammar, in any spacing, with comments."""

from __future__ import annotations

from hypothesis import strategies as st

from semdsl.syntax.grammar import RESERVED, grammar

NAMES = ["a", "wage_bill", "Δx", "año", *sorted(set(grammar().keywords) - RESERVED - {"first", "last"})]
UNITS = ["ratio", "person", "MXN(2005)/person/day", "million MXN(2005)", "thousand bed", "1/year", "m^2"]
TEXTS = ['"Título"', r'"\Delta"', '""', '"#no_comment"']

names = st.sampled_from(NAMES)
numbers = st.sampled_from(
    ["0", "1_000", "2.5", "1e-9", "3.5%", "0.5pp", "12 MXN", "73_335 million MXN(2005)"]
)
texts = st.sampled_from(TEXTS)


def _joined(*parts: st.SearchStrategy[str] | str) -> st.SearchStrategy[str]:
    return st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts)).map(" ".join)


def _several(part: st.SearchStrategy[str], between: str = " , ") -> st.SearchStrategy[str]:
    return st.lists(part, min_size=1, max_size=3).map(between.join)


atoms = st.one_of(
    numbers,
    texts,
    names,
    _joined(st.sampled_from(["first", "last"]), "of", names),
)


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    closed = st.one_of(atoms, inner.map(lambda text: f"( {text} )"))
    place = st.one_of(inner, _joined(names, "=", closed), _joined(names, "-", "1"))
    clause = st.sampled_from(
        ["by step", "weighted by ( w + 1 )", "for year in 2006 .. 2010", "for a , b or c"]
    )
    return st.one_of(
        _joined(
            closed, st.sampled_from(["+", "-", "*", "/", "^", "=", "<", ">=", "!=", "and", "or"]), closed
        ),
        _joined(st.sampled_from(["-", "not"]), closed),
        _joined(names, "[", _several(place), "]"),
        _joined(names, "(", _several(st.one_of(inner, _joined(names, ":", inner))), ")"),
        _joined(
            st.sampled_from(["sum", "cumulative sum", "mean"]),
            "(",
            inner,
            "over",
            _several(names),
            clause,
            ")",
        ),
        _joined(st.sampled_from(["first", "last"]), "(", names, "where", closed, ")"),
        _joined("( if", inner, "then", inner, "else", inner, ")"),
        inner.map(lambda text: f"( {text} )"),
    )


formulas = st.recursive(atoms, _larger, max_leaves=8)
selections = st.one_of(
    _several(st.one_of(numbers, names, _joined(numbers, "..", numbers))),
    _joined(names, st.sampled_from([">=", "="]), numbers),
    _joined(numbers, ".."),
    _joined("..", numbers),
    st.just("before step"),
    _joined(names, "in", _several(numbers), "and", names, "=", names),
)

titles = st.one_of(st.just(""), texts, _joined(texts, "en", texts))
axes = st.one_of(st.just(""), _several(names).map(lambda text: f"[ {text} ]"))
attributes = st.one_of(
    _joined(st.sampled_from(["source", "law", "symbol", "owner"]), texts),
    _joined("symbol", names),
    st.just('note """A note\n  of two lines."""'),
    st.just('erratum "168 + 15 + 8 = 191"'),
    st.just('limitation "not for a single year"'),
    st.just('calibrated to "Cuadro III.6"'),
)
lines_of_attributes = st.lists(attributes, max_size=3).map("\n ; ".join)
cases = st.one_of(
    formulas,
    st.lists(_joined(formulas, "for", selections), min_size=1, max_size=3).map("\n = ".join),
    _joined(formulas, "for", selections, 'source "S"', "\n = ", formulas, "otherwise"),
)
quantities = _joined(
    st.sampled_from(["variable", "cost", "premium", "parameter"]), names, axes, titles, ":",
    st.sampled_from(UNITS), st.sampled_from(["", "\n"]), "=", cases, "\n", lines_of_attributes,
)  # fmt: skip
statements = st.one_of(
    _joined("check", names, titles, ":", formulas, "within", numbers, "for", selections),
    _joined("identity", names, ":", names, "=", names, "\n +", names),
    _joined("identity", names, titles, ": (", formulas, ") +", names, "=", names, "for", selections),
    _joined("function", names, "(", _several(names), ")", titles, "=", formulas),
    _joined("expect", names, "[", names, "] matches", texts, "column", names, "within", numbers),
    _joined(
        "expect",
        names,
        titles,
        ":",
        formulas,
        "for",
        selections,
        "deviates up to",
        formulas,
        "within",
        numbers,
    ),
    _joined("test", texts, "\n given", names, "=", numbers, "\n expect x =", numbers, "within", numbers),
    _joined(
        "scenario",
        names,
        titles,
        "\n set",
        names,
        "=",
        formulas,
        "for",
        selections,
        "\n set t from",
        texts,
        "for",
        selections,
    ),
    _joined(
        "report",
        texts,
        "\n rows",
        names,
        "; columns year in 2006 , 2010 .. 2015\n show",
        _several(names),
        "in %",
    ),
)
others = st.one_of(
    _joined("model m", titles, "\n", lines_of_attributes),
    _joined("part p", titles, "\n", st.just('source "Ejemplo"')),
    st.just('include "sheets/income.sem"'),
    _joined("use std.premiums with ( a =", formulas, ") as", names),
    _joined("axis", names, titles, "=", _several(_joined(names, texts))),
    _joined("axis", names, "of age = young : a .. b , old : c , d"),
    st.just("axis age = 00-04 to 80+ by 5"),
    st.just("time year = -5 .. 2050"),
    _joined(
        "table",
        names,
        axes,
        titles,
        ": ratio\n from",
        texts,
        "in million MXN with ( a = b ) where c != 3 and d in",
        _several(texts),
        "\n interpolate linear over year",
    ),
    _joined(
        "table",
        names,
        axes,
        ": ratio\n from",
        texts,
        "where c = d for",
        selections,
        'source "S"',
        "\n =",
        formulas,
        "for",
        selections,
        "\n from",
        texts,
        "otherwise",
    ),
    _joined("axis", names, "from", texts, "column c where d in", _several(texts), "titled e en f"),
    _joined("input", names, axes, ": money =", numbers),
)
declarations = st.one_of(quantities, statements, others)


@st.composite
def models(draw: st.DrawFn) -> str:
    """A model without mistakes of form: blanks, line breaks and comments are strewn in where they mean nothing."""
    chosen = draw(st.lists(declarations, min_size=1, max_size=4))
    blank = st.sampled_from([" ", "  ", " ", "\n    ", "  # a comment\n  "])
    text = []
    for declaration in chosen:
        note = '"""' in declaration
        pieces = declaration.split(" ")
        text.append(pieces[0])
        for piece in pieces[1:]:
            plain = note or piece in ("=", ";") or text[-1].rstrip(" ").endswith(("=", ";"))
            text.append((" " if plain or _in_text(text) else draw(blank)) + piece)
        text.append(draw(st.sampled_from(["\n", "\n\n", "\n# at the margin\n", "\n   # indented\n\n\n"])))
    return "".join(text)


def _in_text(pieces: list[str]) -> bool:
    line = "".join(pieces).rpartition("\n")[2]
    return line.count('"') % 2 == 1
