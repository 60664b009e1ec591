"""Rows for evaluators: everybody in them is hidden among others, and nothing in any byte of the file names anybody."""

import json
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.readings import readings
from kazanlak_case.domain.changes import Born, Erased
from kazanlak_case.domain.errors import NotAllowedError, UnfitTargetError
from kazanlak_case.domain.evaluation_errors import TooFewPeopleError, UnfitGroupSizeError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.file_errors import StorageError
from kazanlak_case.domain.records import DataRequest, Participation, ServiceEntry, Spell
from kazanlak_case.domain.rules.anonymity import LADDERS
from kazanlak_case.domain.rules.participants import Selection
from kazanlak_case.export.evaluation import write_evaluation
from kazanlak_case.i18n import sentence
from kazanlak_case.services.anonymised import evaluation
from support.esf_case import READY, take_in

K = 4
QUASI = [ladder.name for ladder in LADDERS]


def people(count: int) -> list[dict[str, Any]]:
    """Made-up participants whose names, numbers and words are found wherever they leak."""
    chance = Random(22)
    return [
        {
            **READY,
            "given_name": f"Търсене{number}",
            "family_name": f"Изтичаева{number}",
            "national_id": None,
            "id_type": None,
            "phone": f"08879{number:05d}",
            "email": f"leak{number}@example.org",
            "address": f"ул. Изтичане {number}",
            "note": f"тайна{number}",
            "other_disadvantage": f"несподелено{number}",
            "sex": chance.choice("fm"),
            "born_on": date(1950, 1, 1) + timedelta(days=chance.randrange(22_000)),
            "entered_on": date(2022, 1, 1) + timedelta(days=chance.randrange(300)),
            "labour_situation": chance.choice(("unemployed", "inactive", "employed")),
            "education": chance.choice(("primary", "lower_secondary", "upper_secondary")),
            "minority": chance.choice(("yes", "no", "refused")),
        }
        for number in range(count)
    ]


@pytest.fixture
def entered(case_file: CaseFile, now: datetime) -> list[RecordId]:
    """Eighty participants, one of them with services."""
    ids = take_in(case_file, now, *people(80))
    with case_file.writing(now) as uow:
        visits = [
            ServiceEntry(
                id=uow.new_id(),
                person=ids[0],
                service=service,
                provided_on=date(2022, 10, 3),
                minutes=minutes,
                note="тайна бележка",
            )
            for service, minutes in (("lab_cv", 70), ("lab_cv", 60), ("hea_gp", 30))
        ]
        uow.log.append([Born(one) for one in visits], "visit_recorded")
        uow.commit()
    return ids


