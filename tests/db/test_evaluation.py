"""What each person received: a visit to a family is a service to each, and its time is counted once."""

from datetime import date

from kazanlak_case.domain.changes import Born, Deleted
from kazanlak_case.domain.records import Person, ServiceEntry, ServicePerson

DAY = date(2022, 10, 3)


def test_a_visit_to_a_family_is_received_by_each_and_its_minutes_add_up_once(uow):
    people = [Person(id=uow.new_id(), given_name=name) for name in ("Ана", "Боян", "Вера", "Гошо")]
    mother, son, daughter, gone = (one.id for one in people)
    visit = ServiceEntry(
        id=uow.new_id(), person=mother, service="soc_visit", provided_on=DAY, minutes=50
    )
    own = ServiceEntry(
        id=uow.new_id(), person=mother, service="soc_visit", provided_on=DAY, minutes=20
    )
    # a merge can bring somebody named twice, and the one it stands at among the others
    named = [
        ServicePerson(id=uow.new_id(), service_entry=visit.id, person=one)
        for one in (son, daughter, son, mother, gone)
    ]
    uow.log.append([Born(one) for one in (*people, visit, own, *named)], "test")
    uow.log.append([Deleted("service_person", named[-1].id)], "test")

    found = uow.evaluation.services(None, None)

    assert found == {
        mother: {"soc_visit": (2, 17 + 20)},
        son: {"soc_visit": (1, 17)},
        daughter: {"soc_visit": (1, 16)},
    }
    assert not uow.evaluation.services(date(2022, 10, 4), None)
    assert not uow.evaluation.services(None, date(2022, 10, 2))
