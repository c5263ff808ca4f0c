"""Text as Markdown says just that text, and numbered titles stand in a reader's order."""

from __future__ import annotations

import random

import pytest

from semdsl.render.markdown import Markdown, anchor, code, escaped, quoted
from semdsl.render.natural import natural_key


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Gasto, cuadro III.6 (§2)", "Gasto, cuadro III.6 (§2)"),
        ("a|b", "a\\|b"),
        ("`x` <b> & *y* ~z~ $1$", "\\`x\\` \\<b\\> \\& \\*y\\* \\~z\\~ \\$1\\$"),
        ("[a](b) ![c]", "\\[a\\](b) !\\[c\\]"),
        ("# a\n\n- b\t c", "\\# a - b c"),
        ("\\Delta i", "\\\\Delta i"),
        ("unit_cost _x_ 2_", "unit_cost \\_x\\_ 2\\_"),
        ("-1,234.5% +2 §3.7.2", "-1,234.5% +2 §3.7.2"),
        (3, "3"),
        (Markdown("**a|b**"), "**a|b**"),
    ],
)
def test_a_text_is_escaped(text: object, markdown: str) -> None:
    assert escaped(text) == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("x[2005] = 3", "`x[2005] = 3`"),
        ('x["a|b"]', '`x["a\\|b"]`'),
        ("`", "`` ` ``"),
        ("a ``b`` c\nd", "``` a ``b`` c d ```"),
    ],
)
def test_code(text: str, markdown: str) -> None:
    assert code(text) == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("", ""),
        ("Uno.\n\n- dos", "> Uno.\n>\n> - dos"),
        ("<script>a</script>", "> &lt;script>a&lt;/script>"),
        ("`<a>` <b> ``<c> ` <d>`` <e>", "> `<a>` &lt;b> ``<c> ` <d>`` &lt;e>"),
        ("\\`<a>`", "> \\`&lt;a>`"),
        ("`<a>\n<b>`", "> `&lt;a>\n> &lt;b>`"),
        ("<!-- \n# Título\n-->", "> &lt;!--\n> # Título\n> -->"),
        ("```\n<a>\n\n``\n```\n<b>", "> ```\n> <a>\n>\n> ``\n> ```\n> &lt;b>"),
        ("````md\n```\n<a>\n````\n<b>", "> ````md\n> ```\n> <a>\n> ````\n> &lt;b>"),
        ("```\n<a>", "> ```\n> <a>"),
    ],
)
def test_a_quotation_holds_its_text(text: str, markdown: str) -> None:
    assert quoted(text) == markdown


def test_anchors() -> None:
    assert anchor("Población usuaria, 2005 (II.6)") == "población-usuaria-2005-ii6"
    assert anchor("Seguro | de *prueba*") == "seguro--de-prueba"


def test_numbered_titles_stand_in_the_order_of_their_numbers() -> None:
    in_order = [
        "§3.9",
        "§3.10",
        "1992",
        "Anexo B",
        "Anexo C",
        "Anexo D",
        "Cuadro II",
        "Cuadro II.9",
        "Cuadro II.9, totales",
        "cuadro II.10",
        "Cuadro II.10 a",
        "Cuadro IV.1",
        "Cuadro V.1",
        "Cuadro IX.1",
        "Cuadro X.1",
        "Cuadro XIV",
        "Cuadro XL",
        "Gráfica 2",
        "Mixto",
    ]
    mixed = list(in_order)
    random.Random(7).shuffle(mixed)
    assert sorted(mixed, key=natural_key) == in_order
