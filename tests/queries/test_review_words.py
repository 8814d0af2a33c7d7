from __future__ import annotations

import re
from pathlib import Path

import pytest

import policygraph.loaders.sheet
from policygraph.loaders.paths import parse_path
from policygraph.ontology.rules import RULES
from policygraph.queries.review_words import METHODS, method_label, path_label, told, told_all

READERS = Path(policygraph.loaders.sheet.__path__[0])


def test_every_way_in_which_a_reader_decides_has_words() -> None:
    written = re.compile(r'(?:Decision\(.*|METHOD(?:: Final)? = )"([a-z]+(?:-[a-z]+)+)"')
    texts = (path.read_text(encoding="utf-8") for path in READERS.rglob("*.py"))
    named = {method for text in texts for method in written.findall(text)}
    assert named == set(METHODS)
    assert [method_label(name) for name in ("budget-stacks", "unread", "other")] == [
        METHODS["budget-stacks"],
        RULES["unread"].label_ja,
        "other",
    ]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("project/0536/budget", "事務事業 0536 の事業費"),
        ("project/0536/overview", "事務事業 0536 の事務事業概要"),
        ("measure/label", "施策 の名称"),
        ("part/2(2)A/goal/text", "施策の区分 2(2)A の施策目標 の本文"),
        ("first-evaluation/policy/①/targets", "一次政策評価 の対応方針 ① の対象の事務事業"),
    ],
)
def test_a_path_in_words(path: str, words: str) -> None:
    assert path_label(parse_path(path)) == words


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("project/0536/budget", "4558000", "4,558,000円"),
        ("project/0536/budget", "", "（なし）"),
        ("indicator/主①/kind", "outcome", "アウトカム指標"),
        ("initiative/1/mark", "◎", "◎"),
        ("initiative/1/planned", "true", "はい"),
        ("reflections/opinion-response/1/respondsTo", "2", "付加意見 2"),
        ("project/0536/overview", "長い" * 30 + "\x1b[31m", "長い" * 19 + "長…"),
        ("first-evaluation/policy/①/targets", "0533|架空\n0534|", "0533 架空 ／ 0534"),
    ],
)
def test_a_value_in_words(path: str, text: str, words: str) -> None:
    assert told(parse_path(path), text) == words


def test_no_word_of_a_document_is_obeyed_by_a_terminal() -> None:
    assert "\x1b" not in told(parse_path("project/0536/label"), "\x1b[31m赤")


def test_values_of_one_record_stand_behind_its_name() -> None:
    settings = [("project/0536/budget", "0"), ("project/0536/generalFunds", ""), ("project/0537/overview", "架空")]
    assert told_all(settings) == "事務事業 0536：事業費 0円、一般財源 （なし）、事務事業 0537 の事務事業概要：架空"
