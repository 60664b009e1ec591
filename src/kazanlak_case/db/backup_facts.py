"""What is written beside a backup: when and why it was made, how much is in it, and a fingerprint to know it by.

It can be read without a password, so it names nobody: times, counts, and ids.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kazanlak_case.db import key_file
from kazanlak_case.db.intentions import headers_in
from kazanlak_case.db.small_files import write_whole
from kazanlak_case.db.tables import DATA

NAME = "backup.json"
DATABASE = key_file.DATABASE_NAME
SUFFIX = ".kcase"
LARGEST = 64 * 1024
PIECE = 1 << 20
REASONS = ("asked", "day", "hours", "import", "update", "restore")
"""Why backups are made: somebody asked, the day or some hours are over, or what comes next changes much."""

_TYPES: dict[str, type] = {
    **dict.fromkeys(("size", "commits", "people", "records"), int),
    **dict.fromkeys(("reason", "sha256", "file_id", "site", "last_change", "author"), str),
}

_NAMED = re.compile(r"-(\d{4}-\d{2}-\d{2}-\d{6})(?:-([a-z]+))?(?:-(\d+))?$")


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What is known of one backup without opening it.

    Attributes:
        size: How many bytes its database has.
        sha256: Its database's fingerprint; "" where an older version of the program made it.
        file_id: Which case file it is of.
        commits: How often the file had been committed by then.
        last_change: When the last change in it was written, in ISO form.
        author: The id of whoever wrote it.
    """

    path: Path
    made_at: datetime
    reason: str
    size: int
    sha256: str = ""
    file_id: str = ""
    site: str = ""
    commits: int = 0
    people: int = 0
    records: int = 0
    last_change: str = ""
    author: str = ""

    @property
    def is_verified(self) -> bool:
        """Whether it was opened and read back when it was made: what has its final name and a fingerprint was."""
        return bool(self.sha256)

    @property
    def is_whole(self) -> bool:
        """Whether it is as long as it was; `matches` also looks at every byte."""
        return _size(self.path / DATABASE) == self.size > 0

    def matches(self, progress: Callable[[int, int], None]) -> bool:
        """Read every byte and compare with the fingerprint; needs no key."""
        return self.sha256 == fingerprint(self.path / DATABASE, progress=progress)


def name_of(stem: str, now: datetime, *, reason: str) -> str:
    """Name a backup, without its ending."""
    return f"{stem}-{now.astimezone():%Y-%m-%d-%H%M%S}-{reason}"


def read_facts(path: Path) -> BackupFacts | None:
    """Tell what is known of a folder that may be a backup; None where it is none.

    One that an older version made has its moment in its name; a case file that was copied by hand has neither.
    """
    if path.suffix != SUFFIX or not (path / DATABASE).is_file():
        return None
    size = _size(path / DATABASE)
    try:
        with (path / NAME).open("rb") as file:
            found = json.loads(file.read(LARGEST))
        made_at = datetime.fromisoformat(found.pop("made_at"))
        return replace(BackupFacts(path, made_at, "asked", size), **_known(found))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass
    named = _NAMED.search(path.stem)
    if named is None:
        return None
    made_at = datetime.strptime(named[1], "%Y-%m-%d-%H%M%S").astimezone()
    return BackupFacts(path, made_at, named[2] or "asked", size)


def write_facts(facts: BackupFacts) -> None:
    """Write down what is known of a backup."""
    content: dict[str, Any] = asdict(facts)
    folder = content.pop("path")
    content["made_at"] = facts.made_at.isoformat(timespec="seconds")
    write_whole(folder / NAME, json.dumps(content, indent=1, sort_keys=True).encode())


def counted(connection: Any, facts: BackupFacts) -> BackupFacts:
    """Add what an opened copy says of itself: how much is in it, and what was written last."""
    settings = dict(
        connection.execute("SELECT name, value FROM setting WHERE name IN ('commits', 'site')")
    )
    # a file about to be brought up to date does not have all tables yet
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    counts = {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 - names of our own tables
        for name in (*DATA, "person_index")
        if name in tables
    }
    people = counts.pop("person_index", 0)
    headers = headers_in(tables)
    last = connection.execute(
        f"""
        SELECT s.at, s.author FROM vector JOIN {headers} AS s ON s.rid = vector.rid AND s.last = vector.seq
        ORDER BY s.hlc DESC LIMIT 1
        """  # noqa: S608 - one of our own two
    ).fetchone()
    commits = settings.get("commits", 0)
    return replace(
        facts,
        site=str(settings.get("site", "")),
        commits=commits if isinstance(commits, int) else 0,
        people=people,
        records=sum(counts.values()),
        last_change=str(last[0]) if last else "",
        author=bytes(last[1]).hex() if last else "",
    )


def fingerprint(path: Path, *, progress: Callable[[int, int], None]) -> str:
    """Read a file through and give its SHA-256."""
    found, done, of = hashlib.sha256(), 0, _size(path)
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            found.update(piece)
            done += len(piece)
            progress(done, of)
    return found.hexdigest()


def _known(found: dict[str, Any]) -> dict[str, Any]:
    """Take what this version knows, where it has the type it should have."""
    return {
        name: value for name, value in found.items() if type(value) is _TYPES.get(name, type(None))
    }


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
