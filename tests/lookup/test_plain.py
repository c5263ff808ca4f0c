"""Words and symbols as they are compared."""

from __future__ import annotations

import pytest

from semdsl.lookup.plain import has_words, in_words, readable, symbol, symbols


@pytest.mark.parametrize(
    ("sought", "text", "found"),
    [
        ("cuotas", "Cuotas Obrero Patronales", True),
        ("cuotas obrero", "Cuotas Obrero-Patronales", True),
        ("CUOT", "cuotas", True),
        ("otas", "cuotas", False),
        ("inflacion", "Inflación", True),
        ("año", "Anos", True),
        ("patronales cuotas", "Cuotas Patronales", False),
        ("de", "Densidad", False),
        ("de", "Suma de la", True),
        ("2.1", "§2.1.1", False),
        ("2.1", "12.1", False),
        ("1", "1.05%", False),
        ("2005", "de 2005", True),
        ("20", "2005", False),
        ("III.1", "Cuadro III.10", False),
        ("Δinfl", "∆inflación", True),
        ("", "anything", False),
        ("§", "§2", False),
    ],
)
def test_words(sought: str, text: str, found: bool) -> None:
    assert has_words(in_words(sought), in_words(text)) is found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PF^{COP}", "PF^COP"),
        ("PF^{COP}", "pfcop"),
        (r"\Delta PEA", "ΔPEA"),
        (r"\Delta PEA", "Δ PEA"),
        ("∆PEA", "ΔPEA"),
        (r"\Pi", "Π"),
        (r"\ddot{a}_{\overline{n}|}", "a_n"),
        (r"$\mathrm{VP}$", "VP"),
        (r"\left( x \right)", "x"),
        (r"v^{t-1/2}", "v^(t-1/2)"),
    ],
)
def test_symbols_that_are_the_same(one: str, other: str) -> None:
    assert symbol(one).key == symbol(other).key != ""


def test_the_parts_of_a_symbol() -> None:
    assert symbol("PF^{COP}").parts == {"pf", "cop"}
    assert symbol(r"\Delta ST").parts == {"δ", "st", "delta"}
    assert symbol("GC^{SEM-SG}").beginnings == {"gc", "gcsem", "gcsemsg"}


@pytest.mark.parametrize(
    ("own", "printed", "more"),
    [
        ("ICOP", "ICOP_k^{SEM}", 2),
        ("ICOP", "ICOP", 0),
        ("GS_{CMFge}", "GS_{k,CMFge}^{SEM}", 2),
        ("GS^{SEM}", "GS_{k,CMFge}^{SEM}", 2),
        (r"\Delta PEA", "ΔPEA_{k+n}^{eg}", 2),
        (r"\Delta ST^{IMSS}", r"\Delta ST_{k+n}^{IMSS}", 1),
        ("GC^{SEM-C}", "GC_k^{SEM-C}", 1),
        ("f_k", "f_k^s", 1),
        ("f_k", "f_{k+n}^s", None),
        ("f", "F^{eg}", 1),
        ("GS_{CMF}", "GS_{CE}", None),
        (r"\delta", "ΔPEA_{k+n}", None),
        ("ICOP_k", "ICOP", None),
        ("", "_k", None),
    ],
)
def test_a_symbol_printed_with_more_indices(own: str, printed: str, more: int | None) -> None:
    assert symbol(own).more_indices(symbol(printed)) == more


def test_a_symbol_without_a_letter_is_like_none() -> None:
    assert symbol(r"\,").key == symbol("|").key == symbol("").key == ""


def test_several_symbols_stand_with_commas_outside_brackets() -> None:
    assert symbols("GS_{CMF}, GS_{CE}") == ("GS_{CMF}", "GS_{CE}")
    assert symbols(r"\int E(y)\,dy, E_t") == (r"\int E(y)\,dy", "E_t")
    assert symbols(r"\rho(n, m)") == (r"\rho(n, m)",)
    assert symbols("") == ()


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"\Delta ST", "Δ ST"),
        ("PF^{COP}", "PF^COP"),
        ("ICOP", "ICOP"),
        (r"\Pi", "Π"),
        (r"\ddot{a}_x", r"\ddot{a}_x"),
        ("{}_tp_x", "{}_tp_x"),
    ],
)
def test_a_symbol_on_a_terminal(latex: str, shown: str) -> None:
    assert readable(latex) == shown
