"""The command line: arguments in, words and an exit status out.

Data goes to standard output, messages to standard error. Exit status: 0 done; 1 done, but
something could not be read or loaded; 2 the command could not be carried out.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from policygraph import __version__
from policygraph.errors import PolicyGraphError, os_reason_ja, shown
from policygraph.ontology.codes import RULED_RELATIONS
from policygraph.ontology.rules import RULES, SEVERITIES
from policygraph.terminal import say

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

DEFAULT_STORE = "policygraph.store"
TABLE_FORMATS = ("table", "csv", "tsv", "json", "xlsx")
GRAPH_FORMATS = ("ttl", "nt")
QUERY_FORMATS = (*TABLE_FORMATS, *GRAPH_FORMATS)
CHECK_FORMATS = ("table", "json", "csv", "xlsx", "html")
REVIEW_FORMATS = ("table", "csv", "json")
IMPACT_FORMATS = ("table", "csv", "json", "xlsx", "html")
PLOTS = ("history", "budget", "chain")
DIFF_FORMATS = ("table", "csv", "xlsx", "json", "html")
DIRECTIONS = ("dependents", "dependencies", "both")


_SIGN_IN = "user and password: $POLICYGRAPH_ENDPOINT_USER, $POLICYGRAPH_ENDPOINT_PASSWORD, else ~/.netrc"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit status."""
    _speak_utf8()
    options = parser().parse_args(arguments)
    commands = import_module(f"policygraph.{options.module}")
    try:
        status = int(getattr(commands, f"run_{options.command}")(options))
        sys.stdout.flush()
        return status
    except PolicyGraphError as error:
        say(f"policygraph: {error.ja}")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        say("policygraph: 中断しました。")
    except OSError as error:
        place = f"{shown(str(error.filename))}：" if error.filename else ""
        say(f"policygraph: {place}{os_reason_ja(error)}")
    return 2


