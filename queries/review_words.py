"""Paths, values and methods in plain Japanese, for people who look over what was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from policygraph.loaders.graph_table import SHAPES, Children, Field
from policygraph.loaders.literals import clean
from policygraph.loaders.paths import Path, parse_path
from policygraph.loaders.value_texts import named_cells
from policygraph.ontology.codes import code_iri
from policygraph.ontology.rules import RULES
from policygraph.ontology.terms import PG, RDFS
from policygraph.queries.kinds import code_label, kind_label

METHODS: Final[Mapping[str, str]] = {
    "amount-columns": "金額の欄を検算で決定",
    "answer-by-number": "対応を番号で組合せ",
    "answer-by-order": "対応を順序で組合せ",
    "answer-by-projects": "対応を事務事業で組合せ",
    "area-assignment": "政策体系を文面で割当て",
    "area-order": "政策体系を順序で割当て",
    "budget-stacks": "予算額を縦の並びで組合せ",
    "column-pairing": "縦に並んだ欄を行に組合せ",
    "cooperation-pairing": "連携の欄を文面で組合せ",
    "counts-by-total-and-grades": "集計の欄を合計と達成度合で決定",
    "goal-wording": "施策目標を文面で割当て",
    "indicator-assignment": "指標の欄を検算と位置で割当て",
    "marks-by-order": "○・△を順序で割当て",
    "name-border": "団体名の区切りを推定",
    "overview-assignment": "事務事業概要を文面で割当て",
    "projects-by-order": "事務事業を順序で割当て",
    "projects-by-row": "事務事業を行で割当て",
    "role-or-drawing": "役割・取組等か施策のイメージかを判断",
    "rows-by-order": "対応方針の欄を順序で割当て",
    "sentence-endings": "文の終わりで区切り",
    "title-matching": "取組と結果を標題で組合せ",
}
"""How the reader decided, by the names that its decisions bear."""

_BLOCKS: Final = {
    "situation": PG.situation,
    "goal": PG.goal,
    "image": PG.imageText,
    "no-indicator-reason": PG.noIndicatorReason,
    "overview": PG.description,
}
"""Blocks of text by what the form calls them."""

_YEN: Final = frozenset({PG.budget, PG.generalFunds, PG.carriedOver, PG.fullCost, PG.totalBudget})
NOTHING: Final = "（なし）"
_SHORT: Final = 40
_WORD: Final = 3
"""Letters from which a code of a list is an English word, and not one of the form's own marks."""


def method_label(method: str) -> str:
    """How the reader decided, or which rule says that it could not."""
    return RULES[method].label_ja if method in RULES else METHODS.get(method, method)


def path_label(path: Path) -> str:
    """A path in words: ``事務事業 0536 の事業費``."""
    steps = [f"{_kind(step.children)} {step.key or ''}".rstrip() for step in path.steps]
    return " の".join([*(steps or [kind_label(PG.Measure)]), *([value_name(path.field)] if path.field else [])])


def _kind(children: Children) -> str:
    return kind_label(children.link or _BLOCKS.get(children.kind) or SHAPES[children.record].class_)


def value_name(field: Field) -> str:
    """What the form or the vocabulary calls a value."""
    return "名称" if field.property == RDFS.label else kind_label(field.property)


def told(path: Path, text: str) -> str:
    """A value in words: of a record or a list the cells that hold something."""
    if not text:
        return NOTHING
    if path.field:
        return _value(path.field, text)
    lines = text.split("\n") if path.is_list else [text]
    cells = ([_value(*cell) for cell in named_cells(path.record, line) if cell[1]] for line in lines)
    return " ／ ".join(" ".join(each) for each in cells)


def told_all(settings: Iterable[tuple[str, str]]) -> str:
    """Values by path: those of one record behind its name."""
    words: dict[str, list[str]] = {}
    for what, text in settings:
        path = parse_path(what)
        owner = path_label(path._replace(field=None))
        words.setdefault(owner, []).append(
            f"{value_name(path.field)} {told(path, text)}" if path.field else told(path, text)
        )
    return "、".join(f"{owner}：{'、'.join(values)}" for owner, values in words.items())


def value_label(path: Path) -> str:
    """What a value is called within its record."""
    return value_name(path.field) if path.field else _kind(path.steps[-1].children) if path.steps else path_label(path)


def _value(field: Field, text: str) -> str:
    if field.property in _YEN and text.lstrip("-").isdecimal():
        return f"{int(text):,}円"
    if field.codec == "opinion":
        return f"{kind_label(PG.Opinion)} {text}"
    kind, _, lists = field.codec.partition(":")
    if kind == "boolean":
        return {"true": "はい", "false": "いいえ"}.get(text, text)
    return _concept(lists.split("|"), text) if kind == "concept" else short(text)


def _concept(lists: Sequence[str], text: str) -> str:
    """What a code of a list is called: ``calendar`` is 暦年; a mark or a wording of the form is itself."""
    if not text.isascii() or len(text) < _WORD:
        return short(text)
    iris = (code_iri(name, text) for name in lists)
    return next((code_label(iri) for iri in iris if iri), short(text))


def short(text: str) -> str:
    """A text of a document in one line, in short, without what a terminal would obey."""
    flat = clean(" ".join(text.split()))
    return flat if len(flat) <= _SHORT else flat[: _SHORT - 1] + "…"
