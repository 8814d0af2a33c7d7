"""Running texts of the left boxes: wraps undone, then told apart as names, plans and others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import Final, NamedTuple

from policygraph.loaders.japanese import fold, unwrap
from policygraph.loaders.records import Span, YearKind
from policygraph.loaders.sheet.forms import IndicatorLabels
from policygraph.loaders.sheet.indicators.marks import UNIT
from policygraph.loaders.sheet.indicators.text import Piece
from policygraph.loaders.sheet.wording import telling_pairs

_BRACKETS: Final = re.compile(r"[(（]([^()（）]*)[)）]")
_FOLDED_BRACKETS: Final = re.compile(r"\([^()]*\)")
_LAST_BRACKETS: Final = re.compile(r"(?:[(（][^()（）]*[)）]\s*)+$")
_WHOLE_UNIT: Final = re.compile(rf"{UNIT}|[十百千万億兆]+[^\s()（）]{{1,3}}|[一-鿿](?<![国道県])")
"""What in brackets is a unit: a known one, a few characters behind 千 or 億, one character that is no government."""
_MEASURED: Final = re.compile(r"(?:率|割合|数|額|量|比|者|件|生産性|高|面積|度|時間|水準|所得|人口|シェア|実績)$")
_JAPANESE: Final = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")
_LONGEST_NAME: Final = 90
_KNOWN: Final = 10.0


class Words(NamedTuple):
    """A running text with its wraps undone, and folded. ``line`` is its first line, ``last_line`` its last."""

    text: str
    key: str
    spans: tuple[Span, ...]
    line: int
    last_line: int
    page: int


class Texts(NamedTuple):
    """Running texts told apart, each in document order; ``repeats`` are names printed a second time."""

    names: list[Words]
    plans: list[Words]
    changes: list[Words]
    repeats: list[Words]
    rest: list[Words]


def words(piece: Piece) -> Words:
    """A piece as it stands."""
    return Words(piece.text, fold(piece.text), piece.spans, piece.line, piece.line, piece.page)


def words_of(pieces: Iterable[Piece]) -> list[Words]:
    """Pieces as they stand, each a text."""
    return [words(piece) for piece in pieces]


def tell_apart(
    pieces: Sequence[Piece], gaps: Sequence[int], count: int, labels: IndicatorLabels, known_names: Set[str]
) -> Texts:
    """The running texts among ``pieces``: ``count`` names, plans, directions that are glued to plans, and the rest.

    ``gaps`` are the blank lines before each line of the section, ``known_names`` folded names that another
    section gives.
    """
    texts = _closed(_joined([piece for piece in pieces if piece.kind == "text"], pieces, gaps, labels))
    known = Counter([text.key for text in texts])
    changes: list[Words] = []
    texts = [_without_change(text, known, labels, changes) for text in texts]
    prints = max(1, sum(piece.kind == "rank" for piece in pieces) // max(1, count))
    plans = _plans(texts, prints, labels)
    others = [text for text in texts if text not in plans]
    names, repeats = _names(others, pieces, count, known_names)
    rest = [text for text in others if text not in names and text not in repeats]
    return Texts(names, plans, changes, repeats, rest)


def _plans(texts: Sequence[Words], prints: int, labels: IndicatorLabels) -> list[Words]:
    """Texts that end as plans do, or stand in more boxes than are ``prints`` of one."""
    known = Counter([text.key for text in texts])
    return [
        text for text in texts if _is_plan(text.text, labels) or (known[text.key] > prints and not unit_of(text.text))
    ]


def _names(
    texts: Sequence[Words], pieces: Sequence[Piece], count: int, known: Set[str]
) -> tuple[list[Words], list[Words]]:
    """The ``count`` texts likest to names, in document order, and what prints one of them again."""
    first = {text.key: text for text in reversed(texts)}
    likeness = {key: _KNOWN if key in known else _name_likeness(text, pieces) for key, text in first.items()}
    likest = sorted((key for key in first if likeness[key] > 0), key=lambda key: -likeness[key])[:count]
    names = sorted((first[key] for key in likest), key=lambda text: text.line)
    return names, [text for text in texts if text not in names and text.key in likest]


def _joined(
    texts: Sequence[Piece], pieces: Sequence[Piece], gaps: Sequence[int], labels: IndicatorLabels
) -> list[Words]:
    """Texts of neighbouring lines as one where no blank line and no other piece parts them."""
    order = {piece.spans[0].start: index for index, piece in enumerate(pieces)}
    found: list[Words] = []
    before = -2
    for piece in texts:
        place = order[piece.spans[0].start]
        follows = found and place == before + 1 and piece.line == found[-1].last_line + 1 and not gaps[piece.line]
        if follows and not _is_complete(found[-1].text, piece.text, labels):
            found[-1] = _appended(found[-1], words(piece))
        else:
            found.append(words(piece))
        before = place
    return found


def _is_complete(text: str, following: str, labels: IndicatorLabels) -> bool:
    """Whether a name ends with its unit, or a plan as plans do, so that the next line is another cell."""
    return not following.startswith(("(", "（")) and (unit_of(text) is not None or _is_plan(text, labels))


def _appended(first: Words, other: Words) -> Words:
    spans = (*first.spans, *other.spans)
    return Words(unwrap(first.text, other.text), first.key + other.key, spans, first.line, other.last_line, first.page)


def _closed(texts: Sequence[Words]) -> list[Words]:
    """A text whose bracket stays open takes the next one that closes a bracket it did not open."""
    found: list[Words] = []
    rest = list(texts)
    while rest:
        text = rest.pop(0)
        tail = next((other for other in rest if _depth(other.text) < 0), None) if _depth(text.text) > 0 else None
        if tail:
            rest.remove(tail)
            text = _appended(text, tail)
        found.append(text)
    return found


def is_cell(text: Words) -> bool:
    """Whether a text holds no Japanese word, so that it can only be numbers and marks of a cell."""
    return not _JAPANESE.search(text.text)


def _depth(text: str) -> int:
    return text.count("(") + text.count("（") - text.count(")") - text.count("）")


def _without_change(text: Words, known: Counter[str], labels: IndicatorLabels, changes: list[Words]) -> Words:
    """A plan without the direction that is glued to it: ``増加北海道総合計画``."""
    for change in labels.changes:
        for rest, at_start in ((text.text.removeprefix(change), True), (text.text.removesuffix(change), False)):
            if rest != text.text and rest and (_is_plan(rest, labels) or fold(rest) in known):
                edge = text.spans[0] if at_start else text.spans[-1]
                middle = edge.start + len(change) if at_start else edge.end - len(change)
                cut = (Span(edge.start, middle), Span(middle, edge.end))
                own, other = cut if at_start else cut[::-1]
                changes.append(Words(change, change, (own,), text.line, text.line, text.page))
                spans = (other, *text.spans[1:]) if at_start else (*text.spans[:-1], other)
                return text._replace(text=rest.strip(), key=fold(rest), spans=spans)
    return text


def _is_plan(text: str, labels: IndicatorLabels) -> bool:
    """Whether a text ends as names of plans do, what stands in brackets behind left out."""
    return _LAST_BRACKETS.sub("", text.rstrip("」』")).endswith(labels.plan_endings)


def _name_likeness(text: Words, pieces: Sequence[Piece]) -> float:
    if "。" in text.text or len(text.text) > _LONGEST_NAME or not _JAPANESE.search(text.text):
        return 0.0
    near = any(piece.kind in ("rank", "label") and -1 <= text.line - piece.line <= 2 for piece in pieces)
    measured = _MEASURED.search(_LAST_BRACKETS.sub("", text.text)) is not None
    return 1.0 + 2.0 * (unit_of(text.text) is not None) + 1.5 * measured + 0.5 * near


def unit_of(name: str) -> str | None:
    """The unit in brackets behind a name: ``製造品出荷額等（億円）（暦年）`` is counted in 億円."""
    ending = _LAST_BRACKETS.search(name)
    units = [text for text in _BRACKETS.findall(ending[0]) if _WHOLE_UNIT.fullmatch(text)] if ending else []
    return next((unit for unit in reversed(units) if unit != "年"), units[-1] if units else None)


def year_kind_of(name: str, labels: IndicatorLabels) -> YearKind | None:
    """The kind of year that a folded name says in brackets ((暦年), (年度))."""
    for mark, kind in labels.year_marks:
        if f"({mark})" in name:
            return "calendar" if kind == "calendar" else "fiscal"
    return None


class Wording:
    """How much of each name (brackets left out) a text shares: pairs of characters, rare ones counting most."""

    def __init__(self, names: Sequence[Words]) -> None:
        grams = [telling_pairs(_FOLDED_BRACKETS.sub("", name.key)) for name in names]
        spread = Counter([gram for own in grams for gram in own])
        weights = {gram: math.log(len(names) / count) for gram, count in spread.items()}
        self._particular = [[(gram, weights[gram]) for gram in own if weights[gram]] for own in grams]
        self._whole = [math.fsum([weight for _, weight in own]) or 1.0 for own in self._particular]

    def shares(self, key: str) -> list[float]:
        """For each name the share (0-1) of what is particular to it that a folded text says too."""
        return [
            math.fsum([weight for gram, weight in own if gram in key]) / whole
            for own, whole in zip(self._particular, self._whole, strict=True)
        ]
