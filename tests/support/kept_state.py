"""Set a server's database back to how it was: far quicker than making another one for each test."""

from dataclasses import dataclass

import psycopg

from support.server import Server

_TABLES = (
    "SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace"
    " AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1"
)


# a row that was written since has a higher number of its transaction, one that was deleted is missing
_RESTORE = """
    IF EXISTS (
        SELECT 1 FROM public."{table}" WHERE xmin::text::bigint > (SELECT xid FROM kept_marks WHERE name = '{table}')
    ) OR (SELECT count(*) FROM public."{table}") <> {rows} THEN
        DELETE FROM public."{table}";
        INSERT INTO public."{table}" TABLE kept."{table}";
        UPDATE kept_marks SET xid = pg_current_xact_id()::text::bigint WHERE name = '{table}';
    END IF;
"""


@dataclass(frozen=True)
class KeptState:
    """What one database held when this was made; whoever restores it stays connected, with all planned."""

    connection: psycopg.Connection

    @classmethod
    def of(cls, server: Server, name: str) -> "KeptState":
        """Remember what a database holds, in a schema of its own there."""
        connection = psycopg.connect(server.address(name), autocommit=True)
        with connection.transaction():
            tables = [row[0] for row in connection.execute(_TABLES)]
            connection.execute("CREATE SCHEMA kept")
            connection.execute("SET LOCAL search_path TO kept")
            connection.execute("CREATE TABLE kept_marks (name text PRIMARY KEY, xid bigint)")
            steps = []
            for table in tables:
                connection.execute(f'CREATE TABLE "{table}" AS TABLE public."{table}"')
                connection.execute(
                    "INSERT INTO kept_marks SELECT %s, pg_current_xact_id()::text::bigint", (table,)
                )
                [[rows]] = connection.execute(f'SELECT count(*) FROM "{table}"').fetchall()
                steps.append(_RESTORE.format(table=table, rows=rows))
            connection.execute(
                "CREATE FUNCTION restore() RETURNS void LANGUAGE plpgsql SET search_path TO kept"
                f" AS $$ BEGIN {''.join(steps)} END $$"
            )
        return cls(connection)

    def restore(self) -> None:
        """Let it hold just that again."""
        self.connection.execute("SELECT kept.restore()")
