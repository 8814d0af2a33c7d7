"""``policygraph push``: glue between its arguments, the push and the terminal. No domain logic."""

from __future__ import annotations

import argparse

from policygraph.queries.push import push
from policygraph.queries.store import open_store
from policygraph.terminal import progress, say


def run_push(options: argparse.Namespace) -> int:
    """``policygraph push``."""
    with progress("送信中") as advance:
        pushed = push(open_store(options.store), options.endpoint, options.update_endpoint, advance)
    for iri in pushed.removed:
        say(f"送り先から除きました：{iri}")
    say(f"送りました：{pushed.endpoint}（調書 {pushed.sheets} 件、{pushed.triples:,} 文、版 {pushed.version}）")
    return 0
