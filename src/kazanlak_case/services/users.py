"""Who may sign in to a file: users, their passwords, their keys, recovery sheets.

That somebody may manage users is rule **P** (domain/rules/rights.py); that nobody thereby comes to read confidential
notes is rule **C** (db/role_keys.py).
"""

from datetime import datetime

from kazanlak_case.db import key_file, keys
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.entitled import names_ever, settle_posts
from kazanlak_case.db.one_time import new_one_time_password
from kazanlak_case.db.passwords import check_new_password
from kazanlak_case.db.role_keys import Waiting
from kazanlak_case.db.tries import forgive, unlock_counted
from kazanlak_case.domain.changes import Deleted
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.key_errors import SamePasswordError
from kazanlak_case.domain.records import COMMON, User
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import N_
from kazanlak_case.services.handing_over import (
    begin_role_key_anew,
    grant_role_keys,
    waiting_for_role_keys,
)
from kazanlak_case.services.recovery_sheets import (
    Sheet,
    recover,
    recovery_sheet,
    take_role_keys_from_sheet,
)
from kazanlak_case.services.user_rows import UserRow, list_users, row_of
from kazanlak_case.services.writing import prepare_birth

__all__ = [
    "Sheet",
    "UserRow",
    "Waiting",
    "add_user",
    "begin_role_key_anew",
    "change_password",
    "grant_role_keys",
    "list_users",
    "recover",
    "recovery_sheet",
    "remove_user",
    "reset_password",
    "take_role_keys_from_sheet",
    "waiting_for_role_keys",
]


def add_user(  # noqa: PLR0913 - who it is, in one line
    file: CaseFile,
    *,
    name: str,
    display_name: str | None,
    role: str,
    staff_member: RecordId | None,
    now: datetime,
) -> str:
    """Add a user; answers the one-time password, which is shown once and kept nowhere.

    Raises:
        NotAllowedError: The post does not allow it.
        InvalidRecordError: The name is taken or no name, or there is no such post.
    """
    file.require(Act.MANAGE_USERS)
    name = name.strip()
    _check_name(file, name)
    values = {
        "name": name,
        "display_name": display_name or None,
        "role": role,
        "staff_member": staff_member,
        "site": file.site,
    }
    password = new_one_time_password()
    with file.writing(now) as uow:
        born = prepare_birth(uow, User, values)
        uow.log.append([born], "user_added", scope=COMMON)
        uow.readings.record("user_added", record="user", row=born.record.id)
        uow.commit()
    # a record without a password lets nobody in; a password without a record would be a way in nobody sees
    keys.add_user(file.key_place, file.unlocked, user=name, password=password, one_time=True)
    return password


def reset_password(file: CaseFile, *, user: str, now: datetime) -> str:
    """Give a user a one-time password, or the first one in this file; keys of confidential notes do not go with it.

    Raises:
        NotAllowedError: The post does not allow it.
        UnknownUserError: There is no such user.
        InvalidRecordError: It is one's own: that is changed with `change_password`.
    """
    file.require(Act.MANAGE_USERS)
    if key_file.same_name(user, file.unlocked.user):
        raise InvalidRecordError({"name": N_("Change your own password under “My password”.")})
    row = row_of(file, user)
    password = new_one_time_password()
    with file.writing(now) as uow:
        # written down first: a password that was given is never given unrecorded
        uow.readings.record("password_reset", record="user", row=row.id)
        uow.commit()
    act = keys.change_password if row.has_password else keys.add_user
    act(file.key_place, file.unlocked, user=row.name, password=password, one_time=True)
    forgive(file.key_place, row.name, installation=file.installation)
    return password


def change_password(file: CaseFile, *, old: str, new: str, now: datetime) -> None:
    """Change one's own password; one that was given once becomes one's own.

    Raises:
        WrongPasswordError: The old one is not right.
        TooManyTriesError: It was not right too often.
        WeakPasswordError: The new one is too short.
        SamePasswordError: It is the old one.
    """
    check_new_password(new)
    place, unlocked = file.key_place, file.unlocked
    unlock_counted(place, unlocked.user, old, installation=file.installation).wipe()
    if old == new:
        raise SamePasswordError
    keys.change_password(place, unlocked, user=unlocked.user, password=new)
    with file.writing(now) as uow:
        uow.readings.record("password_changed", record="user", row=file.user.id)
        uow.commit()
    with file.reading_raw() as connection:
        # with a password of one's own keys of confidential notes may begin
        settle_posts(connection, place, unlocked, facts=file.facts)


def remove_user(file: CaseFile, *, user: str, now: datetime) -> None:
    """Take a user's way in away: the file is encrypted under a new key, and so are confidential notes from now on.

    Raises:
        NotAllowedError: The post does not allow it.
        UnknownUserError: There is no such user.
        InvalidRecordError: It is the user who asks.
    """
    file.require(Act.MANAGE_USERS)
    row = row_of(file, user)
    if row.is_me:
        raise InvalidRecordError(
            {"name": N_("Nobody can remove himself or herself; ask a colleague to do it.")}
        )
    if row.has_password:
        file.remove_user(row.name)
    with file.writing(now) as uow:
        if row.id:
            uow.log.append([Deleted("user", row.id)], "user_removed", scope=COMMON)
        uow.readings.record("user_removed", record="user", row=row.id)
        uow.commit()
    with file.reading_raw() as connection:
        # if it is a colleague who holds the keys, the new ones begin at once
        settle_posts(connection, file.key_place, file.unlocked, facts=file.facts)


def _check_name(file: CaseFile, name: str) -> None:
    """Refuse a name that somebody here has or had: history tells people apart by it."""
    if not key_file.is_name(name):
        raise InvalidRecordError({"name": N_("Give a user name.")})
    if key_file.load(file.key_place).slot_of(name):
        raise InvalidRecordError({"name": N_("There is a user with this name already.")})
    with file.reading_raw() as connection:
        taken = names_ever(connection, file.site)
    if name.casefold() in taken:
        raise InvalidRecordError(
            {"name": N_("Somebody of this house has, or had, this user name. Choose another.")}
        )
