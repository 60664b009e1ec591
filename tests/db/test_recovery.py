"""Recovery sheets: what they open, what they do not, and what is told when they do not fit."""

import shutil
from dataclasses import replace
from datetime import date

import pytest
from nacl.public import PublicKey, SealedBox

from kazanlak_case.db import engine, key_file, keys
from kazanlak_case.db.calibration import calibrated, fitting, measured, remember
from kazanlak_case.db.passwords import CHEAPEST, DEFAULT, Cost
from kazanlak_case.db.recovery import (
    make_sheet_a,
    make_sheet_b,
    recover,
    role_key_from_sheet,
    role_keys_from_sheet,
)
from kazanlak_case.db.removal import remove_user
from kazanlak_case.db.role_keys import begin_anew, settle_role_keys
from kazanlak_case.domain.file_errors import (
    CaseFileDamagedError,
    UnknownUserError,
    WeakPasswordError,
    WrongPasswordError,
)
from kazanlak_case.domain.key_errors import (
    MistypedSheetError,
    NoRoleKeyError,
    NoSheetError,
    WrongSheetError,
)
from kazanlak_case.domain.sheet_letters import letters_of

HEAD, ANA, VERA = "сива котка под стола", "три зелени ябълки днес", "друга хубава парола"
NEW = "съвсем нова дълга парола"
USERS = [("head", HEAD), ("ana", ANA), ("vera", VERA)]
DAY = date(2022, 11, 14)
PSYCHOLOGIST = "psychologist"
ENTITLED = {"ana": frozenset({PSYCHOLOGIST}), "vera": frozenset({PSYCHOLOGIST})}


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template") / "Крън.kcase"
    folder.mkdir()
    unlocked = keys.create_keys(folder, USERS, cost=CHEAPEST)
    key, salt = unlocked.database_keys()
    connection = engine.connect(folder / "case.db", key, salt=salt, mode="rwc")
    connection.execute("CREATE TABLE setting (name TEXT PRIMARY KEY, value)")
    connection.close()
    return folder


@pytest.fixture
def folder(template, tmp_path):
    return shutil.copytree(template, tmp_path / "Крън.kcase")


@pytest.fixture
def head(folder):
    return keys.unlock(folder, "head", HEAD)


@pytest.fixture
def ana(folder):
    unlocked = keys.unlock(folder, "ana", ANA)
    settle_role_keys(folder, unlocked, scope="kran", entitled=ENTITLED)
    return unlocked


def sheet_b(folder, unlocked):
    made = make_sheet_b(folder, unlocked, scope="kran", secret=PSYCHOLOGIST, made_on=DAY)
    return made.text


def opened(folder, unlocked, sheet):
    return role_keys_from_sheet(folder, unlocked, sheet, scope="kran", secret=PSYCHOLOGIST)


def test_sheet_a_gives_a_new_password_and_touches_nobody_else(folder, head, ana):
    sheet = make_sheet_a(folder, head, made_on=DAY)
    before = key_file.load(folder)
    recover(folder, sheet_text=sheet.text, user="HEAD", password=NEW)
    after = key_file.load(folder)
    assert [slot for slot in after.slots if slot.name != "head"] == [
        slot for slot in before.slots if slot.name != "head"
    ]
    assert after.role_keys == before.role_keys
    assert keys.unlock(folder, "head", NEW).database_keys() == head.database_keys()
    assert not keys.unlock(folder, "head", NEW).one_time
    with pytest.raises(WrongPasswordError):
        keys.unlock(folder, "head", HEAD)
    assert keys.unlock(folder, "ana", ANA).role_keys == ana.role_keys


def test_a_psychologist_recovered_by_sheet_a_holds_no_key(folder, head, ana):
    sheet = make_sheet_a(folder, head, made_on=DAY)
    recover(folder, sheet_text=sheet.text, user="ana", password=NEW)
    assert keys.unlock(folder, "ana", NEW).role_keys == {}


def test_sheets_that_do_not_fit_are_told_apart(folder, head, ana):
    with pytest.raises(NoSheetError):
        recover(folder, sheet_text=a_sheet(), user="head", password=NEW)
    first = make_sheet_a(folder, head, made_on=DAY).text
    second = make_sheet_a(folder, head, made_on=DAY).text
    for wrong in (first, a_sheet(), sheet_b(folder, ana)):
        with pytest.raises(WrongSheetError):
            recover(folder, sheet_text=wrong, user="head", password=NEW)
    with pytest.raises(MistypedSheetError):
        recover(folder, sheet_text=second[:-1], user="head", password=NEW)
    with pytest.raises(UnknownUserError):
        recover(folder, sheet_text=second, user="никой", password=NEW)
    with pytest.raises(WeakPasswordError):
        recover(folder, sheet_text=second, user="head", password=NEW[:5])
    assert keys.unlock(folder, "head", HEAD).user == "head"


