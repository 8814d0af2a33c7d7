from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders.japanese import fold
from policygraph.loaders.sheet.evaluation.cells import Cell, Flow, paragraphs
from policygraph.loaders.source import Fate, Source
from tests.loaders.sheet.evaluation.evaluations import piece

PRINT = ["森", "港", "ﾃﾞ", "ﾊﾟ", "ﾃ", "パ", "Ａ", "b", "Ⅳ", "①", "㈱", "2", "・", " ", "　"]
WORD = st.lists(st.sampled_from(PRINT), min_size=1, max_size=8).map("".join).filter(lambda text: bool(text.strip()))


@given(st.lists(WORD, min_size=1, max_size=5), st.sampled_from(["\n", "\r\n", "\n\n\n"]))
def test_the_span_of_a_cell_quotes_what_was_taken(words: list[str], end: str) -> None:
    source = Source.from_text("words", end.join(words))
    flow = Flow.of(source.lines)
    for cell in flow.take("word", re.compile(r"[^\s\x01-\x03]+")):
        assert [source.quote(span) for span in flow.spans(cell)] == [cell.value]


@given(st.lists(WORD, min_size=1, max_size=5))
def test_a_key_is_found_where_its_characters_stand(words: list[str]) -> None:
    lines = Source.from_text("words", "\n".join(words)).lines
    flow = Flow.of(lines)
    for line in lines:
        places = [(start, end) for key, start, end in flow.places_of([line.key]) if key == line.key]
        assert any(fold(flow.text[start:end]) == line.key for start, end in places)


def test_a_cell_over_lines_with_something_dropped_between_has_two_spans() -> None:
    lines = Source.from_text("text", "甲\n乙\n丙\n丁\n").lines
    flow = Flow.of((lines[0], lines[2], lines[3]))
    (whole,) = flow.texts()
    assert [tuple(span) for span in flow.spans(whole)] == [(0, 1), (4, 7)]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("方 向 性\n内　容", []),
        ("方\n\n向性 改める。", ["改める。"]),
        ("方向性を改める。", ["方向性を改める。"]),
        ("改める。 内容", ["改める。"]),
        ("（ 再 掲 ）\n(再掲)", []),
    ],
)
def test_labels_are_taken_spaced_wrapped_and_in_either_width_but_not_out_of_words(text: str, rest: list[str]) -> None:
    page = piece(text)
    flow = Flow.of(page.lines, ("方向性", "内容"), ("（再掲）",))
    flow.take_labels(page.reading)
    assert [cell.value for cell in flow.texts()] == rest
    assert page.with_fate(Fate.LABEL) == re.sub(r"\s", "", text.replace(rest[0] if rest else "", ""))


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("・森を\n守る。\n・港を開く。", "・森を守る。\n・港を開く。"),
        ("森を守る。\n\n港を開く。", "森を守る。\n港を開く。"),
        ("森を\n\n守る。", "森を守る。"),
        ("smart\ncity", "smart city"),
    ],
)
def test_paragraphs(printed: str, text: str) -> None:
    assert paragraphs([Cell("text", 0, len(printed), printed)]) == text
