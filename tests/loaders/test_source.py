from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.errors import EncodingError
from policygraph.loaders.records import Span
from policygraph.loaders.source import BROKEN, PAGE_GAP, Fate, Ledger, Shares, Source, decode, spans_of

TEXT = "政策体系 ２（２）A\r\n\r\n①　改善\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932"])
def test_text_is_decoded_from_every_encoding_that_sheets_come_in(encoding: str) -> None:
    assert decode("sheet.txt", TEXT.encode(encoding)) == TEXT


def test_utf_16_big_endian_with_a_mark_is_decoded() -> None:
    assert decode("sheet.txt", b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


def test_bytes_in_no_encoding_are_refused_with_their_place() -> None:
    with pytest.raises(EncodingError, match=r"odd\.txt \(byte 3\)"):
        decode("odd.txt", "あ".encode() + b"\xff\xff\xff")


def test_blank_lines_are_counted_as_a_gap_and_lines_numbered_as_editors_do() -> None:
    lines = Source.from_text("x", "a\n\n\n  b  \r\nc\rd").lines
    assert [(line.text, line.number, line.gap) for line in lines] == [
        ("a", 1, 0),
        ("b", 4, 2),
        ("c", 5, 0),
        ("d", 6, 0),
    ]


def test_a_form_feed_is_a_page_break_and_no_line_end() -> None:
    first, second = Source.from_text("x", "end\n\f begin").lines
    assert second.number == 2
    assert second.gap >= PAGE_GAP
    assert first.end == 3


def test_a_line_quotes_its_own_text_whatever_stands_around_it() -> None:
    source = Source.from_text("x", "\ufeff 　 表 題 　\r\n")
    assert [source.quote(line.span) for line in source.lines] == [line.text for line in source.lines]


@given(st.text(alphabet="あア①ａA 　\n\r\f\t・-"))
def test_every_black_character_stands_in_exactly_one_line(text: str) -> None:
    source = Source.from_text("x", text)
    assert "".join("".join(line.text.split()) for line in source.lines) == "".join(text.split())
    assert all(source.quote(line.span) == line.text for line in source.lines)


def test_neighbouring_lines_share_a_span_and_parted_ones_do_not() -> None:
    lines = Source.from_text("x", "ab\ncd\n\nef\n").lines
    assert spans_of(lines[:2]) == (Span(0, 5),)
    assert spans_of((lines[0], lines[2])) == (Span(0, 2), Span(7, 9))


def test_a_later_claim_overrides_an_earlier_one_and_the_rest_is_unread() -> None:
    text = "ab cd ef"
    ledger = Ledger(bytearray(len(text)))
    ledger.claim(Fate.LABEL, [Span(0, 5)])
    ledger.claim(Fate.FACT, [Span(0, 2)])
    assert list(ledger.fates) == [1, 1, 2, 2, 2, 0, 0, 0]
    assert list(ledger.unread(text)) == [Span(6, 8)]


def test_every_black_character_counts_under_its_fate_once() -> None:
    text = "ab\u3000cd\u200b ef\n"
    ledger = Ledger(bytearray(len(text)))
    ledger.claim(Fate.FACT, [Span(0, 5)])
    ledger.claim(Fate.LABEL, [Span(4, 5)], "head")
    assert ledger.shares(text) == Shares(unread=2, facts=3, labels=1, repeated=0, unknown_cell=0)
    assert ledger.shares(text).plus(ledger.shares(text)).total == 12
    assert list(ledger.of_fate(Fate.FACT, text)) == [Span(0, 2), Span(3, 4)]
    assert list(ledger.entries(text)) == [
        (Fate.FACT, Span(0, 2), None),
        (Fate.FACT, Span(3, 4), None),
        (Fate.LABEL, Span(4, 5), "head"),
        (Fate.UNREAD, Span(7, 9), None),
    ]


@given(
    st.text(alphabet="aあ \n\u200b", max_size=30),
    st.lists(st.tuples(st.sampled_from(Fate), st.integers(0, 30), st.integers(0, 9))),
)
def test_the_shares_are_those_of_the_entries(text: str, claims: list[tuple[Fate, int, int]]) -> None:
    ledger = Ledger(bytearray(len(text)))
    for fate, start, length in claims:
        ledger.claim(fate, [Span(min(start, len(text)), min(start + length, len(text)))])
    counts = dict.fromkeys(Fate, 0)
    for entry in ledger.entries(text):
        counts[entry.fate] += entry.span.end - entry.span.start
    assert tuple(ledger.shares(text)) == tuple(counts.values())
    assert ledger.shares(text).total == len("".join(text.replace("\u200b", "").split()))


def test_quotations_are_widened_to_whole_lines_and_neighbours_joined() -> None:
    source = Source.from_text("x", "ab cd\nef gh\n\nij kl\r\nmn\n")
    assert source.runs([Span(3, 5)]) == [(0, 0)]
    assert source.runs([Span(6, 8), Span(3, 5)]) == [(0, 1)]
    assert source.runs([Span(0, 2), Span(13, 15), Span(21, 22)]) == [(0, 0), (2, 3)]
    assert source.whole_lines([Span(0, 2), Span(13, 15), Span(21, 22)]) == (Span(0, 5), Span(13, 22))


def test_kana_parted_from_their_marks_are_composed() -> None:
    assert decode("mac.txt", "か\u3099は\u309aア".encode()) == "がぱア"


def test_radicals_and_odd_spaces_are_read_as_what_they_stand_for_and_quoted_as_they_stand() -> None:
    source = Source.from_text("x", "⼯業\xa0⻑期\u200b\n\ufeff⽬標")
    assert [line.text for line in source.lines] == ["工業 長期", "目標"]
    assert [source.quote(line.span) for line in source.lines] == ["⼯業\xa0⻑期", "⽬標"]


BLOCKS = "\n".join(f"見出し{number}\n本文\n続き\n" for number in range(30)) + "\n\n\n改頁"


@pytest.mark.parametrize(("old", "new"), [("\n", "\n\n"), ("\n", "\r\r\n"), ("\n\n", "\n\n\n")])
def test_the_line_spacing_of_a_file_is_no_gap(old: str, new: str) -> None:
    gaps = [line.gap for line in Source.from_text("x", BLOCKS).lines]
    assert [line.gap for line in Source.from_text("x", BLOCKS.replace(old, new)).lines] == gaps
    assert gaps[-1] >= PAGE_GAP
    assert set(gaps[:-1]) == {0, 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_a_file_that_ends_within_a_character_is_read_up_to_it(encoding: str) -> None:
    data = "一行目。\n二行目です".encode(encoding)[:-1]
    source = Source.from_bytes("cut.txt", data)
    assert source.text == "一行目。\n二行目で" + BROKEN
    assert [line.text for line in source.lines] == ["一行目。", "二行目で" + BROKEN]


def test_a_file_that_breaks_off_its_encoding_in_the_middle_is_refused() -> None:
    with pytest.raises(EncodingError):
        Source.from_bytes("odd.txt", "一行目。".encode("utf-8-sig")[:-1] + "二行目".encode())
