"""Seeded choices and sentences of one field of policy."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from tests.sheetwriter import vocabulary as words
from tests.sheetwriter.vocabulary import Field

T = TypeVar("T")


class Chance:
    """A source of chance that knows the words of one field."""

    def __init__(self, seed: int, fields: Sequence[Field] = words.FIELDS) -> None:
        self.random = Random(f"sheet of {seed}")
        self.field = self.random.choice(fields)
        self._used: set[str] = set()

    def happens(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)

    def between(self, bounds: tuple[int, int]) -> int:
        return self.random.randint(*bounds)

    def some(self, choices: Sequence[T], bounds: tuple[int, int]) -> tuple[T, ...]:
        """A sample in the order of ``choices``, as many as they hold at most."""
        size = min(len(choices), self.between(bounds))
        return tuple(choices[place] for place in sorted(self.random.sample(range(len(choices)), size)))

    def fresh(self, *templates: str) -> str:
        """A phrase from one of the templates that this sheet has not used yet."""
        for _ in range(50):
            phrase = self.phrase(self.pick(templates))
            if phrase not in self._used:
                break
        else:
            phrase = f"{phrase}その{len(self._used)}"
        self._used.add(phrase)
        return phrase

    def phrase(self, template: str, **given: str) -> str:
        """The template filled with words of the field."""
        field = self.field
        first, second = self.random.sample(field.things, 2)
        filled = {
            "thing": first,
            "other": second,
            "person": self.pick(field.people),
            "place": self.pick(words.PLACES),
            "doing": self.pick(words.DOINGS),
            "meeting": self.pick(words.MEETINGS),
            "subject": self.pick(field.subject),
            "ministry": self.pick(field.ministries),
            "number": str(self.between((2, 96))),
        }
        return template.format(**{**filled, **given})

    def sentences(self, templates: Sequence[str], bounds: tuple[int, int], **given: str) -> str:
        return "".join(self.phrase(template, **given) for template in self.some(templates, bounds))

    def partner_name(self) -> str:
        mark, body = (
            self.pick(words.LEGAL_MARKS),
            self.fresh("{place}{thing}BODY", "{thing}{other}BODY").replace("BODY", self.pick(words.BODIES)),
        )
        if not mark:
            return body
        return f"{body}（{mark}）" if mark == "株" and self.happens(0.5) else f"（{mark}）{body}"
