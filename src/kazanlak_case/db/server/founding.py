"""Make a new central copy in an empty database of a server."""

from datetime import datetime

from sqlalchemy import Connection

from kazanlak_case.db import keys
from kazanlak_case.db.birth import NewFile, plan_file
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.passwords import Cost, check_new_password
from kazanlak_case.db.schema import ensure_schema, version_of
from kazanlak_case.db.server.address import ServerAddress
from kazanlak_case.db.server.connecting import (
    check_server,
    make_server_engine,
    translating_server,
)
from kazanlak_case.db.server.own_keys import seal_copy_keys
from kazanlak_case.db.server.server_file import ServerFile, identity_of
from kazanlak_case.db.server.slots import put_slots
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.file_errors import CaseFileExistsError


class _SlotsInHand:
    """Key slots before they have a table."""

    def __init__(self) -> None:
        self.content = b""
        self.generation = 0

    def read_slots(self) -> bytes:
        """Give what was made."""
        return self.content

    def write_slots(self, content: bytes, generation: int) -> None:
        """Hold what was made."""
        self.content, self.generation = content, generation


def create_on_server(  # noqa: PLR0913 - each is asked for once, by name
    address: ServerAddress,
    new: NewFile,
    *,
    password: str,
    now: datetime,
    cost: Cost | None = None,
    installation: Installation | None = None,
) -> ServerFile:
    """Make a new central copy with its first user, and open it. A failure leaves nothing behind.

    Raises:
        CaseFileExistsError: There is one in this database.
        ServerUnfitError: The database cannot hold one.
        UnknownSiteError, SiteRoleError, WeakPasswordError: As for a case file.
    """
    check_new_password(password)
    here = installation or Installation.here()
    slots = _SlotsInHand()
    engine = make_server_engine(address)
    try:
        with translating_server(address), engine.connect() as connection:
            names = begin_schema(connection, address)
            plan = plan_file(new, now=now, installation=identity_of(connection))
            unlocked = keys.create_keys(slots, [(new.user, password)], cost=cost)
            put_slots(connection, slots.content, slots.generation)
            plan.facts.write(connection)
            seal_copy_keys(connection, unlocked, plan.copy_keys)
            uow = UnitOfWork(connection, plan.facts.context(now, names))
            plan.fill(uow)
            uow.commit()
        file = ServerFile(address, unlocked, engine=engine, installation=here)
        here.set_count(unlocked.file_id + plan.facts.replica, 0)
        file.load()
    except BaseException:
        engine.dispose()
        raise
    return file


def begin_schema(connection: Connection, address: ServerAddress) -> Shorthand:
    """Make the schema in an empty database, and the numbers of all declared names.

    Raises:
        CaseFileExistsError: It is not empty.
        ServerUnfitError: It cannot hold a central copy.
    """
    check_server(connection)
    if version_of(connection) is not None:
        raise CaseFileExistsError(path=address.name)
    ensure_schema(connection, address)
    names = Shorthand()
    names.load(connection)
    names.ensure_registry(connection)
    return names
