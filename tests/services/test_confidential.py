"""Who may read a confidential note reads it; everybody else learns that there is one, and no more."""

from dataclasses import replace
from datetime import date
from time import process_time

import pytest

from kazanlak_case.db.key_slots import RoleKeyName
from kazanlak_case.db.role_drafts import RoleDrafts, draft_name
from kazanlak_case.domain.changes import Born, Deleted, Edited
from kazanlak_case.domain.confidential_errors import (
    AppendOnlyError,
    NoSecretKeyError,
    SealedNoteError,
)
from kazanlak_case.domain.errors import InvalidRecordError, NotAllowedError
from kazanlak_case.domain.records import ConfidentialNote
from kazanlak_case.services.confidential import (
    LONGEST,
    Access,
    NoteDraft,
    find_notes,
    notes_of,
    notes_that_stay,
    read_note,
    write_note,
)
from kazanlak_case.services.history import history_of, undo
from kazanlak_case.services.joining import join
from kazanlak_case.services.joining_plan import plan_joining
from kazanlak_case.services.records import as_json, delete_record, save_record, seen_fields
from support.office import id_of

PROFESSION = "psychologist"
TEXT = "Сподели, че се страхува да се прибере. Уговорена е среща с кризисния център."
NAME = RoleKeyName("kran", "psychologist", 1)
SECOND = RoleKeyName("kran", "psychologist", 2)
KEYS = {NAME: bytes(range(32)), SECOND: bytes(range(1, 33))}


@pytest.fixture
def sit_down(case_file, as_role):
    """Let somebody of another post sit down before the open file, with the role keys they hold."""

    def run(role, *names):
        as_role(role)
        case_file.secrets.wipe()
        case_file.unlocked.retired = frozenset()
        case_file.unlocked.role_keys.clear()
        case_file.unlocked.role_keys.update({name: bytearray(KEYS[name]) for name in names})

    yield run
    case_file.unlocked.role_keys.clear()
    case_file.secrets.wipe()


@pytest.fixture
def a_note(sit_down, do, a_person):
    """Write a note as the psychologist; give the person and the note."""

    def make(text=TEXT, *, person=None, **values):
        person = person or a_person()
        sit_down("psychologist", NAME)
        draft = NoteDraft(person=person, secret=PROFESSION, text=text, **values)
        return person, id_of(do(write_note, draft), "confidential_note")

    return make


def test_the_psychologist_reads_what_was_written(a_note, do, ask):
    person, note = a_note(written_on=date(2022, 11, 10))
    (row,) = ask(notes_of, person).rows
    assert (row.access, row.written_on) == (Access.HELD, date(2022, 11, 10))
    assert do(read_note, note).text == TEXT


def test_others_see_when_and_by_whom_but_not_what(a_note, sit_down, do, ask):
    person, note = a_note()
    sit_down("roma_mediator")
    seen = ask(notes_of, person)
    assert [(row.id, row.secret, row.access) for row in seen.rows] == [
        (note, "psychologist", Access.CLOSED)
    ]
    assert TEXT not in repr(seen)
    assert not seen.to_write
    assert seen.closed == ("psychologist",)
    with pytest.raises(NoSecretKeyError):
        do(read_note, note)


def test_who_is_entitled_without_a_key_waits_for_it(a_note, sit_down, ask):
    person, _note = a_note()
    sit_down("psychologist")
    seen = ask(notes_of, person)
    (standing,) = seen.secrets
    assert (standing.waits, standing.may_write, seen.rows[0].access) == (
        True,
        False,
        Access.WAITING,
    )


def test_nobody_writes_without_a_key_or_without_the_post(a_person, sit_down, do):
    draft = NoteDraft(person=a_person(), secret=PROFESSION, text=TEXT)
    sit_down("psychologist")
    with pytest.raises(NoSecretKeyError):
        do(write_note, draft)
    sit_down("roma_mediator", NAME)
    with pytest.raises(NotAllowedError):
        do(write_note, draft)


