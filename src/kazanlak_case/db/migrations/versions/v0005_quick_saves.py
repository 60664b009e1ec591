"""Saves that never wait: the search index is brought together little by little (db/full_text_file.py)."""

from alembic import op

from kazanlak_case.db.text_sql import SERVER

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let FTS5 merge only when it is told to."""
    if op.get_bind().dialect.name != SERVER:
        op.execute("INSERT INTO person_search(person_search, rank) VALUES('automerge', 0)")
