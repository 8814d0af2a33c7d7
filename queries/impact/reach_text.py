"""An impact answer as text for people, as CSV (one line a hop) and as JSON.

Each begins with what was asked, on what the answer rests, and that it is dependence stated in
documents and no causal effect.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from policygraph.errors import shown
from policygraph.loaders.spreadsheet import defused
from policygraph.ontology.codes import RELATIONS
from policygraph.ontology.terms import SKOS
from policygraph.queries.impact.reach import MAX_PATHS, Reach, Reached, Step
from policygraph.queries.kinds import code_label, kind_label
from policygraph.queries.network import Node

CAVEAT = "調書に書かれた依存関係であり、因果関係ではありません（dependence stated in documents, not a causal effect）。"
_QUOTED_CHARACTERS = 60
_ASKED = {
    "dependents": "に依存するもの",
    "dependencies": "が依存するもの",
    "both": "に依存するものと、それが依存するもの",
}
_OF_CODES = "コードの書き方が示す上下関係（2(2)A は 2(2) の下）"
"""No sheet states it, so nothing is quoted."""
_OTHER_WAY = {
    "dependents": "逆向き（これが依存するもの）は --direction dependencies で調べられます。",
    "dependencies": "逆向き（これに依存するもの）は --direction dependents で調べられます。",
}
_GROUPS = {"dependents": "依存するもの", "dependencies": "依存している先"}
_LIMITS = {"depth": "段数の上限", "paths": f"一つの先に {MAX_PATHS} 経路の上限"}
_COLUMNS = (
    *("direction", "hops", "reached", "reachedKind", "reachedCode", "reachedName", "path", "complete"),
    *("support", "supportName", "dependent", "dependentName", "relation", "rule", "sheet", "lines", "quotation"),
)


def node_name(node: Node) -> str:
    """A node for people: class, code, label."""
    words = dict.fromkeys((kind_label(node.kind), node.code, node.label))
    return " ".join(word for word in words if word) or node.iri


def _asked(reach: Reach) -> str:
    depth = f"（{reach.depth} 段まで）" if reach.depth else ""
    year = f"、{reach.fiscal_year}年度" if reach.fiscal_year else ""
    return f"{node_name(reach.target)} {_ASKED[reach.direction]}{depth}{year}"


def as_text(reach: Reach) -> str:
    """Plain text, by relation and hop, the first path to each node with its quotations."""
    return "\n".join(_text(reach)) + "\n"


def _text(reach: Reach) -> Iterator[str]:
    yield CAVEAT
    yield f"問い：{_asked(reach)}"
    yield reach.coverage.sentence()
    yield from hub_lines(reach)
    if not reach.reached:
        yield f"該当するものはありません。{_OTHER_WAY.get(reach.direction, '')}"
    heading = ""
    for each in reach.reached:
        group = f"{relation_name(each.relation)} — {_GROUPS[each.direction]}：{each.hops} 段目"
        if group != heading:
            heading = group
            yield f"\n{group}"
        yield f"  {shown(node_name(each.node))}"
        yield from map(shown, _path_text(reach, each))


def relation_name(relation: str) -> str:
    """One of the five relations for people."""
    return code_label(RELATIONS[relation])


def hub_lines(reach: Reach) -> Iterator[str]:
    """What so many things touch, and whether ways over it are in the answer."""
    for passed_over, what in ((False, "多くのものが触れる節点"), (True, "通り過ぎて（経路から外して）いる節点")):
        named = [f"{node_name(hub.node)}（{hub.touches} 件）" for hub in reach.hubs if hub.passed_over == passed_over]
        if named:
            yield f"{what}：{'、'.join(map(shown, named))}"


def _path_text(reach: Reach, each: Reached) -> Iterator[str]:
    """The shortest path: on one line where it has several hops, then each hop with its quotation."""
    path = each.paths[0]
    if len(path) > 1:
        yield f"    経路：{' → '.join(_short_name(reach, iri) for iri in _chain(reach.target.iri, path))}"
    for step in path:
        yield f"    {step.rule.label_ja}：{_quoted(reach, step)}"
    rest = len(each.paths) - 1
    if each.limit:
        yield f"    ほかに {rest} 経路（ほかにもあり、全部は挙げていません：{_LIMITS[each.limit]}）"
    elif rest:
        yield f"    ほかに {rest} 経路"


def _chain(start: str, path: Sequence[Step]) -> list[str]:
    chain = [start]
    for step in path:
        chain.append(step.dependent if step.support == chain[-1] else step.support)
    return chain


def _short_name(reach: Reach, iri: str) -> str:
    node = reach.nodes[iri]
    return node.code or node.label or kind_label(node.kind)


def _quoted(reach: Reach, step: Step) -> str:
    quotation = reach.quotations.get(step.statement)
    if quotation is None:
        return _OF_CODES if step.statement.property == SKOS.broader else "引用なし"
    return f"「{_short(quotation.text)}」（{quotation.file} {_lines(reach, step)}）"


def _lines(reach: Reach, step: Step) -> str:
    quotation = reach.quotations.get(step.statement)
    if quotation is None:
        return ""
    first, last = quotation.first_line, quotation.last_line
    return f"{first} 行" if first == last else f"{first}-{last} 行"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTED_CHARACTERS else flat[: _QUOTED_CHARACTERS - 1] + "…"


def as_csv(reach: Reach) -> str:
    """One line for each hop of each path; the caveat and the coverage stand as ``#`` lines before."""
    buffer = io.StringIO()
    buffer.writelines(f"# {line}\r\n" for line in (CAVEAT, _asked(reach), reach.coverage.sentence()))
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for each in reach.reached:
        for number, path in enumerate(each.paths, start=1):
            writer.writerows(_csv_row(reach, each, number, step) for step in path)
    return buffer.getvalue()


def _csv_row(reach: Reach, each: Reached, number: int, step: Step) -> list[str | int]:
    quotation = reach.quotations.get(step.statement)
    support, dependent = reach.nodes[step.support], reach.nodes[step.dependent]
    return [
        *(each.direction, each.hops, each.node.iri, kind_label(each.node.kind), defused(each.node.code)),
        *(defused(each.node.label), number, str(each.complete).lower()),
        *(support.iri, defused(node_name(support)), dependent.iri, defused(node_name(dependent))),
        *(step.rule.relation, step.rule.label_ja),
        *(quotation.file if quotation else "", _lines(reach, step), defused(quotation.text) if quotation else ""),
    ]


def as_json(reach: Reach) -> str:
    """JSON with everything, paths as lists of hops."""
    answer = {
        "caveat": CAVEAT,
        "target": reach.target._asdict(),
        "direction": reach.direction,
        "depth": reach.depth,
        "coverage": reach.coverage.sentence("en"),
        "storeVersion": reach.coverage.version,
        "reached": [_json_reached(reach, each) for each in reach.reached],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _json_reached(reach: Reach, each: Reached) -> dict[str, object]:
    return {
        "node": each.node._asdict(),
        "direction": each.direction,
        "hops": each.hops,
        "complete": each.complete,
        "paths": [[_json_step(reach, step) for step in path] for path in each.paths],
    }


def _json_step(reach: Reach, step: Step) -> dict[str, object]:
    quotation = reach.quotations.get(step.statement)
    return {
        "support": reach.nodes[step.support]._asdict(),
        "dependent": reach.nodes[step.dependent]._asdict(),
        "relation": step.rule.relation,
        "rule": step.rule.label_en,
        "statement": step.statement._asdict(),
        "quotation": quotation._asdict() if quotation else None,
    }
