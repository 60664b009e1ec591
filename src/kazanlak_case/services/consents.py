"""Consents, each by itself. Yes, no and withdrawn are full answers; each is a record of its own, and none is changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Written
from kazanlak_case.domain.consent_errors import NothingToWithdrawError
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.consent import Consent
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.calendar import age_on
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.consent_states import (
    GIVEN,
    WITHDRAWN,
    ConsentState,
    answers_of,
    state_of,
)
from kazanlak_case.services.consent_texts import current_version
from kazanlak_case.services.photos import PHOTO, TASK_TITLE, photo_count, prepare_decision
from kazanlak_case.services.same_person import person_now
from kazanlak_case.services.writing import prepare_birth

RECORDED, WITHDRAWN_NOW = "consents_recorded", "consent_withdrawn"

SHARING = "data_sharing"
"""The kind that is asked for each institution by itself."""

OF_AGE, OWN_SAY = 18, 14
"""From the second age on a child says yes or no itself, together with its representative (domain.md, section 9.4)."""

FOR_ALL = ("personal_data", "special_categories", SHARING, PHOTO, "assessment", "home_visit")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """One kind of consent on the page of a person: how it stands, and under which text it is asked today."""

    type: str
    state: ConsentState
    institution: str | None = None
    text_version: str | None = None

    @property
    def is_of_older_text(self) -> bool:
        """Whether it was given under a text that is not asked any more."""
        record = self.state.record
        return (
            self.state.is_given and record is not None and record.text_version != self.text_version
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentSheet:
    """All kinds a person is asked for, and what their age asks for besides."""

    person: RecordId
    age: int | None
    rows: tuple[ConsentRow, ...]
    past: tuple[Consent, ...]
    """All answers ever given, the latest first."""
    photos: int = 0
    """How many photos of the person are kept."""

    @property
    def needs_representative(self) -> bool:
        """Whether a parent, guardian or trustee answers, or answers too."""
        return is_child(self.age)

    @property
    def has_own_say(self) -> bool:
        """Whether the child's own answer is needed besides."""
        return has_own_say(self.age)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAnswer:
    """One answer as it is being recorded."""

    type: str
    answer: str
    institution: str | None = None
    valid_until: date | None = None


def is_child(age: int | None) -> bool:
    """Tell whether somebody of this age needs a representative; who is of unknown age does not."""
    return age is not None and age < OF_AGE


def has_own_say(age: int | None) -> bool:
    """Tell whether a child of this age answers together with the representative."""
    return age is not None and OWN_SAY <= age < OF_AGE


def kinds_for(age: int | None) -> tuple[str, ...]:
    """List the kinds of consent that somebody of an age is asked for."""
    if has_own_say(age):
        return ("child_14_18", *FOR_ALL)
    return ("child_participation" if is_child(age) else "participation", *FOR_ALL)


def allows(
    uow: UnitOfWork, person: RecordId, kind: str, *, institution: str | None = None
) -> ConsentState:
    """Tell how a consent stands today; ask it before data leave, a photo is taken or a home is entered.

    Of an institution its own answer counts, unless the general one was refused or withdrawn after it.

    Raises:
        NotAllowedError: The user's post sees no consents.
    """
    uow.sight.require("consent.answer")
    return state_of(_seen_answers(uow, person), kind, institution=institution, today=uow.today)


def consent_sheet(uow: UnitOfWork, person: RecordId) -> ConsentSheet:
    """Gather how all consents of a person stand, those for an institution each by itself.

    Raises:
        NotAllowedError: The user's post sees no consents.
        RecordMissingError: The person is not there.
    """
    uow.sight.require("consent.answer")
    person = person_now(uow, person)
    if not uow.records.is_visible("person", person):
        raise RecordMissingError(id=person)
    answers = _seen_answers(uow, person)
    age = _age(uow, person, uow.today) if uow.sight.sees("person.born_on") else None
    asked: list[tuple[str, str | None]] = [(kind, None) for kind in kinds_for(age)]
    asked += sorted({(one.type, one.institution) for one in answers if one.institution})
    known = set(asked)
    asked += sorted({(one.type, None) for one in answers if (one.type, None) not in known})
    return ConsentSheet(
        person=person,
        age=age,
        rows=tuple(
            ConsentRow(
                type=kind,
                institution=institution,
                state=state_of(answers, kind, institution=institution, today=uow.today),
                text_version=current_version(kind),
            )
            for kind, institution in asked
        ),
        past=tuple(reversed(answers)),
        photos=photo_count(uow, person) if uow.sight.sees("attachment") else 0,
    )


