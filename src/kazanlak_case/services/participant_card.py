"""The participant card: signed before the first activity, and from then on the situation at entry stands (domain.md 2.1).

What is on the card is changed by a correction with a reason only, be it to fill what nobody had answered; history tells
what stood before, who changed it and why.
"""

from collections.abc import Mapping
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Written
from kazanlak_case.domain.consent_errors import FrozenCardError, NotSignedError
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value, specs_of
from kazanlak_case.domain.records.participation import Participation, Spell, Vulnerability
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.same_person import hidden_ids, person_now
from kazanlak_case.services.writing import prepare_birth, prepare_edit

SIGNED, CORRECTED = "card_signed", "card_corrected"

ON_CARD = frozenset(
    {
        "labour_situation",
        "unemployed_since",
        "in_education",
        "education",
        "jobless_household",
        "jobless_with_children",
        "single_adult_with_children",
        "activity",
        "card_signed_on",
    }
)
"""What the card says of the situation at entry; all the sensitive answers and the day of entry stand on it too."""

_SENSITIVE = frozenset(spec.name for spec in specs_of(Vulnerability)) - {"participation"}
_ENTRY = "entered_on"


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
        raise _frozen(standing.card_signed_on)
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
    changes: list[Change] = [prepare_edit(uow, Participation, participation_id, own)]
    sensitive = {name: value for name, value in values.items() if name in _SENSITIVE}
    if sensitive:
        changes.append(_corrected_answers(uow, participation_id, sensitive))
    first = _first_spell(uow, participation_id)
    if _ENTRY in values and first is not None:
        changes.append(prepare_edit(uow, Spell, first.id, {_ENTRY: values[_ENTRY]}))
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


def require_open_card(
    uow: UnitOfWork, participation_id: RecordId, values: Mapping[str, Value]
) -> None:
    """Refuse to change what stands on a card that was signed; what stays as it is may be said again.

    Raises:
        FrozenCardError: It was.
    """
    standing = uow.records.get(Participation, participation_id)
    changed = {name for name in ON_CARD & set(values) if values[name] != getattr(standing, name)}
    if standing.card_signed_on and changed:
        raise _frozen(standing.card_signed_on)


def require_open_answers(
    uow: UnitOfWork, participation_id: RecordId, values: Mapping[str, Value]
) -> None:
    """Refuse to change sensitive answers of a card that was signed.

    Raises:
        FrozenCardError: It was.
    """
    signed_on = uow.records.get(Participation, participation_id).card_signed_on
    found = uow.records.find(Vulnerability, participation=participation_id)
    standing = found[0] if found else None
    changed = {
        name
        for name in _SENSITIVE & set(values)
        if values[name] != (getattr(standing, name) if standing else None)
    }
    if signed_on and changed:
        raise _frozen(signed_on)


def require_open_entry(uow: UnitOfWork, spell_id: RecordId, values: Mapping[str, Value]) -> None:
    """Refuse to move the day of the first entry of a card that was signed.

    Raises:
        FrozenCardError: It was.
    """
    spell = uow.records.get(Spell, spell_id)
    if _ENTRY not in values or values[_ENTRY] == spell.entered_on:
        return
    first = _first_spell(uow, spell.participation)
    signed_on = uow.records.get(Participation, spell.participation).card_signed_on
    if signed_on and first is not None and first.id == spell_id:
        raise _frozen(signed_on)


def _corrected_answers(
    uow: UnitOfWork, participation_id: RecordId, sensitive: Mapping[str, Value]
) -> Change:
    standing = uow.records.find(Vulnerability, participation=participation_id)
    if standing:
        return prepare_edit(uow, Vulnerability, standing[0].id, sensitive)
    asked: dict[str, Value] = {
        "participation": participation_id,
        "asked_on": uow.today,
        "asked_by": uow.user.staff_member,
    }
    return prepare_birth(uow, Vulnerability, {**asked, **sensitive})


def _first_spell(uow: UnitOfWork, participation_id: RecordId) -> Spell | None:
    spells = uow.records.find(Spell, participation=participation_id)
    return min(spells, key=lambda one: (one.entered_on or date.max, one.id), default=None)


def _require_there(uow: UnitOfWork, participation_id: RecordId) -> None:
    if not uow.records.is_visible("participation", participation_id):
        raise RecordMissingError(id=participation_id)


def _frozen(signed_on: date) -> FrozenCardError:
    return FrozenCardError(day=f"{signed_on:%d.%m.%Y}")
