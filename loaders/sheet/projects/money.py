"""Which column a number of section 4 stands in.

Extraction drops blank cells, so a row of seven columns may show any of them (form, last section).
Each way to put the printed numbers into columns in order is a *layout*. A layout is weighed by the
form's arithmetic (head office + branch = staff; full cost = money + staff x unit labour cost, a
figure the form does not print and the rows themselves give away), and by how often the rows of the
sheet show a carried-over amount, lack a cell or break the arithmetic. Full cost proves only the
budget; the printed totals speak for the other money columns.

Amounts here are as printed, in thousands of yen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from typing import NamedTuple

from policygraph.loaders.sheet.projects.amounts import MONEY, PEOPLE, Cell, Column, Layout, layouts

SURE = 0.95
"""Share of the weight of all layouts that a column's reading must have to be a fact."""

_ROUNDING = 1.0
_UNIT_SPREAD = 0.25
_UNUSUAL = 0.5
"""Weight of an amount that stands where the budget usually does not."""
_MAX_COMBINATIONS = 2000
_LEAST_WEIGHT = 0.001
_EXACT = 0.001
"""How often an amount agrees to the thousand with what a full cost that has nothing to do with it leaves."""
_MISPRINT = 0.02
"""How often a printed total is less than a single amount of its column."""
_ACCIDENT = 0.02
"""How often three numbers that are not the staff add up as the staff does: small numbers repeat."""


class Option(NamedTuple):
    """A layout, its share of the weight, and the budget that full cost proves where its cell is lacking.

    ``proof`` is how often rows obey the unit cost that the proof rests on.
    """

    layout: Layout
    weight: float
    derived: Decimal | None = None
    proof: float = 1.0


class Placement(NamedTuple):
    """Cells by column as far as they can be known, and the others.

    ``budget`` is what full cost proves where the budget's own cell is not known (thousand yen).
    ``share`` is the weight of the reading against all others, ``options`` are all of them, the
    heaviest first.
    """

    cells: Mapping[Column, Cell]
    unplaced: tuple[Cell, ...]
    budget: Decimal | None
    share: float
    options: Sequence[Option] = ()


class _Habits(NamedTuple):
    """How often the rows of a sheet show a carried-over amount, lack a cell, break the arithmetic.

    The form's own habit counts as ten rows: carried-over amounts are usually blank, cells are there.
    """

    carried: float
    lacking: float
    odd: float


class Placer:
    """Puts the numbers of the rows of a sheet into columns."""

    def __init__(self, rows: Sequence[Sequence[Cell]]) -> None:
        self._rows = rows
        clues = [_clues(row) for row in rows]
        units = unit_costs(clues)
        habits = _habits(rows, clues, units)
        plain = _plain_share(habits)
        self._options = [
            [Option(_PLAIN, plain)] if plain >= SURE and _is_plain(row, units) else _options(row, units, habits)
            for row in rows
        ]

    def place(self) -> list[Placement]:
        """The columns of each row."""
        return [_settled(row, ways) for row, ways in zip(self._rows, self._options, strict=True)]

    def narrow(self, totals: Mapping[Column, Decimal]) -> bool:
        """Weigh again by the totals the sheet prints, as far as they are known; whether that made a difference."""
        before = self._options
        self._options = _agreeing_with(totals, self._rows, _carrying_within(totals, self._rows, before))
        return self._options is not before


_PLAIN = tuple(Column)[1:]
_PLAIN_KINDS = re.compile("[cn][cn]ddd[cn]")


def _plain_share(habits: _Habits) -> float:
    """Least share of the usual layout, where only 繰越 is blank, in a row of six that adds up with it."""
    usual = 1 - habits.carried
    return usual / (usual + 2 * habits.carried * habits.lacking)


def _is_plain(row: Sequence[Cell], units: Sequence[Decimal]) -> bool:
    """Whether a row of six adds up in the usual layout, its full cost by a known unit cost."""
    if len(row) != len(_PLAIN) or not _PLAIN_KINDS.fullmatch("".join([cell.kind for cell in row])):
        return False
    budget, _, head, branch, staff, full = [cell.value or Decimal(0) for cell in row]
    return head + branch == staff and any(abs(budget + unit * staff - full) <= _ROUNDING for unit in units)


