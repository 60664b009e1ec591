"""Words for what an erasure takes, and for what holds data although their time is over."""

from collections.abc import Iterator, Mapping

from kazanlak_case.i18n import N_, _
from kazanlak_case.services.retention import (
    OPEN_CASE,
    OPEN_PARTICIPATION,
    OPEN_REQUEST,
    PENDING_TRANSFER,
    RESTRICTED,
)

COUNTED: Mapping[str, str] = {
    "person": N_("Personal data"),
    "household": N_("Households nobody else belongs to"),
    "household_member": N_("Memberships in households"),
    "case": N_("Cases"),
    "service_entry": N_("Visits and other services"),
    "participation": N_("Participations in the project"),
    "vulnerability": N_("Sensitive answers"),
    "spell": N_("Entries, exits and results"),
    "confidential_note": N_("Confidential notes"),
    "emergency_opening": N_("Openings in an emergency"),
    "data_request": N_("Requests about the data"),
    "transfer": N_("Transfers"),
    "duplicate_decision": N_("Decisions about repeats"),
}
HOLDS: Mapping[str, str] = {
    OPEN_CASE: N_("an open case"),
    OPEN_PARTICIPATION: N_("participation in the project"),
    PENDING_TRANSFER: N_("an offer to another house"),
    OPEN_REQUEST: N_("a request without an answer"),
    RESTRICTED: N_("a restriction of processing"),
}


def counts_in_words(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Give what goes and how much of it, the person first."""
    for record, title in COUNTED.items():
        if record in counts:
            yield _(title), str(counts[record])
    for record in sorted(set(counts) - set(COUNTED)):
        yield record, str(counts[record])


def hold_in_words(code: str) -> str:
    """Say what holds somebody's data."""
    return _(HOLDS[code]) if code in HOLDS else code
