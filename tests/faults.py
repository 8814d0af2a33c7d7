"""Faults on purpose: something is done before each operation of a build that changes the disk."""

from __future__ import annotations

import errno
import io
import os
import signal
import sqlite3
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox

OPERATIONS: tuple[tuple[Any, str], ...] = (
    (io, "open"),
    (os, "mkdir"),
    (os, "fsync"),
    (os, "rename"),
    (os, "replace"),
    (sqlite3, "connect"),
    (ox, "serialize"),
)
"""Functions through which our own code changes the disk; the engine's own writes are not among them."""


def before_each_operation(act: Callable[[int], None], patch: Callable[[Any, str, Any], None] = setattr) -> None:
    """Call ``act`` with the number of the operation (from 1) before each; what it raises is raised there."""
    done = 0

    def wrapped(function: Callable[..., Any]) -> Callable[..., Any]:
        def operation(*arguments: Any, **named: Any) -> Any:
            nonlocal done
            if function is not opened or writes(*arguments, **named):
                done += 1
                act(done)
            return function(*arguments, **named)

        return operation

    opened = io.open
    for module, name in OPERATIONS:
        patch(module, name, wrapped(getattr(module, name)))


def writes(file: object, mode: str = "r", *rest: object, **named: object) -> bool:
    """Whether ``open`` is called so that it may write."""
    return bool(set(mode) & set("wax+"))


def killed_at(number: int) -> Callable[[int], None]:
    """The process is gone, as if the power were, before this operation."""

    def act(done: int) -> None:
        if done == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return act


def full_at(number: int) -> Callable[[int], None]:
    """The disk is full at this operation."""

    def act(done: int) -> None:
        if done == number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return act
