"""A person's participation with its entries, exits and sensitive answers."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import Record, RecordId, record_type
from kazanlak_case.domain.records.participation import Participation, Spell, Vulnerability

RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationView:
    """One participation with its entries and exits, the latest last."""

    participation: Participation
    spells: tuple[Spell, ...]
    vulnerability: Vulnerability | None
    """None when nobody asked yet, and for those who may not see the answers."""

    @property
    def entered_on(self) -> date | None:
        """The first entry: the situation on that day is what counts."""
        days = [spell.entered_on for spell in self.spells if spell.entered_on]
        return min(days, default=None)

    @property
    def is_open(self) -> bool:
        """Whether the person is in the project now."""
        return any(spell.left_on is None for spell in self.spells)


def _seen(uow: UnitOfWork, cls: type[RecordT], participation: RecordId) -> list[RecordT]:
    if not uow.sight.sees(record_type(cls)):
        return []
    return uow.sight.shown_all(uow.records.find(cls, participation=participation))


def participations_of(uow: UnitOfWork, person_id: RecordId) -> tuple[ParticipationView, ...]:
    """List the participations of a person, the oldest first; nothing for who may not see them."""
    sight, views = uow.sight, []
    if not sight.sees("participation"):
        return ()
    for participation in sight.shown_all(uow.records.find(Participation, person=person_id)):
        spells = _seen(uow, Spell, participation.id)
        answers = _seen(uow, Vulnerability, participation.id)
        views.append(
            ParticipationView(
                participation=participation,
                spells=tuple(sorted(spells, key=lambda one: (one.entered_on or date.min, one.id))),
                vulnerability=answers[0] if answers else None,
            )
        )
    return tuple(views)
