"""The case from first knock to closing: intake, consents, needs, plans, referrals, signals, tasks, documents."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from kazanlak_case.db.columns import WHOLE
from kazanlak_case.db.migrations.versions.v0002_decisions import record_table

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


ADDED = {
    "person": "nickname born_precision languages",
    "household": "before_visit",
    "case": "closing_result achieved recommendations reopening_reason",
    "participation": "card_number card_correction",
    "confidential_note": "assessment:id",
    "service_entry": "started_at agreed household:id plan_action:id institution place correction",
}
"""The fields that older record types were given, written as below."""

TABLES = {
    "service_person": "service_entry:key person:key",
    "service_worker": "service_entry:key staff_member:key",
    "kinship": "person:key relative:key relation since until note",
    "residence": "household:key settlement address tenure since until reason",
    "intake": "person:key case:id number received_on source source_name reason urgency domains representative representative_quality labour_need social_need education_need risk_child:whole risk_home:whole done_at_once decision staff_member:id",
    "intake_risks": "intake:key violence:whole health:whole health_need",
    "consent": "person:key type answer institution answered_on withdrawn_on valid_until text_version language explained_by:id representative representative_quality child_opinion note",
    "questionnaire": "code version:whole title text retired:whole",
    "assessment": "case:key number questionnaire questionnaire_version:whole made_on state staff_member:id team living income strengths risks own_view conclusions",
    "assessment_score": "assessment:key question score:whole note",
    "plan": "case:key number version:whole assessment:id made_on from_on until_on review_on state commitments submitted_by:id submitted_on approved_by:id approved_on approval_comment signed_on replaces:id staff_member:id",
    "unplanned_need": "plan:key domain reason",
    "goal": "plan:key position:whole domain text sign due_on status note",
    "plan_action": "goal:key text service form frequency owner:id owner_other due_on done_on status",
    "plan_review": "plan:key number reviewed_on team changes decision next_review_on own_view staff_member:id",
    "goal_review": "review:key goal:key status helped hindered",
    "referral": "person:key case:id number institution partner:id addressee reason urgency data_given basis sent_on sent_by answer_due_on answered_on outcome answer completed_on staff_member:id data",
    "signal": "person:id case:id number type happened_on happened_at place concerned facts source actions notified notified_on notified_at notified_whom follow_up staff_member:id",
    "task": "person:id case:id title kind due_on due_at minutes:whole place assigned_to:id done_on done_by:id dropped:whole source_type source note",
    "text_block": "title text service owner:id",
    "issued_document": "person:id case:id number form issued_on source_type source issued_by:id addressee purpose signed_on annulled:whole annulled_reason",
    "attachment": "person:id case:id household:id source_type source type title file_name media_type size:whole sha256 number dated_on added_on seen_only:whole special:whole staff_member:id",
    "print_job": "person:id form source_type source copies:whole wanted_on wanted_by:id printed_on printed_by:id note",
    "enrolment": "person:key kind partner:id institution grade school_year since until leaving_reason note",
}
"""The fields of the new record types in order: texts, references (":id", never empty ":key") and whole numbers (":whole")."""


MADE_PARTIAL = {
    "case": "leader:id",
    "service_entry": "case:id staff_member:id",
    "vulnerability": "asked_by:id",
    "staff_member": "site:id",
    "user": "staff_member:id",
    "transfer": "person:id case:id counterpart:id",
    "confidential_note": "case:id staff_member:id corrects:id",
    "emergency_opening": "user:id",
    "data_request": "staff_member:id",
    "erasure_protocol": "user:id",
}
"""References of older tables that may be empty: their indexes leave the empty ones out from now on."""


def upgrade() -> None:
    """Make the tables of the record types of case work, and of what is attached."""
    for name, fields in TABLES.items():
        record_table(name, *(_column(field) for field in fields.split()))
        _index(name, fields)
    for name, fields in ADDED.items():
        for field in fields.split():
            op.add_column(name, _column(field))
        _index(name, fields)
    for name, fields in MADE_PARTIAL.items():
        for field in fields.split():
            op.drop_index(f"ix_{name}_{field.removesuffix(':id')}", name)
        _index(name, fields)
    op.create_table(
        "blob",
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("size", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "blob_part",
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("part", WHOLE, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "part"),
    )


def _index(table: str, fields: str) -> None:
    """Index references; of one that may be empty only what is filled: the rest would cost and find nothing."""
    for column, _, kind in (field.partition(":") for field in fields.split()):
        if kind in {"id", "key"}:
            where = sa.column(column).is_not(None) if kind == "id" else None
            op.create_index(
                f"ix_{table}_{column}",
                table,
                [column],
                unique=False,
                sqlite_where=where,
                postgresql_where=where,
            )


def _column(field: str) -> sa.Column[Any]:
    name, _, kind = field.partition(":")
    types: dict[str, Any] = {
        "id": sa.LargeBinary(),
        "key": sa.LargeBinary(),
        "whole": sa.BigInteger(),
    }
    return sa.Column(name, types.get(kind, sa.Text()), nullable=True)
