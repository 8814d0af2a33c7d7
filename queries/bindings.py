"""Parameters of a query in SPARQL itself, for stores that take nothing but the text of a query.

A bound variable means its term wherever it is in scope, as with the substitutions of the engine on
disk: every group that names it gets a VALUES row. A row in the outermost group alone would come too
late for a FILTER inside a UNION, an OPTIONAL or a sub-SELECT, which SPARQL works out by themselves
(SPARQL 1.1, section 18.2). In a group that gives the variable a value by BIND, the row comes last,
since BIND takes no variable that has one (section 10.1).
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field

from policygraph.queries.store import PREFIXES, Bindings

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\s]*>'
    r"|#[^\n]*"
    r"|[?$](?P<variable>\w+)"
    r"|(?<![\w:@.-])(?P<word>SELECT|CONSTRUCT|VALUES|WHERE|AS)(?![\w:.-])"
    r"|(?P<mark>[{}()*])",
    re.IGNORECASE,
)


def prologue() -> str:
    """The declarations of the prefixes that every query may use."""
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


def bound(query: str, bindings: Bindings | None) -> str:
    """``query`` with the terms of ``bindings`` in place, each written by the engine's own type."""
    if not bindings:
        return query
    rows = {name: f" VALUES ?{name} {{ {term} }}" for name, term in bindings.items()}
    scan = _Scan(frozenset(rows))
    for token in _TOKEN.finditer(query):
        scan.take(token)
    pieces: list[str] = []
    done = 0
    for place, names in sorted(scan.places.items()):
        pieces += (query[done:place], *(rows[name] for name in sorted(names)))
        done = place
    return "".join((*pieces, query[done:]))


@dataclass(slots=True)
class _Braces:
    """A pair of braces, or the whole query, with the SELECT that stands in it, if any.

    ``start`` is where its patterns begin. ``scope`` holds the names that mean the same inside as
    outside, ``named`` those that stand in it (not in braces inside it), ``made`` those of them that
    get a value by BIND, ``shown`` what its SELECT shows (None: all).
    """

    start: int
    scope: Set[str]
    is_group: bool
    named: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    shown: set[str] | None = None
    in_head: bool = False


class _Scan:
    """A walk over a query; ``places`` says behind or before which braces which names are bound."""

    def __init__(self, names: Set[str]) -> None:
        self.names = names
        self.places: dict[int, Set[str]] = {}
        self.stack = [_Braces(0, names, is_group=False)]
        self.depth = 0
        self.before = ""

    def take(self, token: re.Match[str]) -> None:
        if token["variable"]:
            self._variable(token["variable"])
        elif token["word"]:
            self._word(token["word"].upper())
        elif token["mark"]:
            self._mark(token["mark"], token)

    def _variable(self, name: str) -> None:
        top = self.stack[-1]
        top.named.add(name)
        if top.in_head and top.shown is not None and (self.depth == 0 or self.before == "AS"):
            top.shown.add(name)
        if self.before == "AS":
            top.made |= set() if top.in_head else {name}
            self.before = ""

    def _word(self, word: str) -> None:
        if word == "SELECT":
            top = self.stack[-1]
            top.in_head, top.shown, top.is_group = True, set(), False
        self.before = word

    def _mark(self, mark: str, token: re.Match[str]) -> None:
        if mark in "()":
            self.depth += 1 if mark == "(" else -1
        elif mark == "*":
            if self.stack[-1].in_head and self.depth == 0:
                self.stack[-1].shown = None
        elif mark == "{":
            self._open(token.end())
        elif len(self.stack) > 1:
            self._close(token.start())

    def _open(self, start: int) -> None:
        top = self.stack[-1]
        top.in_head = False
        inside = top.scope if top.shown is None or len(self.stack) == 1 else top.scope & top.shown
        self.stack.append(_Braces(start, inside, is_group=self.before not in ("VALUES", "CONSTRUCT")))
        self.before = ""

    def _close(self, end: int) -> None:
        closed = self.stack.pop()
        names = self.names if len(self.stack) == 1 else closed.scope & closed.named
        if closed.is_group:
            self.places[closed.start] = names - closed.made
            self.places[end] = names & closed.made
