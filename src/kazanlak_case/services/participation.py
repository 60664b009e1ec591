"""Participation as the funds count it: entry, answers, exit and what was found after it (domain.md, section 2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Change, Deleted, Edited, Written
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.participation import Participation, Spell, Vulnerability
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.records import require_deleting, save_record
from kazanlak_case.services.writing import prepare_birth, prepare_edit

ENTERED, LEFT, RESULTS = "entered", "left", "results_saved"
CHANGED, DELETED, ANSWERED = "participation_changed", "participation_deleted", "answers_saved"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """Somebody's entry into the project, as it is being typed.

    Attributes:
        answers: Fields of the participation: the situation on the day of entry.
        sensitive: Fields of the sensitive answers; a refusal is an answer.
    """

    person: RecordId
    entered_on: date | None = None
    answers: Mapping[str, Value] = field(default_factory=dict)
    sensitive: Mapping[str, Value] = field(default_factory=dict)


def entry_defaults(uow: UnitOfWork) -> dict[str, Value]:
    """Begin a participation: the profile's operation, all its funds; the activity is the profile's until one is typed."""
    return {"operation": uow.profile.operation or None, "funds": uow.profile.default_funds or None}


def enter(uow: UnitOfWork, draft: EntryDraft) -> Written:
    """Enter a person into the project.

    Who comes back enters under the participation that stands: the situation at the *first* entry is what counts
    (domain.md 2.1), so answers are taken with the first entry only.

    Raises:
        InvalidRecordError: Something typed is not well, or the person is in the project already.
    """
    before = _participation_of(uow, draft.person)
    if before:
        changes: list[Change] = [_entry(uow, draft, before.id)]
    else:
        values = entry_defaults(uow) | dict(draft.answers) | {"person": draft.person}
        born = prepare_birth(uow, Participation, values)
        changes = [born, _entry(uow, draft, born.record.id, beside=born)]
        if any(draft.sensitive.values()):
            sensitive = _asked(uow, draft.sensitive) | {"participation": born.record.id}
            changes.append(prepare_birth(uow, Vulnerability, sensitive, beside=[born.record.id]))
    written = uow.log.append(changes, ENTERED)
    uow.commit()
    return written


def exit_spell(uow: UnitOfWork, spell_id: RecordId, values: Mapping[str, Value]) -> Written:
    """Write down that somebody left: the day (today, if none is said), how it ended, and the situation on leaving.

    Raises:
        InvalidRecordError: Something typed is not well, such as an exit before the entry.
        RecordMissingError: The entry is not there, or was deleted.
    """
    whole = {**values, "left_on": values.get("left_on") or uow.today}
    return save_record(uow, Spell, spell_id, whole, what=LEFT)


def save_results(uow: UnitOfWork, spell_id: RecordId, values: Mapping[str, Value]) -> Written:
    """Write down what was found within four weeks of leaving, and at six months.

    Raises:
        InvalidRecordError: Something typed is not well, or the person has not left.
        RecordMissingError: The entry is not there, or was deleted.
    """
    standing = uow.records.get(Spell, spell_id)
    if not (standing.left_on or values.get("left_on")):
        raise InvalidRecordError({"left_on": N_("Please give the day of leaving first.")})
    return save_record(uow, Spell, spell_id, values, what=RESULTS)


def save_participation(
    uow: UnitOfWork, participation_id: RecordId, values: Mapping[str, Value]
) -> Written:
    """Write the situation at entry, as long as the card is not signed.

    Raises:
        FrozenCardError: The card is signed: what stands on it is only corrected.
        InvalidRecordError: Something typed is not well.
    """
    change = prepare_situation(uow, participation_id, values)
    written = uow.log.append([change], CHANGED)
    uow.commit()
    return written


def prepare_situation(
    uow: UnitOfWork, participation_id: RecordId, values: Mapping[str, Value]
) -> Edited:
    """Make the change of the situation at entry; nothing is written yet."""
    return prepare_edit(uow, Participation, participation_id, values)


def save_spell(uow: UnitOfWork, spell_id: RecordId, values: Mapping[str, Value]) -> Written:
    """Write entry and exit with what was found after it.

    Raises:
        FrozenCardError: The card is signed, and the day of the first entry stands on it.
        InvalidRecordError: Something typed is not well.
        RecordMissingError: The entry is not there, or was deleted.
    """
    what = LEFT if values.get("left_on") else RESULTS
    written = uow.log.append([prepare_edit(uow, Spell, spell_id, values)], what)
    uow.commit()
    return written


def save_answers(
    uow: UnitOfWork, participation_id: RecordId, values: Mapping[str, Value]
) -> Written:
    """Write sensitive answers down, with the day and whoever asked: a refusal too leaves its evidence (domain.md 2.2).

    Raises:
        FrozenCardError: The card is signed: what stands on it is only corrected.
        NotAllowedError: The user's post may not see such answers.
        InvalidRecordError: Something typed is not well.
    """
    written = uow.log.append([prepare_answers(uow, participation_id, values)], ANSWERED)
    uow.commit()
    return written


def prepare_answers(
    uow: UnitOfWork, participation_id: RecordId, values: Mapping[str, Value]
) -> Born | Edited:
    """Make the change of sensitive answers: in the record that stands, or in a new one where nobody asked yet."""
    if not uow.records.is_visible("participation", participation_id):
        raise RecordMissingError(id=participation_id)
    uow.sight.require("vulnerability", action=Action.WRITE)
    standing = uow.records.find(Vulnerability, participation=participation_id)
    if not standing:
        born = _asked(uow, values) | {"participation": participation_id}
        return prepare_birth(uow, Vulnerability, born)
    asked = {} if standing[0].asked_on else _asked(uow, {})
    return prepare_edit(uow, Vulnerability, standing[0].id, {**asked, **values})


def delete_participation(uow: UnitOfWork, participation_id: RecordId) -> Written:
    """Hide a participation written by mistake, with its entries and answers.

    Raises:
        NotAllowedError: The user's post deletes nothing, or may not write the sensitive answers that would go too.
        RecordMissingError: It is not there, or was deleted before.
    """
    require_deleting(uow, "participation", "spell")
    if uow.records.count(Vulnerability, participation=participation_id):
        require_deleting(uow, "vulnerability")
    if not uow.records.is_visible("participation", participation_id):
        raise RecordMissingError(id=participation_id)
    changes: list[Change] = [
        *(
            Deleted("spell", one.id)
            for one in uow.records.find(Spell, participation=participation_id)
        ),
        *(
            Deleted("vulnerability", one.id)
            for one in uow.records.find(Vulnerability, participation=participation_id)
        ),
        Deleted("participation", participation_id),
    ]
    written = uow.log.append(changes, DELETED)
    uow.commit()
    return written


def _participation_of(uow: UnitOfWork, person: RecordId) -> Participation | None:
    """Find the person's participation in this operation; another operation makes a new participant."""
    here = {uow.profile.operation or None, None}
    found = uow.records.find(Participation, person=person)
    return next((one for one in found if one.operation in here), None)


