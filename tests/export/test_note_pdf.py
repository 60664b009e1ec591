"""A confidential note on paper: marked, recorded, and only by who holds its key."""

import subprocess

import pytest

from kazanlak_case.db.key_slots import RoleKeyName
from kazanlak_case.db.readings import readings
from kazanlak_case.domain.changes import Edited
from kazanlak_case.domain.confidential_errors import NoSecretKeyError
from kazanlak_case.domain.errors import UnfitTargetError
from kazanlak_case.domain.file_errors import StorageError
from kazanlak_case.export.note_pdf import write_note_pdf
from kazanlak_case.services.confidential import NoteDraft, write_note
from kazanlak_case.services.people import save_person

PROFESSION = "psychologist"
TEXT = "Сподели, че се страхува да се прибере вкъщи."
NAME = RoleKeyName("kran", PROFESSION, 1)


@pytest.fixture
def note(case_file, now):
    with case_file.writing(now) as uow:
        uow.log.append([Edited("user", uow.user.id, {"role": PROFESSION})], "test")
        uow.commit()
    case_file.load()
    case_file.unlocked.role_keys[NAME] = bytearray(range(32))
    with case_file.writing(now) as uow:
        written = save_person(uow, None, {"given_name": "Мария", "family_name": "Петрова"})
    person = next(one for _record, one in written.touched)
    with case_file.writing(now) as uow:
        written = write_note(uow, NoteDraft(person=person, secret=PROFESSION, text=TEXT))
    return next(one for name, one in written.touched if name == "confidential_note")


def test_it_is_marked_and_recorded(case_file, note, now, tmp_path):
    out = write_note_pdf(case_file, note, tmp_path / "n.pdf", now=now)
    command = ["pdftotext", "-layout", str(out), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for words in ("ПОВЕРИТЕЛНО", "Мария Петрова", "14.11.2022", "психолог", TEXT):
        assert words in " ".join(text.split())
    last = readings(case_file)[-1]
    assert (last.what, last.row) == ("printed", note)


def test_without_the_key_or_a_place_nothing_is_written(case_file, note, now, tmp_path):
    with pytest.raises(UnfitTargetError):
        write_note_pdf(case_file, note, tmp_path / "n.txt", now=now)
    with pytest.raises(StorageError):
        write_note_pdf(case_file, note, tmp_path / "none" / "n.pdf", now=now)
    held = case_file.unlocked.role_keys
    keys = dict(held)
    held.clear()
    with case_file.reading(now) as uow:
        person = uow.confidential.some([note])[0][0].person
    case_file.secrets.lend(keys, [person], now=now, minutes=15)
    with pytest.raises(NoSecretKeyError):
        write_note_pdf(case_file, note, tmp_path / "n.pdf", now=now)
    assert list(tmp_path.glob("*.pdf")) == []
