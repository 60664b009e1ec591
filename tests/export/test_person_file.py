"""All that is kept about a person goes out in plain words and for programs; what is others' or sealed does not."""

import json
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.readings import readings
from kazanlak_case.domain.changes import Born, Edited
from kazanlak_case.domain.errors import RecordMissingError, UnfitTargetError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import (
    Case,
    ConfidentialNote,
    Household,
    HouseholdMember,
    Kinship,
    Person,
    ServiceEntry,
)
from kazanlak_case.export.erasing import erase_for_good
from kazanlak_case.export.erasure_protocol_pdf import write_protocol
from kazanlak_case.export.person_file import TAKEN_OUT, write_person_file
from kazanlak_case.services.data_requests import answer_request, record_request
from kazanlak_case.services.erasure_order import ErasureOrder
from kazanlak_case.services.people import save_person
from support.office import SERVICE, id_of

SEALED = "c2VhbGVkIHRleHQgb2YgYSBub3Rl"


@pytest.fixture
def person(case_file: CaseFile, now: datetime) -> RecordId:
    """Somebody with a neighbour in the same household, a visit, a corrected phone and a sealed note."""
    with case_file.writing(now) as uow:
        one = Person(id=uow.new_id(), given_name="Петя", family_name="Изворова", phone="0888111222")
        other = Person(id=uow.new_id(), given_name="Чужденка", family_name="Околова")
        home = Household(id=uow.new_id(), name="Изворови", note="Околова пие.")
        case = Case(id=uow.new_id(), person=one.id, number="К-2022-0001")
        rest = (
            *(
                HouseholdMember(id=uow.new_id(), person=who.id, household=home.id)
                for who in (one, other)
            ),
            ServiceEntry(
                id=uow.new_id(),
                person=one.id,
                service=SERVICE,
                provided_on=date(2022, 11, 1),
                note="Говорихме за училището.",
            ),
            ConfidentialNote(
                id=uow.new_id(),
                person=one.id,
                secret="psychologist",  # noqa: S106 - a code
                written_on=date(2022, 11, 2),
                text=SEALED,
            ),
        )
        uow.log.append([Born(record) for record in (one, other, home, case, *rest)], "person_made")
        uow.commit()
    with case_file.writing(now) as uow:
        asked = record_request(uow, one.id, {"kind": "correction"})
    with case_file.writing(now) as uow:
        save_person(uow, one.id, {"phone": "0888333444"})
    with case_file.writing(now) as uow:
        answer_request(uow, id_of(asked, "data_request"), {"outcome": "done"})
    return one.id


def text_of(pdf: Path) -> str:
    """The words of a PDF in one line."""
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True)
    return " ".join(told.stdout.decode().split())


def test_the_paper_tells_all_in_words(
    case_file: CaseFile, now: datetime, person: RecordId, tmp_path: Path
) -> None:
    out = tmp_path / "file.pdf"
    written = write_person_file(case_file, person, out, now=now)
    assert written.sealed == 1
    text = text_of(out)
    for told in (
        "Петя Изворова",
        "0888333444",
        "от „0888111222“ на „0888333444“",
        "Говорихме за училището.",
        "Изворови",
        "К-2022-0001",
        "поправка",
        "Има 1 поверителна бележка.",
        "още 1 лице",
        "31.12.2028",
        "стр. 1 от",
    ):
        assert told in text, told
    for others in ("Чужденка", "Околова", SEALED, "sealed"):
        assert others not in text, others
    assert readings(case_file)[-1].what == TAKEN_OUT


@pytest.mark.parametrize(
    ("sex", "told"), [("f", "лицето е майка на друг"), (None, "лицето е родител на друг")]
)
def test_a_tie_says_which_end_the_person_is_and_names_nobody_else(
    case_file: CaseFile, now: datetime, person: RecordId, tmp_path: Path, sex: str, told: str
) -> None:
    with case_file.writing(now) as uow:
        (child,) = (one.id for one in uow.records.find(Person, given_name="Чужденка"))
        tie = Kinship(id=uow.new_id(), person=child, relative=person, relation="parent")
        uow.log.append([Born(tie), Edited("person", person, {"sex": sex})], "test")
        uow.commit()
    paper, data = tmp_path / "file.pdf", tmp_path / "file.json"
    for out in (paper, data):
        write_person_file(case_file, person, out, now=now)
    assert told in text_of(paper)
    (kept,) = json.loads(data.read_text("utf-8"))["records"]["kinship"]
    assert (kept["this_person_is"], kept["values"]) == ("parent", {"relation": "parent"})


def test_the_data_keep_names_and_codes(
    case_file: CaseFile, now: datetime, person: RecordId, tmp_path: Path
) -> None:
    out = tmp_path / "file.json"
    write_person_file(case_file, person, out, now=now)
    told = json.loads(out.read_text("utf-8"))
    assert told["person"] == person
    (entry,) = told["records"]["service_entry"]
    assert entry["values"]["service"] == SERVICE
    assert entry["values"]["provided_on"] == "2022-11-01"
    assert told["records"]["data_request"][0]["values"]["outcome"] == "done"
    assert told["confidential_notes_left_out"] == 1
    phones = [one for one in told["history"] if one["field"] == "phone"]
    assert [(one["old"], one["new"]) for one in phones] == [("0888111222", "0888333444")]
    assert SEALED not in out.read_text("utf-8")
    assert "Околова" not in out.read_text("utf-8")


def test_nobody_and_no_ending_are_refused(
    case_file: CaseFile, now: datetime, person: RecordId, tmp_path: Path
) -> None:
    with pytest.raises(UnfitTargetError):
        write_person_file(case_file, person, tmp_path / "file.docx", now=now)
    with pytest.raises(RecordMissingError):
        write_person_file(case_file, RecordId("0" * 32), tmp_path / "file.pdf", now=now)
    assert not list(tmp_path.glob("file.*"))


def test_the_protocol_names_nobody(
    case_file: CaseFile, now: datetime, person: RecordId, tmp_path: Path
) -> None:
    order = ErasureOrder(ground="request", reason="Съдебно решение.", confirmed="Петя Изворова")
    done = erase_for_good(case_file, person, order, now=now)
    out = write_protocol(case_file, done.protocol, tmp_path / "protocol.pdf", now=now)
    text = text_of(out)
    for told in (done.number, "П. И.", "Съдебно решение.", "по искане на лицето", "Решил:"):
        assert told in text, told
    assert "Изворов" not in text
    assert "Петя" not in text