def _entry(
    uow: UnitOfWork, draft: EntryDraft, participation_id: RecordId, *, beside: Born | None = None
) -> Born:
    """Make the entry, after the exits that stand."""
    spells = [] if beside else uow.records.find(Spell, participation=participation_id)
    if any(one.left_on is None for one in spells):
        raise InvalidRecordError({"person": N_("This person is in the project already.")})
    entered_on = draft.entered_on or uow.today
    if any(one.left_on and one.left_on > entered_on for one in spells):
        message = N_("This is before the day the person left the last time.")
        raise InvalidRecordError({"entered_on": message})
    if _is_before_birth(uow, draft.person, entered_on):
        raise InvalidRecordError({"entered_on": N_("This is before the person was born.")})
    values: dict[str, Value] = {"participation": participation_id, "entered_on": entered_on}
    return prepare_birth(uow, Spell, values, beside=[participation_id])


def _is_before_birth(uow: UnitOfWork, person: RecordId, day: date) -> bool:
    born_on = uow.records.get(Person, person).born_on
    return born_on is not None and day < born_on


def _asked(uow: UnitOfWork, values: Mapping[str, Value]) -> dict[str, Value]:
    """Say when and by whom it was asked, unless that was typed."""
    by_whom: dict[str, Value] = {"asked_on": uow.today, "asked_by": uow.user.staff_member}
    return by_whom | {name: value for name, value in values.items() if value is not None}
