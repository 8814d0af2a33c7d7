"""The kinds of documents that are read: what each accepts, how it is recognised, how it becomes graphs.

:data:`READERS` is the whole list. A new kind of document is a reader of its own and a line there.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from policygraph.errors import NotASheetError, SourceError, shown
from policygraph.loaders.literals import clean
from policygraph.loaders.review.checks import findings_of
from policygraph.loaders.review.graph import review_graph
from policygraph.loaders.review.items import Record, read_record, refusal
from policygraph.loaders.sheet.forms import form_of
from policygraph.loaders.sheet_graph import Provenance, SheetGraph, sheet_graph
from policygraph.loaders.sidecars import SourceInfo
from policygraph.ontology.code_names import Names
from policygraph.ontology.rules import RULES
from policygraph.queries.inputs import MAX_BYTES, SHEET_SUFFIX, lines_of, opened, read_file, sha256_of
from policygraph.queries.overlay import Overlay
from policygraph.queries.reading import guarded, read_document
from policygraph.queries.versions import Document

HEAD: Final = 64 * 1024
"""Bytes at the beginning of a file that a reader may look at to recognise it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a build gives to readers; ``info`` is the citable source of the file."""

    base: str
    names: Names
    overlay: Overlay
    info: SourceInfo | None


@dataclass(frozen=True, slots=True)
class ReadGraph:
    """A sheet as it was read; ``second`` makes the refusal of it where an earlier document is the same sheet."""

    document: Document
    graph: SheetGraph
    second: Callable[[Document], SourceError]


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of document.

    ``suffixes`` are the endings of names that are looked at in folders, ``recognises`` tells by the name and
    the first bytes (:data:`HEAD`) whether a file is of this kind, ``read`` gives its sheets, and for each that
    is not taken in the reason. A file that cannot be read at all raises SourceError.
    """

    name_ja: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Path, bytes], bool]
    read: Callable[[Path, Setting], Iterator[ReadGraph | SourceError]]


# --- texts of evaluation sheets -----------------------------------------------------------------


def _is_text_sheet(path: Path, head: bytes) -> bool:
    """Anything that is not plainly another kind: what an extractor leaves has no mark of its own."""
    return path.suffix.lower() not in REVIEW_SHEETS.suffixes and not head.lstrip(_BEFORE_JSON).startswith(b"{")


def _read_text_sheet(path: Path, setting: Setting) -> Iterator[ReadGraph | SourceError]:
    data = read_file(path)
    sha256 = hashlib.sha256(data).hexdigest()
    read = read_document(path.name, data, partial(setting.overlay.apply, path))
    form = form_of(read.sheet.head.fiscal_year)
    provenance = Provenance(
        authority=form.authority,
        authority_code=form.authority_code,
        sha256=sha256,
        source=setting.info,
        ledger=read.ledger,
    )
    with guarded(path.name):
        graph = sheet_graph(read.sheet, read.source, provenance, setting.names, setting.base)
    document = Document(
        file=clean(path.name),
        sha256=sha256,
        iri=graph.iri,
        authority=form.authority,
        authority_code=form.authority_code,
        fiscal_year=read.sheet.head.fiscal_year,
        code=read.sheet.head.code or "",
        title=read.sheet.head.name,
        triples=sum(map(len, graph.own.values())),
        findings=_severities(finding.rule for finding in read.sheet.findings),
    )
    yield ReadGraph(document, graph, partial(_second_text, path.name, sha256))


def _second_text(file: str, sha256: str, earlier: Document) -> SourceError:
    same = earlier.sha256 == sha256
    what = "is the same file as" if same else "is another text of the sheet in"
    what_ja = "と同じファイルです" if same else "と同じ調書の別のテキストです"
    return SourceError(
        file,
        f"{what} {earlier.file} (施策コード {earlier.code or 'unknown'}, {earlier.fiscal_year})",
        ja=f"{shown(earlier.file)} {what_ja}（施策コード {earlier.code or '不明'}、{earlier.fiscal_year}年度）",
    )


# --- national review sheets ---------------------------------------------------------------------

_BEFORE_JSON: Final = b"\xef\xbb\xbf \t\r\n"
_KEYS: Final = ("府省庁", "事業名", "公開年度")
_REVIEW_KEY = re.compile(
    b"|".join(
        re.escape(f'"{key}"'.encode(encoding))
        for key in _KEYS
        for encoding in ("utf-8", "cp932", "euc_jp", "utf-16-le", "utf-16-be")
    )
    + b"|"
    + b"|".join(re.escape(ascii(key).strip("'").encode()) for key in _KEYS),
    re.IGNORECASE,
)
"""A name that every review sheet has, in any encoding that a file may have got into, or in escapes of JSON."""


