"""The participants as ISUN wants them, one by one: a row each, or the reasons why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from kazanlak_case.db.reference import code_lists_of, settlements
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Person
from kazanlak_case.domain.rules.expressions import Reason
from kazanlak_case.domain.rules.isun import Cell, IsunForm
from kazanlak_case.domain.rules.participants import Participant, Selection
from kazanlak_case.domain.rules.rights import Act, Action
from kazanlak_case.services.indicator_texts import isun_values

_AT_ONCE = 1000

_PLACES = (
    "person.national_id person.settlement person.address person.phone person.email",
    "vulnerability",
)
"""What the file holds beside what is open."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One participant: the cells of columns B to AI, unless something stops the row."""

    person: RecordId
    name: str
    site: str
    entered_on: date
    cells: tuple[Cell, ...]
    blocked: tuple[Reason, ...]
    refused: tuple[Reason, ...]
    """Refused answers: ISUN is told what the profile says, the refusal is listed beside the file."""


def microdata(uow: UnitOfWork, selection: Selection | None = None) -> Iterator[Answer]:
    """Go through all participants, by entry.

    Raises:
        NotAllowedError: Numbers, phones and sensitive answers stand in this file, and the user's post may not take them out.
    """
    uow.require(Act.REPORT_MICRODATA)
    uow.sight.require("person", "participation", "spell", action=Action.EXPORT)
    uow.sight.require(*_PLACES, action=Action.EXPORT)
    return _answers(uow, selection or Selection())


def isun_form(uow: UnitOfWork) -> IsunForm:
    """Make the form that fills rows for this file's profile."""
    return IsunForm(
        lists=code_lists_of(uow.profile),
        allowed=isun_values(),
        settlements=settlements(),
        profile=uow.profile,
        today=uow.today,
    )


def _answers(uow: UnitOfWork, selection: Selection) -> Iterator[Answer]:
    form = isun_form(uow)
    for participant, person in with_people(uow, selection):
        row = form.row(participant, person, fund=selection.fund)
        yield Answer(
            person=participant.person,
            name=person.name,
            site=participant.site,
            entered_on=participant.entered_on,
            cells=tuple(row.cells),
            blocked=tuple(row.blocked),
            refused=tuple(row.refused),
        )


def with_people(uow: UnitOfWork, selection: Selection) -> Iterator[tuple[Participant, Person]]:
    """Go through the participants with the person of each, a page at a time."""
    everybody = uow.indicators.participants(selection)
    while page := list(islice(everybody, _AT_ONCE)):
        people = uow.records.many(Person, (one.person for one in page))
        for one in page:
            yield one, people[one.person]
