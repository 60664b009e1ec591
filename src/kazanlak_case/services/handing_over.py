"""Hand the keys of confidential notes from colleague to colleague: by hand only, and never by who manages users."""

from datetime import datetime

from kazanlak_case.db import key_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.role_keys import Waiting
from kazanlak_case.db.role_keys import begin_anew as begin_key_anew
from kazanlak_case.db.role_keys import grant_role_keys as hand_over
from kazanlak_case.db.role_keys import waiting_for_role_keys as who_waits
from kazanlak_case.services.user_rows import entitled_in, require_entitled, row_of


def waiting_for_role_keys(file: CaseFile) -> tuple[Waiting, ...]:
    """Tell who may read confidential notes whose keys they were not handed."""
    return who_waits(key_file.load(file.key_place), entitled_in(file))


def grant_role_keys(file: CaseFile, *, user: str, now: datetime) -> int:
    """Hand a colleague the keys of confidential notes one holds oneself; answers how many were new.

    Raises:
        UnknownUserError: There is no such user.
        NotEntitledError: The colleague's post does not allow it.
        OneTimeFirstError: The colleague has not chosen an own password yet.
        NoRoleKeyError: One holds none oneself.
    """
    row = row_of(file, user)
    given = hand_over(file.key_place, file.unlocked, user=user, entitled=entitled_in(file))
    with file.writing(now) as uow:
        uow.readings.record("role_keys_granted", record="user", row=row.id, facts=str(given))
        uow.commit()
    return given


def begin_role_key_anew(file: CaseFile, *, secret: str, now: datetime) -> None:
    """Begin a new key where the old one is lost: new notes can be written, old ones stay closed until it is found.

    Raises:
        NotEntitledError: The post does not allow these notes.
        OneTimeFirstError: The password is still the one that was given.
    """
    require_entitled(file, secret)
    begin_key_anew(file.key_place, file.unlocked, scope=file.site, secret=secret)
    with file.writing(now) as uow:
        uow.readings.record("role_key_begun", facts=secret)
        uow.commit()
