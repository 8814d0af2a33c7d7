"""Links that follow from the records: nodes behind printed names, and short ways for questions.

Nothing here is read back; the records hold it all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from policygraph.loaders import records as r
from policygraph.loaders.graph_table import SHEET
from policygraph.loaders.iris import linked_measure_iri, name_key, segment
from policygraph.loaders.literals import text
from policygraph.loaders.paths import node_of, parse_path
from policygraph.loaders.sheet.organisations.mentions import RunningText, mention
from policygraph.ontology.rules import RULES
from policygraph.ontology.terms import PG, PROV

if TYPE_CHECKING:
    from policygraph.loaders.sheet_graph import SheetWriter


def derive_from_record(writer: SheetWriter, subject: NamedNode, record: r.Record, parent: NamedNode | None) -> None:
    """Add the links of one record; ``parent`` is the node that holds it."""
    match record:
        case r.PlanLink() | r.PartnerMention() | r.ProjectMention():
            if mentioned := writer.mentioned(record):
                writer.add(subject, PG.mentionOf, mentioned)
        case r.Part():
            _part(writer, subject, record)
        case r.Project():
            _project(writer, subject, record)
        case r.Cooperation():
            _cooperation(writer, subject, record)
        case r.Indicator():
            if record.basis_plan:
                writer.add(subject, PG.basisPlan, writer.shared.plan(record.basis_plan, None))
        case r.Request():
            writer.link(subject, PG.to, *(_organization(writer, name) for name in record.to))
        case r.Need():
            if not record.is_survey:
                writer.add(subject, PG.who, _organization(writer, record.who))
        case r.Analysis():
            _analysis(writer, subject, record)
        case r.PolicyResponse() | r.OpinionResponse():
            _response(writer, subject, record)
        case r.Finding():
            _finding(writer, subject, record)
        case r.Correction():
            _correction(writer, subject, record)
        case _:
            pass


def derive_from_sheet(writer: SheetWriter) -> None:
    """Add the links of the measure, and the directions of projects from the table of reflections."""
    sheet, measure = writer.sheet, writer.measure
    if sheet.head.department:
        writer.add(measure, PG.department, _office(writer, sheet.head.department))
    writer.link(measure, PG.relatedOffice, *(_office(writer, name) for name in sheet.head.related_offices))
    if sheet.situation:
        writer.add(measure, PG.situation, text(sheet.situation.text))
    if sheet.image:
        writer.add(measure, PG.imageText, text("\n".join(block.text for block in sheet.image)))
    if sheet.no_indicator_reason:
        writer.add(measure, PG.noIndicatorReason, text(sheet.no_indicator_reason.text))
    for reflection in sheet.reflections.projects if sheet.reflections else ():
        project = writer.project(reflection.project)
        for property_, direction in (
            (PG.firstDirection, reflection.first_direction),
            (PG.nextDirection, reflection.next_direction),
        ):
            if project and direction:
                writer.add(project, property_, writer.shared.concept(direction, "direction"))


def _office(writer: SheetWriter, printed: str) -> NamedNode:
    """The office behind a printed one: section 4 prints the 課 alone, whose 部 the head may name."""
    head = writer.sheet.head
    named = [office for office in head.related_offices if name_key(office).endswith(name_key(printed))]
    return writer.shared.office(named[0] if len(named) == 1 else printed, head.department or "")


def _organization(writer: SheetWriter, printed: str) -> NamedNode:
    named = mention(RunningText(printed, ()), 0, len(printed))
    return writer.shared.organization(named.name, named.legal_form, printed)


def _part(writer: SheetWriter, subject: NamedNode, part: r.Part) -> None:
    if part.goal:
        writer.add(subject, PG.goal, text(part.goal.text))


def _project(writer: SheetWriter, subject: NamedNode, project: r.Project) -> None:
    if project.office:
        writer.add(subject, PG.department, _office(writer, project.office))
    if project.transferred_from:
        # The 部 of an office that gave a project away is not printed, and need not be this one.
        writer.add(subject, PG.transferredFrom, writer.shared.office(project.transferred_from, ""))
    if project.overview:
        writer.add(subject, PG.description, text(project.overview.text))
        writer.link(subject, PG.mentions, *filter(None, map(writer.mentioned, project.overview.mentions)))


def _cooperation(writer: SheetWriter, subject: NamedNode, cooperation: r.Cooperation) -> None:
    writer.link(subject, PG.with_, *(NamedNode(linked_measure_iri(writer.iri, code)) for code in cooperation.measures))
    writer.link(subject, PG.with_, *(_office(writer, name) for name in cooperation.offices))


def _analysis(writer: SheetWriter, subject: NamedNode, analysis: r.Analysis) -> None:
    """The indicator that ＜…＞ names, where one of the sheet bears that name."""
    named = [each.rank for each in writer.sheet.indicators if name_key(each.name) == name_key(analysis.indicator or "")]
    if len(named) == 1:
        writer.add(subject, PG.about, writer.nodes["indicator", segment(named[0])])


def _response(writer: SheetWriter, subject: NamedNode, response: r.PolicyResponse | r.OpinionResponse) -> None:
    if isinstance(response, r.PolicyResponse):
        target = writer.nodes.get(("policy", segment(response.policy))) if response.policy else None
        mentions = [directed.project for directed in response.projects]
        writer.link(subject, PG.targets, *filter(None, map(writer.project, mentions)))
    else:
        target = writer.nodes.get(("opinion", str(response.opinion)))
    if target:
        writer.add(subject, PG.respondsTo, target)


def _finding(writer: SheetWriter, subject: NamedNode, finding: r.Finding) -> None:
    writer.add(subject, PG.severity, writer.shared.concept(RULES[finding.rule].severity, "severity"))
    about = _referred(writer, finding.about) if finding.about else None
    writer.add(subject, PG.about, about or writer.graph)


def _correction(writer: SheetWriter, subject: NamedNode, correction: r.Correction) -> None:
    """What a correction is about: the record it set or confirmed, the one whose list it set, or the sheet."""
    path = parse_path(correction.what)
    node = writer.graph if path.is_list and not path.owner.steps else NamedNode(node_of(writer.iri, path.owner))
    if not writer.has(node):
        node = writer.graph
    writer.add(subject, PG.about, node)
    if path.field:
        writer.add(subject, PG.property, NamedNode(path.field.property))
    if node != writer.graph:
        writer.link(node, PROV.wasGeneratedBy, subject)


def _referred(writer: SheetWriter, ref: r.Ref) -> NamedNode | None:
    """The node of the record that a reader named by its kind and its printed key."""
    kind = _KIND_OF_REF.get(ref.kind, ref.kind)
    if kind == "measure":
        return writer.measure
    if kind in _SINGLE:
        return writer.nodes.get((kind, "1"))
    if kind in _PRINTED_KEYS:
        places = [place for place, key in enumerate(_PRINTED_KEYS[kind](writer.sheet), start=1) if key == ref.key]
        return writer.nodes[kind, str(places[0])] if len(places) == 1 else None
    return writer.nodes.get((kind, segment(ref.key)))


_KIND_OF_REF: Final = {"area": "part", "response-policy": "policy", "head": "measure"}
_SINGLE: Final = {children.kind for children in SHEET if children.single}
_PRINTED_KEYS: Final[Mapping[str, Callable[[r.Sheet], list[str | None]]]] = {
    "cooperation": lambda sheet: [each.level for each in sheet.cooperations],
    "opinion": lambda sheet: (
        [each.number for each in sheet.second_evaluation.opinions] if sheet.second_evaluation else []
    ),
    "opinion-response": lambda sheet: (
        [each.number for each in sheet.reflections.opinion_responses] if sheet.reflections else []
    ),
}
"""What readers name records by whose IRIs hold their position: two may print the same."""
