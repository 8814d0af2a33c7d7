from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import cast

import pytest

from policygraph.errors import AmbiguousTargetError, NoTargetError
from policygraph.ontology.terms import PG
from policygraph.queries.labels import Label
from policygraph.queries.store import LocalStore, Store
from policygraph.queries.targets import find_target

SHEET = "https://w3id.org/policygraph/id/010006/2020/06-04"


class Found:
    """A store that finds what it is told to."""

    def __init__(self, labels: Sequence[Label]) -> None:
        self.labels = labels

    def search(self, text: str, kinds: Collection[str]) -> Sequence[Label]:
        return self.labels


def project(year: int, authority: str = "架空県") -> Label:
    return Label(f"https://example.org/{authority}/{year}", PG.Project, "0001", "事業", year, authority)


def find(*labels: Label, year: int | None = None, authority: str | None = None) -> Label:
    return find_target(cast("Store", Found(labels)), "0001", year, authority)


def test_the_latest_year_is_meant_unless_one_is_given() -> None:
    assert find(project(2021), project(2020)).fiscal_year == 2021
    assert find(project(2021), project(2020), year=2020).fiscal_year == 2020
    with pytest.raises(NoTargetError):
        find(project(2021), year=2019)


def test_an_authority_parts_what_a_year_does_not() -> None:
    both = (project(2021), project(2021, "別の県"))
    with pytest.raises(AmbiguousTargetError) as raised:
        find(*both)
    assert [candidate.split("  ")[:4] for candidate in raised.value.candidates] == [
        ["事務事業", "0001", "事業", "架空県 2021"],
        ["事務事業", "0001", "事業", "別の県 2021"],
    ]
    assert find(*both, authority="別の県").authority == "別の県"


def test_what_all_years_share_fits_any_year() -> None:
    shared = Label("https://example.org/plan", PG.PlanCode, "A1", "計画", 0, "")
    assert find(shared, year=2020, authority="架空県") == shared


def test_a_message_lists_twenty_candidates_and_counts_the_rest() -> None:
    with pytest.raises(AmbiguousTargetError) as raised:
        find(*(project(2021, f"県{number}") for number in range(25)))
    assert str(raised.value).startswith("'0001' matches 25 things")
    assert str(raised.value).endswith("... and 5 more")


def test_an_iri_names_itself(examples_store: LocalStore) -> None:
    found = find_target(examples_store, f"{SHEET}/project/0815")
    assert (found.kind, found.code, found.label) == (PG.Project, "0815", "食品加工の技術支援事業費")
    with pytest.raises(NoTargetError):
        find_target(examples_store, f"{SHEET}/project/9999")


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("0815", PG.Project),
        ("A3412", PG.PlanCode),
        ("C0078", PG.PlanCode),
        ("06-04", PG.Measure),
        ("2(2)A", PG.PolicyArea),
    ],
)
def test_a_code_names_one_thing(examples_store: LocalStore, target: str, kind: str) -> None:
    assert find_target(examples_store, target).kind == kind


@pytest.mark.parametrize("iri", ["x:\x00", "http://[", "https://example.org/nothing"])
def test_an_iri_that_the_store_does_not_have_or_that_is_none_is_no_target(
    one_sheet_store: LocalStore, iri: str
) -> None:
    with pytest.raises(NoTargetError):
        find_target(one_sheet_store, iri)
