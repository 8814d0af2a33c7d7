"""What analysts scored, as lists of their own beside what sheets state."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from policygraph.queries.impact.answer import Item, Section, columns
from policygraph.queries.impact.interactions import SCORES, Interaction, Interactions
from policygraph.queries.kinds import kind_label
from policygraph.queries.labels import Label

_COLUMNS: Final = columns(
    *("from 働く側", "fromName 働く側の名称", "to 働きかけられる側", "toName 働きかけられる側の名称"),
    *("score 評点", "evidence 根拠", "author 評点を付けた者", "date 日付"),
)
_REFUSED_COLUMNS: Final = columns("place 場所", "reason 理由")
_NOTE: Final = (
    "分析者が付けた評点（-3 から +3）で、調書の記述ではありません。ほかの関係とつないで推論することはしません。"
)


def interactions_sections(scored: Interactions | None, shown: Collection[str] | None) -> Iterator[Section]:
    """The interactions of which an end is among ``shown`` (None: all), and the rows that were refused."""
    if scored is None:
        return
    touching = _touching(scored, shown)
    rest = len(scored.accepted) - len(touching)
    more = f"\nこの答えに関わらない評点 {rest} 件は挙げていません。" if rest else ""
    yield Section(
        key="interactions",
        title=f"分析者の評点（{len(touching)} 件）",
        columns=_COLUMNS,
        rows=tuple(_row(each) for each in touching),
        items=tuple(_item(each) for each in touching),
        note=_NOTE + more,
    )
    if scored.refused:
        yield Section(
            key="refused",
            title=f"受け付けなかった評点（{len(scored.refused)} 行、{scored.file}）",
            columns=_REFUSED_COLUMNS,
            rows=tuple((row.place, row.reason_ja) for row in scored.refused),
            items=tuple(Item(f"{place_words(row.place)}：{row.reason_ja}") for row in scored.refused),
        )


def place_words(place: str) -> str:
    """``line 3`` in Japanese; an IRI as it is."""
    return f"{place.removeprefix('line ')} 行目" if place.startswith("line ") else place


def _touching(scored: Interactions, shown: Collection[str] | None) -> tuple[Interaction, ...]:
    return scored.accepted if shown is None else scored.touching(set(shown))


def _row(each: Interaction) -> tuple[str | int, ...]:
    return (
        *(each.source.iri, _name(each.source), each.target.iri, _name(each.target)),
        *(each.score, each.evidence, each.author, each.date.isoformat()),
    )


def _item(each: Interaction) -> Item:
    told = f"根拠：{each.evidence}（{each.author}、{each.date.isoformat()}）"
    return Item(f"{_name(each.source)} → {_name(each.target)}：{each.score:+d}（{SCORES[each.score]}）", (told,))


def _name(label: Label) -> str:
    return " ".join(dict.fromkeys(word for word in (kind_label(label.kind), label.code, label.label) if word))


def interactions_data(scored: Interactions | None, shown: Collection[str] | None) -> dict[str, Any] | None:
    """The same as data; None where no file was given."""
    if scored is None:
        return None
    return {
        "file": scored.file,
        "interactions": [
            {
                "from": each.source.iri,
                "to": each.target.iri,
                "score": each.score,
                "evidence": each.evidence,
                "author": each.author,
                "date": each.date.isoformat(),
            }
            for each in _touching(scored, shown)
        ],
        "refused": [{"place": row.place, "reason": row.reason} for row in scored.refused],
    }
