"""Referrals to institutions: written with the least data, sent, answered, completed.

The letter is printed from the record; so the record is at the same time what says which data went where, on what
ground and when (domain.md, section 9.10). Without consent the data stay out of it unless the law wants them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.referral import Referral
from kazanlak_case.domain.rules.handover import COMPLETED, may_hand_over, usual_data
from kazanlak_case.i18n import N_
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.consent_states import ConsentState
from kazanlak_case.services.consents import SHARING, allows
from kazanlak_case.services.deadlines import Terms
from kazanlak_case.services.records import read_record, save_record
from kazanlak_case.services.same_person import hidden_ids, person_now
from kazanlak_case.services.visits import open_case_of
from kazanlak_case.services.writing import append_by_scope, prepare_birth

WRITTEN, CHANGED, ANSWERED = "referral_written", "referral_changed", "referral_answered"

IN_THE_LETTER = frozenset({"person", "institution", "partner", "basis", "data"})
"""What decides which data go out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRow:
    """A referral for a list.

    Attributes:
        is_waiting: It was sent and nobody answered.
        is_late: The answer should be here.
    """

    referral: Referral
    is_waiting: bool
    is_late: bool


def referral_defaults(uow: UnitOfWork, *, person: RecordId | None = None) -> dict[str, Value]:
    """Begin a referral: given to the person today, answered within the term of the profile."""
    return {
        "person": person,
        "urgency": "usual",
        "basis": "consent",
        "data": " ".join(sorted(usual_data(None))),
        "sent_on": uow.today,
        "sent_by": "by_hand",
        "answer_due_on": uow.today + timedelta(days=Terms.of(uow.profile).referral_days),
        "staff_member": uow.user.staff_member,
    }


def record_referral(uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    """Write a referral down; it belongs to the person's open case, if there is one. Data that may not go stay out.

    Raises:
        InvalidRecordError: Something typed is not well, or it is said neither to which institution nor to which partner.
    """
    typed = dict(values)
    person = RecordId(str(typed.get("person") or ""))
    if person and not typed.get("case"):
        case = open_case_of(uow, person)
        typed["case"] = case.id if case else None
    problems = _lacking(typed)
    if problems:
        raise InvalidRecordError(problems)
    typed["data"] = _allowed(uow, typed)
    scope = uow.records.scope_of("person", person)
    written = append_by_scope(uow, [(scope, prepare_birth(uow, Referral, typed))], WRITTEN)
    uow.commit()
    return written


def change_referral(uow: UnitOfWork, referral_id: RecordId, values: Mapping[str, Value]) -> Written:
    """Change a referral; history keeps what stood there.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        RecordMissingError: It is not there, or was deleted.
    """
    standing = values_of(_standing(uow, referral_id))
    whole = standing | dict(values)
    if problems := _lacking(whole):
        raise InvalidRecordError(problems)
    typed = dict(values)
    if IN_THE_LETTER & set(typed):
        typed["data"] = _allowed(uow, whole)
    return save_record(uow, Referral, referral_id, typed, what=CHANGED)


def answer_referral(uow: UnitOfWork, referral_id: RecordId, values: Mapping[str, Value]) -> Written:
    """Write down what came back; a completed one is completed today unless another day is said.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        RecordMissingError: It is not there, or was deleted.
    """
    standing = _standing(uow, referral_id)
    typed = dict(values)
    if not (typed.get("answered_on") or standing.answered_on):
        typed["answered_on"] = uow.today
    is_completed = typed.get("outcome", standing.outcome) == COMPLETED
    if is_completed and not (typed.get("completed_on") or standing.completed_on):
        typed["completed_on"] = typed.get("answered_on") or standing.answered_on
    return save_record(uow, Referral, referral_id, typed, what=ANSWERED)


def referrals_of(uow: UnitOfWork, person_id: RecordId) -> list[ReferralRow]:
    """List the referrals of a person, the newest first; none for who may not see them."""
    if not uow.sight.sees("referral.institution"):
        return []
    person_id = person_now(uow, person_id)
    whose = (person_id, *hidden_ids(uow, person_id))
    found = [one for each in whose for one in uow.records.find(Referral, person=each)]
    found.sort(key=lambda one: one.id, reverse=True)
    rows = []
    for one in uow.sight.shown_all(found):
        waits = bool(one.sent_on) and not (one.answered_on or one.completed_on)
        late = waits and one.answer_due_on is not None and one.answer_due_on < uow.today
        rows.append(ReferralRow(referral=one, is_waiting=waits, is_late=late))
    return rows


def usual_institutions(uow: UnitOfWork) -> list[str]:
    """List the institutions written to so far, the user's own usual ones first."""
    if not uow.sight.sees("referral.institution"):
        return []
    return uow.work.referrals.usual_institutions(uow.user.staff_member)


def handover_of(
    uow: UnitOfWork, person: RecordId, *, institution: str | None, basis: str | None
) -> tuple[ConsentState, bool]:
    """Tell how the person answered about an institution, and whether data may go to it on a ground.

    Raises:
        NotAllowedError: The user's post sees no consents.
    """
    consent = allows(uow, person, SHARING, institution=institution)
    return consent, may_hand_over(basis, consented=consent.is_given)


def read_referral(uow: UnitOfWork, referral_id: RecordId) -> Referral:
    """Give a referral that stands.

    Raises:
        NotAllowedError: The user's post sees no referrals.
        RecordMissingError: It is not there, or was deleted.
    """
    _standing(uow, referral_id)
    return read_record(uow, Referral, referral_id)


def _standing(uow: UnitOfWork, referral_id: RecordId) -> Referral:
    if not uow.records.is_visible("referral", referral_id):
        raise RecordMissingError(id=referral_id)
    return uow.records.get(Referral, referral_id)


def _lacking(values: Mapping[str, Value]) -> dict[str, str]:
    if values.get("institution") or values.get("partner"):
        return {}
    return {"institution": N_("Please choose an institution or a partner.")}


def _allowed(uow: UnitOfWork, values: Mapping[str, Value]) -> Value:
    """Give the data that may go: all that are ticked, or none."""
    person, institution, basis = (values.get(name) for name in ("person", "institution", "basis"))
    if not person:
        return values.get("data")  # the form is told what it lacks
    _, allowed = handover_of(
        uow,
        RecordId(str(person)),
        institution=str(institution) if institution else None,
        basis=str(basis) if basis else None,
    )
    return values.get("data") if allowed else None
