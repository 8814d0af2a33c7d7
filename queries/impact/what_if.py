"""What if something stops or is cut: what is touched, what it still rests on, what share of its money is lost.

Nothing here is forecast. A project that stops loses all its money and staff; a project that leans on a
stopped office or partner is counted as if it stopped, which is the most that can hang on it, since no
sheet says how much of a project leans on whom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Final, NamedTuple

from policygraph.errors import QueryError
from policygraph.ontology.codes import RULED_RELATIONS
from policygraph.ontology.impact import ImpactRule
from policygraph.ontology.terms import PG
from policygraph.queries.impact.amounts import Amounts, Share, Whole, amounts_of, share_of, shares, whole_of
from policygraph.queries.impact.bases import Bases, Grade, bases_of, grades_of
from policygraph.queries.impact.frame import Frame, Step, frame
from policygraph.queries.impact.hubs import HUB, hubs
from policygraph.queries.impact.kinds import kind_key, pledges_of
from policygraph.queries.impact.offices import Office, offices_of_projects, responsible
from policygraph.queries.impact.scenario import Change
from policygraph.queries.impact.supports import Lost, Supports, changes_of, fallen_with, last_lost
from policygraph.queries.impact.walks import State, Walk, walk
from policygraph.queries.network import Node
from policygraph.queries.quotations import Quotation, quotations
from policygraph.queries.store import Coverage, Edge, Store

_SHARERS: Final = frozenset({PG.Organization, PG.Department})
_HOLDERS: Final = frozenset({PG.MeasurePart, PG.Measure})
_LEANING: Final = frozenset({"shared", "cooperation"})
_UNLISTED: Final = frozenset({PG.Observation})
"""A year of an indicator is told by the indicator."""


class Behind(NamedTuple):
    """An indicator behind something: its latest grade, where it has one, and whether it is lost itself."""

    node: Node
    grade: Grade | None
    lost: bool


@dataclass(frozen=True, slots=True)
class Touched:
    """Something that is touched, directly (one hop) or not, by which relations.

    ``supports`` are by rule; ``projects_before`` and ``projects_after`` count the projects behind it,
    which are also the denominator of ``shares`` (see ``bases``). ``lost`` says whether its only
    support, or the last of several, is lost by any rule, or its last project.
    """

    node: Node
    kind: str
    sheet: str
    hops: int
    relations: tuple[str, ...]
    supports: tuple[Supports, ...]
    projects_before: int
    projects_after: int
    lost: Lost | None
    shares: Mapping[str, Share]
    indicators: tuple[Behind, ...]
    offices: tuple[Office, ...]

    @property
    def direct(self) -> bool:
        return self.hops == 1


@dataclass(frozen=True, slots=True)
class Overlap:
    """What adding up would count twice: the sum, what is lost if each project counts once, the difference."""

    added: Decimal
    once: Decimal

    @property
    def excluded(self) -> Decimal:
        return self.added - self.once


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer: what was supposed, on what it rests, what is touched by kind, and what was counted once."""

    changes: tuple[tuple[Node, Decimal], ...]
    fiscal_year: int
    depth: int | None
    coverage: Coverage
    touched: Mapping[str, tuple[Touched, ...]]
    projects: Mapping[str, Decimal]
    total: Mapping[str, Share]
    between_targets: Mapping[str, Overlap]
    between_rows: Mapping[str, Mapping[str, Overlap]]
    passed_over: tuple[Node, ...]
    steps: tuple[Step, ...]
    nodes: Mapping[str, Node]
    quotations: Mapping[Edge, Quotation]
    frame: Frame
    behind: Bases
    amounts: Amounts


def what_if(
    store: Store,
    changes: Sequence[Change],
    *,
    depth: int | None = None,
    rules: Sequence[ImpactRule] | None = None,
    year: int | None = None,
    authority: str | None = None,
    pass_over_hubs: bool = False,
    hub: int = HUB,
) -> WhatIf:
    """What is touched if targets stop or are cut; ``changes`` name each target once.

    Raises:
        QueryError: a target stands twice, or targets are of several years.
    """
    _check(changes)
    targets = [change.target for change in changes]
    within = frame(store, targets, year=year, authority=authority, rules=rules)
    passed_over = set(hubs(within, hub)) - {change.target.iri for change in changes} if pass_over_hubs else set[str]()
    return _Reckoning(Ground(within), changes, depth, passed_over).answer()


