"""What the page of users asks of the file, as long work: it derives keys, writes the key file, or encrypts anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.key_form import PaperSlot
    from kazanlak_case.domain.exchange import Progress
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.services.recovery_sheets import Sheet
    from kazanlak_case.services.users import UserRow


@dataclass(frozen=True, slots=True)
class Listed:
    """The users, and when each was last here."""

    rows: tuple[UserRow, ...] = ()
    last: Mapping[RecordId, datetime] | None = None


@dataclass(frozen=True, slots=True)
class NewUser:
    """Who is to get access."""

    name: str
    shown: str
    role: str
    staff_member: RecordId | None


def read_users(case_file: CaseFile) -> Listed:
    """List the users."""
    from kazanlak_case.db.sign_ins import last_sign_ins
    from kazanlak_case.services.users import list_users

    return Listed(list_users(case_file), last_sign_ins(case_file))


def add_user(
    new: NewUser,
    case_file: CaseFile,
    *,
    now: datetime,
) -> str:
    """Give somebody access; answers the one-time password."""
    from kazanlak_case.services import users

    return users.add_user(
        case_file,
        name=new.name,
        display_name=new.shown or None,
        role=new.role,
        staff_member=new.staff_member,
        now=now,
    )


def reset_password(
    user: str,
    case_file: CaseFile,
    *,
    now: datetime,
) -> str:
    """Give a user a one-time password."""
    from kazanlak_case.services import users

    return users.reset_password(case_file, user=user, now=now)


def remove_user(user: str, case_file: CaseFile, *, now: datetime, progress: Progress) -> None:
    """Take a user's access away."""
    from kazanlak_case.services import users

    progress(0, 0)  # whoever asked to stop before it began is heard; once begun it goes to its end
    users.remove_user(case_file, user=user, now=now)


def hand_keys_over(
    user: str,
    case_file: CaseFile,
    *,
    now: datetime,
) -> int:
    """Hand a colleague the keys of confidential notes."""
    from kazanlak_case.services import users

    return users.grant_role_keys(case_file, user=user, now=now)


@dataclass(frozen=True, slots=True)
class SheetDay:
    """A recovery sheet that could be made: whose notes it opens ("" is sheet A), and when it last was."""

    secret: str
    made_on: date | None
    may_make: bool


def read_sheets(case_file: CaseFile) -> tuple[SheetDay, ...]:
    """Tell which recovery sheets this user could make, and which there are."""
    from kazanlak_case.db import key_file
    from kazanlak_case.domain.rules.rights import Act

    content, site = key_file.load(case_file.key_place), case_file.site
    days = [SheetDay("", _day(content.sheet), case_file.may(Act.RECOVER))]
    held = {name.secret for name in case_file.unlocked.role_keys if name.scope == site}
    made = {
        secret: paper for (scope, secret), paper in content.role_sheets.items() if scope == site
    }
    days += [SheetDay(one, _day(made.get(one)), one in held) for one in sorted(held | made.keys())]
    return tuple(days)


def make_sheet(
    secret: str,
    case_file: CaseFile,
    *,
    now: datetime,
) -> Sheet:
    """Make a recovery sheet; the one before opens nothing any more."""
    from kazanlak_case.services.recovery_sheets import recovery_sheet

    return recovery_sheet(case_file, now=now, secret=secret)


def _day(paper: PaperSlot | None) -> date | None:
    return date.fromisoformat(paper.made_on) if paper is not None else None
