"""What-ifs on pictures: 0536 stops, worked by hand in tests/queries/impact/test_what_if.py."""

from __future__ import annotations

from pathlib import Path

import pytest

import policygraph
from policygraph.errors import QueryError
from policygraph.queries.store import LocalStore


def test_what_is_touched_is_marked_with_the_share_of_its_budget(examples_store: LocalStore) -> None:
    """0536 has 12,346 of the 136,361 thousand yen of its part, and of the 378,589 of its measure."""
    view = policygraph.view(examples_store, "0536", supposed="stopped")
    told = {view.found.names[iri]: text for iri, text in view.scenario.shares.items() if iri in view.found.names}
    assert told["05-10 高い付加価値を生み出すものづくり産業の振興"] == "事業費 −3.3%"
    assert told["ものづくり産業の振興"] == "事業費 −9.1%"
    assert "0536" in view.scenario.words


def test_a_cut_takes_its_share(examples_store: LocalStore) -> None:
    view = policygraph.view(examples_store, "0536", supposed="cut=50%")
    assert "事業費 −4.5%" in view.scenario.shares.values()


def test_what_loses_its_last_support_is_told(examples_store: LocalStore) -> None:
    view = policygraph.view(examples_store, "05-10", supposed="stopped")
    assert any("支えを失う" in text for text in view.scenario.shares.values())


def test_what_cannot_be_supposed_is_refused(examples_store: LocalStore, tmp_path: Path) -> None:
    with pytest.raises(QueryError):
        policygraph.view(examples_store, "0536", tmp_path / "view.html", supposed="doubled")
    assert not list(tmp_path.iterdir())
