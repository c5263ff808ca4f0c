"""Findings as text: what a reader of a terminal sees."""

from __future__ import annotations

import io
from textwrap import dedent

import pytest

from semdsl.diagnostics.excerpt import WIDEST, excerpt
from semdsl.diagnostics.model import Diagnostic, Label, Severity
from semdsl.diagnostics.text import MOST_SHOWN, Paint, counts, paint_for, render, render_all
from semdsl.source import Source, Span

CASE = Source(
    "case.sem",
    "input claims[policy, month]: GBP\n"
    "input lives[policy, month]: life\n"
    "\n"
    "outgo[policy, month]: GBP = claims + lives\n",
)


def place(source: Source, text: str, nth: int = 1) -> Span:
    """Where *text* stands in *source* for the *nth* time."""
    start = -1
    for _ in range(nth):
        start = source.text.index(text, start + 1)
    return Span(source, start, start + len(text))


def shown(*labels: Label, message: str = "m", help: str = "", notes: tuple[str, ...] = ()) -> str:
    return render(Diagnostic("a-code", message, labels, help, notes))


def golden(text: str) -> str:
    return dedent(text).removeprefix("\n")


def test_two_places_in_one_line() -> None:
    """The first label has carets and stands first; the second has dashes."""
    found = Diagnostic(
        code="unit-mismatch",
        message="cannot add `GBP` and `life`",
        labels=(
            Label(place(CASE, "lives", 2), "this is `life`"),
            Label(place(CASE, "claims", 2), "this is `GBP`"),
        ),
        help="multiply the right side by something in `GBP/life`",
    )
    assert render(found) == golden(
        """
        error[unit-mismatch]: cannot add `GBP` and `life`
         --> case.sem:4:38
          |
        4 | outgo[policy, month]: GBP = claims + lives
          |                                      ^^^^^ this is `life`
          |                             ------ this is `GBP`
          |
          = help: multiply the right side by something in `GBP/life`
        """
    )


def test_places_in_several_lines_and_files() -> None:
    """Lines stand in the file's order, dots where some are left out, another file after the first."""
    table = Source("data/q.csv", "age,q\n" + "".join(f"{age},0.1\n" for age in range(20)))
    text = shown(
        Label(place(table, "11,0.1"), "again here"),
        Label(place(table, "2,0.1"), "first here"),
        Label(place(table, "1,0.1")),
        Label(place(CASE, "lives"), "read here"),
        notes=("a note\nin two lines",),
    )
    assert text == golden(
        """
        error[a-code]: m
          --> data/q.csv:13:1
           |
         3 | 1,0.1
           | -----
         4 | 2,0.1
           | ----- first here
        ...
        13 | 11,0.1
           | ^^^^^^ again here
           |
          ::: case.sem:2:7
           |
         2 | input lives[policy, month]: life
           |       ----- read here
           |
           = note: a note
                   in two lines
        """
    )


def test_a_finding_without_a_place() -> None:
    found = Diagnostic("file-missing", "there is no file `a.sem`", help="look", severity=Severity.WARNING)
    assert render(found) == "warning[file-missing]: there is no file `a.sem`\n  = help: look\n"


def test_tabs_and_wide_letters_keep_the_mark_below_its_text() -> None:
    """A tab is four blanks, a Chinese letter two columns, an accent written apart none."""
    source = Source("w.sem", "\ta = 年 + cafe\u0301 + x")
    lines = shown(Label(place(source, "x"), "here")).splitlines()
    assert lines[3] == "1 |     a = 年 + cafe\u0301 + x"
    assert lines[4] == "  | " + " " * (4 + 4 + 2 + 3 + 4 + 3) + "^ here"


def test_a_place_over_several_lines_is_marked_in_its_first() -> None:
    source = Source("l.sem", "x = a +   \n    b\n")
    lines = shown(Label(Span(source, 4, len(source.text) - 1), "this formula")).splitlines()
    assert lines[3:] == ["1 | x = a +", "  |     ^^^ this formula"]


@pytest.mark.parametrize("at", [0, 1, 3, 5])
def test_an_empty_place_has_one_mark(at: int) -> None:
    """Also at the end of a line and of the text."""
    source = Source("e.sem", "abc\nd")
    row = shown(Label(Span(source, at, at), "here")).splitlines()[-1]
    column = source.position(at)[1]
    assert row == "  | " + " " * (column - 1) + "^ here"


