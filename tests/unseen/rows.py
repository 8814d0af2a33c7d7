"""More or fewer rows: lines of the real sheet taken out or put in, each with its effect on the facts.

Line numbers are those of the real sheet, which never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.sheetwriter.facts import Fact, Value

Key = tuple[str, ...]
Facts = dict[Key, Value]

PAGES: Mapping[str, tuple[int, int]] = {
    "１ 目標等の設定": (1, 157),
    "１－２ 取組の結果": (158, 417),
    "２ 連携の状況": (418, 476),
    "３ 成果指標の設定": (477, 718),
    "４ 事務事業の設定": (719, 985),
    "５(1) 成果指標の分析": (986, 1042),
    "５(2) 取組の分析": (1043, 1108),
    "５(3) 総合評価と対応方針等": (1109, 1207),
    "６ 二次政策評価結果": (1208, 1272),
    "７ 評価結果の反映": (1273, 1355),
    "７(3) 事務事業への反映状況": (1356, 1395),
}
"""First and last line of each section."""


def by_key(items: Iterable[Fact]) -> Facts:
    """Values of facts by kind and key; what says nothing is left out."""
    return {(fact.kind, *fact.key): fact.value for fact in items if fact.value not in (None, "", ())}


def without(text: str, *ranges: tuple[int, int]) -> str:
    """The text without lines, numbered from 1, last ones included."""
    dropped = {number for first, last in ranges for number in range(first, last + 1)}
    return "\n".join(line for number, line in enumerate(text.split("\n"), 1) if number not in dropped)


@dataclass(frozen=True, slots=True)
class Rows:
    """Lines to take out, then wordings to replace; which facts go, come or change.

    ``gone`` are beginnings of keys, the last part of each the beginning of a part.
    """

    name: str
    cut: tuple[tuple[int, int], ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    gone: tuple[Key, ...] = ()
    other: Mapping[Key, Value] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """The sheet with these rows."""
        text = without(text, *self.cut)
        for old, new in self.replaced:
            assert old in text, old
            text = text.replace(old, new)
        return text

    def facts(self, facts: Facts) -> Facts:
        """The facts that the sheet then has."""
        return {key: value for key, value in facts.items() if not self._goes(key)} | dict(self.other)

    def _goes(self, key: Key) -> bool:
        return any(
            key[: len(begin) - 1] == begin[:-1] and len(key) >= len(begin) and key[len(begin) - 1].startswith(begin[-1])
            for begin in self.gone
        )


def _projects(*codes: str) -> tuple[Key, ...]:
    return tuple((kind, code) for code in codes for kind in ("project", "money", "overview", "mention"))


def _totals(budget: int, general_funds: int) -> tuple[tuple[tuple[str, str], ...], dict[Key, Value]]:
    """The totals printed, in thousand yen, and as facts."""
    printed = (("378,589 230,052 14.5", f"{budget:,} {general_funds:,} 14.5"),)
    return printed, {
        ("money", "計", "budget"): budget * 1000,
        ("money", "計", "general_funds"): general_funds * 1000,
    }


def _fewer_projects(name: str, codes: tuple[str, ...], budget: int, general: int, *cut: tuple[int, int]) -> Rows:
    printed, facts = _totals(budget, general)
    return Rows(name, cut, printed, _projects(*codes), facts)


_TECHNOPARK = "0716"

ROWS = (
    _fewer_projects("a project less", ("0553",), 347621, 199084, (963, 964), (979, 981)),
    _fewer_projects("a project of another page less", (_TECHNOPARK,), 348871, 215000, (850, 855), (935, 937)),
    _fewer_projects(
        "two projects less", ("0551", "0553"), 347621, 199084, (952, 957), (963, 964), (972, 975), (979, 981)
    ),
    Rows(
        "an indicator less",
        ((563, 607), (1014, 1018)),
        (("計\n0 0 0 3 1", "計\n0 0 0 2 1"), ("2(2)A 3 1", "2(2)A 2 1")),
        (("indicator", "主①"), ("observation", "主①"), ("analysis", "製造業の付加価値生産性(万円)(暦年)")),
        {("grade count", "2(2)A", "D"): 2, ("grade count", "計", "D"): 2},
    ),
    Rows("the last indicator less", ((656, 703),), (), (("indicator", "関③"), ("observation", "関③"))),
    Rows("a need less", ((263, 267), (382, 386)), (), (("need", "東北海道商工会議所連絡協議会"),)),
    Rows("plans not printed twice", ((287, 312),)),
    Rows("results not printed twice", ((324, 392),)),
    Rows("initiatives not printed twice", ((287, 312), (324, 392))),
    Rows("initiatives printed only beside their codes", ((175, 200), (205, 272))),
    Rows(
        "a plan code less",
        ((316, 316), (1169, 1169)),
        (),
        (("plan link", "2(2)A", "創生", "A3413"),),
        {("policy", "①", "plans"): ("A3411", "A3412", "A3751")},
    ),
    Rows(
        "a plan code more",
        (),
        (("C0101\n", "C0101\nC0222\n"), ("A3413\nA3751\n【", "A3413\nA3414\nA3751\n【")),
        (),
        {("plan link", "2(2)A", "公約", "C0222"): True, ("plan link", "2(2)A", "創生", "A3414"): True},
    ),
    Rows("no pledges", ((318, 322),), (), (("plan link", "2(2)A", "公約"),)),
    Rows("no named plan", ((283, 286),), (), (("plan link", "2(4)C", "北海道科学技術振興計画"),)),
    Rows(
        "two partners less",
        (),
        (("、（公財）とか\nち財団", ""), ("（一社）北海道農業機械工業会、", "")),
        (("partner", "とかち財団"), ("partner", "北海道農業機械工業会")),
    ),
    Rows(
        "the last response policy less",
        ((1190, 1205), (1282, 1283), (1335, 1339)),
        (),
        (("policy", "③"), ("response", "対応", "ものづくり企業")),
    ),
    Rows(
        "no cooperation with other measures",
        ((432, 433), (444, 445), (449, 451), (458, 464)),
        (),
        (("cooperation", "本道"),),
    ),
)
