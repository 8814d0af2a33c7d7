"""The pool of workers: warm, as many as the limits say, each killed when a question costs too much."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import asdict

from policygraph.endpoint.messages import LENGTH_BYTES, Answer, Limits, Question
from policygraph.errors import QueryError, StoreError
from policygraph.queries.versions import Version

_START_SECONDS = 30
"""How long a worker may take to open a store, on a machine under load."""
_BUSY_JA = "混み合っています。しばらくしてから、もう一度お試しください。"
_LOST = (asyncio.IncompleteReadError, ConnectionError, ValueError, TypeError)
"""What talking to a worker raises that has died, or has not written an answer."""


class BusyError(QueryError):
    """All workers are busy, and as many questions wait as may."""


class OverTimeError(QueryError):
    """A question took longer than it may, or brought its worker down."""


class Worker:
    """A running worker process."""

    def __init__(self, process: Process, version: str, limits: Limits) -> None:
        self._process = process
        self._limits = limits
        self.version = version

    @classmethod
    async def start(cls, version: Version, limits: Limits) -> Worker:
        """Start a worker on a version and wait until it is ready.

        Raises:
            StoreError: it does not get ready.
        """
        command = (sys.executable, "-m", "policygraph.endpoint.worker", str(version.path), json.dumps(asdict(limits)))
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
        worker = cls(process, version.id, limits)
        try:
            async with asyncio.timeout(_START_SECONDS):
                await worker._read()
        except (*_LOST, TimeoutError) as error:
            await worker.end()
            raise StoreError(str(version.path), "no worker could open this version") from error
        except BaseException:
            await worker.end()
            raise
        return worker

    async def ask(self, question: Question) -> Answer:
        """Ask; what this raises leaves the worker unusable."""
        data = question.to_bytes()
        assert self._process.stdin
        self._process.stdin.write(len(data).to_bytes(LENGTH_BYTES, "big") + data)
        await self._process.stdin.drain()
        return await self._read()

    async def _read(self) -> Answer:
        assert self._process.stdout
        length = int.from_bytes(await self._process.stdout.readexactly(LENGTH_BYTES), "big")
        if length > 2 * self._limits.answer:
            raise ValueError(length)
        return Answer.from_bytes(await self._process.stdout.readexactly(length))

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    def kill(self) -> None:
        """End the process at once; its end is awaited by the event loop."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def end(self) -> None:
        """Kill, and wait until the process has gone: a loop that closes before leaves its pipes open."""
        self.kill()
        await self._process.wait()


class Pool:
    """As many workers as the limits say; a place in it is held while a question is asked."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._places: asyncio.Queue[Worker | None] = asyncio.Queue()
        self._waiting = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._workers: set[Worker] = set()

    async def open(self, version: Version) -> None:
        """Start all workers."""
        for worker in await asyncio.gather(*(self._start(version) for _ in range(self.limits.workers))):
            self._places.put_nowait(worker)

    async def close(self) -> None:
        """Kill all workers, and wait until they have ended."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._workers))

    async def ask(self, question: Question, version: Version) -> Answer:
        """Ask a worker that has this version open.

        Raises:
            BusyError: none is free soon enough.
            OverTimeError: the question took too long, or brought the worker down.
            StoreError: no worker can open the version.
        """
        worker = await self._place()
        answered = False
        try:
            if worker is None or worker.version != version.id or not worker.alive:
                self._drop(worker)
                worker = None
                worker = await self._start(version)
            answer = await self._asked(worker, question)
            answered = True
            return answer
        finally:
            self._give_back(worker, version, answered)

    async def _place(self) -> Worker | None:
        if self._places.empty() and self._waiting >= self.limits.waiting:
            raise BusyError("many questions wait; try again in a moment", ja=_BUSY_JA)
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.patience):
                return await self._places.get()
        except TimeoutError as error:
            raise BusyError("all workers are busy; try again in a moment", ja=_BUSY_JA) from error
        finally:
            self._waiting -= 1

    async def _asked(self, worker: Worker, question: Question) -> Answer:
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await worker.ask(question)
        except TimeoutError as error:
            raise OverTimeError(
                f"the query took longer than {self.limits.seconds:g} seconds and was stopped",
                ja=f"{self.limits.seconds:g} 秒を超えたため、質問を止めました。",
            ) from error
        except _LOST as error:
            raise OverTimeError(
                "the query needed more memory than it may have, or brought the engine down",
                ja="使えるメモリーを超えたか、検索エンジンが止まったため、答えられませんでした。",
            ) from error

    def _give_back(self, worker: Worker | None, version: Version, answered: bool) -> None:
        if answered:
            self._places.put_nowait(worker)
            return
        self._drop(worker)
        task = asyncio.ensure_future(self._refill(version))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _refill(self, version: Version) -> None:
        """Fill a place anew; a worker that cannot start is tried again by the next question."""
        worker = None
        try:
            worker = await self._start(version)
        except (StoreError, OSError):
            worker = None
        finally:
            self._places.put_nowait(worker)

    async def _start(self, version: Version) -> Worker:
        worker = await Worker.start(version, self.limits)
        self._workers.add(worker)
        return worker

    def _drop(self, worker: Worker | None) -> None:
        if worker:
            worker.kill()
            self._workers = {each for each in self._workers if each.alive or each is worker}
