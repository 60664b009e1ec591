"""Prepare a house and enrol it: a starter is a case file that the centre made, zipped (design.md, section 5).

Both parts of it are encrypted already: the database under its file key, that key under the one-time password.
"""

import shutil
import stat
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, BinaryIO

from kazanlak_case.db import key_file, keys
from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.casefile import DATABASE, SUFFIX, CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.media import refuse_removable
from kazanlak_case.db.passwords import Cost, check_new_password
from kazanlak_case.db.prepared_keys import PreparedUser
from kazanlak_case.db.readings import record_leaving
from kazanlak_case.db.small_files import sync_folder, translating_disk
from kazanlak_case.domain.bundle_errors import NotAStarterError
from kazanlak_case.domain.errors import NotTheCentreError, UnfitTargetError, UnknownSiteError
from kazanlak_case.domain.file_errors import CaseFileExistsError, DiskFullError
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.export.bundle_partners import centre_sites
from kazanlak_case.export.bundle_stick import (
    PIECE,
    check_place,
    translating_stick,
    write_to_stick,
)
from kazanlak_case.services.recovery_sheets import Sheet

ENDING = ".kstarter"
PARTS = (DATABASE, key_file.NAME)
"""What a starter holds, and all that it may hold."""

ZIP_OVERHEAD = 4096


@dataclass(frozen=True, slots=True)
class StarterReport:
    """What was prepared: the file, for whom, and the mark in that copy's numbers."""

    path: Path
    site: str
    mark: str | None
    bytes: int
    sheets: tuple[Sheet, ...] = ()
    """Recovery sheets B that were made with it, to be printed now or never."""


# at the centre ------------------------------------------------------------------------------------------------------
def prepare(  # noqa: PLR0913 - by whom, for whom, where, how
    centre: CaseFile,
    site: str,
    out: Path,
    *,
    password: str,
    now: datetime,
    cost: Cost | None = None,
    people: Sequence[PreparedUser] = (),
    sheets: Sequence[str] = (),
) -> StarterReport:
    """Write the starter of a house: its records and what all share, and the keys of its new copy.

    Args:
        centre: The central copy.
        site: The house.
        out: The file to be written; in a folder it is named after the house.
        password: Opens the starter once; told to the house by another way than the file goes.
        now: The moment of this work.
        cost: How hard the password is to guess, for tests.
        people: Who is to work there from the first day, beside the head.
        sheets: Whose confidential notes shall be opened by a sheet B of the centre's; for a house's first laptop only.

    Raises:
        NotAllowedError: The user's post prepares no houses.
        NotTheCentreError: Only the central copy knows what belongs into it.
        UnknownSiteError: The profile has no such house.
        WeakPasswordError: The password is too short.
        CaseFileExistsError, DiskFullError, ReadOnlyError, StorageError: As `write_to_stick` says.
    """
    centre.require(Act.PREPARE)
    if centre.role != "centre":
        raise NotTheCentreError
    houses = [one.code for one in centre.profile.sites]
    houses = [code for code in houses if code not in centre_sites(centre.profile)]
    if site not in houses:
        raise UnknownSiteError(site=site, sites=", ".join(houses))
    path = out / f"{site}{ENDING}" if out.is_dir() else out
    # before the new copy is announced to everybody
    with translating_stick(path):
        check_place(path, 0)
    record_leaving(centre, "prepared", now=now, facts=site)
    with _scratch(centre.path) as scratch:
        folder = scratch / f"{site}{SUFFIX}"
        made = create_starter(
            folder,
            centre,
            site=site,
            password=password,
            now=now,
            cost=cost,
            people=people,
            sheets=sheets,
        )
        size = sum((folder / name).stat().st_size for name in PARTS) + ZIP_OVERHEAD

        def fill(file: BinaryIO) -> bytes:
            return _zip(folder, file, now=now)

        write_to_stick(path, fill, size=size, leaving=centre.make_count_last)
    papers = tuple(
        Sheet(one.text, one.secret, path.name, site, one.made_on, centre.is_practice)
        for one in made.sheets
    )
    return StarterReport(path, site, made.copy.mark, path.stat().st_size, papers)


