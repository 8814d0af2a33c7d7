"""Left boxes as pieces: what is a label, a value, a year, a text, and which role a label speaks for."""

from __future__ import annotations

import pytest

from policygraph.loaders.japanese import fold
from policygraph.loaders.sheet.forms import FORM_2020
from policygraph.loaders.sheet.indicators.names import unit_of, year_kind_of
from policygraph.loaders.sheet.indicators.text import Piece, pages_of, read_pieces
from policygraph.loaders.source import Source

LABELS = FORM_2020.indicators


def pieces_of(text: str) -> list[Piece]:
    lines = Source.from_text("invented.txt", text).lines
    return read_pieces(list(enumerate(lines)), pages_of(lines), LABELS)


def cells(text: str) -> list[tuple[str, int | None]]:
    return [(piece.text, piece.role) for piece in pieces_of(text) if piece.kind in ("value", "year")]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in pieces_of(text) if piece.kind != "label"]


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("基 準 値 870 目標値 1,280 最終目標値 1,290", [("870", 0), ("1,280", 1), ("1,290", 2)]),
        ("基準値 8710 9,517 最終目標値", [("8710", 0), ("9,517", 1)]),
        ("1,202 最終目標値 1,325", [("1,202", 1), ("1,325", 2)]),
        ("85.6% 目標値 86% 最終目標値", [("85.6%", 0), ("86%", 1)]),
        ("10,709目標値", [("10,709", None)]),
        ("870目標値1,280最終目標値", [("870", 0), ("1,280", 1)]),
        ("5 6 7", [("5", 0), ("6", 1), ("7", 2)]),
        ("4,321", [("4,321", None)]),
        ("基準年度 h29 r2", [("h29", 0), ("r2", 1)]),
        ("基準年度Ｈ29年度 R２ 最終年度", [("Ｈ29", 0), ("R２", 1)]),
        ("基準値 － 目標値 5", [("－", 0), ("5", 1)]),
    ],
)
def test_roles_by_labels(line: str, roles: list[tuple[str, int | None]]) -> None:
    assert cells(line) == roles


def test_label_waits_for_the_value_on_a_later_line() -> None:
    assert cells("85.6% 目標値 86% 最終目標値\n\n最終年度\n\nR6\n\n90%") == [
        ("85.6%", 0),
        ("86%", 1),
        ("R6", 2),
        ("90%", 2),
    ]


def test_number_beside_a_year_has_no_unit() -> None:
    assert cells("1,280 r6") == [("1,280", None), ("r6", None)]


@pytest.mark.parametrize("cell", ["120件", "3.5 ha", "△12.5", "1,200 t-CO2", "９８％"])
def test_value_with_its_unit(cell: str) -> None:
    assert cells(cell) == [(cell, None)]


@pytest.mark.parametrize(
    "name", ["65歳以上の人の割合", "年度末の在庫の目標値に対する比率", "人口 10 万人当たりの医師数", "増加した商店の数"]
)
def test_names_keep_numbers_and_words_of_labels(name: str) -> None:
    assert kinds(f"指標名\n\n{name}") == [("text", name)]


def test_cells_behind_a_name() -> None:
    assert kinds("産性（万円） 5 6\n\n林の計画120") == [
        ("text", "産性（万円）"),
        ("value", "5"),
        ("value", "6"),
        ("text", "林の計画"),
        ("value", "120"),
    ]


def test_explanation_ends_at_a_blank_line_but_not_before_its_kind() -> None:
    text = "〔指標の説明〕\n木の数を\n数えたもの\n\n【アウトプット指標】\n森の広がりを測る\n\n木の数（本）"
    (explanation, name) = kinds(text)
    assert explanation[1].endswith("森の広がりを測る")
    assert name == ("text", "木の数（本）")


def test_spans_lead_back_to_the_source() -> None:
    text = "関① 指標名\n\n木の\n数（本）\n\n基準値 1,200本 ２（２）A 増加"
    source = Source.from_text("invented.txt", text)
    for piece in pieces_of(text):
        assert "".join(source.quote(span) for span in piece.spans) == piece.text


@pytest.mark.parametrize(
    ("name", "unit", "kind"),
    [
        ("木材の出荷額（億円）（暦年）", "億円", "calendar"),
        ("道の駅に寄る人（道内）（千人）", "千人", None),
        ("育った木（道内）", None, None),
        ("木の寿命（年）", "年", None),
        ("蓄えた食べ物（千食）", "千食", None),
        ("家の数（軒）", "軒", None),
        ("開いた会の数（道）", None, None),
        ("木材の出荷額（億円）（年）", "億円", None),
        ("事故の数（年度）", None, "fiscal"),
        ("CO2の量（万t-CO2）", "万t-CO2", None),
    ],
)
def test_unit_and_kind_of_year_of_a_name(name: str, unit: str | None, kind: str | None) -> None:
    assert (unit_of(name), year_kind_of(fold(name), LABELS)) == (unit, kind)
