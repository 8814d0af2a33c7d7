"""Where the store is that a command asks."""

from __future__ import annotations

import argparse

from policygraph.cli import default_store
from policygraph.queries.store import Store, open_store


def place(options: argparse.Namespace) -> Store:
    """The store of ``--endpoint``, else the one of ``--store``.

    Raises:
        QueryError: the address of the endpoint cannot be used.
        StoreError: there is no store in the directory, or it is damaged.
    """
    if options.endpoint is None:
        return open_store(options.store or default_store())
    # Only an endpoint needs what this takes in: it costs more than a question to a store on disk.
    from policygraph.queries.remote import open_endpoint

    return open_endpoint(options.endpoint)
