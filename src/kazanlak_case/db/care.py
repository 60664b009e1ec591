"""What is remembered beside a case file about its keeping: when it was looked through, and where else it is kept.

It stands outside the database, because it must be known where that is damaged, and must not travel with it.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from kazanlak_case.db.small_files import write_whole

NAME = "care.json"
LARGEST = 16 * 1024
SALVAGED = "salvaged"
"""What stands for damage in a file that was saved from a damaged one and lacks something: it is only read."""


@dataclass(frozen=True, slots=True)
class Care:
    """Moments are in ISO form, "" where something never happened.

    Attributes:
        checked: When all pages were last looked through, and found well.
        damage: What was found where they were not.
        copied: When a backup was last copied to a second medium.
        medium: What that medium is called.
    """

    checked: str = ""
    damage: str = ""
    copied: str = ""
    medium: str = ""

    @property
    def checked_at(self) -> datetime | None:
        """When it was last found well."""
        return _moment(self.checked)

    @property
    def copied_at(self) -> datetime | None:
        """When a backup last went to a second medium."""
        return _moment(self.copied)


def read_care(folder: Path) -> Care:
    """Read what is remembered; what cannot be read is as if it had never been."""
    try:
        with (folder / NAME).open("rb") as file:
            found = json.loads(file.read(LARGEST))
        known = {name: found[name] for name in asdict(Care()) if isinstance(found.get(name), str)}
    except (OSError, ValueError, AttributeError):
        return Care()
    return Care(**known)


def remember(folder: Path, **facts: str) -> Care:
    """Write down some of it, and leave the rest as it is."""
    care = replace(read_care(folder), **facts)
    write_whole(folder / NAME, json.dumps(asdict(care), ensure_ascii=False, indent=1).encode())
    return care


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
