"""The examples in docstrings run."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from policygraph.ontology import code_names, codes, impact, rules, schemes, terms, turtle


@pytest.mark.parametrize("module", [code_names, codes, impact, rules, schemes, terms, turtle])
def test_examples(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0
