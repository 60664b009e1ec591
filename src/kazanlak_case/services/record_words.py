"""What kinds of record are called, for whoever tells that something was written in one."""

from kazanlak_case.i18n import N_

WORDS: dict[str, str] = {
    "person": N_("Person"),
    "household": N_("Household"),
    "household_member": N_("Member of a household"),
    "case": N_("Case"),
    "service_entry": N_("Visit"),
    "participation": N_("Participation"),
    "vulnerability": N_("Sensitive answers"),
    "spell": N_("Entry into the project"),
    "staff_member": N_("Member of staff"),
    "site": N_("Site"),
    "partner": N_("Partner"),
    "user": N_("User"),
    "copy": N_("Copy of the file"),
    "profile": N_("Profile of the municipality"),
    "duplicate_decision": N_("Decision about a repeat"),
    "transfer": N_("Transfer of a case"),
    "continuation": N_("Continuation from another house"),
}
"""English words by record type, translated where shown."""


def record_words(record: str) -> str:
    """Give the English words of a record type; one of a newer version stands as it is."""
    return WORDS.get(record, record)
