"""Флашка носи стар пакет след по-нов: нищо не се връща назад и нищо не се губи."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kazanlak_case import i18n
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.records import Person
from kazanlak_case.paths import locale_folder
from kazanlak_case.services import people
from kazanlak_case.services.receipts import receipts
from support.office import id_of
from support.roads import BEGIN, CENTRE, Roads

KRAN = "kran"
DAY = timedelta(days=1)


@pytest.fixture
def roads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Roads]:
    made = Roads(tmp_path, monkeypatch)
    yield made
    made.close()


def phone_at(roads: Roads, site: str, person: str) -> str | None:
    return roads.ask(site, lambda uow: uow.records.get(Person, person).phone, on=BEGIN)


def say(roads: Roads, site: str, person: str, phone: str, *, on) -> None:
    roads.do(site, people.save_person, person, {"phone": phone}, on=on)


def test_a_stick_carries_an_old_bundle_after_a_new_one(roads: Roads) -> None:
    i18n.use_language_here("bg", locale_dir=locale_folder())
    first = {"given_name": "Милена", "family_name": "Асенова", "phone": "0888 111 111"}
    milena = id_of(roads.do(KRAN, people.save_person, None, first, on=BEGIN), "person")

    # Първата флашка остава в чекмеджето; втората, с всичко от нея, стига до общината първа.
    old = roads.write(KRAN, on=BEGIN)
    say(roads, KRAN, milena, "0888 222 222", on=BEGIN + DAY)
    new = roads.write(KRAN, on=BEGIN + DAY)
    (taken,) = roads.take(CENTRE, new, on=BEGIN + DAY)
    assert taken.status == "merged"
    before = verify(roads.centre).digest

    # Седмица по-късно някой намира старата и я носи: тя не връща стария телефон.
    (late,) = roads.take(CENTRE, old, on=BEGIN + 7 * DAY)
    assert late.status == "already"
    assert phone_at(roads, CENTRE, milena) == "0888 222 222"
    assert verify(roads.centre).digest == before

    # Същото и в обратната посока: стар отговор след нов.
    old_answer = roads.write(CENTRE, to=KRAN, on=BEGIN + 7 * DAY)
    say(roads, CENTRE, milena, "0888 333 333", on=BEGIN + 8 * DAY)
    new_answer = roads.write(CENTRE, to=KRAN, on=BEGIN + 8 * DAY)
    (answer,) = roads.take(KRAN, new_answer, on=BEGIN + 8 * DAY)
    assert answer.status == "merged"
    (stale,) = roads.take(KRAN, old_answer, on=BEGIN + 9 * DAY)
    assert stale.status == "already"
    assert phone_at(roads, KRAN, milena) == "0888 333 333"

    # Старата разписка казва по-малко; с нея следващият пакет само носи повече, а общината прескача познатото.
    (receipt,) = roads.ask(KRAN, receipts, on=BEGIN + 9 * DAY)
    assert receipt.there == receipt.records
    say(roads, KRAN, milena, "0888 444 444", on=BEGIN + 10 * DAY)
    (again,) = roads.take(CENTRE, roads.write(KRAN, on=BEGIN + 10 * DAY), on=BEGIN + 10 * DAY)
    assert (again.status, again.conflicts) == ("merged", 0)
    assert phone_at(roads, CENTRE, milena) == "0888 444 444"


def test_a_bundle_that_skips_one_is_refused_by_name_until_the_old_one_comes(roads: Roads) -> None:
    i18n.use_language_here("bg", locale_dir=locale_folder())

    def write_down(name: str, *, on: date) -> None:
        roads.do(KRAN, people.save_person, None, {"given_name": name}, on=on)

    write_down("Милена", on=BEGIN)
    roads.round(on=BEGIN, houses=(KRAN,))
    backup = roads.back_up(CENTRE, on=BEGIN)

    # Вторник стига до общината и разписката се връща; после дискът на общината отказва.
    write_down("Асен", on=BEGIN + DAY)
    tuesday = roads.write(KRAN, on=BEGIN + DAY)
    roads.take(CENTRE, tuesday, on=BEGIN + DAY)
    roads.take(KRAN, roads.write(CENTRE, to=KRAN, on=BEGIN + DAY), on=BEGIN + DAY)
    roads.restore(CENTRE, backup)

    # Сряда започва там, където вторник свършва: без вторник не се взема и се казва какво липсва.
    write_down("Ани", on=BEGIN + 2 * DAY)
    wednesday = roads.write(KRAN, on=BEGIN + 2 * DAY)
    (refused,) = roads.take(CENTRE, wednesday, on=BEGIN + 2 * DAY)
    assert (refused.status, refused.code) == ("refused", "gap")
    assert refused.reason.startswith("Първо внесете пакета от ")
    assert roads.ask(CENTRE, lambda uow: uow.records.count(Person), on=BEGIN) == 1

    # Двата заедно, в какъвто и ред да са избрани, се вземат: първо по-старият.
    reports = roads.take(CENTRE, wednesday, tuesday, on=BEGIN + 3 * DAY)
    assert [one.status for one in reports] == ["merged", "merged"]
    assert roads.ask(CENTRE, lambda uow: uow.records.count(Person), on=BEGIN) == 3
    found = [verify(roads.files[site]).scopes[KRAN] for site in (CENTRE, KRAN)]
    assert found[0] == found[1]
