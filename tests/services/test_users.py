"""Users of a file: added, reset, removed, and who comes to read confidential notes thereby."""

import logging
import shutil
from datetime import timedelta

import pytest

from conftest import PASSWORD
from kazanlak_case.db import readings as readings_of_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.one_time import new_one_time_password, one_time_words
from kazanlak_case.db.role_keys import newest_role_key
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born, Deleted
from kazanlak_case.domain.errors import InvalidRecordError, NotAllowedError
from kazanlak_case.domain.file_errors import UnknownUserError, WeakPasswordError, WrongPasswordError
from kazanlak_case.domain.key_errors import (
    MistypedSheetError,
    NoRoleKeyError,
    NotEntitledError,
    OneTimeFirstError,
    SamePasswordError,
    UserGoneError,
    WrongSheetError,
)
from kazanlak_case.domain.records import COMMON, Person, User
from kazanlak_case.services import users

OWN = "моята много лична парола"
OTHER = "и още една хубава парола"
SHORT = "къса"
PSYCHOLOGIST, HEALTH = "psychologist", "health"


@pytest.fixture
def case_file(templates, tmp_path):
    """A file only: the central copy on a server has its users' tests in db/server."""
    shutil.copytree(templates["kran"], tmp_path / "kran.kcase")
    state = Installation(tmp_path / "state")
    file = CaseFile.open(tmp_path / "kran.kcase", password=PASSWORD, installation=state)
    yield file
    file.close()


@pytest.fixture
def add(case_file, now):
    def give(name, role="psychologist"):
        return users.add_user(
            case_file, name=name, display_name=None, role=role, staff_member=None, now=now
        )

    return give


@pytest.fixture
def reopen(case_file, tmp_path):
    """Let another user sign in to the file after it was closed."""
    opened = []

    def sign_in(user, password):
        case_file.close()
        for one in opened:
            one.close()
        opened.clear()
        state = Installation(tmp_path / "state")
        opened.append(
            CaseFile.open(case_file.path, user=user, password=password, installation=state)
        )
        return opened[0]

    yield sign_in
    for one in opened:
        one.close()


def row_of(file, name):
    return next(one for one in users.list_users(file) if one.name == name)


def kept(file):
    """Note the role keys as they are now: those in hand are wiped when the file is closed."""
    return {name: bytes(key) for name, key in file.unlocked.role_keys.items()}


def codes(file):
    return [one.what for one in readings_of_file.readings(file)]


def test_one_time_password_is_four_plain_words_of_forty_bits():
    words = one_time_words()
    assert len(set(words)) == len(words) >= 1024
    assert all(3 <= len(word) <= 9 and word.isalpha() and word.islower() for word in words)
    assert words == tuple(sorted(words))
    made = {new_one_time_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one.split()) == 4 for one in made)


def test_added_user_signs_in_once_and_chooses_an_own_password(case_file, add, reopen, now):
    password = add("ana")
    row = row_of(case_file, "ana")
    assert (row.role, row.has_password, row.is_one_time, row.is_me) == (
        "psychologist",
        True,
        True,
        False,
    )
    assert row.secrets == {"psychologist"}
    assert codes(case_file)[-1] == "user_added"
    ana = reopen("ana", password)
    assert ana.unlocked.one_time
    assert ana.unlocked.role_keys == {}
    with pytest.raises(WeakPasswordError):
        users.change_password(ana, old=password, new=SHORT, now=now)
    with pytest.raises(SamePasswordError):
        users.change_password(ana, old=password, new=password, now=now)
    with pytest.raises(WrongPasswordError):
        users.change_password(ana, old=OTHER, new=OWN, now=now)
    users.change_password(ana, old=password, new=OWN, now=now)
    assert newest_role_key(ana.unlocked, "kran", "psychologist") is not None
    assert codes(ana)[-1] == "password_changed"
    again = reopen("ana", OWN)
    assert not again.unlocked.one_time
    assert newest_role_key(again.unlocked, "kran", "psychologist") is not None
    with pytest.raises(WrongPasswordError):
        reopen("ana", password)
    assert verify(reopen("head", PASSWORD)).ok


def test_names_are_given_once(case_file, add, now):
    add("ana")
    for name in ("Ana", " ana ", "head", "", "а\nб"):
        with pytest.raises(InvalidRecordError):
            add(name)
    with pytest.raises(InvalidRecordError):
        add("vera", role="king")
    users.remove_user(case_file, user="ana", now=now)
    with pytest.raises(InvalidRecordError):
        add("ana")
    assert {one.name for one in users.list_users(case_file)} == {"head"}


