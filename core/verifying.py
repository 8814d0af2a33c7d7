"""``policygraph verify``: whether a store still is what was published."""

from __future__ import annotations

import argparse

from policygraph.queries.verify import Verification, verify
from policygraph.terminal import say


def run_verify(options: argparse.Namespace) -> int:
    """Tell what is damaged and what to do; 0 where every byte is as published, else 1."""
    found = verify(options.store)
    for damage in found.damages:
        say(f"壊れています：{damage.file}：{damage.reason_ja}")
    for name in found.leftovers:
        say(f"build の途中のもの：{name}（次の build が片付けます）")
    say(f"{options.store}：{_verdict(found)}")
    return 0 if found.sound else 1


def _verdict(found: Verification) -> str:
    if found.sound:
        return f"壊れた箇所はありません（公開中の版 {found.current}、調べた版 {len(found.versions)} 件）。"
    if found.answers:
        return (
            f"公開中の版 {found.current} は無事です。"
            "前の版の壊れは次の build で消えます。ストアのものではないファイルは取り除いてください。"
        )
    return "公開中の版が壊れています。調書から policygraph build で作り直してください（--add は付けません）。"
