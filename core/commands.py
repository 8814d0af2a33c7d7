"""What the commands do: glue between arguments, the verbs and the terminal. No domain logic."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from policygraph.errors import QueryError
from policygraph.queries.store import Coverage, LocalStore, Table, open_store

if TYPE_CHECKING:
    from policygraph.queries.build import Progress, Report
    from policygraph.queries.catalogue import Question


_SEVERITIES = (("error", "エラー"), ("warning", "警告"), ("note", "注記"))


def run_build(options: argparse.Namespace) -> int:
    """``policygraph build``."""
    from policygraph.ontology.terms import DEFAULT_BASE
    from policygraph.queries.build import Options, RefusedError, build

    wanted = Options(
        base=options.base or DEFAULT_BASE,
        add=options.add,
        strict=options.strict,
        codes=options.codes,
        sources=options.sources,
    )
    try:
        with _progress() as progress:
            report = build(options.inputs, options.store, wanted, progress)
    except RefusedError as error:
        _tell(error.report)
        _say(f"policygraph: {error}")
        return 1
    _tell(report)
    count = len(report.loaded) + len(report.kept)
    _say(f"公開しました：{options.store}（版 {report.version}、調書 {count} 件）")
    return 0 if report.complete else 1


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on a terminal, nothing elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("読み込み中"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("")

        def advance(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=Path(name).name)

        yield advance


def _tell(report: Report) -> None:
    """What became of each file."""
    for document in report.loaded:
        found = "、".join(f"{name} {document.findings[key]}" for key, name in _SEVERITIES if key in document.findings)
        what = f"{document.code} {document.title}（{document.fiscal_year}年度）"
        _say(f"読み込み：{document.file}  {what}  指摘：{found or 'なし'}")
    for refusal in report.refused:
        _say(f"読めません：{refusal.file}：{refusal.reason}")
    for name in report.skipped:
        _say(f"対象外：{name}")


def run_queries(options: argparse.Namespace) -> int:
    """``policygraph queries``."""
    from policygraph.queries.catalogue import questions

    catalogue = questions()
    if options.json:
        entries = [{key: value for key, value in asdict(entry).items() if key != "sparql"} for entry in catalogue]
        print(json.dumps(entries, ensure_ascii=False, indent=1))
        return 0
    for entry in catalogue:
        print(f"{entry.name}\n    {entry.title['ja']} / {entry.title['en']}\n    {_usage(entry)}")
    return 0


def _usage(entry: Question) -> str:
    given = (f"{parameter.name}={parameter.example}" for parameter in entry.parameters)
    return " ".join(("policygraph query", entry.name, *given))


def run_query(options: argparse.Namespace) -> int:
    """``policygraph query``."""
    from policygraph.queries.catalogue import question

    store = open_store(options.store)
    if options.sparql is not None or options.file is not None:
        if options.name is not None or (options.sparql is not None and options.file is not None):
            raise QueryError("give one of: NAME, -q SPARQL, -f FILE")
        sparql = options.sparql if options.sparql is not None else options.file.read_text(encoding="utf-8-sig")
        return _answer_sparql(store, sparql, options)
    if options.name is None:
        raise QueryError("give a question (see: policygraph queries), or -q SPARQL, or -f FILE")
    asked = question(options.name)
    table = store.select(asked.sparql, asked.bind(_parameters(options.parameters)))
    units = {column.name: column.unit for column in asked.columns if column.unit}
    _write_table(table, store, options, asked.title["ja"], units)
    return 0


def _parameters(pairs: list[str]) -> Mapping[str, str]:
    given: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or name in given:
            raise QueryError(f"{pair!r} is not KEY=VALUE, or repeats a key")
        given[name] = value
    return given


def _answer_sparql(store: LocalStore, sparql: str, options: argparse.Namespace) -> int:
    from policygraph.queries.formats import to_turtle

    answer = store.answer(sparql)
    if isinstance(answer, Table):
        _write_table(answer, store, options, "SPARQL", {})
    elif isinstance(answer, bool):
        _put(
            json.dumps({"head": {}, "boolean": answer}) if options.format == "json" else str(answer).lower(),
            options.output,
        )
    else:
        if options.format not in (None, "ttl"):
            raise QueryError("a graph (CONSTRUCT, DESCRIBE) is written as --format ttl")
        _put(to_turtle(answer), options.output)
    return 0


def _write_table(
    table: Table, store: LocalStore, options: argparse.Namespace, title: str, units: Mapping[str, str]
) -> None:
    from policygraph.queries import formats

    chosen = options.format or _format_for(options.output)
    if chosen == "ttl":
        raise QueryError("--format ttl is for graphs (CONSTRUCT, DESCRIBE); a table is table, csv, tsv, json or xlsx")
    if chosen == "table":
        _draw(formats.with_labels(table, store), store.coverage(), options, title, units)
    elif chosen == "xlsx":
        if options.output is None:
            raise QueryError("--format xlsx needs --output FILE")
        asked = (
            ("question", options.name or options.sparql or str(options.file)),
            ("parameters", " ".join(options.parameters)),
        )
        formats.to_xlsx(table, (*asked, ("coverage", store.coverage().sentence())), options.output)
    else:
        text = formats.to_json(table) if chosen == "json" else formats.to_csv(table, "," if chosen == "csv" else "\t")
        _put(text, options.output)
    if chosen != "table":
        _say(store.coverage().sentence())


def _format_for(output: Path | None) -> str:
    """The format a file's name asks for; on a terminal a table, into a pipe CSV."""
    if output is not None:
        suffix = output.suffix.lower().lstrip(".")
        return suffix if suffix in ("csv", "tsv", "json", "xlsx") else "table" if suffix == "txt" else "csv"
    return "table" if sys.stdout.isatty() else "csv"