@pytest.mark.parametrize("text", ["", "   ", "а" * (LONGEST + 1), "нула \0"], ids=len)
def test_what_cannot_be_kept_is_refused(a_person, sit_down, do, text):
    sit_down("psychologist", NAME)
    with pytest.raises(InvalidRecordError) as caught:
        do(write_note, NoteDraft(person=a_person(), secret=PROFESSION, text=text))
    assert set(caught.value.problems) == {"text"}


def test_every_reading_is_recorded(a_note, do, case_file):
    from kazanlak_case.db.readings import readings

    _person, note = a_note()
    before = len(readings(case_file))
    do(read_note, note)
    (reading,) = readings(case_file)[before:]
    assert (reading.what, reading.record, reading.row) == ("note_read", "confidential_note", note)


def test_a_correction_stands_beside_what_it_corrects(a_note, do, ask):
    person, first = a_note()
    _person, second = a_note("Поправка: срещата е с психиатър.", person=person, corrects=first)
    rows = {row.id: row for row in ask(notes_of, person).rows}
    assert rows[first].corrected_by == second
    assert rows[second].corrects == first
    assert do(read_note, first).text == TEXT


def test_a_correction_is_of_the_same_person(a_note, a_person):
    _person, first = a_note()
    with pytest.raises(InvalidRecordError):
        a_note(person=a_person("Айше"), corrects=first)


def test_a_note_is_never_changed_deleted_or_taken_back(a_note, do, ask, case_file, now):
    person, note = a_note()
    with pytest.raises(AppendOnlyError):
        do(save_record, ConfidentialNote, note, {"text": "друго"}, what="record_changed")
    with pytest.raises(AppendOnlyError):
        do(delete_record, ConfidentialNote, note, what="record_deleted")
    (birth,) = ask(history_of, "confidential_note", note)
    with pytest.raises(AppendOnlyError):
        do(undo, birth.entry.undo)
    for change in (
        Deleted("confidential_note", note),
        Edited("confidential_note", note, {"text": "друго"}),
        Edited("confidential_note", note, {"written_on": date(2022, 1, 1)}),
    ):
        with case_file.writing(now) as uow, pytest.raises(AppendOnlyError):
            uow.log.append([change], "test")
    assert len(ask(notes_of, person).rows) == 1


def test_no_other_service_writes_a_note_in_plain_text(a_person, sit_down, do):
    sit_down("psychologist", NAME)
    values = {"person": a_person(), "secret": "psychologist", "text": TEXT}
    with pytest.raises(AppendOnlyError):
        do(save_record, ConfidentialNote, None, values, what="record_made")


def test_moved_to_another_note_the_text_is_refused(a_note, do, ask, case_file, now):
    _person, note = a_note()
    stolen = ask(lambda uow: uow.records.get(ConfidentialNote, note))
    with case_file.writing(now) as uow:
        moved = replace(stolen, id=uow.new_id())
        uow.log.append([Born(moved)], "test")
        uow.commit()
    with pytest.raises(SealedNoteError):
        do(read_note, moved.id)


def test_history_and_plain_lists_tell_no_text(a_note, ask):
    _person, note = a_note()
    shown = ask(lambda uow: uow.records.get(ConfidentialNote, note))
    assert shown.text not in repr(ask(history_of, "confidential_note", note))
    assert "text" not in as_json(shown)
    assert "text" not in [spec.name for spec in ask(lambda uow: seen_fields(uow, ConfidentialNote))]


def test_a_new_key_reads_new_notes_and_the_old_one_does_not(a_note, sit_down, do, ask, case_file):
    person, old = a_note()
    sit_down("psychologist", NAME, SECOND)
    case_file.unlocked.retired = frozenset({NAME})
    new = id_of(
        do(write_note, NoteDraft(person=person, secret=PROFESSION, text="Ново.")),
        "confidential_note",
    )
    assert [do(read_note, one).text for one in (old, new)] == [TEXT, "Ново."]
    sit_down("psychologist", NAME)
    case_file.unlocked.retired = frozenset({NAME})
    assert not ask(notes_of, person).to_write
    assert {row.id: row.access for row in ask(notes_of, person).rows} == {
        old: Access.HELD,
        new: Access.WAITING,
    }
    with pytest.raises(NoSecretKeyError):
        do(read_note, new)
    case_file.unlocked.retired = frozenset()


