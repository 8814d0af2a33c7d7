"""``policygraph impact``: glue between its arguments, the reckoning and the terminal. No domain logic."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from policygraph.cli import IMPACT_FORMATS
from policygraph.errors import QueryError
from policygraph.ontology.codes import RULED_RELATIONS
from policygraph.ontology.impact import ImpactRule, read_rules
from policygraph.places import place
from policygraph.queries.impact.answer import Answer, as_csv, as_json, as_text, to_xlsx
from policygraph.queries.impact.interactions import Interactions, read_interactions
from policygraph.queries.impact.logic import logic_model
from policygraph.queries.impact.logic_answer import logic_answer
from policygraph.queries.impact.reach import reach
from policygraph.queries.impact.reach_answer import reach_answer
from policygraph.queries.impact.scenario import Change, Supposed, parse_if, read_scenario
from policygraph.queries.impact.structure_answer import structure, structure_answer
from policygraph.queries.impact.what_if import what_if
from policygraph.queries.impact.what_if_answer import what_if_answer
from policygraph.queries.store import Store
from policygraph.queries.targets import find_target
from policygraph.terminal import put, say


def run_impact(options: argparse.Namespace) -> int:
    """``policygraph impact``: 0 where every row of a file of interactions was taken, else 1."""
    _check(options)
    chosen = _format_for(options)
    rules = read_rules(options.rules) if options.rules else None
    store = place(options)
    scored = read_interactions(options.interactions, store, options.year) if options.interactions else None
    _write(_answer(options, store, rules, scored), store, chosen, options.output)
    return 1 if scored and scored.refused else 0


def _check(options: argparse.Namespace) -> None:
    """Refuse what does not go together.

    Raises:
        QueryError: there is no target, or options contradict one another.
    """
    for english, ja in _faults(options):
        raise QueryError(english, ja=ja)


def _faults(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """What is wrong, in English and in Japanese."""
    supposes = options.supposed is not None
    if sum((options.structure, options.logic, supposes or options.scenario is not None)) > 1:
        ja = "--structure、--logic、--if（--scenario）は同時に使えません。"
        yield "--structure, --logic and --if or --scenario exclude one another", ja
    if options.structure and options.target:
        yield "--structure takes no target", "--structure に対象（TARGET）は要りません。"
    if not options.target and (supposes or not (options.structure or options.scenario)):
        yield "give a target", "対象（TARGET）を指定してください。"
    if (options.direction or options.relation) and (supposes or options.scenario or options.structure or options.logic):
        yield "--direction and --relation are for reach", "--direction と --relation は、--if などとは使えません。"
    if (options.depth or options.pass_over_hubs) and (options.structure or options.logic):
        ja = "--depth と --pass-over-hubs は、--structure や --logic とは使えません。"
        yield "--depth and --pass-over-hubs do not go with --structure and --logic", ja
    if options.also and not supposes:
        yield "--also needs --if", "--also は --if とともに使います。"
    if options.target and options.scenario and not supposes:
        yield "a target beside --scenario needs --if", "--scenario に対象（TARGET）を加えるには --if が要ります。"


def _answer(
    options: argparse.Namespace,
    store: Store,
    rules: tuple[ImpactRule, ...] | None,
    scored: Interactions | None,
) -> Answer:
    if options.structure:
        found = structure(store, year=options.year, authority=options.authority, rules=rules, hub=options.hub)
        return structure_answer(found, scored)
    if options.supposed is not None or options.scenario is not None:
        return _what_if(options, store, rules, scored)
    target = find_target(store, options.target, options.year, options.authority)
    if options.logic:
        return logic_answer(logic_model(store, target, rules=rules), scored)
    reached = reach(
        store,
        target,
        options.direction or "dependents",
        options.depth,
        relations=[name for name in RULED_RELATIONS if name in (options.relation or RULED_RELATIONS)],
        rules=rules,
        year=options.year,
        authority=options.authority,
        pass_over_hubs=options.pass_over_hubs,
        hub=options.hub,
    )
    return reach_answer(reached, scored)


def _what_if(
    options: argparse.Namespace,
    store: Store,
    rules: tuple[ImpactRule, ...] | None,
    scored: Interactions | None,
) -> Answer:
    supposed = read_scenario(options.scenario) if options.scenario else []
    if options.supposed is not None:
        loss = parse_if(options.supposed)
        supposed += [Supposed(target, loss) for target in (options.target, *options.also)]
    changes = [Change(find_target(store, each.target, options.year, options.authority), each.loss) for each in supposed]
    found = what_if(
        store,
        changes,
        depth=options.depth,
        rules=rules,
        year=options.year,
        authority=options.authority,
        pass_over_hubs=options.pass_over_hubs,
        hub=options.hub,
    )
    return what_if_answer(found, scored)


def _format_for(options: argparse.Namespace) -> str:
    """The format asked for, else the one of the file's name, else the table."""
    suffix = options.output.suffix.lower().lstrip(".") if options.output else ""
    chosen = str(options.format or (suffix if suffix in IMPACT_FORMATS else "table"))
    if chosen == "xlsx" and options.output is None:
        raise QueryError("--format xlsx needs --output FILE", ja="--format xlsx には --output FILE が要ります。")
    return chosen


def _write(answer: Answer, store: Store, chosen: str, output: Path | None) -> None:
    if chosen == "html":
        from policygraph.viz.impact_page import page
        from policygraph.viz.impact_plots import plots_of

        put(page(answer, plots_of(store, answer)), output)
    elif output is not None and chosen == "xlsx":
        to_xlsx(answer, output)
    else:
        put({"table": as_text, "csv": as_csv, "json": as_json}[chosen](answer), output)
    if output is not None:
        say(f"書き出しました：{output}\n{answer.coverage.sentence()}")
