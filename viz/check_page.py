"""The report of a check as one self-contained page: no script, nothing loaded, readable on a phone and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from policygraph import __version__
from policygraph.ontology.rules import SEVERITIES
from policygraph.queries.checks.report import CheckReport
from policygraph.queries.checks.report_text import count_words, fate_words
from policygraph.queries.checks.sheet_report import SEVERITY_NAMES, Checked
from policygraph.viz.templates import asset, rendered, source_hash


def page(report: CheckReport) -> str:
    """The page as HTML. The style is let in by its hash, and nothing is let load anything."""
    style = asset("check.css")
    return rendered(
        "check.html.j2",
        report=report,
        severities=SEVERITIES,
        severity_names=SEVERITY_NAMES,
        counts=count_words(report.severities),
        counted=count_words,
        fates=fate_words,
        by_rule=_by_rule,
        version=__version__,
        style=Markup(style),
        style_hash=source_hash(style),
    )


def _by_rule(findings: Sequence[Checked]) -> list[list[Checked]]:
    return [list(found) for _, found in groupby(findings, key=lambda found: found.rule.name)]
