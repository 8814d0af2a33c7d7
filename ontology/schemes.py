"""Plan schemes: which printed heading and code belong to which plan, in which years.

The table is ``schemes.csv``. Its ``headings`` are separated by ``;``; a blank ``pattern`` means
that the codes of the plan are not known, so only its heading tells it; a blank ``last_year`` that
its end is not known. Years are fiscal years of the sheet. Each row names its source.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

HOKKAIDO: Final = "010006"
"""北海道 in 全国地方公共団体コード (six digits with the check digit)."""

_WHITE = re.compile(r"\s+")

_AREA = re.compile(r"(?P<field>[1-9])\((?P<pillar>[1-9][0-9]?)\)(?P<direction>[A-Z])?")
"""分野(柱)方向性 (form, Rules): ``2(2)A``, or its pillar ``2(2)``."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A plan scheme in one of its terms: ``C03`` of ``pledge-2`` is no code of ``pledge-1``."""

    key: str
    label_ja: str
    label_en: str
    headings: frozenset[str]
    """What the form prints over or before the codes, folded to one width."""
    pattern: re.Pattern[str] | None
    """What a code looks like; None where that is not known."""
    first_year: int
    last_year: int | None
    authority: str
    """The government that has the plan, in 全国地方公共団体コード."""
    source: str

    def in_force(self, fiscal_year: int) -> bool:
        """Whether the scheme holds in a fiscal year."""
        return self.first_year <= fiscal_year and (self.last_year is None or fiscal_year <= self.last_year)

    def has_code(self, code: str) -> bool:
        """Whether a code has the form of this scheme's codes."""
        return self.pattern is not None and self.pattern.fullmatch(_folded(code)) is not None


@cache
def all_schemes() -> tuple[Scheme, ...]:
    """The rows of ``schemes.csv``, in its order."""
    table = files("policygraph.ontology").joinpath("schemes.csv").read_text(encoding="utf-8")
    return tuple(_scheme(row) for row in csv.DictReader(io.StringIO(table)))


@lru_cache(maxsize=4096)
def scheme_of(heading: str | None, code: str | None, fiscal_year: int, authority: str = HOKKAIDO) -> Scheme | None:
    """The scheme that a printed heading and code belong to; None where that is not known.

    ``heading`` is what stands in 【】 or over the column (創生, 北海道創生総合戦略), in any width; None where
    nothing does, as at codes of the policy system. ``code`` is None for a plan named without one.
    Heading and code must agree: a code of another form than the scheme's belongs to none.

    >>> scheme_of("公約", "C0003", 2020).key, scheme_of("公約", "C03", 2024).key
    ('pledge-1', 'pledge-2')
    >>> scheme_of("公約", "C03", 2020) is None
    True
    """
    candidates = [each for each in all_schemes() if each.authority == authority and each.in_force(fiscal_year)]
    if heading is not None:
        return _only([each for each in candidates if _folded(heading) in each.headings and _agrees(each, code)])
    return _only([each for each in candidates if code is not None and each.has_code(code)])


def broader_code(code: str) -> str | None:
    """The code above one of the policy system: its pillar, then its field; None for any other code.

    >>> broader_code("2(2)A"), broader_code("2(2)"), broader_code("A3412")
    ('2(2)', '2', None)
    """
    match = _AREA.fullmatch(_folded(code))
    if match is None:
        return None
    return f"{match['field']}({match['pillar']})" if match["direction"] else match["field"]


def _agrees(scheme: Scheme, code: str | None) -> bool:
    return code is None or scheme.pattern is None or scheme.has_code(code)


def _only(schemes: list[Scheme]) -> Scheme | None:
    return schemes[0] if len(schemes) == 1 else None


def _scheme(row: dict[str, str]) -> Scheme:
    return Scheme(
        key=row["key"],
        label_ja=row["label_ja"],
        label_en=row["label_en"],
        headings=frozenset(_folded(heading) for heading in row["headings"].split(";")),
        pattern=re.compile(row["pattern"]) if row["pattern"] else None,
        first_year=int(row["first_year"]),
        last_year=int(row["last_year"]) if row["last_year"] else None,
        authority=row["authority"],
        source=row["source"],
    )


def _folded(text: str) -> str:
    return _WHITE.sub("", unicodedata.normalize("NFKC", text))
