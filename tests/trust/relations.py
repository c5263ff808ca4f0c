"""Changes to a model that change no result, or in a known way: of what is written, and of what is meant."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from semdsl.pipeline import Checked
from semdsl.semantics.model import (
    EVERYWHERE,
    Apply,
    Arithmetic,
    Constant,
    If,
    IsMember,
    Model,
    Negate,
    Override,
    Ref,
    Shift,
    Typed,
)
from semdsl.semantics.overrides import apply
from semdsl.semantics.rewrite import rewrite
from semdsl.semantics.tables import TableValues
from semdsl.simultaneous.solve import solve
from semdsl.units.algebra import RATIO, TRUTH, Unit

# ── On what is written: the files of a model, by path ─────────────────────────────────────────────

Files = dict[str, str]
_BLOCK = re.compile(r"^(?=[^\s#])", re.MULTILINE)
_STRING = re.compile(r'"""[\s\S]*?"""|"[^"\n]*"|#[^\n]*')
_FIRST = ("model ", "module ", "part ", "time ", "axis ", "input ", "unit ", "use ", "include ")
_KINDS = r"parameter|assumption|population|contribution|cost|reserve|premium|variable|function"
CURRENCY = ("MXN", "CHF")


def shuffled(files: Files) -> Files | None:
    """The declarations of every file in another order, axes and uses aside."""
    return {name: _shuffled(text) if name.endswith(".sem") else text for name, text in files.items()}


def _shuffled(text: str) -> str:
    head, *blocks = _BLOCK.split(text)
    starts = [block for block in blocks if block.startswith(_FIRST)]
    rest = [block for block in blocks if not block.startswith(_FIRST)]
    random.Random(1).shuffle(rest)
    return head + "".join(block.rstrip("\n") + "\n\n" for block in (*starts, *rest))


def another_layout(files: Files) -> Files | None:
    """More blanks, empty lines and comments."""

    def change(code: str) -> str:
        return code.replace(" ", "  ").replace("\n", "  # a remark\n\n")

    return {
        name: _outside_strings(text, change) if name.endswith(".sem") else text
        for name, text in files.items()
    }


def more_declared(files: Files) -> Files | None:
    """Declarations that nothing uses: an axis, a quantity on it, a scenario, a unit, a function."""
    more = (
        "\n\naxis unused_axis = this, that\nunit unused_unit\n"
        'parameter unused_figure[unused_axis] : unused_unit = 3 note "not used"\n'
        "variable unused_sum : unused_unit = sum(unused_figure over unused_axis)\n"
        "function unused_function(x) = 2 * x\n"
        "scenario unused_scenario\n    set unused_figure = 4\n"
    )
    return {
        name: text + more if "/" not in name and _is_model(text) else text for name, text in files.items()
    }


def in_a_part(files: Files) -> Files | None:
    """The quantities and functions of the model's own file in a part beside it."""
    changed = dict(files)
    for name, text in files.items():
        if "/" in name or not _is_model(text):
            continue
        head, *blocks = _BLOCK.split(text)
        moved = [block for block in blocks if re.match(rf"(?:{_KINDS})\b", block)]
        kept = [block for block in blocks if block not in moved]
        changed[name] = head + "".join(kept) + f'\ninclude "beside_{name}"\n'
        changed[f"beside_{name}"] = "part beside\n\n" + "".join(moved)
    return changed


def another_currency(files: Files) -> Files | None:
    """Another name of the currency."""
    return {
        name: _outside_strings(text, _other_currency) if name.endswith(".sem") else text
        for name, text in files.items()
    }


def _other_currency(code: str) -> str:
    return re.sub(rf"\b{CURRENCY[0]}\b", CURRENCY[1], code)


def renamed(files: Files) -> Files | None:
    """Every quantity and function of the model gets another name, but those that are also called so elsewhere."""
    everything = "\n".join(text for name, text in files.items() if name.endswith(".sem"))
    declared = set(re.findall(rf"^(?:{_KINDS}) ([^\W\d]\w*)", everything, re.MULTILINE))
    bound = set(re.findall(r"(\w+)\s*=[^=]", " ".join(re.findall(r"with \(([^)]*)\)", everything))))
    words = set(
        re.findall(r"\w+", " ".join(text for name, text in files.items() if not name.endswith(".sem")))
    )
    labels = set(
        re.findall(
            r"\w+",
            " ".join(
                re.findall(
                    r"^(?:axis|unit|input|use|module|part)\b[^\n]*(?:\n +[^\n]*)*", everything, re.MULTILINE
                )
            ),
        )
    )
    columns = set(re.findall(r"(?:column|where|and) (\w+)", everything))
    names = {
        name
        for name in declared - bound - words - labels - columns
        if not re.search(rf"\b{name}:|\.{name}\b", everything)
    }

    def change(code: str) -> str:
        return re.sub(
            r"(?<![.\w])[^\W\d]\w*",
            lambda found: f"z_{found[0]}"[:64] if found[0] in names else found[0],
            code,
        )

    return {
        name: _outside_strings(text, change) if name.endswith(".sem") else text
        for name, text in files.items()
    }


