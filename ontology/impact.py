"""The rules of impact as plain tuples, read from ``impact.ttl``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final, Literal, NamedTuple

from policygraph.ontology.codes import RELATIONS
from policygraph.ontology.terms import PG, RDFS
from policygraph.ontology.turtle import one, read_turtle

DependentEnd = Literal["subject", "object"]

_ENDS: Final[Mapping[str, DependentEnd]] = {"subject": "subject", "object": "object"}
_RELATION_NAMES: Final = {iri: name for name, iri in RELATIONS.items()}


class ImpactRule(NamedTuple):
    """Statements with ``property`` carry ``relation``; the ``dependent_end`` hangs on the other.

    The rule holds where the subject has one of ``subject_classes`` and the object one of
    ``object_classes``; an empty set means any class. ``relation`` is a code of
    :data:`policygraph.ontology.codes.RELATIONS`. Source: design, section 7.
    """

    key: str
    property: str
    relation: str
    dependent_end: DependentEnd
    subject_classes: frozenset[str]
    object_classes: frozenset[str]
    label_ja: str
    label_en: str


@cache
def impact_rules() -> tuple[ImpactRule, ...]:
    """All rules, by relation in the order of the design and then by key.

    Raises KeyError for a rule of ``impact.ttl`` that lacks something or names an unknown relation.
    """
    rules = (_rule(iri, values) for iri, values in read_turtle("impact.ttl").items())
    order = list(RELATIONS)
    return tuple(sorted(rules, key=lambda rule: (order.index(rule.relation), rule.key)))


def _rule(iri: str, values: Mapping[str, tuple[str, ...]]) -> ImpactRule:
    return ImpactRule(
        key=iri.rpartition("#")[2],
        property=one(values, PG.property),
        relation=_RELATION_NAMES[one(values, PG.relation)],
        dependent_end=_ENDS[one(values, PG.dependentEnd)],
        subject_classes=frozenset(values.get(PG.subjectClass, ())),
        object_classes=frozenset(values.get(PG.objectClass, ())),
        label_ja=one(values, f"{RDFS.label}@ja"),
        label_en=one(values, f"{RDFS.label}@en"),
    )
