"""policygraph: policy evaluation sheets as a knowledge graph whose facts quote their sources.

The verbs of the command line are functions here, imported when they are first used::

    import policygraph
    policygraph.build(["examples"], "policygraph.store")
    store = policygraph.open_store("policygraph.store")
    store.select("SELECT ?code { ?p a pg:Project ; pg:code ?code } ORDER BY ?code")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policygraph.api import (
        answer,
        build,
        check,
        diff,
        export,
        impact,
        interactions,
        logic_model,
        open_endpoint,
        open_store,
        panel,
        plot,
        push,
        query,
        quote,
        review,
        serve,
        structure,
        verify,
        view,
        what_if,
    )

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "answer",
    "build",
    "check",
    "diff",
    "export",
    "impact",
    "interactions",
    "logic_model",
    "open_endpoint",
    "open_store",
    "panel",
    "plot",
    "push",
    "query",
    "quote",
    "review",
    "serve",
    "structure",
    "verify",
    "view",
    "what_if",
]


def __getattr__(name: str) -> Any:
    """Import a verb on first use: a query needs none of what the others import."""
    if name in __all__:
        from policygraph import api

        return getattr(api, name)
    raise AttributeError(f"module 'policygraph' has no attribute {name!r}")
