"""The verbs of the command line as functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policygraph.cli import default_store
from policygraph.diffing import diff as diff
from policygraph.errors import QueryError
from policygraph.loaders.literals import clean
from policygraph.loaders.source import decode
from policygraph.ontology.codes import RULED_RELATIONS
from policygraph.ontology.impact import ImpactRule, read_rules
from policygraph.queries.asking import ask
from policygraph.queries.build import Options, Report
from policygraph.queries.build import build as _build
from policygraph.queries.catalogue import question
from policygraph.queries.checks.report import CheckReport, check_files, check_store
from policygraph.queries.description import write_description
from policygraph.queries.export import export as _export
from policygraph.queries.filling import Progress, silent
from policygraph.queries.impact import Direction, Reach, reach
from policygraph.queries.impact.answer import Answer
from policygraph.queries.impact.hubs import HUB
from policygraph.queries.impact.interactions import Interactions, read_interactions
from policygraph.queries.impact.logic import Logic
from policygraph.queries.impact.logic import logic_model as _logic_model
from policygraph.queries.impact.logic_answer import logic_answer
from policygraph.queries.impact.reach_answer import reach_answer
from policygraph.queries.impact.scenario import Change, Supposed, parse_if, read_scenario
from policygraph.queries.impact.structure_answer import Structure, structure_answer
from policygraph.queries.impact.structure_answer import structure as _structure
from policygraph.queries.impact.what_if import WhatIf
from policygraph.queries.impact.what_if import what_if as _what_if
from policygraph.queries.impact.what_if_answer import what_if_answer
from policygraph.queries.panel import Panel
from policygraph.queries.panel import panel as _panel
from policygraph.queries.push import Pushed
from policygraph.queries.push import push as _push
from policygraph.queries.remote import RemoteStore
from policygraph.queries.remote import open_endpoint as _open_endpoint
from policygraph.queries.review import Review
from policygraph.queries.review import review as _review
from policygraph.queries.store import LocalStore, Store, Table
from policygraph.queries.store import open_store as _open_store
from policygraph.queries.targets import find_target
from policygraph.queries.verify import Verification
from policygraph.queries.verify import verify as _verify
from policygraph.viz.plots import Kind, Plot
from policygraph.viz.plots import plot as _plot
from policygraph.viz.supposing import scenario_if
from policygraph.viz.view import View, view_of_answer, view_of_target

if TYPE_CHECKING:
    from policygraph.endpoint.messages import Limits

AnyPath = str | PathLike[str]


def build(
    inputs: Iterable[AnyPath],
    store: AnyPath,
    *,
    add: bool = False,
    strict: bool = False,
    codes: AnyPath | None = None,
    sources: AnyPath | None = None,
    corrections: AnyPath | None = None,
    base: str | None = None,
    progress: Progress = silent,
) -> Report:
    """Read files and folders into a store.

    The keywords are the fields of :class:`policygraph.queries.build.Options`; for the rest, and for
    the errors, see :func:`policygraph.queries.build.build`.
    """
    options = Options(
        base=base,
        add=add,
        strict=strict,
        codes=_path(codes),
        sources=_path(sources),
        corrections=_path(corrections),
    )
    return _build([Path(path) for path in inputs], Path(store), options, progress)


def _path(path: AnyPath | None) -> Path | None:
    return None if path is None else Path(path)


def check(inputs: Iterable[AnyPath] | None = None, store: AnyPath | Store | None = None) -> CheckReport:
    """What is found on sheets: of files and folders, which are read and not stored, or of a store.

    Without ``inputs`` the store is checked: a path, or one that is open, wherever it is. Without both it
    is the one that the command line would take.

    Raises:
        QueryError: both are given.
        SourceError: an input does not exist, or there is nothing of a kind that is read.
        NoStoreError: there is no store at that path.
    """
    if inputs is not None:
        if store is not None:
            raise QueryError("give inputs or a store, not both")
        return check_files([Path(path) for path in inputs], default_store())
    if store is None or isinstance(store, str | PathLike):
        store = open_store(store or default_store())
    return check_store(store)


def quote(file: AnyPath, start: int, end: int) -> str:
    """What stands in a file between two offsets, as ``pg:start`` and ``pg:end`` of a passage count them.

    Raises:
        EncodingError: the encoding of the file cannot be told.
    """
    return clean(decode(str(file), Path(file).read_bytes())[start:end])


def review(inputs: Iterable[AnyPath], *, below: float | str = "0.9", corrections: AnyPath | None = None) -> Review:
    """What a person should look at; see :func:`policygraph.queries.review.review`."""
    return _review([Path(path) for path in inputs], Decimal(str(below)), _path(corrections))


def open_store(store: AnyPath) -> LocalStore:
    """Open a store for questions; see :func:`policygraph.queries.store.open_store`."""
    return _open_store(Path(store))


def verify(store: AnyPath) -> Verification:
    """Check a store against its hashes; see :func:`policygraph.queries.verify.verify`."""
    return _verify(Path(store))


def open_endpoint(url: str) -> RemoteStore:
    """Open a SPARQL 1.1 endpoint for questions; see :func:`policygraph.queries.remote.open_endpoint`."""
    return _open_endpoint(url)


def push(store: LocalStore, url: str, update_url: str | None = None, *, progress: Progress = silent) -> Pushed:
    """Make an endpoint hold what a store holds; see :func:`policygraph.queries.push.push`."""
    return _push(store, url, update_url, progress)


def query(store: Store, name: str, *, sources: bool = False, **parameters: str) -> Table:
    """Ask a question of the catalogue; with ``sources`` each row says on which lines of which sheets it rests.

    Raises:
        UnknownQueryError: there is none of that name.
        ParameterError: a parameter is unknown, missing or ill-typed.
        TargetError: a parameter names nothing, or several things.
    """
    return ask(store, question(name), parameters, sources=sources)


def impact(
    store: Store,
    target: str,
    *,
    direction: Direction = "dependents",
    depth: int | None = None,
    relations: Sequence[str] = RULED_RELATIONS,
    rules: AnyPath | None = None,
    pass_over_hubs: bool = False,
    hub: int = HUB,
    year: int | None = None,
    authority: str | None = None,
) -> Reach:
    """What hangs on a target; see :func:`policygraph.queries.impact.reach`. ``rules`` is a file of rules.

    Raises:
        TargetError: nothing or several things match.
        RulesError: the file of rules cannot be used.
    """
    return reach(
        store,
        find_target(store, target, year, authority),
        direction,
        depth,
        relations=relations,
        rules=_rules(rules),
        year=year,
        authority=authority,
        pass_over_hubs=pass_over_hubs,
        hub=hub,
    )


def _rules(path: AnyPath | None) -> tuple[ImpactRule, ...] | None:
    return None if path is None else read_rules(Path(path))


def what_if(
    store: Store,
    supposed: Mapping[str, str] | AnyPath,
    *,
    depth: int | None = None,
    rules: AnyPath | None = None,
    pass_over_hubs: bool = False,
    hub: int = HUB,
    year: int | None = None,
    authority: str | None = None,
) -> WhatIf:
    """What if targets stop or are cut: ``{"0536": "stopped", "とかち財団": "cut=30%"}``, or a scenario file.

    See :func:`policygraph.queries.impact.what_if.what_if`.

    Raises:
        QueryError: something else is supposed, or targets are of several years.
        SidecarError: the scenario file is malformed.
        TargetError: nothing or several things match.
        RulesError: the file of rules cannot be used.
    """
    if isinstance(supposed, Mapping):
        asked = [Supposed(target, parse_if(text)) for target, text in supposed.items()]
    else:
        asked = read_scenario(Path(supposed))
    changes = [Change(find_target(store, each.target, year, authority), each.loss) for each in asked]
    return _what_if(
        store,
        changes,
        depth=depth,
        rules=_rules(rules),
        year=year,
        authority=authority,
        pass_over_hubs=pass_over_hubs,
        hub=hub,
    )


def structure(
    store: Store,
    *,
    year: int | None = None,
    authority: str | None = None,
    rules: AnyPath | None = None,
    hub: int = HUB,
) -> Structure:
    """How the measures of a year hang together; see :mod:`policygraph.queries.impact.structure_answer`."""
    return _structure(store, year=year, authority=authority, rules=_rules(rules), hub=hub)


def logic_model(
    store: Store,
    target: str,
    *,
    rules: AnyPath | None = None,
    year: int | None = None,
    authority: str | None = None,
) -> Logic:
    """The logic model of a measure or a part; see :func:`policygraph.queries.impact.logic.logic_model`.

    Raises:
        QueryError: the target is neither.
        TargetError: nothing or several things match.
    """
    return _logic_model(store, find_target(store, target, year, authority), rules=_rules(rules))


def interactions(store: Store, file: AnyPath, *, year: int | None = None) -> Interactions:
    """What analysts scored; see :func:`policygraph.queries.impact.interactions.read_interactions`."""
    return read_interactions(Path(file), store, year)


def answer(found: Reach | WhatIf | Structure | Logic, scored: Interactions | None = None) -> Answer:
    """An impact as :mod:`policygraph.queries.impact.answer` writes it: as text, CSV, XLSX, JSON.

    ``policygraph.viz.impact_page.page`` makes the HTML of it.
    """
    match found:
        case Reach():
            return reach_answer(found, scored)
        case WhatIf():
            return what_if_answer(found, scored)
        case Structure():
            return structure_answer(found, scored)
        case Logic():
            return logic_answer(found, scored)


def view(
    store: Store,
    target: str | None = None,
    output: AnyPath | None = None,
    *,
    depth: int = 1,
    year: int | None = None,
    authority: str | None = None,
    query: str | None = None,
    parameters: Mapping[str, str] | None = None,
    supposed: str | None = None,
) -> View:
    """A picture of a target's surroundings, or with ``query`` of an answer; written if ``output`` is given.

    It shows itself in a notebook. ``supposed`` (``"stopped"``, ``"cut=30%"``) marks what is lost if that
    happens to the target. For the endings of ``output`` see :meth:`policygraph.viz.view.View.save`.

    Raises:
        QueryError: both or neither of target and query are given, or the answer names nothing to show.
        TargetError: nothing or several things match.
        UnknownQueryError, ParameterError: as :func:`query`.
    """
    if (target is None) == (query is None):
        raise QueryError("give a target or a query")
    if query is not None:
        picture = view_of_answer(store, question(query), parameters or {})
    else:
        label = find_target(store, target or "", year, authority)
        picture = view_of_target(store, label, depth, scenario_if(store, label, supposed, year, authority))
    if output is not None:
        picture.save(Path(output))
    return picture


def serve(
    store: AnyPath,
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    allow_hosts: Iterable[str] = (),
    limits: Limits | None = None,
) -> None:
    """Serve a store over HTTP until interrupted; see :func:`policygraph.endpoint.server.run`.

    It needs the extra ``serve``.
    """
    # The HTTP libraries are an extra.
    from policygraph.endpoint.server import run

    run(Path(store), host, port, tuple(allow_hosts), limits)


def plot(
    store: Store,
    kind: Kind,
    target: str | None = None,
    output: AnyPath | None = None,
    *,
    year: int | None = None,
    authority: str | None = None,
) -> Plot:
    """A plot, written if ``output`` is given; see :func:`policygraph.viz.plots.plot`.

    Raises:
        QueryError: such a plot is not of such a target.
        TargetError: nothing or several things match.
    """
    label = None if target is None else find_target(store, target, year, authority)
    drawn = _plot(store, kind, label, year, authority)
    if output is not None:
        drawn.save(Path(output))
    return drawn


def export(store: Store, output: AnyPath, what: Literal["store", "panel", "description"] = "store") -> None:
    """Write the whole store, its panel, or a description of the data set.

    See :func:`policygraph.queries.export.export`, :meth:`policygraph.queries.panel.Panel.write` and
    :func:`policygraph.queries.description.write_description`.
    """
    if what == "panel":
        _panel(store).write(Path(output))
    elif what == "description":
        write_description(store, Path(output))
    else:
        _export(store, Path(output))


def panel(store: Store) -> Panel:
    """Tidy tables of indicators and projects; see :func:`policygraph.queries.panel.panel`."""
    return _panel(store)
