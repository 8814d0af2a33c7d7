from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.loaders.sheet.evaluation.policies import Policies, read_policies
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Fate, Source
from tests.loaders.sheet.evaluation.evaluations import FOREST, PROJECTS, Piece, named, piece, project

HEAD = """(3)総合評価と対応方針等

北海道創生
総合戦略

北海道
強靱化計画

知事公約

対応方針 関連する事務事業 関連する計画等

成果指標の分析 取組の分析
総合評価

判定(計） 判定

C指標あり ａ
効果的な取組を検討して引き

続き推進

対応方針
番号

政策体系 内　　　　容 方向性
事務事業
整理番号

事務事業名

"""


def read(text: str) -> tuple[Policies, Piece]:
    page = piece(text)
    return read_policies(page.lines, page.reading, PROJECTS), page


def test_a_row_with_stacked_numbers_wrapped_names_and_codes_of_two_plans() -> None:
    policies, page = read(
        HEAD + "① 2(1)B\n\n・港に人を\n呼ぶ。\n・果樹園を\n広げる。\n\n拡充（指標\n分析）\n\n0101\n0102\n\n"
        "港のにぎわい\nづくり支援事\n業\n"
        "果樹園デジタ\nル化推進事業\n費\n\nA1101\nA1102\n\nC0007\n\n-\n"
    )
    (policy,) = policies.policies
    assert (policy.number, policy.area, policy.direction, policy.cause) == ("①", "2(1)B", "拡充", "指標分析")
    assert policy.text == "・港に人を呼ぶ。\n・果樹園を広げる。"
    assert named(policy.projects) == [("0101", "港のにぎわいづくり支援事業"), ("0102", "果樹園デジタル化推進事業費")]
    assert [(link.heading, link.code) for link in policy.plans] == [
        ("創生", "A1101"),
        ("創生", "A1102"),
        ("公約", "C0007"),
    ]
    assert page.unread == [] and page.rules == []


def test_the_verdicts_above_the_policies_one_of_them_wrapped() -> None:
    policies, page = read(HEAD)
    assert policies[1:4] == ("C指標あり", "a", "効果的な取組を検討して引き続き推進")
    assert policies.policies == ()
    assert page.unread == []


def test_verdicts_of_wordings_never_seen() -> None:
    policies, _ = read("成果指標の分析 取組の分析\n総合評価\n\nおおむね良好 b\n取組を\n見直す\n\n対応方針\n番号\n")
    assert policies[1:4] == ("おおむね良好", "b", "取組を見直す")


def test_ten_policies_keep_their_own_cells() -> None:
    rows = [
        f"{chr(0x2460 + index)} 2(2)A\n\n・方針その{index}。\n\n"
        f"改善（取組\n分析）\n\n0103\n森の学校運営\n事業\n\nA{3000 + index} - -\n"
        for index in range(10)
    ]
    policies, page = read("\n".join(rows))
    assert [policy.number for policy in policies.policies] == list("①②③④⑤⑥⑦⑧⑨⑩")
    assert [policy.text for policy in policies.policies] == [f"・方針その{index}。" for index in range(10)]
    assert [[link.code for link in policy.plans] for policy in policies.policies] == [
        [f"A{3000 + index}"] for index in range(10)
    ]
    assert page.rules == []


def test_columns_that_come_out_one_after_another_are_dealt_in_order() -> None:
    policies, page = read(
        "①\n\n②\n\n2(2)A\n\n1(3)C\n\n・甲を行う。\n\n拡充（指標分析）\n\n・乙を行う。\n\n縮小（取組分析）\n\n"
        "0101 港のにぎわいづくり支援事業\n\nA1101 - -\n\n0103 森の学校運営事業\n\n- - C0007\n"
    )
    assert [(each.area, each.text, each.direction, named(each.projects)[0][0]) for each in policies.policies] == [
        ("2(2)A", "・甲を行う。", "拡充", "0101"),
        ("1(3)C", "・乙を行う。", "縮小", "0103"),
    ]
    assert {str(each.decision.confidence) for each in policies.policies if each.decision} == {"1.000"}
    assert page.rules == []


def test_cells_that_cannot_be_dealt_are_reported() -> None:
    policies, page = read("①\n\n②\n\n・甲を行う。\n\n拡充（指標分析）\n\n・乙を行う。\n\n0101\n0103\n")
    assert [(each.text, each.direction, each.projects) for each in policies.policies] == [
        ("・甲を行う。", None, ()),
        ("・乙を行う。", None, ()),
    ]
    assert page.rules == ["cell-unknown", "cell-unknown", "low-confidence", "low-confidence"]
    assert page.with_fate(Fate.UNKNOWN_CELL) == "拡充（指標分析）01010103"


def test_a_policy_printed_twice_is_read_once() -> None:
    row = "① 2(2)A\n\n・甲を行う。\n\n改善（指標分析）\n\n0103\n森の学校運営事業\n\nA1101 - -\n"
    policies, page = read(row + "\n" + row)
    assert len(policies.policies) == 1
    assert page.with_fate(Fate.REPEAT).startswith("①2(2)A・甲を行う。")


@pytest.mark.parametrize("direction", ["拡充", "改善", "縮小", "統合", "廃止", "終了"])
def test_every_direction_with_and_without_cause(direction: str) -> None:
    policies, _ = read(f"① 2(2)A\n・甲を行う。\n{direction}\n\n② 2(2)A\n・乙を行う。\n{direction}(指標\n分析)\n")
    assert [(each.direction, each.cause) for each in policies.policies] == [(direction, None), (direction, "指標分析")]


