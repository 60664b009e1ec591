"""Keys of confidential notes: who comes to hold one, who does not, and what happens when somebody goes."""

import json
import shutil
from dataclasses import replace

import pytest

from db.test_keys import forge
from kazanlak_case.db import engine, key_file, keys
from kazanlak_case.db.key_form import RoleKeyName, RoleKeyState
from kazanlak_case.db.key_slots import commitment_of
from kazanlak_case.db.passwords import CHEAPEST
from kazanlak_case.db.removal import remove_user
from kazanlak_case.db.role_keys import (
    begin_anew,
    grant_role_keys,
    held_alone,
    newest_role_key,
    settle_role_keys,
    waiting_for_role_keys,
    with_grants,
)
from kazanlak_case.domain.file_errors import CaseFileDamagedError, UnknownUserError
from kazanlak_case.domain.key_errors import NoRoleKeyError, NotEntitledError, OneTimeFirstError

HEAD, ANA, VERA = "сива котка под стола", "три зелени ябълки днес", "друга хубава парола"
NEW, ONE_TIME = "моя собствена парола", "еднократна парола тук"
USERS = [("head", HEAD), ("ana", ANA), ("vera", VERA)]
PSYCHOLOGISTS = {
    "ana": frozenset({"psychologist"}),
    "vera": frozenset({"psychologist"}),
    "head": frozenset(),
}
WHERE = ("kran", "psychologist")


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
def sign_in(folder):
    def enter(user, password, entitled=PSYCHOLOGISTS):
        unlocked = keys.unlock(folder, user, password)
        settle_role_keys(folder, unlocked, scope="kran", entitled=entitled)
        return unlocked

    return enter


def test_the_first_entitled_user_begins_the_key_and_the_head_holds_none(folder, sign_in):
    assert sign_in("head", HEAD).role_keys == {}
    ana = sign_in("ana", ANA)
    name, key = newest_role_key(ana, *WHERE)
    assert name[:2] == WHERE
    assert len(key) == 32
    assert newest_role_key(ana, "kran", "health") is None
    assert newest_role_key(ana, "razhena", "psychologist") is None
    assert sign_in("ana", ANA).role_keys == ana.role_keys
    assert sign_in("head", HEAD).role_keys == {}


def test_signing_in_writes_nothing_where_nothing_is_to_be_settled(folder, sign_in):
    sign_in("ana", ANA)
    before = (folder / key_file.NAME).read_bytes()
    sign_in("ana", ANA)
    sign_in("head", HEAD)
    assert (folder / key_file.NAME).read_bytes() == before


def test_a_second_psychologist_waits_until_a_colleague_hands_over(folder, sign_in):
    ana = sign_in("ana", ANA)
    vera = sign_in("vera", VERA)
    assert vera.role_keys == {}
    waiting = waiting_for_role_keys(key_file.load(folder), PSYCHOLOGISTS)
    assert [(one.user, one.scope, one.secret, one.lacks_newest) for one in waiting] == [
        ("vera", *WHERE, True)
    ]
    with pytest.raises(NoRoleKeyError):
        grant_role_keys(
            folder, keys.unlock(folder, "head", HEAD), user="vera", entitled=PSYCHOLOGISTS
        )
    assert grant_role_keys(folder, ana, user="Vera", entitled=PSYCHOLOGISTS) == 1
    assert grant_role_keys(folder, ana, user="vera", entitled=PSYCHOLOGISTS) == 0
    assert sign_in("vera", VERA).role_keys == ana.role_keys
    assert waiting_for_role_keys(key_file.load(folder), PSYCHOLOGISTS) == ()
    with pytest.raises(NotEntitledError):
        grant_role_keys(folder, ana, user="head", entitled=PSYCHOLOGISTS)
    with pytest.raises(UnknownUserError):
        grant_role_keys(folder, ana, user="иван", entitled=PSYCHOLOGISTS)


def test_own_password_keeps_the_role_keys(folder, sign_in):
    ana = sign_in("ana", ANA)
    keys.change_password(folder, ana, user="ana", password=NEW)
    assert sign_in("ana", NEW).role_keys == ana.role_keys


