"""Make case files: a new one from a profile, and a starter for a house from the centre's."""

import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kazanlak_case.db import keys
from kazanlak_case.db.casefile import DATABASE, SUFFIX, CaseFile
from kazanlak_case.db.copy_keys import CopyKeys
from kazanlak_case.db.engine import make_engine, translating
from kazanlak_case.db.file_facts import REPLICA_BYTES, UNCLAIMED, FileFacts
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.lock import CaseLock
from kazanlak_case.db.passwords import Cost, check_new_password
from kazanlak_case.db.prepared_keys import PreparedUser, prepare_role_keys
from kazanlak_case.db.recovery import NewSheet
from kazanlak_case.db.schema import ensure_schema
from kazanlak_case.db.settings_table import write_setting
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.small_files import translating_disk
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Change
from kazanlak_case.domain.errors import SiteRoleError, UnfitTargetError, UnknownSiteError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.file_errors import CaseFileExistsError
from kazanlak_case.domain.ids import new_id
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import COMMON, Copy, Partner, Profile, Site, StaffMember, User

FIRST_USER = "head"
ROLE_OF_FIRST_USER = {"house": "manager", "centre": "project_manager"}


@dataclass(frozen=True, slots=True)
class NewFile:
    """What a new case file is to be."""

    site: str
    role: str
    profile_text: str
    user: str = FIRST_USER
    practice: bool = False


