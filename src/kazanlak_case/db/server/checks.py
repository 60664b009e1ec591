"""What can be said of a server's own integrity: its pages are the administrator's to check, not ours."""

from collections.abc import Iterator

from sqlalchemy import Connection

from kazanlak_case.db.server.connecting import check_server
from kazanlak_case.db.server.rights import declared_tables
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.server_errors import ServerUnfitError

_TABLES = (
    "SELECT relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')"
)
_INVALID = (
    "SELECT c.relname FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid"
    " JOIN pg_namespace AS n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema() AND NOT (i.indisvalid AND i.indisready)"
)


def server_faults(connection: Connection) -> Iterator[str]:
    """Name what is wrong with the database as a whole.

    Damage of single pages the server finds by its own checksums, when they are read: the checks of chain and tables
    read every row.
    """
    try:
        check_server(connection)
    except ServerUnfitError as error:
        yield str(error.facts["detail"])
    missing = declared_tables() - set(run(connection, _TABLES).scalars())
    yield from (f"table {name} is missing" for name in sorted(missing))
    yield from (f"index {name} is not valid" for name in run(connection, _INVALID).scalars())
