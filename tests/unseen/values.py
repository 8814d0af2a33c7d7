"""What a sheet says, place by place, for comparing two readings by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Finding, Sheet, Span

Change = Callable[[str], str]
"""How a text of the records is expected to change."""

Recount = Callable[[str, object], object]
"""How a value that is no text is expected to change: from the path to it and the value."""

_APART = ("quotes", "decision", "findings")
"""Fields that are not values: places, how sure the reader is, and what is compared by its own function."""


def said(sheet: Sheet, change: Change = str, recount: Recount | None = None) -> dict[str, object]:
    """Every value by the path to it, changed as expected; texts are folded."""
    values = _values(sheet, "")
    changed = ((path, change(value) if isinstance(value, str) else value) for path, value in values)
    counted = ((path, recount(path, value) if recount else value) for path, value in changed)
    return {path: fold(value) if isinstance(value, str) else value for path, value in counted}


def _values(item: object, path: str) -> Iterator[tuple[str, object]]:
    if is_dataclass(item):
        for field in fields(item):
            if field.name not in _APART:
                yield from _values(getattr(item, field.name), f"{path}.{field.name}")
    elif isinstance(item, tuple) and not hasattr(item, "_fields"):
        yield f"{path}#", len(item)
        for index, each in enumerate(item):
            yield from _values(each, f"{path}[{index}]")
    else:
        yield path, item


def quoted(item: object) -> list[Span]:
    """All quotations of the records, in the order of the fields; findings apart."""
    if isinstance(item, Span):
        return [item]
    if is_dataclass(item):
        inside = [getattr(item, field.name) for field in fields(item) if field.name != "findings"]
        return [span for each in inside for span in quoted(each)]
    return [span for each in item for span in quoted(each)] if isinstance(item, tuple) else []


def differences(expected: Mapping[str, object], read: Mapping[str, object]) -> list[tuple[str, object, object]]:
    """Paths whose values differ, with both values; a path of only one side has None on the other."""
    return [
        (path, expected.get(path), read.get(path))
        for path in sorted(expected.keys() | read.keys())
        if expected.get(path) != read.get(path)
    ]


def flagged(sheet: Sheet, change: Change = str) -> Counter[tuple[str, str]]:
    """How often each rule is found about each record.

    Doubts about a kind of cell as a whole are left out: how sure the reader is depends on the wording.
    """
    about = ((finding.rule, fold(change(_about(finding)))) for finding in sheet.findings)
    return Counter(found for found in about if found != ("low-confidence", ""))


def unread(sheet: Sheet) -> list[str]:
    """Print that the reader reports as unread."""
    return [finding.printed or "" for finding in sheet.findings if finding.rule == "unread"]


def _about(finding: Finding) -> str:
    return finding.about.key if finding.about else ""
