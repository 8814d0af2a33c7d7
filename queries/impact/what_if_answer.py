"""A what-if in the shape that all formats are written from: ranked lists by kind, never one score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from policygraph.ontology.terms import PG
from policygraph.queries.impact.amounts import AMOUNTS, Share, share_of
from policygraph.queries.impact.answer import (
    Answer,
    Cell,
    Item,
    Section,
    amount_words,
    columns,
    edge_rows,
    node_name,
    number,
    percent,
    relation_name,
    rounded,
)
from policygraph.queries.impact.bases import DENOMINATORS
from policygraph.queries.impact.frame import Step
from policygraph.queries.impact.interactions import Interactions
from policygraph.queries.impact.interactions_answer import interactions_data, interactions_sections
from policygraph.queries.impact.kinds import PLEDGE, in_order, kind_title
from policygraph.queries.impact.offices import Office
from policygraph.queries.impact.scenario import loss_words
from policygraph.queries.impact.supports import Supports
from policygraph.queries.impact.what_if import Overlap, Touched, WhatIf

LOST: Final = {"sole": "唯一の支えを失う", "last": "最後の支えを失う"}
_UPPER: Final = (
    "課・局室や連携先に拠る事務事業は、それごと止まる（減る）ものとして全額を数えています。"
    "どれだけ拠るかは調書に書かれていないため、これは上限です。"
)
_NO_SUM: Final = (
    "計画等のコードの割合は、そのコードを掲げる施策の区分の事務事業に対するもので、コード間で足し合わせられません。"
)
_ONCE: Final = "一つの事務事業は、いくつの経路・対象から届いても一度だけ数えています。"
_COLUMNS: Final = columns(
    *("measure 施策コード", "code コード", "name 名称", "direct 直接か", "hops 段数", "relations 関係"),
    *("supports 支え（前→後）", "lost 失う支え", "projectsBefore 事務事業の数（前） 件"),
    "projectsAfter 事務事業の数（後） 件",
    *(
        column
        for name, (_, ja, unit) in AMOUNTS.items()
        for column in (
            *(f"{name}Lost {ja}の失われる額 {unit}", f"{name}Whole {ja}の全体 {unit}"),
            *(f"{name}Share {ja}の失われる割合 share", f"{name}Unknown {ja}の分からない事務事業 件"),
        )
    ),
    *("indicators 関わる指標（達成度合）", "offices 所管", "contacts 連絡先", "iri IRI"),
)


def what_if_answer(found: WhatIf, scored: Interactions | None = None) -> Answer:
    """A what-if as ranked lists by kind, the offices to be told, and what analysts scored apart."""
    return Answer(
        kind="what-if",
        asked=asked(found),
        fiscal_year=found.fiscal_year,
        coverage=found.coverage,
        notes=tuple(_notes(found)),
        sections=(*_sections(found), _offices_section(found), *interactions_sections(scored, found.nodes)),
        edges=edge_rows(found.frame, found.steps, found.nodes, found.quotations, lambda step: _share(found, step)),
        data={**_data(found), "interactions": interactions_data(scored, found.nodes)},
    )


def asked(found: WhatIf) -> str:
    """What was supposed."""
    supposed = "、".join(f"{node_name(node)} が{loss_words(loss)}" for node, loss in found.changes)
    depth = f"（{found.depth} 段まで）" if found.depth else ""
    year = f"（{found.fiscal_year}年度）" if found.fiscal_year else ""
    return f"もし {supposed}としたら{depth}{year}"


def _notes(found: WhatIf) -> Iterator[str]:
    if any(node.kind in (PG.Organization, PG.Department) for node, _ in found.changes):
        yield _UPPER
    if not found.projects:
        yield "金額・人工を失う事務事業はありません（調書は、対象が事務事業をどれだけ支えるかを書いていません）。"
        yield from _about_lists(found)
        return
    total = "、".join(f"{ja} {_share_words(found.total[name], unit)}" for name, (_, ja, unit) in AMOUNTS.items())
    yield f"失われるもの（分母はこの年度に読み込まれた全事務事業）：事務事業 {len(found.projects)} 件、{total}"
    yield _ONCE + _excluded(found.between_targets, "対象ごとの額を足すと重なる分")
    yield from _about_lists(found)


def _about_lists(found: WhatIf) -> Iterator[str]:
    if found.touched.keys() & {"planCode", PLEDGE, "planScheme", "policyArea"}:
        yield _NO_SUM
    if found.passed_over:
        yield f"通り過ぎた（経路から外した）ハブ：{'、'.join(map(node_name, found.passed_over))}"
    if not found.touched:
        yield "影響の及ぶものはありません。"


def _excluded(overlaps: Mapping[str, Overlap], what: str) -> str:
    told = "、".join(
        f"{AMOUNTS[name][1]} {amount_words(overlap.excluded, AMOUNTS[name][2])}"
        for name, overlap in overlaps.items()
        if overlap.excluded
    )
    return f"{what}（除いた額）：{told}。" if told else ""


def _share_words(share: Share, unit: str) -> str:
    """What is lost of what, and its share; or how many amounts are unknown."""
    words = f"{amount_words(share.lost, unit)} / {amount_words(share.whole, unit)}"
    if share.share is not None:
        return f"{words}（{percent(share.share)}）"
    if not share.unknown_whole:
        return f"{words}（割合なし：全体が 0）"
    lost = f"、うち失われる側 {share.unknown_lost} 件" if share.unknown_lost else ""
    return f"{words}（割合は不明：額の分からない事務事業 {share.unknown_whole} 件{lost}）"


def _sections(found: WhatIf) -> Iterator[Section]:
    for kind in in_order(set(found.touched)):
        rows = found.touched[kind]
        denominator = DENOMINATORS.get(kind)
        about = [f"割合の分母：{denominator}"] if denominator else []
        excluded = _excluded(found.between_rows[kind], "この一覧の額を足すと重なる分")
        yield Section(
            key=kind,
            title=f"{kind_title(kind)}（{len(rows)} 件）",
            columns=_COLUMNS,
            rows=tuple(_row(row) for row in rows),
            items=tuple(_item(row) for row in rows),
            note="\n".join([*about, *([excluded] if excluded else [])]),
        )


def _row(row: Touched) -> tuple[Cell, ...]:
    return (
        *(row.sheet, row.node.code, row.node.label, "直接" if row.direct else "間接", row.hops),
        *("、".join(map(relation_name, row.relations)), "、".join(map(_support_words, row.supports))),
        *(LOST[row.lost] if row.lost else None, row.projects_before, row.projects_after),
        *(cell for name in AMOUNTS for cell in _share_cells(row.shares[name])),
        "、".join(_indicator_words(row)),
        "、".join(dict.fromkeys(office.name for office in row.offices)),
        "、".join(dict.fromkeys(office.contact for office in row.offices if office.contact)),
        row.node.iri,
    )


def _share_cells(share: Share) -> tuple[Cell, ...]:
    return share.lost, share.whole, rounded(share.share), share.unknown_whole


def _support_words(supports: Supports) -> str:
    weakened = f"（弱まる {supports.weakened}）" if supports.weakened else ""
    return f"{supports.rule.label_ja} {supports.before}→{supports.after}{weakened}"


def _indicator_words(row: Touched) -> Iterator[str]:
    for behind in row.indicators:
        grade = f"{behind.grade.grade}（{behind.grade.year}年）" if behind.grade else "なし"
        lost = "・なくなる" if behind.lost else ""
        yield f"{behind.node.code} {behind.node.label}：{grade}{lost}"


def _item(row: Touched) -> Item:
    """A touched thing in some lines."""
    code = f"{row.sheet} " if row.sheet and row.node.code != row.sheet else ""
    how = f"{'直接' if row.direct else f'間接（{row.hops} 段）'}・{'、'.join(map(relation_name, row.relations))}"
    lost = f"　★{LOST[row.lost]}" if row.lost else ""
    name = " ".join(dict.fromkeys(word for word in (row.node.code, row.node.label) if word)) or kind_title(row.kind)
    return Item(f"{code}{name}［{how}］{lost}", tuple(_lines(row)))


def _lines(row: Touched) -> Iterator[str]:
    if row.supports:
        yield f"支え：{'、'.join(map(_support_words, row.supports))}"
    if row.projects_before and not any(share.lost or share.unknown_lost for share in row.shares.values()):
        yield f"事務事業：{row.projects_before} → {row.projects_after} 件（金額・人工を失うものはありません）"
    elif row.projects_before:
        yield f"事務事業：{row.projects_before} → {row.projects_after} 件"
        for name, (_, ja, unit) in AMOUNTS.items():
            yield f"{ja}：{_share_words(row.shares[name], unit)}"
    if row.indicators:
        yield f"指標：{'、'.join(_indicator_words(row))}"
    if row.offices:
        yield f"所管：{'、'.join(dict.fromkeys(map(office_words, row.offices)))}"


def office_words(office: Office) -> str:
    """An office, its measure, and the contact that the sheet of the measure prints."""
    role = "事務事業の所管" if office.role == "project" else "施策の所管"
    contact = f"、連絡先 {office.contact}" if office.contact else ""
    return f"{office.name}（{role}、{office.measure}{contact}）"


_OFFICE_COLUMNS: Final = columns(
    *("office 課・局室", "role 役割", "measure 施策コード", "contact 連絡先", "touched 関わるもの 件"),
)


def _offices(found: WhatIf) -> list[tuple[Office, int]]:
    """Everyone to be told, with how many touched things are theirs."""
    counted: dict[Office, int] = {}
    for rows in found.touched.values():
        for row in rows:
            for office in row.offices:
                counted[office] = counted.get(office, 0) + 1
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))


def _offices_section(found: WhatIf) -> Section:
    offices = _offices(found)
    return Section(
        key="offices",
        title=f"知らせる先（{len(offices)} 件）",
        columns=_OFFICE_COLUMNS,
        rows=tuple((office.name, office.role, office.measure, office.contact, count) for office, count in offices),
        items=tuple(Item(f"{office_words(office)}：関わるもの {count} 件") for office, count in offices),
        note="連絡先は施策の調書に印字されたものです。",
    )


def _share(found: WhatIf, step: Step) -> Decimal | None:
    """The share of the dependent's budget that is lost over this support."""
    over = found.behind.projects_of(step.support) or {step.dependent}
    losses = {project: loss for project, loss in found.projects.items() if project in over}
    return share_of(found.amounts["budget"], losses, found.behind.projects_of(step.dependent)).share