def test_an_empty_text_can_be_pointed_at() -> None:
    source = Source("e.sem", "")
    assert shown(Label(Span(source, 0, 0), "here")).splitlines()[-2:] == ["1 |", "  | ^ here"]


def test_a_long_line_is_cut_around_the_place() -> None:
    source = Source("long.sem", "a" * 5_000 + "HERE" + "b" * 5_000)
    line, mark = shown(Label(place(source, "HERE"), "this")).splitlines()[3:5]
    assert line == "1 | ..." + "a" * 40 + "HERE" + "b" * (WIDEST - 44) + "..."
    assert mark == "  | " + " " * 43 + "^^^^ this"


def test_places_far_apart_in_a_long_line_are_shown_apart() -> None:
    source = Source("long.sem", "HERE" + "a" * 5_000 + "THERE")
    text = shown(Label(place(source, "THERE"), "one"), Label(Span(source, 0, 4), "two"))
    lines = text.splitlines()[3:]
    assert [lines[0].count("THERE"), lines[1].count("^^^^^ one")] == [1, 1]
    assert lines[2].startswith("1 | HERE")
    assert lines[3] == "  | ---- two"


def test_a_pile_of_accents_is_cut() -> None:
    shown_part = excerpt("a" + "\u0301" * 100_000, 50_000)
    assert len(shown_part.text) < 2 * WIDEST


@pytest.mark.parametrize(
    "letter", ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u200b", "\ud800", "\u2028", "\r"]
)
def test_nothing_that_steers_a_terminal_is_printed(letter: str) -> None:
    """Neither from the text of a file, nor from its name, a message, a help or a label."""
    source = Source(f"x{letter}.sem", f"a {letter} b")
    found = Diagnostic("c", f"m{letter}", (Label(Span(source, 0, 1), letter),), f"h{letter}", (f"n{letter}",))
    text = render(found)
    assert letter not in text
    assert text.count("\N{REPLACEMENT CHARACTER}") == 6


def test_a_very_long_message_is_cut() -> None:
    assert len(shown(message="x" * 1_000_000)) < 3_000


def test_many_findings_are_counted_errors_first() -> None:
    warnings = [Diagnostic("w", f"w{number}", severity=Severity.WARNING) for number in range(MOST_SHOWN)]
    errors = [Diagnostic("e", f"e{number}") for number in range(20)]
    text = render_all([*warnings, *errors])
    assert text.startswith("error[e]: e0\n\nerror[e]: e1\n")
    assert text.count("error[") == 20
    assert text.count("warning[") == MOST_SHOWN - 20
    assert text.endswith("\n20 more not shown; in all 20 errors, 50 warnings\n")


def test_as_many_as_are_shown_keep_their_order() -> None:
    found = [Diagnostic("w", f"w{number}", severity=Severity.NOTICE) for number in range(MOST_SHOWN - 1)]
    text = render_all([*found, Diagnostic("e", "last")])
    assert text.endswith("\n\nerror[e]: last\n")
    assert "more not shown" not in text


def test_counts() -> None:
    assert counts(()) == "nothing found"
    assert counts([Diagnostic("e", "")]) == "1 error"
    assert counts([Diagnostic("w", "", severity=Severity.WARNING)] * 2) == "2 warnings"


def test_colours_do_not_change_the_words() -> None:
    label = Label(place(CASE, "lives"), "this")
    found = Diagnostic("c", "m", (label, Label(place(CASE, "claims"), "that")), "h", ("n",))
    painted = render(found, Paint(on=True))
    assert "\x1b[1;31merror[c]\x1b[0m" in painted
    for style in ("1;31", "34", "1", "0"):
        painted = painted.replace(f"\x1b[{style}m", "")
    assert painted == render(found)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colours_only_on_a_terminal_that_wants_them() -> None:
    assert paint_for(_Terminal(), {"TERM": "xterm"}).on
    assert not paint_for(_Terminal(), {"NO_COLOR": "1"}).on
    assert not paint_for(_Terminal(), {"TERM": "dumb"}).on
    assert not paint_for(io.StringIO(), {}).on