def record_consents(
    uow: UnitOfWork,
    person: RecordId,
    answers: Sequence[ConsentAnswer],
    values: Mapping[str, Value],
    *,
    task_title: str = TASK_TITLE,
) -> Written:
    """Record some answers as one intention, each as a record of its own; what stood before stays to be seen.

    A no to photos while there are some becomes a task to decide about them, too.

    Args:
        uow: The unit of work.
        person: Whose consents.
        answers: What was said, kind by kind; a kind that was not asked is not among them.
        values: What holds for all: day, language, who explained, the representative, the child's opinion, a note.
        task_title: What the task about photos is called, in the language of whoever writes.

    Raises:
        InvalidRecordError: Nothing was answered, or the representative of a child or the child's own say is missing.
        NothingToWithdrawError: A consent is withdrawn that does not stand.
    """
    uow.sight.require("consent.answer", action=Action.WRITE)
    person = person_now(uow, person)
    if not answers:
        raise InvalidRecordError({"answer": N_("Please choose at least one answer.")})
    said = {name: value for name, value in values.items() if value not in {None, ""}}
    day = said.get("answered_on")
    age = _age(uow, person, day if isinstance(day, date) else uow.today)
    if problems := _missing(said, age, answers):
        raise InvalidRecordError(problems)
    births = list(_births(uow, person, answers, said))
    decision = prepare_decision(uow, person, births, title=task_title)
    written = uow.log.append([*births, *decision], RECORDED)
    uow.commit()
    return written


def withdraw_consent(
    uow: UnitOfWork,
    consent_id: RecordId,
    *,
    on: date | None = None,
    note: str | None = None,
    task_title: str = TASK_TITLE,
) -> Written:
    """Withdraw one consent; the answer given before stays beside the withdrawal.

    Where it was for photos and there are some, a task to decide about them comes with it.

    Raises:
        NothingToWithdrawError: It does not stand.
        RecordMissingError: There is no such consent.
    """
    uow.sight.require("consent.answer", action=Action.WRITE)
    if not uow.records.is_visible("consent", consent_id):
        raise RecordMissingError(id=consent_id)
    given = uow.records.get(Consent, consent_id)
    answer = ConsentAnswer(type=given.type, answer=WITHDRAWN, institution=given.institution)
    said: dict[str, Value] = {"answered_on": on, "note": note}
    person = person_now(uow, given.person)
    births = list(_births(uow, person, [answer], said))
    decision = prepare_decision(uow, person, births, title=task_title)
    written = uow.log.append([*births, *decision], WITHDRAWN_NOW)
    uow.commit()
    return written


def _births(
    uow: UnitOfWork,
    person: RecordId,
    answers: Sequence[ConsentAnswer],
    said: Mapping[str, Value],
) -> Iterator[Born]:
    standing = _seen_answers(uow, person)
    for one in answers:
        before = state_of(standing, one.type, institution=one.institution, today=uow.today)
        if one.answer == WITHDRAWN and (not before.is_given or before.record is None):
            raise NothingToWithdrawError
        day = said.get("answered_on") or uow.today
        own: dict[str, Value] = {
            "person": person,
            "type": one.type,
            "answer": one.answer,
            "institution": one.institution,
            "answered_on": day,
            "withdrawn_on": day if one.answer == WITHDRAWN else None,
            "valid_until": one.valid_until if one.answer == GIVEN else None,
            "text_version": current_version(one.type),
            "explained_by": said.get("explained_by") or uow.user.staff_member,
        }
        if one.answer == WITHDRAWN and before.record is not None:
            own["text_version"] = before.record.text_version
        yield prepare_birth(uow, Consent, {**said, **own})


def _missing(
    said: Mapping[str, Value], age: int | None, answers: Sequence[ConsentAnswer]
) -> dict[str, str]:
    """Find what the answers of a child lack; to withdraw, nobody else is needed."""
    if not is_child(age) or all(one.answer == WITHDRAWN for one in answers):
        return {}
    problems = {}
    if not said.get("representative"):
        problems["representative"] = N_("For a child a parent, guardian or trustee answers.")
    elif not said.get("representative_quality"):
        problems["representative_quality"] = N_("Please choose in what quality.")
    if has_own_say(age) and not said.get("child_opinion"):
        problems["child_opinion"] = N_("From 14 on the child answers too: write what it says.")
    return problems


def _seen_answers(uow: UnitOfWork, person: RecordId) -> list[Consent]:
    return uow.sight.shown_all(answers_of(uow, person))


def _age(uow: UnitOfWork, person: RecordId, day: date) -> int | None:
    born_on = uow.records.get(Person, person).born_on
    return age_on(born_on, day) if born_on else None
