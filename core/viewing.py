"""``policygraph view``: a picture of a target's surroundings or of an answer."""

from __future__ import annotations

import argparse

from policygraph.commands import parameters
from policygraph.errors import QueryError
from policygraph.places import place
from policygraph.queries.catalogue import question
from policygraph.queries.store import Store
from policygraph.queries.targets import find_target
from policygraph.terminal import say
from policygraph.viz.plots import Plot, plot
from policygraph.viz.supposing import scenario_if
from policygraph.viz.view import View, view_of_answer, view_of_target


def run_view(options: argparse.Namespace) -> int:
    """``policygraph view``."""
    store = place(options)
    picture = _view(store, options) if options.plot is None else _plot(store, options)
    picture.save(options.output)
    say(f"書き出しました：{options.output}\n{store.coverage().sentence()}")
    return 0


def _plot(store: Store, options: argparse.Namespace) -> Plot:
    if options.query is not None or options.parameters or options.supposed is not None:
        raise QueryError(
            "--plot is of a TARGET, without --query and --if",
            ja="--plot は対象のグラフで、--query や --if とは使えません。",
        )
    target = find_target(store, options.target, options.year, options.authority) if options.target else None
    return plot(store, options.plot, target, options.year, options.authority)


def _view(store: Store, options: argparse.Namespace) -> View:
    """The target's surroundings, or the graph of an answer."""
    if options.query is not None:
        if options.supposed is not None:
            raise QueryError(
                "--if is of a TARGET, not of --query", ja="--if は対象に使うもので、--query とは使えません。"
            )
        given = [*([options.target] if options.target else []), *options.parameters]
        return view_of_answer(store, question(options.query), parameters(given))
    if options.target is None or options.parameters:
        raise QueryError(
            "give a TARGET, or --query NAME [KEY=VALUE ...]",
            ja="対象（コード、名前の一部、IRI）を一つ、または --query NAME [KEY=VALUE ...] を指定してください。",
        )
    target = find_target(store, options.target, options.year, options.authority)
    scenario = scenario_if(store, target, options.supposed, options.year, options.authority)
    return view_of_target(store, target, options.depth, scenario)
