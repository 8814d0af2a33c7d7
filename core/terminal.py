"""The two streams of a command: data on standard output or into a file, messages and progress on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from policygraph.errors import shown

if TYPE_CHECKING:
    from rich.console import Console

    from policygraph.queries.filling import Progress

_WIDTH = 120
"""Columns of what is not drawn on a terminal."""


@contextmanager
def progress(what: str = "読み込み中") -> Iterator[Progress]:
    """A bar on a terminal that says ``what`` goes on, nothing elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("")

        def advance(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=shown(Path(name).name))

        yield advance


@contextmanager
def console_on(output: Path | None, *, paged: bool = False) -> Iterator[Console]:
    """A console as wide as the terminal, else of a fixed width, on a file or standard output.

    ``paged`` gives what is taller than the terminal to the pager; into a file or pipe nothing is paged.
    """
    from rich.console import Console

    with opened(output) as file:
        console = Console(file=file, width=None if file.isatty() else _WIDTH, highlight=False, emoji=False)
        if not (paged and file.isatty()):
            yield console
            return
        with console.capture() as captured:
            yield console
        if captured.get().count("\n") < console.height:
            file.write(captured.get())
        else:
            _page(captured.get())


def _page(text: str) -> None:
    """Show a text in $PAGER, else in ``less``, whose lines may be wider than the terminal."""
    import pydoc

    os.environ.setdefault("LESS", "FRSX")
    pydoc.pager(text)


@contextmanager
def opened(output: Path | None) -> Iterator[TextIO]:
    """The file to write, else standard output."""
    if output is None:
        yield sys.stdout
        return
    with output.open("w", encoding="utf-8", newline="") as file:
        yield file


def put(text: str, output: Path | None) -> None:
    """Write a text, which ends with a line feed then, to a file or standard output."""
    with opened(output) as file:
        file.write(text if text.endswith("\n") else text + "\n")


def say(message: str) -> None:
    """A message for people, on standard error: what a document or file name brings into it steers no terminal."""
    print("\n".join(map(shown, message.split("\n"))), file=sys.stderr)
