from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from policygraph.loaders.records import Judgement
from policygraph.loaders.sheet.evaluation.efforts import effort_verdict, read_efforts
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Fate, Source
from tests.loaders.sheet.evaluation.evaluations import piece

ONE = "計画した取組を着実に進め、かつ社会情勢\nや道民の要請等を踏まえた課題等に対応し\nているか"
TWO = "施策の推進に当たり、国等に要望・提案を\n行い、実現に向けて進捗しているか"
THREE = "道民からのニーズを的確に把握し、施策推\n進に役立てているか"
FOUR = "施策の推進に当たり、他の施策・部局との\n連携や地域・民間との連携･協働による成\n果を確認できるか"
RULE = """　　 　 ・基準１が「○」で、かつ基準２～４のうち１つ以上に「○」がある→ a
判定　・基準１が「○か△」ではない、又は基準１は「○か△」だが基準２～４に１つも「○」がない→ ｂ
　　　　・基準１が「△」で、かつ基準２～４のうち１つ以上に「○」がある→ ｃ
"""


def marks(judgements: tuple[Judgement, ...]) -> dict[int, tuple[str | None, str | None]]:
    return {judgement.criterion: (judgement.mark, judgement.reason) for judgement in judgements}


def test_marks_and_reasons_on_one_line_or_parted() -> None:
    page = piece(
        f"(2)取組の分析\n\n1\n\n2\n\n3\n\n4\n\n基準1\n（施策の推進に当たり対応すべきもの）\n\n対応している\n"
        f"（○→対応している）\n（△→コロナの影響）\n\n理　由\n\n{ONE}\n\n△\n\n見本市は中止と\nなった。\n\n{THREE}\n\n"
        f"◯ 聞き取りによる。\n\n{FOUR}\n\n-\n\n基準２～４\n（施策の推進に当たり取組が認められる）\n\n{TWO}"
        f"\n\n〇\n要望した。\n\n"
        f"{RULE}\nｃ\n"
    )
    judgements, verdict = read_efforts(page.lines, page.reading)
    assert marks(judgements) == {
        1: ("△", "見本市は中止となった。"),
        2: ("○", "要望した。"),
        3: ("○", "聞き取りによる。"),
        4: (None, None),
    }
    assert verdict == "c"
    assert page.unread == [] and page.rules == []
    assert "計画した取組を" in page.with_fate(Fate.LABEL)


def test_a_blank_mark_with_a_reason() -> None:
    page = piece(f"{ONE}\n\n○ 進めた。\n\n{TWO}\n\n感染症の影響で要望を見送った。\n\n{THREE}\n○ 把握した。\n\na\n")
    judgements, _ = read_efforts(page.lines, page.reading)
    assert marks(judgements)[2] == (None, "感染症の影響で要望を見送った。")


def test_stacked_marks_are_dealt_in_order_with_a_confidence_from_the_printed_rule() -> None:
    page = piece(f"{ONE}\n\n{TWO}\n\n{THREE}\n\n{FOUR}\n\n△\n○\n○\n○\n\n甲。\n\n乙。\n\n丙。\n\n丁。\n\nc\n")
    judgements, _ = read_efforts(page.lines, page.reading)
    assert marks(judgements) == {1: ("△", "甲。"), 2: ("○", "乙。"), 3: ("○", "丙。"), 4: ("○", "丁。")}
    assert {str(each.decision.confidence) for each in judgements if each.decision} == {"1.000"}


def test_stacked_marks_that_contradict_the_verdict_are_left_out() -> None:
    page = piece(f"{ONE}\n\n{TWO}\n\n{THREE}\n\n{FOUR}\n\n○\n△\n○\n○\n\nc\n")
    judgements, verdict = read_efforts(page.lines, page.reading)
    assert [judgement.mark for judgement in judgements] == [None] * 4
    assert verdict == "c"
    assert page.rules == ["cell-unknown"]


def test_questions_of_another_wording_count_in_their_order() -> None:
    page = piece("森を計画どおり\n守っているか\n\n○ 守った。\n\n声を聞いているか\n○ 聞いた。\n\na\n")
    judgements, _ = read_efforts(page.lines, page.reading)
    assert [(each.criterion, each.question, each.reason) for each in judgements] == [
        (1, "森を計画どおり守っているか", "守った。"),
        (2, "声を聞いているか", "聞いた。"),
    ]


def test_two_verdicts_that_differ_are_none() -> None:
    page = piece("a\n\nb\n")
    assert read_efforts(page.lines, page.reading) == ((), None)
    assert page.rules == ["cell-unknown"]


def test_a_criterion_printed_twice_is_read_once() -> None:
    page = piece(f"{ONE}\n\n○ 進めた。\n\n{TWO}\n\n○ 要望した。\n\n{TWO}\n\n○ 要望した。\n\na\n")
    assert len(read_efforts(page.lines, page.reading)[0]) == 2
    assert page.with_fate(Fate.REPEAT) == "○要望した。"
    assert page.rules == []


def test_text_above_the_first_question_stays_unread() -> None:
    page = piece(f"よその文。\n\n{ONE}\n\n○ 進めた。\n")
    assert marks(read_efforts(page.lines, page.reading)[0]) == {1: ("○", "進めた。")}
    assert page.unread == ["よその文。"]


def test_nothing_printed_is_nothing_read() -> None:
    page = piece("")
    assert read_efforts(page.lines, page.reading) == ((), None)
    assert page.rules == []


@pytest.mark.parametrize("first", ["○", "△", None])
def test_the_printed_rule(first: str | None) -> None:
    expected = {"○": "a", "△": "c", None: "b"}[first]
    for later in product(("○", "△", None), repeat=3):
        verdict = effort_verdict((first, *later))  # type: ignore[arg-type]
        assert verdict == (expected if "○" in later else "b")


def test_the_real_sheet(real_sheet_path: Path) -> None:
    evaluation = read_sheet(Source.from_bytes("real", real_sheet_path.read_bytes())).first_evaluation
    assert evaluation is not None
    assert [(each.criterion, each.mark) for each in evaluation.judgements] == [(1, "△"), (2, "○"), (3, "○"), (4, "○")]
    assert all(each.reason and each.question for each in evaluation.judgements)
