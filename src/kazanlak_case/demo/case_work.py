"""What a house does for a few of its people beside visits: from the first knock to the review of the plan.

Few are worked on so fully, so that practice files stay quick to make; what is written goes through the services that
the window uses. Chance is of its own: the people of a seed stay who they were.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.demo.calendar import LAST_WEEK
from kazanlak_case.demo.case_plans import assess, plan_for, review
from kazanlak_case.demo.case_texts import CaseTexts
from kazanlak_case.demo.pictures import picture_of_paper
from kazanlak_case.domain.fields import NO_RECORD, RecordId, Value
from kazanlak_case.domain.records.referral import Referral
from kazanlak_case.services.attachments import AttachmentDraft, Content, add_attachment
from kazanlak_case.services.consents import ConsentAnswer, consent_sheet, record_consents
from kazanlak_case.services.households import save_household
from kazanlak_case.services.intakes import write_intake
from kazanlak_case.services.issuing import Paper, issue
from kazanlak_case.services.people import save_person
from kazanlak_case.services.referrals import answer_referral, record_referral, referral_defaults
from kazanlak_case.services.signals import follow_signal, record_signal
from kazanlak_case.services.suggested_ties import take_suggested
from kazanlak_case.services.tasks import make_task, tick_task
from kazanlak_case.services.visits import VisitDraft, record_visits

FIRST, ONE_IN = 3, 40
"""So many of a house's first cases are worked on fully, and then one in so many."""


@dataclass(slots=True)
class Subject:
    """Somebody whose case is worked on."""

    person: RecordId
    case: RecordId
    staff: RecordId
    name: str
    week: int
    family: Sequence[RecordId] = ()
    household: RecordId = NO_RECORD
    elder: str = ""
    """The grown-up who answers for a child."""
    until: int = LAST_WEEK
    number: int = 0


