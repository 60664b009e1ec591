"""Двама медиатори сменят един телефон: общината решава от клавиатурата, двата лаптопа виждат едно, историята – всичко."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from conftest import CHEAP, PASSWORD
from kazanlak_case.db import keys
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.records import Person, User
from kazanlak_case.export.starter import enrol, prepare
from kazanlak_case.services import people
from kazanlak_case.services.conflicts import questions
from kazanlak_case.services.history import history_of
from support.office import id_of
from support.roads import BEGIN, CENTRE, Roads, at
from support.window import window_of

FIRST, SECOND = "kran", "kran2"
LAPTOPS = (FIRST, SECOND)
MEDIATORS = {FIRST: "Асен", SECOND: "Билян"}
MET, SETTLED = BEGIN + timedelta(days=7), BEGIN + timedelta(days=9)
OLD, ASEN_SAYS, BILYAN_SAYS = "0888 00 00 00", "0888 11 11 11", "0888 22 22 22"


@pytest.fixture
def roads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Roads]:
    made = Roads(tmp_path, monkeypatch)
    made.files[SECOND] = second_laptop(made)
    yield made
    made.close()


def second_laptop(roads: Roads) -> CaseFile:
    """Общината подготвя за Крън и втори лаптоп."""
    starter, path = roads.folder / "kran2.kstarter", roads.folder / "kran2.kcase"
    now = at(BEGIN, 8)
    prepare(roads.centre, FIRST, starter, password=PASSWORD, now=now, cost=CHEAP)
    enrol(starter, path, one_time_password=PASSWORD, new_password=PASSWORD, now=now)
    return CaseFile.open(path, password=PASSWORD)


def sign_in_as(roads: Roads, laptop: str, name: str) -> None:
    """Медиаторът получава парола на своя лаптоп и влиза с нея."""
    file = roads.files[laptop]
    keys.add_user(file.path, file.unlocked, user=name, password=PASSWORD)
    file.close()
    roads.files[laptop] = CaseFile.open(file.path, user=name, password=PASSWORD)


def answered(roads: Roads, *, on) -> None:
    """Общината пише един отговор за Крън; вземат го и двата лаптопа."""
    bundle = roads.write(CENTRE, to=FIRST, on=on)
    for laptop in LAPTOPS:
        (report,) = roads.take(laptop, bundle, on=on)
        assert report.status in {"merged", "already"}


def test_two_mediators_change_one_phone(roads: Roads, qtbot, qapp) -> None:
    known = {"given_name": "Мария", "family_name": "Колева", "phone": OLD}
    maria = id_of(roads.do(FIRST, people.save_person, None, known, on=BEGIN), "person")
    roads.take(CENTRE, roads.write(FIRST, on=BEGIN), roads.write(SECOND, on=BEGIN), on=BEGIN)
    with roads.centre.writing(at(BEGIN)) as uow:
        for name in MEDIATORS.values():
            user = User(id=uow.new_id(), name=name, role="roma_mediator", site=FIRST)
            uow.log.append([Born(user)], "record_made")
        uow.commit()
    answered(roads, on=BEGIN)
    for laptop, name in MEDIATORS.items():
        sign_in_as(roads, laptop, name)

    # Двамата срещат Мария в един и същ ден; всеки записва каквото му е казала.
    moved = {"phone": ASEN_SAYS, "address": "ул. Роза 3"}
    roads.do(FIRST, people.save_person, maria, moved, on=MET)
    roads.do(SECOND, people.save_person, maria, {"phone": BILYAN_SAYS}, on=MET)
    bundles = [roads.write(laptop, on=MET) for laptop in LAPTOPS]
    reports = roads.take(CENTRE, *bundles, on=MET)
    assert [one.conflicts for one in reports] == [0, 1]

    # В общината: от „Днес“ до въпроса с Enter; нищо не е избрано предварително.
    with window_of(qtbot, qapp, roads.centre, now=at(SETTLED)) as window:
        row = window.workspace.findChildren(QWidget, "attention_merge")[-1]
        row.setFocus()
        window.press(Qt.Key.Key_Return)
        assert window.workspace.here == "conflicts"
        screen = window.workspace._screens["conflicts"]
        assert not screen.question.given
        asked = screen._question
        told = window.words(screen)
        for word in ("Телефон", ASEN_SAYS, BILYAN_SAYS, "Асен · Крън", "Билян · Крън"):
            assert word in told
        assert "Вместо „0888 00 00 00“" in told
        assert "Улица и номер: нищо → „ул. Роза 3“" in told
        place = [option.value for option in asked.options].index(ASEN_SAYS)
        window.press((Qt.Key.Key_1, Qt.Key.Key_2)[place], Qt.Key.Key_Return)
        assert "Няма разминавания" in window.words(screen)

    # Решението се връща в Крън: двата лаптопа виждат едно, никой не е питан, нищо казано не е изчезнало.
    answered(roads, on=SETTLED)
    scopes = []
    for site in (CENTRE, *LAPTOPS):
        assert roads.ask(site, questions, on=SETTLED) == []
        found = roads.ask(site, lambda uow: uow.records.get(Person, maria), on=SETTLED)
        assert (found.phone, found.address) == (ASEN_SAYS, "ул. Роза 3")
        facts = roads.ask(site, history_of, "person", maria, field="phone", on=SETTLED)
        newest, *before = [fact.entry for fact in facts]
        assert (newest.what, newest.new, newest.site) == ("conflict_settled", ASEN_SAYS, CENTRE)
        assert {(one.new, one.author) for one in before if one.kind == "edited"} == {
            (ASEN_SAYS, "Асен"),
            (BILYAN_SAYS, "Билян"),
        }
        hits = roads.ask(site, lambda uow: uow.search.people("0888111111", limit=5), on=SETTLED)
        assert [hit.id for hit in hits] == [maria]
        checked = verify(roads.files[site])
        assert checked.ok
        scopes.append(checked.scopes["kran"])
    assert len(set(scopes)) == 1
