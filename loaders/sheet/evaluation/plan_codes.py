"""Plan codes in the columns 関連する計画等 of 5(3): which plan a code belongs to (form, Codes)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import PlanLink, Ref
from policygraph.loaders.sheet.evaluation.cells import MASKS, Cell, Flow
from policygraph.loaders.sheet.evaluation.labels import PlanColumn
from policygraph.loaders.sheet.reading import Reading

_CODE = re.compile(
    rf"[A-ZＡ-Ｚ0-9０-９](?<![^\s、，,/／{MASKS}].)[0-9０-９]{{0,5}}(?:[-－‐−][0-9０-９]{{1,2}}){{0,2}}(?![^\s、，,/／{MASKS}])"
)
_LONG = re.compile(r"[A-Z]\d{3,5}|[A-Z]?\d{1,2}(?:-\d{1,2}){1,2}")


def take_plan_codes(flow: Flow, columns: Sequence[PlanColumn]) -> None:
    """Take codes (kind ``plan``): of a known pattern, or too long to be an era year such as H30."""
    found = (Cell("plan", match.start(), match.end(), fold(match[0])) for match in _CODE.finditer(flow.text))
    flow.take_places([cell for cell in found if _heading(cell.value, columns) or _LONG.fullmatch(cell.value)])


def plan_links(
    cells: Iterable[Cell], dashes: int, columns: Sequence[PlanColumn], flow: Flow, reading: Reading, about: Ref
) -> Iterator[PlanLink]:
    """Links of one row, each code once. ``dashes`` is how many of its columns print "none".

    A code of no known pattern belongs to the plan whose pattern the form does not give, if all
    other columns are accounted for; else it is reported and left out.
    """
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.value, []).append(cell)
    headings = {code: _heading(code, columns) for code in found}
    known = {heading for heading in headings.values() if heading}
    rest = [column.heading for column in columns if column.pattern is None]
    proven = len(rest) == 1 and len(known) + dashes == len(columns) - 1
    for code, places in found.items():
        heading = headings[code] or (rest[0] if proven else None)
        if heading is None:
            _report(code, places, flow, reading, about)
        else:
            yield PlanLink(quotes=reading.fact(*flow.spans(*places)), heading=heading, code=code)


def _heading(code: str, columns: Sequence[PlanColumn]) -> str | None:
    return next((column.heading for column in columns if column.pattern and re.fullmatch(column.pattern, code)), None)


def _report(code: str, places: Sequence[Cell], flow: Flow, reading: Reading, about: Ref) -> None:
    spans = flow.spans(*places)
    reading.unknown(*spans)
    reading.find(
        "cell-unknown",
        spans,
        ja=f"「{code}」がどの計画のコードか、形からも列からも分かりません。",
        en=f"Neither its form nor its column tells which plan the code {code!r} belongs to.",
        about=about,
        printed=code,
    )
