"""An emergency opening: with the sheet, a reason and a clock; never quietly, never for longer, never for others."""

from datetime import timedelta

import pytest

from kazanlak_case.db.key_slots import RoleKeyName
from kazanlak_case.db.readings import readings
from kazanlak_case.db.recovery import make_sheet_b
from kazanlak_case.domain.changes import Born, Deleted, Edited
from kazanlak_case.domain.confidential_errors import AppendOnlyError, NoSecretKeyError
from kazanlak_case.domain.errors import InvalidRecordError, NotAllowedError
from kazanlak_case.domain.key_errors import MistypedSheetError, WrongSheetError
from kazanlak_case.domain.records import EmergencyOpening, User
from kazanlak_case.domain.sheet_letters import SECRET_BYTES, letters_of
from kazanlak_case.services.confidential import Access, NoteDraft, notes_of, read_note, write_note
from kazanlak_case.services.emergency import (
    Emergency,
    acknowledge,
    end_emergency,
    open_in_emergency,
    unseen_openings,
)
from kazanlak_case.services.history import undo
from support.office import id_of

PROFESSION = "psychologist"
TEXT = "Говори за самоубийство; договорено е да не остава без близък човек."
REASON = "Лицето е в болница, лекарят пита за уговореното."


@pytest.fixture
def sit_down(as_role, case_file):
    """Sign somebody of another post in; the keys are those of this post's first sign-in, or the ones given."""

    def run(role, *, keeps=None):
        as_role(role)
        case_file.secrets.wipe()
        case_file.unlocked.retired = frozenset()
        if keeps is not None:
            case_file.unlocked.role_keys = {name: bytearray(key) for name, key in keeps.items()}

    return run


@pytest.fixture
def kept(sit_down, case_file, do, a_person, now):
    """A person with a note by the psychologist, the sheet, and the psychologist's keys."""
    sit_down("psychologist")
    keys = {name: bytes(key) for name, key in case_file.unlocked.role_keys.items()}
    assert [name[:2] for name in keys] == [("kran", PROFESSION)]
    sheet = make_sheet_b(
        case_file.key_place,
        case_file.unlocked,
        scope="kran",
        secret=PROFESSION,
        made_on=now.date(),
    )
    person = a_person()
    note = id_of(
        do(write_note, NoteDraft(person=person, secret=PROFESSION, text=TEXT)),
        "confidential_note",
    )
    return person, note, sheet.text, keys


@pytest.fixture
def emergency(kept):
    person, _note, sheet, _keys = kept
    return {
        "person": person,
        "secret": "psychologist",
        "reason": REASON,
        "minutes": 15,
        "sheet": sheet,
    }


def test_the_head_reads_for_a_while_and_every_step_is_recorded(
    case_file, sit_down, do, ask, now, kept, emergency
):
    person, note, _sheet, _keys = kept
    sit_down("manager")
    with pytest.raises(NoSecretKeyError):
        do(read_note, note, at=now)
    before = len(readings(case_file))
    opened = open_in_emergency(case_file, Emergency(**emergency), now=now)
    assert opened.until == now + timedelta(minutes=15)
    seen = ask(notes_of, person, at=now)
    assert [row.access for row in seen.rows] == [Access.LENT]
    assert seen.secrets[0].lent_until == opened.until
    assert do(read_note, note, at=now + timedelta(minutes=14)).text == TEXT
    assert [(one.what, one.row) for one in readings(case_file)[before:]] == [
        ("emergency_opened", person),
        ("note_read", note),
    ]
    (record,) = ask(lambda uow: uow.records.all(EmergencyOpening))
    assert (record.person, record.minutes, record.reason) == (person, 15, REASON)


@pytest.mark.parametrize("minutes", [15, -1])
def test_after_its_time_or_with_the_clock_set_back_it_is_over(
    case_file, sit_down, do, now, kept, emergency, minutes
):
    sit_down("manager")
    open_in_emergency(case_file, Emergency(**emergency), now=now)
    (loan,) = case_file.secrets._loans
    keys = list(loan.keys.values())
    with pytest.raises(NoSecretKeyError):
        do(read_note, kept[1], at=now + timedelta(minutes=minutes))
    assert [bytes(key) for key in keys] == [bytes(32)]
    with pytest.raises(NoSecretKeyError):
        do(read_note, kept[1], at=now)


