"""Consistent substitution: other names, codes and wordings of the same length at the same places.

Labels of the form and the words by which Japanese tells numbers, times and organisations stay; all
other kanji and katakana are permuted, so that wraps stay where they are and what was one name stays
one name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from random import Random

from policygraph.loaders.japanese import fold
from policygraph.loaders.sheet.forms import FORM_2020, spaced

_KANJI = re.compile("[一-鿿]")
_KATAKANA = re.compile("[アイウエオ-ヂツ-モヤユヨ-ヴ]")
_PERMUTED = re.compile(f"{_KANJI.pattern}|{_KATAKANA.pattern}")
_TIGHT = re.compile(r"\\s\*")
_MAX_LABEL = 40

GRAMMAR = (
    *[
        "株式会社",
        "公益財団法人",
        "社団法人",
        "一般社団法人",
        "一般財団法人",
        "地方独立行政法人",
        "一社",
        "一財",
        "公財",
        "地独",
        "社",
        "株",
        "部長",
    ],
    *["内閣府", "経済産業省", "国土交通省"],
    *["令和", "平成", "年", "月", "件", "万円", "億円", "名", "回", "各", "予定", "中止"],
    *["主", "関", "総合計画", "事務事業評価"],
)
"""Words by which the language and the law, not the table of the form, tell numbers, times and organisations.

Each is needed: legal forms, posts, ministries, eras, counters, what says that a number is planned or
cancelled, and the kinds of ranks, plans and opinions.
"""


@dataclass(frozen=True, slots=True)
class Substitution:
    """Changes a text place for place: what ``kept`` matches stays, of the rest each character is replaced."""

    kept: re.Pattern[str]
    characters: Mapping[int, str]

    def __call__(self, text: str) -> str:
        """The text with the same length."""
        pieces: list[str] = []
        end = 0
        for match in self.kept.finditer(text):
            pieces += [text[end : match.start()].translate(self.characters), match[0]]
            end = match.end()
        return "".join(pieces) + text[end:].translate(self.characters)


def other_names(text: str, seed: int) -> Substitution:
    """Other words for everything in ``text`` that is not the form's."""
    words = {*GRAMMAR, *form_wordings(), *_label_lines(text)}
    kept = sorted((word for word in words if _PERMUTED.search(word)), key=len, reverse=True)
    return Substitution(re.compile("|".join(map(_loose, kept))), _permutation(text, kept, seed))


def form_wordings(item: object = FORM_2020) -> Iterator[str]:
    """All wordings of a form's table; those of lists of one character are characters."""
    if isinstance(item, str):
        yield item
    elif is_dataclass(item):
        for field in fields(item):
            if field.name != "overall_verdicts":
                yield from form_wordings(getattr(item, field.name))
    elif isinstance(item, Mapping):
        yield from form_wordings((*item.keys(), *item.values()))
    elif isinstance(item, (tuple, frozenset)):
        for each in item:
            yield from form_wordings(each)


def _label_lines(text: str) -> Iterator[str]:
    """Lines that are pieces of labels."""
    wordings = [fold(wording) for wording in form_wordings()]
    for line in text.splitlines():
        key = fold(line)
        if 1 < len(key) < _MAX_LABEL and any(key in wording for wording in wordings):
            yield key


def _loose(word: str) -> str:
    """The word with spaces or one line feed inside, in either width."""
    return _TIGHT.sub(r"[ \\u3000]*\\n?[ \\u3000]*", spaced(word))


def _permutation(text: str, kept: Iterable[str], seed: int) -> dict[int, str]:
    fixed = {word for word in kept if len(word) == 1}
    table: dict[int, str] = {}
    for kind in (_KANJI, _KATAKANA):
        chars = sorted(set(kind.findall(unicodedata.normalize("NFKC", text))) - fixed)
        others = list(chars)
        Random(f"{kind.pattern} {seed}").shuffle(others)
        table |= {ord(char): other for char, other in zip(chars, others, strict=True)}
    return table
