"""Files that are made from a few lines."""

from __future__ import annotations

from tests.support.generated import generated


def test_lines_are_repeated_and_counted() -> None:
    text = "year,value\n3 times: {n},{n+10}\nend,{n-1}\n"
    assert generated("data.csv", text) == {"data.csv": b"year,value\n1,11\n2,12\n3,13\nend,{n-1}\n"}


def test_a_text_is_repeated_within_a_line() -> None:
    assert generated("m.sem", 'note "{"ab " * 3}c"\n') == {"m.sem": b'note "ab ab ab c"\n'}


def test_other_encodings_and_ends_of_lines() -> None:
    assert generated("a.csv latin-1", "año\n") == {"a.csv": b"a\xf1o\n"}
    assert generated("a.csv carriage-returns", "a\nb\n") == {"a.csv": b"a\rb\r"}


def test_several_files_are_counted() -> None:
    assert generated("m{n}.sem 2 files", 'use "m{n+1}.sem" as next\n') == {
        "m1.sem": b'use "m2.sem" as next\n',
        "m2.sem": b'use "m3.sem" as next\n',
    }
