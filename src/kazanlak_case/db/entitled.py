"""Whose confidential notes each user may be handed the keys of: the users' posts and the rights of those (rule P)."""

from contextlib import suppress

from sqlalchemy import Connection, select

from kazanlak_case.db import tables
from kazanlak_case.db.file_facts import FileFacts
from kazanlak_case.db.key_file import Place
from kazanlak_case.db.key_slots import Unlocked
from kazanlak_case.db.mapping import columns_of, record_of
from kazanlak_case.db.reference import rights_of
from kazanlak_case.db.role_keys import Entitled, settle_role_keys
from kazanlak_case.domain.file_errors import DiskFullError, ReadOnlyError, StorageError
from kazanlak_case.domain.records import User
from kazanlak_case.domain.server_errors import ServerBusyError, ServerRightsError


def entitled_of(connection: Connection, facts: FileFacts) -> Entitled:
    """Tell it for all users of this file's site; of two records of one name what both allow."""
    table = tables.DATA["user"]
    rows = connection.execute(
        select(*columns_of(User)).where(table.c.site == facts.site, table.c.hidden == 0)
    ).all()
    rights = rights_of(facts.profile)
    found: dict[str, frozenset[str]] = {}
    for user in (record_of(User, row) for row in rows):
        name, mine = user.name.strip().casefold(), rights.of(user).secrets
        found[name] = found.get(name, mine) & mine
    found.setdefault(facts.user.name.strip().casefold(), rights.of(facts.user).secrets)
    return found


def names_ever(connection: Connection, site: str) -> frozenset[str]:
    """Give the folded names of all users a site has or had."""
    table = tables.DATA["user"]
    names = connection.execute(select(table.c.name).where(table.c.site == site)).scalars()
    return frozenset(str(name).strip().casefold() for name in names)


def settle_posts(
    connection: Connection, place: Place, unlocked: Unlocked, *, facts: FileFacts
) -> None:
    """Bring the role keys of who signs in in line with the post; a file that cannot be written is read as it is."""
    entitled = entitled_of(connection, facts)
    with suppress(ReadOnlyError, DiskFullError, StorageError, ServerBusyError, ServerRightsError):
        settle_role_keys(place, unlocked, scope=facts.site, entitled=entitled)
