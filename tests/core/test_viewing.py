"""``policygraph view`` as a stranger would try it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from policygraph.cli import main
from policygraph.queries.store import LocalStore


def run(store: LocalStore, *arguments: str | Path) -> int:
    return main(["view", *map(str, arguments), "--store", str(store.version.path.parent.parent)])


@pytest.mark.parametrize("ending", ["html", "svg", "gexf", "graphml"])
def test_the_ending_says_what_is_written(
    examples_store: LocalStore, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    output = tmp_path / f"view.{ending}"
    assert run(examples_store, "0536", "--output", output) == 0
    assert "0536" in output.read_text(encoding="utf-8")
    told = capsys.readouterr()
    assert told.out == "" and "書き出しました" in told.err and "根拠：" in told.err


def test_an_answer_is_viewed_with_its_parameters(examples_store: LocalStore, tmp_path: Path) -> None:
    output = tmp_path / "view.svg"
    assert run(examples_store, "--query", "what-stands-under-plan-code", "plan=A3412", "--output", output) == 0
    assert "A3412" in str(ET.parse(output).getroot().findtext("{http://www.w3.org/2000/svg}title"))
    assert run(examples_store, "--query", "money-by-office", "fiscalYear=2020", "--output", output) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--query"),
        (("0536", "plan=A3412"), "--query"),
        (("--query", "nothing"), "という質問はありません"),
        (("--query", "what-stands-under-plan-code"), "plan が要ります"),
        (("--query", "money-by-office", "fiscalYear=1999"), "図に示せる要素"),
        (("--query", "findings", "measureCode"), "KEY=VALUE"),
        (("--plot", "history", "--query", "findings"), "とは使えません"),
        (("--plot", "chain", "0536"), "計画等のコード"),
        (("--plot", "budget"), ".svg か .png"),
    ],
)
def test_what_cannot_be_viewed_says_why(
    examples_store: LocalStore,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    assert run(examples_store, *arguments, "--output", tmp_path / "view.html") == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "view.html").exists()


def test_a_plot_is_written_as_svg(examples_store: LocalStore, tmp_path: Path) -> None:
    for kind, *target in (("history", "05-10"), ("budget",), ("chain", "A3412")):
        output = tmp_path / "plots" / f"{kind}.svg"
        assert run(examples_store, *target, "--plot", kind, "--output", output) == 0
        assert ET.parse(output).getroot().tag.endswith("svg")
