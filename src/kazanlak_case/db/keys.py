"""Who holds which key of a case file: make, open and change the key slots (security.md, section 3).

All of it is rule **C**: without the password of one slot nothing here yields a key.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from nacl.public import PrivateKey
from nacl.utils import random

from kazanlak_case.db import key_file
from kazanlak_case.db.calibration import calibrated
from kazanlak_case.db.key_file import KeyFile, Place, Slot
from kazanlak_case.db.key_slots import (
    FILE_KEY_BYTES,
    NewPassword,
    Unlocked,
    is_sealed,
    new_slot,
    open_slot,
    role_keys_of,
    sealed,
    unlocked_by,
)
from kazanlak_case.db.passwords import Cost
from kazanlak_case.domain.errors import ExpectedError, InvalidRecordError
from kazanlak_case.domain.file_errors import (
    CaseFileDamagedError,
    DiskFullError,
    ReadOnlyError,
    StorageError,
    UnknownUserError,
    WrongPasswordError,
)
from kazanlak_case.domain.key_errors import SignInAgainError
from kazanlak_case.i18n import N_

__all__ = [
    "Unlocked",
    "add_user",
    "change_password",
    "create_keys",
    "current",
    "refusal",
    "restore_slots",
    "save",
    "slots_content",
    "unlock",
    "users_of",
    "users_with_one_time_password",
]


def create_keys(
    folder: Place,
    users: Sequence[tuple[str, str]],
    *,
    cost: Cost | None = None,
    one_time: bool = False,
) -> Unlocked:
    """Make the keys of a new case file for these (name, password) pairs; the first user is the one unlocked."""
    if not users:
        raise ValueError("a case file has at least one user")
    file_id, salt = random(key_file.ID_BYTES), random(key_file.ID_BYTES)
    file = KeyFile(file_id=file_id, salt=salt, generation=0, epoch=1, slots=())
    file_keys = {1: bytearray(random(FILE_KEY_BYTES))}
    privates = []
    cost = cost or calibrated()
    for name, text in users:
        password = NewPassword(text, cost, one_time)
        file, private = _with_user(file, name, password=password, file_keys=file_keys)
        privates.append(private)
    unlocked = unlocked_by(file, file.slots[0], private=privates[0], file_keys=file_keys)
    save(folder, file, unlocked=unlocked)
    return unlocked


def unlock(folder: Place, user: str, password: str) -> Unlocked:
    """Open a user's slot. A wrong password, a damaged key file and too little memory are told apart.

    Mends a copy of the key file that is damaged or was left behind by a power cut.
    """
    copies = key_file.candidates(folder)
    used, unlocked = _first_opened(folder, copies, user=user, password=password)
    if used is not copies[0] and is_sealed(copies[0], unlocked):
        # Only a copy left behind knows this password: it was replaced, or the user removed.
        raise refusal(copies[0], user)
    with suppress(ReadOnlyError, DiskFullError, StorageError):
        key_file.mend(folder, used)
    return unlocked


def users_of(folder: Place) -> tuple[str, ...]:
    """Tell who may sign in; needs no password."""
    return tuple(slot.name for slot in key_file.load(folder).slots)


def users_with_one_time_password(folder: Place) -> tuple[str, ...]:
    """Tell whose password was given by the centre and must be replaced at the first sign-in."""
    return tuple(slot.name for slot in key_file.load(folder).slots if slot.one_time)


def add_user(
    folder: Place, unlocked: Unlocked, *, user: str, password: str, one_time: bool = False
) -> None:
    """Give one more user a slot of the open file."""
    new = NewPassword(password, calibrated(), one_time)
    file = current(folder, unlocked)
    file, _private = _with_user(file, user, password=new, file_keys=unlocked.file_keys)
    save(folder, file, unlocked=unlocked)


def change_password(
    folder: Place, unlocked: Unlocked, *, user: str, password: str, one_time: bool = False
) -> None:
    """Replace a password.

    For oneself the key pair stays, unless it came with a one-time password: whoever gave that could open it. For
    somebody else a new pair is made, and no role key goes with it: whoever resets a password does not come to read
    confidential notes.
    """
    file = current(folder, unlocked)
    old = file.slot_of(user)
    if old is None:
        raise refusal(file, user)
    is_own = key_file.same_name(user, unlocked.user)
    private = PrivateKey(bytes(unlocked.private)) if is_own else PrivateKey.generate()
    held = role_keys_of(file, private, old.role_grants) if is_own else {}
    if unlocked.one_time:
        private = PrivateKey.generate()
    new = new_slot(
        file.file_id,
        old.name,
        password=NewPassword(password, calibrated(), one_time),
        private=private,
        file_keys=unlocked.file_keys,
        role_keys=held,
    )
    slots = tuple(new if slot is old else slot for slot in file.slots)
    save(folder, replace(file, slots=slots), unlocked=unlocked)
    if is_own:
        unlocked.one_time = one_time
        unlocked.private[:] = bytes(private)
        unlocked.role_keys |= held


def slots_content(folder: Place) -> bytes:
    """Give the key file's content, to be kept inside the database and in backups too."""
    return key_file.load(folder).render()


