"""The events of case work: intake, consents, assessments, plans, referrals, signals, tasks, enrolments, documents.

Each function gives those of one person. All of them happen a few times in a life and are read whole.
"""

from collections.abc import Iterator

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.assessment import Assessment
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.consent import Consent
from kazanlak_case.domain.records.document import Attachment, IssuedDocument
from kazanlak_case.domain.records.enrolment import Enrolment
from kazanlak_case.domain.records.intake import Intake
from kazanlak_case.domain.records.office import Partner
from kazanlak_case.domain.records.plan import Goal, Plan, PlanReview
from kazanlak_case.domain.records.referral import Referral
from kazanlak_case.domain.records.signal import Signal
from kazanlak_case.domain.records.task import Task
from kazanlak_case.services.labels import label_of
from kazanlak_case.services.timeline_items import Event, TimelineItem, seen_of

TOLD_BY_THEMSELVES = frozenset(
    {"assessment", "consent", "intake", "plan", "plan_review", "referral", "signal"}
)
"""Records whose paper is no event of its own."""


def _joined(*texts: str | None) -> str:
    return " ".join(text for text in texts if text)


def _intakes(uow: UnitOfWork, person: RecordId) -> Iterator[TimelineItem]:
    for one in seen_of(uow, Intake, person=person):
        if one.received_on:
            yield TimelineItem(
                event=Event.INTAKE,
                on=one.received_on,
                record="intake",
                id=one.id,
                code=one.source,
                label=one.number or "",
                staff_member=one.staff_member,
                case=one.case,
                domains=tuple((one.domains or "").split()),
                text=_joined(one.reason, one.labour_need, one.social_need, one.education_need),
            )


def _consents(uow: UnitOfWork, person: RecordId) -> Iterator[TimelineItem]:
    for one in seen_of(uow, Consent, person=person):
        event = Event.CONSENT_REFUSED if one.answer == "refused" else Event.CONSENT_GIVEN
        for kind, on in ((event, one.answered_on), (Event.CONSENT_WITHDRAWN, one.withdrawn_on)):
            if on:
                yield TimelineItem(
                    event=kind,
                    on=on,
                    record="consent",
                    id=one.id,
                    code=one.type,
                    staff_member=one.explained_by,
                    text=_joined(one.note, one.child_opinion),
                )


def _plans(uow: UnitOfWork, person: RecordId) -> Iterator[TimelineItem]:
    """Give assessments, plans and reviews, which belong to cases."""
    for case in seen_of(uow, Case, person=person):
        for assessment in seen_of(uow, Assessment, case=case.id):
            if assessment.made_on:
                yield _of_assessment(assessment)
        for plan in seen_of(uow, Plan, case=case.id):
            yield from _of_plan(uow, plan)


def _of_assessment(one: Assessment) -> TimelineItem:
    return TimelineItem(
        event=Event.ASSESSED,
        on=one.made_on,  # type: ignore[arg-type]  # only those with a day come here
        record="assessment",
        id=one.id,
        code=one.state,
        label=one.number or "",
        staff_member=one.staff_member,
        case=one.case,
        text=_joined(one.living, one.income, one.strengths, one.risks, one.conclusions),
    )


def _of_plan(uow: UnitOfWork, plan: Plan) -> Iterator[TimelineItem]:
    goals = seen_of(uow, Goal, plan=plan.id)
    for event, on in ((Event.PLAN_MADE, plan.made_on), (Event.PLAN_APPROVED, plan.approved_on)):
        if on:
            yield TimelineItem(
                event=event,
                on=on,
                record="plan",
                id=plan.id,
                code=plan.state,
                label=plan.number or "",
                staff_member=plan.staff_member,
                case=plan.case,
                domains=tuple(dict.fromkeys(one.domain for one in goals if one.domain)),
                text=_joined(plan.commitments, *(one.text for one in goals)),
            )
    for review in seen_of(uow, PlanReview, plan=plan.id):
        if review.reviewed_on:
            yield TimelineItem(
                event=Event.REVIEWED,
                on=review.reviewed_on,
                record="plan_review",
                id=review.id,
                code=review.decision,
                label=review.number or "",
                staff_member=review.staff_member,
                case=plan.case,
                text=_joined(review.changes, review.own_view),
            )


