"""What a worker gives up before it reads its first question: sockets, files, programs, memory.

The gate refuses queries that would go out, and nothing of Python runs in a query: this is the second
wall. The hook holds wherever Python runs; on Linux the kernel refuses sockets to the engine too, and
bounds memory.
"""

from __future__ import annotations

import contextlib
import ctypes
import platform
import sys
from pathlib import Path

_REFUSED = ("open", "socket.", "subprocess.", "os.", "ctypes.", "shutil.", "urllib.", "sqlite3.", "winreg.")
"""Audit events (Python's table of them) that a worker has no use for; os.* are those that change or run something."""
_SOCKET = {"x86_64": 41, "aarch64": 198}
"""Number of the system call ``socket`` by machine."""
_LOAD_NUMBER, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001
"""Verdicts of seccomp; to refuse is to answer EPERM."""
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2


class _Step(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def confine(memory: int) -> None:
    """Give up all rights that answering does not need; ``memory`` is how many bytes more may be used."""
    _bound_memory(memory)
    _refuse_sockets()
    sys.addaudithook(_audit)


def _audit(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(f"a query may not do this: {event}")


def _bound_memory(memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    used = 0
    with contextlib.suppress(OSError):
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _refuse_sockets() -> None:
    """Let the kernel refuse ``socket`` to native code too (seccomp, Linux 3.17 and later)."""
    number = _SOCKET.get(platform.machine())
    if sys.platform != "linux" or number is None:
        return
    steps = (_Step * 4)(
        _Step(_LOAD_NUMBER, 0, 0, 0),
        _Step(_JUMP_IF_EQUAL, 1, 0, number),
        _Step(_RETURN, 0, 0, _ALLOW),
        _Step(_RETURN, 0, 0, _REFUSE),
    )
    kernel = ctypes.CDLL(None)
    kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    kernel.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(_Program(len(steps), steps)))