# --- the unit labour cost -----------------------------------------------------------------------


class _Range(NamedTuple):
    """Where the unit cost lies if one of a row's amounts is its budget, and how likely that is it."""

    low: float
    high: float
    weight: float


_Clue = list[_Range]
"""The ranges of one row."""


def unit_costs(clues: Iterable[_Clue]) -> list[Decimal]:
    """Unit labour costs (thousand yen a post), the most frequent first.

    Each is the figure that explains most of the rows not yet explained, at least two of them; one
    of another office or page differs by a few per cent.
    """
    clues = [clue for clue in clues if clue]
    units: list[Decimal] = []
    while len(clues) > 1:
        unit, support = _most_covered(clues)
        if support < 2:
            break
        if not units or abs(unit / float(units[0]) - 1) < _UNIT_SPREAD:
            units.append(Decimal(repr(unit)))
        clues = [clue for clue in clues if not any(low <= unit <= high for low, high, _ in clue)]
    return units


def _clues(row: Sequence[Cell]) -> _Clue:
    kinds = "".join([cell.kind for cell in row])
    at = kinds.find("ddd")
    if at < 1 or at + 4 != len(row):
        return []
    values = [float(cell.value or 0) for cell in row]
    staff, full = values[at + 2], values[-1]
    if staff <= 0 or row[-1].value is None:
        return []
    rests = dict.fromkeys([full - amount for amount in values[:at]], _UNUSUAL)
    if at == len(MONEY):
        rests[full - values[0] - values[1]] = 1.0
    rests[full - values[at - 2 if at > 1 else 0]] = 1.0
    return [_Range((rest - 0.5) / staff, (rest + 0.5) / staff, weight) for rest, weight in rests.items() if rest > 0]


def _most_covered(clues: Sequence[_Clue]) -> tuple[float, float]:
    """The figure that ranges of most weight hold (a whole one if there is one), and their weight."""
    ends = sorted(end for ranges in clues for low, high, weight in ranges for end in ((low, -weight), (high, weight)))
    depth = best = 0.0
    low = high = 0.0
    for position, (value, closes) in enumerate(ends):
        depth -= closes
        if depth > best:
            best, low, high = depth, value, ends[position + 1][0]
    middle = (low + high) / 2
    return (float(round(middle)) if low <= round(middle) <= high else middle), best


# --- layouts ------------------------------------------------------------------------------------


def _habits(rows: Sequence[Sequence[Cell]], clues: Iterable[_Clue], units: Sequence[Decimal]) -> _Habits:
    count = len(rows) + 10
    whole = sum(len(row) == len(Column) for row in rows)
    short = sum(len(row) < len(Column) - 1 for row in rows)
    odd = sum(
        len(row) >= len(Column) - 1 and bool(clue) and not _explained(clue, units)
        for row, clue in zip(rows, clues, strict=True)
    )
    return _Habits((whole + 0.5) / count, (short + 1) / count, (odd + 0.5) / count)


def _explained(clue: _Clue, units: Sequence[Decimal]) -> bool:
    return any(low <= unit <= high for low, high, _ in clue for unit in units)


def _options(row: Sequence[Cell], units: Sequence[Decimal], habits: _Habits) -> list[Option]:
    """Layouts of a row with their shares of the weight, the heaviest first."""
    found = layouts("".join(cell.kind for cell in row)) if len(row) <= len(Column) else ()
    weighed = [_weigh(layout, dict(zip(layout, row, strict=True)), units, habits) for layout in found]
    whole = sum(option.weight for option in weighed)
    shares = [option._replace(weight=option.weight / whole) for option in weighed]
    return sorted((option for option in shares if option.weight > _LEAST_WEIGHT), key=lambda option: -option.weight)


