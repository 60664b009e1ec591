"""Confidential notes, what persons ask about their data, a date of death, and who read what."""

import json

import sqlalchemy as sa
from alembic import op

from kazanlak_case.db.columns import WHOLE
from kazanlak_case.db.migrations.versions.v0002_decisions import record_table
from kazanlak_case.db.text_sql import run

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OLD_PREFIX = "reading:"
"""How the first versions named their entries among the settings."""


def upgrade() -> None:
    """Make the tables of three new record types and of readings."""
    record_table(
        "confidential_note",
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("case", sa.LargeBinary(), nullable=True),
        sa.Column("secret", sa.Text(), nullable=True),
        sa.Column("epoch", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=True),
        sa.Column("written_on", sa.Text(), nullable=True),
        sa.Column("staff_member", sa.LargeBinary(), nullable=True),
        sa.Column("corrects", sa.LargeBinary(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
    )
    record_table(
        "emergency_opening",
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("secret", sa.Text(), nullable=True),
        sa.Column("user", sa.LargeBinary(), nullable=True),
        sa.Column("opened_on", sa.Text(), nullable=True),
        sa.Column("minutes", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
    )
    record_table(
        "data_request",
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("asked_on", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Text(), nullable=True),
        sa.Column("staff_member", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
    )
    record_table(
        "erasure_protocol",
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("erased_on", sa.Text(), nullable=True),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("initials", sa.Text(), nullable=True),
        sa.Column("counts", sa.Text(), nullable=True),
        sa.Column("user", sa.LargeBinary(), nullable=True),
    )
    for table, column in (
        ("confidential_note", "person"),
        ("confidential_note", "case"),
        ("confidential_note", "staff_member"),
        ("confidential_note", "corrects"),
        ("emergency_opening", "person"),
        ("emergency_opening", "user"),
        ("data_request", "person"),
        ("data_request", "staff_member"),
        ("erasure_protocol", "user"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column], unique=False)
    op.add_column("person", sa.Column("died_on", sa.Text(), nullable=True))
    op.create_table(
        "reading",
        sa.Column("number", WHOLE, nullable=False, autoincrement=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user", sa.LargeBinary(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("row", sa.LargeBinary(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("epoch", WHOLE, nullable=False),
        sa.Column("replica", sa.LargeBinary(), nullable=True),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_reading_row", "reading", ["row"], unique=False)
    op.create_index("ix_reading_at", "reading", ["at"], unique=False)
    op.create_table(
        "reading_head",
        sa.Column("copy", sa.LargeBinary(), nullable=False),
        sa.Column("replica", sa.LargeBinary(), nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("copy", "replica", "number"),
        sqlite_with_rowid=False,
    )
    _move_old_readings(op.get_bind())


def _move_old_readings(connection: sa.Connection) -> None:
    """Give readings that stood among the settings rows of their own; their macs stay, and are checked as they were.

    One that is damaged, and the place of one that is missing, stay visible as that: checking the chain names them.
    """
    old = {
        name: value
        for name, value in run(connection, "SELECT name, value FROM setting ORDER BY name")
        if name.startswith(OLD_PREFIX)
    }
    for name, value in old.items():
        run(
            connection,
            'INSERT INTO reading (number, at, "user", what, epoch, mac) VALUES (?, ?, ?, ?, ?, ?)',
            (int(name.removeprefix(OLD_PREFIX)), *_old_entry(value)),
        )
        run(connection, "DELETE FROM setting WHERE name = ?", (name,))


def _old_entry(value: object) -> tuple[str, bytes, str, int, bytes]:
    try:
        entry = json.loads(str(value))
        return (
            str(entry["at"]),
            bytes.fromhex(entry["user"]),
            str(entry["what"]),
            int(entry["epoch"]),
            bytes.fromhex(entry["mac"]),
        )
    except (ValueError, KeyError, TypeError):
        return ("", b"", "damaged", 1, b"")
