"""Structure in the shape that all formats are written from: shared dependence, single points, gaps, overlaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from policygraph.ontology.impact import ImpactRule
from policygraph.ontology.terms import PG
from policygraph.queries.impact.amounts import Share
from policygraph.queries.impact.answer import (
    Answer,
    EdgeRow,
    Item,
    Section,
    amount_words,
    columns,
    edge_rows,
    node_name,
    number,
    placed_name,
)
from policygraph.queries.impact.frame import Frame, frame
from policygraph.queries.impact.gaps import GAPS, Gap, gaps
from policygraph.queries.impact.hubs import HUB
from policygraph.queries.impact.interactions import Interactions
from policygraph.queries.impact.interactions_answer import interactions_data, interactions_sections
from policygraph.queries.impact.offices import offices_of_projects, responsible
from policygraph.queries.impact.overlaps import LIKE_NAME, LIKE_OVERVIEW, LikeProjects, overlaps
from policygraph.queries.impact.structure import (
    Bridge,
    SharedThing,
    SinglePoint,
    bridges,
    shared_things,
    single_points,
)
from policygraph.queries.kinds import kind_label
from policygraph.queries.network import Node
from policygraph.queries.quotations import quotations
from policygraph.queries.store import Store

_NAMED: Final = 8
_PAIRS: Final = 500
"""Pairs of like projects that are listed; how many there are is said."""


@dataclass(frozen=True, slots=True)
class Structure:
    """How the measures of a year hang together, and where they do not."""

    frame: Frame
    shared: list[SharedThing]
    points: list[SinglePoint]
    bridges: list[Bridge]
    gaps: list[Gap]
    overlaps: list[LikeProjects]


def structure(
    store: Store,
    *,
    year: int | None = None,
    authority: str | None = None,
    rules: Sequence[ImpactRule] | None = None,
    hub: int = HUB,
) -> Structure:
    """The structure of one year, the latest unless one is given, of one authority or of all."""
    within = frame(store, year=year, authority=authority, rules=rules)
    return Structure(
        frame=within,
        shared=shared_things(within, hub),
        points=single_points(within),
        bridges=bridges(within),
        gaps=gaps(within),
        overlaps=overlaps(within),
    )


def structure_answer(found: Structure, scored: Interactions | None = None) -> Answer:
    """The structure as lists, with what analysts scored apart."""
    within = found.frame
    sections = (
        _shared_section(found.shared),
        _points_section(within, found.points),
        _bridges_section(found.bridges),
        *_gap_sections(within, found.gaps),
        _overlaps_section(found.overlaps),
        *interactions_sections(scored, None),
    )
    whose = f"{within.authority} " if within.authority else ""
    return Answer(
        kind="structure",
        asked=f"{whose}{within.fiscal_year}年度の施策の構造（共有する依存先、単一障害点、抜け、重なり）",
        fiscal_year=within.fiscal_year,
        coverage=within.store.coverage(),
        notes=_notes(within),
        sections=sections,
        edges=_edges(found),
        data={**_data(found), "interactions": interactions_data(scored, None)},
        drawn=tuple(_drawn(found)),
    )


def _notes(within: Frame) -> tuple[str, ...]:
    if not any(within.holds(f"{sheet}/") for sheet in within.sheets):
        return ("この年度の調書は読み込まれていません。",)
    return ("この年度に読み込まれた調書だけから分かることです。読み込まれていない調書との共有や重なりは含みません。",)


def _listed(within: Frame, nodes: Sequence[Node]) -> str:
    names = [placed_name(within, node) for node in nodes[:_NAMED]]
    return "、".join(names) + (f" ほか {len(nodes) - _NAMED} 件" if len(nodes) > _NAMED else "")


def _shared_section(found: Sequence[SharedThing]) -> Section:
    return Section(
        key="shared",
        title=f"複数の施策が拠るもの（{len(found)} 件）",
        columns=columns(
            *(
                "kind 種類",
                "code コード",
                "name 名称",
                "measures 施策コード",
                "measureCount 施策の数 件",
                "leaning 拠るものの数 件",
            ),
            *("hub ハブか", "iri IRI"),
        ),
        rows=tuple(
            (
                *_node_cells(thing.node),
                *("、".join(thing.measures), len(thing.measures), thing.leaning),
                *("true" if thing.is_hub else "false", thing.node.iri),
            )
            for thing in found
        ),
        items=tuple(
            Item(
                f"{node_name(thing.node)}：施策 {len(thing.measures)} 件（{'、'.join(thing.measures)}）、"
                f"拠るもの {thing.leaning} 件{'　※ハブ（多くのものが触れる節点）' if thing.is_hub else ''}"
            )
            for thing in found
        ),
    )


def _node_cells(node: Node) -> tuple[str, str, str]:
    return kind_label(node.kind), node.code, node.label


def _points_section(within: Frame, found: Sequence[SinglePoint]) -> Section:
    return Section(
        key="single-points",
        title=f"単一障害点（{len(found)} 件）",
        columns=columns(
            *(
                "measure 施策コード",
                "kind 種類",
                "code コード",
                "name 名称",
                "by 拠り方",
                "carriesCount すべての支えがここを通るものの数 件",
            ),
            *("carries すべての支えがここを通るもの", "iri IRI"),
        ),
        rows=tuple(
            (
                *(point.sheet, *_node_cells(point.node), _by(point), len(point.carries)),
                *("、".join(placed_name(within, node) for node in point.carries), point.node.iri),
            )
            for point in found
        ),
        items=tuple(
            Item(
                f"{placed_name(within, point.node)}［{_by(point)}］",
                (f"支えがすべてここを通るもの {len(point.carries)} 件：{_listed(within, point.carries)}",),
            )
            for point in found
        ),
        note="支配節点：そこまでの支えの連なりがすべて通る節点。課や連携先は、それに拠る事務事業を通じて見ています。",
    )


def _by(point: SinglePoint) -> str:
    return point.rule.label_ja if point.rule else "構造的な依存"


def _bridges_section(found: Sequence[Bridge]) -> Section:
    return Section(
        key="bridges",
        title=f"施策どうしを一つだけでつなぐもの（{len(found)} 件）",
        columns=columns("kind 種類", "code コード", "name 名称", "groups 分かれる施策の組", "iri IRI"),
        rows=tuple((*_node_cells(bridge.node), _groups(bridge), bridge.node.iri) for bridge in found),
        items=tuple(Item(f"{node_name(bridge.node)}：{_groups(bridge)}") for bridge in found),
        note="関節点：これがなくなると、共有するものでつながっていた施策の組が分かれる節点。",
    )


def _groups(bridge: Bridge) -> str:
    return " ／ ".join("、".join(group) for group in bridge.groups)


def _gap_sections(within: Frame, found: Sequence[Gap]) -> Iterator[Section]:
    by_kind = {kind: list(each) for kind, each in groupby(found, key=lambda gap: gap.kind)}
    for kind, title in GAPS.items():
        rows = by_kind.get(kind, [])
        yield Section(
            key=kind,
            title=f"抜け — {title}（{len(rows)} 件）",
            columns=columns(
                *(
                    "measure 施策コード",
                    "kind 種類",
                    "code コード",
                    "name 名称",
                    "budget 事業費 円",
                    "budgetUnknown 額の不明 件",
                ),
                *("beside 関わるもの", "said 調書にある理由", "iri IRI"),
            ),
            rows=tuple(
                (
                    *(gap.sheet, *_node_cells(gap.node), gap.budget.whole if gap.budget else None),
                    gap.budget.unknown_whole if gap.budget else None,
                    *("、".join(placed_name(within, node) for node in gap.beside), gap.said, gap.node.iri),
                )
                for gap in rows
            ),
            items=tuple(_gap_item(within, gap) for gap in rows),
        )


def _gap_item(within: Frame, gap: Gap) -> Item:
    budget = f"、事業費 {_known(gap.budget)}" if gap.budget else ""
    beside = (f"関わるもの：{_listed(within, gap.beside)}",) if gap.beside else ()
    said = (f"調書にある理由：{gap.said}",) if gap.said else ()
    return Item(f"{placed_name(within, gap.node)}{budget}", (*beside, *said))


def _known(budget: Share) -> str:
    unknown = f"（ほか {budget.unknown_whole} 件の額が不明）" if budget.unknown_whole else ""
    return f"{amount_words(budget.whole, '円')}{unknown}"


def _overlaps_section(found: Sequence[LikeProjects]) -> Section:
    cut = f"\n近いものから {_PAIRS} 組だけを挙げています。" if len(found) > _PAIRS else ""
    return Section(
        key="overlaps",
        title=f"名称や概要の似た事務事業（{len(found)} 組）",
        columns=columns(
            *(
                "measure 施策コード",
                "code 整理番号",
                "name 名称",
                "otherMeasure 相手の施策コード",
                "otherCode 相手の整理番号",
            ),
            *("otherName 相手の名称", "nameScore 名称の近さ share", "overviewScore 概要の近さ share", "iri IRI"),
            "otherIri 相手のIRI",
        ),
        rows=tuple(
            (
                *(like.measures[0], like.one.code, like.one.label, like.measures[1], like.other.code, like.other.label),
                *(_score(like.name_score), _score(like.overview_score), like.one.iri, like.other.iri),
            )
            for like in found[:_PAIRS]
        ),
        items=tuple(
            Item(
                f"{like.measures[0]} {node_name(like.one)} ／ {like.measures[1]} {node_name(like.other)}",
                (f"名称の近さ {like.name_score:.2f}、概要の近さ {_overview(like)}",),
            )
            for like in found[:_PAIRS]
        ),
        note=f"別の施策にあり、名称の近さが {LIKE_NAME} 以上か概要の近さが {LIKE_OVERVIEW} 以上の組"
        "（隣り合う二文字の集合の Dice 係数。重複や無駄を意味しません）。" + cut,
    )


def _overview(like: LikeProjects) -> str:
    return "—（概要なし）" if like.overview_score is None else f"{like.overview_score:.2f}"


def _score(score: float | None) -> Decimal | None:
    return None if score is None else Decimal(str(round(score, 4)))


# --- hops and data ------------------------------------------------------------------------------


def _edges(found: Structure) -> tuple[EdgeRow, ...]:
    """Who leans on what is shared, with quotations; like projects as pairs, their score as the share."""
    within = found.frame
    steps = [step for thing in found.shared for step in thing.steps]
    nodes = within.nodes({end for step in steps for end in (step.support, step.dependent)})
    quoted = quotations(within.store, {step.statement for step in steps})
    return (*edge_rows(within, steps, nodes, quoted, lambda _: None), *_like_edges(found))


def _drawn(found: Structure) -> Iterator[EdgeRow]:
    """What measures share, each measure once: its projects and cooperations would hide it."""
    for thing in found.shared:
        sheets = (found.frame.sheet_of(step.dependent) for step in thing.steps)
        for sheet in dict.fromkeys(sheet for sheet in sheets if sheet):
            measure = Node(sheet.measure, PG.Measure, sheet.code, sheet.name)
            yield EdgeRow(thing.node, measure, "shared", "拠る", None, "", "", "", "")


def _like_edges(found: Structure) -> Iterator[EdgeRow]:
    office_of = offices_of_projects(found.frame.store)
    for like in found.overlaps[:_PAIRS]:
        offices = responsible(found.frame, (like.one.iri, like.other.iri), office_of)
        score = like.name_score if like.overview_score is None else like.overview_score
        yield EdgeRow(
            source=like.one,
            target=like.other,
            relation="overlap",
            rule="名称や概要の似た事務事業",
            share=_score(score),
            quotation="",
            place="",
            office="、".join(dict.fromkeys(office.name for office in offices)),
            contact="、".join(dict.fromkeys(office.contact for office in offices if office.contact)),
        )


def _data(found: Structure) -> dict[str, Any]:
    return {
        "authority": found.frame.authority or None,
        "shared": [
            {
                "node": thing.node._asdict(),
                "measures": list(thing.measures),
                "leaning": thing.leaning,
                "touches": thing.touches,
                "hub": thing.is_hub,
            }
            for thing in found.shared
        ],
        "singlePoints": [
            {
                "node": point.node._asdict(),
                "measure": point.sheet,
                "rule": point.rule.key if point.rule else None,
                "carries": [node._asdict() for node in point.carries],
            }
            for point in found.points
        ],
        "bridges": [
            {"node": bridge.node._asdict(), "groups": [list(group) for group in bridge.groups]}
            for bridge in found.bridges
        ],
        "gaps": [
            {
                "gap": gap.kind,
                "node": gap.node._asdict(),
                "measure": gap.sheet,
                "budget": number(gap.budget.whole) if gap.budget else None,
                "budgetUnknown": gap.budget.unknown_whole if gap.budget else None,
                "beside": [node._asdict() for node in gap.beside],
                "said": gap.said,
            }
            for gap in found.gaps
        ],
        "overlapsFound": len(found.overlaps),
        "overlaps": [
            {
                "projects": [like.one._asdict(), like.other._asdict()],
                "measures": list(like.measures),
                "nameScore": like.name_score,
                "overviewScore": like.overview_score,
            }
            for like in found.overlaps[:_PAIRS]
        ],
    }
