"""Къща връща резервното си копие отпреди месец на същия компютър, докато общината е стигнала по-далеч."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kazanlak_case.db.backups import back_up
from kazanlak_case.db.preview import look_into
from kazanlak_case.db.restoring import keys_for, put_back
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.exchange import no_progress
from kazanlak_case.domain.records import Person
from kazanlak_case.services import people
from support.office import id_of
from support.roads import BEGIN, CENTRE, Roads, at

KRAN = "kran"
DAY = timedelta(days=1)
NEWER, RESTORED = BEGIN + 29 * DAY, BEGIN + 30 * DAY


@pytest.fixture
def roads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Roads]:
    made = Roads(tmp_path, monkeypatch)
    yield made
    made.close()


def write_down(roads: Roads, name: str, *, on) -> str:
    values = {"given_name": name, "family_name": "Асенова", "id_type": "none"}
    return id_of(roads.do(KRAN, people.save_person, None, values, on=on), "person")


def test_a_house_restores_last_months_backup_and_loses_nothing_it_had_delivered(roads: Roads):
    milena = write_down(roads, "Милена", on=BEGIN)
    old = write_down(roads, "Стара", on=BEGIN)
    roads.round(on=BEGIN + DAY, houses=(KRAN,))
    backup = back_up(roads.files[KRAN], now=at(BEGIN + 2 * DAY), reason="day")

    # През месеца: къщата пише и предава, общината също поправя нещо.
    ani = write_down(roads, "Ани", on=BEGIN + 7 * DAY)
    roads.do(KRAN, people.save_person, milena, {"phone": "0888 222 222"}, on=BEGIN + 8 * DAY)
    roads.round(on=BEGIN + 9 * DAY, houses=(KRAN,))
    roads.do(CENTRE, people.save_person, milena, {"address": "ул. Роза 4"}, on=NEWER)
    # Непредадено: ще се загуби, и прегледът го казва преди това.
    lost = write_down(roads, "Непредадена", on=NEWER)

    house = roads.files[KRAN]
    keys = keys_for(backup, house.unlocked)
    seen = look_into(backup, keys, present=house, progress=no_progress)
    assert seen.counts["person"] == 2
    assert seen.loss.records == 3
    assert seen.loss.returning == seen.loss.changes - seen.loss.gone > 0
    assert seen.loss.gone == 1
    house.close()
    done = put_back(backup, house.path, unlocked=keys, now=at(RESTORED), progress=no_progress)
    roads.files[KRAN] = roads.open(KRAN)

    # Работи се веднага, още преди да е ходено до общината.
    roads.do(KRAN, people.save_person, old, {"phone": "0888 333 333"}, on=RESTORED)
    dani = write_down(roads, "Дани", on=RESTORED)
    for on in (RESTORED, RESTORED + DAY):
        roads.round(on=on, houses=(KRAN,))

    of_house, of_centre = verify(roads.files[KRAN]), verify(roads.centre)
    assert of_house.ok
    assert of_centre.ok
    assert {name: of_house.scopes[name] for name in of_house.scopes} == {
        name: of_centre.scopes[name] for name in of_house.scopes
    }
    for site in (KRAN, CENTRE):
        assert roads.ask(site, lambda uow: uow.history.conflict_count(), on=RESTORED) == 0
        found = {
            one.id: one for one in roads.ask(site, lambda uow: uow.records.all(Person), on=RESTORED)
        }
        assert set(found) == {milena, old, ani, dani}
        assert (found[milena].phone, found[milena].address) == ("0888 222 222", "ул. Роза 4")
        assert found[old].phone == "0888 333 333"

    # Което никой друг не беше видял, стои непокътнато настрана.
    aside = roads.folder / "aside" / done.aside.name
    assert aside == done.aside
    assert lost not in found
    assert aside.is_dir()
