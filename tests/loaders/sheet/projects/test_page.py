"""Rows of section 4, each odd way of printing in a small invented table."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders.sheet.forms import FORM_2020
from policygraph.loaders.sheet.projects.page import read_projects
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Source
from tests.loaders.sheet.projects.section4 import Section, read

ONE_LINE = """\
1201 9(9)Z 灯台みまもり事業費 海辺課 500 100 0.5 0.0 0.5 4,500

1202 9(8)Y 星空案内に関すること 夜空室 0 0 0.1 0.0 0.1 800

1203 9(9)Z 氷室づくり補助金 海辺課 2,000 0 1.2 0.0 1.2 11,600
"""

TOTALS = """
0.0 0

0 2,500 100 1.8 0 1.8計
"""


def amounts(section: Section, code: str) -> tuple[int | None, int | None, int | None]:
    project = section.projects[code]
    return project.carried_over, project.budget, project.general_funds


def test_a_row_on_one_line() -> None:
    project = read(ONE_LINE).projects["1201"]
    assert (project.area, project.name, project.office) == ("9(9)Z", "灯台みまもり事業費", "海辺課")
    assert (project.carried_over, project.budget, project.general_funds) == (None, 500_000, 100_000)
    assert (project.staff_head_office, project.staff_branch, project.staff) == (
        Decimal("0.5"),
        Decimal(0),
        Decimal("0.5"),
    )
    assert project.full_cost == 4_500_000
    assert project.decision is None


def test_every_character_of_the_rows_is_accounted_for() -> None:
    section = read(ONE_LINE + TOTALS)
    assert section.unread == []
    assert section.unknown == "0.00"


def test_the_row_of_totals_with_its_label_glued_and_stray_cells_before_it() -> None:
    section = read(ONE_LINE + TOTALS)
    totals = section.totals
    assert totals is not None
    assert (totals.carried_over, totals.budget, totals.general_funds) == (0, 2_500_000, 100_000)
    assert (totals.staff_head_office, totals.staff_branch, totals.staff) == (Decimal("1.8"), Decimal(0), Decimal("1.8"))
    assert "cell-unknown" in [finding.rule for finding in section.findings]


@pytest.mark.parametrize(
    "line", ["計 0 2,500 100 1.8 0 1.8", "計0 2,500 100 1.8 0 1.8", "合計\n\n0 2,500 100 1.8 0 1.8"]
)
def test_the_label_of_the_totals_may_stand_before_them_or_alone(line: str) -> None:
    section = read(f"{ONE_LINE}\n{line}\n")
    assert section.totals is not None
    assert section.totals.budget == 2_500_000
    assert section.unread == []


def test_no_totals() -> None:
    assert read(ONE_LINE).totals is None


def test_an_empty_section() -> None:
    assert read("") == Section({}, None, [], [], "")


def test_a_wrapped_name_with_a_wrapped_mark_of_transfer() -> None:
    text = ONE_LINE + "\n1204 9(9)Z\n灯台と灯籠の交\n流事業【星空案\n内室から移管】\n\n海辺課 0 0 0.1 0.0 0.1 800\n"
    project = read(text).projects["1204"]
    assert project.name == "灯台と灯籠の交流事業"
    assert project.transferred_from == "星空案内室"
    assert project.office == "海辺課"


def test_an_office_wrapped_in_a_block_of_its_own() -> None:
    text = ONE_LINE + "\n1204 9(9)Z\n灯籠の交流事業\n\n北の海辺保\n全課\n\n0 0 0.1 0.0 0.1 800\n"
    project = read(text).projects["1204"]
    assert (project.name, project.office) == ("灯籠の交流事業", "北の海辺保全課")


def test_an_office_wrapped_onto_the_line_of_the_amounts() -> None:
    text = ONE_LINE + "\n1204 9(9)Z\n灯籠の交流事業\n\n北の海辺保\n全課 0 0 0.1 0.0 0.1 800\n"
    project = read(text).projects["1204"]
    assert (project.name, project.office) == ("灯籠の交流事業", "北の海辺保全課")


def test_several_offices_of_one_row() -> None:
    text = ONE_LINE + "\n1204 9(9)Z 灯籠の交流事業 海辺課 夜空室 0 0 0.1 0.0 0.1 800\n"
    assert read(text).projects["1204"].office == "海辺課、夜空室"


def test_an_office_below_another_is_one_name() -> None:
    text = ONE_LINE + "\n1204 9(9)Z\n灯籠の交流事業\n\n沿岸振興局\n漁火課\n\n0 0 0.1 0.0 0.1 800\n"
    assert read(text).projects["1204"].office == "沿岸振興局漁火課"


def test_an_office_glued_to_the_name_is_told_by_the_other_rows() -> None:
    text = ONE_LINE + "\n1204 9(9)Z 灯籠の交流事業海辺課 0 0 0.1 0.0 0.1 800\n"
    project = read(text).projects["1204"]
    assert (project.name, project.office) == ("灯籠の交流事業", "海辺課")


def test_an_office_of_an_unusual_name_is_told_by_its_place() -> None:
    text = ONE_LINE + "\n1204 9(9)Z\n灯籠の交流事業\n\n潮待ち総括 0 0 0.1 0.0 0.1 800\n"
    assert read(text).projects["1204"].office == "潮待ち総括"


def test_a_missing_office_is_a_finding() -> None:
    section = read(ONE_LINE + "\n1204 9(9)Z 灯籠の交流事業 0 0 0.1 0.0 0.1 800\n")
    assert section.projects["1204"].office is None
    assert "cell-unknown" in section.rules_about("1204")


def test_a_missing_area_is_a_finding() -> None:
    section = read(ONE_LINE + "\n1204 灯籠の交流事業 海辺課 0 0 0.1 0.0 0.1 800\n")
    assert section.projects["1204"].area is None
    assert "cell-unknown" in section.rules_about("1204")


def test_a_missing_area_is_that_of_a_measure_with_one() -> None:
    section = read(ONE_LINE + "\n1204 灯籠の交流事業 海辺課 0 0 0.1 0.0 0.1 800\n", ("9(9)Z",))
    assert section.projects["1204"].area == "9(9)Z"
    assert "cell-unknown" in section.rules_about("1204")


def test_amounts_on_two_lines_are_one_row() -> None:
    section = read(ONE_LINE + "\n1204 9(9)Z 灯籠の交流事業\n海辺課 400 30 0.1\n0.0 0.1 1,200\n" + TOTALS)
    assert amounts(section, "1204") == (None, 400_000, 30_000)
    assert section.totals is not None


def test_full_width_digits_dashes_and_noughts() -> None:
    section = read(ONE_LINE + "\n１２０４ ９（９）Ｚ 灯籠の交流事業 海辺課 － ０ ０ ０．１ 0.0 0.1 800\n")
    assert section.projects["1204"].area == "9(9)Z"
    assert amounts(section, "1204") == (None, 0, 0)


def test_one_amount_of_three_is_not_placed() -> None:
    section = read(ONE_LINE + "\n1204 9(9)Z 灯籠の交流事業 海辺課 0 0.2 0.0 0.2 1,600\n")
    project = section.projects["1204"]
    assert amounts(section, "1204") == (None, 0, None)
    assert project.unplaced == ("0",)
    assert project.staff == Decimal("0.2")
    assert section.rules_about("1204").count("money-cell-unknown") == 1
    assert section.unknown == "0"


def test_a_row_without_amounts_does_not_swallow_what_follows() -> None:
    text = "1204 9(9)Z\n灯籠の交流事業\n\n" + ONE_LINE + "\n1205 9(9)Z\n潮待ち事業\n\n灯台をみまもる。\n"
    section = read(text)
    assert section.projects["1204"].name == "灯籠の交流事業"
    assert section.projects["1205"].name == "潮待ち事業"
    assert section.projects["1205"].full_cost is None
    assert "灯台をみまもる" not in "".join(text[start:end] for start, end in section.projects["1205"].quotes)
    assert amounts(section, "1201") == (None, 500_000, 100_000)


def test_headings_stand_anywhere_and_in_pieces() -> None:
    text = "うち\n一般財源\n\n" + ONE_LINE + "\n整理番号\n政策\n体系\n\n令和２年度\n\n事業費\n\n本庁 出先 機関 人工計\n"
    section = read(text)
    assert section.unread == []
    assert len(section.projects) == 3


def test_a_heading_between_the_lines_of_a_row() -> None:
    section = read(ONE_LINE + "\n1204 9(9)Z\n灯籠の交流事業\n\n人工計\n\n海辺課 0 0 0.1 0.0 0.1 800\n")
    assert section.projects["1204"].name == "灯籠の交流事業"
    assert section.projects["1204"].office == "海辺課"


def test_the_last_characters_of_a_name_may_look_like_a_heading() -> None:
    section = read(ONE_LINE + "\n1204 9(9)Z\n灯籠の交流\n事業費\n\n海辺課 0 0 0.1 0.0 0.1 800\n")
    assert section.projects["1204"].name == "灯籠の交流事業費"


def test_columns_of_several_rows_are_paired_by_order() -> None:
    text = ONE_LINE + (
        "\n1204 9(9)Z\n1205 9(8)Y\n\n灯籠の交流事業\n潮待ち事業\n\n"
        "海辺課 400 30 0.1 0.0 0.1 1,200\n\n夜空室 7 7 0.2 0.0 0.2 1,607\n"
    )
    section = read(text)
    assert [section.projects[code].name for code in ("1204", "1205")] == ["灯籠の交流事業", "潮待ち事業"]
    assert [section.projects[code].office for code in ("1204", "1205")] == ["海辺課", "夜空室"]
    assert [section.projects[code].budget for code in ("1204", "1205")] == [400_000, 7_000]
    decision = section.projects["1204"].decision
    assert decision is not None
    assert decision.method == "column-pairing"


def test_stacked_names_are_parted_where_a_line_does_not_fill_the_column() -> None:
    text = "1204 9(9)Z\n1205 9(8)Y\n\n灯籠と灯台の秋の交流\n事業【夜空室から移管】\n潮待ち事業\n\n" + (
        "海辺課 400 30 0.1 0.0 0.1 1,200\n\n夜空室 7 7 0.2 0.0 0.2 1,607\n"
    )
    projects = read(text).projects
    assert projects["1204"].name == "灯籠と灯台の秋の交流事業"
    assert projects["1204"].transferred_from == "夜空室"
    assert projects["1205"].name == "潮待ち事業"


def test_cells_side_by_side_are_no_word_that_goes_on() -> None:
    text = "1203 9(9)Z 浜の見回り事業費 漁火課 400 30 0.1 0.0 0.1 1,200\n" + (
        "\n1204 9(9)Z\n1205 9(9)Z\n\n沖の灯台を見回る船の整備の事業費\n漁火を囲む集まりの催しに係る助成\nの事務\n\n"
        "漁火課 400 30 0.1 0.0 0.1 1,200\n\n漁火課 7 7 0.2 0.0 0.2 1,607\n"
    )
    projects = read(text).projects
    assert projects["1204"].name == "沖の灯台を見回る船の整備の事業費"
    assert projects["1205"].name == "漁火を囲む集まりの催しに係る助成の事務"


def test_stacked_names_that_cannot_be_parted_are_a_finding() -> None:
    text = "1204 9(9)Z\n1205 9(8)Y\n\n灯籠灯台秋交流\n満潮干潮観察行\n事業補助金支援\n\n" + (
        "海辺課 400 30 0.1 0.0 0.1 1,200\n\n夜空室 7 7 0.2 0.0 0.2 1,607\n"
    )
    section = read(f"{text}\n灯籠の秋の交流をする。\n\n潮の満ち干を観察する。\n")
    assert "low-confidence" in section.rules_about("1204")
    assert section.projects["1204"].overview is None


def test_amounts_column_by_column() -> None:
    columns = ("400\n7\n9", "30\n7\n0", "0.1\n0.2\n0.3", "0.0\n0.1\n0.0", "0.1\n0.3\n0.3", "1,200\n2,407\n2,409")
    text = "1204 9(9)Z\n1205 9(8)Y\n1206 9(8)Y\n\n灯籠の事業\n潮待ち事業\n漁火の事業\n\n" + "\n\n".join(columns) + "\n"
    section = read(text)
    assert amounts(section, "1205") == (None, 7_000, 7_000)
    assert section.projects["1206"].full_cost == 2_409_000


def test_the_same_row_twice_is_a_repetition() -> None:
    first_row = ONE_LINE.splitlines()[0]
    section = read(f"{ONE_LINE}\n{first_row}\n")
    assert len(section.projects) == 3
    assert section.unread == []


def test_a_number_with_two_rows_is_a_finding() -> None:
    section = read(ONE_LINE + "\n1201 9(9)Z 別の事業 海辺課 0 0 0.1 0.0 0.1 800\n")
    assert section.projects["1201"].name == "灯台みまもり事業費"
    assert "repeated-number" in section.rules_about("1201")


def test_quotes_are_the_printed_cells() -> None:
    source = Source.from_text("quoted", ONE_LINE)
    projects, _ = read_projects(source.lines, Reading.of(source, FORM_2020), ())
    assert source.quote(projects[0].quotes[0]) == ONE_LINE.splitlines()[0]


# --- random tables --------------------------------------------------------------------------------

WORDS = ("灯台", "星空", "氷室", "干潟", "里山", "風車", "船宿", "塩田", "雪道", "水門", "茶畑", "石垣")
OFFICES = ("海辺課", "夜空室", "沿岸振興局")

specification = st.lists(
    st.tuples(
        st.permutations(WORDS).map(lambda words: "".join(words[:4]) + "の事業"),
        st.sampled_from(OFFICES),
        st.integers(0, 99999),
        st.integers(0, 99999),
        st.integers(1, 20),
    ),
    min_size=2,
    max_size=14,
)


@given(specification, st.integers(7000, 9000), st.randoms(use_true_random=False))
def test_random_rows_are_read_back(rows: list[tuple[str, str, int, int, int]], unit: int, random: Random) -> None:
    text = ""
    for index, (name, office, budget, general, staff) in enumerate(rows):
        figures = f"{budget:,} {general:,} {staff / 10} 0.0 {staff / 10} {budget + round(staff * unit / 10):,}"
        head = f"{1000 + index} 9(9)Z"
        text += random.choice(
            (f"{head} {name} {office} {figures}\n\n", f"{head}\n{name[:6]}\n{name[6:]}\n\n{office} {figures}\n\n")
        )
    projects = read(text).projects
    for index, (name, office, budget, general, staff) in enumerate(rows):
        project = projects[str(1000 + index)]
        assert (project.name, project.office) == (name, office)
        assert project.budget in (budget * 1000, None)
        assert project.general_funds in (general * 1000, None)
        assert project.staff == Decimal(staff) / 10


# --- the real sheet -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real_section(real_sheet_path: Path) -> Section:
    source = Source.from_bytes("real", real_sheet_path.read_bytes())
    furniture = {719, 817, 818, 819, 821}
    lines = [line for line in source.lines if 719 <= line.number <= 985 and line.number not in furniture]
    reading = Reading.of(source, FORM_2020)
    projects, totals = read_projects(lines, reading, ("2(2)A", "2(4)C"))
    fates = reading.ledger
    unread = [source.quote(span) for span in fates.unread(source.text) if lines[0].start <= span.start < lines[-1].end]
    own = [text for text in unread if text not in {part for number in furniture for part in _words(source, number)}]
    return Section({project.code: project for project in projects}, totals, reading.findings, own, "")


def _words(source: Source, number: int) -> list[str]:
    return next(line.text for line in source.lines if line.number == number).split()


def test_real_rows_add_up_to_the_printed_totals(real_section: Section) -> None:
    projects = real_section.projects.values()
    totals = real_section.totals
    assert len(projects) == 31
    assert totals is not None
    assert (totals.carried_over, totals.budget, totals.general_funds) == (0, 378_589_000, 230_052_000)
    assert (totals.staff_head_office, totals.staff_branch, totals.staff) == tuple(map(Decimal, ("14.5", "1", "16")))
    assert sum(project.budget or 0 for project in projects) == totals.budget
    assert sum(project.general_funds or 0 for project in projects) == totals.general_funds
    assert sum(project.staff or 0 for project in projects) == Decimal("15.5")


def test_real_rows_are_whole(real_section: Section) -> None:
    assert all(project.office == "産業振興課" for project in real_section.projects.values())
    assert sum(project.transferred_from is not None for project in real_section.projects.values()) == 8
    assert real_section.projects["0538"].general_funds == 924_000
    assert real_section.unread == []


def test_real_rows_with_one_amount_are_findings(real_section: Section) -> None:
    found = {
        finding.about.key for finding in real_section.findings if finding.rule == "money-cell-unknown" and finding.about
    }
    assert found == {f"05{number}" for number in range(41, 47)}
    assert all(real_section.projects[code].general_funds is None for code in found)
    assert all(real_section.projects[code].unplaced == ("0",) for code in found)
