"""Bring a file's schema up to this version's, one migration after another; refuse a newer one."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from kazanlak_case.db.server.address import ServerAddress
from kazanlak_case.db.settings_table import write_setting
from kazanlak_case.db.text_sql import is_server
from kazanlak_case.domain.exchange import MAJOR
from kazanlak_case.domain.file_errors import NewerFileError

HEAD = "0005"
"""The newest migration this version knows; read without loading Alembic, which costs a fifth of a second."""


_STAMP = """
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)
"""
"""As Alembic makes it."""


def version_of(connection: Connection) -> str | None:
    """Give the migration a file stands at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar_one_or_none()
    return found


def ensure_schema(connection: Connection, path: Path | ServerAddress) -> None:
    """Migrate inside the caller's transaction.

    Raises:
        NewerFileError: The file stands at a migration this version does not know.
    """
    version = version_of(connection)
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise NewerFileError(path=path.name)
    if version is None and not is_server(connection):
        _declare(connection)
    else:
        migrate(connection)


def _declare(connection: Connection) -> None:
    """Make a new file as the migrations would (tests/contracts/test_schema.py), without Alembic: half a second less."""
    from kazanlak_case.db.intentions import create_view
    from kazanlak_case.db.search_index import create_index
    from kazanlak_case.db.tables import metadata

    metadata.create_all(connection, checkfirst=False)
    create_index(connection)
    create_view(connection)
    connection.exec_driver_sql(_STAMP)
    connection.exec_driver_sql("INSERT INTO alembic_version (version_num) VALUES (?)", (HEAD,))
    write_setting(connection, "format", MAJOR)


def migrate(connection: Connection) -> None:
    """Run the missing migrations and note the format's major version."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    is_new = version_of(connection) is None
    command.upgrade(config, "head")
    if is_server(connection):
        from kazanlak_case.db.search_index import create_index
        from kazanlak_case.db.server.rights import finish_schema

        if is_new:
            create_index(connection)
        finish_schema(connection)
    write_setting(connection, "format", MAJOR)
