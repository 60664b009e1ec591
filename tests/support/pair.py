"""A centre and a house that know each other, made from templates without a starter file in between."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.passwords import Cost
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.records import Person
from support.kills import Opener, let_go

PASSWORD = "четири думи стигат тук"
CHEAP = Cost(memory=64, passes=3)


@dataclass
class Pair:
    """Both files, open."""

    centre: CaseFile
    house: CaseFile

    def let_go(self) -> None:
        """Close both; their keys stay."""
        let_go(self.centre)
        let_go(self.house)


def make_pair(template: Path, folder: Path, opener: Opener, *, now: datetime) -> Pair:
    """Copy a centre into a folder, prepare a house beside it, and open both."""
    shutil.copytree(template, folder / "municipality.kcase")
    centre = opener.open(folder / "municipality.kcase")
    create_starter(
        folder / "kran.kcase", centre, site="kran", password=PASSWORD, now=now, cost=CHEAP
    )
    return Pair(centre, opener.open(folder / "kran.kcase"))


def write_people(file: CaseFile, count: int, *, now: datetime, note: str = "") -> None:
    """Write people with one intention."""
    with file.writing(now) as uow:
        people = [
            Person(id=uow.new_id(), given_name=f"Лице {number}", note=note or None)
            for number in range(count)
        ]
        uow.log.append([Born(one) for one in people], "people_taken_in")
        uow.commit()
