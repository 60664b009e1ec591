"""What kinds of record are called: one of them, and the part of a person's file they make together."""

from typing import NamedTuple

from kazanlak_case.i18n import N_


class RecordWords(NamedTuple):
    """English words of a record type, translated where shown: of one record, and of all that somebody has."""

    one: str
    part: str


WORDS: dict[str, RecordWords] = {
    "person": RecordWords(N_("Person"), N_("Personal data")),
    "household": RecordWords(N_("Household"), N_("Household")),
    "household_member": RecordWords(N_("Member of a household"), N_("Membership in a household")),
    "residence": RecordWords(N_("Home of a household"), N_("Where the household lived")),
    "kinship": RecordWords(N_("Family tie"), N_("Family ties")),
    "enrolment": RecordWords(N_("Enrolment"), N_("Where the person learns and learned")),
    "intake": RecordWords(N_("Request for support"), N_("Requests for support")),
    "intake_risks": RecordWords(N_("Risks seen at the request"), N_("Risks seen at requests")),
    "consent": RecordWords(N_("Consent"), N_("Consents")),
    "case": RecordWords(N_("Case"), N_("Cases")),
    "assessment": RecordWords(N_("Assessment"), N_("Assessments of needs")),
    "assessment_score": RecordWords(N_("Answer of an assessment"), N_("Answers of assessments")),
    "plan": RecordWords(N_("Plan"), N_("Plans for support")),
    "unplanned_need": RecordWords(N_("Need without a goal"), N_("Needs without a goal")),
    "goal": RecordWords(N_("Goal"), N_("Goals of plans")),
    "plan_action": RecordWords(N_("Action of a plan"), N_("Actions of plans")),
    "plan_review": RecordWords(N_("Review of a plan"), N_("Reviews of plans")),
    "goal_review": RecordWords(N_("Goal at a review"), N_("Goals at reviews")),
    "service_entry": RecordWords(N_("Visit"), N_("Visits and other services")),
    "service_person": RecordWords(N_("Also present at a visit"), N_("Visits together with others")),
    "service_worker": RecordWords(N_("Also worked at a visit"), N_("Others who worked at visits")),
    "participation": RecordWords(N_("Participation"), N_("Participation in the project")),
    "vulnerability": RecordWords(N_("Sensitive answers"), N_("Sensitive answers at entry")),
    "spell": RecordWords(N_("Entry into the project"), N_("Entry, exit and results")),
    "referral": RecordWords(N_("Referral"), N_("Referrals to institutions")),
    "signal": RecordWords(N_("Signal"), N_("Signals")),
    "task": RecordWords(N_("Task"), N_("Tasks")),
    "issued_document": RecordWords(N_("Issued document"), N_("Issued documents")),
    "attachment": RecordWords(N_("Attachment"), N_("Attached documents")),
    "print_job": RecordWords(N_("Order to print"), N_("Orders to print")),
    "confidential_note": RecordWords(N_("Confidential note"), N_("Confidential notes")),
    "emergency_opening": RecordWords(
        N_("Opening in an emergency"), N_("Openings of confidential notes in an emergency")
    ),
    "data_request": RecordWords(N_("Request about the data"), N_("Requests about the data")),
    "transfer": RecordWords(N_("Transfer of a case"), N_("Transfers to another house")),
    "duplicate_decision": RecordWords(
        N_("Decision about a repeat"), N_("Decisions about repeated records")
    ),
    "continuation": RecordWords(
        N_("Continuation from another house"), N_("Continuations from another house")
    ),
    "erasure_protocol": RecordWords(N_("Protocol of an erasure"), N_("Protocols of erasures")),
    "text_block": RecordWords(N_("Text block"), N_("Text blocks")),
    "staff_member": RecordWords(N_("Member of staff"), N_("Staff")),
    "site": RecordWords(N_("Site"), N_("Sites")),
    "partner": RecordWords(N_("Partner"), N_("Partners")),
    "questionnaire": RecordWords(N_("Questionnaire"), N_("Questionnaires")),
    "user": RecordWords(N_("User"), N_("Users")),
    "copy": RecordWords(N_("Copy of the file"), N_("Copies of the file")),
    "profile": RecordWords(N_("Profile of the municipality"), N_("Profile of the municipality")),
}
"""By record type, in the order in which somebody's file is told. The one table there is."""


def record_words(record: str) -> str:
    """Give the English words of one record of a type; one of a newer version stands as it is."""
    return WORDS[record].one if record in WORDS else record


def part_words(record: str) -> str:
    """Give the English words of all the records of a type that somebody has."""
    return WORDS[record].part if record in WORDS else record


def told_at(record: str) -> tuple[int, str]:
    """Give the place of a record type in the order of telling; those of a newer version come last, by name."""
    return (list(WORDS).index(record) if record in WORDS else len(WORDS), record)
