"""``policygraph review``: lists what a person should look at, or asks for it at the terminal and keeps the answers."""

from __future__ import annotations

import argparse
import csv
import getpass
import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as File
from typing import Any, TypeVar

from policygraph.errors import shown
from policygraph.loaders.corrections import parse_value, with_rows
from policygraph.loaders.japanese import fold
from policygraph.loaders.literals import clean
from policygraph.loaders.paths import parse_path
from policygraph.loaders.spreadsheet import to_cell
from policygraph.loaders.value_texts import TextError, column_names
from policygraph.queries.inputs import CORRECTIONS_FILE
from policygraph.queries.review import Item, Option, Setting, review
from policygraph.queries.review_words import method_label, path_label, short, told, told_all, value_label
from policygraph.queries.versions import write_at_once
from policygraph.terminal import say

REASON = "原本を見て確認"
"""Why, where a person gives no reason of their own."""

_QUOTED = 8
"""Quoted lines that are shown of an item."""

_LEAST_SHARE = 0.01
_NONE = "なし"

Ask = Callable[[str], str]
"""Shows a prompt and gives what is typed; EOFError or KeyboardInterrupt end the asking."""

Tell = Callable[[str], None]


def run_review(options: argparse.Namespace) -> int:
    """``policygraph review``."""
    table = options.output if options.output and options.output.exists() else None
    found = review(options.inputs, options.below, table)
    for refusal in found.refused:
        say(f"読めません：{shown(refusal.file)}：{refusal.reason_ja}")
    asks = sys.stdin.isatty() and sys.stdout.isatty() and not options.list and options.format is None
    if asks and found.items:
        Interview(found.items, input, print, options.output).hold()
    else:
        _list(found.items, options.format or ("table" if sys.stdout.isatty() else "csv"))
    return 1 if found.refused else 0


# --- listing --------------------------------------------------------------------------------------


def _list(items: Sequence[Item], chosen: str) -> None:
    if chosen == "table":
        print("\n\n".join("\n".join(_described(item)) for item in items))
    else:
        print(as_json(items) if chosen == "json" else as_csv(items), end="")
    say(f"確認が必要な判断：{len(items)} 件")


def _described(item: Item) -> Iterator[str]:
    yield from describe(item)
    yield from (f"  ・{line}" for line in map(_option_line, item.options))


def as_json(items: Iterable[Item]) -> str:
    """The items as JSON: a list of objects."""
    return json.dumps([_entry(item) for item in items], ensure_ascii=False, indent=1) + "\n"


def _entry(item: Item) -> Mapping[str, Any]:
    return {
        "file": str(item.file),
        "sheet": item.sheet,
        "what": item.what,
        "values": dict(item.values),
        "names": dict(item.names),
        "confidence": None if item.confidence is None else float(item.confidence),
        "method": item.method,
        "message": item.message,
        "firstLine": item.first_line,
        "lastLine": item.last_line,
        "quoted": item.quoted,
        "options": [
            {"share": option.share, "set": [setting._asdict() for setting in option.settings]}
            for option in item.options
        ],
    }


