"""Cases and their numbers."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kazanlak_case.db.birth import NewFile, create_case_file
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.passwords import Cost
from kazanlak_case.db.work.rows import CaseFilter
from kazanlak_case.domain.errors import InvalidRecordError, RecordInUseError, RecordMissingError
from kazanlak_case.domain.records.case import Case
from kazanlak_case.services import cases, history, visit_corrections, visits
from kazanlak_case.services.case_rows import case_rows, count_cases
from kazanlak_case.services.numbering import next_case_number
from kazanlak_case.services.records import save_record
from support.office import SERVICE, id_of

TODAY = date(2022, 11, 14)


def days_ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def stem(ask):
    mark = ask(lambda uow: uow.work.numbers.mark())
    return f"КР{mark}-2022-"


def test_a_case_is_opened_today_by_whoever_is_signed_in(ask, a_person, a_case, stem):
    case = a_case(a_person(), type="employment", priority="high")
    assert (case.opened_on, case.status, case.number) == (TODAY, "active", stem + "0001")
    assert case.leader == ask(lambda uow: uow.user.staff_member)


def test_numbers_go_on_without_gaps_and_an_undone_one_is_not_given_again(
    do, a_person, a_case, stem
):
    person = a_person()
    assert a_case(person).number == stem + "0001"
    undone = do(cases.open_case, {"person": person})
    do(history.undo, undone.undo)
    assert a_case(person).number == stem + "0003"
    refused = {"person": person, "closed_on": TODAY}
    with pytest.raises(InvalidRecordError):
        do(cases.open_case, refused)
    assert a_case(person).number == stem + "0004"


def test_each_year_begins_at_one_and_a_full_counter_grows(do, a_person, a_case, ask, stem):
    a_case(a_person())
    next_year = datetime(2023, 1, 2, 9, tzinfo=UTC)
    assert ask(next_case_number, at=next_year) == stem.replace("2022", "2023") + "0001"
    case = ask(lambda uow: uow.records.find(Case))[0]
    do(save_record, Case, case.id, {"number": stem + "9999"}, what="test")
    assert ask(next_case_number) == stem + "10000"


def test_the_first_copy_has_no_mark_and_a_restored_file_has_one(tmp_path, profile_text, now):
    path, cheap = tmp_path / "razhena.kcase", Cost(memory=64, passes=3)
    new = NewFile("razhena", "house", profile_text)
    password, here = "четири думи стигат тук", Installation(tmp_path / "here")
    file = create_case_file(path, new, password=password, now=now, cost=cheap, installation=here)
    with file.reading(now) as uow:
        assert next_case_number(uow) == "Р-2022-0001"
    file.close()
    elsewhere = Installation(tmp_path / "elsewhere")
    copied = type(file).open(path, password=password, installation=elsewhere)
    with copied.reading(now) as uow:
        mark = uow.work.numbers.mark()
        assert len(mark) == 2
        assert mark.isascii()
        assert mark.isalpha()
        assert next_case_number(uow) == f"Р{mark}-2022-0001"
    copied.close()


def test_a_case_is_changed_but_not_its_number_nor_its_closing(do, get, a_person, a_case):
    case = a_case(a_person())
    values = {"status": "review", "number": "X-1", "closed_on": TODAY, "closing_reason": "moved"}
    do(cases.change_case, case.id, values)
    changed = get(Case, case.id)
    assert (changed.status, changed.number, changed.closed_on) == ("review", case.number, None)


def test_a_case_is_closed_for_a_reason_and_opened_again(do, get, a_person, a_case):
    case = a_case(a_person(), opened_on=days_ago(10))
    for options in (
        {"reason": None},
        {"reason": "moved", "closed_on": days_ago(11)},
        {"reason": "no_such"},
    ):
        with pytest.raises(InvalidRecordError):
            do(cases.close_case, case.id, **options)
    do(cases.close_case, case.id, reason="moved", closed_on=days_ago(1))
    closed = get(Case, case.id)
    assert (closed.status, closed.closed_on, closed.closing_reason) == (
        "closed",
        days_ago(1),
        "moved",
    )
    with pytest.raises(InvalidRecordError):
        do(cases.change_case, case.id, {"status": "active"})
    do(cases.change_case, case.id, {"status": "followup"})
    do(cases.reopen_case, case.id)
    opened = get(Case, case.id)
    assert (opened.status, opened.closed_on, opened.closing_reason) == ("active", None, None)
    with pytest.raises(InvalidRecordError):
        do(cases.change_case, case.id, {"status": "closed"})
    with pytest.raises(InvalidRecordError):
        do(cases.open_case, {"person": case.person, "status": "closed"})


def test_a_case_with_visits_is_not_deleted(do, a_person, a_case):
    person = a_person()
    case = a_case(person)
    visit = do(
        visits.record_visit, visits.VisitDraft(person=person, service=SERVICE, provided_on=TODAY)
    )
    with pytest.raises(RecordInUseError):
        do(cases.delete_case, case.id)
    do(visit_corrections.delete_visit, id_of(visit, "service_entry"))
    do(cases.delete_case, case.id)
    with pytest.raises(RecordMissingError):
        do(cases.delete_case, case.id)


def test_lists_show_who_is_late_and_why(do, ask, a_person, a_case):
    names = ["Ана", "Боян", "Вера", "Гошо", "Дора"]
    ana, boyan, vera, gosho, dora = (a_person(name) for name in names)
    a_case(ana, opened_on=days_ago(31))
    a_case(boyan, opened_on=days_ago(30), priority="urgent")
    a_case(vera, opened_on=days_ago(21), status="assessment")
    a_case(gosho, opened_on=days_ago(20), status="inquiry")
    a_case(dora, opened_on=days_ago(90), priority="urgent", closed_because="moved")
    rows = {row.case.person_name: row for row in ask(case_rows, CaseFilter())}
    assert {name: row.late for name, row in rows.items()} == {
        "Ана": ("quiet",), "Боян": (), "Вера": ("plan",), "Гошо": (), "Дора": (),
    }  # fmt: skip
    assert [name for name, row in rows.items() if row.is_urgent] == ["Боян"]
    visit = visits.VisitDraft(person=ana, service=SERVICE, provided_on=days_ago(2))
    do(visits.record_visit, visit)
    (row,) = ask(case_rows, CaseFilter(person=ana))
    assert (row.late, row.case.last_on) == ((), days_ago(2))


def test_lists_are_narrowed_and_turned_page_by_page(ask, a_person, a_case):
    people = [a_person(f"Лице {at}") for at in range(5)]
    made = [
        a_case(person, type="child" if at % 2 else "health") for at, person in enumerate(people)
    ]
    first = ask(case_rows, CaseFilter(), limit=3)
    rest = ask(case_rows, CaseFilter(), after=first[-1].id, limit=3)
    assert [row.id for row in (*first, *rest)] == [case.id for case in reversed(made)]
    leader = made[0].leader
    for wanted, count in (
        (CaseFilter(type="child"), 2),
        (CaseFilter(type="child", status="active", leader=leader), 2),
        (CaseFilter(priority="urgent"), 0),
        (CaseFilter(is_open=True), 5),
        (CaseFilter(is_open=False), 0),
        (CaseFilter(number=made[2].number[-4:]), 1),
        (CaseFilter(number="%"), 0),
    ):
        assert ask(count_cases, wanted) == len(ask(case_rows, wanted)) == count
