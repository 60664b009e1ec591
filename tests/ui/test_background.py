import threading
from collections.abc import Iterator

import pytest

from kazanlak_case.domain.errors import CancelledError, ExpectedError, RecordMissingError
from kazanlak_case.ui.background import AtOnce, Background, Job, Lane


@pytest.fixture
def background(qapp) -> Iterator[Background]:
    background = Background()
    yield background
    background.stop()


class Answers:
    """Remembers what came back, and on which thread."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.failed: list[ExpectedError] = []
        self.threads: set[int] = set()

    def on_done(self, answer: object) -> None:
        self.threads.add(threading.get_ident())
        self.done.append(answer)

    def on_failed(self, error: ExpectedError) -> None:
        self.threads.add(threading.get_ident())
        self.failed.append(error)

    def job(self, work, lane: Lane = Lane.READER, channel: str = "") -> Job:
        return Job(work, lane, self.on_done, self.on_failed, channel)


def test_work_runs_elsewhere_and_answers_here(background: Background, qtbot) -> None:
    answers = Answers()
    background.start(answers.job(threading.get_ident))
    qtbot.waitUntil(lambda: bool(answers.done))
    assert answers.done[0] != threading.get_ident()
    assert answers.threads == {threading.get_ident()}


def test_expected_refusal_comes_to_failed_once(background: Background, qtbot) -> None:
    def refuse() -> None:
        raise RecordMissingError

    answers = Answers()
    background.start(answers.job(refuse))
    qtbot.waitUntil(lambda: background.is_idle)
    assert not answers.done
    assert [error.code for error in answers.failed] == ["no_record"]


def test_bug_is_raised_on_the_gui_thread(background: Background, qtbot) -> None:
    def stumble() -> None:
        raise ZeroDivisionError

    answers = Answers()
    with qtbot.captureExceptions() as raised:
        background.start(answers.job(stumble))
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError
    assert not answers.done
    assert not answers.failed


def test_newer_question_makes_the_waiting_one_needless(background: Background, qtbot) -> None:
    gate = threading.Event()
    first, second, third = Answers(), Answers(), Answers()
    background.start(first.job(gate.wait))
    background.start(second.job(lambda: "older", channel="search"))
    background.start(third.job(lambda: "newer", channel="search"))
    gate.set()
    qtbot.waitUntil(lambda: background.is_idle)
    assert third.done == ["newer"]
    assert not second.done
    assert isinstance(second.failed[0], CancelledError)


def test_newer_question_interrupts_the_running_one(background: Background, qtbot) -> None:
    started, interrupted = threading.Event(), threading.Event()

    def long_search() -> str:
        started.set()
        interrupted.wait(10)
        return "older"

    background.interrupt_with(interrupted.set)
    older, newer = Answers(), Answers()
    background.start(older.job(long_search, channel="search"))
    assert started.wait(10)
    background.start(newer.job(lambda: "newer", channel="search"))
    qtbot.waitUntil(lambda: background.is_idle)
    assert interrupted.is_set()
    assert newer.done == ["newer"]
    assert isinstance(older.failed[0], CancelledError)
    assert not older.done


def test_question_of_another_channel_is_let_be(background: Background, qtbot) -> None:
    stopped: list[int] = []
    started, gate = threading.Event(), threading.Event()

    def slow() -> str:
        started.set()
        gate.wait(10)
        return "list"

    background.interrupt_with(lambda: stopped.append(1))
    one, other = Answers(), Answers()
    background.start(one.job(slow, channel="list"))
    assert started.wait(10)
    background.start(other.job(lambda: "search", channel="search"))
    gate.set()
    qtbot.waitUntil(lambda: background.is_idle)
    assert not stopped
    assert (one.done, other.done) == (["list"], ["search"])


def test_writes_keep_their_order_and_readers_go_beside(background: Background, qtbot) -> None:
    order: list[str] = []
    gate = threading.Event()
    answers = Answers()
    background.start(answers.job(gate.wait, Lane.WRITER))
    background.start(answers.job(lambda: order.append("first"), Lane.WRITER))
    background.start(answers.job(lambda: order.append("second"), Lane.WRITER))
    reader = Answers()
    background.start(reader.job(lambda: "read"))
    qtbot.waitUntil(lambda: reader.done == ["read"])
    assert background.waiting(Lane.WRITER) == 3
    gate.set()
    with qtbot.waitSignal(background.idle):
        pass
    assert order == ["first", "second"]


def test_at_once_answers_before_start_returns(qapp) -> None:
    answers = Answers()
    AtOnce().start(answers.job(lambda: 42))
    assert answers.done == [42]
