"""„Липсват 7 отговора“."""

from datetime import date

import pytest

from kazanlak_case.db.birth import NewFile, create_case_file
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.passwords import Cost
from kazanlak_case.domain.errors import InvalidRecordError, NotAllowedError
from kazanlak_case.domain.records.participation import Participation, Spell, Vulnerability
from kazanlak_case.domain.records.person import Person
from kazanlak_case.services import history, participation, people, work_list
from kazanlak_case.services.wanted_answers import Need, wanted_of
from support.office import EGN_OF_WOMAN

LONG_ENOUGH = "четири думи стигат тук"
WHOLE = {
    "labour_situation": "inactive",
    "education": "primary",
    "in_education": "no",
    "jobless_household": "no",
    "jobless_with_children": "no",
    "single_adult_with_children": "no",
}
SENSITIVE = {
    "migrant": "no",
    "foreign_background": "no",
    "minority": "refused",
    "roma": "refused",
    "disability": "no",
    "homeless": "no",
    "other_disadvantage": "no",
}


@pytest.fixture
def counts(ask):
    return lambda: {(one.record, one.field): one.count for one in ask(work_list.missing)}


@pytest.fixture
def whole_person(a_person):
    def make(given_name="Мария", **values):
        known = {
            "middle_name": "Иванова",
            "family_name": "Петрова",
            "sex": "f",
            "born_on": date(1985, 3, 10),
            "settlement": "40292",
        }
        return a_person(given_name, **{**known, **values})

    return make


def test_who_answered_everything_and_who_is_no_participant_lack_nothing(
    a_person, whole_person, a_participant, counts
):
    a_person("Само в регистъра")
    a_participant(person=whole_person(), sensitive=SENSITIVE, **WHOLE)
    assert counts() == {}


def test_each_missing_answer_is_counted_once_per_person(whole_person, a_participant, counts):
    a_participant(person=whole_person("Ана", sex=None), sensitive=SENSITIVE, **WHOLE)
    a_participant(person=whole_person("Боян", sex=None, born_on=None), **WHOLE)
    a_participant(
        person=whole_person("Вера"), sensitive={"roma": "yes"}, **{**WHOLE, "education": None}
    )
    expected = {("person", "sex"): 2, ("person", "born_on"): 1, ("participation", "education"): 1}
    expected |= {("vulnerability", field): 2 for field in SENSITIVE} | {
        ("vulnerability", "roma"): 1
    }
    assert counts() == expected


def test_some_answers_are_asked_only_of_some(do, whole_person, a_participant, counts):
    unemployed = {**WHOLE, "labour_situation": "unemployed"}
    _, about, spell = a_participant(person=whole_person(), sensitive=SENSITIVE, **unemployed)
    assert counts() == {("participation", "unemployed_since"): 1}
    do(participation.save_participation, about, {"unemployed_since": date(2021, 5, 1)})
    do(participation.exit_spell, spell, {})
    assert counts() == {("spell", "state"): 1, ("spell", "exit_state"): 1}
    do(participation.save_results, spell, {"exit_state": "no_offer", "state": "left_early"})
    assert counts() == {("spell", "leaving_reason"): 1}
    do(participation.save_results, spell, {"leaving_reason": "moved"})
    assert counts() == {}


def test_what_the_indicators_need_comes_first_with_its_label(ask, a_participant):
    a_participant()
    columns = ask(work_list.missing)
    needs = [column.need for column in columns]
    assert needs == sorted(needs, key=[Need.INDICATORS, Need.MICRODATA].index)
    assert (columns[0].field, columns[0].label) == ("sex", "Sex")
    # the profile answers the activity for everybody
    assert "activity" not in {column.field for column in columns}


def test_sensitive_answers_are_asked_of_those_who_may_see_them(a_participant, counts, as_role, ask):
    a_participant()
    assert ("vulnerability", "roma") in counts()
    as_role("roma_mediator")
    assert ("vulnerability", "roma") not in counts()
    with pytest.raises(NotAllowedError):
        ask(work_list.missing_people, "vulnerability", "roma")


