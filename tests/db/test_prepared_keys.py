"""Keys of confidential notes of prepared houses: sealed away at the centre, known to every laptop of the house."""

import pytest

from conftest import CHEAP, NOW, PASSWORD
from kazanlak_case.db import key_file, keys
from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.prepared_keys import PreparedUser
from kazanlak_case.db.recovery import role_key_from_sheet
from kazanlak_case.db.role_keys import MADE_ELSEWHERE, newest_role_key
from kazanlak_case.domain.key_errors import NoSheetError, WrongSheetError
from kazanlak_case.domain.sheet_letters import letters_of
from kazanlak_case.services import users

ONE_TIME = "еднократна парола тук"
OWN = "моята много лична парола"
ANA = PreparedUser("ana", "psychologist", ONE_TIME)
PSYCHOLOGIST = "psychologist"


@pytest.fixture
def start(centre_file, tmp_path):
    """Make a starter of the house at Крън."""

    def make(name, **more):
        path = tmp_path / f"{name}.kcase"
        made = create_starter(
            path, centre_file, site="kran", password=PASSWORD, now=NOW, cost=CHEAP, **more
        )
        return path, made

    return make


@pytest.fixture
def sign_in(tmp_path):
    """Open a house's file with an own password; a one-time one is replaced at once."""
    opened = []

    def enter(path, user, password):
        for one in opened:
            one.close()
        opened.clear()
        state = Installation(tmp_path / "house state")
        file = CaseFile.open(path, user=user, password=password, installation=state)
        opened.append(file)
        if file.unlocked.one_time:
            users.change_password(file, old=password, new=OWN, now=NOW)
        return file

    yield enter
    for one in opened:
        one.close()


def test_prepared_psychologist_holds_the_key_and_the_centre_does_not(start, sign_in, centre_file):
    path, made = start("one", people=[ANA], sheets=[PSYCHOLOGIST])
    assert centre_file.unlocked.role_keys == {}
    at_centre = key_file.load(centre_file.key_place)
    (name,) = at_centre.role_keys
    assert name[:2] == ("kran", PSYCHOLOGIST)
    assert all(not slot.role_grants for slot in at_centre.slots)
    ana = sign_in(path, "ana", ONE_TIME)
    held = bytes(ana.unlocked.role_keys[name])
    assert newest_role_key(ana.unlocked, "kran", PSYCHOLOGIST) == (name, held)
    again = sign_in(path, "ana", OWN)
    assert bytes(again.unlocked.role_keys[name]) == held
    head = sign_in(path, "head", PASSWORD)
    assert head.unlocked.role_keys == {}
    # the sheet that the centre keeps opens it in the house, and at the centre
    (sheet,) = made.sheets
    for file in (head, centre_file):
        found = role_key_from_sheet(
            file.key_place, file.unlocked, sheet.text, scope="kran", secret=PSYCHOLOGIST
        )
        assert bytes(found) == held


def test_second_laptop_waits_and_the_sheet_opens_it_there_too(start, sign_in):
    _path, made = start("one", people=[ANA], sheets=[PSYCHOLOGIST])
    vera = PreparedUser("vera", PSYCHOLOGIST, ONE_TIME)
    second, further = start("two", people=[vera])
    assert further.sheets == ()
    file = sign_in(second, "vera", ONE_TIME)
    assert file.unlocked.role_keys == {}
    assert [(one.user, one.secret) for one in users.waiting_for_role_keys(file)] == [
        ("vera", PSYCHOLOGIST)
    ]
    with pytest.raises(WrongSheetError):
        users.take_role_keys_from_sheet(
            file, sheet=letters_of(bytes(20)), secret=PSYCHOLOGIST, now=NOW
        )
    users.take_role_keys_from_sheet(file, sheet=made.sheets[0].text, secret=PSYCHOLOGIST, now=NOW)
    known = key_file.load(file.key_place).role_keys
    assert set(file.unlocked.role_keys) == {name for name in known if name.secret == PSYCHOLOGIST}
    assert users.waiting_for_role_keys(file) == ()


def test_without_anybody_to_hold_it_the_house_begins_its_key_itself(start, sign_in, centre_file):
    first, _made = start("one")
    assert key_file.load(first).role_keys == {}
    assert key_file.load(centre_file.key_place).role_keys == {}
    second, _made = start("two", people=[ANA])
    # the first laptop has begun one by now, or will: here one waits, or begins another number knowingly
    file = sign_in(second, "ana", ONE_TIME)
    assert newest_role_key(file.unlocked, "kran", PSYCHOLOGIST) is None
    assert len(users.waiting_for_role_keys(file)) == 1
    with pytest.raises(NoSheetError):
        users.take_role_keys_from_sheet(
            file, sheet=letters_of(bytes(20)), secret=PSYCHOLOGIST, now=NOW
        )
    users.begin_role_key_anew(file, secret=PSYCHOLOGIST, now=NOW)
    assert newest_role_key(file.unlocked, "kran", PSYCHOLOGIST)[0].epoch > MADE_ELSEWHERE
    assert users.waiting_for_role_keys(file) == ()


def test_new_file_key_leaves_role_keys_and_sheets_as_they_are(start, sign_in):
    path, made = start("one", people=[ANA], sheets=[PSYCHOLOGIST])
    ana = sign_in(path, "ana", ONE_TIME)
    held = {name: bytes(key) for name, key in ana.unlocked.role_keys.items()}
    head = sign_in(path, "head", PASSWORD)
    sheet = users.recovery_sheet(head, now=NOW)
    password = users.add_user(
        head, name="boris", display_name=None, role="pedagogue", staff_member=None, now=NOW
    )
    users.remove_user(head, user="boris", now=NOW)
    assert head.unlocked.epoch == 2
    ana = sign_in(path, "ana", OWN)
    assert {name: bytes(key) for name, key in ana.unlocked.role_keys.items()} == held
    ana.close()
    users.recover(path, sheet=sheet.letters, user="head", new_password=OWN)
    assert keys.unlock(path, "head", OWN).epoch == 2
    assert password not in key_file.load(path).render().decode()
    assert made.sheets[0].text not in repr(made)
