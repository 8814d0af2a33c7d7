"""``policygraph check``: glue between its arguments, the report and the terminal. No domain logic."""

from __future__ import annotations

import argparse
from pathlib import Path

from policygraph.cli import CHECK_FORMATS, default_store
from policygraph.errors import QueryError, shown
from policygraph.places import place
from policygraph.queries.checks.report import CheckReport, check_files, check_store
from policygraph.queries.checks.report_text import count_words, draw
from policygraph.terminal import console_on, progress, put, say


def run_check(options: argparse.Namespace) -> int:
    """``policygraph check``: 0 where everything was read whole, else 1, whatever of it is asked for."""
    chosen = _format_for(options)
    if chosen == "xlsx" and options.output is None:
        raise QueryError("--format xlsx needs --output FILE", ja="--format xlsx には --output FILE が要ります。")
    report = _checked(options)
    _write(report.only(options.severity, options.rule), chosen, options)
    _tell(report, chosen, options.output)
    return 0 if report.complete else 1


def _tell(report: CheckReport, chosen: str, output: Path | None) -> None:
    """What a reader of the data does not see at once."""
    if output is not None:
        say(f"書き出しました：{output}（調書 {len(report.sheets)} 件、{count_words(report.severities)}）")
    elif chosen == "table":
        return
    for refusal in report.refused:
        say(f"読めません：{shown(refusal.file)}：{refusal.reason_ja}")


def _checked(options: argparse.Namespace) -> CheckReport:
    if not options.inputs:
        return check_store(place(options))
    if options.store is not None or options.endpoint is not None:
        raise QueryError(
            "give files and folders, or --store DIR or --endpoint URL, not both",
            ja="ファイルやフォルダーか、--store DIR または --endpoint URL の、どちらか一方を指定してください。",
        )
    with progress() as advance:
        return check_files(options.inputs, default_store(), advance)


def _format_for(options: argparse.Namespace) -> str:
    """The format asked for, else the one of the file's name, else the table."""
    if options.format is not None:
        return str(options.format)
    suffix = options.output.suffix.lower().lstrip(".") if options.output else ""
    return suffix if suffix in CHECK_FORMATS else "table"


def _write(report: CheckReport, chosen: str, options: argparse.Namespace) -> None:
    from policygraph.queries.checks import report_formats

    output: Path | None = options.output
    if chosen == "table":
        with console_on(output) as console:
            draw(report, console)
    elif chosen == "html":
        from policygraph.viz.check_page import page

        put(page(report), output)
    elif output is not None and chosen == "xlsx":
        report_formats.to_xlsx(report, (("checked", _subject(options)),), output)
    else:
        put(report_formats.as_json(report) if chosen == "json" else report_formats.as_csv(report), output)


def _subject(options: argparse.Namespace) -> str:
    """What was checked."""
    return "、".join(map(str, options.inputs)) or str(options.store or default_store())
