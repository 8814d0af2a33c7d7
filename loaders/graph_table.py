"""How records become nodes: one table, read by ``sheet_graph`` in one direction and ``sheet_records`` in the other.

A :class:`Shape` says which class a record's node has, what its fields are (attribute, property,
codec) and which of its attributes hold records of their own. A child's IRI is its parent's, the
kind and a key: the form's own, else its position among its like. ``pg:position`` says in which order
the form prints them, where a question may ask for it or the key does not keep it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from policygraph.loaders import records as r
from policygraph.ontology.terms import PG, RDFS


class Field(NamedTuple):
    """An attribute that is one value (or a tuple, with a codec that says so) under a property.

    ``codec`` is a name of :data:`policygraph.loaders.graph_codecs.CODECS`, with the code list behind
    a colon where it takes one.
    """

    attribute: str
    property: str
    codec: str


class Children(NamedTuple):
    """An attribute that holds records: a tuple, or one (``single``) that may be None."""

    attribute: str
    record: type[r.Record]
    kind: str
    single: bool = False
    link: str | None = None
    """Property by which the parent points to what a child mentions."""
    parent_property: str = PG.partOf
    ordered: bool = True
    """Whether questions ask for the order of several (``pg:position``); their IRIs keep it in any case."""

    def of(self, owner: object) -> tuple[r.Record, ...]:
        """The records that ``owner`` holds."""
        held = getattr(owner, self.attribute)
        return () if held is None else (held,) if self.single else held


@dataclass(frozen=True, slots=True)
class Shape:
    """The node of a record class. ``key`` makes the key of its IRI; None means its position."""

    class_: str
    fields: tuple[Field, ...]
    children: tuple[Children, ...] = ()
    key: Callable[[Any], str] | None = None


AREA = Field("area", PG.inPolicyArea, "area")
TEXT = Field("text", PG.text, "text")
MONEY = (
    Field("carried_over", PG.carriedOver, "integer"),
    Field("budget", PG.budget, "integer"),
    Field("general_funds", PG.generalFunds, "integer"),
    Field("staff_head_office", PG.staffHeadOffice, "decimal"),
    Field("staff_branch", PG.staffBranch, "decimal"),
    Field("staff", PG.staff, "decimal"),
)
PROJECTS = Children("projects", r.ProjectMention, "project-mention", link=PG.targets, ordered=False)
ORGANIZATIONS = Children("mentions", r.PartnerMention, "organization", link=PG.mentions, ordered=False)
PLANS = Children("plans", r.PlanLink, "plan-mention", link=PG.addresses, ordered=False)


def _year_fields(name: str, year: str, kind: str, value: tuple[str, str]) -> tuple[Field, Field, Field]:
    return (
        Field(f"{name}_year", year, "year"),
        Field(f"{name}_kind", kind, "concept:yearKind"),
        Field(value[0], value[1], "decimal"),
    )


SHAPES: dict[type[r.Record], Shape] = {
    r.Text: Shape(PG.Block, (TEXT,)),
    r.Budget: Shape(
        PG.BudgetTotal,
        (Field("fiscal_year", PG.fiscalYear, "year"), Field("amount", PG.totalBudget, "integer")),
        key=lambda budget: str(budget.fiscal_year),
    ),
    r.PlanLink: Shape(PG.Mention, (Field("heading", PG.heading, "code"), Field("code", PG.code, "code"))),
    r.PartnerMention: Shape(
        PG.Mention,
        (
            Field("name", RDFS.label, "text"),
            Field("legal_form", PG.legalForm, "text"),
            Field("printed", PG.printed, "text"),
        ),
    ),
    r.Part: Shape(
        PG.MeasurePart,
        (AREA, Field("name", RDFS.label, "text")),
        (Children("goal", r.Text, "goal", single=True), PLANS),
        key=lambda part: part.area,
    ),
    r.Role: Shape(
        PG.Role,
        (AREA, Field("actor", PG.actor, "concept:actor"), Field("group", PG.group, "text"), TEXT),
    ),
    r.Figure: Shape(
        PG.Figure,
        (
            Field("about", RDFS.label, "text"),
            Field("value", PG.value, "decimal"),
            Field("unit", PG.unit, "text"),
            Field("period", PG.when, "period"),
            Field("status", PG.status, "concept:status"),
        ),
    ),
    r.Initiative: Shape(
        PG.Initiative,
        (
            AREA,
            Field("mark", PG.mark, "concept:initiative"),
            Field("title", RDFS.label, "text"),
            Field("reported_title", PG.reportedLabel, "text"),
            Field("planned", PG.planned, "boolean"),
            Field("reported", PG.reported, "boolean"),
            Field("plan", PG.planText, "texts"),
            Field("results", PG.resultText, "texts"),
            Field("effects", PG.effectText, "texts"),
        ),
        (Children("figures", r.Figure, "figure", ordered=False),),
    ),
    r.Request: Shape(
        PG.Request,
        (AREA, TEXT, Field("to", PG.recipientNames, "texts"), Field("periods", PG.when, "periods")),
    ),
    r.Need: Shape(
        PG.Need,
        (
            AREA,
            Field("who", RDFS.label, "text"),
            Field("is_survey", PG.isSurvey, "boolean"),
            Field("periods", PG.when, "periods"),
            Field("texts", PG.text, "texts"),
        ),
    ),
    r.Cooperation: Shape(
        PG.Cooperation,
        (
            Field("level", PG.level, "concept:level"),
            AREA,
            Field("content", PG.content, "text"),
            Field("results", PG.results, "text"),
            Field("measures", PG.measureCodes, "codes"),
            Field("offices", PG.officeNames, "texts"),
        ),
        (Children("partners", r.PartnerMention, "partner", link=PG.with_),),
    ),
    r.Observation: Shape(
        PG.Observation,
        (
            Field("year", PG.year, "year"),
            Field("year_kind", PG.yearKind, "concept:yearKind"),
            Field("target", PG.target, "decimal"),
            Field("actual", PG.actual, "decimal"),
            Field("rate", PG.achievementRate, "decimal"),
            Field("grade", PG.grade, "concept:grade"),
        ),
    ),
    r.Indicator: Shape(
        PG.Indicator,
        (
            Field("rank", PG.rank, "code"),
            Field("name", RDFS.label, "text"),
            AREA,
            Field("unit", PG.unit, "text"),
            Field("kind", PG.kind, "concept:indicatorKind"),
            Field("explanation", PG.explanation, "text"),
            Field("basis_plan", PG.basisPlanName, "text"),
            Field("desired_change", PG.desiredChange, "concept:desiredChange"),
            Field("formula", PG.formula, "text"),
            Field("year_kind", PG.yearKind, "concept:yearKind"),
            *_year_fields("base", PG.baseYear, PG.baseYearKind, ("base_value", PG.baseValue)),
            *_year_fields("target", PG.targetYear, PG.targetYearKind, ("target_value", PG.targetValue)),
            *_year_fields("final", PG.finalYear, PG.finalYearKind, ("final_target", PG.finalTarget)),
            Field("latest_actual", PG.latestActual, "decimal"),
            Field("progress_rate", PG.progressRate, "decimal"),
            Field("causes_inside", PG.causeInside, "text"),
            Field("causes_outside", PG.causeOutside, "text"),
        ),
        (Children("observations", r.Observation, "observation", parent_property=PG.ofIndicator),),
        key=lambda indicator: indicator.rank,
    ),
    r.Overview: Shape(
        PG.Block, (TEXT,), (Children("mentions", r.PartnerMention, "organization", link=PG.mentions, ordered=False),)
    ),
    r.Project: Shape(
        PG.Project,
        (
            Field("code", PG.code, "code"),
            AREA,
            Field("name", RDFS.label, "text"),
            Field("transferred_from", PG.transferredFromName, "text"),
            Field("office", PG.departmentName, "text"),
            *MONEY,
            Field("full_cost", PG.fullCost, "integer"),
            Field("unplaced", PG.unplacedCell, "texts"),
        ),
        (Children("overview", r.Overview, "overview", single=True),),
        key=lambda project: project.code,
    ),
    r.ProjectTotals: Shape(PG.ProjectTotals, MONEY),
    r.GradeCount: Shape(
        PG.GradeCount, (AREA, Field("grade", PG.grade, "concept:grade"), Field("count", PG.count, "integer"))
    ),
    r.AreaVerdict: Shape(PG.AreaVerdict, (AREA, Field("verdict", PG.verdict, "concept:indicatorVerdict"))),
    r.Analysis: Shape(
        PG.Analysis, (Field("indicator", RDFS.label, "text"), Field("grade", PG.grade, "concept:grade"), TEXT)
    ),
    r.Judgement: Shape(
        PG.Judgement,
        (
            Field("criterion", PG.criterion, "integer"),
            Field("mark", PG.mark, "concept:criterion"),
            Field("question", PG.question, "text"),
            Field("reason", PG.reason, "text"),
        ),
    ),
    r.ProjectMention: Shape(PG.Mention, (Field("code", PG.code, "code"), Field("name", RDFS.label, "text"))),
    r.ResponsePolicy: Shape(
        PG.ResponsePolicy,
        (
            Field("number", PG.number, "code"),
            AREA,
            TEXT,
            Field("direction", PG.direction, "concept:direction"),
            Field("cause", PG.cause, "concept:cause"),
        ),
        (PROJECTS, PLANS),
        key=lambda policy: policy.number,
    ),
    r.FirstEvaluation: Shape(
        PG.FirstEvaluation,
        (
            Field("indicator_verdict", PG.indicatorVerdict, "concept:indicatorVerdict"),
            Field("effort_verdict", PG.effortVerdict, "concept:effortVerdict"),
            Field("overall_verdict", PG.overallVerdict, "concept:overallVerdict"),
        ),
        (
            Children("counts", r.GradeCount, "grade-count", ordered=False),
            Children("verdicts", r.AreaVerdict, "area-verdict", ordered=False),
            Children("analyses", r.Analysis, "analysis"),
            Children("judgements", r.Judgement, "judgement"),
            Children("policies", r.ResponsePolicy, "policy"),
        ),
    ),
    r.Opinion: Shape(
        PG.Opinion,
        (Field("number", PG.number, "code"), Field("category", PG.category, "concept:opinionCategory"), TEXT),
        (PROJECTS,),
    ),
    r.SecondEvaluation: Shape(
        PG.SecondEvaluation,
        (Field("categories", PG.heading, "codes"),),
        (Children("opinions", r.Opinion, "opinion"),),
    ),
    r.DirectedProject: Shape(
        PG.Mention,
        (Field("direction", PG.direction, "concept:direction"),),
        (Children("project", r.ProjectMention, "project-mention", single=True, link=PG.targets),),
    ),
    r.PolicyResponse: Shape(
        PG.Response,
        (Field("policy", PG.number, "code"), TEXT),
        (Children("projects", r.DirectedProject, "directed", ordered=False),),
    ),
    r.OpinionResponse: Shape(
        PG.Response,
        (
            Field("opinion", PG.respondsTo, "opinion"),
            Field("number", PG.number, "code"),
            Field("category", PG.category, "concept:opinionCategory"),
            TEXT,
            Field("as_of", PG.asOf, "moment"),
        ),
        (PROJECTS,),
    ),
    r.DirectionCount: Shape(
        PG.DirectionCount,
        (Field("direction", PG.direction, "concept:direction|directionTotal"), Field("count", PG.count, "integer")),
    ),
    r.Reflection: Shape(
        PG.Reflection,
        (
            Field("first_direction", PG.firstDirection, "concept:direction"),
            Field("next_direction", PG.nextDirection, "concept:direction"),
        ),
        (Children("project", r.ProjectMention, "project-mention", single=True, link=PG.targets),),
    ),
    r.Reflections: Shape(
        PG.Reflections,
        (),
        (
            Children("policy_responses", r.PolicyResponse, "policy-response"),
            Children("opinion_responses", r.OpinionResponse, "opinion-response"),
            Children("counts", r.DirectionCount, "direction-count", ordered=False),
            Children("projects", r.Reflection, "reflection"),
        ),
    ),
    r.Finding: Shape(
        PG.Finding,
        (
            Field("rule", PG.rule, "concept:rule"),
            Field("about", PG.aboutKey, "ref"),
            Field("printed", PG.printed, "text"),
            Field("expected", PG.expected, "text"),
            Field("message_ja", PG.message, "text"),
            Field("message_en", PG.message, "english"),
        ),
    ),
    r.Correction: Shape(
        PG.Correction,
        (
            Field("what", PG.aboutKey, "code"),
            Field("as_read", PG.valueRead, "code"),
            Field("value", PG.valueSet, "code"),
            Field("who", PG.correctedBy, "code"),
            Field("when", PG.correctedOn, "day"),
            Field("why", PG.reason, "text"),
        ),
    ),
}
"""The shape of every record class but the head and the sheet."""

HEAD = Shape(
    PG.Measure,
    (
        Field("name", RDFS.label, "text"),
        Field("code", PG.code, "code"),
        Field("fiscal_year", PG.fiscalYear, "year"),
        Field("department", PG.departmentName, "text"),
        Field("author_post", PG.authorPost, "text"),
        Field("contact", PG.contact, "text"),
        Field("related_offices", PG.officeNames, "texts"),
        Field("overall_verdict", PG.overallVerdict, "concept:overallVerdict"),
    ),
)
"""The head of a sheet is its measure; its areas are those of the parts."""

SHEET: tuple[Children, ...] = (
    Children("situation", r.Text, "situation", single=True),
    Children("image", r.Text, "image"),
    Children("budgets", r.Budget, "budget"),
    Children("parts", r.Part, "part"),
    Children("roles", r.Role, "role"),
    Children("initiatives", r.Initiative, "initiative"),
    Children("requests", r.Request, "request"),
    Children("needs", r.Need, "need"),
    Children("cooperations", r.Cooperation, "cooperation"),
    Children("indicators", r.Indicator, "indicator"),
    Children("no_indicator_reason", r.Text, "no-indicator-reason", single=True),
    Children("projects", r.Project, "project"),
    Children("totals", r.ProjectTotals, "totals", single=True),
    Children("first_evaluation", r.FirstEvaluation, "first-evaluation", single=True),
    Children("second_evaluation", r.SecondEvaluation, "second-evaluation", single=True),
    Children("reflections", r.Reflections, "reflections", single=True),
    Children("findings", r.Finding, "finding", parent_property=PG.inSheet, ordered=False),
    Children("corrections", r.Correction, "correction", parent_property=PG.inSheet),
)
"""The attributes of a sheet beside its head, in the order of the form."""