def _speak_utf8() -> None:
    """Japanese on consoles and pipes whose locale says otherwise (Windows, LANG=C), lines ended as formats end them."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    root = argparse.ArgumentParser(
        prog="policygraph",
        description="政策評価調書を知識グラフに："
        "build 読み込み、check 検査、query 質問、impact 影響、diff 比較、view 図、export 書き出し、push 送信",
        epilog="Exit status: 0 done; 1 done, but something could not be read or loaded; 2 not carried out.",
    )
    root.add_argument("--version", action="version", version=f"policygraph {__version__}")
    root.set_defaults(module="commands")
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_build(commands)
    _add_check(commands)
    _add_review(commands)
    _add_query(commands)
    _add_impact(commands)
    _add_diff(commands)
    _add_view(commands)
    _add_serve(commands)
    _add_export(commands)
    _add_verify(commands)
    _add_push(commands)
    return root


def _add_build(commands: Commands) -> None:
    build = commands.add_parser("build", help="調書を読み込む：files or folders -> store + report")
    build.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="sheet (.txt) or folder of sheets")
    _add_store(build)
    build.add_argument(
        "--add", action="store_true", help="keep what the store holds; replace what has the same identity"
    )
    build.add_argument("--strict", action="store_true", help="publish nothing unless every file is read whole")
    build.add_argument("--codes", type=Path, metavar="CSV", help="names of plan codes (scheme, code, name_ja, ...)")
    build.add_argument(
        "--sources", type=Path, metavar="CSV", help="citable sources (default: sources.csv beside the files)"
    )
    build.add_argument(
        "--corrections", type=Path, metavar="CSV", help="corrections (default: corrections.csv beside the files)"
    )
    build.add_argument("--base", metavar="IRI", help="what all data IRIs begin with")


def _add_check(commands: Commands) -> None:
    check = commands.add_parser("check", help="検査する：findings, and what became of every character of the sheets")
    check.add_argument(
        "inputs", nargs="*", type=Path, metavar="INPUT", help="sheet (.txt) or folder of sheets (default: the store)"
    )
    check.add_argument("--severity", choices=SEVERITIES, default="note", help="at least that grave (default: all)")
    check.add_argument(
        "--rule", action="append", choices=list(RULES), default=[], metavar="NAME", help="that rule only; repeatable"
    )
    check.add_argument("--format", choices=CHECK_FORMATS, help="default: that of the file's name, else table")
    _add_output(check)
    _add_place(check)
    check.set_defaults(module="checking", store=None)


def _add_review(commands: Commands) -> None:
    review = commands.add_parser("review", help="読み取りを確かめる：doubtful decisions, and corrections of them")
    review.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="sheet (.txt) or folder of sheets")
    review.add_argument(
        "--output", type=Path, metavar="CSV", help="the corrections (default: corrections.csv beside the files)"
    )
    review.add_argument(
        "--below", type=_share, default="0.9", metavar="SHARE", help="confidence under which to ask (default: 0.9)"
    )
    review.add_argument("--list", action="store_true", help="ask nothing, only list")
    review.add_argument("--format", choices=REVIEW_FORMATS, help="of the list: table on a terminal, else csv")
    review.set_defaults(module="reviewing")


def _add_query(commands: Commands) -> None:
    listing = commands.add_parser("queries", help="質問の一覧：the catalogue of questions")
    listing.add_argument("--json", action="store_true", help="with parameters and columns, for programs")
    query = commands.add_parser("query", help="質問する：a question of the catalogue, or SPARQL")
    query.add_argument("name", nargs="?", metavar="NAME", help="a question (see: policygraph queries)")
    query.add_argument("parameters", nargs="*", metavar="KEY=VALUE", help="its parameters")
    query.add_argument("-q", dest="sparql", metavar="SPARQL", help="a SPARQL query")
    query.add_argument("-f", dest="file", type=Path, metavar="FILE", help="a file with a SPARQL query")
    query.add_argument("--sources", action="store_true", help="with each row, the sheets and lines that it rests on")
    query.add_argument(
        "--format", choices=QUERY_FORMATS, help="default: that of the file's name; table on a terminal; else csv"
    )
    query.add_argument("--excel", action="store_true", help="CSV or TSV that Excel reads as UTF-8 (with a BOM)")
    query.add_argument("--no-pager", action="store_true", help="a long table as it is, not in $PAGER")
    _add_output(query)
    _add_place(query)


def _add_impact(commands: Commands) -> None:
    impact = commands.add_parser(
        "impact", help="影響をたどる：what hangs on a target, what if it stops, and how the measures hang together"
    )
    _add_target(impact, optional=True)
    impact.add_argument(
        "--also", action="append", default=[], metavar="TARGET", help="a further target of --if; repeatable"
    )
    impact.add_argument("--if", dest="supposed", metavar="IF", help="what if it stops: stopped, cut=30%% or cut=0.3")
    impact.add_argument("--scenario", type=Path, metavar="FILE", help="targets and ifs: CSV (target, if) or TOML")
    impact.add_argument(
        "--structure", action="store_true", help="what measures share, single points of failure, gaps, overlaps"
    )
    impact.add_argument("--logic", action="store_true", help="the logic model of a measure or a part")
    impact.add_argument("--direction", choices=DIRECTIONS, help="default: dependents")
    impact.add_argument("--depth", type=_positive, metavar="N", help="no further than N hops")
    impact.add_argument(
        "--relation", action="append", choices=RULED_RELATIONS, help="that relation only; repeatable (default: all)"
    )
    impact.add_argument("--rules", type=Path, metavar="TTL", help="rules in place of ontology/impact.ttl")
    impact.add_argument(
        "--interactions", type=Path, metavar="FILE", help="what analysts scored: CSV or Turtle, shown apart"
    )
    impact.add_argument(
        "--hub", type=_positive, default=25, metavar="N", help="a hub touches more than N things (default: 25)"
    )
    impact.add_argument("--pass-over-hubs", action="store_true", help="leave out ways over hubs")
    impact.add_argument("--format", choices=IMPACT_FORMATS, help="default: that of the file's name, else table")
    _add_output(impact)
    _add_place(impact)
    impact.set_defaults(module="reckoning")


def _add_diff(commands: Commands) -> None:
    diff = commands.add_parser(
        "diff", help="比べる：what changed between two years, two stores or two versions of a sheet"
    )
    diff.add_argument(
        "a", metavar="A", help="a fiscal year of the store (2019), or a store, a sheet (.txt) or a folder"
    )
    diff.add_argument("b", metavar="B", help="what to compare it with: the same kinds")
    diff.add_argument("--authority", metavar="NAME", help="the sheets of that government only")
    diff.add_argument("--format", choices=DIFF_FORMATS, help="default: that of the file's name, else table")
    _add_output(diff)
    _add_place(diff)
    diff.set_defaults(module="diffing", store=None)


def _add_view(commands: Commands) -> None:
    view = commands.add_parser("view", help="図で見る：a target's surroundings or an answer, as a page or a picture")
    _add_target(view, optional=True)
    view.add_argument("parameters", nargs="*", metavar="KEY=VALUE", help="parameters of --query")
    view.add_argument("--query", metavar="NAME", help="the graph of an answer (see: policygraph queries)")
    view.add_argument(
        "--plot",
        choices=PLOTS,
        help="instead: history of an indicator or a measure's, budget of a measure (or all), chain of a plan code",
    )
    view.add_argument("--if", dest="supposed", metavar="IF", help="mark what is lost: stopped, cut=30%% or cut=0.3")
    view.add_argument(
        "--depth", type=_positive, default=1, metavar="N", help="hops that are shown at first (default: 1)"
    )
    view.add_argument(
        "--output",
        type=Path,
        required=True,
        metavar="FILE",
        help="the page (.html), a picture for a report (.svg .png) or a network (.gexf .graphml)",
    )
    _add_place(view)
    view.set_defaults(module="viewing")


def _add_serve(commands: Commands) -> None:
    serve = commands.add_parser("serve", help="公開する：SPARQL endpoint, data and pages in a browser (read-only)")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument("--port", type=int, default=8765, help="default: %(default)s; 0 takes a free one")
    serve.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a host name that requests may use beside the local ones (repeat it for several)",
    )
    _add_store(serve)


def _add_export(commands: Commands) -> None:
    export = commands.add_parser("export", help="書き出す：RDF, a network file, or a folder of CSV")
    export.add_argument(
        "what",
        nargs="?",
        choices=("panel", "description"),
        metavar="panel|description",
        help="panel: tidy tables of indicators and projects with a codebook, for statistics: a folder, or .xlsx; "
        "description: VoID and DCAT with licences and sources: .ttl .nt .jsonld",
    )
    export.add_argument(
        "--output",
        type=Path,
        required=True,
        metavar="FILE|DIR",
        help=".ttl .trig .nq .jsonld .graphml .gexf, or a folder",
    )
    _add_place(export)


def _add_push(commands: Commands) -> None:
    push = commands.add_parser("push", help="送る：a store -> a SPARQL 1.1 endpoint")
    _add_store(push)
    push.add_argument("--endpoint", required=True, metavar="URL", help=f"where it takes queries ({_SIGN_IN})")
    push.add_argument("--update-endpoint", metavar="URL", help="where it takes updates (default: the same)")
    push.set_defaults(module="pushing")


def _add_place(command: argparse.ArgumentParser) -> None:
    """A store on disk, or one that an endpoint holds."""
    group = command.add_mutually_exclusive_group()
    _add_store(group)
    group.add_argument(
        "--endpoint", metavar="URL", help=f"ask a SPARQL 1.1 endpoint instead of a store on disk ({_SIGN_IN})"
    )


def _add_verify(commands: Commands) -> None:
    verify = commands.add_parser(
        "verify", help="ストアの検査：whether every byte is what was published (0 sound, 1 damaged)"
    )
    verify.set_defaults(module="verifying")
    _add_store(verify)


def default_store() -> Path:
    """The store of a command that names none."""
    return Path(os.environ.get("POLICYGRAPH_STORE", DEFAULT_STORE))


def _add_store(command: argparse._ActionsContainer) -> None:
    command.add_argument(
        "--store",
        type=Path,
        metavar="DIR",
        default=default_store(),
        help=f"the store (default: $POLICYGRAPH_STORE, then ./{DEFAULT_STORE})",
    )


def _add_output(command: argparse.ArgumentParser) -> None:
    command.add_argument("--output", type=Path, metavar="FILE", help="write there instead of standard output")


def _add_target(command: argparse.ArgumentParser, *, optional: bool = False) -> None:
    command.add_argument(
        "target",
        nargs="?" if optional else None,
        metavar="TARGET",
        help="a code (0536, A3412, 05-10, 2(2)A), a piece of a name, or an IRI",
    )
    command.add_argument("--year", type=int, metavar="YEAR", help="fiscal year (default: the latest that matches)")
    command.add_argument("--authority", metavar="NAME", help="the government, where several are loaded")


def _share(text: str) -> Decimal:
    try:
        share = Decimal(text)
    except InvalidOperation as error:
        raise argparse.ArgumentTypeError("must be a number") from error
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError("must be between 0 and 1")
    return share


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