def _weigh(layout: Layout, cells: Mapping[Column, Cell], units: Sequence[Decimal], habits: _Habits) -> Option:
    carried = Column.CARRIED in cells
    lacking = len(_PLAIN) - len(layout) + carried
    weight = habits.lacking**lacking * (habits.carried if carried else 1 - habits.carried)
    values = {column: cell.value or Decimal(0) for column, cell in cells.items()}
    head, branch, staff = (values.get(column) for column in PEOPLE)
    if head is None or branch is None or staff is None:
        weight *= _ACCIDENT
    elif head + branch != staff:
        weight *= habits.odd
    if staff is None and head is not None and branch is not None:
        staff = head + branch
    budgets = _budgets(values, staff, units)
    if not budgets:
        return Option(layout, weight)
    if Column.BUDGET in values:
        return Option(layout, weight * _fit(values, budgets, habits))
    printed = [values[column] for column in MONEY if column in values]
    derived = _derived(budgets, printed)
    if derived is not None and derived < 0:
        return Option(layout, weight * habits.odd)
    return Option(layout, weight, derived, 1.0 if derived in printed else 1 - habits.odd)


def _fit(values: Mapping[Column, Decimal], budgets: Sequence[Decimal], habits: _Habits) -> float:
    """What full cost says of the budget: 1 if it agrees, hardly anything if it agrees with another amount."""
    if any(abs(budget - values[Column.BUDGET]) <= _ROUNDING for budget in budgets):
        return 1.0
    others = [values[column] for column in MONEY if values.get(column)]
    if any(abs(budget - amount) <= _ROUNDING for budget in budgets for amount in others):
        return habits.odd * _EXACT
    return habits.odd


def _budgets(values: Mapping[Column, Decimal], staff: Decimal | None, units: Sequence[Decimal]) -> list[Decimal]:
    """What full cost leaves for the budget, by each unit cost; none where it cannot be reckoned.

    The form does not say whether the carried-over amount is part of full cost, so both are tried.
    """
    if staff is None or Column.FULL not in values:
        return []
    carried = values.get(Column.CARRIED, Decimal(0))
    rests = [values[Column.FULL] - unit * staff for unit in (units if staff else (Decimal(0),))]
    return [*rests, *(rest - carried for rest in rests)] if carried else rests


def _derived(budgets: Sequence[Decimal], printed: Sequence[Decimal]) -> Decimal | None:
    """The budget: a printed amount that full cost leaves, else what it leaves by the only unit cost."""
    for budget in budgets:
        for amount in printed:
            if abs(budget - amount) <= _ROUNDING:
                return amount
    return Decimal(round(budgets[0])) if len(budgets) == 1 else None


# --- totals -------------------------------------------------------------------------------------


def _carrying_within(
    totals: Mapping[Column, Decimal], rows: Sequence[Sequence[Cell]], options: list[list[Option]]
) -> list[list[Option]]:
    """Options of open rows weighed again by whether they carry over more than the row 計 says altogether.

    This holds also where a row is misprinted, so that no choice gives all totals.
    """
    most = totals.get(Column.CARRIED)
    if most is None or all(len(ways) <= 1 or ways[0].weight >= SURE for ways in options):
        return options
    return [
        _shared(
            way._replace(weight=way.weight * (_MISPRINT if (_effect(row, way)[Column.CARRIED] or 0) > most else 1))
            for way in ways
        )
        if len(ways) > 1
        else ways
        for row, ways in zip(rows, options, strict=True)
    ]


