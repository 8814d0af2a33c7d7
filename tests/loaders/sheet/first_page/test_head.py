"""The head of page 1: values parted from their labels and glued to their neighbours."""

from __future__ import annotations

import pytest

from tests.loaders.sheet.first_page.page1 import HEAD, NAME, SITUATION, read, rules, unread

TIDY = (
    f"施策名 {NAME} 施策コード 09 － 03",
    "所管部局 水産林務部 作成責任者 水産林務部長　架空　花子",
    "照会先 架空漁港課計画係（28-123） 関係課 水産林務部水産局架空漁港課",
    "政策体系コード 1(2)A 2(3)B 総合評価 効果的な取組を検討して引き続き推進",
)


@pytest.mark.parametrize(
    "boxes",
    [
        TIDY,
        tuple(box.replace(" ", "") for box in TIDY),
        ("\n".join(TIDY),),
        (
            *(
                "施策名",
                NAME,
                "施策コード",
                "09-03",
                "所管部局",
                "作成責任者",
                "照会先",
                "関係課",
                "政策体系コード",
                "総合評価",
            ),
            *("水産林務部", "水産林務部長 架空花子", "架空漁港課計画係\n（28-123）", "水産林務部水産局架空漁港課"),
            *("1(2)A", "2(3)B", "効果的な取組を検討\nして引き続き推進"),
        ),
        (
            "水産林務部 所管部局 水産林務部長　架空　花子 作成責任者",
            f"{NAME} 施策名 09-03 施策コード",
            "架空漁港課計画係（28-123）照会先 水産林務部水産局架空漁港課関係課",
            "1(2)A 2(3)B 政策体系コード 効果的な取組を検討して引き続き推進総合評価",
        ),
    ],
    ids=["tidy", "glued", "one-box", "parted", "values-first"],
)
def test_values_by_their_shape(boxes: tuple[str, ...]) -> None:
    page, reading = read([*boxes, SITUATION])
    head = page.head
    assert (head.department, head.author_post) == ("水産林務部", "水産林務部長")
    assert head.contact is not None and head.contact.replace("\n", "") == "架空漁港課計画係（28-123）"
    assert head.related_offices == ("水産林務部水産局架空漁港課",)
    assert head.areas == ("1(2)A", "2(3)B")
    assert head.overall_verdict == "効果的な取組を検討して引き続き推進"
    assert rules(reading) == []
    assert unread(reading) == []


def test_the_name_is_quoted_where_it_wraps() -> None:
    page, reading = read([*HEAD, SITUATION])
    quoted = {reading.source.quote(span) for span in page.head.quotes}
    assert "海辺の暮らしを支える小さな港の手\n入れと船着き場の充実" in quoted


def test_a_code_lost_on_page_1_is_quoted_from_a_later_page() -> None:
    page, reading = read([*HEAD, SITUATION], later=f"令和２年度　基本評価調書 {NAME} 09 ― 03")
    assert "09 ― 03" in reading.source.quote(page.head.quotes[-1])


def test_a_verdict_of_unknown_wording_is_believed_where_section_5_prints_it_too() -> None:
    boxes = [*HEAD[:-1], "コード歩みを確かめながら推進総合評価 水産林務部水産局架空漁港課", SITUATION]
    page, reading = read(boxes, later="成果指標の分析 総合評価\n\nＡ指標のみ a\n歩みを確かめな\nがら推進")
    assert page.head.overall_verdict == "歩みを確かめながら推進"
    assert rules(reading) == []


def test_a_verdict_of_unknown_wording_without_second_print_has_a_finding() -> None:
    page, reading = read([*HEAD[:-1], "コード歩みを確かめながら推進総合評価 水産林務部水産局架空漁港課", SITUATION])
    assert page.head.overall_verdict == "歩みを確かめながら推進"
    assert rules(reading) == ["low-confidence"]


def test_a_verdict_parted_from_its_label_is_told_by_its_second_print() -> None:
    boxes = [*HEAD[:-1], "コード 総合評価", SITUATION, "歩みを確かめながら推進"]
    page, _ = read(boxes, later="総合評価\n\n歩みを確かめながら推進")
    assert page.head.overall_verdict == "歩みを確かめながら推進"


def test_a_verdict_is_told_also_where_its_second_print_stands_before_the_label() -> None:
    boxes = [*HEAD[:-1], "コード 総合評価", SITUATION, "歩みを確かめながら推進"]
    page, _ = read(boxes, later="歩みを確かめながら推進\n\n総合評価")
    assert page.head.overall_verdict == "歩みを確かめながら推進"


def test_a_department_away_from_its_label_is_told_by_the_post() -> None:
    page, _ = read(["架空振興局", *HEAD[2:], "作成責任者 水産林務部長　架空　花子", SITUATION, "水産林務部"])
    assert page.head.department == "水産林務部"


def test_an_office_in_running_text_is_no_related_office() -> None:
    situation = "・ 係の数は少なく、関係課\nの助けを借りている。"
    page, reading = read([*HEAD, situation])
    assert page.head.related_offices == ("水産林務部水産局架空漁港課",)
    assert page.situation is not None and page.situation.text == situation.replace("\n", "")
    assert unread(reading) == []


@pytest.mark.parametrize(("drop", "label"), [(1, "所管部局"), (2, "照会先"), (5, "総合評価")])
def test_a_cell_without_value_has_a_finding(drop: int, label: str) -> None:
    boxes = [box for index, box in enumerate(HEAD) if index != drop]
    _, reading = read([*boxes, SITUATION])
    assert label in [finding.expected for finding in reading.findings]