def _is_review_file(path: Path, head: bytes) -> bool:
    looks_so = path.suffix.lower() in REVIEW_SHEETS.suffixes or head.lstrip(_BEFORE_JSON).startswith(b"{")
    return looks_so and _REVIEW_KEY.search(head) is not None


def _read_review_file(path: Path, setting: Setting) -> Iterator[ReadGraph | SourceError]:
    sha256 = sha256_of(path)
    for record in review_records(path):
        if isinstance(record, SourceError):
            yield record
            continue
        try:
            yield _read_review(record, sha256, setting)
        except SourceError as error:
            yield error


def review_records(path: Path) -> Iterator[Record | SourceError]:
    """The sheets of an NDJSON one at a time, and for each line that is none the reason.

    Raises:
        SourceError: the file cannot be read.
    """
    offset = 0
    for number, data in lines_of(path):
        try:
            line = _decoded(path.name, number, data)
            if line.strip():
                with guarded(path.name, f"line {number}"):
                    record = read_record(path.name, line, number, offset)
                yield record
        except SourceError as error:
            yield error
            line = (data or b"").decode("utf-8", "replace")
        offset += len(line)


def _decoded(file: str, number: int, data: bytes | None) -> str:
    if data is None:
        limit = MAX_BYTES // 1024**2
        raise refusal(file, number, f"is longer than {limit} MB", f"一行が {limit} MB を超えています")
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8") if number == 1 else data.decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"is not UTF-8 (byte {error.start} of the line)"
        raise refusal(file, number, what, f"UTF-8 ではありません（行の {error.start} バイト目）") from error


def _read_review(record: Record, sha256: str, setting: Setting) -> ReadGraph:
    with guarded(record.file, f"line {record.number}"):
        graph = review_graph(record, sha256, setting.info, setting.names, setting.base)
        findings = findings_of(record)
    project = record.project
    document = Document(
        file=clean(record.file),
        sha256=sha256,
        iri=graph.iri,
        authority=clean(record.ministry),
        authority_code=record.ministry_code,
        fiscal_year=project.number("公開年度") or 0,
        code=clean(project.text("ID")),
        title=clean(project.text("事業名")),
        triples=sum(map(len, graph.own.values())),
        findings=_severities(found.rule for found in findings),
    )
    return ReadGraph(document, graph, partial(_second_review, record))


def _second_review(record: Record, earlier: Document) -> SourceError:
    return refusal(
        record.file,
        record.number,
        f"is the sheet with ID {earlier.code} of {earlier.fiscal_year} a second time; it stands in {earlier.file}",
        f"ID {earlier.code}（{earlier.fiscal_year}年度）のシートは {shown(earlier.file)} に既にあります",
    )


# --- all ----------------------------------------------------------------------------------------


def _severities(rules: Iterable[str]) -> dict[str, int]:
    return dict(Counter[str](RULES[rule].severity for rule in rules))


TEXT_SHEETS: Final = Reader("基本評価調書のテキスト", (SHEET_SUFFIX,), _is_text_sheet, _read_text_sheet)
REVIEW_SHEETS: Final = Reader(
    "行政事業レビューシートの NDJSON", (".ndjson", ".jsonl"), _is_review_file, _read_review_file
)
READERS: Final = (TEXT_SHEETS, REVIEW_SHEETS)
"""All readers; the first that recognises a file reads it."""

KINDS_JA: Final = "、".join(f"{reader.name_ja}（*{'、*'.join(reader.suffixes)}）" for reader in READERS)
"""What is read, in words."""
KINDS: Final = ", ".join(f"*{suffix}" for reader in READERS for suffix in reader.suffixes)


def reader_of(path: Path) -> Reader:
    """The reader that recognises a file.

    Raises:
        SourceError: it cannot be read, or no reader recognises it.
    """
    with opened(path) as file:
        head = file.read(HEAD)
    for reader in READERS:
        if reader.recognises(path, head):
            return reader
    raise NotASheetError(
        str(path),
        f"is of no kind that is read ({KINDS})",
        ja=f"読み込める種類の文書ではありません（読めるのは {KINDS_JA}）",
    )


def accepts(path: Path) -> bool:
    """Whether a file of a folder is read: by its ending, and a text or what is recognised by its content.

    What cannot be opened is read too, to say why.
    """
    suffix = path.suffix.lower()
    if suffix in TEXT_SHEETS.suffixes:
        return True
    if not any(suffix in reader.suffixes for reader in READERS):
        return False
    try:
        reader_of(path)
    except NotASheetError:
        return False
    except SourceError:
        return True
    return True