def test_a_project_of_no_row_of_section_four_is_kept_as_printed() -> None:
    policies, page = read("① 2(2)A\n・甲を行う。\n改善（指標分析）\n\n0999\n見知らぬ土地の開\n拓事業\n\nA1101 - -\n")
    assert named(policies.policies[0].projects) == [("0999", "見知らぬ土地の開拓事業")]
    assert page.rules == []


def test_a_name_in_pieces_that_section_four_has_otherwise_is_one() -> None:
    names = "森の学校でのまきば\n運営推進事業\n港のにぎわいづくり支援事業"
    policies, _ = read(f"① 2(2)A\n\n・甲を行う。\n\n改善（取組\n分析）\n\n0103\n0101\n\n{names}\n\n- - -\n")
    assert named(policies.policies[0].projects) == [
        ("0103", "森の学校でのまきば運営推進事業"),
        ("0101", "港のにぎわいづくり支援事業"),
    ]


def test_a_name_of_another_wording_between_known_ones_is_no_text() -> None:
    names = "港のにぎわいづくり支援事業\n森の学校でのまきば\n運営推進事業"
    policies, _ = read(f"① 2(2)A\n\n・甲を行う。\n\n改善（取組\n分析）\n\n0101\n0103\n\n{names}\n\n- - -\n")
    assert policies.policies[0].text == "・甲を行う。"
    assert named(policies.policies[0].projects) == [
        ("0101", "港のにぎわいづくり支援事業"),
        ("0103", "森の学校でのまきば運営推進事業"),
    ]


def test_unknown_names_beside_two_numbers_without_name_make_no_project() -> None:
    names = "遠くの町の\n\n見知らぬ事業\n\nもう一つの事業"
    policies, page = read(f"① 2(2)A\n\n・甲を行う。\n\n改善（取組\n分析）\n\n0103\n0101\n\n{names}\n\n- - -\n")
    assert named(policies.policies[0].projects) == [("0103", None), ("0101", None)]
    assert page.rules == ["cell-unknown"]


def test_names_in_another_width_and_a_name_that_two_projects_share() -> None:
    page = piece(
        "① 2(2)A\n・甲。\n改善（指標分析）\n\n0201\nＩＴ農園ｻﾎﾟｰﾄ\n事業\n\n"
        "② 2(2)A\n・乙。\n改善（指標分析）\n庶務に関すること\n"
    )
    projects = (
        project("0201", "IT農園サポート事業"),
        project("0202", "庶務に関すること"),
        project("0203", "庶務に関すること"),
    )
    first, second = read_policies(page.lines, page.reading, projects).policies
    assert named(first.projects) == [("0201", "ＩＴ農園ｻﾎﾟｰﾄ事業")]
    assert named(second.projects) == [(None, "庶務に関すること")]


def test_a_name_inside_a_sentence_is_no_project_of_the_policy() -> None:
    policies, _ = read(f"① 2(2)A\n・{FOREST.name}により人を育てる。\n改善（指標分析）\n")
    assert policies.policies[0].projects == ()


def test_a_code_of_no_known_pattern_by_the_column_left_over() -> None:
    policies, page = read("① 2(2)A\n・甲。\n改善（指標分析）\nA1101 1-2 C0007\n")
    assert ("強靱化", "1-2") in [(link.heading, link.code) for link in policies.policies[0].plans]
    assert page.rules == []


def test_a_code_of_no_known_pattern_in_no_known_column_is_reported() -> None:
    policies, page = read("① 2(2)A\n・甲。\n改善（指標分析）\nB1101 -\n")
    assert policies.policies[0].plans == ()
    assert page.rules == ["cell-unknown"]


def test_second_term_pledges_and_era_years_in_text() -> None:
    policies, _ = read("① 2(2)A\n・甲は H30 から。\n改善（指標分析）\n- - C03\n")
    assert [(link.heading, link.code) for link in policies.policies[0].plans] == [("公約", "C03")]


def test_nothing_printed_is_nothing_read() -> None:
    policies, page = read("")
    assert policies == Policies((), None, None, None, ())
    assert page.rules == []


def test_the_real_sheet(real_sheet_path: Path) -> None:
    evaluation = read_sheet(Source.from_bytes("real", real_sheet_path.read_bytes())).first_evaluation
    assert evaluation is not None
    assert [
        (each.number, each.area, each.direction, each.cause, [mention.code for mention in each.projects])
        for each in evaluation.policies
    ] == [
        ("①", "2(2)A", "改善", "指標分析", ["0533", "0534", "0535", "0536"]),
        ("②", "2(2)A", "改善", "取組分析", ["0536"]),
        ("③", "2(2)A", "改善", "取組分析", ["0533"]),
    ]
    assert [[link.code for link in each.plans] for each in evaluation.policies] == [
        ["A3411", "A3412", "A3413", "A3751"],
        ["A3412"],
        ["A3751"],
    ]
    assert all(mention.name for each in evaluation.policies for mention in each.projects)


def test_a_dash_for_the_indicator_verdict_is_none_and_disturbs_no_row() -> None:
    policies, page = read(
        "判定(計） 判定\n\n- c\n順調に進め\nる\n\n① 2(2)A\n\n・甲。\n\n改善（取組分析）\n\nA1101\nA1102\n\n- -\n"
    )
    assert (policies.indicator_verdict, policies.effort_verdict, policies.overall_verdict) == (
        None,
        "c",
        "順調に進める",
    )
    assert [(link.heading, link.code) for link in policies.policies[0].plans] == [("創生", "A1101"), ("創生", "A1102")]
    assert policies.policies[0].decision is None and page.rules == []


def test_pieces_of_a_known_verdict_in_disorder() -> None:
    policies, _ = read("き推進\n\nC指標あり a\n効果的な取組を検討して引き続\n")
    assert policies.overall_verdict == "効果的な取組を検討して引き続き推進"
