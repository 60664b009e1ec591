from functools import partial

import pytest

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.errors import CancelledError, ExpectedError, RecordMissingError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.services.people import delete_person, save_person
from kazanlak_case.ui.background import Background
from kazanlak_case.ui.operations import Changed, LocalOperations, Operations


def _save(uow, values):
    return save_person(uow, None, values)


def _count(uow) -> int:
    return uow.people.count()


class Heard:
    """What came back, in order."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, object]] = []

    def say(self, what: str):
        return partial(self._hear, what)

    def _hear(self, what: str, answer: object) -> None:
        self.heard.append((what, answer))


MILENA = {"given_name": "Милена", "id_type": "none"}


def test_write_is_announced_once_before_it_is_answered(operations: LocalOperations) -> None:
    heard = Heard()
    operations.changed.connect(heard.say("changed"))
    operations.write(partial(_save, values=MILENA), done=heard.say("done"))
    assert [what for what, _ in heard.heard] == ["changed", "done"]
    changed = heard.heard[0][1]
    assert isinstance(changed, Changed)
    assert changed.concerns("person")
    assert not changed.concerns("case")


def test_refused_write_changes_and_announces_nothing(operations: LocalOperations) -> None:
    heard = Heard()
    operations.changed.connect(heard.say("changed"))
    missing = RecordId("0" * 32)

    def delete(uow):
        return delete_person(uow, missing)

    operations.write(delete, done=heard.say("done"), failed=heard.say("failed"))
    assert [what for what, _ in heard.heard] == ["failed"]
    assert isinstance(heard.heard[0][1], RecordMissingError)


def test_refusal_nobody_listens_for_is_not_swallowed(operations: LocalOperations) -> None:
    def delete(uow):
        return delete_person(uow, RecordId("0" * 32))

    with pytest.raises(ExpectedError):
        operations.write(delete, done=lambda _answer: None)


def test_read_answers_from_the_file(operations: LocalOperations, a_person) -> None:
    a_person()
    heard = Heard()
    operations.read(_count, done=heard.say("count"))
    assert heard.heard == [("count", 1)]


def test_long_work_reports_and_announces_that_anything_may_have_changed(
    operations: LocalOperations, case_file: CaseFile
) -> None:
    heard = Heard()
    operations.changed.connect(heard.say("changed"))
    operations.long_started.connect(heard.say("started"))

    def work(file: CaseFile, *, now, progress) -> str:
        assert file is case_file
        progress(1, 2)
        return "taken in"

    operations.long(work, title="Taking in", done=heard.say("done"))
    kinds = [what for what, _ in heard.heard]
    assert kinds == ["started", "changed", "done"]
    assert heard.heard[1][1] == Changed(everything=True)


def test_long_work_can_be_stopped_and_saves_wait_for_it(
    case_file: CaseFile, clock, qtbot, qapp
) -> None:
    import threading

    background = Background()
    operations = Operations(case_file, background, clock)
    heard = Heard()
    started, stop_asked = threading.Event(), threading.Event()

    def work(file: CaseFile, *, now, progress) -> None:
        started.set()
        stop_asked.wait(10)
        progress(1, 2)

    operations.write_waits.connect(lambda: heard.heard.append(("waits", None)))
    run = operations.long(
        work, title="Taking in", done=heard.say("done"), failed=heard.say("stopped")
    )
    assert started.wait(10)
    operations.write(partial(_save, values=MILENA), done=heard.say("saved"))
    operations.read(_count, done=heard.say("read"))
    qtbot.waitUntil(lambda: ("read", 0) in heard.heard)
    run.stop()
    stop_asked.set()
    qtbot.waitUntil(lambda: any(what == "saved" for what, _ in heard.heard))
    kinds = [what for what, _ in heard.heard]
    assert kinds.index("waits") < kinds.index("stopped") < kinds.index("saved")
    stopped = next(answer for what, answer in heard.heard if what == "stopped")
    assert isinstance(stopped, CancelledError)
    background.stop()


def test_newer_search_of_the_same_channel_stops_the_older(
    case_file: CaseFile, clock, qtbot
) -> None:
    import threading

    background = Background()
    operations = Operations(case_file, background, clock)
    heard = Heard()
    begun = threading.Event()

    def endless(uow) -> int:
        begun.set()
        query = (
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
        )
        return uow._connection.exec_driver_sql(query).scalar_one()

    operations.read(endless, done=heard.say("done"), failed=heard.say("needless"), channel="find")
    assert begun.wait(10)
    qtbot.wait(50)
    operations.read(_count, done=heard.say("found"), channel="find")
    qtbot.waitUntil(lambda: background.is_idle, timeout=10_000)
    assert [what for what, _ in heard.heard] == ["needless", "found"]
    background.stop()


def test_work_of_one_step_is_given_no_progress_and_offers_no_stop(
    operations: LocalOperations, case_file: CaseFile
) -> None:
    heard = Heard()
    operations.long_started.connect(heard.say("started"))

    def write(file: CaseFile, *, now) -> str:
        assert file is case_file
        return "written"

    operations.one_step(write, title="Writing", done=heard.say("done"), writes=False)
    operations.aside(lambda: 3, title="Reading", done=heard.say("read"))
    assert [(what, said) for what, said in heard.heard if what != "started"] == [
        ("done", "written"),
        ("read", 3),
    ]
    assert not any(run.can_stop for what, run in heard.heard if what == "started")
