"""Disks that forget: bits flipped and pages lost in real files."""

from datetime import datetime
from pathlib import Path

from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.records import Person

PAGE = 4096
SALT = 16
"""The first bytes of a file are its salt, which stands in the key file: they may be anything."""


def fill(file: CaseFile, now: datetime, count: int = 400, *, words: int = 60) -> None:
    """Write so many people down, each with a note of so many words: some six of sixty to a page."""
    with file.writing(now) as uow:
        people = [
            Person(id=uow.new_id(), given_name=f"Лице {number}", note="дума " * words)
            for number in range(count)
        ]
        uow.log.append([Born(person) for person in people], "people_taken_in")
        uow.commit()


def flip(path: Path, at: int, bit: int) -> None:
    """Turn one bit round; twice is as if nothing had been."""
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1 << bit]))


def damage(file: CaseFile, *, every: int = 8, beyond: int = 240) -> Path:
    """Close a file and damage some of its later pages: it still opens, but not all of it can be read."""
    file.close()
    path = file.path / DATABASE
    for at in range(beyond * PAGE, path.stat().st_size, every * PAGE):
        flip(path, at + 99, 1)
    return path
