"""Keys of confidential notes of a house that is being prepared: the centre seals them away, and keeps none itself.

Rule **C**: a key made here goes to the prepared users whose posts allow it, to the centre's own of that kind, and to
sheet B; then it is forgotten.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.entitled import entitled_of
from kazanlak_case.db.key_file import Place
from kazanlak_case.db.key_form import KeyFile, RoleKeyName, RoleKeyState, Slot
from kazanlak_case.db.key_slots import Unlocked
from kazanlak_case.db.keys import current, save
from kazanlak_case.db.recovery import NewSheet, with_new_sheet_b
from kazanlak_case.db.reference import rights_of
from kazanlak_case.db.role_keys import (
    MADE_ELSEWHERE,
    Entitled,
    names_of,
    with_grants,
    with_new_role_key,
)
from kazanlak_case.domain.profile import MunicipalityProfile


@dataclass(frozen=True, slots=True)
class PreparedUser:
    """Somebody who will work in the house from its first day, beside its head."""

    name: str
    role: str
    password: str = field(repr=False)


def prepare_role_keys(  # noqa: PLR0913 - of whom, for whom, under which keys
    centre: CaseFile,
    place: Place,
    unlocked: Unlocked,
    *,
    site: str,
    people: Sequence[PreparedUser],
    sheets: Sequence[str],
    is_first: bool,
    made_on: date,
) -> tuple[NewSheet, ...]:
    """Put into a starter what its users need to read and write confidential notes; answers the sheets to be printed.

    Args:
        centre: The open central copy.
        place: Where the starter's key slots are.
        unlocked: The keys of the starter.
        site: The house.
        people: Who is prepared beside the head.
        sheets: The professions for which a sheet B is wanted.
        is_first: Whether no other laptop of the house is at work: else its keys were made there, and are waited for.
        made_on: The day.
    """
    rights = rights_of(centre.profile)
    theirs = {
        one.name.strip().casefold(): role.secrets
        for one in people
        if (role := rights.roles.get(one.role))
    }
    here, there = current(centre.key_place, centre.unlocked), current(place, unlocked)
    before = here
    made: list[NewSheet] = []
    for secret in all_secrets(centre.profile):
        if names_of(here, site, secret):
            there = _passed_on(here, there, centre.unlocked, pair=(site, secret), theirs=theirs)
        elif not is_first:
            unknown = {RoleKeyName(site, secret, MADE_ELSEWHERE): RoleKeyState(None)}
            there = replace(there, role_keys={**there.role_keys, **unknown})
        elif secret in sheets or any(secret in mine for mine in theirs.values()):
            there, name, key = with_new_role_key(
                there, site, secret, holders=_slots_of(there, theirs, secret)
            )
            if secret in sheets:
                there, sheet = with_new_sheet_b(
                    there, {name.epoch: key}, scope=site, secret=secret, made_on=made_on
                )
                made.append(sheet)
            here = _kept_by_centre(centre, here, there, name=name, key=key)
            key[:] = bytes(len(key))
    if there.role_keys:
        save(place, there, unlocked=unlocked)
    if here is not before:
        save(centre.key_place, here, unlocked=centre.unlocked)
    return tuple(made)


def all_secrets(profile: MunicipalityProfile) -> tuple[str, ...]:
    """Give the professions that keep confidential notes, by the profile's rights."""
    roles = rights_of(profile).roles.values()
    return tuple(sorted({secret for role in roles for secret in role.secrets}))


def _passed_on(
    here: KeyFile,
    there: KeyFile,
    unlocked: Unlocked,
    *,
    pair: tuple[str, str],
    theirs: Entitled,
) -> KeyFile:
    """Let a further laptop know of the keys that were made before, and of the sheet that opens them."""
    names = names_of(here, *pair)
    states = {name: here.role_keys[name] for name in names}
    there = replace(there, role_keys={**there.role_keys, **states})
    if paper := here.role_sheets.get(pair):
        there = replace(there, role_sheets={**there.role_sheets, pair: paper})
    held = {name: unlocked.role_keys[name] for name in names if name in unlocked.role_keys}
    if held:
        for slot in _slots_of(there, theirs, pair[1]):
            there = with_grants(there, slot.name, held)
    return there


def _kept_by_centre(
    centre: CaseFile, here: KeyFile, there: KeyFile, *, name: RoleKeyName, key: bytearray
) -> KeyFile:
    """Let the centre know the key for further laptops: sealed to sheet B, and to those of its own whose post allows it."""
    pair = (name.scope, name.secret)
    here = replace(here, role_keys={**here.role_keys, name: there.role_keys[name]})
    if paper := there.role_sheets.get(pair):
        here = replace(here, role_sheets={**here.role_sheets, pair: paper})
    with centre.reading_raw() as connection:
        own = entitled_of(connection, centre.facts)
    for slot in _slots_of(here, own, name.secret):
        if not slot.one_time:
            here = with_grants(here, slot.name, {name: key})
    return here


def _slots_of(file: KeyFile, entitled: Mapping[str, frozenset[str]], secret: str) -> list[Slot]:
    return [
        slot
        for slot in file.slots
        if secret in entitled.get(slot.name.strip().casefold(), frozenset())
    ]
