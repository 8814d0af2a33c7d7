"""What a check says of national review sheets: of a file that is read, and of a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from policygraph.errors import SourceError
from policygraph.loaders.literals import clean, from_integer
from policygraph.loaders.records import Finding, Ref
from policygraph.loaders.review.checks import Found, findings_of
from policygraph.loaders.review.items import Record
from policygraph.loaders.sheet_graph import CHARACTERS
from policygraph.loaders.source import Shares
from policygraph.ontology.rules import RULES
from policygraph.queries.checks.places import Place
from policygraph.queries.checks.sheet_report import Checked, SheetReport, in_order
from policygraph.queries.readers import review_records
from policygraph.queries.store import Store, Term

_SHEETS: Final = """
SELECT ?sheet ?file ?number ?name ?year %s WHERE {
  GRAPH ?sheet { ?sheet a pg:ReviewSheet ; pg:fileName ?file ; pg:fiscalYear ?year }
  ?project pg:inSheet ?sheet ; a pg:ReviewProject ; rdfs:label ?name .
  OPTIONAL { ?project a pg:ReviewProject ; pg:number ?number }
  %s
} ORDER BY ?sheet
"""
_FINDINGS: Final = """
SELECT ?sheet ?finding ?rule ?ja ?en ?printed ?expected ?field ?line ?text WHERE {
  GRAPH ?sheet { ?sheet a pg:ReviewSheet . ?finding a pg:Finding ; pg:rule ?concept ; pg:message ?ja , ?en }
  FILTER (LANG(?ja) = "ja" && LANG(?en) = "en")
  ?concept pg:code ?rule .
  OPTIONAL { ?finding a pg:Finding ; pg:printed ?printed }
  OPTIONAL { ?finding a pg:Finding ; pg:expected ?expected }
  OPTIONAL {
    ?finding a pg:Finding ; prov:wasQuotedFrom ?passage .
    ?passage pg:field ?field ; pg:firstLine ?line ; pg:text ?text
  }
} ORDER BY ?finding
"""
_UNREAD: Final = """
SELECT ?sheet ?line ?text WHERE {
  ?sheet a pg:ReviewSheet ; pg:leavesUnread ?passage . ?passage pg:firstLine ?line ; pg:text ?text ; pg:start ?start
} ORDER BY ?sheet ?start
"""


def check_review_file(path: Path) -> Iterator[SheetReport | SourceError]:
    """A report of each sheet of a file, and for each line that is none the reason.

    Raises:
        SourceError: the file cannot be read.
    """
    for record in review_records(path):
        yield record if isinstance(record, SourceError) else _of_record(record)


def _of_record(record: Record) -> SheetReport:
    project = record.project
    return SheetReport(
        file=record.file,
        code=project.text("事業番号") or project.text("ID"),
        name=project.text("事業名"),
        fiscal_year=project.number("公開年度") or 0,
        shares=record.shares,
        findings=in_order(_checked(record, found) for found in findings_of(record)),
        unread=tuple(_place(record.number, record.quote(place)) for place in record.unread),
        unplaced=(),
        document=record,
    )


def _checked(record: Record, found: Found) -> Checked:
    places = (_place(record.number, record.quote(found.place)),) if found.place else ()
    about = Ref("field", found.place.pointer) if found.place else None
    texts = found.printed, found.expected, found.message_ja, found.message_en
    return _finding(found.rule, about, texts, places)


def _finding(
    rule: str, about: Ref | None, texts: tuple[str | None, str | None, str, str], places: tuple[Place, ...]
) -> Checked:
    printed, expected, ja, en = texts
    finding = Finding(
        quotes=(), rule=rule, about=about, printed=printed, expected=expected, message_ja=ja, message_en=en
    )
    return Checked(finding, RULES[rule], places)


def _place(line: int, text: str) -> Place:
    return Place(line, line, clean(text))


def check_stored_reviews(store: Store) -> Iterator[SheetReport]:
    """A report of each review sheet of a store: what was found when it was read."""
    findings: dict[str, list[Checked]] = {}
    for sheet, _, *found in store.select(_FINDINGS).rows:
        findings.setdefault(_text(sheet), []).append(_of_row(found))
    unread: dict[str, list[Place]] = {}
    for sheet, line, quoted in store.select(_UNREAD).rows:
        unread.setdefault(_text(sheet), []).append(_place(int(_text(line)), _text(quoted)))
    for sheet, file, number, name, year, *counts in store.select(_sheets_query()).rows:
        iri = _text(sheet)
        yield SheetReport(
            file=_text(file),
            code=_text(number),
            name=_text(name),
            fiscal_year=int(_text(year)),
            shares=_shares(counts),
            findings=in_order(findings.get(iri, ())),
            unread=tuple(unread.get(iri, ())),
            unplaced=(),
        )


def _sheets_query() -> str:
    names = [f"?count{place}" for place in range(len(CHARACTERS))]
    counted = " ; ".join(f"<{property_}> {name}" for property_, name in zip(CHARACTERS, names, strict=True))
    return _SHEETS % (" ".join(names), f"OPTIONAL {{ ?sheet a pg:ReviewSheet ; {counted} }}")


def _of_row(row: Iterable[Term | None]) -> Checked:
    rule, ja, en, printed, expected, field, line, quoted = row
    places = (_place(int(line.value), _text(quoted)),) if line else ()
    texts = printed and printed.value, expected and expected.value, _text(ja), _text(en)
    return _finding(_text(rule), Ref("field", field.value) if field else None, texts, places)


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, ox.Literal | ox.NamedNode) else ""


def _shares(counts: Iterable[Term | None]) -> Shares | None:
    known = [from_integer(count) for count in counts if isinstance(count, ox.Literal)]
    return Shares(*known) if len(known) == len(CHARACTERS) else None
