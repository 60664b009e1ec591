"""Take a user's way in away: a new file key for those who stay, and the database encrypted anew under it.

What the removed one copied before stays readable to him, and old backups too (security.md, section 1).
"""

from dataclasses import replace
from pathlib import Path

from nacl.public import PublicKey
from nacl.utils import random

from kazanlak_case.db import key_file
from kazanlak_case.db.drafts import reseal
from kazanlak_case.db.engine import opens, rekey
from kazanlak_case.db.key_file import DATABASE_NAME, KeyFile, Place
from kazanlak_case.db.key_slots import FILE_KEY_BYTES, FOR_DRAFTS, Unlocked, granted
from kazanlak_case.db.keys import current, refusal, save
from kazanlak_case.db.reading_keys import hand_on_in_file
from kazanlak_case.db.recovery import with_sheet_grants
from kazanlak_case.db.role_keys import take_states, without_role_keys
from kazanlak_case.domain.errors import ExpectedError, InvalidRecordError
from kazanlak_case.domain.file_errors import CaseFileDamagedError
from kazanlak_case.i18n import N_


def remove_user(folder: Path, unlocked: Unlocked, *, user: str) -> None:
    """Remove a user's slot and encrypt the database under a new key; no other connection may be open.

    Raises:
        UnknownUserError: There is no such user.
        InvalidRecordError: It is the user who asks.
    """
    before = unlocked.epoch
    begin_removal(folder, unlocked, user=user)
    try:
        settle_epoch(folder, unlocked)
    except ExpectedError:
        # a full disk: the way in is gone already, the rest is done at the next opening
        if before in unlocked.file_keys and opens(
            folder / DATABASE_NAME, unlocked.database_keys(before)
        ):
            unlocked.epoch = before
        raise


def begin_removal(folder: Place, unlocked: Unlocked, *, user: str) -> None:
    """Take the slot away and grant those who stay a new file key beside the old one.

    Raises:
        UnknownUserError: There is no such user.
        InvalidRecordError: It is the user who asks.
    """
    file = current(folder, unlocked)
    slot = file.slot_of(user)
    if slot is None:
        raise refusal(file, user)
    if key_file.same_name(user, unlocked.user):
        raise InvalidRecordError(
            {"name": N_("Nobody can remove himself or herself; ask a colleague to do it.")}
        )
    # who comes next with the right to it begins a new role key; the head who removes never holds one
    file = without_role_keys(file, slot.name, except_for=frozenset(), may_lose=True)
    take_states(unlocked, file)
    unlocked.epoch = file.epoch + 1
    unlocked.file_keys[unlocked.epoch] = bytearray(random(FILE_KEY_BYTES))
    staying = tuple(one for one in file.slots if one.name != slot.name)
    # Both keys are granted until the database has changed over: a power cut may come at any moment.
    _save_grants(folder, replace(file, slots=staying, epoch=unlocked.epoch), unlocked)


def settle_epoch(folder: Path, unlocked: Unlocked) -> None:
    """Bring the database under the newest file key and forget the older ones; with one key there is nothing to do.

    Called when a file is opened, because the change may have been cut off.
    """
    if len(unlocked.file_keys) == 1:
        return
    path = folder / DATABASE_NAME
    newest = unlocked.database_keys(unlocked.epoch)
    if not opens(path, newest):
        older = sorted(set(unlocked.file_keys) - {unlocked.epoch}, reverse=True)
        fitting = (keys for keys in map(unlocked.database_keys, older) if opens(path, keys))
        old = next(fitting, None)
        if old is None:
            raise CaseFileDamagedError(path=folder, detail=DATABASE_NAME)
        rekey(path, old, new=newest)
    hand_on_in_file(path, unlocked)
    for epoch in set(unlocked.file_keys) - {unlocked.epoch}:
        reseal(folder, unlocked.key_for(FOR_DRAFTS, epoch=epoch), new=unlocked.drafts_key)
    forget_older_keys(folder, unlocked)


def forget_older_keys(folder: Place, unlocked: Unlocked) -> None:
    """Grant the newest file key alone: nothing is under an older one any more."""
    for epoch in set(unlocked.file_keys) - {unlocked.epoch}:
        old_key = unlocked.file_keys.pop(epoch)
        old_key[:] = bytes(len(old_key))
    _save_grants(folder, current(folder, unlocked), unlocked)


def _save_grants(folder: Place, file: KeyFile, unlocked: Unlocked) -> None:
    slots = tuple(
        replace(slot, grants=granted(PublicKey(slot.public), unlocked.file_keys))
        for slot in file.slots
    )
    file = with_sheet_grants(replace(file, slots=slots), unlocked)
    save(folder, file, unlocked=unlocked)