def sweep(within: Frame, scenarios: Iterable[Sequence[Change]]) -> Iterator[Mapping[str, tuple[Touched, ...]]]:
    """What is touched in each of many scenarios, without quotations: a year's projects one by one, say."""
    ground = Ground(within)
    ground.name(within.graph)
    for changes in scenarios:
        yield _Reckoning(ground, changes, None, ()).touched()


class Ground:
    """What every what-if of a year rests on, asked of the store once."""

    def __init__(self, within: Frame) -> None:
        self.frame = within
        self.behind = bases_of(within)
        self.amounts = amounts_of(within.store)
        self.grades = grades_of(within.store)
        self.office_of = offices_of_projects(within.store)
        self.pledges = pledges_of(within.store)
        self.nodes: dict[str, Node] = {}
        self._wholes: dict[str, dict[str, Whole]] = {}
        self._judging: dict[str, tuple[tuple[Node, Grade | None], ...]] = {}

    def name(self, iris: Iterable[str]) -> None:
        """Ask for the names of nodes that are not known yet."""
        self.nodes.update(self.frame.nodes(set(iris) - self.nodes.keys()))

    def prepare(self, iris: Collection[str]) -> None:
        """Ask at once for the names of nodes and of the indicators behind them."""
        judging = (self.behind.indicators_of(iri) for iri in iris if iri not in self._judging)
        self.name({*iris, *chain.from_iterable(judging)})

    def judging(self, iri: str) -> tuple[tuple[Node, Grade | None], ...]:
        """The indicators behind a node in order, with their grades."""
        if iri not in self._judging:
            found = sorted(self.nodes[indicator] for indicator in self.behind.indicators_of(iri))
            self._judging[iri] = tuple((node, self.grades.get(node.iri)) for node in found)
        return self._judging[iri]

    def shares(self, iri: str, losses: Mapping[str, Decimal]) -> dict[str, Share]:
        """What the projects behind a node lose of what they have."""
        projects = self.behind.projects_of(iri)
        if iri not in self._wholes:
            self._wholes[iri] = {name: whole_of(known, projects) for name, known in self.amounts.items()}
        wholes = self._wholes[iri]
        return {name: share_of(known, losses, projects, wholes[name]) for name, known in self.amounts.items()}


def _check(changes: Sequence[Change]) -> None:
    iris = [change.target.iri for change in changes]
    for change in changes:
        if iris.count(change.target.iri) > 1:
            name = change.target.code or change.target.label
            raise QueryError(f"{name} is a target twice", ja=f"「{name}」が対象に二度あります。")


