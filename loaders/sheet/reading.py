"""What the readers of one sheet share: the source, the form's labels, the ledger, the findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from policygraph.loaders.records import Finding, Ref, Span
from policygraph.loaders.sheet.forms import Form
from policygraph.loaders.source import Fate, Ledger, Source


@dataclass(slots=True)
class Reading:
    """State of the reading of one sheet. Section readers claim what they read in the ledger."""

    source: Source
    form: Form
    ledger: Ledger
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def of(cls, source: Source, form: Form) -> Reading:
        return cls(source, form, Ledger(bytearray(len(source.text))))

    def fact(self, *spans: Span) -> tuple[Span, ...]:
        """Claim spans as quoted by a fact; gives them back for ``Record.quotes``."""
        self.ledger.claim(Fate.FACT, spans)
        return spans

    def label(self, *spans: Span) -> None:
        """Claim spans as labels of the form."""
        self.ledger.claim(Fate.LABEL, spans)

    def repeat(self, *spans: Span) -> None:
        """Claim spans as a second print of what is read elsewhere."""
        self.ledger.claim(Fate.REPEAT, spans)

    def unknown(self, *spans: Span) -> None:
        """Claim spans as read, but of a cell that cannot be known (add a finding beside)."""
        self.ledger.claim(Fate.UNKNOWN_CELL, spans)

    def find(
        self,
        rule: str,
        quotes: Iterable[Span],
        *,
        ja: str,
        en: str,
        about: Ref | None = None,
        printed: str | None = None,
        expected: str | None = None,
    ) -> None:
        """Add a finding."""
        self.findings.append(
            Finding(
                quotes=tuple(quotes),
                rule=rule,
                about=about,
                printed=printed,
                expected=expected,
                message_ja=ja,
                message_en=en,
            )
        )
