"""Saves that never wait, headers in few bytes.

The search index is brought together little by little (db/full_text_file.py). A changeset keeps no payload hash, which
follows from what it says, and its header says in 40 bytes less what the view `intention` tells (db/intentions.py).
"""

import sqlalchemy as sa
from alembic import op

from kazanlak_case.db.columns import WHOLE
from kazanlak_case.db.intentions import create_view
from kazanlak_case.db.text_sql import SERVER

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ADDED = ("changes", "lag", "deed")
_DEEDS = """
INSERT INTO deed (number, author, what)
SELECT row_number() OVER (ORDER BY min(hlc), author, what) - 1, author, what FROM changeset GROUP BY author, what
"""
_NUMBER = (
    "(SELECT d.number FROM deed AS d WHERE d.author = changeset.author AND d.what = changeset.what)"
)
_FILL = f"""
INSERT INTO narrow (rid, last, hlc, ctx, salt, hash, changes, lag, deed)
SELECT rid, last, hlc, ctx, salt, hash, last - first + 1, hlc / 1000000 - CAST(strftime('%s', at) AS INTEGER), {_NUMBER}
FROM changeset ORDER BY rid, last
"""  # noqa: S608 - our own words
_FILL_SERVER = f"""
UPDATE changeset SET changes = last - first + 1, lag = hlc / 1000000 - extract(epoch FROM at::timestamptz)::bigint,
deed = {_NUMBER}
"""  # noqa: S608 - our own words


def upgrade() -> None:
    """Let FTS5 merge only when it is told to; write the headers anew."""
    op.create_table(
        "deed",
        sa.Column("number", WHOLE, nullable=False, autoincrement=False),
        sa.Column("author", sa.LargeBinary(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("author", "what"),
    )
    connection = op.get_bind()
    connection.exec_driver_sql(_DEEDS)
    if connection.dialect.name == SERVER:
        _narrow_on_server(connection)
    else:
        _narrow_in_file(connection)
        op.execute("INSERT INTO person_search(person_search, rank) VALUES('automerge', 0)")
    create_view(connection)


def _narrow_in_file(connection: sa.Connection) -> None:
    op.create_table(
        "narrow",
        sa.Column("rid", WHOLE, nullable=False),
        sa.Column("last", WHOLE, nullable=False),
        sa.Column("hlc", WHOLE, nullable=False),
        sa.Column("ctx", WHOLE, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        *(sa.Column(name, WHOLE, nullable=False) for name in _ADDED),
        sa.PrimaryKeyConstraint("rid", "last"),
        sqlite_with_rowid=False,
    )
    connection.exec_driver_sql(_FILL)
    op.drop_table("changeset")
    op.rename_table("narrow", "changeset")


def _narrow_on_server(connection: sa.Connection) -> None:
    for name in _ADDED:
        op.add_column("changeset", sa.Column(name, WHOLE, nullable=True))
    connection.exec_driver_sql(_FILL_SERVER)
    for name in _ADDED:
        op.alter_column("changeset", name, nullable=False)
    for name in ("first", "at", "author", "what", "payload"):
        op.drop_column("changeset", name)
