"""The events of a timeline by code: their sign, their sentence, and the list their code goes by."""

from typing import NamedTuple

from kazanlak_case.i18n import N_


class EventWords(NamedTuple):
    """One kind of event. `title` is English, translated where shown; `list_name` may be empty."""

    icon: str
    title: str
    list_name: str = ""


EVENTS: dict[str, EventWords] = {
    "case_opened": EventWords("folder-open", N_("Case {label} opened"), "case_type"),
    "case_closed": EventWords("folder", N_("Case {label} closed"), "closing_reason"),
    "entered": EventWords("log-in", N_("Entered into the project")),
    "left": EventWords("log-out", N_("Left the project"), "exit_state"),
    "joined_household": EventWords(
        "house", N_("Came to the household {label}"), "relation_to_head"
    ),
    "left_household": EventWords("door-open", N_("Left the household {label}")),
    "confidential": EventWords("lock", N_("Confidential consultation"), "note_secret"),
    "intake": EventWords("user-plus", N_("Request for support {label}"), "intake_source"),
    "consent_given": EventWords("circle-check", N_("Consent given"), "consent_type"),
    "consent_refused": EventWords("circle-x", N_("Consent refused"), "consent_type"),
    "consent_withdrawn": EventWords("undo-2", N_("Consent withdrawn"), "consent_type"),
    "assessed": EventWords("list-checks", N_("Assessment of needs {label}"), "assessment_state"),
    "plan_made": EventWords("clipboard-list", N_("Plan {label} written")),
    "plan_approved": EventWords("clipboard-check", N_("Plan {label} approved")),
    "reviewed": EventWords("refresh-cw", N_("Plan reviewed"), "review_decision"),
    "referred": EventWords("external-link", N_("Referral {label} sent"), "referral_institution"),
    "referral_answered": EventWords("check", N_("Referral {label} answered"), "referral_outcome"),
    "signal": EventWords("triangle-alert", N_("Signal {label}"), "incident_type"),
    "task_done": EventWords("check", N_("Done: {label}"), "task_kind"),
    "enrolled": EventWords("graduation-cap", N_("Enrolled: {label}"), "education_institution_type"),
    "enrolment_ended": EventWords("door-open", N_("Enrolment ended: {label}"), "enrolment_end"),
    "attached": EventWords("paperclip", N_("Attached: {label}"), "document_type"),
    "issued": EventWords("file-text", N_("Document {label}"), "document_type"),
}
