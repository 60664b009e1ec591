"""Decisions about repeated people, transfers between houses, erasures, the order of bundles, an index of birth dates."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from kazanlak_case.db.columns import WHOLE

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of three new record types and of erasures; number the bundles."""
    record_table(
        "duplicate_decision",
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("other", sa.LargeBinary(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("case_number", sa.Text(), nullable=True),
    )
    record_table(
        "transfer",
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("case", sa.LargeBinary(), nullable=True),
        sa.Column("counterpart", sa.LargeBinary(), nullable=True),
        *(
            sa.Column(name, sa.Text(), nullable=True)
            for name in (
                "from_site",
                "to_site",
                "state",
                "parts",
                "consent_on",
                "offered_on",
                "answered_on",
                "done_on",
                "reason",
                "answer",
                "about",
            )
        ),
    )
    record_table(
        "continuation",
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=True),
        sa.Column("continues", sa.LargeBinary(), nullable=True),
    )
    for table, column in (
        ("duplicate_decision", "person"),
        ("duplicate_decision", "other"),
        ("transfer", "person"),
        ("transfer", "case"),
        ("transfer", "counterpart"),
        ("continuation", "record"),
        ("continuation", "continues"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column], unique=False)
    op.create_index("ix_person_index_born_on", "person_index", ["born_on"], unique=False)
    op.create_table(
        "erased",
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.Column("rid", WHOLE, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("tbl", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("row", "rid"),
        sqlite_with_rowid=False,
    )
    op.add_column("bundle", sa.Column("number", WHOLE, server_default=sa.text("0"), nullable=False))


def record_table(name: str, *columns: sa.Column[Any]) -> None:
    """Make the table of a record type."""
    op.create_table(
        name,
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("born_rid", WHOLE, nullable=False),
        sa.Column("born_seq", WHOLE, nullable=False),
        sa.Column("hidden", WHOLE, server_default=sa.text("0"), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id"),
    )
