"""What errors say, in English and in Japanese."""

from __future__ import annotations

import errno
import pickle

import pytest

from policygraph.errors import (
    AddressError,
    AmbiguousTargetError,
    NoTargetError,
    PolicyGraphError,
    QueryError,
    SourceError,
    StoreError,
    os_reason_ja,
    shown,
)

ERRORS = [
    (SourceError("a.txt", "is odd", "line 3", ja="変です"), "a.txt (line 3): is odd", "a.txt：変です（3行目）"),
    (SourceError("a.txt", "is odd", "byte 9"), "a.txt (byte 9): is odd", "a.txt：is odd（9バイト目）"),
    (StoreError("store", "is odd", ja="変です"), "store: is odd", "store：変です"),
    (QueryError("is odd", ja="変です"), "is odd", "変です"),
    (QueryError("is odd"), "is odd", "is odd"),
    (AddressError("localhost", 80, "is taken", ja="使用中です"), "localhost:80: is taken", "localhost:80：使用中です"),
    (NoTargetError("9999"), "nothing in the store matches '9999'", "「9999」に当たるものはストアにありません。"),
    (PolicyGraphError("is odd"), "is odd", "is odd"),
]


@pytest.mark.parametrize(("error", "english", "japanese"), ERRORS)
def test_an_error_says_file_place_and_reason_in_both_languages(
    error: PolicyGraphError, english: str, japanese: str
) -> None:
    assert (str(error), error.ja) == (english, japanese)


@pytest.mark.parametrize("error", [each[0] for each in ERRORS])
def test_an_error_comes_whole_from_another_process(error: PolicyGraphError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.ja) == (type(error), str(error), error.ja)


def test_many_candidates_are_listed_in_part() -> None:
    error = AmbiguousTargetError("研修", [f"候補{number}" for number in range(25)])
    assert error.ja.splitlines()[0].startswith("「研修」に当たるものが 25 件あります。")
    assert error.ja.splitlines()[-1] == "  ほか 5 件"
    assert str(error).splitlines()[-1] == "  ... and 5 more"


def test_what_steers_a_terminal_is_shown_as_an_escape_and_japanese_is_not() -> None:
    assert shown("表\x1b[2J\u202e\n\udcff　①.txt") == "表\\x1b[2J\\u202e\\n\\udcff　①.txt"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "ディスクに空きがありません"),
        (OSError("IO error: No space left on device: While appending to file"), "ディスクに空きがありません"),
        (OSError(errno.EXDEV, "Cross-device link"), "Cross-device link"),
        (OSError("something else"), "something else"),
    ],
)
def test_why_the_system_refused_is_said_in_japanese_where_it_is_known(error: OSError, reason: str) -> None:
    assert os_reason_ja(error) == reason
