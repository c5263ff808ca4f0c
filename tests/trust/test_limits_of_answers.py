"""G18, of what answers: charts, questions, and what the book shows, at their limits and one past them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from semdsl import interface
from semdsl.analysis import equations, moved, results
from semdsl.book import chapters, context, drawing, limitations, sidebyside
from semdsl.cli.main import main
from semdsl.interpret import rounding
from semdsl.limits import LIMITS
from semdsl.semantics import charts
from tests.book.support import pages_of, run_of

MOST = {limit.key: int(limit.most) for limit in LIMITS}
CODE = {limit.key: limit.code for limit in LIMITS}
HEAD = 'model m\nassumption p : ratio = 1%\n    source "s"\n    range 0% .. 2%\n'


def chart(form: str, series: int, places: int) -> str:
    """A chart of so many quantities along so many places."""
    names = [f"x{at}" for at in range(series)]
    declared = "".join(f"variable {name}[a] : ratio = 1\n" for name in names)
    return f'{HEAD}axis a = 1 to {places}\n{declared}chart "c" : {form} of {", ".join(names)} by a\n'


def waterfall(values: int) -> str:
    names = [f"x{at}" for at in range(values)]
    declared = "".join(f"variable {name} : ratio = 1\n" for name in names)
    return f'{HEAD}{declared}chart "c" : waterfall of {", ".join(names)}\n'


CHARTS: Mapping[str, tuple[Callable[[int], str], int]] = {
    "chart-series": (lambda n: chart("line", n, 3), 1),
    "chart-fan": (lambda n: chart("fan", n, 3), 2),  # a fan has an odd number of lines
    "chart-movements": (waterfall, 1),
    "chart-points": (lambda n: chart("line", 1, n), 1),
    "chart-places": (lambda n: chart("bar", 1, n), 1),
    "chart-ages": (lambda n: chart("pyramid", 2, n), 1),
}
"""Models with a chart that is as full as it may be, and by how much more the next one is fuller."""


TESTED = {
    *CHARTS,
    *("chart-bars", "results", "equations", "inequalities", "followed", "tornado"),
    *("book-instances", "book-members", "book-cells", "book-scenarios", "book-headlines", "book-drawing"),
    *("book-recursions", "book-loop", "book-words", "second-look"),
}


def codes(folder: Path, text: str) -> set[str]:
    (folder / "model.sem").write_text(text, encoding="utf-8")
    return {found.code for found in interface.check(folder / "model.sem") if found.is_error}


@pytest.mark.parametrize("key", CHARTS)
def test_a_chart_as_full_as_it_may_be(tmp_path: Path, count: Callable[..., None], key: str) -> None:
    model, step = CHARTS[key]
    assert codes(tmp_path, model(MOST[key])) == set()
    assert codes(tmp_path, model(MOST[key] + step)) == {CODE[key]}
    count(limits=1)


def test_bars_of_a_chart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: Callable[..., None]) -> None:
    """One more than 240 would be of more than 120 places: the limit is lowered instead."""
    full = chart("bar", 2, MOST["chart-bars"] // 2)
    assert codes(tmp_path, full) == set()
    monkeypatch.setattr(charts, "MOST_BARS", MOST["chart-bars"] - 1)
    assert codes(tmp_path, full) == {CODE["chart-bars"]}
    count(limits=1)


def test_cells_read_for_a_second_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: Callable[..., None]
) -> None:
    """Lowered to what a check of one cell reads: two terms, and a value behind each; some are tried twice."""
    assert MOST["second-look"] == rounding.MOST_READS
    text = f"{HEAD}variable x : ratio = p * 10\nvariable y : ratio = p * 20\ncheck c : x + y - 0.3 <= 0\n"
    (tmp_path / "model.sem").write_text(text, encoding="utf-8")
    passed = []
    for most in range(12):
        monkeypatch.setattr(rounding, "MOST_READS", most)
        passed.append(interface.load(tmp_path / "model.sem").run().passed)
    enough = passed.index(True)
    assert enough >= 4
    assert all(passed[enough:])
    count(limits=1)


def answered(folder: Path, capsys: pytest.CaptureFixture[str], cells: int, *words: str) -> set[str]:
    """What is said to a question about a quantity of so many cells."""
    text = f"{HEAD}axis a = 1 to {cells}\nvariable x[a] : ratio = p\n"
    (folder / "model.sem").write_text(text, encoding="utf-8")
    main([words[0], str(folder / "model.sem"), *words[1:], "--json"])
    said = json.loads(capsys.readouterr().out)["diagnostics"]
    return {found["code"] for found in said if found["severity"] == "error"}


def test_cells_that_are_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], count: Callable[..., None]
) -> None:
    question = ("sensitivity", "--of", "x", "--by", "p")
    assert answered(tmp_path, capsys, MOST["results"], *question) == set()
    assert answered(tmp_path, capsys, MOST["results"] + 1, *question) == {CODE["results"]}
    condition = ("solve", "--vary", "p", "--until", "x = 1%")
    assert answered(tmp_path, capsys, MOST["equations"], *condition) == set()
    assert answered(tmp_path, capsys, MOST["equations"] + 1, *condition) == {CODE["equations"]}
    count(limits=2)


def test_cells_of_large_questions(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    count: Callable[..., None],
) -> None:
    """Lowered to what a small model has: three cells, and in derivatives those of what they are computed from."""
    assert (MOST["inequalities"], MOST["followed"]) == (equations.MOST_INEQUALITIES, moved.MOST_FOLLOWED)
    condition = ("solve", "--vary", "p", "--until", "x >= 1%")
    monkeypatch.setattr(equations, "MOST_INEQUALITIES", 3)
    assert answered(tmp_path, capsys, 3, *condition) == set()
    assert answered(tmp_path, capsys, 4, *condition) == {CODE["inequalities"]}
    question = ("sensitivity", "--of", "x", "--by", "p", "--exact")
    assert results.MOST_RESULTS > 4
    enough = next(
        most for most in range(1, 30) if not _followed(most, tmp_path, capsys, monkeypatch, question)
    )
    assert _followed(enough - 1, tmp_path, capsys, monkeypatch, question) == {CODE["followed"]}
    assert enough > 3
    count(limits=2)


def _followed(
    most: int,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    question: tuple[str, ...],
) -> set[str]:
    monkeypatch.setattr(moved, "MOST_FOLLOWED", most)
    return answered(folder, capsys, 3, *question)


def page(text: str, name: str, **files: str) -> str:
    made = {file.replace("_", "."): content for file, content in files.items()}
    return pages_of(run_of(text, made))[name].decode("utf-8")


def instances(number: int) -> tuple[str, str]:
    uses = "".join(f'use "t.sem" with (rate = {at}%) as own{at}\n' for at in range(number))
    total = " + ".join(f"own{at}.twice" for at in range(number))
    return (
        f"model m\n{uses}variable y : ratio = {total}\n",
        "module t\ninput rate : ratio\nvariable twice : ratio = 2 * rate\n",
    )


def test_instances_in_the_book(count: Callable[..., None]) -> None:
    for more in (0, 1):
        model, module = instances(MOST["book-instances"] + more)
        text = page(model, "chapter-t.html", t_sem=module)
        assert text.count(".twice</code></p>") == MOST["book-instances"]
    assert MOST["book-instances"] == chapters.MOST_INSTANCES
    count(limits=1)


def test_members_and_cells_in_the_book(monkeypatch: pytest.MonkeyPatch, count: Callable[..., None]) -> None:
    def book(members: int) -> str:
        names = ", ".join(f"m{at}" for at in range(members))
        return page(
            f"model m\naxis a = {names}\nvariable x[a] : ratio = if a = m0 then 1 else 2\n", "chapter-m.html"
        )

    most = MOST["book-members"]
    assert book(most).count(f"m{most - 1}</span>") == 1
    assert f"… ({most + 1})" in book(most + 1)
    assert f"… ({most})" not in book(most)
    monkeypatch.setattr(chapters, "MOST_CELLS", 3)
    assert ('<div class="grid">' in book(3), '<div class="grid">' in book(4)) == (True, False)
    count(limits=2)


def compared(scenarios: int, reports: int) -> str:
    declared = "".join(f'scenario s{at} "S{at}"\n    set p = 1%\n' for at in range(scenarios))
    shown = "".join(f'report "R{at}"\n    rows a\n    show x\n' for at in range(reports))
    text = (
        f"{HEAD}axis a = one, two\nvariable x[a] : ratio = p + (if a = one then 1 else 2)\n{declared}{shown}"
    )
    return page(text, "scenarios.html")


def test_scenarios_and_tables_side_by_side(count: Callable[..., None]) -> None:
    most = MOST["book-headlines"]
    assert compared(1, most).count('<div class="grid">') == most == sidebyside.MOST_GRIDS
    assert compared(1, most + 1).count('<div class="grid">') == most
    plenty = MOST["book-scenarios"]
    rows = [
        compared(number, 1).split('<div class="grid">')[1].count("<tr")
        for number in (plenty - 1, plenty, plenty + 1)
    ]
    assert rows[0] < rows[1] == rows[2]
    count(limits=2)


def test_dependencies_that_are_drawn(count: Callable[..., None]) -> None:
    def drawn(number: int) -> bool:
        chain = "".join(f"variable x{at} : ratio = x{at - 1} + 1\n" for at in range(1, number))
        return "<svg" in page(f"model m\nvariable x0 : ratio = 1\n{chain}", "dependencies.html")

    assert (drawn(drawing.MOST_NODES), drawn(MOST["book-drawing"] + 1)) == (True, False)
    count(limits=1)


def test_assumptions_of_a_tornado(count: Callable[..., None]) -> None:
    def bars(number: int) -> int:
        names = [f"p{at}" for at in range(number)]
        own = "".join(
            f'assumption {name} "T{name}." : ratio = 1%\n    source "s"\n    range 0% .. 2%\n'
            for name in names
        )
        text = page(
            f'model m\n{own}variable x : ratio = {" + ".join(names)}\nchart "c" : tornado of x\n',
            "results.html",
        )
        table = text.partition("<tbody>")[2]
        return table.count('<th scope="row">')

    assert (bars(MOST["tornado"]), bars(MOST["tornado"] + 1)) == (MOST["tornado"], MOST["tornado"])
    count(limits=1)


def test_recursions_whose_closed_form_is_looked_for(
    monkeypatch: pytest.MonkeyPatch, count: Callable[..., None]
) -> None:
    """Each takes some milliseconds: the limit is lowered instead of reached."""

    def book(recursions: int) -> tuple[int, bool]:
        declared = "".join(
            f"variable x{at}[a] : ratio\n    = 1 for 1\n    = x{at}[a-1] * (1 + p)  otherwise\n"
            for at in range(recursions)
        )
        pages = pages_of(run_of(f"{HEAD}axis a = 1 to 5\n{declared}"))
        shown = pages["chapter-m.html"].decode("utf-8").count("Closed form, proved by induction</p>")
        return shown, "of 3 recursions" in pages["limitations.html"].decode("utf-8")

    assert MOST["book-recursions"] == context.MOST_RECURSIONS
    monkeypatch.setattr(context, "MOST_RECURSIONS", 2)
    monkeypatch.setattr(limitations, "MOST_RECURSIONS", 2)
    assert (book(2), book(3)) == ((2, False), (2, True))
    count(limits=1)


def test_equations_of_a_loop(count: Callable[..., None]) -> None:
    def book(others: int) -> tuple[int, bool]:
        loop = "".join(
            f"variable x{at} : ratio\n    simultaneous\n    = p * x{at - 1} + 1\n"
            for at in range(1, others + 1)
        )
        text = page(
            f"{HEAD}variable x0 : ratio\n    simultaneous\n    = p * x{others} + 1\n{loop}", "chapter-m.html"
        )
        own = text.split(' id="x0"')[1].split("</article>")[0]
        loop_of = own.split("together with</p>")[1].split("</section>")[0]
        return loop_of.count("<math"), "… and 1 more." in loop_of

    most = MOST["book-loop"]
    assert (book(most), book(most + 1)) == ((most, False), (most, True))
    count(limits=1)


def test_declarations_named_for_a_word(count: Callable[..., None]) -> None:
    def book(premiums: int) -> tuple[int, bool]:
        declared = "".join(f'premium x{at} "Level premium {at}" = p\n' for at in range(premiums))
        text = page(f"{HEAD}{declared}", "glossary.html")
        term = text.split("<dt>level premium ")[1].split("</div>")[0]
        return term.count("<a href"), "… and 1 more." in term

    most = MOST["book-words"]
    assert (book(most), book(most + 1)) == ((most, False), (most, True))
    count(limits=1)
