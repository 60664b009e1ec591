"""How consents stand: of all answers somebody gave to one kind, the one that holds today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Literal

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.consent import Consent
from kazanlak_case.services.same_person import hidden_ids, person_now

GIVEN, WITHDRAWN = "given", "withdrawn"

State = Literal["given", "refused", "withdrawn", "expired", "never_asked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentState:
    """How a consent stands today, and the record that says so."""

    state: State
    record: Consent | None = None

    @property
    def is_given(self) -> bool:
        """Whether what the consent is for may be done."""
        return self.state == GIVEN


def answers_of(uow: UnitOfWork, person: RecordId) -> list[Consent]:
    """List all answers of a person in order, those under former ids too."""
    whose = (person_now(uow, person), *hidden_ids(uow, person_now(uow, person)))
    found = [one for each in whose for one in uow.records.find(Consent, person=each)]
    return _in_order(found)


def state_of(
    answers: Sequence[Consent], kind: str, *, institution: str | None = None, today: date
) -> ConsentState:
    """Tell how a kind of consent stands by all answers there are."""
    record = _holding(answers, kind, institution)
    if record is None:
        return ConsentState(state="never_asked")
    if record.answer == WITHDRAWN or record.withdrawn_on:
        return ConsentState(state="withdrawn", record=record)
    if record.answer != GIVEN:
        return ConsentState(state="refused", record=record)
    if record.valid_until and record.valid_until < today:
        return ConsentState(state="expired", record=record)
    return ConsentState(state="given", record=record)


def _in_order(answers: Iterable[Consent]) -> list[Consent]:
    """Sort answers by their day, and those of a day as they were written down.

    A withdrawal comes after all that was known when it was written, though a clock that is behind gave it an earlier day.
    """
    latest: dict[str | None, date] = {}
    keyed = []
    for one in sorted(answers, key=lambda one: one.id):
        day = one.withdrawn_on or one.answered_on or date.min
        known = latest.get(one.type, date.min)
        if one.answer == WITHDRAWN:
            day = max(day, known)
        latest[one.type] = max(day, known)
        keyed.append((day, one.id, one))
    return [one for _, _, one in sorted(keyed, key=itemgetter(0, 1))]


def _holding(answers: Sequence[Consent], kind: str, institution: str | None) -> Consent | None:
    """Find the answer that holds: the latest of its kind, of an institution its own unless it was taken back in general."""
    alike = [(at, one) for at, one in enumerate(answers) if one.type == kind]
    general = next(((at, one) for at, one in reversed(alike) if not one.institution), None)
    own = next(
        (
            (at, one)
            for at, one in reversed(alike)
            if institution and one.institution == institution
        ),
        None,
    )
    if own is None or general is None:
        found = own or general
        return found[1] if found else None
    is_taken_back = general[1].answer != GIVEN and general[0] > own[0]
    return general[1] if is_taken_back else own[1]