class _Reckoning:
    """One what-if as it is worked out."""

    def __init__(
        self, ground: Ground, changes: Sequence[Change], depth: int | None, passed_over: Collection[str]
    ) -> None:
        self.ground, self.frame, self.behind = ground, ground.frame, ground.behind
        self.changes, self.depth, self.passed_over = changes, depth, passed_over
        self.targets = {change.target.iri: change.loss for change in changes}
        self.hits = {iri: dict(self._projects_hit(iri, loss)) for iri, loss in self.targets.items()}
        self.losses = self._largest()
        self.fallen = fallen_with(self.frame, self._stopped())
        self.weak = {iri for iri, loss in (*self.targets.items(), *self.losses.items()) if loss < 1}
        self.walks = [
            walk(self.frame, iri, relation, "dependents", passed_over)
            for iri in self.targets
            for relation in RULED_RELATIONS
        ]

    def _projects_hit(self, iri: str, loss: Decimal) -> Iterator[tuple[str, Decimal]]:
        """The projects that lose with a target: itself, those that lean on it, those that it consists of."""
        kind = self.frame.kind(iri)
        if kind == PG.Project:
            yield iri, loss
        elif kind in _SHARERS:
            for step in self._leaning(iri):
                yield step.dependent, loss
        elif kind in _HOLDERS:
            for project in self.behind.projects_of(iri):
                yield project, loss

    def _leaning(self, iri: str) -> Iterator[Step]:
        for dependent, edges in self.frame.graph.succ[iri].items():
            if self.frame.kind(dependent) == PG.Project:
                steps = (self.frame.step(iri, dependent, key) for key in edges)
                yield from (step for step in steps if step.rule.relation in _LEANING)

    def _largest(self) -> dict[str, Decimal]:
        """What each project loses: the largest of what its targets take, never their sum."""
        losses: dict[str, Decimal] = {}
        for hit in self.hits.values():
            for project, loss in hit.items():
                losses[project] = max(loss, losses.get(project, loss))
        return losses

    def _stopped(self) -> set[str]:
        return {iri for iri, loss in (*self.targets.items(), *self.losses.items()) if loss == 1}

    def answer(self) -> WhatIf:
        reached = self._reached()
        steps = self._steps(reached)
        touched, nodes = self._by_kind(reached), self._nodes(reached, steps)
        everything = [iri for iri in self.frame.graph if self.frame.kind(iri) == PG.Project]
        return WhatIf(
            changes=tuple((nodes[change.target.iri], change.loss) for change in self.changes),
            fiscal_year=self.frame.fiscal_year,
            depth=self.depth,
            coverage=self.frame.store.coverage(),
            touched=touched,
            projects=self.losses,
            total=shares(self.ground.amounts, self.losses, everything),
            between_targets=self._overlaps(self.hits.values()),
            between_rows={kind: self._between(rows) for kind, rows in touched.items()},
            passed_over=tuple(nodes[iri] for iri in sorted(self.passed_over)),
            steps=tuple(steps),
            nodes=nodes,
            quotations=quotations(self.frame.store, {step.statement for step in steps}),
            frame=self.frame,
            behind=self.behind,
            amounts=self.ground.amounts,
        )

    def touched(self) -> dict[str, tuple[Touched, ...]]:
        """What is touched, by kind."""
        return self._by_kind(self._reached())

    def _nodes(self, reached: Collection[str], steps: Iterable[Step]) -> dict[str, Node]:
        """Names of everything that the answer speaks of."""
        ends = (end for step in steps for end in (step.support, step.dependent))
        spoken_of = {*self.targets, *self.losses, *self.passed_over, *reached, *ends}
        self.ground.name(spoken_of)
        return {iri: self.ground.nodes[iri] for iri in spoken_of}

    def _reached(self) -> dict[str, tuple[int, tuple[str, ...]]]:
        """Everything touched: the least number of hops, and the relations that lead there."""
        hops: dict[str, int] = {}
        relations: dict[str, list[str]] = defaultdict(list)
        for walked, relation in zip(self.walks, RULED_RELATIONS * len(self.targets), strict=True):
            for iri, count in walked.hops().items():
                if iri not in self.targets and self._listed(iri, count):
                    hops[iri] = min(count, hops.get(iri, count))
                    relations[iri].append(relation)
        return {iri: (count, tuple(dict.fromkeys(relations[iri]))) for iri, count in hops.items()}

    def _listed(self, iri: str, count: int) -> bool:
        return (self.depth is None or count <= self.depth) and self.frame.kind(iri) not in _UNLISTED

    def _steps(self, reached: Collection[str]) -> list[Step]:
        """The hops between what is touched, once each, that lie on ways from the targets."""
        ends = {*reached, *self.targets}
        found = (
            self.frame.step(before.iri, after.iri, key)
            for walked in self.walks
            for before, after, key in _hops(walked)
            if before.iri in ends and after.iri in ends
        )
        return sorted(dict.fromkeys(found), key=lambda step: (step.rule.relation, step.support, step.dependent))

    def _by_kind(self, reached: Mapping[str, tuple[int, tuple[str, ...]]]) -> dict[str, tuple[Touched, ...]]:
        self.ground.prepare(reached)
        rows: dict[str, list[Touched]] = defaultdict(list)
        for iri, (hops, relations) in reached.items():
            kind = kind_key(self.frame.kind(iri), is_pledge=iri in self.ground.pledges)
            rows[kind].append(self._row(iri, kind, hops, relations, self._weakened(iri, reached)))
        return {kind: tuple(sorted(each, key=_rank)) for kind, each in rows.items()}

    def _weakened(self, iri: str, reached: Mapping[str, tuple[int, tuple[str, ...]]]) -> set[str]:
        """The supports of a node that are cut, or touched before it is, and do not fall."""
        hops, _ = reached[iri]
        beside = self.frame.graph.predecessors(iri)
        return {each for each in beside if each in self.weak or (each in reached and reached[each][0] < hops)}

    def _row(self, iri: str, kind: str, hops: int, relations: tuple[str, ...], weak: set[str]) -> Touched:
        whole = self.behind.projects_of(iri)
        hit = [project for project in self.losses if project in whole]
        left = len(whole) - sum(self.losses[project] == 1 for project in hit)
        supports = changes_of(self.frame, iri, self.fallen, weak)
        sheet = self.frame.sheet_of(iri)
        return Touched(
            node=self.ground.nodes[iri],
            kind=kind,
            sheet=sheet.code if sheet else "",
            hops=hops,
            relations=relations,
            supports=supports,
            projects_before=len(whole),
            projects_after=left,
            lost=_worst((*(each.lost for each in supports), last_lost(len(whole), left))),
            shares=self.ground.shares(iri, self.losses),
            indicators=tuple(Behind(*each, each[0].iri in self.fallen) for each in self.ground.judging(iri)),
            offices=self._offices(iri, hit),
        )

    def _offices(self, iri: str, hit: Sequence[str]) -> tuple[Office, ...]:
        touched = self.fallen | self.weak
        beside = [support for support in self.frame.graph.predecessors(iri) if support in touched]
        own = () if iri in self.losses else hit
        return responsible(self.frame, (iri, *own, *beside), self.ground.office_of)

    def _overlaps(self, counted: Iterable[Mapping[str, Decimal]]) -> dict[str, Overlap]:
        """By amount: the sum over several countings, and what they come to with each project once."""
        every = list(counted)
        union = {project: self.losses[project] for each in every for project in each}
        return {
            name: Overlap(sum((_lost(known, each) for each in every), Decimal(0)), _lost(known, union))
            for name, known in self.ground.amounts.items()
        }

    def _between(self, rows: Sequence[Touched]) -> dict[str, Overlap]:
        wholes = (self.behind.projects_of(row.node.iri) for row in rows)
        return self._overlaps(
            {project: self.losses[project] for project in self.losses if project in whole} for whole in wholes
        )


def _lost(known: Mapping[str, Decimal], losses: Mapping[str, Decimal]) -> Decimal:
    """What projects lose of one amount, as far as it is known."""
    return sum((loss * known[project] for project, loss in losses.items() if project in known), Decimal(0))


def _hops(walked: Walk) -> Iterator[tuple[State, State, str]]:
    """The hops that lie on a way that ends where ways of this relation end."""
    import networkx as nx

    ends = [state for state in walked.graph if state.phase == walked.end_phase]
    useful = {*ends, *(each for end in ends for each in nx.ancestors(walked.graph, end))}
    return ((before, after, key) for before, after, key in walked.graph.edges(keys=True) if after in useful)


def _worst(lost: Iterable[Lost | None]) -> Lost | None:
    found = set(lost)
    return "sole" if "sole" in found else "last" if "last" in found else None


def _rank(row: Touched) -> tuple[int, Decimal, Decimal, int, Node]:
    """Sole support lost, last support lost, the rest; then by share of the budget, by what is known to be lost."""
    share = row.shares["budget"]
    known = Decimal(-1) if share.share is None else share.share
    return (("sole", "last", None).index(row.lost), -known, -share.lost, row.hops, row.node)