def a_sheet():
    return letters_of(bytes(range(20)))


def test_void_sheet_opens_not_even_a_copy_left_behind_by_a_power_cut(folder, head):
    old = make_sheet_a(folder, head, made_on=DAY).text
    behind = (folder / key_file.PREVIOUS_NAME).read_bytes()
    make_sheet_a(folder, head, made_on=DAY)
    (folder / key_file.PREVIOUS_NAME).write_bytes(behind)
    with pytest.raises(WrongSheetError):
        recover(folder, sheet_text=old, user="head", password=NEW)


def test_sheet_a_opens_the_file_after_a_change_of_key_too(folder, head):
    sheet = make_sheet_a(folder, head, made_on=DAY).text
    remove_user(folder, head, user="vera")
    recover(folder, sheet_text=sheet, user="head", password=NEW)
    assert keys.unlock(folder, "head", NEW).epoch == 2


def test_sheet_b_opens_all_keys_of_its_notes_and_those_made_later(folder, head, ana):
    sheet = sheet_b(folder, ana)
    first = dict(ana.role_keys)
    assert opened(folder, head, sheet) == first
    begin_anew(folder, ana, scope="kran", secret=PSYCHOLOGIST)
    assert opened(folder, head, sheet) == ana.role_keys
    newest = role_key_from_sheet(folder, head, sheet, scope="kran", secret=PSYCHOLOGIST)
    assert newest == ana.role_keys[max(ana.role_keys)]
    again = sheet_b(folder, ana)
    with pytest.raises(WrongSheetError):
        opened(folder, head, sheet)
    assert opened(folder, head, again) == ana.role_keys
    with pytest.raises(NoSheetError):
        role_key_from_sheet(folder, head, again, scope="kran", secret="health")  # noqa: S106
    with pytest.raises(WrongSheetError):
        opened(folder, head, a_sheet())


def test_sheet_b_is_made_only_by_who_holds_every_key_it_opened(folder, head, ana):
    with pytest.raises(NoRoleKeyError):
        sheet_b(folder, head)
    sheet = sheet_b(folder, ana)
    vera = keys.unlock(folder, "vera", VERA)
    begin_anew(folder, vera, scope="kran", secret=PSYCHOLOGIST)
    with pytest.raises(NoRoleKeyError):
        sheet_b(folder, vera)
    assert len(opened(folder, vera, sheet)) == 2


def test_a_forged_grant_on_a_sheet_is_not_taken_for_the_key(folder, head, ana):
    sheet = sheet_b(folder, ana)
    file = keys.current(folder, head)
    pair = ("kran", PSYCHOLOGIST)
    paper = file.role_sheets[pair]
    forged = {max(ana.role_keys).epoch: SealedBox(PublicKey(paper.public)).encrypt(bytes(32))}
    file = replace(file, role_sheets={pair: replace(paper, grants=forged)})
    keys.save(folder, file, unlocked=head)
    with pytest.raises(CaseFileDamagedError):
        opened(folder, head, sheet)


def test_letters_are_nowhere_in_the_file_nor_in_a_repr(folder, head):
    sheet = make_sheet_a(folder, head, made_on=DAY)
    assert sheet.text not in repr(sheet)
    for path in folder.iterdir():
        content = path.read_bytes()
        assert sheet.text.encode() not in content
        assert sheet.text.replace(" ", "").encode() not in content


def test_cost_of_a_slot_is_measured_once_and_never_below_the_floor(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "kazanlak_case.db.calibration.measured", lambda: asked.append(1) or Cost(128, 5)
    )
    state = tmp_path / "state"
    assert [calibrated(state), calibrated(state)] == [Cost(128, 5)] * 2
    assert asked == [1]
    for content in (b"", b"{}", b'{"memory_mib": 8, "passes": 1}', b'{"memory_mib": 64, "passes": 2}',
                    b'{"memory_mib": true, "passes": 3}', b'{"memory_mib": 128, "passes": 99}'):  # fmt: skip
        (state / "argon2.json").write_bytes(content)
        assert calibrated(state) == Cost(128, 5)
    remember(CHEAPEST, state)
    assert calibrated(state) == CHEAPEST


def test_cost_fits_the_time_a_person_waits():
    assert fitting(DEFAULT, 0.3) == Cost(128, 5)
    assert fitting(DEFAULT, 0.05) == Cost(128, 10)
    assert fitting(DEFAULT, 3.0) == DEFAULT, "a slow computer waits longer; nothing gets cheaper"
    found = measured()
    assert found.is_acceptable
    assert found.passes >= CHEAPEST.passes
