"""``diff``, the verb and the command: glue between arguments, the comparison and the terminal. No domain logic."""

from __future__ import annotations

import argparse
from os import PathLike
from pathlib import Path

from policygraph.cli import DIFF_FORMATS, default_store
from policygraph.errors import QueryError, shown
from policygraph.places import place
from policygraph.queries.diff.compare import compare
from policygraph.queries.diff.model import Comparison
from policygraph.queries.diff.sides import side_of, year_of
from policygraph.queries.store import Store, open_store
from policygraph.terminal import console_on, put, say


def diff(
    a: int | str | PathLike[str] | Store,
    b: int | str | PathLike[str] | Store,
    *,
    store: str | PathLike[str] | Store | None = None,
    authority: str | None = None,
) -> Comparison:
    """What changed from ``a`` to ``b``; see :func:`policygraph.queries.diff.compare.compare`.

    Either is a fiscal year (``2019``) of ``store``, which is the command line's where none is given, a store
    (open or a path), or a sheet or folder of sheets, which are read and not stored.

    Raises:
        QueryError: there is nothing of that year or authority, or the two have no year to compare.
        SourceError: a sheet does not exist or cannot be read.
        NoStoreError: there is no store at that path.
    """

    def held() -> Store:
        if store is None or isinstance(store, str | PathLike):
            return open_store(Path(store or default_store()))
        return store

    return compare(side_of(a, held, authority), side_of(b, held, authority))


def run_diff(options: argparse.Namespace) -> int:
    """``policygraph diff``: 0 whether or not anything changed."""
    chosen = _format_for(options)
    if chosen == "xlsx" and options.output is None:
        raise QueryError("--format xlsx needs --output FILE", ja="--format xlsx には --output FILE が要ります。")
    comparison = _compared(options)
    _write(comparison, chosen, options.output)
    _tell(comparison, chosen, options.output)
    return 0


def _compared(options: argparse.Namespace) -> Comparison:
    years = any(year_of(side) is not None for side in (options.a, options.b))
    if not years and (options.store is not None or options.endpoint is not None):
        raise QueryError(
            "--store and --endpoint go with years (diff 2019 2020 --store DIR); of two places, give just these",
            ja="--store と --endpoint は年度を比べるとき（diff 2019 2020 --store DIR）に使います。"
            "二つの場所を比べるときは、その二つだけを指定してください。",
        )
    return diff(options.a, options.b, store=place(options) if years else None, authority=options.authority)


def _format_for(options: argparse.Namespace) -> str:
    """The format asked for, else the one of the file's name, else the table."""
    if options.format is not None:
        return str(options.format)
    suffix = options.output.suffix.lower().lstrip(".") if options.output else ""
    return suffix if suffix in DIFF_FORMATS else "table"


def _write(comparison: Comparison, chosen: str, output: Path | None) -> None:
    from policygraph.queries.diff import formats
    from policygraph.queries.diff.report_text import draw

    if chosen == "table":
        with console_on(output) as console:
            draw(comparison, console)
    elif chosen == "html":
        from policygraph.viz.diff_page import page

        put(page(comparison), output)
    elif output is not None and chosen == "xlsx":
        formats.to_xlsx(comparison, output)
    else:
        put(formats.as_json(comparison) if chosen == "json" else formats.as_csv(comparison), output)


def _tell(comparison: Comparison, chosen: str, output: Path | None) -> None:
    """What a reader of the data does not see at once."""
    if output is not None:
        say(f"書き出しました：{output}（違い {len(comparison.changes)} 件）")
    elif chosen == "table":
        return
    for letter, side in (("A", comparison.a), ("B", comparison.b)):
        say(f"{letter} の根拠：{side.name}：{side.basis}")
        for refusal in side.refused:
            say(f"{letter} で読めません：{shown(refusal.file)}：{refusal.reason_ja}")
    for left in comparison.left_out:
        say(f"比べていません：{left}")
