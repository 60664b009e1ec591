"""Recovery sheets: what is printed once and opens a file when a password is lost (security.md, section 3).

Sheet A opens the file key, sheet B the role keys of one scope and profession. What is printed is the seed of a key
pair; the file holds its public half, so that keys made later are sealed to it without the paper. Rule **C**.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from hmac import compare_digest

from nacl.public import PrivateKey, PublicKey
from nacl.utils import random

from kazanlak_case.db import key_file
from kazanlak_case.db.calibration import calibrated
from kazanlak_case.db.key_file import Place
from kazanlak_case.db.key_form import KeyFile, PaperSlot, RoleKeyName
from kazanlak_case.db.key_slots import (
    NewPassword,
    Unlocked,
    file_keys_of,
    granted,
    is_sealed,
    new_slot,
    role_keys_of,
    unlocked_by,
)
from kazanlak_case.db.keys import current, refusal, save
from kazanlak_case.db.passwords import Cost, check_new_password
from kazanlak_case.db.role_keys import names_of, with_grants, with_paper
from kazanlak_case.domain.file_errors import CaseFileDamagedError
from kazanlak_case.domain.key_errors import NoRoleKeyError, NoSheetError, WrongSheetError
from kazanlak_case.domain.sheet_letters import SECRET_BYTES, letters_of, secret_of

FOR_FILE, FOR_ROLE = b"kc sheet A", b"kc sheet B"
"""What the seed on a sheet is for: a sheet of one kind opens nothing of the other."""


@dataclass(frozen=True, slots=True)
class NewSheet:
    """What is to be printed, once: nobody can show it again."""

    text: str = field(repr=False)
    made_on: date
    secret: str = ""
    scope: str = ""


def make_sheet_a(place: Place, unlocked: Unlocked, *, made_on: date) -> NewSheet:
    """Make the sheet that opens the file; one made before opens nothing any more."""
    file = current(place, unlocked)
    seed = random(SECRET_BYTES)
    paper = _paper(seed, FOR_FILE, unlocked.file_keys, made_on=made_on)
    save(place, replace(file, sheet=paper), unlocked=unlocked)
    return NewSheet(letters_of(seed), made_on)


def make_sheet_b(
    place: Place, unlocked: Unlocked, *, scope: str, secret: str, made_on: date
) -> NewSheet:
    """Make the sheet that opens the keys of a scope's confidential notes; one made before opens nothing any more.

    Raises:
        NoRoleKeyError: Not every one of those keys is in this user's hands: the older sheet would open more.
    """
    file = current(place, unlocked)
    names = names_of(file, scope, secret)
    mine = {name.epoch: unlocked.role_keys[name] for name in names if name in unlocked.role_keys}
    before = file.role_sheets.get((scope, secret))
    if not mine or (before and not set(before.grants) <= set(mine)):
        raise NoRoleKeyError
    file, sheet = with_new_sheet_b(file, mine, scope=scope, secret=secret, made_on=made_on)
    save(place, file, unlocked=unlocked)
    return sheet


def with_new_sheet_b(
    file: KeyFile, keys: Mapping[int, bytearray], *, scope: str, secret: str, made_on: date
) -> tuple[KeyFile, NewSheet]:
    """Let a new sheet B open these keys of a scope and profession."""
    seed = random(SECRET_BYTES)
    paper = _paper(seed, FOR_ROLE, keys, made_on=made_on)
    sheet = NewSheet(letters_of(seed), made_on, secret, scope)
    return with_paper(file, (scope, secret), paper), sheet


def role_keys_from_sheet(
    place: Place, unlocked: Unlocked, sheet_text: str, *, scope: str, secret: str
) -> dict[RoleKeyName, bytearray]:
    """Open all keys of a scope's confidential notes with a recovery sheet B.

    Raises:
        MistypedSheetError: No sheet says this.
        WrongSheetError: It is another sheet.
        NoSheetError: None was ever made for this.
    """
    seed = secret_of(sheet_text)
    file = current(place, unlocked)
    paper = file.role_sheets.get((scope, secret))
    if paper is None:
        raise NoSheetError
    private = _private(seed, FOR_ROLE)
    if not compare_digest(bytes(private.public_key), paper.public):
        raise WrongSheetError
    grants = {RoleKeyName(scope, secret, epoch): one for epoch, one in paper.grants.items()}
    found = role_keys_of(file, private, grants)
    if not found:
        raise CaseFileDamagedError(path=place, detail=key_file.NAME)
    return found


def role_key_from_sheet(
    place: Place, unlocked: Unlocked, sheet_text: str, *, scope: str, secret: str
) -> bytearray:
    """Open the newest key of a scope's confidential notes with a recovery sheet B; raises as `role_keys_from_sheet`."""
    found = role_keys_from_sheet(place, unlocked, sheet_text, scope=scope, secret=secret)
    return found[max(found)]


