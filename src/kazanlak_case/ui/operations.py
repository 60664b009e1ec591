"""How screens call services: a function over a unit of work, its answer, and who is told what changed.

A screen says `operations.read(partial(person_page, person_id=id), done=self._on_page)`, `operations.write(...)` for
one service that writes, and `operations.long(...)` for work over the whole case file: `one_step(...)` where it cannot
say how far it is, `aside(...)` where it needs no file.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Signal

from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.errors import CancelledError, ExpectedError
from kazanlak_case.ui.background import AtOnce, Background, Job, Lane

if TYPE_CHECKING:  # the store is loaded while the password is typed, not before the first paint
    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.drafts import Drafts
    from kazanlak_case.db.role_drafts import RoleDrafts
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.exchange import Progress
    from kazanlak_case.domain.fields import RecordId

T = TypeVar("T")
Clock: TypeAlias = Callable[[], datetime]
Done: TypeAlias = Callable[[T], None]
Failed: TypeAlias = Callable[[ExpectedError], None]


class LongWork(Protocol):
    """Work over the whole case file: an import, an intake, a report."""

    def __call__(self, case_file: CaseFile, /, *, now: datetime, progress: Progress) -> Any:
        """Do the work; `progress` raises CancelledError when somebody asks to stop."""


class StepWork(Protocol):
    """Work over the case file that is done in one step: a document, a workbook, a password."""

    def __call__(self, case_file: CaseFile, /, *, now: datetime) -> Any:
        """Do the work."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Which records a write touched; after an import that may be any."""

    touched: frozenset[tuple[str, RecordId]] = frozenset()
    everything: bool = False

    def concerns(self, *records: str) -> bool:
        """Tell whether a record of one of these types may have changed."""
        return self.everything or any(record in records for record, _ in self.touched)


