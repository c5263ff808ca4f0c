"""The page of the standard library, made from its files by the parser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from semdsl.source import Source
from semdsl.syntax import ast
from semdsl.syntax.parse import parse
from tests.docs.pages import ROOT

LIBRARY = ROOT / "stdlib"


def library_page() -> str:
    """The whole page."""
    files = sorted(LIBRARY.rglob("*.sem"), key=lambda file: (module_name(file).count("."), module_name(file)))
    modules = [(file, parse(Source(file.name, file.read_text(encoding="utf-8"))).value) for file in files]
    lines = [
        "<!-- Generated from stdlib/*.sem: run `pytest tests/docs --update-golden` and do not edit. -->",
        "",
        "# The standard library",
        "",
        "Formulas that valuations share, each with its source, written in the language itself.",
        "`use std.premiums` brings a module in, and its names are then `premiums.level` and so on;",
        "a *template* is brought in with `with (…) as name` ([how](../how-to/use-a-premium-method.md)).",
        "",
        "| module | | |",
        "|---|---|---|",
    ]
    for file, module in modules:
        kind = "template" if _inputs(module) else "functions"
        title = title_of(_header(module), "en")
        lines.append(f"| [`{module_name(file)}`](#{module_name(file).replace('.', '')}) | {kind} | {title} |")
    for file, module in modules:
        lines += ["", *_section(file, module)]
    return "\n".join(lines) + "\n"


def module_name(file: Path) -> str:
    """`std.premiums.zelenka` for its file."""
    return ".".join(["std", *file.relative_to(LIBRARY).with_suffix("").parts])


def title_of(declaration: ast.Declaration, language: str) -> str:
    """The title in *language*, or the one without a language, which is Spanish in the library."""
    for wanted in (language, None):
        for title in declaration.titles:
            if title.language == wanted:
                return title.text
    return ""


def text_of(declaration: ast.Declaration, word: str) -> str:
    """What the attribute *word* of the declaration says."""
    texts = [text for found in declaration.attributes if found.word == word for text in found.texts]
    return " ".join("; ".join(texts).split()).replace("|", "\\|")


def _header(module: ast.Module) -> ast.Header:
    return next(found for found in module.declarations if isinstance(found, ast.Header))


def _inputs(module: ast.Module) -> list[ast.Input]:
    """The inputs that a `use` has to bind, or may."""
    return [found for found in module.declarations if isinstance(found, ast.Input) and found.what != "time"]


def _section(file: Path, module: ast.Module) -> Iterator[str]:
    header = _header(module)
    path = file.relative_to(ROOT).as_posix()
    yield f"## {module_name(file)}"
    yield ""
    yield f"{title_of(header, 'en')} · *{title_of(header, 'es')}* · [`{path}`](../../{path})"
    yield ""
    yield f"Source: {text_of(header, 'source')}"
    yield from _inputs_table(module)
    yield from _functions_table(file, module)
    yield from _results_table(module)


def _inputs_table(module: ast.Module) -> Iterator[str]:
    inputs = _inputs(module)
    if not inputs:
        return
    yield from ("", "| input | | default |", "|---|---|---|")
    for found in inputs:
        default = "" if found.default is None else f"`{found.default.span.text}`"
        yield f"| `{_written(found)}` | {title_of(found, 'en')} | {default} |"


def _functions_table(file: Path, module: ast.Module) -> Iterator[str]:
    functions = [found for found in module.declarations if isinstance(found, ast.Function)]
    if not functions:
        return
    yield from ("", "| function | | source |", "|---|---|---|")
    prefix = module_name(file).rpartition(".")[2]
    for found in functions:
        usage = f"{prefix}.{found.name.text}({', '.join(own.text for own in found.parameters)})"
        titles = f"{title_of(found, 'en')} · *{title_of(found, 'es')}*"
        yield f"| `{usage}` | {titles} | {text_of(found, 'source')} |"


def _results_table(module: ast.Module) -> Iterator[str]:
    results = [found for found in module.declarations if isinstance(found, ast.Quantity | ast.Check)]
    if not results:
        return
    yield from ("", "| gives | | |", "|---|---|---|")
    for found in results:
        yield f"| `{_written(found)}` | {found.kind} | {title_of(found, 'en')} · *{title_of(found, 'es')}* |"


def _written(found: ast.Input | ast.Quantity | ast.Check) -> str:
    """`expense[year] : money`, `axis step of year`."""
    name = found.name.text
    if isinstance(found, ast.Check):
        return name
    if isinstance(found, ast.Input) and found.what in ("axis", "unit"):
        return f"{found.what} {name}" + (f" of {found.of.text}" if found.of else "")
    axes = f"[{', '.join(axis.text for axis in found.axes)}]" if found.axes else ""
    unit = "" if found.unit is None else f" : {found.unit.scale} {found.unit.text}".replace(":  ", ": ")
    return f"{name}{axes}{unit}"
