"""terms.py and policygraph.ttl name the same terms."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from policygraph.ontology import terms
from policygraph.ontology.terms import NAMESPACE, PG
from policygraph.ontology.turtle import read_turtle


def named() -> dict[str, str]:
    return {name: iri for name, iri in vars(PG).items() if not name.startswith("__")}


def test_python_and_turtle_name_the_same_terms() -> None:
    published = {iri for iri in read_turtle("policygraph.ttl") if iri.startswith(NAMESPACE)}
    assert set(named().values()) == published


def test_each_name_is_the_local_name_of_its_iri() -> None:
    assert [name for name, iri in named().items() if iri != NAMESPACE + name.rstrip("_")] == []


def test_a_mistyped_term_raises() -> None:
    with pytest.raises(AttributeError):
        _ = PG.Mesure  # type: ignore[attr-defined]


def test_terms_are_plain_strings_of_absolute_ascii_iris() -> None:
    namespaces = [each for each in vars(terms).values() if isinstance(each, type)]
    iris = [iri for each in namespaces for name, iri in vars(each).items() if not name.startswith("__")]
    assert [iri for iri in iris if not re.fullmatch(r"https?://[!-~]+", iri)] == []


@pytest.mark.parametrize("module", ["terms", "codes", "rules", "schemes", "code_names"])
def test_plain_tables_import_no_rdf_library(module: str) -> None:
    code = f"import sys, policygraph.ontology.{module}; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"rdflib", "pyoxigraph", "oxrdflib", "pyshacl"}.isdisjoint(loaded)
