"""The rules of impact as plain tuples, read from ``impact.ttl`` or from a file in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

from policygraph.errors import RulesError
from policygraph.ontology.codes import RELATIONS, RULED_RELATIONS
from policygraph.ontology.terms import NAMESPACE, PG, RDF, RDFS, SKOS
from policygraph.ontology.turtle import Subjects, one, parse_turtle, read_turtle

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
    """The rules of ``impact.ttl``, by relation in the order of the design and then by key."""
    return _rules(read_turtle("impact.ttl"))


def read_rules(path: Path) -> tuple[ImpactRule, ...]:
    """The rules of a Turtle file that stands in place of ``impact.ttl``, in the same order.

    Raises:
        RulesError: it is no Turtle (with the line), holds no rule, or a rule (named) lacks something, has
            something twice, or names a relation, class or property that the vocabulary does not have.
        OSError: it cannot be read.
    """
    try:
        found = parse_turtle(path.read_bytes())
    except (SyntaxError, UnicodeDecodeError) as error:
        place = f"line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else None
        raise RulesError(str(path), f"is not Turtle: {error}", place, ja=f"Turtle として読めません：{error}") from error
    faults = list(_faults(found))
    if faults:
        reason, ja = ("; ".join(each) for each in zip(*faults, strict=True))
        raise RulesError(str(path), reason, ja=ja)
    return _rules(found)


def _rules(found: Subjects) -> tuple[ImpactRule, ...]:
    rules = (_rule(iri, values) for iri, values in found.items() if PG.ImpactRule in values.get(RDF.type, ()))
    order = list(RELATIONS)
    return tuple(sorted(rules, key=lambda rule: (order.index(rule.relation), rule.key)))


def _rule(iri: str, values: Mapping[str, tuple[str, ...]]) -> ImpactRule:
    return ImpactRule(
        key=_key(iri),
        property=one(values, PG.property),
        relation=_RELATION_NAMES[one(values, PG.relation)],
        dependent_end=_ENDS[one(values, PG.dependentEnd)],
        subject_classes=frozenset(values.get(PG.subjectClass, ())),
        object_classes=frozenset(values.get(PG.objectClass, ())),
        label_ja=one(values, f"{RDFS.label}@ja"),
        label_en=one(values, f"{RDFS.label}@en"),
    )


def _key(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


# --- what may be wrong with a file of rules -----------------------------------------------------

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_Fault = tuple[str, str]
"""A fault in English and in Japanese."""

_SINGLE: Final = (PG.property, PG.relation, PG.dependentEnd, f"{RDFS.label}@ja", f"{RDFS.label}@en")
_MAY_STAND: Final = {
    *(RDF.type, *_SINGLE, PG.subjectClass, PG.objectClass, RDFS.label),
    *(f"{name}@{language}" for name in (RDFS.label, SKOS.definition, SKOS.note) for language in ("ja", "en")),
}


def _faults(found: Subjects) -> Iterator[_Fault]:
    rules = {iri: values for iri, values in found.items() if PG.ImpactRule in values.get(RDF.type, ())}
    if not rules:
        yield "holds no pg:ImpactRule", "pg:ImpactRule が一つもありません"
    keys = [_key(iri) for iri in rules]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"two rules are called {key}", f"{key} という名の規則が二つあります"
    for iri, values in found.items():
        if iri not in rules:
            yield f"{iri} is not a pg:ImpactRule", f"{iri} は pg:ImpactRule ではありません"
            continue
        for reason, ja in (*_missing(values), *_strange(values)):
            yield f"{_key(iri)}: {reason}", f"規則 {_key(iri)}：{ja}"


def _missing(values: Mapping[str, tuple[str, ...]]) -> Iterator[_Fault]:
    for name in _SINGLE:
        count = len(values.get(name, ()))
        if count != 1:
            yield (
                f"{_short(name)} stands {count} times, and must once",
                f"{_short(name)} が {count} 個（一つだけ要ります）",
            )
    for name in values.keys() - _MAY_STAND:
        yield f"{_short(name)} is no property of rules", f"{_short(name)} は規則の項目ではありません"


def _strange(values: Mapping[str, tuple[str, ...]]) -> Iterator[_Fault]:
    terms = read_turtle("policygraph.ttl")
    for relation in values.get(PG.relation, ()):
        # What an analyst scored is entered for itself and never follows from a sheet.
        if _RELATION_NAMES.get(relation) not in RULED_RELATIONS:
            yield f"{relation} is no relation of rules", f"{relation} は規則の関係ではありません"
    for end in values.get(PG.dependentEnd, ()):
        if end not in _ENDS:
            yield (
                f"the dependent end {end!r} is neither subject nor object",
                f"pg:dependentEnd「{end}」は subject でも object でもありません",
            )
    for term in (*values.get(PG.property, ()), *values.get(PG.subjectClass, ()), *values.get(PG.objectClass, ())):
        if term not in terms and (term.startswith(NAMESPACE) or not _IRI.fullmatch(term)):
            yield f"{_short(term)} is not in the vocabulary", f"{_short(term)} は語彙にありません"


def _short(iri: str) -> str:
    return f"pg:{iri.removeprefix(NAMESPACE)}" if iri.startswith(NAMESPACE) else iri.replace(RDFS.label, "rdfs:label")
