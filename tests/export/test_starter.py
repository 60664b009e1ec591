"""Preparing a house and enrolling it: whole, or not at all."""

import zipfile
from pathlib import Path

import pytest

from conftest import CHEAP, NOW, PASSWORD
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.keys import users_with_one_time_password
from kazanlak_case.domain.bundle_errors import NotAStarterError
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.errors import (
    ExpectedError,
    NotAllowedError,
    UnfitTargetError,
    UnknownSiteError,
)
from kazanlak_case.domain.file_errors import (
    CaseFileExistsError,
    StorageError,
    WeakPasswordError,
    WrongPasswordError,
)
from kazanlak_case.domain.records import COMMON, Copy, Partner, Profile, Site, User
from kazanlak_case.export.starter import PARTS, enrol, prepare
from kazanlak_case.i18n import sentence

ONE_TIME = "само за първия път 7"


@pytest.fixture
def starter(centre_file: CaseFile, tmp_path: Path) -> Path:
    path = tmp_path / "флашка" / "kran.kstarter"
    path.parent.mkdir()
    prepare(centre_file, "kran", path, password=ONE_TIME, now=NOW, cost=CHEAP)
    return path


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "house state")


def enrolled(starter: Path, path: Path, here: Installation, one_time: str = ONE_TIME) -> CaseFile:
    enrol(
        starter, path, one_time_password=one_time, new_password=PASSWORD, now=NOW, installation=here
    )
    return CaseFile.open(path, password=PASSWORD, installation=here)


def facts_of(file: CaseFile) -> dict[str, set[str]]:
    with file.reading(NOW) as uow:
        return {
            cls.__name__: {one.id for one in uow.records.all(cls)}
            for cls in (Copy, Partner, Profile, Site, User)
        }


def test_house_knows_what_the_centre_knows(centre_file, starter, tmp_path, here):
    house = enrolled(starter, tmp_path / "kran.kcase", here)
    try:
        assert (house.site, house.role) == ("kran", "house")
        assert facts_of(house) == facts_of(centre_file)
        with house.reading(NOW) as uow, centre_file.reading(NOW) as theirs:
            own = uow.exchange.own_copy()
            assert own in theirs.exchange.copies_of("kran")
            keys = uow.exchange.own_keys()
        assert (own.age_public, own.sign_public) == (keys.age_recipient, keys.sign_public.hex())
    finally:
        house.close()


def test_house_writes_under_its_own_name_at_once(starter, tmp_path, here):
    house = enrolled(starter, tmp_path / "kran.kcase", here)
    try:
        assert house.facts.incarnation == 1
        with house.writing(NOW) as uow:
            uow.log.append([Born(Partner(id=uow.new_id(), name="ДГ Пинокио"))], "x", scope=COMMON)
            uow.commit()
    finally:
        house.close()


def test_one_time_password_opens_nothing_afterwards(starter, tmp_path, here):
    path = tmp_path / "kran.kcase"
    enrolled(starter, path, here).close()
    assert users_with_one_time_password(path) == ()
    with pytest.raises(WrongPasswordError):
        CaseFile.open(path, password=ONE_TIME, installation=here)


def test_second_laptop_gets_a_mark(centre_file, starter, tmp_path):
    second = prepare(
        centre_file, "kran", tmp_path / "second", password=ONE_TIME, now=NOW, cost=CHEAP
    )
    assert second.mark == "2"


def test_in_a_folder_it_is_named_after_the_house(centre_file, tmp_path):
    report = prepare(centre_file, "kran", tmp_path, password=ONE_TIME, now=NOW, cost=CHEAP)
    assert report.path == tmp_path / "kran.kstarter"
    assert report.bytes == report.path.stat().st_size


def test_nothing_of_it_lies_about(centre_file, starter):
    assert [path.name for path in starter.parent.iterdir()] == ["kran.kstarter"]
    assert not list(centre_file.path.glob("starter-*"))
    content = starter.read_bytes()
    assert b"SQLite format 3" not in content
    assert "Крън".encode() not in content


# refused at the centre ----------------------------------------------------------------------------------------------
def test_only_the_centre_prepares(case_file, tmp_path):
    # the head of a house has no such right, and hears that first
    with pytest.raises(NotAllowedError):
        prepare(case_file, "razhena", tmp_path / "s", password=ONE_TIME, now=NOW, cost=CHEAP)


@pytest.mark.parametrize("site", ["nowhere", "municipality"])
def test_only_houses_are_prepared(centre_file, tmp_path, site):
    with pytest.raises(UnknownSiteError):
        prepare(centre_file, site, tmp_path / "s", password=ONE_TIME, now=NOW, cost=CHEAP)


