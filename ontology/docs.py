"""The page ``docs/vocabulary.md``, generated from the Turtle files and tables of this folder.

::

    python -m policygraph.ontology.docs [--check] [FILE]

writes the page (by default ``docs/vocabulary.md`` below the current folder); with ``--check`` it
writes nothing and exits with 1 where the page is not what would be written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from policygraph.ontology.code_names import known_names
from policygraph.ontology.codes import LISTS, scheme_iri
from policygraph.ontology.impact import impact_rules
from policygraph.ontology.rules import RULES
from policygraph.ontology.schemes import all_schemes
from policygraph.ontology.terms import NAMESPACE, RDF, RDFS, SKOS
from policygraph.ontology.turtle import Subjects, one, read_turtle

DEFAULT_PAGE: Final = Path("docs/vocabulary.md")

_OWL_CLASS: Final = "http://www.w3.org/2002/07/owl#Class"
_SUBCLASS: Final = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_SEE_ALSO: Final = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
_DOMAIN: Final = "https://schema.org/domainIncludes"
_RANGE: Final = "https://schema.org/rangeIncludes"
_SH: Final = "http://www.w3.org/ns/shacl#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PREFIXES: Final[Mapping[str, str]] = {
    NAMESPACE: "pg:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    "http://www.w3.org/2001/XMLSchema#": "xsd:",
    "http://www.w3.org/2002/07/owl#": "owl:",
    "http://www.w3.org/ns/dqv#": "dqv:",
    "http://www.w3.org/ns/org#": "org:",
    "http://www.w3.org/ns/prov#": "prov:",
    _RDF: "rdf:",
}
_TEXT: Final = "rdf:langString"

_HEAD: Final = """# 語彙 / The vocabulary

This page is generated (`python -m policygraph.ontology.docs`); edit the files under `ontology/` instead.

`pg:` is `{namespace}`. Classes and properties stand in `ontology/policygraph.ttl`, code lists in
`ontology/codes.ttl`, what data must hold in `ontology/shapes.ttl`, the rules of impact in
`ontology/impact.ttl`, and the words below in `ontology/glossary.ttl`.

- Child points to parent; there are no inverse properties.
- Money is in yen (xsd:integer), staff in full-time posts (xsd:decimal), percentages as printed (39.8
  stands for 39.8 %), years as xsd:gYear (R2 is 2020).
- What a sheet does not say is absent. What could not be known is absent and has a finding.
- Every node of a sheet but passages and findings quotes its passages (`prov:wasQuotedFrom`); where the
  reader had to decide, it has `pg:confidence` and `pg:method`. A passage is whole lines; nodes whose
  lines lie in a short passage share it.
