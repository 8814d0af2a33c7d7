"""Figures in the texts of section 1-2: every statement with a time, and the number it gives.

``セミナー（R1年度4回、R2年度3回予定）`` is two figures about ``セミナー``. Numbers without a time are
none (``７支援機関``), nor are numbers and times that are part of names (``第2回``, ``2019フェア``).

Status: 予定 is planned, 中止 is cancelled; a figure that the text calls 延期 or 未定 is none. Without
such a word a figure of the results is done; one of the plan is planned where its time ends in the
sheet's own fiscal year or later, done where it lies before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Figure, Period, Status
from policygraph.loaders.sheet.initiatives.figure_tokens import Token, tokens_of
from policygraph.loaders.sheet.initiatives.periods import last_fiscal_year, parse_periods
from policygraph.loaders.sheet.initiatives.statements import Draft, Statements, join, only_period
from policygraph.loaders.sheet.paragraph import Paragraph

_DIGIT = re.compile("[0-9０-９元]")
_TIME = re.compile(r"[SHRＳＨＲ]\s?[0-9０-９元]|和|成|[0-9０-９]\s?年")
"""What any time has in it: texts without are not looked at further."""
_DELIMITER = re.compile(r"^\s*(?:[、,・]|及び|並びに|と(?=[^い])|や)\s*")
_PARTICLE = re.compile(r"^\s*(?:を|の|に|で|が|は|も|から|など|等|し)")
_ADVERB = re.compile(r"^(?:に(?!お|関|つ|向|係|対)|から|以降|まで|中に)")
_PREDICATE = re.compile(r"した|する|して|され|れた|られ|った|いる|んだ")
_OPEN_ENDED = ("から", "以降")


def read_figures(paragraph: Paragraph, *, planned_column: bool, fiscal_year: int) -> Iterator[Figure]:
    """The figures of one paragraph; quotes are the characters from the time to number and status."""
    if not (_DIGIT.search(paragraph.key) and _TIME.search(paragraph.text)):
        return
    for draft in _Prose().read(tokens_of(paragraph.text)):
        if draft.verdict != "unsure":
            yield Figure(
                quotes=paragraph.spans(draft.start, draft.end),
                about=draft.about or paragraph.text,
                value=draft.value.value if draft.value else None,
                unit=draft.value.unit if draft.value else None,
                period=draft.period,
                status=_status(draft, planned_column, fiscal_year),
            )


def without_repeats(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Each statement once: plan and results may both print it."""
    kept: list[Figure] = []
    alike: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        others = alike.setdefault((figure.value, figure.unit, figure.period, figure.status), [])
        if not any(_same(other.about, figure.about) for other in others):
            others.append(figure)
            kept.append(figure)
    return tuple(kept)


def _same(one: str, other: str) -> bool:
    return one == other or fold(one) == fold(other)


def _status(draft: Draft, planned_column: bool, fiscal_year: int) -> Status:
    if draft.verdict == "cancelled" or draft.verdict == "planned":
        return draft.verdict
    ends = last_fiscal_year(draft.period)
    return "planned" if planned_column and ends is not None and ends >= fiscal_year else "done"


class _Prose:
    """Reads running text: figures stand in brackets, or in a clause that begins with a time.

    ``_phrase`` is the sentence so far, ``_cut`` where the last bracket of figures stood in it and
    ``_base`` the phrase that bracket belonged to.
    """

    def __init__(self) -> None:
        self._phrase = ""
        self._cut = 0
        self._base = ""
        self._quantity: tuple[Token, str] | None = None

    def read(self, tokens: Sequence[Token]) -> Iterator[Draft]:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            clause = _clause(tokens[at:]) if token.kind == "period" else ()
            if clause and _counts(clause):
                yield from self._figures(clause)
                at += len(clause)
                continue
            if clause and (period := _bare_time(clause)):
                yield self._time(clause, period)
            yield from self._word(token)
            at += 1

    def _word(self, token: Token) -> Iterator[Draft]:
        quantity, self._quantity = self._quantity, None
        if token.kind == "stop":
            self._phrase, self._cut = "", 0
        elif token.kind == "bracket" and "period" in token.kinds:
            period = only_period(token.inner)
            if quantity and period:
                yield Draft(
                    join("", quantity[1]), quantity[0].value, period, None, quantity[0].start, token.inner[0].end
                )
            else:
                yield from self._figures(token.inner)
        else:
            if token.kind == "quantity":
                self._quantity = (token, self._about())
            self._phrase += token.text

    def _figures(self, tokens: Sequence[Token]) -> list[Draft]:
        self._base = self._about()
        self._cut = len(self._phrase)
        return Statements(join("", self._base)).read(tokens)

    def _about(self) -> str:
        """The phrase that what follows belongs to: what stands since the last bracket of figures.

        Where the words run on behind that bracket, its own phrase belongs to it too.
        """
        since = self._phrase[self._cut :]
        if not self._cut:
            return self._phrase
        if match := _DELIMITER.match(since):
            return since[match.end() :]
        if not since.strip():
            return self._base
        if _PARTICLE.match(since):
            _, comma, behind = since.partition("、")
            return behind if comma else self._base + since
        return self._base + since

    def _time(self, clause: Sequence[Token], period: Period) -> Draft:
        words = "".join(token.text for token in clause[1:])
        verdicts = [token.verdict for token in clause if token.verdict]
        verdict = next((v for v in ("cancelled", "unsure", "planned") if v in verdicts), None)
        about = join(self._about(), words)
        return Draft(about, None, period, verdict, clause[0].start, clause[-1].end)


def _clause(tokens: Sequence[Token]) -> Sequence[Token]:
    """A time and the words that follow it, up to the next comma that parts clauses.

    A comma right behind the time's particle (``R1年度は、``) parts nothing, nor does one before
    another time with a number (``R1年度3件、R2年度4件``).
    """
    end = len(tokens)
    for at, token in enumerate(tokens):
        behind = tokens[at + 1].kind if at + 1 < len(tokens) else "stop"
        dated = token.kind == "bracket" and "period" in token.kinds and tokens[at - 1].kind != "quantity"
        parts = token.kind == "comma" and behind != "period" and not (at == 2 and len(tokens[1].text) <= 4)
        if token.kind == "stop" or dated or parts:
            end = at
            break
    return tokens[:end]


def _counts(clause: Sequence[Token]) -> bool:
    """Whether the clause gives a number for its time and no verb comes between them."""
    for at, token in enumerate(clause[1:], 1):
        if token.kind == "quantity" or (at == 1 and token.kind == "bracket" and "quantity" in token.kinds):
            return _PREDICATE.search("".join(word.text for word in clause[1:at])) is None
    return False


def _bare_time(clause: Sequence[Token]) -> Period | None:
    """The time of a clause without a number, where it is told when and is not part of a name."""
    words = "".join(token.text for token in clause[1:])
    adverb = _ADVERB.match(words)
    periods = parse_periods(clause[0].text)
    if len(periods) != 1 or not (adverb or any(token.kind == "status" or "status" in token.kinds for token in clause)):
        return None
    if adverb and adverb[0] in _OPEN_ENDED and periods[0].first is not None:
        return Period(periods[0].first, None)
    if adverb and adverb[0] == "まで":
        return Period(None, periods[0].last)
    return periods[0]
