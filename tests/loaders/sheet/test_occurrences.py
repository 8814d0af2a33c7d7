from __future__ import annotations

import re

from policygraph.loaders.sheet.occurrences import KeyText
from policygraph.loaders.source import Source

KEYS = KeyText(Source.from_text("x", "施 策 名 架空\n\n本文に施策名と施策名\n０５－１０\n05-10は本文").lines)


def test_a_label_is_found_once_for_each_time_it_is_printed_whatever_its_width_and_spacing() -> None:
    assert KEYS.lines_with("施策名") == [0, 1, 1]
    assert KEYS.lines_with("所管部局") == []


def test_lines_with_one_of_several_labels_are_named_once() -> None:
    assert KEYS.lines_with_any(("施策名", "本文")) == {0, 1, 3}


def test_a_shape_of_line_is_found_at_the_beginning_of_lines_only() -> None:
    assert [(line, match[1]) for line, match in KEYS.matches(re.compile(r"\n(\d\d-\d\d)"))] == [
        (2, "05-10"),
        (3, "05-10"),
    ]
    assert [line for line, _ in KEYS.matches(re.compile(r"\n本文"))] == [1]


def test_no_lines_have_no_occurrences() -> None:
    assert KeyText(()).lines_with("施策名") == []