def take_role_keys_of_sheet(
    place: Place, unlocked: Unlocked, sheet_text: str, *, scope: str, secret: str
) -> int:
    """Seal what a sheet B opens to the user's own slot for good; who may do that is asked before.

    Raises as `role_keys_from_sheet`.
    """
    found = role_keys_from_sheet(place, unlocked, sheet_text, scope=scope, secret=secret)
    file = current(place, unlocked)
    save(place, with_grants(file, unlocked.user, found), unlocked=unlocked)
    unlocked.role_keys |= found
    return len(found)


def recover(
    place: Place, *, sheet_text: str, user: str, password: str, cost: Cost | None = None
) -> None:
    """Give a user a new password with recovery sheet A. Confidential notes stay closed: their keys are not on it.

    Raises:
        MistypedSheetError: No sheet says this.
        WrongSheetError: It is another sheet.
        NoSheetError: None was ever made.
        UnknownUserError: There is no such user.
        WeakPasswordError: The password is too short.
    """
    check_new_password(password)
    private = _private(secret_of(sheet_text), FOR_FILE)
    file, unlocked = _opened(place, private, user)
    try:
        old = file.slot_of(user)
        if old is None:
            raise refusal(file, user)
        new = new_slot(
            file.file_id,
            old.name,
            password=NewPassword(password, cost or calibrated()),
            private=PrivateKey.generate(),
            file_keys=unlocked.file_keys,
        )
        slots = tuple(new if slot is old else slot for slot in file.slots)
        save(place, replace(file, slots=slots), unlocked=unlocked)
    finally:
        unlocked.wipe()


def with_sheet_grants(file: KeyFile, unlocked: Unlocked) -> KeyFile:
    """Seal the present file keys to sheet A, if there is one: it opens the file after a change of key too."""
    if file.sheet is None:
        return file
    grants = granted(PublicKey(file.sheet.public), unlocked.file_keys)
    return replace(file, sheet=replace(file.sheet, grants=grants))


def _opened(place: Place, private: PrivateKey, user: str) -> tuple[KeyFile, Unlocked]:
    """Open the newest sound key file with a sheet A."""
    copies = key_file.candidates(place)
    for file in copies:
        paper = file.sheet
        if paper is None or not compare_digest(bytes(private.public_key), paper.public):
            continue
        slot = file.slot_of(user)
        if slot is None:
            raise refusal(file, user)
        file_keys = file_keys_of(private, paper.grants)
        unlocked = unlocked_by(file, slot, private=private, file_keys=file_keys)
        if not is_sealed(file, unlocked):
            continue
        if file is not copies[0] and is_sealed(copies[0], unlocked):
            # only a copy left behind by a power cut knows this sheet
            break
        return file, unlocked
    raise WrongSheetError if any(file.sheet for file in copies) else NoSheetError


def _paper(
    seed: bytes, purpose: bytes, keys: Mapping[int, bytearray], *, made_on: date
) -> PaperSlot:
    public = _private(seed, purpose).public_key
    return PaperSlot(bytes(public), made_on.isoformat(), granted(public, dict(keys)))


def _private(seed: bytes, purpose: bytes) -> PrivateKey:
    # the seed is 160 random bits: no slow derivation is needed
    return PrivateKey(blake2b(key=seed, person=purpose, digest_size=32).digest())
