"""People are found as one types, and only the visible ones."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from kazanlak_case.db.search import FEW
from kazanlak_case.domain.changes import Born, Deleted, Edited, Kept
from kazanlak_case.domain.records import Person
from kazanlak_case.domain.rules.names import transliterate
from support.people import add_case, add_person


def names(uow, typed):
    return [hit.name for hit in uow.search.people(typed)]


@pytest.fixture(scope="module")
def office(open_for_all):
    """One file for all the questions that change nothing."""
    with open_for_all.writing(NOW) as uow:
        _people(uow)
        uow.commit()
    return open_for_all


@pytest.fixture
def asked(office):
    """A unit of work over six people with numbers, phones and cases."""
    with office.reading(NOW) as uow:
        yield uow


def _people(uow):
    made = {
        "shterev": add_person(
            uow,
            "Щерю Юлиянов Щерев",
            born_on=date(1985, 3, 10),
            id_type="egn",
            national_id="8503109277",
            phone="0888 123 456",
            settlement="40347",
        ),
        "hasan": add_person(uow, "Хасан Мехмед Али", phone="+359 431 62345; 0899111222"),
        "maria": add_person(uow, "Мария Петрова-Иванова", national_id="0945209320", id_type="egn"),
        "sasho": add_person(uow, "Сашо Йорданов Кърджалиев"),
        "aleksandar": add_person(uow, "Александър Петров Петков"),
        "ana": add_person(uow, "Ана Анастасова"),
    }
    add_case(uow, made["shterev"].id, "К-2022-0015")
    add_case(uow, made["maria"].id, "К2-2021-0101")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("щерев", "Щерю Юлиянов Щерев"),
        ("ЩЕРЕВ", "Щерю Юлиянов Щерев"),
        ("shterev", "Щерю Юлиянов Щерев"),
        ("6terev", "Щерю Юлиянов Щерев"),
        ("штерев щерю", "Щерю Юлиянов Щерев"),
        ("юл ще", "Щерю Юлиянов Щерев"),
        ("лиян", "Щерю Юлиянов Щерев"),
        ("Асан", "Хасан Мехмед Али"),
        ("алиев мехмедов", "Хасан Мехмед Али"),
        ("hasan ali", "Хасан Мехмед Али"),
        ("Петрова Иванова", "Мария Петрова-Иванова"),
        ("иванова–петрова мариа", "Мария Петрова-Иванова"),
        ("mariq", "Мария Петрова-Иванова"),
        ("Karjaliev", "Сашо Йорданов Кърджалиев"),
        ("kyrdjaliev", "Сашо Йорданов Кърджалиев"),
        ("Пeткoв", "Александър Петров Петков"),
        ("8503109277", "Щерю Юлиянов Щерев"),
        ("850310 9277", "Щерю Юлиянов Щерев"),
        ("8503", "Щерю Юлиянов Щерев"),
        ("9277", "Щерю Юлиянов Щерев"),
        ("0945", "Мария Петрова-Иванова"),
        ("0888123456", "Щерю Юлиянов Щерев"),
        ("0888 123", "Щерю Юлиянов Щерев"),
        ("+359 888 123 456", "Щерю Юлиянов Щерев"),
        ("00359888", "Щерю Юлиянов Щерев"),
        ("123456", "Щерю Юлиянов Щерев"),
        ("0431/62345", "Хасан Мехмед Али"),
        ("(0899) 111-222", "Хасан Мехмед Али"),
        ("К-2022-0015", "Щерю Юлиянов Щерев"),
        ("k 2022 0015", "Щерю Юлиянов Щерев"),
        ("2022-0015", "Щерю Юлиянов Щерев"),
        ("0015", "Щерю Юлиянов Щерев"),
        ("К2-2021-0101", "Мария Петрова-Иванова"),
        ("мария 0945", "Мария Петрова-Иванова"),
    ],
)
def test_a_person_is_found_by(asked, typed, name):
    assert names(asked, typed) == [name]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "-",
        "Георги",
        "Щерев Хасан",
        "99999",
        "13 57",
        '"',
        "a OR b*",
        "мария 8503",
        "927703",
    ],
)
def test_nothing_is_found_by(asked, typed):
    assert names(asked, typed) == []


def test_a_hit_tells_people_of_one_name_apart(asked):
    (hit,) = asked.search.people("щерев")
    assert (hit.name, hit.born_on) == (
        "Щерю Юлиянов Щерев",
        date(1985, 3, 10),
    )
    assert (hit.settlement, hit.national_id_masked, hit.phone) == (
        "40347",
        "850310••••",
        "0888 123 456",
    )
    assert (hit.case_number, hit.site, hit.reason) == ("К-2022-0015", "kran", "exact")


def test_surer_hits_come_first(uow):
    for name in ("Иванка Ан", "Еван Ан", "Ванчо Ан", "Дивана Ан", "Иван Ан", "Ивана Ан"):
        add_person(uow, name)
    hits = uow.search.people("иван")
    assert [(hit.name, hit.reason) for hit in hits] == [
        ("Иван Ан", "exact"),
        ("Ивана Ан", "exact"),
        ("Иванка Ан", "beginning"),
        ("Еван Ан", "similar"),
        ("Ванчо Ан", "short_form"),
        ("Дивана Ан", "part"),
    ]


def test_short_forms_widen_the_search_both_ways(asked):
    assert names(asked, "сашо") == ["Сашо Йорданов Кърджалиев", "Александър Петров Петков"]
    assert names(asked, "Александър") == ["Александър Петров Петков", "Сашо Йорданов Кърджалиев"]


def test_the_spelling_that_was_typed_stands_before_its_twins(uow):
    for name in ("Ана Ангелова", "Анна Ангелова", "Аня Ангелова"):
        add_person(uow, name)
    assert names(uow, "Аня Ангелова")[0] == "Аня Ангелова"
    assert names(uow, "Анна Ангелова")[0] == "Анна Ангелова"


def test_whole_words_come_first_even_when_there_are_more_than_fit(uow):
    for at in range(30):
        add_person(uow, f"Стоянка Първанова-{'абвгдежзий'[at % 10]}")
    add_person(uow, "Стоян Янев")
    hits = uow.search.people("стоян", limit=10)
    assert len(hits) == 10
    assert (hits[0].name, hits[0].reason) == ("Стоян Янев", "exact")


def test_people_of_one_name_fill_the_answer(uow):
    for _ in range(11):
        add_person(uow, "Стоян Янев")
    add_person(uow, "Стоянка Янева")
    hits = uow.search.people("стоян", limit=10)
    assert [(hit.name, hit.reason) for hit in hits] == [("Стоян Янев", "exact")] * 10


def test_inner_parts_are_looked_for_only_while_hits_are_few(uow):
    add_person(uow, "Димелек Ан")
    add_person(uow, "Милек Ан")
    assert [hit.reason for hit in uow.search.people("мелек")] == ["similar", "part"]
    for _ in range(FEW):
        add_person(uow, "Милек Ан")
    assert {hit.reason for hit in uow.search.people("мелек")} == {"similar"}


def test_a_beginning_of_very_many_words_is_found(uow):
    endings = ["".join(letters) for letters in itertools.permutations("клмнопрстуе", 3)][:700]
    people = [
        Person(id=uow.new_id(), given_name="Стефан", family_name=f"Кир{ending}")
        for ending in endings
    ]
    uow.log.append([Born(person) for person in people], "test")
    uow.search.refresh([bytes.fromhex(person.id) for person in people])
    assert len(uow.search.people("кир", limit=1_000)) == len(endings)


def test_the_parts_of_a_number_must_stand_together(uow):
    add_person(uow, "Иван", national_id="9990001112", id_type="service_no")
    add_person(uow, "Петър", national_id="1110009992", id_type="service_no")
    assert names(uow, "9000111") == ["Иван"]
    assert names(uow, "0009") == ["Петър"]
    assert names(uow, "9990") == ["Иван"]


def test_a_changed_name_is_found_and_the_old_one_is_not(uow):
    person = add_person(uow, "Мария Петрова")
    uow.log.append([Edited("person", person.id, {"family_name": "Щерева"})], "test")
    uow.search.refresh([bytes.fromhex(person.id)])
    assert names(uow, "щерева") == ["Мария Щерева"]
    assert names(uow, "петрова") == []


def test_a_deleted_person_is_not_found_and_a_kept_one_is_again(uow):
    person = add_person(uow, "Мария Петрова")
    raw = [bytes.fromhex(person.id)]
    uow.log.append([Deleted("person", person.id)], "test")
    uow.search.refresh(raw)
    assert names(uow, "мария") == []
    uow.log.append([Kept("person", person.id)], "test")
    uow.search.refresh(raw)
    assert names(uow, "мария") == ["Мария Петрова"]


def test_the_open_case_is_shown_else_the_newest(uow):
    person = add_person(uow, "Мария Петрова")
    add_case(uow, person.id, "К-2020-0001", opened_on=date(2020, 1, 1))
    add_case(uow, person.id, "К-2021-0001", opened_on=date(2021, 1, 1), closed_on=date(2021, 5, 1))
    assert uow.search.people("мария")[0].case_number == "К-2020-0001"
    assert [hit.case_number for hit in uow.search.people("К-2021-0001")] == ["К-2020-0001"]


def test_saving_keeps_the_index_in_step(case_file, now):
    with case_file.writing(now) as uow:
        add_person(uow, "Мария Петрова")
        uow.commit()
    with case_file.reading(now) as uow:
        assert names(uow, "petrova") == ["Мария Петрова"]


def test_what_was_not_saved_is_not_found(case_file, now):
    with case_file.writing(now) as uow:
        add_person(uow, "Мария Петрова")
    with case_file.reading(now) as uow:
        assert names(uow, "petrova") == []


NAMES = st.lists(st.text("абежийоуъьюящхсмн", min_size=1, max_size=8), min_size=1, max_size=3)


@given(NAMES, st.data())
def test_whoever_is_stored_is_found_in_any_order_in_both_alphabets(uow, words, data):
    order = data.draw(st.permutations(words))
    parts = [word[: data.draw(st.integers(1, len(word)))] for word in order]
    if not uow.people.count():
        add_person(uow, "Ганка")  # the log itself must outlive the savepoint
    with uow._connection.begin_nested() as savepoint:
        person = add_person(uow, " ".join(words))
        for typed in (" ".join(parts), " ".join(order), transliterate(" ".join(order))):
            assert person.id in [hit.id for hit in uow.search.people(typed)], typed
        savepoint.rollback()


@given(st.text(max_size=30))
def test_no_text_at_all_breaks_the_search(asked, typed):
    asked.search.people(typed)