class LongRun(QObject):
    """One long piece of work as the window sees it: how far it is, and a way to stop it if it has one."""

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, title: str, parent: QObject | None = None, *, can_stop: bool = True) -> None:
        super().__init__(parent)
        self.title = title
        self.can_stop = can_stop
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Ask the work to end; it does at its next step, and leaves everything as it was."""
        self._stopped.set()

    def report(self, done: int, of: int) -> None:
        """Be told how far the work is, on its own thread.

        Raises:
            CancelledError: Somebody asked to stop.
        """
        if self._stopped.is_set():
            raise CancelledError
        self.progressed.emit(done, of)


class Operations(QObject):
    """Calls services on the threads that own the case file, and announces once what changed."""

    changed = Signal(object)
    long_started = Signal(object)
    write_waits = Signal()
    closing = Signal()
    """The window locks: whatever was opened with a key of its own is to be let go."""

    def __init__(
        self,
        case_file: CaseFile,
        background: Background,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._case_file = case_file
        self.clock = clock
        self._background = background
        self._long_writes = 0
        self._is_paused = False
        self._recorded: set[tuple[str, RecordId | None]] = set()
        background.interrupt_with(case_file.interrupt_reading)

    @property
    def case_file(self) -> CaseFile:
        """The open case file."""
        return self._case_file

    def go_on_with(self, case_file: CaseFile) -> None:
        """Work on with the same file, opened again after the window was locked."""
        self._case_file = case_file
        self._is_paused = False
        self._background.interrupt_with(case_file.interrupt_reading)

    def pause(self) -> None:
        """Take no more work: the file is about to be closed. Timers of hidden screens may still ask."""
        self.closing.emit()
        self._is_paused = True

    def announce_everything(self) -> None:
        """Tell all screens to read anew: others were at work meanwhile."""
        self.changed.emit(Changed(everything=True))

    def record(self, what: str, *, record: str = "", row: RecordId | None = None) -> None:
        """Write down that something was done which changes nothing; it is no reason to stop anybody.

        That a record was looked at is written once while the window is open: going to and fro says nothing more.
        """
        if row is not None and (what, row) in self._recorded:
            return
        self._recorded.add((what, row))
        work = partial(_record, self._case_file, what, now=self.clock(), record=record, row=row)
        self._start(Lane.WRITER, work, _be_content, _be_content)

    def read(
        self,
        ask: Callable[[UnitOfWork], T],
        *,
        done: Done[T],
        failed: Failed | None = None,
        channel: str = "",
    ) -> None:
        """Ask the file something. A newer read of the same channel stops this one (`CancelledError`)."""
        self._start(Lane.READER, partial(self._reading, ask), done, failed, channel)

    def read_later(self, ask: Callable[[UnitOfWork], T], *, done: Done[T], channel: str) -> None:
        """Ask what can wait until what was just shown is painted."""
        later = partial(self.read, ask, done=done, channel=channel)
        self._background.when_painted(later)

    def write(
        self, service: Callable[[UnitOfWork], T], *, done: Done[T], failed: Failed | None = None
    ) -> None:
        """Call one service that writes; what it touched is announced before `done`."""
        if self._long_writes:
            self.write_waits.emit()
        answer = partial(self._answer_write, done)
        self._start(Lane.WRITER, partial(self._writing, service), answer, failed)

    def long(
        self,
        work: LongWork,
        *,
        title: str,
        done: Done[Any],
        failed: Failed | None = None,
        writes: bool = True,
    ) -> LongRun:
        """Do something that takes a while; the window shows how far it is and lets it be stopped."""
        run = LongRun(title, self)
        bound = partial(work, self.case_file, now=self.clock(), progress=run.report)
        return self._carry_out(run, bound, done, failed, writes=writes)

    def one_step(
        self,
        work: StepWork,
        *,
        title: str,
        done: Done[Any],
        failed: Failed | None = None,
        writes: bool = True,
    ) -> LongRun:
        """Do something that takes a while and knows no steps: the window says that it goes on, and offers no stop."""
        run = LongRun(title, self, can_stop=False)
        bound = partial(work, self.case_file, now=self.clock())
        whole = partial(_in_one_step, bound, run.report)
        return self._carry_out(run, whole, done, failed, writes=writes)

    def aside(
        self, work: Callable[[], T], *, title: str, done: Done[T], failed: Failed | None = None
    ) -> LongRun:
        """Do something that takes a while and does not touch what is in the file."""
        run = LongRun(title, self, can_stop=False)
        whole = partial(_in_one_step, work, run.report)
        return self._carry_out(run, whole, done, failed, writes=False)

    def alone(
        self, work: LongWork, *, title: str, done: Done[Any], failed: Failed | None = None
    ) -> LongRun:
        """Do long work while nothing else touches the file: it changes its key."""
        still = partial(_alone, self._background, work)
        return self.long(still, title=title, done=done, failed=failed)

    def keep_draft(self, name: str, values: dict[str, object]) -> None:
        """Keep what is being typed, sealed beside the database; nothing drops the draft."""
        self._start(Lane.POOL, partial(self._keep_draft, name, values), _be_content, None)

    def read_draft(self, name: str, *, done: Done[dict[str, object]]) -> None:
        """Look for what was being typed last time; an empty answer means there is nothing."""
        self._start(Lane.POOL, partial(self._read_draft, name), done, None)

    def draft_names(self, *, done: Done[tuple[str, ...]]) -> None:
        """List what drafts there are."""
        self._start(Lane.POOL, self._draft_names, done, None)

    def _carry_out(
        self,
        run: LongRun,
        work: Callable[[], Any],
        done: Done[Any],
        failed: Failed | None,
        *,
        writes: bool,
    ) -> LongRun:
        self._long_writes += writes
        ended = partial(self._end_long, run, writes)
        self.long_started.emit(
            run
        )  # before it starts: what runs at once has ended when it comes back
        self._start(
            Lane.WRITER if writes else Lane.POOL,
            work,
            partial(self._answer_long, ended, done, writes),
            partial(self._refuse_long, ended, failed),
        )
        return run

    def _draft_names(self) -> tuple[str, ...]:
        from kazanlak_case.db.role_drafts import parts_of

        plain = (name for name in self._drafts().names() if parts_of(name) is None)
        return (*plain, *self._role_drafts().names())

    def _keep_draft(self, name: str, values: dict[str, object]) -> None:
        self._drafts_of(name).keep(name, values)

    def _read_draft(self, name: str) -> dict[str, object]:
        return self._drafts_of(name).read(name)

    def _drafts_of(self, name: str) -> Drafts | RoleDrafts:
        """Give the drafts a name belongs to: confidential ones lie under a key of their own."""
        from kazanlak_case.db.role_drafts import parts_of

        return self._drafts() if parts_of(name) is None else self._role_drafts()

    def _role_drafts(self) -> RoleDrafts:
        from kazanlak_case.db.role_drafts import RoleDrafts

        file = self._case_file
        return RoleDrafts(file.path, file.secrets, scope=file.site, owner=file.user.id)

    def _drafts(self) -> Drafts:
        from kazanlak_case.db.drafts import Drafts

        file = self._case_file
        return Drafts(file.path, file.unlocked.drafts_key, owner=file.user.id)

    def _reading(self, ask: Callable[[UnitOfWork], T]) -> T:
        with self.case_file.reading(self.clock()) as uow:
            return ask(uow)

    def _writing(self, service: Callable[[UnitOfWork], T]) -> T:
        with self.case_file.writing(self.clock()) as uow:
            return service(uow)

    def _start(
        self,
        lane: Lane,
        work: Callable[[], T],
        done: Done[T],
        failed: Failed | None,
        channel: str = "",
    ) -> None:
        if self._is_paused:
            (failed or _ignore)(CancelledError())
            return
        self._background.start(Job(work, lane, done, failed or _ignore, channel))

    def _answer_write(self, done: Done[T], result: T) -> None:
        written = written_of(result)
        if written is not None:
            self.changed.emit(Changed(written.touched))
        done(result)

    def _answer_long(
        self, ended: Callable[[], None], done: Done[Any], writes: bool, result: object
    ) -> None:
        ended()
        if writes:
            self.changed.emit(Changed(everything=True))
        done(result)

    @staticmethod
    def _refuse_long(
        ended: Callable[[], None], failed: Failed | None, error: ExpectedError
    ) -> None:
        ended()
        (failed or _ignore)(error)

    def _end_long(self, run: LongRun, writes: bool) -> None:
        self._long_writes -= writes
        run.ended.emit()
        run.deleteLater()


class LocalOperations(Operations):
    """Runs everything at once, on the calling thread: for tests and for pictures."""

    def __init__(self, case_file: CaseFile, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(case_file, AtOnce(), clock, parent)


def written_of(result: object) -> Written | None:
    """Find what was written in a service's answer: the answer itself, or its part `written`."""
    if isinstance(result, Written):
        return result
    part = getattr(result, "written", None)
    return part if isinstance(part, Written) else None


def _in_one_step(work: Callable[[], T], report: Progress) -> T:
    report(0, 0)  # whoever asked to stop while it waited for its turn is heard
    return work()


def _alone(
    background: Background,
    work: LongWork,
    case_file: CaseFile,
    *,
    now: datetime,
    progress: Progress,
) -> Any:
    return background.alone(partial(work, case_file, now=now, progress=progress))


def _record(
    case_file: CaseFile, what: str, *, now: datetime, record: str, row: RecordId | None
) -> None:
    from kazanlak_case.db.readings import record_reading

    if case_file.unlocked.file_keys:  # wiped ones say that it was closed meanwhile
        record_reading(case_file, what, now=now, record=record, row=row)


def _be_content(answer: object) -> None:
    """Take an answer nobody waits for."""


def _ignore(error: ExpectedError) -> None:
    """Do nothing about a refusal nobody asked to hear of: a read that became needless."""
    if not isinstance(error, CancelledError):
        raise error