def test_a_head_who_resets_a_password_does_not_come_to_read(folder, sign_in):
    ana, vera = sign_in("ana", ANA), sign_in("vera", VERA)
    grant_role_keys(folder, ana, user="vera", entitled=PSYCHOLOGISTS)
    head = sign_in("head", HEAD)
    keys.change_password(folder, head, user="ana", password=ONE_TIME, one_time=True)
    seen_by_head = (folder / key_file.NAME).read_bytes()
    again = sign_in("ana", ONE_TIME)
    assert again.role_keys == {}
    with pytest.raises(OneTimeFirstError):
        grant_role_keys(
            folder, keys.unlock(folder, "vera", VERA), user="ana", entitled=PSYCHOLOGISTS
        )
    keys.change_password(folder, again, user="ana", password=NEW)
    vera = sign_in("vera", VERA)
    grant_role_keys(folder, vera, user="ana", entitled=PSYCHOLOGISTS)
    assert sign_in("ana", NEW).role_keys == vera.role_keys
    # nor with the key pair that came with the one-time password, kept in an old key file
    now = json.loads((folder / key_file.NAME).read_text("utf-8"))
    then = json.loads(seen_by_head)
    assert now["users"][1]["public"] != then["users"][1]["public"]


def test_before_an_own_password_is_chosen_nothing_is_begun(folder, sign_in):
    head = sign_in("head", HEAD)
    keys.add_user(folder, head, user="nadia", password=ONE_TIME, one_time=True)
    entitled = {"nadia": frozenset({"psychologist", "health"})}
    first = sign_in("nadia", ONE_TIME, entitled)
    assert first.role_keys == {}
    keys.change_password(folder, first, user="nadia", password=NEW)
    second = sign_in("nadia", NEW, entitled)
    assert {name.secret for name in second.role_keys} == {"psychologist", "health"}


def test_when_somebody_who_knew_the_key_goes_a_new_one_begins_and_the_old_one_still_reads(
    folder, sign_in
):
    ana = sign_in("ana", ANA)
    grant_role_keys(folder, ana, user="vera", entitled=PSYCHOLOGISTS)
    old = dict(ana.role_keys)
    remove_user(folder, sign_in("head", HEAD), user="ana")
    assert newest_role_key(keys.unlock(folder, "vera", VERA), *WHERE) is None
    vera = sign_in("vera", VERA)
    name, key = newest_role_key(vera, *WHERE)
    assert name > max(old)
    assert set(vera.role_keys) == {*old, name}
    assert key not in {bytes(one) for one in old.values()}
    assert vera.role_keys.items() >= old.items()


def test_nobody_else_begins_the_new_key_while_a_holder_stays(folder, sign_in):
    ana = sign_in("ana", ANA)
    keys.add_user(folder, ana, user="nadia", password=HEAD)
    entitled = PSYCHOLOGISTS | {"nadia": frozenset({"psychologist"})}
    grant_role_keys(folder, ana, user="vera", entitled=entitled)
    remove_user(folder, sign_in("head", HEAD), user="ana")
    assert sign_in("nadia", HEAD, entitled).role_keys == {}
    vera = sign_in("vera", VERA, entitled)
    assert len(vera.role_keys) == 2
    assert grant_role_keys(folder, vera, user="nadia", entitled=entitled) == 2


def test_where_the_only_holder_goes_the_next_one_begins_anew(folder, sign_in):
    lost = set(sign_in("ana", ANA).role_keys)
    remove_user(folder, sign_in("head", HEAD), user="ana")
    vera = sign_in("vera", VERA)
    name, _key = newest_role_key(vera, *WHERE)
    assert name > max(lost)
    assert waiting_for_role_keys(key_file.load(folder), PSYCHOLOGISTS) == ()


def test_who_changes_post_loses_the_keys_at_the_next_sign_in(folder, sign_in):
    ana = sign_in("ana", ANA)
    grant_role_keys(folder, ana, user="vera", entitled=PSYCHOLOGISTS)
    assert held_alone(key_file.load(folder), "ana") == set()
    held = set(ana.role_keys)
    ana = sign_in("ana", ANA, {"ana": frozenset()})
    assert ana.role_keys == {}
    assert keys.unlock(folder, "ana", ANA).role_keys == {}
    assert newest_role_key(sign_in("vera", VERA), *WHERE)[0] > max(held)


