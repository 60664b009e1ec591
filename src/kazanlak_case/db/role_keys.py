"""Keys of confidential notes: who holds one, how another gets it, when a new one begins (security.md, section 3).

All of it is rule **C**: a role key is only ever sealed to the key pair of somebody entitled, or to recovery sheet B.
Who is entitled is rule **P**; so nothing here hands a key to anybody, except the holder himself or herself.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from nacl.public import PublicKey, SealedBox
from nacl.utils import random

from kazanlak_case.db.key_file import Place
from kazanlak_case.db.key_form import (
    KeyFile,
    PaperSlot,
    RoleKeyName,
    RoleKeyState,
    Slot,
    same_name,
)
from kazanlak_case.db.key_slots import Unlocked, commitment_of, granted
from kazanlak_case.db.keys import current, refusal, save
from kazanlak_case.domain.key_errors import NoRoleKeyError, NotEntitledError, OneTimeFirstError

ROLE_KEY_BYTES = 32
FARTHEST_STEP = 2**16
"""Two laptops of one house may both begin a key before they meet, and so may a restored backup: by a random step no
two keys have one number."""
MADE_ELSEWHERE = 1
"""The number of a key of which nothing is known but that there is one; no key that is made has it."""

Entitled = Mapping[str, frozenset[str]]
"""Whose confidential notes each user may be handed the keys of, by folded user name."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who may read confidential notes, but was not handed every key yet."""

    user: str
    scope: str
    secret: str
    can_be_granted: bool
    """Whether an own password was chosen: nothing is handed over before."""
    lacks_newest: bool
    """Whether not even a new note can be written; else only older ones stay closed."""


def newest_role_key(
    unlocked: Unlocked, scope: str, secret: str
) -> tuple[RoleKeyName, bytes] | None:
    """Give the key new notes are locked under; None if this user holds none that is fit for it."""
    mine = [name for name in unlocked.role_keys if name[:2] == (scope, secret)]
    newest = max(mine, default=None)
    if newest is None or newest in unlocked.retired:
        return None
    return newest, bytes(unlocked.role_keys[newest])


def with_new_role_key(
    file: KeyFile, scope: str, secret: str, *, holders: Iterable[Slot]
) -> tuple[KeyFile, RoleKeyName, bytearray]:
    """Begin a key: seal it to these users and to the newest sheet B; the ones before it lock nothing new."""
    before = names_of(file, scope, secret)
    last = before[-1].epoch if before else MADE_ELSEWHERE
    name = RoleKeyName(scope, secret, last + 1 + secrets.randbelow(FARTHEST_STEP))
    key = bytearray(random(ROLE_KEY_BYTES))
    states = dict(file.role_keys)
    for old in before:
        states[old] = replace(states[old], is_retired=True)
    states[name] = RoleKeyState(commitment_of(name, key))
    file = replace(file, role_keys=states)
    for slot in list(holders):
        file = with_grants(file, slot.name, {name: key})
    if paper := file.role_sheets.get((scope, secret)):
        grant = SealedBox(PublicKey(paper.public)).encrypt(bytes(key))
        file = with_paper(
            file, (scope, secret), replace(paper, grants={**paper.grants, name.epoch: grant})
        )
    return file, name, key


def with_grants(file: KeyFile, user: str, keys: Mapping[RoleKeyName, bytearray]) -> KeyFile:
    """Seal role keys to a user, beside those the user has."""
    slots = tuple(
        replace(
            slot, role_grants={**slot.role_grants, **granted(PublicKey(slot.public), dict(keys))}
        )
        if same_name(slot.name, user)
        else slot
        for slot in file.slots
    )
    return replace(file, slots=slots)


def with_paper(file: KeyFile, pair: tuple[str, str], paper: PaperSlot) -> KeyFile:
    """Let a recovery sheet B open these grants; the one before it opens nothing any more."""
    return replace(file, role_sheets={**file.role_sheets, pair: paper})


def without_role_keys(
    file: KeyFile, user: str, *, except_for: frozenset[str], may_lose: bool
) -> KeyFile:
    """Retire the role keys a user may not hold, for what is known to too many locks nothing new; and take them away.

    Unless it `may_lose` a key for good, one that nobody else holds stays sealed to the user, for the post may come back.
    """
    slot = file.slot_of(user)
    unfit = {name for name in slot.role_grants if name.secret not in except_for} if slot else set()
    if slot is None or not unfit:
        return file
    kept = set() if may_lose else unfit & held_alone(file, user)
    if unfit == kept and all(file.role_keys[name].is_retired for name in kept):
        return file
    states = dict(file.role_keys)
    for name in unfit:
        states[name] = replace(states[name], is_retired=True)
    left = {name: one for name, one in slot.role_grants.items() if name not in unfit - kept}
    slots = tuple(
        replace(one, role_grants=left) if one.name == slot.name else one for one in file.slots
    )
    return replace(file, slots=slots, role_keys=states)


def held_alone(file: KeyFile, user: str) -> set[RoleKeyName]:
    """Give the role keys that nobody but this user can open here: no colleague, and no recovery sheet."""
    slot = file.slot_of(user)
    if slot is None:
        return set()
    others = {name for one in file.slots if one is not slot for name in one.role_grants}
    others |= {
        RoleKeyName(*pair, epoch)
        for pair, paper in file.role_sheets.items()
        for epoch in paper.grants
    }
    return set(slot.role_grants) - others