def plain(path: Path) -> bytes:
    """All bytes of a file, and of what is packed in it."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        names = "".join(archive.namelist()).encode()
        return path.read_bytes() + names + b"".join(map(archive.read, archive.namelist()))


@pytest.mark.parametrize("ending", [".xlsx", ".json"])
@pytest.mark.parametrize("pseudonyms", [False, True])
def test_nothing_in_any_byte_names_anybody(
    case_file: CaseFile,
    entered: list[RecordId],
    tmp_path: Path,
    now: datetime,
    ending: str,
    pseudonyms: bool,
) -> None:
    out = tmp_path / f"оценка{ending}"
    found = write_evaluation(case_file, out, now=now, k=K, pseudonyms=pseudonyms)
    assert len(found.rows) >= 70
    content = plain(out)
    words = ("Търсене", "Изтичаев", "08879", "leak", "Изтичане", "тайна", "несподелено", "Крън")
    for word in words:
        assert word.encode() not in content
        assert json.dumps(word).strip('"').encode() not in content
    with case_file.reading(now) as uow:
        for cls in (Participation, Spell):
            entered = [*entered, *(one.id for one in uow.records.find(cls))]
    for record_id in entered:
        assert record_id.encode() not in content
        assert bytes.fromhex(record_id) not in content


def test_every_group_in_the_written_file_has_k_rows(
    case_file: CaseFile, entered: list[RecordId], tmp_path: Path, now: datetime
) -> None:
    out = tmp_path / "e.json"
    found = write_evaluation(case_file, out, now=now, k=K)
    rows = json.loads(out.read_text("utf-8"))
    groups = Counter(tuple(row[name] for name in QUASI) for row in rows)
    assert min(groups.values()) >= K
    assert len(rows) + found.left_out == len(entered)
    assert all(len(one.people) < K for one in found.risky)
    in_workbook = tmp_path / "e.xlsx"
    write_evaluation(case_file, in_workbook, now=now, k=K)
    sheet = load_workbook(in_workbook).active
    assert sheet is not None
    cells = [row for row in sheet.iter_rows(values_only=True) if row[0] in {"жена", "мъж"}]
    assert min(Counter(row[: len(QUASI)] for row in cells).values()) >= K
    assert len(cells) == len(rows)


def test_services_are_summed_by_domain_and_answers_put_in_groups(
    case_file: CaseFile, entered: list[RecordId], now: datetime
) -> None:
    coarsest = {ladder.name: len(ladder.steps) - 1 for ladder in LADDERS}
    with case_file.reading(now) as uow:
        found = evaluation(uow, levels=coarsest)
    (served,) = [row for row in found.rows if row.services["labour"][0]]
    assert (served.services["labour"], served.services["health"]) == ((2, 2), (1, 0))
    assert served.secrets["minority"] in {0, 1, None}
    assert served.secrets["other"] == 1
    assert found.left_out == 0
    assert not found.steps


def test_a_pseudonym_is_the_same_each_time_and_differs_between_people(
    case_file: CaseFile, entered: list[RecordId], now: datetime
) -> None:
    with case_file.reading(now) as uow:
        first = [row.pseudonym for row in evaluation(uow, pseudonyms=True).rows]
    with case_file.reading(now) as uow:
        second = [row.pseudonym for row in evaluation(uow, k=3, pseudonyms=True).rows]
    assert len(set(first)) == len(first)
    assert set(first) & set(second)


def test_erased_and_restricted_people_are_left_out(
    case_file: CaseFile, entered: list[RecordId], now: datetime
) -> None:
    with case_file.writing(now) as uow:
        uow.log.append([Erased("person", entered[1])], "person_erased")
        request = DataRequest(
            id=uow.new_id(),
            person=entered[2],
            kind="restriction",
            asked_on=now.date(),
            outcome="done",
            answered_on=now.date(),
        )
        uow.log.append([Born(request)], "request_recorded")
        uow.commit()
    with case_file.reading(now) as uow:
        found = evaluation(uow, k=2)
    assert found.withheld == 1
    named = {person for one in found.risky for person, _name in one.people}
    assert not named & set(entered[1:3])
    assert len(found.rows) + found.left_out == len(entered) - 2


def test_what_cannot_be_hidden_or_written_is_refused_and_leaves_nothing(
    case_file: CaseFile, tmp_path: Path, now: datetime
) -> None:
    take_in(case_file, now, *people(3))
    for k, error in ((5, TooFewPeopleError), (1, UnfitGroupSizeError), (101, UnfitGroupSizeError)):
        with pytest.raises(error) as refused:
            write_evaluation(case_file, tmp_path / "x.json", now=now, k=k)
        assert sentence(refused.value)
    with pytest.raises(UnfitTargetError):
        write_evaluation(case_file, tmp_path / "x.pdf", now=now)
    with pytest.raises(StorageError):
        write_evaluation(case_file, tmp_path / "no" / "x.json", now=now)
    assert list(tmp_path.glob("x.*")) == []
    assert readings(case_file) == []


def test_only_who_may_evaluate_does_and_it_is_recorded(
    case_file: CaseFile, entered: list[RecordId], tmp_path: Path, now: datetime
) -> None:
    write_evaluation(case_file, tmp_path / "x.json", now=now, k=K, selection=Selection(site="kran"))
    (one,) = readings(case_file)
    assert (one.what, one.facts.split(",")[0]) == ("evaluation_exported", "anonymous")
    user = case_file.user
    case_file._facts = replace(case_file.facts, user=replace(user, role="social_worker"))
    with pytest.raises(NotAllowedError):
        write_evaluation(case_file, tmp_path / "y.json", now=now)
    assert not (tmp_path / "y.json").exists()
