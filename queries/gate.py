"""The gate: what a query may not be, decided on its text before the engine sees it.

One gate serves the command line and the endpoint. It is a guard against harm, not a parser: what it
lets through may still be no SPARQL, which the engine says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from urllib.parse import urljoin

from policygraph.errors import QueryLimitError, QuerySyntaxError

MAX_BYTES = 64 * 1024
"""Bytes of a query that a user writes (design, section 8)."""
MAX_NESTING = 100
"""Depth of brackets that is read; some thousands would end the process inside the engine (design, section 8)."""

_TOKEN = re.compile(
    r'(?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|#[^\r\n]*)"
    r'|<(?P<iri>[^<>"{}|^`\\\s]*)>'
    r"|(?P<variable>[?$]\w+|@[\w-]+)"
    r"|(?P<name>[\w.-]*:(?:[\w.:%-]|\\.)*)"
    r"|(?P<word>\w+)"
    r"|(?P<bracket>[{}()\[\]])"
)
"""The tokens of SPARQL 1.1 (section 19.8) as far as the gate tells them apart."""

_SPACE = r"(?:\s|#[^\r\n]*[\r\n])*"
_SERVICE = re.compile(
    r"(?:(?<![\w?$:])|(?<=true)|(?<=false)|(?<=\d))"
    rf"SERVICE{_SPACE}(?:SILENT{_SPACE})?"
    rf"(?:<[^<>\"{{}}|^`\s]*>|[?$]\w+|[\w.-]*:[^\s<>{{}}]*){_SPACE}\{{",
    re.IGNORECASE,
)
"""A SERVICE clause, with or without the spaces that the engine does not ask for."""
_UPDATES = frozenset(("LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE"))
_ESCAPE = re.compile(r"\\(.)")


def check_size(query: str) -> None:
    """Refuse what is longer than any question (:data:`MAX_BYTES`).

    Raises:
        QueryLimitError: it is.
    """
    if len(query.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise QueryLimitError(
            f"a query may have {MAX_BYTES // 1024} KB", ja=f"質問の長さは {MAX_BYTES // 1024} KB までです。"
        )


def check(query: str) -> None:
    """Refuse a query that would go out, write, or nest too deep.

    Raises:
        QuerySyntaxError: it would.
    """
    # Where "<" may be an operator or begin an IRI, tokens can hide a clause from this scan and not
    # from the engine: a clause is refused wherever it stands, in a text or comment too.
    if _SERVICE.search(query):
        raise QuerySyntaxError(
            "SERVICE is refused: a query reads this store and nothing else",
            ja="SERVICE は使えません。質問が読むのはこのストアだけです。",
        )
    for word in _words(query):
        if word in _UPDATES:
            raise QuerySyntaxError(
                f"{word} is refused: a query reads this store and changes nothing",
                ja=f"{word} は使えません。質問はストアを読むだけで、書き換えません。",
            )
    if _nesting(query) > MAX_NESTING:
        raise QuerySyntaxError(
            f"brackets are nested deeper than {MAX_NESTING}", ja=f"括弧の入れ子が {MAX_NESTING} 段を超えています。"
        )


def _words(query: str) -> Iterator[str]:
    return (token[0].upper() for token in _TOKEN.finditer(query) if token.lastgroup == "word")


def _nesting(query: str) -> int:
    depth = deepest = 0
    for token in _TOKEN.finditer(query):
        if token.lastgroup == "bracket":
            depth += 1 if token[0] in "{([" else -1
        elif token.lastgroup == "iri":
            # What looks like an IRI may be an expression between "<" and ">".
            depth += max(0, token[0].count("(") - token[0].count(")"))
        deepest = max(deepest, depth)
    return deepest


def names_graphs(query: str) -> bool:
    """Whether the query says by FROM which graphs it reads."""
    return "FROM" in _words(query)


def graphs_of(query: str, base: str | None = None, known: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    """The IRIs that FROM and FROM NAMED name; a name whose prefix is not declared is given as written.

    ``known`` are prefixes that need no declaration.
    """
    tokens = [token for token in _TOKEN.finditer(query) if token.lastgroup != "text"]
    prefixes = {f"{name}:": iri for name, iri in known.items()}
    found: list[str] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        word = before[0].upper() if before else ""
        if word == "BASE" and token["iri"] is not None:
            base = _resolved(token["iri"], base)
        elif before and before["name"] and before["name"].endswith(":") and token["iri"] is not None:
            prefixes[before["name"]] = _resolved(token["iri"], base)
        elif word in ("FROM", "NAMED") and token.lastgroup in ("iri", "name"):
            found.append(_graph(token, base, prefixes))
    return found


def _graph(token: re.Match[str], base: str | None, prefixes: dict[str, str]) -> str:
    if token["iri"] is not None:
        return _resolved(token["iri"], base)
    prefix, colon, local = token["name"].partition(":")
    return prefixes.get(prefix + colon, prefix + colon) + _ESCAPE.sub(r"\1", local)


def _resolved(iri: str, base: str | None) -> str:
    try:
        return urljoin(base, iri) if base else iri
    except ValueError:
        return iri