def _draw(table: Table, coverage: Coverage, options: argparse.Namespace, title: str, units: Mapping[str, str]) -> None:
    from policygraph.queries.formats import print_table
    from rich.console import Console

    with _opened(options.output) as file:
        console = Console(file=file, width=None if file.isatty() else 200, highlight=False)
        console.print(f"{title}（{len(table.rows)} 件）", markup=False)
        print_table(table, units, console.print)
        console.print(coverage.sentence(), markup=False)


def run_impact(options: argparse.Namespace) -> int:
    """``policygraph impact``."""
    from policygraph.queries.impact import reach
    from policygraph.queries.impact_formats import as_csv, as_json, as_text
    from policygraph.queries.targets import find_target

    store = open_store(options.store)
    target = find_target(store, options.target, options.year, options.authority)
    found = reach(store, target, options.direction, options.depth)
    writers = {"table": as_text, "csv": as_csv, "json": as_json}
    _put(writers[options.format](found), options.output)
    return 0


def run_view(options: argparse.Namespace) -> int:
    """``policygraph view``."""
    from policygraph.queries.targets import find_target
    from policygraph.viz.page import write_page

    store = open_store(options.store)
    target = find_target(store, options.target, options.year, options.authority)
    write_page(store, target, options.depth, options.output)
    _say(f"書き出しました：{options.output}")
    return 0


def run_export(options: argparse.Namespace) -> int:
    """``policygraph export``."""
    from policygraph.queries.export import export

    store = open_store(options.store)
    export(store, options.output)
    _say(f"書き出しました：{options.output}\n{store.coverage().sentence()}")
    return 0


@contextmanager
def _opened(output: Path | None) -> Iterator[TextIO]:
    if output is None:
        yield sys.stdout
        return
    with output.open("w", encoding="utf-8", newline="") as file:
        yield file


def _put(text: str, output: Path | None) -> None:
    with _opened(output) as file:
        file.write(text if text.endswith("\n") else text + "\n")


def _say(message: str) -> None:
    print(message, file=sys.stderr)
