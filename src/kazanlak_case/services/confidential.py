"""Confidential notes: everybody sees that there was a contact; the text only who holds the key (security.md, section 3).

A note is never changed or deleted. A correction is a new note that names the one it corrects.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from kazanlak_case.db.reference import rights_of
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Written
from kazanlak_case.domain.confidential_errors import NoSecretKeyError
from kazanlak_case.domain.errors import InvalidRecordError, NotAllowedError, RecordMissingError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Case, ConfidentialNote, spec_of
from kazanlak_case.domain.rules.rights import Act, Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.same_person import hidden_ids, person_now
from kazanlak_case.services.writing import prepare_birth

WRITTEN = "note_written"
READ, PRINTED = "note_read", "printed"
RECORD = "confidential_note"
LONGEST = 20_000
"""Letters in one note: sealed, they are still far from what one value may hold in a bundle."""


class Access(StrEnum):
    """What a note's text is to the user: held, lent in an emergency, waited for, or closed."""

    HELD = "held"
    LENT = "lent"
    WAITING = "waiting"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """What everybody may know of a note: when, by whom, of which profession. Never its text.

    Attributes:
        corrected_by: The newest note that corrects this one.
    """

    id: RecordId
    person: RecordId
    secret: str
    written_on: date | None
    staff_member: RecordId | None
    corrects: RecordId | None
    corrected_by: RecordId | None
    access: Access
    assessment: RecordId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretStanding:
    """How the user stands to the notes of one profession in a house.

    Attributes:
        may_write: The user holds the newest key.
        waits: The user's post is entitled to the key, and nobody has handed it over yet.
        lent_until: Until when an emergency opening of this person lasts.
    """

    secret: str
    may_write: bool
    waits: bool
    lent_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesOf:
    """The confidential notes about one person, the newest first, as this user may see them."""

    person: RecordId
    scope: str
    rows: tuple[NoteRow, ...]
    secrets: tuple[SecretStanding, ...]
    may_open_in_emergency: bool

    @property
    def to_write(self) -> tuple[str, ...]:
        """The professions the user may write notes of."""
        return tuple(one.secret for one in self.secrets if one.may_write)

    @property
    def closed(self) -> tuple[str, ...]:
        """The professions with notes whose text the user cannot read at all."""
        shut = {one.secret for one in self.rows if one.access in {Access.CLOSED, Access.WAITING}}
        return tuple(sorted(shut))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDraft:
    """What somebody has written down in confidence."""

    person: RecordId
    secret: str
    text: str
    written_on: date | None = None
    case: RecordId | None = None
    corrects: RecordId | None = None
    assessment: RecordId | None = None
    """The assessment it is the psychologist's part of."""


def write_note(uow: UnitOfWork, draft: NoteDraft) -> Written:
    """Seal a note and write it; its text stands nowhere else.

    Raises:
        NoSecretKeyError: The user holds no key of this profession in the person's house.
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        NotAllowedError: The user's post writes no such notes.
    """
    scope = uow.records.scope_of("person", draft.person)
    if not uow.secrets.holds(scope, draft.secret):
        raise NoSecretKeyError(scope=scope, secret=draft.secret)
    if len(draft.text) > LONGEST:
        raise InvalidRecordError({"text": N_("This text is too long.")})
    _check_corrected(uow, draft)
    values = {
        "person": draft.person,
        "case": draft.case,
        "secret": draft.secret,
        "written_on": draft.written_on or uow.today,
        "staff_member": uow.user.staff_member,
        "corrects": draft.corrects,
        "assessment": draft.assessment,
        "text": draft.text,
    }
    # checked as it was typed, then sealed: the plain text never reaches the log
    plain = prepare_birth(uow, ConfidentialNote, values).record
    if not isinstance(plain, ConfidentialNote):
        raise TypeError(type(plain))
    sealed = uow.secrets.seal(plain.text, plain.id, scope=scope, secret=draft.secret)
    note = replace(plain, text=sealed.text, epoch=sealed.epoch, version=sealed.version)
    written = uow.log.append([Born(note)], WRITTEN, scope=scope)
    uow.commit()
    return written


def _check_corrected(uow: UnitOfWork, draft: NoteDraft) -> None:
    if draft.corrects is None:
        return
    people = {draft.person, *hidden_ids(uow, draft.person)}
    found = uow.confidential.some([draft.corrects])
    if not any(note.person in people and note.secret == draft.secret for note, _scope in found):
        problem = N_("A correction is of the same person and the same profession.")
        raise InvalidRecordError({"corrects": problem})


