"""Namesakes, nicknames and languages: found, and told apart."""

from datetime import date

from kazanlak_case.db.work.rows import CaseFilter
from kazanlak_case.services.case_rows import case_rows
from kazanlak_case.services.finding_people import find_people, people_page
from kazanlak_case.services.people import save_person
from kazanlak_case.services.told_apart import Apart, told_apart, told_apart_people

KRAN = "39668"


def test_only_who_shares_a_name_is_told_apart_by_what_is_known(ask, a_person, a_case):
    older = a_person("Мария", family_name="Асенова", born_on=date(1950, 2, 3), settlement=KRAN)
    younger = a_person("МАРИЯ", family_name="Асенова", born_on=date(1990, 2, 3))
    other = a_person("Ана", family_name="Асенова")
    told = told_apart(ask(people_page))
    assert told == {older: Apart(1950, KRAN), younger: Apart(1990, None)}
    assert set(told_apart(ask(find_people, "мария асенова"))) == {older, younger}
    for person in (older, younger, other):
        a_case(person)
    rows = ask(case_rows, CaseFilter())
    assert {row.case.person: row.apart for row in rows} == {**told, other: None}
    assert ask(told_apart_people, [(older, "Мария Асенова"), (older, "Мария Асенова")]) == {}


def test_people_are_found_by_what_they_are_called(do, ask, a_person):
    person = a_person("Димитър", family_name="Колев", nickname="Митко Бензина")
    (hit,) = ask(find_people, "бензин")
    assert (hit.id, hit.nickname) == (person, "Митко Бензина")
    do(save_person, person, {"nickname": "Мечо"})
    assert ask(find_people, "бензин") == []
    assert [one.id for one in ask(find_people, "мечо")] == [person]


def test_a_language_typed_whole_finds_its_speakers_and_a_part_only_names(ask, a_person):
    speaker = a_person("Ана", languages="bg rom")
    roman = a_person("Роман")
    for typed in ("ромски", "romani", "романес", "български"):
        assert ask(find_people, typed)[0].id == speaker, typed  # names that sound alike may follow
    assert ask(find_people, "ана ромски")[0].id == speaker
    assert [one.id for one in ask(find_people, "рома")] == [roman]
    assert ask(find_people, "турски") == []


def test_how_exact_a_birth_is_stands_in_lists_and_hits(ask, a_person):
    a_person("Ана", born_on=date(1985, 7, 1), born_precision="about")
    (row,) = ask(people_page)
    (hit,) = ask(find_people, "ана")
    assert row.born_precision == hit.born_precision == "about"