def rows_permuted(files: Files) -> Files | None:
    """The rows of every file of figures in another order; not of those that give an axis its members."""
    return _tables(files, lambda rows: [rows[0], *random.Random(2).sample(rows[1:], len(rows) - 1)])


def columns_permuted(files: Files) -> Files | None:
    """The columns of every file of figures from the last to the first."""
    return _tables(files, lambda rows: [_reversed(row) for row in rows])


def _reversed(row: str) -> str:
    return ",".join(reversed(re.findall(r'"(?:[^"]|"")*"|[^,]+|(?<=,)(?=,|$)|^(?=,)', row)))


def _tables(files: Files, change: Callable[[list[str]], list[str]]) -> Files | None:
    everything = "\n".join(text for name, text in files.items() if name.endswith(".sem"))
    axes = set(re.findall(r'^axis [^\n]*from "([^"]*)"', everything, re.MULTILINE))
    own = [name for name in files if name.endswith(".csv") and not any(name.endswith(axis) for axis in axes)]
    if not own:
        return None
    return {
        name: "\n".join(change(text.removeprefix("\ufeff").rstrip("\n").split("\n"))) + "\n"
        if name in own
        else text
        for name, text in files.items()
    }


LATER = 40  # years
_YEAR = re.compile(r"(?<!\w)(?<!\d\.)((?:19|20)\d\d)(?!\w)(?!\.\d)")


def years_later(files: Files) -> Files | None:
    """Every year, of axes, formulas, prices and files, some years later."""

    def moved(text: str) -> str:
        return _YEAR.sub(lambda year: str(int(year[1]) + LATER), text)

    time = set(re.findall(r"^time (\w+)", _everything(files), re.MULTILINE))
    steps = re.compile(r'"(?:19|20)\d\d-(?:19|20)\d\d"')
    return {
        name: steps.sub(lambda step: moved(step[0]), _outside_strings(text, moved))
        if name.endswith(".sem")
        else _in_columns(text, time, moved)
        for name, text in files.items()
    }


def other_labels(files: Files) -> Files | None:
    """The members of every axis of names get other ones, but those that are words of something else, too."""
    everything = _everything(files)
    code = re.sub(r"\ben\b", " ", _STRING.sub(" ", everything))
    axes = re.findall(r"^axis (\w+)\s+=((?:\s*[^\W\d]\w*\s*,)+\s*[^\W\d]\w*)\s*$", code, re.MULTILINE)
    others = set(re.findall(r"^(?:\w+) ([^\W\d]\w*)", code, re.MULTILINE))
    for found in re.findall(r"\b(?:column|as) (\w+)|\.(\w+)|\b(\w+) of\b", code):
        others |= set(found)
    others |= {
        word
        for name, text in files.items()
        if name.endswith(".csv")
        for word in text.split("\n")[0].split(",")
    }
    labels = {label for _, members in axes for label in re.findall(r"\w+", members)} - others

    def change(text: str) -> str:
        return re.sub(
            r"(?<![.\w])[^\W\d]\w*", lambda word: f"z_{word[0]}" if word[0] in labels else word[0], text
        )

    names = {name for name, _ in axes}
    renamed = re.findall(r"(\w+) = (\w+)(?=[,)])", " ".join(re.findall(r"\bwith (\([^)]*\))", code)))
    names |= {column for axis, column in renamed if axis in names}
    selected = re.compile(
        rf'\b(?:{"|".join(names)}) (?:!?=|in) "\w+"(?:, "\w+")*'
    )  # rows of a file, by what stands in a column
    return {
        name: selected.sub(lambda found: change(found[0]), _outside_strings(text, change))
        if name.endswith(".sem")
        else _in_columns(text, names, change)
        for name, text in files.items()
    }


def _everything(files: Files) -> str:
    return "\n".join(text for name, text in files.items() if name.endswith(".sem"))


def _in_columns(text: str, names: set[str], change: Callable[[str], str]) -> str:
    """The rows of a file of figures with *change* made in the columns of these *names*."""
    head, *rows = text.split("\n")
    columns = [at for at, name in enumerate(head.split(",")) if name.strip('\ufeff"') in names]
    changed = []
    for row in rows:
        cells = row.split(",")
        for at in columns:
            if at < len(cells):
                cells[at] = change(cells[at])
        changed.append(",".join(cells))
    return "\n".join([head, *changed])


def _outside_strings(text: str, change: Callable[[str], str]) -> str:
    found, at = [], 0
    for string in _STRING.finditer(text):
        found += [change(text[at : string.start()]), string[0]]
        at = string.end()
    return "".join([*found, change(text[at:])])


