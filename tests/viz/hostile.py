"""A sheet whose texts would run a script, load a file or break out of their place if they could."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from typing import Any

from policygraph.loaders.records import Sheet
from tests.sheetwriter import Shape, generate

PAYLOADS = (
    "<script>hacked=1</script>",
    "</script><script>hacked=1</script>",
    "<img src=x onerror=hacked=1>",
    "<!--<script>",
    "\"'><svg onload=hacked=1>",
    "javascript:hacked=1",
    "<a href=javascript:hacked=1>x</a>",
    "{{7*7}}${hacked=1}\\u003cscript>",
    "<style>@import'//example.org'</style>",
    "&lt;b&gt;]]>",
)
_POISONED = frozenset(("name", "title", "text", "content", "results", "reason", "explanation", "who", "printed"))


def hostile_sheet() -> Sheet:
    """A generated sheet with a payload behind each name and text; equal texts get equal payloads."""
    payloads = cycle(PAYLOADS)
    given: dict[str, str] = {}

    def poisoned(text: str) -> str:
        if text not in given:
            given[text] = text + next(payloads)
        return given[text]

    def walked(value: Any, field: str) -> Any:
        if isinstance(value, str) and field in _POISONED:
            return poisoned(value)
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            return tuple(walked(each, field) for each in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{each.name: walked(getattr(value, each.name), each.name) for each in fields(value)})
        return value

    sheet = generate(7, Shape(projects=(5, 8), indicators=(2, 3), policies=(2, 3), opinions=(1, 2), oddities=0))
    poisoned_sheet: Sheet = walked(sheet, "")
    return poisoned_sheet
