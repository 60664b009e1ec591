"""Лаптопът на Крън умира и се възстановява от резервно копие отпреди месец: предаденото се връща, другото се назовава."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kazanlak_case.db.verify import verify
from kazanlak_case.domain.records import Case, Person, ServiceEntry
from kazanlak_case.services import cases, people, visits
from kazanlak_case.services.receipts import receipts
from kazanlak_case.services.return_report import return_report
from support.office import SERVICE, id_of
from support.roads import BEGIN, CENTRE, Roads

KRAN = "kran"
DAY = timedelta(days=1)
DELIVERED, DIED = BEGIN + 28 * DAY, BEGIN + 31 * DAY


@pytest.fixture
def roads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Roads]:
    made = Roads(tmp_path, monkeypatch)
    yield made
    made.close()


def write_down(roads: Roads, name: str, *, on: date) -> str:
    values = {"given_name": name, "family_name": "Асенова"}
    return id_of(roads.do(KRAN, people.save_person, None, values, on=on), "person")


def names_at(roads: Roads, site: str) -> set[str]:
    found = roads.ask(site, lambda uow: uow.records.all(Person), on=DIED)
    return {one.given_name for one in found}


def test_a_laptop_dies_and_last_months_backup_takes_its_place(
    roads: Roads, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Преди месец: Милена е записана и предадена, прави се резервно копие.
    milena = write_down(roads, "Милена", on=BEGIN)
    roads.round(on=BEGIN, houses=(KRAN,))
    backup = roads.back_up(KRAN, on=BEGIN)

    # През месеца: ново лице, случай, посещение, нов телефон; всичко е предадено, отговорът още не е взет.
    ani = write_down(roads, "Ани", on=BEGIN + 7 * DAY)
    roads.do(KRAN, cases.open_case, {"person": ani}, on=BEGIN + 8 * DAY)
    visit = visits.VisitDraft(person=ani, service=SERVICE, provided_on=BEGIN + 9 * DAY)
    roads.do(KRAN, visits.record_visit, visit, on=BEGIN + 9 * DAY)
    roads.do(KRAN, people.save_person, milena, {"phone": "0888 222 222"}, on=DELIVERED)
    (taken,) = roads.take(CENTRE, roads.write(KRAN, on=DELIVERED), on=DELIVERED)
    assert taken.status == "merged"

    # После е записан още някой, но флашката не тръгва: лаптопът умира.
    write_down(roads, "Никой", on=DELIVERED + DAY)
    roads.restore(KRAN, backup, patch=monkeypatch)
    assert names_at(roads, KRAN) == {"Милена"}

    # На новия компютър работата започва веднага, още преди да е ходено до общината.
    roads.do(KRAN, people.save_person, milena, {"email": "milena@example.bg"}, on=DIED)
    dani = write_down(roads, "Дани", on=DIED)
    case = id_of(roads.do(KRAN, cases.open_case, {"person": dani}, on=DIED), "case")

    (brought,) = roads.take(CENTRE, roads.write(KRAN, on=DIED), on=DIED)
    assert (brought.status, brought.conflicts) == ("merged", 0)
    (answer,) = roads.take(KRAN, roads.write(CENTRE, to=KRAN, on=DIED), on=DIED)
    assert (answer.status, answer.conflicts) == ("merged", 0)

    # Нищо предадено не е изгубено и нищо не си противоречи.
    assert names_at(roads, KRAN) == names_at(roads, CENTRE) == {"Милена", "Ани", "Дани"}
    for site in (KRAN, CENTRE):
        found = roads.ask(site, lambda uow: uow.records.get(Person, milena), on=DIED)
        assert (found.phone, found.email) == ("0888 222 222", "milena@example.bg")
        assert roads.ask(site, lambda uow: uow.history.conflict_count(), on=DIED) == 0
        assert roads.ask(site, lambda uow: uow.records.count(ServiceEntry), on=DIED) == 1
        numbers = roads.ask(
            site, lambda uow: [one.number for one in uow.records.all(Case)], on=DIED
        )
        assert len(set(numbers)) == 2
    assert case in roads.ask(CENTRE, lambda uow: [one.id for one in uow.records.all(Case)], on=DIED)

    # Отговорът казва какво се върна и от кой ден насетне нещо може да липсва.
    (back, *_others) = roads.ask(KRAN, return_report, answer, on=DIED)
    assert (back.code, back.count, back.until) == ("brought_back", 3, DELIVERED)

    # Оттук нататък двете копия вървят заедно, а разписката брои всичко.
    roads.round(on=DIED + DAY, houses=(KRAN,))
    (receipt,) = roads.ask(KRAN, receipts, on=DIED + DAY)
    assert (receipt.there, receipt.waits) == (receipt.records, False)
    of_house, of_centre = verify(roads.files[KRAN]), verify(roads.centre)
    assert of_house.ok
    assert of_centre.ok
    assert of_house.scopes[KRAN] == of_centre.scopes[KRAN]
