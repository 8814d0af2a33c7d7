"""Plots in reports of impacts."""

from __future__ import annotations

import policygraph
from policygraph.queries.store import LocalStore
from policygraph.viz.impact_page import page
from policygraph.viz.impact_plots import MOST, plots_of


def test_a_report_plots_the_measures_and_plan_codes_that_it_names(examples_store: LocalStore) -> None:
    answer = policygraph.answer(policygraph.what_if(examples_store, {"0536": "stopped"}))
    plots = plots_of(examples_store, answer)
    titles = [each.title for each in plots]
    assert titles[:2] == [
        "成果指標の推移：05-10 高い付加価値を生み出すものづくり産業の振興（2020年度の調書）",
        "事業費の内訳：05-10 高い付加価値を生み出すものづくり産業の振興",
    ]
    chains = [title for title in titles if title.startswith("計画コードから事務事業へ")]
    assert len(chains) == MOST
    text = page(answer, plots)
    assert text.count('class="wide plot"') == len(plots)
    assert "<script" not in text


def test_a_report_that_names_neither_has_no_plots(examples_store: LocalStore) -> None:
    answer = policygraph.answer(policygraph.impact(examples_store, "0815", depth=1))
    assert "計画コードから" not in "".join(each.title for each in plots_of(examples_store, answer))
    assert 'id="plots"' not in page(answer)
