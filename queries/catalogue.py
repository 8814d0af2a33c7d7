"""The catalogue: one question a ``.rq`` file, described in its head.

The head is YAML behind ``#+`` (the convention of grlc): ``title`` and ``question`` in ``ja`` and
``en``, ``parameters`` (name, type, example, label, and a ``default`` or ``optional: true`` where it
need not be given), ``columns`` (name, meaning, optional unit) and ``tags``. Parameters are variables
of the query, bound as RDF terms; one that is not given stays free. ``of: [Organization, ...]`` makes a
parameter name a thing of these classes, by its code, a part of its name in any width, or its IRI; the
variable is bound to the thing. A line that ends in ``# --sources`` selects what a row rests on and is
left out unless sources are asked for. ``prepared: true`` has the answer worked out at every build.
``within-sheet: true`` says that a row is made of what one sheet says and of what sheets share, so that
with ``measureCode`` no other sheet need be looked at.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import pyoxigraph as ox
import yaml

from policygraph.errors import ParameterError, UnknownQueryError, shown
from policygraph.queries.store import Bindings, Store, Term

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NAME = re.compile(r"[a-z][A-Za-z0-9-]*")
_YEAR = re.compile(r"[0-9]{4}")
_YEN = re.compile(r"-?[0-9]+")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SOURCES_LINE = re.compile(r"^.*# --sources\n", re.MULTILINE)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")

TYPES = ("code", "text", "year", "yen", "iri")
"""Types of parameters: a code of the form in any width, any text, a year, an amount in yen, an IRI."""


TOPICS: Mapping[str, Mapping[str, str]] = {
    "links": {"ja": "つながり", "en": "Links"},
    "money": {"ja": "お金と人", "en": "Money and people"},
    "results": {"ja": "成果", "en": "Results"},
    "evaluation": {"ja": "評価", "en": "Evaluation"},
    "cooperation": {"ja": "連携と声", "en": "Cooperation and voice"},
    "quality": {"ja": "データの質", "en": "Quality of the data"},
}
"""What questions are about, in the order of lists: the first tag of each says which it is under."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question; without ``default`` it must be given, unless it is ``optional``.

    ``of`` are the classes (local names) whose members it names.
    """

    name: str
    type: str
    example: str
    label: Mapping[str, str]
    default: str | None = None
    optional: bool = False
    of: tuple[str, ...] = ()

    def term(self, text: str) -> Term:
        """The RDF term that ``text`` means.

        Raises:
            ParameterError: it is not of the parameter's type.
        """
        if self.type == "year" and _YEAR.fullmatch(text):
            return ox.Literal(text, datatype=ox.NamedNode(_XSD + "gYear"))
        if self.type == "yen" and _YEN.fullmatch(text.replace(",", "")):
            return ox.Literal(text.replace(",", ""), datatype=ox.NamedNode(_XSD + "integer"))
        if self.type == "iri" and _IRI.fullmatch(text):
            with contextlib.suppress(ValueError):
                return ox.NamedNode(text)
        if self.type == "code" and text.isprintable():
            # A question without a code should not wait for the import.
            from policygraph.loaders.japanese import fold

            return ox.Literal(fold(text))
        if self.type == "text" and text.isprintable():
            return ox.Literal(text)
        raise ParameterError(
            f"{self.name}={text!r} is not of type {self.type} (example: {self.name}={self.example})",
            ja=f"{self.name}={text} は {self.type} の形ではありません（例：{self.name}={self.example}）。",
        )


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer: what it means, and its unit where it has one."""

    name: str
    meaning: Mapping[str, str]
    unit: str | None = None

    @property
    def heading(self) -> str:
        """What people read over the column: the meaning in Japanese, with the unit."""
        return f"{self.meaning['ja']}（{self.unit}）" if self.unit else self.meaning["ja"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue."""

    name: str
    title: Mapping[str, str]
    question: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    tags: tuple[str, ...]
    sparql_with_sources: str
    prepared: bool = False
    within_sheet: bool = False

    @property
    def sparql(self) -> str:
        """The query without what it selects for sources only."""
        return _SOURCES_LINE.sub("", self.sparql_with_sources)

    def bind(self, given: Mapping[str, str], store: Store) -> Bindings:
        """Terms for the parameters; what they name is looked up in ``store``, of the fiscal year given or the latest.

        Raises:
            ParameterError: one is unknown, missing or ill-typed.
            TargetError: one names nothing, or several things.
        """
        known = [parameter.name for parameter in self.parameters]
        for name in given:
            if name not in known:
                takes = ", ".join(known)
                raise ParameterError(
                    f"{self.name} has no parameter {name!r}; it takes: {takes or 'none'}",
                    ja=f"{self.name} に {name} という引数はありません。引数は {takes or 'なし'} です。",
                )
        terms = dict(self._terms(given))
        return terms | {
            parameter.name: _thing(store, terms[parameter.name], parameter.of, terms.get("fiscalYear"))
            for parameter in self.parameters
            if parameter.of and parameter.name in terms
        }

    def _terms(self, given: Mapping[str, str]) -> Iterator[tuple[str, Term]]:
        for parameter in self.parameters:
            text = given.get(parameter.name, parameter.default)
            if text is not None:
                yield parameter.name, parameter.term(text)
            elif not parameter.optional:
                raise ParameterError(
                    f"{self.name} needs {parameter.name} (example: {parameter.name}={parameter.example})",
                    ja=f"{self.name} には {parameter.name} が要ります（例：{parameter.name}={parameter.example}）。",
                )


def _thing(store: Store, named: Term, classes: Collection[str], year: Term | None) -> Term:
    from policygraph.queries.targets import find_target

    return ox.NamedNode(find_target(store, named.value, int(year.value) if year else None, kinds=classes).iri)


def questions() -> list[Question]:
    """The whole catalogue, by name."""
    return [
        _read(path) for path in sorted(_folder().iterdir(), key=lambda path: path.name) if path.name.endswith(".rq")
    ]


def by_topic() -> Mapping[str, list[Question]]:
    """The whole catalogue by topic (:data:`TOPICS`), in the order of lists."""
    catalogue = questions()
    return {topic: [entry for entry in catalogue if entry.tags[0] == topic] for topic in TOPICS}


def question(name: str) -> Question:
    """One question.

    Raises:
        UnknownQueryError: the catalogue has none of that name.
    """
    path = _folder() / f"{name}.rq"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise _unknown(name)
    return _read(path)


def _unknown(name: str) -> UnknownQueryError:
    close = ", ".join(get_close_matches(name, [known.name for known in questions()], n=5, cutoff=0.4))
    return UnknownQueryError(
        f"there is no question {name!r};{f' close to it: {close};' if close else ''} all: policygraph queries",
        ja=f"「{shown(name)}」という質問はありません。{f'近いのは {close} です。' if close else ''}"
        "一覧は policygraph queries で見られます。",
    )


def _folder() -> Traversable:
    return files("policygraph.queries") / "catalogue"


def _read(path: Traversable) -> Question:
    text = path.read_text(encoding="utf-8")
    head = yaml.load("\n".join(line[3:] for line in text.splitlines() if line.startswith("#+ ")), _LOADER)
    return Question(
        name=path.name.removesuffix(".rq"),
        title=head["title"],
        question=head["question"],
        parameters=tuple(Parameter(**_strings(entry)) for entry in head.get("parameters", ())),
        columns=tuple(Column(**entry) for entry in head["columns"]),
        tags=tuple(head["tags"]),
        sparql_with_sources=text,
        prepared=head.get("prepared", False),
        within_sheet=head.get("within-sheet", False),
    )


def _strings(entry: Mapping[str, Any]) -> dict[str, Any]:
    strings = {key: str(value) if key in ("default", "example") else value for key, value in entry.items()}
    return {**strings, "of": tuple(entry.get("of", ()))}
