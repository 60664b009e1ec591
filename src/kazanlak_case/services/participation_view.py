"""A person's participation with its entries, exits and sensitive answers."""

from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import Privacy, RecordId
from kazanlak_case.domain.records.participation import Participation, Spell, Vulnerability
from kazanlak_case.domain.rules.rights import Action


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


def participations_of(uow: UnitOfWork, person_id: RecordId) -> tuple[ParticipationView, ...]:
    """List the participations of a person, the oldest first."""
    views = []
    for participation in uow.records.find(Participation, person=person_id):
        spells = uow.records.find(Spell, participation=participation.id)
        answers = (
            uow.records.find(Vulnerability, participation=participation.id)
            if uow.may(Action.SEE, Privacy.SPECIAL)
            else []
        )
        views.append(
            ParticipationView(
                participation=participation,
                spells=tuple(sorted(spells, key=lambda one: (one.entered_on or date.min, one.id))),
                vulnerability=answers[0] if answers else None,
            )
        )
    return tuple(views)
