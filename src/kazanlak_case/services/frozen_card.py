"""What was signed stands: the rule that every way of writing passes, a form, a list or the command line (domain.md 2.1).

`participant_card` holds the one way past it, the correction with its reason. Two copies that wrote differently before
they met are settled by a person as everywhere else, and a participation written by mistake is hidden as a whole.
"""

from collections.abc import Collection, Mapping
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import HistoryEntry, Written
from kazanlak_case.domain.consent_errors import FrozenCardError
from kazanlak_case.domain.fields import Record, RecordId, Value, specs_of
from kazanlak_case.domain.records.participation import Participation, Spell, Vulnerability

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

SENSITIVE = frozenset(spec.name for spec in specs_of(Vulnerability)) - {"participation"}
ENTRY = "entered_on"
_RECORDS = {"participation": ON_CARD, "vulnerability": SENSITIVE, "spell": frozenset({ENTRY})}


def require_open_birth(
    uow: UnitOfWork, cls: type[Record], values: Mapping[str, Value], *, beside: Collection[RecordId]
) -> None:
    """Refuse a new record that would change what stands on a signed card: answers, or an earlier entry.

    Raises:
        FrozenCardError: It would.
    """
    participation = values.get("participation")
    if cls not in {Vulnerability, Spell} or not participation or participation in beside:
        return
    signed_on = _signed_on(uow, RecordId(str(participation)))
    if signed_on is None:
        return
    if cls is Vulnerability:
        if SENSITIVE & set(values):
            raise frozen(signed_on)
        return
    first = first_spell(uow, RecordId(str(participation)))
    entered_on = values.get(ENTRY)
    if first is not None and isinstance(entered_on, date) and _is_before(entered_on, first):
        raise frozen(signed_on)


def require_open_edit(
    uow: UnitOfWork, cls: type[Record], record_id: RecordId, changed: Collection[str]
) -> None:
    """Refuse to change what stands on a signed card.

    Raises:
        FrozenCardError: It was signed.
    """
    if cls is Participation:
        if ON_CARD & set(changed):
            _require_unsigned(uow, record_id)
    elif cls is Vulnerability:
        if SENSITIVE & set(changed):
            _require_unsigned(uow, uow.records.get(Vulnerability, record_id).participation)
    elif cls is Spell and ENTRY in changed:
        participation = uow.records.get(Spell, record_id).participation
        first = first_spell(uow, participation)
        if first is not None and first.id == record_id:
            _require_unsigned(uow, participation)


def require_open_deleting(uow: UnitOfWork, cls: type[Record], record_id: RecordId) -> None:
    """Refuse to hide answers or the first entry of a signed card by themselves.

    Raises:
        FrozenCardError: It was signed.
    """
    if cls is Vulnerability:
        _require_unsigned(uow, uow.records.get(Vulnerability, record_id).participation)
    elif cls is Spell:
        require_open_edit(uow, cls, record_id, {ENTRY})


def require_open_undoing(uow: UnitOfWork, undone: Collection[str], written: Written) -> None:
    """Refuse to go on where taking something back changed a signed card; signing and correcting may be taken back.

    Args:
        uow: The unit of work, the undo being written and not kept yet.
        undone: The ids of what was taken back.
        written: What that wrote.

    Raises:
        FrozenCardError: It did.
    """
    for record, record_id in written.touched:
        if record not in _RECORDS:
            continue
        entries = uow.history.of_record(record, record_id)
        whats = {one.what for one in entries if one.undo in undone}
        back = any(one.undo in written.undo and _is_on_card(one) for one in entries)
        if back and not whats <= {SIGNED, CORRECTED}:
            participation = _participation_of(uow, record, record_id)
            if participation and uow.records.is_visible("participation", participation):
                _require_unsigned(uow, participation)


def first_spell(uow: UnitOfWork, participation_id: RecordId) -> Spell | None:
    """Find the first entry of a participation: the day of it stands on the card."""
    spells = uow.records.find(Spell, participation=participation_id)
    return min(spells, key=lambda one: (one.entered_on or date.max, one.id), default=None)


def frozen(signed_on: date) -> FrozenCardError:
    """Say since when it stands."""
    return FrozenCardError(day=f"{signed_on:%d.%m.%Y}")


def _require_unsigned(uow: UnitOfWork, participation_id: RecordId) -> None:
    signed_on = _signed_on(uow, participation_id)
    if signed_on:
        raise frozen(signed_on)


def _signed_on(uow: UnitOfWork, participation_id: RecordId) -> date | None:
    """Give the day a card was signed; an earlier step says it where the participation is not there."""
    found = uow.records.many(Participation, [participation_id])
    return found[participation_id].card_signed_on if participation_id in found else None


def _is_before(day: date, first: Spell) -> bool:
    return first.entered_on is not None and day < first.entered_on


def _is_on_card(entry: HistoryEntry) -> bool:
    if entry.field is None:
        return entry.record == "vulnerability"
    return entry.field in _RECORDS[entry.record] and entry.old != entry.new


def _participation_of(uow: UnitOfWork, record: str, record_id: RecordId) -> RecordId | None:
    if record == "participation":
        return record_id
    if record == "vulnerability":
        return uow.records.get(Vulnerability, record_id).participation
    return uow.records.get(Spell, record_id).participation
