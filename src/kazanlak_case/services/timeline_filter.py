"""What of a timeline is wanted: a kind, a domain, a colleague, a case, or words in what was written."""

from collections.abc import Iterable
from dataclasses import dataclass

from kazanlak_case.db.reference import code_lists_of
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.code_lists import CodeLists
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.names import fold
from kazanlak_case.i18n import N_
from kazanlak_case.services.timeline_items import Event, TimelineItem

KINDS: dict[str, tuple[str, frozenset[Event]]] = {
    "visits": (N_("Visits"), frozenset({Event.VISIT, Event.CONFIDENTIAL})),
    "plan": (
        N_("Assessment and plan"),
        frozenset({Event.ASSESSED, Event.PLAN_MADE, Event.PLAN_APPROVED, Event.REVIEWED}),
    ),
    "referrals": (
        N_("Referrals and signals"),
        frozenset({Event.REFERRED, Event.REFERRAL_ANSWERED, Event.SIGNAL}),
    ),
    "tasks": (N_("Tasks"), frozenset({Event.TASK_DONE})),
    "papers": (
        N_("Documents and consents"),
        frozenset(
            {
                Event.ATTACHED,
                Event.ISSUED,
                Event.CONSENT_GIVEN,
                Event.CONSENT_REFUSED,
                Event.CONSENT_WITHDRAWN,
            }
        ),
    ),
    "case": (
        N_("Case and project"),
        frozenset({Event.INTAKE, Event.CASE_OPENED, Event.CASE_CLOSED, Event.ENTERED, Event.LEFT}),
    ),
    "learning": (
        N_("School and kindergarten"),
        frozenset({Event.ENROLLED, Event.ENROLMENT_ENDED}),
    ),
    "family": (N_("Family"), frozenset({Event.JOINED_HOUSEHOLD, Event.LEFT_HOUSEHOLD})),
}
"""By key its word (English, translated where shown) and its events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineFilter:
    """What is None or empty does not narrow; several words must all stand there, as beginnings or parts."""

    kind: str | None = None
    domain: str | None = None
    staff_member: RecordId | None = None
    case: RecordId | None = None
    words: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is left out at all."""
        return any((self.kind, self.domain, self.staff_member, self.case, self.words.strip()))


EVERYTHING = TimelineFilter()


def narrowed(
    uow: UnitOfWork, items: Iterable[TimelineItem], wanted: TimelineFilter
) -> list[TimelineItem]:
    """Keep what is wanted. Only what the items hold is looked through: the user may see all of it."""
    lists = code_lists_of(uow.profile)
    domains = _domains_of_services(lists) if wanted.domain else {}
    events = KINDS[wanted.kind][1] if wanted.kind else frozenset(Event)
    words = fold(wanted.words).split()
    return [
        one
        for one in items
        if one.event in events
        and wanted.domain in {None, *one.domains, domains.get(one.code or "")}
        and wanted.staff_member in {None, one.staff_member}
        and wanted.case in {None, one.case}
        and (not words or _has(one, words, lists))
    ]


def _has(item: TimelineItem, words: list[str], lists: CodeLists) -> bool:
    service = lists.label("service_type", item.code or "") if item.visit else ""
    text = fold(f"{item.label} {item.text} {service}")
    return all(word in text for word in words)


def _domains_of_services(lists: CodeLists) -> dict[str, str]:
    """Say which domain a service belongs to, as the list itself does."""
    found = {}
    for entry in lists.entries("service_type"):
        for part in entry.maps_to.split(";"):
            key, _, value = part.strip().partition(":")
            if key == "domain":
                found[entry.code] = value
    return found
