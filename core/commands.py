"""What the commands do: glue between arguments, the verbs and the terminal. No domain logic."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from policygraph.cli import GRAPH_FORMATS, QUERY_FORMATS, TABLE_FORMATS
from policygraph.errors import QueryError, shown
from policygraph.places import place
from policygraph.queries.store import Store, Table
from policygraph.terminal import console_on, progress, put, say

if TYPE_CHECKING:
    import pyoxigraph as ox

    from policygraph.queries.build import Report
    from policygraph.queries.catalogue import Question
    from policygraph.queries.versions import Document


_LISTED = 5

_LISTED_REFUSALS = 20
"""Refused sheets of one file that are told one by one."""

_SEVERITIES = (("error", "エラー"), ("warning", "警告"), ("note", "注記"))


def run_build(options: argparse.Namespace) -> int:
    """``policygraph build``."""
    from policygraph.queries.build import Options, RefusedError, build

    wanted = Options(
        base=options.base,
        add=options.add,
        strict=options.strict,
        codes=options.codes,
        sources=options.sources,
        corrections=options.corrections,
    )
    try:
        with progress() as advance:
            report = build(options.inputs, options.store, wanted, advance)
    except RefusedError as error:
        _tell(error.report)
        say(f"policygraph: {error.ja}")
        return 1
    _tell(report)
    count = len(report.loaded) + len(report.kept)
    say(f"公開しました：{options.store}（版 {report.version}、調書 {count} 件）")
    return 0 if report.complete else 1


def _tell(report: Report) -> None:
    """What became of each file."""
    for file, documents in _by_file(report.loaded).items():
        found = sum((Counter(document.findings) for document in documents), Counter[str]())
        words = "、".join(f"{name} {found[key]}" for key, name in _SEVERITIES if key in found)
        say(f"読み込み：{shown(file)}  {_what(documents)}  指摘：{words or 'なし'}")
    for refused in _by_file(report.refused).values():
        for refusal in refused[:_LISTED_REFUSALS]:
            say(f"読めません：{shown(refusal.file)}：{refusal.reason_ja}")
        if (rest := len(refused) - _LISTED_REFUSALS) > 0:
            say(f"読めません：{shown(refused[0].file)}：ほか {rest} 件")
    for message in report.unapplied:
        say(f"訂正できません：{message}")
    if report.skipped:
        rest = len(report.skipped) - _LISTED
        more = f" ほか {rest} 件" if rest > 0 else ""
        say(f"対象外：{'、'.join(map(shown, report.skipped[:_LISTED]))}{more}")


class _OfFile(Protocol):
    """What became of a sheet of a file."""

    @property
    def file(self) -> str: ...


_Sheet = TypeVar("_Sheet", bound=_OfFile)


def _by_file(sheets: Iterable[_Sheet]) -> dict[str, list[_Sheet]]:
    by_file: dict[str, list[_Sheet]] = {}
    for sheet in sheets:
        by_file.setdefault(sheet.file, []).append(sheet)
    return by_file


def _what(documents: Sequence[Document]) -> str:
    """What a file held: its sheet, or how many of whom and when."""
    if len(documents) == 1:
        only = documents[0]
        return f"{only.code or 'コード不明'} {only.title}（{only.fiscal_year}年度）"
    of = "、".join(sorted({f"{each.authority} {each.fiscal_year}年度" for each in documents}))
    return f"調書 {len(documents)} 件（{of}）"


def run_queries(options: argparse.Namespace) -> int:
    """``policygraph queries``."""
    from policygraph.queries.catalogue import TOPICS, by_topic, questions

    if options.json:
        entries = [_described(entry) for entry in questions()]
        print(json.dumps(entries, ensure_ascii=False, indent=1))
        return 0
    for topic, listed in by_topic().items():
        print(f"\n■ {TOPICS[topic]['ja']} / {TOPICS[topic]['en']}\n")
        for entry in listed:
            print(f"{entry.name}\n    {entry.title['ja']} / {entry.title['en']}\n    {_usage(entry)}")
    return 0


def _described(entry: Question) -> dict[str, object]:
    """What a program needs in order to ask: not how the answer is found."""
    described = ("name", "title", "question", "parameters", "columns", "tags")
    return {key: value for key, value in asdict(entry).items() if key in described}


def _usage(entry: Question) -> str:
    pairs = ((f"{each.name}={each.example}", each.optional) for each in entry.parameters)
    given = (f"[{pair}]" if optional else pair for pair, optional in pairs)
    return " ".join(("policygraph query", entry.name, *given))


def run_query(options: argparse.Namespace) -> int:
    """``policygraph query``."""
    from policygraph.queries.asking import ask
    from policygraph.queries.catalogue import question

    given = [options.name is not None, options.sparql is not None, options.file is not None]
    if sum(given) != 1:
        raise QueryError(
            "give one of: NAME (see: policygraph queries), -q SPARQL, -f FILE",
            ja="質問名（一覧は policygraph queries）、-q SPARQL、-f FILE のうち一つだけを指定してください。",
        )
    store = place(options)
    if options.name is None and options.sources:
        raise QueryError(
            "--sources is for questions of the catalogue", ja="--sources は一覧にある質問のためのものです。"
        )
    if options.name is None:
        return _answer_sparql(store, options)
    asked = question(options.name)
    table = ask(store, asked, parameters(options.parameters), sources=options.sources)
    _write_table(table, store, options, asked)
    return 0


def parameters(pairs: list[str]) -> Mapping[str, str]:
    """``KEY=VALUE`` pairs of the command line."""
    given: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or name in given:
            raise QueryError(
                f"{pair!r} is not KEY=VALUE, or repeats a key",
                ja=f"「{pair}」は KEY=VALUE の形でないか、同じ KEY が二度あります。",
            )
        given[name] = value
    return given


def _answer_sparql(store: Store, options: argparse.Namespace) -> int:
    from policygraph.queries.gate import check_size

    sparql = options.sparql if options.sparql is not None else _read_query(options.file)
    check_size(sparql)
    answer = store.answer(sparql)
    if isinstance(answer, Table):
        _write_table(answer, store, options, None)
        return 0
    _refuse_mark(options, "graph")
    if isinstance(answer, bool):
        as_json = json.dumps({"head": {}, "boolean": answer})
        text = as_json if _format_for(options) == "json" else str(answer).lower()
    else:
        text = _graph_text(answer, _format_for(options, "ttl"))
    put(text, options.output)
    say(store.coverage().sentence())
    return 0


def _graph_text(triples: list[ox.Triple], chosen: str) -> str:
    from policygraph.queries.formats import to_ntriples, to_turtle

    if chosen not in GRAPH_FORMATS:
        raise QueryError(
            f"a graph (CONSTRUCT, DESCRIBE) is written as ttl or nt, not {chosen}",
            ja=f"グラフ（CONSTRUCT、DESCRIBE）は {chosen} ではなく ttl か nt で書き出してください。",
        )
    return to_turtle(triples) if chosen == "ttl" else to_ntriples(triples)


def _read_query(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{path} is not UTF-8 text", ja=f"{path} は UTF-8 のテキストではありません。") from error


def _write_table(table: Table, store: Store, options: argparse.Namespace, asked: Question | None) -> None:
    from policygraph.queries import formats

    chosen = _format_for(options)
    _refuse_mark(options, chosen)
    if chosen == "table":
        _draw(table, store, options, asked)
        return
    if chosen not in TABLE_FORMATS:
        raise QueryError(
            f"{chosen} is for graphs (CONSTRUCT, DESCRIBE); a table is table, csv, tsv, json or xlsx",
            ja=f"{chosen} はグラフ（CONSTRUCT、DESCRIBE）用です。表は table、csv、tsv、json、xlsx で書き出します。",
        )
    if chosen == "xlsx":
        if options.output is None:
            raise QueryError("--format xlsx needs --output FILE", ja="--format xlsx には --output FILE が要ります。")
        table.to_xlsx(options.output)
    else:
        text = formats.to_json(table) if chosen == "json" else formats.to_csv(table, "," if chosen == "csv" else "\t")
        put(formats.for_excel(text) if options.excel else text, options.output)
    say(store.coverage().sentence())


def _refuse_mark(options: argparse.Namespace, chosen: str) -> None:
    if options.excel and chosen not in ("csv", "tsv"):
        raise QueryError("--excel is for tables as csv or tsv", ja="--excel は csv か tsv の表にだけ使えます。")


def _format_for(options: argparse.Namespace, otherwise: str | None = None) -> str:
    """The format asked for, else the one of the file's name, else ``otherwise``.

    Without that it is a table on a terminal and CSV into a pipe.
    """
    if options.format is not None:
        return str(options.format)
    suffix = options.output.suffix.lower().lstrip(".") if options.output else ""
    if suffix in QUERY_FORMATS:
        return suffix
    on_terminal = options.output is None and sys.stdout.isatty() and not options.excel
    return otherwise or ("table" if suffix == "txt" or on_terminal else "csv")


def _draw(table: Table, store: Store, options: argparse.Namespace, asked: Question | None) -> None:
    from policygraph.queries.asking import columns_of
    from policygraph.queries.drawing import draw

    with console_on(options.output, paged=not options.no_pager) as console:
        title = asked.title["ja"] if asked else "SPARQL"
        console.print(f"{title}（{len(table.rows)} 件）", markup=False)
        draw(table, columns_of(asked, sources=options.sources) if asked else (), store, console)
        console.print(store.coverage().sentence(), markup=False)


def run_serve(options: argparse.Namespace) -> int:
    """``policygraph serve``."""
    try:
        from policygraph.endpoint.server import run
    except ImportError as error:
        install = "pip install 'policygraph[serve]'"
        raise QueryError(
            f"serve needs {error.name}; install it with: {install}",
            ja=f"serve には {error.name} が要ります。次で導入できます：{install}",
        ) from error

    def ready(address: str) -> None:
        say(f"公開しています：{address}（SPARQL は {address}sparql。止めるには Ctrl+C）")

    run(options.store, options.host, options.port, options.allow_host, ready=ready)
    return 0


def run_export(options: argparse.Namespace) -> int:
    """``policygraph export``."""
    from policygraph.queries.description import write_description
    from policygraph.queries.export import export
    from policygraph.queries.panel import panel

    store = place(options)
    if options.what == "panel":
        panel(store).write(options.output)
    elif options.what == "description":
        unlicensed = write_description(store, options.output)
        if unlicensed:
            say(f"利用条件（licence）の分からない調書が {unlicensed} 件あります。sources.csv に書けば載ります。")
    else:
        export(store, options.output)
    say(f"書き出しました：{options.output}\n{store.coverage().sentence()}")
    return 0
