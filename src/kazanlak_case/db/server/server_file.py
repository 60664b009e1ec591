"""The central copy on a server, opened: the same work as in a case file, by several clerks at once."""

import dataclasses
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine
from typing_extensions import override

from kazanlak_case import paths
from kazanlak_case.db import key_file, keys
from kazanlak_case.db.casefile import SUFFIX, CaseFile, commits_of, refuse_moved
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.entitled import settle_posts
from kazanlak_case.db.file_facts import FileFacts
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.key_slots import Unlocked
from kazanlak_case.db.opening import ADDRESS_NAME
from kazanlak_case.db.reading_keys import hand_on_audit_keys
from kazanlak_case.db.removal import begin_removal, forget_older_keys
from kazanlak_case.db.schema import ensure_schema
from kazanlak_case.db.sealing import Secrets
from kazanlak_case.db.server.address import ServerAddress
from kazanlak_case.db.server.connecting import (
    check_server,
    make_server_engine,
    translating_server,
)
from kazanlak_case.db.server.own_keys import seal_copy_keys, unseal_copy_keys
from kazanlak_case.db.server.rights import is_writer, make_up_rights
from kazanlak_case.db.server.slots import SlotsTable
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.small_files import translating_disk, write_whole
from kazanlak_case.db.text_sql import run
from kazanlak_case.db.tries import unlock_counted
from kazanlak_case.db.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from kazanlak_case.db.copy_keys import CopyKeys

# A dump restored elsewhere, or a database copied on the same server, is another file and must not go on with our log.
_WHICH_SERVER = (
    "SELECT c.system_identifier, d.oid::bigint FROM pg_control_system() AS c, pg_database AS d"
    " WHERE d.datname = current_database()"
)
_CHANGED = """
    SELECT (SELECT count(*) FROM log), (SELECT count(*) FROM kind), (SELECT count(*) FROM field),
        (SELECT value FROM setting WHERE name = 'replica')
"""


