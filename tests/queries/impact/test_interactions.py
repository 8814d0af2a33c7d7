"""What analysts scored: taken row by row, refused row by row, never put together with what sheets state."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policygraph.errors import SidecarError
from policygraph.queries.impact.answer import as_text
from policygraph.queries.impact.interactions import Interactions, read_interactions
from policygraph.queries.impact.reach import reach
from policygraph.queries.impact.reach_answer import reach_answer
from policygraph.queries.store import LocalStore
from policygraph.queries.targets import find_target

HEAD = "from,to,score,evidence,author,date\n"
GOOD = "0815,06-04,+2,試作の場が売上げを支える,架空 花子,2026-04-01\n"
TURTLE = """
@prefix pg: <https://w3id.org/policygraph/ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://example.org/i/1> a pg:Interaction ; pg:from <{one}> ; pg:to "06-04" ; pg:score 2 ;
  pg:evidence "試作の場が売上げを支える" ; pg:author "架空 花子" ; pg:scoredOn "2026-04-01"^^xsd:date .
"""


def read(tmp_path: Path, store: LocalStore, text: str, name: str = "i.csv") -> Interactions:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_interactions(path, store)


def test_csv_and_turtle_say_the_same(tmp_path: Path, examples_store: LocalStore) -> None:
    (row,) = read(tmp_path, examples_store, HEAD + GOOD).accepted
    assert (row.source.code, row.target.code, row.score, row.author, row.date) == (
        "0815", "06-04", 2, "架空 花子", date(2026, 4, 1),
    )  # fmt: skip
    turtle = TURTLE.format(one=row.source.iri)
    (same,) = read(tmp_path, examples_store, turtle, "i.ttl").accepted
    assert (same.source.iri, same.target.iri, same.score, same.evidence, same.date) == (
        row.source.iri, row.target.iri, row.score, row.evidence, row.date,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("0815,06-04,4,x,y,2026-04-01", "-3 から +3 の整数"),
        ("0815,06-04,1.5,x,y,2026-04-01", "-3 から +3 の整数"),
        ("0815,06-04,,x,y,2026-04-01", "score が空"),
        ("0815,06-04,1,,y,2026-04-01", "evidence が空"),
        ("0815,06-04,1,x,,2026-04-01", "author が空"),
        ("0815,06-04,1,x,y,2026-04-31", "YYYY-MM-DD"),
        ("0815,06-04,1,x,y,1/4/2026", "YYYY-MM-DD"),
        ("0815,9999,1,x,y,2026-04-01", "to：「9999」に当たるものはストアにありません"),
        ("事業,06-04,1,x,y,2026-04-01", "from：「事業」に当たるものが"),
        ("0815,0815,1,x,y,2026-04-01", "同じもの"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_reason(
    tmp_path: Path, examples_store: LocalStore, row: str, told: str
) -> None:
    found = read(tmp_path, examples_store, f"{HEAD}{GOOD}{row}\n")
    assert len(found.accepted) == 1
    (refused,) = found.refused
    assert refused.place == "line 3"
    assert told in refused.reason_ja


def test_the_same_score_twice_is_refused(tmp_path: Path, examples_store: LocalStore) -> None:
    (refused,) = read(tmp_path, examples_store, HEAD + GOOD + GOOD).refused
    assert "2 行目と同じ" in refused.reason_ja


@pytest.mark.parametrize("score", ["-3", "−2", "－1", "0", "1", "+2", "'-3", "'+3"])
def test_every_score_of_the_scale_is_taken_as_spreadsheets_write_it(
    tmp_path: Path, examples_store: LocalStore, score: str
) -> None:
    found = read(tmp_path, examples_store, f"{HEAD}0815,06-04,{score},x,y,2026-04-01\n")
    assert [row.reason_ja for row in found.refused] == []
    assert found.accepted[0].score == int(score.lstrip("'").replace("−", "-").replace("－", "-"))


def test_in_turtle_a_thing_that_is_no_interaction_or_says_something_twice_is_refused(
    tmp_path: Path, examples_store: LocalStore
) -> None:
    turtle = TURTLE.format(one="https://example.org/any") + "<https://example.org/x> a pg:Project . "
    turtle += "<https://example.org/i/1> pg:score 3 ."
    found = read(tmp_path, examples_store, turtle, "i.ttl")
    assert found.accepted == ()
    assert {row.reason_ja for row in found.refused} == {"pg:Interaction ではありません", "score が二つ以上あります"}


def test_a_file_that_is_neither_is_an_error(tmp_path: Path, examples_store: LocalStore) -> None:
    for name, text in (("i.csv", "a,b\n1,2\n"), ("i.ttl", "this is no turtle")):
        with pytest.raises(SidecarError, match=name):
            read(tmp_path, examples_store, text, name)
    for name in ("none.csv", "none.ttl"):
        with pytest.raises(SidecarError, match=name):
            read_interactions(tmp_path / name, examples_store)


def test_scores_stand_apart_and_reach_nothing(tmp_path: Path, examples_store: LocalStore) -> None:
    """0815 is scored to act upon A3413, which no sheet links with it: that makes A3413 no dependent."""
    scored = read(tmp_path, examples_store, HEAD + "0815,A3413,3,x,y,2026-04-01\n0123,A3413,3,x,y,2026-04-01\n")
    found = reach(examples_store, find_target(examples_store, "0815"))
    answer = reach_answer(found, scored)
    assert "A3413" not in {each.node.code for each in found.reached}
    text = as_text(answer)
    assert "分析者の評点（1 件）" in text
    assert "調書の記述ではありません" in text
    assert "この答えに関わらない評点 1 件" in text
    assert {edge.relation for edge in answer.edges} <= {"structural", "indicator-pathway"}
