"""What the readers of one sheet share: the source, the form's labels, the ledger, the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, NamedTuple

from policygraph.loaders.records import Finding, Ref, Span
from policygraph.loaders.sheet.forms import Form
from policygraph.loaders.source import Fate, Ledger, Source

ReaderRule = Literal[
    "verdict-repeat",
    "year-sequence",
    "year-kind",
    "repeated-number",
    "money-cell-unknown",
    "cell-unknown",
    "low-confidence",
    "section-missing",
    "code-missing",
    "unread",
]
"""The rules of :data:`policygraph.ontology.rules.RULES` that a reader finds something by."""


class LabelRule(Enum):
    """Why characters are a label of the form: a name, and what the label is."""

    FURNITURE = (
        "page-furniture",
        "title of the form, name and code of the measure, and other words that every page repeats",
    )
    DASH = "dash", "a dash that says that a cell is empty"
    FIRST_PAGE = "first-page", "labels of the cells of page 1"
    INITIATIVES = "initiatives", "heads of section 1-2 and of its columns"
    PLANS = "plans", "headings of plan codes in section 1-2"
    COOPERATION = "cooperation", "labels of section 2, with the kinds of cooperation"
    INDICATORS = "indicators", "labels of the boxes of section 3"
    INDICATOR_HEADS = "indicator-heads", "heads of section 3 and the table of grades printed in it"
    RANK = "indicator-rank", "the rank of an indicator box that is empty"
    PROJECTS = "projects", "heads of the columns of section 4 and the word for its totals"
    EVALUATION = "evaluation", "labels of sections 5 to 7"
    EFFORT_RULE = "effort-rule", "the rule for a, b and c printed in section 5(2)"
    CRITERIA = "criteria", "the questions of the four criteria of section 5(2) and their numbers"
    CATEGORY = "opinion-category", "the categories of opinions that section 7(2) repeats as headings"
    RESPONSE = "response", "what heads a response in section 7(1)"
    DIRECTIONS = "directions", "heads of the columns of section 7(3)"

    def __init__(self, label: str, meaning: str) -> None:
        self.label = label
        self.meaning = meaning


class Choice(NamedTuple):
    """A way to decide: texts by path (:mod:`policygraph.loaders.paths`), and its share against the others (0-1)."""

    settings: tuple[tuple[str, str], ...]
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A decision of the reader to which it knows alternatives; kept beside the records, which hold one of them.

    ``about`` are the paths of all values that the decision settles, ``findings`` what it was reported
    as. ``choices`` gives the alternatives, the likeliest first: they are worked out when asked for.
    """

    about: tuple[str, ...]
    quotes: tuple[Span, ...]
    choices: Callable[[], Sequence[Choice]]
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Reading:
    """State of the reading of one sheet. Section readers claim what they read in the ledger."""

    source: Source
    form: Form
    ledger: Ledger
    findings: list[Finding] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @classmethod
    def of(cls, source: Source, form: Form) -> Reading:
        return cls(source, form, Ledger(bytearray(len(source.text))))

    def fact(self, *spans: Span) -> tuple[Span, ...]:
        """Claim spans as quoted by a fact; gives them back for ``Record.quotes``."""
        self.ledger.claim(Fate.FACT, spans)
        return spans

    def label(self, rule: LabelRule, *spans: Span) -> None:
        """Claim spans as labels of the form, and say which."""
        self.ledger.claim(Fate.LABEL, spans, rule.label)

    def repeat(self, *spans: Span) -> None:
        """Claim spans as a second print of what is read elsewhere."""
        self.ledger.claim(Fate.REPEAT, spans)

    def unknown(self, *spans: Span) -> None:
        """Claim spans as read, but of a cell that cannot be known (add a finding beside)."""
        self.ledger.claim(Fate.UNKNOWN_CELL, spans)

    def find(
        self,
        rule: ReaderRule,
        quotes: Iterable[Span],
        *,
        ja: str,
        en: str,
        about: Ref | None = None,
        printed: str | None = None,
        expected: str | None = None,
    ) -> Finding:
        """Add a finding; gives it back."""
        found = Finding(
            quotes=tuple(quotes),
            rule=rule,
            about=about,
            printed=printed,
            expected=expected,
            message_ja=ja,
            message_en=en,
        )
        self.findings.append(found)
        return found
