"""Recovery sheets: make one, to be printed once, and come back in with one."""

from dataclasses import dataclass, field
from datetime import date, datetime

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.opening import FilePlace, key_place_of, open_case_file
from kazanlak_case.db.recovery import make_sheet_a, make_sheet_b, take_role_keys_of_sheet
from kazanlak_case.db.recovery import recover as recover_slot
from kazanlak_case.db.tries import forgive
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.services.user_rows import now_here, require_entitled


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed once and kept in a safe.

    Attributes:
        letters: The eight groups; nobody can show them again.
        secret: Whose confidential notes it opens (sheet B); empty for the sheet that opens the file (A).
        file: What the file is called.
        site: The code of the site whose records it opens.
        made_on: The day.
        is_practice: Whether all in the file is made up.
    """

    letters: str = field(repr=False)
    secret: str
    file: str
    site: str
    made_on: date
    is_practice: bool = False


def recovery_sheet(file: CaseFile, *, now: datetime, secret: str = "") -> Sheet:
    """Make a recovery sheet; the one made before opens nothing any more.

    Args:
        file: The open file.
        now: The moment of this work.
        secret: Whose confidential notes it shall open, for sheet B; without it sheet A, which opens the file.

    Raises:
        NotAllowedError: The post does not allow to make sheet A.
        NoRoleKeyError: Sheet B is made by who holds the keys.
    """
    place, unlocked, day = file.key_place, file.unlocked, now.date()
    if secret:
        made = make_sheet_b(place, unlocked, scope=file.site, secret=secret, made_on=day)
    else:
        file.require(Act.RECOVER)
        made = make_sheet_a(place, unlocked, made_on=day)
    with file.writing(now) as uow:
        uow.readings.record("recovery_sheet", facts=secret)
        uow.commit()
    name = file.path.name
    return Sheet(made.text, secret, name, file.site, day, file.is_practice)


def take_role_keys_from_sheet(file: CaseFile, *, sheet: str, secret: str, now: datetime) -> int:
    """Get the keys of confidential notes from sheet B for good, if the post allows them; answers how many they are.

    Raises:
        MistypedSheetError, WrongSheetError, NoSheetError: The sheet does not open them.
        NotEntitledError: The post does not allow these notes.
        OneTimeFirstError: The password is still the one that was given.
    """
    require_entitled(file, secret)
    place, keys = file.key_place, file.unlocked
    taken = take_role_keys_of_sheet(place, keys, sheet, scope=file.site, secret=secret)
    with file.writing(now) as uow:
        uow.readings.record("role_keys_granted", record="user", row=file.user.id, facts=secret)
        uow.commit()
    return taken


def recover(place: FilePlace, *, sheet: str, user: str, new_password: str) -> None:
    """Give a user a new password with recovery sheet A, and write down in the file that it was done.

    Raises:
        MistypedSheetError, WrongSheetError, NoSheetError: The sheet does not open it.
        UnknownUserError: There is no such user.
        WeakPasswordError: The password is too short.
    """
    with key_place_of(place, user=user) as slots:
        recover_slot(slots, sheet_text=sheet, user=user, password=new_password)
        forgive(slots, user, installation=Installation.here())
    file = open_case_file(place, user=user, password=new_password)
    try:
        with file.writing(now_here()) as uow:
            uow.readings.record("recovered", record="user", row=file.user.id)
            uow.commit()
    finally:
        file.close()
