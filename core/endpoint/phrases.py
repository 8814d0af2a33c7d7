"""What the pages say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, Mapping[str, str]] = {
    "ja": {
        "title": "政策評価調書の知識グラフ",
        "skip": "本文へ",
        "home": "質問の一覧",
        "sparql": "SPARQL",
        "other_language": "English",
        "intro": (
            "質問を選ぶと、答えが表で出ます。調書のどこに書かれているかも、行ごとに示します。"
            "答えのページのアドレスは、そのまま人に渡せます。"
        ),
        "find": "コード、名前（一部でも）、IRI で探す",
        "found": "見つかったもの",
        "first": "はじめの {} 件です。名前を詳しく書くと絞り込めます。",
        "open": "開く",
        "ask": "質問する",
        "optional": "（省略可）",
        "example": "例：",
        "rows": "件",
        "no_rows": "当てはまるものはありません。",
        "download": "保存",
        "run": "実行",
        "query": "SPARQL クエリ（読み出しだけ。{seconds:g} 秒、{rows:,} 行まで）",
        "error": "実行できませんでした",
        "error_line": "誤りのある行",
        "yes": "はい（true）",
        "no": "いいえ（false）",
        "answer": "答え",
        "facts": "書かれていること",
        "pointing": "これを指すもの",
        "more": "ほかにもあります。すべては SPARQL で調べられます。",
        "passages": "調書の記載",
        "lines": "行目",
        "kind": "種類",
        "source": "出典",
        "data": "データの説明（VoID）",
    },
    "en": {
        "title": "Policy evaluation sheets as a knowledge graph",
        "skip": "To the content",
        "home": "All questions",
        "sparql": "SPARQL",
        "other_language": "日本語",
        "intro": (
            "Choose a question; the answer is a table, which says row by row where in a sheet it stands. "
            "The address of an answer can be handed on as it is."
        ),
        "find": "Find by code, name (a part will do) or IRI",
        "found": "What was found",
        "first": "These are the first {}; more of the name narrows it down.",
        "open": "Open",
        "ask": "Ask",
        "optional": " (optional)",
        "example": "for example ",
        "rows": "rows",
        "no_rows": "Nothing matches.",
        "download": "Save as",
        "run": "Run",
        "query": "SPARQL query (reading only; up to {seconds:g} seconds and {rows:,} rows)",
        "error": "This could not be carried out",
        "error_line": "the line in error",
        "yes": "yes (true)",
        "no": "no (false)",
        "answer": "Answer",
        "facts": "What is said",
        "pointing": "What points here",
        "more": "There are more; SPARQL finds them all.",
        "passages": "Passages of the sheet",
        "lines": "",
        "kind": "kind",
        "source": "source",
        "data": "About the data (VoID)",
    },
}
