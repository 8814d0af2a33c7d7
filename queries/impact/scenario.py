"""What is supposed to happen to what: ``stopped``, ``cut=30%``, ``cut=0.3``; one target or a file of them.

A scenario file is CSV with the columns ``target`` and ``if``, in any encoding that sheets have, or TOML
(UTF-8) with one table ``[[change]]`` for each target, which holds ``target`` and ``if``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from policygraph.errors import QueryError, SidecarError, os_reason_ja
from policygraph.loaders.sidecars import decode_sidecar, read_rows
from policygraph.queries.labels import Label

COLUMNS = ("target", "if")

_CUT = re.compile(r"cut=(?P<number>[0-9]{1,3}(?:\.[0-9]{1,6})?)(?P<percent>%?)", re.ASCII)


class Supposed(NamedTuple):
    """A target as a user writes it, and the fraction of it that is lost: 1 is all of it."""

    target: str
    loss: Decimal


class Change(NamedTuple):
    """A target, and the fraction of it that is lost: above 0, and 1 where it stops."""

    target: Label
    loss: Decimal


def parse_if(text: str) -> Decimal:
    """The fraction that is lost: 1 for ``stopped``, 0.3 for ``cut=30%`` or ``cut=0.3``.

    Raises:
        QueryError: it is neither, or the fraction is not above 0 and up to 1.
    """
    if text == "stopped":
        return Decimal(1)
    if cut := _CUT.fullmatch(text):
        loss = Decimal(cut["number"]) / (100 if cut["percent"] else 1)
        if 0 < loss <= 1:
            return loss
    raise QueryError(
        f"{text!r} is neither stopped nor cut=SHARE (cut=30% or cut=0.3, above 0 and up to 100%)",
        ja=f"「{text}」は stopped でも cut=割合（cut=30% または cut=0.3。0 より大きく 100% まで）でもありません。",
    )


def loss_words(loss: Decimal) -> str:
    """A fraction for people."""
    return "止まる" if loss == 1 else f"{(loss * 100).normalize():f}% 減る"


def read_scenario(path: Path) -> list[Supposed]:
    """What a scenario file supposes.

    Raises:
        SidecarError: it cannot be read, is malformed, supposes nothing, or names one target twice; with the place.
    """
    rows = _from_toml(path) if path.suffix.lower() == ".toml" else read_rows(path, COLUMNS)
    found: dict[str, Supposed] = {}
    for place, row in rows:
        target = row["target"]
        if not target or target in found:
            ja = f"target「{target}」が空か、二度あります"
            raise SidecarError(str(path), f"target {target!r} is empty or stands twice", place, ja=ja)
        try:
            found[target] = Supposed(target, parse_if(row["if"]))
        except QueryError as error:
            raise SidecarError(str(path), error.reason, place, ja=error.reason_ja) from error
    if not found:
        raise SidecarError(str(path), "supposes nothing", ja="仮定が一つもありません")
    return list(found.values())


def _from_toml(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    try:
        data = tomllib.loads(decode_sidecar(str(path), path.read_bytes()))
    except tomllib.TOMLDecodeError as error:
        raise SidecarError(str(path), f"is not TOML: {error}", ja=f"TOML として読めません：{error}") from error
    except OSError as error:
        raise SidecarError(str(path), error.strerror or "cannot be read", ja=os_reason_ja(error)) from error
    changes = data.get("change", [])
    if data.keys() - {"change"} or not isinstance(changes, list):
        ja = "[[change]] の表だけを書いてください"
        raise SidecarError(str(path), "holds something beside tables [[change]]", ja=ja)
    for number, change in enumerate(changes, start=1):
        yield f"change {number}", _checked(change, str(path), f"change {number}")


def _checked(change: Any, path: str, place: str) -> Mapping[str, str]:
    if not isinstance(change, dict) or sorted(change) != sorted(COLUMNS):
        raise SidecarError(path, "must hold target and if, and nothing else", place, ja="target と if だけが要ります")
    if not all(isinstance(value, str) for value in change.values()):
        raise SidecarError(path, "target and if must be strings", place, ja="target と if は文字列で書いてください")
    return {name: str(value).strip() for name, value in change.items()}
