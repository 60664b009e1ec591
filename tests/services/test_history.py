"""Who wrote what, when; and taking it back."""

from datetime import date

import pytest

from kazanlak_case.domain.errors import AlreadyUndoneError, NotAllowedError, NothingToUndoError
from kazanlak_case.domain.records.office import StaffMember
from kazanlak_case.domain.records.participation import Vulnerability
from kazanlak_case.domain.records.person import Person
from kazanlak_case.services import history, participation, people, visit_corrections, visits
from kazanlak_case.services.intentions import WORDS, words_of
from kazanlak_case.services.writing import append_by_scope, prepare_edit
from support.office import SERVICE, id_of

TODAY = date(2022, 11, 14)


def test_the_history_of_a_field_shows_each_value_and_who_wrote_it(do, ask, a_person):
    person = a_person("Иван", phone="0888123456")
    do(people.save_person, person, {"phone": "0888654321", "email": "i@example.bg"})
    facts = ask(history.history_of, "person", person, field="phone")
    assert [(fact.entry.kind, fact.entry.old, fact.entry.new) for fact in facts] == [
        ("edited", "0888123456", "0888654321"),
        ("born", None, None),
    ]
    assert {fact.entry.author for fact in facts} == {"head"}
    assert words_of(facts[0].entry.what) == "Person's data changed"
    assert len(ask(history.history_of, "person", person)) == 3


def test_references_are_named(do, ask, a_person):
    ana, boyan = a_person("Ана"), a_person("Боян")
    draft = visits.VisitDraft(person=ana, service=SERVICE, provided_on=TODAY)
    visit = id_of(do(visits.record_visit, draft), "service_entry")
    do(
        visit_corrections.change_visit,
        visit,
        visits.VisitDraft(**{**draft.values(), "person": boyan}),
    )
    (edit, _) = ask(history.history_of, "service_entry", visit)
    assert (edit.old_label, edit.new_label) == ("Ана", "Боян")


def test_sensitive_values_stay_out_of_the_history_others_see(do, ask, a_participant, as_role):
    _, about, _ = a_participant(sensitive={"roma": "yes"})
    do(participation.save_answers, about, {"roma": "refused"})
    (answers,) = ask(lambda uow: uow.records.find(Vulnerability, participation=about))
    assert len(ask(history.history_of, "vulnerability", answers.id)) == 2
    as_role("roma_mediator")
    with pytest.raises(NotAllowedError):
        ask(history.history_of, "vulnerability", answers.id)


def test_an_intention_is_taken_back_once(do, ask, a_person):
    written = do(people.save_person, None, {"given_name": "Иван"})
    person = id_of(written, "person")
    do(history.undo, written.undo)
    assert not ask(lambda uow: uow.records.is_visible("person", person))
    with pytest.raises(AlreadyUndoneError):
        do(history.undo, written.undo)
    for nothing in ("", " ", "x", "00-kran-1"):
        with pytest.raises(NothingToUndoError):
            do(history.undo, nothing)


def test_the_last_intentions_are_listed_newest_first(do, ask, a_person):
    first = do(people.save_person, None, {"given_name": "Иван"})
    second = do(people.save_person, None, {"given_name": "Мария"})
    do(history.undo, second.undo)
    for only_mine in (True, False):
        rows = ask(history.recent_changesets, limit=3, only_mine=only_mine)
        assert [row.undo for row in rows][1:] == [second.undo, first.undo]
        assert [words_of(row.what) for row in rows] == [
            "Taken back",
            "Person entered",
            "Person entered",
        ]
        assert [row.is_undone for row in rows] == [False, True, False]
        assert [row.whose for row in rows][1:] == ["Мария", "Иван"]


def test_an_intention_over_two_scopes_is_taken_back_whole(centre_file, now):
    """At the centre people of several houses may be filled at once; here a house's person and a common record."""
    with centre_file.writing(now) as uow:
        one = id_of(people.save_person(uow, None, {"given_name": "Иван"}), "person")
    with centre_file.writing(now) as uow:
        staff = uow.user.staff_member
        changes = [
            ("municipality", prepare_edit(uow, Person, one, {"phone": "1"})),
            ("common", prepare_edit(uow, StaffMember, staff, {"phone": "2"})),
        ]
        written = append_by_scope(uow, changes, "test")
        uow.commit()
    assert written.touched == {("person", one), ("staff_member", staff)}
    with centre_file.writing(now) as uow:
        history.undo(uow, written.undo)
    with centre_file.reading(now) as uow:
        assert uow.records.get(Person, one).phone is None
        assert uow.records.get(StaffMember, staff).phone is None


def test_an_unknown_intention_stands_as_it_is():
    assert words_of("of_a_newer_version") == "of_a_newer_version"
    assert words_of("undone:12") == WORDS["undone"]


def test_fields_of_a_newer_version_are_seen_by_who_sees_everything(ask, as_role):
    seen = {
        ("person", "phone"): True,
        ("person", None): True,
        ("vulnerability", "roma"): False,
        ("person", "shoe_size"): False,
        ("robot", "colour"): False,
    }
    as_role("roma_mediator")
    for (record, field), expected in seen.items():
        assert ask(history.may_see, record, field) is expected
    as_role("manager")
    assert all(ask(history.may_see, *place) for place in seen)
