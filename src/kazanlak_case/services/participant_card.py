"""The participant card: signed before the first activity, and from then on the situation at entry stands (domain.md 2.1).

What is on the card is changed by a correction with a reason only, be it to fill what nobody had answered; history tells
what stood before, who changed it and why.
"""

from collections.abc import Mapping
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Written
from kazanlak_case.domain.consent_errors import NotSignedError
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.participation import Participation, Spell, Vulnerability
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.frozen_card import (
    CORRECTED,
    ENTRY,
    ON_CARD,
    SENSITIVE,
    SIGNED,
    first_spell,
    frozen,
)
from kazanlak_case.services.same_person import hidden_ids, person_now
from kazanlak_case.services.writing import prepare_birth, prepare_edit


def sign_card(
    uow: UnitOfWork, participation_id: RecordId, *, signed_on: date | None = None
) -> Written:
    """Write down on which day (today, if none is said) the card was signed: from now on it stands.

    Raises:
        FrozenCardError: It is signed already.
        InvalidRecordError: The day is in the future.
        RecordMissingError: The participation is not there, or was deleted.
    """
    uow.sight.require("participation.card_signed_on", action=Action.WRITE)
    _require_there(uow, participation_id)
    standing = uow.records.get(Participation, participation_id)
    if standing.card_signed_on:
        raise frozen(standing.card_signed_on)
    values: dict[str, Value] = {"card_signed_on": signed_on or uow.today}
    written = uow.log.append([prepare_edit(uow, Participation, participation_id, values)], SIGNED)
    uow.commit()
    return written


def correct_card(
    uow: UnitOfWork, participation_id: RecordId, values: Mapping[str, Value], reason: str | None
) -> Written:
    """Correct what stands on a signed card, the sensitive answers and the day of the first entry among it, and say why.

    Raises:
        InvalidRecordError: There is no reason, or something typed is not well.
        NotAllowedError: A field is not for the user's post.
        NotSignedError: Nobody signed it: there is nothing to correct.
        RecordMissingError: The participation is not there, or was deleted.
    """
    _require_there(uow, participation_id)
    if uow.records.get(Participation, participation_id).card_signed_on is None:
        raise NotSignedError
    if not (reason or "").strip():
        raise InvalidRecordError({"card_correction": N_("Please write why.")})
    own = {name: value for name, value in values.items() if name in ON_CARD}
    own["card_correction"] = reason
    changes: list[Change] = [
        prepare_edit(uow, Participation, participation_id, own, correcting=True)
    ]
    sensitive = {name: value for name, value in values.items() if name in SENSITIVE}
    if sensitive:
        changes.append(_corrected_answers(uow, participation_id, sensitive))
    first = first_spell(uow, participation_id)
    if ENTRY in values and first is not None:
        changes.append(prepare_edit(uow, Spell, first.id, {ENTRY: values[ENTRY]}, correcting=True))
    written = uow.log.append(changes, CORRECTED)
    uow.commit()
    return written


def lacks_card(uow: UnitOfWork, person: RecordId) -> bool:
    """Tell whether somebody is in the project without a signed card: it comes before the first activity.

    Raises:
        NotAllowedError: The user's post sees no participations.
    """
    uow.sight.require("participation.card_signed_on", "spell.left_on")
    person = person_now(uow, person)
    return any(
        one.card_signed_on is None
        and any(spell.left_on is None for spell in uow.records.find(Spell, participation=one.id))
        for whose in (person, *hidden_ids(uow, person))
        for one in uow.records.find(Participation, person=whose)
    )


def _corrected_answers(
    uow: UnitOfWork, participation_id: RecordId, sensitive: Mapping[str, Value]
) -> Change:
    standing = uow.records.find(Vulnerability, participation=participation_id)
    if standing:
        return prepare_edit(uow, Vulnerability, standing[0].id, sensitive, correcting=True)
    asked: dict[str, Value] = {
        "participation": participation_id,
        "asked_on": uow.today,
        "asked_by": uow.user.staff_member,
    }
    return prepare_birth(uow, Vulnerability, {**asked, **sensitive}, correcting=True)


def _require_there(uow: UnitOfWork, participation_id: RecordId) -> None:
    if not uow.records.is_visible("participation", participation_id):
        raise RecordMissingError(id=participation_id)
