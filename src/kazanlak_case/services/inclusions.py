"""A completed referral as an entry of what was done: somebody was included in a service, and the diary says so too.

The indicators count the referral itself (Р2111, Р2112); the entry is for the diary and the month, and is only proposed.
"""

from dataclasses import dataclass, replace

from kazanlak_case.db.reference import code_lists_of
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.referral import Referral
from kazanlak_case.domain.records.service_entry import ServiceEntry
from kazanlak_case.domain.rules.handover import COMPLETED, SERVING, USUAL_SERVICE
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.services.records import read_record
from kazanlak_case.services.visits import VisitDraft, visit_defaults


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """What can be written after a completed referral."""

    referral: RecordId
    draft: VisitDraft


def inclusion_of(uow: UnitOfWork, referral_id: RecordId) -> Inclusion | None:
    """Begin the entry that a completed referral to a social or health service is; None where there is nothing to write.

    Raises:
        NotAllowedError: The user's post sees no referrals.
        RecordMissingError: The referral is not there, or was deleted.
    """
    if not uow.records.is_visible("referral", referral_id):
        raise RecordMissingError(id=referral_id)
    referral = read_record(uow, Referral, referral_id)
    if referral.outcome != COMPLETED or referral.institution not in SERVING:
        return None
    if not uow.sight.sees("service_entry.person", action=Action.WRITE) or _is_written(
        uow, referral
    ):
        return None
    usual = USUAL_SERVICE.get(referral.institution)
    draft = replace(
        visit_defaults(uow, person=referral.person),
        case=referral.case,
        provided_on=referral.completed_on or uow.today,
        institution=referral.institution,
        service=usual if code_lists_of(uow.profile).knows("service_type", usual or "") else None,
        form=None,
        note=referral.answer,
    )
    return Inclusion(referral=referral.id, draft=draft)


def _is_written(uow: UnitOfWork, referral: Referral) -> bool:
    """Tell whether the diary has an entry of this person with the institution on that day or after it."""
    since = referral.completed_on or uow.today
    return any(
        one.provided_on is not None and one.provided_on >= since
        for one in uow.records.find(
            ServiceEntry, person=referral.person, institution=referral.institution
        )
    )
