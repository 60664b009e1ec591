"""The order to erase a person: what goes, what the law says against it, who decides and why, and what stays of it."""

from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.mentions import Mention
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.erasure_protocol import ErasureProtocol
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.names import sort_key
from kazanlak_case.domain.rules.numbers import compact_number
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import N_
from kazanlak_case.services.erasure import ErasurePlan, erase_person, plan_erasure
from kazanlak_case.services.numbering import next_protocol_number
from kazanlak_case.services.retention import OPEN_REQUEST, Retention, holds_of
from kazanlak_case.services.same_person import KnownElsewhere, known_elsewhere, person_now
from kazanlak_case.services.writing import prepare_birth


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureReview:
    """What an erasure would take, and what speaks against it, before anybody says yes.

    Attributes:
        keep_until: The day until which the profile wants the data kept; None where it names none.
        is_early: That day has not passed: whoever decides must write why all the same.
        holds: What is still open about the person, by code (services/retention.py).
        elsewhere: Other houses that know the person; their records do not go with this.
        mentions: Notes about others that name the person, with the number, the phone, or the first and family name.
    """

    person: RecordId
    name: str
    plan: ErasurePlan
    keep_until: date | None
    keep_reason: str
    is_early: bool
    holds: tuple[str, ...]
    elsewhere: tuple[KnownElsewhere, ...]
    mentions: tuple[Mention, ...] = ()

    @property
    def needs_reason(self) -> bool:
        """Whether the decision must be explained in writing."""
        return self.is_early or any(one != OPEN_REQUEST for one in self.holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureOrder:
    """What somebody said who decides to erase a person.

    Attributes:
        ground: A code of the list of grounds.
        reason: Why, although the data were to be kept longer.
        confirmed: The person's name or number, typed by hand.
    """

    ground: str | None = None
    reason: str | None = None
    confirmed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What was done: the changesets, and the protocol that stays."""

    written: Written
    protocol: RecordId
    number: str


def review_erasure(
    uow: UnitOfWork, person: RecordId, *, with_mentions: bool = False
) -> ErasureReview:
    """Gather what goes and what speaks against it; `with_mentions` reads every note there is.

    Raises:
        NotAllowedError: The user's post may not erase.
        RecordMissingError: There is no such person here, or not any more.
    """
    uow.require(Act.ERASE)
    person = person_now(uow, person)
    plan = plan_erasure(uow, person)
    kept = Retention.of(uow.profile)
    whole = uow.records.get(Person, person)
    return ErasureReview(
        person=person,
        name=whole.name,
        plan=plan,
        keep_until=kept.until,
        keep_reason=kept.reason,
        is_early=not kept.is_over(uow.today),
        holds=holds_of(uow, person),
        elsewhere=known_elsewhere(uow, person),
        mentions=_mentions(uow, whole, plan) if with_mentions else (),
    )


def order_erasure(uow: UnitOfWork, person: RecordId, order: ErasureOrder) -> Erasure:
    """Erase a person for good. What lies on the disk beside the records goes with the purge that must follow.

    Raises:
        InvalidRecordError: The typed name is another, there is no ground, or no reason where one is needed.
        NotAllowedError: The user's post may not erase.
        RecordMissingError: There is no such person here, or not any more.
    """
    review = review_erasure(uow, person)
    whole = uow.records.get(Person, review.person)
    if problems := _problems(review, whole, order):
        raise InvalidRecordError(problems)
    counts = " ".join(f"{record}={count}" for record, count in sorted(review.plan.counts.items()))
    born = prepare_birth(
        uow,
        ErasureProtocol,
        {
            "number": next_protocol_number(uow),
            "erased_on": uow.today,
            "ground": order.ground,
            "reason": order.reason,
            "initials": initials_of(whole),
            "counts": counts,
            "user": uow.user.id,
        },
    )
    protocol = born.record
    if not isinstance(protocol, ErasureProtocol):
        raise TypeError(protocol)
    written = erase_person(uow, review.plan, protocol)
    return Erasure(written=written, protocol=protocol.id, number=protocol.number)


def confirms(person: Person, typed: str) -> bool:
    """Tell whether what was typed by hand is the person's whole name or number."""
    number = person.national_id or ""
    is_name = bool(typed.strip()) and sort_key(typed) == sort_key(person.name)
    return is_name or (bool(number) and compact_number(typed) == number)


def initials_of(person: Person) -> str:
    """Shorten a name to its initials: „И. П. Г.“."""
    parts = (person.given_name, person.middle_name, person.family_name)
    return " ".join(f"{part[0].upper()}." for part in parts if part)


def protocols(uow: UnitOfWork) -> tuple[ErasureProtocol, ...]:
    """List the protocols of erasures, the newest first; none for who may not see them."""
    if not uow.sight.sees("erasure_protocol"):
        return ()
    found = uow.sight.shown_all(uow.records.all(ErasureProtocol))
    return tuple(
        sorted(found, key=lambda one: (one.erased_on or date.min, one.number), reverse=True)
    )


def _mentions(uow: UnitOfWork, person: Person, plan: ErasurePlan) -> tuple[Mention, ...]:
    """Find where the person is named in what was written about others; a first name alone names many."""
    names = [person.given_name, person.family_name or ""]
    sought = [
        names if all(names) else [],
        *([one] for one in (person.national_id, person.phone) if one),
    ]
    going = {one for some in plan.records.values() for _, one in some}
    return tuple(uow.work.mentions.of(sought, going))


def _problems(review: ErasureReview, person: Person, order: ErasureOrder) -> dict[str, str]:
    problems = {}
    if not confirms(person, order.confirmed):
        problems["confirmed"] = N_("This is not the name or the number of the person.")
    if not order.ground:
        problems["ground"] = N_("Please choose the ground.")
    if review.needs_reason and not (order.reason or "").strip():
        problems["reason"] = N_("Please write why the data go although something holds them.")
    if _names(order.reason, person):
        problems["reason"] = N_("This stays: please write no name and no number here.")
    return problems


def _names(reason: str | None, person: Person) -> bool:
    """Tell whether the written reason would keep the name, number or phone that are to go."""
    text = (reason or "").casefold()
    kept = (person.family_name, person.given_name, person.national_id, person.phone)
    words = {word.strip(".,;:()„“\"'") for word in text.split()}
    return any(one and one.casefold() in words for one in kept)
