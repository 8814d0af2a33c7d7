from __future__ import annotations

from pathlib import Path

from policygraph.loaders.records import DirectionCount, Reflection
from policygraph.loaders.sheet.evaluation.directions import read_directions
from policygraph.loaders.sheet.evaluation.mentions import Vocabulary
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Fate, Source
from tests.loaders.sheet.evaluation.evaluations import FOREST, HARBOUR, ORCHARD, PROJECTS, Piece, piece

HEAD = """（３）事務事業への反映状況

終 了 合 計
次年度新規事業

（予定）

方　向　性 拡 充 改 善 縮 小 統 合 廃 止

事務事業
整理番号

事務事業名
一次政策評価におけ

る方向性（再掲）
次年度の方向性

（反映結果）

"""
ROWS = f"""0101 {HARBOUR.name} 拡充 改善

0102 {ORCHARD.name} 改善 改善

0103 {FOREST.name} 縮小 終了
"""


def read(text: str) -> tuple[tuple[DirectionCount, ...], tuple[Reflection, ...], Piece]:
    page = piece(text)
    counts, projects = read_directions(page.lines, page.reading, Vocabulary.of(PROJECTS))
    return counts, projects, page


def directions(projects: tuple[Reflection, ...]) -> list[tuple[str | None, str | None, str | None]]:
    return [(each.project.code, each.first_direction, each.next_direction) for each in projects]


def table(counts: tuple[DirectionCount, ...]) -> dict[str, int]:
    return {count.direction: count.count for count in counts}


def test_projects_and_a_whole_row_of_counts() -> None:
    counts, projects, page = read(HEAD + "反 映 結 果\n0 2 0 0 0 1 3 0\n\n" + ROWS)
    assert directions(projects) == [("0101", "拡充", "改善"), ("0102", "改善", "改善"), ("0103", "縮小", "終了")]
    assert [each.project.name for each in projects] == [HARBOUR.name, ORCHARD.name, FOREST.name]
    assert table(counts) == {
        **dict.fromkeys(("拡充", "縮小", "統合", "廃止", "次年度新規"), 0),
        "改善": 2,
        "終了": 1,
        "合計": 3,
    }
    assert page.unread == [] and page.rules == []


def test_counts_beside_vanished_blanks_are_placed_by_the_projects() -> None:
    counts, _, page = read(HEAD + "反 映 結 果\n2\n\n1 3\n\n5\n\n" + ROWS)
    assert table(counts) == {"改善": 2, "終了": 1, "合計": 3, "次年度新規": 5}
    assert page.rules == []


def test_counts_in_disorder_are_placed_by_their_value() -> None:
    counts, _, _ = read(HEAD + "3 0\n\n反 映 結 果\n0 2 0 0 0 1\n\n" + ROWS)
    assert table(counts)["合計"] == 3 and table(counts)["改善"] == 2


def test_a_zero_that_may_stand_in_several_columns_is_reported() -> None:
    counts, _, page = read(HEAD + "2 0 1 3\n\n" + ROWS)
    assert table(counts) == {"改善": 2, "終了": 1, "合計": 3}
    assert page.rules == ["cell-unknown"]
    assert page.with_fate(Fate.UNKNOWN_CELL) == "0"


def test_counts_that_contradict_the_projects_are_kept_where_the_row_is_whole() -> None:
    counts, _, _ = read(HEAD + "0 9 0 0 0 1 3 0\n\n" + ROWS)
    assert table(counts)["改善"] == 9


def test_a_contradicting_count_is_kept_in_its_column_where_the_others_agree() -> None:
    counts, _, page = read(HEAD + "反 映 結 果\n9 1\n\n3 5\n\n" + ROWS)
    assert table(counts) == {"改善": 9, "終了": 1, "合計": 3, "次年度新規": 5}
    assert page.rules == []