def create_case_file(  # noqa: PLR0913 - each is asked for once, by name
    path: Path,
    new: NewFile,
    *,
    password: str,
    now: datetime,
    cost: Cost | None = None,
    installation: Installation | None = None,
) -> CaseFile:
    """Make a new case file with its first user, and open it. A failure leaves nothing behind.

    Raises:
        CaseFileExistsError: Something of this name is there.
        UnfitTargetError: The name does not end in .kcase.
        UnknownSiteError: The profile has no such site.
        SiteRoleError: The site is a house and not the centre, or the other way round.
        WeakPasswordError: The password is too short.
    """
    here = installation or Installation.here()
    check_new_password(password)
    plan = plan_file(new, now=now, installation=here.id)
    with new_folder(path):
        unlocked = keys.create_keys(path, [(new.user, password)], cost=cost)
        build_database(
            path, unlocked, facts=plan.facts, copy_keys=plan.copy_keys, now=now, fill=plan.fill
        )
        file = CaseFile(path, unlocked, lock=CaseLock.take(path, user=new.user), installation=here)
        here.set_count(unlocked.file_id + plan.facts.replica, 0)
        file.load()
    return file


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What a new file is made from, wherever it is kept."""

    facts: FileFacts
    copy_keys: CopyKeys
    first_changes: tuple[Change, ...]

    def fill(self, uow: UnitOfWork) -> None:
        """Write what every file begins with: the profile, its sites and partners, the first user and copy."""
        uow.log.append(self.first_changes, "file_made", scope=COMMON)


def plan_file(new: NewFile, *, now: datetime, installation: bytes) -> FilePlan:
    """Decide all of a new file before anything is written.

    Raises:
        UnknownSiteError: The profile has no such site.
        SiteRoleError: The site is a house and not the centre, or the other way round.
    """
    profile = MunicipalityProfile.parse(new.profile_text)
    site = profile.site(new.site)
    if site is None:
        raise UnknownSiteError(site=new.site, sites=", ".join(site.code for site in profile.sites))
    if site.kind != new.role:
        raise SiteRoleError(site=new.site, role=new.role)
    copy_keys = CopyKeys.new()
    user, staff = first_people(new.site, new.role, name=new.user, now=now)
    copy = copy_record(new.site, copy_keys, now=now, mark=None)
    facts = FileFacts(
        site=new.site,
        role=new.role,
        replica=secrets.token_bytes(REPLICA_BYTES),
        incarnation=1,
        copy=bytes.fromhex(copy.id),
        installation=installation,
        user=user,
        profile=profile,
        is_practice=new.practice,
    )
    return FilePlan(facts, copy_keys, (*_office(profile, now), Born(staff), Born(user), Born(copy)))


@dataclass(frozen=True, slots=True)
class MadeStarter:
    """A starter in its folder: the copy that was announced, and sheets to be printed."""

    copy: Copy
    sheets: tuple[NewSheet, ...] = ()


def create_starter(  # noqa: PLR0913 - each is asked for once, by name
    path: Path,
    centre: CaseFile,
    *,
    site: str,
    password: str,
    now: datetime,
    cost: Cost | None = None,
    people: Sequence[PreparedUser] = (),
    sheets: Sequence[str] = (),
) -> MadeStarter:
    """Make a house's case file from the centre's: its scope and `common`, a new copy's keys, a one-time password.

    The new copy is announced in `common` first, so that every other copy learns its public keys.

    Args:
        path: The folder to be made.
        centre: The open central copy.
        site: The house.
        password: The head's one-time password.
        now: The moment of this work.
        cost: How hard the passwords are to guess, for tests.
        people: Who is to work there from the first day, beside the head; each has a one-time password too.
        sheets: Whose confidential notes shall be opened by a sheet B of the centre's.

    Raises:
        UnknownSiteError: The profile has no such site.
    """
    if centre.profile.site(site) is None:
        codes = ", ".join(one.code for one in centre.profile.sites if one.kind == "house")
        raise UnknownSiteError(site=site, sites=codes)
    for one_time in (password, *(one.password for one in people)):
        check_new_password(one_time)
    copy_keys = CopyKeys.new()
    user, staff = first_people(site, "house", name=FIRST_USER, now=now)
    others = [_person(site, one, now=now) for one in people]
    with centre.writing(now) as uow:
        living = len(uow.exchange.copies_of(site))
        copy = copy_record(site, copy_keys, now=now, mark=str(living + 1) if living else None)
        born = [Born(one) for pair in ((staff, user), *others) for one in pair]
        uow.log.append([*born, Born(copy)], "house_prepared", scope=COMMON)
        uow.commit()
    facts = FileFacts(
        site=site,
        role="house",
        replica=secrets.token_bytes(REPLICA_BYTES),
        incarnation=1,
        copy=bytes.fromhex(copy.id),
        installation=UNCLAIMED,
        user=user,
        profile=centre.profile,
        is_practice=centre.is_practice,
    )
    with new_folder(path):
        users = [(FIRST_USER, password), *((one.name, one.password) for one in people)]
        unlocked = keys.create_keys(path, users, cost=cost, one_time=True)
        made = prepare_role_keys(
            centre,
            path,
            unlocked,
            site=site,
            people=people,
            sheets=sheets,
            is_first=not living,
            made_on=now.date(),
        )
        with centre.writing(now) as source:

            def fill(uow: UnitOfWork) -> None:
                uow.exchange.take_all_of(source.exchange, copy)

            build_database(path, unlocked, facts=facts, copy_keys=copy_keys, now=now, fill=fill)
            unlocked.wipe()
            source.commit()
    return MadeStarter(copy, made)


def build_database(  # noqa: PLR0913 - all that a database is made from
    path: Path,
    unlocked: keys.Unlocked,
    *,
    facts: FileFacts,
    copy_keys: CopyKeys,
    now: datetime,
    fill: Callable[[UnitOfWork], None],
) -> None:
    """Make the database of a new file in one transaction: schema, facts, keys, and what `fill` writes."""
    engine = make_engine(path / DATABASE, unlocked.database_keys, mode="rwc")
    try:
        with translating(path / DATABASE), engine.connect() as connection:
            ensure_schema(connection, path)
            names = Shorthand()
            names.load(connection)
            names.ensure_registry(connection)
            facts.write(connection)
            write_setting(connection, "age_identity", copy_keys.age_identity)
            write_setting(connection, "sign_seed", copy_keys.sign_seed)
            write_setting(connection, "key_slots", keys.slots_content(path))
            uow = UnitOfWork(connection, facts.context(now, names))
            fill(uow)
            uow.commit()
    finally:
        engine.dispose()


def first_people(site: str, role: str, *, name: str, now: datetime) -> tuple[User, StaffMember]:
    """Give the first user of a file, and the same person as a member of staff."""
    person = PreparedUser(name, ROLE_OF_FIRST_USER[role], "")
    staff, user = _person(site, person, now=now)
    return user, staff


def _person(site: str, who: PreparedUser, *, now: datetime) -> tuple[StaffMember, User]:
    staff = StaffMember(id=new_id(now), given_name=who.name, role=who.role)
    user = User(id=new_id(now), name=who.name, role=who.role, staff_member=staff.id, site=site)
    return staff, user


def copy_record(site: str, copy_keys: CopyKeys, *, now: datetime, mark: str | None) -> Copy:
    """Give a copy as every other copy knows it: the public halves of its keys."""
    return Copy(
        id=new_id(now),
        site=site,
        mark=mark,
        age_public=copy_keys.age_recipient,
        sign_public=copy_keys.sign_public.hex(),
    )


def _office(profile: MunicipalityProfile, now: datetime) -> Iterator[Change]:
    """Give the profile itself, and the sites and partners it declares."""
    yield Born(Profile(id=new_id(now), code=profile.code, text=profile.text))
    for site in profile.sites:
        yield Born(
            Site(
                id=new_id(now),
                code=site.code,
                name=site.name,
                kind=site.kind,
                settlement=site.ekatte,
                prefix=site.prefix,
            )
        )
    for partner in profile.partners:
        yield Born(
            Partner(
                id=RecordId(new_id(now)), code=partner.code, name=partner.name, kind=partner.kind
            )
        )


@contextmanager
def new_folder(path: Path, suffix: str = SUFFIX) -> Iterator[None]:
    """Make the folder; take it away again when what was to be made in it was not."""
    if path.suffix != suffix:
        raise UnfitTargetError(path=path.name, endings=suffix)
    if path.exists():
        raise CaseFileExistsError(path=path.name)
    with translating_disk(path):
        path.mkdir(parents=True)
    try:
        yield
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise
