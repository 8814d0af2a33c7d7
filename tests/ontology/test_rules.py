"""Findings name rules that exist."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from policygraph.ontology.rules import RULES

ROOT = Path(__file__).resolve().parents[2]


def named_rules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and _name(node.func) in ("find", "finding")):
            continue
        if {"ja", "en"} <= {keyword.arg for keyword in node.keywords}:
            yield from (str(each.value) for each in node.args[:1] if isinstance(each, ast.Constant))


def _name(called: ast.expr) -> str | None:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else None


def test_readers_and_checks_name_rules_that_exist() -> None:
    files = [path for folder in ("loaders", "queries") for path in (ROOT / folder).rglob("*.py")]
    named = {rule for path in files for rule in named_rules(path)}
    assert {"cell-unknown", "general-exceeds-total"} <= named
    assert named <= set(RULES)


def test_labels_are_short_and_meanings_are_sentences() -> None:
    for rule in RULES.values():
        assert len(rule.label_ja) <= 20
        assert rule.meaning.endswith(".")