def test_only_who_may_manage_users_does(case_file, add, as_role, now):
    add("ana", role="pedagogue")
    as_role("social_worker")
    with pytest.raises(NotAllowedError):
        add("vera")
    with pytest.raises(NotAllowedError):
        users.reset_password(case_file, user="ana", now=now)
    with pytest.raises(NotAllowedError):
        users.remove_user(case_file, user="ana", now=now)
    with pytest.raises(NotAllowedError):
        users.recovery_sheet(case_file, now=now)


def test_nobody_resets_or_removes_himself_or_a_stranger(case_file, now):
    for act in (users.reset_password, users.remove_user):
        with pytest.raises(InvalidRecordError):
            act(case_file, user="head", now=now)
        with pytest.raises(UnknownUserError):
            act(case_file, user="никой", now=now)


def test_reset_psychologist_waits_for_a_colleague_and_the_head_reads_nothing(
    case_file, add, reopen, now
):
    first, second = add("ana"), add("vera")
    ana = reopen("ana", first)
    users.change_password(ana, old=first, new=OWN, now=now)
    held = kept(ana)
    vera = reopen("vera", second)
    users.change_password(vera, old=second, new=OTHER, now=now)
    assert vera.unlocked.role_keys == {}
    assert [one.user for one in users.waiting_for_role_keys(vera)] == ["vera"]
    with pytest.raises(NoRoleKeyError):
        users.grant_role_keys(vera, user="ana", now=now)
    ana = reopen("ana", OWN)
    assert row_of(ana, "vera").waits
    assert users.grant_role_keys(ana, user="vera", now=now) == 1
    head = reopen("head", PASSWORD)
    assert users.waiting_for_role_keys(head) == ()
    given = users.reset_password(head, user="ana", now=now)
    assert [one.can_be_granted for one in users.waiting_for_role_keys(head)] == [False]
    assert reopen("ana", given).unlocked.role_keys == {}
    with pytest.raises(OneTimeFirstError):
        users.grant_role_keys(reopen("vera", OTHER), user="ana", now=now)
    again = reopen("ana", given)
    users.change_password(again, old=given, new=OWN, now=now)
    assert again.unlocked.role_keys == {}
    vera = reopen("vera", OTHER)
    users.grant_role_keys(vera, user="ana", now=now)
    assert codes(vera)[-1] == "role_keys_granted"
    assert kept(reopen("ana", OWN)) == held


def test_lost_key_is_begun_anew_on_demand_only(case_file, add, reopen, now):
    ana = reopen("ana", first := add("ana"))
    users.change_password(ana, old=first, new=OWN, now=now)
    lost = set(ana.unlocked.role_keys)
    given = users.reset_password(reopen("head", PASSWORD), user="ana", now=now)
    ana = reopen("ana", given)
    with pytest.raises(OneTimeFirstError):
        users.begin_role_key_anew(ana, secret=PSYCHOLOGIST, now=now)
    users.change_password(ana, old=given, new=OTHER, now=now)
    assert newest_role_key(ana.unlocked, "kran", "psychologist") is None
    users.begin_role_key_anew(ana, secret=PSYCHOLOGIST, now=now)
    name, _key = newest_role_key(ana.unlocked, "kran", "psychologist")
    assert name > max(lost)
    with pytest.raises(NotEntitledError):
        users.begin_role_key_anew(ana, secret=HEALTH, now=now)


def test_removed_user_is_gone_and_work_goes_on_under_new_keys(case_file, add, reopen, now):
    first = add("ana")
    ana = reopen("ana", first)
    users.change_password(ana, old=first, new=OWN, now=now)
    head = reopen("head", PASSWORD)
    users.remove_user(head, user="ANA", now=now)
    assert codes(head)[-1] == "user_removed"
    with head.writing(now + timedelta(seconds=1)) as uow:
        uow.log.append([Born(Person(id=uow.new_id(), given_name="Мария"))], "person_made")
        uow.commit()
    assert head.unlocked.epoch == 2
    assert [one.name for one in users.list_users(head)] == ["head"]
    assert verify(head).ok
    with pytest.raises(UnknownUserError):
        reopen("ana", OWN)
    again = reopen("head", PASSWORD)
    assert verify(again).ok
    with again.reading(now) as uow:
        assert [one.given_name for one in uow.records.find(Person)] == ["Мария"]
        assert [one.name for one in uow.records.find(User, site="kran")] == ["head"]