class ServerFile(CaseFile):
    """One central copy on a server. Other programs may have it open too.

    Made by `ServerFile.open_server`, or `db.server.founding`.
    """

    def __init__(
        self,
        address: ServerAddress,
        unlocked: Unlocked,
        *,
        engine: Engine,
        installation: Installation,
    ) -> None:
        self.server = address
        self.unlocked = unlocked
        self.secrets = Secrets(unlocked)
        # what lies beside a case file (drafts, backups) lies here, on the clerk's own computer, where the window
        # finds it among the case files
        name = f"{address.parts.get('dbname', 'server')}-{unlocked.file_id.hex()[:8]}{SUFFIX}"
        self.path = paths.case_folder() / name
        self._installation = installation
        self._engine = engine
        self._names = Shorthand()
        self._reading = set()
        self._facts = None
        self._own_keys: CopyKeys | None = None
        self._is_here = b""

    @classmethod
    def open_server(
        cls,
        address: ServerAddress,
        *,
        user: str | None = None,
        password: str,
        installation: Installation | None = None,
    ) -> "ServerFile":
        """Open a central copy with a user's password (its first user if none is named).

        Raises:
            ServerUnreachableError: There is no connection.
            CaseFileMissingError: No central copy was made in this database.
            WrongPasswordError: The password is not this user's.
            TooManyTriesError: It was not right too often, and one must wait.
            ServerUnfitError: The database cannot hold one.
            NewerFileError: A newer version made it.
            MovedAwayError: Its contents were moved.
        """
        engine = make_server_engine(address)
        try:
            place = SlotsTable(engine, address)
            here = installation or Installation.here()
            name = user or keys.users_of(place)[0]
            unlocked = unlock_counted(place, name, password, installation=here)
            file = cls(address, unlocked, engine=engine, installation=here)
            file.settle_epoch()
            file.load()
        except BaseException:
            engine.dispose()
            raise
        return file

    @property
    @override
    def address(self) -> str:
        return str(self.server)

    def settle_epoch(self) -> None:
        """Bring what is sealed in the settings under the newest file key, and forget the older ones."""
        if len(self.unlocked.file_keys) == 1:
            return
        with self.writing_raw() as connection:
            own = unseal_copy_keys(connection, self.unlocked)
            seal_copy_keys(connection, self.unlocked, own)
            hand_on_audit_keys(connection, self.unlocked)
            connection.commit()
        forget_older_keys(self.key_place, self.unlocked)

    @override
    def remove_user(self, user: str) -> None:
        """Take a user's way in away; other clerks go on, and sign in again before they change a password.

        The tables have no key of their own: the account in the database is its keeper's to take away.

        Raises:
            UnknownUserError: There is no such user.
            InvalidRecordError: It is the user who asks.
        """
        begin_removal(self.key_place, self.unlocked, user=user)
        self.settle_epoch()

    @property
    @override
    def is_on_server(self) -> bool:
        return True

    @property
    @override
    def key_place(self) -> key_file.Place:
        return SlotsTable(self._engine, self.server)

    @override
    def load(self) -> None:
        """Bring the schema up to date and read what this copy is."""
        with self._translating(), self._engine.connect() as connection:
            check_server(connection)
            ensure_schema(connection, self.server)
            refuse_moved(connection, self.server.name)
            self._is_here = identity_of(connection)
            self._names.load(connection)
            self._facts = FileFacts.read(connection, user=self.unlocked.user)
            self._own_keys = unseal_copy_keys(connection, self.unlocked)
            if is_writer(connection):
                make_up_rights(connection)
                self._names.ensure_registry(connection)
                self._go_on(connection)
            commits = commits_of(connection)
            connection.commit()
            self._tell_installation(commits)
        # not in the transaction above: the key slots are written in one of their own
        with self.reading_raw() as reading:
            settle_posts(reading, self.key_place, self.unlocked, facts=self.facts)
        with translating_disk(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
        write_whole(self.path / ADDRESS_NAME, f"{self.server}\n".encode())

    @override
    def _translating(self) -> AbstractContextManager[None]:
        return translating_server(self.server)

    @override
    def _go_on(self, connection: Connection) -> None:
        """Start a new incarnation where this database was set back, or is a copy of another.

        Several installations write one replica here, each knowing how far it had come.
        """
        known = self._installation.count_of(self._counted)
        is_behind = known is not None and commits_of(connection) < known
        if is_behind or self.facts.installation != self._is_here:
            self._facts = self.facts.as_new_incarnation(connection, installation=self._written_in)

    @property
    @override
    def _written_in(self) -> bytes:
        return self._is_here

    @override
    def _keep_up(self, connection: Connection) -> None:
        """Learn what other clerks added: logs, fields of a newer version, a new incarnation."""
        logs, kinds, fields, replica = run(connection, _CHANGED).one()
        if self._names.sizes != (logs, kinds, fields):
            self._names.load(connection)
        if replica != self.facts.replica:
            self._facts = FileFacts.read(connection, user=self.unlocked.user)

    @contextmanager
    @override
    def reading(self, now: datetime) -> Iterator[UnitOfWork]:
        with self._translating(), self._engine.connect() as plain:
            connection = unchanging(plain, is_readonly=True)
            driver_connection = plain.connection.driver_connection
            self._reading.add(driver_connection)
            try:
                self._keep_up(connection)
                yield UnitOfWork(connection, self.context(now), self.secrets)
            finally:
                self._reading.discard(driver_connection)
                connection.rollback()

    @override
    def interrupt_reading(self) -> None:
        for connection in list(self._reading):
            connection.cancel_safe()

    @override
    def context(self, now: datetime) -> UowContext:
        return dataclasses.replace(super().context(now), own_keys=self._own_keys)

    @contextmanager
    @override
    def raw_connection(self) -> Iterator[Connection]:
        with self._translating(), self._engine.connect() as plain:
            yield plain.execution_options(rw=False, isolation_level="AUTOCOMMIT")

    @contextmanager
    @override
    def reading_raw(self) -> Iterator[Connection]:
        with self._translating(), self._engine.connect() as plain:
            connection = unchanging(plain, is_readonly=False)  # checks make temporary tables
            try:
                yield connection
            finally:
                connection.rollback()

    @override
    def close(self) -> None:
        """Close every connection and wipe the keys."""
        self._engine.dispose()
        self.secrets.wipe()
        self.unlocked.wipe()
        self._own_keys = None


def users_on_server(address: ServerAddress) -> tuple[str, ...]:
    """Tell who may sign in; needs the database's password, but nobody's of the program."""
    engine = make_server_engine(address, connections=1)
    try:
        return keys.users_of(SlotsTable(engine, address))
    finally:
        engine.dispose()


def unchanging(connection: Connection, *, is_readonly: bool) -> Connection:
    """Let a connection read from one unchanging state, beside writers."""
    return connection.execution_options(
        rw=False, isolation_level="REPEATABLE READ", postgresql_readonly=is_readonly
    )


def identity_of(connection: Connection) -> bytes:
    """Tell one database of one server from every other."""
    server, database = run(connection, _WHICH_SERVER).one()
    return blake2b(f"{server} {database}".encode(), digest_size=16).digest()