# --- data ---------------------------------------------------------------------------------------


def _data(found: WhatIf) -> dict[str, Any]:
    return {
        "changes": [
            {"node": node._asdict(), "loss": number(loss), "stopped": loss == 1} for node, loss in found.changes
        ],
        "depth": found.depth,
        "projects": [
            {"node": found.nodes[iri]._asdict(), "loss": number(loss)} for iri, loss in sorted(found.projects.items())
        ],
        "total": _json_shares(found.total),
        "betweenTargets": _json_overlaps(found.between_targets),
        "passedOver": [node._asdict() for node in found.passed_over],
        "lists": {
            kind: {
                "title": kind_title(kind),
                "denominator": DENOMINATORS.get(kind),
                "rows": [_json_row(row) for row in found.touched[kind]],
                "overlap": _json_overlaps(found.between_rows[kind]),
            }
            for kind in in_order(set(found.touched))
        },
        "offices": [{**office._asdict(), "touched": count} for office, count in _offices(found)],
    }


def _json_shares(found: Mapping[str, Share]) -> dict[str, Any]:
    return {
        name: {
            "lost": number(share.lost),
            "whole": number(share.whole),
            "share": number(rounded(share.share)),
            "unknownLost": share.unknown_lost,
            "unknownWhole": share.unknown_whole,
        }
        for name, share in found.items()
    }


def _json_overlaps(found: Mapping[str, Overlap]) -> dict[str, Any]:
    return {
        name: {"added": number(each.added), "once": number(each.once), "excluded": number(each.excluded)}
        for name, each in found.items()
    }


def _json_row(row: Touched) -> dict[str, Any]:
    return {
        "node": row.node._asdict(),
        "measure": row.sheet,
        "direct": row.direct,
        "hops": row.hops,
        "relations": list(row.relations),
        "supports": [
            {
                "rule": each.rule.key,
                "ruleName": each.rule.label_ja,
                "relation": each.rule.relation,
                "before": each.before,
                "after": each.after,
                "weakened": each.weakened,
                "lost": each.lost,
            }
            for each in row.supports
        ],
        "projects": {"before": row.projects_before, "after": row.projects_after},
        "lost": row.lost,
        "shares": _json_shares(row.shares),
        "indicators": [
            {
                "node": behind.node._asdict(),
                "grade": behind.grade.grade if behind.grade else None,
                "gradeYear": behind.grade.year if behind.grade else None,
                "lost": behind.lost,
            }
            for behind in row.indicators
        ],
        "offices": [office._asdict() for office in row.offices],
    }