def as_csv(items: Iterable[Item]) -> str:
    """The items as CSV, one line each; what comes from a document runs as no formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(
        (
            "file",
            "sheet",
            "what",
            "values",
            "confidence",
            "method",
            "message",
            "firstLine",
            "lastLine",
            "quoted",
            "options",
        )
    )
    for item in items:
        cells = (
            str(item.file),
            item.sheet,
            "\n".join(item.what),
            "\n".join(f"{what}={read}" for what, read in item.values if read),
            "" if item.confidence is None else str(item.confidence),
            item.method,
            item.message,
            str(item.first_line or ""),
            str(item.last_line or ""),
            item.quoted,
            "\n".join(map(_option_line, item.options)),
        )
        writer.writerow(map(to_cell, cells))
    return buffer.getvalue()


def describe(item: Item) -> Iterator[str]:
    """An item in words: where, what was decided and how, what is printed."""
    where = f"{item.first_line}～{item.last_line}行" if item.first_line != item.last_line else f"{item.first_line}行"
    place = f"　{where}" if item.first_line else ""
    yield f"{item.sheet} {short(item.name)}（{shown(item.file.name)}{place}）"
    sure = "" if item.confidence is None else f"（確信度 {item.confidence}）"
    yield f"  {method_label(item.method)}{sure}"
    if item.message:
        yield f"  {item.message}"
    yield from (f"  {path_label(parse_path(path))}「{short(name)}」" for path, name in item.names)
    lines = clean(item.quoted).split("\n") if item.quoted else []
    yield from (f"  ｜{line}" for line in lines[:_QUOTED])
    if len(lines) > _QUOTED:
        yield f"  ｜…ほか {len(lines) - _QUOTED} 行"
    yield from _reads(item)


def _reads(item: Item) -> Iterator[str]:
    """What was read: each value of a record that has one, or each value that is asked for."""
    whole = len(item.values) > len(item.what)
    owners = dict.fromkeys(path_label(parse_path(what)._replace(field=None)) for what in item.what)
    for owner in owners:
        yield f"  読み取り：{owner}"
    for what, read in item.values:
        if read or not whole:
            path = parse_path(what)
            yield f"    {value_label(path)}：{told(path, read)}"


def _option_line(option: Option) -> str:
    share = "" if option.share is None else f"（確からしさ {_percent(option.share)}）"
    if option.confirms:
        blank = all(not setting.value for setting in option.settings)
        return ("空欄のままで正しい" if blank else "読み取りのままで正しい") + share
    (first, *rest) = option.settings
    if not rest and _removes(first):
        return "この記録は調書にない（削除する）"
    return (
        told_all((each.what, each.value) for each in option.settings if each.what.rpartition("/")[2] != "unplacedCell")
        + share
    )


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= _LEAST_SHARE else "1%未満"


def _removes(setting: Setting) -> bool:
    """Whether a setting takes a record out of its list."""
    path = parse_path(setting.what)
    return not setting.value and bool(setting.read) and path.field is None and bool(path.steps[-1].key)


# --- asking ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class Interview:
    """Asks for one item after another and keeps every answer at once.

    ``output`` is the overlay; by default the ``corrections.csv`` beside each sheet.
    """

    items: Sequence[Item]
    ask: Ask
    tell: Tell
    output: File | None = None
    who: str = ""
    written: int = 0
    _settled: set[tuple[str, str]] = field(default_factory=set)
    _removed: set[tuple[str, str]] = field(default_factory=set)

    def hold(self) -> None:
        """Ask until all is asked, or until the person ends it; what was answered is kept."""
        try:
            self.tell(f"確認が必要な判断が {len(self.items)} 件あります。答えはその都度保存します。")
            user = getpass.getuser()
            self.who = self.ask(f"訂正者の名前 [{user}]：").strip() or user
            for number, item in enumerate(self.items, start=1):
                if not self._is_settled(item) and not self._answered(number, item):
                    break
        except (EOFError, KeyboardInterrupt):
            self.tell("")
        self.tell(
            f"訂正を {self.written} 行保存しました。build で読み込むと反映されます。"
            if self.written
            else "訂正はありません。"
        )

    def _is_settled(self, item: Item) -> bool:
        gone = (place for place in self._removed if place[0] == item.sheet)
        if any(f"{what}/".startswith(f"{place}/") for _, place in gone for what in item.what):
            return True
        return bool(item.what) and all((item.sheet, what) in self._settled for what in item.what)

    def _answered(self, number: int, item: Item) -> bool:
        """Ask for one item; whether to go on."""
        options = [option for option in item.options if not self._contradicts(item, option)]
        self.tell("\n".join((f"\n［{number}/{len(self.items)}］", *describe(item))))
        for place, option in enumerate(options, start=1):
            self.tell(f"  {place}) {_option_line(option)}")
        prompt = "  番号＝選ぶ　t＝値を入力　Enter＝後で　q＝終わる > " if item.what else "  Enter＝次へ　q＝終わる > "
        while True:
            answer = self.ask(prompt).strip()
            if answer.lower() == "q":
                return False
            if not answer:
                return True
            chosen = self._typed(item) if answer.lower() == "t" else _numbered(options, answer)
            if chosen is not None:
                self._keep(item, chosen, self.ask(f"  理由 [{REASON}]：").strip() or REASON)
                return True
            self.tell("  選べません。もう一度入力してください。")

    def _contradicts(self, item: Item, option: Option) -> bool:
        """Whether an answer given before says otherwise: of the same value, or of one of a record to be removed."""
        settled = [what for sheet, what in self._settled if sheet == item.sheet]
        return any(
            setting.what in settled
            or (_removes(setting) and any(what.startswith(f"{setting.what}/") for what in settled))
            for setting in option.settings
        )

    def _typed(self, item: Item) -> Option | None:
        """A value of the person's own; None where none is given that can stand there."""
        chosen = self._chosen([each for each in item.values if (item.sheet, each[0]) not in self._settled])
        if chosen is None:
            return None
        what, read = chosen
        path = parse_path(what)
        if path.is_list:
            self.tell(f"  「；」で区切り、それぞれ {column_names(path.record)} の順に入力します。")
        asked = f"  {path_label(path)}（読み取り：{told(path, read)}）"
        typed = self.ask(f"{asked}の正しい値（空欄なら「{_NONE}」、Enter＝戻る）：").strip()
        text = "" if typed == _NONE else re.sub(r"\s*[;；]\s*", "\n", typed) if path.is_list else typed
        if not typed:
            return None
        try:
            parse_value(path, text)
        except TextError as error:
            self.tell(f"  その値は入れられません：{error.ja}")
            return None
        return Option((Setting(what, read, text),))

    def _chosen(self, values: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
        if len(values) < 2:
            return values[0] if values else None
        for place, (what, read) in enumerate(values, start=1):
            path = parse_path(what)
            self.tell(f"    {place}) {path_label(path)}：{told(path, read)}")
        return _numbered(values, self.ask("    どの項目ですか（番号）："))

    def _keep(self, item: Item, option: Option, why: str) -> None:
        """Write the answer into the overlay, in one step."""
        output = self.output or item.file.parent / CORRECTIONS_FILE
        today = date.today().isoformat()
        rows = [(item.sheet, each.what, each.read, each.value, self.who, today, why) for each in option.settings]
        before = output.read_bytes() if output.exists() else None
        write_at_once(output, with_rows(before, rows, str(output)))
        self._settled.update((item.sheet, each.what) for each in option.settings)
        self._removed.update((item.sheet, each.what) for each in option.settings if _removes(each))
        self.written += len(rows)


T = TypeVar("T")


def _numbered(things: Sequence[T], answer: str) -> T | None:
    """The thing of a typed number, counted from 1."""
    number = fold(answer)
    return things[int(number) - 1] if number.isdecimal() and 1 <= int(number) <= len(things) else None
