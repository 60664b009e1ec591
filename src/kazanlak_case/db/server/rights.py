"""Who may do what in the database: an owner makes the schema, clerks write records, readers read (least privilege).

Both are group roles without a sign-in of their own; the municipality's IT grants them to the accounts of people
(docs/postgresql.md). What a clerk may see *within* the program is decided by the program's own rights.
"""

from sqlalchemy import Connection

from kazanlak_case.db.server.partitions import MAKER
from kazanlak_case.db.server.slots import CREATE
from kazanlak_case.db.tables import metadata
from kazanlak_case.db.text_sql import run

CLERK = "kazanlak_case_clerk"
READER = "kazanlak_case_reader"
ROLES = (CLERK, READER)

LOG = ("change", "changeset")
"""Written once. A row leaves only when an import is taken back; values and salts only by an erasure."""

READINGS = "reading"
"""Only ever added to, and by readers too: that they read is what stands there."""

_COUNTED_AMONG_TABLES = (
    "SELECT c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition ORDER BY 1"
)
_IS_OWNER = "SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = 'change'::regclass"
_LACKING = (
    "SELECT NOT has_table_privilege(rolname, 'change', 'INSERT') FROM pg_roles WHERE rolname = ?"
)
_KNOWN = "SELECT rolname FROM pg_roles WHERE rolname IN (?, ?)"
_MAY_MAKE = "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"


def finish_schema(connection: Connection) -> None:
    """Make what only a server has beside the declared tables, and give the roles their rights."""
    run(connection, CREATE)
    run(connection, MAKER)
    known = set(run(connection, _KNOWN, ROLES).scalars())
    if known != set(ROLES) and run(connection, _MAY_MAKE).scalar_one():
        for role in ROLES:
            if role not in known:
                run(connection, f'CREATE ROLE "{role}" NOLOGIN')
        known = set(ROLES)
    if known == set(ROLES):
        for statement in grants(connection):
            run(connection, statement)


def make_up_rights(connection: Connection) -> None:
    """Give the roles their rights where they were made after the tables, and this account may."""
    is_owner = run(connection, _IS_OWNER).scalar_one()
    if is_owner and run(connection, _LACKING, (CLERK,)).scalar():
        finish_schema(connection)


def grants(connection: Connection) -> list[str]:
    """Give the statements by which the owner grants what each role needs; nobody else gets anything."""
    tables = list(run(connection, _COUNTED_AMONG_TABLES).scalars())
    statements = []
    for table in tables:
        statements.append(f'REVOKE ALL ON "{table}" FROM PUBLIC, "{CLERK}", "{READER}"')
        statements.append(f'GRANT SELECT ON "{table}" TO "{CLERK}", "{READER}"')
        statements.extend(f'GRANT {right} ON "{table}" TO "{CLERK}"' for right in _rights_on(table))
        if table == READINGS:
            statements.append(f'GRANT INSERT ON "{table}" TO "{READER}"')
    statements.append("REVOKE ALL ON FUNCTION kazanlak_case_make_partitions(bigint) FROM PUBLIC")
    statements.append(
        f'GRANT EXECUTE ON FUNCTION kazanlak_case_make_partitions(bigint) TO "{CLERK}"'
    )
    return statements


def _rights_on(table: str) -> tuple[str, ...]:
    if table in {"alembic_version", "intention"}:
        return ()
    if table == "change":
        return ("INSERT", "DELETE", "UPDATE (old, new)")
    if table == "changeset":
        return ("INSERT", "DELETE", "UPDATE (salt)")
    if table == READINGS:
        return ("INSERT",)
    if table == "key_slots":
        return ("INSERT", "UPDATE")
    return ("INSERT", "UPDATE", "DELETE")


def is_writer(connection: Connection) -> bool:
    """Whether this account may write records at all."""
    may: bool = run(
        connection, "SELECT has_table_privilege(current_user, 'change', 'INSERT')"
    ).scalar_one()
    return may


def declared_tables() -> frozenset[str]:
    """Give the tables that every store has."""
    return frozenset(metadata.tables)
