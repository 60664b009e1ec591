"""Who read what: what an entry of the record of readings says, and what its codes mean in words."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from typing_extensions import override

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import N_


class ReadingKind(StrEnum):
    """What somebody who looks through the record asks for."""

    READ = "read"
    CHANGED = "changed"
    TAKEN_OUT = "taken_out"
    SIGNED_IN = "signed_in"
    OTHER = "other"


KIND_WORDS: dict[ReadingKind, str] = {
    ReadingKind.READ: N_("Read"),
    ReadingKind.CHANGED: N_("Changed"),
    ReadingKind.TAKEN_OUT: N_("Taken out"),
    ReadingKind.SIGNED_IN: N_("Signing in"),
    ReadingKind.OTHER: N_("Other"),
}

READ_WORDS: dict[str, str] = {
    "person_opened": N_("opened the person's page"),
    "special_seen": N_("saw sensitive answers"),
    "history_seen": N_("saw the history"),
    "note_read": N_("read a confidential note"),
    "emergency_opened": N_("opened confidential notes in an emergency"),
    "emergency_seen": N_("took note of an emergency opening"),
    "attachment_opened": N_("opened an attached document"),
    "report_seen": N_("saw the people behind a figure"),
    "readings_seen": N_("looked through who read what"),
}
TAKEN_OUT_WORDS: dict[str, str] = {
    "printed": N_("printed"),
    "form_saved": N_("saved a document as a PDF"),
    "exported": N_("exported a list"),
    "attachment_exported": N_("saved a copy of an attached document"),
    "report_exported": N_("exported a report"),
    "microdata_exported": N_("exported participants' data"),
    "evaluation_exported": N_("exported rows without names for evaluators"),
    "person_file_exported": N_("exported all that is kept on the person"),
    "bundle_written": N_("wrote a bundle"),
    "backup_made": N_("made a backup"),
    "backup_restored": N_("restored a backup"),
    "key_revealed": N_("took out a key"),
    "recovery_sheet": N_("printed a recovery sheet"),
    "moved": N_("moved the file"),
    "prepared": N_("prepared a house"),
}
SIGNED_WORDS: dict[str, str] = {
    "signed_in": N_("signed in"),
    "signed_out": N_("signed out"),
    "locked": N_("locked the window"),
    "unlocked": N_("unlocked the window"),
    "wrong_password": N_("a wrong password was given"),
    "recovered": N_("came in with a recovery sheet"),
}
HISTORY_PARTED = "history_parted"
"""Its facts name the replica under which another image of the file wrote too: this one is not held to its heads."""

OTHER_WORDS: dict[str, str] = {
    "bundle_taken": N_("took in a bundle"),
    HISTORY_PARTED: N_("went on under a new name: another image of the file had written too"),
    "emergency_seen": N_("took note of an opening in an emergency"),
    "user_added": N_("gave somebody access"),
    "user_removed": N_("took somebody's access away"),
    "password_reset": N_("gave somebody a one-time password"),
    "password_changed": N_("changed the password"),
    "role_keys_granted": N_("handed on the key of confidential notes"),
    "role_key_begun": N_("began a new key of confidential notes"),
}

READING_WORDS: dict[str, str] = {**READ_WORDS, **TAKEN_OUT_WORDS, **SIGNED_WORDS, **OTHER_WORDS}
"""What each code means; a code that is not here is shown as it stands."""

_KINDS = (
    (ReadingKind.READ, READ_WORDS),
    (ReadingKind.TAKEN_OUT, TAKEN_OUT_WORDS),
    (ReadingKind.SIGNED_IN, SIGNED_WORDS),
)


def code_of(what: str) -> str:
    """Give the code alone: entries of the first version carry a detail after a colon."""
    return what.partition(":")[0]


def kind_of(what: str) -> ReadingKind:
    """Tell what kind of entry a code is."""
    code = code_of(what)
    return next((kind for kind, words in _KINDS if code in words), ReadingKind.OTHER)


def codes_of(kind: ReadingKind) -> tuple[str, ...]:
    """Give the codes of a kind; of the others nothing, for nobody can list them."""
    return next((tuple(words) for one, words in _KINDS if one is kind), ())


@dataclass(frozen=True, slots=True)
class Reading:
    """One entry: who did what, when, with which record. Codes and ids only, never a name or a content."""

    at: datetime
    user: RecordId
    what: str
    record: str = ""
    row: RecordId | None = None
    facts: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class ReadingHead:
    """How far a copy's record had come, signed by the copy: what stands before it cannot be rewritten unnoticed."""

    copy: bytes
    replica: bytes
    number: int
    mac: bytes
    at: str
    signature: bytes


class FaultKind(StrEnum):
    """What may be wrong with the record of readings."""

    MISSING = "is missing"
    ALTERED = "was altered"
    BEFORE = "or one before it was altered"
    DAMAGED = "is damaged"
    KEY_GONE = "cannot be checked: the key of its time is gone"


FAULT_WORDS: dict[FaultKind, str] = {
    FaultKind.MISSING: N_("entry {n} is missing"),
    FaultKind.ALTERED: N_("entry {n} was altered"),
    FaultKind.BEFORE: N_("entry {n} or one before it was altered"),
    FaultKind.DAMAGED: N_("entry {n} is damaged"),
    FaultKind.KEY_GONE: N_("entry {n} cannot be checked: the key of its time is gone"),
}


@dataclass(frozen=True, slots=True)
class ReadingFault:
    """The first entry that is wrong, and how."""

    kind: FaultKind
    entry: int
    detail: str = ""

    @override
    def __str__(self) -> str:
        """Say it for a log or a script."""
        return f"entry {self.entry} {self.kind}{self.detail}"


@dataclass(frozen=True, slots=True)
class ReadingsState:
    """What checking the record found.

    Attributes:
        count: How many entries there are.
        since: When the first of them was written.
        fault: What is wrong with the first entry that is; None when nothing is.
        missing: Entries that another copy saw and an older file, put back, does not hold.
        seen: When that copy had seen the last of them.
    """

    count: int
    since: str = ""
    fault: ReadingFault | None = None
    missing: int = 0
    seen: str = ""


@dataclass(frozen=True, slots=True)
class DeedFilter:
    """What of all that was done is asked for; None and "" are no limit."""

    person: RecordId | None = None
    user: RecordId | None = None
    kind: ReadingKind | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """Something somebody did: a reading, or an intention of the change log.

    Attributes:
        id: Names it within the list, whatever it is.
        what: Its code: of domain/readings.py, or of services/intentions.py for a change.
        record: The type of the record it concerns, the first of several.
        changes: How many places a change touched.
        about: What that record is called, where that may be seen.
        site: Where a change was written.
    """

    id: RecordId
    at: datetime
    user: RecordId
    who: str
    kind: ReadingKind
    what: str
    record: str = ""
    row: RecordId | None = None
    facts: str = ""
    changes: int = 0
    about: str = ""
    site: str = ""