def _referrals(uow: UnitOfWork, person: RecordId) -> Iterator[TimelineItem]:
    for one in seen_of(uow, Referral, person=person):
        days = (
            (Event.REFERRED, one.sent_on, one.institution),
            (Event.REFERRAL_ANSWERED, one.answered_on, one.outcome),
        )
        for event, on, code in days:
            if on:
                yield TimelineItem(
                    event=event,
                    on=on,
                    record="referral",
                    id=one.id,
                    code=code,
                    label=one.number or "",
                    staff_member=one.staff_member,
                    case=one.case,
                    text=_joined(one.reason, one.answer, one.addressee),
                )


def _signals(uow: UnitOfWork, person: RecordId) -> Iterator[TimelineItem]:
    for one in seen_of(uow, Signal, person=person):
        if one.happened_on:
            yield TimelineItem(
                event=Event.SIGNAL,
                on=one.happened_on,
                record="signal",
                id=one.id,
                code=one.type,
                label=one.number or "",
                staff_member=one.staff_member,
                case=one.case,
                text=_joined(one.facts, one.actions, one.follow_up),
            )


def _tasks(uow: UnitOfWork, person: RecordId) -> Iterator[TimelineItem]:
    for one in seen_of(uow, Task, person=person):
        if one.done_on and not one.dropped:
            yield TimelineItem(
                event=Event.TASK_DONE,
                on=one.done_on,
                record="task",
                id=one.id,
                code=one.kind,
                label=one.title,
                staff_member=one.done_by,
                case=one.case,
                text=_joined(one.title, one.note),
            )


def _enrolments(uow: UnitOfWork, person: RecordId) -> Iterator[TimelineItem]:
    found = seen_of(uow, Enrolment, person=person)
    partners = uow.records.many(Partner, [one.partner for one in found if one.partner])
    for one in found:
        partner = partners.get(one.partner) if one.partner else None
        name = (label_of(uow, partner) if partner else "") or one.institution or ""
        days = (
            (Event.ENROLLED, one.since, one.kind),
            (Event.ENROLMENT_ENDED, one.until, one.leaving_reason),
        )
        for event, on, code in days:
            if on and on <= uow.today:
                yield TimelineItem(
                    event=event,
                    on=on,
                    record="enrolment",
                    id=one.id,
                    code=code,
                    label=name,
                    domains=("education",),
                    text=_joined(name, one.note),
                )


def _documents(uow: UnitOfWork, person: RecordId) -> Iterator[TimelineItem]:
    sees_special = uow.sight.sees("vulnerability")
    for one in seen_of(uow, Attachment, person=person):
        if one.added_on and (sees_special or not one.special):
            yield TimelineItem(
                event=Event.ATTACHED,
                on=one.added_on,
                record="attachment",
                id=one.id,
                code=one.type,
                label=one.title or "",
                staff_member=one.staff_member,
                case=one.case,
                text=_joined(one.title, one.number),
            )
    for issued in seen_of(uow, IssuedDocument, person=person):
        is_own = issued.source_type not in TOLD_BY_THEMSELVES and not issued.annulled
        if issued.issued_on and is_own:
            yield TimelineItem(
                event=Event.ISSUED,
                on=issued.issued_on,
                record="issued_document",
                id=issued.id,
                code=issued.form,
                label=issued.number,
                staff_member=issued.issued_by,
                case=issued.case,
                text=_joined(issued.number, issued.addressee, issued.purpose),
            )


OF_WORK = (_intakes, _consents, _plans, _referrals, _signals, _tasks, _enrolments, _documents)
