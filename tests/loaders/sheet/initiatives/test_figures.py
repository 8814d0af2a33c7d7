"""Figures in running text: each odd thing of print has its own case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders.records import Figure, Moment, Period
from policygraph.loaders.sheet.initiatives.figures import read_figures, without_repeats
from policygraph.loaders.sheet.paragraph import Paragraph
from policygraph.loaders.source import Source


def paragraph_of(*lines: str) -> Paragraph:
    """The lines as they stand in a source that holds nothing else."""
    return Paragraph(Source.from_text("paragraph", "\n".join(lines)).lines)


def figures_of(*lines: str, planned_column: bool = False) -> list[Figure]:
    return list(read_figures(paragraph_of(*lines), planned_column=planned_column, fiscal_year=2020))


def moment(item: Moment | None) -> str:
    if item is None:
        return ""
    return f"{item.year}-{item.month:02}" if item.month else f"{'FY' if item.kind == 'fiscal' else 'CY'}{item.year}"


def when(period: Period | None) -> str:
    assert period is not None
    first, last = moment(period.first), moment(period.last)
    return first if first == last else f"{first}/{last}"


def short(figure: Figure) -> str:
    """``about | value unit | when | status``, a dash for no number."""
    number = "-" if figure.value is None else f"{figure.value}{figure.unit}"
    return f"{figure.about} | {number} | {when(figure.period)} | {figure.status}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "商談会の開催（R1年度20社、R2年度22社(予定)）",
            ["商談会の開催 | 20社 | FY2019 | done", "商談会の開催 | 22社 | FY2020 | planned"],
        ),
        ("指導員の配置（R1・R2年度8名）", ["指導員の配置 | 8名 | FY2019 | done", "指導員の配置 | 8名 | FY2020 | done"]),
        ("見本市（R2.2、R3.2(予定)）", ["見本市 | - | 2020-02 | done", "見本市 | - | 2021-02 | planned"]),
        ("講座（R1年度4回、R2年度3回予定）", ["講座 | 4回 | FY2019 | done", "講座 | 3回 | FY2020 | planned"]),
        ("商談会（R1年度(中止)、R2.8(予定)）", ["商談会 | - | FY2019 | cancelled", "商談会 | - | 2020-08 | planned"]),
        ("補助金の創設（R1年度～）", ["補助金の創設 | - | FY2019/ | done"]),
        ("満足度の調べ（R1.6～9）", ["満足度の調べ | - | 2019-06/2019-09 | done"]),
        ("要請を実施（R1.7､R2.7）", ["要請を実施 | - | 2019-07 | done", "要請を実施 | - | 2020-07 | done"]),
    ],
)
def test_list_in_brackets(text: str, expected: list[str]) -> None:
    assert [short(figure) for figure in figures_of(text)] == expected


def test_status_holds_for_what_a_dot_joins_although_a_bracket_is_never_closed() -> None:
    figures = figures_of("ゼミの開催（R1年度 ゼミ12回・講座4回、R2年度ゼミ11回・講座5回(予定）")
    assert [short(figure) for figure in figures] == [
        "ゼミの開催 ゼミ | 12回 | FY2019 | done",
        "ゼミの開催 講座 | 4回 | FY2019 | done",
        "ゼミの開催 ゼミ | 11回 | FY2020 | planned",
        "ゼミの開催 講座 | 5回 | FY2020 | planned",
    ]


def test_status_behind_a_comma_holds_for_the_nearest_only() -> None:
    figures = figures_of("出展（R2年度 東京1回、大阪2回予定）")
    assert [figure.status for figure in figures] == ["done", "planned"]


def test_each_place_of_a_list_gets_the_number() -> None:
    figures = figures_of("展示会への出展（R1年度　東京、名古屋、大阪 各１回）")
    assert [short(figure) for figure in figures] == [
        f"展示会への出展 {place} | 1回 | FY2019 | done" for place in ("東京", "名古屋", "大阪")
    ]


def test_each_year_of_a_list_gets_the_number() -> None:
    figures = figures_of("助言（R1年度、R2年度 各8名）")
    assert [short(figure) for figure in figures] == ["助言 | 8名 | FY2019 | done", "助言 | 8名 | FY2020 | done"]


def test_month_up_to_which_was_counted() -> None:
    counted = figures_of("相談（R1年度84件、R2年度2件（～7月末））")
    assert [when(figure.period) for figure in counted] == ["FY2019", "FY2020/2020-07"]
    assert when(figures_of("相談（R2年度2件（～2月末））")[0].period) == "FY2020/2021-02"
    assert when(figures_of("相談（R2年度2件（R2.7末現在））")[0].period) == "FY2020/2020-07"


def test_brackets_in_brackets_name_what_is_counted() -> None:
    figures = figures_of("実験の実施（国の実験（R1年度4件）、その他の実験（R1年度2件、R2年度1件））")
    assert [short(figure) for figure in figures] == [
        "実験の実施 国の実験 | 4件 | FY2019 | done",
        "実験の実施 その他の実験 | 2件 | FY2019 | done",
        "実験の実施 その他の実験 | 1件 | FY2020 | done",
    ]


def test_times_of_events_whose_names_hold_numbers() -> None:
    figures = figures_of("魅力のPR（2019ﾌｪｱ(R1.8)、科学祭(R2.7～8)、No Maps(R1.10、R2.9予定)）")
    assert [short(figure) for figure in figures] == [
        "魅力のPR 2019ﾌｪｱ | - | 2019-08 | done",
        "魅力のPR 科学祭 | - | 2020-07/2020-08 | done",
        "魅力のPR No Maps | - | 2019-10 | done",
        "魅力のPR No Maps | - | 2020-09 | planned",
    ]


def test_two_brackets_are_about_what_stands_before_each() -> None:
    figures = figures_of("企業への派遣(R1年度2社)、展示会出展（R1.10）")
    assert [figure.about for figure in figures] == ["企業への派遣", "展示会出展"]


def test_words_that_run_on_behind_a_bracket_keep_its_phrase() -> None:
    figures = figures_of("相談窓口（H28.6設置）相談件数（H28年度29件）")
    assert [short(figure) for figure in figures] == [
        "相談窓口 設置 | - | 2016-06 | done",
        "相談窓口相談件数 | 29件 | FY2016 | done",
    ]


def test_bracket_without_a_time_belongs_to_the_phrase() -> None:
    assert [figure.about for figure in figures_of("振興条例（通称）による助成（R1年度23件）")] == [
        "振興条例（通称）による助成"
    ]


def test_number_before_its_year() -> None:
    assert [short(figure) for figure in figures_of("個別支援を673件（R1年度）実施。")] == [
        "個別支援 | 673件 | FY2019 | done"
    ]


def test_item_before_the_year() -> None:
    figures = figures_of("研修を実施(講座R1年度1回、見学R1年度6回)")
    assert [short(figure) for figure in figures] == [
        "研修を実施 講座 | 1回 | FY2019 | done",
        "研修を実施 見学 | 6回 | FY2019 | done",
    ]


def test_clause_without_brackets() -> None:
    figures = figures_of("相談件数はR1年度30件、R2年度12件であった。令和元年度は、講座を3回開催した。")
    assert [short(figure) for figure in figures] == [
        "相談件数 | 30件 | FY2019 | done",
        "相談件数 | 12件 | FY2020 | done",
        "講座 | 3回 | FY2019 | done",
    ]


def test_cancelled_clause_although_it_was_planned() -> None:
    (figure,) = figures_of("R2年度出展予定の催しが中止となり、代替の催しを調べている。")
    assert (when(figure.period), figure.status, figure.value) == ("FY2020", "cancelled", None)


def test_number_behind_a_verb_is_not_counted_in_the_year_before_it() -> None:
    assert [figure.value for figure in figures_of("R1年度に設立した団体に10社が参加")] == [None]


def test_postponed_is_neither_planned_nor_done() -> None:
    assert figures_of("商談会（R2.3(延期)）") == []


@pytest.mark.parametrize(
    "text",
    [
        "７支援機関に職員を配置",
        "第2回フェアの開催",
        "No.1企業の5G活用",
        "「R1年度報告書」の作成",
        "令和2年度版パンフレットの作成",
        "（通称）による助成",
    ],
)
def test_no_figure_without_a_time_of_its_own(text: str) -> None:
    assert figures_of(text) == []


def test_bound_is_no_value() -> None:
    assert [figure.value for figure in figures_of("参加（R1年度10社以上）")] == [None]


def test_money_is_in_yen() -> None:
    figures = figures_of("助成（R1年度1,200千円、R2年度3億円）")
    assert [(str(figure.value), figure.unit) for figure in figures] == [("1200000", "円"), ("300000000", "円")]


def test_plan_without_a_word_is_planned_from_the_years_own_on() -> None:
    figures = figures_of("助成（R1年度23件、R2年度18件、R3.1）", planned_column=True)
    assert [figure.status for figure in figures] == ["done", "planned", "planned"]


def test_quotes_are_the_characters_of_the_statement_over_two_lines() -> None:
    lines = ("講座の開催（R1年度4回、R2年", "度3回予定）")
    source = "\n".join(lines)
    quoted = [[source[start:end] for start, end in figure.quotes] for figure in figures_of(*lines)]
    assert quoted == [["R1年度4回"], ["R2年\n度3回予定"]]


def test_statement_of_both_columns_stands_once() -> None:
    both = [*figures_of("助成（R1年度23件）", planned_column=True), *figures_of("助成（Ｒ１年度23件）")]
    assert len(without_repeats(both)) == 1


# --- what is printed is read back ---------------------------------------------------------------

counts = st.integers(0, 9999)
units = st.sampled_from(("件", "社", "回", "名", "人", "か所", "団体", "%"))
planned_words = st.sampled_from(("予定", "(予定)", "（予定）"))


@given(st.lists(st.tuples(counts, units), min_size=1, max_size=4), planned_words)
def test_printed_lists_are_read_back(numbers: list[tuple[int, str]], word: str) -> None:
    years = [f"R{at + 1}年度" for at in range(len(numbers))]
    items = [f"{year}{count:,}{unit}" for year, (count, unit) in zip(years, numbers, strict=True)]
    figures = figures_of(f"取組の実施（{'、'.join(items)}{word}）")
    assert [(int(figure.value or 0), figure.unit) for figure in figures] == numbers
    assert [when(figure.period) for figure in figures] == [f"FY{2019 + at}" for at in range(len(numbers))]
    assert [figure.status for figure in figures] == ["done"] * (len(numbers) - 1) + ["planned"]
    assert {figure.about for figure in figures} == {"取組の実施"}


@given(st.text(alphabet="R12年度.～・、。（）()予定中止件回各「」あ社 ", max_size=40))
def test_any_text_is_read_without_error_and_quoted_inside_it(text: str) -> None:
    for figure in figures_of(text):
        assert figure.about
        assert all(0 <= start < end <= len(text) for start, end in figure.quotes)
