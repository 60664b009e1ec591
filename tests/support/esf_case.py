"""Participants in a real case file, written through the change log."""

import dataclasses
from datetime import date, datetime
from typing import Any

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.ids import new_id
from kazanlak_case.domain.records import Participation, Person, Spell, Vulnerability

READY: dict[str, Any] = {
    "given_name": "Мария",
    "middle_name": "Петрова",
    "family_name": "Стоянова",
    "sex": "f",
    "born_on": date(1985, 3, 10),
    "id_type": "egn",
    "national_id": "8503109277",
    "settlement": "22633",
    "phone": "0888 123 456",
    "operation": "integration",
    "funds": "opnoir oprchr",
    "entered_on": date(2022, 9, 1),
    "labour_situation": "unemployed",
    "unemployed_since": date(2021, 5, 15),
    "in_education": "no",
    "education": "lower_secondary",
    **dict.fromkeys(("migrant", "foreign_background", "disability", "homeless"), "no"),
    **dict.fromkeys(("minority", "roma"), "yes"),
    "other_disadvantage": "не",
    "jobless_household": "yes",
    "jobless_with_children": "yes",
    "single_adult_with_children": "no",
    "asked_on": date(2022, 9, 1),
}
"""Somebody with every answer that the funds and ISUN ask for."""


def take_in(case_file: CaseFile, now: datetime, *everybody: dict[str, Any]) -> list[RecordId]:
    """Enter people; each value goes to the record that has a field of that name."""
    ids = []
    with case_file.writing(now) as uow:
        changes = []
        for values in everybody:
            person = _make(Person, values, now, given_name=values.get("given_name") or "Мария")
            participation = _make(Participation, values, now, person=person.id)
            answers = _make(Vulnerability, values, now, participation=participation.id)
            spell = _make(Spell, values, now, participation=participation.id)
            changes += [Born(one) for one in (person, participation, answers, spell)]
            ids.append(person.id)
        uow.log.append(changes, "people_taken_in")
        uow.commit()
    return ids


def _make(cls: Any, values: dict[str, Any], now: datetime, **fixed: Any) -> Any:
    names = {field.name for field in dataclasses.fields(cls)} - {"id"}
    return cls(
        id=new_id(now),
        **(fixed | {name: values[name] for name in names & values.keys() - fixed.keys()}),
    )
