"""An open, unlocked case file: make one, open one, work in it, keep a verified backup."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from kazanlak_case.db import keys
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.engine import make_engine, translating
from kazanlak_case.db.file_facts import FileFacts
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.lock import CaseLock
from kazanlak_case.db.schema import ensure_schema
from kazanlak_case.db.settings_table import read_setting
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.unit_of_work import COMMITS, UnitOfWork
from kazanlak_case.domain.errors import CaseFileMissingError, NotACaseFileError
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import User

DATABASE = "case.db"
SUFFIX = ".kcase"


class CaseFile:
    """One case file, held by this program alone. Threads may share it: one writer, readers beside it.

    Made by `db.birth.create_case_file` or `CaseFile.open`.
    """

    def __init__(
        self, path: Path, unlocked: keys.Unlocked, *, lock: CaseLock, installation: Installation
    ) -> None:
        self.path = path
        self.unlocked = unlocked
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
            CaseFileInUseError: Another program has it open.
            WrongPasswordError: The password is not this user's.
            CaseFileDamagedError: The keys fit, the content does not.
            NewerFileError: A newer version made it.
        """
        check_is_case_file(path)
        name = user or keys.users_of(path)[0]
        lock = CaseLock.take(path, user=name)
        try:
            unlocked = keys.unlock(path, name, password)
            file = cls(path, unlocked, lock=lock, installation=installation or Installation.here())
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

    def load(self) -> None:
        """Bring the schema up to date, read what this file is, and start a new incarnation where one is due."""
        with translating(self.path / DATABASE), self._engine.connect() as connection:
            ensure_schema(connection, self.path)
            self._names.load(connection)
            facts = FileFacts.read(connection, user=self.unlocked.user)
            if self._went_on_elsewhere(connection, facts):
                facts = facts.as_new_incarnation(connection, installation=self._installation.id)
            connection.commit()
            self._facts = facts
            self._tell_installation(connection)

    def _went_on_elsewhere(self, connection: Connection, facts: FileFacts) -> bool:
        """Tell a restored backup or a copy: a backup is behind the count kept outside; a copy comes from another installation."""
        if facts.installation != self._installation.id:
            return True
        commits = read_setting(connection, COMMITS)
        known = self._installation.count_of(self.unlocked.file_id)
        return known is None or (commits if isinstance(commits, int) else 0) < known

    def _tell_installation(self, connection: Connection) -> None:
        commits = read_setting(connection, COMMITS)
        connection.rollback()
        self._installation.set_count(
            self.unlocked.file_id, commits if isinstance(commits, int) else 0
        )

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
    def user(self) -> User:
        """Who has opened it."""
        return self.facts.user

    @property
    def profile(self) -> MunicipalityProfile:
        """The municipality's profile in the file."""
        return self.facts.profile

    @contextmanager
    def writing(self, now: datetime) -> Iterator[UnitOfWork]:
        """Work in a write transaction; what was not committed at the end never was."""
        with translating(self.path / DATABASE), self._engine.connect() as connection:
            uow = UnitOfWork(connection, self.context(now))
            try:
                yield uow
            finally:
                connection.rollback()
                if not uow.committed:
                    self._names.load(connection)
                    connection.rollback()
            if uow.committed:
                self._tell_installation(connection)

    @contextmanager
    def reading(self, now: datetime) -> Iterator[UnitOfWork]:
        """Read from one unchanging state, beside a writer."""
        with translating(self.path / DATABASE), self._engine.connect() as plain:
            connection = plain.execution_options(rw=False)
            driver_connection = plain.connection.driver_connection
            self._reading.add(driver_connection)
            try:
                yield UnitOfWork(connection, self.context(now))
            finally:
                self._reading.discard(driver_connection)
                connection.rollback()

    def interrupt_reading(self) -> None:
        """Stop the queries that are being read: a newer search has come."""
        for connection in list(self._reading):
            connection.interrupt()

    def context(self, now: datetime) -> UowContext:
        """Tell what a unit of work at `now` knows."""
        facts = self.facts
        return UowContext(
            now=now,
            site=facts.site,
            role=facts.role,
            user=facts.user,
            profile=facts.profile,
            replica=facts.replica,
            incarnation=facts.incarnation,
            copy=facts.copy,
            names=self._names,
        )

    @contextmanager
    def raw_connection(self) -> Iterator[Connection]:
        """Give a connection outside any transaction, for VACUUM and integrity checks."""
        with translating(self.path / DATABASE), self._engine.connect() as plain:
            yield plain.execution_options(rw=None)

    @contextmanager
    def reading_raw(self) -> Iterator[Connection]:
        """One unchanging state, for checks over whole tables."""
        with translating(self.path / DATABASE), self._engine.connect() as plain:
            connection = plain.execution_options(rw=False)
            try:
                yield connection
            finally:
                connection.rollback()

    @property
    def names(self) -> Shorthand:
        """The shorthands of this file."""
        return self._names

    def forget_names(self) -> None:
        """Read the shorthands anew: other hands wrote to the file."""
        with self._engine.connect() as connection:
            self._names.load(connection)

    def close(self) -> None:
        """Close every connection, wipe the keys and let others open the file."""
        self._engine.dispose()
        self.unlocked.wipe()
        self._lock.release()


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
