"""Work off the GUI thread: one writer, one reader, and a pool for the rest. The answer comes back on the GUI thread."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal

from kazanlak_case.domain.errors import CancelledError, ExpectedError
from kazanlak_case.overriding import override

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")

POOL_THREADS = 2


class Lane(StrEnum):
    """Where work waits its turn."""

    WRITER = "writer"
    READER = "reader"
    POOL = "pool"


@dataclass(eq=False, slots=True)
class Job:
    """One piece of work and who wants its answer.

    Attributes:
        channel: A newer job of the same channel makes this one needless: it fails with `CancelledError`.
    """

    work: Callable[[], Any]
    lane: Lane
    done: Callable[[Any], None]
    failed: Callable[[ExpectedError], None]
    channel: str = ""
    is_needless: bool = False
    future: Future[Any] | None = field(default=None, repr=False)


class Background(QObject):
    """Runs plain functions on threads that own the case file; `done` or `failed` follows, exactly one, once.

    What fails unexpectedly is raised again on the GUI thread, where the crash dialog waits for it. One that begins
    asleep keeps what it is given until it wakes: the first page is painted before.
    """

    idle = Signal()
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None, *, asleep: bool = False) -> None:
        super().__init__(parent)
        self._kept: list[Job] | None = [] if asleep else None
        self._newest: dict[str, Job] = {}
        self._reading = threading.Lock()
        self._read_now: Job | None = None
        self._waiting: dict[Lane, int] = dict.fromkeys(Lane, 0)
        self._interrupt: Callable[[], None] | None = None
        self._is_stopped = False

    @cached_property
    def _lanes(self) -> dict[Lane, ThreadPoolExecutor]:
        """The threads, made for the first job: the first page needs none."""
        from concurrent.futures import ThreadPoolExecutor

        self._finished.connect(self._on_finished, QtCore.Qt.ConnectionType.QueuedConnection)
        return {
            Lane.WRITER: ThreadPoolExecutor(1, thread_name_prefix="writer"),
            Lane.READER: ThreadPoolExecutor(1, thread_name_prefix="reader"),
            Lane.POOL: ThreadPoolExecutor(POOL_THREADS, thread_name_prefix="pool"),
        }

    def wake(self) -> None:
        """Start what came while it was asleep."""
        kept, self._kept = self._kept or [], None
        for job in kept:
            self._waiting[job.lane] -= 1  # counted again by `start`
            self.start(job)

    def interrupt_with(self, interrupt: Callable[[], None] | None) -> None:
        """Say how a running read is stopped when a newer one of its channel comes."""
        self._interrupt = interrupt

    def waiting(self, lane: Lane) -> int:
        """Count what runs or waits in a lane."""
        return self._waiting[lane]

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs or waits."""
        return not any(self._waiting.values())

    def when_painted(self, then: Callable[[], None]) -> None:
        """Do something once what has just been shown is painted: what it starts would take its time from the painting."""
        QtCore.QTimer.singleShot(0, self, then)

    def start(self, job: Job) -> None:
        """Take a job into its lane; a job of the same channel that is still under way becomes needless."""
        if job.channel:
            self._drop_older(job.channel)
            self._newest[job.channel] = job
        self._waiting[job.lane] += 1
        if self._kept is not None:
            self._kept.append(job)
            return
        work = job.work if job.lane is not Lane.READER else self._as_reader(job)
        job.future = self._lanes[job.lane].submit(work)
        job.future.add_done_callback(partial(self._announce, job))

    def alone(self, work: Callable[[], T]) -> T:
        """Do work on the writer's thread while the reader and the pool hold still: a file changes its key."""
        over = threading.Event()
        lanes = (Lane.READER, *[Lane.POOL] * POOL_THREADS)
        still = [threading.Event() for _lane in lanes]
        for lane, event in zip(lanes, still, strict=True):
            self._lanes[lane].submit(_hold_still, event, over)
        try:
            for event in still:
                event.wait()
            return work()
        finally:
            over.set()

    def stop(self) -> None:
        """Let running and waiting work end, but drop the questions: a draft that waits must not be lost.

        Nothing is announced any more.
        """
        if "_lanes" not in vars(self):
            return
        if not self._is_stopped:
            self._is_stopped = True
            self._finished.disconnect(self._on_finished)
        for lane, pool in self._lanes.items():
            pool.shutdown(wait=True, cancel_futures=lane is Lane.READER)

    def _as_reader(self, job: Job) -> Callable[[], Any]:
        def work() -> object:
            with self._reading:
                self._read_now = job
            try:
                return job.work()
            finally:
                with self._reading:
                    self._read_now = None

        return work

    def _drop_older(self, channel: str) -> None:
        older = self._newest.get(channel)
        if older is None or older.future is None:
            return
        older.is_needless = True
        if older.future.cancel():
            return
        with self._reading:  # or the interruption would meet the next read
            if self._read_now is older and self._interrupt is not None:
                self._interrupt()

    def _announce(self, job: Job, _future: Future[Any]) -> None:
        self._finished.emit(job)

    def _on_finished(self, job: Job) -> None:
        self._waiting[job.lane] -= 1
        if self._newest.get(job.channel) is job:
            del self._newest[job.channel]
        if job.future is not None:
            self._deliver(job, job.future)
        if self.is_idle:
            self.idle.emit()

    @staticmethod
    def _deliver(job: Job, future: Future[Any]) -> None:
        from concurrent.futures import CancelledError as FutureCancelledError

        if job.is_needless or future.cancelled():
            job.failed(CancelledError())
            return
        error = future.exception()
        if error is None:
            job.done(future.result())
        elif isinstance(error, ExpectedError):
            job.failed(error)
        elif isinstance(error, FutureCancelledError):
            job.failed(CancelledError())
        else:
            raise error


def be_content(answer: object) -> None:
    """Take an answer nobody waits for."""


def _hold_still(here: threading.Event, over: threading.Event) -> None:
    here.set()
    over.wait()


class AtOnce(Background):
    """Runs every job at once on this thread, for tests and for pictures."""

    @override
    def when_painted(self, then: Callable[[], None]) -> None:
        then()

    @override
    def start(self, job: Job) -> None:
        from concurrent.futures import Future

        future: Future[Any] = Future()
        try:
            future.set_result(job.work())
        except ExpectedError as error:
            future.set_exception(error)
        self._deliver(job, future)
