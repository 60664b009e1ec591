"""What a person asks is dated and answered within a month; a granted restriction stops all writing until it is lifted."""

from datetime import date, datetime, timedelta

import pytest

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.person_errors import (
    NotRestrictedError,
    RequestAnsweredError,
    RestrictedError,
)
from kazanlak_case.domain.records import Participation
from kazanlak_case.services.cases import open_case
from kazanlak_case.services.data_requests import (
    answer_request,
    lift_restriction,
    pressing_requests,
    record_request,
    requests_of,
    waiting_requests,
)
from kazanlak_case.services.joining import join
from kazanlak_case.services.joining_plan import plan_joining
from kazanlak_case.services.people import delete_person, save_person
from kazanlak_case.services.records import save_record
from kazanlak_case.services.reports import run_report
from kazanlak_case.services.restriction import restricted, restricted_since
from kazanlak_case.services.visits import VisitDraft, record_visit
from support.office import id_of


@pytest.fixture
def person(case_file: CaseFile, now: datetime) -> RecordId:
    with case_file.writing(now) as uow:
        return id_of(save_person(uow, None, {"given_name": "Мария"}), "person")


def asked(case_file: CaseFile, now: datetime, person: RecordId, kind: str) -> RecordId:
    with case_file.writing(now) as uow:
        return id_of(record_request(uow, person, {"kind": kind}), "data_request")


def test_it_waits_a_month_and_presses_in_the_last_week(
    case_file: CaseFile, now: datetime, person: RecordId
) -> None:
    request = asked(case_file, now, person, "access")
    with case_file.reading(now) as uow:
        (one,) = waiting_requests(uow)
        assert (one.id, one.due_on, one.is_late) == (request, date(2022, 12, 14), False)
        assert one.person_name == "Мария"
        assert not pressing_requests(uow)
    with case_file.reading(now + timedelta(days=23)) as uow:
        assert [one.id for one in pressing_requests(uow)] == [request]
    with case_file.reading(now + timedelta(days=31)) as uow:
        assert pressing_requests(uow)[0].is_late
    with case_file.writing(now) as uow:
        answer_request(uow, request, {"outcome": "done"})
    with case_file.writing(now) as uow, pytest.raises(RequestAnsweredError):
        answer_request(uow, request, {"outcome": "done"})
    with case_file.reading(now) as uow:
        assert not waiting_requests(uow)
        assert requests_of(uow, person)[0].answered_on == uow.today


def test_a_refusal_says_why(case_file: CaseFile, now: datetime, person: RecordId) -> None:
    request = asked(case_file, now, person, "erasure")
    with case_file.writing(now) as uow, pytest.raises(InvalidRecordError) as refused:
        answer_request(uow, request, {"outcome": "refused"})
    assert set(refused.value.problems) == {"reason"}


def test_a_restriction_stops_all_writing_until_it_is_lifted(
    case_file: CaseFile, now: datetime, person: RecordId
) -> None:
    with case_file.writing(now) as uow:
        values = {"person": person}
        taken = id_of(
            save_record(uow, Participation, None, values, what="entered"), "participation"
        )
    with case_file.writing(now) as uow:
        other = id_of(save_person(uow, None, {"given_name": "Марийка"}), "person")
    request = asked(case_file, now, person, "restriction")
    with case_file.writing(now) as uow:
        answer_request(uow, request, {"outcome": "done"})
    with case_file.reading(now) as uow:
        assert restricted(uow, [person]) == {person}
        assert restricted_since(uow, person) == uow.today
    refused = (
        lambda uow: save_person(uow, person, {"given_name": "Мара"}),
        lambda uow: open_case(uow, {"person": person}),
        lambda uow: record_visit(
            uow, VisitDraft(person=person, service="lab_info", provided_on=uow.today)
        ),
        lambda uow: save_record(uow, Participation, taken, {"activity": "друга"}, what="x"),
        lambda uow: delete_person(uow, person),
        lambda uow: join(uow, plan_joining(uow, person, other), confirmed=True),
    )
    for write in refused:
        with case_file.writing(now) as uow, pytest.raises((RestrictedError,)):
            write(uow)
    with case_file.reading(now) as uow:
        (note,) = [
            one for one in run_report(uow, "esf-indicators").notes if "art. 18" in one.message
        ]
        assert note.facts == {"count": 1}
    asked(case_file, now, person, "access")  # a request is heard all the same
    with case_file.writing(now) as uow, pytest.raises(InvalidRecordError):
        lift_restriction(uow, request, " ")
    with case_file.writing(now) as uow:
        lift_restriction(uow, request, "Спорът е решен.")
    with case_file.writing(now) as uow, pytest.raises(NotRestrictedError):
        lift_restriction(uow, request, "Пак.")
    with case_file.writing(now) as uow:
        save_person(uow, person, {"given_name": "Мара"})
