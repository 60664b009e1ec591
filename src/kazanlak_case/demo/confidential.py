"""The psychologist of a house that has one: signs in beside the head, and writes what only that post reads."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.demo.houses import House
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Site, StaffMember
from kazanlak_case.services.confidential import NoteDraft, write_note
from kazanlak_case.services.users import add_user, change_password

PSYCHOLOGIST = "psychologist"
"""The post, the name of the user, and whose notes they are."""


def seat_psychologist(house: House, password: str, *, now: datetime) -> bool:
    """Let the psychologist of a house sign in, with the story's password; a house may have none."""
    staff = _psychologist_of(house.file, now)
    if staff is None:
        return False
    given = add_user(
        house.file,
        name=PSYCHOLOGIST,
        display_name=None,
        role=PSYCHOLOGIST,
        staff_member=staff,
        now=now,
    )
    path = house.file.path
    house.file.close()
    own = CaseFile.open(path, user=PSYCHOLOGIST, password=given)
    try:
        # the key of the notes begins with a password nobody else knows
        change_password(own, old=given, new=password, now=now)
    finally:
        own.close()
        house.file = CaseFile.open(path, password=password)
    return True


def write_in_confidence(
    house: House, texts: Sequence[str], password: str, *, correction: str = "", now: datetime
) -> int:
    """Write some notes about people who stay, and perhaps a correction of the first; tells how many."""
    people = [person for person, _case in house.staying()]
    path = house.file.path
    house.file.close()
    own = CaseFile.open(path, user=PSYCHOLOGIST, password=password)
    try:
        notes = [
            _write(
                own,
                person,
                text,
                day=now.date() - timedelta(days=7 * at),
                now=now - timedelta(minutes=30 - at),
            )
            for at, (person, text) in enumerate(zip(people, texts, strict=False))
        ]
        if notes and correction:
            first = notes[0]
            notes.append(
                _write(own, people[0], correction, day=now.date(), now=now, corrects=first)
            )
    finally:
        own.close()
        house.file = CaseFile.open(path, password=password)
    return len(notes)


def _write(  # noqa: PLR0913 - what a note is made of
    file: CaseFile,
    person: RecordId,
    text: str,
    *,
    day: date,
    now: datetime,
    corrects: RecordId | None = None,
) -> RecordId:
    draft = NoteDraft(
        person=person, secret=PSYCHOLOGIST, text=text, written_on=day, corrects=corrects
    )
    with file.writing(now) as uow:
        written = write_note(uow, draft)
    return next(one for name, one in written.touched if name == "confidential_note")


def _psychologist_of(file: CaseFile, now: datetime) -> RecordId | None:
    with file.reading(now) as uow:
        (site,) = uow.records.find(Site, code=file.site)
        found = uow.records.find(StaffMember, site=site.id, role=PSYCHOLOGIST)
    return found[0].id if found else None
