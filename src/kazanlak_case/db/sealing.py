"""What the user of an open file can seal and open; the keys themselves are handed to nobody (rule C).

A unit of work carries this instead of the keys, so no query, service or screen can print, keep or pass on one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from time import monotonic

from kazanlak_case.db.drafts import Drafts
from kazanlak_case.db.key_slots import RoleKeyName, Unlocked
from kazanlak_case.db.sealed_notes import VERSION, NotePlace, open_sealed, seal
from kazanlak_case.domain.confidential_errors import NoSecretKeyError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import ConfidentialNote

FOR_DRAFTS = b"kc role drafts"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed text, with what a record must say of its key."""

    text: str
    epoch: int
    version: int = VERSION


@dataclass(slots=True)
class _Loan:
    """Keys lent for one person's notes, for a while."""

    people: frozenset[RecordId]
    keys: dict[RoleKeyName, bytearray] = field(repr=False)
    since: datetime
    until: datetime
    ends: float
    """By the clock that nobody can set."""

    def is_over(self, now: datetime) -> bool:
        """Tell whether its time is up; a clock that was set back ends it too."""
        return not self.since <= now < self.until or monotonic() >= self.ends


class Secrets:
    """The role keys of one opened file, as something that seals and opens. Wiped when the file is locked."""

    def __init__(self, unlocked: Unlocked | None = None) -> None:
        self._unlocked = unlocked
        self._loans: list[_Loan] = []
        self.index: dict[RecordId, str] = {}
        """Folded texts of the notes one may read, for the search (services/confidential.py); dropped at lock."""

    def holds(self, scope: str, secret: str) -> bool:
        """Tell whether the user can write for a profession in a house: holds a key that is still in use."""
        return self._newest(scope, secret) is not None

    def can_open(self, note: ConfidentialNote, scope: str) -> bool:
        """Tell whether the user holds the very key a note was sealed under."""
        return _key_name(note, scope) in self._keys

    def seal(self, text: str, note: RecordId, *, scope: str, secret: str) -> Sealed:
        """Seal the text of a new note under the newest key.

        Raises:
            NoSecretKeyError: The user holds none.
        """
        name = self._newest(scope, secret)
        if name is None:
            raise NoSecretKeyError(scope=scope, secret=secret)
        place = NotePlace(note, scope, secret, name.epoch)
        return Sealed(seal(text, bytes(self._keys[name]), place), name.epoch)

    def open(self, note: ConfidentialNote, scope: str, *, now: datetime) -> str:
        """Open a note with a key that is held, or lent for the note's person.

        Raises:
            NoSecretKeyError: There is neither.
            SealedNoteError: The text was changed or moved.
        """
        name = _key_name(note, scope)
        key = self._keys.get(name) or self._lent(note.person, name, now)
        if key is None:
            raise NoSecretKeyError(scope=scope, secret=name.secret)
        place = NotePlace(note.id, scope, name.secret, name.epoch, note.version or 0)
        return open_sealed(note.text, bytes(key), place)

    def lend(
        self,
        keys: dict[RoleKeyName, bytearray],
        people: Iterable[RecordId],
        *,
        now: datetime,
        minutes: int,
    ) -> datetime:
        """Open one person's notes for some minutes with keys that came from a recovery sheet; tells until when."""
        until = now + timedelta(minutes=minutes)
        self._loans.append(_Loan(frozenset(people), keys, now, until, monotonic() + minutes * 60))
        return until

    def lent_until(
        self, person: RecordId, scope: str, secret: str, *, now: datetime
    ) -> datetime | None:
        """Tell until when a person's notes are open in an emergency; None when they are not."""
        found = [
            loan.until
            for loan in self._standing(now)
            if person in loan.people and any(name[:2] == (scope, secret) for name in loan.keys)
        ]
        return max(found, default=None)

    def is_lent(self, note: ConfidentialNote, scope: str, *, now: datetime) -> bool:
        """Tell whether an emergency opening shows this note now."""
        return self._lent(note.person, _key_name(note, scope), now) is not None

    def end_loans(self) -> None:
        """Wipe every lent key: the time is up, or who asked is done."""
        for loan in self._loans:
            _wipe(loan)
        self._loans.clear()

    def held(self, scope: str | None = None) -> tuple[str, ...]:
        """List the professions, of one house or of all, that the user holds a key of."""
        found = {name.secret for name in self._keys if scope in {None, name.scope}}
        return tuple(sorted(found))

    def drafts(self, folder: Path, scope: str, *, secret: str, owner: str) -> tuple[Drafts, ...]:
        """Give the drafts of confidential notes, the newest key first: under role keys, so no colleague opens them.

        There are none where no new note can be written.
        """
        newest = self._newest(scope, secret)
        if newest is None:
            return ()
        former = [name for name in self._keys if name[:2] == newest[:2] and name != newest]
        return tuple(
            Drafts(folder, self._drafts_key(name), owner=owner)
            for name in (newest, *sorted(former, reverse=True))
        )

    def wipe(self) -> None:
        """Let go of everything; the held keys are wiped by whoever unlocked them."""
        self.end_loans()
        self.index.clear()

    @property
    def _keys(self) -> Mapping[RoleKeyName, bytearray]:
        # asked anew each time: a key may be handed over, or wiped, while the file is open
        return self._unlocked.role_keys if self._unlocked is not None else {}

    def _newest(self, scope: str, secret: str) -> RoleKeyName | None:
        """Name the key that new notes are sealed under; never one that somebody who is gone knew."""
        retired = self._unlocked.retired if self._unlocked is not None else frozenset()
        names = [name for name in self._keys if name[:2] == (scope, secret)]
        return max((name for name in names if name not in retired), default=None)

    def _lent(self, person: RecordId, name: RoleKeyName, now: datetime) -> bytearray | None:
        for loan in self._standing(now):
            if person in loan.people and name in loan.keys:
                return loan.keys[name]
        return None

    def _standing(self, now: datetime) -> Iterator[_Loan]:
        """List the loans whose time is not up; the others are wiped here and now."""
        for loan in tuple(self._loans):
            if loan.is_over(now):
                _wipe(loan)
                self._loans.remove(loan)
            else:
                yield loan

    def _drafts_key(self, name: RoleKeyName) -> bytes:
        key = bytes(self._keys[name])
        return blake2b(key=key, person=FOR_DRAFTS, digest_size=len(key)).digest()


def _key_name(note: ConfidentialNote, scope: str) -> RoleKeyName:
    return RoleKeyName(scope, note.secret or "", note.epoch or 0)


def _wipe(loan: _Loan) -> None:
    for key in loan.keys.values():
        key[:] = bytes(len(key))
    loan.keys.clear()
