"""The reader raises nothing but our own errors, whatever text it is given."""

from __future__ import annotations

from itertools import islice
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policygraph.errors import PolicyGraphError
from policygraph.loaders.sheet.reader import read
from policygraph.loaders.source import Source
from tests.conftest import EXAMPLES
from tests.sheetwriter import HEAVY, generate, write

HEAD: Final = ("令和２年度 基本評価調書", "施策名 架空の施策", "施策コード 05 － 10")
SHEETS: Final = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
LINES: Final = [line for text in (*SHEETS, write(generate(1), HEAVY, 1)) for line in text.split("\n")]
LABELS: Final = sorted({line for line in LINES if 0 < len(line) <= 10})
ODD: Final = (
    *("0", "-", "△1", "1e9", "1.5", "²", "①", "㊿", "½", "٣", "十", "９" * 40, "9" * 5000, "1,234,5678", "0,0"),
    *("R2", "H31", "R99", "R元", "M1", "h29", "R1.13", "R2.0～R1.2", "令和999年度", "令和０年度", "～", "H30 R1 R2"),
    *("2(2)A", "99(99)Z", "05-10", "0536", "A3412", "C00", "主①", "関㉚", "主", "100%", "-155.9%", "0/0", "1/0"),
    *("（）", "(", "【】", "【", "〔", "＜【A】＞", "＜", "≪", "・", "◎", "○", "△", "計", "計 0 0 0", "：", "、、"),
    *("\u202e", "\x00", "\ud800", "\ufeff", "\u3099", "⼯", "\x1b[2J", "\f", "\u2028", "株式会社", "（株）（株）"),
)
PIECES: Final = st.one_of(
    st.tuples(st.integers(0, len(LINES) - 1), st.integers(1, 12)).map(lambda at: LINES[at[0] : at[0] + at[1]]),
    st.sampled_from(LABELS).map(lambda label: [label]),
    st.lists(st.sampled_from(ODD), min_size=1, max_size=5).map(lambda words: [" ".join(words)]),
    st.tuples(st.sampled_from(LABELS), st.sampled_from(ODD), st.sampled_from(LABELS)).map(lambda row: ["".join(row)]),
    st.text(st.characters(exclude_categories=()), max_size=20).map(lambda text: [text]),
)


def reads(text: str) -> bool:
    """Whether a text is read as a sheet; any error but ours ends the test."""
    try:
        result = read(Source.from_text("any.txt", text))
    except PolicyGraphError:
        return False
    assert len(result.ledger.fates) == len(text)
    return True


@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES, max_size=6), st.sampled_from(("\n", "\n\n", "\r\n", "\f")))
def test_pieces_of_the_form_in_any_order(pieces: list[list[str]], gap: str) -> None:
    reads("\n".join((*HEAD, gap.join("\n".join(piece) for piece in pieces))))


@settings(max_examples=300)
@given(st.text(st.characters(exclude_categories=())))
def test_any_text(text: str) -> None:
    assert not reads(text)


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    try:
        read(Source.from_bytes("any.txt", data))
    except PolicyGraphError as error:
        assert str(error).startswith("any.txt")
        assert error.ja.startswith("any.txt：")


def test_a_sheet_with_its_lines_in_another_order() -> None:
    for text in SHEETS:
        lines = text.split("\n")
        reads("\n".join(line for start in range(7) for line in islice(lines, start, None, 7)))
        reads("\n".join(lines[::-3]))
