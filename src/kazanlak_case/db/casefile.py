"""An open, unlocked case file: make one, open one, work in it, keep a verified backup."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from typing_extensions import override

from kazanlak_case.db import key_file, keys
from kazanlak_case.db.bounded import Bounded
from kazanlak_case.db.care import read_care
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.engine import make_engine, translating
from kazanlak_case.db.entitled import settle_posts
from kazanlak_case.db.file_facts import FileFacts
from kazanlak_case.db.giving_back import give_back
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.lock import CaseLock
from kazanlak_case.db.media import refuse_removable
from kazanlak_case.db.newer import take_up_newer
from kazanlak_case.db.removal import remove_user, settle_epoch
from kazanlak_case.db.schema import ensure_schema
from kazanlak_case.db.sealing import Secrets
from kazanlak_case.db.settings_table import read_setting, write_setting
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.tries import unlock_counted
from kazanlak_case.db.unit_of_work import COMMITS, UnitOfWork
from kazanlak_case.db.updating import back_up_before_update
from kazanlak_case.domain.backup_errors import DamageFoundError
from kazanlak_case.domain.file_errors import CaseFileMissingError, NotACaseFileError
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.readings import HISTORY_PARTED
from kazanlak_case.domain.records import User
from kazanlak_case.domain.server_errors import MovedAwayError

DATABASE = "case.db"
SUFFIX = ".kcase"
MOVED_TO = "moved_to"
"""Where the contents of this file were moved, if they were (db/server/moving.py)."""


class CaseFile(Bounded):
    """One case file, held by this program alone. Threads may share it: one writer, readers beside it.

    Made by `db.birth.create_case_file` or `CaseFile.open`.
    """

    damage = ""
    """What damage was found in it; nothing more is written into a damaged file."""
    ended_badly = False
    """Whether it was not closed last time: a power cut, or the program was ended by force."""

    def __init__(
        self, path: Path, unlocked: keys.Unlocked, *, lock: CaseLock, installation: Installation
    ) -> None:
        self.path = path
        self.unlocked = unlocked
        self.secrets = Secrets(unlocked)
        self._lock = lock
        self._installation = installation
        self._engine: Engine = make_engine(path / DATABASE, unlocked.database_keys)
        self._names = Shorthand()
        self._reading: set[Any] = set()
        self._facts: FileFacts | None = None

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        user: str | None = None,
        password: str,
        installation: Installation | None = None,
    ) -> "CaseFile":
        """Open a case file with a user's password (the file's first user if none is named).

        Raises:
            CaseFileMissingError: There is nothing at `path`.
            NotACaseFileError: It is no case file.
            RemovableMediaError: It lies on a stick or a network disk.
            CaseFileInUseError: Another program has it open.
            WrongPasswordError: The password is not this user's.
            TooManyTriesError: It was not right too often, and one must wait.
            CaseFileDamagedError: The keys fit, the content does not.
            NewerFileError: A newer version made it.
        """
        check_is_case_file(path)
        refuse_removable(path)
        name = user or keys.users_of(path)[0]
        lock = CaseLock.take(path, user=name)
        try:
            here = installation or Installation.here()
            unlocked = unlock_counted(path, name, password, installation=here)
            settle_epoch(path, unlocked)
            file = cls(path, unlocked, lock=lock, installation=here)
            file.damage, file.ended_badly = read_care(path).damage, lock.was_left
            back_up_before_update(file)
            file.load()
        except BaseException:
            lock.release()
            raise
        return file

    @staticmethod
    def users_of(path: Path) -> tuple[str, ...]:
        """Tell who may sign in; needs no password."""
        check_is_case_file(path)
        return keys.users_of(path)

    @property
    def address(self) -> str:
        """What it is opened by: its path, or the address of a server."""
        return str(self.path)

    @property
    def is_on_server(self) -> bool:
        """Whether a server keeps it, for several clerks at once."""
        return False

    @property
    def key_place(self) -> key_file.Place:
        """Where its key slots are."""
        return self.path

    def load(self) -> None:
        """Bring the schema up to date and read what this file is.

        Raises:
            MovedAwayError: Its contents were moved elsewhere.
        """
        with self._translating(), self._engine.connect() as connection:
            ensure_schema(connection, self.path)
            self._names.load(connection)
            self._names.ensure_registry(connection)
            take_up_newer(connection, self._names)
            refuse_moved(connection, self.path.name)
            self._facts = FileFacts.read(connection, user=self.unlocked.user)
            self._go_on(connection)
            settle_posts(connection, self.key_place, self.unlocked, facts=self.facts)
            self._keep_key_slots(connection)
            commits = commits_of(connection)
            connection.commit()
            self._tell_installation(commits)

    def _translating(self) -> AbstractContextManager[None]:
        """Say in our own errors what the store refuses."""
        return translating(self.path / DATABASE)

    def _keep_up(self, connection: Connection) -> None:
        """Learn what others changed since: nobody else has a case file open."""

    def _keep_key_slots(self, connection: Connection) -> None:
        """Hold the key file inside the database too, as it stands after the last change of a password or user."""
        slots = keys.slots_content(self.path)
        if read_setting(connection, "key_slots") != slots:
            write_setting(connection, "key_slots", slots)

    def _go_on(self, connection: Connection) -> None:
        """Start a new incarnation where one is due: no two files may write one log (design.md, section 4).

        A restored backup is behind the count kept outside; a copied file comes from another installation.
        """
        facts = self.facts
        known = self._installation.count_of(self._counted)
        is_own = facts.installation == self._installation.id and known is not None
        if not is_own or commits_of(connection) < (known or 0):
            self._facts = facts.as_new_incarnation(connection, installation=self._written_in)

    @property
    def _written_in(self) -> bytes:
        """Give the place that a new incarnation writes in."""
        return self._installation.id

    @property
    def _counted(self) -> bytes:
        """Give what is counted outside: each incarnation of each file by itself."""
        return self.unlocked.file_id + self.facts.replica

    def _tell_installation(self, commits: int) -> None:
        self._installation.set_count(self._counted, commits)

    def go_on_as_another(self, *, now: datetime) -> None:
        """Start a new incarnation at once: another image of this file wrote under its name (design.md, section 4).

        The record of readings tells it too: what the other image signed does not mean that something was altered here.
        """
        from kazanlak_case.db.readings import Readings

        self._refuse_damaged()
        with self._translating(), self._engine.connect() as connection:
            self._keep_up(connection)
            parted = self.facts.replica
            self._facts = self.facts.as_new_incarnation(connection, installation=self._written_in)
            readings = Readings(connection, self.context(now))
            readings.record(HISTORY_PARTED, facts=parted.hex())
            readings.flush()
            commits = commits_of(connection)
            connection.commit()
            self._tell_installation(commits)

    def make_count_last(self) -> None:
        """Make the count kept outside survive a power cut: done before a bundle leaves (design.md, section 4)."""
        count = self._installation.count_of(self._counted)
        if count is not None:
            self._installation.set_count(self._counted, count, durable=True)

    @property
    def facts(self) -> FileFacts:
        """What this file is: site, role, copy and user."""
        if self._facts is None:
            msg = "the case file is not loaded"
            raise RuntimeError(msg)
        return self._facts

    @property
    def site(self) -> str:
        """The code of its site; its records lie in the scope of the same name."""
        return self.facts.site

    @property
    def role(self) -> str:
        """Either "house" or "centre"."""
        return self.facts.role

    @property
    def is_practice(self) -> bool:
        """Whether its people are made up; its keys fit no real file, so the two can never be mixed."""
        return self.facts.is_practice

    @property
    @override
    def user(self) -> User:
        """Who has opened it."""
        return self.facts.user

    @property
    @override
    def profile(self) -> MunicipalityProfile:
        """The municipality's profile in the file."""
        return self.facts.profile

    @contextmanager
    def writing(self, now: datetime) -> Iterator[UnitOfWork]:
        """Work in a write transaction; what was not committed at the end never was."""
        self._refuse_damaged()
        with self._translating(), self._engine.connect() as connection:
            self._keep_up(connection)
            # two files that were one may both be open: the second to write goes on as another
            self._go_on(connection)
            uow = UnitOfWork(connection, self.context(now), self.secrets)
            try:
                yield uow
            finally:
                connection.rollback()
                if uow.commits is not None:
                    self._tell_installation(uow.commits)
                else:
                    self._names.load(connection)
                    self._facts = FileFacts.read(connection, user=self.unlocked.user)
                    connection.rollback()

    def _refuse_damaged(self) -> None:
        if self.damage:
            raise DamageFoundError(path=self.path.name, detail=self.damage)

    @contextmanager
    def reading(self, now: datetime) -> Iterator[UnitOfWork]:
        """Read from one unchanging state, beside a writer."""
        with self._translating(), self._engine.connect() as plain:
            connection = plain.execution_options(rw=False)
            driver_connection = plain.connection.driver_connection
            self._reading.add(driver_connection)
            try:
                self._keep_up(connection)
                yield UnitOfWork(connection, self.context(now), self.secrets)
            finally:
                self._reading.discard(driver_connection)
                connection.rollback()

    def interrupt_reading(self) -> None:
        """Stop the queries that are being read: a newer search has come."""
        for connection in list(self._reading):
            connection.interrupt()

    def context(self, now: datetime) -> UowContext:
        """Tell what a unit of work at `now` knows."""
        return replace(self.facts.context(now, self._names), unlocked=self.unlocked)

    @contextmanager
    def raw_connection(self) -> Iterator[Connection]:
        """Give a connection outside any transaction, for VACUUM and integrity checks."""
        with self._translating(), self._engine.connect() as plain:
            yield plain.execution_options(rw=None)

    @contextmanager
    def reading_raw(self) -> Iterator[Connection]:
        """One unchanging state, for checks over whole tables."""
        with self._translating(), self._engine.connect() as plain:
            connection = plain.execution_options(rw=False)
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def writing_raw(self) -> Iterator[Connection]:
        """Give a write transaction that is no unit of work; whoever uses it commits."""
        with self._translating(), self._engine.connect() as connection:
            try:
                yield connection
            finally:
                connection.rollback()

    @property
    def names(self) -> Shorthand:
        """The shorthands of this file."""
        return self._names

    def remove_user(self, user: str) -> None:
        """Take a user's way in away and encrypt the file under a new key.

        Raises:
            UnknownUserError: There is no such user.
            InvalidRecordError: It is the user who asks.
        """
        # no connection may hold the file while its key changes
        self.interrupt_reading()
        self.reconnect()
        try:
            remove_user(self.path, self.unlocked, user=user)
        finally:
            self.reconnect()

    def reconnect(self) -> None:
        """Close the idle connections: the next ones open the file under the key it has now."""
        self._engine.dispose()

    def give_back(self) -> None:
        """Give the memory of what was read back: nothing is asked at the moment."""
        give_back(self._engine)

    @property
    def installation(self) -> Installation:
        """The installation it is open in."""
        return self._installation

    def close(self) -> None:
        """Close every connection, wipe the keys and let others open the file."""
        self._engine.dispose()
        self.secrets.wipe()
        self.unlocked.wipe()
        self._lock.release()


def commits_of(connection: Connection) -> int:
    """How many times a file was committed."""
    commits = read_setting(connection, COMMITS)
    return commits if isinstance(commits, int) else 0


def refuse_moved(connection: Connection, name: str) -> None:
    """Say where the contents of a file went: two files never write one log.

    Raises:
        MovedAwayError: They were moved.
    """
    target = read_setting(connection, MOVED_TO)
    if target is not None:
        raise MovedAwayError(path=name, target=target)


def check_is_case_file(path: Path) -> None:
    """Say at once when a path cannot be a case file.

    Raises:
        CaseFileMissingError: There is nothing.
        NotACaseFileError: It is something else.
    """
    if not path.exists():
        raise CaseFileMissingError(path=path.name)
    if not path.is_dir() or not (path / DATABASE).is_file():
        raise NotACaseFileError(path=path.name)