def restore_slots(folder: Place, content: bytes) -> None:
    """Put a key file kept elsewhere back beside its database."""
    try:
        file = key_file.parse(content)
    except key_file.DamagedKeyFileError as error:
        raise CaseFileDamagedError(path=folder, detail=key_file.NAME) from error
    key_file.save(folder, file)


def refusal(file: KeyFile, user: str) -> ExpectedError:
    """Say why a user's slot does not open: there is none, or the password is another."""
    slot = file.slot_of(user)
    if slot is None:
        return UnknownUserError(user=user, users=", ".join(slot.name for slot in file.slots))
    return WrongPasswordError(user=slot.name)


def current(folder: Place, unlocked: Unlocked) -> KeyFile:
    """Read the key file of the open case file, as somebody with its key wrote it."""
    for file in key_file.candidates(folder):
        if file.file_id == unlocked.file_id and is_sealed(file, unlocked):
            return file
        if file.file_id == unlocked.file_id and file.epoch > max(unlocked.file_keys, default=0):
            # on a server somebody removed a user meanwhile
            raise SignInAgainError
    raise CaseFileDamagedError(path=folder, detail=key_file.NAME)


def save(folder: Place, file: KeyFile, *, unlocked: Unlocked) -> None:
    """Write the key file's next generation."""
    file = replace(file, generation=file.generation + 1)
    key_file.save(folder, sealed(file, unlocked))
    unlocked.generation = file.generation


def _with_user(
    file: KeyFile, name: str, *, password: NewPassword, file_keys: dict[int, bytearray]
) -> tuple[KeyFile, PrivateKey]:
    name = name.strip()
    if not key_file.is_name(name):
        raise InvalidRecordError({"name": N_("Give a user name.")})
    if file.slot_of(name):
        raise InvalidRecordError({"name": N_("There is a user with this name already.")})
    private = PrivateKey.generate()
    slot = new_slot(file.file_id, name, password=password, private=private, file_keys=file_keys)
    return replace(file, slots=(*file.slots, slot)), private


def _first_opened(
    folder: Place, copies: list[KeyFile], *, user: str, password: str
) -> tuple[KeyFile, Unlocked]:
    """Open the first copy of the key file that this password opens and that nobody changed without a key."""
    refused: ExpectedError | None = None
    wrong: list[Slot] = []
    for file in copies:
        slot = file.slot_of(user)
        if slot is None or slot in wrong:
            refused = refused or refusal(file, user)
            continue
        unlocked = open_slot(file, slot, password=password)
        if unlocked is None:
            wrong.append(slot)
            refused = refused or refusal(file, user)
        elif is_sealed(file, unlocked):
            return file, unlocked
    raise refused or CaseFileDamagedError(path=folder, detail=key_file.NAME)