@contextmanager
def _scratch(beside: Path) -> Iterator[Path]:
    """Give a folder of our own on the same disk, and take it away again."""
    with (
        translating_disk(beside),
        TemporaryDirectory(prefix="starter-", dir=beside, ignore_cleanup_errors=True) as name,
    ):
        yield Path(name)


class _Hashing:
    """A file that can only be written to, and remembers the hash of what was."""

    def __init__(self, file: BinaryIO) -> None:
        self.digest = sha256()
        self._file = file

    def write(self, content: bytes) -> int:
        self.digest.update(content)
        return self._file.write(content)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        """Leave closing to whoever opened the file."""


def _zip(folder: Path, file: BinaryIO, *, now: datetime) -> bytes:
    """Pack without compressing: ciphertext does not shrink."""
    hashing = _Hashing(file)
    with zipfile.ZipFile(hashing, "w", zipfile.ZIP_STORED) as archive:
        for name in PARTS:
            entry = zipfile.ZipInfo(name, now.timetuple()[:6])
            with (folder / name).open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target, PIECE)
    return hashing.digest.digest()


# in the house -------------------------------------------------------------------------------------------------------
def enrol(  # noqa: PLR0913 - from what, where, with which passwords
    starter: Path,
    path: Path,
    *,
    one_time_password: str,
    new_password: str,
    now: datetime,  # noqa: ARG001 - the file takes note of its own first opening
    installation: Installation | None = None,
) -> None:
    """Make a house's case file of its starter, under a new password. A failure leaves nothing behind.

    Raises:
        NotAStarterError: It is none, or damaged.
        WrongPasswordError: The one-time password is not right.
        WeakPasswordError: The new one is too short.
        CaseFileExistsError: There is something at `path`.
        UnfitTargetError: `path` does not end in .kcase.
        RemovableMediaError: `path` is on a stick or a network disk.
    """
    if path.suffix != SUFFIX:
        raise UnfitTargetError(path=path.name, endings=SUFFIX)
    if path.exists():
        raise CaseFileExistsError(path=path.name)
    refuse_removable(path)
    check_new_password(new_password)
    part = path.with_name(f"{path.name}.part")
    try:
        with translating_disk(path):
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
        _unzip(starter, part)
        _replace_password(part, one_time_password, new_password)
        # opened once before it has its name: what has it is sound
        CaseFile.open(part, password=new_password, installation=installation).close()
        with translating_disk(path):
            part.rename(path)
            sync_folder(path.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _replace_password(folder: Path, one_time: str, new: str) -> None:
    user = keys.users_of(folder)[0]
    unlocked = keys.unlock(folder, user, one_time)
    try:
        keys.change_password(folder, unlocked, user=user, password=new)
    finally:
        unlocked.wipe()


def _unzip(starter: Path, folder: Path) -> None:
    """Take out the two parts by their names, whatever else the file says of names and sizes."""
    try:
        with zipfile.ZipFile(starter) as archive:
            _check_entries(archive.infolist(), starter, folder)
            for name in PARTS:
                with translating_disk(folder), archive.open(name) as source:
                    _write(folder / name, source)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise NotAStarterError(path=starter.name) from error


def _write(path: Path, source: IO[bytes]) -> None:
    with path.open("xb") as target:
        shutil.copyfileobj(source, target, PIECE)


def _check_entries(entries: list[zipfile.ZipInfo], starter: Path, folder: Path) -> None:
    """Exactly our parts, once, plain and not compressed: nothing unfolds, nothing lands elsewhere."""
    is_sound = sorted(entry.filename for entry in entries) == sorted(PARTS) and all(
        entry.compress_type == zipfile.ZIP_STORED
        and entry.compress_size == entry.file_size
        and not entry.flag_bits & 0x1
        and not stat.S_ISLNK(entry.external_attr >> 16)
        for entry in entries
    )
    size = sum(entry.file_size for entry in entries)
    if not is_sound or size > starter.stat().st_size:
        raise NotAStarterError(path=starter.name)
    if shutil.disk_usage(folder).free < size:
        raise DiskFullError(path=folder.name)