def test_a_contradicting_count_is_not_mended_by_a_number_of_another_column() -> None:
    """The 2 of 次年度新規 would be right for 改善, but a row keeps its order."""
    counts, _, _ = read(HEAD + "反 映 結 果\n0 9 0 0 0 1\n\n3 2\n\n" + ROWS)
    assert (table(counts)["改善"], table(counts)["次年度新規"]) == (9, 2)


def test_a_contradiction_that_may_be_an_exchange_of_lines_is_left_open() -> None:
    counts, _, page = read(HEAD + "4\n\n3 3\n\n" + ROWS.replace("終了", "改善"))
    assert table(counts) == {}
    assert page.rules == ["cell-unknown"] * 3


def test_counts_without_known_directions_are_left_out() -> None:
    counts, projects, page = read(HEAD + "4 4\n")
    assert (counts, projects) == ((), ())
    assert page.rules == ["cell-unknown", "cell-unknown"]


def test_names_parted_from_their_rows_or_glued_to_a_direction() -> None:
    _, projects, page = read(
        f"{HARBOUR.name}\n\n0102 改善 拡充\n\n0101 縮小 廃止{FOREST.name}\n\n{ORCHARD.name}\n\n0103 統合 終了\n"
    )
    assert [(each.project.name, each.first_direction, each.next_direction) for each in projects] == [
        (HARBOUR.name, "縮小", "廃止"),
        (ORCHARD.name, "改善", "拡充"),
        (FOREST.name, "統合", "終了"),
    ]
    assert page.unread == [] and page.rules == []


def test_a_dash_for_no_direction() -> None:
    _, projects, _ = read(f"0101 {HARBOUR.name} 終了 －\n")
    assert directions(projects) == [("0101", "終了", None)]


def test_a_direction_too_few_leaves_that_project_without() -> None:
    _, projects, page = read(f"0101 {HARBOUR.name} 拡充 改善\n\n0102 {ORCHARD.name} 改善\n")
    assert directions(projects) == [("0101", "拡充", "改善"), ("0102", None, None)]
    assert page.rules == ["cell-unknown"]


def test_stacked_directions_that_are_all_alike() -> None:
    _, projects, _ = read(f"0101 {HARBOUR.name}\n\n0102 {ORCHARD.name}\n\n改善 改善\n\n改善 改善\n")
    assert directions(projects) == [("0101", "改善", "改善"), ("0102", "改善", "改善")]


def test_a_row_printed_twice_is_read_once() -> None:
    counts, projects, page = read("0 2 0 0 0 1 3 0\n\n" + ROWS + "\n" + ROWS)
    assert len(projects) == 3 and table(counts)["合計"] == 3
    assert page.with_fate(Fate.REPEAT).startswith(f"0101{HARBOUR.name}拡充改善")


def test_an_unknown_project_is_kept_as_printed() -> None:
    _, projects, page = read("0999 見知らぬ土地の開拓事業 拡充 拡充\n")
    assert [(each.project.code, each.project.name) for each in projects] == [("0999", "見知らぬ土地の開拓事業")]
    assert page.rules == []


def test_the_real_sheet(real_sheet_path: Path) -> None:
    reflections = read_sheet(Source.from_bytes("real", real_sheet_path.read_bytes())).reflections
    assert reflections is not None
    assert directions(reflections.projects) == [(code, "改善", "改善") for code in ("0533", "0534", "0535", "0536")]
    assert table(reflections.counts) == {"改善": 4, "合計": 4, "次年度新規": 0}


def test_counts_of_no_project_at_all_leave_only_the_new_ones() -> None:
    counts, projects, _ = read(HEAD + "0 2\n")
    assert (table(counts), projects) == ({"次年度新規": 2}, ())


def test_a_name_of_no_number_is_no_project() -> None:
    _, projects, page = read(f"0101 改善 改善\n\n{HARBOUR.name}\n\n見知らぬ土地の開拓事業\n")
    assert [each.project.name for each in projects] == [HARBOUR.name]
    assert "cell-unknown" in page.rules
