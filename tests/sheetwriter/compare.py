"""What a reader got right, wrong or missed of a sheet whose records are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from policygraph.loaders.records import Finding, Sheet
from tests.sheetwriter.facts import Fact, Value, facts, norm

_KINDS_OF_SECTION = {
    "1目標等": {"head", "text", "budget", "role", "part"},
    "1-2": {"initiative", "figure", "request", "need", "plan link"},
    "2連携": {"cooperation", "partner"},
    "3成果": {"indicator", "observation"},
    "4事務": {"project", "money", "overview", "mention"},
    "5(1)": {"grade count", "verdict", "analysis"},
    "5(2)": {"judgement", "verdict"},
    "5(3)": {"policy", "verdict"},
    "6": {"opinion"},
    "7": {"response", "reflection"},
}
"""What a finding ``section-missing`` explains, by how the section's title begins."""


@dataclass(slots=True)
class Count:
    """Facts of one kind. ``flagged`` are those wrong or missing that a finding speaks of."""

    right: int = 0
    wrong: int = 0
    missing: int = 0
    flagged: int = 0


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fact that was read otherwise, or that is not in the sheet at all (``expected`` None)."""

    kind: str
    key: tuple[str, ...]
    expected: Value
    read: Value
    confidence: Decimal | None
    flagged: bool


@dataclass(slots=True)
class Comparison:
    """Counts by kind; the wrong and the missing one by one; how sure the reader was of each fact it gave.

    ``judged`` holds (confidence, right) of the facts that were read; confidence None means that
    the reader had nothing to decide.
    """

    counts: dict[str, Count] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)
    missing: list[Fact] = field(default_factory=list)
    judged: list[tuple[Decimal | None, bool]] = field(default_factory=list)

    def add(self, other: Comparison) -> None:
        """Take in the results of another sheet."""
        for kind, count in other.counts.items():
            own = self.counts.setdefault(kind, Count())
            own.right += count.right
            own.wrong += count.wrong
            own.missing += count.missing
            own.flagged += count.flagged
        self.wrong += other.wrong
        self.missing += other.missing
        self.judged += other.judged


def compare(expected: Sheet, read: Sheet) -> Comparison:
    """Compare by value, not by place. A fact is missing where the reader is silent, wrong where it says another."""
    result = Comparison()
    true, given = _by_key(facts(expected)), _by_key(facts(read))
    flags = _Flags.of(read.findings)
    for key in sorted(true.keys() | given.keys()):
        _judge(true.get(key), given.get(key), flags, result)
    _compare_drawings(expected, read, flags, result)
    return result


def _compare_drawings(expected: Sheet, read: Sheet, flags: _Flags, result: Comparison) -> None:
    """A text of the drawing is right wherever it stands, whole or in pieces that bulleted text may part."""
    drawn = "".join(norm(text.text) or "" for text in read.image)
    drawn += "\n" + "".join(norm(text.text) or "" for text in read.image if not text.text.startswith("・"))
    for text in expected.image:
        fact = Fact("drawing", (norm(text.text) or "",), True)
        count = result.counts.setdefault(fact.kind, Count())
        if fact.key[0] in drawn:
            count.right += 1
        else:
            _missed(fact, flags, count, result)


def all_missing(expected: Sheet) -> Comparison:
    """What comparing with a reader that says nothing at all would give."""
    result = Comparison()
    for fact in _by_key(facts(expected)).values():
        if not _nothing(fact.value):
            _missed(fact, _Flags(frozenset(), "", frozenset()), result.counts.setdefault(fact.kind, Count()), result)
    return result


def _by_key(items: Iterable[Fact]) -> Mapping[tuple[str, ...], Fact]:
    return {(fact.kind, *fact.key): fact for fact in items}


def _judge(true: Fact | None, given: Fact | None, flags: _Flags, result: Comparison) -> None:
    some = true or given
    expected, read = true.value if true else None, given.value if given else None
    if some is None or (_nothing(expected) and _nothing(read)):
        return
    count = result.counts.setdefault(some.kind, Count())
    if _nothing(read):
        _missed(some, flags, count, result)
    elif true and _same(true, expected, read):
        count.right += 1
        result.judged.append((_confidence(given), True))
    elif not (true and true.optional and _nothing(expected)):
        flagged = flags.speak_of(some)
        count.wrong += 1
        count.flagged += flagged
        result.judged.append((_confidence(given), False))
        result.wrong.append(Wrong(some.kind, some.key, expected, read, _confidence(given), flagged))


def _missed(fact: Fact, flags: _Flags, count: Count, result: Comparison) -> None:
    if fact.optional:
        return
    count.missing += 1
    count.flagged += flags.speak_of(fact)
    result.missing.append(fact)


def _nothing(value: Value) -> bool:
    return value is None or value == () or value == ""


def _same(fact: Fact, expected: Value, read: Value) -> bool:
    if fact.loose and isinstance(expected, str) and isinstance(read, str):
        return expected in read or read in expected
    return expected == read


def _confidence(fact: Fact | None) -> Decimal | None:
    return fact.decision.confidence if fact and fact.decision else None


@dataclass(frozen=True, slots=True)
class _Flags:
    """What the findings of a reading speak of: keys of records, and print."""

    keys: frozenset[str]
    printed: str
    kinds: frozenset[str]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> _Flags:
        rows = list(findings)
        printed = "\n".join(norm(text) or "" for row in rows for text in (row.printed, row.message_ja) if text)
        keys = frozenset(norm(row.about.key) or "" for row in rows if row.about)
        titles = [norm(row.expected) or "" for row in rows if row.rule == "section-missing"]
        kinds = (kinds for begin, kinds in _KINDS_OF_SECTION.items() for title in titles if title.startswith(begin))
        return cls(keys, printed, frozenset().union(*kinds))

    def speak_of(self, fact: Fact) -> bool:
        own = {norm(part) or "" for part in fact.key}
        text = fact.value if isinstance(fact.value, str) else fact.key[-1]
        quoted = len(text) > 3 and (norm(text) or "")[:20] in self.printed
        quoted = quoted or any(len(part) > 3 and part in self.printed for part in own)
        return fact.kind in self.kinds or bool(own & self.keys) or quoted
