"""What a check says: a finding beside the facts, never in place of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from policygraph.loaders.records import Finding, Record, Ref, Sheet
from policygraph.loaders.sheet.doubts import is_doubtful


class Check(NamedTuple):
    """A rule of :data:`policygraph.ontology.rules.RULES` and the function that tries a sheet by it.

    The function gives findings of that rule, and of ``cannot-check`` where the sheet lacks what it needs.
    """

    rule: str
    tries: Callable[[Sheet], Iterator[Finding]]


def is_sure(record: Record) -> bool:
    """Whether a record can be held against what is printed beside it.

    A check that rests on how cells were put together claims nothing on the word of a doubtful record: it
    says ``cannot-check``, since the reader and not the sheet may be wrong.
    """
    return not is_doubtful(record.decision)


def finding(
    rule: str,
    quoted: Iterable[Record],
    *,
    ja: str,
    en: str,
    about: Ref | None = None,
    printed: str | None = None,
    expected: str | None = None,
) -> Finding:
    """A finding that quotes what ``quoted`` quotes.

    ``ja`` and ``en`` are one sentence each: what is printed where, what was expected and why.
    """
    quotes = tuple(span for record in quoted for span in record.quotes)
    return Finding(
        quotes=quotes, rule=rule, about=about, printed=printed, expected=expected, message_ja=ja, message_en=en
    )


class Said(NamedTuple):
    """Words in both languages."""

    ja: str
    en: str


def doubt(records: Iterable[Record]) -> Said:
    """What a message adds where the reader is not sure of the records that it speaks of; else nothing.

    A contradiction in the source makes the reader less sure too, so what is not sure is checked all the same.
    """
    doubtful = [each.decision.confidence for each in records if each.decision and is_doubtful(each.decision)]
    if not doubtful:
        return Said("", "")
    return Said(f"（読み取りの確信度は{min(doubtful):.2f}）", f" (read with a confidence of {min(doubtful):.2f})")
