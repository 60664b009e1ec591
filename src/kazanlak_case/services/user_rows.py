"""The users of a file as they are listed: who may sign in, who waits for what."""

from dataclasses import dataclass
from datetime import datetime

from kazanlak_case.db import key_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.entitled import entitled_of
from kazanlak_case.db.role_keys import Entitled, held_alone
from kazanlak_case.db.role_keys import waiting_for_role_keys as who_waits
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.file_errors import UnknownUserError
from kazanlak_case.domain.key_errors import NotEntitledError, OneTimeFirstError
from kazanlak_case.domain.records import StaffMember, User


@dataclass(frozen=True, slots=True)
class UserRow:
    """One user of this site, as the list shows them.

    Attributes:
        name: What is typed at the sign-in.
        id: The record; empty for one whose record is gone.
        shown: The name shown to people.
        role: The post, as a code.
        staff_member: Who this is among the staff.
        has_password: Whether this user signs in to this very file; another laptop of the house may have others.
        is_one_time: Whether the password is still the one that was given.
        is_me: Whether this is who looks at the list.
        secrets: Whose confidential notes the post may be handed the keys of.
        waits: Whether keys of confidential notes were not handed over yet.
        holds_alone: Whose confidential notes nobody else here can open: with a reset or a removal they stay closed.
    """

    name: str
    id: RecordId | None
    shown: str
    role: str | None
    staff_member: RecordId | None
    has_password: bool
    is_one_time: bool
    is_me: bool
    secrets: frozenset[str]
    waits: bool
    holds_alone: frozenset[str] = frozenset()


def list_users(file: CaseFile) -> tuple[UserRow, ...]:
    """List the users of this file's site, and whoever else has a password here."""
    content = key_file.load(file.key_place)
    entitled = entitled_in(file)
    waiting = {one.user.casefold() for one in who_waits(content, entitled)}
    with file.reading(now_here()) as uow:
        records = uow.records.find(User, site=file.site)
        staff = uow.records.many(StaffMember, (one.staff_member or "" for one in records))
    by_name: dict[str, User | None] = {one.name.strip().casefold(): one for one in records}
    names = {slot.name.strip().casefold(): slot.name for slot in content.slots}
    rows = []
    for folded in sorted(by_name.keys() | names.keys()):
        user, slot = by_name.get(folded), content.slot_of(names.get(folded, ""))
        member = staff.get(user.staff_member) if user and user.staff_member else None
        rows.append(
            UserRow(
                name=names.get(folded) or (user.name if user else folded),
                id=user.id if user else None,
                shown=_shown(user, member),
                role=user.role if user else None,
                staff_member=user.staff_member if user else None,
                has_password=slot is not None,
                is_one_time=slot is not None and slot.one_time,
                is_me=key_file.same_name(folded, file.unlocked.user),
                secrets=entitled.get(folded, frozenset()) if user else frozenset(),
                waits=folded in waiting,
                holds_alone=frozenset(name.secret for name in held_alone(content, folded)),
            )
        )
    return tuple(rows)


def row_of(file: CaseFile, user: str) -> UserRow:
    """Find a user by name.

    Raises:
        UnknownUserError: There is none.
    """
    rows = list_users(file)
    for row in rows:
        if key_file.same_name(row.name, user):
            return row
    raise UnknownUserError(user=user, users=", ".join(row.name for row in rows))


def entitled_in(file: CaseFile) -> Entitled:
    """Tell whose confidential notes each user of the site may be handed the keys of."""
    with file.reading_raw() as connection:
        return entitled_of(connection, file.facts)


def require_entitled(file: CaseFile, secret: str) -> None:
    """Let only those go on whose post allows these confidential notes, under a password they chose themselves.

    Raises:
        NotEntitledError: The post does not allow these notes.
        OneTimeFirstError: The password is still the one that was given.
    """
    unlocked = file.unlocked
    if secret not in entitled_in(file).get(unlocked.user.strip().casefold(), ()):
        raise NotEntitledError(user=unlocked.user)
    if unlocked.one_time:
        raise OneTimeFirstError(user=unlocked.user)


def _shown(user: User | None, member: StaffMember | None) -> str:
    if user is None:
        return ""
    return user.display_name or (member.name if member else "") or user.name


def now_here() -> datetime:
    """Give the moment, where nobody says another."""
    return datetime.now().astimezone()