def _is_model(text: str) -> bool:
    return any(line.startswith("model ") for line in text.splitlines())


WRITTEN: Mapping[str, Callable[[Files], Files | None]] = {
    "declarations in another order": shuffled,
    "every file in another layout": another_layout,
    "declarations that nothing uses": more_declared,
    "the quantities in a part of their own": in_a_part,
    "another name of the currency": another_currency,
    "other names of quantities": renamed,
    "rows of files in another order": rows_permuted,
    "columns of files in another order": columns_permuted,
    "all years later": years_later,
    "other names of members": other_labels,
}


def files_of(folder: Path) -> Files:
    """The models and their files."""
    paths = (path for path in folder.rglob("*") if path.suffix in (".sem", ".csv"))
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}


def write(files: Files, folder: Path) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


# ── On what is meant: the checked model ───────────────────────────────────────────────────────────

FACTOR = 4.0  # a power of 4: a number times it, or times its root, has the same digits


def base_units(model: Model) -> tuple[str, ...]:
    """The base units that amounts of *model* are in."""
    return tuple(sorted({name for one in model.quantities.values() for name, _ in one.unit.powers}))


def power_of(unit: Unit, base: str) -> Fraction:
    return dict(unit.powers).get(base, Fraction(0))


def _solved(own: Checked, model: Model, tables: Mapping[str, TableValues]) -> Checked:
    """*own* with another *model*, whose loops are solved anew, and other *tables*."""
    return replace(own, model=model, tables=tables, solved=solve(model).value)


def scaled(own: Checked, base: str) -> Checked:
    """Every figure of *own*, written or read, as if the base unit *base* were a quarter of what it is."""

    def factor(unit: Unit) -> float:
        return float(FACTOR ** float(power_of(unit, base)))

    def change(node: Typed) -> Typed:
        return replace(node, value=node.value * factor(node.unit)) if isinstance(node, Constant) else node

    tables = {
        name: replace(
            read, values=tuple(value * factor(own.model.quantities[name].unit) for value in read.values)
        )
        for name, read in own.tables.items()
    }
    return _solved(own, _with_formulas(own.model, lambda formula: rewrite(formula, change)), tables)


def set_to_itself(own: Checked) -> Checked:
    """Every parameter, assumption and table set to the value it has, as a scenario would."""
    given = [
        Override(one.name, EVERYWHERE, _itself(one.name, own.model), None, one.span)
        for one in own.model.quantities.values()
        if one.kind in ("parameter", "assumption", "table") and " " not in one.name and one.span is not None
    ]
    changed = apply(own.model, given)
    specs = {one.table: name for name, one in own.model.quantities.items() if one.table is not None}
    tables = {
        name: own.tables[specs[one.table]]
        for name, one in changed.quantities.items()
        if one.table is not None and one.table in specs
    }
    return _solved(own, changed, tables)


def _itself(name: str, model: Model) -> Typed:
    one = model.quantities[name]
    assert one.span is not None
    places = tuple(Shift(axis) for axis in one.axes)
    return Ref(name=name, at=places, axes=one.axes, unit=one.unit, span=one.span)


def rewritten(own: Checked) -> Checked:
    """Every formula x as ``if true then -(-(1 * (x + 0))) else x / 0``, with ``max`` of it and itself around."""

    def change(x: Typed) -> Typed:
        def number(value: float) -> Typed:
            return Constant(value=value, axes=(), unit=RATIO, span=x.span)

        def over(op: str, left: Typed, right: Typed) -> Typed:
            return Arithmetic(op=op, left=left, right=right, axes=x.axes, unit=x.unit, span=x.span)

        if x.unit == TRUTH:
            return x
        inner: Typed = over("*", number(1), over("+", x, number(0)))
        for _ in range(2):
            inner = Negate(operand=inner, axes=x.axes, unit=x.unit, span=x.span)
        if x.axes:
            axis = x.axes[0]
            everywhere = frozenset(range(len(own.model.axes[axis])))
            always = IsMember(axis=axis, members=everywhere, axes=(axis,), unit=TRUTH, span=x.span)
            never = over("/", x, number(0))
            inner = If(condition=always, then=inner, otherwise=never, axes=x.axes, unit=x.unit, span=x.span)
        return Apply(function="max", arguments=(inner, inner), axes=x.axes, unit=x.unit, span=x.span)

    return _solved(own, _with_formulas(own.model, change), own.tables)


def _with_formulas(model: Model, change: Callable[[Typed], Typed]) -> Model:
    quantities = {
        name: replace(one, cases=tuple(replace(case, formula=change(case.formula)) for case in one.cases))
        for name, one in model.quantities.items()
    }
    return replace(model, quantities=quantities)