class CaseWork:
    """Knows what is due for whom in which week, and writes it down."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._texts = CaseTexts.read()
        self._subjects: list[Subject] = []
        self._cases = 0
        self._steps: dict[int, Callable[[UnitOfWork, Subject], None]] = {
            0: self._knock,
            2: self._assess,
            3: self._plan,
            6: self._refer,
            9: self._answer,
            10: self._visit_family,
            12: self._attach,
            26: self._review,
        }

    def take_up(self, subject: Subject) -> None:
        """Take a case up, if it is one of the few."""
        self._cases += 1
        if self._cases <= FIRST or self._cases % ONE_IN == 0:
            subject.number = len(self._subjects)
            self._subjects.append(subject)

    def type_in(self, uow: UnitOfWork, week: int) -> None:
        """Type in what was done in a week."""
        for one in self._subjects:
            step = self._steps.get(week - one.week)
            if step is not None and week < one.until:
                step(uow, one)
            if week == LAST_WEEK and one.until == LAST_WEEK:
                self._look_ahead(uow, one)
        if week == LAST_WEEK and self._subjects:
            self._signal(uow, self._subjects[0])

    def _one_of(self, name: str, subject: Subject) -> str:
        texts = self._texts.lists[name]
        return texts[subject.number % len(texts)]

    def _knock(self, uow: UnitOfWork, one: Subject) -> None:
        nickname = self._one_of("nicknames", one)
        save_person(uow, one.person, {"nickname": nickname, "languages": "bg"})
        if one.household:
            take_suggested(uow, one.household)
            if one.number % 2 == 0:
                words = self._one_of("before_visit", one)
                save_household(uow, one.household, {"before_visit": words})
        values: dict[str, Value] = {
            "person": one.person,
            "case": one.case,
            "received_on": uow.today - timedelta(days=2),
            "source": self._chance.choice(("self", "field", "relative", "institution")),
            "reason": self._one_of("reasons", one),
            "urgency": self._chance.choice(("soon", "usual")),
            "domains": "labour social",
            "decision": "case",
            "staff_member": one.staff,
        }
        write_intake(uow, values, {"health": one.number % 3 == 0})
        self._ask_consents(uow, one)

    def _ask_consents(self, uow: UnitOfWork, one: Subject) -> None:
        sheet = consent_sheet(uow, one.person)
        answers = [
            ConsentAnswer(type=row.type, answer="refused" if row.type == "photo" else "given")
            for row in sheet.rows
            if row.type != "data_sharing"
        ]
        answers += [
            ConsentAnswer(type="data_sharing", answer="given", institution=where)
            for where in ("dbt", "opl")
        ]
        said: dict[str, Value] = {"language": "bg", "explained_by": one.staff}
        if sheet.needs_representative:
            said |= {"representative": one.elder or one.name, "representative_quality": "parent"}
        if sheet.has_own_say:
            said["child_opinion"] = self._one_of("own_views", one)
        record_consents(uow, one.person, answers, said)

    def _assess(self, uow: UnitOfWork, one: Subject) -> None:
        words = {
            "strengths": self._one_of("strengths", one),
            "own_view": self._one_of("own_views", one),
            "conclusions": self._one_of("conclusions", one),
        }
        assess(uow, one.case, self._chance, words)

    def _plan(self, uow: UnitOfWork, one: Subject) -> None:
        plan_for(uow, one.case, one.staff, self._texts, is_approved=one.number % 4 != 2)

    def _review(self, uow: UnitOfWork, one: Subject) -> None:
        review(uow, one.case, self._texts)

    def _refer(self, uow: UnitOfWork, one: Subject) -> None:
        self._write_to(uow, one, self._referral_of(one), sent_on=uow.today)

    def _referral_of(self, one: Subject, after: int = 0) -> dict[str, str]:
        return dict(self._texts.referrals[(one.number + after) % len(self._texts.referrals)])

    def _write_to(
        self, uow: UnitOfWork, one: Subject, said: dict[str, str], *, sent_on: date
    ) -> None:
        values = referral_defaults(uow, person=one.person) | {
            "institution": said["institution"],
            "reason": said["reason"],
            "case": one.case,
            "staff_member": one.staff,
            "sent_on": sent_on,
            "answer_due_on": sent_on + timedelta(days=14),
        }
        written = record_referral(uow, values)
        referral = next(key for record, key in written.touched if record == "referral")
        paper = Paper(
            form="referral",
            source_type="referral",
            source=referral,
            person=one.person,
            case=one.case,
        )
        issue(uow, paper)

    def _answer(self, uow: UnitOfWork, one: Subject) -> None:
        words = self._referral_of(one)["answer"]
        for referral in uow.records.find(Referral, person=one.person):
            if words and not referral.answered_on:
                said = {"outcome": "completed", "answer": words}
                answer_referral(uow, referral.id, said)

    def _visit_family(self, uow: UnitOfWork, one: Subject) -> None:
        others = tuple(each for each in one.family if each != one.person)
        draft = VisitDraft(
            person=one.person,
            people=others[:3],
            service="soc_counselling",
            form="home_visit",
            provided_on=uow.today,
            minutes=60,
            started_at="10:30",
            staff_member=one.staff,
            note=self._one_of("family_notes", one),
            agreed=self._one_of("next_steps", one),
            next_on=uow.today + timedelta(days=7),
        )
        written = record_visits(uow, [draft])
        for record, task in written.touched:
            if record == "task":
                tick_task(uow, task)

    def _attach(self, uow: UnitOfWork, one: Subject) -> None:
        title, words = self._texts.picture
        draft = AttachmentDraft(person=one.person, type="birth_certificate", title=title)
        stream = io.BytesIO(picture_of_paper(words))
        add_attachment(
            uow, draft, Content(stream=stream, file_name="primer.jpg", media_type="image/jpeg")
        )
        seen = AttachmentDraft(
            person=one.person, type="identity_card", number="000000000", seen_only=True
        )
        add_attachment(uow, seen, None)

    def _look_ahead(self, uow: UnitOfWork, one: Subject) -> None:
        """Leave something to be done: a task of these days, and a letter nobody has answered."""
        due_on = uow.today + timedelta(days=one.number % 5 - 1)
        task: dict[str, Value] = {
            "person": one.person,
            "case": one.case,
            "title": self._one_of("tasks", one),
            "kind": "call" if one.number % 2 else "institution",
            "due_on": due_on,
            "due_at": "09:30" if one.number % 2 else None,
            "assigned_to": one.staff if one.number % 2 else uow.user.staff_member,
        }
        make_task(uow, task)
        sent_on = uow.today - timedelta(days=10 + 3 * (one.number % 4))
        self._write_to(uow, one, self._referral_of(one, 1), sent_on=sent_on)

    def _signal(self, uow: UnitOfWork, one: Subject) -> None:
        said = self._texts.signal
        values: dict[str, Value] = {
            "person": one.person,
            "case": one.case,
            "type": "child_abuse",
            "happened_on": uow.today - timedelta(days=4),
            "happened_at": "16:00",
            "notified": "hotline112 ozd",
            "notified_on": uow.today - timedelta(days=4),
            "notified_at": "16:20",
            "notified_whom": said["whom"],
            "staff_member": one.staff,
        }
        values |= {name: said[name] for name in ("facts", "place", "source", "actions")}
        written = record_signal(uow, values, task_title=said["task"])
        signal = next(key for record, key in written.touched if record == "signal")
        follow_signal(uow, signal, {"follow_up": said["follow_up"]})