def test_a_post_changed_by_mistake_loses_no_key_that_nobody_else_holds(folder, sign_in):
    held = sign_in("ana", ANA).role_keys
    assert held_alone(key_file.load(folder), "ANA") == set(held)
    for _twice in range(2):
        assert sign_in("ana", ANA, {"ana": frozenset()}).role_keys == {}
    before = (folder / key_file.NAME).read_bytes()
    sign_in("ana", ANA, {"ana": frozenset()})
    assert (folder / key_file.NAME).read_bytes() == before
    again = sign_in("ana", ANA)
    assert again.role_keys.items() >= held.items()
    assert newest_role_key(again, *WHERE)[0] > max(held)


def test_lost_key_does_not_keep_anybody_from_writing(folder, sign_in):
    ana = sign_in("ana", ANA)
    head = sign_in("head", HEAD)
    keys.change_password(folder, head, user="ana", password=NEW)
    ana = sign_in("ana", NEW)
    assert newest_role_key(ana, *WHERE) is None
    name = begin_anew(folder, ana, scope=WHERE[0], secret=WHERE[1])
    assert newest_role_key(sign_in("ana", NEW), *WHERE)[0] == name


def test_wrong_key_under_the_right_name_is_none(folder, sign_in):
    ana = sign_in("ana", ANA)
    file = keys.current(folder, ana)
    name = next(iter(ana.role_keys))
    keys.save(folder, with_grants(file, "ana", {name: bytearray(32)}), unlocked=ana)
    assert keys.unlock(folder, "ana", ANA).role_keys == {}


def test_keys_are_never_printed_and_wiped_with_the_rest(sign_in):
    ana = sign_in("ana", ANA)
    key = next(iter(ana.role_keys.values()))
    assert bytes(key).hex() not in repr(ana)
    assert repr(bytes(key)) not in repr(ana)
    ana.wipe()
    assert set(key) == {0}
    assert newest_role_key(ana, *WHERE) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["role_keys"].clear(),
        lambda data: data["role_keys"].update({"kran/psychologist/2": {}}),
        lambda data: data["role_keys"].update({"kran/psychologist/02": data["role_keys"]["kran/psychologist/1"]}),
        lambda data: data["role_keys"].update({"kran": data["role_keys"]["kran/psychologist/1"]}),
        lambda data: data["role_keys"]["kran/psychologist/1"].update(retired=True),
        lambda data: data["role_keys"]["kran/psychologist/1"].update(retired=1),
        lambda data: data["role_keys"]["kran/psychologist/1"].update(commitment="AAAA"),
        lambda data: data.update(role_keys=[]),
        lambda data: data.update(role_keys=None),
        lambda data: data.update(sheet={}),
        lambda data: data.update(sheet=None),
        lambda data: data.update(role_sheets={"kran/psychologist": {"public": ""}}),
        lambda data: data["users"][1]["role_grants"].clear(),
        lambda data: data["users"][1].update(role_grants={"kran/psychologist/1": "AAAA"}),
        lambda data: data["users"][0].update(role_grants=data["users"][1]["role_grants"]),
    ],
)  # fmt: skip
def test_role_keys_changed_without_a_key_are_found_out(folder, change):
    head = keys.unlock(folder, "head", HEAD)
    file = keys.current(folder, head)
    name, key = RoleKeyName(*WHERE, 1), bytearray(32)
    file = replace(file, role_keys={name: RoleKeyState(commitment_of(name, key))})
    keys.save(folder, with_grants(file, "ana", {name: key}), unlocked=head)
    assert keys.unlock(folder, "ana", ANA).role_keys == {name: key}
    (folder / key_file.PREVIOUS_NAME).unlink()
    forge(folder, change)
    with pytest.raises(CaseFileDamagedError):
        keys.unlock(folder, "ana", ANA)
