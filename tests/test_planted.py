"""Planted errors are found: in the records, and again after printing, damage and reading."""

from __future__ import annotations

from itertools import islice

import pytest

from benchmarks.planted import Claim, claimed, claims, planted_sheets, read, sound_sheet
from policygraph.loaders.sheet.doubts import is_doubtful
from policygraph.ontology.rules import RULES
from policygraph.queries.checks import CHECKED_RULES, findings_of
from tests.sheetwriter import LIGHT, MEDIUM, NONE, Damage, write
from tests.sheetwriter.facts import facts
from tests.sheetwriter.plant import PLANTS, Planted, plant

SEEDS = 6
"""Sheets a rule."""

_TRIED = 40
"""Sheets among which so many must be legible."""

READER = ("verdict-repeat", "year-sequence", "year-kind")
"""Rules whose print is not kept in records: the reader alone can see that they are broken."""

_NEEDED = {"budget": "budget", "project": "money", "totals": "money"}
"""The kind of facts that the reader must be sure of to claim anything about a kind of record."""


def test_every_rule_of_the_form_can_be_planted() -> None:
    of_the_reader = {name for name, rule in RULES.items() if rule.severity == "error"}
    assert set(PLANTS) <= set(RULES) - of_the_reader
    assert set(PLANTS) - {*READER} <= CHECKED_RULES


@pytest.mark.parametrize("rule", [rule for rule in PLANTS if rule not in READER])
def test_a_planted_error_is_the_only_claim_about_the_records(rule: str) -> None:
    for seed, planted in islice(planted_sheets(rule), SEEDS):
        before = claimed(findings_of(sound_sheet(seed)))
        found = claimed(findings_of(planted.sheet))
        assert (seed, found - before) == (seed, {(rule, planted.about)})


@pytest.mark.parametrize(("damage", "sheets"), [(NONE, 2), (LIGHT, SEEDS)], ids=["none", "light"])
@pytest.mark.parametrize("rule", PLANTS)
def test_a_planted_error_is_the_only_new_claim_about_the_print(rule: str, damage: Damage, sheets: int) -> None:
    legible = (pair for pair in islice(planted_sheets(rule), _TRIED) if _legible(rule, *pair, damage))
    tried = list(islice(legible, sheets))
    assert len(tried) == sheets
    for seed, planted in tried:
        new = claims(planted.sheet, damage, seed) - claims(sound_sheet(seed), damage, seed)
        assert (seed, _without_heads(new, rule)) == (seed, {(rule, planted.about)})


def _legible(rule: str, seed: int, planted: Planted, damage: Damage) -> bool:
    """Whether damage alone left the rule unbroken, and what it reckons with certain."""
    sound = sound_sheet(seed)
    if (rule, planted.about) in claims(sound, damage, seed):
        return False
    kind = _NEEDED.get(planted.about.kind)
    printed = planted.sheet if kind == "budget" else sound
    mine = [fact for fact in facts(read(write(printed, damage, seed))) if fact.kind == kind]
    unsure = [fact for fact in mine if fact.decision and is_doubtful(fact.decision)]
    return (kind == "budget" or not unsure) and len(mine) == sum(fact.kind == kind for fact in facts(printed))


def _without_heads(new: frozenset[Claim], rule: str) -> set[Claim]:
    """Without years whose kind the damage itself changed."""
    return {claim for claim in new if claim[0] == rule or claim[0] != "year-kind"}


# --- what the reader must not mend --------------------------------------------------------------


@pytest.mark.parametrize("seed", [12, 24])
def test_a_wrong_rate_does_not_hide_the_base_value(seed: int) -> None:
    planted = plant("achievement-rate", sound_sheet(seed), seed)
    assert planted is not None
    assert ("achievement-rate", planted.about) in claims(planted.sheet, MEDIUM, seed)
