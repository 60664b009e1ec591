"""What a case file is: its site and role, the copy that writes it, its user and profile."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from kazanlak_case.db import tables
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.mapping import columns_of, record_of
from kazanlak_case.db.settings_table import read_setting, write_setting
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.domain.fields import Raw
from kazanlak_case.domain.file_errors import CaseFileDamagedError
from kazanlak_case.domain.key_errors import UserGoneError
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import Profile, User

REPLICA_BYTES = 16
UNCLAIMED = b"\0"
"""The installation of a starter: none yet."""
PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Facts read once, at opening."""

    site: str
    role: str
    replica: bytes
    incarnation: int
    copy: bytes
    installation: bytes
    user: User
    profile: MunicipalityProfile
    is_practice: bool = False
    """Made-up people: the window has a frame and every print says so."""

    @classmethod
    def read(cls, connection: Connection, *, user: str) -> "FileFacts":
        """Read what the file says of itself.

        Raises:
            CaseFileDamagedError: A fact is missing.
        """
        site, role = _text(connection, "site"), _text(connection, "role")
        profile = _first_profile(connection)
        return cls(
            site=site,
            role=role,
            replica=_bytes(connection, "replica"),
            incarnation=_number(connection, "incarnation"),
            copy=_bytes(connection, "copy"),
            installation=_bytes(connection, "installation"),
            user=_user(connection, name=user, site=site),
            profile=MunicipalityProfile.parse(profile.text or ""),
            is_practice=bool(read_setting(connection, PRACTICE)),
        )

    def as_new_incarnation(self, connection: Connection, *, installation: bytes) -> "FileFacts":
        """Go on under a new replica: what the old one may have written elsewhere is never contradicted.

        A starter that was never opened (UNCLAIMED) begins with its first incarnation: it wrote nothing yet.
        """
        incarnation = 1 if self.installation == UNCLAIMED else self.incarnation + 1
        fresh = replace(
            self,
            replica=secrets.token_bytes(REPLICA_BYTES),
            incarnation=incarnation,
            installation=installation,
        )
        fresh.write_identity(connection)
        return fresh

    def context(self, now: datetime, names: Shorthand) -> UowContext:
        """Give what a unit of work at `now` knows."""
        return UowContext(
            now=now,
            site=self.site,
            role=self.role,
            user=self.user,
            profile=self.profile,
            replica=self.replica,
            incarnation=self.incarnation,
            copy=self.copy,
            names=names,
            is_practice=self.is_practice,
        )

    def write(self, connection: Connection) -> None:
        """Note all that a new file says of itself."""
        write_setting(connection, "site", self.site)
        write_setting(connection, "role", self.role)
        write_setting(connection, PRACTICE, int(self.is_practice))
        write_setting(connection, "copy", self.copy)
        self.write_identity(connection)

    def write_identity(self, connection: Connection) -> None:
        """Note which replica this file is, and on which installation."""
        write_setting(connection, "replica", self.replica)
        write_setting(connection, "incarnation", self.incarnation)
        write_setting(connection, "installation", self.installation)


def _user(connection: Connection, *, name: str, site: str) -> User:
    table = tables.DATA["user"]
    columns = [*columns_of(User), table.c.hidden]
    rows = connection.execute(select(*columns).where(table.c.name == name)).all()
    own = [row for row in rows if row.site == site]
    users = [record_of(User, row) for row in own or rows if not row.hidden]
    if own and not users:
        # removed at another laptop of the house; whoever has the same name elsewhere is somebody else
        raise UserGoneError(user=name)
    if not users:
        raise CaseFileDamagedError(path="", detail=f"no user record for “{name}”")
    return users[0]


def _first_profile(connection: Connection) -> Profile:
    table = tables.DATA["profile"]
    row = connection.execute(
        select(*columns_of(Profile)).where(table.c.hidden == 0).order_by(table.c.id)
    ).first()
    if row is None:
        raise CaseFileDamagedError(path="", detail="no profile")
    return record_of(Profile, row)


def _raw(connection: Connection, name: str) -> Raw:
    value = read_setting(connection, name)
    if value is None:
        raise CaseFileDamagedError(path="", detail=f"no {name}")
    return value


def _text(connection: Connection, name: str) -> str:
    return str(_raw(connection, name))


def _number(connection: Connection, name: str) -> int:
    value = _raw(connection, name)
    return value if isinstance(value, int) else 0


def _bytes(connection: Connection, name: str) -> bytes:
    value = _raw(connection, name)
    return value if isinstance(value, bytes) else b""