def test_deleted_people_and_participations_are_not_asked(do, a_participant, counts):
    _, about, _ = a_participant("Ана")
    person, other, _ = a_participant("Боян")
    do(participation.delete_participation, about)
    assert counts()["person", "sex"] == 1
    do(participation.delete_participation, other)
    do(people.delete_person, person)
    assert counts() == {}


def test_a_column_is_filled_for_many_as_one_intention_that_can_be_taken_back(
    do, ask, get, a_participant, counts
):
    lives = [a_participant(name) for name in ("Вера", "Ана", "Боян")]
    rows = ask(work_list.missing_people, "person", "sex")
    assert [row.name for row in rows] == ["Ана", "Боян", "Вера"]
    written = do(
        work_list.fill, "person", "sex", {rows[0].key: "f", rows[1].key: "m", rows[2].key: ""}
    )
    assert len(written.touched) == 2
    assert counts()["person", "sex"] == 1
    assert get(Person, rows[1].person).sex == "m"
    do(history.undo, written.undo)
    assert counts()["person", "sex"] == len(lives)


@pytest.mark.parametrize(
    "place",
    [
        ("participation", "education", "primary", Participation),
        ("participation", "in_education", "no", Participation),
        ("vulnerability", "roma", "refused", Vulnerability),
    ],
)
def test_each_answer_is_written_where_it_belongs(do, ask, a_participant, place):
    record, field, answer, cls = place
    _, about, _ = a_participant()
    (row,) = ask(work_list.missing_people, record, field)
    assert row.key == about
    do(work_list.fill, record, field, {row.key: answer})
    (found,) = ask(lambda uow: uow.records.all(cls))
    assert getattr(found, field) == answer
    assert ask(work_list.missing_people, record, field) == []


def test_an_exit_card_is_filled_for_the_entry_it_belongs_to(do, ask, get, a_participant):
    _, _, spell = a_participant()
    do(participation.exit_spell, spell, {})
    (row,) = ask(work_list.missing_people, "spell", "exit_state")
    do(work_list.fill, "spell", "exit_state", {row.key: "no_offer"})
    assert get(Spell, spell).exit_state == "no_offer"


def test_one_wrong_answer_writes_none_and_is_named(do, ask, a_person, a_participant, counts):
    number = {"id_type": "egn", "national_id": EGN_OF_WOMAN}
    a_participant(person=a_person("Ана", **number))
    a_participant("Боян")
    a_participant("Вера")
    before = counts()
    rows = {row.name: row.key for row in ask(work_list.missing_people, "person", "born_on")}
    answers = {rows["Боян"]: date(2030, 1, 1), rows["Вера"]: date(1990, 1, 1)}
    with pytest.raises(InvalidRecordError) as refused:
        do(work_list.fill, "person", "born_on", answers)
    assert set(refused.value.problems) == {rows["Боян"]}
    assert counts() == before


def test_what_the_profile_answers_is_not_asked(tmp_path, profile_text, now):
    substitute = profile_text.replace('missing_patronymic_as = ""', 'missing_patronymic_as = "X"')
    silent = substitute.replace("activity = {", "activities_of_the_past = {")
    asked = []
    for at, text in enumerate((profile_text, silent)):
        file = create_case_file(
            tmp_path / f"{at}.kcase",
            NewFile("kran", "house", text),
            password=LONG_ENOUGH,
            now=now,
            cost=Cost(memory=64, passes=3),
            installation=Installation(tmp_path / "state"),
        )
        with file.reading(now) as uow:
            asked.append({(one.wanted.record, one.wanted.field) for one in wanted_of(uow)})
        file.close()
    assert asked[0] - asked[1] == {("person", "middle_name")}
    assert asked[1] - asked[0] == {("participation", "activity")}