@pytest.mark.parametrize(
    ("name", "password", "error"),
    [
        ("s", "кратка", WeakPasswordError),
        ("taken", ONE_TIME, CaseFileExistsError),
        ("gone/s", ONE_TIME, StorageError),
    ],
)
def test_refused_preparation_announces_nothing(centre_file, tmp_path, name, password, error):
    (tmp_path / "taken").write_text("mine")
    before = facts_of(centre_file)
    with pytest.raises(error):
        prepare(centre_file, "kran", tmp_path / name, password=password, now=NOW, cost=CHEAP)
    assert facts_of(centre_file) == before
    assert (tmp_path / "taken").read_text() == "mine"


# refused in the house -----------------------------------------------------------------------------------------------
def refuses(starter: Path, path: Path, error: type[ExpectedError], **passwords) -> None:
    beside = sorted(path.parent.iterdir())
    passwords = {"one_time_password": ONE_TIME, "new_password": PASSWORD, **passwords}
    with pytest.raises(error) as refused:
        enrol(starter, path, now=NOW, **passwords)
    assert sentence(refused.value)
    assert sorted(path.parent.iterdir()) == beside


def test_wrong_one_time_password_leaves_nothing(starter, tmp_path):
    path = tmp_path / "kran.kcase"
    refuses(starter, path, WrongPasswordError, one_time_password=PASSWORD)
    refuses(starter, path, WeakPasswordError, new_password=ONE_TIME[:5])


def test_target_must_be_new_and_named_so(starter, tmp_path):
    refuses(starter, tmp_path / "kran", UnfitTargetError)
    (tmp_path / "kran.kcase").mkdir()
    refuses(starter, tmp_path / "kran.kcase", CaseFileExistsError)


def test_missing_starter_is_named(tmp_path):
    refuses(tmp_path / "gone.kstarter", tmp_path / "kran.kcase", NotAStarterError)


def test_other_file_is_no_starter(tmp_path):
    other = tmp_path / "a.kstarter"
    other.write_bytes(b"PK but not so")
    refuses(other, tmp_path / "kran.kcase", NotAStarterError)


def test_cut_starter_is_refused(starter, tmp_path):
    content = starter.read_bytes()
    for size in (0, 100, len(content) // 2, len(content) - 1):
        starter.write_bytes(content[:size])
        refuses(starter, tmp_path / "kran.kcase", NotAStarterError)


def test_flipped_bits_are_found(starter, tmp_path):
    content = starter.read_bytes()
    for place in range(50, len(content) - 300, len(content) // 20):
        damaged = bytearray(content)
        damaged[place] ^= 1
        starter.write_bytes(damaged)
        refuses(starter, tmp_path / "kran.kcase", NotAStarterError)


def zipped(path: Path, *entries: tuple[str, bytes], compression: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


PART_CONTENTS = [(name, b"content") for name in PARTS]


@pytest.mark.parametrize(
    "entries",
    [
        [],
        PART_CONTENTS[:1],
        [*PART_CONTENTS, ("more", b"")],
        [*PART_CONTENTS, ("../outside", b"")],
        [("/etc/case.db", b""), PART_CONTENTS[1]],
        [("..\\case.db", b""), PART_CONTENTS[1]],
    ],
    ids=["empty", "one part", "one more", "outside", "absolute", "backwards"],
)
def test_other_parts_are_refused(tmp_path, entries):
    path = zipped(tmp_path / "a.kstarter", *entries)
    refuses(path, tmp_path / "kran.kcase", NotAStarterError)
    assert not (tmp_path.parent / "outside").exists()


def test_part_named_twice_is_refused(tmp_path):
    path = tmp_path / "a.kstarter"
    with pytest.warns(UserWarning, match="Duplicate"):
        zipped(path, *PART_CONTENTS, PART_CONTENTS[0])
    refuses(path, tmp_path / "kran.kcase", NotAStarterError)


def test_compressed_part_is_refused(tmp_path):
    bomb = [(name, bytes(1 << 20)) for name in PARTS]
    path = zipped(tmp_path / "a.kstarter", *bomb, compression=zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 5000
    refuses(path, tmp_path / "kran.kcase", NotAStarterError)


def test_link_is_refused(tmp_path):
    path = tmp_path / "a.kstarter"
    entry = zipfile.ZipInfo(PARTS[0])
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
        archive.writestr(*PART_CONTENTS[1])
    refuses(path, tmp_path / "kran.kcase", NotAStarterError)


def test_parts_with_other_content_are_refused(tmp_path):
    refuses(zipped(tmp_path / "a.kstarter", *PART_CONTENTS), tmp_path / "kran.kcase", ExpectedError)
