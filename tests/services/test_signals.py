"""Signals: numbered at once, followed up the next day, never deleted, taken back or changed."""

from datetime import timedelta

import pytest

from kazanlak_case.domain.errors import InvalidRecordError, NotAllowedError
from kazanlak_case.domain.records import IssuedDocument, Signal, Task
from kazanlak_case.domain.signal_errors import SignalStaysError
from kazanlak_case.services import data_requests, history, records, signals
from support.office import id_of


@pytest.fixture
def a_signal(do):
    def make(**values):
        return do(signals.record_signal, {"facts": "дете само у дома", **values})

    return make


def test_a_signal_gets_its_number_its_paper_and_a_task_in_one_stroke(ask, a_signal, a_person, now):
    person = a_person("Емил")
    written = a_signal(person=person, type="child_abuse")
    (row,) = ask(signals.signals)
    assert row.signal.number.endswith("-СГ-2022-0001")
    assert row.person_name == "Емил"
    (paper,) = ask(lambda uow: uow.records.find(IssuedDocument, form="incident"))
    assert (paper.number, paper.source, paper.person) == (row.signal.number, row.signal.id, person)
    (task,) = ask(lambda uow: uow.records.find(Task, source=row.signal.id))
    assert task.due_on == now.date() + timedelta(days=1)
    assert row.signal.number in task.title
    assert len(written.touched) == 3


def test_nobody_deletes_takes_back_or_rewrites_a_signal(do, ask, a_signal, now):
    written = a_signal()
    one = id_of(written, "signal")
    with pytest.raises(SignalStaysError):
        do(records.delete_record, Signal, one, what="x")
    with pytest.raises(SignalStaysError):
        do(history.undo, written.undo)
    with pytest.raises(SignalStaysError):
        do(signals.follow_signal, one, {"facts": "нищо не е имало"})
    do(signals.follow_signal, one, {"follow_up": "ОЗД посети семейството", "notified": "ozd"})
    kept = ask(lambda uow: signals.read_signal(uow, one))
    assert (kept.facts, kept.follow_up) == ("дете само у дома", "ОЗД посети семейството")


def test_a_follow_up_may_be_taken_back(do, ask, a_signal):
    one = id_of(a_signal(), "signal")
    written = do(signals.follow_signal, one, {"follow_up": "грешка"})
    do(history.undo, written.undo)
    assert ask(lambda uow: signals.read_signal(uow, one)).follow_up is None


def test_a_signal_about_nobody_in_the_file_is_one_too(ask, a_signal):
    a_signal(concerned="непознато дете пред магазина")
    assert ask(signals.signals)[0].person_name == ""


def test_a_restriction_does_not_stop_a_signal(do, ask, a_signal, a_person):
    person = a_person()
    asked = {"kind": "restriction", "reason": "оспорва данните"}
    request = id_of(do(data_requests.record_request, person, asked), "data_request")
    do(data_requests.answer_request, request, {"outcome": "done"})
    one = id_of(a_signal(person=person), "signal")
    assert ask(lambda uow: signals.read_signal(uow, one)).person == person


def test_facts_are_asked_for(do):
    with pytest.raises(InvalidRecordError) as refused:
        do(signals.record_signal, {"type": "child_abuse"})
    assert "facts" in refused.value.problems


@pytest.mark.parametrize("role", ["lawyer", "roma_mediator", "career_counsellor"])
def test_every_post_that_works_with_people_may(a_signal, as_role, role):
    as_role(role)
    a_signal()


def test_who_only_reads_may_not(a_signal, as_role):
    as_role("auditor")
    with pytest.raises(NotAllowedError):
        a_signal()
