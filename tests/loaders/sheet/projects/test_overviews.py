"""Overviews given to rows: invented ones displaced in every way, and those of the real sheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from policygraph.loaders.sheet.forms import FORM_2020
from policygraph.loaders.sheet.projects.overviews import Tuning
from policygraph.loaders.sheet.projects.page import read_projects
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Source
from tests.loaders.sheet.projects.section4 import Section, read

THEMES = {
    "1201": ("灯台みまもり事業費", "沖を通る船のため灯台を見回り、傷んだ電球を取り替える。"),
    "1202": ("星空案内に関すること", "夜の星空を案内する人を育て、観望会を開く。"),
    "1203": ("氷室づくり補助金", "冬の雪で氷室をつくる農家に費用の半分を補助する。"),
    "1204": ("干潟の生き物調査", "干潟にすむ貝や鳥の数を毎月調べる。"),
    "1205": ("風車の点検", "発電をする風車の羽根を点検する。"),
    "1206": ("塩田の復元事業", "昔の塩田を復元し、塩づくりを体験できるようにする。"),
    "1207": ("船宿の登録に関する事務", "船宿の登録を受け付け、安全の講習をする。"),
    "1208": ("茶畑の石垣修繕", "崩れた石垣を直し、茶畑の景色を守る。"),
}
"""Rows and overviews that share some wording each."""

CODES = tuple(THEMES)


def row(code: str, name: str) -> str:
    return f"{code} 9(9)Z {name} 海辺課 0 0 0.1 0.0 0.1 800\n\n"


def rows(codes: tuple[str, ...] = CODES) -> str:
    return "".join(row(code, THEMES[code][0]) for code in codes)


def overviews(codes: tuple[str, ...]) -> str:
    return "".join(f"{THEMES[code][1]}\n\n" for code in codes)


def wrong(section: Section) -> list[str]:
    """Rows with an overview of another row."""
    return [
        code
        for code, project in section.projects.items()
        if project.overview and project.overview.text != THEMES[code][1]
    ]


def without(section: Section) -> list[str]:
    return [code for code, project in section.projects.items() if project.overview is None]


def test_overviews_in_the_order_of_the_rows() -> None:
    section = read(rows() + overviews(CODES))
    assert wrong(section) == without(section) == section.unread == []


def test_an_overview_behind_each_row() -> None:
    section = read("".join(rows((code,)) + overviews((code,)) for code in CODES))
    assert wrong(section) == without(section) == []


@pytest.mark.parametrize("order", ["13456782", "34512678", "56781234", "81234567"])
def test_displaced_runs_find_their_rows(order: str) -> None:
    section = read(rows() + overviews(tuple(f"120{digit}" for digit in order)))
    assert wrong(section) == without(section) == []


def test_two_pages_without_a_mark_between_them() -> None:
    text = rows(CODES[:4]) + overviews(("1202", "1201", "1203", "1204")) + rows(CODES[4:]) + overviews(CODES[4:])
    section = read(text)
    assert wrong(section) == without(section) == []


def test_an_overview_that_is_not_there_leaves_its_row_without_one() -> None:
    section = read(rows() + overviews((*CODES[:3], *CODES[4:])))
    assert wrong(section) == []
    assert without(section) == ["1204"]
    assert section.rules_about("1204") == ["cell-unknown"]


def test_a_text_that_is_no_overview_stays_unread() -> None:
    section = read(rows() + "海の見える丘にて\n\n" + overviews(CODES))
    assert wrong(section) == without(section) == []
    assert section.unread == ["海の見える丘にて"]


def test_two_overviews_without_a_blank_line_between_them() -> None:
    text = overviews(CODES).replace(THEMES["1202"][1] + "\n\n", THEMES["1202"][1] + "\n")
    section = read(rows() + text)
    assert wrong(section) == without(section) == []


def test_an_overview_is_unwrapped_and_keeps_its_place() -> None:
    text = rows(CODES[:2]) + "沖を通る船のためIoTで\n灯台を見回る。\n\n" + overviews(("1202",))
    overview = read(text).projects["1201"].overview
    assert overview is not None
    assert overview.text == "沖を通る船のためIoTで灯台を見回る。"
    assert [text[start:end] for start, end in overview.quotes] == ["沖を通る船のためIoTで\n灯台を見回る。"]


def test_widths_of_characters_do_not_matter() -> None:
    names = (
        "1201 9(9)Z ＩｏＴ導入支援 海辺課 0 0 0.1 0.0 0.1 800\n\n1202 9(9)Z ＡＩ活用支援 海辺課 0 0 0.1 0.0 0.1 800\n\n"
    )
    projects = read(names + "AIを使う。\n\nIoTを入れる。\n").projects
    assert projects["1201"].overview is not None
    assert projects["1201"].overview.text == "IoTを入れる。"


def test_organisations_an_overview_names() -> None:
    overview = read(rows(CODES[:1]) + "（一財）架空灯台協会へ灯台の見回りを委託する。\n").projects["1201"].overview
    assert overview is not None
    assert [mention.name for mention in overview.mentions] == ["架空灯台協会"]


def test_a_tie_is_a_finding_and_not_a_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policygraph.loaders.sheet.projects.overviews.TUNING", Tuning(order=0.0))
    names = row("1201", "灯台の事務") + row("1202", "灯台の事務")
    section = read(names + "灯台の事務をする。\n\n灯台の事務を行う。\n")
    assert without(section) == ["1201", "1202"]
    assert section.rules_about("1201") == ["cell-unknown"]
    assert "1202" in section.findings[0].message_en
    assert section.unread == []


def test_impossible_figures_are_refused() -> None:
    for impossible in ({"temperature": 0.0}, {"order": -1.0}, {"low": 0.2}):
        with pytest.raises(ValueError, match=r"temperature|hopeless"):
            replace(Tuning(), **impossible)


# --- the real sheet -------------------------------------------------------------------------------

REAL = {
    "0532": 780, "0533": 783, "0534": 786, "0535": 790, "0536": 811, "0537": 794, "0538": 797, "0710": 800,
    "0711": 803, "0712": 806, "0713": 809, "0714": 815, "0716": 935, "0717": 938, "0719": 941, "0539": 909,
    "0540": 912, "0541": 917, "0542": 919, "0543": 921, "0544": 924, "0545": 926, "0546": 928, "0547": 930,
    "0548": 932, "0549": 944, "0550": 947, "0551": 972, "0552": 976, "0553": 979, "0554": 982,
}  # fmt: skip
"""First line of the overview of each project of the real sheet, as read by a person."""


def test_real_overviews_are_all_in_place(real_sheet_path: Path) -> None:
    source = Source.from_bytes("real", real_sheet_path.read_bytes())
    furniture = {719, 817, 818, 819, 821}
    lines = [line for line in source.lines if 719 <= line.number <= 985 and line.number not in furniture]
    projects, _ = read_projects(lines, Reading.of(source, FORM_2020), ("2(2)A", "2(4)C"))
    number_at = {line.start: line.number for line in source.lines}
    found = {project.code: number_at[project.overview.quotes[0].start] for project in projects if project.overview}
    assert found == REAL
