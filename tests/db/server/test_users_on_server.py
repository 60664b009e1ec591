"""Users of a central copy on a server: removed, and what is sealed in the tables goes on under a new key."""

import pytest

from conftest import PASSWORD
from kazanlak_case.db import keys
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.readings import readings
from kazanlak_case.db.removal import begin_removal
from kazanlak_case.db.role_keys import newest_role_key
from kazanlak_case.db.server.address import parse_address
from kazanlak_case.db.server.server_file import ServerFile
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.file_errors import UnknownUserError, WrongPasswordError
from kazanlak_case.domain.key_errors import SignInAgainError, TooManyTriesError
from kazanlak_case.services import users

OWN, OTHER = "моята много лична парола", "и още една хубава парола"


@pytest.fixture
def sign_in(server, server_database, tmp_path):
    opened = []

    def enter(user, password):
        file = ServerFile.open_server(
            parse_address(server.address(server_database)),
            user=user,
            password=password,
            installation=Installation(tmp_path / "state"),
        )
        opened.append(file)
        return file

    yield enter
    for file in opened:
        file.close()


def add(file, name, role, now):
    return users.add_user(file, name=name, display_name=None, role=role, staff_member=None, now=now)


def test_removed_clerk_is_gone_and_the_others_sign_in_again(sign_in, now):
    head = sign_in("head", PASSWORD)
    first, second = add(head, "ana", "psychologist", now), add(head, "boris", "coordinator", now)
    ana = sign_in("ana", first)
    users.change_password(ana, old=first, new=OWN, now=now)
    held = newest_role_key(ana.unlocked, "municipality", "psychologist")
    assert held is not None
    sign_in("boris", second)
    with head.reading(now) as uow:
        identity = uow.exchange.own_keys().age_identity
    users.remove_user(head, user="boris", now=now)
    with pytest.raises(UnknownUserError):
        sign_in("boris", second)
    with pytest.raises(SignInAgainError):
        users.change_password(ana, old=OWN, new=OTHER, now=now)
    again = sign_in("ana", OWN)
    assert newest_role_key(again.unlocked, "municipality", "psychologist") == held
    with again.reading(now) as uow:
        assert uow.exchange.own_keys().age_identity == identity
    assert (again.unlocked.epoch, set(again.unlocked.file_keys)) == (2, {2})
    found = verify(again)
    assert found.ok, found.checks


def test_removal_cut_off_is_finished_at_the_next_sign_in(sign_in, now):
    head = sign_in("head", PASSWORD)
    keys.add_user(head.key_place, head.unlocked, user="boris", password=OTHER)
    with head.reading(now) as uow:
        identity = uow.exchange.own_keys().age_identity
    begin_removal(head.key_place, head.unlocked, user="boris")
    again = sign_in("head", PASSWORD)
    assert set(again.unlocked.file_keys) == {2}
    with again.reading(now) as uow:
        assert uow.exchange.own_keys().age_identity == identity
    assert verify(again).ok


def test_wrong_tries_are_counted_for_a_server_too(sign_in, now):
    sign_in("head", PASSWORD)
    for _ in range(5):
        with pytest.raises(WrongPasswordError):
            sign_in("head", OTHER)
    with pytest.raises(TooManyTriesError):
        sign_in("head", PASSWORD)


def test_sheet_a_opens_a_central_copy_on_a_server(sign_in, now):
    head = sign_in("head", PASSWORD)
    sheet = users.recovery_sheet(head, now=now)
    users.recover(head.address, sheet=sheet.letters, user="head", new_password=OWN)
    with pytest.raises(WrongPasswordError):
        sign_in("head", PASSWORD)
    again = sign_in("head", OWN)
    assert [one.what for one in readings(again)][-1] == "recovered"