def notes_of(uow: UnitOfWork, person: RecordId) -> NotesOf:
    """List the confidential notes about a person: who wrote when, and how the user stands to them.

    Raises:
        NotAllowedError: The user's post is not to know of such notes.
        RecordMissingError: There is no such person.
    """
    if not uow.may(Action.SEE, spec_of(RECORD, "written_on")):
        raise NotAllowedError(action=Action.SEE, record=RECORD, field="written_on")
    person = person_now(uow, person)
    scope = uow.records.scope_of("person", person)
    notes = uow.confidential.of_people((person, *hidden_ids(uow, person)))
    corrected: dict[RecordId, RecordId] = {}
    for note, _scope in notes:  # the newest first
        if note.corrects:
            corrected.setdefault(note.corrects, note.id)
    rows = tuple(
        NoteRow(
            id=note.id,
            person=note.person,
            secret=note.secret or "",
            written_on=note.written_on,
            staff_member=note.staff_member,
            corrects=note.corrects,
            corrected_by=corrected.get(note.id),
            access=_access(uow, note, its_scope),
            assessment=note.assessment,
        )
        for note, its_scope in notes
    )
    return NotesOf(
        person=person,
        scope=scope,
        rows=rows,
        secrets=secrets_of(uow, person, scope, {row.secret for row in rows}),
        may_open_in_emergency=uow.may(Act.OPEN_IN_EMERGENCY),
    )


def notes_that_stay(uow: UnitOfWork, case_id: RecordId) -> int:
    """Count the notes about a case's person: a transfer carries none of them, whoever the case goes to."""
    if not uow.may(Action.SEE, spec_of(RECORD, "written_on")):
        return 0
    person = uow.records.get(Case, case_id).person
    return len(uow.confidential.of_people((person, *hidden_ids(uow, person))))


def secrets_of(
    uow: UnitOfWork, person: RecordId, scope: str, beside: Iterable[str] = ()
) -> tuple[SecretStanding, ...]:
    """Tell how the user stands to each profession: those held, those waited for, and those `beside`."""
    entitled, held = entitled_to(uow), uow.secrets.held(scope)
    return tuple(
        SecretStanding(
            secret=secret,
            may_write=secret in entitled and uow.secrets.holds(scope, secret),
            waits=secret in entitled and not uow.secrets.holds(scope, secret),
            lent_until=uow.secrets.lent_until(person, scope, secret, now=uow.now),
        )
        for secret in sorted({*entitled, *held, *beside})
    )


def entitled_to(uow: UnitOfWork) -> frozenset[str]:
    """List the professions whose key the user's post may be handed; holding it is another matter."""
    return rights_of(uow.profile).of(uow.user).secrets


def _access(uow: UnitOfWork, note: ConfidentialNote, scope: str) -> Access:
    if uow.secrets.can_open(note, scope):
        return Access.HELD
    if uow.secrets.is_lent(note, scope, now=uow.now):
        return Access.LENT
    return Access.WAITING if (note.secret or "") in entitled_to(uow) else Access.CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedNote:
    """A note with its text; only ever shown, never kept."""

    note: ConfidentialNote
    text: str


def read_note(uow: UnitOfWork, note_id: RecordId, *, what: str = READ) -> OpenedNote:
    """Open one note and record that it was read; the reading is on the disk before the text is shown.

    What an emergency opening lends is read on the screen, and neither printed nor taken out.

    Raises:
        NoSecretKeyError: The user has no key for it.
        RecordMissingError: There is no such note.
        SealedNoteError: It was changed or moved.
    """
    found = uow.confidential.some([note_id])
    if not found:
        raise RecordMissingError(id=note_id)
    note, scope = found[0]
    if what != READ and not uow.secrets.can_open(note, scope):
        raise NoSecretKeyError(scope=scope, secret=note.secret)
    text = uow.secrets.open(note, scope, now=uow.now)
    uow.readings.record(what, record=RECORD, row=note.id, facts=note.secret or "")
    uow.commit()
    return OpenedNote(note=note, text=text)


def find_notes(uow: UnitOfWork, words: str) -> list[NoteRow]:
    """Find the notes the user holds the key of that have all of some words, the newest first; no text is told.

    The texts are folded once and held in memory alone; locking the file drops them.
    """
    wanted = words.casefold().split()
    if not wanted:
        return []
    index = uow.secrets.index
    _follow(uow, index)
    ids = [one for one, text in index.items() if all(word in text for word in wanted)]
    notes = sorted(uow.confidential.some(ids), key=lambda one: (str(one[0].written_on), one[0].id))
    return [
        NoteRow(
            id=note.id,
            person=person_now(uow, note.person),
            secret=note.secret or "",
            written_on=note.written_on,
            staff_member=note.staff_member,
            corrects=note.corrects,
            corrected_by=None,
            access=Access.HELD,
        )
        for note, _scope in reversed(notes)
    ]


def _follow(uow: UnitOfWork, index: dict[RecordId, str]) -> None:
    """Take into the index what came since; what is gone, erased with its person, leaves it."""
    ids = uow.confidential.ids_of(uow.secrets.held())
    for gone in index.keys() - set(ids):
        del index[gone]
    for note, scope in uow.confidential.some(one for one in ids if one not in index):
        if uow.secrets.can_open(note, scope):
            index[note.id] = uow.secrets.open(note, scope, now=uow.now).casefold()