def test_who_was_removed_at_another_laptop_does_not_get_in_here(case_file, add, reopen, now):
    password = add("ana")
    with case_file.writing(now) as uow:
        # as a bundle brings it; somebody elsewhere may have the same name
        (record,) = uow.records.find(User, name="ana")
        other = User(id=uow.new_id(), name="ana", role="manager", site="razhena")
        uow.log.append([Deleted("user", record.id), Born(other)], "user_removed", scope=COMMON)
        uow.commit()
    row = row_of(case_file, "ana")
    assert (row.id, row.has_password, row.secrets) == (None, True, frozenset())
    with pytest.raises(UserGoneError):
        reopen("ana", password)
    head = reopen("head", PASSWORD)
    users.remove_user(head, user="ana", now=now)
    assert [one.name for one in users.list_users(head)] == ["head"]


def test_sheet_a_opens_the_file_for_a_new_password_and_no_confidential_note(
    case_file, add, reopen, now
):
    first = add("ana")
    ana = reopen("ana", first)
    users.change_password(ana, old=first, new=OWN, now=now)
    head = reopen("head", PASSWORD)
    old = users.recovery_sheet(head, now=now)
    assert codes(head)[-1] == "recovery_sheet"
    sheet = users.recovery_sheet(head, now=now)
    place = head.path
    head.close()
    words = sheet.letters.lower().replace(" ", "-")
    with pytest.raises(WrongSheetError):
        users.recover(place, sheet=old.letters, user="head", new_password=OTHER)
    with pytest.raises(MistypedSheetError):
        users.recover(place, sheet=words[:-1], user="head", new_password=OTHER)
    with pytest.raises(WeakPasswordError):
        users.recover(place, sheet=words, user="head", new_password=SHORT)
    with pytest.raises(UnknownUserError):
        users.recover(place, sheet=words, user="никой", new_password=OTHER)
    users.recover(place, sheet=words, user="ana", new_password=OTHER)
    ana = reopen("ana", OTHER)
    assert ana.unlocked.role_keys == {}
    assert "recovered" in codes(ana)
    with pytest.raises(WrongPasswordError):
        reopen("ana", OWN)
    assert reopen("head", PASSWORD).unlocked.user == "head"


def test_sheet_b_brings_the_keys_back_to_who_may_have_them(case_file, add, reopen, now):
    first = add("ana")
    with pytest.raises(NoRoleKeyError):
        users.recovery_sheet(case_file, now=now, secret=PSYCHOLOGIST)
    ana = reopen("ana", first)
    users.change_password(ana, old=first, new=OWN, now=now)
    assert row_of(ana, "ana").holds_alone == {PSYCHOLOGIST}
    sheet = users.recovery_sheet(ana, now=now, secret=PSYCHOLOGIST)
    assert row_of(ana, "ana").holds_alone == frozenset()
    held = kept(ana)
    head = reopen("head", PASSWORD)
    with pytest.raises(NotEntitledError):
        users.take_role_keys_from_sheet(head, sheet=sheet.letters, secret=PSYCHOLOGIST, now=now)
    given = users.reset_password(head, user="ana", now=now)
    ana = reopen("ana", given)
    users.change_password(ana, old=given, new=OTHER, now=now)
    with pytest.raises(MistypedSheetError):
        users.take_role_keys_from_sheet(ana, sheet="А" * 40, secret=PSYCHOLOGIST, now=now)
    taken = users.take_role_keys_from_sheet(
        ana,
        sheet=sheet.letters,
        secret=PSYCHOLOGIST,
        now=now,
    )
    assert taken == 1
    assert kept(reopen("ana", OTHER)) == held


def test_no_secret_is_in_a_log_a_repr_or_an_error(case_file, add, reopen, now, caplog):
    caplog.set_level(logging.DEBUG)
    seeded = "тайнствена жабка седем пъти"
    said = []
    given = add("ana")
    sheet = users.recovery_sheet(case_file, now=now)
    said += [repr(sheet), str(sheet), repr(case_file.unlocked), repr(users.list_users(case_file))]
    ana = reopen("ana", given)
    users.change_password(ana, old=given, new=seeded, now=now)
    for wrong in (given, seeded[:-1]):
        with pytest.raises(WrongPasswordError) as caught:
            users.change_password(ana, old=wrong, new=seeded + "!", now=now)
        said += [repr(caught.value), repr(caught.value.facts), str(caught.value)]
    said += [repr(ana.unlocked), caplog.text]
    path = ana.path
    secrets = [given, seeded, sheet.letters, sheet.letters[:11]]
    assert not [one for one in secrets for text in said if one in text]
    reopen("head", PASSWORD).close()
    for kept in path.rglob("*"):
        content = kept.read_bytes() if kept.is_file() else b""
        assert not [one for one in secrets if one.encode() in content], kept.name
