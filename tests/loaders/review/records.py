"""Fictional review sheets for tests, as values of JSON."""

from __future__ import annotations

import json
from typing import Any

from policygraph.loaders.review.items import Record, read_record


def sheet(**changed: Any) -> dict[str, Any]:
    """A small sheet, with fields changed or added; Ellipsis takes one out."""
    fields: dict[str, Any] = {
        "ID": 7,
        "事業ID": 3,
        "公開年度": 2020,
        "事業名": "架空事業",
        "府省庁": "架空省",
        "事業番号1": None,
        "事業番号2": "0001",
        "事業番号": "0001",
        "予算": [],
        "支出先": [],
        "アウトカム": [],
        "アウトプット": [],
        **changed,
    }
    return {key: value for key, value in fields.items() if value is not ...}


def line(**changed: Any) -> str:
    """The sheet as a line of NDJSON."""
    return json.dumps(sheet(**changed), ensure_ascii=False)


def record(**changed: Any) -> Record:
    """The sheet as it is read from the first line of a file."""
    return read_record("架空.ndjson", line(**changed), 1, 0)


def payment(name: str, number: str | None = None, amount: float = 1.0) -> dict[str, Any]:
    """A payment to a payee."""
    return {
        "年度": 2019,
        "グループ": "A",
        "番号": 1,
        "支出先名": name,
        "法人番号": number,
        "業務概要": "架空",
        "支出額": amount,
    }


def budget(total: float, executed: float | None = None, **phases: float) -> dict[str, Any]:
    """The budget of 2019 with its phases; what is not given is 0."""
    names = ("当初予算", "補正予算", "前年度から繰越し", "翌年度へ繰越し", "予備費等")
    return {"年度": 2019, **dict.fromkeys(names, 0.0), **phases, "予算計": total, "執行額": executed}
