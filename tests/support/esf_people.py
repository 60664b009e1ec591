"""A plain store with participants in it, never kept: what the funds' rules are tested on, thousands of times."""

import csv
import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, insert, update

from kazanlak_case import paths
from kazanlak_case.db import tables
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.indicators import Indicators
from kazanlak_case.db.server.address import parse_address
from kazanlak_case.db.server.connecting import make_server_engine
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.domain.exchange import LogName
from kazanlak_case.domain.fields import RecordId, record_type, specs_of, to_raw
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import Participation, Person, Spell, User, Vulnerability

FILES = Path(__file__).parent.parent / "files"
NOW = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)
SITES = ("kazanlak", "kran")

CODE_OF_ISCED = {
    "0": "none",
    "1": "primary",
    "2": "lower_secondary",
    "3": "upper_secondary",
    "4": "post_secondary",
    "5": "prof_bachelor",
    "6": "bachelor",
    "7": "master",
    "8": "doctor",
}


class EsfPeople:
    """Write records straight into the tables, as they would stand there after the change log."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._count = 0
        names = Shorthand()
        names.load(connection)
        self._rid = {
            site: names.rid(connection, LogName(bytes([at]) * 16, site, site, 0, b"c" * 16))
            for at, site in enumerate(SITES, start=1)
        }
        profile = MunicipalityProfile.parse(
            paths.resource("profiles/kazanlak.toml").read_text("utf-8")
        )
        user = User(id=RecordId("0" * 32), name="head", role="manager")
        self.context = UowContext(
            NOW, "kran", "house", user, profile, b"r" * 16, 0, b"c" * 16, names
        )
        self.indicators = Indicators(connection, self.context)

    def new_id(self) -> RecordId:
        self._count += 1
        return RecordId(f"{self._count:032x}")

    def add(self, record: Any, *, site: str = "kran", hidden: bool = False) -> RecordId:
        table = tables.DATA[record_type(type(record))]
        values = {
            spec.name: to_raw(spec, getattr(record, spec.name)) for spec in specs_of(type(record))
        }
        self.connection.execute(
            insert(table).values(
                id=bytes.fromhex(record.id),
                born_rid=self._rid[site],
                born_seq=self._count,
                hidden=int(hidden),
                **values,
            )
        )
        return record.id

    def hide(self, record: str, record_id: RecordId) -> None:
        table = tables.DATA[record]
        self.connection.execute(
            update(table).where(table.c.id == bytes.fromhex(record_id)).values(hidden=1)
        )

    def participant(
        self, *, site: str = "kran", person: RecordId | None = None, **values: Any
    ) -> RecordId:
        """Somebody with one entry; each value goes to the record that has a field of that name."""
        if person is None:
            person = self.add(self._make(Person, values, given_name="Мария"), site=site)
        operation = values.pop("operation", "integration")
        participation = self.add(
            self._make(Participation, values, person=person, operation=operation), site=site
        )
        answers = self._make(Vulnerability, values, participation=participation)
        if any(
            getattr(answers, spec.name)
            for spec in specs_of(Vulnerability)
            if spec.name != "participation"
        ):
            self.add(answers, site=site)
        self.add(self._make(Spell, values, participation=participation), site=site)
        return person

    def spell(self, person: RecordId, *, site: str = "kran", **values: Any) -> RecordId:
        """One more entry of somebody's only participation."""
        table = tables.DATA["participation"]
        found = self.connection.execute(
            table.select()
            .with_only_columns(table.c.id)
            .where(table.c.person == bytes.fromhex(person))
        ).scalar_one()
        return self.add(
            Spell(id=self.new_id(), participation=RecordId(found.hex()), **values), site=site
        )

    def _make(self, cls: Any, values: dict[str, Any], **fixed: Any) -> Any:
        names = {field.name for field in dataclasses.fields(cls)} - {"id"}
        return cls(
            id=self.new_id(), **(fixed | {name: values[name] for name in names & values.keys()})
        )


@contextmanager
def esf_people(address: str | None = None) -> Iterator[EsfPeople]:
    """An empty store: in memory, or in a server's database that has the tables."""
    engine = make_server_engine(parse_address(address)) if address else create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            if address is None:
                tables.metadata.create_all(connection)
            yield EsfPeople(connection)
            connection.rollback()
    finally:
        engine.dispose()


def worked_examples() -> list[dict[str, str]]:
    """The examples as they stand in the file."""
    with (FILES / "esf_worked_examples.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values_of(example: dict[str, str]) -> dict[str, Any]:
    """An example's inputs as the fields they belong to."""
    days = {
        "born_on": "birth_date",
        "entered_on": "entry_date",
        "unemployed_since": "unemployed_since",
        "left_on": "exit_date",
        "job_search_from": "job_search_from",
        "education_from": "education_from",
        "qualification_on": "qualification_date",
        "employment_from": "employment_from",
    }
    texts = {
        "labour_situation": "labour_status_entry",
        "in_education": "in_education_entry",
        "migrant": "migrant",
        "foreign_background": "foreign_background",
        "minority": "minority",
        "roma": "roma",
        "disability": "disability",
        "homeless": "homeless",
        "other_disadvantage": "other_disadvantage",
        "jobless_household": "hh_jobless",
        "jobless_with_children": "hh_jobless_children",
        "single_adult_with_children": "hh_single_adult_children",
        "status_6m": "status_6m",
    }
    values: dict[str, Any] = {name: example[column] or None for name, column in texts.items()}
    values |= {
        name: date.fromisoformat(example[column]) if example[column] else None
        for name, column in days.items()
    }
    values["sex"] = example["sex"].lower() or None
    values["education"] = CODE_OF_ISCED.get(example["isced_entry"])
    values["given_name"] = example["case_id"]
    return values