def settle_role_keys(place: Place, unlocked: Unlocked, *, scope: str, entitled: Entitled) -> None:
    """Bring the keys in line with the posts: begin one where it is missing or retired, drop what is not due any more.

    Called at every sign-in. Before an own password is chosen nothing is begun: whoever gave the one-time password
    could read it.
    """
    if unlocked.one_time:
        return
    before = file = current(place, unlocked)
    mine = entitled.get(unlocked.user.casefold(), frozenset())
    file = without_role_keys(file, unlocked.user, except_for=mine, may_lose=False)
    for name in [name for name in unlocked.role_keys if name.secret not in mine]:
        key = unlocked.role_keys.pop(name)
        key[:] = bytes(len(key))
    begun: dict[RoleKeyName, bytearray] = {}
    for secret in sorted(mine):
        if _may_begin(file, unlocked.user, scope, secret=secret, entitled=entitled):
            holders = _receivers(file, unlocked.user, scope, secret=secret, entitled=entitled)
            file, name, key = with_new_role_key(file, scope, secret, holders=holders)
            begun[name] = key
    if file is not before:
        save(place, file, unlocked=unlocked)
        unlocked.role_keys |= begun
        take_states(unlocked, file)


def begin_anew(place: Place, unlocked: Unlocked, *, scope: str, secret: str) -> RoleKeyName:
    """Begin a new key although an older one exists that nobody here can open: notes under it stay closed till found."""
    file = current(place, unlocked)
    slot = file.slot_of(unlocked.user)
    holders = [slot] if slot else []
    file, name, key = with_new_role_key(file, scope, secret, holders=holders)
    save(place, file, unlocked=unlocked)
    unlocked.role_keys[name] = key
    take_states(unlocked, file)
    return name


def waiting_for_role_keys(file: KeyFile, entitled: Entitled) -> tuple[Waiting, ...]:
    """Tell who may read notes whose keys they were not handed."""
    found = []
    for scope, secret in sorted({name[:2] for name in file.role_keys}):
        names = names_of(file, scope, secret)
        there = {name for slot in file.slots for name in slot.role_grants}
        if paper := file.role_sheets.get((scope, secret)):
            there |= {RoleKeyName(scope, secret, epoch) for epoch in paper.grants}
        # an old key that nobody has any more is not worth waiting for
        wanted = {name for name in names if name in there} | {names[-1]}
        found += [
            Waiting(
                slot.name,
                scope,
                secret,
                can_be_granted=not slot.one_time,
                lacks_newest=names[-1] not in slot.role_grants,
            )
            for slot in file.slots
            if secret in entitled.get(slot.name.casefold(), ())
            and not wanted <= {*slot.role_grants}
        ]
    return tuple(found)


def grant_role_keys(place: Place, unlocked: Unlocked, *, user: str, entitled: Entitled) -> int:
    """Hand a colleague all role keys one holds and the colleague may hold; answers how many were handed over.

    Raises:
        UnknownUserError: There is no such user.
        NotEntitledError: The colleague's post allows none.
        OneTimeFirstError: The colleague has not chosen an own password yet.
        NoRoleKeyError: One holds none of them oneself.
    """
    file = current(place, unlocked)
    slot = file.slot_of(user)
    if slot is None:
        raise refusal(file, user)
    theirs = entitled.get(slot.name.casefold(), frozenset())
    if not theirs:
        raise NotEntitledError(user=slot.name)
    if slot.one_time:
        raise OneTimeFirstError(user=slot.name)
    mine = {name: key for name, key in unlocked.role_keys.items() if name.secret in theirs}
    if not mine:
        raise NoRoleKeyError
    missing = {name: key for name, key in mine.items() if name not in slot.role_grants}
    if missing:
        save(place, with_grants(file, slot.name, missing), unlocked=unlocked)
    return len(missing)


def take_states(unlocked: Unlocked, file: KeyFile) -> None:
    """Learn which role keys lock nothing new any more."""
    unlocked.retired = frozenset(name for name, state in file.role_keys.items() if state.is_retired)


def names_of(file: KeyFile, scope: str, secret: str) -> list[RoleKeyName]:
    """List the keys for one scope and profession, the oldest first."""
    return sorted(name for name in file.role_keys if name[:2] == (scope, secret))


def _may_begin(file: KeyFile, user: str, scope: str, *, secret: str, entitled: Entitled) -> bool:
    """Tell whether this user begins a key: none exists, or the newest is retired and nobody else holds it."""
    names = names_of(file, scope, secret)
    if not names:
        return True
    if not file.role_keys[names[-1]].is_retired:
        return False
    receivers = _holders(file, scope, secret=secret, entitled=entitled)
    return not receivers or any(same_name(slot.name, user) for slot in receivers)


def _holders(file: KeyFile, scope: str, *, secret: str, entitled: Entitled) -> list[Slot]:
    return [
        slot
        for slot in file.slots
        if secret in entitled.get(slot.name.casefold(), ())
        and any(name[:2] == (scope, secret) for name in slot.role_grants)
    ]


def _receivers(
    file: KeyFile, user: str, scope: str, *, secret: str, entitled: Entitled
) -> list[Slot]:
    """Give those a new key is sealed to: who begins it, and who held the one before it."""
    own = file.slot_of(user)
    held = _holders(file, scope, secret=secret, entitled=entitled)
    others = [slot for slot in held if slot is not own and not slot.one_time]
    return [own, *others] if own else others
