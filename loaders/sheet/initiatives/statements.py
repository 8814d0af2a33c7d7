"""A list of figures, mostly in brackets: ``R1年度 ゼミ等12回・セミナー4回、R2年度3回予定``.

A time holds until the next one; what stands between it and a number is what the number counts;
予定 and 中止 hold for the number they stand behind and those joined to it by ・.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from policygraph.loaders.japanese import Unit
from policygraph.loaders.records import Period
from policygraph.loaders.sheet.initiatives.figure_tokens import Token, Verdict
from policygraph.loaders.sheet.initiatives.periods import parse_periods, until_month

_EACH = ("各", "各々", "それぞれ")
_AS_OF = re.compile(r"\s*(?:末|時点|現在|末時点|末現在|まで)+\s*")
_LEADING = re.compile(
    r"^[\s、,：:]*(?:(?:において|における|には|では|は|に|も|で|の|を|が|と|や)(?=$|[\s、,：:「A-Za-z0-9０-９一-龥ァ-ヴｦ-ﾟ]))?[\s、,：:]*"
)
_LOOSE_STARTS, _LOOSE_ENDS = frozenset(" 　、，：:にではもでのをがとや"), frozenset(" 　、，：:をがはでにもて")
"""What a tie can begin and end with: most texts need no closer look."""
_COUNTED = re.compile(r"[A-Za-zァ-ヴー一-龥]{1,8}")
_TRAILING = re.compile(r"(?:を|が|は|で|に|も|として|[\s、,：:])+$")


@dataclass(slots=True)
class Draft:
    """A figure in the making: what it is about, its value, and where it stands in the text."""

    about: str
    value: Unit | None
    period: Period
    verdict: Verdict | None
    start: int
    end: int


@dataclass(slots=True)
class _Waiting:
    """An element without a number: a bare time, or a name that a later number may count."""

    periods: tuple[Period, ...]
    about: str
    verdict: Verdict | None
    start: int | None
    end: int


@dataclass(slots=True)
class Statements:
    """Reads one list. ``base`` is the phrase it belongs to, ``periods`` hold until it has its own."""

    base: str
    periods: tuple[Period, ...] = ()
    drafts: list[Draft] = field(default_factory=list)
    _text: str = ""
    _bare: Token | None = None
    _verdict: Verdict | None = None
    _verdict_end: int = 0
    _group: list[Draft] = field(default_factory=list)
    _uncounted: Token | None = None
    _waiting: list[_Waiting] = field(default_factory=list)

    def read(self, tokens: Sequence[Token]) -> list[Draft]:
        """The figures of a list of words, in reading order."""
        for token in tokens:
            self._take(token)
        self._end_element()
        self._let_go()
        return self.drafts

    def _take(self, token: Token) -> None:
        match token.kind:
            case "period":
                self._period(token)
            case "quantity" if self.periods:
                self._quantity(token)
            case "quantity":
                self._uncounted = token
                return
            case "status":
                self._status(token.verdict, token.end)
            case "comma" if self._bare and self._text.strip() and not _tidy(self._text):
                self._text = ""
            case "comma" | "stop":
                self._end_element()
            case "dot" if self._group or (self._bare and not self._text.strip()):
                self._join()
            case "bracket":
                self._bracket(token)
            case "until" if self._group:
                self._limit(token.text)
            case _:
                self._text += token.text
        self._uncounted = None

    # --- words ------------------------------------------------------------------------------

    def _period(self, token: Token) -> None:
        if self._bare is not None:
            before, self._text = self._text, ""
            self._wait(before)
        elif self._group:
            self._suffix()
        self.periods = parse_periods(token.text)
        self._bare, self._group = token, []

    def _quantity(self, token: Token) -> None:
        about = self._text.rstrip()
        each = next((word for word in _EACH if about.endswith(word)), None)
        start = self._bare.start if self._bare else token.start
        if each:
            self._share(token, about.removesuffix(each))
        else:
            self._let_go()
            self._count(token, about, self.periods, start)
        self._text, self._bare = "", None

    def _share(self, token: Token, about: str) -> None:
        """``R1年度 A市、B市 各1回``: the number holds for all that wait."""
        if about.strip() or self._bare or not self._waiting:
            start = self._bare.start if self._bare else token.start
            self._waiting.append(_Waiting(self.periods if self._bare else (), about, self._verdict, start, token.end))
        periods = next((waiting.periods for waiting in self._waiting if waiting.periods), self.periods)
        for waiting in self._waiting:
            periods = waiting.periods or periods
            start = token.start if waiting.start is None else waiting.start
            self._count(token, waiting.about, periods, start, waiting.verdict)
        self._waiting = []

    def _count(
        self, token: Token, about: str, periods: Sequence[Period], start: int, verdict: Verdict | None = None
    ) -> None:
        for period in periods:
            self._group.append(
                Draft(join(self.base, about), token.value, period, verdict or self._verdict, start, token.end)
            )
        self.drafts += self._group[-len(periods) :]

    def _status(self, verdict: Verdict | None, end: int) -> None:
        """For the number before it and those joined to it, else for what the element will say."""
        for draft in self._group:
            draft.verdict = draft.verdict or verdict
            draft.end = max(draft.end, end)
        if not self._group:
            self._verdict, self._verdict_end = verdict, end

    def _join(self) -> None:
        if self._bare is not None:
            self._end_element()
        else:
            self._suffix()

    def _suffix(self) -> None:
        """``30件採択``: what stands behind the number says what was counted."""
        if self._group and _COUNTED.fullmatch(_tidy(self._text)):
            last = self._group[-1]
            for draft in self._group:
                if draft.value is last.value:
                    draft.about = join(draft.about, self._text)
        self._text = ""

    # --- brackets ---------------------------------------------------------------------------

    def _bracket(self, token: Token) -> None:
        inner = token.inner
        if "period" in token.kinds:
            self._dated(token)
        elif "until" in token.kinds and self._group:
            self._limit(next(word.text for word in inner if word.kind == "until"))
        elif inner and all(word.kind == "status" for word in inner):
            self._status(inner[0].verdict, token.end)
        elif "quantity" in token.kinds and self._bare is not None and not _tidy(self._text):
            self.drafts += Statements(join(self.base, self._text), self.periods).read(inner)
            self._bare, self._text = None, ""
        else:
            self._text += token.text

    def _dated(self, token: Token) -> None:
        if self._uncounted is not None and (period := only_period(token.inner)):
            self.periods = (period,)
            self._quantity(self._uncounted)
        elif self._group and (period := _as_of(token.inner)):
            for draft in self._group:
                draft.period = Period(draft.period.first, period.last)
        else:
            about = self._group[-1].about if self._group else join(self.base, self._text)
            self._let_go()
            self.drafts += Statements(about).read(token.inner)
            if self._bare is None:
                self._text = ""

    def _limit(self, printed: str) -> None:
        """``（～7月末）`` behind ``R2年度2件``: from that year to that month."""
        for draft in self._group:
            if draft.period.first is not None:
                draft.period = Period(draft.period.first, until_month(draft.period.first, printed))

    # --- elements ---------------------------------------------------------------------------

    def _end_element(self) -> None:
        if self._group:
            self._suffix()
        elif self._bare is not None or _tidy(self._text):
            self._wait(self._text)
        self._text, self._bare, self._verdict, self._group = "", None, None, []

    def _wait(self, about: str) -> None:
        token = self._bare
        start, end = (token.start, max(token.end, self._verdict_end)) if token else (None, 0)
        self._waiting.append(_Waiting(self.periods if token else (), about, self._verdict, start, end))

    def _let_go(self) -> None:
        """No number came for what waits: its times stand as bare times."""
        dated: list[_Waiting] = []
        for waiting in self._waiting:
            if waiting.periods:
                dated.append(waiting)
            elif dated:
                dated[-1].about = f"{_tidy(dated[-1].about)}、{_tidy(waiting.about)}".lstrip("、")
        for waiting in dated:
            for period in waiting.periods:
                about = join(self.base, waiting.about)
                self.drafts.append(Draft(about, None, period, waiting.verdict, waiting.start or 0, waiting.end))
        self._waiting = []


def join(base: str, sub: str) -> str:
    """The phrase and the item in it that a figure counts, as one phrase."""
    item = _tidy(sub)
    return f"{base} {item}" if base and item else base or item


def _tidy(text: str) -> str:
    """Text without the particles and marks that tie it to a number."""
    if text[:1] in _LOOSE_STARTS:
        text = _LEADING.sub("", text)
    if text[-1:] in _LOOSE_ENDS:
        text = _TRAILING.sub("", text)
    return text.strip()


def only_period(tokens: Sequence[Token]) -> Period | None:
    """The one time of a bracket that holds nothing else."""
    if len(tokens) != 1 or tokens[0].kind != "period":
        return None
    periods = parse_periods(tokens[0].text)
    return periods[0] if len(periods) == 1 else None


def _as_of(tokens: Sequence[Token]) -> Period | None:
    """``R2.7末現在``: the time up to which a number was counted."""
    times = [period for token in tokens if token.kind == "period" for period in parse_periods(token.text)]
    words = [token.text for token in tokens if token.kind != "period"]
    if len(times) != 1 or times[0].last is None or len(words) > 1:
        return None
    if not words:
        return times[0] if times[0].first is None or tokens[0].text.endswith("末") else None
    return times[0] if _AS_OF.fullmatch(words[0]) else None