def test_locking_or_being_done_ends_it(case_file, sit_down, do, now, kept, emergency):
    sit_down("manager")
    open_in_emergency(case_file, Emergency(**emergency), now=now)
    do(end_emergency, at=now)
    with pytest.raises(NoSecretKeyError):
        do(read_note, kept[1], at=now)
    open_in_emergency(case_file, Emergency(**emergency), now=now)
    case_file.secrets.wipe()
    with pytest.raises(NoSecretKeyError):
        do(read_note, kept[1], at=now)


def test_it_opens_one_person_only(case_file, sit_down, do, a_person, now, kept, emergency):
    sit_down("psychologist", keeps=dict(kept[3]))
    draft = NoteDraft(person=a_person("Айше"), secret=PROFESSION, text="За друг човек.")
    other = id_of(do(write_note, draft), "confidential_note")
    sit_down("manager")
    open_in_emergency(case_file, Emergency(**emergency), now=now)
    with pytest.raises(NoSecretKeyError):
        do(read_note, other, at=now)


@pytest.mark.parametrize(
    ("changed", "role", "expected"),
    [
        ({}, "roma_mediator", NotAllowedError),
        ({"reason": "защото"}, "manager", InvalidRecordError),
        ({"reason": " " * 30}, "manager", InvalidRecordError),
        ({"minutes": 240}, "manager", InvalidRecordError),
        ({"sheet": "нещо"}, "manager", MistypedSheetError),
        ({"sheet": letters_of(bytes(SECRET_BYTES))}, "manager", WrongSheetError),
    ],
    ids=["post", "short", "blank", "long", "mistyped", "wrong"],
)
def test_without_sheet_reason_or_right_nothing_opens(
    case_file, sit_down, do, ask, now, kept, emergency, changed, role, expected
):
    sit_down(role)
    with pytest.raises(expected):
        open_in_emergency(case_file, Emergency(**emergency | changed), now=now)
    assert ask(lambda uow: uow.records.all(EmergencyOpening)) == []
    with pytest.raises(NoSecretKeyError):
        do(read_note, kept[1], at=now)


def test_the_record_of_it_stays(case_file, sit_down, do, ask, now, emergency, kept):
    sit_down("manager")
    opened = open_in_emergency(case_file, Emergency(**emergency), now=now)
    record = id_of(opened.written, "emergency_opening")
    with pytest.raises(AppendOnlyError):
        do(undo, opened.written.undo)
    for change in (
        Deleted("emergency_opening", record),
        Edited("emergency_opening", record, {"reason": "друго"}),
    ):
        with case_file.writing(now) as uow, pytest.raises(AppendOnlyError):
            uow.log.append([change], "test")


@pytest.fixture
def opened_by_head(kept, do):
    """Write an opening by somebody else, as it comes with a bundle or from another clerk."""

    def run(uow):
        head = User(id=uow.new_id(), name="ръководител", display_name="Стоянка Тестова")
        opening = EmergencyOpening(
            id=uow.new_id(),
            person=kept[0],
            secret=PROFESSION,
            user=head.id,
            opened_on=uow.today,
            minutes=30,
            reason=REASON,
        )
        uow.log.append([Born(head)], "test")
        written = uow.log.append([Born(opening)], "emergency_opened")
        uow.commit()
        return id_of(written, "emergency_opening")

    return do(run)


def test_the_psychologist_is_told_until_it_is_acknowledged(kept, opened_by_head, do, ask, sit_down):
    (notice,) = ask(unseen_openings)
    assert (notice.id, notice.person, notice.who) == (opened_by_head, kept[0], "Стоянка Тестова")
    assert (notice.minutes, notice.reason) == (30, REASON)
    do(acknowledge, notice.id)
    assert ask(unseen_openings) == []


def test_the_author_is_told_without_a_key_and_others_are_not(opened_by_head, ask, sit_down):
    sit_down("psychologist", keeps={RoleKeyName("kran", "health", 1): bytearray(32)})
    assert [one.id for one in ask(unseen_openings)] == [opened_by_head]


def test_others_are_not_told(opened_by_head, ask, sit_down, as_user):
    sit_down("roma_mediator")
    as_user(staff_member=None)
    assert ask(unseen_openings) == []


def test_ones_own_opening_is_no_news(case_file, sit_down, ask, now, kept, emergency):
    sit_down("manager")
    open_in_emergency(case_file, Emergency(**emergency), now=now)
    sit_down("psychologist", keeps=kept[3])
    assert ask(unseen_openings) == []
