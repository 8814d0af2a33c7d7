"""``policygraph impact``: glue between its arguments, the reckoning and the terminal. No domain logic."""

from __future__ import annotations

import argparse

from policygraph.cli import IMPACT_FORMATS
from policygraph.ontology.codes import RULED_RELATIONS
from policygraph.ontology.impact import read_rules
from policygraph.places import place
from policygraph.queries.impact.reach import reach
from policygraph.queries.impact.reach_text import as_csv, as_json, as_text
from policygraph.queries.targets import find_target
from policygraph.terminal import put


def run_impact(options: argparse.Namespace) -> int:
    """``policygraph impact``."""
    rules = read_rules(options.rules) if options.rules else None
    store = place(options)
    target = find_target(store, options.target, options.year, options.authority)
    found = reach(
        store,
        target,
        options.direction,
        options.depth,
        relations=[name for name in RULED_RELATIONS if name in (options.relation or RULED_RELATIONS)],
        rules=rules,
        year=options.year,
        pass_over_hubs=options.pass_over_hubs,
        hub=options.hub,
    )
    writers = {"table": as_text, "csv": as_csv, "json": as_json}
    named = options.output.suffix.lower().lstrip(".") if options.output else "table"
    chosen = options.format or (named if named in IMPACT_FORMATS else "table")
    put(writers[chosen](found), options.output)
    return 0
