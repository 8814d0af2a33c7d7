"""Queries made to bring a server down: deep, wide, endless, or swelling."""

from __future__ import annotations

from collections.abc import Iterator

_BIG = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"


def _nested() -> Iterator[str]:
    for depth in (101, 1000, 10_000, 100_000, 1_000_000):
        yield "ASK " + "{" * depth + "}" * depth
        yield "ASK { FILTER(" + "(" * depth + "1" + ")" * depth + ") }"
        yield "ASK { ?s ?p " + "[ ?p " * depth + "1" + " ]" * depth + " }"
        yield "ASK { ?s ?p " + "(" * depth + ")" * depth + " }"
        yield "ASK " + "{" * depth
    yield "ASK { " + "FILTER NOT EXISTS { " * 150 + "}" * 150 + " }"
    yield "ASK { " + "{ SELECT * { " * 60 + "}}" * 60 + " }"


def _products() -> Iterator[str]:
    for aggregate in ("COUNT(*)", "COUNT(DISTINCT ?l)", "SUM(STRLEN(STR(?l)))", "MIN(?l)", "GROUP_CONCAT(?l)"):
        yield f"SELECT ({aggregate} AS ?n) {{ {_BIG} }}"
    yield f"SELECT * {{ {_BIG} }}"
    yield f"SELECT * {{ {_BIG} }} ORDER BY ?l ?a"
    yield f"SELECT DISTINCT ?a ?d ?g ?j {{ {_BIG} }} ORDER BY DESC(?j)"
    yield f"CONSTRUCT {{ ?a ?e ?i }} {{ {_BIG} }}"
    yield f"SELECT ?a (COUNT(*) AS ?n) {{ {_BIG} }} GROUP BY ?a ?d ?g HAVING (?n < 0)"
    yield "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f FILTER (STR(?c) < STR(?f)) } }"
    yield "SELECT (COUNT(*) AS ?n) { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f FILTER (STR(?c) < STR(?a)) } ?g ?h ?i }"
    digits = " ".join(map(str, range(10)))
    yield f"SELECT (SUM(?a) AS ?n) {{ {' '.join(f'VALUES ?{name} {{ {digits} }}' for name in 'abcdefghijkl')} }}"
    yield f"SELECT * {{ {' '.join(f'VALUES ?{name} {{ {digits} }}' for name in 'abcdef')} }} ORDER BY ?f"


def _paths() -> Iterator[str]:
    some = "(pg:partOf|^pg:partOf|pg:inSheet|^pg:inSheet|prov:wasQuotedFrom|^prov:wasQuotedFrom)"
    anything = "(!<x:a>|!^<x:a>)"
    for path in (f"{anything}+", f"{anything}*", f"({anything}/{anything})+", f"({anything}+/{anything}+)+"):
        yield f"SELECT (COUNT(*) AS ?n) {{ ?a {path} ?b . ?b {path} ?c }}"
        yield f"SELECT * {{ ?a {path} ?b }} ORDER BY ?a ?b"
    yield f"SELECT (COUNT(*) AS ?n) {{ ?a {some}+ ?b . ?b {some}+ ?c . ?c {some}* ?d }}"
    yield "ASK { ?s " + "/".join(["<a:b>"] * 500) + " ?o }"
    yield "SELECT (COUNT(*) AS ?n) { ?a " + "/".join([anything] * 9) + " ?b }"


def _texts() -> Iterator[str]:
    doubled = "".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1}) " for i in range(40))
    yield f"SELECT (STRLEN(?v40) AS ?n) {{ BIND('aaaaaaaaaaaaaaaa' AS ?v0) {doubled} }}"
    yield f"SELECT * {{ ?s ?p ?v0 {doubled} }}"
    yield "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
    giant = "((a{1,500}){1,500}){1,500}"
    yield f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c FILTER REGEX(STR(?c), '{giant}') }}"
    yield "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER REGEX(CONCAT(STR(?c), STR(?f)), '(x+x+)+y$') }"
    yield "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER (REPLACE(STR(?c), '(.*)(.*)', '$2$1') = STR(?f)) }"
    yield "SELECT ?x { ?a ?b ?c . ?d ?e ?f BIND(SHA512(CONCAT(STR(?c), STR(?f))) AS ?x) } ORDER BY ?x"
    yield "SELECT ?x { ?a ?b ?c . ?d ?e ?f BIND(RAND() AS ?x) } ORDER BY ?x"
    yield "ASK {" + "".join(f"BIND(1 AS ?v{i})" for i in range(4000)) + "}"
    yield "SELECT * { " + "?s ?p ?o . " * 6000 + "}"
    yield "ASK { VALUES ?x { " + "1 " * 40_000 + "}"


KILLERS = (*_nested(), *_products(), *_paths(), *_texts())
