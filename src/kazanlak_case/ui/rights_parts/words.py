"""Words for what an erasure takes, and for what holds data although their time is over."""

from collections.abc import Iterator, Mapping

from kazanlak_case.i18n import N_, _
from kazanlak_case.services.record_words import part_words, told_at
from kazanlak_case.services.retention import (
    OPEN_CASE,
    OPEN_PARTICIPATION,
    OPEN_REQUEST,
    PENDING_TRANSFER,
    RESTRICTED,
)

HOLDS: Mapping[str, str] = {
    OPEN_CASE: N_("an open case"),
    OPEN_PARTICIPATION: N_("participation in the project"),
    PENDING_TRANSFER: N_("an offer to another house"),
    OPEN_REQUEST: N_("a request without an answer"),
    RESTRICTED: N_("a restriction of processing"),
}


def counts_in_words(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Give what goes and how much of it, the person first."""
    for record in sorted(counts, key=told_at):
        alone = record == "household"  # others' homes stay
        title = N_("Households nobody else belongs to") if alone else part_words(record)
        yield _(title), str(counts[record])


def hold_in_words(code: str) -> str:
    """Say what holds somebody's data."""
    return _(HOLDS[code]) if code in HOLDS else code
