"""The first schema, frozen: never edited after release (style.md, section 6)."""

import sqlalchemy as sa
from alembic import op

from kazanlak_case.db.columns import WHOLE, Canonical
from kazanlak_case.db.text_sql import SERVER

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915 - a schema is as long as it is
    """Make all tables, and the index that people are found by."""
    op.create_table(
        "bundle",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("sender", sa.LargeBinary(), nullable=False),
        sa.Column("ranges", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "case",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("born_rid", WHOLE, nullable=False),
        sa.Column("born_seq", WHOLE, nullable=False),
        sa.Column("hidden", WHOLE, server_default=sa.text("0"), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("priority", sa.Text(), nullable=True),
        sa.Column("leader", sa.LargeBinary(), nullable=True),
        sa.Column("opened_on", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.Column("closing_reason", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_case_leader", "case", ["leader"], unique=False)
    op.create_index("ix_case_person", "case", ["person"], unique=False)
    op.create_table(
        "change",
        sa.Column("rid", WHOLE, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("tbl", WHOLE, nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.Column("col", WHOLE, nullable=False),
        sa.Column("old", Canonical(), nullable=True),
        sa.Column("new", Canonical(), nullable=True),
        sa.PrimaryKeyConstraint("rid", "seq"),
        sqlite_with_rowid=False,
        postgresql_partition_by="RANGE (rid)",
    )
    op.create_index(
        "ix_change_row",
        "change",
        ["row"],
        unique=False,
        sqlite_where=sa.text("col != 0"),
        postgresql_where=sa.text("col != 0"),
    )
    op.create_table(
        "changeset",
        sa.Column("rid", WHOLE, nullable=False),
        sa.Column("last", WHOLE, nullable=False),
        sa.Column("first", WHOLE, nullable=False),
        sa.Column("hlc", WHOLE, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("ctx", WHOLE, nullable=False),
        sa.Column("author", sa.LargeBinary(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("rid", "last"),
        sqlite_with_rowid=False,
        postgresql_partition_by="RANGE (rid)",
    )
    op.create_table(
        "clock",
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.Column("col", WHOLE, nullable=False),
        sa.Column("rid", WHOLE, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("hlc", WHOLE, nullable=False),
        sa.Column("ctx", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("row", "col", "rid"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "conflict",
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.Column("col", WHOLE, nullable=False),
        sa.Column("tbl", WHOLE, nullable=False),
        sa.Column("rid", WHOLE, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("value", Canonical(), nullable=True),
        sa.Column("resolved", WHOLE, server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("row", "col", "rid"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "context",
        sa.Column("rid", WHOLE, nullable=False),
        sa.Column("ctx", WHOLE, nullable=False),
        sa.Column("other", WHOLE, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("rid", "ctx", "other"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copy",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("born_rid", WHOLE, nullable=False),
        sa.Column("born_seq", WHOLE, nullable=False),
        sa.Column("hidden", WHOLE, server_default=sa.text("0"), nullable=False),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("mark", sa.Text(), nullable=True),
        sa.Column("age_public", sa.Text(), nullable=True),
        sa.Column("sign_public", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "extra",
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", Canonical(), nullable=True),
        sa.Column("rid", WHOLE, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("type", "row", "name"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "field",
        sa.Column("tbl", WHOLE, nullable=False),
        sa.Column("col", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tbl", "col"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "finding",
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("rule", "row"),
    )
    op.create_table(
        "household",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("born_rid", WHOLE, nullable=False),
        sa.Column("born_seq", WHOLE, nullable=False),
        sa.Column("hidden", WHOLE, server_default=sa.text("0"), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("settlement", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("tenure", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "household_member",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("born_rid", WHOLE, nullable=False),
        sa.Column("born_seq", WHOLE, nullable=False),
        sa.Column("hidden", WHOLE, server_default=sa.text("0"), nullable=False),
        sa.Column("household", sa.LargeBinary(), nullable=True),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=True),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_household_member_household", "household_member", ["household"], unique=False
    )
    op.create_index("ix_household_member_person", "household_member", ["person"], unique=False)
    op.create_table(
        "kind",
        sa.Column("tbl", WHOLE, nullable=False, autoincrement=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tbl"),
    )
    op.create_table(
        "leaf",
        sa.Column("rid", WHOLE, nullable=False),
        sa.Column("last", WHOLE, nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("rid", "last", "row"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "log",
        sa.Column("rid", WHOLE, nullable=False, autoincrement=False),
        sa.Column("replica", sa.LargeBinary(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("incarnation", WHOLE, nullable=False),
        sa.Column("copy", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("rid"),
        sa.UniqueConstraint("replica", "scope"),
    )
    op.create_table(
        "name_word",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("loose", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_name_word_loose", "name_word", ["loose"], unique=False)
    op.create_table(
        "participation",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("born_rid", WHOLE, nullable=False),
        sa.Column("born_seq", WHOLE, nullable=False),
        sa.Column("hidden", WHOLE, server_default=sa.text("0"), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("operation", sa.Text(), nullable=True),
        sa.Column("funds", sa.Text(), nullable=True),
        sa.Column("labour_situation", sa.Text(), nullable=True),
        sa.Column("unemployed_since", sa.Text(), nullable=True),
        sa.Column("in_education", sa.Text(), nullable=True),
        sa.Column("education", sa.Text(), nullable=True),
        sa.Column("jobless_household", sa.Text(), nullable=True),
        sa.Column("jobless_with_children", sa.Text(), nullable=True),
        sa.Column("single_adult_with_children", sa.Text(), nullable=True),
        sa.Column("activity", sa.Text(), nullable=True),
        sa.Column("card_signed_on", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_participation_person", "participation", ["person"], unique=False)
    op.create_table(
        "partner",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("born_rid", WHOLE, nullable=False),
        sa.Column("born_seq", WHOLE, nullable=False),
        sa.Column("hidden", WHOLE, server_default=sa.text("0"), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("settlement", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("born_rid", WHOLE, nullable=False),
        sa.Column("born_seq", WHOLE, nullable=False),
        sa.Column("hidden", WHOLE, server_default=sa.text("0"), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=True),
        sa.Column("middle_name", sa.Text(), nullable=True),
        sa.Column("family_name", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("born_on", sa.Text(), nullable=True),
        sa.Column("id_type", sa.Text(), nullable=True),
        sa.Column("national_id", sa.Text(), nullable=True),
        sa.Column("national_id_reason", sa.Text(), nullable=True),
        sa.Column("settlement", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_person_national_id", "person", ["national_id", "id_type"], unique=False)
    op.create_table(
        "person_index",
        sa.Column("pid", WHOLE, nullable=False, autoincrement=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("born_on", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("settlement", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("has_number", WHOLE, nullable=False),
        sa.Column("has_open_case", WHOLE, nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("national_id", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("case_id", sa.LargeBinary(), nullable=True),
        sa.Column("case_number", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("pid"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(
        "ix_person_index_order",
        "person_index",
        ["sort_key", "born_on", "pid", "site", "settlement", "sex", "has_number", "has_open_case"],
        unique=False,
    )
    op.create_table(
        "profile",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("born_rid", WHOLE, nullable=False),
        sa.Column("born_seq", WHOLE, nullable=False),
        sa.Column("hidden", WHOLE, server_default=sa.text("0"), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "receipt",
        sa.Column("copy", sa.LargeBinary(), nullable=False),
        sa.Column("replica", sa.LargeBinary(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("copy", "replica", "scope"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sent",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("receiver", sa.LargeBinary(), nullable=False),
        sa.Column("sequence", WHOLE, nullable=False),
        sa.Column("ranges", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "service_entry",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("born_rid", WHOLE, nullable=False),
        sa.Column("born_seq", WHOLE, nullable=False),
        sa.Column("hidden", WHOLE, server_default=sa.text("0"), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("case", sa.LargeBinary(), nullable=True),
        sa.Column("service", sa.Text(), nullable=True),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("provided_on", sa.Text(), nullable=True),
        sa.Column("minutes", sa.BigInteger(), nullable=True),
        sa.Column("staff_member", sa.LargeBinary(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_service_entry_case", "service_entry", ["case"], unique=False)
    op.create_index("ix_service_entry_person", "service_entry", ["person"], unique=False)
    op.create_index("ix_service_entry_provided_on", "service_entry", ["provided_on"], unique=False)
    op.create_index(
        "ix_service_entry_staff_member", "service_entry", ["staff_member"], unique=False
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", Canonical(), nullable=True),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "site",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("born_rid", WHOLE, nullable=False),
        sa.Column("born_seq", WHOLE, nullable=False),
        sa.Column("hidden", WHOLE, server_default=sa.text("0"), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("settlement", sa.Text(), nullable=True),
        sa.Column("prefix", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "spell",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("born_rid", WHOLE, nullable=False),
        sa.Column("born_seq", WHOLE, nullable=False),
        sa.Column("hidden", WHOLE, server_default=sa.text("0"), nullable=False),
        sa.Column("participation", sa.LargeBinary(), nullable=True),
        sa.Column("entered_on", sa.Text(), nullable=True),
        sa.Column("left_on", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("leaving_reason", sa.Text(), nullable=True),
        sa.Column("exit_state", sa.Text(), nullable=True),
        sa.Column("job_search_from", sa.Text(), nullable=True),
        sa.Column("education_from", sa.Text(), nullable=True),
        sa.Column("qualification", sa.Text(), nullable=True),
        sa.Column("qualification_on", sa.Text(), nullable=True),
        sa.Column("employment_from", sa.Text(), nullable=True),
        sa.Column("services_from", sa.Text(), nullable=True),
        sa.Column("status_6m", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_spell_participation", "spell", ["participation"], unique=False)
    op.create_table(
        "staff_member",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("born_rid", WHOLE, nullable=False),
        sa.Column("born_seq", WHOLE, nullable=False),
        sa.Column("hidden", WHOLE, server_default=sa.text("0"), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=True),
        sa.Column("family_name", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("site", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_staff_member_site", "staff_member", ["site"], unique=False)
    op.create_table(
        "user",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("born_rid", WHOLE, nullable=False),
        sa.Column("born_seq", WHOLE, nullable=False),
        sa.Column("hidden", WHOLE, server_default=sa.text("0"), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("display_name", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("staff_member", sa.LargeBinary(), nullable=True),
        sa.Column("site", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_user_staff_member", "user", ["staff_member"], unique=False)
    op.create_table(
        "vector",
        sa.Column("rid", WHOLE, nullable=False, autoincrement=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("rid"),
    )
    op.create_table(
        "vulnerability",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("born_rid", WHOLE, nullable=False),
        sa.Column("born_seq", WHOLE, nullable=False),
        sa.Column("hidden", WHOLE, server_default=sa.text("0"), nullable=False),
        sa.Column("participation", sa.LargeBinary(), nullable=True),
        sa.Column("ethnicity", sa.Text(), nullable=True),
        sa.Column("migrant", sa.Text(), nullable=True),
        sa.Column("foreign_background", sa.Text(), nullable=True),
        sa.Column("minority", sa.Text(), nullable=True),
        sa.Column("roma", sa.Text(), nullable=True),
        sa.Column("disability", sa.Text(), nullable=True),
        sa.Column("homeless", sa.Text(), nullable=True),
        sa.Column("other_disadvantage", sa.Text(), nullable=True),
        sa.Column("asked_on", sa.Text(), nullable=True),
        sa.Column("asked_by", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_vulnerability_asked_by", "vulnerability", ["asked_by"], unique=False)
    op.create_index(
        "ix_vulnerability_participation", "vulnerability", ["participation"], unique=False
    )
    if op.get_bind().dialect.name == SERVER:
        return  # a server finds people in its own way (db/search_index.py)
    op.execute(
        "CREATE VIRTUAL TABLE person_search USING fts5(text, content='', columnsize=0, detail=none,"
        " tokenize='ascii', prefix='1 2')"
    )
    op.execute("INSERT INTO person_search(person_search, rank) VALUES('secure-delete', 1)")
