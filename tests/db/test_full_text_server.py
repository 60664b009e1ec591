"""A server answers the questions of search as a case file does: the same people, in the same order."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from kazanlak_case.db import full_text_server
from kazanlak_case.db.engine import make_engine
from kazanlak_case.db.people import People, PeopleFilter
from kazanlak_case.db.search import Search
from kazanlak_case.db.search_index import create_index, refresh_index
from kazanlak_case.db.tables import DATA, metadata
from kazanlak_case.domain.rules.names import transliterate
from support.esf_people import EsfPeople, esf_people

NAMES = st.sampled_from(
    [
        "Мария",
        "Марийка",
        "Мариана",
        "Иван",
        "Иванка",
        "Йоан",
        "Щерю",
        "Щилян",
        "Хасан",
        "Асан",
        "Айше",
        "Емине",
        "Имине",
        "Сашо",
        "Александър",
        "Петрова",
        "Петров",
        "Шишманов",
        "Кърджалиев",
        "Ивано-Петрова",
        "О'Нийл",
        "Ivan",
        "Šterev",
    ]
)
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "given_name": NAMES,
            "middle_name": st.none() | NAMES,
            "family_name": st.none() | NAMES,
            "born_on": st.none() | st.dates(date(1950, 1, 1), date(2010, 1, 1)),
            "national_id": st.none() | st.from_regex(r"[0-9]{10}", fullmatch=True),
            "phone": st.sampled_from([None, "0888 123 456", "+359 431 62345; 0899111222"]),
            "number": st.sampled_from([None, "К-2022-0015", "К2-2021-0101", "12/2022"]),
        }
    ),
    min_size=1,
    max_size=14,
)
TYPED = st.sampled_from(
    [
        "и",
        "м",
        "1",
        "08",
        "8",
        "086",
        "ма",
        "мар",
        "мария",
        "ива",
        "иван",
        "6terev",
        "щ",
        "ща",
        "щер",
        "asan",
        "сашо",
        "к",
        "k-2022",
        "2022-0015",
        "00",
        "0888",
        "888123",
        "62345",
        "петров",
        "марийка-пет",
        "рия",
        "шишм",
        "mari",
        "iv",
        "88",
        "''",
        "\\",
        '"',
        "*",
        ":*",
        "&",
        "|",
        "(",
        "12/2022",
    ]
)


@pytest.fixture(scope="module")
def both(server, scratch_database, tmp_path_factory):
    """One empty store in a file and one on a server."""
    path = tmp_path_factory.mktemp("here") / "case.db"
    engine = make_engine(path, lambda: (bytes(32), bytes(16)), mode="rwc")
    with engine.connect() as connection, esf_people(server.address(scratch_database)) as there:
        metadata.create_all(connection)
        create_index(connection)
        yield EsfPeople(connection), there
    engine.dispose()


def write(store, everybody):
    ids = []
    for number, values in enumerate(everybody, start=1):
        person, case = (bytes([kind]) + number.to_bytes(15, "big") for kind in (1, 2))
        fields = {name: value for name, value in values.items() if name != "number"}
        born_on = values["born_on"] and values["born_on"].isoformat()
        common = {"born_rid": store._rid["kran"], "born_seq": number}
        person_row = fields | common | {"id": person, "born_on": born_on, "id_type": "egn"}
        store.connection.execute(insert(DATA["person"]).values(person_row))
        if values["number"]:
            case_row = common | {"id": case, "person": person, "number": values["number"]}
            store.connection.execute(insert(DATA["case"]).values(case_row))
        ids.append(person)
    refresh_index(store.connection, ids)


def answers(store, everybody, questions):
    with store.connection.begin_nested() as nested:
        write(store, everybody)
        search = Search(store.connection, store.context)
        hits = [search.people(typed, limit) for typed in questions for limit in (50, 3)]
        lists = People(store.connection, store.context)
        wanted = PeopleFilter(without_number=True)
        pages = [lists.page(limit=5), lists.page("newest", wanted=wanted), lists.count(wanted)]
        nested.rollback()
    return hits, pages


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(everybody=PEOPLE, typed=st.lists(TYPED, min_size=1, max_size=5), data=st.data())
def test_the_same_hits_in_the_same_order(both, everybody, typed, data):
    known = data.draw(st.sampled_from(everybody))
    name, end = known["given_name"], data.draw(st.integers(1, 6))
    typed += [name, name[:end], transliterate(name)[:end], name[1:], f"{name[:end]} {typed[0]}"]
    if known["national_id"]:
        typed += [known["national_id"][:end], known["national_id"][-4:]]
    here, there = (answers(store, everybody, typed) for store in both)
    assert here == there


@pytest.mark.parametrize("tried", [1, 3, 100])
def test_how_a_question_is_carried_out_changes_no_answer(both, monkeypatch, tried):
    everybody = [
        dict.fromkeys(("middle_name", "born_on", "phone"))
        | {
            "given_name": ("Мария", "Иван")[at % 2],
            "family_name": f"Петров{'абвгд'[at % 5]}",
            "national_id": f"85031{at:05}",
            "number": f"К-2022-{at:04}",
        }
        for at in range(40)
    ]
    typed = ["мария", "иван 0", "8503", "к-2022-3", "пет", "0003", "мария петрова"]
    form = full_text_server._FIND_EITHER_WAY
    few = form.replace(f"LIMIT {full_text_server.TRIED})", f"LIMIT {tried})")
    few = few.replace(f"LIMIT {full_text_server.FIRST})", "LIMIT 10)")
    monkeypatch.setattr(full_text_server, "_FIND", few.format(many=1, check=""))
    here, there = (answers(store, everybody, typed) for store in both)
    assert here == there


def test_no_name_is_too_long_or_too_odd_for_a_server(both):
    everybody = [
        dict.fromkeys(("born_on", "national_id", "number"))
        | {
            "given_name": "абвгд" * 1_000,
            "middle_name": "a'b\\c \" ' \\' : * | & ! ( <-> \u200b",
            "family_name": " ".join(f"{'абвгдежз'[at % 8]}{at}" for at in range(3_000)),
            "phone": "0" * 3_000,
        }
    ]
    typed = ["абвгд" * 1_000, "абвгдабв", "а0", "a'b", "00000"]
    here, there = (answers(store, everybody, typed) for store in both)
    assert here == there
    assert all(here[0])
