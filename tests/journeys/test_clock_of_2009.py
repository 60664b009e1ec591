"""Часовникът на един лаптоп е в 2009 г.: никой часовник не решава, датата се показва с бележка, сливането е вярно."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from kazanlak_case.db.verify import verify
from kazanlak_case.domain.records import Person
from kazanlak_case.services import people
from kazanlak_case.services.conflicts import questions
from kazanlak_case.services.findings import findings
from kazanlak_case.services.history import history_of
from support.office import id_of
from support.roads import BEGIN, CENTRE, Roads, at
from support.window import window_of

KRAN = "kran"
DAY = timedelta(days=1)
WRONG = date(2009, 1, 1)
"""Батерията е паднала и лаптопът си мисли, че е тогава."""


@pytest.fixture
def roads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Roads]:
    made = Roads(tmp_path, monkeypatch)
    yield made
    made.close()


def phone(roads: Roads, site: str, person: str) -> str | None:
    return roads.ask(site, lambda uow: uow.records.get(Person, person).phone, on=BEGIN + 9 * DAY)


def found_by(roads: Roads, site: str, text: str) -> list[str]:
    hits = roads.ask(site, lambda uow: uow.search.people(text, limit=5), on=BEGIN + 9 * DAY)
    return [hit.id for hit in hits]


def test_the_clock_of_a_laptop_is_in_2009(roads: Roads, qtbot, qapp) -> None:
    maria, asen = (
        id_of(roads.do(KRAN, people.save_person, None, {"given_name": name}, on=BEGIN), "person")
        for name in ("Мария", "Асен")
    )
    roads.round(on=BEGIN, houses=(KRAN,))

    # Общината поправя телефона на Мария; Крън го вижда и го сменя след това, но с дата от 2009 г.
    roads.do(CENTRE, people.save_person, maria, {"phone": "0888 10 10 10"}, on=BEGIN + DAY)
    roads.take(KRAN, roads.write(CENTRE, to=KRAN, on=BEGIN + DAY), on=BEGIN + DAY)
    roads.do(KRAN, people.save_person, maria, {"phone": "0888 20 20 20"}, on=WRONG)
    # Телефона на Асен двете места сменят, без да знаят едно за друго.
    roads.do(KRAN, people.save_person, asen, {"phone": "0888 30 30 30"}, on=WRONG + DAY)
    roads.do(CENTRE, people.save_person, asen, {"phone": "0888 40 40 40"}, on=BEGIN + 2 * DAY)
    (taken,) = roads.take(CENTRE, roads.write(KRAN, on=WRONG + 2 * DAY), on=BEGIN + 3 * DAY)
    assert (taken.status, taken.conflicts) == ("merged", 1)

    # Което е видяло другото, стои, колкото и стара да е датата му; второто е въпрос, не победа на по-новата дата.
    assert phone(roads, CENTRE, maria) == "0888 20 20 20"
    (one,) = roads.ask(CENTRE, questions, on=BEGIN + 3 * DAY)
    assert one.place.id == asen
    clocks = {voice.site: voice.clock for option in one.options for voice in option.voices}
    assert clocks == {KRAN: "behind", CENTRE: ""}

    # Дотогава се намира по това, което се показва, и само по него.
    shown = phone(roads, CENTRE, asen)
    hidden = next(option.value for option in one.options if option.value != shown)
    assert found_by(roads, CENTRE, str(shown)) == [asen]
    assert found_by(roads, CENTRE, str(hidden)) == []

    # „За внимание“ казва кой часовник да се свери, и че по него нищо не е решено.
    (clock,) = roads.ask(CENTRE, findings, on=BEGIN + 3 * DAY)
    assert (clock.finding.rule, clock.sites, clock.finding.facts["n"]) == (
        "clock_behind",
        (KRAN,),
        2,
    )

    with window_of(qtbot, qapp, roads.centre, now=at(BEGIN + 4 * DAY)) as window:
        window.workspace.open_questions("findings")
        told = window.words(window.workspace._screens["findings"])
        assert "Часовник, който изостава" in told
        assert "01.01.2009 г." in told
        window.workspace.open_questions("conflicts")
        screen = window.workspace._screens["conflicts"]
        told = window.words(screen)
        assert "02.01.2009 г." in told
        assert "часовникът на този компютър е изоставал" in told
        at_hidden = [option.value for option in screen._question.options].index(hidden)
        window.press((Qt.Key.Key_1, Qt.Key.Key_2)[at_hidden], Qt.Key.Key_Return)

    # Решението важи навсякъде, търсенето го следва, и часовникът може да остане сгрешен.
    back = roads.write(CENTRE, to=KRAN, on=BEGIN + 4 * DAY)
    (answer,) = roads.take(KRAN, back, on=WRONG + 3 * DAY)
    assert answer.status == "merged"
    for site in (CENTRE, KRAN):
        assert phone(roads, site, asen) == hidden
        assert phone(roads, site, maria) == "0888 20 20 20"
        assert found_by(roads, site, str(hidden)) == [asen]
        assert roads.ask(site, questions, on=BEGIN + 5 * DAY) == []
        entries = roads.ask(site, history_of, "person", maria, field="phone", on=BEGIN + 5 * DAY)
        assert [fact.entry.new for fact in entries[:2]] == ["0888 20 20 20", "0888 10 10 10"]
    # Лаптопът пише пак в 2009 г., след като е видял решението: последната дума е негова.
    roads.do(KRAN, people.save_person, asen, {"phone": "0888 50 50 50"}, on=WRONG + 4 * DAY)
    roads.take(CENTRE, roads.write(KRAN, on=WRONG + 5 * DAY), on=BEGIN + 6 * DAY)
    assert phone(roads, CENTRE, asen) == "0888 50 50 50"
    assert roads.ask(CENTRE, questions, on=BEGIN + 6 * DAY) == []
    here, there = verify(roads.files[KRAN]), verify(roads.centre)
    assert (here.ok, there.ok) == (True, True)
    assert here.scopes[KRAN] == there.scopes[KRAN]
