"""The key slots of a central copy on a server: the key file's own content, in a table (docs/formats.md, “Key file”)."""

from sqlalchemy import Connection, Engine
from typing_extensions import override

from kazanlak_case.db.server.address import ServerAddress
from kazanlak_case.db.server.connecting import translating_server
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.file_errors import CaseFileMissingError
from kazanlak_case.domain.server_errors import ServerBusyError

CREATE = """
    CREATE TABLE IF NOT EXISTS key_slots (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        generation bigint NOT NULL,
        content bytea NOT NULL)
"""
_IS_THERE = "SELECT to_regclass('key_slots') IS NOT NULL"
_READ = "SELECT content FROM key_slots"
_WRITE = """
    INSERT INTO key_slots (generation, content) VALUES (?, ?)
    ON CONFLICT (one) DO UPDATE SET generation = excluded.generation, content = excluded.content
    WHERE key_slots.generation < excluded.generation
"""


class SlotsTable:
    """The key slots as keys.py reads and writes them."""

    def __init__(self, engine: Engine, address: ServerAddress) -> None:
        self._engine = engine
        self._address = address

    @override
    def __str__(self) -> str:
        return self._address.name

    def read_slots(self) -> bytes:
        """Give what is kept.

        Raises:
            CaseFileMissingError: No central copy was made in this database.
        """
        with translating_server(self._address), self._engine.connect() as plain:
            connection = plain.execution_options(rw=False)
            found = run(connection, _IS_THERE).scalar_one()
            content = run(connection, _READ).scalar_one_or_none() if found else None
            connection.rollback()
        if not isinstance(content, bytes):
            raise CaseFileMissingError(path=self._address.name)
        return content

    def write_slots(self, content: bytes, generation: int) -> None:
        """Keep the next generation.

        Raises:
            ServerBusyError: Somebody else changed a password or a user meanwhile.
        """
        with translating_server(self._address), self._engine.connect() as connection:
            put_slots(connection, content, generation)
            connection.commit()


def put_slots(connection: Connection, content: bytes, generation: int) -> None:
    """Write the slots in the caller's transaction.

    Raises:
        ServerBusyError: A newer generation is there already.
    """
    if run(connection, _WRITE, (generation, content)).rowcount != 1:
        raise ServerBusyError