def test_notes_follow_a_joined_person(a_note, a_person, do, ask):
    person, note = a_note()
    other = a_person("Мария")
    plan = ask(plan_joining, other, person, keeping=other)
    do(join, plan)
    seen = ask(notes_of, person)
    assert (seen.person, [row.person for row in seen.rows]) == (other, [other])
    assert do(read_note, note).text == TEXT


def test_the_search_finds_only_what_may_be_read_and_tells_no_text(a_note, a_person, ask, sit_down):
    person, note = a_note()
    _other, _note = a_note("Разговор за училището.", person=a_person("Айше"))
    found = ask(find_notes, "КРИЗИСНИЯ страхува")
    assert [(row.id, row.person) for row in found] == [(note, person)]
    assert "страхува" not in repr(found)
    assert ask(find_notes, "  ") == []
    sit_down("roma_mediator")
    assert ask(find_notes, "страхува") == []


def test_search_over_many_notes_is_quick_and_leaves_nothing_at_lock(
    a_note, case_file, ask, now, a_person
):
    person, _note = a_note()
    count = 5_000 if not case_file.is_on_server else 50
    with case_file.writing(now) as uow:
        births = []
        for number in range(count):
            note_id = uow.new_id()
            text = (
                f"Разговор {number} за страха, съня и {'болката' if number % 50 else 'загубата'}."
            )
            sealed = uow.secrets.seal(text * 4, note_id, scope="kran", secret=PROFESSION)
            births.append(
                Born(
                    ConfidentialNote(
                        id=note_id,
                        person=person,
                        secret=PROFESSION,
                        written_on=now.date(),
                        text=sealed.text,
                        epoch=sealed.epoch,
                        version=sealed.version,
                    )
                )
            )
        uow.log.append(births, "test")
        uow.commit()
    begun = process_time()
    assert len(ask(find_notes, "загубата")) == count // 50
    assert process_time() - begun < 2  # half a second on a quiet machine
    assert len(case_file.secrets.index) == count + 1
    case_file.secrets.wipe()
    assert not case_file.secrets.index


def test_drafts_lie_under_the_role_key(a_person, case_file, sit_down):
    person = a_person()
    name = draft_name(person, "psychologist")

    def drafts():
        return RoleDrafts(case_file.path, case_file.secrets, scope="kran", owner=case_file.user.id)

    sit_down("psychologist", NAME)
    drafts().keep(name, {"text": TEXT})
    assert drafts().names() == (name,)
    sit_down("roma_mediator")
    assert drafts().names() == ()
    assert drafts().read(name) == {}
    drafts().keep(name, {"text": "без ключ нищо не се пише"})
    sit_down("psychologist", NAME, SECOND)
    assert drafts().read(name) == {"text": TEXT}
    drafts().keep(name, {"text": "още"})
    assert drafts().read(name) == {"text": "още"}
    drafts().drop(name)
    assert drafts().names() == ()


def test_an_erased_person_takes_the_notes_along(a_note, do, ask, sit_down):
    from kazanlak_case.services.erasure import erase_person, plan_erasure

    person, _note = a_note()
    ask(find_notes, "страхува")
    sit_down("manager")
    do(lambda uow: erase_person(uow, plan_erasure(uow, person)))
    sit_down("psychologist", NAME)
    assert ask(find_notes, "страхува") == []
    assert ask(lambda uow: uow.records.all(ConfidentialNote)) == []


def test_a_transfer_leaves_the_notes_where_they_are(a_note, a_person, a_case, ask):
    person = a_person()
    case = a_case(person)
    a_note(person=person)
    assert ask(notes_that_stay, case.id) == 1
