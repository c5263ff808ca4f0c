"""What a workbook has in its cells."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

import pytest

from semdsl.publish.formats import workbook_of
from semdsl.publish.values import Sheet


def test_years_are_numbers_and_codes_are_texts() -> None:
    pytest.importorskip("xlsxwriter")
    labels = (("2025", "male", "007"), ("2026", "female", "101"))
    content = workbook_of(Sheet("x", ("year", "sex", "code"), labels, (1.5, 2.0), "MXN", "=1+1"))
    page = ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode("utf-8")
    numbers = dict(re.findall(r'<c r="([A-D][23])"><v>([^<]*)</v>', page))
    assert numbers == {"A2": "2025", "A3": "2026", "D2": "1.5", "D3": "2"}
    book = ZipFile(io.BytesIO(content))
    assert "<f>" not in book.read("xl/worksheets/sheet2.xml").decode("utf-8")
    words = re.findall(r"<t[^>]*>([^<]*)</t>", book.read("xl/sharedStrings.xml").decode("utf-8"))
    assert words[-6:] == ["name", "x", "title", "=1+1", "unit", "MXN"]
