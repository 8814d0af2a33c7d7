"""An invented page 1 as boxes, for the tests of its readers."""

from __future__ import annotations

from collections.abc import Iterable

from policygraph.loaders.sheet.first_page.page import FirstPage, read_first_page
from policygraph.loaders.sheet.forms import FORM_2020
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Source

NAME = "海辺の暮らしを支える小さな港の手入れと船着き場の充実"
CODE = "09-03"
YEAR = 2020

HEAD = (
    "施 策 名\n海辺の暮らしを支える小さな港の手\n入れと船着き場の充実",
    "水産林務部所 管 部 局 施策コード作成責任者 水産林務部長　架空　花子",
    "架空漁港課計画係（28-123） 関　係　課 1(2)A",
    "照   会   先",
    "政策体系",
    "コード効果的な取組を検討して引き続き推進総合評価 水産林務部水産局架空漁港課",
)
AREA_ALONE = "2(3)B"
SITUATION = """・ 小さな港では担い手が年々減り、桟橋の傷みに気付くのが遅れる例が増えてい
る。
・ 船着き場の灯りは古く、夜の荷揚げに不安があるとの声が上がっている。"""
GOALS = """【小さな港の手入れ】
　桟橋の点検を欠かさず、傷みを早く見付けて直す。
【船着き場の充実】
　夜も安心して荷を揚げられる船着き場を広げる。"""
BUDGETS = ("H30", "R1", "R2", "12,345", "23,456", "34,567")
LABELS = (
    "1 目標等の設定",
    "現状と課題 施策目標 施策の予算額（千円）",
    "施策のイメージ",
    "政策体系 国の役割・取組等 道の役割・取組等",
    "項目 市町村の役割・取組等 民間等の役割・取組等",
)
GROUPED = "〔関係団体〕\n・桟橋の日ごろの見回りと傷みの知らせ\n〔民間〕\n・荷揚げの手順の見直し\n・灯りの寄付"
ROLE = "・桟橋の点検の手引づくり\n・点検に当たる人の講習会の開催"
ROW_HEADINGS = ("【小さな港\nの手入\n\nれ】", "【船着き場\nの充実】")
DRAWING = ("連 携", "港\nの\n手\n入\nれ", "灯り")

BOXES = (*HEAD, AREA_ALONE, SITUATION, GOALS, *LABELS, GROUPED, ROLE, *ROW_HEADINGS)


def read(boxes: Iterable[str], later: str = "", name: str = NAME) -> tuple[FirstPage, Reading]:
    """Read a page of boxes with a blank line between them; ``later`` stands on pages behind."""
    page = "\n\n".join(boxes)
    source = Source.from_text("invented", f"{page}\n\n\n\n{later}")
    lines = tuple(line for line in source.lines if line.start < len(page))
    reading = Reading.of(source, FORM_2020)
    return read_first_page(lines, reading, name, CODE, YEAR), reading


def unread(reading: Reading) -> list[str]:
    return [reading.source.quote(span) for span in reading.ledger.unread(reading.source.text)]


def rules(reading: Reading) -> list[str]:
    return [finding.rule for finding in reading.findings]