def _agreeing_with(
    totals: Mapping[Column, Decimal], rows: Sequence[Sequence[Cell]], options: list[list[Option]]
) -> list[list[Option]]:
    """Options weighed again by the printed totals, where these can tell and not too many are open."""
    open_rows = [index for index, ways in enumerate(options) if _is_open(rows[index], ways)]
    if not open_rows or not totals or prod(len(options[index]) for index in open_rows) > _MAX_COMBINATIONS:
        return options
    effects = [[_effect(row, option) for option in ways] for row, ways in zip(rows, options, strict=True)]
    fixed = [effects[index][0] for index, ways in enumerate(options) if ways and index not in open_rows]
    weights: dict[tuple[int, int], float] = {}
    for choice in product(*(range(len(options[index])) for index in open_rows)):
        chosen = list(zip(open_rows, choice, strict=True))
        if _adds_up([*fixed, *(effects[index][way] for index, way in chosen)], totals):
            weight = prod(options[index][way].weight for index, way in chosen)
            for pair in chosen:
                weights[pair] = weights.get(pair, 0.0) + weight
    return [_reweighed(index, ways, weights) if index in open_rows else ways for index, ways in enumerate(options)]


def _effect(row: Sequence[Cell], option: Option) -> tuple[Decimal | None, ...]:
    """What a row adds to the money columns; None for a cell that should be there and is not."""
    cells = dict(zip(option.layout, row, strict=True))
    amounts = [cells[column].value or Decimal(0) if column in cells else None for column in MONEY]
    return amounts[0] or Decimal(0), option.derived if amounts[1] is None else amounts[1], amounts[2]


def _is_open(row: Sequence[Cell], ways: Sequence[Option]) -> bool:
    """Whether a row can be read in several ways that differ in more than where a nought stands."""
    return len(ways) > 1 and ways[0].weight < SURE and any(amount for way in ways for amount in _effect(row, way))


def _adds_up(effects: Sequence[tuple[Decimal | None, ...]], totals: Mapping[Column, Decimal]) -> bool:
    """Whether the rows give the totals; a column with a cell missing may only fall short of its own."""
    for column in MONEY:
        amounts = [effect[column] for effect in effects]
        reached = sum((amount for amount in amounts if amount is not None), Decimal(0))
        if column in totals and (reached > totals[column] or (None not in amounts and reached != totals[column])):
            return False
    return True


def _reweighed(index: int, ways: list[Option], weights: Mapping[tuple[int, int], float]) -> list[Option]:
    new = [way._replace(weight=weights.get((index, position), 0.0)) for position, way in enumerate(ways)]
    return _shared(way for way in new if way.weight) or ways


def _shared(ways: Iterable[Option]) -> list[Option]:
    """Options with their shares of the weight, the heaviest first."""
    found = list(ways)
    whole = sum(way.weight for way in found)
    return sorted((way._replace(weight=way.weight / whole) for way in found), key=lambda way: -way.weight)


# --- decision -----------------------------------------------------------------------------------


def _settled(row: Sequence[Cell], options: Sequence[Option]) -> Placement:
    """Columns on whose cell the options agree by :data:`SURE` of their weight."""
    if len(options) == 1 and Column.BUDGET in options[0].layout:
        only = options[0]
        cells = dict(zip(only.layout, row, strict=True))
        return Placement(cells, (), cells[Column.BUDGET].value, only.weight, options)
    cells = {}
    budget, least = _proven_budget(row, options)
    for position, cell in enumerate(row):
        shares: dict[Column, float] = {}
        for option in options:
            column = option.layout[position]
            shares[column] = shares.get(column, 0.0) + option.weight
        for column, share in shares.items():
            if share >= SURE:
                cells[column] = cell
                least = min(least, share)
    placed = set(map(id, cells.values()))
    return Placement(cells, tuple(cell for cell in row if id(cell) not in placed), budget, least, options)


def _proven_budget(row: Sequence[Cell], options: Sequence[Option]) -> tuple[Decimal | None, float]:
    """The budget, printed or derived, that nearly all options agree on, and their share (1 if there is none)."""
    shares: dict[Decimal, float] = {}
    for option in options:
        budget = option.derived
        if Column.BUDGET in option.layout:
            budget = row[option.layout.index(Column.BUDGET)].value
        if budget is not None:
            shares[budget] = shares.get(budget, 0.0) + option.weight * option.proof
    best = max(shares, key=shares.__getitem__, default=None)
    return (None, 1.0) if best is None or shares[best] < SURE else (best, shares[best])