- `pg:position` orders things of one kind where the order says something; it is left out elsewhere.
"""


def vocabulary_page() -> str:
    """The whole page as Markdown."""
    terms = read_turtle("policygraph.ttl")
    parts = (
        _HEAD.format(namespace=NAMESPACE),
        "## クラス図 / Class diagram\n\n" + _diagram(read_turtle("shapes.ttl"), terms),
        "## 用語集 / Glossary\n\n" + _glossary(),
        "## クラス / Classes\n\n" + _classes(terms),
        "## 性質 / Properties\n\n" + _properties(terms),
        "## コード表 / Code lists\n\n" + _code_lists(read_turtle("codes.ttl")),
        "## 計画等 / Plan schemes\n\n" + _schemes(),
        "## コードの名称 / Names of codes\n\n" + _names(),
        "## 影響の規則 / Rules of impact\n\n" + _impact(),
    )
    return "\n".join(parts)


def main(arguments: Sequence[str]) -> int:
    """Write or check the page; exit status 1 where ``--check`` finds it stale, 2 for a wrong call."""
    options = [each for each in arguments if each.startswith("-")]
    pages = [Path(each) for each in arguments if not each.startswith("-")] or [DEFAULT_PAGE]
    if len(pages) > 1 or options not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    return _check(pages[0]) if options else _write(pages[0])


def _write(page: Path) -> int:
    page.write_text(vocabulary_page(), encoding="utf-8", newline="\n")
    return 0


def _check(page: Path) -> int:
    if page.is_file() and page.read_text(encoding="utf-8") == vocabulary_page():
        return 0
    print(f"{page} is stale: run python -m policygraph.ontology.docs", file=sys.stderr)
    return 1


# --- the parts ---


def _diagram(shapes: Subjects, terms: Subjects) -> str:
    edges = (f"  {subject} --> {range_} : {', '.join(properties)}" for subject, range_, properties in _edges(shapes))
    parents = (
        f"  {_short(parent).replace(':', '_').removeprefix('pg_')} <|-- {_local(iri)}"
        for iri, values in terms.items()
        for parent in values.get(_SUBCLASS, ())
    )
    return "\n".join(["```mermaid", "classDiagram", "  direction LR", *edges, *parents, "```", ""])


def _edges(shapes: Subjects) -> Iterator[tuple[str, str, list[str]]]:
    for values in shapes.values():
        for target in values.get(_SH + "targetClass", ()):
            ranges: dict[str, list[str]] = {}
            for shape in (shapes[each] for each in values.get(_SH + "property", ())):
                for range_ in _classes_of(shape, shapes):
                    ranges.setdefault(_local(range_), []).append(_local(one(shape, _SH + "path")))
            for range_, properties in ranges.items():
                yield _local(target), range_, properties


def _classes_of(shape: Mapping[str, tuple[str, ...]], shapes: Subjects) -> Iterator[str]:
    yield from shape.get(_SH + "class", ())
    for alternatives in shape.get(_SH + "or", ()):
        while alternatives in shapes:
            yield from shapes[one(shapes[alternatives], _RDF + "first")].get(_SH + "class", ())
            alternatives = one(shapes[alternatives], _RDF + "rest")


def _glossary() -> str:
    return _table(
        ("日本語", "English"),
        (
            (f"**{ja}** {definition_ja}", f"**{en}**: {definition_en}")
            for ja, en, definition_ja, definition_en in (
                (*_both(values, SKOS.prefLabel), *_both(values, SKOS.definition))
                for values in read_turtle("glossary.ttl").values()
            )
        ),
    )


def _classes(terms: Subjects) -> str:
    classes = ((iri, values) for iri, values in terms.items() if _OWL_CLASS in values[RDF.type])
    return _table(
        ("class", "日本語", "is", "is a kind of"),
        (
            (f"`{_short(iri)}`", _both(values, RDFS.label)[0], _definitions(values), _list(values.get(_SUBCLASS, ())))
            for iri, values in classes
        ),
    )


def _properties(terms: Subjects) -> str:
    properties = ((iri, values) for iri, values in terms.items() if values[RDF.type][0].endswith("Property"))
    return _table(
        ("property", "日本語", "says", "of", "value"),
        (
            (
                f"`{_short(iri)}`",
                _both(values, RDFS.label)[0],
                _definitions(values),
                _list(values.get(_DOMAIN, ())) or "any",
                _value(values),
            )
            for iri, values in properties
        ),
    )


def _value(values: Mapping[str, tuple[str, ...]]) -> str:
    ranges = _list(each for each in values.get(_RANGE, ()) if _short(each) != _TEXT)
    text = "text" if _TEXT in map(_short, values.get(_RANGE, ())) else ""
    lists = ", ".join(f"[{_local(each)}](#{_local(each).lower()})" for each in values.get(_SEE_ALSO, ()))
    return ", ".join(filter(None, (lists or ranges, text)))


def _code_lists(codes: Subjects) -> str:
    return "\n".join(_code_list(name, codes) for name in LISTS)


def _code_list(name: str, codes: Subjects) -> str:
    scheme = codes[scheme_iri(name)]
    ja, en = _both(scheme, SKOS.prefLabel)
    severity = "severity" if name == "rule" else None
    rows = ((code, codes[iri]) for code, iri in LISTS[name].items())
    table = _table(
        ("code", "日本語", "English", "means", *filter(None, (severity,))),
        (
            (f"`{code}`", *_both(values, SKOS.prefLabel), _definitions(values), *_severity(code, severity))
            for code, values in rows
        ),
    )
    return f"### {name}\n\n**{ja}** / {en}: {_definitions(scheme)}\n\n{table}"


def _severity(code: str, column: str | None) -> tuple[str, ...]:
    return (RULES[code].severity,) if column else ()


def _schemes() -> str:
    return _table(
        ("key", "日本語", "English", "printed as", "codes", "fiscal years", "source"),
        (
            (
                f"`{each.key}`",
                each.label_ja,
                each.label_en,
                ", ".join(sorted(each.headings)),
                f"`{each.pattern.pattern}`" if each.pattern else "not known",
                f"{each.first_year}–{each.last_year or ''}",
                f"<{each.source}>",
            )
            for each in all_schemes()
        ),
    )


def _names() -> str:
    return _table(
        ("scheme", "code", "name", "source"),
        ((f"`{each.scheme}`", f"`{each.code}`", each.name_ja, f"<{each.source}>") for each in known_names().values()),
    )


def _impact() -> str:
    return _table(
        ("relation", "property", "from", "to", "depends", "日本語", "English"),
        (
            (
                each.relation,
                f"`{_short(each.property)}`",
                _list(sorted(each.subject_classes)),
                _list(sorted(each.object_classes)) or "any",
                each.dependent_end,
                each.label_ja,
                each.label_en,
            )
            for each in impact_rules()
        ),
    )


# --- words ---


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def _both(values: Mapping[str, tuple[str, ...]], key: str) -> tuple[str, str]:
    return one(values, f"{key}@ja"), one(values, f"{key}@en")


def _definitions(values: Mapping[str, tuple[str, ...]]) -> str:
    ja, en = _both(values, SKOS.definition)
    return f"{en}<br>{ja}"


def _list(iris: Iterable[str]) -> str:
    return ", ".join(f"`{_short(iri)}`" for iri in iris)


def _short(iri: str) -> str:
    for namespace, prefix in _PREFIXES.items():
        if iri.startswith(namespace):
            return prefix + iri.removeprefix(namespace)
    return iri


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
